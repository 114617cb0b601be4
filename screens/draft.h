/*
 * draft.h - what was typed, kept and taken up again.
 */
#ifndef CHAIRSIDE_SCREENS_DRAFT_H
#define CHAIRSIDE_SCREENS_DRAFT_H

#include "practice/drafts.h"
#include "screens/desk.h"

#define FORM(name) bool name##_resume(struct desk *d, struct draft *draft);
#include "screens/forms.def"
#undef FORM

/* Offers this login's drafts: the only one is taken up at once, of several one is
 * chosen. */
void drafts_push(struct desk *d);
/* How many there are, and what the newest is called (copied; "" none). */
size_t drafts_count(struct desk *d, char title[80]);

#endif
