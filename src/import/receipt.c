/*
 * receipt.c - receipts: each row is one line of a receipt.
 *
 * Rows with the same number, client and date are one receipt: a real salon puts several
 * clients on one number. It is closed unless the file says otherwise. A refund names the
 * receipt it corrects by that one's number, and comes after it in the file. What was sold
 * may come after its receipts: their file read once more finds it then.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

const struct field import_receipt_extra[IMPORT_RECEIPT_EXTRA] = {
	{ .name = "item", .label = "Item", .type = FIELD_TEXT, .max = 200,
	  .help = "Name or code of the service or product sold." },
};

static bool
is_corrects(UNUSED const struct record *r, const char *field, UNUSED void *arg)
{
	return strcmp(field, "corrects") == 0;
}

/* Links a new receipt to the one of the same client that the row says it corrects. */
static bool
set_corrects(struct import *im, struct record *r, struct err *e)
{
	const char *number = import_text(im, "corrects");
	AUTO_BUF struct buf shown = BUF_INIT;
	struct stmt *st;

	if (*number == '\0')
		return true;
	st = db_stmt(im->db, "import_receipt_corrected");
	stmt_set_text(st, "number", number);
	stmt_set_value(st, "client", record_value(r, "client"));
	stmt_set_text(st, "date", record_text(r, "date"));
	if (stmt_next(st)) {
		record_set_int(r, "corrects", stmt_int(st, "id"));
	} else {
		text_show(&shown, number, false);
		import_note(im, import_source_line(im->source), "There is no receipt "
		    "\"%.40s\" of this client before it: it is not linked to one.", shown.s);
	}
	return stmt_end(st, e);
}

/* Finds the receipt of that number, client and day, or adds it. */
static bool
find_receipt(struct import *im, int64_t *id, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_receipt);
	struct stmt *st;
	bool changed = false;

	if (!import_put(im, r, false, is_corrects, NULL, &changed, e))
		return false;
	record_set_text(r, "origin", "import");
	if (!import_given(im, "state"))
		record_set_text(r, "state", "closed");
	if (!record_check(r, e))
		return false;
	st = db_stmt(im->db, "import_receipt_named");
	stmt_set_value(st, "number", record_value(r, "number"));
	if (!record_is_null(r, "client"))
		stmt_set_int(st, "client", record_int(r, "client"));
	stmt_set_text(st, "date", record_text(r, "date"));
	*id = stmt_next(st) ? stmt_int(st, "id") : 0;
	if (!stmt_end(st, e))
		return false;
	if (*id != 0)
		return true;
	if (!set_corrects(im, r, e) || !db_insert(im->db, r, e))
		return false;
	*id = r->id;
	return true;
}

static void
count_unknown(struct import *im, const char *item)
{
	AUTO_BUF struct buf cut = BUF_INIT;

	if (im->told.items++ > 0)
		return;
	text_show_cut(&cut, item, 30);
	text_copy(im->told.item, sizeof(im->told.item), cut.s);
}

void
import_tell_items(struct import *im)
{
	long n = im->told.items;

	if (n > 0)
		import_note(im, 0, "%ld line%s of no service or product here, such as \"%s\", "
		    "and counted in no category: import services and products, then this file "
		    "once more.", n, n == 1 ? " is" : "s are", im->told.item);
}

/* Looks for a service, then for a product, by code or name; *found when it is one. */
static bool
find_item(struct import *im, struct record *line, bool *found, struct err *e)
{
	const char *item = import_text(im, "item");
	int64_t service = 0, product = 0;

	if (*item == '\0')
		item = import_text(im, "description");
	if (*item == '\0' || !record_is_null(line, "service") ||
	    !record_is_null(line, "product"))
		return true;
	/* an ambiguous name does not refuse the sale */
	if (!import_look_up(im, &record_service, item, &service, e) &&
	    e->code != ERR_INVALID)
		return false;
	if (service == 0 &&
	    !import_look_up(im, &record_product, item, &product, e) &&
	    e->code != ERR_INVALID)
		return false;
	if (service == 0 && product == 0 && im->plan.create_product &&
	    !import_link(im, &record_product, "item", item, &product, e))
		return false;
	if (service != 0)
		record_set_int(line, "service", service);
	if (product != 0)
		record_set_int(line, "product", product);
	*found = service != 0 || product != 0;
	if (!*found)
		count_unknown(im, item);
	return true;
}

static bool
describe(struct import *im, struct record *line, struct err *e)
{
	AUTO_RECORD struct record *sold = NULL;
	const char *of = !record_is_null(line, "service") ? "service" : "product";

	if (!record_is_null(line, "description"))
		return true;
	if (import_given(im, "item"))
		return record_parse(line, &field_context_plain, "description",
		    import_text(im, "item"), e);
	if (record_is_null(line, of)) {
		/* real salons have lines without a description: the money counts */
		record_set_text(line, "description", "(no description)");
		return true;
	}
	sold = db_get(im->db, record_type_find(of), record_int(line, of), e);
	if (sold == NULL)
		return false;
	record_set_text(line, "description", record_text(sold, "name"));
	return true;
}

static bool
set_amount(struct import *im, struct record *line, struct err *e)
{
	if (import_given(im, "amount"))
		return true;
	if (record_is_null(line, "price"))
		return line->id != 0 || err_set(e, ERR_INVALID, "amount",
		    "Amount is missing");
	record_set_int(line, "amount", record_int(line, "price") *
	    record_int(line, "quantity") - record_int(line, "discount"));
	return true;
}

static bool
set_position(struct import *im, struct record *line, struct err *e)
{
	struct stmt *st;

	if (import_given(im, "position"))
		return true;
	st = db_stmt(im->db, "import_receipt_last");
	stmt_set_int(st, "receipt", record_int(line, "receipt"));
	record_set_int(line, "position",
	    (stmt_next(st) ? stmt_int(st, "position") : 0) + 1);
	return stmt_end(st, e);
}

/* The line with the row's own id, on a receipt that agrees with the row. */
static struct record *
own_line(struct import *im)
{
	struct record *line = import_own(im, &record_receipt_line);
	AUTO_RECORD struct record *receipt = NULL;
	bool changed = false;
	struct err none;

	if (line == NULL)
		return NULL;
	receipt = db_get(im->db, &record_receipt, record_int(line, "receipt"), &none);
	if (receipt != NULL && import_put(im, receipt, false, is_corrects, NULL, &changed,
	    &none) && !changed)
		return line;
	record_free(line);
	return NULL;
}

bool
import_apply_receipt(struct import *im, struct import_row *row, struct err *e)
{
	AUTO_RECORD struct record *line = NULL;
	bool changed = false, found = false;
	int64_t receipt;

	err_clear(e);
	if (row->record != 0)
		line = db_get(im->db, &record_receipt_line, row->record, e);
	if (line == NULL && e->code != ERR_NONE && e->code != ERR_NOTFOUND)
		return false;
	if (line == NULL && (line = own_line(im)) != NULL)
		return import_save(im, line, false, e);
	if (line == NULL)
		line = record_new(&record_receipt_line);
	if (!find_receipt(im, &receipt, e))
		return false;
	if (record_int(line, "receipt") != receipt) {
		record_set_int(line, "receipt", receipt);
		changed = true;
		if (!set_position(im, line, e))
			return false;
	}
	return import_put(im, line, false, NULL, NULL, &changed, e) &&
	    find_item(im, line, &found, e) && describe(im, line, e) &&
	    set_amount(im, line, e) && import_save(im, line, changed || found, e);
}

bool
import_again_receipt(struct import *im, struct err *e)
{
	AUTO_RECORD struct record *line = db_get(im->db, &record_receipt_line, im->row.record, e);
	bool found = false;

	if (line == NULL && e->code != ERR_NOTFOUND)
		return false;
	if (line != NULL && !find_item(im, line, &found, e))
		return false;
	if (found && !db_update(im->db, line, e))
		return false;
	if (found)
		im->r->changed++;
	else
		im->r->unchanged++;
	return true;
}
