/*
 * client.c - the people who are treated.
 */
#include "base/mem.h"
#include "record/record.h"

/* Fitzpatrick TB, Arch Dermatol 1988;124:869-871. */
static const struct choice fitzpatrick[] = {
	{ "I", NULL }, { "II", NULL }, { "III", NULL }, { "IV", NULL },
	{ "V", NULL }, { "VI", NULL }, { NULL, NULL }
};

static const struct choice channels[] = {
	{ "call", "call" }, { "text", "text" }, { "email", "e-mail" },
	{ "none", "no contact" }, { NULL, NULL }
};

static const struct choice age_papers[] = {
	{ "passport", NULL }, { "driving_licence", "driving licence" },
	{ "national_id", "national id" }, { "known", "known to the practice" }, { NULL, NULL }
};

static const struct field client_fields[] = {
	{ .name = "given", .label = "Given name", .type = FIELD_TEXT, .max = 200,
	  .form = 10, .help = "First and middle names." },
	{ .name = "family", .label = "Family name", .type = FIELD_TEXT, .max = 200,
	  .form = 20, .help = "The name lists are sorted by." },
	{ .name = "preferred", .label = "Preferred name", .type = FIELD_TEXT, .max = 200,
	  .form = 30, .help = "What the client wants to be called." },
	{ .name = "born", .label = "Born", .type = FIELD_BIRTHDAY, .flags = FIELD_PAST,
	  .form = 40, .list = 11, .help = "Birth date; screening reads the age from it." },
	{ .name = "phone", .label = "Phone", .type = FIELD_PHONE, .form = 50, .list = 16,
	  .help = "As dialled; digits alone are compared." },
	{ .name = "email", .label = "E-mail", .type = FIELD_EMAIL, .form = 60, .list = 26,
	  .help = "One address." },
	{ .name = "address", .label = "Address", .type = FIELD_TEXT, .max = 200,
	  .form = 120, .help = "Street and number." },
	{ .name = "city", .label = "City", .type = FIELD_TEXT, .max = 80, .form = 130,
	  .help = "Town." },
	{ .name = "region", .label = "Region", .type = FIELD_TEXT, .max = 80, .form = 140,
	  .help = "State or province." },
	{ .name = "postcode", .label = "Post code", .type = FIELD_CODE, .max = 20,
	  .form = 150, .help = "Kept as typed, leading zeros too." },
	{ .name = "country", .label = "Country", .type = FIELD_TEXT, .max = 80, .form = 160,
	  .help = "Country." },
	{ .name = "fitzpatrick", .label = "Skin type", .type = FIELD_CHOICE,
	  .flags = FIELD_MEDICAL | FIELD_SCALE, .choices = fitzpatrick, .form = 110,
	  .help = "Fitzpatrick skin phototype I to VI, or 1 to 6." },
	{ .name = "allergies", .label = "Allergies", .type = FIELD_TEXT,
	  .flags = FIELD_MEDICAL, .max = 3000, .form = 80,
	  .help = "Everything the client reacts to." },
	{ .name = "medicines", .label = "Medicines", .type = FIELD_TEXT,
	  .flags = FIELD_MEDICAL, .max = 3000, .form = 90,
	  .help = "What the client takes now." },
	{ .name = "conditions", .label = "Conditions", .type = FIELD_TEXT,
	  .flags = FIELD_MEDICAL, .max = 3000, .form = 100,
	  .help = "Illnesses that matter for a treatment." },
	{ .name = "alert", .label = "Alert", .type = FIELD_TEXT, .flags = FIELD_MEDICAL,
	  .max = 200, .form = 70,
	  .help = "One line shown on every screen of this client." },
	{ .name = "emergency", .label = "Emergency contact", .type = FIELD_TEXT, .max = 200,
	  .form = 170, .help = "Whom to call, and the number." },
	{ .name = "referral", .label = "Referral source", .type = FIELD_TEXT,
	  .flags = FIELD_IN_USE, .max = 80, .form = 180,
	  .help = "How the client found the practice." },
	{ .name = "first_visit", .label = "First visit elsewhere", .type = FIELD_DATE,
	  .flags = FIELD_PAST, .form = 230,
	  .help = "First visit known to the program this record was imported from." },
	{ .name = "tags", .label = "Tags", .type = FIELD_TEXT, .max = 500, .form = 190,
	  .help = "Words to group clients by, separated by commas." },
	{ .name = "external_id", .label = "Other id", .type = FIELD_CODE,
	  .flags = FIELD_UNIQUE, .form = 240,
	  .help = "Number or code in the system the record was imported from." },
	{ .name = "notes", .label = "Notes", .type = FIELD_NOTE, .flags = FIELD_MEDICAL,
	  .form = 200, .help = "Anything else." },
	{ .name = "do_not_book", .label = "Do not book", .type = FIELD_TEXT, .max = 200,
	  .form = 210, .help = "Why this client is not booked; blank: may be booked." },
	{ .name = "archived", .label = "Archived", .type = FIELD_BOOL,
	  .flags = FIELD_REQUIRED, .initial = "no", .form = 250,
	  .help = "Yes: out of the lists, kept in the records." },
	{ .name = "do_not_ask_review", .label = "Do not ask for reviews",
	  .type = FIELD_TEXT, .max = 200, .form = 220,
	  .help = "Why this client is not asked for a review; blank: may be asked." },
	{ .name = "allergies_on", .label = "Allergies asked on", .type = FIELD_DATE,
	  .flags = FIELD_MEDICAL | FIELD_PAST,
	  .set_by = "the question at the start of a visit",
	  .help = "Day they were last asked; with no allergy written down: none known." },
	{ .name = "allergies_by", .label = "Allergies asked by", .type = FIELD_LINK,
	  .flags = FIELD_MEDICAL, .link = "staff",
	  .set_by = "the question at the start of a visit", .help = "Who asked." },
	{ .name = "medicines_on", .label = "Medicines asked on", .type = FIELD_DATE,
	  .flags = FIELD_MEDICAL | FIELD_PAST,
	  .set_by = "the question at the start of a visit",
	  .help = "Day they were last asked; with no medicine written down: none taken." },
	{ .name = "medicines_by", .label = "Medicines asked by", .type = FIELD_LINK,
	  .flags = FIELD_MEDICAL, .link = "staff",
	  .set_by = "the question at the start of a visit", .help = "Who asked." },
	{ .name = "channel", .label = "Reach by", .type = FIELD_CHOICE, .choices = channels,
	  .form = 260, .help = "How the client wants to be reached; no contact: not at all, but "
	      "to ask whether a visit stands." },
	{ .name = "age_seen_on", .label = "Age seen on", .type = FIELD_DATE, .flags = FIELD_PAST,
	  .set_by = "the question at the start of a visit",
	  .help = "Day the client's age was verified." },
	{ .name = "age_seen_by", .label = "Age seen by", .type = FIELD_LINK, .link = "staff",
	  .set_by = "the question at the start of a visit", .help = "Who verified it." },
	{ .name = "age_seen_how", .label = "Age seen on what", .type = FIELD_CHOICE,
	  .choices = age_papers, .set_by = "the question at the start of a visit",
	  .help = "By which paper it was verified." },
};

static bool
client_check(const struct record *r, struct err *e)
{
	if (record_is_null(r, "given") && record_is_null(r, "family") &&
	    record_is_null(r, "preferred"))
		return err_set(e, ERR_INVALID, "family",
		    "A client needs at least one name: given, family or preferred.");
	return true;
}

const struct record_type record_client = {
	.name = "client", .plural = "clients", .label = "Client",
	.help = "A person who is treated; only a name is required.",
	.fields = client_fields, .n_fields = ARRAY_LEN(client_fields),
	.client = "id", .key = "external_id",
	.check = client_check,
};
