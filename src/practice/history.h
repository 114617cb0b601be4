/*
 * history.h - the history of a record, undo and redo, and checking the file.
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
	const struct field *field;	/* NULL: the entry has no fields */
	const struct value *before, *after;	/* NULL with field NULL */
};

/* Calls fn for each field of each change of a record, oldest first. `type` is a record
 * type's name or plural (else ERR_USAGE). ERR_NOTFOUND when the journal has nothing on
 * it. Fields that the role may not see are left out. */
bool practice_history(struct practice *p, const char *type, int64_t id,
    bool (*fn)(const struct history_line *, void *), void *arg, struct err *e);
/* The same as JSON: one array of entries, each with its changes. */
bool practice_history_json(struct practice *p, const char *type, int64_t id,
    FILE *f, struct err *e);

struct undone {
	int64_t entry;		/* the entry that was undone (redo: the undo) */
	int64_t batch;		/* the bulk write it is part of, 0: none */
	int64_t left;		/* how many of the batch's entries are not undone */
	long entries;		/* how many this call undid */
	/* newsletter addresses of an import: the opposite was recorded; left as they
	 * are, because their consent has changed since */
	long opposites, left_since;
	int64_t began;		/* the first entry this call wrote, 0: none */
};

/* Undoes this person's newest change that is not undone yet. `label` (may be NULL) gets
 * what it was. For an import of subscribers the opposite is recorded
 * (undo_consents.c). */
bool practice_undo(struct practice *p, struct undone *u, struct buf *label,
    struct err *e);
/* The same for all entries of its batch, newest first. When one is refused, those
 * before it stay undone; `u` has how many. */
bool practice_undo_batch(struct practice *p, struct undone *u,
    struct buf *label, struct err *e);
bool practice_redo(struct practice *p, struct undone *u, struct buf *label,
    struct err *e);
/* Adds what one of these undid or redid: "Booked Allen, Claire, Tue 1 Dec 2:00p, Jonas, done
 * Mon 30 Nov 9:12a". */
void undone_words(struct practice *p, const struct undone *u, struct buf *out);

/* What `u` or `U` would do next on the screens: only what this person did since this
 * program was opened. */
struct undoable {
	int64_t entry;		/* for practice_undo_since() */
	instant at;		/* when it was done */
	int64_t age_seconds;
	int64_t batch, left;	/* as in struct undone */
	const char *kind;	/* of the original entry: change, import… */
	char label[120];	/* of the original entry: "add client 12" */
	const struct record_type *type;	/* what it is about; NULL: not known */
	int64_t row;		/* 0: not known */
	int64_t client;		/* whose record it is; 0: nobody's */
	int64_t receipt;	/* a receipt closed here, which is voided, not undone;
				 * 0: none */
	int64_t merged;		/* two clients made one: who went, and is taken apart by
				 * client_unmerge(), which tells what stays; 0: nobody did */
	const char *stays;	/* why newer entries are passed over: a look in an
				 * emergency, an override; NULL: none is */
	long rows;		/* records of that type that it wrote; an import: in all */
};
/* ERR_INVALID with a sentence when there is nothing. */
bool practice_undo_next(struct practice *p, struct undoable *u, struct err *e);
bool practice_redo_next(struct practice *p, struct undoable *u, struct err *e);
/* Adds words such as "Booked Allen, Claire, Tue 1 Dec 2:00p, Jonas": naming.h. */
void undoable_words(struct practice *p, const struct undoable *u, struct buf *out);
/* Undoes exactly the entry shown to the person, an import whole, whatever was done
 * since. ERR_INVALID when it is undone already or older than this login; ERR_STALE,
 * with who and when, when somebody has changed the record since. */
bool practice_undo_since(struct practice *p, const struct undoable *what,
    struct undone *u, struct err *e);
bool practice_redo_since(struct practice *p, const struct undoable *what,
    struct undone *u, struct err *e);

/* db_check() and db_rebuild() for those who may. */
bool practice_check(struct practice *p, bool deep,
    void (*say)(const char *, void *), void *arg, long *problems, struct err *e);
bool practice_rebuild(struct practice *p, struct err *e);

#endif
