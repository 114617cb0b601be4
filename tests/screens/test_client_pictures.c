/*
 * Proves that from a photo of a client the page of two, before and after, is asked for in few
 * keys; that who has given no permission for it is told at once; that two that belong together
 * are found; and that a permission says where pictures were used by it. The day is 12 March
 * 2026, 10:00.
 */
#include "base/mem.h"
#include "practice/files.h"
#include "practice/pictures.h"
#include "screens/client/client.h"
#include "tests/support/driven_visits.h"
#include "tests/support/snap.h"

static struct err err;

static int64_t
photo(const char *kind, const char *day, int shade)
{
	AUTO_FREE char *path = test_path("%s.jpg", kind);
	AUTO_BUF struct buf bytes = BUF_INIT;
	int64_t id;

	snap(&bytes, shade, NULL);
	test_write(path, bytes.s, bytes.len);
	OK(files_take(v.mara, &(struct take){ .path = path, .client = v.anna, .kind = kind,
	    .angle = "front", .date = date_from_iso(day) }, &id, NULL, &err));
	return id;
}

static void
files_of_anna(void)
{
	driven_begin(v.mara, v.path, false);
	client_push(d, v.anna);
	keys("Shift-Tab Shift-Tab");
}

static void
the_other_one_is_found_and_the_permission_asked_for(void **state)
{
	photo("before", "2025-11-03", 1);
	photo("after", "2026-03-10", 2);
	files_of_anna();
	keys("P");
	sees("a page of two, before and after");
	keys("b");
	looks_at_each_size("client-pictures");
	keys("t");
	says("Lang, Anna has given no permission for photos to teach");
	visits_new(&record_permission, "client", "1", "purpose", "teach", "given_on", "2026-01-05",
	    NULL);
	driven_pressed();
	keys("P b t");
	sees("Where is it used?");
	keys("Enter");
	says("Where is it used? It is written down with the permission.");
	assert_int_equal(driven_pressed(), 4);
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM permission_use"), 0);
}

static void
one_alone_makes_no_page(void **state)
{
	photo("after", "2026-03-10", 2);
	files_of_anna();
	keys("P b");
	says("There is no photo before it from the same angle");
}

static void
a_permission_says_where_pictures_were_used(void **state)
{
	AUTO_RECORD struct record *before = NULL, *after = NULL;

	visits_new(&record_permission, "client", "1", "purpose", "teach", "given_on", "2026-01-05",
	    NULL);
	before = file_get(v.mara, photo("before", "2025-11-03", 1), &err);
	after = file_get(v.mara, photo("after", "2026-03-10", 2), &err);
	OK(pictures_use(v.mara, &(struct pictures){ before, after, "teach", "a talk" }, &err));
	driven_begin(v.mara, v.path, false);
	client_push(d, v.anna);
	keys("Shift-Tab");
	sees("photos to teach");
	keys("Enter");
	looks_at_each_size("client-permission-used");
	keys("q u");
	says("Where pictures were used stays as it was written.");
}

TEST_MAIN(
    CASE(the_other_one_is_found_and_the_permission_asked_for),
    CASE(one_alone_makes_no_page),
    CASE(a_permission_says_where_pictures_were_used))
