/*
 * Another program's file comes in from the screen: its name is completed, rows that are
 * refused are named and do not keep the others out.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

static void
put_file(const char *name)
{
	static const char text[] = "Given name,Family name,E-mail\n"
	    "Ada,Quill,ada@example.org\n"
	    ",,nobody@example.org\n"
	    "Bea,Quill,bea@example.org\n";
	AUTO_FREE char *path = test_path("%s", name);

	test_write(path, text, sizeof(text) - 1);
}

/* The exports folder has a file of that name, with that in it. */
static void
holds(const char *db, const char *name, const char *what)
{
	AUTO_FREE char *path = xasprintf("%s.exports/%s", db, name);
	AUTO_BUF struct buf text = BUF_INIT;
	struct err e;

	assert_true(file_read(path, 100000, &text, &e));
	if (strstr(text.s, what) == NULL)
		fail_msg("%s is %s", name, text.s);
}

static void
refused_rows_do_not_stop_the_others(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t;

	put_file("people-of-quill.csv");
	put_file("people-of-quill-2.csv");
	t = front_login(db, NULL, NULL);
	term_keys(t, "8jjjjjj<Enter>");
	term_shows(t, "Tab completes its name");
	term_keys(t, "people<Tab>");
	term_shows(t, "people-of-quill-2.csv");
	term_keys(t, ".<Tab>");
	term_shows(t, "people-of-quill.csv");
	term_keys(t, "<Enter>clients<Enter><Enter>");
	term_await(t, "1 row was refused. They stay out");
	term_keys(t, "i");
	term_await(t, "refused rows stayed out");
	term_shows(t, "people-of-quill-refused.csv");
	term_shows(t, "2 added");
	term_keys(t, "qq2/quill");
	term_shows(t, "Quill, Ada");
	term_shows(t, "Quill, Bea");
	/* the next time it begins in the same folder, without the name */
	term_keys(t, "<C-c>8");
	term_keys(t, "<Enter>");
	term_shows_not(t, "people-of-quill.csv");
	term_keys(t, "nothing-is-called-so<Tab>");
	term_shows(t, "No file here starts like that.");
	term_keys(t, "<Esc>");
	assert_int_equal(term_leave(t, "QQ"), 0);
	holds(db, "people-of-quill-refused.csv", ",,nobody@example.org,3,");
	front_check(db);
}

TEST_MAIN(
    cmocka_unit_test(refused_rows_do_not_stop_the_others))
