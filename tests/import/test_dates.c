/*
 * Proves how an import reads dates and times: the order of day and month from the
 * whole column, from the mapping, or from the practice; formats; both in one cell;
 * and that a day which does not exist is left out, or its visit refused, never rolled over.
 */
#include <string.h>

#include "base/mem.h"
#include "tests/support/importing.h"

/* Imports first visits; what they became, in order, with - for a refused row. */
static void
visits_are(struct practice *p, const char *dates, const char *options,
    const char *expected)
{
	AUTO_BUF struct buf rows = BUF_INIT, ini = BUF_INIT;
	const char *end;
	char *got;

	dbfile_sql(importing_path(), "DELETE FROM client; DELETE FROM import_row");
	buf_adds(&rows, "family,first visit\n");
	for (; *dates != '\0'; dates = *end == '\0' ? end : end + 1) {
		end = dates + strcspn(dates, "|");
		buf_addf(&rows, "Lee,\"%.*s\"\n", (int)(end - dates), dates);
	}
	buf_addf(&ini, "[clients]\n%s\n", options);
	importing(p, "clients", rows.s, ini.s);
	assert_true(imported.ok);
	got = text_of("SELECT coalesce(group_concat(first_visit, ' '), '') FROM "
	    "(SELECT first_visit FROM client ORDER BY id)");
	assert_string_equal(got, expected);
	mem_auto_free(&got);
}

static void
the_column_tells_the_order(void **state)
{
	struct practice *p = importing_new("order.db");

	visits_are(p, "3/4/2018|03/14/2018", "", "2018-03-04 2018-03-14");
	said("Dates under \"first visit\" are read as month/day/year.");
	visits_are(p, "3/4/2018|14/03/2018", "", "2018-04-03 2018-03-14");
	said("Dates under \"first visit\" are read as day/month/year.");
	visits_are(p, "3.4.2018|14.3.18", "", "2018-04-03 2018-03-14");
	/* nothing tells: what the practice is used to */
	p->context.date_order = DATE_DMY;
	visits_are(p, "3/4/2018", "", "2018-04-03");
	said("day/month/year, since the file does not show it");
	p->context.date_order = DATE_MDY;
	visits_are(p, "3/4/2018", "", "2018-03-04");
	p->context.date_order = DATE_YMD;
	visits_are(p, "3/4/2018", "", "2018-03-04");
	/* year first needs no order, and says nothing of one */
	visits_are(p, "2018-03-04|2018/3/4|4 Mar 2018|March 4, 2018", "",
	    "2018-03-04 2018-03-04 2018-03-04 2018-03-04");
	assert_null(strstr(imported.said.s, "are read as"));
	practice_close(p);
}

/* Another column of the same file may tell what this one does not. */
static void
columns_help_each_other(void **state)
{
	struct practice *p = importing_new("columns.db");

	importing(p, "clients", "family,born,first visit\nLee,3/4/1980,14/3/2018\n", NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT born || first_visit FROM client", "1980-04-032018-03-14");
	practice_close(p);
}

static void
the_mapping_tells(void **state)
{
	struct practice *p = importing_new("stated.db");

	visits_are(p, "3/4/2018", "date-order = dmy", "2018-04-03");
	visits_are(p, "3/4/2018|14/3/2018", "date-order = mdy", "2018-03-04");
	said("noted 3 First visit elsewhere must be a date that exists");
	visits_are(p, "18-03-04|2018-03-04", "date-order = ymd", "2018-03-04 2018-03-04");
	visits_are(p, "20180304|2018-03-05|3/4/2018|5.4.18", "date-format = %Y%m%d",
	    "2018-03-04 2018-03-05");
	counted(4, 4, 0, 0, 0);
	visits_are(p, "4 Mar 18", "date-format = \"%d %b %y\"", "2018-03-04");
	practice_close(p);
}

static void
what_is_no_date_is_left_out(void **state)
{
	struct practice *p = importing_new("refused.db");

	visits_are(p, "31/2/2018|2018-02-31|29/2/2016|29.2.2018|t|t-1|mon|12|3/4|soon", "",
	    "2016-02-29");
	counted(10, 10, 0, 0, 0);
	said("noted 2 First visit elsewhere must be a date that exists, such as "
	    "2026-03-12, not \"31/2/2018\" (column 2): left blank, kept in the notes.");
	said("noted 3 First visit elsewhere must be a date that exists, such as "
	    "2026-03-12, not \"2018-02-31\"");
	is_text("SELECT notes FROM client ORDER BY id LIMIT 1", "first visit: 31/2/2018");
	/* the day of a visit is never left out */
	importing(p, "sessions", "date,start,client\n31/2/2018,9:00\n2018-03-05,9:70\n"
	    "2018-03-05,9:30\n", NULL);
	counted(3, 1, 0, 0, 2);
	said("refused 2:1 Date must be a date that exists");
	said("refused 3:2 Start must be a time of day");
	practice_close(p);
}

/* Two digits are the year that is near, for the past never one to come; a birthday
 * without its year is kept as a note. The clock stands in March 2026. */
static void
years_are_found(void **state)
{
	struct practice *p = importing_new("years.db");

	visits_are(p, "13/3/25|13/3/26|13/3/70", "", "2025-03-13 1926-03-13 1970-03-13");
	importing(p, "clients", "family,Birthday\nBo,--05-14\nCy,0000-05-14\nDi,14 May\n"
	    "Ed,05-45\nFi,2030-01-01\n", NULL);
	counted(5, 5, 0, 0, 0);
	is_text("SELECT group_concat(notes, ';') FROM client WHERE family <> 'Lee' "
	    "AND born IS NULL", "Birthday: --05-14;Birthday: 0000-05-14;"
	    "Birthday: 14 May;Birthday: 05-45;Birthday: 2030-01-01");
	said("noted 5 Born must be a date that exists");
	said("noted 6 Born must not be in the future");
	practice_close(p);
}

/* Visits in files that have no column for the client. */
static void
of_nobody(struct practice *p, const char *rows, const char *ini)
{
	struct import_options o = { .kind = "sessions", .no_client = true };

	importing_as(p, &o, rows, strlen(rows), ini);
}

/* A time with a date is a visit's start; in a day without time it is left out. */
static void
dates_have_times(void **state)
{
	struct practice *p = importing_new("times.db");
	struct err err;

	visits_are(p, "2018-05-03 14:00:00|5/30/2018 2:15 PM|2018-05-03T00:00:00Z", "",
	    "2018-05-03 2018-05-30 2018-05-03");
	OK(clock_set_zone("America/Vancouver", &err));
	of_nobody(p, "date,minutes\n2018-05-03 14:00,30\n"
	    "2018-05-03T23:30:00Z,30\n2018-05-04T01:30:00+02:00,30\n\"May 3, 2018, 9:05 pm\",30\n",
	    NULL);
	counted(4, 4, 0, 0, 0);
	is_text("SELECT group_concat(date || ' ' || start, ';') FROM session",
	    "2018-05-03 840;2018-05-03 990;2018-05-03 990;2018-05-03 1265");
	of_nobody(p, "Start\n2018-05-03 14:00\n14:00\n", NULL);
	counted(2, 1, 0, 0, 1);
	said("refused 3:0 Date is missing");
	of_nobody(p, "start_at,end_at\n2018-05-05T14:00,2018-05-05T15:30\n"
	    "2018-05-05T23:00,2018-05-06T00:15\n2018-05-05T23:00,2018-05-05T22:15\n",
	    NULL);
	counted(3, 2, 0, 0, 1);
	said("refused 4:2 It ends before it starts");
	is_text("SELECT group_concat(minutes || '/' || minutes_assumed, ';') FROM session "
	    "WHERE date = '2018-05-05'", "90/0;75/0");
	of_nobody(p, "Day,Hour,End time\n6/13/2018,9.30,10.15\n"
	    "6/13/2018,2:45 PM,3:00 pm\n6/13/2018,25:00,\n",
	    "[sessions]\nstart_at = Day + Hour\n");
	counted(3, 2, 0, 0, 1);
	is_text("SELECT group_concat(start || '+' || minutes, ';') FROM session "
	    "WHERE date = '2018-06-13'", "570+45;885+15");
	of_nobody(p, "d,t\n130618,14h30\n",
	    "[sessions]\ndate = d\nstart = t\ndate-format = %d%m%y\ntime-format = %Hh%M\n");
	counted(1, 1, 0, 0, 0);
	is_text("SELECT date || start FROM session ORDER BY id DESC LIMIT 1",
	    "2018-06-13870");
	OK(clock_set_zone("UTC", &err));
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(the_column_tells_the_order),
    cmocka_unit_test(columns_help_each_other),
    cmocka_unit_test(the_mapping_tells),
    cmocka_unit_test(what_is_no_date_is_left_out),
    cmocka_unit_test(years_are_found),
    cmocka_unit_test(dates_have_times))
