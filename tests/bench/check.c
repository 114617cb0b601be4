/*
 * check.c - `check` and `check --deep`, beside what SQLite checks by itself; and the
 * journal's digests beside its rows.
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

/* --- the journal ---------------------------------------------------------------------- */

SIDE(journal_ours)
{
	const char *path = fixture(b, s->arg);
	const char *const verify[] = { b->program, "--db", path, "journal", "verify", NULL };

	if (b->who == RELEASE)
		return bench_skip("a release without it verifies no journal by itself");
	figures[0] = run_good(verify, NULL).cpu_ms;
	return true;
}

static void
read_journal(void *arg)
{
	sqlite3 *raw = fixture_raw(arg);
	sqlite3_stmt *st = fixture_prepare(raw, "SELECT sum(length(mac) + length(label)) FROM journal "
	    "UNION ALL SELECT sum(length(change)) FROM journal_change ORDER BY 1");

	if (sqlite3_step(st) != SQLITE_ROW || sqlite3_column_int64(st, 0) <= 0)
		bug("there is no journal to read");
	sqlite3_finalize(st);
	sqlite3_close(raw);
}

SIDE(journal_bare)
{
	AUTO_FREE char *path = xstrdup(fixture(b, s->arg));

	figures[0] = run_forked(read_journal, path).cpu_ms;
	return true;
}
