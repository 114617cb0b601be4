/*
 * front.h - the front desk: practice files and logins for tests in a terminal.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_FRONT_H
#define CHAIRSIDE_TESTS_SUPPORT_FRONT_H

#include "tests/support/term.h"

#define FRONT_NOW "2026-03-12T10:00"	/* a Thursday; in UTC */

/* Runs the program with these words, the last NULL, and expects that exit status.
 * Returns what it wrote; owned. */
char *front_run(int status, const char *word, ...) __attribute__((sentinel));
/* A demo practice of 60 clients, a fresh copy for each call; the path is owned. */
char *front_demo(void);
/* Lets Mireille Fontaine, a practitioner of the demo, log in as "mireille". */
void front_colleague(const char *db);
/* A login; NULL: whoever runs the test, the owner of a demo. A named one takes nothing
 * from the environment: it has the clock of the day and no marks, so keys are only
 * sent and term_await() waits for what they do. `setup` may be NULL. */
struct term *front_login(const char *db, const char *login,
    const struct term_setup *setup);
/* Runs a line of shell, with $F the practice file; fails the case when that does. */
void front_shell(const char *db, const char *line);
/* Fails the case unless `check --deep` finds the file whole. */
void front_check(const char *db);

#endif
