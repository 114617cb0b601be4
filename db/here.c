/*
 * here.c - who has which client open.
 *
 * One locked byte in FILE.here for each login that is at a client: where the byte is tells
 * the client, the login's place in FILE.lock (presence.c) and what of the client is open.
 * Nothing is ever written there, and the kernel lets go of it however a program ends.
 */
#include <fcntl.h>
#include <unistd.h>

#include "base/companion.h"
#include "db/internal.h"

#define SLOT_BITS 12		/* presence.c has so many places */
#define WHAT_BITS 8
#define CLIENT_BITS (SLOT_BITS + WHAT_BITS)
#define CLIENT_MAX ((int64_t)1 << 40)

static bool
byte_lock(struct db *db, off_t at, short type)
{
	struct flock one = { .l_type = type, .l_whence = SEEK_SET, .l_start = at, .l_len = 1 };

	return fcntl(db->here.fd, F_OFD_SETLK, &one) == 0;
}

void
db_here(struct db *db, int64_t client, unsigned what)
{
	off_t at = client <= 0 || client >= CLIENT_MAX || db->slot < 0 ? 0 :
	    client << CLIENT_BITS | (off_t)db->slot << WHAT_BITS | (what & 0xff);

	if (at == db->here.at)
		return;
	if (db->here.at != 0)
		byte_lock(db, db->here.at, F_UNLCK);
	db->here.at = at;
	if (at == 0)
		return;
	if (db->here.fd < 0)
		db->here.fd = lock_file(db->path, COMPANION_HERE, NULL);
	/* where it cannot be made, nobody is told of anybody */
	if (db->here.fd < 0 || !byte_lock(db, at, F_WRLCK))
		db->here.at = 0;
}

void
db_here_others(struct db *db, int64_t client, db_here_fn fn, void *arg)
{
	off_t from = client << CLIENT_BITS, end = from + ((off_t)1 << CLIENT_BITS);
	struct flock at;
	struct db_holder who;

	while (db->here.at != 0 && from < end) {
		at = (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET,
		    .l_start = from, .l_len = end - from };
		if (fcntl(db->here.fd, F_OFD_GETLK, &at) != 0 || at.l_type == F_UNLCK)
			break;
		lock_holder(db->lock_fd, 1 + (int)(at.l_start >> WHAT_BITS &
		    ((1 << SLOT_BITS) - 1)), &who);
		fn(&who, (unsigned)(at.l_start & ((1 << WHAT_BITS) - 1)), arg);
		from = at.l_start + at.l_len;
	}
}

void
here_close(struct db *db)
{
	if (db->here.fd >= 0)
		close(db->here.fd);
}
