/*
 * Proves that a sale is typed from the first key to the goodbye, that every cell of a
 * line is typed over, that what was not understood keeps its text and traps nobody, and
 * that a receipt is parked, thrown away or kept as a draft, that a colleague's change
 * loses nothing unsaid. Pages look as they did when they were looked at.
 */

#include "base/mem.h"
#include "practice/drafts.h"
#include "practice/offer.h"
#include "screens/receipt/receipt.h"
#include "tests/support/driven.h"
#include "tests/support/till.h"

#define DAY date_from_iso("2026-03-12")

static long
drafts_kept(struct till *t)
{
	struct drafts all = DRAFTS_INIT;
	struct err err;
	long n;

	OK(practice_drafts(t->mara, &all, &err));
	n = (long)all.n;
	drafts_free(&all);
	return n;
}

/* The second tax column is there too. */
static void
charge_taxes(struct till *t)
{
	AUTO_RECORD struct record *mine = record_copy(t->mara->settings);
	AUTO_RECORD struct record *base = record_copy(t->mara->settings);
	struct err err;

	record_set_int(mine, "tax_percent", 500);
	record_set_int(mine, "tax2_percent", 997);
	record_set_text(mine, "tax_name", "GST");
	record_set_text(mine, "tax2_name", "QST");
	OK(settings_save(t->mara, mine, base, NULL, NULL, &err));
}

/* --- a sale -------------------------------------------------------------------------- */

static void
a_whole_sale(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = NULL;

	driven_begin(t->mara, t->path, false);
	till_visit(t, "9:00", "done", "240");
	receipt_push(d, t->client, DAY);
	in_front("checkout");
	sees("Microneedling face");
	sees("240.00");
	keys("s p f Enter");
	sees("278.00");
	keys("Enter");		/* nothing typed: on to the payment */
	keys("a Enter");
	sees("Paid  card");
	keys("Enter");
	in_front("receipt");
	sees("Receipt 1 is closed");
	sees("b books the next visit");
	r = till_last(t);
	assert_non_null(r);
	assert_string_equal(record_text(r->head, "state"), "closed");
	assert_int_equal(r->n_lines, 2);
	assert_int_equal(r->n_payments, 1);
	assert_int_equal(record_int(r->payments[0], "amount"), MONEY(27800));
	assert_int_equal(till_on_hand(t, t->spf), 9);
	keys("Enter");
	in_front("today");
	driven_end();
}

static void
change_comes_out_of_cash(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = NULL;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("b a l m Enter Enter c 2 0 Enter");
	sees("change");
	sees("7.01");
	keys("^S");
	in_front("receipt");
	sees("7.01");
	r = till_last(t);
	assert_int_equal(record_int(r->payments[0], "amount"), MONEY(1299));
	driven_end();
}

static void
two_ways_to_pay(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = NULL;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Enter c 2 0 Enter");
	sees("18.00");		/* left */
	keys("t Enter Enter");
	in_front("receipt");
	r = till_last(t);
	assert_int_equal(r->n_payments, 2);
	assert_int_equal(record_int(r->payments[1], "amount"), MONEY(1800));
	assert_string_equal(record_text(r->payments[1], "method"), "transfer");
	driven_end();
}

static void
what_is_left_is_asked(void **state)
{
	struct till *t = *state;
	money owed;
	struct err err;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter ^S");
	in_front("question");
	sees("38.00 is left to pay");
	keys("Enter");		/* answers nothing */
	in_front("question");
	keys("Esc");
	in_front("checkout");
	assert_null(till_last(t));
	keys("^S u");
	in_front("receipt");
	OK(client_unpaid(t->mara, t->client, &owed, &err));
	assert_int_equal(owed, MONEY(3800));
	keys("p a ^U 1 0 Enter");
	sees("28.00");
	keys("p c Enter");
	sees("28.00 paid");
	driven_end();
}

/* --- cells ----------------------------------------------------------------------------- */

static void
cells_are_typed_over(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = NULL;

	driven_begin(t->mara, t->path, false);
	charge_taxes(t);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Up");	/* item of the line */
	keys("Tab j o Enter");	/* by: the first that matches */
	keys("2 Tab");		/* quantity */
	keys("4 0 Enter");		/* price */
	keys("1 0 % Enter");		/* discount */
	sees("GST");
	sees("3.60");
	sees("7.18");
	sees("82.78");
	keys("^S a");
	r = till_last(t);
	assert_int_equal(record_int(r->lines[0], "quantity"), 2);
	assert_int_equal(record_int(r->lines[0], "discount"), MONEY(800));
	assert_int_equal(record_int(r->lines[0], "staff"), t->jon->staff->id);
	driven_end();
}

static void
a_wrong_figure_traps_nobody(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Up Tab Tab Tab a b c Tab");
	sees("abc");
	looks_at_each_size("checkout-wrong");
	keys("Tab Tab");		/* on to the add row */
	keys("b a l m Enter");
	sees("Balm");
	sees("abc");
	keys("^S");			/* back to what is wrong */
	in_front("checkout");
	keys("3 6 Enter");
	sees_not("abc");
	sees("36.00");
	keys("^S a");
	in_front("receipt");
	driven_end();
}

static void
an_emptied_line_goes_and_comes_back(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter b a l m Enter Up Up ^U Enter");
	sees("SPF 50 is removed");
	sees_not("38.00");
	keys("^Z ^Z");
	sees("38.00");
	keys("Tab Tab 0 Tab");
	sees_not("38.00");
	driven_end();
}

static void
a_line_of_ones_own(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = NULL;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("g i f t Enter");	/* unknown: not written by chance */
	sees("Nothing has that name");
	keys("Down Enter");
	keys("2 5 Enter ^S a");
	r = till_last(t);
	assert_string_equal(record_text(r->lines[0], "description"), "gift");
	assert_int_equal(record_int(r->lines[0], "amount"), MONEY(2500));
	driven_end();
}

/* --- parking, throwing away, drafts --------------------------------------------------------- */

static void
parked_and_taken_up(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("Esc");			/* nothing typed leaves nothing */
	assert_null(till_last(t));
	receipt_push(d, t->client, DAY);
	keys("s p f Esc");		/* closes the matches alone */
	in_front("checkout");
	keys("s p f Enter Esc");
	sees("Lang, Anna is parked");
	assert_true(till_last_is(t, "open"));
	receipt_push(d, t->client, DAY);
	sees("parked");
	keys("b a l m Enter ^X");
	sees("the receipt is still open");
	receipt_push(d, t->client, DAY);
	sees_not("Balm");
	keys("^S a");
	assert_true(till_last_is(t, "closed"));
	driven_end();
}

/* What another program had was paid there. */
static void
brought_by_an_import(struct till *t)
{
	int64_t id = till_visit(t, "17:00", "done", "88");
	struct err err;

	OK(dbfile_set(t->mara->db, &record_session, id, "origin", "import", &err));
}

/*
 * What was done since a receipt was parked is offered, is in no sum until Enter takes it,
 * and is left alone by Tab; one that was paid on another receipt is not offered.
 */
static void
what_was_done_since_is_offered(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = NULL;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	sees_not("not on it");
	keys("Esc");
	till_visit(t, "9:00", "done", "240");
	till_visit(t, "9:30", "in_treatment", "60");
	till_visit(t, "15:00", "booked", "77");
	brought_by_an_import(t);
	receipt_push(d, t->client, DAY);
	sees("and 1 more are not");
	sees("not on it: Microneedling face, 240.00");
	sees("not on it: Microneedling face, 60.00");
	sees_not("77.00");
	sees_not("88.00");
	sees("to pay         38.00");
	looks_at_each_size("receipt-offered");
	/* left off, it is still offered when the receipt is taken up again */
	keys("Tab");
	sees("a card  c cash");
	sees("to pay         38.00");
	keys("Esc");
	keys("2 p Enter");
	sees("Microneedling face is added");
	sees("to pay        278.00");
	sees("not on it: Microneedling face, 60.00");
	/* kept as a draft, it is on it; the other is offered as before */
	assert_true(ui_keep(d->ui));
	driven_end();
	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	sees("As you left it");
	sees("to pay        278.00");
	sees("not on it: Microneedling face, 60.00");
	keys("Enter");
	sees_not("not on it");
	keys("Enter a Enter Enter");
	in_front("receipt");
	r = till_last(t);
	assert_int_equal(r->n_lines, 3);
	assert_int_equal(record_int(r->lines[1], "amount"), MONEY(24000));
	assert_true(record_int(r->lines[2], "session") != 0);
	assert_int_equal(record_int(r->payments[0], "amount"), MONEY(33800));
	/* closed without what was done since: that is said */
	keys("n b a l m Enter Esc q");
	till_visit(t, "11:00", "done", "55");
	receipt_push(d, t->client, DAY);
	sees("not on it: Microneedling face, 55.00");
	keys("^S a");
	in_front("receipt");
	sees("is closed, without Microneedling face: p on the client");
	driven_end();
}

/* A rate that has changed since it was parked is not charged without a word. */
static void
a_rate_changed_meanwhile(void **state)
{
	struct till *t = *state;

	till_taxes(t, "6.25", "");
	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	sees("parked on");
	sees_not("Its taxes");
	keys("Esc");
	till_taxes(t, "9.975", "");
	desk_catch_up(d);
	receipt_push(d, t->client, DAY);
	sees("Its taxes are not");
	sees("2.38");
	keys("Up Tab Tab Tab Tab Tab 3.79 Tab Esc");
	receipt_push(d, t->client, DAY);
	sees("9.975 % of 38.00");
	sees_not("Its taxes");
	driven_end();
}

/* Enter on the blank line is the next payment, whatever was paid before. */
static void
a_parked_payment_is_kept(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = NULL;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Enter c 2 0 Enter Esc");
	assert_true(till_last_is(t, "open"));
	receipt_push(d, t->client, DAY);
	sees("The receipt parked on Thu 12 Mar");
	keys("Enter a 1 0 Enter t Enter Enter");
	in_front("receipt");
	r = till_last(t);
	assert_int_equal(r->n_payments, 3);
	assert_int_equal(record_int(r->payments[0], "amount"), MONEY(2000));
	assert_int_equal(record_int(r->payments[1], "amount"), MONEY(1000));
	assert_int_equal(record_int(r->payments[2], "amount"), MONEY(800));
	driven_end();
}

/* Found by number, client, day and state; a refund and what it refunds open each other. */
static void
receipts_are_found(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter ^S a Enter");
	receipt_push(d, 0, DAY);
	keys("b a l m Enter Esc");
	receipts_push(d);
	in_front("receipts");
	sees("38.00");
	sees("12.99");
	keys("/ o p e n");
	sees("12.99");
	sees_not("38.00");
	keys("Esc / l a n g");
	sees("38.00");
	sees_not("12.99");
	keys("Esc / 2 0 2 6 - 0 3 - 1 3");
	sees_not("12.99");
	keys("Esc / 2 0 2 6 - 0 3 - 1 2");
	sees("12.99");
	keys("Esc / c l o s e d Enter");
	in_front("receipt");
	keys("z a b a d Enter a");
	sees("This refunds receipt 1: Enter opens it.");
	keys("Enter");
	sees("Refunded by receipt 2: Enter opens it.");
	keys("Enter");
	sees("This refunds receipt 1");
	driven_end();
}

static void
a_dropped_line_keeps_a_draft(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Up Tab Tab Tab x Tab Tab Tab b a");
	assert_true(ui_keep(d->ui));
	driven_end();
	assert_int_equal(drafts_kept(t), 1);
	assert_null(till_last(t));

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	sees("As you left it");
	sees("SPF 50");
	looks_at_each_size("checkout-draft");	/* the wrong price, and "ba" with its matches */
	keys("l m Enter Up Up Tab Tab Tab 3 8 Enter ^S a");
	assert_true(till_last_is(t, "closed"));
	assert_int_equal(drafts_kept(t), 0);
	driven_end();

	/* the day is paid: its receipt is shown, and another one begun from there */
	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	in_front("receipt");
	sees("n starts another");
	keys("n s p f Enter");
	assert_true(ui_keep(d->ui));
	assert_int_equal(drafts_kept(t), 1);
	keys("^X");
	assert_int_equal(drafts_kept(t), 0);
	driven_end();
}

/* Going elsewhere by name keeps what is typed, matches open or not. */
static void
going_elsewhere_keeps_it(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter b a ^G");
	keys("r e p o r t s Enter");
	in_front("reports");
	keys("1");
	receipt_push(d, t->client, DAY);
	sees("As you left it");
	sees("38.00");
	sees("  ba");
	sees("► Balm");
	driven_end();
}

static void
keeping_changes_nothing_typed(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Up Tab Tab Tab 3");
	assert_true(ui_keep(d->ui));
	keys("6 . 5");
	assert_true(ui_keep(d->ui));
	keys("0 Enter");
	sees("36.50");
	driven_end();
}

static void
a_colleague_was_first(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *theirs = NULL, *base = NULL, *r = NULL;
	struct err err;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	keys("b a l m Enter");
	theirs = till_last(t);
	base = receipt_copy(theirs);
	OK(receipt_set_line(theirs, 0, &t->jon->context, "quantity", "3", &err));
	OK(receipt_save(t->jon, theirs, base, NULL, &err));
	keys("^S a");
	in_front("checkout");
	sees("jon changed this receipt, 10:00; theirs and yours are shown.");
	sees("114.00");
	sees("Balm");
	keys("^S a");
	in_front("receipt");
	r = till_last(t);
	assert_int_equal(r->n_lines, 2);
	driven_end();
}

/* Different lines, and different fields of one, meet; what both changed is theirs, and what was
 * typed is named. */
static void
both_change_a_line(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *theirs = NULL, *base = NULL, *r = NULL;
	struct err err;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter b a l m Enter s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	theirs = till_last(t);
	assert_int_equal(theirs->n_lines, 3);
	base = receipt_copy(theirs);
	OK(receipt_set_line(theirs, 0, &t->jon->context, "quantity", "3", &err));
	OK(receipt_set_line(theirs, 1, &t->jon->context, "price", "7", &err));
	OK(receipt_save(t->jon, theirs, base, NULL, &err));
	/* nothing is typed: it comes by itself */
	desk_catch_up(d);
	sees("114.00");
	receipt_free(base);
	base = receipt_copy(theirs);
	OK(receipt_set_line(theirs, 0, &t->jon->context, "quantity", "4", &err));
	OK(receipt_set_line(theirs, 1, &t->jon->context, "price", "8", &err));
	OK(receipt_save(t->jon, theirs, base, NULL, &err));
	keys("Up Up Up Tab Tab Tab Tab 2 Down Shift-Tab 9 Down Shift-Tab Shift-Tab Shift-Tab ^U Tab");
	desk_catch_up(d);
	says("jon changed this receipt, 10:00; ^S brings both together.");
	keys("^S a");
	in_front("checkout");
	says("jon changed this receipt, 10:00; theirs and yours are shown. Check: Balm (you "
	    "typed 9.00)");
	keys("^S a");
	in_front("receipt");
	r = till_last(t);
	assert_int_equal(r->n_lines, 2);
	assert_int_equal(record_int(r->lines[0], "quantity"), 4);
	assert_int_equal(record_int(r->lines[0], "discount"), MONEY(200));
	assert_int_equal(record_int(r->lines[1], "price"), MONEY(800));
	driven_end();
}

/* A draft that is taken up after a colleague saved meets theirs field by field too; the cell in
 * focus and one that was not understood are still those of their lines. */
static void
a_draft_meets_what_was_saved_meanwhile(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *theirs = NULL, *base = NULL, *r = NULL;
	struct err err;

	till_taxes(t, "6.25", "1.5");
	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("b a l m Enter s p f Enter b a l m Enter Esc");
	receipt_push(d, t->client, DAY);
	/* a discount on the second, a price of the third that is none, and one more, being typed */
	keys("Up Up Tab Tab Tab Tab 2 Down Shift-Tab x Tab Down s p f Enter");
	keys("Up Tab Tab 7");
	assert_true(ui_keep(d->ui));
	driven_end();
	theirs = till_last(t);
	base = receipt_copy(theirs);
	OK(receipt_set_line(theirs, 1, &t->jon->context, "quantity", "3", &err));
	receipt_remove_line(theirs, 0);
	OK(receipt_save(t->jon, theirs, base, NULL, &err));

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	says("jon changed this receipt, 10:00; theirs and yours are shown.");
	sees("  SPF 50             m       3     38.00     2.00");
	sees("  Balm               m       1         x");
	sees("\342\226\272 SPF 50             m       7     38.00        -");
	keys("^S");
	says("Price must be an amount");
	keys("8 Tab ^S a");
	in_front("receipt");
	r = till_last(t);
	assert_int_equal(r->n_lines, 3);
	assert_int_equal(record_int(r->lines[0], "quantity"), 3);
	assert_int_equal(record_int(r->lines[0], "discount"), MONEY(200));
	assert_int_equal(record_int(r->lines[1], "price"), MONEY(800));
	assert_int_equal(record_int(r->lines[2], "quantity"), 7);
	driven_end();
}

/* A visit that both add to the same receipt stands on it once, and is told. Where rows were only
 * taken off nobody is named: not who wrote those that stay. */
static void
both_add_the_same_visit(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *theirs = NULL, *base = NULL;
	int64_t visit;
	struct err err;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Esc");
	visit = till_visit(t, "9:00", "done", "240");
	receipt_push(d, t->client, DAY);
	keys("Enter");
	theirs = till_last(t);
	base = receipt_copy(theirs);
	OK(receipt_add(t->jon, theirs, &record_session, visit, &err));
	OK(receipt_save(t->jon, theirs, base, NULL, &err));
	keys("^S a");
	in_front("checkout");
	says("theirs and yours are shown. Check: Microneedling face");
	sees("to pay        278.00");
	receipt_free(base);
	base = receipt_copy(theirs);
	receipt_remove_line(theirs, 1);
	OK(receipt_save(t->jon, theirs, base, NULL, &err));
	desk_catch_up(d);
	says("Somebody else changed this receipt; ^S brings both together.");
	driven_end();
}

static void
a_colleague_closed_it(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *theirs = NULL, *base = NULL;
	struct err err;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	keys("b a l m Enter");
	theirs = till_last(t);
	base = receipt_copy(theirs);
	OK(receipt_close(t->jon, theirs, base, true, NULL, &err));
	desk_catch_up(d);
	says("jon finished this receipt, 10:00; what you typed is not on it.");
	keys("^S u");
	in_front("receipt");
	sees("jon finished receipt 1, 10:00; this is how it is now.");
	sees_not("Balm");
	driven_end();
}

/* While ^S asks what is to be done, it is about the receipt as it was: the answer is refused, and
 * the page shows how it is. */
static void
a_colleague_closed_it_under_the_question(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *theirs = NULL, *base = NULL;
	struct err err;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	keys("^S");
	theirs = till_last(t);
	base = receipt_copy(theirs);
	OK(receipt_close(t->jon, theirs, base, true, NULL, &err));
	desk_catch_up(d);
	keys("u");
	in_front("receipt");
	says("jon finished receipt 1, 10:00; this is how it is now.");
	driven_end();
}

/* A tax that was typed, into a line of which a colleague changed something else. */
static void
a_typed_tax_meets(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *theirs = NULL, *base = NULL, *r = NULL;
	struct err err;

	till_taxes(t, "6.25", "1.5");
	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	keys("s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	theirs = till_last(t);
	base = receipt_copy(theirs);
	OK(receipt_set_line(theirs, 0, &t->jon->context, "description", "Sun", &err));
	OK(receipt_save(t->jon, theirs, base, NULL, &err));
	keys("Up Tab Tab Tab Tab Tab ^U 1.00 Enter ^S a");
	in_front("checkout");
	says("theirs and yours are shown.");
	keys("^S a");
	in_front("receipt");
	r = till_last(t);
	assert_string_equal(record_text(r->lines[0], "description"), "Sun");
	assert_int_equal(record_int(r->lines[0], "tax"), MONEY(100));
	driven_end();
}

/* Any keys in any order: nothing breaks, and the file stays whole. */
static void
any_keys(void **state)
{
	static const char *const names[] = { "s", "p", "f", "b", "a", "c", "t", "o",
	    "1", "0", ".", "-", "%", "Enter", "Enter", "Tab", "Tab", "Shift-Tab", "Up",
	    "Down", "^S", "^U", "^Z", "^P", "^D", "^W", "^K", "^A", "Left", "Right",
	    "Backspace", "Esc", "^X", "x", "u", "v", "l", "z", "n", "e", "q" };
	struct till *t = *state;
	uint32_t seed = 20260312;
	int i;

	driven_begin(t->mara, t->path, false);
	for (i = 0; i < 4000; i++) {
		if (ui_top(d->ui)->below == NULL)
			receipt_push(d, i % 7 == 0 ? 0 : t->client, DAY);
		seed = seed * 1664525u + 1013904223u;
		keys(names[(seed >> 16) % ARRAY_LEN(names)]);
		if (i % 97 == 0)
			assert_true(ui_keep(d->ui));
		if (ui_quitting(d->ui))
			break;
	}
	driven_end();
}

/* --- looks ---------------------------------------------------------------------------------------- */

static void
looks_right(void **state)
{
	struct till *t = *state;
	int i;

	driven_begin(t->mara, t->path, false);
	receipt_push(d, t->client, DAY);
	looks_at_each_size("checkout-empty");
	keys("s p f");
	looks_at_each_size("checkout-matches");
	keys("^U");
	till_sells(t, &record_product, "\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4 "
	    "Cr\xc3\xa8me hydratante, peaux tr\xc3\xa8s sensibles et r\xc3\xa9" "actives, "
	    "750 ml", "1234567.89", NULL);
	keys("C r Enter s p f Enter Tab");
	looks_at_each_size("checkout-wide");
	keys("Up");
	for (i = 0; i < 30; i++)
		keys("b a l m Enter");
	looks_at_each_size("checkout-full");
	keys("Up Up Up Up Up Up Up Up Up Up Up Up Tab Tab");
	looks_at_each_size("checkout-full-up");
	keys("^X");
	receipt_push(d, 0, DAY);
	sees("over the counter");
	keys("b a l m Enter Enter c Enter Enter");
	keys("b");
	sees("has no client");
	driven_end();
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_begin, till_end)

TEST_MAIN(
    CASE(a_whole_sale),
    CASE(change_comes_out_of_cash),
    CASE(two_ways_to_pay),
    CASE(what_is_left_is_asked),
    CASE(cells_are_typed_over),
    CASE(a_wrong_figure_traps_nobody),
    CASE(an_emptied_line_goes_and_comes_back),
    CASE(a_line_of_ones_own),
    CASE(parked_and_taken_up),
    CASE(what_was_done_since_is_offered),
    CASE(a_rate_changed_meanwhile),
    CASE(a_parked_payment_is_kept),
    CASE(receipts_are_found),
    CASE(a_dropped_line_keeps_a_draft),
    CASE(going_elsewhere_keeps_it),
    CASE(keeping_changes_nothing_typed),
    CASE(a_colleague_was_first),
    CASE(both_change_a_line),
    CASE(a_draft_meets_what_was_saved_meanwhile),
    CASE(both_add_the_same_visit),
    CASE(a_colleague_closed_it),
    CASE(a_colleague_closed_it_under_the_question),
    CASE(a_typed_tax_meets),
    CASE(any_keys),
    CASE(looks_right))
