/*
 * setup.h - the first hour of a practice: what its owner does before the first visit.
 *
 * Each step is done when the records say so; nothing is kept of the list itself.
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
		char sentence[120];	/* what is so, or what is missing; not yet harmless */
		int64_t id;		/* the service or person that lacks something; 0 */
	} steps[SETUP_STEPS];
	size_t n_done;
	bool is_new;		/* there is no client yet, or no service */
};

/* "Services", and the right its step needs. */
const char *setup_title(enum setup_step s);
enum action setup_needs(enum setup_step s);

bool practice_setup(struct practice *p, struct setup *out, struct err *e);

/* Adds the steps that are not done, "services, hours and taxes". */
void setup_left(const struct setup *s, struct buf *out);

#endif
