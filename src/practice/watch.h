/*
 * watch.h - what others, and this program itself, have changed meanwhile.
 *
 * A screen asks once a second. As long as nobody has committed this costs one
 * counter of SQLite's, no statement; when it moved, one indexed query tells which
 * rows the journal names since. Undo, redo, import and the screen's own saves come
 * the same way.
 */
#ifndef CHAIRSIDE_PRACTICE_WATCH_H
#define CHAIRSIDE_PRACTICE_WATCH_H

#include "practice/practice.h"

struct watch {
	int64_t data_version;	/* SQLite's counter as last seen */
	int64_t entry;		/* newest journal entry as last seen */
};

/* One changed row. Borrowed until the callback returns. */
struct watch_change {
	int64_t entry;		/* in the journal */
	bool mine;		/* by this login's person */
	const char *who;	/* a person's name; "chairside" for the program itself */
	const char *kind;	/* change, undo, redo, import… */
	/* What it is; NULL: too many to tell one by one, so reload all. */
	const struct record_type *type;
	int64_t row;
	int64_t client;		/* whose record it is; 0: nobody's */
};
#define WATCH_ROWS_MAX 500

/* From now on. */
bool watch_begin(struct practice *p, struct watch *w, struct err *e);
/* fn only notes what it is told: it reads and writes nothing. Calls it for each row
 * changed since, oldest first; not at all when there is
 * nothing new. On failure `w` is as before: asked again, it tells the same. */
bool watch_changes(struct practice *p, struct watch *w,
    void (*fn)(const struct watch_change *, void *), void *arg, struct err *e);

/* Brings the login up to date: settings, zone, clock and role as they stand now,
 * context.today when the day has turned. *changed (may be NULL): something of that
 * is new. ERR_DENIED when the person may not log in any more. Cheap when idle. */
bool practice_refresh(struct practice *p, bool *changed, struct err *e);

/* Statements run and rows they gave since the last call, and the steps of SQLite's
 * machine; for tests that count the work of a key. */
struct work {
	int64_t statements, rows, steps;
};
struct work practice_work(struct practice *p);

#endif
