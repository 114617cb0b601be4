/*
 * Proves that a page of two pictures leaves only with the client's permission for that purpose
 * in force, and says which one is missing or since when it has ended; that its use is written
 * down before it leaves, and stays; that the page holds clean copies, both days, what was done
 * between, and the client's name only for the record; and that a full disk leaves no half of
 * it. The day is 12 March 2026.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/db.h"
#include "export/pictures_page.h"
#include "practice/client_papers.h"
#include "practice/files.h"
#include "practice/permissions.h"
#include "practice/pictures.h"
#include "tests/support/snap.h"
#include "tests/support/steps.h"
#include "tests/support/visits.h"

static struct err err;

/* A photo of that kind and day. */
static int64_t
photo(int64_t client, const char *kind, const char *day, int shade)
{
	AUTO_FREE char *path = test_path("%s-%d.jpg", kind, shade);
	AUTO_BUF struct buf bytes = BUF_INIT;
	int64_t id;

	snap(&bytes, shade, "2026:03:12 09:58:00");
	test_write(path, bytes.s, bytes.len);
	OK(files_take(v.mara, &(struct take){ .path = path, .client = client, .kind = kind,
	    .angle = "front", .date = date_from_iso(day) }, &id, NULL, &err));
	return id;
}

static int64_t before, after;

static void
take_both(void)
{
	before = photo(v.anna, "before", "2025-11-03", 1);
	after = photo(v.anna, "after", "2026-03-10", 2);
}

static int64_t
allow(const char *purpose, const char *ends, const char *revoked)
{
	return visits_new(&record_permission, "client", "1", "purpose", purpose, "given_on",
	    "2026-01-05", "ends", ends, "revoked_on", revoked, NULL);
}

static char *
page_path(void)
{
	return test_path("page.html");
}

static bool
print(struct practice *p, int64_t b, int64_t a, const char *purpose, const char *what)
{
	AUTO_FREE char *path = page_path();

	return pictures_page(p, b, a, purpose, what, path, &err);
}

/* Refused with these words; no use is written, and nothing is there. */
#define NO_PAGE(p, b, a, purpose, what, code, words)                          \
	do {                                                                  \
		AUTO_FREE char *path_ = page_path();                          \
                                                                              \
		unlink(path_);                                                \
		REFUSED(print(p, b, a, purpose, what), code, words);          \
		assert_int_not_equal(access(path_, F_OK), 0);                 \
	} while (0)

static void
it_needs_the_permission_for_that_purpose(void **state)
{
	take_both();
	NO_PAGE(v.mara, before, after, "teach", "a talk", ERR_INVALID,
	    "Lang, Anna has given no permission for photos to teach");
	allow("record", "", "");
	allow("publish", "2026-03-11", "");
	NO_PAGE(v.mara, before, after, "teach", "a talk", ERR_INVALID,
	    "has given no permission for photos to teach");
	NO_PAGE(v.mara, before, after, "publish", "our page", ERR_INVALID,
	    "photos to publish has ended: its last day was 11 Mar 2026");
	allow("teach", "2026-12-31", "2026-02-01");
	NO_PAGE(v.mara, before, after, "teach", "a talk", ERR_INVALID,
	    "photos to teach was withdrawn on 1 Feb 2026");
	OK(print(v.mara, before, after, "record", "her record"));
}

static void
its_last_day_counts(void **state)
{
	take_both();
	allow("publish", "2026-03-12", "");
	OK(print(v.mara, before, after, "publish", "our page"));
	visits_now("2026-03-13T08:00");
	REFUSED(print(v.mara, before, after, "publish", "our page"), ERR_INVALID,
	    "its last day was 12 Mar 2026");
}

static void
wrong_pictures_are_refused(void **state)
{
	int64_t berta = visits_new(&record_client, "given", "Berta", NULL);
	int64_t hers = photo(berta, "after", "2026-03-10", 3);

	take_both();
	allow("teach", "", "");
	NO_PAGE(v.mara, before, hers, "teach", "a talk", ERR_INVALID, "of two clients");
	NO_PAGE(v.mara, after, before, "teach", "a talk", ERR_INVALID, "is the younger one");
	NO_PAGE(v.mara, after, after, "teach", "a talk", ERR_INVALID, "That is one picture");
	NO_PAGE(v.mara, before, after, "call", "a talk", ERR_INVALID, "record, teach or publish");
	NO_PAGE(v.mara, before, after, "teach", "", ERR_INVALID, "Where are they used");
	NO_PAGE(v.mara, before, 99, "teach", "a talk", ERR_NOTFOUND, "");
	NO_PAGE(v.desk, before, after, "teach", "a talk", ERR_DENIED, "medical");
}

static void
what_cannot_be_shown_makes_no_page(void **state)
{
	AUTO_FREE char *path = test_path("a.pdf");
	int64_t form;

	take_both();
	allow("teach", "", "");
	test_write(path, "%PDF-1.7\n", 9);
	OK(files_take(v.mara, &(struct take){ .path = path, .client = v.anna, .kind = "form",
	    .date = date_from_iso("2025-01-01") }, &form, NULL, &err));
	NO_PAGE(v.mara, form, after, "teach", "a talk", ERR_INVALID, "not shown");
}

static size_t
count(const char *text, const char *words)
{
	size_t n = 0;

	for (; (text = strstr(text, words)) != NULL; text += strlen(words))
		n++;
	return n;
}

/* Turns the first picture of the page back into bytes. */
static void
first_picture(const char *html, struct buf *out)
{
	static const char letters[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = strstr(html, "base64,") + strlen("base64,");
	unsigned bits = 0;
	int n;

	for (n = 0; *at != '"' && *at != '='; at++) {
		bits = bits << 6 | (unsigned)(strchr(letters, *at) - letters);
		n += 6;
		if (n >= 8)
			buf_addc(out, (char)(bits >> (n -= 8)));
	}
}

static void
the_page_shows_both_and_no_more(void **state)
{
	AUTO_FREE char *path = page_path(), *html = NULL;
	AUTO_BUF struct buf copy = BUF_INIT, shown = BUF_INIT;
	AUTO_RECORD struct record *r = NULL;
	struct stat st;

	take_both();
	visits_add(v.anna, v.needling, 1, "2025-11-03", "10:00", "done");
	visits_add(v.anna, v.needling, 1, "2025-12-01", "10:00", "done");
	visits_add(v.anna, v.facial, 1, "2026-01-12", "10:00", "done");
	visits_add(v.anna, v.facial, 1, "2026-02-12", "10:00", "no_show");
	visits_add(v.anna, v.facial, 1, "2026-03-10", "10:00", "done");
	allow("teach", "", "");
	OK(print(v.mara, before, after, "teach", "a talk"));

	html = test_read(path, NULL);
	assert_int_equal(count(html, "data:image/jpeg;base64,"), 2);
	assert_int_equal(count(html, "Before: 3 Nov 2025, front"), 2);
	assert_int_equal(count(html, "After: 10 Mar 2026, front"), 2);
	assert_int_equal(count(html, "<p>Taken 4 months apart: Microneedling, 2 visits; "
	    "Facial</p>"), 1);
	assert_int_equal(count(html, "http"), 1);	/* http-equiv: nothing is fetched */
	assert_int_equal(count(html, "Anna"), 0);
	assert_int_equal(count(html, "Lang"), 0);
	r = file_get(v.mara, before, &err);
	OK(file_copy(v.mara, r, &copy, &err));
	first_picture(html, &shown);
	assert_int_equal(shown.len, copy.len);
	assert_memory_equal(shown.s, copy.s, copy.len);
	assert_null(memmem(shown.s, shown.len, "Exif", 4));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
the_name_stands_where_it_is_for_the_record(void **state)
{
	AUTO_FREE char *path = page_path(), *html = NULL;

	take_both();
	allow("record", "", "");
	OK(print(v.mara, before, after, "record", "her record"));
	html = test_read(path, NULL);
	assert_int_equal(count(html, "<p>Lang, Anna. Taken 4 months apart</p>"), 1);
}

static void
its_use_is_written_down_and_stays(void **state)
{
	int64_t id = allow("teach", "", "");
	AUTO_RECORD struct record *permission = client_paper_get(v.mara, CLIENT_PAPER_PERMISSION,
	    id, &err);
	AUTO_BUF struct buf uses = BUF_INIT, hidden = BUF_INIT;

	take_both();
	OK(print(v.mara, before, after, "teach", "a <talk>"));
	visits_label("add permission_use 1");
	OK(permission_uses(v.mara, permission, &uses, &err));
	assert_string_equal(uses.s, "Used on 12 Mar 2026 by mara: a <talk>\n");
	OK(permission_uses(v.desk, permission, &hidden, &err));
	assert_int_equal(hidden.len, 0);
}

/* Room for the journal's page, not for that of the pictures. */
static bool
print_in_little_room(void *arg)
{
	const struct rlimit little = { 2000, 2000 };

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &little);
	return !print(v.mara, before, after, "teach", "a talk") && err.code == ERR_IO;
}

static void
a_full_disk_leaves_no_half_of_it(void **state)
{
	AUTO_FREE char *path = page_path();

	take_both();
	allow("teach", "", "");
	test_write(path, "the former one", 14);
	assert_false(steps_killed_at(-1, print_in_little_room, NULL));
	AUTO_FREE char *still = test_read(path, NULL);

	assert_string_equal(still, "the former one");
}

static void
pair_is(int64_t of, int64_t wanted_before, int64_t wanted_after)
{
	AUTO_RECORD struct record *r = file_get(v.mara, of, &err);
	int64_t b, a;

	OK(pictures_pair(v.mara, r, &b, &a, &err));
	assert_int_equal(b, wanted_before);
	assert_int_equal(a, wanted_after);
}

static void
the_first_before_and_the_newest_after_belong_together(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	int64_t second_before, second_after, b, a;

	take_both();
	second_before = photo(v.anna, "before", "2026-01-05", 4);
	second_after = photo(v.anna, "after", "2026-02-05", 5);
	pair_is(after, before, after);
	pair_is(second_after, before, second_after);
	pair_is(before, before, after);
	pair_is(second_before, second_before, after);
	visits_set(&record_attachment, after, "angle", "left");
	pair_is(before, before, second_after);
	r = file_get(v.mara, after, &err);
	REFUSED(pictures_pair(v.mara, r, &b, &a, &err), ERR_INVALID,
	    "no photo before it from the same angle");
}

TEST_MAIN(
    VISITS_CASE(it_needs_the_permission_for_that_purpose),
    VISITS_CASE(its_last_day_counts),
    VISITS_CASE(wrong_pictures_are_refused),
    VISITS_CASE(what_cannot_be_shown_makes_no_page),
    VISITS_CASE(the_page_shows_both_and_no_more),
    VISITS_CASE(the_name_stands_where_it_is_for_the_record),
    VISITS_CASE(its_use_is_written_down_and_stays),
    VISITS_CASE(a_full_disk_leaves_no_half_of_it),
    VISITS_CASE(the_first_before_and_the_newest_after_belong_together))
