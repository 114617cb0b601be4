/*
 * Proves that a key in a screening costs few bytes of the line, at every row and where the
 * list moves on.
 */
#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

static void
a_key_of_a_screening_costs_little(void **state)
{
	static const char keys[] = "nnyn3cnnnnyn-nnnnnnxxxxxxn";
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);
	char key[2] = "";
	size_t i, n;

	term_keys(t, "2/bro<Enter>");
	term_shows(t, "q shows all");
	term_keys(t, "c");
	term_shows(t, "0 of 26 answered");
	term_written(t);
	for (i = 0; i + 1 < sizeof(keys); i++) {
		key[0] = keys[i];
		term_keys(t, key);
		n = term_written(t);
		if (n > 600)
			fail_msg("key %zu, %s, costs %zu bytes", i + 1, key, n);
	}
	term_shows(t, "26 of 26 answered");
	term_keys(t, "<C-x>");
	assert_int_equal(term_leave(t, "QQ"), 0);
}

TEST_MAIN(
	cmocka_unit_test(a_key_of_a_screening_costs_little)
)
