/*
 * receipts.c - everybody's receipts, newest first; open ones are taken up from here.
 */
#include "base/mem.h"
#include "screens/offer.h"
#include "screens/page_source.h"
#include "screens/receipt.h"

static void
run_open(struct screen *s, enum act a)
{
	int64_t id = list_selected(((struct page_screen *)s)->view.list);

	if (id > 0)
		receipt_open(desk_of(s), id);
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_export, NULL, page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "receipts", .bindings = bindings, PAGE_SCREEN
};

void
receipts_push(struct desk *d)
{
	receipts_push_found(d, "");
}

void
receipts_push_found(struct desk *d, const char *words)
{
	struct page_query q = { .of = 0 };
	struct page_screen *r;
	struct err e;

	if (!practice_may(d->p, page_receipts.may, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	r = xcalloc(1, sizeof(*r));
	r->screen.ops = &ops;
	page_view_begin(&r->view, d->p, &page_receipts, &q);
	list_narrow(r->view.list, words);
	ui_push(d->ui, &r->screen);
}
