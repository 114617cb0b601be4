/*
 * Proves that a stock list comes in under the headers people use, that the code on a box says
 * product, lot and last day, that what is left moves by as much as the book was wrong and no
 * more, that the same list changes nothing, and that what is not understood refuses its row.
 * The clinic's day is 12 March 2026.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/lots.h"
#include "tests/support/importing.h"

#define GTIN "09521101530001"

static struct practice *
with_products(const char *name)
{
	struct practice *p = importing_new(name);

	importing(p, "products", "code,name,gtin\nSER,Serum,\nC12,Cartridge 12," GTIN "\n", NULL);
	return p;
}

static void
newest_is(const char *text)
{
	is_text("SELECT p.code || '|' || l.number || '|' || coalesce(l.expires, '-') || '|' || "
	    "coalesce(l.recalled_on, '-') || '|' || s.on_hand || '|' || coalesce((SELECT "
	    "group_concat(m.date || ' ' || m.kind || ' ' || m.quantity, ', ') FROM lot_move m WHERE "
	    "m.lot = l.id), '') FROM lot l JOIN product p ON p.id = l.product JOIN lot_stock s ON "
	    "s.lot = l.id ORDER BY l.id DESC LIMIT 1", text);
}

static void
lists_come_in(void **state)
{
	static const struct { const char *text, *is; } ways[] = {
		{ "product,code,expiry,received,on_hand,recalled\n"
		  "SER,A1,2027-05-31,2026-02-01,12,\n",
		  "SER|A1|2027-05-31|-|12|2026-02-01 received 12" },
		{ "Item,Batch no,Expiration date,Qty,Recalled\nSerum,A2,2027-04-30,3,2026-03-10\n",
		  "SER|A2|2027-04-30|2026-03-10|3|2026-03-12 received 3" },
		{ "Product,Lot,Recalled\nserum,A3,yes\n", "SER|A3|-|2026-03-12|0|" },
		{ "Product,Lot,Recalled\nserum,A4,no\n", "SER|A4|-|-|0|" },
		{ "code,on hand\n01" GTIN "1727113010B77,5\n",
		  "C12|B77|2027-11-30|-|5|2026-03-12 received 5" },
		/* with the separators of a scanner */
		{ "code\n]d201" GTIN "10B79\x1d" "17271130\n", "C12|B79|2027-11-30|-|0|" },
		/* what the list says of the day wins */
		{ "code,expires\n01" GTIN "1727113010B78,2027-01-31\n",
		  "C12|B78|2027-01-31|-|0|" },
	};
	struct practice *p = with_products("lists.db");
	size_t i;

	for (i = 0; i < ARRAY_LEN(ways); i++) {
		importing(p, "lots", ways[i].text, NULL);
		counted(1, 1, 0, 0, 0);
		newest_is(ways[i].is);
		importing(p, "lots", ways[i].text, NULL);
		counted(1, 0, 0, 1, 0);
	}
	assert_int_equal(number_of("SELECT count(*) FROM lot_move"), 3);
	practice_close(p);
}

static void
what_is_left_is_counted(void **state)
{
	struct practice *p = with_products("left.db");

	importing(p, "lots", "product,lot,on hand\nSER,A1,12\n", NULL);
	importing(p, "lots", "product,lot,on hand\nSER,A1,9\n", NULL);
	counted(1, 0, 1, 0, 0);
	newest_is("SER|A1|-|-|9|2026-03-12 received 12, 2026-03-12 counted -3");
	assert_int_equal(number_of("SELECT counted FROM lot_move WHERE kind = 'counted'"), 9);
	/* nothing is said of it */
	importing(p, "lots", "product,lot,expiry\nSER,A1,2027-01-01\n", NULL);
	counted(1, 0, 1, 0, 0);
	newest_is("SER|A1|2027-01-01|-|9|2026-03-12 received 12, 2026-03-12 counted -3");
	/* another product has a lot of that number too */
	importing(p, "lots", "product,lot,on hand\nC12,A1,2\nSER,A1,9\n", NULL);
	counted(2, 1, 0, 1, 0);
	newest_is("C12|A1|-|-|2|2026-03-12 received 2");
	practice_close(p);
}

static void
what_is_not_understood_is_refused(void **state)
{
	static const struct { const char *row, *why; } bad[] = {
		{ "SER,,2027-01-01,1", "refused 2:2 Lot is missing" },
		{ ",A1,2027-01-01,1", "Product is missing" },
		{ "Toner,A1,2027-01-01,1", "Toner" },
		{ "SER,A1,soon,1", "soon" },
		{ "SER,A1,2027-01-01,some", "some" },
		{ "SER,A1,2027-01-01,-1", "On hand" },
		{ "SER,01" GTIN "17271130,,1", "names the product alone" },
		{ "SER,01095211015300041727113010B77,,1", "is 4 and should be 1" },
		{ ",01" GTIN "10B7717271130,,1", "could say 2 lots" },
	};
	struct practice *p = with_products("bad.db");
	size_t i;

	for (i = 0; i < ARRAY_LEN(bad); i++) {
		AUTO_FREE char *text = xasprintf("product,lot,expiry,on hand\n%s\n", bad[i].row);

		importing(p, "lots", text, NULL);
		counted(1, 0, 0, 0, 1);
		said(bad[i].why);
	}
	assert_int_equal(number_of("SELECT count(*) FROM lot"), 0);
	assert_int_equal(number_of("SELECT count(*) FROM lot_move"), 0);
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(lists_come_in),
    cmocka_unit_test(what_is_left_is_counted),
    cmocka_unit_test(what_is_not_understood_is_refused))
