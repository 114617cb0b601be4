/*
 * naming.h - what a record is called in a sentence: people, days and times.
 *
 * "Allen, Claire, Tue 1 Dec 2:00p, Jonas" for a visit; "Jonas, Fri 27 Nov 2:00p-4:00p,
 * dentist" for time off; the name of a record that has
 * one; else its type, client and day: "screening of Allen, Claire, Tue 1 Dec". Never a
 * record's number; what is not known is left out. Texts are harmless for a terminal
 * unless noted. No rights are checked here: the caller may see the record.
 */
#ifndef CHAIRSIDE_PRACTICE_NAMING_H
#define CHAIRSIDE_PRACTICE_NAMING_H

#include "base/buf.h"
#include "base/date.h"
#include "practice/practice.h"

struct stmt;

void naming_add(struct practice *p, const struct record *r, struct buf *out);
/* The same by id; false, and nothing added, when there is no such record. */
bool naming_add_id(struct practice *p, const struct record_type *t, int64_t id,
    struct buf *out);
/* Adds what `n` records of a type are called: "adverse event", "adverse events". */
void naming_add_kind(const struct record_type *t, int64_t n, struct buf *out);
/* Adds a client's name or the text of a name field, not yet harmless. False: it has
 * neither. */
bool naming_own(const struct practice *p, const struct record *r, struct buf *out);
/* Adds the name of the client of that id from a statement's columns given, family and
 * preferred, not yet harmless; nothing for 0. */
void naming_add_row(struct stmt *st, int64_t id, struct buf *out);
/* "Tue 1 Dec"; with the year when it is half a year or more from today. */
const char *naming_day(date_day day, char out[24]);
const char *naming_day_short(date_day day, char out[24]);	/* "1 Dec" */
/* Adds "Tue 1 Dec 2:00p" by the clinic's clock; its day. */
date_day naming_add_moment(const struct practice *p, instant at, struct buf *out);
/* Adds who wrote an entry of the journal, and when: "Jonas Lind DID, 10:04a", with the day where
 * that is not today; "Somebody else DID" for 0. */
void naming_add_done(struct practice *p, int64_t entry, const char *did, struct buf *out);
/* "Jonas" of "Jonas Lind". */
void naming_add_given(const char *name, struct buf *out);
/* When time off is: "Fri 27 Nov", "Thu 24 Dec to Sat 2 Jan", "every Mon-Fri from Mon 2 Nov";
 * and at what time of those days: "2:00p-4:00p", "from 2:00p", "all day". */
void naming_off_days(const struct record *block, struct buf *out);
void naming_off_time(const struct practice *p, const struct record *block, struct buf *out);
/* Adds "30 min", "2 h", "1 h 30". */
void naming_add_length(int minutes, struct buf *out);
/* Adds a person's short code, else the initials of the first and the last word of the name. */
void naming_add_code(const char *code, const char *name, struct buf *out);

#endif
