/*
 * task.c - see task.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/coming.h"
#include "practice/naming.h"
#include "practice/picks.h"
#include "practice/standing.h"
#include "screens/client/client.h"
#include "screens/forms.h"
#include "screens/offer.h"
#include "screens/record_form.h"
#include "screens/task.h"

#define WORDS_MAX 12
#define DAY_WORDS 3		/* words of a date: 15 dec 2026 */

#define ACT_block ACT_new	/* time off is new, and no act of a client */

static const struct {
	const char *name;
	enum act act;
} verbs[] = {
	{ "block", ACT_block },
	{ "book", ACT_book }, { "edit", ACT_edit }, { "here", ACT_here },
	{ "history", ACT_history }, { "move", ACT_move }, { "newsletter", ACT_newsletter },
	{ "open", ACT_open }, { "pay", ACT_pay }, { "review", ACT_review },
	{ "screen", ACT_screening },
};

/* The line's words after the verb; day and time are taken out. */
struct words {
	char *list[WORDS_MAX];
	size_t n;
};

static void
words_cut(struct words *w, size_t at, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(w->list[at + i]);
	memmove(w->list + at, w->list + at + n, (w->n - at - n) * sizeof(*w->list));
	w->n -= n;
}

static void
words_free(struct words *w)
{
	words_cut(w, 0, w->n);
}

static void
words_split(struct words *w, const char *line)
{
	size_t len;

	for (line += strspn(line, " "); *line != '\0' && w->n < WORDS_MAX;
	    line += strspn(line, " ")) {
		/* the last word takes all the rest */
		len = w->n + 1 < WORDS_MAX ? strcspn(line, " ") : strlen(line);
		w->list[w->n++] = xstrndup(line, len);
		line += len;
	}
}

static void
words_join(const struct words *w, size_t from, size_t to, struct buf *out)
{
	buf_cut(out, 0);
	for (; from < to; from++)
		buf_addf(out, "%s%s", out->len > 0 ? " " : "", w->list[from]);
}

/* --- the verb ------------------------------------------------------------------- */

static void
find_verb(const char *word, struct task *t)
{
	AUTO_BUF struct buf typed = BUF_INIT;
	size_t i, found = 0;

	text_fold(&typed, word);
	for (i = 0; i < ARRAY_LEN(verbs) && typed.len > 0; i++)
		if (strncmp(verbs[i].name, typed.s, typed.len) == 0) {
			t->verb = verbs[i].name;
			t->act = verbs[i].act;
			found++;
		}
	t->begins = typed.len == 1;
	if (found != 1)
		t->verb = NULL;
}

/* --- when ------------------------------------------------------------------------- */

static bool
reads(struct desk *d, const char *field, const char *typed, struct value *v)
{
	struct err none;

	return field_parse(record_field(&record_session, field), &d->p->context, typed,
	    v, &none) && v->kind != VALUE_NULL;
}

/* 2p, 14:30, 930, now; a number of one or two digits once the day is known. */
static bool
take_time(struct desk *d, const char *word, struct task *t)
{
	size_t digits = strspn(word, "0123456789");
	bool alone = word[digits] == '\0';
	struct value v = VALUE_INIT;

	if (t->start >= 0 || (digits == 0 ? text_fold_cmp(word, "now") != 0 :
	    alone && digits < 3 && t->day == DATE_NONE) ||
	    !reads(d, "start", word, &v))
		return false;
	t->start = form_session_time(d, (int)v.i, word);
	return true;
}

/* "2p-4p", "9-12:30" */
static bool
take_span(struct desk *d, const char *word, struct task *t)
{
	const char *dash = strchr(word, '-');
	AUTO_FREE char *first = dash != NULL ? xstrndup(word, (size_t)(dash - word)) : NULL;
	struct value from = VALUE_INIT, to = VALUE_INIT;
	int until;

	if (first == NULL || t->start >= 0 || !reads(d, "start", first, &from) ||
	    !reads(d, "start", dash + 1, &to))
		return false;
	t->start = form_session_time(d, (int)from.i, first);
	until = form_session_time(d, (int)to.i, dash + 1);
	t->minutes = until > t->start ? until - t->start : until + DAY_MINUTES - t->start;
	return true;
}

/* How many words from there on make a date, as many as possible. */
static size_t
take_day(struct desk *d, const struct words *w, size_t at, struct task *t)
{
	AUTO_BUF struct buf b = BUF_INIT;
	size_t n = w->n - at < DAY_WORDS ? w->n - at : DAY_WORDS;

	for (; n > 0 && t->day == DATE_NONE; n--) {
		struct value v = VALUE_INIT;
		bool is_day;

		words_join(w, at, at + n, &b);
		is_day = reads(d, "date", b.s, &v);
		if (is_day)
			t->day = form_session_day(date_from_iso(v.s), b.s);
		value_clear(&v);
		if (is_day)
			return n;
	}
	return 0;
}

/* --- who and what ------------------------------------------------------------------ */

static bool
add_client(const struct pick *pick, void *arg)
{
	struct task *t = arg;

	text_copy(t->notes[t->n_clients], sizeof(t->notes[0]),
	    pick->note != NULL ? pick->note : "");
	t->clients[t->n_clients++] = pick->id;
	return true;
}

static bool
find_clients(struct desk *d, const char *typed, struct task *t)
{
	struct err none;

	t->n_clients = 0;
	return *typed != '\0' && picks_list(d->p, &record_client, typed, TASK_CLIENTS,
	    add_client, t, NULL, &none) && t->n_clients > 0;
}

static bool
find_service(struct desk *d, const char *typed, struct task *t)
{
	struct err none;

	t->service = 0;
	return pick_resolve(d->p, &record_service, typed, &t->service, &none);
}

/* Splits so that the client's words are the first `k` or, if `last`, those after; true
 * when both client and service are found. */
static bool
split_at(struct desk *d, const struct words *w, size_t k, bool last, struct task *t)
{
	AUTO_BUF struct buf who = BUF_INIT, what = BUF_INIT;

	words_join(w, last ? k : 0, last ? w->n : k, &who);
	words_join(w, last ? 0 : k, last ? k : w->n, &what);
	text_copy(t->who, sizeof(t->who), who.s);
	text_copy(t->what, sizeof(t->what), what.s);
	if (!find_clients(d, who.s, t))
		return false;
	if (!find_service(d, what.s, t))
		return false;
	t->what[0] = '\0';
	return true;
}

/* Finds where the client's name ends and the service begins: the client comes first if
 * both orders fit; with an unknown service the longest name that fits is the client. */
static void
split(struct desk *d, const struct words *w, struct task *t)
{
	size_t k, name = 0;

	for (k = w->n; k > 0; k--) {
		if (split_at(d, w, k, false, t))
			return;
		if (name == 0 && t->n_clients > 0)
			name = k;
	}
	for (k = 1; k < w->n; k++)
		if (split_at(d, w, k, true, t))
			return;
	(void)split_at(d, w, name > 0 ? name : 1, false, t);
	if (t->n_clients == 0 && find_service(d, t->what, t))
		t->what[0] = '\0';
}

/* "+ led" or "+led": takes the services behind each + out of the words. The first that is
 * not understood stays in `what`, with its +. */
static void
take_more(struct desk *d, struct words *w, struct task *t)
{
	size_t from, to;

	for (from = 1; from < w->n; from++) {
		AUTO_BUF struct buf name = BUF_INIT;
		struct err none;

		if (*w->list[from] != '+')
			continue;
		for (to = from + 1; to < w->n && *w->list[to] != '+'; to++)
			;
		words_join(w, from, to, &name);
		if (t->n_more + 1 < TASK_SERVICES && pick_resolve(d->p, &record_service,
		    name.s + 1 + strspn(name.s + 1, " "), &t->more[t->n_more], &none))
			t->n_more++;
		else if (t->and[0] == '\0')
			text_copy(t->and, sizeof(t->and), name.s);
		words_cut(w, from, to - from);
		from--;
	}
}

static void
read_booking(struct desk *d, struct words *w, struct task *t)
{
	bool first = true;
	size_t i = 0, n;

	for (; i < w->n; first = false) {
		/* Sun is a family name too: the first word is the client */
		if (first && strpbrk(w->list[0], "0123456789") == NULL &&
		    find_clients(d, w->list[0], t))
			n = 0;
		else if (take_time(d, w->list[i], t))
			n = 1;
		else
			n = take_day(d, w, i, t);
		words_cut(w, i, n);
		i += n == 0;
	}
	t->n_clients = 0;
	take_more(d, w, t);
	if (w->n > 0)
		split(d, w, t);
}

/* Whose time off: me, or the first or the first two words that name somebody here. */
static void
take_staff(struct desk *d, struct words *w, struct task *t)
{
	size_t n;

	if (w->n > 0 && text_fold_cmp(w->list[0], "me") == 0) {
		t->staff = d->p->staff->id;
		words_cut(w, 0, 1);
		return;
	}
	for (n = w->n < 2 ? w->n : 2; n > 0 && t->staff == 0; n--) {
		AUTO_BUF struct buf name = BUF_INIT;
		struct err none;

		words_join(w, 0, n, &name);
		if (pick_resolve(d->p, &record_staff, name.s, &t->staff, &none))
			words_cut(w, 0, n);
		else
			t->staff = 0;
	}
}

/* Time off: what is no person, day or time is the reason. */
static void
read_block(struct desk *d, struct words *w, struct task *t)
{
	AUTO_BUF struct buf reason = BUF_INIT;
	size_t i = 0, n;

	take_staff(d, w, t);
	while (i < w->n) {
		n = take_span(d, w->list[i], t) || take_time(d, w->list[i], t) ? 1 :
		    take_day(d, w, i, t);
		words_cut(w, i, n);
		i += n == 0;
	}
	words_join(w, 0, w->n, &reason);
	text_copy(t->what, sizeof(t->what), reason.s);
	if (t->day == DATE_NONE)
		t->verb = NULL;
}

/* A move: what is no day and no time is the client. */
static void
read_move(struct desk *d, struct words *w, struct task *t)
{
	AUTO_BUF struct buf who = BUF_INIT;
	size_t i = 0, n;

	while (i < w->n) {
		n = i == 0 && find_clients(d, w->list[0], t) ? 0 :
		    take_time(d, w->list[i], t) ? 1 : take_day(d, w, i, t);
		words_cut(w, i, n);
		i += n == 0;
	}
	words_join(w, 0, w->n, &who);
	text_copy(t->who, sizeof(t->who), who.s);
	if (!find_clients(d, who.s, t))
		t->verb = NULL;
}

void
task_read(struct desk *d, const char *typed, struct task *t)
{
	struct words w = { { NULL }, 0 };
	AUTO_BUF struct buf who = BUF_INIT;

	*t = (struct task){ .day = DATE_NONE, .start = -1 };
	words_split(&w, typed);
	if (w.n > 1 && practice_allows(d->p, ACTION_READ_CLIENTS)) {
		find_verb(w.list[0], t);
		words_cut(&w, 0, 1);
		if (t->verb != NULL && t->act == ACT_book) {
			read_booking(d, &w, t);
		} else if (t->verb != NULL && t->act == ACT_block) {
			read_block(d, &w, t);
		} else if (t->verb != NULL && t->act == ACT_move) {
			read_move(d, &w, t);
		} else if (t->verb != NULL) {
			words_join(&w, 0, w.n, &who);
			/* "new client" must not be read as a newsletter for somebody */
			if (!find_clients(d, who.s, t))
				t->verb = NULL;
		}
	}
	words_free(&w);
}

/* --- what is going to be done ------------------------------------------------------- */

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

void
task_add(struct desk *d, const struct task *t, struct palette *p, palette_run run)
{
	const char *dot = d->ascii ? " - " : " · ";
	size_t i = 0;

	if (t->act == ACT_block) {
		add_block(d, t, p, run);
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
	struct value v = VALUE_INIT;
	char iso[DATE_ISO_SIZE], time[DATE_TIME_SIZE];
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
	if (t->day != DATE_NONE) {
		value_set_text(&v, date_to_iso(t->day, iso));
		record_form_set(d, "date", &v);
		value_clear(&v);
	}
	if (t->start >= 0)
		record_form_type(d, "start", date_format_time(t->start,
		    d->p->context.twelve_hour, time));
	if (t->day != DATE_NONE)
		record_form_focus(d, "start");
}

static void
put_number(struct desk *d, const char *field, int64_t n)
{
	struct value v = VALUE_INIT;

	value_set_int(&v, n);
	record_form_set(d, field, &v);
	value_clear(&v);
}

/* Opens the form of time off with what was typed. */
static void
block(struct desk *d, const struct task *t)
{
	struct value v = VALUE_INIT;
	char iso[DATE_ISO_SIZE];

	if (!desk_may(d, ACTION_WRITE_SETTINGS))
		return;
	offer_new(d, &record_block);
	value_set_text(&v, date_to_iso(t->day, iso));
	record_form_set(d, "date", &v);
	value_clear(&v);
	if (t->staff != 0)
		put_number(d, "staff", t->staff);
	if (t->start >= 0)
		put_number(d, "start", t->start);
	if (t->minutes > 0)
		put_number(d, "minutes", t->minutes);
	record_form_type(d, "reason", t->what);
}

void
task_run(struct desk *d, const struct task *t, size_t client)
{
	struct coming c;

	int64_t who = client < t->n_clients ? t->clients[client] : 0;
	struct session_preset preset = { .client = who, .day = DATE_NONE, .start = -1 };
	struct value v = VALUE_INIT;
	char iso[DATE_ISO_SIZE], time[DATE_TIME_SIZE];

	if (t->act == ACT_block) {
		block(d, t);
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
	if (t->service != 0) {
		value_set_int(&v, t->service);
		record_form_set(d, "service", &v);
	}
	if (t->day != DATE_NONE) {
		value_set_text(&v, date_to_iso(t->day, iso));
		record_form_set(d, "date", &v);
	}
	if (t->start >= 0) {
		/* the text says which half of the day is meant */
		record_form_type(d, "start", date_format_time(t->start,
		    d->p->context.twelve_hour, time));
	}
	value_clear(&v);
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
