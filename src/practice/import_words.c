/*
 * import_words.c - words of other programs for a choice, and headers as keys.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/import.h"

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

const char *
import_choice_of(const char *kind, const struct field *f, const char *word)
{
	AUTO_BUF struct buf key = BUF_INIT, own = BUF_INIT;
	const struct choice *o;
	struct value v = VALUE_INIT;
	struct err none;
	const char *found = NULL;

	if (field_parse(f, &field_context_plain, word, &v, &none))
		for (o = f->choices; o->value != NULL; o++)
			if (v.kind == VALUE_TEXT && strcmp(v.s, o->value) == 0)
				found = o->value;
	value_clear(&v);
	import_header_key(&key, word);
	for (o = f->choices; found == NULL && o->value != NULL; o++) {
		buf_cut(&own, 0);
		import_header_key(&own, o->value);
		if (strcmp(key.s, own.s) == 0)
			found = o->value;
	}
	return found != NULL ? found : import_choice(kind, f->name, word);
}
