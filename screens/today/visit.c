/*
 * visit.c - the agenda's keys.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "practice/picks.h"
#include "screens/chart/chart.h"
#include "screens/child.h"
#include "screens/client/client.h"
#include "screens/forms.h"
#include "screens/marked.h"
#include "screens/print.h"
#include "screens/today/today.h"
#include "screens/toolkit/dialog.h"
#include "screens/visit.h"

#define QUARTER 15		/* minutes: a visit of today is booked for the next one */
#define FOUND_MAX 50

static struct today *
of(struct screen *s)
{
	return (struct today *)s;
}

/* True, with a message, when visits are marked: the action works on one at a time. */
static bool
is_marked(struct screen *s)
{
	if (of(s)->marks.n > 0)
		ui_complain(s->ui, "That works on one at a time; Esc clears the "
		    "marks.");
	return of(s)->marks.n > 0;
}

/* The selected visit; false, with a message, when there is none. */
static bool
visit_of(struct screen *s, struct visit *v)
{
	const struct today_row *r = today_selected(of(s));

	if (!desk_may(desk_of(s), ACTION_READ_CLIENTS))
		return false;
	if (r == NULL || r->id == 0) {
		ui_complain(s->ui, "Select a visit first; b books one.");
		return false;
	}
	if (is_marked(s))
		return false;
	*v = (struct visit){ r->id, r->version, r->client };
	return true;
}

static bool
client_of(struct screen *s, struct visit *v)
{
	if (!visit_of(s, v))
		return false;
	if (v->client == 0)
		ui_complain(s->ui, "This visit was imported without its client.");
	return v->client != 0;
}

/* --- keys --------------------------------------------------------------------------- */

void
today_book(struct screen *s, enum act a)
{
	const struct today *t = of(s);
	const struct today_row *r = t->in_jobs ? NULL : today_selected(t);
	struct session_preset preset = { .day = t->day, .start = -1 };
	int now = (clock_minutes() + QUARTER - 1) / QUARTER * QUARTER;

	/* today is only proposed, unless free time is selected */
	if (t->day <= clock_today() && t->day != desk_of(s)->paper_day)
		preset.day = DATE_NONE;
	if (r != NULL && r->id == 0 && t->day >= clock_today() &&
	    (t->chosen || a == ACT_open)) {
		preset.day = t->day;
		preset.staff = r->staff;
		preset.start = t->day == clock_today() && r->start < now &&
		    now < r->start + r->minutes ? now : r->start;
	} else if (r != NULL && r->id != 0 && a == ACT_book) {
		preset.likely = r->client;
	}
	form_session_new(desk_of(s), &preset);
}

static void
run_open(struct screen *s, enum act a)
{
	const struct today_row *r = today_selected(of(s));
	struct visit v;

	struct desk *d = desk_of(s);

	if (of(s)->offering && d->parked->drafts == 1)
		parked_take_up(d, 0);
	else if (of(s)->offering)
		parked_push(d);
	else if (r == NULL || r->id == 0)
		today_book(s, a);
	else if (!client_of(s, &v))
		return;
	else if (chart_offered(d, v.session))
		chart_push(d, v.session);
	else
		client_push(d, v.client);
}

/* The selected visit's client is here; with none selected, a walk-in. */
static void
run_here(struct screen *s, UNUSED enum act a)
{
	const struct today_row *r = today_selected(of(s));
	struct session_preset walk_in = { .day = desk_of(s)->paper_day, .start = -1,
	    .walk_in = true };
	struct visit v;

	if (is_marked(s))
		return;
	if (r == NULL || r->id == 0)
		form_session_new(desk_of(s), &walk_in);
	else if (visit_of(s, &v))
		visit_here(desk_of(s), &v);
}

/* Does it to all marked visits, without those that v (only mine) hides. */
static void
all_marked(struct today *t, enum act a)
{
	AUTO_FREE int64_t *shown = xcalloc(t->n + 1, sizeof(*shown));
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		if (t->rows[i].id != 0)
			shown[n++] = t->rows[i].id;
	marked_visits(desk_of(&t->screen), t->day, &t->marks, shown, n, a);
}

/* Keys that pass the visit, or its client, to another screen. */
static void
run_visit(struct screen *s, enum act a)
{
	struct visit v;

	if (of(s)->marks.n > 0)
		all_marked(of(s), a);
	else if (visit_of(s, &v))
		visit_do(desk_of(s), &v, a);
}

static void
run_export(struct screen *s, enum act a)
{
	char iso[DATE_ISO_SIZE];

	if (of(s)->marks.n > 0) {
		all_marked(of(s), a);
		return;
	}
	date_to_iso(of(s)->day, iso);
	child_export_list(desk_of(s), &page_day_visits,
	    &(struct page_query){ .of_text = iso });
}

static void
run_print(struct screen *s, UNUSED enum act a)
{
	const struct today_row *r = of(s)->in_jobs ? NULL : today_selected(of(s));

	print_push(desk_of(s), of(s)->day, r != NULL ? r->client : 0);
}

/* --- finding a client ------------------------------------------------------------- */

static bool
add_client(const struct pick *pick, void *arg)
{
	choice_add(arg, pick->id, pick->text, pick->note);
	return true;
}

static void
find_matches(struct ui *ui, const char *typed, struct choice_rows *into, void *arg)
{
	struct desk *d = arg;
	struct err e;

	if (!picks_list(d->p, &record_client, typed, FOUND_MAX, add_client, into,
	    &into->more, &e))
		ui_err(ui, &e);
}

static void
find_chosen(UNUSED struct ui *ui, const struct choice_row *row, void *arg)
{
	client_push(arg, row->id);
}

static const struct choose_source find_client = {
	.title = "Find a client",
	.none = "No client matches. Esc goes back; 2, then n adds a client.",
	.matches = find_matches, .chosen = find_chosen,
};

void
today_find(struct screen *s, UNUSED enum act a)
{
	if (desk_may(desk_of(s), ACTION_READ_CLIENTS))
		choose_push(s->ui, &find_client, desk_of(s));
}

/* Keys that pass one visit, or its client, to another screen. */
static void
run_one(struct screen *s, enum act a)
{
	struct visit v;

	if (visit_of(s, &v))
		visit_key(desk_of(s), &v, a);
}

const struct binding today_bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_here, "here", run_here },
	{ ACT_start, "start", run_visit },
	{ ACT_pay, "pay", run_one },
	{ ACT_book, "book", today_book },
	{ ACT_not_happen, "cancel", run_visit },
	{ ACT_screening, "screening", run_one },
	{ ACT_chart, NULL, run_one },
	{ ACT_move, NULL, run_visit },
	{ ACT_confirm, NULL, run_visit },
	{ ACT_filter, NULL, today_find },
	{ ACT_edit, NULL, run_one },
	{ ACT_export, NULL, run_export },
	{ ACT_print, NULL, run_print },
	{ ACT_new, NULL, today_book },
	{ ACT_review, NULL, run_one },
	{ ACT_newsletter, NULL, run_one },
	{ ACT_series, NULL, run_one },
	{ ACT_sign, NULL, run_one },
	{ ACT_history, NULL, run_one },
	{ ACT_follow_up, NULL, run_one },
	{ ACT_emergency, NULL, run_one },
	{ ACT_NONE, NULL, NULL }
};
