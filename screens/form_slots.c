/*
 * form_slots.c - see form_slots.h.
 */
#include "screens/form_slots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"
#include "practice/picks.h"
#include "practice/sessions.h"
#include "practice/slot.h"
#include "screens/record_form.h"
#include "screens/toolkit/dialog.h"

#define OFFERS 5
#define A_DAY 2			/* of one day at most, so that there is a choice of days */
#define DAYS_AHEAD 90

struct slots {
	struct slot_search search;
	int64_t person;		/* typed in the form; 0: none */
	struct slot_want offers[OFFERS];
	size_t n;
	bool earlier;		/* there were offers before these */
};

static bool
take(const struct slot_want *w, void *arg)
{
	struct slots *s = arg;
	size_t i, of_day = 0;

	for (i = 0; i < s->n; i++) {
		of_day += s->offers[i].date == w->date;
		if (s->offers[i].date == w->date && s->offers[i].start == w->start)
			return true;	/* with somebody else */
	}
	if (of_day < A_DAY)
		s->offers[s->n++] = *w;
	return s->n < OFFERS;
}

static void ask(struct desk *d, struct slots *s);

/* 0: none. */
static void
put(struct desk *d, const char *field, int64_t place)
{
	const struct value none = VALUE_INIT;

	if (place != 0)
		record_form_set_int(d, field, place);
	else
		record_form_set(d, field, &none);
}

static void
answered(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	struct slots s = *(const struct slots *)arg;
	const struct slot_want *w;
	char day[24], time[DATE_TIME_SIZE];

	if (key == 'l') {
		s.search.first = s.offers[s.n - 1].date + 1;
		s.earlier = true;
	} else if (key == 'e') {
		s.search.first = clock_today();
		s.earlier = false;
	} else if (key == 'o') {
		s.search.want.staff = s.search.want.staff == 0 ? s.person : 0;
	} else {
		w = &s.offers[key - '1'];
		record_form_set_day(d, "date", w->date);
		record_form_set_int(d, "start", w->start);
		put(d, "staff", w->staff);
		put(d, "room", w->room);
		put(d, "device", w->device);
		ui_say(ui, "%s %s. ^S books it.", naming_day(w->date, day),
		    date_format_time(w->start, d->p->context.twelve_hour, time));
		return;
	}
	ask(d, &s);
}

/* "Tue 1 Dec 2:00p   Jonas   room A" */
static void
label(struct desk *d, const struct slot_want *w, char *out, size_t size)
{
	AUTO_BUF struct buf words = BUF_INIT, name = BUF_INIT, room = BUF_INIT, shown = BUF_INIT;
	char day[24], time[DATE_TIME_SIZE];
	struct err none;

	pick_name(d->p, &record_staff, w->staff, &name, &none);
	buf_addf(&words, "%s %6s   ", naming_day(w->date, day),
	    date_format_time(w->start, d->p->context.twelve_hour, time));
	naming_add_given(name.s, &words);
	if (w->room != 0) {
		pick_name(d->p, &record_room, w->room, &room, &none);
		text_show(&shown, room.s, false);
		buf_addf(&words, "   room %s", shown.s);
	}
	text_copy(out, size, words.s);
}

static void
add_title(struct desk *d, const struct slots *s, struct buf *out)
{
	AUTO_BUF struct buf name = BUF_INIT, shown = BUF_INIT;
	int minutes = s->search.want.numbing + s->search.want.minutes;
	struct err none;

	pick_name(d->p, &record_service, s->search.want.service, &name, &none);
	text_show(&shown, name.s, false);
	buf_addf(out, "Free for %s, %d min", shown.s, minutes);
	if (s->search.want.staff != 0) {
		AUTO_BUF struct buf who = BUF_INIT;

		pick_name(d->p, &record_staff, s->search.want.staff, &who, &none);
		buf_adds(out, ", ");
		naming_add_given(who.s, out);
	}
	buf_adds(out, ":");
}

static void
ask(struct desk *d, struct slots *s)
{
	static struct ask_answer answers[OFFERS + 4];
	static char labels[OFFERS][80];
	AUTO_BUF struct buf title = BUF_INIT;
	AUTO_BOOK struct slot_book book = { .places = NULL };
	struct slots *kept;
	size_t i, n = 0;
	struct err e;

	s->n = 0;
	s->search.last = s->search.first + DAYS_AHEAD;
	if (!slot_book_read(d->p, s->search.first, &book, &e) ||
	    !slot_find(d->p, &book, &s->search, take, s, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	if (s->n == 0) {
		ui_complain(d->ui, "Nothing is free within %d days from then on%s.", DAYS_AHEAD,
		    s->search.want.staff != 0 ? " with that person" : "");
		return;
	}
	for (i = 0; i < s->n; i++) {
		label(d, &s->offers[i], labels[i], sizeof(labels[i]));
		answers[n++] = (struct ask_answer){ (char)('1' + i), labels[i] };
	}
	answers[n++] = (struct ask_answer){ 'l', "later" };
	if (s->earlier || s->search.first > clock_today())
		answers[n++] = (struct ask_answer){ 'e', "earlier, from today on" };
	if (s->person != 0)
		answers[n++] = (struct ask_answer){ 'o', s->search.want.staff != 0 ?
		    "others too" : "with that person alone" };
	answers[n].key = 0;
	kept = xmalloc(sizeof(*kept));
	*kept = *s;
	add_title(d, s, &title);
	ask_push(d->ui, title.s, answers, answered, kept, free);
}

bool
form_slots(struct desk *d, struct form *f)
{
	AUTO_RECORD struct record *r = record_new(&record_session);
	const struct value *service = form_value(f, "service"), *day = form_value(f, "date");
	const struct value *staff = form_value(f, "staff");
	struct slots s = { .n = 0 };
	struct err e;

	if (strcmp(form_place(f), "date") != 0 && strcmp(form_place(f), "start") != 0)
		return false;
	if (service->kind == VALUE_NULL) {
		ui_complain(d->ui, "Choose the service first: how long it takes says what fits.");
		return true;
	}
	value_copy(record_value(r, "service"), service);
	if (!session_fill(d->p, r, &e)) {
		ui_err(d->ui, &e);
		return true;
	}
	s.person = staff->kind == VALUE_INT ? staff->i : 0;
	s.search = (struct slot_search){ .want = slot_want_of(r), .first = clock_today() };
	s.search.want.staff = s.person;
	if (day->kind == VALUE_TEXT && date_from_iso(day->s) > clock_today())
		s.search.first = date_from_iso(day->s);
	ask(d, &s);
	return true;
}
