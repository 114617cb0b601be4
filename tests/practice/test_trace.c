/*
 * Proves that a lot leads to its visits, newest first, with the zones of its own cartridge, and
 * that a product, a device, a room, a person and a client do; that a lot that is recalled names
 * the bookings that would use its product; that who was told stays, lot by lot, is undone, and
 * takes another answer. The clinic's day is 12 March 2026.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/history.h"
#include "practice/trace.h"
#include "tests/support/dbfile.h"
#include "tests/support/visits.h"

static int64_t serum, lot, other, room, pen, berta, first, second;

/* A chart of a visit: position, zone, depth and cartridge of its lines; position, use, product
 * and lot of what was used. */
static void
chart(int64_t session, const char *lines, const char *products)
{
	AUTO_FREE char *sql = xasprintf("INSERT INTO chart(version, session, template, device) "
	    "VALUES (1, %lld, 900, %lld);"
	    "INSERT INTO chart_line(version, chart, position, zone, depth, cartridge) "
	    "SELECT 1, (SELECT max(id) FROM chart), * FROM (VALUES %s);"
	    "INSERT INTO chart_product(version, chart, position, used_as, product, lot, quantity) "
	    "SELECT 1, (SELECT max(id) FROM chart), *, 1 FROM (VALUES %s)",
	    (long long)session, (long long)pen, lines,
	    products);

	dbfile_sql(v.path, sql);
}

static void
begin(void)
{
	AUTO_FREE char *of = NULL, *uses = NULL, *loose = NULL;

	serum = visits_new(&record_product, "name", "Serum", "code", "SER", NULL);
	of = xasprintf("%lld", (long long)serum);
	lot = visits_new(&record_lot, "product", of, "number", "B77", NULL);
	other = visits_new(&record_lot, "product", of, "number", "C3", NULL);
	room = visits_new(&record_room, "name", "Blue", NULL);
	pen = visits_new(&record_device, "name", "Pen", NULL);
	berta = clinic_client(v.mara, "given", "Berta", "family", "Moll", "phone", "555 0101", NULL);
	dbfile_sql(v.path, "INSERT INTO chart_template(id, version, code, edition, title, body, "
	    "state) VALUES (900, 1, 'x', 1, 'x', '{}', 'published')");
	first = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-02-03", "10:00", "done");
	second = visits_add(berta, v.needling, v.ruth->staff->id, "2026-02-04", "10:00", "done");
	visits_set(&record_session, second, "stopped", "felt faint");
	visits_set(&record_session, second, "room", "1");
	uses = xasprintf("(1, 'cartridge', NULL, %lld), (2, 'cartridge', NULL, %lld)",
	    (long long)lot, (long long)other);
	chart(first, "(1, 'forehead', 50, 1), (2, 'cheek_l', 125, 2), (3, 'chin', 75, NULL)", uses);
	loose = xasprintf("(1, 'serum', NULL, %lld), (1, 'glide', %lld, NULL)", (long long)lot,
	    (long long)serum);
	chart(second, "(1, 'neck', 25, NULL)", loose);
}

static bool
add_line(const struct trace_row *r, void *arg)
{
	char day[DATE_ISO_SIZE];

	buf_addf(arg, "%s %s %s %s %s", date_to_iso(r->date, day), r->name, r->zones, r->outcome,
	    r->told);
	if (r->booked)
		buf_adds(arg, "booked");
	buf_adds(arg, "|");
	return true;
}

static void
traced(struct practice *p, enum trace_by by, int64_t id, const char *expected)
{
	struct trace_cause cause = { by, id, DATE_NONE, DATE_NONE };
	AUTO_BUF struct buf out = BUF_INIT;
	struct err err;

	OK(trace_list(p, &cause, add_line, &out, &err));
	assert_string_equal(out.s, expected);
}

#define BERTA "2026-02-04 Moll, Berta neck 0.25 stopped "
#define ANNA "2026-02-03 Lang, Anna "

static void
a_lot_leads_to_its_visits(void **state)
{
	begin();
	traced(v.mara, TRACE_LOT, lot, BERTA "|" ANNA "forehead 0.50, chin 0.75  |");
	traced(v.mara, TRACE_LOT, other, ANNA "cheek_l 1.25, chin 0.75  |");
	visits_new(&record_adverse_event, "client", "2", "session", "2", "what", "blisters",
	    "grade", "2", "serious", "no", "onset", "2026-02-06", NULL);
	traced(v.mara, TRACE_LOT, lot, "2026-02-04 Moll, Berta neck 0.25 stopped; blisters, grade 2 "
	    "|" ANNA "forehead 0.50, chin 0.75  |");
	/* the desk calls, and sees nothing medical */
	traced(v.desk, TRACE_LOT, lot, "2026-02-04 Moll, Berta   |" ANNA "  |");
}

static void
zones_are_called_as_in_the_chart(void **state)
{
	begin();
	dbfile_sql(v.path, "UPDATE chart SET template = (SELECT max(id) FROM chart_template WHERE "
	    "code = 'microneedling')");
	traced(v.mara, TRACE_LOT, other, ANNA "cheek L 1.25, chin 0.75  |");
}

static void
so_do_the_others(void **state)
{
	static const char both[] = BERTA "|" ANNA "forehead 0.50, cheek_l 1.25, chin 0.75  |";
	struct trace_cause cause;
	AUTO_BUF struct buf out = BUF_INIT;
	struct err err;
	int64_t third;

	begin();
	traced(v.mara, TRACE_PRODUCT, serum, both);
	traced(v.mara, TRACE_DEVICE, pen, both);
	traced(v.mara, TRACE_ROOM, room, BERTA "|");
	traced(v.mara, TRACE_STAFF, v.ruth->staff->id, BERTA "|");
	traced(v.mara, TRACE_CLIENT, berta, BERTA "|");
	/* of which nobody wrote down the lot */
	third = visits_add(v.anna, v.facial, 0, "2026-02-05", "9:00", "done");
	AUTO_FREE char *loose = xasprintf("(1, 'serum', %lld, NULL)", (long long)serum);
	chart(third, "(1, 'hands', NULL, NULL)", loose);
	traced(v.mara, TRACE_PRODUCT, serum, "2026-02-05 Lang, Anna hands  |" BERTA "|" ANNA
	    "forehead 0.50, cheek_l 1.25, chin 0.75  |");
	OK(trace_cause_read("product 2026-02-04 2026-02-04", serum, &cause, &err));
	OK(trace_list(v.mara, &cause, add_line, &out, &err));
	assert_string_equal(out.s, BERTA "|");
}

static void
a_recalled_lot_names_bookings(void **state)
{
	int64_t booked;

	begin();
	visits_add(berta, v.needling, 0, "2026-04-02", "10:00", "booked");
	booked = visits_add(v.anna, v.facial, 0, "2026-04-03", "10:00", "booked");
	visits_add(v.anna, v.needling, 0, "2026-03-02", "10:00", "booked");	/* past */
	visits_add(v.anna, v.needling, 0, "2026-04-04", "10:00", "cancelled");
	traced(v.mara, TRACE_LOT, other, ANNA "cheek_l 1.25, chin 0.75  |");
	visits_set(&record_lot, other, "recalled_on", "2026-03-10");
	traced(v.mara, TRACE_LOT, other, "2026-04-02 Moll, Berta   booked|" ANNA
	    "cheek_l 1.25, chin 0.75  |");
	/* who takes part now is a booking of a service that uses it */
	visits_set(&record_session, booked, "service", "1");
	traced(v.mara, TRACE_LOT, other, "2026-04-03 Lang, Anna   booked|"
	    "2026-04-02 Moll, Berta   booked|" ANNA "cheek_l 1.25, chin 0.75  |");
	/* nor has it been used on who is here and not treated yet */
	visits_add(berta, v.needling, 0, "2026-03-12", "09:00", "here");
	traced(v.mara, TRACE_LOT, other, "2026-04-03 Lang, Anna   booked|"
	    "2026-04-02 Moll, Berta   booked|2026-03-12 Moll, Berta   booked|" ANNA
	    "cheek_l 1.25, chin 0.75  |");
}

static void
who_was_told_stays(void **state)
{
	struct trace_cause cause = { TRACE_LOT, 0, DATE_NONE, DATE_NONE };
	struct undone undone;
	int64_t both[2];
	struct err err;

	begin();
	cause.id = lot;
	both[0] = first;
	both[1] = second;
	OK(trace_tell(v.desk, &cause, both, 2, TRACE_NO_ANSWER, &err));
	traced(v.mara, TRACE_LOT, lot, BERTA "no answer|" ANNA "forehead 0.50, chin 0.75  no answer|");
	OK(trace_tell(v.desk, &cause, &second, 1, TRACE_TOLD, &err));
	traced(v.mara, TRACE_LOT, lot, BERTA "told|" ANNA "forehead 0.50, chin 0.75  no answer|");
	/* of another lot in the same visit nobody has been told */
	traced(v.mara, TRACE_LOT, other, ANNA "cheek_l 1.25, chin 0.75  |");
	OK(practice_undo(v.desk, &undone, NULL, &err));
	traced(v.mara, TRACE_LOT, lot, BERTA "no answer|" ANNA "forehead 0.50, chin 0.75  no answer|");
	OK(trace_tell(v.desk, &cause, &first, 1, TRACE_LETTER, &err));
	traced(v.mara, TRACE_LOT, lot, BERTA "no answer|" ANNA
	    "forehead 0.50, chin 0.75  letter|");
	/* the number was written down wrongly */
	visits_set(&record_lot, lot, "number", "B78");
	traced(v.mara, TRACE_LOT, lot, BERTA "no answer|" ANNA
	    "forehead 0.50, chin 0.75  letter|");
	visits_set(&record_lot, other, "number", "B77");
	traced(v.mara, TRACE_LOT, other, ANNA "cheek_l 1.25, chin 0.75  |");
	/* a walk-in of whom nobody wrote down the name */
	both[1] = visits_add(0, v.facial, 0, "2026-02-06", "9:00", "done");
	REFUSED(trace_tell(v.desk, &cause, both, 2, TRACE_TOLD, &err), ERR_INVALID,
	    "no one to tell");
	REFUSED(trace_tell(v.books, &cause, &first, 1, TRACE_TOLD, &err), ERR_DENIED, "sessions");
	REFUSED(trace_list(v.books, &cause, add_line, NULL, &err), ERR_DENIED, "see clients");
}

static void
words_find_it(void **state)
{
	struct trace_cause cause;
	struct err err;
	int64_t id;

	begin();
	OK(trace_find(v.mara, TRACE_LOT, "b77", &id, &err));
	assert_int_equal(id, lot);
	OK(trace_find(v.mara, TRACE_PRODUCT, "SER", &id, &err));
	assert_int_equal(id, serum);
	OK(trace_find(v.mara, TRACE_CLIENT, "moll berta", &id, &err));
	assert_int_equal(id, berta);
	REFUSED(trace_find(v.mara, TRACE_LOT, "B78", &id, &err), ERR_NOTFOUND,
	    "No lot is called \"B78\"");
	REFUSED(trace_find(v.mara, TRACE_ROOM, "", &id, &err), ERR_NOTFOUND, "Which room?");
	REFUSED(trace_find(v.books, TRACE_LOT, "B77", &id, &err), ERR_DENIED, "see clients");
	visits_new(&record_product, "name", "Toner", NULL);
	visits_new(&record_lot, "product", "2", "number", "B77", NULL);
	REFUSED(trace_find(v.mara, TRACE_LOT, "B77", &id, &err), ERR_INVALID,
	    "2 lots have the number B77, of Serum, Toner");
	visits_set(&record_product, serum, "gtin", "09521101530001");
	OK(trace_find(v.mara, TRACE_LOT, "0109521101530001" "10B77", &id, &err));
	assert_int_equal(id, lot);
	REFUSED(trace_cause_read("colour", 1, &cause, &err), ERR_USAGE, "not \"colour\"");
	REFUSED(trace_cause_read("lot 3.4.2026", 1, &cause, &err), ERR_USAGE, "2026-03-12");
}

TEST_MAIN(
    VISITS_CASE(a_lot_leads_to_its_visits),
    VISITS_CASE(zones_are_called_as_in_the_chart),
    VISITS_CASE(so_do_the_others),
    VISITS_CASE(a_recalled_lot_names_bookings),
    VISITS_CASE(who_was_told_stays),
    VISITS_CASE(words_find_it))
