/*
 * photos.c - the photos of the visit: those that wait in the inbox, taken in with one key an
 * angle, and those that it has.
 *
 * The mode is TYPE: each letter is an angle of the template, u takes back.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/files.h"
#include "practice/naming.h"
#include "practice/permissions.h"
#include "practice/sessions.h"
#include "screens/chart/inside.h"
#include "screens/toolkit/dialog.h"

#define WHEN 22			/* "came Thu 12 Mar 10:12a" */
#define DOTS 10			/* "4032x3024" */
#define WIDE 70			/* from so many columns on the dots have room */

struct waits {
	char *when, *dots, *size, *note;
	bool other_day;
};

struct photos {
	struct screen screen;
	const struct chart_page *page;	/* the chart below it */
	struct inbox in;
	struct waits *waits;		/* beside the inbox's entries */
	size_t n;			/* how many of them there are */
	size_t at;
	bool after;			/* else before */
	const char *permission;		/* what is wrong with it; "" nothing */
	char **had;			/* the photos of the visit, in words */
	int64_t *ids;
	size_t n_had;
	const struct chart_item *asked;	/* the angle of a photo that is here already */
};

static struct photos *
of(struct screen *s)
{
	return (struct photos *)s;
}

/* --- what there is ---------------------------------------- */

static void
clear(struct photos *x)
{
	for (; x->n > 0; x->n--) {
		struct waits *w = &x->waits[x->n - 1];

		free(w->when);
		free(w->dots);
		free(w->size);
		free(w->note);
	}
	free(x->waits);
	x->waits = NULL;
	inbox_free(&x->in);
	while (x->n_had > 0)
		free(x->had[--x->n_had]);
	free(x->had);
	free(x->ids);
	x->had = NULL;
	x->ids = NULL;
}

static void
add_waiting(struct photos *x, const struct inbox_entry *i)
{
	AUTO_BUF struct buf when = BUF_INIT, size = BUF_INIT, note = BUF_INIT;
	struct waits *w = &x->waits[x->n++];
	instant at;
	bool taken = inbox_taken(&i->photo, &at);
	date_day day;

	buf_adds(&when, taken ? "" : "came ");
	day = naming_add_moment(practice_of(&x->screen), taken ? at : i->came, &when);
	file_size_words(i->size, &size);
	w->other_day = taken && day != date_from_iso(record_text(x->page->chart->session, "date"));
	if (i->refused != NULL)
		buf_addf(&note, "%s: ", i->refused);
	else if (w->other_day)
		buf_adds(&note, "another day: ");
	else if (!i->can_be_shown)
		buf_adds(&note, "cannot be shown: ");
	buf_adds(&note, i->shown);
	w->when = buf_steal(&when);
	w->dots = i->photo.width > 0 ? xasprintf("%dx%d", i->photo.width, i->photo.height) :
	    xstrdup("");
	w->size = buf_steal(&size);
	w->note = buf_steal(&note);
}

static bool
add_had(const struct file_line *l, void *arg)
{
	struct photos *x = arg;
	const struct chart_item *angle = chart_item(x->page->chart->t, CHART_ANGLES, l->angle);
	AUTO_BUF struct buf words = BUF_INIT, size = BUF_INIT;

	if (strcmp(l->kind, "before") != 0 && strcmp(l->kind, "after") != 0)
		return true;
	file_size_words(l->size, &size);
	buf_addf(&words, "%-7s", l->kind);
	text_show(&words, angle != NULL ? angle->label : l->angle, false);
	buf_addf(&words, ", %s%s", size.s, l->shown ? "" : ", cannot be shown");
	x->had = xreallocarray(x->had, x->n_had + 1, sizeof(*x->had));
	x->ids = xreallocarray(x->ids, x->n_had + 1, sizeof(*x->ids));
	x->ids[x->n_had] = l->id;
	x->had[x->n_had++] = buf_steal(&words);
	return true;
}

static void
look_at_permission(struct photos *x)
{
	enum permission_state is;
	struct err e;

	x->permission = "";
	if (permission_of(practice_of(&x->screen), x->page->chart->client->id, "record",
	    clock_today(), &is, &e) && is != PERMISSION_GIVEN)
		x->permission = is == PERMISSION_ENDED ? "permission for photos ended" :
		    "no permission for photos";
}

static void
load(struct photos *x)
{
	const struct chart *c = x->page->chart;
	struct practice *p = practice_of(&x->screen);
	struct err e;
	size_t i;

	clear(x);
	if (!inbox_look(p, &x->in, &e))
		ui_err(x->screen.ui, &e);
	x->waits = xcalloc(x->in.n + 1, sizeof(*x->waits));
	for (i = 0; i < x->in.n; i++)
		add_waiting(x, &x->in.entries[i]);
	if (!files_list(p, c->client->id, c->session->id, add_had, x, &e))
		ui_err(x->screen.ui, &e);
	look_at_permission(x);
	if (x->at >= x->n)
		x->at = x->n > 0 ? x->n - 1 : 0;
}

/* --- taking in ---------------------------------------- */

static void take(struct photos *x, const struct chart_item *angle, bool again);

static void
answered(UNUSED struct ui *ui, UNUSED char key, void *arg)
{
	struct photos *x = arg;

	take(x, x->asked, true);
}

static void
take(struct photos *x, const struct chart_item *angle, bool again)
{
	static const struct ask_answer answers[] = {
		{ 'y', "take it in all the same" }, { 0, NULL }
	};
	struct ui *ui = x->screen.ui;
	const char *kind = x->after ? "after" : "before";
	AUTO_FREE char *name = NULL;
	AUTO_BUF struct buf said = BUF_INIT;
	struct take t = { .session = x->page->session, .kind = kind, .angle = angle->code,
	    .date = DATE_NONE, .again = again };
	struct err e;

	if (x->at >= x->n || x->in.entries[x->at].refused != NULL) {
		ui_complain(ui, x->n == 0 ? "No photo waits in %s." : "It cannot be taken: %s.",
		    x->n == 0 ? x->in.folder : x->in.entries[x->at].refused);
		return;
	}
	name = xstrdup(x->in.entries[x->at].shown);
	t.inbox = x->in.entries[x->at].name;
	if (files_take(practice_of(&x->screen), &t, NULL, &said, &e)) {
		desk_catch_up(desk_of(&x->screen));
		ui_say(ui, "%s is %s, %s.%s u takes it back.", name, kind, angle->label, said.s);
	} else if (strcmp(e.field, "again") == 0) {
		x->asked = angle;
		ask_push(ui, e.text, answers, answered, x, NULL);
	} else {
		ui_err(ui, &e);
		load(x);	/* it may be gone */
	}
}

/* --- keys ---------------------------------------- */

static void
toggle(struct screen *s, UNUSED enum act a)
{
	of(s)->after = !of(s)->after;
}

static bool
photos_text(struct screen *s, const char *text, size_t n, bool paste)
{
	struct photos *x = of(s);
	const struct chart_list *angles = &x->page->chart->t->parts[CHART_ANGLES];
	size_t i;

	for (i = 0; n == 1 && !paste && i < angles->n; i++)
		if (angles->items[i].key == *text) {
			take(x, &angles->items[i], false);
			return true;
		}
	if (n == 1 && *text == ' ')
		toggle(s, ACT_NONE);
	else if (n == 1 && *text == 'u')
		desk_undo(s, ACT_undo);
	else
		ui_complain(s->ui, "A letter above says from where it was taken.");
	return true;
}

static void
run_undo(struct screen *s, UNUSED enum act a)
{
	desk_undo(s, ACT_undo);
}

static void
run_move(struct screen *s, enum act a)
{
	struct photos *x = of(s);

	if (a == ACT_line_up)
		x->at -= x->at > 0;
	else
		x->at += x->at + 1 < x->n;
}

static void
run_leave(struct screen *s, enum act a)
{
	struct chart_page *p = (struct chart_page *)s->below;

	ui_pop(s);
	if (a != ACT_leave)
		chart_page_go(p, p->at + 1, 0);
}

static const struct binding bindings[] = {
	{ ACT_next_field, "go on", run_leave },
	{ ACT_line_down, "the next", run_move },
	{ ACT_leave, "chart", run_leave },
	{ ACT_accept, NULL, run_leave },
	{ ACT_line_up, NULL, run_move },
	{ ACT_char_left, NULL, toggle },
	{ ACT_char_right, NULL, toggle },
	{ ACT_text_undo, NULL, run_undo },
	{ ACT_NONE, NULL, NULL }
};

/* --- the screen ---------------------------------------- */

/* On a second row where there is no room for all; the row below them. */
static int
draw_angles(const struct photos *x, struct canvas *c, struct area a)
{
	const struct chart_list *angles = &x->page->chart->t->parts[CHART_ANGLES];
	int y = 1, col = 1;
	size_t i;

	for (i = 0; i < angles->n; i++) {
		if (y == 1 && col + 2 + text_width(angles->items[i].label) > a.cols - 1) {
			y++;
			col = 1;
		}
		col += canvas_textf(c, a, y, col, STYLE_KEY, "%c", angles->items[i].key) + 1;
		col += canvas_text(c, a, y, col, STYLE_TEXT, angles->items[i].label) + 2;
	}
	return y + 1;
}

/* What the next one is, and the angles; the row below the rule. */
static int
draw_head(const struct photos *x, struct canvas *c, struct area a)
{
	int col = 1, y;

	col += canvas_text(c, a, 0, col, x->after ? STYLE_DIM : STYLE_TAB_ON, "before") + 1;
	col += canvas_text(c, a, 0, col, x->after ? STYLE_TAB_ON : STYLE_DIM, "after") + 1;
	canvas_fit_right(c, a, 0, col, a.cols - col - 1, STYLE_WARN, x->permission);
	y = draw_angles(x, c, a);
	canvas_hline(c, a, y, 0, a.cols);
	return y + 1;
}

static void
draw_waiting(const struct photos *x, size_t i, struct canvas *c, struct area a, int y)
{
	const struct inbox_entry *in = &x->in.entries[i];
	const struct waits *w = &x->waits[i];
	enum style st = in->refused != NULL ? STYLE_DIM : i == x->at ? STYLE_STRONG : STYLE_TEXT;
	int col = 2;

	if (i == x->at) {
		canvas_mark(c, a, y, 0, STYLE_TEXT, MARK_CURSOR);
		canvas_cursor(c, a, y, 2);
	}
	canvas_fit(c, a, y, col, WHEN, w->other_day ? STYLE_WARN : st, w->when);
	col += WHEN + 1;
	if (a.cols >= WIDE) {
		canvas_fit(c, a, y, col, DOTS, STYLE_TEXT, w->dots);
		col += DOTS + 1;
	}
	canvas_fit(c, a, y, col, 7, STYLE_TEXT, in->format);
	canvas_fit_right(c, a, y, col + 8, 9, STYLE_TEXT, w->size);
	canvas_fit(c, a, y, col + 18, a.cols - col - 19, in->refused != NULL || w->other_day ||
	    !in->can_be_shown ? STYLE_WARN : STYLE_DIM, w->note);
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct photos *x = (const struct photos *)s;
	size_t had = x->n_had < (size_t)a.rows / 3 ? x->n_had : (size_t)a.rows / 3;
	int y = draw_head(x, c, a), last = a.rows - (int)had - 2;
	size_t top, i;

	canvas_textf(c, a, y++, 2, STYLE_DIM, "%zu wait%s", x->in.waiting,
	    x->in.waiting == 1 ? "s" : "");
	if (x->n == 0 && x->in.folder != NULL)
		canvas_fold(c, a, y, 2, a.cols - 3, last - y, STYLE_DIM, "Photos come into the "
		    "inbox by chairside attach, scp or a shared folder.");
	top = last > y && x->at >= (size_t)(last - y) ? x->at - (size_t)(last - y) + 1 : 0;
	for (i = top; i < x->n && y < last; i++)
		draw_waiting(x, i, c, a, y++);
	y = x->n == 0 ? y + 2 : y;
	canvas_textf(c, a, ++y, 2, STYLE_DIM, "%zu of this visit", x->n_had);
	for (i = 0; i < had; i++)
		canvas_fit(c, a, ++y, 2, a.cols - 3, STYLE_TEXT, x->had[i]);
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_addf(out, "Photos, %s", ((const struct photos *)s)->page->name);
}

static void
facts(const struct screen *s, struct buf *out)
{
	buf_addf(out, "a letter takes it as %s  Space changes that  u takes back",
	    ((const struct photos *)s)->after ? "after" : "before");
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_attachment,
	    &record_permission, NULL };

	if (desk_touches(what, types))
		load(of(s));
}

static bool
shows(const struct screen *s, const struct record_type *t, int64_t id)
{
	const struct photos *x = (const struct photos *)s;
	size_t i;

	for (i = 0; t == &record_attachment && i < x->n_had; i++)
		if (x->ids[i] == id)
			return true;
	return false;
}

static void
photos_free(struct screen *s)
{
	clear(of(s));
	free(s);
}

static const struct screen_ops ops = {
	.name = "photos", .mode = MODE_TYPE, .bindings = bindings, .text = photos_text,
	.draw = draw, .title = title, .facts = facts, .changed = changed, .shows = shows,
	.free = photos_free,
};

void
chart_photos_push(struct chart_page *p)
{
	struct photos *x = xcalloc(1, sizeof(*x));
	enum session_status is = session_status_of(p->chart->session);

	x->screen.ops = &ops;
	x->screen.ui = p->screen.ui;
	x->screen.client = p->screen.client;
	x->page = p;
	/* before it begins, and until something is written down */
	x->after = is == SESSION_DONE || (is == SESSION_IN_TREATMENT && p->chart->now.n_lines > 0);
	load(x);
	ui_push(p->screen.ui, &x->screen);
}

/* --- for the chart ---------------------------------------- */

bool
chart_photos_offered(const struct chart_page *p, const struct chart_row *r)
{
	return r->kind == CHART_ROW_TICK && strcmp(r->tick, "photos") == 0 && p->waiting > 0 &&
	    (p->chart->photos > 0 || !chart_page_has_value(p, r, 0));
}

void
chart_photos_look(struct chart_page *p)
{
	struct inbox in = { .n = 0 };
	struct err e;

	p->waiting = inbox_look(practice_of(&p->screen), &in, &e) ? in.waiting : 0;
	inbox_free(&in);
}

void
chart_photos_changed(struct chart_page *p)
{
	long before = p->chart->photos;
	struct err e;

	if (!chart_count_photos(practice_of(&p->screen), p->chart, &e))
		ui_err(p->screen.ui, &e);
	else if ((before == 0) != (p->chart->photos == 0) && !p->is_signed)
		chart_tick(p->chart, "photos", p->chart->photos > 0, "");
}
