/*
 * preflight.h - what a visit needs before its treatment may start.
 *
 * One line a requirement, met or not. The stored answers of the newest screening
 * are evaluated again with today's facts (age and skin type of the card, last
 * session on the area); the stored verdict alone never lets anybody start.
 *
 * Not listed, because their records are not kept yet: consent in date, lots and
 * their expiry, depth limits of device and licence, medical clearance (a REFER is
 * met by an override alone), open adverse events, guardian consent (under 18 is
 * blocked).
 *
 * An override on the screening meets the findings that its rules let that
 * person's role override; what the records add later (a session on the same
 * area) it meets on its own day only.
 */
#ifndef CHAIRSIDE_PRACTICE_PREFLIGHT_H
#define CHAIRSIDE_PRACTICE_PREFLIGHT_H

#include "practice/screening.h"

/* Where what is missing can be put right. */
enum preflight_mend {
	PREFLIGHT_MEND_NONE, PREFLIGHT_MEND_SCREENING, PREFLIGHT_MEND_REVIEW,
	PREFLIGHT_MEND_CLIENT, PREFLIGHT_MEND_SERVICE, PREFLIGHT_MEND_SESSION
};

struct preflight_line {
	const char *code;	/* client, service, screening, reviewed, card, verdict,
				 * interval, series, asked */
	const char *label;	/* "Screening" */
	bool met;
	bool stops;		/* not met, it keeps the visit from starting */
	enum preflight_mend mends;
	/* … the field of that record, or the code of the screening's item; "" none */
	char field[40];
	char sentence[200];	/* what is so, or what is missing; no final stop */
};

#define PREFLIGHT_LINES 9
struct preflight {
	int64_t service, screening;	/* 0: none */
	char checklist[44];		/* the service's; "" none */
	struct preflight_line lines[PREFLIGHT_LINES];
	size_t n;
	bool can_start;
	enum verdict verdict;	/* of today; OK where nothing is to be screened */
	/* CAUTIONs to acknowledge by starting, "cold sores, young scar"; "" none */
	char cautions[200];
	/* "OK to start", "Cannot start: BLOCK keloid"; for a role that may not see
	 * what is medical only that it is the screening. Valid UTF-8, harmless. */
	char headline[200];
};

/* Needs to see clients; nothing is written. ERR_NOTFOUND. */
bool session_preflight(struct practice *p, int64_t session,
    struct preflight *out, struct err *e);

/* Inside a write too: the same for a session in hand. */
bool preflight_of(struct practice *p, const struct record *session,
    struct preflight *out, struct err *e);

#endif
