/*
 * err.c - see err.h. A sentence too long for its place is cut between two
 * characters and ends in "…", so that it is always valid UTF-8.
 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define ELLIPSIS "\xE2\x80\xA6"

/* Makes text[] valid UTF-8 after a string of length `wanted` was printed into it. */
static void
finish(char *text, size_t size, int wanted)
{
	size_t len;
	long bad;

	if (wanted < 0)
		text[0] = '\0';
	len = strlen(text);
	if (wanted >= 0 && (size_t)wanted >= size) {
		len = size - sizeof(ELLIPSIS);
		while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
			len--;
		memcpy(text + len, ELLIPSIS, sizeof(ELLIPSIS));
		len += sizeof(ELLIPSIS) - 1;
	}
	while ((bad = text_bad_byte(text, len)) >= 0)
		text[bad] = '?';
	while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		text[--len] = '\0';
}

bool
err_set(struct err *e, enum err_code code, const char *field, const char *fmt, ...)
{
	char text[sizeof(e->text)];	/* an argument may be e->text itself */
	va_list ap;
	int wanted;

	if (!e)
		return false;
	va_start(ap, fmt);
	wanted = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	finish(text, sizeof(text), wanted);

	e->code = code;
	if (!field)
		e->field[0] = '\0';
	else if (field != e->field)
		finish(e->field, sizeof(e->field),
		    snprintf(e->field, sizeof(e->field), "%s", field));
	memcpy(e->text, text, sizeof(text));
	return false;
}

bool
err_prefix(struct err *e, const char *fmt, ...)
{
	char prefix[sizeof(e->text)], text[2 * sizeof(e->text) + 2];
	va_list ap;
	int wanted;

	if (!e)
		return false;
	va_start(ap, fmt);
	wanted = vsnprintf(prefix, sizeof(prefix), fmt, ap);
	va_end(ap);
	finish(prefix, sizeof(prefix), wanted);

	wanted = snprintf(text, sizeof(text), "%s: %s", prefix, e->text);
	snprintf(e->text, sizeof(e->text), "%.*s", (int)sizeof(e->text) - 1, text);
	finish(e->text, sizeof(e->text), wanted);
	return false;
}

void
err_clear(struct err *e)
{
	if (e == NULL)
		return;
	e->code = ERR_NONE;
	e->field[0] = '\0';
	e->text[0] = '\0';
}

int
err_exit_status(enum err_code code)
{
	switch (code) {
	case ERR_NONE:
		return 0;
	case ERR_INVALID:
	case ERR_STALE:
	case ERR_NOTFOUND:
	case ERR_IO:
	case ERR_DB:
		return 1;
	case ERR_USAGE:
		return 2;
	case ERR_PROBLEMS:
		return 3;
	case ERR_REFUSED:
		return 4;
	case ERR_BUSY:
		return 75;
	case ERR_DENIED:
		return 77;
	}
	return 1;
}
