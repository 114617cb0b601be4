/*
 * Proves that tax rates are typed as people write them, and that each service and
 * product says which taxes it is charged with, which a receipt shows; and counts the keys
 * of a sale.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/offer.h"
#include "screens/receipt/receipt.h"
#include "tests/support/driven.h"
#include "tests/support/till.h"

static int
end(void **state)
{
	driven_end();
	return till_end(state);
}

static void
rates_are_typed_as_people_write_them(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, "practice.db", false);
	keys("8 j j j j j Enter Up Up Up Up Up Up Up Up Up Up Up Up Up Up "
	    "6,25 Enter City Space tax Enter 1.5 Space % Enter");
	sees("Tax, %                 6.25 %");
	sees("Second tax, %          1.50 %");
	keys("^S");
	assert_int_equal(record_int(t->mara->settings, "tax_percent"), 625);
	assert_int_equal(record_int(t->mara->settings, "tax2_percent"), 150);
	keys("Enter Up Up Up Up Up Up Up Up Up Up Up Up Up Up 825 Enter");
	sees("Tax, % must be 0 to 100");
	keys("^X");
	assert_int_equal(record_int(t->mara->settings, "tax_percent"), 625);
	keys("Enter Up Up Up Up Up Up Up Up Up Up Up Up Up Up 5 Enter QST Enter 9.975 Enter");
	sees("Tax, %                 5.00 %");
	sees("Second tax, %          9.975 %");
	keys("^S");
	till_visit(t, "9:00", "done", "100");
	receipt_push(d, t->client, date_from_iso("2026-03-12"));
	sees("9.98");
	sees("114.98");
	keys("^S a");
	sees("9.975 % of 100.00");
}

/* A sentence is whole, below its field too, where the window is narrow. */
static void
what_is_wrong_is_said_whole(void **state)
{
	struct till *t = *state;

	driven_begin(t->mara, "practice.db", false);
	driven_size(20, 60);
	keys("8 Enter n MN Tab Peel Tab Tab two-hundred-and-fifty Tab");
	sees("below 100,000,000,000, not");
	sees("\"two-hundred-and-fifty\"");
	keys("^X");
}

/* The product's form says which taxes apply, and the check-out charges them. */
static void
an_item_says_which_taxes_apply(void **state)
{
	struct till *t = *state;
	AUTO_RECORD struct record *face = NULL;
	struct err err;

	till_taxes(t, "6.25", "1.5");
	driven_begin(t->mara, "practice.db", false);
	keys("8 Enter Enter Up Up Up Up Up Up Up Up Up Up Up");	/* the service, from its end */
	sees("Tax applies");
	sees("Second tax applies");
	keys("n Tab n ^S");
	face = offer_get(t->mara, &record_service, t->face, &err);
	assert_int_equal(record_int(face, "taxed"), 0);
	assert_int_equal(record_int(face, "taxed2"), 0);
	assert_int_equal(record_int(face, "active"), 1);
	till_visit(t, "9:00", "done", "240");
	receipt_push(d, t->client, date_from_iso("2026-03-12"));
	sees("240.00");
	sees_not("15.00");	/* 6.25 % of it */
	keys("spf Enter");
	/* 278.00, and 2.38 and 0.57 of the sunscreen alone */
	sees("280.95");
	sees("State tax 6.25 % of 38.00          2.38");
	sees("City tax 1.50 % of 38.00          0.57");
	looks_at_each_size("checkout-taxed");
	keys("^S a");
	sees("State tax 6.25 % of 38.00          2.38");
	looks_at_each_size("receipt-taxed");
	/* it is shown as it was charged, whatever the rate is now */
	till_taxes(t, "8", "1.5");
	keys("q");
	receipt_push(d, t->client, date_from_iso("2026-03-12"));
	sees("State tax of 38.00          2.38");
	sees("City tax 1.50 % of 38.00          0.57");
}

/* Retail, 10 % off it, part in cash and the rest by card: at most 20 keys, either way to
 * the discount. */
static void
a_sale_is_few_keys(void **state)
{
	static const char *const ways[] = { "Up Tab Tab Tab Tab", "Shift-Tab Shift-Tab Shift-Tab" };
	struct till *t = *state;
	size_t i;

	till_taxes(t, "6.25", "1.5");
	till_taxed(t, &record_service, t->face, "no", "no");
	driven_begin(t->mara, "practice.db", false);
	for (i = 0; i < ARRAY_LEN(ways); i++) {
		AUTO_FREE char *start = xasprintf("%zu:00", 9 + i);

		till_visit(t, start, "done", "240");
		desk_catch_up(d);
		keys("1");
		driven_pressed();
		keys("p");
		sees("240.00");
		keys("spf Enter");
		keys(ways[i]);
		keys("10% Down");
		/* 34.20 of 38.00; 2.14 and 0.51 of it */
		sees("276.85");
		keys("Enter c 50 ^S a");
		in_front("receipt");
		sees("paid cash         50.00");
		sees("paid card        226.85");
		sees("left          0.00");
		assert_in_range(driven_pressed(), 1, 20);
		keys("Enter");
	}
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_begin, end)

TEST_MAIN(
    CASE(rates_are_typed_as_people_write_them),
    CASE(what_is_wrong_is_said_whole),
    CASE(an_item_says_which_taxes_apply),
    CASE(a_sale_is_few_keys))
