/*
 * receipt.c - the doors to a receipt: check-out, and one that stands.
 */
#include <string.h>

#include "screens/checkout.h"
#include "screens/receipt.h"
#include "screens/receipt_page.h"

void
receipt_push(struct desk *d, int64_t client, date_day day)
{
	struct draft draft = DRAFT_INIT;
	struct receipt *r = NULL;
	struct err e;

	if (checkout_find_draft(d, client, &draft)) {
		if (receipt_resume(d, &draft))
			ui_say(d->ui, "As you left it. ^S closes the receipt, ^X throws "
			    "away what was typed.");
		draft_free(&draft);
		return;
	}
	if (client != 0)
		r = receipt_for_visit(d->p, client, day, &e);
	else if (practice_may(d->p, ACTION_WRITE_RECEIPTS, &e))
		r = receipt_new(d->p, 0);
	if (r == NULL || checkout_begin(d, r, &e) == NULL)
		ui_err(d->ui, &e);
}

void
receipt_open(struct desk *d, int64_t receipt)
{
	struct err e;
	struct receipt *r = receipt_load(d->p, receipt, &e);
	bool open;

	if (r == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	open = strcmp(record_text(r->head, "state"), "open") == 0 &&
	    role_may(d->p->role, ACTION_WRITE_RECEIPTS);
	if (!open) {
		receipt_free(r);
		receipt_page_push(d, receipt);
	} else if (checkout_begin(d, r, &e) == NULL) {
		ui_err(d->ui, &e);
	}
}
