/*
 * bug.h - our own mistakes end the program loudly.
 *
 * bug() calls the hook (the terminal restores itself there), prints file, line
 * and sentence on standard error, and aborts. It never returns.
 */
#ifndef CHAIRSIDE_BASE_BUG_H
#define CHAIRSIDE_BASE_BUG_H

#define bug(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
#define BUG_IF(cond)                                                          \
	do {                                                                  \
		if (cond)                                                     \
			bug("%s", #cond);                                     \
	} while (0)

_Noreturn void bug_at(const char *file, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Run before bug() prints; NULL for none. */
void bug_set_hook(void (*hook)(void));

#endif
