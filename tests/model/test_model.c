/*
 * test_model.c - the model's days: an operation after another, each judged. See model.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tests/model/model.h"
#include "tests/support/steps.h"

#define SEED 3
#define MORE_PRACTICES 3	/* tried while an operation was never done */
#define REST 400	/* operations more in a practice, at most: see draw_operation() */
#define STEPS 40	/* calls to the system of which one fails or is the last */
#define OPENS 8		/* o'clock */
#define SHUTS 18

static struct model model;
static uint64_t first_seed;

/* How often each operation was done, refused, found nothing, and was killed. */
enum { DONE, REFUSED, NOTHING, KILLED, ENDS };
static long (*tally)[ENDS];

/* The first operation from `i` on, and round again, that nobody has done yet;
 * n_operations: each was. */
static size_t
never_done(size_t i)
{
	size_t left;

	for (left = n_operations; left > 0; left--, i++)
		if (tally[i % n_operations][DONE] == 0)
			return i % n_operations;
	return n_operations;
}

/* --- dice ------------------------------------------------------------------------- */

unsigned
dice(struct model *m, unsigned n)
{
	m->state = m->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(m->state >> 33) % n;
}

/* Each operation has dice of its own: one more throw in one changes no other's. */
static void
dice_begin(struct model *m, long n)
{
	m->n = n;
	m->state = m->seed * UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)n * UINT64_C(0xbf58476d1ce4e5b9);
	dice(m, 2);
	dice(m, 2);
}

/* --- looking into the file ------------------------------------------------------------ */

sqlite3_stmt *
model_stmt(struct model *m, const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(m->raw, sql, -1, &st, NULL) != SQLITE_OK)
		model_fault(m, "%s: %s", sql, sqlite3_errmsg(m->raw));
	return st;
}

static char *
text_of(struct model *m, const char *sql)
{
	sqlite3_stmt *st = model_stmt(m, sql);
	int rc = sqlite3_step(st);
	const char *text = rc == SQLITE_ROW ? (const char *)sqlite3_column_text(st, 0) : NULL;
	char *owned = xstrdup(text != NULL ? text : "");

	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		model_fault(m, "%s: %s", sql, sqlite3_errmsg(m->raw));
	sqlite3_finalize(st);
	return owned;
}

#define FORMATTED(sql, fmt)                                                   \
	AUTO_FREE char *sql = NULL;                                           \
	va_list ap;                                                           \
                                                                              \
	va_start(ap, fmt);                                                    \
	if (vasprintf(&sql, fmt, ap) < 0)                                     \
		abort();                                                      \
	va_end(ap)

char *
model_text(struct model *m, const char *fmt, ...)
{
	FORMATTED(sql, fmt);
	return text_of(m, sql);
}

int64_t
model_int(struct model *m, const char *fmt, ...)
{
	FORMATTED(sql, fmt);
	AUTO_FREE char *text = text_of(m, sql);
	return strtoll(text, NULL, 10);
}

int64_t
model_any(struct model *m, const char *fmt, ...)
{
	FORMATTED(from, fmt);
	int64_t n = model_int(m, "SELECT count(*) FROM %s", from);
	return n == 0 ? 0 : model_int(m, "SELECT id FROM %s ORDER BY id LIMIT 1 OFFSET %u",
	    from, dice(m, (unsigned)n));
}

char *
model_records(struct model *m)
{
	return dbfile_dump_of(m->raw);
}

bool
model_nothing(struct model *m)
{
	m->nothing = true;
	return false;
}

/* --- faults ------------------------------------------------------------------------------ */

/* How it is seen again: what is drawn in the rest of a practice depends on those before. */
static void
tell(void)
{
	uint64_t from = model.n > PRACTICE_OPERATIONS ? first_seed : model.seed;

	if (model.n > 0)
		fprintf(stderr, "# seed %llu, operation %ld (%s): CHAIRSIDE_SEED=%llu "
		    "CHAIRSIDE_OPERATIONS=%llu\n", (unsigned long long)model.seed, model.n,
		    model.name, (unsigned long long)from,
		    (unsigned long long)(model.seed - from + 1) * PRACTICE_OPERATIONS);
}

static void
aborted(int sig)
{
	tell();
	signal(sig, SIG_DFL);
	raise(sig);
}

void
model_fault(struct model *m, const char *fmt, ...)
{
	FORMATTED(sentence, fmt);
	fail_msg("%s: %s", m->name, sentence);
	abort();
}

/* --- an operation -------------------------------------------------------------------------- */

static struct model_seen
see(struct model *m)
{
	return (struct model_seen){ model_int(m, "SELECT max(n) FROM journal"), model_records(m) };
}

static void
assert_untouched(struct model *m, const struct model_seen *was, const struct model_seen *is)
{
	const char *a = was->records, *b = is->records;
	size_t line = 0, i;

	if (strcmp(a, b) == 0)
		return;
	for (i = 0; a[i] != '\0' && a[i] == b[i]; i++)
		if (a[i] == '\n')
			line = i + 1;
	model_fault(m, "what was refused has changed something: %.*s → %.*s",
	    (int)strcspn(a + line, "\n"), a + line, (int)strcspn(b + line, "\n"), b + line);
}

/* Refused: nothing has changed, and an entry that says so is all there is. */
static void
judge_refused(struct model *m, const struct operation *op, enum role role,
    const struct model_seen *was, const struct model_seen *is, const struct err *e)
{
	int64_t others = model_int(m, "SELECT count(*) FROM journal j WHERE n > %lld AND "
	    "kind <> 'read' AND (kind <> 'denied' OR EXISTS (SELECT 1 FROM journal_change c "
	    "WHERE c.n = j.n))",
	    (long long)was->head);
	bool may = op->action == ACTIONS || role_may(role, op->action);

	if (e->text[0] == '\0' || e->code == ERR_NONE)
		model_fault(m, "refused without a sentence");
	if (e->code == ERR_DB)
		model_fault(m, "the file is damaged: %s", e->text);
	if (!may && e->code != ERR_DENIED)
		model_fault(m, "%s may not, and is told: %s", role_name(role), e->text);
	if (may && op->action != ACTIONS && e->code == ERR_DENIED)
		model_fault(m, "%s may, and is told: %s", role_name(role), e->text);
	if (strncmp(e->text, "Not saved, ", 11) == 0)
		model_fault(m, "nobody was told before the write: %s", e->text);
	if (m->parts && may)
		return;
	if (others != 0)
		model_fault(m, "what was refused left an entry in the journal");
	assert_untouched(m, was, is);
}

static void
judge_done(struct model *m, const struct operation *op, enum role role,
    const struct model_seen *was, const struct model_seen *is)
{
	if (op->action != ACTIONS && !role_may(role, op->action))
		model_fault(m, "%s may not, and it was done", role_name(role));
	if (strcmp(was->records, is->records) != 0 && is->head == was->head)
		model_fault(m, "what changed is not in the journal");
}

/* Remembers the newest write for the undo that may follow. */
static void
remember(struct model *m, const struct model_seen *is)
{
	char **old = is->head != m->seen.head ? &m->before : &m->seen.records;

	if (is->head != m->seen.head)
		m->newest = is->head == m->seen.head + 1 ? is->head : 0;
	free(*old);
	*old = m->seen.records;
	m->seen = *is;
}

static void
work(struct model *m, const struct operation *op, struct login *l, int step, int error)
{
	struct model_seen was = m->seen, is;
	struct err err = { 0 };
	enum role role = l->p->role;
	bool done;

	m->nothing = m->parts = false;
	if (step >= 0)
		steps_fail_at(step, error);
	done = op->fn(m, l, &err);
	steps_fail_at(-1, 0);
	practice_idle(l->p);
	is = see(m);
	tally[op - operations][done ? DONE : m->nothing ? NOTHING : REFUSED]++;
	if (done)
		judge_done(m, op, role, &was, &is);
	else if (!m->nothing && !(step >= 0 && err.code == ERR_IO && m->parts))
		judge_refused(m, op, role, &was, &is, &err);
	remember(m, &is);
}

/* --- in a program of its own ------------------------------------------------------------------ */

/* What the other program is to do, read from its standard input … */
struct job {
	uint64_t seed;
	long n;
	date_day day;
	int minutes;
	size_t op, who;
	int step;		/* -1: it is not killed */
};
/* … and what it says on its standard output when it is through. */
struct said {
	bool done, nothing, parts;
	int64_t entry;		/* its newest */
	struct err err;
};

/* The other program: test_model PATH. */
static int
other_program(char *path)
{
	struct model *m = &model;
	struct said s = { 0 };
	const struct operation *op;
	struct login *l;
	struct job j;

	if (read(STDIN_FILENO, &j, sizeof(j)) != (ssize_t)sizeof(j))
		return 1;
	m->path = path;
	m->seed = j.seed;
	m->day = j.day;
	m->minutes = j.minutes;
	op = &operations[j.op];
	m->name = op->name;
	l = &m->logins[j.who];
	l->name = people[j.who].name;
	model_now(m);
	dice_begin(m, j.n);
	model_look(m);
	model_log_in(m, l);
	steps_kill_at(j.step);
	s.done = op->fn(m, l, &s.err);
	steps_kill_at(-1);
	s.nothing = m->nothing;
	s.parts = m->parts;
	s.entry = db_last_entry(l->p->db);
	/* it ends without a farewell: nothing that was acknowledged may wait for one */
	if (write(STDOUT_FILENO, &s, sizeof(s)) == (ssize_t)sizeof(s))
		raise(SIGKILL);
	return 1;
}

static bool
run_other(struct model *m, size_t op, size_t who, int step, struct said *s)
{
	struct job j = { m->seed, m->n, m->day, m->minutes, op, who, step };
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1), got;
	int in[2], out[2], status;
	pid_t pid;

	self[n > 0 ? n : 0] = '\0';
	fflush(NULL);
	assert_true(pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0);
	assert_int_equal(write(in[1], &j, sizeof(j)), sizeof(j));
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		execl(self, self, m->path, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(in[1]);
	close(out[1]);
	got = read(out[0], s, sizeof(*s));
	close(out[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGKILL)
		model_fault(m, "the other program ended with status %#x", (unsigned)status);
	return got == (ssize_t)sizeof(*s);
}

/* Killed at a step, or at its end: what it acknowledged is there, all else whole or not at
 * all (the deep check that follows). `alone`: nobody else has the file open, so that whoever
 * comes next has to recover it. */
static void
work_killed(struct model *m, size_t op, size_t who, int step, bool alone)
{
	struct model_seen was = m->seen, is;
	struct said s;
	enum role role = m->logins[who].p->role;
	bool told;

	if (alone)
		model_everybody_out(m);
	told = run_other(m, op, who, step, &s);
	if (alone)
		model_everybody_in(m);
	is = see(m);
	tally[op][!told ? KILLED : s.done ? DONE : s.nothing ? NOTHING : REFUSED]++;
	m->parts = told && s.parts;
	if (told && s.done) {
		judge_done(m, &operations[op], role, &was, &is);
		if (s.entry != 0 && model_int(m, "SELECT count(*) FROM journal "
		    "WHERE n = %lld AND who = %lld", (long long)s.entry,
		    (long long)m->logins[who].p->staff->id) != 1)
			model_fault(m, "entry %lld was acknowledged and is gone",
			    (long long)s.entry);
	} else if (told && !s.nothing) {
		judge_refused(m, &operations[op], role, &was, &is, &s.err);
	} else if (is.head == was.head) {
		assert_untouched(m, &was, &is);
	}
	remember(m, &is);
}

/* --- days ------------------------------------------------------------------------------------- */

/* By weight; in the rest of a practice every other time what nobody has done yet. */
static size_t
draw_operation(struct model *m)
{
	int all = 0, at;
	size_t i;

	if (m->n > PRACTICE_OPERATIONS && m->n % 2 == 0)
		return never_done(dice(m, (unsigned)n_operations));
	for (i = 0; i < n_operations; i++)
		all += operations[i].weight;
	at = (int)dice(m, (unsigned)all);
	for (i = 0; at >= operations[i].weight; i++)
		at -= operations[i].weight;
	return i;
}

/* Most of the time somebody who may, and of a redo who has something to do again. */
static size_t
draw_login(struct model *m, const struct operation *op)
{
	bool whoever = op->action == ACTIONS || dice(m, 5) == 0;
	int weights[LOGINS], all = 0, at;
	size_t i;

	if (op->fn == op_redo && m->undid != NULL && dice(m, 3) != 0)
		return (size_t)(m->undid - m->logins);
	for (i = 0; i < LOGINS; i++) {
		weights[i] = whoever || role_may(m->logins[i].p->role, op->action) ?
		    people[i].weight : 0;
		all += weights[i];
	}
	at = (int)dice(m, (unsigned)all);
	for (i = 0; at >= weights[i]; i++)
		at -= weights[i];
	return i;
}

static void
time_passes(struct model *m)
{
	m->minutes += (int)dice(m, 12);
	if (m->minutes >= SHUTS * 60) {
		m->day++;
		m->minutes = OPENS * 60;
	}
	model_now(m);
}

static void
ask_invariants(struct model *m, bool all)
{
	size_t i;

	for (i = 0; i < n_invariants; i++)
		if (all || m->n % invariants[i].every == 0)
			invariants[i].fn(m);
	model_look_at_book(m);
}

static void
next(struct model *m, long n)
{
	static const int errors[] = { EIO, ENOSPC };
	size_t op, who;
	unsigned how;
	int step;

	dice_begin(m, n);
	op = draw_operation(m);
	who = draw_login(m, &operations[op]);
	m->name = operations[op].name;
	time_passes(m);
	how = dice(m, 20);
	step = (int)dice(m, STEPS);
	if (how <= 1 && !operations[op].here)
		work_killed(m, op, who, how == 0 ? step : -1, dice(m, 2) == 0);
	else if (how == 2 && !operations[op].here)
		work(m, &operations[op], &m->logins[who], step, ONE_OF(m, errors));
	else
		work(m, &operations[op], &m->logins[who], -1, 0);
	ask_invariants(m, how <= 2);
}

static void
forget(struct model *m)
{
	size_t i;

	for (i = 0; i < m->n_closed; i++)
		free(m->closed[i]);
	free(m->closed);
	free(m->visits.list);
	free(m->wishes.list);
	free(m->before);
	free(m->seen.records);
	free(m->path);
	*m = (struct model){ .seed = m->seed };
}

static uint64_t
setting(const char *name, uint64_t usual)
{
	const char *text = getenv(name);

	return text != NULL && *text != '\0' ? strtoull(text, NULL, 10) : usual;
}

/* What never happens proves nothing: from the usual seed on each was done. */
static void
tell_tally(void)
{
	size_t i;

	for (i = 0; i < n_operations; i++)
		print_message("# %-22s %5ld done %5ld refused %5ld nothing %3ld killed\n",
		    operations[i].name, tally[i][DONE], tally[i][REFUSED], tally[i][NOTHING],
		    tally[i][KILLED]);
	if (never_done(0) < n_operations && getenv("CHAIRSIDE_SEED") == NULL)
		fail_msg("nobody could %s", operations[never_done(0)].name);
}

static void
what_must_hold_holds(void **state)
{
	struct model *m = &model;
	uint64_t seed = first_seed = setting("CHAIRSIDE_SEED", SEED);
	long left = (long)setting("CHAIRSIDE_OPERATIONS", PRACTICE_OPERATIONS), n;
	int more = MORE_PRACTICES;
	bool whole;

	tally = xcalloc(n_operations, sizeof(*tally));
	/* when a login is killed is left to chance, and what follows with it */
	for (; left > 0 || (more > 0 && never_done(0) < n_operations);
	    left -= PRACTICE_OPERATIONS) {
		AUTO_FREE char *file = xasprintf("model-%llu.db", (unsigned long long)seed);

		if (left <= 0) {
			left = PRACTICE_OPERATIONS;
			more--;
		}
		m->seed = seed++;
		m->name = "begin";
		model_make(m, file);
		model_everybody_in(m);
		m->seen = see(m);
		whole = left >= PRACTICE_OPERATIONS;
		for (n = 1; n <= PRACTICE_OPERATIONS ? n <= left : whole &&
		    n <= PRACTICE_OPERATIONS + REST && never_done(0) < n_operations; n++)
			next(m, n);
		ask_invariants(m, true);
		model_everybody_out(m);
		forget(m);
	}
	tell_tally();
	free(tally);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest cases[] = { cmocka_unit_test(what_must_hold_holds) };
	int failed;

	if (argc > 1)
		return other_program(argv[1]);
	signal(SIGABRT, aborted);
	failed = cmocka_run_group_tests(cases, NULL, NULL);
	if (failed != 0)
		tell();
	return test_end(failed);
}
