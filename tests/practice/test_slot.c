/*
 * test_slot.c - when and where: whether time is free, why not, and by whom.
 *
 * Proves that a person's own hours from a day on take the place of the practice's; that time
 * off counts once, each week, every other week, each year and past midnight; that a service
 * gets the first free room and device that it may use, and is told who has them; that the
 * room is taken from the numbing to the clean-up and the practitioner for the treatment
 * alone; that visits of one coming move together or not at all; that what the write refuses
 * is what was said before it; and that on days of a clock change the wall's hours count.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/rules.h"
#include "practice/sessions.h"
#include "practice/slot.h"
#include "tests/support/visits.h"

static struct slot_book book;

static void
read_book(void)
{
	struct err err;

	slot_book_free(&book);
	OK(slot_book_read(v.mara, date_from_iso("2026-01-01"), &book, &err));
}

/* "09:00-18:00 " of a day, moments counted from its midnight. */
static void
spans_are(const struct slot_span *spans, size_t n, const char *day, const char *text)
{
	int64_t midnight = rules_moment(date_from_iso(day), 0);
	AUTO_BUF struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		int from = (int)(spans[i].from - midnight), until = (int)(spans[i].until - midnight);

		buf_addf(&out, "%d:%02d-%d:%02d ", from / 60, from % 60, until / 60, until % 60);
	}
	assert_string_equal(out.s, text);
}

static void
hours_are(int64_t staff, const char *day, const char *text)
{
	struct slot_span spans[SLOT_SPANS];

	read_book();
	spans_are(spans, slot_hours(&book, staff, date_from_iso(day), spans), day, text);
}

static void
free_is(int64_t staff, const char *day, const char *text)
{
	AUTO_USES struct slot_uses uses = { .list = NULL };
	date_day d = date_from_iso(day);
	struct slot_span spans[SLOT_FREE_SPANS];
	struct err err;

	read_book();
	OK(slot_uses_read(v.mara, d, d, &uses, &err));
	spans_are(spans, slot_free(&book, &uses, staff, d, 0, spans), day, text);
}

static const char *
text(int64_t n)
{
	static char out[4][24];
	static size_t at;

	at = (at + 1) % ARRAY_LEN(out);
	snprintf(out[at], sizeof(out[at]), "%lld", (long long)n);
	return out[at];
}

/* What is unusual about a visit of 60 minutes. */
static void
unusual_is(int64_t staff, const char *day, int start, const char *words)
{
	struct slot_want w = { .service = v.facial, .staff = staff,
	    .date = date_from_iso(day), .start = start, .minutes = 60 };
	AUTO_BUF struct buf out = BUF_INIT;

	read_book();
	slot_unusual(&book, &w, &out);
	assert_string_equal(out.s, words);
}

/* The same of one of 60 minutes after 15 of numbing. */
static void
numbed_is(int64_t staff, const char *day, int start, const char *words)
{
	struct slot_want w = { .service = v.facial, .staff = staff,
	    .date = date_from_iso(day), .start = start, .numbing = 15, .minutes = 60 };
	AUTO_BUF struct buf out = BUF_INIT;

	read_book();
	slot_unusual(&book, &w, &out);
	assert_string_equal(out.s, words);
}

/* --- hours ------------------------------------------------------------------------- */

static void
ones_own_hours_take_the_place_of_the_practices(void **state)
{
	int64_t ruth = v.ruth->staff->id;

	hours_are(ruth, "2026-03-16", "9:00-18:00 ");
	visits_new(&record_hours, "days", "mon-fri", "begins", "8:00", "ends", "17:00", NULL);
	hours_are(ruth, "2026-03-16", "8:00-17:00 ");
	hours_are(0, "2026-03-15", "");
	/* two lines of a day: a break; from a day on others */
	visits_new(&record_hours, "staff", text(ruth), "days", "mon tue", "begins", "10:00",
	    "ends", "12:00", NULL);
	visits_new(&record_hours, "staff", text(ruth), "days", "mon", "begins", "13:00",
	    "ends", "19:00", NULL);
	visits_new(&record_hours, "staff", text(ruth), "since", "2026-03-23", "days", "sun",
	    "begins", "22:00", "ends", "2:00", NULL);
	hours_are(ruth, "2026-03-16", "10:00-12:00 13:00-19:00 ");
	hours_are(ruth, "2026-03-17", "10:00-12:00 ");
	hours_are(ruth, "2026-03-18", "");
	hours_are(ruth, "2026-03-23", "");
	hours_are(ruth, "2026-03-29", "22:00-26:00 ");
	hours_are(ruth, "2026-03-30", "-2:00-2:00 ");
	hours_are(v.mara->staff->id, "2026-03-16", "8:00-17:00 ");
	unusual_is(ruth, "2026-03-16", 12 * 60, "Ruth works 10:00 to 12:00 and 13:00 to 19:00");
	unusual_is(ruth, "2026-03-16", 11 * 60, "");
	unusual_is(ruth, "2026-03-18", 11 * 60, "Ruth does not work on Wed");
	unusual_is(v.mara->staff->id, "2026-03-16", 16 * 60 + 30, "after 17:00");
	/* who is numbed comes before, but not before anybody is there */
	numbed_is(ruth, "2026-03-16", 9 * 60 + 45, "");
	numbed_is(ruth, "2026-03-16", 7 * 60 + 45, "Ruth works 10:00 to 12:00 and 13:00 to 19:00");
	numbed_is(v.mara->staff->id, "2026-03-16", 7 * 60 + 45, "before 08:00");
	visits_set(&record_hours, 1, "begins", "10:00");
	numbed_is(ruth, "2026-03-16", 9 * 60 + 45, "before 10:00");
	visits_set(&record_hours, 1, "begins", "8:00");
	/* a line that is switched off counts no longer */
	visits_set(&record_hours, 2, "active", "no");
	visits_set(&record_hours, 3, "active", "no");
	hours_are(ruth, "2026-03-16", "8:00-17:00 ");
	/* two lines at one time are worked once */
	visits_new(&record_hours, "staff", text(ruth), "days", "tue", "begins", "10:00", "ends",
	    "12:00", NULL);
	visits_new(&record_hours, "staff", text(ruth), "days", "tue", "begins", "11:00", "ends",
	    "14:00", NULL);
	free_is(ruth, "2026-03-17", "10:00-14:00 ");
}

/* --- time off ---------------------------------------------------------------------------- */

static void
time_off_comes_back_as_it_says(void **state)
{
	static const struct { const char *repeats, *days, *until, *on, *not_on; } cases[] = {
		{ NULL, NULL, NULL, "2026-03-17", "2026-03-16 2026-03-18 2027-03-17" },
		{ NULL, NULL, "2026-03-19", "2026-03-17 2026-03-18 2026-03-19",
		  "2026-03-16 2026-03-20" },
		{ NULL, "wed", "2026-03-31", "2026-03-18 2026-03-25", "2026-03-17 2026-04-01" },
		{ "weekly", NULL, NULL, "2026-03-17 2026-03-24 2031-03-18",
		  "2026-03-10 2026-03-18" },
		{ "weekly", "mon-fri", "2026-03-26", "2026-03-20 2026-03-26",
		  "2026-03-16 2026-03-21 2026-03-27" },
		{ "fortnightly", "mon tue", NULL, "2026-03-17 2026-03-30 2026-03-31",
		  "2026-03-16 2026-03-23 2026-03-24" },
		{ "yearly", NULL, NULL, "2026-03-17 2027-03-17", "2026-03-18 2025-03-17" },
	};
	int64_t ruth = v.ruth->staff->id, id;
	size_t i;

	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_FREE char *on = xstrdup(cases[i].on), *not_on = xstrdup(cases[i].not_on);
		char *rest, *day;

		id = visits_new(&record_block, "staff", text(ruth), "date", "2026-03-17",
		    "reason", "school", NULL);
		if (cases[i].until != NULL)
			visits_set(&record_block, id, "until", cases[i].until);
		if (cases[i].repeats != NULL)
			visits_set(&record_block, id, "repeats", cases[i].repeats);
		if (cases[i].days != NULL)
			visits_set(&record_block, id, "days", cases[i].days);
		for (day = strtok_r(on, " ", &rest); day != NULL; day = strtok_r(NULL, " ", &rest)) {
			free_is(ruth, day, "");
			unusual_is(ruth, day, 600, "Ruth is away: school");
		}
		for (day = strtok_r(not_on, " ", &rest); day != NULL;
		    day = strtok_r(NULL, " ", &rest))
			unusual_is(ruth, day, 600, "");
		visits_set(&record_block, id, "active", "no");
	}
}

static void
time_off_has_its_hours_and_its_place(void **state)
{
	int64_t ruth = v.ruth->staff->id, mara = v.mara->staff->id, night;

	visits_new(&record_block, "staff", text(ruth), "date", "2026-03-17", "start", "12:30",
	    "minutes", "30", "repeats", "weekly", "days", "mon-fri", "reason", "lunch", NULL);
	visits_new(&record_block, "date", "2026-03-18", "reason", "holiday", NULL);
	free_is(ruth, "2026-03-17", "9:00-12:30 13:00-18:00 ");
	free_is(mara, "2026-03-17", "9:00-18:00 ");
	free_is(mara, "2026-03-18", "");
	unusual_is(mara, "2026-03-18", 600, "mara is away: holiday");
	unusual_is(0, "2026-03-18", 600, "closed: holiday");
	unusual_is(ruth, "2026-03-17", 12 * 60, "Ruth is away: lunch");
	unusual_is(ruth, "2026-03-17", 13 * 60, "");
	/* from 23:00 for eleven hours: the next morning too, to 10:00 */
	night = visits_new(&record_block, "staff", text(mara), "date", "2026-03-19", "start",
	    "23:00", "minutes", "660", NULL);
	free_is(mara, "2026-03-20", "10:00-18:00 ");
	visits_set(&record_block, night, "minutes", "");
	free_is(mara, "2026-03-20", "9:00-18:00 ");
}

/* --- rooms and devices ---------------------------------------------------------------------- */

static struct places {
	int64_t a, b, pen;
} places;

static void
use(int64_t service, const char *kind, int64_t place)
{
	visits_new(&record_service_use, "service", text(service), kind, text(place), NULL);
}

/* Two rooms and a pen: needling needs one of the rooms and the pen, a facial room B. */
static void
furnish(void)
{
	places.a = visits_new(&record_room, "name", "A", NULL);
	places.b = visits_new(&record_room, "name", "B", NULL);
	places.pen = visits_new(&record_device, "name", "pen 2", NULL);
	use(v.needling, "room", places.a);
	use(v.needling, "room", places.b);
	use(v.needling, "device", places.pen);
	use(v.facial, "room", places.b);
	visits_set(&record_service, v.needling, "numbing_minutes", "30");
	visits_set(&record_service, v.needling, "cleanup_minutes", "15");
}

static struct record *
visit(int64_t service, int64_t staff, const char *date, const char *start)
{
	struct record *r = record_new(&record_session);
	struct err err;

	record_set_int(r, "client", v.anna);
	record_set_int(r, "service", service);
	record_set_int(r, "staff", staff);
	OK(record_parse(r, &v.mara->context, "date", date, &err));
	OK(record_parse(r, &v.mara->context, "start", start, &err));
	return r;
}

static int64_t
booked(int64_t service, int64_t staff, const char *date, const char *start)
{
	AUTO_RECORD struct record *r = visit(service, staff, date, start);
	struct err err;

	OK(session_book(v.desk, r, NULL, 0, NULL, NULL, &err));
	return r->id;
}

static void
not_booked(int64_t service, int64_t staff, const char *date, const char *start,
    const char *words)
{
	AUTO_RECORD struct record *r = visit(service, staff, date, start);
	struct err err;

	REFUSED(session_book(v.desk, r, NULL, 0, NULL, NULL, &err), ERR_INVALID, words);
	assert_string_equal(err.field, "start");
}

static void
a_service_gets_what_it_needs_or_is_told_who_has_it(void **state)
{
	int64_t ruth = v.ruth->staff->id, mara = v.mara->staff->id, first, third;

	furnish();
	first = booked(v.needling, mara, "2026-03-17", "10:00");
	visits_is(first, "room", text(places.a));
	visits_is(first, "device", text(places.pen));
	visits_is(first, "numbing", "30");
	visits_is(first, "cleanup", "15");
	/* the pen is free again at 11:30; the room only at 11:45 */
	not_booked(v.needling, ruth, "2026-03-17", "10:45", "No device is free then: Lang, Anna, "
	    "Tue 17 Mar 10:00, mara, to 11:30");
	third = booked(v.needling, ruth, "2026-03-17", "11:00");
	visits_is(third, "room", text(places.b));
	not_booked(v.facial, mara, "2026-03-17", "12:00", "No room is free then: Lang, Anna, "
	    "Tue 17 Mar 11:00, Ruth, to 12:45");
	/* the practitioner is free during the numbing */
	booked(v.facial, mara, "2026-03-17", "12:45");
	free_is(mara, "2026-03-17", "9:00-10:30 11:30-12:45 13:30-18:00 ");
	/* a room that is closed is not chosen */
	visits_new(&record_block, "room", text(places.a), "date", "2026-03-19", "reason",
	    "painting", NULL);
	visits_is(booked(v.needling, mara, "2026-03-19", "10:00"), "room", text(places.b));
}

static void
who_names_a_room_is_asked(void **state)
{
	int64_t mara = v.mara->staff->id;
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	furnish();
	booked(v.needling, mara, "2026-03-17", "10:00");
	r = visit(v.facial, v.ruth->staff->id, "2026-03-17", "11:30");
	record_set_int(r, "room", places.a);
	REFUSED(session_book(v.desk, r, NULL, 0, NULL, NULL, &err), ERR_INVALID,
	    "Room A is taken to 11:45: Lang, Anna, Tue 17 Mar 10:00, mara.");
	OK(record_parse(r, &v.desk->context, "start", "14:00", &err));
	REFUSED(session_book(v.desk, r, NULL, 0, NULL, NULL, &err), ERR_INVALID,
	    "Unusual: not done in room A.");
	record_set_text(r, "insisted", "B is cold");
	OK(session_book(v.desk, r, NULL, 0, NULL, NULL, &err));
	visits_is(r->id, "insisted", "not done in room A: B is cold");
}

static void
moved(int64_t id, const char *date, const char *start, const char *refusal)
{
	struct err err;
	AUTO_RECORD struct record *base = session_get(v.desk, id, &err);
	AUTO_RECORD struct record *mine = record_copy(base);

	OK(record_parse(mine, &v.desk->context, "date", date, &err));
	OK(record_parse(mine, &v.desk->context, "start", start, &err));
	if (refusal != NULL)
		REFUSED(session_save(v.desk, mine, base, NULL, NULL, NULL, &err), ERR_INVALID,
		    refusal);
	else
		OK(session_save(v.desk, mine, base, NULL, NULL, NULL, &err));
}

static void
a_move_keeps_where_it_stood_and_finds_another_room(void **state)
{
	int64_t mara = v.mara->staff->id, ruth = v.ruth->staff->id, id;

	furnish();
	id = booked(v.needling, mara, "2026-03-17", "10:00");
	booked(v.needling, ruth, "2026-03-18", "14:00");
	visits_is(id, "room", text(places.a));
	/* room A is taken there, the pen is not; so it goes to room B */
	moved(id, "2026-03-18", "15:10", NULL);
	visits_is(id, "room", text(places.b));
	visits_is(id, "was_date", "2026-03-17");
	visits_is(id, "was_start", "10:00");
	moved(id, "2026-03-18", "14:10", "No device is free then");
}

static void
one_coming_moves_together_or_not_at_all(void **state)
{
	int64_t mara = v.mara->staff->id, first, second, move;
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	first = booked(v.needling, mara, "2026-03-17", "10:00");
	r = visit(v.facial, mara, "2026-03-17", "11:00");
	record_set_int(r, "joined", first);
	OK(session_book(v.desk, r, NULL, 0, NULL, NULL, &err));
	second = r->id;
	moved(first, "2026-03-18", "10:30", NULL);
	move = dbfile_int(v.path, "SELECT max(n) FROM journal");
	visits_is(second, "date", "2026-03-18");
	visits_is(second, "start", "11:30");
	moved(second, "2026-03-18", "23:30", "Unusual: after 18:00");
	/* half an hour later the second would meet another visit */
	booked(v.facial, mara, "2026-03-18", "12:30");
	moved(first, "2026-03-18", "11:00", "Joined to it, Lang, Anna");
	visits_is(first, "start", "10:30");
	/* and undone together */
	OK(db_undo(v.desk->db, move, NULL, NULL, NULL, &err));
	visits_is(first, "date", "2026-03-17");
	visits_is(second, "start", "11:00");
}

/* --- fifty at one slot ------------------------------------------------------------------------ */

#define RACERS 50

/* One of those who book at once: 0 it won, 1 it was told who has the time, 2 another end. */
static int
race(int64_t staff, int64_t room, const char *told)
{
	AUTO_RECORD struct record *r = visit(v.facial, v.ruth->staff->id, "2026-03-17", "10:00");
	struct err err;
	struct practice *p = practice_open(v.path, "desk", &err);

	if (p == NULL)
		return 2;
	practice_patience(p, 300);
	record_set_null(r, "staff");
	if (staff != 0)
		record_set_int(r, "staff", staff);
	if (room != 0)
		record_set_int(r, "room", room);
	if (session_book(p, r, NULL, 0, NULL, NULL, &err))
		return 0;
	return err.code == ERR_INVALID && strstr(err.text, told) != NULL ? 1 : 2;
}

static void
one_wins(int64_t staff, int64_t room, const char *told)
{
	int i, status, won = 0, lost = 0;
	int64_t before = dbfile_int(v.path, "SELECT count(*) FROM session");

	for (i = 0; i < RACERS; i++) {
		pid_t child = fork();

		assert_true(child >= 0);
		if (child == 0)
			_exit(race(staff, room, told));
	}
	for (i = 0; i < RACERS; i++) {
		assert_true(wait(&status) > 0);
		assert_true(WIFEXITED(status));
		won += WEXITSTATUS(status) == 0;
		lost += WEXITSTATUS(status) == 1;
	}
	assert_int_equal(won, 1);
	assert_int_equal(lost, RACERS - 1);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM session"), before + 1);
}

static void
of_fifty_at_one_slot_one_gets_it(void **state)
{
	one_wins(v.ruth->staff->id, 0, "It overlaps Lang, Anna, Tue 17 Mar 10:00, Ruth");
	places.a = visits_new(&record_room, "name", "A", NULL);
	one_wins(0, places.a, "Room A is taken to 10:45: Lang, Anna, Tue 17 Mar 10:00");
}

/* --- who does what ---------------------------------------------------------------------------- */

static void
what_a_person_does_not_do_is_unusual(void **state)
{
	int64_t ruth = v.ruth->staff->id, mara = v.mara->staff->id;

	use(v.facial, "staff", ruth);
	unusual_is(ruth, "2026-03-17", 600, "");
	unusual_is(mara, "2026-03-17", 600, "mara does not do that");
	visits_set(&record_staff, ruth, "treats", "no");
	unusual_is(ruth, "2026-03-17", 600, "Ruth does not treat");
}

/* --- the next free slots ---------------------------------------------------------------------- */

struct found {
	struct buf text;
	int most;
};

static bool
take_slot(const struct slot_want *w, void *arg)
{
	struct found *f = arg;
	char iso[DATE_ISO_SIZE];

	buf_addf(&f->text, "%s %d:%02d %s %s|", date_to_iso(w->date, iso) + 5, w->start / 60,
	    w->start % 60, w->staff == v.mara->staff->id ? "mara" : "ruth",
	    w->room == 0 ? "-" : w->room == places.a ? "A" : "B");
	return --f->most > 0;
}

static void
finds(const struct slot_search *s, int most, const char *wanted)
{
	struct found f = { BUF_INIT, most };
	struct err err;

	read_book();
	OK(slot_find(v.desk, &book, s, take_slot, &f, &err));
	assert_string_equal(f.text.s, wanted);
	buf_free(&f.text);
}

static void
the_next_free_slots_fit(void **state)
{
	date_day today = date_from_iso(SHEET_TODAY);
	struct slot_search s = { .want = { .service = v.needling, .minutes = 60 }, .first = today,
	    .last = today + 90 };

	struct err err;

	visits_set(&record_practice, 1, "open_days", "thu");
	OK(practice_reload(v.mara, &err));	/* whose book is asked */
	furnish();
	s.want.numbing = 30;
	s.want.cleanup = 15;
	/* today is Thursday, 10:00; the pen is one, whoever comes first has it */
	finds(&s, 3, "03-12 10:00 mara A|03-12 10:00 ruth A|03-12 11:30 mara A|");
	booked(v.needling, v.mara->staff->id, SHEET_TODAY, "10:00");
	finds(&s, 3, "03-12 11:00 mara B|03-12 11:00 ruth B|03-12 12:30 mara A|");
	s.want.staff = v.ruth->staff->id;
	s.after = 15 * 60;
	s.before = 17 * 60;
	finds(&s, 3, "03-12 15:00 ruth A|03-12 16:30 ruth A|03-19 15:00 ruth A|");
	s.days = 1;	/* on Mondays it is closed */
	finds(&s, 3, "");
	s.days = 0;
	s.last = today;
	finds(&s, 5, "03-12 15:00 ruth A|03-12 16:30 ruth A|");
}

/* --- the clock changes ---------------------------------------------------------------------- */

static void
on_days_of_a_clock_change_the_wall_counts(void **state)
{
	static const struct { const char *zone, *forward, *back; } zones[] = {
		{ "America/Toronto", "2027-03-14", "2026-11-01" },
		{ "Australia/Sydney", "2026-10-04", "2026-04-05" },
	};
	int64_t ruth = v.ruth->staff->id;
	struct err err;
	size_t i;

	visits_new(&record_hours, "staff", text(ruth), "days", "mon-sun", "begins", "0:00",
	    "ends", "6:00", NULL);
	for (i = 0; i < ARRAY_LEN(zones); i++) {
		const char *const days[] = { zones[i].forward, zones[i].back };
		size_t k;

		visits_set(&record_practice, 1, "timezone", zones[i].zone);
		OK(practice_reload(v.desk, &err));
		OK(practice_reload(v.mara, &err));
		for (k = 0; k < ARRAY_LEN(days); k++) {
			int64_t before;

			visits_now(i == 0 ? "2026-03-12T12:00" : "2026-03-14T12:00");
			before = booked(v.facial, ruth, days[k], "1:30");
			free_is(ruth, days[k], "0:00-1:30 2:15-6:00 ");
			not_booked(v.facial, ruth, days[k], "2:00", "It overlaps");
			moved(before, days[k], "2:30", NULL);
			booked(v.facial, ruth, days[k], "1:45");
			not_booked(v.facial, ruth, days[k], "3:00", "It overlaps");
			booked(v.facial, ruth, days[k], "3:15");
		}
	}
}

static int
slot_end(void **state)
{
	slot_book_free(&book);
	return visits_end(state);
}
#define SLOT_CASE(name) cmocka_unit_test_setup_teardown(name, visits_begin, slot_end)

TEST_MAIN(
    SLOT_CASE(ones_own_hours_take_the_place_of_the_practices),
    SLOT_CASE(time_off_comes_back_as_it_says),
    SLOT_CASE(time_off_has_its_hours_and_its_place),
    SLOT_CASE(a_service_gets_what_it_needs_or_is_told_who_has_it),
    SLOT_CASE(who_names_a_room_is_asked),
    SLOT_CASE(a_move_keeps_where_it_stood_and_finds_another_room),
    SLOT_CASE(one_coming_moves_together_or_not_at_all),
    SLOT_CASE(of_fifty_at_one_slot_one_gets_it),
    SLOT_CASE(what_a_person_does_not_do_is_unusual),
    SLOT_CASE(the_next_free_slots_fit),
    SLOT_CASE(on_days_of_a_clock_change_the_wall_counts))
