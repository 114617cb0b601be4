/*
 * preflight.c - what a treatment needs before it starts, one line each.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/asked.h"
#include "practice/preflight.h"
#include "practice/sessions.h"
#include "practice/standing.h"
#include "screens/chart/chart.h"
#include "screens/client/client.h"
#include "screens/client/papers.h"
#include "screens/forms.h"
#include "screens/offer.h"
#include "screens/record_form.h"
#include "screens/screening/screening.h"
#include "screens/toolkit/dialog.h"
#include "screens/visit.h"

struct preflight_screen {
	struct screen screen;
	struct visit visit;
	struct preflight flight;
	struct client_standing standing;
	size_t at;
};

static struct preflight_screen *
of(struct screen *s)
{
	return (struct preflight_screen *)s;
}

/* The focus starts at the first line that keeps the treatment from starting. */
static void
begin_at_first(struct preflight_screen *f)
{
	for (f->at = 0; f->at < f->flight.n; f->at++)
		if (f->flight.lines[f->at].stops)
			return;
	f->at = 0;
}

static bool
load(struct preflight_screen *f)
{
	struct practice *p = practice_of(&f->screen);
	bool was_open = f->at < f->flight.n && !f->flight.lines[f->at].met;
	struct record *r;
	struct err e;

	r = session_get(p, f->visit.session, &e);
	f->visit.client = r != NULL ? record_int(r, "client") : 0;
	if (r == NULL || !session_preflight(p, f->visit.session, &f->flight, &e) ||
	    (f->visit.client != 0 &&
	    !client_standing(p, f->visit.client, &f->standing, &e))) {
		record_free(r);
		ui_err(f->screen.ui, &e);
		return false;
	}
	f->screen.client = f->visit.client;
	f->visit.version = r->version;
	record_free(r);
	/* once the line in focus is mended, the next one is */
	if (f->at >= f->flight.n || (was_open && f->flight.lines[f->at].met))
		begin_at_first(f);
	return true;
}

/* Numbing comes first, and is not on yet. */
static bool
numbing_waits(const struct preflight_screen *f)
{
	struct err none;
	AUTO_RECORD struct record *r = session_get(practice_of(&f->screen), f->visit.session,
	    &none);

	return r != NULL && record_int(r, "numbing") > 0 && record_is_null(r, "numbing_on");
}

static void
run_start(struct screen *s, UNUSED enum act a)
{
	struct preflight_screen *f = of(s);
	struct visit v = f->visit;
	struct desk *d = desk_of(s);
	bool numb;
	struct err e;

	if (!f->flight.can_start) {
		ui_complain(s->ui, "%s", f->flight.headline);
		return;
	}
	numb = numbing_waits(f);
	if (!session_step(d->p, v.session, v.version,
	    numb ? SESSION_STEP_NUMB : SESSION_STEP_START, &e)) {
		ui_err(s->ui, &e);
		load(f);
		return;
	}
	ui_pop(s);
	desk_done(d, &record_session, v.session, numb ? "Numbing on" : "In treatment",
	    numb ? "s starts the treatment. u undoes it." : chart_offered(d, v.session) ?
	    "Enter opens its chart, s again: done. u undoes it." :
	    "s again: done. u undoes it.");
}

/* At that item, or ("") from its beginning. */
static void
ask_checklist(struct preflight_screen *f, const char *item)
{
	if (f->visit.client == 0) {
		ui_complain(f->screen.ui, "This visit has no client; Enter on the "
		    "first line chooses one.");
		return;
	}
	screening_push(desk_of(&f->screen), f->visit.client, f->visit.session,
	    *f->flight.checklist != '\0' ? f->flight.checklist : NULL,
	    *item != '\0' ? item : NULL);
}

static void
run_screening(struct screen *s, UNUSED enum act a)
{
	ask_checklist(of(s), "");
}

static const struct ask_answer papers[] = {
	{ 'p', "passport" }, { 'd', "driving licence" }, { 'n', "national id" },
	{ 'k', "known to the practice" }, { 0, NULL }
};

static void
age_answered(struct ui *ui, char key, void *arg)
{
	const char *word = key == 'p' ? "passport" : key == 'd' ? "driving_licence" :
	    key == 'n' ? "national_id" : "known";
	struct err e;

	if (asked_age(((struct desk *)ui_arg(ui))->p, *(const int64_t *)arg, word, &e))
		desk_done(ui_arg(ui), &record_client, *(const int64_t *)arg, "Age verified",
		    "u undoes it.");
	else
		ui_err(ui, &e);
}

static void
ask_age(struct desk *d, int64_t client)
{
	int64_t *id = xmalloc(sizeof(*id));

	*id = client;
	ask_push(d->ui, "Which paper says how old the client is?", papers, age_answered, id, free);
}

/* --- mending ----------------------------------------------------------------------------- */

static void
ask_clearance(struct preflight_screen *f, const char *item)
{
	clearance_take(desk_of(&f->screen), f->visit.client, item);
}

/* What opens where a line is mended, one of the first four, with the line's field in focus;
 * none: it is mended elsewhere. */
static const struct mend {
	void (*ask)(struct preflight_screen *f, const char *item);
	void (*take)(struct desk *d, int64_t client, int64_t id);
	void (*edit)(struct desk *d, int64_t id);
	const struct record_type *offer;
	size_t id;			/* where the page has it; 0: the list of all is opened */
} mends[] = {
#define ID(member) offsetof(struct preflight_screen, member)
	[PREFLIGHT_MEND_NONE] = { .id = 0 },
	[PREFLIGHT_MEND_SCREENING] = { .ask = ask_checklist },
	[PREFLIGHT_MEND_VERIFY] = { .edit = screening_push_again, .id = ID(flight.screening) },
	[PREFLIGHT_MEND_REVIEW] = { .edit = screening_open, .id = ID(flight.screening) },
	[PREFLIGHT_MEND_CLIENT] = { .edit = client_form_edit, .id = ID(visit.client) },
	[PREFLIGHT_MEND_SERVICE] = { .offer = &record_service, .id = ID(flight.service) },
	[PREFLIGHT_MEND_SESSION] = { .edit = form_session_edit, .id = ID(visit.session) },
	[PREFLIGHT_MEND_STAFF] = { .offer = &record_staff, .id = ID(flight.staff) },
	[PREFLIGHT_MEND_DEVICE] = { .offer = &record_device, .id = ID(flight.device) },
	[PREFLIGHT_MEND_EVENT] = { .edit = event_form_edit, .id = ID(flight.event) },
	[PREFLIGHT_MEND_CONSENT] = { .take = consent_take, .id = ID(flight.document) },
	[PREFLIGHT_MEND_ORDER] = { .take = order_take, .id = ID(flight.service) },
	[PREFLIGHT_MEND_CLEARANCE] = { .ask = ask_clearance },
	[PREFLIGHT_MEND_LOTS] = { .offer = &record_lot },
	[PREFLIGHT_MEND_PATCH_TEST] = { .take = patch_test_take, .id = ID(flight.patch_test) },
	[PREFLIGHT_MEND_AGE] = { .edit = ask_age, .id = ID(visit.client) },
#undef ID
};

static void
mend(struct preflight_screen *f, const struct preflight_line *l)
{
	const struct mend *m = &mends[l->mends];
	struct desk *d = desk_of(&f->screen);
	int64_t id = 0;

	if (m->id != 0)
		memcpy(&id, (const char *)f + m->id, sizeof(id));
	if (m->ask != NULL) {
		m->ask(f, l->field);
	} else if (m->take != NULL) {
		m->take(d, f->visit.client, id);
	} else if (m->edit != NULL) {
		m->edit(d, id);
		record_form_focus(d, l->field);
	} else if (m->offer == NULL) {
		ui_complain(f->screen.ui, "That cannot be fixed here: %s.", l->sentence);
	} else if (m->id == 0) {
		offer_push(d, m->offer);
	} else {
		offer_edit(d, m->offer, id, l->field);
	}
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	struct preflight_screen *f = of(s);

	if (f->at < f->flight.n && !f->flight.lines[f->at].met)
		mend(f, &f->flight.lines[f->at]);
	else
		ui_say(s->ui, f->flight.can_start ? "Nothing is missing here; s starts."
		    : "This requirement is met.");
}

/* --- the page ---------------------------------------------------------------------------- */

static void
run_move(struct screen *s, enum act a)
{
	struct preflight_screen *f = of(s);
	int by;

	if (act_rows(a, s->body.rows - 1, &by))
		f->at = act_row(f->at, by, f->flight.n);
}

static void
run_not_happen(struct screen *s, UNUSED enum act a)
{
	struct visit v = of(s)->visit;
	struct desk *d = desk_of(s);

	ui_pop(s);
	visit_not_happen(d, &v);
}

/* Asks for the client's name and birth date before anything is done; the alerts are in
 * their line above. */
static void
add_person(const struct client_standing *s, struct buf *out)
{
	char words[24];

	if (*s->name == '\0') {
		buf_adds(out, "Who is this? The visit has no client.");
		return;
	}
	buf_addf(out, "Is this %s, ", s->name);
	if (s->born != DATE_NONE)
		buf_addf(out, "born %s (%d)?", date_to_words(s->born, false, words), s->age);
	else
		buf_adds(out, "birth date not known?");
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct preflight_screen *f = (const struct preflight_screen *)s;
	AUTO_BUF struct buf who = BUF_INIT;
	int y = 3;
	size_t i;

	add_person(&f->standing, &who);
	canvas_fit(c, a, 0, 1, a.cols - 2, STYLE_STRONG, who.s);
	canvas_fit(c, a, 1, 1, a.cols - 2,
	    f->flight.can_start ? STYLE_GOOD : STYLE_BAD, f->flight.headline);
	canvas_hline(c, a, 2, 0, a.cols);
	for (i = 0; i < f->flight.n && y < a.rows; i++) {
		const struct preflight_line *l = &f->flight.lines[i];
		enum style st = l->stops ? STYLE_BAD : l->met ? STYLE_TEXT : STYLE_WARN;

		if (i == f->at) {
			canvas_select(c, a, y, 0);
			canvas_cursor(c, a, y, 0);
		}
		canvas_fit(c, a, y, 2, 4, i == f->at ? STYLE_SELECTED : STYLE_TEXT,
		    l->met ? "[x]" : "[ ]");
		canvas_fit(c, a, y, 6, 16, i == f->at ? STYLE_SELECTED : st, l->label);
		y += canvas_fold(c, a, y, 23, a.cols - 24, a.rows - y, st,
		    l->sentence);
	}
	if (*f->flight.cautions != '\0')
		canvas_fold(c, a, y + 1, 2, a.cols - 4, a.rows - y - 1, STYLE_WARN,
		    f->flight.cautions);
}

static void
title(const struct screen *s, struct buf *out)
{
	const char *name = ((const struct preflight_screen *)s)->standing.name;

	buf_addf(out, "Before the treatment%s%s", *name != '\0' ? ", " : "", name);
}

static void
alert(const struct screen *s, struct buf *out)
{
	const struct preflight_screen *f = (const struct preflight_screen *)s;

	if (*f->standing.alerts != '\0')
		buf_addf(out, " ! %s", f->standing.alerts);
}

static void
shown(struct screen *s)
{
	load(of(s));
}

static void
changed(struct screen *s, UNUSED const void *what)
{
	load(of(s));
}

static const struct binding bindings[] = {
	{ ACT_open, "fix it", run_open },
	{ ACT_start, "start", run_start },
	{ ACT_screening, "screening", run_screening },
	{ ACT_not_happen, "not treated", run_not_happen },
	{ ACT_up, NULL, run_move },
	{ ACT_down, NULL, run_move },
	{ ACT_page_up, NULL, run_move }, { ACT_page_down, NULL, run_move },
	{ ACT_first, NULL, run_move }, { ACT_last, NULL, run_move },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "pre-flight", .mode = MODE_LIST, .bindings = bindings,
	.draw = draw, .title = title, .alert = alert, .shown = shown,
	.changed = changed,
};

void
preflight_push(struct desk *d, const struct visit *v)
{
	struct preflight_screen *f = xcalloc(1, sizeof(*f));

	f->screen.ops = &ops;
	f->screen.ui = d->ui;
	f->visit = *v;
	if (!load(f)) {
		free(f);
		return;
	}
	begin_at_first(f);
	ui_push(d->ui, &f->screen);
}
