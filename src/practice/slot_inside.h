/*
 * slot_inside.h - what the files of slot.h know of each other.
 */
#ifndef CHAIRSIDE_PRACTICE_SLOT_INSIDE_H
#define CHAIRSIDE_PRACTICE_SLOT_INSIDE_H

#include "practice/slot.h"

/* A row of `hours`. */
struct slot_hours {
	int64_t staff;		/* 0: the practice */
	date_day since;		/* DATE_NONE: from the beginning */
	unsigned days;
	int begins, ends;	/* minutes since midnight; begins -1: not working */
};

/* A row of `block`; its `repeats` by the first letter of the word. */
enum { SLOT_ONCE = '\0', SLOT_FORTNIGHTLY = 'f', SLOT_YEARLY = 'y' };
struct slot_block {
	enum slot_kind kind;
	int64_t place;		/* 0: the practice */
	date_day date, until;	/* DATE_NONE: none */
	int month, dom;		/* of the date */
	int start, minutes;	/* -1: all day; to the end of the day */
	unsigned days;
	char repeats;
	char *reason;
};

/* A row of `service_use`. */
struct slot_may {
	int64_t service, place;
	enum slot_kind kind;
};

/* Whether the person has hours of their own on that day. */
bool slot_own_hours(const struct slot_book *b, int64_t staff, date_day day);

#endif
