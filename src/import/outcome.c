/*
 * outcome.c - other programs' words for how a visit ended.
 *
 * Late cancel, CANCELLED_BY_CUSTOMER, CLIENT_LATE_CANCEL, No-Show (charged): the word
 * is split into the pieces below; if anything is left over it is not known. Late means
 * that the client cancelled, so a cancellation by the clinic is never late. A charged
 * no-show is a no-show; its fee is not the price of the visit, so the word is kept as a
 * note.
 *
 * Rows are skipped for the old time of a visit that was moved, which has another row
 * with the new one, and for a place on a waiting list, which is no booking.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

static const char moved[] = "The visit was moved: the row of its new time is the "
    "visit, and this one is skipped.";
static const char waits[] = "A place on a waiting list is not a booking: the row is "
    "skipped.";

/* Of two with the same beginning the longer comes first. */
static const struct piece {
	const char *word, *status, *by, *passed;
	bool late, more;
} pieces[] = {
	{ .word = "cancellation", .status = "cancelled" },
	{ .word = "cancelled", .status = "cancelled" },
	{ .word = "canceled", .status = "cancelled" },
	{ .word = "cancel", .status = "cancelled" },
	{ .word = "noshow", .status = "no_show" },
	{ .word = "nocall" },
	{ .word = "rescheduled", .passed = moved },
	{ .word = "reschedule", .passed = moved },
	{ .word = "postponed", .passed = moved },
	{ .word = "moved", .passed = moved },
	{ .word = "waitinglist", .passed = waits },
	{ .word = "waitlisted", .passed = waits },
	{ .word = "waitlist", .passed = waits },
	{ .word = "standby", .passed = waits },
	{ .word = "lastminute", .by = "client", .late = true },
	{ .word = "shortnotice", .by = "client", .late = true },
	{ .word = "sameday", .by = "client", .late = true },
	{ .word = "within24hours", .by = "client", .late = true },
	{ .word = "within24h", .by = "client", .late = true },
	{ .word = "under24h", .by = "client", .late = true },
	{ .word = "late", .by = "client", .late = true },
	{ .word = "early" }, { .word = "ontime" },
	{ .word = "clients", .by = "client" },
	{ .word = "client", .by = "client" },
	{ .word = "clinic", .by = "clinic" },
	{ .word = "customer", .by = "client" },
	{ .word = "patient", .by = "client" },
	{ .word = "guest", .by = "client" },
	{ .word = "member", .by = "client" },
	{ .word = "invitee", .by = "client" },
	{ .word = "attendee", .by = "client" },
	{ .word = "buyer", .by = "client" },
	{ .word = "seller", .by = "clinic" },
	{ .word = "merchant", .by = "clinic" },
	{ .word = "business", .by = "clinic" },
	{ .word = "practitioner", .by = "clinic" },
	{ .word = "practice", .by = "clinic" },
	{ .word = "provider", .by = "clinic" },
	{ .word = "salon", .by = "clinic" },
	{ .word = "staff", .by = "clinic" },
	{ .word = "employee", .by = "clinic" },
	{ .word = "therapist", .by = "clinic" },
	{ .word = "admin", .by = "clinic" },
	{ .word = "owner", .by = "clinic" },
	{ .word = "host", .by = "clinic" },
	{ .word = "notcharged", .more = true }, { .word = "nocharge", .more = true },
	{ .word = "uncharged", .more = true }, { .word = "charged", .more = true },
	{ .word = "charge", .more = true }, { .word = "waived", .more = true },
	{ .word = "nofee", .more = true }, { .word = "fee", .more = true },
	{ .word = "paid", .more = true }, { .word = "billed", .more = true },
	{ .word = "refunded", .more = true },
	{ .word = "from" }, { .word = "with" }, { .word = "was" }, { .word = "and" },
	{ .word = "the" }, { .word = "by" }, { .word = "on" }, { .word = "to" },
};

/* Adds the outcome of the rest of `key` to `o`; false: a piece is not known. */
static bool
take_apart(const char *key, struct import_outcome *o)
{
	size_t i, n;

	if (*key == '\0')
		return true;
	for (i = 0; i < ARRAY_LEN(pieces); i++) {
		const struct piece *p = &pieces[i];

		n = strlen(p->word);
		if (strncmp(key, p->word, n) != 0)
			continue;
		if (p->status != NULL && o->status != NULL &&
		    strcmp(p->status, o->status) != 0)
			return false;
		o->status = p->status != NULL ? p->status : o->status;
		o->passed = p->passed != NULL ? p->passed : o->passed;
		/* a named side counts more than the one implied by late */
		if (p->by != NULL && (o->by == NULL || !p->late))
			o->by = p->by;
		o->late = o->late || p->late;
		o->more = o->more || p->more;
		return take_apart(key + n, o);
	}
	return false;
}

struct import_outcome
import_outcome_of(const char *word)
{
	struct import_outcome o = { NULL, NULL, NULL, false, false };
	AUTO_BUF struct buf key = BUF_INIT;

	import_word_key(&key, word);
	if (!take_apart(key.s, &o) || (o.status == NULL && o.passed == NULL))
		return (struct import_outcome){ NULL, NULL, NULL, false, false };
	if (o.status == NULL)
		o.status = "cancelled";	/* any will do: the row is skipped */
	o.late = o.late && strcmp(o.status, "cancelled") == 0 &&
	    text_is(o.by, "client");
	return o;
}
