/*
 * newsletter.c - subscribers of the demo and their consent.
 *
 * A subscriber's state is that of the newest event; without one it is unknown.
 */
#include <string.h>

#include "base/mem.h"
#include "demo/inside.h"

#define WORDING "form 2"

/* The consent events that lead to a state. */
static const struct way {
	unsigned weight;
	struct {
		const char *state, *source, *reason;
		int low, high;		/* days after the previous step */
	} steps[3];
} ways[] = {
	{ 120, { { NULL, NULL, NULL, 0, 0 } } },
	{ 300, { { "pending", "form", NULL, 0, 0 },
	    { "subscribed", "email", NULL, 0, 3 } } },
	{ 250, { { "subscribed", "paper", NULL, 0, 0 } } },
	{ 90, { { "subscribed", "desk", NULL, 0, 0 } } },
	{ 50, { { "pending", "form", NULL, 0, 0 } } },
	{ 50, { { "pending", "form", NULL, 0, 0 },
	    { "subscribed", "email", NULL, 0, 2 },
	    { "unsubscribed", "email", "Too many e-mails", 20, 600 } } },
	{ 60, { { "subscribed", "paper", NULL, 0, 0 },
	    { "unsubscribed", "email", NULL, 20, 500 } } },
	{ 30, { { "unsubscribed", "desk", "Said no", 0, 0 } } },
	{ 50, { { "subscribed", "paper", NULL, 0, 0 },
	    { "cleaned", "email", "Mailbox does not exist", 10, 400 } } },
};

/* Adds the steps up to now; the state is that of the last one. */
static bool
add_events(struct demo *d, struct record *s, const struct way *way,
    struct demo_rng *r, date_day joined, struct err *e)
{
	instant at = clock_instant(joined, (int)demo_between(r, 9 * 60, 18 * 60));
	int64_t desk = d->staff[d->n_practitioners].id;
	struct record *events[ARRAY_LEN(way->steps)] = { NULL };
	size_t i, n = 0;
	bool ok;

	for (i = 0; i < ARRAY_LEN(way->steps) && way->steps[i].state != NULL; i++) {
		const char *source = way->steps[i].source;

		at += demo_between(r, way->steps[i].low, way->steps[i].high) *
		    86400 + (i > 0 ? demo_between(r, 60, 20000) : 0);
		if (at > d->at)
			break;
		events[n] = record_new(&record_consent_event);
		record_set_int(events[n], "at", at);
		record_set_text(events[n], "state", way->steps[i].state);
		record_set_text(events[n], "source", source);
		record_set_text(events[n], "reason", way->steps[i].reason);
		if (strcmp(source, "desk") == 0 || strcmp(source, "paper") == 0)
			record_set_int(events[n], "who", desk);
		if (strcmp(source, "email") != 0)
			record_set_text(events[n], "wording", WORDING);
		record_set_text(s, "state", way->steps[i].state);
		n++;
	}
	ok = db_insert(d->db, s, e);
	for (i = 0; i < n; i++) {
		record_set_int(events[i], "subscriber", s->id);
		ok = ok && db_insert(d->db, events[i], e);
		record_free(events[i]);
	}
	return ok;
}

bool
demo_subscribe(struct demo *d, const struct demo_client *c,
    const struct record *card, struct err *e)
{
	struct demo_rng r = demo_rng(d->seed, DEMO_NEWSLETTER, (uint64_t)c->id);
	AUTO_RECORD struct record *s = NULL;
	unsigned weights[ARRAY_LEN(ways)];
	bool stranger = demo_chance(&r, 30);
	AUTO_FREE char *email = NULL;
	size_t i;

	if (!c->has_email || demo_chance(&r, 250))
		return true;
	for (i = 0; i < ARRAY_LEN(ways); i++)
		weights[i] = ways[i].weight;
	i = demo_weighted(&r, weights, ARRAY_LEN(weights));
	/* an address from the web form that belongs to no client */
	email = stranger ? xasprintf("reader%lld@example.net", (long long)c->id) :
	    xstrdup(record_text(card, "email"));
	s = record_new(&record_subscriber);
	record_set_text(s, "email", email);
	if (!stranger) {
		record_set_int(s, "client", c->id);
		record_set_text(s, "given", record_text(card, "given"));
		record_set_text(s, "family", record_text(card, "family"));
	}
	if (demo_chance(&r, 100))
		record_set_text(s, "tags", "series");
	return add_events(d, s, &ways[i], &r, c->joined, e);
}
