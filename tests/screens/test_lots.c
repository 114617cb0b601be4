/*
 * Proves that a lot is written down by scanning its box, that pieces come in and go out by
 * keys, and that the tab Practice tells what is to be seen to.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/offer.h"
#include "screens/scanned.h"
#include "tests/support/driven_visits.h"

#define GTIN "09521101530001"

static void
lots(void)
{
	driven_begin(v.mara, v.path, false);
	visits_new(&record_product, "name", "Cartridge 12", "kind", "cartridge", "gtin", GTIN,
	    "reorder_at", "5", NULL);
	visits_new(&record_product, "name", "Serum", NULL);
	offer_push(d, &record_lot);
}

static void
a_scan_fills_the_form(void **state)
{
	lots();
	sees("No lots yet. n adds one: scan its box.");
	keys("n 01" GTIN "1727113010B77 Enter");
	sees("B77");
	sees("Cartridge 12");
	sees("30 Nov 2027");
	keys("^S");
	sees("Pieces of lot B77");
	keys("12 ^S");
	says("12 on hand");
	sees("Cartridge 12");
	keys("n 01" GTIN "1727113010B77 Enter ^S");
	sees("Lot B77 of Cartridge 12 is here already");
}

static void
a_code_that_says_two_things_asks(void **state)
{
	lots();
	keys("n 01" GTIN "10B7717271130 Enter");
	sees("1  lot B7717271130");
	sees("2  lot B77, to 30 Nov 2027");
	keys("2");
	sees("30 Nov 2027");
	sees_not("Which lot is it?");
	keys("^S 3 ^S");
	says("3 on hand");
}

static void
a_wrong_code_stays_with_its_sentence(void **state)
{
	lots();
	keys("n 01095211015300041727113010B77 Enter");
	sees("is 4 and should be 1");
	in_front("form");
	keys("Shift-Tab ^U 9521101530001 Enter");
	sees("That code names the product alone");
	sees("Cartridge 12");
	keys("Shift-Tab ^U B78 ^S");
	sees("Pieces of lot B78");
}

static void
pieces_come_in_and_go_out(void **state)
{
	lots();
	keys("n B77 Tab cart Tab 2026-04-01 ^S 12 ^S Enter");
	in_front("lot");
	sees("Cartridge 12  12 on hand  to 1 Apr 2026");
	keys("n Shift-Tab wasted Tab 20 ^S");
	sees("Only 12 are on hand by the book");
	keys("^U 9 ^S");
	sees("3 on hand");
	keys("u");
	sees("12 on hand");
	keys("U q q");
	keys("8");
	sees("1 expiring within 30 days, 1 product low");
}

static void
a_products_box_is_scanned(void **state)
{
	driven_begin(v.mara, v.path, false);
	offer_push(d, &record_product);
	keys("n Tab Glide Shift-Tab Shift-Tab Shift-Tab Shift-Tab Shift-Tab Shift-Tab Shift-Tab");
	sees("► GTIN");
	keys("9521101530002 Enter");
	sees("one of them is wrong");
	keys("Shift-Tab ^U 01" GTIN "1727113010B77 Enter");
	sees(GTIN);
	keys("^S");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM product WHERE name = 'Glide' "
	    "AND gtin = '" GTIN "'"), 1);
	/* from then on a scan in a list finds it */
	keys("1");
	desk_scanned(d, d->ui, "01" GTIN "1728010110X1");
	in_front("offer");
	sees("Glide");
}

TEST_MAIN(CASE(a_scan_fills_the_form), CASE(a_code_that_says_two_things_asks),
    CASE(a_wrong_code_stays_with_its_sentence), CASE(pieces_come_in_and_go_out),
    CASE(a_products_box_is_scanned))
