/*
 * rights.c - see rights.h.
 */
#include "practice/rights.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/backup.h"
#include "db/db.h"
#include "db/erase.h"
#include "practice/drafts.h"
#include "practice/naming.h"
#include "practice/save.h"

#define MAJORITY 18	/* where the practice says none */

/* --- how long ------------------------------------------------------------------------------- */

static int
years_kept(const struct practice *p)
{
	return (int)record_int(p->settings, "retention_years");
}

static int
years_of_age(const struct practice *p)
{
	return record_is_null(p->settings, "majority") ? MAJORITY :
	    (int)record_int(p->settings, "majority");
}

/* The years from a day on, or from coming of age where that is later. */
static void
count_years(const struct practice *p, date_day born, struct keeping *k)
{
	int years = years_kept(p), age = years_of_age(p);
	date_day of_age = born != DATE_NONE ? date_add_months(born, 12 * age) : DATE_NONE;

	if (k->last == DATE_NONE)
		return;
	k->of_age = of_age != DATE_NONE && of_age > k->last;
	k->until = date_add_months(k->of_age ? of_age : k->last, 12 * years);
}

static void __attribute__((format(printf, 2, 3)))
say(struct keeping *k, const char *fmt, ...)
{
	va_list ap;

	if (k->why.len > 0)
		buf_addc(&k->why, ' ');
	va_start(ap, fmt);
	buf_vaddf(&k->why, fmt, ap);
	va_end(ap);
}

/* Why they are kept for now. */
static void
say_why(const struct practice *p, struct stmt *st, struct keeping *k)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	char until[24], day[24];

	if (k->until != DATE_NONE && k->until > clock_today())
		say(k, "Kept until %s: %s %s, and records are kept %lld year%s%s (settings of the "
		    "practice).", date_to_words(k->until, false, until), k->of_age ?
		    "a minor at the newest visit, on" : "the newest visit was on",
		    date_to_words(k->last, false, day),
		    (long long)years_kept(p), text_plural(years_kept(p)),
		    k->of_age ? " from coming of age" : "");
	if (k->held) {
		text_show(&shown, k->reason, false);
		say(k, "On hold since %s: %s.", k->since, shown.s);
	}
	if (!stmt_is_null(st, "event"))
		say(k, "An adverse event is open, since %s.", date_to_words(stmt_date(st, "event"),
		    false, day));
	if (!stmt_is_null(st, "booked"))
		say(k, "A visit is booked, on %s.", date_to_words(stmt_date(st, "booked"), false,
		    day));
	if (!stmt_is_null(st, "receipt"))
		say(k, "A receipt is open, of %s.", date_to_words(stmt_date(st, "receipt"), false,
		    day));
}

static bool
keeping_of(struct practice *p, int64_t client, struct keeping *k, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "keeping_of_client");
	char today[DATE_ISO_SIZE];
	bool found;

	buf_cut(&k->why, 0);
	k->until = DATE_NONE;
	k->of_age = false;
	stmt_set_int(st, "client", client);
	stmt_set_text(st, "today", date_to_iso(clock_today(), today));
	found = stmt_next(st);
	if (found) {
		k->last = stmt_date(st, "last");
		k->erased = stmt_int(st, "erased") != 0;
		k->held = !stmt_is_null(st, "held");
		text_copy(k->reason, sizeof(k->reason), stmt_text(st, "reason"));
		date_to_words(k->held ? stmt_date(st, "held") : clock_today(), false, k->since);
		count_years(p, stmt_date(st, "born"), k);
		say_why(p, st, k);
	}
	return stmt_end(st, e) && (found || err_set(e, ERR_NOTFOUND, NULL,
	    "There is no client %" PRId64 ".", client));
}

bool
rights_erased(struct practice *p, int64_t client)
{
	return client != 0 && db_is_erased(p->db, &record_client, client);
}

bool
rights_keeping(struct practice *p, int64_t client, struct keeping *k, struct err *e)
{
	return practice_may(p, ACTION_ERASE, e) && keeping_of(p, client, k, e);
}

/* --- holds ---------------------------------------------------------------------------------- */

static int64_t
hold_of(struct db *db, int64_t client)
{
	struct stmt *st = db_stmt(db, "hold_of_client");
	int64_t id = 0;

	stmt_set_int(st, "client", client);
	if (stmt_next(st))
		id = stmt_int(st, "id");
	stmt_end(st, NULL);
	return id;
}

static bool
ask_hold(struct practice *p, struct record *next, const struct record *was, UNUSED void *arg,
    struct err *e)
{
	if (was == NULL && hold_of(p->db, record_int(next, "client")) != 0)
		return err_set(e, ERR_INVALID, NULL, "These records are on hold already.");
	return true;
}

/* Is it said why? */
static bool
is_reason(const char *reason, const char *otherwise, struct err *e)
{
	if (*reason == '\0')
		return err_set(e, ERR_INVALID, "reason", "%s", otherwise);
	return text_count(reason) <= RIGHTS_REASON_MAX || err_set(e, ERR_INVALID, "reason",
	    "Say it in at most %d characters.", RIGHTS_REASON_MAX);
}

bool
rights_hold(struct practice *p, int64_t client, const char *reason, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_hold), *card = NULL;
	const struct save_rules rules = { .ask = ask_hold };

	if (!practice_may(p, ACTION_ERASE, e) ||
	    (card = db_get(p->db, &record_client, client, e)) == NULL ||
	    !record_parse(r, &p->context, "reason", reason, e) ||
	    !is_reason(record_text(r, "reason"), "Say why the records are kept, such as a claim.",
	    e))
		return false;
	record_set_int(r, "client", client);
	record_set_int(r, "staff", p->staff->id);
	record_set_day(r, "since", clock_today());
	return practice_add(p, ACTION_ERASE, r, &rules, e);
}

static bool
release_one(struct practice *p, int64_t id, const char *reason, struct err *e)
{
	AUTO_RECORD struct record *base = db_get(p->db, &record_hold, id, e), *r = NULL;
	AUTO_FREE char *both = NULL;

	if (base == NULL)
		return false;
	both = xasprintf("%s; ended: %s", record_text(base, "reason"), reason);
	r = record_copy(base);
	record_set_text(r, "reason", both);
	record_set_day(r, "released_on", clock_today());
	record_set_int(r, "released_by", p->staff->id);
	return practice_save(p, ACTION_ERASE, r, base, NULL, NULL, e);
}

/* After a merge there can be one of each card. */
bool
rights_release(struct practice *p, int64_t client, const char *reason, struct err *e)
{
	AUTO_RECORD struct record *said = record_new(&record_hold);
	int64_t id;

	if (!practice_may(p, ACTION_ERASE, e) ||
	    !record_parse(said, &p->context, "reason", reason, e) ||
	    !is_reason(record_text(said, "reason"), "Say why the hold ends, such as: settled.", e))
		return false;
	id = hold_of(p->db, client);
	if (id == 0)
		return err_set(e, ERR_INVALID, NULL, "These records are not on hold.");
	for (; id != 0; id = hold_of(p->db, client))
		if (!release_one(p, id, record_text(said, "reason"), e))
			return false;
	return true;
}

struct holds {
	void (*fn)(const struct record *, void *);
	void *arg;
};

static bool
tell_hold(struct record *r, void *arg, UNUSED struct err *e)
{
	const struct holds *h = arg;

	h->fn(r, h->arg);
	return true;
}

bool
rights_holds(struct practice *p, int64_t client, void (*fn)(const struct record *, void *),
    void *arg, struct err *e)
{
	struct holds h = { fn, arg };

	return practice_may(p, ACTION_ERASE, e) &&
	    db_owned(p->db, &record_hold, client, tell_hold, &h, e);
}

/* --- erasing -------------------------------------------------------------------------------- */

struct asking {
	struct practice *p;
	int64_t client;
};

/* Under the lock: does anything keep them? */
static bool
ask_erase(void *arg, struct err *e)
{
	const struct asking *a = arg;
	struct keeping k = KEEPING_INIT;
	bool ok = keeping_of(a->p, a->client, &k, e) && (k.why.len == 0 ||
	    err_set(e, ERR_INVALID, NULL, "Not erased. %s", k.why.s));

	buf_free(&k.why);
	return ok;
}

/* The reason is kept: it must not name whom it is about. */
static bool
reason_fits(const struct record *card, const char *reason, struct err *e)
{
	static const char *const names[] = { "given", "family", "preferred" };
	size_t i;

	if (*reason == '\0')
		return err_set(e, ERR_INVALID, "reason", "Say why the records are erased, such as: "
		    "asked for.");
	for (i = 0; i < ARRAY_LEN(names); i++)
		if (!record_is_null(card, names[i]) &&
		    strcasestr(reason, record_text(card, names[i])) != NULL)
			return err_set(e, ERR_INVALID, "reason", "Say why without the name: the "
			    "reason is kept.");
	return true;
}

bool
rights_reason(struct practice *p, int64_t client, const char *reason, struct err *e)
{
	AUTO_RECORD struct record *card = NULL, *r = record_new(&record_erasure);

	return practice_may(p, ACTION_ERASE, e) &&
	    (card = db_get(p->db, &record_client, client, e)) != NULL &&
	    record_parse(r, &p->context, "reason", reason, e) &&
	    reason_fits(card, record_text(r, "reason"), e);
}

/* Takes what the machine keeps of this login's drafts into the file, where an erasure reaches. */
static void
take_drafts(struct practice *p)
{
	struct drafts mine = DRAFTS_INIT;
	struct err none;

	(void)practice_drafts(p, &mine, &none);
	drafts_free(&mine);
}

bool
rights_erase(struct practice *p, int64_t client, int64_t number, const char *reason,
    struct buf *later, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_erasure);
	struct asking a = { p, client };
	struct erase_wish w = { .client = client, .ask = ask_erase, .arg = &a };

	if (!rights_reason(p, client, reason, e))
		return false;
	if (number != client)
		return err_set(e, ERR_INVALID, "number", "That is not the client's number.");
	if (!record_parse(r, &p->context, "reason", reason, e))
		return false;
	w.reason = record_text(r, "reason");
	take_drafts(p);
	return db_erase(p->db, &w, later, e);
}

void
rights_beyond(struct buf *out)
{
	char day[24];
	date_day last;
	int minutes, seconds;

	clock_local(backup_gone_by(clock_now()), &last, &minutes, &seconds);
	buf_addf(out, "%sBackups made before still hold this person: with a backup in every month "
	    "the last of them goes by %s; removed by hand they go at once. What is restored from "
	    "one is erased again. In the inbox only what is byte for byte one of their files went: "
	    "look there for other scans of them, and at what was taken elsewhere.",
	    out->len > 0 ? " " : "", date_to_words(last, false, day));
}

/* --- whose years are over ------------------------------------------------------------------- */

struct over {
	int64_t client;
	char *name;
};

static const char *
years_ago(int years, char day[DATE_ISO_SIZE])
{
	return date_to_iso(date_add_months(clock_today(), -12 * years), day);
}

bool
rights_over_count(struct practice *p, long most, long *n, struct err *e)
{
	char before[DATE_ISO_SIZE], born[DATE_ISO_SIZE], today[DATE_ISO_SIZE];
	struct stmt *st;

	*n = 0;
	if (!practice_allows(p, ACTION_ERASE))
		return true;
	st = db_stmt(p->db, "export_keeping_count");
	stmt_set_text(st, "before", years_ago(years_kept(p), before));
	stmt_set_text(st, "born", years_ago(years_kept(p) + years_of_age(p), born));
	stmt_set_text(st, "today", years_ago(0, today));
	stmt_set_int(st, "most", most);
	if (stmt_next(st))
		*n = (long)stmt_int(st, "n");
	return stmt_end(st, e);
}

bool
rights_over(struct practice *p, bool (*fn)(int64_t, const char *, const struct keeping *, void *),
    void *arg, struct err *e)
{
	AUTO_FREE struct over *list = NULL;
	struct keeping k = KEEPING_INIT;
	size_t i, n = 0, cap = 0;
	char day[DATE_ISO_SIZE];
	struct stmt *st;
	bool ok, go_on = true;

	if (!practice_may(p, ACTION_ERASE, e))
		return false;
	st = db_stmt(p->db, "export_keeping_over");
	stmt_set_text(st, "before", years_ago(years_kept(p), day));
	while (stmt_next(st)) {
		AUTO_BUF struct buf name = BUF_INIT;

		naming_add_row(st, stmt_int(st, "id"), &name);
		GROW(list, cap, n + 1);
		list[n++] = (struct over){ stmt_int(st, "id"), buf_steal(&name) };
	}
	ok = stmt_end(st, e);
	for (i = 0; i < n; i++) {
		ok = ok && keeping_of(p, list[i].client, &k, e);
		if (ok && go_on && k.until != DATE_NONE && k.until <= clock_today())
			go_on = fn(list[i].client, list[i].name, &k, arg);
		free(list[i].name);
	}
	buf_free(&k.why);
	return ok;
}
