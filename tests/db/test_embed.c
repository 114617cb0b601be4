/*
 * Files under db/ are in the program byte for byte, found by name and sorted,
 * also those with quotes, backslashes, tabs and question marks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/embed.h"
#include "tests/support/test.h"

static void
every_file_is_its_source(void **state)
{
	size_t i;

	assert_true(embed_count() > 0);
	for (i = 0; i < embed_count(); i++) {
		char name[256], *path, *bytes;
		size_t size;

		snprintf(name, sizeof(name), "db/%s", embed_name(i));
		path = test_source(name);
		bytes = test_read(path, &size);
		assert_string_equal(embed_find(embed_name(i)), bytes);
		assert_int_equal(strlen(bytes), size);
		free(bytes);
		free(path);
	}
}

static void
names_are_sorted(void **state)
{
	size_t i;

	for (i = 1; i < embed_count(); i++)
		assert_true(strcmp(embed_name(i - 1), embed_name(i)) < 0);
}

static void
an_unknown_name_is_not_found(void **state)
{
	assert_null(embed_find(""));
	assert_null(embed_find("queries/no-such-file.sql"));
	assert_null(embed_find("zzz"));
}

TEST_MAIN(
	cmocka_unit_test(every_file_is_its_source),
	cmocka_unit_test(names_are_sorted),
	cmocka_unit_test(an_unknown_name_is_not_found))
