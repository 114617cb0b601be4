/*
 * practice.h - an open practice: the file, who is logged in, and their role.
 *
 * Screens and commands reach the file only through it. Every use case calls
 * practice_may() first; a denied action changes nothing and leaves one journal entry.
 */
#ifndef CHAIRSIDE_PRACTICE_PRACTICE_H
#define CHAIRSIDE_PRACTICE_PRACTICE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"
#include "record/record.h"

struct db;
struct stmt;

enum role {
#define ROLE(name, word, label, said, rights) ROLE_##name,
#include "record/roles.def"
#undef ROLE
	ROLES
};

/* What a use case does, for the rights in roles.def. */
enum action {
	ACTION_READ_CLIENTS,	/* names, contact, visits */
	ACTION_READ_MEDICAL,	/* FIELD_MEDICAL fields, screenings */
	ACTION_WRITE_CLIENTS,
	ACTION_WRITE_SESSIONS,
	ACTION_WRITE_RECEIPTS,
	ACTION_WRITE_SCREENINGS,
	ACTION_TREAT,		/* treats clients; their screenings count as reviewed */
	ACTION_OVERRIDE,	/* overrides that a rule leaves to the owner */
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
	ACTION_EMERGENCY,	/* one look at medical facts, with a reason */
	ACTION_EMERGENCY_SEEN,	/* reads who did, and marks it as read */
	ACTION_JOURNAL,		/* reads who did what and looked at whom */
	ACTION_ERASE,		/* holds a person's records, or erases them */
	ACTIONS
};

/* A state of the file; while it is equal nobody has committed since. */
struct practice_seen {
	int64_t version, entry;
};

typedef bool (*practice_waiting_fn)(const char *sentence, void *arg);

struct practice {
	struct db *db;
	struct record *settings;	/* of record_practice */
	struct record *staff;		/* who is logged in */
	struct record *room;		/* by whose login (room.h); NULL: their own */
	enum role role;
	struct field_context context;	/* date order, clock, today */
	int64_t began;			/* newest journal entry when it was opened */
	struct practice_seen staff_seen, settings_seen;
	struct reads *reads;		/* whom this login looked at (reads.h); NULL: nobody yet */
	struct {			/* told while a write waits; fn NULL: nobody */
		practice_waiting_fn fn;
		void *arg;
	} waiting;
	int64_t here;			/* the client that is open (here.h); 0: none */
	int64_t head_told, head_told_at;	/* to the machine's log: entry, and when (monotonic) */
	bool pin_given;			/* for the acts that follow (pin.h) */
	struct draft_places *places;	/* drafts_place.c; NULL: not used yet */
	struct chart_template *templates;	/* read so far (chart_template.h) */
	struct checklist_kept *editions;	/* the same of checklists (checklists.h) */
	struct preflight_stock *stock;	/* lots read so far (preflight_chart.h) */
	struct slot_kept *book;		/* hours and places read last (slot.h) */
	struct stops *stops;		/* bookings that cannot stand (stops.h); NULL: not looked */
};

/*
 * Opens the file and logs in: `login`, or NULL for the operating-system user.
 * ERR_DENIED when no active staff has that login. Sets the clinic's zone.
 */
struct practice *practice_open(const char *path, const char *login,
    struct err *e);
void practice_close(struct practice *p);
/* The same for a file that the caller has opened, and closes after practice_end(). */
struct practice *practice_begin(struct db *db, const char *login, struct err *e);
void practice_end(struct practice *p);
/* One sentence why this login can save nothing any more; NULL: it can. */
const char *practice_refusal(const struct practice *p);
/* Checks that the file is still the one that was opened; call it once a second. False:
 * practice_refusal() says what happened. */
bool practice_still_there(struct practice *p);
/* True when a newer chairside has changed the file: it must not be read any more
 * either. */
bool practice_outgrown(const struct practice *p);
/* One sentence to show about what opening did besides; NULL: none. */
const char *practice_notice(const struct practice *p);
/* Sets how many seconds a write waits for another one; 10 by default. */
void practice_patience(struct practice *p, int seconds);
/* Called four times a second while a write waits for somebody else's, from its first second
 * on, with who, since when and for how long still. It must not read or write the practice;
 * false gives up (ERR_BUSY). NULL: nobody is told. */
void practice_waiting(struct practice *p, practice_waiting_fn fn, void *arg);
/* Adds what tells this practice from every other, and stays. */
bool practice_identity(struct practice *p, struct buf *out, struct err *e);
/* How much of the file is held in memory at most. */
void practice_hold(struct practice *p, int kilobytes);
/* Asserts that no statement and no transaction is open. */
void practice_idle(struct practice *p);
/* For a login at which nobody types: gives back the memory kept for its next key. */
void practice_rest(struct practice *p);
/* For one at which somebody types, now and then: what was not used since the last call. */
void practice_tidy(struct practice *p);

/* Reads the settings again if somebody has saved them; sets the clinic's zone and the
 * context from them. */
bool practice_reload(struct practice *p, struct err *e);

/* True when the file has moved since `s`, which is then up to date. */
bool practice_moved(struct practice *p, struct practice_seen *s);
/* Reads the logged-in person's record again. ERR_DENIED when the person may not log in
 * any more. *changed (may be NULL): the record or role has changed. */
bool practice_login_again(struct practice *p, bool *changed, struct err *e);

/* Adds who may: "the owner, a practitioner or the front desk". */
void action_who_may(enum action a, struct buf *out);
/* True, or ERR_DENIED with who may, and a `denied` entry in the journal: at most one a
 * minute for the same denial, with a count (db_note_counted()). */
bool practice_may(struct practice *p, enum action a, struct err *e);
/* Is it the login of a room that nobody has entered? It may do nothing. */
bool practice_nobody(const struct practice *p);
/* The same as practice_may() without a journal entry, to decide what is shown. */
bool practice_allows(const struct practice *p, enum action a);
/* FIELD_ flags of the fields that this login may not see. */
unsigned practice_hides(const struct practice *p);
/* By roles.def: a role, and the role in a staff record. */
bool role_may(enum role r, enum action a);
bool staff_may(const struct record *staff, enum action a);
bool staff_row_may(struct stmt *st, enum action a);	/* by its column role */
const char *role_name(enum role r);
/* By its stored word; an unknown word (a damaged file) gives the role of least
 * rights. */
enum role role_of(const char *word);

struct practice_init {
	const char *name;	/* NULL: "My practice", or the name `fill` gives */
	const char *timezone;	/* NULL: the machine's, or UTC */
	const char *login;	/* NULL: the operating-system user */
	/* Fills the new, empty file; NULL: practice_load_basics() alone. It must use
	 * exactly one db_load(), which starts with practice_load_basics(). */
	bool (*fill)(struct db *db, const struct practice_init *init, struct err *e);
	const void *fill_arg;
	/* progress 0…1000 of `fill`; may be NULL */
	void (*progress)(int permille, void *arg);
	void *arg;
};
/*
 * Makes a new practice file with its settings, an owner (the login), the shipped
 * checklists, charts, papers and cautions and what `fill` writes. The file gets its name only when it is complete.
 * ERR_INVALID when it exists.
 */
bool practice_make(const char *path, const struct practice_init *init,
    struct err *e);
/* Inside db_load(): adds the settings, the owner, the shipped checklists and charts. `init` is
 * the one practice_make() passes on: its timezone and login are set. */
bool practice_load_basics(struct db *db, const struct practice_init *init,
    struct err *e);

#endif
