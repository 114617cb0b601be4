/*
 * What a login has kept of the report is what it would compute anew, whoever wrote, and
 * whatever time it is; a month that it has seen costs no reading, the next one a month.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/internal.h"
#include "figures/figures.h"
#include "practice/watch.h"
#include "report/report.h"
#include "tests/support/dbfile.h"
#include "tests/support/month.h"

#define NOW "2026-05-20T12:00"
#define MARCH "2026-03"

/* Asking for a month and its year that are kept: the journal's newest entry, thrice. */
#define SEEN 3

static struct practice *mara, *jo;
static struct figures_kept *kept;

static void
now(const char *time)
{
	struct err err;

	OK(clock_fix(time, &err));
}

static int
begin(void **state)
{
	AUTO_FREE char *path = NULL;
	static int n;
	struct err err;

	path = test_path("kept-%d.db", n++);
	now(NOW);
	month_random(path, &(struct month_random){ .seed = 7, .clients = 300,
	    .sessions = 900, .receipts = 300, .reviews = 60, .subscribers = 60,
	    .bookings_dated = true, .paid = true });
	mara = practice_open(path, MONTH_LOGIN, &err);
	OK(mara != NULL);
	jo = practice_open(path, "jo", &err);
	OK(jo != NULL);
	kept = figures_kept_new();
	return 0;
}

static int
end(void **state)
{
	figures_kept_free(kept);
	practice_close(jo);
	practice_close(mara);
	return 0;
}

/* --- what it says ---------------------------------------------------------------------- */

static void
add_all(const struct figures *f, const struct figures_month *year, struct buf *out)
{
	size_t i, k;

	for (i = 0; i < f->n_figures; i++)
		buf_addf(out, "%s: %s, %s, %s\n", f->figures[i].name, f->figures[i].now,
		    f->figures[i].before, f->figures[i].difference);
	for (i = 0; i < f->n_tables; i++) {
		const struct figures_table *t = &f->tables[i];

		for (k = 0; k < t->n_rows * t->n_columns; k++)
			buf_addf(out, "%s: %s\n", t->name, t->cells[k].text);
	}
	for (i = 0; i < f->n_weeks; i++)
		buf_addf(out, "week %zu: %lld\n", i, (long long)f->weeks[i].sessions);
	for (i = 0; i < FIGURES_MONTHS; i++)
		buf_addf(out, "%s: %lld\n", year[i].month, (long long)year[i].sessions);
}

/* All that the screen has of a month; the caller frees. */
static char *
all_of(struct figures_kept *k, const char *month)
{
	struct figures_month year[FIGURES_MONTHS];
	struct buf out = BUF_INIT;
	struct figures f;
	struct err err;

	OK(figures_make(mara, k, month, &f, &err));
	OK(figures_year(mara, k, month, year, &err));
	add_all(&f, year, &out);
	figures_free(&f);
	return buf_steal(&out);
}

/* The month as kept is the month as it is; the caller frees. */
static char *
look(const char *month)
{
	char *have = all_of(kept, month);
	AUTO_FREE char *new = all_of(NULL, month);

	assert_string_equal(have, new);
	return have;
}

/* --- what it costs ---------------------------------------------------------------------- */

static struct work
work_of(const char *month)
{
	AUTO_FREE char *text = NULL;

	practice_work(mara);
	text = all_of(kept, month);
	return practice_work(mara);
}

static int64_t
clients_seen(const char *month)
{
	AUTO_FREE char *text = all_of(NULL, month);
	const char *at = strstr(text, "clients_seen: ");

	assert_non_null(at);
	return strtoll(at + strlen("clients_seen: "), NULL, 10);
}

static void
a_month_seen_is_not_read_again(void **state)
{
	static const char *const months[] = { "2026-05", "2026-04", MARCH, "2026-02" };
	int64_t clients;
	struct work w;
	size_t i;

	for (i = 0; i < ARRAY_LEN(months); i++) {
		/* the month before is kept with it; the year is one month more */
		clients = clients_seen(i == 0 ? "2026-05" :
		    i + 1 < ARRAY_LEN(months) ? months[i + 1] : "2026-01");
		if (i == 0)
			clients += clients_seen("2026-04");
		assert_true(clients > 20);
		w = work_of(months[i]);
		assert_in_range(w.statements, clients, clients + (i == 0 ? 128 : 60));
	}
	for (i = 0; i < ARRAY_LEN(months); i++) {
		w = work_of(months[i]);
		assert_int_equal(w.statements, SEEN);
		assert_in_range(w.rows, 0, SEEN);
	}
}

/* Addresses are counted by state once: from then on back from the month after. */
static int
note_state(unsigned what, void *arg, void *statement, void *more)
{
	*(int *)arg += strstr(sqlite3_sql(statement), "FROM subscriber GROUP BY state") != NULL;
	return 0;
}

static void
states_are_counted_back_from_the_month_after(void **state)
{
	int n = 0;

	sqlite3_trace_v2(mara->db->raw, SQLITE_TRACE_STMT, note_state, &n);
	work_of("2026-04");
	assert_int_equal(n, 1);
	work_of(MARCH);
	work_of("2026-02");
	assert_int_equal(n, 1);
	sqlite3_trace_v2(mara->db->raw, 0, NULL, NULL);
}

/* Twelve months at most: the thirteenth is in the place of the one seen longest ago. */
static void
what_is_kept_is_bounded(void **state)
{
	char month[8];
	int i;

	for (i = 12; i >= 1; i--) {
		snprintf(month, sizeof(month), "2025-%02d", i);
		work_of(month);
		assert_int_equal(work_of(month).statements, SEEN);
	}
	assert_true(work_of("2025-12").statements > SEEN);
	assert_int_equal(work_of("2025-01").statements, SEEN);
}

/* --- what others write --------------------------------------------------------------------- */

static bool
a_visit(struct db *db, void *arg, struct err *e)
{
	return month_put(db, &record_session, e, "client", "1", "service", "1", "staff", "1",
	    "date", arg, "start", "9:00", "minutes", "45", "status", "done", "overlap_ok",
	    "yes", NULL) != 0;
}

static bool
a_name(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(db, &record_service, 1, e);

	if (r == NULL)
		return false;
	record_set_text(r, "name", arg);
	return db_update(db, r, e);
}

static bool
a_setting(struct db *db, void *arg, struct err *e)
{
	return month_put(db, &record_staff_setting, e, "staff", "1", "theme", arg,
	    NULL) != 0;
}

static bool
some_hours(struct db *db, void *arg, struct err *e)
{
	return month_put(db, &record_hours, e, "staff", arg, "days", "mon-fri", "begins", "9:00",
	    "ends", "17:00", NULL) != 0;
}

static bool
time_off(struct db *db, void *arg, struct err *e)
{
	return month_put(db, &record_block, e, "staff", "1", "date", arg, NULL) != 0;
}

static bool
a_wish(struct db *db, void *arg, struct err *e)
{
	return month_put(db, &record_waiting, e, "client", "2", "service", "1", "added_on", arg,
	    NULL) != 0;
}

static bool
a_call(struct db *db, void *arg, struct err *e)
{
	return month_put(db, &record_contact, e, "client", "1", "service", "1", "about", "due",
	    "at", arg, "outcome", "reached", NULL) != 0;
}

static bool
opening_days(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(db, &record_practice, 1, e);

	return r != NULL && record_parse(r, &field_context_plain, "open_days", arg, e) &&
	    db_update(db, r, e);
}

static void
saved(const char *kind, db_write_fn fn, const char *what)
{
	struct err err;

	OK(db_write(jo->db, kind, "test", fn, (void *)(uintptr_t)what, &err));
}

/* The month is another than `before`, which it replaces. */
static void
is_new(char **before)
{
	char *after = look(MARCH);

	assert_string_not_equal(after, *before);
	free(*before);
	*before = after;
}

static void
a_write_is_shown(void **state)
{
	AUTO_FREE char *first = look(MARCH), *last = xstrdup(first);
	int64_t undone;
	struct err err;

	saved("change", a_visit, "2026-03-14");
	is_new(&last);
	OK(db_undo(jo->db, 0, NULL, &undone, NULL, &err));
	is_new(&last);
	assert_string_equal(last, first);
	db_batch_begin(jo->db);
	saved("import", a_visit, "2026-03-15");
	saved("import", a_visit, "2026-03-16");
	db_batch_end(jo->db);
	is_new(&last);
	/* reaching in from outside the month: a name, a next visit, a bar of the year */
	saved("change", a_name, "Another name");
	is_new(&last);
	saved("change", a_visit, "2025-06-03");
	is_new(&last);
	saved("change", a_wish, "2026-03-14");
	is_new(&last);
	saved("change", a_call, "2026-03-14T10:00:00Z");
	is_new(&last);
	saved("change", some_hours, "1");
	is_new(&last);
	saved("change", time_off, "2026-03-18");
	is_new(&last);
	saved("change", opening_days, "mon tue");	/* of those without hours of their own */
	OK(practice_reload(mara, &err));
	is_new(&last);
	/* this login's own */
	OK(db_write(mara->db, "change", "test", a_visit, (char[]){ "2026-03-17" }, &err));
	is_new(&last);
}

static void
what_the_report_does_not_read_keeps_it(void **state)
{
	struct err err;

	work_of(MARCH);
	saved("change", a_setting, "dark");
	/* whether the entry touches it is asked once; the login reads its own record */
	assert_int_equal(work_of(MARCH).statements, SEEN + 1 + 1);
	OK(db_note(jo->db, "export", "clients", &err));
	assert_int_equal(work_of(MARCH).statements, SEEN + 1);
	assert_int_equal(work_of(MARCH).statements, SEEN);
	saved("change", a_visit, "2026-03-14");
	assert_true(work_of(MARCH).statements > SEEN + 20);
}

/* --- what time does -------------------------------------------------------------------------- */

static bool
a_booking(struct db *db, void *arg, struct err *e)
{
	return month_put(db, &record_session, e, "client", "1", "service", "1", "staff", "1",
	    "date", "2026-05-20", "start", arg, "minutes", "45", "status", "booked",
	    "overlap_ok", "yes", NULL) != 0;
}

static void
time_is_shown(void **state)
{
	AUTO_FREE char *noon = NULL, *due = NULL, *evening = NULL, *next = NULL;

	saved("change", a_booking, "14:00");
	noon = look("2026-05");
	now("2026-05-20T14:44");
	free(look("2026-05"));
	now("2026-05-20T14:45");	/* from now on it lacks an outcome */
	due = look("2026-05");
	assert_string_not_equal(due, noon);
	/* back within 60 days of March is known when May 30 is over */
	now("2026-05-30T23:59");
	evening = look(MARCH);
	assert_non_null(strstr(evening, "retention_60_percent: incomplete"));
	now("2026-05-31T00:00");
	next = look(MARCH);
	assert_null(strstr(next, "retention_60_percent: incomplete"));
}

/* The bounds of a month are other instants in another zone. */
static void
a_zone_is_shown(void **state)
{
	struct err err;

	work_of(MARCH);
	OK(clock_set_zone("Pacific/Auckland", &err));
	now(NOW);
	assert_true(work_of(MARCH).statements > SEEN + 20);
	free(look(MARCH));
	OK(clock_set_zone("Europe/Vienna", &err));
	now(NOW);
	free(look(MARCH));
}

/* --- what it reads ---------------------------------------------------------------------------- */

static struct buf read_tables;

static int
note_table(void *arg, int what, const char *table, const char *column, const char *db,
    const char *view)
{
	AUTO_FREE char *word = what == SQLITE_READ ? xasprintf(" %s ", table) : NULL;

	if (word != NULL && record_type_find(table) != NULL &&
	    strstr(read_tables.s, word) == NULL)
		buf_adds(&read_tables, word);
	return SQLITE_OK;
}

/* A table that the report reads and does not name would leave old figures on the screen;
 * one that it names and does not read, figures computed for nothing. */
static void
it_reads_what_it_says(void **state)
{
	const char *reads = report_find("monthly")->reads, *word;
	AUTO_FREE char *text = NULL, *words = xstrdup(reads);
	char *rest = NULL;
	size_t i;

	read_tables = (struct buf)BUF_INIT;
	sqlite3_set_authorizer(mara->db->raw, note_table, NULL);
	text = all_of(NULL, MARCH);
	sqlite3_set_authorizer(mara->db->raw, NULL, NULL);
	for (i = 0; record_types[i] != NULL; i++) {
		AUTO_FREE char *name = xasprintf(" %s ", record_types[i]->name);

		if (strstr(read_tables.s, name) != NULL && strstr(reads, name) == NULL)
			fail_msg("the report reads%sand does not say so", name);
	}
	for (word = strtok_r(words, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
		AUTO_FREE char *name = xasprintf(" %s ", word);

		if (strstr(read_tables.s, name) == NULL)
			fail_msg("the report says that it reads%s", name);
	}
	buf_free(&read_tables);
}

#define CASE(fn) cmocka_unit_test_setup_teardown(fn, begin, end)

TEST_MAIN(
    CASE(a_month_seen_is_not_read_again),
    CASE(states_are_counted_back_from_the_month_after),
    CASE(what_is_kept_is_bounded),
    CASE(a_write_is_shown),
    CASE(what_the_report_does_not_read_keeps_it),
    CASE(time_is_shown),
    CASE(a_zone_is_shown),
    CASE(it_reads_what_it_says))
