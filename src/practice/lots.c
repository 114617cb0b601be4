/*
 * lots.c - see lots.h.
 */
#include "practice/lots.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "exchange/udi.h"
#include "practice/naming.h"

/* --- codes ------------------------------------------------------------------------------ */

bool
lot_product(struct practice *p, const char *item, int64_t *product, struct err *e)
{
	static const char *const systems[] = { "gtin", "hibc" };
	size_t i;

	*product = 0;
	err_clear(e);
	for (i = 0; i < ARRAY_LEN(systems) && *product == 0; i++) {
		AUTO_RECORD struct record *r = db_find(p->db, &record_product, systems[i], item, e);

		if (e->code != ERR_NONE)
			return false;
		*product = r != NULL ? r->id : 0;
	}
	return true;
}

bool
lot_named(struct practice *p, int64_t product, const char *number, int64_t *lot, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "lot_named");

	*lot = 0;
	stmt_set_int(st, "product", product);
	stmt_set_text(st, "number", number);
	if (stmt_next(st))
		*lot = stmt_int(st, "id");
	return stmt_end(st, e);
}

bool
lot_ask(struct practice *p, struct record *next, UNUSED const struct record *was,
    UNUSED void *arg, struct err *e)
{
	AUTO_BUF struct buf product = BUF_INIT;
	int64_t lot;

	if (!lot_named(p, record_int(next, "product"), record_text(next, "number"), &lot, e))
		return false;
	if (lot == 0 || lot == next->id)
		return true;
	naming_add_id(p, &record_product, record_int(next, "product"), &product);
	return err_set(e, ERR_INVALID, "number", "Lot %s of %s is here already: Enter on it, then "
	    "n adds pieces.", record_text(next, "number"), product.s);
}

/* Does the second of two codes belong to the product? Its link is the check character of
 * the first. */
static bool
linked(struct practice *p, int64_t product, char link, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(p->db, &record_product, product, e);
	const char *item = r != NULL ? record_text(r, "hibc") : "";

	return r != NULL && (*item == '\0' || udi_hibc_check(item) == link ||
	    err_set(e, ERR_INVALID, "number", "This code belongs to another product than %s: "
	    "scan the first code of its box.", record_text(r, "name")));
}

static bool
understood(struct practice *p, const struct udi *u, int64_t product,
    struct lot_reading *reading, struct err *e)
{
	*reading = (struct lot_reading){ .product = product, .expires = u->expires,
	    .made = u->made };
	text_copy(reading->number, sizeof(reading->number), u->lot);
	text_copy(reading->serial, sizeof(reading->serial), u->serial);
	if (u->item[0] != '\0') {
		if (!lot_product(p, u->item, &reading->product, e))
			return false;
		if (product != 0 && reading->product != product)
			return err_set(e, ERR_INVALID, "number", "This code is of another product.");
	} else if (product != 0 && u->link != '\0' && !linked(p, product, u->link, e)) {
		return false;
	}
	return reading->product == 0 || reading->number[0] == '\0' ||
	    lot_named(p, reading->product, reading->number, &reading->lot, e);
}

bool
lot_read(struct practice *p, const char *text, int64_t product,
    struct lot_reading readings[LOT_READINGS], size_t *n, struct err *e)
{
	struct udi codes[UDI_READINGS];
	size_t i;

	*n = 0;
	err_clear(e);
	if (!udi_read(text, clock_today(), codes, &i, e)) {
		text_copy(e->field, sizeof(e->field), "number");
		return false;
	}
	while (*n < i && *n < LOT_READINGS)
		if (understood(p, &codes[*n], product, &readings[*n], e))
			++*n;
		else
			return false;
	return true;
}

bool
lot_item(const char *text, char item[LOT_ITEM_SIZE], struct err *e)
{
	struct udi codes[UDI_READINGS];
	size_t n;

	*item = '\0';
	if (!udi_read(text, clock_today(), codes, &n, e))
		return false;
	if (n > 0)
		text_copy(item, LOT_ITEM_SIZE, codes[n - 1].item);
	return true;
}

/* --- on hand ------------------------------------------------------------------------------ */

bool
lot_on_hand(struct practice *p, int64_t lot, int64_t *n, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "lot_on_hand");

	*n = 0;
	stmt_set_int(st, "lot", lot);
	if (stmt_next(st))
		*n = stmt_int(st, "on_hand");
	return stmt_end(st, e);
}

void
lot_stopped(const struct record *lot, date_day on, struct buf *out)
{
	date_day recalled = date_from_iso(record_text(lot, "recalled_on"));
	date_day expires = date_from_iso(record_text(lot, "expires"));
	char words[24];

	if (recalled != DATE_NONE)
		buf_addf(out, "recalled %s", date_to_words(recalled, false, words));
	else if (expires != DATE_NONE && expires < on)
		buf_addf(out, "expired %s", date_to_words(expires, false, words));
}

/* Inside the write: how many there are without the movement that is changed. */
static bool
ask_move(struct practice *p, struct record *next, const struct record *was,
    UNUSED void *arg, struct err *e)
{
	const char *kind = record_text(next, "kind");
	int64_t pieces = record_int(next, "quantity"), here;
	bool counted = strcmp(kind, "counted") == 0, in = strcmp(kind, "received") == 0;

	if (!lot_on_hand(p, record_int(next, "lot"), &here, e))
		return false;
	here -= was != NULL ? record_int(was, "quantity") : 0;
	if (counted && was != NULL && value_equal(record_value(was, "quantity"),
	    record_value(next, "quantity")))
		pieces = record_int(was, "counted");
	if (pieces < 0 && (counted || in))
		return err_set(e, ERR_INVALID, "quantity", counted ?
		    "How many are there? It cannot be fewer than none." :
		    "What is received is more than none; wasted and returned go out.");
	record_set_null(next, "counted");
	if (counted) {
		record_set_int(next, "counted", pieces);
		pieces -= here;
	} else if (!in && pieces > 0) {
		pieces = -pieces;
	}
	if (here + pieces < 0)
		return err_set(e, ERR_INVALID, "quantity", "Only %" PRId64 " are on hand by the "
		    "book; if there are more, count them first.", here);
	record_set_int(next, "quantity", pieces);
	record_set_int(next, "staff", p->staff->id);
	return true;
}

bool
lot_move_add(struct practice *p, struct record *r, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask_move, .draft = draft };

	return practice_add(p, ACTION_WRITE_OFFER, r, &rules, e);
}

bool
lot_move_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .ask = ask_move, .draft = draft };

	return practice_save(p, ACTION_WRITE_OFFER, mine, base, m, &rules, e);
}

bool
stock_list(struct practice *p, bool (*fn)(const struct stock_line *, void *), void *arg,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "stock_list");
	date_day today = clock_today();
	bool more = true;

	while (more && stmt_next(st)) {
		struct stock_line line = {
		    .product_id = stmt_int(st, "product_id"),
		    .product = stmt_text(st, "product"),
		    .number = stmt_text(st, "number"), .on_hand = stmt_int(st, "on_hand"),
		    .expires = date_from_iso(stmt_text(st, "expires")),
		    .recalled = !stmt_is_null(st, "recalled_on"),
		    .low = !stmt_is_null(st, "reorder_at") &&
			stmt_int(st, "together") <= stmt_int(st, "reorder_at") };

		/* what is used up expires unnoticed */
		line.expired = line.on_hand > 0 && line.expires != DATE_NONE &&
		    line.expires < today;
		line.soon = line.on_hand > 0 && !line.expired && line.expires != DATE_NONE &&
		    line.expires < today + LOT_SOON_DAYS;
		more = fn(&line, arg);
	}
	return stmt_end(st, e);
}

void
stock_words(const struct stock_line *l, struct buf *out)
{
	const struct { bool is; const char *word; } words[] = {
		{ l->recalled, "recalled" }, { l->expired, "expired" },
		{ l->soon, "expires soon" }, { l->low, "low" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++)
		if (words[i].is)
			buf_addf(out, "%s%s", out->len > 0 ? ", " : "", words[i].word);
}

struct summary {
	long expired, soon, low;
	int64_t product;	/* the one counted as low last */
};

static bool
sum_up(const struct stock_line *l, void *arg)
{
	struct summary *s = arg;

	s->expired += l->expired;
	s->soon += l->soon;
	s->low += l->low && l->product_id != s->product;
	if (l->low)
		s->product = l->product_id;
	return true;
}

bool
stock_summary(struct practice *p, struct buf *out, struct err *e)
{
	struct summary s = { 0 };

	if (!stock_list(p, sum_up, &s, e))
		return false;
	if (s.expired > 0)
		buf_addf(out, "%ld expired", s.expired);
	if (s.soon > 0)
		buf_addf(out, "%s%ld expiring within %d days", out->len > 0 ? ", " : "", s.soon,
		    LOT_SOON_DAYS);
	if (s.low > 0)
		buf_addf(out, "%s%ld product%s low", out->len > 0 ? ", " : "", s.low,
		    text_plural(s.low));
	return true;
}
