/*
 * Proves that To do and the menu name what waits for a second look, that the list has it, and
 * that the supervisor agrees in two keys or disagrees with a sentence that stays.
 */
#include "base/mem.h"
#include "practice/sign.h"
#include "tests/support/driven_visits.h"

/* Two charts that ruth signed, both drawn for mara. */
static void
day(void)
{
	static const char *const reasons[SIGN_TICKS] = { "none wanted" };
	static const char *const times[] = { "09:00", "10:30" };
	AUTO_FREE char *mara = xasprintf("%lld", (long long)v.mara->staff->id);
	struct sign_visit look;
	struct err err;
	size_t i;

	visits_now("2026-03-12T12:00");
	visits_set(&record_staff, v.ruth->staff->id, "supervisor", mara);
	visits_set(&record_practice, 1, "look_percent", "100");
	for (i = 0; i < ARRAY_LEN(times); i++) {
		int64_t visit = visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-12",
		    times[i], "done");

		visits_chart(visit);
		if (i == 0)
			dbfile_sql(v.path, "UPDATE device SET name = 'First'; UPDATE lot SET number = 'A1'");
		OK(sign_look(v.ruth, visit, &look, &err));
		OK(sign_do(v.ruth, &look, SIGN_SIGN, NULL, reasons, NULL, &err));
	}
}

static void
a_supervisor_looks(void **state)
{
	day();
	driven_begin(v.mara, v.path, false);
	sees("2 second looks");
	keys("8 / second Enter");
	looks_at_each_size("second-looks");
	keys("Enter");
	sees("Would you have treated so?");
	sees("Lang, Anna, Thu 12 Mar 09:00, Ruth, signed by Ruth Aoki.");
	sees("cheek L 1.00, chin");
	looks_at_each_size("second-look");
	keys("a");
	says("Agreed: Lang, Anna, Thu 12 Mar 09:00, Ruth.");
	keys("Enter d Enter");
	says("A sentence is needed");
	keys("too Space deep Enter");
	says("Disagreed, which stays with it: Lang, Anna, Thu 12 Mar 10:30, Ruth.");
	sees("Nothing waits for a second look of yours.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM second_look WHERE "
	    "act = 'disagreed' AND words = 'too deep'"), 1);
	keys("1");
	sees_not("second look");
}

/* It is opened first, and nothing is said by that. */
static void
it_is_opened_first(void **state)
{
	day();
	driven_begin(v.mara, v.path, false);
	keys("8 / second Enter Enter o");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM second_look WHERE "
	    "act <> 'drawn'"), 0);
	sees("Lang, Anna");
}

static void
who_signed_has_none(void **state)
{
	day();
	driven_begin(v.ruth, v.path, false);
	sees_not("second look");
	keys("8 / second Enter");
	sees("Nothing waits for a second look of yours.");
	keys("Enter");
	says("Nothing waits for a second look of yours.");
}

TEST_MAIN(CASE(a_supervisor_looks), CASE(it_is_opened_first), CASE(who_signed_has_none))
