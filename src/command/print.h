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
/* Does a person read this at the other end of ssh, to whom the program is `ssh HOST`? */
bool print_is_over_line(void);
/* "Try 'chairside import --help'." on standard error; NULL: the program's. */
void print_hint(const struct command *c);
/* Text from a record or a file, on one line. */
void print_shown(FILE *f, const char *s);
/* A line of standard output, for those who tell of one thing after the other. */
void print_sentence(const char *sentence, void *arg);

/* One line of it on standard output, folded at blanks to 80 columns: its further lines begin at
 * column `indent`, where the cursor is now. Returns what follows it. */
const char *print_folded(const char *text, int indent);

/* A table whose columns are as wide as their texts. */
struct table;
/* A heading that begins with '>' aligns its column right. */
struct table *table_new(const char *const *headings, size_t n);
void table_add(struct table *t, const char *text);	/* the next cell */
/* Prints it if it has rows; else, where all went well (`ok`), `none` on standard error (NULL:
 * what follows says so). Frees it. Returns `ok`. */
bool table_print(struct table *t, bool ok, const char *none);

struct page_list;
struct page_query;
/* All rows of a list as such a table; on standard error that there are none. */
bool print_list(const struct page_list *l, struct practice *p, struct page_query *q,
    struct err *e);

/* Reads --progress: from then on progress is written to that descriptor, one line such
 * as "420" (thousandths) for each step, for the program that waits there. ERR_USAGE
 * when it is not open, or is standard output while the file goes there (`target` NULL
 * or "-"); ERR_IO when it leads into the practice. */
bool progress_begin(const struct call *c, const char *target, struct err *e);
#define PROGRESS_OPTION \
	{ "progress", 0, "FD", "tell how far it is on that descriptor, 0 to 1000" }
/* Shows "WHAT 42 %" on standard error when it is a terminal; `what` is a string. */
void progress_show(int permille, void *what);
void progress_end(void);	/* clears the line */

#endif
