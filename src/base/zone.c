/*
 * zone.c - see zone.h. A file holds the changes up to some year, twice: first in 32 bits
 * for old readers, then in 64; behind them stands the rule of the years that follow, as
 * POSIX writes TZ.
 */
#include "base/zone.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/order.h"
#include "base/text.h"

#define ZONES "/usr/share/zoneinfo/"
#define FILE_MAX (256 * 1024)
#define HEAD 44		/* bytes before the tables of a file */

/* When a half of the year begins: "M3.2.0/2", "J60" or "59". */
struct turn {
	char form;		/* M, J (1 to 365, no leap day) or 0 (0 to 365) */
	int month, week, day;
	int seconds;		/* since midnight, of the clock before the change */
};

struct zone {
	char *name;
	int before;		/* offset before the first change */
	size_t n;
	struct zone_change *changes;
	bool has_rule;		/* for what follows the last change: */
	bool has_summer;
	int winter, summer;
	struct turn to_summer, to_winter;
};

static bool
is_offset(int64_t seconds)
{
	return seconds > -DAY_SECONDS && seconds < DAY_SECONDS;
}

struct zone *
zone_make(const char *name, int before, const struct zone_change *changes, size_t n)
{
	struct zone *z;
	size_t i;

	if (!is_offset(before))
		return NULL;
	for (i = 0; i < n; i++)
		if (!is_offset(changes[i].offset) ||
		    (i > 0 && changes[i].at <= changes[i - 1].at))
			return NULL;
	z = xcalloc(1, sizeof(*z));
	z->name = xstrdup(name);
	z->before = before;
	z->n = n;
	z->changes = xreallocarray(NULL, n + 1, sizeof(*z->changes));
	if (n > 0)
		memcpy(z->changes, changes, n * sizeof(*changes));
	return z;
}

void
zone_free(struct zone *z)
{
	if (z == NULL)
		return;
	free(z->changes);
	free(z->name);
	free(z);
}

const char *
zone_name(const struct zone *z)
{
	return z->name;
}

/* --- the rule behind the changes --------------------------------------------------- */

static bool
take_char(const char **s, char c)
{
	if (**s != c)
		return false;
	++*s;
	return true;
}

/* Digits at *s, a number from `min` to `max`. */
static bool
take_number(const char **s, int min, int max, int *value)
{
	const char *from = *s;

	for (*value = 0; **s >= '0' && **s <= '9' && *s - from < 5; ++*s)
		*value = *value * 10 + (**s - '0');
	return *s > from && *value >= min && *value <= max;
}

/* "UTC", "<+0330>": three letters or more, or anything in brackets. */
static bool
take_name(const char **s)
{
	const char *end;

	if (take_char(s, '<')) {
		end = strchr(*s, '>');
		if (end == NULL)
			return false;
		*s = end + 1;
		return true;
	}
	for (end = *s; (*end >= 'A' && *end <= 'Z') || (*end >= 'a' && *end <= 'z'); end++)
		;
	if (end - *s < 3)
		return false;
	*s = end;
	return true;
}

/* "[+-]h[h[h]][:mm[:ss]]" in seconds. */
static bool
take_time(const char **s, int *seconds)
{
	bool minus = **s == '-';
	int hour, minute = 0, second = 0;

	if (minus || **s == '+')
		++*s;
	if (!take_number(s, 0, 167, &hour))
		return false;
	if (take_char(s, ':') && (!take_number(s, 0, 59, &minute) ||
	    (take_char(s, ':') && !take_number(s, 0, 59, &second))))
		return false;
	*seconds = (hour * 3600 + minute * 60 + second) * (minus ? -1 : 1);
	return true;
}

static bool
take_turn(const char **s, struct turn *t)
{
	t->seconds = 2 * 3600;
	if (!take_char(s, ','))
		return false;
	if (take_char(s, 'M')) {
		t->form = 'M';
		if (!take_number(s, 1, 12, &t->month) || !take_char(s, '.') ||
		    !take_number(s, 1, 5, &t->week) || !take_char(s, '.') ||
		    !take_number(s, 0, 6, &t->day))
			return false;
	} else {
		t->form = take_char(s, 'J') ? 'J' : '0';
		if (!take_number(s, t->form == 'J', 365, &t->day))
			return false;
	}
	return !take_char(s, '/') || take_time(s, &t->seconds);
}

/* POSIX counts offsets westwards. False when it is no rule; "" is none. */
static bool
take_rule(struct zone *z, const char *s)
{
	if (*s == '\0')
		return true;
	if (!take_name(&s) || !take_time(&s, &z->winter))
		return false;
	z->winter = -z->winter;
	z->has_rule = true;
	if (*s != '\0') {
		z->has_summer = true;
		z->summer = z->winter + 3600;
		if (!take_name(&s))
			return false;
		if (*s != ',') {
			if (!take_time(&s, &z->summer))
				return false;
			z->summer = -z->summer;
		}
		if (!take_turn(&s, &z->to_summer) || !take_turn(&s, &z->to_winter))
			return false;
	}
	return *s == '\0' && is_offset(z->winter) && is_offset(z->summer);
}

/* The second of the wall clock before the change at which it comes in that year. */
static instant
turn_in(const struct turn *t, int year)
{
	date_day first, d;
	int days;

	if (t->form != 'M') {
		d = date_make(year, 1, 1) + t->day;
		if (t->form == 'J' && !(date_valid(year, 2, 29) && t->day > 59))
			d--;
		return (instant)d * DAY_SECONDS + t->seconds;
	}
	first = date_make(year, t->month, 1);
	for (days = 28; date_valid(year, t->month, days + 1); days++)
		;
	/* The rule counts weekdays from Sunday, date_weekday() from Monday. */
	d = first + (t->day + 6 - date_weekday(first)) % 7 + (t->week - 1) * 7;
	if (d >= first + days)
		d -= 7;
	return (instant)d * DAY_SECONDS + t->seconds;
}

static int
rule_offset(const struct zone *z, instant t)
{
	const date_day last = date_make(9999, 12, 31), first = date_make(1, 1, 1);
	int64_t d = (t + z->winter) / DAY_SECONDS;
	int year, month, day;
	instant summer, winter;

	if (!z->has_summer)
		return z->winter;
	date_split(d < first ? first : d > last ? last : (date_day)d, &year, &month, &day);
	summer = turn_in(&z->to_summer, year) - z->winter;
	winter = turn_in(&z->to_winter, year) - z->summer;
	if (summer < winter)
		return t >= summer && t < winter ? z->summer : z->winter;
	return t >= winter && t < summer ? z->winter : z->summer;
}

/* --- the file ------------------------------------------------------------------------ */

static int64_t
big(const unsigned char *p, size_t width)
{
	uint64_t n = 0;

	memcpy((unsigned char *)&n + sizeof(n) - width, p, width);
	n = order_big(n);
	return width == 4 ? (int32_t)(uint32_t)n : (int64_t)n;
}

/* The counts of a head: of what a table holds, in the order of the head. */
struct counts {
	size_t ut, std, leap, times, types, letters;
	size_t bytes;		/* of the tables behind the head */
};

static bool
take_head(const unsigned char *p, size_t size, size_t width, struct counts *c)
{
	size_t *const each[] = { &c->ut, &c->std, &c->leap, &c->times, &c->types,
		&c->letters };
	size_t i;

	if (size < HEAD || memcmp(p, "TZif", 4) != 0)
		return false;
	for (i = 0; i < ARRAY_LEN(each); i++) {
		int64_t n = big(p + 20 + 4 * i, 4);

		if (n < 0 || n > FILE_MAX)
			return false;
		*each[i] = (size_t)n;
	}
	c->bytes = c->times * (width + 1) + c->types * 6 + c->letters +
	    c->leap * (width + 4) + c->std + c->ut;
	return c->types > 0 && c->bytes <= size - HEAD;
}

/* The tables of `c`, whose numbers have `width` bytes. */
static struct zone *
take_tables(const char *name, const unsigned char *p, const struct counts *c, size_t width)
{
	const unsigned char *kinds = p + c->times * width, *types = kinds + c->times;
	struct zone_change *changes = xreallocarray(NULL, c->times + 1, sizeof(*changes));
	struct zone *z = NULL;
	size_t i;

	for (i = 0; i < c->times && kinds[i] < c->types; i++)
		changes[i] = (struct zone_change){ .at = big(p + i * width, width),
		    .offset = (int)big(types + 6 * kinds[i], 4) };
	if (i == c->times && c->leap == 0)
		z = zone_make(name, (int)big(types, 4), changes, c->times);
	free(changes);
	return z;
}

struct zone *
zone_parse(const char *name, const void *bytes, size_t size)
{
	const unsigned char *p = bytes, *end = p + size, *line;
	struct counts c;
	struct zone *z;
	AUTO_FREE char *rule = NULL;

	if (!take_head(p, size, 4, &c))
		return NULL;
	if (p[4] == '\0')
		return take_tables(name, p + HEAD, &c, 4);
	p += HEAD + c.bytes;
	if (!take_head(p, (size_t)(end - p), 8, &c))
		return NULL;
	z = take_tables(name, p + HEAD, &c, 8);
	p += HEAD + c.bytes;
	if (z == NULL || p == end || *p != '\n' ||
	    (line = memchr(p + 1, '\n', (size_t)(end - p) - 1)) == NULL) {
		zone_free(z);
		return NULL;
	}
	rule = xstrndup((const char *)p + 1, (size_t)(line - p) - 1);
	if (take_rule(z, rule))
		return z;
	zone_free(z);
	return NULL;
}

/* Letters, digits and _+- in parts separated by single slashes. "right/" zones are
 * refused: they count leap seconds and would be off by them. */
static bool
name_is_sane(const char *name)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789_+-/";
	size_t len = strlen(name);

	return len > 0 && len <= 64 && strspn(name, allowed) == len && name[0] != '/' &&
	    name[len - 1] != '/' && !strstr(name, "//") && strncmp(name, "right/", 6) != 0;
}

/* An ordinary file, so that no FIFO or device of that name holds the program up. */
static bool
read_file(const char *path, struct buf *out)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t n = -1;

	if (fd < 0)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    st.st_size <= FILE_MAX)
		n = read(fd, buf_grow(out, (size_t)st.st_size), (size_t)st.st_size);
	close(fd);
	return n > 0 && n == st.st_size;
}

struct zone *
zone_open(const char *name, struct err *e)
{
	AUTO_FREE char *path = xasprintf(ZONES "%s", name);
	AUTO_BUF struct buf bytes = BUF_INIT, shown = BUF_INIT;
	struct zone *z = NULL;

	if (strcmp(name, "UTC") == 0)
		return zone_make(name, 0, NULL, 0);
	if (name_is_sane(name) && read_file(path, &bytes))
		z = zone_parse(name, bytes.s, bytes.len);
	if (z == NULL) {
		text_show(&shown, name, false);
		err_set(e, ERR_INVALID, "timezone", "there is no time zone \"%s\"; "
		    "zones are named like Europe/Vienna", shown.s);
	}
	return z;
}

/* --- instants and what clocks show -------------------------------------------------- */

int
zone_offset(const struct zone *z, instant t)
{
	size_t low = 0, high = z->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (z->changes[middle].at <= t)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == z->n && z->has_rule)
		return rule_offset(z, t);
	return low > 0 ? z->changes[low - 1].offset : z->before;
}

instant
zone_instant(const struct zone *z, instant wall, enum zone_fit *fit)
{
	/* No zone is a day from UTC, so these lie before and after. */
	int before = zone_offset(z, wall - DAY_SECONDS);
	int after = zone_offset(z, wall + DAY_SECONDS);
	bool early = zone_offset(z, wall - before) == before;
	bool late = zone_offset(z, wall - after) == after;

	if (fit != NULL)
		*fit = !early && !late ? ZONE_NEVER :
		    early && late && before != after ? ZONE_TWICE : ZONE_ONCE;
	/* An ordinary time or the first of a repeated one, else one moved by the gap. */
	return early || !late ? wall - before : wall - after;
}
