/*
 * command.c - from argv to a command and its exit status.
 */
#include "command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/companion.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/parse.h"
#include "command/print.h"
#include "practice/practice.h"
#include "server/gateway.h"

#define COMMAND(name) extern const struct command command_##name;
#include "command/commands.def"
#undef COMMAND

const struct command *const commands[] = {
#define COMMAND(name) &command_##name,
#include "command/commands.def"
#undef COMMAND
	NULL
};

const struct command *
command_find(const char *name)
{
	size_t i;

	for (i = 0; commands[i] != NULL; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

/* --- what a command asks of its call ------------------------------------------ */

const char *
call_option(const struct call *c, const char *name)
{
	size_t i;

	for (i = 0; c->command->options[i].name != NULL; i++)
		if (strcmp(c->command->options[i].name, name) == 0)
			return c->values[i];
	bug("command %s has no option %s", c->command->name, name);
}

bool
call_json(const struct call *c, bool *json, struct err *e)
{
	const char *format = call_option(c, "format");

	*json = format != NULL && strcmp(format, "json") == 0;
	if (*json || format == NULL || strcmp(format, "text") == 0)
		return true;
	return err_set(e, ERR_USAGE, "format",
	    "--format is text or json, not \"%s\".", format);
}

bool
call_target(const char *format, const char *target, struct err *e)
{
	bool standard = target == NULL || strcmp(target, "-") == 0;

	if (!standard || format == NULL || strcmp(format, "xlsx") != 0 ||
	    !isatty(STDOUT_FILENO))
		return true;
	return err_set(e, ERR_USAGE, "output", "A workbook is nothing to read on a "
	    "terminal; name a file with -o FILE.");
}

bool
call_number(const struct call *c, const char *name, int64_t min, int64_t max,
    int64_t otherwise, int64_t *n, struct err *e)
{
	const char *text = call_option(c, name);
	char *end;

	*n = otherwise;
	if (text == NULL)
		return true;
	errno = 0;
	*n = strtoll(text, &end, 10);
	if (errno == 0 && end != text && *end == '\0' && *n >= min && *n <= max)
		return true;
	return err_set(e, ERR_USAGE, name,
	    "--%s is a whole number from %lld to %lld, not \"%s\".", name,
	    (long long)min, (long long)max, text);
}

bool
call_id(const char *word, int64_t *id, struct err *e)
{
	const char *digits = *word == '#' ? word + 1 : word;
	size_t n = strlen(digits);

	if (n == 0 || n > 18 || strspn(digits, "0123456789") != n)
		return err_set(e, ERR_USAGE, NULL,
		    "\"%s\" is not the number of a record, such as 12.", word);
	*id = strtoll(digits, NULL, 10);
	return true;
}

static bool
unknown_field(const struct record_type *t, const char *name, struct err *e)
{
	AUTO_BUF struct buf names = BUF_INIT, label = BUF_INIT;
	size_t i;

	text_fold(&label, t->label);
	for (i = 0; i < t->n_fields; i++)
		buf_addf(&names, "%s%s", i > 0 ? ", " : "", t->fields[i].name);
	return err_set(e, ERR_USAGE, NULL, "A record of %s has no field \"%.80s\"; the "
	    "fields are %s.", label.s, name, names.s);
}

bool
call_values(const struct call *c, size_t from, struct practice *p, struct record *r,
    struct err *e)
{
	size_t i;

	for (i = from; i < c->n_words; i++) {
		const char *equals = strchr(c->words[i], '=');
		AUTO_FREE char *name = xstrndup(c->words[i],
		    equals != NULL ? (size_t)(equals - c->words[i]) : 0);
		const struct field *f = record_field(r->type, name);

		if (equals == NULL)
			return err_set(e, ERR_USAGE, NULL, "\"%.200s\" is not "
			    "name=value, such as phone=\"555 0134\".", c->words[i]);
		if (f == NULL)
			return unknown_field(r->type, name, e);
		if (!record_parse(r, &p->context, name, equals + 1, e))
			return false;
		if ((f->flags & FIELD_REQUIRED) && record_is_null(r, name))
			return err_set(e, ERR_INVALID, name, "%s cannot be blank.",
			    f->label);
	}
	return true;
}

static bool
no_act(const struct call *c, const struct call_act *acts, struct err *e)
{
	AUTO_BUF struct buf names = BUF_INIT;
	size_t i;

	for (i = 0; acts[i].name != NULL; i++)
		buf_addf(&names, "%s%s", i == 0 ? "" : acts[i + 1].name == NULL ? " or " : ", ",
		    acts[i].name);
	return err_set(e, ERR_USAGE, NULL, "%s needs %s, not \"%s\".", c->command->name,
	    names.s, c->words[0]);
}

bool
call_run(struct call *c, const struct call_act *acts, struct err *e)
{
	const struct call_act *a = acts;
	struct practice *p;
	bool ok;

	while (a->name != NULL && strcmp(a->name, c->words[0]) != 0)
		a++;
	if (a->name == NULL)
		return no_act(c, acts, e);
	if (c->n_words < a->min_words || c->n_words > a->max_words)
		return err_set(e, ERR_USAGE, NULL, "It is written chairside %s %s",
		    c->command->name, a->usage);
	p = call_open(c, e);
	ok = p != NULL && a->run(c, p, e);
	practice_close(p);
	return ok;
}

static struct err warned;	/* what call_open() has printed */

struct practice *
call_open(const struct call *c, struct err *e)
{
	struct practice *p = practice_open(c->db, c->login, e);

	if (p != NULL && practice_refusal(p) != NULL) {
		err_set(&warned, ERR_DB, NULL, "%s", practice_refusal(p));
		print_error("%s", warned.text);
	}
	if (p != NULL && practice_notice(p) != NULL)
		print_error("%s", practice_notice(p));
	return p;
}

/* --- the program -------------------------------------------------------------- */

/* With --login the program serves another person's line: of its environment only
 * terminal and language count. A forged clock would make expired items valid. */
static void
environment_clear(void)
{
	static const char *const kept[] = { "TERM", "LANG", "LC_ALL", "LC_CTYPE",
	    "SSH_ORIGINAL_COMMAND", "SSH_CONNECTION" };
	char *values[ARRAY_LEN(kept)];
	size_t i;

	for (i = 0; i < ARRAY_LEN(kept); i++)
		values[i] = getenv(kept[i]) != NULL ? xstrdup(getenv(kept[i])) : NULL;
	clearenv();
	for (i = 0; i < ARRAY_LEN(kept); i++) {
		if (values[i] != NULL)
			setenv(kept[i], values[i], 1);
		free(values[i]);
	}
}

/* An environment variable; NULL when empty or not set. */
static const char *
setting(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0' ? value : NULL;
}

/* The usual path of the practice file; the caller frees. */
static char *
usual_file(void)
{
	const char *data = setting("XDG_DATA_HOME"), *home = setting("HOME");
	const struct passwd *pw;

	/* the XDG specification says to ignore a relative one */
	if (data != NULL && *data == '/')
		return xasprintf("%s/chairside/practice.db", data);
	if (home == NULL || *home != '/') {
		pw = getpwuid(geteuid());
		home = pw != NULL ? pw->pw_dir : "";
	}
	return xasprintf("%s/.local/share/chairside/practice.db", home);
}

/* Finds which practice file to use; returns what was allocated for it, which the caller
 * frees. */
static char *
find_file(struct call *c)
{
	char *usual;

	if (c->db == NULL)
		c->db = setting("CHAIRSIDE_DB");
	c->db_is_usual = c->db == NULL;
	if (!c->db_is_usual)
		return NULL;
	c->db = usual = usual_file();
	return usual;
}

/* Refuses standard output or error that goes into the practice. When standard error
 * does, it is sent to standard output, or to /dev/null when that goes there too. */
static bool
streams_fit(const char *practice, struct err *e)
{
	AUTO_FREE char *mistakes = companion_path(practice, COMPANION_MISTAKES);
	bool out, complaints;

	companion_guard(practice);
	bug_set_file(mistakes, file_is_shared(practice) ? 0660 : 0600);
	out = companion_is_stream(STDOUT_FILENO) != NULL;
	complaints = companion_is_stream(STDERR_FILENO) != NULL;
	if (complaints && (out ? freopen("/dev/null", "w", stderr) == NULL :
	    dup2(STDOUT_FILENO, STDERR_FILENO) < 0))
		_exit(1);
	return (!out && !complaints) || err_set(e, ERR_IO, NULL, "Standard %s goes into "
	    "the practice file, or into what belongs to it; nothing was done.",
	    out ? "output" : "error");
}

/* Asks whether these options and words may come over the line; a refusal is written
 * down. */
static bool
line_lets(const struct call *c, struct err *e)
{
	const struct option_spec *options = c->command->options;
	const char *given[OPTIONS_MAX + 1];
	size_t i, n = 0;

	for (i = 0; options[i].name != NULL; i++)
		if (c->values[i] != NULL)
			given[n++] = options[i].name;
	given[n] = NULL;
	if (gateway_lets(c->command->name, given, c->n_words > 0 ? c->words[c->n_words - 1] : NULL,
	    e))
		return true;
	gateway_refused(c->db, c->login);
	return false;
}

/* Runs the command; false with a sentence. */
static bool
run(struct call *c, int argc, char **argv, enum parse_stop *stop, struct err *e)
{
	if (!parse_options(argc, argv, c->command->options, true, c->values, stop,
	    e) || *stop != PARSE_DONE)
		return *stop != PARSE_DONE;
	c->words = (const char *const *)(argv + optind);
	c->n_words = (size_t)(argc - optind);
	if (c->n_words < c->command->min_words)
		return err_set(e, ERR_USAGE, NULL, "Something is missing: %s %s.",
		    c->command->name, c->command->words);
	if (c->n_words > c->command->max_words)
		return err_set(e, ERR_USAGE, NULL, "\"%s\" is one word too many.",
		    c->words[c->command->max_words]);
	if (c->over_ssh && !line_lets(c, e))
		return false;
	return clock_fix(getenv("CHAIRSIDE_NOW"), e) && c->command->run(c, e);
}

/* No command: the screens. */
static bool
run_screens(struct call *c, bool ascii, struct err *e)
{
	if (!clock_fix(getenv("CHAIRSIDE_NOW"), e))
		return false;
	if (c->screens->run(c->db, c->login, ascii, e))
		return true;
	if (e->code == ERR_NOTFOUND && c->db_is_usual)
		err_set(e, ERR_NOTFOUND, NULL, "There is no practice at %s yet: "
		    "`chairside init` makes one, `chairside init --demo` one to look "
		    "around in.", c->db);
	return false;
}

/* Closes standard output: text may still be buffered, so a full disk or a closed pipe
 * is reported here. */
static int
close_output(int status)
{
	bool bad = ferror(stdout) != 0;

	errno = 0;
	if ((fclose(stdout) != 0 || bad) && status == 0) {
		print_error("Cannot write to standard output: %s.",
		    errno != 0 ? strerror(errno) : "it was closed or is full");
		status = 1;
	}
	return status;
}

/* Opens closed standard streams, so that no file gets their descriptor and is written
 * over. */
static void
fill_standard_streams(void)
{
	int fd;

	for (fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			_exit(1);
}

static int
refuse(const struct command *c, const struct err *e)
{
	if (e->code == ERR_NONE) {	/* never exit with success */
		print_error("It was not done, and what stopped it did not say why.");
		return 1;
	}
	if (strcmp(e->text, warned.text) != 0)
		print_error("%s", e->text);
	if (e->code == ERR_USAGE)
		print_hint(c);
	return err_exit_status(e->code);
}

static int
answer(enum parse_stop stop, const struct command *c)
{
	if (stop == PARSE_VERSION)
		printf("chairside %s\n", PACKAGE_VERSION);
	else if (c != NULL)
		usage_command(c);
	else
		usage_program();
	return 0;
}

static int
run_words(struct call *c, int argc, char **argv)
{
	enum parse_stop stop = PARSE_DONE;
	struct err e;

	err_clear(&e);
	c->command = command_find(argv[0]);
	if (c->command == NULL) {
		err_set(&e, ERR_USAGE, NULL, "There is no command \"%s\".", argv[0]);
		return refuse(NULL, &e);
	}
	if (!run(c, argc, argv, &stop, &e))
		return refuse(c->command, &e);
	return stop != PARSE_DONE ? answer(stop, c->command) : 0;
}

/* A workbook on its way to standard output is made in a file without a name: not in /tmp, which
 * is everybody's. */
static void
keep_to_practice(const char *practice)
{
	AUTO_FREE char *folder = companion_path(practice, COMPANION_EXPORTS);

	if (file_make_own_folder(folder, NULL))
		setenv("TMPDIR", folder, 1);
}

/* Runs what was asked for in one line of ssh. */
static int
run_line(struct call *c, const char *line)
{
	struct gateway_words w;
	struct err e;
	int status;

	c->over_ssh = true;
	if (!gateway_cut(line, &w, &e)) {
		status = refuse(NULL, &e);
	} else if (!gateway_lets(w.words[1], NULL, NULL, &e)) {
		gateway_refused(c->db, c->login);
		status = refuse(NULL, &e);
	} else {
		keep_to_practice(c->db);
		status = run_words(c, w.n - 1, w.words + 1);
	}
	gateway_words_free(&w);
	return status;
}

/* --login is sshd's word (server/authorized.h): whoever else may open the file, as one of its
 * group, works under the name of their own account. */
static bool
login_fits(const struct call *c, struct err *e)
{
	struct stat st;

	return c->login == NULL || stat(c->db, &st) != 0 || st.st_uid == geteuid() ||
	    err_set(e, ERR_DENIED, NULL, "--login is for the account to which the practice file "
	    "belongs; another account works under its own name.");
}

static int
program(int argc, char **argv, const struct command_screens *screens)
{
	const char *values[OPTIONS_MAX] = { NULL };
	AUTO_FREE char *usual = NULL;
	struct call c = { .command = NULL, .screens = screens };
	const char *line;
	enum parse_stop stop;
	struct err e;

	err_clear(&e);
	if (!parse_options(argc, argv, program_options, false, values, &stop, &e))
		return refuse(NULL, &e);
	if (stop != PARSE_DONE)
		return answer(stop, NULL);
	c.db = values[PROGRAM_DB];
	c.login = values[PROGRAM_LOGIN];
	if (c.login != NULL)
		environment_clear();
	usual = find_file(&c);
	if (!login_fits(&c, &e) || !streams_fit(c.db, &e))
		return refuse(NULL, &e);
	line = c.login != NULL && optind >= argc ? setting("SSH_ORIGINAL_COMMAND") : NULL;
	if (line != NULL)
		return run_line(&c, line);
	if (optind >= argc)
		return run_screens(&c, values[PROGRAM_ASCII] != NULL, &e) ? 0 :
		    refuse(NULL, &e);
	return run_words(&c, argc - optind, argv + optind);
}

int
command_main(int argc, char **argv, const struct command_screens *screens)
{
	fill_standard_streams();
	/* options may follow the words, whatever the environment says */
	unsetenv("POSIXLY_CORRECT");
	return close_output(program(argc, argv, screens));
}
