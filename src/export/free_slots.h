/*
 * free_slots.h - the next free slots for a service, as rows.
 *
 * What is free is said by practice/slot.h; numbing, minutes and clean-up are the service's.
 */
#ifndef CHAIRSIDE_EXPORT_FREE_SLOTS_H
#define CHAIRSIDE_EXPORT_FREE_SLOTS_H

#include "base/date.h"
#include "practice/practice.h"

#define FREE_SLOTS_DAYS 366

struct free_query {
	const char *service;	/* its code or its name */
	const char *staff;	/* code or name; NULL: whoever does the service */
	const char *from;	/* a day as people write it; NULL: today */
	int days;		/* from 1 to FREE_SLOTS_DAYS */
	long most;		/* slots */
};

/* Texts are borrowed until the callback returns, "" for none. */
struct free_slot {
	date_day day;
	int comes, treated, until;	/* minutes since its midnight; `until` may pass 1440 */
	const char *staff, *room, *device;
};

/* Calls fn for each, by day and time, at most `most`; *more: there are others within the
 * days. ERR_USAGE for a day that is none; ERR_NOTFOUND for an unknown service or person,
 * ERR_INVALID for one that is no longer offered. */
bool free_slots(struct practice *p, const struct free_query *q,
    void (*fn)(const struct free_slot *, void *), void *arg, bool *more, struct err *e);
/* The same as csv or json on standard output. */
bool free_slots_export(struct practice *p, const struct free_query *q, const char *format,
    bool *more, struct err *e);

#endif
