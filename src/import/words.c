/*
 * words.c - other programs' words for choices, and keys made of headers.
 */
#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

/* Words for a choice, folded and joined. */
static const struct {
	const char *kind, *field, *word, *value;
} words[] = {
	{ "sessions", "status", "scheduled", "booked" },
	{ "sessions", "status", "new", "booked" },
	{ "sessions", "status", "open", "booked" },
	{ "sessions", "status", "pending", "booked" },
	{ "sessions", "status", "accepted", "booked" },
	{ "sessions", "status", "approved", "booked" },
	{ "sessions", "status", "upcoming", "booked" },
	{ "sessions", "status", "reserved", "booked" },
	{ "sessions", "status", "request", "booked" },
	{ "sessions", "status", "requested", "booked" },
	{ "sessions", "status", "unconfirmed", "booked" },
	{ "sessions", "status", "notconfirmed", "booked" },
	{ "sessions", "status", "awaitingconfirmation", "booked" },
	{ "sessions", "status", "clientconfirmed", "confirmed" },
	{ "sessions", "status", "confirmedbyclient", "confirmed" },
	{ "sessions", "status", "checkedin", "here" },
	{ "sessions", "status", "checkin", "here" },
	{ "sessions", "status", "readytostart", "here" },
	{ "sessions", "status", "waitingroom", "here" },
	{ "sessions", "status", "inwaitingroom", "here" },
	{ "sessions", "status", "started", "in_treatment" },
	{ "sessions", "status", "inprogress", "in_treatment" },
	{ "sessions", "status", "inservice", "in_treatment" },
	{ "sessions", "status", "serviceinprogress", "in_treatment" },
	{ "sessions", "status", "arrived", "done" },
	{ "sessions", "status", "attended", "done" },
	{ "sessions", "status", "completed", "done" },
	{ "sessions", "status", "complete", "done" },
	{ "sessions", "status", "servicecompleted", "done" },
	{ "sessions", "status", "checkedout", "done" },
	{ "sessions", "status", "checkout", "done" },
	{ "sessions", "status", "fulfilled", "done" },
	{ "sessions", "status", "finished", "done" },
	{ "sessions", "status", "final", "done" },
	{ "sessions", "status", "finalized", "done" },
	{ "sessions", "status", "closed", "done" },
	{ "sessions", "status", "invoiced", "done" },
	{ "sessions", "status", "paid", "done" },
	{ "sessions", "status", "show", "done" },
	{ "sessions", "status", "showed", "done" },
	{ "sessions", "status", "signedin", "done" },
	{ "sessions", "status", "deny", "cancelled" },
	{ "sessions", "status", "denied", "cancelled" },
	{ "sessions", "status", "declined", "cancelled" },
	{ "sessions", "status", "rejected", "cancelled" },
	{ "sessions", "status", "deleted", "cancelled" },
	{ "sessions", "status", "missed", "no_show" },
	{ "sessions", "status", "absent", "no_show" },
	{ "sessions", "status", "didnotattend", "no_show" },
	{ "sessions", "status", "didnotarrive", "no_show" },
	{ "sessions", "status", "didnotshow", "no_show" },
	{ "sessions", "status", "notattended", "no_show" },
	{ "sessions", "status", "dna", "no_show" },
	{ "sessions", "cancelled_by", "patient", "client" },
	{ "sessions", "cancelled_by", "customer", "client" },
	{ "sessions", "cancelled_by", "guest", "client" },
	{ "sessions", "cancelled_by", "member", "client" },
	{ "sessions", "cancelled_by", "invitee", "client" },
	{ "sessions", "cancelled_by", "buyer", "client" },
	{ "sessions", "cancelled_by", "attendee", "client" },
	{ "sessions", "cancelled_by", "staff", "clinic" },
	{ "sessions", "cancelled_by", "practice", "clinic" },
	{ "sessions", "cancelled_by", "seller", "clinic" },
	{ "sessions", "cancelled_by", "merchant", "clinic" },
	{ "sessions", "cancelled_by", "business", "clinic" },
	{ "sessions", "cancelled_by", "salon", "clinic" },
	{ "sessions", "cancelled_by", "provider", "clinic" },
	{ "sessions", "cancelled_by", "practitioner", "clinic" },
	{ "sessions", "cancelled_by", "therapist", "clinic" },
	{ "sessions", "cancelled_by", "employee", "clinic" },
	{ "sessions", "cancelled_by", "owner", "clinic" },
	{ "sessions", "cancelled_by", "admin", "clinic" },
	{ "sessions", "cancelled_by", "host", "clinic" },
	{ "subscribers", "state", "yes", "subscribed" },
	{ "subscribers", "state", "active", "subscribed" },
	{ "subscribers", "state", "optin", "subscribed" },
	{ "subscribers", "state", "optedin", "subscribed" },
	{ "subscribers", "state", "true", "subscribed" },
	{ "subscribers", "state", "1", "subscribed" },
	{ "subscribers", "state", "y", "subscribed" },
	{ "subscribers", "state", "on", "subscribed" },
	{ "subscribers", "state", "granted", "subscribed" },
	{ "subscribers", "state", "given", "subscribed" },
	{ "subscribers", "state", "accepted", "subscribed" },
	{ "subscribers", "state", "accepts", "subscribed" },
	{ "subscribers", "state", "agreed", "subscribed" },
	{ "subscribers", "state", "consented", "subscribed" },
	{ "subscribers", "state", "allowed", "subscribed" },
	{ "subscribers", "state", "confirmed", "subscribed" },
	{ "subscribers", "state", "express", "subscribed" },
	{ "subscribers", "state", "explicit", "subscribed" },
	{ "subscribers", "state", "expressconsent", "subscribed" },
	{ "subscribers", "state", "explicitoptin", "subscribed" },
	{ "subscribers", "state", "singleoptin", "subscribed" },
	{ "subscribers", "state", "doubleoptin", "subscribed" },
	{ "subscribers", "state", "confirmedoptin", "subscribed" },
	{ "subscribers", "state", "subscriber", "subscribed" },
	{ "subscribers", "state", "no", "unsubscribed" },
	{ "subscribers", "state", "false", "unsubscribed" },
	{ "subscribers", "state", "0", "unsubscribed" },
	{ "subscribers", "state", "n", "unsubscribed" },
	{ "subscribers", "state", "off", "unsubscribed" },
	{ "subscribers", "state", "optout", "unsubscribed" },
	{ "subscribers", "state", "optedout", "unsubscribed" },
	{ "subscribers", "state", "denied", "unsubscribed" },
	{ "subscribers", "state", "declined", "unsubscribed" },
	{ "subscribers", "state", "rejected", "unsubscribed" },
	{ "subscribers", "state", "refused", "unsubscribed" },
	{ "subscribers", "state", "revoked", "unsubscribed" },
	{ "subscribers", "state", "withdrawn", "unsubscribed" },
	{ "subscribers", "state", "removed", "unsubscribed" },
	{ "subscribers", "state", "donotemail", "unsubscribed" },
	{ "subscribers", "state", "donotcontact", "unsubscribed" },
	{ "subscribers", "state", "blocked", "unsubscribed" },
	{ "subscribers", "state", "blocklisted", "unsubscribed" },
	{ "subscribers", "state", "blacklisted", "unsubscribed" },
	{ "subscribers", "state", "suppressed", "unsubscribed" },
	{ "subscribers", "state", "inactive", "unsubscribed" },
	{ "subscribers", "state", "deleted", "unsubscribed" },
	{ "subscribers", "state", "archived", "unsubscribed" },
	{ "subscribers", "state", "junk", "unsubscribed" },
	{ "subscribers", "state", "spam", "unsubscribed" },
	{ "subscribers", "state", "complained", "unsubscribed" },
	{ "subscribers", "state", "complaint", "unsubscribed" },
	{ "subscribers", "state", "markedasspam", "unsubscribed" },
	{ "subscribers", "state", "reportedspam", "unsubscribed" },
	{ "subscribers", "state", "unsubscribe", "unsubscribed" },
	{ "subscribers", "state", "unsub", "unsubscribed" },
	{ "subscribers", "state", "redacted", "unsubscribed" },
	{ "subscribers", "state", "bounced", "cleaned" },
	{ "subscribers", "state", "bounce", "cleaned" },
	{ "subscribers", "state", "hardbounce", "cleaned" },
	{ "subscribers", "state", "hardbounced", "cleaned" },
	{ "subscribers", "state", "softbounce", "cleaned" },
	{ "subscribers", "state", "softbounced", "cleaned" },
	{ "subscribers", "state", "undeliverable", "cleaned" },
	{ "subscribers", "state", "invalid", "cleaned" },
	{ "subscribers", "state", "invalidemail", "cleaned" },
	{ "subscribers", "state", "unconfirmed", "pending" },
	{ "subscribers", "state", "notconfirmed", "pending" },
	{ "subscribers", "state", "awaitingconfirmation", "pending" },
	{ "subscribers", "state", "pendingconfirmation", "pending" },
	{ "subscribers", "state", "pendingdoubleoptin", "pending" },
	{ "subscribers", "state", "doubleoptinpending", "pending" },
	{ "subscribers", "state", "optinpending", "pending" },
	{ "subscribers", "state", "waiting", "pending" },
	{ "subscribers", "state", "unverified", "pending" },
	{ "subscribers", "state", "validating", "pending" },
	{ "subscribers", "state", "confirmationsent", "pending" },
	{ "subscribers", "state", "neversubscribed", "unknown" },
	{ "subscribers", "state", "notsubscribed", "unknown" },
	{ "subscribers", "state", "nonsubscribed", "unknown" },
	{ "subscribers", "state", "never", "unknown" },
	{ "subscribers", "state", "none", "unknown" },
	{ "subscribers", "state", "notset", "unknown" },
	{ "subscribers", "state", "notasked", "unknown" },
	{ "subscribers", "state", "unspecified", "unknown" },
	{ "subscribers", "state", "undefined", "unknown" },
	{ "subscribers", "state", "implied", "unknown" },
	{ "subscribers", "state", "impliedconsent", "unknown" },
	{ "subscribers", "state", "noconsent", "unsubscribed" },
	{ "subscribers", "state", "na", "unknown" },
	{ "subscribers", "state", "nopreference", "unknown" },
	{ "subscribers", "state", "temphold", "unknown" },
	{ "receipts", "state", "paid", "closed" },
	{ "receipts", "state", "voided", "void" },
	{ "reviews", "platform", "googlebusinessprofile", "google" },
	{ "consents", "how", "electronic", "typed" },
	{ "consents", "how", "electronically", "typed" },
	{ "consents", "how", "esignature", "typed" },
	{ "consents", "how", "esigned", "typed" },
	{ "consents", "how", "online", "typed" },
	{ "consents", "how", "digital", "typed" },
	{ "consents", "how", "tablet", "typed" },
	{ "consents", "how", "kiosk", "typed" },
	{ "consents", "how", "signed", "typed" },
	{ "consents", "how", "written", "paper" },
	{ "consents", "how", "wetink", "paper" },
	{ "consents", "how", "wetsignature", "paper" },
	{ "consents", "how", "scanned", "paper" },
	{ "consents", "how", "scan", "paper" },
	{ "consents", "how", "upload", "paper" },
	{ "consents", "how", "uploaded", "paper" },
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

void
import_word_key(struct buf *out, const char *word)
{
	AUTO_BUF struct buf key = BUF_INIT;
	const char *p;

	import_header_key(&key, word);
	for (p = key.s; *p != '\0'; p++)
		if (!ispunct((unsigned char)*p))
			buf_addc(out, *p);
}

/* The choice for another program's word (done for "attended"); NULL: unknown. */
static const char *
import_choice(const char *kind, const char *field, const char *word)
{
	AUTO_BUF struct buf key = BUF_INIT;
	size_t i;

	import_word_key(&key, word);
	for (i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].word, key.s) == 0 &&
		    strcmp(words[i].kind, kind) == 0 &&
		    strcmp(words[i].field, field) == 0)
			return words[i].value;
	return NULL;
}

const char *
import_choice_of(const char *kind, const struct field *f, const char *word)
{
	AUTO_BUF struct buf key = BUF_INIT, own = BUF_INIT;
	const struct choice *o;
	struct value v = VALUE_INIT;
	struct err none;
	const char *found = NULL;

	if (field_parse(f, &field_context_plain, word, &v, &none) && v.kind == VALUE_TEXT &&
	    (o = choice_find(f->choices, v.s)) != NULL)
		found = o->value;
	value_clear(&v);
	import_header_key(&key, word);
	for (o = f->choices; found == NULL && o->value != NULL; o++) {
		buf_cut(&own, 0);
		import_header_key(&own, o->value);
		if (strcmp(key.s, own.s) == 0)
			found = o->value;
	}
	if (found == NULL)
		found = import_choice(kind, f->name, word);
	if (found == NULL && f == record_field(&record_session, "status"))
		found = import_outcome_of(word).status;
	return found;
}
