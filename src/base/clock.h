/*
 * clock.h - the only place that reads the wall clock.
 *
 * Instants are UTC seconds since 1970. The clinic's zone comes from the
 * practice record, never from the environment.
 */
#ifndef CHAIRSIDE_BASE_CLOCK_H
#define CHAIRSIDE_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "base/zone.h"

/* Zone names like "Europe/Vienna" or "UTC". ERR_INVALID when there is no such
 * zone file; the zone in force stays. Until called, the zone is UTC. */
bool clock_set_zone(const char *name, struct err *e);
const struct zone *clock_zone(void);	/* until the next clock_set_zone() */

/* Stops the clock at "YYYY-MM-DDTHH:MM[:SS]", clinic time, or UTC with a final Z. NULL
 * or "" lets it run again. ERR_USAGE when malformed. Clinic time is converted with the
 * zone in force at each reading. */
bool clock_fix(const char *now, struct err *e);

instant clock_now(void);
date_day clock_today(void);
int clock_minutes(void);	/* minutes since midnight, clinic time */
int64_t clock_monotonic_ms(void);

/* Clinic time of an instant and back; `minutes` may pass midnight. Instants outside
 * years 1 to 9999 count as the nearest inside. A time the clocks skip is moved forward;
 * of a time they repeat, the first is meant. */
void clock_local(instant t, date_day *day, int *minutes, int *seconds);
instant clock_instant(date_day day, int minutes);

/* "2026-03-12T14:05:09Z" */
#define CLOCK_ISO_SIZE 24
const char *clock_iso(instant t, char out[CLOCK_ISO_SIZE]);
/* The reverse; also accepts a blank instead of the T, no seconds, fractions of a second
 * (dropped) and the offsets ±HH:MM, ±HHMM, ±HH. Without a zone it is clinic time. False
 * if malformed. */
bool clock_from_iso(const char *s, instant *t);

#endif
