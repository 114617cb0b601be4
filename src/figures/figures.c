/*
 * figures.c - the monthly report as data for the screen.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
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
	char day[24];
	size_t i;

	to->cells = cells;
	for (i = 0; i < from->n_rows; i++) {
		const struct report_cell *row = &from->cells[i * n];
		size_t c;

		if (report_row_is_empty(from->decl, row))
			continue;
		for (c = 0; c < n; c++, cells++) {
			if (from->decl->columns[c].unit == REPORT_DATE && row[c].text != NULL)
				buf_adds(&text, date_to_words(date_from_iso(row[c].text), false,
				    day));
			else
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

/* The sessions done on each day of a month. */
#define DAYS_KEPT 24		/* months: a year, and as many others */
struct days {
	bool read;
	date_day first, last;
	int32_t done[31];
};

struct figures_kept {
	struct report_kept *months;
	struct days days[DAYS_KEPT];
	size_t next;		/* the oldest, to be written over */
};

bool
figures_count(const struct record_type *t)
{
	return text_has_word(report_find("monthly")->reads, ' ', t->name);
}

struct figures_kept *
figures_kept_new(void)
{
	struct figures_kept *k = xcalloc(1, sizeof(*k));

	k->months = report_kept_new();
	return k;
}

void
figures_kept_free(struct figures_kept *k)
{
	if (k == NULL)
		return;
	report_kept_free(k->months);
	free(k);
}

/* Inside the read transaction of a request: drops what is no longer true. */
static bool
kept_check(struct figures_kept *k, const struct report_request *q, struct err *e)
{
	int64_t entry;
	bool gone;

	if (!report_newest(q->db, &entry, NULL, e) ||
	    !report_kept_check(k->months, report_find("monthly"), q->db, entry, &gone, e))
		return false;
	if (gone)
		memset(k->days, 0, sizeof(k->days));
	return true;
}

static bool
read_days(struct db *db, struct days *d, struct err *e)
{
	struct stmt *st = db_stmt(db, "figures_sessions");
	char from[DATE_ISO_SIZE], to[DATE_ISO_SIZE];

	stmt_set_text(st, "first", date_to_iso(d->first, from));
	stmt_set_text(st, "last", date_to_iso(d->last, to));
	while (stmt_next(st)) {
		date_day day = stmt_date(st, "date");

		if (day >= d->first && day <= d->last)
			d->done[day - d->first] = (int32_t)stmt_int_in(st, "n", 0, INT32_MAX);
	}
	return stmt_end(st, e);
}

/* The days of a month; valid until the next call. */
static const struct days *
days_of(struct figures_kept *k, struct db *db, date_day first, date_day last,
    struct err *e)
{
	struct days *d;
	size_t i;

	for (i = 0; i < DAYS_KEPT; i++)
		if (k->days[i].read && k->days[i].first == first && k->days[i].last == last)
			return &k->days[i];
	d = &k->days[k->next];
	k->next = (k->next + 1) % DAYS_KEPT;
	BUG_IF(last - first >= (date_day)ARRAY_LEN(d->done));
	*d = (struct days){ .first = first, .last = last };
	d->read = read_days(db, d, e);
	return d->read ? d : NULL;
}

/* Days after Monday on which the practice's weeks begin. */
static int
week_start(const struct practice *p)
{
	const char *word = record_text(p->settings, "week_start");

	return strcmp(word, "sat") == 0 ? 5 : strcmp(word, "sun") == 0 ? 6 : 0;
}

static bool
fill_weeks(struct practice *p, struct figures_kept *k, struct figures *f,
    const struct report_request *q, struct err *e)
{
	const struct days *d = days_of(k, p->db, q->first, q->last, e);
	int into = (date_weekday(q->first) - week_start(p) + 7) % 7;
	date_day day = q->first, last;

	for (; d != NULL && day <= q->last; day = last + 1) {
		struct figures_week *w = &f->weeks[f->n_weeks++];

		last = day + 6 - (day == q->first ? into : 0);
		if (last > q->last)
			last = q->last;
		*w = (struct figures_week){ .first = day, .last = last };
		for (; day <= last; day++)
			w->sessions += d->done[day - q->first];
	}
	return d != NULL;
}

/* --- asking --------------------------------------------------------------------------- */

/* Calls fn in one read transaction, with what this login has kept, if anything. */
static bool
ask(struct practice *p, struct figures_kept *k, struct report_request *q,
    bool (*fn)(struct practice *p, struct figures_kept *k,
    const struct report_request *q, void *out, struct err *e), void *out, struct err *e)
{
	struct figures_kept *own = k == NULL ? figures_kept_new() : NULL;
	bool ok;

	k = k == NULL ? own : k;
	q->kept = k->months;
	ok = db_read_begin(p->db, e);
	if (ok) {
		ok = kept_check(k, q, e) && fn(p, k, q, out, e);
		db_read_end(p->db);
	}
	figures_kept_free(own);
	return ok;
}

static bool
make(struct practice *p, struct figures_kept *k, const struct report_request *q,
    void *out, struct err *e)
{
	struct report_result *r = report_make(report_find("monthly"), q, e);

	if (r == NULL)
		return false;
	fill(out, r);
	report_free(r);
	return fill_weeks(p, k, out, q, e);
}

bool
figures_make(struct practice *p, struct figures_kept *kept, const char *month,
    struct figures *out, struct err *e)
{
	struct report_request q;

	*out = (struct figures){ .arena = NULL };
	if (!practice_may(p, ACTION_REPORT, e) || !report_asked(p, month, &q, e))
		return false;
	out->arena = arena_new();
	if (ask(p, kept, &q, make, out, e))
		return true;
	figures_free(out);
	return false;
}

void
figures_free(struct figures *f)
{
	arena_free(f->arena);
	*f = (struct figures){ .arena = NULL };
}

static bool
year(struct practice *p, struct figures_kept *k, const struct report_request *q,
    void *arg, struct err *e)
{
	struct figures_month *out = arg;
	char iso[DATE_ISO_SIZE];
	int i, day;

	for (i = 0; i < FIGURES_MONTHS; i++) {
		date_day first = date_add_months(q->first, i + 1 - FIGURES_MONTHS);
		date_day last = i + 1 == FIGURES_MONTHS ? q->last :
		    date_add_months(first, 1) - 1;
		const struct days *d = days_of(k, p->db, first, last, e);

		if (d == NULL)
			return false;
		out[i] = (struct figures_month){ .sessions = 0 };
		snprintf(out[i].month, sizeof(out[i].month), "%.7s", date_to_iso(first, iso));
		for (day = 0; day <= last - first; day++)
			out[i].sessions += d->done[day];
	}
	return true;
}

bool
figures_year(struct practice *p, struct figures_kept *kept, const char *month,
    struct figures_month out[FIGURES_MONTHS], struct err *e)
{
	struct report_request q;

	if (!practice_may(p, ACTION_REPORT, e) || !report_asked(p, month, &q, e))
		return false;
	if (date_add_months(q.first, 1 - FIGURES_MONTHS) == DATE_NONE)
		return err_set(e, ERR_USAGE, "month",
		    "There are not twelve months before %.40s.", month);
	return ask(p, kept, &q, year, out, e);
}
