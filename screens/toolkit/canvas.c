/*
 * canvas.c - cells, and text put into them.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/canvas.h"

struct canvas {
	int rows, cols;
	bool ascii;
	int cursor_y, cursor_x;	/* -1: hidden */
	int selected_y, selected_x;	/* place of ►; -1: none */
	char *flow;		/* what flows, NULL: nothing; and in which rows */
	int flow_y, flow_rows;
	struct buf cut;		/* what canvas_add_cut() was told */
	struct cell cells[];
};

static const struct {
	const char *utf8, *ascii;
} marks[MARKS] = {
	[MARK_CURSOR] = { "►", ">" }, [MARK_HLINE] = { "─", "-" },
	[MARK_VLINE] = { "│", "|" }, [MARK_TEE_DOWN] = { "┬", "+" },
	[MARK_TEE_RIGHT] = { "├", "+" }, [MARK_FULL] = { "●", "*" },
	[MARK_EMPTY] = { "○", "o" }, [MARK_BLOCK] = { "█", "#" },
	[MARK_BAR] = { "▄", "#" }, [MARK_SHADE] = { "░", "." },
	[MARK_LOWER] = { "▄", "_" }, [MARK_CROSS] = { "┼", "+" },
	[MARK_HALF] = { "▌", "#" },
};

static const char *const style_names[STYLES] = {
	[STYLE_TEXT] = "text", [STYLE_STRONG] = "strong", [STYLE_DIM] = "dim",
	[STYLE_HEAD] = "head", [STYLE_TAB] = "tab", [STYLE_TAB_ON] = "tab-on",
	[STYLE_ALERT] = "alert", [STYLE_BAD] = "bad", [STYLE_WARN] = "warn",
	[STYLE_GOOD] = "good", [STYLE_FIELD] = "field",
	[STYLE_FIELD_ON] = "field-on", [STYLE_KEY] = "key",
	[STYLE_RULE] = "rule", [STYLE_BAR] = "bar", [STYLE_PAPER] = "paper",
	[STYLE_INK] = "ink", [STYLE_SELECTED] = "selected",
};

struct canvas *
canvas_new(int rows, int cols, bool ascii)
{
	struct canvas *c;

	BUG_IF(rows < 1 || cols < 1);
	c = xcalloc(1, sizeof(*c) +
	    (size_t)rows * (size_t)cols * sizeof(c->cells[0]));
	c->rows = rows;
	c->cols = cols;
	c->ascii = ascii;
	c->cut = (struct buf)BUF_INIT;
	canvas_clear(c);
	return c;
}

static void
forget_flow(struct canvas *c)
{
	free(c->flow);
	c->flow = NULL;
	c->flow_y = c->flow_rows = 0;
}

void
canvas_free(struct canvas *c)
{
	if (c != NULL) {
		forget_flow(c);
		buf_free(&c->cut);
	}
	free(c);
}

static struct cell *
cell_at(struct canvas *c, int y, int x)
{
	return &c->cells[(size_t)y * (size_t)c->cols + (size_t)x];
}

static void
cell_blank(struct cell *cell, enum style st)
{
	*cell = (struct cell){ .text = " ", .style = (unsigned char)st };
}

void
canvas_clear(struct canvas *c)
{
	size_t i, n = (size_t)c->rows * (size_t)c->cols;

	for (i = 0; i < n; i++)
		cell_blank(&c->cells[i], STYLE_TEXT);
	c->cursor_y = c->cursor_x = c->selected_y = -1;
	buf_cut(&c->cut, 0);
	forget_flow(c);
}

struct area
canvas_area(const struct canvas *c)
{
	return (struct area){ 0, 0, c->rows, c->cols };
}

bool
canvas_is_ascii(const struct canvas *c)
{
	return c->ascii;
}

const struct cell *
canvas_cell(const struct canvas *c, int y, int x)
{
	BUG_IF(y < 0 || x < 0 || y >= c->rows || x >= c->cols);
	return &c->cells[(size_t)y * (size_t)c->cols + (size_t)x];
}

const char *
canvas_mark_text(bool ascii, enum mark m)
{
	return ascii ? marks[m].ascii : marks[m].utf8;
}

/* The columns of row `y` of an area that may be painted, as columns of the window. */
static bool
clip(const struct canvas *c, struct area a, int y, int *from, int *to)
{
	int row = a.y + y;

	*from = a.x > 0 ? a.x : 0;
	*to = a.x + a.cols < c->cols ? a.x + a.cols : c->cols;
	return y >= 0 && y < a.rows && row >= 0 && row < c->rows && *from < *to;
}

/* Blanks the other half of a wide cluster that is painted over. */
static void
mend(struct canvas *c, int y, int x)
{
	if (x < 0 || x >= c->cols)
		return;
	if (cell_at(c, y, x)->text[0] == '\0' && x > 0)
		cell_blank(cell_at(c, y, x - 1), cell_at(c, y, x - 1)->style);
	if (x + 1 < c->cols && cell_at(c, y, x + 1)->text[0] == '\0')
		cell_blank(cell_at(c, y, x + 1), cell_at(c, y, x + 1)->style);
}

/* Puts a cluster of `n` bytes and `width` columns at a place in the window. */
static void
put_cluster(struct canvas *c, int y, int x, enum style st, const char *s,
    size_t n, int width)
{
	struct cell *cell = cell_at(c, y, x);
	int i;

	if (y >= c->flow_y && y < c->flow_y + c->flow_rows)
		forget_flow(c);
	for (i = 0; i < width; i++)
		mend(c, y, x + i);
	while (n >= CANVAS_CLUSTER) {	/* whole code points only */
		n--;
		while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
			n--;
	}
	/* assigns whole cells, so that rows can be compared by memcmp() */
	for (i = 0; i < width; i++)
		*cell_at(c, y, x + i) = (struct cell){ .style = (unsigned char)st };
	memcpy(cell->text, s, n);
}

/* The end of the cluster at `at`, and its width, 1 or 2. */
static size_t
next_cluster(const char *s, size_t len, size_t at, int *width)
{
	size_t next = text_step(s, len, at, width);

	*width = *width < 1 ? 1 : *width > 2 ? 2 : *width;
	return next;
}

/* Paints text that has passed text_show(), without a final newline. */
static int
put_shown(struct canvas *c, struct area a, int y, int x, enum style st,
    const char *s, size_t len)
{
	int from, to, width, at = a.x + x, painted = 0;
	size_t i, next;

	if (!clip(c, a, y, &from, &to))
		return 0;
	for (i = 0; i < len && at < to; i = next) {
		next = next_cluster(s, len, i, &width);
		if (at + width > to)
			break;
		if (at >= from) {
			put_cluster(c, a.y + y, at, st, s + i, next - i, width);
			cell_at(c, a.y + y, at)->begins = painted == 0;
			painted += width;
		}
		at += width;
	}
	return painted;
}

int
canvas_text(struct canvas *c, struct area a, int y, int x, enum style st,
    const char *s)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, s, false);
	return put_shown(c, a, y, x, st, shown.s, shown.len);
}

int
canvas_textf(struct canvas *c, struct area a, int y, int x, enum style st,
    const char *fmt, ...)
{
	AUTO_BUF struct buf b = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	return canvas_text(c, a, y, x, st, b.s);
}

void
canvas_fit(struct canvas *c, struct area a, int y, int x, int cols,
    enum style st, const char *s)
{
	AUTO_BUF struct buf shown = BUF_INIT, fitted = BUF_INIT;

	if (cols <= 0)
		return;
	text_show(&shown, s, false);
	text_fit(&fitted, shown.s, cols, c->ascii);
	put_shown(c, a, y, x, st, fitted.s, fitted.len);
}

void
canvas_fit_right(struct canvas *c, struct area a, int y, int x, int cols,
    enum style st, const char *s)
{
	AUTO_BUF struct buf shown = BUF_INIT, padded = BUF_INIT;
	int i, width;

	text_show(&shown, s, false);
	width = text_width(shown.s);
	for (i = width; i < cols; i++)
		buf_addc(&padded, ' ');
	buf_adds(&padded, shown.s);
	canvas_fit(c, a, y, x, cols, st, padded.s);
}

/* Is "Jan" … "Dec" at `s`? */
static bool
is_month(const char *s, size_t len)
{
	int month;

	for (month = 1; month <= 12 && len >= 3; month++)
		if (memcmp(s, date_month_name(month), 3) == 0)
			return len == 3 || !isalpha((unsigned char)s[3]);
	return false;
}

static bool
digit_at(const char *s, size_t len, size_t i)
{
	return i < len && isdigit((unsigned char)s[i]);
}

/* Is the blank before s[i] one within "Fri 28 Aug 2026"? */
static bool
in_date(const char *s, size_t len, size_t i)
{
	size_t after = i + strspn(s + i, "0123456789");

	if (after > i && after <= i + 2 && after < len && s[after] == ' ')
		return i >= 4 && isupper((unsigned char)s[i - 4]) &&
		    is_month(s + after + 1, len - after - 1);
	if (after > i)
		return i >= 6 && digit_at(s, len, i - 6) && s[i - 5] == ' ' &&
		    is_month(s + i - 4, len - i + 4);
	return i >= 2 && digit_at(s, len, i - 2) && is_month(s + i, len - i);
}

/* Bytes of `s` that fit into one row of `cols`, broken after a blank if there is one, not
 * within a date, and where two blanks part what stands beside each other ("n no  y yes") if
 * that fills four fifths of the row. Only a word longer than half the row is broken, behind
 * its @ or / ("anna.lang@", "example.com"). *next is where the following row starts. */
static size_t
fold_line(const char *s, size_t len, int cols, size_t *next)
{
	size_t i = 0, end, blank = 0, part = 0, joint = 0;
	int width = 0, one;

	while (i < len && s[i] != '\n') {
		end = next_cluster(s, len, i, &one);
		width += one;
		if (width > cols && i > 0) {
			blank = part > 0 ? part : blank;
			*next = blank > 0 ? blank : joint > 0 ? joint : i;
			return blank > 0 ? blank - 1 : *next;
		}
		i = end;
		if (s[i - 1] == ' ' && !in_date(s, len, i))
			blank = i;
		if (i > 1 && s[i - 1] == ' ' && s[i - 2] == ' ' && 5 * width >= 4 * cols)
			part = i;
		if ((s[i - 1] == '@' || s[i - 1] == '/') && 2 * width >= cols)
			joint = i;
	}
	*next = i < len ? i + 1 : i;
	return i;
}

int
canvas_fold(struct canvas *c, struct area a, int y, int x, int cols, int rows,
    enum style st, const char *s)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	size_t at = 0, n, next;
	int row = 0;

	if (cols <= 0)
		return 0;
	text_show(&shown, s, true);
	for (; at < shown.len && row < rows; row++, at += next) {
		n = fold_line(shown.s + at, shown.len - at, cols, &next);
		if (c != NULL)
			put_shown(c, a, y + row, x, st, shown.s + at, n);
	}
	return row;
}

/* Bytes of `s` until a terminal goes on in the next row by itself. */
static size_t
flow_line(const char *s, size_t len, int cols)
{
	size_t i, next;
	int width = 0, one;

	for (i = 0; i < len && s[i] != '\n'; i = next) {
		next = next_cluster(s, len, i, &one);
		width += one;
		if (width > cols && i > 0)
			break;
	}
	return i;
}

int
canvas_flow(struct canvas *c, struct area a, int y, int rows, const char *s)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	size_t at = 0, n;
	int row;

	BUG_IF(a.x != 0 || a.cols != c->cols);
	text_show(&shown, s, true);
	for (row = 0; at < shown.len && row < rows && y + row < a.rows; row++) {
		n = flow_line(shown.s + at, shown.len - at, a.cols);
		put_shown(c, a, y + row, 0, STYLE_TEXT, shown.s + at, n);
		at += n + (shown.s[at + n] == '\n');
	}
	forget_flow(c);
	c->flow = xstrndup(shown.s, at);
	c->flow_y = a.y + y;
	c->flow_rows = row;
	return row;
}

const char *
canvas_flowing(const struct canvas *c, int *y)
{
	*y = c->flow_y;
	return c->flow;
}

bool
canvas_same_flow(const struct canvas *a, const struct canvas *b)
{
	return a->flow_y == b->flow_y && (a->flow == NULL ? b->flow == NULL :
	    b->flow != NULL && strcmp(a->flow, b->flow) == 0);
}

void
canvas_mark(struct canvas *c, struct area a, int y, int x, enum style st,
    enum mark m)
{
	const char *s = canvas_mark_text(c->ascii, m);

	put_shown(c, a, y, x, st, s, strlen(s));
}

/* Removes the mark; the row's text stays, in STYLE_STRONG. */
static void
forget_selected(struct canvas *c)
{
	const char *mark = canvas_mark_text(c->ascii, MARK_CURSOR);
	struct cell *cell;
	int x;

	buf_cut(&c->cut, 0);
	if (c->selected_y < 0)
		return;
	for (x = 0; x < c->cols; x++) {
		cell = cell_at(c, c->selected_y, x);
		if (x == c->selected_x && strcmp(cell->text, mark) == 0)
			cell_blank(cell, STYLE_TEXT);
		if (cell->style == STYLE_SELECTED)
			cell->style = STYLE_STRONG;
	}
	c->selected_y = -1;
}

void
canvas_select(struct canvas *c, struct area a, int y, int x)
{
	int from, to;

	forget_selected(c);
	if (!clip(c, a, y, &from, &to))
		return;
	canvas_fit(c, a, y, x, 2, STYLE_SELECTED, "");
	canvas_mark(c, a, y, x, STYLE_SELECTED, MARK_CURSOR);
	c->selected_y = a.y + y;
	c->selected_x = a.x + x;
}

void
canvas_add_cut(struct canvas *c, const char *text)
{
	buf_addf(&c->cut, "%s%s", c->cut.len > 0 ? "  " : "", text);
}

const char *
canvas_cut_text(const struct canvas *c)
{
	return c->cut.s;
}

void
canvas_unselect(struct canvas *c)
{
	forget_selected(c);
	c->cursor_y = c->cursor_x = -1;
}

void
canvas_hline(struct canvas *c, struct area a, int y, int x, int cols)
{
	for (; cols > 0; cols--, x++)
		canvas_mark(c, a, y, x, STYLE_RULE, MARK_HLINE);
}

void
canvas_vline(struct canvas *c, struct area a, int y, int x, int rows)
{
	for (; rows > 0; rows--, y++)
		canvas_mark(c, a, y, x, STYLE_RULE, MARK_VLINE);
}

void
canvas_cursor(struct canvas *c, struct area a, int y, int x)
{
	int from, to;

	if (!clip(c, a, y, &from, &to) || x < 0)
		return;
	c->cursor_y = a.y + y;
	c->cursor_x = a.x + x < to ? a.x + x : to - 1;
}

bool
canvas_where(const struct canvas *c, int *y, int *x)
{
	*y = c->cursor_y;
	*x = c->cursor_x;
	return c->cursor_y >= 0;
}

static size_t
cells_of(const struct canvas *c)
{
	return (size_t)c->rows * (size_t)c->cols;
}

void
canvas_copy(struct canvas *to, const struct canvas *from)
{
	BUG_IF(to->rows != from->rows || to->cols != from->cols);
	memcpy(to->cells, from->cells, cells_of(to) * sizeof(to->cells[0]));
	forget_flow(to);
	if (from->flow != NULL)
		to->flow = xstrdup(from->flow);
	to->flow_y = from->flow_y;
	to->flow_rows = from->flow_rows;
}

bool
canvas_same_row(const struct canvas *a, const struct canvas *b, int y)
{
	BUG_IF(a->cols != b->cols);
	return memcmp(canvas_cell(a, y, 0), canvas_cell(b, y, 0),
	    (size_t)a->cols * sizeof(a->cells[0])) == 0;
}

/* --- for tests ------------------------------------------------------------- */

static void
dump_row(const struct canvas *c, int y, struct buf *out)
{
	size_t end = out->len;
	int x;

	for (x = 0; x < c->cols; x++) {
		const char *s = canvas_cell(c, y, x)->text;

		buf_adds(out, s);
		if (strcmp(s, " ") != 0)
			end = out->len;
	}
	buf_cut(out, end);
	buf_addc(out, '\n');
}

static void
dump_styles(const struct canvas *c, int y, struct buf *out)
{
	int x, from;
	unsigned char st;

	for (x = 0; x < c->cols; ) {
		st = canvas_cell(c, y, x)->style;
		for (from = x; x < c->cols && canvas_cell(c, y, x)->style == st; )
			x++;
		if (st != STYLE_TEXT)
			buf_addf(out, "%d:%d-%d %s\n", y, from, x - 1,
			    style_names[st]);
	}
}

void
canvas_dump(const struct canvas *c, struct buf *out)
{
	int y;

	for (y = 0; y < c->rows; y++)
		dump_row(c, y, out);
	buf_adds(out, "--\n");
	for (y = 0; y < c->rows; y++)
		dump_styles(c, y, out);
	if (c->flow != NULL)
		buf_addf(out, "flows %d-%d\n", c->flow_y, c->flow_y + c->flow_rows - 1);
	if (c->cursor_y >= 0)
		buf_addf(out, "cursor %d:%d\n", c->cursor_y, c->cursor_x);
}
