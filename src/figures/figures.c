/*
 * figures.c - the monthly report as data for the screen.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "figures/figures.h"
#include "figures/report.h"

/* A buffer's text, kept with the figures. */
static const char *
keep(struct figures *f, struct buf *b)
{
	const char *s = arena_strdup(f->arena, b->s);

	buf_cut(b, 0);
	return s;
}

/* --- figures ------------------------------------------------------------------------- */

/* "+3", "-0.5", "+1.5 points" of a percentage: the difference of the numbers as shown,
 * so that it agrees with them. */
static void
difference(struct quantity now, struct quantity before, enum report_unit unit,
    struct buf *out)
{
	static const int64_t tens[] = { 1, 10, 100 };
	struct quantity d = { 0, tens[report_decimals(unit)] };
	int64_t a, b;

	if (!report_rounded(now, unit, &a) || !report_rounded(before, unit, &b))
		return;
	d.num = a - b;
	if (d.num > 0)
		buf_addc(out, '+');
	if (report_format(d, unit, out) && unit == REPORT_PERCENT)
		buf_adds(out, " points");
}

static void
fill_figure(struct figures *f, const struct report_result *r, size_t i)
{
	const struct report_figure *decl = &r->report->figures[i];
	const struct report_sheet *rows = report_figure_sheet(r->report, decl);
	const struct report_value *now = &r->now.values[i], *before = &r->before.values[i];
	struct figure *to = &f->figures[i];
	AUTO_BUF struct buf text = BUF_INIT;

	*to = (struct figure){ .name = decl->name, .label = decl->label,
	    .section = decl->section, .definition = decl->definition };
	report_say(now->q, decl->unit, now->instead, &text);
	to->now = keep(f, &text);
	report_say(before->q, decl->unit, before->instead, &text);
	to->before = keep(f, &text);
	difference(now->q, before->q, decl->unit, &text);
	to->difference = keep(f, &text);
	to->is_number = now->q.den != 0;
	to->value = to->is_number ? report_real(now->q) : 0;
	to->has_rows = rows != NULL && (rows->needs & r->request.hides) == 0;
}

/* --- tables -------------------------------------------------------------------------- */

static bool
is_word(const struct report_column *c)
{
	return c->unit == REPORT_TEXT || c->unit == REPORT_DATE;
}

/* The column drawn as bars: the one the workbook charts, else net sales, else the
 * first that adds up to a figure. */
static int
bar_column(const struct report_table_decl *t)
{
	int first = -1;
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		const struct report_column *c = &t->columns[i];

		if (strcmp(c->name, t->chart != NULL ? t->chart : "net") == 0)
			return (int)i;
		if (first < 0 && c->sum_of != NULL)
			first = (int)i;
	}
	return first;
}

static void
fill_columns(struct figures *f, struct figures_table *to,
    const struct report_table_decl *decl)
{
	const char **titles = arena_alloc(f->arena, decl->n_columns * sizeof(*titles));
	bool *is_number = arena_alloc(f->arena, decl->n_columns * sizeof(*is_number));
	size_t i;

	for (i = 0; i < decl->n_columns; i++) {
		titles[i] = decl->columns[i].title;
		is_number[i] = !is_word(&decl->columns[i]);
	}
	*to = (struct figures_table){ .name = decl->name, .title = decl->title,
	    .section = decl->section, .n_columns = decl->n_columns,
	    .titles = titles, .is_number = is_number, .bar = bar_column(decl) };
}

/* Empty rows are left out, as in the printed report. */
static void
fill_rows(struct figures *f, struct figures_table *to, const struct report_table *from)
{
	size_t n = from->decl->n_columns;
	struct figures_cell *cells = arena_alloc(f->arena,
	    (from->n_rows * n + 1) * sizeof(*cells));
	AUTO_BUF struct buf text = BUF_INIT;
	size_t i;

	to->cells = cells;
	for (i = 0; i < from->n_rows; i++) {
		const struct report_cell *row = &from->cells[i * n];
		size_t c;

		if (report_row_is_empty(from->decl, row))
			continue;
		for (c = 0; c < n; c++, cells++) {
			report_say_cell(&from->decl->columns[c], &row[c], &text);
			cells->text = keep(f, &text);
			if (to->is_number[c] && row[c].q.den != 0)
				cells->value = report_real(row[c].q);
		}
		to->n_rows++;
	}
}

static void
fill(struct figures *f, const struct report_result *r)
{
	size_t i;

	snprintf(f->month, sizeof(f->month), "%s", r->month);
	f->n_figures = r->report->n_figures;
	f->figures = arena_alloc(f->arena, f->n_figures * sizeof(*f->figures));
	for (i = 0; i < f->n_figures; i++)
		fill_figure(f, r, i);
	f->tables = arena_alloc(f->arena, r->report->n_tables * sizeof(*f->tables));
	for (i = 0; i < r->report->n_tables; i++) {
		const struct report_table *t = &r->now.tables[i];

		if (!report_table_shown(r, t))
			continue;
		fill_columns(f, &f->tables[f->n_tables], t->decl);
		fill_rows(f, &f->tables[f->n_tables++], t);
	}
}

/* --- days, for bars --------------------------------------------------------------------- */

/* Calls fn for each day with sessions done, and each with net sales. */
static bool
each_day(struct db *db, date_day first, date_day last,
    void (*fn)(date_day day, int64_t sessions, money net, void *), void *arg,
    struct err *e)
{
	static const char *const queries[] = { "figures_sessions", "figures_sales" };
	char from[DATE_ISO_SIZE], to[DATE_ISO_SIZE];
	size_t i;

	for (i = 0; i < ARRAY_LEN(queries); i++) {
		struct stmt *st = db_stmt(db, queries[i]);

		stmt_set_text(st, "first", date_to_iso(first, from));
		stmt_set_text(st, "last", date_to_iso(last, to));
		while (stmt_next(st))
			fn(stmt_date(st, "date"), i == 0 ? stmt_int(st, "n") : 0,
			    i == 0 ? 0 : stmt_int(st, "net"), arg);
		if (!stmt_end(st, e))
			return false;
	}
	return true;
}

static void
add_to_week(date_day day, int64_t sessions, money net, void *arg)
{
	struct figures *f = arg;
	size_t i;

	for (i = 0; i < f->n_weeks; i++)
		if (day >= f->weeks[i].first && day <= f->weeks[i].last) {
			f->weeks[i].sessions += sessions;
			f->weeks[i].net = money_sum(f->weeks[i].net, net);
		}
}

/* Days after Monday on which the practice's weeks begin. */
static int
week_start(const struct practice *p)
{
	const char *word = record_text(p->settings, "week_start");

	return strcmp(word, "sat") == 0 ? 5 : strcmp(word, "sun") == 0 ? 6 : 0;
}

static bool
fill_weeks(struct practice *p, struct figures *f, date_day first, date_day last,
    struct err *e)
{
	int into = (date_weekday(first) - week_start(p) + 7) % 7;
	date_day day;

	for (day = first; day <= last; day = f->weeks[f->n_weeks++].last + 1) {
		struct figures_week *w = &f->weeks[f->n_weeks];

		*w = (struct figures_week){ .first = day, .last = day + 6 -
		    (day == first ? into : 0) };
		if (w->last > last)
			w->last = last;
	}
	return each_day(p->db, first, last, add_to_week, f, e);
}

/* --- asking --------------------------------------------------------------------------- */

static bool
make(struct practice *p, const struct report_request *q, struct figures *f,
    struct err *e)
{
	struct report_result *r = report_make(report_find("monthly"), q, e);

	if (r == NULL)
		return false;
	fill(f, r);
	report_free(r);
	return fill_weeks(p, f, q->first, q->last, e);
}

bool
figures_make(struct practice *p, const char *month, struct figures *out,
    struct err *e)
{
	struct report_request q;
	bool ok;

	*out = (struct figures){ .arena = NULL };
	if (!practice_may(p, ACTION_REPORT, e) || !report_asked(p, month, &q, e) ||
	    !db_read_begin(p->db, e))
		return false;
	out->arena = arena_new();
	ok = make(p, &q, out, e);
	db_read_end(p->db);
	if (!ok)
		figures_free(out);
	return ok;
}

void
figures_free(struct figures *f)
{
	arena_free(f->arena);
	*f = (struct figures){ .arena = NULL };
}

static void
add_to_month(date_day day, int64_t sessions, money net, void *arg)
{
	struct figures_month *months = arg;
	char iso[DATE_ISO_SIZE];
	size_t i;

	date_to_iso(day, iso);
	for (i = 0; i < FIGURES_MONTHS; i++)
		if (strncmp(months[i].month, iso, strlen(months[i].month)) == 0) {
			months[i].sessions += sessions;
			months[i].net = money_sum(months[i].net, net);
		}
}

bool
figures_year(struct practice *p, const char *month,
    struct figures_month out[FIGURES_MONTHS], struct err *e)
{
	struct report_request q;
	char iso[DATE_ISO_SIZE];
	date_day from;
	bool ok;
	int i;

	if (!practice_may(p, ACTION_REPORT, e) || !report_asked(p, month, &q, e))
		return false;
	from = date_add_months(q.first, 1 - FIGURES_MONTHS);
	if (from == DATE_NONE)
		return err_set(e, ERR_USAGE, "month",
		    "There are not twelve months before %.40s.", month);
	for (i = 0; i < FIGURES_MONTHS; i++) {
		out[i] = (struct figures_month){ .sessions = 0 };
		snprintf(out[i].month, sizeof(out[i].month), "%.7s",
		    date_to_iso(date_add_months(from, i), iso));
	}
	if (!db_read_begin(p->db, e))
		return false;
	ok = each_day(p->db, from, q.last, add_to_month, out, e);
	db_read_end(p->db);
	return ok;
}
