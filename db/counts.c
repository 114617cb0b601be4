/*
 * counts.c - notes that come in a loop are counted, not written one by one.
 *
 * A program can ask for a refused login or a denied action a thousand times a second.
 * The first is journalled at once. The same again (person, kind, label) within a minute
 * is counted in FILE.lock, which all programs share, without an entry. The count is
 * journalled as one entry "LABEL, 57 more times":
 *
 * - when the same comes again after the minute, which is counted too;
 * - before the next entry that is journalled, whoever writes it, in its transaction;
 * - when a program opens the file and the minute is over.
 *
 * Each time a new minute begins. A count is lost in a power cut, or when FILE.lock is
 * removed. Once there is no room for more kinds of notes, further ones are journalled
 * one by one.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "base/text.h"
#include "db/internal.h"

#define COUNT_SECONDS 60
#define COUNTS_MAX 16
#define LABEL_MAX 80

struct count {
	int64_t n, who;		/* repeats since the entry; staff id */
	instant since;		/* time of that entry */
	char kind[16], label[LABEL_MAX];
};

struct counts {
	struct count list[COUNTS_MAX];
	size_t n;
};

static bool
is_over(const struct count *c)
{
	return clock_now() < c->since || clock_now() >= c->since + COUNT_SECONDS;
}

/* Reads a line; false when it is not a count. */
static bool
count_read(const char *line, struct count *c)
{
	return sscanf(line, "%" SCNd64 " %" SCNd64 " %" SCNd64 " %15s %79[^\n]", &c->n,
	    &c->who, &c->since, c->kind, c->label) == 5 && c->n >= 0 && c->who >= 0 &&
	    text_bad_byte(c->kind, strlen(c->kind)) < 0 &&
	    text_bad_byte(c->label, strlen(c->label)) < 0;
}

/* Counts of 0 whose minute is over are left out. */
static void
counts_read(struct db *db, struct counts *all)
{
	char text[LOCK_NOTE_MAX], *line, *rest;

	all->n = 0;
	lock_note(db, LOCK_COUNTS, text);
	for (line = strtok_r(text, "\n", &rest); line != NULL && all->n < COUNTS_MAX;
	    line = strtok_r(NULL, "\n", &rest)) {
		struct count *c = &all->list[all->n];

		if (count_read(line, c) && (c->n > 0 || !is_over(c)))
			all->n++;
	}
}

static void
counts_write(struct db *db, const struct counts *all)
{
	AUTO_BUF struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < all->n; i++) {
		const struct count *c = &all->list[i];

		buf_addf(&text, "%" PRId64 " %" PRId64 " %" PRId64 " %s %s\n", c->n,
		    c->who, c->since, c->kind, c->label);
	}
	BUG_IF(text.len >= LOCK_NOTE_MAX);
	lock_note_set(db, LOCK_COUNTS, text.s);
}

static struct count *
count_of(struct counts *all, int64_t who, const char *kind, const char *label)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		struct count *c = &all->list[i];

		if (c->who == who && strcmp(c->kind, kind) == 0 &&
		    strcmp(c->label, label) == 0)
			return c;
	}
	return NULL;
}

static void
more_times(const struct count *c, int64_t n, struct buf *out)
{
	buf_addf(out, "%s, %" PRId64 " more time%s", c->label, n, text_plural(n));
}

bool
counts_flush(struct db *db, struct err *e)
{
	struct counts all;
	size_t i;

	counts_read(db, &all);
	db->counted = false;
	for (i = 0; i < all.n; i++) {
		const struct count *c = &all.list[i];
		AUTO_BUF struct buf label = BUF_INIT;

		if (c->n == 0)
			continue;
		db->counted = true;
		more_times(c, c->n, &label);
		if (!journal_append_note(db, c->who, c->kind, label.s, e))
			return false;
	}
	return true;
}

void
counts_flushed(struct db *db)
{
	struct counts all;
	bool any = false;
	size_t i;

	if (!db->counted)
		return;
	counts_read(db, &all);
	for (i = 0; i < all.n; i++) {
		if (all.list[i].n == 0)
			continue;
		all.list[i].n = 0;
		all.list[i].since = clock_now();
		any = true;
	}
	if (any)
		counts_write(db, &all);
}

/* True: it was counted and is not journalled. Otherwise `label` is what to journal. */
static bool
counted(struct db *db, struct counts *all, const char *kind, struct buf *label)
{
	struct count *c = count_of(all, db->who, kind, label->s);

	if (c == NULL)
		return false;
	if (!is_over(c)) {
		c->n++;
		counts_write(db, all);
		return true;
	}
	if (c->n > 0) {
		buf_cut(label, 0);
		more_times(c, c->n + 1, label);
		c->n = 0;	/* included in that entry */
		counts_write(db, all);
	}
	return false;
}

/* Starts a count after the entry just written. */
static void
begin_count(struct db *db, const char *kind, const char *label)
{
	struct counts all;
	struct count *c;

	counts_read(db, &all);
	c = count_of(&all, db->who, kind, label);
	if (c == NULL && all.n == COUNTS_MAX)
		return;
	if (c == NULL)
		c = &all.list[all.n++];
	*c = (struct count){ .who = db->who, .since = clock_now() };
	text_copy(c->kind, sizeof(c->kind), kind);
	text_copy(c->label, sizeof(c->label), label);
	counts_write(db, &all);
}

bool
db_note_counted(struct db *db, const char *kind, const char *label, struct err *e)
{
	AUTO_BUF struct buf now = BUF_INIT;
	struct counts all;
	bool ok;

	BUG_IF(strlen(label) >= LABEL_MAX || strlen(kind) >= sizeof(all.list[0].kind));
	if (!db_lock(db, e))
		return false;
	buf_adds(&now, label);
	counts_read(db, &all);
	ok = counted(db, &all, kind, &now);
	if (!ok) {
		ok = db_note(db, kind, now.s, e);
		if (ok)
			begin_count(db, kind, label);
	}
	db_unlock(db);
	return ok;
}

/* There may never be another write, so opening the file journals them. */
void
counts_settle(struct db *db)
{
	struct counts all;
	bool due = false;
	size_t i;

	counts_read(db, &all);
	for (i = 0; i < all.n; i++)
		due = due || (all.list[i].n > 0 && is_over(&all.list[i]));
	if (!due || db->refusal != NULL || !db_try_lock(db))
		return;
	if (write_begin(db, NULL)) {
		if (!journal_begin(db, NULL) || !txn_stands(db, NULL)) {
			txn_back(db);
		} else if (txn_commit(db, NULL)) {
			identity_wrote(db);
			counts_flushed(db);
		}
		db->entry = 0;
	}
	db_unlock(db);
}
