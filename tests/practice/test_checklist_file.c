/*
 * Proves that a checklist is a file: what ships is clean and comes back as it is, what is
 * wrong is refused with its place and nothing of it is kept, what is odd is told, a draft is
 * published once and then stays, two editions are compared, and one is tried on the bookings
 * that stand.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "export/checklist_print.h"
#include "practice/checklist_effect.h"
#include "practice/checklist_file.h"
#include "practice/checklist_look.h"
#include "practice/history.h"
#include "practice/screening.h"
#include "practice/shipped.h"
#include "tests/support/visits.h"

#define CASE(name) cmocka_unit_test_setup_teardown(name, visits_begin, visits_end)

static struct err err;

/* A small one; its rule has a source that can be looked up. */
#define SOURCE "\"source\":\"House rules, edition 2, p. 4, checked 29 Nov 2026\""
#define ITEMS "{\"code\":\"wax\",\"ask\":\"Waxed?\",\"answers\":\"no=n=no|yes=y=yes\"}," \
	"{\"code\":\"wax_date\",\"ask\":\"When?\",\"type\":\"date\",\"only_if\":\"wax=yes\"}"
#define RULES "{\"item\":\"wax\",\"answer\":\"yes\",\"verdict\":\"defer\",\"window_n\":7," \
	"\"window_unit\":\"days\",\"counted_from\":\"wax_date\"," SOURCE "}"
#define FILE_OF(items, rules) "{\"code\":\"brow\",\"title\":\"Before a brow lift\"," \
	"\"valid_months\":3,\"items\":[" items "],\"rules\":[" rules "]}"
static const char good[] = FILE_OF(ITEMS, RULES);

static struct checklist *
parse(const char *json)
{
	struct checklist *c = checklist_parse(v.mara->db, json, &err);

	OK(c != NULL);
	return c;
}

static void
gather(const char *sentence, void *arg)
{
	buf_addf(arg, "%s\n", sentence);
}

static void
gather_flaw(const struct checklist_flaw *flaw, void *arg)
{
	buf_addf(arg, "%s: %s\n", flaw->place, flaw->text);
}

/* --- as a file ----------------------------------------------------------------------------- */

static bool
is_sound(const char *code, const char *json, UNUSED void *arg, struct err *e)
{
	struct checklist *c = checklist_parse(v.mara->db, json, e), *again;
	AUTO_FREE char *file = xasprintf("%s.json", v.path);
	AUTO_BUF struct buf text = BUF_INIT, differ = BUF_INIT, odd = BUF_INIT;

	if (c == NULL)
		fail_msg("%s: %s", code, e->text);
	checklist_look(c, gather_flaw, &odd);
	if (odd.len > 0)
		fail_msg("%s: %s", code, odd.s);
	assert_string_equal(record_text(c->head, "code"), code);
	OK(checklist_write(c, file, &err));
	OK(file_read(file, CHECKLIST_FILE_MAX, &text, &err));
	again = parse(text.s);
	checklist_diff(c, again, gather, &differ);
	assert_string_equal(differ.len > 0 ? differ.s : "", "");
	assert_int_equal(again->n_rules, c->n_rules);
	checklist_free(c);
	checklist_free(again);
	return true;
}

static void
what_ships_is_clean_and_comes_back_as_it_is(void **state)
{
	OK(shipped_each("checklists/", is_sound, NULL, &err));
}

static void
a_draft_is_published_once_and_stays(void **state)
{
	struct checklist *c = parse(good), *asked;
	AUTO_BUF struct buf said = BUF_INIT;
	struct undone undone;
	int64_t id, again;

	OK(checklist_add(v.mara, c, &id, &err));
	assert_null(checklist_named(v.mara, "brow", 0, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	asked = checklist_named(v.mara, "brow", 1, &err);
	OK(asked != NULL);
	assert_string_equal(record_text(asked->head, "state"), "draft");
	assert_int_equal(asked->n_items, 2);
	checklist_free(asked);
	/* one write, taken back as one */
	OK(checklist_add(v.mara, c, &again, &err));
	asked = checklist_named(v.mara, "brow", 2, &err);
	OK(asked != NULL);
	checklist_free(asked);
	OK(practice_undo(v.mara, &undone, &said, &err));
	assert_null(checklist_named(v.mara, "brow", 2, &err));

	REFUSED(checklist_retire(v.mara, id, &err), ERR_INVALID, "draft");
	OK(checklist_publish(v.mara, id, &err));
	REFUSED(checklist_publish(v.mara, id, &err), ERR_INVALID, "published");
	asked = checklist_named(v.mara, "brow", 0, &err);
	OK(asked != NULL && asked->n_rules == 1);
	checklist_free(asked);
	OK(checklist_retire(v.mara, id, &err));
	assert_null(checklist_named(v.mara, "brow", 0, &err));
	checklist_free(c);
}

static void
whoever_may_not_set_up_the_practice_adds_none(void **state)
{
	struct checklist *c = parse(good);
	int64_t id;

	REFUSED(checklist_add(v.desk, c, &id, &err), ERR_DENIED, "");
	OK(checklist_add(v.mara, c, &id, &err));
	REFUSED(checklist_publish(v.desk, id, &err), ERR_DENIED, "");
	checklist_free(c);
}

/* --- what is refused ------------------------------------------------------------------------ */

#define ITEM(more) "{\"code\":\"a\",\"ask\":\"A?\"," more "}"
#define CHOICE ITEM("\"answers\":\"no=n=no|yes=y=yes\"")
#define RULE(more) "{\"item\":\"a\",\"answer\":\"yes\",\"verdict\":\"block\"," more SOURCE "}"

static void
what_is_wrong_is_refused_with_its_place(void **state)
{
	static const struct { const char *json, *place, *why; } cases[] = {
		{ "", "its head", "Code is missing" },
		{ "[1, 2]", "[0]", "known" },
		{ "{1:\"a\"}", "not", "JSON" },
		{ "{\"name\":\"left-pad\",\"version\":\"1.0\"}", "name", "known" },
		{ FILE_OF(ITEMS, RULES) "x", "not", "JSON" },
		{ FILE_OF("", RULES), "checklist", "items" },
		{ FILE_OF(ITEMS, ""), "checklist", "rules" },
		{ FILE_OF(CHOICE "," CHOICE, RULE("")), "item 2, a", "same code" },
		{ FILE_OF(ITEM("\"answers\":\"no=n=no|yes=n=yes\""), RULE("")), "item 1, a",
		    "two answers have the key n" },
		{ FILE_OF(ITEM("\"answers\":\"no=n=no|yes=-=yes\""), RULE("")), "item 1, a",
		    "not known" },
		{ FILE_OF(ITEM("\"answers\":\"yes\""), RULE("")), "item 1, a", "value=key=label" },
		{ FILE_OF(ITEM("\"type\":\"choice\""), RULE("")), "item 1, a", "no answers" },
		{ FILE_OF(ITEM("\"type\":\"slider\""), RULE("")), "item 1, type", "slider" },
		{ FILE_OF(ITEM("\"type\":\"card\""), RULE("")), "item 1, a", "do not know it" },
		{ FILE_OF(CHOICE ",{\"code\":\"b\",\"ask\":\"B?\",\"answers\":\"no=n=no\",\"only_if\":"
		    "\"c=yes\"}", RULE("")), "item 2, b", "no such item" },
		{ FILE_OF(CHOICE ",{\"code\":\"b\",\"ask\":\"B?\",\"answers\":\"no=n=no\",\"only_if\":"
		    "\"a=maybe\"}", RULE("")), "item 2, b", "maybe" },
		{ FILE_OF(ITEM("\"answers\":\"yes=y=yes\",\"only_if\":\"b=yes\"") ",{\"code\":\"b\","
		    "\"ask\":\"B?\",\"answers\":\"yes=y=yes\",\"only_if\":\"a=yes\"}", RULE("")),
		    "item 1, a", "depends on itself" },
		{ FILE_OF(CHOICE, "{\"item\":\"b\",\"answer\":\"yes\",\"verdict\":\"block\"}"),
		    "rule 1, b", "no such item" },
		{ FILE_OF(CHOICE, "{\"item\":\"a\",\"answer\":\"maybe\",\"verdict\":\"block\"}"),
		    "rule 1, a", "maybe" },
		{ FILE_OF(CHOICE, "{\"item\":\"a\",\"answer\":\"yes\"}"), "rule 1", "Verdict" },
		{ FILE_OF(CHOICE, "{\"item\":\"a\",\"answer\":\"yes\",\"verdict\":\"ok\"}"),
		    "rule 1, a", "block, refer" },
		{ FILE_OF(CHOICE, "{\"item\":\"a\",\"verdict\":\"block\"}"), "rule 1, a",
		    "no answer" },
		{ FILE_OF(ITEMS, "{\"item\":\"wax\",\"answer\":\"yes\",\"verdict\":\"defer\","
		    "\"counted_from\":\"wax_date\"}"), "rule 1, wax", "window" },
		{ FILE_OF(CHOICE, RULE("\"window_n\":10000,\"window_unit\":\"months\",")),
		    "rule 1, window_n", "1000" },
		{ FILE_OF(CHOICE, RULE("\"window_n\":3,\"window_unit\":\"months\",")),
		    "rule 1, a", "counted from nothing" },
		{ FILE_OF(CHOICE, RULE("\"window\":3,")), "rule 1, window", "known" },
		{ FILE_OF("{\"code\":\"area_interval\",\"ask\":\"Last?\",\"type\":\"chart\"}",
		    "{\"item\":\"area_interval\",\"answer\":\"to_5x\",\"verdict\":\"defer\","
		    "\"window_n\":14,\"window_unit\":\"days\",\"counted_from\":\"area_interval\"}"),
		    "rule 1, area_interval", "to_50 or above_150" },
		{ FILE_OF(CHOICE, RULE("\"position\":3,")), "rule 1, position", "known" },
		{ FILE_OF(CHOICE, RULE("\"site\":\"perhaps\",")), "rule 1, site", "perhaps" },
		{ FILE_OF(ITEM("\"answers\":\"yes=y=\\u001b[2Jyes\""), RULE("")), "item 1, answers",
		    "" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct checklist *c;

		err_clear(&err);
		c = checklist_parse(v.mara->db, cases[i].json, &err);
		if (c != NULL || err.code != ERR_INVALID ||
		    strstr(err.text, cases[i].place) == NULL ||
		    strstr(err.text, cases[i].why) == NULL)
			fail_msg("case %zu: %s", i, c != NULL ? "it was taken" : err.text);
	}
}

/* As many items as may be, and one more. */
static void
a_checklist_has_an_end(void **state)
{
	int n;

	for (n = CHECKLIST_ITEMS_MAX; n <= CHECKLIST_ITEMS_MAX + 1; n++) {
		AUTO_BUF struct buf json = BUF_INIT;
		struct checklist *c;
		int i;

		err_clear(&err);
		buf_adds(&json, "{\"code\":\"long\",\"title\":\"Long\",\"items\":[");
		for (i = 0; i < n; i++)
			buf_addf(&json, "%s{\"code\":\"i%d\",\"ask\":\"?\",\"answers\":\"no=n=no|"
			    "yes=y=yes\"}", i > 0 ? "," : "", i);
		buf_adds(&json, "],\"rules\":[{\"item\":\"i0\",\"answer\":\"yes\",\"verdict\":"
		    "\"block\"}]}");
		c = checklist_parse(v.mara->db, json.s, &err);
		assert_int_equal(c != NULL, n <= CHECKLIST_ITEMS_MAX);
		assert_int_equal(err.code, n <= CHECKLIST_ITEMS_MAX ? ERR_NONE : ERR_INVALID);
		checklist_free(c);
	}
}

/* --- what is told --------------------------------------------------------------------------- */

static void
what_is_odd_is_told(void **state)
{
	static const struct { const char *json, *told; } cases[] = {
		{ FILE_OF(ITEMS, RULES), "" },
		{ FILE_OF(CHOICE ",{\"code\":\"b\",\"ask\":\"B?\",\"answers\":\"no=n=no\"}", RULE("")),
		    "item 2, b: no rule reads it.\n" },
		{ FILE_OF(CHOICE, RULE("") "," RULE("")), "rule 2, a: rule 1 is about the answer "
		    "\"yes\" too.\n" },
		{ FILE_OF(CHOICE, RULE("") ",{\"item\":\"a\",\"answer\":\"no,yes\",\"verdict\":"
		    "\"caution\"," SOURCE "}"), "rule 2, a: rule 1 is about the answer \"yes\" too and "
		    "says another verdict; the worse one counts.\n" },
		{ FILE_OF(CHOICE, "{\"item\":\"a\",\"answer\":\"yes\",\"verdict\":\"block\"}"),
		    "rule 1, a: it has no source.\n" },
		{ FILE_OF(CHOICE, "{\"item\":\"a\",\"answer\":\"yes\",\"verdict\":\"block\","
		    "\"source\":\"Manuals, checked 29 Nov 2026\"}"), "rule 1, a: nobody can look up "
		    "\"Manuals, checked 29 Nov 2026\": a source has an edition, a date or an "
		    "address.\n" },
		{ FILE_OF(CHOICE, "{\"item\":\"a\",\"answer\":\"yes\",\"verdict\":\"block\","
		    "\"source\":\"Manual, edition 3\"}"), "rule 1, a: its source does not end with the "
		    "day on which it was looked up, \"checked 29 Nov 2026\".\n" },
		{ FILE_OF(CHOICE, RULE("") ",{\"item\":\"a\",\"answer\":\"yes\",\"verdict\":\"caution\","
		    "\"enabled\":false," SOURCE "}"), "" },
		{ FILE_OF(ITEMS, "{\"item\":\"wax\",\"answer\":\"no\",\"verdict\":\"defer\","
		    "\"window_n\":7,\"window_unit\":\"days\",\"counted_from\":\"wax_date\"," SOURCE
		    "}"), "rule 1, wax: it can never fire: wax_date is asked only after other "
		    "answers.\n" },
		{ FILE_OF(ITEMS, RULES ",{\"item\":\"wax_date\",\"verdict\":\"defer\",\"window_n\":0,"
		    "\"window_unit\":\"days\",\"counted_from\":\"wax_date\"," SOURCE "}"),
		    "rule 2, wax_date: it can never fire: its window is 0.\n" },
		{ FILE_OF(ITEMS, "{\"item\":\"wax_date\",\"verdict\":\"defer\",\"window_n\":7,"
		    "\"window_unit\":\"days\",\"counted_from\":\"wax_date\"," SOURCE "}"),
		    "item 2, wax_date: it is never asked: no rule in force reads wax.\n"
		    "rule 1, wax_date: it can never fire: wax_date is never asked.\n" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		struct checklist *c = parse(cases[i].json);
		AUTO_BUF struct buf told = BUF_INIT;

		assert_int_equal(checklist_look(c, gather_flaw, &told), 0);
		assert_string_equal(told.len > 0 ? told.s : "", cases[i].told);
		checklist_free(c);
	}
}

static void
two_editions_are_compared(void **state)
{
	struct checklist *a = parse(good);
	struct checklist *b = parse(FILE_OF(ITEMS ",{\"code\":\"eye\",\"ask\":\"Eyes well?\","
	    "\"answers\":\"no=n=no|yes=y=yes\"}", "{\"item\":\"wax\",\"answer\":\"yes\",\"verdict\":"
	    "\"defer\",\"window_n\":14,\"window_unit\":\"days\",\"counted_from\":\"wax_date\"," SOURCE
	    "},{\"item\":\"eye\",\"answer\":\"no\",\"verdict\":\"block\"," SOURCE "}"));
	AUTO_BUF struct buf there = BUF_INIT, back = BUF_INIT;

	checklist_diff(a, b, gather, &there);
	assert_string_equal(there.s, "item eye is new.\nrule wax yes: Window was 7, is 14.\n"
	    "rule eye no is new.\n");
	checklist_diff(b, a, gather, &back);
	assert_string_equal(back.s, "item eye is gone.\nrule wax yes: Window was 14, is 7.\n"
	    "rule eye no is gone.\n");
	checklist_free(a);
	checklist_free(b);
}

/* --- before it is published ---------------------------------------------------------------- */

/* The shipped one, with a shorter wait after filler, cold sores referred, and a new question
 * that stops nobody before it is asked. */
static struct checklist *
another_edition(void)
{
	struct checklist *c = checklist_named(v.mara, "microneedling", 0, &err);
	size_t i, n;

	OK(c != NULL);
	for (i = n = 0; i < c->n_rules; i++) {
		const char *item = record_text(c->rules[i], "item");

		if (strcmp(item, "filler_date") == 0 && ++n)
			record_set_int(c->rules[i], "window_n", 14);
		if (strcmp(item, "cold_sores") == 0 && ++n)
			record_set_text(c->rules[i], "verdict", "refer");
	}
	assert_int_equal(n, 2);
	i = (size_t)checklist_item(c, "keloid");
	record_set_text(c->items[i], "code", "scars");
	for (n = 0; n < c->n_rules; n++)
		if (strcmp(record_text(c->rules[n], "item"), "keloid") == 0)
			record_set_text(c->rules[n], "item", "scars");
	return c;
}

static bool
gather_stop(const struct checklist_stop *s, void *arg)
{
	buf_addf(arg, "%s: %d %d %s\n", s->name, s->stops, s->stopped, s->why);
	return true;
}

static void
an_edition_is_tried_on_the_bookings_that_stand(void **state)
{
	int64_t bert = clinic_client(v.mara, "given", "Bert", "family", "Moor", "born",
	    "1985-05-05", "fitzpatrick", "II", NULL);
	int64_t cora = clinic_client(v.mara, "given", "Cora", "family", "Lund", NULL);
	AUTO_BUF struct buf told = BUF_INIT;
	struct checklist *was = another_edition(), *c, *present;
	struct checklist_effect x;
	int64_t id;

	visits_screen(v.anna, "filler_date", "2026-02-25", NULL);
	visits_screen(bert, "cold_sores", "yes", "antiviral", "taken_own", NULL);
	visits_add(v.anna, v.needling, 1, "2026-03-20", "9:00", "booked");
	visits_add(bert, v.needling, 1, "2026-03-20", "11:00", "confirmed");
	visits_add(bert, v.needling, 1, "2026-03-10", "11:00", "booked");	/* past */
	visits_add(cora, v.needling, 1, "2026-03-21", "11:00", "booked");
	visits_add(bert, v.facial, 1, "2026-03-22", "11:00", "booked");

	OK(checklist_add(v.mara, was, &id, &err));
	checklist_free(was);
	OK((c = checklist_load_edition(v.mara->db, id, &err)) != NULL);
	OK(checklist_effect(v.mara, c, gather_stop, &told, &x, &err));
	assert_string_equal(told.s,
	    "Lang, Anna, Fri 20 Mar 09:00, mara: 0 1 DEFER until 25 Mar 2026 (filler)\n"
	    "Moor, Bert, Fri 20 Mar 11:00, mara: 1 0 REFER cold sores\n");
	assert_int_equal(x.bookings, 3);
	assert_int_equal(x.unscreened, 1);
	assert_int_equal(x.stops, 1);
	assert_int_equal(x.freed, 1);
	assert_int_equal(x.unanswered, 2);
	REFUSED(checklist_effect(v.desk, c, NULL, NULL, &x, &err), ERR_DENIED, "");
	checklist_free(c);

	/* the one they were screened by changes nothing */
	OK((present = checklist_named(v.mara, "microneedling", 1, &err)) != NULL);
	OK(checklist_effect(v.mara, present, NULL, NULL, &x, &err));
	assert_int_equal(x.stops + x.freed + x.unanswered, 0);
	checklist_free(present);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(what_ships_is_clean_and_comes_back_as_it_is),
		CASE(a_draft_is_published_once_and_stays),
		CASE(whoever_may_not_set_up_the_practice_adds_none),
		CASE(what_is_wrong_is_refused_with_its_place),
		CASE(a_checklist_has_an_end),
		CASE(what_is_odd_is_told),
		CASE(two_editions_are_compared),
		CASE(an_edition_is_tried_on_the_bookings_that_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
