/*
 * bundle.h - everything that the practice holds on one person, as one file.
 *
 * A tar archive with a folder client-ID: index.html, to be read by anybody (no script, nothing
 * fetched); data.json, every record that leads to the client by its links, whichever types
 * there are; journal.json, who read, changed or took away what and when; files/, photos and
 * papers as they came in; SHA256SUMS, which `sha256sum -c` takes. Other people are in it by a
 * number or, staff, by name; no other client is.
 */
#ifndef CHAIRSIDE_EXPORT_BUNDLE_H
#define CHAIRSIDE_EXPORT_BUNDLE_H

#include "practice/practice.h"

/* `target` NULL or "-": standard output. Needs ACTION_EXPORT; the journal's entry of an export
 * comes before the first byte. A file whose bytes are gone is named in index.html. ERR_NOTFOUND
 * without such a client. */
bool bundle_write(struct practice *p, int64_t client, const char *target, struct err *e);

#endif
