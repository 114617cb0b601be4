/*
 * text_page.c - the words to read to a client, or to send, alone on the window.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "screens/due/due.h"

struct text_page {
	struct screen screen;
	char *words, *to;	/* "604 555 0199 (text)" */
};

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct text_page *t = (const struct text_page *)s;
	char key[16];
	int y;

	y = canvas_fold(c, a, 0, 0, a.cols, a.rows - 3, STYLE_TEXT, t->words);
	canvas_fit(c, a, y + 1, 0, a.cols, STYLE_DIM, t->to);
	canvas_textf(c, a, y + 2, 0, STYLE_DIM, "%s goes back.", act_key(ACT_open, key));
	canvas_cursor(c, a, 0, 0);
}

static bool
is_whole(UNUSED const struct screen *s)
{
	return true;
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "Text to read or send");
}

static void
page_free(struct screen *s)
{
	struct text_page *t = (struct text_page *)s;

	free(t->words);
	free(t->to);
	free(t);
}

static void
run_back(struct screen *s, UNUSED enum act a)
{
	ui_pop(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "back", run_back },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "due_text", .mode = MODE_LIST, .bindings = bindings, .whole = is_whole,
	.draw = draw, .title = title, .free = page_free,
};

void
due_text_push(struct desk *d, const struct due_row *r)
{
	struct text_page *t = xcalloc(1, sizeof(*t));
	AUTO_BUF struct buf words = BUF_INIT, to = BUF_INIT;

	t->screen.ops = &ops;
	t->screen.ui = d->ui;
	due_text(d->p, r, &words);
	buf_addf(&to, "To %s  %s  %s", r->name, r->phone, r->email);
	t->words = buf_steal(&words);
	t->to = buf_steal(&to);
	ui_push(d->ui, &t->screen);
}
