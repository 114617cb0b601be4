/*
 * consent_words.c - see consent_words.h.
 */
#include "practice/consent_words.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"

const char *
document_digest(const struct record *document, char hex[DIGEST_HEX_SIZE])
{
	const char *title = record_text(document, "title"), *body = record_text(document, "body");
	unsigned char bytes[DIGEST_SIZE];
	struct digest d;

	digest_begin(&d, NULL);
	digest_raw(&d, title, strlen(title));
	digest_raw(&d, "\n\n", 2);
	digest_raw(&d, body, strlen(body));
	digest_end(&d, bytes);
	return digest_hex(bytes, sizeof(bytes), hex);
}

static void
add_day(const struct record *r, const char *before, const char *field, const char *after,
    struct buf *out)
{
	char words[24];

	if (!record_is_null(r, field))
		buf_addf(out, "%s%s%s", before, date_to_words(date_from_iso(record_text(r, field)),
		    true, words), after);
}

static void
add_text(const struct record *r, const char *before, const char *field, struct buf *out)
{
	if (record_is_null(r, field))
		return;
	buf_adds(out, before);
	text_show(out, record_text(r, field), false);
}

static void
add_person(struct practice *p, const struct record *r, const char *before, const char *field,
    struct buf *out)
{
	if (record_is_null(r, field))
		return;
	buf_adds(out, before);
	naming_add_id(p, &record_staff, record_int(r, field), out);
}

/* "Anna Lang agreed to this on Thu 12 Mar 2026, name typed at the desk, seen by mara." */
static void
add_who(struct practice *p, const struct record *r, struct buf *out)
{
	AUTO_BUF struct buf client = BUF_INIT;

	naming_add_id(p, &record_client, record_int(r, "client"), &client);
	add_text(r, "", "name", out);
	add_day(r, " agreed to this on ", "signed_on", ", ", out);
	field_show(record_field(&record_consent, "how"), &p->context, record_value(r, "how"), out);
	add_person(p, r, ", seen by ", "witness", out);
	buf_addf(out, ".\nClient: %s", client.s);
	add_text(r, "; signed as ", "guardian", out);
	buf_addc(out, '\n');
}

static void
add_digest(const struct record *r, const struct record *document, struct buf *out)
{
	char hex[DIGEST_HEX_SIZE];

	if (record_is_null(r, "digest"))
		return;
	buf_adds(out, strcmp(document_digest(document, hex), record_text(r, "digest")) == 0 ?
	    "These are the words that were signed" : "THESE ARE NOT THE WORDS THAT WERE SIGNED");
	add_text(r, ", by their digest ", "digest", out);
	buf_adds(out, " (BLAKE2b-256).\n");
}

void
consent_words(struct practice *p, const struct record *r, const struct record *document,
    struct buf *out)
{
	AUTO_BUF struct buf service = BUF_INIT;

	add_who(p, r, out);
	if (!record_is_null(r, "explained_by")) {
		add_person(p, r, "Explained by ", "explained_by", out);
		add_day(r, " on ", "explained_on", "", out);
		buf_adds(out, ".\n");
	}
	if (!record_is_null(r, "service")) {
		naming_add_id(p, &record_service, record_int(r, "service"), &service);
		buf_addf(out, "For: %s\n", service.s);
	}
	if (!record_is_null(r, "off_label")) {
		add_text(r, "Outside the device's label it names: ", "off_label", out);
		buf_addc(out, '\n');
	}
	add_day(r, "In force to ", "expires", ".\n", out);
	if (record_is_null(r, "revoked_on") && !record_is_null(r, "revoked_for")) {
		add_text(r, "Withdrawn for: ", "revoked_for", out);
		buf_addc(out, '\n');
	}
	add_day(r, "WITHDRAWN on ", "revoked_on", ".\n", out);
	add_digest(r, document, out);
}
