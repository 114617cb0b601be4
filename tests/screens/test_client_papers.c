/*
 * Proves that a patch test is put on and read in three keys, that a consent is read and signed at the desk, taken from paper in three keys and
 * withdrawn, that a failed line of the pre-flight goes to the form that mends it and comes
 * back, and that the front desk sees nothing medical among the papers.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/client/client.h"
#include "screens/offer.h"
#include "tests/support/driven_visits.h"

static void
papers_of_anna(struct practice *p)
{
	driven_begin(p, v.path, false);
	client_push(d, v.anna);
	keys("Shift-Tab");
	sees("No papers yet.");
}

static void
a_consent_is_read_and_signed(void **state)
{
	papers_of_anna(v.mara);
	keys("n c");
	in_front("text");
	sees("This is a sample.");
	keys("q");
	in_front("form");
	keys("^S");
	sees("Signed by");
	in_front("form");	/* nobody has signed */
	keys("Anna Space Lang ^S");
	says("Added: consent of Lang, Anna");
	sees("12 Mar 2027");
	sees("in force");
	looks_at_each_size("client-papers");
	keys("Enter");
	sees("Anna Lang agreed to this on Thu 12 Mar 2026, name typed at the desk");
	sees("These are the words that were signed");
	sees("This is a sample.");
	keys("q P");
	sees("Print the consent with the words that were signed: as what?");
	keys("Esc k e");
	sees("Signed by");
}

static void
on_paper_is_three_keys(void **state)
{
	papers_of_anna(v.desk);
	driven_pressed();
	keys("n p ^S");
	assert_int_equal(driven_pressed(), 3);
	says("Added: consent of Lang, Anna");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM consent WHERE name = "
	    "'Anna Lang' AND how = 'paper' AND witness IS NULL AND length(digest) = 64"), 1);
}

/* Only what may be signed now: the newest edition, in each of its languages. */
static void
the_language_is_chosen_where_there_are_several(void **state)
{
	visits_new(&record_document, "code", "microneedling", "edition", "1", "language", "fr",
	    "title", "Consentement", "body", "J'accepte.", "state", "published", NULL);
	visits_new(&record_document, "code", "microneedling", "edition", "2", "language", "en",
	    "title", "Draft of it", "body", "Later.", NULL);
	papers_of_anna(v.mara);
	keys("n c");
	sees("Which consent, in which language?");
	sees("fr, edition 1");
	sees_not("Draft of it");
	keys("Down Enter");
	sees("J'accepte.");
	keys("q Anna ^S");
	says("Added: consent of Lang, Anna");
	sees("Consentement");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM consent c JOIN document d "
	    "ON d.id = c.document WHERE d.language = 'fr'"), 1);
}

static void
is_withdrawn_by_zone_and_wholly(void **state)
{
	papers_of_anna(v.mara);
	keys("n p ^S d chin Enter");
	says("Withdrawn for chin: consent of Lang, Anna");
	sees("in part");
	keys("d chin Enter");
	says("It is withdrawn for chin already.");
	keys("Esc u");
	sees("in force");
	keys("d Enter");
	says("Withdrawn: consent of Lang, Anna");
	sees("withdrawn");
}

static void
permissions_are_one_a_purpose(void **state)
{
	papers_of_anna(v.desk);
	keys("n a pub Tab paper Space signed ^S");
	sees("photos to publish");
	keys("e");
	sees("Purpose");
	keys("Esc d");
	says("Withdrawn:");
	sees("withdrawn");
}

/* What is ordered and cleared tells of health. */
static void
the_front_desk_sees_nothing_medical(void **state)
{
	papers_of_anna(v.ruth);
	keys("n o Dr Space Roe ^S n l immune Tab Dr Space Roe ^S");
	driven_size(24, 132);
	sees("Clearance");
	sees("Dr Roe");
	driven_end();
	papers_of_anna(v.desk);
	driven_size(24, 132);
	sees_not("Dr Roe");
	keys("n o");
	says("practitioner");
}

static void
a_patch_test_is_read_in_two_keys(void **state)
{
	visits_new(&record_product, "name", "Glue", NULL);
	papers_of_anna(v.mara);
	keys("n t Glue ^S");
	says("Added: patch test of Lang, Anna");
	sees("to be read");
	looks_at_each_size("client-patch-test");
	keys("Enter");
	sees("What does the skin show of the patch test?");
	looks_at_each_size("client-patch-test-read");
	keys("s");
	says("Read today, strong positive (++): vesicles too: patch test of Lang, Anna");
	sees("positive");
	sees("! PATCH TEST positive Glue 12 Mar 2026");
	keys("u");
	sees("to be read");
	sees_not("PATCH TEST positive");
	keys("Enter n");
	sees("negative");
	keys("Enter");		/* it is read: its form */
	sees("Put on");
	driven_end();
	papers_of_anna(v.desk);
	sees("No papers yet.");
	keys("n t");
	says("practitioner");
}

static void
a_failed_line_goes_to_its_form_and_back(void **state)
{
	visits_add(v.anna, v.facial, 1, SHEET_TODAY, "10:30", "here");
	visits_set(&record_service, v.facial, "consent", "microneedling");
	visits_set(&record_service, v.facial, "needs_order", "yes");
	driven_begin(v.mara, v.path, false);
	keys("s");
	in_front("pre-flight");
	sees("no consent to Facial");
	keys("Enter");
	in_front("text");
	keys("q Anna ^S");
	in_front("pre-flight");
	sees("to 12 Mar 2027");
	keys("Enter");		/* the next one that fails */
	sees("Ordered by");
	keys("Dr Space Roe ^S");
	in_front("pre-flight");
	sees("OK to start");
	keys("s");
	says("In treatment");
}

/* Enter and a letter. */
static void
the_age_is_one_key(void **state)
{
	struct err err;

	visits_add(v.anna, v.facial, 1, SHEET_TODAY, "10:30", "here");
	visits_set(&record_practice, 1, "ask_age", "yes");
	OK(practice_reload(v.mara, &err));
	driven_begin(v.mara, v.path, false);
	keys("s G");
	sees("not verified: which paper says it?");
	keys("k Enter");
	sees("Which paper says how old the client is?");
	keys("p");
	says("Age verified: Lang, Anna. u undoes it.");
	sees("passport, seen 12 Mar 2026 by mara");
	keys("u");
	sees("not verified: which paper says it?");
}

/* Of what is booked next. */
static void
the_overview_tells_of_the_consent(void **state)
{
	visits_add(v.anna, v.facial, 1, "2026-03-13", "10:30", "booked");
	driven_begin(v.desk, v.path, false);
	client_push(d, v.anna);
	sees_not("Consent ");
	driven_end();
	visits_set(&record_service, v.facial, "consent", "microneedling");
	driven_begin(v.desk, v.path, false);
	client_push(d, v.anna);
	sees("Consent     no consent to Facial");
	keys("Shift-Tab n p ^S Tab");
	sees("Consent     to 12 Mar 2027");
}

/* What is typed is there again after Esc. */
static void
a_draft_is_taken_up_again(void **state)
{
	papers_of_anna(v.mara);
	keys("n p Esc");
	keys("n p ^U Anna Space M Esc 1 Tab");
	sees("Consent");
}

TEST_MAIN(CASE(a_consent_is_read_and_signed), CASE(on_paper_is_three_keys),
    CASE(the_language_is_chosen_where_there_are_several),
    CASE(is_withdrawn_by_zone_and_wholly), CASE(permissions_are_one_a_purpose),
    CASE(the_front_desk_sees_nothing_medical), CASE(a_patch_test_is_read_in_two_keys),
    CASE(a_failed_line_goes_to_its_form_and_back), CASE(the_age_is_one_key),
    CASE(the_overview_tells_of_the_consent), CASE(a_draft_is_taken_up_again))
