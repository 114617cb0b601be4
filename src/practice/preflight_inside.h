/*
 * preflight_inside.h - what the files of preflight.h share.
 */
#ifndef CHAIRSIDE_PRACTICE_PREFLIGHT_INSIDE_H
#define CHAIRSIDE_PRACTICE_PREFLIGHT_INSIDE_H

#include "practice/practice.h"
#include "practice/preflight.h"

struct preflight_plan {
	struct practice *p;
	const struct record *session;
	struct record *client, *service;	/* NULL: the visit has none */
	struct preflight *out;
	date_day day;		/* on which it is to start */
	bool medical;		/* its sentences may tell of the person's health */
	int64_t max_depth;	/* that the order allows; -1: it says none */
};

/* The next line; one that is not met stops the visit until the caller says otherwise. */
struct preflight_line *preflight_add(struct preflight_plan *a, const char *code,
    const char *label, bool met, enum preflight_mend mends, const char *sentence);
void preflight_mend_at(struct preflight_line *l, const char *field);

/* The lines of the screening, an adverse event and the age; the plan has client and service. */
bool preflight_ask_screening(struct preflight_plan *a, struct err *e);

#endif
