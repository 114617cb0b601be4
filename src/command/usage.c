/*
 * usage.c - --help, from the tables of commands and options.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "command/parse.h"
#include "command/print.h"
#include "server/gateway.h"

#define HELP_COLUMN 26
#define NAME_COLUMN 15

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

/* What the program is called by whoever reads this. */
static const char *
called(void)
{
	return print_is_over_line() ? "ssh HOST" : "chairside [--db FILE]";
}

/* The usage line and the commands that may be given, each with its sentence. */
static void
print_commands(void)
{
	struct err none;
	size_t i;

	printf("usage: %s [COMMAND [WORD...]]\n\n"
	    "Without a command: the screens.\n\ncommands:\n", called());
	for (i = 0; commands[i] != NULL; i++)
		if (!print_is_over_line() || gateway_lets(commands[i]->name, NULL, NULL, &none)) {
			printf("  %-*s ", NAME_COLUMN, commands[i]->name);
			print_folded(commands[i]->help, NAME_COLUMN + 3);
		}
}

void
usage_program(void)
{
	print_commands();
	if (print_is_over_line()) {
		printf("\n`ssh HOST help COMMAND` explains one.\n");
		return;
	}
	printf("\noptions, before the command:\n");
	print_options(program_options);
	printf("\nThe practice file is --db, else CHAIRSIDE_DB, else\n"
	    "$XDG_DATA_HOME/chairside/practice.db. `chairside help COMMAND` explains "
	    "one.\n");
}

void
usage_command(const struct command *c)
{
	printf("usage: %s %s%s%s%s\n%s\n", called(), c->name,
	    *c->words != '\0' ? " " : "", c->words,
	    c->options[0].name != NULL ? " [OPTION...]" : "", c->help);
	if (c->more != NULL)
		printf("\n%s", c->more);
	printf("\noptions:\n");
	print_options(c->options);
}
