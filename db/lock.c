/*
 * lock.c - the writer lock: one writer, and one checkpoint, at a time.
 *
 * A queue on a separate file, FILE.lock, that is never unlinked and names its
 * holder. The lock is flock(2); before it stands a turnstile, a lock on a byte of
 * the same file that only the next in line holds, so that an import that lets go
 * and takes again cannot pass somebody who waits. A copy of its own, which nobody
 * else knows, is written without. It is more than fairness: SQLite 3.7.0 to 3.51.2 can
 * corrupt a write-ahead log when a checkpoint meets a commit that resets it; with
 * every write and every checkpoint under this lock it cannot.
 *
 * What stands in FILE.lock, each in its own place (text for people and for the next
 * login, never synced; nothing is lost with it):
 *
 *	0	who writes, a line of LOCK_LINE bytes
 *	128	what FILE held after the newest checkpoint (identity.c)
 *	384	denials that are being counted (counts.c)
 *	3456	the newest head of the journal (heads.c)
 *	4096	who has it open, a line each (presence.c)
 *
 * Locks on single bytes: 0 is the turnstile, 1 << 40 and on the drafts that somebody has
 * open (db_claim), 1 << 44 and on who has the file open.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/companion.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/internal.h"

#define WAL_PAGES_MAX 1000
#define TELL_MS 1000		/* waited, until who waits is told */
#define SLICE_US 250000		/* from then on, between one telling and the next */
#define LINES_AT ((off_t)4096)
#define CLAIMS_AT ((off_t)1 << 40)

/* Offset and size of each note in the file. */
static const struct {
	off_t at;
	size_t size;
} notes[] = {
	[LOCK_STATE] = { 128, 256 },
	[LOCK_COUNTS] = { 384, LOCK_NOTE_MAX },
	[LOCK_HEAD] = { 384 + LOCK_NOTE_MAX, 128 },
};

static void
lock_alarm(int sig)
{
	(void)sig;
}

int
lock_file(const char *practice, enum companion c, struct err *e)
{
	AUTO_FREE char *path = companion_path(practice, c);
	struct stat st;
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0660);

	if (fd < 0) {
		err_set(e, ERR_IO, NULL, "Cannot open the lock file %s: %s.", path,
		    errno == ELOOP ? "it is a symbolic link" : strerror(errno));
		return -1;
	}
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1)
		return fd;
	close(fd);
	err_set(e, ERR_IO, NULL, "The lock file %s is not an ordinary file with one "
	    "name: another practice would wait with this one.", path);
	return -1;
}

bool
lock_open(struct db *db, struct err *e)
{
	if (db->lock_fd < 0)
		db->lock_fd = lock_file(db->path, COMPANION_LOCK, e);
	return db->lock_fd >= 0;
}

/* Is the open file still the one with that name? */
static bool
lock_stands(struct db *db)
{
	AUTO_FREE char *path = companion_path(db->path, COMPANION_LOCK);
	struct stat held, named;

	return fstat(db->lock_fd, &held) == 0 && lstat(path, &named) == 0 &&
	    held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

/* Offset of line n. */
static off_t
line_at(int n)
{
	return n == 0 ? 0 : LINES_AT + (off_t)(n - 1) * LOCK_LINE;
}

void
lock_line(int fd, int n, const char *who)
{
	char line[LOCK_LINE + 1];
	int len = snprintf(line, sizeof(line), "%ld %lld %s", (long)getpid(),
	    (long long)clock_now(), who != NULL ? who : "?");

	if (len >= LOCK_LINE)
		len = LOCK_LINE - 1;
	memset(line + len, ' ', (size_t)(LOCK_LINE - 1 - len));
	line[LOCK_LINE - 1] = '\n';
	/* only for people: a failure must not prevent opening or saving */
	if (pwrite(fd, line, LOCK_LINE, line_at(n)) != LOCK_LINE)
		return;
}

/* An older chairside wrote no time. */
void
lock_holder(int fd, int n, struct db_holder *out)
{
	char line[LOCK_LINE + 1], *at, *end;
	ssize_t len = pread(fd, line, LOCK_LINE, line_at(n));
	long long since;

	*out = (struct db_holder){ .since = 0 };
	line[len > 0 ? len : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	out->process = strtol(line, &at, 10);
	since = strtoll(at, &end, 10);
	if (end > at && *end == ' ') {
		out->since = since;
		at = end;
	}
	at = text_trim(at);
	text_copy(out->who, sizeof(out->who), *at != '\0' ? at : "somebody");
	out->state = process_state(out->process);
}

/* Asked whenever the alarm has rung: may the wait go on? */
static bool
lock_patient(struct db *db)
{
	int64_t now = clock_monotonic_ms();
	struct db_holder holder;

	if (now >= db->wait_until)
		return false;
	if (db->waiting.fn == NULL)
		return true;
	lock_holder(db->lock_fd, 0, &holder);
	db->waiting.over = !db->waiting.fn(&holder,
	    (int)((db->wait_until - now + 999) / 1000), db->waiting.arg);
	return !db->waiting.over;
}

/* Each alarm interrupts the wait, and its place in the queue is kept. */
static bool
lock_take(struct db *db, bool wait)
{
	struct flock turn = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
	int fd = db->lock_fd, rc;

	while (fcntl(fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &turn) != 0)
		if (!wait || errno != EINTR || !lock_patient(db))
			return false;
	do
		rc = flock(fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
	while (rc != 0 && wait && errno == EINTR && lock_patient(db));
	turn.l_type = F_UNLCK;
	fcntl(fd, F_OFD_SETLK, &turn);
	return rc == 0;
}

/* Takes the lock. When the lock file was removed meanwhile, others lock a new one, and
 * so do we. False with a sentence, or without (ERR_NONE) when somebody holds it. */
static bool
lock_get(struct db *db, bool wait, struct err *e)
{
	int tries;

	err_clear(e);
	for (tries = 0; tries < 10; tries++) {
		if (!lock_open(db, e) || !lock_take(db, wait))
			return false;
		if (lock_stands(db))
			return true;
		close(db->lock_fd);
		db->lock_fd = db->slot = -1;
		if (!presence_take(db, e))
			return false;
	}
	return err_set(e, ERR_IO, NULL, "The lock file %s.lock does not stay where it is.",
	    db->path);
}

/* Says who holds the lock, and what to do about it. */
static bool
lock_busy(struct db *db, struct err *e)
{
	AUTO_BUF struct buf who = BUF_INIT, since = BUF_INIT;
	struct db_holder h;

	lock_holder(db->lock_fd, 0, &h);
	text_show(&who, h.who, false);
	if (h.since != 0 && h.since <= clock_now())
		buf_addf(&since, ", for %lld s", (long long)(clock_now() - h.since));
	if (db->waiting.over)
		return err_set(e, ERR_BUSY, NULL, "Not waited for %s (process %ld) any longer: "
		    "nothing was saved. Try again.", who.s, h.process);
	switch (h.state) {
	case PROCESS_STOPPED:
		return err_set(e, ERR_BUSY, NULL, "%s's program (process %ld) was stopped in "
		    "the middle of a save and keeps everybody from saving%s. On this machine "
		    "`kill -CONT %ld` lets it go on, `kill -KILL %ld` ends it; nothing half "
		    "saved remains.", who.s, h.process, since.s, h.process, h.process);
	case PROCESS_ELSEWHERE:
		return err_set(e, ERR_BUSY, NULL, "%s is writing to the practice file (process "
		    "%ld)%s, but this machine lists no such process: it runs in a container, or "
		    "on another machine. If it hangs, end it there.", who.s, h.process, since.s);
	case PROCESS_RUNS:
		break;
	}
	return err_set(e, ERR_BUSY, NULL,
	    "%s is writing to the practice file (process %ld)%s. Try again.", who.s,
	    h.process, since.s);
}

/* The lock is ours. */
static bool
lock_got(struct db *db)
{
	db->lock_depth = 1;
	db->locked = true;
	lock_line(db->lock_fd, 0, db->who_name);
	return true;
}

bool
db_lock_at_once(struct db *db)
{
	struct flock turn = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };

	if (db->lock_depth > 0 || db->own) {
		db->lock_depth++;
		return true;
	}
	/* the turnstile is asked, not taken: who takes it waits, and lets nobody pass */
	if (db->lock_fd < 0 || fcntl(db->lock_fd, F_OFD_GETLK, &turn) != 0 ||
	    turn.l_type != F_UNLCK || flock(db->lock_fd, LOCK_EX | LOCK_NB) != 0)
		return false;
	if (lock_stands(db))
		return lock_got(db);
	flock(db->lock_fd, LOCK_UN);
	return false;
}

bool
db_lock(struct db *db, struct err *e)
{
	struct sigaction alarm_action = { .sa_handler = lock_alarm }, old_action;
	struct itimerval wait = { .it_value = { .tv_sec = TELL_MS / 1000 },
	    .it_interval = { .tv_usec = SLICE_US } };
	struct itimerval none = { .it_value = { .tv_sec = 0 } };
	struct err local;
	bool taken;

	if (db_lock_at_once(db))
		return true;
	if (e == NULL)
		e = &local;
	db->wait_until = clock_monotonic_ms() + (int64_t)db->wait_seconds * 1000;
	db->waiting.over = false;
	sigemptyset(&alarm_action.sa_mask);
	sigaction(SIGALRM, &alarm_action, &old_action);
	setitimer(ITIMER_REAL, &wait, NULL);
	taken = lock_get(db, true, e);
	setitimer(ITIMER_REAL, &none, NULL);
	sigaction(SIGALRM, &old_action, NULL);
	if (!taken)
		return e->code == ERR_NONE && lock_busy(db, e);
	return lock_got(db);
}

void
db_set_waiting(struct db *db, db_waiting_fn fn, void *arg)
{
	db->waiting.fn = fn;
	db->waiting.arg = arg;
}

bool
db_try_lock(struct db *db)
{
	if (db->lock_depth == 0 && !db->own)
		return lock_get(db, false, NULL) && lock_got(db);
	db->lock_depth++;
	return true;
}

void
db_unlock(struct db *db)
{
	BUG_IF(db->lock_depth <= 0);
	if (--db->lock_depth > 0 || db->own)
		return;
	flock(db->lock_fd, LOCK_UN);
}

/* Locks a byte far beyond the file's end; the lock belongs to the open file. */
static bool
claim_byte(struct db *db, int64_t number, short type)
{
	struct flock byte = { .l_type = type, .l_whence = SEEK_SET,
	    .l_start = CLAIMS_AT + number, .l_len = 1 };

	return fcntl(db->lock_fd, F_OFD_SETLK, &byte) == 0;
}

bool
db_claim(struct db *db, int64_t number)
{
	/* where locks fail, they fail for everybody */
	return !lock_open(db, NULL) || claim_byte(db, number, F_WRLCK) ||
	    (errno != EAGAIN && errno != EACCES);
}

void
db_unclaim(struct db *db, int64_t number)
{
	if (db->lock_fd >= 0)
		claim_byte(db, number, F_UNLCK);
}

void
db_checkpoint(struct db *db)
{
	int left = 0, moved = 0;

	BUG_IF(db->lock_depth <= 0);
	if (db->wal_pages < WAL_PAGES_MAX || !identity_checkpoint_begin(db))
		return;
	if (sqlite3_wal_checkpoint_v2(db->raw, "main", SQLITE_CHECKPOINT_PASSIVE,
	    &left, &moved) == SQLITE_OK && left == moved)
		db->wal_pages = 0;
	identity_checkpoint_end(db);
}

/* --- notes ------------------------------------------------------------------------ */

void
lock_note(struct db *db, enum lock_note which, char out[LOCK_NOTE_MAX])
{
	size_t size = notes[which].size;
	ssize_t n = db->lock_fd < 0 ? 0 :
	    pread(db->lock_fd, out, size - 1, notes[which].at);

	out[n > 0 ? n : 0] = '\0';
}

/* A failure must not prevent saving: a missing note is not trusted. */
void
lock_note_set(struct db *db, enum lock_note which, const char *text)
{
	char whole[LOCK_NOTE_MAX] = { 0 };
	size_t size = notes[which].size, n = strlen(text);

	BUG_IF(n >= size);
	memcpy(whole, text, n);
	if (db->lock_fd >= 0 && pwrite(db->lock_fd, whole, size,
	    notes[which].at) != (ssize_t)size)
		return;
}

void
lock_forget_head(const char *practice)
{
	static const char none[1];
	int fd = lock_file(practice, COMPANION_LOCK, NULL);

	if (fd >= 0 && pwrite(fd, none, sizeof(none), notes[LOCK_HEAD].at) == sizeof(none))
		fsync(fd);
	if (fd >= 0)
		close(fd);
}
