/*
 * command.h - the command line: one file and one table for each command.
 *
 * A command is a `const struct command command_NAME` in NAME.c and its line
 * COMMAND(NAME) in commands.def. Its options are a table, from which come the parser,
 * --help and a test of the manual page. A command line is: options of the program, the
 * command, then its words and options in any order.
 */
#ifndef CHAIRSIDE_COMMAND_COMMAND_H
#define CHAIRSIDE_COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define OPTIONS_MAX 12

struct option_spec {
	const char *name;	/* without the dashes; NULL ends a table */
	char letter;		/* 0: none */
	const char *value;	/* its argument, as --help names it; NULL: none */
	const char *help;
};

struct command;
struct practice;

/* A call of a command. Everything in it is borrowed. */
struct call {
	const struct command *command;
	const char *db;		/* the practice file: --db, CHAIRSIDE_DB or the usual place */
	bool db_is_usual;	/* neither --db nor CHAIRSIDE_DB was given */
	const char *login;	/* --login, or NULL */
	bool over_ssh;		/* asked for in one line of ssh (server/gateway.h) */
	const char *const *words;	/* after the command; NULL at the end */
	size_t n_words;
	const char *values[OPTIONS_MAX];	/* in the order of `options`, or NULL */
	const struct command_screens *screens;
};

struct command {
	const char *name;
	const char *words;	/* as --help shows them: "KIND FILE" */
	const char *help;	/* one sentence */
	const char *more;	/* further lines of --help, or NULL */
	size_t min_words, max_words;
	const struct option_spec *options;
	/* On false, the exit status of the program follows from the error's code. */
	bool (*run)(struct call *c, struct err *e);
};

/* The screens, which main.c passes in: they run when no command is given. */
struct command_screens {
	bool (*run)(const char *db, const char *login, bool ascii, struct err *e);
	const char *(*library)(void);	/* below them, with its version */
};

/* Runs the program on `argv`; returns its exit status. */
int command_main(int argc, char **argv, const struct command_screens *screens);

/* Every command, NULL at the end. */
extern const struct command *const commands[];
const struct command *command_find(const char *name);

/* The value of an option ("" for one that takes none); NULL when not given. */
const char *call_option(const struct call *c, const char *name);
/* Sets *json when `--format` is json. ERR_USAGE when it is neither json nor text. */
bool call_json(const struct call *c, bool *json, struct err *e);
/* ERR_USAGE when a workbook would go to a terminal. */
bool call_target(const char *format, const char *target, struct err *e);
/* The option's value, a whole number from min to max, or `otherwise` when not given.
 * ERR_USAGE for anything else. */
bool call_number(const struct call *c, const char *name, int64_t min,
    int64_t max, int64_t otherwise, int64_t *n, struct err *e);
/* A record's number as typed, 12 or #12; else ERR_USAGE. */
bool call_id(const char *word, int64_t *id, struct err *e);
/* A visit by its number alone, or by whose it is, the day and the time (session.c). */
bool call_visit(struct practice *p, const char *const *words, size_t n, int64_t *session,
    struct err *e);
struct record;
/* Reads words[from]…, each NAME=VALUE, into fields of the record; a blank value clears
 * one. */
bool call_values(const struct call *c, size_t from, struct practice *p, struct record *r,
    struct err *e);

/* The acts of a command such as `client list`: the first word names one. */
struct call_act {
	const char *name;
	size_t min_words, max_words;	/* with the name itself */
	const char *usage;
	bool (*run)(struct call *c, struct practice *p, struct err *e);
};
/* Opens the practice for the act and runs it; `acts` ends with name NULL. */
bool call_run(struct call *c, const struct call_act *acts, struct err *e);

/* Opens the practice and logs in; prints why it cannot be written, and what opening
 * did. NULL on failure. */
struct practice *call_open(const struct call *c, struct err *e);

/* usage.c: --help of the program, or of a command. */
void usage_program(void);
void usage_command(const struct command *c);

#endif
