/*
 * task.c - reading a line: the verb, when, who and what; see task.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/picks.h"
#include "screens/forms.h"
#include "screens/task.h"

#define WORDS_MAX 12
#define DAY_WORDS 3		/* words of a date: 15 dec 2026 */

static const struct {
	const char *name;
	enum act act;
} verbs[] = {
	{ "block", TASK_BLOCK },
	{ "book", ACT_book }, { "catch-up", TASK_PAPER }, { "edit", ACT_edit }, { "here", ACT_here },
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

/* Catching up: all of it is a day, which is past. */
static void
read_paper(struct desk *d, struct words *w, struct task *t)
{
	AUTO_BUF struct buf day = BUF_INIT;
	struct value v = VALUE_INIT;

	words_join(w, 0, w->n, &day);
	if (reads(d, "booked_on", day.s, &v))
		t->day = date_from_iso(v.s);
	else
		t->verb = NULL;
	value_clear(&v);
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
		} else if (t->verb != NULL && t->act == TASK_BLOCK) {
			read_block(d, &w, t);
		} else if (t->verb != NULL && t->act == TASK_PAPER) {
			read_paper(d, &w, t);
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
