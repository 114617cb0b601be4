/*
 * Proves that papers are written, published by an act of its own and begun anew from there,
 * by keys; that a service takes only what is published; and that a new practice has a consent
 * and an aftercare sheet to begin with.
 */
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/consents.h"
#include "screens/offer.h"
#include "screens/papers.h"
#include "tests/support/driven_visits.h"

static void
papers(void)
{
	driven_begin(v.mara, v.path, false);
	papers_push(d);
}

static void
a_new_practice_has_two(void **state)
{
	papers();
	sees("Consent to microneedling");
	sees("After microneedling");
	keys("Enter");
	sees("Consent to microneedling, edition 1, published");
	sees("This is a sample.");
	keys("q P");
	sees("Print Consent to microneedling, as it is signed or given now, as what?");
}

static void
a_draft_is_published_once(void **state)
{
	struct err err;

	papers();
	keys("n peel Tab Tab Tab Tab Consent Space to Space a Space peel Tab 6 Tab "
	    "I Space agree. ^S");
	says("y publishes it");
	sees("draft");
	OK(db_find(v.mara->db, &record_document, NULL, "peel", &err) == NULL);
	keys("G y");
	sees("Publish edition 1 of Consent to a peel? Its words never change again.");
	keys("p");
	says("Published: Consent to a peel");
	keys("Enter");
	in_front("text");
	sees("I agree.");
	keys("q u");
	says("begin the next edition, or retire this one");
}

static void
published_words_begin_the_next_edition(void **state)
{
	papers();
	keys("g e");
	sees("The next edition");
	keys("^S");
	says("Added: Consent to microneedling");
	sees("draft");
	keys("g e");
	sees("Draft of a paper");
	keys("Esc j d");
	says("Retired, v shows it: Consent to microneedling");
	keys("v g j");
	sees("retired");
	keys("d");
	says("Published: Consent to microneedling");
}

static void
an_edition_is_here_once_and_of_one_kind(void **state)
{
	papers();
	keys("n microneedling Tab Tab Tab Tab Other Tab Tab Words ^S");
	sees("Edition 1 of microneedling in en is here already");
	keys("^X n microneedling Tab Tab de Tab aftercare Tab Other Tab Tab Words ^S");
	sees("The other editions of microneedling are of another kind.");
}

static void
others_read(void **state)
{
	driven_begin(v.ruth, v.path, false);
	papers_push(d);
	keys("n");
	says("the owner");
	keys("d");
	says("the owner");
	keys("Enter");
	in_front("text");
}

/* By its title or code, published, and of the kind that is asked for. */
static void
a_service_takes_what_is_published(void **state)
{
	struct err err;

	driven_begin(v.mara, v.path, false);
	offer_edit(d, &record_service, v.needling, "consent");
	keys("nothing Tab");
	sees("There is no document called");
	keys("Shift-Tab ^U after Space mic ^S");
	sees("is of another kind");
	keys("^U consent ^S");
	says("Saved: Microneedling");
	AUTO_RECORD struct record *s = db_get(v.mara->db, &record_service, v.needling, &err);
	assert_string_equal(record_text(s, "consent"), "microneedling");
}

TEST_MAIN(CASE(a_new_practice_has_two), CASE(a_draft_is_published_once),
    CASE(published_words_begin_the_next_edition),
    CASE(an_edition_is_here_once_and_of_one_kind), CASE(others_read),
    CASE(a_service_takes_what_is_published))
