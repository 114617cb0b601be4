/*
 * checklist_effect.c - see checklist_effect.h.
 */
#include "practice/checklist_effect.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/rescreen.h"

struct effect {
	struct practice *p;
	const struct checklist *c;
	struct checklist *in_force;	/* NULL: none is published */
	bool (*fn)(const struct checklist_stop *, void *);
	void *arg;
	struct checklist_effect *out;
	bool more;
};

/* What it says of a booking: the worst finding that stops it; NULL: none does. *open: an item
 * is not answered. */
static const struct screening_finding *
stopping(const struct rescreen *r, bool *open)
{
	const struct screening_finding *found = NULL;
	size_t i;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];

		if (f->rule == NULL)
			*open = true;
		else if (found == NULL && rescreen_stops(r, f))
			found = f;
	}
	return found;
}

static void
tell(struct effect *x, int64_t session, const struct rescreen *by, const struct screening_finding
    *is, const struct rescreen *own, const struct screening_finding *was)
{
	AUTO_BUF struct buf name = BUF_INIT, why = BUF_INIT;
	struct checklist_stop s = { .session = session, .stops = is != NULL,
	    .stopped = was != NULL, .until = DATE_NONE };

	x->out->stops += is != NULL && was == NULL;
	x->out->freed += is == NULL && was != NULL;
	if (s.stops == s.stopped || x->fn == NULL)
		return;
	naming_add_id(x->p, &record_session, session, &name);
	rescreen_words(s.stops ? by->checklist : own->checklist, s.stops ? is : was, &why);
	if (is != NULL && by->result.verdict == VERDICT_DEFER)
		s.until = by->result.eligible_on;
	s.name = name.s;
	s.why = why.s;
	x->more = x->fn(&s, x->arg);
}

/* As it is now: by the edition the answers were given to, and where that lets it pass, by the
 * one in force, as rescreen() does. */
static bool
in_force_counts(struct effect *x, const struct record *card, struct rescreen *now, struct err *e)
{
	struct rescreen other;
	bool unused, ok;

	if (x->in_force == NULL || x->in_force->head->id == now->checklist->head->id ||
	    stopping(now, &unused) != NULL)
		return true;
	ok = rescreen_other(x->p, card, now, x->in_force, &other, e);
	rescreen_free(now);
	*now = other;
	return ok;
}

static bool
look_at(struct effect *x, int64_t session, int64_t client, date_day on, struct err *e)
{
	AUTO_RECORD struct record *card = db_get(x->p->db, &record_client, client, e);
	struct rescreen by = { .screening = NULL }, now = { .screening = NULL };
	bool ok = card != NULL && rescreen_own(x->p, card, record_text(x->c->head, "code"), on,
	    &now, e), open = false, unused;

	x->out->bookings++;
	if (ok && now.screening == NULL) {
		x->out->unscreened++;
	} else if (ok && rescreen_other(x->p, card, &now, x->c, &by, e) &&
	    in_force_counts(x, card, &now, e)) {
		tell(x, session, &by, stopping(&by, &open), &now, stopping(&now, &unused));
		x->out->unanswered += open;
	} else {
		ok = false;
	}
	rescreen_free(&by);
	rescreen_free(&now);
	return ok;
}

bool
checklist_effect(struct practice *p, const struct checklist *c,
    bool (*fn)(const struct checklist_stop *, void *), void *arg,
    struct checklist_effect *out, struct err *e)
{
	struct effect x = { .p = p, .c = c, .fn = fn, .arg = arg, .out = out, .more = true };
	struct stmt *st;
	char iso[DATE_ISO_SIZE];
	bool ok = true;

	*out = (struct checklist_effect){ .bookings = 0 };
	if (!practice_may(p, ACTION_READ_MEDICAL, e))
		return false;
	x.in_force = checklist_load(p->db, record_text(c->head, "code"), e);
	if (x.in_force == NULL && e->code != ERR_NOTFOUND)
		return false;
	st = db_stmt(p->db, "checklist_bookings");
	stmt_set_text(st, "code", record_text(c->head, "code"));
	stmt_set_text(st, "today", date_to_iso(clock_today(), iso));
	while (ok && x.more && stmt_next(st))
		ok = look_at(&x, stmt_int(st, "id"), stmt_int(st, "client"), stmt_date(st, "date"), e);
	checklist_free(x.in_force);
	return stmt_end(st, ok ? e : NULL) && ok;
}
