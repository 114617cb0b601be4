/*
 * Proves that tax rates are typed as people write them, and that each service and
 * product says which taxes it is charged with.
 */
#include <string.h>

#include "practice/offer.h"
#include "screens/receipt.h"
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
	keys("8 j j j j Enter Up Up Up Up Up Up 6,25 Enter City Space tax Enter 1.5 Space % Enter");
	assert_true(shows("Tax, %                 6.25 %"));
	assert_true(shows("Second tax, %          1.50 %"));
	keys("^S");
	assert_int_equal(record_int(t->mara->settings, "tax_percent"), 625);
	assert_int_equal(record_int(t->mara->settings, "tax2_percent"), 150);
	keys("Enter Up Up Up Up Up Up 825 Enter");
	assert_true(shows("Tax, % must be between 0.00 and 100.00"));
	keys("^X");
	assert_int_equal(record_int(t->mara->settings, "tax_percent"), 625);
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
	keys("8 Enter Enter");		/* the service */
	assert_true(shows("Tax applies"));
	assert_true(shows("Second tax applies"));
	keys("Up Up Up n Tab n ^S");
	face = offer_get(t->mara, &record_service, t->face, &err);
	assert_int_equal(record_int(face, "taxed"), 0);
	assert_int_equal(record_int(face, "taxed2"), 0);
	assert_int_equal(record_int(face, "active"), 1);
	till_visit(t, "9:00", "done", "240");
	receipt_push(d, t->client, date_from_iso("2026-03-12"));
	assert_true(shows("240.00"));
	assert_false(shows("15.00"));	/* 6.25 % of it */
	keys("spf Enter");
	/* 278.00, and 2.38 and 0.57 of the sunscreen alone */
	assert_true(shows("280.95"));
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_begin, end)

TEST_MAIN(
    CASE(rates_are_typed_as_people_write_them),
    CASE(an_item_says_which_taxes_apply))
