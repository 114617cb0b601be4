/*
 * line.h - one person's line in the soak: a command in a pseudo terminal, its screen, and
 * how long each key took to be answered.
 *
 * The program at the other end runs under its login and knows no marks, so a key is
 * answered by the last byte before the line was silent for QUIET_MS: what comes later is
 * the second's tick.
 */
#ifndef CHAIRSIDE_TESTS_SOAK_LINE_H
#define CHAIRSIDE_TESTS_SOAK_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>
#include <vterm.h>

#define QUIET_MS 8

struct line {
	pid_t pid;		/* 0: not running */
	int fd;
	VTerm *vt;
	double typed_at, byte_at;	/* ms; 0: no key is being answered */
};

double soak_ms(void);		/* since some moment */

/* Starts `words` (NULL last) at 24x80; "%" in a word stands for `number`. */
void line_start(struct line *l, char *const words[], int number);
void line_type(struct line *l, const char *keys);
/* Takes what has come. Milliseconds the last key took once it is answered, else -1; *ended:
 * the line is gone. */
double line_take(struct line *l, bool *ended);
bool line_has(struct line *l, const char *text);
void line_print(struct line *l, FILE *to);	/* its screen */
/* Drops the line, or ends it when it has ended by itself. */
void line_drop(struct line *l);

#endif
