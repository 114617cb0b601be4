/*
 * reports.h - the records behind a figure of the monthly report.
 */
#ifndef CHAIRSIDE_SCREENS_REPORTS_H
#define CHAIRSIDE_SCREENS_REPORTS_H

#include "screens/desk.h"

/* Pushes the list of the month that begins on `first`; all texts are copied. */
void figure_rows_push(struct desk *d, const char *figure, const char *label,
    date_day first);

#endif
