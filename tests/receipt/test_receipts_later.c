/*
 * Receipts after they are closed: paid later, voided, refunded whole and in parts;
 * their stock and money; and the lists and sums that tell of them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/history.h"
#include "tests/support/till.h"

static void
on_day(const char *day)
{
	AUTO_FREE char *now = xasprintf("2026-03-%sT10:00", day);
	struct err err;

	OK(clock_fix(now, &err));
}

static money
owed(struct till *t)
{
	struct err err;
	money m;

	OK(client_unpaid(t->mara, t->client, &m, &err));
	return m;
}

/* What was paid today in that way. */
static money
taken(struct till *t, const char *method)
{
	AUTO_FREE char *sql = xasprintf("SELECT coalesce(sum(amount), 0) FROM payment "
	    "WHERE date = date(%lld, 'unixepoch') AND method = '%s'",
	    (long long)clock_now(), method);

	return dbfile_int(t->path, sql);
}

static bool
refund(struct till *t, int64_t id, int64_t line, int64_t quantity,
    int64_t *got, struct err *e)
{
	AUTO_RECEIPT struct receipt *r = till_load(t, id);
	struct receipt_part part = { line, quantity };

	return receipt_refund(t->mara, id, r->head->version, &part, line != 0,
	    "cash", "came back", got, e);
}

static bool
void_it(struct till *t, int64_t id, const char *reason, struct err *e)
{
	AUTO_RECEIPT struct receipt *r = till_load(t, id);

	return receipt_void(t->mara, id, r->head->version, reason, e);
}

static bool
pay(struct till *t, int64_t id, money amount, struct err *e)
{
	AUTO_RECEIPT struct receipt *r = till_load(t, id);

	return receipt_pay(t->mara, id, r->head->version, "card", amount, e);
}

static void
assert_state(struct till *t, int64_t id, const char *state, const char *note)
{
	AUTO_RECEIPT struct receipt *r = till_load(t, id);

	assert_string_equal(record_text(r->head, "state"), state);
	assert_string_equal(record_text(r->head, "note"), note);
}

/* The sentence of a refusal, which wrote nothing. */
#define REFUSED(call, says) do {                                              \
		AUTO_FREE char *was = dbfile_dump(t->path);                   \
		AUTO_FREE char *is = NULL;                                    \
                                                                              \
		err_clear(&err);                                              \
		assert_false(call);                                           \
		assert_int_equal(err.code, ERR_INVALID);                      \
		if (strstr(err.text, says) == NULL)                           \
			fail_msg("%s", err.text);                             \
		is = dbfile_dump(t->path);                                    \
		assert_string_equal(was, is);                                 \
	} while (0)

static void
paid_later(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_service, t->face, "1");
	AUTO_FREE char *label = NULL;
	struct err err;
	int64_t id;

	receipt_add_payment(r, "cash", MONEY(10000));
	OK(receipt_close(t->mara, r, NULL, true, NULL, &err));
	id = r->head->id;
	assert_int_equal(owed(t), MONEY(15000));
	on_day("14");
	REFUSED(pay(t, id, MONEY(15001), &err), "150.00 is left");
	REFUSED(pay(t, id, 0, &err), "150.00");
	REFUSED(receipt_pay(t->mara, id, r->head->version, "shells", 1, &err), "");
	OK(pay(t, id, MONEY(15000), &err));
	label = till_label(t);
	assert_string_equal(label, "pay receipt 1");
	assert_int_equal(owed(t), 0);
	assert_int_equal(taken(t, "card"), MONEY(15000));
	assert_int_equal(taken(t, "cash"), 0);
	REFUSED(pay(t, id, 1, &err), "Nothing");
	on_day("12");
	assert_int_equal(taken(t, "cash"), MONEY(10000));
}

static void
void_of_today(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "2");
	AUTO_FREE char *label = NULL;
	struct err err;
	int64_t id, got;

	receipt_add_payment(r, "card", MONEY(4000));
	receipt_add_payment(r, "cash", MONEY(600));
	receipt_add_payment(r, "card", MONEY(1000));
	id = till_close(t, r, "cash");
	assert_int_equal(till_on_hand(t, t->spf), 8);
	REFUSED(void_it(t, id, " ", &err), "reason");
	REFUSED(void_it(t, id, "a\033]0;x", &err), "");
	OK(void_it(t, id, "wrong client", &err));
	label = till_label(t);
	assert_string_equal(label, "void receipt 1");
	assert_state(t, id, "void", "Void: wrong client");
	assert_int_equal(till_on_hand(t, t->spf), 10);
	assert_int_equal(taken(t, "card"), 0);
	assert_int_equal(taken(t, "cash"), 0);
	REFUSED(void_it(t, id, "again", &err), "already");
	REFUSED(refund(t, id, 0, 0, &got, &err), "void");
	REFUSED(pay(t, id, 1, &err), "void");
	receipt_free(r);
	r = till_receipt(t, &record_product, t->spf, "2");
	id = till_close(t, r, "cash");
	on_day("13");
	REFUSED(void_it(t, id, "late", &err), "refund it instead");
	on_day("12");
}

static void
void_of_an_open_one(void **state)
{
	struct till *t = *state;
	int64_t visit = till_visit(t, "8:00", "done", NULL);
	AUTO_RECEIPT struct receipt *r = NULL, *again = NULL;
	struct err err;

	r = receipt_for_visit(t->mara, t->client, clock_today(), &err);
	till_add(t, r, &record_product, t->spf, "1");
	record_set_text(r->head, "note", "For two");
	receipt_add_payment(r, "cash", MONEY(500));
	OK(receipt_save(t->mara, r, NULL, NULL, &err));
	on_day("13");
	OK(void_it(t, r->head->id, "begun twice", &err));
	assert_state(t, r->head->id, "void", "For two (void: begun twice)");
	assert_int_equal(till_on_hand(t, t->spf), 10);
	assert_int_equal(taken(t, "cash"), MONEY(-500));
	on_day("12");
	/* its visit waits again */
	again = receipt_for_visit(t->mara, t->client, clock_today(), &err);
	assert_int_equal(again->n_lines, 1);
	assert_int_equal(record_int(again->lines[0], "session"), visit);
}

static void
refund_of_all(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->spf, "2");
	AUTO_RECEIPT struct receipt *back = NULL;
	AUTO_FREE char *label = NULL;
	struct receipt_totals sum;
	struct err err;
	int64_t id, got = 0, again;

	r->percent = 625;
	OK(receipt_set_line(r, 0, &t->mara->context, "discount", "1", &err));
	till_add(t, r, &record_service, t->face, "1");
	id = till_close(t, r, "card");
	on_day("20");
	OK(refund(t, id, 0, 0, &got, &err));
	label = till_label(t);
	assert_string_equal(label, "refund receipt 1");
	assert_state(t, id, "closed", "");
	assert_state(t, got, "closed", "Refund of receipt 1: came back");
	back = till_load(t, got);
	assert_string_equal(record_text(back->head, "number"), "2");
	assert_string_equal(record_text(back->head, "date"), "2026-03-20");
	assert_int_equal(record_int(back->head, "client"), t->client);
	assert_int_equal(record_int(back->lines[0], "quantity"), -2);
	assert_int_equal(record_int(back->lines[0], "discount"), MONEY(-100));
	assert_int_equal(record_int(back->lines[0], "amount"), MONEY(-7500));
	receipt_totals(back, &sum);
	assert_int_equal(sum.left, 0);
	receipt_totals(r, &sum);
	assert_int_equal(taken(t, "cash"), -sum.total);
	assert_int_equal(till_on_hand(t, t->spf), 10);
	assert_int_equal(owed(t), 0);
	REFUSED(refund(t, id, 0, 0, &again, &err), "Nothing");
	REFUSED(refund(t, id, r->lines[0]->id, 1, &again, &err), "0 left");
	REFUSED(refund(t, got, 0, 0, &again, &err), "itself");
	/* a refund that was wrong is void, and then it may come back again */
	OK(void_it(t, got, "wrong one", &err));
	assert_int_equal(till_on_hand(t, t->spf), 8);
	assert_int_equal(taken(t, "cash"), 0);
	OK(refund(t, id, r->lines[1]->id, 1, &again, &err));
	OK(void_it(t, again, "wrong one too", &err));
	OK(refund(t, id, 0, 0, &again, &err));
	assert_int_equal(dbfile_int(t->path, "SELECT count(*) FROM receipt WHERE "
	    "corrects = 1"), 3);
	on_day("12");
}

/* Three at 12.99 less 0.50, taxed: the parts add up to the whole. */
static void
refund_in_parts(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->balm, "3");
	struct receipt_totals sum, part;
	money all = 0;
	struct err err;
	int64_t id, got, line, i;

	OK(receipt_set_line(r, 0, &t->mara->context, "discount", "0.50", &err));
	OK(receipt_set_line(r, 0, &t->mara->context, "tax", "4.032", &err));
	id = till_close(t, r, "card");
	line = r->lines[0]->id;
	receipt_totals(r, &sum);
	REFUSED(refund(t, id, line, 4, &got, &err), "3 left");
	REFUSED(refund(t, id, line, 0, &got, &err), "left");
	assert_false(refund(t, id, 999, 1, &got, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	for (i = 0; i < 3; i++) {
		AUTO_RECEIPT struct receipt *back = NULL;

		OK(refund(t, id, line, 1, &got, &err));
		back = till_load(t, got);
		receipt_totals(back, &part);
		all += part.total;
		REFUSED(void_it(t, id, "no", &err), "refunded by receipt 2");
	}
	assert_int_equal(all, -sum.total);
	assert_int_equal(taken(t, "cash"), -sum.due);
	assert_int_equal(taken(t, "card"), sum.due);
	assert_int_equal(owed(t), 0);
	REFUSED(refund(t, id, line, 1, &got, &err), "0 left");
}

/* Half of 24.03 is 12.02 or 12.01, and the discount printed beside it leads to that. */
static void
a_refunded_discount_leads_to_its_amount(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->balm, "2");
	int64_t id, got, i;
	struct err err;

	OK(receipt_set_line(r, 0, &t->mara->context, "discount", "1.95", &err));
	id = till_close(t, r, "card");
	for (i = 0; i < 2; i++) {
		AUTO_RECEIPT struct receipt *back = NULL;

		OK(refund(t, id, r->lines[0]->id, 1, &got, &err));
		back = till_load(t, got);
		assert_int_equal(record_int(back->lines[0], "amount"), MONEY(i - 1202));
		assert_int_equal(record_int(back->lines[0], "discount"), MONEY(-i - 97));
	}
}

static void
refund_of_what_is_not_paid(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_service, t->face, "1");
	struct receipt_part parts[2];
	struct err err;
	int64_t id, got;

	till_add(t, r, &record_product, t->spf, "1");
	receipt_add_payment(r, "cash", MONEY(26000));
	OK(receipt_close(t->mara, r, NULL, true, NULL, &err));
	id = r->head->id;
	assert_int_equal(owed(t), MONEY(2800));
	parts[0] = parts[1] = (struct receipt_part){ r->lines[1]->id, 1 };
	REFUSED(receipt_refund(t->mara, id, r->head->version, parts, 2, "cash", "x",
	    &got, &err), "twice");
	/* 28 of the 38 were owed, 10 go back */
	REFUSED(receipt_refund(t->mara, id, r->head->version, parts, 1, NULL, "x",
	    &got, &err), "10.00");
	OK(receipt_refund(t->mara, id, r->head->version, parts, 1, "cash", "x", &got,
	    &err));
	assert_int_equal(taken(t, "cash"), MONEY(25000));
	assert_int_equal(owed(t), 0);
	assert_int_equal(till_on_hand(t, t->spf), 10);
	REFUSED(pay(t, id, 1, &err), "Nothing");
	assert_false(receipt_refund(t->mara, id, r->head->version - 1, NULL, 0,
	    "cash", "x", &got, &err));
	assert_int_equal(err.code, ERR_STALE);
}

/* One that another program wrote: its number is not ours, its payments not known. */
static void
an_imported_one(void **state)
{
	struct till *t = *state;
	AUTO_RECORD struct record *head = record_new(&record_receipt);
	AUTO_RECORD struct record *line = record_new(&record_receipt_line);
	AUTO_RECORD struct record *paid = record_new(&record_payment);
	AUTO_FREE char *label = NULL;
	struct err err;
	int64_t got;

	record_set_text(head, "number", "Lang 7");
	record_set_int(head, "client", t->client);
	record_set_text(head, "date", "2026-03-02");
	record_set_text(head, "state", "closed");
	record_set_text(head, "origin", "import");
	OK(practice_add(t->mara, ACTION_WRITE_RECEIPTS, head, NULL, &err));
	record_set_int(line, "receipt", head->id);
	record_set_text(line, "description", "Peel");
	record_set_int(line, "amount", MONEY(8000));
	OK(practice_add(t->mara, ACTION_WRITE_RECEIPTS, line, NULL, &err));
	assert_int_equal(owed(t), 0);
	REFUSED(pay(t, head->id, 1, &err), "Nothing");
	OK(refund(t, head->id, 0, 0, &got, &err));
	label = till_label(t);
	assert_string_equal(label, "refund receipt #1");
	assert_state(t, got, "closed", "Refund of receipt Lang 7: came back");
	assert_int_equal(taken(t, "cash"), MONEY(-8000));
	REFUSED(refund(t, head->id, 0, 0, &got, &err), "Nothing");
	/* more was paid there than it came to: no more goes back than comes back */
	head->id = line->id = 0;
	record_set_text(head, "number", "8");
	OK(practice_add(t->mara, ACTION_WRITE_RECEIPTS, head, NULL, &err));
	record_set_int(line, "receipt", head->id);
	OK(practice_add(t->mara, ACTION_WRITE_RECEIPTS, line, NULL, &err));
	record_set_int(paid, "receipt", head->id);
	record_set_text(paid, "date", "2026-03-02");
	record_set_int(paid, "amount", MONEY(10000));
	OK(practice_add(t->mara, ACTION_WRITE_RECEIPTS, paid, NULL, &err));
	assert_int_equal(owed(t), MONEY(-2000));
	OK(refund(t, head->id, 0, 0, &got, &err));
	assert_int_equal(taken(t, "cash"), MONEY(-16000));
}

/* An import may have more lines than are written here, and more than can be. */
static void
a_long_one(void **state)
{
	struct till *t = *state;
	AUTO_RECEIPT struct receipt *r = till_receipt(t, &record_product, t->balm, "1");
	struct err err;
	int64_t id = till_close(t, r, "card"), got;

	dbfile_sql(t->path, "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 "
	    "FROM n WHERE i < 600) INSERT INTO receipt_line(version, receipt, position, "
	    "description, quantity, discount, amount, tax, tax2) SELECT 1, 1, i, 'x', "
	    "1, 0, 1, 0, 0 FROM n");
	REFUSED(refund(t, id, 0, 0, &got, &err), "in parts");
	OK(refund(t, id, r->lines[0]->id, 1, &got, &err));
	dbfile_sql(t->path, "WITH RECURSIVE n(i) AS (SELECT 601 UNION ALL SELECT i + 1 "
	    "FROM n WHERE i < 3001) INSERT INTO receipt_line(version, receipt, position, "
	    "description, quantity, discount, amount, tax, tax2) SELECT 1, 1, i, 'x', "
	    "1, 0, 1, 0, 0 FROM n");
	assert_null(receipt_load(t->mara, id, &err));
	assert_int_equal(err.code, ERR_INVALID);
	dbfile_sql(t->path, "DELETE FROM receipt_line WHERE receipt = 1 AND position > 1");
}

/* --- lists and sums -------------------------------------------------------------------- */

struct seen {
	struct buf text;
	char date[DATE_ISO_SIZE];
	int64_t id;
	long stop;
};

static bool
see(const struct receipt_row *row, void *arg)
{
	struct seen *s = arg;
	char total[MONEY_SIZE], left[MONEY_SIZE];

	buf_addf(&s->text, "%s %s %s %s %s\n", row->number, row->date, row->state,
	    money_format(row->total, total), money_format(row->left, left));
	memcpy(s->date, row->date, sizeof(s->date));
	s->id = row->id;
	return --s->stop != 0;
}

static void
lists_page_newest_first(void **state)
{
	static const char *const days[] = { "20", "21", "21", "22" };
	struct till *t = *state;
	struct seen s = { .text = BUF_INIT };
	struct receipt_query q = { .client = t->client, .limit = 2 };
	struct err err;
	size_t i;
	bool more;

	for (i = 0; i < ARRAY_LEN(days); i++) {
		AUTO_RECEIPT struct receipt *r = NULL;

		on_day(days[i]);
		r = receipt_new(t->mara, i == 1 ? 0 : t->client, NULL);
		till_add(t, r, &record_product, t->balm, "1");
		if (i == 3)
			OK(receipt_save(t->mara, r, NULL, NULL, &err));
		else
			OK(receipt_close(t->mara, r, NULL, true, NULL, &err));
	}
	OK(receipts_list(t->mara, &q, see, &s, &more, &err));
	assert_true(more);
	assert_string_equal(s.text.s, " 2026-03-22 open 12.99 0.00\n"
	    "3 2026-03-21 closed 12.99 12.99\n");
	q.after = s.date;
	q.after_id = s.id;
	buf_cut(&s.text, 0);
	OK(receipts_list(t->mara, &q, see, &s, &more, &err));
	assert_false(more);
	assert_string_equal(s.text.s, "1 2026-03-20 closed 12.99 12.99\n");
	buf_cut(&s.text, 0);
	q = (struct receipt_query){ .after = "2026-03-21", .after_id = 3 };
	OK(receipts_list(t->mara, &q, see, &s, NULL, &err));
	assert_string_equal(s.text.s, "2 2026-03-21 closed 12.99 12.99\n"
	    "1 2026-03-20 closed 12.99 12.99\n");
	buf_cut(&s.text, 0);
	s.stop = 1;
	OK(receipts_list(t->mara, &(struct receipt_query){ 0 }, see, &s, NULL, &err));
	assert_string_equal(s.text.s, " 2026-03-22 open 12.99 0.00\n");
	assert_int_equal(owed(t), MONEY(2598));
	buf_free(&s.text);
}

#define ON_A_TILL(f) cmocka_unit_test_setup_teardown(f, till_begin, till_end)

TEST_MAIN(
    ON_A_TILL(paid_later),
    ON_A_TILL(void_of_today),
    ON_A_TILL(void_of_an_open_one),
    ON_A_TILL(refund_of_all),
    ON_A_TILL(refund_in_parts),
    ON_A_TILL(a_refunded_discount_leads_to_its_amount),
    ON_A_TILL(refund_of_what_is_not_paid),
    ON_A_TILL(an_imported_one),
    ON_A_TILL(a_long_one),
    ON_A_TILL(lists_page_newest_first))
