/*
 * test_lost.c - the practice file goes away, or becomes another one, under open screens.
 *
 * Proves that each login says so within a second without a key, that what is being
 * typed is kept beside the file and taken up again after the next login with the
 * cursor where it was, and that the file which was put there is whole.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

#define OFFERED "1 draft kept: "

/* A practice that was saved to since $F.old was copied. */
static char *
saved_since(void)
{
	char *db = front_demo();
	struct term *t;

	front_shell(db, "cp $F $F.old");
	t = front_login(db, NULL, NULL);
	term_keys(t, "2nSoon<Tab>Gone<C-s>");
	term_shows(t, "Added: ");
	assert_int_equal(term_leave(t, "QQ"), 0);
	return db;
}

static const struct {
	const char *line, *said;
	const char *back;	/* puts a file there again */
} losses[] = {
	{ "rm $F", "was removed", "rm $F-wal $F-shm; cp $F.old $F" },
	{ "mv $F $F.away", "was removed", "mv $F.away $F" },
	{ "cp $F.old $F", "was written over", "true" },
	{ "cat $F.old >$F; rm $F-wal $F-shm", "lost its log", "true" },
	{ "mv $F.old $F", "was replaced", "true" },
	{ "mv $F.old $F; rm $F-wal $F-shm", "was replaced", "true" },
};

static void
typed_on_is_kept(const char *line, const char *words, const char *back)
{
	AUTO_FREE char *db = saved_since();
	struct term *form = front_login(db, NULL, NULL);
	struct term *list = front_login(db, NULL, NULL);
	int row = -1, col = -1, row_now = -2, col_now = -2;

	print_message("# %s\n", line);	/* in the log of a failure */
	term_keys(list, "2nNeeds<Tab>Log<C-s>");
	term_shows(list, "Added: ");
	term_keys(form, "2nNgozi<Tab>Okafor<Tab><Tab>3/4/99x<Tab>555");
	front_shell(db, line);
	term_await(form, words);
	term_await(list, words);
	term_shows(form, "nothing more is saved");
	term_shows(form, "Okafor");
	/* nothing is said to be saved */
	term_keys(list, "nNobody<C-s>");
	term_shows_not(list, "Added: ");
	term_keys(list, "<C-x>");
	assert_int_equal(term_leave(list, "QQ"), 0);
	term_keys(form, "<C-s>");
	term_shows_not(form, "Added: ");
	assert_true(term_cursor(form, &row, &col));
	term_keys(form, "<Esc>");
	assert_int_equal(term_leave(form, "QQ"), 0);
	front_shell(db, back);
	front_check(db);
	form = front_login(db, NULL, NULL);
	term_shows(form, OFFERED);
	term_keys(form, "<Enter>");
	term_shows(form, "Ngozi");
	term_shows(form, "3/4/99x");
	assert_true(term_cursor(form, &row_now, &col_now));
	assert_int_equal(col_now, col);
	term_keys(form, "<C-x>");
	assert_int_equal(term_leave(form, "QQ"), 0);
	front_check(db);
}

static void
the_file_goes_away(void **state)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(losses); i++)
		typed_on_is_kept(losses[i].line, losses[i].said, losses[i].back);
}

#define SCHEMA "import sqlite3, sys\n" \
	"c = sqlite3.connect(sys.argv[1])\n" \
	"n = c.execute('PRAGMA user_version').fetchone()[0] + int(sys.argv[2])\n" \
	"c.execute('PRAGMA user_version = ' + str(n))\n" \
	"c.commit()\n"

/* What a newer chairside leaves: a number of the schema that is as much higher. */
static void
raise_schema(const char *db, const char *by)
{
	AUTO_FREE char *line = xasprintf("python3 -c \"" SCHEMA "\" $F %s", by);

	front_shell(db, line);
}

static void
a_newer_chairside_comes(void **state)
{
	static const char *const forms[] = {
		"2nNgozi<Tab>Okafor<Tab><Tab>3/4/99x<Tab>555",
		"2b13/3<Tab>9<Tab>4x",
		"2cnynn",
		"8jj<Enter>nKai<Tab>",
	};
	static const char *const typed[] = { "Okafor", "4x", "4 of 26", "Kai" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(forms); i++) {
		AUTO_FREE char *db = front_demo();
		struct term *t = front_login(db, NULL, NULL), *idle;
		int row = -1, col = -1, row_now = -2, col_now = -2;

		idle = front_login(db, NULL, NULL);
		term_keys(t, forms[i]);
		assert_true(term_cursor(t, &row, &col));
		raise_schema(db, "90");
		/* they end by themselves, and say why */
		assert_int_equal(term_leave(t, NULL), 1);
		assert_int_equal(term_leave(idle, NULL), 1);
		AUTO_FREE char *said = front_run(1, "--db", db, "client", "list",
		    (char *)NULL);
		assert_non_null(strstr(said, "newer chairside"));
		raise_schema(db, "-90");
		t = front_login(db, NULL, NULL);
		term_shows(t, OFFERED);
		term_keys(t, "<Enter>");
		term_shows(t, typed[i]);
		assert_true(term_cursor(t, &row_now, &col_now));
		assert_int_equal(row_now, row);
		assert_int_equal(col_now, col);
		term_keys(t, "<C-x>");
		assert_int_equal(term_leave(t, "QQ"), 0);
		front_check(db);
	}
}

TEST_MAIN(
    cmocka_unit_test(the_file_goes_away),
    cmocka_unit_test(a_newer_chairside_comes))
