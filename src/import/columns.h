/*
 * columns.h - a file's columns, and choosing the field of each.
 *
 * What nobody chose is matched as an import matches it; what was chosen becomes a
 * mapping, which an import reads. Columns whose names are alike are not told apart by a
 * mapping.
 */
#ifndef CHAIRSIDE_IMPORT_COLUMNS_H
#define CHAIRSIDE_IMPORT_COLUMNS_H

#include "base/buf.h"
#include "practice/export.h"

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
	char *preset;		/* under what is chosen; NULL: none */
	struct import_column *columns;
	size_t n;
	struct import_field { char *name, *label; } *fields;	/* that a column may feed */
	size_t n_fields;
	char *missing;		/* labels of what no column feeds and must be; "" nothing */
};

/* Reads the beginning of the file. NULL where it cannot be read or has no columns. What is
 * chosen goes over a preset, or begins with what a mapping file chose for the columns that
 * are there; both may be NULL. A mapping that says more than which column is which is
 * refused: it is changed in its file. */
struct import_columns_seen *practice_import_columns(struct practice *p, const char *kind,
    const char *path, const char *preset, const char *map, struct err *e);
void import_columns_free(struct import_columns_seen *s);	/* NULL is fine */

/* Gives a column its field, and matches the others anew. False, and nothing has changed,
 * where that cannot be. */
bool practice_import_choose(struct practice *p, struct import_columns_seen *s,
    size_t column, const char *field, struct err *e);

/* What was chosen, as a mapping file. */
void practice_import_mapping(const struct import_columns_seen *s, struct buf *out);

/* Adds what a mapping file says, in a line: "clients: family = Last Name, 2 left out". */
void practice_import_mapping_words(const char *path, struct buf *out);

#endif
