/*
 * evidence.h - a visit as evidence: what was asked, agreed, done and used, what was signed
 * and said since, and whether all of it still verifies.
 *
 * The screening is told with its answers and the rules that they met on its own day, each
 * with the source it had in that edition; consent and aftercare with the words of the edition
 * that was signed or given; files by their digests; then the journal's entries about each of
 * these records. Nothing is left out of it that the file knows of the visit.
 */
#ifndef CHAIRSIDE_EXPORT_EVIDENCE_H
#define CHAIRSIDE_EXPORT_EVIDENCE_H

#include "practice/practice.h"

/* `format` "text" (NULL too), "html" or "json"; `target` NULL or "-": standard output. Needs
 * ACTION_READ_MEDICAL; the journal's entry of an export comes before the first line.
 * ERR_NOTFOUND without such a visit. */
bool evidence_write(struct practice *p, int64_t session, const char *format,
    const char *target, struct err *e);

#endif
