/*
 * reports.h - writing a report to a file.
 */
#ifndef CHAIRSIDE_FIGURES_REPORTS_H
#define CHAIRSIDE_FIGURES_REPORTS_H

#include "practice/practice.h"

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
