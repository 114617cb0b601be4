/*
 * doc/records.md says what the declarations say. UPDATE_GOLDEN=1 rewrites it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "record/describe.h"
#include "record/record.h"
#include "tests/support/test.h"

static char *
described(void)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);

	assert_non_null(f);
	record_describe(f);
	assert_int_equal(fclose(f), 0);
	return text;
}

static void
document_is_up_to_date(void **state)
{
	AUTO_FREE char *now = described();
	AUTO_FREE char *path = test_source("doc/records.md");
	const char *update = getenv("UPDATE_GOLDEN");
	AUTO_FREE char *written = NULL;

	if (update != NULL && strcmp(update, "1") == 0)
		test_write(path, now, strlen(now));
	written = test_read(path, NULL);
	if (strcmp(written, now) != 0)
		fail_msg("doc/records.md is not what src/record/ declares; "
		    "run this test with UPDATE_GOLDEN=1");
}

static void
every_field_is_named(void **state)
{
	AUTO_FREE char *text = described();
	size_t t;

	for (t = 0; record_types[t] != NULL; t++) {
		AUTO_FREE char *head = xasprintf("\n## %s\n", record_types[t]->label);
		const char *at = strstr(text, head);
		size_t i;

		assert_non_null(at);
		for (i = 0; i < record_types[t]->n_fields; i++) {
			AUTO_FREE char *row = xasprintf("\n| `%s` | ",
			    record_types[t]->fields[i].name);

			at = strstr(at, row);
			assert_non_null(at);
		}
	}
}

TEST_MAIN(
	cmocka_unit_test(document_is_up_to_date),
	cmocka_unit_test(every_field_is_named))
