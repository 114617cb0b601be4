/*
 * naming.h - what a record is called in a sentence: people, days and times.
 *
 * "Allen, Claire, Tue 1 Dec 2:00p, Jonas" for a visit, the name for whatever has one,
 * else what it is, whose and of which day: "screening of Allen, Claire, Tue 1 Dec".
 * Never a record's number; what is not known is left out. Texts are harmless for a
 * terminal. Nobody is asked for a right: whoever shows the name may see the record.
 */
#ifndef CHAIRSIDE_PRACTICE_NAMING_H
#define CHAIRSIDE_PRACTICE_NAMING_H

#include "base/buf.h"
#include "base/date.h"
#include "practice/practice.h"

struct stmt;

void naming_add(struct practice *p, const struct record *r, struct buf *out);
/* The same by number; false, and nothing added, when there is no such record. */
bool naming_add_id(struct practice *p, const struct record_type *t, int64_t id,
    struct buf *out);
/* Adds the name it has by itself, not yet harmless: a client's, a name field's. False:
 * it has none. */
bool naming_own(const struct practice *p, const struct record *r, struct buf *out);
/* Adds the name of the client of that id from a statement's columns given, family and
 * preferred, not yet harmless; nothing for 0. */
void naming_add_row(struct stmt *st, int64_t id, struct buf *out);
/* "Tue 1 Dec"; with the year where it is half a year and more away from today. */
const char *naming_day(date_day day, char out[24]);
/* "Jonas" of "Jonas Lind". */
void naming_add_given(const char *name, struct buf *out);

#endif
