/*
 * report.c - the engine: the list of reports, their results and numbers.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "report/kept.h"

#define REPORT(name) extern const struct report report_##name;
#include "report/reports.def"
#undef REPORT

static const struct report *const reports[] = {
#define REPORT(name) &report_##name,
#include "report/reports.def"
#undef REPORT
};

/* How a number of each unit is stored and shown. */
static const struct {
	int decimals;
	int64_t scale;	/* what the database holds for one of the unit */
} units[REPORT_UNITS] = {
	[REPORT_COUNT] = { 0, 1 },
	[REPORT_MONEY] = { 2, MONEY_UNIT },
	[REPORT_PERCENT] = { 1, 1 },
	[REPORT_HOURS] = { 2, 60 },
	[REPORT_STARS] = { 2, 1 },
	[REPORT_DAYS] = { 1, 24 * 60 * 60 },
};

const struct report *
report_at(size_t i)
{
	return i < ARRAY_LEN(reports) ? reports[i] : NULL;
}

const struct report *
report_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(reports); i++) {
		if (strcmp(reports[i]->name, name) == 0)
			return reports[i];
	}
	return NULL;
}

/* --- numbers ---------------------------------------------------------------- */

struct quantity
report_quantity(int64_t n, enum report_unit u)
{
	return (struct quantity){ n, units[u].scale };
}

int
report_decimals(enum report_unit u)
{
	return units[u].decimals;
}

bool
report_rounded(struct quantity q, enum report_unit u, int64_t *scaled)
{
	static const int64_t tens[] = { 1, 10, 100 };

	if (q.den == 0)
		return false;
	*scaled = money_muldiv(q.num, tens[units[u].decimals], q.den);
	return true;
}

double
report_real(struct quantity q)
{
	return (double)q.num / (double)q.den;
}

bool
report_format(struct quantity q, enum report_unit u, struct buf *out)
{
	int decimals = units[u].decimals;
	int64_t scaled, whole, rest, one = decimals == 2 ? 100 : 10;

	if (!report_rounded(q, u, &scaled))
		return false;
	if (decimals == 0) {
		buf_addf(out, "%lld", (long long)scaled);
		return true;
	}
	whole = scaled / one;
	rest = scaled % one;
	buf_addf(out, "%s%lld.%0*lld", scaled < 0 ? "-" : "",
	    (long long)llabs(whole), decimals, (long long)llabs(rest));
	return true;
}

/* --- computing -------------------------------------------------------------- */

const struct report_figure *
report_figure_named(const struct report *r, const char *s, size_t n)
{
	size_t i;

	for (i = 0; i < r->n_figures; i++) {
		if (strlen(r->figures[i].name) == n && memcmp(r->figures[i].name, s, n) == 0)
			return &r->figures[i];
	}
	bug("report %s has no figure %.*s", r->name, (int)n, s);
}

/* The value to be set. */
static struct report_value *
value_of(struct report_period *p, const char *figure, enum report_unit *unit)
{
	const struct report_figure *f = report_figure_named(p->report, figure,
	    strlen(figure));
	struct report_value *v = &p->values[f - p->report->figures];

	*unit = f->unit;
	v->set = true;
	return v;
}

void
report_set(struct report_period *p, const char *figure, int64_t n)
{
	enum report_unit unit;
	struct report_value *v = value_of(p, figure, &unit);

	v->q = report_quantity(n, unit);
}

void
report_ratio(struct report_period *p, const char *figure, int64_t part,
    int64_t whole)
{
	enum report_unit unit;
	struct report_value *v = value_of(p, figure, &unit);

	v->q.num = unit == REPORT_PERCENT ? money_muldiv(100, part, 1) : part;
	v->q.den = money_muldiv(whole, units[unit].scale, 1);
}

void
report_none(struct report_period *p, const char *figure, const char *instead)
{
	enum report_unit unit;
	struct report_value *v = value_of(p, figure, &unit);

	v->q.den = 0;
	v->instead = instead;
}

int64_t
report_now(const struct report_period *p)
{
	return (int64_t)p->request->today * DAY_MINUTES + p->request->minutes;
}

static void
bind(const struct report_period *p, struct stmt *st, const char *word)
{
	char day[DATE_ISO_SIZE];

	if (strcmp(word, "first") == 0)
		stmt_set_text(st, word, date_to_iso(p->first, day));
	else if (strcmp(word, "last") == 0)
		stmt_set_text(st, word, date_to_iso(p->last, day));
	else if (strcmp(word, "now") == 0)
		stmt_set_int(st, word, report_now(p));
	else if (strcmp(word, "from") == 0)
		stmt_set_int(st, word, p->from);
	else if (strcmp(word, "until") == 0)
		stmt_set_int(st, word, p->until);
	else
		bug("no report knows a parameter :%s", word);
}

struct stmt *
report_stmt(const struct report_period *p, const char *name, const char *words)
{
	struct stmt *st = db_stmt(p->db, name);
	char word[16];
	size_t n;

	for (; *words != '\0'; words += n) {
		words += strspn(words, " ");
		n = strcspn(words, " ");
		BUG_IF(n >= sizeof(word));
		memcpy(word, words, n);
		word[n] = '\0';
		bind(p, st, word);
	}
	return st;
}

/* The month under way is open up to today. */
static bool
ask_hours(const struct report_period *p, struct buf *out, struct err *e)
{
	const struct report_request *q = p->request;
	date_day last = q->today < p->last ? q->today : p->last;

	if (q->hours != NULL && last >= p->first)
		return q->hours(q->arg, p->first, last, out, e);
	buf_adds(out, "[]");
	return true;
}

struct stmt *
report_sheet_stmt(const struct report_period *p, const struct report_sheet *s, struct err *e)
{
	AUTO_BUF struct buf hours = BUF_INIT;
	struct stmt *st;

	if (s->hours && !ask_hours(p, &hours, e))
		return NULL;
	st = report_stmt(p, s->query, s->parameters);
	if (s->hours)
		stmt_set_text(st, "hours", hours.s);
	return st;
}

/* --- a month and the one before --------------------------------------------- */

static void
set_days(struct report_period *p, date_day first, date_day last)
{
	p->first = first;
	p->last = last;
	p->from = clock_instant(first, 0);
	p->until = clock_instant(date_add_days(last, 1), 0);
}

struct report_period
report_period(const struct report *r, const struct report_request *q)
{
	struct report_period p = { .report = r, .request = q, .db = q->db };

	set_days(&p, q->first, q->last);
	return p;
}

static void
period_begin(struct report_period *p)
{
	const struct report *report = p->report;
	size_t i;

	p->values = arena_alloc(p->arena, report->n_figures * sizeof(*p->values));
	p->tables = arena_alloc(p->arena, report->n_tables * sizeof(*p->tables));
	for (i = 0; i < report->n_tables; i++) {
		p->tables[i].decl = &report->tables[i];
		p->tables[i].arena = p->arena;
	}
}

/* The figures that the report's own functions have not set. */
static bool
count_rest(struct report_period *p, struct err *e)
{
	const struct report *r = p->report;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < r->n_figures; i++) {
		const struct report_figure *f = &r->figures[i];

		if (f->rows != NULL && f->formula == NULL && !p->values[i].set)
			ok = report_count(p, f, e);
	}
	return ok;
}

/* The month of `out`, kept or computed now. */
static bool
period_get(struct report_kept *k, struct report_period *out, struct err *e)
{
	const struct report_request *q = out->request;
	struct report_period *p = kept_find(k, out);

	if (p == NULL) {
		p = kept_add(k, out);
		period_begin(p);
		if (!p->report->compute(p, e) || !count_rest(p, e)) {
			kept_drop(k, p);
			return false;
		}
		kept_done(k, p);
	}
	*out = *p;
	out->request = q;
	return true;
}

bool
report_newest(struct db *db, int64_t *n, char digest[DIGEST_HEX_SIZE], struct err *e)
{
	struct stmt *st = db_stmt(db, "report_journal");
	const unsigned char *mac;
	size_t size;

	*n = 0;
	if (digest != NULL)
		digest[0] = '\0';
	if (stmt_next(st)) {
		*n = stmt_int(st, "n");
		mac = stmt_blob(st, "mac", &size);
		if (digest != NULL)
			digest_hex(mac, size < DIGEST_SIZE ? size : DIGEST_SIZE, digest);
	}
	return stmt_end(st, e);
}

struct report_result *
report_make(const struct report *report, const struct report_request *q,
    struct err *e)
{
	struct report_result *r = xcalloc(1, sizeof(*r));
	struct report_kept *kept = q->kept;
	char day[DATE_ISO_SIZE];
	bool gone;

	r->report = report;
	r->request = *q;
	if (kept == NULL)
		kept = r->own = report_kept_new();
	memcpy(r->month, date_to_iso(q->first, day), sizeof(r->month) - 1);
	r->now = r->before = report_period(report, &r->request);
	set_days(&r->before, date_add_months(q->first, -1), date_add_days(q->first, -1));
	if (!report_newest(q->db, &r->journal_entry, r->journal_digest, e) ||
	    !report_kept_check(kept, report, q->db, r->journal_entry, &gone, e) ||
	    !period_get(kept, &r->now, e) || !period_get(kept, &r->before, e)) {
		report_free(r);
		return NULL;
	}
	return r;
}

void
report_free(struct report_result *r)
{
	if (r == NULL)
		return;
	report_kept_free(r->own);
	free(r);
}

bool
report_table_shown(const struct report_result *r, const struct report_table *t)
{
	return !t->decl->medical || (r->request.hides & REPORT_MEDICAL) == 0;
}

bool
report_column_shown(const struct report_request *q, const struct report_sheet_column *c)
{
	return (c->flags & q->hides) == 0;
}
