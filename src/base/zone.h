/*
 * zone.h - time zones: what their clocks show at an instant, and back.
 *
 * A zone is read from the system's files (TZif, RFC 8536), with the rule at their end for
 * the years behind the last change they list, or made of changes told by the caller. It
 * never changes, and nothing of it is the process's: several are used side by side. No
 * zone is a day or more from UTC; files with leap seconds are refused.
 */
#ifndef CHAIRSIDE_BASE_ZONE_H
#define CHAIRSIDE_BASE_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

typedef int64_t instant;	/* UTC seconds since 1970 */

#define DAY_SECONDS 86400

struct zone;

struct zone_change {
	instant at;		/* from here on … */
	int offset;		/* … clocks are so many seconds east of UTC */
};

/* Zones named like "Europe/Vienna"; "UTC" needs no file. NULL with ERR_INVALID when
 * there is none. */
struct zone *zone_open(const char *name, struct err *e);
/* The contents of a zone file; NULL when they are none. */
struct zone *zone_parse(const char *name, const void *bytes, size_t size);
/* Changes in rising order, with the offset that holds before the first; NULL when they
 * are not in order or an offset is a day or more. */
struct zone *zone_make(const char *name, int before, const struct zone_change *changes,
    size_t n);
void zone_free(struct zone *z);		/* NULL is fine */

const char *zone_name(const struct zone *z);

/* Seconds east of UTC. */
int zone_offset(const struct zone *z, instant t);

enum zone_fit {
	ZONE_ONCE,
	ZONE_TWICE,	/* the clock goes back over that time: the first is meant */
	ZONE_NEVER	/* the clock goes forward over it: moved forward by the gap */
};
/* The instant at which clocks show `wall` seconds since 1970 (RFC 5545, 3.3.5). `fit`
 * may be NULL. */
instant zone_instant(const struct zone *z, instant wall, enum zone_fit *fit);

#endif
