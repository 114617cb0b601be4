/*
 * record_form_inside.h - what the files of the record form share.
 */
#ifndef CHAIRSIDE_SCREENS_RECORD_FORM_INSIDE_H
#define CHAIRSIDE_SCREENS_RECORD_FORM_INSIDE_H

#include "screens/draft.h"
#include "screens/record_form.h"

struct record_form {
	struct screen screen;
	const struct record_form_kind *kind;
	struct record *base;	/* as it was when typing began; id 0: a new one */
	char *title, *alerts;
	int64_t alerted;	/* the client whose alerts they are; 0: nobody's */
	struct form *form;
	struct draft draft;	/* as kept last; form NULL: never */
	int64_t known;		/* newest entry at the last search for somebody alike */
};

struct record_form *record_form_make(struct desk *d, const struct record_form_kind *kind,
    struct record *r, const char *words);
/* Shows the client's alerts once one is chosen. */
void record_form_client_chosen(struct record_form *rf, const struct value *client);

/* A new client typed in another record's form (record_form_guest.c). */
#define GUEST "client."		/* before the names of their lines: "client.phone" */
/* Their lines below the field `f`, NULL at the end; NULL: none. */
const char *const *record_form_guest(const struct record_form_kind *kind,
    const struct field *f);
bool record_form_of_guest(const struct record_form *rf, const struct field *f);
/* For struct form_ops: `offered`, and `matches` in the new client's lines. */
void record_form_offered(void *arg, struct form *form, const struct field *f,
    const char *typed);
void record_form_alike(struct record_form *rf, const struct field *f, const char *typed,
    struct choice_rows *into);
/* Puts an existing client where the new one was typed. */
void record_form_take(struct record_form *rf, int64_t client);
void record_form_guest_focus(struct record_form *rf, const struct err *e);

/* For screen_ops.keep: no draft when nothing is typed, and an earlier one is dropped
 * (record_form_draft.c). */
bool record_form_keep(struct screen *s, enum keep why, struct err *e);

/* Gets the record of that kind from the file; the caller frees it. */
struct record *record_form_get(struct practice *p, const struct record_form_kind *kind,
    int64_t id, struct err *e);

#endif
