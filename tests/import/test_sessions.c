/*
 * Proves how an import fills the book: what past and coming bookings count as, how
 * lists of visits that did not happen find the booking they name, in whichever
 * order the files come, and that an overlap or a missing length is kept and told.
 * The clock stands at 2026-03-12 10:00.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "tests/support/importing.h"

#define MAKE "[sessions]\ncreate = client, service, staff\n"

static bool
list(struct practice *p, const char *status, const char *rows)
{
	struct import_options o = { .kind = "sessions", .status = status };

	return importing_as(p, &o, rows, strlen(rows), MAKE);
}

static void
is_state(const char *expected)
{
	is_text("SELECT group_concat(coalesce(start, '-') || ' ' || status, '; ') FROM "
	    "(SELECT * FROM session ORDER BY date, start IS NULL, start, id)", expected);
}

static void
past_bookings_are_done(void **state)
{
	struct practice *p = importing_new("past.db");

	importing(p, "sessions", "client,date,start,status\nA,2026-03-11,9:00,\n"
	    "A,2026-03-12,9:00,\nA,2026-03-13,9:00,\nB,2026-03-11,12:00,booked\n"
	    "B,2026-03-11,13:00,No Show\nB,2026-03-11,14:00,Completed\n"
	    "B,2026-03-11,15:00,Canceled\nB,2026-03-11,16:00,vanished\n", MAKE);
	counted(8, 7, 0, 0, 1);
	assert_int_equal(imported.r.made_clients, 2);
	is_state("540 done; 720 booked; 780 no_show; 840 done; 900 cancelled; "
	    "540 booked; 540 booked");
	said("refused 9:4 Status must be one of booked, confirmed, here,");
	is_text("SELECT group_concat(DISTINCT origin) FROM session", "import");
	practice_close(p);
}

/* A length that is not in the file is the service's, else the practice's. */
static void
lengths_are_assumed(void **state)
{
	struct practice *p = importing_new("lengths.db");

	importing(p, "services", "code,name,minutes\nCON,Consultation,25\nX,Other,\n", NULL);
	importing(p, "sessions", "client,service,date,start,minutes\nA,con,2026-01-05,9:00,\n"
	    "A,X,2026-01-05,10:00,\nA,Consultation,2026-01-05,11:00,1:10\n", MAKE);
	counted(3, 3, 0, 0, 0);
	is_text("SELECT group_concat(service || ' ' || minutes || ' ' || minutes_assumed, "
	    "'; ') FROM session", "1 25 1; 2 60 1; 1 70 0");
	said("noted 0 2 sessions have no length in the file");
	practice_close(p);
}

static void
midnight_ends_no_visit(void **state)
{
	struct practice *p = importing_new("midnight.db");

	importing(p, "sessions", "external_id,staff,date,start,minutes,client,numbing\n"
	    "1,ML,2026-11-10,23:30,90\n2,ML,2026-11-11,00:15,30\n"
	    "3,ML,2026-11-11,01:00,30\n4,ML,2026-11-12,00:00,10\n"
	    "5,ML,2026-11-11,23:50,11\n"
	    "6,ML,2026-11-30,23:50,30,,60\n7,ML,2026-12-01,00:30,30\n"
	    "8,ML,2026-12-01,00:20,30\n", "[sessions]\ncreate = staff\n");
	counted(8, 8, 0, 0, 0);
	assert_int_equal(imported.r.overlaps, 4);
	said("noted 3 Overlaps session 1 of the same practitioner");
	said("noted 6 Overlaps session 4 of the same practitioner");
	said("noted 8 Overlaps session 6 of the same practitioner");
	practice_close(p);
}

static void
overlaps_are_kept_and_told(void **state)
{
	struct practice *p = importing_new("overlap.db");

	importing(p, "sessions", "client,staff,date,start,minutes,status\n"
	    "A,JJ,2026-01-05,9:00,60,\nB,JJ,2026-01-05,9:30,60,\nC,KK,2026-01-05,9:30,60,\n"
	    "D,JJ,2026-01-05,10:30,30,\nE,JJ,2026-01-05,9:30,30,cancelled\n"
	    "F,JJ,2026-01-06,9:30,30,\nG,,2026-01-05,9:30,60,\nH,JJ,2026-01-05,,60,\n", MAKE);
	counted(8, 8, 0, 0, 0);
	assert_int_equal(imported.r.overlaps, 1);
	said("noted 3 Overlaps session 1 of the same practitioner; kept and marked.");
	assert_int_equal(number_of("SELECT sum(overlap_ok) FROM session"), 1);
	assert_int_equal(number_of("SELECT overlap_ok FROM session WHERE id = 2"), 1);
	practice_close(p);
}

/* A list takes the booking it names, the earliest not taken yet, or adds one. */
static void
lists_take_their_bookings(void **state)
{
	static const char no_shows[] = "Client,Date,Service\nA,2026-01-05,X\n"
	    "A,2026-01-05,X\nA,2026-01-05,X\nA,2026-01-05,Y\n,2026-01-06,X\n";
	struct practice *p = importing_new("lists.db");
	int64_t entries;

	importing(p, "sessions", "client,service,date,start\nA,X,2026-01-05,14:00\n"
	    "A,X,2026-01-05,9:00\nB,X,2026-01-05,8:00\n,X,2026-01-06,7:00\n", MAKE);
	list(p, "no_show", no_shows);
	counted(5, 2, 3, 0, 0);
	is_state("480 done; 540 no_show; 840 no_show; - no_show; - no_show; 420 no_show");
	entries = number_of("SELECT count(*) FROM journal");
	list(p, "no_show", no_shows);
	counted(5, 0, 0, 5, 0);
	assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
	/* the bookings read again do not take it back */
	importing(p, "sessions", "client,service,date,start\nA,X,2026-01-05,14:00\n"
	    "A,X,2026-01-05,9:00\nB,X,2026-01-05,8:00\n,X,2026-01-06,7:00\n", MAKE);
	counted(4, 0, 0, 4, 0);
	assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
	/* another list finds only what none has taken */
	list(p, "cancelled", "client,date,service,Cancel Date\nB,2026-01-05,X,2026-01-04\n"
	    "A,2026-01-05,X,2026-01-04\n");
	counted(2, 1, 1, 0, 0);
	is_text("SELECT status || cancelled_on || start FROM session WHERE id = 3",
	    "cancelled2026-01-04480");
	practice_close(p);
}

/* A row that says a time takes the booking of that time. */
static void
lists_may_say_the_time(void **state)
{
	struct practice *p = importing_new("time.db");

	importing(p, "sessions", "client,service,date,start\nA,X,2026-01-05,9:00\n"
	    "A,X,2026-01-05,14:00\n", MAKE);
	list(p, "cancelled", "client,date,service,start\nA,2026-01-05,X,14:00\n");
	counted(1, 0, 1, 0, 0);
	is_state("540 done; 840 cancelled");
	practice_close(p);
}

/* A booking that comes after the list takes over the session the list has made:
 * its times and person, the list's outcome. */
static void
bookings_may_come_later(void **state)
{
	struct practice *p = importing_new("later.db");

	list(p, "cancelled", "client,date,service,notes\nA,2026-01-05,X,by phone\n");
	counted(1, 1, 0, 0, 0);
	importing(p, "sessions", "client,service,staff,date,start,minutes,status,notes\n"
	    "A,X,JJ,2026-01-05,9:00,45,booked,first visit\nA,X,JJ,2026-01-05,11:00,45,,\n",
	    MAKE);
	counted(2, 1, 1, 0, 0);
	is_state("540 cancelled; 660 done");
	is_text("SELECT minutes || '/' || minutes_assumed || '/' || staff || '/' || notes "
	    "FROM session WHERE id = 1", "45/0/2/by phone\nfirst visit");
	/* news of the booking do not undo what the list told */
	importing(p, "sessions", "client,service,staff,date,start,minutes,status,notes,"
	    "external_id\nA,X,JJ,2026-01-05,9:30,30,booked,first visit,e1\n",
	    MAKE "key = client + date\n");
	counted(1, 1, 0, 0, 0);
	practice_close(p);
}

static void
external_ids_update(void **state)
{
	struct practice *p = importing_new("ids.db");

	importing(p, "sessions", "id,state,patient_guid,treatment_name,start_at,end_at\n"
	    "7,booked,g1,Peel,2026-01-05 09:00,2026-01-05 09:45\n"
	    "8,arrived,g1,Peel,2026-01-06 09:00,2026-01-06 09:45\n",
	    "[sessions]\ncreate = client, service\n");
	counted(2, 2, 0, 0, 0);
	importing(p, "sessions", "id,state,patient_guid,treatment_name,start_at,end_at\n"
	    "7,no_show,g1,Peel,2026-01-05 09:15,2026-01-05 10:00\n"
	    "8,arrived,g1,Peel,2026-01-06 09:00,2026-01-06 09:45\n", NULL);
	counted(2, 0, 1, 1, 0);
	is_state("555 no_show; 540 done");
	list(p, "cancelled", "id,client,date\n8,g1,2026-01-06\n");
	counted(1, 0, 1, 0, 0);
	is_state("555 no_show; 540 cancelled");
	practice_close(p);
}

/* Late: the client, inside the notice period (24 hours) at whatever time of that
 * day; what the clinic cancels, or nobody is named for, is not. */
static void
late_only_where_it_is_known(void **state)
{
	struct practice *p = importing_new("late.db");

	list(p, "cancelled", "client,date,start,cancelled_on,cancelled_by\n"
	    "A,2026-01-05,14:00,2026-01-05,client\nB,2026-01-05,15:00,2026-01-04,client\n"
	    "C,2026-01-05,16:00,2026-01-03,client\nD,2026-01-05,17:00,2026-01-05,clinic\n"
	    "E,2026-01-05,18:00,2026-01-05,\nF,2026-01-05,,2026-01-05,client\n"
	    "G,2026-01-05,,2026-01-04,client\n");
	counted(7, 7, 0, 0, 0);
	is_text("SELECT group_concat(late, '') FROM (SELECT late FROM session ORDER BY id)",
	    "1000010");
	practice_close(p);
}

static void
links_are_looked_up(void **state)
{
	struct practice *p = importing_new("links.db");

	clinic_client(p, "given", "Zo\xc3\xab", "family", "de la Cruz", "external_id", "z1", NULL);
	clinic_client(p, "given", "Ann", "family", "Lee", NULL);
	clinic_client(p, "given", "Ann", "family", "Lee", NULL);
	importing(p, "services", "code,name\nPL,Peel\nP2,Peel\n", NULL);
	importing(p, "sessions", "client,service,staff,date\nz1,pl,MARA,2026-01-05\n"
	    "#2,,,2026-01-05\nZOE DE LA CRUZ,,,2026-01-05\n\"de la Cruz, Zo\xc3\xab\",,,2026-01-05\n"
	    "Ann Lee,,,2026-01-05\nnobody,,,2026-01-05\n#99,,,2026-01-05\nz1,peel,,2026-01-05\n"
	    "Z1,,,2026-01-05\n,,,2026-01-05\n", NULL);
	counted(10, 5, 0, 0, 5);
	is_text("SELECT group_concat(coalesce(client, '-'), ' ') FROM "
	    "(SELECT client FROM session ORDER BY id)", "1 2 1 1 -");
	said("refused 6:1 Several clients have the name \"Ann Lee\": give the other id "
	    "of the right one");
	said("refused 7:1 There is no client \"nobody\"; the mapping can have it made "
	    "(create =)");
	said("refused 8:1 There is no client \"#99\"");
	said("refused 9:2 Several services have the name \"peel\"");
	said("refused 10:1 There is no client \"Z1\"");
	assert_int_equal(number_of("SELECT count(*) FROM client"), 3);
	/* made from a code: the code is family name and number there */
	importing(p, "sessions", "client,service,staff,date\nK7,NEW,JJ,2026-01-07\n"
	    "K7,new,jj,2026-01-08\n", MAKE);
	counted(2, 2, 0, 0, 0);
	is_text("SELECT family || external_id || coalesce(given, '-') FROM client "
	    "WHERE id = 4", "K7K7-");
	is_text("SELECT code || name FROM service WHERE id = 3", "NEWNEW");
	is_text("SELECT code || name || role FROM staff WHERE id = 2", "JJJJpractitioner");
	assert_int_equal(imported.r.made_clients + imported.r.made_services +
	    imported.r.made_staff, 3);
	practice_close(p);
}

/* --- any order ------------------------------------------------------------------ */

static unsigned seed;

static unsigned
roll(unsigned n)
{
	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

static void
random_rows(struct buf *out, bool starts, int n)
{
	buf_adds(out, starts ? "client,service,date,staff,start\n" :
	    "client,service,date,staff\n");
	while (n-- > 0) {
		buf_addf(out, "%s,S%u,2026-01-%02u,T%u", roll(6) == 0 ? "" :
		    roll(2) ? "A" : "B", roll(2), 5 + roll(3), roll(2));
		if (starts)
			buf_addf(out, ",%u:%02u", 8 + roll(10), 15 * roll(4));
		buf_addc(out, '\n');
	}
}

/* The three files in one order; what the book then says of each client, service and
 * day: how many done, missed, cancelled, and how many with a time. (Where two lists
 * name one booking, the first has its time and the other is added.) */
static char *
in_order(const char *const files[3], const int order[3])
{
	static const char *const statuses[3] = { NULL, "no_show", "cancelled" };
	struct practice *p = importing_new("order.db");
	char *got, *found;
	int i;

	for (i = 0; i < 6; i++) {
		list(p, statuses[order[i % 3]], files[order[i % 3]]);
		assert_true(imported.ok);
		assert_int_equal(imported.r.refused, 0);
		if (i >= 3)
			assert_int_equal(imported.r.unchanged, imported.r.rows);
	}
	got = text_of("SELECT group_concat(line, char(10)) FROM (SELECT "
	    "coalesce(c.external_id, '-') || ' ' || v.code || ' ' || date || ' ' || "
	    "sum(status = 'done') || sum(status = 'no_show') || sum(status = 'cancelled') || "
	    "' ' || count(start) AS line FROM session s "
	    "LEFT JOIN client c ON c.id = s.client JOIN service v ON v.id = s.service "
	    "GROUP BY c.external_id, v.code, date ORDER BY 1)");
	practice_close(p);
	found = dbfile_check(importing_path(), true);
	assert_string_equal(found, "");
	free(found);
	remove(importing_path());
	return got;
}

/* Whatever the order of the files: as many sessions of each client, service and day
 * in each state; as many of all as bookings and rows that name none. */
static void
the_order_of_files_does_not_matter(void **state)
{
	static const int orders[6][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 },
	    { 2, 0, 1 }, { 1, 2, 0 }, { 2, 1, 0 } };
	unsigned round;

	for (round = 1; round <= 4; round++) {
		AUTO_BUF struct buf a = BUF_INIT, b = BUF_INIT, c = BUF_INIT;
		AUTO_FREE char *first = NULL;
		int i;

		seed = round;
		random_rows(&a, true, 30);
		random_rows(&b, false, 8);
		random_rows(&c, false, 12);
		for (i = 0; i < 6; i++) {
			const char *const files[3] = { a.s, b.s, c.s };
			AUTO_FREE char *got = in_order(files, orders[i]);

			if (i == 0)
				first = xstrdup(got);
			assert_string_equal(got, first);
		}
	}
}

TEST_MAIN(
    cmocka_unit_test(past_bookings_are_done),
    cmocka_unit_test(lengths_are_assumed),
    cmocka_unit_test(midnight_ends_no_visit),
    cmocka_unit_test(overlaps_are_kept_and_told),
    cmocka_unit_test(lists_take_their_bookings),
    cmocka_unit_test(lists_may_say_the_time),
    cmocka_unit_test(bookings_may_come_later),
    cmocka_unit_test(external_ids_update),
    cmocka_unit_test(late_only_where_it_is_known),
    cmocka_unit_test(links_are_looked_up),
    cmocka_unit_test(the_order_of_files_does_not_matter))
