/*
 * parse.h - options of the program and of a command, from their tables.
 */
#ifndef CHAIRSIDE_COMMAND_PARSE_H
#define CHAIRSIDE_COMMAND_PARSE_H

#include "command/command.h"

/* Options of the program itself, before the command. */
enum { PROGRAM_DB, PROGRAM_LOGIN, PROGRAM_ASCII };
extern const struct option_spec program_options[];

enum parse_stop { PARSE_DONE, PARSE_HELP, PARSE_VERSION };

/*
 * Reads the options in argv[1]… into `values`, in the order of `specs`. With `anywhere`
 * they may also follow words, and argv is reordered so that the words come last;
 * otherwise the first word ends the options. Afterwards `optind` is the index of the
 * first word. --help and --version are known without being in `specs` and end the
 * reading. ERR_USAGE for unknown options.
 */
bool parse_options(int argc, char **argv, const struct option_spec *specs,
    bool anywhere, const char **values, enum parse_stop *stop, struct err *e);

#endif
