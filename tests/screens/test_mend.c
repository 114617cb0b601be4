/*
 * What fields read by keys, and where a line that is missing leads: a day alone, now, a
 * number of a scale; each kind of pre-flight line to the very field that mends it; a
 * repeat screening within its count of keys.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/clients.h"
#include "practice/reviews.h"
#include "practice/screening_form.h"
#include "screens/forms.h"
#include "screens/record_form.h"
#include "tests/support/driven_visits.h"

static int64_t
here(int64_t client)
{
	return visits_add(client, v.needling, v.mara->staff->id, "2026-03-12", "10:30",
	    "here");
}

/* --- fields -------------------------------------------------------------------------- */

static void
a_review_takes_a_day_alone(void **state)
{
	static const struct { const char *typed; date_day day; } cases[] = {
		{ "10", 10 }, { "yesterday", 11 }, { "3/9", 9 },
	};
	size_t i;

	driven_begin(v.mara, v.path, false);
	keys("5");
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *line = xasprintf("n Tab 5 Enter Anna Enter Lovely Tab ^U "
		    "%s Tab ann Enter ^S", cases[i].typed);
		AUTO_RECORD struct record *r = NULL;
		struct err err;

		keys(line);
		says("Added: review");
		r = review_get(v.mara, (int64_t)i + 1, &err);
		assert_int_equal(record_int(r, "received_at"),
		    clock_instant(date_make(2026, 3, (int)cases[i].day), 12 * 60));
	}
}

/* A form shows a time without its seconds, and keeps them, in its draft too. */
static void
seconds_outlive_a_form(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("5 n Tab 5 Enter Anna Enter Lovely Tab ^U 10 Tab ann Enter ^S");
	visits_set(&record_review, 1, "received_at", "2026-03-10T12:22:37Z");
	desk_catch_up(d);
	keys("Enter");
	sees("Received  10 Mar 2026 12:22\n");
	keys("Tab 4 Esc");
	driven_end();
	driven_begin(v.mara, v.path, false);
	says("1 draft kept");
	keys("Enter");
	sees("Received  10 Mar 2026 12:22\n");
	keys("^S");
	r = review_get(v.mara, 1, &err);
	assert_int_equal(record_int(r, "stars"), 4);
	assert_int_equal(record_int(r, "received_at"),
	    clock_instant(date_make(2026, 3, 10), 12 * 60 + 22) + 37);
}

static void
now_is_a_time(void **state)
{
	AUTO_RECORD struct record *r = NULL;

	driven_begin(v.mara, v.path, false);
	keys("b ann Enter facial Enter Enter t Enter now Enter");
	sees("10:00");
	keys("^S");
	says("Booked: Lang, Anna, Thu 12 Mar 10:00, mara.");
	r = visits_get(1);
	assert_int_equal(record_int(r, "start"), 10 * 60);
}

/* When the field is left, not only when all is saved; the cursor is not kept in it. */
static void
a_past_date_is_refused_when_left(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("b ann Enter facial Enter Enter yesterday");
	sees_not("is past");
	keys("Tab");
	sees("Wed 11 Mar 2026 is past; a booking is for today or");
	keys("14:00 ^S");
	sees("is past");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), 0);
	keys("^U t ^S");
	says("Booked: Lang, Anna, Thu 12 Mar 14:00, mara.");
}

static void
a_skin_type_is_a_number_or_a_numeral(void **state)
{
	static const char *const cases[][2] = {
		{ "4", "IV" }, { "vi", "VI" }, { "I", "I" }, { "6", "VI" }, { "3", "III" },
	};
	size_t i;
	struct err err;

	driven_begin(v.mara, v.path, false);
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *line = xasprintf("^U %s ^S", cases[i][0]);
		AUTO_RECORD struct record *r = NULL;

		client_form_edit(d, v.anna);
		record_form_focus(d, "fitzpatrick");
		keys(line);
		says("Saved: Lang, Anna");
		r = client_get(v.mara, v.anna, &err);
		assert_string_equal(record_text(r, "fitzpatrick"), cases[i][1]);
	}
	client_form_edit(d, v.anna);
	record_form_focus(d, "fitzpatrick");
	keys("^U 7 Tab");
	sees("Skin type must be");
	/* by its pick, too: a digit narrows as a numeral does */
	keys("Shift-Tab ^U ^P");
	sees("VI");
	keys("5 Enter ^S");
	says("Saved: Lang, Anna");
	assert_int_equal(dbfile_int(v.path,
	    "SELECT count(*) FROM client WHERE fitzpatrick = 'V'"), 1);
}

/* --- lines of the pre-flight ------------------------------------------------------------ */

/* The keys are in that field: what is typed stands there. */
static void
leads_to(const char *title, const char *label)
{
	AUTO_FREE char *all = NULL;
	char *row;

	sees(title);
	keys("^U zq");
	all = seen();
	row = strstr(all, "zq");
	if (row == NULL)
		fail_msg("nothing was typed:\n%s", all);
	while (row > all && row[-1] != '\n')
		row--;
	if (strncmp(row + strspn(row, " "), "► ", strlen("► ")) == 0)
		row += strspn(row, " ") + strlen("► ");
	if (strncmp(row + strspn(row, " "), label, strlen(label)) != 0)
		fail_msg("not in \"%s\":\n%s", label, all);
}

static void
a_verdict_leads_to_its_item(void **state)
{
	visits_screen(v.anna, "keloid", "yes", NULL);
	here(v.anna);
	driven_begin(v.mara, v.path, false);
	keys("s");
	sees("[ ] Verdict");
	keys("Enter");
	sees("Screening,");
	sees("Keloid");
	looks("mend-verdict-80x24");
}

static void
a_review_of_a_screening_is_opened(void **state)
{
	int64_t s = visits_screen(v.anna, NULL);
	AUTO_FREE char *desk = xasprintf("%d", (int)v.desk->staff->id);

	visits_set(&record_screening, s, "entered_by", desk);
	visits_set(&record_screening, s, "reviewed_by", "");
	here(v.anna);
	driven_begin(v.mara, v.path, false);
	keys("s");
	sees("[ ] Reviewed");
	keys("Enter");
	looks("mend-reviewed-80x24");
	keys("e");
	says("Reviewed: screening of Lang, Anna");
}

static void
a_card_leads_to_its_field(void **state)
{
	visits_screen(v.anna, NULL);
	visits_set(&record_client, v.anna, "fitzpatrick", "");
	here(v.anna);
	driven_begin(v.mara, v.path, false);
	keys("s");
	sees("[ ] Client card");
	keys("Enter");
	leads_to("Client's card", "Skin type");
}

static void
a_client_not_to_be_booked_leads_to_why(void **state)
{
	struct err err;

	visits_screen(v.anna, NULL);
	here(v.anna);
	OK(clinic_set(v.mara, v.anna, "do_not_book", "unpaid", &err));
	driven_begin(v.mara, v.path, false);
	keys("s");
	sees("[ ] Client");
	keys("Enter");
	leads_to("Client's card", "Do not book");
}

static void
what_was_not_asked_leads_to_allergies(void **state)
{
	visits_screen(v.anna, NULL);
	here(v.anna);
	driven_begin(v.mara, v.path, false);
	keys("s");
	sees("[ ] Asked");
	keys("G Enter");
	leads_to("Client's card", "Allergies");
}

static void
no_checklist_warns_and_leads_to_it(void **state)
{
	int64_t id;

	visits_set(&record_service, v.needling, "checklist", "");
	id = here(v.anna);
	driven_begin(v.mara, v.path, false);
	keys("s");
	sees("this service has no checklist: nobody is screened");
	sees("OK to start");
	looks("mend-checklist-80x24");
	keys("j Enter");
	leads_to("Microneedling", "Checklist");
	keys("^X s");
	says("In treatment: Lang, Anna, ");
	visits_is(id, "status", "in_treatment");
}

static void
a_visit_of_nobody_leads_to_its_client(void **state)
{
	int64_t id = here(v.anna);

	visits_set(&record_session, id, "client", "");
	driven_begin(v.mara, v.path, false);
	keys("s");
	sees("the visit has no client");
	keys("Enter");
	leads_to("Change a visit", "Client");
}

static void
a_visit_of_nothing_leads_to_its_service(void **state)
{
	int64_t id = here(v.anna);

	visits_set(&record_session, id, "service", "");
	driven_begin(v.mara, v.path, false);
	keys("s");
	sees("the visit has no service");
	keys("Enter");
	leads_to("Change a visit", "Service");
}

/* --- a repeat screening ----------------------------------------------------------------- */

/* From the key that opens it to ^S, these and all answers among them. */
static void
twelve_keys(const char *open)
{
	struct screening_state st;
	struct err err;
	int n;

	driven_pressed();
	keys(open);
	sees("Screening");
	keys("=");
	for (n = 0; !shows("Everything is answered") && n < 40; n++)
		keys(shows("x never") ? "x" : "n");
	keys("^S");
	says("Saved:");
	assert_in_range(driven_pressed(), 4, 12);
	OK(screening_latest(v.mara, v.anna, "microneedling", date_from_iso("2026-03-12"),
	    &st, &err));
	assert_int_equal(st.verdict, VERDICT_CAUTION);
	assert_true(st.treatable);
}

static void
a_repeat_screening_from_today(void **state)
{
	visits_screen(v.anna, "cold_sores", "yes", "antiviral", "taken_own", NULL);
	here(v.anna);
	driven_begin(v.mara, v.path, false);
	twelve_keys("c");
}

static void
a_repeat_screening_from_the_client(void **state)
{
	visits_screen(v.anna, "cold_sores", "yes", "antiviral", "taken_own", NULL);
	driven_begin(v.mara, v.path, false);
	keys("2 Enter");
	in_front("client");
	twelve_keys("c");
}

TEST_MAIN(
	CASE(a_review_takes_a_day_alone), CASE(now_is_a_time),
	CASE(seconds_outlive_a_form),
	CASE(a_past_date_is_refused_when_left),
	CASE(a_skin_type_is_a_number_or_a_numeral),
	CASE(a_verdict_leads_to_its_item), CASE(a_review_of_a_screening_is_opened),
	CASE(a_card_leads_to_its_field),
	CASE(a_client_not_to_be_booked_leads_to_why),
	CASE(what_was_not_asked_leads_to_allergies),
	CASE(no_checklist_warns_and_leads_to_it),
	CASE(a_visit_of_nobody_leads_to_its_client),
	CASE(a_visit_of_nothing_leads_to_its_service),
	CASE(a_repeat_screening_from_today),
	CASE(a_repeat_screening_from_the_client))
