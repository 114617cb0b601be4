/*
 * Proves that our own exports come back in: into the practice they left nothing is
 * added or changed, into another one everything arrives, and either is true of each
 * kind, as CSV and as JSON, for a practice that has some of everything.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "tests/support/importing.h"

#define CLIENTS 25

static struct practice *
demo(const char *name, char **path)
{
	struct practice_init init = { .timezone = "UTC", .login = "mara", .demo = true,
	    .clients = CLIENTS, .seed = 7 };
	struct err err;

	OK(clock_fix("2026-03-12T10:00", &err));
	*path = test_path("%s", name);
	OK(practice_make(*path, &init, &err));
	return clinic_open(*path, "mara");
}

static long
export_kind(struct practice *p, const char *kind, const char *format, const char *file)
{
	struct export_options o = { .kind = kind, .format = format, .target = file };
	struct err err;
	long rows;

	OK(practice_export(p, &o, &rows, &err));
	return rows;
}

static void
where_they_left(void **state)
{
	static const char *const formats[] = { "csv", "json" };
	AUTO_FREE char *file = test_path("own"), *path = NULL, *before = NULL, *after = NULL;
	struct practice *p = demo("stays.db", &path);
	size_t i, k;

	dbfile_sql(path, "DELETE FROM import_row");
	before = dbfile_dump(path);
	for (k = 0; k < ARRAY_LEN(formats); k++)
		for (i = 0; practice_kinds[i] != NULL; i++) {
			struct import_options o = { .kind = practice_kinds[i],
			    .path = file };
			long rows = export_kind(p, o.kind, formats[k], file);

			assert_true(rows > 0);
			importing_as(p, &o, NULL, 0, NULL);
			counted(rows, 0, 0, rows, 0);
		}
	practice_close(p);
	dbfile_sql(path, "DELETE FROM import_row");
	after = dbfile_dump(path);
	assert_string_equal(after, before);
}

static void
into_another_practice(void **state)
{
	AUTO_FREE char *file = test_path("own"), *path = NULL;
	struct practice *p = demo("leaves.db", &path), *other = importing_new("other.db");
	/* staff first: the others name them */
	static const char *const kinds[] = { "clients", "services", "products", "sessions",
	    "receipts", "subscribers", "reviews" };
	struct import_options staff = { .kind = "staff", .path = file };
	size_t i;

	export_kind(p, "staff", "csv", file);
	importing_as(other, &staff, NULL, 0, NULL);
	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		struct import_options o = { .kind = kinds[i], .path = file };
		AUTO_FREE char *back = test_path("back");
		long rows = export_kind(p, o.kind, "csv", file);

		importing_as(other, &o, NULL, 0,
		    "[clients]\n[services]\n[products]\n[subscribers]\n[reviews]\n"
		    "[sessions]\ncreate = staff\n[receipts]\ncreate = staff\n");
		counted(rows, rows, 0, 0, 0);
		assert_int_equal(export_kind(other, o.kind, "csv", back), rows);
	}
	assert_int_equal(number_of("SELECT count(*) FROM client"), CLIENTS);
	practice_close(p);
	practice_close(other);
}

/* A number is only somebody's where the name that stands beside it is theirs. */
static void
numbers_of_another_practice(void **state)
{
	static const char rows[] = "id,client,client_name,session,session_name,date\n"
	    "1,#1,\"Lee, Ann\",,x,2018-03-15\n2,#1,\"Poe, Bo\",,x,2018-03-15\n"
	    "3,#1,,,x,2018-03-15\n4,#2,Cy,,x,2018-03-15\n";
	struct practice *p = importing_new("numbers.db");

	clinic_client(p, "family", "Lee", "given", "Ann", NULL);
	clinic_client(p, "preferred", "Cy", NULL);
	importing(p, "sessions", rows, NULL);
	counted(4, 3, 0, 0, 1);
	said("refused 3:2 Client #1 is not \"Poe, Bo\" here");
	/* in JSON without the mark: else what other programs know them by */
	importing(p, "sessions", "[{\"id\":1,\"client\":1,\"client_name\":\"Lee, Ann\","
	    "\"external_id\":\"a\",\"date\":\"2018-03-16\"},"
	    "{\"id\":2,\"client\":1,\"client_name\":\"Poe, Bo\",\"external_id\":\"b\","
	    "\"date\":\"2018-03-16\"}]", "[sessions]\ncreate = client\n");
	counted(2, 2, 0, 0, 0);
	is_text("SELECT group_concat(client, ' ') FROM (SELECT client FROM session "
	    "WHERE date = '2018-03-16' ORDER BY id)", "1 3");
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(where_they_left),
    cmocka_unit_test(into_another_practice),
    cmocka_unit_test(numbers_of_another_practice))
