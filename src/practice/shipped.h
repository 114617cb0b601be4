/*
 * shipped.h - templates that come with the program: checklists, charts.
 */
#ifndef CHAIRSIDE_PRACTICE_SHIPPED_H
#define CHAIRSIDE_PRACTICE_SHIPPED_H

#include <stdbool.h>

#include "base/err.h"

/* Calls fn with the code (its file's name without .json) and the text of each template in a
 * folder of db/, such as "charts/", until it returns false. */
bool shipped_each(const char *folder,
    bool (*fn)(const char *code, const char *text, void *arg, struct err *e), void *arg,
    struct err *e);

#endif
