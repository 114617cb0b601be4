/*
 * task_run.c - what a line is going to do, and doing it; see task.h.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "practice/coming.h"
#include "practice/naming.h"
#include "practice/picks.h"
#include "practice/standing.h"
#include "screens/client/client.h"
#include "screens/forms.h"
#include "screens/offer.h"
#include "screens/record_form.h"
#include "screens/task.h"
#include "screens/today/today.h"

/* --- the preview ------------------------------------------------------------------- */

static void
add_who(struct desk *d, const struct task *t, size_t i, struct buf *out)
{
	struct err none;

	if (t->n_clients > 0)
		pick_name(d->p, &record_client, t->clients[i], out, &none);
	else if (t->who[0] != '\0')
		buf_addf(out, "whom? \"%s\"", t->who);
	else
		buf_adds(out, "whom?");
}

/* "Mon 30 Nov 2:00p" */
static void
add_when(struct desk *d, const struct task *t, struct buf *out)
{
	char day[24], time[DATE_TIME_SIZE];

	if (t->day != DATE_NONE)
		buf_adds(out, naming_day(t->day, day));
	if (t->start >= 0)
		buf_addf(out, "%s%s", t->day != DATE_NONE ? " " : "",
		    date_format_time(t->start, d->p->context.twelve_hour, time));
}

static void
add_what(struct desk *d, const struct task *t, const char *dot, struct buf *out)
{
	struct err none;
	size_t i;

	if (t->service != 0) {
		buf_adds(out, dot);
		pick_name(d->p, &record_service, t->service, out, &none);
	} else if (t->what[0] != '\0') {
		buf_addf(out, "%swhich service? \"%s\"", dot, t->what);
	}
	for (i = 0; i < t->n_more; i++) {
		buf_adds(out, " + ");
		pick_name(d->p, &record_service, t->more[i], out, &none);
	}
	if (t->and[0] != '\0')
		buf_addf(out, "%swhich service? \"%s\"", dot, t->and);
}

/* The services of one coming, where all of it is understood; false: it is one booking in
 * its form, or a part is missing. */
static bool
coming_of(const struct task *t, size_t client, struct coming *c)
{
	size_t i;

	if (t->n_more == 0 || t->and[0] != '\0' || client >= t->n_clients ||
	    t->service == 0 || t->day == DATE_NONE || t->start < 0)
		return false;
	*c = (struct coming){ .client = t->clients[client], .services = { t->service },
	    .n = 1 + t->n_more, .day = t->day, .start = t->start };
	for (i = 0; i < t->n_more; i++)
		c->services[1 + i] = t->more[i];
	return true;
}

/* " to 4:15p, Jonas", or why not. */
static void
add_coming(struct desk *d, const struct task *t, size_t client, struct buf *out)
{
	AUTO_BUF struct buf name = BUF_INIT;
	char time[DATE_TIME_SIZE];
	struct coming c;
	struct err e;

	if (!coming_of(t, client, &c))
		return;
	if (!coming_staff(d->p, &c, &e)) {
		buf_addf(out, ": %s", e.text);
		return;
	}
	pick_name(d->p, &record_staff, c.staff, &name, &e);
	buf_addf(out, " to %s, ", date_format_time(c.ends % DAY_MINUTES,
	    d->p->context.twelve_hour, time));
	naming_add_given(name.s, out);
}

/* "block Fri 27 Nov 2:00p to 4:00p, Jonas: dentist" */
static void
add_block(struct desk *d, const struct task *t, struct palette *p, palette_run run)
{
	AUTO_BUF struct buf words = BUF_INIT, name = BUF_INIT;
	char time[DATE_TIME_SIZE];
	struct err none;

	buf_addf(&words, "%s ", t->verb);
	add_when(d, t, &words);
	if (t->minutes > 0)
		buf_addf(&words, " to %s", date_format_time((t->start + t->minutes) % DAY_MINUTES,
		    d->p->context.twelve_hour, time));
	else
		buf_adds(&words, t->start < 0 ? ", all day" : " on");
	buf_adds(&words, ", ");
	if (t->staff != 0) {
		pick_name(d->p, &record_staff, t->staff, &name, &none);
		naming_add_given(name.s, &words);
	} else {
		buf_adds(&words, "the practice");
	}
	if (t->what[0] != '\0')
		buf_addf(&words, ": %s", t->what);
	palette_add(p, words.s, NULL, NULL, run, 0);
}

static void
add_paper(struct desk *d, const struct task *t, struct palette *p, palette_run run)
{
	AUTO_BUF struct buf words = BUF_INIT;

	buf_addf(&words, "%s ", t->verb);
	add_when(d, t, &words);
	palette_add(p, words.s, NULL, NULL, run, 0);
}

void
task_add(struct desk *d, const struct task *t, struct palette *p, palette_run run)
{
	const char *dot = d->ascii ? " - " : " · ";
	size_t i = 0;

	if (t->act == TASK_BLOCK) {
		add_block(d, t, p, run);
		return;
	}
	if (t->act == TASK_PAPER) {
		add_paper(d, t, p, run);
		return;
	}
	/* a narrow window cuts the end, so when and who come first */
	do {
		AUTO_BUF struct buf words = BUF_INIT;

		buf_addf(&words, "%s ", t->verb);
		add_when(d, t, &words);
		add_coming(d, t, i, &words);
		if (t->day != DATE_NONE || t->start >= 0)
			buf_adds(&words, dot);
		add_who(d, t, i, &words);
		add_what(d, t, dot, &words);
		/* phone and birth date tell namesakes apart */
		if (t->n_clients > 1 && t->notes[i][0] != '\0')
			buf_addf(&words, "%s%s", dot, t->notes[i]);
		palette_add(p, words.s, NULL, NULL, run, (int64_t)i);
	} while (++i < t->n_clients);
}

static void
book_coming(struct desk *d, struct coming *c)
{
	AUTO_BUF struct buf note = BUF_INIT, who = BUF_INIT;
	char day[24], time[DATE_TIME_SIZE];
	struct err e;

	if (!desk_may(d, ACTION_WRITE_SESSIONS))
		return;
	if (!coming_staff(d->p, c, &e) || !coming_book(d->p, c, &note, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	desk_catch_up(d);
	pick_name(d->p, &record_client, c->client, &who, &e);
	ui_say(d->ui, "Booked: %s, %s %s, %zu treatments of one coming. u takes all back.%s%s",
	    who.s, naming_day(c->day, day), date_format_time(c->start,
	    d->p->context.twelve_hour, time), c->n, note.len > 0 ? " " : "", note.s);
}

/* Opens the client's next visit at its date, with what was typed. */
static void
move_next(struct desk *d, const struct task *t, int64_t client)
{
	struct client_standing now;
	char time[DATE_TIME_SIZE];
	struct err e;

	if (!client_standing(d->p, client, &now, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	if (now.next_session == 0) {
		ui_complain(d->ui, "%s has no visit to come; nothing can be moved.", now.name);
		return;
	}
	form_session_move(d, now.next_session);
	if (t->day != DATE_NONE)
		record_form_set_day(d, "date", t->day);
	if (t->start >= 0)
		record_form_type(d, "start", date_format_time(t->start,
		    d->p->context.twelve_hour, time));
	if (t->day != DATE_NONE)
		record_form_focus(d, "start");
}

/* Opens the form of time off with what was typed. */
static void
block(struct desk *d, const struct task *t)
{
	offer_new(d, &record_block);
	record_form_set_day(d, "date", t->day);
	if (t->staff != 0)
		record_form_set_int(d, "staff", t->staff);
	if (t->start >= 0)
		record_form_set_int(d, "start", t->start);
	if (t->minutes > 0)
		record_form_set_int(d, "minutes", t->minutes);
	record_form_type(d, "reason", t->what);
}

void
task_run(struct desk *d, const struct task *t, size_t client)
{
	int64_t who = client < t->n_clients ? t->clients[client] : 0;
	struct session_preset preset = { .client = who, .day = DATE_NONE, .start = -1 };
	char time[DATE_TIME_SIZE];
	struct coming c;

	if (t->act == TASK_BLOCK) {
		block(d, t);
		return;
	}
	if (t->act == TASK_PAPER) {
		today_catch_up(d, t->day);
		return;
	}
	if (t->act == ACT_move) {
		move_next(d, t, who);
		return;
	}
	if (t->act != ACT_book) {
		client_do(d, who, t->act);
		return;
	}
	if (coming_of(t, client, &c)) {
		book_coming(d, &c);
		return;
	}
	/* set as if typed, so that a draft is kept when the form is left */
	form_session_new(d, &preset);
	if (t->service != 0)
		record_form_set_int(d, "service", t->service);
	if (t->day != DATE_NONE)
		record_form_set_day(d, "date", t->day);
	if (t->start >= 0)	/* the text says which half of the day is meant */
		record_form_type(d, "start", date_format_time(t->start,
		    d->p->context.twelve_hour, time));
	if (t->n_more > 0 || t->and[0] != '\0')
		ui_say(d->ui, "Several services of one coming are booked in one line: client, "
		    "services, day and time, all of them.");
	if (t->what[0] != '\0')
		record_form_type(d, "service", t->what);
	else if (t->day == DATE_NONE || t->service == 0)
		record_form_focus(d, t->service == 0 ? "service" : "date");
	else
		record_form_focus(d, t->start < 0 ? "start" : "staff");
	if (who == 0)
		record_form_type(d, "client", t->who);
}
