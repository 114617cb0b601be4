/*
 * watch.h - which rows have changed since the last look, by anybody.
 *
 * A screen asks once a second. While nobody commits this reads one counter of SQLite's
 * and runs no query; when it has moved, one indexed query lists the rows in new journal
 * entries. Undo, redo, import and the screen's own saves are reported too.
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
	/* NULL: too many to report one by one, reload everything. */
	const struct record_type *type;
	int64_t row;
	int64_t client;		/* whose record it is; 0: nobody's */
	bool fresh;		/* it has been added; false: not that, or it cannot be told */
};
#define WATCH_ROWS_MAX 500

/* Reports changes from now on. */
bool watch_begin(struct practice *p, struct watch *w, struct err *e);
/* Calls fn for each row changed since the last call, oldest first. fn must not read or
 * write the file. On failure `w` is unchanged, and the next call reports the same. */
bool watch_changes(struct practice *p, struct watch *w,
    void (*fn)(const struct watch_change *, void *), void *arg, struct err *e);

/* Has this login written since? Anybody, as practice_still_there() saw it last? */
bool watch_wrote(const struct practice *p, const struct watch *w);
bool watch_moved(const struct practice *p, const struct watch *w);

/* Brings the login up to date: settings, zone, clock, role, and context.today after
 * midnight. *changed (may be NULL): any of these has changed. ERR_DENIED when the
 * person may not log in any more. Cheap when idle. */
bool practice_refresh(struct practice *p, bool *changed, struct err *e);

/* Statements run, rows they returned and steps of SQLite's machine since the last call;
 * for tests that count the work of a key. */
struct work {
	int64_t statements, rows, steps;
};
struct work practice_work(struct practice *p);

#endif
