#include "tests/support/till.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/offer.h"

int64_t
till_sells(struct till *t, const struct record_type *type, const char *name,
    const char *price, const char *on_hand)
{
	AUTO_RECORD struct record *r = record_new(type);
	struct err err;

	OK(record_parse(r, &t->mara->context, "name", name, &err));
	OK(record_parse(r, &t->mara->context, "price", price, &err));
	if (on_hand != NULL)
		OK(record_parse(r, &t->mara->context, "on_hand", on_hand, &err));
	OK(practice_add(t->mara, ACTION_WRITE_OFFER, r, NULL, &err));
	return r->id;
}

int
till_begin(void **state)
{
	static int n;
	struct till *t = calloc(1, sizeof(*t));
	char name[32];

	snprintf(name, sizeof(name), "till-%d.db", n++);
	t->path = clinic_new(name);
	t->mara = clinic_open(t->path, "mara");
	clinic_staff(t->mara, "jon", "practitioner");
	t->jon = clinic_open(t->path, "jon");
	t->client = clinic_client(t->mara, "given", "Anna", "family", "Lang", NULL);
	t->face = till_sells(t, &record_service, "Microneedling face", "250", NULL);
	t->spf = till_sells(t, &record_product, "SPF 50", "38", "10");
	t->balm = till_sells(t, &record_product, "Balm", "12.99", NULL);
	*state = t;
	return 0;
}

int
till_end(void **state)
{
	struct till *t = *state;
	AUTO_FREE char *problems = NULL;

	practice_close(t->mara);
	practice_close(t->jon);
	problems = dbfile_check(t->path, true);
	assert_string_equal(problems, "");
	free(t->path);
	free(t);
	return 0;
}

int64_t
till_visit(struct till *t, const char *start, const char *status,
    const char *price)
{
	AUTO_RECORD struct record *r = record_new(&record_session);
	struct err err;

	record_set_int(r, "client", t->client);
	record_set_int(r, "service", t->face);
	record_set_int(r, "staff", t->mara->staff->id);
	record_set_text(r, "date", "2026-03-12");
	OK(record_parse(r, &t->mara->context, "start", start, &err));
	record_set_int(r, "minutes", 30);
	record_set_text(r, "status", status);
	if (price != NULL)
		OK(record_parse(r, &t->mara->context, "price", price, &err));
	OK(practice_add(t->mara, ACTION_WRITE_SESSIONS, r, NULL, &err));
	return r->id;
}

void
till_add(struct till *t, struct receipt *r, const struct record_type *type,
    int64_t id, const char *quantity)
{
	struct err err;

	OK(receipt_add(t->mara, r, type, id, &err));
	OK(receipt_set_line(r, r->n_lines - 1, &t->mara->context, "quantity",
	    quantity, &err));
}

static void
change(struct till *t, struct record *r, const char *const (*to)[2], size_t n)
{
	struct err err;
	size_t i;

	for (i = 0; i < n; i++)
		OK(record_parse(r, &t->mara->context, to[i][0], to[i][1], &err));
}

void
till_taxes(struct till *t, const char *percent, const char *percent2)
{
	const char *const to[][2] = { { "tax_name", "State tax" },
	    { "tax2_name", "City tax" }, { "tax_percent", percent },
	    { "tax2_percent", percent2 } };
	AUTO_RECORD struct record *mine = record_copy(t->mara->settings);
	AUTO_RECORD struct record *base = record_copy(t->mara->settings);
	struct err err;

	change(t, mine, to, ARRAY_LEN(to));
	OK(settings_save(t->mara, mine, base, NULL, NULL, &err));
}

void
till_taxed(struct till *t, const struct record_type *type, int64_t id,
    const char *first, const char *second)
{
	const char *const to[][2] = { { "taxed", first }, { "taxed2", second } };
	struct err err;
	AUTO_RECORD struct record *base = offer_get(t->mara, type, id, &err);
	AUTO_RECORD struct record *mine = record_copy(base);

	change(t, mine, to, ARRAY_LEN(to));
	OK(offer_save(t->mara, mine, base, NULL, NULL, &err));
}

struct receipt *
till_receipt(struct till *t, const struct record_type *type, int64_t id,
    const char *quantity)
{
	struct receipt *r = receipt_new(t->mara, t->client, NULL);

	till_add(t, r, type, id, quantity);
	return r;
}

int64_t
till_close(struct till *t, struct receipt *r, const char *method)
{
	AUTO_RECEIPT struct receipt *base = r->head->id != 0 ? receipt_copy(r) : NULL;
	struct receipt_totals sum;
	struct err err;

	receipt_totals(r, &sum);
	if (sum.left != 0)
		receipt_add_payment(r, method, sum.left);
	OK(receipt_close(t->mara, r, base, false, NULL, &err));
	return r->head->id;
}

int64_t
till_on_hand(struct till *t, int64_t product)
{
	AUTO_FREE char *sql = xasprintf("SELECT on_hand FROM product WHERE id = %lld",
	    (long long)product);

	return dbfile_int(t->path, sql);
}

struct receipt *
till_load(struct till *t, int64_t id)
{
	struct err err;
	struct receipt *r = receipt_load(t->mara, id, &err);

	OK(r != NULL);
	return r;
}

char *
till_label(struct till *t)
{
	sqlite3 *raw;
	sqlite3_stmt *st;
	char *label;

	assert_int_equal(sqlite3_open(t->path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(raw, "SELECT label FROM journal "
	    "ORDER BY n DESC LIMIT 1", -1, &st, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(st), SQLITE_ROW);
	label = xstrdup((const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	sqlite3_close(raw);
	return label;
}

static bool
take_id(const struct receipt_row *row, void *id)
{
	*(int64_t *)id = row->id;
	return false;
}

struct receipt *
till_last(struct till *t)
{
	const struct receipt_query q = { .client = t->client };
	int64_t id = 0;
	struct err err;

	OK(receipts_list(t->mara, &q, take_id, &id, NULL, &err));
	return id != 0 ? till_load(t, id) : NULL;
}

bool
till_last_is(struct till *t, const char *state)
{
	AUTO_RECEIPT struct receipt *r = till_last(t);

	return r != NULL && strcmp(record_text(r->head, "state"), state) == 0;
}
