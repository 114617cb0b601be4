/*
 * csv_write.c - writes RFC 4180 rows, guarded against formulas.
 */
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

	s += strspn(s, "'");
	if (*s != '\0' && strchr("=+-@\t\r\n", *s) != NULL)
		return true;
	for (i = 0; i < ARRAY_LEN(wide); i++)
		if (strncmp(s, wide[i], strlen(wide[i])) == 0)
			return true;
	return false;
}

const char *
csv_unguard(const char *cell)
{
	return *cell == '\'' && is_risky(cell) ? cell + 1 : cell;
}

static void
write_cell(struct csv_writer *w, const char *guard, const char *s)
{
	bool quote;

	if (w->begun)
		putc_unlocked(',', w->f);
	/* A lone empty cell would be a blank line: it is quoted at the end. */
	w->blank = !w->begun && *s == '\0';
	w->begun = true;
	quote = *s == ' ' || *s == '\t' || strpbrk(s, "\",\r\n") != NULL;
	if (quote)
		putc_unlocked('"', w->f);
	fputs_unlocked(guard, w->f);
	if (quote) {
		for (; *s != '\0'; s++) {
			if (*s == '"')
				putc_unlocked('"', w->f);
			putc_unlocked(*s, w->f);
		}
		putc_unlocked('"', w->f);
	} else
		fputs_unlocked(s, w->f);
}

void
csv_write_text(struct csv_writer *w, const char *s)
{
	s = s != NULL ? s : "";
	write_cell(w, is_risky(s) ? "'" : "", s);
}

void
csv_write_plain(struct csv_writer *w, const char *s)
{
	write_cell(w, "", s != NULL ? s : "");
}

void
csv_write_end(struct csv_writer *w)
{
	fputs_unlocked(w->blank ? "\"\"\r\n" : "\r\n", w->f);
	w->begun = w->blank = false;
}
