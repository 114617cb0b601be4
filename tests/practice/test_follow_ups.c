/*
 * What comes after a treatment: follow-ups by the service's plan, on Due from their day, of
 * whom they are handed to, answered once a visit; adverse events, which keep a client from
 * being treated until they are over.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/due.h"
#include "practice/events.h"
#include "practice/follow_ups.h"
#include "practice/history.h"
#include "practice/preflight.h"
#include "record/plan.h"
#include "tests/support/visits.h"

static struct due_list list;

static int
end(void **state)
{
	due_list_free(&list);
	return visits_end(state);
}
#define LIST_CASE(name) cmocka_unit_test_setup_teardown(name, visits_begin, end)

/* --- plans --------------------------------------------------------------------------- */

static void
a_plan_is_read_step_by_step(void **state)
{
	static const struct {
		const char *plan, *words, *rest;
	} cases[] = {
		{ "2d 7d 3m", "2d 7d 3m ", "" }, { "1w,2w", "1w 2w ", "" }, { "", "", "" },
		{ " 7d ", "7d ", "" }, { "7", "", "7" }, { "2d soon", "2d ", "soon" },
		{ "0d", "", "0d" }, { "731d", "", "731d" }, { "730d", "730d ", "" },
		{ "7dd", "", "7dd" }, { "-2d", "", "-2d" }, { "99999999999d", "", "99999999999d" },
	};
	struct plan_step step;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_BUF struct buf words = BUF_INIT;
		const char *at = cases[i].plan;

		while (plan_next(&at, &step))
			buf_addf(&words, "%s ", step.word);
		assert_string_equal(words.s == NULL ? "" : words.s, cases[i].words);
		assert_string_equal(at, cases[i].rest);
	}
	step = (struct plan_step){ .n = 1, .unit = 'm' };
	assert_int_equal(plan_day(&step, date_from_iso("2026-01-31")), date_from_iso("2026-02-28"));
	step = (struct plan_step){ .n = 2, .unit = 'w' };
	assert_int_equal(plan_day(&step, date_from_iso("2026-02-20")), date_from_iso("2026-03-06"));
}

static void
a_service_has_no_other_plan(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_service);
	struct err err;

	OK(record_parse(r, &field_context_plain, "name", "Peel", &err));
	OK(record_parse(r, &field_context_plain, "follow_ups", "2d, then 7d", &err));
	REFUSED(practice_add(v.mara, ACTION_WRITE_OFFER, r, NULL, &err), ERR_INVALID, "2d 7d 3m");
	assert_string_equal(err.field, "follow_ups");
}

/* --- follow-ups ---------------------------------------------------------------------- */

static int64_t
treated(const char *day)
{
	int64_t id = visits_add(v.anna, v.needling, v.ruth->staff->id, day, "09:00",
	    "in_treatment");
	struct err err;

	OK(session_step(v.mara, id, visits_version(id), SESSION_STEP_DONE, &err));
	return id;
}

static const struct due_row *
only(struct practice *p, bool mine)
{
	const struct due_row *found = NULL;
	struct err err;
	size_t i;

	OK(due_read(p, mine, NULL, &list, &err));
	for (i = 0; i < list.n; i++)
		if (list.rows[i].kind == DUE_FOLLOW_UPS) {
			assert_null(found);
			found = &list.rows[i];
		}
	return found;
}

static void
they_are_made_when_a_treatment_ends(void **state)
{
	struct undone undone;
	struct err err;
	int64_t id;

	visits_set(&record_service, v.needling, "follow_ups", "2d 7d 3m");
	id = treated(SHEET_TODAY);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up"), 3);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up WHERE "
	    "plan || ' ' || due IN ('2d 2026-03-14', '7d 2026-03-19', '3m 2026-06-12')"), 3);
	OK(practice_undo(v.mara, &undone, NULL, &err));
	visits_is(id, "status", "in_treatment");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up"), 0);
	/* one that is stopped is asked about too */
	OK(session_end(v.mara, id, visits_version(id), SESSION_STOPPED, NULL, "faint", &err));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up"), 3);
}

static void
what_was_due_before_today_is_left_out(void **state)
{
	visits_set(&record_service, v.needling, "follow_ups", "2d 7d");
	treated("2026-03-09");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up"), 1);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up WHERE due = "
	    "'2026-03-16'"), 1);
	visits_set(&record_service, v.needling, "follow_ups", "");
	treated(SHEET_TODAY);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up"), 1);
}

static void
a_visit_is_asked_about_once(void **state)
{
	const struct due_row *r;
	struct due_counts counts;
	struct err err;
	int64_t id;

	visits_set(&record_service, v.needling, "follow_ups", "2d 7d");
	treated(SHEET_TODAY);
	visits_now("2026-03-13T10:00");
	assert_null(only(v.mara, false));
	visits_now("2026-03-14T10:00");
	assert_string_equal(only(v.mara, false)->plan, "2d");
	visits_now("2026-03-20T10:00");
	r = only(v.mara, false);
	assert_string_equal(r->plan, "7d");
	assert_string_equal(r->name, "Lang, Anna");
	assert_int_equal(r->seen, date_from_iso("2026-03-19"));
	OK(due_count(v.mara, false, &counts, &err));
	assert_int_equal(counts.follow_ups, 1);
	assert_int_equal(counts.calls, 0);
	/* whose it is: who treated, until it is handed on */
	assert_null(only(v.mara, true));
	id = only(v.ruth, true)->follow_up;
	AUTO_RECORD struct record *base = follow_up_get(v.mara, id, &err);
	AUTO_RECORD struct record *mine = record_copy(base);
	record_set_int(mine, "handed_to", v.mara->staff->id);
	OK(follow_up_save(v.mara, mine, base, NULL, NULL, &err));
	assert_null(only(v.ruth, true));
	assert_string_equal(only(v.mara, true)->handed, "mara");
	/* the answer closes both, and one undo opens both */
	OK(follow_ups_answer(v.desk, &id, 1, FOLLOW_UP_WELL, &err));
	assert_null(only(v.mara, false));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up WHERE outcome = 'well' "
	    "AND done_on = '2026-03-20'"), 2);
	struct undone undone;
	OK(practice_undo(v.desk, &undone, NULL, &err));
	assert_non_null(only(v.mara, false));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up WHERE done_on IS NULL"),
	    2);
	REFUSED(follow_ups_answer(v.books, &id, 1, FOLLOW_UP_WELL, &err), ERR_DENIED, "");
}

static void
a_try_hides_until_tomorrow(void **state)
{
	struct contact_cause cause;
	struct err err;
	date_day until;

	visits_set(&record_service, v.needling, "follow_ups", "2d");
	treated(SHEET_TODAY);
	visits_now("2026-03-14T10:00");
	OK(due_cause(only(v.mara, false), &cause, &err));
	OK(contact_write(v.mara, &cause, 1, CONTACT_NO_ANSWER, &until, &err));
	assert_int_equal(until, date_from_iso("2026-03-15"));
	assert_null(only(v.mara, false));
	assert_int_equal(list.hidden, 1);
	visits_now("2026-03-15T10:00");
	assert_int_equal(only(v.mara, false)->last.nth, 1);
}

static void
the_form_closes_and_opens_it(void **state)
{
	struct err err;
	int64_t id;

	visits_set(&record_service, v.needling, "follow_ups", "2d");
	treated(SHEET_TODAY);
	visits_now("2026-03-14T10:00");
	id = only(v.mara, false)->follow_up;
	AUTO_RECORD struct record *base = follow_up_get(v.mara, id, &err);
	AUTO_RECORD struct record *mine = record_copy(base);
	record_set_text(mine, "outcome", "concern");
	record_set_text(mine, "note", "still red");
	OK(follow_up_save(v.mara, mine, base, NULL, NULL, &err));
	assert_null(only(v.mara, false));
	/* what is said of health is not the desk's */
	AUTO_RECORD struct record *seen = follow_up_get(v.desk, id, &err);
	assert_true(record_is_null(seen, "note"));
	assert_int_equal(record_int(seen, "done_by"), v.mara->staff->id);
	AUTO_RECORD struct record *closed = follow_up_get(v.mara, id, &err);
	AUTO_RECORD struct record *open = record_copy(closed);
	record_set_null(open, "outcome");
	OK(follow_up_save(v.mara, open, closed, NULL, NULL, &err));
	assert_non_null(only(v.mara, false));
}

static void
the_words_say_when_to_see_a_doctor(void **state)
{
	AUTO_BUF struct buf words = BUF_INIT;

	visits_set(&record_service, v.needling, "follow_ups", "2d");
	treated(SHEET_TODAY);
	visits_now("2026-03-14T10:00");
	due_text(v.desk, only(v.desk, false), &words);
	assert_non_null(strstr(words.s, "how are you after your visit on Thu 12 Mar?"));
	assert_non_null(strstr(words.s, "pus"));
	assert_null(strstr(words.s, "eedling"));
}

/* --- adverse events ------------------------------------------------------------------- */

static struct record *
blisters(int64_t session)
{
	struct err err;
	struct record *r = event_begin(v.ruth, v.anna, session, &err);

	assert_non_null(r);
	record_set_text(r, "what", "blisters");
	record_set_int(r, "grade", 2);
	record_set_int(r, "serious", 0);
	return r;
}

static void
an_event_answers_what_is_due_of_its_visit(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	struct undone undone;
	struct err err;
	int64_t id;

	visits_set(&record_service, v.needling, "follow_ups", "2d 7d");
	id = treated(SHEET_TODAY);
	visits_now("2026-03-14T10:00");
	r = blisters(0);
	assert_int_equal(record_int(r, "session"), id);
	assert_string_equal(record_text(r, "onset"), "2026-03-14");
	OK(event_add(v.ruth, r, NULL, &err));
	assert_null(only(v.mara, false));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM follow_up WHERE outcome = "
	    "'event'"), 1);
	OK(practice_undo(v.ruth, &undone, NULL, &err));
	assert_non_null(only(v.mara, false));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM adverse_event"), 0);
}

static void
an_event_is_of_the_clients_own_visit(void **state)
{
	int64_t bo = clinic_client(v.mara, "given", "Bo", "family", "Evans", NULL);
	int64_t his = visits_add(bo, v.needling, 0, "2026-03-01", "09:00", "done");
	AUTO_RECORD struct record *r = blisters(0);
	struct err err;

	assert_true(record_is_null(r, "session"));
	record_set_int(r, "session", his);
	REFUSED(event_add(v.ruth, r, NULL, &err), ERR_INVALID, "another client's");
	record_set_null(r, "session");
	record_set_text(r, "resolved", "2026-03-11");
	REFUSED(event_add(v.ruth, r, NULL, &err), ERR_INVALID, "before it began");
	record_set_null(r, "resolved");
	REFUSED(event_add(v.desk, r, NULL, &err), ERR_DENIED, "");
	assert_null(event_begin(v.desk, v.anna, 0, &err));
}

static bool
may_start(struct practice *p, int64_t id, struct preflight *pre)
{
	struct err err;

	OK(session_preflight(p, id, pre, &err));
	return pre->can_start;
}

static enum preflight_mend
mend_of(const struct preflight *pre, const char *code)
{
	size_t i;

	for (i = 0; i < pre->n; i++)
		if (strcmp(pre->lines[i].code, code) == 0)
			return pre->lines[i].mends;
	fail_msg("no line %s", code);
	return PREFLIGHT_MEND_NONE;
}

/* With a checklist and without one, from the day it began to the day before it was over. */
static void
an_open_one_stops_the_next_treatment(void **state)
{
	int64_t facial = visits_add(v.anna, v.facial, 0, SHEET_TODAY, "09:00", "here");
	int64_t needled = visits_add(v.anna, v.needling, 0, SHEET_TODAY, "11:00", "here");
	AUTO_RECORD struct record *r = blisters(0);
	struct preflight pre;
	struct err err;

	visits_screen(v.anna, NULL);
	assert_true(may_start(v.ruth, facial, &pre));
	assert_true(may_start(v.ruth, needled, &pre));
	OK(event_add(v.ruth, r, NULL, &err));
	assert_false(may_start(v.ruth, needled, &pre));
	assert_string_equal(pre.headline, "Cannot start: blisters, since 12 Mar 2026");
	assert_int_equal(pre.event, r->id);
	assert_int_equal(mend_of(&pre, "event"), PREFLIGHT_MEND_EVENT);
	assert_false(may_start(v.ruth, facial, &pre));
	/* the desk is told that there is one, not what it is */
	assert_false(may_start(v.desk, facial, &pre));
	assert_null(strstr(pre.headline, "blisters"));
	assert_int_equal(mend_of(&pre, "event"), PREFLIGHT_MEND_NONE);
	REFUSED(session_step(v.ruth, facial, visits_version(facial), SESSION_STEP_START, &err),
	    ERR_INVALID, "blisters");
	visits_set(&record_adverse_event, r->id, "resolved", "2026-03-13");
	assert_false(may_start(v.ruth, facial, &pre));
	visits_set(&record_adverse_event, r->id, "resolved", SHEET_TODAY);
	assert_true(may_start(v.ruth, facial, &pre));
	assert_true(may_start(v.ruth, needled, &pre));
}

TEST_MAIN(
    cmocka_unit_test(a_plan_is_read_step_by_step),
    VISITS_CASE(a_service_has_no_other_plan),
    LIST_CASE(they_are_made_when_a_treatment_ends),
    LIST_CASE(what_was_due_before_today_is_left_out),
    LIST_CASE(a_visit_is_asked_about_once),
    LIST_CASE(a_try_hides_until_tomorrow),
    LIST_CASE(the_form_closes_and_opens_it),
    LIST_CASE(the_words_say_when_to_see_a_doctor),
    LIST_CASE(an_event_answers_what_is_due_of_its_visit),
    VISITS_CASE(an_event_is_of_the_clients_own_visit),
    VISITS_CASE(an_open_one_stops_the_next_treatment))
