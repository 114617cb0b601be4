/*
 * receipts.c - the list of everybody's receipts, newest first.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "screens/client/client.h"
#include "screens/offer.h"
#include "screens/page_source.h"
#include "screens/receipt/receipt.h"

static void
run_open(struct screen *s, enum act a)
{
	int64_t id = list_selected(((struct page_screen *)s)->view.list);

	if (id == 0)
		page_view_none(desk_of(s), &((struct page_screen *)s)->view,
		    "No receipt selected. n starts one without a client.");
	else if (a == ACT_history)
		history_push(desk_of(s), &record_receipt, id);
	else
		receipt_open(desk_of(s), id);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	receipt_push(desk_of(s), 0, clock_today());
}

static void
run_print(struct screen *s, UNUSED enum act a)
{
	int64_t id = list_selected(((struct page_screen *)s)->view.list);

	if (id == 0)
		page_view_none(desk_of(s), &((struct page_screen *)s)->view,
		    "No receipt selected; P prints the one that is.");
	else
		receipt_print_push(desk_of(s), id);
}

static void
run_why(struct screen *s, UNUSED enum act a)
{
	ui_complain(s->ui, "A receipt stays in the records; Enter opens it, and z there "
	    "voids or refunds it.");
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_new, "new", run_new },
	{ ACT_history, "history", run_open },
	{ ACT_edit, NULL, run_open },
	{ ACT_pay, NULL, run_open },
	{ ACT_archive, NULL, run_why },
	{ ACT_not_happen, NULL, run_why },
	{ ACT_export, NULL, page_screen_export },
	{ ACT_print, NULL, run_print },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "receipts", .bindings = bindings, PAGE_SCREEN
};

void
receipts_push(struct desk *d)
{
	struct page_query q = { .of = 0 };
	struct page_screen *r;

	if (!desk_may(d, page_receipts.may))
		return;
	r = xcalloc(1, sizeof(*r));
	r->screen.ops = &ops;
	page_view_begin(&r->view, d->p, &page_receipts, &q);
	ui_push(d->ui, &r->screen);
}
