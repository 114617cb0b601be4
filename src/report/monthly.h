/*
 * monthly.h - the two halves of the monthly report: what is declared
 * (monthly.c) and how it is computed (monthly_compute.c).
 */
#ifndef CHAIRSIDE_REPORT_MONTHLY_H
#define CHAIRSIDE_REPORT_MONTHLY_H

#include "report/report.h"

bool monthly_compute(struct report_period *now, struct report_period *before,
    struct err *e);

#endif
