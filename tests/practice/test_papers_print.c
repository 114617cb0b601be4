/*
 * Proves that papers are printed whole: a blank consent has lines to be signed on, an
 * aftercare sheet has none; a signed one says who, when and what was withdrawn, and whether
 * its words are those that were signed; a web page is escaped; who may not, cannot. A card has a
 * client's visits to come.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "export/card_print.h"
#include "export/papers_print.h"
#include "practice/client_papers.h"
#include "practice/consent_words.h"
#include "tests/support/visits.h"

static char *
document(const char *code, int64_t edition, const char *language, const char *format)
{
	AUTO_FREE char *path = test_path("paper.%s", format);
	struct err err;

	OK(document_print(v.mara, code, edition, language, format, path, &err));
	return test_read(path, NULL);
}

static char *
consent(int64_t id, const char *format)
{
	AUTO_FREE char *path = test_path("consent.%s", format);
	struct err err;

	OK(consent_print(v.desk, id, format, path, &err));
	return test_read(path, NULL);
}

static void
has(const char *text, const char *words)
{
	if (strstr(text, words) == NULL)
		fail_msg("no \"%s\" in:\n%s", words, text);
}

static int64_t
peel(void)
{
	return visits_new(&record_document, "code", "peel", "title", "Peel <b>", "body",
	    "I agree & sign.\n\nTwo.", "state", "published", NULL);
}

static int64_t
signed_peel(void)
{
	AUTO_RECORD struct record *r = record_new(&record_consent);
	struct err err;

	record_set_int(r, "client", v.anna);
	record_set_int(r, "document", peel());
	record_set_text(r, "name", "Anna <script>");
	record_set_int(r, "witness", 1);
	record_set_int(r, "explained_by", 1);
	record_set_text(r, "explained_on", "2026-03-01");
	record_set_text(r, "signed_on", "2026-03-12");
	record_set_text(r, "off_label", "neck");
	record_set_int(r, "service", v.facial);
	OK(client_paper_add(v.mara, r, NULL, &err));
	return r->id;
}

static void
a_blank_one_is_to_be_signed(void **state)
{
	AUTO_FREE char *text = document("microneedling", 0, NULL, "text");
	AUTO_FREE char *after = document("microneedling_aftercare", 0, NULL, "text");
	struct err err;

	has(text, "Consent to microneedling");
	has(text, "microneedling, edition 1, en");
	has(text, "name ____");
	has(text, "seen by ____");
	has(after, "After microneedling");
	assert_null(strstr(after, "name ____"));
	REFUSED(document_print(v.mara, "nothing", 0, NULL, NULL, "-", &err), ERR_NOTFOUND,
	    "\"nothing\"");
	REFUSED(document_print(v.mara, "microneedling", 0, NULL, "pdf", "-", &err), ERR_USAGE,
	    "html");
}

static void
an_edition_or_language_is_chosen(void **state)
{
	AUTO_FREE char *draft = NULL, *french = NULL;
	struct err err;

	visits_new(&record_document, "code", "microneedling", "edition", "2", "title", "Better",
	    "body", "New words.", NULL);
	visits_new(&record_document, "code", "microneedling", "edition", "1", "language", "fr",
	    "title", "Consentement", "body", "Mots.", "state", "published", NULL);
	draft = document("microneedling", 2, NULL, "text");
	has(draft, "edition 2, en, DRAFT");
	french = document("microneedling", 0, "fr", "text");
	has(french, "Consentement");
	REFUSED(document_print(v.mara, "microneedling", 2, "fr", NULL, "-", &err), ERR_NOTFOUND,
	    "no such edition");
}

static void
a_signed_one_says_who_and_when(void **state)
{
	int64_t id = signed_peel();
	AUTO_FREE char *text = consent(id, "text"), *html = NULL, *later = NULL;
	struct err err;

	has(text, "agreed to this on Thu 12 Mar 2026, name typed at the desk, seen");
	has(text, "Client: Lang, Anna");
	has(text, "Explained by mara on Sun 1 Mar 2026.");
	has(text, "For: Facial");
	has(text, "Outside the device's label it names: neck");
	has(text, "These are the words that were signed");
	has(text, "I agree & sign.\n\nTwo.");
	assert_null(strstr(text, "name ____"));
	visits_label("export consent 1");
	html = consent(id, "html");
	has(html, "I agree &#38; sign.");
	has(html, "Anna &#60;script&#62;");
	assert_null(strstr(html, "<script"));
	assert_null(strstr(html, "http:"));
	assert_null(strstr(html, "https:"));
	assert_null(strstr(html, "<img"));
	OK(client_paper_withdraw(v.mara, CLIENT_PAPER_CONSENT, id, "chin", &err));
	later = consent(id, "text");
	has(later, "Withdrawn for: chin 2026-03-12 10:00");
	OK(client_paper_withdraw(v.mara, CLIENT_PAPER_CONSENT, id, NULL, &err));
	free(later);
	later = consent(id, "text");
	has(later, "WITHDRAWN on Thu 12 Mar 2026.");
	REFUSED(consent_print(v.books, id, NULL, "-", &err), ERR_DENIED, "see clients");
	REFUSED(consent_print(v.mara, 99, NULL, "-", &err), ERR_NOTFOUND, "99");
}

/* As after somebody changed the file past the program. */
static void
other_words_are_told(void **state)
{
	int64_t id = signed_peel();
	AUTO_BUF struct buf words = BUF_INIT;
	struct err err;
	AUTO_RECORD struct record *r = db_get(v.mara->db, &record_consent, id, &err);
	AUTO_RECORD struct record *d = db_get(v.mara->db, &record_document,
	    record_int(r, "document"), &err);

	record_set_text(d, "body", "I agree to everything.");
	consent_words(v.mara, r, d, &words);
	has(words.s, "THESE ARE NOT THE WORDS THAT WERE SIGNED");
}

static char *
card(int64_t client, const char *format)
{
	AUTO_FREE char *path = test_path("card.%s", format);
	struct err err;

	OK(card_print(v.desk, client, format, path, &err));
	return test_read(path, NULL);
}

/* Those to come alone, in their order, with what to do before; of a client without one it says
 * so. */
static void
a_card_has_the_visits_to_come(void **state)
{
	AUTO_FREE char *none = card(v.anna, "text"), *text = NULL, *html = NULL;
	struct err err;

	has(none, "No visit is booked.");
	record_set_text(v.desk->settings, "phone", "020 7946 0000 <b>");
	record_set_text(v.desk->settings, "address", "1 High Street");
	visits_set(&record_service, v.needling, "preparation", "No retinoid.\nCome <clean>.");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-20", "15:00", "confirmed");
	visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-16", "09:30", "booked");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-17", "15:00", "cancelled");
	visits_add(v.anna, v.facial, v.mara->staff->id, "2026-03-10", "15:00", "done");
	text = card(v.anna, "text");
	has(text, "1 High Street, 020 7946 0000 <b>");
	has(text, "Lang, Anna");
	has(text, "09:30     Mon 16 Mar 2026");
	has(text, "Microneedling, with Ruth Aoki\n          Before it:\n          No retinoid.\n"
	    "          Come <clean>.\n\n15:00     Fri 20 Mar 2026\n          Facial, with mara\n");
	assert_null(strstr(text, "17 Mar"));
	assert_null(strstr(text, "10 Mar"));
	has(text, "at least 24 hours before: 020 7946 0000");
	visits_label("print client 1");
	html = card(v.anna, "html");
	has(html, "Come &#60;clean&#62;.");
	assert_null(strstr(html, "<b>0"));
	REFUSED(card_print(v.books, v.anna, NULL, "-", &err), ERR_DENIED, "see clients");
	REFUSED(card_print(v.mara, 99, NULL, "-", &err), ERR_NOTFOUND, "99");
}

TEST_MAIN(VISITS_CASE(a_card_has_the_visits_to_come), VISITS_CASE(a_blank_one_is_to_be_signed),
    VISITS_CASE(an_edition_or_language_is_chosen),
    VISITS_CASE(a_signed_one_says_who_and_when), VISITS_CASE(other_words_are_told))
