/*
 * lot.c - lots of products, as stock lists have them: product, lot or the code on its box,
 * last day, what is left.
 *
 * Product and number identify a lot. What is left of a new one came in on the day it was
 * received; of one that is here it is a count, which moves as many pieces as the book was
 * wrong by. What is left alike moves nothing.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"
#include "practice/lots.h"

const struct field import_lot_extra[IMPORT_LOT_EXTRA] = {
	{ .name = "received", .label = "Received", .type = FIELD_DATE, .flags = FIELD_PAST,
	  .help = "The day it came in; blank: today." },
	{ .name = "on_hand", .label = "On hand", .type = FIELD_INTEGER, .min = 0, .max = 1000000,
	  .help = "How many pieces are left." },
};

/* "Recalled: yes" has no day, and counts from today. */
const char *
import_clean_day(struct import *im, const struct import_target *t, const char *text)
{
	char iso[DATE_ISO_SIZE];

	if (!text_is(t->field->name, "recalled_on") && !text_is(t->field->name, "revoked_on"))
		return text;
	if (text_is(text, "yes") || text_is(text, "true") || text_is(text, "y") ||
	    text_is(text, "x"))
		return arena_strdup(im->row.arena, date_to_iso(clock_today(), iso));
	return text_is(text, "no") || text_is(text, "false") || text_is(text, "n") ? "" : text;
}

/* A code on the box says product, number and days; a cell that says another day wins. */
static bool
read_code(struct import *im, const struct lot_reading *l, struct err *e)
{
	static const char *const days[] = { "expires", "made" };
	const date_day said[] = { l->expires, l->made };
	char iso[DATE_ISO_SIZE];
	size_t i;

	if (l->number[0] == '\0')
		return err_set(e, ERR_INVALID, "number", "The code names the product alone: its lot "
		    "is in another code");
	value_set_text(&import_value(im, "number")->v, l->number);
	if (l->product != 0 && !import_given(im, "product"))
		value_set_int(&import_value(im, "product")->v, l->product);
	for (i = 0; i < ARRAY_LEN(days); i++)
		if (said[i] != DATE_NONE && !import_given(im, days[i]))
			value_set_text(&import_value(im, days[i])->v, date_to_iso(said[i], iso));
	return true;
}

bool
import_finish_lot(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	struct lot_reading readings[LOT_READINGS];
	size_t n;

	if (!import_given(im, "number"))
		return err_set(e, ERR_INVALID, "number", "Lot is missing");
	if (!lot_read(im->p, import_text(im, "number"), 0, readings, &n, e))
		return false;
	if (n > 1)
		return err_set(e, ERR_INVALID, "number", "The code has no separators and could say "
		    "%zu lots", n);
	if (n == 1 && !read_code(im, &readings[0], e))
		return false;
	return import_given(im, "product") || import_value(im, "product")->v.kind == VALUE_INT ||
	    err_set(e, ERR_INVALID, "product", "Product is missing");
}

/* The lot of that product and number, with the row's values; a new one where there is none. */
static struct record *
lot(struct import *im, bool *changed, struct err *e)
{
	struct record *r = import_find(im, e);
	int64_t here = 0;

	if (r == NULL || !import_put(im, r, false, NULL, NULL, changed, e) ||
	    (r->id == 0 && !lot_named(im->p, record_int(r, "product"), record_text(r, "number"),
	    &here, e))) {
		record_free(r);
		return NULL;
	}
	if (here == 0)
		return r;
	record_free(r);
	*changed = false;
	r = db_get(im->db, &record_lot, here, e);
	if (r == NULL || import_put(im, r, false, NULL, NULL, changed, e))
		return r;
	record_free(r);
	return NULL;
}

/* Moves what is left to what the file says. */
static bool
move(struct import *im, const struct record *l, bool is_new, bool *moved, struct err *e)
{
	const struct value *said = &import_value(im, "on_hand")->v;
	const struct value *received = &import_value(im, "received")->v;
	AUTO_RECORD struct record *r = NULL;
	char iso[DATE_ISO_SIZE];
	int64_t left;

	*moved = false;
	if (said->kind != VALUE_INT)
		return true;
	if (!lot_on_hand(im->p, l->id, &left, e))
		return false;
	/* of a new one that is used up the day it came in is kept */
	if (left == said->i && !(is_new && received->kind == VALUE_TEXT))
		return true;
	*moved = true;
	r = record_new(&record_lot_move);
	record_set_int(r, "lot", l->id);
	record_set_text(r, "date", is_new && received->kind == VALUE_TEXT ? received->s :
	    date_to_iso(clock_today(), iso));
	record_set_text(r, "kind", is_new ? "received" : "counted");
	record_set_int(r, "quantity", said->i - left);
	if (!is_new)
		record_set_int(r, "counted", said->i);
	return db_insert(im->db, r, e);
}

bool
import_apply_lot(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	bool changed = false, is_new, moved;
	AUTO_RECORD struct record *r = lot(im, &changed, e);

	if (r == NULL)
		return false;
	is_new = r->id == 0;
	if (!import_save(im, r, changed, e) || !move(im, r, is_new, &moved, e))
		return false;
	if (moved && !is_new && !changed) {	/* what is left of it is new */
		im->r->unchanged--;
		im->r->changed++;
	}
	return true;
}
