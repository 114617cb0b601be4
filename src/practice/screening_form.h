/*
 * screening_form.h - a checklist as a form: numbers, keys, labels, why, the
 * verdict bar; the answers of last time; review and override.
 *
 * Items are those that are asked, numbered from 1 in the order of screen and
 * paper; an item that only another answer calls for keeps its number. Every
 * answer has a key, unique in its item; "-" is not known everywhere, and a date
 * has the key x, never, which begins no date, unless another answer calls for it.
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

/* The choice that a typed text names at once, by key, value or label; NULL. */
const struct screening_choice *screening_form_choice(
    const struct screening_item *it, const char *typed);
/* What was typed into an item as the stored answer: a key, a value, a label, "-",
 * a day. ERR_INVALID; owned. */
char *screening_form_parse(const struct screening_form *f,
    const struct screening_item *it, const struct field_context *context,
    const char *typed, struct err *e);
/* Adds what people read for an answer: a label, a day in words, "not known"; nothing
 * for NULL. */
void screening_form_label(const struct screening_item *it, const char *answer,
    struct buf *out);
/* Adds a line for each rule in force of the item: answers, verdict, window,
 * guidance, source, who may override; and what not known means. */
void screening_form_why(const struct screening_form *f,
    const struct screening_item *it, struct buf *out);

/* Adds "BLOCK 1 · DEFER until 14 Dec (filler) · CAUTION 2 · 9 of 24 answered". The
 * year is told where it is not that of `today`. */
void screening_bar(const struct screening_result *r, const struct checklist *c,
    date_day today, struct buf *out);

/* --- a client's screenings ---------------------------------------------------------- */

/* The newest screening of a client by the checklist of that code, as it was given;
 * rescreen.h evaluates it again for the day of a visit. */
struct screening_state {
	int64_t id, version;	/* id 0: never screened */
	date_day date, valid_until, eligible_on;	/* DATE_NONE none */
	enum verdict verdict;
	bool reviewed, overridden;
	bool holds;		/* valid on the day asked about */
	bool treatable;		/* holds, and verdict or override let treat that day */
};
bool screening_latest(struct practice *p, int64_t client, const char *code,
    date_day on, struct screening_state *out, struct err *e);

/*
 * For "=": the newest answers of the client by the same checklist, with the items
 * that are asked at every visit left unanswered, as is what this edition does not
 * know. `answers` has c->n_items places; texts are owned by the caller
 * (screening_answers_free()). *found tells whether there were any.
 */
bool screening_last(struct practice *p, const struct checklist *c,
    int64_t client, char **answers, bool *found, struct err *e);
/* For a screening that was saved INCOMPLETE and is the newest: its answers, to go on
 * with. Those of another day leave open what is asked at every visit. */
bool screening_unfinished(struct practice *p, const struct checklist *c,
    int64_t client, char **answers, bool *found, struct err *e);
/* The answers of one screening, all of them, by the checklist it was made with. */
bool screening_answers_of(struct practice *p, const struct checklist *c,
    const struct record *screening, char **answers, struct err *e);
/* The same without asking for a role, for use cases that tell no answer. */
bool screening_answers_read(struct db *db, const struct checklist *c,
    const struct record *screening, char **answers, struct err *e);
void screening_answers_free(const struct checklist *c, char **answers);

/* --- review and override --------------------------------------------------------------- */

/* Who may treat all the same: the strictest of the rules that fired. */
enum screening_override {
	OVERRIDE_NOT_NEEDED,	/* OK, or CAUTION, which is acknowledged */
	OVERRIDE_PRACTITIONER, OVERRIDE_OWNER,
	OVERRIDE_NEVER		/* a rule says so, or something is not known */
};
enum screening_override screening_override_by(const struct screening_result *r);
/* Overrides a verdict with a reason, as whoever is logged in. It stays: neither an
 * edit nor an undo takes it back, the client is screened again. ERR_DENIED for a
 * role the rules do not name. */
bool screening_override(struct practice *p, int64_t id, int64_t version,
    const char *reason, struct err *e);
/* A practitioner or the owner has looked at it. */
bool screening_review(struct practice *p, int64_t id, int64_t version,
    struct err *e);

#endif
