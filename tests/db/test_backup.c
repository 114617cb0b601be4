/*
 * Backups: each that has its name is whole, whoever writes meanwhile and wherever the
 * program is killed; what is not whole is not kept; the newest is found, also elsewhere.
 */
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "db/backup.h"
#include "db/backup_inside.h"
#include "tests/support/dbfile.h"
#include "tests/support/steps.h"

static void
say(const char *sentence, void *arg)
{
	buf_addf(arg, "%s\n", sentence);
}

static int
count_named(const char *folder, const char *ending)
{
	DIR *dir = opendir(folder);
	const struct dirent *d;
	int n = 0;

	while (dir != NULL && (d = readdir(dir)) != NULL) {
		size_t len = strlen(d->d_name), m = strlen(ending);

		n += len > m && strcmp(d->d_name + len - m, ending) == 0;
	}
	if (dir != NULL)
		closedir(dir);
	return n;
}

/* A drill of a backup, or of the newest: false where it is refused. */
static bool
drill(const char *path, const char *source, struct backup *b, struct err *e)
{
	AUTO_BUF struct buf said = BUF_INIT;
	const struct restore_wish w = { .path = path, .source = source, .drill = true,
	    .say = say, .arg = &said };
	struct restore *r = restore_begin(&w, e);

	if (r != NULL && b != NULL) {
		*b = *restore_backup(r);
		b->path = NULL;
	}
	restore_end(r);
	return r != NULL;
}

static void
what_it_holds(void **state)
{
	AUTO_FREE char *path = dbfile_new("holds.db"), *folder = NULL, *note = NULL;
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL }, tried, newest = { .path = NULL };
	struct err err = { 0 };
	struct stat st;
	char head[DIGEST_HEX_SIZE];
	int64_t n;
	int i;

	folder = xasprintf("%s.backups", path);
	assert_false(backup_newest(db, &newest));
	assert_null(newest.path);
	for (i = 0; i < 7; i++)
		assert_true(dbfile_add_client(db, "Ada", "Byrne", &err) > 0);
	OK(backup_make(db, NULL, NULL, NULL, &b, &err));
	OK(db_journal_head(db, &n, head, &err));
	assert_int_equal(b.entry, n);
	assert_string_equal(b.head, head);
	assert_int_equal(backup_rows(&b, &record_client), 7);
	assert_int_equal(backup_rows(&b, &record_staff), 2);
	assert_int_equal(b.made, clock_now());
	assert_int_equal(b.schema, db_schema_version(db));
	note = xasprintf("%s.txt", b.path);
	assert_int_equal(stat(folder, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	assert_int_equal(lstat(b.path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_size, b.bytes);
	assert_int_equal(lstat(note, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(count_named(folder, ".part"), 0);

	/* what comes later is not in it */
	dbfile_add_client(db, "Late", "Comer", &err);
	OK(drill(path, b.path, &tried, &err));
	assert_int_equal(backup_rows(&tried, &record_client), 7);
	assert_string_equal(tried.digest, b.digest);
	assert_true(backup_newest(db, &newest));
	assert_string_equal(path_name(newest.path), path_name(b.path));
	backup_clear(&newest);
	backup_clear(&b);
	db_close(db);
}

static void
count_fact(const char *name, const char *value, void *arg)
{
	int *n = arg;

	(*n)++;
}

/* What is asked of the file is kept prepared: a login may ask all there is. */
static void
facts_are_told_beside_it(void **state)
{
	AUTO_FREE char *path = dbfile_new("facts.db");
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL };
	struct err err = { 0 };
	int n = 0;

	assert_true(dbfile_add_client(db, "Ada", "Byrne", &err) > 0);
	OK(db_read_begin(db, &err));
	db_read_end(db);
	db_data_version(db);
	OK(backup_make(db, NULL, NULL, NULL, &b, &err));
	OK(db_facts(db, count_fact, &n, &err));
	assert_true(n > 5);
	backup_clear(&b);
	db_close(db);
}

static void
names_sort_by_time(void **state)
{
	AUTO_FREE char *path = dbfile_new("names.db");
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL };
	char *before = NULL;
	struct err err = { 0 };
	int i;

	for (i = 0; i < 12; i++) {
		if (i == 11)
			assert_true(clock_fix("2026-03-12T10:00:01Z", &err));
		OK(backup_make(db, NULL, NULL, NULL, &b, &err));
		if (before != NULL)
			assert_true(strcmp(before, b.path) < 0);
		free(before);
		before = xstrdup(b.path);
	}
	free(before);
	backup_clear(&b);
	db_close(db);
	assert_true(clock_fix("2026-03-12T10:00:00Z", &err));
}

/* Neither the writers' lock nor a transaction of somebody else holds it up. */
static void
takes_no_lock(void **state)
{
	AUTO_FREE char *path = dbfile_new("nolock.db");
	struct db *writer = dbfile_open(path, 2), *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL };
	struct err err = { 0 };

	dbfile_add_client(writer, "Ada", "Byrne", &err);
	OK(db_lock(writer, &err));
	OK(db_exec(writer, "BEGIN IMMEDIATE; UPDATE client SET city = 'x'", &err));
	db_set_wait(db, 1);
	OK(backup_make(db, NULL, NULL, NULL, &b, &err));
	OK(db_exec(writer, "ROLLBACK", &err));
	db_unlock(writer);
	assert_int_equal(backup_rows(&b, &record_client), 1);
	backup_clear(&b);
	db_close(writer);
	db_close(db);
}

static void
what_is_not_whole_is_not_kept(void **state)
{
	static const char *const spoil[] = {
		"UPDATE journal SET label = 'nothing' WHERE n = 2",
		"DELETE FROM journal WHERE n = (SELECT max(n) FROM journal)",
		"UPDATE client_stat SET sessions_done = 99",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(spoil); i++) {
		AUTO_FREE char *name = xasprintf("spoilt%zu.db", i);
		AUTO_FREE char *path = dbfile_new(name);
		AUTO_FREE char *folder = xasprintf("%s.backups", path);
		AUTO_BUF struct buf said = BUF_INIT;
		struct db *db = dbfile_open(path, 1);
		struct backup b = { .path = NULL };
		struct err err = { 0 };

		dbfile_add_client(db, "Ada", "Byrne", &err);
		dbfile_sql(path, spoil[i]);
		assert_false(backup_make(db, NULL, say, &said, &b, &err));
		assert_int_equal(err.code, ERR_PROBLEMS);
		assert_true(said.len > 0);
		assert_null(b.path);
		assert_int_equal(count_named(folder, ".backup"), 0);
		assert_int_equal(count_named(folder, ".txt"), 0);
		assert_int_equal(count_named(folder, ".part"), 0);
		db_close(db);
	}
}

struct killing {
	const char *path, *folder;
};

static bool
make_one(void *arg)
{
	const struct killing *k = arg;
	struct db *db = db_open(k->path, NULL);
	struct backup b = { .path = NULL };
	bool ok = db != NULL && backup_make(db, k->folder, NULL, NULL, &b, NULL);

	backup_clear(&b);
	db_close(db);
	return ok;
}

/* Every file that is called a backup is one. */
static void
all_good(const char *path, const char *folder)
{
	DIR *dir = opendir(folder);
	const struct dirent *d;
	struct err err = { 0 };

	while (dir != NULL && (d = readdir(dir)) != NULL) {
		AUTO_FREE char *file = xasprintf("%s/%s", folder, d->d_name);
		AUTO_FREE char *note = xasprintf("%s.txt", file);
		size_t n = strlen(file);

		if (n > 7 && strcmp(file + n - 7, ".backup") == 0) {
			assert_int_equal(access(note, F_OK), 0);
			OK(drill(path, file, NULL, &err));
		}
	}
	if (dir != NULL)
		closedir(dir);
}

static void
killed_at_each_step(const char *path, const char *folder, const char *there)
{
	struct killing k = { path, folder };
	int n;

	for (n = 0; steps_killed_at(n, make_one, &k); n++) {
		all_good(path, there);
		assert_true(n < 200);
	}
	assert_true(n >= 5);
	/* the last one swept away what the killed ones had left */
	assert_int_equal(count_named(there, ".part"), 0);
	assert_int_equal(count_named(there, ".backup"),
	    count_named(there, ".backup.txt"));
	assert_true(count_named(there, ".backup") >= 1);
}

static void
killed_anywhere(void **state)
{
	AUTO_FREE char *path = dbfile_new("killed.db");
	AUTO_FREE char *there = xasprintf("%s.backups", path);
	AUTO_FREE char *usb = test_path("usb");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };

	dbfile_add_client(db, "Ada", "Byrne", &err);
	db_close(db);
	assert_int_equal(mkdir(usb, 0755), 0);
	killed_at_each_step(path, NULL, there);
	killed_at_each_step(path, usb, usb);
}

/* The newest is known when it went to another disk, also when that is taken out. */
static void
one_elsewhere_is_known(void **state)
{
	AUTO_FREE char *path = dbfile_new("away.db");
	AUTO_FREE char *usb = test_path("disk"), *out = test_path("drawer");
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL }, newest = { .path = NULL };
	struct err err = { 0 };

	assert_int_equal(mkdir(usb, 0755), 0);
	OK(backup_make(db, NULL, NULL, NULL, &b, &err));
	assert_true(clock_fix("2026-03-12T11:00:00Z", &err));
	OK(backup_make(db, usb, NULL, NULL, &b, &err));
	assert_true(backup_newest(db, &newest));
	assert_string_equal(newest.path, b.path);
	assert_int_equal(newest.made, clock_now());
	OK(drill(path, NULL, NULL, &err));
	assert_int_equal(rename(usb, out), 0);
	assert_true(backup_newest(db, &newest));
	assert_string_equal(newest.path, b.path);
	/* but restored is the newest that is there */
	backup_clear(&newest);
	OK(drill(path, NULL, &newest, &err));
	assert_int_equal(newest.made, clock_now() - 3600);

	/* no such folder, or none */
	assert_false(backup_make(db, usb, NULL, NULL, &b, &err));
	assert_int_equal(err.code, ERR_IO);
	assert_false(backup_make(db, path, NULL, NULL, &b, &err));
	assert_int_equal(err.code, ERR_IO);
	backup_clear(&b);
	db_close(db);
	assert_true(clock_fix("2026-03-12T10:00:00Z", &err));
}

/* A note that was touched, or whose backup was cut short, counts for nothing. */
static void
a_changed_note_does_not_count(void **state)
{
	AUTO_FREE char *path = dbfile_new("note.db"), *note = NULL, *text = NULL;
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL }, newest = { .path = NULL };
	struct err err = { 0 };
	size_t n = 0;

	OK(backup_make(db, NULL, NULL, NULL, &b, &err));
	note = xasprintf("%s.txt", b.path);
	text = test_read(note, &n);
	*strstr(text, "made 2026") = 'M';
	test_write(note, text, n);
	assert_false(backup_newest(db, &newest));
	assert_false(drill(path, b.path, NULL, &err));
	*strstr(text, "Made 2026") = 'm';
	test_write(note, text, n);
	assert_true(backup_newest(db, &newest));
	backup_clear(&newest);
	assert_int_equal(truncate(b.path, b.bytes - 1), 0);
	assert_false(backup_newest(db, &newest));
	assert_false(drill(path, b.path, NULL, &err));
	backup_clear(&b);
	db_close(db);
}

static bool
make_in_little_room(void *arg)
{
	const struct rlimit little = { 40000, 40000 };
	const struct killing *k = arg;
	struct db *db = db_open(k->path, NULL);
	struct backup b = { .path = NULL };
	struct err err = { 0 };
	bool made;

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &little);
	made = backup_make(db, NULL, NULL, NULL, &b, &err);
	db_close(db);
	return !made && err.code == ERR_IO && err.text[0] != '\0';
}

static void
a_full_disk_leaves_nothing(void **state)
{
	AUTO_FREE char *path = dbfile_new("full.db");
	AUTO_FREE char *folder = xasprintf("%s.backups", path);
	struct killing k = { path, NULL };

	assert_false(steps_killed_at(-1, make_in_little_room, &k));
	assert_int_equal(count_named(folder, ".backup"), 0);
	assert_int_equal(count_named(folder, ".txt"), 0);
	assert_int_equal(count_named(folder, ".part"), 0);
}

/* Attachments go along, and are part of what is compared. */
static void
attachments_go_along(void **state)
{
	AUTO_FREE char *path = dbfile_new("files.db");
	AUTO_FREE char *files = xasprintf("%s.files", path), *one = NULL, *deep = NULL;
	AUTO_FREE char *copied = NULL, *text = NULL;
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL };
	struct err err = { 0 };

	one = xasprintf("%s/photo", files);
	deep = xasprintf("%s/sub", files);
	assert_int_equal(mkdir(files, 0700), 0);
	assert_int_equal(mkdir(deep, 0700), 0);
	test_write(one, "picture", 7);
	free(deep);
	deep = xasprintf("%s/sub/form", files);
	test_write(deep, "signed", 6);
	OK(backup_make(db, NULL, NULL, NULL, &b, &err));
	assert_int_equal(b.files, 2);
	assert_int_equal(b.files_bytes, 13);
	copied = xasprintf("%s.files/sub/form", b.path);
	text = test_read(copied, NULL);
	assert_string_equal(text, "signed");
	OK(drill(path, b.path, NULL, &err));
	test_write(copied, "forged", 6);
	assert_false(drill(path, b.path, NULL, &err));
	assert_non_null(strstr(err.text, "files"));
	/* a link would lead out of the practice */
	assert_int_equal(unlink(one), 0);
	assert_int_equal(symlink("/etc/passwd", one), 0);
	assert_false(backup_make(db, NULL, NULL, NULL, &b, &err));
	assert_int_equal(err.code, ERR_IO);
	backup_clear(&b);
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(what_it_holds),
		cmocka_unit_test(facts_are_told_beside_it),
		cmocka_unit_test(names_sort_by_time),
		cmocka_unit_test(takes_no_lock),
		cmocka_unit_test(what_is_not_whole_is_not_kept),
		cmocka_unit_test(killed_anywhere),
		cmocka_unit_test(one_elsewhere_is_known),
		cmocka_unit_test(a_changed_note_does_not_count),
		cmocka_unit_test(a_full_disk_leaves_nothing),
		cmocka_unit_test(attachments_go_along),
	};

	if (!clock_fix("2026-03-12T10:00:00Z", NULL))
		return 1;
	return test_end(cmocka_run_group_tests(cases, NULL, NULL));
}
