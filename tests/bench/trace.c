/*
 * trace.c - from a lot to those who had it.
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/named.h"
#include "tests/bench/pty.h"
#include "tests/bench/run.h"

#define TURNS 20		/* in a round */

/* T on a lot, to the last byte. */
SIDE(trace_ours)
{
	double taken[TURNS];
	struct pty p;
	int i;

	(void)s;
	if (b->who == RELEASE)
		return bench_skip("a release without charts traces nothing");
	pty_login(&p, b, "charted", NULL);
	pty_type(&p, ":lots\r");
	pty_type(&p, "/" FIXTURE_LOT "\r");
	for (i = 0; i < TURNS; i++) {
		taken[i] = pty_type(&p, "T");
		pty_type(&p, "q");
	}
	figures[0] = bench_median(taken, TURNS);
	pty_stop(&p);
	return true;
}

static void
bare(void *arg, double *figures)
{
	sqlite3 *raw = fixture_raw(arg);
	sqlite3_stmt *st = named(raw, "trace", "trace");
	long long lot = fixture_number(raw, "SELECT id FROM lot WHERE number = '" FIXTURE_LOT "'");
	double taken[TURNS];
	int i;

	for (i = 0; i < TURNS; i++) {
		double begun = run_now_ms();

		named_int(st, ":lot", lot);
		named_text(st, ":plan", "lot " FIXTURE_LOT);
		named_text(st, ":from", "0000");
		named_text(st, ":to", "9999-99");
		if (named_step(st) < FIXTURE_USES / 2)
			bug("nobody had the lot");
		taken[i] = run_now_ms() - begun;
	}
	figures[0] = bench_median(taken, TURNS);
	sqlite3_finalize(st);
	sqlite3_close(raw);
}

SIDE(trace_bare)
{
	AUTO_FREE char *path = xstrdup(fixture(b, "charted"));

	(void)s;
	run_figures(bare, path, figures, 1);
	return true;
}
