/*
 * emergency.c - see emergency.h.
 *
 * The page is not a text page: closing it is the only way out, so that it cannot stay
 * on another tab's stack, under a palette or under a lock.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/clients.h"
#include "practice/emergency.h"
#include "practice/naming.h"
#include "screens/client/emergency.h"
#include "screens/parked.h"
#include "screens/toolkit/dialog.h"

#define LABEL 14

/* --- the page ---------------------------------------------------------------------- */

struct look {
	struct screen screen;
	char *text;		/* lines of `label TAB text` */
	char *unwritten;	/* why it is not recorded; "" if it is */
};

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct look *l = (const struct look *)s;
	const char *at = l->text;
	int y = 0;

	if (*l->unwritten != '\0')
		y += canvas_fold(c, a, y, 2, a.cols - 4, 4, STYLE_BAD, l->unwritten);
	for (y += 1; *at != '\0' && y < a.rows; at += strcspn(at, "\n") + 1) {
		AUTO_FREE char *line = xstrndup(at, strcspn(at, "\n"));
		char *tab = strchr(line, '\t');

		*tab = '\0';
		canvas_fit(c, a, y, 2, LABEL - 1, STYLE_DIM, line);
		y += canvas_fold(c, a, y, 2 + LABEL, a.cols - LABEL - 4, a.rows - y,
		    STYLE_STRONG, tab + 1);
	}
	canvas_cursor(c, a, 0, 0);
}

static void
run_close(struct screen *s, UNUSED enum act a)
{
	struct ui *ui = s->ui;

	ui_pop(s);
	ui_say(ui, "The emergency view has ended.");
}

static bool
act(struct screen *s, UNUSED enum act a)
{
	ui_complain(s->ui, "q or Esc ends the emergency view; then all keys work again.");
	return true;
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "Emergency");
}

static void
look_free(struct screen *s)
{
	struct look *l = (struct look *)s;

	memset(l->text, 0, strlen(l->text));
	free(l->text);
	free(l->unwritten);
	free(l);
}

static const struct binding bindings[] = {
	{ ACT_back, "end it", run_close },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "emergency", .mode = MODE_LIST, .bindings = bindings, .act = act,
	.draw = draw, .title = title, .free = look_free,
};

/* --- the reason ---------------------------------------------------------------------- */

/* Keeps a look that could not be recorded as a draft of whoever looked. */
static bool
keep_look(struct desk *d, int64_t client, const char *reason)
{
	AUTO_DRAFT struct draft draft = DRAFT_INIT;
	AUTO_BUF struct buf title_words = BUF_INIT;
	char number[32];
	struct err e;

	buf_adds(&title_words, "Emergency look, ");
	if (!naming_add_id(d->p, &record_client, client, &title_words))
		buf_adds(&title_words, "a client");
	draft_set_string(&draft.form, "emergency");
	draft_set_string(&draft.type, record_emergency_view.name);
	draft_set_string(&draft.title, title_words.s);
	snprintf(number, sizeof(number), "%lld", (long long)client);
	draft_set(&draft, "client", number);
	snprintf(number, sizeof(number), "%lld", (long long)clock_now());
	draft_set(&draft, "at", number);
	draft_set(&draft, "reason", reason);
	return practice_draft_save(d->p, &draft, &e);
}

static bool
given(struct ui *ui, const char *text, void *arg)
{
	struct desk *d = ui_arg(ui);
	int64_t client = *(const int64_t *)arg;
	AUTO_BUF struct buf page = BUF_INIT;
	struct err unwritten, e;
	struct look *l;
	bool written, kept;

	if (!emergency_view(d->p, client, text, &page, &unwritten, &e))
		return dialog_ends(ui, &e, NULL);
	written = unwritten.code == ERR_NONE;
	kept = !written && keep_look(d, client, text);
	l = xcalloc(1, sizeof(*l));
	l->screen.ops = &ops;
	l->screen.ui = ui;
	l->unwritten = written ? xstrdup("") :
	    xasprintf("This look is NOT recorded%s: inform the owner yourself. %s",
	    kept ? " yet" : "", unwritten.text);
	l->text = buf_steal(&page);
	ui_push(ui, &l->screen);
	desk_catch_up(d);
	ui_say(ui, written ? "Recorded with your reason; the owner is "
	    "informed." : kept ?
	    "Kept with your drafts; your next login records it." :
	    "Not recorded: inform the owner yourself.");
	return true;
}

/* --- recording a look later ------------------------------------------------------ */

static bool
write_kept(struct desk *d, struct draft *draft, struct err *e)
{
	const char *client = draft_get(draft, "client"), *at = draft_get(draft, "at");
	const char *reason = draft_get(draft, "reason");

	if (client == NULL || at == NULL || reason == NULL)
		return err_set(e, ERR_INVALID, NULL, "That draft is not whole.");
	return emergency_write(d->p, strtoll(client, NULL, 10), strtoll(at, NULL, 10), reason,
	    draft, e);
}

/* There is no form: records the look at once. */
void
emergency_resume(struct desk *d, struct draft *draft)
{
	struct err e;

	if (write_kept(d, draft, &e)) {
		desk_catch_up(d);
		ui_say(d->ui, "Recorded: %s; the owner is informed.", draft->title);
	} else {
		ui_err(d->ui, &e);
	}
}

void
emergency_catch_up(struct desk *d)
{
	struct drafts all = DRAFTS_INIT;
	struct err e;
	size_t i, kept = 0;

	(void)practice_drafts(d->p, &all, &e);
	parked_read(d, &all);
	for (i = 0; i < all.n; i++) {
		if (strcmp(all.list[i].form, "emergency") != 0)
			continue;
		kept++;
		if (!write_kept(d, &all.list[i], &e))
			break;
	}
	drafts_free(&all);
	if (kept > 0)
		parked_read(d, NULL);
}

void
emergency_push(struct desk *d, int64_t client)
{
	AUTO_RECORD struct record *card = NULL;
	AUTO_BUF struct buf title_words = BUF_INIT;
	int64_t *whose;
	struct err e;

	if (practice_allows(d->p, ACTION_READ_MEDICAL)) {
		ui_say(d->ui, "Your login shows allergies and medicines on the "
		    "client's page.");
		return;
	}
	if (!practice_may(d->p, ACTION_EMERGENCY, &e) ||
	    (card = client_get(d->p, client, &e)) == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	buf_adds(&title_words, "Emergency: what happened to ");
	client_display_name(card, &title_words);
	buf_addc(&title_words, '?');
	whose = xmalloc(sizeof(*whose));
	*whose = client;
	line_push(d->ui, title_words.s, "Allergies, medicines and whom to call are "
	    "shown once; the owner is informed.", "", given, whose, free);
}

/* --- the owner ------------------------------------------------------------------------- */

static const struct ask_answer told[] = {
	{ 'y', "I have read this: do not show it again" },
	{ 'l', "later: show it again at the next login" },
	{ 0, NULL }
};

static void
answered(struct ui *ui, char key, void *arg)
{
	struct desk *d = ui_arg(ui);
	struct err e;

	if (key != 'y')
		return;
	if (!emergency_seen(d->p, *(const int64_t *)arg, &e)) {
		ui_err(ui, &e);
		return;
	}
	desk_catch_up(d);
	ui_say(ui, "Noted that you have read it. Practice, Emergencies lists them all.");
}

void
emergency_tell(struct desk *d)
{
	AUTO_BUF struct buf looks = BUF_INIT;
	AUTO_FREE char *question = NULL;
	int64_t last, *arg;
	struct err e;

	if (!emergency_unseen(d->p, &looks, &last, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	if (last == 0)
		return;
	question = xasprintf("Somebody used the emergency view.\n%s",
	    looks.s);
	arg = xcalloc(1, sizeof(*arg));
	*arg = last;
	ask_push(d->ui, question, told, answered, arg, free);
}

void
emergency_list_push(struct desk *d)
{
	AUTO_BUF struct buf looks = BUF_INIT;
	struct err e;

	if (!emergency_list(d->p, 0, &looks, &e))
		ui_err(d->ui, &e);
	else
		text_page_push(d->ui, "Emergency looks, newest first", looks.len > 0 ?
		    looks.s : "Nobody has used the emergency view.");
}
