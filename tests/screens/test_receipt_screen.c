/*
 * Proves that a sale is typed from the first key to the goodbye, that every cell of a
 * line is typed over, that what was not understood keeps its text and traps nobody,
 * that a receipt is parked, thrown away or kept as a draft, that a colleague's change
 * loses nothing unsaid, and that a closed one is paid, voided and refunded from its
 * page. Pages look as they did when they were looked at.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/drafts.h"
#include "practice/newsletter.h"
#include "practice/offer.h"
#include "practice/reviews.h"
#include "practice/sessions.h"
#include "screens/child.h"
#include "screens/client/client.h"
#include "screens/receipt/receipt.h"
#include "tests/support/golden.h"
#include "tests/support/till.h"

#define DAY date_from_iso("2026-03-12")

/* --- the desk, keys and what is seen ---------------------------------------------- */

static struct desk *
begin(struct till *t)
{
	struct desk *d = desk_new(t->mara, NULL, false);

	d->db = t->path;
	ui_resize(d->ui, 24, 80);
	ui_draw(d->ui);
	return d;
}

/* Keys by name, separated by blanks; others are typed as they stand. */
static void
keys(struct desk *d, const char *names)
{
	AUTO_FREE char *copy = xstrdup(names);
	char *save, *word;

	for (word = strtok_r(copy, " ", &save); word != NULL;
	    word = strtok_r(NULL, " ", &save)) {
		struct key key;

		if (key_named(word, &key)) {
			ui_key(d->ui, &key);
			ui_draw(d->ui);
			continue;
		}
		for (; *word != '\0'; word++) {
			key = (struct key){ .code = KEYS_TEXT, .text = { *word } };
			ui_key(d->ui, &key);
			ui_draw(d->ui);
		}
	}
}

static char *
shown(struct desk *d)
{
	struct buf b = BUF_INIT;

	canvas_dump(ui_draw(d->ui), &b);
	return buf_steal(&b);
}

static void
sees(struct desk *d, const char *text)
{
	AUTO_FREE char *all = shown(d);

	if (strstr(all, text) == NULL)
		fail_msg("\"%s\" is not on the screen:\n%s", text, all);
}

static void
sees_not(struct desk *d, const char *text)
{
	AUTO_FREE char *all = shown(d);

	if (strstr(all, text) != NULL)
		fail_msg("\"%s\" is on the screen:\n%s", text, all);
}

static void
is_on(struct desk *d, const char *screen)
{
	assert_string_equal(ui_top(d->ui)->ops->name, screen);
}

static void
looks(struct desk *d, const char *name)
{
	static const struct { int rows, cols; } sizes[] = {
		{ 24, 80 }, { 20, 60 }, { 43, 132 }
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(sizes); i++) {
		AUTO_FREE char *file = xasprintf("screens/%s-%dx%d.txt", name,
		    sizes[i].cols, sizes[i].rows);
		AUTO_FREE char *dump = NULL;

		ui_resize(d->ui, sizes[i].rows, sizes[i].cols);
		dump = shown(d);
		golden_same(file, dump);
	}
	ui_resize(d->ui, 24, 80);
	ui_draw(d->ui);
}

/* The client's receipt that was written last. */
static bool
take_id(const struct receipt_row *row, void *id)
{
	*(int64_t *)id = row->id;
	return false;
}

static struct receipt *
last_receipt(struct till *t)
{
	const struct receipt_query q = { .client = t->client };
	int64_t id = 0;
	struct err err;

	OK(receipts_list(t->mara, &q, take_id, &id, NULL, &err));
	return id != 0 ? till_load(t, id) : NULL;
}

static bool
state_is(struct till *t, const char *state)
{
	AUTO_RECEIPT struct receipt *r = last_receipt(t);

	return r != NULL && strcmp(record_text(r->head, "state"), state) == 0;
}

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
	struct desk *d = begin(t);
	AUTO_RECEIPT struct receipt *r = NULL;

	till_visit(t, "9:00", "done", "240");
	receipt_push(d, t->client, DAY);
	is_on(d, "checkout");
	sees(d, "Microneedling face");
	sees(d, "240.00");
	keys(d, "s p f Enter");
	sees(d, "278.00");
	keys(d, "Enter");		/* nothing typed: on to the payment */
	keys(d, "a Enter");
	sees(d, "Paid  card");
	keys(d, "Enter");
	is_on(d, "receipt");
	sees(d, "Receipt 1 is closed");
	sees(d, "b books the next visit");
	r = last_receipt(t);
	assert_non_null(r);
	assert_string_equal(record_text(r->head, "state"), "closed");
	assert_int_equal(r->n_lines, 2);
	assert_int_equal(r->n_payments, 1);
	assert_int_equal(record_int(r->payments[0], "amount"), MONEY(27800));
	assert_int_equal(till_on_hand(t, t->spf), 9);
	keys(d, "Enter");
	is_on(d, "today");
	desk_free(d);
}

static void
change_comes_out_of_cash(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	AUTO_RECEIPT struct receipt *r = NULL;

	receipt_push(d, t->client, DAY);
	keys(d, "b a l m Enter Enter c 2 0 Enter");
	sees(d, "change");
	sees(d, "7.01");
	keys(d, "^S");
	is_on(d, "receipt");
	sees(d, "7.01");
	r = last_receipt(t);
	assert_int_equal(record_int(r->payments[0], "amount"), MONEY(1299));
	desk_free(d);
}

static void
two_ways_to_pay(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	AUTO_RECEIPT struct receipt *r = NULL;

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Enter c 2 0 Enter");
	sees(d, "18.00");		/* left */
	keys(d, "t Enter Enter");
	is_on(d, "receipt");
	r = last_receipt(t);
	assert_int_equal(r->n_payments, 2);
	assert_int_equal(record_int(r->payments[1], "amount"), MONEY(1800));
	assert_string_equal(record_text(r->payments[1], "method"), "transfer");
	desk_free(d);
}

static void
what_is_left_is_asked(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	money owed;
	struct err err;

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter ^S");
	is_on(d, "question");
	sees(d, "38.00 is left to pay");
	keys(d, "Enter");		/* answers nothing */
	is_on(d, "question");
	keys(d, "Esc");
	is_on(d, "checkout");
	assert_null(last_receipt(t));
	keys(d, "^S u");
	is_on(d, "receipt");
	OK(client_unpaid(t->mara, t->client, &owed, &err));
	assert_int_equal(owed, MONEY(3800));
	keys(d, "p a ^U 1 0 Enter");
	sees(d, "28.00");
	keys(d, "p c Enter");
	sees(d, "28.00 paid");
	desk_free(d);
}

/* --- cells ----------------------------------------------------------------------------- */

static void
cells_are_typed_over(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	AUTO_RECEIPT struct receipt *r = NULL;

	charge_taxes(t);
	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Up");	/* item of the line */
	keys(d, "Tab j o Enter");	/* by: the first that matches */
	keys(d, "2 Tab");		/* quantity */
	keys(d, "4 0 Enter");		/* price */
	keys(d, "1 0 % Enter");		/* discount */
	sees(d, "GST");
	sees(d, "3.60");
	sees(d, "7.18");
	sees(d, "82.78");
	keys(d, "^S a");
	r = last_receipt(t);
	assert_int_equal(record_int(r->lines[0], "quantity"), 2);
	assert_int_equal(record_int(r->lines[0], "discount"), MONEY(800));
	assert_int_equal(record_int(r->lines[0], "staff"), t->jon->staff->id);
	desk_free(d);
}

static void
a_wrong_figure_traps_nobody(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Up Tab Tab Tab a b c Tab");
	sees(d, "abc");
	looks(d, "checkout-wrong");
	keys(d, "Tab Tab");		/* on to the add row */
	keys(d, "b a l m Enter");
	sees(d, "Balm");
	sees(d, "abc");
	keys(d, "^S");			/* back to what is wrong */
	is_on(d, "checkout");
	keys(d, "3 6 Enter");
	sees_not(d, "abc");
	sees(d, "36.00");
	keys(d, "^S a");
	is_on(d, "receipt");
	desk_free(d);
}

static void
an_emptied_line_goes_and_comes_back(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter b a l m Enter Up Up ^U Enter");
	sees(d, "SPF 50 is removed");
	sees_not(d, "38.00");
	keys(d, "^Z ^Z");
	sees(d, "38.00");
	keys(d, "Tab Tab 0 Tab");
	sees_not(d, "38.00");
	desk_free(d);
}

static void
a_line_of_ones_own(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	AUTO_RECEIPT struct receipt *r = NULL;

	receipt_push(d, t->client, DAY);
	keys(d, "g i f t Enter");	/* unknown: not written by chance */
	sees(d, "Nothing has that name");
	keys(d, "Down Enter");
	keys(d, "2 5 Enter ^S a");
	r = last_receipt(t);
	assert_string_equal(record_text(r->lines[0], "description"), "gift");
	assert_int_equal(record_int(r->lines[0], "amount"), MONEY(2500));
	desk_free(d);
}

/* --- parking, throwing away, drafts --------------------------------------------------------- */

static void
parked_and_taken_up(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);

	receipt_push(d, t->client, DAY);
	keys(d, "Esc");			/* nothing typed leaves nothing */
	assert_null(last_receipt(t));
	receipt_push(d, t->client, DAY);
	keys(d, "s p f Esc");		/* closes the matches alone */
	is_on(d, "checkout");
	keys(d, "s p f Enter Esc");
	sees(d, "Lang, Anna is parked");
	assert_true(state_is(t, "open"));
	receipt_push(d, t->client, DAY);
	sees(d, "parked");
	keys(d, "b a l m Enter ^X");
	sees(d, "the receipt is still open");
	receipt_push(d, t->client, DAY);
	sees_not(d, "Balm");
	keys(d, "^S a");
	assert_true(state_is(t, "closed"));
	desk_free(d);
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
	struct desk *d = begin(t);
	AUTO_RECEIPT struct receipt *r = NULL;

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	sees_not(d, "not on it");
	keys(d, "Esc");
	till_visit(t, "9:00", "done", "240");
	till_visit(t, "9:30", "in_treatment", "60");
	till_visit(t, "15:00", "booked", "77");
	brought_by_an_import(t);
	receipt_push(d, t->client, DAY);
	sees(d, "and 1 more, done");
	sees(d, "not on it: Microneedling face, 240.00");
	sees(d, "not on it: Microneedling face, 60.00");
	sees_not(d, "77.00");
	sees_not(d, "88.00");
	sees(d, "to pay         38.00");
	looks(d, "receipt-offered");
	/* left off, it is still offered when the receipt is taken up again */
	keys(d, "Tab");
	sees(d, "a card  c cash");
	sees(d, "to pay         38.00");
	keys(d, "Esc");
	keys(d, "2 p Enter");
	sees(d, "Microneedling face is added");
	sees(d, "to pay        278.00");
	sees(d, "not on it: Microneedling face, 60.00");
	/* kept as a draft, it is on it; the other is offered as before */
	assert_true(ui_keep(d->ui));
	desk_free(d);
	d = begin(t);
	receipt_push(d, t->client, DAY);
	sees(d, "As you left it");
	sees(d, "to pay        278.00");
	sees(d, "not on it: Microneedling face, 60.00");
	keys(d, "Enter");
	sees_not(d, "not on it");
	keys(d, "Enter a Enter Enter");
	is_on(d, "receipt");
	r = last_receipt(t);
	assert_int_equal(r->n_lines, 3);
	assert_int_equal(record_int(r->lines[1], "amount"), MONEY(24000));
	assert_true(record_int(r->lines[2], "session") != 0);
	assert_int_equal(record_int(r->payments[0], "amount"), MONEY(33800));
	/* closed without what was done since: that is said */
	keys(d, "n b a l m Enter Esc q");
	till_visit(t, "11:00", "done", "55");
	receipt_push(d, t->client, DAY);
	sees(d, "not on it: Microneedling face, 55.00");
	keys(d, "^S a");
	is_on(d, "receipt");
	sees(d, "is closed, without Microneedling face: p on the client");
	desk_free(d);
}

/* A rate that has changed since it was parked is not charged without a word. */
static void
a_rate_changed_meanwhile(void **state)
{
	struct till *t = *state;
	struct desk *d;

	till_taxes(t, "6.25", "");
	d = begin(t);
	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	sees(d, "parked on");
	sees_not(d, "Its taxes");
	keys(d, "Esc");
	till_taxes(t, "9.975", "");
	desk_catch_up(d);
	receipt_push(d, t->client, DAY);
	sees(d, "Its taxes are not");
	sees(d, "2.38");
	keys(d, "Up Tab Tab Tab Tab Tab 3.79 Tab Esc");
	receipt_push(d, t->client, DAY);
	sees(d, "9.975 % of 38.00");
	sees_not(d, "Its taxes");
	desk_free(d);
}

/* Enter on the blank line is the next payment, whatever was paid before. */
static void
a_parked_payment_is_kept(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	AUTO_RECEIPT struct receipt *r = NULL;

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Enter c 2 0 Enter Esc");
	assert_true(state_is(t, "open"));
	receipt_push(d, t->client, DAY);
	sees(d, "The receipt parked on Thu 12 Mar");
	keys(d, "Enter a 1 0 Enter t Enter Enter");
	is_on(d, "receipt");
	r = last_receipt(t);
	assert_int_equal(r->n_payments, 3);
	assert_int_equal(record_int(r->payments[0], "amount"), MONEY(2000));
	assert_int_equal(record_int(r->payments[1], "amount"), MONEY(1000));
	assert_int_equal(record_int(r->payments[2], "amount"), MONEY(800));
	desk_free(d);
}

/* Found by number, client, day and state; a refund and what it refunds open each other. */
static void
receipts_are_found(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter ^S a Enter");
	receipt_push(d, 0, DAY);
	keys(d, "b a l m Enter Esc");
	receipts_push(d);
	is_on(d, "receipts");
	sees(d, "38.00");
	sees(d, "12.99");
	keys(d, "/ o p e n");
	sees(d, "12.99");
	sees_not(d, "38.00");
	keys(d, "Esc / l a n g");
	sees(d, "38.00");
	sees_not(d, "12.99");
	keys(d, "Esc / 2 0 2 6 - 0 3 - 1 3");
	sees_not(d, "12.99");
	keys(d, "Esc / 2 0 2 6 - 0 3 - 1 2");
	sees(d, "12.99");
	keys(d, "Esc / c l o s e d Enter");
	is_on(d, "receipt");
	keys(d, "z a b a d Enter a");
	sees(d, "This refunds receipt 1: Enter opens it.");
	keys(d, "Enter");
	sees(d, "Refunded by receipt 2: Enter opens it.");
	keys(d, "Enter");
	sees(d, "This refunds receipt 1");
	desk_free(d);
}

static void
a_dropped_line_keeps_a_draft(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Up Tab Tab Tab x Tab Tab Tab b a");
	assert_true(ui_keep(d->ui));
	desk_free(d);
	assert_int_equal(drafts_kept(t), 1);
	assert_null(last_receipt(t));

	d = begin(t);
	receipt_push(d, t->client, DAY);
	sees(d, "As you left it");
	sees(d, "SPF 50");
	looks(d, "checkout-draft");	/* the wrong price, and "ba" with its matches */
	keys(d, "l m Enter Up Up Tab Tab Tab 3 8 Enter ^S a");
	assert_true(state_is(t, "closed"));
	assert_int_equal(drafts_kept(t), 0);
	desk_free(d);

	/* the day is paid: its receipt is shown, and another one begun from there */
	d = begin(t);
	receipt_push(d, t->client, DAY);
	is_on(d, "receipt");
	sees(d, "n starts another");
	keys(d, "n s p f Enter");
	assert_true(ui_keep(d->ui));
	assert_int_equal(drafts_kept(t), 1);
	keys(d, "^X");
	assert_int_equal(drafts_kept(t), 0);
	desk_free(d);
}

/* Going elsewhere by name keeps what is typed, matches open or not. */
static void
going_elsewhere_keeps_it(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter b a ^G");
	keys(d, "r e p o r t s Enter");
	is_on(d, "reports");
	keys(d, "1");
	receipt_push(d, t->client, DAY);
	sees(d, "As you left it");
	sees(d, "38.00");
	sees(d, "Balm");
	desk_free(d);
}

static void
keeping_changes_nothing_typed(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Up Tab Tab Tab 3");
	assert_true(ui_keep(d->ui));
	keys(d, "6 . 5");
	assert_true(ui_keep(d->ui));
	keys(d, "0 Enter");
	sees(d, "36.50");
	desk_free(d);
}

static void
a_colleague_was_first(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	AUTO_RECEIPT struct receipt *theirs = NULL, *base = NULL, *r = NULL;
	struct err err;

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	keys(d, "b a l m Enter");
	theirs = last_receipt(t);
	base = receipt_copy(theirs);
	OK(receipt_set_line(theirs, 0, &t->jon->context, "quantity", "3", &err));
	OK(receipt_save(t->jon, theirs, base, NULL, &err));
	keys(d, "^S a");
	is_on(d, "checkout");
	sees(d, "Somebody else changed this receipt");
	sees(d, "114.00");
	sees(d, "Balm");
	keys(d, "^S a");
	is_on(d, "receipt");
	r = last_receipt(t);
	assert_int_equal(r->n_lines, 2);
	desk_free(d);
}

static void
a_colleague_closed_it(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	AUTO_RECEIPT struct receipt *theirs = NULL, *base = NULL;
	struct err err;

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	keys(d, "b a l m Enter");
	theirs = last_receipt(t);
	base = receipt_copy(theirs);
	OK(receipt_close(t->jon, theirs, base, true, NULL, &err));
	keys(d, "^S u");
	is_on(d, "receipt");
	sees(d, "Somebody else finished receipt 1 meanwhile");
	sees_not(d, "Balm");
	desk_free(d);
}

/* --- closed ------------------------------------------------------------------------------------ */

static int64_t
sold(struct till *t, const char *quantity)
{
	struct receipt *r = till_receipt(t, &record_product, t->spf, quantity);
	int64_t id = till_close(t, r, "card");

	receipt_free(r);
	return id;
}

static int64_t
version_of(struct till *t, int64_t id)
{
	AUTO_RECEIPT struct receipt *r = till_load(t, id);

	return r->head->version;
}

static void
void_and_refund(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	int64_t a = sold(t, "3"), b = sold(t, "1");
	AUTO_RECEIPT struct receipt *r = NULL, *second = NULL;

	receipt_open(d, a);
	is_on(d, "receipt");
	keys(d, "e");
	sees(d, "cannot be changed");
	keys(d, "z");
	sees(d, "Receipt 1: void or refund? Selected: ");
	sees(d, "Esc or ^C: go back");
	keys(d, "l ^U 2 Enter b r o k e n Enter a");
	sees(d, "-76.00");
	sees(d, "This is the refund");
	r = last_receipt(t);
	assert_int_equal(record_int(r->lines[0], "quantity"), -2);
	keys(d, "q q");
	receipt_open(d, b);
	keys(d, "z v Enter");		/* why must be said */
	is_on(d, "line");
	keys(d, "t y p o Enter");
	is_on(d, "receipt");
	sees(d, "void");
	second = till_load(t, b);
	assert_string_equal(record_text(second->head, "state"), "void");
	keys(d, "z");
	sees(d, "is void");
	desk_free(d);
}

/* A list says with a word what came back, and what counts no more, in a narrow window
 * too. */
static void
a_list_says_what_came_back(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	int64_t all = sold(t, "1"), part = sold(t, "3"), wrong = sold(t, "1"), back;
	AUTO_RECEIPT struct receipt *r = till_load(t, part);
	struct receipt_part one = { r->lines[0]->id, 1 };
	struct err err;

	OK(receipt_refund(t->mara, all, version_of(t, all), NULL, 0, "card", "bad", &back,
	    &err));
	OK(receipt_refund(t->mara, part, r->head->version, &one, 1, "card", "bad",
	    &back, &err));
	OK(receipt_void(t->mara, wrong, version_of(t, wrong), "typo", &err));
	receipts_push(d);
	looks(d, "receipts-list");
	ui_resize(d->ui, 20, 60);
	sees(d, "refunded");
	sees(d, "part back");
	sees(d, "void");
	ui_resize(d->ui, 24, 80);
	keys(d, "/ refunded");
	sees(d, "refunded");
	sees(d, "part back");
	sees_not(d, "void ");
	keys(d, "Enter q q");
	client_push(d, t->client);
	keys(d, "Tab Tab Tab");
	sees(d, "part back");
	ui_resize(d->ui, 20, 60);
	sees(d, "refunded");
	desk_free(d);
}

/* p goes on with what was parked on another day, and says of which; To do counts it. */
static void
what_was_parked_earlier_is_found(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	struct err err;

	sees_not(d, "parked");
	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Esc");
	sees(d, "1 receipt parked");
	desk_free(d);
	OK(clock_fix("2026-03-16T10:00", &err));
	d = begin(t);
	sees(d, "1 receipt parked");
	keys(d, "2 p");
	is_on(d, "checkout");
	sees(d, "parked on Thu 12 Mar");
	sees(d, "an earlier day");
	keys(d, "Esc 1 Tab Enter");	/* one is opened as it is */
	is_on(d, "checkout");
	sees(d, "SPF");
	keys(d, "Esc");
	receipt_push(d, 0, clock_today());
	keys(d, "b a l m Enter Esc");
	sees(d, "2 receipts parked");
	sold(t, "2");
	keys(d, "Enter");		/* the pane still has the keys */
	is_on(d, "receipts");
	sees(d, "12.99");
	sees_not(d, "76.00");
	keys(d, "Esc");			/* the filter */
	sees(d, "76.00");
	desk_free(d);
	OK(clock_fix("2026-03-12T10:00", &err));
}

static void
the_goodbye(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	struct newsletter_client now;
	struct err err;

	till_visit(t, "9:00", "done", "240");
	receipt_push(d, t->client, DAY);
	keys(d, "^S a");
	looks(d, "receipt-goodbye");
	keys(d, "w n");
	is_on(d, "line");		/* no address is known */
	keys(d, "a n n a @ x . d e Enter");
	sees(d, "Newsletter: no longer to anna@x.de");
	keys(d, "w y 2 0 2 6 - 1 Enter");
	sees(d, "Newsletter: yes");
	OK(newsletter_of_client(t->mara, t->client, &now, &err));
	assert_int_equal(now.state, NEWSLETTER_SUBSCRIBED);
	keys(d, "b");
	is_on(d, "form");
	keys(d, "Esc u");
	desk_free(d);
}

/* u takes no closed receipt back: it says which one it is, and a void wants a reason. */
static void
a_closed_receipt_is_voided(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter ^S a u");
	is_on(d, "line");
	sees(d, "Void receipt 1, Lang, Anna, 38.00?");
	keys(d, "Enter");		/* neither Enter nor u alone */
	is_on(d, "line");
	keys(d, "Esc u");
	is_on(d, "line");
	keys(d, "Esc");
	assert_true(state_is(t, "closed"));
	keys(d, "u t y p o Enter");
	is_on(d, "receipt");
	assert_true(state_is(t, "void"));
	assert_int_equal(till_on_hand(t, t->spf), 10);
	keys(d, "u");			/* void, nothing more is done of it */
	is_on(d, "receipt");
	assert_true(state_is(t, "void"));
	keys(d, "e p z n ^X b Esc Enter");	/* nothing breaks */

	receipt_push(d, t->client, DAY);
	keys(d, "s p f Enter Esc");
	receipt_push(d, t->client, DAY);
	keys(d, "^S a u t y p o Enter u u");
	/* the parked one is not undone from under the void */
	assert_true(state_is(t, "void"));
	desk_free(d);
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
	struct desk *d = begin(t);
	uint32_t seed = 20260312;
	int i;

	for (i = 0; i < 4000; i++) {
		if (ui_top(d->ui)->below == NULL)
			receipt_push(d, i % 7 == 0 ? 0 : t->client, DAY);
		seed = seed * 1664525u + 1013904223u;
		keys(d, names[(seed >> 16) % ARRAY_LEN(names)]);
		if (i % 97 == 0)
			assert_true(ui_keep(d->ui));
		if (ui_quitting(d->ui))
			break;
	}
	desk_free(d);
}

static void
reviews_go_to(struct till *t, const char *link)
{
	AUTO_RECORD struct record *mine = record_copy(t->mara->settings);
	AUTO_RECORD struct record *base = record_copy(t->mara->settings);
	struct err err;

	record_set_text(mine, "review_link", link);
	OK(settings_save(t->mara, mine, base, NULL, NULL, &err));
}

/* Nothing is written down where the window has no room for the code; a link is on a line
 * of its own however long, and a long one still fits 80 columns and 24 rows. */
static void
only_what_is_shown_was_asked(void **state)
{
	static const char link[] = "https://search.google.com/local/writereview?placeid="
	    "ChIJN1t_tDeuEmsRUsoyG83frY4";
	struct till *t = *state;
	struct desk *d = begin(t);
	AUTO_FREE char *line = xasprintf("\n%s\n", link);
	struct err err;

	reviews_go_to(t, link);
	ui_resize(d->ui, 20, 60);
	client_review(d, t->client, 0);
	keys(d, "q");
	sees(d, "no room for the QR code: it needs");
	is_on(d, "today");
	OK(review_may_ask(t->mara, t->client, &err));
	ui_resize(d->ui, 24, 80);
	client_review(d, t->client, 0);
	keys(d, "q");
	is_on(d, "request");
	sees(d, "Please scan this");
	assert_false(review_may_ask(t->mara, t->client, &err));
	keys(d, "Tab");
	sees(d, line);
	desk_free(d);
}

/* A link wider than the window is whole on a card, its signs as HTML has them. */
static void
a_card_has_what_the_window_has_not(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	AUTO_FREE char *path = NULL, *card = NULL;

	reviews_go_to(t, "https://search.google.com/local/writereview?"
	    "placeid=ChIJN1t_tDeuEmsRUsoyG83frY4&hl=en");
	client_review(d, t->client, 0);
	keys(d, "d");
	is_on(d, "request");
	sees(d, "The link is wider than the window: x writes it whole on a card to print.");
	keys(d, "x");
	sees(d, "Written, to print:");
	path = child_target(d, "review-card-2026-03-12.html");
	card = test_read(path, NULL);
	assert_non_null(strstr(card, "placeid=ChIJN1t_tDeuEmsRUsoyG83frY4&#38;hl=en</p>"));
	assert_non_null(strstr(card, "Thank you for coming to Test practice."));
	assert_non_null(strstr(card, "<path d=\"M4 4h1v1h-1zM5 4h1v1h-1z"));
	desk_free(d);
}

static void
a_review_is_asked_for(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);

	client_review(d, t->client, 0);
	sees(d, "Not asked:");	/* there is no link yet */
	sees_not(d, "QR code");
	keys(d, "Esc");
	reviews_go_to(t, "https://g.page/r/abc/review");
	client_review(d, t->client, 0);
	is_on(d, "question");
	keys(d, "q");
	is_on(d, "request");	/* the code alone, without what is not for the client */
	sees_not(d, "Test practice · Review request");
	sees(d, "was asked today");
	looks(d, "request");
	keys(d, "Tab");
	sees(d, "\n  https://g.page/r/abc/review");
	looks(d, "request-words");
	keys(d, "Enter");
	is_on(d, "today");
	client_review(d, t->client, 0);	/* not twice */
	sees(d, "was asked on 12 Mar 2026");
	keys(d, "w");			/* but one that came is written down */
	is_on(d, "form");
	desk_free(d);
}

/* --- looks ---------------------------------------------------------------------------------------- */

static void
looks_right(void **state)
{
	struct till *t = *state;
	struct desk *d = begin(t);
	int i;

	receipt_push(d, t->client, DAY);
	looks(d, "checkout-empty");
	keys(d, "s p f");
	looks(d, "checkout-matches");
	keys(d, "^U");
	till_sells(t, &record_product, "\xe6\xb0\xb4\xe6\xb0\xb4\xe6\xb0\xb4 "
	    "Cr\xc3\xa8me hydratante, peaux tr\xc3\xa8s sensibles et r\xc3\xa9" "actives, "
	    "750 ml", "1234567.89", NULL);
	keys(d, "C r Enter s p f Enter Tab");
	looks(d, "checkout-wide");
	keys(d, "Up");
	for (i = 0; i < 30; i++)
		keys(d, "b a l m Enter");
	looks(d, "checkout-full");
	keys(d, "Up Up Up Up Up Up Up Up Up Up Up Up Tab Tab");
	looks(d, "checkout-full-up");
	keys(d, "^X");
	receipt_push(d, 0, DAY);
	sees(d, "over the counter");
	keys(d, "b a l m Enter Enter c Enter Enter");
	keys(d, "b");
	sees(d, "has no client");
	desk_free(d);
}

static void
roles_are_asked(void **state)
{
	struct till *t = *state;
	int64_t id = sold(t, "1");
	struct practice *reader;
	struct desk *d;

	clinic_staff(t->mara, "rea", "read_only");
	reader = clinic_open(t->path, "rea");
	d = desk_new(reader, NULL, true);
	ui_resize(d->ui, 24, 80);
	ui_draw(d->ui);
	receipt_push(d, t->client, DAY);
	is_on(d, "today");
	receipt_open(d, id);
	is_on(d, "receipt");
	keys(d, "z v n o Enter");
	assert_true(state_is(t, "closed"));
	client_newsletter(d, t->client);
	client_review(d, t->client, 0);
	desk_free(d);
	practice_close(reader);
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
    CASE(a_colleague_closed_it),
    CASE(void_and_refund),
    CASE(a_list_says_what_came_back),
    CASE(what_was_parked_earlier_is_found),
    CASE(the_goodbye),
    CASE(a_closed_receipt_is_voided),
    CASE(any_keys),
    CASE(a_review_is_asked_for),
    CASE(only_what_is_shown_was_asked),
    CASE(a_card_has_what_the_window_has_not),
    CASE(looks_right),
    CASE(roles_are_asked))
