/*
 * receipts.c - receipts of the demo: treatments, goods, refunds, payments.
 *
 * Treatments have no tax, goods two. The payment of a closed receipt is the sum of its
 * lines and their taxes.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "demo/inside.h"

struct receipt_plan {
	struct demo *d;
	struct demo_rng rng;
	int64_t id, client, session;
	date_day date;
	uint16_t staff;
	int64_t lines;
	money total;
};

static bool
begin(struct receipt_plan *w, const char *state, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_receipt);
	char number[24];

	if (strcmp(state, "open") != 0) {
		snprintf(number, sizeof(number), "%ld", ++w->d->n_receipts);
		record_set_text(r, "number", number);
	}
	if (w->client != 0)
		record_set_int(r, "client", w->client);
	record_set_day(r, "date", w->date);
	record_set_text(r, "state", state);
	if (strcmp(state, "void") == 0)
		record_set_text(r, "note", "Written twice");
	if (!db_insert(w->d->db, r, e))
		return false;
	w->id = r->id;
	w->lines = 0;
	w->total = 0;
	return true;
}

static struct record *
line(struct receipt_plan *w, const char *description, int quantity, money price,
    money discount)
{
	struct record *r = record_new(&record_receipt_line);

	record_set_int(r, "receipt", w->id);
	record_set_int(r, "position", ++w->lines);
	record_set_text(r, "description", description);
	record_set_int(r, "staff", w->d->staff[w->staff].id);
	record_set_int(r, "quantity", quantity);
	record_set_int(r, "price", price);
	record_set_int(r, "discount", discount);
	record_set_int(r, "amount", price * quantity - discount);
	return r;
}

static bool
put_line(struct receipt_plan *w, struct record *r, struct err *e)
{
	w->total += record_int(r, "amount") + record_int(r, "tax") +
	    record_int(r, "tax2");
	return db_insert(w->d->db, r, e);
}

static bool
service_line(struct receipt_plan *w, const struct demo_visit *v, struct err *e)
{
	static const unsigned kinds[] = { 900, 60, 25, 15 };
	money price = demo_price(w->d, v->service, v->date), discount = 0;
	AUTO_RECORD struct record *r = NULL;

	switch (demo_weighted(&w->rng, kinds, ARRAY_LEN(kinds))) {
	case 1:
		discount = price / 10;
		break;
	case 2:
		discount = 20 * (money)MONEY_UNIT;
		break;
	case 3:		/* free of charge */
		discount = price;
		break;
	default:
		break;
	}
	r = line(w, demo_services[v->service].name, 1, price, discount);
	record_set_int(r, "service", w->d->service_ids[v->service]);
	record_set_int(r, "session", w->session);
	return put_line(w, r, e);
}

static bool
product_line(struct receipt_plan *w, size_t product, int quantity, money discount,
    struct err *e)
{
	const struct demo_product *p = &demo_products[product];
	AUTO_RECORD struct record *r = line(w, p->name, quantity,
	    (money)p->cents * (MONEY_UNIT / 100), discount);
	money amount = record_int(r, "amount");

	record_set_int(r, "product", w->d->product_ids[product]);
	record_set_int(r, "tax", money_share(amount, DEMO_TAX_PERCENT_100,
	    10000));
	record_set_int(r, "tax2", money_share(amount, DEMO_TAX2_PERCENT_100,
	    10000));
	return put_line(w, r, e);
}

static bool
pay(struct receipt_plan *w, const char *method, money amount, struct err *e)
{
	AUTO_RECORD struct record *r = NULL;

	if (amount == 0)
		return true;
	r = record_new(&record_payment);
	record_set_int(r, "receipt", w->id);
	record_set_day(r, "date", w->date);
	record_set_text(r, "method", method);
	record_set_int(r, "amount", amount);
	return db_insert(w->d->db, r, e);
}

static bool
pay_all(struct receipt_plan *w, struct err *e)
{
	static const char *const methods[] = { "card", "cash", "transfer", "other" };
	static const unsigned weights[] = { 720, 200, 50, 30 };
	const char *method = methods[demo_weighted(&w->rng, weights,
	    ARRAY_LEN(weights))];
	money cash;

	if (w->total > 100 * (money)MONEY_UNIT && demo_chance(&w->rng, 40)) {
		cash = demo_between(&w->rng, 2, 9) * 10 * (money)MONEY_UNIT;
		return pay(w, "cash", cash, e) &&
		    pay(w, "card", w->total - cash, e);
	}
	return pay(w, method, w->total, e);
}

/* Adds a product to the receipt; sometimes it is returned later. */
static bool
retail(struct receipt_plan *w, struct err *e)
{
	size_t product = (size_t)demo_below(&w->rng, (long)demo_n_retail);
	int quantity = demo_chance(&w->rng, 120) ? 2 : 1;
	money price = (money)demo_products[product].cents * (MONEY_UNIT / 100);
	money discount = demo_chance(&w->rng, 80) ?
	    money_round(price * quantity / 10) : 0;
	struct demo *d = w->d;

	if (!product_line(w, product, quantity, discount, e))
		return false;
	if (discount != 0 || quantity != 1 || !demo_chance(&w->rng, 35))
		return true;
	GROW(d->refunds, d->cap_refunds, d->n_refunds + 1);
	d->refunds[d->n_refunds++] = (struct demo_refund){
	    .due = w->date + (date_day)demo_between(&w->rng, 2, 16),
	    .client = w->client, .staff = w->staff, .product = (uint8_t)product };
	return true;
}

static bool
sell(struct receipt_plan *w, const struct demo_visit *v, const char *state,
    bool goods, struct err *e)
{
	if (!begin(w, state, e) || !service_line(w, v, e))
		return false;
	if (goods && !retail(w, e))
		return false;
	return strcmp(state, "closed") != 0 || pay_all(w, e);
}

/* Adds a receipt of somebody who only bought a product. */
static bool
over_the_desk(struct receipt_plan *w, struct err *e)
{
	w->client = w->session = 0;
	return begin(w, "closed", e) && retail(w, e) && pay_all(w, e);
}

bool
demo_receipt(struct demo *d, const struct demo_visit *v, struct err *e)
{
	struct receipt_plan w = { .d = d, .client = d->clients[v->client].id,
	    .session = v->id, .date = v->date, .staff = v->staff,
	    .rng = demo_rng(d->seed, DEMO_RECEIPT, v->id) };
	bool goods = demo_chance(&w.rng, 240);

	if (!demo_is_past(d, v))
		return sell(&w, v, "open", false, e);
	if (demo_chance(&w.rng, 4) && !sell(&w, v, "void", false, e))
		return false;
	return sell(&w, v, "closed", goods, e) &&
	    (!demo_chance(&w.rng, 25) || over_the_desk(&w, e));
}

bool
demo_refunds(struct demo *d, date_day day, struct err *e)
{
	size_t i, kept = 0;
	bool ok = true;

	for (i = 0; i < d->n_refunds; i++) {
		const struct demo_refund f = d->refunds[i];
		struct receipt_plan w = { .d = d, .client = f.client, .date = day,
		    .staff = f.staff };

		if (f.due > day || !ok) {
			d->refunds[kept++] = f;
			continue;
		}
		ok = begin(&w, "closed", e) &&
		    product_line(&w, f.product, -1, 0, e) &&
		    pay(&w, "card", w.total, e);
	}
	d->n_refunds = kept;
	return ok;
}
