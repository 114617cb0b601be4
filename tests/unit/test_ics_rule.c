/*
 * Proves that a rule of a calendar file gives the days that RFC 5545 gives for it (the
 * examples of 3.8.5.3 and 3.3.10, and others counted by hand), that what has no one
 * meaning is refused, and that no rule runs long.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "exchange/ics_rule.h"
#include "tests/support/test.h"

struct got {
	struct buf days;
	int n, most;
	bool times;
};

static instant
wall(const char *s)
{
	char iso[DATE_ISO_SIZE];

	snprintf(iso, sizeof(iso), "%.4s-%.2s-%.2s", s, s + 4, s + 6);
	return (instant)date_from_iso(iso) * DAY_SECONDS + 9 * 3600;
}

static bool
give(instant at, void *arg)
{
	struct got *got = arg;
	int y, m, d, of_day = (int)(at % DAY_SECONDS);

	date_split((date_day)(at / DAY_SECONDS), &y, &m, &d);
	buf_addf(&got->days, "%s%04d%02d%02d", got->n > 0 ? " " : "", y, m, d);
	if (of_day != 9 * 3600)
		buf_addf(&got->days, "/%02d%02d", of_day / 3600, of_day / 60 % 60);
	return ++got->n < got->most;
}

/* Starting at 9:00, what is given from `from` to `last`, `most` of it at most. */
static void
assert_days(const char *start, const char *from, const char *last, int most,
    const char *text, const char *expected)
{
	AUTO_BUF struct buf days = BUF_INIT;
	struct got got = { .days = days, .most = most };
	struct ics_rule rule;
	struct err e;
	long work = 100000;
	struct ics_run run = { .start = wall(start), .from = wall(from), .last = wall(last),
		.work = &work, .give = give, .arg = &got };

	if (!ics_rule_parse(&rule, text, &e))
		fail_msg("%s: %s", text, e.text);
	assert_true(ics_rule_run(&rule, &run));
	days = got.days;
	if (strcmp(days.s, expected) != 0)
		fail_msg("%s\n  gives  %s\n  and not %s", text, days.s, expected);
}

/* As many as are expected, whatever follows. */
static void
the_examples_of_the_rfc(void **state)
{
	static const struct { const char *start, *rule, *days; } cases[] = {
		{ "19970902", "FREQ=DAILY;COUNT=10", "19970902 19970903 19970904 19970905 19970906 "
		    "19970907 19970908 19970909 19970910 19970911" },
		{ "19970902", "FREQ=DAILY;INTERVAL=2", "19970902 19970904 19970906 19970908" },
		{ "19970902", "FREQ=DAILY;INTERVAL=10;COUNT=5",
		    "19970902 19970912 19970922 19971002 19971012" },
		{ "19970902", "FREQ=WEEKLY;COUNT=10", "19970902 19970909 19970916 19970923 19970930 "
		    "19971007 19971014 19971021 19971028 19971104" },
		{ "19970902", "FREQ=WEEKLY;INTERVAL=2;WKST=SU", "19970902 19970916 19970930 19971014 "
		    "19971028 19971111 19971125 19971209 19971223 19980106 19980120" },
		{ "19970902", "FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH", "19970902 19970904 19970909 "
		    "19970911 19970916 19970918 19970923 19970925 19970930 19971002" },
		{ "19970901", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR", "19970901 19970903 "
		    "19970905 19970915 19970917 19970919 19970929 19971001 19971003 19971013" },
		{ "19970902", "FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH", "19970902 "
		    "19970904 19970916 19970918 19970930 19971002 19971014 19971016" },
		{ "19970905", "FREQ=MONTHLY;COUNT=10;BYDAY=1FR", "19970905 19971003 19971107 19971205 "
		    "19980102 19980206 19980306 19980403 19980501 19980605" },
		{ "19970907", "FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU", "19970907 19970928 "
		    "19971102 19971130 19980104 19980125 19980301 19980329 19980503 19980531" },
		{ "19970922", "FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "19970922 19971020 19971117 19971222 "
		    "19980119 19980216" },
		{ "19970928", "FREQ=MONTHLY;BYMONTHDAY=-3", "19970928 19971029 19971128 19971229 "
		    "19980129 19980226" },
		{ "19970902", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15", "19970902 19970915 19971002 "
		    "19971015 19971102 19971115 19971202 19971215 19980102 19980115" },
		{ "19970930", "FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1", "19970930 19971001 19971031 "
		    "19971101 19971130 19971201 19971231 19980101 19980131 19980201" },
		{ "19970910", "FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
		    "19970910 19970911 19970912 19970913 19970914 19970915 19990310 19990311 "
		    "19990312 19990313" },
		{ "19970902", "FREQ=MONTHLY;INTERVAL=2;BYDAY=TU", "19970902 19970909 19970916 "
		    "19970923 19970930 19971104 19971111 19971118 19971125 19980106" },
		{ "19970610", "FREQ=YEARLY;COUNT=10;BYMONTH=6,7", "19970610 19970710 19980610 "
		    "19980710 19990610 19990710 20000610 20000710 20010610 20010710" },
		{ "19970310", "FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3", "19970310 19990110 "
		    "19990210 19990310 20010110 20010210 20010310 20030110 20030210 20030310" },
		{ "19970101", "FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200", "19970101 "
		    "19970410 19970719 20000101 20000409 20000718 20030101 20030410 20030719 20060101" },
		{ "19970519", "FREQ=YEARLY;BYDAY=20MO", "19970519 19980518 19990517" },
		{ "19970512", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "19970512 19980511 19990517" },
		{ "19970313", "FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "19970313 19970320 19970327 19980305 "
		    "19980312 19980319 19980326 19990304" },
		{ "19970605", "FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8", "19970605 19970612 19970619 "
		    "19970626 19970703 19970710 19970717 19970724 19970731 19970807 19970814 19970821 "
		    "19970828 19980604" },
		{ "19980213", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "19980213 19980313 19981113 "
		    "19990813 20001013" },
		{ "19970913", "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "19970913 "
		    "19971011 19971108 19971213 19980110 19980207 19980307 19980411 19980509 19980613" },
		{ "19961105", "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
		    "19961105 20001107 20041102" },
		{ "19970904", "FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3",
		    "19970904 19971007 19971106" },
		{ "19970929", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "19970929 19971030 "
		    "19971127 19971230 19980129 19980226 19980330" },
		{ "19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO",
		    "19970805 19970810 19970819 19970824" },
		{ "19970805", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
		    "19970805 19970817 19970819 19970831" },
		{ "20070115", "FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5",
		    "20070115 20070130 20070215 20070315 20070330" },
		{ "19970902", "FREQ=DAILY;BYHOUR=9,10;BYMINUTE=0,20,40", "19970902 19970902/0920 "
		    "19970902/0940 19970902/1000 19970902/1020 19970902/1040 19970903" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		int n = 1;
		const char *c;

		for (c = cases[i].days; *c != '\0'; c++)
			n += *c == ' ';
		/* One more than COUNT would show. */
		if (strstr(cases[i].rule, "COUNT") != NULL)
			n++;
		assert_days(cases[i].start, cases[i].start, "20100101", n, cases[i].rule,
		    cases[i].days);
	}
}

static void
months_and_years_have_their_own_lengths(void **state)
{
	/* A month without such a day has none, and February is no March. */
	assert_days("20260131", "20260131", "20260801", 99, "FREQ=MONTHLY",
	    "20260131 20260331 20260531 20260731");
	assert_days("20240229", "20240229", "20330101", 99, "FREQ=YEARLY",
	    "20240229 20280229 20320229");
	assert_days("20260131", "20260131", "20260601", 99, "FREQ=MONTHLY;BYMONTHDAY=-1",
	    "20260131 20260228 20260331 20260430 20260531");
	assert_days("20261231", "20261231", "20290101", 99, "FREQ=YEARLY;BYYEARDAY=366,-1",
	    "20261231 20271231 20281231");
	/* 2026 has 53 weeks, the years beside it 52; the 53rd ends in 2027. */
	assert_days("20260101", "20260101", "20290101", 99, "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO,SU",
	    "20260101 20261228 20270103");
	assert_days("20261228", "20261228", "20290101", 99, "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO",
	    "20261228 20271227 20281225");
	/* Without a weekday the start's: a Monday. */
	assert_days("20260511", "20260511", "20290101", 99, "FREQ=YEARLY;BYWEEKNO=20",
	    "20260511 20270517 20280515");
}

static void
an_ordinal_beside_a_plain_day(void **state)
{
	/* Both are meant: the second Tuesday and every Friday of January 2026. */
	assert_days("20260102", "20260102", "20260131", 99, "FREQ=MONTHLY;BYDAY=2TU,FR",
	    "20260102 20260109 20260113 20260116 20260123 20260130");
}

static void
only_what_lies_between_is_given(void **state)
{
	assert_days("20010101", "20260301", "20260303", 99, "FREQ=DAILY",
	    "20260301 20260302 20260303");
	/* Every third week counts from the start, 25 years before. */
	assert_days("20010101", "20260301", "20260415", 99, "FREQ=WEEKLY;INTERVAL=3",
	    "20260309 20260330");
	assert_days("20010131", "20260101", "20270501", 99, "FREQ=MONTHLY;INTERVAL=5",
	    "20260131");
	assert_days("20010101", "20260301", "20260303", 99, "FREQ=DAILY;COUNT=9000", "");
	assert_days("20010101", "20250820", "20260303", 99, "FREQ=DAILY;COUNT=9000",
	    "20250820 20250821 20250822");
}

static void
a_start_that_is_no_such_day_is_the_first(void **state)
{
	/* Thursday, then Mondays: three in all. */
	assert_days("20260101", "20260101", "20270101", 99, "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
	    "20260101 20260105 20260112");
}

static void
refuses_what_has_no_one_meaning(void **state)
{
	static const char *const bad[] = { "", "COUNT=3", "FREQ=HOURLY", "FREQ=SECONDLY;COUNT=2",
		"FREQ=FORTNIGHTLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1",
		"FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=x", "FREQ=DAILY;UNTIL=", "FREQ=DAILY;BYDAY=XX",
		"FREQ=DAILY;BYDAY=", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;BYDAY=2TU",
		"FREQ=WEEKLY;BYMONTHDAY=3", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=MONTHLY;BYMONTHDAY=32",
		"FREQ=MONTHLY;BYYEARDAY=3", "FREQ=MONTHLY;BYWEEKNO=3", "FREQ=YEARLY;BYMONTH=13",
		"FREQ=YEARLY;BYWEEKNO=4;BYDAY=1MO", "FREQ=YEARLY;BYDAY=0MO", "FREQ=YEARLY;BYDAY=54MO",
		"FREQ=DAILY;BYEASTER=1", "RSCALE=HEBREW;FREQ=YEARLY", "FREQ=DAILY;SKIP=OMIT", "FREQ",
		"FREQ=DAILY;BYSETPOS=0", "D1 #10", "FREQ=DAILY;WKST=1", "FREQ=MONTHLY;BYDAY=MO;BYMONTH=1,",
		"FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10;BYMINUTE=0,10,20,30,40,50" };
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct ics_rule rule;
		struct err e = { 0 };

		if (ics_rule_parse(&rule, bad[i], &e))
			fail_msg("\"%s\" was read", bad[i]);
		assert_int_equal(e.code, ERR_INVALID);
		assert_true(e.text[0] != '\0');
	}
}

static bool
count_one(instant at, void *arg)
{
	++*(int *)arg;
	return true;
}

/* How many days are looked at, and how many given. */
static long
work_of(const char *text, const char *last, long most, int *given, bool *done)
{
	struct ics_rule rule;
	long work = most;
	struct ics_run run = { .start = wall("20260101"), .from = wall("20260101"),
		.last = wall(last), .work = &work, .give = count_one, .arg = given };

	*given = 0;
	assert_true(ics_rule_parse(&rule, text, NULL));
	*done = ics_rule_run(&rule, &run);
	return most - work;
}

static void
no_rule_runs_long(void **state)
{
	int given;
	bool done;

	/* 30 February: it ends where what is asked for does. */
	assert_in_range(work_of("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "20360101", 100000, &given,
	    &done), 3000, 4500);
	assert_true(done);
	assert_int_equal(given, 1);
	/* Until the end of all years only so many days are looked at. */
	assert_in_range(work_of("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "99971231", 100000, &given,
	    &done), 100000, 100100);
	assert_false(done);
	/* A start long ago costs nothing where there is no COUNT. */
	assert_in_range(work_of("FREQ=YEARLY;INTERVAL=9999999", "99971231", 100000, &given, &done),
	    1, 400);
	assert_true(done);
}

TEST_MAIN(
	cmocka_unit_test(the_examples_of_the_rfc),
	cmocka_unit_test(months_and_years_have_their_own_lengths),
	cmocka_unit_test(an_ordinal_beside_a_plain_day),
	cmocka_unit_test(only_what_lies_between_is_given),
	cmocka_unit_test(a_start_that_is_no_such_day_is_the_first),
	cmocka_unit_test(refuses_what_has_no_one_meaning),
	cmocka_unit_test(no_rule_runs_long))
