/*
 * takings.c - see takings.h.
 */
#include "receipt/takings.h"

#include <string.h>

#include "db/db.h"

/* In the order of the field's choices. */
static const struct choice *
methods(void)
{
	return record_field(&record_payment, "method")->choices;
}

const char *
takings_method(size_t i)
{
	return methods()[i].value;
}

static void
add_closed(struct takings *t, struct stmt *st)
{
	money net = stmt_int(st, "net"), tax = stmt_int(st, "tax"), tax2 = stmt_int(st, "tax2");
	money total = net + tax + tax2;

	t->closed++;
	t->refunds += stmt_int(st, "refund");
	t->sales += net;
	t->tax += tax;
	t->tax2 += tax2;
	t->rounding += money_round(total) - total;
	t->left += money_round(total);
}

static bool
add_receipts(struct db *db, const char *day, struct takings *t, struct err *e)
{
	struct stmt *st = db_stmt(db, "takings_receipts");

	stmt_set_text(st, "day", day);
	while (stmt_next(st)) {
		const char *state = stmt_text(st, "state");

		if (strcmp(state, "closed") == 0)
			add_closed(t, st);
		t->voids += strcmp(state, "void") == 0;
		t->open += strcmp(state, "open") == 0;
	}
	return stmt_end(st, e);
}

static bool
add_payments(struct db *db, const char *day, struct takings *t, struct err *e)
{
	struct stmt *st = db_stmt(db, "takings_payments");

	stmt_set_text(st, "day", day);
	while (stmt_next(st)) {
		money amount = stmt_int(st, "amount");

		t->methods[stmt_choice(st, "method", methods())] += amount;
		t->collected += amount;
		if (stmt_int(st, "own") != 0)
			t->left -= amount;
		else
			t->others += amount;
	}
	return stmt_end(st, e);
}

bool
takings_of(struct practice *p, date_day day, struct takings *out, struct err *e)
{
	char iso[DATE_ISO_SIZE];
	bool ok;

	*out = (struct takings){ .closed = 0 };
	if (!practice_allows(p, ACTION_WRITE_RECEIPTS) && !practice_may(p, ACTION_REPORT, e))
		return false;
	date_to_iso(day, iso);
	if (!db_read_begin(p->db, e))
		return false;
	ok = add_receipts(p->db, iso, out, e) && add_payments(p->db, iso, out, e);
	db_read_end(p->db);
	return ok;
}
