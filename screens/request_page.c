/*
 * request_page.c - see request_page.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/reviews.h"
#include "base/clock.h"
#include "screens/child.h"
#include "screens/request_card.h"
#include "screens/request_page.h"
#include "screens/toolkit/terminal.h"

struct request_page {
	struct screen screen;
	char *words, *link;
	struct qr *qr;		/* NULL: the link is too long for one */
	bool whole;		/* only the code, for the client's phone */
	bool swapped;		/* dark and light are swapped */
};

static struct request_page *
of(struct screen *s)
{
	return (struct request_page *)s;
}

#define WORDS_MIN 30	/* columns, beside the code */
#define WORDS_MAX 60
#define ASIDE_MIN 22	/* columns, beside the code alone */

static bool
has_room(const struct request_page *r, bool ascii, struct area room, int *rows, int *cols)
{
	*rows = *cols = 0;
	return r->qr != NULL && qr_cells(r->qr, ascii, room, rows, cols);
}

/* Without colours nobody knows which of the terminal's two is the light one. */
static bool
may_swap(const struct request_page *r)
{
	const struct desk *d = ui_arg(r->screen.ui);

	return d->terminal != NULL && terminal_is_mono(d->terminal);
}

/* Only the code, on the right of the window; message and keys left of it if there is
 * room. */
static void
draw_whole(const struct request_page *r, struct canvas *c, struct area a)
{
	int rows, cols, y;
	struct area aside = { a.y, a.x + 1, a.rows, 0 };
	char key[16];

	if (!has_room(r, canvas_is_ascii(c), a, &rows, &cols)) {
		canvas_fold(c, a, 1, 2, a.cols - 4, a.rows - 2, STYLE_TEXT,
		    "The window has no room for the QR code now. Tab shows the words.");
		return;
	}
	if (a.cols - cols < ASIDE_MIN) {
		qr_draw(r->qr, c, a);
		return;
	}
	qr_draw(r->qr, c, (struct area){ a.y, a.x + a.cols - cols, a.rows, cols });
	aside.cols = a.cols - cols - 2;
	y = 1 + canvas_fold(c, aside, 1, 0, aside.cols, 6, STYLE_STRONG,
	    "Please scan this with the camera of a phone.");
	if (may_swap(r) && !r->swapped)
		y += 1 + canvas_fold(c, aside, y + 1, 0, aside.cols, 6, STYLE_TEXT,
		    "If the phone does not see it, Tab swaps dark and light.");
	canvas_fold(c, aside, y + 1, 0, aside.cols, a.rows - y - 5, STYLE_TEXT,
	    ui_message(r->screen.ui));
	canvas_textf(c, aside, a.rows - 3, 0, STYLE_TEXT, "%s done", act_key(ACT_open, key));
	canvas_textf(c, aside, a.rows - 2, 0, STYLE_TEXT, "%s %s",
	    act_key(ACT_next_pane, key), may_swap(r) && !r->swapped ?
	    "dark for light" : "the words");
}

/* The link on its own line, broken only if the window is too narrow for it. */
static int
draw_link(const struct request_page *r, struct canvas *c, struct area a, int y)
{
	int width = text_width(r->link), x = width + 4 <= a.cols ? 2 : 0;

	return canvas_fold(c, a, y, x, a.cols - x, a.rows - y, STYLE_STRONG, r->link);
}

/* Says what does not fit: the code beside the words, the link on one line. */
static void
draw_missing(const struct request_page *r, struct canvas *c, struct area a, int y,
    bool beside)
{
	AUTO_BUF struct buf note = BUF_INIT;
	int rows, cols;
	char key[16];

	if (!beside)
		buf_adds(&note, r->qr == NULL ? "The link is too long for a QR code.\n" :
		    has_room(r, canvas_is_ascii(c), ui_window(r->screen.ui), &rows, &cols) ?
		    "Tab shows the QR code on the whole window.\n" :
		    "The window has no room for the QR code: a larger one shows it. The "
		    "link above is the same.\n");
	if (text_width(r->link) > a.cols)
		buf_addf(&note, "The link is wider than the window: %s writes it whole on a "
		    "card to print.", act_key(ACT_export, key));
	else if (!beside)
		buf_addf(&note, "%s writes both on a card to print.",
		    act_key(ACT_export, key));
	canvas_fold(c, a, y + 1, 2, a.cols - 4, a.rows - y - 1, STYLE_DIM, note.s);
}

/* Draws the code right of the words if both fit. */
static void
draw_words(const struct request_page *r, struct canvas *c, struct area a)
{
	struct area room = { a.y, a.x, a.rows, a.cols - WORDS_MIN - 5 };
	int rows, cols, y, words = a.cols - 4, link = text_width(r->link);
	bool beside;

	if (link > WORDS_MIN)
		room.cols = a.cols - link - 5;
	beside = has_room(r, canvas_is_ascii(c), room, &rows, &cols);
	if (beside)
		words = a.cols - cols - 5;
	y = 1 + canvas_fold(c, a, 1, 2, words < WORDS_MAX ? words : WORDS_MAX, a.rows - 3,
	    STYLE_STRONG, r->words);
	y += draw_link(r, c, a, y);
	if (beside)
		qr_draw(r->qr, c, (struct area){ a.y, a.x + words + 4, a.rows,
		    a.cols - words - 5 });
	draw_missing(r, c, a, y, beside);
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct request_page *r = (const struct request_page *)s;

	if (r->whole)
		draw_whole(r, c, a);
	else
		draw_words(r, c, a);
	canvas_cursor(c, a, 0, 0);
}

static bool
is_whole(const struct screen *s)
{
	return ((const struct request_page *)s)->whole;
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "Review request");
}

static void
request_free(struct screen *s)
{
	struct request_page *r = of(s);

	qr_free(r->qr);
	free(r->words);
	free(r->link);
	free(r);
}

static void
run_back(struct screen *s, UNUSED enum act a)
{
	ui_pop(s);
}

static bool
code_fits(const struct desk *d, struct request_page *r, struct err *e)
{
	int rows, cols;

	if (r->qr == NULL)
		return err_set(e, ERR_INVALID, "review_link", "The link is too long for a "
		    "QR code.");
	if (!has_room(r, ui_is_ascii(d->ui), ui_window(d->ui), &rows, &cols))
		return err_set(e, ERR_INVALID, "review_link", "The window has no room for the "
		    "QR code: it needs %d rows and %d columns.", rows, cols);
	return true;
}

static void
swap(struct request_page *r)
{
	r->swapped = !r->swapped;
	qr_swap(r->qr);
}

static void
show_code(struct request_page *r, bool whole)
{
	r->whole = whole;
	if (r->swapped)
		swap(r);
}

static void
run_turn(struct screen *s, UNUSED enum act a)
{
	struct request_page *r = of(s);
	struct err e;

	if (!r->whole && !code_fits(ui_arg(s->ui), r, &e))
		ui_err(s->ui, &e);
	else if (r->whole && !r->swapped && may_swap(r))
		swap(r);
	else
		show_code(r, !r->whole);
}

static void
run_card(struct screen *s, UNUSED enum act a)
{
	struct request_page *r = of(s);
	char day[DATE_ISO_SIZE];
	AUTO_FREE char *name = xasprintf("review-card-%s.html",
	    date_to_iso(clock_today(), day));
	AUTO_FREE char *target = child_target(ui_arg(s->ui), name);
	struct err e;

	if (target == NULL)
		return;
	if (request_card_write(r->words, r->link, r->qr, target, &e))
		ui_say(s->ui, "Written, to print: %s", target);
	else
		ui_err(s->ui, &e);
}

static const struct binding bindings[] = {
	{ ACT_open, "done", run_back },
	{ ACT_next_pane, "the code alone", run_turn },
	{ ACT_export, "a card to print", run_card },
	{ ACT_prev_pane, NULL, run_turn },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "request", .mode = MODE_LIST, .bindings = bindings,
	.whole = is_whole, .draw = draw, .title = title, .free = request_free,
};

/* NULL, with `e`, when there is no link to show. */
static struct request_page *
request_new(struct desk *d, struct err *e)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct request_page *r;
	struct err too_long;

	if (!review_request_text(d->p, &words, e))
		return NULL;
	buf_cut(&words, words.len - strlen(review_link(d->p)) - 1);
	r = xcalloc(1, sizeof(*r));
	r->screen.ops = &ops;
	r->screen.ui = d->ui;
	r->words = buf_steal(&words);
	r->link = xstrdup(review_link(d->p));
	r->qr = qr_new(r->link, &too_long);
	return r;
}

bool
request_page_can(struct desk *d, enum request_view view, struct err *e)
{
	struct request_page *r = request_new(d, e);
	bool can = r != NULL && (view == REQUEST_WORDS || code_fits(d, r, e));

	if (r != NULL)
		request_free(&r->screen);
	return can;
}

void
request_page_push(struct desk *d, enum request_view view)
{
	struct err e;
	struct request_page *r = request_new(d, &e);

	if (r == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	r->whole = view == REQUEST_CODE && code_fits(d, r, &e);
	ui_push(d->ui, &r->screen);
}
