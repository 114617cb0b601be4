/*
 * event_pack.h - what is asked about an adverse event by those who are to be told of it: the
 * authority (the sections of Form FDA 3500, MedWatch voluntary reporting), the maker, the
 * brand and the insurer; and who was told, when, under which reference, and who is still owed.
 *
 * It leaves the practice: the client is initials, age and no name.
 */
#ifndef CHAIRSIDE_EXPORT_EVENT_PACK_H
#define CHAIRSIDE_EXPORT_EVENT_PACK_H

#include "practice/practice.h"

/* `format` "text" (NULL too) or "html", `target` NULL or "-": standard output. Needs
 * ACTION_READ_MEDICAL; the journal's entry of an export comes before the first line.
 * ERR_NOTFOUND. */
bool event_pack_print(struct practice *p, int64_t event, const char *format,
    const char *target, struct err *e);

#endif
