/*
 * papers_print.h - consents, aftercare and other words on paper: blank ones to be signed or
 * given, and consents that were signed.
 */
#ifndef CHAIRSIDE_EXPORT_PAPERS_PRINT_H
#define CHAIRSIDE_EXPORT_PAPERS_PRINT_H

#include "practice/practice.h"

/* The document of that code: its newest published edition, or (`edition` not 0, `language` not
 * NULL) that one, draft or not. A consent has lines to be signed on. `format` "text" (NULL
 * too) or "html", `target` NULL or "-": standard output. ERR_NOTFOUND. */
bool document_print(struct practice *p, const char *code, int64_t edition,
    const char *language, const char *format, const char *target, struct err *e);

/* A consent with the words that were signed, by whom and when; what was withdrawn stands
 * before them. Needs ACTION_READ_CLIENTS; the journal's entry of an export comes first. */
bool consent_print(struct practice *p, int64_t consent, const char *format,
    const char *target, struct err *e);

#endif
