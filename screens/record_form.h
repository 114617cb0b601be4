/*
 * record_form.h - the screen in which a record is typed: new, or changed.
 *
 * One screen behind all forms: fields, links picked, drafts, saving, and the merge
 * when somebody saved meanwhile. A kind of form is a `const struct record_form_kind`.
 */
#ifndef CHAIRSIDE_SCREENS_RECORD_FORM_H
#define CHAIRSIDE_SCREENS_RECORD_FORM_H

#include "practice/drafts.h"
#include "practice/save.h"
#include "screens/client/alike.h"
#include "screens/toolkit/form.h"

struct record_form;

struct record_form_kind {
	const char *name;		/* "client": also its drafts' word */
	const struct record_type *type;
	enum action may;		/* who may save it: asked before it opens; ACTIONS: all */
	const char *const *names;	/* its fields in order, NULL at the end */
	/* Saves, new where `base` is NULL; `said` gets what the message line tells more.
	 * An ERR_INVALID's field gets the keys; with ERR_STALE `m` opens the merge. */
	bool (*save)(struct practice *p, struct record *r, const struct record *base,
	    struct merge *m, struct buf *said, struct err *e);
	/* Saves a new client, or a new record and `guest`, the new client it is of, in one
	 * write. ERR_STALE: somebody like them was added after the entry `known`. */
	bool (*add)(struct practice *p, struct record *r, struct record *guest,
	    int64_t known, struct buf *said, struct err *e);
	/* As stands in the file, for a merge and for drafts taken up again. */
	struct record *(*get)(struct practice *p, int64_t id, struct err *e);
	/* A field was left (struct form_ops); may be NULL. */
	bool (*left)(struct desk *d, struct form *f, const struct field *field,
	    struct err *e);
	/* The form has opened with a new record: may propose; may be NULL. */
	void (*begun)(struct desk *d, struct form *f);
	/* A draft of a new record begins with this, before its texts; NULL: blank. */
	struct record *(*fresh)(struct practice *p);
	/* What a save has done, for the message: "Booked"; `was` NULL: it is new. NULL:
	 * "Added" and "Saved". */
	const char *(*done)(const struct record *was, const struct record *now);
	/* After a save, when the form has gone; may be NULL. */
	void (*saved)(struct desk *d, const struct record *r, bool is_new);
};

/* Pushes the form, or says who may save one; `r` is owned from now on. A new one has
 * no id. `title`: "New client", copied. */
void record_form_push(struct desk *d, const struct record_form_kind *kind,
    struct record *r, const char *title);
/* A new client out of typed words; owned. */
struct record *client_of_words(const char *words);

/* Pushes the form of a draft as it was left; `draft` is taken over. */
bool record_form_resume(struct desk *d, const struct record_form_kind *kind,
    struct draft *draft);
/* Puts the keys into a field of the form in front. */
void record_form_focus(struct desk *d, const char *field);
/* Gives a field of the form in front a value, or a text that is still to be understood,
 * as if it had been typed. */
void record_form_set(struct desk *d, const char *field, const struct value *v);
void record_form_type(struct desk *d, const char *field, const char *text);
/* Proposes values in the form in front, as form_offer(); fields end with NULL. */
void record_form_offer(struct desk *d, const struct record *r,
    const char *const *fields);
/* Gets the record and pushes the form, or says why not: to a login that may not change
 * it, beside a page with what the record holds. */
void record_form_edit(struct desk *d, const struct record_form_kind *kind,
    int64_t id, const char *title);
/* That page: each field that is filled in (record_read.c). */
void record_read(struct desk *d, const struct record *r, const char *title);

#endif
