/*
 * clinic.h - practice files for tests of the use cases.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_CLINIC_H
#define CHAIRSIDE_TESTS_SUPPORT_CLINIC_H

#include "practice/clients.h"
#include "tests/support/dbfile.h"

/* A new practice in the test's folder: its owner logs in as mara, its zone is
 * UTC, and the clock stands at 2026-03-12 10:00. The path is the caller's. */
char *clinic_new(const char *name);
struct practice *clinic_open(const char *path, const char *login);

/* Adds a person who logs in as `login`; their number. */
int64_t clinic_staff(struct practice *p, const char *login, const char *role);

/* Adds a client: name, value, name, value, …, NULL. Fails the case when refused. */
int64_t clinic_client(struct practice *p, ...) __attribute__((sentinel));

/* Changes one field of a client, as somebody does who just looked at it. */
bool clinic_set(struct practice *p, int64_t client, const char *field,
    const char *text, struct err *e);

/* Overrides what is next to be overridden of a screening, as somebody does who just looked. */
bool clinic_override(struct practice *p, int64_t screening, const char *reason, struct err *e);

#endif
