/*
 * csv_write.c - writes RFC 4180 rows, guarded against formulas.
 */
#include <limits.h>
#include <string.h>

#include "base/mem.h"
#include "exchange/csv.h"

/* A spreadsheet runs a cell that begins so, some also with a full-width sign; a '
 * before it makes it text. Text that already looks guarded gets one more ', so that
 * removing one always gives the original. */
static bool
is_risky(const char *s)
{
	static const char *const wide[] = { "\uFF1D", "\uFF0B", "\uFF0D", "\uFF20" };
	size_t i;

	while (*s == '\'')
		s++;
	if (memchr("=+-@\t\r\n", *s, 7) != NULL)
		return true;
	for (i = 0; *s == *wide[0] && i < ARRAY_LEN(wide); i++)
		if (strncmp(s, wide[i], strlen(wide[i])) == 0)
			return true;
	return false;
}

const char *
csv_unguard(const char *cell)
{
	return *cell == '\'' && is_risky(cell) ? cell + 1 : cell;
}

/* Bytes that make a cell a quoted one, and those that end a text. */
enum { QUOTED = 1, END = 2 };
static const unsigned char kinds[UCHAR_MAX + 1] = {
	['"'] = QUOTED, [','] = QUOTED, ['\r'] = QUOTED, ['\n'] = QUOTED, ['\0'] = END,
};

/* Writes what is left of a cell, each quote in it twice. */
static void
add_doubled(struct sink *k, const char *s)
{
	const char *quote;

	for (; (quote = strchr(s, '"')) != NULL; s = quote + 1) {
		sink_add(k, s, (size_t)(quote - s) + 1);
		sink_addc(k, '"');
	}
	sink_add(k, s, strlen(s));
}

static void
write_cell(struct csv_writer *w, bool guard, const char *s)
{
	const char *at = s;

	if (w->begun)
		sink_addc(&w->sink, ',');
	/* A lone empty cell would be a blank line: it is quoted at the end. */
	w->blank = !w->begun && *s == '\0';
	w->begun = true;
	while (kinds[(unsigned char)*at] == 0)
		at++;
	if (*at == '\0' && *s != ' ' && *s != '\t') {
		if (guard)
			sink_addc(&w->sink, '\'');
		sink_add(&w->sink, s, (size_t)(at - s));
		return;
	}
	sink_addc(&w->sink, '"');
	if (guard)
		sink_addc(&w->sink, '\'');
	add_doubled(&w->sink, s);
	sink_addc(&w->sink, '"');
}

void
csv_write_text(struct csv_writer *w, const char *s)
{
	s = s != NULL ? s : "";
	write_cell(w, is_risky(s), s);
}

/* No call, no other program and no other sheet without ( with a name, |, ! or a quote. */
static bool
runs_nothing(const char *s)
{
	static const char phone[] = "0123456789 +-()./";
	static const char address[] = "0123456789+-=._@"
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	return s[strspn(s, phone)] == '\0' || s[strspn(s, address)] == '\0';
}

void
csv_write_contact(struct csv_writer *w, const char *s)
{
	s = s != NULL ? s : "";
	write_cell(w, is_risky(s) && !runs_nothing(s), s);
}

void
csv_write_plain(struct csv_writer *w, const char *s)
{
	write_cell(w, false, s != NULL ? s : "");
}

void
csv_write_end(struct csv_writer *w)
{
	if (w->blank)
		sink_add(&w->sink, "\"\"", 2);
	sink_add(&w->sink, "\r\n", 2);
	sink_flush(&w->sink);
	w->begun = w->blank = false;
}
