/*
 * ics.h - iCalendar (RFC 5545), read and written.
 *
 * The reader knows nothing of a clinic but its zone: it gives what occurs, each by
 * itself, and tells in sentences what it did not understand, which then stands on no other
 * day. Of a series whose rule is not read its start is given, which is certain. What was
 * decided where the standard is silent or senders disagree:
 *
 * - UNTIL as a date includes that day, which is told.
 * - A time that occurs twice is the first (3.3.5); one that the clock goes over is kept,
 *   moved forward by the gap, also in a series, and told.
 * - A TZID that the system or Windows knows beats a VTIMEZONE that disagrees, which is
 *   told; a VTIMEZONE counts for other names.
 * - Without UID the digest of the event's lines is the identity, with a number where
 *   several are alike.
 * - EXDATE as a date takes that day out; RDATE and EXDATE leave COUNT as it is.
 * - The first of a series is its start, whether its rule gives it or not (told).
 *
 * What repeats is given between two days, and never without end: at most
 * ICS_SERIES_MAX of a series, after at most ICS_WORK_MAX days looked at in a file.
 */
#ifndef CHAIRSIDE_EXCHANGE_ICS_H
#define CHAIRSIDE_EXCHANGE_ICS_H

#include <stdio.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/sink.h"

#define ICS_FILE_MAX (64 * 1024 * 1024)
#define ICS_SERIES_MAX 5000
#ifndef ICS_WORK_MAX	/* fuzzing makes it small */
#define ICS_WORK_MAX 20000000
#endif

enum ics_status { ICS_CONFIRMED, ICS_TENTATIVE, ICS_CANCELLED };
enum ics_busy { ICS_BUSY, ICS_FREE, ICS_AWAY };

struct ics_person {
	const char *name, *email;	/* "" unknown */
};

/* What occurs once. Texts are valid UTF-8 of any length, as the file has them: "" none. */
struct ics_event {
	const char *uid;
	bool digest;			/* … which the file did not have */
	/* "" for what occurs once, else when its series has it: 20261103T190000Z, or
	 * 20261103 of all-day events. It stays when this one is moved. */
	const char *recurrence;
	const char *summary, *description, *location;
	const char *calendar;		/* X-WR-CALNAME of the whole */
	struct ics_person organizer;
	const struct ics_person *attendees;	/* without the organizer */
	size_t n_attendees;
	enum ics_status status;
	enum ics_busy busy;
	long line;			/* of its BEGIN */

	bool all_day;
	date_day day, last_day;		/* clinic time; of all-day events inclusive */
	int start;			/* minutes since midnight; -1 all day */
	int64_t minutes;		/* exact length; -1: not known */
	instant at;			/* of the start */
};

struct ics_reader {
	const struct zone *zone;	/* the clinic's: of floating times and of `day` */
	date_day from, until;		/* what repeats is given from day to day */
	/* False ends the reading. Texts are borrowed for the call. */
	bool (*event)(const struct ics_event *ev, void *arg);
	/* What was not understood or was decided; line 0: of the whole file. */
	void (*told)(long line, const char *sentence, void *arg);
	void *arg;
};

/* False when it is no iCalendar file (ERR_INVALID); what is wrong in one is told. */
bool ics_read(const char *bytes, size_t size, const struct ics_reader *reader,
    struct err *e);

/*
 * Writer: version 2.0, CRLF, lines of at most 75 octets, times in UTC. A writer with
 * `sink.f` set and the rest zero is ready for use; after a failure ferror() of that is
 * set.
 */
struct ics_writer {
	struct sink sink;
};

struct ics_out {
	const char *uid;	/* as from ics_uid() */
	const char *summary, *description, *location;	/* NULL or "": left out */
	enum ics_status status;
	enum ics_busy busy;
	int64_t sequence;	/* rises when it is changed */
	bool all_day;
	date_day day, last_day;	/* all day: inclusive */
	instant begins, ends;	/* else */
	instant stamp;		/* when this is written */
};

void ics_write_begin(struct ics_writer *w, const char *product, const char *name);
void ics_write_event(struct ics_writer *w, const struct ics_out *ev);
void ics_write_end(struct ics_writer *w);

/* The UID that a record keeps: of its practice's identity, its kind and number. And the
 * number in such a UID of that practice; 0: it is none. */
void ics_uid(struct buf *out, const char *practice, const char *kind, int64_t id);
int64_t ics_uid_number(const char *uid, const char *practice, const char *kind);

#endif
