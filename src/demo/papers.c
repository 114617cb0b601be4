/*
 * papers.c - what clients of the demo signed: consents to be needled, some of them ended or
 * withdrawn, permissions, an order, a clearance and patch tests.
 */
#include "base/mem.h"
#include "demo/inside.h"

#define SHOWN 12		/* clients to come whose papers have something to show */
#define PAPER_PERMILLE 150	/* consents that were signed on paper */
#define VALID_MONTHS 12

static bool
sign(struct demo *d, const struct demo_visit *v, struct err *e)
{
	struct demo_client *c = &d->clients[v->client];
	struct demo_rng rng = demo_rng(d->seed, DEMO_CONSENT, ((uint64_t)v->client << 32) +
	    (uint64_t)v->date);
	AUTO_RECORD struct record *card = db_get(d->db, &record_client, c->id, e);
	AUTO_RECORD struct record *r = record_new(&record_consent);
	bool paper = demo_chance(&rng, PAPER_PERMILLE);
	AUTO_FREE char *name = NULL;

	if (card == NULL)
		return false;
	name = xasprintf("%s %s", record_text(card, "given"), record_text(card, "family"));
	record_set_int(r, "client", c->id);
	record_set_int(r, "document", d->consent);
	record_set_text(r, "digest", d->consent_digest);
	record_set_text(r, "how", paper ? "paper" : "typed");
	record_set_text(r, "name", name);
	if (c->born != DATE_NONE && date_years_between(c->born, v->date) < 18)
		record_set_text(r, "guardian", "mother");
	record_set_int(r, "witness", d->staff[v->staff].id);
	record_set_int(r, "explained_by", d->staff[v->staff].id);
	record_set_day(r, "explained_on", v->date);
	record_set_day(r, "signed_on", v->date);
	record_set_day(r, "expires", date_add_months(v->date, VALID_MONTHS));
	if (!db_insert(d->db, r, e))
		return false;
	c->consent = r->id;
	c->consented_until = date_add_months(v->date, VALID_MONTHS);
	return true;
}

bool
demo_consent(struct demo *d, const struct demo_visit *v, struct err *e)
{
	const struct demo_client *c = &d->clients[v->client];

	return demo_services[v->service].needled == AREA_NONE ||
	    (c->consent != 0 && c->consented_until >= v->date) || sign(d, v, e);
}

static void
set_zone(const struct demo *d, struct record *r)
{
	char iso[DATE_ISO_SIZE];
	AUTO_FREE char *zone = xasprintf("chin %s 10:20", date_to_iso(d->today - 1, iso));

	record_set_text(r, "revoked_for", zone);
}

/* One ended yesterday, one is withdrawn today, one for a zone, the next ends soon. */
static bool
change(struct demo *d, struct demo_client *c, size_t nth, struct err *e)
{
	static const int ends[] = { -1, 180, 180, 3 };
	AUTO_RECORD struct record *r = NULL;

	if (nth >= ARRAY_LEN(ends))
		return true;
	r = db_get(d->db, &record_consent, c->consent, e);
	if (r == NULL)
		return false;
	record_set_day(r, "expires", c->consented_until = d->today + ends[nth]);
	if (nth == 1)
		record_set_day(r, "revoked_on", d->today);
	else if (nth == 2)
		set_zone(d, r);
	return db_update(d->db, r, e);
}

static bool
permit(struct demo *d, const struct demo_client *c, const char *purpose, const char *basis,
    struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_permission);

	record_set_int(r, "client", c->id);
	record_set_text(r, "purpose", purpose);
	record_set_text(r, "basis", basis);
	record_set_day(r, "given_on", c->joined);
	return db_insert(d->db, r, e);
}

static bool
by_a_physician(struct demo *d, const struct demo_client *c, const struct record_type *t,
    const char *by, const char *on, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(t);

	record_set_int(r, "client", c->id);
	record_set_text(r, by, "Dr. H. Osei, dermatology");
	record_set_day(r, on, d->today - 40);
	record_set_day(r, "expires", d->today + 325);
	if (t == &record_clearance)
		record_set_text(r, "item", "immune");
	return db_insert(d->db, r, e);
}

/* Some are still to be read; of a few the skin reacted. */
static bool
test_skin(struct demo *d, const struct demo_client *c, size_t nth, struct err *e)
{
	static const struct { int before; const char *result; } tests[] = {
		{ 1, NULL }, { 20, "negative" }, { 75, "negative" }, { 130, "weak" },
	};
	AUTO_RECORD struct record *r = record_new(&record_patch_test);
	date_day on;

	if (nth >= ARRAY_LEN(tests))
		return true;
	on = d->today - tests[nth].before;
	record_set_int(r, "client", c->id);
	record_set_int(r, "product", d->product_ids[nth]);
	record_set_text(r, "area", "behind the left ear");
	record_set_day(r, "tested_on", on);
	record_set_int(r, "staff", d->staff[0].id);
	if (tests[nth].result != NULL) {
		record_set_day(r, "read_on", on + 3);
		record_set_text(r, "result", tests[nth].result);
	}
	return db_insert(d->db, r, e);
}

bool
demo_papers(struct demo *d, struct err *e)
{
	size_t i, n = 0;

	for (i = d->come; i < d->n_visits && n < SHOWN; i++) {
		const struct demo_visit *v = &d->visits[i];
		struct demo_client *c = &d->clients[v->client];

		if (v->client >= d->n_old || c->consent == 0 || c->shown ||
		    demo_services[v->service].needled == AREA_NONE)
			continue;
		c->shown = true;
		if (!change(d, c, n, e) || !permit(d, c, "record", "paper signed", e) ||
		    !permit(d, c, "text", "said at the desk", e) || !test_skin(d, c, n, e))
			return false;
		if (n++ == 0 && (!by_a_physician(d, c, &record_treatment_order, "ordered_by",
		    "ordered_on", e) || !by_a_physician(d, c, &record_clearance, "given_by",
		    "given_on", e)))
			return false;
	}
	return true;
}
