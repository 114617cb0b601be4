/*
 * record.c - records: values for the fields of their type.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "record/record.h"

const struct record_type *
record_type_find(const char *name)
{
	size_t i;

	for (i = 0; record_types[i] != NULL; i++) {
		const struct record_type *t = record_types[i];

		if (strcmp(t->name, name) == 0 || strcmp(t->plural, name) == 0)
			return t;
	}
	return NULL;
}

int
record_field_index(const struct record_type *t, const char *name)
{
	size_t i;

	/* Callers mostly pass the declaration's own string. */
	for (i = 0; i < t->n_fields; i++) {
		if (t->fields[i].name == name)
			return (int)i;
	}
	for (i = 0; i < t->n_fields; i++) {
		if (strcmp(t->fields[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}

const struct field *
record_field(const struct record_type *t, const char *name)
{
	int i = record_field_index(t, name);

	return i < 0 ? NULL : &t->fields[i];
}

const struct field *
record_next_typed(const struct record_type *t, const struct field *f)
{
	const struct field *next = NULL;
	int at = f != NULL ? f->form : 0;
	size_t i;

	for (i = 0; i < t->n_fields; i++)
		if (t->fields[i].form > at && (next == NULL || t->fields[i].form < next->form))
			next = &t->fields[i];
	return next;
}

static struct record *
blank(const struct record_type *t)
{
	struct record *r = xcalloc(1, sizeof(*r));

	r->type = t;
	r->values = xcalloc(t->n_fields, sizeof(*r->values));
	return r;
}

struct record *
record_new(const struct record_type *t)
{
	struct record *r = blank(t);
	struct err e;
	size_t i;

	for (i = 0; i < t->n_fields; i++) {
		const struct field *f = &t->fields[i];

		if (f->initial != NULL && !field_parse(f, &field_context_plain,
		    f->initial, &r->values[i], &e))
			bug("%s.%s begins wrongly: %s", t->name, f->name, e.text);
	}
	return r;
}

struct record *
record_copy(const struct record *r)
{
	struct record *copy = blank(r->type);
	size_t i;

	copy->id = r->id;
	copy->version = r->version;
	for (i = 0; i < r->type->n_fields; i++)
		value_copy(&copy->values[i], &r->values[i]);
	return copy;
}

void
record_free(struct record *r)
{
	size_t i;

	if (r == NULL)
		return;
	for (i = 0; i < r->type->n_fields; i++)
		value_clear(&r->values[i]);
	free(r->values);
	free(r);
}

void
record_auto_free(struct record **r)
{
	record_free(*r);
}

bool
record_equal(const struct record *a, const struct record *b)
{
	size_t i;

	for (i = 0; i < a->type->n_fields; i++)
		if (!value_equal(&a->values[i], &b->values[i]))
			return false;
	return true;
}

static size_t
known_index(const struct record *r, const char *name)
{
	int i = record_field_index(r->type, name);

	if (i < 0)
		bug("%s has no field \"%s\"", r->type->name, name);
	return (size_t)i;
}

/* The value; bug() unless the field is of this kind. */
static struct value *
value_of_kind(const struct record *r, const char *name, enum value_kind kind)
{
	size_t i = known_index(r, name);

	if (field_kind(&r->type->fields[i]) != kind)
		bug("%s.%s is %s", r->type->name, name,
		    kind == VALUE_INT ? "text, not a number" : "a number, not text");
	return &r->values[i];
}

struct value *
record_value(const struct record *r, const char *name)
{
	return &r->values[known_index(r, name)];
}

int64_t
record_int(const struct record *r, const char *name)
{
	return value_of_kind(r, name, VALUE_INT)->i;
}

const char *
record_text(const struct record *r, const char *name)
{
	const struct value *v = value_of_kind(r, name, VALUE_TEXT);

	return v->s != NULL ? v->s : "";
}

bool
record_is_null(const struct record *r, const char *name)
{
	return record_value(r, name)->kind == VALUE_NULL;
}

void
record_set_int(struct record *r, const char *name, int64_t i)
{
	value_set_int(value_of_kind(r, name, VALUE_INT), i);
}

void
record_set_text(struct record *r, const char *name, const char *s)
{
	value_set_text(value_of_kind(r, name, VALUE_TEXT), s);
}

void
record_set_day(struct record *r, const char *name, date_day day)
{
	char iso[DATE_ISO_SIZE];

	record_set_text(r, name, date_to_iso(day, iso));
}

void
record_set_null(struct record *r, const char *name)
{
	value_clear(record_value(r, name));
}

bool
record_parse(struct record *r, const struct field_context *c,
    const char *name, const char *text, struct err *e)
{
	AUTO_BUF struct buf quoted = BUF_INIT;
	int i = record_field_index(r->type, name);

	if (i < 0) {
		field_quote(&quoted, name);
		return err_set(e, ERR_INVALID, name, "%s has no field \"%s\"",
		    r->type->label, quoted.s);
	}
	return field_parse(&r->type->fields[i], c, text, &r->values[i], e);
}

bool
record_check(const struct record *r, struct err *e)
{
	const struct record_type *t = r->type;
	size_t i;

	for (i = 0; i < t->n_fields; i++) {
		const struct field *f = &t->fields[i];

		if ((f->flags & FIELD_REQUIRED) && r->values[i].kind == VALUE_NULL)
			return err_set(e, ERR_INVALID, f->name, "%s is missing",
			    f->label);
		if (!field_check(f, &r->values[i], e))
			return false;
	}
	return t->check == NULL || t->check(r, e);
}
