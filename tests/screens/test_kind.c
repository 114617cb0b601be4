/*
 * Proves that a terminal unknown here is taken for the nearest that is known: each of the
 * program's list, on a plain Debian, and where even less is there.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/toolkit/kind.h"
#include "tests/support/test.h"

/* What matters here of ncurses-base 6.4-4. */
static const char *const base[] = { "dumb", "linux", "rxvt", "rxvt-unicode",
    "rxvt-unicode-256color", "screen", "screen-256color", "tmux", "tmux-256color", "vt100",
    "vt220", "xterm", "xterm-256color", "xterm-color", NULL };
static const char *const *here;

static bool
known(const char *name)
{
	size_t i;

	for (i = 0; here[i] != NULL; i++)
		if (strcmp(here[i], name) == 0)
			return true;
	return false;
}

static void
the_nearest_is_taken(void **state)
{
	static const struct { const char *name, *nearest; } cases[] = {
		{ "xterm-kitty", "xterm-256color" }, { "alacritty", "xterm-256color" },
		{ "alacritty-direct", "xterm-256color" }, { "ghostty", "xterm-256color" },
		{ "xterm-ghostty", "xterm-256color" }, { "foot", "xterm-256color" },
		{ "foot-extra", "xterm-256color" }, { "wezterm", "xterm-256color" },
		{ "iterm2", "xterm-256color" }, { "iTerm2.app", "xterm-256color" },
		{ "ms-terminal", "xterm-256color" }, { "putty", "xterm-256color" },
		{ "putty-256color", "xterm-256color" }, { "contour", "xterm-256color" },
		{ "rio", "xterm-256color" }, { "st-256color", "xterm-256color" },
		{ "vte-256color", "xterm-256color" }, { "mintty", "xterm-256color" },
		{ "tmux-direct", "tmux-256color" }, { "screen.xterm-kitty", "screen-256color" },
		{ "screen.linux", "screen-256color" }, { "rxvt-256color", "rxvt-unicode-256color" },
		{ "linux-16color", "linux" }, { "vt420", "vt220" }, { "newterm", "xterm" },
		{ "xterm-newer", "xterm" },
	};
	size_t i;

	(void)state;
	here = base;
	for (i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(kind_nearest(cases[i].name, known), cases[i].nearest);
}

static void
less_is_enough(void **state)
{
	static const char *const two[] = { "xterm", "vt100", NULL }, *const one[] = { "vt100",
	    NULL }, *const none[] = { NULL };

	(void)state;
	here = two;
	assert_string_equal(kind_nearest("xterm-kitty", known), "xterm");
	here = one;
	assert_string_equal(kind_nearest("xterm-kitty", known), "vt100");
	assert_string_equal(kind_nearest("tmux-256color", known), "vt100");
	assert_string_equal(kind_nearest("newterm", known), "vt100");
	here = none;
	assert_null(kind_nearest("xterm-kitty", known));
}

TEST_MAIN(
	cmocka_unit_test(the_nearest_is_taken),
	cmocka_unit_test(less_is_enough)
)
