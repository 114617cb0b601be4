/*
 * lots.h - lots of products: what came in, what is left, what is recalled.
 */
#ifndef CHAIRSIDE_SCREENS_LOTS_H
#define CHAIRSIDE_SCREENS_LOTS_H

#include "screens/desk.h"
#include "screens/record_form.h"

/* What was typed or scanned into the field of a lot's number: a code fills the other
 * fields, and where it could say two things asks which (struct record_form_kind). */
bool lot_typed(struct desk *d, struct form *f, const struct field *field, const char *text,
    struct err *e);
/* The same for a product's GTIN and HIBC: the code of its box will do. */
bool product_typed(struct desk *d, struct form *f, const struct field *field,
    const char *text, struct err *e);
/* A new lot was saved: asks how many came in. */
void lot_saved(struct desk *d, const struct record *was, const struct record *lot);
/* What came in and went out of one lot. */
void lot_push(struct desk *d, int64_t lot);

#endif
