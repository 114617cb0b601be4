/*
 * verify.h - a screening keyed by two people, where the practice has it so.
 *
 * A second person keys again what can keep a client from being treated, without seeing the
 * first answers: each item with a rule in force that is worse than CAUTION, the day such a rule
 * counts from, and what decides whether one of these is asked. Until both are the same, or a
 * practitioner has settled what differs, no treatment starts. Nothing of either is lost: what
 * counts stands in `answers`, what was keyed second in `again`, and where a difference was
 * settled for the second, what was keyed first in `settled`.
 */
#ifndef CHAIRSIDE_PRACTICE_VERIFY_H
#define CHAIRSIDE_PRACTICE_VERIFY_H

#include "practice/practice.h"
#include "practice/screening.h"

/* Has this practice screenings keyed twice? */
bool verify_wanted(const struct practice *p);
/* Is the item keyed again? */
bool verify_asks(const struct checklist *c, size_t item);

enum verify_state {
	VERIFY_MISSING,		/* nobody has keyed it again */
	VERIFY_DIFFERS,		/* the two differ, and nobody has settled it */
	VERIFY_DONE
};
struct verify {
	enum verify_state state;
	char **again;		/* what the second person keyed, by item; owned */
	bool *differs;		/* by item, settled or not; owned */
	size_t n_differ;
};
/* How a screening stands, whose answers by that checklist are given. Asks for no role: it is
 * part of use cases that do. Free with verify_free(), also after a failure. */
bool verify_of(struct practice *p, const struct checklist *c, const struct record *screening,
    char *const *answers, struct verify *out, struct err *e);
void verify_free(const struct checklist *c, struct verify *v);

/* Keeps what was keyed again, as whoever is logged in: not who entered it (ERR_INVALID), once.
 * Needs ACTION_WRITE_SCREENINGS. `draft` ends with it. */
bool verify_save(struct practice *p, const struct checklist *c, int64_t screening,
    int64_t version, const char *const *answers, struct draft *draft, struct err *e);
/* Settles what differs: `second` says by item whether what was keyed again is right. Where it
 * is, the verdict is found anew by the facts of its day. Needs ACTION_TREAT. ERR_INVALID:
 * nothing is open, or it is overridden. */
bool verify_settle(struct practice *p, int64_t screening, int64_t version, const bool *second,
    struct err *e);

#endif
