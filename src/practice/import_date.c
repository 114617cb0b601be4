/*
 * import_date.c - dates and times as files have them.
 *
 * Nothing relative and nothing without a year is a date here: a cell is the same
 * day whenever it is read.
 */
#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/import.h"

/* Runs of digits, and whether there are letters. */
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

/* With a format stated, that and ISO are all there is. */
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

/* 2018-05-03T14:00:00-04:00: the whole stamp, or the day as it stands. */
static bool
read_stamp(const char *s, bool clinic, struct import_when *when)
{
	char day[DATE_ISO_SIZE];
	int seconds;
	instant t;

	if (strlen(s) < DATE_ISO_SIZE || !clock_from_iso(s, &t))
		return false;
	if (clinic && strpbrk(s + DATE_ISO_SIZE, "Zz+-") != NULL) {
		clock_local(t, &when->day, &when->minutes, &seconds);
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

bool
import_read_when(const struct mapping *m, const char *text,
    enum date_order order, date_day today, bool past, bool clinic,
    struct import_when *when)
{
	char head[64];
	size_t i, n = strlen(text);

	when->minutes = -1;
	if (n >= sizeof(head))
		return false;
	if (read_format(m, text, when) || read_stamp(text, clinic, when))
		return true;
	when->minutes = -1;
	when->day = read_day(m, text, order, today, past);
	if (when->day != DATE_NONE)
		return true;
	for (i = 1; i + 1 < n; i++) {
		if (strchr(" ,T", text[i]) == NULL)
			continue;
		memcpy(head, text, i);
		head[i] = '\0';
		when->day = read_day(m, head, order, today, past);
		when->minutes = import_read_time(m, text + i + 1);
		if (when->day != DATE_NONE && when->minutes >= 0)
			return true;
	}
	return false;
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
	*t = clock_instant(when.day, when.minutes < 0 ? 0 : when.minutes);
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

/* --- the order of day and month ------------------------------------------------ */

struct evidence {
	long day_first, month_first, either;
};

/* What one cell shows: 14/3/2018, 3/14/2018, or 3/4/2018. */
static void
look(const char *s, struct evidence *v)
{
	int number[3] = { 0, 0, 0 };
	size_t digits, i;

	for (i = 0; i < 3; i++) {
		s += strspn(s, " ");
		digits = strspn(s, "0123456789");
		if (digits == 0 || digits > (i < 2 ? 2u : 4u))
			return;
		for (; digits > 0; digits--)
			number[i] = number[i] * 10 + (*s++ - '0');
		s += strspn(s, " ");
		if (i < 2 && (*s == '\0' || strchr("/.-", *s++) == NULL))
			return;
	}
	if (number[0] > 12 && number[1] <= 12)
		v->day_first++;
	else if (number[1] > 12 && number[0] <= 12)
		v->month_first++;
	else
		v->either++;
}

static bool
is_dated(const struct import_target *t)
{
	return t->n_parts > 0 && !t->parts[0].constant &&
	    t->parts[0].column != NO_COLUMN &&
	    (t->field->type == FIELD_DATE || t->field->type == FIELD_BIRTHDAY ||
	    t->field->type == FIELD_INSTANT);
}

static enum date_order
order_of(const struct evidence *own, const struct evidence *all,
    enum date_order setting)
{
	const struct evidence *v = own->day_first != own->month_first ? own : all;

	if (v->day_first != v->month_first)
		return v->day_first > v->month_first ? DATE_DMY : DATE_MDY;
	/* year first says nothing of a date that ends in the year, but that the
	 * month comes before the day */
	return setting == DATE_DMY ? DATE_DMY : DATE_MDY;
}

static void
say_order(struct import *im, const struct import_target *t,
    const struct evidence *own, const struct evidence *all)
{
	bool known = own->day_first != own->month_first ||
	    all->day_first != all->month_first;

	if (own->day_first + own->month_first + own->either == 0)
		return;
	import_note(im, 0, "Dates under \"%.60s\" are read as %s%s",
	    import_source_header(im->source, t->parts[0].column),
	    t->order == DATE_DMY ? "day/month/year" : "month/day/year",
	    known ? "." : ", since the file does not tell; date-order = "
	    "in a mapping file says otherwise.");
}

bool
import_infer_orders(struct import *im, struct err *e)
{
	struct import_plan *plan = &im->plan;
	struct evidence *own = xcalloc(plan->n_targets + 1, sizeof(*own)), all;
	enum import_next got = IMPORT_ROW;
	enum date_order stated = DATE_MDY;
	bool wanted = false, is_stated = im->map->date_order != NULL;
	size_t i;

	all = (struct evidence){ 0, 0, 0 };
	if (is_stated)
		stated = strcmp(im->map->date_order, "dmy") == 0 ? DATE_DMY :
		    strcmp(im->map->date_order, "mdy") == 0 ? DATE_MDY : DATE_YMD;
	for (i = 0; i < plan->n_targets; i++) {
		plan->targets[i].order = stated;
		wanted = wanted || is_dated(&plan->targets[i]);
	}
	wanted = wanted && !is_stated && im->map->date_format == NULL;
	while (wanted && (got = import_source_next(im->source, e)) != IMPORT_END &&
	    got != IMPORT_FAIL)
		for (i = 0; got == IMPORT_ROW && i < plan->n_targets; i++)
			if (is_dated(&plan->targets[i]))
				look(import_source_cell(im->source,
				    plan->targets[i].parts[0].column), &own[i]);
	for (i = 0; wanted && i < plan->n_targets; i++) {
		all.day_first += own[i].day_first;
		all.month_first += own[i].month_first;
	}
	for (i = 0; wanted && got != IMPORT_FAIL && i < plan->n_targets; i++) {
		plan->targets[i].order = order_of(&own[i], &all,
		    im->p->context.date_order);
		say_order(im, &plan->targets[i], &own[i], &all);
	}
	mem_auto_free(&own);
	return got != IMPORT_FAIL &&
	    (!wanted || import_source_rewind(im->source, e));
}
