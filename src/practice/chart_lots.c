/*
 * chart_lots.c - what a treatment uses, of which lot.
 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/chart_inside.h"
#include "practice/lots.h"
#include "practice/naming.h"
#include "practice/rows.h"

/* --- rows ---------------------------------------- */

static bool
is_used_as(const struct record *row, const char *use)
{
	return strcmp(record_text(row, "used_as"), use) == 0;
}

size_t
chart_used(const struct chart *c, const char *use)
{
	size_t n = 0, i;

	for (i = 0; i < c->now.n_products; i++)
		n += is_used_as(c->now.products[i], use);
	return n;
}

struct record *
chart_product_at(const struct chart_rows *rows, const char *use, int64_t position)
{
	size_t i;

	for (i = 0; i < rows->n_products; i++)
		if (is_used_as(rows->products[i], use) && --position == 0)
			return rows->products[i];
	return NULL;
}

int64_t
chart_cartridge(const struct chart_rows *rows, const struct record *row)
{
	const struct record *is;
	int64_t n = 1;

	while ((is = chart_product_at(rows, "cartridge", n)) != NULL && is != row)
		n++;
	return is != NULL ? n : 0;
}

bool
chart_without_cartridge(struct record *line, int64_t number)
{
	int64_t named = record_int(line, "cartridge");

	if (named > number)
		record_set_int(line, "cartridge", named - 1);
	else if (named == number)
		record_set_null(line, "cartridge");
	return named == number;
}

size_t
chart_remove_product(struct chart *c, struct record *row)
{
	int64_t number = chart_cartridge(&c->now, row);
	size_t i = 0, named = 0;

	while (c->now.products[i] != row)
		i++;
	chart_row_drop(c->now.products, &c->now.n_products, i);
	for (i = 0; number > 0 && i < c->now.n_lines; i++)
		named += chart_without_cartridge(c->now.lines[i], number);
	return named;
}

void
chart_set_wrap(struct record *row, const char *answer)
{
	AUTO_FREE char *line = xasprintf("wrap=%s", answer);

	record_set_text(row, "more", *answer != '\0' ? line : "");
}

void
chart_product_words(struct practice *p, const struct record *row, struct buf *out)
{
	AUTO_RECORD struct record *lot = NULL;
	date_day expires;
	char day[24];
	struct err e;

	naming_add_id(p, &record_product, record_int(row, "product"), out);
	if (!record_is_null(row, "lot"))
		lot = db_get(p->db, &record_lot, record_int(row, "lot"), &e);
	if (lot != NULL) {
		buf_adds(out, ", lot ");
		text_show(out, record_text(lot, "number"), false);
		expires = date_from_iso(record_text(lot, "expires"));
		if (expires != DATE_NONE)
			buf_addf(out, ", to %s", date_to_words(expires, false, day));
	}
	if (!record_is_null(row, "serial")) {
		buf_adds(out, ", serial ");
		text_show(out, record_text(row, "serial"), false);
	}
}

/* --- which lots there are ---------------------------------------- */

static void
set_kind(struct stmt *st, const struct chart_item *use)
{
	if (strcmp(use->of, "any") != 0)
		stmt_set_text(st, "kind", use->of);
}

bool
chart_lots(struct practice *p, const struct chart *c, const struct chart_item *use,
    bool (*fn)(const struct chart_lot *, void *), void *arg, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "chart_lots");
	bool more = true;

	set_kind(st, use);
	stmt_set_text(st, "on", record_text(c->session, "date"));
	while (more && stmt_next(st)) {
		struct chart_lot lot = { stmt_int(st, "id"), stmt_int(st, "product"),
		    stmt_int(st, "on_hand"), stmt_text(st, "number"), stmt_text(st, "name"),
		    stmt_date(st, "expires") };

		more = fn(&lot, arg);
	}
	return stmt_end(st, e);
}

struct first {
	int64_t lot, product;
};

static bool
keep_first(const struct chart_lot *l, void *arg)
{
	struct first *f = arg;

	*f = (struct first){ l->id, l->product };
	return false;
}

static bool
first_lot(struct practice *p, const struct chart *c, const struct chart_item *use,
    struct lot_reading *out, struct err *e)
{
	struct first f = { 0, 0 };

	*out = (struct lot_reading){ .product = 0 };
	if (!chart_lots(p, c, use, keep_first, &f, e))
		return false;
	out->lot = f.lot;
	out->product = f.product;
	return f.lot != 0 || err_set(e, ERR_NOTFOUND, "lot", "%s: no lot is on hand and in date. "
	    "Lots, in Practice, receives one.", use->label);
}

/* By the number as it stands on the box, of a product of that kind. */
static bool
named_lot(struct practice *p, const struct chart_item *use, const char *number,
    struct lot_reading *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "chart_lot_named");
	AUTO_BUF struct buf quoted = BUF_INIT;
	int n = 0;

	*out = (struct lot_reading){ .product = 0 };
	set_kind(st, use);
	stmt_set_text(st, "number", number);
	while (stmt_next(st)) {
		out->lot = stmt_int(st, "id");
		out->product = stmt_int(st, "product");
		n++;
	}
	if (!stmt_end(st, e))
		return false;
	field_quote(&quoted, number);
	if (n > 1)
		return err_set(e, ERR_INVALID, "lot", "Several products have a lot %s: scan its "
		    "box.", quoted.s);
	return n == 1 || err_set(e, ERR_NOTFOUND, "lot", "%s: no lot %s is here yet.",
	    use->label, quoted.s);
}

static bool
read_lot(struct practice *p, const struct chart_item *use, const char *typed,
    struct lot_reading *out, struct err *e)
{
	struct lot_reading readings[LOT_READINGS];
	AUTO_BUF struct buf words = BUF_INIT;
	size_t n, i;

	if (!lot_read(p, typed, 0, readings, &n, e))
		return false;
	if (n == 0)
		return named_lot(p, use, typed, out, e);
	for (i = 0; i < n; i++)
		buf_addf(&words, "%s%s", i == 0 ? "" : " or ", readings[i].number);
	if (n > 1)
		return err_set(e, ERR_INVALID, "lot", "This code can be read in %zu ways: lot %s. "
		    "Type the lot's number.", n, words.s);
	*out = readings[0];
	if (out->product == 0)
		return err_set(e, ERR_NOTFOUND, "product", "No product has the item of this code: "
		    "its form takes it from the box.");
	return out->lot != 0 || err_set(e, ERR_NOTFOUND, "lot", "Lot %s is not here yet.",
	    words.s);
}

/* --- taking one ---------------------------------------- */

static bool
may_be_used(const struct chart *c, const struct record *lot, const struct record *product,
    struct err *e)
{
	AUTO_BUF struct buf stopped = BUF_INIT, name = BUF_INIT, number = BUF_INIT;

	lot_stopped(lot, date_from_iso(record_text(c->session, "date")), &stopped);
	if (stopped.len == 0)
		return true;
	field_quote(&name, record_text(product, "name"));
	field_quote(&number, record_text(lot, "number"));
	return err_set(e, ERR_INVALID, "lot", "Lot %s of %s is not used: %s.", number.s, name.s,
	    stopped.s);
}

/* A code says the product itself. */
static bool
is_of_use(const struct chart_item *use, const struct record *product, struct err *e)
{
	const struct field *kind = record_field(&record_product, "kind");
	AUTO_BUF struct buf name = BUF_INIT, is = BUF_INIT;

	if (strcmp(use->of, "any") == 0 || strcmp(record_text(product, "kind"), use->of) == 0)
		return true;
	field_quote(&name, record_text(product, "name"));
	field_show(kind, &field_context_plain, record_value(product, "kind"), &is);
	return err_set(e, ERR_INVALID, "lot", "%s is not for that: its kind is %s.", name.s,
	    is.s);
}

/* A number of its own is used once, in whichever chart. */
static bool
ask_serial(struct practice *p, const struct record *row, int64_t chart, struct err *e)
{
	struct stmt *st;
	AUTO_BUF struct buf serial = BUF_INIT;
	char day[24] = "";

	if (record_is_null(row, "serial"))
		return true;
	st = db_stmt(p->db, "chart_serial_used");
	stmt_set_int(st, "product", record_int(row, "product"));
	stmt_set_text(st, "serial", record_text(row, "serial"));
	stmt_set_int(st, "chart", chart);
	if (stmt_next(st))
		date_to_words(stmt_date(st, "date"), false, day);
	if (!stmt_end(st, e))
		return false;
	field_quote(&serial, record_text(row, "serial"));
	return day[0] == '\0' || err_set(e, ERR_INVALID, "serial", "Number %s was used on %s: it "
	    "is used once.", serial.s, day);
}

static bool
twice_here(const struct chart *c, const struct record *row)
{
	size_t i;

	for (i = 0; i < c->now.n_products; i++)
		if (c->now.products[i] != row && !record_is_null(row, "serial") &&
		    record_int(c->now.products[i], "product") == record_int(row, "product") &&
		    strcmp(record_text(c->now.products[i], "serial"),
		    record_text(row, "serial")) == 0)
			return true;
	return false;
}

static void
warn(const struct chart_item *use, const struct record *product, struct buf *note)
{
	AUTO_BUF struct buf name = BUF_INIT;

	field_quote(&name, record_text(product, "name"));
	if (use->needled && record_int(product, "not_for_needled") != 0)
		buf_addf(note, "%s is not meant for needled skin (JAMA Dermatology 2014;150:68).",
		    name.s);
	if (use->max > 0 && !record_is_null(product, "strength") &&
	    field_thousandths(record_int(product, "strength")) > use->max * 10)
		buf_addf(note, "%s is stronger than %" PRId64 " %% (%s).", name.s, use->max / 100,
		    use->source);
}

/* What the client has against it. */
static bool
warn_of_client(struct practice *p, struct chart *c, const struct record *product,
    struct buf *note, struct err *e)
{
	AUTO_BUF struct buf words = BUF_INIT, name = BUF_INIT, client = BUF_INIT;
	char *line, *rest;

	if (c->cautions.card == NULL && !cautions_read(p, c->client->id, &c->cautions, e))
		return false;
	if (!caution_words(&c->cautions, product, &words))
		return true;
	field_quote(&name, record_text(product, "name"));
	naming_add(p, c->client, &client);
	buf_addf(note, "%s, %s: ", name.s, client.s);
	for (line = strtok_r(words.s, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
		text_show(note, line, false);
		buf_addc(note, ' ');
	}
	return true;
}

static struct record *
new_row(struct chart *c, const struct chart_item *use)
{
	struct record *row = record_new(&record_chart_product);

	record_set_text(row, "used_as", use->code);
	record_set_int(row, "position", (int64_t)chart_used(c, use->code) + 1);
	record_set_int(row, "quantity", use->single_use);
	if (use->timed && !record_is_null(c->session, "numbing_on"))
		record_set_int(row, "began", record_int(c->session, "numbing_on"));
	chart_row_add(&c->now.products, &c->now.n_products, row);
	return row;
}

static bool
take(struct practice *p, struct chart *c, const struct chart_item *use, struct record *row,
    int64_t id, const char *serial, struct record **taken, struct buf *note, struct err *e)
{
	AUTO_RECORD struct record *lot = db_get(p->db, &record_lot, id, e);
	AUTO_RECORD struct record *product = NULL, *next = NULL;

	if (lot == NULL ||
	    (product = db_get(p->db, &record_product, record_int(lot, "product"), e)) == NULL ||
	    !is_of_use(use, product, e) || !may_be_used(c, lot, product, e))
		return false;
	next = record_new(&record_chart_product);
	record_set_int(next, "product", product->id);
	record_set_text(next, "serial", serial);
	if (twice_here(c, next))
		return err_set(e, ERR_INVALID, "serial", "This one is in the chart already.");
	if (!ask_serial(p, next, c->now.head->id, e) ||
	    !warn_of_client(p, c, product, note, e))
		return false;
	warn(use, product, note);
	if (row == NULL && !use->numbered)
		row = chart_product_at(&c->now, use->code, 1);
	if (row == NULL)
		row = new_row(c, use);
	record_set_int(row, "product", product->id);
	record_set_int(row, "lot", lot->id);
	record_set_text(row, "serial", serial);
	record_set_null(row, "insisted");
	*taken = row;
	return true;
}

bool
chart_take(struct practice *p, struct chart *c, const struct chart_item *use,
    struct record *row, const char *typed, struct record **taken, struct buf *note,
    struct err *e)
{
	struct lot_reading is;

	err_clear(e);
	return (*typed == '\0' ? first_lot(p, c, use, &is, e) : read_lot(p, use, typed, &is, e)) &&
	    take(p, c, use, row, is.lot, is.serial, taken, note, e);
}

bool
chart_take_lot(struct practice *p, struct chart *c, const struct chart_item *use,
    struct record *row, int64_t lot, struct record **taken, struct buf *note, struct err *e)
{
	err_clear(e);
	return take(p, c, use, row, lot, "", taken, note, e);
}

/* --- when it is saved ---------------------------------------- */

static bool
is_as_before(const struct chart *c, const struct record *row)
{
	const struct record *was = rows_find(c->base.products, c->base.n_products, row->id);

	return was != NULL && value_equal(record_value(was, "lot"), record_value(row, "lot")) &&
	    record_int(was, "quantity") >= record_int(row, "quantity");
}

bool
chart_check_lots(struct practice *p, const struct chart *c, struct err *e)
{
	size_t i;

	for (i = 0; i < c->now.n_products; i++) {
		const struct record *row = c->now.products[i];
		AUTO_RECORD struct record *lot = NULL, *product = NULL;

		if (record_is_null(row, "lot") || is_as_before(c, row))
			continue;
		lot = db_get(p->db, &record_lot, record_int(row, "lot"), e);
		product = lot == NULL ? NULL :
		    db_get(p->db, &record_product, record_int(lot, "product"), e);
		if (product == NULL || !may_be_used(c, lot, product, e) ||
		    !ask_serial(p, row, c->now.head->id, e))
			return false;
	}
	return true;
}

bool
chart_check_on_hand(struct practice *p, struct chart *c, struct err *e)
{
	size_t i;
	int64_t left;

	for (i = 0; i < c->now.n_products; i++) {
		struct record *row = c->now.products[i];
		AUTO_BUF struct buf lot = BUF_INIT;

		if (record_is_null(row, "lot") || record_int(row, "quantity") == 0 ||
		    !record_is_null(row, "insisted") || is_as_before(c, row))
			continue;
		if (!lot_on_hand(p, record_int(row, "lot"), &left, e))
			return false;
		if (left >= 0)
			continue;
		c->short_of = row;
		naming_add_id(p, &record_lot, record_int(row, "lot"), &lot);
		return err_set(e, ERR_INVALID, "insisted", "Lot %s: by the book none is left. "
		    "Count it in Lots, or say why it was there all the same.", lot.s);
	}
	return true;
}
