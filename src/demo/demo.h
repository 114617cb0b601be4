/*
 * demo.h - an invented practice, for learning and trying out.
 */
#ifndef CHAIRSIDE_DEMO_DEMO_H
#define CHAIRSIDE_DEMO_DEMO_H

#include "practice/practice.h"

struct demo_options {
	long clients;		/* ≥ 1; about ten sessions each */
	unsigned long seed;	/* different seeds give different records */
};

/* For struct practice_init; its fill_arg is a struct demo_options. */
bool demo_fill(struct db *db, const struct practice_init *init, struct err *e);

#endif
