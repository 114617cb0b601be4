/*
 * practice.h - an open practice: the file, who works in it, in which role.
 *
 * The only door for screens and commands. Every use case asks practice_may()
 * first; roles are checked there and nowhere else. A denied action changes
 * nothing and leaves one journal entry.
 */
#ifndef CHAIRSIDE_PRACTICE_PRACTICE_H
#define CHAIRSIDE_PRACTICE_PRACTICE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/err.h"
#include "record/record.h"

struct db;

enum role {
	ROLE_OWNER, ROLE_PRACTITIONER, ROLE_FRONT_DESK, ROLE_BOOKKEEPER,
	ROLE_READ_ONLY, ROLES
};

/* What a use case does, for the table of roles in roles.c. */
enum action {
	ACTION_READ_CLIENTS,	/* names, contact, visits */
	ACTION_READ_MEDICAL,	/* FIELD_MEDICAL fields, screenings */
	ACTION_WRITE_CLIENTS,
	ACTION_WRITE_SESSIONS,
	ACTION_WRITE_RECEIPTS,
	ACTION_WRITE_SCREENINGS,
	ACTION_TREAT,		/* treats clients, and reviews by screening them */
	ACTION_OVERRIDE,	/* what only an owner overrides; the rest is a practitioner's */
	ACTION_WRITE_REVIEWS,
	ACTION_WRITE_NEWSLETTER,
	ACTION_WRITE_OFFER,	/* services, products, checklists */
	ACTION_WRITE_SETTINGS,	/* practice, staff */
	ACTION_IMPORT,
	ACTION_EXPORT,
	ACTION_REPORT,
	ACTION_UNDO,		/* one's own changes */
	ACTION_CHECK,
	ACTION_BACKUP,		/* and restoring one */
	ACTION_EMERGENCY,	/* what is medical, once, for a reason */
	ACTION_EMERGENCY_SEEN,	/* who used it, and that this was seen */
	ACTIONS
};

/* A state of the file: equal again means that nobody has committed since. */
struct practice_seen {
	int64_t version, entry;
};

/* drafts.c: the file beside the practice file whose draft the next write ends. */
struct draft_ending {
	int64_t slot, entry;
	char mark[17];		/* "": it was not marked */
};

struct practice {
	struct db *db;
	struct record *settings;	/* of record_practice */
	struct record *staff;		/* who is logged in */
	enum role role;
	struct field_context context;	/* date order, clock, today */
	int64_t began;			/* newest journal entry when it was opened */
	struct practice_seen staff_seen, settings_seen;
	struct {			/* clients' pages read, a ring */
		int64_t client, at;
	} reads[32];
	size_t next_read;
	struct draft_ending ending;
	struct draft_places *places;	/* drafts_place.c; NULL: none asked for yet */
};

/*
 * Opens the file and logs in: `login`, or NULL for the operating-system user.
 * ERR_DENIED when no active staff has that login. Sets the clinic's zone.
 */
struct practice *practice_open(const char *path, const char *login,
    struct err *e);
void practice_close(struct practice *p);
/* The same of a file that the caller has opened, and closes after practice_end(). */
struct practice *practice_begin(struct db *db, const char *login, struct err *e);
void practice_end(struct practice *p);
/* Why nothing is saved by this login any more, one sentence; NULL: it is. */
const char *practice_refusal(const struct practice *p);
/* Looks whether the file is still the one that was opened; for once a second. False:
 * practice_refusal() says what happened. */
bool practice_still_there(struct practice *p);
/* A newer chairside has changed the file: nothing is to be read any more either. */
bool practice_outgrown(const struct practice *p);
/* What opening had to do besides, one sentence to be told; NULL: nothing. */
const char *practice_notice(const struct practice *p);
/* How long a write waits for somebody else's, seconds; 10 until told. */
void practice_patience(struct practice *p, int seconds);
/* Asserts that nothing of it is open: no statement, no transaction. */
void practice_idle(struct practice *p);

/* Reads the settings anew, where somebody has saved them: with them the clinic's zone
 * and the context. */
bool practice_reload(struct practice *p, struct err *e);

/* True when the file has moved since `s`, which is then up to date. */
bool practice_moved(struct practice *p, struct practice_seen *s);
/* Looks again who is logged in: role and name as they stand now. ERR_DENIED when the
 * person may not log in any more. *changed (may be NULL): something is new. */
bool practice_login_again(struct practice *p, bool *changed, struct err *e);

/* Adds "the owner, a practitioner or the front desk": whose an action is. */
void action_who_may(enum action a, struct buf *out);
/* True, or ERR_DENIED with who may, and a `denied` entry in the journal: once a minute,
 * with its count, where the same is denied again and again (db_note_counted()). */
bool practice_may(struct practice *p, enum action a, struct err *e);
/* The same silently, for what is shown and what is not: nothing is journalled, and nothing
 * is refused by it. */
bool practice_allows(const struct practice *p, enum action a);
/* FIELD_ flags of what this login is shown in no record. */
unsigned practice_hides(const struct practice *p);
/* The table of roles.c alone: of a role, and of that record of staff. */
bool role_may(enum role r, enum action a);
bool staff_may(const struct record *staff, enum action a);
const char *role_name(enum role r);
/* By its stored word; of a word that only a damaged file holds: that of least rights. */
enum role role_of(const char *word);
const char *action_name(enum action a);

struct practice_init {
	const char *name;	/* NULL: "My practice", or what `fill` calls it */
	const char *timezone;	/* NULL: the machine's /etc/timezone or UTC */
	const char *login;	/* NULL: the operating-system user */
	/* Writes what the new practice has, in a file that is being created and empty; NULL:
	 * practice_load_basics() alone. A file has one db_load(), which starts with
	 * practice_load_basics(). */
	bool (*fill)(struct db *db, const struct practice_init *init, struct err *e);
	const void *fill_arg;
	/* progress 0…1000 of `fill`; may be NULL */
	void (*progress)(int permille, void *arg);
	void *arg;
};
/*
 * Makes a new practice file with its settings, an owner (the login), the shipped
 * checklists and what `fill` writes. The file has its name only when it is whole.
 * ERR_INVALID when it exists.
 */
bool practice_make(const char *path, const struct practice_init *init,
    struct err *e);
/* Inside db_load(): the settings, the owner, the shipped checklists. `init` is
 * practice_make()'s: its timezone and login are known. */
bool practice_load_basics(struct db *db, const struct practice_init *init,
    struct err *e);

/* Kinds: the plural names that import and export take, NULL at the end. */
extern const char *const practice_kinds[];

#endif
