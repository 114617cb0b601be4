/*
 * preflight_screening.c - the lines of a visit that its screening asks for, and those that
 * stand with it: an adverse event and how old the client is.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/events.h"
#include "practice/offer.h"
#include "practice/preflight_inside.h"
#include "practice/rescreen.h"
#include "practice/verify.h"
#include "record/checklist.h"

/* --- its answers ------------------------------------------------------------------------ */

/* Whether there is a valid screening. */
static bool
ask_valid(struct preflight_plan *a, const struct rescreen *r)
{
	AUTO_BUF struct buf s = BUF_INIT;
	char words[24];

	if (r->screening != NULL)
		a->out->until = rescreen_deferred(r);
	if (r->screening == NULL)
		buf_adds(&s, "no screening");
	else if (r->changed != NULL)
		buf_addf(&s, "%s changed since the screening", a->medical ? r->changed :
		    "the card");
	else
		buf_addf(&s, r->valid ? "valid until %s" : "screening expired %s",
		    date_to_words(date_from_iso(record_text(r->screening,
		    "valid_until")), false, words));
	preflight_add(a, "screening", "Screening", r->valid, PREFLIGHT_MEND_SCREENING, s.s)->bars =
	    r->changed != NULL || (!r->valid && a->out->until != DATE_NONE);
	return r->valid;
}

/* Whether somebody who may treat has reviewed or entered it. */
static bool
ask_reviewed(struct preflight_plan *a, const struct rescreen *r, struct err *e)
{
	AUTO_RECORD struct record *by = NULL;
	bool met = !record_is_null(r->screening, "reviewed_by");

	if (!met && !record_is_null(r->screening, "entered_by")) {
		by = db_get(a->p->db, &record_staff,
		    record_int(r->screening, "entered_by"), e);
		if (by == NULL)
			return false;
		met = staff_may(by, ACTION_TREAT);
	}
	preflight_add(a, "reviewed", "Reviewed", met, PREFLIGHT_MEND_REVIEW, met ?
	    "by a practitioner" : "screening not reviewed by a practitioner");
	return true;
}

/* Where screenings are keyed twice: whether a second person has, and what differs is settled. */
static bool
ask_verified(struct preflight_plan *a, const struct rescreen *r, struct err *e)
{
	struct verify v;
	AUTO_BUF struct buf s = BUF_INIT;
	bool ok;

	if (!verify_wanted(a->p))
		return true;
	ok = verify_of(a->p, r->checklist, r->screening, r->answers, &v, e);
	if (v.state == VERIFY_DIFFERS)
		buf_addf(&s, "%zu answer%s keyed again %s: to be settled", v.n_differ,
		    text_plural(v.n_differ), v.n_differ == 1 ? "differs" : "differ");
	else
		buf_adds(&s, v.state == VERIFY_DONE ? "keyed by two people" :
		    "not keyed again by a second person");
	if (ok)
		preflight_add(a, "verified", "Verified", v.state == VERIFY_DONE, v.state == VERIFY_DIFFERS ?
		    PREFLIGHT_MEND_REVIEW : PREFLIGHT_MEND_VERIFY, s.s);
	verify_free(r->checklist, &v);
	return ok;
}

/* What the checklist reads from the card, and the field that mends it. */
static const struct {
	const char *name, *field;
} on_card[] = {
	[SOURCE_AGE] = { "birth date", "born" }, [SOURCE_SKIN] = { "skin type", "fitzpatrick" },
};

static enum checklist_source
source_of(const struct rescreen *r, const struct screening_finding *f)
{
	return r->checklist->asks[f->item].source;
}

static bool
is_card(const struct rescreen *r, const struct screening_finding *f)
{
	enum checklist_source source = source_of(r, f);

	return f->rule == NULL && source < ARRAY_LEN(on_card) && on_card[source].name != NULL;
}

/* Has it a line of its own, besides the verdict's? */
static bool
has_line(const struct rescreen *r, const struct screening_finding *f)
{
	enum checklist_source source = source_of(r, f);

	return is_card(r, f) || source == SOURCE_AREA || source == SOURCE_ADVERSE_EVENT ||
	    source == SOURCE_PATCH_TEST;
}

/* The worst finding from there that keeps from treating; NULL: none. */
static const struct screening_finding *
stopping(const struct rescreen *r, enum checklist_source source)
{
	size_t i;

	for (i = 0; i < r->result.n_findings; i++)
		if (source_of(r, &r->result.findings[i]) == source &&
		    rescreen_stops(r, &r->result.findings[i]))
			return &r->result.findings[i];
	return NULL;
}

static void
ask_card(struct preflight_plan *a, const struct rescreen *r)
{
	AUTO_BUF struct buf s = BUF_INIT;
	const char *first = "";
	size_t i;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];

		if (!is_card(r, f))
			continue;
		buf_addf(&s, "%s%s", s.len > 0 ? " and " : "", on_card[source_of(r, f)].name);
		if (*first == '\0')
			first = on_card[source_of(r, f)].field;
	}
	if (s.len > 0)
		buf_adds(&s, " not known");
	preflight_mend_at(preflight_add(a, "card", "Client card", s.len == 0, PREFLIGHT_MEND_CLIENT,
	    s.len == 0 ? "has what the screening needs" : s.s), first);
}

/* The worst finding that stops the visit, and how many more; else the cautions. */
static void
ask_verdict(struct preflight_plan *a, const struct rescreen *r)
{
	AUTO_BUF struct buf s = BUF_INIT, cautions = BUF_INIT;
	const char *item = "";
	enum preflight_mend mends = PREFLIGHT_MEND_SCREENING;
	enum verdict cleared = VERDICT_OK;
	struct preflight_line *l;
	size_t i, n = 0;
	bool bars = false;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];

		if (f->verdict == VERDICT_CAUTION) {
			AUTO_BUF struct buf words = BUF_INIT;

			rescreen_words(r->checklist, f, &words);
			buf_addf(&cautions, "%s%s", cautions.len > 0 ? ", " : "",
			    words.s + strlen("CAUTION "));
		}
		if (rescreen_cleared(r, f) && f->verdict < cleared)
			cleared = f->verdict;
		if (has_line(r, f) || !rescreen_stops(r, f))
			continue;
		bars = bars || f->rule != NULL;
		if (n++ > 0)
			continue;
		rescreen_words(r->checklist, f, &s);
		item = record_text(r->checklist->items[f->item], "code");
		if (rescreen_clearable(f) && a->medical)
			mends = PREFLIGHT_MEND_CLEARANCE;
	}
	if (n > 1)
		buf_addf(&s, " and %zu more", n - 1);
	if (n > 0 && !a->medical) {
		buf_cut(&s, 0);
		buf_adds(&s, "see screening");
	} else if (n == 0 && r->overridden == 0 && cleared != VERDICT_OK && a->medical) {
		buf_addf(&s, "%s, cleared", checklist_verdicts[cleared].label);
	} else if (n == 0) {
		buf_adds(&s, r->overridden > 0 ? "overridden" :
		    cautions.len > 0 && a->medical ? "CAUTION" : "OK");
	}
	text_copy(a->out->cautions, sizeof(a->out->cautions),
	    cautions.len > 0 && !a->medical ? "see screening" : cautions.s);
	l = preflight_add(a, "verdict", "Verdict", n == 0, mends, s.s);
	l->bars = bars;
	preflight_mend_at(l, item);
}

static void
ask_interval(struct preflight_plan *a, const struct rescreen *r)
{
	AUTO_BUF struct buf s = BUF_INIT;
	date_day until = DATE_NONE;
	char words[24];
	bool stops = stopping(r, SOURCE_AREA) != NULL;
	size_t i;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];

		if (source_of(r, f) == SOURCE_AREA && rescreen_stops(r, f) && f->until > until)
			until = f->until;
	}
	buf_adds(&s, stops ? "too soon after the last session" :
	    "long enough since the last session");
	if (until != DATE_NONE)
		buf_addf(&s, ", not before %s", date_to_words(until, false, words));
	preflight_add(a, "interval", "Interval", !stops, PREFLIGHT_MEND_SCREENING, s.s)->bars =
	    stops;
}

/* "put on Tue 10 Mar 2026, still to be read" */
static bool
add_open_test(struct preflight_plan *a, struct buf *out, struct err *e)
{
	struct stmt *st = db_stmt(a->p->db, "patch_test_open");
	char words[24];

	stmt_set_int(st, "client", a->client->id);
	if (stmt_next(st)) {
		a->out->patch_test = stmt_int(st, "id");
		buf_addf(out, "put on %s, still to be read", date_to_words(stmt_date(st,
		    "tested_on"), true, words));
	}
	return stmt_end(st, e);
}

/* Where the checklist needs one: what is missing of it. */
static bool
ask_patch_test(struct preflight_plan *a, const struct rescreen *r, struct err *e)
{
	const struct screening_finding *worst = stopping(r, SOURCE_PATCH_TEST);
	AUTO_BUF struct buf s = BUF_INIT;
	const char *fires;
	char words[24];

	if (worst == NULL)
		return true;
	fires = worst->rule != NULL ? record_text(worst->rule, "answer") : "";
	if (!a->medical)
		buf_adds(&s, "see a practitioner");
	else if (strcmp(fires, "positive") == 0)
		buf_addf(&s, "%s: the skin reacted", checklist_verdicts[worst->verdict].label);
	else if (strcmp(fires, "older") == 0)
		buf_adds(&s, "the last one is too old");
	else if (worst->until != DATE_NONE)
		buf_addf(&s, "too short ago, not before %s", date_to_words(worst->until, false,
		    words));
	else if (!add_open_test(a, &s, e))
		return false;
	if (s.len == 0)
		buf_adds(&s, "none that was negative");
	preflight_add(a, "patch_test", "Patch test", false, a->medical ? PREFLIGHT_MEND_PATCH_TEST :
	    PREFLIGHT_MEND_NONE, s.s);
	return true;
}

/* --- beside it --------------------------------------------------------------------------- */

/* "passport, seen 12 Mar 2026 by Mara" */
static bool
add_age_seen(struct preflight_plan *a, struct buf *out, struct err *e)
{
	date_day on = date_from_iso(record_text(a->client, "age_seen_on"));
	AUTO_RECORD struct record *by = NULL;
	char words[24];

	buf_adds(out, choice_label(record_field(&record_client, "age_seen_how")->choices,
	    record_text(a->client, "age_seen_how")));
	if (on != DATE_NONE)
		buf_addf(out, ", seen %s", date_to_words(on, false, words));
	if (record_is_null(a->client, "age_seen_by"))
		return true;
	by = db_get(a->p->db, &record_staff, record_int(a->client, "age_seen_by"), e);
	if (by == NULL)
		return false;
	buf_adds(out, " by ");
	text_show(out, record_text(by, "name"), false);
	return true;
}

/* By what the age was verified: asked where a rule about it fires, or the practice asks it of
 * everybody. It stops nothing. */
static bool
ask_age(struct preflight_plan *a, const struct rescreen *r, struct err *e)
{
	bool asked = record_int(a->p->settings, "ask_age") != 0;
	bool seen = !record_is_null(a->client, "age_seen_how");
	AUTO_BUF struct buf s = BUF_INIT;
	size_t i;

	for (i = 0; r != NULL && i < r->result.n_findings; i++)
		asked = asked || (r->result.findings[i].rule != NULL &&
		    source_of(r, &r->result.findings[i]) == SOURCE_AGE);
	if (!asked)
		return true;
	if (seen && !add_age_seen(a, &s, e))
		return false;
	preflight_add(a, "age", "Age", seen, PREFLIGHT_MEND_AGE, seen ? s.s :
	    "not verified: which paper says it?")->stops = false;
	return true;
}

/* An adverse event that is open, unless the checklist lets it pass today: `r` has its rule,
 * and who may override it. NULL: there is no valid screening. */
static bool
ask_event(struct preflight_plan *a, const struct rescreen *r, struct err *e)
{
	AUTO_BUF struct buf s = BUF_INIT;
	struct preflight_line *l;

	if (!event_open(a->p->db, a->client->id, a->day, &a->out->event, &s, e))
		return false;
	if (a->out->event == 0)
		return true;
	if (!a->medical) {
		buf_cut(&s, 0);
		buf_adds(&s, "one is open: see a practitioner");
	}
	l = preflight_add(a, "event", "Adverse event", false, a->medical ? PREFLIGHT_MEND_EVENT :
	    PREFLIGHT_MEND_NONE, s.s);
	preflight_mend_at(l, "resolved");
	l->stops = l->bars = r == NULL || stopping(r, SOURCE_ADVERSE_EVENT) != NULL;
	return true;
}

bool
preflight_ask_screening(struct preflight_plan *a, struct err *e)
{
	const char *code = record_text(a->service, "checklist");
	struct rescreen r;
	bool ok;

	/* only a warning, it may be intended; inactive services too */
	if (*code == '\0' && service_is_needling(record_text(a->service, "name"),
	    record_text(a->service, "category"))) {
		struct preflight_line *l = preflight_add(a, "screening", "Screening", false,
		    PREFLIGHT_MEND_SERVICE,
		    "this service has no checklist: nobody is screened before it");

		l->stops = false;
		preflight_mend_at(l, "checklist");
		return ask_event(a, NULL, e);
	}
	if (*code == '\0') {
		preflight_add(a, "screening", "Screening", true, PREFLIGHT_MEND_NONE,
		    "not needed for this service");
		return ask_event(a, NULL, e) && ask_age(a, NULL, e);
	}
	ok = rescreen(a->p, a->client, code, a->day, &r, e);
	if (ok && r.screening != NULL)
		a->out->screening = r.screening->id;
	if (ok && ask_valid(a, &r)) {
		ok = ask_reviewed(a, &r, e) && ask_verified(a, &r, e);
		ask_card(a, &r);
		ask_verdict(a, &r);
		ask_interval(a, &r);
		ok = ok && ask_patch_test(a, &r, e) && ask_event(a, &r, e);
		a->out->verdict = r.result.verdict;
	} else {
		ok = ok && ask_event(a, NULL, e);
		a->out->verdict = VERDICT_INCOMPLETE;
	}
	ok = ok && ask_age(a, r.screening != NULL ? &r : NULL, e);
	rescreen_free(&r);
	return ok;
}
