/*
 * asked.h - whether allergies and medicines were asked, when and by whom.
 *
 * *Nothing known* is an answer of its own: a blank field with a day is none known, a
 * blank field without one was never asked. The day and the person are set by the
 * program whenever somebody with medical rights changes or confirms the field.
 */
#ifndef CHAIRSIDE_PRACTICE_ASKED_H
#define CHAIRSIDE_PRACTICE_ASKED_H

#include "practice/clients.h"

#define ASKED_MONTHS 6		/* older than that, they are to be asked again */

/* "none", "nothing", "nkda", "no known allergies": an answer, and no allergy. */
bool asked_is_none(const char *text);

/* "latex (asked 3 Nov 2026, Mara)", "none known (asked …)", "not asked" of the field
 * allergies or medicines. False: not asked. Not for a role that may not see it. */
bool asked_words(struct practice *p, const struct record *card, const char *field,
    struct buf *out);

/* Is either to be asked, or to be asked again? `out` gets what a person should know:
 * "allergies not asked, medicines asked 3 Jan 2026"; nothing of what was answered. */
bool asked_due(const struct record *card, date_day today, struct buf *out);

/* What happens to both fields when a card is saved; part of client_add() and
 * client_save(). `was` NULL: a new client. */
void asked_settle(struct practice *p, struct record *next, const struct record *was);

/* What was answered is still true: asked today. ERR_INVALID where a field was never
 * answered: that is no answer to confirm. */
bool asked_still_true(struct practice *p, int64_t client, struct err *e);

#endif
