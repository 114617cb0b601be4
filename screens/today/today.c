/*
 * today.c - the agenda's rows, and moving in them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "lists/page.h"
#include "practice/emergency.h"
#include "practice/looks.h"
#include "screens/today/today.h"

#define GAP_MINUTES 30		/* shorter free time gets no row */

static void
row_free(struct today_row *r)
{
	free(r->name);
	free(r->service);
	free(r->service_code);
	free(r->code);
	free(r->insisted);
	free(r->entered);
	free(r->signed_by);
}

static void
rows_free(struct today *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		row_free(&t->rows[i]);
	t->n = 0;
}

struct today_row *
today_selected(const struct today *t)
{
	return t->at < t->n ? &t->rows[t->at] : NULL;
}

static struct today_row *
add_row(struct today *t)
{
	struct today_row *r;

	GROW(t->rows, t->cap, t->n + 1);
	r = &t->rows[t->n++];
	*r = (struct today_row){ .id = 0 };
	return r;
}

static void
add_visit(struct today *t, const struct session_line *l)
{
	*add_row(t) = (struct today_row){ .id = l->id, .version = l->version,
	    .client = l->client, .staff = l->staff,
	    .start = l->before ? l->start - DAY_MINUTES : l->start,
	    .timed = l->start >= 0, .before = l->before, .minutes = l->minutes,
	    .status = l->status, .late = l->late, .to_pay = l->to_pay,
	    .alerted = l->alert, .unscreened = l->unscreened };
}

static void
take_shown(const struct session_shown *s, void *row)
{
	struct today_row *r = row;

	r->name = xstrdup(s->client_name);
	r->service = xstrdup(*s->service_name != '\0' ? s->service_name : s->service_code);
	r->service_code = xstrdup(s->service_code);
	r->code = xstrdup(s->staff_code);
	r->insisted = xstrdup(s->insisted);
	r->entered = xstrdup(s->entered);
	r->signed_by = xstrdup(s->signed_by);
	r->no_outcome = s->no_outcome;
	r->alerted = s->alert;
}

void
today_show(struct today *t, struct today_row *r)
{
	static const struct session_shown nothing = { "", "", "", "", "", "", "", false, false,
	    "" };
	struct session_line l = { .id = r->id, .client = r->client, .alert = r->alerted };
	struct err e;

	if (r->id == 0 || r->name != NULL)
		return;
	if (!session_show(practice_of(&t->screen), &l, take_shown, r, &e))
		ui_err(t->screen.ui, &e);
	if (r->name == NULL)
		take_shown(&nothing, r);
}

static bool
add_gap(const struct session_gap *g, void *arg)
{
	struct today_row *r = add_row(arg);

	r->staff = g->staff;
	r->code = xstrdup(g->staff_code);
	r->start = g->start;
	r->timed = true;
	r->minutes = g->minutes;
	return true;
}

static int
by_time(const void *a, const void *b)
{
	const struct today_row *p = a, *q = b;

	if (p->start != q->start)
		return p->start < q->start ? -1 : 1;
	if ((p->id == 0) != (q->id == 0))	/* visits before free time */
		return p->id == 0 ? 1 : -1;
	return p->id < q->id ? -1 : p->id > q->id;
}

static void
keep_in_view(struct today *t)
{
	size_t i;

	if (t->at >= t->n)
		t->at = t->n > 0 ? t->n - 1 : 0;
	if (t->at < t->top)
		t->top = t->at;
	if (t->height > 0 && t->at >= t->top + t->height)
		t->top = t->at - t->height + 1;
	/* no row is scrolled off the top while there is room below */
	if (t->top + t->height > t->n)
		t->top = t->n > t->height ? t->n - t->height : 0;
	for (i = t->top; i < t->n && i < t->top + t->height; i++)
		today_show(t, &t->rows[i]);
}

/* The row to select at first: what goes on now or comes next. */
static size_t
row_of_now(const struct today *t)
{
	size_t i;
	int now = clock_minutes();

	if (t->day != clock_today())
		return 0;
	for (i = 0; i < t->n; i++)
		if (t->rows[i].id != 0 && (t->rows[i].status == SESSION_HERE ||
		    t->rows[i].status == SESSION_IN_TREATMENT))
			return i;
	for (i = 0; i < t->n; i++)
		if (t->rows[i].id != 0 &&
		    t->rows[i].start + t->rows[i].minutes > now)
			return i;
	return 0;
}

static void
load_standing(struct today *t)
{
	const struct today_row *r = today_selected(t);
	struct err e;

	t->has_standing = r != NULL && r->client != 0 &&
	    client_standing(practice_of(&t->screen), r->client, &t->standing, &e);
}

/* Are there no clients yet? */
static bool
is_new_practice(struct practice *p)
{
	struct page_query all = { .all = true };
	struct err e;
	long n = 1;

	return page_count(&page_clients, p, &all, 1, &n, &e) && n == 0;
}

static void
read_day(struct today *t)
{
	struct practice *p = practice_of(&t->screen);
	int64_t staff = t->mine ? p->staff->id : 0;
	AUTO_LINES struct session_lines lines = SESSION_LINES_INIT;
	struct err e;
	size_t i;
	bool ok;

	rows_free(t);
	t->is_new = (t->is_new || !t->read) && is_new_practice(p);
	t->read = true;
	t->minute = clock_minutes();
	ok = sessions_day(p, t->day, staff, &lines, &e);
	for (i = 0; i < lines.n; i++)
		add_visit(t, &lines.list[i]);
	ok = sessions_todo(p, &lines, &t->todo, ok ? &e : NULL) && ok &&
	    (t->is_new || sessions_gaps(p, &lines, GAP_MINUTES, add_gap, t, &t->open, &e));
	if (!ok)
		ui_err(t->screen.ui, &e);
	if (t->n > 0)
		qsort(t->rows, t->n, sizeof(*t->rows), by_time);
}

/* What is to be done whatever day is shown. */
static void
count_jobs(struct today *t)
{
	struct practice *p = practice_of(&t->screen);
	struct err e;

	t->due = desk_of(&t->screen)->due;
	if ((t->mine || !t->due.whole) && practice_allows(p, ACTION_READ_CLIENTS) &&
	    !due_count(p, t->mine, &t->due, &e))
		ui_err(t->screen.ui, &e);
	if (!sign_count(p, &t->sign, &e) || !looks_count(p, &t->second, &e) ||
	    !emergency_waiting(p, SESSIONS_WAITING_MAX, &t->looks, &e))
		ui_err(t->screen.ui, &e);
}

/* Reads all again, keeping the selection. */
static void
today_load(struct today *t)
{
	const struct today_row *r = today_selected(t);
	int64_t id = r != NULL ? r->id : 0;
	int start = r != NULL ? r->start : -1;
	size_t i;

	t->stale = false;
	read_day(t);
	count_jobs(t);
	for (i = 0; i < t->n; i++)
		if (id != 0 ? t->rows[i].id == id :
		    t->rows[i].id == 0 && t->rows[i].start >= start)
			break;
	if (i < t->n)
		t->at = i;
	keep_in_view(t);
	load_standing(t);
	today_job_again(t);
}

static bool
is_caught_up(const struct today *t)
{
	return t->day == desk_of(&t->screen)->paper_day;
}

/* It goes on with another past day, and ends with today. */
static void
turn_paper(struct desk *d, date_day day)
{
	if (d->paper_day == DATE_NONE)
		return;
	d->paper_day = day < clock_today() ? day : DATE_NONE;
	if (d->paper_day == DATE_NONE)
		ui_say(d->ui, "Catching up has ended.");
}

void
today_go(struct today *t, date_day day)
{
	if (day == DATE_NONE)
		return;
	turn_paper(desk_of(&t->screen), day);
	t->day = day;
	t->chosen = false;
	t->top = 0;
	marks_clear(&t->marks);
	read_day(t);
	t->at = row_of_now(t);
	keep_in_view(t);
	load_standing(t);
}

void
today_select(struct today *t, int64_t session)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		if (t->rows[i].id == session)
			t->at = i;
	keep_in_view(t);
	load_standing(t);
}

/* --- moving ---------------------------------------------------------------------- */

static void
move_by(struct today *t, long by)
{
	if (t->in_jobs) {
		today_job_move(t, by);
		return;
	}
	t->chosen = true;
	t->at = act_row(t->at, by, t->n);
	keep_in_view(t);
	load_standing(t);
}

/* For Space on a visit: marks or unmarks it and moves down. */
static bool
mark(struct today *t)
{
	const struct today_row *r = today_selected(t);

	if (t->in_jobs || r == NULL || r->id == 0)
		return false;
	marks_turn(&t->marks, r->id);
	move_by(t, 1);
	ui_say(t->screen.ui, t->marks.n == 0 ? "Nothing is marked." : "%zu marked; y "
	    "confirms all of them, x writes them. Esc clears the marks.", t->marks.n);
	return true;
}

static bool
today_act(struct screen *s, enum act a)
{
	struct today *t = (struct today *)s;
	int by;

	t->offering = false;
	if (act_rows(a, t->height > 1 ? (int)t->height - 1 : 1, &by)) {
		move_by(t, by);
		return true;
	}
	switch ((int)a) {
	case ACT_mark:
		return mark(t);
	case ACT_back:
		if (t->marks.n == 0 && !is_caught_up(t))
			return false;
		if (t->marks.n == 0)
			turn_paper(desk_of(s), clock_today());
		marks_clear(&t->marks);
		return true;
	case ACT_earlier:
		today_go(t, date_add_days(t->day, -1));
		return true;
	case ACT_later:
		today_go(t, date_add_days(t->day, 1));
		return true;
	case ACT_today:
		if (t->day == clock_today())
			ui_say(s->ui, "This is today.");
		today_go(t, clock_today());
		return true;
	case ACT_next_pane:
	case ACT_prev_pane:
		if (!today_has_pane(s->body))
			ui_say(s->ui, "To do has no room here: it needs 80 columns. ^G drafts "
			    "lists what was begun.");
		today_turn(t, today_has_pane(s->body));
		return true;
	case ACT_scope:
		t->mine = !t->mine;
		today_load(t);
		ui_say(s->ui, t->mine ? "Your own visits; v shows everybody's." :
		    "Everybody's visits; v shows your own.");
		return true;
	}
	return false;
}

/* --- the screen ---------------------------------------------------------------------- */

static void
today_title(const struct screen *s, struct buf *out)
{
	const struct today *t = (const struct today *)s;
	date_day now = clock_today();
	char day[24];

	if (is_caught_up(t))
		buf_addf(out, "Catching up %s", date_to_words(t->day, true, day));
	else if (t->day == now)
		buf_adds(out, "Today");
	else if (t->day == now + 1)
		buf_adds(out, "Tomorrow");
	else if (t->day == now - 1)
		buf_adds(out, "Yesterday");
	else
		buf_adds(out, date_to_words(t->day, true, day));
	if (t->mine)
		buf_adds(out, ", mine");
}

static void
today_facts(const struct screen *s, struct buf *out)
{
	if (is_caught_up((const struct today *)s))
		buf_adds(out, "From paper: a s s, b, p enter what was done. Esc ends it.");
}

static void
today_sized(struct screen *s, struct area body)
{
	struct today *t = (struct today *)s;

	t->height = body.rows > 3 ? (size_t)body.rows - 3 : 1;
	if (!today_has_pane(body))
		today_turn(t, false);
	keep_in_view(t);
}

static void
today_changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_session,
	    &record_client, &record_contact, &record_receipt, &record_receipt_line,
	    &record_payment, &record_screening, &record_service, &record_staff, &record_practice,
	    &record_follow_up, &record_emergency_view, &record_chart, &record_signature,
	    &record_second_look, &record_hours, &record_block, NULL };
	static const struct record_type *const of_receipts[] = { &record_receipt,
	    &record_receipt_line, &record_payment, NULL };

	struct today *t = (struct today *)s;

	/* changes while another tab is shown, and of what it shows little of, are read later:
	 * today_shown() */
	if (ui_tab(s->ui) != TAB_today ||
	    !(t->is_new ? desk_touches : desk_touches_visits)(what, types)) {
		t->stale = t->stale || t->is_new || desk_touches_visits(what, record_types);
		return;
	}
	if (desk_touches(what, of_receipts))
		parked_read(desk_of(s), NULL);
	today_load(t);
}

static void
today_shown(struct screen *s)
{
	struct today *t = (struct today *)s;

	t->offering = false;
	parked_read(desk_of(s), NULL);
	if (t->stale || t->minute != clock_minutes())
		today_load(t);
	else
		today_job_again(t);
}

static void
today_root(struct screen *s)
{
	struct today *t = (struct today *)s;

	t->mine = false;
	today_turn(t, false);
	count_jobs(t);
	today_go(t, clock_today());
}

static void
today_free(struct screen *s)
{
	struct today *t = (struct today *)s;

	rows_free(t);
	marks_clear(&t->marks);
	free(t->rows);
	free(t);
}

static const enum act widget_acts[] = {
	ACT_up, ACT_down, ACT_page_up, ACT_page_down, ACT_first, ACT_last, ACT_mark,
	ACT_earlier, ACT_later, ACT_today, ACT_next_pane, ACT_scope, ACT_NONE
};

/* Is it a visit among the rows shown, or the client of one? */
static bool
today_shows(const struct screen *s, const struct record_type *t, int64_t id)
{
	const struct today *y = (const struct today *)s;
	size_t i;

	for (i = y->top; i < y->n && i < y->top + y->height; i++)
		if (y->rows[i].id != 0 && ((t == &record_session &&
		    y->rows[i].id == id) || (t == &record_client &&
		    y->rows[i].client == id)))
			return true;
	return false;
}

#define TODAY_SCREEN \
	.name = "today", .mode = MODE_LIST, .widget_acts = widget_acts, .act = today_act, \
	.draw = today_draw, .title = today_title, .sized = today_sized, .shown = today_shown, \
	.changed = today_changed, .root = today_root, .shows = today_shows, .free = today_free

static const struct screen_ops today_ops = {
	TODAY_SCREEN, .bindings = today_bindings, .facts = today_facts,
};
static const struct screen_ops todo_ops = {
	TODAY_SCREEN, .bindings = todo_bindings, .facts = todo_facts,
};

void
today_turn(struct today *t, bool to_jobs)
{
	t->in_jobs = to_jobs;
	t->screen.ops = to_jobs ? &todo_ops : &today_ops;
	t->job = 0;
	today_job_move(t, 0);
}

#define OFFERED 36		/* columns of the newest draft's words in the offer */

/* After the login: offers the drafts kept. */
static void
offer_drafts(struct today *t)
{
	struct desk *d = desk_of(&t->screen);
	AUTO_BUF struct buf name = BUF_INIT;
	size_t n = d->parked->drafts;
	const char *newest = n > 0 ? d->parked->rows[0].words : "";
	t->offering = n > 0;
	if (text_width(newest) > OFFERED)
		text_fit(&name, newest, OFFERED, d->ascii);
	else
		buf_adds(&name, newest);
	if (n == 1)
		ui_say(d->ui, "1 draft kept: %s. Enter opens it.", name.s);
	else if (n > 1)
		ui_say(d->ui, "%zu drafts kept: %s, … Enter lists them.", n, name.s);
}

struct screen *
today_open(struct desk *d)
{
	struct today *t = xcalloc(1, sizeof(*t));

	t->screen.ops = &today_ops;
	t->screen.ui = d->ui;
	t->height = 1;
	count_jobs(t);
	today_go(t, clock_today());
	offer_drafts(t);
	return &t->screen;
}

void
today_catch_up(struct desk *d, date_day day)
{
	struct screen *s = ui_top(d->ui);

	if (!desk_may(d, ACTION_WRITE_SESSIONS))
		return;
	if (day == DATE_NONE && s->ops == &today_ops)
		day = ((struct today *)s)->day;
	if (day == DATE_NONE || day >= clock_today()) {
		ui_complain(d->ui, "Only a past day is caught up: , on Today goes back to it, or "
		    "name it: catch-up yesterday.");
		return;
	}
	if (ui_tab(d->ui) != TAB_today)
		desk_go(d, TAB_today);
	if (ui_top(d->ui)->ops != &today_ops && !ui_root(d->ui))
		return;
	today_go((struct today *)ui_top(d->ui), day);
	d->paper_day = day;
}

void
today_entered(struct desk *d, int64_t session)
{
	if (ui_top(d->ui)->ops == &today_ops)
		today_select((struct today *)ui_top(d->ui), session);
}
