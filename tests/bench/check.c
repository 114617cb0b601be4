/*
 * check.c - `check` and `check --deep`, beside what SQLite checks by itself.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/run.h"

/* Processor of a check of the practice that s->arg names, plain and deep. */
SIDE(check_ours)
{
	const char *path = fixture(b, s->arg);
	const char *const plain[] = { b->program, "--db", path, "check", NULL };
	const char *const deep[] = { b->program, "--db", path, "check", "--deep", NULL };

	figures[0] = run_good(plain, NULL).cpu_ms;
	figures[1] = run_good(deep, NULL).cpu_ms;
	return true;
}

static void
bare_check(void *arg)
{
	sqlite3 *raw = fixture_raw(arg);
	sqlite3_stmt *st = fixture_prepare(raw, "PRAGMA integrity_check");

	if (sqlite3_step(st) != SQLITE_ROW ||
	    strcmp((const char *)sqlite3_column_text(st, 0), "ok") != 0)
		bug("the practice is damaged");
	sqlite3_finalize(st);
	st = fixture_prepare(raw, "PRAGMA foreign_key_check");
	if (sqlite3_step(st) == SQLITE_ROW)
		bug("the practice has broken links");
	sqlite3_finalize(st);
	sqlite3_close(raw);
}

SIDE(check_bare)
{
	AUTO_FREE char *path = xstrdup(fixture(b, s->arg));

	figures[0] = figures[1] = run_forked(bare_check, path).cpu_ms;
	return true;
}
