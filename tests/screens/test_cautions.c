/*
 * Proves that the check-out warns of a product that its client must not meet, on the line and in
 * the message, with the product and the client, and sells it all the same; that the front desk
 * reads whom to ask and no reason; and that the page Cautions tells of one that never warns.
 */
#include "screens/receipt/receipt.h"
#include "tests/support/driven_visits.h"

static int64_t balm;

static int
begin(void **state)
{
	struct err err;

	visits_begin(state);
	balm = visits_new(&record_product, "name", "Propolis balm", "price", "12", "ingredients",
	    "CERA ALBA, PROPOLIS", NULL);
	visits_new(&record_product, "name", "Sunscreen", "price", "38", "ingredients", "AQUA", NULL);
	OK(clinic_set(v.mara, v.anna, "allergies", "propolis", &err));
	return 0;
}

#undef CASE
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, driven_visits_end)

static void
sell(struct practice *p)
{
	driven_begin(p, "practice.db", false);
	receipt_push(d, v.anna, date_from_iso("2026-03-12"));
}

static void
a_line_warns_and_is_sold(void **state)
{
	sell(v.mara);
	keys("sunscreen Enter");
	sees_not("CAUTION");
	keys("balm Enter");
	says("Propolis balm, Lang, Anna: CAUTION allergies, propolis: ");
	keys("Down Up");
	sees("CAUTION allergies, propolis: Leave out propolis");
	looks_at_each_size("checkout-caution");
	keys("^S a");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM receipt_line l JOIN receipt r "
	    "ON r.id = l.receipt AND r.state = 'closed' JOIN product p ON p.id = l.product "
	    "WHERE p.name = 'Propolis balm'"), 1);
}

/* What was parked warns when it is gone on with; a line that goes takes its warning along. */
static void
it_warns_again_and_no_longer(void **state)
{
	sell(v.ruth);
	keys("balm Enter Esc");
	receipt_push(d, v.anna, date_from_iso("2026-03-12"));
	sees("CAUTION allergies, propolis");
	keys("Up ^U Enter");
	sees_not("CAUTION");
	keys("^Z");
	sees("CAUTION allergies, propolis");
}

static void
the_front_desk_asks(void **state)
{
	sell(v.desk);
	keys("balm Enter");
	says("Propolis balm, Lang, Anna: CAUTION ask the practitioner before selling it.");
	keys("Down Up");
	sees("CAUTION ask the practitioner before selling it.");
	sees_not("allergies");
	sees_not("Leave out");
}

static void
one_that_never_warns_is_told(void **state)
{
	driven_begin(v.mara, "practice.db", false);
	keys(": cautions Enter");
	looks_at_each_size("cautions");
	keys("n Tab gold Tab Tab Tab Tab Tab metals=yes Tab No. Tab K1 ^S");
	says("No published checklist asks metals: its answer never warns.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM product_caution WHERE "
	    "ingredients = 'gold' AND answer = 'metals=yes'"), 1);
	keys("n Tab gold Tab Tab Tab Tab Tab Tab No. Tab K1 ^S");
	sees("What must it not meet?");
}

TEST_MAIN(CASE(a_line_warns_and_is_sold), CASE(it_warns_again_and_no_longer),
    CASE(the_front_desk_asks), CASE(one_that_never_warns_is_told))
