/*
 * reports.c - the tab Reports: the month's figures beside the month before, with bars
 * and the records behind a figure.
 *
 * Figures and tables are one list in sections. The side pane (from 80 columns) explains
 * the selected figure, has the selected line of words whole, and shows the month by week and
 * the year by month.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "figures/figures.h"
#include "screens/child.h"
#include "screens/month.h"
#include "screens/reports.h"
#include "screens/toolkit/chart.h"

#define PANE_COLS 30
#define NUMBER_COLS 11
#define CHANGE_COLS 14	/* "+12.5 points" */
#define PANE_FROM 80
#define TABLE_COLS 12
#define WORD_COLS 10	/* a column of words is not narrower */

/* A row of the list: a heading, a figure, or a line of a table. */
struct report_row {
	const char *heading;		/* a section or table's title; else NULL */
	const struct figure *figure;	/* else NULL */
	const struct figures_table *table;
	size_t line;			/* of the table; titles: SIZE_MAX */
};

struct reports {
	struct screen screen;
	date_day first;			/* of the month */
	bool loaded;
	bool old;			/* something that is counted has changed since */
	struct figures_kept *kept;	/* of this login: the tab stays */
	struct figures figures;
	struct figures_month year[FIGURES_MONTHS];
	struct report_row *rows;
	size_t n, cap, at, top, height;
};

static struct reports *
of(struct screen *s)
{
	return (struct reports *)s;
}

/* --- rows ----------------------------------------------------------------------- */

static void
add(struct reports *r, struct report_row row)
{
	GROW(r->rows, r->cap, r->n + 1);
	r->rows[r->n++] = row;
}

static void
list_rows(struct reports *r)
{
	const struct figures *f = &r->figures;
	const char *section = "";
	size_t i, line;

	r->n = 0;
	for (i = 0; i < f->n_figures; i++) {
		if (strcmp(section, f->figures[i].section) != 0)
			add(r, (struct report_row){ .heading = f->figures[i].section });
		section = f->figures[i].section;
		add(r, (struct report_row){ .figure = &f->figures[i] });
	}
	for (i = 0; i < f->n_tables; i++) {
		if (f->tables[i].n_rows == 0)
			continue;
		add(r, (struct report_row){ .heading = f->tables[i].title });
		add(r, (struct report_row){ .table = &f->tables[i],
		    .line = SIZE_MAX });
		for (line = 0; line < f->tables[i].n_rows; line++)
			add(r, (struct report_row){ .table = &f->tables[i],
			    .line = line });
	}
}

static bool
can_stand(const struct reports *r, size_t i)
{
	return i < r->n && r->rows[i].heading == NULL &&
	    !(r->rows[i].table != NULL && r->rows[i].line == SIZE_MAX);
}

static void
keep_in_view(struct reports *r)
{
	/* the heading above the first line is shown with it */
	if (r->at < r->top + 1)
		r->top = r->at > 0 && !can_stand(r, r->at - 1) ? r->at - 1 : r->at;
	if (r->at >= r->top + r->height)
		r->top = r->at - r->height + 1;
}

/* Moves `by` rows, then on to the nearest row that can be selected, or back. */
static void
move_by(struct reports *r, int by)
{
	long from = (long)act_row(r->at, by, r->n), i = from;
	int turns, way = by < 0 ? -1 : 1;

	for (turns = 0; turns < 2; turns++, way = -way) {
		for (i = from; i >= 0 && i < (long)r->n && !can_stand(r, (size_t)i); )
			i += way;
		if (i >= 0 && i < (long)r->n)
			break;
	}
	r->at = i >= 0 && i < (long)r->n ? (size_t)i : 0;
	keep_in_view(r);
}

static void
load(struct reports *r)
{
	struct practice *p = practice_of(&r->screen);
	struct figures fresh;
	char month[8];
	struct err e;

	month_iso(r->first, month);
	if (!figures_make(p, r->kept, month, &fresh, &e) ||
	    !figures_year(p, r->kept, month, r->year, &e)) {
		ui_err(r->screen.ui, &e);
		return;
	}
	if (r->loaded)
		figures_free(&r->figures);
	r->figures = fresh;
	r->loaded = true;
	r->old = false;
	list_rows(r);
	move_by(r, 0);
}

/* --- keys --------------------------------------------------------------------------- */

static bool
reports_act(struct screen *s, enum act a)
{
	struct reports *r = of(s);
	int by;

	if (!act_rows(a, r->height > 1 ? (int)r->height - 1 : 1, &by))
		return false;
	move_by(r, by);
	return true;
}

static void
run_month(struct screen *s, enum act a)
{
	if (month_step(s->ui, a, &of(s)->first))
		load(of(s));
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	struct reports *r = of(s);
	const struct figure *f = r->at < r->n ? r->rows[r->at].figure : NULL;

	if (f != NULL && f->has_rows)
		figure_rows_push(desk_of(s), f->name, f->label, r->first);
	else
		ui_say(s->ui, "This figure has no list of records.");
}

static void
run_export(struct screen *s, UNUSED enum act a)
{
	struct reports *r = of(s);
	struct desk *d = desk_of(s);
	char month[8];

	month_iso(r->first, month);
	{
		AUTO_FREE char *name = xasprintf("monthly-%s.xlsx", month);
		AUTO_FREE char *target = child_target(d, name);
		const char *const words[] = { "report", "monthly", "--month", month,
		    "--format", "xlsx", NULL };

		if (target != NULL)
			child_write(d, words, target, NULL);
	}
}

static const struct binding bindings[] = {
	{ ACT_earlier, "", run_month },
	{ ACT_later, "month", run_month },
	{ ACT_today, NULL, run_month },
	{ ACT_open, "records behind", run_open },
	{ ACT_export, "workbook", run_export },
	{ ACT_NONE, NULL, NULL }
};

static const enum act widget_acts[] = {
	ACT_up, ACT_down, ACT_page_up, ACT_page_down, ACT_first, ACT_last, ACT_NONE
};

/* --- painting ---------------------------------------------------------------------------- */

/* Is there room for last month's figures? The side pane shows them too. */
static bool
has_before(struct area a)
{
	return a.cols >= 64;
}

/* A text of a report, with its dash for no number as the terminal has one. */
static const char *
shown(const struct canvas *c, const char *text)
{
	return canvas_is_ascii(c) && strcmp(text, "—") == 0 ? "-" : text;
}

static void
draw_figure(const struct figure *f, struct canvas *c, struct area a, int y, bool on)
{
	bool before = has_before(a);
	int numbers = (before ? NUMBER_COLS * 2 : NUMBER_COLS) + CHANGE_COLS;
	int x = a.cols - numbers - 1;

	canvas_fit(c, a, y, 2, x - 2, on ? STYLE_SELECTED : STYLE_TEXT, f->label);
	canvas_fit_right(c, a, y, x + 1, NUMBER_COLS - 1, STYLE_STRONG,
	    shown(c, f->now));
	x += NUMBER_COLS;
	if (before)
		canvas_fit_right(c, a, y, x + 1, NUMBER_COLS - 1, STYLE_DIM,
		    shown(c, f->before));
	canvas_fit_right(c, a, y, a.cols - CHANGE_COLS, CHANGE_COLS - 1, STYLE_TEXT,
	    f->difference);
}

/* Of a table: how many of its columns are shown, and how wide. */
struct layout {
	const struct figures_table *table;	/* NULL: none yet */
	size_t n;
	int cols[TABLE_COLS];
};

/* Has it words behind its first column? */
static bool
has_words(const struct figures_table *t)
{
	size_t i;

	for (i = 1; i < t->n_columns; i++)
		if (!t->is_number[i])
			return true;
	return false;
}

/* Columns of one width, and the first has what is left. */
static void
lay_numbers(const struct figures_table *t, int room, struct layout *l)
{
	int numbers = t->n_columns > 1 ? (int)t->n_columns - 1 : 1, width = (room - 19) / numbers;
	size_t i;

	if (width > 11)
		width = 11;
	l->cols[0] = room - width * ((int)t->n_columns - 1);
	for (i = 1; i < t->n_columns; i++)
		l->cols[i] = width - 1;
}

static int
widest(const struct figures_table *t, size_t column)
{
	int w, most = text_width(t->titles[column]);
	size_t line;

	for (line = 0; line < t->n_rows; line++) {
		w = text_width(t->cells[line * t->n_columns + column].text);
		most = w > most ? w : most;
	}
	return most;
}

/* Columns as wide as what is in them. Those without room for a few letters are left out, for
 * the pane has the whole line, and what is left goes to those that are cut. */
static void
lay_words(const struct figures_table *t, int room, struct layout *l)
{
	int natural[TABLE_COLS], more;
	size_t i;

	l->n = 0;
	for (i = 0; i < t->n_columns; i++) {
		natural[i] = widest(t, i);
		l->cols[i] = natural[i] > WORD_COLS && !t->is_number[i] ? WORD_COLS : natural[i];
		if (i > 0 && room < l->cols[i] + 1)
			break;
		room -= l->cols[i] + (i > 0);
		l->n++;
	}
	for (i = 0; i < l->n && room > 0; i++) {
		more = natural[i] - l->cols[i] < room ? natural[i] - l->cols[i] : room;
		l->cols[i] += more;
		room -= more;
	}
}

static void
lay_out(const struct figures_table *t, int room, struct layout *l)
{
	BUG_IF(t->n_columns > TABLE_COLS);
	l->table = t;
	l->n = t->n_columns;
	(has_words(t) ? lay_words : lay_numbers)(t, room, l);
}

static void
draw_table_line(const struct layout *l, size_t line, struct canvas *c, struct area a, int y,
    bool on)
{
	const struct figures_table *t = l->table;
	size_t i;
	int x = 2;

	for (i = 0; i < l->n; i++) {
		const char *text = line == SIZE_MAX ? t->titles[i] :
		    shown(c, t->cells[line * t->n_columns + i].text);
		int cols = l->cols[i];

		if (t->is_number[i])
			canvas_fit_right(c, a, y, x, cols, line == SIZE_MAX ?
			    STYLE_DIM : STYLE_TEXT, text);
		else
			canvas_fit(c, a, y, x, cols, line == SIZE_MAX ? STYLE_DIM :
			    on && i == 0 ? STYLE_SELECTED : STYLE_TEXT, text);
		x += cols + 1;
	}
}

static void
draw_list(const struct reports *r, struct canvas *c, struct area a)
{
	struct layout l = { .table = NULL };
	size_t i;
	int y;

	for (i = r->top; i < r->n && i < r->top + r->height; i++) {
		const struct report_row *row = &r->rows[i];
		bool on = i == r->at;

		y = (int)(i - r->top);
		if (on) {
			canvas_select(c, a, y, 0);
			canvas_cursor(c, a, y, 0);
		}
		if (row->heading != NULL) {
			canvas_fit(c, a, y, 1, a.cols - 2, STYLE_HEAD, row->heading);
			if (i == 0 && has_before(a))
				canvas_fit_right(c, a, y,
				    a.cols - CHANGE_COLS - NUMBER_COLS,
				    NUMBER_COLS - 1, STYLE_DIM, "before");
			if (i == 0)
				canvas_fit_right(c, a, y, a.cols - CHANGE_COLS,
				    CHANGE_COLS - 1, STYLE_DIM, "change");
		} else if (row->figure != NULL) {
			draw_figure(row->figure, c, a, y, on);
		} else {
			if (row->table != l.table)
				lay_out(row->table, a.cols - 3, &l);
			draw_table_line(&l, row->line, c, a, y, on);
		}
	}
}

static int
draw_weeks(const struct reports *r, struct canvas *c, struct area a, int y)
{
	struct chart_bar bars[FIGURES_WEEKS];
	char labels[FIGURES_WEEKS][8], texts[FIGURES_WEEKS][16];
	int year, month, day;
	size_t i;

	for (i = 0; i < r->figures.n_weeks; i++) {
		const struct figures_week *w = &r->figures.weeks[i];

		date_split(w->first, &year, &month, &day);
		snprintf(labels[i], sizeof(labels[i]), "%2d %s", day % 100,
		    date_month_name(month));
		snprintf(texts[i], sizeof(texts[i]), "%lld", (long long)w->sessions);
		bars[i] = (struct chart_bar){ labels[i], texts[i], w->sessions };
	}
	canvas_text(c, a, y, 0, STYLE_HEAD, "Sessions done by week");
	return y + 1 + chart_bars(c, a, y + 1, bars, r->figures.n_weeks);
}

static void
draw_year(const struct reports *r, struct canvas *c, struct area a, int y)
{
	AUTO_BUF struct buf months = BUF_INIT;
	int64_t values[FIGURES_MONTHS];
	int rows = a.rows - y - 2;
	date_day first, last;
	size_t i;

	for (i = 0; i < FIGURES_MONTHS; i++)
		values[i] = r->year[i].sessions;
	canvas_text(c, a, y, 0, STYLE_HEAD, "Twelve months");
	y += 1 + chart_columns(c, a, y + 1, 0, rows > 4 ? 4 : rows, 2, values, NULL,
	    FIGURES_MONTHS);
	if (date_month_range(r->year[0].month, &first, &last))
		month_words(first, &months);
	buf_adds(&months, " to ");
	if (date_month_range(r->year[FIGURES_MONTHS - 1].month, &first, &last))
		month_words(first, &months);
	canvas_text(c, a, y, 0, STYLE_DIM, months.s);
}

/* A line of a table of words, whole. */
static int
draw_line(const struct report_row *row, struct canvas *c, struct area a)
{
	const struct figures_table *t = row->table;
	int y = 0;
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		canvas_text(c, a, y, 0, STYLE_DIM, t->titles[i]);
		y += 1 + canvas_fold(c, a, y + 1, 0, a.cols, 3, STYLE_TEXT,
		    shown(c, t->cells[row->line * t->n_columns + i].text));
	}
	return y + 1;
}

static void
draw_pane(const struct reports *r, struct canvas *c, struct area a)
{
	const struct report_row *row = r->at < r->n ? &r->rows[r->at] : NULL;
	const struct figure *f = row != NULL ? row->figure : NULL;
	struct area in = { a.y, a.x + 2, a.rows, a.cols - 3 };
	int y = 0;

	canvas_vline(c, a, 0, 0, a.rows);
	if (f != NULL) {
		y += canvas_fold(c, in, y, 0, in.cols, 2, STYLE_STRONG, f->label);
		y += canvas_fold(c, in, y, 0, in.cols, 8, STYLE_TEXT,
		    f->definition);
		canvas_textf(c, in, y, 0, STYLE_DIM, "the month before: %s",
		    shown(c, f->before));
		y += 2;
	} else if (row != NULL && row->table != NULL && has_words(row->table)) {
		y = draw_line(row, c, in);
	}
	if (y + 3 < in.rows)
		y = draw_weeks(r, c, in, y) + 1;
	if (y + 3 < in.rows)
		draw_year(r, c, in, y);
}

static bool
has_pane(struct area a)
{
	return a.cols >= PANE_FROM;
}

static void
reports_draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct reports *r = (const struct reports *)s;
	struct area list = a, pane = a;

	canvas_hline(c, a, 0, 0, a.cols);
	list.y++;
	list.rows--;
	pane = list;
	if (has_pane(a)) {
		list.cols -= PANE_COLS;
		pane.x += list.cols;
		pane.cols = PANE_COLS;
		canvas_mark(c, a, 0, list.cols, STYLE_RULE, MARK_TEE_DOWN);
		if (r->loaded)
			draw_pane(r, c, pane);
	}
	if (r->loaded)
		draw_list(r, c, list);
	else
		canvas_fold(c, list, 1, 2, list.cols - 4, 3, STYLE_TEXT,
		    "The report cannot be shown.");
}

static void
reports_title(const struct screen *s, struct buf *out)
{
	const struct reports *r = (const struct reports *)s;

	buf_adds(out, "Report of ");
	month_words(r->first, out);
}

static void
reports_sized(struct screen *s, struct area body)
{
	of(s)->height = body.rows > 2 ? (size_t)body.rows - 1 : 1;
	keep_in_view(of(s));
}

static void
reports_root(struct screen *s)
{
	struct reports *r = of(s);

	r->first = month_now();
	r->at = r->top = 0;
	load(r);
}

/* A large practice takes long to count, so that is left to a key. */
static void
reports_changed(struct screen *s, const void *what)
{
	const struct desk_changes *all = what;
	size_t i;

	for (i = 0; all != NULL && i < all->n; i++)
		if (all->list[i].type == NULL || figures_count(all->list[i].type))
			of(s)->old = true;
}

/* Whoever comes back sees them as they are: what is still true is kept, and costs nothing. */
static void
reports_shown(struct screen *s)
{
	load(of(s));
}

static void
reports_facts(const struct screen *s, struct buf *out)
{
	if (((const struct reports *)s)->old)
		buf_adds(out, "Changed since it was counted: 7 counts anew.");
}

static void
reports_free(struct screen *s)
{
	struct reports *r = of(s);

	if (r->loaded)
		figures_free(&r->figures);
	figures_kept_free(r->kept);
	free(r->rows);
	free(r);
}

static const struct screen_ops ops = {
	.name = "reports", .mode = MODE_LIST, .bindings = bindings,
	.widget_acts = widget_acts, .act = reports_act, .draw = reports_draw,
	.title = reports_title, .facts = reports_facts, .sized = reports_sized,
	.shown = reports_shown, .root = reports_root, .changed = reports_changed,
	.free = reports_free,
};

struct screen *
reports_open(struct desk *d)
{
	struct reports *r = xcalloc(1, sizeof(*r));

	r->screen.ops = &ops;
	r->screen.ui = d->ui;
	r->height = 1;
	r->kept = figures_kept_new();
	r->first = month_now();
	load(r);
	return &r->screen;
}
