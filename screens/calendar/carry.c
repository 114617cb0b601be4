/*
 * carry.c - visits picked up in the calendar, and where they are put down.
 *
 * While they are carried only the keys that move the cell act, / for the next free time that
 * fits, Enter and Esc. A move that is refused leaves them in hand.
 */
#include "screens/calendar/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"
#include "practice/rules.h"
#include "screens/forms.h"
#include "screens/freed.h"

static struct calendar_screen *
of(struct screen *s)
{
	return (struct calendar_screen *)s;
}

/* --- picking up ----------------------------------------------------------------------------- */

static bool
add(struct calendar_screen *s, int64_t session, struct err *e)
{
	AUTO_RECORD struct record *r = session_get(practice_of(&s->screen), session, e);
	AUTO_BUF struct buf name = BUF_INIT;
	struct carried *c = &s->carried[s->n_carried];

	if (r == NULL)
		return false;
	naming_add(practice_of(&s->screen), r, &name);
	if (session_status_of(r) > SESSION_CONFIRMED)
		return err_set(e, ERR_INVALID, NULL, "%s is %s; only a booking can be moved.",
		    name.s, session_status_label(session_status_of(r)));
	if (record_is_null(r, "start"))
		return err_set(e, ERR_INVALID, NULL, "%s has no time; e gives it one.", name.s);
	*c = (struct carried){ .session = session, .version = r->version,
	    .stood = slot_want_of(r) };
	text_copy(c->name, sizeof(c->name), name.s);
	s->n_carried++;
	return true;
}

static void
swap(struct carried *a, struct carried *b)
{
	struct carried c = *a;

	*a = *b;
	*b = c;
}

/* The one in hand is that in the cell, else the earliest. */
static void
choose_hand(struct calendar_screen *s, const struct calendar_visit *in_cell)
{
	size_t i;

	for (i = 1; i < s->n_carried; i++)
		if (slot_moment(&s->carried[i].stood) < slot_moment(&s->carried[0].stood))
			swap(&s->carried[0], &s->carried[i]);
	for (i = 1; in_cell != NULL && i < s->n_carried; i++)
		if (s->carried[i].session == in_cell->id)
			swap(&s->carried[0], &s->carried[i]);
}

static void
let_go(struct calendar_screen *s)
{
	free(s->carried);
	s->carried = NULL;
	s->n_carried = 0;
	s->screen.ops = &calendar_ops;
}

static void
go_to_hand(struct calendar_screen *s)
{
	const struct slot_want *w = &s->carried[0].stood;

	if (s->view == CALENDAR_MONTH)
		s->view = CALENDAR_DAY;
	calendar_go(s, w->date, w->start, w->staff, w->room);
}

static const struct screen_ops carry_ops;

void
calendar_pick_up(struct screen *screen, UNUSED enum act a)
{
	struct calendar_screen *s = of(screen);
	const struct calendar_visit *v = calendar_visit(s);
	size_t i, n = s->marks.n > 0 ? s->marks.n : 1;
	struct err e;

	if (!desk_may(desk_of(screen), ACTION_WRITE_SESSIONS))
		return;
	if (v == NULL && s->marks.n == 0) {
		ui_complain(screen->ui, "Select a visit first; b books one.");
		return;
	}
	s->carried = xcalloc(n, sizeof(*s->carried));
	s->n_carried = 0;
	for (i = 0; i < n; i++)
		if (!add(s, s->marks.n > 0 ? s->marks.ids[i] : v->id, &e)) {
			ui_err(screen->ui, &e);
			let_go(s);
			return;
		}
	choose_hand(s, v);
	s->screen.ops = &carry_ops;
	go_to_hand(s);
}

/* --- putting down ----------------------------------------------------------------------------- */

/* In its own row a visit that begins between rows keeps its minute. */
static int64_t
target(const struct calendar_screen *s)
{
	int64_t stood = slot_moment(&s->carried[0].stood);
	int64_t row = rules_moment(s->day, s->minute);

	if (s->exact != 0)
		return s->exact;
	if (stood > row && stood < row + CALENDAR_ROW)
		return stood;
	return calendar_moment(s);
}

void
calendar_carried(const struct calendar_screen *s, struct buf *out)
{
	const struct calendar_column *col = calendar_column(s);
	char day[24];

	if (col == NULL)
		return;
	buf_adds(out, s->carried[0].name);
	if (s->n_carried > 1)
		buf_addf(out, " and %zu more", s->n_carried - 1);
	buf_addf(out, ": to %s ", naming_day(s->day, day));
	calendar_add_time(s, out, target(s));
	if (s->view != CALENDAR_WEEK)
		buf_addf(out, ", %s", col->name);
}

/* All go as far as the one in hand; to its new person or room those that had the same. */
static struct session_move *
moves_of(const struct calendar_screen *s)
{
	struct session_move *moves = xcalloc(s->n_carried, sizeof(*moves));
	const struct slot_want *hand = &s->carried[0].stood;
	const struct calendar_column *col = calendar_column(s);
	int64_t by = target(s) - slot_moment(hand);
	size_t i;

	for (i = 0; i < s->n_carried; i++) {
		const struct carried *c = &s->carried[i];
		int64_t at = slot_moment(&c->stood) + by;

		moves[i] = (struct session_move){ .session = c->session,
		    .version = c->version, .day = (date_day)(at / DAY_MINUTES),
		    .start = (int)(at % DAY_MINUTES) };
		if (col->kind == SLOT_STAFF && c->stood.staff == hand->staff)
			moves[i].staff = col->place;
		if (col->kind == SLOT_ROOM && c->stood.room == hand->room)
			moves[i].room = col->place;
	}
	return moves;
}

/* It is unusual there: the form asks why. */
static void
insist(struct calendar_screen *s, const struct session_move *m, const struct err *e)
{
	struct session_preset to = { .day = m->day, .start = m->start, .staff = m->staff,
	    .room = m->room };

	let_go(s);
	form_session_insist(desk_of(&s->screen), &to, m->session);
	ui_err(s->screen.ui, e);
}

static void
say_moved(struct calendar_screen *s, const struct buf *note)
{
	AUTO_BUF struct buf name = BUF_INIT;
	struct ui *ui = s->screen.ui;
	const char *between = note->len > 0 ? "  " : "";

	if (s->n_carried > 1) {
		ui_say(ui, "Moved: %zu visits. u undoes all of it.%s%s", s->n_carried,
		    between, note->s);
		return;
	}
	naming_add_id(practice_of(&s->screen), &record_session, s->carried[0].session, &name);
	ui_say(ui, "Moved: %s. u undoes it.%s%s", name.s, between, note->s);
}

static void
offer_freed(struct calendar_screen *s)
{
	AUTO_FREE struct slot_want *stood = xcalloc(s->n_carried, sizeof(*stood));
	size_t i;

	for (i = 0; i < s->n_carried; i++)
		stood[i] = s->carried[i].stood;
	freed_by_visits(desk_of(&s->screen), stood, s->n_carried);
}

static void
run_put_down(struct screen *screen, UNUSED enum act a)
{
	struct calendar_screen *s = of(screen);
	AUTO_FREE struct session_move *moves = NULL;
	AUTO_BUF struct buf note = BUF_INIT;
	struct err e;

	if (calendar_column(s) == NULL)
		return;
	moves = moves_of(s);
	if (!sessions_move(practice_of(screen), moves, s->n_carried, NULL, &note, &e)) {
		if (s->n_carried == 1 && strcmp(e.field, "insisted") == 0)
			insist(s, &moves[0], &e);
		else
			ui_err(screen->ui, &e);
		return;
	}
	desk_catch_up(desk_of(screen));
	say_moved(s, &note);
	offer_freed(s);
	marks_clear(&s->marks);
	let_go(s);
}

static void
run_put_back(struct screen *screen, UNUSED enum act a)
{
	struct calendar_screen *s = of(screen);

	go_to_hand(s);
	let_go(s);
	ui_say(screen->ui, "Put back; nothing was moved.");
}

/* The next time that is free for the one in hand. */
static void
run_find(struct screen *screen, UNUSED enum act a)
{
	struct calendar_screen *s = of(screen);
	struct slot_search search = { .want = s->carried[0].stood };

	search.want.staff = search.want.room = search.want.device = 0;
	calendar_find(s, &search);
}

static bool
act(struct screen *screen, enum act a)
{
	if (a == ACT_help || a == ACT_repaint)
		return false;
	if (!calendar_move(of(screen), a))
		ui_complain(screen->ui, "A visit is in your hand: arrows , . t and / choose where, "
		    "Enter puts it down, Esc puts it back.");
	return true;
}

static const struct binding bindings[] = {
	{ ACT_open, "put down", run_put_down },
	{ ACT_back, "put back", run_put_back },
	{ ACT_filter, "next that fits", run_find },
	{ ACT_NONE, NULL, NULL }
};

static const enum act widget_acts[] = {
	ACT_up, ACT_down, ACT_left, ACT_right, ACT_page_up, ACT_page_down, ACT_earlier,
	ACT_later, ACT_today, ACT_NONE
};

static const struct screen_ops carry_ops = {
	.name = "calendar-carry", .bindings = bindings, .widget_acts = widget_acts,
	.act = act, CALENDAR_SCREEN,
};
