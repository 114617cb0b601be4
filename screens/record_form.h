/*
 * record_form.h - the screen in which a new record is typed, or one is changed.
 *
 * The one screen for all record forms: fields, links, drafts, saving, and the merge
 * when somebody else saved first. A kind of form is a `const struct record_form_kind`.
 * Its lines are the fields with a place in the form (field.h), in that order, unless it has
 * its own; `add` of another record than a client puts a new client's lines below its client.
 */
#ifndef CHAIRSIDE_SCREENS_RECORD_FORM_H
#define CHAIRSIDE_SCREENS_RECORD_FORM_H

#include "practice/drafts.h"
#include "practice/save.h"
#include "screens/client/alike.h"
#include "screens/toolkit/form.h"

struct record_form;

struct record_form_kind {
	const char *name;		/* "client": its drafts have it too */
	const char *noun;		/* what a new one's draft is called; NULL: as the form */
	const struct record_type *type;
	enum action may;		/* who may save it: asked before it opens; ACTIONS: all */
	const char *const *lines;	/* its fields, ends with NULL; NULL: those with a place */
	/* Each saves `r` and ends the draft: a new record, and one that was `base`; without
	 * `make` a new one too, of which `base` is NULL. On ERR_INVALID its field gets the focus;
	 * on ERR_STALE `m` opens the merge. */
	bool (*make)(struct practice *p, struct record *r, struct draft *draft, struct err *e);
	bool (*change)(struct practice *p, struct record *r, const struct record *base,
	    struct merge *m, struct draft *draft, struct err *e);
	/* Adds what the message of such a save says too; may be NULL. */
	void (*tell)(struct practice *p, const struct record *r, const struct record *base,
	    struct buf *said);
	/* Instead of these three, where the save itself knows what to say. */
	bool (*save)(struct practice *p, struct record *r, const struct record *base,
	    struct merge *m, struct buf *said, struct draft *draft, struct err *e);
	/* Saves a new client, or a new record together with its new client `guest`, in
	 * one write. ERR_STALE: a similar client was added after the entry `known`. */
	bool (*add)(struct practice *p, struct record *r, struct record *guest,
	    int64_t known, struct buf *said, struct draft *draft, struct err *e);
	/* Gets the record from the file, for a merge and for resumed drafts; NULL:
	 * offer_get() does. */
	struct record *(*get)(struct practice *p, int64_t id, struct err *e);
	/* A field's text is about to be parsed (struct form_ops); may be NULL. */
	bool (*typed)(struct desk *d, struct form *f, const struct field *field,
	    const char *text, struct err *e);
	/* A field was left (struct form_ops); may be NULL. */
	bool (*left)(struct desk *d, struct form *f, const struct field *field,
	    struct err *e);
	/* Ctrl-P in a field that has no list of its own: false, there is none. May be NULL. */
	bool (*choose)(struct desk *d, struct form *f);
	/* The form has opened with a new record and may get proposals; may be NULL. */
	void (*begun)(struct desk *d, struct form *f);
	/* Makes the new record that a resumed draft's texts are put into; NULL:
	 * blank. */
	struct record *(*fresh)(struct practice *p);
	/* What a save has done, for the message: "Booked"; `was` NULL for a new record.
	 * NULL: "Added" and "Saved". */
	const char *(*done)(const struct record *was, const struct record *now);
	/* Called after a save, once the form is closed; `was` NULL for a new record. May be
	 * NULL. */
	void (*saved)(struct desk *d, const struct record *was, const struct record *now);
};

/* Pushes the form, or shows who may save such a record; takes ownership of `r`. A new
 * record has id 0. `title`: "New client", copied. */
void record_form_push(struct desk *d, const struct record_form_kind *kind,
    struct record *r, const char *title);
/* A new client from typed words; the caller frees it. */
struct record *client_of_words(const char *words);

/* Pushes the form with a draft's texts; takes over `draft`. */
void record_form_resume(struct desk *d, const struct record_form_kind *kind,
    struct draft *draft);
/* The form of the screen in front; NULL when it has none. */
struct form *record_form_front(struct desk *d);
/* Its record as it was when typing began; NULL: no form is in front. */
const struct record *record_form_base(struct desk *d);
/* Moves the focus to a field of the top form. */
void record_form_focus(struct desk *d, const char *field);
/* Gives a field of the top form a value, or a text still to be parsed, as if typed. */
void record_form_set(struct desk *d, const char *field, const struct value *v);
void record_form_set_int(struct desk *d, const char *field, int64_t n);
void record_form_set_day(struct desk *d, const char *field, date_day day);
void record_form_type(struct desk *d, const char *field, const char *text);
/* Proposes values in the top form, as form_offer(); `fields` ends with NULL. */
void record_form_offer(struct desk *d, const struct record *r,
    const char *const *fields);
/* Gets the record and pushes its form, or shows why not; a login that may not change it
 * gets a page to read. */
void record_form_edit(struct desk *d, const struct record_form_kind *kind,
    int64_t id, const char *title);
/* That page: every field that is not blank (record_read.c). */
void record_read(struct desk *d, const struct record *r, const char *title);
/* Adds its lines. */
void record_facts(struct desk *d, const struct record *r, struct buf *out);

#endif
