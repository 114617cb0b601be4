/*
 * import_alias.c - headers and words that other programs are known to write.
 *
 * Headers stand here as import_header_key() has them. Within a kind the first of
 * the table that is in a file feeds the field, a second one where it is blank.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/import.h"

/* Only where nothing else feeds the field; else it says nothing new. */
const struct import_word import_alone[] = { { NULL, NULL } };

/* Active clients are those that are not archived. */
static const struct import_word turned[] = {
	{ "yes", "no" }, { "true", "no" }, { "1", "no" }, { "active", "no" },
	{ "no", "yes" }, { "false", "yes" }, { "0", "yes" }, { "inactive", "yes" },
	{ NULL, NULL }
};

/* Fresha: whether a client is blocked, where it does not say why. */
static const struct import_word blocked[] = {
	{ "yes", "Blocked" }, { "true", "Blocked" }, { "1", "Blocked" },
	{ "no", "" }, { "false", "" }, { "0", "" }, { NULL, NULL }
};

/* A tick is consent; no tick is not asked for a reason. */
static const struct import_word accepts[] = {
	{ "yes", "subscribed" }, { "true", "subscribed" }, { "1", "subscribed" },
	{ "no", "unsubscribed" }, { "false", "unsubscribed" },
	{ "0", "unsubscribed" }, { NULL, NULL }
};

static const struct import_word opted_out[] = {
	{ "yes", "unsubscribed" }, { "true", "unsubscribed" },
	{ "no", "" }, { "false", "" }, { NULL, NULL }
};

static const struct import_word stars[] = {
	{ "one", "1" }, { "two", "2" }, { "three", "3" }, { "four", "4" },
	{ "five", "5" }, { "star_rating_unspecified", "" }, { NULL, NULL }
};

const struct import_alias import_aliases[] = {
	/* Fresha, Jane, Square, Synthea and what spreadsheets have */
	{ "clients", "id", "external_id", NULL },
	{ "clients", "patientguid", "external_id", NULL },
	{ "clients", "referenceid", "external_id", NULL },
	{ "clients", "squarecustomerid", "external_id", NULL },
	{ "clients", "clientid", "external_id", NULL },
	{ "clients", "customerid", "external_id", NULL },
	{ "clients", "patientid", "external_id", NULL },
	{ "clients", "externalid", "external_id", NULL },
	{ "clients", "code", "external_id", NULL },
	{ "clients", "firstname", "given", NULL },
	{ "clients", "first", "given", NULL },
	{ "clients", "forename", "given", NULL },
	{ "clients", "lastname", "family", NULL },
	{ "clients", "last", "family", NULL },
	{ "clients", "surname", "family", NULL },
	{ "clients", "fullname", "family", import_alone },
	{ "clients", "clientname", "family", import_alone },
	{ "clients", "name", "family", import_alone },
	{ "clients", "preferredname", "preferred", NULL },
	{ "clients", "nickname", "preferred", NULL },
	{ "clients", "dob", "born", NULL },
	{ "clients", "birthdate", "born", NULL },
	{ "clients", "birthday", "born", NULL },
	{ "clients", "dateofbirth", "born", NULL },
	{ "clients", "mobilenumber", "phone", NULL },
	{ "clients", "mobilephone", "phone", NULL },
	{ "clients", "mobile", "phone", NULL },
	{ "clients", "cellphone", "phone", NULL },
	{ "clients", "cell", "phone", NULL },
	{ "clients", "phonenumber", "phone", NULL },
	{ "clients", "telephone", "phone", NULL },
	{ "clients", "homephone", "phone", NULL },
	{ "clients", "emailaddress", "email", NULL },
	{ "clients", "streetaddress", "address", NULL },
	{ "clients", "streetaddress1", "address", NULL },
	{ "clients", "address1", "address", NULL },
	{ "clients", "addressline1", "address", NULL },
	{ "clients", "street", "address", NULL },
	{ "clients", "town", "city", NULL },
	{ "clients", "province/state", "region", NULL },
	{ "clients", "province", "region", NULL },
	{ "clients", "state", "region", NULL },
	{ "clients", "postal", "postcode", NULL },
	{ "clients", "postalcode", "postcode", NULL },
	{ "clients", "zip", "postcode", NULL },
	{ "clients", "zipcode", "postcode", NULL },
	{ "clients", "staffalert", "alert", NULL },
	{ "clients", "skintype", "fitzpatrick", NULL },
	{ "clients", "medications", "medicines", NULL },
	{ "clients", "emergencycontact", "emergency", NULL },
	{ "clients", "firstvisit", "first_visit", NULL },
	{ "clients", "active", "archived", turned },
	{ "clients", "blockreason", "do_not_book", NULL },
	{ "clients", "blocked", "do_not_book", blocked },
	{ "clients", "memo", "notes", NULL },
	{ "clients", "note", "notes", NULL },
	{ "clients", "comments", "notes", NULL },

	{ "staff", "fullname", "name", NULL },
	{ "staff", "initials", "code", NULL },

	{ "services", "description", "name", NULL },
	{ "services", "desc", "name", NULL },
	{ "services", "servicename", "name", NULL },
	{ "services", "cate", "category", NULL },
	{ "services", "duration", "minutes", NULL },
	{ "services", "isactive", "active", NULL },

	{ "products", "description", "name", NULL },
	{ "products", "desc", "name", NULL },
	{ "products", "productname", "name", NULL },
	{ "products", "sku", "code", NULL },
	{ "products", "retailprice", "price", NULL },
	{ "products", "stock", "on_hand", NULL },
	{ "products", "isactive", "active", NULL },

	/* Jane's appointments and what diaries have */
	{ "sessions", "id", "external_id", NULL },
	{ "sessions", "appointmentid", "external_id", NULL },
	{ "sessions", "bookingid", "external_id", NULL },
	{ "sessions", "state", "status", NULL },
	{ "sessions", "appointmentstatus", "status", NULL },
	{ "sessions", "patientguid", "client", NULL },
	{ "sessions", "patient", "client", NULL },
	{ "sessions", "customer", "client", NULL },
	{ "sessions", "clientname", "client", NULL },
	{ "sessions", "treatmentname", "service", NULL },
	{ "sessions", "treatment", "service", NULL },
	{ "sessions", "servicename", "service", NULL },
	{ "sessions", "appointmenttype", "service", NULL },
	{ "sessions", "staffmember", "staff", NULL },
	{ "sessions", "staffmembername", "staff", NULL },
	{ "sessions", "provider", "staff", NULL },
	{ "sessions", "employee", "staff", NULL },
	{ "sessions", "teammember", "staff", NULL },
	{ "sessions", "therapist", "staff", NULL },
	{ "sessions", "appointmentdate", "date", NULL },
	{ "sessions", "bookingdate", "date", NULL },
	{ "sessions", "day", "date", NULL },
	{ "sessions", "time", "start", NULL },
	{ "sessions", "starttime", "start", NULL },
	{ "sessions", "appointmenttime", "start", NULL },
	{ "sessions", "endtime", "end", NULL },
	{ "sessions", "duration", "minutes", NULL },
	{ "sessions", "length", "minutes", NULL },
	{ "sessions", "canceldate", "cancelled_on", NULL },
	{ "sessions", "cancellationdate", "cancelled_on", NULL },
	{ "sessions", "cancelledat", "cancelled_on", NULL },
	{ "sessions", "canceledat", "cancelled_on", NULL },
	{ "sessions", "canceledon", "cancelled_on", NULL },
	{ "sessions", "bookedat", "booked_on", NULL },
	{ "sessions", "comments", "notes", NULL },

	{ "receipts", "receipt", "number", NULL },
	{ "receipts", "receiptnumber", "number", NULL },
	{ "receipts", "invoice", "number", NULL },
	{ "receipts", "invoicenumber", "number", NULL },
	{ "receipts", "customer", "client", NULL },
	{ "receipts", "patient", "client", NULL },
	{ "receipts", "clientname", "client", NULL },
	{ "receipts", "qty", "quantity", NULL },
	{ "receipts", "unitprice", "price", NULL },
	{ "receipts", "net", "amount", NULL },
	{ "receipts", "netamount", "amount", NULL },
	{ "receipts", "subtotal", "amount", NULL },
	{ "receipts", "gst", "tax", NULL },
	{ "receipts", "vat", "tax", NULL },
	{ "receipts", "salestax", "tax", NULL },
	{ "receipts", "pst", "tax2", NULL },
	{ "receipts", "practitioner", "staff", NULL },

	/* Mailchimp, Square, Fresha */
	{ "subscribers", "emailaddress", "email", NULL },
	{ "subscribers", "firstname", "given", NULL },
	{ "subscribers", "lastname", "family", NULL },
	{ "subscribers", "emailsubscriptionstatus", "state", NULL },
	{ "subscribers", "acceptsmarketing", "state", accepts },
	{ "subscribers", "emailunsubscribed", "state", opted_out },
	{ "subscribers", "optintime", "opt_in_at", NULL },
	{ "subscribers", "confirmtime", "confirmed_at", NULL },
	{ "subscribers", "unsubtime", "unsubscribed_at", NULL },
	{ "subscribers", "unsubreason", "reason", NULL },
	{ "subscribers", "cleantime", "cleaned_at", NULL },

	{ "reviews", "reviewid", "external_id", NULL },
	{ "reviews", "id", "external_id", NULL },
	{ "reviews", "rating", "stars", NULL },
	{ "reviews", "starrating", "stars", stars },
	{ "reviews", "comment", "text", NULL },
	{ "reviews", "review", "text", NULL },
	{ "reviews", "reviewerdisplayname", "author", NULL },
	{ "reviews", "reviewer", "author", NULL },
	{ "reviews", "createtime", "received_at", NULL },
	{ "reviews", "date", "received_at", NULL },
	{ "reviews", "updatetime", "updated_at", NULL },
	{ "reviews", "reviewreplycomment", "reply", NULL },
	{ "reviews", "reviewreplyupdatetime", "replied_at", NULL },
	{ "reviews", "source", "platform", NULL },
	{ NULL, NULL, NULL, NULL }
};

/* Words for a choice, folded and joined. */
static const struct {
	const char *kind, *field, *word, *value;
} words[] = {
	{ "sessions", "status", "scheduled", "booked" },
	{ "sessions", "status", "new", "booked" },
	{ "sessions", "status", "pending", "booked" },
	{ "sessions", "status", "accepted", "booked" },
	{ "sessions", "status", "unconfirmed", "booked" },
	{ "sessions", "status", "checkedin", "here" },
	{ "sessions", "status", "started", "in_treatment" },
	{ "sessions", "status", "arrived", "done" },
	{ "sessions", "status", "attended", "done" },
	{ "sessions", "status", "completed", "done" },
	{ "sessions", "status", "complete", "done" },
	{ "sessions", "status", "checkedout", "done" },
	{ "sessions", "status", "fulfilled", "done" },
	{ "sessions", "status", "paid", "done" },
	{ "sessions", "status", "canceled", "cancelled" },
	{ "sessions", "status", "latecancel", "cancelled" },
	{ "sessions", "status", "latecancelled", "cancelled" },
	{ "sessions", "status", "cancelledbyclient", "cancelled" },
	{ "sessions", "status", "cancelledbycustomer", "cancelled" },
	{ "sessions", "status", "cancelledbyseller", "cancelled" },
	{ "sessions", "status", "declined", "cancelled" },
	{ "sessions", "status", "missed", "no_show" },
	{ "sessions", "status", "didnotattend", "no_show" },
	{ "sessions", "status", "dna", "no_show" },
	{ "sessions", "cancelled_by", "patient", "client" },
	{ "sessions", "cancelled_by", "customer", "client" },
	{ "sessions", "cancelled_by", "staff", "clinic" },
	{ "sessions", "cancelled_by", "practice", "clinic" },
	{ "subscribers", "state", "yes", "subscribed" },
	{ "subscribers", "state", "active", "subscribed" },
	{ "subscribers", "state", "no", "unsubscribed" },
	{ "subscribers", "state", "optedout", "unsubscribed" },
	{ "subscribers", "state", "bounced", "cleaned" },
	{ "subscribers", "state", "unconfirmed", "pending" },
	{ "receipts", "state", "paid", "closed" },
	{ "receipts", "state", "voided", "void" },
	{ "reviews", "platform", "googlebusinessprofile", "google" },
};

void
import_header_key(struct buf *out, const char *header)
{
	AUTO_BUF struct buf folded = BUF_INIT;
	const char *p;

	text_fold_joined(&folded, header);
	for (p = folded.s; *p != '\0'; p++)
		if (*p != '_' && *p != '\t')
			buf_addc(out, *p);
}

const char *
import_choice(const char *kind, const char *field, const char *word)
{
	AUTO_BUF struct buf key = BUF_INIT;
	size_t i;

	import_header_key(&key, word);
	for (i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].word, key.s) == 0 &&
		    strcmp(words[i].kind, kind) == 0 &&
		    strcmp(words[i].field, field) == 0)
			return words[i].value;
	return NULL;
}
