/*
 * drafts_place.h - where the files of drafts are, and who holds them; for drafts.c and
 * drafts_file.c, and for practice.c to free.
 *
 * A draft's file is STAFF-N.json, N its slot, in the folder FILE.drafts. Where that
 * cannot be written (a full disk) it goes into the folder that this machine keeps for
 * the account while it is logged in: $XDG_RUNTIME_DIR or /run/user/UID, below
 * chairside/, under a name made of the practice file's path. Both folders share the
 * slot numbers.
 *
 * The login that types in a form holds its slot by a claim (db_claim()) while it runs:
 * nobody else writes or removes the file.
 *
 * While the record of a draft is being saved its file is called
 * STAFF-N-ENTRY-MARK.json. If the journal has that entry, the record was saved and the
 * file can go; if not, the draft is still needed.
 */
#ifndef CHAIRSIDE_PRACTICE_DRAFTS_PLACE_H
#define CHAIRSIDE_PRACTICE_DRAFTS_PLACE_H

#include "practice/practice.h"

#define DRAFTS_SLOTS 1000
#define DRAFTS_PLACES 2		/* beside the practice file, the machine's own */

/* Path of a slot's file; NULL where this machine has no such place. The caller
 * frees. */
char *drafts_place_path(struct practice *p, int place, int64_t slot);
/* Makes the folder where it is missing. ERR_IO where it cannot be used. */
bool drafts_place_make(struct practice *p, int place, struct err *e);
/* Is it an ordinary file of this account that nobody else can have written? */
bool drafts_place_is_ours(const char *path);

/* Claims a slot for this login; false: another login holds it. */
bool drafts_slot_take(struct practice *p, int64_t slot);
/* The same, but only if neither folder has a file of that slot. */
bool drafts_slot_take_free(struct practice *p, int64_t slot);
/* Removes its file from both folders and gives the slot back. */
void drafts_slot_end(struct practice *p, int64_t slot);
void drafts_slot_give_back(struct practice *p, int64_t slot);	/* the file stays */
/* Does a form of this login type there? */
bool drafts_slot_is_mine(const struct practice *p, int64_t slot);

/* Renames the slot's file: journal entry `entry` is about to save its record. */
void drafts_slot_mark(struct practice *p, int64_t slot, int64_t entry,
    const char *mark);
/* Afterwards: removes the file if the entry was written, else gives it its name
 * back. */
void drafts_slot_settle(struct practice *p, int64_t slot, int64_t entry,
    const char *mark, bool written);

/* The slots of this person that have a file, `max` at most. Files that a dead login
 * left marked are settled first. */
size_t drafts_slots(struct practice *p, int64_t *slots, size_t max);

void drafts_places_free(struct practice *p);

#endif
