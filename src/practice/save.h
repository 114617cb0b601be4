/*
 * save.h - saving a record of any type that somebody else may have saved meanwhile.
 */
#ifndef CHAIRSIDE_PRACTICE_SAVE_H
#define CHAIRSIDE_PRACTICE_SAVE_H

#include "practice/drafts.h"

/* What happened to one field when two people saved. */
struct merge_field {
	const struct field *field;
	struct value original, mine, theirs;
	bool conflict;		/* both changed it, differently */
};
struct merge {
	struct merge_field *fields;	/* those that either changed */
	size_t n;
	size_t conflicts;
	int64_t entry;		/* of the journal, that wrote theirs */
};
void merge_free(struct merge *m);

/*
 * What belongs to one save. `ask` checks inside the write, under the lock: `next` is
 * about to be saved over `was`, the record in the file (NULL: a new record). It may
 * change `next`, and may replace the label (db_label()).
 */
struct save_rules {
	bool (*ask)(struct practice *p, struct record *next,
	    const struct record *was, void *arg, struct err *e);	/* NULL: nothing */
	/* In the same write, once `now` is in the file; NULL: nothing. */
	bool (*then)(struct practice *p, const struct record *now, const struct record *was,
	    void *arg, struct err *e);
	void *arg;
	const char *verb;	/* "book": for a new record's label; NULL: "add" */
	struct draft *draft;	/* ends with it (drafts.h); NULL: none */
};

/*
 * Saves `mine`, an edited copy of `base` (the record as it was loaded). When somebody
 * saved meanwhile, changes to different fields merge. The same field changed
 * differently is ERR_STALE with one sentence that names each such field, and nothing is
 * written; `m` (may be NULL) lists the fields. `rules` may be NULL.
 */
bool practice_save(struct practice *p, enum action a, struct record *mine,
    const struct record *base, struct merge *m, const struct save_rules *rules,
    struct err *e);
/* Saves a new record of any type; sets its id. */
bool practice_add(struct practice *p, enum action a, struct record *r,
    const struct save_rules *rules, struct err *e);
/* Blanks the fields that the role may not see. */
void practice_hide_medical(const struct practice *p, struct record *r);

#endif
