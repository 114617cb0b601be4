/*
 * checkout_since.c - the check-out form: visits since the receipt was started, and a
 * colleague's changes meanwhile.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "screens/receipt/checkout.h"
#include "screens/receipt/page.h"

/* --- what was done since -------------------------------------------------------------- */

void
checkout_offer(struct checkout *c, date_day day)
{
	struct err e;

	receipt_free(c->waiting);
	c->waiting = receipt_waiting(practice_of(&c->screen), c->receipt, day, &e);
	if (c->waiting == NULL)
		ui_err(c->screen.ui, &e);
}

size_t
checkout_offered(const struct checkout *c)
{
	return c->waiting != NULL ? c->waiting->n_lines : 0;
}

/* Adds a copy of the line; false when the receipt is full. */
static bool
add_copy(struct receipt *r, const struct record *line)
{
	size_t n = r->n_lines;

	if (receipt_add_line(r, NULL) == NULL)
		return false;
	record_free(r->lines[n]);
	r->lines[n] = record_copy(line);
	return true;
}

void
checkout_take_offered(struct checkout *c)
{
	struct receipt *r = c->receipt;

	if (!add_copy(r, c->waiting->lines[0])) {
		ui_complain(c->screen.ui, "A receipt holds at most %d lines.",
		    RECEIPT_LINES_MAX);
		return;
	}
	receipt_remove_line(c->waiting, 0);
	receipt_totals(r, &c->totals);
	ui_say(c->screen.ui, "%s is added.", record_text(r->lines[r->n_lines - 1],
	    "description"));
}

/* --- a colleague was first ---------------------------------------------------------- */

/* Adds a new line to the receipt; names a changed one in `lost`, leaving it as it is in
 * the file. */
static void
carry_line(struct checkout *c, const struct record *mine, struct buf *lost)
{
	const struct record *theirs = receipt_row_of(c->began->lines, c->began->n_lines,
	    mine->id);

	if (mine->id == 0 && add_copy(c->receipt, mine))
		return;
	if (theirs == NULL || !checkout_same(theirs, mine))
		buf_addf(lost, "%s%s", lost->len > 0 ? ", " : "",
		    record_text(mine, "description"));
}

void
checkout_carry_over(struct checkout *c, struct receipt *typed)
{
	AUTO_BUF struct buf lost = BUF_INIT;
	const struct record *paid;
	size_t i;

	for (i = 0; i < typed->n_lines; i++)
		carry_line(c, typed->lines[i], &lost);
	for (i = 0; i < typed->n_payments; i++) {
		paid = typed->payments[i];
		if (paid->id == 0)
			receipt_add_payment(c->receipt, record_text(paid, "method"),
			    record_int(paid, "amount"));
	}
	receipt_free(typed);
	receipt_totals(c->receipt, &c->totals);
	checkout_forget_wrong(c);
	checkout_go(c, (struct checkout_at){ CHECKOUT_ADD, 0, CELL_ITEM });
	ui_complain(c->screen.ui, lost.len > 0 ? "Somebody else changed this receipt; "
	    "their changes and your new rows are shown. Check: %s" : "Somebody else "
	    "changed this receipt; their changes and your new rows are shown.%s",
	    lost.s);
}

void
checkout_read_again(struct checkout *c)
{
	struct desk *d = desk_of(&c->screen);
	int64_t id = c->began->head->id;
	struct err e;
	struct receipt *now = receipt_load(d->p, id, &e), *typed;
	char name[RECEIPT_NAME_SIZE];

	if (now == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	if (strcmp(record_text(now->head, "state"), "open") != 0) {
		ui_drop(&c->screen);
		receipt_page_push(d, id);
		ui_complain(d->ui, "Somebody else finished %s meanwhile; this is how "
		    "it is now. What you typed is not on it.",
		    receipt_called(now->head, name));
		receipt_free(now);
		return;
	}
	typed = c->receipt;
	c->receipt = now;
	receipt_free(c->began);
	c->began = receipt_copy(now);
	checkout_carry_over(c, typed);
	checkout_offer(c, clock_today());
}
