/*
 * client_merge.h - two records of one client made one, and taken apart again.
 *
 * One client stays, the other goes: every row that belongs to it becomes the other's, and it
 * is archived and leads there. Nothing is written for who went (db/merge.c). What both have
 * is settled by a rule, never thrown away: the card that went keeps its own values.
 *
 *	one of them blank		the other's
 *	allergies, medicines,
 *	conditions, tags		all words of both; "none known" of one gives way. Rules
 *					read them, so none goes elsewhere: where there is no
 *					room for all, nothing is merged (two fields of 1,500
 *					letters fit, and hardly one is longer)
 *	alert, notes, do not book,
 *	do not ask for reviews		both, one behind the other; where the field has no
 *					room for both, one is chosen and the other is a dated
 *					line of the notes: an alert is one line on a screen,
 *					so a longer field would hide the second half
 *	when allergies or medicines
 *	were asked			the earlier day; none where one has an answer of no day
 *	first visit			the earlier day
 *	reach by			"no contact", if one says so
 *	archived			only if both are
 *	other id			each keeps its own, for later imports
 *	anything else			chosen; without a choice the one's who stays
 *
 * Stricter of both: an address that one unsubscribed takes the others along; a permission
 * withdrawn on one record is withdrawn on both; where the older of two screenings stops
 * what the newer one allows, the alert says "screen again". A withdrawn consent counts for
 * all signed before it (consents.h).
 *
 * It is one journal entry, for which ACTION_WRITE_CLIENTS and ACTION_READ_MEDICAL are needed.
 * Undo and redo of it are these functions too, days later and by somebody else.
 */
#ifndef CHAIRSIDE_PRACTICE_CLIENT_MERGE_H
#define CHAIRSIDE_PRACTICE_CLIENT_MERGE_H

#include "base/clock.h"
#include "practice/practice.h"

enum merged_how {
	MERGED_TAKEN,	/* one is blank, or one is stricter */
	MERGED_BOTH,
	MERGED_CHOICE	/* a person chooses: client_merge_choose() */
};

/* A field in which the two differ. The values are borrowed from the records below. */
struct merged_field {
	const struct field *field;
	enum merged_how how;
	const struct value *stays, *gone, *merged;
};

/* ACTION_WRITE_CLIENTS and ACTION_READ_MEDICAL. */
bool client_merge_may(struct practice *p, struct err *e);

/* What is about to be done; read once and shown. */
struct client_merge {
	struct practice *p;
	struct record *stays, *gone, *merged;
	struct merged_field *fields;
	size_t n;
};

/* Looks at both, which the journal gets. ERR_INVALID, with a sentence: they are one and the same,
 * one was merged already, or the words of both have no room. End it with client_merge_end()
 * also when it failed. */
bool client_merge_begin(struct practice *p, int64_t stays, int64_t gone,
    struct client_merge *m, struct err *e);
void client_merge_end(struct client_merge *m);
/* Of field i: whose value it will be. */
void client_merge_choose(struct client_merge *m, size_t i, bool gone);
/* Calls fn for each kind of rows of which either has any. */
bool client_merge_rows(struct client_merge *m, void (*fn)(const struct record_type *t,
    int64_t stays, int64_t gone, void *arg), void *arg, struct err *e);
/* Adds lines: what moves ("3 sessions, 1 receipt"), what becomes of each field, what is
 * stricter. Harmless for a terminal. */
bool client_merge_words(struct client_merge *m, struct buf *out, struct err *e);
/* `number` is what the person typed: that of the client who goes. ERR_STALE when one of the
 * two was changed since they were looked at. */
bool client_merge_do(struct client_merge *m, const char *number, struct err *e);

/* What stays as it is when a merge is taken apart. A visit that was signed since stays with whom
 * it was signed for. */
struct merge_left {
	enum { LEFT_GONE, LEFT_CHANGED, LEFT_SIGNED, LEFT_MADE } why;
	const struct record_type *type;
	int64_t row;
	const struct field *field;	/* LEFT_CHANGED: which of the row's */
};
/* Takes the merge in which the client went apart. What it moved and nobody changed since
 * goes back; `fn` (or NULL) is called for what stays. */
bool client_unmerge(struct practice *p, int64_t gone, void (*fn)(const struct merge_left *,
    void *), void *arg, struct err *e);
/* "signed since" and "Visit Lang, Anna, Mon 16 Mar 10:00". */
void merge_left_words(struct practice *p, const struct merge_left *l, struct buf *why,
    struct buf *what);
/* May it be given to the other of the two? */
bool merge_left_gives(const struct merge_left *l);
/* Whose it is now; 0: nobody's. */
int64_t merge_left_client(struct practice *p, const struct merge_left *l);
/* After it: a row of one of the two becomes the other's, with the record of
 * their merge in the same entry. `type` is a record type's name. */
bool client_merge_give(struct practice *p, int64_t gone, const char *type, int64_t row,
    struct err *e);

/* Merges that stand, the newest first, at most 200. Needs ACTION_READ_CLIENTS. */
struct merge_line {
	int64_t stays, gone;
	instant at;
};
bool client_merges(struct practice *p, void (*fn)(const struct merge_line *, void *),
    void *arg, struct err *e);

/* The client that a number leads to; adds "Lang, Anna was merged into Lange, Anna on …"
 * where that is another one. Asks for no right. */
int64_t client_leads_to(struct practice *p, int64_t client, struct buf *said);
/* Adds a line for each client who was merged into this one, or (`brief`) "Lang, Anna on 12 Mar
 * 2026; …"; nothing for none. */
bool client_merged_words(struct practice *p, int64_t client, bool brief, struct buf *out,
    struct err *e);

#endif
