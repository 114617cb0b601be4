/*
 * Proves that the code on a box finds its product and lot, that pieces which come in and go
 * out add up and never fall below none, and that what expires, is recalled or is low is
 * told. The clinic's day is 12 March 2026.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/lots.h"
#include "practice/offer.h"
#include "tests/support/clinic.h"

#define GTIN "09521101530001"

static char *path;
static struct practice *p;
static int64_t cartridge, serum;

static int64_t
add(const struct record_type *t, ...)
{
	AUTO_RECORD struct record *r = record_new(t);
	const char *field;
	struct err err;
	va_list ap;

	va_start(ap, t);
	while ((field = va_arg(ap, const char *)) != NULL)
		OK(record_parse(r, &p->context, field, va_arg(ap, const char *), &err));
	va_end(ap);
	OK(offer_add(p, r, NULL, &err));
	return r->id;
}

static int
begin(void **state)
{
	static int n;
	AUTO_FREE char *name = xasprintf("lots-%d.db", n++);

	path = clinic_new(name);
	p = clinic_open(path, "mara");
	cartridge = add(&record_product, "name", "Cartridge 12", "kind", "cartridge", "gtin", GTIN,
	    "hibc", "A999PEN1230", "reorder_at", "5", NULL);
	serum = add(&record_product, "name", "Serum", NULL);
	return 0;
}

static int
end(void **state)
{
	practice_close(p);
	free(path);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static int64_t
add_lot(int64_t product, const char *number, const char *expires)
{
	AUTO_FREE char *link = xasprintf("%lld", (long long)product);

	return add(&record_lot, "product", link, "number", number, "expires", expires, NULL);
}

/* False: refused, with `words`. */
static bool
move(int64_t lot, const char *kind, int pieces, const char *words)
{
	AUTO_RECORD struct record *r = record_new(&record_lot_move);
	struct err err;
	bool ok;

	record_set_int(r, "lot", lot);
	record_set_text(r, "date", "2026-03-12");
	record_set_text(r, "kind", kind);
	record_set_int(r, "quantity", pieces);
	ok = lot_move_add(p, r, NULL, &err);
	if (!ok && strstr(err.text, words) == NULL)
		fail_msg("%s", err.text);
	return ok;
}

static int64_t
left(int64_t lot)
{
	struct err err;
	int64_t n;

	OK(lot_on_hand(p, lot, &n, &err));
	return n;
}

static void
a_code_finds_product_and_lot(void **state)
{
	int64_t lot = add_lot(cartridge, "B77", "2027-11-30");
	struct lot_reading l[LOT_READINGS];
	struct err err;
	size_t n;

	OK(lot_read(p, "01" GTIN "1727113010B77", 0, l, &n, &err));
	assert_int_equal(n, 1);
	assert_int_equal(l[0].product, cartridge);
	assert_int_equal(l[0].lot, lot);
	assert_int_equal(l[0].expires, date_make(2027, 11, 30));
	OK(lot_read(p, "01" GTIN "1727113010b77", 0, l, &n, &err));
	assert_int_equal(l[0].lot, 0);		/* another lot */
	OK(lot_read(p, "+A999PEN1230/$$3270228LOT7AZ", 0, l, &n, &err));
	assert_int_equal(l[0].product, cartridge);
	assert_string_equal(l[0].number, "LOT7A");
	OK(lot_read(p, "01" GTIN "10B7717271130", 0, l, &n, &err));
	assert_int_equal(n, 2);
	assert_string_equal(l[0].number, "B7717271130");
	assert_int_equal(l[1].lot, lot);
	OK(lot_read(p, "B77", 0, l, &n, &err));
	assert_int_equal(n, 0);
	/* of an item that is not here yet */
	OK(lot_read(p, "01001234567890501727113010B77", 0, l, &n, &err));
	assert_int_equal(l[0].product, 0);
	assert_string_equal(l[0].number, "B77");
}

static void
a_code_of_another_product_is_refused(void **state)
{
	struct lot_reading l[LOT_READINGS];
	struct err err;
	size_t n;

	assert_false(lot_read(p, "01" GTIN "1727113010B77", serum, l, &n, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.field, "number");
	/* The second code of a box of HIBC has the check character of the first, H. */
	OK(lot_read(p, "+$$3270228LOT7AH-", cartridge, l, &n, &err));
	assert_int_equal(l[0].product, cartridge);
	assert_string_equal(l[0].number, "LOT7A");
	OK(lot_read(p, "+$$3270228LOT7AH-", serum, l, &n, &err));	/* whose first is not known */
	assert_false(lot_read(p, "+$LOT7AKJ", cartridge, l, &n, &err));
	assert_non_null(strstr(err.text, "another product than Cartridge 12"));
}

static void
pieces_add_up_and_never_fall_below_none(void **state)
{
	int64_t lot = add_lot(cartridge, "B77", "2027-11-30");

	assert_int_equal(left(lot), 0);
	assert_false(move(lot, "wasted", 1, "Only 0 are on hand"));
	assert_true(move(lot, "received", 12, ""));
	assert_false(move(lot, "received", -3, "more than none"));
	assert_true(move(lot, "wasted", 2, ""));
	assert_true(move(lot, "returned", -4, ""));
	assert_int_equal(left(lot), 6);
	assert_false(move(lot, "wasted", 7, "Only 6 are on hand"));
	assert_true(move(lot, "counted", 9, ""));
	assert_int_equal(left(lot), 9);
	assert_int_equal(dbfile_int(path, "SELECT quantity FROM lot_move WHERE counted = 9"), 3);
	assert_false(move(lot, "counted", -1, "fewer than none"));
	assert_true(move(lot, "counted", 0, ""));
	assert_int_equal(left(lot), 0);
	/* What a treatment took is out too. */
	assert_true(move(lot, "received", 3, ""));
	dbfile_sql(path, "INSERT INTO session(id, version, date, minutes, minutes_assumed, status, "
	    "origin, overlap_ok, late) VALUES (1, 1, '2026-03-12', 60, 0, 'done', 'booked', 0, 0);"
	    "INSERT INTO chart_template(version, code, edition, title, state, body) VALUES "
	    "(1, 'x', 1, 'X', 'draft', '{}');"
	    "INSERT INTO chart(version, session, template) VALUES (1, 1, 1);"
	    "INSERT INTO chart_product(version, chart, position, used_as, lot, quantity) VALUES "
	    "(1, 1, 1, 'cartridge', 1, 1)");
	assert_int_equal(left(lot), 2);
}

static void
a_movement_is_mended(void **state)
{
	int64_t lot = add_lot(cartridge, "B77", "2027-11-30");
	struct merge m = { .fields = NULL };
	struct err err;

	assert_true(move(lot, "received", 12, ""));
	assert_true(move(lot, "counted", 10, ""));
	AUTO_RECORD struct record *base = offer_get(p, &record_lot_move, 1, &err);
	AUTO_RECORD struct record *mine = record_copy(base);
	record_set_int(mine, "quantity", 11);
	OK(lot_move_save(p, mine, base, &m, NULL, &err));
	assert_int_equal(left(lot), 9);
	/* A count that only gets a note stays the count that it was. */
	AUTO_RECORD struct record *count = offer_get(p, &record_lot_move, 2, &err);
	AUTO_RECORD struct record *noted = record_copy(count);
	record_set_text(noted, "note", "two boxes");
	merge_free(&m);
	OK(lot_move_save(p, noted, count, &m, NULL, &err));
	merge_free(&m);
	assert_int_equal(dbfile_int(path, "SELECT counted FROM lot_move WHERE id = 2"), 10);
	assert_int_equal(left(lot), 10);
}

static void
tells_what_there_is_to_see_to(void **state)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct err err;

	OK(stock_summary(p, &words, &err));
	assert_string_equal(words.s, "");
	assert_true(move(add_lot(cartridge, "OLD", "2026-03-11"), "received", 1, ""));
	assert_true(move(add_lot(cartridge, "TODAY", "2026-03-12"), "received", 1, ""));
	assert_true(move(add_lot(cartridge, "SOON", "2026-04-10"), "received", 1, ""));
	assert_true(move(add_lot(cartridge, "LATER", "2026-04-11"), "received", 2, ""));
	add_lot(serum, "EMPTY", "2026-03-01");
	OK(stock_summary(p, &words, &err));
	assert_string_equal(words.s, "1 expired, 2 expiring within 30 days, 1 product low");
	buf_cut(&words, 0);
	assert_true(move(4, "received", 1, ""));	/* six are more than five */
	OK(stock_summary(p, &words, &err));
	assert_string_equal(words.s, "1 expired, 2 expiring within 30 days");
}

static bool
add_words(const struct stock_line *l, void *arg)
{
	stock_words(l, arg);
	buf_addc(arg, '|');
	return true;
}

/* What is used up has nothing left that could expire. */
static void
a_used_up_lot_is_not_told(void **state)
{
	int64_t lot = add_lot(serum, "OLD", "2026-03-11");
	AUTO_BUF struct buf words = BUF_INIT;
	struct err err;

	assert_true(move(lot, "received", 1, ""));
	OK(stock_list(p, add_words, &words, &err));
	assert_string_equal(words.s, "expired|");
	buf_cut(&words, 0);
	assert_true(move(lot, "wasted", 1, ""));
	OK(stock_list(p, add_words, &words, &err));
	assert_string_equal(words.s, "|");
}

static void
a_lot_says_why_it_is_not_used(void **state)
{
	AUTO_RECORD struct record *lot = record_new(&record_lot);
	AUTO_BUF struct buf words = BUF_INIT;

	record_set_text(lot, "expires", "2026-03-12");
	lot_stopped(lot, date_make(2026, 3, 12), &words);
	assert_string_equal(words.s, "");
	lot_stopped(lot, date_make(2026, 3, 13), &words);
	assert_string_equal(words.s, "expired 12 Mar 2026");
	buf_cut(&words, 0);
	record_set_text(lot, "recalled_on", "2026-03-10");
	lot_stopped(lot, date_make(2026, 3, 12), &words);
	assert_string_equal(words.s, "recalled 10 Mar 2026");
}

TEST_MAIN(CASE(a_code_finds_product_and_lot),
    CASE(a_code_of_another_product_is_refused),
    CASE(pieces_add_up_and_never_fall_below_none),
    CASE(a_movement_is_mended),
    CASE(tells_what_there_is_to_see_to),
    CASE(a_used_up_lot_is_not_told),
    CASE(a_lot_says_why_it_is_not_used))
