/*
 * alike.c - asks whether a new client is one who is there already.
 *
 * Enter takes the selected one, n saves the new one all the same, Esc goes back to the
 * form. Keys typed ahead are dropped when the question opens: none was meant as its
 * answer.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/duplicates.h"
#include "screens/client/alike.h"
#include "screens/toolkit/dialog_box.h"

struct alike_question {
	struct screen screen;
	struct alike all[ALIKE_SHOWN];
	size_t n, at;
	bool more;
	alike_decided *decided;
	void *arg;
};

static struct alike_question *
of(struct screen *s)
{
	return (struct alike_question *)s;
}

static void
decide(struct screen *s, int64_t client, const char *name)
{
	struct alike_question *q = of(s);
	struct desk *d = desk_of(s);

	ui_pop(s);	/* freed after this key */
	q->decided(d, client, name, q->arg);
}

static void
run_take(struct screen *s, UNUSED enum act a)
{
	const struct alike *one = &of(s)->all[of(s)->at];

	decide(s, one->client, one->name);
}

static void
run_move(struct screen *s, enum act a)
{
	struct alike_question *q = of(s);

	if ((a == ACT_line_up || a == ACT_prev_field) && q->at > 0)
		q->at--;
	else if ((a == ACT_line_down || a == ACT_next_field) && q->at + 1 < q->n)
		q->at++;
}

static bool
text(struct screen *s, const char *typed, size_t n, bool paste)
{
	if (!paste && n == 1 && typed[0] == 'n')
		decide(s, 0, "");
	else
		ui_complain(s->ui, "Enter uses the client found, n saves a new client, "
		    "Esc goes back.");
	return true;
}

/* --- painting ---------------------------------------------------------------------- */

/* Draws name and why; birth date, phone and e-mail; alerts. Returns the row after
 * it. */
static int
draw_one(const struct alike *one, bool on, struct canvas *c, struct area in, int y)
{
	AUTO_BUF struct buf who = BUF_INIT, reach = BUF_INIT;

	buf_addf(&who, "%s%s: %s", one->name, one->archived ? " (archived)" : "",
	    one->why);
	buf_addf(&reach, *one->born != '\0' ? "born %s" : "birth date not known",
	    one->born);
	buf_addf(&reach, " · %s", *one->phone != '\0' ? one->phone : "no phone");
	if (*one->email != '\0')
		buf_addf(&reach, " · %s", one->email);
	if (on) {
		canvas_select(c, in, y, 0);
		canvas_cursor(c, in, y, 0);
	}
	canvas_fit(c, in, y++, 2, in.cols - 2, on ? STYLE_SELECTED : STYLE_TEXT, who.s);
	canvas_fit(c, in, y++, 4, in.cols - 4, STYLE_TEXT, reach.s);
	if (*one->alerts != '\0') {
		AUTO_FREE char *alerts = xasprintf("! %s", one->alerts);

		canvas_fit(c, in, y++, 4, in.cols - 4, STYLE_BAD, alerts);
	}
	return y;
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct alike_question *q = (const struct alike_question *)s;
	int rows = 4 + q->more, y = 1;
	struct area in;
	size_t i;

	for (i = 0; i < q->n; i++)
		rows += 2 + (*q->all[i].alerts != '\0');
	in = dialog_box(c, a, rows, "Already a client?");
	for (i = 0; i < q->n; i++)
		y = draw_one(&q->all[i], i == q->at, c, in, y);
	if (q->more)
		canvas_text(c, in, y++, 2, STYLE_DIM, "and more: / in Clients finds "
		    "them");
	canvas_text(c, in, ++y, 2, STYLE_KEY, "n");
	canvas_fit(c, in, y++, 8, in.cols - 8, STYLE_TEXT, "somebody else: save a new client");
}

static void
asked_free(struct screen *s)
{
	free(of(s));
}

static const struct binding bindings[] = {
	{ ACT_accept, "use this client", run_take },
	{ ACT_leave, "back to the form", dialog_close },
	{ ACT_line_down, "down", run_move },
	{ ACT_line_up, NULL, run_move },
	{ ACT_next_field, NULL, run_move },
	{ ACT_prev_field, NULL, run_move },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "alike", .overlay = true, .mode = MODE_TYPE, .bindings = bindings,
	.text = text, .draw = draw, .free = asked_free,
};

bool
alike_ask(struct desk *d, const struct record *client, alike_decided *decided, void *arg)
{
	struct alike_question *q = xcalloc(1, sizeof(*q));
	struct err e;
	bool ok = clients_alike(d->p, client, q->all, &q->n, &q->more, &e);

	if (!ok || q->n == 0) {
		free(q);
		if (!ok)
			ui_err(d->ui, &e);
		return !ok;
	}
	q->screen.ops = &ops;
	q->screen.ui = d->ui;
	q->decided = decided;
	q->arg = arg;
	ui_push(d->ui, &q->screen);
	ui_complain(d->ui, "Not saved yet: %s is a client already "
	    "(%s).", q->all[0].name,
	    q->all[0].why);
	return true;
}
