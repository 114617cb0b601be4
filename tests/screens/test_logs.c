/*
 * Proves that what an inspector asks for is written down from the tab Practice: logs, which are
 * one dated list that nothing is taken out of, certificates of persons, and what devices are
 * cleared for; and that who may write it does.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/offer.h"
#include "tests/support/driven_visits.h"

static void
logs_are_one_dated_list(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("8 / logs Enter");
	sees("Nothing yet. n writes down a service");
	keys("n ster Tab 2026-03-10 Tab Tab mara Tab cycle Space 114");
	keys("^S n sharps Tab 2026-03-11 Tab Tab Tab thumb ^S");
	sees("Wed 11 Mar 2026");
	sees("sharps injury");
	sees("mara");
	sees("cycle 114");
	keys("d");
	says("What stands here stays. e changes it.");
	keys("j e Tab Tab Tab Tab , Space twice ^S");
	sees("cycle 114, twice");
	keys("n service Tab 2027-03-13 Tab Tab Tab oil ^S");
	sees("that day is to come");
}

static void
certificates_end(void **state)
{
	driven_begin(v.mara, v.path, false);
	keys("8 / certificates Enter n mara Tab first Space aid Tab Tab 2027-01-31 ^S");
	sees("first aid");
	sees("31 Jan 2027");
	keys("d");
	sees("No certificates yet.");
	keys("v");
	sees("first aid (inactive)");
	keys("n mara ^S");
	sees("Name is missing");
}

static void
labels_say_where_it_stands(void **state)
{
	driven_begin(v.mara, v.path, false);
	visits_new(&record_device, "name", "Pen", NULL);
	keys(": device Space labels Enter n pen Tab Tab neck Tab 22 Tab II Space III Space IV");
	keys("Tab 100 Tab K202243 ^S");
	sees("Pen");
	sees("neck");
	sees("100");
	sees("K202243");
}

static void
who_treats_writes_logs_alone(void **state)
{
	driven_begin(v.ruth, v.path, false);
	keys(": logs Enter n ster Tab 2026-03-10 Tab Tab Tab cycle ^S");
	sees("cycle");
	keys(": certificates Enter n");
	says("the owner may");
}

TEST_MAIN(
    CASE(logs_are_one_dated_list),
    CASE(certificates_end),
    CASE(labels_say_where_it_stands),
    CASE(who_treats_writes_logs_alone))
