/*
 * bench_screens.c - the terminal program in a pseudo terminal, beside its peers.
 *
 * Two practices are made once, in tests/bench of the build folder: a large one, and
 * one of 2,000 clients. The program and, where they are installed, mutt, visidata,
 * abook and htop (Debian packages of these names) are started at 24×80 and typed at;
 * a time goes from the key to the last byte, so it holds the kernel's way there and
 * back, which the echo under `cat` alone tells. Prints a table with median, 99th
 * percentile, ratio and goal, and writes tests/bench/screens.json.
 *
 *	CHAIRSIDE_BENCH_CLIENTS	default 100000
 *	CHAIRSIDE_PROGRAM	default ./chairside
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "db/embed.h"
#include "lists/page.h"
#include "practice/search.h"
#include "tests/bench/pty.h"

#define NOW "2026-11-23T14:05"
#define SMALL 2000
#define PEOPLE 20000		/* of abook's file */
#define STARTS 15
#define KEYS 300
#define WORDS 60		/* of the search, of LETTERS letters each */
#define LETTERS 4
#define MOST 512
#define IDLE_MS 5000

static char folder[] = "/tmp/chairside-bench.XXXXXX";
static char *program;
static FILE *json;
static bool missed;

static void
need(bool ok, const struct err *e)
{
	if (!ok)
		bug("%s", e->text);
}

/* --- figures -------------------------------------------------------------------- */

struct times {
	double ms[MOST];
	size_t n, bytes;	/* bytes: the most of one key */
};

static void
add_time(struct times *t, double ms, size_t bytes)
{
	BUG_IF(t->n >= MOST);
	t->ms[t->n++] = ms;
	if (bytes > t->bytes)
		t->bytes = bytes;
}

/* Types, and takes time and bytes down. */
static void
time_key(struct times *t, struct pty *p, const char *keys)
{
	double ms = pty_type(p, keys);

	add_time(t, ms, p->bytes);
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double
part(struct times *t, size_t percent)
{
	if (t->n == 0)
		return 0;
	qsort(t->ms, t->n, sizeof(*t->ms), compare);
	return t->ms[(t->n - 1) * percent / 100];
}

/* A line of the table: `ours` beside `peer` (NULL: none), with the goal for their
 * ratio or, where there is no peer, for the 99th percentile in ms; 0: none. */
static void
tell(const char *what, struct times *ours, const char *peer, struct times *theirs,
    double goal)
{
	double median = part(ours, 50), p99 = part(ours, 99);
	double beside = theirs != NULL ? part(theirs, 50) : 0;
	double ratio = beside > 0 ? median / beside : 0;
	bool ok = goal <= 0 || (peer != NULL ? ratio <= goal : p99 <= goal);

	printf("%-34s %9.3f %9.3f", what, median, p99);
	if (peer != NULL)
		printf("  %-16s %9.3f %7.2f", peer, beside, ratio);
	else
		printf("  %-16s %9s %7s", "", "", "");
	if (goal > 0)
		printf("  %s %.1f%s%s", peer != NULL ? "ratio" : "p99", goal,
		    peer != NULL ? "" : " ms", ok ? "" : "  MISSED");
	printf("\n");
	fprintf(json, "{\"bench\":\"%s\",\"n\":%zu,\"median_ms\":%.4f,\"p99_ms\":%.4f,"
	    "\"peer\":\"%s\",\"peer_ms\":%.4f,\"ratio\":%.3f,\"goal\":%.2f}\n", what,
	    ours->n, median, p99, peer != NULL ? peer : "", beside, ratio, goal);
	missed = missed || !ok;
}

/* A line with one number: bytes, kilobytes. */
static void
tell_number(const char *what, double n, const char *unit, const char *peer,
    double theirs, double goal)
{
	bool ok = goal <= 0 || n <= goal;

	printf("%-34s %9.0f %-9s  %-16s", what, n, unit, peer != NULL ? peer : "");
	if (peer != NULL)
		printf(" %9.0f %7s", theirs, "");
	else
		printf(" %9s %7s", "", "");
	if (goal > 0)
		printf("  at most %.0f%s", goal, ok ? "" : "  MISSED");
	printf("\n");
	fprintf(json, "{\"bench\":\"%s\",\"n\":%.0f,\"unit\":\"%s\",\"peer\":\"%s\","
	    "\"peer_n\":%.0f,\"goal\":%.0f}\n", what, n, unit, peer != NULL ? peer : "",
	    theirs, goal);
	missed = missed || !ok;
}

/* --- what is compared ---------------------------------------------------------------- */

static bool
installed(const char *name)
{
	AUTO_FREE char *path = xstrdup(getenv("PATH"));
	char *at = NULL, *dir;

	for (dir = strtok_r(path, ":", &at); dir != NULL; dir = strtok_r(NULL, ":", &at)) {
		AUTO_FREE char *file = xasprintf("%s/%s", dir, name);

		if (access(file, X_OK) == 0)
			return true;
	}
	printf("(%s is not installed: nothing to compare with)\n", name);
	return false;
}

static void
run(const char *const argv[])
{
	char *const *args;
	int status;
	pid_t pid;

	fflush(NULL);
	memcpy(&args, &argv, sizeof(args));
	pid = fork();
	if (pid == 0) {
		execvp(args[0], args);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid || status != 0)
		bug("%s has failed", argv[0]);
}

/* The practice of that size; made where it is not there yet. */
static char *
practice_file(long clients)
{
	AUTO_FREE char *here = realpath("tests/bench", NULL);
	AUTO_FREE char *count = xasprintf("%ld", clients);
	char *path = xasprintf("%s/practice-%ld.db", here != NULL ? here : ".", clients);
	const char *const argv[] = { program, "--db", path, "init", "--demo", "--clients",
	    count, "--seed", "1", "--timezone", "UTC", NULL };

	if (here == NULL)
		bug("start it in the build folder");
	if (access(path, F_OK) != 0)
		run(argv);
	return path;
}

static void
write_peers_files(void)
{
	AUTO_FREE char *people = xasprintf("%s/people", folder);
	AUTO_FREE char *empty = xasprintf("%s/empty", folder);
	AUTO_FREE char *mail = xasprintf("%s/Mail", folder);
	FILE *f = fopen(empty, "w");
	int i;

	if (f == NULL || fclose(f) != 0 || mkdir(mail, 0700) != 0 ||
	    (f = fopen(people, "w")) == NULL)
		bug("%s cannot be written", folder);
	fprintf(f, "[format]\nprogram=abook\nversion=0.6.1\n\n");
	for (i = 0; i < PEOPLE; i++)
		fprintf(f, "[%d]\nname=Family%05d, Given%d\nemail=g%d@example.org\n"
		    "phone=604555%04d\n\n", i, i, i, i, i % 10000);
	fclose(f);
}

static void
start_ours(struct pty *p, const char *db)
{
	const char *const argv[] = { program, "--db", db, NULL };

	pty_start(p, folder, argv, NULL, 0);
}

/* --- beginning ------------------------------------------------------------------------- */

static void
one_start(struct times *t, struct times *cpu, const char *const argv[], int quiet_ms)
{
	struct pty p;

	pty_start(&p, folder, argv, NULL, quiet_ms);
	add_time(t, p.start_ms, p.bytes);
	add_time(cpu, pty_stop(&p), 0);
}

static void
bench_start(const char *large, const char *small)
{
	const char *const ours[] = { program, "--db", large, NULL };
	const char *const little[] = { program, "--db", small, NULL };
	const char *const mutt[] = { "mutt", "-n", "-F", "/dev/null", "-f", "empty",
	    NULL };
	const char *const vd[] = { "visidata", "-f", "sqlite", large, NULL };
	struct times a = { .n = 0 }, b = a, c = a, d = a, ca = a, cb = a, cc = a, cd = a;
	bool has_mutt = installed("mutt"), has_vd = installed("visidata");
	int i;

	for (i = 0; i < STARTS; i++) {
		one_start(&a, &ca, ours, 0);
		one_start(&b, &cb, little, 0);
		if (has_mutt)
			one_start(&c, &cc, mutt, 200);
		if (has_vd && i == 0)
			one_start(&d, &cd, vd, 1000);
	}
	tell("start to the first screen", &a, has_mutt ? "mutt, empty" : NULL, &c,
	    has_mutt ? 1.0 : 0);
	tell("  processor, start and end", &ca, has_mutt ? "mutt, empty" : NULL, &cc, 0);
	tell("  growth", &a, "2,000 clients", &b, 1.3);
	if (has_vd)
		tell("  beside", &a, "visidata", &d, 1.0);
	tell_number("  bytes", (double)a.bytes, "bytes", has_mutt ? "mutt" : NULL,
	    (double)c.bytes, 0);
}

/* --- a cursor key ------------------------------------------------------------------------ */

/* `keys`: typed first; `quiet_ms` 0: ours. */
static void
cursor_keys(struct times *t, const char *const argv[], const char *keys, int quiet_ms,
    const char *key, int n)
{
	struct pty p;

	pty_start(&p, folder, argv, NULL, quiet_ms);
	if (*keys != '\0')
		pty_type(&p, keys);
	for (; n > 0; n--)
		time_key(t, &p, key);
	pty_stop(&p);
}

static void
beside(const char *what, struct times *ours, const char *peer,
    const char *const argv[], const char *key)
{
	struct times t = { .n = 0 };

	if (!installed(argv[0]))
		return;
	/* a program that scrolls by itself at the end of its rows is not timed there */
	cursor_keys(&t, argv, "", strcmp(peer, "cat echo") == 0 ? 30 : 60, key, 15);
	tell(what, ours, peer, &t, strcmp(peer, "abook") == 0 ? 1.0 : 0);
	tell_number("  bytes, most", (double)ours->bytes, "bytes", peer,
	    (double)t.bytes, 120);
}

static void
bench_cursor(const char *db)
{
	const char *const ours[] = { program, "--db", db, NULL };
	const char *const abook[] = { "abook", "--datafile", "people", NULL };
	const char *const htop[] = { "htop", "-d", "100", NULL };
	const char *const cat[] = { "sh", "-c", "echo ready; exec cat", NULL };
	struct times a = { .n = 0 }, inside = a;

	cursor_keys(&inside, ours, "2", 0, "j", 15);
	cursor_keys(&a, ours, "2", 0, "j", KEYS);
	tell("cursor key, whole list", &a, NULL, NULL, 0);
	beside("cursor key in the window", &inside, "abook", abook, "j");
	beside("cursor key in the window", &inside, "htop", htop, "\033[B");
	beside("cursor key in the window", &inside, "cat echo", cat, "j");
}

/* --- a letter of the search ---------------------------------------------------------------- */

static sqlite3 *raw;
static sqlite3_stmt *bare_match, *bare_count, *bare_between, *bare_row, *bare_ahead;

/* The statement of that name as it stands in a file of db/queries. */
static sqlite3_stmt *
bare(const char *file, const char *name)
{
	AUTO_FREE char *mark = xasprintf("-- :name %s\n", name);
	const char *from = strstr(embed_find(file), mark);
	sqlite3_stmt *st;

	if (from == NULL || sqlite3_prepare_v2(raw, from + strlen(mark), -1, &st,
	    NULL) != SQLITE_OK)
		bug("%s: %s", name, sqlite3_errmsg(raw));
	return st;
}

static void
bind(sqlite3_stmt *st, const char *name, const char *text, int64_t n)
{
	int i = sqlite3_bind_parameter_index(st, name);

	if (i > 0 && text != NULL)
		sqlite3_bind_text(st, i, text, -1, SQLITE_TRANSIENT);
	else if (i > 0)
		sqlite3_bind_int64(st, i, n);
}

/* Steps places, and the row of each. */
static void
bare_places(sqlite3_stmt *st, const char *match, const char *from, int64_t limit)
{
	AUTO_FREE char *until = xasprintf("%s\xF4\x8F\xBF\xBF", from != NULL ? from : "");

	bind(st, ":match", match, 0);
	if (from != NULL)
		bind(st, ":key", from, 0);
	bind(st, ":bound", from != NULL ? until : "\xF4\x8F\xBF\xBF", 0);
	bind(st, ":id", NULL, 0);
	bind(st, ":all", NULL, 0);
	bind(st, ":limit", NULL, limit);
	bind(st, ":most", NULL, 1000);
	bind(st, ":up", NULL, 1);
	while (sqlite3_step(st) == SQLITE_ROW) {
		bind(bare_row, ":id", NULL, sqlite3_column_int64(st, 0));
		sqlite3_step(bare_row);
		sqlite3_reset(bare_row);
	}
	sqlite3_reset(st);
}

static double
bare_letter(const struct practice *p, const char *typed, long rows)
{
	AUTO_FREE char *until = xasprintf("%s\xF4\x8F\xBF\xBF", typed);
	AUTO_BUF struct buf match = BUF_INIT;
	double from = pty_now_ms();
	bool one = typed[1] == '\0';
	sqlite3_stmt *st = one ? bare_ahead : bare_match;

	if (!one && !search_expression(typed, record_text(p->settings, "phone_prefix"),
	    &match))
		return 0;
	bare_places(st, match.s, one ? typed : NULL, rows + 1);
	st = one ? bare_between : bare_count;
	bind(st, ":match", match.s, 0);
	bind(st, ":from", typed, 0);
	bind(st, ":until", until, 0);
	bind(st, ":archived", NULL, 0);
	bind(st, ":most", NULL, 1000);
	sqlite3_step(st);
	sqlite3_reset(st);
	return pty_now_ms() - from;
}

static bool
take_row(UNUSED const struct page_row *row, UNUSED void *arg)
{
	return true;
}

static double
our_letter(struct practice *p, const char *typed, long rows)
{
	const struct page_query q = { .words = typed, .limit = rows };
	double from = pty_now_ms();
	struct err e;
	bool more;
	long n;

	need(page_read(&page_clients, p, &q, take_row, NULL, &more, &e), &e);
	need(page_count(&page_clients, p, &q, 1000, &n, &e), &e);
	return pty_now_ms() - from;
}

/* Beginnings of names, from all over the list. */
static size_t
read_words(char words[][LETTERS + 1])
{
	sqlite3_stmt *st;
	size_t n = 0;

	if (sqlite3_prepare_v2(raw, "SELECT substr(k.sort_key, 1, 4) FROM client_key k "
	    "WHERE k.client % 97 = 5 AND k.sort_key GLOB '[a-z][a-z][a-z][a-z]*' "
	    "LIMIT 60", -1, &st, NULL) != SQLITE_OK)
		bug("%s", sqlite3_errmsg(raw));
	for (; n < WORDS && sqlite3_step(st) == SQLITE_ROW; n++)
		snprintf(words[n], LETTERS + 1, "%s",
		    (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return n;
}

static void
bench_search(const char *db)
{
	static char words[WORDS][LETTERS + 1];
	struct times shown = { .n = 0 }, inside = shown, plain = shown;
	struct practice *p;
	struct pty t;
	struct err e;
	size_t n, i, k;

	p = practice_open(db, NULL, &e);
	need(p != NULL, &e);
	if (sqlite3_open(db, &raw) != SQLITE_OK)
		bug("%s", sqlite3_errmsg(raw));
	sqlite3_exec(raw, "PRAGMA cache_size = -2000", NULL, NULL, NULL);
	bare_match = bare("queries/page.sql", "page_clients_match");
	bare_count = bare("queries/clients.sql", "client_search_count");
	bare_between = bare("queries/page.sql", "page_clients_count");
	bare_ahead = bare("queries/page.sql", "page_clients_ahead");
	bare_row = bare("queries/page.sql", "page_clients_row");
	n = read_words(words);
	start_ours(&t, db);
	pty_type(&t, "2");
	for (i = 0; i < n; i++) {
		char typed[LETTERS + 1] = "", key[2] = "";

		pty_type(&t, "/");
		for (k = 0; k < LETTERS; k++) {
			key[0] = typed[k] = words[i][k];
			time_key(&shown, &t, key);
			add_time(&inside, our_letter(p, typed, 18), 0);
			add_time(&plain, bare_letter(p, typed, 18), 0);
		}
		pty_type(&t, "\033");
	}
	pty_stop(&t);
	sqlite3_finalize(bare_match);
	sqlite3_finalize(bare_count);
	sqlite3_finalize(bare_between);
	sqlite3_finalize(bare_ahead);
	sqlite3_finalize(bare_row);
	sqlite3_close(raw);
	practice_close(p);
	tell("letter of the search, shown", &shown, NULL, NULL, 3.0);
	tell("  looked up", &inside, "bare statements", &plain, 1.5);
}

/* --- a client's page, a form, memory, idleness ------------------------------------------------ */

static void
bench_pages(const char *db)
{
	struct times open = { .n = 0 }, form = open, save = open;
	struct pty p;
	int i;

	start_ours(&p, db);
	pty_type(&p, "2");
	for (i = 0; i < 60; i++) {
		pty_type(&p, "j");
		time_key(&open, &p, "\r");
		time_key(&form, &p, "e");
		pty_type(&p, "x");
		time_key(&save, &p, "\023");
		pty_type(&p, "q");
	}
	pty_stop(&p);
	tell("open a client's page", &open, NULL, NULL, 5.0);
	tell("open its form", &form, NULL, NULL, 5.0);
	tell("save it, to the disk", &save, NULL, NULL, 0);
}

/* A number of /proc/PID/FILE behind a word. */
static double
proc_number(const struct pty *p, const char *file, const char *word)
{
	AUTO_FREE char *path = xasprintf("/proc/%ld/%s", (long)p->pid, file);
	char line[256];
	double n = 0;
	FILE *f = fopen(path, "r");

	if (f == NULL)
		return 0;
	while (fgets(line, sizeof(line), f) != NULL)
		if (strncmp(line, word, strlen(word)) == 0)
			n = strtod(line + strlen(word), NULL);
	fclose(f);
	return n;
}

static void
bench_rest(const char *db)
{
	static const char *const walk[] = { "2", "j", "G", "g", "/", "an", "\r", "\r", "q",
	    "q", "3", "4", "5", "6", "7", "8", "1" };
	const char *const htop[] = { "htop", NULL };
	double first, reads, writes, ran;
	struct pty p, h;
	size_t i;

	start_ours(&p, db);
	first = proc_number(&p, "status", "VmRSS:");
	for (i = 0; i < ARRAY_LEN(walk); i++)
		pty_type(&p, walk[i]);
	memset(&h, 0, sizeof(h));
	if (installed("htop"))
		pty_start(&h, folder, htop, NULL, 300);
	tell_number("memory, first screen", first, "kB", NULL, 0, 12 * 1024);
	tell_number("memory, all tabs, most", proc_number(&p, "status", "VmHWM:"), "kB",
	    h.pid != 0 ? "htop" : NULL, h.pid != 0 ?
	    proc_number(&h, "status", "VmHWM:") : 0, 12 * 1024);
	tell_number("  its own", proc_number(&p, "status", "RssAnon:"), "kB",
	    h.pid != 0 ? "htop" : NULL, h.pid != 0 ?
	    proc_number(&h, "status", "RssAnon:") : 0, 0);
	if (h.pid != 0)
		pty_stop(&h);
	pty_idle(&p, 1500);
	reads = proc_number(&p, "io", "syscr:");
	writes = proc_number(&p, "io", "syscw:");
	ran = proc_number(&p, "schedstat", "");
	pty_idle(&p, IDLE_MS);
	tell_number("idle for 5 s, bytes", (double)p.bytes, "bytes", NULL, 0, 0);
	tell_number("  reads and writes", proc_number(&p, "io", "syscr:") - reads +
	    proc_number(&p, "io", "syscw:") - writes, "calls", NULL, 0, 0);
	tell_number("  processor", (proc_number(&p, "schedstat", "") - ran) / 1e3, "us",
	    NULL, 0, 0);
	pty_stop(&p);
}

int
main(void)
{
	const char *clients = getenv("CHAIRSIDE_BENCH_CLIENTS");
	const char *name = getenv("CHAIRSIDE_PROGRAM");
	AUTO_FREE char *large = NULL, *small = NULL;

	setenv("CHAIRSIDE_NOW", NOW, 1);
	program = realpath(name != NULL ? name : "./chairside", NULL);
	json = fopen("tests/bench/screens.json", "w");
	if (program == NULL || json == NULL || mkdtemp(folder) == NULL)
		bug("start it in the build folder, behind `make`");
	small = practice_file(SMALL);
	large = practice_file(clients != NULL ? strtol(clients, NULL, 10) : 100000);
	write_peers_files();
	printf("%-34s %9s %9s  %-16s %9s %7s  goal\n", "", "median ms", "p99 ms",
	    "beside", "median ms", "ratio");
	bench_start(large, small);
	bench_cursor(large);
	bench_search(large);
	bench_pages(large);
	bench_rest(large);
	run((const char *const[]){ "rm", "-rf", folder, NULL });
	fclose(json);
	free(program);
	return missed ? 1 : 0;
}
