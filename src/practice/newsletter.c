/*
 * newsletter.c - states of addresses, their consent events, the counts.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "db/erase.h"
#include "practice/naming.h"
#include "practice/newsletter.h"

/* The choices of the field have the order of the enum. */
const char *
newsletter_state_name(enum newsletter_state s)
{
	return record_field(&record_subscriber, "state")->choices[s].value;
}

static enum newsletter_state
state_of(const char *name)
{
	int s = NEWSLETTER_CLEANED;

	while (s > 0 && strcmp(newsletter_state_name((enum newsletter_state)s),
	    name) != 0)
		s--;
	return (enum newsletter_state)s;
}

/* --- counted ------------------------------------------------------------------------ */

static bool
count(struct db *db, int64_t counts[NEWSLETTER_STATES], struct err *e)
{
	struct stmt *st = db_stmt(db, "newsletter_states");

	memset(counts, 0, NEWSLETTER_STATES * sizeof(*counts));
	while (stmt_next(st))
		counts[state_of(stmt_text(st, "state"))] += stmt_int(st, "n");
	return stmt_end(st, e);
}

bool
newsletter_counts(struct practice *p, int64_t counts[NEWSLETTER_STATES],
    struct err *e)
{
	return practice_may(p, ACTION_READ_CLIENTS, e) && count(p->db, counts, e);
}

/* How many more were subscribed at `until` than at `from`. */
static bool
change_between(struct db *db, instant from, instant until, int64_t *change,
    struct err *e)
{
	struct stmt *st = db_stmt(db, "newsletter_change");

	stmt_set_int(st, "from", from);
	stmt_set_int(st, "until", until);
	*change = stmt_next(st) ? stmt_int(st, "n") : 0;
	return stmt_end(st, e);
}

/* From today's count back, as the monthly report does it. */
bool
newsletter_trend(struct practice *p, const char *month,
    struct newsletter_month out[NEWSLETTER_MONTHS], struct err *e)
{
	int64_t counts[NEWSLETTER_STATES], later;
	date_day first, last;
	instant until;
	int i;

	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	if (!date_month_range(month, &first, &last) ||
	    date_add_months(first, -NEWSLETTER_MONTHS) == DATE_NONE ||
	    date_add_days(last, 1) == DATE_NONE)
		return err_set(e, ERR_INVALID, "month",
		    "\"%.40s\" is not a month: write it like 2026-03.", month);
	until = clock_instant(date_add_days(last, 1), 0);
	if (!count(p->db, counts, e) ||
	    !change_between(p->db, until, INT64_MAX, &later, e))
		return false;
	for (i = NEWSLETTER_MONTHS - 1; i >= 0; i--) {
		date_day day = date_add_months(first, i - NEWSLETTER_MONTHS + 1);

		out[i].first = day;
		out[i].subscribed = i == NEWSLETTER_MONTHS - 1 ?
		    counts[NEWSLETTER_SUBSCRIBED] - later :
		    out[i + 1].subscribed - out[i + 1].change;
		if (!change_between(p->db, clock_instant(day, 0), until,
		    &out[i].change, e))
			return false;
		until = clock_instant(day, 0);
	}
	return true;
}

/* --- one address ---------------------------------------------------------------------- */

struct consent_change {
	const struct subscriber_change *c;
	struct record *r;	/* the subscriber, as in the file or new */
	struct record *event;
};

/* Sets s->r by id or address; an unknown address gives a new record. */
static bool
find(struct db *db, struct consent_change *s, struct err *e)
{
	struct err failed;
	struct record *r;

	if (s->c->id != 0)
		r = db_get(db, &record_subscriber, s->c->id, &failed);
	else
		r = db_find(db, &record_subscriber, "email",
		    record_text(s->r, "email"), &failed);
	if (r == NULL)
		return failed.code == ERR_NONE || err_set(e, failed.code,
		    failed.field, "%s", failed.text);
	record_free(s->r);
	s->r = r;
	return true;
}

/* A new address of somebody who was erased: only its owner's answer ends the opt-out. */
static bool
check_erased(struct db *db, const struct consent_change *s, struct err *e)
{
	bool out;

	if (state_of(s->c->state) != NEWSLETTER_SUBSCRIBED)
		return true;
	return db_erased_opt_out(db, record_text(s->r, "email"), &out, e) && (!out ||
	    err_set(e, ERR_INVALID, "email", "This address wanted no newsletter when its person was "
	    "erased: choose \"to be confirmed by e-mail\", so that its owner answers."));
}

static bool
check_change(struct db *db, const struct consent_change *s, struct err *e)
{
	const char *now = record_text(s->r, "state");
	enum newsletter_state to = state_of(s->c->state);

	if (s->r->id == 0)
		return check_erased(db, s, e);
	if (strcmp(now, s->c->state) == 0)
		return err_set(e, ERR_INVALID, "state",
		    "%s is %s already.", record_text(s->r, "email"), now);
	if (to == NEWSLETTER_UNKNOWN)
		return err_set(e, ERR_INVALID, "state", "An answer cannot become "
		    "unknown again: record the opposite instead.");
	return true;
}

static bool
set_inside(struct db *db, void *arg, struct err *e)
{
	struct consent_change *s = arg;
	AUTO_RECORD struct record *client = NULL;
	bool added;

	if (!find(db, s, e) || !check_change(db, s, e))
		return false;
	if (s->c->client != 0) {
		client = db_get(db, &record_client, s->c->client, e);
		if (client == NULL)
			return false;
		record_set_int(s->r, "client", client->id);
	}
	record_set_text(s->r, "state", s->c->state);
	added = s->r->id == 0;
	if (!(added ? db_insert(db, s->r, e) : db_update(db, s->r, e)))
		return false;
	db_label(db, "%s subscriber %lld", added ? "add" : "change",
	    (long long)s->r->id);
	record_set_int(s->event, "subscriber", s->r->id);
	return state_of(s->c->state) == NEWSLETTER_UNKNOWN ||
	    db_insert(db, s->event, e);
}

/* Checks the arguments, before anything is looked up. */
static bool
read_change(struct practice *p, struct consent_change *s, struct err *e)
{
	const struct subscriber_change *c = s->c;
	struct record *ev = s->event;
	enum newsletter_state to = state_of(c->state);

	record_set_int(ev, "at", clock_now());
	record_set_int(ev, "who", p->staff->id);
	if (!record_parse(ev, &p->context, "state", c->state, e) ||
	    !record_parse(ev, &p->context, "source",
	    c->source != NULL ? c->source : "desk", e) ||
	    !record_parse(ev, &p->context, "wording",
	    c->wording != NULL ? c->wording : "", e) ||
	    !record_parse(ev, &p->context, "reason",
	    c->reason != NULL ? c->reason : "", e))
		return false;
	if ((to == NEWSLETTER_PENDING || to == NEWSLETTER_SUBSCRIBED) &&
	    record_is_null(ev, "wording"))
		return err_set(e, ERR_INVALID, "wording",
		    "Which wording was shown? A consent needs the wording that was "
		    "agreed to.");
	if (c->id != 0)
		return true;
	if (!record_parse(s->r, &p->context, "email", c->email != NULL ? c->email : "",
	    e) || !record_parse(s->r, &p->context, "given",
	    c->given != NULL ? c->given : "", e) ||
	    !record_parse(s->r, &p->context, "family",
	    c->family != NULL ? c->family : "", e))
		return false;
	return !record_is_null(s->r, "email") || err_set(e, ERR_INVALID, "email",
	    "Which e-mail address?");
}

bool
subscriber_set(struct practice *p, const struct subscriber_change *c, int64_t *id,
    struct err *e)
{
	struct consent_change s = { .c = c };
	bool ok;

	if (!practice_may(p, ACTION_WRITE_NEWSLETTER, e))
		return false;
	s.r = record_new(&record_subscriber);
	s.event = record_new(&record_consent_event);
	ok = read_change(p, &s, e) && db_write(p->db, "change",
	    "change subscriber", set_inside, &s, e);
	if (ok && id != NULL)
		*id = s.r->id;
	record_free(s.r);
	record_free(s.event);
	return ok;
}

struct setting_all {
	struct practice *p;
	const int64_t *clients;
	size_t n;
	const char *state, *wording;
};

static bool
set_one(const struct setting_all *all, const struct record *client, struct err *e)
{
	struct newsletter_client now;
	struct subscriber_change c = { .client = client->id, .state = all->state,
	    .given = record_text(client, "given"), .wording = all->wording,
	    .family = record_text(client, "family") };
	struct consent_change s = { .c = &c };
	bool ok;

	if (!newsletter_of_client(all->p, client->id, &now, e))
		return false;
	c.id = now.subscriber;
	c.email = record_text(client, "email");
	if (c.id == 0 && *c.email == '\0')
		return err_set(e, ERR_INVALID, "email", "no e-mail address; nothing was "
		    "changed.");
	s.r = record_new(&record_subscriber);
	s.event = record_new(&record_consent_event);
	ok = read_change(all->p, &s, e) && set_inside(all->p->db, &s, e);
	record_free(s.r);
	record_free(s.event);
	return ok;
}

static bool
set_all_inside(struct db *db, void *arg, struct err *e)
{
	const struct setting_all *all = arg;
	size_t i;

	for (i = 0; i < all->n; i++) {
		AUTO_RECORD struct record *client = db_get(db, &record_client,
		    all->clients[i], e);
		AUTO_BUF struct buf name = BUF_INIT;

		if (client == NULL)
			return false;
		if (set_one(all, client, e))
			continue;
		naming_add(all->p, client, &name);
		return strcmp(e->field, "wording") == 0 ? false :
		    err_prefix(e, "%.400s", name.s);
	}
	return true;
}

bool
subscribers_set(struct practice *p, const int64_t *clients, size_t n, const char *state,
    const char *wording, struct err *e)
{
	struct setting_all all = { p, clients, n, state, wording };

	return practice_may(p, ACTION_WRITE_NEWSLETTER, e) && db_write(p->db, "change",
	    "change subscriber", set_all_inside, &all, e);
}

struct record *
subscriber_get(struct practice *p, int64_t id, struct err *e)
{
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return NULL;
	return db_get(p->db, &record_subscriber, id, e);
}

bool
newsletter_of_client(struct practice *p, int64_t client,
    struct newsletter_client *out, struct err *e)
{
	struct stmt *st;

	*out = (struct newsletter_client){ .state = NEWSLETTER_UNKNOWN };
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	st = db_stmt(p->db, "newsletter_of_client");
	stmt_set_int(st, "client", client);
	if (stmt_next(st)) {
		out->subscriber = stmt_int(st, "id");
		snprintf(out->email, sizeof(out->email), "%s", stmt_text(st, "email"));
		out->state = state_of(stmt_text(st, "state"));
		out->since = stmt_int(st, "since");
	}
	return stmt_end(st, e);
}
