/*
 * fixture.c - the practice files that are measured.
 */
#include "tests/bench/fixture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/mem.h"
#include "tests/bench/run.h"

#define SMALL 300
#define MIDDLE 5	/* a part of the large one */
#define SUBSCRIBERS 2	/* a client, of two events each, beside those of the demo */
#define REVIEWS 2

static struct build *all;
static char *kept;	/* the folder of what is made once */
static char *work;	/* what is removed in the end */

static void make_demo(const struct build *b, const char *path, long n);
static void make_news(const struct build *b, const char *path, long n);
static void make_years(const struct build *b, const char *path, long n);
static void make_imported(const struct build *b, const char *path, long n);
static void make_book(const struct build *b, const char *path, long n);
static void make_charted(const struct build *b, const char *path, long n);

static const struct kind {
	const char *name;
	long clients;		/* 0: all, negative: that part of them */
	void (*make)(const struct build *b, const char *path, long n);
} kinds[] = {
	{ "large", 0, make_demo },
	{ "middle", -MIDDLE, make_demo },
	{ "small", SMALL, make_demo },
	{ "news", 0, make_news },
	{ "years", -MIDDLE, make_years },
	{ "imported", 0, make_imported },
	{ "book", 0, make_book },
	{ "charted", -MIDDLE, make_charted },
};

/* Their copies, by side: to read, to write. */
static char *copies[SIDES][ARRAY_LEN(kinds)], *own[SIDES][ARRAY_LEN(kinds)];

/* The older build. */
static const struct build *
maker(void)
{
	return &all[all[RELEASE].program != NULL ? RELEASE : THIS];
}

/* --- files --------------------------------------------------------------------------- */

static const struct kind *
kind_of(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	}
	bug("there is no practice %s", name);
}

static long
clients_of(const struct kind *k)
{
	long n = k->clients;

	return n > 0 ? n : n < 0 ? bench_clients() / -n : bench_clients();
}

long
fixture_clients(const char *name)
{
	return clients_of(kind_of(name));
}

char *
fixture_path(const struct build *b, const char *name)
{
	return xasprintf("%s/%s", b->folder, name);
}

/* Copies a practice and its key. */
static void
copy(const char *from, const char *to)
{
	AUTO_FREE char *from_key = xasprintf("%s.key", from);
	AUTO_FREE char *to_key = xasprintf("%s.key", to);
	const char *const file[] = { "cp", "--reflink=auto", from, to, NULL };
	const char *const key[] = { "cp", from_key, to_key, NULL };

	run_good(file, NULL);
	run_good(key, NULL);
}

void
fixture_remove(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".lock", ".key" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(ends); i++) {
		AUTO_FREE char *file = xasprintf("%s%s", path, ends[i]);

		unlink(file);
	}
}

/* --- making them ----------------------------------------------------------------------- */

double
fixture_demo(const struct build *b, const char *path, long n)
{
	AUTO_FREE char *count = xasprintf("%ld", n);
	const char *const argv[] = { b->program, "--db", path, "init", "--demo", "--clients",
	    count, "--seed", "1", "--timezone", "UTC", NULL };

	return run_good(argv, NULL).cpu_ms;
}

static void
make_demo(const struct build *b, const char *path, long n)
{
	fixture_demo(b, path, n);
}

static FILE *
csv_begin(char **path, const char *name)
{
	FILE *f;

	*path = xasprintf("%s/%s.csv", work, name);
	f = fopen(*path, "w");
	if (f == NULL)
		bug("%s cannot be written", *path);
	return f;
}

double
fixture_import_file(const struct build *b, const char *path, const char *kind,
    const char *csv)
{
	const char *const argv[] = { b->program, "--db", path, "import", kind, csv, NULL };

	return run_good(argv, NULL).cpu_ms;
}

static void
make_news(const struct build *b, const char *path, long n)
{
	AUTO_FREE char *people = NULL, *reviews = NULL;
	FILE *f = csv_begin(&people, "subscribers");
	long i;

	fprintf(f, "email,given,family,state,opt_in_at,unsubscribed_at\n");
	for (i = 0; i < n * SUBSCRIBERS; i++)
		fprintf(f, "%c%ld@news.example.org,%c%ld,Reader%ld,%s,2024-%02ld-%02ldT09:00:00Z,%s\n",
		    (int)('a' + i % 26), i, (int)('A' + i % 26), i, i % 977,
		    i % 3 == 0 ? "unsubscribed" : "subscribed", i % 12 + 1, i % 28 + 1,
		    i % 3 == 0 ? "2025-06-01T10:00:00Z" : "");
	fclose(f);
	f = csv_begin(&reviews, "reviews");
	fprintf(f, "received_at,platform,stars,author,text,external_id\n");
	for (i = 0; i < n * REVIEWS; i++)
		fprintf(f, "20%02ld-%02ld-%02ldT12:00:00Z,other,%ld,%c%ld,As announced.,R%ld\n",
		    i % 6 + 20, i % 12 + 1, i % 28 + 1, i % 5 + 1, (int)('A' + i % 26), i, i);
	fclose(f);
	make_demo(b, path, n);
	fixture_import_file(b, path, "subscribers", people);
	fixture_import_file(b, path, "reviews", reviews);
}

/* Charts of four zones and a lot, where none is signed, by this build: a release may have no
 * charts. */
static void
make_charted(UNUSED const struct build *b, const char *path, long n)
{
	sqlite3 *raw;

	make_demo(&all[THIS], path, n);
	raw = fixture_raw(path);
	fixture_exec(raw, "BEGIN IMMEDIATE;"
	    "INSERT INTO chart(version, session, template) SELECT 1, s.id, coalesce((SELECT t.id FROM "
	    "chart_template t JOIN service v ON v.chart = t.code WHERE v.id = s.service), (SELECT "
	    "min(id) FROM chart_template)) FROM session s WHERE s.status = 'done' AND s.id NOT IN "
	    "(SELECT session FROM chart);"
	    "INSERT INTO chart_line(version, chart, position, zone, depth) SELECT 1, h.id, "
	    "column1, column2, 50 FROM chart h, (VALUES (11, 'forehead'), (12, 'cheek_l'), "
	    "(13, 'cheek_r'), (14, 'chin')) WHERE h.id NOT IN (SELECT chart FROM chart_signed);"
	    "WITH RECURSIVE k(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM k WHERE i < (SELECT "
	    "count(*) FROM chart) / " FIXTURE_USES_TEXT ") INSERT INTO lot(version, product, number, "
	    "active) SELECT 1, (SELECT min(id) FROM product), 'BENCH' || printf('%04d', i), 1 FROM k;"
	    "INSERT INTO chart_product(version, chart, position, used_as, lot, quantity) SELECT 1, "
	    "h.id, 90, 'serum', (SELECT min(id) FROM lot WHERE number GLOB 'BENCH*') + h.id % (SELECT "
	    "count(*) FROM lot WHERE number GLOB 'BENCH*'), 1 FROM chart h WHERE h.id NOT IN (SELECT "
	    "chart FROM chart_signed); COMMIT");
	sqlite3_close(raw);
}

/* Rows of the period that is exported stay as they are; the others are the same again. */
static void
make_years(const struct build *b, const char *path, long n)
{
	sqlite3 *raw;
	int years;

	make_demo(b, path, n);
	raw = fixture_raw(path);
	fixture_exec(raw, "BEGIN IMMEDIATE");
	for (years = 10; years <= 40; years += 10) {
		AUTO_FREE char *sql = xasprintf("INSERT INTO session(version, client, service,"
		    " staff, date, start, minutes, minutes_assumed, status, price, origin,"
		    " overlap_ok, booked_on, late, notes) SELECT version, client, service,"
		    " staff, date(date, '-%d years'), start, minutes, minutes_assumed, status,"
		    " price, origin, overlap_ok, booked_on, late, notes FROM session"
		    " WHERE date >= '2016' ORDER BY id", years);

		fixture_exec(raw, sql);
	}
	fixture_exec(raw, "COMMIT");
	sqlite3_close(raw);
}

char *
fixture_csv(const char *kind)
{
	const struct build *b = maker();
	char *csv = xasprintf("%s/%s.csv", work, kind);
	const char *const argv[] = { b->program, "--db", fixture(b, "large"), "export", kind,
	    "-o", csv, NULL };

	if (access(csv, F_OK) != 0)
		run_good(argv, NULL);
	return csv;
}

double
fixture_import(const struct build *b, const char *path, const char *kind)
{
	AUTO_FREE char *csv = fixture_csv(kind);

	return fixture_import_file(b, path, kind, csv);
}

void
fixture_init(const struct build *b, const char *path)
{
	const char *const argv[] = { b->program, "--db", path, "init", "--name", "Bench",
	    "--timezone", "UTC", NULL };

	fixture_remove(path);
	run_good(argv, NULL);
}

void
fixture_imported(const struct build *b, const char *path)
{
	static const char *const kinds_first[] = { "staff", "services", "clients" };
	size_t i;

	fixture_init(b, path);
	for (i = 0; i < ARRAY_LEN(kinds_first); i++)
		fixture_import(b, path, kinds_first[i]);
}

static void
make_imported(const struct build *b, const char *path, UNUSED long n)
{
	fixture_imported(b, path);
	fixture_import(b, path, "sessions");
}

/* Visits of each person on the days from `first` on, `every` minutes from `opens` on: all of
 * them, or with `percent` so many, drawn by their numbers. */
static void
book_days(sqlite3 *raw, const char *first, int days, int opens, int every, int times,
    int percent)
{
	AUTO_FREE char *sql = xasprintf("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 "
	    "FROM n WHERE i < 200), staffed AS (SELECT id, row_number() OVER (ORDER BY id) AS k "
	    "FROM staff WHERE code GLOB 'B[0-9]*'), m AS (SELECT max(id) AS clients FROM client) "
	    "INSERT INTO session(version, client, service, staff, date, start, minutes, "
	    "minutes_assumed, status, origin, overlap_ok, booked_on, late, room, device) "
	    "SELECT 1, 1 + (d.i * 7919 + t.i * 104729 + p.k * 1299709) %% m.clients, v.id, p.id, "
	    "date('%s', d.i || ' days'), %d + %d * t.i, %d, 0, 'booked', 'booked', 0, "
	    "'2026-11-01', 0, r.id, CASE WHEN v.code = 'MN-FACE' THEN x.id END "
	    "FROM n d JOIN n t JOIN staffed p JOIN m "
	    "JOIN service v ON v.code = CASE WHEN p.k %% 3 = 0 THEN 'MN-FACE' ELSE 'LED' END "
	    "JOIN room r ON r.name = 'B' || p.k LEFT JOIN device x ON x.name = 'B' || p.k / 3 "
	    "WHERE d.i < %d AND t.i < %d "
	    "AND (((d.i * 92821 + t.i * 68917 + p.k * 31337) * 48271 %% 2147483647) * 48271 "
	    "%% 2147483647) / 7 %% 100 < %d "
	    "ORDER BY d.i, t.i, p.k", first, opens, every, every, days, times, percent);

	fixture_exec(raw, sql);
}

/* Twelve people, sixteen rooms, eight devices; whoever was there is not any more. */
static void
make_book(const struct build *b, const char *path, long n)
{
	sqlite3 *raw;

	make_demo(b, path, n);
	raw = fixture_raw(path);
	fixture_exec(raw, "BEGIN IMMEDIATE;"
	    "UPDATE staff SET treats = 0, active = login IS NOT NULL;"
	    "UPDATE room SET active = 0; UPDATE device SET active = 0;"
	    "UPDATE service_use SET active = 0; UPDATE hours SET active = 0;"
	    "UPDATE block SET active = 0;"
	    "UPDATE practice SET opens = 540, closes = 1080, open_days = NULL;"
	    "UPDATE session SET status = 'cancelled' WHERE date >= '2026-11-23';"
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12) "
	    "INSERT INTO staff(version, name, code, role, active, treats) "
	    "SELECT 1, 'Given' || i || ' Family' || i, 'B' || i, 'practitioner', 1, 1 FROM n;"
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 16) "
	    "INSERT INTO room(version, name, active) SELECT 1, 'B' || i, 1 FROM n;"
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8) "
	    "INSERT INTO device(version, name, active) SELECT 1, 'B' || i, 1 FROM n;"
	    "INSERT INTO service_use(version, service, room, active) "
	    "SELECT 1, v.id, r.id, 1 FROM service v, room r "
	    "WHERE v.code = 'MN-FACE' AND r.active;"
	    "INSERT INTO service_use(version, service, device, active) "
	    "SELECT 1, v.id, x.id, 1 FROM service v, device x "
	    "WHERE v.code = 'MN-FACE' AND x.active");
	book_days(raw, "2026-11-23", 160, 9 * 60, 45, 12, 85);
	book_days(raw, FIXTURE_FULL_DAY, 1, 8 * 60, 15, 50, 100);
	book_days(raw, FIXTURE_QUIET_DAY, 1, 9 * 60, 45, 2, 85);
	fixture_exec(raw, "COMMIT");
	sqlite3_close(raw);
}

/* The one that is kept; made if it is not there yet. */
static char *
original(const struct kind *k)
{
	const struct build *b = maker();
	char *path = xasprintf("%s/%s-%ld.db", kept, k->name, clients_of(k));
	AUTO_FREE char *part = xasprintf("%s/%s.db", work, k->name);

	if (access(path, F_OK) == 0)
		return path;
	fprintf(stderr, "making the practice %s of %ld clients\n", k->name, clients_of(k));
	k->make(b, part, clients_of(k));
	fixture_checkpoint(part);
	copy(part, path);
	fixture_remove(part);
	return path;
}

const char *
fixture(const struct build *b, const char *name)
{
	const struct kind *k = kind_of(name);
	char **to = &copies[b->who][k - kinds];
	AUTO_FREE char *from = NULL;

	if (*to != NULL)
		return *to;
	from = original(k);
	*to = xasprintf("%s/%s.db", b->folder, name);
	copy(from, *to);
	{
		const char *const open[] = { b->program, "--db", *to, "client", "show", "1",
		    NULL };

		run_good(open, NULL);
	}
	fixture_checkpoint(*to);
	sync();
	return *to;
}

const char *
fixture_own(const struct build *b, const char *name)
{
	char **to = &own[b->who][kind_of(name) - kinds];

	if (*to != NULL)
		return *to;
	*to = xasprintf("%s/own-%s.db", b->folder, name);
	copy(fixture(b, name), *to);
	sync();
	return *to;
}

void
fixtures_begin(struct build *builds)
{
	static const char *const names[] = { "this", "release", "bare" };
	AUTO_FREE char *here = realpath("tests/bench", NULL);
	const char *against = getenv("CHAIRSIDE_BENCH_AGAINST");
	size_t i;

	if (here == NULL)
		bug("it is started in the build folder");
	all = builds;
	kept = xasprintf("%s/made", builds[RELEASE].program != NULL ? against : here);
	work = xasprintf("%s/work.XXXXXX", here);
	if (mkdtemp(work) == NULL || (mkdir(kept, 0700) != 0 && access(kept, W_OK) != 0) ||
	    (mkdir(RESULTS, 0700) != 0 && access(RESULTS, W_OK) != 0))
		bug("%s cannot be written", here);
	unlink(RUN_LOG);
	for (i = 0; i < SIDES; i++) {
		builds[i].folder = xasprintf("%s/%s", work, names[i]);
		if (mkdir(builds[i].folder, 0700) != 0)
			bug("%s cannot be written", work);
	}
}

void
fixtures_end(void)
{
	const char *const argv[] = { "rm", "-rf", work, NULL };
	size_t i, k;

	run_good(argv, NULL);
	for (i = 0; i < SIDES; i++) {
		for (k = 0; k < ARRAY_LEN(kinds); k++) {
			free(copies[i][k]);
			free(own[i][k]);
		}
		free(all[i].folder);
		free(all[i].program);
		free(all[i].subject);
	}
	free(kept);
	free(work);
}

/* --- the bare engine --------------------------------------------------------------------- */

void
fixture_exec(sqlite3 *raw, const char *sql)
{
	if (sqlite3_exec(raw, sql, NULL, NULL, NULL) != SQLITE_OK)
		bug("%s: %s", sql, sqlite3_errmsg(raw));
}

sqlite3_stmt *
fixture_prepare(sqlite3 *raw, const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(raw, sql, -1, &st, NULL) != SQLITE_OK)
		bug("%s: %s", sql, sqlite3_errmsg(raw));
	return st;
}

sqlite3 *
fixture_raw(const char *path)
{
	sqlite3 *raw;

	if (sqlite3_open(path, &raw) != SQLITE_OK)
		bug("%s: %s", path, sqlite3_errmsg(raw));
	fixture_exec(raw, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
	    "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;"
	    "PRAGMA secure_delete = ON; PRAGMA mmap_size = 0; PRAGMA cache_size = -2000;"
	    "PRAGMA journal_mode = WAL");
	return raw;
}

long long
fixture_number(sqlite3 *raw, const char *sql)
{
	sqlite3_stmt *st = fixture_prepare(raw, sql);
	long long n = 0;

	if (sqlite3_step(st) == SQLITE_ROW)
		n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

long long
fixture_count(const char *path, const char *sql)
{
	sqlite3 *raw = fixture_raw(path);
	long long n = fixture_number(raw, sql);

	sqlite3_close(raw);
	return n;
}

void
fixture_checkpoint(const char *path)
{
	fixture_count(path, "PRAGMA wal_checkpoint(TRUNCATE)");
}
