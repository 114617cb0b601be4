/*
 * Proves that one key leads from a lot, on its list and on its page, to those who had it; that
 * what came of calling them is written down for one or for all that are marked, stays, and is
 * undone; and that Enter opens the client.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/offer.h"
#include "tests/support/driven_visits.h"

/* Two visits of which the lot B77 was used, and a booking of the same service. */
static void
charted(struct practice *p)
{
	int64_t berta;

	visits_new(&record_product, "name", "Serum", NULL);
	visits_new(&record_lot, "product", "1", "number", "B77", NULL);
	visits_new(&record_lot, "product", "1", "number", "C3", NULL);
	berta = clinic_client(v.mara, "given", "Berta", "family", "Moll", "phone", "555 0101", NULL);
	visits_add(v.anna, v.needling, 0, "2026-02-03", "10:00", "done");
	visits_add(berta, v.needling, 0, "2026-02-04", "10:00", "done");
	visits_add(berta, v.needling, 0, "2026-04-02", "10:00", "booked");
	dbfile_sql(v.path, "INSERT INTO chart_template(id, version, code, edition, title, body, "
	    "state) VALUES (900, 1, 'x', 1, 'x', '{}', 'published');"
	    "INSERT INTO chart(id, version, session, template) VALUES (1, 1, 1, 900), (2, 1, 2, 900);"
	    "INSERT INTO chart_line(version, chart, position, zone, depth) VALUES "
	    "(1, 1, 1, 'forehead', 50), (1, 2, 1, 'chin', 75);"
	    "INSERT INTO chart_product(version, chart, position, used_as, lot, quantity) VALUES "
	    "(1, 1, 1, 'serum', 1, 1), (1, 2, 1, 'serum', 1, 1)");
	driven_begin(p, v.path, false);
	offer_push(d, &record_lot);
}

static void
one_key_leads_to_its_clients(void **state)
{
	charted(v.mara);
	keys("T");
	in_front("trace");
	sees("Who had lot B77 of Serum");
	sees_not("without a try");
	sees("4 Feb 2026   Moll, Berta");
	sees("555 0101");
	sees("chin 0.75");
	sees("forehead");
	keys("Enter");
	in_front("client");
	sees("Moll, Berta");
	keys("q q Enter T");
	in_front("trace");
	keys("q q j T");
	sees("No visit has it.");
	keys("f");
	says("Nobody is selected.");
}

static void
what_came_of_it_stays(void **state)
{
	charted(v.mara);
	visits_set(&record_session, 3, "status", "cancelled");
	visits_set(&record_lot, 1, "recalled_on", "2026-03-10");
	keys("T f");
	sees("what came of it?");
	keys("n");
	says("No answer: Moll, Berta");
	sees("no answer 12 Mar");
	keys("j k");
	sees("2 visits, 1 without a try");
	keys("u");
	sees_not("no answer 12 Mar");
	keys("j k");
	sees("2 visits, 2 without a try");
	keys("Space Space f");
	sees("2 marked: what came of it?");
	keys("r");
	says("Told: 2 visits. u undoes all of it.");
	keys("q T");
	sees("told 12 Mar");
	sees("0 without a try");
	keys("u");
	says("and 1 other?");
	keys("u");
	says("Undone");
	sees_not("told 12 Mar");
}

static void
a_recall_names_the_bookings(void **state)
{
	charted(v.mara);
	keys("e Tab Tab Tab Tab Tab 2026-03-10 ^S T");
	sees("recalled 10 Mar 2026; 3 visits, 3 without a try");
	sees("2 Apr 2026   Moll, Berta");
	sees("booked");
}

static void
the_palette_asks_which(void **state)
{
	charted(v.mara);
	keys("1 : trace Enter");
	says("Which lot? T on it shows who had it.");
	keys("T");
	in_front("trace");
	keys("1 : rooms Enter T");
	says("Who had a lot is shown: select one on the page Lots.");
}

static void
the_desk_calls_and_sees_no_depths(void **state)
{
	charted(v.desk);
	keys("T");
	sees("555 0101");
	sees_not("chin");
	keys("f l");
	says("Letter sent: Moll, Berta");
	sees("letter 12 Mar");
}

TEST_MAIN(
    CASE(one_key_leads_to_its_clients),
    CASE(what_came_of_it_stays),
    CASE(a_recall_names_the_bookings),
    CASE(the_palette_asks_which),
    CASE(the_desk_calls_and_sees_no_depths))
