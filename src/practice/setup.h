/*
 * setup.h - the steps of setting up a practice before its first visit.
 *
 * Whether a step is done is computed from the records; the list itself is not stored.
 */
#ifndef CHAIRSIDE_PRACTICE_SETUP_H
#define CHAIRSIDE_PRACTICE_SETUP_H

#include "practice/practice.h"

enum setup_step {
	SETUP_SERVICES, SETUP_STAFF, SETUP_HOURS, SETUP_TAXES, SETUP_REVIEW,
	SETUP_IMPORT, SETUP_CLIENT, SETUP_VISIT, SETUP_STEPS
};

struct setup {
	struct {
		bool done;
		char sentence[120];	/* the fact, or what is missing; not yet harmless */
		int64_t id;		/* the service or person that lacks something; 0 */
	} steps[SETUP_STEPS];
	size_t n_done;
};

/* "Services", and the right that the step needs. */
const char *setup_title(enum setup_step s);
enum action setup_needs(enum setup_step s);

/* Is there no client yet, or no service? */
bool practice_is_new(struct practice *p, bool *is_new, struct err *e);
bool practice_setup(struct practice *p, struct setup *out, struct err *e);

/* Adds the steps that are not done, "services, hours and taxes". */
void setup_left(const struct setup *s, struct buf *out);

#endif
