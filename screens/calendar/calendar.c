/*
 * calendar.c - the page of the calendar, and where its cell is.
 */
#include "screens/calendar/calendar.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/naming.h"
#include "practice/rules.h"

#define COLS_DAY 24		/* of the window, for a person's day */
#define COLS_WEEK 9		/* for a day of a week */
#define QUARTER 15		/* minutes: a visit of today is booked for the next one */
#define TWO_BELOW 80		/* narrower windows show two people */

static struct calendar_screen *
of(struct screen *s)
{
	return (struct calendar_screen *)s;
}

/* --- the cell ----------------------------------------------------------------------------- */

static bool
is_of_cell(const struct calendar_screen *s, const struct calendar_column *col)
{
	if (s->view == CALENDAR_WEEK)
		return col->day == s->day;
	return col->place == (s->view == CALENDAR_ROOMS ? s->room : s->staff);
}

/* The place of the cell's column; n_columns: there is none. */
static size_t
column_at(const struct calendar_screen *s)
{
	size_t i;

	for (i = 0; i < s->page.n_columns; i++)
		if (is_of_cell(s, &s->page.columns[i]))
			break;
	return i;
}

const struct calendar_column *
calendar_column(const struct calendar_screen *s)
{
	size_t i = column_at(s);

	return i < s->page.n_columns ? &s->page.columns[i] : NULL;
}

/* A visit first, then what begins in the row, then what began before. */
static int
rank(const struct calendar_item *it, int64_t row)
{
	return (it->kind == CALENDAR_VISIT ? 0 : 2) + (it->from < row);
}

size_t
calendar_items(const struct calendar *c, const struct calendar_column *col, int minute,
    const struct calendar_item *in[CALENDAR_IN_CELL])
{
	int64_t row = rules_moment(col->day, minute);
	size_t i, n = 0;
	int r;

	for (r = 0; r < 4; r++)
		for (i = col->first; i < col->first + col->n && n < CALENDAR_IN_CELL; i++) {
			const struct calendar_item *it = &c->items[i];

			if (it->from < row + CALENDAR_ROW && it->until > row && rank(it, row) == r)
				in[n++] = it;
		}
	return n;
}

const struct calendar_item *
calendar_item(const struct calendar_screen *s)
{
	const struct calendar_item *in[CALENDAR_IN_CELL];
	const struct calendar_column *col = calendar_column(s);
	size_t n = col != NULL ? calendar_items(&s->page, col, s->minute, in) : 0;

	return n == 0 ? NULL : in[s->nth < n ? s->nth : n - 1];
}

const struct calendar_visit *
calendar_visit(const struct calendar_screen *s)
{
	const struct calendar_item *it = calendar_item(s);

	return it != NULL && it->kind == CALENDAR_VISIT ? &s->page.visits[it->visit] : NULL;
}

int64_t
calendar_moment(const struct calendar_screen *s)
{
	const struct calendar_item *it = calendar_item(s);
	int64_t row = rules_moment(s->day, s->minute);

	if (s->exact != 0)
		return s->exact;
	return it != NULL && it->kind == CALENDAR_FREE && it->from > row ? it->from : row;
}

int64_t
calendar_from_now(const struct calendar_screen *s)
{
	int64_t at = calendar_moment(s), now = rules_now();

	if (at >= now)
		return at;
	now = (now + QUARTER - 1) / QUARTER * QUARTER;
	return now < rules_moment(s->day, s->minute) + CALENDAR_ROW ? now : 0;
}

/* --- the page ------------------------------------------------------------------------------ */

size_t
calendar_shown(const struct calendar_screen *s, int *width)
{
	int cols = s->screen.body.cols - CALENDAR_TIMES;
	int least = s->view == CALENDAR_WEEK ? COLS_WEEK : COLS_DAY;
	int most = s->view != CALENDAR_WEEK && s->screen.body.cols < TWO_BELOW ? 2 : cols / least;

	if (most > (int)s->page.n_columns)
		most = (int)s->page.n_columns;
	if (most < 1)
		most = 1;
	*width = cols / most;
	return (size_t)most;
}

static int
rows_shown(const struct calendar_screen *s)
{
	return s->screen.body.rows > 3 ? s->screen.body.rows - 2 : 1;
}

/* Keeps the cell on the page, and what is shown around it, and reads that. */
static void
keep_in_view(struct calendar_screen *s)
{
	int row, rows = (s->page.ends - s->page.begins) / CALENDAR_ROW, width;
	int height = rows_shown(s);
	size_t at, shown = calendar_shown(s, &width);
	struct err e;

	if (s->view == CALENDAR_MONTH || s->page.n_columns == 0)
		return;
	at = column_at(s);
	if (at == s->page.n_columns) {		/* who is gone, or does not work that day */
		at = 0;
		if (s->view == CALENDAR_ROOMS)
			s->room = s->page.columns[0].place;
		else
			s->staff = s->page.columns[0].place;
	}
	s->left = at < s->left ? at : at >= s->left + shown ? at + 1 - shown : s->left;
	if (s->left + shown > s->page.n_columns)
		s->left = s->page.n_columns - shown;
	if (s->minute < s->page.begins)
		s->minute = s->page.begins;
	if (s->minute >= s->page.ends)
		s->minute = s->page.ends - CALENDAR_ROW;
	s->minute -= s->minute % CALENDAR_ROW;
	row = (s->minute - s->page.begins) / CALENDAR_ROW;
	s->top = row < s->top ? row : row >= s->top + height ? row + 1 - height : s->top;
	if (s->top + height > rows)
		s->top = rows > height ? rows - height : 0;
	if (!calendar_show(practice_of(&s->screen), &s->page, s->left, shown, &e))
		ui_err(s->screen.ui, &e);
}

/* Reads the page again; the cell stays. */
static void
load(struct calendar_screen *s)
{
	struct practice *p = practice_of(&s->screen);
	struct err e;

	s->may = practice_allows(p, ACTION_READ_CLIENTS);
	if (s->may && !calendar_read(p, s->view, s->day, s->staff, &s->page, &e))
		ui_err(s->screen.ui, &e);
	keep_in_view(s);
}

void
calendar_go(struct calendar_screen *s, date_day day, int minute, int64_t staff, int64_t room)
{
	if (day == DATE_NONE)
		return;
	s->day = day;
	s->minute = minute;
	s->nth = 0;
	s->exact = 0;
	if (staff != 0)
		s->staff = staff;
	if (room != 0)
		s->room = room;
	load(s);
}

/* --- moving ---------------------------------------------------------------------------------- */

static void
go_day(struct calendar_screen *s, date_day day)
{
	bool same = day != DATE_NONE && s->view >= CALENDAR_WEEK &&
	    calendar_first(practice_of(&s->screen), s->view, day) == s->page.first;

	if (!same) {
		calendar_go(s, day, s->minute, 0, 0);
		return;
	}
	s->day = day;
	s->nth = 0;
	keep_in_view(s);
}

static void
go_column(struct calendar_screen *s, int by)
{
	size_t at = column_at(s), to = act_row(at, by, s->page.n_columns);

	if (s->view == CALENDAR_WEEK || s->view == CALENDAR_MONTH) {
		go_day(s, date_add_days(s->day, by));
		return;
	}
	if (to == at || to >= s->page.n_columns) {
		ui_say(s->screen.ui, by < 0 ? "This is the first column." :
		    "This is the last column.");
		return;
	}
	if (s->view == CALENDAR_ROOMS)
		s->room = s->page.columns[to].place;
	else
		s->staff = s->page.columns[to].place;
	s->nth = 0;
	keep_in_view(s);
}

/* Up and down: through what lies in one cell, then to the next row. */
static void
go_row(struct calendar_screen *s, int by)
{
	const struct calendar_item *in[CALENDAR_IN_CELL];
	const struct calendar_column *col = calendar_column(s);
	size_t n = col != NULL ? calendar_items(&s->page, col, s->minute, in) : 0, visits = 0;
	int to = s->minute + by * CALENDAR_ROW;

	while (visits < n && in[visits]->kind == CALENDAR_VISIT)
		visits++;
	if (s->view == CALENDAR_MONTH) {
		go_day(s, date_add_days(s->day, by * 7));
	} else if (s->n_carried == 0 && (by < 0 ? s->nth > 0 : s->nth + 1 < visits)) {
		s->nth = by < 0 ? s->nth - 1 : s->nth + 1;
	} else if (to >= s->page.begins && to < s->page.ends) {
		s->minute = to;
		s->nth = 0;
	}
	keep_in_view(s);
}

/* Of a week: the one before or after, in the order of the places. */
static void
go_person(struct calendar_screen *s, int by)
{
	const struct slot_book *b = &s->page.book;
	size_t i, n = 0, at = 0;
	const struct slot_place *people[64];

	for (i = 0; i < b->n_places && n < ARRAY_LEN(people); i++)
		if (b->places[i].kind == SLOT_STAFF && (b->places[i].offered ||
		    b->places[i].id == s->staff)) {
			at = b->places[i].id == s->staff ? n : at;
			people[n++] = &b->places[i];
		}
	if (n == 0 || act_row(at, by, n) == at)
		ui_say(s->screen.ui, by < 0 ? "This is the first person." :
		    "This is the last person.");
	else
		calendar_go(s, s->day, s->minute, people[act_row(at, by, n)]->id, 0);
}

static void
go_far(struct calendar_screen *s, int by)
{
	go_day(s, s->view == CALENDAR_MONTH ? date_add_months(s->day, by) :
	    date_add_days(s->day, by * 7));
}

static void
go_end(struct calendar_screen *s, bool last)
{
	int y, m, d;

	if (s->view == CALENDAR_MONTH) {
		date_split(s->day, &y, &m, &d);
		go_day(s, last ? date_add_days(date_add_months(date_make(y, m, 1), 1), -1) :
		    date_make(y, m, 1));
		return;
	}
	s->minute = last ? s->page.ends - CALENDAR_ROW : s->page.begins;
	s->nth = 0;
	keep_in_view(s);
}

static void
go_today(struct calendar_screen *s)
{
	if (s->day == clock_today())
		ui_say(s->screen.ui, "This is today.");
	calendar_go(s, clock_today(), clock_minutes(), 0, 0);
}

/* The day that was a page's only day is a cell of the next. */
static void
go_view(struct calendar_screen *s, int by)
{
	s->view = (enum calendar_view)(((int)s->view + by + CALENDAR_VIEWS) % CALENDAR_VIEWS);
	calendar_go(s, s->day, s->minute, 0, 0);
}

bool
calendar_move(struct calendar_screen *s, enum act a)
{
	s->exact = 0;
	switch ((int)a) {
	case ACT_up:
	case ACT_down:
		go_row(s, a == ACT_up ? -1 : 1);
		return true;
	case ACT_left:
	case ACT_right:
		go_column(s, a == ACT_left ? -1 : 1);
		return true;
	case ACT_earlier:
	case ACT_later:
		if (s->view == CALENDAR_WEEK)
			go_person(s, a == ACT_earlier ? -1 : 1);
		else
			go_day(s, date_add_days(s->day, a == ACT_earlier ? -1 : 1));
		return true;
	case ACT_page_up:
	case ACT_page_down:
		go_far(s, a == ACT_page_up ? -1 : 1);
		return true;
	case ACT_today:
		go_today(s);
		return true;
	}
	return false;
}

/* Marks or unmarks the visit of the cell and goes to the next row that is not its. */
static void
mark(struct calendar_screen *s)
{
	const struct calendar_visit *v = calendar_visit(s);
	int64_t id = v != NULL ? v->id : 0;
	int was;

	if (v == NULL) {
		ui_complain(s->screen.ui, "Select a visit to mark it.");
		return;
	}
	marks_turn(&s->marks, id);
	do {
		was = s->minute;
		go_row(s, 1);
		v = calendar_visit(s);
	} while (v != NULL && v->id == id && s->minute != was);
	if (s->marks.n == 0)
		ui_say(s->screen.ui, "Nothing is marked.");
	else
		ui_say(s->screen.ui, "%zu marked; m picks all of them up, y confirms them, x "
		    "writes them. Esc clears the marks.", s->marks.n);
}

static bool
act(struct screen *screen, enum act a)
{
	struct calendar_screen *s = of(screen);

	if (calendar_move(s, a))
		return true;
	switch ((int)a) {
	case ACT_first:
	case ACT_last:
		go_end(s, a == ACT_last);
		return true;
	case ACT_next_pane:
	case ACT_prev_pane:
		go_view(s, a == ACT_next_pane ? 1 : -1);
		return true;
	case ACT_mark:
		mark(s);
		return true;
	case ACT_scope:
		if (!rules_treats(practice_of(screen)->staff)) {
			ui_complain(screen->ui, "You have no column of your own: you do not "
			    "treat.");
			return true;
		}
		s->view = s->view == CALENDAR_ROOMS ? CALENDAR_DAY : s->view;
		calendar_go(s, s->day, s->minute, practice_of(screen)->staff->id, 0);
		ui_say(screen->ui, "Your own column.");
		return true;
	case ACT_back:
		if (s->marks.n == 0)
			return false;
		marks_clear(&s->marks);
		return true;
	}
	return false;
}

/* --- the screen ----------------------------------------------------------------------- */

void
calendar_title(const struct screen *screen, struct buf *out)
{
	static const char *const views[] = { "day", "rooms", "week", "month" };
	const struct calendar_screen *s = (const struct calendar_screen *)screen;
	const struct slot_place *who = slot_place(&s->page.book, SLOT_STAFF, s->staff);
	char day[24];

	buf_addf(out, "Calendar, %s", views[s->view]);
	if (s->view == CALENDAR_WEEK && who != NULL) {
		buf_adds(out, " of ");
		naming_add_given(who->name, out);
	}
	if (s->day != clock_today())
		buf_addf(out, ", %s", date_to_words(s->day, true, day));
}

void
calendar_sized(struct screen *s, UNUSED struct area body)
{
	keep_in_view(of(s));
}

bool
calendar_touches(const void *what)
{
	static const struct record_type *const types[] = { &record_session, &record_client,
	    &record_screening, &record_service, &record_staff, &record_room, &record_device,
	    &record_service_use, &record_hours, &record_block, &record_practice, NULL };

	return desk_touches_visits(what, types);
}

void
calendar_changed(struct screen *s, const void *what)
{
	/* changes while another tab is shown are read later */
	if (ui_tab(s->ui) == TAB_calendar && calendar_touches(what))
		load(of(s));
}

void
calendar_screen_shown(struct screen *s)
{
	load(of(s));
}

static void
root(struct screen *screen)
{
	struct calendar_screen *s = of(screen);

	marks_clear(&s->marks);
	s->view = CALENDAR_DAY;
	calendar_go(s, clock_today(), clock_minutes(), 0, 0);
}

bool
calendar_shows(const struct screen *screen, const struct record_type *t, int64_t id)
{
	const struct calendar_screen *s = (const struct calendar_screen *)screen;
	size_t i;

	for (i = 0; i < s->page.n_visits; i++)
		if ((t == &record_session && s->page.visits[i].id == id) ||
		    (t == &record_client && s->page.visits[i].client == id))
			return true;
	return false;
}

void
calendar_screen_free(struct screen *screen)
{
	struct calendar_screen *s = of(screen);

	calendar_free(&s->page);
	marks_clear(&s->marks);
	free(s->carried);
	free(s);
}

static const enum act widget_acts[] = {
	ACT_up, ACT_down, ACT_left, ACT_right, ACT_page_up, ACT_page_down, ACT_first, ACT_last,
	ACT_mark, ACT_earlier, ACT_later, ACT_today, ACT_next_pane, ACT_scope, ACT_NONE
};

const struct screen_ops calendar_ops = {
	.name = "calendar", .bindings = calendar_bindings, .widget_acts = widget_acts,
	.act = act, .root = root, CALENDAR_SCREEN,
};

struct screen *
calendar_open(struct desk *d)
{
	struct calendar_screen *s = xcalloc(1, sizeof(*s));

	s->screen.ops = &calendar_ops;
	s->screen.ui = d->ui;
	s->staff = rules_treats(d->p->staff) ? d->p->staff->id : 0;
	s->page.ends = CALENDAR_ROW;
	calendar_go(s, clock_today(), clock_minutes(), 0, 0);
	return &s->screen;
}
