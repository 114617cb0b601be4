/*
 * field.h - what a field of a record is, declared once.
 *
 * An entry of a record's table says where the field is, and nothing else lists it:
 *
 *	its column in the file		`name`			tests/db/test_schema.c
 *	the form, and drafts of it	`form` or `set_by`	tests/screens/test_fields.c
 *	the page to read, client show	where it is not blank	tests/screens/test_fields.c
 *	lists, and their files		`list`, `heading`	tests/lists/test_columns.c
 *	import, by name or label	not FIELD_NO_IMPORT	tests/import/test_choose.c
 *	export, that comes back in	not FIELD_SECRET	tests/import/test_own.c
 *	who sees it			FIELD_MEDICAL		tests/screens/test_hidden.c
 *	whether it stays as it is	FIELD_FROZEN, FIELD_FREE tests/db/test_kept.c
 *	history and merge		every one		tests/practice/test_save.c
 *	doc/records.md			all of this		tests/unit/test_describe.c
 *
 * What an import sets itself is in import/kinds.c. tests/lint/recipes.sh adds a field to a
 * copy of the program and meets it in each of these places. Only field_parse() and
 * field_format() know the types, and parse(format(x)) == x for every value a field can
 * hold (tests/unit/test_field_roundtrip.c).
 */
#ifndef CHAIRSIDE_RECORD_FIELD_H
#define CHAIRSIDE_RECORD_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/err.h"
#include "base/zone.h"

enum field_type {
	FIELD_TEXT,	/* one line */
	FIELD_NOTE,	/* several lines */
	FIELD_EMAIL,	/* one line with an @ and no white space */
	FIELD_PHONE,	/* as typed; the digits key is derived */
	FIELD_CODE,	/* short text, trimmed, otherwise as typed */
	FIELD_INTEGER,
	FIELD_MINUTES,	/* a duration */
	FIELD_MONEY,	/* ten-thousandths of the currency unit */
	FIELD_PERCENT,	/* from 0 to 100 %, stored as field_thousandths() reads */
	FIELD_BOOL,	/* 0 or 1; shown as no and yes */
	FIELD_CHOICE,	/* text, one of `choices` */
	FIELD_DATE,	/* text YYYY-MM-DD, clinic wall time */
	FIELD_BIRTHDAY,	/* like FIELD_DATE, never in the future */
	FIELD_TIME,	/* minutes since midnight, clinic wall time */
	FIELD_INSTANT,	/* UTC seconds */
	FIELD_DAYS,	/* days of the week, at least one; bit 0 for Monday */
	FIELD_LINK	/* id of a record of the type named in `link` */
};

enum field_flags {
	FIELD_REQUIRED = 1 << 0,	/* never NULL */
	FIELD_UNIQUE = 1 << 1,
	FIELD_SECRET = 1 << 2,		/* never exported, shown or put in a history */
	FIELD_NO_IMPORT = 1 << 3,
	FIELD_MEDICAL = 1 << 4,		/* hidden from roles without medical rights */
	FIELD_PAST = 1 << 5,		/* a bare day or two-digit year means the past */
	FIELD_IN_USE = 1 << 6,		/* picked from values in use, or typed */
	FIELD_SCALE = 1 << 7,		/* choices also typed by number, from 1 */
	/* in a type of which rows are kept (db/tables.c): in such a row it */
	FIELD_FROZEN = 1 << 8,		/* stays as it is */
	FIELD_FREE = 1 << 9		/* may change */
};

struct choice {
	const char *value;	/* what is stored, exported and typed */
	const char *label;	/* what is shown; NULL: the value itself */
};
/* The choice of that value; NULL: there is none. */
const struct choice *choice_find(const struct choice *list, const char *value);
/* Its label as it is shown; a value that is none is shown as it is. */
const char *choice_label(const struct choice *list, const char *value);

struct field {
	const char *name;	/* = column = CSV header = journal key */
	const char *label;
	enum field_type type;
	unsigned flags;
	int64_t min, max;	/* numbers: limits; text: max code points; 0,0: the type's own */
	const struct choice *choices;	/* FIELD_CHOICE; ends with value NULL */
	const char *link;	/* FIELD_LINK: the record type's name; FIELD_CODE: the type
				 * whose code it holds, picked by its name */
	int form;		/* its place in the type's form, in gaps for new fields: users know
				 * the order by heart */
	const char *set_by;	/* without a place: what sets it, in a few words */
	int list;		/* its width in the lists of its type; 0: it is no column */
	const char *heading;	/* its title there; NULL: the label */
	const char *help;	/* one sentence */
	const char *initial;	/* plain form of a new record's value; NULL: blank */
};

/* The settings that reading and showing a value depend on. */
struct field_context {
	enum date_order date_order;
	bool twelve_hour;
	date_day today;
};
/* ISO dates, 24-hour clock, no today: for files and tests. */
extern const struct field_context field_context_plain;

enum value_kind { VALUE_NULL, VALUE_INT, VALUE_TEXT };

struct value {
	enum value_kind kind;
	int64_t i;
	char *s;	/* VALUE_TEXT: owned */
};
#define VALUE_INIT { VALUE_NULL, 0, NULL }

void value_clear(struct value *v);	/* frees; NULL afterwards */
void value_set_int(struct value *v, int64_t i);
void value_set_text(struct value *v, const char *s);	/* NULL or "" → VALUE_NULL */
void value_copy(struct value *to, const struct value *from);
bool value_equal(const struct value *a, const struct value *b);

/*
 * Reads what a person or a file wrote. Blank is VALUE_NULL (even for a required field:
 * record_check() refuses that). ERR_INVALID with the field's name and a sentence that
 * says what would be right; `out` is then unchanged. A FIELD_LINK is the number with or
 * without "#". Refused are invalid UTF-8, NUL and control characters other than tab
 * (and newline in a note).
 */
bool field_parse(const struct field *f, const struct field_context *c,
    const char *text, struct value *out, struct err *e);

/* Adds the plain form: ISO dates, 24-hour times, exact money, the stored word of a
 * choice, yes/no, ISO instants with Z, a link's number. Nothing for NULL. */
void field_format(const struct field *f, const struct value *v, struct buf *out);
/* The plain form, for writing it at once: a text's own bytes, else what is made in `out`,
 * which is emptied first. */
const char *field_plain(const struct field *f, const struct value *v, struct buf *out);

/* Adds the form for people: dates in words, the practice's clock, labels of choices,
 * money rounded to two decimals. The caller makes it harmless for a terminal with
 * text_show(). */
void field_show(const struct field *f, const struct field_context *c,
    const struct value *v, struct buf *out);
/* The same for a moment that is in no field: "12 Mar 2026 09:58", by the clinic's clock. */
void field_show_instant(const struct field_context *c, instant at, struct buf *out);

/*
 * A stored percentage in thousandths of a percent; the whole is 100,000. A stored
 * number is in hundredths, as journals have had it from the first version; one that
 * needs a third decimal is stored negative, in thousandths: 625 is 6.25 %, -9975 is
 * 9.975 %.
 */
#define FIELD_WHOLE_PERCENT 100000
int64_t field_thousandths(int64_t stored);

/* Is this stored value within the declaration? For values that did not come through
 * field_parse(), such as a link or a default. */
bool field_check(const struct field *f, const struct value *v, struct err *e);

/* Could chairside have stored it? Checks kind, limits, choices and dates of a value
 * read from a file, not how a person's words are written: those are shown harmlessly in
 * any case. NULL in a required field does not fit. */
bool field_fits(const struct field *f, const struct value *v);

/* Adds `s` for use in a sentence: shortened, harmless for a terminal. */
void field_quote(struct buf *out, const char *s);

/* True for numbers, amounts and times of day, which are at the right of a column. */
bool field_is_number(const struct field *f);
/* True for the types whose values are text a person wrote. */
bool field_is_text(const struct field *f);
/* VALUE_INT or VALUE_TEXT: the kind of its values other than NULL. */
enum value_kind field_kind(const struct field *f);
/* The limits in force: the field's, else its type's; a number's never exceed its
 * type's. A max below min means the type's. */
void field_limits(const struct field *f, int64_t *min, int64_t *max);
/* "INTEGER" or "TEXT": the column's declared type. */
const char *field_column_type(const struct field *f);

#endif
