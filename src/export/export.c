/*
 * export.c - all records of a kind, as CSV, JSON or a workbook.
 *
 * Rows are streamed from one statement inside one read transaction; nothing is kept but
 * the row being written. A link is written as the code or id that other programs use
 * for the record, else as "#" and our id, so that it can be imported again; a column
 * …_name beside it is for people. The journal entry of an export comes before its first
 * row, so that no row leaves unrecorded.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "exchange/xlsx_record.h"
#include "export/calendar.h"
#include "export/export.h"
#include "export/export_file.h"

/* --- the kinds ---------------------------------------------------------------- */

struct export_kind {
	const char *name;
	const struct record_type *type;
	const struct record_type *lines;	/* one row for each line of it, or NULL */
	const char *query;
	const char *dated;		/* the query for a period; NULL: rows have no date */
	bool instants;			/* it has the period as instants too */
	const char *names;		/* links with a column of names beside them */
	const char *without;		/* a link to what no file has, or NULL */
	const struct field *extra;	/* columns that the query adds */
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

static const struct field lot_stock[] = {
	{ .name = "received", .type = FIELD_DATE },
	{ .name = "on_hand", .type = FIELD_INTEGER },
};

/* What was used and where: a row of its own each. */
static const struct field chart_rows[] = {
	{ .name = "client", .type = FIELD_LINK },
	{ .name = "date", .type = FIELD_DATE },
	{ .name = "start", .type = FIELD_TIME },
	{ .name = "service", .type = FIELD_LINK },
	{ .name = "position", .type = FIELD_INTEGER },
	{ .name = "zone", .type = FIELD_CODE },
	{ .name = "depth", .type = FIELD_CODE },	/* millimetres, "0.50" */
	{ .name = "passes", .type = FIELD_INTEGER },
	{ .name = "cartridge", .type = FIELD_INTEGER },
	{ .name = "details", .type = FIELD_NOTE },
	{ .name = "ended_at", .type = FIELD_INSTANT },
	{ .name = "used_as", .type = FIELD_CODE },
	{ .name = "product", .type = FIELD_LINK },
	{ .name = "lot", .type = FIELD_CODE },
	{ .name = "serial", .type = FIELD_CODE },
	{ .name = "used_on", .type = FIELD_TEXT },
	{ .name = "began", .type = FIELD_INSTANT },
	{ .name = "ended", .type = FIELD_INSTANT },
	{ .name = "insisted", .type = FIELD_TEXT },
};

static const struct export_kind kinds[] = {
	{ .name = "clients", .type = &record_client, .query = "export_clients" },
	{ .name = "services", .type = &record_service, .query = "export_services" },
	{ .name = "products", .type = &record_product, .query = "export_products" },
	{ .name = "sessions", .type = &record_session, .query = "export_sessions",
	  .dated = "export_sessions_dated", .names = " client service staff " },
	{ .name = "receipts", .type = &record_receipt, .lines = &record_receipt_line,
	  .query = "export_receipts", .dated = "export_receipts_dated",
	  .names = " client service product staff " },
	{ .name = "subscribers", .type = &record_subscriber,
	  .query = "export_subscribers", .names = " client ",
	  .extra = consent_times, .n_extra = ARRAY_LEN(consent_times) },
	{ .name = "reviews", .type = &record_review, .query = "export_reviews",
	  .dated = "export_reviews_dated", .instants = true, .names = " client asked_by " },
	{ .name = "staff", .type = &record_staff, .query = "export_staff" },
	{ .name = "rooms", .type = &record_room, .query = "export_rooms" },
	{ .name = "devices", .type = &record_device, .query = "export_devices" },
	{ .name = "hours", .type = &record_hours, .query = "export_hours", .names = " staff " },
	{ .name = "blocks", .type = &record_block, .query = "export_blocks",
	  .names = " staff " },
	{ .name = "waiting", .type = &record_waiting, .query = "export_waiting",
	  .names = " client service staff " },
	{ .name = "lots", .type = &record_lot, .query = "export_lots", .names = " product ",
	  .extra = lot_stock, .n_extra = ARRAY_LEN(lot_stock) },
	{ .name = "charts", .type = &record_chart, .query = "export_charts",
	  .names = " template aftercare client service product ", .without = "screening",
	  .extra = chart_rows, .n_extra = ARRAY_LEN(chart_rows) },
	{ .name = "consents", .type = &record_consent, .query = "export_consents",
	  .names = " client document service ", .without = "attachment" },
};

static const struct export_kind *
kind_find(const char *name, struct err *e)
{
	AUTO_BUF struct buf known = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_LEN(kinds); i++) {
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
		buf_addf(&known, "%s%s", i == 0 ? "" : ", ", kinds[i].name);
	}
	err_set(e, ERR_USAGE, "kind", "Nothing called \"%.40s\" can be exported: "
	    "choose one of %s.", name, known.s);
	return NULL;
}

/* --- columns ------------------------------------------------------------------- */

struct column {
	const struct field *field;
	char *name;		/* of the column in the file */
	char *from;		/* of the query's */
	int at;			/* its number there */
	enum value_kind read;
};

struct export {
	const struct export_options *o;
	const struct export_kind *kind;
	struct column *columns;
	size_t n, cap;
	bool json;
	long rows, total;
};

static const struct field id_field = { .name = "id", .type = FIELD_INTEGER };
static const struct field text_field = { .name = "text", .type = FIELD_TEXT };

static void
column_add(struct export *x, const struct field *f, char *name, char *from)
{
	GROW(x->columns, x->cap, x->n + 1);
	x->columns[x->n++] = (struct column){ f, name, from, -1, VALUE_NULL };
}

static bool
has_name(const struct export_kind *k, const char *field)
{
	AUTO_FREE char *word = xasprintf(" %s ", field);

	return k->names != NULL && strstr(k->names, word) != NULL;
}

/* Adds a field's column, for some links followed by one of the name. */
static void
columns_of_field(struct export *x, const struct field *f)
{
	if (f->type != FIELD_LINK) {
		column_add(x, f, xstrdup(f->name), xstrdup(f->name));
		return;
	}
	column_add(x, f, xstrdup(f->name), xasprintf("%s_link", f->name));
	if (has_name(x->kind, f->name))
		column_add(x, &text_field, xasprintf("%s_name", f->name),
		    xasprintf("%s_name", f->name));
}

static void
columns_of_type(struct export *x, const struct record_type *t, unsigned hidden)
{
	size_t i;

	for (i = 0; i < t->n_fields; i++) {
		const struct field *f = &t->fields[i];

		/* the row has its receipt's columns already */
		if ((f->flags & hidden) == 0 && !(t == x->kind->lines &&
		    f->type == FIELD_LINK && strcmp(f->link, x->kind->type->name) == 0) &&
		    (x->kind->without == NULL || strcmp(f->name, x->kind->without) != 0))
			columns_of_field(x, f);
	}
}

static void
columns_make(struct export *x, const struct practice *p)
{
	unsigned hidden = practice_hides(p);
	size_t i;

	column_add(x, &id_field, xstrdup("id"), xstrdup("id"));
	columns_of_type(x, x->kind->type, hidden);
	if (x->kind->lines != NULL)
		columns_of_type(x, x->kind->lines, hidden);
	for (i = 0; i < x->kind->n_extra; i++)
		columns_of_field(x, &x->kind->extra[i]);
}

/* --- rows ------------------------------------------------------------------------------ */

/* Parses a day, or the first or last day of a month or year. */
static date_day
read_day(const struct practice *p, const char *text, bool last)
{
	date_day day = date_parse(text, p->context.date_order, p->context.today, true), end;

	if (day != DATE_NONE ||
	    !date_parse_span(text, p->context.today, true, &day, &end))
		return day;
	return last ? end : day;
}

static bool
day_option(const struct practice *p, const struct export_kind *k,
    const char *name, const char *day, date_day *out, struct err *e)
{
	*out = DATE_NONE;
	if (day == NULL)
		return true;
	if (k->dated == NULL)
		return err_set(e, ERR_USAGE, name, "%s have no date: --%s is for "
		    "sessions, receipts and reviews.", k->name, name);
	*out = read_day(p, day, strcmp(name, "to") == 0);
	return *out != DATE_NONE || err_set(e, ERR_USAGE, name, "\"%.40s\" is not a day: "
	    "write it like 2026-03-12, nov 2025 or last month.", day);
}

/* The statement: for a period its own, bound. */
static struct stmt *
ask(struct db *db, const struct export_kind *k, date_day from, date_day to)
{
	bool whole = from == DATE_NONE && to == DATE_NONE;
	struct stmt *st = db_stmt(db, whole ? k->query : k->dated);
	char day[DATE_ISO_SIZE];

	if (whole)
		return st;
	stmt_set_text(st, "from", from == DATE_NONE ? NULL : date_to_iso(from, day));
	stmt_set_text(st, "to", to == DATE_NONE ? NULL : date_to_iso(to, day));
	if (k->instants && from != DATE_NONE)
		stmt_set_int(st, "after", clock_instant(from, 0));
	if (k->instants && to != DATE_NONE && date_add_days(to, 1) != DATE_NONE)
		stmt_set_int(st, "before", clock_instant(date_add_days(to, 1), 0));
	return st;
}

/* Finds the columns in the first row. In JSON a link is the other record's id, as in all
 * our JSON; in files that people read and import again it is the record's code or other
 * id. */
static void
find_columns(struct export *x, struct stmt *st)
{
	struct column *c;

	for (c = x->columns; c < x->columns + x->n; c++) {
		bool link = c->field->type == FIELD_LINK;

		c->at = stmt_column(st, link && x->json ? c->field->name : c->from);
		if (link && !x->json)
			c->field = &text_field;
		c->read = field_kind(c->field);
	}
}

static bool
write_rows(struct export *x, struct export_file *file, struct stmt *st,
    struct err *e)
{
	size_t i;

	while (export_file_ok(file) && stmt_next(st)) {
		if (x->rows == 0)
			find_columns(x, st);
		for (i = 0; i < x->n; i++) {
			struct value v = stmt_value(st, x->columns[i].at, x->columns[i].read);

			export_file_cell(file, x->columns[i].field, &v);
		}
		export_file_end_row(file);
		export_progress(x->o, ++x->rows, x->total);
	}
	return stmt_end(st, e);
}

static bool
write_file(struct export *x, struct practice *p, const struct export_format *format,
    date_day from, date_day to, struct err *e)
{
	AUTO_FREE struct export_column *columns = xcalloc(x->n, sizeof(*columns));
	struct export_file *file;
	size_t i;

	for (i = 0; i < x->n; i++)
		columns[i] = (struct export_column){ x->columns[i].name,
		    x->columns[i].name, xlsx_field_width(x->columns[i].field) };
	x->json = export_format_is_json(format);
	file = export_file_begin(p, format, x->o->target, x->kind->name, columns, x->n,
	    e);
	if (file == NULL)
		return false;
	if (!write_rows(x, file, ask(p->db, x->kind, from, to), e)) {
		export_file_give_up(file);
		return false;
	}
	return export_file_finish(file, e);
}

static void
export_free(struct export *x)
{
	size_t i;

	for (i = 0; i < x->n; i++) {
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
	bool calendar = o->format != NULL && strcmp(o->format, "ics") == 0, ok;
	const struct export_format *format = NULL;
	AUTO_FREE char *label = NULL;
	date_day from, to;

	*rows = 0;
	x.kind = kind_find(o->kind, e);
	if (calendar && x.kind != NULL && x.kind->type != &record_session)
		return err_set(e, ERR_USAGE, "format", "Only sessions are exported as a "
		    "calendar file (ics).");
	if (x.kind == NULL ||
	    (!calendar && (format = export_format_named(o->format, e)) == NULL) ||
	    !day_option(p, x.kind, "from", o->from, &from, e) ||
	    !day_option(p, x.kind, "to", o->to, &to, e) ||
	    !practice_may(p, ACTION_EXPORT, e))
		return false;
	label = xasprintf("export %s", x.kind->name);
	if (!db_note(p->db, "export", label, e) || !db_read_begin(p->db, e))
		return false;
	if (calendar) {
		ok = export_calendar(p, o, ask(p->db, x.kind, from, to), rows, e);
		db_read_end(p->db);
		return ok;
	}
	columns_make(&x, p);
	x.total = export_total(p->db, x.kind->lines != NULL ? x.kind->lines :
	    x.kind->type);
	ok = write_file(&x, p, format, from, to, e);
	db_read_end(p->db);
	export_free(&x);
	*rows = x.rows;
	return ok;
}
