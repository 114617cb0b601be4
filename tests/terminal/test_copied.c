/*
 * The text to read or send, as a terminal copies it: sent in one piece that is longer than a
 * row, so that the terminal goes on by itself; and for its clipboard, in base64, never raw,
 * where this kind of terminal is known to have one.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

#define CLIP "\033]52;c;"

static struct term *
on_the_page(const struct term_setup *setup)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, setup);

	term_keys(t, "4");
	free(term_output(t));
	term_keys(t, "<Enter>");
	term_shows(t, "Enter goes back.");
	return t;
}

/* What stands in the rows above the first blank one, without line ends; its letters take one
 * cell each. */
static void
add_text(struct term *t, int cols, struct buf *out)
{
	int y, at = 0;
	const char *s;

	for (y = 0; *(s = term_row(t, y)) != '\0'; y++) {
		for (; at < y * cols; at++)	/* left out at the end of a row */
			buf_addc(out, ' ');
		for (; *s != '\0'; s++) {
			at += ((unsigned char)*s & 0xc0) != 0x80;
			buf_addc(out, *s);
		}
	}
	assert_in_range(y, 2, 4);
}

static void
decode(const char *s, struct buf *out)
{
	static const char digits[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned bits = 0, n = 0;

	for (; *s != '\a' && *s != '='; s++) {
		assert_non_null(strchr(digits, *s));
		bits = bits << 6 | (unsigned)(strchr(digits, *s) - digits);
		n += 6;
		if (n >= 8) {
			n -= 8;
			buf_addc(out, (char)(bits >> n & 0xff));
		}
	}
}

static void
look(const struct term_setup *setup, int cols, bool clipboard)
{
	struct term *t = on_the_page(setup);
	AUTO_FREE char *painted = term_output(t), *sent = NULL;
	AUTO_BUF struct buf text = BUF_INIT, copied = BUF_INIT;
	const char *clip;

	add_text(t, cols, &text);
	assert_non_null(strstr(text.s, "Hello "));
	if (strstr(painted, text.s) == NULL)
		fail_msg("not in one piece: %s", text.s);
	term_keys(t, "C");
	sent = term_output(t);
	clip = strstr(sent, CLIP);
	if (clipboard) {
		term_shows(t, "Sent to the terminal's clipboard");
		assert_non_null(clip);
		decode(clip + strlen(CLIP), &copied);
		assert_string_equal(copied.s, text.s);
	} else {
		term_shows(t, "This terminal has no clipboard");
		assert_null(clip);
	}
	term_keys(t, "<Enter>");
	term_shows(t, "Due back");
	assert_int_equal(term_stop(t), 0);
}

static void
in_one_piece_and_to_the_clipboard(void **state)
{
	static const struct term_setup narrow = { .rows = 20, .cols = 60 };

	(void)state;
	look(NULL, 80, true);
	look(&narrow, 60, true);
}

static void
where_there_is_no_clipboard_nothing_is_sent(void **state)
{
	static const struct term_setup vt100 = { .term = "vt100" };

	(void)state;
	look(&vt100, 80, false);
}

/* A dialog above the page, and any other page, are painted as ever. */
static void
what_stands_above_it_is_whole(void **state)
{
	struct term *t = on_the_page(NULL);

	(void)state;
	term_keys(t, "f");
	term_shows(t, "what came of it?");
	term_shows(t, "a message was left or sent");
	term_keys(t, "m");
	term_shows(t, "Message: ");
	term_shows(t, "Follow-ups 0");
	assert_int_equal(term_stop(t), 0);
}

TEST_MAIN(
    cmocka_unit_test(in_one_piece_and_to_the_clipboard),
    cmocka_unit_test(where_there_is_no_clipboard_nothing_is_sent),
    cmocka_unit_test(what_stands_above_it_is_whole))
