/*
 * due.c - the tab Due: the list of whom to call, its headings, and moving in it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/due/due.h"

static struct due_screen *
of(struct screen *s)
{
	return (struct due_screen *)s;
}

int64_t
due_row_id(const struct due_row *r)
{
	int64_t about = r->kind <= DUE_FOLLOW_UPS ? r->session : r->kind == DUE_BACK ?
	    r->client << 24 | (r->service & 0xffffff) : r->kind == DUE_REVIEWS ? r->review :
	    r->kind == DUE_ENDS ? r->paper << 4 | (int64_t)r->end : r->waiting;
	enum due_kind kind = r->kind == DUE_WAITING_LATER ? DUE_WAITING : r->kind;

	return (int64_t)(kind + 1) << 56 | about;
}

const struct due_row *
due_row_of(const struct due_screen *s, int64_t id)
{
	size_t i;

	for (i = 0; i < s->due.n; i++)
		if (due_row_id(&s->due.rows[i]) == id)
			return &s->due.rows[i];
	return NULL;
}

const struct due_row *
due_selected(const struct due_screen *s)
{
	return due_row_of(s, list_selected(s->list));
}

static void
read_standing(struct due_screen *s)
{
	const struct due_row *r = due_selected(s);
	struct err e;

	if (r == NULL || r->client == 0)
		s->standing.client = 0;
	else if (s->standing.client != r->client &&
	    !client_standing(practice_of(&s->screen), r->client, &s->standing, &e))
		s->standing.client = 0;
}

static void
load(struct due_screen *s)
{
	struct practice *p = practice_of(&s->screen);

	err_clear(&s->err);
	if (!practice_allows(p, ACTION_READ_CLIENTS)) {
		AUTO_BUF struct buf whose = BUF_INIT;

		action_who_may(ACTION_READ_CLIENTS, &whose);
		err_set(&s->err, ERR_DENIED, NULL, "Whom to call is for %s.", whose.s);
	} else if (!due_read(p, s->mine, &desk_of(&s->screen)->freed, &s->due, &s->err)) {
		ui_err(s->screen.ui, &s->err);
	}
	list_rows_clear(&s->rows);
	if (s->err.code == ERR_NONE)
		due_add_rows(s);
	list_reload(s->list);
	s->standing.client = 0;
	read_standing(s);
}

bool
due_show_more(struct due_screen *s)
{
	int64_t id = list_selected(s->list);

	if (id > DUE_MORE || id <= DUE_MORE - DUE_KINDS)
		return false;
	s->due.most = 2 * (s->due.most > 0 ? s->due.most : DUE_ROWS_MAX);
	load(s);
	return true;
}

/* --- moving ----------------------------------------------------------------------------- */

/* The first row of the next group, or of the one before, round the ends. A filter may hide
 * all of a group. */
static void
go_group(struct due_screen *s, bool on)
{
	const struct due_row *at = due_selected(s);
	size_t k, i;
	enum due_kind kind;

	for (k = 1; at != NULL && k < DUE_KINDS; k++) {
		kind = (enum due_kind)(((size_t)at->kind + (on ? k : DUE_KINDS - k)) % DUE_KINDS);
		for (i = 0; i < s->due.n; i++)
			if (s->due.rows[i].kind == kind &&
			    list_select(s->list, due_row_id(&s->due.rows[i])))
				return;
	}
	ui_say(s->screen.ui, at == NULL ? "Nobody is listed." :
	    "There is nothing under the other headings.");
}

static bool
due_act(struct screen *s, enum act a)
{
	bool done = true;

	if (a == ACT_next_pane || a == ACT_prev_pane) {
		go_group(of(s), a == ACT_next_pane);
	} else if (a == ACT_scope) {
		of(s)->mine = !of(s)->mine;
		load(of(s));
		ui_say(s->ui, of(s)->mine ? "Your own visits, and clients you saw last; v shows "
		    "everybody's." : "Everybody's; v shows your own.");
	} else {
		done = list_act(of(s)->list, s->ui, a);
	}
	read_standing(of(s));
	return done;
}

/* A filter finds among the rows that are read. */
static void
tell_more(const struct due_screen *s)
{
	size_t kind;

	for (kind = 0; kind < DUE_KINDS && !s->due.more[kind]; kind++)
		;
	if (kind < DUE_KINDS && *list_filter(s->list) != '\0')
		ui_say(s->screen.ui, "Found among those listed, %zu of a heading; Enter on its last "
		    "row lists more.", s->due.counts[kind]);
}

static bool
due_text_typed(struct screen *s, const char *text, size_t n, UNUSED bool paste)
{
	bool done = list_text(of(s)->list, s->ui, text, n);

	tell_more(of(s));
	read_standing(of(s));
	return done;
}

/* --- the screen ------------------------------------------------------------------------- */

static enum mode
mode_now(const struct screen *s)
{
	return list_mode(((const struct due_screen *)s)->list);
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct due_screen *)s)->mine ? "Due, mine" : "Due");
}

/* Two lines above the list, three below it. */
static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->list, body.rows > 8 ? body.rows - 5 : body.rows - 2);
	read_standing(of(s));
}

/* Reads the list, and selects whom the message of the key before named. */
static void
show(struct due_screen *s)
{
	struct desk *d = desk_of(&s->screen);
	const struct due_row fits = { .kind = DUE_WAITING, .waiting = d->freed.waiting };

	load(s);
	if (d->freed.waiting == 0 || ui_keys(d->ui) != d->freed_key + 1)
		return;
	if (list_select(s->list, due_row_id(&fits)))
		return;
	s->mine = false;		/* or a filter hides the row */
	list_begin_again(s->list);
	load(s);
	list_select(s->list, due_row_id(&fits));
}

static void
shown(struct screen *s)
{
	show(of(s));
	read_standing(of(s));
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_session, &record_client,
	    &record_waiting, &record_contact, &record_follow_up, &record_review, &record_service, &record_staff,
	    &record_hours, &record_block, &record_room, &record_device, &record_service_use,
	    &record_practice, &record_screening, &record_clearance, &record_treatment_order,
	    &record_consent, &record_patch_test, &record_certificate, NULL };

	/* changes while another tab is shown are read later: shown() */
	if (ui_tab(s->ui) == TAB_due && desk_touches(what, types))
		load(of(s));
}

static void
root(struct screen *s)
{
	of(s)->mine = false;
	list_begin_again(of(s)->list);
	shown(s);
}

static bool
due_shows(const struct screen *s, const struct record_type *t, int64_t id)
{
	const struct due_screen *y = (const struct due_screen *)s;
	size_t i;

	for (i = 0; i < y->due.n; i++) {
		const struct due_row *r = &y->due.rows[i];

		if (list_shows(y->list, due_row_id(r)) && (
		    (t == &record_client && r->client == id) ||
		    (t == &record_session && r->session == id) ||
		    (t == &record_waiting && r->waiting == id) ||
		    (t == &record_follow_up && r->follow_up == id) ||
		    (t == &record_contact && r->last.id == id)))
			return true;
	}
	return false;
}

static void
due_free(struct screen *s)
{
	list_free(of(s)->list);
	list_rows_clear(&of(s)->rows);
	due_list_free(&of(s)->due);
	free(s);
}

static const enum act widget_acts[] = {
	ACT_up, ACT_down, ACT_page_up, ACT_page_down, ACT_first, ACT_last, ACT_filter,
	ACT_mark, ACT_next_pane, ACT_prev_pane, ACT_scope, ACT_NONE
};

static const struct screen_ops ops = {
	.name = "due", .mode = MODE_LIST, .mode_now = mode_now, .bindings = due_bindings,
	.widget_acts = widget_acts, .act = due_act, .text = due_text_typed, .draw = due_draw,
	.title = title, .sized = sized, .shown = shown, .changed = changed, .root = root,
	.shows = due_shows, .free = due_free,
};

struct screen *
due_open(struct desk *d)
{
	struct due_screen *s = xcalloc(1, sizeof(*s));
	struct list_spec spec = { .source = &list_fixed, .arg = &s->rows,
	    .columns = due_columns, .n_columns = n_due_columns, .marks = true,
	    .empty = "Nobody is to be called." };

	s->screen.ops = &ops;
	s->screen.ui = d->ui;
	s->list = list_new(&spec);
	shown(&s->screen);
	return &s->screen;
}
