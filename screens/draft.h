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
/* Counts the drafts: d->drafts, d->newest_draft. */
void drafts_count(struct desk *d);
/* The same of those just read. */
void drafts_note(struct desk *d, const struct drafts *all);

#endif
