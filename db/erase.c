/*
 * erase.c - a client's records are blanked, in one write.
 *
 * Rows stay, so that counts, money and stock stay what they were: what was typed becomes
 * "erased", names, addresses and the day of birth go, codes, choices, days and amounts stay.
 * Rows of files and of wishes go. Two kinds of text are books, not words about a person, and
 * stay: what a receipt's line sold, and how the client found the practice.
 *
 * In the journal each change of these rows is blanked: its bytes go and its mac stays, by
 * which the entry's digest still verifies. The entry of the erasure names them (a row of the
 * table "erased"), and a blank that no entry names is tampering. What that entry has of a row
 * is how it is now, as if it were made then, and the share that it had in a load's sum.
 *
 * It is the one way past what is kept: the triggers are off meanwhile, and the record of the
 * erasure is written first.
 */
#include "db/erase_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"

#define ERASED_WORD "erased"

/* --- what is blanked ------------------------------------------------------------------------ */

static const struct record_type *const gone[] = { &record_attachment, &record_waiting };

static const struct {
	const struct record_type *type;
	const char *field;
} stays[] = {
	{ &record_receipt_line, "description" }, { &record_client, "referral" },
	{ &record_client, "first_visit" }, { &record_client, "archived" },
};

static bool
type_goes(const struct record_type *t)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(gone); i++)
		if (gone[i] == t)
			return true;
	return false;
}

static bool
field_stays(const struct record_type *t, const struct field *f)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(stays); i++)
		if (stays[i].type == t && strcmp(stays[i].field, f->name) == 0)
			return true;
	return false;
}

/* The ticks of a chart keep their codes, without why not. */
static void
blank_ticks(struct value *v)
{
	AUTO_BUF struct buf out = BUF_INIT;
	const char *line = v->s, *end;

	for (; line != NULL; line = end != NULL ? end + 1 : NULL) {
		size_t n = strcspn(line, "=\n");

		end = strchr(line, '\n');
		buf_addf(&out, "%s%.*s%s", out.len > 0 ? "\n" : "", (int)n, line,
		    line[n] == '=' ? "=" ERASED_WORD : "");
	}
	value_set_text(v, out.s);
}

/* Words stay words, and JSON JSON: figures ask whether there are any. */
static void
blank_words(const struct record_type *t, const struct field *f, struct value *v)
{
	if (strcmp(f->name, "external_id") == 0 || strcmp(f->name, "more") == 0)
		value_clear(v);
	else if (t == &record_chart && strcmp(f->name, "ticks") == 0)
		blank_ticks(v);
	else
		value_set_text(v, v->s[0] == '{' ? "{}" : ERASED_WORD);
}

static void
blank_value(const struct record_type *t, const struct field *f, struct value *v)
{
	if (v->kind == VALUE_NULL || field_stays(t, f))
		return;
	if (t == &record_client) {
		value_clear(v);
		return;
	}
	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_NOTE:
		blank_words(t, f, v);
		break;
	case FIELD_EMAIL:
	case FIELD_PHONE:
	case FIELD_BIRTHDAY:
		value_clear(v);
		break;
	case FIELD_CODE:
		if (strcmp(f->name, "external_id") == 0)
			value_clear(v);
		break;
	case FIELD_LINK:
		if (type_goes(record_type_find(f->link)))
			value_clear(v);
		break;
	case FIELD_INTEGER:
	case FIELD_MINUTES:
	case FIELD_MONEY:
	case FIELD_PERCENT:
	case FIELD_BOOL:
	case FIELD_CHOICE:
	case FIELD_DATE:
	case FIELD_TIME:
	case FIELD_INSTANT:
	case FIELD_DAYS:
		break;
	}
}

/* What is kept of a newsletter's address: nobody can read it, and with the key it is recognised,
 * as the address itself is whatever the case of its letters. */
static const char *
keyed_address(struct db *db, const char *email, char hex[DB_KEYED_SIZE])
{
	AUTO_FREE char *lower = xstrdup(email);
	char *c;

	for (c = lower; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return db_keyed(db, lower, hex);
}

bool
db_erased_opt_out(struct db *db, const char *email, bool *stands, struct err *e)
{
	struct stmt *st = db_stmt(db, "erased_opt_out");
	char hex[DB_KEYED_SIZE];

	stmt_set_text(st, "keyed", keyed_address(db, email, hex));
	*stands = stmt_next(st);
	return stmt_end(st, e);
}

/* Its address becomes that; a subscription ends. */
static bool
blank_address(struct db *db, const struct erasing *x, struct record *r, const char *was,
    struct err *e)
{
	char hex[DB_KEYED_SIZE];
	AUTO_FREE char *email = xasprintf("%s.%lld@erased.invalid", keyed_address(db, was, hex),
	    (long long)r->id);
	AUTO_RECORD struct record *event = NULL;

	record_set_text(r, "email", email);
	if (strcmp(record_text(r, "state"), "subscribed") != 0 &&
	    strcmp(record_text(r, "state"), "pending") != 0)
		return true;
	record_set_text(r, "state", "unsubscribed");
	event = record_new(&record_consent_event);
	record_set_int(event, "subscriber", r->id);
	record_set_int(event, "at", x->at);
	record_set_text(event, "state", "unsubscribed");
	if (x->staff != 0)
		record_set_int(event, "who", x->staff);
	return db_insert(db, event, e);
}

static bool
blank_record(struct db *db, const struct erasing *x, struct record *r, struct err *e)
{
	AUTO_FREE char *email = r->type == &record_subscriber ?
	    xstrdup(record_text(r, "email")) : NULL;
	size_t i;

	for (i = 0; i < r->type->n_fields; i++)
		blank_value(r->type, &r->type->fields[i], &r->values[i]);
	if (r->type == &record_client) {
		record_set_text(r, "family", "Erased client");
		record_set_text(r, "do_not_book", ERASED_WORD);
		record_set_int(r, "archived", 1);
	}
	return email == NULL || blank_address(db, x, r, email, e);
}

/* --- rows ----------------------------------------------------------------------------------- */

static void
touch(struct erasing *x, const struct record_type *t, int64_t id)
{
	GROW(x->rows, x->cap_rows, x->n_rows + 1);
	x->rows[x->n_rows++] = (struct erased_row){ t, id };
}

static bool
is_touched(const struct erasing *x, const struct record_type *t, int64_t id)
{
	size_t i;

	for (i = 0; i < x->n_rows; i++)
		if (x->rows[i].type == t && x->rows[i].id == id)
			return true;
	return false;
}

/* Where an import found it. */
static bool
erase_import_row(struct db *db, struct erasing *x, int64_t id, struct err *e)
{
	AUTO_RECORD struct record *r = db_get(db, &record_import_row, id, e);
	AUTO_FREE char *identity = xasprintf(ERASED_WORD " %lld", (long long)id);

	if (r == NULL || !load_share(db, r->type, id, r->values,
	    &x->sums[type_index(r->type)], e))
		return false;
	touch(x, r->type, id);
	record_set_text(r, "identity", identity);
	record_set_text(r, "digest", ERASED_WORD);
	return db_update(db, r, e);
}

static bool
erase_import_rows(struct db *db, struct erasing *x, const struct record *of, struct err *e)
{
	AUTO_FREE int64_t *ids = NULL;
	struct stmt *st = db_stmt(db, "erase_import_rows");
	size_t i, n;
	bool ok;

	stmt_set_text(st, "tbl", of->type->name);
	stmt_set_int(st, "row", of->id);
	ok = stmt_ids(st, &ids, &n, e);
	for (i = 0; ok && i < n; i++)
		ok = erase_import_row(db, x, ids[i], e);
	return ok;
}

static bool
remove_row(struct db *db, const struct record *r, struct err *e)
{
	struct stmt *st = db_stmt(db, r->type == &record_attachment ? "erase_attachment" :
	    "erase_waiting");

	stmt_set_int(st, "id", r->id);
	return stmt_run(st, e);
}

struct row_call {
	struct db *db;
	struct erasing *x;
};

static bool
erase_row(struct record *r, void *arg, struct err *e)
{
	const struct row_call *c = arg;

	touch(c->x, r->type, r->id);
	return load_share(c->db, r->type, r->id, r->values,
	    &c->x->sums[type_index(r->type)], e) && erase_import_rows(c->db, c->x, r, e) &&
	    (type_goes(r->type) ? remove_row(c->db, r, e) :
	    blank_record(c->db, c->x, r, e) && db_update(c->db, r, e));
}

/* --- the journal ---------------------------------------------------------------------------- */

/* The change in the current row of the statement is to be blanked. */
static void
add_blank(struct db *db, struct erasing *x, struct stmt *st, struct buf *room)
{
	struct blank b = { .n = stmt_number_at(st, CHANGE_N), .i = stmt_number_at(st, CHANGE_I),
	    .type = record_type_find(stmt_text_at(st, CHANGE_TABLE)),
	    .row = stmt_number_at(st, CHANGE_ROW) };
	size_t size, n_mac;
	const void *bytes = journal_change(st, room, &size);
	const void *mac = stmt_blob_at(st, CHANGE_MAC, &n_mac);

	if (bytes == NULL || b.type == NULL || b.type == &record_erasure || b.row == 0)
		return;
	if (n_mac == DIGEST_SIZE)
		memcpy(b.mac, mac, DIGEST_SIZE);
	else
		change_mac(db, b.n, b.i, b.type->name, b.row, stmt_number_at(st, CHANGE_CLIENT),
		    bytes, size, b.mac);
	GROW(x->blanks, x->cap_blanks, x->n_blanks + 1);
	x->blanks[x->n_blanks++] = b;
}

static bool
find_blanks(struct db *db, struct erasing *x, struct stmt *st, struct err *e)
{
	AUTO_BUF struct buf room = BUF_INIT;

	while (stmt_next(st))
		add_blank(db, x, st, &room);
	return stmt_end(st, e);
}

/* Which fields it changed, a bit for each. */
static uint64_t
changed_fields(const void *bytes, size_t size)
{
	struct change_reader r;
	uint64_t set = 0;
	int i;

	if (bytes == NULL || !change_reader_begin(&r, bytes, size))
		return 0;
	for (i = COLUMN_FIELDS; i < CHANGE_CELLS; i++)
		if (change_new(&r, i) != NULL)
			set |= UINT64_C(1) << i;
	return set;
}

/* Of the card that stayed of a merge taken apart since: what the merge put into it, and whatever
 * was done to that field until they were apart. The rest is about somebody else. */
static bool
find_copied(struct db *db, struct erasing *x, struct stmt *st, struct err *e)
{
	AUTO_BUF struct buf room = BUF_INIT;
	int64_t merge = 0;
	uint64_t copied = 0;

	while (stmt_next(st)) {
		size_t size;
		const void *bytes = journal_change(st, &room, &size);
		uint64_t fields = changed_fields(bytes, size);

		if (stmt_int(st, "merge") != merge)
			copied = 0;
		merge = stmt_int(st, "merge");
		if (stmt_number_at(st, CHANGE_N) == stmt_int(st, "first"))
			copied |= fields;
		if ((fields & copied) != 0)
			add_blank(db, x, st, &room);
	}
	return stmt_end(st, e);
}

/* A row that was this client's once: its share of the load is told too. */
static bool
share_former(struct db *db, struct erasing *x, const struct blank *b, struct err *e)
{
	AUTO_RECORD struct record *r = NULL;

	if (is_touched(x, b->type, b->row))
		return true;
	r = row_get(db, b->type, b->row);
	touch(x, b->type, b->row);
	return load_share(db, b->type, b->row, r != NULL ? r->values : NULL,
	    &x->sums[type_index(b->type)], e);
}

static bool
put_blank(struct db *db, const struct blank *b, struct err *e)
{
	struct stmt *st = db_stmt(db, "erase_change");

	stmt_set_int(st, "n", b->n);
	stmt_set_int(st, "i", b->i);
	stmt_set_blob(st, "mac", b->mac, sizeof(b->mac));
	return stmt_run(st, e);
}

static bool
blank_journal(struct db *db, struct erasing *x, struct err *e)
{
	struct stmt *st = db_stmt(db, "export_changes_of_client");
	size_t i, rows = x->n_rows;
	bool ok;

	stmt_set_int(st, "client", x->client);
	ok = find_blanks(db, x, st, e);
	st = db_stmt(db, "export_changes_of_merged");
	stmt_set_int(st, "client", x->client);
	ok = find_copied(db, x, st, e) && ok;
	for (i = 0; ok && i < x->n_blanks; i++)
		ok = share_former(db, x, &x->blanks[i], e);
	for (i = 0; ok && i < x->n_blanks; i++)
		ok = put_blank(db, &x->blanks[i], e);
	/* of the same rows, when they were nobody's yet */
	for (i = 0; ok && i < rows; i++) {
		size_t from = x->n_blanks;

		st = db_stmt(db, "erase_changes_of_row");
		stmt_set_text(st, "tbl", x->rows[i].type->name);
		stmt_set_int(st, "row", x->rows[i].id);
		ok = find_blanks(db, x, st, e);
		for (; ok && from < x->n_blanks; from++)
			ok = put_blank(db, &x->blanks[from], e);
	}
	return ok;
}

/* Adds a value as a changeset has it (sqlite.org/sessionintro.html). */
static void
add_cell(struct buf *out, const struct value *v)
{
	uint64_t n;
	int shift;

	switch (v->kind) {
	case VALUE_NULL:
		buf_addc(out, SQLITE_NULL);
		break;
	case VALUE_INT:
		buf_addc(out, SQLITE_INTEGER);
		for (shift = 56; shift >= 0; shift -= 8)
			buf_addc(out, (char)(unsigned char)((uint64_t)v->i >> shift));
		break;
	case VALUE_TEXT:
		n = strlen(v->s);
		buf_addc(out, SQLITE_TEXT);
		for (shift = 28; shift > 0; shift -= 7)
			if (n >> shift != 0)
				buf_addc(out, (char)(unsigned char)((n >> shift & 0x7f) | 0x80));
		buf_addc(out, (char)(n & 0x7f));
		buf_add(out, v->s, n);
		break;
	}
}

struct rewriting {
	struct db *db;
	struct buf *out;
};

/* What is left of a change: how the row is now, or that it is gone. */
static bool
rewrite(const struct change *ch, void *arg)
{
	struct rewriting *w = arg;
	const struct record_type *t = record_type_find(ch->table);
	AUTO_RECORD struct record *r = ch->op == 'U' ? row_get(w->db, t, ch->row) : NULL;
	struct value id = { .kind = VALUE_INT, .i = ch->row }, version = VALUE_INIT;
	const struct value none = VALUE_INIT;
	size_t i;

	buf_add(w->out, ch->bytes, ch->n_header);
	if (ch->op == 'I') {
		buf_add(w->out, ch->body, ch->n_body);
		return true;
	}
	BUG_IF(ch->op == 'U' && r == NULL);
	if (r != NULL)
		version = (struct value){ .kind = VALUE_INT, .i = r->version };
	buf_addc(w->out, r != NULL ? SQLITE_INSERT : SQLITE_DELETE);
	buf_addc(w->out, 0);
	add_cell(w->out, &id);
	add_cell(w->out, &version);
	for (i = 0; i < t->n_fields; i++)
		add_cell(w->out, r != NULL ? &r->values[i] : &none);
	return true;
}

bool
erase_journal(struct db *db, const char *kind, const void *changeset, size_t n, struct err *e)
{
	AUTO_BUF struct buf out = BUF_INIT;
	struct rewriting w = { db, &out };

	/* the index of words last: what it held of the client is in none of its pieces then */
	return (changeset_split(changeset, n, rewrite, &w) || changeset_unread(e)) &&
	    journal_append(db, kind, out.s, out.len, e) &&
	    stmt_run(db_stmt(db, "erase_search"), e);
}

/* --- from beginning to end ------------------------------------------------------------------- */

void
erasing_begin(struct erasing *x, struct db *db, int64_t client)
{
	*x = (struct erasing){ .client = client, .sums = table_sums_new(), .at = clock_now() };
	erasing_find_words(x, db);
}

void
erasing_end(struct erasing *x)
{
	size_t i;

	for (i = 0; i < x->n_words; i++)
		free(x->words[i]);
	free(x->words);
	free(x->sums);
	free(x->rows);
	free(x->blanks);
}

static bool
put_erasure(struct db *db, const struct erasing *x, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_erasure);

	record_set_int(r, "client", x->client);
	record_set_int(r, "at", x->at);
	if (x->staff != 0)
		record_set_int(r, "staff", x->staff);
	record_set_text(r, "reason", x->reason);
	return db_insert(db, r, e);
}

static bool
erase_inside(struct db *db, void *arg, struct err *e)
{
	struct erasing *x = arg;
	struct row_call c = { db, x };
	bool ok = (x->ask == NULL || x->ask(x->arg, e)) && erase_drafts(db, x, e) &&
	    put_erasure(db, x, e);
	size_t i = type_count();

	/* children before what they belong to */
	sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	while (ok && i-- > 0)
		if (record_types[i] != &record_erasure)
			ok = db_owned(db, record_types[i], x->client, erase_row, &c, e);
	ok = ok && blank_journal(db, x, e);
	sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
	return ok;
}

bool
erase_write(struct db *db, struct erasing *x, struct err *e)
{
	AUTO_FREE char *label = xasprintf("erase client %lld", (long long)x->client);
	bool ok;

	BUG_IF(db->erasing != NULL);
	db->erasing = x;
	ok = db_write(db, "erase", label, erase_inside, x, e);
	db->erasing = NULL;
	return ok;
}

struct blanked *
erase_blanked(const struct erasing *x, size_t *n)
{
	struct blanked *list = xcalloc(x->n_blanks + 1, sizeof(*list));
	size_t i;

	for (i = 0; i < x->n_blanks; i++)
		list[i] = (struct blanked){ x->blanks[i].n, x->blanks[i].i };
	*n = x->n_blanks;
	return list;
}

const struct table_sum *
erase_sums(const struct erasing *x)
{
	return x->sums;
}

int64_t
erase_client(const struct erasing *x)
{
	return x->client;
}
