/*
 * Proves that what lies in FILE.inbox is listed newest first, with what it is or why it cannot
 * be taken; that a file that is taken in has its bytes in FILE.files by their digest and a
 * record of whose, which visit, which day it is; that everything that can be wrong with it is
 * one sentence, and leaves the file where it was and nothing else behind; that the same photo
 * is not taken twice unknowingly; that one undo takes it back; who may; and that `check` names
 * what is missing, altered or left over. The day is 12 March 2026, 10:00.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/client_papers.h"
#include "practice/files.h"
#include "practice/history.h"
#include "tests/support/picture_made.h"
#include "tests/support/snap.h"
#include "tests/support/steps.h"
#include "tests/support/visits.h"

static struct err err;

static char *
beside(const char *ending, const char *name)
{
	return xasprintf("%s.%s/%s", v.path, ending, name);
}

static bool
exists(const char *ending, const char *name)
{
	AUTO_FREE char *path = beside(ending, name);

	return access(path, F_OK) == 0;
}

/* Of Anna, before, from the front. */
static struct take
of_anna(const char *inbox)
{
	return (struct take){ .inbox = inbox, .client = v.anna, .kind = "before",
	    .angle = "front", .date = DATE_NONE };
}

static void
count_problem(const char *sentence, void *arg)
{
}

/* What has a record is whole. */
static void
checked_files(long problems)
{
	long n = 0;

	OK(practice_check(v.mara, true, count_problem, NULL, &n, &err));
	assert_int_equal(n, problems);
}

static struct record *
taken(const struct take *t, const char *said)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct record *r;
	int64_t id;

	OK(files_take(v.mara, t, &id, &words, &err));
	assert_string_equal(words.s, said);
	r = file_get(v.mara, id, &err);
	OK(r != NULL);
	return r;
}

#define UNASKED " No permission for photos is written down."

/* --- the inbox --------------------------------------------------------------------------- */

static void
the_newest_is_first(void **state)
{
	AUTO_FREE char *folder = beside("inbox", "folder"), *fifo = beside("inbox", "fifo");
	AUTO_FREE char *link = beside("inbox", "link");
	struct inbox in;
	size_t i;
	static const struct { const char *name, *refused; } want[] = {
		{ "c.jpg", NULL }, { "b.jpg", NULL }, { "a.jpg", NULL }, { "scan\x1b.pdf", NULL },
	};

	snap_put(v.path, "b.jpg", 1, "2026:03:11 09:58:00", 200);
	snap_put(v.path, "c.jpg", 2, NULL, 200);
	snap_put(v.path, "a.jpg", 3, NULL, 100);
	snap_put_bytes(v.path, "scan\x1b.pdf", "%PDF-1.4\n", 9, 50);
	snap_put_bytes(v.path, "empty.jpg", "", 0, 300);
	snap_put_bytes(v.path, ".hidden", "x", 1, 400);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_int_equal(symlink("/etc/passwd", link), 0);
	OK(inbox_look(v.mara, &in, &err));
	assert_int_equal(in.waiting, 4);
	assert_int_equal(in.others, 4);
	assert_int_equal(in.n, 8);
	for (i = 0; i < ARRAY_LEN(want); i++) {
		assert_string_equal(in.entries[i].name, want[i].name);
		assert_null(in.entries[i].refused);
	}
	assert_string_equal(in.entries[1].photo.taken, "2026-03-11T09:58:00");
	assert_string_equal(photo_format_name(in.entries[1].photo.format), "JPEG");
	assert_string_equal(in.entries[3].shown, "scan^[.pdf");
	assert_string_equal(photo_format_name(in.entries[3].photo.format), "PDF");
	for (; i < in.n; i++)
		assert_non_null(in.entries[i].refused);
	inbox_free(&in);
}

static void
an_inbox_is_made_when_it_is_looked_at(void **state)
{
	struct inbox in;

	OK(inbox_look(v.desk, &in, &err));
	assert_int_equal(in.n, 0);
	inbox_free(&in);
	assert_true(exists("inbox", "."));
	assert_false(inbox_look(v.books, &in, &err));
	assert_int_equal(err.code, ERR_DENIED);
	inbox_free(&in);
}

/* What came meanwhile under the same name is not removed with what was read. */
static void
only_what_was_read_is_removed(void **state)
{
	AUTO_BUF struct buf bytes = BUF_INIT;
	struct stat was;

	snap_put(v.path, "a.jpg", 1, NULL, 100);
	OK(inbox_read(v.mara, "a.jpg", &bytes, &was, &err));
	snap_put(v.path, "a.jpg", 2, NULL, 101);
	inbox_remove(v.mara, "a.jpg", &was);
	assert_true(exists("inbox", "a.jpg"));
	OK(inbox_read(v.mara, "a.jpg", &bytes, &was, &err));
	inbox_remove(v.mara, "a.jpg", &was);
	assert_false(exists("inbox", "a.jpg"));
}

/* A camera that says no zone shows the clinic's time. */
static void
a_time_without_a_zone_is_the_clinics(void **state)
{
	struct photo plain = { .taken = "2026-03-12T09:58:00" };
	struct photo zoned = { .taken = "2026-03-12T09:58:00+01:00" };
	instant at;

	OK(clock_set_zone("America/Vancouver", &err));
	assert_true(inbox_taken(&plain, &at));
	assert_int_equal(at, 1773334680);	/* 16:58 UTC */
	assert_true(inbox_taken(&zoned, &at));
	assert_int_equal(at, 1773305880);	/* 8:58 UTC */
	OK(clock_set_zone("UTC", &err));
	assert_false(inbox_taken(&(struct photo){ .taken = "" }, &at));
}

/* --- taken in ------------------------------------------------------------------------------ */

static void
its_bytes_go_by_their_digest(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	AUTO_BUF struct buf bytes = BUF_INIT, back = BUF_INIT, copy = BUF_INIT;
	AUTO_FREE char *path = NULL;
	struct stat st;

	snap(&bytes, 5, "2026:03:12 09:58:00");
	snap_put(v.path, "a.jpg", 5, "2026:03:12 09:58:00", 0);
	r = taken(&(struct take){ .inbox = "a.jpg", .session = visits_add(v.anna, v.needling, 1,
	    "2026-03-12", "9:00", "booked"), .kind = "before", .angle = "front",
	    .date = DATE_NONE }, UNASKED);
	assert_int_equal(record_int(r, "client"), v.anna);
	assert_string_equal(record_text(r, "date"), "2026-03-12");
	assert_string_equal(record_text(r, "format"), "image/jpeg");
	assert_int_equal(record_int(r, "size"), bytes.len);
	assert_int_equal(record_int(r, "taken"), 1773309480);	/* 9:58 UTC */
	assert_int_equal(strlen(record_text(r, "picture")), 64);
	assert_string_not_equal(record_text(r, "picture"), record_text(r, "digest"));
	assert_false(exists("inbox", "a.jpg"));
	path = beside("files", record_text(r, "digest"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	OK(file_bytes(v.mara, r, &back, &err));
	assert_int_equal(back.len, bytes.len);
	assert_memory_equal(back.s, bytes.s, bytes.len);
	OK(file_copy(v.mara, r, &copy, &err));
	assert_memory_equal(copy.s, "\xFF\xD8\xFF", 3);
	assert_null(memmem(copy.s, copy.len, "2026:03", 7));
	visits_label("add attachment 1");
}

static void
a_paper_that_is_no_picture_is_kept(void **state)
{
	AUTO_RECORD struct record *scan = NULL, *photo = NULL;
	AUTO_BUF struct buf copy = BUF_INIT, said = BUF_INIT;
	struct take t = of_anna("scan.pdf");
	int64_t id;

	snap_put_bytes(v.path, "scan.pdf", "%PDF-1.4\n", 9, 0);
	snap_put_bytes(v.path, "photo.raw", "raw dots", 8, 0);
	t.kind = "form";
	t.angle = NULL;
	scan = taken(&t, "");
	assert_true(record_is_null(scan, "picture"));
	assert_string_equal(record_text(scan, "format"), "application/pdf");
	assert_false(file_copy(v.mara, scan, &copy, &err));
	assert_int_equal(err.code, ERR_INVALID);
	REFUSED(file_turn(v.mara, scan->id, &err), ERR_INVALID, "cannot be shown");
	/* a photo in a format that nobody here shows is said, and kept */
	t = of_anna("photo.raw");
	OK(files_take(v.mara, &t, &id, &said, &err));
	assert_non_null(strstr(said.s, " This file is no picture that can be shown."));
	photo = file_get(v.mara, id, &err);
	assert_true(record_is_null(photo, "picture"));
}

static void
the_day_is_the_visits(void **state)
{
	AUTO_RECORD struct record *visit = NULL, *alone = NULL, *coming = NULL, *plain = NULL;
	struct take t = of_anna("a.jpg");

	snap_put(v.path, "a.jpg", 1, "2026:03:09 23:30:00", 0);
	t.session = visits_add(v.anna, v.needling, 1, "2026-03-10", "9:00", "done");
	visit = taken(&t, " It was taken on another day, Mon 9 Mar." UNASKED);
	assert_string_equal(record_text(visit, "date"), "2026-03-10");
	/* without a visit the camera's day; it may be wrong */
	snap_put(v.path, "b.jpg", 2, "2026:03:09 23:30:00", 0);
	t = of_anna("b.jpg");
	alone = taken(&t, UNASKED);
	assert_string_equal(record_text(alone, "date"), "2026-03-09");
	snap_put(v.path, "c.jpg", 3, "2031:01:01 12:00:00", 0);
	t = of_anna("c.jpg");
	plain = taken(&t, " It was taken on another day, Wed 1 Jan 2031." UNASKED);
	assert_string_equal(record_text(plain, "date"), "2026-03-12");
	/* before a visit that is still to come it is of today */
	snap_put(v.path, "d.jpg", 4, NULL, 0);
	t = of_anna("d.jpg");
	t.session = visits_add(v.anna, v.needling, 1, "2026-03-20", "9:00", "booked");
	coming = taken(&t, UNASKED);
	assert_string_equal(record_text(coming, "date"), "2026-03-12");
}

static void
a_permission_is_said_where_it_is_missing(void **state)
{
	AUTO_RECORD struct record *r = NULL, *s = NULL;
	int64_t permission = visits_new(&record_permission, "client", "1", "purpose", "record",
	    "given_on", "2026-03-01", NULL);
	struct take t = of_anna("a.jpg");

	snap_put(v.path, "a.jpg", 1, NULL, 0);
	r = taken(&t, "");
	visits_set(&record_permission, permission, "ends", "2026-03-11");
	snap_put(v.path, "b.jpg", 2, NULL, 0);
	t = of_anna("b.jpg");
	s = taken(&t, " The permission for photos has ended.");
}

static void
the_same_is_not_taken_twice_unknowingly(void **state)
{
	AUTO_RECORD struct record *r = NULL, *again = NULL, *other = NULL;
	struct take t = of_anna("a.jpg"), second = of_anna("b.jpg"), third = of_anna("c.jpg");

	snap_put(v.path, "a.jpg", 1, "2026:03:12 09:58:00", 0);
	snap_put(v.path, "b.jpg", 1, "2026:03:12 09:58:00", 0);
	snap_put(v.path, "c.jpg", 1, NULL, 0);	/* the same dots in another file */
	r = taken(&t, UNASKED);
	REFUSED(files_take(v.mara, &second, NULL, NULL, &err), ERR_INVALID,
	    "This file is here already: before, front, Thu 12 Mar.");
	assert_string_equal(err.field, "again");
	assert_true(exists("inbox", "b.jpg"));
	second.again = true;
	again = taken(&second, UNASKED);
	assert_string_equal(record_text(again, "digest"), record_text(r, "digest"));
	/* of somebody else it is another */
	third.client = visits_new(&record_client, "family", "Berg", NULL);
	other = taken(&third, UNASKED);
}

static void
the_same_picture_in_another_file_is_said(void **state)
{
	AUTO_RECORD struct record *r = NULL, *again = NULL;
	struct take t = of_anna("a.jpg"), second = of_anna("b.jpg");

	snap_put(v.path, "a.jpg", 1, "2026:03:12 09:58:00", 0);
	snap_put(v.path, "b.jpg", 1, NULL, 0);
	r = taken(&t, UNASKED);
	REFUSED(files_take(v.mara, &second, NULL, NULL, &err), ERR_INVALID,
	    "The same picture, in another file, is here already: before, front, Thu 12 Mar.");
	second.again = true;
	again = taken(&second, UNASKED);
	assert_string_not_equal(record_text(again, "digest"), record_text(r, "digest"));
	assert_string_equal(record_text(again, "picture"), record_text(r, "picture"));
}

/* Programs differ in whether they follow the turn in a PNG. */
static void
a_turn_that_is_followed_is_said(void **state)
{
	AUTO_BUF struct buf exif = BUF_INIT, chunk = BUF_INIT, none = BUF_INIT, file = BUF_INIT,
	    copy = BUF_INIT;
	AUTO_RECORD struct record *r = NULL;
	AUTO_FREE char *seen = NULL;
	struct take t = of_anna("a.png");

	picture_exif(&exif, &(struct exif){ .turn = 6 });
	picture_png_chunk(&chunk, "eXIf", exif.s, exif.len);
	picture_make_png(&file, 32, 48, 6, 255, &chunk, &none);
	snap_put_bytes(v.path, "a.png", file.s, file.len, 0);
	r = taken(&t, " It is shown turned, as the file says and not every program does; V turns "
	    "it on." UNASKED);
	OK(file_copy(v.mara, r, &copy, &err));
	seen = picture_corners(&copy);
	assert_string_equal(seen, "32x48 red green blue yellow");
}

/* --- what can be wrong ------------------------------------------------------------------- */

static void
refused(const char *name, const char *words)
{
	struct take t = of_anna(name);

	REFUSED(files_take(v.mara, &t, NULL, NULL, &err), ERR_INVALID, words);
}

static void
what_is_no_file_is_refused(void **state)
{
	AUTO_FREE char *folder = beside("inbox", "folder"), *link = beside("inbox", "link");
	AUTO_FREE char *large = beside("inbox", "large.jpg");
	struct take t = of_anna("gone.jpg");

	snap_put_bytes(v.path, "empty.jpg", "", 0, 0);
	snap_put(v.path, "large.jpg", 1, NULL, 0);
	assert_int_equal(truncate(large, INBOX_FILE_MAX + 1), 0);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(symlink("/etc/passwd", link), 0);
	refused("empty.jpg", "cannot read empty.jpg: it is empty");
	refused("large.jpg", "it is too large");
	refused("folder", "it is a folder");
	refused("link", "it is a symbolic link");
	REFUSED(files_take(v.mara, &t, NULL, NULL, &err), ERR_NOTFOUND, "gone.jpg");
	t.inbox = "../" "practice.db";
	REFUSED(files_take(v.mara, &t, NULL, NULL, &err), ERR_NOTFOUND, "no file of that name");
	assert_true(exists("inbox", "empty.jpg"));
	assert_false(exists("files", "."));
}

static void
what_does_not_belong_is_refused(void **state)
{
	AUTO_FREE char *other = xasprintf("%lld", (long long)visits_new(&record_client, "family",
	    "Berg", NULL));
	struct take t = of_anna("a.jpg");

	snap_put(v.path, "a.jpg", 1, NULL, 0);
	t.session = visits_add(strtoll(other, NULL, 10), v.needling, 1, "2026-03-12", "9:00",
	    "booked");
	REFUSED(files_take(v.mara, &t, NULL, NULL, &err), ERR_INVALID, "another client's");
	t = of_anna("a.jpg");
	t.kind = "during";
	REFUSED(files_take(v.mara, &t, NULL, NULL, &err), ERR_INVALID, "during");
	t = of_anna("a.jpg");
	t.date = date_from_iso("2026-03-13");
	REFUSED(files_take(v.mara, &t, NULL, NULL, &err), ERR_INVALID, "still to come");
	assert_true(exists("inbox", "a.jpg"));
	assert_false(exists("files", "."));
}

static void
who_may(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	AUTO_BUF struct buf out = BUF_INIT;
	struct take t = of_anna("a.jpg");
	int64_t id;

	snap_put(v.path, "a.jpg", 1, NULL, 0);
	snap_put_bytes(v.path, "b.pdf", "%PDF-1.4\n", 9, 0);
	REFUSED(files_take(v.desk, &t, NULL, NULL, &err), ERR_DENIED, "screen clients");
	r = taken(&t, UNASKED);
	t = of_anna("b.pdf");
	t.kind = "form";
	OK(files_take(v.desk, &t, &id, NULL, &err));
	REFUSED(file_get(v.desk, id, &err) != NULL, ERR_DENIED, "medical");
	REFUSED(file_bytes(v.desk, r, &out, &err), ERR_DENIED, "medical");
	REFUSED(file_turn(v.desk, r->id, &err), ERR_DENIED, "screen clients");
	assert_int_equal(out.len, 0);
}

/* Room for the journal's page, not for the photo. */
static bool
take_in_little_room(void *arg)
{
	const struct rlimit little = { 200000, 200000 };
	struct take t = of_anna("large.jpg");
	struct err e;

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &little);
	return !files_take(v.mara, &t, NULL, NULL, &e) && e.code == ERR_IO &&
	    strstr(e.text, "cannot write") != NULL;
}

static void
a_full_disk_leaves_nothing(void **state)
{
	AUTO_FREE char *large = beside("inbox", "large.jpg"), *files = beside("files", "");

	snap_put(v.path, "large.jpg", 1, NULL, 0);
	assert_int_equal(truncate(large, 3000000), 0);
	assert_false(steps_killed_at(-1, take_in_little_room, NULL));
	assert_true(exists("inbox", "large.jpg"));
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM attachment"), 0);
	assert_int_equal(rmdir(files), 0);	/* it is empty */
}

static bool
take_one(void *arg)
{
	struct take t = of_anna("a.jpg");
	struct practice *p;
	struct err e;
	bool ok;

	p = practice_open(v.path, "mara", &e);
	ok = p != NULL && files_take(p, &t, NULL, NULL, &e);
	practice_close(p);
	return ok;
}

/* Whenever it is killed: the photo waits still, or it is taken in, or both. */
static void
killed_anywhere(void **state)
{
	int n;
	bool killed = true;

	for (n = 0; killed; n++) {
		int64_t rows;

		assert_true(n < 100);
		snap_put(v.path, "a.jpg", n, NULL, 0);
		rows = dbfile_int(v.path, "SELECT count(*) FROM attachment");
		killed = steps_killed_at(n, take_one, NULL);
		if (!exists("inbox", "a.jpg"))
			assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM attachment"),
			    rows + 1);
		if (!killed)
			assert_false(exists("inbox", "a.jpg"));
	}
	assert_true(n > 3);
}

/* The disk is full at any step: it is taken in, or nothing is and it waits still. */
static void
full_at_any_step(void **state)
{
	int n, refusals = 0;

	for (n = 0; n < 40; n++) {
		int64_t rows = dbfile_int(v.path, "SELECT count(*) FROM attachment");
		struct practice *p = practice_open(v.path, "mara", &err);
		struct take t = of_anna("a.jpg");
		bool ok;

		OK(p != NULL);
		snap_put(v.path, "a.jpg", n, NULL, 0);
		err_clear(&err);
		steps_fail_at(n, ENOSPC);
		ok = files_take(p, &t, NULL, NULL, &err);
		steps_fail_at(-1, 0);
		practice_close(p);
		if (!ok) {
			refusals++;
			assert_int_equal(err.code, ERR_IO);
			assert_true(exists("inbox", "a.jpg"));
		}
		assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM attachment"), rows + ok);
	}
	assert_in_range(refusals, 3, 39);
	checked_files(0);
}

/* --- afterwards ---------------------------------------------------------------------------- */

static void
one_undo_takes_it_back(void **state)
{
	AUTO_RECORD struct record *r = NULL;
	AUTO_BUF struct buf words = BUF_INIT;
	struct take t = of_anna("a.jpg");
	struct undoable u;
	struct undone done;

	snap_put(v.path, "a.jpg", 1, NULL, 0);
	r = taken(&t, UNASKED);
	OK(practice_undo_next(v.mara, &u, &err));
	undoable_words(v.mara, &u, &words);
	assert_string_equal(words.s, "Added file (before, front) of Lang, Anna, Thu 12 Mar");
	OK(practice_undo_since(v.mara, &u, &done, &err));
	assert_null(file_get(v.mara, r->id, &err));
	assert_true(exists("files", record_text(r, "digest")));
	OK(practice_redo(v.mara, &done, NULL, &err));
	buf_cut(&words, 0);
	OK(file_bytes(v.mara, r, &words, &err));
}

static void
a_turn_is_a_persons_and_undone(void **state)
{
	AUTO_RECORD struct record *r = NULL, *turned = NULL, *back = NULL;
	AUTO_BUF struct buf copy = BUF_INIT;
	struct take t = of_anna("a.jpg");
	struct undone done;
	int i;

	snap_put(v.path, "a.jpg", 1, NULL, 0);
	r = taken(&t, UNASKED);
	for (i = 0; i < 5; i++)
		OK(file_turn(v.mara, r->id, &err));
	turned = file_get(v.mara, r->id, &err);
	assert_int_equal(record_int(turned, "turn"), 1);
	OK(file_copy(v.mara, turned, &copy, &err));
	OK(practice_undo(v.mara, &done, NULL, &err));
	back = file_get(v.mara, r->id, &err);
	assert_int_equal(record_int(back, "turn"), 0);
}

static void
a_form_changes_what_is_said_of_it(void **state)
{
	AUTO_RECORD struct record *r = NULL, *mine = NULL;
	struct take t = of_anna("a.jpg");

	snap_put(v.path, "a.jpg", 1, NULL, 0);
	r = taken(&t, UNASKED);
	mine = record_copy(r);
	record_set_text(mine, "kind", "after");
	record_set_text(mine, "angle", "left");
	OK(file_save(v.ruth, mine, r, NULL, NULL, &err));
	record_set_text(mine, "date", "2026-03-13");
	REFUSED(file_save(v.ruth, mine, r, NULL, NULL, &err), ERR_INVALID, "still to come");
}

static void
a_scan_is_its_papers(void **state)
{
	int64_t letter = visits_new(&record_clearance, "client", "1", "item", "immune",
	    "given_by", "Dr. Roe", "given_on", "2026-03-01", NULL);
	struct take t = of_anna("a.pdf");
	AUTO_RECORD struct record *paper = NULL;
	struct undone done;
	int64_t id;

	t.kind = "form";
	t.paper = &record_clearance;
	t.paper_id = letter;
	snap_put_bytes(v.path, "a.pdf", "%PDF-1.4\n", 9, 0);
	REFUSED(files_take(v.desk, &t, NULL, NULL, &err), ERR_DENIED, "screen clients");
	OK(files_take(v.mara, &t, &id, NULL, &err));
	paper = client_paper_get(v.mara, CLIENT_PAPER_CLEARANCE, letter, &err);
	assert_int_equal(record_int(paper, "attachment"), id);
	snap_put_bytes(v.path, "a.pdf", "%PDF-1.5\n", 9, 0);
	REFUSED(files_take(v.mara, &t, NULL, NULL, &err), ERR_INVALID, "has its scan already");
	/* both in one */
	OK(practice_undo(v.mara, &done, NULL, &err));
	record_free(paper);
	paper = client_paper_get(v.mara, CLIENT_PAPER_CLEARANCE, letter, &err);
	assert_true(record_is_null(paper, "attachment"));
}

static bool
count_file(const struct file_line *l, void *arg)
{
	buf_addf(arg, "%s %s %s;", l->kind, l->angle, l->service);
	return true;
}

static void
they_are_listed_by_client_and_visit(void **state)
{
	AUTO_RECORD struct record *r = NULL, *s = NULL;
	AUTO_BUF struct buf all = BUF_INIT, visit = BUF_INIT;
	struct take t = of_anna("a.jpg");
	int64_t session = visits_add(v.anna, v.needling, 1, "2026-03-11", "9:00", "done");

	snap_put(v.path, "a.jpg", 1, NULL, 0);
	snap_put(v.path, "b.jpg", 2, NULL, 0);
	r = taken(&t, UNASKED);
	t = of_anna("b.jpg");
	t.session = session;
	t.kind = "after";
	s = taken(&t, UNASKED);
	OK(files_list(v.mara, v.anna, 0, count_file, &all, &err));
	assert_string_equal(all.s, "before front ;after front Microneedling;");
	OK(files_list(v.mara, v.anna, session, count_file, &visit, &err));
	assert_string_equal(visit.s, "after front Microneedling;");
	assert_false(files_list(v.desk, v.anna, 0, count_file, &all, &err));
}

/* What was taken in for the wrong client, without its visit, which is not theirs. */
static void
it_goes_to_the_right_client(void **state)
{
	int64_t berg = visits_new(&record_client, "family", "Berg", NULL);
	int64_t letter = visits_new(&record_clearance, "client", "1", "item", "immune",
	    "given_by", "Dr. Roe", "given_on", "2026-03-01", NULL);
	AUTO_RECORD struct record *r = NULL, *mine = NULL, *scan = NULL, *other = NULL;
	AUTO_BUF struct buf all = BUF_INIT;
	struct take t = of_anna("a.jpg");

	snap_put(v.path, "a.jpg", 1, NULL, 0);
	snap_put_bytes(v.path, "b.pdf", "%PDF-1.4\n", 9, 0);
	t.session = visits_add(v.anna, v.needling, 1, "2026-03-11", "9:00", "done");
	r = taken(&t, UNASKED);
	mine = record_copy(r);
	record_set_int(mine, "client", berg);
	REFUSED(file_save(v.mara, mine, r, NULL, NULL, &err), ERR_INVALID, "another client's");
	record_set_null(mine, "session");
	OK(file_save(v.mara, mine, r, NULL, NULL, &err));
	OK(files_list(v.mara, berg, 0, count_file, &all, &err));
	assert_string_equal(all.s, "before front ;");
	t = (struct take){ .inbox = "b.pdf", .client = v.anna, .kind = "form",
	    .date = DATE_NONE, .paper = &record_clearance, .paper_id = letter };
	scan = taken(&t, "");
	other = record_copy(scan);
	record_set_int(other, "client", berg);
	REFUSED(file_save(v.mara, other, scan, NULL, NULL, &err), ERR_INVALID,
	    "the scan of a paper");
}

/* --- check ------------------------------------------------------------------------------- */

static void
collect(const char *sentence, void *arg)
{
	buf_addf(arg, "%s\n", sentence);
}

static void
checked(bool deep, long problems, const char *words)
{
	AUTO_BUF struct buf said = BUF_INIT;
	long n = 0;

	OK(practice_check(v.mara, deep, collect, &said, &n, &err));
	if (n != problems || (words == NULL ? said.len > 0 : strstr(said.s, words) == NULL))
		fail_msg("%ld: %s", n, said.s);
}

static void
check_names_what_is_wrong(void **state)
{
	AUTO_RECORD struct record *a = NULL, *b = NULL;
	AUTO_FREE char *first = NULL, *second = NULL, *extra = NULL, *bytes = NULL;
	struct take t = of_anna("a.jpg");
	size_t n;

	checked(true, 0, NULL);
	snap_put(v.path, "a.jpg", 1, NULL, 0);
	snap_put(v.path, "b.jpg", 2, NULL, 0);
	a = taken(&t, UNASKED);
	t = of_anna("b.jpg");
	b = taken(&t, UNASKED);
	checked(true, 0, NULL);
	/* one byte */
	first = beside("files", record_text(a, "digest"));
	bytes = test_read(first, &n);
	bytes[n - 5] ^= 1;
	test_write(first, bytes, n);
	checked(false, 0, NULL);
	checked(true, 1, "attachment 1 (file (before, front) of Lang, Anna, Thu 12 Mar): its bytes are altered.");
	/* its length */
	test_write(first, bytes, n - 1);
	checked(false, 1, "its bytes are altered");
	bytes[n - 5] ^= 1;
	test_write(first, bytes, n);
	/* gone */
	second = beside("files", record_text(b, "digest"));
	assert_int_equal(unlink(second), 0);
	checked(false, 1, "attachment 2 (file (before, front) of Lang, Anna, Thu 12 Mar): its bytes are missing.");
	assert_false(file_bytes(v.mara, b, &(struct buf)BUF_INIT, &err));
	assert_non_null(strstr(err.text, "its bytes are missing: file (before, front) of Lang, Anna"));
	/* one that nobody has is named, and is no problem */
	extra = beside("files", "notes.txt");
	test_write(extra, "x", 1);
	checked(false, 1, "Left over, no record has it");
	checked(false, 1, "notes.txt among the files");
}

/* Left over by an undo, they are used again, and mended when they were altered. */
static void
bytes_left_over_are_used_again(void **state)
{
	AUTO_RECORD struct record *r = NULL, *s = NULL;
	AUTO_FREE char *path = NULL;
	struct take t = of_anna("a.jpg");
	struct undone done;

	snap_put(v.path, "a.jpg", 1, NULL, 0);
	r = taken(&t, UNASKED);
	OK(practice_undo(v.mara, &done, NULL, &err));
	path = beside("files", record_text(r, "digest"));
	test_write(path, "altered", 7);
	snap_put(v.path, "a.jpg", 1, NULL, 0);
	s = taken(&t, UNASKED);
	checked(true, 0, NULL);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		VISITS_CASE(the_newest_is_first),
		VISITS_CASE(an_inbox_is_made_when_it_is_looked_at),
		VISITS_CASE(only_what_was_read_is_removed),
		VISITS_CASE(a_time_without_a_zone_is_the_clinics),
		VISITS_CASE(its_bytes_go_by_their_digest),
		VISITS_CASE(a_paper_that_is_no_picture_is_kept),
		VISITS_CASE(the_day_is_the_visits),
		VISITS_CASE(a_permission_is_said_where_it_is_missing),
		VISITS_CASE(the_same_is_not_taken_twice_unknowingly),
		VISITS_CASE(the_same_picture_in_another_file_is_said),
		VISITS_CASE(a_turn_that_is_followed_is_said),
		VISITS_CASE(what_is_no_file_is_refused),
		VISITS_CASE(what_does_not_belong_is_refused),
		VISITS_CASE(who_may),
		VISITS_CASE(a_full_disk_leaves_nothing),
		VISITS_CASE(killed_anywhere),
		VISITS_CASE(full_at_any_step),
		VISITS_CASE(one_undo_takes_it_back),
		VISITS_CASE(a_turn_is_a_persons_and_undone),
		VISITS_CASE(a_form_changes_what_is_said_of_it),
		VISITS_CASE(a_scan_is_its_papers),
		VISITS_CASE(they_are_listed_by_client_and_visit),
		VISITS_CASE(it_goes_to_the_right_client),
		VISITS_CASE(check_names_what_is_wrong),
		VISITS_CASE(bytes_left_over_are_used_again),
	};

	return test_end(cmocka_run_group_tests(cases, NULL, NULL));
}
