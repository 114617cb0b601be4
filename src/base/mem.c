/*
 * mem.c - see mem.h. An arena is a list of blocks, newest first; each new
 * block is twice as large as the last, and the first one stays at a reset.
 */
#include "base/mem.h"

#include <malloc.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"

#define FIRST_BLOCK ((size_t)4096)
#define LARGEST_BLOCK ((size_t)1 << 20)
#define LARGE (128 * 1024)

void *
xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		bug("no memory for %zu bytes", size);
	return p;
}

void *
xcalloc(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (!p)
		bug("no memory for %zu times %zu bytes", n, size);
	return p;
}

void *
xreallocarray(void *p, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes) ||
	    !(p = realloc(p, bytes ? bytes : 1)))
		bug("no memory for %zu times %zu bytes", n, size);
	return p;
}

char *
xstrdup(const char *s)
{
	return xstrndup(s, strlen(s));
}

char *
xstrndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *copy = xmalloc(len + 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *
xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&s, fmt, ap);
	va_end(ap);
	if (n < 0)
		bug("no memory for the text \"%s\"", fmt);
	return s;
}

void
mem_give_back(void)
{
	malloc_trim(0);
}

void
mem_keep_little(void)
{
	mallopt(M_MMAP_THRESHOLD, LARGE);
}

void
mem_auto_free(void *pointer_to_pointer)
{
	void *p;

	/* What it points to is some `T *`, not a `void *`. */
	memcpy(&p, pointer_to_pointer, sizeof(p));
	free(p);
}

struct block {
	struct block *older;
	size_t size, used;
	alignas(max_align_t) unsigned char bytes[];
};

struct arena {
	struct block *newest;
};

static struct block *
block_new(size_t size, struct block *older)
{
	struct block *b = xmalloc(sizeof(*b) + size);

	b->older = older;
	b->size = size;
	b->used = 0;
	return b;
}

struct arena *
arena_new(void)
{
	struct arena *a = xmalloc(sizeof(*a));

	a->newest = block_new(FIRST_BLOCK, NULL);
	return a;
}

void
arena_reset(struct arena *a)
{
	struct block *b = a->newest;

	while (b->older) {
		struct block *older = b->older;

		free(b);
		b = older;
	}
	b->used = 0;
	a->newest = b;
}

void
arena_free(struct arena *a)
{
	if (!a)
		return;
	arena_reset(a);
	free(a->newest);
	free(a);
}

void *
arena_alloc(struct arena *a, size_t size)
{
	const size_t align = alignof(max_align_t);
	struct block *b = a->newest;
	void *p;

	if (size > SIZE_MAX / 4)
		bug("no memory for %zu bytes", size);
	size = (size + align - 1) / align * align;
	if (b->size - b->used < size) {
		size_t next = b->size < LARGEST_BLOCK ? b->size * 2 : LARGEST_BLOCK;

		b = a->newest = block_new(size > next ? size : next, b);
	}
	p = b->bytes + b->used;
	b->used += size;
	return memset(p, 0, size);
}

char *
arena_strdup(struct arena *a, const char *s)
{
	size_t size;

	if (!s)
		return NULL;
	size = strlen(s) + 1;
	return memcpy(arena_alloc(a, size), s, size);
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	char *printed, *copy;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&printed, fmt, ap);
	va_end(ap);
	if (n < 0)
		bug("no memory for the text \"%s\"", fmt);
	copy = arena_strdup(a, printed);
	free(printed);
	return copy;
}
