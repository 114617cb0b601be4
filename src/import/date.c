/*
 * date.c - dates and times in files.
 *
 * Relative dates and dates without a year are refused: a cell is the same day whenever
 * it is read.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

/* Finds the runs of digits, and whether there are letters. */
static int
groups(const char *s, bool *letters)
{
	int n = 0;

	*letters = false;
	for (; *s != '\0'; s++) {
		if (isdigit((unsigned char)*s)) {
			n++;
			s += strspn(s, "0123456789") - 1;
		} else if (isalpha((unsigned char)*s)) {
			*letters = true;
		}
	}
	return n;
}

/* If the mapping gives a format, only that and ISO are accepted. */
static date_day
read_day(const struct mapping *m, const char *s, enum date_order order,
    date_day today, bool past)
{
	date_day d = date_from_iso(s);
	bool letters;
	int n;

	if (d == DATE_NONE && m->date_format != NULL)
		return date_strptime(s, m->date_format, &d, NULL) ? d : DATE_NONE;
	if (d == DATE_NONE)
		d = date_parse(s, order, DATE_NONE, past);
	if (d != DATE_NONE)
		return d;
	n = groups(s, &letters);
	return n == 3 || (n == 2 && letters) ?
	    date_parse(s, order, today, past) : DATE_NONE;
}

/* 2018-05-03T14:00:00-04:00: the instant, or the day as written. */
static bool
read_stamp(const char *s, bool clinic, struct import_when *when)
{
	char day[DATE_ISO_SIZE];
	int seconds;

	if (strlen(s) < DATE_ISO_SIZE || !clock_from_iso(s, &when->at))
		return false;
	when->zoned = strpbrk(s + DATE_ISO_SIZE, "Zz+-") != NULL;
	if (clinic && when->zoned) {
		clock_local(when->at, &when->day, &when->minutes, &seconds);
		return true;
	}
	memcpy(day, s, DATE_ISO_SIZE - 1);
	day[DATE_ISO_SIZE - 1] = '\0';
	when->day = date_from_iso(day);
	when->minutes = (s[11] - '0') * 600 + (s[12] - '0') * 60 +
	    (s[14] - '0') * 10 + (s[15] - '0');
	return when->day != DATE_NONE;
}

static bool
read_format(const struct mapping *m, const char *s, struct import_when *when)
{
	if (m->date_format == NULL)
		return false;
	if (date_strptime(s, m->date_format, &when->day, &when->minutes))
		return true;
	when->minutes = -1;
	return date_strptime(s, m->date_format, &when->day, NULL);
}

/* --- in other words ------------------------------------------------------------ */

#define WRITTEN 64	/* longest date with time */

/* Words of dates in other languages, folded, and in English; "": ignored. */
static const struct {
	const char *word, *english;
} date_words[] = {
	{ "janvier", "jan" }, { "janv", "jan" }, { "fevrier", "feb" }, { "fevr", "feb" },
	{ "fev", "feb" }, { "mars", "mar" }, { "avril", "apr" }, { "avr", "apr" },
	{ "mai", "may" }, { "juin", "jun" }, { "juillet", "jul" }, { "juil", "jul" },
	{ "aout", "aug" }, { "septembre", "sep" }, { "octobre", "oct" },
	{ "novembre", "nov" }, { "decembre", "dec" },
	{ "lundi", "mon" }, { "mardi", "tue" }, { "mercredi", "wed" },
	{ "jeudi", "thu" }, { "vendredi", "fri" }, { "samedi", "sat" },
	{ "dimanche", "sun" }, { "le", "" }, { "de", "" }, { "of", "" }, { "at", "" },
};

static bool
is_word(const char *s, size_t n, const char *word)
{
	return strlen(word) == n && strncmp(s, word, n) == 0;
}

/* Adds a word; after a digit it may be an ordinal's ending, 12th, 1er. */
static void
add_word(struct buf *out, const char *s, size_t n, bool behind_digit)
{
	static const char *const endings[] = { "st", "nd", "rd", "th", "er" };
	size_t i;

	for (i = 0; behind_digit && i < ARRAY_LEN(endings); i++)
		if (is_word(s, n, endings[i]))
			return;
	for (i = 0; i < ARRAY_LEN(date_words); i++)
		if (is_word(s, n, date_words[i].word)) {
			buf_adds(out, date_words[i].english);
			return;
		}
	/* "a 14 h 30", but not "2:30 a" */
	if (!(n == 1 && *s == 'a' && s[1] == ' ' && isdigit((unsigned char)s[2])))
		buf_add(out, s, n);
}

/* `text` in lower case and English words. */
static void
in_english(const char *text, struct buf *out)
{
	AUTO_BUF struct buf folded = BUF_INIT;
	const char *s;
	size_t n;

	text_fold(&folded, text);
	for (s = folded.s; *s != '\0'; s += n) {
		n = strspn(s, "abcdefghijklmnopqrstuvwxyz");
		if (n > 0)
			add_word(out, s, n, s > folded.s && isdigit((unsigned char)s[-1]));
		else
			buf_add(out, s, n = 1);
	}
}

/* 19730412, 20260312t143000z: the basic forms of ISO 8601 as the extended ones. */
static void
extend(struct buf *text)
{
	AUTO_FREE char *s = xstrdup(text->s);
	size_t n = strspn(s, "0123456789"), time;
	int year, month, day;

	if (n != 8 || sscanf(s, "%4d%2d%2d", &year, &month, &day) != 3 ||
	    year < 1850 || year > 2100 || !date_valid(year, month, day))
		return;
	time = s[8] == 't' ? strspn(s + 9, "0123456789") : 0;
	if (s[8] != '\0' && strchr("t ", s[8]) == NULL && strcmp(s + 8, ".0") != 0)
		return;
	buf_cut(text, 0);
	buf_addf(text, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
	if (time == 4 || time == 6)
		buf_addf(text, " %.2s:%.2s%s%.*s%s", s + 9, s + 11, time == 6 ? ":" : "",
		    (int)time - 4, s + 13, s + 9 + time);
	else if (s[8] != '.')
		buf_adds(text, s + 8);
}

/* True when `sign`, a + or -, starts an offset; in 10:00-11:00 it does not. */
static bool
is_offset(const char *s, const char *sign)
{
	size_t n = strlen(sign);
	const char *colon = strchr(s, ':');

	if (sign < s + 4 || (sign[-1] != '+' && sign[-1] != '-') || colon >= sign)
		return false;
	return ((n == 2 || n == 4 || n == 5) && (strncmp(sign - 4, "gmt", 3) == 0 ||
	    strncmp(sign - 4, "utc", 3) == 0 || memchr(colon + 1, ':',
	    (size_t)(sign - colon) - 1) != NULL)) || (n == 4 && sign[-2] == ' ');
}

/* Removes a zone from the end of a date with its time: "gmt-0400 (eastern daylight
 * time)", "+00:00", "utc", "z". */
static bool
take_zone(struct buf *text, int *offset)
{
	char *s = text->s, *sign, *name = strstr(s, " (");
	int hours = 0, minutes = 0;
	size_t n;

	if (strchr(s, ':') == NULL)
		return false;
	if (name != NULL && s[text->len - 1] == ')')
		buf_cut(text, (size_t)(name - s));
	for (sign = s + text->len; sign > s && strchr("0123456789:", sign[-1]) != NULL; )
		sign--;
	n = strlen(sign);
	if (is_offset(s, sign)) {
		if (sscanf(sign, n == 5 ? "%2d:%2d" : "%2d%2d", &hours, &minutes) < 1 ||
		    hours > 15 || minutes > 59)
			return false;
		*offset = (hours * 60 + minutes) * (sign[-1] == '-' ? -1 : 1);
		buf_cut(text, (size_t)(sign - s) - 1);
	} else {
		sign = NULL;
		*offset = 0;
	}
	for (n = text->len; n > 0 && s[n - 1] == ' '; n--)
		;
	buf_cut(text, n);
	if (n > 3 && (strcmp(s + n - 3, "utc") == 0 || strcmp(s + n - 3, "gmt") == 0))
		buf_cut(text, n - 3);
	else if (sign == NULL && n > 1 && s[n - 1] == 'z')
		buf_cut(text, n - 1);
	else
		return sign != NULL;
	return true;
}

/* Parses a day, or a day and a time separated by a blank, a comma or a T. */
static bool
read_parts(const struct mapping *m, const char *text, enum date_order order,
    date_day today, bool past, struct import_when *when)
{
	char head[WRITTEN];
	size_t i, n = strlen(text);

	when->minutes = -1;
	when->day = read_day(m, text, order, today, past);
	if (when->day != DATE_NONE)
		return true;
	for (i = 1; i + 1 < n && n < sizeof(head); i++) {
		if (strchr(" ,Tt", text[i]) == NULL)
			continue;
		memcpy(head, text, i);
		head[i] = '\0';
		when->day = read_day(m, head, order, today, past);
		when->minutes = import_read_time(m, text + i + 1 +
		    strspn(text + i + 1, " ,@-"));
		if (when->day != DATE_NONE && when->minutes >= 0)
			return true;
	}
	return false;
}

bool
import_read_when(const struct mapping *m, const char *text,
    enum date_order order, date_day today, bool past, bool clinic,
    struct import_when *when)
{
	AUTO_BUF struct buf plain = BUF_INIT;
	int offset = 0, seconds;
	bool zoned;

	*when = (struct import_when){ .day = DATE_NONE, .minutes = -1 };
	if (strlen(text) >= WRITTEN * 2)
		return false;
	if (read_format(m, text, when) || read_stamp(text, clinic, when))
		return true;
	when->zoned = false;
	if (read_parts(m, text, order, today, past, when))
		return true;
	if (m->date_format != NULL)
		return false;
	in_english(text, &plain);
	extend(&plain);
	zoned = take_zone(&plain, &offset);
	text_trim(plain.s);
	if (!read_parts(m, plain.s, order, today, past, when))
		return false;
	if (!zoned || when->minutes < 0)
		return !zoned;
	when->zoned = true;
	when->at = (instant)when->day * 86400 + ((instant)when->minutes - offset) * 60;
	if (clinic)
		clock_local(when->at, &when->day, &when->minutes, &seconds);
	return true;
}

int
import_read_time(const struct mapping *m, const char *text)
{
	int minutes;

	if (m->time_format != NULL &&
	    date_strptime(text, m->time_format, NULL, &minutes))
		return minutes;
	return date_parse_time(text);
}

bool
import_read_instant(const struct mapping *m, const char *text,
    enum date_order order, date_day today, instant *t)
{
	struct import_when when;

	if (clock_from_iso(text, t))
		return true;
	if (!import_read_when(m, text, order, today, true, true, &when))
		return false;
	*t = when.zoned ? when.at :
	    clock_instant(when.day, when.minutes < 0 ? 0 : when.minutes);
	return true;
}

bool
import_is_yearless(const char *text)
{
	date_day leap = date_make(2024, 7, 1);
	bool letters;
	int n;

	if (strncmp(text, "0000-", 5) == 0)
		text += 5;
	text += strspn(text, "-");
	n = groups(text, &letters);
	return n == (letters ? 1 : 2) &&
	    (date_parse(text, DATE_MDY, leap, true) != DATE_NONE ||
	    date_parse(text, DATE_DMY, leap, true) != DATE_NONE);
}
