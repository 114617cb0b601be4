/*
 * form.h - a form made from a record's field table.
 *
 * Every value is typed as text and read when its field is left: what was understood
 * is shown in the field, a sentence stands under what was not. The cursor is never
 * trapped. A choice, a yes/no, a link or the code of a record is picked: typing narrows
 * the matches shown under it. A field of values in use shows them too, but what is typed
 * stays as it is until one is chosen by Up, Down or Ctrl-P.
 *
 * A widget: it knows neither screens nor the practice. What it must ask for (names
 * and matches of links) comes from struct form_ops.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_FORM_H
#define CHAIRSIDE_SCREENS_TOOLKIT_FORM_H

#include "record/record.h"
#include "screens/toolkit/act.h"
#include "screens/toolkit/canvas.h"
#include "screens/toolkit/dialog.h"

struct form;

#define FORM_NEW (-1)	/* of a link: to a record that is saved with this one */

/* All may be NULL; `arg` goes to each. */
struct form_ops {
	/* Links, codes and values in use: adds the matches of what is typed, best first.
	 * Of a code the row's note is the code. A row whose id is FORM_NEW is an offer ("new
	 * client"), taken by those alone who have gone to it; then `offered` fills in the
	 * lines of the new record. In these lines: who is there already and may be meant;
	 * one that is taken goes into the link. */
	void (*matches)(void *arg, const struct field *f, const char *typed,
	    struct choice_rows *into);
	void (*offered)(void *arg, struct form *form, const struct field *f,
	    const char *typed);
	/* Links and codes: what was typed, as a value; ERR_INVALID. */
	bool (*resolve)(void *arg, const struct field *f, const char *typed,
	    struct value *v, struct err *e);
	/* Links and codes: adds the text for a value. */
	void (*name)(void *arg, const struct field *f, const struct value *v,
	    struct buf *out);
	/* Adds the value of the last record, as it is typed; for Ctrl-D. */
	void (*repeat)(void *arg, const struct field *f, struct buf *out);
	/* A field was left with a value that could be read, and it may be another than
	 * before: other fields may follow (form_set), or the value be refused. */
	bool (*left)(void *arg, struct form *form, const struct field *f,
	    struct err *e);
};

enum form_event {
	FORM_IGNORED,	/* nothing of the form's */
	FORM_DONE,	/* handled */
	FORM_BEEP,	/* handled, and it did nothing */
	FORM_SAVE,	/* Ctrl-S, or Enter on the last field: form_read() comes next */
	FORM_LEAVE, FORM_DISCARD
};

/*
 * Fields of `r` (copied) in the order of `names` (NULL at its end), read-only ones left
 * out. A name that begins with TAB is a heading above the next field; borrowed, as the
 * context is. "client.phone", in a new record's form alone, is a field of the record that
 * "client" links to: on show while that is FORM_NEW.
 */
struct form *form_new(const struct record *r, const char *const *names,
    const struct field_context *context, const struct form_ops *ops, void *arg);
void form_free(struct form *f);		/* NULL is fine */

/* On the last field Tab goes round to the first, Enter is FORM_SAVE. */
enum form_event form_act(struct form *f, enum act a);
bool form_text(struct form *f, const char *text, size_t n);	/* false: did not fit */
void form_draw(const struct form *f, struct canvas *c, struct area a);
void form_sized(struct form *f, struct area a);

/* Reads all fields into `r`, of the same type; record_check() is the caller's, or the
 * use case's. False: the field is in focus with its sentence, also in `e`. */
bool form_read(struct form *f, struct record *r, struct err *e);
/* After form_read(): the new record that `link` is to; NULL: it is to none. Owned. */
struct record *form_read_new(const struct form *f, const char *link);
/* Puts the keys into a field, with a sentence under it (NULL: none). False: the form
 * has no such field. */
bool form_focus(struct form *f, const char *name, const char *sentence);
const struct field *form_field(const struct form *f);	/* in focus */
const char *form_place(const struct form *f);	/* its name, as in `names` */

bool form_is_new(const struct form *f);	/* of a record that is not kept yet */
/* The value as it was read last; VALUE_NULL when blank or not understood. */
const struct value *form_value(const struct form *f, const char *name);
/* What was typed when it was read last; "" where nothing was. */
const char *form_typed(const struct form *f, const char *name);
/* Gives a field a value, as if it had been typed and left. */
void form_set(struct form *f, const char *name, const struct value *v);
/* The same, but it is what the program fills in: it alone changes nothing. */
void form_fill(struct form *f, const char *name, const struct value *v);
/* Proposes a value where nothing is typed: it counts once it has been passed over, by
 * Enter, Tab or Ctrl-S in the field; VALUE_NULL takes a proposal away. */
void form_offer(struct form *f, const char *name, const struct value *v);
bool form_changed(const struct form *f);	/* anything typed since it was made */

/* The first text that is not blank, as shown; "" none. Borrowed until the next key. */
const char *form_first(const struct form *f);

/* Drafts: the texts as they stand, read or not, a link that was read as "#12".
 * Restoring tells nobody (struct form_ops, left). */
void form_each(const struct form *f,
    void (*fn)(const char *name, const char *text, void *arg), void *arg);
void form_restore(struct form *f, const char *name, const char *text);

/* For `?`; ends with ACT_NONE. */
extern const enum act form_acts[];

#endif
