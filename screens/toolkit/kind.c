/*
 * kind.c - see kind.h.
 *
 * Compared with the terminals' own descriptions in ncurses-term 6.4 by what is used here: how
 * the cursor is placed and what is cleared is the same in all of them. What differs is known
 * without a description (key.c: Home and End of PuTTY and st, F1 of PuTTY) or is left out
 * (terminal.c: repeating a letter, which iTerm2, Konsole and st do not claim).
 */
#include "screens/toolkit/kind.h"

#include <stddef.h>
#include <string.h>


#define XTERM "xterm-256color", "xterm", "vt100"
#define KINDS 4

/* The first line that fits decides; the last fits all. */
static const struct {
	const char *begins, *ends;
	const char *nearest[KINDS];	/* the best first */
} kinds[] = {
	{ "tmux", "", { "tmux-256color", "screen-256color", "screen", "vt100" } },
	{ "screen", "", { "screen-256color", "screen", "vt100" } },
	{ "rxvt", "", { "rxvt-unicode-256color", "rxvt", "vt100" } },
	{ "linux", "", { "linux", "vt100" } },
	{ "", "-256color", { XTERM } },
	{ "", "-direct", { XTERM } },
	{ "vt", "", { "vt220", "vt100" } },
	{ "xterm-kitty", "", { XTERM } },
	{ "xterm-ghostty", "", { XTERM } },
	{ "alacritty", "", { XTERM } },
	{ "contour", "", { XTERM } },
	{ "foot", "", { XTERM } },
	{ "ghostty", "", { XTERM } },
	{ "iTerm", "", { XTERM } },
	{ "iterm", "", { XTERM } },
	{ "kitty", "", { XTERM } },
	{ "mintty", "", { XTERM } },
	{ "ms-terminal", "", { XTERM } },
	{ "putty", "", { XTERM } },
	{ "rio", "", { XTERM } },
	{ "wezterm", "", { XTERM } },
	{ "", "", { "xterm", "vt100" } },
};

static bool
fits(const char *name, const char *begins, const char *ends)
{
	size_t n = strlen(name), end = strlen(ends);

	return strncmp(name, begins, strlen(begins)) == 0 && n >= end &&
	    strcmp(name + n - end, ends) == 0;
}

const char *
kind_nearest(const char *name, bool (*known)(const char *name))
{
	size_t i = 0, k;

	while (!fits(name, kinds[i].begins, kinds[i].ends))
		i++;
	for (k = 0; k < KINDS && kinds[i].nearest[k] != NULL; k++)
		if (known(kinds[i].nearest[k]))
			return kinds[i].nearest[k];
	return NULL;
}
