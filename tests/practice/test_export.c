/*
 * An export holds every record of its kind in each format, harmless and whole:
 * formulas are guarded in text and nowhere else, hidden fields stay hidden, a
 * period is kept to, and a target that cannot be written is left as it was.
 */
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "import/import.h"
#include "export/export.h"
#include "practice/watch.h"
#include "tests/support/dbfile.h"
#include "tests/support/month.h"

static char *small;	/* a practice that no case changes */

static struct practice *
open_small(void)
{
	struct err err;
	struct practice *p;

	OK(clock_fix("2026-05-02T10:00", &err));
	if (small == NULL) {
		small = test_path("small.db");
		month_small(small);
	}
	p = practice_open(small, MONTH_LOGIN, &err);
	OK(p != NULL);
	return p;
}

/* The exported file's text; owned. */
static char *
export(struct practice *p, const struct export_options *o, long *rows)
{
	AUTO_FREE char *path = test_path("out.%s", o->kind);
	struct export_options with = *o;
	struct err err;

	with.target = path;
	OK(practice_export(p, &with, rows, &err));
	return test_read(path, NULL);
}

static bool
has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		print_error("%s\ndoes not hold: %s\n", text, part);
	return strstr(text, part) != NULL;
}

static void
csv_says_what_is_recorded(void **state)
{
	struct practice *p = open_small();
	long rows;
	AUTO_FREE char *clients = export(p,
	    &(struct export_options){ .kind = "clients" }, &rows);
	AUTO_FREE char *receipts = NULL, *sessions = NULL;

	assert_int_equal(rows, 5);
	assert_true(has(clients, "id,given,family,preferred,born,phone,email,"));
	/* text that looks like a formula is guarded, a name with a quote is not */
	assert_true(has(clients, "\r\n4,'=Eve,O'Neil,"));
	/* a phone number is text as well */
	assert_true(has(clients, ",'+43 660 2,"));
	receipts = export(p, &(struct export_options){ .kind = "receipts" }, &rows);
	assert_int_equal(rows, 9);
	/* numbers are never guarded, and exact */
	assert_true(has(receipts, ",-1,,0.00,-25.20,-2.016,0.00\r\n"));
	assert_true(has(receipts, "2,1,#1,\"Berg, Ana\",2026-03-01,closed,here,,,,,,2,,,SPF,Sun cream,"));
	sessions = export(p, &(struct export_options){ .kind = "sessions" }, &rows);
	assert_int_equal(rows, 13);
	assert_true(has(sessions, "\r\n10,,,CIT,Microneedling,,,2026-03-21,,60,yes,done,"));
	practice_close(p);
}

static void
json_is_an_array_of_records(void **state)
{
	struct practice *p = open_small();
	long rows;
	AUTO_FREE char *sessions = export(p, &(struct export_options){
	    .kind = "sessions", .format = "json" }, &rows);
	AUTO_FREE char *products = NULL, *reviews = NULL;

	assert_int_equal(rows, 13);
	assert_int_equal(strncmp(sessions, "[\n  {\n    \"id\": 1,\n", 18), 0);
	assert_true(has(sessions, "\"client\": 4,\n    \"client_name\": \"O'Neil, =Eve\","));
	assert_true(has(sessions, "\"client\": null,\n    \"client_name\": null,"));
	products = export(p, &(struct export_options){ .kind = "products",
	    .format = "json" }, &rows);
	assert_int_equal(rows, 1);
	reviews = export(p, &(struct export_options){ .kind = "reviews",
	    .format = "json" }, &rows);
	assert_true(has(reviews, "\"received_at\": \"2026-03-01T20:00:00Z\","));
	practice_close(p);
}

static void
what_is_signed_goes_out(void **state)
{
	AUTO_FREE char *path = test_path("charts.db"), *charts = NULL, *consents = NULL;
	struct practice *p;
	struct err err;
	long rows;

	month_small(path);
	dbfile_sql(path, "INSERT INTO lot(id, version, product, number, active) "
	    "VALUES (1, 1, 1, 'B77', 1);"
	    "INSERT INTO chart_template(id, version, code, edition, title, state, body) "
	    "VALUES (900, 1, 'x', 1, 'x', 'published', '{}');"
	    "INSERT INTO chart(id, version, session, template, note) VALUES (1, 1, 1, 900, '=1');"
	    "INSERT INTO chart_line(version, chart, position, zone, depth) VALUES "
	    "(1, 1, 2, 'cheek_l', 125), (1, 1, 1, 'chin', NULL);"
	    "INSERT INTO chart_product(version, chart, position, used_as, product, lot, quantity) "
	    "VALUES (1, 1, 1, 'serum', NULL, 1, 1), (1, 1, 1, 'glide', NULL, NULL, 1);"
	    "INSERT INTO document(id, version, code, edition, language, kind, title, body, state) "
	    "VALUES (900, 1, 'needling', 7, 'en', 'consent', 'Needling', 'x', 'published');"
	    "INSERT INTO consent(id, version, client, document, how, name, signed_on, digest) "
	    "VALUES (1, 1, 2, 900, 'typed', 'Ana', '2026-03-01', 'd')");
	OK((p = practice_open(path, MONTH_LOGIN, &err)) != NULL);
	charts = export(p, &(struct export_options){ .kind = "charts" }, &rows);
	assert_int_equal(rows, 4);
	assert_true(has(charts, ",1,chin,,,,,,,,,,,,,,\r\n"));
	assert_true(has(charts, ",2,cheek_l,1.25,,,,,,,,,,,,,\r\n"));
	assert_true(has(charts, ",1,,,,,,,glide,,,,,,,,\r\n"));
	assert_true(has(charts, ",1,,,,,,,serum,SPF,Sun cream,B77,,,,,\r\n"));
	assert_true(has(charts, ",'=1,"));
	consents = export(p, &(struct export_options){ .kind = "consents" }, &rows);
	assert_int_equal(rows, 1);
	assert_true(has(consents, ",needling/7/en,Needling,"));
	assert_false(practice_export(p, &(struct export_options){ .kind = "charts",
	    .from = "2026-03-01" }, &rows, &err));
	assert_int_equal(err.code, ERR_USAGE);
	practice_close(p);
}

static void
a_period_is_kept_to(void **state)
{
	struct practice *p = open_small();
	struct err err;
	long rows;

	free(export(p, &(struct export_options){ .kind = "sessions",
	    .from = "2026-03-01", .to = "2026-03-31" }, &rows));
	assert_int_equal(rows, 9);
	free(export(p, &(struct export_options){ .kind = "receipts",
	    .from = "2026-03-31" }, &rows));
	assert_int_equal(rows, 3);
	free(export(p, &(struct export_options){ .kind = "receipts",
	    .to = "2026-02-28" }, &rows));
	assert_int_equal(rows, 1);
	/* asked for or received in the clinic's March */
	free(export(p, &(struct export_options){ .kind = "reviews",
	    .from = "2026-03-01", .to = "2026-03-31" }, &rows));
	assert_int_equal(rows, 5);
	assert_false(practice_export(p, &(struct export_options){ .kind = "clients",
	    .from = "2026-03-01" }, &rows, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_false(practice_export(p, &(struct export_options){ .kind = "sessions",
	    .to = "2026-02-30" }, &rows, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_false(practice_export(p, &(struct export_options){ .kind = "elephants" },
	    &rows, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_false(practice_export(p, &(struct export_options){ .kind = "staff",
	    .format = "pdf" }, &rows, &err));
	assert_int_equal(err.code, ERR_USAGE);
	practice_close(p);
}

static const char *const dated[] = { "sessions", "receipts", "reviews" };

/* A period has a statement of its own: of one that holds everything the same file. */
static void
a_period_of_all_days_is_the_whole_file(void **state)
{
	static const char *const formats[] = { "csv", "json" };
	struct practice *p = open_small();
	size_t i, j;
	long rows, all;

	for (i = 0; i < ARRAY_LEN(dated); i++)
		for (j = 0; j < ARRAY_LEN(formats); j++) {
			struct export_options o = { .kind = dated[i], .format = formats[j] };
			AUTO_FREE char *whole = export(p, &o, &all), *from = NULL, *to = NULL;

			o.from = "1900-01-01";
			from = export(p, &o, &rows);
			assert_int_equal(rows, all);
			assert_string_equal(from, whole);
			o.from = NULL;
			o.to = "2099-12-31";
			to = export(p, &o, &rows);
			assert_string_equal(to, whole);
		}
	practice_close(p);
}

/* What the export of a March steps through, and how many rows it has. */
static int64_t
work_of_march(const char *path, const char *kind, long *rows)
{
	struct err err;
	struct practice *p = practice_open(path, MONTH_LOGIN, &err);
	struct work work;

	OK(p != NULL);
	practice_work(p);
	free(export(p, &(struct export_options){ .kind = kind, .from = "2026-03-01",
	    .to = "2026-03-31" }, rows));
	work = practice_work(p);
	practice_close(p);
	return work.steps;
}

/* 3,000 days from `first` on: rows of each kind, which only reading meets. */
static void
add_years(const char *path, const char *first)
{
	static const char *const inserts[] = {
		("session(version, date, minutes, minutes_assumed, status, origin, "
		"overlap_ok, late) SELECT 1, day, 30, 0, 'done', 'import', 1, 0"),
		"receipt(version, date, state, origin) SELECT 1, day, 'closed', 'import'",
		"review(version, asked_on, received_at) SELECT 1, day, unixepoch(day)",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(inserts); i++) {
		AUTO_FREE char *sql = xasprintf("WITH RECURSIVE n(i) AS (VALUES (0) UNION "
		    "ALL SELECT i + 1 FROM n LIMIT 3000), d(day) AS (SELECT date('%s', i || "
		    "' days') FROM n) INSERT INTO %s FROM d", first, inserts[i]);

		dbfile_sql(path, sql);
	}
}

static void
a_period_costs_no_more_as_years_grow(void **state)
{
	AUTO_FREE char *path = test_path("grown.db");
	int64_t before[ARRAY_LEN(dated)], after;
	long rows[ARRAY_LEN(dated)], now;
	struct err err;
	size_t i;

	OK(clock_fix("2026-05-02T10:00", &err));
	month_small(path);
	add_years(path, "2016-01-01");
	for (i = 0; i < ARRAY_LEN(dated); i++) {
		before[i] = work_of_march(path, dated[i], &rows[i]);
		assert_true(rows[i] > 0);
	}
	add_years(path, "2006-01-01");
	for (i = 0; i < ARRAY_LEN(dated); i++) {
		after = work_of_march(path, dated[i], &now);
		assert_int_equal(now, rows[i]);
		if (after != before[i])
			fail_msg("%s: %lld steps, and %lld beside ten more years", dated[i],
			    (long long)before[i], (long long)after);
	}
}

/* Columns are looked up by name once for an export, not for each of its rows. */
static void
columns_are_found_once(void **state)
{
	static const char *const formats[] = { "csv", "json", "xlsx" };
	struct practice *p = open_small();
	int64_t named;
	long rows;
	size_t i;

	for (i = 0; i < ARRAY_LEN(formats); i++) {
		struct export_options o = { .kind = "sessions", .format = formats[i] };

		db_work(p->db);
		free(export(p, &o, &rows));
		assert_int_equal(rows, 13);
		named = db_work(p->db).named;
		assert_true(named >= 24);
		o.from = "2026-03-01";
		o.to = "2026-03-31";
		free(export(p, &o, &rows));
		assert_int_equal(rows, 9);
		assert_int_equal(db_work(p->db).named, named);
	}
	practice_close(p);
}

/* Each kind in each format, and every export in the journal. */
static void
every_kind_goes_out(void **state)
{
	static const char *const formats[] = { "csv", "json", "xlsx" };
	static const char *const kinds[] = { "clients", "services", "products",
	    "sessions", "receipts", "subscribers", "reviews", "staff" };
	struct practice *p = open_small();
	int64_t before = dbfile_int(small, "SELECT count(*) FROM journal");
	struct err err;
	long rows;
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		for (k = 0; k < ARRAY_LEN(formats); k++) {
			AUTO_FREE char *path = test_path("all.%s", formats[k]);
			struct export_options o = { .kind = kinds[i],
			    .format = formats[k], .target = path };

			OK(practice_export(p, &o, &rows, &err));
			assert_true(rows > 0);
			unlink(path);
		}
	}
	practice_close(p);
	assert_int_equal(dbfile_int(small, "SELECT count(*) FROM journal"),
	    before + (int64_t)(ARRAY_LEN(kinds) * ARRAY_LEN(formats)));
}

static void
an_empty_practice_has_empty_exports(void **state)
{
	AUTO_FREE char *path = test_path("empty.db");
	struct practice *p;
	struct err err;
	long rows;
	AUTO_FREE char *csv = NULL, *json = NULL;

	month_empty(path);
	p = practice_open(path, MONTH_LOGIN, &err);
	OK(p != NULL);
	csv = export(p, &(struct export_options){ .kind = "products" }, &rows);
	assert_int_equal(rows, 0);
	assert_string_equal(csv, "id,code,name,brand,kind,category,supplier,price,"
	    "cost,on_hand,active,taxed,taxed2,gtin,hibc,reorder_at,strength,"
	    "not_for_needled,ingredients\r\n");
	json = export(p, &(struct export_options){ .kind = "sessions",
	    .format = "json" }, &rows);
	assert_string_equal(json, "[]\n");
	practice_close(p);
}

/* What goes out comes in again, into a practice that has nothing: the same
 * records, with the same numbers, so that links hold. */
static void
an_export_goes_in_again(void **state)
{
	static const char *const kinds[] = { "products", "clients", "reviews",
	    "subscribers" };
	AUTO_FREE char *path = test_path("again.db");
	struct practice *from = open_small(), *to;
	struct err err;
	long rows;
	size_t i;

	month_empty(path);
	to = practice_open(path, MONTH_LOGIN, &err);
	OK(to != NULL);
	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		AUTO_FREE char *file = test_path("again-%s.csv", kinds[i]);
		AUTO_FREE char *before = NULL, *after = NULL;
		struct import_result r = { 0 };
		struct export_options o = { .kind = kinds[i], .target = file };

		OK(practice_export(from, &o, &rows, &err));
		before = test_read(file, NULL);
		OK(practice_import(to, &(struct import_options){ .kind = kinds[i],
		    .path = file }, &r, &err));
		assert_int_equal(r.refused, 0);
		assert_int_equal(r.added, rows);
		OK(practice_export(to, &o, &rows, &err));
		after = test_read(file, NULL);
		assert_string_equal(before, after);
	}
	practice_close(to);
	practice_close(from);
}

/* What stands at a target that is refused or fails is as it was, and nothing is
 * left beside it. */
static void
refused(struct practice *p, const char *format, const char *target,
    enum err_code code)
{
	struct export_options o = { .kind = "clients", .format = format,
	    .target = target };
	struct err err = { 0 };
	long rows;

	assert_false(practice_export(p, &o, &rows, &err));
	if (err.code != code)
		print_error("%s: %s\n", target, err.text);
	assert_int_equal(err.code, code);
	assert_true(err.text[0] != '\0');
}

static void
targets_that_are_no_files_are_refused(void **state)
{
	static const char *const formats[] = { "csv", "json", "xlsx" };
	AUTO_FREE char *folder = test_path("folder"), *fifo = test_path("fifo");
	AUTO_FREE char *link_ = test_path("link"), *missing = test_path("no/where.csv");
	AUTO_FREE char *behind = test_path("behind");
	struct practice *p = open_small();
	struct stat st;
	size_t i;

	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	test_write(behind, "kept", 4);
	assert_int_equal(symlink("behind", link_), 0);
	for (i = 0; i < ARRAY_LEN(formats); i++) {
		refused(p, formats[i], folder, ERR_IO);
		refused(p, formats[i], fifo, ERR_IO);
		refused(p, formats[i], link_, ERR_IO);
		refused(p, formats[i], "/dev/null", ERR_IO);
		refused(p, formats[i], missing, ERR_IO);
	}
	assert_int_equal(stat(behind, &st), 0);
	assert_int_equal(st.st_size, 4);
	assert_true(lstat(link_, &st) == 0 && S_ISLNK(st.st_mode));
	practice_close(p);
}

static int
files_in(const char *folder)
{
	DIR *d = opendir(folder);
	int n = 0;

	assert_non_null(d);
	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n - 2;	/* . and .. */
}

/* Where no file may pass 128 KB: the entry in the journal still goes in, the file
 * does not. */
static int
export_with_little_room(const char *db, const char *format, const char *target)
{
	struct export_options o = { .kind = "sessions", .format = format,
	    .target = target };
	const struct rlimit limit = { 128 * 1024, 128 * 1024 };
	struct err err = { 0 };
	struct practice *p = practice_open(db, MONTH_LOGIN, &err);
	long rows;

	signal(SIGXFSZ, SIG_IGN);
	if (p == NULL || setrlimit(RLIMIT_FSIZE, &limit) != 0 ||
	    !db_note(p->db, "note", "there is room for a note", &err))
		return 2;
	return practice_export(p, &o, &rows, &err) ? 3 : (int)err.code;
}

static void
a_full_disk_leaves_the_old_file(void **state)
{
	static const char *const formats[] = { "csv", "json", "xlsx" };
	AUTO_FREE char *folder = test_path("full");
	AUTO_FREE char *target = test_path("full/out");
	size_t i;

	assert_int_equal(mkdir(folder, 0700), 0);
	for (i = 0; i < ARRAY_LEN(formats); i++) {
		AUTO_FREE char *db = test_path("large-%s.db", formats[i]);
		AUTO_FREE char *left = NULL;
		int status;
		pid_t child;

		month_random(db, &(struct month_random){ .seed = 1, .clients = 50,
		    .sessions = 3000 });
		test_write(target, "old", 3);
		child = fork();
		if (child == 0)
			_exit(export_with_little_room(db, formats[i], target));
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), ERR_IO);
		left = test_read(target, NULL);
		assert_string_equal(left, "old");
		assert_int_equal(files_in(folder), 1);
	}
}

/* Standard output that takes no more: the failure is told. */
static void
a_full_stream_is_told(void **state)
{
	struct practice *p = open_small();
	struct err err = { 0 };
	long rows;
	bool ok;
	int out;

	fflush(stdout);
	out = dup(STDOUT_FILENO);
	assert_non_null(freopen("/dev/full", "w", stdout));
	ok = practice_export(p, &(struct export_options){ .kind = "sessions" },
	    &rows, &err);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	clearerr(stdout);
	close(out);
	assert_false(ok);
	assert_int_equal(err.code, ERR_IO);
	practice_close(p);
}

TEST_MAIN(
	cmocka_unit_test(csv_says_what_is_recorded),
	cmocka_unit_test(json_is_an_array_of_records),
	cmocka_unit_test(what_is_signed_goes_out),
	cmocka_unit_test(a_period_is_kept_to),
	cmocka_unit_test(a_period_of_all_days_is_the_whole_file),
	cmocka_unit_test(a_period_costs_no_more_as_years_grow),
	cmocka_unit_test(columns_are_found_once),
	cmocka_unit_test(every_kind_goes_out),
	cmocka_unit_test(an_empty_practice_has_empty_exports),
	cmocka_unit_test(an_export_goes_in_again),
	cmocka_unit_test(targets_that_are_no_files_are_refused),
	cmocka_unit_test(a_full_disk_leaves_the_old_file),
	cmocka_unit_test(a_full_stream_is_told))
