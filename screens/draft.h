/*
 * draft.h - drafts of what was typed: kept, dropped, resumed.
 */
#ifndef CHAIRSIDE_SCREENS_DRAFT_H
#define CHAIRSIDE_SCREENS_DRAFT_H

#include "practice/drafts.h"
#include "screens/desk.h"

#define FORM(name) bool name##_resume(struct desk *d, struct draft *draft);
#include "screens/forms.def"
#undef FORM

/* Keeps a form's draft: `now` is what is typed in it (taken over and freed), `kept` the
 * draft kept last (form NULL: none). Writes nothing when nothing changed since. With
 * `now` NULL, nothing is typed: drops `kept`, unless typing goes on. */
bool draft_keep(struct practice *p, struct draft *kept, struct draft *now,
    enum keep why, struct err *e);
/* Discards the draft. */
bool draft_drop(struct practice *p, struct draft *kept, struct err *e);

/* Offers this login's drafts: a single one is resumed at once, of several one is
 * chosen. */
void drafts_push(struct desk *d);
/* The number of drafts, and the title of the newest (copied; "" if none). */
size_t drafts_count(struct desk *d, char title[80]);

#endif
