/*
 * monthly.h - the parts of the monthly report: declarations (monthly.c, monthly_sheets.c) and
 * computing.
 */
#ifndef CHAIRSIDE_REPORT_MONTHLY_H
#define CHAIRSIDE_REPORT_MONTHLY_H

#include "report/report.h"

/* monthly_sheets.c */
#define MONTHLY_SHEETS 16
extern const struct report_sheet monthly_sheets[MONTHLY_SHEETS];

/* monthly_compute.c */
bool monthly_compute(struct report_period *p, struct err *e);

/* Names the rows that are keyed by a record's number: `column` of the table gets the record's
 * `field`. Number 0 is nobody. */
bool monthly_names(struct report_period *p, struct report_table *t,
    const struct record_type *type, const char *field, const char *column, struct err *e);

/* Adds n to the row's cell of that column. */
void monthly_add(struct report_table *t, struct report_cell *row, const char *column, int64_t n);

/* monthly_hours.c */
/* Of sessions_by_practitioner before it is sorted. */
bool monthly_hours(struct report_period *p, struct err *e);

/* monthly_back.c */
bool monthly_series(struct report_period *p, struct err *e);
bool monthly_due(struct report_period *p, struct err *e);

/* monthly_after.c; `done`: sessions done in the month */
bool monthly_after(struct report_period *p, int64_t done, struct err *e);

/* monthly_screenings.c */
bool monthly_screenings(struct report_period *p, struct err *e);

/* monthly_contact.c */
bool monthly_reviews(struct report_period *p, struct err *e);
/* Fills the newsletter figures, counting back from the start of the month after where that
 * is kept, else from today's states. */
bool monthly_newsletter(struct report_period *p, struct err *e);

#endif
