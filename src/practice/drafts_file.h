/*
 * drafts_file.h - drafts in files beside the practice file; for drafts.c alone.
 *
 * One file STAFF-N.json, mode 0600, for each draft, in the folders of drafts_place.h.
 * Only small ordinary files of this account are read, and only JSON of exactly the
 * shape written here.
 */
#ifndef CHAIRSIDE_PRACTICE_DRAFTS_FILE_H
#define CHAIRSIDE_PRACTICE_DRAFTS_FILE_H

#include "practice/drafts.h"

/* The texts as one JSON object. The caller frees. */
char *drafts_fields_json(const struct draft *d);
/* Adds the texts of the object at `path` in `json`. ERR_INVALID for anything but texts
 * in valid UTF-8, each name once. */
bool drafts_fields_read(struct practice *p, const char *json, const char *path,
    struct draft *d, struct err *e);

/* Writes the file of d->slot; for a new draft takes the first free slot, claims it for
 * this login and sets d->slot. Without room beside the practice file it is written in
 * the machine's own folder. */
bool drafts_file_write(struct practice *p, struct draft *d, struct err *e);
/* Calls fn for each of this person's files that can be read. fn may take over what `d`
 * holds and leave DRAFT_INIT there; it may end the slot unless an open form uses it
 * (`living`). */
void drafts_files(struct practice *p,
    void (*fn)(struct draft *d, bool living, void *), void *arg);

#endif
