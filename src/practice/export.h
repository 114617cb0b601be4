/*
 * export.h - writing all rows of a kind, or a report, to a file.
 *
 * A KIND is a table entry of export.c.
 */
#ifndef CHAIRSIDE_PRACTICE_EXPORT_H
#define CHAIRSIDE_PRACTICE_EXPORT_H

#include "practice/practice.h"

/* --- export ---------------------------------------------------------------- */

struct export_options {
	const char *kind;
	/* Dated kinds only: a day, month or year as people write it, inclusive. NULL:
	 * from the first, to the last */
	const char *from, *to;
	const char *format;	/* csv (NULL), json, xlsx */
	const char *target;	/* NULL or "-": standard output */
	void (*progress)(int permille, void *arg);
	void *arg;
};
/* All rows, archived ones too, streamed in constant memory from one read
 * transaction; *rows counts them. */
bool practice_export(struct practice *p, const struct export_options *o,
    long *rows, struct err *e);

/* --- reports ---------------------------------------------------------------- */

struct report_options {
	const char *name;	/* "monthly" */
	const char *month;	/* 2026-03, or as people write it: date_parse_month() */
	const char *format;	/* text (NULL), json, csv, xlsx */
	const char *target;	/* NULL or "-": standard output */
	void (*progress)(int permille, void *arg);
	void *arg;
};
bool practice_report(struct practice *p, const struct report_options *o,
    struct err *e);
/* Name and one sentence of report i; false past the end. */
bool practice_report_list(size_t i, const char **name, const char **help);

#endif
