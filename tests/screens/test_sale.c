/*
 * Proves that tax rates are typed as people write them.
 */
#include <string.h>

#include "practice/offer.h"
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

#define CASE(name) cmocka_unit_test_setup_teardown(name, till_begin, end)

TEST_MAIN(CASE(rates_are_typed_as_people_write_them))
