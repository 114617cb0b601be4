/*
 * rescreen.h - a client's newest screening, its stored answers evaluated again.
 *
 * Rules, windows and the card move on after the answers were given: a DEFER is
 * reached, a birthday passes, a session was done on the area. What a visit may do
 * is told by evaluating again for its day, with the edition that was asked; where the edition
 * in force stops what that one lets pass, by that one.
 */
#ifndef CHAIRSIDE_PRACTICE_RESCREEN_H
#define CHAIRSIDE_PRACTICE_RESCREEN_H

#include "practice/practice.h"
#include "practice/screening.h"

/* A rule that was overridden, by what it says: another edition may have it too. */
struct rescreen_override {
	char item[44], answer[200], verdict[16];
	int rank;			/* of the role of who did, today: 0 lost the right */
	date_day on;
	char *by, *reason;		/* owned */
};

struct rescreen {
	struct record *screening;	/* NULL: never screened */
	const struct checklist *checklist;	/* the edition it is evaluated by */
	char **answers;			/* owned, by item */
	struct screening_facts facts;	/* of that day; borrows from the client */
	struct screening_result result;	/* for the day asked about */
	date_day on;
	bool valid;			/* its last valid day is not past on that day */
	const char *changed;		/* what the card says otherwise since it was asked:
					 * "medicines"; NULL: nothing. Of rescreen() alone */
	int overridden;			/* rank of who did, or of the highest: 0 nobody */
	bool whole;			/* before rules were overridden one by one: all of it */
	struct rescreen_override *overrides;	/* owned */
	size_t n_overrides;
	char *cleared;			/* owned: codes of the items that a clearance in force is
					 * of, a comma behind each; NULL: none is asked about */
};

/* By the checklist of that code, or (NULL) by any. Asks for no role: it is part of
 * use cases that do. Free with rescreen_free(), also after a failure. */
bool rescreen(struct practice *p, const struct record *client, const char *code,
    date_day on, struct rescreen *out, struct err *e);
/* The same by the edition that was asked alone, without what is in force or stands on the card
 * since. */
bool rescreen_own(struct practice *p, const struct record *client, const char *code, date_day on,
    struct rescreen *out, struct err *e);
/* What `first` was read for, by another edition of its code, published or not, which is borrowed:
 * answers that this one does not know are left out, and nothing is read again. */
bool rescreen_other(struct practice *p, const struct record *client, const struct rescreen *first,
    const struct checklist *by, struct rescreen *out, struct err *e);
/* That screening, as on its own day; ACTION_READ_MEDICAL, ERR_NOTFOUND. */
bool rescreen_of(struct practice *p, int64_t screening, struct rescreen *out,
    struct err *e);
void rescreen_free(struct rescreen *r);

/* A finding that keeps from treating: neither OK nor CAUTION, and its rule not overridden by
 * somebody whom it allows. What is not known is overridden by nobody. An
 * override tells nothing of sessions that came after it: findings from the chart
 * it meets on the screening's own day alone. A clearance of its item lifts what it can. */
bool rescreen_stops(const struct rescreen *r, const struct screening_finding *f);

/* May a clearance of its item lift it: a REFER, or what its rule lets be cleared (override
 * "cleared": a wait for isotretinoin by its prescriber)? */
bool rescreen_clearable(const struct screening_finding *f);
/* … and does one? */
bool rescreen_cleared(const struct rescreen *r, const struct screening_finding *f);

/* The first day that no DEFER of it forbids; DATE_NONE: it defers nothing, or no day can be
 * named. */
date_day rescreen_deferred(const struct rescreen *r);

/* Adds "Overridden by Mara on 12 Mar 2026: reason", a line each, for the rules of that item. */
void rescreen_override_words(const struct rescreen *r, size_t item, struct buf *out);

/* Adds "BLOCK keloid", "DEFER until 14 Dec 2026 (toxin)". */
void rescreen_words(const struct checklist *c, const struct screening_finding *f,
    struct buf *out);

#endif
