/*
 * A day typed as somebody types it who follows the screen: found, changed, screened,
 * booked, treated, paid, asked for a review, taken back, reported.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

/* Types, and wants this on the screen. */
static void
step(struct term *t, const char *keys, const char *shown)
{
	term_keys(t, keys);
	term_shows(t, shown);
}

/* Three letters of either name find her; the card says so when it is saved. */
static void
find_and_edit(struct term *t)
{
	step(t, "2/han", "Brown, Hannah");
	step(t, "<C-u>bro", "Brown, Hannah");
	step(t, "<Enter>", "q shows all");
	step(t, "<Enter>", "Must not be missed");
	step(t, "e", "Preferred name");
	step(t, "<Tab><Tab>Hanni<C-s>", "Saved: Brown, Hannah");
}

/* The shipped checklist, the key shown for "no" at each of its items. */
static void
screen_her(struct term *t)
{
	step(t, "c", "0 of 26 answered");
	step(t, "nnnnnnnnnnnnnnnnnnnxxxxxxn", "26 of 26 answered");
	step(t, "<C-s>", "Saved: CAUTION ");
}

static void
book(struct term *t, const char *time)
{
	step(t, "b", "Overlap allowed");
	/* another service than the last: back from the date */
	step(t, "<S-Tab><S-Tab>face", "Microneedling face");
	step(t, "<Tab>", "300.00");
	term_keys(t, "<Tab>t<Tab>");
	term_keys(t, time);
	step(t, "<C-s>", "Booked: ");
}

/* Down the day to that row. */
static void
go_to(struct term *t, const char *row)
{
	int i;

	term_keys(t, "g");
	for (i = 0; i < 40 && !term_has(t, row); i++)
		term_keys(t, "j");
	term_shows(t, row);
}

/* Whose screening has expired cannot start, and it is said what mends it. */
static void
blocked(struct term *t)
{
	step(t, "qq2/zoe<Enter>", "Baker, Zoe");
	book(t, "4p");
	step(t, "q1", "Baker, Zoe");
	go_to(t, "►  4:00p  booked");
	step(t, "a", "Here: Baker, Zoe");
	step(t, "s", "Before the treatment");
	term_shows(t, "Cannot start");
	term_shows(t, "[ ] Screening");
	step(t, "s", "annot");
	term_shows_not(t, "In treatment");
	step(t, "q", "To do");
	term_shows_not(t, "In treatment");
}

/* The consent has ended: Enter on its line, the words are read, the name is typed. */
static void
agree(struct term *t)
{
	step(t, "s", "Cannot start");
	step(t, "<Enter>", "This is a sample.");
	step(t, "q", "Signed by");
	step(t, "Hannah Brown<C-s>", "OK to start");
}

static void
treat(struct term *t)
{
	go_to(t, "► 12:30p  booked");
	step(t, "a", "► 12:30p  here");
	agree(t);
	step(t, "s", "Numbing on");
	step(t, "s", "OK to start");
	step(t, "s", "► 12:30p  treating");
	step(t, "s", "► 12:30p  done");
}

static void
pay(struct term *t)
{
	step(t, "p", "to pay");
	term_shows(t, "300.00");
	step(t, "<Enter>a", "Paid  card");
	step(t, "<C-s>", "is closed. u voids it.");
	term_shows(t, "Goodbye");
}

/* Both wait for the printer at the desk. */
static void
print_receipt_and_card(struct term *t, const char *db)
{
	AUTO_FREE char *receipt = NULL, *card = NULL;

	term_keys(t, "Pd");
	term_await(t, "Waits for the printer at your desk");
	receipt = front_run(0, "--db", db, "next-print", "--wait", "0", NULL);
	assert_non_null(strstr(receipt, "Receipt "));
	assert_non_null(strstr(receipt, "Paid, card"));
	step(t, "Pcd", "Printing ...");
	term_await(t, "Waits for the printer at your desk");
	card = front_run(0, "--db", db, "next-print", "--wait", "0", NULL);
	assert_non_null(strstr(card, "Your next visits"));
	assert_non_null(strstr(card, "(617) 555-0100"));
}

static void
review(struct term *t)
{
	step(t, "r", "A review from");
	step(t, "d", "Recorded:");
	term_shows(t, "was asked today");
	step(t, "u", "Undone: Asked for review");
	step(t, "U", "Redone: Asked for review");
}

/* The workbook is on the disk, and a zip. */
static void
report(struct term *t, const char *db)
{
	AUTO_FREE char *path = xasprintf("%s.exports/monthly-2026-03.xlsx", db);
	AUTO_FREE char *bytes = NULL;
	struct stat st;
	size_t size = 0;

	step(t, "7", "Sessions in the book");
	step(t, "<Enter>", "Wright, Hannah");
	step(t, "q", "Sessions in the book");
	term_keys(t, "x");
	term_await(t, "Written:");
	bytes = test_read(path, &size);
	assert_true(size > 1000);
	assert_memory_equal(bytes, "PK\003\004", 4);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

/* A folder of exports that is a link would put clients' data where the link leads. */
static void
linked_exports(void **state)
{
	AUTO_FREE char *db = front_demo(), *link = xasprintf("%s.exports", db);
	AUTO_FREE char *elsewhere = test_path("elsewhere");
	AUTO_FREE char *book = test_path("elsewhere/monthly-2026-03.xlsx");
	struct term *t = front_login(db, NULL, NULL);

	assert_int_equal(mkdir(elsewhere, 0700), 0);
	assert_int_equal(symlink(elsewhere, link), 0);
	step(t, "7", "Sessions in the book");
	step(t, "x", "There is a symbolic link where a folder");
	assert_int_equal(access(book, F_OK), -1);
	assert_int_equal(term_leave(t, "QQ"), 0);
}

static void
whole_day(void **state)
{
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, NULL);

	find_and_edit(t);
	term_shows(t, "Hanni");
	screen_her(t);
	book(t, "1230");
	blocked(t);
	treat(t);
	pay(t);
	print_receipt_and_card(t, db);
	review(t);
	report(t, db);
	step(t, "Q", "Q again leaves the program.");
	assert_int_equal(term_leave(t, "Q"), 0);
	front_check(db);
}

/* The same on a small old terminal: no colour, no UTF-8. */
static void
small_day(void **state)
{
	static const char *const env[] = { "NO_COLOR=1", NULL };
	AUTO_FREE char *db = front_demo();
	struct term *t = front_login(db, NULL, &(struct term_setup){ .rows = 20,
	    .cols = 60, .term = "vt100", .locale = "C", .env = env });

	find_and_edit(t);
	screen_her(t);
	book(t, "1230");
	term_keys(t, "q1");
	go_to(t, "> 12:30p  booked");
	step(t, "a", "> 12:30p  here");
	agree(t);
	step(t, "s", "Numbing on");
	step(t, "s", "OK to start");
	step(t, "s", "> 12:30p  treating");
	step(t, "s", "> 12:30p  done");
	pay(t);
	print_receipt_and_card(t, db);
	review(t);
	report(t, db);
	step(t, "Q", "Q again leaves the program.");
	assert_int_equal(term_leave(t, "Q"), 0);
	front_check(db);
}

/* What is sent to a person's desk waits there until it is fetched, once. */
static void
the_book_goes_to_the_desk(void **state)
{
	AUTO_FREE char *db = front_demo(), *page = NULL;
	struct term *t = front_login(db, NULL, NULL);

	term_keys(t, "Pd");
	term_await(t, "Waits for the printer at your desk");
	page = front_run(0, "--db", db, "next-print", "--wait", "0", NULL);
	assert_non_null(strstr(page, "<html"));
	assert_non_null(strstr(page, "12 Mar"));
	free(front_run(75, "--db", db, "next-print", "--wait", "0", NULL));
	assert_int_equal(term_leave(t, "QQ"), 0);
	front_check(db);
}

/* --- the printer beside the terminal -------------------------------------------------- */

static long
count(const char *in, const char *what)
{
	long n = 0;

	for (; (in = strstr(in, what)) != NULL; in += strlen(what))
		n++;
	return n;
}

/* Names that would end the printing, put there by another program: Eve, ESC [ 4 i, U+009B 4 i. */
#define PLANT "python3 -c 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); " \
	"c.execute(\"UPDATE client SET family = char(69,118,101,27,91,52,105,155,52,105)\"); " \
	"c.commit()' $F"

/* Nothing of the practice before a test page has come out; then all of it, between two
 * pictures; the next login needs no test page. */
static void
the_book_comes_out_beside_the_terminal(void **state)
{
	static const struct term_setup xterm = { .term = "xterm" };
	AUTO_FREE char *db = front_demo(), *begun = NULL, *tried = NULL, *test_page = NULL;
	AUTO_FREE char *printed = NULL, *all = NULL, *journal = NULL, *again = NULL;
	AUTO_FREE char *test_again = NULL;
	struct term *t;

	(void)state;
	front_shell(db, PLANT);
	t = front_login(db, NULL, &xterm);
	begun = term_output(t);
	assert_memory_equal(begun, "\033[4i", 4);
	assert_null(strstr(begun, "\033[5i"));
	term_keys(t, "Ph");
	term_shows(t, "Did the page come out");
	tried = term_output(t);
	test_page = term_paper(t);
	assert_int_equal(count(tried, "\033[5i"), 1);
	assert_non_null(strstr(test_page, "A test page"));
	assert_null(strstr(test_page, "Eve"));
	/* no, and the paper waits */
	term_keys(t, "n");
	term_shows(t, "doc/desk-print.ps1");
	term_await(t, "Waits for the printer at your desk");
	free(front_run(0, "--db", db, "next-print", "--wait", "0", NULL));
	term_keys(t, "q");
	term_keys(t, "Phy");
	term_await(t, "Sent to this terminal's printer: book-2026-03-12");
	term_keys(t, "j");
	free(term_paper(t));	/* the second test page, and the book */
	free(term_output(t));
	term_keys(t, "Ph");
	term_await(t, "Printing ...");
	term_await(t, "Sent to this terminal's printer");
	term_keys(t, "j");
	all = term_output(t);
	printed = term_paper(t);
	assert_int_equal(count(all, "\033[5i"), 1);
	assert_int_equal(count(all, "\033[4i"), 1);
	assert_non_null(strstr(printed, "12 Mar"));
	assert_non_null(strstr(printed, "Eve^[[4i<9B>4i"));
	/* no picture is within it, and nothing that ends it */
	assert_null(strpbrk(printed, "\033\x9b\x14"));
	assert_int_equal(printed[strlen(printed) - 1], '\f');
	term_shows(t, "1Today");
	assert_int_equal(term_leave(t, "QQ"), 0);
	t = front_login(db, NULL, &xterm);
	again = term_output(t);
	assert_memory_equal(again, "\033[4i", 4);
	term_keys(t, "Ph");
	term_shows_not(t, "Did the page come out");
	term_await(t, "Sent to this terminal's printer");
	/* it is taken back where none comes out any more */
	term_keys(t, "Pw");
	term_keys(t, "n");
	term_await(t, "Waits for the printer at your desk");
	term_keys(t, "q");
	free(term_paper(t));
	term_keys(t, "Ph");
	term_shows(t, "Did the page come out");
	test_again = term_paper(t);
	assert_null(strstr(test_again, "Eve"));
	term_keys(t, "<Esc>");
	assert_int_equal(term_stop(t), 0);
	journal = front_run(0, "--db", db, "journal", "list", NULL);
	assert_int_equal(count(journal, "Printed at the terminal"), 3);
}

/* A login that was cut off in the middle of a paper left it printing all it gets. */
static void
the_next_login_stops_the_printer(void **state)
{
	AUTO_FREE char *db = front_demo(), *printed = NULL;
	struct term *t = front_login(db, NULL, &(struct term_setup){ .prints = true });

	(void)state;
	term_shows(t, "1Today");
	printed = term_paper(t);
	assert_string_equal(printed, "");
	assert_int_equal(term_stop(t), 0);
}

static void
where_no_printer_is_described_none_is_offered(void **state)
{
	static const char *const kinds[] = { "linux", "screen", "xterm-kitty" };
	AUTO_FREE char *db = front_demo();
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		struct term *t = front_login(db, NULL, &(struct term_setup){ .term = kinds[i] });
		AUTO_FREE char *all = NULL;

		term_keys(t, "P");
		term_shows(t, "your desk's printer");
		term_shows_not(t, "this terminal's printer");
		term_keys(t, "h");
		all = term_output(t);
		assert_null(strstr(all, "\033[4i"));
		assert_int_equal(term_stop(t), 0);
	}
}

TEST_MAIN(
	cmocka_unit_test(the_book_goes_to_the_desk),
	cmocka_unit_test(the_book_comes_out_beside_the_terminal),
	cmocka_unit_test(the_next_login_stops_the_printer),
	cmocka_unit_test(where_no_printer_is_described_none_is_offered),
	cmocka_unit_test(whole_day),
	cmocka_unit_test(linked_exports),
	cmocka_unit_test(small_day)
)
