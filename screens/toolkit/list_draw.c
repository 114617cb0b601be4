/*
 * list_draw.c - a list on the canvas: which columns fit, and the rows.
 */
#include "base/text.h"
#include "screens/toolkit/list_inside.h"

#define ROOM_FOR_KEYS 60
#define GAP 2		/* columns between two columns, and for the cursor's mark */

/* The width of each column; 0: left out. */
struct layout {
	int cols[LIST_CELLS];
};

static int
taken(const struct list_spec *s, const struct layout *out)
{
	int sum = 0;
	size_t i;

	for (i = 0; i < s->n_columns; i++)
		if (out->cols[i] > 0)
			sum += GAP + out->cols[i];
	return sum;
}

/* Leaves out the column with the highest `drop`; false when all are needed. */
static bool
drop_one(const struct list_spec *s, struct layout *out)
{
	size_t i, worst = 0;
	int drop = 0;

	for (i = 0; i < s->n_columns; i++)
		if (out->cols[i] > 0 && s->columns[i].drop > drop) {
			drop = s->columns[i].drop;
			worst = i;
		}
	if (drop > 0)
		out->cols[worst] = 0;
	return drop > 0;
}

/* Widens by one each column that may still grow: those with a maximum or, when `open`,
 * those without. */
static int
grow_once(const struct list_spec *s, struct layout *out, int left, bool open)
{
	int used = 0;
	size_t i;

	for (i = 0; i < s->n_columns && used < left; i++) {
		int max = s->columns[i].max;

		if (out->cols[i] > 0 && (max == 0 ? open : out->cols[i] < max)) {
			out->cols[i]++;
			used++;
		}
	}
	return used;
}

/* The room left goes first to the columns with a maximum. */
static void
grow(const struct list_spec *s, struct layout *out, int left)
{
	int used, open;

	for (open = 0; open <= 1; open++)
		while (left > 0 && (used = grow_once(s, out, left, open)) > 0)
			left -= used;
}

/* Columns that column `i` has more than its texts and title need; below 0: lacks. */
static int
spare(const struct list *l, const struct layout *out, size_t i)
{
	int title = l->spec.header ? text_width(l->spec.columns[i].title) : 0;

	return out->cols[i] - (l->widest[i] > title ? l->widest[i] : title);
}

/* The columns with most to spare lend it to those whose texts would be cut. */
static void
lend(const struct list *l, struct layout *out)
{
	size_t i, from, to;

	for (;; out->cols[from]--, out->cols[to]++) {
		for (i = from = to = 0; i < l->spec.n_columns; i++) {
			if (out->cols[i] == 0)
				continue;
			if (out->cols[from] == 0 || spare(l, out, i) > spare(l, out, from))
				from = i;
			if (out->cols[to] == 0 || spare(l, out, i) < spare(l, out, to))
				to = i;
		}
		if (spare(l, out, from) <= 0 || spare(l, out, to) >= 0)
			break;
	}
}

static void
lay_out(const struct list *l, int cols, struct layout *out)
{
	const struct list_spec *s = &l->spec;
	size_t i;

	for (i = 0; i < s->n_columns; i++)
		out->cols[i] = s->columns[i].min > 0 ? s->columns[i].min : 1;
	while (taken(s, out) > cols && drop_one(s, out))
		;
	grow(s, out, cols - taken(s, out));
	lend(l, out);
}

static void
draw_cell(const struct list_column *col, int cols, struct canvas *c, struct area a,
    int y, int x, enum style st, const char *text)
{
	if (x + cols > a.cols)
		cols = a.cols - x;
	if (col->right)
		canvas_fit_right(c, a, y, x, cols, st, text);
	else
		canvas_fit(c, a, y, x, cols, st, text);
}

static void
draw_header(const struct list *l, const struct layout *lay, struct canvas *c,
    struct area a, int y)
{
	int x = GAP;
	size_t i;

	for (i = 0; i < l->spec.n_columns; i++)
		if (lay->cols[i] > 0) {
			draw_cell(&l->spec.columns[i], lay->cols[i], c, a, y, x,
			    STYLE_DIM, l->spec.columns[i].title);
			x += lay->cols[i] + GAP;
		}
}

static void
draw_row(const struct list *l, const struct layout *lay, struct canvas *c,
    struct area a, int y, const struct list_row *r, bool selected)
{
	int x = GAP;
	size_t i;

	if (r->heading) {
		canvas_fit(c, a, y, 1, a.cols - 1, (enum style)r->styles[0], r->cells[0]);
		return;
	}
	if (selected)
		canvas_select(c, a, y, 0);
	for (i = 0; i < l->spec.n_columns && i < r->n_cells; i++) {
		enum style st = (enum style)r->styles[i];

		if (lay->cols[i] == 0)
			continue;
		if (i == 0 && selected)
			st = STYLE_SELECTED;
		else if (r->dim)
			st = STYLE_DIM;
		draw_cell(&l->spec.columns[i], lay->cols[i], c, a, y, x, st,
		    r->cells[i]);
		if (selected && text_width(r->cells[i]) > lay->cols[i])
			canvas_add_cut(c, r->cells[i]);
		x += lay->cols[i] + GAP;
	}
	if (marks_has(&l->marks, r->id))
		canvas_text(c, a, y, 1, STYLE_STRONG, "*");
}

/* Right of the filter: how many match, and what the keys do. */
static void
add_said(const struct list *l, int cols, struct buf *out)
{
	if (l->counted && l->count >= LIST_COUNT_MAX)
		buf_adds(out, "1,000+, keep typing");
	else if (l->counted)
		buf_addf(out, "%zu", l->count);
	if (cols < ROOM_FOR_KEYS || l->spec.search)
		return;
	buf_adds(out, !l->typing ? "  q shows all" : list_one_found(l) ?
	    "  Enter opens it  Esc shows all" : "  Enter keeps it  Esc shows all");
}

static void
draw_filter(const struct list *l, struct canvas *c, struct area a, bool focused)
{
	AUTO_BUF struct buf said = BUF_INIT;
	int width;

	add_said(l, a.cols, &said);
	width = text_width(said.s) + (said.len > 0 ? GAP : 0);
	canvas_text(c, a, 0, 0, STYLE_KEY, "/");
	if (a.cols - GAP - width < 10)
		width = 0;
	edit_draw(&l->filter, c,
	    (struct area){ a.y, a.x + GAP, 1, a.cols - GAP - width },
	    l->typing ? STYLE_FIELD_ON : STYLE_FIELD, focused && l->typing);
	if (width > 0)
		canvas_fit_right(c, a, 0, a.cols - width, width, STYLE_DIM, said.s);
}

static void
draw_empty(const struct list *l, struct canvas *c, struct area a, int y)
{
	const char *text = l->spec.empty != NULL ? l->spec.empty : "Nothing here.";

	if (l->err.code != ERR_NONE)
		text = l->err.text;
	else if (l->filter.text.len > 0)
		text = l->spec.search ? "Nothing matches." :
		    l->typing ? "Nothing matches; Esc shows all." :
		    "Nothing matches; q shows all.";
	canvas_fold(c, a, y, GAP, a.cols - GAP, a.rows - y, STYLE_DIM, text);
}

void
list_draw(const struct list *l, struct canvas *c, struct area a, bool focused)
{
	struct layout lay;
	int y = 0;
	size_t i, end = l->top + list_visible(l);

	lay_out(l, a.cols, &lay);
	if (list_filtered(l))
		draw_filter(l, c, a, focused), y++;
	if (l->spec.header)
		draw_header(l, &lay, c, a, y++);
	if (l->rows.n == 0)
		draw_empty(l, c, a, y);
	for (i = l->top; i < end && i < l->rows.n; i++, y++) {
		draw_row(l, &lay, c, a, y, &l->rows.rows[i], i == l->sel);
		if (i == l->sel && !l->rows.rows[i].heading && focused && !l->typing)
			canvas_cursor(c, a, y, 0);
	}
}
