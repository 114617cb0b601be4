/*
 * The other pages, driven by keys on a real practice file: a screening answered from its
 * first item to its verdict, with what repeats and what is unknown; the month's report;
 * reviews and newsletter; the practice's own lists, forms and menus. Looks are compared
 * at each size.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/drafts.h"
#include "practice/newsletter.h"
#include "practice/offer.h"
#include "practice/reviews.h"
#include "practice/screening_form.h"
#include "screens/reports.h"
#include "screens/scanned.h"
#include "screens/screening/screening.h"
#include "tests/support/driven_visits.h"

/* --- screening -------------------------------------------------------------------- */

/* Every item with "no", "none", "never" or "clear": n, and x where a day is asked. */
static void
answer_all_well(void)
{
	int i;

	for (i = 0; i < 40 && !shows("OK "); i++)
		keys(shows("x never") ? "x" : "n");
}

static void
a_screening_is_answered_by_keys(void **state)
{
	struct screening_state st;
	struct err err;

	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	looks_at_each_size("screening-begin");
	keys("n y");
	sees("BLOCK blood thinner");
	keys("Up n");
	sees_not("BLOCK");
	keys("^S");
	says("Saved: INCOMPLETE");
	OK(screening_latest(v.mara, v.anna, "microneedling", date_from_iso("2026-03-12"),
	    &st, &err));
	assert_int_equal(st.verdict, VERDICT_INCOMPLETE);
	assert_false(st.treatable);
}

/* Two ask the same client: each screening stays as it was answered, and who else asked is told. */
static void
two_who_ask_save_one_each(void **state)
{
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	keys("n n");
	visits_screen(v.anna, (char *)NULL);
	desk_catch_up(d);
	says("mara saved a screening of this client, 10:00; yours stays one of its own.");
	keys("^S");
	says("Saved: INCOMPLETE");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM screening"), 2);
}

/* Figures are counted at a key, as that may take long; that they are old is said at once. */
static void
figures_that_are_old_say_so(void **state)
{
	int64_t visit = visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-11", "09:00", "done");
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("7");
	sees_not("counts anew");
	visits_set(&record_session, visit, "minutes", "90");
	desk_catch_up(d);
	sees("Changed since it was counted: 7 counts anew.");
	sees_not("1.50");
	keys("7");
	sees_not("counts anew");
	sees("1.50");
	keys("1");
	visits_set(&record_session, visit, "minutes", "30");
	desk_catch_up(d);
	keys("7");		/* who comes back sees them as they are */
	sees_not("counts anew");
	sees_not("1.50");
	/* what nobody changed is not read again: three statements find that out */
	keys("1");
	practice_work(v.mara);
	keys("7 7");
	assert_int_equal(practice_work(v.mara).statements, 3 + 3);
	/* nobody writes, and yet a booking has passed */
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-12", "12:00", "booked");
	desk_catch_up(d);
	keys("7 1");
	OK(clock_fix("2026-03-12T18:00", &err));
	keys("7");
	sees("Without an outcome              1");
}

static void
dates_unknowns_and_why(void **state)
{
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	keys("n n n s");
	sees("Last dose of isotretinoin");
	keys("t-30 Enter");
	sees("DEFER until");
	keys("Up 31/2/2026 Enter");
	assert_true(strlen(ui_message(d->ui)) > 0);
	keys("^U - ?");
	assert_true(shows("acne") || shows("Acne"));
	keys("q x");
	says("Answer with one of the keys shown");
	looks("screening-wrong-80x24");
	keys("^X");
	says("Thrown away.");
}

static void
a_screening_is_a_draft_until_saved(void **state)
{
	struct drafts all = DRAFTS_INIT;
	struct err err;

	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	keys("n n n s 12");
	OK(ui_keep(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, false);
	says("1 draft kept: Screening, Lang, Anna, 4 of 27.");
	keys("Enter");
	sees("Last dose of isotretinoin");
	sees("4 of");
	sees("12");
	keys("^U 3 Space weeks Space ago ^S");
	OK(practice_drafts(v.mara, &all, &err));
	assert_int_equal(all.n, 0);
	drafts_free(&all);
}

static void
the_same_again_asks_what_changes(void **state)
{
	visits_screen(v.anna, "cold_sores", "yes", "antiviral", "taken_own", NULL);
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	keys("=");
	says("Last time's answers");
	sees("CAUTION cold sores");
	looks("screening-same-80x24");
	answer_all_well();
}

static void
last_time_never_replaces_today(void **state)
{
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	keys("n y y");
	sees("3 of 26 answered");
	keys("=");
	says("There is no earlier screening to copy.");
	sees("3 of 26 answered");
	keys("^X");
	visits_screen(v.anna, "cold_sores", "yes", "antiviral", "taken_own", NULL);
	screening_push(d, v.anna, 0, NULL, NULL);
	keys("n n y =");
	says("Last time's answers");
	sees("BLOCK bleeding disorder");
	sees("CAUTION 1");
}

/* Where there is no last time, what was answered is still kept. */
static void
no_last_time_loses_nothing(void **state)
{
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	keys("n y =");
	says("There is no earlier screening to copy.");
	keys("Esc");
	says("Kept as a draft");
}

static void
a_low_window_shows_whole_lines(void **state)
{
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	driven_size(10, 40);
	sees_not("nursing?ng?");
	looks("screening-40x10");
	/* the longest question is whole, with its keys, where there is room for both */
	driven_size(20, 60);
	keys("Down Down Down Down Down Down Down Down Down Down Down");
	sees("antiarrhythmic");
	sees("nursing?");
	sees("? why");
}

/* November is text in a date's row; the digits behind it stay in it. */
static void
a_month_is_typed_into_a_date(void **state)
{
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, "toxin_date");
	sees("x never");
	keys("nov Space 2025 Enter");
	sees("Nov 2025");
	sees("1 of ");
	sees_not("toxin)");	/* five months ago, whichever day it was */
	keys("3 Space weeks Space ago Enter");
	sees("Thu 19 Feb 2026");
	sees("filler)");
	keys("x x");
	sees("4 of ");
}

/* Which answers keep from treating, by a word at each, and what decides above them. */
static void
a_verdict_says_what_it_comes_from(void **state)
{
	struct err err;

	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	keys("n n - s 2026 Enter 1 c k n y n n n y");
	sees("BLOCK skin in area and 1 more");
	keys("Up Up Up");
	looks_at_each_size("screening-verdict");
	driven_size(20, 60);
	sees("14 of 27 answered");
	looks_mono("screening-verdict-mono-60x20");
	OK(ui_keep(d->ui));
	driven_end();
	driven_begin(v.mara, v.path, true);
	driven_size(20, 60);
	keys("Enter");
	looks("screening-verdict-ascii-60x20");
}

/* The last row stands at the foot, wherever it was opened. */
static void
no_row_is_left_empty(void **state)
{
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, "sun");
	sees("30 Last sun");
	sees("17 Diabetes?");
}

/* What a given answer calls for cannot be never, and that is said. */
static void
never_is_refused_where_there_was_a_dose(void **state)
{
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, "isotretinoin");
	keys("s");
	sees("Last dose of isotretinoin");
	sees_not("x never");
	keys("never Enter");
	says("Never does not fit");
	sees("Last dose of isotretinoin");
	keys("^U 2025 Enter");
	sees("2 of ");
}

/* One that was saved INCOMPLETE is gone on with, at its first open row. */
static void
what_is_incomplete_is_taken_up(void **state)
{
	driven_begin(v.mara, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	keys("n n - n ^S");
	says("Saved: INCOMPLETE");
	screening_push(d, v.anna, 0, NULL, NULL);
	says("Continued where it was left");
	sees("4 of ");
	sees("►  3 Bleeding");
	keys("n");		/* the fifth is asked of some only */
	sees("►  6 ");
	sees("4 of ");
	keys("Esc");		/* that answer is kept as a draft, as ever */
	says("Kept as a draft");
}

static void
the_front_desk_does_not_screen(void **state)
{
	driven_begin(v.desk, v.path, false);
	screening_push(d, v.anna, 0, NULL, NULL);
	says("may not screen clients");
}

/* --- the month ------------------------------------------------------------------------- */

/* Columns of words are not cut to letters, and what has no room is in the pane. */
static void
what_was_overridden(void **state)
{
	int64_t screening = visits_screen(v.anna, "blood_thinner", "yes", NULL);
	struct err err;

	assert_true(clinic_override(v.mara, screening, "healed since then, as the letter says",
	    &err));
	driven_begin(v.mara, v.path, false);
	keys("7 G");
	sees("Lang, Anna");
	looks_at_each_size("report-overrides");
}

static void
the_month_in_figures(void **state)
{
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-03", "09:00", "done");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-10", "09:00", "done");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-02-10", "09:00", "no_show");
	driven_begin(v.mara, v.path, false);
	keys("7");
	looks_at_each_size("report");
	keys("j j Enter");
	sees("Done, Mar 2026");
	looks_at_each_size("report-rows");
	keys("Enter");
	sees("Change a visit");
	keys("Esc q G");
	sees_not("Sessions in the book");
	keys("g");
	sees("► Sessions in the book");
	keys("^F ^F ^B PgUp");
	sees("► Sessions in the book");
	sees("-100.0 points");
	keys(",");
	sees("Report of Feb 2026");
	keys(", t");
	sees("Report of Mar 2026");
	keys(",");
	keys(". .");
	says("in the future");
}

static void
a_bookkeeper_sees_figures_alone(void **state)
{
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-03", "09:00", "done");
	driven_begin(v.books, v.path, false);
	keys("7 j j Enter");
	sees_not("Lang");
	keys("2");
	sees_not("Lang");
}

/* --- reviews and newsletter ---------------------------------------------------------------- */

static void
a_review_is_written_down_and_answered(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-10", "09:00", "done");
	driven_begin(v.mara, v.path, false);
	keys("5");
	looks("reviews-none-80x24");
	keys("n Tab 5 Enter Anna Enter Lovely Tab Tab ann Enter");
	keys("Dear Space Anna Tab");
	assert_true(strlen(ui_message(d->ui)) > 0);
	looks("review-form-80x24");
	keys("^S");
	says("^S again saves it");
	assert_null(review_get(v.mara, 1, &err));
	keys("^S");
	says("Added: review of Lang, Anna");
	looks_at_each_size("reviews");
	r = review_get(v.mara, 1, &err);
	assert_int_equal(record_int(r, "stars"), 5);
	assert_string_equal(record_text(r, "reply"), "Dear Anna");
	assert_false(record_is_null(r, "replied_at"));
}

static void
a_wish_is_written_down_with_its_wording(void **state)
{
	int64_t counts[NEWSLETTER_STATES];
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("6");
	looks("newsletter-none-80x24");
	keys("n y new@example.org Enter desk-1 Enter");
	says("Newsletter: yes, to new@example.org.");
	OK(newsletter_counts(v.mara, counts, &err));
	assert_int_equal(counts[NEWSLETTER_SUBSCRIBED], 1);
	looks_at_each_size("newsletter");
	v.mara->context.twelve_hour = true;
	keys("Enter");
	sees("desk-1");
	sees("12 Mar 2026 10:00a");
	keys("q w n");
	OK(newsletter_counts(v.mara, counts, &err));
	assert_int_equal(counts[NEWSLETTER_SUBSCRIBED], 0);
	assert_int_equal(counts[NEWSLETTER_UNSUBSCRIBED], 1);
	keys("u");
	assert_false(strstr(ui_message(d->ui), "Undone") != NULL);
	keys("w p desk-2 Enter");
	says("to be confirmed by new@example.org");
	keys("w m");
	says("mail bounces at new@example.org");
	OK(newsletter_counts(v.mara, counts, &err));
	assert_int_equal(counts[NEWSLETTER_UNSUBSCRIBED], 0);
	assert_int_equal(counts[NEWSLETTER_CLEANED], 1);
}

/* --- the practice itself ---------------------------------------------------------------------- */

static void
the_practice_menu(void **state)
{
	driven_begin(v.mara, "practice.db", false);
	keys("8");
	looks_at_each_size("practice-tab");
	keys("Enter");
	looks_at_each_size("services");
	keys("n Peel");
	sees("Peel");
	keys("^X");
	keys("d");
	says("Switched off, v shows it: Facial");
	sees_not("45 min");
	keys("v");
	sees("45 min");
	keys("u");
	says("Undone");
}

/* The last service that was added. */
static struct record *
newest_service(void)
{
	struct record *r = NULL;
	struct err err;
	int64_t id;

	for (id = v.facial + 1; id < v.facial + 4; id++) {
		struct record *next = offer_get(v.mara, &record_service, id, &err);

		if (next == NULL)
			break;
		record_free(r);
		r = next;
	}
	assert_non_null(r);
	return r;
}

static void
a_checklist_is_picked_by_its_title(void **state)
{
	AUTO_RECORD struct record *r = NULL;

	driven_begin(v.mara, v.path, false);
	keys("8 Enter n Tab Peel Tab Tab Tab Tab Tab Tab Tab");
	keys("^P");
	looks("service-checklist-80x24");
	keys("Esc nonesuch Tab");
	sees("There is no published checklist called");
	sees("nonesuch");
	sees("waxing.");
	keys("Shift-Tab ^U micro Enter ^S");
	says("Added: Peel");
	r = newest_service();
	assert_string_equal(record_text(r, "checklist"), "microneedling");
}

static void
microneedling_proposes_its_checklist(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	AUTO_RECORD struct record *current = NULL;
	AUTO_RECORD struct record *bare = NULL;

	driven_begin(v.mara, v.path, false);
	keys("8 Enter n Tab Micro-needling Space neck Tab");
	says("Proposed: its checklist, a series of 3 every 28 days");
	keys("^S");
	r = newest_service();
	assert_string_equal(record_text(r, "checklist"), "microneedling");
	assert_int_equal(record_int(r, "series_count"), 3);
	assert_int_equal(record_int(r, "series_days"), 28);
	assert_int_equal(record_int(r, "return_months"), 6);
	/* with current it is another one */
	keys("n Tab RF Space micro-needling Tab ^S");
	current = newest_service();
	assert_string_equal(record_text(current, "checklist"), "rf_microneedling");
	/* taken out again it is warned about: in the form, after it, in the list */
	keys("n Tab Microneedling Space bare Tab Tab Tab Tab Tab Tab Tab "
	    "^U Tab");
	says("nobody is screened before it");
	keys("^S");
	says("nobody is screened before it");
	bare = newest_service();
	assert_true(record_is_null(bare, "checklist"));
	sees("missing");
	driven_size(20, 60);
	sees("missing");
}

/* A word of one's own stays; one in use is taken when it was asked for. */
static void
categories_in_use_are_picked(void **state)
{
	AUTO_RECORD struct record *one = NULL;
	AUTO_RECORD struct record *two = NULL;
	AUTO_RECORD struct record *three = NULL;

	driven_begin(v.mara, v.path, false);
	keys("8 Enter n Tab Peel Tab Peels Space and Space masks ^S");
	keys("n Tab Mask Tab Pee");
	sees("Peels and masks");
	keys("Enter ^S");
	one = newest_service();
	assert_string_equal(record_text(one, "category"), "Pee");
	keys("n Tab Glow Tab masks Down Enter ^S");
	two = newest_service();
	assert_string_equal(record_text(two, "category"), "Peels and masks");
	keys("n Tab Third Tab ^P Enter ^S");
	three = offer_get(v.mara, &record_service, v.facial + 4, &(struct err){ .code = 0 });
	assert_string_equal(record_text(three, "category"), "Peels and masks");
}

static void
settings_are_changed_and_refused(void **state)
{
	driven_begin(v.mara, "practice.db", false);
	keys("8 j j j j j Enter");
	looks_at_each_size("settings");
	keys("Tab Tab Tab ^U Nowhere/Atall ^S");
	sees("Nowhere/Atall");
	assert_true(strlen(ui_message(d->ui)) > 0);
	keys("^X");
	assert_string_equal(record_text(v.mara->settings, "timezone"), "UTC");
}

static void
a_practitioner_changes_no_settings(void **state)
{
	driven_begin(v.ruth, "practice.db", false);
	keys("8 j j j j j Enter");
	says("may not change settings");
}

static void
checklists_are_read(void **state)
{
	driven_begin(v.mara, "practice.db", false);
	keys("8 j j j j Enter / Before Space micro Enter Enter P");
	sees("Pregnant or nursing?");
	looks("checklist-80x24");
}

static void
every_tab_in_ascii(void **state)
{
	char tab[2] = "1";

	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-12", "11:00", "done");
	driven_begin(v.mara, "practice.db", true);
	for (; tab[0] < '1' + TABS; tab[0]++) {
		AUTO_FREE char *name = xasprintf("ascii-tab%s-80x24", tab);
		AUTO_FREE char *text = NULL;
		const char *c;

		keys(tab);
		looks(name);
		text = seen();
		for (c = text; *c != '\0'; c++)
			assert_true((unsigned char)*c < 0x80);
	}
}

/* --- scans --------------------------------------------------------------------------------- */

static void
scan(const char *text)
{
	desk_scanned(d, d->ui, text);
	ui_draw(d->ui);
}

static void
a_scan_opens_what_it_is_of(void **state)
{
	struct err err;

	OK(clinic_set(v.mara, v.anna, "external_id", "CARD-000123", &err));
	OK(clinic_set(v.mara, v.anna, "phone", "555 010 0199", &err));
	driven_begin(v.mara, v.path, false);
	scan("CARD-000123");
	in_front("client");
	keys("q");
	scan("5550100199");
	in_front("client");
	keys("q");
	scan("99999999");
	says("Scanned 99999999: no client, product or receipt");
	in_front("today");
	keys("8 j Enter n 00012345678905 Tab Cream ^S 1");
	scan("0100012345678905");
	in_front("offer");
	sees("► 000123456");
	keys("q");
	scan("010001234567890510LOT7");
	in_front("offer");
	keys("q");
	scan("0100012345678906");
	says("check digit of the code's item is 6 and should be 5");
	keys("? ");
	scan("CARD-000123");
	says("Close this first");
	in_front("text");
}

static void
a_scan_shows_nobody_to_the_books(void **state)
{
	struct err err;

	OK(clinic_set(v.mara, v.anna, "external_id", "CARD-000123", &err));
	driven_begin(v.books, v.path, false);
	scan("CARD-000123");
	says("no client, product or receipt");
}

/* Of two who give one code at once the second learns whose it is, in the field. */
static void
a_code_that_is_taken_names_whose_it_is(void **state)
{
	AUTO_RECORD struct record *peel = record_new(&record_service);
	struct err err;

	driven_begin(v.mara, v.path, false);
	keys("8 Enter n P1 Tab Wrap");
	record_set_text(peel, "code", "p1");
	record_set_text(peel, "name", "Peel");
	OK(offer_add(v.mara, peel, NULL, &err));
	keys("^S");
	says("Code \"P1\" is taken: Peel has it.");
	in_front("form");
	sees("► Code");
	keys("^U P2 ^S");
	says("Added: Wrap");
}

/* No key of LIST is dead on a tab: it does something, or says why not. Each is pressed
 * on a desk of its own; those that only move are left out. */
static void
no_key_is_dead_on_any_tab(void **state)
{
	char tab[2] = "1";
	int a;

	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-12", "14:00", "booked");
	for (; tab[0] < '1' + TABS; tab[0]++)
		for (a = ACT_open; a < ACTS; a++) {
			AUTO_FREE char *was = NULL, *is = NULL;
			char key[16];

			if (!(act_table[a].modes & (1u << MODE_LIST)) ||
			    a == ACT_repaint || act_tab((enum act)a) == tab[0] - '1')
				continue;
			act_key((enum act)a, key);
			driven_begin(v.mara, v.path, false);
			keys(tab);
			was = seen();
			keys(key);
			is = seen();
			if (strcmp(was, is) == 0)
				fail_msg("%s on tab %s", act_table[a].name, tab);
			driven_end();
		}
	driven_begin(v.mara, v.path, false);
}

/* Where a key does nothing it says where it is at home; b books anywhere a day is. */
static void
b_asks_who_on_calendar_and_due(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("3 b ann Enter fac Enter Enter tue Enter 2 ^S");
	says("Booked: Lang, Anna, Tue 17 Mar 14:00, mara.");
	keys("4 b");
	in_front("form");
	sees("Client");
	keys("Esc 7 z");
	says("z (did not happen) does nothing here; select a visit on Today (1)");
	keys("7 b");
	says("b (book) does nothing here; select a client on Today (1) or in Clients (2).");
}

TEST_MAIN(
	CASE(no_key_is_dead_on_any_tab), CASE(b_asks_who_on_calendar_and_due),
	CASE(a_code_that_is_taken_names_whose_it_is),
	CASE(a_verdict_says_what_it_comes_from), CASE(no_row_is_left_empty),
	CASE(a_screening_is_answered_by_keys), CASE(two_who_ask_save_one_each),
    CASE(figures_that_are_old_say_so),
    CASE(dates_unknowns_and_why),
	CASE(a_screening_is_a_draft_until_saved),
	CASE(the_same_again_asks_what_changes),
	CASE(last_time_never_replaces_today), CASE(no_last_time_loses_nothing),
	CASE(a_low_window_shows_whole_lines),
	CASE(a_month_is_typed_into_a_date),
	CASE(never_is_refused_where_there_was_a_dose),
	CASE(what_is_incomplete_is_taken_up),
	CASE(the_front_desk_does_not_screen), CASE(the_month_in_figures),
	CASE(what_was_overridden),
	CASE(a_bookkeeper_sees_figures_alone),
	CASE(a_review_is_written_down_and_answered),
	CASE(a_wish_is_written_down_with_its_wording), CASE(the_practice_menu),
	CASE(a_checklist_is_picked_by_its_title),
	CASE(microneedling_proposes_its_checklist),
	CASE(categories_in_use_are_picked),
	CASE(settings_are_changed_and_refused),
	CASE(a_practitioner_changes_no_settings), CASE(checklists_are_read),
	CASE(a_scan_opens_what_it_is_of),
	CASE(a_scan_shows_nobody_to_the_books), CASE(every_tab_in_ascii))
