/*
 * monthly.h - the parts of the monthly report: what is declared (monthly.c) and
 * how it is computed.
 */
#ifndef CHAIRSIDE_REPORT_MONTHLY_H
#define CHAIRSIDE_REPORT_MONTHLY_H

#include "report/report.h"

/* monthly_compute.c */
bool monthly_compute(struct report_period *p, struct err *e);

/* monthly_contact.c */
bool monthly_reviews(struct report_period *p, struct err *e);
/* The newsletter: from today's states back through both months. */
bool monthly_newsletter(struct report_period *now, struct report_period *before,
    struct err *e);

#endif
