/*
 * A new client who shares something with another, driven by keys: the other is shown
 * before anything is saved, and taken, or the new one is saved all the same, or the form
 * is there again; archived clients are found; the front desk sees nothing medical.
 */
#include <stdlib.h>
#include <string.h>

#include "practice/drafts.h"
#include "practice/duplicates.h"
#include "practice/picks.h"
#include "screens/client/client.h"
#include "screens/forms.h"
#include "screens/record_form.h"
#include "tests/support/driven_visits.h"

static int
clients(void)
{
	return (int)dbfile_int(v.path, "SELECT count(*) FROM client");
}

/* Anna can be reached, and reacts to latex. */
static void
fill(void)
{
	struct err err;

	OK(clinic_set(v.mara, v.anna, "phone", "416 555 0100", &err));
	OK(clinic_set(v.mara, v.anna, "email", "anna@lang.example", &err));
	OK(clinic_set(v.mara, v.anna, "allergies", "latex", &err));
}

static void
the_other_is_shown_before_saving(void **state)
{
	fill();
	driven_begin(v.mara, v.path, false);
	keys("2 n anna Enter lang ^S");
	sees("Lang, Anna: same names");
	sees("416 555 0100");
	sees("ALLERGY latex");
	looks_at_each_size("alike");
	assert_int_equal(clients(), 1);
	/* no other key answers */
	keys("x y Space");
	assert_int_equal(clients(), 1);
	keys("Esc");
	sees("New client");
	sees("anna");
	keys("^S");
	sees("same names");
	keys("n");
	assert_int_equal(clients(), 2);
}

static void
enter_opens_the_one_who_is_there(void **state)
{
	fill();
	driven_begin(v.mara, v.path, false);
	keys("2 n annie Enter lange Enter Enter Enter +14165550100 ^S");
	sees("Lang, Anna: same phone");
	keys("Enter");
	assert_int_equal(clients(), 1);
	sees("Must not be missed");
	says("Lang, Anna was a client already");
	/* what was typed is there still */
	keys("q 1");
	sees("New client, lange, annie");
}

static void
a_booking_takes_the_one_who_is_there(void **state)
{
	struct session_preset preset = { .day = DATE_NONE, .start = -1 };

	fill();
	driven_begin(v.desk, v.path, false);
	form_session_new(d, &preset);
	keys("annie Down Enter 4165550100");
	/* at once, below the number, with what must not be missed */
	sees("Lang, Anna, 416 555 0100");
	sees("same phone");
	sees("! see screening");
	looks_at_each_size("alike-booking");
	keys("Down Enter");
	sees("Book a visit");
	sees("Lang, Anna");
	sees_not("Phone");
	sees_not("416 555 0100");
	keys("fac Enter");
	sees("Facial");
	keys("^X");
	/* passed over, they are asked about once more before anybody is added */
	form_session_new(d, &preset);
	keys("annie Down Enter 4165550100 Enter fac Enter Enter tue Enter 2 ^S");
	sees("Lang, Anna: same phone");
	assert_int_equal(clients(), 1);
	keys("Enter");
	says("Lang, Anna was a client already");
	keys("^S");
	says("Booked: Lang, Anna, Tue 17 Mar 14:00");
	assert_int_equal(clients(), 1);
}

/* Between the question and its answer a colleague adds the same person. */
static void
the_second_is_shown_the_first(void **state)
{
	fill();
	driven_begin(v.mara, v.path, false);
	keys("2 n anna Enter lang Enter Enter Enter 4165550177 ^S");
	sees("Lang, Anna: same names");
	clinic_client(v.desk, "given", "Anne", "family", "Long", "phone", "416 555 0177",
	    NULL);
	keys("n");
	sees("Long, Anne: same phone");
	assert_int_equal(clients(), 2);
	keys("n");
	assert_int_equal(clients(), 3);
	keys("q 1 b annie Space lung Down Enter 4165550178 Enter fac Enter Enter tue Enter "
	    "2");
	clinic_client(v.desk, "given", "Annie", "family", "Lung", "phone", "416 555 0178",
	    NULL);
	keys("^S");
	sees("Lung, Annie: same names and phone");
	assert_int_equal(clients(), 4);
}

/* The same inside the write, for who looked and found nobody. */
static void
nobody_is_added_twice_in_one_second(void **state)
{
	AUTO_RECORD struct record *one = record_new(&record_client);
	AUTO_RECORD struct record *two = NULL, *visit = session_new(v.mara, 0, false);
	AUTO_BUF struct buf name = BUF_INIT;
	int64_t known = clients_known(v.mara);
	struct err err;

	record_set_text(one, "given", "Bo");
	record_set_text(one, "family", "Ek");
	two = record_copy(one);
	OK(client_add_unlike(v.desk, one, known, NULL, &err));
	REFUSED(client_add_unlike(v.mara, two, known, NULL, &err), ERR_STALE,
	    "changed a client like this. Ek, Bo: same names");
	record_set_int(visit, "service", v.facial);
	record_set_text(visit, "date", "2026-03-17");
	record_set_int(visit, "start", 840);
	REFUSED(session_book(v.mara, visit, two, known, NULL, NULL, &err), ERR_STALE,
	    "Ek, Bo");
	assert_int_equal(two->id, 0);
	OK(session_book(v.mara, visit, two, clients_known(v.mara), NULL, NULL, &err));
	assert_int_equal(record_int(visit, "client"), two->id);
	/* a link to it is told in words, never by its number */
	OK(pick_name(v.mara, &record_session, visit->id, &name, &err));
	assert_string_equal(name.s, "Ek, Bo, Tue 17 Mar 14:00, mara");
}

static void
archived_ones_count(void **state)
{
	struct err err;

	fill();
	OK(clinic_set(v.mara, v.anna, "archived", "yes", &err));
	driven_begin(v.mara, v.path, false);
	keys("2 n eve Tab adams Tab Tab Tab Tab ANNA@lang.example ^S");
	sees("Lang, Anna (archived): same e-mail");
	keys("n");
	assert_int_equal(clients(), 2);
}

static void
the_desk_sees_nothing_medical(void **state)
{
	fill();
	driven_begin(v.desk, v.path, false);
	keys("2 n anna Enter lang ^S");
	sees("Lang, Anna: same names");
	sees("! see screening");
	sees_not("latex");
}

static void
a_birth_date_tells_two_apart(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("2 n anna Enter lang Enter Enter 1990-02-03 ^S");
	assert_int_equal(clients(), 2);
}

static void
changed_into_another_is_said(void **state)
{
	fill();
	clinic_client(v.mara, "given", "Eve", "family", "Adams", NULL);
	driven_begin(v.mara, v.path, false);
	keys("2 / adams Enter e Tab Tab Tab Tab 4165550100 ^S");
	sees("There is another like this: Lang, Anna");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client "
	    "WHERE phone = '4165550100'"), 1);
}

/* Many of one name: the one with the birth date comes first all the same. */
static void
a_common_name_hides_nobody(void **state)
{
	struct alike all[ALIKE_SHOWN];
	AUTO_RECORD struct record *who = record_new(&record_client);
	struct err err;
	size_t n;
	bool more;
	int64_t last = 0;
	int i;

	for (i = 0; i < 30; i++)
		last = clinic_client(v.mara, "given", "Maria", "family", "Garcia",
		    "born", i < 29 ? "1970-01-01" : "1991-05-06", NULL);
	record_set_text(who, "given", "María");
	record_set_text(who, "family", "García");
	record_set_text(who, "born", "1991-05-06");
	OK(clients_alike(v.mara, who, all, &n, &more, &err));
	assert_int_equal(n, 1);
	assert_int_equal(all[0].client, last);
	record_set_text(who, "born", NULL);
	practice_work(v.mara);
	OK(clients_alike(v.mara, who, all, &n, &more, &err));
	assert_int_equal(n, ALIKE_SHOWN);
	assert_true(more);
	/* the cost is that of those who are alike, not of all */
	assert_in_range(practice_work(v.mara).rows, 1, 200);
	REFUSED(clients_alike(v.books, who, all, &n, &more, &err), ERR_DENIED,
	    "may not see clients");
}

TEST_MAIN(
	CASE(the_other_is_shown_before_saving),
	CASE(enter_opens_the_one_who_is_there),
	CASE(a_booking_takes_the_one_who_is_there),
	CASE(the_second_is_shown_the_first),
	CASE(nobody_is_added_twice_in_one_second),
	CASE(archived_ones_count),
	CASE(the_desk_sees_nothing_medical),
	CASE(a_birth_date_tells_two_apart),
	CASE(changed_into_another_is_said),
	CASE(a_common_name_hides_nobody))
