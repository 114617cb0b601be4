/*
 * line.c - one line that is typed in.
 */
#include <string.h>

#include "base/text.h"
#include "screens/toolkit/line.h"

const enum act line_acts[] = {
	ACT_char_left, ACT_char_right, ACT_line_start, ACT_line_end, ACT_delete_left,
	ACT_delete_right, ACT_delete_word, ACT_delete_line, ACT_delete_end, ACT_NONE
};

void
line_free(struct line *l)
{
	buf_free(&l->text);
	l->at = 0;
}

void
line_set(struct line *l, const char *text)
{
	buf_cut(&l->text, 0);
	buf_adds(&l->text, text);
	l->at = l->text.len;
}

/* Puts `n` bytes in place of text[from … to). */
static void
splice(struct line *l, size_t from, size_t to, const char *bytes, size_t n)
{
	AUTO_BUF struct buf rest = BUF_INIT;

	buf_add(&rest, l->text.s + to, l->text.len - to);
	buf_cut(&l->text, from);
	buf_add(&l->text, bytes, n);
	l->at = l->text.len;
	buf_add(&l->text, rest.s, rest.len);
}

static size_t
word_begin(const struct line *l)
{
	size_t i = l->at;

	while (i > 0 && l->text.s[i - 1] == ' ')
		i--;
	while (i > 0 && l->text.s[i - 1] != ' ')
		i--;
	return i;
}

bool
line_act(struct line *l, enum act a)
{
	size_t len = l->text.len;
	size_t left = l->at > 0 ? text_prev(l->text.s, len, l->at) : 0;
	size_t right = l->at < len ? text_next(l->text.s, len, l->at) : len;

	if (a == ACT_char_left)
		l->at = left;
	else if (a == ACT_char_right)
		l->at = right;
	else if (a == ACT_line_start)
		l->at = 0;
	else if (a == ACT_line_end)
		l->at = len;
	else if (a == ACT_delete_left)
		splice(l, left, l->at, "", 0);
	else if (a == ACT_delete_right)
		splice(l, l->at, right, "", 0);
	else if (a == ACT_delete_word)
		splice(l, word_begin(l), l->at, "", 0);
	else if (a == ACT_delete_line)
		splice(l, 0, l->at, "", 0);
	else if (a == ACT_delete_end)
		splice(l, l->at, len, "", 0);
	else
		return false;
	return true;
}

bool
line_text(struct line *l, const char *text, size_t n)
{
	AUTO_BUF struct buf clean = BUF_INIT;
	size_t i;

	for (i = 0; i < n && clean.len < LINE_MAX_BYTES; i++)
		buf_addc(&clean, (unsigned char)text[i] < 0x20 || text[i] == 0x7f ?
		    ' ' : text[i]);
	while (clean.len > 0 && text_bad_byte(clean.s, clean.len) >= 0)
		buf_cut(&clean, (size_t)text_bad_byte(clean.s, clean.len));
	if (clean.len == 0 || l->text.len + clean.len > LINE_MAX_BYTES)
		return false;
	splice(l, l->at, l->at, clean.s, clean.len);
	return true;
}

/* Columns of the shown text before byte `at`. */
static int
columns_to(const struct line *l, size_t at)
{
	AUTO_BUF struct buf part = BUF_INIT, shown = BUF_INIT;

	buf_add(&part, l->text.s, at);
	text_show(&shown, part.s, false);
	return text_width(shown.s);
}

void
line_draw(const struct line *l, struct canvas *c, struct area a, int y, int x,
    int cols, bool on)
{
	size_t from = 0;
	int skipped = 0, cursor = columns_to(l, l->at);

	if (cols < 2)
		return;
	while (from < l->at && cursor - skipped > cols - 1) {
		from = text_next(l->text.s, l->text.len, from);
		skipped = columns_to(l, from);
	}
	canvas_fit(c, a, y, x, cols, on ? STYLE_FIELD_ON : STYLE_FIELD,
	    l->text.s + from);
	if (on)
		canvas_cursor(c, a, y, x + cursor - skipped);
}
