/*
 * drafts_place.h - where files of drafts stand, and whose they are; for drafts.c and
 * drafts_file.c alone.
 *
 * A draft's file is STAFF-N.json, N its slot, in FILE.drafts; where that takes nothing
 * more (a full disk) it stands in the folder that this machine keeps for the account
 * while it is logged in: $XDG_RUNTIME_DIR or /run/user/UID, below chairside/, under a
 * name made of the practice file's path. A slot means the same in both.
 *
 * A slot is held by the login that types in its form, as long as that lives, by a claim
 * (db_claim()): nobody else writes or removes its file.
 *
 * While the record of a draft is being saved its file is called STAFF-N-ENTRY-MARK.json:
 * if the journal has that entry it was saved and the file is done with, if not, not.
 */
#ifndef CHAIRSIDE_PRACTICE_DRAFTS_PLACE_H
#define CHAIRSIDE_PRACTICE_DRAFTS_PLACE_H

#include "practice/practice.h"

#define DRAFTS_SLOTS 1000
#define DRAFTS_PLACES 2		/* beside the practice file, the machine's own */

/* Path of a slot's file; NULL where this machine has no such place. The caller frees. */
char *drafts_place_path(struct practice *p, int place, int64_t slot);
/* Makes the folder where it is missing. ERR_IO where it cannot be used. */
bool drafts_place_make(struct practice *p, int place, struct err *e);
/* Is it an ordinary file of this account that nobody else can have written? */
bool drafts_place_is_ours(const char *path);

/* Holds a slot for this login from now on; false: another one types there. */
bool drafts_slot_take(struct practice *p, int64_t slot);
/* The same, where no file of that number stands anywhere. */
bool drafts_slot_take_free(struct practice *p, int64_t slot);
/* Removes its file, wherever it stands, and gives the slot back. */
void drafts_slot_end(struct practice *p, int64_t slot);
void drafts_slot_give_back(struct practice *p, int64_t slot);	/* the file stays */
/* Does a form of this login type there? */
bool drafts_slot_is_mine(const struct practice *p, int64_t slot);

/* The journal entry being written saves what stands in the slot: see above. */
void drafts_slot_mark(struct practice *p, int64_t slot, int64_t entry,
    const char *mark);
/* It was written, and the file goes; or not, and it has its own name again. */
void drafts_slot_settle(struct practice *p, int64_t slot, int64_t entry,
    const char *mark, bool written);

/* The slots of this person that have a file somewhere, `max` at most. What was marked by
 * a login that is gone is removed or has its own name again. */
size_t drafts_slots(struct practice *p, int64_t *slots, size_t max);

void drafts_places_free(struct practice *p);

#endif
