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
	struct record *base;	/* as it was begun from; id 0: a new one */
	char *title, *alerts;
	struct form *form;
	struct draft draft;	/* as kept last; form NULL: never */
	struct record_form *asker;	/* the form below that waits for the new one */
	const struct field *asker_field;
};

struct record_form *record_form_make(struct desk *d, const struct record_form_kind *kind,
    struct record *r, const char *words);
/* What must not be missed of a client stands there once they are chosen. */
void record_form_client_chosen(struct record_form *rf, const struct value *client);

/* As screen_ops.keep: a form in which nothing is typed leaves nothing, also when
 * something was (record_form_draft.c). */
bool record_form_keep(struct screen *s, enum keep why, struct err *e);

#endif
