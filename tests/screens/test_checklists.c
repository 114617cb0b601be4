/*
 * Proves that the owner sees every edition of a checklist with its items and rules in words, and
 * edits a draft by keys: what is wrong is refused with words and nothing of it is kept, and what
 * publishing would do to the bookings that stand is on the screen before it is done.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/checklist_file.h"
#include "practice/preflight.h"
#include "screens/offer.h"
#include "screens/record_form.h"
#include "tests/support/driven_visits.h"

static void
checklists(void)
{
	driven_begin(v.mara, v.path, false);
	checklists_push(d);
}

/* The page of the edition in force of the shipped one. */
static void
microneedling(void)
{
	checklists();
	keys("/ Before Space micro Enter Enter");
	in_front("checklist");
	sees("microneedling, edition 1, published");
}

/* A small one of the practice's own, published, and its page: what ships may change. */
static const char brow[] = "{\"code\":\"brow\",\"title\":\"Before a brow lift\",\"valid_months\":3,"
    "\"items\":[{\"code\":\"lotion\",\"ask\":\"Reaction to lift lotion, tape or pads, ever?\","
    "\"answers\":\"no=n=no|mild=m=mild, long ago|yes=y=yes\",\"every_visit\":true},"
    "{\"code\":\"wax\",\"ask\":\"Waxed?\",\"answers\":\"no=n=no|yes=y=yes\"},"
    "{\"code\":\"wax_date\",\"ask\":\"When?\",\"type\":\"date\",\"only_if\":\"wax=yes\"},"
    "{\"code\":\"patch_date\",\"ask\":\"Last patch test\",\"type\":\"date\"},"
    "{\"code\":\"age\",\"ask\":\"Age from the card\",\"type\":\"card\"}],"
    "\"rules\":[{\"item\":\"lotion\",\"answer\":\"yes\",\"verdict\":\"block\",\"override\":\"owner\","
    "\"guidance\":\"Do not treat with that lotion.\",\"source\":\"House rules, edition 2, p. 4, "
    "checked 29 Nov 2026\"},{\"item\":\"lotion\",\"answer\":\"mild\",\"verdict\":\"caution\","
    "\"site\":true,\"enabled\":false},{\"item\":\"wax\",\"answer\":\"yes\",\"verdict\":\"defer\","
    "\"window_n\":1,\"window_unit\":\"months\",\"counted_from\":\"wax_date\","
    "\"override\":\"practitioner\"},{\"item\":\"patch_date\",\"answer\":\"required\","
    "\"verdict\":\"defer\",\"window_n\":2,\"window_unit\":\"days\",\"counted_from\":\"patch_date\"}]}";

static void
brow_lift(bool ascii)
{
	struct err err;
	struct checklist *c = checklist_parse(v.mara->db, brow, &err);
	int64_t id;

	OK(c != NULL && checklist_add(v.mara, c, &id, &err) && checklist_publish(v.mara, id, &err));
	checklist_free(c);
	visits_set(&record_service, v.facial, "checklist", "brow");
	driven_begin(v.mara, v.path, ascii);
	checklists_push(d);
	keys("/ brow");
}

static void
editions_are_listed(void **state)
{
	checklists();
	sees("Before microneedling");
	driven_end();
	brow_lift(false);
	sees("Asked by");
	looks_at_each_size("checklists");
	keys("Enter");
	looks_at_each_size("checklist-edition");
	keys("e");
	looks("checklist-next-80x24");
}

static void
an_edition_has_its_items_and_rules(void **state)
{
	microneedling();
	sees("asked by Microneedling");
	sees("n no; p pregnant; u n");
	keys("Enter");
	in_front("text");
	sees("Do not treat during pregnancy.");
	keys("q Tab");
	sees("Do not treat over active acne");
	keys("Enter");
	sees("Rule 1, acne");
	sees("The practice's own page on microneedling");
	/* nothing is to be looked at in what is published */
	keys("q Tab");
	sees("1 Pregnant or nursing?");
	keys("/ cystic Enter");
	keys("j");
	sees("grade III, grade IV, cystic: Do not treat over");
	sees_not("Rosacea");
}

static void
an_edition_in_ascii(void **state)
{
	AUTO_FREE char *text = NULL;
	const char *c;

	brow_lift(true);
	keys("Enter Tab");
	looks_mono("checklist-edition-ascii-80x24");
	text = seen();
	for (c = text; *c != '\0'; c++)
		assert_true((unsigned char)*c < 0x80);
}

/* --- a draft ------------------------------------------------------------------------------- */

static int64_t items, rules;	/* of the edition that ships */

static int64_t
count_of(const char *table, int edition)
{
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM %s JOIN checklist k ON k.id = checklist "
	    "WHERE k.code = 'microneedling' AND k.edition = %d", table, edition);

	return dbfile_int(v.path, sql);
}

static int64_t
count(const char *table)
{
	return count_of(table, 2);
}

/* A draft of the next edition, on its page. */
static void
next_edition(void)
{
	items = count_of("checklist_item", 1);
	rules = count_of("checklist_rule", 1);
	microneedling();
	keys("=");
	sees("microneedling, edition 2, draft");
}

static void
what_is_published_begins_the_next_edition(void **state)
{
	next_edition();
	keys("u");
	says("Undone");
	assert_int_equal(count("checklist_rule"), 0);
	sees("edition 1, published");	/* its page has gone with it */
	keys("e");
	sees("Edition 1 of Before microneedling is published and stays as it is");
	keys("b");
	sees("edition 2, draft  valid 6 months");
	assert_int_equal(count("checklist_item"), items);
	assert_int_equal(count("checklist_rule"), rules);
	keys("q n");
	sees("Edition 1 of Before microneedling is published and stays as it is");
	keys("Esc d");
	sees("Edition 1 of Before microneedling is published and stays as it is");
}

static void
a_question_and_its_rule_are_added(void **state)
{
	next_edition();
	driven_pressed();
	keys("n q Tanned Space today? Enter Enter Enter n Space No; Space y Space Yes Enter Enter "
	    "Enter 3 ^S");
	says("Tanned today?  n No; y Yes");
	sees("Rule about tanned_today");
	looks_at_each_size("checklist-rule");
	keys("y Enter bl Enter Enter Enter Enter Enter Wait. Enter Home Space rules, Space edition "
	    "Space 2, Space checked Space 29 Space Nov Space 2026 ^S");
	says("Added: tanned_today");
	print_message("# a question with two answers and a rule: %d keys\n", driven_pressed());
	assert_int_equal(count("checklist_item"), items + 1);
	assert_int_equal(dbfile_int(v.path, "SELECT position FROM checklist_item WHERE answers = "
	    "'no=n=No|yes=y=Yes'"), 3);
	assert_int_equal(dbfile_int(v.path, "SELECT b.position FROM checklist_item a JOIN checklist k "
	    "ON k.id = a.checklist JOIN checklist_item b ON b.code = a.code JOIN checklist n ON n.id = "
	    "b.checklist WHERE k.code = 'microneedling' AND n.code = k.code AND k.edition = 1 AND "
	    "n.edition = 2 AND a.position = 3"), 4);
	sees("3 Tanned today?");
	sees_not("to be looked at");
	/* its words change, the value that the rule names stays; another answer is another value */
	keys("j j e");
	sees("n No; y Yes");
	keys("Tab Tab Tab ^U n Space No; Space j Space Ja ^S");
	says("tanned_today: tanned_today has no answer \"yes\".");
	keys("^U n Space No; Space y Space Yes, Space now ^S");
	says("Saved: tanned_today");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM checklist_item WHERE answers = "
	    "'no=n=No|yes=y=Yes, now'"), 1);
	/* it goes with its rule, and comes back with it */
	keys("d");
	says("Removed: tanned_today with its 1 rule. u undoes it.");
	assert_int_equal(count("checklist_rule"), rules);
	keys("u");
	says("Undone: Removed checklist item tanned_today");
	assert_int_equal(count("checklist_rule"), rules + 1);
	assert_int_equal(count("checklist_item"), items + 1);
}

static void
what_is_wrong_is_refused_and_nothing_is_kept(void **state)
{
	static const struct { const char *keys, *words; } cases[] = {
		/* items */
		{ "n q A? Enter ^U acne Enter Enter n Space No ^S", "has the code acne already." },
		{ "n q A? Enter ^U A Space b Enter Enter n Space No ^S", "A code is small letters" },
		{ "n q A? Enter Enter Enter n Space No; Space n Space Never Enter",
		    "Two answers have the key n: \"No\" and \"Never\"." },
		{ "n q A? Enter Enter Enter - Space unknown Enter", "says not known" },
		{ "n q A? Enter Enter Enter No Enter", "An answer is a key, a blank and its words" },
		{ "n q A? Enter Enter Enter ^S", "it has no answers." },
		{ "n q A? Enter Enter Enter n Space No Enter sun Enter", "It names an item" },
		{ "n q A? Enter Enter Enter n Space No Enter sun=q Enter",
		    "\"q\" is no answer of sun: it has n none; b sunburn" },
		{ "n q A? Enter ^U circle Enter Enter n Space No Enter circle=no Enter Enter ^S",
		    "whether it is asked depends on itself" },
		/* rules */
		{ "n r 9 Enter", "\"9\" is no answer of pregnancy" },
		{ "n r p Enter def Enter 10000 Enter", "Window must be" },
		{ "n r p Enter def Enter 10 Enter ^S", "counted from" },
		{ "n r Shift-Tab ^U hair Enter", "There is no item \"hair\"; ^P lists them." },
	};
	size_t i;

	next_edition();
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		keys(cases[i].keys);
		sees(cases[i].words);
		keys("^X");
		in_front("checklist");
		assert_int_equal(count("checklist_item"), items);
		assert_int_equal(count("checklist_rule"), rules);
	}
	/* what others count from stays */
	keys("/ self-tan Enter j d");
	says("is counted from sun_date, and there is no such item.");
	assert_int_equal(count("checklist_item"), items);
}

static void
escapes_are_no_text(void **state)
{
	next_edition();
	keys("e");
	record_form_type(d, "ask", "Pale\033[2J?");
	keys("^S");
	sees("Pale[2J?");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM checklist_item WHERE "
	    "ask = 'Pale[2J?'"), 1);
}

static void
what_is_typed_outlives_the_line(void **state)
{
	next_edition();
	keys("n q Waxed?");
	assert_true(ui_keep(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, false);
	says("1 draft kept");
	keys("Enter Enter Enter Enter n Space No; Space y Space Yes ^S");
	sees("Rule about waxed");
	assert_int_equal(count("checklist_item"), items + 1);
}

static void
answers_are_chosen_from_a_list(void **state)
{
	next_edition();
	keys("j j j j j n r ^P");
	sees("grade II");
	keys("cyst Enter");
	sees("Answer        cystic");
	keys("^P grade Space III Enter");
	sees("Answer        cystic,3");
	keys("Shift-Tab ^P rosa Enter");
	sees("Item          rosacea");
	keys("^X");
}

static void
a_checklist_is_begun_from_nothing(void **state)
{
	checklists();
	keys("n Before Space a Space tint Enter Tint Enter");
	keys("^S");
	sees("A code is small letters");
	keys("^U tint ^S");
	says("Added: Before a tint");
	sees("tint, edition 1, draft  valid 6 months  0 items, 0 rules");
	sees("Nothing is in it yet. n begins with a question.");
	keys("n Dyed? Enter Enter Enter n Space No; Space y Space Yes ^S y Enter block ^S");
	says("Added: dyed");
	sees("1 item, 1 rule");
	/* its source is to be looked at, and leads to the rule */
	keys("Shift-Tab");
	sees("rule 1, dyed: it has no source.");
	keys("Enter e");
	sees("Rule about dyed");
}

static void
one_is_retired_and_comes_back(void **state)
{
	next_edition();
	keys("q q k");
	sees("draft");
	keys("d");
	says("This edition is draft: only what is published is retired.");
	keys("j d");
	sees("Retire edition 1 of Before microneedling? Then no edition is asked");
	keys("r");
	says("Retired, v shows it: Before microneedling, edition 1. u undoes it.");
	keys("u");
	says("Undone");
}

/* --- publishing ------------------------------------------------------------------------------- */

static bool
can_start(int64_t visit)
{
	struct preflight flight;
	struct err err;
	size_t i;

	OK(session_preflight(v.mara, visit, &flight, &err));
	for (i = 0; i < flight.n; i++)
		if (strcmp(flight.lines[i].code, "verdict") == 0)
			return flight.lines[i].met;
	fail_msg("no verdict");
	return false;
}

/* The owner's day: one window longer, seen, published; who is booked is told. */
static void
a_rule_is_changed_while_a_booking_stands(void **state)
{
	int64_t visit = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", "14:00",
	    "booked");
	struct preflight flight;
	struct err err;

	visits_screen(v.anna, "toxin_date", "2026-02-20", NULL);
	next_edition();
	driven_pressed();
	keys("/ toxin Enter j e Tab Tab Tab ^U 40 ^S y");
	looks_at_each_size("checklist-publish");
	looks_mono("checklist-publish-mono-80x24");
	sees("1 open booking: it stops 1 more; 0 more pass once screened");
	sees("Lang, Anna, Thu 12 Mar 14:00, mara: DEFER until 1 Apr 2026 (toxin)");
	assert_true(can_start(visit));
	keys("y");
	print_message("# a window changed and published: %d keys\n", driven_pressed());
	says("Published: asked from now on");
	sees("edition 2, published");
	keys("u");
	says("A published checklist stays as it is: begin the next edition, or retire this one");
	/* she was screened by the edition before, and is told at the desk */
	OK(session_preflight(v.mara, visit, &flight, &err));
	assert_false(flight.can_start);
	assert_string_equal(flight.headline, "Cannot start: DEFER until 1 Apr 2026 (toxin)");
	OK(checklist_retire(v.mara, dbfile_int(v.path, "SELECT id FROM checklist WHERE code = "
	    "'microneedling' AND edition = 2"), &err));
	assert_true(can_start(visit));
}

static void
others_only_read(void **state)
{
	driven_begin(v.ruth, v.path, false);
	checklists_push(d);
	keys("Enter n");
	says("may not change settings");
	keys("=");
	says("may not change settings");
	keys("Enter");
	in_front("text");
}

TEST_MAIN(CASE(editions_are_listed), CASE(an_edition_has_its_items_and_rules),
    CASE(an_edition_in_ascii), CASE(what_is_published_begins_the_next_edition),
    CASE(a_question_and_its_rule_are_added), CASE(what_is_wrong_is_refused_and_nothing_is_kept),
    CASE(escapes_are_no_text), CASE(what_is_typed_outlives_the_line),
    CASE(answers_are_chosen_from_a_list), CASE(a_checklist_is_begun_from_nothing),
    CASE(one_is_retired_and_comes_back),
    CASE(a_rule_is_changed_while_a_booking_stands), CASE(others_only_read))
