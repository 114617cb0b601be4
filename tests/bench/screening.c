/*
 * screening.c - what an edition of a checklist does to the bookings of a practice, and a key in
 * a screening.
 */
#include <stdlib.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "db/internal.h"
#include "practice/checklist_effect.h"
#include "practice/practice.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/pty.h"
#include "tests/bench/run.h"

#define CODE "microneedling"
#define KEYS 24

/* --- an edition --------------------------------------------------------------------------- */

/* Milliseconds, those of processor, and how many bookings were evaluated. */
static void
evaluated(void *arg, double *figures)
{
	struct err e;
	struct practice *p = clock_fix(BENCH_NOW, &e) ? practice_open(arg, NULL, &e) : NULL;
	struct checklist *c = p != NULL ? checklist_load(p->db, CODE, &e) : NULL;
	struct checklist_effect x;
	double begun = run_now_ms(), ran = run_cpu_ms();

	if (c == NULL || !checklist_effect(p, c, NULL, NULL, &x, &e))
		bug("%s", e.text);
	figures[0] = run_now_ms() - begun;
	figures[1] = run_cpu_ms() - ran;
	figures[2] = (double)x.bookings;
	checklist_free(c);
	practice_close(p);
}

/* Reads what a statement has of that client and day. */
static void
step(sqlite3_stmt *st, const char *const *names, sqlite3_int64 client, const char *day)
{
	int i;

	for (i = 0; names[i] != NULL; i++) {
		int at = sqlite3_bind_parameter_index(st, names[i]);

		if (at > 0 && i == 0)
			sqlite3_bind_int64(st, at, client);
		else if (at > 0)
			sqlite3_bind_text(st, at, i == 1 ? CODE : day, -1, SQLITE_STATIC);
	}
	while (sqlite3_step(st) == SQLITE_ROW)
		for (i = 0; i < sqlite3_column_count(st); i++)
			sqlite3_column_bytes(st, i);
	sqlite3_reset(st);
}

/* The same rows: of each booking its client, the newest screening with its answers, the last
 * visits on the area, an open event. */
static void
read_bare(void *arg, double *figures)
{
	static const char *const of_booking[] = { "screening_newest", "session_areas", "event_open" };
	static const char *const names[] = { ":client", ":code", ":on", ":before", ":day", NULL };
	sqlite3 *raw = fixture_raw(arg);
	sqlite3_stmt *st[ARRAY_LEN(of_booking)], *bookings, *card, *answers;
	double begun, ran;
	long n = 0;
	size_t i;

	bookings = fixture_prepare(raw, query_find("checklist_bookings")->sql);
	card = fixture_prepare(raw, "SELECT * FROM client WHERE id = :client");
	answers = fixture_prepare(raw, "SELECT j.key, j.value FROM screening n JOIN checklist k ON "
	    "k.id = n.checklist, json_each(n.answers) j WHERE n.id = (SELECT n.id FROM screening n "
	    "JOIN checklist k ON k.id = n.checklist WHERE n.client = :client AND k.code = :code AND "
	    "n.date <= :on ORDER BY n.date DESC, n.id DESC LIMIT 1)");
	for (i = 0; i < ARRAY_LEN(st); i++)
		st[i] = fixture_prepare(raw, query_find(of_booking[i])->sql);
	sqlite3_bind_text(bookings, sqlite3_bind_parameter_index(bookings, ":code"), CODE, -1,
	    SQLITE_STATIC);
	sqlite3_bind_text(bookings, sqlite3_bind_parameter_index(bookings, ":today"), BENCH_NOW, 10,
	    SQLITE_STATIC);
	begun = run_now_ms();
	ran = run_cpu_ms();
	for (; sqlite3_step(bookings) == SQLITE_ROW; n++) {
		sqlite3_int64 client = sqlite3_column_int64(bookings, 1);
		const char *day = (const char *)sqlite3_column_text(bookings, 2);

		step(card, names, client, day);
		step(answers, names, client, day);
		for (i = 0; i < ARRAY_LEN(st); i++)
			step(st[i], names, client, day);
	}
	figures[0] = run_now_ms() - begun;
	figures[1] = run_cpu_ms() - ran;
	figures[2] = (double)n;
}

static double bookings_seen;

SIDE(effect_ours)
{
	AUTO_FREE char *path = NULL;

	(void)s;
	if (b->who == RELEASE)
		return bench_skip("a release without it looks at no booking");
	path = xstrdup(fixture(b, "book"));
	run_figures(evaluated, path, figures, 3);
	bookings_seen = figures[2];
	return true;
}

SIDE(effect_bare)
{
	AUTO_FREE char *path = xstrdup(fixture(b, "book"));

	(void)s;
	run_figures(read_bare, path, figures, 3);
	if (bookings_seen > 0 && (long)figures[2] != (long)bookings_seen)
		bug("%ld bookings are not %ld", (long)figures[2], (long)bookings_seen);
	return true;
}

/* --- a key -------------------------------------------------------------------------------- */

/* "Not known" to question after question, and back over them. */
SIDE(screening_keys)
{
	double taken[KEYS];
	struct pty p;
	int i;

	(void)s;
	pty_login(&p, b, "large", NULL);
	pty_type(&p, "2");
	pty_type(&p, "\r");
	figures[2] = pty_type(&p, "c");
	figures[1] = 0;
	for (i = 0; i < KEYS; i++) {
		taken[i] = pty_type(&p, i % 3 == 2 ? "\033[A" : "-");
		if ((double)p.bytes > figures[1])
			figures[1] = (double)p.bytes;
	}
	figures[0] = bench_median(taken, KEYS);
	pty_type(&p, "\030");
	pty_stop(&p);
	return true;
}
