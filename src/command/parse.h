/*
 * parse.h - options of the program and of a command, from their tables.
 */
#ifndef CHAIRSIDE_COMMAND_PARSE_H
#define CHAIRSIDE_COMMAND_PARSE_H

#include "command/command.h"

/* The program's own options, which stand before the command. */
enum { PROGRAM_DB, PROGRAM_LOGIN, PROGRAM_ASCII };
extern const struct option_spec program_options[];

enum parse_stop { PARSE_DONE, PARSE_HELP, PARSE_VERSION };

/*
 * Reads the options of argv[1]… into `values`, as `specs` has them. With
 * `anywhere` they may follow words, which then come last; without, the first
 * word ends them. `optind` is the first word. --help and --version, which every
 * table has by itself, end the reading. ERR_USAGE for what is in no table.
 */
bool parse_options(int argc, char **argv, const struct option_spec *specs,
    bool anywhere, const char **values, enum parse_stop *stop, struct err *e);

#endif
