/*
 * offer.h - what the Practice tab opens.
 */
#ifndef CHAIRSIDE_SCREENS_OFFER_H
#define CHAIRSIDE_SCREENS_OFFER_H

#include "screens/desk.h"

/* The list of services, products or staff. */
void offer_push(struct desk *d, const struct record_type *t);
/* The products, with that one selected. */
void offer_show_product(struct desk *d, int64_t product);
/* The screening checklists; Enter shows the items and rules of one. */
void checklists_push(struct desk *d);
void settings_push(struct desk *d);
/* The same with the keys in that field. */
void settings_push_at(struct desk *d, const char *field);
/* The form of a new service, product or person; and of one, at a field of it. */
void offer_new(struct desk *d, const struct record_type *t);
void offer_edit(struct desk *d, const struct record_type *t, int64_t id,
    const char *field);
/* How the person logged in wants the screens; applied at once and at each login. */
void preferences_push(struct desk *d);
void preferences_load(struct desk *d);
/* Asks for a file, what it holds and how; a dry run comes first. */
void import_push(struct desk *d);
void import_forget(struct desk *d);	/* when the desk goes */

#endif
