/*
 * preflight.h - what a visit needs before its treatment may start.
 *
 * One line for each requirement, met or not. The stored answers of the newest screening
 * are evaluated again with today's facts (age and skin type on the card, last session
 * on the area); the stored verdict alone never lets a visit start.
 *
 * The licence and the certificates of the practitioner, and the service of the device, are
 * lines where their last day is known: a practice that has not set them sees none of it. So
 * is an adverse event that is open (events.h), with and without a checklist.
 *
 * A consent is asked for where the service names one (consents.h). An order, where it needs
 * one, is in force, or who treats has a supervisor; a clearance lifts a REFER, and what its
 * rule lets it (orders.h, rescreen.h).
 *
 * Where the service has a chart, the lots that it asks for and the limits of depth are lines
 * (preflight_chart.h).
 *
 * A patch test is a line where a rule asks for one, and by what the age was verified where a
 * rule about it fires or the practice asks it of everybody; that stops nothing.
 *
 * What was overridden of the screening stops nothing while the role of who did may override
 * it (screening_override.h); findings from later records (a session on the same area) it
 * covers on its own day only.
 */
#ifndef CHAIRSIDE_PRACTICE_PREFLIGHT_H
#define CHAIRSIDE_PRACTICE_PREFLIGHT_H

#include "practice/screening.h"

/* Where what is missing can be put right. */
enum preflight_mend {
	PREFLIGHT_MEND_NONE, PREFLIGHT_MEND_SCREENING, PREFLIGHT_MEND_REVIEW,
	PREFLIGHT_MEND_CLIENT, PREFLIGHT_MEND_SERVICE, PREFLIGHT_MEND_SESSION,
	PREFLIGHT_MEND_STAFF, PREFLIGHT_MEND_DEVICE, PREFLIGHT_MEND_EVENT,
	PREFLIGHT_MEND_CONSENT, PREFLIGHT_MEND_ORDER, PREFLIGHT_MEND_CLEARANCE,
	PREFLIGHT_MEND_LOTS, PREFLIGHT_MEND_PATCH_TEST, PREFLIGHT_MEND_AGE,
	PREFLIGHT_MEND_VERIFY
};

struct preflight_line {
	const char *code;	/* client, service, screening, reviewed, verified, card,
				 * verdict, interval, patch_test, event, age, consent, order, series, licence,
				 * certificate, device, lots, depth, asked */
	const char *label;	/* "Screening" */
	bool met;
	bool stops;		/* not met, and the visit cannot start */
	bool bars;		/* it stops, and asking or signing on the day does not mend it */
	enum preflight_mend mends;
	/* … the field there, or the code of the screening's item; "" none */
	char field[40];
	char sentence[200];	/* the fact, or what is missing; no final stop */
};

#define PREFLIGHT_LINES 23
struct preflight {
	int64_t service, screening, staff, device, event;	/* 0: none */
	int64_t consent;	/* the one in force; 0: none */
	int64_t patch_test;	/* that is still to be read, where one is needed; 0: none */
	int64_t document;	/* to be signed for the service; 0: none */
	char checklist[44];		/* the service's; "" none */
	struct preflight_line lines[PREFLIGHT_LINES];
	size_t n;
	bool can_start;
	enum verdict verdict;	/* of the day; OK where nothing is to be screened */
	date_day until;		/* the first day that the screening does not forbid by a DEFER;
				 * DATE_NONE: it defers nothing, or no day can be named */
	/* CAUTIONs to acknowledge by starting, "cold sores, young scar"; "" none */
	char cautions[200];
	/* "OK to start", "Cannot start: BLOCK keloid"; without medical rights only that
	 * it is the screening. Valid UTF-8, harmless. */
	char headline[200];
};

/* Needs ACTION_READ_CLIENTS; writes nothing. ERR_NOTFOUND. */
bool session_preflight(struct practice *p, int64_t session,
    struct preflight *out, struct err *e);

/* The same for a session that is loaded; may be called inside a write. */
bool preflight_of(struct practice *p, const struct record *session,
    struct preflight *out, struct err *e);
/* The same as it would be on another day than today. */
bool preflight_on(struct practice *p, const struct record *session, date_day day,
    struct preflight *out, struct err *e);

#endif
