/*
 * workbook.c - a report as a workbook: summary, tables, detail rows, definitions.
 *
 * Summary is one printed page: the figures, rounded as shown, beside charts of the
 * tables, which are on a sheet of their own. Each detail sheet is one query, streamed.
 * workbook_checks.c adds the sheet Checks.
 */
#include <string.h>

#include "base/bug.h"
#include "report/workbook.h"

long report_workbook_row_limit;

#define CHART_COLUMN 5

static const double tens[] = { 1, 10, 100 };

/* --- cells ---------------------------------------------------------------------- */

static void
quantity(struct xlsx *x, struct quantity q, enum report_unit unit, const char *instead)
{
	int decimals = report_decimals(unit);
	int64_t scaled;

	if (!report_rounded(q, unit, &scaled))
		xlsx_text(x, instead != NULL ? instead : "—", XLSX_ABSENT);
	else if (unit == REPORT_MONEY)
		xlsx_money(x, scaled * (MONEY_UNIT / 100));
	else if (unit == REPORT_PERCENT)
		xlsx_percent(x, (double)scaled / 10);
	else if (unit == REPORT_COUNT)
		xlsx_int(x, scaled);
	else
		xlsx_number(x, (double)scaled / (decimals == 2 ? 100 : 10), decimals);
}

double
workbook_shown(struct quantity q, enum report_unit unit)
{
	int64_t scaled = 0;

	report_rounded(q, unit, &scaled);
	return (double)scaled / tens[report_decimals(unit)];
}

/* The difference of two numbers, each rounded as shown. */
static double
difference(struct quantity a, struct quantity b, enum report_unit unit)
{
	int64_t x = 0, y = 0;

	report_rounded(a, unit, &x);
	report_rounded(b, unit, &y);
	return (double)(x - y) / tens[report_decimals(unit)];
}

static void
word(struct xlsx *x, const struct report_column *c, const char *text)
{
	if (c->unit == REPORT_DATE)
		xlsx_date(x, date_from_iso(text));
	else
		xlsx_text(x, report_word(c, text), XLSX_PLAIN);
}

static void
text_row(struct xlsx *x, const char *text, enum xlsx_style style)
{
	xlsx_text(x, text, style);
	xlsx_end_row(x);
}

/* --- detail sheets ----------------------------------------------------------------- */

static void
detail_cell(struct xlsx *x, const struct report_sheet_column *c, struct stmt *st)
{
	if (stmt_is_null(st, c->name)) {
		xlsx_blank(x);
		return;
	}
	switch (c->unit) {
	case REPORT_TEXT:
		xlsx_text(x, stmt_text(st, c->name), XLSX_PLAIN);
		return;
	case REPORT_DATE:
		xlsx_date(x, stmt_date(st, c->name));
		return;
	case REPORT_MONEY:
		xlsx_money(x, stmt_int(st, c->name));
		return;
	case REPORT_TIME:
		xlsx_time(x, stmt_int(st, c->name));
		return;
	case REPORT_INSTANT:
		xlsx_instant(x, stmt_int(st, c->name));
		return;
	case REPORT_BOOL:
		xlsx_bool(x, stmt_int(st, c->name) != 0);
		return;
	case REPORT_NUMBER:
		xlsx_number(x, stmt_real(st, c->name), 2);
		return;
	case REPORT_COUNT:
	case REPORT_PERCENT:
	case REPORT_HOURS:
	case REPORT_STARS:
	case REPORT_DAYS:
		xlsx_int(x, stmt_int(st, c->name));
		return;
	case REPORT_UNITS:
		break;
	}
	bug("column %s has no unit", c->name);
}

static bool
detail_rows(struct workbook *w, const struct report_sheet *s, struct err *e)
{
	struct stmt *st = report_sheet_stmt(&w->r->now, s, e);
	size_t i;

	if (st == NULL)
		return false;
	while (xlsx_ok(w->x) && stmt_next(st)) {
		for (i = 0; i < s->n_columns; i++) {
			if (report_column_shown(&w->r->request, &s->columns[i]))
				detail_cell(w->x, &s->columns[i], st);
		}
		xlsx_end_row(w->x);
	}
	return stmt_end(st, e);
}

static bool
details(struct workbook *w, struct err *e)
{
	const struct report *r = w->r->report;
	size_t i;

	for (i = 0; i < r->n_sheets; i++) {
		const struct report_sheet *s = &r->sheets[i];
		AUTO_FREE struct xlsx_column *columns =
		    xcalloc(s->n_columns, sizeof(*columns));
		size_t n = 0;
		size_t k;

		for (k = 0; k < s->n_columns; k++) {
			if (report_column_shown(&w->r->request, &s->columns[k]))
				columns[n++] = (struct xlsx_column){
				    s->columns[k].title, s->columns[k].width };
		}
		w->sheets[i] = xlsx_sheet(w->x, s->name, columns, n, true);
		if (!detail_rows(w, s, e))
			return false;
		if (w->progress != NULL)
			w->progress((int)((i + 1) * 900 / r->n_sheets), w->arg);
	}
	return true;
}

/* --- summary ----------------------------------------------------------------------------- */

static void
month_title(date_day first, char out[16])
{
	int year, month, day;

	date_split(first, &year, &month, &day);
	snprintf(out, 16, "%s %d", date_month_name(month), year);
}

static void
summary_sheet(struct workbook *w)
{
	static const double widths[] = {
		[SUMMARY_LABEL] = 36, [SUMMARY_NOW] = 14, [SUMMARY_BEFORE] = 14,
		[SUMMARY_CHANGE] = 12, [SUMMARY_COLUMNS] = 3,
	};

	w->summary = xlsx_sheet(w->x, "Summary", NULL, 0, false);
	xlsx_widths(w->x, widths, ARRAY_LEN(widths));
	xlsx_one_page(w->x);
}

static void
summary_figure(struct workbook *w, size_t i)
{
	const struct report_figure *f = &w->r->report->figures[i];
	const struct report_value *now = &w->r->now.values[i];
	const struct report_value *before = &w->r->before.values[i];
	AUTO_BUF struct buf change = BUF_INIT;
	long row = xlsx_row(w->x);
	double by;

	w->figure_rows[i] = row;
	xlsx_text(w->x, f->label, XLSX_PLAIN);
	quantity(w->x, now->q, f->unit, now->instead);
	quantity(w->x, before->q, f->unit, before->instead);
	buf_addf(&change, "=IF(AND(ISNUMBER(B%ld),ISNUMBER(C%ld)),B%ld-C%ld,\"—\")",
	    row + 1, row + 1, row + 1, row + 1);
	by = difference(now->q, before->q, f->unit);
	if (now->q.den == 0 || before->q.den == 0)
		xlsx_formula_text(w->x, change.s, "—", XLSX_ABSENT);
	else if (f->unit == REPORT_PERCENT)
		xlsx_formula_points(w->x, change.s, by);
	else
		xlsx_formula(w->x, change.s, by, report_decimals(f->unit));
	xlsx_end_row(w->x);
}

/* "Thu 1", for a chart's axis: there gnumeric shows a true date, or text that reads
 * like one, as a serial number. */
static void
short_day(struct xlsx *x, date_day d)
{
	int year, month, day;
	char text[16];

	date_split(d, &year, &month, &day);
	snprintf(text, sizeof(text), "%s %d", date_weekday_name(date_weekday(d)), day);
	xlsx_text(x, text, XLSX_PLAIN);
}

static bool
is_word(enum report_unit unit)
{
	return unit == REPORT_TEXT || unit == REPORT_DATE;
}

static bool
by_day(const struct report_table_decl *d)
{
	return d->columns[0].unit == REPORT_DATE;
}

static void
table(struct workbook *w, size_t i)
{
	const struct report_table *t = &w->r->now.tables[i];
	const struct report_table_decl *d = t->decl;
	size_t k, row;

	if (xlsx_row(w->x) > 0)
		xlsx_end_row(w->x);
	text_row(w->x, d->title, XLSX_BOLD);
	for (k = 0; k < d->n_columns; k++)
		xlsx_text(w->x, d->columns[k].title, is_word(d->columns[k].unit) ?
		    XLSX_HEADER : XLSX_HEADER_RIGHT);
	if (by_day(d))
		xlsx_text(w->x, "Label", XLSX_HEADER);
	xlsx_end_row(w->x);
	w->table_rows[i] = xlsx_row(w->x);
	for (row = 0; row < t->n_rows; row++) {
		const struct report_cell *cells = &t->cells[row * d->n_columns];

		for (k = 0; k < d->n_columns; k++) {
			if (is_word(d->columns[k].unit))
				word(w->x, &d->columns[k], cells[k].text);
			else
				quantity(w->x, cells[k].q, d->columns[k].unit, NULL);
		}
		if (by_day(d))
			short_day(w->x, date_from_iso(cells[0].text));
		xlsx_end_row(w->x);
	}
}

static void
tables(struct workbook *w)
{
	static const double widths[] = { 36, 14, 14, 14, 14, 14, 14, 14 };
	size_t i;

	w->tables = xlsx_sheet(w->x, "Tables", NULL, 0, false);
	xlsx_widths(w->x, widths, ARRAY_LEN(widths));
	for (i = 0; i < w->r->report->n_tables; i++) {
		if (report_table_shown(w->r, &w->r->now.tables[i]))
			table(w, i);
	}
}

/* --- summary, again --------------------------------------------------------------------- */

/* Charts are beside the figures, one below the other. */
static void
summary_charts(struct workbook *w)
{
	long at = 4;
	size_t i;

	for (i = 0; i < w->r->report->n_tables; i++) {
		const struct report_table *t = &w->r->now.tables[i];
		const struct report_table_decl *d = t->decl;
		bool days = by_day(d);
		size_t column;

		if (d->chart == NULL || t->n_rows == 0)
			continue;
		column = report_column_index(d, d->chart);
		xlsx_chart(w->x, at, CHART_COLUMN, &(struct xlsx_chart){
		    .kind = days ? XLSX_CHART_COLUMN : XLSX_CHART_BAR,
		    .title = d->title, .series = d->columns[column].title, .sheet = w->tables,
		    .first = w->table_rows[i], .last = w->table_rows[i] + (long)t->n_rows - 1,
		    .categories = days ? (int)d->n_columns : 0, .values = (int)column });
		at += 16;
	}
}

static bool
is_last_of_section(const struct report *r, size_t i)
{
	return i + 1 == r->n_figures ||
	    strcmp(r->figures[i].section, r->figures[i + 1].section) != 0;
}

static void
summary_head(struct workbook *w, long checks)
{
	const struct report_request *q = &w->r->request;
	char month[16], before[16], day[24], time[DATE_TIME_SIZE];
	AUTO_FREE char *title = NULL, *made = NULL, *agree = NULL;

	month_title(w->r->now.first, month);
	month_title(w->r->before.first, before);
	title = xasprintf("%s: %s, %s", record_text(q->settings, "name"),
	    w->r->report->title, month);
	made = xasprintf("Made %s at %s, clinic time (%s); amounts in %s.",
	    date_to_words(q->today, false, day), date_format_time(q->minutes, false, time),
	    record_text(q->settings, "timezone"), record_text(q->settings, "currency"));
	agree = xasprintf("=IF(COUNTIF(Checks!$F$2:$F$%ld,\"ok\")=%ld,"
	    "\"All figures agree with their rows.\","
	    "\"Some figures do not agree with their rows: see Checks.\")",
	    checks + 1, checks);
	text_row(w->x, title, XLSX_TITLE);
	text_row(w->x, made, XLSX_PLAIN);
	if (checks > 0)
		xlsx_formula_text(w->x, agree, "All figures agree with their rows.",
		    XLSX_PLAIN);
	xlsx_end_row(w->x);
	xlsx_end_row(w->x);
	xlsx_text(w->x, "Figure", XLSX_HEADER);
	xlsx_text(w->x, month, XLSX_HEADER_RIGHT);
	xlsx_text(w->x, before, XLSX_HEADER_RIGHT);
	xlsx_text(w->x, "Change", XLSX_HEADER_RIGHT);
	xlsx_end_row(w->x);
	xlsx_freeze(w->x);
}

/* Explains the words and signs in the columns of numbers. */
static void
summary_foot(struct workbook *w)
{
	static const char *const notes[] = {
		"incomplete: the month's last visits are not yet as many days ago.",
		"—: there is nothing to count it from.",
		"pts: percentage points. What each figure counts is on Definitions.",
	};
	size_t i;

	xlsx_end_row(w->x);
	for (i = 0; i < ARRAY_LEN(notes); i++)
		text_row(w->x, notes[i], XLSX_PLAIN);
	if (w->r->journal_entry != 0) {
		AUTO_FREE char *newest = xasprintf("Newest change: journal entry %lld, "
		    "its digest", (long long)w->r->journal_entry);

		text_row(w->x, newest, XLSX_PLAIN);
		text_row(w->x, w->r->journal_digest, XLSX_PLAIN);
	}
}

static void
summary(struct workbook *w, long checks)
{
	const struct report *r = w->r->report;
	size_t i;

	xlsx_select(w->x, w->summary);
	summary_head(w, checks);
	for (i = 0; i < r->n_figures; i++) {
		if (i == 0 || is_last_of_section(r, i - 1)) {
			if (i > 0)
				xlsx_end_row(w->x);
			text_row(w->x, r->figures[i].section, XLSX_BOLD);
		}
		summary_figure(w, i);
	}
	summary_foot(w);
	summary_charts(w);
}

/* --- the rest ------------------------------------------------------------------- */

static void
definitions(struct workbook *w)
{
	static const struct xlsx_column columns[] = {
		{ "Figure", 36 }, { "Name in JSON and CSV", 30 }, { "About", 12 },
		{ "Definition", 90 },
	};
	const struct report *r = w->r->report;
	size_t i;

	xlsx_sheet(w->x, "Definitions", columns, ARRAY_LEN(columns), false);
	for (i = 0; i < r->n_figures; i++) {
		xlsx_text(w->x, r->figures[i].label, XLSX_PLAIN);
		xlsx_text(w->x, r->figures[i].name, XLSX_PLAIN);
		xlsx_text(w->x, r->figures[i].section, XLSX_PLAIN);
		xlsx_text(w->x, r->figures[i].definition, XLSX_NOTE);
		xlsx_end_row(w->x);
	}
}

static bool
write_sheets(struct workbook *w, struct err *e)
{
	const struct report *r = w->r->report;
	AUTO_FREE int *sheets = xcalloc(r->n_sheets, sizeof(*sheets));
	AUTO_FREE long *figure_rows = xcalloc(r->n_figures, sizeof(*figure_rows));
	AUTO_FREE long *check_rows = xcalloc(r->n_figures, sizeof(*check_rows));
	AUTO_FREE long *table_rows = xcalloc(r->n_tables, sizeof(*table_rows));

	w->sheets = sheets;
	w->figure_rows = figure_rows;
	w->check_rows = check_rows;
	w->table_rows = table_rows;
	summary_sheet(w);
	tables(w);
	if (!details(w, e))
		return false;
	summary(w, workbook_plan_checks(w));
	definitions(w);
	workbook_checks(w);
	return true;
}

bool
report_workbook(const struct report_result *r, struct file_out *o,
    void (*progress)(int permille, void *arg), void *arg, struct err *e)
{
	struct workbook w = { .r = r, .progress = progress, .arg = arg };
	AUTO_FREE char *title = xasprintf("%s %s", r->report->title, r->month);

	w.x = xlsx_new(o, title, record_text(r->request.settings, "name"),
	    clock_instant(r->request.today, r->request.minutes), e);
	if (w.x == NULL) {
		file_out_abort(o);
		return false;
	}
	if (report_workbook_row_limit > 0)
		xlsx_set_row_limit(w.x, report_workbook_row_limit);
	if (!write_sheets(&w, e)) {
		xlsx_abort(w.x);
		return false;
	}
	return xlsx_finish(w.x, e);
}
