/*
 * receipts_file.c - reading and writing a receipt's records; its number, and the stock
 * of the products it sells.
 */
#include "receipt/receipts_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/rows.h"

/* --- out ---------------------------------------------------------------------------- */

static bool
read_rows(struct db *db, const char *query, const struct record_type *t,
    const struct record *head, struct record ***rows, size_t *n, struct err *e)
{
	struct stmt *st = db_stmt(db, query);
	char name[RECEIPT_NAME_SIZE];

	stmt_set_int(st, "receipt", head->id);
	while (*n <= RECEIPT_ROWS_MAX && stmt_next(st)) {
		*rows = xreallocarray(*rows, *n + 1, sizeof(**rows));
		(*rows)[*n] = record_new(t);
		db_read_record(st, (*rows)[(*n)++]);
	}
	return stmt_end(st, e) && (*n <= RECEIPT_ROWS_MAX ||
	    err_set(e, ERR_INVALID, NULL, "More than %d lines or payments: %s cannot be "
	    "worked on here.", RECEIPT_ROWS_MAX, receipt_called(head, name)));
}

struct receipt *
receipts_read(struct db *db, int64_t id, struct err *e)
{
	struct record *head = db_get(db, &record_receipt, id, e);
	struct receipt *r;

	if (head == NULL)
		return NULL;
	r = xcalloc(1, sizeof(*r));
	r->head = head;
	if (read_rows(db, "receipt_lines", &record_receipt_line, head, &r->lines,
	    &r->n_lines, e) && read_rows(db, "receipt_payments",
	    &record_payment, head, &r->payments, &r->n_payments, e))
		return r;
	receipt_free(r);
	return NULL;
}

struct receipt *
receipts_read_at(struct db *db, int64_t id, int64_t version, struct err *e)
{
	struct receipt *r = receipts_read(db, id, e);
	char name[RECEIPT_NAME_SIZE];

	if (r == NULL || r->head->version == version)
		return r;
	err_set(e, ERR_STALE, NULL, "Somebody else has changed %s in "
	    "the meantime; nothing was saved.", receipt_called(r->head, name));
	receipt_free(r);
	return NULL;
}

/* A refund that was exported and imported again is known only by its note. */
bool
receipts_is_refund(const struct receipt *r)
{
	return !record_is_null(r->head, "corrects") ||
	    strncmp(record_text(r->head, "note"), RECEIPT_REFUND_OF,
	    strlen(RECEIPT_REFUND_OF)) == 0;
}

bool
receipts_is(const struct receipt *r, const char *state)
{
	return strcmp(record_text(r->head, "state"), state) == 0;
}

bool
receipt_is_on_paper(const struct receipt *r)
{
	return !record_is_null(r->head, "entered_at");
}

const char *
receipts_day(const struct receipt *r, char iso[DATE_ISO_SIZE])
{
	return date_to_iso(receipt_is_on_paper(r) ? date_from_iso(record_text(r->head,
	    "date")) : clock_today(), iso);
}

void
receipts_label(struct db *db, const char *verb, const struct receipt *r, bool late)
{
	const char *how = late ? ", entered late" : "";

	/* an imported number may be any text; an open receipt has none */
	if (strcmp(record_text(r->head, "origin"), "here") == 0 &&
	    !record_is_null(r->head, "number"))
		db_label(db, "%s receipt %s%s", verb,
		    record_text(r->head, "number"), how);
	else
		db_label(db, "%s receipt #%" PRId64 "%s", verb, r->head->id, how);
}

const char *
receipt_called(const struct record *head, char name[RECEIPT_NAME_SIZE])
{
	const char *number = record_text(head, "number");

	if (*number == '\0')
		snprintf(name, RECEIPT_NAME_SIZE, "the %s receipt",
		    record_text(head, "state"));
	else
		snprintf(name, RECEIPT_NAME_SIZE, "receipt %.40s", number);
	return name;
}

/* --- numbers --------------------------------------------------------------------------- */

bool
receipts_give_number(struct db *db, struct record *head, struct err *e)
{
	struct stmt *st = db_stmt(db, "receipt_number_last");
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, stmt_next(st) ? stmt_int(st, "n") + 1 : 1);
	record_set_text(head, "number", text);
	return stmt_end(st, e);
}

/* --- in --------------------------------------------------------------------------------- */

bool
receipts_put(struct db *db, struct receipt *r, const struct receipt *base,
    struct err *e)
{
	static const struct receipt none;
	const struct receipt *b = base != NULL ? base : &none;

	/* lines can only be changed while it is open, and need its id */
	return (base != NULL || rows_put_one(db, r->head, NULL, e)) &&
	    rows_put(db, "receipt", r->head->id, r->lines, r->n_lines, b->lines, b->n_lines,
	    "receipt_line_delete", e) &&
	    rows_put(db, "receipt", r->head->id, r->payments, r->n_payments, b->payments,
	    b->n_payments, "receipt_payment_delete", e) &&
	    (base == NULL || rows_put_one(db, r->head, b->head, e));
}

bool
receipts_stock(struct db *db, const struct receipt *r, bool back, struct err *e)
{
	int64_t quantity;
	size_t i;

	for (i = 0; i < r->n_lines; i++) {
		AUTO_RECORD struct record *product = NULL;

		if (record_is_null(r->lines[i], "product"))
			continue;
		product = db_get(db, &record_product,
		    record_int(r->lines[i], "product"), e);
		if (product == NULL)
			return false;
		if (record_is_null(product, "on_hand"))
			continue;
		quantity = record_int(r->lines[i], "quantity");
		record_set_int(product, "on_hand", record_int(product, "on_hand") +
		    (back ? quantity : -quantity));
		if (!db_update(db, product, e))
			return err_prefix(e, "Line %zu, its product", i + 1);
	}
	return true;
}
