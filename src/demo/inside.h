/*
 * inside.h - what the files of the demo share.
 *
 * The whole demo is planned in memory (clients by the day they joined, visits by day
 * and time, no practitioner, room or device booked twice), then written in that order. It depends only
 * on seed, size and clock: each choice is drawn from a generator seeded with the seed,
 * a purpose and a number, so that a new choice in one place does not change the others.
 */
#ifndef CHAIRSIDE_DEMO_INSIDE_H
#define CHAIRSIDE_DEMO_INSIDE_H

#include "base/clock.h"
#include "base/money.h"
#include "db/db.h"
#include "demo/demo.h"
#include "practice/consent_words.h"
#include "practice/screening.h"

/* --- chance (random.c) ------------------------------------------------ */

struct demo_rng {
	uint64_t state;
};

enum demo_purpose {
	DEMO_CLIENT, DEMO_JOURNEY, DEMO_VISIT, DEMO_RECEIPT, DEMO_SCREENING,
	DEMO_REVIEW, DEMO_NEWSLETTER, DEMO_CONSENT, DEMO_CHART
};

struct demo_rng demo_rng(uint64_t seed, enum demo_purpose purpose, uint64_t n);
/* 0 … n-1; n ≥ 1 */
long demo_below(struct demo_rng *r, long n);
/* low … high, both included */
long demo_between(struct demo_rng *r, long low, long high);
bool demo_chance(struct demo_rng *r, long permille);
/* A random index by weights; their sum is at least 1. */
size_t demo_weighted(struct demo_rng *r, const unsigned *weights, size_t n);

/* --- what the practice offers (offer.c) -------------------------------- */

enum demo_area { AREA_NONE, AREA_FACE, AREA_NECK, AREA_BODY };

struct demo_service {
	const char *code, *name, *category;
	int dollars;
	int minutes, numbing, cleanup;
	enum demo_area needled;		/* AREA_NONE: no needles, no screening */
	int series, interval;		/* sessions and days; 0: no series */
	int return_months;
	const char *chart;		/* template; NULL: none */
};
enum { SERVICE_CONSULTATION, SERVICE_FACE, SERVICE_NECK, SERVICE_SCARS,
    SERVICE_STRIAE, SERVICE_EYES, SERVICE_FACIAL, SERVICE_LED, SERVICE_PEEL,
    SERVICE_DERMAPLANING, SERVICES };
extern const struct demo_service demo_services[SERVICES];

/* Treatments have no tax, goods both. Hundredths of a percent. */
#define DEMO_TAX_PERCENT_100 625
#define DEMO_TAX2_PERCENT_100 150

struct demo_product {
	const char *code, *name, *brand, *kind, *category;
	int cents, cost_cents, on_hand;
	const char *ingredients;	/* INCI names; "" none */
};
extern const struct demo_product demo_products[];
extern const size_t demo_n_retail;	/* retail ones stand first */

struct demo_staff {
	int64_t id;
	date_day from, to;	/* works here; to DATE_NONE: still */
	int day_off;		/* weekday */
	int lunch;		/* first quarter of an hour of it, from opening */
	const char *login;	/* borrowed */
};

/* --- people (people.c) --------------------------------------------------- */

struct demo_client {
	int64_t id;
	date_day joined;
	date_day born;			/* DATE_NONE: not on the card */
	uint8_t skin;			/* 1 … 6; 0: not on the card */
	uint8_t condition;		/* of demo_conditions[]; 0: none */
	uint16_t practitioner;		/* usual one */
	bool has_email;
	/* changes with each visit: */
	uint8_t verdict;		/* of the last screening */
	date_day screened_until;	/* DATE_NONE: never screened */
	date_day needled[AREA_BODY + 1];	/* last session by area; DATE_NONE */
	date_day ask_after;		/* no review request before */
	int64_t consent;		/* the newest one's id; 0: none */
	date_day consented_until;
	int64_t screening, charted;	/* the newest one's id; its newest visit with a chart */
	bool shown;			/* has papers to show (papers.c) */
};

struct demo_visit {
	date_day date, booked_on;
	uint32_t client;		/* index */
	uint32_t id;			/* of the session, once it is saved */
	uint16_t start;			/* minutes since midnight: comes at */
	uint16_t staff;			/* index */
	uint8_t service;		/* index */
	uint8_t fate;			/* enum demo_fate */
	/* from today on, else 0: */
	uint8_t numbing;		/* minutes from `start` to the treatment */
	uint8_t room, pen;		/* which, from 1; 0: none */
};
enum demo_fate {
	FATE_KEPT, FATE_NO_SHOW, FATE_CANCELLED, FATE_CANCELLED_LATE,
	FATE_CLINIC_CANCELLED, FATE_UNWELL, FATE_DECLINED, FATE_EQUIPMENT
};

struct demo_refund {
	date_day due;
	int64_t client;
	uint16_t staff;
	uint8_t product;
	money amount, tax, tax2;
};

#define DEMO_LOTS 6

struct demo {
	struct db *db;
	const struct practice_init *init;
	uint64_t seed;
	date_day today;
	int now;			/* minutes since midnight */
	instant at;
	date_day first;			/* opening day of the practice */

	struct demo_staff *staff;	/* practitioners first */
	size_t n_staff, n_practitioners;
	size_t n_places;		/* so many rooms, and as many pens */
	int64_t *room_ids, *pen_ids;
	int64_t service_ids[SERVICES];
	int64_t *product_ids;
	struct checklist *checklist;
	int64_t consent;		/* the document */
	char consent_digest[DIGEST_HEX_SIZE];	/* of its words */

	struct demo_client *clients;
	size_t n_clients, n_old;	/* n_old: those who are loaded */
	struct demo_visit *visits;	/* by day and time */
	size_t n_visits, cap_visits;
	/* visits before `recent` are loaded, those before `come` are saved one by one,
	 * the rest are still to come */
	size_t recent, come;
	uint64_t *taken;		/* quarters of an hour by day and practitioner */
	uint64_t *places;		/* the same from today on, by room, then by pen */

	int64_t templates[SERVICES];	/* edition of its chart; 0: not looked up yet */
	int64_t lots[DEMO_LOTS];
	long used[DEMO_LOTS];		/* pieces that charts took of them */
	long n_receipts, n_reviews;
	bool event_open;		/* one adverse event of the last days is */
	struct demo_refund *refunds;
	size_t n_refunds, cap_refunds;
	int told;			/* permille last reported */
};


/* Settings, staff, services, products. Inside db_load(). */
bool demo_offer(struct demo *d, struct err *e);
/* Draws when client `i` joined, and what visits depend on. */
void demo_draw_client(struct demo *d, size_t i);
/* Inserts the card of client `i`, with the newsletter's subscriber. */
bool demo_person(struct demo *d, size_t i, struct err *e);

/* A lasting condition: what the card says, and the answer to a screening item. */
struct demo_condition {
	unsigned permille;
	const char *item, *answer;
	const char *conditions, *medicines, *allergies, *alert;
};
extern const struct demo_condition demo_conditions[];	/* [0]: nothing */

/* Plans every client's visits and sorts them (plan.c). */
void demo_plan(struct demo *d);

/* --- when and where (places.c) ------------------------------------------------ */

#define DEMO_OPENS (9 * 60)
#define DEMO_CLOSES (18 * 60)
#define DEMO_LUNCH 30		/* minutes */

/* Rooms, devices, working hours, time off, and who does what. Inside db_load(). */
bool demo_places(struct demo *d, struct err *e);
/* The first quarter of an hour after opening at which the person works that day; -1: not
 * at all. */
int demo_works_from(const struct demo *d, size_t staff, date_day day);
bool demo_open_on(date_day day);
/* True when that practitioner does it. From today on not everybody does everything. */
bool demo_does(const struct demo *d, size_t staff, size_t service, date_day day);
bool demo_needs_room(size_t service);

/* --- visits (visits.c) ------------------------------------------------------ */

/* Adds a visit as booked. */
bool demo_book(struct demo *d, struct demo_visit *v, struct err *e);
/* Saves how it went, with screening, receipt and review request. A visit booked before
 * is changed, else it is added. */
bool demo_happen(struct demo *d, struct demo_visit *v, struct err *e);
bool demo_is_past(const struct demo *d, const struct demo_visit *v);
/* Price of a service on a day. */
money demo_price(const struct demo *d, size_t service, date_day day);

/* The screening a visit needs, not yet saved; NULL: none, or the last one is still
 * valid. *treated: the client may be treated. */
struct record *demo_screen(struct demo *d, const struct demo_visit *v,
    bool *treated);
/* Puts it into the file, with the rule that was overridden and the letter to it. */
bool demo_screened(struct demo *d, const struct demo_visit *v, struct record *screening,
    struct err *e);
/* Gives a client who must not be needled a gentler service. */
void demo_replace_service(const struct demo *d, struct demo_visit *v);

/* The receipt of a visit, closed unless the visit is still going on. */
bool demo_receipt(struct demo *d, const struct demo_visit *v, struct err *e);
/* Refunds of goods that are due by that day. */
bool demo_refunds(struct demo *d, date_day day, struct err *e);

/* What comes after a visit that was done: follow-ups by the plan of needling, and few
 * adverse events, of which one is open (after.c). */
#define DEMO_FOLLOW_UPS "2d 7d"
bool demo_after(struct demo *d, const struct demo_visit *v, struct err *e);
/* Adds the chart of a visit that is done, of the last year. */
bool demo_chart(struct demo *d, const struct demo_visit *v, struct err *e);
/* Signs the charts of what was loaded, but those of the last days. */
bool demo_signed(struct demo *d, struct err *e);
/* Receives what these charts took of lots, and what those still to be saved will. */
bool demo_charted(struct demo *d, struct err *e);

/* The consent a visit needs, where the last one has ended. */
bool demo_consent(struct demo *d, const struct demo_visit *v, struct err *e);
/* Papers of some who are to come: ended, withdrawn, permissions, an order. */
bool demo_papers(struct demo *d, struct err *e);

/* Some of those who have a visit to come wait too, for a sooner one or for another. */
bool demo_waiting(struct demo *d, struct err *e);

/* By chance adds a review request, and the review. */
bool demo_ask_review(struct demo *d, const struct demo_visit *v, struct err *e);
/* Adds a client's newsletter address and consent, once the card is saved. */
bool demo_subscribe(struct demo *d, const struct demo_client *c,
    const struct record *card, struct err *e);

#endif
