/*
 * export_file.c - see export_file.h.
 */
#include "export/export_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "exchange/csv.h"
#include "exchange/json_record.h"
#include "exchange/xlsx_record.h"

struct export_file {
	const struct export_format *format;
	const struct export_column *columns;
	size_t n;
	size_t at;		/* cells of this row so far */
	struct file_out *out;
	struct csv_writer csv;
	struct buf plain;	/* the cell being written */
	struct json json;
	struct xlsx *xlsx;
};

struct export_format {
	const char *name;
	bool (*begin)(struct export_file *x, const struct practice *p,
	    const char *name, struct err *e);
	void (*row)(struct export_file *x);	/* starts a row; may be NULL */
	void (*cell)(struct export_file *x, const struct field *f,
	    const struct value *v);
	void (*end_row)(struct export_file *x);
	bool (*ok)(const struct export_file *x);
	/* Commits the file, or discards it; both free it. */
	bool (*finish)(struct export_file *x, struct err *e);
	void (*give_up)(struct export_file *x);
};

/* --- CSV ---------------------------------------------------------------------------- */

static bool
csv_begin(struct export_file *x, UNUSED const struct practice *p, UNUSED const char *name,
    UNUSED struct err *e)
{
	size_t i;

	x->csv.sink.f = file_out_stream(x->out);
	for (i = 0; i < x->n; i++)
		csv_write_plain(&x->csv, x->columns[i].name);
	csv_write_end(&x->csv);
	return true;
}

static void
csv_cell_write(struct export_file *x, const struct field *f, const struct value *v)
{
	(field_is_text(f) ? csv_write_text : csv_write_plain)(&x->csv,
	    field_plain(f, v, &x->plain));
}

static void
csv_row_end(struct export_file *x)
{
	csv_write_end(&x->csv);
}

static bool
stream_ok(const struct export_file *x)
{
	return ferror(file_out_stream(x->out)) == 0;
}

static bool
stream_finish(struct export_file *x, struct err *e)
{
	return file_out_commit(x->out, e);
}

static void
stream_give_up(struct export_file *x)
{
	file_out_abort(x->out);
}

/* --- JSON ----------------------------------------------------------------------------- */

static bool
json_begin(struct export_file *x, UNUSED const struct practice *p, UNUSED const char *name,
    UNUSED struct err *e)
{
	json_start(&x->json, file_out_stream(x->out), false);
	json_array(&x->json);
	return true;
}

static void
json_row(struct export_file *x)
{
	json_object(&x->json);
}

static void
json_cell(struct export_file *x, const struct field *f, const struct value *v)
{
	json_key(&x->json, x->columns[x->at].name);
	json_field(&x->json, f, v);
}

static void
json_row_end(struct export_file *x)
{
	json_close(&x->json);
}

static bool
json_end(struct export_file *x, struct err *e)
{
	json_close(&x->json);
	json_finish(&x->json);
	return file_out_commit(x->out, e);
}

/* --- a workbook ----------------------------------------------------------------------- */

static bool
xlsx_begin(struct export_file *x, const struct practice *p, const char *name,
    struct err *e)
{
	AUTO_FREE struct xlsx_column *columns = xcalloc(x->n, sizeof(*columns));
	char sheet[32], *at;
	size_t i;

	x->xlsx = xlsx_new(x->out, name, record_text(p->settings, "name"), clock_now(),
	    e);
	if (x->xlsx == NULL) {
		file_out_abort(x->out);
		return false;
	}
	for (i = 0; i < x->n; i++)
		columns[i] = (struct xlsx_column){ x->columns[i].title,
		    x->columns[i].width };
	snprintf(sheet, sizeof(sheet), "%s", name);
	sheet[0] = (char)(sheet[0] - 'a' + 'A');
	for (at = sheet; *at != '\0'; at++)
		if (*at == '_')
			*at = ' ';
	xlsx_sheet(x->xlsx, sheet, columns, x->n, true);
	return true;
}

static void
xlsx_cell(struct export_file *x, const struct field *f, const struct value *v)
{
	xlsx_field(x->xlsx, f, v);
}

static void
xlsx_row_end(struct export_file *x)
{
	xlsx_end_row(x->xlsx);
}

static bool
xlsx_may_go_on(const struct export_file *x)
{
	return xlsx_ok(x->xlsx);
}

static bool
xlsx_end(struct export_file *x, struct err *e)
{
	return xlsx_finish(x->xlsx, e);
}

static void
xlsx_give_up(struct export_file *x)
{
	xlsx_abort(x->xlsx);
}

/* --- any of them ------------------------------------------------------------------------ */

static const struct export_format formats[] = {
	{ "csv", csv_begin, NULL, csv_cell_write, csv_row_end, stream_ok,
	  stream_finish, stream_give_up },
	{ "json", json_begin, json_row, json_cell, json_row_end, stream_ok,
	  json_end, stream_give_up },
	{ "xlsx", xlsx_begin, NULL, xlsx_cell, xlsx_row_end, xlsx_may_go_on,
	  xlsx_end, xlsx_give_up },
};

const struct export_format *
export_format_named(const char *name, struct err *e)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(formats); i++)
		if (name == NULL || strcmp(formats[i].name, name) == 0)
			return &formats[i];
	err_set(e, ERR_USAGE, "format", "An export has no format \"%.40s\": "
	    "choose csv, json or xlsx, for sessions ics too.", name);
	return NULL;
}

bool
export_format_is_json(const struct export_format *f)
{
	return f->begin == json_begin;
}

struct export_file *
export_file_begin(const struct practice *p, const struct export_format *format,
    const char *target, const char *name, const struct export_column *columns,
    size_t n, struct err *e)
{
	struct export_file *x = xcalloc(1, sizeof(*x));

	x->format = format;
	x->columns = columns;
	x->n = n;
	x->plain = (struct buf)BUF_INIT;
	x->out = file_out_open(target, e);
	if (x->out != NULL && format->begin(x, p, name, e))
		return x;
	free(x);
	return NULL;
}

void
export_file_cell(struct export_file *x, const struct field *f,
    const struct value *v)
{
	BUG_IF(x->at == x->n);
	if (x->at == 0 && x->format->row != NULL)
		x->format->row(x);
	x->format->cell(x, f, v);
	x->at++;
}

void
export_file_text(struct export_file *x, const char *text)
{
	static const struct field field = { .name = "text", .type = FIELD_TEXT };
	struct value v = VALUE_INIT;

	if (text != NULL && *text != '\0') {
		v.kind = VALUE_TEXT;
		v.s = (char *)(uintptr_t)text;	/* only read */
	}
	export_file_cell(x, &field, &v);
}

void
export_file_end_row(struct export_file *x)
{
	BUG_IF(x->at != x->n);
	x->format->end_row(x);
	x->at = 0;
}

bool
export_file_ok(const struct export_file *x)
{
	return x->format->ok(x);
}

bool
export_file_finish(struct export_file *x, struct err *e)
{
	bool ok = x->format->finish(x, e);

	buf_free(&x->plain);
	free(x);
	return ok;
}

void
export_file_give_up(struct export_file *x)
{
	x->format->give_up(x);
	buf_free(&x->plain);
	free(x);
}

/* --- progress --------------------------------------------------------------------------- */

long
export_total(struct db *db, const struct record_type *t)
{
	int64_t n;

	db_total(db, t, &n, NULL);
	return (long)n;
}

void
export_progress(const struct export_options *o, long rows, long total)
{
	if (o->progress != NULL && rows % 1000 == 0 && rows <= total)
		o->progress((int)(rows * 1000 / total), o->arg);
}
