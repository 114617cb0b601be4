/*
 * The list of clients and a client's page, driven by keys on a real practice file: what
 * they look like at each size and for each role, what the keys do, and that the front
 * desk is shown nothing medical.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/watch.h"
#include "screens/client/client.h"
#include "screens/page_source.h"
#include "tests/support/golden.h"
#include "tests/support/visits.h"

static struct desk *d;

static void
open_desk(struct practice *p, int rows, int cols)
{
	d = desk_new(p, NULL, false);
	d->db = v.path;
	ui_resize(d->ui, rows, cols);
}

/* Keys by their names, separated by blanks. */
static void
press(const char *keys)
{
	AUTO_FREE char *all = xstrdup(keys);
	char *name, *rest;
	struct key key;

	for (name = strtok_r(all, " ", &rest); name != NULL;
	    name = strtok_r(NULL, " ", &rest)) {
		if (!key_named(name, &key))
			fail_msg("no key %s", name);
		ui_key(d->ui, &key);
		ui_draw(d->ui);
	}
}

static void
type(const char *text)
{
	struct key key = { .code = KEYS_TEXT };

	for (; *text != '\0'; text++) {
		key.text[0] = *text;
		ui_key(d->ui, &key);
		ui_draw(d->ui);
	}
}

static char *
seen(void)
{
	AUTO_BUF struct buf b = BUF_INIT;

	canvas_dump(ui_draw(d->ui), &b);
	return buf_steal(&b);
}

static void
looks(const char *name)
{
	AUTO_FREE char *text = seen();
	AUTO_FREE char *file = xasprintf("screens/%s.txt", name);

	golden_same(file, text);
}

static bool
shows(const char *text)
{
	AUTO_FREE char *all = seen();

	return strstr(all, text) != NULL;
}

static int
end(void **state)
{
	desk_free(d);
	d = NULL;
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
	open_desk(v.mara, 24, 80);
	press("2 d");
	assert_int_equal(archived(v.anna), 1);
	looks("clients-none-80x24");
	assert_true(shows("n adds one."));
	press("e");
	assert_true(shows("No client selected. n adds one."));
}

static void
looks_whole_at_each_size(void **state)
{
	fill();
	others();
	open_desk(v.mara, 24, 80);
	press("2");
	looks("clients-80x24");
	ui_resize(d->ui, 20, 60);
	looks("clients-60x20");
	ui_resize(d->ui, 43, 132);
	looks("clients-132x43");
}

static void
is_found_while_typing(void **state)
{
	others();
	open_desk(v.mara, 24, 80);
	press("2 /");
	type("lang");
	assert_true(shows("Lang, Anna"));
	assert_false(shows("Mallory"));
	press("x");
	assert_false(shows("Lang, Anna"));
	press("Backspace Enter");	/* the only one left is opened */
	assert_string_equal(ui_top(d->ui)->ops->name, "client");
	press("q x");
	assert_true(shows("Write "));
	press("Esc q");
	assert_true(shows("Mallory"));
}

static void
archives_at_once_and_back(void **state)
{
	others();
	open_desk(v.mara, 24, 80);
	press("2 /");
	type("lang");
	press("Enter q d");
	assert_int_equal(archived(v.anna), 1);
	assert_true(shows("Lang, Anna is archived"));
	press("v");
	assert_true(shows("archived ones too"));
	assert_true(shows("Lang, Anna"));
	press("d");
	assert_int_equal(archived(v.anna), 0);
	press("u");
	assert_int_equal(archived(v.anna), 1);
	press("v");
	assert_false(shows("Lang, Anna"));
}

static void
who_may_not_is_told(void **state)
{
	open_desk(v.books, 24, 80);
	press("2");
	assert_false(shows("Lang"));
	assert_true(shows("may not see clients"));
	client_push(d, v.anna);
	assert_true(shows("may not see clients"));
}

/* --- the page ------------------------------------------------------------------------------ */

static void
overview_at_each_size(void **state)
{
	fill();
	open_desk(v.mara, 24, 80);
	press("2 Enter");
	looks("client-80x24");
	ui_resize(d->ui, 20, 60);
	looks("client-60x20");
	press("G");
	looks("client-60x20-end");
	ui_resize(d->ui, 43, 132);
	looks("client-132x43");
}

static void
a_bare_client(void **state)
{
	int64_t zed = clinic_client(v.mara, "given", "Zed", NULL);

	open_desk(v.mara, 24, 80);
	client_push(d, zed);
	looks("client-bare-80x24");
	press("Tab");
	assert_true(shows("b books one"));
	press("s");
	assert_true(shows("No visit is booked"));
	press("Tab");
	assert_true(shows("c asks"));
	press("Tab");
	assert_true(shows("p checks out"));
	press("Enter");
	assert_true(shows("nothing to open"));
	press("Tab Tab x");
	assert_true(shows("Write "));
	press("Esc");
	assert_true(shows("Given name"));
	press("n");
	assert_true(shows("keeps the history"));
	press("Tab");
	assert_true(shows("Must not be missed"));
	press("^P");
	assert_true(shows("Given name"));
}

static void
the_desk_sees_nothing_medical(void **state)
{
	static const char *const secrets[] = { "latex", "warfarin", "ALLERGY",
	    "OK to", "Skin" };
	size_t i;
	int tab;

	fill();
	open_desk(v.desk, 24, 80);
	press("2 Enter");
	looks("client-desk-80x24");
	assert_true(shows("! see screening"));
	for (tab = 0; tab < 6; tab++) {
		for (i = 0; i < ARRAY_LEN(secrets); i++)
			assert_false(shows(secrets[i]));
		press("Tab");
	}
}

static void
visits_have_their_keys(void **state)
{
	int64_t id;

	fill();
	id = visits_add(v.anna, v.facial, v.mara->staff->id, SHEET_TODAY, "11:00",
	    "booked");
	open_desk(v.mara, 24, 80);
	client_push(d, v.anna);
	press("Tab");
	looks("client-visits-80x24");
	press("j a");
	visits_is(id, "status", "here");
	assert_true(shows("Here: Lang, Anna"));
	press("z");
	assert_true(shows("What happened to Lang, Anna, Thu 12 Mar 11:00, mara?"));
	press("Esc Enter");
	assert_true(shows("Change a visit"));
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
	open_desk(v.mara, 24, 80);
	client_push(d, v.anna);
	for (i = 0; i < ARRAY_LEN(visit_keys); i++) {
		press(visit_keys[i]);
		assert_true(shows("Selected: Lang, Anna, Thu 12 Mar 11:00, mara."));
		press("Tab");
		press(visit_keys[i]);
		assert_true(shows("No visit is selected"));
		press("Shift-Tab Shift-Tab");
	}
	visits_is(id, "status", "booked");
	press("a");
	assert_true(shows("Selected: Lang, Anna, Thu 12 Mar 11:00, mara."));
	visits_is(id, "status", "booked");
	/* the card is not edited, nor archived, from the visits */
	press("d");
	assert_true(shows("the client's own card"));
	press("e");
	assert_true(shows("Change a visit"));
	press("Esc a");
	visits_is(id, "status", "here");
}

static void
history_tells_field_by_field(void **state)
{
	fill();
	open_desk(v.mara, 24, 80);
	client_push(d, v.anna);
	press("h");
	looks("client-history-80x24");
	press("Enter");
	assert_true(shows("One change"));
	press("q q");
	history_push(d, &record_client, v.anna);
	assert_true(shows("History, Client Lang, Anna"));
	press("q");
	history_push(d, &record_client, 9999);
	assert_false(shows("History, Client"));
}

static void
a_screening_is_read_reviewed_overridden(void **state)
{
	visits_screen(v.anna, "blood_thinner", "yes", NULL);
	open_desk(v.mara, 24, 80);
	client_push(d, v.anna);
	press("Tab Tab Enter");
	looks("screening-answers-80x24");
	press("Enter");
	press("q e");
	looks("screening-change-80x24");
	press("o Enter");
	assert_true(shows("needs a reason"));
	type("healed");
	press("Enter");
	assert_true(shows("Overridden by mara: healed"));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM screening "
	    "WHERE override_reason = 'healed'"), 1);
	press("e");
	assert_true(shows("nothing to override"));
}

static void
goes_to_the_neighbour(void **state)
{
	others();
	open_desk(v.mara, 24, 80);
	press("2 Enter Tab");
	assert_true(shows("Lang, Anna"));
	press(".");
	assert_true(shows("Mallory"));
	assert_true(shows("No visits yet"));
	press(", ,");
	assert_true(shows("Lang, Anna"));
	assert_true(shows("no other client"));
}

static void
a_colleagues_change_is_shown(void **state)
{
	struct err err;

	open_desk(v.mara, 24, 80);
	client_push(d, v.anna);
	OK(clinic_set(v.ruth, v.anna, "allergies", "nickel", &err));
	desk_catch_up(d);
	assert_true(shows("! ALLERGY nickel"));
	press("b");
	assert_true(shows("Book a visit"));
}

/* Statements run and rows stepped by a key and the painting behind it. */
static struct work
work_of(const char *key)
{
	practice_work(v.mara);
	press(key);
	return practice_work(v.mara);
}

static void
a_key_reads_no_more_than_a_screenful(void **state)
{
	/* a place and the row itself, for each that is shown and the one behind them;
	 * and one that counts */
	const int64_t most = 2 * (24 + 1) + 1;
	int reads = 0, i;

	for (i = 0; i < 120; i++) {
		char family[] = "Aa";

		family[0] = (char)('A' + i % 26);
		family[1] = (char)('a' + i / 26);
		clinic_client(v.mara, "given", "Ada", "family", family, NULL);
	}
	open_desk(v.mara, 24, 80);
	press("2");
	assert_int_equal(work_of("j").statements, 0);
	for (i = 0; i < 100; i++) {
		struct work w = work_of(i < 50 ? "j" : "k");

		reads += w.statements > 0;
		assert_in_range(w.rows, 0, most);
	}
	assert_in_range(reads, 1, 10);
	assert_in_range(work_of("G").rows, 1, most);
	assert_in_range(work_of("^B").rows, 0, most);
	press("/");
	assert_in_range(work_of("a").rows, 1, most);
	assert_in_range(work_of("d").rows, 1, most);
	assert_in_range(work_of("a").rows, 1, most);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, visits_begin, end)

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
    CASE(a_key_reads_no_more_than_a_screenful))
