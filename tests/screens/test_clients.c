/*
 * The list of clients and a client's page, driven by keys on a real practice file: what
 * they look like at each size and for each role, what the keys do, and that the front
 * desk is shown nothing medical.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lists/page.h"
#include "practice/rights.h"
#include "practice/watch.h"
#include "screens/client/client.h"
#include "screens/page_source.h"
#include "tests/support/driven.h"
#include "tests/support/visits.h"

static int
end(void **state)
{
	driven_end();
	return visits_end(state);
}

static int64_t
archived(int64_t client)
{
	struct err err;
	AUTO_RECORD struct record *r = client_get(v.mara, client, &err);

	OK(r != NULL);
	return record_int(r, "archived");
}

/* Anna has all that a page can show. */
static void
fill(void)
{
	int64_t mara = v.mara->staff->id;
	struct err err;

	OK(clinic_set(v.mara, v.anna, "phone", "555 0100", &err));
	OK(clinic_set(v.mara, v.anna, "email", "anna@lang.example", &err));
	OK(clinic_set(v.mara, v.anna, "address", "1 High Street", &err));
	OK(clinic_set(v.mara, v.anna, "city", "Leeds", &err));
	OK(clinic_set(v.mara, v.anna, "allergies", "latex", &err));
	OK(clinic_set(v.mara, v.anna, "medicines", "warfarin", &err));
	visits_screen(v.anna, NULL);
	visits_add(v.anna, v.needling, mara, "2026-02-10", "11:00", "done");
	visits_add(v.anna, v.facial, mara, "2026-02-24", "11:00", "no_show");
	visits_add(v.anna, v.needling, mara, "2026-03-20", "14:30", "booked");
}

static void
others(void)
{
	clinic_client(v.mara, "given", "Zed", NULL);
	clinic_client(v.mara, "given", "明美", "family", "山田", "phone",
	    "+81 3 1234 5678", NULL);
	clinic_client(v.mara, "given",
	    "Wilhelmina Alexandrina Frederika Paulina Maria", "family",
	    "van der Bergh-Montgomery zu Hohenlohe", "email",
	    "wilhelmina.alexandrina.frederika@example.org", NULL);
	clinic_client(v.mara, "given", "Bad\xE2\x80\xAE", "family", "Mallory", NULL);
}

/* --- the list --------------------------------------------------------------------------- */

static void
an_empty_list_says_what_to_press(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("2 d");
	assert_int_equal(archived(v.anna), 1);
	looks("clients-none-80x24");
	sees("n adds one.");
	keys("e");
	sees("No client selected. n adds one.");
}

static void
looks_whole_at_each_size(void **state)
{
	fill();
	others();
	driven_begin(v.mara, v.path, false);
	keys("2");
	looks("clients-80x24");
	driven_size(20, 60);
	looks("clients-60x20");
	driven_size(43, 132);
	looks("clients-132x43");
}

static void
is_found_while_typing(void **state)
{
	others();
	driven_begin(v.mara, v.path, false);
	keys("2 /");
	keys("lang");
	sees("Lang, Anna");
	sees_not("Mallory");
	keys("x");
	sees_not("Lang, Anna");
	keys("Backspace Enter");	/* the only one left is opened */
	assert_string_equal(ui_top(d->ui)->ops->name, "client");
	keys("q x");
	sees("Write ");
	keys("Esc q");
	sees("Mallory");
}

static void
archives_at_once_and_back(void **state)
{
	others();
	driven_begin(v.mara, v.path, false);
	keys("2 /");
	keys("lang");
	keys("Enter q d");
	assert_int_equal(archived(v.anna), 1);
	sees("Lang, Anna is archived");
	keys("v");
	sees("archived ones too");
	sees("Lang, Anna");
	keys("d");
	assert_int_equal(archived(v.anna), 0);
	keys("u");
	assert_int_equal(archived(v.anna), 1);
	keys("v");
	sees_not("Lang, Anna");
}

static void
who_may_not_is_told(void **state)
{
	driven_begin(v.books, v.path, false);
	keys("2");
	sees_not("Lang");
	sees("may not see clients");
	client_push(d, v.anna);
	sees("may not see clients");
}

/* --- the page ------------------------------------------------------------------------------ */

static void
overview_at_each_size(void **state)
{
	fill();
	driven_begin(v.mara, v.path, false);
	keys("2 Enter");
	looks("client-80x24");
	driven_size(20, 60);
	looks("client-60x20");
	keys("G");
	looks("client-60x20-end");
	driven_size(43, 132);
	looks("client-132x43");
}

static void
a_bare_client(void **state)
{
	int64_t zed = clinic_client(v.mara, "given", "Zed", NULL);

	driven_begin(v.mara, v.path, false);
	client_push(d, zed);
	looks("client-bare-80x24");
	keys("Tab");
	sees("b books one");
	keys("s");
	sees("No visit is booked");
	keys("Tab");
	sees("c asks");
	keys("Tab");
	sees("p checks out");
	keys("Enter");
	sees("nothing to open");
	keys("Tab Tab x");
	sees("Write ");
	keys("Esc");
	sees("Given name");
	keys("n");
	sees("keeps the history");
	keys("Tab");
	sees("A takes one from the inbox");
	keys("Tab");
	sees("n takes a consent");
	keys("Tab");
	sees("Must not be missed");
	keys("^P ^P ^P");
	sees("Given name");
}

static void
the_desk_sees_nothing_medical(void **state)
{
	static const char *const secrets[] = { "latex", "warfarin", "ALLERGY",
	    "OK to", "Skin" };
	size_t i;
	int tab;

	fill();
	driven_begin(v.desk, v.path, false);
	keys("2 Enter");
	looks("client-desk-80x24");
	sees("! see screening");
	for (tab = 0; tab < 6; tab++) {
		for (i = 0; i < ARRAY_LEN(secrets); i++)
			assert_false(shows(secrets[i]));
		keys("Tab");
	}
}

static void
visits_have_their_keys(void **state)
{
	int64_t id;

	fill();
	id = visits_add(v.anna, v.facial, v.mara->staff->id, SHEET_TODAY, "11:00",
	    "booked");
	driven_begin(v.mara, v.path, false);
	client_push(d, v.anna);
	keys("Tab");
	looks("client-visits-80x24");
	keys("j a");
	visits_is(id, "status", "here");
	sees("Here: Lang, Anna");
	keys("z");
	sees("What happened to Lang, Anna, Thu 12 Mar 11:00, mara?");
	keys("Esc Enter");
	sees("Change a visit");
}

/* Where no visit is selected, the keys of a visit do nothing but say so. */
static void
a_key_is_about_what_is_selected(void **state)
{
	static const char *const visit_keys[] = { "s", "m", "y", "z" };
	int64_t id;
	size_t i;

	fill();
	id = visits_add(v.anna, v.facial, v.mara->staff->id, SHEET_TODAY, "11:00",
	    "booked");
	driven_begin(v.mara, v.path, false);
	client_push(d, v.anna);
	for (i = 0; i < ARRAY_LEN(visit_keys); i++) {
		keys(visit_keys[i]);
		sees("Selected: Lang, Anna, Thu 12 Mar 11:00, mara.");
		keys("Tab");
		keys(visit_keys[i]);
		sees("No visit is selected");
		keys("Shift-Tab Shift-Tab");
	}
	visits_is(id, "status", "booked");
	keys("a");
	sees("Selected: Lang, Anna, Thu 12 Mar 11:00, mara.");
	visits_is(id, "status", "booked");
	/* the card is not edited, nor archived, from the visits */
	keys("d");
	sees("the client's own card");
	keys("e");
	sees("Change a visit");
	keys("Esc a");
	visits_is(id, "status", "here");
}

static void
history_tells_field_by_field(void **state)
{
	fill();
	driven_begin(v.mara, v.path, false);
	client_push(d, v.anna);
	keys("h");
	looks("client-history-80x24");
	keys("Enter");
	sees("One change");
	keys("q q");
	history_push(d, &record_client, v.anna);
	sees("History, Lang, Anna");
	keys("q");
	history_push(d, &record_client, 9999);
	sees_not("History, Lang");
}

static void
a_screening_is_read_reviewed_overridden(void **state)
{
	visits_screen(v.anna, "blood_thinner", "yes", NULL);
	driven_begin(v.mara, v.path, false);
	client_push(d, v.anna);
	keys("Tab Tab Enter");
	looks_at_each_size("screening-answers");
	looks_mono("screening-answers-mono-80x24");
	keys("Enter");
	keys("q e");
	looks("screening-change-80x24");
	keys("o Enter");
	sees("needs a reason");
	keys("healed Enter");
	sees("Say in words why the client may be treated anyway");
	keys("Space since Space then Enter");
	sees("Overridden by mara: healed since then");
	says("Overridden: BLOCK blood thinner: screening of Lang, Anna, Thu 12 Mar. It stays");
	sees("BLOCK, overridden");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM screening "
	    "WHERE override_reason = 'healed since then'"), 1);
	keys("e");
	sees("nothing to override");
}

static void
goes_to_the_neighbour(void **state)
{
	others();
	driven_begin(v.mara, v.path, false);
	keys("2 Enter Tab");
	sees("Lang, Anna");
	keys(".");
	sees("Mallory");
	sees("No visits yet");
	keys(", ,");
	sees("Lang, Anna");
	sees("no other client");
}

static void
a_colleagues_change_is_shown(void **state)
{
	struct err err;

	driven_begin(v.mara, v.path, false);
	client_push(d, v.anna);
	OK(clinic_set(v.ruth, v.anna, "allergies", "nickel", &err));
	desk_catch_up(d);
	sees("! ALLERGY nickel");
	keys("b");
	sees("Book a visit");
}

/* Statements run and rows stepped by a key and the painting behind it. */
static struct work
work_of(const char *key)
{
	practice_work(v.mara);
	keys(key);
	return practice_work(v.mara);
}

static void
a_key_reads_no_more_than_a_screenful(void **state)
{
	/* a place and the row itself, and the record where a field has added a column, for
	 * each that is shown and the one behind them; and one that counts */
	struct page_column columns[PAGE_CELLS];
	const int64_t each = page_columns(&page_clients, v.mara, columns) >
	    page_clients.n_columns ? 3 : 2, most = each * (24 + 1) + 1;
	int reads = 0, i;

	for (i = 0; i < 120; i++) {
		char family[] = "Aa";

		family[0] = (char)('A' + i % 26);
		family[1] = (char)('a' + i / 26);
		clinic_client(v.mara, "given", "Ada", "family", family, NULL);
	}
	driven_begin(v.mara, v.path, false);
	keys("2");
	assert_int_equal(work_of("j").statements, 0);
	for (i = 0; i < 100; i++) {
		struct work w = work_of(i < 50 ? "j" : "k");

		reads += w.statements > 0;
		assert_in_range(w.rows, 0, most);
	}
	assert_in_range(reads, 1, 10);
	assert_in_range(work_of("G").rows, 1, most);
	assert_in_range(work_of("^B").rows, 0, most);
	keys("/");
	assert_in_range(work_of("a").rows, 1, most);
	/* and the numbers that the words find, for the page and for the count; as these are
	 * few, where each is */
	assert_in_range(work_of("d").rows, 1, most + 3 * 120);
	assert_in_range(work_of("a").rows, 1, most + 3 * 120);
}

/* --- a person's rights ---------------------------------------------------------------------- */

static void
a_hold_is_put_on_and_ended(void **state)
{
	(void)state;
	visits_add(v.anna, v.facial, 1, "2015-02-02", "10:00", "done");
	driven_begin(v.mara, v.path, false);
	keys("2 D");
	sees("The years are over: nothing keeps these records any more.");
	keys("j Enter Enter");
	says("Say why the records are kept");
	keys("a Space claim Enter");
	says("are on hold. u undoes it.");
	sees("12 Mar 2026, mara: a claim");
	looks_at_each_size("rights-held");
	keys("j Enter");
	says("Not erased. On hold since 12 Mar 2026: a claim.");
	keys("k Enter Enter");
	says("Say why the hold ends");
	keys("settled Enter");
	says("on hold no more");
	sees("hold, ended");
	keys("u");
	sees("End the hold");
	keys("j j Enter");
	says("12 Mar 2026, mara: a claim");
	keys("x");
	sees("All that is held on Lang, Anna");
}

/* What is typed answers what was asked, also where a colleague was faster. */
static void
a_reason_to_hold_ends_no_hold(void **state)
{
	struct practice *other = clinic_open(v.path, "mara");
	struct err err;

	(void)state;
	driven_begin(v.mara, v.path, false);
	keys("2 D j Enter my Space client Space sues");
	OK(rights_hold(other, v.anna, "a complaint", &err));
	practice_close(other);
	driven_tick(1000, false);
	keys("Enter");
	says("on hold");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM hold WHERE released_on IS NULL "
	    "AND reason = 'a complaint'"), 1);
}

static void
a_client_is_erased(void **state)
{
	(void)state;
	visits_add(v.anna, v.facial, 1, "2015-02-02", "10:00", "done");
	driven_begin(v.mara, v.path, true);
	driven_tick(1000, false);
	sees("1 client past keeping");
	keys("Tab Enter");
	sees("Lang, Anna");
	sees("2 Feb 2025");
	keys("q 8 / retention Enter");
	looks_at_each_size("retention");
	keys("D j j Enter anna Space asked Enter");
	says("Say why without the name");
	keys("^U asked Space for Enter");
	sees("Lang, Anna is number 1.");
	keys("2 Enter");
	says("That is not the client's number.");
	keys("^U 1x Enter");
	says("That is not the client's number.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM erasure"), 0);
	keys("^U 1 Enter");
	in_front("text");
	sees("Backups made before still hold this person");
	sees("11 Mar 2028");
	keys("q");
	looks_at_each_size("rights-erased");
	keys("q");
	sees("Nobody's years are over.");
	driven_tick(1000, false);
	keys("1");
	sees_not("past keeping");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM erasure"), 1);
}

static void
rights_are_the_owners(void **state)
{
	(void)state;
	driven_begin(v.ruth, v.path, false);
	keys("2 D");
	in_front("clients");
	says("may not hold or erase a person's records; the owner may");
	keys("8 / retention Enter");
	in_front("practice");
	says("the owner may");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, visits_begin, end)

static void
a_form_of_the_erased_keeps_nothing(void **state)
{
	AUTO_BUF struct buf later = BUF_INIT;
	struct err err;

	(void)state;
	visits_add(v.anna, v.facial, 1, "2015-02-02", "10:00", "done");
	driven_begin(v.ruth, v.path, true);
	client_push(d, v.anna);
	keys("e Tab -Brown");
	OK(ui_keep(d->ui));
	OK(rights_erase(v.mara, v.anna, v.anna, "asked for", &later, &err));
	desk_catch_up(d);
	says("This client was erased: Esc leaves");
	keys("^S");
	says("Not saved: this client was erased; a person who comes again is a new client.");
	keys("Esc");
	in_front("client");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
}

TEST_MAIN(
    CASE(an_empty_list_says_what_to_press),
    CASE(looks_whole_at_each_size),
    CASE(is_found_while_typing),
    CASE(archives_at_once_and_back),
    CASE(who_may_not_is_told),
    CASE(overview_at_each_size),
    CASE(a_bare_client),
    CASE(the_desk_sees_nothing_medical),
    CASE(visits_have_their_keys), CASE(a_key_is_about_what_is_selected),
    CASE(history_tells_field_by_field),
    CASE(a_screening_is_read_reviewed_overridden),
    CASE(goes_to_the_neighbour),
    CASE(a_colleagues_change_is_shown),
    CASE(a_hold_is_put_on_and_ended), CASE(a_reason_to_hold_ends_no_hold),
    CASE(a_client_is_erased), CASE(a_form_of_the_erased_keeps_nothing),
    CASE(rights_are_the_owners),
    CASE(a_key_reads_no_more_than_a_screenful))
