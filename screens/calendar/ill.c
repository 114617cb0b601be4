/*
 * ill.c - somebody is ill: what becomes of their visits, proposed as a list and written at
 * once.
 */
#include "screens/calendar/calendar.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/ill.h"
#include "practice/naming.h"
#include "practice/rules.h"
#include "screens/freed.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

struct ill {
	struct list_screen ls;
	struct calendar_screen *calendar;
	char *title;
	int64_t *ids;
	struct ill_offer *offers;
	size_t n;
	int later;		/* minutes; 0: to others */
	struct record *off;	/* the person's time off from the cell on */
};

static struct ill *
of(struct screen *s)
{
	return (struct ill *)s;
}

static size_t
goes(const struct ill *l)
{
	size_t i, n = 0;

	for (i = 0; i < l->n; i++)
		n += l->offers[i].goes;
	return n;
}

/* --- the list ---------------------------------------------------------------------------- */

static void
add_where(const struct ill_offer *o, struct buf *out)
{
	buf_addf(out, "%s%s", o->goes ? "" : "stays: ", o->to);
}

static bool
load(struct ill *l)
{
	size_t i;
	struct err e;

	if (!ill_offers(practice_of(&l->ls.screen), l->ids, l->n, l->later, l->offers, &e)) {
		ui_err(l->ls.screen.ui, &e);
		return false;
	}
	list_rows_clear(&l->ls.rows);
	for (i = 0; i < l->n; i++) {
		const struct ill_offer *o = &l->offers[i];
		AUTO_BUF struct buf where = BUF_INIT;

		list_rows_add(&l->ls.rows, o->move.session, "");
		list_rows_cell(&l->ls.rows, STYLE_TEXT, o->time);
		list_rows_cell(&l->ls.rows, STYLE_TEXT, o->client);
		add_where(o, &where);
		list_rows_cell(&l->ls.rows, o->goes ? STYLE_TEXT : STYLE_WARN, where.s);
	}
	return true;
}

static void
changed(struct screen *s, const void *what)
{
	if (calendar_touches(what) && load(of(s)))
		list_reload(of(s)->ls.list);
}

static void
facts(const struct screen *s, struct buf *out)
{
	const struct ill *l = (const struct ill *)s;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->offers[i].move.session == list_selected(l->ls.list)) {
			buf_addf(out, "%s %s: ", l->offers[i].time, l->offers[i].client);
			add_where(&l->offers[i], out);
		}
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct ill *)s)->title);
}

/* What stays is marked, so that it is seen. */
static void
run_write(struct screen *s, UNUSED enum act a)
{
	struct ill *l = of(s);
	AUTO_FREE struct session_move *moves = xcalloc(l->n, sizeof(*moves));
	AUTO_FREE struct slot_want *stood = xcalloc(l->n, sizeof(*stood));
	AUTO_BUF struct buf note = BUF_INIT;
	struct calendar_screen *c = l->calendar;
	struct ui *ui = s->ui;
	size_t i, n = 0, n_stood, stay;
	struct err e;

	for (i = 0; i < l->n; i++)
		if (l->offers[i].goes)
			moves[n++] = l->offers[i].move;
	n_stood = freed_note(desk_of(s), moves, n, stood);
	if (n == 0 && l->off == NULL) {
		ui_complain(ui, "None of them can go; each row says why. Esc goes back.");
		return;
	}
	if (!sessions_move(practice_of(s), moves, n, l->off, &note, &e)) {
		if (l->off != NULL)	/* not saved, so it has no id */
			l->off->id = l->off->version = 0;
		ui_err(ui, &e);
		return;
	}
	marks_clear(&c->marks);
	for (i = 0; i < l->n; i++)
		if (!l->offers[i].goes)
			marks_turn(&c->marks, l->offers[i].move.session);
	stay = l->n - n;
	ui_pop(s);
	desk_catch_up(desk_of(&c->screen));
	ui_say(ui, stay == 0 ? "Moved: %zu visit%s. u undoes all of it." : "Moved: %zu visit%s. "
	    "%zu could not go and %s marked; Due (4) says why. u undoes all of it.", n,
	    text_plural(n), stay, stay == 1 ? "is" : "are");
	freed_by_visits(ui_arg(ui), stood, n_stood);
}

static void
ill_free(struct screen *s)
{
	struct ill *l = of(s);

	list_screen_end(&l->ls);
	free(l->ids);
	free(l->offers);
	record_free(l->off);
	free(l->title);
	free(l);
}

static const struct binding bindings[] = {
	{ ACT_open, "move them so", run_write },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "ill", .bindings = bindings, .draw = list_screen_draw, .facts = facts,
	.title = title, .sized = list_screen_sized, .changed = changed, .free = ill_free,
	LIST_SCREEN,
};

static const struct list_column columns[] = {
	{ "Time", 6, 7, 0, true }, { "Client", 16, 28, 0, false },
	{ "Goes to", 24, 0, 0, false },
};

/* Whoever is ill is away from the cell on, to the day's end or by so many minutes. */
static struct record *
time_off(const struct calendar_screen *c, const struct calendar_column *col, int later)
{
	struct record *r = record_new(&record_block);

	record_set_text(r, "reason", later == 0 ? "ill" : "late");
	record_set_int(r, "staff", col->place);
	record_set_day(r, "date", col->day);
	record_set_int(r, "start", c->minute >= 0 && c->minute < DAY_MINUTES ? c->minute : 0);
	if (later > 0)
		record_set_int(r, "minutes", later);
	return r;
}

static void
push(struct calendar_screen *c, int later)
{
	const struct calendar_column *col = calendar_column(c);
	struct ill *l = xcalloc(1, sizeof(*l));
	char day[24];
	size_t i;

	l->ls.screen.ops = &ops;
	l->ls.screen.ui = c->screen.ui;
	l->calendar = c;
	l->later = later;
	l->off = later < 0 ? NULL : time_off(c, col, later);
	l->n = c->marks.n;
	l->ids = xcalloc(l->n, sizeof(*l->ids));
	l->offers = xcalloc(l->n, sizeof(*l->offers));
	for (i = 0; i < l->n; i++)
		l->ids[i] = c->marks.ids[i];
	l->title = xasprintf("%s is ill, %s", col->name, naming_day(c->day, day));
	list_screen_begin(&l->ls, columns, ARRAY_LEN(columns), true, "");
	if (!load(l)) {
		ill_free(&l->ls.screen);
		return;
	}
	ui_push(c->screen.ui, &l->ls.screen);
	ui_say(c->screen.ui, "%zu of %zu can go. Enter moves them; Esc leaves all as it is.",
	    goes(l), l->n);
}

/* --- asking ------------------------------------------------------------------------ */

static bool
minutes_given(struct ui *ui, const char *typed, void *arg)
{
	char *end;
	long minutes = strtol(typed, &end, 10);

	if (*end != '\0' || minutes == 0 || minutes < -720 || minutes > 720) {
		ui_complain(ui, "So many minutes, such as 30, or -30 for earlier; at most 720.");
		return false;
	}
	push(arg, (int)minutes);
	return true;
}

static void
answered(struct ui *ui, char key, void *arg)
{
	if (key == 'g')
		push(arg, 0);
	else
		line_push(ui, "Later by how many minutes", "30, or -30 for earlier.", "",
		    minutes_given, arg, NULL);
}

static const struct ask_answer answers[] = {
	{ 'g', "give them to others" }, { 's', "shift them by minutes" }, { 0, NULL }
};

/* Marks the visits of the column from the cell on, unless some of it are marked. */
static size_t
mark_column(struct calendar_screen *s, const struct calendar_column *col)
{
	size_t i, marked = 0;
	int turn;

	for (turn = 0; turn < 2 && marked == 0; turn++)
		for (i = col->first; i < col->first + col->n; i++) {
			const struct calendar_item *it = &s->page.items[i];
			const struct calendar_visit *v;

			if (it->kind != CALENDAR_VISIT)
				continue;
			v = &s->page.visits[it->visit];
			if (turn == 1 && v->status <= SESSION_CONFIRMED &&
			    it->until > rules_moment(col->day, s->minute))
				marks_turn(&s->marks, v->id);
			marked += marks_has(&s->marks, v->id);
		}
	return marked;
}

static const struct ask_answer away[] = {
	{ 'y', "not to be booked for the rest of the day" }, { 0, NULL }
};

static void
away_answered(struct ui *ui, UNUSED char key, void *arg)
{
	struct calendar_screen *s = arg;
	const struct calendar_column *col = calendar_column(s);
	AUTO_RECORD struct record *off = NULL;
	struct err e;

	if (col == NULL)
		return;
	off = time_off(s, col, 0);
	if (!sessions_move(practice_of(&s->screen), NULL, 0, off, NULL, &e)) {
		ui_err(ui, &e);
		return;
	}
	desk_catch_up(desk_of(&s->screen));
	ui_say(ui, "Away: %s, for the rest of the day. u undoes it.", col->name);
}

void
calendar_ill(struct screen *screen, UNUSED enum act a)
{
	struct calendar_screen *s = (struct calendar_screen *)screen;
	const struct calendar_column *col = calendar_column(s);
	AUTO_BUF struct buf question = BUF_INIT;

	if (!desk_may(desk_of(screen), ACTION_WRITE_SESSIONS))
		return;
	if (s->view == CALENDAR_MONTH || col == NULL || col->kind != SLOT_STAFF ||
	    col->place == 0) {
		ui_complain(screen->ui, "Select a person's column first: Tab goes to the day.");
		return;
	}
	if (mark_column(s, col) == 0) {
		buf_addf(&question, "%s is ill, and has no booking from this time on.", col->name);
		ask_push(screen->ui, question.s, away, away_answered, s, NULL);
		return;
	}
	buf_addf(&question, "%s is ill: what becomes of the %zu marked?", col->name, s->marks.n);
	ask_push(screen->ui, question.s, answers, answered, s, NULL);
}
