/*
 * permissions.h - what a client allows beside the treatment, one purpose at a time.
 *
 * The newest row of a purpose counts, to its last day or until the day it is revoked. Consent
 * to a treatment is never a permission (45 CFR 164.508).
 */
#ifndef CHAIRSIDE_PRACTICE_PERMISSIONS_H
#define CHAIRSIDE_PRACTICE_PERMISSIONS_H

#include "base/date.h"
#include "practice/practice.h"

enum permission_state {
	PERMISSION_NOT_ASKED, PERMISSION_GIVEN, PERMISSION_ENDED
};

/* `purpose` is a word of the permission's purposes: "publish", "text". Checks no right. */
bool permission_of(struct practice *p, int64_t client, const char *purpose, date_day on,
    enum permission_state *out, struct err *e);

#endif
