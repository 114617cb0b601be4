/*
 * err.h - what went wrong, in one sentence for a person.
 *
 * Whatever a person, a file or the machine can cause is returned as `false` with a
 * `struct err` filled in. Each code has exactly one behaviour on screen and one exit
 * status (err_exit_status). Our own mistakes are not errors: they are bug(), see bug.h.
 *
 * The caller owns the struct err; it holds no pointers and needs no freeing.
 */
#ifndef CHAIRSIDE_BASE_ERR_H
#define CHAIRSIDE_BASE_ERR_H

#include <stdbool.h>

enum err_code {
	ERR_NONE = 0,
	ERR_INVALID,	/* a value breaks a rule; `field` names it */
	ERR_STALE,	/* somebody else saved first */
	ERR_BUSY,	/* somebody else holds the file; try again */
	ERR_DENIED,	/* this role may not */
	ERR_NOTFOUND,	/* no such record, file or name */
	ERR_USAGE,	/* the command line is wrong */
	ERR_PROBLEMS,	/* a check was completed and found problems */
	ERR_REFUSED,	/* done, except for rows that were refused */
	ERR_IO,		/* the disk, a file, a pipe */
	ERR_DB		/* the practice file: damaged, foreign, newer */
};

struct err {
	enum err_code code;
	char field[64];		/* field name, or empty */
	char text[768];		/* one sentence, valid UTF-8, no final newline */
};

/* Fills `e` (may be NULL) and returns false, so callers can `return err_set(…)`. */
bool err_set(struct err *e, enum err_code code, const char *field,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Puts "prefix: " before the sentence in `e`; returns false. */
bool err_prefix(struct err *e, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

void err_clear(struct err *e);	/* NULL is fine */

/* 0 done, 1 failed, 2 usage, 3 a check found problems, 4 done except for refused rows,
 * 75 try again, 77 denied. */
int err_exit_status(enum err_code code);

#endif
