/*
 * attachment.h - one photo or paper of a client as a file, and what waits in the inbox.
 */
#ifndef CHAIRSIDE_EXPORT_ATTACHMENT_H
#define CHAIRSIDE_EXPORT_ATTACHMENT_H

#include "practice/practice.h"

/* Writes the bytes as they came or, with `copy`, an upright JPEG that holds nothing but the
 * picture. Needs ACTION_READ_MEDICAL; the journal's entry of an export comes first. `target`
 * NULL or "-": standard output. ERR_NOTFOUND; ERR_INVALID: it cannot be shown, so there is no
 * copy; ERR_IO: its bytes are missing or altered. */
bool attachment_write(struct practice *p, int64_t attachment, bool copy, const char *target,
    struct err *e);

/* Writes the list of the inbox (practice/inbox.h) to standard output as "csv" or "json". */
bool inbox_export(struct practice *p, const char *format, struct err *e);

#endif
