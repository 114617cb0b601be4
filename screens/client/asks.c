/*
 * asks.c - what a client is asked from any screen: for a review, and about the
 * newsletter.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/clients.h"
#include "practice/newsletter.h"
#include "practice/reviews.h"
#include "screens/client/client.h"
#include "screens/forms.h"
#include "screens/marked.h"
#include "screens/request_page.h"
#include "screens/toolkit/dialog.h"

/* The client asked, and about which visit. */
struct letter_question {
	int64_t client, session;
	char *name;		/* owned */
};

static void
asked_free(void *arg)
{
	struct letter_question *q = arg;

	free(q->name);
	free(q);
}

/* NULL, with a message, when there is no such client or this login may not look. */
static struct letter_question *
asked_new(struct desk *d, int64_t client, int64_t session)
{
	AUTO_BUF struct buf name = BUF_INIT;
	AUTO_RECORD struct record *card = NULL;
	struct letter_question *q;
	struct err e;

	card = client_get(d->p, client, &e);
	if (card == NULL) {
		ui_err(d->ui, &e);
		return NULL;
	}
	client_display_name(card, &name);
	q = xcalloc(1, sizeof(*q));
	q->client = client;
	q->session = session;
	q->name = buf_steal(&name);
	return q;
}

/* --- a review ------------------------------------------------------------------------ */

#define WRITE_DOWN 'w'

static const struct {
	char key;
	const char *how;
	enum request_view view;
} ways[] = {
	{ 'd', "desk", REQUEST_WORDS }, { 'q', "qr", REQUEST_CODE },
	{ 't', "text", REQUEST_WORDS }, { 'e', "email", REQUEST_WORDS },
};

/* Records that the client was asked only if the request can be shown: a code that has no
 * room is asked for in words, with the link. */
static void
way_chosen(struct ui *ui, char key, void *arg)
{
	const struct letter_question *q = arg;
	struct desk *d = ui_arg(ui);
	struct err e;
	size_t i = 0;
	int64_t id;

	if (key == WRITE_DOWN) {
		form_review_new(d, q->client);
		return;
	}
	while (ways[i].key != key)
		i++;
	if (ways[i].view == REQUEST_CODE && !request_page_can(d, REQUEST_CODE, &e))
		i = 0;
	if (!request_page_can(d, ways[i].view, &e) ||
	    !review_ask(d->p, q->client, q->session, ways[i].how, &id, &e)) {
		ui_err(ui, &e);
		return;
	}
	desk_catch_up(d);
	request_page_push(d, ways[i].view);
	ui_say(ui, "Recorded: %s was asked today. u undoes it.", q->name);
}

/* May the client be asked? If not, `why` says why. */
static bool
may_ask(struct desk *d, int64_t client, struct err *why)
{
	AUTO_BUF struct buf text = BUF_INIT;

	return review_may_ask(d->p, client, why) &&
	    review_request_text(d->p, &text, why);
}

void
client_review(struct desk *d, int64_t client, int64_t session)
{
	static const struct ask_answer answers[] = {
		{ 'd', "ask here at the desk, in words" },
		{ 'q', "ask with the QR code on this screen, or the link if it has no room" },
		{ 't', "ask by text message" },
		{ 'e', "ask by e-mail" },
		{ WRITE_DOWN, "add a review that came in" },
		{ 0, NULL }
	};
	AUTO_FREE char *question = NULL;
	struct letter_question *q;
	struct err e;
	bool may;

	if (!desk_may(d, ACTION_WRITE_REVIEWS))
		return;
	may = may_ask(d, client, &e);
	if (!may && e.code != ERR_INVALID) {
		ui_err(d->ui, &e);
		return;
	}
	q = asked_new(d, client, session);
	if (q == NULL)
		return;
	question = may ? xasprintf("A review from %s?", q->name) :
	    xasprintf("Not asked: %s", e.text);
	ask_push(d->ui, question, may ? answers :
	    &answers[ARRAY_LEN(answers) - 2], way_chosen, q, asked_free);
}

/* --- the newsletter -------------------------------------------------------------------- */

struct letter {
	int64_t client;
	int64_t subscriber;
	char email[256];
	enum newsletter_state state;
};

static struct letter *
letter_copy(const struct letter *l)
{
	struct letter *n = xmalloc(sizeof(*n));

	*n = *l;
	return n;
}

static bool
set_letter(struct ui *ui, const struct letter *l, const char *wording,
    struct err *e)
{
	struct desk *d = ui_arg(ui);
	AUTO_RECORD struct record *card = l->client != 0 ?
	    client_get(d->p, l->client, e) : NULL;
	static const char *const said[NEWSLETTER_STATES] = {
		[NEWSLETTER_PENDING] = "to be confirmed by",
		[NEWSLETTER_SUBSCRIBED] = "yes, to",
		[NEWSLETTER_UNSUBSCRIBED] = "no longer to",
		[NEWSLETTER_CLEANED] = "mail bounces at",
	};
	const struct subscriber_change change = { .id = l->subscriber,
	    .email = l->email, .client = l->client,
	    .given = card != NULL ? record_text(card, "given") : NULL,
	    .family = card != NULL ? record_text(card, "family") : NULL,
	    .state = newsletter_state_name(l->state), .source = "desk",
	    .wording = wording };

	if ((card == NULL && l->client != 0) || !subscriber_set(d->p, &change, NULL, e))
		return false;
	desk_catch_up(d);
	ui_say(ui, "Newsletter: %s %s. w again changes it.", said[l->state], l->email);
	return true;
}

#define WORDING_TITLE "Which wording was shown?"
#define WORDING_HINT \
	"The version printed on the card or form, such as \"desk 2026-01\"."

/* The last wording agreed to, proposed again. */
static char *wording_last;

static bool
wording_typed(struct ui *ui, const char *text, void *arg)
{
	struct err e;

	if (!set_letter(ui, arg, text, &e))
		return dialog_ends(ui, &e, NULL);
	free(wording_last);
	wording_last = xstrdup(text);
	return true;
}

/* A yes, confirmed or not, needs the wording that was shown; a no needs nothing. */
static bool
answer(struct ui *ui, const struct letter *l)
{
	struct err e;

	if (l->state == NEWSLETTER_SUBSCRIBED || l->state == NEWSLETTER_PENDING) {
		line_push(ui, WORDING_TITLE, WORDING_HINT, wording_last,
		    wording_typed, letter_copy(l), free);
		return true;
	}
	if (set_letter(ui, l, NULL, &e))
		return true;
	return dialog_ends(ui, &e, NULL);
}

static bool
email_typed(struct ui *ui, const char *text, void *arg)
{
	struct letter *l = arg;

	if (*text == '\0' || strlen(text) >= sizeof(l->email)) {
		ui_complain(ui, "Which e-mail address?");
		return false;
	}
	memcpy(l->email, text, strlen(text) + 1);
	return answer(ui, l);
}

static const struct ask_answer letter_answers[] = {
	{ 'y', "yes, and they saw what they agree to" },
	{ 'p', "yes, to be confirmed by e-mail" },
	{ 'n', "no" },
	{ 'm', "mail to it bounces" },
	{ 0, NULL }
};
static const enum newsletter_state letter_states[] = {	/* as the answers */
	NEWSLETTER_SUBSCRIBED, NEWSLETTER_PENDING, NEWSLETTER_UNSUBSCRIBED,
	NEWSLETTER_CLEANED,
};

static void
letter_answered(struct ui *ui, char key, void *arg)
{
	struct letter *l = arg;
	size_t i = 0;

	while (letter_answers[i].key != key)
		i++;
	l->state = letter_states[i];
	if (l->subscriber == 0 && l->email[0] == '\0')
		line_push(ui, "To which e-mail address?", "", "", email_typed,
		    letter_copy(l), free);
	else
		answer(ui, l);
}

static const char *const state_words[NEWSLETTER_STATES] = {
	[NEWSLETTER_UNKNOWN] = "unknown, never asked",
	[NEWSLETTER_PENDING] = "yes, not confirmed yet",
	[NEWSLETTER_SUBSCRIBED] = "yes",
	[NEWSLETTER_UNSUBSCRIBED] = "no",
	[NEWSLETTER_CLEANED] = "mail bounces",
};

void
client_newsletter(struct desk *d, int64_t client)
{
	struct letter l = { .client = client };
	struct newsletter_client now;
	AUTO_FREE char *question = NULL;
	struct letter_question *q;
	struct err e;

	if (!practice_may(d->p, ACTION_WRITE_NEWSLETTER, &e) ||
	    !newsletter_of_client(d->p, client, &now, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	q = asked_new(d, client, 0);
	if (q == NULL)
		return;
	l.subscriber = now.subscriber;
	memcpy(l.email, now.email, sizeof(l.email));
	question = xasprintf("Does %s want the newsletter? So far: %s%s%s", q->name,
	    state_words[now.state], *now.email != '\0' ? ", " : "", now.email);
	asked_free(q);
	ask_push(d->ui, question, letter_answers, letter_answered, letter_copy(&l),
	    free);
}

void
address_newsletter(struct desk *d, int64_t subscriber)
{
	AUTO_RECORD struct record *r = NULL;
	struct letter l = { .subscriber = subscriber };
	AUTO_FREE char *question = NULL;
	struct err e;

	if (!practice_may(d->p, ACTION_WRITE_NEWSLETTER, &e) || (subscriber != 0 &&
	    (r = subscriber_get(d->p, subscriber, &e)) == NULL)) {
		ui_err(d->ui, &e);
		return;
	}
	if (r != NULL) {
		l.client = record_int(r, "client");
		text_copy(l.email, sizeof(l.email), record_text(r, "email"));
	}
	question = xasprintf("Newsletter to %s?", r != NULL ? l.email :
	    "a new address");
	ask_push(d->ui, question, letter_answers, letter_answered, letter_copy(&l),
	    free);
}

/* --- of all that are marked ----------------------------------------------------------- */

struct letters {
	struct marked marked;
	int64_t *ids;		/* its ids; owned */
	const char *state, *said;
};

static void
letters_free(void *arg)
{
	struct letters *l = arg;

	free(l->ids);
	free(l);
}

static struct letters *
letters_new(const struct marked *m)
{
	struct letters *l = xcalloc(1, sizeof(*l));

	l->marked = *m;
	l->ids = xreallocarray(NULL, m->n, sizeof(*m->ids));
	memcpy(l->ids, m->ids, m->n * sizeof(*m->ids));
	l->marked.ids = l->ids;
	l->marked.query = NULL;	/* the query may be gone by then */
	return l;
}

static bool
set_letters(struct ui *ui, const struct letters *l, const char *wording, struct err *e)
{
	struct desk *d = ui_arg(ui);

	if (!subscribers_set(d->p, l->ids, l->marked.n, l->state, wording, e))
		return false;
	desk_catch_up(d);
	l->marked.unmark(l->marked.arg);
	ui_say(ui, "Newsletter: %s %zu client%s. w again changes it.", l->said,
	    l->marked.n, text_plural(l->marked.n));
	return true;
}

static bool
letters_worded(struct ui *ui, const char *text, void *arg)
{
	struct err e;

	if (!set_letters(ui, arg, text, &e))
		return dialog_ends(ui, &e, "wording");
	free(wording_last);
	wording_last = xstrdup(text);
	return true;
}

static void
letters_answered(struct ui *ui, char key, void *arg)
{
	struct letters *l = arg, *next;
	struct err e;

	l->state = newsletter_state_name(key == 'y' ? NEWSLETTER_SUBSCRIBED :
	    key == 'p' ? NEWSLETTER_PENDING : NEWSLETTER_UNSUBSCRIBED);
	l->said = key == 'y' ? "yes, to" : key == 'p' ? "to be confirmed by" : "no more to";
	if (key == 'n') {
		if (!set_letters(ui, l, NULL, &e))
			ui_err(ui, &e);
		return;
	}
	next = letters_new(&l->marked);
	next->state = l->state;
	next->said = l->said;
	line_push(ui, WORDING_TITLE, WORDING_HINT, wording_last, letters_worded, next,
	    letters_free);
}

void
clients_newsletter(struct desk *d, const struct marked *m)
{
	static const struct ask_answer answers[] = {
		{ 'y', "yes, and they saw what they agree to" },
		{ 'p', "yes, to be confirmed by e-mail" },
		{ 'n', "no" },
		{ 0, NULL }
	};
	AUTO_FREE char *question = xasprintf("Newsletter for all %zu marked", m->n);

	if (desk_may(d, ACTION_WRITE_NEWSLETTER))
		ask_push(d->ui, question, answers, letters_answered,
		    letters_new(m), letters_free);
}
