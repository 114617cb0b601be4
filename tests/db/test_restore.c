/*
 * Restoring: the backup stands in the practice's place, whole, and what stood there is
 * kept; or nothing has happened. Wherever it is killed, the next that opens the practice
 * finds the old or the new one; nobody's log, draft or open screen gets into the other.
 */
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "db/backup_inside.h"
#include "tests/support/dbfile.h"
#include "tests/support/steps.h"

static void
say(const char *sentence, void *arg)
{
	buf_addf(arg, "%s\n", sentence);
}

static struct restore *
begin(const char *path, const char *source, struct err *e)
{
	AUTO_BUF struct buf said = BUF_INIT;
	const struct restore_wish w = { .path = path, .source = source, .say = say,
	    .arg = &said };

	return restore_begin(&w, e);
}

/* The path of what was replaced, "" where nothing was; NULL: refused. */
static char *
restore(const char *path, const char *source, struct err *e)
{
	struct restore *r = begin(path, source, e);
	char *kept = NULL;

	if (r == NULL || !restore_finish(r, &kept, e))
		return NULL;
	return kept != NULL ? kept : xstrdup("");
}

static void
refused(const char *path, const char *source, enum err_code code, const char *said)
{
	AUTO_FREE char *before = access(path, F_OK) == 0 ? test_read(path, NULL) : NULL;
	AUTO_FREE char *after = NULL;
	struct err err = { 0 };
	struct restore *r = begin(path, source, &err);

	if (r != NULL)
		fail_msg("%s was taken", source);
	if (err.code != code || strstr(err.text, said) == NULL)
		fail_msg("%s: code %d: %s", source, err.code, err.text);
	if (before != NULL) {
		after = test_read(path, NULL);
		assert_string_equal(after, before);
	}
}

/* A practice with `n` clients and a backup of it (owned); then one client more. */
static char *
practice_of(const char *name, int n, char **backup)
{
	char *path = dbfile_make(name);
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL };
	struct err err = { 0 };

	while (n-- > 0)
		assert_true(dbfile_add_client(db, "Ada", "Byrne", &err) > 0);
	OK(backup_make(db, NULL, NULL, NULL, NULL, &b, &err));
	*backup = xstrdup(b.path);
	backup_clear(&b);
	assert_true(dbfile_add_client(db, "Late", "Comer", &err) > 0);
	db_close(db);
	return path;
}

static int64_t
clients(const char *path)
{
	return dbfile_int(path, "SELECT count(*) FROM client");
}

static void
whole(const char *path)
{
	AUTO_FREE char *said = dbfile_check(path, true);

	assert_string_equal(said, "");
}

/* How many files beside the practice have a name that begins so. */
static int
beside(const char *path, const char *ending)
{
	AUTO_FREE char *folder = path_folder(path);
	AUTO_FREE char *begin = xasprintf("%s%s", path_name(path), ending);
	DIR *dir = opendir(folder);
	const struct dirent *d;
	int n = 0;

	while (dir != NULL && (d = readdir(dir)) != NULL)
		n += strncmp(d->d_name, begin, strlen(begin)) == 0;
	closedir(dir);
	return n;
}

static void
there_and_back(void **state)
{
	AUTO_FREE char *backup = NULL, *path = practice_of("back.db", 3, &backup);
	AUTO_FREE char *kept = NULL, *again = NULL;
	struct err err = { 0 };
	struct db *db;
	int64_t undone;

	kept = restore(path, backup, &err);
	OK(kept != NULL);
	assert_int_equal(clients(path), 3);
	assert_int_equal(clients(kept), 4);
	whole(path);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal WHERE "
	    "kind = 'restore' AND label LIKE '% as of 2026-03-12T10:00:00Z'"), 1);
	assert_int_equal(dbfile_int(path, "SELECT n FROM journal_head") - 1,
	    dbfile_int(path, "SELECT max(n) FROM journal WHERE kind <> 'restore'"));
	assert_int_equal(dbfile_int(path, "SELECT schema FROM journal WHERE kind = 'restore'"),
	    dbfile_int(path, "PRAGMA user_version"));

	/* life goes on: what was done before the backup can be taken back */
	db = dbfile_open(path, 1);
	OK(db_undo(db, 0, NULL, &undone, NULL, &err));
	OK(db_redo(db, &undone, NULL, &err));
	db_close(db);
	whole(path);

	/* what was replaced is restored as well as any backup */
	again = restore(path, kept, &err);
	OK(again != NULL);
	assert_int_equal(clients(path), 4);
	whole(path);
	assert_string_not_equal(kept, again);
	assert_int_equal(beside(path, ".restoring"), 0);

	/* nobody brought it to a new version, though the entry of an older restore says none */
	dbfile_sql(path, "UPDATE journal SET schema = 0 WHERE kind = 'restore'");
	db = dbfile_open(path, 1);
	assert_true(dbfile_add_client(db, "Mei", "Tan", &err) > 0);
	db_close(db);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal WHERE kind = 'migrate'"),
	    0);
}

static bool
write_and_die(void *arg)
{
	struct db *db = db_open(arg, NULL);

	db_set_who(db, 1, "mara");
	dbfile_add_client(db, "In", "Thelog", NULL);
	dbfile_add_client(db, "In", "Thelogtoo", NULL);
	raise(SIGKILL);
	return false;
}

/* A log with two saves and drafts beside the file: they belong to the old one. */
static void
log_and_drafts_stay_with_the_old(void **state)
{
	AUTO_FREE char *backup = NULL, *path = practice_of("log.db", 3, &backup);
	AUTO_FREE char *drafts = xasprintf("%s.drafts", path), *draft = NULL;
	AUTO_FREE char *wal = xasprintf("%s-wal", path), *kept = NULL, *moved = NULL;
	struct err err = { 0 };
	struct stat st;

	assert_true(steps_killed_at(-1, write_and_die, path));
	assert_int_equal(stat(wal, &st), 0);
	assert_true(st.st_size > 0);
	assert_int_equal(mkdir(drafts, 0700), 0);
	draft = xasprintf("%s/1", drafts);
	test_write(draft, "typed", 5);
	kept = restore(path, backup, &err);
	OK(kept != NULL);
	assert_int_not_equal(access(wal, F_OK), 0);
	assert_int_not_equal(access(drafts, F_OK), 0);
	moved = xasprintf("%s.drafts/1", kept);
	assert_int_equal(access(moved, F_OK), 0);
	assert_int_equal(clients(path), 3);
	whole(path);
	/* and come back with it, saves and all */
	free(moved);
	moved = restore(path, kept, &err);
	OK(moved != NULL);
	assert_int_equal(clients(path), 6);
	whole(path);
}

static void
gone_or_damaged(void **state)
{
	AUTO_FREE char *backup = NULL, *path = practice_of("gone.db", 3, &backup);
	AUTO_FREE char *shm = xasprintf("%s-shm", path);
	AUTO_FREE char *first = NULL, *second = NULL, *third = NULL, *junk = NULL;
	struct err err = { 0 };

	assert_int_equal(unlink(path), 0);
	first = restore(path, NULL, &err);
	OK(first != NULL);
	assert_string_equal(first, "");
	assert_int_equal(clients(path), 3);
	whole(path);

	assert_int_equal(truncate(path, 5000), 0);
	second = restore(path, backup, &err);
	OK(second != NULL && *second != '\0');
	whole(path);

	/* with the log of a program that died, the file itself gone */
	assert_true(steps_killed_at(-1, write_and_die, path));
	assert_int_equal(unlink(path), 0);
	third = restore(path, backup, &err);
	OK(third != NULL);
	assert_int_equal(clients(path), 3);
	whole(path);

	test_write(path, "This is a letter to my landlord.", 32);
	unlink(shm);
	free(third);
	third = restore(path, backup, &err);
	OK(third != NULL);
	junk = test_read(third, NULL);
	assert_string_equal(junk, "This is a letter to my landlord.");
	whole(path);
}

struct task {
	const char *path, *source;
};

static bool
restore_one(void *arg)
{
	const struct task *t = arg;
	AUTO_FREE char *kept = restore(t->path, t->source, NULL);

	return kept != NULL;
}

static void
killed_anywhere(void **state)
{
	AUTO_FREE char *backup = NULL, *path = practice_of("killed.db", 3, &backup);
	struct task t = { path, backup };
	struct err err = { 0 };
	int n, old = 0, new = 0, kept, before = 0;
	bool killed = true;
	struct db *db;

	for (n = 0; killed; n++) {
		/* four clients, two of them still in the log */
		db = dbfile_open(path, 1);
		while (clients(path) < 4)
			assert_true(dbfile_add_client(db, "Late", "Comer", &err) > 0);
		db_close(db);
		assert_true(steps_killed_at(-1, write_and_die, path));
		killed = steps_killed_at(n, restore_one, &t);
		/* the next that opens it */
		db = db_open(path, &err);
		OK(db != NULL);
		db_close(db);
		kept = beside(path, ".replaced-2");
		if (clients(path) == 3) {
			new++;
			assert_true(kept > before);
		} else {
			old++;
			assert_true(clients(path) > 4);
			assert_int_equal(kept, before);
			/* as before: the next round begins with four */
			free(restore(path, backup, &err));
			kept = beside(path, ".replaced-2");
		}
		before = kept;
		whole(path);
		assert_int_equal(beside(path, ".restoring"), 0);
		assert_true(n < 200);
	}
	assert_true(old >= 4);
	assert_true(new >= 4);
}

static void
refused_while_open(void **state)
{
	AUTO_FREE char *backup = NULL, *path = practice_of("open.db", 1, &backup);
	AUTO_FREE char *mara = xasprintf("mara (process %d)", (int)getpid());
	AUTO_FREE char *jon = xasprintf("jon (process %d)", (int)getpid());
	AUTO_FREE char *kept = NULL;
	struct db *one = dbfile_open(path, 1), *two = dbfile_open(path, 2);
	struct restore *r;
	struct err err = { 0 };

	refused(path, backup, ERR_BUSY, mara);
	refused(path, backup, ERR_BUSY, jon);
	/* it may be deleted under them: they have it open all the same */
	db_close(one);
	refused(path, backup, ERR_BUSY, jon);
	dbfile_add_client(two, "Still", "Works", &err);
	db_close(two);

	/* while it is restored nobody opens it, nor makes a new one there */
	r = begin(path, backup, &err);
	OK(r != NULL);
	assert_null(db_open(path, &err));
	assert_int_equal(err.code, ERR_BUSY);
	assert_null(begin(path, backup, &err));
	assert_int_equal(err.code, ERR_BUSY);
	restore_end(r);
	assert_int_equal(beside(path, ".restoring"), 0);
	kept = restore(path, backup, &err);
	OK(kept != NULL);
	assert_int_equal(clients(path), 1);
}

/* Another program that has it open, until it is killed. */
static pid_t
hold_open(const char *path)
{
	int ends[2];
	char ready;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		if (db_open(path, NULL) == NULL || write(ends[1], "", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	close(ends[1]);
	assert_int_equal(read(ends[0], &ready, 1), 1);
	close(ends[0]);
	return pid;
}

static void
what_is_no_good_backup(void **state)
{
	AUTO_FREE char *backup = NULL, *path = practice_of("bad.db", 3, &backup);
	AUTO_FREE char *other_backup = NULL;
	AUTO_FREE char *other = practice_of("other.db", 2, &other_backup);
	AUTO_FREE char *note = xasprintf("%s.txt", backup);
	AUTO_FREE char *copy = test_path("copy.db"), *soft = test_path("soft.backup");
	AUTO_FREE char *key = xasprintf("%s.key", path), *away = test_path("away.key");
	AUTO_FREE char *bytes = NULL, *newer = NULL;
	pid_t holder;
	size_t n, i;

	refused(path, "/none/such", ERR_IO, "/none/such");
	refused(path, path, ERR_INVALID, "itself");
	assert_int_equal(symlink(backup, soft), 0);
	refused(path, soft, ERR_IO, "symbolic");
	refused(path, other_backup, ERR_DB, "needs the key");
	refused(path, other, ERR_DB, "another key");
	holder = hold_open(other);
	refused(path, other, ERR_BUSY, "is open");
	kill(holder, SIGKILL);
	waitpid(holder, NULL, 0);
	refused(path, note, ERR_DB, "not a practice file");

	/* one bit anywhere */
	bytes = test_read(backup, &n);
	for (i = 0; i < 40; i++) {
		size_t at = n / 40 * i + 17;

		bytes[at] ^= 1;
		test_write(backup, bytes, n);
		refused(path, backup, ERR_DB, "damaged");
		bytes[at] ^= 1;
	}
	test_write(backup, bytes, n - 1);
	refused(path, backup, ERR_DB, "damaged");
	test_write(backup, bytes, n);

	/* without its note: what the journal knows is still compared */
	test_write(copy, bytes, n);
	dbfile_sql(copy, "UPDATE client SET given = 'Eve' WHERE id = 1");
	refused(path, copy, ERR_PROBLEMS, "problem");
	newer = test_path("newer.db");
	test_write(newer, bytes, n);
	dbfile_sql(newer, "PRAGMA user_version = 9999");
	refused(path, newer, ERR_DB, "newer chairside");

	assert_int_equal(rename(key, away), 0);
	refused(path, backup, ERR_DB, "needs the key");
	test_write(key, "too short", 9);
	refused(path, backup, ERR_DB, "needs the key");
	assert_int_equal(unlink(key), 0);
	refused(path, copy, ERR_IO, "The key whose fingerprint begins with");
	assert_int_equal(rename(away, key), 0);
	whole(path);
	assert_int_equal(clients(path), 4);
	assert_int_equal(beside(path, ".restoring"), 0);
}

/* A practice file without a record, of the schema before today's. Its key and its head
 * are those of an empty practice `path`, which is made too. */
static void
make_older(const char *path, const char *older)
{
	struct err err = { 0 };
	struct db *db = db_create(path, &err);
	AUTO_FREE char *attach = xasprintf("ATTACH '%s' AS now; INSERT INTO journal_head "
	    "SELECT * FROM now.journal_head; INSERT INTO journal SELECT * FROM now.journal", path);
	sqlite3 *raw;
	size_t n, i;
	const struct migration *list = migrations(&n);

	OK(db != NULL);
	db->identity.schema = list[n - 2].number;
	OK(db_note(db, "note", "made by an older program", &err));
	OK(db_publish(db, &err));
	assert_int_equal(sqlite3_open(older, &raw), SQLITE_OK);
	for (i = 0; i + 1 < n; i++)
		assert_int_equal(sqlite3_exec(raw, list[i].sql, NULL, NULL, NULL),
		    SQLITE_OK);
	AUTO_FREE char *stamp = xasprintf("PRAGMA application_id = %d;"
	    "PRAGMA user_version = %d", DB_APPLICATION_ID, list[n - 2].number);
	assert_int_equal(sqlite3_exec(raw, stamp, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, attach, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
}

/* It is brought to today's in the copy, not in the file itself, and told of as it is. */
static void
an_older_schema_is_migrated(void **state)
{
	AUTO_FREE char *path = test_path("today.db"), *older = test_path("older.db");
	AUTO_FREE char *before = NULL, *after = NULL, *kept = NULL;
	struct err err = { 0 };
	struct restore *r;
	struct db *db;
	size_t n;

	make_older(path, older);
	before = test_read(older, &n);
	r = begin(path, older, &err);
	OK(r != NULL);
	assert_int_equal(restore_backup(r)->entry, 1);
	assert_int_equal(dbfile_int(older, "SELECT at FROM journal"), restore_backup(r)->entry_at);
	restore_end(r);
	kept = restore(path, older, &err);
	OK(kept != NULL);
	db = db_open(path, &err);
	OK(db != NULL);
	assert_int_equal(db_schema_version(db), dbfile_int(older,
	    "PRAGMA user_version") + 1);
	db_close(db);
	whole(path);
	assert_int_equal(dbfile_int(path, "SELECT n FROM journal WHERE kind = 'migrate'"), 2);
	assert_int_equal(dbfile_int(path, "SELECT n FROM journal WHERE kind = 'restore'"), 3);
	assert_int_equal(beside(path, ".before"), 0);
	after = test_read(older, NULL);
	assert_memory_equal(before, after, n);
}

/* A plan that a stranger has written, or half of one. */
static void
a_plan_is_not_believed(void **state)
{
	AUTO_FREE char *backup = NULL, *path = practice_of("plan.db", 1, &backup);
	AUTO_FREE char *plan = xasprintf("%s.restoring", path);
	static const char *const plans[] = {
		"", "chairside restores plan.db\nfrom plan.db.restoring-x\n",
		"x\nfrom plan.db.restoring-x/../../y\nkeeps plan.db.replaced-1\n",
		"x\nfrom other\nkeeps plan.db.replaced-1\n",
		"x\nfrom plan.db.restoring-x\nkeeps plan.db.key\n",
	};
	struct err err = { 0 };
	size_t i;

	for (i = 0; i < ARRAY_LEN(plans); i++) {
		test_write(plan, plans[i], strlen(plans[i]));
		assert_null(db_open(path, &err));
		assert_int_equal(err.code, ERR_IO);
		assert_non_null(strstr(err.text, "plan.db.restoring"));
		assert_int_equal(unlink(plan), 0);
	}
	whole(path);
}

/* --- sealed ------------------------------------------------------------------------------ */

static struct seal_public pub;
static struct seal_secret secret;

static struct restore *
begin_with(const char *path, const char *source, const struct seal_secret *key, struct err *e)
{
	AUTO_BUF struct buf said = BUF_INIT;
	const struct restore_wish w = { .path = path, .source = source, .key = key, .say = say,
	    .arg = &said };

	return restore_begin(&w, e);
}

static bool
unseal(void *arg)
{
	const struct task *t = arg;
	struct restore *r = begin_with(t->path, t->source, &secret, NULL);
	char *kept = NULL;
	bool ok = r != NULL && restore_finish(r, &kept, NULL);

	free(kept);
	return ok;
}

/* A practice with an attachment and a sealed backup of it (owned). */
static char *
sealed_of(const char *name, char **backup)
{
	static const char photo[] = "a face that nobody else is to see";
	char *path = dbfile_make(name), hex[DIGEST_HEX_SIZE];
	AUTO_FREE char *files = xasprintf("%s.files", path);
	AUTO_FREE char *in = xasprintf("%s/%s", files,
	    digest_sha256(photo, sizeof(photo) - 1, hex));
	struct db *db = dbfile_open(path, 1);
	struct backup b = { .path = NULL };
	struct err err = { 0 };

	assert_int_equal(mkdir(files, 0700), 0);
	test_write(in, photo, sizeof(photo) - 1);
	assert_true(dbfile_add_client(db, "Ottilie", "Wunderlich", &err) > 0);
	OK(backup_make(db, NULL, &pub, NULL, NULL, &b, &err));
	*backup = xstrdup(b.path);
	backup_clear(&b);
	db_close(db);
	return path;
}

/* Nowhere in this file, nor in any below this folder, do the bytes stand. */
static void
stands_nowhere(const char *path, const char *words)
{
	DIR *dir = opendir(path);
	const struct dirent *d;
	AUTO_FREE char *bytes = NULL;
	size_t n;

	if (dir == NULL) {
		bytes = test_read(path, &n);
		if (memmem(bytes, n, words, strlen(words)) != NULL)
			fail_msg("%s has \"%s\"", path, words);
		return;
	}
	while ((d = readdir(dir)) != NULL) {
		AUTO_FREE char *inside = xasprintf("%s/%s", path, d->d_name);

		if (d->d_name[0] != '.')
			stands_nowhere(inside, words);
	}
	closedir(dir);
}

static void
nothing_to_read_without_the_key(void **state)
{
	AUTO_FREE char *backup = NULL, *path = sealed_of("closed.db", &backup);
	AUTO_FREE char *folder = path_folder(backup), *key = xasprintf("%s.key", path);
	AUTO_FREE char *other_backup = NULL;
	AUTO_FREE char *note = xasprintf("%s.txt", backup), *bytes = NULL;
	struct seal_public p;
	struct seal_secret s;
	struct err err = { 0 };

	free(sealed_of("closed2.db", &other_backup));
	stands_nowhere(folder, "Wunderlich");
	stands_nowhere(folder, "a face that");
	stands_nowhere(folder, "CREATE TABLE");
	stands_nowhere(note, "rows-");
	stands_nowhere(note, "visit");
	bytes = test_read(key, NULL);
	bytes[8] = '\0';
	if (strlen(bytes) == 8)	/* with a zero in it the rest would be found by chance */
		stands_nowhere(folder, bytes);
	seal_pair(&p, &s);
	refused(path, backup, ERR_INVALID, "is sealed");
	assert_null(begin_with(path, backup, &s, &err));
	assert_non_null(strstr(err.text, "another key"));
	assert_null(begin_with(path, other_backup, &secret, &err));
	assert_non_null(strstr(err.text, "another practice"));
	test_write(key, "too short", 9);
	assert_null(begin_with(path, backup, &secret, &err));
	assert_non_null(strstr(err.text, "is damaged"));
	assert_int_equal(beside(path, ".restoring"), 0);
}

/* Cut, a bit turned, another's attachment: with its note and without. */
static void
a_spoilt_seal_restores_nothing(void **state)
{
	AUTO_FREE char *backup = NULL, *path = sealed_of("spoilt.db", &backup);
	AUTO_FREE char *note = xasprintf("%s.txt", backup), *away = test_path("note.txt");
	AUTO_FREE char *bytes = NULL;
	struct err err = { 0 };
	size_t n, i;
	int noted;

	bytes = test_read(backup, &n);
	for (noted = 1; noted >= 0; noted--) {
		for (i = 0; i < 20; i++) {
			size_t at = n / 20 * i + 25;

			bytes[at] ^= 1;
			test_write(backup, bytes, n);
			assert_null(begin_with(path, backup, &secret, &err));
			assert_int_equal(err.code, ERR_DB);
			bytes[at] ^= 1;
			test_write(backup, bytes, at);
			assert_null(begin_with(path, backup, &secret, &err));
			assert_int_equal(err.code, ERR_DB);
		}
		test_write(backup, bytes, n);
		assert_int_equal(beside(path, ".restoring"), 0);
		if (noted)
			assert_int_equal(rename(note, away), 0);
	}
	whole(path);
	assert_int_equal(clients(path), 1);
}

/* The file of the one attachment that a backup has (owned). */
static char *
attachment_of(struct db *db)
{
	static const char photo[] = "a face that nobody else is to see";
	struct backup b = { .path = NULL };
	struct err err = { 0 };
	char hex[DIGEST_HEX_SIZE], *path;

	OK(backup_make(db, NULL, &pub, NULL, NULL, &b, &err));
	path = xasprintf("%s.files/%s", b.path, digest_sha256(photo, sizeof(photo) - 1, hex));
	backup_clear(&b);
	return path;
}

/* How many attachments a restore of that backup would leave out; 99: it is refused. */
static size_t
left_out(const char *path, const char *source)
{
	char *const *digests;
	struct restore *r = begin_with(path, source, &secret, NULL);
	size_t n = r != NULL ? restore_left_out(r, &digests) : 99;

	restore_end(r);
	return n;
}

/* Writes bytes in an attachment's place; how many a restore of its backup would leave out. */
static size_t
spoilt(const char *path, const char *attachment, const char *bytes, size_t n)
{
	AUTO_FREE char *source = xstrndup(attachment,
	    (size_t)(strstr(attachment, ".files/") - attachment));

	test_write(attachment, bytes, n);
	return left_out(path, source);
}

/* A byte of an attachment keeps nothing else from coming back; each day's first backup sees it
 * without the secret, and seals it anew. */
static void
a_spoilt_attachment_is_left_out(void **state)
{
	AUTO_FREE char *backup = NULL, *path = sealed_of("daily.db", &backup);
	AUTO_FREE char *one = NULL, *two = NULL, *bytes = NULL;
	struct db *db = dbfile_open(path, 1);
	AUTO_FREE char *files = xasprintf("%s.files", path);
	struct stat a, b, c;
	struct restore *r;
	struct err err = { 0 };
	char *kept = NULL;
	size_t n, i;

	(void)state;
	assert_true(clock_fix("2026-03-31T10:00:00Z", &err));
	one = attachment_of(db);
	assert_int_equal(stat(one, &a), 0);
	assert_true(a.st_nlink == 2);
	bytes = test_read(one, &n);
	bytes[n / 2] ^= 1;
	test_write(one, bytes, n);
	assert_int_equal(stat(one, &b), 0);
	assert_true(a.st_ino == b.st_ino);
	assert_true(clock_fix("2026-04-01T10:00:00Z", &err));
	two = attachment_of(db);
	assert_int_equal(stat(two, &c), 0);
	assert_true(c.st_nlink == 1);
	db_close(db);
	*strstr(two, ".files/") = '\0';
	assert_int_equal(left_out(path, two), 0);
	bytes[n / 2] ^= 1;
	assert_int_equal(spoilt(path, one, bytes, n), 0);
	for (i = 0; i < n; i += n / 9) {	/* wherever it is, or cut there */
		assert_int_equal(spoilt(path, one, bytes, i), 1);
		bytes[i] ^= 1;
		assert_int_equal(spoilt(path, one, bytes, n), 1);
		bytes[i] ^= 1;
	}
	bytes[3] ^= 1;
	test_write(one, bytes, n);
	*strstr(one, ".files/") = '\0';
	assert_non_null(r = begin_with(path, one, &secret, &err));
	OK(restore_finish(r, &kept, &err));
	free(kept);
	whole(path);
	assert_int_equal(clients(path), 1);
	assert_int_equal(rmdir(files), 0);	/* nothing is in it */
	/* one that is gone is not one that was altered */
	one[strlen(one)] = '.';
	assert_int_equal(unlink(one), 0);
	*strstr(one, ".files/") = '\0';
	assert_int_equal(left_out(path, one), 99);
	assert_true(clock_fix("2026-03-12T10:00:00Z", &err));
}

/* An empty machine: the backup and the private key are all there is; killed anywhere. */
static void
onto_an_empty_machine(void **state)
{
	AUTO_FREE char *backup = NULL, *path = sealed_of("dead.db", &backup);
	AUTO_FREE char *key = xasprintf("%s.key", path), *was = NULL, *is = NULL;
	AUTO_FREE char *files = xasprintf("%s.files", path);
	AUTO_FREE char *lost = test_path("lost.key"), *lost_files = test_path("lost.files");
	struct task t = { path, backup };
	struct err err = { 0 };
	struct db *db;
	bool killed = true;
	int n, none = 0;

	was = test_read(key, NULL);
	for (n = 0; killed; n++) {
		carry_remove(lost_files);
		assert_int_equal(rename(files, lost_files), 0);
		assert_int_equal(rename(key, lost), 0);
		assert_int_equal(unlink(path), 0);
		killed = steps_killed_at(n, unseal, &t);
		/* whoever comes next: all of it, or nothing yet */
		db = db_open(path, &err);
		if (db == NULL) {
			none++;
			assert_int_equal(err.code, ERR_NOTFOUND);
			assert_true(unseal(&t));
		}
		db_close(db);
		whole(path);
		assert_int_equal(clients(path), 1);
		is = test_read(key, NULL);
		assert_memory_equal(is, was, DIGEST_KEY_SIZE);
		free(is);
		is = NULL;
		assert_int_equal(access(files, F_OK), 0);
		assert_int_equal(beside(path, ".restoring"), 0);
		assert_true(n < 200);
	}
	assert_true(none >= 4);
	assert_true(n - none >= 4);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(there_and_back),
		cmocka_unit_test(log_and_drafts_stay_with_the_old),
		cmocka_unit_test(gone_or_damaged),
		cmocka_unit_test(killed_anywhere),
		cmocka_unit_test(refused_while_open),
		cmocka_unit_test(what_is_no_good_backup),
		cmocka_unit_test(an_older_schema_is_migrated),
		cmocka_unit_test(a_plan_is_not_believed),
		cmocka_unit_test(nothing_to_read_without_the_key),
		cmocka_unit_test(a_spoilt_seal_restores_nothing),
		cmocka_unit_test(a_spoilt_attachment_is_left_out),
		cmocka_unit_test(onto_an_empty_machine),
	};

	if (!clock_fix("2026-03-12T10:00:00Z", NULL))
		return 1;
	seal_pair(&pub, &secret);
	return test_end(cmocka_run_group_tests(cases, NULL, NULL));
}
