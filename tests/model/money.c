/*
 * money.c - receipts of the model.
 */
#include "base/mem.h"
#include "receipt/receipts.h"
#include "tests/model/model.h"

#define CLOSED "receipt WHERE state = 'closed' AND origin = 'here'"

static bool
add_lines(struct model *m, struct login *l, struct receipt *r, unsigned n, struct err *e)
{
	static const struct record_type *const sold[] = { &record_service, &record_product,
	    &record_product };

	while (n-- > 0) {
		const struct record_type *t = ONE_OF(m, sold);
		AUTO_FREE char *quantity = xasprintf("%u", 1 + dice(m, 3));

		if (!receipt_add(l->p, r, t, model_any(m, "%s WHERE active = 1", t->name), e) ||
		    !receipt_set_line(r, r->n_lines - 1, &l->p->context, "quantity",
		    quantity, e))
			return false;
		if (dice(m, 4) == 0 && !receipt_set_line(r, r->n_lines - 1,
		    &l->p->context, "discount", "7.5%", e))
			return false;
	}
	return true;
}

/* One that is written, of a client's visit, of a sale, or an open one; *base is NULL for
 * a new one. */
static struct receipt *
begin(struct model *m, struct login *l, struct receipt **base, struct err *e)
{
	int64_t open = model_any(m, "receipt WHERE state = 'open'");
	unsigned how = dice(m, 4);
	int64_t client = how == 3 ? 0 : model_any(m, "client");
	struct receipt *r = how == 0 && open != 0 ? receipt_load(l->p, open, e) :
	    how <= 1 ? receipt_for_visit(l->p, client, m->day, e) :
	    receipt_new(l->p, client, e);

	*base = NULL;
	if (r == NULL)
		return NULL;
	if (r->head->id != 0)
		*base = receipt_copy(r);
	if (r->n_lines > 0 && dice(m, 4) == 0)
		receipt_remove_line(r, dice(m, (unsigned)r->n_lines));
	if (!add_lines(m, l, r, dice(m, 3) + (r->n_lines == 0), e)) {
		receipt_free(r);
		return NULL;
	}
	return r;
}

bool
op_receipt_save(struct model *m, struct login *l, struct err *e)
{
	AUTO_RECEIPT struct receipt *base = NULL;
	AUTO_RECEIPT struct receipt *r = begin(m, l, &base, e);

	return r != NULL && receipt_save(l->p, r, base, NULL, e);
}

bool
op_receipt_close(struct model *m, struct login *l, struct err *e)
{
	static const char *const methods[] = { "cash", "card", "transfer" };
	AUTO_RECEIPT struct receipt *base = NULL;
	AUTO_RECEIPT struct receipt *r = begin(m, l, &base, e);
	struct receipt_totals t;

	if (r == NULL)
		return false;
	receipt_totals(r, &t);
	if (t.left != 0 && dice(m, 3) != 0)
		receipt_add_payment(r, ONE_OF(m, methods), t.left);
	return receipt_close(l->p, r, base, dice(m, 3) != 0, NULL, e);
}

/* Any receipt, most of the time `likely`, and the version of it that somebody has before
 * their eyes. */
static int64_t
any(struct model *m, int64_t likely, int64_t *version)
{
	int64_t id = dice(m, 8) == 0 || likely == 0 ? model_any(m, "receipt") : likely;

	*version = model_int(m, "SELECT version FROM receipt WHERE id = %lld",
	    (long long)id) - (dice(m, 15) == 0);
	return id;
}

bool
op_pay(struct model *m, struct login *l, struct err *e)
{
	int64_t owing = model_any(m, "receipt r WHERE state = 'closed' AND origin = 'here' AND "
	    "(SELECT sum(amount + tax + tax2) FROM receipt_line WHERE receipt = r.id) > "
	    "coalesce((SELECT sum(amount) FROM payment WHERE receipt = r.id), 0)");
	int64_t version, id = any(m, owing, &version);
	AUTO_RECEIPT struct receipt *r = NULL;
	struct receipt_totals t;

	if (id == 0)
		return model_nothing(m);
	r = receipt_load(l->p, id, e);
	if (r == NULL)
		return false;
	receipt_totals(r, &t);
	return receipt_pay(l->p, id, version, "card", dice(m, 3) != 0 ?
	    MONEY_UNIT * (1 + (money)dice(m, 20)) : t.left, e);
}

bool
op_void(struct model *m, struct login *l, struct err *e)
{
	char today[DATE_ISO_SIZE];
	int64_t version, id = any(m, model_any(m, CLOSED " AND date = '%s'",
	    date_to_iso(m->day, today)), &version);

	return id == 0 ? model_nothing(m) :
	    receipt_void(l->p, id, version, "typed twice", e);
}

bool
op_refund(struct model *m, struct login *l, struct err *e)
{
	int64_t version, id = any(m, model_any(m, CLOSED), &version), refund;
	struct receipt_part part = { .line = model_any(m, "receipt_line WHERE receipt = %lld",
	    (long long)id), .quantity = 1 };

	return id == 0 ? model_nothing(m) : receipt_refund(l->p, id, version, &part,
	    dice(m, 2), "cash", "not liked", &refund, e);
}
