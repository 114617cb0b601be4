/*
 * offer.h - what the Practice tab opens.
 */
#ifndef CHAIRSIDE_SCREENS_OFFER_H
#define CHAIRSIDE_SCREENS_OFFER_H

#include "screens/desk.h"

/* Lists services, products, staff, rooms, devices, working hours or time off. */
void offer_push(struct desk *d, const struct record_type *t);
/* The same, with that one selected; false: nothing of the kind is offered. */
bool offer_show(struct desk *d, const struct record_type *t, int64_t id);
/* Who does which service, in which rooms and with which devices: to tick (who_where.c). */
void who_where_push(struct desk *d);
/* Lists the screening checklists; Enter shows one's items and rules. */
void checklists_push(struct desk *d);
void settings_push(struct desk *d);
/* The same, with the focus in that field. */
void settings_push_at(struct desk *d, const char *field);
/* Opens the form for a new one of these; or for that one, at `field`. */
void offer_new(struct desk *d, const struct record_type *t);
void offer_edit(struct desk *d, const struct record_type *t, int64_t id,
    const char *field);
/* The login's preferences: applied when saved, and loaded at each login. */
void preferences_push(struct desk *d);
void preferences_load(struct desk *d);
/* Asks for a file, what it holds and how to read it; a dry run comes first. */
void import_push(struct desk *d);
void import_forget(struct desk *d);	/* frees it, with the desk */

#endif
