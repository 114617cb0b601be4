/*
 * sign.c - see sign.h.
 */
#include "screens/sign.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/pin.h"
#include "practice/sign.h"
#include "screens/draft.h"
#include "screens/toolkit/dialog.h"

/* What was answered so far. Each question has a copy of its own. */
struct signing {
	struct desk *d;
	struct sign_visit v;
	enum sign_act act;
	char *reasons[SIGN_TICKS];
	size_t n_reasons;
	char *words;
	struct draft draft;	/* of the words; form NULL: none is kept */
	bool passed_on;		/* to the next question: the PIN still counts */
};

static struct signing *
copy_of(struct signing *s)
{
	struct signing *copy = xmalloc(sizeof(*copy));
	size_t i;

	*copy = *s;
	copy->words = s->words != NULL ? xstrdup(s->words) : NULL;
	copy->draft = (struct draft)DRAFT_INIT;
	if (s->draft.form != NULL)
		draft_copy(&copy->draft, &s->draft);
	for (i = 0; i < s->n_reasons; i++)
		copy->reasons[i] = xstrdup(s->reasons[i]);
	s->passed_on = true;
	copy->passed_on = false;
	return copy;
}

static void
signing_free(void *arg)
{
	struct signing *s = arg;

	if (!s->passed_on)
		pin_end(s->d->p);
	while (s->n_reasons > 0)
		free(s->reasons[--s->n_reasons]);
	free(s->words);
	draft_free(&s->draft);
	free(s);
}

static void go_on(struct signing *s);

/* What the words of an act are called where they wait. */
static const char *const titles[SIGN_ACTS] = {
	[SIGN_ADDENDUM] = "Addendum", [SIGN_WRONG_CLIENT] = "Wrong client",
	[SIGN_INVALID] = "Invalid",
};

/* --- the questions -------------------------------------------------------------------------- */

static bool
pin_typed(UNUSED struct ui *ui, const char *text, void *arg)
{
	struct signing *s = arg;
	struct err e;

	if (!pin_give(s->d->p, text, &e)) {
		ui_err(s->d->ui, &e);
		return false;
	}
	go_on(s);
	return true;
}

static bool
reason_typed(struct ui *ui, const char *text, void *arg)
{
	struct signing *s = arg;

	if (*text == '\0') {
		ui_complain(ui, "A reason is needed; Esc goes back to the chart.");
		return false;
	}
	s->reasons[s->n_reasons++] = xstrdup(text);
	go_on(s);
	return true;
}

/* The words outlast the line that is cut, and the questions after them. */
static bool
keep_words(UNUSED struct ui *ui, const char *typed, enum keep why, void *arg, struct err *e)
{
	struct signing *s = arg;
	AUTO_FREE char *title = xasprintf("%s, %s", titles[s->act], s->v.name);
	struct draft now = DRAFT_INIT;

	if (*typed != '\0') {
		draft_set_string(&now.form, "sign");
		draft_set_string(&now.type, "session");
		draft_set_string(&now.title, title);
		draft_set_string(&now.place, titles[s->act]);
		now.record = s->v.session;
		draft_set(&now, "words", typed);
	}
	return draft_keep(s->d, &s->draft, *typed != '\0' ? &now : NULL, why, e);
}

static bool
words_typed(struct ui *ui, const char *text, void *arg)
{
	struct signing *s = arg;
	struct err e;

	if (*text == '\0') {
		ui_complain(ui, "Something is to be said; Esc goes back.");
		return false;
	}
	if (!keep_words(ui, text, KEEP_LEFT, s, &e)) {
		ui_err(ui, &e);
		return false;
	}
	s->words = xstrdup(text);
	go_on(s);
	return true;
}

/* --- what waits -------------------------------------------------------------------------------- */

struct next {
	int64_t but, first;	/* another one than that, and the first found */
	size_t n;
};

static bool
take_next(int64_t session, UNUSED bool cosign, void *arg)
{
	struct next *n = arg;

	if (session == n->but)
		return true;
	if (n->n++ == 0)
		n->first = session;
	return true;
}

static struct next
next_of(struct desk *d, int64_t but)
{
	struct next n = { .but = but };

	(void)sign_waiting(d->p, sign_first(), take_next, &n, NULL);
	return n;
}

static const char *const done[SIGN_ACTS] = {
	"Signed", "Co-signed", "Added to", "Marked as the wrong client's", "Declared invalid"
};

static void begin(struct signing *s, int64_t session);
static void ask(struct signing *s);

static void
answered(UNUSED struct ui *ui, char key, void *arg)
{
	struct signing *s = arg;
	struct desk *d = s->d;
	struct next n;
	struct err e;

	if (!sign_do(d->p, &s->v, s->act, s->words, (const char *const *)s->reasons, &s->draft,
	    &e)) {
		if (dialog_again(d->ui, &e))
			ask(s);
		return;
	}
	n = next_of(d, s->v.session);
	desk_done(d, &record_session, s->v.session, done[s->act], s->act == SIGN_INVALID ?
	    "Its chart can be changed and signed again." : "");
	if (key == 'n' && n.n > 0)
		begin(s, n.first);
	else if (key == 'n')
		ui_say(d->ui, "%s: %s. Nothing more waits to be signed.", done[s->act], s->v.name);
}

static void
ask(struct signing *s)
{
	static const struct ask_answer one[] = { { 'y', "yes" }, { 0, NULL } };
	static const struct ask_answer queue[] = {
		{ 'y', "yes" }, { 'n', "yes, and the next one that waits" }, { 0, NULL }
	};
	static const char *const verbs[SIGN_ACTS] = {
		"Sign the treatment of", "Co-sign the treatment of", "Add this to",
		"Not the treatment of this client:", "Declare invalid:"
	};
	AUTO_BUF struct buf text = BUF_INIT;
	struct next n = next_of(s->d, s->v.session);
	struct err e;
	size_t i;

	buf_addf(&text, "%s %s?\n", verbs[s->act], s->v.name);
	if (s->act > SIGN_COSIGN)
		buf_addf(&text, "\n%s\n", s->words);
	else if (!sign_summary(s->d->p, &s->v, &text, &e)) {
		ui_err(s->d->ui, &e);
		return;
	}
	for (i = 0; i < s->n_reasons; i++)
		buf_addf(&text, "without %s: %s\n", s->v.missing[i].label, s->reasons[i]);
	ask_push(s->d->ui, text.s, s->act <= SIGN_COSIGN && n.n > 0 ? queue : one, answered,
	    copy_of(s), signing_free);
}

/* Asks what is not known yet, the next question only. */
static void
go_on(struct signing *s)
{
	static const char *const asks[SIGN_ACTS] = {
		NULL, NULL, "What is to be added?", "Whose treatment was it?", "Why is it invalid?"
	};
	static const char hint[] = "It stays with the visit, with your name and the time.";
	struct ui *ui = s->d->ui;
	bool signs = s->act == SIGN_SIGN;
	struct err e;

	if (!pin_given(s->d->p, &e)) {
		if (strcmp(e.field, "pin") != 0)
			ui_err(ui, &e);
		else
			secret_push(ui, "Your PIN", s->v.name, pin_typed, copy_of(s), signing_free);
	} else if (signs && s->n_reasons < s->v.n_missing) {
		AUTO_FREE char *title = xasprintf("Why is this missing: %s?",
		    s->v.missing[s->n_reasons].label);

		line_push(ui, title, s->v.name, "", reason_typed, copy_of(s), signing_free);
	} else if (asks[s->act] != NULL && s->words == NULL) {
		line_push_kept(ui, asks[s->act], hint, draft_get(&s->draft, "words"), keep_words,
		    words_typed, copy_of(s), signing_free);
	} else {
		ask(s);
	}
}

/* Where others log in too, a signature is worth its PIN: the first asks to choose one. */
static void
start(struct signing *s, enum sign_act act)
{
	struct desk *d = s->d;
	bool has = true;
	struct err e;

	s->act = act;
	if (!sign_may(d->p, &s->v, act, &e) || (d->login != NULL && !pin_has(d->p, &has, &e))) {
		ui_err(d->ui, &e);
	} else if (has) {
		go_on(s);
	} else {
		sign_pin_choose(d);
		ui_say(d->ui, "A signature needs your PIN: choose one, then sign.");
	}
}

/* --- about what is signed ------------------------------------------------------------------------ */

static const struct {
	char key;
	enum sign_act act;
} acts[] = {
	{ 'c', SIGN_COSIGN }, { 'a', SIGN_ADDENDUM }, { 'w', SIGN_WRONG_CLIENT },
	{ 'i', SIGN_INVALID },
};

static bool
add_line(const struct sign_line *l, void *arg)
{
	struct buf *out = arg;
	date_day day;
	char words[24];
	int minutes, seconds;

	clock_local(l->at, &day, &minutes, &seconds);
	buf_addf(out, "%s %s, ", date_to_words(day, false, words), sign_act_label(l->act));
	text_show(out, l->by, false);
	if (*l->words != '\0')
		buf_adds(out, ": ");
	text_show(out, l->words, true);
	buf_adds(out, *l->words != '\0' ? "" : "\n");
	return true;
}

static void
act_chosen(UNUSED struct ui *ui, char key, void *arg)
{
	struct signing *s = arg;
	size_t i;

	for (i = 0; i < ARRAY_LEN(acts); i++)
		if (acts[i].key == key)
			start(s, acts[i].act);
}

static void
ask_act(struct signing *s)
{
	static const struct ask_answer answers[] = {
		{ 'a', "write an addendum" }, { 'w', "say that it was another client" },
		{ 'i', "declare it invalid, so that the chart can be changed" },
		{ 'c', "co-sign it" }, { 0, NULL }
	};
	AUTO_BUF struct buf text = BUF_INIT;
	struct err e;

	buf_addf(&text, "%s\n", s->v.name);
	if (sign_lines(s->d->p, s->v.session, add_line, &text, &e))
		ask_push(s->d->ui, text.s, answers, act_chosen, copy_of(s), signing_free);
	else
		ui_err(s->d->ui, &e);
}

/* Of a visit: signs it, co-signs it, or asks what else. */
static void
begin(struct signing *s, int64_t session)
{
	struct signing next = { .d = s->d };
	struct err e;

	s->passed_on = true;
	if (!sign_look(s->d->p, session, &next.v, &e))
		ui_err(s->d->ui, &e);
	else if (next.v.signature == 0)
		start(&next, SIGN_SIGN);
	else if (sign_may(s->d->p, &next.v, SIGN_COSIGN, NULL))
		start(&next, SIGN_COSIGN);
	else
		ask_act(&next);
	if (!next.passed_on)
		pin_end(s->d->p);
}

void
sign_resume(struct desk *d, struct draft *draft)
{
	struct signing s = { .d = d };
	struct err e;

	for (s.act = SIGN_ADDENDUM; s.act < SIGN_ACTS; s.act++)
		if (draft->place != NULL && strcmp(titles[s.act], draft->place) == 0)
			break;
	if (s.act == SIGN_ACTS)
		ui_complain(d->ui, "This draft is damaged.");
	else if (!sign_look(d->p, draft->record, &s.v, &e) || !sign_may(d->p, &s.v, s.act, &e))
		ui_err(d->ui, &e);
	else {
		draft_copy(&s.draft, draft);
		go_on(&s);
		draft_free(&s.draft);
	}
}

void
sign_push(struct desk *d, int64_t session)
{
	struct signing none = { .d = d };

	if (desk_may(d, ACTION_TREAT))
		begin(&none, session);
}
