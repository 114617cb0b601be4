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
	/* newsletter addresses of an import: the opposite was recorded; left since
	 * something else was said afterwards */
	long opposites, left_since;
	int64_t began;		/* the first entry this call has written, 0: none */
};

/* Takes back the newest change of this person that stands. `label` (may be
 * NULL) gets what it was. Of an import of subscribers the opposite is recorded
 * (undo_consents.c). */
bool practice_undo(struct practice *p, struct undone *u, struct buf *label,
    struct err *e);
/* And all others of its batch, newest first. What was taken back before one
 * was refused stays so; `u` tells how many. */
bool practice_undo_batch(struct practice *p, struct undone *u,
    struct buf *label, struct err *e);
bool practice_redo(struct practice *p, struct undone *u, struct buf *label,
    struct err *e);

/* What `u` or `U` would do next on the screens: only what this person did since this
 * program was opened. */
struct undoable {
	int64_t entry;		/* to be passed to practice_undo_since() */
	instant at;		/* when it was done */
	int64_t age_seconds;
	int64_t batch, left;	/* as in struct undone */
	const char *kind;	/* of what was done first: change, import… */
	char label[120];	/* of what was done first: "add client 12" */
	const struct record_type *type;	/* what it is about; NULL: cannot be told */
	int64_t row;		/* 0: cannot be told */
	int64_t client;		/* whose record it is; 0: nobody's */
	int64_t receipt;	/* closed here and never undone: it is voided instead;
				 * 0: none */
	const char *stays;	/* why what is newer is passed over: a look in an emergency,
				 * an override; NULL: nothing is */
	long rows;		/* records of that type that it wrote; an import: in all */
};
/* ERR_INVALID with a sentence when there is nothing. */
bool practice_undo_next(struct practice *p, struct undoable *u, struct err *e);
bool practice_redo_next(struct practice *p, struct undoable *u, struct err *e);
/* Adds words such as "Booked Allen, Claire, Tue 1 Dec 2:00p, Jonas": naming.h. */
void undoable_words(struct practice *p, const struct undoable *u, struct buf *out);
/* Takes back what was told, an import whole, and not what has been done since;
 * ERR_INVALID when it has been taken back meanwhile or is older than this login,
 * ERR_STALE, with who and when, where somebody has changed it since. */
bool practice_undo_since(struct practice *p, const struct undoable *what,
    struct undone *u, struct err *e);
bool practice_redo_since(struct practice *p, const struct undoable *what,
    struct undone *u, struct err *e);

/* Entries without a change, for the screens: that a client's page was read (once in
 * ten minutes for each person and client), that somebody came or went. Where nothing can
 * be written (a full disk) a page is read all the same. */
bool practice_note_read(struct practice *p, int64_t client, struct err *e);
bool practice_note_login(struct practice *p, bool in, struct err *e);

/* db_check() and db_rebuild() for those who may. */
bool practice_check(struct practice *p, bool deep,
    void (*say)(const char *, void *), void *arg, long *problems, struct err *e);
bool practice_rebuild(struct practice *p, struct err *e);

#endif
