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
	while (e->n_states > 0) {
		char *text = e->states[--e->n_states].text;

		explicit_bzero(text, strlen(text));
		free(text);
	}
	e->typing = false;
}

void
edit_free(struct edit *e)
{
	forget(e);
	free(e->states);
	explicit_bzero(e->text.s, e->text.cap);
	buf_free(&e->text);
	*e = (struct edit){ .text = BUF_INIT };
}

const char *
edit_text(const struct edit *e)
{
	return e->text.s;
}

/* --- inserting ---------------------------------------------------------------- */

/* Adds bytes without ASCII controls: invalid UTF-8 becomes U+FFFD, C1 controls are
 * dropped. */
static void
add_run(const char *s, size_t n, struct buf *out)
{
	size_t i, done = 0;
	long bad;

	while ((bad = text_bad_byte(s + done, n - done)) >= 0) {
		add_run(s + done, (size_t)bad, out);
		buf_adds(out, "\xEF\xBF\xBD");
		done += (size_t)bad + 1;
	}
	for (i = done; i + 1 < n; i++)
		if (s[i] == '\xC2' && (unsigned char)s[i + 1] < 0xA0) {
			buf_add(out, s + done, i - done);
			done = i + 2;
		}
	buf_add(out, s + done, n - done);
}

/* Adds bytes as text this edit may hold. */
static void
add_clean(const struct edit *e, const char *s, size_t n, struct buf *out)
{
	size_t i, run;

	for (i = 0; i < n; i = run + 1) {
		for (run = i; run < n && (unsigned char)s[run] >= ' ' &&
		    s[run] != 0x7f; )
			run++;
		add_run(s + i, run - i, out);
		if (run == n)
			break;
		if (s[run] == '\r' && run + 1 < n && s[run + 1] == '\n')
			run++;
		if (s[run] == '\r' || s[run] == '\n')
			buf_addc(out, e->lines ? '\n' : ' ');
		else if (s[run] == '\t')
			buf_addc(out, ' ');
	}
}

/* Bytes of the first `points` code points of `s`, or of all of it. */
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

/* Moves a place inside a cluster to the cluster's end. */
static size_t
between_clusters(const struct edit *e, size_t at)
{
	return at == 0 ? 0 : text_next(e->text.s, e->text.len,
	    text_prev(e->text.s, e->text.len, at));
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

/* Replaces the bytes from `from` to `to` by `with`. */
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

	/* looks at no more than could ever fit */
	add_clean(e, bytes, n > EDIT_MAX * 8 ? EDIT_MAX * 8 : n, &clean);
	fit = bytes_of(clean.s, clean.len, have < e->max ? e->max - have : 0);
	if (fit > 0) {
		remember(e, n <= 4 && *clean.s != ' ' && *clean.s != '\n');
		replace(e, e->at, e->at, clean.s, fit);
	}
	return fit == clean.len && n <= EDIT_MAX * 8;
}

void
edit_type_over(struct edit *e, const char *text)
{
	AUTO_BUF struct buf clean = BUF_INIT;

	add_clean(e, text, strlen(text), &clean);
	remember(e, false);
	replace(e, 0, e->text.len, clean.s, bytes_of(clean.s, clean.len, e->max));
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
	size_t from, to;	/* bytes, with the blank it was wrapped at */
};

/* The columns a part takes on the canvas. */
static int
width_of(const char *s, size_t from, size_t to)
{
	AUTO_BUF struct buf part = BUF_INIT, shown = BUF_INIT;

	buf_add(&part, s + from, to - from);
	text_show(&shown, part.s, false);
	return text_width(shown.s);
}

/* The end of the cluster at `i`; adds its width. */
static size_t
cluster_end(const struct edit *e, size_t i, int *width)
{
	const char *s = e->text.s;
	size_t end;

	/* ASCII, most of all text, needs no look-up */
	if ((unsigned char)s[i] < 0x80 && (unsigned char)s[i + 1] < 0x80) {
		++*width;
		return i + 1;
	}
	end = text_next(s, e->text.len, i);
	*width += width_of(s, i, end);
	return end;
}

/*
 * Gets the row that starts at `from`; false after the last. *next: where the next one
 * starts. Wrapped rows leave the last column to the cursor; a blank may be in it, and
 * the next row starts after that blank.
 */
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
		end = cluster_end(e, i, &width);
		if (s[i] == ' ')
			blank = end;
		if (e->lines && width >= cols && i > from) {
			row->to = *next = blank > 0 ? blank : i;
			return true;
		}
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

/* The place in a row nearest to a column, not past it. */
static size_t
at_column(const struct edit *e, struct row row, int col)
{
	size_t i = row.from, next, end = row.to;
	int width = 0;

	/* after the blank it was wrapped at comes the next row */
	if (end > row.from && end < e->text.len && e->text.s[end] != '\n')
		end = text_prev(e->text.s, e->text.len, end);
	while (i < end) {
		next = cluster_end(e, i, &width);
		if (width > col)
			break;
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
    int y, enum style st, bool on, int skip)
{
	AUTO_BUF struct buf b = BUF_INIT;

	buf_add(&b, e->text.s + row.from, row.to - row.from);
	/* without the focus: shows the start, cut if there is more */
	canvas_fit(c, a, y, 0, a.cols, st, on ? "" : b.s);
	if (on)
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
			draw_row(e, r, c, a, y, st, on, skip);
	for (; y < a.rows; y++)
		canvas_fit(c, a, y, 0, a.cols, st, "");
	if (on)
		canvas_cursor(c, a, row - top, col - skip);
}
