/*
 * finder.c - reports the problems that a check finds.
 */
#include "db/internal.h"

void
finder_say(const struct finder *f, const char *fmt, ...)
{
	AUTO_BUF struct buf text = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&text, fmt, ap);
	va_end(ap);
	++*f->problems;
	f->say(text.s, f->arg);
}
