/*
 * Proves how the rows of a file are known again: that digests are short, that a row of our
 * own export is remembered once, that its number may go on to another row and both stay
 * known, and that rows which the first release remembered in its longer form are found.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "export/export.h"
#include "tests/support/importing.h"

/* As the first release remembered the rows of PEOPLE and NUMBERED. */
#define PEOPLE "given,family,phone,notes\nAda,Byrne,0604 555 1001,one\nMei,Tan,,\n"	\
	"Mei,Tan,,\nZo\xc3\xab,Lind,,three\n"
#define NUMBERED "id,given,family,phone\n71,Ada,Byrne,%s\n72,Mei,Tan,\n"
#define SAYS(id, identity, digest) "UPDATE import_row SET identity = '" identity	\
	"', digest = '" digest "' WHERE id = " #id ";"
static const char people[] =
    SAYS(1, "row:be24d50967a23f474feafe4356670c9a0aa46088c4f3294a",
	"9264217d81ad684364a6cdb2fed0bf0c06c2fee89b764589")
    SAYS(2, "row:6bc47569a2f0492564f5d974b8911f04dfeb01bfda742dfa",
	"ae8a9f626b7e0059851a34b3e25c327c258946f20baea591")
    SAYS(3, "row2:6bc47569a2f0492564f5d974b8911f04dfeb01bfda742dfa",
	"ae8a9f626b7e0059851a34b3e25c327c258946f20baea591")
    SAYS(4, "row:fa1ad7d8888ce557095cce56e925bb7ab5d243e9f75d2aca",
	"58cc397638bc86a58e4e445ac79a1bc95b8945d3927e80ce");
static const char numbered[] =
    SAYS(1, "id:71", "a9ca5ad93459d197098a9c961ff0a84fab7590d382f55f08")
    SAYS(2, "id:72", "9cf9dba203cd93c7224c169d99618c5c9a59946a033c0b5b");

static void
rows_of_the_first_release_are_found(void **state)
{
	struct practice *p = importing_new("people.db");
	AUTO_FREE char *first = xasprintf(NUMBERED, "0604 555 1001");
	AUTO_FREE char *second = xasprintf(NUMBERED, "0604 555 2002");

	(void)state;
	importing(p, "clients", PEOPLE, NULL);
	counted(4, 4, 0, 0, 0);
	dbfile_sql(importing_path(), people);
	importing(p, "clients", PEOPLE, NULL);
	counted(4, 0, 0, 4, 0);
	assert_int_equal(number_of("SELECT count(*) FROM import_row"), 4);
	practice_close(p);
	p = importing_new("numbered.db");
	importing(p, "clients", first, NULL);
	dbfile_sql(importing_path(), numbered);
	importing(p, "clients", first, NULL);
	counted(2, 0, 0, 2, 0);
	importing(p, "clients", second, NULL);
	counted(2, 0, 1, 1, 0);
	is_text("SELECT group_concat(identity || ' ' || length(digest)) FROM "
	    "(SELECT * FROM import_row ORDER BY id)", "id:71 22,id:72 48");
	importing(p, "clients", first, NULL);
	counted(2, 0, 1, 1, 0);
	practice_close(p);
}

static void
digests_are_short(void **state)
{
	struct practice *p = importing_new("short.db");

	(void)state;
	importing(p, "clients", PEOPLE, NULL);
	assert_int_equal(number_of("SELECT max(length(identity)) FROM import_row"), 5 + 22);
	assert_int_equal(number_of("SELECT max(length(digest)) FROM import_row"), 22);
	assert_int_equal(number_of("SELECT count(DISTINCT identity) FROM import_row"), 4);
	importing(p, "clients", PEOPLE, NULL);
	counted(4, 0, 0, 4, 0);
	practice_close(p);
}

static void
exported(struct practice *p, const char *file)
{
	struct export_options o = { .kind = "clients", .format = "csv", .target = file };
	struct err err;
	long rows;

	OK(practice_export(p, &o, &rows, &err));
	assert_int_equal(rows, 1);
}

/* A row of our export that reads otherwise is another row, and its number names what came
 * of the newest. */
static void
a_number_is_remembered_once(void **state)
{
	struct practice *p = importing_new("from.db"), *other;
	AUTO_FREE char *first = test_path("first.csv"), *second = test_path("second.csv");
	struct import_options one = { .kind = "clients", .path = first };
	struct import_options two = { .kind = "clients", .path = second };
	struct err err;

	(void)state;
	importing(p, "clients", "given,family\nAda,Byrne\n", NULL);
	exported(p, first);
	OK(dbfile_set(p->db, &record_client, 1, "city", "Graz", &err));
	exported(p, second);
	other = importing_new("to.db");
	importing_as(other, &one, NULL, 0, NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT group_concat(identity || ' ' || length(digest)) FROM import_row",
	    "own:1 44");
	importing_as(other, &one, NULL, 0, NULL);
	counted(1, 0, 0, 1, 0);
	importing_as(other, &two, NULL, 0, NULL);
	counted(1, 1, 0, 0, 0);
	assert_int_equal(number_of("SELECT row_id FROM import_row WHERE identity = 'own:1'"), 2);
	assert_int_equal(number_of("SELECT row_id FROM import_row WHERE identity LIKE 'row:%' "
	    "ORDER BY row_id LIMIT 1"), 1);
	importing_as(other, &two, NULL, 0, NULL);
	counted(1, 0, 0, 1, 0);
	importing_as(other, &one, NULL, 0, NULL);
	counted(1, 0, 0, 1, 0);
	assert_int_equal(number_of("SELECT count(*) FROM client"), 2);
	practice_close(other);
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(rows_of_the_first_release_are_found),
    cmocka_unit_test(digests_are_short),
    cmocka_unit_test(a_number_is_remembered_once))
