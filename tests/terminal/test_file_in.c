/*
 * Another program's file comes in from the screen: its name is completed, rows that are
 * refused are named and do not keep the others out.
 */
#include <stdlib.h>
#include <string.h>

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
	AUTO_FREE char *text = test_read(path, NULL);

	if (strstr(text, what) == NULL)
		fail_msg("%s is %s", name, text);
}

static void
refused_rows_do_not_stop_the_others(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t;

	put_file("people-of-quill.csv");
	put_file("people-of-quill-2.csv");
	t = front_login(db, NULL, NULL);
	term_keys(t, "8jjjjjjj<Enter>");
	term_shows(t, "Tab completes its name");
	/* a whole path replaces the folder that is shown */
	term_keys(t, "/no-such");
	term_shows(t, "  /no-such");
	term_keys(t, "<C-c><Enter>");
	term_keys(t, "people<Tab>");
	term_shows(t, "people-of-quill-2.csv");
	term_keys(t, ".<Tab>");
	term_shows(t, "people-of-quill.csv");
	term_keys(t, "<Enter>clients<Enter><Enter>");
	term_await(t, "1 row was refused. They stay out");
	term_keys(t, "i");
	term_await(t, "but for the refused rows");
	term_shows_folded(t, "people-of-quill-refused.csv");
	term_shows(t, "they are in");
	term_shows(t, "2 added");
	term_keys(t, "qq2/quill");
	term_shows(t, "Quill, Ada");
	term_shows(t, "Quill, Bea");
	/* the next time it begins in the same folder, without the name */
	term_keys(t, "<C-c>8");
	term_keys(t, "<Enter>");
	term_shows_not(t, "people-of-quill.csv");
	term_keys(t, "nothing-is-called-so<Tab>");
	term_shows(t, "No file here starts with that.");
	term_keys(t, "<Esc>");
	assert_int_equal(term_leave(t, "QQ"), 0);
	holds(db, "people-of-quill-refused.csv", ",,nobody@example.org,3,");
	front_check(db);
}

static void
columns_get_their_field(void **state)
{
	static const char text[] = "Vorne,Hinten,\x1b[31mDraht,Extra,Twin,Twin,\"two\nlines\"\n"
	    "Ada,Moss,555 0142,x,,,\nBea,Moss,555 0143,y,,,\n";
	AUTO_FREE char *db = front_demo();
	AUTO_FREE char *path = test_path("odd.csv");
	struct term *t;

	test_write(path, text, sizeof(text) - 1);
	t = front_login(db, NULL, NULL);
	term_keys(t, "8jjjjjjj<Enter>odd.csv<Enter>clients<Enter>");
	/* only what reads clients is offered */
	term_shows(t, "by the file's own headers");
	term_shows_not(t, "salon-bookings");
	term_keys(t, "<Enter>");
	term_await(t, "Missing: Given name or Family name");
	/* why it could not be read as it is */
	term_shows(t, " None of the file's columns is a field of clients");
	term_shows(t, "Ada | Bea");
	/* the list goes on only once the file says who it is about */
	term_keys(t, "g<Enter>");
	term_shows(t, "No column is Given name or Family name");
	term_keys(t, "j<Enter>given<Enter>");
	term_shows(t, "7 columns. Enter chooses");
	term_keys(t, "j<C-p>family<Enter>");
	term_shows(t, "Family name");
	term_keys(t, "j<Enter>phone<Enter>");
	term_shows(t, "Phone");
	term_keys(t, "j<Enter>leave<Enter>");
	term_shows(t, "left out");
	/* a name that no mapping can say is refused, and nothing changes */
	term_keys(t, "j<Enter>city<Enter>");
	term_shows(t, "Columns 5 and 6 have the same name");
	term_keys(t, "jj<Enter>city<Enter>");
	term_shows(t, "is more than one line");
	term_keys(t, "g<Enter>");
	term_shows(t, "A name for these columns?");
	term_keys(t, "<Enter>");
	term_await(t, "The file can be read. Import it?");
	term_keys(t, "i");
	term_await(t, "Imported.");
	holds(db, "odd.ini", "ignore = 'Extra'");
	/* the next file of the kind is read the same way */
	term_keys(t, "qqqq");
	term_keys(t, "<Enter>odd.csv<Enter>clients<Enter>odd");
	term_shows(t, "kept from an earlier file");
	term_keys(t, "<Enter>");
	term_await(t, "2 as they were");
	term_keys(t, "<C-c>q2/moss");
	term_shows(t, "Moss, Ada");
	term_keys(t, "<Esc>");
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

/* A known export with a column nobody knows; and a name under which another mapping is
 * kept, which is shown before it is replaced. */
static void
columns_over_a_preset(void **state)
{
	static const char text[] = "Code,Staff,Service,Date,Time,TimeInt,Anlass\n"
	    "JUNJ01,JJ,CON,03/14/2018,3:50:00 PM,950,Hochzeit\n";
	AUTO_FREE char *db = front_demo();
	AUTO_FREE char *path = test_path("salon.csv");
	struct term *t;

	test_write(path, text, sizeof(text) - 1);
	t = front_login(db, NULL, NULL);
	term_keys(t, "8jjjjjjj<Enter>salon.csv<Enter>sessions<Enter>salon-bookings<Enter>");
	term_await(t, "The file can be read. Import it?");
	term_keys(t, "c");
	term_shows(t, "7 columns. Enter chooses");
	term_keys(t, "G<Enter>reason<Enter>");
	term_shows(t, "Reason");
	term_keys(t, "g<Enter>");
	term_shows(t, "A name for these columns?");
	term_keys(t, "<Enter>");
	term_await(t, "The file can be read. Import it?");
	holds(db, "salon.ini", "preset = salon-bookings\nreason = 'Anlass'");
	/* on top of what was kept, and under its name: asked, with what would be lost */
	term_keys(t, "c");
	term_shows(t, "Reason");
	term_keys(t, "G<Enter>leave<Enter>");
	term_shows(t, "left out");
	term_keys(t, "g<Enter><Enter>");
	term_shows(t, "salon is kept from before, with sessions: reason = Anlass; the");
	term_shows(t, "salon-bookings. Replace it?");
	term_keys(t, "<Esc>");
	holds(db, "salon.ini", "reason = 'Anlass'");
	term_keys(t, "g<Enter><Enter>n");
	term_shows(t, "A name for these columns?");
	term_keys(t, "-2<Enter>");
	term_await(t, "The file can be read. Import it?");
	holds(db, "salon-2.ini", "ignore = 'Anlass'");
	holds(db, "salon.ini", "reason = 'Anlass'");
	term_keys(t, "cg<Enter><C-u>salon<Enter>r");
	term_await(t, "The file can be read. Import it?");
	holds(db, "salon.ini", "ignore = 'Anlass'");
	term_keys(t, "i");
	term_await(t, "1 added");
	term_keys(t, "<C-c>");
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

TEST_MAIN(
    cmocka_unit_test(refused_rows_do_not_stop_the_others),
    cmocka_unit_test(columns_get_their_field),
    cmocka_unit_test(columns_over_a_preset))
