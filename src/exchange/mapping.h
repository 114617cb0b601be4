/*
 * mapping.h - how another program's columns become our fields.
 *
 * A mapping is an ini file; a preset is an ordinary mapping file that ships
 * inside the program. Only this file knows inih.
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
 * A bare word or 'text in single quotes' is a column (for JSON a dotted path),
 * "text in double quotes" a constant; a quote is doubled inside. A column whose
 * name holds + or a ; after a space, or begins with a quote, stands in single
 * quotes: 'A+B'. A ; after a space and outside quotes begins a comment; so do
 * ; and # at the start of a line. `status = ""` leaves a field blank even where
 * a column of its name exists. In a table of values the words on the left may
 * stand in double quotes: "a = b" = x, "" = what a blank cell means. What a mapping with
 * `preset = salon-bookings` leaves open is read as that shipped mapping has it.
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
	size_t n_parts;		/* 0: values only, the header matches by itself */
	struct mapping_value *values;	/* [kind.values.field] */
	size_t n_values;
	int line;		/* in the file, for messages */
	bool shipped;		/* of the preset: its columns need not be there */
};

struct mapping {
	char *kind;		/* the section's name: "clients", … */
	char delimiter;		/* 0: recognise */
	char *encoding;		/* NULL: UTF-8 or BOM */
	char *date_format;	/* strptime, or NULL */
	char *time_format;	/* strptime, or NULL */
	char *date_order;	/* "ymd", "dmy", "mdy", or NULL: `date-order =` */
	char **create;		/* record types made on the way: `create = client, staff` */
	size_t n_create;
	char **ignore;		/* columns to leave out: `ignore = Days, Package` */
	size_t n_ignore;
	char **keep;		/* columns to keep as notes, whatever they are called */
	size_t n_keep;
	struct mapping_part *key;	/* `key = A + B`, or NULL */
	size_t n_key;
	char *preset;		/* a shipped mapping for what is left open, or NULL */
	char *format;		/* "csv" (NULL) or "json" with `items = $.reviews` */
	char *items;		/* JSON path of the array of items, or NULL: "$" */
	struct mapping_field *fields;
	size_t n_fields;
};

/*
 * Reads the section [kind] (and [kind.values.*]) out of ini text. `name` stands
 * in messages. Unknown options are those that are not options above; everything
 * else is taken for a field name, which the importer checks. ERR_INVALID with
 * line and sentence for what cannot be read, an option or field given twice;
 * ERR_NOTFOUND when there is no such section (the sentence names the sections
 * there are). NULL on failure; free with mapping_free(). Sections of other kinds
 * are passed over, but every line must be ini.
 */
struct mapping *mapping_read(const char *ini_text, const char *name,
    const char *kind, struct err *e);
struct mapping *mapping_new(const char *kind);	/* empty: headers match by themselves */
void mapping_free(struct mapping *m);
/* By name, without case; NULL when it is not mapped. */
const struct mapping_field *mapping_find(const struct mapping *m, const char *field);
/* The value table's answer for `cell`, or `cell` itself. */
const char *mapping_value_of(const struct mapping_field *f, const char *cell);

#endif
