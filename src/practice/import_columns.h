/*
 * import_columns.h - a file's columns, and choosing the field of each.
 *
 * What nobody chose is matched as an import matches it; what was chosen becomes a
 * mapping, which an import reads. Columns whose names are alike are not told apart by a
 * mapping.
 */
#ifndef CHAIRSIDE_PRACTICE_IMPORT_COLUMNS_H
#define CHAIRSIDE_PRACTICE_IMPORT_COLUMNS_H

#include "base/buf.h"
#include "practice/exchange.h"

#define IMPORT_AS_NOTE ""
#define IMPORT_LEAVE_OUT "-"

struct import_column {
	char *name;		/* as the file has it */
	char *samples;		/* up to three values, with a mark between */
	char *label;		/* of the field that it feeds; "": none */
	char *why;		/* in a few words */
	char *chosen;		/* a field's name, AS_NOTE, LEAVE_OUT; NULL: not chosen */
};

struct import_columns_seen {
	char *kind, *path;
	struct import_column *columns;
	size_t n;
	struct import_field { char *name, *label; } *fields;	/* that a column may feed */
	size_t n_fields;
	char *missing;		/* labels of what no column feeds and must be; "" nothing */
};

/* Reads the beginning of the file. NULL where it cannot be read or has no columns. */
struct import_columns_seen *practice_import_columns(struct practice *p, const char *kind,
    const char *path, struct err *e);
void import_columns_free(struct import_columns_seen *s);	/* NULL is fine */

/* Gives a column its field, and matches the others anew. False, and nothing has changed,
 * where that cannot be. */
bool practice_import_choose(struct practice *p, struct import_columns_seen *s,
    size_t column, const char *field, struct err *e);

/* What was chosen, as a mapping file. */
void practice_import_mapping(const struct import_columns_seen *s, struct buf *out);

#endif
