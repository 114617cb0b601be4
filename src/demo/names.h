/*
 * names.h - names, streets and towns of the demo.
 */
#ifndef CHAIRSIDE_DEMO_NAMES_H
#define CHAIRSIDE_DEMO_NAMES_H

#include <stddef.h>

struct demo_name {
	const char *text;
	const char *latin;	/* for an e-mail address; NULL: `text`, folded */
};

/* Names that go together. */
struct demo_people {
	unsigned weight;	/* how many of 1,000 clients */
	const struct demo_name *given, *family;
	size_t n_given, n_family;
};
extern const struct demo_people demo_peoples[];
extern const size_t demo_n_peoples;

struct demo_town {
	const char *city, *region, *postcode;
	int area_code;
};
extern const struct demo_town demo_towns[];
extern const size_t demo_n_towns;

extern const char *const demo_streets[];
extern const size_t demo_n_streets;

/* Staff: full name and licence prefix. */
extern const char *const demo_staff_given[], *const demo_staff_family[];
extern const size_t demo_n_staff_given, demo_n_staff_family;

#endif
