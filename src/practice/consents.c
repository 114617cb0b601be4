/*
 * consents.c - see consents.h.
 */
#include "practice/consents.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

#define STAMP strlen(" 2026-03-12 10:00")	/* behind a zone that was withdrawn */

/* The last day; DATE_NONE: until it is revoked. */
static date_day
last_day(struct stmt *st)
{
	date_day expires = stmt_date(st, "expires"), by_months = DATE_NONE;

	if (!stmt_is_null(st, "valid_months"))
		by_months = date_add_months(stmt_date(st, "signed_on"),
		    (int)stmt_int_in(st, "valid_months", 1, 120));
	return expires == DATE_NONE || (by_months != DATE_NONE && by_months < expires) ?
	    by_months : expires;
}

bool
consent_under_age(date_day born, date_day on)
{
	return born != DATE_NONE && date_years_between(born, on) < CONSENT_AGE;
}

struct consent_ask {
	struct practice *p;
	const struct record *client, *service;
	date_day born, on;
	struct consent_answer *out;
};

/* Did somebody sign who may? What a minor or for a minor was signed ends with childhood. */
static bool
signed_by_right(const struct consent_ask *a, struct stmt *st)
{
	if (!consent_under_age(a->born, stmt_date(st, "signed_on")))
		return true;
	return !stmt_is_null(st, "guardian") && consent_under_age(a->born, a->on) &&
	    record_int(a->p->settings, "guardians") != 0;
}

/* Calls fn with each zone that was withdrawn, "chin 2026-03-12 10:00; neck 2026-…". */
static bool
each_zone(const char *withdrawn, bool (*fn)(const char *zone, size_t size, void *), void *arg)
{
	size_t size;

	for (; *withdrawn != '\0'; withdrawn += strspn(withdrawn, "; ")) {
		size = strcspn(withdrawn, ";");
		if (size > STAMP && !fn(withdrawn, size - STAMP, arg))
			return false;
		withdrawn += size;
	}
	return true;
}

static bool
add_zone(const char *zone, size_t size, void *arg)
{
	AUTO_FREE char *word = xstrndup(zone, size);
	struct buf *out = arg;

	buf_adds(out, ", not for ");
	text_show(out, word, false);
	return true;
}

static bool
is_other(const char *zone, size_t size, void *arg)
{
	const char *wanted = arg;

	return strlen(wanted) != size || strncmp(zone, wanted, size) != 0;
}

bool
consent_without(const char *withdrawn, const char *zone)
{
	return !each_zone(withdrawn, is_other, (void *)(uintptr_t)zone);
}

/* What one consent is worth on the day, and its sentence. */
static enum consent_state
judge(const struct consent_ask *a, struct stmt *st, struct buf *s)
{
	date_day revoked = stmt_date(st, "revoked_on"), until = last_day(st);
	char words[24];

	if (!stmt_is_null(st, "service") && stmt_int(st, "service") != a->service->id) {
		buf_adds(s, "the consent is for ");
		text_show(s, stmt_text(st, "service_name"), false);
		return CONSENT_OTHER;
	}
	if (revoked != DATE_NONE && revoked <= a->on) {
		buf_addf(s, "consent revoked %s", date_to_words(revoked, false, words));
		return CONSENT_REVOKED;
	}
	if (strcmp(stmt_text(st, "state"), "published") != 0) {
		buf_adds(s, "its words have changed: the new ones are to be signed");
		return CONSENT_RETIRED;
	}
	if (!signed_by_right(a, st)) {
		buf_addf(s, !consent_under_age(a->born, a->on) ?
		    "signed while under %d: the client signs now" :
		    "under %d: a guardian's consent is needed", CONSENT_AGE);
		return CONSENT_MINOR;
	}
	if (until != DATE_NONE && until < a->on) {
		buf_addf(s, "consent ended %s", date_to_words(until, false, words));
		return CONSENT_ENDED;
	}
	buf_addf(s, until != DATE_NONE ? "to %s" : "until it is revoked",
	    date_to_words(until, false, words));
	each_zone(stmt_text(st, "revoked_for"), add_zone, s);
	return CONSENT_IN_FORCE;
}

static void
take(struct consent_answer *out, enum consent_state state, struct stmt *st, const char *s)
{
	out->state = state;
	out->met = state == CONSENT_IN_FORCE;
	out->consent = stmt_int(st, "id");
	out->edition = (int)stmt_int(st, "edition");
	out->until = out->met ? last_day(st) : DATE_NONE;
	text_copy(out->off_label, sizeof(out->off_label), stmt_text(st, "off_label"));
	text_copy(out->withdrawn, sizeof(out->withdrawn), stmt_text(st, "revoked_for"));
	text_copy(out->sentence, sizeof(out->sentence), s);
}

/* Newest first: the first in force, or revoked, decides; else the newest that is for this
 * treatment says why not. */
static bool
look_through(const struct consent_ask *a, struct err *e)
{
	struct stmt *st = db_stmt(a->p->db, "consent_signed");
	struct consent_answer *out = a->out;
	char iso[DATE_ISO_SIZE];
	bool decided = false;

	stmt_set_int(st, "client", a->client->id);
	stmt_set_text(st, "code", record_text(a->service, "consent"));
	stmt_set_text(st, "on", date_to_iso(a->on, iso));
	while (!decided && stmt_next(st)) {
		AUTO_BUF struct buf s = BUF_INIT;
		enum consent_state state = judge(a, st, &s);

		decided = state == CONSENT_IN_FORCE || state == CONSENT_REVOKED;
		if (decided || out->state == CONSENT_NONE ||
		    (out->state == CONSENT_OTHER && state != CONSENT_OTHER))
			take(out, state, st, s.s);
	}
	return stmt_end(st, e);
}

static void
say_none(const struct consent_ask *a)
{
	AUTO_BUF struct buf s = BUF_INIT;

	buf_adds(&s, a->out->document != 0 ? "no consent to " : "no published consent is called ");
	text_show(&s, record_text(a->service, a->out->document != 0 ? "name" : "consent"), false);
	text_copy(a->out->sentence, sizeof(a->out->sentence), s.s);
}

bool
consent_of(struct practice *p, const struct record *client, const struct record *service,
    date_day on, struct consent_answer *out, struct err *e)
{
	AUTO_RECORD struct record *now = NULL;
	struct consent_ask a = { p, client, service, date_from_iso(record_text(client, "born")),
	    on, out };

	*out = (struct consent_answer){ .met = true, .until = DATE_NONE };
	if (record_is_null(service, "consent"))
		return true;
	out->state = CONSENT_NONE;
	out->met = false;
	if (!look_through(&a, e))
		return false;
	now = db_find(p->db, &record_document, NULL, record_text(service, "consent"), e);
	if (now == NULL && e->code != ERR_NONE)
		return false;
	out->document = now != NULL ? now->id : 0;
	if (out->state == CONSENT_NONE)
		say_none(&a);
	return true;
}

bool
consent_by_guardian(struct db *db, int64_t client, date_day on, bool *has, struct err *e)
{
	struct stmt *st = db_stmt(db, "consent_by_guardian");
	char iso[DATE_ISO_SIZE];

	*has = false;
	stmt_set_int(st, "client", client);
	stmt_set_text(st, "on", date_to_iso(on, iso));
	while (!*has && stmt_next(st)) {
		date_day until = last_day(st);

		*has = until == DATE_NONE || until >= on;
	}
	return stmt_end(st, e);
}
