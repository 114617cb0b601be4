/*
 * history.c - who changed what of a record, field by field, newest first.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/naming.h"
#include "screens/client/client.h"
#include "screens/page_source.h"
#include "screens/toolkit/dialog.h"

struct history_screen {
	struct page_screen page;
	char *title;
};

/* Shows one change in full: the columns may be too narrow for it. */
void
history_line_open(struct ui *ui, const struct page_view *v)
{
	const struct list_row *r = list_row(v->list);
	AUTO_BUF struct buf b = BUF_INIT;
	size_t i;

	if (r == NULL) {
		ui_say(ui, "There is no change to open.");
		return;
	}
	for (i = 0; i < r->n_cells; i++)
		if (*r->cells[i] != '\0')
			buf_addf(&b, "%s\t%s\n", v->columns[i].title,
			    r->cells[i]);
	text_page_push(ui, "One change", b.s);
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	history_line_open(s->ui, &((struct page_screen *)s)->view);
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct history_screen *)s)->title);
}

static void
history_free(struct screen *s)
{
	free(((struct history_screen *)s)->title);
	page_screen_free(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "whole", run_open },
	{ ACT_export, NULL, page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "history", .bindings = bindings, .mode = MODE_LIST,
	.mode_now = page_screen_mode, .widget_acts = list_acts,
	.act = page_screen_act, .text = page_screen_text, .draw = page_screen_draw,
	.title = title, .sized = page_screen_sized, .shown = page_screen_shown,
	.changed = page_screen_changed, .free = history_free,
};

static bool
ignore_row(UNUSED const struct page_row *row, UNUSED void *arg)
{
	return false;
}

void
history_push(struct desk *d, const struct record_type *t, int64_t id)
{
	struct page_query q = { .of = id, .of_text = t->name, .limit = 1 };
	AUTO_BUF struct buf name = BUF_INIT;
	struct history_screen *h;
	struct err e;

	if (!page_read(&page_history, d->p, &q, ignore_row, NULL, NULL, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	buf_adds(&name, "History, ");
	if (t != &record_client && t != &record_session)	/* else a person's name follows */
		buf_addf(&name, "%s ", t->label);
	naming_add_id(d->p, t, id, &name);
	h = xcalloc(1, sizeof(*h));
	h->page.screen.ops = &ops;
	h->title = buf_steal(&name);
	page_view_begin(&h->page.view, d->p, &page_history, &q);
	ui_push(d->ui, &h->page.screen);
}
