/*
 * start.c - the first screen, and what a login holds.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/pty.h"
#include "tests/bench/run.h"

#define IDLE_MS 60000	/* until a login gives back what it holds for the next key */
#define QUIET_MS 3000

/* The month's busiest day, for CHAIRSIDE_NOW. */
static const char *
busiest_day(const struct build *b)
{
	static char setting[64];
	sqlite3 *raw;
	sqlite3_stmt *st;

	if (setting[0] != '\0')
		return setting;
	raw = fixture_raw(fixture(b, "large"));
	st = fixture_prepare(raw, "SELECT date FROM session"
	    " WHERE date BETWEEN '2026-11-01' AND '2026-11-30'"
	    " GROUP BY date ORDER BY count(*) DESC, date LIMIT 1");
	if (sqlite3_step(st) == SQLITE_ROW)
		snprintf(setting, sizeof(setting), "CHAIRSIDE_NOW=%sT14:05",
		    (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(raw);
	return setting;
}

/* Milliseconds to the first screen of the practice; *mi: millions of instructions, *cpu:
 * milliseconds of processor until it has ended. */
static double
first_screen(const struct build *b, const char *name, double *mi, double *cpu)
{
	const char *const env[] = { busiest_day(b), NULL };
	struct pty p;

	pty_login(&p, b, name, env);
	*mi = p.instructions;
	*cpu = pty_stop(&p);
	return p.start_ms;
}

SIDE(start_ours)
{
	double small_mi, small_cpu, unused;

	(void)s;
	figures[0] = first_screen(b, "large", &figures[3], &figures[6]);
	figures[1] = first_screen(b, "middle", &unused, &unused);
	figures[2] = first_screen(b, "small", &small_mi, &small_cpu);
	figures[4] = figures[0] / figures[2];
	figures[5] = figures[3] / small_mi;
	figures[7] = figures[6] / small_cpu;
	if (isnan(figures[3]))
		bench_skip("instructions cannot be counted on this machine");
	return true;
}

SIDE(start_mutt)
{
	const char *const argv[] = { "mutt", "-n", "-F", "/dev/null", "-f", "empty", NULL };
	AUTO_FREE char *empty = fixture_path(b, "empty");
	AUTO_FREE char *mail = fixture_path(b, "Mail");
	const char *const make[] = { "mkdir", "-p", mail, NULL };
	struct pty p;
	FILE *f;

	(void)s;
	if (!run_installed("mutt"))
		return false;
	run_good(make, NULL);
	f = fopen(empty, "w");
	if (f != NULL)
		fclose(f);
	pty_start(&p, b->folder, argv, NULL, 200);
	figures[0] = figures[1] = figures[2] = p.start_ms;
	figures[3] = p.instructions;
	figures[6] = pty_stop(&p);
	return true;
}

/* --- memory ---------------------------------------------------------------------------- */

/* All tabs, three clients and their pages, a search. */
static const char *const walk[] = {
	"2", "j", "\r", "q", "j", "\r", "q", "G", "\r", "q", "g", "/", "a", "n", "\r", "q",
	"3", "4", "5", "6", "7", "8", "1"
};

static void
start_walk(struct pty *p, const struct build *b)
{
	size_t i;

	pty_login(p, b, "large", NULL);
	for (i = 0; i < ARRAY_LEN(walk); i++)
		pty_type(p, walk[i]);
}

/* The sides wait at the same time: a minute, not a minute each. */
SIDE(memory_ours)
{
	static double found[SIDES][3];
	struct pty p[SIDES];
	enum who i;

	(void)s;
	for (i = THIS; i < BARE && b->who == THIS; i++) {
		if (bench_build(i)->program == NULL)
			continue;
		start_walk(&p[i], bench_build(i));
		found[i][0] = pty_proc(&p[i], "smaps_rollup", "Private_Dirty:");
		found[i][2] = pty_proc(&p[i], "status", "VmHWM:");
	}
	if (b->who == THIS)
		pty_idle(&p[THIS], IDLE_MS + QUIET_MS);
	for (i = THIS; i < BARE && b->who == THIS; i++) {
		if (bench_build(i)->program == NULL)
			continue;
		found[i][1] = pty_proc(&p[i], "smaps_rollup", "Private_Dirty:");
		pty_stop(&p[i]);
	}
	memcpy(figures, found[b->who], sizeof(found[0]));
	return true;
}

SIDE(memory_htop)
{
	const char *const argv[] = { "htop", NULL };
	struct pty p;

	(void)s;
	if (!run_installed("htop"))
		return false;
	pty_start(&p, b->folder, argv, NULL, 300);
	figures[0] = figures[1] = pty_proc(&p, "smaps_rollup", "Private_Dirty:");
	figures[2] = pty_proc(&p, "status", "VmHWM:");
	pty_stop(&p);
	return true;
}

/* What a login does while nobody types. */
SIDE(idle_ours)
{
	double calls, ran;
	struct pty p;

	(void)s;
	pty_login(&p, b, "large", NULL);
	pty_idle(&p, QUIET_MS / 2);
	calls = pty_proc(&p, "io", "syscr:") + pty_proc(&p, "io", "syscw:");
	ran = pty_cpu_ms(&p);
	pty_idle(&p, QUIET_MS);
	figures[0] = (double)p.bytes;
	figures[1] = pty_proc(&p, "io", "syscr:") + pty_proc(&p, "io", "syscw:") - calls;
	figures[2] = (pty_cpu_ms(&p) - ran) * 1e3;
	pty_stop(&p);
	return true;
}
