/*
 * buf.h - a string that grows.
 *
 * `struct buf b = BUF_INIT;` is a good empty string. `b.s` is always
 * NUL-terminated and never NULL; it may hold NUL bytes inside, `b.len` counts.
 * `b.s` moves when the buffer grows.
 */
#ifndef CHAIRSIDE_BASE_BUF_H
#define CHAIRSIDE_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

struct buf {
	char *s;
	size_t len;
	size_t cap;	/* 0: `s` is the shared empty string */
};

extern char buf_empty[1];
#define BUF_INIT { buf_empty, 0, 0 }

void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_adds(struct buf *b, const char *s);	/* NULL adds nothing */
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
char *buf_grow(struct buf *b, size_t n);	/* n bytes longer, to be written there */
void buf_cut(struct buf *b, size_t len);	/* shorten to len bytes */
char *buf_steal(struct buf *b);		/* caller frees; b is empty again */
void buf_free(struct buf *b);

#define AUTO_BUF __attribute__((cleanup(buf_free)))

#endif
