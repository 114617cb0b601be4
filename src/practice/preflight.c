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
#include "practice/orders.h"
#include "practice/preflight_chart.h"
#include "practice/preflight_inside.h"

struct preflight_line *
preflight_add(struct preflight_plan *a, const char *code, const char *label, bool met,
    enum preflight_mend mends, const char *sentence)
{
	struct preflight_line *l = &a->out->lines[a->out->n++];

	*l = (struct preflight_line){ .code = code, .label = label, .met = met,
	    .stops = !met, .mends = mends };
	text_copy(l->sentence, sizeof(l->sentence), sentence);
	return l;
}

void
preflight_mend_at(struct preflight_line *l, const char *field)
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
	preflight_mend_at(preflight_add(a, "client", "Client", why.len == 0, mends,
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
	line = preflight_add(a, "asked", "Asked", !due, a->medical ? PREFLIGHT_MEND_CLIENT :
	    PREFLIGHT_MEND_NONE, s.s);
	line->stops = false;
	preflight_mend_at(line, "allergies");
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
		preflight_mend_at(preflight_add(a, "consent", "Consent", answer.met, PREFLIGHT_MEND_SERVICE,
		    answer.sentence), "consent");
	else
		preflight_add(a, "consent", "Consent", answer.met, PREFLIGHT_MEND_CONSENT, answer.sentence);
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

		preflight_add(a, "order", "Order", true, PREFLIGHT_MEND_ORDER, by);
		return true;
	}
	preflight_add(a, "order", "Order", answer.met, PREFLIGHT_MEND_ORDER, a->medical ?
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
	preflight_add(a, "series", "Series", next <= a->day, PREFLIGHT_MEND_NONE,
	    s.s)->stops = false;
	return true;
}

/* --- who treats, with what ---------------------------------------------------------------- */

/* A last day: "licence of Mireille ended 11 Mar 2026". */
struct last_day {
	const char *code, *label;
	const char *of;			/* stands before the name */
	const struct record_type *type;	/* where it is a field of a record */
	const char *field;		/* … and mended at */
	enum preflight_mend mends;
	bool bars;			/* once it is past; another device may be taken */
};

static const struct last_day licence = {
	"licence", "Licence", "licence of ", &record_staff, "licence_ends", PREFLIGHT_MEND_STAFF, true
}, certificate = {
	"certificate", "Certificate", "", NULL, "", PREFLIGHT_MEND_NONE, true
}, device_service = {
	"device", "Device", "service of ", &record_device, "service_due", PREFLIGHT_MEND_DEVICE, false
};

/* Nothing starts after it; without one there is no line. */
static void
add_last_day(struct preflight_plan *a, const struct last_day *d, const char *name, date_day ends)
{
	AUTO_BUF struct buf s = BUF_INIT;
	struct preflight_line *l;
	char words[24];

	if (ends == DATE_NONE)
		return;
	buf_adds(&s, d->of);
	text_show(&s, name, false);
	buf_addf(&s, " %s %s", ends < a->day ? "ended" : "to", date_to_words(ends, false,
	    words));
	l = preflight_add(a, d->code, d->label, ends >= a->day, d->mends, s.s);
	l->bars = l->stops && d->bars;
	preflight_mend_at(l, d->field);
}

/* That of a record; 0: the visit names none. */
static bool
ask_last_day(struct preflight_plan *a, const struct last_day *d, int64_t id, struct err *e)
{
	AUTO_RECORD struct record *r = id != 0 ? db_get(a->p->db, d->type, id, e) : NULL;

	if (r != NULL)
		add_last_day(a, d, record_text(r, "name"), date_from_iso(record_text(r, d->field)));
	return r != NULL || id == 0;
}

/* Of the person's certificates the one that ends first. */
static bool
ask_certificates(struct preflight_plan *a, struct err *e)
{
	struct stmt *st = db_stmt(a->p->db, "certificate_first");

	stmt_set_int(st, "staff", a->out->staff);
	if (stmt_next(st))
		add_last_day(a, &certificate, stmt_text(st, "name"), stmt_date(st, "ends"));
	return stmt_end(st, e);
}

static bool
ask_who_and_with_what(struct preflight_plan *a, struct err *e)
{
	a->out->staff = record_int(a->session, "staff");
	a->out->device = record_int(a->session, "device");
	return ask_last_day(a, &licence, a->out->staff, e) && ask_certificates(a, e) &&
	    ask_last_day(a, &device_service, a->out->device, e);
}

/* --- what its chart asks for ----------------------------------------------------------------- */

static struct preflight_line *
add_answer(struct preflight_plan *a, const char *code, const char *label,
    const struct preflight_answer *answer, enum preflight_mend mends)
{
	struct preflight_line *l = preflight_add(a, code, label, answer->met, mends, answer->sentence);

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
		preflight_mend_at(add_answer(a, "depth", "Depth", &depth, PREFLIGHT_MEND_STAFF),
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

/* Without a client or a service only who treats is asked about, and with what. */
static bool
ask_all(struct preflight_plan *a, struct err *e)
{
	if (a->service != NULL) {
		a->out->service = a->service->id;
		text_copy(a->out->checklist, sizeof(a->out->checklist),
		    record_text(a->service, "checklist"));
	}
	if (a->service == NULL || a->client == NULL)
		return ask_who_and_with_what(a, e);
	if (!preflight_ask_screening(a, e) || !ask_consent(a, e) || !ask_order(a, e) ||
	    !ask_series(a, e) || !ask_who_and_with_what(a, e) || !ask_chart(a, e))
		return false;
	ask_asked(a);
	return true;
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
		ask_client(&a);
		if (a.service == NULL)
			preflight_mend_at(preflight_add(&a, "service", "Service", false,
			    PREFLIGHT_MEND_SESSION, "the visit has no service"), "service");
		ok = ask_all(&a, e);
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
