/*
 * screening_tried.c - see screening_tried.h.
 */
#include "practice/screening_tried.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/orders.h"
#include "practice/rescreen.h"
#include "record/checklist.h"

bool
screening_tried_begin(struct practice *p, const struct checklist *c, const struct record *card,
    date_day answered, struct screening_tried *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "screening_bookings");
	char iso[DATE_ISO_SIZE];
	bool ok;
	size_t i;

	*out = (struct screening_tried){ .n = 0, .twelve_hour = p->context.twelve_hour };
	stmt_set_int(st, "client", card->id);
	stmt_set_text(st, "code", record_text(c->head, "code"));
	stmt_set_text(st, "today", date_to_iso(clock_today(), iso));
	while (out->n < SCREENING_TRIED && stmt_next(st)) {
		out->list[out->n].date = stmt_date(st, "date");
		out->list[out->n++].start = stmt_is_null(st, "start") ? -1 :
		    (int)stmt_int(st, "start");
	}
	ok = stmt_end(st, e);
	for (i = 0; ok && i < out->n; i++) {
		struct screening_tried_one *one = &out->list[i];
		AUTO_BUF struct buf cleared = BUF_INIT;

		ok = screening_facts(p->db, c, card, one->date, &one->facts, e) &&
		    clearances_of(p->db, card->id, one->date, &cleared, e);
		one->cleared = xstrdup(cleared.s);
		one->facts.days_since = one->date - answered;
	}
	return ok;
}

void
screening_tried_free(struct screening_tried *t)
{
	while (t->n > 0)
		free(t->list[--t->n].cleared);
}

static void
add(const struct screening_tried_one *one, const struct rescreen *r, bool twelve_hour,
    struct buf *out)
{
	date_day until = rescreen_deferred(r);
	char day[24], time[DATE_TIME_SIZE];
	bool worse = false, barred = false;
	size_t i;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];

		if (f->rule == NULL || !rescreen_stops(r, f))
			continue;
		barred = true;
		worse = worse || f->verdict != VERDICT_DEFER || f->until == DATE_NONE;
	}
	if (!barred)
		return;
	buf_addf(out, "%s%s", out->len > 0 ? "; " : "", naming_day(one->date, day));
	if (one->start >= 0)
		buf_addf(out, " %s", date_format_time(one->start, twelve_hour, time));
	buf_adds(out, " cannot stand");
	if (!worse)
		buf_addf(out, ", from %s on it can", naming_day(until, day));
}

void
screening_tried_words(const struct screening_tried *t, const struct checklist *c,
    const char *const *answers, struct buf *out)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		struct rescreen r = { .checklist = c, .on = t->list[i].date,
		    .cleared = t->list[i].cleared };

		screening_evaluate(c, answers, &t->list[i].facts, &r.result);
		add(&t->list[i], &r, t->twelve_hour, out);
		screening_result_free(&r.result);
	}
}
