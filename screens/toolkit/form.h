/*
 * form.h - a form made from a record's field table.
 *
 * Every value is typed as text and parsed when its field is left: the value is then
 * shown in the field, or an error under it. A field with an error can still be left. A
 * choice, a yes/no, a link or the code of a record is picked: typing narrows the
 * matches shown under it. A field with suggestions (values in use) shows them too, but
 * keeps what is typed unless one is chosen by Up, Down or Ctrl-P.
 *
 * A widget: it knows neither screens nor the practice. Names and matches of links come
 * from struct form_ops.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_FORM_H
#define CHAIRSIDE_SCREENS_TOOLKIT_FORM_H

#include "record/record.h"
#include "screens/toolkit/act.h"
#include "screens/toolkit/canvas.h"
#include "screens/toolkit/dialog.h"

struct form;

#define FORM_NEW (-1)	/* a link to a new record, saved together with this one */

/* All may be NULL; `arg` goes to each. */
struct form_ops {
	/* Links, codes and values in use: adds the matches of the text, best first. For
	 * a code, the row's note is the code. A row with id FORM_NEW ("new client") is
	 * taken only once it has been moved to; then `offered` fills in the lines of
	 * the new record. In those lines the matches are existing records that may be
	 * meant; taking one puts it into the link. */
	void (*matches)(void *arg, const struct field *f, const char *typed,
	    struct choice_rows *into);
	void (*offered)(void *arg, struct form *form, const struct field *f,
	    const char *typed);
	/* Links and codes: parses the text; ERR_INVALID when it fits no record. */
	bool (*resolve)(void *arg, const struct field *f, const char *typed,
	    struct value *v, struct err *e);
	/* Links and codes: adds the text that shows a value. */
	void (*name)(void *arg, const struct field *f, const struct value *v,
	    struct buf *out);
	/* Adds the last saved record's value, as typed; for Ctrl-D. */
	void (*repeat)(void *arg, const struct field *f, struct buf *out);
	/* A field's text is about to be parsed: may put other values into the form
	 * (form_set), into this field too, or refuse it with `e`. */
	bool (*typed)(void *arg, struct form *form, const struct field *f, const char *text,
	    struct err *e);
	/* A field was left with a valid value, which may have changed: may set other
	 * fields (form_set), or refuse it with `e`. */
	bool (*left)(void *arg, struct form *form, const struct field *f,
	    struct err *e);
};

enum form_event {
	FORM_IGNORED,	/* not an action of the form */
	FORM_DONE,	/* handled */
	FORM_BEEP,	/* handled, but nothing to do */
	FORM_SAVE,	/* Ctrl-S, or Enter on the last field: form_read() comes next */
	FORM_LEAVE, FORM_DISCARD
};

/*
 * A form for the fields of `r` (copied) in the order of `names` (ends with NULL). A
 * name that starts with TAB is a heading above the next field. `names` and `context` are
 * borrowed. "client.phone", only in a new record's form, is a field of the record that
 * "client" links to: shown while that is FORM_NEW.
 */
struct form *form_new(const struct record *r, const char *const *names,
    const struct field_context *context, const struct form_ops *ops, void *arg);
void form_free(struct form *f);		/* NULL is fine */

/* On the last field Tab goes to the first, and Enter returns FORM_SAVE. */
enum form_event form_act(struct form *f, enum act a);
bool form_text(struct form *f, const char *text, size_t n);	/* false: did not fit */
void form_draw(const struct form *f, struct canvas *c, struct area a);
void form_sized(struct form *f, struct area a);

/* Parses all fields into `r`, of the same type, without record_check(). False: the
 * failing field has the focus and its error, also in `e`. */
bool form_read(struct form *f, struct record *r, struct err *e);
/* After form_read(): the new record `link` points to, owned by the caller; or NULL. */
struct record *form_read_new(const struct form *f, const char *link);
/* Moves the focus to a field, with an error under it (may be NULL). False: the form has
 * no such field. */
bool form_focus(struct form *f, const char *name, const char *sentence);
const struct field *form_field(const struct form *f);	/* in focus */
const char *form_place(const struct form *f);	/* its name, as in `names` */

bool form_is_new(const struct form *f);	/* its record has not been saved yet */
/* The value last parsed; VALUE_NULL when blank or invalid. */
const struct value *form_value(const struct form *f, const char *name);
/* The text last parsed; "" if none. */
const char *form_typed(const struct form *f, const char *name);
/* Gives a field a value, as if it had been typed and left. */
void form_set(struct form *f, const char *name, const struct value *v);
/* The same, but filled in by the program: it does not count as a change. */
void form_fill(struct form *f, const char *name, const struct value *v);
/* Proposes a value in a field where nothing is typed: it is used once the field is left
 * by Enter, Tab or Ctrl-S; VALUE_NULL removes a proposal. */
void form_offer(struct form *f, const char *name, const struct value *v);
bool form_offers(const struct form *f, const char *name);	/* a proposal stands there */
/* Goes on to a later field, and accepts what is proposed on the way. For form_ops.left too:
 * Enter and Tab then end there. */
void form_pass(struct form *f, const char *name);
bool form_changed(const struct form *f);	/* was anything typed? */

/* The first text that is not blank, as shown; "" if none. Borrowed until the next
 * key. */
const char *form_first(const struct form *f);

/* For drafts: the texts as typed, valid or not; a link that was parsed as "#12".
 * form_restore() does not call form_ops.left. */
void form_each(const struct form *f,
    void (*fn)(const char *name, const char *text, void *arg), void *arg);
void form_restore(struct form *f, const char *name, const char *text);
/* Is the text in focus being typed, and not read yet? form_type_on() puts such a text there
 * again (NULL: none). */
bool form_is_typing(const struct form *f);
void form_type_on(struct form *f, const char *text);

/* For `?`; ends with ACT_NONE. */
extern const enum act form_acts[];

#endif
