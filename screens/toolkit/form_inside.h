/*
 * form_inside.h - what the files of the form share.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_FORM_INSIDE_H
#define CHAIRSIDE_SCREENS_TOOLKIT_FORM_INSIDE_H

#include "screens/toolkit/edit.h"
#include "screens/toolkit/form.h"

struct form_line {
	const struct field *field;
	const char *name;	/* "start", "client.phone" */
	const struct form_line *of;	/* the link whose new record it is of; NULL: none */
	const char *heading;	/* above it; NULL: none */
	struct edit edit;
	char *began;		/* the text it began with */
	char *shown;		/* the text that stands for `value`, as it was put there */
	char *typed;		/* the text that was read last; NULL: none was */
	struct value value;	/* as read last */
	bool offered;		/* the value is a proposal, as long as its text stays */
	char *error;		/* the sentence under it; NULL: none */
};

struct form {
	bool fresh;		/* the record has no number yet */
	const struct record_type *type;
	const struct field_context *context;
	const struct form_ops *ops;
	void *arg;
	struct form_line *lines;
	size_t n;
	size_t at;
	/* the matches under the field in focus */
	bool picking;
	bool opened;		/* by Ctrl-P: Enter and Tab take one */
	bool asked;		/* one was chosen by Up and Down, or by Ctrl-P */
	bool moved;		/* … by Up and Down: an offer is taken so alone */
	struct choice_rows picks;
	size_t pick, pick_top;
	int top;		/* first row on show */
	int rows, cols;		/* of the area */
};

#define FORM_PICKS 6		/* matches on show at once */
#define FORM_NOTE_ROWS 4

static inline struct form_line *
form_line(struct form *f)
{
	return &f->lines[f->at];
}

/* A link, or the code of a record: what stands there is its name. */
static inline bool
form_is_reference(const struct field *f)
{
	return f->link != NULL;
}
static inline bool
form_is_new_link(const struct form_line *l)
{
	return l->value.kind == VALUE_INT && l->value.i == FORM_NEW;
}
/* Of a new record that is not asked for. */
static inline bool
form_is_hidden(const struct form_line *l)
{
	return l->of != NULL && !form_is_new_link(l->of);
}

/* form_line.c */
struct form_line *form_line_named(const struct form *f, const char *name);	/* or NULL */
/* Puts a value and its text into a line. */
void form_line_put(struct form *f, struct form_line *l, const struct value *v);
/* The text as a value; one that was put there is not read again. */
bool form_line_read(struct form *f, struct form_line *l, struct err *e);
/* The sentence under it; NULL: none. */
void form_line_error(struct form_line *l, const char *sentence);
/* What the program put there is nobody's typing: it changes nothing of the form. */
void form_line_began(struct form_line *l);
/* Nobody has typed since the value was put there. */
bool form_is_as_put(const struct form_line *l);
/* A value that was proposed and not passed over yet. */
bool form_is_offered(const struct form_line *l);

/* form_pick.c */
/* The match that Enter takes; NULL: none. An offer ("new client") is none until it
 * has been gone to. */
const struct choice_row *form_pick_on(const struct form *f);
void form_pick_open(struct form *f);
void form_pick_close(struct form *f);
void form_pick_move(struct form *f, int by);
/* Takes the selected match; false: there is none. */
bool form_pick_take(struct form *f);

/* form_draw.c: scrolls so that the field in focus is seen. */
void form_scroll(struct form *f);
int form_value_cols(const struct form *f);

#endif
