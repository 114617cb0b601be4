/*
 * form_slots.h - the next free times, offered in the booking form.
 */
#ifndef CHAIRSIDE_SCREENS_FORM_SLOTS_H
#define CHAIRSIDE_SCREENS_FORM_SLOTS_H

#include "screens/desk.h"
#include "screens/toolkit/form.h"

/* In the date and the start of a visit's form: asks which of the next
 * five free times for its service is meant, one key each, and puts it into the form. From
 * the day typed on, else from today; with the person typed, else with anybody. False: the
 * field in focus has none to offer. */
bool form_slots(struct desk *d, struct form *f);

#endif
