/*
 * Numbers of receipts: each is given once and none is left out, when two programs
 * write in turn or at the same time; a receipt that was closed is never undone, and
 * does not stand in the way of what was done before it.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/history.h"
#include "tests/support/till.h"

#define AT_ONCE 3	/* programs */
#define EACH 15		/* receipts */

static void
assert_number(const struct receipt *r, const char *number)
{
	assert_string_equal(record_text(r->head, "number"), number);
}

static void
numbers_of_two_programs(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *a = till_receipt(t, &record_product, t->spf, "1");
	AUTO_RECEIPT struct receipt *b = receipt_copy(a);
	int i;
	struct err err;

	/* both were begun before either was closed */
	receipt_add_payment(a, "card", MONEY(3800));
	receipt_add_payment(b, "cash", MONEY(3800));
	OK(receipt_close(t->jon, b, NULL, false, NULL, &err));
	OK(receipt_close(t->mara, a, NULL, false, NULL, &err));
	assert_number(b, "1");
	assert_number(a, "2");
	assert_int_equal(till_on_hand(t, t->spf), 8);
	for (i = 3; i <= 70; i++) {
		AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product,
		    t->balm, "1");
		AUTO_FREE char *number = xasprintf("%d", i);

		OK(receipt_close(i % 2 ? t->mara : t->jon, r, NULL, true, NULL, &err));
		assert_number(r, number);
	}
}

/* Open it has none; closing gives the next one, whoever was first. */
static void
numbers_are_given_by_closing(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *a = till_receipt(t, &record_product, t->spf, "1");
	AUTO_RECEIPT struct receipt *b = till_receipt(t, &record_product, t->spf, "1");
	AUTO_RECEIPT struct receipt *base = NULL;
	struct err err;

	/* numbers of another program are not ours */
	dbfile_sql(t->path, "INSERT INTO receipt(version, number, date, state, origin) "
	    "VALUES(1, '8', '2026-01-02', 'closed', 'import')");
	OK(receipt_save(t->mara, a, NULL, NULL, &err));
	assert_true(record_is_null(a->head, "number"));
	OK(receipt_close(t->jon, b, NULL, true, NULL, &err));
	assert_number(b, "1");
	base = receipt_copy(a);
	OK(receipt_close(t->mara, a, base, true, NULL, &err));
	assert_number(a, "2");
	/* void, it keeps its own */
	OK(receipt_void(t->mara, a->head->id, a->head->version, "twice", &err));
	receipt_free(b);
	b = till_receipt(t, &record_product, t->spf, "1");
	OK(receipt_close(t->mara, b, NULL, true, NULL, &err));
	assert_number(b, "3");
	dbfile_sql(t->path, "DELETE FROM receipt WHERE origin = 'import'");
}

/* Where only a void receipt is left of somebody's writing, there is nothing to undo. */
static void
only_void_is_left(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = NULL, *closed = NULL;
	struct practice *bo;
	struct undone u = { 0 };
	struct err err;

	clinic_staff(t->mara, "bo", "owner");
	bo = clinic_open(t->path, "bo");
	r = receipt_new(bo, t->client, NULL);
	OK(receipt_add(bo, r, &record_product, t->spf, &err));
	OK(receipt_close(bo, r, NULL, true, NULL, &err));
	closed = till_load(t, r->head->id);
	OK(receipt_void(bo, closed->head->id, closed->head->version, "twice", &err));
	assert_false(practice_undo(bo, &u, NULL, &err));
	assert_string_equal(err.text, "There is nothing of yours to undo.");
	practice_close(bo);
}

/* What was never closed is undone, and leaves no gap; what was closed is not, by whichever
 * door, and what was done before it still is. */
static void
closed_is_not_undone(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "1");
	AUTO_RECEIPT struct receipt *open = till_receipt(t, &record_product, t->balm, "1");
	AUTO_RECEIPT struct receipt *now = NULL, *base = NULL;
	struct undone u = { 0 };
	struct undoable next;
	struct err err;

	OK(receipt_save(t->mara, open, NULL, NULL, &err));
	OK(receipt_save(t->mara, r, NULL, NULL, &err));
	base = receipt_copy(r);
	OK(receipt_close(t->mara, r, base, true, NULL, &err));
	OK(practice_undo_next(t->mara, &next, &err));
	assert_int_equal(next.receipt, r->head->id);
	assert_false(practice_undo_since(t->mara, &next, &u, &err));
	assert_string_equal(err.text, "Receipt 1 is closed and is never undone: void or "
	    "refund it instead.");
	assert_false(practice_undo(t->mara, &u, NULL, &err));
	now = till_load(t, r->head->id);
	assert_string_equal(record_text(now->head, "state"), "closed");
	assert_int_equal(till_on_hand(t, t->spf), 9);

	/* void, there is nothing to be done of it: the one before it is next */
	OK(receipt_void(t->mara, now->head->id, now->head->version, "twice", &err));
	OK(practice_undo_next(t->mara, &next, &err));
	assert_int_equal(next.receipt, 0);
	assert_int_equal(next.row, open->head->id);
	OK(practice_undo(t->mara, &u, NULL, &err));
	assert_int_equal(dbfile_int(t->path, "SELECT count(*) FROM receipt"), 1);
	assert_int_equal(dbfile_int(t->path, "SELECT count(*) FROM receipt_line"), 1);
}

static void
a_payment_is_undone_on_its_day(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "1");
	struct undone u = { 0 };
	struct err err;

	OK(receipt_close(t->mara, r, NULL, true, NULL, &err));
	OK(receipt_pay(t->mara, r->head->id, r->head->version, "card", MONEY(1000), &err));
	OK(practice_undo(t->mara, &u, NULL, &err));
	assert_int_equal(dbfile_int(t->path, "SELECT count(*) FROM payment"), 0);
	OK(receipt_pay(t->mara, r->head->id, r->head->version, "card", MONEY(1000), &err));
	OK(clock_fix("2026-03-13T09:00", &err));
	assert_false(practice_undo(t->mara, &u, NULL, &err));
	assert_string_equal(err.text, "The money of 2026-03-12 stays as it was taken and is "
	    "not undone.");
	assert_int_equal(dbfile_int(t->path, "SELECT count(*) FROM payment"), 1);
	OK(clock_fix("2026-03-12T10:00", &err));
}

/* Closes so many receipts of one SPF each; every fifth is begun open before. */
static bool
sell(struct till *t, const char *login)
{
	struct practice *p = practice_open(t->path, login, NULL);
	bool ok = p != NULL;
	int i;

	for (i = 0; ok && i < EACH; i++) {
		AUTO_RECEIPT struct receipt *r = receipt_new(p, 0, NULL), *base = NULL;

		ok = receipt_add(p, r, &record_product, t->spf, NULL);
		if (ok && i % 5 == 0) {
			ok = receipt_save(p, r, NULL, NULL, NULL);
			base = receipt_copy(r);
		}
		receipt_add_payment(r, "card", MONEY(3800));
		ok = ok && receipt_close(p, r, base, false, NULL, NULL);
	}
	practice_close(p);
	return ok;
}

static void
several_at_the_same_time(void **state)
{
	struct till *t = *state;
	int i, status;

	for (i = 0; i < AT_ONCE; i++) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid == 0)
			_exit(sell(t, i == 0 ? "mara" : "jon") ? 0 : 1);
	}
	for (i = 0; i < AT_ONCE; i++) {
		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	assert_int_equal(dbfile_int(t->path, "SELECT count(DISTINCT number) FROM "
	    "receipt WHERE state = 'closed'"), AT_ONCE * EACH);
	assert_int_equal(dbfile_int(t->path, "SELECT max(CAST(number AS INTEGER)) "
	    "FROM receipt"), AT_ONCE * EACH);
	assert_int_equal(till_on_hand(t, t->spf), 10 - AT_ONCE * EACH);
}

#define ON_A_TILL(f) cmocka_unit_test_setup_teardown(f, till_begin, till_end)

TEST_MAIN(
    ON_A_TILL(numbers_of_two_programs),
    ON_A_TILL(numbers_are_given_by_closing),
    ON_A_TILL(only_void_is_left),
    ON_A_TILL(closed_is_not_undone),
    ON_A_TILL(a_payment_is_undone_on_its_day),
    ON_A_TILL(several_at_the_same_time))
