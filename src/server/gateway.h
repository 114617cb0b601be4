/*
 * gateway.h - what a person with a key may ask of the program in one line: `ssh HOST report …`.
 *
 * sshd runs the command that `authorized-keys` named (authorized.h), whatever the person asked
 * for; what they asked for stands in SSH_ORIGINAL_COMMAND. No shell reads it: it is cut into
 * words here, and only what stands in the table of gateway.c is done, with files only as
 * standard input and output. Options are whole words of the table's; --db, --login, -o and
 * whatever else names a file or another person are none of them. So nobody becomes somebody
 * else: --login comes from sshd's line alone.
 */
#ifndef CHAIRSIDE_SERVER_GATEWAY_H
#define CHAIRSIDE_SERVER_GATEWAY_H

#include "practice/practice.h"

#define GATEWAY_WORDS_MAX 40

/* The words of a line: a place for the program's name first, NULL at the end; owned. */
struct gateway_words {
	char *words[GATEWAY_WORDS_MAX + 2];
	int n;			/* with that place */
};

/* Cuts the line into words, parted by blanks; '…' and "…" hold one together, \ takes the next
 * character as it is. ERR_USAGE for what a shell would do more with, and for a quote without its
 * end. Free with gateway_words_free(), also after a failure. */
bool gateway_cut(const char *line, struct gateway_words *w, struct err *e);
void gateway_words_free(struct gateway_words *w);

/* May the command come over the line, with these options (their names, NULL at the end) and
 * this last word (NULL: none)? ERR_DENIED with what may. `options` NULL: asks about the command
 * alone. */
bool gateway_lets(const char *command, const char *const *options, const char *last,
    struct err *e);
/* Writes the refusal into the journal, counted (db_note_counted()), as far as the login and the
 * file let it. */
void gateway_refused(const char *practice, const char *login);

#endif
