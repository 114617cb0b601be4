/*
 * move.h - a practice with all that belongs to it goes to another server.
 *
 * Sent as one stream over ssh, or as one file, and taken in on the other side, which
 * compares its digest, opens and checks the practice beside the place where it will stand,
 * and puts it there by one rename. From before the first byte is sent the old file is
 * marked (FILE.moved): it can still be read, and nothing is saved in it any more, until the
 * mark is taken away. Both sides want the practice alone.
 *
 * The stream: a line "chairside move 1 final|rehearsal BYTES", then for each folder
 * "d 0 0 N" and for each file "f MODE SIZE N", a newline, the N bytes of its name (what
 * follows FILE, such as ".key") and its SIZE bytes; at the end "e FILES HEX" with the
 * BLAKE2b-256 of all before.
 */
#ifndef CHAIRSIDE_SERVER_MOVE_H
#define CHAIRSIDE_SERVER_MOVE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct move_told {
	int64_t files, bytes;
	bool rehearsal;
	char *kept;		/* the folder that was replaced; NULL: none. The caller frees. */
};

/* Sends the practice to `target`, "-" or a file. A rehearsal leaves no mark. ERR_BUSY with
 * who has it open. When it cannot be sent, the mark is taken away again. */
bool move_send(const char *practice, const char *target, bool rehearsal,
    struct move_told *t, struct err *e);
/* The mark is taken away; ERR_NOTFOUND: there is none. */
bool move_back(const char *practice, struct err *e);

/* Takes in what was sent, from "-" or a file. The folder of `practice` is replaced as a
 * whole, and kept; it must stand, hold nothing but a practice, and its owner gets the new
 * one. A rehearsal, here or on the other side, does all but that. */
bool move_receive(const char *practice, const char *source, bool rehearsal,
    void (*say)(const char *, void *), void *arg, struct move_told *t, struct err *e);

#endif
