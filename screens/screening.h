/*
 * screening.h - the checklist asked of a client, line by line, with its verdict.
 */
#ifndef CHAIRSIDE_SCREENS_SCREENING_H
#define CHAIRSIDE_SCREENS_SCREENING_H

#include "screens/desk.h"

/* Asks the checklist of that code (NULL: microneedling) of a client; `session` 0:
 * none. What is wrong is told in the message line. */
void screening_push(struct desk *d, int64_t client, int64_t session,
    const char *code);

#endif
