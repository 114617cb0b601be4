/*
 * The ticks of who and where: each is one write with one undo, one that is so already is
 * none, whoever may not writes nothing, and two who tick the same at once both have it.
 */
#include <stdlib.h>
#include <string.h>

#include "practice/places.h"
#include "tests/support/visits.h"

static void
say(const char *expected)
{
	AUTO_BOOK struct slot_book book;
	AUTO_BUF struct buf words = BUF_INIT;
	struct err err;

	OK(slot_book_read(v.mara, 0, &book, &err));
	place_words(&book, v.needling, &words);
	assert_string_equal(words.s, expected);
}

static int64_t
entries(void)
{
	return dbfile_int(v.path, "SELECT max(n) FROM journal");
}

static void
tick(struct practice *p, enum slot_kind kind, int64_t place, bool on)
{
	struct err err;

	OK(place_name(p, v.needling, kind, place, on, &err));
}

static void
a_tick_is_one_write(void **state)
{
	int64_t a = visits_new(&record_room, "name", "A", NULL);
	int64_t b = visits_new(&record_room, "name", "B", NULL);
	int64_t pen = visits_new(&record_device, "name", "pen 1", NULL), before;

	say("done by anybody who treats, no room needed, no device needed");
	before = entries();
	tick(v.mara, SLOT_ROOM, b, false);
	assert_int_equal(entries(), before);
	tick(v.mara, SLOT_ROOM, b, true);
	tick(v.mara, SLOT_ROOM, b, true);
	assert_int_equal(entries(), before + 1);
	visits_label("tick service_use");
	tick(v.mara, SLOT_ROOM, a, true);
	tick(v.mara, SLOT_DEVICE, pen, true);
	tick(v.mara, SLOT_STAFF, v.ruth->staff->id, true);
	tick(v.mara, SLOT_STAFF, v.mara->staff->id, true);
	say("done by mara or Ruth, in room A or B, with pen 1");
	tick(v.mara, SLOT_DEVICE, pen, false);
	visits_label("untick service_use");
	tick(v.mara, SLOT_ROOM, b, false);
	say("done by mara or Ruth, in room A, no device needed");
	tick(v.mara, SLOT_DEVICE, pen, true);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM service_use"), 5);
}

static void
who_may_not_writes_nothing(void **state)
{
	struct err err;
	int64_t a = visits_new(&record_room, "name", "A", NULL);

	REFUSED(place_name(v.desk, v.needling, SLOT_ROOM, a, true, &err), ERR_DENIED,
	    "may not change settings and staff");
	REFUSED(place_name(v.mara, v.needling, SLOT_ROOM, a + 1, true, &err), ERR_INVALID,
	    "a record that does not exist");
}

/* Each had looked before the other wrote: both mean the same. */
static void
two_who_tick_the_same_both_have_it(void **state)
{
	int64_t a = visits_new(&record_room, "name", "A", NULL);
	struct practice *other = clinic_open(v.path, "mara");

	tick(v.mara, SLOT_ROOM, a, true);
	tick(other, SLOT_ROOM, a, true);
	say("done by anybody who treats, in room A, no device needed");
	tick(other, SLOT_ROOM, a, false);
	tick(v.mara, SLOT_ROOM, a, false);
	say("done by anybody who treats, no room needed, no device needed");
	practice_close(other);
}

TEST_MAIN(
    VISITS_CASE(a_tick_is_one_write),
    VISITS_CASE(who_may_not_writes_nothing),
    VISITS_CASE(two_who_tick_the_same_both_have_it))
