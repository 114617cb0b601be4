/*
 * bug.h - our own mistakes end the program loudly.
 *
 * bug() calls the hook (the terminal restores itself there), prints file, line
 * and sentence on standard error, adds a line to the file of mistakes, and aborts. It
 * never returns.
 */
#ifndef CHAIRSIDE_BASE_BUG_H
#define CHAIRSIDE_BASE_BUG_H

#define bug(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
#define BUG_IF(cond)                                                          \
	do {                                                                  \
		if (cond)                                                     \
			bug_if_at(__FILE__, __LINE__, #cond);                 \
	} while (0)

_Noreturn void bug_at(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
_Noreturn void bug_if_at(const char *file, int line, const char *condition);

/* Run before bug() prints; NULL for none. */
void bug_set_hook(void (*hook)(void));

/* Where bug() adds its line: when, which version, file and line of the source, and the
 * sentence as it stands there, without the values put into it, which may be a client's.
 * A new file has that mode; one of more than BUG_FILE_MAX bytes begins anew. NULL until
 * set: nowhere. `path` is copied. */
#define BUG_FILE_MAX 65536
void bug_set_file(const char *path, unsigned mode);

#endif
