/*
 * export_file.h - writing rows to a CSV, JSON or workbook file; for exports alone.
 *
 * Write the cells of a row left to right, one for each column, then end the row. CSV
 * and JSON use a column's name, a workbook its title. Free text is guarded against
 * formulas in CSV; in a workbook dates, times and money are values, not text.
 */
#ifndef CHAIRSIDE_EXPORT_EXPORT_FILE_H
#define CHAIRSIDE_EXPORT_EXPORT_FILE_H

#include "export/export.h"

struct export_column {
	const char *name, *title;
	double width;		/* characters, in a workbook */
};

struct export_format;

/* "csv" (NULL too), "json" or "xlsx"; NULL and ERR_USAGE for any other. */
const struct export_format *export_format_named(const char *name, struct err *e);
bool export_format_is_json(const struct export_format *f);

struct export_file;

/* `name` is the title of the file and, capitalised, of its sheet. The columns are
 * borrowed. NULL on failure. */
struct export_file *export_file_begin(const struct practice *p,
    const struct export_format *format, const char *target, const char *name,
    const struct export_column *columns, size_t n, struct err *e);
void export_file_cell(struct export_file *x, const struct field *f,
    const struct value *v);
void export_file_text(struct export_file *x, const char *text);	/* "": blank */
void export_file_end_row(struct export_file *x);
/* True while nothing has failed. */
bool export_file_ok(const struct export_file *x);
/* Both free it; giving up leaves an existing target file as it was. */
bool export_file_finish(struct export_file *x, struct err *e);
void export_file_give_up(struct export_file *x);

/* How many records there are; and reporting progress by that. */
long export_total(struct db *db, const struct record_type *t);
void export_progress(const struct export_options *o, long rows, long total);

#endif
