/*
 * calendar.h - a calendar file as rows: visits, or time off.
 *
 * What its events are is found by their words. A visit has one who attends, or its title
 * names a client or a service of the practice; anything else that takes time is time off,
 * whose person, room or device the title, the organizer or the calendar's name say. Each
 * event is a row of one of the two, and what is none of the kind that is imported is
 * told. Both are known again by their UID and, of a series, by which of it they are.
 * Series are taken from a year before today to a year after.
 */
#ifndef CHAIRSIDE_IMPORT_CALENDAR_H
#define CHAIRSIDE_IMPORT_CALENDAR_H

#include "base/mem.h"
#include "import/inside.h"

struct import_calendar;

/* Does the stream begin as a calendar file, and is it read as that kind? It is rewound. */
bool import_calendar_is(FILE *f, const char *kind);
/* NULL on failure. What is passed over is counted and told. */
struct import_calendar *import_calendar_read(struct import *im, FILE *f, struct err *e);
void import_calendar_free(struct import_calendar *c);	/* NULL is fine */

size_t import_calendar_width(const struct import_calendar *c);
const char *import_calendar_header(const struct import_calendar *c, size_t column);
size_t import_calendar_rows(const struct import_calendar *c);
const char *import_calendar_cell(const struct import_calendar *c, size_t row,
    size_t column);
/* On which line of the file its event begins. */
long import_calendar_line(const struct import_calendar *c, size_t row);
/* Of a visit that this practice has exported: the session; 0: it is another's. */
int64_t import_calendar_own(const struct import_calendar *c, size_t row);
/* False for a row of time off in a calendar that says nobody's: it would close the whole
 * practice. */
bool import_calendar_whose(struct import *im, struct err *e);

#endif
