/*
 * erase_inside.h - what erase.c, erase_drafts.c and erasing.c share.
 */
#ifndef CHAIRSIDE_DB_ERASE_INSIDE_H
#define CHAIRSIDE_DB_ERASE_INSIDE_H

#include "db/erase.h"
#include "db/internal.h"

struct erased_row {
	const struct record_type *type;
	int64_t id;
};

/* A change of the journal that is blanked. */
struct blank {
	int64_t n, i;
	const struct record_type *type;
	int64_t row;
	unsigned char mac[DIGEST_SIZE];
};

struct erasing {
	int64_t client, staff;	/* 0: the program, after a restore */
	instant at;
	const char *reason;
	bool (*ask)(void *arg, struct err *e);	/* under the lock, first; NULL: nothing */
	void *arg;
	char **words;		/* by which a draft is told: of each card of theirs */
	struct buf *unread;	/* whose drafts could not be read: "3 7 " */
	/* what was found */
	struct table_sum *sums;	/* what a load told of the rows; as record_types */
	struct erased_row *rows;
	struct blank *blanks;
	size_t n_words, cap_words, n_rows, cap_rows, n_blanks, cap_blanks;
};
void erasing_begin(struct erasing *x, struct db *db, int64_t client);
void erasing_end(struct erasing *x);
/* The words by which a draft is told, of each of their cards. */
void erasing_find_words(struct erasing *x, struct db *db);
/* Is a draft theirs: of a record of theirs, or with such a word in it? */
bool erasing_is_draft(struct db *db, const struct erasing *x, const char *type,
    int64_t record, const char *text);
/* Those in the file. */
bool erase_drafts(struct db *db, const struct erasing *x, struct err *e);
/* The write itself. */
bool erase_write(struct db *db, struct erasing *x, struct err *e);

#endif
