/*
 * workbook_checks.c - the sheet Checks: computes each figure that has a formula again,
 * from the detail rows.
 *
 * A figure's formula, made from its condition (rows.c), is a spreadsheet's with these
 * marks:
 *
 *	Sessions[status]	the data rows of that column of a detail sheet
 *	{…}			… once for each part of the sheet it names, added up,
 *				for a sheet that goes on as "Sessions 2"
 *	{,…}			the same with commas between, for MEDIAN and MAX
 *	<visits>		the cell of Checks that recomputes another figure
 *	$FIRST $LAST $NEXT	the month's first and last day, the day after it
 *	$TODAY			the day the report was made
 *
 * Only our own words go into a formula, and functions that spreadsheets had in 2007.
 * Columns of tables are also added up and compared with the figure they divide.
 */
#include <string.h>

#include "base/bug.h"
#include "report/workbook.h"

enum { CHECK_LABEL, CHECK_NAME, CHECK_SUMMARY, CHECK_ROWS, CHECK_DIFFERENCE, CHECK_AGREES };

/* Adds "$D$7" for a row and column from 0; columns end at Z. */
static void
add_cell(struct buf *out, long row, int col)
{
	buf_addf(out, "$%c$%ld", 'A' + col, row + 1);
}

/* --- formulas ------------------------------------------------------------------------ */

static void
add_day(struct buf *out, date_day d)
{
	int year, month, day;

	date_split(d, &year, &month, &day);
	buf_addf(out, "DATE(%d,%d,%d)", year, month, day);
}

static size_t
name_length(const char *s)
{
	return strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789");
}

/* The detail sheet whose name is followed by a [; -1: none. */
static int
sheet_named(const struct workbook *w, const char *s, size_t n)
{
	const struct report *r = w->r->report;
	size_t i;

	for (i = 0; s[n] == '[' && i < r->n_sheets; i++) {
		if (strlen(r->sheets[i].name) == n && memcmp(r->sheets[i].name, s, n) == 0)
			return (int)i;
	}
	return -1;
}

/* The column's place in a detail sheet, counting shown columns only. */
static int
column_named(const struct workbook *w, int sheet, const char *s, size_t n)
{
	const struct report_sheet *d = &w->r->report->sheets[sheet];
	const struct report_sheet_column *c = report_sheet_column(d, s, n);
	int at = 0;

	if (!report_column_shown(&w->r->request, c))
		bug("a formula names the column %s of %s", c->name, d->name);
	while (--c >= d->columns)
		at += report_column_shown(&w->r->request, c);
	return at;
}

static size_t
figure_named(const struct workbook *w, const char *s, size_t n)
{
	return (size_t)(report_figure_named(w->r->report, s, n) - w->r->report->figures);
}

/* Adds the value of $FIRST and the like; returns its length in the formula, 0 when it
 * is none. */
static size_t
add_mark(const struct workbook *w, const char *s, struct buf *out)
{
	const struct { const char *mark; date_day day; } marks[] = {
		{ "$FIRST", w->r->now.first }, { "$LAST", w->r->now.last },
		{ "$NEXT", date_add_days(w->r->now.last, 1) },
		{ "$TODAY", w->r->request.today },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(marks); i++) {
		if (strncmp(s, marks[i].mark, strlen(marks[i].mark)) == 0) {
			add_day(out, marks[i].day);
			return strlen(marks[i].mark);
		}
	}
	return 0;
}

/* Adds a word, a range of part `part`, a mark or a sign; returns what follows. */
static const char *
expand_one(const struct workbook *w, const char *s, int part, struct buf *out)
{
	size_t n = name_length(s);
	int sheet;

	if (*s == '<' && (n = name_length(s + 1)) > 0 && s[n + 1] == '>') {
		add_cell(out, w->check_rows[figure_named(w, s + 1, n)], CHECK_ROWS);
		return s + n + 2;
	}
	if (*s == '$' && (n = add_mark(w, s, out)) > 0)
		return s + n;
	n = name_length(s);
	sheet = n > 0 ? sheet_named(w, s, n) : -1;
	if (sheet >= 0) {
		s += n + 1;
		n = strcspn(s, "]");
		xlsx_range(w->x, w->sheets[sheet], part, column_named(w, sheet, s, n), out);
		return s + n + 1;
	}
	if (n == 0)
		n = 1;
	buf_add(out, s, n);
	return s + n;
}

/* Number of parts of the first sheet named before `end`. */
static int
parts_named(const struct workbook *w, const char *s, const char *end)
{
	while (s < end) {
		size_t n = name_length(s);
		int sheet = n > 0 ? sheet_named(w, s, n) : -1;

		if (sheet >= 0)
			return xlsx_parts(w->x, w->sheets[sheet]);
		s += n > 0 ? n : 1;
	}
	bug("a formula repeats what names no sheet");
}

static void
expand(const struct workbook *w, const char *s, struct buf *out)
{
	buf_addc(out, '=');
	while (*s != '\0') {
		const char *end, *at;
		char between = '+';
		int parts, part;

		if (*s != '{') {
			s = expand_one(w, s, 0, out);
			continue;
		}
		if (*++s == ',')
			between = *s++;
		end = strchr(s, '}');
		BUG_IF(end == NULL);
		parts = parts_named(w, s, end);
		for (part = 0; part < parts; part++) {
			if (part > 0)
				buf_addc(out, between);
			for (at = s; at < end;)
				at = expand_one(w, at, part, out);
		}
		s = end + 1;
	}
}

/* --- the sheet -------------------------------------------------------------------- */

/* Adds difference and verdict to a row that has both values, which may differ by the
 * rounding of `rounded` numbers. */
static void
agreement(struct workbook *w, enum report_unit unit, size_t rounded, double difference)
{
	static const double half[] = { 0.5, 0.05, 0.005 };
	long n = xlsx_row(w->x) + 1;
	AUTO_FREE char *minus = xasprintf("=IF(AND(ISNUMBER(C%ld),ISNUMBER(D%ld)),"
	    "C%ld-D%ld,IF(C%ld=D%ld,0,\"—\"))", n, n, n, n, n, n);
	double most = half[report_decimals(unit)] * 1.000001 *
	    (unit == REPORT_COUNT ? 1 : (double)rounded);
	AUTO_FREE char *ok = xasprintf("=IF(ISNUMBER(E%ld),IF(ABS(E%ld)<=%.9g,\"ok\","
	    "\"differs\"),\"differs\")", n, n, most);

	xlsx_formula(w->x, minus, difference, 4);
	xlsx_formula_text(w->x, ok, "ok", XLSX_PLAIN);
	xlsx_end_row(w->x);
}

static void
check_figure(struct workbook *w, size_t i)
{
	const struct report_figure *f = &w->r->report->figures[i];
	const struct report_value *v = &w->r->now.values[i];
	const char *instead = v->instead != NULL ? v->instead : "—";
	AUTO_BUF struct buf from = BUF_INIT, rows = BUF_INIT, formula = BUF_INIT;

	xlsx_text(w->x, f->label, XLSX_PLAIN);
	xlsx_text(w->x, f->name, XLSX_PLAIN);
	buf_adds(&from, "=Summary!");
	add_cell(&from, w->figure_rows[i], SUMMARY_NOW);
	report_formula(w->r->report, f, &formula);
	expand(w, formula.s, &rows);
	if (v->q.den == 0) {
		xlsx_formula_text(w->x, from.s, instead, XLSX_ABSENT);
		xlsx_formula_text(w->x, rows.s, instead, XLSX_ABSENT);
		agreement(w, f->unit, 1, 0);
		return;
	}
	xlsx_formula(w->x, from.s, workbook_shown(v->q, f->unit), report_decimals(f->unit));
	xlsx_formula(w->x, rows.s, report_real(v->q), 4);
	agreement(w, f->unit, 1, workbook_shown(v->q, f->unit) - report_real(v->q));
}

static bool
has_formula(const struct report_figure *f)
{
	return f->formula != NULL || f->rows != NULL;
}

/* Compares the sum of a table's column with its figure. */
static void
check_sum(struct workbook *w, size_t table, size_t column)
{
	const struct report_table *t = &w->r->now.tables[table];
	const struct report_column *c = &t->decl->columns[column];
	size_t figure = figure_named(w, c->sum_of, strlen(c->sum_of));
	bool recounted = has_formula(&w->r->report->figures[figure]);
	struct quantity q = w->r->now.values[figure].q;
	double whole = recounted ? report_real(q) : workbook_shown(q, c->unit);
	AUTO_BUF struct buf sum = BUF_INIT, rows = BUF_INIT;
	AUTO_FREE char *label = xasprintf("%s: %s", t->decl->title, c->title);
	AUTO_FREE char *name = xasprintf("%s.%s", t->decl->name, c->name);
	double total = 0;
	size_t i;

	for (i = 0; i < t->n_rows; i++)
		total += workbook_shown(t->cells[i * t->decl->n_columns + column].q, c->unit);
	xlsx_text(w->x, label, XLSX_PLAIN);
	xlsx_text(w->x, name, XLSX_PLAIN);
	buf_adds(&sum, "=SUM(Tables!");
	add_cell(&sum, w->table_rows[table], (int)column);
	buf_addc(&sum, ':');
	add_cell(&sum, w->table_rows[table] + (t->n_rows > 0 ? (long)t->n_rows - 1 : 0),
	    (int)column);
	buf_addc(&sum, ')');
	/* a figure without a formula has only its row on Summary */
	buf_adds(&rows, recounted ? "=" : "=Summary!");
	add_cell(&rows, recounted ? w->check_rows[figure] : w->figure_rows[figure],
	    recounted ? CHECK_ROWS : SUMMARY_NOW);
	xlsx_formula(w->x, sum.s, total, report_decimals(c->unit));
	xlsx_formula(w->x, rows.s, whole, 4);
	agreement(w, c->unit, t->n_rows + 1, total - whole);
}

/* Is this column of a table checked? */
static bool
is_sum(const struct workbook *w, size_t table, size_t column)
{
	const struct report_table *t = &w->r->now.tables[table];

	return t->decl->columns[column].sum_of != NULL && report_table_shown(w->r, t);
}

void
workbook_checks(struct workbook *w)
{
	static const struct xlsx_column columns[] = {
		[CHECK_LABEL] = { "Figure", 44 }, [CHECK_NAME] = { "Name", 34 },
		[CHECK_SUMMARY] = { "As shown", 14 },
		[CHECK_ROWS] = { "From the rows", 16 },
		[CHECK_DIFFERENCE] = { "Difference", 12 }, [CHECK_AGREES] = { "Agrees", 10 },
	};
	const struct report *r = w->r->report;
	size_t i, k;

	xlsx_sheet(w->x, "Checks", columns, ARRAY_LEN(columns), false);
	for (i = 0; i < r->n_figures; i++) {
		if (has_formula(&r->figures[i]))
			check_figure(w, i);
	}
	for (i = 0; i < r->n_tables; i++) {
		for (k = 0; k < r->tables[i].n_columns; k++) {
			if (is_sum(w, i, k))
				check_sum(w, i, k);
		}
	}
}

/* Assigns each figure that has a formula its row of Checks; returns the number of
 * rows. */
long
workbook_plan_checks(struct workbook *w)
{
	const struct report *r = w->r->report;
	long n = 0;
	size_t i, k;

	for (i = 0; i < r->n_figures; i++) {
		if (has_formula(&r->figures[i]))
			w->check_rows[i] = ++n;
	}
	for (i = 0; i < r->n_tables; i++) {
		for (k = 0; k < r->tables[i].n_columns; k++)
			n += is_sum(w, i, k);
	}
	return n;
}

