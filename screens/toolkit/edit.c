/*
 * edit.c - inserting, deleting and moving by grapheme cluster.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/edit.h"

#define STATES_MAX 100

const enum act edit_acts[] = {
	ACT_char_left, ACT_char_right, ACT_line_start, ACT_line_end,
	ACT_delete_left, ACT_delete_right, ACT_delete_word, ACT_delete_line,
	ACT_delete_end, ACT_line_up, ACT_line_down, ACT_text_undo, ACT_NONE
};

void
edit_init(struct edit *e, bool lines, size_t max)
{
	*e = (struct edit){ .text = BUF_INIT, .lines = lines,
	    .max = max > 0 && max < EDIT_MAX ? max : EDIT_MAX, .goal = -1 };
}

static void
forget(struct edit *e)
{
	while (e->n_states > 0)
		free(e->states[--e->n_states].text);
	e->typing = false;
}

void
edit_free(struct edit *e)
{
	forget(e);
	free(e->states);
	buf_free(&e->text);
	*e = (struct edit){ .text = BUF_INIT };
}

const char *
edit_text(const struct edit *e)
{
	return e->text.s;
}

/* --- what goes in ------------------------------------------------------------- */

/* Adds bytes as text that may stand here. */
static void
add_clean(const struct edit *e, const char *s, size_t n, struct buf *out)
{
	size_t i = 0, run;
	long bad;

	while (i < n) {
		unsigned char c = (unsigned char)s[i];

		if (c == '\r' || c == '\n') {
			i += c == '\r' && i + 1 < n && s[i + 1] == '\n' ? 2 : 1;
			buf_addc(out, e->lines ? '\n' : ' ');
		} else if (c == '\t') {
			i++;
			buf_addc(out, ' ');
		} else if (c < ' ' || c == 0x7f) {
			i++;
		} else {
			for (run = i; run < n && (unsigned char)s[run] >= ' ' &&
			    s[run] != 0x7f; )
				run++;
			bad = text_bad_byte(s + i, run - i);
			if (bad < 0) {
				buf_add(out, s + i, run - i);
				i = run;
			} else {
				buf_add(out, s + i, (size_t)bad);
				buf_adds(out, "\xEF\xBF\xBD");
				i += (size_t)bad + 1;
			}
		}
	}
}

/* Bytes of `s` that hold at most so many code points. */
static size_t
bytes_of(const char *s, size_t len, size_t points)
{
	size_t i = 0;

	while (i < len && points > 0) {
		i++;
		while (i < len && ((unsigned char)s[i] & 0xC0) == 0x80)
			i++;
		points--;
	}
	return i;
}

/* A place inside a cluster moves to its end. */
static size_t
between_clusters(const struct edit *e, size_t at)
{
	size_t i = 0, back = at;

	/* clusters never reach over a line end: begin there */
	while (back > 0 && e->text.s[back - 1] != '\n' && at - back < 256)
		back--;
	for (i = back; i < at; )
		i = text_next(e->text.s, e->text.len, i);
	return i;
}

static void
remember(struct edit *e, bool typing)
{
	struct edit_state *st;

	if (typing && e->typing)
		return;
	if (e->n_states == STATES_MAX) {
		free(e->states[0].text);
		memmove(e->states, e->states + 1,
		    --e->n_states * sizeof(*e->states));
	}
	GROW(e->states, e->cap, e->n_states + 1);
	st = &e->states[e->n_states++];
	st->text = xstrdup(e->text.s);
	st->at = e->at;
	e->typing = typing;
}

bool
edit_undo(struct edit *e)
{
	struct edit_state *st;

	if (e->n_states == 0)
		return false;
	st = &e->states[--e->n_states];
	buf_cut(&e->text, 0);
	buf_adds(&e->text, st->text);
	e->at = st->at;
	free(st->text);
	e->typing = false;
	e->goal = -1;
	return true;
}

/* `with` in place of the bytes from `from` to the cursor's or `to`. */
static void
replace(struct edit *e, size_t from, size_t to, const char *with, size_t n)
{
	AUTO_BUF struct buf tail = BUF_INIT;

	buf_add(&tail, e->text.s + to, e->text.len - to);
	buf_cut(&e->text, from);
	buf_add(&e->text, with, n);
	buf_add(&e->text, tail.s, tail.len);
	e->at = between_clusters(e, from + n);
	e->goal = -1;
}

bool
edit_insert(struct edit *e, const char *bytes, size_t n)
{
	AUTO_BUF struct buf clean = BUF_INIT;
	size_t have = text_count(e->text.s), fit;

	/* no more is looked at than could ever fit */
	add_clean(e, bytes, n > EDIT_MAX * 8 ? EDIT_MAX * 8 : n, &clean);
	fit = bytes_of(clean.s, clean.len, have < e->max ? e->max - have : 0);
	if (fit > 0) {
		remember(e, n <= 4 && *clean.s != ' ' && *clean.s != '\n');
		replace(e, e->at, e->at, clean.s, fit);
	}
	return fit == clean.len && n <= EDIT_MAX * 8;
}

void
edit_set(struct edit *e, const char *text)
{
	AUTO_BUF struct buf clean = BUF_INIT;

	add_clean(e, text, strlen(text), &clean);
	buf_cut(&e->text, 0);
	buf_add(&e->text, clean.s, bytes_of(clean.s, clean.len, e->max));
	e->at = e->text.len;
	e->goal = -1;
	forget(e);
}

/* --- rows ------------------------------------------------------------------------- */

struct row {
	size_t from, to;	/* bytes; a blank it was folded at is in it */
};

static int
width_of(const char *s, size_t from, size_t to)
{
	AUTO_BUF struct buf b = BUF_INIT;

	buf_add(&b, s + from, to - from);
	return text_width(b.s);
}

/* The row that begins at `from`; false behind the last. *next: where the next one
 * begins. */
static bool
row_from(const struct edit *e, int cols, size_t from, struct row *row,
    size_t *next)
{
	const char *s = e->text.s;
	size_t len = e->text.len, i, end, blank = 0;
	int width = 0;

	if (from > len)
		return false;
	row->from = from;
	for (i = from; i < len && s[i] != '\n'; i = end) {
		end = text_next(s, len, i);
		width += width_of(s, i, end);
		if (e->lines && width > cols && i > from) {
			row->to = *next = blank > 0 ? blank : i;
			return true;
		}
		if (s[i] == ' ')
			blank = end;
	}
	row->to = i;
	*next = i < len ? i + 1 : len + 1;
	return true;
}

int
edit_rows(const struct edit *e, int cols)
{
	struct row row;
	size_t from = 0;
	int n = 0;

	while (row_from(e, cols, from, &row, &from))
		n++;
	return n;
}

/* The row of that number, or the last. */
static struct row
row_number(const struct edit *e, int cols, int n)
{
	struct row row = { 0, 0 }, last = row;
	size_t from = 0;
	int i;

	for (i = 0; i <= n && row_from(e, cols, from, &row, &from); i++)
		last = row;
	return last;
}

void
edit_where(const struct edit *e, int cols, int *row, int *col)
{
	struct row r = { 0, 0 };
	size_t from = 0;
	int n = -1;

	while (row_from(e, cols, from, &r, &from)) {
		n++;
		if (e->at < from)
			break;
	}
	*row = n;
	*col = width_of(e->text.s, r.from, e->at);
}

/* The place in a row nearest to a column, not beyond it. */
static size_t
at_column(const struct edit *e, struct row row, int col)
{
	size_t i = row.from, next, end = row.to;
	int width = 0, w;

	/* behind the blank it was folded at is the next row */
	if (end > row.from && end < e->text.len && e->text.s[end] != '\n')
		end = text_prev(e->text.s, e->text.len, end);
	while (i < end) {
		next = text_next(e->text.s, e->text.len, i);
		w = width_of(e->text.s, i, next);
		if (width + w > col)
			break;
		width += w;
		i = next;
	}
	return i;
}

static bool
move_row(struct edit *e, int cols, int by)
{
	int row, col, n = edit_rows(e, cols);

	edit_where(e, cols, &row, &col);
	if (row + by < 0 || row + by >= n)
		return false;
	if (e->goal < 0)
		e->goal = col;
	e->at = at_column(e, row_number(e, cols, row + by), e->goal);
	e->typing = false;
	return true;
}

/* --- actions -------------------------------------------------------------------------- */

static size_t
line_start(const struct edit *e)
{
	size_t i = e->at;

	while (i > 0 && e->text.s[i - 1] != '\n')
		i--;
	return i;
}

static size_t
line_end(const struct edit *e)
{
	size_t i = e->at;

	while (i < e->text.len && e->text.s[i] != '\n')
		i++;
	return i;
}

static size_t
word_start(const struct edit *e)
{
	size_t i = e->at;

	while (i > 0 && (e->text.s[i - 1] == ' ' || e->text.s[i - 1] == '\n'))
		i--;
	while (i > 0 && e->text.s[i - 1] != ' ' && e->text.s[i - 1] != '\n')
		i--;
	return i;
}

static bool
go(struct edit *e, size_t to)
{
	e->at = to;
	e->goal = -1;
	e->typing = false;
	return true;
}

static bool
delete(struct edit *e, size_t from, size_t to)
{
	if (from < to) {
		remember(e, false);
		replace(e, from, to, "", 0);
	}
	return true;
}

bool
edit_act(struct edit *e, enum act a, int cols)
{
	const char *s = e->text.s;
	size_t len = e->text.len;
	size_t left = e->at > 0 ? text_prev(s, len, e->at) : 0;
	size_t right = e->at < len ? text_next(s, len, e->at) : len;

	switch ((int)a) {
	case ACT_char_left:
		return go(e, left);
	case ACT_char_right:
		return go(e, right);
	case ACT_line_start:
		return go(e, line_start(e));
	case ACT_line_end:
		return go(e, line_end(e));
	case ACT_delete_left:
		return delete(e, left, e->at);
	case ACT_delete_right:
		return delete(e, e->at, right);
	case ACT_delete_word:
		return delete(e, word_start(e), e->at);
	case ACT_delete_line:
		return delete(e, line_start(e), e->at);
	case ACT_delete_end:
		return delete(e, e->at, line_end(e));
	case ACT_line_up:
		return move_row(e, cols, -1);
	case ACT_line_down:
		return move_row(e, cols, 1);
	case ACT_text_undo:
		return edit_undo(e);
	}
	return false;
}

/* --- painting --------------------------------------------------------------------------- */

static void
draw_row(const struct edit *e, struct row row, struct canvas *c, struct area a,
    int y, enum style st, int skip)
{
	AUTO_BUF struct buf b = BUF_INIT;

	buf_add(&b, e->text.s + row.from, row.to - row.from);
	canvas_fit(c, a, y, 0, a.cols, st, "");
	canvas_text(c, a, y, -skip, st, b.s);
}

void
edit_draw(const struct edit *e, struct canvas *c, struct area a, enum style st,
    bool on)
{
	int row, col, top = 0, skip = 0, y;
	size_t from = 0;
	struct row r;

	edit_where(e, a.cols, &row, &col);
	if (on && row >= a.rows)
		top = row - a.rows + 1;
	if (on && col >= a.cols)
		skip = col - a.cols + 1;
	for (y = -top; y < a.rows && row_from(e, a.cols, from, &r, &from); y++)
		if (y >= 0)
			draw_row(e, r, c, a, y, st, skip);
	for (; y < a.rows; y++)
		canvas_fit(c, a, y, 0, a.cols, st, "");
	if (on)
		canvas_cursor(c, a, row - top, col - skip);
}
