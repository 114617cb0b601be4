/*
 * receipt.c - opens a receipt: the check-out form, or a closed receipt.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "screens/draft.h"
#include "screens/print.h"
#include "screens/receipt/checkout.h"
#include "screens/receipt/page.h"
#include "screens/receipt/receipt.h"

struct receipt_search {
	char day[DATE_ISO_SIZE];
	int64_t id;
};

static bool
take_closed(const struct receipt_row *row, void *arg)
{
	struct receipt_search *f = arg;
	int order = strcmp(row->date, f->day);

	if (order == 0 && strcmp(row->state, "closed") == 0)
		f->id = row->id;
	return order > 0 || (order == 0 && f->id == 0);
}

/* If nothing of that day is left to pay and a receipt of it is closed, shows that one,
 * so that nobody pays twice. */
static bool
show_closed(struct desk *d, const struct receipt *r, date_day day)
{
	const struct receipt_query q = { .client = record_int(r->head, "client") };
	struct receipt_search f = { .id = 0 };
	struct err e;

	date_to_iso(day, f.day);
	if (r->n_lines > 0 || r->head->id != 0 || q.client == 0 ||
	    !receipts_list(d->p, &q, take_closed, &f, NULL, &e) || f.id == 0 ||
	    !receipt_page_push(d, f.id))
		return false;
	ui_say(d->ui, "Everything of that day is checked out; n starts another "
	    "receipt.");
	return true;
}

/* Opens the form; of a parked one a message tells, and offers what was done since. */
static void
take_up(struct desk *d, struct receipt *r, date_day day)
{
	bool parked = r->head->id != 0;
	struct checkout *c;
	struct err e;

	c = checkout_begin(d, r, &e);
	if (c == NULL)
		ui_err(d->ui, &e);
	else if (parked)
		checkout_say_parked(c, day);
}

void
receipt_push(struct desk *d, int64_t client, date_day day)
{
	struct draft draft = DRAFT_INIT;
	bool on_paper = day == d->paper_day;
	struct receipt *r = NULL;
	struct err e;

	if (checkout_find_draft(d, client, on_paper ? day : DATE_NONE, &draft)) {
		receipt_resume(d, &draft);
		draft_free(&draft);
		return;
	}
	if (on_paper)
		r = receipt_on_paper(d->p, client, day, &e);
	else if (client != 0)
		r = receipt_for_visit(d->p, client, day, &e);
	else if (practice_may(d->p, ACTION_WRITE_RECEIPTS, &e))
		r = receipt_new(d->p, 0, &e);
	if (r == NULL)
		ui_err(d->ui, &e);
	else if (show_closed(d, r, day))
		receipt_free(r);
	else
		take_up(d, r, day);
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
	    practice_allows(d->p, ACTION_WRITE_RECEIPTS);
	if (!open) {
		receipt_free(r);
		receipt_page_push(d, receipt);
	} else {
		take_up(d, r, clock_today());
	}
}

void
receipt_print_push(struct desk *d, int64_t receipt)
{
	struct err e;
	AUTO_RECEIPT struct receipt *r = receipt_load(d->p, receipt, &e);
	AUTO_FREE char *what = xasprintf("%lld", (long long)receipt), *called = NULL;
	char *at;

	if (r == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	if (strcmp(record_text(r->head, "state"), "open") == 0) {
		ui_complain(d->ui, "A receipt is printed once it is closed: it has no number yet.");
		return;
	}
	called = xasprintf("receipt-%s", record_text(r->head, "number"));
	while ((at = strchr(called, '/')) != NULL)	/* of another program */
		*at = '-';
	print_paper_push(d, "Print the receipt: as what?", "receipt", what, called,
	    record_int(r->head, "client"));
}
