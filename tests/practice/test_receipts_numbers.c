/*
 * Numbers of receipts: each is given once and none is left out, when two programs
 * write in turn or at the same time, and after an undo or a void.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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
	OK(receipt_close(t->jon, b, NULL, false, &err));
	OK(receipt_close(t->mara, a, NULL, false, &err));
	assert_number(b, "1");
	assert_number(a, "2");
	assert_int_equal(till_on_hand(t, t->spf), 8);
	for (i = 3; i <= 70; i++) {
		AUTO_RECEIPT struct receipt *r = receipt_new(t->mara, 0);
		AUTO_FREE char *number = xasprintf("%d", i);

		OK(receipt_save(i % 2 ? t->mara : t->jon, r, NULL, &err));
		assert_number(r, number);
	}
}

static void
numbers_have_no_gap(void **state)
{
	struct till *t = *state;
	struct receipt *r[4] = { NULL };
	struct err err;
	size_t i;

	/* numbers of another program are not ours */
	dbfile_sql(t->path, "INSERT INTO receipt(version, number, date, state, origin) "
	    "VALUES(1, '2', '2026-01-02', 'closed', 'import')");
	for (i = 0; i < 3; i++) {
		r[i] = receipt_new(i == 1 ? t->jon : t->mara, 0);
		OK(receipt_save(i == 1 ? t->jon : t->mara, r[i], NULL, &err));
	}
	assert_number(r[2], "3");
	/* the one in the middle was never there: the next one takes its place */
	OK(practice_undo(t->jon, &(struct undone){ 0 }, NULL, &err));
	r[3] = receipt_new(t->mara, 0);
	OK(receipt_save(t->mara, r[3], NULL, &err));
	assert_number(r[3], "2");
	/* a void one keeps its own */
	OK(receipt_void(t->mara, r[2]->head->id, r[2]->head->version, "twice", &err));
	receipt_free(r[1]);
	r[1] = receipt_new(t->mara, 0);
	OK(receipt_save(t->mara, r[1], NULL, &err));
	assert_number(r[1], "4");
	for (i = 0; i < 4; i++)
		receipt_free(r[i]);
	/* nor one among others that stand behind it: 1 to 9 without 6 */
	for (i = 5; i < 10; i++) {
		AUTO_RECEIPT struct receipt *next = receipt_new(t->mara, 0);

		OK(receipt_save(i == 6 ? t->jon : t->mara, next, NULL, &err));
	}
	OK(practice_undo(t->jon, &(struct undone){ 0 }, NULL, &err));
	r[0] = receipt_new(t->mara, 0);
	OK(receipt_save(t->mara, r[0], NULL, &err));
	assert_number(r[0], "6");
	receipt_free(r[0]);
	dbfile_sql(t->path, "DELETE FROM receipt WHERE origin = 'import'");
}

/* Closes so many receipts of one SPF each; every fifth is begun open before. */
static bool
sell(struct till *t, const char *login)
{
	struct practice *p = practice_open(t->path, login, NULL);
	bool ok = p != NULL;
	int i;

	for (i = 0; ok && i < EACH; i++) {
		AUTO_RECEIPT struct receipt *r = receipt_new(p, 0), *base = NULL;

		ok = receipt_add(p, r, &record_product, t->spf, NULL);
		if (ok && i % 5 == 0) {
			ok = receipt_save(p, r, NULL, NULL);
			base = receipt_copy(r);
		}
		receipt_add_payment(r, "card", MONEY(3800));
		ok = ok && receipt_close(p, r, base, false, NULL);
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
    ON_A_TILL(numbers_have_no_gap),
    ON_A_TILL(several_at_the_same_time))
