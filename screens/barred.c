/*
 * barred.c - see barred.h.
 */
#include "screens/barred.h"

#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"
#include "practice/sessions.h"
#include "practice/slot.h"
#include "practice/stops.h"
#include "screens/due/due.h"
#include "screens/forms.h"
#include "screens/page_source.h"
#include "screens/record_form.h"
#include "screens/visit.h"

#define DAYS_AHEAD 90		/* in which a free time is looked for */

/* --- found by a login ----------------------------------------------------------------- */

bool
barred_look(struct desk *d, size_t most)
{
	long before = stops_count(d->p, 0);
	struct err e;

	if (stops_whole(d->p))
		return false;
	if (!stops_look(d->p, most, NULL, &e))
		ui_err(d->ui, &e);
	return stops_count(d->p, 0) != before;
}

void
barred_catch_up(struct desk *d, bool mine)
{
	struct stops_fresh fresh;
	struct err e;

	if (!stops_look(d->p, mine && stops_whole(d->p) ? 0 : 1, &fresh, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	if (mine)
		d->barred = fresh;
}

static void
add_first(const struct stop *s, void *arg)
{
	struct buf *out = arg;
	char day[24];

	if (s->until != DATE_NONE)
		buf_addf(out, ", the first day is %s", naming_day(s->until, day));
}

void
barred_add(struct desk *d, struct buf *out)
{
	struct stops_fresh fresh = d->barred;
	AUTO_BUF struct buf name = BUF_INIT;
	struct err e;

	d->barred = (struct stops_fresh){ .n = 0 };
	if (fresh.n == 0)
		return;
	naming_add_id(d->p, &record_session, fresh.session, &name);
	buf_addf(out, "  %ld visit%s cannot stand now: %s", fresh.n, text_plural(fresh.n),
	    name.s);
	if (!stops_of(d->p, fresh.session, add_first, out, &e))
		ui_err(d->ui, &e);
	buf_addf(out, "%s. ^G \"cannot stand\" has the words to read.",
	    fresh.n > 1 ? " …" : "");
}

/* --- the page ------------------------------------------------------------------------- */

static struct page_view *
view_of(struct screen *s)
{
	return &((struct page_screen *)s)->view;
}

/* 0, with a message: none is selected. */
static int64_t
selected(struct screen *s)
{
	int64_t id = list_selected(view_of(s)->list);

	if (id == 0)
		page_view_none(desk_of(s), view_of(s), "No booking is selected.");
	return id;
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	int64_t id = selected(s);

	if (id != 0)
		record_open(desk_of(s), &record_session, id);
}

static void
keep_until(const struct stop *s, void *arg)
{
	*(date_day *)arg = s->until;
}

static bool
take_slot(const struct slot_want *w, void *arg)
{
	*(struct slot_want *)arg = *w;
	return false;
}

/* The first free time with the same person from that day on; without one the day alone. */
static bool
find_slot(struct practice *p, const struct record *session, date_day first,
    struct slot_want *found, struct err *e)
{
	AUTO_BOOK struct slot_book book = { .places = NULL };
	struct slot_search search = { .want = slot_want_of(session), .first = first,
	    .last = first + DAYS_AHEAD };

	search.want.room = search.want.device = 0;
	*found = (struct slot_want){ .date = first, .start = -1 };
	return slot_book_read(p, first, &book, e) &&
	    slot_find(p, &book, &search, take_slot, found, e);
}

static void
run_move(struct screen *s, UNUSED enum act a)
{
	struct desk *d = desk_of(s);
	AUTO_RECORD struct record *session = NULL;
	int64_t id = selected(s);
	date_day until = DATE_NONE;
	struct slot_want w;
	char day[24];
	struct err e;

	if (id == 0)
		return;
	if (!stops_of(d->p, id, keep_until, &until, &e) ||
	    (session = session_get(d->p, id, &e)) == NULL ||
	    (until != DATE_NONE && !find_slot(d->p, session, until, &w, &e))) {
		ui_err(s->ui, &e);
		return;
	}
	form_session_move(d, id);
	if (until == DATE_NONE || ui_top(s->ui) == s)
		return;
	record_form_set_day(d, "date", w.date);
	if (w.start >= 0)
		record_form_set_int(d, "start", w.start);
	ui_say(s->ui, w.start >= 0 ? "The first free time from %s on. ^S moves it there." :
	    "The first day is %s; no time is free soon after it.", naming_day(until, day));
}

static void
push_words(const struct stop *s, void *arg)
{
	struct desk *d = arg;
	AUTO_BUF struct buf words = BUF_INIT, to = BUF_INIT;

	stop_text(d->p, s, &words);
	buf_addf(&to, "To %s  %s", s->name, s->phone);
	due_words_push(d, s->client, words.s, to.s);
}

static void
run_words(struct screen *s, UNUSED enum act a)
{
	int64_t id = selected(s);
	struct err e;

	if (id != 0 && !stops_of(desk_of(s)->p, id, push_words, desk_of(s), &e))
		ui_err(s->ui, &e);
}

static void
run_visit(struct screen *s, enum act a)
{
	struct desk *d = desk_of(s);
	AUTO_RECORD struct record *session = NULL;
	int64_t id = selected(s);
	struct err e;

	if (id == 0)
		return;
	session = session_get(d->p, id, &e);
	if (session == NULL)
		ui_err(s->ui, &e);
	else
		visit_key(d, &(struct visit){ id, session->version, record_int(session, "client") },
		    a);
}

static const struct binding bindings[] = {
	{ ACT_open, "visit", run_open },
	{ ACT_move, "move", run_move },
	{ ACT_copy, "words to read", run_words },
	{ ACT_screening, "screening", run_visit },
	{ ACT_not_happen, "cancel", run_visit },
	{ ACT_history, NULL, run_visit },
	{ ACT_export, "export", page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = { .name = "barred", .bindings = bindings, PAGE_SCREEN };

void
barred_push(struct desk *d)
{
	struct page_screen *s;
	struct page_query q = { .of = 0 };

	if (!desk_may(d, page_stops.may))
		return;
	s = xcalloc(1, sizeof(*s));
	s->screen.ops = &ops;
	s->screen.ui = d->ui;
	page_view_begin(&s->view, d->p, &page_stops, &q);
	ui_push(d->ui, &s->screen);
}
