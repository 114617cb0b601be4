/*
 * lock.c - the writer lock: one writer, and one checkpoint, at a time.
 *
 * A queue on a separate file, FILE.lock, that is never unlinked and names its
 * holder. The lock is flock(2); before it stands a turnstile, a lock on a byte of
 * the same file that only the next in line holds, so that an import that lets go
 * and takes again cannot pass somebody who waits. It is more than fairness: SQLite 3.7.0 to 3.51.2 can corrupt a
 * write-ahead log when a checkpoint meets a commit that resets it; with every
 * write and every checkpoint under this lock it cannot.
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
#include "base/mem.h"
#include "base/text.h"
#include "db/internal.h"

#define WAL_PAGES_MAX 1000
#define CLAIMS_AT ((off_t)1 << 40)

static void
lock_alarm(int sig)
{
	(void)sig;
}

static bool
lock_open(struct db *db, struct err *e)
{
	AUTO_FREE char *path = NULL;
	struct stat st;

	if (db->lock_fd >= 0)
		return true;
	path = xasprintf("%s.lock", db->path);
	db->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW |
	    O_NONBLOCK, 0660);
	if (db->lock_fd < 0)
		return err_set(e, ERR_IO, NULL, "Cannot open the lock file %s: %s.",
		    path, errno == ELOOP ? "it is a symbolic link" : strerror(errno));
	if (fstat(db->lock_fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1)
		return true;
	close(db->lock_fd);
	db->lock_fd = -1;
	return err_set(e, ERR_IO, NULL, "The lock file %s is not an ordinary file with one "
	    "name: another practice would wait with this one.", path);
}

static bool
lock_take(int fd, bool wait)
{
	struct flock turn = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 1 };
	int rc;

	if (fcntl(fd, wait ? F_OFD_SETLKW : F_OFD_SETLK, &turn) != 0)
		return false;
	rc = flock(fd, wait ? LOCK_EX : LOCK_EX | LOCK_NB);
	turn.l_type = F_UNLCK;
	fcntl(fd, F_OFD_SETLK, &turn);
	return rc == 0;
}

static void
lock_name_holder(struct db *db)
{
	char line[120];
	int n = snprintf(line, sizeof(line), "%ld %s\n", (long)getpid(),
	    db->who_name != NULL ? db->who_name : "?");

	if (n >= (int)sizeof(line))
		n = (int)sizeof(line) - 1;
	/* only for people to read: a failure is no reason not to save */
	if (ftruncate(db->lock_fd, 0) == 0 &&
	    pwrite(db->lock_fd, line, (size_t)n, 0) != n)
		return;
}

static bool
lock_busy(struct db *db, struct err *e)
{
	char line[120];
	ssize_t n = pread(db->lock_fd, line, sizeof(line) - 1, 0);
	AUTO_BUF struct buf who = BUF_INIT;
	char *space;

	line[n > 0 ? n : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	space = strchr(line, ' ');
	text_show(&who, space != NULL ? space + 1 : "somebody", false);
	return err_set(e, ERR_BUSY, NULL,
	    "%s is writing to the practice file (process %.*s). Try again.", who.s,
	    space != NULL ? (int)(space - line) : 1, space != NULL ? line : "?");
}

bool
db_lock(struct db *db, struct err *e)
{
	struct sigaction alarm_action = { .sa_handler = lock_alarm }, old_action;
	struct itimerval wait = { .it_value = { .tv_sec = db->wait_seconds } };
	struct itimerval none = { .it_value = { .tv_sec = 0 } };
	bool taken;

	if (db->lock_depth > 0) {
		db->lock_depth++;
		return true;
	}
	if (!lock_open(db, e))
		return false;
	sigemptyset(&alarm_action.sa_mask);
	sigaction(SIGALRM, &alarm_action, &old_action);
	setitimer(ITIMER_REAL, &wait, NULL);
	taken = lock_take(db->lock_fd, true);
	setitimer(ITIMER_REAL, &none, NULL);
	sigaction(SIGALRM, &old_action, NULL);
	if (!taken)
		return lock_busy(db, e);
	db->lock_depth = 1;
	lock_name_holder(db);
	return true;
}

bool
db_try_lock(struct db *db)
{
	if (db->lock_depth == 0 && (!lock_open(db, NULL) ||
	    !lock_take(db->lock_fd, false)))
		return false;
	db->lock_depth++;
	return true;
}

void
db_unlock(struct db *db)
{
	BUG_IF(db->lock_depth <= 0);
	if (--db->lock_depth > 0)
		return;
	flock(db->lock_fd, LOCK_UN);
}

/* Bytes far behind the file's end: locks of the open file, which go with it. */
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
	/* where no lock can be had, nobody else has one either */
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
	if (db->wal_pages < WAL_PAGES_MAX)
		return;
	if (sqlite3_wal_checkpoint_v2(db->raw, "main", SQLITE_CHECKPOINT_PASSIVE,
	    &left, &moved) == SQLITE_OK && left == moved)
		db->wal_pages = 0;
}
