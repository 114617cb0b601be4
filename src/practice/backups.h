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
	bool elsewhere;			/* not in FILE.backups */
	bool sealed, whole;		/* it was verified when it was made, and has its size */
};
typedef bool (*backup_fn)(const struct backup_row *row, void *arg);
/* How they stand: which was verified last, where they lie, what they are sealed to, when a
 * second machine fetched one and when one was tried out. */
#define BACKUPS_LINES 5
struct backups_line {
	const char *what;
	char *words;		/* harmless for a terminal */
	bool warns;
};
/* Newest first, until the callback (NULL: none) returns false; and how they stand (NULL: not
 * asked), which is freed with backups_lines_free(), also after a failure. */
bool practice_backups(struct practice *p, backup_fn fn, void *arg,
    struct backups_line stand[BACKUPS_LINES], struct err *e);
/* The list as an array of JSON. */
bool practice_backups_json(struct practice *p, FILE *out, struct err *e);
void backups_lines_free(struct backups_line lines[BACKUPS_LINES]);

/* Is one (a path, or a name in FILE.backups; NULL: the newest) still what was made? `say` gets a
 * sentence for each thing that is not. Its path is added to `path`. ERR_NOTFOUND. */
bool practice_backup_verify(struct practice *p, const char *which, struct buf *path,
    void (*say)(const char *, void *), void *arg, long *problems, struct err *e);
/* For practice_check(): names attachments that are spoilt in some backup. */
bool backups_check(struct practice *p, void (*say)(const char *, void *), void *arg,
    long *problems, struct err *e);
/* Adds what file has that digest, "file (before, front) of Allen, Claire, Tue 1 Dec". */
void backups_add_file(struct practice *p, const char *digest, struct buf *out);

#define BACKUP_STALE_HOURS 24
#define BACKUP_DRILL_DAYS 92

/* Adds a line on the newest backup, its age, the tier that keeps it and when a second machine
 * fetched one, or on how to make one. False: a warning, there are changes of more than 24 hours
 * that no backup has, or a drill is due. */
bool practice_backup_words(struct practice *p, struct buf *out);
/* Adds why a backup should be tried out: none was for three months, or ever. Nothing for whom
 * backups are none of theirs. */
bool practice_drill_words(struct practice *p, struct buf *out, struct err *e);
/* Adds "3 hours". */
void backups_add_span(int64_t seconds, struct buf *out);

#endif
