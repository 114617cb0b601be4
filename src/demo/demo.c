/*
 * demo.c - a believable microneedling practice, of any size.
 *
 * Nearly everything is loaded at once; the visits of the last two weeks, or as many as
 * a few hundred writes allow, are saved one by one, each with its own journal entry, so
 * that histories and undo have something to show.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "demo/inside.h"

#define RECENT_DAYS 14
#define RECENT_WRITES 290	/* at most this many entries, whatever the size */
#define FULL_DAY 4		/* visits of one practitioner, on average */

static void
demo_progress(struct demo *d, int permille)
{
	if (d->init->progress != NULL && permille > d->told) {
		d->told = permille;
		d->init->progress(permille, d->init->arg);
	}
}

/* --- size ------------------------------------------------------------------------ */

static void
hire(struct demo *d, size_t i)
{
	d->staff[i] = (struct demo_staff){ .from = d->first, .to = DATE_NONE,
	    .day_off = i == 0 ? 6 : (int)(i % 6), .lunch = 11 + (int)(i % 5) };
	/* one no longer works here */
	if (i == 2 && i + 1 < d->n_practitioners)
		d->staff[i].to = d->today - 200;
}

static void
measure(struct demo *d)
{
	const struct demo_options *o = d->init->fill_arg;
	long n = o->clients < 1 ? 1 : o->clients;
	int years = n < 1000 ? 3 : n < 20000 ? 6 : 10;
	size_t i, desk = 2 + (size_t)(n / 10000);

	d->today = clock_today();
	d->now = clock_minutes();
	d->at = clock_now();
	d->first = date_add_months(d->today, -12 * years);
	d->n_clients = (size_t)n;
	d->n_practitioners = 3 + (size_t)(n * 10 /
	    ((long)(d->today - d->first) * 6 / 7 * FULL_DAY));
	d->n_staff = d->n_practitioners + desk + 1;
	/* numbed in one room, treated in another; one practitioner may have left */
	d->n_places = d->n_practitioners < 4 ? 2 : d->n_practitioners - 1;
	d->staff = xcalloc(d->n_staff, sizeof(*d->staff));
	for (i = 0; i < d->n_staff; i++)
		hire(d, i);
	d->clients = xcalloc(d->n_clients, sizeof(*d->clients));
	for (i = 0; i < d->n_clients; i++)
		demo_draw_client(d, i);
}

/* How many clients joined before that day. */
static size_t
clients_before(const struct demo *d, date_day day)
{
	size_t low = 0, high = d->n_clients, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (d->clients[middle].joined < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Chooses the last days whose visits and new clients are few enough to be saved one by
 * one. Nobody's first visit is on the day of joining, so all visits of a new client
 * come after that cut. */
static void
find_cut(struct demo *d)
{
	const struct demo_visit *v = d->visits;
	size_t old;

	while (d->come < d->n_visits && (v[d->come].date < d->today ||
	    (v[d->come].date == d->today && v[d->come].start <= d->now)))
		d->come++;
	d->n_old = d->n_clients;
	for (d->recent = d->come; d->recent > 0; d->recent--) {
		const struct demo_visit *one = &v[d->recent - 1];

		old = clients_before(d, one->date);
		if (one->date < d->today - RECENT_DAYS ||
		    d->come - d->recent + 1 + d->n_clients - old > RECENT_WRITES)
			break;
		d->n_old = old;
	}
}

/* --- the load --------------------------------------------------------------------- */

static bool
load_visits(struct demo *d, struct err *e)
{
	size_t i;
	date_day day = DATE_NONE;

	for (i = 0; i < d->n_visits; i++) {
		struct demo_visit *v = &d->visits[i];

		if (v->client >= d->n_old)
			continue;
		if (i < d->recent && v->date != day &&
		    !demo_refunds(d, day = v->date, e))
			return false;
		if (!(i < d->recent ? demo_happen(d, v, e) : demo_book(d, v, e)))
			return false;
		if (i % 512 == 0)
			demo_progress(d, 80 + (int)(570 * i / d->n_visits));
	}
	return true;
}

static bool
load(struct db *db, void *arg, struct err *e)
{
	struct demo *d = arg;
	struct practice_init init = *d->init;
	AUTO_RECORD struct record *consent = NULL;
	size_t i;

	if (init.name == NULL)
		init.name = "Beauty Made Simply";
	if (!practice_load_basics(db, &init, e) ||
	    (d->checklist = checklist_load(db, "microneedling", e)) == NULL ||
	    (consent = db_find(db, &record_document, NULL, "microneedling", e)) == NULL ||
	    !demo_offer(d, e))
		return false;
	d->consent = consent->id;
	document_digest(consent, d->consent_digest);
	for (i = 0; i < d->n_old; i++) {
		if (!demo_person(d, i, e))
			return false;
		if (i % 256 == 0)
			demo_progress(d, (int)(80 * i / d->n_old));
	}
	return load_visits(d, e) && demo_charted(d, e) && demo_papers(d, e) &&
	    demo_signed(d, e) && demo_waiting(d, e);
}

/* --- the last weeks ------------------------------------------------------------------ */

struct one {
	struct demo *d;
	size_t client;
	struct demo_visit *visit;
};

/* Saves a new client with all bookings. */
static bool
add_client(struct db *db, void *arg, struct err *e)
{
	struct one *o = arg;
	size_t i;

	if (!demo_person(o->d, o->client, e))
		return false;
	for (i = o->d->recent; i < o->d->n_visits; i++)
		if (o->d->visits[i].client == o->client &&
		    !demo_book(o->d, &o->d->visits[i], e))
			return false;
	db_label(db, "add client %lld",
	    (long long)o->d->clients[o->client].id);
	return true;
}

static bool
close_visit(struct db *db, void *arg, struct err *e)
{
	struct one *o = arg;

	db_label(db, "close session %lld", (long long)o->visit->id);
	return demo_refunds(o->d, o->visit->date, e) &&
	    demo_happen(o->d, o->visit, e);
}

static bool
write_recent(struct demo *d, struct err *e)
{
	struct one o = { .d = d };
	size_t i;

	db_set_who(d->db, d->staff[0].id, d->init->login);
	for (o.client = d->n_old; o.client < d->n_clients; o.client++)
		if (!db_write(d->db, "change", "add client", add_client, &o, e))
			return false;
	for (i = d->recent; i < d->come; i++) {
		o.visit = &d->visits[i];
		if (!db_write(d->db, "change", "close session", close_visit, &o, e))
			return false;
	}
	return true;
}

bool
demo_fill(struct db *db, const struct practice_init *init, struct err *e)
{
	const struct demo_options *o = init->fill_arg;
	struct demo d = { .db = db, .init = init, .seed = o->seed };
	bool ok;

	measure(&d);
	demo_plan(&d);
	find_cut(&d);
	ok = db_load(db, "make practice 1", load, &d, e);
	demo_progress(&d, 950);
	ok = ok && write_recent(&d, e);
	demo_progress(&d, 1000);
	checklist_free(d.checklist);
	free(d.refunds);
	free(d.visits);
	free(d.product_ids);
	free(d.room_ids);
	free(d.pen_ids);
	free(d.clients);
	free(d.staff);
	return ok;
}
