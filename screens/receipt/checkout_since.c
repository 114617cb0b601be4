/*
 * checkout_since.c - the check-out form: visits since the receipt was started, and a
 * colleague's changes meanwhile.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/rows.h"
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

/* "Microneedling face and 1 more are not on it yet: Enter adds them one by one." */
static void
add_offer(const struct checkout *c, struct buf *out)
{
	bool here = c->at.row == CHECKOUT_ADD && c->edit.text.len == 0;
	size_t n = c->waiting->n_lines;

	buf_adds(out, record_text(c->waiting->lines[0], "description"));
	if (n > 1)
		buf_addf(out, " and %zu more", n - 1);
	buf_addf(out, n > 1 ? " are not on it yet: Enter%s adds them one by one." :
	    " is not on it yet: Enter%s adds it.", here ? "" : " on the blank line");
}

void
checkout_say_parked(struct checkout *c, date_day day)
{
	date_day on = date_from_iso(record_text(c->receipt->head, "date"));
	bool earlier = on < clock_today(), on_paper = receipt_is_on_paper(c->receipt);
	AUTO_BUF struct buf words = BUF_INIT;
	char iso[24];

	buf_addf(&words, on_paper ? "The receipt on paper of %s. " : earlier ?
	    "The receipt parked on %s, an earlier day. " : "The receipt parked on %s. ",
	    date_to_words(on, true, iso));
	if (!receipt_taxed_as_now(c->receipt))
		buf_adds(&words, "Its taxes are not those of today's settings: type over what "
		    "is wrong. ");
	checkout_offer(c, day);
	if (checkout_offered(c) > 0)
		add_offer(c, &words);
	else
		buf_addf(&words, "^S closes it%s, Esc parks it again.",
		    earlier && !on_paper ? " today" : "");
	ui_say(c->screen.ui, "%s", words.s);
}

/* --- a colleague was first ---------------------------------------------------------- */

/* Adds a new line to the receipt; names a changed one in `lost`, leaving it as it is in
 * the file. */
static void
carry_line(struct checkout *c, const struct record *mine, struct buf *lost)
{
	const struct record *theirs = rows_find(c->began->lines, c->began->n_lines,
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
	for (i = 0; i < typed->n_off; i++)
		receipt_note_off(c->receipt, typed->off[i]);
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
