/*
 * Receipts written on paper while the line was down, entered on a later day: they and their
 * payments are of the day they were written, their own number is given by closing, and they
 * keep the one on paper, who entered them and when. Only a past day takes them, each number
 * once. The report of that day's month counts them, computed before or not.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "figures/figures.h"
#include "practice/history.h"
#include "tests/support/till.h"

#define FEBRUARY "2026-02"
#define THEN date_from_iso("2026-02-27")

static void
now(const char *when)
{
	struct err err;

	OK(clock_fix(when, &err));
}

/* One of that day with so many sun creams on it, and its number on paper. */
static struct receipt *
on_paper(struct till *t, date_day day, const char *paper, const char *quantity)
{
	struct receipt *r;
	struct err err;

	r = receipt_on_paper(t->mara, t->client, day, &err);
	OK(r != NULL);
	OK(record_parse(r->head, &t->mara->context, "paper_number", paper, &err));
	till_add(t, r, &record_product, t->spf, quantity);
	return r;
}

static void
is(const struct record *r, const char *field, const char *text)
{
	AUTO_BUF struct buf b = BUF_INIT;

	field_format(record_field(r->type, field), record_value(r, field), &b);
	assert_string_equal(b.s, text);
}

static bool
void_it(struct till *t, int64_t id, struct err *e)
{
	AUTO_RECEIPT struct receipt *r = till_load(t, id);

	return receipt_void(t->mara, id, r->head->version, "typed twice", e);
}

static void
it_is_of_its_day(struct till *t, int64_t id)
{
	AUTO_RECEIPT struct receipt *r = till_load(t, id);

	is(r->head, "state", "closed");
	is(r->head, "number", "1");
	is(r->head, "paper_number", "17");
	is(r->head, "date", "2026-02-27");
	is(r->payments[0], "date", "2026-02-27");
	is(r->head, "entered_at", "2026-03-12T10:00:00Z");
	assert_int_equal(record_int(r->head, "entered_by"), t->mara->staff->id);
}

static void
of_the_day_on_paper(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = on_paper(t, THEN, "17", "2");
	AUTO_FREE char *label = NULL;
	struct undone u;
	struct err err;

	it_is_of_its_day(t, till_close(t, r, "card"));
	label = till_label(t);
	assert_string_equal(label, "close receipt 1, entered late");
	assert_int_equal(till_on_hand(t, t->spf), 8);
	/* closed is closed: nothing is undone, and nothing of it changes */
	assert_false(practice_undo(t->mara, &u, NULL, &err));
}

/* Parked with Esc it stays one of paper, and an ordinary check-out of today is another. */
static void
parked_it_stays_so(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = on_paper(t, THEN, "17", "1"), *again = NULL;
	AUTO_RECEIPT struct receipt *ordinary = NULL, *closed = NULL, *base = NULL;
	struct err err;

	receipt_add_payment(r, "cash", MONEY(1000));
	OK(receipt_save(t->mara, r, NULL, NULL, &err));
	now("2026-03-13T09:00");
	ordinary = receipt_for_visit(t->mara, t->client, clock_today(), &err);
	assert_int_equal(ordinary->head->id, 0);
	assert_false(receipt_is_on_paper(ordinary));
	again = receipt_on_paper(t->mara, t->client, THEN, &err);
	assert_int_equal(again->head->id, r->head->id);
	base = receipt_copy(again);
	/* a payment written on paper may be mended until it is closed */
	OK(receipt_set_payment(again, 0, &t->mara->context, "amount", "38", &err));
	OK(receipt_close(t->mara, again, base, false, NULL, &err));
	closed = till_load(t, again->head->id);
	is(closed->head, "date", "2026-02-27");
	is(closed->payments[0], "date", "2026-02-27");
	is(closed->head, "entered_at", "2026-03-13T09:00:00Z");
}

static void
only_a_past_day_and_each_paper_once(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = on_paper(t, THEN, "17", "1");
	AUTO_RECEIPT struct receipt *twice = NULL, *other = NULL, *blank = NULL;
	struct err err;
	int64_t id;

	assert_null(receipt_on_paper(t->mara, t->client, clock_today(), &err));
	assert_non_null(strstr(err.text, "Thu 12 Mar 2026 is not past"));
	id = till_close(t, r, "card");
	twice = on_paper(t, THEN, "17", "1");
	receipt_add_payment(twice, "card", MONEY(3800));
	assert_false(receipt_close(t->mara, twice, NULL, false, NULL, &err));
	assert_string_equal(err.field, "paper_number");
	assert_string_equal(err.text, "Paper 17 of Fri 27 Feb 2026 is entered already: "
	    "receipt 1.");
	/* another day's pad begins anew; some have no numbers */
	other = on_paper(t, THEN + 1, "17", "1");
	till_close(t, other, "card");
	blank = on_paper(t, THEN, "", "1");
	till_close(t, blank, "card");
	/* one that is void is no longer in the way */
	OK(void_it(t, id, &err));
	OK(receipt_close(t->mara, twice, NULL, false, NULL, &err));
}

/* Typed in today, it may be voided today, and its money goes back on its own day; later it is
 * refunded, today. What is paid later is of the day it was paid. */
static void
corrected_and_paid_later(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = on_paper(t, THEN, "17", "2"), *is_void = NULL;
	AUTO_RECEIPT struct receipt *owed = on_paper(t, THEN, "18", "1"), *paid = NULL;
	struct err err;
	int64_t id = till_close(t, r, "card");

	OK(receipt_close(t->mara, owed, NULL, true, NULL, &err));
	OK(void_it(t, id, &err));
	is_void = till_load(t, id);
	is(is_void->payments[1], "date", "2026-02-27");
	is(is_void->payments[1], "amount", "-76.00");
	assert_int_equal(till_on_hand(t, t->spf), 9);
	now("2026-03-13T10:00");
	assert_false(void_it(t, owed->head->id, &err));
	assert_non_null(strstr(err.text, "refund it instead"));
	OK(receipt_pay(t->mara, owed->head->id, owed->head->version, "card", MONEY(3800),
	    &err));
	paid = till_load(t, owed->head->id);
	is(paid->payments[0], "date", "2026-03-13");
}

static double
figure(struct till *t, struct figures_kept *kept, const char *name)
{
	struct figures f;
	struct err err;
	double value = -1;
	size_t i;

	OK(figures_make(t->mara, kept, FEBRUARY, &f, &err));
	for (i = 0; i < f.n_figures; i++)
		if (strcmp(f.figures[i].name, name) == 0)
			value = f.figures[i].value;
	figures_free(&f);
	return value;
}

static void
the_month_counts_it_on_its_day(void **state)
{
	struct till *t = *state;
	struct figures_kept *kept = figures_kept_new();
	AUTO_RECEIPT struct receipt *r = NULL;

	assert_true(figure(t, kept, "sales_net") == 0);
	r = on_paper(t, THEN, "17", "2");
	till_close(t, r, "card");
	assert_true(figure(t, kept, "sales_net") == 76);
	assert_true(figure(t, kept, "collected") == 76);
	figures_kept_free(kept);
}

static void
who_may(void **state)
{
	struct till *t = *state;
	struct practice *books;
	struct err err;

	clinic_staff(t->mara, "books", "bookkeeper");
	books = clinic_open(t->path, "books");
	assert_null(receipt_on_paper(books, t->client, THEN, &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(books);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_begin, till_end)

TEST_MAIN(
    CASE(of_the_day_on_paper),
    CASE(parked_it_stays_so),
    CASE(only_a_past_day_and_each_paper_once),
    CASE(corrected_and_paid_later),
    CASE(the_month_counts_it_on_its_day),
    CASE(who_may))
