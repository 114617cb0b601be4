/*
 * field_type.c - the one table that knows the field types.
 */
#include <inttypes.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/number.h"
#include "base/text.h"
#include "record/field_type.h"

/* The largest whole number that the double of a spreadsheet or a JSON reader still
 * holds. */
#define NUMBER_MAX INT64_C(999999999999999)
#define PERCENT_DECIMALS 3
#define YEAR_MINUTES (366 * DAY_MINUTES)
/* A day within years 1 to 9999, so that every clinic's clock can show it. */
#define INSTANT_MIN INT64_C(-62135510400)	/* 0001-01-02T00:00:00Z */
#define INSTANT_MAX INT64_C(253402214399)	/* 9999-12-30T23:59:59Z */

typedef const struct field_context context;

/* Reading. */

/* Reads digits at `*s` into `n`, capped just above NUMBER_MAX so that the limits refuse
 * it. */
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
read_integer(UNUSED const struct field *f, UNUSED context *c, const char *s, struct value *v)
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
read_link(UNUSED const struct field *f, UNUSED context *c, const char *s, struct value *v)
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
	size_t i;

	if (n == 0 || n >= sizeof(word))
		return 0;
	memcpy(word, *s, n);
	for (i = 0; i < ARRAY_LEN(units); i++) {
		if (text_is(word, units[i].word)) {
			*s += n;
			return units[i].minutes;
		}
	}
	return 0;
}

/* "90", "90 min", "1:30", "1h", "1h30", "1 h 30 min". */
static bool
read_minutes(UNUSED const struct field *f, UNUSED context *c, const char *s, struct value *v)
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
read_money(UNUSED const struct field *f, UNUSED context *c, const char *s, struct value *v)
{
	money m;

	if (!money_parse(s, &m))
		return false;
	value_set_int(v, m);
	return true;
}

/* "6.25", "9,975", "6.25 %"; without thousands separators, so a comma is a decimal
 * comma. */
static bool
read_percent(UNUSED const struct field *f, UNUSED context *c, const char *s, struct value *v)
{
	int64_t n = 0;
	int decimals = 0;
	bool whole = read_digits(&s, &n);

	if (n > 100)
		return false;
	if (*s == '.' || *s == ',')
		for (s++; *s >= '0' && *s <= '9' && decimals < PERCENT_DECIMALS; decimals++)
			n = n * 10 + (*s++ - '0');
	if (!whole && decimals == 0)
		return false;
	if (decimals == PERCENT_DECIMALS)
		s += strspn(s, "0");
	while (decimals++ < PERCENT_DECIMALS)
		n *= 10;
	s = skip_spaces(s);
	if (*s == '%')
		s++;
	if (*s != '\0' || n > FIELD_WHOLE_PERCENT)
		return false;
	value_set_int(v, n % 10 == 0 ? n / 10 : -n);
	return true;
}

static bool
read_bool(UNUSED const struct field *f, UNUSED context *c, const char *s, struct value *v)
{
	static const char *const words[][2] = {
		{ "no", "yes" }, { "n", "y" }, { "false", "true" },
		{ "f", "t" }, { "0", "1" }
	};
	size_t i;
	int b;

	for (i = 0; i < ARRAY_LEN(words); i++) {
		for (b = 0; b < 2; b++) {
			if (text_is(s, words[i][b])) {
				value_set_int(v, b);
				return true;
			}
		}
	}
	return false;
}

const struct choice *
choice_find(const struct choice *list, const char *value)
{
	for (; list->value != NULL; list++)
		if (strcmp(list->value, value) == 0)
			return list;
	return NULL;
}

const char *
choice_label(const struct choice *list, const char *value)
{
	const struct choice *c = choice_find(list, value);

	return c != NULL && c->label != NULL ? c->label : c != NULL ? c->value : value;
}

static bool
read_choice(const struct field *f, UNUSED context *c, const char *s, struct value *v)
{
	const struct choice *o;

	/* All values before any label: a label may be another choice's value. */
	for (o = f->choices; o->value != NULL; o++) {
		if (text_is(s, o->value)) {
			value_set_text(v, o->value);
			return true;
		}
	}
	for (o = f->choices; o->value != NULL; o++) {
		if (o->label != NULL && text_is(s, o->label)) {
			value_set_text(v, o->value);
			return true;
		}
	}
	if ((f->flags & FIELD_SCALE) && *s >= '1' && *s <= '9' && s[1] == '\0') {
		char at;

		o = f->choices;
		for (at = '1'; at < *s && o->value != NULL; at++)
			o++;
		value_set_text(v, o->value);
		return o->value != NULL;
	}
	return false;
}

static bool
read_date(const struct field *f, context *c, const char *s, struct value *v)
{
	char iso[DATE_ISO_SIZE];
	bool past = f->type == FIELD_BIRTHDAY || (f->flags & FIELD_PAST) != 0;
	date_day d = date_from_iso(s);

	if (d == DATE_NONE)
		d = date_parse(s, c->date_order, c->today, past);
	if (d == DATE_NONE)
		return false;
	value_set_text(v, date_to_iso(d, iso));
	return true;
}

static bool
read_time(UNUSED const struct field *f, context *c, const char *s, struct value *v)
{
	int minutes = date_parse_time(s);

	if (minutes < 0 && c->today != DATE_NONE && text_is(s, "now"))
		minutes = clock_minutes();
	if (minutes < 0)
		return false;
	value_set_int(v, minutes);
	return true;
}

/* Reads a day, then noon, as people say it, or the time that follows. */
static bool
read_day_and_time(const struct field *f, context *c, const char *s, instant *t)
{
	AUTO_FREE char *words = xstrdup(s);
	bool past = (f->flags & FIELD_PAST) != 0;
	date_day d = date_parse(words, c->date_order, c->today, past);
	int minutes = 12 * 60;
	char *blank;

	for (blank = words; d == DATE_NONE && (blank = strchr(blank, ' ')) != NULL; blank++) {
		*blank = '\0';
		minutes = date_parse_time(blank + 1);
		if (minutes >= 0)
			d = date_parse(words, c->date_order, c->today, past);
		*blank = ' ';
	}
	if (d == DATE_NONE)
		return false;
	*t = clock_instant(d, minutes);
	if (d == c->today && past && *t > clock_now())
		*t = clock_now();
	return true;
}

static bool
read_instant(const struct field *f, context *c, const char *s, struct value *v)
{
	instant t;

	if (!clock_from_iso(s, &t) && !read_day_and_time(f, c, s, &t))
		return false;
	value_set_int(v, t);
	return true;
}

static bool
read_days(UNUSED const struct field *f, UNUSED context *c, const char *s, struct value *v)
{
	unsigned days;

	if (!date_parse_weekdays(s, &days) || days == 0)
		return false;
	value_set_int(v, days);
	return true;
}

/* Checking, beyond kind, limits and characters. */

static bool
check_email(UNUSED const struct field *f, const char *s)
{
	const char *at = strrchr(s, '@');

	return at != NULL && at > s && at[1] != '\0' &&
	    strpbrk(s, " \t\n\v\f\r") == NULL && strstr(s, "\u00a0") == NULL &&
	    strstr(s, "\u3000") == NULL;
}

static bool
check_choice(const struct field *f, const char *s)
{
	return choice_find(f->choices, s) != NULL;
}

static bool
check_date(UNUSED const struct field *f, const char *s)
{
	return date_from_iso(s) != DATE_NONE;
}

/* Writing. */

static void
format_int(const struct value *v, struct buf *out)
{
	char s[NUMBER_SIZE];

	buf_adds(out, number_format(v->i, s));
}

static void
format_money(const struct value *v, struct buf *out)
{
	char s[MONEY_SIZE];

	buf_adds(out, money_format(v->i, s));
}

static void
format_percent(const struct value *v, struct buf *out)
{
	char s[MONEY_SIZE];

	buf_adds(out, money_format(field_thousandths(v->i) * 10, s));
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
format_days(const struct value *v, struct buf *out)
{
	char s[DATE_WEEKDAYS_SIZE];

	buf_adds(out, date_weekdays((unsigned)v->i, s));
}

static void
show_minutes(UNUSED const struct field *f, UNUSED context *c, const struct value *v,
    struct buf *out)
{
	int64_t hours = v->i / 60, minutes = v->i % 60;

	if (hours != 0)
		buf_addf(out, "%" PRId64 " h%s", hours, minutes != 0 ? " " : "");
	if (hours == 0 || minutes != 0)
		buf_addf(out, "%" PRId64 " min", minutes);
}

static void
show_money(UNUSED const struct field *f, UNUSED context *c, const struct value *v,
    struct buf *out)
{
	char s[MONEY_SIZE];

	buf_adds(out, money_format2(v->i, s));
}

static void
show_percent(UNUSED const struct field *f, UNUSED context *c, const struct value *v,
    struct buf *out)
{
	format_percent(v, out);
	buf_adds(out, " %");
}

static void
show_choice(const struct field *f, UNUSED context *c, const struct value *v,
    struct buf *out)
{
	buf_adds(out, choice_label(f->choices, v->s));
}

static void
show_date(UNUSED const struct field *f, UNUSED context *c, const struct value *v,
    struct buf *out)
{
	char words[24];
	date_day d = date_from_iso(v->s);

	buf_adds(out, d == DATE_NONE ? v->s : date_to_words(d, false, words));
}

static void
show_time(UNUSED const struct field *f, context *c, const struct value *v,
    struct buf *out)
{
	char s[DATE_TIME_SIZE];

	buf_adds(out, date_format_time((int)v->i, c->twelve_hour, s));
}

void
field_show_instant(const struct field_context *c, instant at, struct buf *out)
{
	char words[24], s[DATE_TIME_SIZE];
	date_day day;
	int minutes, seconds;

	clock_local(at, &day, &minutes, &seconds);
	buf_addf(out, "%s %s", date_to_words(day, false, words),
	    date_format_time(minutes, c->twelve_hour, s));
}

static void
show_instant(UNUSED const struct field *f, context *c, const struct value *v,
    struct buf *out)
{
	field_show_instant(c, v->i, out);
}

static void
show_link(UNUSED const struct field *f, UNUSED context *c, const struct value *v,
    struct buf *out)
{
	buf_addf(out, "#%" PRId64, v->i);
}

static const struct field_type_row types[FIELD_TYPES] = {
	[FIELD_TEXT] = { "text", "one line of text", 1, 500, VALUE_TEXT, .written = true },
	[FIELD_NOTE] = { "note", "text of any number of lines", 1, 100000,
		VALUE_TEXT, .written = true },
	[FIELD_EMAIL] = { "e-mail", "an address such as name@example.org", 1, 254,
		VALUE_TEXT, .written = true, .check = check_email },
	[FIELD_PHONE] = { "phone", "a phone number", 1, 40, VALUE_TEXT, .written = true },
	[FIELD_CODE] = { "code", "a number or short word, kept as typed", 1, 64,
		VALUE_TEXT, .written = true },
	[FIELD_INTEGER] = { "number", "a whole number such as 12",
		-NUMBER_MAX, NUMBER_MAX, VALUE_INT, .number = true,
		.read = read_integer, .format = format_int },
	[FIELD_MINUTES] = { "minutes", "minutes such as 90 or 1:30",
		0, YEAR_MINUTES, VALUE_INT, .number = true,
		.read = read_minutes, .format = format_int, .show = show_minutes },
	[FIELD_MONEY] = { "money",
		"an amount such as 12.50, below 100,000,000,000",
		-MONEY_MAX, MONEY_MAX, VALUE_INT, .number = true,
		.read = read_money, .format = format_money, .show = show_money },
	[FIELD_PERCENT] = { "percent",
		"0 to 100 with up to three decimals",
		1 - FIELD_WHOLE_PERCENT, FIELD_WHOLE_PERCENT / 10, VALUE_INT, .number = true,
		.read = read_percent, .format = format_percent, .show = show_percent },
	[FIELD_BOOL] = { "yes/no", "yes or no", 0, 1, VALUE_INT,
		.read = read_bool, .format = format_bool },
	[FIELD_CHOICE] = { "choice", "one of its choices", .kind = VALUE_TEXT,
		.read = read_choice, .check = check_choice, .show = show_choice },
	[FIELD_DATE] = { "date", "a date such as 2026-03-12", .kind = VALUE_TEXT,
		.read = read_date, .check = check_date, .show = show_date },
	[FIELD_BIRTHDAY] = { "birthday", "a date such as 1984-03-12",
		.kind = VALUE_TEXT,
		.read = read_date, .check = check_date, .show = show_date },
	[FIELD_TIME] = { "time", "a time of day such as 14:30", 0, DAY_MINUTES - 1,
		VALUE_INT, .number = true,
		.read = read_time, .format = format_time, .show = show_time },
	[FIELD_INSTANT] = { "instant",
		"a day such as 2026-03-12, with a time or without",
		INSTANT_MIN, INSTANT_MAX, VALUE_INT,
		.read = read_instant, .format = format_instant,
		.show = show_instant },
	[FIELD_DAYS] = { "days", "days of the week, such as mon-fri or mon tue fri",
		1, 127, VALUE_INT, .read = read_days, .format = format_days },
	[FIELD_LINK] = { "link", "a record's number such as 12 or #12",
		1, NUMBER_MAX, VALUE_INT,
		.read = read_link, .format = format_int, .show = show_link }
};

const struct field_type_row *
field_type_row(enum field_type type)
{
	BUG_IF((unsigned)type >= FIELD_TYPES);
	return &types[type];
}
