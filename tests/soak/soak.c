/*
 * soak.c - many people at one practice for as long as wished, each on a line of their own.
 *
 *	soak FILE PROGRAM LOGINS SECONDS COMMAND...
 *
 * COMMAND is the line of person N ("%" in it: 01, 02...). Each does something about once
 * a second: looks at clients and days, adds a client, loses the line in the middle of a
 * form. What was acknowledged must be in the practice file, and what was typed when a line
 * was lost must be in a draft. The last line only watches one client, whom the one before
 * it changes. DELAY in the environment is how many ms the line takes each way: twice that is
 * no part of what a key takes. Ends with a table against the targets; status 1 when one was missed.
 */
#include <dirent.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/mem.h"
#include "tests/soak/line.h"

#define LOGINS_MAX 100
#define STUCK_MS 20000		/* a line that shows nothing for so long is a failure */
#define IDLE_MS 10000		/* nobody types: how often programs wake */
#define CHANGES_MAX 40		/* of that client's alert: they fit into a row */
/* the client whom the last two lines have open, as typed and as shown */
#define WATCHED "Soak Watched"
#define WATCHED_SHOWN "Watched, Soak"

#define FORM_KEYS 3		/* open the form of a work that has one */

/* What a person does: keys one after the other, a second or so apart, each when the one before
 * was answered. "@" is a name of their own that nobody else types. A tab is shown as it was left,
 * and as it begins by its digit once more. */
struct work {
	const char *keys[10];
	const char *form;	/* shown after FORM_KEYS keys, else nothing more is typed */
	const char *said;	/* by the program once it is saved; NULL: nothing is */
	bool dropped;		/* the line is lost instead, with this typed */
	int weight;
};
static const struct work works[] = {
	{ .keys = { "2", "2", "j", "j", "k", "\033[6~", "j" }, .weight = 6 },
	{ .keys = { "2", "2", "/", "a", "n", "\r", "q" }, .weight = 3 },
	{ .keys = { "1", ",", ",", ".", ".", "j" }, .weight = 4 },
	{ .keys = { "3", "\t", ".", ",", "\t", "1" }, .weight = 2 },
	{ .keys = { "2", "2", "n", "Soak", "\t", "@", "\023" }, .form = "New client",
	  .said = "Added: @", .weight = 5 },
	{ .keys = { "2", "2", "n", "Soak", "\t", "@" }, .form = "New client", .dropped = true,
	  .weight = 1 },
};
static const struct work changes = { .keys = { "e", "\t\t\t\t\t\t", "\033[F", "{", "\023" },
	.said = "Saved" };
static const struct work finds = { .keys = { "2", "2", "/", WATCHED, "\r" },
	.said = WATCHED_SHOWN };

enum state { ABSENT, STARTING, WORKING, DROPPED };

struct person {
	struct line line;
	enum state state;
	const struct work *work;
	size_t step;
	double next_at, since;	/* when to type again; since when nothing was shown */
	char name[40];		/* of the work that is being done */
	unsigned count;
	bool found;		/* has the watched client open */
};

/* Numbers of one thing measured, in the order they came. */
struct samples {
	double *list;
	size_t n, cap;
};

static struct person people[LOGINS_MAX];
static int n_people;
static sqlite3 *db;
static const char *practice, *program;
static char *const *command;
static struct samples keys, tabs, saves, drops, seen;
static char **acknowledged;
static size_t n_acknowledged, cap_acknowledged;
static long failed_saves, lost_texts, lines_ended;
static unsigned shown_changes, made_changes;
static double changed_at;
static double delay;		/* of the line, ms each way: not the program's */

static void
sample(struct samples *s, double ms)
{
	GROW(s->list, s->cap, s->n + 1);
	s->list[s->n++] = ms;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The share of samples that are at most the result; 1: the largest. NAN without any, which
 * is never within a target. */
static double
quantile(struct samples *s, double share)
{
	if (s->n == 0)
		return NAN;
	qsort(s->list, s->n, sizeof(*s->list), by_size);
	return s->list[(size_t)((double)(s->n - 1) * share)];
}

/* --- what is in the file ------------------------------------------------------------ */

static bool
found(const char *sql, const char *text)
{
	sqlite3_stmt *st;
	bool is;

	BUG_IF(sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK);
	sqlite3_bind_text(st, 1, text, -1, SQLITE_STATIC);
	is = sqlite3_step(st) == SQLITE_ROW;
	sqlite3_finalize(st);
	return is;
}

/* A draft with that text: in the table, or in a file beside. */
static bool
drafted(const char *text)
{
	return found("SELECT 1 FROM draft WHERE instr(fields, ?1) > 0", text);
}

/* --- people --------------------------------------------------------------------------- */

static char *
named(const char *keys_or_words, const char *name)
{
	struct buf out = BUF_INIT;

	for (; *keys_or_words != '\0'; keys_or_words++)
		if (*keys_or_words == '@')
			buf_adds(&out, name);
		else
			buf_addc(&out, *keys_or_words);
	return buf_steal(&out);
}

static void
choose(struct person *p)
{
	int all = 0, at;
	size_t i;

	for (i = 0; i < ARRAY_LEN(works); i++)
		all += works[i].weight;
	at = (int)(random() % all);
	for (i = 0; (at -= works[i].weight) >= 0; i++)
		;
	p->work = &works[i];
	p->step = 0;
	snprintf(p->name, sizeof(p->name), "L%02d-%05u", (int)(p - people) + 1, ++p->count);
}

static void
begin(struct person *p)
{
	line_start(&p->line, command, (int)(p - people) + 1);
	p->state = STARTING;
	p->since = soak_ms();
	p->work = NULL;
}

static void
later(struct person *p, double ms)
{
	p->next_at = soak_ms() + ms * (0.8 + 0.4 * (double)(random() % 1000) / 1000);
}

static void
give_up(struct person *p, const char *why)
{
	fprintf(stderr, "person %d: %s\n", (int)(p - people) + 1, why);
	lines_ended++;
	line_print(&p->line, stderr);
	line_drop(&p->line);
	p->state = ABSENT;
}

static bool
watches(const struct person *p)
{
	return p == &people[n_people - 1];
}

static bool
changes_watched(const struct person *p)
{
	return p == &people[n_people - 2];
}

/* It stays undone: what should be shown is not. */
static void
fail(struct person *p, const char *missing)
{
	fprintf(stderr, "person %d: \"%s\" was not shown\n", (int)(p - people) + 1, missing);
	line_print(&p->line, stderr);
	failed_saves++;
	line_drop(&p->line);
	begin(p);
}

/* The work is done: what was to be saved is on the screen as saved, or not. */
static void
finish(struct person *p)
{
	AUTO_FREE char *said = p->work->said != NULL ? named(p->work->said, p->name) : NULL;

	if (said != NULL && !line_has(&p->line, said)) {
		if (soak_ms() - p->since >= STUCK_MS)
			fail(p, said);
		return;
	}
	p->next_at = soak_ms() + 20;
	if (p->work == &finds) {
		p->found = true;
	} else if (p->work == &changes) {
		made_changes++;
	} else if (said != NULL) {
		GROW(acknowledged, cap_acknowledged, n_acknowledged + 1);
		acknowledged[n_acknowledged++] = xstrdup(p->name);
	}
	p->work = NULL;
}

static void
drop(struct person *p)
{
	p->since = soak_ms();
	line_drop(&p->line);
	p->state = DROPPED;
}

/* Types the next key of what is being done. */
static void
go_on(struct person *p)
{
	if (p->work == NULL) {
		if (p->found && (watches(p) || made_changes == CHANGES_MAX))
			return;
		choose(p);
		if (watches(p) || changes_watched(p))
			p->work = p->found ? &changes : &finds;
	}
	if (p->step == FORM_KEYS && p->work->form != NULL && !line_has(&p->line, p->work->form)) {
		fail(p, p->work->form);
	} else if (p->work->keys[p->step] != NULL) {
		AUTO_FREE char *typed = named(p->work->keys[p->step], p->name);

		if (p->work == &changes && typed[0] == '\023')
			changed_at = soak_ms();
		line_type(&p->line, typed);
		p->step++;
		p->since = soak_ms();
		later(p, changes_watched(p) ? 2000 : 1000);
	} else if (p->work->dropped) {
		drop(p);
	} else {
		finish(p);
	}
}

static void
watch(struct person *p)
{
	char many[CHANGES_MAX + 2] = "";

	memset(many, '{', shown_changes + 1);
	if (line_has(&p->line, many)) {
		sample(&seen, soak_ms() - changed_at);
		shown_changes++;
	}
}

/* Where the time of a key belongs. */
static struct samples *
measure(const struct work *w, size_t step)
{
	if (w->said != NULL && w->keys[step + 1] == NULL)
		return &saves;
	return w->keys[step][0] >= '1' && w->keys[step][0] <= '8' ? &tabs : &keys;
}

/* One look at a line. */
static void
turn(struct person *p)
{
	bool ended = false;
	double took;

	if (p->state == ABSENT)
		return;
	if (p->state == DROPPED) {
		if (drafted(p->name)) {
			sample(&drops, soak_ms() - p->since);
			begin(p);
		} else if (soak_ms() - p->since > STUCK_MS) {
			lost_texts++;
			begin(p);
		}
		return;
	}
	took = line_take(&p->line, &ended);
	if (ended) {
		give_up(p, "the line ended by itself");
		return;
	}
	if (took >= 0 && p->work != NULL)
		sample(measure(p->work, p->step - 1), took - 2 * delay);
	if (watches(p) && p->found)
		watch(p);
	if (p->state == STARTING && line_has(&p->line, "LIST")) {
		p->state = WORKING;
		later(p, 2000);
	} else if (p->state == STARTING && soak_ms() - p->since > STUCK_MS) {
		give_up(p, "no screen came");
	} else if (p->state == WORKING && p->line.typed_at > 0) {
		if (soak_ms() - p->line.typed_at > STUCK_MS)
			give_up(p, "a key was not answered");
	} else if (p->state == WORKING && soak_ms() >= p->next_at) {
		go_on(p);
	}
}

static void
run_until(double end)
{
	struct pollfd fds[LOGINS_MAX];
	int i, n;

	while (soak_ms() < end) {
		for (i = n = 0; i < n_people; i++)
			if (people[i].line.pid != 0)
				fds[n++] = (struct pollfd){ people[i].line.fd, POLLIN, 0 };
		poll(fds, (nfds_t)n, 5);
		for (i = 0; i < n_people; i++)
			turn(&people[i]);
	}
}

/* --- the programs ---------------------------------------------------------------------- */

/* A number behind a word in a file of /proc, 0 when there is none. */
static double
proc_number(const char *pid, const char *file, const char *word)
{
	AUTO_FREE char *path = xasprintf("/proc/%s/%s", pid, file);
	FILE *f = fopen(path, "re");
	char row[200];
	double number = 0;

	while (f != NULL && fgets(row, sizeof(row), f) != NULL)
		if (strncmp(row, word, strlen(word)) == 0)
			number = strtod(row + strlen(word), NULL);
	if (f != NULL)
		fclose(f);
	return number;
}

/* Is it a login at this practice? The program may check or serve another at the same time. */
static bool
is_login(const char *pid)
{
	AUTO_FREE char *path = xasprintf("/proc/%s/cmdline", pid);
	AUTO_BUF struct buf words = BUF_INIT;
	FILE *f = fopen(path, "re");
	int c;

	while (f != NULL && (c = fgetc(f)) != EOF)
		buf_addc(&words, c == '\0' ? ' ' : (char)c);
	if (f != NULL)
		fclose(f);
	return strstr(words.s, practice) != NULL && strstr(words.s, " --login ") != NULL;
}

/* Adds up what the logins' programs have of something; the largest in *largest. */
static double
of_programs(const char *file, const char *word, int *n, double *largest)
{
	AUTO_FREE char *real = realpath(program, NULL);
	DIR *all = opendir("/proc");
	struct dirent *entry;
	double sum = 0;

	*n = 0;
	*largest = 0;
	while (all != NULL && (entry = readdir(all)) != NULL) {
		AUTO_FREE char *link = xasprintf("/proc/%s/exe", entry->d_name);
		char exe[PATH_MAX];
		ssize_t len = readlink(link, exe, sizeof(exe) - 1);
		double one;

		exe[len > 0 ? len : 0] = '\0';
		if (real == NULL || strcmp(exe, real) != 0 || !is_login(entry->d_name))
			continue;
		one = proc_number(entry->d_name, file, word);
		sum += one;
		if (one > *largest)
			*largest = one;
		(*n)++;
	}
	if (all != NULL)
		closedir(all);
	return sum;
}

/* --- the table --------------------------------------------------------------------------- */

static int missed;

static void
row(const char *what, double measured, const char *unit, double target)
{
	bool good = measured <= target;

	printf("%-46s %10.1f %-5s at most %8.1f  %s\n", what, measured, unit, target,
	    good ? "" : "MISSED");
	missed += !good;
}

static double
lost_saves(void)
{
	double lost = 0;
	size_t i;

	for (i = 0; i < n_acknowledged; i++)
		lost += !found("SELECT 1 FROM client WHERE family = ?1", acknowledged[i]);
	return lost;
}

static void
tell(double wakes, double memory)
{
	AUTO_FREE char *wal = xasprintf("%s-wal", practice);
	struct stat st = { .st_size = 0 };

	stat(wal, &st);
	printf("%d lines, %zu keys, %zu saves acknowledged, %zu lines lost in a form\n",
	    n_people, keys.n, n_acknowledged, drops.n + (size_t)lost_texts);
	row("acknowledged saves that are not there", lost_saves(), "", 0);
	row("saves that were refused or not answered", (double)failed_saves, "", 0);
	row("forms whose text was lost with the line", (double)lost_texts, "", 0);
	row("lines that ended by themselves", (double)lines_ended, "", 0);
	row("a key answered, 99 of 100", quantile(&keys, 0.99), "ms", 10);
	row("a tab's digit, held as it may begin a scan", quantile(&tabs, 0.99), "ms", 110);
	row("a save answered, 99 of 100", quantile(&saves, 0.99), "ms", 20);
	row("a lost line's draft is kept, the slowest", quantile(&drops, 1), "ms", 1000);
	row("a colleague's change is shown, the slowest", quantile(&seen, 1), "ms", 1500);
	row("changes of a colleague that were not shown",
	    (double)(made_changes - shown_changes), "", 0);
	row("private memory of a login, the largest", memory / 1024, "MB", 4);
	row("an idle login wakes, times a second", wakes, "", 1.1);
	row("the log of the practice file", (double)st.st_size / 1e6, "MB", 16);
}

int
main(int argc, char **argv)
{
	double seconds, before, largest, wakes, memory;
	int i, n;

	if (argc < 6)
		bug("usage: soak FILE PROGRAM LOGINS SECONDS COMMAND...");
	practice = argv[1];
	program = argv[2];
	n_people = (int)strtol(argv[3], NULL, 10);
	seconds = strtod(argv[4], NULL);
	command = argv + 5;
	BUG_IF(n_people < 3 || n_people > LOGINS_MAX);
	signal(SIGPIPE, SIG_IGN);
	delay = getenv("DELAY") != NULL ? strtod(getenv("DELAY"), NULL) : 0;
	srandom(getenv("SEED") != NULL ? (unsigned)strtoul(getenv("SEED"), NULL, 10) : 1);
	BUG_IF(sqlite3_open_v2(practice, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK);
	sqlite3_busy_timeout(db, 5000);
	for (i = 0; i < n_people; i++) {
		begin(&people[i]);
		run_until(soak_ms() + 50);
	}
	run_until(soak_ms() + seconds * 1000);
	of_programs("smaps_rollup", "Private_Dirty:", &n, &memory);
	for (i = 0; i < n_people; i++)
		people[i].next_at = soak_ms() + 1e9;
	run_until(soak_ms() + 2000);
	before = of_programs("status", "voluntary_ctxt_switches:", &n, &largest);
	run_until(soak_ms() + IDLE_MS);
	wakes = n > 0 ? (of_programs("status", "voluntary_ctxt_switches:", &n, &largest) -
	    before) / n / (IDLE_MS / 1000) : 0;
	tell(wakes, memory);
	for (i = 0; i < n_people; i++)
		if (people[i].line.pid != 0)
			line_drop(&people[i].line);
	sqlite3_close(db);
	return missed > 0;
}
