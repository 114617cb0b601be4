/*
 * own.c - our own exports, read by another practice of ours.
 *
 * The ids in them are the other practice's. An import_row remembers which record here
 * each became, so that links in later files find it under its new id. For a row that has
 * nothing else to identify it that is the only import_row: its digest is that of the whole
 * row and then that of its contents (apply.c).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

int64_t
import_own_number(const struct import *im)
{
	const char *text = !im->plan.own_export || im->plan.own == NO_COLUMN ||
	    im->plan.kind->several ? "" : import_source_cell(im->source, im->plan.own);

	if (strlen(text) > 18 || strspn(text, "0123456789") != strlen(text))
		return 0;
	return strtoll(text, NULL, 10);
}

const char *
import_own_identity(int64_t n, char out[IMPORT_OWN_SIZE])
{
	snprintf(out, IMPORT_OWN_SIZE, "own:%lld", (long long)n);
	return out;
}

/* The import_row of that id; NULL and ERR_NONE when there is none. */
static struct record *
remembered(struct import *im, const struct record_type *t, int64_t n, struct err *e)
{
	struct stmt *st = db_stmt(im->db, "import_row_find");
	char identity[IMPORT_OWN_SIZE];
	int64_t id;

	err_clear(e);
	stmt_set_text(st, "kind", t->plural);
	stmt_set_text(st, "identity", import_own_identity(n, identity));
	id = stmt_next(st) ? stmt_int(st, "id") : 0;
	if (!stmt_end(st, e) || id == 0)
		return NULL;
	return db_get(im->db, &record_import_row, id, e);
}

/* The row that the number had so far keeps an import_row of its own. */
static bool
split_off(struct import *im, const struct record *r, struct err *e)
{
	AUTO_RECORD struct record *row = record_copy(r);
	const char *digest = record_text(r, "digest");
	AUTO_FREE char *identity = NULL;

	if (strcspn(digest, " ") <= DIGEST_LETTERS)
		return true;
	identity = xasprintf("row:%.*s", DIGEST_LETTERS, digest);
	row->id = 0;
	record_set_text(row, "identity", identity);
	record_set_text(row, "digest", digest + DIGEST_LETTERS);
	return db_insert(im->db, row, e);
}

bool
import_own_remember(struct import *im, const struct record_type *t, int64_t id,
    struct err *e)
{
	int64_t n = import_own_number(im);
	AUTO_RECORD struct record *r = NULL;
	char identity[IMPORT_OWN_SIZE];

	if (n == 0)
		return true;
	r = remembered(im, t, n, e);
	if (r == NULL && e->code != ERR_NONE)
		return false;
	if (r != NULL && record_int(r, "row_id") == id)
		return true;
	if (r == NULL)
		r = record_new(&record_import_row);
	else if (!split_off(im, r, e))
		return false;
	record_set_text(r, "kind", t->plural);
	record_set_text(r, "identity", import_own_identity(n, identity));
	record_set_text(r, "digest", "-");
	record_set_text(r, "row_table", t->name);
	record_set_int(r, "row_id", id);
	return r->id == 0 ? db_insert(im->db, r, e) : db_update(im->db, r, e);
}

bool
import_own_look_up(struct import *im, const struct record_type *t, int64_t n,
    int64_t *id, struct err *e)
{
	AUTO_RECORD struct record *r = remembered(im, t, n, e);
	AUTO_RECORD struct record *there = NULL;
	struct err none;

	*id = 0;
	if (r == NULL)
		return e->code == ERR_NONE;
	there = db_get(im->db, t, record_int(r, "row_id"), &none);
	if (there != NULL)
		*id = there->id;
	return true;
}

bool
import_own_put(struct import *im, struct record *r, const char *field, struct err *e)
{
	size_t i;

	for (i = 0; im->plan.own_export && i < import_source_width(im->source); i++)
		if (strcmp(import_source_header(im->source, i), field) == 0 &&
		    *import_source_cell(im->source, i) != '\0')
			return record_parse(r, &field_context_plain, field,
			    import_source_cell(im->source, i), e);
	return true;
}
