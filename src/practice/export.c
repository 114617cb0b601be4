/*
 * export.c - all records of a kind, as CSV, JSON or a workbook.
 *
 * Rows are streamed from one statement inside one read transaction; nothing is
 * kept but the row being written. A file says links by what other programs know
 * a record by, else by "#" and the number, so that it can be imported again;
 * columns called …_name say it to people. An export is journalled before its
 * first row, so that none leaves unseen.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "exchange/csv.h"
#include "exchange/json_record.h"
#include "exchange/xlsx_record.h"
#include "practice/exchange.h"

/* --- the kinds ---------------------------------------------------------------- */

struct export_kind {
	const char *name;
	const struct record_type *type;
	const struct record_type *lines;	/* one row a line of it, or NULL */
	const char *query;
	bool dated;
	bool instants;			/* the period also as instants */
	const char *names;		/* links that have a column of names */
	const struct field *extra;	/* what the query adds */
	size_t n_extra;
};

static const struct field consent_times[] = {
	{ .name = "opt_in_at", .type = FIELD_INSTANT },
	{ .name = "confirmed_at", .type = FIELD_INSTANT },
	{ .name = "unsubscribed_at", .type = FIELD_INSTANT },
	{ .name = "cleaned_at", .type = FIELD_INSTANT },
	{ .name = "source", .type = FIELD_CODE },
	{ .name = "reason", .type = FIELD_TEXT },
};

static const struct export_kind kinds[] = {
	{ .name = "clients", .type = &record_client, .query = "export_clients" },
	{ .name = "services", .type = &record_service, .query = "export_services" },
	{ .name = "products", .type = &record_product, .query = "export_products" },
	{ .name = "sessions", .type = &record_session, .query = "export_sessions",
	  .dated = true, .names = " client service staff " },
	{ .name = "receipts", .type = &record_receipt, .lines = &record_receipt_line,
	  .query = "export_receipts", .dated = true,
	  .names = " client service product staff " },
	{ .name = "subscribers", .type = &record_subscriber,
	  .query = "export_subscribers", .names = " client ",
	  .extra = consent_times, .n_extra = ARRAY_LEN(consent_times) },
	{ .name = "reviews", .type = &record_review, .query = "export_reviews",
	  .dated = true, .instants = true, .names = " client asked_by " },
	{ .name = "staff", .type = &record_staff, .query = "export_staff" },
};

static const struct export_kind *
kind_find(const char *name, struct err *e)
{
	AUTO_BUF struct buf known = BUF_INIT;

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
		buf_addf(&known, "%s%s", i == 0 ? "" : ", ", kinds[i].name);
	}
	err_set(e, ERR_USAGE, "kind", "Nothing called \"%.40s\" can be exported: "
	    "choose one of %s.", name, known.s);
	return NULL;
}

/* --- columns ------------------------------------------------------------------- */

enum column_kind { COLUMN_ID, COLUMN_FIELD, COLUMN_LINK, COLUMN_NAME };

struct column {
	enum column_kind kind;
	const struct field *field;
	char *name;		/* of the column in the file */
	char *from;		/* of the query's */
};

struct export {
	const struct export_options *o;
	const struct export_kind *kind;
	const struct export_format *format;
	struct column *columns;
	size_t n, cap;
	struct file_out *out;
	struct csv_writer csv;
	struct json json;
	struct xlsx *xlsx;
	struct value value;	/* of the cell being written */
	long rows, total;
};

static const struct field id_field = { .name = "id", .type = FIELD_INTEGER };
static const struct field text_field = { .name = "text", .type = FIELD_TEXT };

static void
column_add(struct export *x, enum column_kind kind, const struct field *f,
    char *name, char *from)
{
	GROW(x->columns, x->cap, x->n + 1);
	x->columns[x->n++] = (struct column){ kind, f, name, from };
}

static bool
has_name(const struct export_kind *k, const char *field)
{
	AUTO_FREE char *word = xasprintf(" %s ", field);

	return k->names != NULL && strstr(k->names, word) != NULL;
}

/* A field's column; a link's is followed by that of the name. */
static void
columns_of_field(struct export *x, const struct field *f)
{
	if (f->type != FIELD_LINK) {
		column_add(x, COLUMN_FIELD, f, xstrdup(f->name), xstrdup(f->name));
		return;
	}
	column_add(x, COLUMN_LINK, f, xstrdup(f->name), xasprintf("%s_link", f->name));
	if (has_name(x->kind, f->name))
		column_add(x, COLUMN_NAME, &text_field,
		    xasprintf("%s_name", f->name), xasprintf("%s_name", f->name));
}

static void
columns_of_type(struct export *x, const struct record_type *t, unsigned hidden)
{
	for (size_t i = 0; i < t->n_fields; i++) {
		const struct field *f = &t->fields[i];

		/* the row a line stands in says its receipt already */
		if ((f->flags & hidden) == 0 && !(t == x->kind->lines &&
		    f->type == FIELD_LINK && strcmp(f->link, x->kind->type->name) == 0))
			columns_of_field(x, f);
	}
}

static void
columns_make(struct export *x, const struct practice *p)
{
	unsigned hidden = FIELD_SECRET;

	if (!role_may(p->role, ACTION_READ_MEDICAL))
		hidden |= FIELD_MEDICAL;
	column_add(x, COLUMN_ID, &id_field, xstrdup("id"), xstrdup("id"));
	columns_of_type(x, x->kind->type, hidden);
	if (x->kind->lines != NULL)
		columns_of_type(x, x->kind->lines, hidden);
	for (size_t i = 0; i < x->kind->n_extra; i++)
		columns_of_field(x, &x->kind->extra[i]);
}

/* --- formats ------------------------------------------------------------------------ */

struct export_format {
	const char *name;
	bool (*begin)(struct export *x, const struct practice *p, struct err *e);
	void (*row)(struct export *x);	/* before its first cell; may be NULL */
	void (*cell)(struct export *x, const struct column *c, struct stmt *st);
	void (*end_row)(struct export *x);
	bool (*ok)(struct export *x);	/* may it go on? */
	/* Commits the file, which is gone afterwards; or throws it away. */
	bool (*finish)(struct export *x, struct err *e);
	void (*give_up)(struct export *x);
};

/* The value of the column's field in this row. */
static const struct value *
read_value(struct export *x, const struct column *c, struct stmt *st,
    const char *from)
{
	if (stmt_is_null(st, from))
		value_clear(&x->value);
	else if (field_kind(c->field) == VALUE_INT)
		value_set_int(&x->value, stmt_int(st, from));
	else
		value_set_text(&x->value, stmt_text(st, from));
	return &x->value;
}

static bool
csv_begin(struct export *x, const struct practice *p, struct err *e)
{
	x->csv.f = file_out_stream(x->out);
	for (size_t i = 0; i < x->n; i++)
		csv_write_plain(&x->csv, x->columns[i].name);
	csv_write_end(&x->csv);
	return true;
}

static void
csv_cell_write(struct export *x, const struct column *c, struct stmt *st)
{
	AUTO_BUF struct buf plain = BUF_INIT;

	switch (c->kind) {
	case COLUMN_LINK:
	case COLUMN_NAME:
		csv_write_text(&x->csv, stmt_text(st, c->from));
		return;
	case COLUMN_ID:
	case COLUMN_FIELD:
		field_format(c->field, read_value(x, c, st, c->from), &plain);
		if (field_is_text(c->field))
			csv_write_text(&x->csv, plain.s);
		else
			csv_write_plain(&x->csv, plain.s);
		return;
	}
}

static void
csv_row_end(struct export *x)
{
	csv_write_end(&x->csv);
}

static bool
stream_ok(struct export *x)
{
	return ferror(file_out_stream(x->out)) == 0;
}

static bool
stream_finish(struct export *x, struct err *e)
{
	return file_out_commit(x->out, e);
}

static void
stream_give_up(struct export *x)
{
	file_out_abort(x->out);
}

static bool
json_begin(struct export *x, const struct practice *p, struct err *e)
{
	json_start(&x->json, file_out_stream(x->out), false);
	json_array(&x->json);
	return true;
}

static void
json_row(struct export *x)
{
	json_object(&x->json);
}

/* A link is the other record's number, as everywhere in our JSON. */
static void
json_cell(struct export *x, const struct column *c, struct stmt *st)
{
	json_key(&x->json, c->name);
	json_field(&x->json, c->field, read_value(x, c, st,
	    c->kind == COLUMN_LINK ? c->field->name : c->from));
}

static void
json_row_end(struct export *x)
{
	json_close(&x->json);
}

static bool
json_end(struct export *x, struct err *e)
{
	json_close(&x->json);
	json_finish(&x->json);
	return file_out_commit(x->out, e);
}

static bool
xlsx_begin(struct export *x, const struct practice *p, struct err *e)
{
	AUTO_FREE struct xlsx_column *columns = xcalloc(x->n, sizeof(*columns));
	char title[32];

	x->xlsx = xlsx_new(x->out, x->kind->name, record_text(p->settings, "name"),
	    clock_now(), e);
	if (x->xlsx == NULL) {
		file_out_abort(x->out);
		return false;
	}
	for (size_t i = 0; i < x->n; i++)
		columns[i] = (struct xlsx_column){ x->columns[i].name,
		    xlsx_field_width(x->columns[i].field) };
	snprintf(title, sizeof(title), "%s", x->kind->name);
	title[0] = (char)(title[0] - 'a' + 'A');
	xlsx_sheet(x->xlsx, title, columns, x->n, true);
	return true;
}

static void
xlsx_cell(struct export *x, const struct column *c, struct stmt *st)
{
	if (c->kind == COLUMN_LINK || c->kind == COLUMN_NAME)
		xlsx_text(x->xlsx, stmt_text(st, c->from), XLSX_PLAIN);
	else
		xlsx_field(x->xlsx, c->field, read_value(x, c, st, c->from));
}

static void
xlsx_row_end(struct export *x)
{
	xlsx_end_row(x->xlsx);
}

static bool
xlsx_may_go_on(struct export *x)
{
	return xlsx_ok(x->xlsx);
}

static bool
xlsx_end(struct export *x, struct err *e)
{
	return xlsx_finish(x->xlsx, e);
}

static void
xlsx_give_up(struct export *x)
{
	xlsx_abort(x->xlsx);
}

static const struct export_format formats[] = {
	{ "csv", csv_begin, NULL, csv_cell_write, csv_row_end, stream_ok,
	  stream_finish, stream_give_up },
	{ "json", json_begin, json_row, json_cell, json_row_end, stream_ok,
	  json_end, stream_give_up },
	{ "xlsx", xlsx_begin, NULL, xlsx_cell, xlsx_row_end, xlsx_may_go_on,
	  xlsx_end, xlsx_give_up },
};

static const struct export_format *
format_find(const char *name, struct err *e)
{
	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		if (name == NULL || strcmp(formats[i].name, name) == 0)
			return &formats[i];
	}
	err_set(e, ERR_USAGE, "format", "An export has no format \"%.40s\": "
	    "choose csv, json or xlsx.", name);
	return NULL;
}

/* --- rows ------------------------------------------------------------------------------ */

static bool
day_option(const struct export_options *o, const struct export_kind *k,
    const char *name, const char *day, date_day *out, struct err *e)
{
	*out = DATE_NONE;
	if (day == NULL)
		return true;
	if (!k->dated)
		return err_set(e, ERR_USAGE, name, "%s have no date: --%s is for "
		    "sessions, receipts and reviews.", k->name, name);
	*out = date_from_iso(day);
	return *out != DATE_NONE || err_set(e, ERR_USAGE, name,
	    "\"%.40s\" is not a day: write it like 2026-03-12.", day);
}

/* The statement with the period that is asked for. */
static struct stmt *
ask(struct db *db, const struct export_kind *k, date_day from, date_day to)
{
	struct stmt *st = db_stmt(db, k->query);
	char day[DATE_ISO_SIZE];

	if (!k->dated)
		return st;
	stmt_set_text(st, "from", from == DATE_NONE ? NULL : date_to_iso(from, day));
	stmt_set_text(st, "to", to == DATE_NONE ? NULL : date_to_iso(to, day));
	if (k->instants && from != DATE_NONE)
		stmt_set_int(st, "after", clock_instant(from, 0));
	if (k->instants && to != DATE_NONE && date_add_days(to, 1) != DATE_NONE)
		stmt_set_int(st, "before", clock_instant(date_add_days(to, 1), 0));
	return st;
}

static void
progress(struct export *x)
{
	if (x->o->progress != NULL && x->rows % 1000 == 0 && x->total > 0)
		x->o->progress((int)(x->rows * 1000 / x->total), x->o->arg);
}

static bool
write_rows(struct export *x, struct stmt *st, struct err *e)
{
	const struct export_format *f = x->format;

	while (f->ok(x) && stmt_next(st)) {
		if (f->row != NULL)
			f->row(x);
		for (size_t i = 0; i < x->n; i++)
			f->cell(x, &x->columns[i], st);
		f->end_row(x);
		x->rows++;
		progress(x);
	}
	value_clear(&x->value);
	return stmt_end(st, e);
}

static long
total(struct db *db, const struct export_kind *k)
{
	struct stmt *st = db_stmt(db, "derive_total_get");
	long n = 0;

	stmt_set_text(st, "name", (k->lines != NULL ? k->lines : k->type)->name);
	if (stmt_one(st))
		n = (long)stmt_int(st, "n");
	stmt_end(st, NULL);
	return n;
}

static bool
write_file(struct export *x, struct practice *p, date_day from, date_day to,
    struct err *e)
{
	x->out = file_out_open(x->o->target, e);
	if (x->out == NULL || !x->format->begin(x, p, e))
		return false;
	if (!write_rows(x, ask(p->db, x->kind, from, to), e)) {
		x->format->give_up(x);
		return false;
	}
	return x->format->finish(x, e);
}

static void
export_free(struct export *x)
{
	for (size_t i = 0; i < x->n; i++) {
		free(x->columns[i].name);
		free(x->columns[i].from);
	}
	free(x->columns);
}

bool
practice_export(struct practice *p, const struct export_options *o,
    long *rows, struct err *e)
{
	struct export x = { .o = o };
	AUTO_FREE char *label = NULL;
	date_day from, to;
	bool ok;

	*rows = 0;
	x.kind = kind_find(o->kind, e);
	x.format = format_find(o->format, e);
	if (x.kind == NULL || x.format == NULL ||
	    !day_option(o, x.kind, "from", o->from, &from, e) ||
	    !day_option(o, x.kind, "to", o->to, &to, e) ||
	    !practice_may(p, ACTION_EXPORT, e))
		return false;
	label = xasprintf("export %s", x.kind->name);
	if (!db_note(p->db, "export", label, e) || !db_read_begin(p->db, e))
		return false;
	columns_make(&x, p);
	x.total = total(p->db, x.kind);
	ok = write_file(&x, p, from, to, e);
	db_read_end(p->db);
	export_free(&x);
	*rows = x.rows;
	return ok;
}
