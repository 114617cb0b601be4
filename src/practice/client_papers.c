/*
 * client_papers.c - see client_papers.h.
 */
#include "practice/client_papers.h"

#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/consent_words.h"
#include "practice/consents.h"

static bool ask_consent(struct practice *p, struct record *next, const struct record *was,
    void *arg, struct err *e);
static bool ask_clearance(struct practice *p, struct record *next, const struct record *was,
    void *arg, struct err *e);
static bool ask_patch_test(struct practice *p, struct record *next, const struct record *was,
    void *arg, struct err *e);

static const struct kind {
	const struct record_type *type;
	const char *day;	/* the field of the day it is of */
	enum action read, write;
	bool (*ask)(struct practice *p, struct record *next, const struct record *was,
	    void *arg, struct err *e);	/* as in struct save_rules */
} kinds[CLIENT_PAPERS] = {
	[CLIENT_PAPER_CONSENT] = { &record_consent, "signed_on", ACTION_READ_CLIENTS,
	    ACTION_WRITE_CLIENTS, ask_consent },
	[CLIENT_PAPER_PERMISSION] = { &record_permission, "given_on", ACTION_READ_CLIENTS,
	    ACTION_WRITE_CLIENTS, NULL },
	[CLIENT_PAPER_ORDER] = { &record_treatment_order, "ordered_on", ACTION_READ_MEDICAL,
	    ACTION_WRITE_SCREENINGS, NULL },
	[CLIENT_PAPER_CLEARANCE] = { &record_clearance, "given_on", ACTION_READ_MEDICAL,
	    ACTION_WRITE_SCREENINGS, ask_clearance },
	[CLIENT_PAPER_PATCH_TEST] = { &record_patch_test, "tested_on", ACTION_READ_MEDICAL,
	    ACTION_WRITE_SCREENINGS, ask_patch_test },
};

const struct record_type *
client_paper_type(enum client_paper_kind kind)
{
	return kinds[kind].type;
}

enum action
client_paper_write(enum client_paper_kind kind)
{
	return kinds[kind].write;
}

int64_t
client_paper_row(enum client_paper_kind kind, int64_t id)
{
	return id * CLIENT_PAPERS + (int64_t)kind;
}

enum client_paper_kind
client_paper_of(int64_t row, int64_t *id)
{
	*id = row / CLIENT_PAPERS;
	return (enum client_paper_kind)(row % CLIENT_PAPERS);
}

enum client_paper_kind
client_paper_kind(const struct record_type *t)
{
	size_t i;

	for (i = 0; i < CLIENT_PAPERS && kinds[i].type != t; i++)
		;
	return (enum client_paper_kind)i;
}

/* --- reading -------------------------------------------------------------------------------- */

bool
client_papers_list(struct practice *p, int64_t client,
    bool (*fn)(const struct client_paper *, void *), void *arg, struct err *e)
{
	struct stmt *st;
	bool more = true;

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	st = db_stmt(p->db, "client_papers");
	stmt_set_int(st, "client", client);
	while (more && stmt_next(st)) {
		enum client_paper_kind kind = (enum client_paper_kind)stmt_int_in(st, "kind", 0,
		    CLIENT_PAPERS - 1);

		if (practice_allows(p, kinds[kind].read))
			more = fn(&(struct client_paper){ .kind = kind, .id = stmt_int(st, "id"),
			    .on = stmt_date(st, "date"), .until = stmt_date(st, "until"),
			    .revoked = stmt_date(st, "revoked_on"), .what = stmt_text(st, "what"),
			    .by = stmt_text(st, "who"), .result = stmt_text(st, "result"),
			    .without = stmt_text(st, "revoked_for"),
			    .retired = stmt_int(st, "retired") != 0 }, arg);
	}
	return stmt_end(st, e);
}

struct record *
client_paper_get(struct practice *p, enum client_paper_kind kind, int64_t id, struct err *e)
{
	return practice_may(p, kinds[kind].read, e) ? db_get(p->db, kinds[kind].type, id, e) :
	    NULL;
}

/* --- consents ------------------------------------------------------------------------------- */

static void
set_last_day(struct record *consent, const struct record *document)
{
	date_day on = date_from_iso(record_text(consent, "signed_on"));

	if (record_is_null(consent, "expires") && !record_is_null(document, "valid_months"))
		record_set_day(consent, "expires", date_add_months(on,
		    (int)record_int(document, "valid_months")));
}

/* Is it signed by somebody who may? */
static bool
ask_age(struct practice *p, const struct record *consent, struct err *e)
{
	AUTO_RECORD struct record *client = db_get(p->db, &record_client,
	    record_int(consent, "client"), e);
	date_day on = date_from_iso(record_text(consent, "signed_on"));

	if (client == NULL)
		return false;
	if (!consent_under_age(date_from_iso(record_text(client, "born")), on))
		return true;
	if (record_int(p->settings, "guardians") == 0)
		return err_set(e, ERR_INVALID, "guardian", "The client is under %d on that day, "
		    "and the settings of the practice do not let a guardian sign.", CONSENT_AGE);
	return !record_is_null(consent, "guardian") || err_set(e, ERR_INVALID, "guardian",
	    "The client is under %d on that day: who signs, and as what, such as mother?",
	    CONSENT_AGE);
}

static bool
ask_consent(struct practice *p, struct record *next, const struct record *was,
    UNUSED void *arg, struct err *e)
{
	AUTO_RECORD struct record *document = NULL;
	char hex[DIGEST_HEX_SIZE];

	if (was != NULL && record_int(was, "document") != record_int(next, "document"))
		return err_set(e, ERR_INVALID, "document", "It was signed on other words: withdraw "
		    "this one and take a new one.");
	document = db_get(p->db, &record_document, record_int(next, "document"), e);
	if (document == NULL)
		return false;
	if (strcmp(record_text(document, "kind"), "consent") != 0)
		return err_set(e, ERR_INVALID, "document", "%s is not a consent.",
		    record_text(document, "title"));
	if (was == NULL && strcmp(record_text(document, "state"), "published") != 0)
		return err_set(e, ERR_INVALID, "document",
		    "That edition is %s: only a published one is signed.",
		    record_text(document, "state"));
	if (strcmp(record_text(next, "how"), "typed") == 0 && record_is_null(next, "witness"))
		return err_set(e, ERR_INVALID, "witness",
		    "Who saw the client type the name at the desk?");
	if (!ask_age(p, next, e))
		return false;
	if (was == NULL)
		set_last_day(next, document);
	record_set_text(next, "digest", document_digest(document, hex));
	return true;
}

/* --- clearances ----------------------------------------------------------------------------- */

static bool
ask_clearance(struct practice *p, struct record *next, UNUSED const struct record *was,
    UNUSED void *arg, struct err *e)
{
	AUTO_BUF struct buf quoted = BUF_INIT;
	struct stmt *st = db_stmt(p->db, "checklist_has_item");
	bool there;

	stmt_set_text(st, "item", record_text(next, "item"));
	there = stmt_next(st);
	if (!stmt_end(st, e) || there)
		return there;
	field_quote(&quoted, record_text(next, "item"));
	return err_set(e, ERR_INVALID, "item", "No screening asks for \"%s\"; it is the item's "
	    "code, such as immune or keloid.", quoted.s);
}

/* --- patch tests ---------------------------------------------------------------------------- */

static bool
ask_patch_test(struct practice *p, struct record *next, UNUSED const struct record *was,
    UNUSED void *arg, struct err *e)
{
	AUTO_RECORD struct record *lot = NULL;

	if (record_is_null(next, "lot"))
		return true;
	lot = db_get(p->db, &record_lot, record_int(next, "lot"), e);
	if (lot == NULL)
		return false;
	if (record_is_null(next, "product"))
		record_set_int(next, "product", record_int(lot, "product"));
	return record_int(next, "product") == record_int(lot, "product") || err_set(e, ERR_INVALID,
	    "lot", "That lot is of another product.");
}

static bool
read_today(struct practice *p, struct record *next, const struct record *was, void *arg,
    struct err *e)
{
	const char *result = arg;

	(void)p;
	if (!record_is_null(was, "read_on"))
		return err_set(e, ERR_INVALID, NULL, "This patch test was read already.");
	record_set_day(next, "read_on", clock_today());
	record_set_text(next, "result", result);
	return true;
}

bool
patch_test_read(struct practice *p, int64_t id, const char *result, struct err *e)
{
	const struct save_rules rules = { .ask = read_today,
	    .arg = (void *)(uintptr_t)result };
	AUTO_RECORD struct record *base = client_paper_get(p, CLIENT_PAPER_PATCH_TEST, id, e);
	AUTO_RECORD struct record *mine = base != NULL ? record_copy(base) : NULL;

	return mine != NULL && practice_save(p, kinds[CLIENT_PAPER_PATCH_TEST].write, mine, base,
	    NULL, &rules, e);
}

/* --- all ------------------------------------------------------------------------------------ */

static bool
ask(struct practice *p, struct record *next, const struct record *was, void *arg,
    struct err *e)
{
	const struct kind *k = &kinds[client_paper_kind(next->type)];

	if (date_from_iso(record_text(next, k->day)) > clock_today())
		return err_set(e, ERR_INVALID, k->day, "That day is still to come.");
	return k->ask == NULL || k->ask(p, next, was, arg, e);
}

bool
client_paper_add(struct practice *p, struct record *r, struct draft *draft, struct err *e)
{
	const struct kind *k = &kinds[client_paper_kind(r->type)];
	struct save_rules rules = { .ask = ask, .draft = draft };

	return practice_add(p, k->write, r, &rules, e);
}

bool
client_paper_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	const struct kind *k = &kinds[client_paper_kind(mine->type)];
	struct save_rules rules = { .ask = ask, .draft = draft };

	return practice_save(p, k->write, mine, base, m, &rules, e);
}

struct withdrawal {
	enum client_paper_kind kind;
	int64_t id;
	const char *zone;	/* NULL: the whole */
};

/* Adds "; chin 2026-03-12 10:00". */
static bool
withdraw_zone(struct record *r, const char *zone, struct err *e)
{
	const char *before = record_text(r, "revoked_for");
	char day[DATE_ISO_SIZE], time[DATE_TIME_SIZE];
	AUTO_FREE char *all = NULL;

	if (strchr(zone, ';') != NULL)
		return err_set(e, ERR_INVALID, NULL, "One zone at a time.");
	if (consent_without(before, zone))
		return err_set(e, ERR_INVALID, NULL, "It is withdrawn for %.40s already.", zone);
	all = xasprintf("%s%s%s %s %s", before, *before != '\0' ? "; " : "", zone,
	    date_to_iso(clock_today(), day), date_format_time(clock_minutes(), false, time));
	record_set_text(r, "revoked_for", all);
	return true;
}

static bool
withdraw_inside(struct db *db, void *arg, struct err *e)
{
	const struct withdrawal *w = arg;
	AUTO_RECORD struct record *r = db_get(db, kinds[w->kind].type, w->id, e);

	if (r == NULL)
		return false;
	if (!record_is_null(r, "revoked_on"))
		return err_set(e, ERR_INVALID, NULL, "It is withdrawn already.");
	if (w->zone != NULL && !withdraw_zone(r, w->zone, e))
		return false;
	if (w->zone == NULL)
		record_set_day(r, "revoked_on", clock_today());
	return db_update(db, r, e);
}

bool
client_paper_withdraw(struct practice *p, enum client_paper_kind kind, int64_t id,
    const char *zone, struct err *e)
{
	struct withdrawal w = { kind, id, zone };
	AUTO_FREE char *label = xasprintf("withdraw %s %" PRId64, kinds[kind].type->name, id);

	if (kind != CLIENT_PAPER_CONSENT && kind != CLIENT_PAPER_PERMISSION)
		return err_set(e, ERR_INVALID, NULL, "That is not the client's to withdraw: its "
		    "last day is changed.");
	return practice_may(p, kinds[kind].write, e) &&
	    db_write(p->db, "change", label, withdraw_inside, &w, e);
}
