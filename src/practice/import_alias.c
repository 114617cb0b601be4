/*
 * import_alias.c - the headers that other programs are known to write.
 *
 * One line a header and a field it may feed:
 *
 *	{ KIND, header, field, how well it fits, words, marks }
 *
 * The header stands as import_header_key() has it; "firstname+lastname" means both
 * columns joined with a blank. A header may have several lines, one a field. SURE
 * says just this and nothing else, USUAL mostly this, LOOSE this where no column
 * says it better. Of two headers that fit equally well the one that stands first
 * wins; the other is read where it is blank and is noted where it says more. So
 * the order of the lines of one field matters, the order of a file's columns does
 * not. `words` turns another program's words into those of the field, or is NULL.
 *
 * Marks, joined with |, or 0:
 *   FIRST    the first release read it so; its lines keep their order, since files
 *            it took in are known again by them (import_older.c)
 *   ALONE    says nothing new where another column feeds the field
 *   UNDATED  not where the cells of the start say a day of their own
 *
 * How the lines, a field's own name and label and what stands in the cells are
 * weighed against each other: import_match.c. Words of choices: import_words.c.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/import.h"

#define SURE	IMPORT_SURE
#define USUAL	IMPORT_USUAL
#define LOOSE	IMPORT_LOOSE
#define FIRST	IMPORT_FIRST
#define ALONE	IMPORT_ALONE
#define UNDATED	IMPORT_UNDATED

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
	{ "clients", "id", "external_id", SURE, NULL, FIRST },
	{ "clients", "patientguid", "external_id", SURE, NULL, FIRST },
	{ "clients", "referenceid", "external_id", SURE, NULL, FIRST },
	{ "clients", "squarecustomerid", "external_id", SURE, NULL, FIRST },
	{ "clients", "clientid", "external_id", SURE, NULL, FIRST },
	{ "clients", "customerid", "external_id", SURE, NULL, FIRST },
	{ "clients", "patientid", "external_id", SURE, NULL, FIRST },
	{ "clients", "externalid", "external_id", SURE, NULL, FIRST },
	{ "clients", "code", "external_id", SURE, NULL, FIRST },
	{ "clients", "firstname", "given", SURE, NULL, FIRST },
	{ "clients", "first", "given", SURE, NULL, FIRST },
	{ "clients", "forename", "given", SURE, NULL, FIRST },
	{ "clients", "lastname", "family", SURE, NULL, FIRST },
	{ "clients", "last", "family", SURE, NULL, FIRST },
	{ "clients", "surname", "family", SURE, NULL, FIRST },
	{ "clients", "fullname", "family", SURE, NULL, FIRST | ALONE },
	{ "clients", "clientname", "family", SURE, NULL, FIRST | ALONE },
	{ "clients", "name", "family", SURE, NULL, FIRST | ALONE },
	{ "clients", "preferredname", "preferred", SURE, NULL, FIRST },
	{ "clients", "nickname", "preferred", SURE, NULL, FIRST },
	{ "clients", "dob", "born", SURE, NULL, FIRST },
	{ "clients", "birthdate", "born", SURE, NULL, FIRST },
	{ "clients", "birthday", "born", SURE, NULL, FIRST },
	{ "clients", "dateofbirth", "born", SURE, NULL, FIRST },
	{ "clients", "mobilenumber", "phone", SURE, NULL, FIRST },
	{ "clients", "mobilephone", "phone", SURE, NULL, FIRST },
	{ "clients", "mobile", "phone", SURE, NULL, FIRST },
	{ "clients", "cellphone", "phone", SURE, NULL, FIRST },
	{ "clients", "cell", "phone", SURE, NULL, FIRST },
	{ "clients", "phonenumber", "phone", SURE, NULL, FIRST },
	{ "clients", "telephone", "phone", SURE, NULL, FIRST },
	{ "clients", "homephone", "phone", SURE, NULL, FIRST },
	{ "clients", "emailaddress", "email", SURE, NULL, FIRST },
	{ "clients", "streetaddress", "address", SURE, NULL, FIRST },
	{ "clients", "streetaddress1", "address", SURE, NULL, FIRST },
	{ "clients", "address1", "address", SURE, NULL, FIRST },
	{ "clients", "addressline1", "address", SURE, NULL, FIRST },
	{ "clients", "street", "address", SURE, NULL, FIRST },
	{ "clients", "town", "city", SURE, NULL, FIRST },
	{ "clients", "province/state", "region", SURE, NULL, FIRST },
	{ "clients", "province", "region", SURE, NULL, FIRST },
	{ "clients", "state", "region", USUAL, NULL, FIRST },
	{ "clients", "postal", "postcode", SURE, NULL, FIRST },
	{ "clients", "postalcode", "postcode", SURE, NULL, FIRST },
	{ "clients", "zip", "postcode", SURE, NULL, FIRST },
	{ "clients", "zipcode", "postcode", SURE, NULL, FIRST },
	{ "clients", "staffalert", "alert", SURE, NULL, FIRST },
	{ "clients", "skintype", "fitzpatrick", SURE, NULL, FIRST },
	{ "clients", "medications", "medicines", SURE, NULL, FIRST },
	{ "clients", "emergencycontact", "emergency", SURE, NULL, FIRST },
	{ "clients", "firstvisit", "first_visit", SURE, NULL, FIRST },
	{ "clients", "active", "archived", SURE, turned, FIRST },
	{ "clients", "blockreason", "do_not_book", SURE, NULL, FIRST },
	{ "clients", "blocked", "do_not_book", SURE, blocked, FIRST },
	{ "clients", "memo", "notes", SURE, NULL, FIRST },
	{ "clients", "note", "notes", SURE, NULL, FIRST },
	{ "clients", "comments", "notes", SURE, NULL, FIRST },

	{ "staff", "fullname", "name", SURE, NULL, FIRST },
	{ "staff", "initials", "code", SURE, NULL, FIRST },

	{ "services", "description", "name", LOOSE, NULL, FIRST },
	{ "services", "desc", "name", LOOSE, NULL, FIRST },
	{ "services", "servicename", "name", SURE, NULL, FIRST },
	{ "services", "cate", "category", SURE, NULL, FIRST },
	{ "services", "duration", "minutes", SURE, NULL, FIRST },
	{ "services", "isactive", "active", SURE, NULL, FIRST },

	{ "products", "description", "name", LOOSE, NULL, FIRST },
	{ "products", "desc", "name", LOOSE, NULL, FIRST },
	{ "products", "productname", "name", SURE, NULL, FIRST },
	{ "products", "sku", "code", SURE, NULL, FIRST },
	{ "products", "retailprice", "price", SURE, NULL, FIRST },
	{ "products", "stock", "on_hand", SURE, NULL, FIRST },
	{ "products", "isactive", "active", SURE, NULL, FIRST },

	/* Jane's appointments and what diaries have */
	{ "sessions", "id", "external_id", SURE, NULL, FIRST },
	{ "sessions", "appointmentid", "external_id", SURE, NULL, FIRST },
	{ "sessions", "bookingid", "external_id", SURE, NULL, FIRST },
	{ "sessions", "state", "status", USUAL, NULL, FIRST },
	{ "sessions", "appointmentstatus", "status", SURE, NULL, FIRST },
	{ "sessions", "patientguid", "client", SURE, NULL, FIRST },
	{ "sessions", "patient", "client", SURE, NULL, FIRST },
	{ "sessions", "customer", "client", SURE, NULL, FIRST },
	{ "sessions", "clientname", "client", SURE, NULL, FIRST },
	{ "sessions", "treatmentname", "service", SURE, NULL, FIRST },
	{ "sessions", "treatment", "service", SURE, NULL, FIRST },
	{ "sessions", "servicename", "service", SURE, NULL, FIRST },
	{ "sessions", "appointmenttype", "service", SURE, NULL, FIRST },
	{ "sessions", "staffmember", "staff", SURE, NULL, FIRST },
	{ "sessions", "staffmembername", "staff", SURE, NULL, FIRST },
	{ "sessions", "provider", "staff", SURE, NULL, FIRST },
	{ "sessions", "employee", "staff", SURE, NULL, FIRST },
	{ "sessions", "teammember", "staff", SURE, NULL, FIRST },
	{ "sessions", "therapist", "staff", SURE, NULL, FIRST },
	{ "sessions", "appointmentdate", "date", SURE, NULL, FIRST },
	{ "sessions", "bookingdate", "date", USUAL, NULL, FIRST | UNDATED },
	{ "sessions", "bookingdate", "booked_on", LOOSE, NULL, 0 },
	{ "sessions", "day", "date", SURE, NULL, FIRST },
	{ "sessions", "time", "start", SURE, NULL, FIRST },
	{ "sessions", "starttime", "start", SURE, NULL, FIRST },
	{ "sessions", "appointmenttime", "start", SURE, NULL, FIRST },
	{ "sessions", "endtime", "end", SURE, NULL, FIRST },
	{ "sessions", "duration", "minutes", SURE, NULL, FIRST },
	{ "sessions", "length", "minutes", SURE, NULL, FIRST },
	{ "sessions", "canceldate", "cancelled_on", SURE, NULL, FIRST },
	{ "sessions", "cancellationdate", "cancelled_on", SURE, NULL, FIRST },
	{ "sessions", "cancelledat", "cancelled_on", SURE, NULL, FIRST },
	{ "sessions", "canceledat", "cancelled_on", SURE, NULL, FIRST },
	{ "sessions", "canceledon", "cancelled_on", SURE, NULL, FIRST },
	{ "sessions", "bookedat", "booked_on", SURE, NULL, FIRST },
	{ "sessions", "comments", "notes", SURE, NULL, FIRST },

	{ "receipts", "receipt", "number", SURE, NULL, FIRST },
	{ "receipts", "receiptnumber", "number", SURE, NULL, FIRST },
	{ "receipts", "invoice", "number", SURE, NULL, FIRST },
	{ "receipts", "invoicenumber", "number", SURE, NULL, FIRST },
	{ "receipts", "customer", "client", SURE, NULL, FIRST },
	{ "receipts", "patient", "client", SURE, NULL, FIRST },
	{ "receipts", "clientname", "client", SURE, NULL, FIRST },
	{ "receipts", "qty", "quantity", SURE, NULL, FIRST },
	{ "receipts", "unitprice", "price", SURE, NULL, FIRST },
	{ "receipts", "net", "amount", SURE, NULL, FIRST },
	{ "receipts", "netamount", "amount", SURE, NULL, FIRST },
	{ "receipts", "subtotal", "amount", SURE, NULL, FIRST },
	{ "receipts", "gst", "tax", SURE, NULL, FIRST },
	{ "receipts", "vat", "tax", SURE, NULL, FIRST },
	{ "receipts", "salestax", "tax", SURE, NULL, FIRST },
	{ "receipts", "pst", "tax2", SURE, NULL, FIRST },
	{ "receipts", "practitioner", "staff", SURE, NULL, FIRST },

	/* Mailchimp, Square, Fresha */
	{ "subscribers", "emailaddress", "email", SURE, NULL, FIRST },
	{ "subscribers", "firstname", "given", SURE, NULL, FIRST },
	{ "subscribers", "lastname", "family", SURE, NULL, FIRST },
	{ "subscribers", "emailsubscriptionstatus", "state", SURE, NULL, FIRST },
	{ "subscribers", "acceptsmarketing", "state", SURE, accepts, FIRST },
	{ "subscribers", "emailunsubscribed", "state", SURE, opted_out, FIRST },
	{ "subscribers", "optintime", "opt_in_at", SURE, NULL, FIRST },
	{ "subscribers", "confirmtime", "confirmed_at", SURE, NULL, FIRST },
	{ "subscribers", "unsubtime", "unsubscribed_at", SURE, NULL, FIRST },
	{ "subscribers", "unsubreason", "reason", SURE, NULL, FIRST },
	{ "subscribers", "cleantime", "cleaned_at", SURE, NULL, FIRST },

	{ "reviews", "reviewid", "external_id", SURE, NULL, FIRST },
	{ "reviews", "id", "external_id", SURE, NULL, FIRST },
	{ "reviews", "rating", "stars", SURE, NULL, FIRST },
	{ "reviews", "starrating", "stars", SURE, stars, FIRST },
	{ "reviews", "comment", "text", SURE, NULL, FIRST },
	{ "reviews", "review", "text", SURE, NULL, FIRST },
	{ "reviews", "reviewerdisplayname", "author", SURE, NULL, FIRST },
	{ "reviews", "reviewer", "author", SURE, NULL, FIRST },
	{ "reviews", "createtime", "received_at", SURE, NULL, FIRST },
	{ "reviews", "date", "received_at", SURE, NULL, FIRST },
	{ "reviews", "updatetime", "updated_at", SURE, NULL, FIRST },
	{ "reviews", "reviewreplycomment", "reply", SURE, NULL, FIRST },
	{ "reviews", "reviewreplyupdatetime", "replied_at", SURE, NULL, FIRST },
	{ "reviews", "source", "platform", SURE, NULL, FIRST },
	{ NULL, NULL, NULL, 0, NULL, 0 }
};
