/*
 * print.h - what the commands print, harmless for a terminal.
 */
#ifndef CHAIRSIDE_COMMAND_PRINT_H
#define CHAIRSIDE_COMMAND_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "command/command.h"

/* "chairside: SENTENCE" on standard error. */
void print_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* "Try 'chairside import --help'." on standard error; NULL: the program's. */
void print_hint(const struct command *c);
/* Text from a record or a file, on one line. */
void print_shown(FILE *f, const char *s);

/* A table whose columns are as wide as their texts. */
struct table;
/* A heading that begins with '>' makes its column stand at the right. */
struct table *table_new(const char *const *headings, size_t n);
void table_add(struct table *t, const char *text);	/* the next cell */
void table_print(struct table *t, FILE *f);	/* prints what has rows; frees */

/* Reads --progress: from then on progress goes to that descriptor as a line "420" a
 * step, in thousandths, for the program that waits there. ERR_USAGE, also where it is
 * standard output and that takes the file (`target` NULL or "-"). */
bool progress_begin(const struct call *c, const char *target, struct err *e);
#define PROGRESS_OPTION \
	{ "progress", 0, "FD", "tell how far it is on that descriptor, 0 to 1000" }
/* "what 42 %" on standard error while it is a terminal; `what` is text. */
void progress_show(int permille, void *what);
void progress_end(void);	/* takes the line away */

#endif
