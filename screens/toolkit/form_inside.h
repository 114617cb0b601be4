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
	struct form_line *of;	/* the link to its new record, or NULL */
	const char *heading;	/* above it; NULL: none */
	struct edit edit;
	char *began;		/* its first text, for form_changed() */
	char *shown;		/* the text last put there for `value` */
	char *typed;		/* the text last parsed; NULL: none */
	struct value value;	/* as last parsed */
	bool offered;		/* a proposal, while its text is unchanged */
	char *error;		/* shown under it; NULL: none */
};

struct form {
	bool fresh;		/* the record has no id yet */
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
	bool moved;		/* by Up and Down: the only way to take FORM_NEW */
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

/* A link, or the code of a record: the field shows that record's name. */
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
/* Its link is not FORM_NEW, so the line is not shown. */
static inline bool
form_is_hidden(const struct form_line *l)
{
	return l->of != NULL && !form_is_new_link(l->of);
}

/* form_line.c */
struct form_line *form_line_named(const struct form *f, const char *name);	/* or NULL */
/* Puts a value and its text into a line. */
void form_line_put(struct form *f, struct form_line *l, const struct value *v);
/* Parses the text; one that is as form_line_put() left it is not parsed again. */
bool form_line_read(struct form *f, struct form_line *l, struct err *e);
/* Sets the error under it; NULL: none. */
void form_line_error(struct form_line *l, const char *sentence);
/* Takes the present text as the first: form_changed() does not count it. */
void form_line_began(struct form_line *l);
/* Is the text as the value was put there? */
bool form_is_as_put(const struct form_line *l);
/* Is the value a proposal that is not accepted yet? */
bool form_is_offered(const struct form_line *l);

/* form_pick.c */
/* The match that Enter takes, or NULL. FORM_NEW ("new client") counts only once it has
 * been moved to. */
const struct choice_row *form_pick_on(const struct form *f);
void form_pick_open(struct form *f);
void form_pick_close(struct form *f);
void form_pick_move(struct form *f, int by);
/* Takes the selected match; false when there is none. */
bool form_pick_take(struct form *f);

/* form_draw.c: scrolls so that the field in focus is visible. */
void form_scroll(struct form *f);
int form_value_cols(const struct form *f);

#endif
