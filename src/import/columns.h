/*
 * columns.h - the columns of a file, and choosing a field for each.
 *
 * Columns without a choice are matched as in an import; the choices become a mapping
 * for the import. A mapping cannot distinguish columns of the same name.
 */
#ifndef CHAIRSIDE_IMPORT_COLUMNS_H
#define CHAIRSIDE_IMPORT_COLUMNS_H

#include "base/buf.h"
#include "practice/practice.h"

#define IMPORT_AS_NOTE ""
#define IMPORT_LEAVE_OUT "-"

struct import_column {
	char *name;		/* as in the file */
	char *samples;		/* up to three values, with a separator */
	const char *label;	/* of the field it feeds; "": none */
	char *why;		/* in a few words */
	char *chosen;		/* a field's name, AS_NOTE, LEAVE_OUT; NULL: not chosen */
};

struct import_columns_seen {
	char *kind, *path;
	char *preset;		/* that the choices override; NULL: none */
	struct import_column *columns;
	size_t n;
	const struct field **fields;	/* that a column may feed */
	size_t n_fields;
	char *missing;		/* labels of needed fields that no column feeds; "" none */
};

/* Reads the beginning of the file. NULL when it cannot be read or has no columns.
 * Choices override `preset`, or start from those in the mapping file `map` for columns
 * of this file; both may be NULL. A mapping file that does more than assign columns is
 * refused: it has to be edited as a file. */
struct import_columns_seen *practice_import_columns(struct practice *p, const char *kind,
    const char *path, const char *preset, const char *map, struct err *e);
void import_columns_free(struct import_columns_seen *s);	/* NULL is fine */

/* Chooses a field for a column, and matches the others again. False, and nothing
 * changed, when that is not possible. */
bool practice_import_choose(struct practice *p, struct import_columns_seen *s,
    size_t column, const char *field, struct err *e);

/* Adds the choices as a mapping file. */
void practice_import_mapping(const struct import_columns_seen *s, struct buf *out);

/* Adds a mapping file in one line: "clients: family = Last Name, 2 left out". */
void practice_import_mapping_words(const char *path, struct buf *out);

#endif
