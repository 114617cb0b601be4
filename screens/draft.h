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

/* What a form does when it is asked to keep: `now` is what is typed in it, taken over and
 * freed, NULL: nothing is; `kept` (form NULL: never) what it kept last. Nothing is
 * written where nothing was typed since, and nothing is left of a form without a text. */
bool draft_keep(struct practice *p, struct draft *kept, struct draft *now,
    enum keep why, struct err *e);
/* Nothing is kept of it any more. */
bool draft_drop(struct practice *p, struct draft *kept, struct err *e);

/* Offers this login's drafts: the only one is taken up at once, of several one is
 * chosen. */
void drafts_push(struct desk *d);
/* How many there are, and what the newest is called (copied; "" none). */
size_t drafts_count(struct desk *d, char title[80]);

#endif
