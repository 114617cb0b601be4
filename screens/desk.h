/*
 * desk.h - what all screens of one login share: the practice, the ui, and the actions
 * that mean the same everywhere.
 *
 * The tabs are toolkit/screens.def, in the order of their digits.
 */
#ifndef CHAIRSIDE_SCREENS_DESK_H
#define CHAIRSIDE_SCREENS_DESK_H

#include "practice/drafts.h"
#include "practice/due.h"
#include "practice/practice.h"
#include "practice/reads.h"
#include "practice/stops.h"
#include "practice/watch.h"
#include "screens/toolkit/ui.h"

struct child;
struct import_asked;
struct parked;
struct task;
struct terminal;

struct desk {
	struct practice *p;
	struct ui *ui;
	struct terminal *terminal;	/* NULL: none, in tests */
	const char *db, *login;		/* from the command line; login may be NULL */
	struct buf counts[10];		/* shown beside each tab */
	struct due_counts due;		/* everybody's, of when they were last counted */
	struct stops_fresh barred;	/* what this login's newest write bars (barred.h) */
	struct due_freed freed;		/* the time that was offered last (freed.h) */
	long freed_key;			/* by that key; Due shows it at the next */
	long kept;			/* whose records need not be kept any more … */
	date_day kept_on;		/* … counted on that day, where nobody typed */
	int clock;			/* minute shown */
	int64_t busy_at;		/* monotonic: the last key or change; 0: memory
					 * was given back since */
	int64_t tidied_at;		/* monotonic: what was not used was given back */
	struct {			/* nobody types (lock.h) */
		int64_t key_at;		/* monotonic: the last key */
		int left;		/* seconds until something happens, in the last minute */
		bool asked, locks;	/* it was looked whether there is a PIN to lock by */
	} idle;
	bool ascii;			/* by option or locale, over the preferences */
	struct watch watch;		/* finds what others have changed */
	struct parked *parked;		/* what was begun and waits (parked.h) */
	struct draft thrown;		/* the draft thrown away last; form NULL: none */
	long thrown_key;		/* by that key */
	struct err ended;		/* why the login ended; code 0: it has not */
	int64_t next;			/* who goes on in this room (room.h); 0: nobody, it ends */
	enum logout why;		/* the same for the journal; a lost line tells itself */
	struct buf others;		/* who else has the client on show open (here.h) */
	bool lost;			/* the file is no longer the one opened */
	int64_t undo_asked;		/* entry that a second u undoes */
	int64_t wrote_entry;		/* this login's newest, and its key */
	long wrote_key;
	struct record *last_saved;	/* for Ctrl-D; NULL: none yet */
	struct import_asked *import;	/* being asked about; NULL: none */
	struct task *task;		/* the palette's line as a task */
	struct draft line;		/* the same as kept last; form NULL: not kept */
	date_day paper_day;		/* a past day that is caught up: what is entered of it
					 * was done on paper; DATE_NONE: none is */
	struct child *child;		/* running in the background; NULL: none */
};

enum tab {
#define TAB(digit, name, title, narrow) TAB_##name,
#include "screens/toolkit/screens.def"
#undef TAB
	TABS
};

#define TAB(digit, name, title, narrow) \
	_Static_assert(digit == TAB_##name + 1, "digits of tabs go up by one");
#include "screens/toolkit/screens.def"
#undef TAB

#define TAB(digit, name, title, narrow) struct screen *name##_open(struct desk *d);
#include "screens/toolkit/screens.def"
#undef TAB

/* A desk for an open login; `terminal` may be NULL (doors.c). */
struct desk *desk_new(struct practice *p, struct terminal *terminal, bool ascii);
void desk_free(struct desk *d);		/* not the practice */
const struct ui_app *desk_app(void);

struct desk *desk_of(const struct screen *s);
struct practice *practice_of(const struct screen *s);

/* What a screen's `changed` gets: the rows written since the last call. NULL, or a row
 * without a type: anything may have changed. */
struct desk_change {
	const struct record_type *type;	/* NULL: of any type */
	int64_t row, client;
	int64_t entry;		/* in the journal */
	bool mine, fresh;	/* fresh: the row has been added */
	char who[80];
};
struct desk_changes {
	struct desk_change *list;
	size_t n, cap;
	int64_t mine;		/* this login's newest entry among them; 0: none */
};
/* Is a row of one of these types among the changes? `types` ends with NULL. */
bool desk_touches(const void *changes, const struct record_type *const *types);
/* The same, but for clients who have just been added: nothing is booked of them, or due, unless
 * a row of another type says so. */
bool desk_touches_visits(const void *changes, const struct record_type *const *types);
/* Is one a row of that client's? */
bool desk_touches_client(const void *changes, int64_t client);
/* What must not be missed of a client, as a screen's `alert` says it, owned by the caller; ""
 * for nothing, and for client 0. It is asked anew when desk_touches_client(). */
char *desk_alerts(struct desk *d, int64_t client);

/* May this login do that? False, with a message, when not. ACTIONS: everybody may. */
bool desk_may(struct desk *d, enum action a);

/* Counts anew what is shown beside the tabs. */
void desk_count(struct desk *d);
/* Counts once a day, and after a hold or an erasure, whose records need not be kept any more.
 * True when there are more or fewer. */
bool desk_count_kept(struct desk *d);
/* After every write, and once a second: tells the screens what has changed. True when
 * anything has. */
bool desk_catch_up(struct desk *d);
/* After a write, and instead of desk_catch_up(): says what was done to whom and when,
 * "Here: Allen, Claire, Tue 1 Dec 2:00p, Jonas.", and then `next`. */
void desk_done(struct desk *d, const struct record_type *t, int64_t id, const char *said,
    const char *next);
/* For ACT_undo and ACT_redo (desk_undo.c). */
void desk_undo(struct screen *s, enum act a);
/* Opens a record of any type on its screen; a message when there is none (doors.c). */
void record_open(struct desk *d, const struct record_type *t, int64_t id);

/* Leaves the forms in front, keeping what was typed. False, with a message, when that
 * fails: the form stays. */
bool desk_leave_forms(struct desk *d);
/* Goes to a tab; no form or overlay may be open on the current one. */
void desk_go(struct desk *d, enum tab tab);

#endif
