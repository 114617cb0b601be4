/*
 * series.c - see series.h.
 */
#include "screens/series.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/picks.h"
#include "practice/series.h"
#include "practice/standing.h"
#include "screens/forms.h"
#include "screens/parked.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

#define HEAD 2		/* rows above the list */

struct series_screen {
	struct list_screen ls;
	struct series series;
	char *who, *what, *by;	/* client, service, practitioner */
	bool mended;		/* it is not as it was proposed */
	struct draft draft;	/* as kept last; form NULL: never */
};

static struct series_screen *
of(struct screen *s)
{
	return (struct series_screen *)s;
}

/* --- rows ------------------------------------------------------------------------------ */

static const struct list_column columns[] = {
	{ .title = "", .min = 7, .max = 8 },
	{ .title = "Visit", .min = 23, .max = 26 },
	{ .title = "", .min = 14, .max = 0, .drop = 1 },
};

/* "usual day and hour", "1 day later, another hour" */
static void
add_why(const struct series *s, const struct series_visit *v, struct buf *out)
{
	int by = (int)(v->day - v->wanted);

	if (v->day == DATE_NONE)
		buf_adds(out, "nothing is free that week; e sets another day");
	else if (v->as_wanted)
		buf_adds(out, "usual day and hour");
	else if (by != 0)
		buf_addf(out, "%d day%s %s", abs(by), text_plural(abs(by)),
		    by > 0 ? "later" : "earlier");
	if (v->day != DATE_NONE && !v->as_wanted)
		buf_addf(out, "%s%s", by != 0 ? ", " : "", v->start == s->start ?
		    "usual hour" : "another hour");
}

static void
fill(struct series_screen *x)
{
	const struct series *s = &x->series;
	bool twelve = practice_of(&x->ls.screen)->context.twelve_hour;
	size_t i;

	list_rows_clear(&x->ls.rows);
	for (i = 0; i < s->n; i++) {
		const struct series_visit *v = &s->list[i];
		AUTO_FREE char *n = xasprintf("%d of %d", v->n, s->planned);
		AUTO_BUF struct buf when = BUF_INIT, why = BUF_INIT;
		char day[24], time[DATE_TIME_SIZE];

		if (v->day == DATE_NONE)
			buf_adds(&when, date_to_words(v->wanted, true, day));
		else
			buf_addf(&when, "%s %s", date_to_words(v->day, true, day),
			    date_format_time(v->start, twelve, time));
		add_why(s, v, &why);
		list_rows_add(&x->ls.rows, (int64_t)i + 1, "");
		list_rows_cell(&x->ls.rows, STYLE_DIM, n);
		list_rows_cell(&x->ls.rows, v->day == DATE_NONE ? STYLE_BAD : STYLE_TEXT,
		    when.s);
		list_rows_cell(&x->ls.rows, v->as_wanted ? STYLE_DIM : STYLE_WARN, why.s);
	}
}

static void
refill(struct series_screen *x)
{
	fill(x);
	list_reload(x->ls.list);
}

/* The selected visit; false, with a message, when there is none. */
static bool
selected(struct series_screen *x, size_t *i)
{
	int64_t row = list_selected(x->ls.list);

	if (row <= 0)
		ui_complain(x->ls.screen.ui, "No visit is left here; Esc goes back.");
	*i = row > 0 ? (size_t)row - 1 : 0;
	return row > 0;
}

/* --- drafts ------------------------------------------------------------------------------ */

/* Each visit by its number in the series: "2026-11-24 840", blank where nothing is free; one
 * that is left out has none. */
static void
put_all(const struct series_screen *x, struct draft *to)
{
	const struct series *s = &x->series;
	AUTO_FREE char *title = xasprintf("Series, %s, %zu visit%s", x->who, s->n,
	    text_plural(s->n));
	char name[16], iso[DATE_ISO_SIZE], when[40];
	size_t i;

	draft_set_string(&to->form, "series");
	draft_set_string(&to->type, "client");
	draft_set_string(&to->title, title);
	to->record = s->client;
	snprintf(when, sizeof(when), "%lld", (long long)s->service);
	draft_set_string(&to->extra, when);
	for (i = 0; i < s->n; i++) {
		const struct series_visit *v = &s->list[i];

		snprintf(name, sizeof(name), "%d", v->n);
		snprintf(when, sizeof(when), "%s %d", v->day != DATE_NONE ?
		    date_to_iso(v->day, iso) : "", v->start);
		draft_set(to, name, v->day != DATE_NONE ? when : "");
		if ((int64_t)i + 1 == list_selected(x->ls.list))
			draft_set_string(&to->place, name);
	}
}

static bool
keep(struct screen *s, enum keep why, struct err *e)
{
	struct series_screen *x = of(s);
	struct draft now = DRAFT_INIT;

	if (x->mended)
		put_all(x, &now);
	return draft_keep(desk_of(s), &x->draft, x->mended ? &now : NULL, why, e);
}

/* Puts the visits where they were; one whose time is taken meanwhile goes where it can. */
static void
restore(struct practice *p, struct series *s, const struct draft *from)
{
	char name[16], iso[DATE_ISO_SIZE];
	struct err none;
	size_t i;
	int start;

	for (i = s->n; i-- > 0;) {
		const char *when;

		snprintf(name, sizeof(name), "%d", s->list[i].n);
		when = draft_get(from, name);
		if (when == NULL)
			series_leave_out(s, i);
		else if (sscanf(when, "%10s %d", iso, &start) == 2 &&
		    date_from_iso(iso) != DATE_NONE)
			(void)series_place(p, s, i, date_from_iso(iso), start, 1, &none);
	}
}

/* --- keys -------------------------------------------------------------------------------- */

static void
mend(struct series_screen *x, size_t i, date_day day, int start, int by)
{
	struct err e;

	if (series_place(practice_of(&x->ls.screen), &x->series, i, day, start, by, &e)) {
		x->mended = true;
		refill(x);
	} else {
		ui_err(x->ls.screen.ui, &e);
	}
}

static void
run_day(struct screen *s, enum act a)
{
	struct series_screen *x = of(s);
	const struct series_visit *v;
	int by = a == ACT_later ? 1 : -1;
	size_t i;

	if (!selected(x, &i))
		return;
	v = &x->series.list[i];
	mend(x, i, (v->day != DATE_NONE ? v->day : v->wanted) + by, -1, by);
}

/* Like a booking's: a time without am or pm lies within the hours. -1: it is none. */
static int
time_of(struct series_screen *x, const char *typed_time)
{
	int start = date_parse_time(typed_time);

	return start < 0 ? start :
	    form_session_time(desk_of(&x->ls.screen), start, typed_time);
}

/* "tue 24 nov 3p", a day alone, or a time alone. */
static bool
typed(struct ui *ui, const char *text, void *arg)
{
	struct series_screen *x = arg;
	const struct field_context *c = &practice_of(&x->ls.screen)->context;
	const struct series_visit *v;
	AUTO_FREE char *words = xstrdup(text);
	date_day day = date_parse(words, c->date_order, c->today, false);
	int start = day == DATE_NONE ? time_of(x, words) : -1;
	char *blank;
	size_t i;

	if (!selected(x, &i))
		return true;
	v = &x->series.list[i];
	for (blank = words; day == DATE_NONE && start < 0 &&
	    (blank = strchr(blank, ' ')) != NULL; blank++) {
		*blank = '\0';
		start = time_of(x, blank + 1);
		if (start >= 0 &&
		    (day = date_parse(words, c->date_order, c->today, false)) == DATE_NONE)
			start = -1;
		*blank = ' ';
	}
	if (day == DATE_NONE && start < 0) {
		ui_complain(ui, "A day and a time, such as tue 2p or 24 nov 14:30.");
		return false;
	}
	mend(x, i, day != DATE_NONE ? day : v->day != DATE_NONE ? v->day : v->wanted, start, 1);
	return true;
}

static void
run_edit(struct screen *s, UNUSED enum act a)
{
	size_t i;

	if (selected(of(s), &i))
		line_push(s->ui, "When?", "A day, a time, or both: tue 2p, 24 nov 14:30.", "",
		    typed, s, NULL);
}

static void
run_leave_out(struct screen *s, UNUSED enum act a)
{
	size_t i;

	if (!selected(of(s), &i))
		return;
	series_leave_out(&of(s)->series, i);
	of(s)->mended = true;
	refill(of(s));
}

static void
run_book(struct screen *s, UNUSED enum act a)
{
	struct series_screen *x = of(s);
	struct desk *d = desk_of(s);
	AUTO_BUF struct buf note = BUF_INIT;
	AUTO_FREE char *who = xstrdup(x->who);
	size_t i, n = 0;
	struct err e;

	for (i = 0; i < x->series.n; i++)
		n += x->series.list[i].day != DATE_NONE;
	if (!series_book(d->p, &x->series, &note, &x->draft, &e)) {
		ui_err(s->ui, &e);
		return;
	}
	ui_pop(s);
	desk_catch_up(d);
	ui_say(d->ui, "Booked: %s, %zu visit%s of the series. u takes %s back.%s%s", who, n,
	    text_plural(n), n == 1 ? "it" : "all", note.len > 0 ? " " : "", note.s);
}

static void
run_leave(struct screen *s, UNUSED enum act a)
{
	struct ui *ui = s->ui;
	bool mended = of(s)->mended;
	struct err e;

	if (list_act(of(s)->ls.list, ui, ACT_back))	/* a filter goes first */
		return;
	if (!keep(s, KEEP_LEFT, &e)) {
		ui_err(ui, &e);
		return;
	}
	ui_pop(s);
	if (mended)
		ui_say(ui, "Kept as a draft; Today opens it again.");
}

static void
run_discard(struct screen *s, UNUSED enum act a)
{
	struct ui *ui = s->ui;
	bool mended = of(s)->mended;

	if (!draft_leave(s, &of(s)->draft))
		return;
	ui_pop(s);
	ui_say(ui, mended ? "Thrown away. u brings it back." : "Nothing was changed.");
}

/* --- the screen ------------------------------------------------------------------------ */

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct series_screen *x = (const struct series_screen *)s;
	struct area in = { a.y + HEAD, a.x, a.rows - HEAD, a.cols };
	AUTO_FREE char *head = xasprintf("%s%s%s", x->what, *x->by != '\0' ? ", " : "", x->by);

	canvas_hline(c, a, 0, 0, a.cols);
	canvas_fit(c, a, 1, 2, a.cols - 4, STYLE_STRONG, head);
	list_draw(x->ls.list, c, in, true);
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_addf(out, "The rest of a series, %s", ((const struct series_screen *)s)->who);
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->ls.list, body.rows - HEAD);
}

static void
series_free(struct screen *s)
{
	struct series_screen *x = of(s);

	list_screen_end(&x->ls);
	free(x->who);
	free(x->what);
	free(x->by);
	draft_free(&x->draft);
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_book, "book all", run_book },
	{ ACT_edit, "another time", run_edit },
	{ ACT_later, "a day later", run_day },
	{ ACT_earlier, "earlier", run_day },
	{ ACT_archive, "leave out", run_leave_out },
	{ ACT_open, NULL, run_edit },
	{ ACT_back, NULL, run_leave },
	{ ACT_discard, NULL, run_discard },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "series", LIST_SCREEN, .bindings = bindings, .draw = draw, .title = title,
	.sized = sized, .keep = keep, .free = series_free,
};

static void
select_visit(struct series_screen *x, int n)
{
	size_t i;

	for (i = 0; i < x->series.n; i++)
		if (x->series.list[i].n == n)
			list_select(x->ls.list, (int64_t)i + 1);
}

static char *
name_of(struct practice *p, const struct record_type *t, int64_t id)
{
	AUTO_BUF struct buf name = BUF_INIT, shown = BUF_INIT;
	struct err none;

	if (id != 0)
		pick_name(p, t, id, &name, &none);
	text_show(&shown, name.s, false);
	return buf_steal(&shown);
}

/* False, with a message, when nothing is left to book. Takes over the draft (NULL: none). */
static bool
push(struct desk *d, int64_t client, int64_t service, const struct draft *draft)
{
	struct series_screen *x;
	struct series rest;
	struct err e;

	if (!series_rest(d->p, client, service, &rest, &e)) {
		ui_err(d->ui, &e);
		return false;
	}
	if (rest.n == 0) {
		ui_say(d->ui, "All %d visits of the series are booked or done.", rest.planned);
		return false;
	}
	x = xcalloc(1, sizeof(*x));
	x->ls.screen.ops = &ops;
	x->ls.screen.ui = d->ui;
	x->series = rest;
	x->draft = (struct draft)DRAFT_INIT;
	x->mended = draft != NULL;
	if (draft != NULL) {
		restore(d->p, &x->series, draft);
		draft_copy(&x->draft, draft);
	}
	x->who = name_of(d->p, &record_client, client);
	x->what = name_of(d->p, &record_service, service);
	x->by = name_of(d->p, &record_staff, rest.staff);
	fill(x);
	list_screen_begin(&x->ls, columns, ARRAY_LEN(columns), false,
	    "Nothing is left to book. Esc goes back.");
	if (draft != NULL && draft->place != NULL)
		select_visit(x, (int)strtol(draft->place, NULL, 10));
	ui_push(d->ui, &x->ls.screen);
	return true;
}

void
series_resume(struct desk *d, struct draft *draft)
{
	if (!desk_may(d, ACTION_WRITE_SESSIONS) || !push(d, draft->record,
	    draft->extra != NULL ? strtoll(draft->extra, NULL, 10) : 0, draft))
		return;
	ui_say(d->ui, "As you left it. b books all, ^X throws it away.");
}

void
series_push(struct desk *d, int64_t client, int64_t service)
{
	struct client_standing now = { .client = client };
	struct err e;

	if (!desk_may(d, ACTION_WRITE_SESSIONS))
		return;
	if (service == 0 && standing_series(d->p, &now, &e))
		service = now.series;
	if (service == 0)
		ui_complain(d->ui, "This client has no series; book the first visit of one.");
	else
		push(d, client, service, NULL);
}
