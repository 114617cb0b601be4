/*
 * survey.c - reading the whole file once before anything is written.
 *
 * Whether day or month comes first is decided for a whole column, not for each cell. An
 * unclosed quote turns the lines of a text into rows, or rows into a text: either way
 * the following rows are wrong, and the import stops there.
 */
#include <string.h>

#include "base/mem.h"
#include "import/inside.h"

#define SHAPE_ROWS 5		/* this many in a row are no accident */
#define SHAPE_COLUMNS 3		/* with fewer nothing can be concluded */
#define SHAPE_LINES 100		/* lines in a cell that are worth a message */

/* --- the order of day and month ------------------------------------------------ */

struct evidence {
	long day_first, month_first, either;
};

struct survey {
	bool dates;		/* there are some whose order is not known */
	struct evidence *own;	/* for each target */
	long thin, began;	/* rows with too few cells, and where they began */
	long quote;		/* line of a bad quote before them; 0: none */
};

/* Evidence from one cell: 14/3/2018, 3/14/2018, or 3/4/2018. */
static void
look(const char *s, struct evidence *v)
{
	int number[3] = { 0, 0, 0 };
	size_t digits, i;

	s += strcspn(s, "0123456789");		/* a weekday, an apostrophe */
	for (i = 0; i < 3; i++) {
		s += strspn(s, " ");
		digits = strspn(s, "0123456789");
		if (digits == 0 || digits > (i < 2 ? 2u : 4u))
			return;
		for (; digits > 0; digits--)
			number[i] = number[i] * 10 + (*s++ - '0');
		s += strspn(s, " ");
		if (i < 2 && (*s == '\0' || strchr("/.-", *s++) == NULL))
			return;
	}
	if (number[0] > 12 && number[1] <= 12)
		v->day_first++;
	else if (number[1] > 12 && number[0] <= 12)
		v->month_first++;
	else
		v->either++;
}

static bool
is_dated(const struct import_target *t)
{
	return t->n_parts > 0 && !t->parts[0].constant &&
	    t->parts[0].column != NO_COLUMN &&
	    (t->field->type == FIELD_DATE || t->field->type == FIELD_BIRTHDAY ||
	    t->field->type == FIELD_INSTANT);
}

static enum date_order
order_of(const struct evidence *own, const struct evidence *all,
    enum date_order setting)
{
	const struct evidence *v = own->day_first != own->month_first ? own : all;

	if (v->day_first != v->month_first)
		return v->day_first > v->month_first ? DATE_DMY : DATE_MDY;
	/* for a date that ends in the year, year first only means that the month comes
	 * before the day */
	return setting == DATE_DMY ? DATE_DMY : DATE_MDY;
}

static void
say_order(struct import *im, const struct import_target *t,
    const struct evidence *own, const struct evidence *all)
{
	bool known = own->day_first != own->month_first ||
	    all->day_first != all->month_first;

	if (own->day_first + own->month_first + own->either == 0)
		return;
	import_note(im, 0, "Dates under \"%.60s\" are read as %s%s",
	    import_source_header(im->source, t->parts[0].column),
	    t->order == DATE_DMY ? "day/month/year" : "month/day/year",
	    known ? "." : ", since the file does not show it; date-order = in a "
	        "mapping file changes that.");
}

static void
start_orders(struct import *im, struct survey *v)
{
	struct import_plan *plan = &im->plan;
	const char *stated = im->map->date_order;
	enum date_order order = stated == NULL || strcmp(stated, "mdy") == 0 ? DATE_MDY :
	    strcmp(stated, "dmy") == 0 ? DATE_DMY : DATE_YMD;
	size_t i;

	v->own = xcalloc(plan->n_targets + 1, sizeof(*v->own));
	for (i = 0; i < plan->n_targets; i++) {
		plan->targets[i].order = order;
		v->dates = v->dates || is_dated(&plan->targets[i]);
	}
	v->dates = v->dates && stated == NULL && im->map->date_format == NULL;
}

static void
look_at_dates(struct import *im, struct survey *v)
{
	size_t i;

	for (i = 0; i < im->plan.n_targets; i++)
		if (is_dated(&im->plan.targets[i]))
			look(import_source_cell(im->source,
			    im->plan.targets[i].parts[0].column), &v->own[i]);
}

static void
set_orders(struct import *im, struct survey *v)
{
	struct evidence all = { 0, 0, 0 };
	size_t i;

	for (i = 0; i < im->plan.n_targets; i++) {
		all.day_first += v->own[i].day_first;
		all.month_first += v->own[i].month_first;
	}
	for (i = 0; i < im->plan.n_targets; i++) {
		im->plan.targets[i].order = order_of(&v->own[i], &all,
		    im->p->context.date_order);
		say_order(im, &im->plan.targets[i], &v->own[i], &all);
	}
}

/* --- the shape of the rows -------------------------------------------------------- */

/* ERR_INVALID, or with --keep-going a note. */
static bool
stop(struct import *im, struct err *e, long line, const char *what)
{
	if (im->o->keep_going) {
		import_note(im, line, "%s", what);
		return true;
	}
	return err_set(e, ERR_INVALID, NULL, "Line %ld: %s Nothing was imported: "
	    "correct the file, or use --keep-going to import it as it is.", line, what);
}

/* Consecutive rows with one cell where the header has several or, after a bad quote,
 * with at most half of its cells. */
static bool
look_for_lines(struct import *im, struct survey *v, enum import_next got,
    struct err *e)
{
	size_t width = import_source_width(im->source);
	size_t n = import_source_row_cells(im->source);
	AUTO_FREE char *what = NULL;

	if (got == IMPORT_BAD) {
		if (import_source_fault(im->source) > 0)
			v->quote = import_source_line(im->source);
		return true;
	}
	if (n > 1 && (v->quote == 0 || n * 2 > width)) {
		v->thin = 0;
		if (n == width)
			v->quote = 0;
		return true;
	}
	if (v->thin++ == 0)
		v->began = import_source_line(im->source);
	if (v->thin != SHAPE_ROWS)
		return true;
	what = v->quote > 0 ? xasprintf("a quote that opens here is not closed well: from "
	    "line %ld on the rows have fewer cells than the %zu columns of the header.",
	    v->began, width) : xasprintf("from here on the rows have one cell where the "
	    "header has %zu: lines of a text whose quotes are missing?", width);
	return stop(im, e, v->quote > 0 ? v->quote : v->began, what);
}

/* How many consecutive lines of a cell could be rows of the file. */
static long
rows_within(const char *cell, char delimiter, size_t width)
{
	long run = 0, most = 0;
	size_t n = 0;

	cell = strchr(cell, '\n');	/* the first belongs to the cell's own row */
	for (; cell != NULL && *cell != '\0'; cell++) {
		if (*cell == delimiter)
			n++;
		if (cell[1] != '\n' && cell[1] != '\0')
			continue;
		run = n + 1 >= width ? run + 1 : 0;
		most = run > most ? run : most;
		n = 0;
	}
	return most;
}

static long
lines_of(const char *cell)
{
	long n = 1;

	while ((cell = strchr(cell, '\n')) != NULL) {
		n++;
		cell++;
	}
	return n;
}

/* Looks for a cell that has swallowed rows of the file. */
static bool
look_for_rows(struct import *im, struct err *e)
{
	size_t width = import_source_width(im->source);
	AUTO_FREE char *what = NULL;
	size_t i;

	for (i = 0; i < width; i++) {
		const char *cell = import_source_cell(im->source, i);
		long line, rows, lines;

		if (strchr(cell, '\n') == NULL)
			continue;
		line = import_source_cell_line(im->source, i);
		rows = rows_within(cell, import_source_delimiter(im->source), width);
		lines = lines_of(cell);
		if (rows >= SHAPE_ROWS) {
			what = xasprintf("the quote that opens here is not closed well: the "
			    "cell goes on for %ld lines, %ld of which look like rows "
			    "of the file.", lines, rows);
			return stop(im, e, line, what);
		}
		if ((rows > 0 && width > SHAPE_COLUMNS) || lines > SHAPE_LINES)
			import_note(im, line, "The cell under \"%.60s\" goes on for %ld "
			    "lines: is its quote closed where it should be?",
			    import_source_header(im->source, i), lines);
	}
	return true;
}

/* --- both -------------------------------------------------------------------------- */

bool
import_survey(struct import *im, struct err *e)
{
	struct survey v = { .own = NULL };
	bool shape = !im->as_older && !import_source_is_json(im->source) &&
	    import_source_width(im->source) >= SHAPE_COLUMNS;
	enum import_next got = IMPORT_END;
	bool ok = true;

	start_orders(im, &v);
	while (ok && (shape || v.dates) &&
	    (got = import_source_next(im->source, e)) != IMPORT_END &&
	    got != IMPORT_FAIL) {
		if (v.dates && got == IMPORT_ROW)
			look_at_dates(im, &v);
		ok = !shape || (look_for_lines(im, &v, got, e) &&
		    (got != IMPORT_ROW || look_for_rows(im, e)));
	}
	ok = ok && got != IMPORT_FAIL;
	if (ok && v.dates)
		set_orders(im, &v);
	mem_auto_free(&v.own);
	return ok && (!(shape || v.dates) || import_source_rewind(im->source, e));
}
