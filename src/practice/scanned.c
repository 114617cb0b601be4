/*
 * scanned.c - see scanned.h.
 */
#include "practice/scanned.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/clients.h"
#include "practice/lots.h"

#define NUMBER_DIGITS 9		/* longer ones are no id of ours */
#define PHONE_DIGITS 7		/* shorter ones are no phone */

struct lookup {
	struct practice *p;
	struct scanned *found;
	size_t n;
};

static void
add(struct lookup *l, const struct record_type *type, int64_t id)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		if (l->found[i].type == type && l->found[i].id == id)
			return;
	if (l->n < SCANNED_MAX)
		l->found[l->n++] = (struct scanned){ type, id };
}

/* Finds by the id, or by `field`. */
static bool
by_key(struct lookup *l, const struct record_type *type, const char *field,
    const char *text, struct err *e)
{
	AUTO_RECORD struct record *r = db_find(l->p->db, type, field, text, e);

	if (r != NULL)
		add(l, type, r->id);
	return e->code == ERR_NONE;
}

static bool
add_client(const struct client_line *c, void *arg)
{
	add(arg, &record_client, c->id);
	return true;
}

static size_t
digits_of(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += *text >= '0' && *text <= '9';
	return n;
}

static bool
find_clients(struct lookup *l, const char *text, struct err *e)
{
	struct client_query by_phone = { .words = text, .limit = 3 };
	size_t digits = digits_of(text);
	struct record *r;

	if (!by_key(l, &record_client, NULL, text, e))
		return false;
	if (digits == strlen(text) && digits > 0 && digits <= NUMBER_DIGITS) {
		r = db_get(l->p->db, &record_client, strtoll(text, NULL, 10), e);
		if (r != NULL)
			add(l, &record_client, r->id);
		record_free(r);
		if (e->code != ERR_NONE && e->code != ERR_NOTFOUND)
			return false;
		err_clear(e);
	}
	return digits < PHONE_DIGITS || strspn(text, "+0123456789 -()") != strlen(text) ||
	    clients_list(l->p, &by_phone, add_client, l, NULL, e);
}

/* By the code as it stands, else by the item that a code of GS1 or HIBC is of: the product's
 * own, or its code, then without leading zeros, as a shop's scanner sends it. What is wrong
 * with the code goes to `wrong`. */
static bool
find_products(struct lookup *l, const char *text, struct err *wrong, struct err *e)
{
	char item[LOT_ITEM_SIZE];
	const char *at = item;
	int64_t product;

	if (!by_key(l, &record_product, NULL, text, e))
		return false;
	if (!lot_item(text, item, wrong) || *item == '\0')
		return true;
	if (!lot_product(l->p, item, &product, e))
		return false;
	if (product != 0)
		add(l, &record_product, product);
	do {
		if (!by_key(l, &record_product, NULL, at, e))
			return false;
	} while (*at++ == '0');
	return true;
}

bool
practice_scanned(struct practice *p, const char *text,
    struct scanned found[SCANNED_MAX], size_t *n, struct err *e)
{
	struct lookup l = { p, found, 0 };
	struct err wrong = { 0 };
	bool ok;

	err_clear(e);
	ok = find_products(&l, text, &wrong, e);
	if (ok && practice_allows(p, ACTION_READ_CLIENTS))
		ok = find_clients(&l, text, e) &&
		    by_key(&l, &record_receipt, "number", text, e);
	*n = l.n;
	if (ok && l.n == 0 && wrong.code != ERR_NONE)
		return err_set(e, wrong.code, NULL, "%s", wrong.text);
	return ok;
}
