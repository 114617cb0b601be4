/*
 * monthly_contact.c - reviews and newsletter of a month.
 *
 * The newsletter's state at an instant is today's without the events since, so that a
 * month costs the events after it, not all of them.
 */
#include <stdlib.h>
#include <string.h>

#include "report/monthly.h"

/* --- reviews ------------------------------------------------------------------------ */

static int
int_cmp(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The median: the middle one, or the mean of the two in the middle. */
static void
set_median(struct report_period *p, const char *figure, int64_t *seconds, size_t n)
{
	if (n > 0)
		qsort(seconds, n, sizeof(*seconds), int_cmp);
	if (n == 0)
		report_none(p, figure, NULL);
	else
		report_ratio(p, figure, seconds[(n - 1) / 2] + seconds[n / 2], 2 * 60);
}

bool
monthly_reviews(struct report_period *p, struct err *e)
{
	struct stmt *st = report_stmt(p, "monthly_reviews", "first last from until");
	int64_t asked = 0, converted = 0, received = 0, replied = 0, rated = 0, stars = 0;
	AUTO_FREE int64_t *seconds = NULL;
	size_t n = 0, cap = 0;

	while (stmt_next(st)) {
		if (stmt_int(st, "asked") != 0) {
			asked++;
			converted += stmt_int(st, "answered");
		}
		if (stmt_int(st, "received") == 0)
			continue;
		received++;
		replied += stmt_int(st, "replied");
		rated += !stmt_is_null(st, "stars");
		stars += stmt_int(st, "stars");
		if (!stmt_is_null(st, "reply_seconds")) {
			GROW(seconds, cap, n + 1);
			seconds[n++] = stmt_int(st, "reply_seconds");
		}
	}
	report_set(p, "reviews_asked", asked);
	report_ratio(p, "reviews_conversion_percent", converted, asked);
	report_set(p, "reviews_received", received);
	report_set(p, "reviews_rated", rated);
	report_ratio(p, "reviews_mean_stars", stars, rated);
	report_ratio(p, "reviews_replied_percent", replied, received);
	set_median(p, "reviews_reply_hours_median", seconds, n);
	return stmt_end(st, e);
}

/* --- newsletter ---------------------------------------------------------------- */

/* Addresses by state. */
struct newsletter {
	int64_t subscribed, pending, unsubscribed, cleaned, other;
};

static int64_t *
of_state(struct newsletter *n, const char *state)
{
	return strcmp(state, "subscribed") == 0 ? &n->subscribed :
	    strcmp(state, "pending") == 0 ? &n->pending :
	    strcmp(state, "unsubscribed") == 0 ? &n->unsubscribed :
	    strcmp(state, "cleaned") == 0 ? &n->cleaned : &n->other;
}

static bool
newsletter_today(struct db *db, struct newsletter *n, struct err *e)
{
	struct stmt *st = db_stmt(db, "monthly_newsletter");

	while (stmt_next(st))
		*of_state(n, stmt_text(st, "state")) += stmt_int(st, "n");
	return stmt_end(st, e);
}

/* Undoes the events from `from` to before `until`: the counts at `until` become those
 * at `from`. */
static bool
newsletter_back(struct db *db, instant from, instant until, struct newsletter *n,
    struct err *e)
{
	struct stmt *st = db_stmt(db, "monthly_consents");

	stmt_set_int(st, "from", from);
	stmt_set_int(st, "until", until);
	while (stmt_next(st)) {
		--*of_state(n, stmt_text(st, "state"));
		++*of_state(n, stmt_text(st, "before"));
	}
	return stmt_end(st, e);
}

static bool
newsletter_figures(struct report_period *p, const struct newsletter *end,
    const struct newsletter *start, struct err *e)
{
	struct stmt *st = report_stmt(p, "monthly_opt_out", "from until");

	report_set(p, "newsletter_subscribed", end->subscribed);
	report_set(p, "newsletter_pending", end->pending);
	report_set(p, "newsletter_unsubscribed", end->unsubscribed);
	report_set(p, "newsletter_cleaned", end->cleaned);
	report_set(p, "newsletter_net_change", end->subscribed - start->subscribed);
	if (stmt_next(st) && !stmt_is_null(st, "seconds"))
		report_set(p, "newsletter_slowest_opt_out_days", stmt_int(st, "seconds"));
	return stmt_end(st, e);
}

bool
monthly_newsletter(struct report_period *p, struct err *e)
{
	struct newsletter end = { 0 }, *start = arena_alloc(p->arena, sizeof(*start));

	if (p->next != NULL)
		memcpy(&end, p->next->handed, sizeof(end));
	else if (!newsletter_today(p->db, &end, e) ||
	    !newsletter_back(p->db, p->until, INT64_MAX, &end, e))
		return false;
	*start = end;
	p->handed = start;
	return newsletter_back(p->db, p->from, p->until, start, e) &&
	    newsletter_figures(p, &end, start, e);
}
