/*
 * chart.c - a chart opened, a key in it, and one that is written and signed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"
#include "practice/chart.h"
#include "practice/clients.h"
#include "practice/sign.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/pty.h"
#include "tests/bench/run.h"

#define OPENED 200		/* charts in a round */
#define WRITTEN 100
#define ZONES 4
#define NOTES_MAX 64		/* statements of one opening */

/* Visits with a chart whose client has one by the same template from earlier. */
#define WITH_LAST "SELECT s.id FROM session s JOIN chart c ON c.session = s.id WHERE s.status =" \
	" 'done' AND EXISTS (SELECT 1 FROM session f JOIN chart d ON d.session = f.id AND" \
	" d.template = c.template WHERE f.client = s.client AND f.date < s.date)" \
	" AND s.service IN (SELECT id FROM service WHERE chart IS NOT NULL)" \
	" ORDER BY s.id % 997, s.id LIMIT ?1"
/* Visits that may get one. */
#define WITHOUT "SELECT s.id FROM session s WHERE s.status = 'done' AND s.client IS NOT NULL" \
	" AND s.service IN (SELECT id FROM service WHERE chart = 'microneedling')" \
	" AND NOT EXISTS (SELECT 1 FROM chart c WHERE c.session = s.id) ORDER BY s.id LIMIT ?1"

static struct practice *
open_practice(const char *path)
{
	struct err e;
	struct practice *p = practice_open(path, NULL, &e);

	if (p == NULL)
		bug("%s", e.text);
	return p;
}

static void
need(bool ok, const struct err *e)
{
	if (!ok)
		bug("%s", e->text);
}

static void
find(sqlite3 *raw, const char *sql, int64_t *ids, int n)
{
	sqlite3_stmt *st = fixture_prepare(raw, sql);
	int i;

	sqlite3_bind_int(st, 1, n);
	for (i = 0; i < n && sqlite3_step(st) == SQLITE_ROW; i++)
		ids[i] = sqlite3_column_int64(st, 0);
	if (i < n)
		bug("there are only %d visits for it", i);
	sqlite3_finalize(st);
}

/* --- opened ------------------------------------------------------------------------------ */

static void
opened(void *arg, double *figures)
{
	struct practice *p = open_practice(arg);
	int64_t ids[OPENED];
	double taken[OPENED];
	int i, round;

	find(p->db->raw, WITH_LAST, ids, OPENED);
	for (round = 0; round < 2; round++)
		for (i = 0; i < OPENED; i++) {
			double begun = run_now_ms();
			struct err e;
			struct chart *c = chart_open(p, ids[i], &e);

			if (c == NULL || c->n_past == 0)
				bug("%s", c == NULL ? e.text : "nothing of last time");
			taken[i] = (run_now_ms() - begun) * 1e3;
			chart_free(c);
		}
	figures[0] = bench_median(taken, OPENED);
	practice_close(p);
}

SIDE(chart_ours)
{
	AUTO_FREE char *path = NULL;

	(void)s;
	if (b->who == RELEASE)
		return bench_skip("a release without charts opens none");
	path = xstrdup(fixture(b, "charted"));
	run_figures(opened, path, figures, 1);
	return true;
}

/* A statement of an opening and how many of its rows were read. */
struct noted {
	struct { void *st; char *sql; int rows; } all[NOTES_MAX];
	int n;
};

static int
note(unsigned what, void *arg, void *st, void *unused)
{
	struct noted *noted = arg;
	int i;

	(void)unused;
	if (what == SQLITE_TRACE_STMT) {
		if (noted->n == NOTES_MAX)
			bug("an opening runs too many statements");
		noted->all[noted->n].st = st;
		noted->all[noted->n++].sql = sqlite3_expanded_sql(st);
		return 0;
	}
	for (i = noted->n; i-- > 0;)
		if (noted->all[i].st == st) {
			noted->all[i].rows++;
			break;
		}
	return 0;
}

static void
step_as_noted(sqlite3_stmt *st, int rows)
{
	int i;

	do {
		if (sqlite3_step(st) == SQLITE_ROW)
			for (i = 0; i < sqlite3_column_count(st); i++)
				sqlite3_column_bytes(st, i);
	} while (--rows > 0);
	sqlite3_reset(st);
}

/* The statements of each opening, prepared, and then stepped. */
static void
bare(void *arg, double *figures)
{
	static struct noted noted[OPENED];
	static sqlite3_stmt *st[OPENED][NOTES_MAX];
	struct practice *p = open_practice(arg);
	int64_t ids[OPENED];
	double taken[OPENED];
	int i, k, round;
	sqlite3 *raw;

	find(p->db->raw, WITH_LAST, ids, OPENED);
	for (i = 0; i < OPENED; i++) {
		struct err e;
		struct chart *c = NULL;

		chart_free(chart_open(p, ids[i], &e));
		sqlite3_trace_v2(p->db->raw, SQLITE_TRACE_STMT | SQLITE_TRACE_ROW, note,
		    &noted[i]);
		c = chart_open(p, ids[i], &e);
		sqlite3_trace_v2(p->db->raw, 0, NULL, NULL);
		chart_free(c);
	}
	practice_close(p);
	raw = fixture_raw(arg);
	for (i = 0; i < OPENED; i++)
		for (k = 0; k < noted[i].n; k++)
			st[i][k] = fixture_prepare(raw, noted[i].all[k].sql);
	for (round = 0; round < 2; round++)
		for (i = 0; i < OPENED; i++) {
			double begun = run_now_ms();

			for (k = 0; k < noted[i].n; k++)
				step_as_noted(st[i][k], noted[i].all[k].rows);
			taken[i] = (run_now_ms() - begun) * 1e3;
		}
	figures[0] = bench_median(taken, OPENED);
}

SIDE(chart_bare)
{
	AUTO_FREE char *path = xstrdup(fixture(b, "charted"));

	(void)s;
	run_figures(bare, path, figures, 1);
	return true;
}

/* --- keys ---------------------------------------------------------------------------------- */

/* Depths typed and kept in a chart that is gone through: digit, digit, Enter and three
 * columns, line by line. */
SIDE(chart_keys)
{
	static const char *const keys[] = { "F", "5", "0", "\r", "3", "\r", "x", "R", "7", "5",
	    "\033[B", "\033[B", "L", "5", "0", "\r", "4", "\033[A" };
	double taken[ARRAY_LEN(keys)];
	struct pty p;
	size_t i;

	(void)s;
	if (b->who == RELEASE)
		return bench_skip("a release without charts has no key in one");
	pty_login(&p, b, "charted", NULL);
	pty_type(&p, "/treating\r");
	figures[2] = pty_type(&p, "o");
	figures[1] = 0;
	for (i = 0; i < ARRAY_LEN(keys); i++) {
		taken[i] = pty_type(&p, keys[i]);
		if ((double)p.bytes > figures[1])
			figures[1] = (double)p.bytes;
	}
	figures[0] = bench_median(taken, ARRAY_LEN(keys));
	pty_type(&p, "\030");
	pty_stop(&p);
	return true;
}

/* --- written and signed ------------------------------------------------------------------- */

/* What a chart of that many zones has, as a practised hand leaves it. */
static void
write_one(struct practice *p, int64_t visit)
{
	static const char *const zones[ZONES] = { "F", "R", "L", "C" };
	static const char *const columns[][2] = { { "depth", "50" }, { "passes", "3" },
	    { "direction", "cross" }, { "technique", "glide" }, { "endpoint", "erythema" } };
	static const char *const outcome[][2] = { { "pain", "3" }, { "erythema", "1" },
	    { "oedema", "1" }, { "bleeding", "none" } };
	AUTO_BUF struct buf note = BUF_INIT;
	struct record *row;
	struct err e = { 0 };
	struct chart *c = chart_open(p, visit, &e);
	size_t i, k;

	need(c != NULL, &e);
	for (i = 0; i < ZONES; i++) {
		row = chart_add_line(c);
		need(chart_set(c, row, CHART_COLUMNS, "zone", zones[i], &e), &e);
		for (k = 0; k < ARRAY_LEN(columns); k++)
			need(chart_set(c, row, CHART_COLUMNS, columns[k][0], columns[k][1], &e), &e);
	}
	for (i = 0; i < ARRAY_LEN(outcome); i++)
		need(chart_set(c, c->now.head, CHART_OUTCOME, outcome[i][0], outcome[i][1], &e), &e);
	need(chart_take(p, c, chart_item(c->t, CHART_USES, "cartridge"), NULL, "", &row, &note, &e),
	    &e);
	chart_tick(c, "hist", true, "");
	need(chart_save(p, c, NULL, &note, &e), &e);
	chart_free(c);
}

static void
sign_one(struct practice *p, int64_t visit)
{
	const char *reasons[SIGN_TICKS];
	struct sign_visit v;
	struct err e = { 0 };
	size_t i;

	for (i = 0; i < SIGN_TICKS; i++)
		reasons[i] = "measured";
	need(sign_look(p, visit, &v, &e), &e);
	need(sign_do(p, &v, SIGN_SIGN, NULL, reasons, NULL, &e), &e);
}

/* Bytes in rows and indexes, without what pages have free: of the journal, or of all else. */
static double
bytes(sqlite3 *raw, bool journal)
{
	AUTO_FREE char *sql = xasprintf("SELECT sum(d.pgsize - d.unused) FROM dbstat d JOIN"
	    " sqlite_schema m ON m.name = d.name WHERE m.tbl_name %s GLOB 'journal*'",
	    journal ? "" : "NOT");

	return (double)fixture_number(raw, sql);
}

/* Writing, signing, the bytes of records, those of all. */
static void
charted(void *arg, double *figures)
{
	struct practice *p = open_practice(arg);
	sqlite3 *raw = p->db->raw;
	AUTO_FREE char *mine = xasprintf("UPDATE session SET staff = %lld WHERE id = ?1",
	    (long long)p->staff->id);
	sqlite3_stmt *give = fixture_prepare(raw, mine);
	double records, journal, begun;
	int64_t ids[WRITTEN + 1];
	int i;

	find(raw, WITHOUT, ids, WRITTEN + 1);
	fixture_exec(raw, "INSERT INTO lot_move(version, lot, date, kind, quantity) SELECT 1, id,"
	    " '2026-11-01', 'received', 1000 FROM lot");
	for (i = 0; i <= WRITTEN; i++) {
		sqlite3_bind_int64(give, 1, ids[i]);
		sqlite3_step(give);
		sqlite3_reset(give);
	}
	sqlite3_finalize(give);
	write_one(p, ids[WRITTEN]);
	sign_one(p, ids[WRITTEN]);
	records = bytes(raw, false);
	journal = bytes(raw, true);
	begun = run_cpu_ms();
	for (i = 0; i < WRITTEN; i++)
		write_one(p, ids[i]);
	figures[1] = (run_cpu_ms() - begun) / WRITTEN;
	begun = run_cpu_ms();
	for (i = 0; i < WRITTEN; i++)
		sign_one(p, ids[i]);
	figures[0] = (run_cpu_ms() - begun) / WRITTEN;
	figures[2] = (bytes(raw, false) - records) / WRITTEN;
	figures[3] = figures[2] + (bytes(raw, true) - journal) / WRITTEN;
	practice_close(p);
}

SIDE(sign_ours)
{
	AUTO_FREE char *path = NULL;

	(void)s;
	if (b->who == RELEASE)
		return bench_skip("a release without charts signs none");
	path = xstrdup(fixture_own(b, "middle"));
	run_figures(charted, path, figures, 4);
	return true;
}

/* A client's form saved as often, in the same file. */
static void
saved(void *arg, double *figures)
{
	struct practice *p = open_practice(arg);
	double begun = 0;
	int i;

	for (i = -5; i < WRITTEN; i++) {
		struct err e = { 0 };
		AUTO_RECORD struct record *base = db_get(p->db, &record_client, 20 + i, &e);
		AUTO_RECORD struct record *mine = base != NULL ? record_copy(base) : NULL;
		AUTO_FREE char *phone = xasprintf("604 %d %lld", 5550000 + i,
		    (long long)run_now_ms() % 1000);

		need(base != NULL, &e);
		if (i == 0)
			begun = run_cpu_ms();
		record_set_text(mine, "phone", phone);
		need(client_save(p, mine, base, NULL, NULL, &e), &e);
	}
	figures[0] = (run_cpu_ms() - begun) / WRITTEN;
	practice_close(p);
}

SIDE(sign_saved)
{
	AUTO_FREE char *path = xstrdup(fixture_own(bench_build(THIS), "middle"));

	(void)b;
	(void)s;
	run_figures(saved, path, figures, 1);
	return true;
}
