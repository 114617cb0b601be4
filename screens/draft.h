/*
 * draft.h - a form's draft: kept, dropped, resumed, thrown away.
 */
#ifndef CHAIRSIDE_SCREENS_DRAFT_H
#define CHAIRSIDE_SCREENS_DRAFT_H

#include "practice/drafts.h"
#include "screens/desk.h"

struct record_form_kind;

#define RECORD_FORM(name) extern const struct record_form_kind name##_form;
#define FORM(name) void name##_resume(struct desk *d, struct draft *draft);
#include "screens/forms.def"
#undef FORM
#undef RECORD_FORM

#define DRAFT_AS_LEFT "As you left it. ^S saves, ^X throws it away."

#define DRAFT_ERASED "This client was erased: Esc leaves, and what is typed here is not kept."

/* Keeps a form's draft: `now` is what is typed in it (taken over and freed), `kept` the
 * draft kept last (form NULL: none). Writes nothing when nothing changed since. With
 * `now` NULL, nothing is typed: drops `kept`, unless typing goes on. Of a client who was erased
 * nothing is kept, which is said. */
bool draft_keep(struct desk *d, struct draft *kept, struct draft *now,
    enum keep why, struct err *e);
/* For the desk, when somebody was erased: asks each form to keep what is typed in it, and tells
 * the one in front where it is about them. */
void draft_tell_erased(struct desk *d);
/* Discards the draft. */
bool draft_drop(struct practice *p, struct draft *kept, struct err *e);

/* Opens its form, which takes it over; else, with a message, it stays kept where it is. */
void draft_resume(struct desk *d, struct draft *draft);

/* Discards what is kept, and remembers it: u brings back the newest while this login has
 * written nothing since. Nothing to do where nothing is kept. */
bool draft_throw(struct desk *d, struct draft *kept, struct err *e);
/* For Ctrl-X in a form: the same with all that is typed in it. False, with a message, when
 * that fails. */
bool draft_leave(struct screen *s, struct draft *kept);
/* For u: false when no draft was thrown away last. */
bool draft_bring_back(struct desk *d);

#endif
