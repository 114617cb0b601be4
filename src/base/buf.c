/*
 * buf.c - see buf.h.
 */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"

char buf_empty[1];

/* Makes room for n more bytes and the final NUL. */
static void
reserve(struct buf *b, size_t n)
{
	size_t need, cap;

	if (__builtin_add_overflow(b->len, n, &need) || need >= SIZE_MAX / 2)
		bug("no memory for a text of %zu and %zu bytes", b->len, n);
	need++;
	if (need <= b->cap)
		return;
	cap = b->cap ? b->cap * 2 : 32;
	if (cap < need)
		cap = need;
	b->s = xreallocarray(b->cap ? b->s : NULL, cap, 1);
	b->cap = cap;
}

char *
buf_grow(struct buf *b, size_t n)
{
	reserve(b, n);
	b->len += n;
	b->s[b->len] = '\0';
	return b->s + b->len - n;
}

void
buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (n > 0)
		memcpy(buf_grow(b, n), bytes, n);
}

void
buf_adds(struct buf *b, const char *s)
{
	if (s)
		buf_add(b, s, strlen(s));
}

void
buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(b, fmt, ap);
	va_end(ap);
}

void
buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
	va_list again;
	size_t room;
	int n;

	va_copy(again, ap);
	reserve(b, 0);
	room = b->cap - b->len;
	n = vsnprintf(b->s + b->len, room, fmt, ap);
	if (n < 0)
		bug("cannot print \"%s\"", fmt);
	if ((size_t)n >= room) {
		reserve(b, (size_t)n);
		vsnprintf(b->s + b->len, (size_t)n + 1, fmt, again);
	}
	va_end(again);
	b->len += (size_t)n;
}

void
buf_cut(struct buf *b, size_t len)
{
	BUG_IF(len > b->len);
	if (len < b->len) {
		b->len = len;
		b->s[len] = '\0';
	}
}

char *
buf_steal(struct buf *b)
{
	char *s = b->cap ? b->s : xstrdup("");

	*b = (struct buf)BUF_INIT;
	return s;
}

void
buf_free(struct buf *b)
{
	if (b->cap)
		free(b->s);
	*b = (struct buf)BUF_INIT;
}
