/*
 * bug.c - see bug.h.
 */
#include "base/bug.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"

static void (*bug_hook)(void);
static char *bug_file;
static unsigned bug_mode;

void
bug_set_hook(void (*hook)(void))
{
	bug_hook = hook;
}

void
bug_set_file(const char *path, unsigned mode)
{
	free(bug_file);
	bug_file = strdup(path);
	bug_mode = mode;
}

/* `fmt` as it is: what is put into it may be a client's. */
static void
keep(const char *file, int line, const char *fmt)
{
	char at[CLOCK_ISO_SIZE], text[512];
	struct stat st;
	int fd, n;

	if (bug_file == NULL)
		return;
	n = snprintf(text, sizeof(text), "%s chairside %s %s:%d %s\n",
	    clock_iso(clock_now(), at), PACKAGE_VERSION, file, line, fmt);
	if (n < 0 || (size_t)n >= sizeof(text))
		return;
	fd = open(bug_file, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK |
	    O_CLOEXEC, bug_mode);
	if (fd < 0)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    (st.st_size <= BUG_FILE_MAX || ftruncate(fd, 0) == 0) &&
	    write(fd, text, (size_t)n) != n)
		fputs("chairside: and it could not be written down.\n", stderr);
	close(fd);
}

/* `kept` is what goes into the file of mistakes. */
static _Noreturn void
end(const char *file, int line, const char *kept, const char *sentence)
{
	void (*hook)(void) = bug_hook;

	bug_hook = NULL;	/* a bug in the hook must not come back here */
	if (hook)
		hook();
	fprintf(stderr, "chairside: a mistake in the program at %s:%d: %s\n", file, line,
	    sentence);
	keep(file, line, kept);
	if (hook)
		fputs("If the terminal stays odd, type reset and press Enter (or stty "
		    "sane and Ctrl-J).\n", stderr);
	fflush(stderr);
	abort();
}

void
bug_at(const char *file, int line, const char *fmt, ...)
{
	char sentence[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(sentence, sizeof(sentence), fmt, ap);
	end(file, line, fmt, sentence);
}

void
bug_if_at(const char *file, int line, const char *condition)
{
	end(file, line, condition, condition);
}
