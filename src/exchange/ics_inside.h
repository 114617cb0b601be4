/*
 * ics_inside.h - what the files of the iCalendar reader share.
 *
 * ics_line.c unfolds lines and makes parts (events, zones) of them; ics_zone.c finds what
 * a TZID means; ics_time.c reads times and lengths; ics_event.c reads an event;
 * ics_series.c gives its occurrences. All memory is the arena's of the reading.
 */
#ifndef CHAIRSIDE_EXCHANGE_ICS_INSIDE_H
#define CHAIRSIDE_EXCHANGE_ICS_INSIDE_H

#include "base/mem.h"
#include "exchange/ics.h"

enum ics_kind { ICS_OTHER, ICS_CALENDAR, ICS_EVENT, ICS_ZONE, ICS_STANDARD, ICS_DAYLIGHT };

struct ics_line {		/* a property */
	char *name;		/* in capitals */
	char *parameters;	/* as they stand, without the first ; */
	char *value;		/* as it stands */
	long line;		/* on which it begins */
	struct ics_line *next;
};

struct ics_part {		/* a component */
	enum ics_kind kind;
	const char *name;
	long line;
	bool ended;
	struct ics_line *first, *last;
	struct ics_part *calendar;	/* NULL outside of one */
	struct ics_part *outer;
	struct ics_part *next;		/* of all, in the order of the file */
};

struct ics_zone {
	const char *tzid;		/* NULL: the clinic's, or UTC */
	struct ics_part *calendar;
	const struct zone *zone;	/* that counts; NULL: none is known */
	const struct zone *other;	/* what the file says beside it, or NULL */
	struct zone *own, *own_other;	/* to be freed */
	bool told;			/* that both disagree */
	struct ics_zone *next;
};

struct ics_reading {
	const struct ics_reader *reader;
	struct arena *arena;
	struct ics_part *parts, *last_part;
	struct ics_zone clinic, utc, nowhere, *zones;
	long work;			/* days that rules may still look at */
	bool stopped;			/* the caller had enough */
};

/* A sentence for the caller; what stands in the file is made harmless. */
void ics_tell(const struct ics_reading *r, long line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* --- ics_line.c --- */
bool ics_parse(struct ics_reading *r, const char *bytes, size_t size, struct err *e);
/* The next line of that name behind `after`, NULL for the first. */
const struct ics_line *ics_line(const struct ics_part *p, const char *name,
    const struct ics_line *after);
/* Its value as it stands; "" when there is none. */
const char *ics_value(const struct ics_part *p, const char *name);
/* A parameter without quotes and ^ escapes (RFC 6868); NULL when there is none. */
const char *ics_parameter(const struct ics_reading *r, const struct ics_line *l,
    const char *name);
/* A text without its escapes (3.3.11). */
const char *ics_text(const struct ics_reading *r, const char *value);

/* --- ics_windows.c --- */
/* The zone of the database for a name that Windows uses; NULL: none. */
const char *ics_windows_zone(const char *windows);

/* --- ics_zone.c --- */
struct ics_zone *ics_zone(struct ics_reading *r, struct ics_part *calendar,
    const char *tzid);
/* The instant of a wall time; tells once where the file says otherwise. */
instant ics_instant(const struct ics_reading *r, struct ics_zone *z, instant wall,
    long line, enum zone_fit *fit);
void ics_zones_free(struct ics_reading *r);

/* --- ics_time.c --- */
#define ICS_WALL_FIRST ((instant)-718797 * DAY_SECONDS)	/* 0002-01-01 */
#define ICS_WALL_LAST ((instant)2932531 * DAY_SECONDS)	/* 9998-12-31 */

struct ics_time {
	bool date;		/* a day alone; `wall` is its midnight */
	struct ics_zone *zone;
	instant wall;		/* what the clock of `zone` shows */
	instant at;		/* of a day: midnight in the clinic's zone */
};

/* One time of a line; `floating` is the zone of a time without any. False when it was
 * not understood, which is told. */
bool ics_time(struct ics_reading *r, const struct ics_part *p, const struct ics_line *l,
    const char *text, struct ics_zone *floating, struct ics_time *t);
/* The form alone: YYYYMMDD, or YYYYMMDDTHHMMSS with a Z that sets *utc. */
bool ics_stamp(const char *text, instant *wall, bool *date, bool *utc);

struct ics_length {
	bool known;
	int days;		/* of the calendar … */
	int64_t seconds;	/* … and then exact (3.3.6) */
};
bool ics_duration(const char *text, struct ics_length *l);
#define ICS_WORDS 48
const char *ics_time_words(instant wall, bool date, char out[ICS_WORDS]);

/* --- ics_event.c --- */
struct ics_item {		/* an event as the file has it */
	struct ics_part *part;
	const char *uid;
	bool digest;
	long sequence;
	instant stamp;
	struct ics_time start, recurrence;
	bool overrides;		/* has `recurrence` */
	bool onwards;		/* … and means all later ones too */
	bool repeats;
	struct ics_length length;
	struct ics_event event;	/* all but when */
	size_t group;		/* of its UID, for the first of it */
};

/* False when there is nothing that could be placed; told. */
bool ics_item_read(struct ics_reading *r, struct ics_part *p, struct ics_item *item);

/* --- ics_series.c --- */
/* Gives the occurrences of the events `items`, which share a UID: one at most that is
 * none of a series, then those that override. */
void ics_series_give(struct ics_reading *r, struct ics_item *const *items, size_t n);

#endif
