/*
 * monthly.h - the parts of the monthly report: declarations (monthly.c) and computing.
 */
#ifndef CHAIRSIDE_REPORT_MONTHLY_H
#define CHAIRSIDE_REPORT_MONTHLY_H

#include "report/report.h"

/* monthly_compute.c */
bool monthly_compute(struct report_period *p, struct err *e);

/* monthly_contact.c */
bool monthly_reviews(struct report_period *p, struct err *e);
/* Fills the newsletter figures, counting back from the start of the month after where that
 * is kept, else from today's states. */
bool monthly_newsletter(struct report_period *p, struct err *e);

#endif
