/*
 * journal.c - every acknowledged write, row by row, with keyed digests.
 *
 * An entry's mac is two digests of 32 bytes: `own`, over its fields and a digest of the
 * macs of its changes, and `chain`, over the chain of the entry before and `own`. A
 * change's mac is over its fields and the plain digest of the change as SQLite cut it,
 * header included, however it is stored. Older entries have the mac beside each change;
 * today's have that digest of all of them, and how many there are. A change that is blanked
 * needs its mac beside it. With `own` and `chain` a check can tell what
 * was done to a journal: edited (own wrong, chain right), recomputed by somebody
 * without the key (both wrong), renumbered or swapped (own right under another number),
 * deleted (a number is missing), cut at the end (the head is further).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

#define CLOCK_SLACK 60	/* seconds by which two clocks may differ */
#define READS "read"	/* in place of a table's name */

bool
journal_init(struct db *db, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_head_init");
	unsigned char mac[DIGEST_SIZE], print[DIGEST_SIZE];
	static const unsigned char zero[DIGEST_SIZE];

	head_mac(db, 0, zero, mac);
	key_fingerprint(db->key, print);
	stmt_set_blob(st, "mac", mac, sizeof(mac));
	stmt_set_blob(st, "fingerprint", print, sizeof(print));
	return stmt_run(st, e);
}

/* "2026-03-12 10:00" */
static void
add_time(instant at, struct buf *out)
{
	char day[DATE_ISO_SIZE], time[DATE_TIME_SIZE];
	date_day date;
	int minutes, seconds;

	clock_local(at, &date, &minutes, &seconds);
	buf_addf(out, "%s %s", date_to_iso(date, day),
	    date_format_time(minutes, false, time));
}

/* Was the clock set back since the newest entry? */
static bool
clock_is_behind(const struct db *db)
{
	return clock_now() < db->identity.next.at - CLOCK_SLACK;
}

bool
journal_note_migrated(struct db *db, int64_t from, struct err *e)
{
	AUTO_FREE char *label = NULL;

	if (db->identity.next.n == 0 || from == 0 || from >= db->identity.schema ||
	    clock_is_behind(db))
		return true;
	label = xasprintf("bring the file from version %lld to version %lld by chairside "
	    PACKAGE_VERSION, (long long)from, (long long)db->identity.schema);
	return journal_append_note(db, 0, "migrate", label, e);
}

bool
journal_begin(struct db *db, struct err *e)
{
	const struct journal_point *newest = &db->identity.next;
	AUTO_BUF struct buf now = BUF_INIT, then = BUF_INIT;

	if (clock_is_behind(db)) {
		add_time(clock_now(), &now);
		add_time(newest->at, &then);
		return err_set(e, ERR_DB, NULL, "Nothing was saved: this computer's clock "
		    "says %s, and the newest entry of the journal is of %s. Set the "
		    "clock right; if it is that entry whose clock was wrong, restore a backup "
		    "from before it.", now.s, then.s);
	}
	if (!journal_note_migrated(db, newest->schema, e) || !counts_flush(db, e))
		return false;
	db->entry = newest->n + 1;
	return true;
}

static bool
entry_insert(struct db *db, const struct entry *en,
    const unsigned char changes[DIGEST_SIZE], struct err *e)
{
	struct stmt *st;
	unsigned char mac[MAC_SIZE], head[DIGEST_SIZE];

	own_mac(db, en, changes, mac);
	chain_mac(db, db->identity.next.mac + CHAIN, mac, mac + CHAIN);
	head_mac(db, en->n, mac + CHAIN, head);
	st = db_stmt(db, "journal_insert");
	stmt_set_int(st, "n", en->n);
	stmt_set_int(st, "at", en->at);
	stmt_set_int(st, "who", en->who);
	stmt_set_text(st, "kind", en->kind);
	stmt_set_text(st, "label", en->label);
	stmt_set_int(st, "schema", en->schema);
	if (en->batch != 0)
		stmt_set_int(st, "batch", en->batch);
	if (en->undoes != 0)
		stmt_set_int(st, "undoes", en->undoes);
	stmt_set_blob(st, "mac", mac, sizeof(mac));
	if (en->changes > 0) {
		stmt_set_int(st, "changes", en->changes);
		stmt_set_blob(st, "digest", changes, DIGEST_SIZE);
	}
	if (!stmt_run(st, e))
		return false;
	st = db_stmt(db, "journal_head_set");
	stmt_set_int(st, "n", en->n);
	stmt_set_blob(st, "mac", head, sizeof(head));
	if (!stmt_run(st, e))
		return false;
	db->identity.next = (struct journal_point){ .n = en->n, .at = en->at,
	    .schema = en->schema };
	memcpy(db->identity.next.mac, mac, sizeof(mac));
	return true;
}

struct journal_addition {
	struct db *db;
	struct err *e;
	int64_t i;
	struct digest macs;
	struct buf header;	/* the newest table header, */
	char code[64];		/* and what it is called */
	struct buf packed;
};

/* Finds what the header is called, or stores it. An empty one is called like its table. */
static bool
header_code(struct journal_addition *a, const char *table, const void *header, size_t n)
{
	struct stmt *st = db_stmt(a->db, "journal_header_find");
	bool found;

	stmt_set_text(st, "tbl", table);
	stmt_set_blob(st, "header", header, n);
	found = stmt_next(st);
	if (found)
		snprintf(a->code, sizeof(a->code), "%s", stmt_text(st, "code"));
	if (!stmt_end(st, a->e) || found)
		return found;
	st = db_stmt(a->db, "journal_header_count");
	if (stmt_next(st) && n > 0)
		snprintf(a->code, sizeof(a->code), "%lld", (long long)stmt_int(st, "n") + 1);
	else
		snprintf(a->code, sizeof(a->code), "%s", table);
	if (!stmt_end(st, a->e))
		return false;
	st = db_stmt(a->db, "journal_header_insert");
	stmt_set_text(st, "code", a->code);
	stmt_set_text(st, "tbl", table);
	stmt_set_blob(st, "header", header, n);
	return stmt_run(st, a->e);
}

/* `stored`: as it is kept. */
static bool
append_row(struct journal_addition *a, const char *table, int64_t row, int64_t client,
    const struct buf *whole, const struct buf *stored)
{
	struct stmt *st = db_stmt(a->db, "journal_change_insert");
	unsigned char mac[DIGEST_SIZE];

	change_mac(a->db, a->db->entry, a->i, table, row, client, whole->s, whole->len, mac);
	digest_bytes(&a->macs, mac, sizeof(mac));
	stmt_set_int(st, "n", a->db->entry);
	stmt_set_int(st, "i", a->i++);
	stmt_set_text(st, "tbl", a->code);
	stmt_set_int(st, "row", row);
	if (client != 0)
		stmt_set_int(st, "client", client);
	stmt_set_blob(st, "change", stored->s, stored->len);
	return stmt_run(st, a->e);
}

static bool
append_change(const struct change *ch, void *arg)
{
	struct journal_addition *a = arg;
	AUTO_BUF struct buf one = BUF_INIT;
	int64_t client, former;

	change_owner(a->db, ch, &client, &former);
	if (a->header.len != ch->n_header ||
	    memcmp(a->header.s, ch->bytes, ch->n_header) != 0) {
		buf_cut(&a->header, 0);
		buf_add(&a->header, ch->bytes, ch->n_header);
		if (!header_code(a, ch->table, ch->bytes, ch->n_header))
			return false;
	}
	buf_add(&one, ch->bytes, ch->n_header);
	buf_add(&one, ch->body, ch->n_body);
	change_pack(ch, a->db->entry, &a->packed);
	return append_row(a, ch->table, ch->row, client, &one, &a->packed);
}

static bool
append_sum(struct journal_addition *a, const char *table, const struct table_sum *sum)
{
	AUTO_BUF struct buf bytes = BUF_INIT;

	buf_add(&bytes, sum, sizeof(*sum));
	return header_code(a, table, "", 0) && append_row(a, table, 0, 0, &bytes, &bytes);
}

/* What an erasure tells beside its changes. */
static bool
append_erasure(struct journal_addition *a)
{
	const struct erasing *x = a->db->erasing;
	const struct table_sum *sums = erase_sums(x);
	AUTO_BUF struct buf list = BUF_INIT;
	struct blanked *blanked;
	size_t i, n;

	for (i = 0; record_types[i] != NULL; i++)
		if (sums[i].rows != 0 && !append_sum(a, record_types[i]->name, &sums[i]))
			return false;
	blanked = erase_blanked(x, &n);
	if (n == 0) {
		free(blanked);
		return true;
	}
	buf_add(&list, blanked, n * sizeof(*blanked));
	free(blanked);
	return header_code(a, ERASED, "", 0) &&
	    append_row(a, ERASED, 0, erase_client(x), &list, &list);
}

static bool
append_entry(struct journal_addition *a, const char *kind, struct err *e)
{
	struct db *db = a->db;
	struct entry en = {
		.n = db->entry, .at = clock_now(), .who = db->who, .kind = kind,
		.label = db->label.s, .schema = db->identity.schema,
		.batch = db->batch == -1 ? db->entry : db->batch,
		.undoes = db->undoes, .changes = a->i,
	};
	unsigned char macs[DIGEST_SIZE];

	digest_end(&a->macs, macs);
	return entry_insert(db, &en, macs, e);
}

/* What a person looked at stands as changes of no table, each under its client. */
static bool
append_reads(struct journal_addition *a)
{
	const struct db *db = a->db;
	size_t i;

	if (db->n_reads > 0 && !header_code(a, READS, "", 0))
		return false;
	for (i = 0; i < db->n_reads; i++) {
		const struct db_read *r = db->reads[i];
		AUTO_BUF struct buf seen = BUF_INIT;

		buf_addf(&seen, "%lld %s", (long long)r->at, r->what);
		if (!append_row(a, READS, r->client, r->client, &seen, &seen))
			return false;
	}
	return true;
}

bool
journal_append(struct db *db, const char *kind, const void *changeset, size_t n,
    struct err *e)
{
	struct journal_addition a = { .db = db, .e = e, .header = BUF_INIT,
	    .packed = BUF_INIT };
	bool ok;

	err_clear(e);
	digest_begin(&a.macs, NULL);
	ok = changeset_split(changeset, n, append_change, &a) && append_reads(&a) &&
	    (db->erasing == NULL || append_erasure(&a));
	buf_free(&a.header);
	buf_free(&a.packed);
	if (!ok) {
		if (e != NULL && e->code == ERR_NONE)
			changeset_unread(e);
		return false;
	}
	return append_entry(&a, kind, e);
}

bool
journal_append_note(struct db *db, int64_t who, const char *kind, const char *label,
    struct err *e)
{
	const struct entry en = {
		.n = db->identity.next.n + 1, .at = clock_now(), .who = who,
		.kind = kind, .label = label, .schema = db->identity.schema,
	};
	unsigned char macs[DIGEST_SIZE];
	struct digest none;

	digest_begin(&none, NULL);
	digest_end(&none, macs);
	return entry_insert(db, &en, macs, e);
}

/* A load has one digest for each table instead of changes, under row 0. */
bool
journal_append_load(struct db *db, struct err *e)
{
	struct journal_addition a = { .db = db, .e = e };
	size_t i;

	digest_begin(&a.macs, NULL);
	for (i = 0; record_types[i] != NULL; i++)
		if (!append_sum(&a, record_types[i]->name, &db->sums[i]))
			return false;
	return append_entry(&a, "load", e);
}

bool
db_journal_head(struct db *db, int64_t *n, char hex[65], struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_head");
	const void *mac;
	size_t size;

	*n = 0;
	if (hex != NULL)
		hex[0] = '\0';
	if (stmt_next(st)) {
		*n = stmt_int(st, "n");
		mac = stmt_blob(st, "mac", &size);
		if (hex != NULL && size == DIGEST_SIZE)
			digest_hex(mac, size, hex);
	}
	return stmt_end(st, e);
}

bool
journal_head_at(struct db *db, int64_t n, char hex[DIGEST_HEX_SIZE], struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_entry");
	unsigned char head[DIGEST_SIZE];
	const unsigned char *mac;
	size_t size;

	hex[0] = '\0';
	stmt_set_int(st, "n", n);
	if (stmt_next(st)) {
		mac = stmt_blob(st, "mac", &size);
		if (size == MAC_SIZE) {
			head_mac(db, n, mac + CHAIN, head);
			digest_hex(head, sizeof(head), hex);
		}
	}
	return stmt_end(st, e);
}

bool
db_journal_mark(struct db *db, int64_t n, char hex[DB_MARK_SIZE], struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_entry");
	const void *mac;
	size_t size;

	hex[0] = '\0';
	stmt_set_int(st, "n", n);
	if (stmt_next(st)) {
		mac = stmt_blob(st, "mac", &size);
		if (size == MAC_SIZE)
			digest_hex(mac, DB_MARK_SIZE / 2, hex);
	}
	return stmt_end(st, e);
}
