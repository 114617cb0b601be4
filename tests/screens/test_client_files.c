/*
 * Proves that a photo is taken in from the inbox in few keys, with what is worth a word said;
 * that the same one is asked about; that a scan is linked to its consent by one key and one
 * undo takes back both; that a file is read, changed, turned and written out; that an empty
 * inbox says how photos arrive; and that whoever may not see them sees nothing of them. The
 * day is 12 March 2026, 10:00.
 */
#include "base/mem.h"
#include "screens/client/client.h"
#include "tests/support/driven_visits.h"
#include "tests/support/snap.h"

static void
files_of_anna(struct practice *p)
{
	driven_begin(p, v.path, false);
	client_push(d, v.anna);
	keys("Shift-Tab Shift-Tab");
}

static void
an_empty_inbox_says_how_they_arrive(void **state)
{
	files_of_anna(v.mara);
	sees("No photos or papers yet.");
	looks_at_each_size("client-files-none");
	keys("A");
	says("Nothing waits: photos and scans come by chairside attach");
	keys("n");
	says("Nothing waits");
	keys("V");
	says("Select a photo");
}

static void
a_photo_is_taken_in_few_keys(void **state)
{
	visits_add(v.anna, v.needling, 1, "2026-03-12", "9:00", "here");
	snap_put(v.path, "old.jpg", 1, NULL, 100);
	snap_put(v.path, "new.jpg", 2, "2026:03:12 09:58:00", 200);
	files_of_anna(v.mara);
	driven_pressed();
	keys("A");
	looks_at_each_size("client-files-inbox");
	keys("Enter b f r o n t Enter");
	assert_int_equal(driven_pressed(), 9);
	says("Taken in: file (before, front) of Lang, Anna, Thu 12 Mar. u undoes it.");
	sees("Microneedling");
	sees("permission for photos is written down.");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM attachment WHERE kind = 'before' "
	    "AND angle = 'front' AND session IS NOT NULL AND taken = 1773309480"), 1);
	keys("A");
	sees_not("new.jpg");
	keys("Enter a Enter");
	looks_at_each_size("client-files");
	keys("V");		/* the one that was taken in last */
	says("Turned a quarter clockwise: file (after) of Lang, Anna");
	keys("u u");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM attachment"), 1);
}

static void
the_same_one_is_asked_about(void **state)
{
	snap_put(v.path, "a.jpg", 1, NULL, 100);
	files_of_anna(v.mara);
	keys("A Enter b Enter");
	snap_put(v.path, "b.jpg", 1, NULL, 100);
	keys("A Enter a Enter");
	sees("This file is here already: before, Thu 12 Mar.");
	keys("n");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM attachment"), 1);
	keys("A Enter a Enter y");
	says("Taken in: file (after) of Lang, Anna");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM attachment"), 2);
}

static void
what_cannot_be_taken_says_why(void **state)
{
	snap_put_bytes(v.path, "empty.jpg", "", 0, 100);
	files_of_anna(v.mara);
	keys("A");
	sees("cannot be taken: it is empty");
	keys("Enter");
	says("empty.jpg cannot be taken in: it is empty.");
	in_front("client");
}

static void
a_visit_gets_its_own(void **state)
{
	int64_t visit = visits_add(v.anna, v.facial, 1, "2026-03-10", "9:00", "done");
	AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM attachment WHERE session = %lld "
	    "AND date = '2026-03-10'", (long long)visit);

	snap_put(v.path, "a.jpg", 1, NULL, 100);
	driven_begin(v.mara, v.path, false);
	client_push(d, v.anna);
	keys("Tab A Enter a Enter");
	says("Taken in: file (after) of Lang, Anna, Tue 10 Mar");
	assert_int_equal(dbfile_int(v.path, sql), 1);
}

static void
a_file_is_read_changed_and_turned(void **state)
{
	snap_put(v.path, "a.jpg", 1, "2026:03:12 09:58:00", 100);
	files_of_anna(v.mara);
	keys("A Enter b Enter Enter");
	sees("Taken in by");
	sees("mara, Thu 12 Mar 10:00");
	looks("client-file-80x24");
	keys("q V");
	says("Turned a quarter clockwise: file (before) of Lang, Anna");
	assert_int_equal(dbfile_int(v.path, "SELECT turn FROM attachment"), 1);
	keys("u");
	assert_int_equal(dbfile_int(v.path, "SELECT coalesce(turn, 0) FROM attachment"), 0);
	keys("e Tab left ^S");
	says("Saved: file (before, left) of Lang, Anna");
	keys("d");
	says("What was taken in stays: u takes it back at once, e gives it to another client.");
	keys("P");
	sees("an upright copy with nothing in it but the picture");
	keys("Esc h");
	sees("Angle");
}

/* A consent on paper and its scan: five keys in all. */
static void
a_scan_is_one_key(void **state)
{
	snap_put_bytes(v.path, "scan.pdf", "%PDF-1.4\n", 9, 100);
	driven_begin(v.desk, v.path, false);
	client_push(d, v.anna);
	keys("Shift-Tab");
	driven_pressed();
	keys("n p ^S A");
	assert_int_equal(driven_pressed(), 4);
	says("Taken in: file (form) of Lang, Anna, Thu 12 Mar, the scan of consent of Lang, Anna");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM consent c JOIN attachment a "
	    "ON a.id = c.attachment WHERE a.kind = 'form'"), 1);
	keys("u");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM attachment"), 0);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM consent WHERE attachment IS NULL"),
	    1);
	keys("U");
	snap_put_bytes(v.path, "scan.pdf", "%PDF-1.5\n", 9, 100);
	keys("A");
	says("It has its scan already.");
	keys("Enter");
	sees("Its scan is among the client's files.");
	keys("q");
	keys("n a ^S j A");
	says("Select a consent or a clearance");
}

static void
the_front_desk_sees_none(void **state)
{
	snap_put(v.path, "a.jpg", 1, NULL, 100);
	files_of_anna(v.desk);
	sees("Files is for the owner, a practitioner or a read-only login.");
	keys("A Enter b Enter");
	says("screen clients");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM attachment"), 0);
	keys("A Enter f");	/* a paper they may take in, and not read */
	says("Taken in: file (form) of Lang, Anna, Thu 12 Mar");
	sees("Files is for the owner");
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		CASE(an_empty_inbox_says_how_they_arrive),
		CASE(a_photo_is_taken_in_few_keys),
		CASE(the_same_one_is_asked_about),
		CASE(what_cannot_be_taken_says_why),
		CASE(a_visit_gets_its_own),
		CASE(a_file_is_read_changed_and_turned),
		CASE(a_scan_is_one_key),
		CASE(the_front_desk_sees_none),
	};

	return test_end(cmocka_run_group_tests(cases, NULL, NULL));
}
