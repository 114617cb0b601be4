/*
 * log.h - collects an import's messages for a summary as JSON.
 */
#ifndef CHAIRSIDE_IMPORT_LOG_H
#define CHAIRSIDE_IMPORT_LOG_H

#include <stdio.h>

#include "import/import.h"

struct import_said {
	long line, column;	/* column 0: the whole row */
	char *sentence;
};
struct import_matched {
	char *column, *field, *reason;
};
struct import_log {
	struct import_said *refused, *noted;
	size_t n_refused, cap_refused, n_noted, cap_noted;
	struct import_matched *matched;
	size_t n_matched, cap_matched;
};
#define IMPORT_LOG_INIT { .refused = NULL }

/* For struct import_options, with the log as its arg. */
void import_log_refused(long line, long column, const char *sentence, void *log);
void import_log_noted(long line, const char *sentence, void *log);
void import_log_matched(const char *column, const char *field, const char *reason,
    void *log);
void import_log_free(struct import_log *log);

/* Writes one object: the counts, `columns`, `refusals` and `notes`; `error` is the
 * sentence of an import that could not go on, or NULL. */
void import_log_json(const struct import_log *log, const struct import_options *o,
    const struct import_result *r, const char *error, FILE *f);

#endif
