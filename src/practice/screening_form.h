/*
 * screening_form.h - a checklist as a form: numbers, keys, labels, explanations, the
 * verdict bar; a client's earlier answers; review.
 *
 * The items asked are numbered from 1, in the same order on screen and paper; a
 * conditional item always has its number. Every answer has a key, unique in its item:
 * "-" is always not known. A date also has x for never (no date begins with x), unless
 * it is asked because of another answer.
 */
#ifndef CHAIRSIDE_PRACTICE_SCREENING_FORM_H
#define CHAIRSIDE_PRACTICE_SCREENING_FORM_H

#include "practice/practice.h"
#include "practice/screening.h"

struct screening_choice {
	const char *value;	/* as stored */
	const char *key;	/* what is typed: "n", "3" */
	const char *label;	/* what people read */
};

struct screening_item {
	size_t item;		/* index in the checklist and in answers[] */
	int number;		/* from 1 */
	const char *ask;
	bool is_date;
	bool every_visit;
	const struct screening_choice *choices;	/* in order; the last is "-" */
	size_t n_choices;
};

struct screening_form {
	const struct checklist *c;
	struct screening_item *items;
	size_t n_items;
	struct arena *arena;
};

/* The checklist is borrowed. */
struct screening_form *screening_form_new(const struct checklist *c);
void screening_form_free(struct screening_form *f);	/* NULL is fine */

/* The choice whose key, value or label was typed; NULL: none. */
const struct screening_choice *screening_form_choice(
    const struct screening_item *it, const char *typed);
/* The stored answer for what was typed: a key, a value, a label, "-" or a day. The
 * caller frees. NULL and ERR_INVALID. */
char *screening_form_parse(const struct screening_form *f,
    const struct screening_item *it, const struct field_context *context,
    const char *typed, struct err *e);
/* Adds an answer as shown: a label, a day in words, "not known"; nothing for NULL. */
void screening_form_label(const struct screening_item *it, const char *answer,
    struct buf *out);
/* Adds a line for each enabled rule of the item (answers, verdict, window, guidance,
 * source, who may override), and what not known leads to. */
void screening_form_why(const struct screening_form *f,
    const struct screening_item *it, struct buf *out);

/* Adds "BLOCK keloid and 1 more · DEFER until 14 Dec (filler) · CAUTION 2": the item that
 * decides by its name, the others counted, the year when it is not that of `today`; nothing
 * while nothing fired and something is unanswered. */
void screening_bar(const struct screening_result *r, const struct checklist *c,
    const char *const *answers, date_day today, struct buf *out);
/* Adds "9 of 24 answered". */
void screening_count(const struct screening_result *r, struct buf *out);
/* The worst that follows from an item; VERDICT_OK: nothing does. */
enum verdict screening_item_verdict(const struct screening_result *r, size_t item);

/* --- a client's screenings ---------------------------------------------------------- */

/* A client's newest screening by the checklist of that code, as stored; rescreen.h
 * evaluates it again for the day of a visit. */
struct screening_state {
	int64_t id, version;	/* id 0: never screened */
	date_day date, valid_until, eligible_on;	/* DATE_NONE none */
	enum verdict verdict;
	bool reviewed, overridden;
	bool holds;		/* valid on the day asked about */
	bool treatable;		/* holds, and verdict or override allow it that day */
};
bool screening_latest(struct practice *p, int64_t client, const char *code,
    date_day on, struct screening_state *out, struct err *e);

/*
 * For the key "=": the client's newest answers to the same checklist. Items that are
 * asked at every visit, and answers that this edition does not have, stay unanswered.
 * `answers` has c->n_items places; free the texts with screening_answers_free(). *found
 * is false when there were none.
 */
bool screening_last(struct practice *p, const struct checklist *c,
    int64_t client, char **answers, bool *found, struct err *e);
/* The answers of the newest screening if it was saved INCOMPLETE, to go on with. If it
 * is of another day, items asked at every visit stay unanswered. */
bool screening_unfinished(struct practice *p, const struct checklist *c,
    int64_t client, char **answers, bool *found, struct err *e);
/* The answers of one screening, all of them, by the checklist it was made with, without
 * checking the role. */
bool screening_answers_read(struct db *db, const struct checklist *c,
    const struct record *screening, char **answers, struct err *e);
void screening_answers_free(const struct checklist *c, char **answers);

/* Marks it as reviewed by a practitioner or the owner. */
bool screening_review(struct practice *p, int64_t id, int64_t version,
    struct err *e);

#endif
