/*
 * desk.h - what all screens of one login share: the practice, the screens on show,
 * and the actions that mean the same everywhere.
 *
 * The tabs are screens.def, in the order of their digits.
 */
#ifndef CHAIRSIDE_SCREENS_DESK_H
#define CHAIRSIDE_SCREENS_DESK_H

#include "practice/practice.h"
#include "practice/watch.h"
#include "screens/toolkit/ui.h"

struct child;
struct import_asked;
struct task;
struct terminal;

struct desk {
	struct practice *p;
	struct ui *ui;
	struct terminal *terminal;	/* NULL: none, in tests */
	const char *db, *login;		/* as the program was called; login may be NULL */
	struct buf counts[10];		/* what waits behind each tab */
	int clock;			/* minute on show */
	bool ascii;			/* asked for, or the locale's: whatever the person set */
	struct watch watch;		/* what others have changed since */
	struct err ended;		/* why the login was ended; code 0: it was not */
	bool lost;			/* the file is not the one that was opened */
	int64_t undo_asked;		/* entry a second u takes back */
	int64_t wrote_entry;		/* newest of this person, and the key it came with */
	long wrote_key;
	struct record *last_saved;	/* for Ctrl-D; NULL: none yet */
	struct import_asked *import;	/* being asked about; NULL: none */
	struct task *task;		/* what the palette's line asks for */
	struct child *child;		/* at work in the background; NULL: none */
};

enum tab {
#define TAB(name, title, narrow) TAB_##name,
#include "screens/screens.def"
#undef TAB
	TABS
};

#define TAB(name, title, narrow) struct screen *name##_open(struct desk *d);
#include "screens/screens.def"
#undef TAB

/* A desk for a login that is open; `terminal` may be NULL (doors.c). */
struct desk *desk_new(struct practice *p, struct terminal *terminal, bool ascii);
void desk_free(struct desk *d);		/* not the practice */
const struct ui_app *desk_app(void);

struct desk *desk_of(const struct screen *s);
struct practice *practice_of(const struct screen *s);

/* What `changed` of a screen gets: rows written since it was told last. NULL, or
 * rows without a type: anything may have changed. */
struct desk_change {
	const struct record_type *type;	/* NULL: of any type */
	int64_t row, client;
	bool mine;
	char who[80];
};
struct desk_changes {
	struct desk_change *list;
	size_t n, cap;
	int64_t mine;		/* newest entry of this person among them; 0: none */
};
/* Is a row of one of these types among them? `types` ends with NULL. */
bool desk_touches(const void *changes, const struct record_type *const *types);

/* May this login? False, with a message, when it may not. ACTIONS: everybody may. */
bool desk_may(struct desk *d, enum action a);

/* What waits behind the tabs. */
void desk_count(struct desk *d);
/* After every write, and once a second: tells the screens what has changed. True: anything
 * has. */
bool desk_catch_up(struct desk *d);
/* For ACT_undo and ACT_redo (desk_undo.c). */
void desk_undo(struct screen *s, enum act a);
/* Opens a record of any type on the screen that shows it, or says that none does
 * (doors.c). */
void record_open(struct desk *d, const struct record_type *t, int64_t id);

/* Leaves the forms in front; what was typed is kept. False, with a message, when it could
 * not be: the form is still there. */
bool desk_leave_forms(struct desk *d);
/* Goes to a tab; forms and overlays on the one in front must be gone. */
void desk_go(struct desk *d, enum tab tab);

#endif
