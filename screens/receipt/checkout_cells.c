/*
 * checkout_cells.c - the cells of the check-out form: moving between them, and parsing
 * what is typed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/picks.h"
#include "screens/receipt/checkout.h"

/* --- what a cell holds ------------------------------------------------------------ */

/* The field of a line or payment that a cell shows. */
static const char *const cell_fields[CELLS] = {
	[CELL_ITEM] = "description", [CELL_BY] = "staff", [CELL_QTY] = "quantity",
	[CELL_PRICE] = "price", [CELL_OFF] = "discount", [CELL_TAX] = "tax",
	[CELL_TAX2] = "tax2", [CELL_METHOD] = "method", [CELL_AMOUNT] = "amount",
	[CELL_PAPER] = "paper_number",
};

static const struct record *
record_at(const struct checkout *c, struct checkout_at at)
{
	switch (at.row) {
	case CHECKOUT_LINE:
		return c->receipt->lines[at.i];
	case CHECKOUT_PAID:
		return c->receipt->payments[at.i];
	case CHECKOUT_PAPER:
		return c->receipt->head;
	case CHECKOUT_ADD:
	case CHECKOUT_PAY:
		break;
	}
	return NULL;
}

static bool
same_cell(struct checkout_at a, struct checkout_at b)
{
	return a.row == b.row && a.i == b.i && a.cell == b.cell;
}

const struct checkout_wrong *
checkout_wrong_at(const struct checkout *c, struct checkout_at at)
{
	size_t i;

	for (i = 0; i < c->n_wrong; i++)
		if (same_cell(c->wrong[i].at, at))
			return &c->wrong[i];
	return NULL;
}

/* An amount as it is typed: blank for no discount and no tax. */
static void
record_words(const struct checkout *c, const struct record *r,
    enum receipt_cell cell, struct buf *out)
{
	const char *name = cell_fields[cell];

	if (cell == CELL_BY)
		buf_adds(out, staff_code_of(&c->codes, record_int(r, name)));
	else if ((cell != CELL_OFF && cell != CELL_TAX && cell != CELL_TAX2) ||
	    record_int(r, name) != 0)
		field_format(record_field(r->type, name), record_value(r, name),
		    out);
}

/* The text of a cell as it is typed. */
static void
checkout_text(const struct checkout *c, struct checkout_at at, struct buf *out)
{
	const struct checkout_wrong *w = checkout_wrong_at(c, at);
	const struct record *r = record_at(c, at);

	if (w != NULL)
		buf_adds(out, w->text);
	else if (r != NULL)
		record_words(c, r, at.cell, out);
}

/* --- invalid cells ---------------------------------------------------------------- */

static void
drop_wrong(struct checkout *c, size_t i)
{
	free(c->wrong[i].text);
	free(c->wrong[i].sentence);
	memmove(c->wrong + i, c->wrong + i + 1,
	    (c->n_wrong - i - 1) * sizeof(*c->wrong));
	c->n_wrong--;
}

static void
right_again(struct checkout *c, struct checkout_at at)
{
	size_t i;

	for (i = c->n_wrong; i-- > 0;)
		if (same_cell(c->wrong[i].at, at))
			drop_wrong(c, i);
}

void
checkout_say_wrong(struct checkout *c, struct checkout_at at, const char *text,
    const char *sentence)
{
	char *own = xstrdup(text);

	right_again(c, at);
	GROW(c->wrong, c->cap_wrong, c->n_wrong + 1);
	c->wrong[c->n_wrong++] = (struct checkout_wrong){ at, own,
	    xstrdup(sentence) };
}

void
checkout_forget_wrong(struct checkout *c)
{
	while (c->n_wrong > 0)
		drop_wrong(c, c->n_wrong - 1);
}

/* After a row was inserted (`by` 1) or removed (-1) there: shifts the invalid cells of
 * the rows after it. */
static void
shift_wrong(struct checkout *c, enum checkout_row row, size_t at, int by)
{
	size_t i;

	for (i = c->n_wrong; i-- > 0;) {
		struct checkout_at *w = &c->wrong[i].at;

		if (w->row == row && w->i == at && by < 0)
			drop_wrong(c, i);
		else if (w->row == row && w->i >= at)
			w->i += (size_t)by;
	}
}

/* --- moving ----------------------------------------------------------------------------- */

static bool
checkout_has_tax2(const struct checkout *c)
{
	return receipt_has_tax2(c->receipt, practice_of(&c->screen)->settings);
}

/* Is there such a cell? */
bool
checkout_is_cell(const struct checkout *c, struct checkout_at at)
{
	switch (at.row) {
	case CHECKOUT_LINE:
		return at.i < c->receipt->n_lines && at.cell <= CELL_TAX2;
	case CHECKOUT_PAID:
		return at.i < c->receipt->n_payments && at.cell >= CELL_METHOD &&
		    at.cell <= CELL_AMOUNT;
	case CHECKOUT_ADD:
		return at.cell == CELL_ITEM;
	case CHECKOUT_PAY:
		return at.cell == CELL_METHOD;
	case CHECKOUT_PAPER:
		return at.cell == CELL_PAPER && receipt_is_on_paper(c->receipt);
	}
	return false;
}

void
checkout_go(struct checkout *c, struct checkout_at at)
{
	AUTO_BUF struct buf text = BUF_INIT;

	checkout_picks_close(c);
	c->at = at;
	c->touched = false;
	checkout_text(c, at, &text);
	edit_set(&c->edit, text.s);
	free(c->shown);
	c->shown = buf_steal(&text);
}

void
checkout_type(struct checkout *c, const char *text)
{
	edit_type_over(&c->edit, text);
	if (c->at.row == CHECKOUT_ADD || c->at.cell == CELL_BY)
		checkout_picks_fill(c);
}

static enum receipt_cell
first_cell(enum checkout_row row)
{
	return row == CHECKOUT_LINE || row == CHECKOUT_ADD ? CELL_ITEM :
	    row == CHECKOUT_PAPER ? CELL_PAPER : CELL_METHOD;
}

static enum receipt_cell
last_cell(const struct checkout *c, enum checkout_row row)
{
	switch (row) {
	case CHECKOUT_LINE:
		return checkout_has_tax2(c) ? CELL_TAX2 : CELL_TAX;
	case CHECKOUT_PAID:
		return CELL_AMOUNT;
	case CHECKOUT_ADD:
	case CHECKOUT_PAY:
	case CHECKOUT_PAPER:
		break;
	}
	return first_cell(row);
}

/* The place of a row in one order: lines, the add row, payments, the pay row, and for going
 * round from there to the first one the number on paper. */
static size_t
number_of(const struct checkout *c, struct checkout_at at)
{
	switch (at.row) {
	case CHECKOUT_LINE:
		return at.i;
	case CHECKOUT_ADD:
		return c->receipt->n_lines;
	case CHECKOUT_PAID:
		return c->receipt->n_lines + 1 + at.i;
	case CHECKOUT_PAY:
	case CHECKOUT_PAPER:
		break;
	}
	return c->receipt->n_lines + 1 + c->receipt->n_payments + (at.row == CHECKOUT_PAPER);
}

static struct checkout_at
row_number(const struct checkout *c, size_t n)
{
	size_t lines = c->receipt->n_lines;

	if (n == lines + c->receipt->n_payments + 2)
		return (struct checkout_at){ CHECKOUT_PAPER, 0, CELL_PAPER };
	if (n < lines)
		return (struct checkout_at){ CHECKOUT_LINE, n, CELL_ITEM };
	if (n == lines)
		return (struct checkout_at){ CHECKOUT_ADD, 0, CELL_ITEM };
	if (n - lines - 1 < c->receipt->n_payments)
		return (struct checkout_at){ CHECKOUT_PAID, n - lines - 1,
		    CELL_METHOD };
	return (struct checkout_at){ CHECKOUT_PAY, 0, CELL_METHOD };
}

struct checkout_at
checkout_row_by(const struct checkout *c, struct checkout_at at, int by)
{
	size_t rows = c->receipt->n_lines + c->receipt->n_payments + 2 +
	    receipt_is_on_paper(c->receipt);
	struct checkout_at to = row_number(c,
	    (number_of(c, at) + rows + (size_t)by) % rows);

	if (to.row == at.row)
		to.cell = at.cell;
	return to;
}

struct checkout_at
checkout_first(const struct checkout *c)
{
	return receipt_is_on_paper(c->receipt) ?
	    (struct checkout_at){ CHECKOUT_PAPER, 0, CELL_PAPER } :
	    (struct checkout_at){ CHECKOUT_ADD, 0, CELL_ITEM };
}

struct checkout_at
checkout_next(const struct checkout *c, struct checkout_at at, int by)
{
	if (by > 0 ? at.cell < last_cell(c, at.row) :
	    at.cell > first_cell(at.row)) {
		at.cell = (enum receipt_cell)((int)at.cell + by);
		return at;
	}
	at = checkout_row_by(c, at, by);
	at.cell = by > 0 ? first_cell(at.row) : last_cell(c, at.row);
	return at;
}

/* --- rows that go and come back --------------------------------------------------------- */

static void
checkout_take_off(struct checkout *c, size_t line)
{
	record_free(c->off);
	c->off = record_copy(c->receipt->lines[line]);
	c->off_at = line;
	receipt_remove_line(c->receipt, line);
	shift_wrong(c, CHECKOUT_LINE, line, -1);
	receipt_totals(c->receipt, &c->totals);
	ui_say(c->screen.ui, "%s is removed; ^Z brings it back.",
	    record_text(c->off, "description"));
}

bool
checkout_put_back(struct checkout *c)
{
	struct receipt *r = c->receipt;
	size_t at = c->off_at < r->n_lines ? c->off_at : r->n_lines;

	if (c->off == NULL || receipt_add_line(r, NULL) == NULL)
		return false;
	record_free(r->lines[r->n_lines - 1]);
	memmove(r->lines + at + 1, r->lines + at,
	    (r->n_lines - 1 - at) * sizeof(*r->lines));
	r->lines[at] = c->off;
	c->off = NULL;
	shift_wrong(c, CHECKOUT_LINE, at, 1);
	receipt_totals(r, &c->totals);
	checkout_go(c, (struct checkout_at){ CHECKOUT_LINE, at, CELL_ITEM });
	return true;
}

/* --- reading ---------------------------------------------------------------------------- */

/* The id of the person typed, parsed as a link. */
static bool
staff_typed(struct checkout *c, const char *typed, struct buf *out, struct err *e)
{
	int64_t id;

	if (!pick_resolve(practice_of(&c->screen), &record_staff, typed, &id, e))
		return false;
	if (id != 0)
		buf_addf(out, "%lld", (long long)id);
	return true;
}

static bool
set_line(struct checkout *c, const char *typed, struct err *e)
{
	const struct field_context *context = &practice_of(&c->screen)->context;
	AUTO_BUF struct buf id = BUF_INIT;

	if (c->at.cell == CELL_BY) {
		if (!staff_typed(c, typed, &id, e))
			return false;
		typed = id.s;
	}
	return receipt_set_line(c->receipt, c->at.i, context,
	    cell_fields[c->at.cell], typed, e);
}

static bool
means_gone(const struct checkout *c, const char *typed)
{
	return c->at.row == CHECKOUT_LINE ?
	    (c->at.cell == CELL_ITEM && *typed == '\0') ||
	    (c->at.cell == CELL_QTY && strcmp(typed, "0") == 0) :
	    c->at.cell == CELL_AMOUNT && (*typed == '\0' ||
	    strcmp(typed, "0") == 0);
}

/* Removes the row; the focus stays where it was. */
static void
take_away(struct checkout *c)
{
	struct checkout_at at = c->at;
	struct checkout_at to;

	if (at.row == CHECKOUT_LINE) {
		checkout_take_off(c, at.i);
		to = row_number(c, at.i);
	} else {
		receipt_remove_payment(c->receipt, at.i);
		shift_wrong(c, CHECKOUT_PAID, at.i, -1);
		receipt_totals(c->receipt, &c->totals);
		to = row_number(c, c->receipt->n_lines + 1 + at.i);
	}
	checkout_go(c, to);
}

bool
checkout_read(struct checkout *c)
{
	AUTO_FREE char *typed = text_trim(xstrdup(edit_text(&c->edit)));
	const struct field_context *context = &practice_of(&c->screen)->context;
	struct err e;
	bool ok;

	if (strcmp(edit_text(&c->edit), c->shown) == 0 ||
	    record_at(c, c->at) == NULL)
		return checkout_wrong_at(c, c->at) == NULL;
	if (means_gone(c, typed)) {
		take_away(c);
		return true;
	}
	ok = c->at.row == CHECKOUT_LINE ? set_line(c, typed, &e) :
	    c->at.row == CHECKOUT_PAPER ? record_parse(c->receipt->head, context,
	    cell_fields[CELL_PAPER], typed, &e) :
	    receipt_set_payment(c->receipt, c->at.i, context,
	    cell_fields[c->at.cell], typed, &e);
	receipt_totals(c->receipt, &c->totals);
	right_again(c, c->at);
	if (!ok)
		checkout_say_wrong(c, c->at, edit_text(&c->edit), e.text);
	checkout_go(c, c->at);
	return ok;
}
