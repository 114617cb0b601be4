/*
 * apply.c - finding a row's record by its identity, and writing the row into it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "import/inside.h"

/* --- where rows went ------------------------------------------------------------- */

/* The first release kept 24 bytes of a digest, in hex. */
#define HEX_BYTES 24

struct known {
	int64_t id, record;
	char digest[65];
};

static void
identity_text(const struct import_row *row, unsigned nth, const char *name, struct buf *out)
{
	buf_cut(out, 0);
	if (nth == 1)
		buf_addf(out, "%s:%s", row->word, name);
	else
		buf_addf(out, "%s%u:%s", row->word, nth, name);
}

static bool
find_identity(struct import *im, const char *identity, struct known *k, struct err *e)
{
	struct stmt *st = db_stmt(im->db, "import_row_find");

	*k = (struct known){ 0, 0, "" };
	stmt_set_text(st, "kind", im->plan.row_kind);
	stmt_set_text(st, "identity", identity);
	if (stmt_next(st)) {
		k->id = stmt_int(st, "id");
		k->record = stmt_int(st, "row_id");
		snprintf(k->digest, sizeof(k->digest), "%s", stmt_text(st, "digest"));
	}
	return stmt_end(st, e);
}

/* What an import_row of a row of our own export is called that has its number; "": it has
 * another identity. */
static const char *
own_identity(const struct import *im, unsigned nth, char out[IMPORT_OWN_SIZE])
{
	int64_t n = strcmp(im->row.word, "row") != 0 || nth != 1 ||
	    im->plan.kind->lines != NULL ||
	    strcmp(im->plan.row_kind, im->plan.kind->type->plural) != 0 ? 0 :
	    import_own_number(im);

	return n == 0 ? "" : import_own_identity(n, out);
}

/* By its number, when that has been of this very row. */
static bool
find_own(struct import *im, unsigned nth, struct known *k, struct err *e)
{
	char own[IMPORT_OWN_SIZE];
	const char *identity = own_identity(im, nth, own);

	*k = (struct known){ 0, 0, "" };
	if (*identity == '\0')
		return true;
	if (!find_identity(im, identity, k, e))
		return false;
	if (strncmp(k->digest, im->row.identity.s, DIGEST_LETTERS) == 0)
		memmove(k->digest, k->digest + DIGEST_LETTERS,
		    sizeof(k->digest) - DIGEST_LETTERS);
	else
		*k = (struct known){ 0, 0, "" };
	return true;
}

static bool
find_known(struct import *im, unsigned nth, struct known *k, struct err *e)
{
	AUTO_BUF struct buf identity = BUF_INIT;
	char hex[DIGEST_HEX_SIZE];

	if (!find_own(im, nth, k, e))
		return false;
	if (k->id != 0)
		return true;
	identity_text(&im->row, nth, im->row.identity.s, &identity);
	if (!find_identity(im, identity.s, k, e))
		return false;
	if (k->id != 0 || !im->hex_rows || strcmp(im->row.word, "id") == 0)
		return true;
	identity_text(&im->row, nth, digest_hex(im->row.name, HEX_BYTES, hex), &identity);
	return find_identity(im, identity.s, k, e);
}

/* Rows are remembered in their order, and those of the first release come first. */
bool
import_known_begin(struct import *im, struct err *e)
{
	struct stmt *st = db_stmt(im->db, "import_row_oldest");

	if (stmt_next(st))
		im->hex_rows = strcspn(stmt_text(st, "digest"), " ") == 2 * HEX_BYTES;
	return stmt_end(st, e);
}

/* Had the row these contents when it was remembered? */
static bool
same_contents(const struct import *im, const struct known *k)
{
	const struct import_row *row = &im->row;
	char hex[DIGEST_HEX_SIZE];

	if (strcmp(k->digest, row->digest) == 0)
		return true;
	digest_hex(row->contents, HEX_BYTES, hex);
	return im->hex_rows && strncmp(k->digest, hex, 2 * HEX_BYTES) == 0 &&
	    strcmp(k->digest + 2 * HEX_BYTES, row->digest + DIGEST_LETTERS) == 0;
}

static unsigned *
count_of(struct import *im)
{
	unsigned char bytes[DIGEST_SIZE];
	struct digest d;

	digest_begin(&d, NULL);
	digest_text(&d, im->row.word);
	digest_text(&d, im->row.identity.s);
	digest_end(&d, bytes);
	return import_seen_count(im->seen, bytes);
}

/* Rows stored under the id before it was cleaned keep that identity. */
static bool
use_former(struct import *im, struct err *e)
{
	struct import_row *row = &im->row;
	const struct import_kind *k = im->plan.kind;
	AUTO_BUF struct buf clean = BUF_INIT;
	char word[sizeof(row->word)];
	struct known known;

	if (row->former == NULL || *row->former == '\0')
		return true;
	buf_adds(&clean, row->identity.s);
	snprintf(word, sizeof(word), "%s", row->word);
	snprintf(row->word, sizeof(row->word), "id");
	buf_cut(&row->identity, 0);
	import_id_text(&row->identity, k->lines != NULL ? k->lines : k->type, row->former);
	if (!find_known(im, 1, &known, e))
		return false;
	if (known.id == 0) {
		snprintf(row->word, sizeof(row->word), "%s", word);
		buf_cut(&row->identity, 0);
		buf_adds(&row->identity, clean.s);
	}
	return true;
}

/*
 * Identical rows are separate records. Rows with the same id or key are one record, but
 * each is remembered by its position among them, so that the same file read again finds
 * every row unchanged.
 */
bool
import_identify(struct import *im, bool *same, struct err *e)
{
	struct import_row *row = &im->row;
	struct known before = { 0, 0, "" }, k;
	unsigned *count;
	bool one_record;

	*same = false;
	row->record = 0;
	if (!use_former(im, e))
		return false;
	one_record = strcmp(row->word, "row") != 0;
	count = count_of(im);
	row->nth = *count + 1;
	if (one_record && row->nth > 1) {
		if (!find_known(im, row->nth - 1, &before, e))
			return false;
		if (before.id != 0 && same_contents(im, &before)) {
			*same = true;
			return true;
		}
	}
	if (!find_known(im, row->nth, &k, e))
		return false;
	*count = row->nth;
	row->known = k.id;
	row->record = k.id != 0 ? k.record : before.record;
	*same = k.id != 0 && same_contents(im, &k);
	return true;
}

static bool
import_remember(struct import *im, const struct record_type *t, int64_t id,
    struct err *e)
{
	AUTO_RECORD struct record *r = NULL;
	AUTO_BUF struct buf identity = BUF_INIT, digest = BUF_INIT;
	struct known taken = { 0, 0, "" };
	char number[IMPORT_OWN_SIZE];
	bool own;

	if (im->row.known != 0) {
		r = db_get(im->db, &record_import_row, im->row.known, e);
		if (r == NULL)
			return false;
		buf_adds(&identity, record_text(r, "identity"));
	} else {
		r = record_new(&record_import_row);
		buf_adds(&identity, own_identity(im, im->row.nth, number));
		if (identity.len > 0 && !find_identity(im, identity.s, &taken, e))
			return false;
		if (identity.len == 0 || taken.id != 0)
			identity_text(&im->row, im->row.nth, im->row.identity.s, &identity);
	}
	own = strncmp(identity.s, "own:", 4) == 0;
	if (own)
		buf_adds(&digest, im->row.identity.s);
	buf_adds(&digest, im->row.digest);
	record_set_text(r, "kind", im->plan.row_kind);
	record_set_text(r, "identity", identity.s);
	record_set_text(r, "digest", digest.s);
	record_set_text(r, "row_table", t->name);
	record_set_int(r, "row_id", id);
	return (r->id == 0 ? db_insert(im->db, r, e) : db_update(im->db, r, e)) &&
	    (own || import_own_remember(im, t, id, e));
}

/* --- values into a record ----------------------------------------------------------- */

/* Finds `line` (of length n) among the lines of `text`, or with `colon` a line that is
 * the same up to the colon; NULL: none. */
static const char *
line_in(const char *text, const char *line, size_t n, bool colon)
{
	const char *at = text, *end;

	if (colon)
		n = strcspn(line, ":") + 1;
	for (; at != NULL && *at != '\0'; at = *end == '\0' ? NULL : end + 1) {
		end = at + strcspn(at, "\n");
		if ((colon ? (size_t)(end - at) >= n : (size_t)(end - at) == n) &&
		    strncmp(at, line, n) == 0)
			return at;
	}
	return NULL;
}

/* Adds each line of `lines` that is missing; with `replace` it replaces a line of the
 * same header. */
static void
add_lines(struct buf *notes, const char *lines, bool replace)
{
	const char *end, *old;

	for (; *lines != '\0'; lines = *end == '\0' ? end : end + 1) {
		end = lines + strcspn(lines, "\n");
		if (line_in(notes->s, lines, (size_t)(end - lines), false) != NULL)
			continue;
		old = replace ? line_in(notes->s, lines, 0, true) : NULL;
		if (old != NULL) {
			AUTO_FREE char *rest = xstrdup(old + strcspn(old, "\n"));

			buf_cut(notes, (size_t)(old - notes->s));
			buf_add(notes, lines, (size_t)(end - lines));
			buf_adds(notes, rest);
			continue;
		}
		if (notes->len > 0)
			buf_addc(notes, '\n');
		buf_add(notes, lines, (size_t)(end - lines));
	}
}

static void
put_notes(struct import *im, struct record *r, bool append, bool *changed)
{
	const struct value *given = &im->row.values[im->plan.notes].v;
	AUTO_BUF struct buf notes = BUF_INIT;

	if (given->kind == VALUE_TEXT && !append) {
		buf_adds(&notes, given->s);
	} else {
		buf_adds(&notes, record_text(r, "notes"));
		if (given->kind == VALUE_TEXT)
			add_lines(&notes, given->s, false);
	}
	add_lines(&notes, im->row.notes.s, !append);
	if (strcmp(notes.s, record_text(r, "notes")) != 0) {
		record_set_text(r, "notes", notes.s);
		*changed = true;
	}
}

static bool
put_one(struct import *im, struct record *r, size_t at, size_t field,
    bool *changed, struct err *e)
{
	const struct field *f = im->plan.targets[at].field;
	struct import_value *v = &im->row.values[at];
	int64_t id;

	if (f->type == FIELD_LINK && *v->text != '\0' && v->v.kind == VALUE_NULL) {
		if (!import_link(im, record_type_find(f->link), f->name, v->text,
		    &id, e))
			return false;
		value_set_int(&v->v, id);
	}
	if (v->v.kind != VALUE_NULL && !value_equal(&v->v, &r->values[field])) {
		value_copy(&r->values[field], &v->v);
		*changed = true;
	}
	return true;
}

bool
import_put(struct import *im, struct record *r, bool append_notes,
    bool (*skip)(const struct record *r, const char *field, void *), void *arg,
    bool *changed, struct err *e)
{
	const struct import_plan *plan = &im->plan;
	bool lines = r->type == plan->kind->lines;
	size_t i;
	int field;

	for (i = 0; i < plan->n_targets; i++) {
		field = lines ? plan->targets[i].line : plan->targets[i].main;
		if (field < 0 || (int)i == plan->notes ||
		    (skip != NULL && skip(r, plan->targets[i].field->name, arg)))
			continue;
		if (!put_one(im, r, i, (size_t)field, changed, e))
			return false;
	}
	if (plan->notes >= 0 && plan->targets[plan->notes].main >= 0)
		put_notes(im, r, append_notes, changed);
	return true;
}

bool
import_save(struct import *im, struct record *r, bool changed, struct err *e)
{
	if (r->id == 0) {
		if (!db_insert(im->db, r, e))
			return false;
		im->r->added++;
	} else if (changed) {
		if (!db_update(im->db, r, e))
			return false;
		im->r->changed++;
	} else {
		im->r->unchanged++;
	}
	im->told.several += im->row.several;
	/* the next row may name this client */
	if (r->type == &record_client && !db_key_now(im->db, r->id, e))
		return false;
	return import_remember(im, r->type, r->id, e);
}

/* --- kinds that need nothing more ------------------------------------------------------ */

/* *outdated: a row with a newer change time has been read into this record. */
static bool
is_outdated(struct import *im, int64_t id, bool *outdated, struct err *e)
{
	struct stmt *st = db_stmt(im->db, "import_row_digests");
	const char *space;

	*outdated = false;
	stmt_set_text(st, "row_table", im->plan.kind->type->name);
	stmt_set_int(st, "row_id", id);
	stmt_set_text(st, "kind", im->plan.row_kind);
	while (stmt_next(st)) {
		space = strchr(stmt_text(st, "digest"), ' ');
		if (space != NULL && strtoll(space, NULL, 10) > im->row.stamp)
			*outdated = true;
	}
	return stmt_end(st, e);
}

struct record *
import_own(struct import *im, const struct record_type *t)
{
	const char *text = im->plan.own == NO_COLUMN ? "" :
	    import_source_cell(im->source, im->plan.own);
	struct record *r;
	bool changed = false;
	struct err none;

	if (*text == '\0' || strlen(text) > 18 ||
	    strspn(text, "0123456789") != strlen(text) ||
	    (r = db_get(im->db, t, strtoll(text, NULL, 10), &none)) == NULL)
		return NULL;
	if (import_put(im, r, false, NULL, NULL, &changed, &none) && !changed)
		return r;
	record_free(r);
	return NULL;
}

struct record *
import_find(struct import *im, struct err *e)
{
	const struct record_type *t = im->plan.kind->type;
	struct record *r = NULL;

	err_clear(e);
	if (im->row.record != 0) {
		r = db_get(im->db, t, im->row.record, e);
		if (r == NULL && e->code != ERR_NOTFOUND)
			return NULL;
		err_clear(e);
	}
	if (r == NULL && t->key != NULL &&
	    import_value(im, t->key)->v.kind == VALUE_TEXT) {
		r = db_find(im->db, t, NULL, import_value(im, t->key)->v.s, e);
		if (r == NULL && e->code != ERR_NONE)
			return NULL;
	}
	if (r == NULL)
		r = import_own(im, t);
	return r != NULL ? r : record_new(t);
}

bool
import_apply_plain(struct import *im, struct import_row *row, struct err *e)
{
	AUTO_RECORD struct record *r = import_find(im, e);
	bool changed = false, outdated = false;

	if (r == NULL)
		return false;
	if (r->id != 0 && row->stamp != 0) {
		if (!is_outdated(im, r->id, &outdated, e))
			return false;
		if (outdated) {
			im->r->unchanged++;
			return true;
		}
	}
	if (!import_put(im, r, false, NULL, NULL, &changed, e))
		return false;
	if (r->id == 0 && record_field(r->type, "name") != NULL &&
	    record_is_null(r, "name"))
		record_set_text(r, "name", record_text(r, r->type->key));
	return import_save(im, r, changed, e);
}
