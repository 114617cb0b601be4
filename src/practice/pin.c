/*
 * pin.c - see pin.h.
 */
#include "practice/pin.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/secret.h"
#include "base/text.h"
#include "db/db.h"

#define DIGITS_MIN 4
#define DIGITS_MAX 8
#define FREE_TRIES 3
#define FIRST_WAIT 30		/* seconds */
#define LONGEST_WAIT 3600
#define GIVEN 0			/* instead of when it was chosen */
#define TRIES ((int64_t)1 << 42)	/* claimed with the number of whose PIN is being tried */

struct row {
	bool has, given;
	char hash[SECRET_HASH_SIZE];
	int64_t wrong;
	instant tried;
};

static bool
read_row(struct practice *p, int64_t staff, struct row *r, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "pin_of");

	*r = (struct row){ .has = false };
	stmt_set_int(st, "staff", staff);
	if (stmt_next(st)) {
		r->has = true;
		text_copy(r->hash, sizeof(r->hash), stmt_text(st, "hash"));
		r->wrong = stmt_int_in(st, "wrong", 0, INT32_MAX);
		r->tried = stmt_int(st, "tried");
		r->given = stmt_int(st, "at") == GIVEN;
	}
	return stmt_end(st, e);
}

bool
pin_has(struct practice *p, bool *has, struct err *e)
{
	struct row r;
	bool ok = read_row(p, p->staff->id, &r, e);

	*has = r.has;
	return ok;
}

/* Seconds until the next try. */
static int64_t
wait_of(const struct row *r)
{
	int64_t wait = FIRST_WAIT, i, passed = clock_now() - r->tried;

	if (r->wrong < FREE_TRIES)
		return 0;
	for (i = FREE_TRIES; i < r->wrong && wait < LONGEST_WAIT; i++)
		wait *= 2;
	wait = wait < LONGEST_WAIT ? wait : LONGEST_WAIT;
	/* a clock that was set back waits once more, and no longer */
	return passed < 0 ? wait : passed < wait ? wait - passed : 0;
}

struct change {
	const char *query, *hash;
	int64_t staff, wrong;
	bool given;
};

static bool
write_row(struct db *db, void *arg, struct err *e)
{
	const struct change *c = arg;
	struct stmt *st = db_stmt(db, c->query);

	stmt_set_int(st, "staff", c->staff);
	if (c->hash != NULL) {
		stmt_set_text(st, "hash", c->hash);
		stmt_set_int(st, "at", c->given ? GIVEN : clock_now());
	} else if (strcmp(c->query, "pin_tried") == 0) {
		stmt_set_int(st, "wrong", c->wrong);
		stmt_set_int(st, "now", clock_now());
	}
	return stmt_run(st, e);
}

/* The refused tries of somebody who goes on trying are one entry a minute. */
static void
note_wrong(struct practice *p, int64_t staff)
{
	char label[60];
	struct err none;

	snprintf(label, sizeof(label), "denied: a wrong PIN of staff %" PRId64, staff);
	/* it is refused, also where that cannot be written down */
	db_note_counted(p->db, "denied", label, &none);
}

/* Is it the one? What was tried is counted before it is told. */
static bool
try_alone(struct practice *p, int64_t staff, const char *pin, const char *field, struct err *e)
{
	struct change c = { .query = "pin_tried", .staff = staff };
	char keyed[DB_KEYED_SIZE];
	struct row r;
	bool good;

	if (!read_row(p, staff, &r, e))
		return false;
	if (wait_of(&r) > 0)
		return err_set(e, ERR_INVALID, field, "Too many wrong PINs: try again in %"
		    PRId64 " seconds.", wait_of(&r));
	good = r.has && secret_fits(db_keyed(p->db, pin, keyed), r.hash);
	explicit_bzero(keyed, sizeof(keyed));
	c.wrong = good ? 0 : r.wrong + 1;
	if ((!good || r.wrong > 0) && !db_write_local(p->db, write_row, &c, e))
		return false;
	if (!good)
		note_wrong(p, staff);
	return good || err_set(e, ERR_INVALID, field, staff == p->staff->id ?
	    "This is not your PIN." : "This is not the PIN of these initials.");
}

/* One at a time, in all programs: many at once would be as many tries and count as one. */
static bool
try(struct practice *p, int64_t staff, const char *pin, const char *field, struct err *e)
{
	bool good;

	if (!db_claim(p->db, TRIES + staff))
		return err_set(e, ERR_INVALID, field, "That PIN is being typed at another place too. "
		    "Try again.");
	good = try_alone(p, staff, pin, field, e);
	db_unclaim(p->db, TRIES + staff);
	return good;
}

static bool
has_form(const char *pin, struct err *e)
{
	size_t n = strlen(pin);

	return (n >= DIGITS_MIN && n <= DIGITS_MAX && strspn(pin, "0123456789") == n) ||
	    err_set(e, ERR_INVALID, "pin", "A PIN has %d to %d digits.", DIGITS_MIN, DIGITS_MAX);
}

bool
pin_fits(const char *pin, struct err *e)
{
	if (!has_form(pin, e))
		return false;
	if (strspn(pin, (char[]){ pin[0], '\0' }) == strlen(pin))
		return err_set(e, ERR_INVALID, "pin", "Anybody would try this one: take digits "
		    "that differ.");
	return true;
}

/* Writes the new PIN, as one's own or as one that is to be changed. */
static bool
put(struct practice *p, int64_t staff, const char *pin, bool given, struct err *e)
{
	char keyed[DB_KEYED_SIZE], hash[SECRET_HASH_SIZE];
	struct change c = { .query = "pin_set", .hash = hash, .staff = staff, .given = given };
	AUTO_FREE char *label = xasprintf("%s staff %" PRId64, given ? "give a PIN to" :
	    "choose a PIN of", staff);
	bool ok = secret_hash(db_keyed(p->db, pin, keyed), hash);

	explicit_bzero(keyed, sizeof(keyed));
	if (!ok)
		return err_set(e, ERR_IO, NULL, "This machine cannot make a hash of a PIN.");
	return db_write_local(p->db, write_row, &c, e) &&
	    db_note(p->db, "pin", label, e);
}

bool
pin_change(struct practice *p, int64_t staff, const char *old, const char *pin, struct err *e)
{
	struct row r;

	if (!read_row(p, staff, &r, e))
		return false;
	if (r.has && (old == NULL || !try(p, staff, old, "old", e)))
		return old != NULL ? false : err_set(e, ERR_INVALID, "old",
		    "Which is your PIN so far?");
	if (!pin_fits(pin, e))
		return false;
	if (r.given && strcmp(old, pin) == 0)
		return err_set(e, ERR_INVALID, "pin", "That is the PIN that was given to you: take "
		    "one that you alone know.");
	return put(p, staff, pin, false, e);
}

bool
pin_set(struct practice *p, const char *old, const char *pin, struct err *e)
{
	return practice_login_again(p, NULL, e) && pin_change(p, p->staff->id, old, pin, e);
}

bool
pin_lend(struct practice *p, int64_t staff, const char *pin, struct err *e)
{
	return practice_may(p, ACTION_WRITE_SETTINGS, e) && pin_fits(pin, e) &&
	    put(p, staff, pin, true, e);
}

bool
pin_forget(struct practice *p, int64_t staff, struct err *e)
{
	AUTO_FREE char *label = xasprintf("forget a PIN of staff %" PRId64, staff);
	struct change c = { .query = "pin_forget", .staff = staff };

	return practice_may(p, ACTION_WRITE_SETTINGS, e) &&
	    db_write_local(p->db, write_row, &c, e) &&
	    db_note(p->db, "pin", label, e);
}

bool
pin_prove(struct practice *p, int64_t staff, const char *pin, bool *given, struct err *e)
{
	struct row r;

	if (!read_row(p, staff, &r, e))
		return false;
	*given = r.given;
	if (!r.has)
		return err_set(e, ERR_INVALID, "pin", staff == p->staff->id ?
		    "There is no PIN any more: Q leaves, and what was typed is kept." :
		    "There is no PIN for these initials yet: it is chosen at one's own login "
		    "(Practice, PIN), or the owner gives a first one.");
	return has_form(pin, e) && try(p, staff, pin, "pin", e);
}

bool
pin_give(struct practice *p, const char *pin, struct err *e)
{
	struct row r;

	if (!read_row(p, p->staff->id, &r, e) ||
	    (r.has && !try(p, p->staff->id, pin, "pin", e)))
		return false;
	if (r.given)
		return err_set(e, ERR_INVALID, "pin", "This PIN was given to you: choose one that "
		    "you alone know (Practice, PIN), then sign.");
	p->pin_given = true;
	return true;
}

void
pin_end(struct practice *p)
{
	p->pin_given = false;
}

bool
pin_given(struct practice *p, struct err *e)
{
	bool has = false;

	return p->pin_given || (pin_has(p, &has, e) && (!has ||
	    err_set(e, ERR_INVALID, "pin", "Your PIN is needed to sign.")));
}
