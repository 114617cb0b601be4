/*
 * Receipts in memory and their way into the file: sums and rounding, what is
 * refused, a whole save or none, closing with its stock and change, and what an
 * undo brings back.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "export/receipt_print.h"
#include "practice/history.h"
#include "tests/support/till.h"

static void
set(struct till *t, struct receipt *r, size_t line, const char *field,
    const char *typed)
{
	struct err err;

	OK(receipt_set_line(r, line, &t->mara->context, field, typed, &err));
}

/* Refused with that field, and the line is as it was. */
static void
refused(struct till *t, struct receipt *r, const char *field, const char *typed)
{
	AUTO_RECORD struct record *was = record_copy(r->lines[0]);
	struct err err;
	size_t i;

	err_clear(&err);
	if (receipt_set_line(r, 0, &t->mara->context, field, typed, &err))
		fail_msg("%s %s was taken", field, typed);
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, field);
	for (i = 0; i < was->type->n_fields; i++)
		assert_true(value_equal(&was->values[i], &r->lines[0]->values[i]));
}

static money
of(const struct receipt *r, size_t line, const char *field)
{
	return record_int(r->lines[line], field);
}

static void
assert_sums(const struct receipt *r, money total, money due, money left,
    money change)
{
	struct receipt_totals t;

	receipt_totals(r, &t);
	assert_int_equal(t.total, total);
	assert_int_equal(t.net + t.tax + t.tax2, total);
	assert_int_equal(t.due, due);
	assert_int_equal(t.left, left);
	assert_int_equal(t.change, change);
}

static void
lines_and_taxes(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = receipt_new(t->mara, t->client, NULL);

	r->percent = 6250;
	r->percent2 = 1500;
	till_add(t, r, &record_product, t->spf, "1");
	assert_string_equal(record_text(r->lines[0], "description"), "SPF 50");
	assert_int_equal(of(r, 0, "staff"), t->mara->staff->id);
	/* 2.375 and 0.57: half up to cents, by line */
	assert_int_equal(of(r, 0, "tax"), MONEY(238));
	assert_int_equal(of(r, 0, "tax2"), MONEY(57));
	set(t, r, 0, "quantity", "3");
	assert_int_equal(of(r, 0, "amount"), MONEY(11400));
	assert_int_equal(of(r, 0, "tax"), MONEY(713));
	set(t, r, 0, "discount", "10%");
	assert_int_equal(of(r, 0, "discount"), MONEY(1140));
	assert_int_equal(of(r, 0, "amount"), MONEY(10260));
	assert_int_equal(of(r, 0, "tax"), MONEY(641));
	set(t, r, 0, "discount", "");
	set(t, r, 0, "price", "40");
	assert_int_equal(of(r, 0, "amount"), MONEY(12000));
	/* set by hand it is kept, and then in proportion */
	set(t, r, 0, "tax", "4.032");
	assert_int_equal(of(r, 0, "tax"), 40320);
	set(t, r, 0, "description", "Sunscreen");
	assert_int_equal(of(r, 0, "tax"), 40320);
	assert_sums(r, MONEY(12180) + 40320, MONEY(12583), MONEY(12583), 0);
	set(t, r, 0, "quantity", "6");
	assert_int_equal(of(r, 0, "tax"), MONEY(806));
	set(t, r, 0, "tax", "0");
	set(t, r, 0, "quantity", "1");
	assert_int_equal(of(r, 0, "tax"), 0);
	assert_int_equal(of(r, 0, "tax2"), MONEY(60));
	receipt_remove_line(r, 0);
	assert_sums(r, 0, 0, 0, 0);
}

/*
 * A third decimal, reckoned by hand: the tax of a line is rounded once, half a cent
 * upwards. Revenu Québec, "Calculating the Taxes" (read 28 November 2026): 9.975 % of the
 * price without GST; fractions from half a cent on are a whole cent, and the taxes may,
 * but need not, be calculated on the total of all that is sold.
 */
static void
a_rate_with_three_decimals(void **state)
{
	static const struct { const char *price; money gst, qst; } lines[] = {
		{ "240", MONEY(1200), MONEY(2394) },	/* 12.00   23.94 */
		{ "38", MONEY(190), MONEY(379) },	/*  1.90    3.7905 */
		{ "12.99", MONEY(65), MONEY(130) },	/*  0.6495  1.2957525 */
		{ "0.60", MONEY(3), MONEY(6) },		/*  0.03    0.05985 */
		{ "100", MONEY(500), MONEY(998) },	/*  5.00    9.975 */
		{ "24.01", MONEY(120), MONEY(239) },	/*  1.2005  2.3949975 */
		{ "-100", MONEY(-500), MONEY(-998) },
	};
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = NULL;
	struct receipt_tax taxes[RECEIPT_TAXES];
	struct err err;
	size_t i;

	till_taxes(t, "5", "9.975");
	r = receipt_new(t->mara, t->client, NULL);
	for (i = 0; i < ARRAY_LEN(lines); i++) {
		till_add(t, r, &record_product, t->spf, "1");
		set(t, r, i, "price", lines[i].price);
		assert_int_equal(of(r, i, "tax"), lines[i].gst);
		assert_int_equal(of(r, i, "tax2"), lines[i].qst);
	}
	receipt_taxes(r, taxes);
	assert_int_equal(taxes[0].percent, 5000);
	assert_int_equal(taxes[1].percent, 9975);
	assert_int_equal(taxes[1].base, MONEY(31560));
	/* on the total: 15.78 and 31.4811 */
	assert_sums(r, MONEY(31560 + 1578 + 3148), MONEY(36286), MONEY(36286), 0);
	/* and back as it was: the rate is one journalled value */
	till_taxes(t, "5", "6.25");
	assert_int_equal(record_int(t->mara->settings, "tax2_percent"), 625);
	OK(practice_undo(t->mara, &(struct undone){ 0 }, NULL, &err));
	assert_int_equal(dbfile_int(t->path, "SELECT tax2_percent FROM practice"), -9975);
}

/* What the service or product says, whether it has a price yet or not, and after the
 * receipt was parked. */
static void
each_item_says_its_taxes(void **state)
{
	struct till *t = *state;
	int64_t peel = till_sells(t, &record_service, "Peel", "", NULL);
	int64_t glow = till_sells(t, &record_service, "Glow", "", NULL), id;
	AUTO_RECEIPT struct receipt *r = NULL, *parked = NULL, *base = NULL;
	struct err err;

	till_taxes(t, "6.25", "1.5");
	till_taxed(t, &record_service, t->face, "no", "no");
	till_taxed(t, &record_service, peel, "no", "no");
	till_taxed(t, &record_product, t->balm, "yes", "no");
	r = receipt_new(t->mara, t->client, &err);
	OK(r != NULL);
	till_add(t, r, &record_service, t->face, "1");
	till_add(t, r, &record_product, t->balm, "1");
	till_add(t, r, &record_product, t->spf, "1");
	till_add(t, r, &record_service, peel, "1");
	till_add(t, r, &record_service, glow, "1");
	set(t, r, 3, "price", "100");
	set(t, r, 4, "price", "100");
	assert_int_equal(of(r, 0, "tax"), 0);
	assert_int_equal(of(r, 0, "tax2"), 0);
	assert_int_equal(of(r, 1, "tax"), MONEY(81));	/* 0.811875 */
	assert_int_equal(of(r, 1, "tax2"), 0);
	assert_int_equal(of(r, 2, "tax"), MONEY(238));	/* 2.375 */
	assert_int_equal(of(r, 2, "tax2"), MONEY(57));
	assert_int_equal(of(r, 3, "tax"), 0);
	assert_int_equal(of(r, 3, "tax2"), 0);
	assert_int_equal(of(r, 4, "tax"), MONEY(625));
	assert_int_equal(of(r, 4, "tax2"), MONEY(150));
	/* 500.99 of goods, 9.44 and 2.07 of taxes */
	assert_sums(r, MONEY(51250), MONEY(51250), MONEY(51250), 0);
	OK(receipt_save(t->mara, r, NULL, NULL, &err));
	id = r->head->id;
	parked = till_load(t, id);
	base = receipt_copy(parked);
	set(t, parked, 0, "discount", "100%");	/* an amount of 0, and back */
	set(t, parked, 0, "discount", "");
	set(t, parked, 1, "quantity", "3");
	assert_int_equal(of(parked, 0, "tax"), 0);
	assert_int_equal(of(parked, 1, "tax"), MONEY(244));	/* 38.97: 2.435625 */
	assert_int_equal(of(parked, 1, "tax2"), 0);
	set(t, base, 3, "price", "");
	set(t, base, 3, "price", "80");
	assert_int_equal(of(base, 3, "tax"), 0);
}

static void
negative_lines(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = receipt_new(t->mara, t->client, NULL);

	r->percent = 6250;
	till_add(t, r, &record_product, t->spf, "1");
	set(t, r, 0, "discount", "2");
	set(t, r, 0, "quantity", "-1");
	assert_int_equal(of(r, 0, "discount"), MONEY(-200));
	assert_int_equal(of(r, 0, "amount"), MONEY(-3600));
	assert_int_equal(of(r, 0, "tax"), MONEY(-225));
	set(t, r, 0, "discount", "3");
	assert_int_equal(of(r, 0, "amount"), MONEY(-3500));
	assert_int_equal(of(r, 0, "tax"), MONEY(-219));
	refused(t, r, "discount", "39");
	set(t, r, 0, "quantity", "1");
	assert_int_equal(of(r, 0, "amount"), MONEY(3500));
}

static void
bad_input_changes_nothing(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "2");
	struct err err;
	size_t i;

	refused(t, r, "quantity", "0");
	refused(t, r, "quantity", "");
	refused(t, r, "quantity", "two");
	refused(t, r, "quantity", "100001");
	refused(t, r, "discount", "76.01");
	refused(t, r, "discount", "-1");
	refused(t, r, "discount", "101%");
	refused(t, r, "discount", "x%");
	refused(t, r, "description", " ");
	refused(t, r, "description", "a\033[31m");
	refused(t, r, "price", "99999999999");
	set(t, r, 0, "discount", "76");
	refused(t, r, "price", "37.99");
	set(t, r, 0, "discount", "100%");
	assert_int_equal(of(r, 0, "amount"), 0);
	for (i = 1; i < RECEIPT_LINES_MAX; i++)
		assert_non_null(receipt_add_line(r, NULL));
	assert_null(receipt_add_line(r, NULL));
	assert_false(receipt_add(t->mara, r, &record_product, t->spf, &err));
	assert_int_equal(err.code, ERR_INVALID);
}

static void
payments_and_change(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->balm, "1");
	struct err err;

	receipt_add_payment(r, "card", MONEY(1000));
	assert_sums(r, MONEY(1299), MONEY(1299), MONEY(299), 0);
	receipt_add_payment(r, "cash", MONEY(500));
	assert_sums(r, MONEY(1299), MONEY(1299), MONEY(-201), MONEY(201));
	OK(receipt_set_payment(r, 0, &t->mara->context, "amount", "12.99", &err));
	/* never more change than there was cash */
	OK(receipt_set_payment(r, 1, &t->mara->context, "amount", "1", &err));
	assert_sums(r, MONEY(1299), MONEY(1299), MONEY(-100), MONEY(100));
	OK(receipt_set_payment(r, 0, &t->mara->context, "amount", "20", &err));
	assert_sums(r, MONEY(1299), MONEY(1299), MONEY(-801), MONEY(100));
	assert_false(receipt_set_payment(r, 0, &t->mara->context, "method", "shells",
	    &err));
	assert_false(receipt_set_payment(r, 0, &t->mara->context, "amount", "", &err));
	assert_string_equal(err.field, "amount");
	receipt_remove_payment(r, 0);
	assert_int_equal(r->n_payments, 1);
	/* a fraction of a cent is nothing that is left */
	set(t, r, 0, "price", "12.995");
	OK(receipt_set_payment(r, 0, &t->mara->context, "amount", "13", &err));
	assert_sums(r, 129950, MONEY(1300), 0, 0);
}

/* --- in the file ----------------------------------------------------------------------- */

static void
save_again(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = receipt_new(t->mara, t->client, NULL), *base = NULL,
	    *there = NULL;
	AUTO_FREE char *label = NULL;
	int64_t n;
	struct err err;

	/* with nothing in it */
	OK(receipt_save(t->mara, r, NULL, NULL, &err));
	assert_true(record_is_null(r->head, "number"));
	assert_true(r->head->id > 0 && r->head->version > 0);
	label = till_label(t);
	assert_string_equal(label, "write receipt #1");
	base = receipt_copy(r);
	till_add(t, r, &record_product, t->spf, "2");
	till_add(t, r, &record_service, t->face, "1");
	receipt_add_payment(r, "cash", MONEY(1000));
	OK(receipt_save(t->mara, r, base, NULL, &err));
	receipt_free(base);
	base = receipt_copy(r);
	receipt_remove_line(r, 0);
	set(t, r, 0, "price", "240");
	receipt_remove_payment(r, 0);
	OK(receipt_save(t->mara, r, base, NULL, &err));
	there = till_load(t, r->head->id);
	assert_int_equal(there->n_lines, 1);
	assert_int_equal(of(there, 0, "position"), 1);
	assert_int_equal(of(there, 0, "amount"), MONEY(24000));
	assert_int_equal(there->n_payments, 0);
	assert_string_equal(record_text(there->head, "state"), "open");
	assert_int_equal(till_on_hand(t, t->spf), 10);
	/* what is as it was writes nothing */
	n = dbfile_int(t->path, "SELECT max(n) FROM journal");
	OK(receipt_save(t->mara, there, there, NULL, &err));
	assert_int_equal(dbfile_int(t->path, "SELECT max(n) FROM journal"), n);
	/* and what was taken off comes back */
	OK(practice_undo(t->mara, &(struct undone){ 0 }, NULL, &err));
	receipt_free(there);
	there = till_load(t, r->head->id);
	assert_int_equal(there->n_lines, 2);
	assert_int_equal(there->n_payments, 1);
}

static void
stale_saves_write_nothing(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "1");
	AUTO_RECEIPT struct receipt *base = NULL, *theirs = NULL, *was = NULL;
	AUTO_FREE char *before = NULL, *after = NULL;
	struct err err;

	OK(receipt_save(t->mara, r, NULL, NULL, &err));
	base = receipt_copy(r);
	theirs = receipt_load(t->jon, r->head->id, &err);
	OK(theirs != NULL);
	was = receipt_copy(theirs);
	/* a payment alone leaves the head as it is */
	receipt_add_payment(theirs, "card", MONEY(3800));
	OK(receipt_save(t->jon, theirs, was, NULL, &err));
	before = dbfile_dump(t->path);
	receipt_add_payment(r, "card", MONEY(3800));
	assert_false(receipt_close(t->mara, r, base, false, NULL, &err));
	assert_int_equal(err.code, ERR_STALE);
	assert_non_null(strstr(err.text, "the open receipt"));
	assert_false(receipt_save(t->mara, r, base, NULL, &err));
	assert_int_equal(err.code, ERR_STALE);
	after = dbfile_dump(t->path);
	assert_string_equal(before, after);
	assert_int_equal(r->payments[0]->id, 0);
	assert_false(receipt_void(t->mara, r->head->id, base->head->version - 1,
	    "twice", &err));
	assert_int_equal(err.code, ERR_STALE);
}

/* The last row is refused: nothing of the others stays, in the file or in hand. */
static void
whole_or_not_at_all(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "2");
	AUTO_FREE char *before = dbfile_dump(t->path), *after = NULL;
	struct record *payment;
	struct err err;

	till_add(t, r, &record_service, t->face, "1");
	payment = receipt_add_payment(r, "card", MONEY(32600));
	record_set_text(payment, "method", "shells");
	assert_false(receipt_close(t->mara, r, NULL, false, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_non_null(strstr(err.text, "Payment 1"));
	after = dbfile_dump(t->path);
	assert_string_equal(before, after);
	assert_int_equal(r->head->id, 0);
	assert_int_equal(r->lines[0]->id, 0);
	assert_true(record_is_null(r->head, "number"));
	record_set_text(payment, "method", "card");
	/* more than the shelf can be short of */
	set(t, r, 0, "price", "0");
	set(t, r, 0, "quantity", "100000");
	dbfile_sql(t->path, "UPDATE product SET on_hand = -999999 WHERE id = 1");
	receipt_set_payment(r, 0, &t->mara->context, "amount", "250", &err);
	assert_false(receipt_close(t->mara, r, NULL, false, NULL, &err));
	assert_non_null(strstr(err.text, "Line 1"));
	assert_int_equal(dbfile_int(t->path, "SELECT count(*) FROM receipt"), 0);
	dbfile_sql(t->path, "UPDATE product SET on_hand = 10 WHERE id = 1");
}

static void
closing_rules(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = receipt_new(t->mara, t->client, NULL), *base = NULL,
	    *there = NULL;
	AUTO_FREE char *label = NULL;
	struct err err;

	assert_false(receipt_close(t->mara, r, NULL, true, NULL, &err));
	assert_string_equal(err.field, "line");
	till_add(t, r, &record_product, t->spf, "2");
	set(t, r, 0, "price", "");
	assert_false(receipt_close(t->mara, r, NULL, true, NULL, &err));
	assert_string_equal(err.field, "price");
	set(t, r, 0, "price", "38");
	receipt_add_payment(r, "card", MONEY(7000));
	assert_false(receipt_close(t->mara, r, NULL, false, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_non_null(strstr(err.text, "6.00"));
	receipt_set_payment(r, 0, &t->mara->context, "amount", "80", &err);
	assert_false(receipt_close(t->mara, r, NULL, true, NULL, &err));
	assert_non_null(strstr(err.text, "4.00 more"));
	assert_int_equal(dbfile_int(t->path, "SELECT count(*) FROM receipt"), 0);
	/* 90 were given: 70 by card and 20 in cash, of which 14 went back */
	receipt_set_payment(r, 0, &t->mara->context, "amount", "70", &err);
	receipt_add_payment(r, "cash", MONEY(2000));
	OK(receipt_close(t->mara, r, NULL, false, NULL, &err));
	label = till_label(t);
	assert_string_equal(label, "close receipt 1");
	there = till_load(t, r->head->id);
	assert_sums(there, MONEY(7600), MONEY(7600), 0, 0);
	assert_int_equal(record_int(there->payments[1], "amount"), MONEY(600));
	assert_string_equal(record_text(there->head, "state"), "closed");
	assert_int_equal(till_on_hand(t, t->spf), 8);
	base = receipt_copy(r);
	set(t, r, 0, "price", "1");
	assert_false(receipt_save(t->mara, r, base, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "state");
	assert_false(receipt_close(t->mara, r, base, true, NULL, &err));
	receipt_free(there);
	there = till_load(t, r->head->id);
	assert_int_equal(of(there, 0, "price"), MONEY(3800));
}

static void
odd_ones(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "1");
	AUTO_RECORD struct record *head = record_new(&record_receipt);
	AUTO_RECEIPT struct receipt *theirs = NULL, *base = NULL;
	struct err err;

	record_set_text(r->head, "note", "Refund of receipt 1: x");
	assert_false(receipt_save(t->mara, r, NULL, NULL, &err));
	assert_string_equal(err.field, "note");
	record_set_null(r->head, "note");
	/* a payment of nothing is none */
	receipt_add_payment(r, "cash", 0);
	receipt_add_payment(r, "card", MONEY(3800));
	OK(receipt_close(t->mara, r, NULL, false, NULL, &err));
	assert_int_equal(r->n_payments, 1);
	/* one that another program left open keeps its origin and number */
	record_set_text(head, "number", "A-7");
	record_set_text(head, "date", "2026-03-02");
	record_set_text(head, "origin", "import");
	OK(practice_add(t->mara, ACTION_WRITE_RECEIPTS, head, NULL, &err));
	theirs = till_load(t, head->id);
	base = receipt_copy(theirs);
	till_add(t, theirs, &record_product, t->spf, "1");
	OK(receipt_close(t->mara, theirs, base, true, NULL, &err));
	assert_string_equal(record_text(theirs->head, "number"), "A-7");
	assert_string_equal(record_text(theirs->head, "origin"), "import");
}

/* Money of a day that is past stays as it was taken. */
static void
earlier_payments_stay(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "1");
	AUTO_RECEIPT struct receipt *base = NULL, *there = NULL;
	struct err err;

	receipt_add_payment(r, "cash", MONEY(2000));
	OK(receipt_save(t->mara, r, NULL, NULL, &err));
	base = receipt_copy(r);
	OK(clock_fix("2026-03-13T09:00", &err));
	receipt_set_payment(r, 0, &t->mara->context, "amount", "38", &err);
	assert_false(receipt_close(t->mara, r, base, false, NULL, &err));
	assert_non_null(strstr(err.text, "on Thu 12 Mar 2026 stays"));
	receipt_remove_payment(r, 0);
	assert_false(receipt_save(t->mara, r, base, NULL, &err));
	there = receipt_copy(base);
	receipt_add_payment(there, "card", MONEY(1800));
	OK(receipt_close(t->mara, there, base, false, NULL, &err));
	assert_string_equal(record_text(there->payments[0], "date"), "2026-03-12");
	assert_string_equal(record_text(there->payments[1], "date"), "2026-03-13");
	assert_string_equal(record_text(there->head, "date"), "2026-03-13");
	OK(clock_fix("2026-03-12T10:00", &err));
}

/* A sale moves no counter that an older undo would find changed, only what it sold. */
static void
undo_behind_a_sale(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "3");
	struct undone u;
	struct err err;
	int64_t visit = till_visit(t, "9:00", "booked", "240");

	till_close(t, r, "card");
	assert_int_equal(till_on_hand(t, t->spf), 7);
	assert_false(practice_undo(t->mara, &u, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_int_equal(till_on_hand(t, t->spf), 7);
	OK(receipt_void(t->mara, r->head->id, r->head->version, "typo", &err));
	OK(practice_undo(t->mara, &u, NULL, &err));
	assert_null(db_get(t->mara->db, &record_session, visit, &err));
}

/* --- for a visit --------------------------------------------------------------------------- */

static void
filled_from_the_visits(void **state)
{
	struct till *t = *state;
	int64_t done = till_visit(t, "8:00", "done", "200");
	int64_t now = till_visit(t, "9:00", "in_treatment", NULL);
	date_day today = clock_today();
	AUTO_RECEIPT struct receipt *r = NULL, *again = NULL, *next = NULL;
	struct err err;

	till_visit(t, "10:00", "booked", NULL);
	till_visit(t, "11:00", "no_show", NULL);
	r = receipt_for_visit(t->jon, t->client, today, &err);
	OK(r != NULL);
	assert_int_equal(r->head->id, 0);
	assert_int_equal(r->n_lines, 2);
	assert_int_equal(of(r, 0, "session"), done);
	assert_int_equal(of(r, 0, "amount"), MONEY(20000));
	assert_int_equal(of(r, 0, "staff"), t->mara->staff->id);
	assert_int_equal(of(r, 1, "session"), now);
	assert_int_equal(of(r, 1, "price"), MONEY(25000));
	assert_int_equal(record_int(r->head, "client"), t->client);
	receipt_remove_line(r, 1);
	OK(receipt_save(t->jon, r, NULL, NULL, &err));
	again = receipt_for_visit(t->mara, t->client, today, &err);
	OK(again != NULL);
	assert_int_equal(again->head->id, r->head->id);
	till_close(t, again, "card");
	/* the one that is on no receipt yet */
	next = receipt_for_visit(t->mara, t->client, today, &err);
	OK(next != NULL);
	assert_int_equal(next->n_lines, 1);
	assert_int_equal(of(next, 0, "session"), now);
	assert_null(receipt_for_visit(t->mara, 999, today, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	record_set_null(next->head, "client");
	assert_false(receipt_add(t->mara, next, &record_session, done, &err));
	assert_string_equal(err.field, "session");
}

static void
roles(void **state)
{
	static const char *const may_not[] = { "read_only", "bookkeeper" };
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "1");
	AUTO_FREE char *before = NULL, *after = NULL;
	struct err err;
	int64_t id, got;
	size_t i;

	id = till_close(t, r, "card");
	clinic_staff(t->mara, "desk", "front_desk");
	for (i = 0; i < ARRAY_LEN(may_not); i++)
		clinic_staff(t->mara, may_not[i], may_not[i]);
	before = dbfile_dump(t->path);
	for (i = 0; i < ARRAY_LEN(may_not); i++) {
		struct practice *p = clinic_open(t->path, may_not[i]);
		AUTO_RECEIPT struct receipt *mine = receipt_new(p, t->client, NULL);

		assert_false(receipt_save(p, mine, NULL, NULL, &err));
		assert_int_equal(err.code, ERR_DENIED);
		assert_false(receipt_close(p, mine, NULL, true, NULL, &err));
		assert_false(receipt_void(p, id, r->head->version, "x", &err));
		assert_false(receipt_refund(p, id, r->head->version, NULL, 0, "card",
		    "x", &got, &err));
		assert_false(receipt_pay(p, id, r->head->version, "card", 1, &err));
		assert_null(receipt_for_visit(p, t->client, clock_today(), &err));
		receipt_note_off(mine, 1);
		assert_false(receipt_waive(p, mine, NULL, &err));
		assert_false(receipt_add(p, mine, &record_product, t->spf, &err));
		assert_int_equal(err.code, ERR_DENIED);
		practice_close(p);
	}
	after = dbfile_dump(t->path);
	assert_string_equal(before, after);
	{
		struct practice *desk = clinic_open(t->path, "desk");
		struct practice *books = clinic_open(t->path, "bookkeeper");
		AUTO_RECEIPT struct receipt *seen = receipt_load(desk, id, &err);

		OK(seen != NULL);
		assert_null(receipt_load(books, id, &err));
		assert_int_equal(err.code, ERR_DENIED);
		OK(receipt_void(desk, id, seen->head->version, "wrong", &err));
		practice_close(desk);
		practice_close(books);
	}
}

#define ON_A_TILL(f) cmocka_unit_test_setup_teardown(f, till_begin, till_end)

/* --- late fees ------------------------------------------------------------------------ */

/* A visit that was cancelled late, with a fee of 40.00. */
static int64_t
fee_of(struct till *t, const char *start, const char *status)
{
	int64_t id = till_visit(t, start, status, "250");
	struct err err;

	OK(dbfile_set(t->mara->db, &record_session, id, "late_fee", "40", &err));
	return id;
}

static money
fee_is(struct till *t, int64_t session)
{
	struct err err;
	AUTO_RECORD struct record *r = db_get(t->mara->db, &record_session, session, &err);

	return record_int(r, "late_fee");
}

/* How many lines a check-out of that day proposes. */
static size_t
proposed(struct till *t, const char *day)
{
	struct err err;
	AUTO_RECEIPT struct receipt *r = receipt_for_visit(t->mara, t->client,
	    date_from_iso(day), &err);

	assert_non_null(r);
	assert_int_equal(r->head->id, 0);
	return r->n_lines;
}

/* On the next check-out, of whichever day, until it is on a receipt that stands. */
static void
a_late_fee_is_proposed_until_it_is_on_a_receipt(void **state)
{
	struct till *t = *state;
	int64_t visit = fee_of(t, "14:00", "cancelled"), closed;
	struct err err;
	AUTO_RECEIPT struct receipt *r = NULL, *open = NULL, *offered = NULL;

	till_visit(t, "9:00", "done", "250");
	assert_int_equal(proposed(t, "2026-03-12"), 2);
	r = receipt_for_visit(t->mara, t->client, date_from_iso("2026-04-20"), &err);
	assert_int_equal(r->n_lines, 1);
	assert_string_equal(record_text(r->lines[0], "description"),
	    "Late fee, Microneedling face, Thu 12 Mar");
	assert_int_equal(of(r, 0, "amount"), MONEY(4000));
	assert_int_equal(of(r, 0, "session"), visit);
	assert_int_equal(of(r, 0, "service"), t->face);
	/* to a receipt that is open it is offered */
	open = till_receipt(t, &record_product, t->spf, "1");
	offered = receipt_waiting(t->mara, open, date_from_iso("2026-03-12"), &err);
	assert_int_equal(offered->n_lines, 2);
	closed = till_close(t, r, "cash");
	assert_int_equal(proposed(t, "2026-04-20"), 0);
	assert_int_equal(fee_is(t, visit), MONEY(4000));
	r = (receipt_free(r), till_load(t, closed));
	OK(receipt_void(t->mara, closed, r->head->version, "typo", &err));
	assert_int_equal(proposed(t, "2026-04-20"), 1);
}

/* Not of a visit that took place after all, nor one of no fee. */
static void
only_what_was_agreed_to_is_proposed(void **state)
{
	struct till *t = *state;

	till_visit(t, "14:00", "no_show", "250");
	fee_of(t, "15:00", "booked");
	assert_int_equal(proposed(t, "2026-03-12"), 0);
	fee_of(t, "16:00", "no_show");
	assert_int_equal(proposed(t, "2026-03-12"), 1);
}

/* Taken off the receipt it is waived: in the same entry, and for good. */
static void
a_late_fee_taken_off_is_waived(void **state)
{
	struct till *t = *state;
	int64_t visit = fee_of(t, "14:00", "cancelled");
	AUTO_RECEIPT struct receipt *r = NULL, *base = NULL, *bare = NULL, *offered = NULL;
	struct undone undone;
	struct err err;

	r = receipt_for_visit(t->mara, t->client, date_from_iso("2026-03-12"), &err);
	till_add(t, r, &record_product, t->spf, "1");
	receipt_remove_line(r, 0);
	OK(receipt_save(t->mara, r, NULL, NULL, &err));
	assert_int_equal(fee_is(t, visit), 0);
	OK(practice_undo(t->mara, &undone, NULL, &err));
	assert_int_equal(fee_is(t, visit), MONEY(4000));
	/* put back before it is saved it stays */
	r = (receipt_free(r), receipt_for_visit(t->mara, t->client,
	    date_from_iso("2026-03-12"), &err));
	receipt_remove_line(r, 0);
	offered = receipt_waiting(t->mara, r, date_from_iso("2026-03-12"), &err);
	assert_int_equal(offered->n_lines, 0);
	till_add(t, r, &record_session, visit, "1");
	OK(receipt_save(t->mara, r, NULL, NULL, &err));
	assert_int_equal(fee_is(t, visit), MONEY(4000));
	base = receipt_copy(r);
	receipt_remove_line(r, 0);
	till_add(t, r, &record_product, t->spf, "1");
	OK(receipt_save(t->mara, r, base, NULL, &err));
	assert_int_equal(fee_is(t, visit), 0);
	/* where it is all that there was no receipt is written */
	OK(dbfile_set(t->mara->db, &record_session, visit, "late_fee", "40", &err));
	OK(receipt_void(t->mara, r->head->id, r->head->version, "none", &err));
	bare = receipt_for_visit(t->mara, t->client, date_from_iso("2026-03-12"), &err);
	receipt_remove_line(bare, 0);
	OK(receipt_waive(t->mara, bare, NULL, &err));
	assert_int_equal(fee_is(t, visit), 0);
	assert_int_equal(proposed(t, "2026-03-12"), 0);
}

/* Two desks were proposed it, one charges it and one takes it off: it is charged. */
static void
a_fee_that_a_colleague_charged_is_not_waived(void **state)
{
	struct till *t = *state;
	int64_t visit = fee_of(t, "14:00", "cancelled");
	AUTO_RECEIPT struct receipt *mine = NULL, *theirs = NULL;
	struct err err;

	mine = receipt_for_visit(t->mara, t->client, date_from_iso("2026-03-12"), &err);
	theirs = receipt_for_visit(t->mara, t->client, date_from_iso("2026-03-13"), &err);
	till_close(t, theirs, "cash");
	receipt_remove_line(mine, 0);
	till_add(t, mine, &record_product, t->spf, "1");
	OK(receipt_save(t->mara, mine, NULL, NULL, &err));
	assert_int_equal(fee_is(t, visit), MONEY(4000));
}

/* Two desks were proposed the same visit: one charges it, and the other is told. */
static void
a_visit_is_charged_once(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *mine = NULL, *theirs = NULL;
	struct err err;

	till_visit(t, "09:00", "done", "120");
	mine = receipt_for_visit(t->mara, t->client, date_from_iso("2026-03-12"), &err);
	theirs = receipt_for_visit(t->jon, t->client, date_from_iso("2026-03-12"), &err);
	assert_int_equal(mine->n_lines, 1);
	till_close(t, theirs, "cash");
	assert_false(receipt_save(t->mara, mine, NULL, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_non_null(strstr(err.text, "is on receipt 1 already: take its line off here."));
	/* of one that is void it is charged again */
	OK(receipt_void(t->mara, theirs->head->id, theirs->head->version, "wrong", &err));
	OK(receipt_save(t->mara, mine, NULL, NULL, &err));
}

/* --- on paper ------------------------------------------------------------------------------ */

static char *
printed(struct till *t, int64_t id, const char *format)
{
	AUTO_FREE char *path = test_path("receipt.%s", format);
	struct err err;

	OK(receipt_print(t->mara, id, format, path, &err));
	return test_read(path, NULL);
}

static void
says(const char *paper, const char *words)
{
	if (strstr(paper, words) == NULL)
		fail_msg("no \"%s\" in:\n%s", words, paper);
}

static void
it_is_printed_once_it_is_closed(void **state)
{
	struct till *t = *state;
	AUTO_FREE char *text = NULL, *html = NULL, *left = NULL, *voided = NULL, *label = NULL;
	struct receipt *r;
	struct err err;
	int64_t id;

	till_taxes(t, "6.25", "1.5");
	r = till_receipt(t, &record_product, t->spf, "3");
	set(t, r, 0, "discount", "10%");
	set(t, r, 0, "description", "SPF <50>");
	OK(receipt_save(t->mara, r, NULL, NULL, &err));
	assert_false(receipt_print(t->mara, r->head->id, NULL, "-", &err));
	assert_int_equal(err.code, ERR_INVALID);
	receipt_add_payment(r, "cash", MONEY(20000));
	AUTO_RECEIPT struct receipt *base = receipt_load(t->mara, r->head->id, &err);

	OK(receipt_close(t->mara, r, base, false, NULL, &err));
	id = r->head->id;
	text = printed(t, id, "text");
	says(text, "Receipt 1, Thu 12 Mar 2026\n");
	says(text, "SPF <50>");
	says(text, " 102.60\n          3 x 38.00, less 11.40\n");
	says(text, "State tax 6.25 % of 102.60");
	says(text, " 6.41\n");
	says(text, "City tax 1.50 % of 102.60");
	says(text, " 1.54\n");
	says(text, "Total, USD");
	says(text, "Paid, cash");
	says(text, " 110.55\n");
	assert_null(strstr(text, "Left to pay"));
	label = till_label(t);
	assert_string_equal(label, "export receipt 1");
	html = printed(t, id, "html");
	says(html, "SPF &#60;50&#62;");
	OK(receipt_void(t->mara, id, r->head->version, "typed twice", &err));
	voided = printed(t, id, "text");
	says(voided, "Receipt 1, Thu 12 Mar 2026, VOID");
	says(voided, "Given back, cash");
	receipt_free(r);
	r = till_receipt(t, &record_product, t->balm, "1");
	OK(receipt_close(t->mara, r, NULL, true, NULL, &err));
	left = printed(t, r->head->id, "text");
	says(left, "Left to pay");
	receipt_free(r);
	assert_false(receipt_print(t->mara, 99, NULL, "-", &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
}

TEST_MAIN(
    ON_A_TILL(it_is_printed_once_it_is_closed),
    ON_A_TILL(lines_and_taxes),
    ON_A_TILL(a_rate_with_three_decimals),
    ON_A_TILL(each_item_says_its_taxes),
    ON_A_TILL(negative_lines),
    ON_A_TILL(bad_input_changes_nothing),
    ON_A_TILL(payments_and_change),
    ON_A_TILL(save_again),
    ON_A_TILL(stale_saves_write_nothing),
    ON_A_TILL(whole_or_not_at_all),
    ON_A_TILL(closing_rules),
    ON_A_TILL(odd_ones),
    ON_A_TILL(earlier_payments_stay),
    ON_A_TILL(undo_behind_a_sale),
    ON_A_TILL(filled_from_the_visits),
    ON_A_TILL(a_late_fee_is_proposed_until_it_is_on_a_receipt),
    ON_A_TILL(only_what_was_agreed_to_is_proposed),
    ON_A_TILL(a_late_fee_taken_off_is_waived),
    ON_A_TILL(a_fee_that_a_colleague_charged_is_not_waived),
    ON_A_TILL(a_visit_is_charged_once),
    ON_A_TILL(roles))
