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

#define ASKED_MONTHS 6		/* after that, ask again */

/* True for "none", "nothing", "nkda", "no known allergies" and the like. */
bool asked_is_none(const char *text);

/* Adds "latex (asked 3 Nov 2026, Mara)", "none known (asked …)" or "not asked" for
 * `field`, allergies or medicines. False: not asked. The caller checks the role. */
bool asked_words(struct practice *p, const struct record *card, const char *field,
    struct buf *out);

/* True when either has to be asked, or asked again. `out` gets a text without the
 * answers: "allergies not asked, medicines asked 3 Jan 2026". */
bool asked_due(const struct record *card, date_day today, struct buf *out);

/* Sets the day and person of both fields when a card is saved; called by client_add()
 * and client_save(). `was` NULL: a new client. */
void asked_settle(struct practice *p, struct record *next, const struct record *was);

/* The client's age was verified today, by this login, by that paper: a word of
 * client.age_seen_how. It goes with the birth date: another one has to be verified anew. */
bool asked_age(struct practice *p, int64_t client, const char *paper, struct err *e);

/* Confirms both answers, as asked today. ERR_INVALID when a field was never
 * answered. */
bool asked_still_true(struct practice *p, int64_t client, struct err *e);

#endif
