/*
 * Backups: each that has its name is whole, whoever writes meanwhile and wherever the
 * program is killed; what is not whole is not kept; the newest is found, also elsewhere.
 * Older ones are kept by tiers, and a clock that is wrong removes next to nothing.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
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

static int
count_beginning(const char *folder, const char *begin)
{
	DIR *dir = opendir(folder);
	const struct dirent *d;
	int n = 0;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		n += strncmp(d->d_name, begin, strlen(begin)) == 0;
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

/* How many attachments a drill does without; -1: it is refused. */
static int
left_out(const char *path, const char *source)
{
	const struct restore_wish w = { .path = path, .source = source, .drill = true };
	struct restore *r = restore_begin(&w, NULL);
	char *const *digests;
	int n = r != NULL ? (int)restore_left_out(r, &digests) : -1;

	restore_end(r);
	return n;
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
	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
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
	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
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
		OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
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
	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
	OK(db_exec(writer, "ROLLBACK", &err));
	db_unlock(writer);
	assert_int_equal(backup_rows(&b, &record_client), 1);
	backup_clear(&b);
	db_close(writer);
	db_close(db);
}

#define STEPS 5			/* of 4 MB, at least */

static struct db *saver;
static int saves;

static void
save(void)
{
	struct err err = { 0 };

	if (saves < 10 * STEPS)
		OK(dbfile_add_client(saver, "Mae", "Meanwhile", &err) > 0);
	saves++;
}

static void
goes_on_while_others_save(void **state)
{
	AUTO_FREE char *path = dbfile_new("steps.db"), *copy = test_path("copy.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };

	OK(dbfile_add_client(db, "Ada", "Byrne", &err) > 0);
	db_close(db);
	dbfile_sql(path, "UPDATE client SET notes = hex(zeroblob(11000000))");
	db = dbfile_open(path, 1);
	saver = dbfile_open(path, 2);
	steps_meanwhile(save);
	OK(db_copy(db, copy, &err));
	steps_meanwhile(NULL);
	db_close(saver);
	assert_in_range(saves, STEPS, 10 * STEPS);
	/* it is of when it began, and was not begun again */
	assert_int_equal(dbfile_int(copy, "SELECT count(*) FROM client"), 1);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client"), 1 + saves);
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
		assert_false(backup_make(db, NULL, NULL, say, &said, &b, &err));
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
	bool ok = db != NULL && backup_make(db, k->folder, NULL, NULL, NULL, &b, NULL);

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
	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
	assert_true(clock_fix("2026-03-12T11:00:00Z", &err));
	OK(backup_make(db, usb, NULL, NULL, NULL, &b, &err));
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
	assert_false(backup_make(db, usb, NULL, NULL, NULL, &b, &err));
	assert_int_equal(err.code, ERR_IO);
	assert_false(backup_make(db, path, NULL, NULL, NULL, &b, &err));
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

	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
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
	made = backup_make(db, NULL, NULL, NULL, NULL, &b, &err);
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

static struct seal_public pub;
static rlim_t room;

/* The plain copy still fits, what is sealed from it does not. */
static bool
seal_in_little_room(void *arg)
{
	const struct rlimit little = { room, room };
	const struct killing *k = arg;
	struct db *db = db_open(k->path, NULL);
	struct backup b = { .path = NULL };
	struct err err = { 0 };
	bool made;

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &little);
	made = backup_make(db, NULL, &pub, NULL, NULL, &b, &err);
	db_close(db);
	return !made && err.code == ERR_IO && strstr(err.text, "Cannot ") == err.text &&
	    strstr(err.text, strerror(EFBIG)) != NULL;
}

/* Neither a plain copy nor half of a sealed one is left, and what was there before stays. */
static void
a_full_disk_while_sealing(void **state)
{
	AUTO_FREE char *path = dbfile_new("fullseal.db");
	AUTO_FREE char *folder = xasprintf("%s.backups", path), *note = NULL;
	struct killing k = { path, NULL };
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL };
	struct seal_secret secret;
	struct err err = { 0 };
	bool sound = false;

	seal_pair(&pub, &secret);
	OK(backup_make(db, NULL, &pub, NULL, NULL, &b, &err));
	room = (rlim_t)b.bytes - 1;
	db_close(db);
	assert_false(steps_killed_at(-1, seal_in_little_room, &k));
	note = xasprintf("%s.txt", b.path);
	assert_int_equal(count_named(folder, ".backup"), 1);
	assert_int_equal(count_named(folder, ".txt"), 1);
	assert_int_equal(count_named(folder, ".part"), 0);
	assert_int_equal(count_beginning(folder, "sealing-"), 0);
	assert_int_equal(access(note, F_OK), 0);
	OK(backup_file_sound(&b, &sound, &err));
	assert_true(sound);
	backup_clear(&b);
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
	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
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
	assert_false(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
	assert_int_equal(err.code, ERR_IO);
	backup_clear(&b);
	db_close(db);
}

/* --- attachments that an earlier backup has ------------------------------------------- */

#define PICTURE "picture"

/* Takes a file in as attachments are, by its digest; its path in the folder (owned). */
static char *
attached(const char *folder, const char *bytes, size_t n)
{
	char hex[DIGEST_HEX_SIZE];
	char *path = xasprintf("%s/%s", folder, digest_sha256(bytes, n, hex));

	return path;
}

static ino_t
inode(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st.st_ino;
}

static void
an_attachment_is_there_once(void **state)
{
	AUTO_FREE char *path = dbfile_new("once.db");
	AUTO_FREE char *files = xasprintf("%s.files", path);
	AUTO_FREE char *in = attached(files, PICTURE, 7), *bad = NULL, *one = NULL, *two = NULL;
	AUTO_FREE char *three = NULL;
	AUTO_BUF struct buf said = BUF_INIT;
	struct backup a = { .path = NULL }, b = { .path = NULL }, c = { .path = NULL };
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };

	assert_int_equal(mkdir(files, 0700), 0);
	test_write(in, PICTURE, 7);
	OK(backup_make(db, NULL, NULL, NULL, NULL, &a, &err));
	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
	one = xasprintf("%s.files/%s", a.path, path_name(in));
	two = xasprintf("%s.files/%s", b.path, path_name(in));
	assert_int_equal(inode(one), inode(two));
	assert_int_not_equal(inode(one), inode(in));
	assert_string_equal(a.files_digest, b.files_digest);
	OK(drill(path, b.path, NULL, &err));

	/* altered where they lie: both drills do without it; the next day's backup has it anew */
	test_write(one, "pictuRe", 7);
	assert_int_equal(left_out(path, a.path), 1);
	assert_int_equal(left_out(path, b.path), 1);
	assert_true(clock_fix("2026-03-13T00:01:00Z", &err));
	OK(backup_make(db, NULL, NULL, NULL, NULL, &c, &err));
	three = xasprintf("%s.files/%s", c.path, path_name(in));
	assert_int_not_equal(inode(three), inode(two));
	assert_int_equal(left_out(path, c.path), 0);

	/* altered in the practice: left out, with a word, until somebody puts it right */
	bad = attached(files, "another", 7);
	test_write(bad, "anotheR", 7);
	OK(backup_make(db, NULL, NULL, say, &said, &c, &err));
	assert_non_null(strstr(said.s, "altered and left out"));
	assert_int_equal(c.files, 1);
	OK(drill(path, c.path, NULL, &err));
	backup_clear(&a);
	backup_clear(&b);
	backup_clear(&c);
	db_close(db);
	assert_true(clock_fix("2026-03-12T10:00:00Z", &err));
}

/* --- tiers ------------------------------------------------------------------------------ */

#define HOUR 3600
#define DAY (24 * HOUR)

/* A note with a seal and a byte beside it, as if a backup had been made then. */
static void
as_if_made(struct db *db, instant at)
{
	static const char hex[] =
	    "0000000000000000000000000000000000000000000000000000000000000000";
	AUTO_FREE char *folder = xasprintf("%s.backups", db_path(db));
	AUTO_FREE char *note = NULL;
	AUTO_BUF struct buf text = BUF_INIT;
	struct backup b = { .made = at, .bytes = 1, .newest_visit = DATE_NONE };
	char name[CLOCK_ISO_SIZE];

	memcpy(b.digest, hex, sizeof(hex));
	mkdir(folder, 0700);
	b.path = xasprintf("%s/%s-%s-01.backup", folder, path_name(db_path(db)),
	    clock_iso(at, name));
	note = xasprintf("%s.txt", b.path);
	note_write(&b, db->key, &text);
	test_write(note, text.s, text.len);
	test_write(b.path, "x", 1);
	backup_clear(&b);
}

/* The newest is a real one. */
static void
make_and_thin(struct db *db, const char *now, int *removed)
{
	struct backup b = { .path = NULL };
	struct err err = { 0 };

	OK(clock_fix(now, &err));
	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
	OK(backup_thin(db, &b, removed, &err));
	backup_clear(&b);
}

/* How many there are from `first` on and before `last`. */
static int
between(const struct db *db, instant first, instant last)
{
	struct backup_kept *list;
	size_t n = backup_list(db, &list), i;
	int found = 0;

	for (i = 0; i < n; i++)
		found += list[i].backup.made >= first && list[i].backup.made < last;
	backup_list_free(list, n);
	return found;
}

static instant
instant_of(const char *iso)
{
	instant t = 0;

	assert_true(clock_from_iso(iso, &t));
	return t;
}

/* Quarter-hourly for four days, hourly for three weeks, then daily for three years. */
static struct db *
three_years(const char *name, instant now)
{
	AUTO_FREE char *path = dbfile_new(name);
	struct db *db = dbfile_open(path, 1);
	instant t;

	for (t = now - 900; t > now - 4 * DAY; t -= 900)
		as_if_made(db, t);
	for (; t > now - 21 * DAY; t -= HOUR)
		as_if_made(db, t);
	for (; t > now - 3 * 365 * DAY; t -= DAY)
		as_if_made(db, t);
	return db;
}

static void
kept_by_tiers(void **state)
{
	static const char at[] = "2026-03-12T10:00:00Z";
	const instant now = instant_of(at);
	struct db *db = three_years("tiers.db", now);
	int removed = 0, all, t;

	make_and_thin(db, at, &removed);
	assert_true(removed > 1000);
	all = between(db, 0, now + 1);
	/* every quarter of an hour of a day, every hour of two, every day of two weeks … */
	assert_int_equal(between(db, now - DAY + 900, now + 1), 96);
	for (t = 0; t < 47; t++)
		assert_true(between(db, now - (t + 1) * HOUR, now - t * HOUR) >= 1);
	for (t = 0; t < 13; t++)
		assert_true(between(db, now - (t + 1) * DAY, now - t * DAY) >= 1);
	for (t = 0; t < 8; t++)
		assert_true(between(db, now - (t + 1) * 7 * DAY - DAY, now - t * 7 * DAY) >= 1);
	for (t = 0; t < 23; t++)
		assert_true(between(db, now - (t + 1) * 31 * DAY - DAY,
		    now - t * 30 * DAY + DAY) >= 1);
	/* … and no more than those */
	assert_true(all <= 97 + 48 + 14 + 9 + 24);
	assert_int_equal(between(db, 0, now - 2 * 366 * DAY), 0);
	assert_true(between(db, now - 3 * DAY - HOUR, now - 2 * DAY - HOUR) <= 2);
	/* once more takes nothing away but what one more displaces */
	make_and_thin(db, "2026-03-12T10:15:00Z", &removed);
	assert_true(removed <= 5);
	db_close(db);
}

/* A clock that is a year wrong, either way, costs hardly anything. */
static void
a_wrong_clock_prunes_little(void **state)
{
	static const char at[] = "2026-03-12T10:00:00Z";
	const instant now = instant_of(at);
	struct db *db = three_years("clock.db", now);
	int removed = 0, before, i;

	make_and_thin(db, at, &removed);
	before = between(db, 0, now + 1);
	for (i = 0; i < 4; i++)
		make_and_thin(db, "2027-03-12T10:00:00Z", &removed);
	assert_true(between(db, 0, now + 1) >= before - 5);
	for (i = 0; i < 4; i++)
		make_and_thin(db, "2025-03-12T10:00:00Z", &removed);
	assert_true(between(db, now - 365 * DAY, now + 1) >=
	    between(db, now - 2 * DAY, now + 1) + 30);
	/* the clock is right again: the last day is all there, the later ones stay */
	make_and_thin(db, "2026-03-12T10:15:00Z", &removed);
	assert_true(between(db, now - DAY, now + 1) >= 94);
	assert_int_equal(between(db, now + DAY, now + 400 * DAY), 4);
	db_close(db);
	assert_true(clock_fix(at, NULL));
}

/* As many as all tiers keep, and some. */
static void
fill_tiers(struct db *db, instant now)
{
	int i;

	for (i = 1; i <= 96; i++)
		as_if_made(db, now - i * 900);
	for (i = 25; i <= 50; i++)
		as_if_made(db, now - i * HOUR);
	for (i = 3; i <= 15; i++)
		as_if_made(db, now - i * DAY);
	for (i = 3; i <= 10; i++)
		as_if_made(db, now - i * 7 * DAY);
	for (i = 3; i <= 30; i++)
		as_if_made(db, now - (instant)i * 31 * DAY);
}

/* What a tier keeps comes back with its attachments, when all that it shared them with are
 * gone: each has a name of its own for the bytes. */
static void
one_of_an_old_tier_comes_back(void **state)
{
	static const char *const days[] = { "2026-03-12T10:00:00Z", "2026-03-12T10:05:00Z",
	    "2026-03-12T10:10:00Z", "2026-04-13T10:00:00Z" };
	AUTO_FREE char *path = dbfile_new("old.db"), *files = xasprintf("%s.files", path);
	AUTO_FREE char *in = attached(files, PICTURE, 7), *old = NULL, *text = NULL, *kept = NULL;
	AUTO_FREE char *shared = NULL;
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL };
	struct err err = { 0 };
	struct restore_wish w = { .path = path };
	struct restore *r;
	struct stat st;
	int removed;
	size_t i;

	assert_int_equal(mkdir(files, 0700), 0);
	test_write(in, PICTURE, 7);
	for (i = 0; i < ARRAY_LEN(days); i++) {
		OK(clock_fix(days[i], &err));
		OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
		if (i == 2)
			old = xstrdup(b.path);
		assert_true(dbfile_add_client(db, "Ada", "Byrne", &err) > 0);
	}
	backup_clear(&b);
	shared = xasprintf("%s.files/%s", old, path_name(in));
	assert_int_equal(lstat(shared, &st), 0);
	assert_int_equal(st.st_nlink, 4);
	fill_tiers(db, instant_of("2026-06-12T10:00:00Z"));
	make_and_thin(db, "2026-06-12T10:00:00Z", &removed);
	assert_int_equal(between(db, instant_of(days[0]), instant_of(days[2])), 0);
	db_close(db);
	w.source = old;
	assert_non_null(r = restore_begin(&w, &err));
	assert_int_equal(backup_rows(restore_backup(r), &record_client), 2);
	OK(restore_finish(r, &kept, &err));
	text = test_read(in, NULL);
	assert_string_equal(text, PICTURE);
	assert_int_equal(lstat(in, &st), 0);
	assert_int_equal(st.st_nlink, 1);	/* the practice shares with no backup */
	OK(clock_fix("2026-03-12T10:00:00Z", &err));
}

/* Not what somebody restores from, not another practice's, not a stray file. */
static void
what_is_never_removed(void **state)
{
	AUTO_FREE char *path = dbfile_new("never.db");
	AUTO_FREE char *held = NULL, *note = NULL, *strange = NULL, *strange_note = NULL;
	const instant now = instant_of("2026-03-12T10:00:00Z");
	struct db *db = dbfile_open(path, 1);
	int removed = 0, fd;
	size_t n;
	char *text;

	as_if_made(db, now - 1000 * DAY);
	as_if_made(db, now - 1001 * DAY);
	as_if_made(db, now - 1001 * DAY + 1);
	make_and_thin(db, "2026-03-12T10:00:00Z", &removed);
	assert_int_equal(removed, 1);	/* of two in one quarter of an hour */
	/* all tiers have room until they are full */
	fill_tiers(db, now);
	held = xasprintf("%s.backups/never.db-2023-06-16T10:00:00Z-01.backup", path);
	note = xasprintf("%s.txt", held);
	assert_int_equal(access(held, F_OK), 0);
	fd = open(note, O_RDONLY | O_CLOEXEC);
	assert_int_equal(flock(fd, LOCK_SH), 0);
	strange = xasprintf("%s.backups/never.db-2020-01-01T00:00:00Z-01.backup", path);
	text = test_read(note, &n);
	test_write(strange, "x", 1);
	strange_note = xasprintf("%s.txt", strange);
	*strstr(text, "bytes 1") = 'B';
	test_write(strange_note, text, n);
	free(text);
	make_and_thin(db, "2026-03-12T10:15:00Z", &removed);
	assert_true(removed > 3);
	assert_int_equal(access(held, F_OK), 0);
	assert_int_equal(access(strange, F_OK), 0);
	close(fd);
	make_and_thin(db, "2026-03-12T10:30:00Z", &removed);
	assert_int_not_equal(access(held, F_OK), 0);
	assert_int_equal(access(strange, F_OK), 0);
	db_close(db);
	assert_true(clock_fix("2026-03-12T10:00:00Z", NULL));
}

static bool
thin_one(void *arg)
{
	struct db *db = db_open(arg, NULL);
	struct backup b = { .path = NULL };
	int removed;
	bool ok = db != NULL && backup_newest(db, &b) && backup_thin(db, &b, &removed, NULL);

	backup_clear(&b);
	db_close(db);
	return ok;
}

static void
killed_while_thinning(void **state)
{
	AUTO_FREE char *path = dbfile_new("thin.db");
	AUTO_FREE char *folder = xasprintf("%s.backups", path);
	const instant now = instant_of("2026-03-12T10:00:00Z");
	struct db *db = dbfile_open(path, 1);
	int removed = 0, n, i;

	make_and_thin(db, "2026-03-12T10:00:00Z", &removed);
	for (n = 0, i = 0; ; n++) {
		/* one more that no tier keeps */
		as_if_made(db, now - 2000 * DAY - i++);
		fill_tiers(db, now);
		if (!steps_killed_at(n, thin_one, path))
			break;
		assert_true(n < 200);
	}
	assert_true(n >= 3);
	make_and_thin(db, "2026-03-12T10:15:00Z", &removed);
	assert_int_equal(count_named(folder, ".part"), 0);
	assert_int_equal(count_named(folder, ".backup"), count_named(folder, ".backup.txt"));
	db_close(db);
	assert_true(clock_fix("2026-03-12T10:00:00Z", NULL));
}

static void
only_a_record_makes_it_old(void **state)
{
	AUTO_FREE char *path = dbfile_new("current.db");
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL };
	struct err err = { 0 };
	bool current = false;

	assert_true(dbfile_add_client(db, "Ada", "Byrne", &err) > 0);
	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
	OK(db_note(db, "backup", "back up practice 1", &err));
	OK(backup_is_current(db, &b, &current, &err));
	assert_true(current);
	assert_true(dbfile_add_client(db, "Ada", "Byrne", &err) > 0);
	OK(backup_is_current(db, &b, &current, &err));
	assert_false(current);
	/* of a file whose journal went another way since */
	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
	b.head[0] ^= 1;
	OK(backup_is_current(db, &b, &current, &err));
	assert_false(current);
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
		cmocka_unit_test(goes_on_while_others_save),
		cmocka_unit_test(what_is_not_whole_is_not_kept),
		cmocka_unit_test(killed_anywhere),
		cmocka_unit_test(one_elsewhere_is_known),
		cmocka_unit_test(a_changed_note_does_not_count),
		cmocka_unit_test(a_full_disk_leaves_nothing),
		cmocka_unit_test(a_full_disk_while_sealing),
		cmocka_unit_test(attachments_go_along),
		cmocka_unit_test(an_attachment_is_there_once),
		cmocka_unit_test(kept_by_tiers),
		cmocka_unit_test(a_wrong_clock_prunes_little),
		cmocka_unit_test(one_of_an_old_tier_comes_back),
		cmocka_unit_test(what_is_never_removed),
		cmocka_unit_test(killed_while_thinning),
		cmocka_unit_test(only_a_record_makes_it_old),
	};

	if (!clock_fix("2026-03-12T10:00:00Z", NULL))
		return 1;
	return test_end(cmocka_run_group_tests(cases, NULL, NULL));
}
