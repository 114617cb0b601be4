/*
 * backups.h - the backups there are, for the owner.
 */
#ifndef CHAIRSIDE_PRACTICE_BACKUPS_H
#define CHAIRSIDE_PRACTICE_BACKUPS_H

#include "practice/practice.h"

/* One of them; borrowed until the callback returns. */
struct backup_row {
	const char *path, *tier;	/* the tier that keeps it, or why none counts it */
	instant made;
	int64_t bytes, files, files_bytes, entry;
	int64_t clients, sessions;	/* -1: sealed, not told */
	bool sealed, whole;		/* it was verified when it was made, and has its size */
};
typedef bool (*backup_fn)(const struct backup_row *row, void *arg);
/* Newest first, until the callback returns false. */
bool practice_backups(struct practice *p, backup_fn fn, void *arg, struct err *e);
/* The same as an array of JSON. */
bool practice_backups_json(struct practice *p, FILE *out, struct err *e);

#endif
