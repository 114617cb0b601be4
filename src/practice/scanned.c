/*
 * scanned.c - see scanned.h.
 */
#include "practice/scanned.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/clients.h"

#define NUMBER_DIGITS 9		/* longer ones are no id of ours */
#define PHONE_DIGITS 7		/* shorter ones are no phone */
#define GTIN_DIGITS 14
#define SEPARATOR 0x1d

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

/* Tries the article number of a GS1 code, then without leading zeros, as a shop's
 * scanner sends it. */
static bool
find_products(struct lookup *l, const char *text, struct err *e)
{
	char gtin[GTIN_DIGITS + 1];
	const char *at;

	if (!by_key(l, &record_product, NULL, text, e))
		return false;
	if (strlen(text) < 2 + GTIN_DIGITS || strncmp(text, "01", 2) != 0)
		return true;
	snprintf(gtin, sizeof(gtin), "%s", text + 2);
	if (digits_of(gtin) != GTIN_DIGITS)
		return true;
	for (at = gtin; ; at++) {
		if (!by_key(l, &record_product, NULL, at, e))
			return false;
		if (*at != '0')
			return true;
	}
}

bool
practice_scanned(struct practice *p, const char *text,
    struct scanned found[SCANNED_MAX], size_t *n, struct err *e)
{
	struct lookup l = { p, found, 0 };
	AUTO_FREE char *whole = xstrdup(text);
	char *end = strchr(whole, SEPARATOR);
	bool ok;

	err_clear(e);
	if (end == whole)	/* FNC1 in front */
		memmove(whole, whole + 1, strlen(whole));
	else if (end != NULL)
		*end = '\0';
	ok = find_products(&l, whole, e);
	if (ok && practice_allows(p, ACTION_READ_CLIENTS))
		ok = find_clients(&l, whole, e) &&
		    by_key(&l, &record_receipt, "number", whole, e);
	*n = l.n;
	return ok;
}
