/*
 * export.h - writing all rows of a kind to a file.
 *
 * A KIND is a table entry of export.c.
 */
#ifndef CHAIRSIDE_EXPORT_EXPORT_H
#define CHAIRSIDE_EXPORT_EXPORT_H

#include "practice/practice.h"

struct export_options {
	const char *kind;
	/* Dated kinds only: a day, month or year as people write it, inclusive. NULL:
	 * from the first, to the last */
	const char *from, *to;
	const char *format;	/* csv (NULL), json, xlsx; of sessions ics too */
	const char *target;	/* NULL or "-": standard output */
	void (*progress)(int permille, void *arg);
	void *arg;
};
/* All rows, archived ones too, streamed in constant memory from one read
 * transaction; *rows counts them. */
bool practice_export(struct practice *p, const struct export_options *o,
    long *rows, struct err *e);

#endif
