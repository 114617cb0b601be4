/*
 * history.h - what was changed, by whom; taking it back; whether all is whole.
 */
#ifndef CHAIRSIDE_PRACTICE_HISTORY_H
#define CHAIRSIDE_PRACTICE_HISTORY_H

#include "base/clock.h"
#include "practice/practice.h"

/* One field of one change. Borrowed until the callback returns. */
struct history_line {
	int64_t entry;		/* number in the journal */
	instant at;
	const char *who;	/* a person's name; "chairside" for the program itself */
	char op;		/* 'I' made, 'U' changed, 'D' removed, '-' erased */
	const struct field *field;	/* NULL: nothing is told of the fields */
	const struct value *before, *after;	/* NULL with field NULL */
};

/* Calls fn for each field of each change of a record, oldest first. `type` is a
 * record type's name or plural (ERR_USAGE). ERR_NOTFOUND when the journal knows
 * nothing of it. Fields that the role may not see are left out. */
bool practice_history(struct practice *p, const char *type, int64_t id,
    bool (*fn)(const struct history_line *, void *), void *arg, struct err *e);
/* The same as JSON: one array of entries, each with its changes. */
bool practice_history_json(struct practice *p, const char *type, int64_t id,
    FILE *f, struct err *e);

struct undone {
	int64_t entry;		/* the entry that was taken back (redo: the undo) */
	int64_t batch;		/* the bulk write it is part of, 0: none */
	int64_t left;		/* how many of the batch's entries still stand */
	long entries;		/* how many were taken back in this call */
};

/* Takes back the newest change of this person that stands. `label` (may be
 * NULL) gets what it was. */
bool practice_undo(struct practice *p, struct undone *u, struct buf *label,
    struct err *e);
/* And all others of its batch, newest first. What was taken back before one
 * was refused stays so; `u` tells how many. */
bool practice_undo_batch(struct practice *p, struct undone *u,
    struct buf *label, struct err *e);
bool practice_redo(struct practice *p, struct undone *u, struct buf *label,
    struct err *e);

/* db_check() and db_rebuild() for those who may. */
bool practice_check(struct practice *p, bool deep,
    void (*say)(const char *, void *), void *arg, long *problems, struct err *e);
bool practice_rebuild(struct practice *p, struct err *e);

#endif
