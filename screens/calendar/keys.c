/*
 * keys.c - the calendar's keys: booking in the cell, the visit there, time that is free.
 */
#include "screens/calendar/calendar.h"

#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lists/page.h"
#include "practice/naming.h"
#include "practice/rules.h"
#include "screens/child.h"
#include "screens/client/client.h"
#include "screens/forms.h"
#include "screens/marked.h"
#include "screens/print.h"
#include "screens/toolkit/dialog.h"
#include "screens/visit.h"

#define ANYTHING 30		/* minutes of free time for no service in particular */
#define FIND_DAYS 90

static struct calendar_screen *
of(struct screen *s)
{
	return (struct calendar_screen *)s;
}

static struct visit
visit_in(const struct calendar_visit *v)
{
	return (struct visit){ v->id, v->version, v->client };
}

/* --- booking --------------------------------------------------------------------------- */

/* A cell of free time says when; of today, from the next quarter of an hour on. */
static int
start_of(const struct calendar_screen *s)
{
	int64_t at = calendar_from_now(s);

	if (at == 0 || (s->exact == 0 && (s->view == CALENDAR_MONTH ||
	    calendar_visit(s) != NULL)))
		return -1;
	return (int)(at % DAY_MINUTES);
}

static void
run_book(struct screen *screen, enum act a)
{
	struct calendar_screen *s = of(screen);
	const struct calendar_column *col = calendar_column(s);
	const struct calendar_visit *v = calendar_visit(s);
	struct session_preset preset = { .day = (date_day)(calendar_moment(s) / DAY_MINUTES),
	    .start = start_of(s) };

	if (preset.day < clock_today())
		preset = (struct session_preset){ .day = DATE_NONE, .start = -1 };
	if (preset.start >= 0 && col != NULL && col->kind == SLOT_STAFF)
		preset.staff = col->place;
	if (preset.start >= 0 && col != NULL && col->kind == SLOT_ROOM)
		preset.room = col->place;
	if (v != NULL && a == ACT_book)
		preset.likely = v->client;
	form_session_new(desk_of(screen), &preset);
}

/* --- the visit in the cell -------------------------------------------------------------- */

static bool
visit_of(struct screen *screen, struct visit *v)
{
	struct calendar_screen *s = of(screen);
	const struct calendar_visit *at = calendar_visit(s);

	if (!desk_may(desk_of(screen), ACTION_READ_CLIENTS))
		return false;
	if (at == NULL)
		ui_complain(screen->ui, "Select a visit first; b books one.");
	else if (s->marks.n > 0)
		ui_complain(screen->ui, "That works on one at a time; Esc clears the marks.");
	else
		*v = visit_in(at);
	return at != NULL && s->marks.n == 0;
}

/* Does it to all marked visits, without those of other pages. */
static void
all_marked(struct calendar_screen *s, enum act a)
{
	AUTO_FREE int64_t *shown = xcalloc(s->page.n_visits + 1, sizeof(*shown));
	size_t i;

	for (i = 0; i < s->page.n_visits; i++)
		shown[i] = s->page.visits[i].id;
	marked_visits(desk_of(&s->screen), s->day, &s->marks, shown, s->page.n_visits, a);
}

/* Keys of a visit, or of its client. */
static void
run_visit(struct screen *screen, enum act a)
{
	struct visit v;

	if (visit_of(screen, &v))
		visit_key(desk_of(screen), &v, a);
}

static void
run_marked(struct screen *screen, enum act a)
{
	if (of(screen)->marks.n > 0)
		all_marked(of(screen), a);
	else
		run_visit(screen, a);
}

/* The client of the visit is here; in a cell without one, who walks in. */
static void
run_here(struct screen *screen, enum act a)
{
	struct session_preset walk_in = { .day = clock_today(), .start = -1, .walk_in = true };

	if (calendar_visit(of(screen)) != NULL || of(screen)->marks.n > 0)
		run_visit(screen, a);
	else
		form_session_new(desk_of(screen), &walk_in);
}

static void
run_export(struct screen *screen, enum act a)
{
	char iso[DATE_ISO_SIZE];

	if (of(screen)->marks.n > 0) {
		all_marked(of(screen), a);
		return;
	}
	date_to_iso(of(screen)->day, iso);
	child_export_list(desk_of(screen), &page_day_visits,
	    &(struct page_query){ .of_text = iso });
}

static void
run_print(struct screen *screen, UNUSED enum act a)
{
	const struct calendar_visit *v = calendar_visit(of(screen));

	print_push(desk_of(screen), of(screen)->day, v != NULL ? v->client : 0);
}

/* A visit opens its client, free time the form, a day of a month that day. */
static void
run_open(struct screen *screen, enum act a)
{
	struct calendar_screen *s = of(screen);
	const struct calendar_visit *v = calendar_visit(s);

	if (s->view == CALENDAR_MONTH) {
		s->view = CALENDAR_DAY;
		calendar_go(s, s->day, s->minute, 0, 0);
	} else if (v == NULL) {
		run_book(screen, a);
	} else if (v->client == 0) {
		ui_complain(screen->ui, "This visit was imported without its client.");
	} else {
		client_push(desk_of(screen), v->client);
	}
}

/* --- time that is free ---------------------------------------------------------------------- */

struct found {
	int64_t after;		/* only what begins later */
	struct slot_want want;
	bool any;
};

static bool
take_first(const struct slot_want *w, void *arg)
{
	struct found *f = arg;

	if (slot_moment(w) <= f->after)
		return true;
	f->want = *w;
	f->any = true;
	return false;
}

static void
say_found(struct calendar_screen *s, const struct slot_want *w)
{
	const struct slot_place *who = slot_place(&s->page.book, SLOT_STAFF, w->staff);
	const struct slot_place *room = slot_place(&s->page.book, SLOT_ROOM, w->room);
	AUTO_BUF struct buf text = BUF_INIT;
	char day[24];

	buf_addf(&text, "%s ", naming_day(w->date, day));
	calendar_add_time(s, &text, slot_moment(w));
	if (who != NULL) {
		buf_adds(&text, ", ");
		naming_add_given(who->name, &text);
	}
	if (room != NULL)
		buf_addf(&text, ", room %s", room->name);
	ui_say(s->screen.ui, "Free: %s. %s; / finds the next.", text.s, s->n_carried > 0 ?
	    "Enter puts it there" : "b books it");
}

void
calendar_find(struct calendar_screen *s, struct slot_search *search)
{
	struct found f = { .after = s->exact != 0 ? s->exact :
	    rules_moment(s->day, s->minute) - 1 };
	struct err e;

	search->first = s->day;
	search->last = date_add_days(s->day > clock_today() ? s->day : clock_today(),
	    FIND_DAYS);
	if (!slot_find(practice_of(&s->screen), &s->page.book, search, take_first, &f, &e)) {
		ui_err(s->screen.ui, &e);
		return;
	}
	if (!f.any) {
		ui_complain(s->screen.ui, "No such time is free in the next %d days.", FIND_DAYS);
		return;
	}
	if (s->view == CALENDAR_ROOMS || s->view == CALENDAR_MONTH)
		s->view = CALENDAR_DAY;
	calendar_go(s, f.want.date, f.want.start, f.want.staff, 0);
	s->exact = slot_moment(&f.want);
	say_found(s, &f.want);
}

static void
find_matches(UNUSED struct ui *ui, const char *typed, struct choice_rows *into, void *arg)
{
	struct calendar_screen *s = arg;
	AUTO_BUF struct buf wanted = BUF_INIT;
	size_t i;

	text_fold(&wanted, typed);
	if (wanted.len == 0)
		choice_add(into, 0, "anything", "30 min of anybody");
	for (i = 0; i < s->page.n_services; i++) {
		const struct calendar_service *v = &s->page.services[i];
		AUTO_BUF struct buf name = BUF_INIT, note = BUF_INIT;

		text_fold(&name, v->name);
		buf_addc(&name, ' ');
		text_fold(&name, v->code);
		if (strstr(name.s, wanted.s) == NULL)
			continue;
		naming_add_length(v->numbing + v->minutes, &note);
		choice_add(into, v->id, v->name, note.s);
	}
}

static void
find_chosen(UNUSED struct ui *ui, const struct choice_row *row, void *arg)
{
	struct calendar_screen *s = arg;
	struct slot_search search = { .want = { .service = row->id, .minutes = ANYTHING } };
	size_t i;

	for (i = 0; i < s->page.n_services; i++)
		if (s->page.services[i].id == row->id) {
			search.want.numbing = s->page.services[i].numbing;
			search.want.minutes = s->page.services[i].minutes;
			search.want.cleanup = s->page.services[i].cleanup;
		}
	calendar_find(s, &search);
}

static const struct choose_source find_free = {
	.title = "Free time for",
	.none = "No service matches. Esc goes back.",
	.matches = find_matches, .chosen = find_chosen,
};

static void
run_find(struct screen *screen, UNUSED enum act a)
{
	if (desk_may(desk_of(screen), ACTION_READ_CLIENTS))
		choose_push(screen->ui, &find_free, of(screen));
}

static void
run_move(struct screen *screen, enum act a)
{
	screen->ops->act(screen, a);
}

const struct binding calendar_bindings[] = {
	{ ACT_book, "book", run_book },
	{ ACT_move, "pick up", calendar_pick_up },
	{ ACT_filter, "free time", run_find },
	{ ACT_earlier, "", run_move },
	{ ACT_later, "day", run_move },
	{ ACT_next_pane, "rooms week", run_move },
	{ ACT_open, NULL, run_open },
	{ ACT_ill, NULL, calendar_ill },
	{ ACT_here, NULL, run_here },
	{ ACT_start, NULL, run_visit },
	{ ACT_pay, NULL, run_visit },
	{ ACT_not_happen, NULL, run_visit },
	{ ACT_confirm, NULL, run_marked },
	{ ACT_screening, NULL, run_visit },
	{ ACT_chart, NULL, run_visit },
	{ ACT_series, NULL, run_visit },
	{ ACT_sign, NULL, run_visit },
	{ ACT_edit, NULL, run_visit },
	{ ACT_export, NULL, run_export },
	{ ACT_print, NULL, run_print },
	{ ACT_new, NULL, run_book },
	{ ACT_review, NULL, run_visit },
	{ ACT_newsletter, NULL, run_visit },
	{ ACT_history, NULL, run_visit },
	{ ACT_follow_up, NULL, run_visit },
	{ ACT_emergency, NULL, run_visit },
	{ ACT_NONE, NULL, NULL }
};
