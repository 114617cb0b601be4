/*
 * report.h - what the practice's use cases ask the report engine for.
 */
#ifndef CHAIRSIDE_PRACTICE_REPORT_H
#define CHAIRSIDE_PRACTICE_REPORT_H

#include "practice/practice.h"
#include "report/report.h"

/* A month ("2026-10") as this login may see it, now. ERR_USAGE when it is none. */
bool report_asked(struct practice *p, const char *month, struct report_request *q,
    struct err *e);

#endif
