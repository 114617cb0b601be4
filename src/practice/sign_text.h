/*
 * sign_text.h - what a signature is of: a visit as text.
 *
 *	chairside visit, form 1
 *	fields: session 36; chart 11; chart_line 8; …
 *	session: client@=Allen, Claire; service@2=Microneedling; date=2026-03-12; …
 *	chart: template@1=Microneedling; device@1=Dermapen 4; ticks=zones\noutcome=she left; …
 *	chart_line: chart@1=; position=1; zone@cheek_l=cheek L; depth=100; passes=4; …
 *	chart_product: …
 *	screening: …
 *	consent: …
 *
 * A line a record, lines and products in their order, values as they are stored. Its fields
 * are those marked FIELD_FROZEN among the first so many of each type that `fields` tells:
 * columns are only ever appended, so that a later program makes the text of an older one. A
 * field without a value is left out. In a value \\, ; and the end of a line are written with
 * a \ before them (\n); in the place of one of more than 200 bytes stands its SHA-256,
 * "sha256 …".
 *
 * Behind @ stands what a thing is known by, behind = what it was called, which may change
 * later. A client is known by the name alone, being who may yet be found to be another one's
 * second record.
 */
#ifndef CHAIRSIDE_PRACTICE_SIGN_TEXT_H
#define CHAIRSIDE_PRACTICE_SIGN_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

struct db;

#define SIGN_FORM 1

/* What a template calls its zones or ticks ("$.zones"): sign_label() is "" for one it does
 * not have. Free with sign_labels_free(), also when it failed. */
struct sign_labels {
	struct { char *code, *label; } *list;
	size_t n;
};
bool sign_labels(struct db *db, const char *body, const char *path,
    struct sign_labels *out, struct err *e);
const char *sign_label(const struct sign_labels *l, const char *code);
void sign_labels_free(struct sign_labels *l);

/* Adds the text of the visit and its chart; of the fields that the text `as` has (NULL: of
 * all there are). ERR_NOTFOUND without a visit or a chart, ERR_INVALID when `as` is no such
 * text. */
bool sign_text(struct db *db, int64_t session, const char *as, struct buf *out,
    struct err *e);
/* Adds where the texts first differ but for names, "session: date"; nothing: nowhere. */
void sign_text_difference(const char *was, const char *is, struct buf *out);

#endif
