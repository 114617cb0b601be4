/*
 * parked.c - see parked.h.
 */
#include "screens/parked.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"
#include "receipt/receipts.h"
#include "screens/receipt/receipt.h"
#include "screens/toolkit/dialog.h"

#define RECEIPTS_MAX 99

/* --- reading ------------------------------------------------------------------------ */

static void
row_free(struct parked_row *row)
{
	free(row->words);
	draft_free(&row->draft);
}

void
parked_free(struct parked *all)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		row_free(&all->rows[i]);
	free(all->rows);
	*all = (struct parked){ .rows = NULL };
}

static struct parked_row *
add_row(struct parked *all, char *words)
{
	GROW(all->rows, all->cap, all->n + 1);
	all->rows[all->n] = (struct parked_row){ .words = words, .draft = DRAFT_INIT };
	return &all->rows[all->n++];
}

static bool
is_of_receipt(const struct parked_row *row, int64_t receipt)
{
	return row->draft.form != NULL && strcmp(row->draft.form, "receipt") == 0 &&
	    row->draft.record == receipt;
}

static bool
add_receipt(const struct receipt_open *r, void *arg)
{
	struct parked *all = arg;
	struct parked_row *row;
	char left[MONEY_SIZE];
	size_t i;

	for (i = 0; i < all->drafts; i++)
		if (is_of_receipt(&all->rows[i], r->id))
			break;
	row = i < all->drafts ? &all->rows[i] : add_row(all, xasprintf("Check-out, %s, %s left",
	    *r->client != '\0' ? r->client : "over the counter",
	    money_format2(r->left, left)));
	row->receipt = r->id;
	row->version = r->version;
	row->paid = r->paid != 0;
	return true;
}

/* Leaves out where somebody was in a receipt that is not open any more; at the login, after
 * which its void cannot be undone, for good. */
static void
drop_places(struct desk *d, bool for_good)
{
	struct parked *all = d->parked;
	size_t i;

	for (i = all->drafts; i-- > 0;) {
		struct parked_row *row = &all->rows[i];

		if (row->receipt != 0 || !receipt_is_place(&row->draft))
			continue;
		if (for_good)
			practice_draft_discard(d->p, &row->draft, NULL);
		row_free(row);
		memmove(row, row + 1, (--all->n - i) * sizeof(*row));
		all->drafts--;
	}
}

void
parked_read(struct desk *d, const struct drafts *known)
{
	struct parked *all = d->parked;
	struct drafts drafts = DRAFTS_INIT;
	struct err e;
	size_t i;

	if (known == NULL && !practice_drafts(d->p, &drafts, &e))
		ui_err(d->ui, &e);
	if (known == NULL)
		known = &drafts;
	parked_free(all);
	for (i = 0; i < known->n; i++)
		draft_copy(&add_row(all, xstrdup(known->list[i].title))->draft,
		    &known->list[i]);
	all->drafts = all->n;
	if (practice_allows(d->p, ACTION_WRITE_RECEIPTS) &&
	    !receipts_parked(d->p, RECEIPTS_MAX, add_receipt, all, &e))
		ui_err(d->ui, &e);
	drop_places(d, known != &drafts);
	drafts_free(&drafts);
}

/* A draft's id or slot, or a receipt's id: they are told apart. */
int64_t
parked_key(const struct parked_row *row)
{
	return row->draft.form == NULL ? 3 * row->receipt : row->draft.id != 0 ?
	    3 * row->draft.id + 1 : 3 * row->draft.slot + 2;
}

size_t
parked_find(const struct parked *all, int64_t key)
{
	size_t i;

	for (i = 0; i < all->n && parked_key(&all->rows[i]) != key; i++)
		;
	return i;
}

/* --- going on, and throwing away ------------------------------------------------------- */

void
parked_take_up(struct desk *d, size_t i)
{
	const struct parked_row *row = &d->parked->rows[i];
	struct draft draft = DRAFT_INIT;

	if (row->draft.form == NULL) {
		receipt_open(d, row->receipt);
		return;
	}
	draft_copy(&draft, &row->draft);
	draft_resume(d, &draft);
}

/* A receipt on which nothing is typed that is not in the file. */
static bool
throw_receipt(struct desk *d, const struct parked_row *row, struct err *e)
{
	if (!receipt_void(d->p, row->receipt, row->version, "thrown away", e))
		return false;
	desk_catch_up(d);
	return true;
}

static bool
throw_draft(struct desk *d, struct parked_row *row, struct err *e)
{
	if (strcmp(row->draft.form, "emergency") == 0)
		return err_set(e, ERR_INVALID, NULL, "A look in an emergency stays until it is "
		    "recorded: Enter records it.");
	return draft_throw(d, &row->draft, e);
}

void
parked_throw(struct desk *d, size_t i)
{
	struct parked_row *row = &d->parked->rows[i];
	AUTO_FREE char *words = xstrdup(row->words);
	bool typed = row->draft.form != NULL && !receipt_is_place(&row->draft);
	bool open = row->receipt != 0, paid = row->paid;
	struct err e;

	if (!(typed ? throw_draft(d, row, &e) : throw_receipt(d, row, &e))) {
		ui_err(d->ui, &e);
		return;
	}
	parked_read(d, NULL);
	ui_say(d->ui, typed && open ? "What was typed is thrown away; the receipt is still "
	    "open: %s. u brings it back.%s" : "Thrown away: %s. u brings it back.%s", words,
	    paid && !typed ? " What was paid on it is given back as it came." : "");
}

/* --- the list --------------------------------------------------------------------------- */

/* With when it was kept: today's time, else the day; a receipt alone has neither. */
static void
add_whole(const struct desk *d, const struct parked_row *row, struct buf *out)
{
	char day[24], time[DATE_TIME_SIZE];
	date_day date;
	int minutes, seconds;

	buf_adds(out, row->words);
	if (row->draft.form == NULL)
		return;
	clock_local(row->draft.at, &date, &minutes, &seconds);
	buf_addf(out, "%s%s", d->ascii ? " - " : " · ", date == clock_today() ?
	    date_format_time(minutes, d->p->context.twelve_hour, time) :
	    naming_day(date, day));
}

static void
matches(struct ui *ui, const char *typed, struct choice_rows *into, UNUSED void *arg)
{
	const struct desk *d = ui_arg(ui);
	AUTO_BUF struct buf wanted = BUF_INIT;
	size_t i;

	text_fold(&wanted, typed);
	for (i = 0; i < d->parked->n; i++) {
		const struct parked_row *row = &d->parked->rows[i];
		AUTO_BUF struct buf words = BUF_INIT, whole = BUF_INIT;

		text_fold(&words, row->words);
		if (strstr(words.s, wanted.s) == NULL)
			continue;
		add_whole(d, row, &whole);
		choice_add(into, parked_key(row), whole.s, NULL);
	}
}

static void
do_row(struct ui *ui, const struct choice_row *row, void (*run)(struct desk *d, size_t i))
{
	struct desk *d = ui_arg(ui);
	size_t i = parked_find(d->parked, row->id);

	if (i < d->parked->n)
		run(d, i);
	else
		ui_say(ui, "It does not wait any more: %s.", row->text);
}

static void
chosen(struct ui *ui, const struct choice_row *row, UNUSED void *arg)
{
	do_row(ui, row, parked_take_up);
}

/* Without the list, so that u is the next key. */
static void
discard(struct ui *ui, const struct choice_row *row, UNUSED void *arg)
{
	do_row(ui, row, parked_throw);
}

static const struct choose_source source = {
	.title = "Begun: Enter goes on with it, ^X throws it away", .none = "Nothing that was "
	    "begun has that name.",
	.matches = matches, .chosen = chosen, .discard = discard,
};

void
parked_push(struct desk *d)
{
	struct parked *all = d->parked;
	struct err e;

	parked_read(d, NULL);
	if (all->n == 0)
		ui_say(d->ui, "There are no drafts and no open receipts.");
	else if (all->n == 1 && practice_draft_shown(d->p, &all->rows[0].draft, &e))
		parked_take_up(d, 0);
	else
		choose_push(d->ui, &source, NULL);
}
