/*
 * Proves what becomes of a calendar file: whose name stands in it has a visit, who is away
 * has time off, each event is one of the two or is told, and read again nothing is
 * written; what was moved or cancelled there is moved or cancelled here, in this practice's
 * own visits too, which leave it as a calendar file. The clock stands at 2026-03-12 10:00.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "export/export.h"
#include "import/columns.h"
#include "tests/support/importing.h"

#define CALENDAR(body) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" body "END:VCALENDAR\r\n"
#define EVENT(uid, day, title, rest) "BEGIN:VEVENT\r\nUID:" uid "\r\nDTSTART:" day             \
	"T140000\r\nDURATION:PT45M\r\nSUMMARY:" title "\r\n" rest "END:VEVENT\r\n"
#define ALL_DAY(uid, day, title, rest) "BEGIN:VEVENT\r\nUID:" uid "\r\nDTSTART;VALUE=DATE:"    \
	day "\r\nSUMMARY:" title "\r\n" rest "END:VEVENT\r\n"

/* With Claire Allen and Ada Okafor, two services, two people, a room and a device. */
static struct practice *
open_new(const char *name)
{
	struct practice *p = importing_new(name);

	importing(p, "clients", "given,family\nClaire,Allen\nAda,Okafor\n", NULL);
	importing(p, "services", "code,name\nPL,Peel\nLED,LED course\n", NULL);
	importing(p, "staff", "name\nMireille Fontaine\nJonas Albrecht\n", NULL);
	dbfile_sql(importing_path(), "INSERT INTO room (version, name, active) VALUES "
	    "(1, 'Room 2', 1); INSERT INTO device (version, name, active) VALUES (1, 'Laser', 1)");
	return p;
}

static void
are_visits(const char *expected)
{
	is_text("SELECT coalesce(group_concat(coalesce(client, '-') || ' ' || "
	    "coalesce(service, '-') || ' ' || date || ' ' || coalesce(start, '-') || ' ' || "
	    "minutes || ' ' || status, '; '), '') FROM (SELECT * FROM session ORDER BY date, id)",
	    expected);
}

static void
are_blocks(const char *expected)
{
	is_text("SELECT coalesce(group_concat(reason || ' ' || coalesce('s' || staff, "
	    "'r' || room, 'd' || device, 'all') || ' ' || date || ' ' || coalesce(until, '-') || "
	    "' ' || coalesce(start, '-') || ' ' || coalesce(minutes, '-') || ' ' || active, "
	    "'; '), '') FROM (SELECT * FROM block ORDER BY date, id)", expected);
}

static int64_t
journal(void)
{
	return number_of("SELECT max(n) FROM journal");
}

static void
titles_name_clients_and_services(void **state)
{
	static const char text[] = CALENDAR(
	    EVENT("1", "20260316", "Allen\\, Claire - LED course", "")
	    EVENT("2", "20260317", "Ada Okafor: peel\\; second", "")
	    EVENT("3", "20260318", "Peel with Claire Allen", "")
	    EVENT("4", "20260319", "Okafor\\, Ada", "")
	    EVENT("5", "20260320", "Allen\\, Claire - something else", "")
	    EVENT("6", "20260321", "LED course", "")
	    ALL_DAY("7", "20260322", "Allen\\, Claire - peel", ""));
	struct practice *p = open_new("titles.db");
	int64_t before;

	importing(p, "sessions", text, NULL);
	counted(7, 7, 0, 0, 0);
	are_visits("1 2 2026-03-16 840 45 booked; 2 1 2026-03-17 840 45 booked; "
	    "1 1 2026-03-18 840 45 booked; 2 - 2026-03-19 840 45 booked; "
	    "1 - 2026-03-20 840 45 booked; - 2 2026-03-21 840 45 booked; "
	    "1 1 2026-03-22 - 60 booked");
	is_text("SELECT notes FROM session WHERE external_id = '5'",
	    "Allen, Claire - something else");
	is_text("SELECT notes FROM session WHERE external_id = '2'", "Ada Okafor: peel; second");
	said("noted 27 No service is known by the words of \"Allen, Claire - something else\"");
	before = journal();
	importing(p, "sessions", text, NULL);
	counted(7, 0, 0, 7, 0);
	assert_int_equal(journal(), before);
	practice_close(p);
}

static void
who_attends_is_the_client(void **state)
{
	struct practice *p = open_new("attends.db");

	importing(p, "sessions", CALENDAR(
	    EVENT("1", "20260316", "Peel", "ORGANIZER;CN=Mireille Fontaine:mailto:m@c.example\r\n"
	    "ATTENDEE;CN=Ada Okafor:mailto:a@b.example\r\n"
	    "ATTENDEE;CN=Mireille Fontaine:mailto:m@c.example\r\nLOCATION:Room 2\r\n")
	    EVENT("2", "20260317", "Vacation", "ATTENDEE;CN=Ada Okafor:mailto:a@b.example\r\n")
	    EVENT("3", "20260318", "Peel", "ATTENDEE;CN=Nobody Here:mailto:n@b.example\r\n")
	    EVENT("4", "20260319", "Newman\\, Ida - peel", "")), NULL);
	counted(4, 1, 0, 0, 2);
	are_visits("2 1 2026-03-16 840 45 booked");
	is_text("SELECT staff || ' ' || room FROM session", "2 1");
	said("refused 20:5 There is no client \"Nobody Here\"; the mapping can have it made");
	said("refused 27:5 There is no client \"Newman, Ida\"");
	said("noted 13 \"Vacation\" on 17 Mar 2026 names no client and no service: no visit");
	/* As in other files the mapping can have them made. */
	importing(p, "sessions", CALENDAR(EVENT("4", "20260319", "Newman\\, Ida - cryo", "")),
	    "[sessions]\ncreate = client, service\n");
	counted(1, 1, 0, 0, 0);
	is_text("SELECT family || ' ' || given FROM client WHERE id = 3", "Newman Ida");
	is_text("SELECT name FROM service WHERE id = 3", "cryo");
	practice_close(p);
}

static void
what_is_no_visit_is_told(void **state)
{
	struct practice *p = open_new("none.db");

	importing(p, "sessions", CALENDAR(EVENT("1", "20260316", "Team breakfast", "")
	    ALL_DAY("2", "20260317", "Mireille away", "")
	    EVENT("3", "20260318", "Allen\\, Claire - peel", "TRANSP:TRANSPARENT\r\n")
	    ALL_DAY("4", "20260319", "Allen\\, Claire", "DTEND;VALUE=DATE:20260322\r\n")
	    EVENT("5", "20260320", "Allen\\, Claire", "RRULE:FREQ=HOURLY\r\n")
	    "BEGIN:VEVENT\r\nUID:6\r\nDTSTART:whenever\r\nSUMMARY:Allen\\, Claire\r\n"
	    "END:VEVENT\r\n"), NULL);
	counted(5, 1, 0, 0, 0);
	assert_int_equal(imported.r.passed, 4);
	said("noted 3 \"Team breakfast\" on 16 Mar 2026 names no client and no service: no visit");
	said("noted 9 \"Mireille away\" on 17 Mar 2026 names no client");
	said("noted 14 \"Allen, Claire - peel\" on 18 Mar 2026 is marked as free time");
	said("noted 21 \"Allen, Claire\" on 19 Mar 2026 goes over several days");
	said("noted 32 The rule of the series \"Allen, Claire\" is not understood");
	said("noted 36 DTSTART \"whenever\" is no day or time that is understood.");
	are_visits("1 - 2026-03-20 840 45 booked");
	practice_close(p);
}

#define SERIES(rest) EVENT("course", "20260316", "Allen\\, Claire - peel",                    \
	"RRULE:FREQ=WEEKLY;COUNT=3\r\n" rest)

static void
what_was_moved_or_cancelled_there_is_so_here(void **state)
{
	struct practice *p = open_new("moved.db");
	int64_t before;

	importing(p, "sessions", CALENDAR(SERIES("")), NULL);
	counted(3, 3, 0, 0, 0);
	are_visits("1 1 2026-03-16 840 45 booked; 1 1 2026-03-23 840 45 booked; "
	    "1 1 2026-03-30 840 45 booked");
	importing(p, "sessions", CALENDAR(SERIES("")
	    EVENT("course", "20260324", "Allen\\, Claire - peel",
	    "RECURRENCE-ID:20260323T140000\r\n")
	    EVENT("course", "20260330", "Allen\\, Claire - peel",
	    "RECURRENCE-ID:20260330T140000\r\nSTATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n")), NULL);
	counted(3, 0, 2, 1, 0);
	are_visits("1 1 2026-03-16 840 45 booked; 1 1 2026-03-24 840 45 booked; "
	    "1 1 2026-03-30 840 45 cancelled");
	/* Two weeks later the same visit, now later that day. */
	before = journal();
	importing(p, "sessions", CALENDAR(SERIES("")
	    EVENT("course", "20260324", "Allen\\, Claire - peel",
	    "RECURRENCE-ID:20260323T140000\r\n")
	    EVENT("course", "20260330", "Allen\\, Claire - peel",
	    "RECURRENCE-ID:20260330T140000\r\nSTATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n")), NULL);
	counted(3, 0, 0, 3, 0);
	assert_int_equal(journal(), before);
	practice_close(p);
}

static void
tentative_is_told_and_kept(void **state)
{
	struct practice *p = open_new("tentative.db");

	importing(p, "sessions", CALENDAR(EVENT("1", "20260316", "Allen\\, Claire",
	    "STATUS:TENTATIVE\r\n")), NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT notes FROM session", "Tentative in its calendar.");
	said("noted 3 The visit is only tentative");
	practice_close(p);
}

/* A UID longer than the field: its digest stays the same. */
static void
long_uids_are_known_again(void **state)
{
#define LONG "040000008200E00074C5B7101A82E00800000000C0FFEE0000000100000000000000001000000001"
	struct practice *p = open_new("long.db");

	importing(p, "sessions", CALENDAR(EVENT(LONG, "20260316", "Allen\\, Claire", "")), NULL);
	counted(1, 1, 0, 0, 0);
	assert_int_equal(number_of("SELECT length(external_id) FROM session"), 22);
	importing(p, "sessions", CALENDAR(EVENT(LONG, "20260317", "Allen\\, Claire", "")), NULL);
	counted(1, 0, 1, 0, 0);
	practice_close(p);
}

static void
time_off_is_somebodys(void **state)
{
	static const char text[] = CALENDAR(
	    ALL_DAY("1", "20260316", "Mireille away", "DTEND;VALUE=DATE:20260321\r\n")
	    ALL_DAY("2", "20260317", "Closed\\, inventory", "")
	    EVENT("3", "20260318", "Deep clean of room 2", "")
	    EVENT("4", "20260319", "Laser is serviced", "")
	    EVENT("5", "20260320", "Dentist", "ORGANIZER;CN=Jonas Albrecht:mailto:j@c.example\r\n")
	    EVENT("6", "20260321", "Team breakfast", "")
	    ALL_DAY("7", "20260322", "Jonas's birthday", "TRANSP:TRANSPARENT\r\n")
	    ALL_DAY("8", "20260323", "Jonas perhaps away", "STATUS:TENTATIVE\r\n")
	    EVENT("9", "20260324", "Allen\\, Claire - peel", ""));
	struct practice *p = open_new("off.db");
	int64_t before;

	importing(p, "blocks", text, NULL);
	counted(9, 6, 0, 0, 1);
	are_blocks("Mireille away s2 2026-03-16 2026-03-20 - - 1; "
	    "Closed, inventory all 2026-03-17 - - - 1; "
	    "Deep clean of room 2 r1 2026-03-18 - 840 45 1; "
	    "Laser is serviced d1 2026-03-19 - 840 45 1; Dentist s3 2026-03-20 - 840 45 1; "
	    "Jonas perhaps away (tentative) s3 2026-03-23 - - - 1");
	said("refused 33:2 Whose time \"Team breakfast\" on 2026-03-21 takes is not said");
	said("noted 39 \"Jonas's birthday\" on 22 Mar 2026 is marked as free time");
	said("noted 45 The time off is only tentative");
	said("noted 51 \"Allen, Claire - peel\" on 24 Mar 2026 is a visit: `import sessions`");
	before = journal();
	importing(p, "blocks", text, NULL);
	counted(9, 0, 0, 6, 1);
	assert_int_equal(journal(), before);
	/* A mapping, or the calendar's name, says it for all; a cancelled one counts no more. */
	importing(p, "blocks", CALENDAR(EVENT("6", "20260321", "Team breakfast", "")),
	    "[blocks]\nstaff = \"Jonas Albrecht\"\n");
	counted(1, 1, 0, 0, 0);
	importing(p, "blocks", CALENDAR(
	    EVENT("6", "20260321", "Team breakfast", "STATUS:CANCELLED\r\n")),
	    "[blocks]\nstaff = \"Jonas Albrecht\"\n");
	counted(1, 0, 1, 0, 0);
	is_text("SELECT active || ' ' || staff FROM block WHERE external_id = '6'", "0 3");
	importing(p, "blocks", CALENDAR("X-WR-CALNAME:Room 2\r\n"
	    EVENT("10", "20260325", "Lent out", "")), NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT room FROM block WHERE external_id = '10'", "1");
	/* The mapping's word is for the rest: it takes nothing from whom the calendar names. */
	importing(p, "blocks", text, "[blocks]\nstaff = \"Jonas Albrecht\"\n");
	counted(9, 0, 1, 6, 0);
	is_text("SELECT group_concat(coalesce('s' || staff, 'r' || room, 'd' || device, 'all'), "
	    "' ') FROM (SELECT * FROM block WHERE external_id IN ('1', '2', '3', '4', '6') "
	    "ORDER BY date)", "s2 all r1 d1 s3");
	/* Closed is all, whoever wrote it; of two people it is nobody's guess. */
	importing(p, "blocks", CALENDAR(ALL_DAY("11", "20260326", "Closed",
	    "ORGANIZER;CN=Jonas Albrecht:mailto:j@c.example\r\n")
	    ALL_DAY("12", "20260327", "Mireille and Jonas on a course", "")), NULL);
	counted(2, 1, 0, 0, 1);
	is_text("SELECT coalesce(staff, 'all') FROM block WHERE external_id = '11'", "all");
	said("refused 9:2 Whose time \"Mireille and Jonas on a course\" on 2026-03-27");
	practice_close(p);
}

static void
time_off_is_cut_at_midnight(void **state)
{
	struct practice *p = open_new("midnight.db");

	importing(p, "blocks", CALENDAR("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260316T220000\r\n"
	    "DTEND:20260319T060000\r\nSUMMARY:Laser is away\r\nEND:VEVENT\r\n"), NULL);
	counted(3, 3, 0, 0, 0);
	are_blocks("Laser is away d1 2026-03-16 - 1320 - 1; "
	    "Laser is away d1 2026-03-17 2026-03-18 - - 1; Laser is away d1 2026-03-19 - 0 360 1");
	practice_close(p);
}

/* The hour that comes twice: the end on the wall may lie before the begin. */
static void
time_off_in_the_doubled_hour_has_its_length(void **state)
{
	struct practice *p = open_new("doubled.db");
	struct err e;

	assert_true(clock_set_zone("America/Toronto", &e));
	importing(p, "blocks", CALENDAR("BEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261101T053000Z\r\n"
	    "DTEND:20261101T060000Z\r\nSUMMARY:Laser is away\r\nEND:VEVENT\r\n"
	    "BEGIN:VEVENT\r\nUID:2\r\nDTSTART:20261101T053000Z\r\n"
	    "DTEND:20261101T063000Z\r\nSUMMARY:Laser is cleaned\r\nEND:VEVENT\r\n"), NULL);
	counted(2, 2, 0, 0, 0);
	assert_true(clock_set_zone("UTC", &e));
	are_blocks("Laser is away d1 2026-11-01 - 90 30 1; Laser is cleaned d1 2026-11-01 - 90 60 1");
	practice_close(p);
}

/* A title that says nothing but that somebody is away gives way to the description. */
static void
the_reason_may_stand_in_the_description(void **state)
{
	struct practice *p = open_new("reason.db");

	importing(p, "blocks", CALENDAR("X-WR-CALNAME:Mireille Fontaine\r\n"
	    EVENT("1", "20260316", "Unavailability", "DESCRIPTION:dentist\\nat noon\r\n")
	    EVENT("2", "20260317", "Unavailability", "DESCRIPTION:holiday in Spain\r\n")
	    EVENT("3", "20260318", "Dentist", "DESCRIPTION:tooth 36\r\n")), NULL);
	counted(3, 3, 0, 0, 0);
	are_blocks("dentist s2 2026-03-16 - 840 45 1; Unavailability s2 2026-03-17 - 840 45 1; "
	    "Dentist s2 2026-03-18 - 840 45 1");
	practice_close(p);
}

/* Of a CSV file time off of nobody is the practice's, as in its form. */
static void
time_off_of_other_files(void **state)
{
	struct practice *p = open_new("csv.db");

	importing(p, "blocks", "staff,date,from,to,reason\nMireille Fontaine,2026-03-16,9:00,,x\n",
	    "[blocks]\nstart = from\nuntil = to\n");
	counted(1, 1, 0, 0, 0);
	are_blocks("x s2 2026-03-16 - 540 - 1");
	practice_close(p);
}

/* --- going out and coming back ---------------------------------------------------------- */

static char *
exported(struct practice *p, long expected)
{
	AUTO_FREE char *path = test_path("out.ics");
	struct export_options o = { .kind = "sessions", .format = "ics", .target = path };
	struct err e;
	long rows;

	if (!practice_export(p, &o, &rows, &e))
		fail_msg("%s", e.text);
	assert_int_equal(rows, expected);
	return test_read(path, NULL);
}

/* `text` with each `from` as `to`, which is as long. */
static void
change(char *text, const char *from, const char *to)
{
	assert_int_equal(strlen(from), strlen(to));
	assert_non_null(strstr(text, from));
	for (; (text = strstr(text, from)) != NULL; text += strlen(to))
		memcpy(text, to, strlen(to));
}

static void
own_visits_go_out_and_come_back(void **state)
{
	struct practice *p = open_new("own.db");
	AUTO_FREE char *text = NULL, *again = NULL;

	importing(p, "sessions", "client,service,staff,date,start,minutes,status,room,numbing\n"
	    "\"Allen, Claire\",PL,Mireille Fontaine,2026-03-16,9:00,45,booked,Room 2,20\n"
	    "\"Okafor, Ada\",LED,,2026-03-02,10:00,30,no_show,,\n"
	    "\"Okafor, Ada\",LED,,2026-03-17,,30,booked,,\n", NULL);
	counted(3, 3, 0, 0, 0);
	text = exported(p, 3);
	assert_non_null(strstr(text, "\r\nSUMMARY:Allen\\, Claire - Peel\r\n"
	    "DESCRIPTION:Practitioner: Mireille Fontaine\r\nLOCATION:Room 2\r\n"
	    "STATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\n"));
	assert_non_null(strstr(text, "\r\nSUMMARY:Okafor\\, Ada - LED course\r\n"
	    "STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n"));
	assert_non_null(strstr(text, "\r\nDTSTART;VALUE=DATE:20260317\r\n"
	    "DTEND;VALUE=DATE:20260318\r\n"));
	importing(p, "sessions", text, NULL);
	counted(3, 0, 0, 3, 0);
	are_visits("2 2 2026-03-02 600 30 no_show; 1 1 2026-03-16 540 45 booked; "
	    "2 2 2026-03-17 - 30 booked");
	assert_int_equal(number_of("SELECT count(*) FROM session WHERE external_id NOT NULL"), 0);
	/* What was moved in the calendar is moved here. */
	change(text, "DTSTART:20260316", "DTSTART:20260318");
	change(text, "DTEND:20260316", "DTEND:20260318");
	importing(p, "sessions", text, NULL);
	counted(3, 0, 1, 2, 0);
	are_visits("2 2 2026-03-02 600 30 no_show; 2 2 2026-03-17 - 30 booked; "
	    "1 1 2026-03-18 540 45 booked");
	/* They are no time off, and the same file is the same. */
	importing(p, "blocks", text, NULL);
	counted(3, 0, 0, 0, 0);
	said("is a visit of this practice");
	again = exported(p, 3);
	practice_close(p);
	/* Another practice reads the names. */
	p = open_new("other.db");
	importing(p, "sessions", again, NULL);
	counted(3, 3, 0, 0, 0);
	are_visits("2 2 2026-03-02 600 30 cancelled; 2 2 2026-03-17 - 60 booked; "
	    "1 1 2026-03-18 540 65 booked");
	is_text("SELECT staff || ' ' || room FROM session WHERE staff NOT NULL", "2 1");
	practice_close(p);
}

/* The page of columns shows what the events were read as. */
static void
its_columns_are_ours(void **state)
{
	struct practice *p = open_new("columns.db");
	AUTO_FREE char *path = test_path("columns.ics");
	static const char text[] = CALENDAR(EVENT("1", "20260316", "Allen\\, Claire - peel", "")
	    EVENT("2", "20260317", "Team breakfast", ""));
	struct import_columns_seen *s;
	struct err e;

	test_write(path, text, sizeof(text) - 1);
	s = practice_import_columns(p, "sessions", path, NULL, NULL, &e);
	if (s == NULL)
		fail_msg("%s", e.text);
	assert_int_equal(s->n, 10);
	assert_string_equal(s->columns[4].name, "client");
	assert_string_equal(s->columns[4].samples, "Allen, Claire");
	assert_string_equal(s->columns[5].samples, "peel");
	import_columns_free(s);
	practice_close(p);
}

static void
only_visits_are_a_calendar(void **state)
{
	struct practice *p = open_new("only.db");
	struct export_options o = { .kind = "clients", .format = "ics" };
	struct err e;
	long rows;

	assert_false(practice_export(p, &o, &rows, &e));
	assert_int_equal(e.code, ERR_USAGE);
	assert_string_equal(e.text, "Only sessions are exported as a calendar file (ics).");
	assert_false(importing(p, "clients", CALENDAR(""), NULL));
	assert_non_null(strstr(imported.e.text, "`import sessions` reads it"));
	assert_true(importing(p, "sessions", CALENDAR(""), NULL));
	said("noted 0 The file has no rows.");
	practice_close(p);
}

TEST_MAIN(
	cmocka_unit_test(titles_name_clients_and_services),
	cmocka_unit_test(who_attends_is_the_client),
	cmocka_unit_test(what_is_no_visit_is_told),
	cmocka_unit_test(what_was_moved_or_cancelled_there_is_so_here),
	cmocka_unit_test(tentative_is_told_and_kept),
	cmocka_unit_test(long_uids_are_known_again),
	cmocka_unit_test(time_off_is_somebodys),
	cmocka_unit_test(time_off_is_cut_at_midnight),
	cmocka_unit_test(time_off_in_the_doubled_hour_has_its_length),
	cmocka_unit_test(the_reason_may_stand_in_the_description),
	cmocka_unit_test(time_off_of_other_files),
	cmocka_unit_test(own_visits_go_out_and_come_back),
	cmocka_unit_test(its_columns_are_ours),
	cmocka_unit_test(only_visits_are_a_calendar))
