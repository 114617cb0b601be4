/*
 * checkout.c - the check-out form: its keys, closing and parking.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/draft.h"
#include "screens/receipt/checkout.h"
#include "screens/receipt/page.h"
#include "screens/receipt/receipt.h"

static struct checkout *
of(struct screen *s)
{
	return (struct checkout *)s;
}

/* --- what has been typed ------------------------------------------------------------ */

static bool
checkout_is_new(const struct checkout *c)
{
	return c->began->head->id == 0;
}

bool
checkout_same(const struct record *a, const struct record *b)
{
	return a->id == b->id && record_equal(a, b);
}

static bool
same_rows(struct record *const *a, size_t n, struct record *const *b, size_t m)
{
	size_t i;

	for (i = 0; i < n && n == m; i++)
		if (!checkout_same(a[i], b[i]))
			return false;
	return n == m;
}

bool
checkout_changed(const struct checkout *c)
{
	const struct receipt *a = c->receipt, *b = c->began;

	return c->n_wrong > 0 || !record_equal(a->head, b->head) ||
	    receipt_has_off(a) != receipt_has_off(b) ||
	    !same_rows(a->lines, a->n_lines, b->lines, b->n_lines) ||
	    !same_rows(a->payments, a->n_payments, b->payments, b->n_payments);
}

static const struct receipt *
base_of(const struct checkout *c)
{
	return checkout_is_new(c) ? NULL : c->began;
}

void
checkout_take(struct checkout *c, struct receipt *typed)
{
	receipt_free(c->receipt);
	c->receipt = typed;
	receipt_totals(typed, &c->totals);
	checkout_look(c);
}

/* --- saving ----------------------------------------------------------------------------- */

/* Moves the focus to the cell an error is about. */
static void
focus_on(struct checkout *c, const struct err *e)
{
	struct checkout_at at = { CHECKOUT_ADD, 0, CELL_ITEM };
	size_t i;

	if (strcmp(e->field, "price") == 0)
		for (i = c->receipt->n_lines; i-- > 0;)
			if (record_is_null(c->receipt->lines[i], "price"))
				at = (struct checkout_at){ CHECKOUT_LINE, i,
				    CELL_PRICE };
	if (strcmp(e->field, "amount") == 0)
		at = c->receipt->n_payments > 0 ? (struct checkout_at){
		    CHECKOUT_PAID, c->receipt->n_payments - 1, CELL_AMOUNT } :
		    (struct checkout_at){ CHECKOUT_PAY, 0, CELL_METHOD };
	if (strcmp(e->field, "paper_number") == 0)
		at = (struct checkout_at){ CHECKOUT_PAPER, 0, CELL_PAPER };
	checkout_go(c, at);
}

static void
refused(struct checkout *c, const struct err *e)
{
	if (e->code == ERR_STALE) {
		checkout_read_again(c);
		return;
	}
	if (e->code == ERR_INVALID)
		focus_on(c, e);
	ui_err(c->screen.ui, e);
}

static void
close_receipt(struct checkout *c, bool unpaid_ok)
{
	struct desk *d = desk_of(&c->screen);
	money change = c->totals.change;
	AUTO_FREE char *left_off = checkout_offered(c) == 0 ? NULL :
	    xstrdup(record_text(c->waiting->lines[0], "description"));
	struct err e;
	int64_t id;

	if (!receipt_close(d->p, c->receipt, base_of(c), unpaid_ok, &c->draft, &e)) {
		refused(c, &e);
		return;
	}
	id = c->receipt->head->id;
	ui_drop(&c->screen);
	desk_catch_up(d);
	receipt_page_goodbye(d, id, change, left_off);
}

/* After the answer: the rest is paid that way, or stays unpaid. */
static void
rest_answered(struct ui *ui, char key, void *arg)
{
	struct checkout *c = arg;
	const char *method = receipt_method(key);

	if (method == NULL) {
		close_receipt(c, true);
		return;
	}
	if (receipt_add_payment(c->receipt, method, c->totals.left) == NULL) {
		ui_complain(ui, "A receipt holds at most %d payments.",
		    RECEIPT_PAYMENTS_MAX);
		return;
	}
	receipt_totals(c->receipt, &c->totals);
	close_receipt(c, false);
}

static void
ask_for_rest(struct checkout *c)
{
	static const struct ask_answer answers[] = {
		{ 'a', "paid now by card" },
		{ 'c', "paid now in cash" },
		{ 't', "paid now by transfer" },
		{ 'o', "paid now in another way" },
		{ 'u', "not paid now, shown as owed" },
		{ 0, NULL }
	};
	char left[MONEY_SIZE];
	AUTO_BUF struct buf question = BUF_INIT;

	buf_addf(&question, "%s is left to pay.", money_format2(c->totals.left, left));
	ask_push(c->screen.ui, question.s, answers, rest_answered, c, NULL);
}

/* Parses everything typed; false, with the focus in an invalid cell. */
static bool
all_read(struct checkout *c)
{
	const struct checkout_wrong *w;

	if (c->at.row == CHECKOUT_ADD && c->edit.text.len > 0) {
		ui_complain(c->screen.ui, "Enter adds what is typed here, ^U clears "
		    "it.");
		return false;
	}
	if (c->at.row != CHECKOUT_LINE || !checkout_picks_take(c))
		checkout_read(c);
	if (c->n_wrong == 0)
		return true;
	w = &c->wrong[0];
	ui_complain(c->screen.ui, "%s", w->sentence);
	checkout_go(c, w->at);
	return false;
}

static void
run_close(struct screen *s, UNUSED enum act a)
{
	struct checkout *c = of(s);

	if (c->at.row == CHECKOUT_ADD && c->edit.text.len == 0)
		checkout_picks_close(c);
	if (!all_read(c))
		return;
	if (c->receipt->n_lines > 0 && c->totals.left > 0)
		ask_for_rest(c);
	else
		close_receipt(c, false);
}

/* Saves the receipt, open; false, with a message. */
static bool
save_open(struct checkout *c)
{
	struct desk *d = desk_of(&c->screen);
	struct err e;

	if (!receipt_save(d->p, c->receipt, base_of(c), &c->draft, &e)) {
		refused(c, &e);
		return false;
	}
	receipt_free(c->began);
	c->began = receipt_copy(c->receipt);
	draft_free(&c->draft);
	c->parked = true;
	return true;
}

/* Is all that a new receipt was begun with taken off it? */
static bool
is_bare(const struct checkout *c)
{
	return checkout_is_new(c) && c->receipt->n_lines == 0 && c->receipt->n_payments == 0;
}

/* Nothing is to be written but that a late fee is not charged. */
static bool
waive(struct checkout *c)
{
	struct desk *d = desk_of(&c->screen);
	struct err e;

	if (receipt_has_off(c->receipt) && !receipt_waive(d->p, c->receipt, &c->draft, &e)) {
		ui_err(d->ui, &e);
		return false;
	}
	receipt_free(c->began);
	c->began = receipt_copy(c->receipt);
	return true;
}

/* Saves what is typed so far, open, but for a payment that is still being typed. With
 * invalid cells it cannot be saved. False, with a message, when it is refused. */
static bool
save_parked(struct checkout *c, bool *saved)
{
	AUTO_RECORD struct record *half = NULL;
	bool ok;

	if (c->n_wrong > 0)
		return true;
	if (checkout_half_paid(c)) {
		half = record_copy(c->receipt->payments[c->at.i]);
		receipt_remove_payment(c->receipt, c->at.i);
	}
	*saved = checkout_changed(c) && !is_bare(c);
	ok = *saved ? save_open(c) : !checkout_changed(c) || waive(c);
	if (half != NULL && receipt_add_payment(c->receipt, record_text(half, "method"),
	    record_int(half, "amount")) != NULL) {
		if (ok)		/* else the focus went to what was refused */
			c->at.i = c->receipt->n_payments - 1;
		receipt_totals(c->receipt, &c->totals);
	}
	return ok;
}

/* Leaves it as it stands, to come back to the same cell with the same text. */
static bool
park(struct screen *s)
{
	struct checkout *c = of(s);
	struct desk *d = desk_of(s);
	bool saved = false;
	struct err e;

	checkout_picks_close(c);
	if (!save_parked(c, &saved))
		return false;
	if (!checkout_keep(s, KEEP_LEFT, &e)) {
		ui_err(d->ui, &e);
		return false;
	}
	ui_pop(s);
	desk_catch_up(d);
	if (c->n_wrong > 0)
		ui_say(d->ui, "Kept as a draft, because something on it was not understood; p "
		    "opens it again.");
	else if (saved)
		ui_say(d->ui, "The receipt for %s is parked, open; p opens it again.",
		    c->client);
	else if (c->draft.form != NULL)
		ui_say(d->ui, "Kept as it is; p opens it again.");
	return true;
}

static void
run_park(struct screen *s, UNUSED enum act a)
{
	struct checkout *c = of(s);

	if (c->picking && c->picks.n > 0) {
		checkout_picks_close(c);
		if (c->at.row == CHECKOUT_ADD)
			edit_set(&c->edit, "");
		return;
	}
	/* done with it for now: typing starts anew */
	if (checkout_read(c) && (c->at.row != CHECKOUT_ADD || c->edit.text.len == 0))
		checkout_go(c, checkout_first(c));
	park(s);
}

static void
run_discard(struct screen *s, UNUSED enum act a)
{
	struct checkout *c = of(s);
	bool changed = checkout_changed(c), new = checkout_is_new(c);

	if (!draft_leave(s, &c->draft))
		return;
	ui_pop(s);
	if (new)
		ui_say(s->ui, changed ? "No receipt was written. u brings back what was typed." :
		    "No receipt was written.");
	else
		ui_say(s->ui, changed ? "Thrown away; the receipt is still open, as it "
		    "was before. u brings back what was typed." :
		    "The receipt is still open.");
}

/* --- moving ---------------------------------------------------------------------------------- */

/* Leaves the cell for another; if its row was removed, the focus stays there. */
static void
leave_for(struct checkout *c, struct checkout_at (*to)(const struct checkout *,
    struct checkout_at, int), int by)
{
	size_t lines = c->receipt->n_lines, payments = c->receipt->n_payments;

	if (c->at.row != CHECKOUT_LINE || !checkout_picks_take(c))
		checkout_read(c);
	if (lines == c->receipt->n_lines && payments == c->receipt->n_payments)
		checkout_go(c, to(c, c->at, by));
}

static void
run_accept(struct screen *s, enum act a)
{
	struct checkout *c = of(s);

	if (c->at.row == CHECKOUT_PAY) {
		run_close(s, a);
	} else if (c->at.row == CHECKOUT_ADD &&
	    (c->edit.text.len > 0 || c->asked)) {
		checkout_picks_take(c);
	} else if (c->at.row == CHECKOUT_PAPER) {
		checkout_read(c);
		checkout_go(c, (struct checkout_at){ CHECKOUT_ADD, 0, CELL_ITEM });
	} else if (c->at.row == CHECKOUT_ADD && checkout_offered(c) > 0) {
		checkout_take_offered(c);
	} else if (c->at.row == CHECKOUT_ADD) {
		/* past the payments made, to the pay row */
		checkout_go(c, (struct checkout_at){ CHECKOUT_PAY, 0, CELL_METHOD });
	} else if (c->at.row == CHECKOUT_PAID && c->at.cell == CELL_AMOUNT) {
		leave_for(c, checkout_next, 1);
		if (c->at.row == CHECKOUT_PAID && c->totals.left == 0)
			checkout_go(c, (struct checkout_at){ CHECKOUT_PAY, 0,
			    CELL_METHOD });
	} else {
		leave_for(c, checkout_next, 1);
	}
}

/* Tab in the add row with a match selected adds it, as Enter does. */
static void
run_step(struct screen *s, enum act a)
{
	struct checkout *c = of(s);

	if (a == ACT_next_field && c->at.row == CHECKOUT_ADD &&
	    c->edit.text.len > 0)
		checkout_picks_take(c);
	else
		leave_for(c, checkout_next, a == ACT_next_field ? 1 : -1);
}

static void
run_up_down(struct screen *s, enum act a)
{
	struct checkout *c = of(s);
	int by = a == ACT_line_up ? -1 : 1;

	if (c->picking && c->picks.n > 0)
		checkout_picks_move(c, by);
	else
		leave_for(c, checkout_row_by, by);
}

static void
run_pick(struct screen *s, UNUSED enum act a)
{
	struct checkout *c = of(s);
	bool picks = c->at.row == CHECKOUT_ADD ||
	    (c->at.row == CHECKOUT_LINE && c->at.cell == CELL_BY);

	if (!picks)
		ui_complain(s->ui, c->at.cell == CELL_METHOD ?
		    "How is it paid? Press a, c, t or o." :
		    "There is no list here: type it.");
	else if (c->picking)
		checkout_picks_close(c);
	else
		checkout_picks_fill(c);
	c->asked = c->picking;
}

/* --- typing ---------------------------------------------------------------------------------- */

/* A letter is the method: adds a payment of the rest, its amount ready to be typed
 * over, or changes the method of the payment in focus. */
static bool
method_typed(struct checkout *c, const char *text, size_t n)
{
	const char *method = n == 1 ? receipt_method(text[0]) : NULL;
	struct checkout_at at = { CHECKOUT_PAID, c->receipt->n_payments,
	    CELL_AMOUNT };

	if (method == NULL) {
		ui_complain(c->screen.ui, "How is it paid? a card, c cash, t transfer, "
		    "o other; ^S closes the receipt.");
		return true;
	}
	if (c->at.row == CHECKOUT_PAID) {
		at.i = c->at.i;
		record_set_text(c->receipt->payments[at.i], "method", method);
	} else if (c->totals.left == 0) {
		ui_complain(c->screen.ui, "Nothing is left to pay; Enter closes the "
		    "receipt.");
		return true;
	} else if (receipt_add_payment(c->receipt, method, c->totals.left) == NULL) {
		ui_complain(c->screen.ui, "A receipt holds at most %d payments.",
		    RECEIPT_PAYMENTS_MAX);
		return true;
	}
	receipt_totals(c->receipt, &c->totals);
	checkout_go(c, at);
	return true;
}

static void
typed(struct checkout *c)
{
	if (c->at.row == CHECKOUT_ADD && c->edit.text.len == 0)
		checkout_picks_close(c);
	else if (c->at.row == CHECKOUT_ADD || c->at.cell == CELL_BY)
		checkout_picks_fill(c);
}

static bool
text(struct screen *s, const char *bytes, size_t n, UNUSED bool paste)
{
	struct checkout *c = of(s);

	if (c->at.cell == CELL_METHOD)
		return method_typed(c, bytes, n);
	/* the first key replaces a figure or name as a whole */
	if (c->at.cell != CELL_ITEM && !c->touched &&
	    strcmp(edit_text(&c->edit), c->shown) == 0)
		edit_type_over(&c->edit, "");
	if (!edit_insert(&c->edit, bytes, n))
		ui_complain(s->ui, "There is no room for more.");
	typed(c);
	return true;
}

static bool
act(struct screen *s, enum act a)
{
	struct checkout *c = of(s);
	AUTO_FREE char *before = xstrdup(edit_text(&c->edit));

	if (a == ACT_repeat) {
		ui_complain(s->ui, "There is nothing to repeat on a receipt.");
		return true;
	}
	if (c->at.cell == CELL_METHOD && a != ACT_text_undo)
		return a == ACT_delete_left && c->at.row == CHECKOUT_PAID &&
		    (checkout_go(c, (struct checkout_at){ CHECKOUT_PAID, c->at.i,
		    CELL_AMOUNT }), true);
	if (a == ACT_text_undo && !edit_undo(&c->edit)) {
		if (!checkout_put_back(c))
			ui_complain(s->ui, "There is no typing to undo.");
		return true;
	}
	if (a != ACT_text_undo && !edit_act(&c->edit, a, 200))
		return false;
	c->touched = true;
	if (strcmp(before, edit_text(&c->edit)) != 0)
		typed(c);
	return true;
}

static void
run_help(struct screen *s, UNUSED enum act a)
{
	static const char *const words[CELLS] = {
		[CELL_ITEM] = "The text on the receipt; empty it to remove the line.",
		[CELL_BY] = "Whose sale it is: a code or a name; ^P lists them.",
		[CELL_QTY] = "How many; 0 removes the line, -1 is a return.",
		[CELL_PRICE] = "Price of one, before discount and tax.",
		[CELL_OFF] = "Discount on the line: an amount, or 10%.",
		[CELL_TAX] = "Tax on the line; what you type is kept.",
		[CELL_TAX2] = "Second tax on the line; what you type is kept.",
		[CELL_METHOD] = "How it is paid: a card, c cash, t transfer, o other.",
		[CELL_AMOUNT] = "The amount given; empty it to remove the payment. "
		    "Cash may be more: the change is shown.",
		[CELL_PAPER] = "The number on the paper receipt; blank where it has none.",
	};
	const struct checkout *c = of(s);

	ui_say(s->ui, "%s", c->at.row == CHECKOUT_ADD ? "Type a name or scan a code; "
	    "Enter adds it. Empty, Enter goes on to the payment." :
	    words[c->at.cell]);
}

static const struct binding bindings[] = {
	{ ACT_accept, "next", run_accept },
	{ ACT_save, "close the receipt", run_close },
	{ ACT_leave, "park it", run_park },
	{ ACT_discard, "throw away", run_discard },
	{ ACT_next_field, NULL, run_step },
	{ ACT_prev_field, NULL, run_step },
	{ ACT_line_up, NULL, run_up_down },
	{ ACT_line_down, NULL, run_up_down },
	{ ACT_pick, NULL, run_pick },
	{ ACT_type_help, NULL, run_help },
	{ ACT_NONE, NULL, NULL }
};

/* --- the screen --------------------------------------------------------------------------------- */

static void
title(const struct screen *s, struct buf *out)
{
	const struct checkout *c = (const struct checkout *)s;

	buf_addf(out, "Check out, %s", c->client);
	if (!checkout_is_new(c))
		buf_adds(out, ", parked");
}

static void
alert(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct checkout *)s)->alerts);
}

static void
changed(struct screen *s, const void *what)
{
	struct checkout *c = of(s);

	if (desk_touches_client(what, s->client)) {
		free(c->alerts);
		c->alerts = desk_alerts(desk_of(s), s->client);
	}
	checkout_catch_up(c, what);
}

static void
checkout_free(struct screen *s)
{
	struct checkout *c = of(s);

	checkout_picks_close(c);
	checkout_forget_wrong(c);
	free(c->picks.rows);
	free(c->wrong);
	receipt_free(c->receipt);
	receipt_free(c->began);
	receipt_free(c->waiting);
	record_free(c->off);
	edit_free(&c->edit);
	staff_codes_free(&c->codes);
	draft_free(&c->draft);
	cautions_free(&c->cautions);
	free(c->shown);
	free(c->client);
	free(c->alerts);
	free(c);
}

static const struct screen_ops ops = {
	.name = "checkout", .mode = MODE_TYPE, .bindings = bindings,
	.widget_acts = edit_acts, .act = act, .text = text, .draw = checkout_draw,
	.title = title, .alert = alert, .keep = checkout_keep, .park = park,
	.changed = changed, .free = checkout_free,
};

/* --- opening ------------------------------------------------------------------------------------ */

struct checkout *
checkout_begin(struct desk *d, struct receipt *r, struct err *e)
{
	struct checkout *c = xcalloc(1, sizeof(*c));

	c->screen.ops = &ops;
	c->screen.ui = d->ui;
	c->draft = (struct draft)DRAFT_INIT;
	edit_init(&c->edit, false, 0);
	c->screen.client = record_int(r->head, "client");
	c->began = receipt_copy(r);
	checkout_take(c, r);
	if (!staff_codes_load(d->p, &c->codes, e) ||
	    !receipt_client_words(d->p, record_int(r->head, "client"), &c->client,
	    &c->alerts, e)) {
		checkout_free(&c->screen);
		return NULL;
	}
	checkout_go(c, checkout_first(c));
	ui_push(d->ui, &c->screen);
	return c;
}
