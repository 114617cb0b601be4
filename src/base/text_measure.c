/*
 * text_measure.c - cuts and measures text by its clusters; see text.h.
 */
#include <string.h>

#include "base/text.h"

static bool
is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

int
text_width(const char *s)
{
	size_t left = strlen(s);
	int total = 0;

	while (left > 0) {
		int width;
		size_t n = text_step(s, left, 0, &width);

		total += width;
		s += n;
		left -= n;
	}
	return total;
}

void
text_fit(struct buf *out, const char *s, int columns, bool ascii)
{
	size_t len = strlen(s), at = 0, cut_at = 0;
	int total = 0, cut_width = 0;

	if (columns <= 0)
		return;
	while (at < len) {
		int width;
		size_t n = text_step(s, len, at, &width) - at;

		if (total + width > columns)
			break;
		at += n;
		total += width;
		if (total < columns) {
			cut_at = at;
			cut_width = total;
		}
	}
	if (at < len) {
		buf_add(out, s, cut_at);
		buf_adds(out, ascii ? "~" : "\xE2\x80\xA6");
		total = cut_width + 1;
	} else {
		buf_add(out, s, len);
	}
	while (total++ < columns)
		buf_addc(out, ' ');
}

void
text_show_cut(struct buf *out, const char *s, int columns)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, s, false);
	if (text_width(shown.s) > columns)
		text_fit(out, shown.s, columns, false);
	else
		buf_adds(out, shown.s);
}

size_t
text_count(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

size_t
text_prev(const char *s, size_t len, size_t at)
{
	size_t start, next;

	if (at > len)
		at = len;
	if (at == 0)
		return 0;
	/* Two ASCII characters are always two clusters, but for CR LF. */
	for (start = at - 1; start > 0; start--)
		if (is_ascii(s[start - 1]) && is_ascii(s[start]) && s[start] != '\n')
			break;
	while ((next = text_next(s, len, start)) < at)
		start = next;
	return start;
}

void
text_copy(char *to, size_t size, const char *s)
{
	size_t len = strlen(s), n = len, next;

	/* forward from the start, since each step back walks the whole text again */
	if (len >= size)
		for (n = 0; (next = text_next(s, len, n)) < size; n = next)
			;
	memcpy(to, s, n);
	to[n] = '\0';
}
