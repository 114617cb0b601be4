/*
 * parse.c - see parse.h. getopt_long(3) does the reading; the messages are ours.
 */
#include "command/parse.h"

#include <getopt.h>
#include <string.h>

#include "base/bug.h"

#define VALUE_HELP 0x100
#define VALUE_VERSION 0x101
#define VALUE_FIRST 0x102	/* the table's first option */

const struct option_spec program_options[] = {
	[PROGRAM_DB] = { "db", 0, "FILE", "the practice file" },
	[PROGRAM_LOGIN] = { "login", 0, "NAME",
	    "who works; the environment is then ignored" },
	[PROGRAM_ASCII] = { "ascii", 0, NULL, "screens without line drawing" },
	{ NULL, 0, NULL, NULL }
};

/* The tables that getopt_long() wants. */
struct tables {
	struct option longs[OPTIONS_MAX + 3];
	char letters[2 * OPTIONS_MAX + 4];
	size_t n;
};

static void
make_tables(struct tables *t, const struct option_spec *specs, bool anywhere)
{
	char *letter = t->letters;
	size_t i;

	if (!anywhere)
		*letter++ = '+';
	*letter++ = ':';
	for (i = 0; specs[i].name != NULL; i++) {
		BUG_IF(i >= OPTIONS_MAX);
		t->longs[i] = (struct option){ specs[i].name,
		    specs[i].value != NULL ? required_argument : no_argument, NULL,
		    VALUE_FIRST + (int)i };
		if (specs[i].letter == 0)
			continue;
		*letter++ = specs[i].letter;
		if (specs[i].value != NULL)
			*letter++ = ':';
	}
	*letter = '\0';
	t->n = i;
	t->longs[i++] = (struct option){ "help", no_argument, NULL, VALUE_HELP };
	t->longs[i++] = (struct option){ "version", no_argument, NULL, VALUE_VERSION };
	t->longs[i] = (struct option){ NULL, 0, NULL, 0 };
}

static size_t
by_letter(const struct option_spec *specs, int letter)
{
	size_t i;

	for (i = 0; specs[i].name != NULL; i++)
		if (specs[i].letter == letter)
			return i;
	bug("no option -%c", letter);
}

/* Explains what getopt_long() refused: optopt is a letter, a value of `longs`, or 0 for
 * a long option that is unknown or ambiguous. */
static bool
refuse(const struct option_spec *specs, const char *arg, bool missing,
    struct err *e)
{
	if (missing && optopt >= VALUE_FIRST)
		return err_set(e, ERR_USAGE, NULL, "--%s needs a value: %s.",
		    specs[optopt - VALUE_FIRST].name, specs[optopt - VALUE_FIRST].value);
	if (missing)
		return err_set(e, ERR_USAGE, NULL, "-%c needs a value.", optopt);
	if (optopt >= VALUE_HELP)
		return err_set(e, ERR_USAGE, NULL, "--%s takes no value.",
		    optopt == VALUE_HELP ? "help" : optopt == VALUE_VERSION ? "version" :
		    specs[optopt - VALUE_FIRST].name);
	if (optopt != 0)
		return err_set(e, ERR_USAGE, NULL, "There is no option -%c.", optopt);
	return err_set(e, ERR_USAGE, NULL, "There is no option %.*s.",
	    (int)strcspn(arg, "="), arg);
}

bool
parse_options(int argc, char **argv, const struct option_spec *specs,
    bool anywhere, const char **values, enum parse_stop *stop, struct err *e)
{
	struct tables t;
	int got;
	size_t i;

	make_tables(&t, specs, anywhere);
	*stop = PARSE_DONE;
	opterr = 0;
	optind = 0;	/* start over, also after another table */
	while ((got = getopt_long(argc, argv, t.letters, t.longs, NULL)) != -1) {
		if (got == '?' || got == ':')
			return refuse(specs, argv[optind - 1], got == ':', e);
		if (got == VALUE_HELP || got == VALUE_VERSION) {
			*stop = got == VALUE_HELP ? PARSE_HELP : PARSE_VERSION;
			return true;
		}
		i = got >= VALUE_FIRST ? (size_t)(got - VALUE_FIRST) : by_letter(specs, got);
		values[i] = optarg != NULL ? optarg : "";
	}
	return true;
}
