/*
 * clean.c - removes what other programs put around a value, or in place of one.
 *
 * Removed: an apostrophe before digits, ="02139", mailto: and tel:, direction marks
 * around a phone number. N/A, 0000-00-00 and the like count as no value, depending on
 * the field's type: None may be a name, "none" under allergies is an answer. A number
 * rounded by a spreadsheet (4.47701E+11) cannot be a phone, id or post code: its digits
 * are lost. Text that is too long is cut, with a message.
 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/money.h"
#include "base/text.h"
#include "import/inside.h"

#define DIGITS "0123456789"

/* --- what a field can hold ---------------------------------------------------- */

enum {
	TYPED = 1 << 0,		/* dates, numbers, choices, addresses: never a word */
	CODE = 1 << 1,
	LINK = 1 << 2,
	TEXT = 1 << 3,
	NOTE = 1 << 4,
	NAME = 1 << 5,
	MEDICAL = 1 << 6,
	ANY = TYPED | CODE | LINK | TEXT | NOTE | NAME | MEDICAL
};

static bool
is_name(const struct field *f)
{
	static const char *const names[] = { "given", "family", "preferred", "name",
	    "author" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++)
		if (strcmp(f->name, names[i]) == 0)
			return true;
	return false;
}

static unsigned
class_of(const struct field *f)
{
	switch (f->type) {
	case FIELD_CODE:
		return CODE;
	case FIELD_LINK:
		return LINK;
	case FIELD_NOTE:
		return NOTE;
	case FIELD_TEXT:
		return f->flags & FIELD_UNIQUE ? CODE : is_name(f) ? NAME :
		    f->flags & FIELD_MEDICAL ? MEDICAL : TEXT;
	default:
		return TYPED;
	}
}

static bool
is_date(const struct field *f)
{
	return f->type == FIELD_DATE || f->type == FIELD_BIRTHDAY ||
	    f->type == FIELD_INSTANT;
}

/* --- no value -------------------------------------------------------------------- */

static const struct {
	const char *word;	/* compared without case */
	unsigned where;
} nothing[] = {
	/* what spreadsheets and programs write, never people */
	{ "#n/a", ANY }, { "#n/d", ANY }, { "#ref!", ANY }, { "#value!", ANY },
	{ "#name?", ANY }, { "#null!", ANY }, { "#div/0!", ANY }, { "#num!", ANY },
	{ "#error!", ANY }, { "\\n", ANY }, { "(null)", ANY }, { "<null>", ANY },
	{ "[null]", ANY }, { "{null}", ANY }, { "(none)", ANY }, { "<none>", ANY },
	{ "[none]", ANY }, { "(blank)", ANY }, { "(empty)", ANY }, { "<empty>", ANY },
	{ "[empty]", ANY }, { "(not set)", ANY }, { "undefined", ANY & ~NAME },
	{ "[object object]", ANY },
	/* a family is called Null, nothing else is */
	{ "null", ANY & ~NAME },
	{ "n/a", ANY & ~MEDICAL }, { "n.a.", ANY & ~MEDICAL }, { "n\\a", ANY & ~MEDICAL },
	{ "(n/a)", ANY & ~MEDICAL }, { "s/o", ANY & ~(MEDICAL | NAME) },
	{ "n/d", ANY & ~(MEDICAL | NAME) },
	/* a name, and under allergies the answer that there are none */
	{ "none", ANY & ~(NAME | MEDICAL) }, { "nil", ANY & ~(NAME | MEDICAL) },
	{ "-none-", ANY & ~(NAME | MEDICAL) }, { "aucun", ANY & ~(NAME | MEDICAL) },
	{ "aucune", ANY & ~(NAME | MEDICAL) },
	{ "n\xc3\xa9" "ant", ANY & ~(NAME | MEDICAL) },
	/* words that a text may well say */
	{ "unknown", TYPED | CODE }, { "inconnu", TYPED | CODE },
	{ "inconnue", TYPED | CODE }, { "not provided", TYPED | CODE },
	{ "not specified", TYPED | CODE }, { "not given", TYPED | CODE },
	{ "not available", TYPED | CODE }, { "not applicable", TYPED | CODE },
	{ "not set", TYPED | CODE }, { "no value", TYPED | CODE },
	{ "no data", TYPED | CODE }, { "blank", TYPED | CODE }, { "empty", TYPED | CODE },
	{ "no email", TYPED }, { "no e-mail", TYPED }, { "no phone", TYPED },
	{ "na", TYPED }, { "nan", TYPED | CODE }, { "nat", TYPED | CODE },
	{ "never", TYPED },
};

/* True for a text of dashes only or, in a typed field or a code, of punctuation
 * only. */
static bool
is_marks(const char *s, unsigned where)
{
	static const char *const strokes[] = { "\xe2\x80\x93", "\xe2\x80\x94",
	    "\xe2\x88\x92", "\xc2\xa0" };
	const char *marks = where & (TYPED | CODE) ? "-_./\\,:;?*~ ()[]" : "-_./ ";
	size_t i;

	while (*s != '\0') {
		if (strchr(marks, *s) != NULL) {
			s++;
			continue;
		}
		for (i = 0; i < ARRAY_LEN(strokes) &&
		    strncmp(s, strokes[i], strlen(strokes[i])) != 0; i++)
			;
		if (i == ARRAY_LEN(strokes))
			return false;
		s += strlen(strokes[i]);
	}
	return true;
}

/* Reads the first three numbers of a date; returns how many there are. */
static int
numbers_of(const char *s, long number[3])
{
	int n = 0;

	for (; n < 3 && *(s += strcspn(s, DIGITS)) != '\0'; n++) {
		number[n] = 0;
		for (; *s >= '0' && *s <= '9'; s++)
			if (number[n] < 100000)
				number[n] = number[n] * 10 + (*s - '0');
	}
	return n;
}

/* 0000-00-00 00:00, and the days from which programs count: 1/0/1900, 30 December
 * 1899, 1 January 1. */
static bool
is_zero_date(const char *s)
{
	long n[3];
	size_t last;
	const char *p;
	bool zero = strpbrk(s, DIGITS) != NULL;

	for (p = s; *p != '\0'; p++)
		zero = zero && strchr("0-/.:, TZtz", *p) != NULL;
	if (zero)
		return true;
	if (strpbrk(s, "/.-") == NULL || numbers_of(s, n) != 3)
		return false;
	last = n[0] > 31 || (n[0] == 1 && strncmp(s, "0001", 4) == 0) ? 0 : 2;
	if (n[last] == 1900)
		return (n[1] == 0 && n[2 - last] == 1) || (n[1] == 1 && n[2 - last] == 0);
	if (n[last] == 1899)
		return (n[1] == 12 && n[2 - last] == 30) ||
		    (n[1] == 30 && n[2 - last] == 12);
	return n[last] == 1 && n[1] == 1 && n[2 - last] == 1 &&
	    strstr(s, "0001") != NULL;
}

/* 000-000-0000 */
static bool
is_zero_phone(const char *s)
{
	return strchr(s, '0') != NULL && strspn(s, "0 ()-./+") == strlen(s);
}

bool
import_says_nothing(const struct field *f, const char *text)
{
	unsigned where = class_of(f);
	size_t i;

	for (i = 0; i < ARRAY_LEN(nothing); i++)
		if ((nothing[i].where & where) && text_is(nothing[i].word, text))
			return true;
	return is_marks(text, where) || (is_date(f) && is_zero_date(text)) ||
	    (f->type == FIELD_PHONE && is_zero_phone(text));
}

/* --- around a value -------------------------------------------------------------- */

/* 4.47701E+11 or 4,47701E+11: most of its digits are lost. */
bool
import_is_spoilt(const char *s)
{
	size_t n = strspn(s, DIGITS);
	bool point;

	if (n == 0)
		return false;
	s += n;
	point = *s == '.' || *s == ',';
	s += point;
	if (point)
		s += strspn(s, DIGITS);
	if (*s != 'E' && *s != 'e')
		return false;
	s++;
	if (*s != '+' && !point)
		return false;	/* 1E5 is a post code */
	s += *s == '+';
	n = strspn(s, DIGITS);
	return n > 0 && n <= 3 && s[n] == '\0';
}

/* ="02139", which keeps a text in spreadsheets. */
static char *
take_formula(char *s)
{
	size_t n = strlen(s);

	if (n < 3 || strncmp(s, "=\"", 2) != 0 || s[n - 1] != '"' ||
	    memchr(s + 2, '"', n - 3) != NULL)
		return s;
	s[n - 1] = '\0';
	return s + 2;
}

/* An apostrophe before a number, a date or a phone. */
static char *
take_guard(const struct field *f, char *s)
{
	static const char number[] = DIGITS " .,:/()+-";
	unsigned where = class_of(f);
	char *rest = s + 1;

	if (*s != '\'' || !(where & (TYPED | CODE | LINK)))
		return s;
	if (where & TYPED ? strpbrk(rest, DIGITS) != NULL :
	    *rest >= '0' && *rest <= '9' && strspn(rest, number) == strlen(rest))
		return rest;
	return s;
}

/* Marks of direction and width that nobody sees, which a phone copied from an
 * address book has about it. */
static void
take_unseen(char *s)
{
	static const char *const unseen[] = { "\xe2\x80\x8b", "\xe2\x80\x8e",
	    "\xe2\x80\x8f", "\xe2\x80\xaa", "\xe2\x80\xab", "\xe2\x80\xac",
	    "\xe2\x80\xad", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x81\xa7",
	    "\xe2\x81\xa8", "\xe2\x81\xa9", "\xef\xbb\xbf" };
	char *to = s;
	size_t i;

	while (*s != '\0') {
		for (i = 0; i < ARRAY_LEN(unseen) &&
		    strncmp(s, unseen[i], 3) != 0; i++)
			;
		if (i < ARRAY_LEN(unseen))
			s += 3;
		else
			*to++ = *s++;
	}
	*to = '\0';
}

/* `s` after `word` and blanks, or `s` itself. */
static char *
behind(char *s, const char *word)
{
	AUTO_FREE char *head = xstrndup(s, strlen(word));

	return text_is(head, word) ? s + strlen(word) + strspn(s + strlen(word), " /") : s;
}

static char *
take_email(char *s)
{
	char *open = strrchr(s, '<'), *close;

	if (open != NULL && (close = strchr(open, '>')) != NULL &&
	    close > open + 1 && memchr(open, '@', (size_t)(close - open)) != NULL) {
		*close = '\0';
		s = open + 1;
	}
	if (behind(s, "mailto:") != s) {
		s = behind(s, "mailto:");
		s[strcspn(s, "?")] = '\0';
	}
	text_trim(s);
	while (*s != '\0' && strchr(",;>", s[strlen(s) - 1]) != NULL)
		s[strlen(s) - 1] = '\0';
	return s;
}

static char *
take_phone(char *s)
{
	static const char *const schemes[] = { "tel:", "sms:", "callto:", "phone:", "p:" };
	size_t n, i;

	for (i = 0; i < ARRAY_LEN(schemes); i++)
		s = behind(s, schemes[i]);
	/* 4165550134.0: a number to the program that wrote it */
	n = strspn(s, DIGITS);
	if (n >= 7 && strcmp(s + n, ".0") == 0)
		s[n] = '\0';
	return s;
}

/* A scanner's separator within a code, byte 29, as a field shows it. */
static const char *
show_separators(struct arena *arena, const struct field *f, const char *text)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	if (f->type != FIELD_CODE || strchr(text, 0x1d) == NULL)
		return text;
	for (; *text != '\0'; text++) {
		if (*text == 0x1d)
			buf_addc(&shown, '^');
		buf_addc(&shown, *text == 0x1d ? ']' : *text);
	}
	return arena_strdup(arena, shown.s);
}

/* Replaces old programs' line breaks and separators. */
static void
take_breaks(const struct field *f, char *s)
{
	for (; *s != '\0'; s++)
		if (*s == '\v' || *s == '\f' || (*s >= 0x1c && *s <= 0x1f))
			*s = f->type == FIELD_NOTE ? '\n' : ' ';
}

const char *
import_clean(struct arena *arena, const struct field *f, const char *text,
    enum import_cleaned *how)
{
	char *s;

	*how = IMPORT_AS_IT_IS;
	if (*text == '\0')
		return text;
	text = show_separators(arena, f, text);
	s = take_formula(arena_strdup(arena, text));
	if (class_of(f) & (TYPED | CODE | LINK))
		take_unseen(s);
	take_breaks(f, s);
	s = take_guard(f, text_trim(s));
	if (f->type == FIELD_EMAIL)
		s = take_email(s);
	else if (f->type == FIELD_PHONE)
		s = take_phone(s);
	if ((f->type == FIELD_PHONE || class_of(f) == CODE) && import_is_spoilt(s)) {
		*how = IMPORT_SPOILT;
		return "";
	}
	/* it may be the name of a choice */
	if (*s == '\0' || (f->type != FIELD_CHOICE && import_says_nothing(f, s))) {
		*how = IMPORT_NOTHING;
		return "";
	}
	if (strcmp(s, text) != 0)
		*how = IMPORT_TAKEN_OFF;
	return s;
}

/* --- what is longer than its field --------------------------------------------------- */

bool
import_fits(const struct field *f, const char *text)
{
	int64_t min, max;

	field_limits(f, &min, &max);
	return strlen(text) <= (size_t)max || text_count(text) <= (size_t)max;
}

const char *
import_cut(struct arena *arena, const struct field *f, const char *text)
{
	AUTO_BUF struct buf head = BUF_INIT;
	int64_t min, max;
	size_t at = 0, next, len = strlen(text), n = 0;
	size_t i;

	field_limits(f, &min, &max);
	for (; at < len; at = next) {
		next = text_next(text, len, at);
		for (i = at; i < next; i++)
			n += ((unsigned char)text[i] & 0xC0) != 0x80;
		if (n > (size_t)max - 1)
			break;
	}
	buf_add(&head, text, at);
	text_trim(head.s);
	return arena_printf(arena, "%s\xe2\x80\xa6", head.s);
}

void
import_tell_cut(struct import *im, const struct import_target *t,
    const struct field *f, const char *whole)
{
	bool noted = im->plan.notes >= 0;
	int64_t min, max;
	long line, column;

	field_limits(f, &min, &max);
	import_place(im, t, &line, &column);
	if (noted && column > 0)
		import_row_note(im, (size_t)column - 1, whole);
	import_note(im, line, "%s (column %ld) is cut to %" PRId64 " characters%s%s.",
	    t->field->label, column, max, noted ? "; the whole is in the notes" :
	    ": ", noted ? "" : whole);
}

/* --- what is said of them ---------------------------------------------------------- */

void
import_count_cleaned(struct import *im)
{
	size_t i;

	for (i = 0; i < im->plan.n_targets; i++) {
		struct import_tally *t = &im->plan.targets[i].tally;
		const struct import_value *v = &im->row.values[i];

		if (v->cleaned == IMPORT_AS_IT_IS)
			continue;
		if (t->n[v->cleaned]++ == 0)
			text_copy(t->such[v->cleaned], sizeof(t->such[0]), v->said);
	}
}

void
import_say_cleaned(struct import *im)
{
	static const char *const sentences[IMPORT_CLEANED][2] = {
		[IMPORT_NOTHING] = { "says that there is none", "say that there is none" },
		[IMPORT_TAKEN_OFF] = { "has something about the value that was taken off",
		    "have something about the value that was taken off" },
		[IMPORT_SPOILT] = {
		    "has a number whose digits a spreadsheet has rounded away: left blank",
		    "have numbers whose digits a spreadsheet has rounded away: left blank" },
		[IMPORT_LEFT] = { "could not be read and was left blank",
		    "could not be read and were left blank" },
	};
	size_t i;

	for (i = 0; i < im->plan.n_targets; i++) {
		const struct import_target *t = &im->plan.targets[i];
		int how;

		for (how = IMPORT_AS_IT_IS + 1; how < IMPORT_CLEANED; how++) {
			long n = t->tally.n[how];

			/* those of the first rows had messages of their own */
			if (n > (how == IMPORT_LEFT ? IMPORT_TOLD : 0))
				import_note(im, 0, "%s: %ld cell%s %s, such as \"%s\".",
				    t->field->label, n, text_plural(n),
				    sentences[how][n != 1], t->tally.such[how]);
		}
	}
}
