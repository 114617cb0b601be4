/*
 * Proves that a calendar file of another program gives what its writer meant, on the day
 * that was meant, in every corner in which readers were seen to differ; and that what is
 * not understood is told with its line.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "exchange/ics.h"
#include "tests/support/test.h"

#define CALENDAR(body) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" body "END:VCALENDAR\r\n"
#define EVENT(body) "BEGIN:VEVENT\r\n" body "END:VEVENT\r\n"
#define ONE(body) CALENDAR(EVENT("UID:a\r\n" body))
#define TORONTO ";TZID=America/Toronto:"

static bool
add_event(const struct ics_event *ev, void *arg)
{
	static const char *const status[] = { "", " tentative", " cancelled" };
	static const char *const busy[] = { "", " free", " away" };
	struct buf *out = arg;
	char day[DATE_ISO_SIZE], last[DATE_ISO_SIZE];

	date_to_iso(ev->day, day);
	date_to_iso(ev->last_day, last);
	if (ev->all_day)
		buf_addf(out, "%s..%s", day, last);
	else
		buf_addf(out, "%s %02d:%02d+%lld", day, ev->start / 60, ev->start % 60,
		    (long long)ev->minutes);
	buf_addf(out, "%s%s%s%s%s%s\n", *ev->summary != '\0' ? " " : "", ev->summary,
	    *ev->recurrence != '\0' ? " #" : "", ev->recurrence, status[ev->status],
	    busy[ev->busy]);
	return true;
}

static void
add_told(long line, const char *sentence, void *arg)
{
	buf_addf(arg, "!%ld %s\n", line, sentence);
}

/* All that a file gives and tells between 2026 and 2027; owned. */
static char *
dump(const char *bytes, size_t size, const char *zone)
{
	struct buf out = BUF_INIT;
	struct zone *z = zone_open(zone, NULL);
	struct ics_reader reader = { .zone = z, .from = date_make(2026, 1, 1),
		.until = date_make(2027, 12, 31), .event = add_event, .told = add_told, .arg = &out };
	struct err e = { 0 };

	assert_non_null(z);
	if (!ics_read(bytes, size, &reader, &e))
		buf_addf(&out, "refused: %s", e.text);
	zone_free(z);
	return buf_steal(&out);
}

#define assert_gives(text, expected) assert_gives_in("America/Toronto", text, expected)
#define assert_gives_in(zone, text, expected) assert_in(text, sizeof(text) - 1, zone, expected)

static void
assert_in(const char *bytes, size_t size, const char *zone, const char *expected)
{
	char *got = dump(bytes, size, zone);

	if (strcmp(got, expected) != 0)
		fail_msg("%s\ngives\n%s\nand not\n%s", bytes, got, expected);
	free(got);
}

/* --- lines and texts ------------------------------------------------------------------- */

static void
lines_are_unfolded(void **state)
{
	/* One blank or tab goes, also within a letter. */
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nDURATION:PT1H15M\r\n"
	    "SUMMARY:zone p\xC3\r\n \xA9ri-orbitale\r\n\t  gau\n che\r\n"),
	    "2026-11-03 14:00+75 zone p\u00E9ri-orbitale  gauche\n");
	assert_gives("\xEF\xBB\xBF" ONE("DTSTART:20261103T190000Z\nSUMMARY:a\n"),
	    "2026-11-03 14:00+0 a\n");
	assert_gives("BEGIN:VCALENDAR\rBEGIN:VEVENT\rDTSTART:20261103T190000Z\rUID:a\rEND:VEVENT\r"
	    "END:VCALENDAR", "2026-11-03 14:00+0\n");
}

static void
texts_lose_their_escapes(void **state)
{
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nSUMMARY;LANGUAGE=en;ALTREP=\"cid:x\":"
	    "B\\, N\\; a;b \\\\ c\\Nd\\ne\\x\r\n"),
	    "2026-11-03 14:00+0 B, N; a;b \\ c\nd\ne\\x\n");
	/* Names without case; what belongs to an alarm is the alarm's. */
	assert_gives(CALENDAR("begin:vevent\r\nuid:a\r\ndtstart:20261103T190000Z\r\n"
	    "BEGIN:VALARM\r\nSUMMARY:Alarm\r\nUID:b\r\nDURATION:PT5M\r\nEND:VALARM\r\n"
	    "summary:Peel\r\nend:vevent\r\n"), "2026-11-03 14:00+0 Peel\n");
}

static bool
keep_people(const struct ics_event *ev, void *arg)
{
	size_t i;

	buf_addf(arg, "%s <%s>", ev->organizer.name, ev->organizer.email);
	for (i = 0; i < ev->n_attendees; i++)
		buf_addf(arg, ", %s <%s>", ev->attendees[i].name, ev->attendees[i].email);
	buf_addf(arg, " at %s: %s", ev->location, ev->description);
	return true;
}

static void
people_are_named(void **state)
{
	static const char text[] = ONE("DTSTART:20261103T190000Z\r\n"
	    "ORGANIZER;CN=\"Tremblay, Mireille\":MAILTO:mireille@clinic.example\r\n"
	    "ATTENDEE;RSVP=TRUE;CN=\"B\u00E9langer, \r\n No\u00EBlle\":mailto:noelle@example.org\r\n"
	    "ATTENDEE;CN=Mireille;CUTYPE=INDIVIDUAL:mailto:Mireille@Clinic.example\r\n"
	    "ATTENDEE;CUTYPE=ROOM;CN=Room 2:mailto:room2@clinic.example\r\n"
	    "ATTENDEE;CN=Ann ^'Nan^' Lee:invalid:nomail\r\n"
	    "LOCATION:12 Maple St\r\nDESCRIPTION:first\\nsecond\r\n");
	AUTO_BUF struct buf out = BUF_INIT;
	struct zone *z = zone_open("UTC", NULL);
	struct ics_reader reader = { .zone = z, .event = keep_people, .told = add_told };

	reader.arg = &out;
	assert_true(ics_read(text, sizeof(text) - 1, &reader, NULL));
	assert_string_equal(out.s, "Tremblay, Mireille <mireille@clinic.example>, "
	    "B\u00E9langer, No\u00EBlle <noelle@example.org>, Ann \"Nan\" Lee <> at 12 Maple St: "
	    "first\nsecond");
	zone_free(z);
}

/* --- when ------------------------------------------------------------------------------- */

static void
all_day_events_belong_to_no_zone(void **state)
{
	static const char text[] = CALENDAR(
	    EVENT("UID:1\r\nDTSTART;VALUE=DATE:20261026\r\nDTEND;VALUE=DATE:20261107\r\n")
	    EVENT("UID:2\r\nDTSTART;VALUE=DATE:20261111\r\n")
	    EVENT("UID:3\r\nDTSTART:20261112\r\nDTEND:20261112\r\n")
	    EVENT("UID:4\r\nDTSTART;VALUE=DATE:20261113\r\nDTEND;VALUE=DATE:20261114\r\n"
	    "RRULE:FREQ=WEEKLY;UNTIL=20261127;BYDAY=FR\r\nEXDATE;VALUE=DATE:20261120\r\n")
	    EVENT("UID:5\r\nDTSTART;VALUE=DATE:20261130\r\nDURATION:P1W2D\r\nSTATUS:TENTATIVE\r\n"));
	static const char expected[] = "2026-10-26..2026-11-06\n2026-11-11..2026-11-11\n"
	    "2026-11-12..2026-11-12\n"
	    "2026-11-13..2026-11-13 #20261113\n2026-11-27..2026-11-27 #20261127\n"
	    "2026-11-30..2026-12-08 tentative\n";

	assert_gives_in("America/Toronto", text, expected);
	assert_gives_in("Pacific/Auckland", text, expected);
	assert_gives_in("UTC", text, expected);
}

static void
all_day_as_outlook_writes_it(void **state)
{
	assert_gives(ONE("DTSTART;TZID=Eastern Standard Time:20261019T000000\r\n"
	    "DTEND;TZID=Eastern Standard Time:20261022T000000\r\n"
	    "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n"),
	    "2026-10-19..2026-10-21 away\n");
	/* Over the change of the clocks, and in the days of another zone. */
	assert_gives(ONE("DTSTART;TZID=New Zealand Standard Time:20260926T000000\r\n"
	    "DTEND;TZID=New Zealand Standard Time:20260928T000000\r\n"
	    "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n"), "2026-09-26..2026-09-27\n");
	/* The mark alone makes no day of what begins at nine. */
	assert_gives(ONE("DTSTART" TORONTO "20261019T090000\r\nDURATION:PT1H\r\n"
	    "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE\r\n"), "2026-10-19 09:00+60\n");
}

static void
lengths_on_the_days_of_a_clock_change(void **state)
{
	/* 1 November 2026 in Toronto has 25 hours. */
	assert_gives(ONE("DTSTART" TORONTO "20261101T003000\r\nDTEND" TORONTO "20261101T023000\r\n"),
	    "2026-11-01 00:30+180\n");
	assert_gives(ONE("DTSTART" TORONTO "20261031T120000\r\nDURATION:P1D\r\n"),
	    "2026-10-31 12:00+1500\n");
	assert_gives(ONE("DTSTART" TORONTO "20261031T120000\r\nDURATION:PT24H\r\n"),
	    "2026-10-31 12:00+1440\n");
	assert_gives(ONE("DTSTART:20261031T230000\r\nDURATION:P0DT4H30M0S\r\n"),
	    "2026-10-31 23:00+270\n");
	/* 8 March has 23. */
	assert_gives(ONE("DTSTART" TORONTO "20260308T013000\r\nDTEND" TORONTO "20260308T033000\r\n"),
	    "2026-03-08 01:30+60\n");
	assert_gives(ONE("DTSTART" TORONTO "20260307T120000\r\nDURATION:P1D\r\n"),
	    "2026-03-07 12:00+1380\n");
	assert_gives_in("Pacific/Auckland", ONE("DTSTART:20270404T013000\r\n"
	    "DTEND:20270404T034500\r\n"), "2027-04-04 01:30+195\n");
}

static void
a_time_that_comes_twice(void **state)
{
	assert_gives(ONE("DTSTART" TORONTO "20261101T013000\r\nDURATION:PT30M\r\n"),
	    "2026-11-01 01:30+30\n");
	assert_gives(ONE("DTSTART:20261101T053000Z\r\nDTEND:20261101T063000Z\r\n"),
	    "2026-11-01 01:30+60\n");
	assert_gives(ONE("DTSTART:20261101T063000Z\r\nDURATION:PT30M\r\n"),
	    "!3 01:30 on 1 Nov 2026 comes twice, and the second is meant, which the clinic's time "
	    "cannot tell\n2026-11-01 01:30+30\n");
}

static void
a_time_that_never_comes(void **state)
{
	assert_gives(ONE("DTSTART" TORONTO "20260308T023000\r\nDURATION:PT30M\r\n"),
	    "!3 02:30 on 8 Mar 2026 does not occur in America/Toronto, where the clock goes "
	    "forward: taken as 03:30 on 8 Mar 2026 of the clinic\n2026-03-08 03:30+30\n");
	/* One of a series is kept too, and counted. */
	assert_gives(ONE("DTSTART" TORONTO "20260301T023000\r\nDURATION:PT30M\r\n"
	    "RRULE:FREQ=WEEKLY;COUNT=3\r\n"), "2026-03-01 02:30+30 #20260301T073000Z\n"
	    "!3 02:30 on 8 Mar 2026 does not occur in America/Toronto, where the clock goes "
	    "forward: taken as 03:30 on 8 Mar 2026 of the clinic\n"
	    "2026-03-08 03:30+30 #20260308T073000Z\n2026-03-15 02:30+30 #20260315T063000Z\n");
}

static void
an_end_that_makes_no_sense(void **state)
{
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nDTEND:20261103T180000Z\r\n"),
	    "!6 It ends before it starts: its length is not known\n2026-11-03 14:00+-1\n");
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nDURATION:-PT15M\r\n"),
	    "!6 DURATION \"-PT15M\" is not understood: its length is not known\n"
	    "2026-11-03 14:00+-1\n");
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nDURATION:P1H\r\n"),
	    "!6 DURATION \"P1H\" is not understood: its length is not known\n"
	    "2026-11-03 14:00+-1\n");
}

/* --- zones ------------------------------------------------------------------------------- */

#define HALF(kind, start, from, to, rest) "BEGIN:" kind "\r\nDTSTART:" start                  \
	"\r\nTZOFFSETFROM:" from "\r\nTZOFFSETTO:" to "\r\n" rest "END:" kind "\r\n"
#define EASTERN(tzid, back) "BEGIN:VTIMEZONE\r\nTZID:" tzid "\r\n"                           \
	HALF("DAYLIGHT", "16010101T020000", "-0500", "-0400",                                 \
	"RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3\r\n")                               \
	HALF("STANDARD", "16010101T020000", "-0400", back,                                    \
	"RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11\r\n") "END:VTIMEZONE\r\n"
#define AT_NINE(tzid) EVENT("UID:a\r\nDTSTART;TZID=" tzid ":20260701T090000\r\n")            \
	EVENT("UID:b\r\nDTSTART;TZID=" tzid ":20261201T090000\r\n")

static void
zones_by_the_names_of_windows(void **state)
{
	assert_gives_in("UTC", CALENDAR(AT_NINE("Eastern Standard Time")),
	    "2026-07-01 13:00+0\n2026-12-01 14:00+0\n");
	assert_gives_in("UTC", CALENDAR(AT_NINE("\"W. Europe Standard Time\"")),
	    "2026-07-01 07:00+0\n2026-12-01 08:00+0\n");
	assert_gives(CALENDAR(AT_NINE("/example.org/20260101_1/America/Toronto")),
	    "2026-07-01 09:00+0\n2026-12-01 09:00+0\n");
}

static void
zones_that_the_file_explains(void **state)
{
	assert_gives(CALENDAR(EASTERN("Our own", "-0500") AT_NINE("Our own")),
	    "2026-07-01 09:00+0\n2026-12-01 09:00+0\n");
	/* Half an hour from the database: that counts, and it is said once. */
	assert_gives(CALENDAR(EASTERN("America/Toronto", "-0530") AT_NINE("America/Toronto")),
	    "!24 The VTIMEZONE of \"America/Toronto\" in the file differs from the time zone "
	    "database (first at 09:00 on 1 Dec 2026): the database counts\n"
	    "2026-07-01 09:00+0\n2026-12-01 09:00+0\n");
	assert_gives(CALENDAR(AT_NINE("Our own")),
	    "!5 There is no time zone \"Our own\", and the file does not explain it\n"
	    "!3 The event is not taken: \"\"\n"
	    "!9 There is no time zone \"Our own\", and the file does not explain it\n"
	    "!7 The event is not taken: \"\"\n");
	/* A start in UTC and lists of days, as some write them. */
	assert_gives(CALENDAR("BEGIN:VTIMEZONE\r\nTZID:Listed\r\n"
	    HALF("DAYLIGHT", "20260308T070000Z", "-0500", "-0400", "")
	    HALF("STANDARD", "20251102T020000", "-0400", "-0500", "RDATE:20261101T020000\r\n")
	    "END:VTIMEZONE\r\n" AT_NINE("Listed")
	    EVENT("UID:c\r\nDTSTART;TZID=Listed:20260308T040000\r\n")),
	    "2026-07-01 09:00+0\n2026-12-01 09:00+0\n2026-03-08 04:00+0\n");
	/* In a zone that is used by nothing anything may stand. */
	assert_gives(CALENDAR("BEGIN:VTIMEZONE\r\nTZID:America/Toronto\r\nEND:VTIMEZONE\r\n"
	    EVENT("UID:a\r\nDTSTART:20261101T143000Z\r\nDTEND:20261101T160000Z\r\n")),
	    "2026-11-01 09:30+90\n");
}

static void
floating_times_are_the_clinics(void **state)
{
	assert_gives(ONE("DTSTART:20261105T091500\r\nDTEND:20261105T094500\r\n"),
	    "2026-11-05 09:15+30\n");
	/* Read in another zone, a series keeps its hour there, not here. */
	assert_gives_in("Europe/Vienna", ONE("DTSTART" TORONTO "20261027T183000\r\n"
	    "DURATION:PT1H\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n"),
	    "2026-10-27 23:30+60 #20261027T223000Z\n2026-11-04 00:30+60 #20261103T233000Z\n");
}

/* --- series -------------------------------------------------------------------------------- */

static void
a_series_keeps_its_hour(void **state)
{
	assert_gives(ONE("DTSTART" TORONTO "20261013T183000\r\nDTEND" TORONTO "20261013T200000\r\n"
	    "RRULE:FREQ=WEEKLY;WKST=SU;UNTIL=20261111T045959Z;BYDAY=TU\r\n"
	    "EXDATE" TORONTO "20261020T183000\r\n"),
	    "2026-10-13 18:30+90 #20261013T223000Z\n2026-10-27 18:30+90 #20261027T223000Z\n"
	    "2026-11-03 18:30+90 #20261103T233000Z\n2026-11-10 18:30+90 #20261110T233000Z\n");
	/* A length by its end is exact (3.8.5.3): also on the night of the change. */
	assert_gives(ONE("DTSTART" TORONTO "20261031T003000\r\nDTEND" TORONTO "20261031T023000\r\n"
	    "RRULE:FREQ=DAILY;COUNT=2\r\n"),
	    "2026-10-31 00:30+120 #20261031T043000Z\n2026-11-01 00:30+120 #20261101T043000Z\n");
}

static void
where_until_ends_it(void **state)
{
	/* The day is in, and it is said. */
	assert_gives(ONE("DTSTART" TORONTO "20261102T140000\r\nDURATION:PT1H\r\n"
	    "RRULE:FREQ=DAILY;UNTIL=20261103\r\n"),
	    "!7 UNTIL is a day: 3 Nov 2026 is the last that is taken\n"
	    "2026-11-02 14:00+60 #20261102T190000Z\n2026-11-03 14:00+60 #20261103T190000Z\n");
	/* Midnight at the start of a day leaves that day out. */
	assert_gives(ONE("DTSTART" TORONTO "20270405T080000\r\nDURATION:PT1H\r\n"
	    "RRULE:FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270503T040000Z\r\n"),
	    "2027-04-05 08:00+60 #20270405T120000Z\n");
	/* Exactly then is in; a local time is that of the series. */
	assert_gives(ONE("DTSTART" TORONTO "20261123T090000\r\nDURATION:PT1H\r\n"
	    "RRULE:FREQ=DAILY;UNTIL=20261124T140000Z\r\n"),
	    "2026-11-23 09:00+60 #20261123T140000Z\n2026-11-24 09:00+60 #20261124T140000Z\n");
	assert_gives(ONE("DTSTART:20261116T183000\r\nDURATION:PT1H\r\n"
	    "RRULE:FREQ=DAILY;UNTIL=20261117T183000\r\n"),
	    "2026-11-16 18:30+60 #20261116T233000Z\n2026-11-17 18:30+60 #20261117T233000Z\n");
	/* Of all-day events as a time: the last second of the 25th in Toronto. */
	assert_gives(ONE("DTSTART;VALUE=DATE:20261124\r\nRRULE:FREQ=DAILY;UNTIL=20261126T045959Z\r\n"),
	    "2026-11-24..2026-11-24 #20261124\n2026-11-25..2026-11-25 #20261125\n");
	assert_gives(ONE("DTSTART;VALUE=DATE:20261124\r\nRRULE:FREQ=DAILY;UNTIL=20261125T000000Z\r\n"),
	    "2026-11-24..2026-11-24 #20261124\n2026-11-25..2026-11-25 #20261125\n");
}

static void
days_taken_out_and_added(void **state)
{
	/* COUNT is not filled up again; the day alone takes out a time. */
	assert_gives(ONE("DTSTART" TORONTO "20261013T140000\r\nDURATION:PT1H\r\n"
	    "RRULE:FREQ=WEEKLY;COUNT=4\r\nEXDATE:20261020T180000Z\r\n"
	    "EXDATE;VALUE=DATE:20261027\r\n"),
	    "2026-10-13 14:00+60 #20261013T180000Z\n2026-11-03 14:00+60 #20261103T190000Z\n");
	/* RDATE alone makes a series; one as a PERIOD has a length of its own. */
	assert_gives(ONE("DTSTART" TORONTO "20261013T140000\r\nDURATION:PT1H\r\n"
	    "RDATE" TORONTO "20261015T150000,20261013T140000\r\n"
	    "RDATE;VALUE=PERIOD:20261016T180000Z/20261016T200000Z,20261017T180000Z/PT30M\r\n"),
	    "2026-10-13 14:00+60 #20261013T180000Z\n2026-10-15 15:00+60 #20261015T190000Z\n"
	    "2026-10-16 14:00+120 #20261016T180000Z\n2026-10-17 14:00+30 #20261017T180000Z\n");
}

#define COURSE EVENT("DTSTART" TORONTO "20261013T140000\r\nDTEND" TORONTO "20261013T150000\r\n" \
	"RRULE:FREQ=WEEKLY;COUNT=6\r\nEXDATE" TORONTO "20261020T140000,20261110T140000\r\n"     \
	"UID:course\r\nSEQUENCE:1\r\nSUMMARY:LED\r\n")

static void
one_of_a_series_moved_or_cancelled(void **state)
{
	/* What overrides may come first, and name the old time in UTC. */
	assert_gives(CALENDAR(EVENT("DTSTART" TORONTO "20261027T140000\r\nUID:course\r\n"
	    "DURATION:PT1H\r\nRECURRENCE-ID" TORONTO "20261027T140000\r\nSTATUS:CANCELLED\r\n")
	    EVENT("DTSTART" TORONTO "20261104T160000\r\nDTEND" TORONTO "20261104T173000\r\n"
	    "UID:course\r\nRECURRENCE-ID:20261103T190000Z\r\nSUMMARY:LED + peel\r\n") COURSE),
	    "2026-10-13 14:00+60 LED #20261013T180000Z\n2026-11-17 14:00+60 LED #20261117T190000Z\n"
	    "2026-10-27 14:00+60 #20261027T180000Z cancelled\n"
	    "2026-11-04 16:00+90 LED + peel #20261103T190000Z\n");
	/* The day alone names it too; the whole series cancelled. */
	assert_gives(CALENDAR(EVENT("DTSTART" TORONTO "20261014T090000\r\nDURATION:PT1H\r\n"
	    "UID:course\r\nRECURRENCE-ID;VALUE=DATE:20261013\r\nSUMMARY:moved\r\n") COURSE),
	    "2026-10-27 14:00+60 LED #20261027T180000Z\n2026-11-03 14:00+60 LED #20261103T190000Z\n"
	    "2026-11-17 14:00+60 LED #20261117T190000Z\n2026-10-14 09:00+60 moved #20261013T180000Z\n");
	assert_gives("BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\n" EVENT("UID:a\r\n"
	    "DTSTART:20261103T190000Z\r\nDURATION:PT1H\r\n") "END:VCALENDAR\r\n",
	    "2026-11-03 14:00+60 cancelled\n");
	/* Without its series; and one that the series does not have. */
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nRECURRENCE-ID:20261102T190000Z\r\n"),
	    "2026-11-03 14:00+0 #20261102T190000Z\n");
	assert_gives(CALENDAR(COURSE EVENT("DTSTART:20261021T190000Z\r\nUID:course\r\n"
	    "RECURRENCE-ID" TORONTO "20261020T140000\r\n")),
	    "2026-10-13 14:00+60 LED #20261013T180000Z\n2026-10-27 14:00+60 LED #20261027T180000Z\n"
	    "2026-11-03 14:00+60 LED #20261103T190000Z\n2026-11-17 14:00+60 LED #20261117T190000Z\n"
	    "!12 It stands for one that its series does not have: taken all the same\n"
	    "2026-10-21 15:00+0 #20261020T180000Z\n");
}

static void
this_and_all_later_ones(void **state)
{
	/* A day and two hours later from 3 November on, an override beside it. */
	assert_gives(CALENDAR(COURSE EVENT("DTSTART" TORONTO "20261104T160000\r\nUID:course\r\n"
	    "DURATION:PT30M\r\nSUMMARY:later\r\nRECURRENCE-ID;RANGE=THISANDFUTURE" TORONTO
	    "20261027T140000\r\n")),
	    "2026-10-13 14:00+60 LED #20261013T180000Z\n2026-11-11 16:00+30 later #20261103T190000Z\n"
	    "2026-11-25 16:00+30 later #20261117T190000Z\n"
	    "2026-11-04 16:00+30 later #20261027T180000Z\n");
	assert_gives(CALENDAR(COURSE EVENT("DTSTART" TORONTO "20261103T140000\r\nUID:course\r\n"
	    "DURATION:PT1H\r\nSTATUS:CANCELLED\r\nRECURRENCE-ID;RANGE=THISANDFUTURE" TORONTO
	    "20261103T140000\r\n")),
	    "2026-10-13 14:00+60 LED #20261013T180000Z\n2026-10-27 14:00+60 LED #20261027T180000Z\n"
	    "2026-11-17 14:00+60 #20261117T190000Z cancelled\n"
	    "2026-11-03 14:00+60 #20261103T190000Z cancelled\n");
}

static void
what_is_not_read_of_a_series_is_told(void **state)
{
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nSUMMARY:x\r\nRRULE:FREQ=HOURLY;COUNT=9\r\n"),
	    "!7 The rule of the series \"x\" is not understood (FREQ=HOURLY is not read): only its "
	    "start is taken\n2026-11-03 14:00+0 x #20261103T190000Z\n");
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nRRULE:FREQ=DAILY;UNTIL=soon\r\n"),
	    "!6 The rule of the series \"\" is not understood (UNTIL is no time): only its start is "
	    "taken\n2026-11-03 14:00+0 #20261103T190000Z\n");
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nRRULE:FREQ=DAILY\r\nEXRULE:FREQ=WEEKLY\r\n"),
	    "!7 EXRULE is not read: the series \"\" is not taken\n");
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nRRULE:FREQ=WEEKLY;COUNT=2;BYDAY=WE\r\n"),
	    "!6 The start of the series is none of its rule's days: kept as the first\n"
	    "2026-11-03 14:00+0 #20261103T190000Z\n2026-11-04 14:00+0 #20261104T190000Z\n");
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nSUMMARY:y\r\nRRULE:FREQ=YEARLY\r\n"),
	    "2026-11-03 14:00+0 y #20261103T190000Z\n2027-11-03 15:00+0 y #20271103T190000Z\n"
	    "!3 The series \"y\" reaches beyond 1 Jan 2026 to 31 Dec 2027: only what lies between is "
	    "taken\n");
}

static bool
count_event(const struct ics_event *ev, void *arg)
{
	return ++*(int *)arg < 7000;
}

static void
pass_over(long line, const char *sentence, void *arg)
{
}

static void
no_series_is_without_end(void **state)
{
	static const char many[] = ONE("DTSTART:20260101T000000Z\r\nRRULE:FREQ=DAILY;"
	    "BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23\r\n");
	static const char never[] = ONE("DTSTART:20260101T000000Z\r\n"
	    "RRULE:FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2\r\n");
	int n = 0;
	struct zone *z = zone_open("UTC", NULL);
	struct ics_reader reader = { .zone = z, .from = date_make(2026, 1, 1),
		.until = date_make(2027, 12, 31), .event = count_event, .told = pass_over, .arg = &n };

	assert_true(ics_read(many, sizeof(many) - 1, &reader, NULL));
	assert_int_equal(n, ICS_SERIES_MAX);
	n = 0;
	reader.until = date_make(9990, 1, 1);
	assert_true(ics_read(never, sizeof(never) - 1, &reader, NULL));
	assert_int_equal(n, 1);
	/* The caller may have had enough. */
	n = 6999;
	assert_true(ics_read(many, sizeof(many) - 1, &reader, NULL));
	assert_int_equal(n, 7000);
	zone_free(z);
}

/* --- who it is, and whether it takes time -------------------------------------------------- */

static bool
keep_uids(const struct ics_event *ev, void *arg)
{
	buf_addf(arg, "%s%s\n", ev->digest ? "digest " : "", ev->uid);
	return true;
}

static void
without_uid_the_digest_is_the_identity(void **state)
{
	static const char text[] = CALENDAR(EVENT("DTSTART:20261103T190000\r\n")
	    EVENT("DTSTART:20261103T190000\r\n") EVENT("DTSTART:20261104T190000\r\n")
	    EVENT("UID:own\r\nDTSTART:20261104T190000\r\n"));
	char *lines[4], *next;
	AUTO_BUF struct buf out = BUF_INIT;
	struct zone *z = zone_open("UTC", NULL);
	struct ics_reader reader = { .zone = z, .event = keep_uids, .told = pass_over };
	size_t i;

	reader.arg = &out;
	assert_true(ics_read(text, sizeof(text) - 1, &reader, NULL));
	for (next = out.s, i = 0; i < 4; i++)
		lines[i] = strsep(&next, "\n");
	/* The second of two alike has its number; it is the same in every reading. */
	assert_int_equal(strlen(lines[0]), strlen("digest ") + 22);
	assert_memory_equal(lines[1], lines[0], strlen(lines[0]));
	assert_string_equal(lines[1] + strlen(lines[0]), "-2");
	assert_int_not_equal(strcmp(lines[2], lines[0]), 0);
	assert_string_equal(lines[3], "own");
	zone_free(z);
}

static void
the_newest_state_counts(void **state)
{
	assert_gives(CALENDAR(EVENT("UID:a\r\nSEQUENCE:2\r\nDTSTART:20261103T190000Z\r\n")
	    EVENT("UID:a\r\nSEQUENCE:1\r\nDTSTART:20261104T190000Z\r\n")),
	    "!8 The event on line 3 has the same UID and is newer or further on: this one is passed "
	    "over\n2026-11-03 14:00+0\n");
	assert_gives(CALENDAR(EVENT("UID:a\r\nDTSTART:20261103T190000Z\r\n")
	    EVENT("UID:a\r\nDTSTART:20261104T190000Z\r\n")),
	    "!3 The event on line 7 has the same UID and is newer or further on: this one is passed "
	    "over\n2026-11-04 14:00+0\n");
}

static void
who_takes_time(void **state)
{
	static const struct { const char *marks, *said; } cases[] = {
		{ "TRANSP:OPAQUE\r\n", "" }, { "TRANSP:TRANSPARENT\r\n", " free" },
		{ "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n", " free" },
		{ "TRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n", " free" },
		{ "TRANSP:OPAQUE\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF\r\n", " away" },
		{ "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\r\n", " tentative" },
		{ "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\nSTATUS:TENTATIVE\r\n", " tentative" },
		{ "STATUS:confirmed\r\n", "" }, { "STATUS:CANCELLED\r\n", " cancelled" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		AUTO_BUF struct buf text = BUF_INIT, expected = BUF_INIT;

		buf_addf(&text, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20261103T190000Z\r\n"
		    "%sEND:VEVENT\r\nEND:VCALENDAR\r\n", cases[i].marks);
		buf_addf(&expected, "2026-11-03 14:00+0%s\n", cases[i].said);
		assert_in(text.s, text.len, "America/Toronto", expected.s);
	}
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nSTATUS:MAYBE\r\n"),
	    "!6 STATUS \"MAYBE\" is not known: taken as tentative\n2026-11-03 14:00+0 tentative\n");
}

/* --- what is no calendar -------------------------------------------------------------------- */

#define NO_CALENDAR "refused: it does not begin with BEGIN:VCALENDAR, so it is no calendar file"

static void
refuses_what_is_no_calendar(void **state)
{
	assert_gives("", NO_CALENDAR);
	assert_gives("name,phone\n", NO_CALENDAR);
	assert_gives("BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n",
	    "refused: it is a vCalendar of version 1.0; export it as iCalendar (version 2.0)");
	assert_gives("BEGIN:VCALENDAR\nCALSCALE:HEBREW\nEND:VCALENDAR\n",
	    "refused: its days are those of another calendar than the Gregorian (CALSCALE)");
}

static void
tells_what_it_passes_over(void **state)
{
	assert_gives(CALENDAR("BEGIN:VTODO\r\nEND:VTODO\r\nno property\r\nnor this\r\n"
	    "BEGIN:VTODO\r\nEND:VTODO\r\n"), "!5 This line and 1 more are no properties: passed "
	    "over\n!3 VTODO is not read: 2 passed over\n");
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nSUMMARY:a\xFFz\r\n"),
	    "!6 Some bytes are no UTF-8: shown as \uFFFD\n2026-11-03 14:00+0 a\uFFFDz\n");
	assert_gives(ONE("SUMMARY:x\r\n"), "!3 An event without DTSTART is not taken: \"x\"\n");
	assert_gives(ONE("DTSTART:2026-11-03T09:00\r\n"),
	    "!5 DTSTART \"2026-11-03T09:00\" is no day or time that is understood\n"
	    "!3 The event is not taken: \"\"\n");
	assert_gives(ONE("DTSTART:20261131T090000\r\n"),
	    "!5 DTSTART \"20261131T090000\" is no day or time that is understood\n"
	    "!3 The event is not taken: \"\"\n");
	assert_gives(ONE("DTSTART:20261103T190000Z\r\nRECURRENCE-ID:then\r\n"),
	    "!6 RECURRENCE-ID \"then\" is no day or time that is understood\n"
	    "!3 Which one of its series this event stands for is not known: it is not taken\n");
	/* A file that was cut off. */
	assert_gives("BEGIN:VCALENDAR\n" EVENT("UID:a\r\nDTSTART:20261103T190000Z\r\n")
	    "BEGIN:VEVENT\nUID:b\nDTSTART:20261103T190000Z\n",
	    "!1 The calendar that begins here does not end: the file may be cut off\n"
	    "!6 The event that begins here does not end: it is not taken\n2026-11-03 14:00+0\n");
	/* What stands in the file reaches no terminal raw. */
	assert_gives(ONE("DTSTART:2026\x1b[2J\r\n"),
	    "!5 DTSTART \"2026^[[2J\" is no day or time that is understood\n"
	    "!3 The event is not taken: \"\"\n");
}

TEST_MAIN(
	cmocka_unit_test(lines_are_unfolded),
	cmocka_unit_test(texts_lose_their_escapes),
	cmocka_unit_test(people_are_named),
	cmocka_unit_test(all_day_events_belong_to_no_zone),
	cmocka_unit_test(all_day_as_outlook_writes_it),
	cmocka_unit_test(lengths_on_the_days_of_a_clock_change),
	cmocka_unit_test(a_time_that_comes_twice),
	cmocka_unit_test(a_time_that_never_comes),
	cmocka_unit_test(an_end_that_makes_no_sense),
	cmocka_unit_test(zones_by_the_names_of_windows),
	cmocka_unit_test(zones_that_the_file_explains),
	cmocka_unit_test(floating_times_are_the_clinics),
	cmocka_unit_test(a_series_keeps_its_hour),
	cmocka_unit_test(where_until_ends_it),
	cmocka_unit_test(days_taken_out_and_added),
	cmocka_unit_test(one_of_a_series_moved_or_cancelled),
	cmocka_unit_test(this_and_all_later_ones),
	cmocka_unit_test(what_is_not_read_of_a_series_is_told),
	cmocka_unit_test(no_series_is_without_end),
	cmocka_unit_test(without_uid_the_digest_is_the_identity),
	cmocka_unit_test(the_newest_state_counts),
	cmocka_unit_test(who_takes_time),
	cmocka_unit_test(refuses_what_is_no_calendar),
	cmocka_unit_test(tells_what_it_passes_over))
