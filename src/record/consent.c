/*
 * consent.c - what a client agreed to, on which words, and what was ordered for them.
 *
 * Consent to a treatment is never permission to publish (45 CFR 164.508): permissions are
 * records of their own, one a purpose.
 */
#include <string.h>

#include "base/mem.h"
#include "record/record.h"

static const struct choice states[] = {
	{ "draft", NULL }, { "published", NULL }, { "retired", NULL }, { NULL, NULL }
};

static const struct choice kinds[] = {
	{ "consent", NULL }, { "aftercare", NULL }, { "permission", NULL },
	{ "preparation", NULL }, { NULL, NULL }
};

static const struct field document_fields[] = {
	{ .name = "code", .label = "Code", .type = FIELD_CODE,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .form = 10, .list = 14,
	  .help = "What services name it by; all editions and languages have the same." },
	{ .name = "edition", .label = "Edition", .type = FIELD_INTEGER, .min = 1, .max = 100000,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "1", .form = 20, .list = 8,
	  .help = "Rises with every change of the words." },
	{ .name = "language", .label = "Language", .type = FIELD_CODE, .max = 10,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "en", .form = 30, .list = 9,
	  .help = "Such as en or fr-CA; an edition says the same in each of its languages." },
	{ .name = "kind", .label = "Kind", .type = FIELD_CHOICE, .choices = kinds,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "consent", .form = 40, .list = 11,
	  .help = "Signed before a treatment, given after or before it, or a permission." },
	{ .name = "title", .label = "Title", .type = FIELD_TEXT, .max = 200,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .form = 50, .list = 20,
	  .help = "Its heading." },
	{ .name = "body", .label = "Text", .type = FIELD_NOTE, .max = 100000,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .form = 70,
	  .help = "The words, whole; a blank line begins a paragraph." },
	{ .name = "valid_months", .label = "Valid, months", .type = FIELD_INTEGER, .min = 1,
	  .max = 120, .flags = FIELD_FROZEN, .form = 60,
	  .help = "How long one that is signed is in force; blank: until it is revoked." },
	{ .name = "state", .label = "State", .type = FIELD_CHOICE, .choices = states,
	  .flags = FIELD_REQUIRED | FIELD_FREE, .initial = "draft", .list = 10,
	  .set_by = "publishing it",
	  .help = "Only a published edition is signed; its words never change." },
};

const struct record_type record_document = {
	.name = "document", .plural = "documents", .label = "Document",
	.help = "Words that are signed or given: a consent, aftercare, a permission.",
	.fields = document_fields, .n_fields = ARRAY_LEN(document_fields),
	.key = "code", .name_field = "title",
};

static const struct choice hows[] = {
	{ "typed", "name typed at the desk" }, { "paper", "on paper" }, { NULL, NULL }
};

static const struct field consent_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .form = 10, .help = "Who agreed." },
	{ .name = "document", .label = "Document", .type = FIELD_LINK, .link = "document",
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .form = 20, .help = "On which words." },
	{ .name = "service", .label = "Treatment", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "service",
	  .form = 30, .help = "To which treatment; blank: all that need this document." },
	{ .name = "explained_by", .label = "Explained by", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "staff",
	  .form = 70, .help = "Who told of risks, other ways and what follows." },
	{ .name = "explained_on", .label = "Explained on", .type = FIELD_DATE,
	  .flags = FIELD_PAST | FIELD_FROZEN, .form = 80,
	  .help = "When; some places ask for days between." },
	{ .name = "off_label", .label = "Off-label words", .type = FIELD_TEXT,
	  .flags = FIELD_FROZEN, .max = 400,
	  .form = 110, .help = "What outside the device's label it names, word for word." },
	{ .name = "how", .label = "How", .type = FIELD_CHOICE, .choices = hows,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .initial = "typed",
	  .form = 120, .help = "A name typed at the desk, or a paper that was signed." },
	{ .name = "name", .label = "Signed by", .type = FIELD_TEXT, .max = 200,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .form = 40, .help = "The name, as the client typed or wrote it." },
	{ .name = "guardian", .label = "Signed as", .type = FIELD_TEXT,
	  .flags = FIELD_FROZEN, .max = 100,
	  .form = 50, .help = "Blank: for oneself; else such as mother." },
	{ .name = "witness", .label = "Witness", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "staff",
	  .form = 60, .help = "Who saw it." },
	{ .name = "signed_on", .label = "Signed on", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_PAST | FIELD_FROZEN, .form = 90, .help = "The day." },
	{ .name = "expires", .label = "In force to", .type = FIELD_DATE, .flags = FIELD_FROZEN,
	  .form = 100, .help = "The last day; blank: until it is revoked." },
	{ .name = "revoked_on", .label = "Revoked on", .type = FIELD_DATE,
	  .flags = FIELD_PAST | FIELD_FREE,
	  .set_by = "withdrawing it", .help = "From that day on it is not in force." },
	{ .name = "revoked_for", .label = "Revoked for", .type = FIELD_TEXT,
	  .flags = FIELD_FREE, .max = 2000,
	  .set_by = "withdrawing it",
	  .help = "For which zones, each with its day and time; the rest is in force." },
	{ .name = "digest", .label = "Digest", .type = FIELD_CODE,
	  .flags = FIELD_FROZEN, .max = 64,
	  .set_by = "saving it", .help = "Of the words that were signed." },
	{ .name = "attachment", .label = "Scan", .type = FIELD_LINK,
	  .flags = FIELD_FREE, .link = "attachment",
	  .set_by = "the page Files", .help = "The paper, where it was signed on one." },
};

static bool
check_consent(const struct record *r, struct err *e)
{
	const char *signed_on = record_text(r, "signed_on");

	/* ISO days compare as text. */
	if (!record_is_null(r, "explained_on") &&
	    strcmp(record_text(r, "explained_on"), signed_on) > 0)
		return err_set(e, ERR_INVALID, "explained_on",
		    "It was signed before it was explained.");
	if (!record_is_null(r, "expires") && strcmp(record_text(r, "expires"), signed_on) < 0)
		return err_set(e, ERR_INVALID, "expires", "It ends before it was signed.");
	return true;
}

const struct record_type record_consent = {
	.name = "consent", .plural = "consents", .label = "Consent",
	.help = "A client's consent to a treatment.",
	.fields = consent_fields, .n_fields = ARRAY_LEN(consent_fields),
	.client = "client", .check = check_consent,
};

static const struct choice purposes[] = {
	{ "record", "photos for the record" }, { "teach", "photos to teach" },
	{ "publish", "photos to publish" }, { "call", "to be called" },
	{ "text", "to be texted" }, { "email", "to be e-mailed" }, { NULL, NULL }
};

static const struct field permission_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .form = 10, .help = "Whose." },
	{ .name = "purpose", .label = "Purpose", .type = FIELD_CHOICE, .choices = purposes,
	  .flags = FIELD_REQUIRED, .initial = "record", .form = 20, .help = "For what." },
	{ .name = "basis", .label = "Basis", .type = FIELD_TEXT, .max = 200,
	  .form = 30, .help = "How it was given, such as paper signed, or said on the phone." },
	{ .name = "given_on", .label = "Given on", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_PAST, .form = 40, .help = "The day." },
	{ .name = "ends", .label = "Ends", .type = FIELD_DATE,
	  .form = 50, .help = "The last day; blank: until it is revoked." },
	{ .name = "revoked_on", .label = "Revoked on", .type = FIELD_DATE, .flags = FIELD_PAST,
	  .form = 60, .help = "From that day on it is not in force." },
	{ .name = "note", .label = "Note", .type = FIELD_TEXT, .max = 400,
	  .form = 70, .help = "Anything else, such as without the eyes." },
};

const struct record_type record_permission = {
	.name = "permission", .plural = "permissions", .label = "Permission",
	.help = "What a client allows, one row a purpose.",
	.fields = permission_fields, .n_fields = ARRAY_LEN(permission_fields),
	.client = "client", .name_field = "purpose",
};

static const struct field use_fields[] = {
	{ .name = "permission", .label = "Permission", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "permission", .help = "By which." },
	{ .name = "client", .label = "Client", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "client", .help = "Whose picture." },
	{ .name = "photo_before", .label = "Photo before", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "attachment", .help = "Which." },
	{ .name = "photo_after", .label = "Photo after", .type = FIELD_LINK,
	  .flags = FIELD_FROZEN, .link = "attachment", .help = "Which." },
	{ .name = "used_on", .label = "Used on", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_PAST | FIELD_FROZEN, .help = "The day." },
	{ .name = "staff", .label = "By", .type = FIELD_LINK,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN, .link = "staff", .help = "Who used it." },
	{ .name = "what", .label = "Where", .type = FIELD_TEXT, .max = 200,
	  .flags = FIELD_REQUIRED | FIELD_FROZEN,
	  .help = "For what, such as a talk or the practice's page." },
};

const struct record_type record_permission_use = {
	.name = "permission_use", .plural = "permission_uses", .label = "Use of pictures",
	.help = "Where pictures of a client were used, and by which permission.",
	.fields = use_fields, .n_fields = ARRAY_LEN(use_fields),
	.set_by = "making a page of pictures", .client = "client", .medical = true,
};

static const struct field order_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .form = 10, .help = "For whom." },
	{ .name = "service", .label = "Treatment", .type = FIELD_LINK, .link = "service",
	  .form = 20, .help = "What was ordered; blank: every treatment that needs an order." },
	{ .name = "max_depth", .label = "Depth limit, 1/100 mm", .type = FIELD_INTEGER,
	  .min = 0, .max = 1000,
	  .form = 30, .help = "The deepest that was ordered, in hundredths of a millimetre." },
	{ .name = "ordered_by", .label = "Ordered by", .type = FIELD_TEXT, .max = 200,
	  .flags = FIELD_REQUIRED,
	  .form = 40, .help = "Who examined or ordered, with the licence." },
	{ .name = "ordered_on", .label = "Ordered on", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_PAST, .form = 50, .help = "The day." },
	{ .name = "expires", .label = "In force to", .type = FIELD_DATE,
	  .form = 60, .help = "The last day; blank: until another one." },
	{ .name = "note", .label = "Note", .type = FIELD_TEXT, .max = 400,
	  .form = 70, .help = "Anything else." },
};

const struct record_type record_treatment_order = {
	.name = "treatment_order", .plural = "treatment_orders", .label = "Order",
	.help = "An examination or order by which a client may be treated.",
	.fields = order_fields, .n_fields = ARRAY_LEN(order_fields), .client = "client",
	.medical = true,
};

static const struct field clearance_fields[] = {
	{ .name = "client", .label = "Client", .type = FIELD_LINK, .link = "client",
	  .flags = FIELD_REQUIRED, .form = 10, .help = "For whom." },
	{ .name = "item", .label = "For", .type = FIELD_CODE, .flags = FIELD_REQUIRED,
	  .form = 20, .help = "The code of the screening's item that asked for it, such as immune." },
	{ .name = "given_by", .label = "From", .type = FIELD_TEXT, .max = 200,
	  .flags = FIELD_REQUIRED, .form = 30, .help = "Who wrote it." },
	{ .name = "given_on", .label = "Dated", .type = FIELD_DATE,
	  .flags = FIELD_REQUIRED | FIELD_PAST, .form = 40, .help = "The day on it." },
	{ .name = "expires", .label = "In force to", .type = FIELD_DATE,
	  .form = 50, .help = "The last day; blank: until it changes." },
	{ .name = "note", .label = "Note", .type = FIELD_TEXT, .max = 400,
	  .form = 60, .help = "What it says." },
	{ .name = "attachment", .label = "Paper", .type = FIELD_LINK, .link = "attachment",
	  .set_by = "the page Files", .help = "The letter." },
};

const struct record_type record_clearance = {
	.name = "clearance", .plural = "clearances", .label = "Clearance",
	.help = "A written word of a physician that a client may be treated.",
	.fields = clearance_fields, .n_fields = ARRAY_LEN(clearance_fields),
	.client = "client", .medical = true,
};
