/*
 * field.c - the one table that knows the field types.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/text.h"
#include "record/field.h"

/* Whole numbers that a spreadsheet's or JSON reader's double still holds. */
#define NUMBER_MAX INT64_C(999999999999999)
#define YEAR_MINUTES (366 * 24 * 60)
#define INSTANT_MIN INT64_C(-62135596800)	/* 0001-01-01T00:00:00Z */
#define INSTANT_MAX INT64_C(253402300799)	/* 9999-12-31T23:59:59Z */

#define QUOTE_BYTES 160		/* of a refused text that are looked at */
#define QUOTE_COLUMNS 40	/* … and repeated in the sentence */

const struct field_context field_context_plain = { DATE_YMD, false, DATE_NONE };

typedef const struct field_context context;

/*
 * `read` turns trimmed, non-empty UTF-8 into a value, false when it makes no
 * sense of it; types without `read` keep the text itself. `check` looks at what
 * the limits do not say. `format` and `show` get a value of the right kind;
 * without them text is added as it stands, and `show` is `format`.
 */
struct type {
	const char *what;	/* "must be …" */
	int64_t min, max;	/* numbers: limits; text: max code points */
	enum value_kind kind;
	bool written;		/* a person's own words */
	bool (*read)(const struct field *f, context *c, const char *s,
	    struct value *v);
	bool (*check)(const struct field *f, const char *s);
	void (*format)(const struct value *v, struct buf *out);
	void (*show)(const struct field *f, context *c, const struct value *v,
	    struct buf *out);
};

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

/* Reading. */

/* Digits of `*s` into `n`, capped just past NUMBER_MAX so that the limits refuse it. */
static bool
read_digits(const char **s, int64_t *n)
{
	const char *p = *s;

	for (*n = 0; *p >= '0' && *p <= '9'; p++) {
		if (*n <= NUMBER_MAX)
			*n = *n * 10 + (*p - '0');
	}
	if (*n > NUMBER_MAX)
		*n = NUMBER_MAX + 1;
	if (p == *s)
		return false;
	*s = p;
	return true;
}

static bool
read_integer(const struct field *f, context *c, const char *s, struct value *v)
{
	bool negative = *s == '-';
	int64_t n;

	if (*s == '-' || *s == '+')
		s++;
	if (!read_digits(&s, &n))
		return false;
	/* Spreadsheets write a column of whole numbers with gaps as 12.0. */
	if (s[0] == '.' && s[1] == '0') {
		s++;
		s += strspn(s, "0");
	}
	if (*s != '\0')
		return false;
	value_set_int(v, negative ? -n : n);
	return true;
}

static bool
read_link(const struct field *f, context *c, const char *s, struct value *v)
{
	int64_t n;

	if (*s == '#')
		s++;
	if (!read_digits(&s, &n) || *s != '\0')
		return false;
	value_set_int(v, n);
	return true;
}

static const char *
skip_spaces(const char *s)
{
	return s + strspn(s, " \t");
}

/* One of "h", "hr", "hour", … at `*s`: 60; "m", "min", …: 1; else 0. */
static int
read_unit(const char **s)
{
	static const struct {
		const char *word;
		int minutes;
	} units[] = {
		{ "h", 60 }, { "hr", 60 }, { "hrs", 60 }, { "hour", 60 },
		{ "hours", 60 }, { "m", 1 }, { "min", 1 }, { "mins", 1 },
		{ "minute", 1 }, { "minutes", 1 }
	};
	char word[8] = "";
	size_t n = strspn(*s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

	if (n == 0 || n >= sizeof(word))
		return 0;
	memcpy(word, *s, n);
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		if (text_is(word, units[i].word)) {
			*s += n;
			return units[i].minutes;
		}
	}
	return 0;
}

/* "90", "90 min", "1:30", "1h", "1h30", "1 h 30 min". */
static bool
read_minutes(const struct field *f, context *c, const char *s, struct value *v)
{
	int64_t n, rest = 0;
	int unit;

	if (!read_digits(&s, &n))
		return false;
	if (*s == ':') {
		s++;
		unit = 60;
		if (strspn(s, "0123456789") != 2 || !read_digits(&s, &rest))
			return false;
	} else {
		s = skip_spaces(s);
		unit = read_unit(&s);
		if (unit == 60) {
			s = skip_spaces(s);
			if (read_digits(&s, &rest)) {
				s = skip_spaces(s);
				if (*s != '\0' && read_unit(&s) != 1)
					return false;
			}
		}
	}
	if (*s != '\0' || rest > (unit == 60 ? 59 : 0))
		return false;
	if (unit == 60)
		n *= 60;	/* at most 60 × 10^15: no overflow */
	value_set_int(v, n + rest);
	return true;
}

static bool
read_money(const struct field *f, context *c, const char *s, struct value *v)
{
	money m;

	if (!money_parse(s, &m))
		return false;
	value_set_int(v, m);
	return true;
}

static bool
read_bool(const struct field *f, context *c, const char *s, struct value *v)
{
	static const char *const words[][2] = {
		{ "no", "yes" }, { "n", "y" }, { "false", "true" },
		{ "f", "t" }, { "0", "1" }
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		for (int b = 0; b < 2; b++) {
			if (text_is(s, words[i][b])) {
				value_set_int(v, b);
				return true;
			}
		}
	}
	return false;
}

static bool
read_choice(const struct field *f, context *c, const char *s, struct value *v)
{
	/* Every value before any label: a label may be another choice's value. */
	for (const struct choice *o = f->choices; o->value != NULL; o++) {
		if (text_is(s, o->value)) {
			value_set_text(v, o->value);
			return true;
		}
	}
	for (const struct choice *o = f->choices; o->value != NULL; o++) {
		if (o->label != NULL && text_is(s, o->label)) {
			value_set_text(v, o->value);
			return true;
		}
	}
	return false;
}

static bool
read_date(const struct field *f, context *c, const char *s, struct value *v)
{
	char iso[DATE_ISO_SIZE];
	bool past = f->type == FIELD_BIRTHDAY || (f->flags & FIELD_PAST) != 0;
	date_day d = date_from_iso(s);

	if (d == DATE_NONE && c->today != DATE_NONE)
		d = date_parse(s, c->date_order, c->today, past);
	if (d == DATE_NONE)
		return false;
	value_set_text(v, date_to_iso(d, iso));
	return true;
}

static bool
read_time(const struct field *f, context *c, const char *s, struct value *v)
{
	int minutes = date_parse_time(s);

	if (minutes < 0)
		return false;
	value_set_int(v, minutes);
	return true;
}

static bool
read_instant(const struct field *f, context *c, const char *s, struct value *v)
{
	instant t;

	if (!clock_from_iso(s, &t))
		return false;
	value_set_int(v, t);
	return true;
}

/* Checking, beyond kind, limits and characters. */

static bool
check_email(const struct field *f, const char *s)
{
	const char *at = strrchr(s, '@');

	return at != NULL && at > s && at[1] != '\0' &&
	    strpbrk(s, " \t\n\v\f\r") == NULL && strstr(s, "\u00a0") == NULL &&
	    strstr(s, "\u3000") == NULL;
}

static bool
check_choice(const struct field *f, const char *s)
{
	for (const struct choice *o = f->choices; o->value != NULL; o++) {
		if (strcmp(s, o->value) == 0)
			return true;
	}
	return false;
}

static bool
check_date(const struct field *f, const char *s)
{
	return date_from_iso(s) != DATE_NONE;
}

/* Writing. */

static void
format_int(const struct value *v, struct buf *out)
{
	buf_addf(out, "%" PRId64, v->i);
}

static void
format_money(const struct value *v, struct buf *out)
{
	char s[MONEY_SIZE];

	buf_adds(out, money_format(v->i, s));
}

static void
format_bool(const struct value *v, struct buf *out)
{
	buf_adds(out, v->i != 0 ? "yes" : "no");
}

static void
format_time(const struct value *v, struct buf *out)
{
	char s[DATE_TIME_SIZE];

	buf_adds(out, date_format_time((int)v->i, false, s));
}

static void
format_instant(const struct value *v, struct buf *out)
{
	char s[CLOCK_ISO_SIZE];

	buf_adds(out, clock_iso(v->i, s));
}

static void
show_minutes(const struct field *f, context *c, const struct value *v,
    struct buf *out)
{
	int64_t hours = v->i / 60, minutes = v->i % 60;

	if (hours != 0)
		buf_addf(out, "%" PRId64 " h%s", hours, minutes != 0 ? " " : "");
	if (hours == 0 || minutes != 0)
		buf_addf(out, "%" PRId64 " min", minutes);
}

static void
show_money(const struct field *f, context *c, const struct value *v,
    struct buf *out)
{
	char s[MONEY_SIZE];

	buf_adds(out, money_format2(v->i, s));
}

static void
show_choice(const struct field *f, context *c, const struct value *v,
    struct buf *out)
{
	const char *shown = v->s;

	for (const struct choice *o = f->choices; o->value != NULL; o++) {
		if (strcmp(v->s, o->value) == 0 && o->label != NULL)
			shown = o->label;
	}
	buf_adds(out, shown);
}

static void
show_date(const struct field *f, context *c, const struct value *v,
    struct buf *out)
{
	char words[24];
	date_day d = date_from_iso(v->s);

	buf_adds(out, d == DATE_NONE ? v->s : date_to_words(d, false, words));
}

static void
show_time(const struct field *f, context *c, const struct value *v,
    struct buf *out)
{
	char s[DATE_TIME_SIZE];

	buf_adds(out, date_format_time((int)v->i, c->twelve_hour, s));
}

static void
show_instant(const struct field *f, context *c, const struct value *v,
    struct buf *out)
{
	char words[24], s[DATE_TIME_SIZE];
	date_day day;
	int minutes, seconds;

	clock_local(v->i, &day, &minutes, &seconds);
	buf_addf(out, "%s %s", date_to_words(day, false, words),
	    date_format_time(minutes, c->twelve_hour, s));
}

static void
show_link(const struct field *f, context *c, const struct value *v,
    struct buf *out)
{
	buf_addf(out, "#%" PRId64, v->i);
}

static const struct type types[] = {
	[FIELD_TEXT] = { .max = 500, .kind = VALUE_TEXT, .written = true },
	[FIELD_NOTE] = { .max = 100000, .kind = VALUE_TEXT, .written = true },
	[FIELD_EMAIL] = { .what = "an address such as name@example.org",
		.max = 254, .kind = VALUE_TEXT, .written = true,
		.check = check_email },
	[FIELD_PHONE] = { .max = 40, .kind = VALUE_TEXT, .written = true },
	[FIELD_CODE] = { .max = 64, .kind = VALUE_TEXT, .written = true },
	[FIELD_INTEGER] = { "a whole number such as 12", -NUMBER_MAX, NUMBER_MAX,
		VALUE_INT, .read = read_integer, .format = format_int },
	[FIELD_MINUTES] = { "minutes such as 90 or 1:30", 0, YEAR_MINUTES,
		VALUE_INT, .read = read_minutes, .format = format_int,
		.show = show_minutes },
	[FIELD_MONEY] = { "an amount such as 12.50, below 100,000,000,000",
		-MONEY_MAX, MONEY_MAX, VALUE_INT, .read = read_money,
		.format = format_money, .show = show_money },
	[FIELD_BOOL] = { "yes or no", 0, 1, VALUE_INT, .read = read_bool,
		.format = format_bool },
	[FIELD_CHOICE] = { .max = 64, .kind = VALUE_TEXT, .read = read_choice,
		.check = check_choice, .show = show_choice },
	[FIELD_DATE] = { "a date such as 2026-03-12", .max = 10,
		.kind = VALUE_TEXT, .read = read_date, .check = check_date,
		.show = show_date },
	[FIELD_BIRTHDAY] = { "a date such as 1984-03-12", .max = 10,
		.kind = VALUE_TEXT, .read = read_date, .check = check_date,
		.show = show_date },
	[FIELD_TIME] = { "a time of day such as 14:30", 0, 24 * 60 - 1,
		VALUE_INT, .read = read_time, .format = format_time,
		.show = show_time },
	[FIELD_INSTANT] = { "a date and time such as 2026-03-12T14:30:00Z",
		INSTANT_MIN, INSTANT_MAX, VALUE_INT, .read = read_instant,
		.format = format_instant, .show = show_instant },
	[FIELD_LINK] = { "a record's number such as 12 or #12", 1, NUMBER_MAX,
		VALUE_INT, .read = read_link, .format = format_int,
		.show = show_link }
};

static const struct type *
type_of(const struct field *f)
{
	BUG_IF((size_t)f->type >= ARRAY_LEN(types));
	return &types[f->type];
}

void
field_limits(const struct field *f, int64_t *min, int64_t *max)
{
	const struct type *t = type_of(f);
	bool own = f->min == 0 && f->max == 0;

	*min = own ? t->min : f->min;
	*max = own || f->max < f->min ? t->max : f->max;
}

/* Adds `s` as a sentence may repeat it: harmless and short. */
static void
quote(struct buf *out, const char *s)
{
	AUTO_BUF struct buf head = BUF_INIT, shown = BUF_INIT;
	size_t n = strnlen(s, QUOTE_BYTES);

	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	buf_add(&head, s, n);
	text_show(&shown, head.s, false);
	if (text_width(shown.s) > QUOTE_COLUMNS)
		text_fit(out, shown.s, QUOTE_COLUMNS, false);
	else
		buf_adds(out, shown.s);
}

/* "Label must be WHAT, not "TEXT""; what a secret field was given is not repeated. */
static bool
refuse(const struct field *f, const char *what, const char *text, struct err *e)
{
	AUTO_BUF struct buf quoted = BUF_INIT;

	if (f->flags & FIELD_SECRET)
		return err_set(e, ERR_INVALID, f->name, "%s must be %s", f->label, what);
	quote(&quoted, text);
	return err_set(e, ERR_INVALID, f->name, "%s must be %s, not \"%s\"",
	    f->label, what, quoted.s);
}

/* Refuses with what the type wants. */
static bool
refuse_type(const struct field *f, const char *text, struct err *e)
{
	AUTO_BUF struct buf what = BUF_INIT;

	if (f->type != FIELD_CHOICE)
		return refuse(f, type_of(f)->what, text, e);
	buf_adds(&what, "one of ");
	for (const struct choice *o = f->choices; o->value != NULL; o++)
		buf_addf(&what, "%s%s", o == f->choices ? "" : ", ", o->value);
	return refuse(f, what.s, text, e);
}

static bool
check_number(const struct field *f, const struct value *v, struct err *e)
{
	AUTO_BUF struct buf what = BUF_INIT;
	const struct type *t = type_of(f);
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

/* Control characters, C1 included; a note may have line breaks, any text tabs. */
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
		if (*p == '\n' || *p == '\r')
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

	/* Plain ASCII at both ends needs no look at text.c's list of spaces. */
	if (n == 0 || ((unsigned char)(s[0] - '!') < 94 &&
	    (unsigned char)(s[n - 1] - '!') < 94))
		return true;
	copy = text_trim(xstrdup(s));
	return strlen(copy) == n;
}

static bool
check_text(const struct field *f, const char *s, struct err *e)
{
	const struct type *t = type_of(f);
	int64_t min, max;

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
	const struct type *t = type_of(f);
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

/* Line ends as one newline, in place. */
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
	const struct type *t = type_of(f);
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

/* NULL adds nothing; a value that only a damaged file can hold, as it stands. */
static bool
add_odd(const struct type *t, const struct value *v, struct buf *out)
{
	if (v->kind == t->kind &&
	    (v->kind == VALUE_TEXT || (v->i >= t->min && v->i <= t->max)))
		return false;
	if (v->kind == VALUE_INT)
		format_int(v, out);
	else if (v->kind == VALUE_TEXT)
		buf_adds(out, v->s);
	return true;
}

void
field_format(const struct field *f, const struct value *v, struct buf *out)
{
	const struct type *t = type_of(f);

	if (add_odd(t, v, out))
		return;
	if (t->format != NULL)
		t->format(v, out);
	else
		buf_adds(out, v->s);
}

void
field_show(const struct field *f, const struct field_context *c,
    const struct value *v, struct buf *out)
{
	const struct type *t = type_of(f);

	if ((f->flags & FIELD_SECRET) || add_odd(t, v, out))
		return;
	if (t->show != NULL)
		t->show(f, c, v, out);
	else
		field_format(f, v, out);
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
