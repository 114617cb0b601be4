/*
 * Proves that photos of a visit are taken in from its chart with one key an angle, as before or
 * after as the visit stands; that what cannot be taken says why, what is here already asks, and
 * one u takes back; that the tick follows, and that no key in the grid looks into the inbox.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "practice/chart.h"
#include "practice/files.h"
#include "screens/chart/chart.h"
#include "tests/support/driven_visits.h"
#include "tests/support/snap.h"

static int64_t visit;

static void
desk(const char *status)
{
	visits_set(&record_service, v.needling, "chart", "microneedling");
	visits_screen(v.anna, NULL);
	visit = visits_add(v.anna, v.needling, v.ruth->staff->id, "2026-03-12", "09:00", status);
	driven_begin(v.ruth, v.path, false);
}

/* Two of today, the newest first; one of yesterday; a film; what is none at all. */
static void
inbox(void)
{
	snap_put(v.path, "front.jpg", 1, "2026:03:12 09:58:00", 400);
	snap_put(v.path, "left.jpg", 2, "2026:03:12 09:57:00", 300);
	snap_put(v.path, "old.jpg", 3, "2026:03:11 16:20:00", 200);
	snap_put_bytes(v.path, "film.mp4", "\0\0\0\20ftypisom\0\0\0\0", 16, 100);
	snap_put_bytes(v.path, "empty.jpg", "", 0, 50);
}

/* To the row of the photos. */
#define PHOTOS "Tab Tab Tab "

static bool
add_had(const struct file_line *l, void *arg)
{
	buf_addf(arg, "%s %s\n", l->kind, l->angle);
	return true;
}

/* The photos of the visit, the newest first. */
static void
has(const char *photos)
{
	AUTO_BUF struct buf all = BUF_INIT;
	struct err err;

	OK(files_list(v.ruth, v.anna, visit, add_had, &all, &err));
	assert_string_equal(all.s, photos);
}

static bool
waits(const char *name)
{
	AUTO_FREE char *path = xasprintf("%s.inbox/%s", v.path, name);

	return access(path, F_OK) == 0;
}

/* The ticks as they stand in the file. */
static void
is_ticked(bool photos)
{
	struct err err;
	struct chart *c = chart_open(v.ruth, visit, &err);

	OK(c != NULL && c->base.head != NULL);
	assert_int_equal(strstr(record_text(c->base.head, "ticks"), "photos") != NULL, photos);
	chart_free(c);
}

static void
one_key_an_angle(void **state)
{
	desk("in_treatment");
	inbox();
	chart_push(d, visit);
	sees("[ ]photos 4");
	keys(PHOTOS);
	sees("Enter shows");
	keys("Enter");
	in_front("photos");
	sees("another day: old.jpg");
	sees("cannot be shown: film.mp4");
	sees("no permission for photos");
	looks_at_each_size("chart-photos");
	driven_size(24, 80);
	keys("f");
	says("front.jpg is before, front.");
	says("u takes it back.");
	keys("l");
	has("before left_45\nbefore front\n");
	assert_false(waits("front.jpg") || waits("left.jpg"));
	sees("2 of this visit");
	/* on to the aftercare */
	keys("Tab y ^S");
	in_front("chart");
	sees("[x]photos");
	sees("2 kept");
	is_ticked(true);
}

static void
before_until_something_is_done(void **state)
{
	desk("here");
	inbox();
	chart_push(d, visit);
	keys(PHOTOS "Enter");
	sees("takes it as before");
	keys("Esc Shift-Tab Shift-Tab Shift-Tab f50 Enter " PHOTOS "Enter");
	sees("takes it as before");
	keys("Esc ^S Esc");
	visits_set(&record_session, visit, "status", "in_treatment");
	chart_push(d, visit);
	keys(PHOTOS "Enter");
	sees("takes it as after");
	keys("R Space c");
	has("before close_up\nafter right_90\n");
}

static void
one_u_takes_back_and_the_tick_follows(void **state)
{
	desk("in_treatment");
	inbox();
	chart_push(d, visit);
	keys("f50 Enter ^S");
	is_ticked(false);
	keys(PHOTOS "Enter f");
	has("after front\n");
	keys("u");
	says("Undone");
	has("");
	keys("Esc");
	sees("[ ]photos");
	keys("^S");
	says("Nothing changed");
	keys("^P l Esc");
	sees("[x]photos");
	/* the chart says so when it is saved */
	keys("^S");
	says("Chart saved");
	is_ticked(true);
}

static void
what_cannot_be_taken_says_why(void **state)
{
	AUTO_FREE char *gone = xasprintf("%s.inbox/front.jpg", v.path);

	desk("in_treatment");
	inbox();
	chart_push(d, visit);
	keys(PHOTOS "Enter");
	/* it vanishes while it is looked at: the list says what there is */
	assert_int_equal(unlink(gone), 0);
	keys("f");
	says("there is no such file");
	sees("3 wait");
	keys("Down Down Down f");
	says("It cannot be taken: it is empty.");
	keys("x");
	says("A letter above says from where it was taken.");
	has("");
	keys("Up Up f");
	says("It was taken on another day, Wed 11 Mar.");
	has("before front\n");
}

static void
the_same_photo_again_asks(void **state)
{
	desk("in_treatment");
	snap_put(v.path, "a.jpg", 1, NULL, 100);
	chart_push(d, visit);
	keys(PHOTOS "Enter f");
	snap_put(v.path, "b.jpg", 1, NULL, 200);
	keys("Esc Enter");
	sees("b.jpg");
	keys("l");
	sees("here already: before, front");
	keys("Esc");
	has("before front\n");
	assert_true(waits("b.jpg"));
	keys("l y");
	has("before left_45\nbefore front\n");
	keys("l");
	says("No photo waits in");
}

static void
an_empty_inbox_says_how_they_come(void **state)
{
	desk("in_treatment");
	chart_push(d, visit);
	keys(PHOTOS);
	sees_not(" wait");
	/* Enter goes on where nothing waits */
	keys("Enter y Up Up ^P");
	in_front("photos");
	sees("0 wait");
	sees("by chairside attach, scp or a shared folder");
}

/* What came meanwhile is counted when something opens. */
static void
no_key_looks_into_the_inbox(void **state)
{
	desk("in_treatment");
	chart_push(d, visit);
	inbox();
	keys("f50 Enter 5xgp Down r");
	sees("[ ]photos [ ]after");
	keys("100 Enter " PHOTOS);
	sees("[ ]photos 4 [ ]after");
}

/* What is signed stays as it is; photos may come later. */
static void
a_signed_chart_gets_photos_and_no_draft(void **state)
{
	AUTO_FREE char *sql = NULL;

	desk("in_treatment");
	inbox();
	chart_push(d, visit);
	keys("f50 Enter ^S Esc");
	sql = xasprintf("INSERT INTO signature(version, session, act, staff, at, form, text, digest) "
	    "VALUES (1, %lld, 'sign', %lld, 1773309600, 1, 'x', 'x')", (long long)visit,
	    (long long)v.ruth->staff->id);
	dbfile_sql(v.path, sql);
	chart_push(d, visit);
	keys(PHOTOS "Enter f Esc Esc");
	in_front("today");
	sees_not("Kept as a draft");
	has("after front\n");
	keys("g o");
	in_front("chart");
	is_ticked(false);
	sees("1 kept");
}

/* A form or a letter is of the visit, and no photo of it. */
static void
a_paper_is_no_photo(void **state)
{
	struct take t = { .inbox = "letter.jpg", .kind = "form", .date = DATE_NONE };
	struct err err;
	struct chart *c;

	desk("in_treatment");
	snap_put(v.path, t.inbox, 1, NULL, 100);
	t.session = visit;
	OK(files_take(v.ruth, &t, NULL, NULL, &err));
	c = chart_open(v.ruth, visit, &err);
	OK(c != NULL);
	assert_int_equal(c->photos, 0);
	chart_free(c);
	chart_push(d, visit);
	keys(PHOTOS "^P");
	sees("0 of this visit");
}

/* A template may have views of its own. */
static void
a_template_has_its_own_angles(void **state)
{
	struct err err;
	struct chart_template *t;

	t = chart_template_parse(v.mara->db, "{\"code\": \"back\", \"title\": \"Back\", "
	    "\"columns\": [{\"code\": \"zone\", \"label\": \"Zone\"}], "
	    "\"zones\": [{\"code\": \"back\", \"label\": \"back\", \"key\": \"B\"}], "
	    "\"angles\": [{\"code\": \"whole\", \"label\": \"whole back\", \"key\": \"b\"}]}", &err);
	OK(t != NULL);
	assert_int_equal(t->parts[CHART_ANGLES].n, 1);
	assert_string_equal(t->parts[CHART_ANGLES].items[0].code, "whole");
	chart_template_free(t);
	t = chart_template_parse(v.mara->db, "{\"code\": \"back\", \"title\": \"Back\", "
	    "\"columns\": [{\"code\": \"zone\", \"label\": \"Zone\"}], "
	    "\"zones\": [{\"code\": \"back\", \"label\": \"back\", \"key\": \"B\"}], "
	    "\"angles\": [{\"code\": \"whole\", \"label\": \"whole back\", \"key\": \"u\"}]}", &err);
	assert_null(t);
	assert_non_null(strstr(err.text, "an angle has a letter other than u"));
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(one_key_an_angle),
		CASE(before_until_something_is_done),
		CASE(one_u_takes_back_and_the_tick_follows),
		CASE(what_cannot_be_taken_says_why),
		CASE(the_same_photo_again_asks),
		CASE(an_empty_inbox_says_how_they_come),
		CASE(no_key_looks_into_the_inbox),
		CASE(a_signed_chart_gets_photos_and_no_draft),
		CASE(a_paper_is_no_photo),
		CASE(a_template_has_its_own_angles),
	};

	return cmocka_run_group_tests(cases, NULL, NULL);
}
