/*
 * field_type.h - what field.c knows of each type, as a table.
 *
 * Only field.c, field_type.c and describe.c include it.
 *
 * `read` turns trimmed, non-empty UTF-8 into a value, or returns false; types without
 * `read` keep the text itself. `check` tests what limits cannot express. `format` and
 * `show` get a value of the right kind within the type's limits; without `format` the
 * text itself is added, and without `show` the plain form is shown.
 */
#ifndef CHAIRSIDE_RECORD_FIELD_TYPE_H
#define CHAIRSIDE_RECORD_FIELD_TYPE_H

#include "record/field.h"

struct field_type_row {
	const char *name;	/* its name in documents */
	const char *what;	/* "must be …" */
	int64_t min, max;	/* numbers: limits; text: max code points */
	enum value_kind kind;
	bool written;		/* a person's own words */
	bool number;		/* at the right of a column */
	bool (*read)(const struct field *f, const struct field_context *c,
	    const char *s, struct value *v);
	bool (*check)(const struct field *f, const char *s);
	void (*format)(const struct value *v, struct buf *out);
	void (*show)(const struct field *f, const struct field_context *c,
	    const struct value *v, struct buf *out);
};

#define FIELD_TYPES (FIELD_LINK + 1)

const struct field_type_row *field_type_row(enum field_type type);

#endif
