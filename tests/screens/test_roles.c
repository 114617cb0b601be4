/*
 * What each role meets on each screen: every action does something or says why not, and
 * nobody writes what their role may not.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/client/client.h"
#include "tests/support/driven_visits.h"

/* Moving where there is nowhere to go is no mistake. */
static bool
only_moves(enum act a)
{
	return (a >= ACT_up && a <= ACT_last) || a == ACT_next_pane || a == ACT_prev_pane ||
	    a == ACT_today || a == ACT_repaint || act_tab(a) >= 0;
}

static int silent;

static void
try_action(struct practice *p, const char *page, enum act a)
{
	AUTO_FREE char *before = NULL, *after = NULL;
	char key[16];
	struct err err;

	driven_begin(p, v.path, false);
	keys(page);
	if (ui_mode(d->ui) == MODE_LIST) {
		act_key(a, key);
		keys("^L");	/* a message of before is gone */
		before = seen();
		keys(key);
		after = seen();
		if (strcmp(before, after) == 0 && *ui_message(d->ui) == '\0' &&
		    !only_moves(a)) {
			print_message("# %s: %s (%s) on \"%s\" is silent\n",
			    record_text(p->staff, "login"), act_table[a].name, key, page);
			silent++;
		}
	}
	driven_end();
	if (a == ACT_archive)		/* a row again for those that come */
		OK(clinic_set(v.mara, v.anna, "archived", "no", &err));
}

/* A row in each list. */
static void
fill(void)
{
	struct err err;

	visits_add(v.anna, v.needling, 1, "2026-03-12", "14:00", "booked");
	OK(clinic_set(v.mara, v.anna, "email", "anna@example.org", &err));
	OK(clinic_set(v.mara, v.anna, "alert", "faints", &err));
	visits_screen(v.anna, NULL);
}

static void
every_key_answers(struct practice *p)
{
	size_t k;
	enum act a;

	silent = 0;
	for (k = 0; k < DRIVEN_PAGES; k++)
		for (a = ACT_NONE + 1; a < ACTS; a++)
			if (act_table[a].modes & (1u << MODE_LIST))
				try_action(p, driven_pages[k], a);
	assert_int_equal(silent, 0);
}

#define EVERY_KEY_ANSWERS(who) \
	static void every_key_answers_##who(void **state) \
	{ \
		fill(); \
		every_key_answers(v.who); \
	}
EVERY_KEY_ANSWERS(mara)
EVERY_KEY_ANSWERS(ruth)
EVERY_KEY_ANSWERS(desk)
EVERY_KEY_ANSWERS(books)

static void
every_key_answers_who_only_reads(void **state)
{
	struct practice *rita;

	fill();
	clinic_staff(v.mara, "rita", "read_only");
	rita = clinic_open(v.path, "rita");
	every_key_answers(rita);
	practice_close(rita);
}

/* The keys change nothing, and the message says who may. */
static void
refused(const char *names, const char *words)
{
	AUTO_FREE char *was = dbfile_dump(v.path), *is = NULL;

	keys(names);
	says(words);
	is = dbfile_dump(v.path);
	assert_string_equal(was, is);
}

static void
the_desk_is_told_why_not(void **state)
{
	fill();
	driven_begin(v.desk, v.path, false);
	refused("2 c", "may not screen clients; the owner or a practitioner may");
	keys("Enter Tab Tab");
	sees("Screening is for the owner, a practitioner or a read-only login.");
	looks_at_each_size("client-hidden");
	refused("Enter", "Screening is for the owner");
	refused("x", "Screening is for the owner");
	refused("c", "may not screen clients");
	refused("7", "may not see reports; the owner");
	/* forms say so before anything is typed, and what is there can be read */
	refused("8 Enter n", "may not change services");
	refused("e", "may not change services");
	sees("Facial");
	sees("Minutes");
	refused("q d", "may not change services");
	refused("q j j Enter n", "may not change settings and staff; the owner may");
	refused("x", "may not export");
}

static void
who_only_reads_is_told_why_not(void **state)
{
	struct practice *rita;

	fill();
	clinic_staff(v.mara, "rita", "read_only");
	rita = clinic_open(v.path, "rita");
	driven_begin(rita, v.path, false);
	refused("b", "may not change sessions; the owner, a practitioner or the front");
	refused("a", "may not change sessions");
	refused("s", "may not change sessions");
	refused("z", "may not change sessions");
	refused("2 n", "may not change clients");
	refused("e", "may not change clients");
	sees("Lang");
	refused("q w", "may not change newsletter");
	refused("r", "may not change reviews");
	driven_end();
	practice_close(rita);
}

static void
a_bookkeeper_is_told_why_not(void **state)
{
	fill();
	driven_begin(v.books, v.path, false);
	sees("Visits are for the owner, a practitioner");
	sees_not("Nothing is booked");
	refused("a", "may not change sessions; the owner, a practitioner");
	refused("z", "may not see clients");
	refused("2 Enter", "may not see clients; the owner, a practitioner");
	refused("5 Enter", "may not see clients");
	refused("6 Enter", "may not see clients");
}

/* --- lists ------------------------------------------------------------------------------ */

static void
visits_are_marked_on_a_clients_page(void **state)
{
	visits_add(v.anna, v.facial, 1, "2026-03-19", "11:00", "booked");
	visits_add(v.anna, v.facial, 1, "2026-03-26", "11:00", "booked");
	driven_begin(v.mara, v.path, false);
	keys("2 Enter Tab Space Space");
	says("2 marked");
	refused("m", "works on one at a time");
	refused("e", "works on one at a time");
	keys("x");
	sees("Write the 2 marked to a file");
	keys("Esc y");
	says("Confirmed: 2 visits");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session WHERE "
	    "status = 'confirmed'"), 2);
	keys("u");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session WHERE "
	    "status = 'booked'"), 2);
	refused("Tab Space", "Nothing here can be marked");
}

static void
where_nothing_is_marked_that_is_said(void **state)
{
	static const char *const lists[] = { "5 Space", "8 Space", "8 Enter Space",
	    "2 Enter Space" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(lists); i++) {
		driven_begin(v.mara, v.path, false);
		refused(lists[i], "Nothing here can be marked");
		driven_end();
	}
	driven_begin(v.mara, v.path, false);
	refused("6 Space", "one address at a time");
	keys("2 Space x");
	sees("Write the 1 marked to a file");
}

static void
lists_have_their_history_and_say_what_is_not_done(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("8 Enter h");
	sees("History, Service");
	sees("Facial");
	keys("q q j j Enter h");
	sees("History, Staff");
	keys("q q / everybody Enter");
	sees("Receipts");
	refused("h", "No receipt selected. n starts one");
	refused("d", "A receipt stays in the records");
	keys("n");
	sees("Check out");
	keys("^X 5");
	refused("d", "A review stays in the records");
	refused("6 d", "An address stays in the records");
}

TEST_MAIN(
	CASE(every_key_answers_mara),
	CASE(every_key_answers_ruth),
	CASE(every_key_answers_desk),
	CASE(every_key_answers_books),
	CASE(every_key_answers_who_only_reads),
	CASE(the_desk_is_told_why_not),
	CASE(who_only_reads_is_told_why_not),
	CASE(a_bookkeeper_is_told_why_not),
	CASE(visits_are_marked_on_a_clients_page),
	CASE(where_nothing_is_marked_that_is_said),
	CASE(lists_have_their_history_and_say_what_is_not_done))
