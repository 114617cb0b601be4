/*
 * form_session.c - the form for booking, changing or moving a visit.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/naming.h"
#include "practice/sessions.h"
#include "practice/write.h"
#include "practice/standing.h"
#include "screens/draft.h"
#include "screens/form_slots.h"
#include "screens/forms.h"
#include "screens/freed.h"
#include "screens/record_form.h"
#include "screens/today/today.h"
#include "screens/visit.h"

/* The fields proposed once the client is known. */
static const char *const proposed[] = { "service", "staff", "date", "start", NULL };

static bool
save(struct practice *p, struct record *r, const struct record *base,
    struct merge *m, struct buf *said, struct draft *draft, struct err *e)
{
	return base != NULL ? session_save(p, r, base, m, said, draft, e) :
	    session_book(p, r, NULL, 0, said, draft, e);
}

/* Does the time itself say which half of the day it means? 7am, now, 07:30. */
static bool
says_half(const char *typed)
{
	typed += strspn(typed, " ");
	return *typed == '0' || strpbrk(typed, "aApPnN") != NULL;
}

int
form_session_time(struct desk *d, int start, const char *typed)
{
	const struct record *settings = d->p->settings;
	bool as_is = says_half(typed) || start < 60 ||
	    start >= record_int(settings, "opens") ||
	    start + 720 >= record_int(settings, "closes");

	return as_is ? start : start + 720;
}

date_day
form_session_day(date_day day, const char *typed)
{
	const char *digits;

	for (digits = typed; (digits = strpbrk(digits, "0123456789")) != NULL;
	    digits += strspn(digits, "0123456789"))
		if (strspn(digits, "0123456789") == 4)
			return day;
	/* "mon" says which day it means; yesterday is refused, not next year's */
	return strpbrk(typed, "0123456789") == NULL || day >= clock_today() ||
	    day + 1 >= clock_today() ? day : date_add_months(day, 12);
}

/* A day typed without a year is one to come. */
static void
in_future(struct form *f)
{
	const struct value *day = form_value(f, "date");
	struct value meant = VALUE_INIT;
	char iso[DATE_ISO_SIZE];
	date_day is = day->kind == VALUE_TEXT ? date_from_iso(day->s) : DATE_NONE;
	date_day to_come = form_session_day(is, form_typed(f, "date"));

	if (is == DATE_NONE || to_come == is)
		return;
	value_set_text(&meant, date_to_iso(to_come, iso));
	form_set(f, "date", &meant);
	value_clear(&meant);
}

static void
inside_hours(struct desk *d, struct form *f)
{
	const struct value *start = form_value(f, "start");
	struct value meant = VALUE_INIT;

	if (start->kind != VALUE_INT)
		return;
	value_set_int(&meant, form_session_time(d, (int)start->i,
	    form_typed(f, "start")));
	if (meant.i != start->i)
		form_set(f, "start", &meant);
}

/* Puts the service's minutes and price into blank fields. */
static bool
fill(struct desk *d, struct form *f, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_session);
	const struct value *service = form_value(f, "service");
	static const char *const filled[] = { "minutes", "price" };
	size_t i;

	value_copy(record_value(r, "service"), service);
	if (service->kind == VALUE_NULL || !session_fill(d->p, r, e))
		return service->kind == VALUE_NULL;
	for (i = 0; i < ARRAY_LEN(filled); i++)
		form_fill(f, filled[i], record_value(r, filled[i]));
	return true;
}

/* The likely next visit of the client; NULL: none is known. */
static struct record *
usual_visit(struct desk *d, struct form *f)
{
	const struct value *client = form_value(f, "client");
	struct err e;

	return client->kind == VALUE_INT && client->i != FORM_NEW ?
	    session_propose(d->p, client->i, &e) : NULL;
}

/* Proposes the client's likely next visit; failing that, today with the person logged
 * in. */
static void
propose(struct desk *d, struct form *f)
{
	AUTO_RECORD struct record *fresh = session_new(d->p, 0, false);
	AUTO_RECORD struct record *usual = usual_visit(d, f);
	const char *const *name;

	for (name = proposed; *name != NULL; name++)
		form_offer(f, *name, record_value(usual != NULL &&
		    !record_is_null(usual, *name) ? usual : fresh, *name));
}

/* A new booking must not be in the past; a changed one may keep its day. */
static bool
not_past(struct form *f, struct err *e)
{
	const struct value *day = form_value(f, "date");
	char words[24];

	if (day->kind != VALUE_TEXT || !form_is_new(f) ||
	    date_from_iso(day->s) >= clock_today())
		return true;
	return err_set(e, ERR_INVALID, "date", "%s is past; a booking is for today or later.",
	    date_to_words(date_from_iso(day->s), true, words));
}

/* Who comes is known, and what for: when is asked next, unless that is known too. */
static void
pass(struct form *f)
{
	if (form_value(f, "service")->kind != VALUE_NULL &&
	    (form_offers(f, "date") || form_value(f, "date")->kind == VALUE_NULL))
		form_pass(f, "date");
}

static bool
left(struct desk *d, struct form *f, const struct field *field, struct err *e)
{
	if (strcmp(field->name, "client") == 0 && form_is_new(f)) {
		propose(d, f);
		pass(f);
	}
	if (strcmp(field->name, "service") == 0)
		return fill(d, f, e);
	if (strcmp(field->name, "start") == 0)
		inside_hours(d, f);
	if (strcmp(field->name, "date") == 0 && form_is_new(f))
		in_future(f);
	if (strcmp(field->name, "date") == 0)
		return not_past(f, e);
	return true;
}

/* --- a walk-in who is booked today ------------------------------------------------ */

static int64_t besides;		/* the visit beside which another was asked for */

static const struct ask_answer booked_answers[] = {
	{ 'a', "here, for that visit" },
	{ 'n', "for another visit besides" },
	{ 0, NULL }
};

static void
booked_answered(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	const struct visit *v = arg;
	struct value client = VALUE_INIT;

	if (key == 'a') {	/* what else is typed is kept as a draft */
		record_form_set(d, "client", &client);
		ui_act(ui, ACT_leave);
		visit_here(d, v);
		return;
	}
	besides = v->session;
	value_set_int(&client, v->client);
	record_form_set(d, "client", &client);
	record_form_focus(d, "service");
}

/* The client is booked today, so hardly a walk-in: asks whether they came for that. */
static bool
ask_booked(struct desk *d, const struct client_standing *now, struct err *e)
{
	AUTO_RECORD struct record *r = session_get(d->p, now->next_session, e);
	AUTO_BUF struct buf name = BUF_INIT, question = BUF_INIT;
	struct visit *v;

	if (r == NULL)
		return false;
	naming_add(d->p, r, &name);
	buf_addf(&question, "Booked today: %s. Here for that?", name.s);
	v = xmalloc(sizeof(*v));
	*v = (struct visit){ r->id, r->version, now->client };
	ask_push(d->ui, question.s, booked_answers, booked_answered, v, free);
	err_set(e, ERR_INVALID, "client", "Booked today already: %s.", name.s);
	ui_err(d->ui, e);
	return false;
}

static bool
walk_in_left(struct desk *d, struct form *f, const struct field *field, struct err *e)
{
	const struct value *client = form_value(f, "client");
	struct client_standing now;

	if (strcmp(field->name, "client") == 0 && client->kind == VALUE_INT &&
	    client->i != FORM_NEW && client_standing(d->p, client->i, &now, e) &&
	    now.next_session != 0 && now.next_visit == clock_today() &&
	    now.next_session != besides)
		return ask_booked(d, &now, e);
	return left(d, f, field, e);
}

static struct record *
fresh_walk_in(struct practice *p)
{
	return session_new(p, 0, true);
}

/* --- done on paper ---------------------------------------------------------------- */

/* Of the client's usual visit what is not about time. */
static void
propose_on_paper(struct desk *d, struct form *f)
{
	static const char *const same[] = { "service", "staff" };
	AUTO_RECORD struct record *usual = usual_visit(d, f);
	size_t i;

	for (i = 0; usual != NULL && i < ARRAY_LEN(same); i++)
		form_offer(f, same[i], record_value(usual, same[i]));
}

static bool
on_paper_left(struct desk *d, struct form *f, const struct field *field, struct err *e)
{
	const struct value *day = form_value(f, "date");

	if (strcmp(field->name, "date") == 0)
		return day->kind != VALUE_TEXT || practice_ask_past(date_from_iso(day->s), e);
	if (strcmp(field->name, "client") != 0)
		return left(d, f, field, e);
	propose_on_paper(d, f);
	return true;
}

static bool
save_on_paper(struct practice *p, struct record *r, UNUSED const struct record *base,
    UNUSED struct merge *m, struct buf *said, struct draft *draft, struct err *e)
{
	return session_book_on_paper(p, r, NULL, 0, said, draft, e);
}

/* --- the forms -------------------------------------------------------------------- */

static bool
differs(const struct record *was, const struct record *now, const char *field)
{
	return !value_equal(record_value(was, field), record_value(now, field));
}

static const char *
done(const struct record *was, const struct record *now)
{
	if (was == NULL && !record_is_null(now, "entered_at"))
		return "Entered late";
	if (was == NULL)
		return strcmp(record_text(now, "origin"), "walk_in") == 0 ? "Here" :
		    "Booked";
	return differs(was, now, "date") || differs(was, now, "start") ? "Moved" : "Saved";
}

static struct record *
fresh(struct practice *p)
{
	return session_new(p, 0, false);
}

static void
saved(struct desk *d, const struct record *was, const struct record *now)
{
	struct slot_want stood;

	if (was == NULL || session_status_of(was) > SESSION_CONFIRMED)
		return;
	stood = slot_want_of(was);
	if (differs(was, now, "date") || differs(was, now, "start") ||
	    differs(was, now, "minutes") || differs(was, now, "staff"))
		freed_by_visits(d, &stood, 1);
}

#define OF_A_VISIT \
	.type = &record_session, .may = ACTION_WRITE_SESSIONS, \
	.save = save, .add = session_book, .get = session_get, .done = done, .begun = propose, .choose = form_slots, \
	.saved = saved

const struct record_form_kind session_form = {
	.name = "session", .noun = "Booking", .left = left, .fresh = fresh, OF_A_VISIT
};
static const struct record_form_kind walk_in = {
	.name = "walk_in", .left = walk_in_left, .fresh = fresh_walk_in, OF_A_VISIT
};

static void
saved_on_paper(struct desk *d, UNUSED const struct record *was, const struct record *r)
{
	today_entered(d, r->id);
}

/* How it was made and what became of it are lines too. */
static const char *const on_paper_lines[] = { "client", "service", "staff", "date", "start",
    "status", "origin", "minutes", "price", "notes", "overlap_ok", "insisted", "room", "device",
    NULL };
const struct record_form_kind on_paper_form = {
	.name = "on_paper", .noun = "From paper", .type = &record_session, .may = ACTION_WRITE_SESSIONS,
	.lines = on_paper_lines, .save = save_on_paper, .add = session_book_on_paper,
	.left = on_paper_left, .begun = propose_on_paper, .fresh = fresh, .done = done,
	.saved = saved_on_paper,
};

static void
new_on_paper(struct desk *d, const struct session_preset *preset)
{
	static const char *const who[] = { "client", NULL };
	struct record *r = session_new(d->p, preset->client, false);
	AUTO_RECORD struct record *likely = record_new(&record_session);

	record_set_null(r, "staff");	/* proposed instead */
	record_set_day(r, "date", preset->day);
	record_set_text(r, "status", session_status_name(SESSION_DONE));
	if (preset->walk_in)
		record_set_text(r, "origin", "walk_in");
	record_form_push(d, &on_paper_form, r, "From paper, entered late");
	if (preset->likely != 0) {
		record_set_int(likely, "client", preset->likely);
		record_form_offer(d, likely, who);
	}
}

/* The client is known: typing starts at the service or, where that is known, at the date. */
static void
begin_typing(struct form *f)
{
	if (f == NULL)
		return;
	pass(f);
	form_focus(f, strcmp(form_place(f), "client") == 0 ? "service" : form_place(f), NULL);
}

void
form_session_new(struct desk *d, const struct session_preset *preset)
{
	static const char *const who[] = { "client", NULL };
	struct record *r = session_new(d->p, preset->client, preset->walk_in);
	AUTO_RECORD struct record *likely = record_new(&record_session);

	if (preset->day != DATE_NONE && preset->day == d->paper_day) {
		record_free(r);
		new_on_paper(d, preset);
		return;
	}
	if (!preset->walk_in) {		/* these are proposed instead */
		record_set_null(r, "staff");
		record_set_null(r, "date");
	}
	if (preset->staff != 0)
		record_set_int(r, "staff", preset->staff);
	if (preset->service != 0) {
		record_set_int(r, "service", preset->service);
		session_fill(d->p, r, NULL);
	}
	if (preset->room != 0)
		record_set_int(r, "room", preset->room);
	if (preset->day != DATE_NONE && !preset->walk_in)
		record_set_day(r, "date", preset->day);
	if (preset->start >= 0)
		record_set_int(r, "start", preset->start);
	besides = 0;
	record_form_push(d, preset->walk_in ? &walk_in : &session_form, r, preset->walk_in ?
	    "Walk-in" : "Book a visit");
	if (preset->likely != 0) {
		record_set_int(likely, "client", preset->likely);
		record_form_offer(d, likely, who);
	}
	if (preset->client != 0)
		begin_typing(record_form_front(d));
}

void
form_session_edit(struct desk *d, int64_t session)
{
	record_form_edit(d, &session_form, session, "Change a visit");
}

void
form_session_move(struct desk *d, int64_t session)
{
	record_form_edit(d, &session_form, session, "Move a visit");
	record_form_focus(d, "date");
}

void
form_session_insist(struct desk *d, const struct session_preset *to, int64_t session)
{
	record_form_edit(d, &session_form, session, "Move a visit");
	record_form_set_day(d, "date", to->day);
	record_form_set_int(d, "start", to->start);
	if (to->staff != 0)
		record_form_set_int(d, "staff", to->staff);
	if (to->room != 0)
		record_form_set_int(d, "room", to->room);
	record_form_focus(d, "insisted");
}

void
walk_in_resume(struct desk *d, struct draft *draft)
{
	besides = 0;
	record_form_resume(d, &walk_in, draft);
}
