/*
 * verify.c - is the journal the one that was written?
 *
 * The digests of journal.c, made and compared. What was done to a journal is told from which
 * of them fit: an entry or a change edited, entries swapped, renumbered, deleted, recomputed
 * without the key, or cut at the end.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/internal.h"

/* --- digests ---------------------------------------------------------------- */

void
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

void
chain_mac(const struct db *db, const unsigned char *before,
    const unsigned char *own, unsigned char out[DIGEST_SIZE])
{
	struct digest d;

	digest_begin(&d, db->key);
	digest_bytes(&d, before, DIGEST_SIZE);
	digest_bytes(&d, own, DIGEST_SIZE);
	digest_end(&d, out);
}

void
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

void
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

/* Whoever could time this can read both. */
static bool
same(const void *a, const void *b)
{
	return memcmp(a, b, DIGEST_SIZE) == 0;
}

/* --- reading a change ---------------------------------------------------- */

const void *
journal_change(struct stmt *st, struct buf *room, size_t *n)
{
	size_t n_header;
	const void *header = stmt_blob_at(st, CHANGE_HEADER, &n_header);
	const void *stored = stmt_blob_at(st, CHANGE_STORED, n);

	if (stored == NULL || n_header == 0)
		return stored;
	if (!change_unpack(header, n_header, stored, *n, stmt_number_at(st, CHANGE_ROW),
	    stmt_number_at(st, CHANGE_N), room))
		return stored;
	*n = room->len;
	return room->s;
}

void
journal_sum_begin(struct journal_sum *s, struct stmt *entry)
{
	const void *told;
	size_t n;

	s->good = true;
	s->n = 0;
	s->count = stmt_number_at(entry, ENTRY_CHANGES);
	digest_begin(&s->macs, NULL);
	told = stmt_blob_at(entry, ENTRY_DIGEST, &n);
	s->one = n == DIGEST_SIZE;
	if (s->one)
		memcpy(s->told, told, n);
}

/* A blanked change has its mac beside it, as all changes of older entries have. */
void
journal_sum_add(struct db *db, struct journal_sum *s, struct stmt *st, const void *bytes,
    size_t size)
{
	unsigned char mac[DIGEST_SIZE];
	size_t stored_size;
	const void *stored = stmt_blob_at(st, CHANGE_MAC, &stored_size);

	s->n++;
	if (bytes == NULL) {
		digest_bytes(&s->macs, stored, stored_size);
		s->good = s->good && stored_size == DIGEST_SIZE;
		return;
	}
	change_mac(db, stmt_number_at(st, CHANGE_N), stmt_number_at(st, CHANGE_I),
	    stmt_text_at(st, CHANGE_TABLE), stmt_number_at(st, CHANGE_ROW),
	    stmt_number_at(st, CHANGE_CLIENT), bytes, size, mac);
	if (stored_size > 0 || !s->one) {
		digest_bytes(&s->macs, stored, stored_size);
		s->good = s->good && stored_size == DIGEST_SIZE &&
		    same(mac, stored);
	} else {
		digest_bytes(&s->macs, mac, sizeof(mac));
	}
}

bool
journal_sum_end(struct journal_sum *s)
{
	unsigned char macs[DIGEST_SIZE];

	digest_end(&s->macs, macs);
	if (!s->one)
		memcpy(s->told, macs, sizeof(macs));
	else
		s->good = s->good && same(macs, s->told);
	return s->good;
}

/* --- verifying ------------------------------------------------------------ */

struct journal_check {
	struct db *db;
	const struct finder *f;
	struct stmt *changes;
	bool more;		/* `changes` is at a row */
	struct buf room;
	struct blanked *blanked;	/* by erasures, sorted */
	size_t n_blanked;
	bool keyless;		/* without the key only the numbers are checked */
	unsigned char chain[DIGEST_SIZE];
	bool chain_known;
	/* an entry whose own mac fits another number, to recognise a swap */
	int64_t moved_from, moved_to;
	long recomputed;
	int64_t recomputed_from;
};

static int
by_place(const void *a, const void *b)
{
	const struct blanked *x = a, *y = b;

	return x->n != y->n ? (x->n > y->n) - (x->n < y->n) : (x->i > y->i) - (x->i < y->i);
}

/* Reads which changes the erasures blanked. */
static bool
read_blanked(struct journal_check *v, struct err *e)
{
	struct stmt *st = db_stmt(v->db, "journal_erased");
	size_t cap = 0, n;
	const void *list;

	while (stmt_next(st)) {
		list = stmt_blob(st, "change", &n);
		n /= sizeof(*v->blanked);
		if (n == 0)
			continue;
		GROW(v->blanked, cap, v->n_blanked + n);
		memcpy(v->blanked + v->n_blanked, list, n * sizeof(*v->blanked));
		v->n_blanked += n;
	}
	if (v->n_blanked > 0)
		qsort(v->blanked, v->n_blanked, sizeof(*v->blanked), by_place);
	return stmt_end(st, e);
}

static void
verify_blank(const struct journal_check *v, int64_t n, int64_t i)
{
	const struct blanked key = { n, i };

	if (v->n_blanked == 0 || bsearch(&key, v->blanked, v->n_blanked, sizeof(key),
	    by_place) == NULL)
		finder_say(v->f, "Journal: change %lld of entry %lld was blanked, and no erasure "
		    "says so.", (long long)i, (long long)n);
}

/* Sums up the changes of entry `n`. */
static void
verify_changes(struct journal_check *v, int64_t n, struct journal_sum *s)
{
	const void *bytes;
	size_t size;

	while (v->more && stmt_number_at(v->changes, CHANGE_N) < n) {
		finder_say(v->f, "Journal: change %lld of entry %lld has no entry.",
		    (long long)stmt_number_at(v->changes, CHANGE_I),
		    (long long)stmt_number_at(v->changes, CHANGE_N));
		v->more = stmt_next(v->changes);
	}
	for (; v->more && stmt_number_at(v->changes, CHANGE_N) == n;
	    v->more = stmt_next(v->changes)) {
		bytes = journal_change(v->changes, &v->room, &size);
		if (bytes == NULL)
			verify_blank(v, n, stmt_number_at(v->changes, CHANGE_I));
		journal_sum_add(v->db, s, v->changes, bytes, size);
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
			if (same(mac, own))
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
		.n = stmt_number_at(st, ENTRY_N), .at = stmt_number_at(st, ENTRY_AT),
		.who = stmt_number_at(st, ENTRY_WHO), .kind = stmt_text_at(st, ENTRY_KIND),
		.label = stmt_text_at(st, ENTRY_LABEL),
		.schema = stmt_number_at(st, ENTRY_SCHEMA),
		.batch = stmt_number_at(st, ENTRY_BATCH),
		.undoes = stmt_number_at(st, ENTRY_UNDOES),
	};
	unsigned char own[DIGEST_SIZE], chain[DIGEST_SIZE];
	const unsigned char *mac;
	struct journal_sum sum;
	size_t size;
	bool changes_good, own_fits, chain_fits;

	journal_sum_begin(&sum, st);
	verify_changes(v, en.n, &sum);
	changes_good = journal_sum_end(&sum);
	if (v->keyless)
		return;
	mac = stmt_blob_at(st, ENTRY_MAC, &size);
	if (size != MAC_SIZE) {
		finder_say(v->f, "Journal: entry %lld was edited.", (long long)en.n);
		v->chain_known = false;
		return;
	}
	own_mac(v->db, &en, sum.told, own);
	chain_mac(v->db, v->chain, mac, chain);
	own_fits = same(own, mac) && (!sum.one || sum.n == sum.count);
	chain_fits = !v->chain_known ||
	    same(chain, mac + CHAIN);
	if (!own_fits)
		verify_bad(v, &en, sum.told, mac, chain_fits);
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
		finder_say(v->f, "Journal: %sthe newest entry is %lld and was %lld.",
		    last < stmt_int(st, "n") ? "cut at its end: " : "", (long long)last,
		    (long long)stmt_int(st, "n"));
	else if (!v->keyless && v->recomputed == 0 && (size != DIGEST_SIZE ||
	    !same(stored, mac)))
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
	struct journal_check v = { .db = db, .f = f, .chain_known = true, .room = BUF_INIT };
	struct stmt *st = db_stmt(db, "journal_all");
	int64_t n, last = 0;
	bool ok;

	v.keyless = db->key_trouble != NULL && !key_made_head(db);
	if (v.keyless)
		finder_say(f, "Journal: its digests cannot be verified. %s", db->key_trouble);
	else if (db->key_trouble != NULL)
		finder_say(f, "Journal: the fingerprint of its key was edited.");
	if (!read_blanked(&v, e)) {
		free(v.blanked);
		return false;
	}
	v.changes = db_stmt(db, "journal_changes_all");
	v.more = stmt_next(v.changes);
	while (stmt_next(st)) {
		n = stmt_number_at(st, ENTRY_N);
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
	if (v.recomputed == 1)
		finder_say(f, "Journal: entry %lld was recomputed without its key.",
		    (long long)v.recomputed_from);
	else if (v.recomputed > 0)
		finder_say(f, "Journal: %ld entries from %lld on were recomputed "
		    "without its key.", v.recomputed,
		    (long long)v.recomputed_from);
	if (v.more)
		finder_say(f, "Journal: changes are there without their entries.");
	ok = stmt_end(st, e);
	ok = stmt_end(v.changes, ok ? e : NULL) && ok;
	buf_free(&v.room);
	free(v.blanked);
	return ok && verify_head(&v, last, e);
}
