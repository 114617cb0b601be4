/*
 * receipt.c - opens a receipt: the check-out form, or a closed receipt.
 */
#include <string.h>

#include "base/clock.h"
#include "screens/draft.h"
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

/* "Microneedling face and 1 more, done since, are not on it: Enter adds them one by
 * one." */
static void
add_offer(const struct receipt *waiting, struct buf *out)
{
	size_t n = waiting->n_lines;

	buf_adds(out, record_text(waiting->lines[0], "description"));
	if (n > 1)
		buf_addf(out, " and %zu more", n - 1);
	buf_adds(out, n > 1 ? ", done since, are not on it: Enter adds them one by one." :
	    ", done since, is not on it: Enter adds it.");
}

/* Opens the form; a message tells that the receipt was parked, and offers what was done
 * since. */
static void
take_up(struct desk *d, struct receipt *r, date_day day)
{
	date_day on = date_from_iso(record_text(r->head, "date"));
	bool parked = r->head->id != 0, earlier = on < clock_today();
	AUTO_BUF struct buf words = BUF_INIT;
	char iso[24];
	bool on_paper = receipt_is_on_paper(r);
	struct checkout *c;
	struct err e;

	c = checkout_begin(d, r, &e);
	if (c == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	if (!parked)
		return;
	buf_addf(&words, on_paper ? "The receipt on paper of %s. " : earlier ?
	    "The receipt parked on %s, an earlier day. " : "The receipt parked on %s. ",
	    date_to_words(on, true, iso));
	if (!receipt_taxed_as_now(r))
		buf_adds(&words, "Its taxes are not those of today's settings: type over what "
		    "is wrong. ");
	checkout_offer(c, day);
	if (checkout_offered(c) > 0)
		add_offer(c->waiting, &words);
	else
		buf_addf(&words, "^S closes it%s, Esc parks it again.",
		    earlier && !on_paper ? " today" : "");
	ui_say(d->ui, "%s", words.s);
}

void
receipt_push(struct desk *d, int64_t client, date_day day)
{
	struct draft draft = DRAFT_INIT;
	bool on_paper = day == d->paper_day;
	struct receipt *r = NULL;
	struct err e;

	if (checkout_find_draft(d, client, on_paper ? day : DATE_NONE, &draft)) {
		if (receipt_resume(d, &draft))
			ui_say(d->ui, "As you left it. ^S closes the receipt, ^X throws "
			    "away what was typed.");
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
