/*
 * screening.h - the checklist asked of a client, line by line, with its verdict.
 */
#ifndef CHAIRSIDE_SCREENS_SCREENING_SCREENING_H
#define CHAIRSIDE_SCREENS_SCREENING_SCREENING_H

#include "screens/desk.h"

/* Opens the checklist of that code (NULL: that of the visit's service, else microneedling) for a
 * client and a visit (`session` 0: none), continuing one that was saved INCOMPLETE. For a visit of the day that
 * is caught up (desk.h) it was answered then. The focus starts at the item of that code
 * (NULL: the first open one). Errors are shown in the message line. */
void screening_push(struct desk *d, int64_t client, int64_t session,
    const char *code, const char *item);

/* Opens what can keep the client of that screening from being treated, to be keyed again by a
 * second person who does not see the first answers (practice/verify.h). */
void screening_push_again(struct desk *d, int64_t screening);

#endif
