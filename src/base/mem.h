/*
 * mem.h - memory that is there or ends the program.
 *
 * `char *` is owned by whoever holds it, `const char *` is borrowed. The x*
 * functions never return NULL: no memory is a bug() with a sentence. An arena
 * frees everything at once; nothing taken from it is freed alone.
 */
#ifndef CHAIRSIDE_BASE_MEM_H
#define CHAIRSIDE_BASE_MEM_H

#include <stddef.h>

void *xmalloc(size_t size);
void *xcalloc(size_t n, size_t size);
void *xreallocarray(void *p, size_t n, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n);
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Gives free memory back to the system. */
void mem_give_back(void);
/* From now on, for a process that lives long: a large block is the system's again as soon
 * as it is freed. Else the first one freed is the measure of what the heap may keep. */
void mem_keep_little(void);

/* `AUTO_FREE char *s = …;` frees s when it goes out of scope. */
void mem_auto_free(void *pointer_to_pointer);
#define AUTO_FREE __attribute__((cleanup(mem_auto_free)))

/* A parameter that the table of a callback hands to it and that it does not need. */
#define UNUSED __attribute__((unused))

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* Grows `array` (elements of *array) so that index `need - 1` is valid. */
#define GROW(array, capacity, need)                                           \
	do {                                                                  \
		if ((size_t)(need) > (size_t)(capacity)) {                    \
			(capacity) = (capacity) * 2 > (need) ?                \
			    (capacity) * 2 : (need) + 8;                      \
			(array) = xreallocarray((array), (capacity),          \
			    sizeof(*(array)));                                \
		}                                                             \
	} while (0)

struct arena;
struct arena *arena_new(void);
void arena_free(struct arena *a);	/* NULL is fine */
void arena_reset(struct arena *a);	/* forget all, keep the first block */
void *arena_alloc(struct arena *a, size_t size);	/* zeroed, max-aligned */
char *arena_strdup(struct arena *a, const char *s);	/* NULL gives NULL */
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
