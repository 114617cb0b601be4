/*
 * permissions.h - what a client allows beside the treatment, one purpose at a time.
 *
 * The newest row of a purpose counts, to its last day or until the day it is revoked. Consent
 * to a treatment is never a permission (45 CFR 164.508).
 */
#ifndef CHAIRSIDE_PRACTICE_PERMISSIONS_H
#define CHAIRSIDE_PRACTICE_PERMISSIONS_H

#include "base/buf.h"
#include "base/date.h"
#include "practice/practice.h"

enum permission_state {
	PERMISSION_NOT_ASKED, PERMISSION_GIVEN, PERMISSION_ENDED
};

/* `purpose` is a word of the permission's purposes: "publish", "text". Checks no right. */
bool permission_of(struct practice *p, int64_t client, const char *purpose, date_day on,
    enum permission_state *out, struct err *e);

/* Sets *id to the one in force on that day; else ERR_INVALID with whose, for what, and since
 * when it is not. Checks no right. */
bool permission_need(struct practice *p, int64_t client, const char *purpose, date_day on,
    int64_t *id, struct err *e);

/* Adds "Used on 12 Mar 2026 by Mara Lind: a talk\n", a line a use of pictures by that
 * permission, the newest first. Needs ACTION_READ_MEDICAL; without it nothing is added. */
bool permission_uses(struct practice *p, const struct record *permission, struct buf *out,
    struct err *e);

#endif
