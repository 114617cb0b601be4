/*
 * usage.c - --help, from the tables of commands and options.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "command/parse.h"
#include "command/print.h"

#define HELP_COLUMN 26

/* Prints "  -o, --output FILE   where it goes". */
static void
print_option(const struct option_spec *o)
{
	AUTO_BUF struct buf left = BUF_INIT;

	if (o->letter != 0)
		buf_addf(&left, "  -%c, --%s", o->letter, o->name);
	else
		buf_addf(&left, "      --%s", o->name);
	if (o->value != NULL)
		buf_addf(&left, " %s", o->value);
	printf("%-*s %s\n", HELP_COLUMN, left.s, o->help);
}

static void
print_options(const struct option_spec *specs)
{
	static const struct option_spec always[] = {
		{ "help", 0, NULL, "print this and end" },
		{ "version", 0, NULL, "print the version and end" },
	};

	for (; specs->name != NULL; specs++)
		print_option(specs);
	print_option(&always[0]);
	print_option(&always[1]);
}

/* The usage line and the commands, each with its sentence. */
static void
print_commands(FILE *f)
{
	size_t i;

	fprintf(f, "usage: chairside [--db FILE] [COMMAND [WORD...]]\n\n"
	    "Without a command: the screens.\n\ncommands:\n");
	for (i = 0; commands[i] != NULL; i++)
		fprintf(f, "  %-9s %s\n", commands[i]->name, commands[i]->help);
}

void
usage_program(void)
{
	print_commands(stdout);
	printf("\noptions, before the command:\n");
	print_options(program_options);
	printf("\nThe practice file is --db, else CHAIRSIDE_DB, else\n"
	    "$XDG_DATA_HOME/chairside/practice.db. `chairside help COMMAND` explains "
	    "one.\n");
}

void
usage_command(const struct command *c)
{
	printf("usage: chairside [--db FILE] %s%s%s%s\n%s\n", c->name,
	    *c->words != '\0' ? " " : "", c->words,
	    c->options[0].name != NULL ? " [OPTION...]" : "", c->help);
	if (c->more != NULL)
		printf("\n%s", c->more);
	printf("\noptions:\n");
	print_options(c->options);
}
