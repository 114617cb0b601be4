/*
 * plan.h - when it is asked how a treatment heals: "2d 7d 3m", so many days, weeks or months
 * after the visit, as a service has it.
 */
#ifndef CHAIRSIDE_RECORD_PLAN_H
#define CHAIRSIDE_RECORD_PLAN_H

#include <stdbool.h>

#include "base/date.h"

#define PLAN_WORD_SIZE 8

struct plan_step {
	char word[PLAN_WORD_SIZE];	/* "7d" */
	int n;
	char unit;			/* d, w, m */
};

/* Takes the next step of a plan and moves *plan behind it. False at its end; at what is no
 * step too, and *plan stands there then. */
bool plan_next(const char **plan, struct plan_step *out);
/* The day of a step after a visit; of months the last day where there is no such one. */
date_day plan_day(const struct plan_step *s, date_day visit);

#endif
