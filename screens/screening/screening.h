/*
 * screening.h - the checklist asked of a client, line by line, with its verdict.
 */
#ifndef CHAIRSIDE_SCREENS_SCREENING_SCREENING_H
#define CHAIRSIDE_SCREENS_SCREENING_SCREENING_H

#include "screens/desk.h"

/* Asks the checklist of that code (NULL: microneedling) of a client; `session` 0:
 * none. One that was saved INCOMPLETE is gone on with. The keys begin at the item of
 * that code (NULL: the first open one). What is wrong is told in the message line. */
void screening_push(struct desk *d, int64_t client, int64_t session,
    const char *code, const char *item);

#endif
