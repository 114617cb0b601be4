/*
 * Today, driven by keys on a real practice file: what a day looks like at each size,
 * that a visit arrives, passes or does not pass its pre-flight, is done, moves or did
 * not happen, that what waits is opened from the side pane, that a colleague's booking
 * never moves the selection, and that every form there keeps what was typed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/drafts.h"
#include "practice/offer.h"
#include "practice/watch.h"
#include "screens/practice_tab.h"
#include "screens/record_form.h"
#include "screens/today/today.h"
#include "tests/support/driven_visits.h"

#define LOGIN_STATEMENTS 25	/* of a login whose day is empty */

static int64_t
anna_at(const char *time, const char *status)
{
	return visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", time,
	    status);
}

static void
a_day(void)
{
	int64_t wide = clinic_client(v.mara, "given", "明美", "family", "山田", NULL);
	int64_t longest = clinic_client(v.mara, "given",
	    "Wilhelmina Alexandrina Frederika", "family",
	    "van der Bergh-Montgomery zu Hohenlohe", NULL);
	struct err err;

	OK(clinic_set(v.mara, v.anna, "allergies", "latex", &err));
	anna_at("14:30", "booked");
	visits_add(wide, v.facial, v.ruth->staff->id, "2026-03-12", "09:00", "done");
	visits_add(longest, v.facial, v.mara->staff->id, "2026-03-12", "09:15",
	    "booked");
	visits_add(wide, v.facial, v.mara->staff->id, "2026-03-11", "09:15",
	    "booked");
	visits_add(wide, v.facial, v.ruth->staff->id, "2026-03-12", "16:00",
	    "cancelled");
}

static void
a_day_at_each_size(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	looks_at_each_size("today");
}

static void
a_day_in_ascii(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, true);
	looks("today-ascii-80x24");
}

static void
the_front_desk_sees_nothing_medical(void **state)
{
	a_day();
	driven_begin(v.desk, v.path, false);
	keys("G k");
	sees_not("latex");
	looks("today-desk-80x24");
}

static void
what_goes_on_past_midnight_is_on_both_days(void **state)
{
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-12", "23:30", "booked");
	driven_begin(v.mara, v.path, false);
	assert_true(shows(" 23:30 "));
	assert_false(shows("< 23:30"));
	keys(".");
	assert_true(shows("< 23:30"));
	assert_true(shows("to 00:30"));
	keys("Enter");			/* and its client is opened from there */
	assert_true(shows("Lang, Anna"));
}

/* Of each visit of a long day what it is ordered and counted by is read, once; and of
 * those on show the rest. */
static void
a_long_day_is_read_as_far_as_it_is_shown(void **state)
{
	struct work w;

	driven_begin(v.mara, v.path, false);
	keys("1");
	practice_work(v.mara);
	keys("1");
	w = practice_work(v.mara);
	dbfile_sql(v.path, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
	    "WHERE i < 300) INSERT INTO session(version, client, date, start, minutes, "
	    "minutes_assumed, status, origin, overlap_ok, late) SELECT 1, c.id, '2026-03-12', "
	    "660 + i, 10, 0, 'booked', 'booked', 1, 0 FROM n, client c");
	keys("1");
	sees("300 booked · 0 done · 0 here · 50.0 of 18.0 h");
	assert_in_range(practice_work(v.mara).rows, 300 + w.rows, 300 + w.rows + 30);
	keys("^F");
	sees("11:09");
	assert_in_range(practice_work(v.mara).statements, 1, 30);
	keys("G");
	sees("16:00");
	assert_in_range(practice_work(v.mara).statements, 1, 30);
}

/* A login asks once for each thing that its first page shows, its drafts too; the first
 * hour is looked at only where there is no client or service yet. */
static void
a_login_asks_once(void **state)
{
	struct work w;

	practice_work(v.mara);
	driven_begin(v.mara, v.path, false);
	w = practice_work(v.mara);
	assert_in_range(w.statements, 1, LOGIN_STATEMENTS);
}

static void
an_empty_day_says_what_to_press(void **state)
{
	driven_begin(v.mara, v.path, false);
	sees("Nothing is booked on this day.");
	keys(". .");
	sees("Sat 14 Mar 2026");
	keys(",");
	sees("Tomorrow");
	keys("t");
	sees("· Today");
}

static void
an_empty_practice_says_what_comes_first(void **state)
{
	char *path = clinic_new("fresh.db");
	struct practice *p = clinic_open(path, "mara");

	driven_begin(p, path, false);
	looks_at_each_size("setup");
	keys("q");
	says("\"first steps\" brings the list back");
	looks("today-new-80x24");
	keys("^G first Space steps Enter");
	sees("The first hour: 0 of 8 done");
	driven_end();
	practice_close(p);
	free(path);
	driven_begin(v.mara, v.path, false);
}

/* What the tab Practice lists is in the palette too, menus in it included. */
static void
the_palette_knows_all_of_practice(void **state)
{
	const char *name, *what;
	size_t i, k;

	driven_begin(v.mara, v.path, false);
	for (i = 0; practice_tab_named(i, &name, &what); i++) {
		AUTO_BUF struct buf typed = BUF_INIT;
		AUTO_FREE char *help = xstrndup(what, 20);

		buf_adds(&typed, "^G");
		for (k = 0; name[k] != '\0'; k++)
			buf_addf(&typed, name[k] == ' ' ? " Space" : " %c", name[k]);
		keys(typed.s);
		sees(help);
		keys("Esc");
	}
	keys("^G pin Enter");
	sees("Whose PIN?");
	keys("Esc ^G time Space off Enter");
	sees("Time off");
}

/* A login may be anybody's who has its key: no file there is named, listed or read. */
static void
over_ssh_no_file_of_the_server_is_imported(void **state)
{
	driven_begin(v.mara, v.path, false);
	setenv("SSH_CONNECTION", "192.0.2.7 50222 198.51.100.3 22", 1);
	d->login = "mara";
	keys("^G import Enter");
	sees("@198.51.100.3 import clients - < clients.csv");
	sees_not("Which file?");
	d->login = NULL;
	unsetenv("SSH_CONNECTION");
	keys("q ^G import Enter");
	sees("Which file?");
}

/* From `init` to the first client booked, each line by Enter. */
static void
the_first_hour_is_walked(void **state)
{
	char *path = clinic_new("first.db");
	struct practice *p = clinic_open(path, "mara");

	driven_begin(p, path, false);
	keys("Enter");
	sees("New: Service");
	keys("Tab Microneedling Tab ^S");
	sees("[x] Services");
	sees("1 of 8 done");
	keys("Enter");
	sees("Depth limit");
	keys("MR ^S");
	sees("[x] Staff");
	keys("Enter");
	sees("No working hours yet");
	keys("n Tab Tab mon Space tue Space fri Tab 9 Tab 6p ^S q");
	sees("[x] Hours");
	keys("Enter 0 ^S");
	sees("[x] Taxes");
	keys("Enter https://g.page/r/beauty ^S");
	sees("[x] Review link");
	sees("[ ] Import");
	keys("j Enter Ada Tab Byrne ^S");
	keys("q");
	sees("[x] First client");
	sees("7 of 8 done");
	looks("setup-nearly-80x24");
	keys("Enter");
	keys("byr Enter microneedling Enter Tab fri Tab 10:00 ^S");
	sees_not("first hour");
	keys("^G first Space steps Enter");
	says("All first steps are done.");
	driven_end();
	practice_close(p);
	free(path);
	driven_begin(v.mara, v.path, false);
}

/* A service that needles without a checklist is named, and Enter goes to that field. */
static void
a_service_without_its_checklist_is_no_first_step(void **state)
{
	AUTO_RECORD struct record *bare = record_new(&record_service);
	char *path = clinic_new("bare.db");
	struct practice *p = clinic_open(path, "mara"), *desk;
	struct err err;

	record_set_text(bare, "name", "Microneedling face");
	OK(practice_add(p, ACTION_WRITE_OFFER, bare, NULL, &err));
	clinic_staff(p, "desk", "front_desk");
	driven_begin(p, path, false);
	sees("[ ] Services");
	sees("Microneedling face: no checklist");
	keys("Enter ^P Enter ^S");
	sees("[x] Services");
	driven_end();
	desk = clinic_open(path, "desk");
	driven_begin(desk, path, false);
	says("The owner still has to do: staff, hours,");
	sees_not("[ ]");
	driven_end();
	practice_close(desk);
	practice_close(p);
	free(path);
	driven_begin(v.mara, v.path, false);
}

/* --- a visit ------------------------------------------------------------------------ */

static void
a_visit_arrives_is_treated_and_done(void **state)
{
	int64_t id;

	visits_screen(v.anna, NULL);
	id = anna_at("10:30", "booked");
	driven_begin(v.mara, v.path, false);
	keys("s");
	says("when the client is here");
	visits_is(id, "status", "booked");
	keys("a");
	says("Here: Lang, Anna, Thu 12 Mar 10:30, mara.");
	visits_is(id, "status", "here");
	keys("s");
	sees("OK to start");
	looks_at_each_size("preflight-ok");
	keys("s");
	says("In treatment: Lang, Anna, Thu 12 Mar 10:30, mara. s again: done. u undoes");
	visits_is(id, "status", "in_treatment");
	keys("s");
	says("Done: Lang, Anna, Thu 12 Mar 10:30, mara. p writes the receipt. u undoes it.");
	visits_is(id, "status", "done");
	keys("u");
	says("Undone:");
	visits_is(id, "status", "in_treatment");
	keys("U");
	visits_is(id, "status", "done");
}

static void
a_blocked_client_is_not_started(void **state)
{
	int64_t id;

	visits_screen(v.anna, "keloid", "yes", NULL);
	id = anna_at("10:30", "here");
	driven_begin(v.mara, v.path, false);
	keys("s s");
	says("Cannot start: BLOCK keloid");
	visits_is(id, "status", "here");
	looks_at_each_size("preflight-blocked");
	keys("Enter");
	sees("Screening,");
	keys("Esc z s keloid Enter");
	visits_is(id, "status", "not_treated");
	visits_is(id, "not_treated_for", "screening");
}

static void
nobody_is_started_unscreened(void **state)
{
	int64_t id = anna_at("10:30", "here");

	driven_begin(v.mara, v.path, false);
	keys("s s");
	says("Cannot start");
	visits_is(id, "status", "here");
}

static void
a_licence_that_ended_is_mended_from_there(void **state)
{
	int64_t id = anna_at("10:30", "here");
	int64_t pen = visits_new(&record_device, "name", "Pen 2", "service_due", "2026-03-01",
	    NULL);
	AUTO_FREE char *with = xasprintf("%lld", (long long)pen);

	visits_screen(v.anna, NULL);
	visits_set(&record_session, id, "staff", "1");
	visits_set(&record_session, id, "device", with);
	visits_set(&record_staff, 1, "licence_ends", "2026-03-11");
	driven_begin(v.mara, v.path, false);
	keys("s s");
	says("Cannot start: licence of mara ended 11 Mar 2026");
	keys("Enter");
	sees("► Licence ends");
	keys("^U 2027-03-11 ^S s");
	says("Cannot start: service of Pen 2 ended 1 Mar 2026");
	keys("Enter ^U 2027-03-01 ^S s");
	visits_is(id, "status", "in_treatment");
}

static void
what_did_not_happen(void **state)
{
	static const struct { const char *keys, *field, *text; } ends[] = {
		{ "z c ill Enter", "cancelled_by", "client" },
		{ "G k z w Enter", "cancelled_by", "clinic" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(ends); i++) {
		int64_t id = visits_add(v.anna, v.facial, v.ruth->staff->id,
		    "2026-03-12", i == 0 ? "11:00" : "13:00", "booked");

		driven_begin(v.mara, v.path, false);
		keys(ends[i].keys);
		visits_is(id, "status", "cancelled");
		visits_is(id, ends[i].field, ends[i].text);
		keys("u");
		visits_is(id, "status", "booked");
		keys("z Esc");
		visits_is(id, "status", "booked");
		driven_end();
		visits_set(&record_session, id, "status", "cancelled");
	}
	driven_begin(v.mara, v.path, false);
}

/* What was typed and left, or met a colleague's save, is there again, for another ending too, and
 * waits no longer then. */
static void
why_it_did_not_is_gone_on_with(void **state)
{
	int64_t id = anna_at("14:30", "booked");
	struct drafts left = DRAFTS_INIT;
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("z c il Esc z c l");
	visits_set(&record_session, id, "notes", "rang twice");
	keys("Enter");
	says("in the meantime");
	visits_is(id, "status", "booked");
	desk_catch_up(d);
	keys("z w");
	sees("Cancelled by us: Lang, Anna");
	keys("Enter");
	visits_is(id, "cancelled_by", "clinic");
	visits_is(id, "reason", "ill");
	OK(practice_drafts(v.mara, &left, &err));
	assert_int_equal(left.n, 0);
	drafts_free(&left);
}

static void
a_digit_goes_to_its_root(void **state)
{
	anna_at("14:30", "booked");
	driven_begin(v.mara, v.path, false);
	keys(". . v 1");
	sees("· Today");
	sees_not(", mine");
	keys("Enter");
	in_front("client");
	keys("1");
	in_front("today");
	keys("2 / nobody Enter 2");
	sees("Lang, Anna");
	sees_not("nobody");
}

/* Everywhere: no filter, the first row, and this month. */
static void
each_tab_has_its_root(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("5 , / nobody Enter");
	sees("nobody");
	sees("Reviews, Feb 2026");
	keys("5");
	sees_not("nobody");
	sees("Reviews, Mar 2026");
	keys("6 / nobody Enter");
	sees("nobody");
	keys("6");
	sees_not("nobody");
	keys("7 , 7");
	sees("Report of Mar 2026");
	keys("8 / check Enter");
	sees_not("Products");
	keys("8");
	sees("Products");
}

/* Who is booked today is not a walk-in: their page goes to the booking. */
static void
a_booked_client_has_not_walked_in(void **state)
{
	int64_t id = anna_at("14:30", "booked");

	driven_begin(v.mara, v.path, false);
	keys("2 a");
	in_front("client");
	says("Press the key again for that visit.");
	visits_is(id, "status", "booked");
	keys("a");
	says("Here: Lang, Anna");
	visits_is(id, "status", "here");
	keys("2 2 a");
	in_front("client");
	visits_set(&record_session, id, "status", "done");
	keys("2 2 a");
	sees("Walk-in");
}

/* A line says all of it: what is understood stands in the palette and in the form, and
 * only ^S saves. */
static void
a_line_books_a_visit(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	struct drafts all = DRAFTS_INIT;
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys(": book Space anna Space facial Space mon Space 2p");
	sees("► book Mon 16 Mar 14:00 · Lang, Anna · Facial");
	driven_size(20, 60);
	sees("► book Mon 16 Mar 14:00 · Lang, Anna · Facial");
	driven_size(24, 80);
	keys("Enter");
	looks("task-book-80x24");
	assert_null(session_get(v.mara, 1, &err));
	keys("Esc");			/* it was typed: kept */
	OK(practice_drafts(v.mara, &all, &err));
	assert_int_equal(all.n, 1);
	drafts_free(&all);
	keys("^G book Space lang Space facial Space tue Space 2a Enter");
	sees("02:00");
	keys("Tab Tab Tab Tab");
	sees("02:00");
	keys("^X ^G bo Space mon Space 2 Space facial Space lang Enter ^S");
	says("Booked: Lang, Anna, Mon 16 Mar");
	r = session_get(v.mara, 1, &err);
	assert_string_equal(record_text(r, "date"), "2026-03-16");
	assert_int_equal(record_int(r, "start"), 14 * 60);
	assert_int_equal(record_int(r, "service"), v.facial);
	assert_int_equal(record_int(r, "minutes"), 45);
	assert_int_equal(record_int(r, "staff"), v.mara->staff->id);
}

/* What is not understood is said, and stands in its field as it was typed. */
static void
a_line_that_is_not_understood(void **state)
{
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys(": book Space xenia Space facial Space tomorrow");
	sees("► book Fri 13 Mar · whom? \"xenia\" · Facial");
	keys("Enter");
	sees("xenia");
	sees("13 Mar 2026");
	keys("^X : book Space anna Space peeling");
	sees("book Lang, Anna · which service? \"peeling\"");
	keys("Enter");
	sees("peeling");
	keys("^S");
	assert_null(session_get(v.mara, 1, &err));
	keys("^X");
	/* namesakes are told apart, and each can be taken */
	clinic_client(v.mara, "given", "Anna", "family", "Lang", "phone", "555 0177",
	    NULL);
	keys(": book Space lang Space anna Space facial");
	sees("555 0177");
	keys("Down Enter");
	in_front("form");
}

/* Verbs by their beginning, as long as it is of one alone. */
static void
a_line_does_what_its_verb_says(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys(": pay Space anna");
	sees("► pay Lang, Anna");
	keys("Enter");
	in_front("checkout");
	keys("Esc : scr Space lang Enter");
	sees("nursing");
	keys("^X : h Space anna");		/* here, history */
	sees_not("history Lang");
	keys("^U hi Space anna");
	sees("► history Lang, Anna");
	keys("^U new Space client");
	sees("► new client");
	sees_not("newsletter ");
	keys("^U p Space anna");
	sees("pay Lang, Anna");
	keys("^U pay Space nobody");
	sees_not("pay whom");
}

static void
receipts_and_help_are_in_the_palette(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("^G help Enter");
	sees("What the keys do");
	keys("q");
	keys("^G receipts Enter");
	in_front("receipts");
}

static void
slash_begins_afresh(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("2 / xyz Enter /");
	sees("Lang, Anna");
	keys("Up");
	sees("xyz");
	sees_not("Lang, Anna");
	keys("Down");
	sees("Lang, Anna");
	keys("an Enter");
	in_front("client");
	keys("1 / lang Enter");
	in_front("client");
	driven_end();
	driven_begin(v.books, v.path, false);
	keys("/");
	says("may not");
}

static void
a_client_confirms(void **state)
{
	int64_t id = anna_at("14:30", "booked");

	driven_begin(v.mara, v.path, false);
	keys("y");
	says("Confirmed: Lang, Anna, Thu 12 Mar 14:30, mara.");
	visits_is(id, "status", "confirmed");
	keys("y");
	visits_is(id, "status", "confirmed");
	assert_true(strlen(ui_message(d->ui)) > 0);
}

/* Eight keys at most: to next Tuesday, the same time. */
static void
a_visit_moves_from_its_date(void **state)
{
	int64_t id = anna_at("14:30", "booked");

	visits_screen(v.anna, NULL);
	driven_begin(v.mara, v.path, false);
	driven_pressed();
	keys("m");
	sees("Move a visit");
	keys("tue ^S");
	says("Moved: Lang, Anna, Tue 17 Mar 14:30, mara. u undoes it.");
	assert_in_range(driven_pressed(), 1, 8);
	visits_is(id, "date", "2026-03-17");
	/* what is no booking stays, and says so */
	visits_set(&record_session, id, "date", "2026-03-12");
	visits_set(&record_session, id, "status", "here");
	desk_catch_up(d);
	keys("G k m");
	says("This visit is here; only a booking can be moved.");
}

/* A date typed where a name belongs is nobody's name. */
static void
a_date_is_no_client(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("b");
	keys("wed,");
	keys("Enter");
	sees("There is no client called \"wed,\".");
	keys("^S");
	sees("Book a visit");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client"), 1);
	keys("^X");
}

static void
a_late_cancellation_says_late(void **state)
{
	int64_t id = anna_at("14:30", "booked");
	int64_t far = visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-20",
	    "11:00", "booked");

	driven_begin(v.mara, v.path, false);
	keys("z");
	sees("What happened to Lang, Anna, Thu 12 Mar 14:30, mara?");
	sees("the client cancelled, late");
	keys("c");
	sees("Cancelled by the client, late: Lang, Anna, Thu 12 Mar 14:30");
	driven_size(20, 60);
	sees("Cancelled by the client, late: Lang, Anna,");
	sees("Thu 12 Mar 14:30, mara");
	driven_size(24, 80);
	keys("Enter");
	says("Cancelled by the client, late: Lang, Anna, Thu 12 Mar 14:30, mara.");
	visits_is(id, "late", "yes");
	keys(". . . . . . . . G k z");
	sees("the client cancelled");
	sees_not("late");
	keys("c Enter");
	says("Cancelled by the client: Lang, Anna, Fri 20 Mar 11:00, mara.");
	visits_is(far, "late", "no");
}

/* Nothing is asked that would be refused whatever the answer. */
static void
what_is_over_has_no_other_end(void **state)
{
	int64_t id = anna_at("09:30", "done");

	driven_begin(v.mara, v.path, false);
	keys("z");
	says("This visit is done; only a booking can be cancelled.");
	sees_not("What happened to");
	visits_is(id, "status", "done");
}

static void
a_no_show_only_when_it_is_past(void **state)
{
	int64_t id = anna_at("14:30", "booked");

	driven_begin(v.mara, v.path, false);
	keys("z");
	sees("we cancelled");
	sees_not("no-show");
	sees_not("not treated");
	keys("n");
	visits_is(id, "status", "booked");
	in_front("question");
	keys("Esc");
	visits_now("2026-03-12T14:31");
	keys("z");
	sees("no-show");
	keys("n Enter");
	visits_is(id, "status", "no_show");
}

/* Who is here has not cancelled. */
static void
who_is_here_ends_without_treatment_alone(void **state)
{
	int64_t id = anna_at("09:30", "here");

	driven_begin(v.mara, v.path, false);
	keys("z");
	sees("came, not treated: unwell");
	sees_not("cancelled");
	sees_not("no-show");
	keys("u Enter");
	visits_is(id, "status", "not_treated");
}

/* Of who is booked today that visit is offered, not a second one made. */
static void
a_walk_in_who_is_booked_is_here_for_that(void **state)
{
	int64_t id = anna_at("14:30", "booked");

	driven_begin(v.mara, v.path, false);
	keys("^G walk Enter ann Enter");
	says("Booked today already: Lang, Anna, Thu 12 Mar 14:30, mara.");
	sees("here, for that visit");
	looks("walk-in-booked-80x24");
	/* passed over, it is asked again before anything is saved */
	keys("Esc fac Enter Enter ^S");
	sees("here, for that visit");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), 1);
	keys("a");
	says("Here: Lang, Anna, Thu 12 Mar 14:30, mara.");
	visits_is(id, "status", "here");
	keys("u");
	visits_is(id, "status", "booked");
	/* another visit besides */
	keys("^G walk Enter ann Enter n fac Enter ^S");
	says("Here: Lang, Anna, Thu 12 Mar 10:00, mara.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), 2);
	visits_is(id, "status", "booked");
}

/* A draft of a walk-in is one still. */
static void
a_walk_in_is_kept_as_a_draft(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("^G walk Enter ann Enter Esc");
	driven_end();
	driven_begin(v.mara, v.path, false);
	says("1 draft kept: Walk-in, Lang, Anna.");
	keys("Enter");
	record_form_focus(d, "service");
	keys("fac Enter ^S");
	says("Here: Lang, Anna, Thu 12 Mar 10:00, mara.");
}

/* --- booking --------------------------------------------------------------------------- */

static void
a_visit_is_booked_by_typing(void **state)
{
	AUTO_RECORD struct record *r = NULL;

	driven_begin(v.mara, v.path, false);
	keys("b ann Enter micro Enter Enter t+5 Enter 2 Enter");
	looks_at_each_size("book");
	keys("^S");
	says("Booked: Lang, Anna, Tue 17 Mar 14:00, mara. u undoes it.");
	r = visits_get(1);
	assert_string_equal(record_text(r, "date"), "2026-03-17");
	assert_int_equal(record_int(r, "start"), 14 * 60);
	assert_int_equal(record_int(r, "minutes"), 60);
	visits_is(1, "status", "booked");
}

/* Opened at 9, closed at 6 in the afternoon. */
static void
a_time_means_the_hours_unless_it_says_more(void **state)
{
	static const struct { const char *typed; int start; bool odd; } cases[] = {
		{ "2", 14 * 60, false }, { "2a", 2 * 60, true }, { "7am", 7 * 60, true },
		{ "2p", 14 * 60, false }, { "07:30", 7 * 60 + 30, true },
		{ "8", 8 * 60, true }, { "930", 9 * 60 + 30, false },
	};
	AUTO_FREE char *names = NULL;
	size_t i;

	record_set_int(v.mara->settings, "opens", 9 * 60);
	record_set_int(v.mara->settings, "closes", 18 * 60);
	driven_begin(v.mara, v.path, false);
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_RECORD struct record *r = NULL;

		free(names);
		names = xasprintf("b ann Enter %s t+%zu Enter %s Enter ^S",
		    i == 0 ? "micro Enter Enter" : "", i + 1, cases[i].typed);
		keys(names);
		if (cases[i].odd)
			keys("yes ^S");
		says("Booked: Lang, Anna");
		r = visits_get((int64_t)i + 1);
		assert_int_equal(record_int(r, "start"), cases[i].start);
	}
}

static void
an_expired_screening_is_not_ok(void **state)
{
	visits_screen(v.anna, NULL);
	visits_now("2026-09-13T10:00");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-09-13", "11:00", "booked");
	driven_begin(v.mara, v.path, false);
	sees("screening expired");
	sees_not("OK");
}

static void
a_wrong_field_gets_the_keys(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("b ann Enter micro Enter Enter 31/2/2026 ^S");
	sees("Date must be");
	looks("book-wrong-80x24");
	assert_int_equal(ui_mode(d->ui), MODE_TYPE);
	keys("^U t+1 ^S");
	sees("Start");
	keys("930 ^S");
	says("Booked: Lang, Anna");
}

static void
free_time_is_booked_at_its_place(void **state)
{
	AUTO_RECORD struct record *r = NULL;

	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-12", "11:00", "booked");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-12", "15:00", "booked");
	driven_begin(v.mara, v.path, false);
	keys("g j j j");
	sees("free 3 h");
	keys("b ann Enter facial Enter ^S");
	r = visits_get(3);
	assert_int_equal(record_int(r, "start"), 12 * 60);
	assert_int_equal(record_int(r, "staff"), v.mara->staff->id);
}

/* On a day without visits too, inside the hours; Enter books there. */
static void
an_empty_day_has_free_time(void **state)
{
	AUTO_RECORD struct record *r = NULL;

	driven_begin(v.mara, v.path, false);
	sees("10:00              free 8 h");
	keys(".");
	sees("►  09:00              free 9 h");
	looks("today-empty-80x24");
	keys("j Enter ann Enter facial Enter ^S");
	r = visits_get(1);
	assert_int_equal(record_int(r, "staff"), v.ruth->staff->id);
	assert_string_equal(record_text(r, "date"), "2026-03-13");
	assert_int_equal(record_int(r, "start"), 9 * 60);
	visits_set(&record_practice, 1, "open_days", "mon");
	desk_catch_up(d);
	keys(".");
	sees("Closed on this day; nothing is booked.");
	sees_not("free");
}

/* Of who is away there is none: at once when somebody else says so, and behind the page on
 * which it is said. */
static void
time_off_is_no_free_time(void **state)
{
	AUTO_RECORD struct record *off = record_new(&record_block);
	struct err err;

	driven_begin(v.mara, v.path, false);
	sees("10:00              free 8 h                   RA");
	keys("^G t i m e Space o f f Enter");
	in_front("offer");
	record_set_int(off, "staff", v.ruth->staff->id);
	record_set_text(off, "date", "2026-03-12");
	record_set_text(off, "reason", "ill");
	OK(offer_add(v.mara, off, NULL, &err));
	desk_catch_up(d);
	keys("q");
	in_front("today");
	sees("10:00              free 8 h                   MR");
	sees_not("RA");
}

/* Outside the hours it is asked for first, written down, and seen. */
static void
an_unusual_visit_is_insisted_on(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("b ann Enter facial Enter Enter t+1 Enter 7am ^S");
	sees("Unusual: before 09:00. Type yes, or why");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), 0);
	keys("^S");
	sees("Unusual: before 09:00. Type yes, or why");
	keys("early ^S");
	says("Booked: Lang, Anna, Fri 13 Mar 07:00, mara.");
	visits_is(1, "insisted", "before 09:00: early");
	keys(".");
	keys("g");
	sees("07:00* booked");
	sees("* before 09:00: early");
	keys("e");
	sees("before 09:00: early");
	keys("Esc Enter");
	sees("unusual:");
}

/* Next Tuesday at two: service and practitioner are the usual ones. */
static void
an_existing_client_in_11_keys(void **state)
{
	visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-03-05", "11:00", "done");
	driven_begin(v.mara, v.path, false);
	driven_pressed();
	keys("b ann Enter tue Enter 2 ^S");
	says("Booked: Lang, Anna, Tue 17 Mar 14:00, Ruth. u undoes it.");
	assert_int_equal(driven_pressed(), 11);
	visits_is(2, "minutes", "45");
	/* on the client's page */
	keys("2 Enter");
	driven_pressed();
	keys("b wed Enter 2 ^S");
	says("Booked: Lang, Anna, Wed 18 Mar 14:00, Ruth. u undoes it.");
	assert_int_equal(driven_pressed(), 7);
}

/* Of a client who was never here nothing is known: what for is asked first. With another
 * service in mind it is gone back to. */
static void
what_is_known_is_passed_over(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("b ann Enter");
	sees("► Service");
	keys("^X");
	visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-05", "11:00", "done");
	keys("b ann Enter");
	sees("► Date");
	sees("Microneedling");
	sees("Ruth");
	keys("Shift-Tab Shift-Tab fac Enter Enter tue Enter 2 ^S");
	says("Booked: Lang, Anna, Tue 17 Mar 14:00, Ruth.");
	visits_is(2, "minutes", "45");
	/* where the day is known nothing is passed over */
	keys(". j b ann Enter");
	sees("► Service");
	keys("^X");
}

/* Who is selected is only offered: Enter takes them, typing means somebody else. */
static void
the_selected_client_is_offered(void **state)
{
	int64_t bea = clinic_client(v.mara, "given", "Bea", "family", "Moss", NULL);

	visits_add(bea, v.facial, v.ruth->staff->id, "2026-03-12", "15:00", "booked");
	driven_begin(v.mara, v.path, false);
	keys("G k b");
	sees("Moss, Bea  offered, Enter accepts");
	looks("book-offered-80x24");
	/* what is only offered is not booked by accident */
	keys("^S");
	says("Date is only offered");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), 1);
	keys("Enter ^S");
	says("Booked: Moss, Bea, Thu 19 Mar 15:00, Ruth.");
	keys("G b ann Enter");
	sees("Lang, Anna");
	keys("^X");
}

/* Beside the name and the number of the phone. */
static void
a_new_caller_in_15_keys(void **state)
{
	driven_begin(v.mara, v.path, false);
	driven_pressed();
	keys("b Eva Space Lind Down Enter 5550100 Enter fac Enter Enter tue Enter 2 ^S");
	assert_int_equal(driven_pressed(), 15 + 8 + 7);
	says("Booked: Lind, Eva, Tue 17 Mar 14:00, mara. u undoes it.  The new client");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client WHERE "
	    "given = 'Eva' AND phone LIKE '%5550100'"), 1);
	/* both in one write */
	keys("u");
	says("Undone: Booked Lind, Eva, Tue 17 Mar");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client"), 1);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), 0);
}

/* What is typed of a new client is in the draft too. */
static void
a_new_caller_is_kept_as_a_draft(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("b Eva Space Lind Down Enter 5550100 Esc Esc");
	driven_end();
	driven_begin(v.mara, v.path, false);
	says("1 draft kept: Booking, Lind, Eva.");
	keys("Enter");
	sees("new client");
	sees("Lind");
	sees("5550100");
	keys("Enter fac Enter Enter tue Enter 2 ^S");
	says("Booked: Lind, Eva, Tue 17 Mar 14:00, mara.");
	/* another is meant after all: nobody is added */
	keys("b Eva Space Lynd Down Enter 5550199 Shift-Tab Shift-Tab Shift-Tab ann Enter");
	sees("Lang, Anna");
	sees_not("5550199");
	keys("fac Enter Enter wed Enter 2 ^S");
	says("Booked: Lang, Anna, Wed 18 Mar 14:00, mara.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM client"), 2);
}

static void
a_client_who_is_not_there_is_added(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("b Eva Space Lind");
	sees("new client \"Eva Lind\"");
	/* Enter alone makes nobody */
	keys("Enter");
	sees("There is no client called \"Eva Lind\".");
	sees_not("New client");
	keys("^S");
	sees("There is no client called \"Eva Lind\".");
	keys("^U Eva Space Lind Down Enter");
	sees("new client");
	keys("0555");
	/* nobody is there until the visit is */
	assert_null(client_get(v.mara, v.anna + 1, &err));
	looks("book-new-client-80x24");
	keys("Enter fac Enter Enter tue Enter 2 ^S");
	r = client_get(v.mara, v.anna + 1, &err);
	assert_non_null(r);
	assert_string_equal(record_text(r, "given"), "Eva");
	assert_string_equal(record_text(r, "family"), "Lind");
}

/* --- drafts -------------------------------------------------------------------------------- */

static void
what_is_typed_is_kept_and_taken_up(void **state)
{
	struct drafts all = DRAFTS_INIT;
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("b ann Enter micro Enter Enter 31/2");
	OK(ui_keep(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, false);
	says("1 draft kept: Booking, Lang, Anna.");
	keys("Enter");
	sees("31/2");
	sees("Microneedling");
	keys("^U t+1 Enter 10 Enter ^S");
	says("Booked: Lang, Anna");
	OK(practice_drafts(v.mara, &all, &err));
	assert_int_equal(all.n, 0);
	drafts_free(&all);
}

static void
nothing_typed_leaves_nothing(void **state)
{
	struct drafts all = DRAFTS_INIT;
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("b Esc b ^X b anna ^X");
	OK(practice_drafts(v.mara, &all, &err));
	assert_int_equal(all.n, 0);
	drafts_free(&all);
}

static void
the_palette_parks_a_form(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("b ann ^G Esc");
	sees("Book a visit");
	keys("^G newsletter Enter");
	sees("Addresses");
	keys("2 / a ^G today Enter");
	sees("Booking, ann");
	keys("Tab Enter");
	sees("Book a visit");
	sees("Lang, Anna");
	keys("^X");
}

/* Of the day shown, or the next one on which somebody is booked. */
static void
the_book_is_printed_of_a_day(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("^G print Space the Space book Enter");
	sees("p  Thu 12 Mar, as a page to print");
	sees("d  Thu 12 Mar, as a page for your desk's printer");
	sees_not("the next with visits");
	visits_add(v.anna, v.facial, 0, "2026-03-16", "09:00", "booked");
	keys("Esc . P");
	sees("t  Fri 13 Mar, as plain text");
	sees("n  the next with visits, Mon 16 Mar, as a page to print");
	keys("Esc 3 . . . . P");
	sees("p  Mon 16 Mar, as a page to print");
	sees_not("the next with visits");
	keys("Esc 1 . . . g P");
	sees("c  a card with the next visits of Lang, Anna");
	keys("c");
	sees("Print the card with the client's next visits: as what?");
	keys("Esc 5 P");
	says("go to a day in Today (1) or Calendar (3)");
	keys("2 P");
	sees("Print the card with the client's next visits: as what?");
	keys("Esc Space P");
	says("P (print) works on one at a time");
	keys("Esc g Enter P");
	sees("Print the card with the client's next visits: as what?");
	driven_end();
	driven_begin(v.books, v.path, false);
	keys("P");
	says("may not see clients");
}

/* --- somebody else ------------------------------------------------------------------------------ */

static void
a_colleague_never_moves_the_selection(void **state)
{
	anna_at("14:30", "booked");
	driven_begin(v.mara, v.path, false);
	keys("G k");
	sees("Lang, Anna");
	visits_add(v.anna, v.facial, v.ruth->staff->id, "2026-03-12", "10:15", "booked");
	desk_catch_up(d);
	keys("z Esc");
	sees("10:15");
	sees("►  14:30");
}

/* Not only on pages: also above what is being typed. */
static void
a_warning_is_shown_to_who_is_typing(void **state)
{
	static const struct {
		const char *keys, *screen, *warning;
	} ways[] = {
		{ "2 Enter e", "form", "fainted once" }, { "1 c", "screening", "fainted twice" },
		{ "1 p", "checkout", "fainted again" },
	};
	struct err err;
	size_t i;

	anna_at("14:30", "done");
	driven_begin(v.mara, v.path, false);
	for (i = 0; i < ARRAY_LEN(ways); i++) {
		keys(ways[i].keys);
		assert_string_equal(ui_top(d->ui)->ops->name, ways[i].screen);
		OK(clinic_set(v.ruth, v.anna, "alert", ways[i].warning, &err));
		desk_catch_up(d);
		sees(ways[i].warning);
		keys("Esc q");
	}
}

static void
two_who_save_the_same_field_choose(void **state)
{
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("2 Enter e Tab Tab Tab Tab 0111 Enter");
	OK(clinic_set(v.ruth, v.anna, "phone", "0222", &err));
	OK(clinic_set(v.ruth, v.anna, "city", "Leeds", &err));
	keys("^S");
	sees("Whose value?");
	looks_at_each_size("merge");
	keys("Enter");
	says("still to choose");
	keys("y Enter");
	says("Saved: Lang, Anna");
	{
		AUTO_RECORD struct record *r = client_get(v.mara, v.anna, &err);

		assert_string_equal(record_text(r, "phone"), "0111");
		assert_string_equal(record_text(r, "city"), "Leeds");
	}
}

static void
what_waits_is_opened_from_the_side(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	keys("Tab");
	looks("today-jobs-80x24");
	keys("Enter");
	sees("Yesterday");
	sees("open?");
	keys(". Tab j Enter");
	sees("►  09:00  done");
	/* where it has no room, Tab is not silent */
	driven_size(20, 60);
	keys("Tab");
	says("it needs 80 columns");
}

TEST_MAIN(
	CASE(a_day_at_each_size), CASE(a_day_in_ascii),
	CASE(the_front_desk_sees_nothing_medical),
	CASE(what_goes_on_past_midnight_is_on_both_days),
	CASE(a_long_day_is_read_as_far_as_it_is_shown),
	CASE(a_login_asks_once),
	CASE(an_empty_day_says_what_to_press),
	CASE(an_empty_practice_says_what_comes_first),
	CASE(the_palette_knows_all_of_practice), CASE(over_ssh_no_file_of_the_server_is_imported),
	CASE(the_first_hour_is_walked),
	CASE(a_service_without_its_checklist_is_no_first_step),
	CASE(a_visit_arrives_is_treated_and_done),
	CASE(a_blocked_client_is_not_started),
	CASE(nobody_is_started_unscreened), CASE(a_licence_that_ended_is_mended_from_there),
	CASE(what_did_not_happen), CASE(why_it_did_not_is_gone_on_with),
	CASE(a_client_confirms), CASE(a_visit_moves_from_its_date),
	    CASE(a_date_is_no_client), CASE(a_late_cancellation_says_late),
	    CASE(an_empty_day_has_free_time),
	    CASE(time_off_is_no_free_time), CASE(an_unusual_visit_is_insisted_on),
	    CASE(an_existing_client_in_11_keys), CASE(what_is_known_is_passed_over), CASE(the_selected_client_is_offered),
	    CASE(a_new_caller_in_15_keys),
	CASE(a_new_caller_is_kept_as_a_draft),
	CASE(a_digit_goes_to_its_root), CASE(each_tab_has_its_root),
	CASE(a_booked_client_has_not_walked_in),
	CASE(receipts_and_help_are_in_the_palette), CASE(a_line_books_a_visit),
	CASE(a_line_that_is_not_understood), CASE(a_line_does_what_its_verb_says),
	CASE(slash_begins_afresh),
	CASE(what_is_over_has_no_other_end), CASE(a_no_show_only_when_it_is_past),
	CASE(who_is_here_ends_without_treatment_alone),
	CASE(a_walk_in_who_is_booked_is_here_for_that),
	CASE(a_walk_in_is_kept_as_a_draft),
	CASE(a_visit_is_booked_by_typing),
	CASE(a_time_means_the_hours_unless_it_says_more),
	CASE(an_expired_screening_is_not_ok),
	CASE(a_wrong_field_gets_the_keys),
	CASE(free_time_is_booked_at_its_place),
	CASE(a_client_who_is_not_there_is_added),
	CASE(what_is_typed_is_kept_and_taken_up),
	CASE(nothing_typed_leaves_nothing), CASE(the_palette_parks_a_form),
	CASE(the_book_is_printed_of_a_day),
	CASE(a_colleague_never_moves_the_selection),
	CASE(a_warning_is_shown_to_who_is_typing),
	CASE(two_who_save_the_same_field_choose),
	CASE(what_waits_is_opened_from_the_side))
