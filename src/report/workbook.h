/*
 * workbook.h - what the files of the workbook share; nobody else includes it.
 */
#ifndef CHAIRSIDE_REPORT_WORKBOOK_H
#define CHAIRSIDE_REPORT_WORKBOOK_H

#include "exchange/xlsx.h"
#include "report/report.h"

/* Columns of Summary. */
enum {
	SUMMARY_LABEL, SUMMARY_NOW, SUMMARY_BEFORE, SUMMARY_CHANGE,
	SUMMARY_COLUMNS
};

struct workbook {
	const struct report_result *r;
	struct xlsx *x;
	int summary, tables;
	int *sheets;		/* by detail sheet */
	long *figure_rows;	/* on Summary, from 0 */
	long *check_rows;	/* on Checks, from 0; by figure */
	long *table_rows;	/* first data row on Tables, by table */
	void (*progress)(int permille, void *arg);
	void *arg;
};

/* A number rounded as on Summary; 0 when there is none. */
double workbook_shown(struct quantity q, enum report_unit unit);

/* Assigns each figure that has a formula its row of Checks; returns the number of
 * rows. */
long workbook_plan_checks(struct workbook *w);
/* Writes the sheet Checks, after all others. */
void workbook_checks(struct workbook *w);

#endif
