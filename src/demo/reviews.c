/*
 * reviews.c - review requests of the demo, and the reviews received.
 *
 * Every visit with a treatment is eligible alike; nobody is asked twice in 90
 * days, nor within a year after a review.
 */
#include <stdio.h>

#include "base/mem.h"
#include "demo/inside.h"

#define GAP_DAYS 90
#define YEAR_DAYS 365

/* Texts of reviews by stars. NULL: only stars. */
static const char *const texts[5][4] = {
	{ "Waited forty minutes and left.", "Not for me, and not cheap.", NULL, NULL },
	{ "Friendly, but I saw no difference.", "Hard to reach by phone.", NULL, NULL },
	{ "Fine. Parking is difficult.", "Good treatment, cold room.", NULL, NULL },
	{ "Skin looks fresher after three sessions.",
	  "Careful and clear about what to expect.\nWill come again.",
	  "Very clean, on time.", NULL },
	{ "They explain every step and never push anything. Lovely people.",
	  "My scars are so much softer now! 😊", "Best hour of my month.", NULL },
};
static const char *const replies[5] = {
	"We are sorry to read this. Please call us so that we can put it right.",
	"Thank you for telling us. Please call, we would like to understand.",
	"Thank you, we are working on it.",
	"Thank you for the kind words.",
	"Thank you so much!",
};
static const char *const authors[] = { "Sofía G.", "M. Brown", "Olga", "Jen T.",
    "王芳", "A Google user", "H. Lefèvre", "K. Whitaker", "Ayşe Y." };

/* Fills in the review, if its time has come. False: not yet. */
static bool
received(struct demo *d, struct record *r, struct demo_rng *rng, date_day day)
{
	static const unsigned stars_of[] = { 25, 25, 55, 175, 720 };
	static const unsigned platform_of[] = { 780, 90, 80, 50 };
	static const char *const platforms[] = { "google", "facebook", "yelp",
	    "other" };
	size_t stars = demo_weighted(rng, stars_of, ARRAY_LEN(stars_of));
	size_t platform = demo_weighted(rng, platform_of, ARRAY_LEN(platform_of));
	instant at = clock_instant(day + (date_day)demo_below(rng, 9),
	    (int)demo_between(rng, 18 * 60, 23 * 60)) + demo_below(rng, 60);
	instant replied = at + demo_between(rng, 2 * 3600, 120 * 3600);
	char id[64];

	if (at > d->at)
		return false;
	record_set_int(r, "received_at", at);
	record_set_text(r, "platform", platforms[platform]);
	record_set_int(r, "stars", (int64_t)stars + 1);
	record_set_text(r, "text", texts[stars][demo_below(rng, 4)]);
	if (demo_chance(rng, 880))
		record_set_text(r, "author",
		    authors[demo_below(rng, (long)ARRAY_LEN(authors))]);
	if (demo_chance(rng, 620) && replied <= d->at) {
		record_set_text(r, "reply", replies[stars]);
		record_set_int(r, "replied_at", replied);
	}
	if (platform == 0) {
		snprintf(id, sizeof(id), "accounts/1/locations/1/reviews/%ld",
		    ++d->n_reviews);
		record_set_text(r, "external_id", id);
	}
	return true;
}

/* A review by somebody who is not a known client. */
static bool
unasked(struct demo *d, struct demo_rng *rng, date_day day, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_review);

	return !received(d, r, rng, day) || db_insert(d->db, r, e);
}

bool
demo_ask_review(struct demo *d, const struct demo_visit *v, struct err *e)
{
	static const unsigned how_of[] = { 300, 400, 200, 100 };
	static const char *const how[] = { "desk", "qr", "text", "email" };
	struct demo_client *c = &d->clients[v->client];
	struct demo_rng rng = demo_rng(d->seed, DEMO_REVIEW, v->id);
	AUTO_RECORD struct record *r = NULL;

	if (!demo_is_past(d, v))
		return true;
	if (demo_chance(&rng, 4) && !unasked(d, &rng, v->date, e))
		return false;
	if ((c->ask_after != DATE_NONE && v->date <= c->ask_after) ||
	    !demo_chance(&rng, 550))
		return true;
	r = record_new(&record_review);
	record_set_int(r, "client", c->id);
	record_set_int(r, "session", v->id);
	record_set_day(r, "asked_on", v->date);
	record_set_int(r, "asked_by", d->staff[d->n_practitioners].id);
	record_set_text(r, "asked_how",
	    how[demo_weighted(&rng, how_of, ARRAY_LEN(how_of))]);
	c->ask_after = v->date + GAP_DAYS;
	if (demo_chance(&rng, 230) && received(d, r, &rng, v->date))
		c->ask_after = v->date + YEAR_DAYS + 9;
	return db_insert(d->db, r, e);
}
