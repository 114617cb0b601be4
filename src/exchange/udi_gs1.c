/*
 * udi_gs1.c - codes of GS1: application identifiers, each with its value.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "exchange/udi_inside.h"

#define AI_MAX 4
#define FIELDS_MAX 24		/* in one code */
#define STEPS_MAX 3000		/* of looking where unseparated fields could end */
#define YYMMDD 6

/* What a field is to us; the others are passed over. */
enum field { ITEM, LOT, SERIAL, MADE, EXPIRES, EXPIRES_HOUR, BEST_BEFORE, QUANTITY, OTHER };

/*
 * The identifiers that stand beside a trade item (General Specifications 3.2), those of a
 * predefined length (7.8.5) whatever they are of, and what their values may be.
 */
static const struct ai {
	char first[AI_MAX + 1], last[AI_MAX + 1];
	unsigned char least, most;
	bool digits;		/* the value holds nothing else */
	bool predefined;	/* of a length that needs no separator */
	enum field field;
	const char *name;
} ais[] = {
	{ "00", "00", 18, 18, true, true, OTHER, "number of a shipment" },
	{ "01", "01", 14, 14, true, true, ITEM, "item" },
	{ "02", "03", 14, 14, true, true, OTHER, "item inside" },
	{ "10", "10", 1, 20, false, false, LOT, "lot" },
	{ "11", "11", 6, 6, true, true, MADE, "day it was made" },
	{ "12", "14", 6, 6, true, true, OTHER, "date" },
	{ "15", "15", 6, 6, true, true, BEST_BEFORE, "day it is best before" },
	{ "16", "16", 6, 6, true, true, OTHER, "date" },
	{ "17", "17", 6, 6, true, true, EXPIRES, "expiry" },
	{ "18", "19", 6, 6, true, true, OTHER, "date" },
	{ "20", "20", 2, 2, true, true, OTHER, "variant" },
	{ "21", "21", 1, 20, false, false, SERIAL, "serial number" },
	{ "22", "22", 1, 20, false, false, OTHER, "variant" },
	{ "235", "235", 1, 28, false, false, OTHER, "serial of a third party" },
	{ "240", "241", 1, 30, false, false, OTHER, "part number" },
	{ "242", "242", 1, 6, true, false, OTHER, "made-to-order variant" },
	{ "243", "243", 1, 20, false, false, OTHER, "packaging component" },
	{ "250", "251", 1, 30, false, false, OTHER, "second serial" },
	{ "30", "30", 1, 8, true, false, QUANTITY, "count" },
	{ "3100", "3699", 6, 6, true, true, OTHER, "measure" },
	{ "37", "37", 1, 8, true, false, OTHER, "count inside" },
	{ "3900", "3909", 1, 15, true, false, OTHER, "amount" },
	{ "3910", "3919", 4, 18, true, false, OTHER, "amount" },
	{ "3920", "3929", 1, 15, true, false, OTHER, "price" },
	{ "3930", "3939", 4, 18, true, false, OTHER, "price" },
	{ "400", "401", 1, 30, false, false, OTHER, "order" },
	{ "402", "402", 17, 17, true, false, OTHER, "shipment" },
	{ "410", "417", 13, 13, true, true, OTHER, "place" },
	{ "420", "420", 1, 20, false, false, OTHER, "post code" },
	{ "421", "421", 4, 12, false, false, OTHER, "post code" },
	{ "422", "422", 3, 3, true, false, OTHER, "country of origin" },
	{ "7001", "7001", 13, 13, true, false, OTHER, "stock number" },
	{ "7003", "7003", 10, 10, true, false, EXPIRES_HOUR, "expiry" },
	{ "7006", "7006", 6, 6, true, false, OTHER, "date" },
	{ "7007", "7007", 6, 12, true, false, OTHER, "date" },
	{ "7020", "7022", 1, 20, false, false, OTHER, "refurbishing lot" },
	{ "710", "716", 1, 20, false, false, OTHER, "number of reimbursement" },
	{ "7240", "7240", 1, 20, false, false, OTHER, "protocol" },
	{ "8005", "8005", 6, 6, true, false, OTHER, "price" },
	{ "8008", "8008", 8, 12, true, false, OTHER, "time it was made" },
	{ "8012", "8012", 1, 20, false, false, OTHER, "version" },
	{ "8013", "8013", 1, 25, false, false, OTHER, "model" },
	{ "8020", "8020", 1, 25, false, false, OTHER, "payment slip" },
	{ "8200", "8200", 1, 70, false, false, OTHER, "address" },
	{ "90", "90", 1, 30, false, false, OTHER, "agreed field" },
	{ "91", "99", 1, 90, false, false, OTHER, "field of the company" },
};

struct element {
	const struct ai *ai;
	const char *number;	/* as it stands in the code */
	const char *value;
	size_t len;
};

struct parse {
	struct udi_reader *r;
	bool separated;		/* a variable field ends where GS says */
	struct element fields[FIELDS_MAX];
	size_t n;
	int steps;
};

static const struct ai *
ai_at(const char *code)
{
	size_t i, len;

	for (i = 0; i < ARRAY_LEN(ais); i++) {
		len = strlen(ais[i].first);
		if (udi_digits(code, strnlen(code, len)) >= 0 && strnlen(code, len) == len &&
		    strncmp(code, ais[i].first, len) >= 0 &&
		    strncmp(code, ais[i].last, len) <= 0)
			return &ais[i];
	}
	return NULL;
}

/* The 82 characters of 7.11. */
static bool
is_character(char c)
{
	return c != '\0' && strchr("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
	    "abcdefghijklmnopqrstuvwxyz", c) != NULL;
}

static bool
check_characters(struct udi_reader *r, const struct element *f)
{
	size_t i;

	for (i = 0; i < f->len; i++)
		if (f->ai->digits ? f->value[i] < '0' || f->value[i] > '9' :
		    !is_character(f->value[i]))
			return udi_wrong(r, "The code's %s holds \"%s\", which it cannot: read "
			    "it again.", f->ai->name,
			    f->value[i] == UDI_SEPARATOR ? "GS" :
			    (char[2]){ is_character(f->value[i]) ? f->value[i] : '?', '\0' });
	return true;
}

static bool
set_day(struct udi_reader *r, const struct element *f, date_day *out)
{
	return udi_day(r, f->ai->name, udi_year(r, udi_digits(f->value, 2)),
	    udi_digits(f->value + 2, 2), udi_digits(f->value + 4, 2), out);
}

static bool
set_item(struct udi_reader *r, const struct element *f, struct udi *u)
{
	char check = udi_gtin_check(f->value, UDI_GTIN_DIGITS - 1);

	text_copy(u->item, UDI_GTIN_DIGITS + 1, f->value);
	return f->value[UDI_GTIN_DIGITS - 1] == check ||
	    udi_wrong(r, "The check digit of the code's item is %c and should be %c: read it "
	    "again.", f->value[UDI_GTIN_DIGITS - 1], check);
}

static void
set_text(char out[UDI_TEXT_SIZE], const struct element *f)
{
	snprintf(out, UDI_TEXT_SIZE, "%.*s", (int)f->len, f->value);
}

static bool
set_field(struct udi_reader *r, const struct element *f, struct udi *u)
{
	date_day best;

	switch (f->ai->field) {
	case ITEM:
		return set_item(r, f, u);
	case LOT:
		set_text(u->lot, f);
		break;
	case SERIAL:
		set_text(u->serial, f);
		break;
	case MADE:
		return set_day(r, f, &u->made);
	case EXPIRES:
	case EXPIRES_HOUR:
		return set_day(r, f, &u->expires);
	case BEST_BEFORE:	/* where no expiry stands beside it */
		if (!set_day(r, f, &best))
			return false;
		if (u->expires == DATE_NONE)
			u->expires = best;
		break;
	case QUANTITY:
		u->quantity = udi_digits(f->value, f->len);
		break;
	case OTHER:
		break;
	}
	return true;
}

static bool
same_number(const struct element *a, const struct element *b)
{
	return a->ai == b->ai && strncmp(a->number, b->number, strlen(a->ai->first)) == 0;
}

/* The fields that were found are a reading, where they agree. */
static bool
finish(struct parse *p)
{
	struct udi u = UDI_NOTHING;
	size_t i, k;

	for (i = 0; i < p->n; i++) {
		const struct element *f = &p->fields[i];

		for (k = 0; k < i; k++)
			if (same_number(f, &p->fields[k]) && (f->len != p->fields[k].len ||
			    strncmp(f->value, p->fields[k].value, f->len) != 0))
				return udi_wrong(p->r, "The code says two things of its %s: read "
				    "it again.", f->ai->name);
		if (!set_field(p->r, f, &u))
			return false;
	}
	if (p->r->n < UDI_READINGS)
		p->r->readings[p->r->n++] = u;
	return true;
}

static bool parse_from(struct parse *p, const char *at);

/* The field is `len` long: goes on behind it. */
static bool
parse_behind(struct parse *p, struct element f, size_t len)
{
	bool ok;

	f.len = len;
	if (p->n == FIELDS_MAX)
		return udi_wrong(p->r, "The code has too many fields: read it again.");
	if (!check_characters(p->r, &f))
		return false;
	p->fields[p->n++] = f;
	ok = parse_from(p, f.value + len);
	p->n--;
	return ok;
}

/* A date of six digits, with its number in front. */
static bool
is_dated(const char *at)
{
	const struct ai *ai = ai_at(at);
	int month, day;

	if (ai == NULL || ai->most != YYMMDD || *ai->first != '1' ||
	    strspn(at, "0123456789") < strlen(ai->first) + YYMMDD)
		return false;
	month = udi_digits(at + 4, 2);
	day = udi_digits(at + 6, 2);
	return month >= 1 && month <= 12 && day <= 31;
}

/*
 * Could a lot or serial without a separator end before `at`? Where a date, a lot or a
 * serial number could begin: the others are rare behind it, and would make nearly every
 * lot of digits unsure. The two digits are of a date rather than of a serial number.
 */
static bool
may_follow(const char *at)
{
	const struct ai *ai = ai_at(at);

	return ai != NULL && (is_dated(at) ||
	    ((ai->field == LOT || ai->field == SERIAL) && !is_dated(at + 1)));
}

static bool
parse_variable(struct parse *p, const struct element *f)
{
	size_t rest = strlen(f->value), len = strcspn(f->value, "\x1d");
	bool found = false;

	if (len < f->ai->least)
		return udi_wrong(p->r, "The code is cut: its %s is missing.", f->ai->name);
	if (len > f->ai->most)
		(void)udi_wrong(p->r, "The code's %s has %zu characters; %d is the most: read "
		    "it again.", f->ai->name, len, f->ai->most);
	if (p->separated && len <= f->ai->most)
		return parse_behind(p, *f, len);
	if (p->separated)
		return false;
	for (len = rest < f->ai->most ? rest : f->ai->most; len >= f->ai->least; len--)
		if (len == rest || may_follow(f->value + len))
			found |= parse_behind(p, *f, len);
	return found;
}

static bool
parse_from(struct parse *p, const char *at)
{
	struct element f;

	at += strspn(at, "\x1d");
	if (*at == '\0')
		return p->n > 0 ? finish(p) : udi_wrong(p->r, "The code is empty.");
	if (++p->steps > STEPS_MAX)
		return udi_wrong(p->r, "The code could mean too many things: type its lot.");
	f.ai = ai_at(at);
	if (f.ai == NULL)
		return udi_wrong(p->r, "The code is cut or of no kind that is known: at "
		    "\"%.4s\" no field begins.", at);
	f.number = at;
	f.value = at + strlen(f.ai->first);
	if (!f.ai->predefined)
		return parse_variable(p, &f);
	if (strcspn(f.value, "\x1d") < f.ai->least)
		return udi_wrong(p->r, "The code is cut: its %s has %zu of %d digits.",
		    f.ai->name, strcspn(f.value, "\x1d"), f.ai->least);
	return parse_behind(p, f, f.ai->least);
}

/* "(01)…(10)…" as the code would be sent. */
static bool
from_parentheses(struct udi_reader *r, const char *typed, char out[UDI_CODE_MAX * 2])
{
	const struct ai *ai;
	const char *next;
	size_t to = 0, len;

	while (*typed != '\0') {
		ai = *typed == '(' ? ai_at(typed + 1) : NULL;
		len = ai == NULL ? 0 : strlen(ai->first);
		if (ai == NULL || typed[1 + len] != ')')
			return udi_wrong(r, "At \"%.6s\" the code's next number should stand in "
			    "parentheses, such as (10).", typed);
		memcpy(out + to, typed + 1, len);
		to += len;
		typed += len + 2;
		next = typed;
		while ((next = strchr(next, '(')) != NULL && ((ai = ai_at(next + 1)) == NULL ||
		    next[1 + strlen(ai->first)] != ')'))
			next++;
		len = next == NULL ? strlen(typed) : (size_t)(next - typed);
		memcpy(out + to, typed, len);
		to += len;
		out[to++] = UDI_SEPARATOR;
		typed += len;
	}
	out[to] = '\0';
	return true;
}

bool
udi_gs1(struct udi_reader *r, const char *code)
{
	char sent[UDI_CODE_MAX * 2];
	const char *begin = code + strspn(code, "\x1d");
	struct parse p = { .r = r };

	if (*begin == '(') {
		if (!from_parentheses(r, begin, sent))
			return false;
		begin = sent;
	}
	p.separated = strchr(begin, UDI_SEPARATOR) != NULL;
	return parse_from(&p, begin);
}
