/*
 * A day on the phone, typed as a receptionist types it who follows the screen: somebody is
 * ill at twenty to eight, callers are booked, moved and cancelled while others interrupt,
 * Due is worked through, the line drops, and tomorrow's book is printed. What is in the
 * practice then is compared as the command line tells it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/front.h"
#include "tests/support/test.h"

#define SEVEN_FORTY "2026-03-13T07:40"	/* Friday; three bookings, two of them Mireille's */

static void
step(struct term *t, const char *keys, const char *shown)
{
	term_keys(t, keys);
	term_shows(t, shown);
}

/* --- the practice, and what became of it ----------------------------------------------------- */

/* A demo in which a dermaplaning that is cancelled late costs 40. */
static char *
practice(void)
{
	AUTO_FREE char *fees = test_path("fees.csv");
	char *db = front_demo();

	test_write(fees, "code,name,late_fee\nDERMA,Dermaplaning,40\n",
	    strlen("code,name,late_fee\nDERMA,Dermaplaning,40\n"));
	free(front_run(0, "--db", db, "import", "services", fees, (char *)NULL));
	return db;
}

/* Cuts the next object of a list in JSON out of it; *json goes on behind it. NULL: the end. */
static char *
next_object(char **json)
{
	char *object = strchr(*json, '{'), *end = object != NULL ? strchr(object, '}') : NULL;

	if (end == NULL)
		return NULL;
	*end = '\0';
	*json = end + 1;
	return object;
}

/* In the book of a day, as JSON, the visit of that client at that time has this. Returns its
 * number. */
static long
booked(const char *db, const char *day, const char *comes, const char *client,
    const char *has)
{
	AUTO_FREE char *json = front_run(0, "--db", db, "book", "--day", day, "--format", "json",
	    (char *)NULL);
	AUTO_FREE char *at = xasprintf("\"comes_at\": \"%s\"", comes);
	AUTO_FREE char *name = xasprintf("\"client_name\": \"%s\"", client);
	char *rest = strchr(json, '['), *visit;

	while ((visit = next_object(&rest)) != NULL)
		if (strstr(visit, at) != NULL && strstr(visit, name) != NULL) {
			if (strstr(visit, has) == NULL)
				fail_msg("%s on %s: %s is not in %s", client, day, has, visit);
			return strtol(strstr(visit, "\"id\": ") + 6, NULL, 10);
		}
	fail_msg("%s is not booked on %s at %s", client, day, comes);
	return 0;
}

/* In the history of a record, as JSON, the newest value of the field is this. */
static void
became(const char *db, const char *type, long id, const char *field, const char *value)
{
	AUTO_FREE char *number = xasprintf("%ld", id);
	AUTO_FREE char *json = front_run(0, "--db", db, "history", type, number, "--format",
	    "json", (char *)NULL);
	AUTO_FREE char *name = xasprintf("\"field\": \"%s\"", field);
	char *at = json, *after = NULL, *next;

	for (; (next = strstr(at, name)) != NULL; at = next + 1)
		after = strstr(next, "\"after\": ");
	if (after == NULL || strncmp(after + 9, value, strlen(value)) != 0)
		fail_msg("%s of %s %ld is not %s: %.40s", field, type, id, value,
		    after != NULL ? after : "it was never set");
}

/* --- calls ----------------------------------------------------------------------------------- */

static void
mireille_is_ill(struct term *t)
{
	step(t, "3", "Calendar");
	step(t, "<Right><Right>i", "Mireille is ill: what becomes of the 2 marked?");
	step(t, "g", "2 of 2 can go.");
	step(t, "<Enter>", "Moved: 2 visits. u undoes all of it.");
}

/* A name that nobody has and a phone, in the form of the booking. */
static void
new_caller(struct term *t)
{
	step(t, "1b<C-u>Lena Novak", "new client \"Lena Nov");
	step(t, "<Down><Enter>", "Family name");
	step(t, "604 555 0123<Tab>facial<Tab>dana<Tab>mon<Tab>10<C-s>", "Booked: Novak, Lena");
	term_shows(t, "The new client is");
}

/* The last service, with the usual person: only day and time are said. */
static void
davis_tuesday_at_two(struct term *t)
{
	step(t, "2/davis", "Davis, Erin");
	step(t, "<Enter>", "Must not be missed");
	step(t, "b", "offered, Enter accepts");
	step(t, "tue<Enter>2<C-s>", "Booked: Davis, Erin, Tue 17 Mar 2:00p, Dana");
}

static void
one_line_books(struct term *t)
{
	step(t, ":book evans erin led wed 3p", "book Wed 18 Mar 3:00p");
	step(t, "<Enter>", "Evans, Erin");
	step(t, "<C-s>", "Booked: Evans, Erin, Wed 18 Mar 3:00p, Mireille");
}

/* The first that is free after it has been asked for an hour later. */
static void
a_line_moves(struct term *t)
{
	step(t, ":move davis tue 4p", "move ");
	step(t, "<Enter>", "Move a visit");
	step(t, "<C-s>", "Davis, Erin, Tue 17 Mar 4:00p");
}

/* Down the day to that row. */
static void
go_to(struct term *t, const char *row)
{
	int i;

	term_keys(t, "1g");
	for (i = 0; i < 40 && !term_has(t, row); i++)
		term_keys(t, "j");
	term_shows(t, row);
}

/* At twenty to eight for one o'clock: the fee is asked about, and taken. */
static void
cancelled_late(struct term *t, const char *row)
{
	go_to(t, row);
	step(t, "z", "the client cancelled, late");
	step(t, "c", "Why, in a few words");
	step(t, "the dog is ill<Enter>", "40.00");
	step(t, "y", "Cancelled");
}

/* While somebody is being booked another caller wants a time that is not free, and whoever
 * is at the door is looked up; then the booking goes on where it was. */
static void
interrupted(struct term *t)
{
	step(t, "1/wright", "Wright, Hannah");
	step(t, "<Enter>", "Must not be missed");
	step(t, "b", "Date");
	step(t, "thu<Enter>", "Start");
	step(t, "<C-g>due", "Go to or do");
	step(t, "<Enter>", "Due back");
	step(t, "n", "Waiting for a time");
	step(t, "martin<Enter>facial<Enter><C-s>", "Martin, Ella");
}

/* From To do where that has room, else from the list of what was begun. */
static void
taken_up_again(struct term *t, const char *list)
{
	step(t, "1q", "Today");
	step(t, list, "Booking, Wright");
	step(t, "<Enter>", "Book a visit");
	step(t, "11<C-s>", "Booked: Wright, Hannah, Thu 19 Mar 11:00a");
}

/* A booking is half typed when the line drops. */
static struct term *
the_line_drops(struct term *t, const char *db, const struct term_setup *setup)
{
	step(t, "1q/johnson grace", "Johnson, Grace");
	step(t, "<Enter>", "Must not be missed");
	step(t, "bfri<Enter>", "Start");
	term_keys(t, "3p");
	term_hangup(t);
	t = front_login(db, NULL, setup);
	term_shows(t, "1 draft kept: ");
	step(t, "<Enter>", "Book a visit");
	step(t, "<C-s>", "Booked: Johnson, Grace, Fri 20 Mar 3:00p");
	return t;
}

static void
the_rest_of_a_series(struct term *t)
{
	step(t, "1q/phillips megan", "Phillips, Megan");
	step(t, "<Enter>", "Must not be missed");
	step(t, "R", "The rest of a series");
	step(t, "b", "of the series. u takes");
}

/* One is not reached, one is; who waits takes the time that is free. */
static void
due(struct term *t)
{
	int i;

	step(t, "4", "Due back");
	step(t, "fn", "No answer: ");
	step(t, "fr", "Reached: ");
	term_keys(t, "<Tab>");		/* behind those who wait in the demo */
	for (i = 0; i < 20 && !term_has(t, "Martin, Ella  Facial"); i++)
		term_keys(t, "j");
	step(t, "b", "Book a visit");
	step(t, "<C-s>", "Booked: Martin, Ella");
}

static void
printed(struct term *t, const char *db)
{
	AUTO_FREE char *path = xasprintf("%s.exports/book-2026-03-16.txt", db);
	AUTO_FREE char *book = NULL;

	step(t, "1qP", "the next with visits, Mon 16 Mar");
	term_keys(t, "x");
	term_await(t, "Written:");
	book = test_read(path, NULL);
	assert_non_null(strstr(book, "Novak, Lena"));
	assert_non_null(strstr(book, "604 555 0123"));
}

static void
records_are(const char *db)
{
	long cancelled;

	booked(db, "2026-03-13", "09:45", "Thomas, Andre", "\"staff\": \"Dana Whitfield\"");
	booked(db, "2026-03-13", "09:45", "Großmann, Øyvind", "\"staff\": \"Dana Whitfield\"");
	cancelled = booked(db, "2026-03-13", "13:00", "Võ, Thị Hương", "\"status\": \"cancelled\"");
	became(db, "session", cancelled, "late", "true");
	became(db, "session", cancelled, "late_fee", "40.00");
	became(db, "session", cancelled, "reason", "\"the dog is ill\"");
	booked(db, "2026-03-16", "10:00", "Novak, Lena", "\"phone\": \"604 555 0123\"");
	became(db, "session", booked(db, "2026-03-17", "16:00", "Davis, Erin",
	    "\"service\": \"LED light therapy\""), "was_start", "\"14:00\"");
	booked(db, "2026-03-18", "15:00", "Evans, Erin", "\"service\": \"LED light therapy\"");
	booked(db, "2026-03-19", "11:00", "Wright, Hannah", "\"status\": \"booked\"");
	booked(db, "2026-03-20", "15:00", "Johnson, Grace", "\"status\": \"booked\"");
	booked(db, "2026-04-25", "13:00", "Phillips, Megan", "\"status\": \"booked\"");
	booked(db, "2026-05-23", "13:00", "Phillips, Megan", "\"status\": \"booked\"");
	became(db, "contact", 1, "outcome", "\"no_answer\"");
	became(db, "contact", 2, "outcome", "\"reached\"");
	/* three wait in the demo */
	became(db, "waiting", 4, "ended_for", "\"booked\"");
}

static void
day_of_calls(const struct term_setup *setup, const char *to_cancel, const char *to_draft)
{
	AUTO_FREE char *db = practice();
	struct term *t = front_login(db, NULL, setup);

	mireille_is_ill(t);
	new_caller(t);
	davis_tuesday_at_two(t);
	one_line_books(t);
	a_line_moves(t);
	cancelled_late(t, to_cancel);
	interrupted(t);
	taken_up_again(t, to_draft);
	t = the_line_drops(t, db, setup);
	the_rest_of_a_series(t);
	due(t);
	printed(t, db);
	assert_int_equal(term_leave(t, "QQ"), 0);
	records_are(db);
	front_check(db);
}

static void
a_day_of_calls(void **state)
{
	day_of_calls(&(struct term_setup){ .now = SEVEN_FORTY }, "►  1:00p", "<Tab>");
}

/* The same on a small old terminal: no colour, no UTF-8. */
static void
a_small_day_of_calls(void **state)
{
	static const char *const env[] = { "NO_COLOR=1", NULL };

	day_of_calls(&(struct term_setup){ .now = SEVEN_FORTY, .rows = 20, .cols = 60,
	    .term = "vt100", .locale = "C", .env = env }, ">  1:00p",
	    ":drafts<Enter>");
}

TEST_MAIN(
	cmocka_unit_test(a_day_of_calls),
	cmocka_unit_test(a_small_day_of_calls)
)
