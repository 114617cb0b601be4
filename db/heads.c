/*
 * heads.c - the journal's head, as it is known outside the file.
 *
 * Its number and keyed digest tell whether a journal is the one that was there: entry n is
 * still there, and what its chain gives has that digest. FILE.lock keeps the newest head,
 * written after each commit and never synced: it is at most as new as the file. Whoever
 * opens a file that is behind it, or went another way, finds that an older copy was put in
 * its place; the journal then says so, and the note goes on from there.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

static bool
note_get(struct db *db, int64_t *n, char hex[DIGEST_HEX_SIZE])
{
	char text[LOCK_NOTE_MAX];

	lock_note(db, LOCK_HEAD, text);
	return sscanf(text, "head %" SCNd64 " %64[0-9a-f]", n, hex) == 2;
}

static void
hex_of(const struct db *db, int64_t n, const unsigned char *chain, char hex[DIGEST_HEX_SIZE])
{
	unsigned char mac[DIGEST_SIZE];

	head_mac(db, n, chain, mac);
	digest_hex(mac, sizeof(mac), hex);
}

/* Was that entry's head the one whose digest begins so? */
static enum head_fits
compare(const struct db *db, const struct journal_point *p, const char *hex)
{
	char here[DIGEST_HEX_SIZE];

	digest_hex(p->mac, DIGEST_SIZE, here);
	if (strncmp(here, hex, strlen(hex)) == 0)
		return HEAD_FITS;
	hex_of(db, p->n, p->mac + CHAIN, here);
	return strncmp(here, hex, strlen(hex)) == 0 ? HEAD_FITS : HEAD_OTHER;
}

bool
db_head_fits(struct db *db, int64_t n, const char *hex, enum head_fits *fits, struct err *e)
{
	struct stmt *st = db_stmt(db, "journal_entry");
	struct journal_point p = { .n = n };
	const void *mac;
	size_t size;

	stmt_set_int(st, "n", n);
	*fits = HEAD_CUT;
	if (stmt_next(st)) {
		mac = stmt_blob(st, "mac", &size);
		*fits = HEAD_OTHER;
		if (size == MAC_SIZE) {
			memcpy(p.mac, mac, MAC_SIZE);
			*fits = compare(db, &p, hex);
		}
	}
	return stmt_end(st, e);
}

void
head_wrote(struct db *db)
{
	const struct journal_point *seen = &db->identity.seen;
	char hex[DIGEST_HEX_SIZE];
	char text[LOCK_NOTE_MAX];

	if (db->own || db->creating)	/* it is not what the note is about */
		return;
	hex_of(db, seen->n, seen->mac + CHAIN, hex);
	snprintf(text, sizeof(text), "head %" PRId64 " %s\n", seen->n, hex);
	lock_note_set(db, LOCK_HEAD, text);
}

bool
head_holds(struct db *db)
{
	const struct journal_point *seen = &db->identity.seen;
	char hex[DIGEST_HEX_SIZE];
	int64_t n;

	return db->own || db->creating || !note_get(db, &n, hex) || n < seen->n ||
	    (n == seen->n && compare(db, seen, hex) == HEAD_FITS);
}

/* An older copy is whole in itself. What was tampered with gets no entry by opening it, which
 * would give it a head that fits: `check` names it. */
bool
head_is_own(struct db *db)
{
	struct stmt *st = db_stmt(db, "journal_head");
	char hex[DIGEST_HEX_SIZE] = "";
	enum head_fits fits = HEAD_CUT;
	const void *mac;
	int64_t n = 0;
	size_t size;

	if (stmt_next(st)) {
		n = stmt_int(st, "n");
		mac = stmt_blob(st, "mac", &size);
		if (size == DIGEST_SIZE)
			digest_hex(mac, size, hex);
	}
	return stmt_end(st, NULL) && hex[0] != '\0' && db_head_fits(db, n, hex, &fits, NULL) &&
	    fits == HEAD_FITS;
}

void
head_open(struct db *db)
{
	AUTO_FREE char *label = NULL;
	char hex[DIGEST_HEX_SIZE];
	enum head_fits fits;
	int64_t n;

	/* a note is older than what is read after it */
	if (db->refusal != NULL || !note_get(db, &n, hex) ||
	    !db_head_fits(db, n, hex, &fits, NULL) || fits == HEAD_FITS)
		return;
	lock_note_set(db, LOCK_HEAD, "");
	if (!head_is_own(db))
		return;
	label = xasprintf("older copy, was at %" PRId64 ":%.16s", n, hex);
	if (db->notice == NULL)
		db->notice = xasprintf("An older copy was put in the place of the practice file: its "
		    "journal was at entry %" PRId64 ", which is not there any more. What was "
		    "saved since is not in it; chairside journal verify says more.", n);
	if (!db_note(db, "older", label, NULL))
		return;
}
