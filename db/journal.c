/*
 * journal.c - every acknowledged write, row by row, with keyed digests.
 *
 * An entry's mac is two digests of 32 bytes: `own`, over its fields and the macs of its
 * changes, and `chain`, over the chain of the entry before and `own`. A change's mac is
 * over its fields and the plain digest of its payload. With both, a check can tell what
 * was done to a journal: edited (own wrong, chain right), recomputed by somebody
 * without the key (both wrong), renumbered or swapped (own right under another number),
 * deleted (a number is missing), cut at the end (the head is further).
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

#define CLOCK_SLACK 60	/* seconds by which two clocks may differ */

static void
head_mac(const struct db *db, int64_t n, const unsigned char *chain,
    unsigned char out[DIGEST_SIZE])
{
	struct digest d;

	digest_begin(&d, db->key);
	digest_text(&d, "head");
	digest_int(&d, n);
	digest_bytes(&d, chain, DIGEST_SIZE);
	digest_end(&d, out);
}

static void
chain_mac(const struct db *db, const unsigned char *before,
    const unsigned char *own, unsigned char out[DIGEST_SIZE])
{
	struct digest d;

	digest_begin(&d, db->key);
	digest_bytes(&d, before, DIGEST_SIZE);
	digest_bytes(&d, own, DIGEST_SIZE);
	digest_end(&d, out);
}

struct entry {
	int64_t n, at, who, schema, batch, undoes;
	const char *kind, *label;
};

/* `changes` is a digest of the macs of its changes, in order. */
static void
own_mac(const struct db *db, const struct entry *en,
    const unsigned char changes[DIGEST_SIZE], unsigned char out[DIGEST_SIZE])
{
	struct digest d;

	digest_begin(&d, db->key);
	digest_int(&d, en->n);
	digest_int(&d, en->at);
	digest_int(&d, en->who);
	digest_text(&d, en->kind);
	digest_text(&d, en->label);
	digest_int(&d, en->schema);
	digest_int(&d, en->batch);
	digest_int(&d, en->undoes);
	digest_bytes(&d, changes, DIGEST_SIZE);
	digest_end(&d, out);
}

static void
change_mac(const struct db *db, int64_t n, int64_t i, const char *table,
    int64_t row, int64_t client, const void *bytes, size_t size,
    unsigned char out[DIGEST_SIZE])
{
	struct digest d;
	unsigned char payload[DIGEST_SIZE];

	digest_begin(&d, NULL);
	digest_bytes(&d, bytes, size);
	digest_end(&d, payload);
	digest_begin(&d, db->key);
	digest_int(&d, n);
	digest_int(&d, i);
	digest_text(&d, table);
	digest_int(&d, row);
	digest_int(&d, client);
	digest_bytes(&d, payload, DIGEST_SIZE);
	digest_end(&d, out);
}

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

bool
journal_begin(struct db *db, struct err *e)
{
	const struct journal_point *newest = &db->identity.next;
	AUTO_BUF struct buf now = BUF_INIT, then = BUF_INIT;

	if (clock_now() < newest->at - CLOCK_SLACK) {
		add_time(clock_now(), &now);
		add_time(newest->at, &then);
		return err_set(e, ERR_DB, NULL, "Nothing was saved: this computer's clock "
		    "says %s, and the newest entry of the journal is of %s. Set the "
		    "clock right; if it is that entry whose clock was wrong, restore a backup "
		    "from before it.", now.s, then.s);
	}
	if (!counts_flush(db, e))
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
	if (!stmt_run(st, e))
		return false;
	st = db_stmt(db, "journal_head_set");
	stmt_set_int(st, "n", en->n);
	stmt_set_blob(st, "mac", head, sizeof(head));
	if (!stmt_run(st, e))
		return false;
	db->identity.next = (struct journal_point){ .n = en->n, .at = en->at };
	memcpy(db->identity.next.mac, mac, sizeof(mac));
	return true;
}

struct journal_addition {
	struct db *db;
	struct err *e;
	int64_t i;
	struct digest macs;
};

static bool
append_row(struct journal_addition *a, const char *table, int64_t row, int64_t client,
    const void *bytes, size_t n)
{
	struct stmt *st = db_stmt(a->db, "journal_change_insert");
	unsigned char mac[DIGEST_SIZE];

	change_mac(a->db, a->db->entry, a->i, table, row, client, bytes, n, mac);
	digest_bytes(&a->macs, mac, sizeof(mac));
	stmt_set_int(st, "n", a->db->entry);
	stmt_set_int(st, "i", a->i++);
	stmt_set_text(st, "tbl", table);
	stmt_set_int(st, "row", row);
	if (client != 0)
		stmt_set_int(st, "client", client);
	stmt_set_blob(st, "change", bytes, n);
	stmt_set_blob(st, "mac", mac, sizeof(mac));
	return stmt_run(st, a->e);
}

static bool
append_change(const struct change *ch, void *arg)
{
	struct journal_addition *a = arg;
	AUTO_BUF struct buf one = BUF_INIT;
	int64_t client, former;

	change_owner(a->db, ch, &client, &former);
	buf_add(&one, ch->bytes, ch->n_header);
	buf_add(&one, ch->body, ch->n_body);
	return append_row(a, ch->table, ch->row, client, one.s, one.len);
}

static bool
append_entry(struct journal_addition *a, const char *kind, struct err *e)
{
	struct db *db = a->db;
	struct entry en = {
		.n = db->entry, .at = clock_now(), .who = db->who, .kind = kind,
		.label = db->label.s, .schema = db->identity.schema,
		.batch = db->batch == -1 ? db->entry : db->batch,
		.undoes = db->undoes,
	};
	unsigned char macs[DIGEST_SIZE];

	digest_end(&a->macs, macs);
	return entry_insert(db, &en, macs, e);
}

bool
journal_append(struct db *db, const char *kind, const void *changeset, size_t n,
    struct err *e)
{
	struct journal_addition a = { .db = db, .e = e };

	err_clear(e);
	digest_begin(&a.macs, NULL);
	if (!changeset_split(changeset, n, append_change, &a)) {
		if (e != NULL && e->code == ERR_NONE)
			err_set(e, ERR_DB, NULL,
			    "SQLite gave a changeset that cannot be read.");
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
		if (!append_row(&a, record_types[i]->name, 0, 0, &db->sums[i],
		    sizeof(db->sums[i])))
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

/* --- verifying ------------------------------------------------------------ */

struct journal_check {
	struct db *db;
	const struct finder *f;
	struct stmt *changes;
	bool more;		/* `changes` is at a row */
	bool keyless;		/* without the key only the numbers are checked */
	unsigned char chain[DIGEST_SIZE];
	bool chain_known;
	/* an entry whose own mac fits another number, to recognise a swap */
	int64_t moved_from, moved_to;
	long recomputed;
	int64_t recomputed_from;
};

bool
journal_change_good(struct db *db, struct stmt *st)
{
	unsigned char mac[DIGEST_SIZE];
	const void *bytes, *stored;
	size_t size, stored_size;

	bytes = stmt_blob(st, "change", &size);
	stored = stmt_blob(st, "mac", &stored_size);
	change_mac(db, stmt_int(st, "n"), stmt_int(st, "i"), stmt_text(st, "tbl"),
	    stmt_int(st, "row"), stmt_int(st, "client"), bytes, size, mac);
	return stored_size == DIGEST_SIZE && digest_equal(mac, stored, DIGEST_SIZE);
}

/* Checks the changes of entry `n` and digests their stored macs. */
static void
verify_changes(struct journal_check *v, int64_t n, struct digest *macs, bool *good)
{
	const void *stored;
	size_t size;

	while (v->more && stmt_int(v->changes, "n") < n) {
		finder_say(v->f, "Journal: change %lld of entry %lld has no entry.",
		    (long long)stmt_int(v->changes, "i"),
		    (long long)stmt_int(v->changes, "n"));
		v->more = stmt_next(v->changes);
	}
	*good = true;
	for (; v->more && stmt_int(v->changes, "n") == n;
	    v->more = stmt_next(v->changes)) {
		stored = stmt_blob(v->changes, "mac", &size);
		digest_bytes(macs, stored, size);
		if (!journal_change_good(v->db, v->changes))
			*good = false;
	}
}

/* The number under which the entry's own mac would fit; 0: none. */
static int64_t
other_number(struct journal_check *v, struct entry en, const unsigned char *macs,
    const unsigned char *own)
{
	unsigned char mac[DIGEST_SIZE];
	int64_t n = en.n, i;

	for (i = 1; i <= 1000; i++) {
		for (en.n = n - i; en.n <= n + i; en.n += 2 * i) {
			own_mac(v->db, &en, macs, mac);
			if (digest_equal(mac, own, DIGEST_SIZE))
				return en.n;
		}
	}
	return 0;
}

static void
verify_bad(struct journal_check *v, const struct entry *en,
    const unsigned char *macs, const unsigned char *own, bool chain_fits)
{
	int64_t was = other_number(v, *en, macs, own);

	if (was != 0 && v->moved_from == en->n && v->moved_to == was) {
		finder_say(v->f, "Journal: entries %lld and %lld were swapped.",
		    (long long)was, (long long)en->n);
	} else if (was != 0) {
		v->moved_from = was;
		v->moved_to = en->n;
		finder_say(v->f, "Journal: entry %lld was renumbered; it was entry %lld.",
		    (long long)en->n, (long long)was);
	} else if (chain_fits) {
		finder_say(v->f, "Journal: entry %lld was edited.", (long long)en->n);
	} else {
		if (v->recomputed++ == 0)
			v->recomputed_from = en->n;
	}
}

static void
verify_entry(struct journal_check *v, struct stmt *st)
{
	struct entry en = {
		.n = stmt_int(st, "n"), .at = stmt_int(st, "at"),
		.who = stmt_int(st, "who"), .kind = stmt_text(st, "kind"),
		.label = stmt_text(st, "label"), .schema = stmt_int(st, "schema"),
		.batch = stmt_int(st, "batch"), .undoes = stmt_int(st, "undoes"),
	};
	unsigned char own[DIGEST_SIZE], chain[DIGEST_SIZE], macs[DIGEST_SIZE];
	const unsigned char *mac;
	struct digest d;
	size_t size;
	bool changes_good, own_fits, chain_fits;

	digest_begin(&d, NULL);
	verify_changes(v, en.n, &d, &changes_good);
	digest_end(&d, macs);
	if (v->keyless)
		return;
	mac = stmt_blob(st, "mac", &size);
	if (size != MAC_SIZE) {
		finder_say(v->f, "Journal: entry %lld was edited.", (long long)en.n);
		v->chain_known = false;
		return;
	}
	own_mac(v->db, &en, macs, own);
	chain_mac(v->db, v->chain, mac, chain);
	own_fits = digest_equal(own, mac, DIGEST_SIZE);
	chain_fits = !v->chain_known ||
	    digest_equal(chain, mac + CHAIN, DIGEST_SIZE);
	if (!own_fits)
		verify_bad(v, &en, macs, mac, chain_fits);
	else if (!changes_good)
		finder_say(v->f, "Journal: a change of entry %lld was edited.",
		    (long long)en.n);
	else if (!chain_fits)
		finder_say(v->f, "Journal: the entry before %lld is not the one that "
		    "stood there.", (long long)en.n);
	memcpy(v->chain, mac + CHAIN, DIGEST_SIZE);
	v->chain_known = true;
}

static bool
verify_head(struct journal_check *v, int64_t last, struct err *e)
{
	struct stmt *st = db_stmt(v->db, "journal_head");
	unsigned char mac[DIGEST_SIZE];
	const void *stored;
	size_t size;

	if (!stmt_next(st)) {
		finder_say(v->f, "Journal: its head is missing.");
		return stmt_end(st, e);
	}
	stored = stmt_blob(st, "mac", &size);
	head_mac(v->db, last, v->chain, mac);
	if (stmt_int(st, "n") != last)
		finder_say(v->f, "Journal: cut at its end: the newest entry is %lld and "
		    "was %lld.", (long long)last, (long long)stmt_int(st, "n"));
	else if (!v->keyless && v->recomputed == 0 && (size != DIGEST_SIZE ||
	    !digest_equal(stored, mac, DIGEST_SIZE)))
		finder_say(v->f, "Journal: its head does not fit its newest entry.");
	return stmt_end(st, e);
}

/* Reads the chain digest of entry n; zeros when there is none. */
static bool
chain_of(struct db *db, int64_t n, unsigned char out[DIGEST_SIZE])
{
	struct stmt *st = db_stmt(db, "journal_entry");
	const unsigned char *mac;
	size_t size;

	memset(out, 0, DIGEST_SIZE);
	stmt_set_int(st, "n", n);
	if (stmt_next(st)) {
		mac = stmt_blob(st, "mac", &size);
		if (size == MAC_SIZE)
			memcpy(out, mac + CHAIN, DIGEST_SIZE);
	}
	return stmt_end(st, NULL);
}

/* The file has another key's fingerprint: did this key make the journal's head all the
 * same? Then the fingerprint was altered. */
static bool
key_made_head(struct db *db)
{
	struct stmt *st = db_stmt(db, "journal_head");
	unsigned char mac[DIGEST_SIZE], chain[DIGEST_SIZE];
	const void *stored;
	size_t size;
	bool fits = false;

	if (stmt_next(st)) {
		stored = stmt_blob(st, "mac", &size);
		if (chain_of(db, stmt_int(st, "n"), chain)) {
			head_mac(db, stmt_int(st, "n"), chain, mac);
			fits = size == DIGEST_SIZE &&
			    digest_equal(stored, mac, DIGEST_SIZE);
		}
	}
	return stmt_end(st, NULL) && fits;
}

bool
journal_verify(struct db *db, const struct finder *f, struct err *e)
{
	struct journal_check v = { .db = db, .f = f, .chain_known = true };
	struct stmt *st = db_stmt(db, "journal_all");
	int64_t n, last = 0;
	bool ok;

	v.keyless = db->key_trouble != NULL && !key_made_head(db);
	if (v.keyless)
		finder_say(f, "Journal: its digests cannot be verified. %s", db->key_trouble);
	else if (db->key_trouble != NULL)
		finder_say(f, "Journal: the fingerprint of its key was edited.");
	v.changes = db_stmt(db, "journal_changes_all");
	v.more = stmt_next(v.changes);
	while (stmt_next(st)) {
		n = stmt_int(st, "n");
		if (n == last + 2)
			finder_say(f, "Journal: entry %lld was deleted.",
			    (long long)last + 1);
		else if (n != last + 1)
			finder_say(f, "Journal: entries %lld to %lld were deleted.",
			    (long long)last + 1, (long long)n - 1);
		if (n != last + 1)
			v.chain_known = false;
		verify_entry(&v, st);
		last = n;
	}
	if (v.recomputed > 0)
		finder_say(f, "Journal: %ld entries from %lld on were recomputed "
		    "without its key.", v.recomputed,
		    (long long)v.recomputed_from);
	if (v.more)
		finder_say(f, "Journal: changes are there without their entries.");
	ok = stmt_end(st, e);
	ok = stmt_end(v.changes, ok ? e : NULL) && ok;
	return ok && verify_head(&v, last, e);
}
