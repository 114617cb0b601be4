/*
 * udi_hibc.c - codes of HIBC: a primary (labeler, product, unit), a secondary (dates, lot,
 * serial, quantity), or both in one with "/" between.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "exchange/udi_inside.h"

#define LABELER 4
#define PRODUCT_MAX 18
#define LOT_MAX 18
#define SHORTEST 4

/* In the order of their values, modulo 43. */
static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";

/* How a date is written behind its flag. */
static const struct date_form {
	char flag;
	const char *form;	/* Y, M, D, H; J: the day of the year */
} date_forms[] = {
	{ '2', "MMDDYY" }, { '3', "YYMMDD" }, { '4', "YYMMDDHH" }, { '5', "YYJJJ" },
	{ '6', "YYJJJHH" }, { '7', "" },
};

static char
check_of(const char *code, size_t len)
{
	int sum = 0;
	size_t i;

	for (i = 0; i < len; i++)
		sum += (int)(strchr(characters, code[i]) - characters);
	return characters[sum % 43];
}

char
udi_hibc_check(const char *item)
{
	char code[UDI_TEXT_SIZE + 1];

	snprintf(code, sizeof(code), "+%s", item);
	if (strspn(code, characters) != strlen(code))
		return '\0';
	return check_of(code, strlen(code));
}

/* The value of the letter's digits in the form; -1: it has none, or they are no digits. */
static int
part_of(const char *s, const char *form, char letter)
{
	const char *at = strchr(form, letter);

	return at == NULL ? -1 : udi_digits(s + (at - form), strspn(at, (char[2]){ letter, 0 }));
}

/* Takes a date in `form` off *s. */
static bool
take_date(struct udi_reader *r, const char **s, const char *form, date_day *out)
{
	size_t len = strlen(form);
	int year, of_year;
	date_day first;

	if (strspn(*s, "0123456789") < len)
		return udi_wrong(r, "The code is cut: its date should have %zu digits.", len);
	year = strstr(form, "YYYY") != NULL ? udi_digits(*s, 4) :
	    udi_year(r, part_of(*s, form, 'Y'));
	of_year = part_of(*s, form, 'J');
	if (of_year >= 0) {
		first = date_make(year, 1, 1);
		*out = first + of_year - 1;
		if (of_year < 1 || *out >= date_make(year + 1, 1, 1))
			return udi_wrong(r, "The code's expiry, day %d of %d, is no day of the "
			    "calendar.", of_year, year);
	} else if (!udi_day(r, "expiry", year, part_of(*s, form, 'M'),
	    strchr(form, 'D') == NULL ? 0 : part_of(*s, form, 'D'), out)) {
		return false;
	}
	*s += len;
	return true;
}

/* Behind "$$": a quantity, a flag and the date in its form. */
static bool
take_flagged(struct udi_reader *r, const char **s, struct udi *u)
{
	int digits = **s == '8' ? 2 : **s == '9' ? 5 : 0;
	size_t i;

	if (digits > 0) {
		u->quantity = udi_digits(*s + 1, strnlen(*s + 1, (size_t)digits));
		if (strspn(*s + 1, "0123456789") < (size_t)digits)
			return udi_wrong(r, "The code is cut: its quantity should have %d "
			    "digits.", digits);
		*s += 1 + digits;
	}
	if (**s == '\0')
		return true;
	if (**s == '0' || **s == '1')
		return take_date(r, s, "MMYY", &u->expires);
	for (i = 0; i < sizeof(date_forms) / sizeof(*date_forms); i++)
		if (**s == date_forms[i].flag) {
			++*s;
			return *date_forms[i].form == '\0' ||
			    take_date(r, s, date_forms[i].form, &u->expires);
		}
	return udi_wrong(r, "The code's date has the sign %c, which is not known.", **s);
}

static bool
set_text(struct udi_reader *r, const char *what, const char *s, char out[UDI_TEXT_SIZE])
{
	if (strlen(s) > LOT_MAX)
		return udi_wrong(r, "The code's %s has %zu characters; %d is the most: read it "
		    "again.", what, strlen(s), LOT_MAX);
	text_copy(out, UDI_TEXT_SIZE, s);
	return true;
}

/* Dates, lot or serial; `s` is without link and check character. */
static bool
read_secondary(struct udi_reader *r, const char *s, struct udi *u)
{
	bool flagged, serial;

	if (*s >= '0' && *s <= '9')	/* an older form: the date's day of the year, the lot */
		return take_date(r, &s, "YYJJJ", &u->expires) &&
		    set_text(r, "lot", s, u->lot);
	flagged = strncmp(s, "$$", 2) == 0;
	s += flagged ? 2 : 1;
	serial = *s == '+';
	s += serial;
	return (!flagged || take_flagged(r, &s, u)) &&
	    (serial ? set_text(r, "serial number", s, u->serial) :
	    set_text(r, "lot", s, u->lot));
}

/* What may stand behind, each after a "/": S a serial, 14D an expiry, 16D the day it was
 * made, Q a quantity. */
static bool
read_more(struct udi_reader *r, const char *s, struct udi *u)
{
	if (*s == 'S')
		return set_text(r, "serial number", s + 1, u->serial);
	if (strncmp(s, "14D", 3) == 0 || strncmp(s, "16D", 3) == 0) {
		date_day *out = s[1] == '4' ? &u->expires : &u->made;

		s += 3;
		return take_date(r, &s, "YYYYMMDD", out);
	}
	if (*s == 'Q')
		u->quantity = udi_digits(s + 1, strnlen(s + 1, 5));
	return true;
}

static bool
read_primary(struct udi_reader *r, const char *s, struct udi *u)
{
	size_t len = strlen(s);

	if (len < LABELER + 2)
		return udi_wrong(r, "The code is cut: it has no whole product.");
	if (*s < 'A' || *s > 'Z' || strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != len ||
	    len > LABELER + PRODUCT_MAX + 1 || s[len - 1] > '9')
		return udi_wrong(r, "\"%s\" is no labeler (a letter and three characters), "
		    "product and unit (a digit).", s);
	text_copy(u->item, sizeof(u->item), s);
	return true;
}

/* The parts of a code whose check character is right; `s` is without it and the "+". */
static bool
read_parts(struct udi_reader *r, char *s, struct udi *u)
{
	bool second = *s == '$' || (*s >= '0' && *s <= '9'), first = true, ok = true;
	char *save = NULL, *part;

	for (part = strtok_r(s, "/", &save); ok && part != NULL;
	    part = strtok_r(NULL, "/", &save)) {
		if (first && !second)
			ok = read_primary(r, part, u);
		else if (*part == '$' || (*part >= '0' && *part <= '9' && strchr(part, 'D') !=
		    part + 2))
			ok = read_secondary(r, part, u);
		else
			ok = read_more(r, part, u);
		first = false;
	}
	return ok && (!first || udi_wrong(r, "The code is cut: it says nothing."));
}

bool
udi_hibc(struct udi_reader *r, const char *typed)
{
	char code[UDI_CODE_MAX + 1];
	struct udi u = UDI_NOTHING;
	size_t len = 0, i;
	bool starred = *typed == '*';

	for (typed += starred; *typed != '\0'; typed++)
		code[len++] = (char)(*typed >= 'a' && *typed <= 'z' ? *typed - 'a' + 'A' : *typed);
	if (starred && len > 0 && code[len - 1] == '*')
		len--;
	code[len] = '\0';
	for (i = 0; i < len; i++)
		if (strchr(characters, code[i]) == NULL)
			return udi_wrong(r, "The code holds a character that it cannot: read it "
			    "again.");
	if (len < SHORTEST)
		return udi_wrong(r, "The code is cut: only %zu characters of it are here.", len);
	if (code[len - 1] != check_of(code, len - 1))
		return udi_wrong(r, "The check character of the code is \"%c\" and should be "
		    "\"%c\": it is wrong or cut, read it again.", code[len - 1],
		    check_of(code, len - 1));
	u.check = code[--len];
	code[len] = '\0';
	if (code[1] == '$' || (code[1] >= '0' && code[1] <= '9')) {
		u.link = code[--len];
		code[len] = '\0';
		u.check = '\0';
	} else if (strchr(code, '/') != NULL) {
		u.check = '\0';
	}
	if (!read_parts(r, code + 1, &u))
		return false;
	r->readings[r->n++] = u;
	return true;
}
