/*
 * test_parked.c - what was begun and waits, driven by keys on a real practice file.
 *
 * Proves that To do names drafts and open receipts first, and the list of them where the
 * window is small; that a form of every kind, left in any state by Ctrl-G or by a dropped
 * line, is gone on with from there in the same field with the same text; and that Ctrl-X
 * throws one away, u brings it back, and a receipt is void meanwhile; and that each form about
 * a client who is erased meanwhile says so and keeps nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/drafts.h"
#include "practice/rights.h"
#include "practice/sign.h"
#include "receipt/receipts.h"
#include "screens/draft.h"
#include "screens/parked.h"
#include "screens/receipt/receipt.h"
#include "tests/support/driven_visits.h"

#define TODAY 20524		/* 12 March 2026, in days since 1970 */

static void
a_day(void)
{
	visits_set(&record_service, v.facial, "price", "120");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-12", "09:00", "done");
	visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", "14:00", "booked");
}

/* --- every form, in every state ---------------------------------------------------------- */

/* Keys from Today, where the booked visit is selected and g the done one. */
static const struct state {
	const char *name, *keys;
	const char *over;	/* opened over it then; "": nothing */
	const char *begun;	/* what To do calls it */
} states[] = {
	{ "booking, a name half typed", "b an", "", "Booking, an" },
	{ "booking, its list opened", "b anna Enter Shift-Tab Shift-Tab fac", "^P", "Booking, Lang, Anna" },
	{ "booking, the free times", "b anna Enter Tab 3 Shift-Tab", "^P",
	    "Booking, Lang, Anna" },
	{ "booking, an error in another field", "b anna Enter 13/99 Enter 9",
	    "", "Booking, Lang, Anna" },
	{ "booking, the error in focus", "b anna Enter 13/99 Enter Shift-Tab",
	    "", "Booking, Lang, Anna" },
	{ "booking, refused", "b anna Enter 13/3 Enter 14 Enter 45 Tab 10 ^S "
	    "Tab 9", "", "Booking, Lang, Anna" },
	{ "booking, a new client", "b Eva Space Lind Up Enter +1416", "", "Booking, Lind, Eva" },
	{ "walk-in", "g j a ann", "", "Walk-in, ann" },
	{ "move", "m 13/", "", "Move a visit, Lang, Anna" },
	{ "visit", "e Tab Tab Tab Tab 2", "", "Change a visit, Lang, Anna" },
	{ "screening", "c n", "", "Screening, Lang, Anna, 1 of 2" },
	{ "series", "R . j .", "", "Series, Lang, Anna, 2 visits" },
	{ "time off", "8 j j j Enter j Enter n ill Tab ruth Tab tom", "", "New: Time off, ill" },
	{ "client, new", "2 n Eva Enter Li", "", "New client, Li, Eva" },
	{ "client, changed", "2 e Tab Tab Nan", "", "Lang, Anna" },
	{ "waiting", "4 n ann", "", "Waiting for a time, ann" },
	{ "review", "5 n Tab 4", "", "" },
	{ "service", "8 Enter n PEEL Tab Al", "", "PEEL" },
	{ "product", "8 j Enter n X1 Tab Sun", "", "X1" },
	{ "staff", "8 j j Enter n Kai Tab k", "", "Kai" },
	{ "hours", "8 j j j Enter Enter n Tab Tab mon-f", "", "" },
	{ "settings", "^G settings Enter ^E x", "", "Settings" },
	{ "check-out, a payment half typed", "g p Enter a 8", "", "Check-out, Lang, Anna" },
	{ "check-out, a line looked for", "g p fac", "", "Check-out, Lang, Anna" },
	{ "check-out, a price not understood", "g p Up Tab Tab Tab x Tab Tab 1", "",
	    "Check-out, Lang, Anna" },
};

/* The rows of the screen's own, and the cursor; the caller frees. */
static char *
body(void)
{
	AUTO_FREE char *all = seen();
	const char *at = all, *end = all, *cursor = strstr(all, "\ncursor ");
	int row;

	for (row = 0; row < 21; row++) {
		if (row == 2)
			at = end;
		end = strchr(end, '\n') + 1;
	}
	assert_non_null(cursor);
	return xasprintf("%.*s%s", (int)(end - at), at, cursor);
}

/* Goes to Today itself and takes up the only thing that waits. */
static void
take_up(const struct state *s)
{
	keys("1");
	if (strcmp(ui_top(d->ui)->ops->name, "today") != 0)
		keys("1");
	in_front("today");
	if (d->parked->n != 1 || strstr(d->parked->rows[0].words, s->begun) == NULL)
		fail_msg("%s: %zu wait, the first: %s", s->name, d->parked->n,
		    d->parked->n > 0 ? d->parked->rows[0].words : "none");
	keys("Tab Enter");
}

static void
throw_all(void)
{
	parked_read(d, NULL);
	while (d->parked->n > 0)
		parked_throw(d, 0);
}

static void
every_form(const char *dropped)
{
	size_t i;

	a_day();
	for (i = 0; i < ARRAY_LEN(states); i++) {
		const struct state *s = &states[i];
		AUTO_FREE char *was = NULL, *is = NULL, *other = xasprintf("%s n Q%c ^S",
		    "^G clients Enter", (char)('a' + i));

		print_message("# %s\n", s->name);
		driven_begin(v.mara, v.path, false);
		keys(s->keys);
		was = body();
		keys(s->over);
		if (dropped != NULL) {
			assert_true(ui_keep(d->ui));
			driven_end();
			driven_begin(v.mara, v.path, false);
		} else {
			keys(other);
			says("Added: Q");
		}
		take_up(s);
		is = body();
		assert_string_equal(is, was);
		keys("^X");
		driven_end();
		driven_begin(v.mara, v.path, false);
		throw_all();
		driven_end();
	}
}

static void
every_form_is_gone_on_with_after_another_job(void **state)
{
	every_form(NULL);
}

static void
every_form_is_gone_on_with_after_a_dropped_line(void **state)
{
	every_form("dropped");
}

/* --- whose client was erased -------------------------------------------------------------- */

enum about { NEW, CLIENT, SESSION, EVENT, RECEIPT, NOBODY };

/* Each form of forms.def: of which record its draft is, and a line that is typed in it. */
static const struct about_form {
	const char *form, *type;
	enum about of;
	const char *line, *text, *place;
} abouts[] = {
	{ "client", "client", CLIENT, "notes", "x", NULL },
	{ "session", "session", NEW, "notes", "x", NULL },
	{ "walk_in", "session", NEW, "notes", "x", NULL },
	{ "on_paper", "session", NEW, "notes", "x", NULL },
	{ "review", "review", NEW, "text", "x", NULL },
	{ "consent", "consent", NEW, "name", "x", NULL },
	{ "permission", "permission", NEW, "basis", "x", NULL },
	{ "treatment_order", "treatment_order", NEW, "ordered_by", "x", NULL },
	{ "clearance", "clearance", NEW, "given_by", "x", NULL },
	{ "patch_test", "patch_test", NEW, "note", "x", NULL },
	{ "attachment", "attachment", NEW, "note", "x", NULL },
	{ "screening", "client", CLIENT, "keloid", "yes", NULL },
	{ "chart", "session", SESSION, "cell", "0 0 x", NULL },
	{ "receipt", "receipt", RECEIPT, "", "", NULL },
	{ "waiting", "waiting", NEW, "note", "x", NULL },
	{ "contact", "contact", NEW, "note", "x", NULL },
	{ "follow_up", "follow_up", SESSION, "note", "x", NULL },
	{ "event", "adverse_event", NEW, "what", "x", NULL },
	{ "event_report", "event_report", EVENT, "note", "x", NULL },
	{ "series", "client", CLIENT, "2", "2026-04-09 600", NULL },
	{ "sign", "session", SESSION, "words", "x", "Addendum" },
	{ "ended", "session", SESSION, "words", "x", "c" },
	/* of no client; a look is written down at once, or at the next login */
	{ "service", NULL, NOBODY, "", "", NULL }, { "product", NULL, NOBODY, "", "", NULL },
	{ "staff", NULL, NOBODY, "", "", NULL }, { "room", NULL, NOBODY, "", "", NULL },
	{ "device", NULL, NOBODY, "", "", NULL }, { "hours", NULL, NOBODY, "", "", NULL },
	{ "block", NULL, NOBODY, "", "", NULL }, { "lot", NULL, NOBODY, "", "", NULL },
	{ "lot_move", NULL, NOBODY, "", "", NULL }, { "certificate", NULL, NOBODY, "", "", NULL },
	{ "device_label", NULL, NOBODY, "", "", NULL }, { "log_entry", NULL, NOBODY, "", "", NULL },
	{ "product_caution", NULL, NOBODY, "", "", NULL }, { "document", NULL, NOBODY, "", "", NULL },
	{ "checklist", NULL, NOBODY, "", "", NULL }, { "checklist_item", NULL, NOBODY, "", "", NULL },
	{ "checklist_rule", NULL, NOBODY, "", "", NULL }, { "settings", NULL, NOBODY, "", "", NULL },
	{ "preferences", NULL, NOBODY, "", "", NULL }, { "palette", NULL, NOBODY, "", "", NULL },
	{ "emergency", NULL, NOBODY, "", "", NULL },
};

/* Somebody who was here once, long ago. */
static int64_t
somebody(const struct about_form *a, int64_t *visit)
{
	int64_t client = clinic_client(v.mara, "given", "Eva", "family", a->form, NULL);
	static const char *const why[] = { "the client did not want any" };
	struct sign_visit look;
	char day[DATE_ISO_SIZE];
	struct err err;

	*visit = visits_add(client, v.needling, v.ruth->staff->id, date_to_iso(
	    date_from_iso("2015-03-01") + (date_day)client, day), "10:00",
	    strcmp(a->form, "ended") == 0 ? "booked" : "done");
	if (strcmp(a->form, "sign") == 0) {
		visits_chart(*visit);
		OK(sign_look(v.ruth, *visit, &look, &err));
		OK(sign_do(v.ruth, &look, SIGN_SIGN, NULL, why, NULL, &err));
	}
	return client;
}

static void
put_number(struct draft *draft, const char *name, int64_t id)
{
	AUTO_FREE char *was = xasprintf("was:%s", name), *number = xasprintf("#%lld", (long long)id);

	draft_set(draft, name, number);
	draft_set(draft, was, number + 1);
}

static void
open_form(const struct about_form *a, int64_t client, int64_t visit)
{
	AUTO_FREE char *number = xasprintf("%lld", (long long)client);
	AUTO_DRAFT struct draft draft = DRAFT_INIT;

	draft_set_string(&draft.form, a->form);
	draft_set_string(&draft.type, a->type);
	draft_set_string(&draft.title, a->form);
	draft_set_string(&draft.place, a->place != NULL || a->of == CLIENT ? a->place : a->line);
	draft_set(&draft, a->line, a->text);
	if (strcmp(a->form, "series") == 0)
		put_number(&draft, "extra", v.needling);
	if (strcmp(a->form, "series") == 0)
		draft_set_string(&draft.extra, draft_get(&draft, "was:extra"));
	if (a->of == NEW)
		put_number(&draft, "client", client);
	else if (a->of == EVENT)
		put_number(&draft, "event", visits_new(&record_adverse_event, "client", number, "what",
		    "blisters", "grade", "2", "onset", "2015-05-13", "resolved", "2015-05-14", NULL));
	else if (strcmp(a->form, "follow_up") == 0)
		put_number(&draft, "session", visit);
	else
		draft.record = a->of == CLIENT ? client : visit;
	draft_resume(d, &draft);
}

static void
a_form_says_it(const struct about_form *a)
{
	int64_t visit, client = somebody(a, &visit);
	AUTO_BUF struct buf later = BUF_INIT;
	struct screen *form;
	struct err err;

	driven_begin(v.ruth, v.path, false);
	if (a->of == RECEIPT) {
		receipt_push(d, client, clock_today());
		keys("fac Enter");
	} else {
		open_form(a, client, visit);
	}
	form = ui_top(d->ui);
	if (form->ops->keep == NULL)
		fail_msg("%s is not open: %s", a->form, ui_message(d->ui));
	if (!ui_keep(d->ui))
		fail_msg("%s: %s", a->form, ui_message(d->ui));
	if (!rights_erase(v.mara, client, client, "asked for", &later, &err))
		fail_msg("%s: %s", a->form, err.text);
	ui_say(d->ui, "nothing");
	desk_catch_up(d);
	if (strcmp(ui_message(d->ui), DRAFT_ERASED) != 0)
		fail_msg("%s says \"%s\"", a->form, ui_message(d->ui));
	keys("1");		/* typed on */
	assert_true(ui_keep(d->ui));
	driven_end();
	if (dbfile_int(v.path, "SELECT count(*) FROM draft") != 0)
		fail_msg("%s is kept", a->form);
}

/* Each says so within a second, and keeps nothing more. */
static void
no_form_of_the_erased_is_silent(void **state)
{
	static const char *const all[] = {
#define FORM(name) #name,
#define RECORD_FORM FORM
#include "screens/forms.def"
#undef RECORD_FORM
#undef FORM
	};
	size_t i, k;

	(void)state;
	visits_set(&record_service, v.needling, "chart", "microneedling");
	for (i = 0; i < ARRAY_LEN(all); i++) {
		for (k = 0; k < ARRAY_LEN(abouts) && strcmp(abouts[k].form, all[i]) != 0; k++)
			;
		if (k == ARRAY_LEN(abouts))
			fail_msg("%s: whom is it about?", all[i]);
		if (abouts[k].of != NOBODY)
			a_form_says_it(&abouts[k]);
	}
}

/* --- To do ---------------------------------------------------------------------------------- */

/* What others parked is named too; four at most, and how many more. */
static void
they_are_named_first_in_to_do(void **state)
{
	int64_t long_name = clinic_client(v.mara, "given", "José Luis", "family",
	    "García Márquez", NULL);

	a_day();
	visits_add(long_name, v.facial, v.ruth->staff->id, "2026-03-12", "09:30", "done");
	driven_begin(v.ruth, v.path, false);
	receipt_push(d, long_name, TODAY);
	keys("fac Enter Esc");
	driven_end();
	driven_begin(v.mara, v.path, false);
	keys("b anna Enter Shift-Tab Shift-Tab fac Esc Esc G k c n Esc g p fac Enter Esc");
	looks_at_each_size("today-begun");
	keys("2 n Eva Enter Lind Esc n Zoe Esc 1");
	sees("  2 more were begun");
	keys("Tab");
	looks("today-begun-jobs-80x24");
	keys("j j j j Enter");
	sees("Begun: Enter goes on with it");
	keys("garcia Enter");
	sees("Check out, García Márquez, José");
	sees("RA      1    120.00");
	driven_end();
	driven_begin(v.mara, v.path, true);
	looks("today-begun-ascii-80x24");
	/* where there is no side pane they are in a list */
	driven_size(20, 60);
	keys("Tab");
	says("^G drafts lists what was begun.");
	keys("^G drafts Enter");
	looks("parked-60x20");
	keys("lind ^X");
	says("Thrown away: New client, Lind, Eva. u brings it back.");
	keys("u");
	says("Back in To do: New client, Lind, Eva.");
}

/* Not what a role may not see: the front desk writes receipts, a bookkeeper does not. */
static void
receipts_are_for_those_who_write_them(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	keys("g p fac Enter Esc");
	driven_end();
	driven_begin(v.desk, v.path, false);
	sees("Check-out, Lang, Anna");
	driven_end();
	driven_begin(v.books, v.path, false);
	sees_not("Check-out");
}

/* The one selected stays so when others come, and a colleague's end takes the line away. */
static void
the_selected_one_stays_selected(void **state)
{
	int64_t eva = clinic_client(v.mara, "given", "Eva", "family", "Lind", NULL);
	struct receipt *r;
	struct err err;

	a_day();
	driven_begin(v.mara, v.path, false);
	keys("g p fac Enter Esc Tab");
	r = receipt_new(v.ruth, eva, &err);
	OK(receipt_save(v.ruth, r, NULL, NULL, &err));
	desk_catch_up(d);
	sees("► Check-out, Lang, Anna");
	sees("  Check-out, Lind, Eva");
	/* a payment leaves the rest of a receipt as it was */
	AUTO_RECEIPT struct receipt *base = receipt_copy(r);
	receipt_add_payment(r, "cash", MONEY_UNIT * 5);
	OK(receipt_save(v.ruth, r, base, NULL, &err));
	desk_catch_up(d);
	sees("-5.00 left");
	OK(receipt_void(v.ruth, r->head->id, r->head->version, "twice", &err));
	receipt_free(r);
	desk_catch_up(d);
	sees("► Check-out, Lang, Anna");
	sees_not("Lind");
	keys("j j j ^X");
	says("Only what was begun, named at the top, can be thrown away.");
	keys("Esc");
	sees_not("► Check-out");
}

/* --- thrown away, and brought back ------------------------------------------------------------ */

static void
a_draft_is_thrown_away_and_brought_back(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	keys("b anna Enter Shift-Tab Shift-Tab fac Esc Esc Tab ^X");
	says("Thrown away: Booking, Lang, Anna. u brings it back.");
	sees_not("  Booking, Lang, Anna");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
	keys("u");
	says("Back in To do: Booking, Lang, Anna.");
	keys("Tab Tab Enter");
	sees("fac");
	/* from the form, with what was typed last */
	keys("ial Enter ^X");
	says("Thrown away. u brings it back.");
	keys("u Tab Tab Enter");
	sees("Facial");
	/* what was done since is undone instead */
	keys("^X Tab y u");
	says("Undone: ");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
}

/* Void, with what was taken given back; u, asked twice as of all money, opens it again. */
static void
a_receipt_is_thrown_away_and_brought_back(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	keys("g p fac Enter Enter c 50 Enter Esc Tab");
	sees("Check-out, Lang, Anna");
	keys("^X");
	says("Thrown away: Check-out, Lang, Anna, ");
	says("What was paid on it is given back as it came.");
	assert_int_equal(d->parked->n, 0);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM receipt WHERE state = 'void'"),
	    1);
	assert_int_equal(dbfile_int(v.path, "SELECT sum(amount) FROM payment"), 0);
	keys("u");
	says("u again does it");
	keys("u");
	says("Undone: ");
	sees("Check-out, Lang, Anna");
	assert_int_equal(dbfile_int(v.path, "SELECT sum(amount) FROM payment"), 500000);
}

/* Of a parked receipt in which more was typed that first, then the receipt. */
static void
what_was_typed_on_it_goes_first(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	keys("g p fac Enter Esc p fac Enter Up Tab Tab Tab x Tab ^G today Enter");
	keys("Tab ^X");
	says("What was typed is thrown away; the receipt is still open: Check-out, Lang, Anna");
	sees("Check-out, Lang, Anna");
	keys("u Tab Tab Enter");
	sees("\"x\"");
	keys("^X");
	says("Thrown away; the receipt is still open, as it was before.");
	keys("1 Tab ^X");
	says("Thrown away: Check-out, Lang, Anna");
	assert_int_equal(d->parked->n, 0);
}

/* Where somebody was in a receipt is no draft of its own: it goes with the receipt. */
static void
a_place_goes_with_its_receipt(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	keys("g p fac Enter Enter ^G today Enter");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 1);
	assert_int_equal(d->parked->n, 1);
	dbfile_sql(v.path, "UPDATE receipt SET state = 'void'");
	parked_read(d, NULL);
	assert_int_equal(d->parked->n, 0);
	driven_end();
	driven_begin(v.mara, v.path, false);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
}

/* --- the rest of a series, and a line --------------------------------------------------------- */

static void
a_series_is_kept_once_it_is_mended(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	keys("R 1");
	assert_int_equal(d->parked->n, 0);
	keys("R d Esc");
	says("Kept as a draft; Today opens it again.");
	sees("Series, Lang, Anna");
	sees("1 visit");
	keys("Tab Enter");
	says("As you left it. b books all, ^X throws it away.");
	sees_not("2 of 3");
	sees("3 of 3");
	keys("^X");
	says("Thrown away. u brings it back.");
	keys("u Tab Tab Enter b");
	says("Booked: Lang, Anna, 1 visit of the series.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
}

/* What took the time of one meanwhile moves it to the next that is free. */
static void
a_series_finds_another_time_where_its_own_is_taken(void **state)
{
	a_day();
	driven_begin(v.mara, v.path, false);
	keys("R .");
	sees("Fri 10 Apr 2026 14:00");
	keys("Esc");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-04-10", "14:00", "booked");
	keys("Tab Enter");
	sees("Fri 10 Apr 2026 15:00");
	keys("Esc");
}

static void
a_line_is_kept_while_it_is_typed(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("^G book Space lang Space fac ^G");	/* no second one over it */
	assert_true(ui_keep(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, false);
	says("1 draft kept: Line, book lang fac. Enter opens it.");
	keys("Enter");
	says("As you left it. Enter does it, Esc throws it away.");
	sees("  book lang fac");
	sees("► book Lang, Anna · Facial");
	keys("Esc");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM draft"), 0);
	keys("^G rep");			/* the start of a name is typed again */
	assert_true(ui_keep(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, false);
	assert_int_equal(d->parked->n, 0);
}

/* --- what cannot be done ------------------------------------------------------------------------ */

static void
where_nothing_waits_it_says_so(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("^G drafts Enter");
	says("There are no drafts and no open receipts.");
	keys("2 ^X");
	says("Tab on Today goes to what was begun.");
}

TEST_MAIN(
	CASE(every_form_is_gone_on_with_after_another_job),
	CASE(every_form_is_gone_on_with_after_a_dropped_line), CASE(no_form_of_the_erased_is_silent),
	CASE(they_are_named_first_in_to_do), CASE(receipts_are_for_those_who_write_them),
	CASE(the_selected_one_stays_selected), CASE(a_draft_is_thrown_away_and_brought_back),
	CASE(a_receipt_is_thrown_away_and_brought_back),
	CASE(what_was_typed_on_it_goes_first), CASE(a_place_goes_with_its_receipt),
	CASE(a_series_is_kept_once_it_is_mended),
	CASE(a_series_finds_another_time_where_its_own_is_taken),
	CASE(a_line_is_kept_while_it_is_typed),
	CASE(where_nothing_waits_it_says_so))
