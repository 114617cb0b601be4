/*
 * What was typed and not saved is kept as typed, offered to its person alone, and
 * ends with the save of its record or when it is discarded; a full disk, a held file
 * and a killed program lose nothing; what lies beside the file is read strictly.
 */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "db/internal.h"
#include "practice/drafts.h"
#include "tests/support/clinic.h"

#define DRAFTS "SELECT count(*) FROM draft"

#define HEAD "{\"chairside_draft\":1,\"staff\":1,\"id\":0,\"at\":5,\"form\":\"client\"," \
	"\"type\":\"client\",\"record\":0,\"base_version\":0,\"title\":\"t\","
#define GOOD HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":{\"given\":\"Ada\"}}"

static char *path;
static char *marked;	/* the only file of the folder of drafts */
static struct practice *p;

static int
begin(void **state)
{
	static int n;
	char name[32];

	(void)state;
	snprintf(name, sizeof(name), "drafts-%d.db", n++);
	path = clinic_new(name);
	p = clinic_open(path, "mara");
	return 0;
}

static int
end(void **state)
{
	(void)state;
	practice_close(p);
	free(path);
	free(marked);
	marked = NULL;
	return 0;
}

/* Half a client as a form holds it: also what is no date. */
static void
half_typed(struct draft *d)
{
	*d = (struct draft)DRAFT_INIT;
	draft_set_string(&d->form, "client");
	draft_set_string(&d->type, "client");
	draft_set_string(&d->title, "new client");
	draft_set_string(&d->place, "born");
	draft_set_string(&d->extra, "{\"a\":[1]}");
	draft_set(d, "given", "Zo\xC3\xAB \"Z\"");
	draft_set(d, "born", "31 feb");
	draft_set(d, "notes", "one\n\ttwo \\ \x1B[31m \xE2\x80\xAE");
	draft_set(d, "phone", "\\u0000");
	draft_set(d, "email", "");
}

static void
same_as_typed(const struct draft *d)
{
	assert_string_equal(d->form, "client");
	assert_string_equal(d->type, "client");
	assert_string_equal(d->title, "new client");
	assert_string_equal(d->place, "born");
	assert_string_equal(d->extra, "{\"a\":[1]}");
	assert_int_equal(d->n_fields, 5);
	assert_string_equal(draft_get(d, "given"), "Zo\xC3\xAB \"Z\"");
	assert_string_equal(draft_get(d, "born"), "31 feb");
	assert_string_equal(draft_get(d, "notes"),
	    "one\n\ttwo \\ \x1B[31m \xE2\x80\xAE");
	assert_string_equal(draft_get(d, "phone"), "\\u0000");
	assert_string_equal(draft_get(d, "email"), "");
}

static size_t
count(struct practice *by)
{
	struct drafts all;
	struct err err;
	size_t n;

	OK(practice_drafts(by, &all, &err));
	n = all.n;
	drafts_free(&all);
	return n;
}

static void
it_comes_back_as_typed(void **state)
{
	AUTO_DRAFT struct draft d, copy = DRAFT_INIT;
	struct drafts all;
	struct err err;

	(void)state;
	half_typed(&d);
	OK(practice_draft_save(p, &d, &err));
	assert_true(d.id > 0);
	/* again: the same row */
	draft_set(&d, "given", "Zoe");
	draft_set(&d, "given", "Zo\xC3\xAB \"Z\"");
	OK(practice_draft_save(p, &d, &err));
	practice_close(p);
	p = clinic_open(path, "mara");
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 1);
	assert_int_equal(all.list[0].id, d.id);
	assert_int_equal(all.list[0].slot, 0);
	same_as_typed(&all.list[0]);
	draft_copy(&copy, &all.list[0]);
	drafts_free(&all);
	same_as_typed(&copy);
	assert_null(draft_get(&copy, "family"));
	OK(practice_draft_discard(p, &copy, &err));
	assert_int_equal(copy.id, 0);
	assert_int_equal(count(p), 0);
	/* one that somebody else's program discarded goes into a new row */
	OK(practice_draft_save(p, &d, &err));
	assert_int_equal(count(p), 1);
}

static void
newest_first_and_nobody_elses(void **state)
{
	AUTO_DRAFT struct draft a, b;
	struct practice *jon;
	struct drafts all;
	struct err err;

	(void)state;
	clinic_staff(p, "jon", "read_only");
	jon = clinic_open(path, "jon");
	half_typed(&a);
	half_typed(&b);
	OK(practice_draft_save(p, &a, &err));
	OK(clock_fix("2026-03-12T10:05", &err));
	OK(practice_draft_save(p, &b, &err));
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 2);
	assert_int_equal(all.list[0].id, b.id);
	drafts_free(&all);
	OK(clock_fix("2026-03-12T10:06", &err));
	OK(practice_draft_save(p, &a, &err));
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.list[0].id, a.id);
	drafts_free(&all);
	assert_int_equal(count(jon), 0);
	/* nor can another change or discard it */
	b.id = a.id;
	OK(practice_draft_discard(jon, &b, &err));
	assert_int_equal(count(p), 2);
	practice_close(jon);
}

static bool
saved_with(struct practice *as, struct record *client, struct draft *d, struct err *e)
{
	return client_add_unlike(as, client, clients_known(as), d, e);
}

static void
it_ends_with_the_save_of_its_record(void **state)
{
	AUTO_DRAFT struct draft d;
	AUTO_RECORD struct record *r = record_new(&record_client);
	struct err err;

	(void)state;
	half_typed(&d);
	OK(practice_draft_save(p, &d, &err));
	assert_false(saved_with(p, r, &d, &err));	/* without a name */
	assert_true(d.id > 0);
	/* a later save does not end it */
	clinic_client(p, "given", "Ada", NULL);
	assert_int_equal(count(p), 1);
	record_set_text(r, "given", "Zoe");
	OK(saved_with(p, r, &d, &err));
	assert_int_equal(d.id, 0);
	assert_int_equal(count(p), 0);
}

static void
it_survives_its_program(void **state)
{
	struct drafts all;
	struct err err;
	pid_t child;
	int status;

	(void)state;
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct practice *own = practice_open(path, "mara", &err);
		struct draft d;

		half_typed(&d);
		if (own == NULL || !practice_draft_save(own, &d, &err))
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 1);
	same_as_typed(&all.list[0]);
	drafts_free(&all);
}

static void
file_mode_is(const char *name, mode_t mode)
{
	struct stat st;

	assert_int_equal(stat(name, &st), 0);
	assert_int_equal(st.st_mode & 0777, mode);
}

/* A link in place of the folder leads nowhere: the machine's own folder takes the draft,
 * and there only one that is this account's alone. */
static void
a_linked_folder_is_not_followed(void **state)
{
	AUTO_FREE char *folder = xasprintf("%s.drafts", path);
	AUTO_FREE char *elsewhere = test_path("elsewhere"), *in = test_path("elsewhere/1-1.json");
	AUTO_FREE char *runtime = test_path("runtime");
	AUTO_DRAFT struct draft d;
	struct err err;

	(void)state;
	mkdir(elsewhere, 0700);
	mkdir(runtime, 0755);
	assert_int_equal(symlink(elsewhere, folder), 0);
	setenv("XDG_RUNTIME_DIR", runtime, 1);
	half_typed(&d);
	assert_false(practice_draft_beside(p, &d, &err));
	assert_non_null(strstr(err.text, "There is a symbolic link"));
	test_write(in, GOOD, strlen(GOOD));
	chmod(in, 0600);
	assert_int_equal(count(p), 0);
	assert_int_equal(chmod(runtime, 0700), 0);
	OK(practice_draft_beside(p, &d, &err));
	assert_int_equal(count(p), 1);
	OK(practice_draft_discard(p, &d, &err));
	assert_int_equal(count(p), 0);
	unsetenv("XDG_RUNTIME_DIR");
}

/* The lock of the practice file in other hands. */
static int
hold(void)
{
	AUTO_FREE char *lock = xasprintf("%s.lock", path);
	int fd = open(lock, O_RDWR | O_CLOEXEC);

	assert_true(fd >= 0 && flock(fd, LOCK_EX) == 0);
	return fd;
}

static char *
beside(const char *name)
{
	return xasprintf("%s.drafts/%s", path, name);
}

/* While typing goes on nothing of the practice file is touched or waited for. */
static void
typing_waits_for_nobody(void **state)
{
	AUTO_FREE char *file = beside("1-1.json"), *log = xasprintf("%s-wal", path);
	AUTO_DRAFT struct draft d;
	struct stat before, after;
	struct drafts all;
	struct err err;
	int fd;

	(void)state;
	half_typed(&d);
	draft_set(&d, "given", "Z");
	OK(practice_draft_save(p, &d, &err));
	fd = hold();
	assert_int_equal(stat(log, &before), 0);
	draft_set(&d, "given", "Zo");
	OK(practice_draft_beside(p, &d, &err));
	draft_set(&d, "given", "Zo\xC3\xAB \"Z\"");
	OK(practice_draft_beside(p, &d, &err));
	assert_int_equal(stat(log, &after), 0);
	assert_int_equal(after.st_size, before.st_size);
	assert_int_equal(d.slot, 1);
	file_mode_is(file, 0600);
	close(fd);
	/* the newer of both is offered, and left alone: its form lives */
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 1);
	assert_int_equal(all.list[0].slot, 1);
	assert_int_equal(all.list[0].id, d.id);
	same_as_typed(&all.list[0]);
	drafts_free(&all);
	assert_int_equal(access(file, F_OK), 0);
	/* when it is left it goes into the practice file */
	OK(practice_draft_save(p, &d, &err));
	assert_int_equal(d.slot, 0);
	assert_int_equal(access(file, F_OK), -1);
	assert_int_equal(dbfile_int(path, DRAFTS), 1);
	assert_int_equal(count(p), 1);
}

/* Runs fn in a program of its own, which is then killed. */
static void
killed(void (*fn)(struct practice *own))
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		struct practice *own = practice_open(path, "mara", NULL);

		if (own != NULL)
			fn(own);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
}

static void
types_on(struct practice *own)
{
	AUTO_DRAFT struct draft d;

	half_typed(&d);
	draft_set(&d, "given", "Z");
	practice_draft_save(own, &d, NULL);
	draft_set(&d, "given", "Zo\xC3\xAB \"Z\"");
	practice_draft_beside(own, &d, NULL);
}

static void
a_killed_typist_loses_nothing(void **state)
{
	AUTO_FREE char *file = beside("1-1.json");
	struct drafts all;
	struct err err;

	(void)state;
	killed(types_on);
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 1);
	assert_int_equal(all.list[0].slot, 0);
	same_as_typed(&all.list[0]);
	drafts_free(&all);
	assert_int_equal(access(file, F_OK), -1);
	assert_int_equal(dbfile_int(path, DRAFTS), 1);
}

/* Killed between the row and the removal of an older file: the row counts. */
static void
the_newer_counts(void **state)
{
	AUTO_FREE char *file = beside("1-1.json"), *kept = beside("kept");
	AUTO_DRAFT struct draft d;
	struct drafts all;
	struct err err;

	(void)state;
	half_typed(&d);
	OK(practice_draft_save(p, &d, &err));
	draft_set(&d, "given", "Z");
	OK(practice_draft_beside(p, &d, &err));
	assert_int_equal(link(file, kept), 0);
	assert_int_equal(unlink(file), 0);
	draft_set(&d, "given", "Zo\xC3\xAB \"Z\"");
	OK(practice_draft_save(p, &d, &err));
	assert_int_equal(rename(kept, file), 0);
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 1);
	same_as_typed(&all.list[0]);
	drafts_free(&all);
	assert_int_equal(access(file, F_OK), -1);
}

/* Another login of the same person looks on and takes nothing away. */
static void
a_form_that_lives_keeps_its_file(void **state)
{
	AUTO_FREE char *file = beside("1-1.json");
	AUTO_DRAFT struct draft d, taken_up = DRAFT_INIT;
	struct practice *second = clinic_open(path, "mara");
	struct drafts all;
	struct err err;

	(void)state;
	half_typed(&d);
	OK(practice_draft_beside(p, &d, &err));
	OK(practice_drafts(second, &all, &err));
	assert_int_equal(all.n, 1);
	same_as_typed(&all.list[0]);
	draft_copy(&taken_up, &all.list[0]);
	drafts_free(&all);
	assert_int_equal(access(file, F_OK), 0);
	/* taken up there it gets a file of its own, and discards that alone */
	OK(practice_draft_beside(second, &taken_up, &err));
	assert_int_equal(taken_up.slot, 2);
	OK(practice_draft_discard(second, &taken_up, &err));
	assert_int_equal(access(file, F_OK), 0);
	practice_close(second);
	assert_int_equal(count(p), 1);
}

static void
find_marked(void)
{
	AUTO_FREE char *folder = xasprintf("%s.drafts", path);
	DIR *dir = opendir(folder);
	const struct dirent *en;

	free(marked);
	marked = NULL;
	assert_non_null(dir);
	while ((en = readdir(dir)) != NULL)
		if (en->d_name[0] != '.') {
			assert_null(marked);
			marked = xstrdup(en->d_name);
		}
	closedir(dir);
}

static int
die(void *arg, sqlite3 *raw, const char *name, int pages)
{
	return kill(getpid(), SIGKILL);
}

/* Killed right behind the COMMIT: saved, and the file not yet removed. */
static void
saves(struct practice *own)
{
	AUTO_DRAFT struct draft d;
	AUTO_RECORD struct record *r = record_new(&record_client);

	half_typed(&d);
	practice_draft_beside(own, &d, NULL);
	record_set_text(r, "given", "Zoe");
	sqlite3_wal_hook(own->db->raw, die, NULL);
	saved_with(own, r, &d, NULL);
}

static void
a_saved_form_is_not_offered_again(void **state)
{
	(void)state;
	killed(saves);
	find_marked();
	assert_non_null(marked);
	assert_string_not_equal(marked, "1-1.json");
	assert_int_equal(count(p), 0);
	find_marked();
	assert_null(marked);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client"), 1);
}

static void
does_not_save(struct practice *own)
{
	AUTO_FREE char *file = beside("1-1.json");
	AUTO_FREE char *as_saved = beside("1-1-9-0123456789abcdef.json");
	AUTO_DRAFT struct draft d;

	half_typed(&d);
	practice_draft_beside(own, &d, NULL);
	rename(file, as_saved);
}

static void
a_save_that_was_cut_off_loses_nothing(void **state)
{
	AUTO_FREE char *file = beside("1-1.json");
	struct drafts all;
	struct err err;

	(void)state;
	killed(does_not_save);
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 1);
	same_as_typed(&all.list[0]);
	drafts_free(&all);
	assert_int_equal(access(file, F_OK), -1);
	find_marked();
	assert_null(marked);
	/* nor does one that is refused */
	AUTO_DRAFT struct draft d;
	AUTO_RECORD struct record *r = record_new(&record_client);

	half_typed(&d);
	OK(practice_draft_beside(p, &d, &err));
	assert_false(saved_with(p, r, &d, &err));	/* without a name */
	assert_int_equal(access(file, F_OK), 0);
	assert_int_equal(d.slot, 1);
}

static void
a_held_file_is_gone_around(void **state)
{
	AUTO_FREE char *file = beside("1-1.json");
	AUTO_DRAFT struct draft d;
	AUTO_RECORD struct record *r = record_new(&record_client);
	struct drafts all;
	struct err err;
	int fd;

	(void)state;
	half_typed(&d);
	draft_set(&d, "given", "Z");
	OK(practice_draft_save(p, &d, &err));
	fd = hold();
	draft_set(&d, "given", "Zo\xC3\xAB \"Z\"");
	OK(practice_draft_save(p, &d, &err));
	assert_true(d.id > 0);
	assert_int_equal(d.slot, 1);
	file_mode_is(file, 0600);
	/* offered once, as it was typed last */
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 1);
	assert_int_equal(all.list[0].slot, 1);
	same_as_typed(&all.list[0]);
	drafts_free(&all);
	close(fd);
	/* and taken in when the file lets it */
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 1);
	assert_int_equal(all.list[0].slot, 0);
	assert_int_equal(all.list[0].id, d.id);
	same_as_typed(&all.list[0]);
	drafts_free(&all);
	assert_int_equal(access(file, F_OK), -1);
	assert_int_equal(dbfile_int(path, DRAFTS), 1);
	/* a file that ends with the save goes too */
	fd = hold();
	OK(practice_draft_save(p, &d, &err));
	close(fd);
	file_mode_is(file, 0600);
	record_set_text(r, "given", "Zoe");
	OK(saved_with(p, r, &d, &err));
	assert_int_equal(access(file, F_OK), -1);
	assert_int_equal(count(p), 0);
}

static void
a_full_disk_is_gone_around(void **state)
{
	struct rlimit small = { 102 * 1024, RLIM_INFINITY }, old;
	AUTO_FREE char *big = xmalloc(100001);
	AUTO_DRAFT struct draft d;
	struct drafts all;
	struct err err;

	(void)state;
	memset(big, 'x', 100000);
	big[100000] = '\0';
	half_typed(&d);
	draft_set(&d, "phone", big);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	setrlimit(RLIMIT_FSIZE, &small);
	OK(practice_draft_save(p, &d, &err));
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(d.id, 0);
	assert_int_equal(d.slot, 1);
	OK(practice_drafts(p, &all, &err));
	assert_int_equal(all.n, 1);
	assert_true(all.list[0].id > 0);
	assert_string_equal(draft_get(&all.list[0], "phone"), big);
	drafts_free(&all);
	/* where there is no room for it at all, it is said, and no stump is left */
	draft_free(&d);
	half_typed(&d);
	draft_set(&d, "phone", big);
	small.rlim_cur = 50 * 1024;
	setrlimit(RLIMIT_FSIZE, &small);
	assert_false(practice_draft_save(p, &d, &err));
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(err.code, ERR_IO);
	assert_int_equal(d.slot, 0);
	AUTO_FREE char *file = beside("1-1.json");
	assert_int_equal(access(file, F_OK), -1);
}

static void
put_beside(const char *name, const char *text, size_t n, mode_t mode)
{
	AUTO_FREE char *folder = xasprintf("%s.drafts", path);
	AUTO_FREE char *file = xasprintf("%s/%s", folder, name);

	mkdir(folder, 0770);
	unlink(file);
	test_write(file, text, n);
	chmod(file, mode);
}

static void
files_beside_are_read_strictly(void **state)
{
	static const char *const bad[] = {
		"", "null", "[]", "{}", "{", "\"x\"", "[" GOOD "]", GOOD ",",
		GOOD GOOD,
		HEAD "\"place\":\"\",\"extra\":\"\"}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":[]}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":{\"a\":1}}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":{\"a\":null}}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":{\"a\":{\"b\":\"c\"}}}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":{\"a\":\"1\",\"a\":\"2\"}}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":{\"a\":\"x\\u0000y\"}}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":{\"a\":\"\\u0000\"}}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":{\"a\":\"\\ud800\"}}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":{\"a\":\"\xFF\"}}",
		HEAD "\"place\":3,\"extra\":\"\",\"fields\":{}}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"fields\":{},\"more\":1}",
		HEAD "\"place\":\"\",\"extra\":\"\",\"at\":6,\"fields\":{}}",
		/* another's, another format, no form, numbers that are none */
		"{\"chairside_draft\":1,\"staff\":2,\"id\":0,\"at\":5,\"form\":\"c\","
		"\"type\":\"\",\"record\":0,\"base_version\":0,\"title\":\"\","
		"\"place\":\"\",\"extra\":\"\",\"fields\":{}}",
		"{\"chairside_draft\":2,\"staff\":1,\"id\":0,\"at\":5,\"form\":\"c\","
		"\"type\":\"\",\"record\":0,\"base_version\":0,\"title\":\"\","
		"\"place\":\"\",\"extra\":\"\",\"fields\":{}}",
		"{\"chairside_draft\":1,\"staff\":1,\"id\":0,\"at\":5,\"form\":\"\","
		"\"type\":\"\",\"record\":0,\"base_version\":0,\"title\":\"\","
		"\"place\":\"\",\"extra\":\"\",\"fields\":{}}",
		"{\"chairside_draft\":1,\"staff\":1,\"id\":-1,\"at\":5.5,\"form\":\"c\","
		"\"type\":\"\",\"record\":0,\"base_version\":0,\"title\":\"\","
		"\"place\":\"\",\"extra\":\"\",\"fields\":{}}",
	};
	AUTO_FREE char *deep = xmalloc(200001);
	AUTO_FREE char *file = beside("1-1.json");
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		put_beside("1-1.json", bad[i], strlen(bad[i]), 0600);
		if (count(p) != 0)
			fail_msg("this was taken for a draft: %s", bad[i]);
		assert_int_equal(access(file, F_OK), 0);
	}
	memset(deep, '[', 200000);
	deep[200000] = '\0';
	put_beside("1-1.json", deep, 200000, 0600);
	put_beside("1-2.json", GOOD "\0", sizeof(GOOD), 0600);
	assert_int_equal(count(p), 0);
	/* what others may read or write is not ours; nor are other names */
	put_beside("1-2.json", GOOD, strlen(GOOD), 0660);
	put_beside("2-1.json", GOOD, strlen(GOOD), 0600);
	put_beside("1-01.json", GOOD, strlen(GOOD), 0600);
	put_beside("1-3.json.bak", GOOD, strlen(GOOD), 0600);
	put_beside("1-9999.json", GOOD, strlen(GOOD), 0600);
	put_beside("good", GOOD, strlen(GOOD), 0600);
	AUTO_FREE char *link = xasprintf("%s.drafts/1-4.json", path);
	AUTO_FREE char *fifo = xasprintf("%s.drafts/1-5.json", path);
	AUTO_FREE char *twice = xasprintf("%s.drafts/1-6.json", path);
	AUTO_FREE char *again = xasprintf("%s.drafts/again", path);
	assert_int_equal(symlink("good", link), 0);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	put_beside("1-6.json", GOOD, strlen(GOOD), 0600);
	assert_int_equal(linkat(AT_FDCWD, twice, AT_FDCWD, again, 0), 0);
	assert_int_equal(count(p), 0);
	/* and none of them hides a good one */
	put_beside("1-7.json", GOOD, strlen(GOOD), 0600);
	assert_int_equal(count(p), 1);
	assert_int_equal(count(p), 1);
}

/* Killed between taking a file in and removing it: it is there once. */
static void
a_file_is_taken_in_once(void **state)
{
	(void)state;
	put_beside("1-1.json", GOOD, strlen(GOOD), 0600);
	assert_int_equal(count(p), 1);
	put_beside("1-1.json", GOOD, strlen(GOOD), 0600);
	assert_int_equal(count(p), 1);
}

static void
damaged_rows_hide_nothing(void **state)
{
	AUTO_DRAFT struct draft d;
	struct err err;

	(void)state;
	half_typed(&d);
	OK(practice_draft_save(p, &d, &err));
	dbfile_sql(path, "INSERT INTO draft(staff, at, form, type, record, base_version,"
	    " title, place, fields, extra) VALUES"
	    "(1, 1, 'c', '', 0, 0, '', '', 'no json', ''),"
	    "(1, 2, 'c', '', 0, 0, '', '', '{\"a\":1}', '')");
	assert_int_equal(count(p), 1);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, begin, end)
TEST_MAIN(
    CASE(it_comes_back_as_typed),
    CASE(newest_first_and_nobody_elses),
    CASE(it_ends_with_the_save_of_its_record),
    CASE(it_survives_its_program),
    CASE(typing_waits_for_nobody),
    CASE(a_killed_typist_loses_nothing),
    CASE(the_newer_counts),
    CASE(a_form_that_lives_keeps_its_file),
    CASE(a_saved_form_is_not_offered_again),
    CASE(a_save_that_was_cut_off_loses_nothing),
    CASE(a_held_file_is_gone_around),
    CASE(a_full_disk_is_gone_around),
    CASE(a_linked_folder_is_not_followed),
    CASE(files_beside_are_read_strictly),
    CASE(a_file_is_taken_in_once),
    CASE(damaged_rows_hide_nothing))
