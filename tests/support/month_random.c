/*
 * month_random.c - a practice in which everything happens, at random.
 *
 * Half a year around March 2026, so that a month has neighbours. The numbers come
 * from a generator of our own: the same seed gives the same practice from the same
 * build (the order in which arguments are picked is the compiler's).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "tests/support/month.h"

#define SERVICES 6
#define PRODUCTS 4
#define STAFF 4
#define CHECKLISTS 2
#define RULES 3

struct chance {
	uint64_t state;
};

/* 0 … n-1. (Knuth's MMIX generator; the high bits are the good ones.) */
static int
pick(struct chance *c, int n)
{
	c->state = c->state * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (int)((c->state >> 33) % (uint64_t)n);
}

static bool
one_in(struct chance *c, int n)
{
	return pick(c, n) == 0;
}

#define ONE_OF(c, ...) \
	one_of(c, (const char *const[]){ __VA_ARGS__ }, \
	    ARRAY_LEN(((const char *const[]){ __VA_ARGS__ })))
static const char *
one_of(struct chance *c, const char *const *words, size_t n)
{
	return words[pick(c, (int)n)];
}

/* A few words of the moment; one for each argument of a call. */
struct words {
	char s[24];
};

static const char *
number(struct words *w, long n)
{
	snprintf(w->s, sizeof(w->s), "%ld", n);
	return w->s;
}

static date_day
any_day(struct chance *c)
{
	return date_make(2025, 12, 1) + pick(c, 182);
}

static const char *
day_text(struct words *w, date_day d)
{
	if (d == DATE_NONE)
		w->s[0] = '\0';
	else
		date_to_iso(d, w->s);
	return w->s;
}

/* Any second, and often the first or last ones of a month. */
static const char *
any_instant(struct chance *c, struct words *w, instant *t)
{
	date_day day = any_day(c);

	*t = clock_instant(day, pick(c, 1440)) + pick(c, 60);
	if (one_in(c, 3)) {
		int year, month, dom;

		date_split(day, &year, &month, &dom);
		*t = clock_instant(date_make(year, month, 1), 0) + pick(c, 3) - 1;
	}
	return clock_iso(*t, w->s);
}

/* Money with up to four decimals, as taxes of real receipts have. */
static const char *
any_money(struct chance *c, struct words *w, int most)
{
	static const int parts[] = { 10000, 5000, 100, 10, 1 };
	int part = parts[pick(c, 5)];
	money m = (money)pick(c, most) * MONEY_UNIT + pick(c, MONEY_UNIT / part) * part;
	char text[MONEY_SIZE];

	snprintf(w->s, sizeof(w->s), "%.23s", money_format(m, text));
	return w->s;
}

/* Series and when a client is due back, by service; without days there is no series. */
static const char *const series_counts[] = { "3", "2", "", "4", "1", "" };
static const char *const series_days[] = { "14", "30", "10", "", "10", "" };
static const char *const return_months[] = { "", "2", "1", "3", "1", "" };

/* Published once it has its rules. */
static bool
needles(struct db *db, struct err *e)
{
	static const struct { const char *item, *verdict, *override; } rules[RULES] = {
		{ "keloid", "block", "owner" }, { "immune", "refer", "practitioner" },
		{ "keloid", "defer", "cleared" },
	};
	int64_t id = month_put(db, &record_checklist, e, "code", "needles", "edition", "1",
	    "title", "Needles", NULL);
	AUTO_RECORD struct record *head = NULL;
	struct words position;
	long i;

	for (i = 0; id != 0 && i < RULES; i++)
		if (month_put(db, &record_checklist_rule, e, "checklist", "1", "position",
		    number(&position, i + 1), "item", rules[i].item, "answer", "yes", "verdict",
		    rules[i].verdict, "override", rules[i].override, NULL) == 0)
			return false;
	head = id != 0 ? db_get(db, &record_checklist, id, e) : NULL;
	if (head == NULL)
		return false;
	record_set_text(head, "state", "published");
	return db_update(db, head, e);
}

static bool
offer(struct db *db, struct chance *c, struct err *e)
{
	struct words w, v;
	bool ok = true;
	int i;

	for (i = 1; i <= SERVICES; i++)
		ok = ok && month_put(db, &record_service, e, "code", i == 4 ? "" :
		    number(&v, 100 + i), "name", i > 4 ? "Twin" : ONE_OF(c,
		    "Microneedling, face", "Peel \"light\"", "Scars; neck"),
		    "category", i == 3 ? "" : ONE_OF(c, "Needling", "Peels"),
		    "minutes", number(&w, 30 + 15 * i), "checklist", i == 1 ? "needles" :
		    i == 2 ? "peels" : "", "chart", i < 4 ? "needles" : "", "series_count", series_counts[i - 1],
		    "series_days", series_days[i - 1], "return_months", return_months[i - 1],
		    NULL) != 0;
	for (i = 1; i <= PRODUCTS; i++)
		ok = ok && month_put(db, &record_product, e, "code", number(&v, i),
		    "name", ONE_OF(c, "Serum", "+Cream", "Sun 50"), "kind", "retail",
		    "category", i == 1 ? "" : "Retail", NULL) != 0;
	for (i = 3; i <= STAFF; i++)
		ok = ok && month_put(db, &record_staff, e, "name", i == 4 ? "Jo Park" :
		    "Ö. Zeta", "code", number(&w, i), "active", i == 4 ? "no" : "yes",
		    NULL) != 0;
	ok = ok && month_put(db, &record_device, e, "name", "Pen", NULL) != 0 &&
	    month_put(db, &record_chart_template, e, "code", "needles", "edition", "1", "title",
	    "Needles", "state", "published", "body", "{\"ticks\": [{\"code\": \"hist\"}, "
	    "{\"code\": \"zones\"}]}", NULL) != 0;
	for (i = 1; i <= 2; i++)
		ok = ok && month_put(db, &record_lot, e, "product", "1", "number", number(&w, 40 + i),
		    NULL) != 0;
	return ok && needles(db, e) && month_put(db, &record_checklist, e, "code", "peels", "edition", "1",
	    "title", "Peels", "state", "published", NULL) != 0;
}

static bool
client(struct db *db, struct chance *c, struct err *e)
{
	struct words born, first, id;
	static long n;

	return month_put(db, &record_client, e, "given", ONE_OF(c, "Ana", "Łucja",
	    "=1+1", "李", "O'Neil"), "family", ONE_OF(c, "Berg", "Søe", "van Dijk", "Ito"),
	    "born", day_text(&born, one_in(c, 3) ? DATE_NONE : 1 + pick(c, 12000)),
	    "phone", ONE_OF(c, "", "+43 660 123", "0660-4"),
	    "referral", ONE_OF(c, "", "", "Google", "a friend"),
	    "first_visit", day_text(&first, one_in(c, 4) ? any_day(c) : DATE_NONE),
	    "external_id", one_in(c, 2) ? "" : number(&id, 70000 + n++),
	    "archived", one_in(c, 10) ? "yes" : "", NULL) != 0;
}

static bool
session(struct db *db, struct chance *c, const struct month_random *how,
    struct err *e)
{
	struct words who, what, staff, day, start, minutes, booked, off;
	date_day date = any_day(c);
	const char *status = ONE_OF(c, "booked", "confirmed", "here", "in_treatment",
	    "done", "done", "done", "done", "done", "cancelled", "no_show",
	    "not_treated");
	bool cancelled = strcmp(status, "cancelled") == 0;
	bool not_treated = strcmp(status, "not_treated") == 0;
	bool dated = how->bookings_dated || !one_in(c, 4);

	return month_put(db, &record_session, e,
	    "client", one_in(c, 20) ? "" : number(&who, 1 + pick(c, how->clients)),
	    "service", one_in(c, 20) ? "" : number(&what, 1 + pick(c, SERVICES)),
	    "staff", one_in(c, 20) ? "" : number(&staff, 1 + pick(c, STAFF)),
	    "date", day_text(&day, date),
	    "start", one_in(c, 10) ? "" : date_format_time(480 + 5 * pick(c, 120),
	    false, start.s), "minutes", number(&minutes, 5 * pick(c, 30)),
	    "minutes_assumed", one_in(c, 3) ? "yes" : "", "status", status,
	    "origin", ONE_OF(c, "booked", "walk_in", "import"), "overlap_ok", "yes",
	    "booked_on", day_text(&booked, dated ? date - pick(c, 60) : DATE_NONE),
	    "cancelled_on", day_text(&off, cancelled && !one_in(c, 5) ?
	    date - pick(c, 20) : DATE_NONE),
	    "late", one_in(c, 3) ? "yes" : "", "not_treated_for",
	    not_treated ? ONE_OF(c, "screening", "unwell", "declined", "") : "",
	    "late_fee", one_in(c, 4) ? ONE_OF(c, "40", "12.5", "0") : "",
	    "stopped", one_in(c, 6) ? "dizzy" : "",
	    "notes", "said \"ouch\"\nand laughed", NULL) != 0;
}

static bool
line(struct db *db, struct chance *c, int64_t receipt, int position, struct err *e)
{
	struct words to, at, service, product, staff, tax, tax2;
	char amount[32];
	struct words plain;
	int what = pick(c, 7);
	bool refund = one_in(c, 8);

	any_money(c, &plain, 300);
	snprintf(amount, sizeof(amount), "%s%s", refund ? "-" : "",
	    one_in(c, 10) ? "0" : plain.s);
	return month_put(db, &record_receipt_line, e,
	    "receipt", number(&to, (long)receipt), "position", number(&at, position),
	    "service", what < 4 ? number(&service, 1 + pick(c, SERVICES)) : "",
	    "product", what == 4 || what == 5 ?
	    number(&product, 1 + pick(c, PRODUCTS)) : "",
	    "description", ONE_OF(c, "Something", "-10 %", "Gift \"wrap\"", "tip, jar"),
	    "staff", one_in(c, 10) ? "" : number(&staff, 1 + pick(c, STAFF)),
	    "quantity", refund ? "-1" : ONE_OF(c, "1", "1", "2", "0"), "amount", amount,
	    "tax", any_money(c, &tax, 20), "tax2", one_in(c, 2) ? "0" :
	    any_money(c, &tax2, 5), NULL) != 0;
}

static bool
receipt(struct db *db, struct chance *c, const struct month_random *how, int n,
    struct err *e)
{
	struct words no, who, day, to, amount;
	date_day date = any_day(c);
	bool import = one_in(c, 3), ok;
	int64_t id = month_put(db, &record_receipt, e, "number", number(&no,
	    import ? n / 2 : 10000 + n), "client", one_in(c, 15) ? "" :
	    number(&who, 1 + pick(c, how->clients)), "date", day_text(&day, date),
	    "state", ONE_OF(c, "closed", "closed", "closed", "closed", "open", "void"),
	    "origin", import ? "import" : "here", NULL);
	int i;

	ok = id != 0;
	for (i = pick(c, 5); ok && i > 0; i--)
		ok = line(db, c, id, i, e);
	if (!import || how->paid) {
		ok = ok && month_put(db, &record_payment, e, "receipt",
		    number(&to, (long)id), "date", day_text(&day, date + pick(c, 3)),
		    "method", ONE_OF(c, "cash", "card", "transfer"), "amount",
		    any_money(c, &amount, 400), NULL) != 0;
	}
	return ok;
}

static bool
screening(struct db *db, struct chance *c, const struct month_random *how,
    struct err *e)
{
	struct words who, list, day, eligible, valid;
	date_day date = any_day(c) - pick(c, 90);
	const char *verdict = ONE_OF(c, "block", "incomplete", "refer", "defer",
	    "caution", "ok", "ok", "ok");
	bool override = one_in(c, 6), single = one_in(c, 6);
	int rule = pick(c, RULES + 1);
	struct words whose, which, of;
	int64_t id = month_put(db, &record_screening, e,
	    "rule", rule == 0 ? "" : number(&which, rule),
	    "client", number(&who, 1 + pick(c, how->clients)),
	    "checklist", number(&list, 1 + pick(c, CHECKLISTS)),
	    "date", day_text(&day, date), "answers", "{}", "verdict", verdict,
	    "eligible_on", day_text(&eligible, strcmp(verdict, "defer") == 0 ?
	    date + pick(c, 60) : DATE_NONE),
	    "valid_until", day_text(&valid, date + 20 + pick(c, 160)),
	    "override_by", override ? "1" : "",
	    "override_reason", override ? "=clearance seen" : "", NULL);

	if (id == 0 || (one_in(c, 3) && month_put(db, &record_clearance, e, "client", who.s,
	    "item", ONE_OF(c, "keloid", "immune"), "given_by", "Dr Roe", "given_on", day.s,
	    "expires", day_text(&valid, one_in(c, 2) ? date + pick(c, 60) - 20 : DATE_NONE),
	    NULL) == 0))
		return false;
	return !single || month_put(db, &record_rule_override, e, "screening",
	    number(&of, (int)id), "rule", rule == 0 ? "" : which.s, "staff",
	    number(&whose, 1 + pick(c, STAFF)), "date", day.s, "reason", "=seen before", NULL) != 0;
}

static bool
review(struct db *db, struct chance *c, const struct month_random *how,
    struct err *e)
{
	struct words who, asked, received, replied, stars;
	bool was_asked = !one_in(c, 3), came = !was_asked || one_in(c, 2);
	bool answered = came && one_in(c, 2);
	instant t = 0;

	received.s[0] = '\0';
	if (came)
		any_instant(c, &received, &t);
	return month_put(db, &record_review, e,
	    "client", one_in(c, 4) ? "" : number(&who, 1 + pick(c, how->clients)),
	    "asked_on", day_text(&asked, was_asked ? any_day(c) : DATE_NONE),
	    "received_at", received.s, "stars", came && !one_in(c, 6) ?
	    number(&stars, 1 + pick(c, 5)) : "", "text", came ? "-- nice" : "",
	    "reply", answered && one_in(c, 3) ? "Thank you" : "",
	    "replied_at", answered ? clock_iso(t + pick(c, 500000), replied.s) : "",
	    NULL) != 0;
}

static bool
subscriber(struct db *db, struct chance *c, int n, struct err *e)
{
	static const char *const states[] = { "unknown", "pending", "subscribed",
	    "subscribed", "unsubscribed", "cleaned" };
	instant times[4], t;
	int events = pick(c, 5);
	const char *kept[4], *state = "unknown";
	char email[32];
	struct words to, at;
	int64_t id;
	bool ok;
	int i, k;

	for (i = 0; i < events; i++) {
		any_instant(c, &at, &t);
		times[i] = t;
		for (k = i; k > 0 && times[k - 1] > times[k]; k--) {
			instant swap = times[k];

			times[k] = times[k - 1];
			times[k - 1] = swap;
		}
	}
	for (i = 0; i < events; i++)
		state = kept[i] = states[pick(c, ARRAY_LEN(states))];
	snprintf(email, sizeof(email), "p%d@example.org", n);
	id = month_put(db, &record_subscriber, e, "email", email, "state", state, NULL);
	ok = id != 0;
	for (i = 0; ok && i < events; i++)
		ok = month_put(db, &record_consent_event, e, "subscriber",
		    number(&to, (long)id), "at", clock_iso(times[i], at.s), "state",
		    kept[i], "source", ONE_OF(c, "desk", "form", "import", "email"), NULL) != 0;
	return ok;
}

static bool
wish(struct db *db, struct chance *c, const struct month_random *how, struct err *e)
{
	struct words who, what, added, until, ended;
	date_day day = any_day(c);
	bool over = one_in(c, 2);

	return month_put(db, &record_waiting, e,
	    "client", number(&who, 1 + pick(c, how->clients)),
	    "service", number(&what, 1 + pick(c, SERVICES)),
	    "added_on", day_text(&added, one_in(c, 8) ? DATE_NONE : day),
	    "until", day_text(&until, one_in(c, 3) ? day + pick(c, 90) : DATE_NONE),
	    "ended_on", day_text(&ended, over ? day + pick(c, 60) : DATE_NONE),
	    "ended_for", over ? ONE_OF(c, "booked", "booked", "not_wanted") : "", NULL) != 0;
}

/* A signature may be drawn for a second look, and that may have been. */
static bool
look_at(struct db *db, struct chance *c, int64_t signature, struct err *e)
{
	static const char *const said[] = { NULL, "agreed", "agreed", "disagreed" };
	const char *act = said[pick(c, 4)];
	struct words of;

	if (one_in(c, 2))
		return true;
	number(&of, (long)signature);
	return month_put(db, &record_second_look, e, "client", "1", "signature", of.s, "act",
	    "drawn", "staff", ONE_OF(c, "1", "2"), "at", "2026-03-01T10:00:00Z", NULL) != 0 &&
	    (act == NULL || month_put(db, &record_second_look, e, "client", "1", "signature", of.s,
	    "act", act, "staff", "1", "at", "2026-04-02T10:00:00Z", "looked_by", "2", NULL) != 0);
}

/* Of some visits a chart, which may be signed, and again after it was invalid. */
static bool
chart(struct db *db, struct chance *c, int n, struct err *e)
{
	static const char *const acts[][3] = { { NULL, NULL, NULL }, { "sign", NULL, NULL },
	    { "sign", "invalid", NULL }, { "sign", "invalid", "sign" } };
	struct words visit;
	size_t how = (size_t)pick(c, 4), i;
	bool ok;

	number(&visit, n);
	if (one_in(c, 3))
		return true;
	ok = month_put(db, &record_chart, e, "session", visit.s, "template", "1",
	    "ticks", ONE_OF(c, "hist\nzones", "hist\nzones", "hist", "hist\nzones=none done", ""),
	    "off_label", ONE_OF(c, "", "", "neck"), NULL) != 0;
	for (i = 0; ok && i < 3 && acts[how][i] != NULL; i++) {
		int64_t id = month_put(db, &record_signature, e, "session", visit.s, "act",
		    acts[how][i], "staff", "1", "at", "2026-03-01T10:00:00Z", "form", "1", "text",
		    "x", "digest", "x", NULL);

		ok = id != 0 && look_at(db, c, id, e);
	}
	return ok;
}

/* What went wrong after one of the visits, and asking after another. */
static bool
after(struct db *db, struct chance *c, const struct month_random *how, int n, struct err *e)
{
	struct words who, visit, plan, due, done, onset, over, depth;
	date_day day = any_day(c), began = any_day(c);
	bool is_done = !one_in(c, 3);

	return month_put(db, &record_adverse_event, e,
	    "client", number(&who, 1 + pick(c, how->clients)), "what", "redness",
	    "grade", ONE_OF(c, "1", "1", "2", "3"), "serious", one_in(c, 4) ? "yes" : "no",
	    "onset", day_text(&onset, began),
	    "resolved", day_text(&over, one_in(c, 3) ? DATE_NONE : began + pick(c, 40)),
	    "zone", ONE_OF(c, "", "chin", "cheek_left"), "device", ONE_OF(c, "", "1"),
	    "lot", ONE_OF(c, "", "1", "2"),
	    "depth", one_in(c, 2) ? "" : number(&depth, 25 * pick(c, 8)), NULL) != 0 &&
	    month_put(db, &record_follow_up, e,
	    "session", number(&visit, 1 + pick(c, how->sessions)),
	    "plan", number(&plan, n), "due", day_text(&due, day),
	    "done_on", day_text(&done, is_done ? day + pick(c, 9) : DATE_NONE),
	    "outcome", is_done ? ONE_OF(c, "well", "concern", "given_up") : "", NULL) != 0;
}

/* In the hours of the desk. */
static bool
contact(struct db *db, struct chance *c, const struct month_random *how, struct err *e)
{
	struct words who, what, at;

	return month_put(db, &record_contact, e,
	    "client", number(&who, 1 + pick(c, how->clients)),
	    "service", number(&what, 1 + pick(c, SERVICES)),
	    "about", ONE_OF(c, "due", "due", "due", "waiting"),
	    "at", clock_iso(clock_instant(any_day(c), 540 + pick(c, 480)), at.s),
	    "outcome", ONE_OF(c, "reached", "message", "no_answer"), NULL) != 0;
}

static const char *
any_time(struct chance *c, struct words *w)
{
	return date_format_time(30 * pick(c, 48), false, w->s);
}

static bool
hours(struct db *db, struct chance *c, struct err *e)
{
	struct words staff, since, begins, ends;
	bool works = !one_in(c, 6);

	return month_put(db, &record_hours, e,
	    "staff", one_in(c, 4) ? "" : number(&staff, 1 + pick(c, STAFF)),
	    "since", one_in(c, 3) ? "" : day_text(&since, any_day(c)),
	    "days", ONE_OF(c, "mon-fri", "mon-sun", "tue", "thu-sat", "sun"),
	    "begins", works ? any_time(c, &begins) : "", "ends", works ? any_time(c, &ends) : "",
	    "active", one_in(c, 8) ? "no" : "yes", NULL) != 0;
}

static bool
time_off(struct db *db, struct chance *c, struct err *e)
{
	struct words staff, day, until, start, minutes;
	date_day date = any_day(c) - (one_in(c, 2) ? 0 : 366);
	bool all_day = one_in(c, 3);

	return month_put(db, &record_block, e,
	    "staff", one_in(c, 4) ? "" : number(&staff, 1 + pick(c, STAFF)),
	    "date", day_text(&day, date),
	    "until", day_text(&until, one_in(c, 2) ? date + pick(c, 40) : DATE_NONE),
	    "start", all_day ? "" : any_time(c, &start),
	    "minutes", all_day || one_in(c, 5) ? "" : number(&minutes, 15 * pick(c, 97)),
	    "repeats", ONE_OF(c, "", "", "weekly", "fortnightly", "yearly"),
	    "days", ONE_OF(c, "", "", "mon-wed", "fri"),
	    "active", one_in(c, 8) ? "no" : "yes", NULL) != 0;
}

static bool
fill(struct db *db, void *arg, struct err *e)
{
	const struct month_random *how = arg;
	struct chance c = { how->seed };
	bool ok = month_basics(db, e) && offer(db, &c, e);
	int i;

	for (i = 0; ok && i < how->clients; i++)
		ok = client(db, &c, e);
	for (i = 0; ok && i < how->sessions; i++)
		ok = session(db, &c, how, e);
	for (i = 0; ok && i < how->sessions; i++)
		ok = chart(db, &c, i + 1, e);
	for (i = 0; ok && i < how->receipts; i++)
		ok = receipt(db, &c, how, i, e);
	for (i = 0; ok && i < how->clients; i++)
		ok = screening(db, &c, how, e);
	for (i = 0; ok && i < how->reviews; i++)
		ok = review(db, &c, how, e);
	for (i = 0; ok && i < how->subscribers; i++)
		ok = subscriber(db, &c, i, e);
	for (i = 0; ok && i < how->wishes; i++)
		ok = wish(db, &c, how, e) && contact(db, &c, how, e) && after(db, &c, how, i, e);
	for (i = 0; ok && i < how->hours; i++)
		ok = hours(db, &c, e) && time_off(db, &c, e);
	return ok;
}

void
month_random(const char *path, const struct month_random *how)
{
	month_make(path, fill, how);
}
