/*
 * agreement.c - consents to treatments, as they were signed elsewhere.
 *
 * They are history and come in as they are, also what has ended or was withdrawn. The words
 * are a document of this practice, found by code, edition and language, by its title, or as
 * the one its treatment asks for. Client, document, treatment and day identify a consent.
 * Where the file has the digest of the words that were signed, these are they.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"
#include "practice/consent_words.h"

/* The document that the treatment asks for, where the row names none. */
static bool
set_document(struct import *im, int64_t service, struct err *e)
{
	AUTO_RECORD struct record *r = NULL;
	int64_t id = 0;

	if (import_given(im, "document") || service == 0)
		return true;
	r = db_get(im->db, &record_service, service, e);
	if (r == NULL || (!record_is_null(r, "consent") &&
	    !import_look_up(im, &record_document, record_text(r, "consent"), &id, e)))
		return false;
	if (id != 0)
		value_set_int(&import_value(im, "document")->v, id);
	return true;
}

/* Who signed is the client, where the row does not say. */
static bool
set_name(struct import *im, struct record *r, struct err *e)
{
	AUTO_RECORD struct record *client = NULL;
	AUTO_FREE char *name = NULL;

	if (!record_is_null(r, "name") || record_is_null(r, "client"))
		return true;
	client = db_get(im->db, &record_client, record_int(r, "client"), e);
	if (client == NULL)
		return false;
	name = xasprintf("%s %s", record_text(client, "given"), record_text(client, "family"));
	record_set_text(r, "name", text_trim(name));
	return true;
}

static bool
words_are_those(struct import *im, const struct record *r, struct err *e)
{
	AUTO_RECORD struct record *document = NULL;
	AUTO_BUF struct buf title = BUF_INIT;
	char hex[DIGEST_HEX_SIZE];

	if (record_is_null(r, "document"))
		return true;
	document = db_get(im->db, &record_document, record_int(r, "document"), e);
	if (document == NULL)
		return false;
	text_show(&title, record_text(document, "title"), false);
	if (strcmp(record_text(document, "kind"), "consent") != 0)
		return err_set(e, ERR_INVALID, "document", "\"%.80s\" is not a consent", title.s);
	if (!import_given(im, "digest") ||
	    text_is(document_digest(document, hex), record_text(r, "digest")))
		return true;
	return err_set(e, ERR_INVALID, "digest", "The words of \"%.80s\" here are not those that "
	    "were signed: their digests differ", title.s);
}

/* What the client signed of the document for the treatment on that day; 0. */
static bool
find_signed(struct import *im, const struct record *r, int64_t *id, struct err *e)
{
	struct stmt *st = db_stmt(im->db, "import_signed");

	stmt_set_value(st, "client", record_value(r, "client"));
	stmt_set_value(st, "document", record_value(r, "document"));
	stmt_set_value(st, "service", record_value(r, "service"));
	stmt_set_value(st, "signed_on", record_value(r, "signed_on"));
	*id = stmt_next(st) ? stmt_int(st, "id") : 0;
	return stmt_end(st, e);
}

static bool
put(struct import *im, struct record *r, bool *changed, struct err *e)
{
	if (!import_put(im, r, false, NULL, NULL, changed, e))
		return false;
	if (!record_is_null(r, "signed_on") &&
	    date_from_iso(record_text(r, "signed_on")) > clock_today())
		return err_set(e, ERR_INVALID, "signed_on", "Signed on is a day that is still to "
		    "come");
	return set_name(im, r, e) && words_are_those(im, r, e);
}

bool
import_apply_consent(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	AUTO_RECORD struct record *r = NULL, *here = NULL;
	bool changed = false;
	int64_t service, id = 0;

	if (!import_link(im, &record_service, "service", import_text(im, "service"), &service, e) ||
	    !set_document(im, service, e) || (r = import_find(im, e)) == NULL ||
	    !put(im, r, &changed, e) || (r->id == 0 && !find_signed(im, r, &id, e)))
		return false;
	if (id == 0)
		return import_save(im, r, changed, e);
	changed = false;
	here = db_get(im->db, &record_consent, id, e);
	return here != NULL && put(im, here, &changed, e) && import_save(im, here, changed, e);
}
