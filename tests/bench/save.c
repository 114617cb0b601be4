/*
 * save.c - saves: one after the other, a hundred people at once, and while the file is
 * checked.
 *
 * The bare engine writes the rows that a save writes, the client, sort key, search, journal
 * and its head, in one synchronous=FULL commit behind the same queue. SQLite's session
 * extension tells it, too, what it changed in the client, and there are as many digests, the
 * first over that change. The journal's rows are those of a save that this build has made.
 */
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/digest.h"
#include "base/mem.h"
#include "tests/bench/fixture.h"
#include "tests/bench/lines.h"
#include "tests/bench/run.h"
#include "tests/bench/sheet_row.h"

#define WARM 5		/* saves before those that are timed */
#define SAVES 50
#define SAVERS 100
#define JOURNAL_COLUMNS 16
#define EACH 5		/* saves of each of them */

/* A resident process that saves when it is asked to. */
struct saver {
	pid_t pid;
	int to;
	FILE *from;
};

struct saved {
	double cpu_ms, wall_ms, longest_ms;
};

static void
saver_ask(struct saver *s, long n, long first, long every)
{
	if (dprintf(s->to, "save %ld %ld %ld\n", n, first, every) < 0)
		bug("a saver is gone");
}

static struct saved
saver_answer(struct saver *s)
{
	struct saved a;
	char line[120];

	if (fgets(line, sizeof(line), s->from) == NULL ||
	    sscanf(line, "%lf %lf %lf", &a.cpu_ms, &a.wall_ms, &a.longest_ms) != 3)
		bug("a saver has failed");
	return a;
}

static struct saved
saver_save(struct saver *s, long n, long first, long every)
{
	saver_ask(s, n, first, every);
	return saver_answer(s);
}

static void
saver_start(struct saver *s, const struct build *b, const char *path)
{
	const char *const argv[] = { b->subject, "save", path, NULL };
	int from;

	s->pid = run_piped(argv, &s->to, &from);
	s->from = fdopen(from, "r");
}

static void
saver_stop(struct saver *s)
{
	struct cost c;

	close(s->to);
	c = run_wait(s->pid, 0);
	fclose(s->from);
	if (c.status != 0)
		bug("a saver ended with %d", c.status);
}

/* --- the bare engine ------------------------------------------------------------------- */

enum { UPDATE, KEY, UNSEARCH, SEARCH, HEAD, BARE_STATEMENTS };
static const char *const bare_sql[BARE_STATEMENTS] = {
	"UPDATE client SET phone = ?2, version = ?3 WHERE id = ?1",
	"UPDATE client_key SET archived = archived, sort_key = sort_key || '',"
	" phone_key = replace(?2, ' ', '') WHERE client = ?1",
	"DELETE FROM client_search WHERE rowid = ?1",
	"INSERT INTO client_search(rowid, names, digits, other) VALUES(?1, 'ada byrne',"
	" replace(?2, ' ', '') || ' 5551234 1234', 'ada example org  ')",
	"UPDATE journal_head SET n = ?3, mac = ?4",
};

/* A row of a table of the journal, written again with another number. */
struct template {
	sqlite3_stmt *to;
	sqlite3_value *values[JOURNAL_COLUMNS];
	int n;
	int number;		/* the column of the entry's number, from 0 */
	int change, mac;	/* those of a change and of a digest; -1: none */
};

struct bare_saver {
	sqlite3 *raw;
	sqlite3_stmt *st[BARE_STATEMENTS], *begin, *commit, *newest, *client;
	struct template templates[8];
	size_t n;
	int lock;
	long serial;
	unsigned char key[DIGEST_KEY_SIZE];
};

static void
add_template(struct bare_saver *s, const char *table)
{
	AUTO_FREE char *select = xasprintf("SELECT * FROM %s WHERE n ="
	    " (SELECT max(n) FROM journal WHERE kind = 'change')", table);
	sqlite3_stmt *st = fixture_prepare(s->raw, select);
	struct template t = { .n = sqlite3_column_count(st), .number = -1, .change = -1,
	    .mac = -1 };
	char marks[2 * JOURNAL_COLUMNS] = "";
	AUTO_FREE char *insert = NULL;
	int i;

	if (sqlite3_step(st) != SQLITE_ROW || t.n > JOURNAL_COLUMNS ||
	    s->n == ARRAY_LEN(s->templates))
		bug("no entry of a save in %s", table);
	for (i = 0; i < t.n; i++) {
		const char *name = sqlite3_column_name(st, i);

		memcpy(marks + 2 * i, i + 1 < t.n ? "?," : "?", 3);
		t.values[i] = sqlite3_value_dup(sqlite3_column_value(st, i));
		if (strcmp(name, "n") == 0)
			t.number = i;
		else if (strcmp(name, "change") == 0)
			t.change = i;
		else if (sqlite3_value_bytes(t.values[i]) == DIGEST_SIZE &&
		    sqlite3_value_type(t.values[i]) == SQLITE_BLOB)
			t.mac = i;
	}
	sqlite3_finalize(st);
	insert = xasprintf("INSERT INTO %s VALUES(%s)", table, marks);
	t.to = fixture_prepare(s->raw, insert);
	s->templates[s->n++] = t;
}

/* The tables of the journal that have a row for each entry. */
static void
bare_open(struct bare_saver *s, const char *path)
{
	AUTO_FREE char *lock = xasprintf("%s.lock", path);
	sqlite3_stmt *tables;
	size_t i;

	*s = (struct bare_saver){ .raw = fixture_raw(path) };
	s->lock = open(lock, O_RDWR | O_CLOEXEC);
	sqlite3_busy_timeout(s->raw, 60000);
	for (i = 0; i < BARE_STATEMENTS; i++)
		s->st[i] = fixture_prepare(s->raw, bare_sql[i]);
	s->begin = fixture_prepare(s->raw, "BEGIN IMMEDIATE");
	s->commit = fixture_prepare(s->raw, "COMMIT");
	s->newest = fixture_prepare(s->raw, "SELECT n FROM journal_head");
	s->client = fixture_prepare(s->raw, "SELECT * FROM client WHERE id = ?1");
	tables = fixture_prepare(s->raw, FIXTURE_OF_ENTRY);
	while (sqlite3_step(tables) == SQLITE_ROW)
		add_template(s, (const char *)sqlite3_column_text(tables, 0));
	sqlite3_finalize(tables);
	if (s->lock < 0 || s->n < 2)
		bug("%s is not ready for savers", path);
}

static void
step(sqlite3_stmt *st)
{
	int rc = sqlite3_step(st);

	if (rc != SQLITE_DONE && rc != SQLITE_ROW)
		bug("%s: %s", sqlite3_sql(st), sqlite3_errmsg(sqlite3_db_handle(st)));
	sqlite3_reset(st);
}

static void
bare_digest(const struct bare_saver *s, const void *bytes, int n, int64_t entry,
    unsigned char out[DIGEST_SIZE])
{
	struct digest d;

	digest_begin(&d, s->key);
	digest_int(&d, entry);
	digest_bytes(&d, bytes, (size_t)n);
	digest_end(&d, out);
}

/* `change`: what the save changed in the client. */
static void
bare_journal(struct bare_saver *s, int64_t entry, const void *change, int n)
{
	unsigned char mac[DIGEST_SIZE] = { 0 };
	size_t i;
	int k;

	for (i = 0; i < s->n; i++) {
		struct template *t = &s->templates[i];

		for (k = 0; k < t->n; k++)
			sqlite3_bind_value(t->to, k + 1, t->values[k]);
		sqlite3_bind_int64(t->to, t->number + 1, entry);
		if (t->change >= 0)
			bare_digest(s, change, n, entry, mac);
		if (t->mac >= 0) {
			bare_digest(s, mac, DIGEST_SIZE, entry, mac);
			sqlite3_bind_blob(t->to, t->mac + 1, mac, DIGEST_SIZE, SQLITE_STATIC);
		}
		if (sqlite3_step(t->to) != SQLITE_DONE)
			bug("%s", sqlite3_errmsg(s->raw));
		sqlite3_reset(t->to);
	}
	bare_digest(s, mac, DIGEST_SIZE, entry, mac);
	sqlite3_bind_int64(s->st[HEAD], 3, entry);
	sqlite3_bind_blob(s->st[HEAD], 4, mac, DIGEST_SIZE, SQLITE_TRANSIENT);
	step(s->st[HEAD]);
}

/* The queue of db/lock.c: a turnstile, then the lock. */
static void
bare_lock(struct bare_saver *s)
{
	struct flock turn = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };

	if (fcntl(s->lock, F_OFD_SETLKW, &turn) != 0 || flock(s->lock, LOCK_EX) != 0)
		bug("no lock");
	turn.l_type = F_UNLCK;
	fcntl(s->lock, F_OFD_SETLK, &turn);
}

static void
bare_save(struct bare_saver *s, int64_t id, const char *phone)
{
	sqlite3_session *session;
	void *change = NULL;
	int64_t entry;
	size_t i;
	int n = 0;

	bare_lock(s);
	step(s->begin);
	sqlite3_bind_int64(s->client, 1, id);
	step(s->client);
	sqlite3_step(s->newest);
	entry = sqlite3_column_int64(s->newest, 0) + 1;
	sqlite3_reset(s->newest);
	if (sqlite3session_create(s->raw, "main", &session) != SQLITE_OK ||
	    sqlite3session_attach(session, "client") != SQLITE_OK)
		bug("%s", sqlite3_errmsg(s->raw));
	for (i = UPDATE; i <= SEARCH; i++) {
		sqlite3_bind_int64(s->st[i], 1, id);
		if (sqlite3_bind_parameter_count(s->st[i]) > 1)
			sqlite3_bind_text(s->st[i], 2, phone, -1, SQLITE_STATIC);
		if (sqlite3_bind_parameter_count(s->st[i]) > 2)
			sqlite3_bind_int64(s->st[i], 3, entry);
		step(s->st[i]);
	}
	if (sqlite3session_changeset(session, &n, &change) != SQLITE_OK || n == 0)
		bug("%s", sqlite3_errmsg(s->raw));
	sqlite3session_delete(session);
	bare_journal(s, entry, change, n);
	sqlite3_free(change);
	step(s->commit);
	flock(s->lock, LOCK_UN);
}

/* What the subject does with a line, done by the bare engine. */
static void
bare_answer(struct bare_saver *s, long n, long first, long every)
{
	double cpu = run_cpu_ms(), wall = run_now_ms(), longest = 0;
	char phone[24];
	long i;

	for (i = 0; i < n; i++) {
		double from = run_now_ms();

		s->serial++;
		snprintf(phone, sizeof(phone), SAVE_PHONE, (long)getpid() % 1000,
		    s->serial % 10000);
		bare_save(s, 1 + (first + i * every) % SAVE_CLIENTS, phone);
		if (run_now_ms() - from > longest)
			longest = run_now_ms() - from;
	}
	printf("%.6f %.6f %.6f\n", run_cpu_ms() - cpu, run_now_ms() - wall, longest);
	fflush(stdout);
}

_Noreturn static void
bare_resident(const char *path)
{
	struct bare_saver s;
	long n, first, every;
	char line[80];

	bare_open(&s, path);
	while (fgets(line, sizeof(line), stdin) != NULL &&
	    sscanf(line, "save %ld %ld %ld", &n, &first, &every) == 3)
		bare_answer(&s, n, first, every);
	_exit(0);
}

static void
bare_start(struct saver *s, const char *path)
{
	int in[2], out[2];

	if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0)
		bug("no pipe");
	fflush(NULL);
	s->pid = fork();
	if (s->pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		/* others' ends would keep their savers waiting */
		closefrom(STDERR_FILENO + 1);
		bare_resident(path);
	}
	close(in[0]);
	close(out[1]);
	s->to = in[1];
	s->from = fdopen(out[0], "r");
}

/* A saver of that side on the file. For the bare one this build has made a save there. */
static void
start_side(struct saver *s, const struct build *b, const char *path)
{
	if (b->who == BARE)
		bare_start(s, path);
	else
		saver_start(s, b, path);
}

/* The file that a side's savers write to, with a save by this build in it. */
static const char *
ready_file(const struct build *b)
{
	const char *path = fixture_own(b, "large");
	struct saver s;

	if (fixture_count(path, "SELECT count(*) FROM journal WHERE kind = 'change'"
	    " AND label = 'edit client'") > 0)
		return path;
	saver_start(&s, b, path);
	saver_save(&s, 1, 0, 1);
	saver_stop(&s);
	return path;
}

/* Entries of the journal, to see that as many saves were written as were asked for. */
static long long
entries(const char *path)
{
	return fixture_count(path, "SELECT count(*) FROM journal j"
	    " WHERE EXISTS (SELECT 1 FROM journal_change c WHERE c.n = j.n)");
}

/* --- rounds ------------------------------------------------------------------------------ */

SIDE(save_side)
{
	const char *path = ready_file(b);
	long long before = entries(path);
	struct saver saver;
	struct saved a;

	(void)s;
	start_side(&saver, b, path);
	saver_save(&saver, WARM, 0, 7);
	a = saver_save(&saver, SAVES, WARM, 7);
	saver_stop(&saver);
	figures[0] = a.cpu_ms / SAVES;
	figures[1] = a.wall_ms / SAVES;
	if (entries(path) - before != WARM + SAVES)
		bug("not every save was written");
	return true;
}

SIDE(savers_side)
{
	const char *path = ready_file(b);
	long long before = entries(path);
	struct saver all[SAVERS];
	double from, longest = 0, cpu = 0;
	struct saved a;
	long i;

	(void)s;
	for (i = 0; i < SAVERS; i++) {
		start_side(&all[i], b, path);
		saver_save(&all[i], 1, i, 1);
	}
	from = run_now_ms();
	for (i = 0; i < SAVERS; i++)
		saver_ask(&all[i], EACH, i, 7);
	for (i = 0; i < SAVERS; i++) {
		a = saver_answer(&all[i]);
		cpu += a.cpu_ms;
		if (a.longest_ms > longest)
			longest = a.longest_ms;
	}
	figures[0] = (run_now_ms() - from) / (SAVERS * EACH);
	figures[1] = longest;
	figures[2] = cpu / (SAVERS * EACH);
	for (i = 0; i < SAVERS; i++)
		saver_stop(&all[i]);
	if (entries(path) - before != SAVERS * (EACH + 1))
		bug("not every save was written");
	return true;
}

/* --- while the file is checked -------------------------------------------------------- */

/* Saves each ten milliseconds: `n` times, or until the process `pid` has ended, and sets
 * its status. The longest of them. */
static double
save_meanwhile(const struct build *b, const char *path, pid_t pid, long n, int *status,
    long *saves)
{
	struct saver saver;
	struct saved a;
	double longest = 0;

	saver_start(&saver, b, path);
	saver_save(&saver, WARM, 0, 7);
	for (*saves = 0; pid > 0 ? waitpid(pid, status, WNOHANG) == 0 : *saves < n; ++*saves) {
		a = saver_save(&saver, 1, 0, 1);
		if (a.longest_ms > longest)
			longest = a.longest_ms;
		usleep(10000);
	}
	saver_stop(&saver);
	return longest;
}

static long saves_meanwhile;

SIDE(check_wait_ours)
{
	const char *path = fixture_own(b, "large");
	const char *const argv[] = { b->program, "--db", path, "check", "--deep", NULL };
	int status = 0;

	(void)s;
	figures[0] = save_meanwhile(b, path, run_begin(argv, NULL), 0, &status,
	    &saves_meanwhile);
	if (status != 0)
		bug("check found something");
	return true;
}

/* The same without a check, on this build's file. */
SIDE(calm_ours)
{
	long saves;

	(void)s;
	figures[0] = save_meanwhile(b, fixture_own(bench_build(THIS), "large"), 0,
	    saves_meanwhile, NULL, &saves);
	return true;
}
