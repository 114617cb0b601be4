/*
 * importing.h - imports in tests: a text goes in, the outcome is looked at.
 */
#ifndef CHAIRSIDE_TESTS_SUPPORT_IMPORTING_H
#define CHAIRSIDE_TESTS_SUPPORT_IMPORTING_H

#include "import/import.h"
#include "tests/support/clinic.h"

/* The outcome of the newest import. */
struct imported {
	bool ok;
	struct import_result r;
	struct err e;
	struct buf said;	/* "refused 3:2 sentence\n", "noted 0 sentence\n" */
};
extern struct imported imported;

/* Imports `text` as a file, with `ini` as its mapping file (may be NULL). */
bool importing(struct practice *p, const char *kind, const char *text,
    const char *ini);
/* With more options: path, map and callbacks are set here. */
bool importing_as(struct practice *p, struct import_options *o, const void *text,
    size_t size, const char *ini);

/* Fails the case unless the newest import counted so. */
void counted(long rows, long added, long changed, long unchanged, long refused);
/* Fails the case unless it said this. */
void said(const char *part);

/* A fresh practice, open; `path` is where it is, owned by the program. */
struct practice *importing_new(const char *name);
const char *importing_path(void);
/* One value out of it: SELECT … as a number or a text (owned; "" for NULL). */
int64_t number_of(const char *sql);
char *text_of(const char *sql);
void is_text(const char *sql, const char *expected);

#endif
