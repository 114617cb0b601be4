/*
 * field.c - values, and reading and writing them by their field.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "record/field_type.h"

#define QUOTE_BYTES 160		/* bytes of a refused text that are read */
#define QUOTE_COLUMNS 40	/* … and columns shown in the sentence */

const struct field_context field_context_plain = { DATE_YMD, false, DATE_NONE };

void
value_clear(struct value *v)
{
	free(v->s);
	*v = (struct value)VALUE_INIT;
}

void
value_set_int(struct value *v, int64_t i)
{
	value_clear(v);
	v->kind = VALUE_INT;
	v->i = i;
}

void
value_set_text(struct value *v, const char *s)
{
	char *copy = s != NULL && *s != '\0' ? xstrdup(s) : NULL;

	value_clear(v);
	if (copy != NULL) {
		v->kind = VALUE_TEXT;
		v->s = copy;
	}
}

void
value_copy(struct value *to, const struct value *from)
{
	if (to == from)
		return;
	if (from->kind == VALUE_TEXT) {
		value_set_text(to, from->s);
		return;
	}
	value_clear(to);
	*to = *from;
}

bool
value_equal(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case VALUE_NULL:
		return true;
	case VALUE_INT:
		return a->i == b->i;
	case VALUE_TEXT:
		return strcmp(a->s, b->s) == 0;
	}
	return false;
}

static const struct field_type_row *
type_of(const struct field *f)
{
	return field_type_row(f->type);
}

void
field_limits(const struct field *f, int64_t *min, int64_t *max)
{
	const struct field_type_row *t = type_of(f);
	bool own = f->min == 0 && f->max == 0;

	*min = own ? t->min : f->min;
	*max = own || f->max < f->min ? t->max : f->max;
	if (t->kind == VALUE_INT && *max > t->max)
		*max = t->max;
	if (t->kind == VALUE_INT && *min < t->min)
		*min = t->min;
}

void
field_quote(struct buf *out, const char *s)
{
	AUTO_BUF struct buf head = BUF_INIT;
	size_t n = strnlen(s, QUOTE_BYTES);

	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	buf_add(&head, s, n);
	text_show_cut(out, head.s, QUOTE_COLUMNS);
}

/* "Label must be WHAT, not "TEXT""; the text is left out for a secret field. */
static bool
refuse(const struct field *f, const char *what, const char *text, struct err *e)
{
	AUTO_BUF struct buf quoted = BUF_INIT;

	if (f->flags & FIELD_SECRET)
		return err_set(e, ERR_INVALID, f->name, "%s must be %s", f->label, what);
	field_quote(&quoted, text);
	return err_set(e, ERR_INVALID, f->name, "%s must be %s, not \"%s\"",
	    f->label, what, quoted.s);
}

/* Refuses with what the type requires. */
static bool
refuse_type(const struct field *f, const char *text, struct err *e)
{
	AUTO_BUF struct buf what = BUF_INIT;
	const struct choice *o;

	if (f->type != FIELD_CHOICE)
		return refuse(f, type_of(f)->what, text, e);
	buf_adds(&what, "one of ");
	for (o = f->choices; o->value != NULL; o++)
		buf_addf(&what, "%s%s", o == f->choices ? "" : ", ", o->value);
	return refuse(f, what.s, text, e);
}

static bool
check_number(const struct field *f, const struct value *v, struct err *e)
{
	AUTO_BUF struct buf what = BUF_INIT;
	const struct field_type_row *t = type_of(f);
	struct value low = { VALUE_INT, 0, NULL }, high = low;

	field_limits(f, &low.i, &high.i);
	if (v->i >= low.i && v->i <= high.i)
		return true;
	if (low.i == t->min && high.i != t->max) {
		buf_adds(&what, "at most ");
	} else if (high.i == t->max && low.i != t->min) {
		buf_adds(&what, "at least ");
		field_format(f, &low, &what);
		high = (struct value)VALUE_INIT;
	} else {
		buf_adds(&what, "between ");
		field_format(f, &low, &what);
		buf_adds(&what, " and ");
	}
	field_format(f, &high, &what);
	return err_set(e, ERR_INVALID, f->name, "%s must be %s", f->label, what.s);
}

/* Refuses control characters (C1 too), except tabs, and line breaks in a note. */
static bool
check_characters(const struct field *f, const char *s, struct err *e)
{
	const unsigned char *p = (const unsigned char *)s;
	long at = text_bad_byte(s, strlen(s));

	if (at >= 0)
		return err_set(e, ERR_INVALID, f->name,
		    "%s is not valid UTF-8 text: byte %ld is wrong", f->label, at + 1);
	for (; *p != '\0'; p++) {
		bool c1 = p[0] == 0xc2 && p[1] < 0xa0;

		if ((*p >= 0x20 && *p != 0x7f && !c1) || *p == '\t')
			continue;
		if (*p == '\n' && f->type == FIELD_NOTE)
			continue;
		if ((*p == '\n' || *p == '\r') && f->type != FIELD_NOTE)
			return err_set(e, ERR_INVALID, f->name,
			    "%s must be one line", f->label);
		return err_set(e, ERR_INVALID, f->name,
		    "%s must not hold control characters such as U+%04X",
		    f->label, c1 ? p[1] : p[0]);
	}
	return true;
}

static bool
is_trimmed(const char *s)
{
	size_t n = strlen(s);
	AUTO_FREE char *copy = NULL;

	/* Printable ASCII at both ends needs no look at text.c's list of spaces. */
	if (n == 0 || ((unsigned char)(s[0] - '!') < 94 &&
	    (unsigned char)(s[n - 1] - '!') < 94))
		return true;
	copy = text_trim(xstrdup(s));
	return strlen(copy) == n;
}

static bool
check_text(const struct field *f, const char *s, struct err *e)
{
	const struct field_type_row *t = type_of(f);
	int64_t min, max;

	if (!t->written)
		return t->check(f, s) || refuse_type(f, s, e);
	if (!check_characters(f, s, e))
		return false;
	field_limits(f, &min, &max);
	if (strlen(s) > (size_t)max && text_count(s) > (size_t)max)
		return err_set(e, ERR_INVALID, f->name,
		    "%s must have at most %" PRId64 " characters, not %zu",
		    f->label, max, text_count(s));
	if (!is_trimmed(s))
		return err_set(e, ERR_INVALID, f->name,
		    "%s must not begin or end with white space", f->label);
	if (t->check != NULL && !t->check(f, s))
		return refuse_type(f, s, e);
	return true;
}

static bool
check_value(const struct field *f, const struct value *v, date_day today,
    struct err *e)
{
	const struct field_type_row *t = type_of(f);
	char iso[DATE_ISO_SIZE];

	if (v->kind == VALUE_NULL)
		return true;
	if (v->kind != t->kind)
		return err_set(e, ERR_INVALID, f->name, "%s must be stored as %s",
		    f->label, t->kind == VALUE_INT ? "a number" : "text");
	if (t->kind == VALUE_INT)
		return check_number(f, v, e);
	if (!check_text(f, v->s, e))
		return false;
	if (f->type == FIELD_BIRTHDAY && today != DATE_NONE &&
	    date_from_iso(v->s) > today)
		return err_set(e, ERR_INVALID, f->name,
		    "%s must not be in the future: %s is after %s", f->label,
		    v->s, date_to_iso(today, iso));
	return true;
}

/* Turns line ends into one newline each, in place. */
static void
unify_newlines(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++) {
		if (s[0] == '\r' && s[1] == '\n')
			continue;
		*to++ = *s == '\r' ? '\n' : *s;
	}
	*to = '\0';
}

bool
field_parse(const struct field *f, const struct field_context *c,
    const char *text, struct value *out, struct err *e)
{
	const struct field_type_row *t = type_of(f);
	struct value v = VALUE_INIT;
	AUTO_FREE char *owned = NULL;
	char small[128], *s = small;
	size_t n = text == NULL ? 0 : strlen(text);
	long bad = n == 0 ? -1 : text_bad_byte(text, n);

	if (bad >= 0)
		return check_characters(f, text, e);
	if (t->written || n >= sizeof(small))
		s = owned = xmalloc(n + 1);
	memcpy(s, n == 0 ? "" : text, n + 1);
	if (f->type == FIELD_NOTE)
		unify_newlines(s);
	text_trim(s);
	if (*s == '\0') {
		value_clear(out);
		return true;
	}
	if (t->read == NULL) {
		v.kind = VALUE_TEXT;
		v.s = s;
		owned = NULL;
	} else if (!t->read(f, c, s, &v))
		return refuse_type(f, s, e);
	if (!check_value(f, &v, c->today, e)) {
		value_clear(&v);
		return false;
	}
	value_clear(out);
	*out = v;
	return true;
}

bool
field_check(const struct field *f, const struct value *v, struct err *e)
{
	bool clocked = f->type == FIELD_BIRTHDAY;

	return check_value(f, v, clocked ? clock_today() : DATE_NONE, e);
}

bool
field_fits(const struct field *f, const struct value *v)
{
	const struct field_type_row *t = type_of(f);
	int64_t min, max;

	if (v->kind == VALUE_NULL)
		return (f->flags & FIELD_REQUIRED) == 0;
	if (v->kind != t->kind)
		return false;
	if (v->kind == VALUE_TEXT)
		return t->written || t->check(f, v->s);
	field_limits(f, &min, &max);
	return v->i >= min && v->i <= max;
}

/* NULL adds nothing; a value that only a damaged file can hold is added as it is.
 * False: an ordinary value. */
static bool
add_odd(const struct field_type_row *t, const struct value *v, struct buf *out)
{
	if (v->kind == t->kind &&
	    (v->kind == VALUE_TEXT || (v->i >= t->min && v->i <= t->max)))
		return false;
	if (v->kind == VALUE_INT)
		buf_addf(out, "%" PRId64, v->i);
	else if (v->kind == VALUE_TEXT)
		buf_adds(out, v->s);
	return true;
}

void
field_format(const struct field *f, const struct value *v, struct buf *out)
{
	const struct field_type_row *t = type_of(f);

	if (add_odd(t, v, out))
		return;
	if (t->format != NULL)
		t->format(v, out);
	else
		buf_adds(out, v->s);
}

const char *
field_plain(const struct field *f, const struct value *v, struct buf *out)
{
	if (v->kind == VALUE_TEXT && type_of(f)->format == NULL)
		return v->s;
	buf_cut(out, 0);
	field_format(f, v, out);
	return out->s;
}

void
field_show(const struct field *f, const struct field_context *c,
    const struct value *v, struct buf *out)
{
	const struct field_type_row *t = type_of(f);

	if ((f->flags & FIELD_SECRET) || add_odd(t, v, out))
		return;
	if (t->show != NULL)
		t->show(f, c, v, out);
	else
		field_format(f, v, out);
}

int64_t
field_thousandths(int64_t stored)
{
	return stored < 0 ? -stored : stored * 10;
}

bool
field_is_number(const struct field *f)
{
	return field_type_row(f->type)->number;
}

bool
field_is_text(const struct field *f)
{
	return type_of(f)->written;
}

enum value_kind
field_kind(const struct field *f)
{
	return type_of(f)->kind;
}

const char *
field_column_type(const struct field *f)
{
	return field_kind(f) == VALUE_INT ? "INTEGER" : "TEXT";
}
