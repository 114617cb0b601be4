/*
 * calendar.h - what the calendar shows: a day with its people or its rooms side by side, a
 * week of one person, and a month as free hours.
 *
 * A column is a person or a room on a day: its visits, time off and free time, by time. Of a
 * person a visit lasts from when the client comes to the end of the treatment, and the
 * numbing is nobody's free time; of a room it lasts until the room is clean again. Whether
 * time is free, and which room is, slot.h says. Visits that were cancelled or missed, and
 * imported ones without a time, are on none.
 *
 * Moments are minutes since 1970, clinic wall time (rules.h). Texts are not yet harmless for
 * a terminal. A week and a month begin on the practice's first day of the week.
 */
#ifndef CHAIRSIDE_PRACTICE_CALENDAR_H
#define CHAIRSIDE_PRACTICE_CALENDAR_H

#include "practice/sessions.h"
#include "practice/slot.h"

#define CALENDAR_ROW 30		/* minutes of a row */
#define CALENDAR_WEEKS 6	/* of a month's page */

enum calendar_view { CALENDAR_DAY, CALENDAR_ROOMS, CALENDAR_WEEK, CALENDAR_MONTH, CALENDAR_VIEWS };

struct calendar_visit {
	int64_t id, version;
	int64_t coming;		/* the first visit of its coming */
	int64_t client, service, staff, room;
	enum session_status status;
	int64_t comes, treats, ends, leaves;
	bool joins;		/* another visit of its coming is earlier */
	bool late;		/* booked, begun, and the client is not here */
	bool shown;		/* the rest is here (calendar_show()); NULL and false before: */
	char *name;		/* "Byrne, Ada"; "" for a visit without a client */
	char *what, *brief;	/* "Microneedling face 3/4, + LED", and by its code "MN 3/4" */
	char *code;		/* of the service, else its name */
	bool alert;		/* something must not be missed; for every role */
	bool no_outcome;	/* a booking past its end, or open on a past day */
};

enum calendar_kind { CALENDAR_VISIT, CALENDAR_OFF, CALENDAR_FREE };

struct calendar_item {
	enum calendar_kind kind;
	int64_t from, until;
	size_t visit;		/* of a visit: its place among them */
	char *text;		/* time off: why; "" for none */
	/* Free time of a person, where there are rooms: the one that is free from its
	 * beginning on, and until when. 0: none, and from when on one is. */
	int64_t room, room_until;
};

struct calendar_column {
	enum slot_kind kind;	/* SLOT_STAFF or SLOT_ROOM */
	int64_t place;		/* 0: visits without one */
	date_day day;
	char *name;
	struct slot_span hours;	/* from its opening to its closing; from == until: none */
	int free;		/* minutes */
	size_t first, n;	/* its items */
};

struct calendar_service {
	int64_t id;
	char *name, *code;	/* without a code: its name */
	int numbing, minutes, cleanup;
};

struct calendar {
	struct slot_book book;
	struct slot_uses uses;
	struct calendar_visit *visits;
	size_t n_visits, cap_visits;
	struct calendar_item *items;
	size_t n_items, cap_items;
	struct calendar_column *columns;
	size_t n_columns, cap_columns;
	struct calendar_service *services;
	size_t n_services, cap_services;
	int begins, ends;	/* minutes since midnight: the first row, and after the last */
	int64_t free[CALENDAR_WEEKS * 7];	/* of a month: minutes of each day; -1: nobody works */
	int *month;		/* of a month: the same of each place of the book, day by day */
	date_day first;		/* of a week or a month's page: its first day */
};

/*
 * Reads a page; `out` may hold another. `staff` is the person of a week. ERR_DENIED for who
 * may not read clients' visits. Free with calendar_free().
 */
bool calendar_read(struct practice *p, enum calendar_view view, date_day day, int64_t staff,
    struct calendar *out, struct err *e);
void calendar_free(struct calendar *c);

/* Reads what is shown of the visits in so many columns from `first` on, unless it is there.
 * On failure their texts are "". */
bool calendar_show(struct practice *p, struct calendar *c, size_t first, size_t n,
    struct err *e);

/* Adds which visit of a series it is, " 3 of 4"; nothing where its service has none.
 * Checks no right. */
bool calendar_add_nth(struct practice *p, int64_t session, struct buf *out, struct err *e);

/* The first day of the week, and of the month's page, that has this day. */
date_day calendar_first(const struct practice *p, enum calendar_view view, date_day day);

/* The free time of each person on a day of the month's page, by calling fn. */
void calendar_free_of(const struct calendar *c, date_day day,
    void (*fn)(const struct slot_place *who, int minutes, void *arg), void *arg);

/* Adds the codes of the services that a person may begin at that moment, with a free room and
 * device where they need one: "peel, facial, LED", at most so many; nothing for none.
 * In the column of a room those that may be done there by anybody. */
void calendar_fits(const struct calendar *c, const struct calendar_column *column,
    int64_t moment, size_t most, struct buf *out);

#endif
