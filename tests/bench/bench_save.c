/*
 * bench_save.c - saving through the one door against the bare engine.
 *
 * Two works, each done by chairside and by the bare SQLite interface writing the
 * same rows (record, indexes, search, counts, journal) in synchronous=FULL
 * commits: saving one form, and putting in many clients in batches. The rounds
 * of the two take turns. Prints medians, the 99th percentile of one save, the
 * ratio and its goal, as a table and as one line of JSON each.
 *
 *	bench_save [CLIENTS]	default 100000
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/db.h"

#define SAVES 2000
#define BATCH 2000
#define GOAL_SAVE 1.3
#define GOAL_BULK 3.0

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
need(bool ok, const struct err *e)
{
	if (!ok)
		bug("%s", e->text);
}

/* --- chairside ----------------------------------------------------------------- */

struct work {
	int64_t id;
	long from, to;
	const char *phone;
};

static bool
practice(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *p = record_new(&record_practice);

	(void)arg;
	record_set_text(p, "name", "Bench");
	return db_insert(db, p, e);
}

static bool
put_clients(struct db *db, void *arg, struct err *e)
{
	struct work *w = arg;
	long i;

	for (i = w->from; i < w->to; i++) {
		AUTO_RECORD struct record *c = record_new(&record_client);
		AUTO_FREE char *family = xasprintf("Family%ld", i);
		AUTO_FREE char *phone = xasprintf("604555%04ld", i % 10000);

		record_set_text(c, "given", "Ada");
		record_set_text(c, "family", family);
		record_set_text(c, "phone", phone);
		record_set_text(c, "email", "ada@example.org");
		if (!db_insert(db, c, e))
			return false;
	}
	return true;
}

static bool
save_form(struct db *db, void *arg, struct err *e)
{
	struct work *w = arg;
	AUTO_RECORD struct record *c = db_get(db, &record_client, w->id, e);

	if (c == NULL)
		return false;
	record_set_text(c, "phone", w->phone);
	return db_update(db, c, e);
}

/* --- the bare engine ------------------------------------------------------------- */

static sqlite3 *raw;
enum { BEGIN, COMMIT, INSERT, UPDATE, KEY, UNSEARCH, SEARCH, STAT, JOURNAL, CHANGE, HEAD, BARE };
static const char *const bare_sql[BARE] = {
	"BEGIN IMMEDIATE", "COMMIT",
	"INSERT INTO client(id, version, given, family, phone, email, archived) "
	"VALUES(?1, 1, 'Ada', ?3, ?2, 'ada@example.org', 0)",
	"UPDATE client SET phone = ?2, version = ?3 WHERE id = ?1",
	"INSERT OR REPLACE INTO client_key VALUES(?1, 0, ?3, ?2)",
	"DELETE FROM client_search WHERE rowid = ?1",
	"INSERT INTO client_search(rowid, names, digits, other) "
	"VALUES(?1, 'ada ' || ?3, ?2 || ' 5551234 1234', 'ada example org  ')",
	"INSERT OR REPLACE INTO client_stat VALUES(?1, 0, 0, 0, 0, NULL, NULL)",
	"INSERT INTO journal VALUES(?3, 1700000000, 1, 'change', 'edit client 1', 1, "
	"NULL, NULL, zeroblob(64))",
	"INSERT INTO journal_change VALUES(?3, ?1, 'client', ?1, ?1, zeroblob(120), "
	"zeroblob(32))",
	"UPDATE journal_head SET n = ?3, mac = zeroblob(32)",
};
static sqlite3_stmt *bare[BARE];

static void
bare_open(const char *path)
{
	int i;

	if (sqlite3_open(path, &raw) != SQLITE_OK ||
	    sqlite3_exec(raw, "PRAGMA synchronous = FULL; PRAGMA cache_size = -8000;"
	    "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON", NULL, NULL,
	    NULL) != SQLITE_OK)
		bug("%s", sqlite3_errmsg(raw));
	for (i = 0; i < BARE; i++)
		if (sqlite3_prepare_v2(raw, bare_sql[i], -1, &bare[i], NULL) !=
		    SQLITE_OK)
			bug("%s", sqlite3_errmsg(raw));
}

static void
bare_close(void)
{
	int i;

	for (i = 0; i < BARE; i++)
		sqlite3_finalize(bare[i]);
	sqlite3_close(raw);
}

/* ?1 id, ?2 phone, ?3 entry (or, for a new client, family name). */
static void
bare_run(int which, int64_t id, const char *phone, int64_t entry,
    const char *family)
{
	sqlite3_stmt *st = bare[which];

	if (sqlite3_bind_parameter_count(st) >= 1)
		sqlite3_bind_int64(st, 1, id);
	if (sqlite3_bind_parameter_count(st) >= 2)
		sqlite3_bind_text(st, 2, phone, -1, SQLITE_STATIC);
	if (sqlite3_bind_parameter_count(st) >= 3) {
		if (family != NULL)
			sqlite3_bind_text(st, 3, family, -1, SQLITE_STATIC);
		else
			sqlite3_bind_int64(st, 3, entry);
	}
	if (sqlite3_step(st) != SQLITE_DONE)
		bug("%s: %s", bare_sql[which], sqlite3_errmsg(raw));
	sqlite3_reset(st);
}

static void
bare_save(int64_t id, const char *phone, int64_t entry)
{
	bare_run(BEGIN, 0, NULL, 0, NULL);
	bare_run(UPDATE, id, phone, entry, NULL);
	bare_run(KEY, id, phone, 0, "family1");
	bare_run(UNSEARCH, id, NULL, 0, NULL);
	bare_run(SEARCH, id, phone, 0, "family1");
	bare_run(STAT, id, NULL, 0, NULL);
	bare_run(JOURNAL, 0, NULL, entry, NULL);
	bare_run(CHANGE, id, NULL, entry, NULL);
	bare_run(HEAD, 0, NULL, entry, NULL);
	bare_run(COMMIT, 0, NULL, 0, NULL);
}

static void
bare_batch(long from, long to, int64_t entry)
{
	long i;

	bare_run(BEGIN, 0, NULL, 0, NULL);
	for (i = from; i < to; i++) {
		AUTO_FREE char *family = xasprintf("Family%ld", i);
		AUTO_FREE char *phone = xasprintf("604555%04ld", i % 10000);

		bare_run(INSERT, i + 1, phone, 0, family);
		bare_run(KEY, i + 1, phone, 0, family);
		bare_run(SEARCH, i + 1, phone, 0, family);
		bare_run(STAT, i + 1, NULL, 0, NULL);
		bare_run(CHANGE, i + 1, NULL, entry, NULL);
	}
	bare_run(JOURNAL, 0, NULL, entry, NULL);
	bare_run(HEAD, 0, NULL, entry, NULL);
	bare_run(COMMIT, 0, NULL, 0, NULL);
}

/* --- the comparison ---------------------------------------------------------------- */

static int
say(const char *what, double ours, double plain, double p99, double goal)
{
	printf("%-28s %10.3f %10.3f %8.2f  (goal %.1f)", what, ours * 1e3,
	    plain * 1e3, ours / plain, goal);
	if (p99 > 0)
		printf("  p99 %.3f ms", p99 * 1e3);
	printf("\n{\"bench\":\"%s\",\"ours_ms\":%.4f,\"bare_ms\":%.4f,"
	    "\"p99_ms\":%.4f,\"ratio\":%.3f,\"goal\":%.1f}\n", what, ours * 1e3,
	    plain * 1e3, p99 * 1e3, ours / plain, goal);
	return ours / plain <= goal ? 0 : 1;
}

static struct db *
fresh(const char *path, struct err *e)
{
	struct db *db = db_create(path, e);

	need(db != NULL, e);
	need(db_write(db, "change", "init", practice, NULL, e), e);
	need(db_publish(db, e), e);
	return db_open(path, e);
}

int
main(int argc, char **argv)
{
	long clients = argc > 1 ? strtol(argv[1], NULL, 10) : 100000, i;
	static double ours[SAVES], plain[SAVES];
	char folder[] = "/tmp/chairside-bench.XXXXXX";
	struct err e = { 0 };
	double bulk_ours = 0, bulk_plain = 0, from;
	int64_t entry;
	struct db *db, *other;
	int status;

	if (clients < BATCH || mkdtemp(folder) == NULL)
		return 1;
	AUTO_FREE char *a = xasprintf("%s/a.db", folder);
	AUTO_FREE char *b = xasprintf("%s/b.db", folder);
	db = fresh(a, &e);
	need(db != NULL, &e);
	other = fresh(b, &e);
	need(other != NULL, &e);
	db_close(other);
	bare_open(b);
	entry = 100;
	for (i = 0; i + BATCH <= clients; i += BATCH) {
		struct work w = { .from = i, .to = i + BATCH };

		from = now();
		need(db_write(db, "import", "import clients", put_clients, &w, &e), &e);
		bulk_ours += now() - from;
		from = now();
		bare_batch(i, i + BATCH, entry++);
		bulk_plain += now() - from;
	}
	for (i = 0; i < SAVES; i++) {
		AUTO_FREE char *phone = xasprintf("604556%04ld", i);
		struct work w = { .id = 1 + i * 7 % clients, .phone = phone };

		from = now();
		need(db_write(db, "change", "edit client", save_form, &w, &e), &e);
		ours[i] = now() - from;
		from = now();
		bare_save(w.id, phone, entry++);
		plain[i] = now() - from;
	}
	bare_close();
	db_close(db);
	qsort(ours, SAVES, sizeof(*ours), compare);
	qsort(plain, SAVES, sizeof(*plain), compare);
	printf("%-28s %10s %10s %8s\n", "", "ours ms", "bare ms", "ratio");
	status = say("save one form", ours[SAVES / 2], plain[SAVES / 2],
	    ours[SAVES * 99 / 100], GOAL_SAVE);
	status |= say("put in clients, all", bulk_ours, bulk_plain, 0, GOAL_BULK);
	for (i = 0; i < 2; i++) {
		static const char *const ends[] = { "", "-wal", "-shm", ".lock", ".key" };
		size_t k;

		for (k = 0; k < ARRAY_LEN(ends); k++) {
			AUTO_FREE char *path = xasprintf("%s%s", i == 0 ? a : b, ends[k]);

			unlink(path);
		}
	}
	rmdir(folder);
	return status;
}
