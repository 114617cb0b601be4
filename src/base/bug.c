/*
 * bug.c - see bug.h.
 */
#include "base/bug.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void (*bug_hook)(void);

void
bug_set_hook(void (*hook)(void))
{
	bug_hook = hook;
}

void
bug_at(const char *file, int line, const char *fmt, ...)
{
	void (*hook)(void) = bug_hook;
	va_list ap;

	bug_hook = NULL;	/* a bug in the hook must not come back here */
	if (hook)
		hook();
	fprintf(stderr, "chairside: a mistake in the program at %s:%d: ", file, line);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	if (hook)
		fputs("If the terminal stays odd, type reset and press Enter (or stty "
		    "sane and Ctrl-J).\n", stderr);
	fflush(stderr);
	abort();
}
