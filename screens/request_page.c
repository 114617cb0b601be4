/*
 * request_page.c - see request_page.h. Where the QR code does not fit the link stands
 * there as text.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/reviews.h"
#include "screens/request_page.h"
#include "screens/toolkit/qr.h"

struct request_page {
	struct screen screen;
	char *words, *link;
	struct qr *qr;		/* NULL: the link is too long for one */
};

static struct request_page *
of(struct screen *s)
{
	return (struct request_page *)s;
}

#define WORDS_MIN 30	/* columns, beside the code */
#define WORDS_MAX 60

/* The code right of the words, else under them, else not at all. */
static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct request_page *r = (const struct request_page *)s;
	int rows = 0, cols = 0, y, words = a.cols - 4;
	bool beside;

	if (r->qr != NULL)
		qr_cells(r->qr, canvas_is_ascii(c), &rows, &cols);
	beside = cols > 0 && rows <= a.rows && cols + WORDS_MIN + 5 <= a.cols;
	if (beside)
		words = a.cols - cols - 5;
	if (words > WORDS_MAX)
		words = WORDS_MAX;
	y = 1 + canvas_fold(c, a, 1, 2, words, a.rows - 3, STYLE_STRONG, r->words);
	if (beside) {
		qr_draw(r->qr, c, (struct area){ a.y, a.x + words + 4, a.rows,
		    a.cols - words - 5 });
		return;
	}
	if (cols > 0 && qr_draw(r->qr, c, (struct area){ a.y + y, a.x, a.rows - y,
	    a.cols }))
		return;
	canvas_fold(c, a, y + 1, 2, words, a.rows - y - 1, STYLE_DIM, cols > 0 ?
	    "The window has no room for the QR code: a larger one shows it. The link "
	    "above is the same." : "The link is too long for a QR code.");
}

static void
title(const struct screen *s, struct buf *out)
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
run_back(struct screen *s, enum act a)
{
	ui_pop(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "done", run_back },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "request", .mode = MODE_LIST, .bindings = bindings,
	.draw = draw, .title = title, .free = request_free,
};

bool
request_page_push(struct desk *d)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct request_page *r;
	struct err e;

	if (!review_request_text(d->p, &words, &e)) {
		ui_err(d->ui, &e);
		return false;
	}
	r = xcalloc(1, sizeof(*r));
	r->screen.ops = &ops;
	r->screen.ui = d->ui;
	r->words = buf_steal(&words);
	r->link = xstrdup(review_link(d->p));
	r->qr = qr_new(r->link, &e);
	ui_push(d->ui, &r->screen);
	return true;
}
