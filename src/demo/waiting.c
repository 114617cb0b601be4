/*
 * waiting.c - who waits in the demo: some for a sooner time than they have, some for a
 * first facial on certain days.
 */
#include "base/mem.h"
#include "demo/inside.h"

#define WAITING_MAX 6
#define EVERY 5			/* of those who are to come */
#define SOON 3			/* days: nobody wants a sooner time than that */
#define AFTERNOON (13 * 60)

static const char *const notes[] = { "Short notice is fine.", "Works nights.", NULL,
    "Before the wedding.", NULL, NULL };

/* Does the client have an open visit of that service? */
static bool
comes_for(const struct demo *d, uint32_t client, size_t service)
{
	size_t i;

	for (i = d->come; i < d->n_visits; i++)
		if (d->visits[i].client == client && d->visits[i].service == service)
			return true;
	return false;
}

/* The `nth` wish, of whoever comes for `v`. */
static bool
add(struct demo *d, const struct demo_visit *v, size_t nth, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_waiting);
	bool sooner = nth % 2 == 0 || comes_for(d, v->client, SERVICE_FACIAL);

	record_set_int(r, "client", d->clients[v->client].id);
	record_set_int(r, "service", d->service_ids[sooner ? v->service : SERVICE_FACIAL]);
	record_set_day(r, "added_on", v->booked_on < d->today ? v->booked_on : d->today);
	if (sooner)
		record_set_int(r, "sooner", v->id);
	else
		record_set_int(r, "days", 1 << date_weekday(v->date) | 1 << 2);
	if (nth % 3 == 1)
		record_set_int(r, "after", AFTERNOON);
	record_set_int(r, "urgent", nth == 0);
	record_set_text(r, "note", notes[nth]);
	return db_insert(d->db, r, e);
}

bool
demo_waiting(struct demo *d, struct err *e)
{
	uint32_t who[WAITING_MAX];
	size_t i, k, n = 0;

	for (i = d->come; i < d->n_visits && n < WAITING_MAX; i++) {
		const struct demo_visit *v = &d->visits[i];

		if (v->client >= d->n_old || v->id == 0 || (i - d->come) % EVERY != 0 ||
		    v->date < d->today + SOON)
			continue;
		for (k = 0; k < n && who[k] != v->client; k++)
			;
		if (k < n)
			continue;
		if (!add(d, v, n, e))
			return false;
		who[n++] = v->client;
	}
	return true;
}
