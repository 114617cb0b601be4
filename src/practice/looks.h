/*
 * looks.h - second looks: a supervisor looks at what somebody signed or overrode.
 *
 * Of the charts that somebody with a supervisor signs, so many of a hundred
 * (practice.look_percent) are drawn at random; every override of such a person is looked at.
 * The draw is a row of second_look, written with the signature: a random number of the system,
 * taken under the lock after all that the signer chooses. Nobody can know it before or have it
 * again: a signature is not undone, and a chart that is declared invalid and signed anew leaves
 * the first one where it is. (A digest of the signature under a key of the practice could be
 * computed before: who may write the file may read its key, and could wait for the second in
 * which it comes out well.) As a row it is the same wherever it is read.
 *
 * Who looks is the supervisor, never who signed or overrode. What is said stays as it was
 * written, and is said once.
 */
#ifndef CHAIRSIDE_PRACTICE_LOOKS_H
#define CHAIRSIDE_PRACTICE_LOOKS_H

#include "base/date.h"
#include "practice/practice.h"

/* What waits for a second look. */
struct look {
	int64_t signature, session;	/* a signed chart, and its visit; 0: … */
	int64_t screening;		/* … an override */
	int64_t client;
	int64_t staff;			/* who signed or overrode */
	char name[160];			/* "Allen, Claire, Thu 12 Mar 10:00a, Jonas" */
	char by[80];
	char reason[400];		/* of an override, harmless */
};

/* Inside the write that signs: draws the chart of that visit, or not. */
bool looks_draw(struct db *db, int64_t session, struct err *e);

/* What waits for this login, the oldest first; needs ACTION_TREAT. fn returns false to stop. */
bool looks_waiting(struct practice *p, bool (*fn)(const struct look *, void *), void *arg,
    struct err *e);
/* How many; 0 for a login that treats nobody. */
bool looks_count(struct practice *p, long *n, struct err *e);
/* Adds "2 second looks"; nothing where none waits. */
bool looks_waiting_words(struct practice *p, struct buf *out, struct err *e);

/* Agrees, or disagrees with a sentence (ERR_INVALID "words" without one). ERR_INVALID: it waits
 * no longer, or not for this login. */
bool look_say(struct practice *p, const struct look *l, bool agrees, const char *words,
    struct err *e);

#endif
