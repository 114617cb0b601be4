/*
 * preflight.c - the requirements of a visit, one line each.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/asked.h"
#include "practice/consents.h"
#include "practice/events.h"
#include "practice/offer.h"
#include "practice/orders.h"
#include "practice/preflight.h"
#include "practice/preflight_chart.h"
#include "practice/rescreen.h"
#include "practice/verify.h"
#include "record/checklist.h"

struct preflight_plan {
	struct practice *p;
	const struct record *session;
	struct record *client, *service;
	struct preflight *out;
	date_day day;		/* on which it is to start */
	bool medical;
	int64_t max_depth;	/* that the order allows; -1: it says none */
};

static struct preflight_line *
add(struct preflight_plan *a, const char *code, const char *label, bool met,
    enum preflight_mend mends, const char *sentence)
{
	struct preflight_line *l = &a->out->lines[a->out->n++];

	*l = (struct preflight_line){ .code = code, .label = label, .met = met,
	    .stops = !met, .mends = mends };
	text_copy(l->sentence, sizeof(l->sentence), sentence);
	return l;
}

static void
mend_at(struct preflight_line *l, const char *field)
{
	text_copy(l->field, sizeof(l->field), field);
}

/* --- client ------------------------------------------------------------------------ */

static void
ask_client(struct preflight_plan *a)
{
	AUTO_BUF struct buf why = BUF_INIT;
	enum preflight_mend mends = PREFLIGHT_MEND_CLIENT;
	const char *field = "";

	if (a->client == NULL) {
		buf_adds(&why, "the visit has no client");
		mends = PREFLIGHT_MEND_SESSION;
		field = "client";
	} else if (record_int(a->client, "archived") != 0) {
		buf_adds(&why, "the client is archived");
	} else if (!record_is_null(a->client, "do_not_book")) {
		field = "do_not_book";
		buf_adds(&why, "do not book: ");
		text_show(&why, record_text(a->client, "do_not_book"), false);
	}
	mend_at(add(a, "client", "Client", why.len == 0, mends,
	    why.len == 0 ? "may be treated" : why.s), field);
}

/* Advice: whether allergies and medicines were asked lately. Shows no answer. */
static void
ask_asked(struct preflight_plan *a)
{
	AUTO_BUF struct buf s = BUF_INIT;
	bool due = asked_due(a->client, a->day, &s);
	struct preflight_line *line;

	if (!a->medical) {
		buf_cut(&s, 0);
		buf_adds(&s, due ? "ask about allergies and medicines" :
		    "allergies and medicines asked");
	}
	line = add(a, "asked", "Asked", !due, a->medical ? PREFLIGHT_MEND_CLIENT :
	    PREFLIGHT_MEND_NONE, s.s);
	line->stops = false;
	mend_at(line, "allergies");
}

/* --- screening ----------------------------------------------------------------------- */

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
	add(a, "screening", "Screening", r->valid, PREFLIGHT_MEND_SCREENING, s.s)->bars =
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
	add(a, "reviewed", "Reviewed", met, PREFLIGHT_MEND_REVIEW, met ?
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
		    v.n_differ == 1 ? "" : "s", v.n_differ == 1 ? "differs" : "differ");
	else
		buf_adds(&s, v.state == VERIFY_DONE ? "keyed by two people" :
		    "not keyed again by a second person");
	if (ok)
		add(a, "verified", "Verified", v.state == VERIFY_DONE, v.state == VERIFY_DIFFERS ?
		    PREFLIGHT_MEND_REVIEW : PREFLIGHT_MEND_VERIFY, s.s);
	verify_free(r->checklist, &v);
	return ok;
}

/* Whether the checklist reads an item from the card; its name and field. */
static const char *
card_word(enum checklist_source source, const char **field)
{
	switch (source) {
	case SOURCE_AGE:
		*field = "born";
		return "birth date";
	case SOURCE_SKIN:
		*field = "fitzpatrick";
		return "skin type";
	case SOURCE_ASKED:
	case SOURCE_AREA:
	case SOURCE_ADVERSE_EVENT:
	case SOURCE_PATCH_TEST:
	case SOURCE_MEDICINES:
	case SOURCE_ALLERGIES:
	case SOURCE_CONDITIONS:
		break;
	}
	return NULL;
}

static bool
is_card(const struct rescreen *r, const struct screening_finding *f)
{
	const char *field;

	return f->rule == NULL &&
	    card_word(r->checklist->asks[f->item].source, &field) != NULL;
}

static void
ask_card(struct preflight_plan *a, const struct rescreen *r)
{
	AUTO_BUF struct buf s = BUF_INIT;
	const char *first = "", *field;
	size_t i;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];

		if (!is_card(r, f))
			continue;
		buf_addf(&s, "%s%s", s.len > 0 ? " and " : "",
		    card_word(r->checklist->asks[f->item].source, &field));
		if (*first == '\0')
			first = field;
	}
	if (s.len > 0)
		buf_adds(&s, " not known");
	mend_at(add(a, "card", "Client card", s.len == 0, PREFLIGHT_MEND_CLIENT,
	    s.len == 0 ? "has what the screening needs" : s.s), first);
}

static bool
is_area(const struct rescreen *r, const struct screening_finding *f)
{
	return r->checklist->asks[f->item].source == SOURCE_AREA;
}

static bool
is_event(const struct rescreen *r, const struct screening_finding *f)
{
	return r->checklist->asks[f->item].source == SOURCE_ADVERSE_EVENT;
}

static bool
is_patch_test(const struct rescreen *r, const struct screening_finding *f)
{
	return r->checklist->asks[f->item].source == SOURCE_PATCH_TEST;
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
	size_t i, stopping = 0;
	bool bars = false;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];

		if (f->verdict == VERDICT_CAUTION) {
			AUTO_BUF struct buf words = BUF_INIT;

			rescreen_words(r->checklist, f, &words);
			buf_addf(&cautions, "%s%s", cautions.len > 0 ? ", " : "",
			    words.s + strlen("CAUTION "));
		}
		if (rescreen_clearable(f) && r->cleared[f->item] && f->verdict < cleared)
			cleared = f->verdict;
		if (is_card(r, f) || is_area(r, f) || is_event(r, f) ||
		    is_patch_test(r, f) || !rescreen_stops(r, f))
			continue;
		bars = bars || f->rule != NULL;
		if (stopping++ > 0)
			continue;
		rescreen_words(r->checklist, f, &s);
		item = record_text(r->checklist->items[f->item], "code");
		if (rescreen_clearable(f) && a->medical)
			mends = PREFLIGHT_MEND_CLEARANCE;
	}
	if (stopping > 1)
		buf_addf(&s, " and %zu more", stopping - 1);
	if (stopping > 0 && !a->medical) {
		buf_cut(&s, 0);
		buf_adds(&s, "see screening");
	} else if (stopping == 0 && r->overridden == 0 && cleared != VERDICT_OK && a->medical) {
		buf_addf(&s, "%s, cleared", checklist_verdicts[cleared].label);
	} else if (stopping == 0) {
		buf_adds(&s, r->overridden > 0 ? "overridden" :
		    cautions.len > 0 && a->medical ? "CAUTION" : "OK");
	}
	text_copy(a->out->cautions, sizeof(a->out->cautions),
	    cautions.len > 0 && !a->medical ? "see screening" : cautions.s);
	l = add(a, "verdict", "Verdict", stopping == 0, mends, s.s);
	l->bars = bars;
	mend_at(l, item);
}

static void
ask_interval(struct preflight_plan *a, const struct rescreen *r)
{
	AUTO_BUF struct buf s = BUF_INIT;
	date_day until = DATE_NONE;
	bool stops = false;
	char words[24];
	size_t i;

	for (i = 0; i < r->result.n_findings; i++) {
		const struct screening_finding *f = &r->result.findings[i];

		if (!is_area(r, f) || !rescreen_stops(r, f))
			continue;
		stops = true;
		if (f->until > until)
			until = f->until;
	}
	if (stops)
		buf_adds(&s, "too soon after the last session");
	if (until != DATE_NONE)
		buf_addf(&s, ", not before %s", date_to_words(until, false, words));
	add(a, "interval", "Interval", s.len == 0, PREFLIGHT_MEND_SCREENING,
	    s.len == 0 ? "long enough since the last session" : s.s)->bars = stops;
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
	const struct screening_finding *worst = NULL;
	AUTO_BUF struct buf s = BUF_INIT;
	char words[24];
	size_t i;

	for (i = r->result.n_findings; i > 0; i--)	/* the worst stand first */
		if (is_patch_test(r, &r->result.findings[i - 1]) &&
		    rescreen_stops(r, &r->result.findings[i - 1]))
			worst = &r->result.findings[i - 1];
	if (worst == NULL)
		return true;
	if (!a->medical)
		buf_adds(&s, "see a practitioner");
	else if (strcmp(record_text(worst->rule, "answer"), "positive") == 0)
		buf_addf(&s, "%s: the skin reacted", checklist_verdicts[worst->verdict].label);
	else if (strcmp(record_text(worst->rule, "answer"), "older") == 0)
		buf_adds(&s, "the last one is too old");
	else if (worst->until != DATE_NONE)
		buf_addf(&s, "too short ago, not before %s", date_to_words(worst->until, false,
		    words));
	else if (!add_open_test(a, &s, e))
		return false;
	if (s.len == 0)
		buf_adds(&s, "none that was negative");
	add(a, "patch_test", "Patch test", false, a->medical ? PREFLIGHT_MEND_PATCH_TEST :
	    PREFLIGHT_MEND_NONE, s.s);
	return true;
}

/* --- age ------------------------------------------------------------------------------- */

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
		    r->checklist->asks[r->result.findings[i].item].source == SOURCE_AGE);
	if (!asked)
		return true;
	if (seen && !add_age_seen(a, &s, e))
		return false;
	add(a, "age", "Age", seen, PREFLIGHT_MEND_AGE, seen ? s.s :
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
	size_t i;

	if (!event_open(a->p->db, a->client->id, a->day, &a->out->event, &s, e))
		return false;
	if (a->out->event == 0)
		return true;
	if (!a->medical) {
		buf_cut(&s, 0);
		buf_adds(&s, "one is open: see a practitioner");
	}
	l = add(a, "event", "Adverse event", false, a->medical ? PREFLIGHT_MEND_EVENT :
	    PREFLIGHT_MEND_NONE, s.s);
	mend_at(l, "resolved");
	for (i = 0, l->stops = r == NULL; r != NULL && i < r->result.n_findings; i++)
		l->stops |= is_event(r, &r->result.findings[i]) &&
		    rescreen_stops(r, &r->result.findings[i]);
	l->bars = l->stops;
	return true;
}

static bool
ask_screening(struct preflight_plan *a, struct err *e)
{
	const char *code = record_text(a->service, "checklist");
	struct rescreen r;
	bool ok;

	/* only a warning, it may be intended; inactive services too */
	if (*code == '\0' && service_is_needling(record_text(a->service, "name"),
	    record_text(a->service, "category"))) {
		struct preflight_line *l = add(a, "screening", "Screening", false,
		    PREFLIGHT_MEND_SERVICE,
		    "this service has no checklist: nobody is screened before it");

		l->stops = false;
		mend_at(l, "checklist");
		return ask_event(a, NULL, e);
	}
	if (*code == '\0') {
		add(a, "screening", "Screening", true, PREFLIGHT_MEND_NONE,
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

/* --- consent --------------------------------------------------------------------------- */

/* Where the service names one. */
static bool
ask_consent(struct preflight_plan *a, struct err *e)
{
	struct consent_answer answer;

	if (!consent_of(a->p, a->client, a->service, a->day, &answer, e))
		return false;
	if (answer.state == CONSENT_NOT_ASKED)
		return true;
	a->out->consent = answer.met ? answer.consent : 0;
	a->out->document = answer.document;
	if (answer.document == 0)
		mend_at(add(a, "consent", "Consent", answer.met, PREFLIGHT_MEND_SERVICE,
		    answer.sentence), "consent");
	else
		add(a, "consent", "Consent", answer.met, PREFLIGHT_MEND_CONSENT, answer.sentence);
	return true;
}

/* The supervisor of who treats, where there is one. */
static bool
add_supervisor(struct preflight_plan *a, struct buf *out, struct err *e)
{
	AUTO_RECORD struct record *by = NULL, *supervisor = NULL;

	if (record_is_null(a->session, "staff"))
		return true;
	by = db_get(a->p->db, &record_staff, record_int(a->session, "staff"), e);
	if (by == NULL)
		return false;
	if (record_is_null(by, "supervisor"))
		return true;
	supervisor = db_get(a->p->db, &record_staff, record_int(by, "supervisor"), e);
	if (supervisor == NULL)
		return false;
	if (record_int(supervisor, "active") != 0)
		text_show(out, record_text(supervisor, "name"), false);
	return true;
}

/* Where the service needs one; who has a supervisor treats under theirs. By whom is medical. */
static bool
ask_order(struct preflight_plan *a, struct err *e)
{
	struct order_answer answer;
	AUTO_BUF struct buf supervisor = BUF_INIT;

	if (record_int(a->service, "needs_order") == 0)
		return true;
	if (!order_of(a->p, a->client->id, a->service->id, a->day, &answer, e))
		return false;
	a->max_depth = answer.met ? answer.max_depth : -1;
	if (!answer.met && !add_supervisor(a, &supervisor, e))
		return false;
	if (supervisor.len > 0) {
		AUTO_FREE char *by = xasprintf("under the supervision of %s", supervisor.s);

		add(a, "order", "Order", true, PREFLIGHT_MEND_ORDER, by);
		return true;
	}
	add(a, "order", "Order", answer.met, PREFLIGHT_MEND_ORDER, a->medical ?
	    answer.sentence : answer.met ? "in force" : "none in force");
	return true;
}

/* --- series ---------------------------------------------------------------------------- */

/* Advice: the usual interval of a series. The interval that the skin needs is checked
 * by the checklist. */
static bool
ask_series(struct preflight_plan *a, struct err *e)
{
	int days = (int)record_int(a->service, "series_days");
	struct stmt *st;
	date_day last = DATE_NONE, next;
	char iso[DATE_ISO_SIZE], from[24], to[24];
	AUTO_BUF struct buf s = BUF_INIT;

	if (days == 0)
		return true;
	st = db_stmt(a->p->db, "session_last_of_service");
	stmt_set_int(st, "client", a->client->id);
	stmt_set_int(st, "service", a->service->id);
	stmt_set_text(st, "before", date_to_iso(a->day, iso));
	if (stmt_next(st))
		last = stmt_date(st, "last");
	if (!stmt_end(st, e))
		return false;
	if (last == DATE_NONE)
		return true;
	next = date_add_days(last, days);
	buf_addf(&s, "last %s, the next usually from %s on",
	    date_to_words(last, false, from), date_to_words(next, false, to));
	add(a, "series", "Series", next <= a->day, PREFLIGHT_MEND_NONE,
	    s.s)->stops = false;
	return true;
}

/* --- who treats, with what ---------------------------------------------------------------- */

/* A day after which nothing starts, mended at `field`; without one there is no line. `what`
 * is a record's name, behind `of`: "licence of Mireille ended 11 Mar 2026". */
static void
ask_ends(struct preflight_plan *a, const char *code, const char *label, const char *of,
    const char *what, date_day ends, enum preflight_mend mends, const char *field)
{
	AUTO_BUF struct buf s = BUF_INIT;
	struct preflight_line *l;
	char words[24];

	if (ends == DATE_NONE)
		return;
	buf_adds(&s, of);
	text_show(&s, what, false);
	buf_addf(&s, " %s %s", ends < a->day ? "ended" : "to", date_to_words(ends, false,
	    words));
	l = add(a, code, label, ends >= a->day, mends, s.s);
	l->bars = l->stops && mends != PREFLIGHT_MEND_DEVICE;	/* another one may be taken */
	mend_at(l, field);
}

/* The same for a day in a record. */
static bool
ask_record(struct preflight_plan *a, const struct record_type *t, int64_t id,
    const char *field, const char *code, const char *label, const char *of,
    enum preflight_mend mends, struct err *e)
{
	AUTO_RECORD struct record *r = id != 0 ? db_get(a->p->db, t, id, e) : NULL;

	if (r != NULL)
		ask_ends(a, code, label, of, record_text(r, "name"),
		    date_from_iso(record_text(r, field)), mends, field);
	return r != NULL || id == 0;
}

/* Of the person's certificates the one that ends first. */
static bool
ask_certificates(struct preflight_plan *a, struct err *e)
{
	struct stmt *st = db_stmt(a->p->db, "certificate_first");

	stmt_set_int(st, "staff", a->out->staff);
	if (stmt_next(st))
		ask_ends(a, "certificate", "Certificate", "", stmt_text(st, "name"),
		    stmt_date(st, "ends"), PREFLIGHT_MEND_NONE, "");
	return stmt_end(st, e);
}

static bool
ask_who_and_with_what(struct preflight_plan *a, struct err *e)
{
	a->out->staff = record_int(a->session, "staff");
	a->out->device = record_int(a->session, "device");
	return ask_record(a, &record_staff, a->out->staff, "licence_ends", "licence", "Licence",
	    "licence of ", PREFLIGHT_MEND_STAFF, e) && ask_certificates(a, e) &&
	    ask_record(a, &record_device, a->out->device, "service_due", "device", "Device",
	    "service of ", PREFLIGHT_MEND_DEVICE, e);
}

/* --- what its chart asks for ----------------------------------------------------------------- */

static struct preflight_line *
add_answer(struct preflight_plan *a, const char *code, const char *label,
    const struct preflight_answer *answer, enum preflight_mend mends)
{
	struct preflight_line *l = add(a, code, label, answer->met, mends, answer->sentence);

	l->stops = l->bars = answer->stops;
	return l;
}

static bool
ask_chart(struct preflight_plan *a, struct err *e)
{
	const struct chart_template *t;
	struct preflight_answer lots, depth;

	if (record_is_null(a->service, "chart"))
		return true;
	t = chart_template_newest(a->p, record_text(a->service, "chart"), e);
	if (t == NULL)	/* the form of the service says so */
		return e->code == ERR_NOTFOUND;
	if (!preflight_lots(a->p, t, record_int(a->session, "numbing") > 0, a->day, &lots, e) ||
	    !preflight_depth(a->p, t, a->session, a->client, a->max_depth, a->day, &depth, e))
		return false;
	if (lots.said)
		add_answer(a, "lots", "Lots", &lots, PREFLIGHT_MEND_LOTS);
	if (depth.said)
		mend_at(add_answer(a, "depth", "Depth", &depth, PREFLIGHT_MEND_STAFF),
		    "modalities");
	return true;
}

/* --- all ---------------------------------------------------------------------------------- */

static void
conclude(struct preflight_plan *a)
{
	struct preflight *out = a->out;
	const struct preflight_line *worst = NULL;
	AUTO_BUF struct buf s = BUF_INIT;
	size_t i;

	for (i = 0; i < out->n; i++)
		if (out->lines[i].stops && (worst == NULL ||
		    strcmp(out->lines[i].code, "verdict") == 0))
			worst = &out->lines[i];
	out->can_start = worst == NULL;
	if (!out->can_start)
		buf_addf(&s, "Cannot start: %s", worst->sentence);
	else
		buf_addf(&s, "OK to start%s%s", *out->cautions != '\0' ?
		    "; CAUTION " : "", out->cautions);
	text_copy(out->headline, sizeof(out->headline), s.s);
	if (!a->medical)	/* without medical rights: only whether it may start */
		out->verdict = out->can_start ? VERDICT_OK : VERDICT_BLOCK;
}

static bool
load(struct preflight_plan *a, struct err *e)
{
	const struct record *s = a->session;

	if (!record_is_null(s, "client") && (a->client = db_get(a->p->db,
	    &record_client, record_int(s, "client"), e)) == NULL)
		return false;
	return record_is_null(s, "service") || (a->service = db_get(a->p->db,
	    &record_service, record_int(s, "service"), e)) != NULL;
}

bool
preflight_on(struct practice *p, const struct record *session, date_day day,
    struct preflight *out, struct err *e)
{
	struct preflight_plan a = { .p = p, .session = session, .out = out,
	    .day = day, .max_depth = -1,
	    .medical = practice_allows(p, ACTION_READ_MEDICAL) };
	bool ok = load(&a, e);

	*out = (struct preflight){ .verdict = VERDICT_OK, .until = DATE_NONE };
	if (ok) {
		if (a.service != NULL) {
			out->service = a.service->id;
			text_copy(out->checklist, sizeof(out->checklist),
			    record_text(a.service, "checklist"));
		}
		ask_client(&a);
		if (a.service == NULL)
			mend_at(add(&a, "service", "Service", false,
			    PREFLIGHT_MEND_SESSION, "the visit has no "
			        "service"), "service");
		else if (a.client != NULL)
			ok = ask_screening(&a, e) && ask_consent(&a, e) && ask_order(&a, e) &&
			    ask_series(&a, e);
		ok = ok && ask_who_and_with_what(&a, e);
		if (ok && a.service != NULL && a.client != NULL)
			ok = ask_chart(&a, e);
		if (ok && a.service != NULL && a.client != NULL)
			ask_asked(&a);
		conclude(&a);
	}
	record_free(a.client);
	record_free(a.service);
	return ok;
}

bool
preflight_of(struct practice *p, const struct record *session,
    struct preflight *out, struct err *e)
{
	return preflight_on(p, session, clock_today(), out, e);
}

bool
session_preflight(struct practice *p, int64_t session, struct preflight *out,
    struct err *e)
{
	AUTO_RECORD struct record *r = NULL;

	if (!practice_may(p, ACTION_READ_CLIENTS, e) ||
	    (r = db_get(p->db, &record_session, session, e)) == NULL)
		return false;
	return preflight_of(p, r, out, e);
}
