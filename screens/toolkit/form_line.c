/*
 * form_line.c - a line of a form: its value and its text, also in a draft.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/form_inside.h"

#define NEW_TEXT "#new"	/* in a draft: the link is FORM_NEW */

/* Is it what the text says? Seconds are never shown. */
static bool
says_value(const struct field *field, const struct value *said, const struct value *v)
{
	return field->type == FIELD_INSTANT ? said->i / 60 == v->i / 60 :
	    value_equal(said, v);
}

/* The text for a value: as people write it, if that parses to the same value. */
static void
value_text(const struct form *f, const struct field *field,
    const struct value *v, struct buf *out)
{
	struct value again = VALUE_INIT;
	struct err e;

	if (v->kind == VALUE_NULL)
		return;
	if (form_is_reference(field) && f->ops->name != NULL) {
		f->ops->name(f->arg, field, v, out);
		return;
	}
	field_show(field, f->context, v, out);
	if (!field_parse(field, f->context, out->s, &again, &e) ||
	    !says_value(field, &again, v)) {
		buf_cut(out, 0);
		field_format(field, v, out);
	}
	value_clear(&again);
}

void
form_line_error(struct form_line *l, const char *sentence)
{
	free(l->error);
	l->error = sentence != NULL ? xstrdup(sentence) : NULL;
}

void
form_line_put(struct form *f, struct form_line *l, const struct value *v)
{
	AUTO_BUF struct buf text = BUF_INIT;

	l->offered = false;
	value_copy(&l->value, v);
	value_text(f, l->field, v, &text);
	if (strcmp(text.s, edit_text(&l->edit)) != 0)
		edit_set(&l->edit, text.s);
	free(l->shown);
	l->shown = xstrdup(edit_text(&l->edit));
	form_line_error(l, NULL);
}

static bool
read_text(struct form *f, struct form_line *l, struct value *v, struct err *e)
{
	AUTO_FREE char *text = text_trim(xstrdup(edit_text(&l->edit)));

	if (!form_is_reference(l->field) || *text == '\0' || f->ops->resolve == NULL)
		return field_parse(l->field, f->context, edit_text(&l->edit), v, e);
	return f->ops->resolve(f->arg, l->field, text, v, e);
}

bool
form_is_as_put(const struct form_line *l)
{
	return strcmp(edit_text(&l->edit), l->shown) == 0;
}

bool
form_is_offered(const struct form_line *l)
{
	return l->offered && form_is_as_put(l);
}

bool
form_line_read(struct form *f, struct form_line *l, struct err *e)
{
	struct value v = VALUE_INIT;
	bool ok = true;

	if (!form_is_as_put(l) && f->ops->typed != NULL) {
		AUTO_FREE char *text = xstrdup(edit_text(&l->edit));

		ok = f->ops->typed(f->arg, f, l->field, text, e);
	}
	if (ok && (!form_is_as_put(l) || l->value.kind == VALUE_NULL)) {
		free(l->typed);
		l->typed = xstrdup(edit_text(&l->edit));
		ok = read_text(f, l, &v, e);
		if (ok)
			form_line_put(f, l, &v);
		else
			value_clear(&l->value);
		value_clear(&v);
	}
	form_line_error(l, ok ? NULL : e->text);
	return ok;
}

void
form_line_began(struct form_line *l)
{
	free(l->began);
	l->began = xstrdup(edit_text(&l->edit));
}

struct form_line *
form_line_named(const struct form *f, const char *name)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (strcmp(f->lines[i].name, name) == 0)
			return &f->lines[i];
	return NULL;
}

/* --- drafts ---------------------------------------------------------------------- */

/* A parsed link is kept by id: two people may have one name; a time with its seconds. */
static void
each_text(const struct form_line *l,
    void (*fn)(const char *name, const char *text, void *arg), void *arg)
{
	AUTO_BUF struct buf text = BUF_INIT;
	bool read = l->value.kind != VALUE_NULL && form_is_as_put(l);

	if (form_is_offered(l))
		;
	else if (form_is_new_link(l) && form_is_as_put(l))
		buf_adds(&text, NEW_TEXT);
	else if (read && l->field->type == FIELD_LINK)
		buf_addf(&text, "#%lld", (long long)l->value.i);
	else if (read && l->field->type == FIELD_INSTANT)
		field_format(l->field, &l->value, &text);
	else if (read && form_is_reference(l->field))
		buf_adds(&text, l->value.s);
	else
		buf_adds(&text, edit_text(&l->edit));
	fn(l->name, text.s, arg);
}

const char *
form_first(const struct form *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (edit_text(&f->lines[i].edit)[0] != '\0' &&
		    !form_is_offered(&f->lines[i]) && !form_is_new_link(&f->lines[i]))
			return edit_text(&f->lines[i].edit);
	return "";
}

void
form_each(const struct form *f,
    void (*fn)(const char *name, const char *text, void *arg), void *arg)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		each_text(&f->lines[i], fn, arg);
}

void
form_restore(struct form *f, const char *name, const char *text)
{
	struct form_line *l = form_line_named(f, name);
	struct value v = VALUE_INIT;
	struct err e;

	if (l == NULL)
		return;
	value_set_int(&v, FORM_NEW);
	/* FORM_NEW cannot be typed as "#12" */
	if (l->field->type == FIELD_LINK && strcmp(text, NEW_TEXT) == 0) {
		form_line_put(f, l, &v);
	} else {
		edit_set(&l->edit, text);
		form_line_read(f, l, &e);
	}
	value_clear(&v);
}
