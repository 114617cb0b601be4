/*
 * drafts_file.h - drafts in files beside the practice file; for drafts.c alone.
 *
 * STAFF-N.json, mode 0600, one a draft; where they stand says drafts_place.h. Read
 * strictly: an ordinary file of this account, small, JSON of exactly the shape that is
 * written.
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

/* Writes the file of d->slot, or of the first free number, which d->slot then is and
 * this login holds; where there is no room beside the practice file, in the machine's
 * own folder. */
bool drafts_file_write(struct practice *p, struct draft *d, struct err *e);
/* Calls fn for each of this person's files that can be read; fn may keep what `d`
 * holds by leaving DRAFT_INIT there, and, unless a form that lives types there
 * (`living`), may end its slot. */
void drafts_files(struct practice *p,
    void (*fn)(struct draft *d, bool living, void *), void *arg);

#endif
