/*
 * mapping.h - how another program's columns become our fields.
 *
 * A mapping is an ini file; a preset is an ordinary mapping file that ships inside the
 * program. Only this file knows inih.
 *
 *	[sessions]
 *	date-format = %m/%d/%Y
 *	delimiter = ";"
 *	client = Code
 *	status = "done"
 *	notes = Comment + Remark
 *	create = client, staff
 *	key = Code + Date
 *
 *	[sessions.values.status]
 *	NS = no_show
 *
 * A bare word or 'text in single quotes' is a column (for JSON a dotted path), "text in
 * double quotes" a constant; a quote is doubled inside. A column whose name has a + or
 * a ; after a space, or begins with a quote, must be in single quotes: 'A+B'. A ; after
 * a space and outside quotes begins a comment; so do ; and # at the start of a line.
 * `status = ""` leaves a field blank even where a column of its name exists. In a table
 * of values the words on the left may be in double quotes: "a = b" = x; the word "" is
 * a blank cell. With `preset = salon-bookings`, whatever the mapping does not say is
 * taken from that shipped mapping.
 */
#ifndef CHAIRSIDE_EXCHANGE_MAPPING_H
#define CHAIRSIDE_EXCHANGE_MAPPING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

enum mapping_part_kind { MAPPING_COLUMN, MAPPING_CONSTANT };

struct mapping_part {
	enum mapping_part_kind kind;
	char *text;		/* column header, or the constant */
};

struct mapping_value {
	char *from, *to;	/* `from` is compared without case */
};

struct mapping_field {
	char *field;		/* our field's name */
	struct mapping_part *parts;	/* joined with `+` */
	size_t n_parts;		/* 0: values only; the column has the field's name */
	struct mapping_value *values;	/* [kind.values.field] */
	size_t n_values;
	int line;		/* in the file, for messages */
	bool shipped;		/* from the preset: its columns may be missing */
};

struct mapping {
	char *kind;		/* the section's name: "clients", … */
	char delimiter;		/* 0: recognise */
	char *encoding;		/* NULL: UTF-8 or BOM */
	char *date_format;	/* strptime, or NULL */
	char *time_format;	/* strptime, or NULL */
	char *date_order;	/* "ymd", "dmy", "mdy", or NULL: `date-order =` */
	char **create;		/* record types to create: `create = client, staff` */
	size_t n_create;
	char **ignore;		/* columns to leave out: `ignore = Days, Package` */
	size_t n_ignore;
	char **keep;		/* columns to keep as notes, whatever they are called */
	size_t n_keep;
	struct mapping_part *key;	/* `key = A + B`, or NULL */
	size_t n_key;
	char *preset;		/* shipped mapping that supplies the rest, or NULL */
	char *format;		/* "csv" (NULL) or "json" with `items = $.reviews` */
	char *items;		/* JSON path of the array of items, or NULL: "$" */
	struct mapping_field *fields;
	size_t n_fields;
};

/*
 * Reads the section [kind] (and [kind.values.*]) out of ini text. `name` is the file's
 * name in messages. A name that is not an option above is taken for a field name, which
 * the importer checks. ERR_INVALID with line and sentence for what cannot be read, an
 * option or field given twice; ERR_NOTFOUND when there is no such section (the sentence
 * names the sections there are). NULL on failure; free with mapping_free(). Sections of
 * other kinds are skipped, but every line must be ini.
 */
struct mapping *mapping_read(const char *ini_text, const char *name,
    const char *kind, struct err *e);
struct mapping *mapping_new(const char *kind);	/* empty: columns match by name */
void mapping_free(struct mapping *m);
/* What the value table has for `cell`, or `cell` itself. */
const char *mapping_value_of(const struct mapping_field *f, const char *cell);

#endif
