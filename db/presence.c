/*
 * presence.c - who has the practice open.
 *
 * Each open practice file holds one byte far behind the end of FILE.lock, a slot,
 * locked for as long as it is open; the kernel releases it however the program ends.
 * Line 1 + slot of FILE.lock names the holder, for people; line 0 is the writer's.
 * Restoring locks all slots at once, or does not begin.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/backup_inside.h"

#define SLOTS_AT ((off_t)1 << 44)
#define SLOTS 4096
#define TOLD_MAX 6	/* names in a sentence */

static struct flock
slots(off_t from, off_t n, short type)
{
	return (struct flock){ .l_type = type, .l_whence = SEEK_SET,
	    .l_start = SLOTS_AT + from, .l_len = n };
}

/* The first slot from `from` on that somebody else holds; SLOTS: none. *n gets the
 * length of that lock in bytes. */
static off_t
taken(int fd, off_t from, off_t *n)
{
	struct flock at = slots(from, SLOTS - from, F_WRLCK);

	if (from >= SLOTS || fcntl(fd, F_OFD_GETLK, &at) != 0 || at.l_type == F_UNLCK)
		return SLOTS;
	*n = at.l_len;
	return at.l_start < SLOTS_AT + from ? from : at.l_start - SLOTS_AT;
}

bool
presence_take(struct db *db, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	off_t slot, held = 0;

	if (db->lock_fd < 0 && (db->lock_fd = lock_file(db->path, COMPANION_LOCK, e)) < 0)
		return false;
	for (slot = 0; slot < SLOTS; slot++) {
		struct flock one = slots(slot, 1, F_WRLCK);

		if (fcntl(db->lock_fd, F_OFD_SETLK, &one) == 0) {
			db->slot = (int)slot;
			presence_name(db);
			return true;
		}
		if (taken(db->lock_fd, slot, &held) == slot && held > 1)
			break;
	}
	text_show(&shown, db->path, false);
	return err_set(e, ERR_BUSY, NULL, held > 1 ?
	    "%s is just being restored from a backup. Try again." :
	    "%s is open too often to be opened once more.", shown.s);
}

bool
presence_is_last(struct db *db)
{
	off_t n;

	return db->lock_fd >= 0 && taken(db->lock_fd, 0, &n) == SLOTS;
}

void
presence_name(struct db *db)
{
	if (db->slot >= 0)
		lock_line(db->lock_fd, 1 + db->slot, db->who_name);
}

bool
db_is_open_by(struct db *db, long process)
{
	off_t slot, n;
	bool found = false;

	for (slot = taken(db->lock_fd, 0, &n); !found && slot < SLOTS;
	    slot = taken(db->lock_fd, slot + 1, &n)) {
		struct db_holder h;

		lock_holder(db->lock_fd, (int)(1 + slot), &h);
		found = h.process == process;
	}
	return found;
}

/* "mara (process 12), jon (process 14) and 3 more" */
static void
tell_holders(int fd, struct buf *out)
{
	off_t slot, n = 0, named = 0, more = 0;

	for (slot = taken(fd, 0, &n); slot < SLOTS; slot = taken(fd, slot + 1, &n)) {
		AUTO_BUF struct buf shown = BUF_INIT;
		struct db_holder h;

		if (named == TOLD_MAX) {
			more++;
			continue;
		}
		lock_holder(fd, (int)(1 + slot), &h);
		text_show(&shown, h.who, false);
		buf_addf(out, "%s%s (process %ld)", named++ > 0 ? ", " : "", shown.s,
		    h.process);
	}
	if (more > 0)
		buf_addf(out, " and %lld more", (long long)more);
}

/* Checks for programs that FILE.lock does not list: an older chairside, a tool of
 * SQLite. Each holds a lock of SQLite's on the file while it uses the log. */
static bool
others_out(const char *path, struct err *e)
{
	struct flock any = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK), rc;

	if (fd < 0)
		return true;
	rc = fcntl(fd, F_GETLK, &any);
	close(fd);
	if (rc != 0 || any.l_type == F_UNLCK)
		return true;
	return err_set(e, ERR_BUSY, NULL, "Another program has the practice file open "
	    "(process %ld); try again when it has ended.", (long)any.l_pid);
}

int
presence_alone(const char *path, struct err *e)
{
	AUTO_BUF struct buf who = BUF_INIT;
	struct flock all = slots(0, SLOTS, F_WRLCK);
	int fd = lock_file(path, COMPANION_LOCK, e);

	if (fd < 0)
		return -1;
	if (fcntl(fd, F_OFD_SETLK, &all) != 0) {
		tell_holders(fd, &who);
		err_set(e, ERR_BUSY, NULL, "The practice is open: %s. Try again when "
		    "nobody has it open.", who.len > 0 ? who.s : "try again");
	} else if (others_out(path, e)) {
		return fd;
	}
	close(fd);
	return -1;
}
