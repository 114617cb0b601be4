/*
 * server_setup.c - `chairside server-setup`: this machine becomes a server of the practice.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"
#include "command/print.h"
#include "server/public_key.h"
#include "server/setup.h"

#define KEY_MAX 16384
#define MINUTES_MAX 1440

static const struct option_spec options[] = {
	{ "yes", 0, NULL, "do it without asking" },
	{ "dry-run", 0, NULL, "only print what would be done, with the files' texts" },
	{ "confirm", 0, NULL, "the logins stay; from a connection made after the set-up" },
	{ "undo", 0, NULL, "remove logins and timers; account and practice are kept" },
	{ "owner", 0, "LOGIN", "who the owner logs in as; owner" },
	{ "owner-key", 0, "FILE", "the owner's public key" },
	{ "rescue-key", 0, "FILE", "a public key for the rescue page alone" },
	{ "name", 0, "TEXT", "a new practice's name" },
	{ "timezone", 0, "ZONE", "a new practice's zone, such as Europe/Vienna" },
	{ "minutes", 0, "N", "until what is not confirmed is taken back; 10" },
	{ "unconfirmed", 0, "TOKEN", "undo: only that change, only if not confirmed" },
	{ "root", 0, "DIR", "work on the system below that folder" },
	{ NULL, 0, NULL, NULL }
};

/* --- what is asked ------------------------------------------------------------------ */

/* A line typed after the question, without its newline; the caller frees. */
static char *
ask(const char *question)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	printf("%s ", question);
	fflush(stdout);
	n = getline(&line, &cap, stdin);
	if (n < 0) {
		free(line);
		return xstrdup("");
	}
	line[strcspn(line, "\r\n")] = '\0';
	return line;
}

/* The key as a line of OpenSSH's; the caller frees. NULL: it is none. */
static char *
key_line(const char *text, const char *what, struct err *e)
{
	AUTO_FREE char *line = xstrndup(text, strcspn(text, "\r\n"));
	struct public_key k;
	char *whole = NULL;

	if (public_key_parse(line, &k, e))
		whole = xasprintf("%s %s%s%s", k.type, k.base64,
		    *k.comment != '\0' ? " " : "", k.comment);
	else
		err_prefix(e, "%s", what);
	public_key_clear(&k);
	return whole;
}

/* A key by option, else by question where somebody is there to answer. */
static bool
find_key(const struct call *c, const char *option, const char *what, const char *question,
    char **key, struct err *e)
{
	const char *path = call_option(c, option);
	AUTO_BUF struct buf text = BUF_INIT;
	AUTO_FREE char *typed = NULL;

	*key = NULL;
	if (path != NULL) {
		if (!file_read(path, KEY_MAX, &text, e))
			return false;
		*key = key_line(text.s, what, e);
		return *key != NULL;
	}
	if (question == NULL)
		return true;
	typed = ask(question);
	if (*typed == '\0')
		return true;
	*key = key_line(typed, what, e);
	return *key != NULL;
}

/* Lines of key_line(): may one key open both? Where it opens the rescue page it opens no login. */
static bool
two_keys(const char *owner, const char *rescue, struct err *e)
{
	size_t n;

	if (owner == NULL || rescue == NULL)
		return true;
	n = strcspn(owner, " ");
	n += 1 + strcspn(owner + n + 1, " ");
	return strcspn(rescue + strcspn(rescue, " ") + 1, " ") + strcspn(rescue, " ") + 1 != n ||
	    strncmp(owner, rescue, n) != 0 || err_set(e, ERR_USAGE, "rescue-key",
	    "The owner's key and the break-glass key are the same, and it would open the rescue "
	    "page alone: make a second one, for the safe.");
}

static bool
may_ask(const struct call *c)
{
	return call_option(c, "yes") == NULL && call_option(c, "dry-run") == NULL &&
	    isatty(STDIN_FILENO);
}

/* --- doing it ------------------------------------------------------------------------- */

static void
tell(const struct server_setup *s, bool whole)
{
	size_t i;

	printf("This machine becomes the server of a practice. These are the steps:\n");
	for (i = 0; i < server_setup_steps(s); i++) {
		AUTO_BUF struct buf words = BUF_INIT;

		server_setup_words(s, i, whole, &words);
		printf("  %zu  ", i + 1);
		fputs(print_folded(words.s, 5), stdout);
	}
}

static void
tell_end(const struct server_wish *w, const struct server_setup *s)
{
	AUTO_BUF struct buf fingerprint = BUF_INIT;
	char host[256] = "SERVER";

	gethostname(host, sizeof(host) - 1);
	printf("Staff log in by: ssh chairside@%s\n", host);
	if (server_host_key(w->root, &fingerprint))
		printf("The key of this machine, to compare at the first login:\n  %s\n",
		    fingerprint.s);
	if (w->rescue_key == NULL)
		printf("No break-glass key was given: --rescue-key FILE adds one.\n");
	if (server_setup_waits(s))
		printf("\nNow leave this window open, log in once more from another as you are used\n"
		    "to, and run there:\n\n  sudo chairside server-setup --confirm\n\n"
		    "Without that, sshd is what it was in %d minute%s.\n", w->minutes,
		    text_plural(w->minutes));
}

static bool
agreed(const struct call *c, bool *yes, struct err *e)
{
	AUTO_FREE char *answer = NULL;

	*yes = call_option(c, "yes") != NULL;
	if (*yes)
		return true;
	if (!isatty(STDIN_FILENO))
		return err_set(e, ERR_USAGE, NULL, "Nobody is here to be asked: --dry-run "
		    "prints what would be done, --yes does it.");
	answer = ask("Shall it be done? (y/N)");
	*yes = *answer == 'y' || *answer == 'Y';
	if (!*yes)
		printf("Nothing was done.\n");
	return true;
}

static bool
do_steps(const struct call *c, const struct server_wish *w, struct err *e)
{
	struct server_setup *s = server_setup_begin(w, e);
	bool dry = call_option(c, "dry-run") != NULL, yes = false, ok = s != NULL;
	size_t i;

	if (ok && server_setup_steps(s) == 0) {
		printf("There is nothing to do%s.\n", server_setup_waits(s) ?
		    ", but for `chairside server-setup --confirm` from another connection" :
		    "");
	} else if (ok && server_setup_is_new(s) && w->owner_key == NULL && !dry) {
		ok = err_set(e, ERR_USAGE, "owner-key", "Nobody could log in: give the "
		    "owner's public key by --owner-key FILE.");
	} else if (ok) {
		tell(s, dry);
		ok = dry || agreed(c, &yes, e);
	}
	for (i = 0; ok && yes && i < server_setup_steps(s); i++)
		ok = server_setup_step(s, i, e);
	if (ok && yes)
		tell_end(w, s);
	server_setup_end(s);
	return ok;
}

static bool
set_up(const struct call *c, const char *root, int minutes, struct err *e)
{
	bool asks = may_ask(c);
	AUTO_FREE char *owner_key = NULL, *rescue_key = NULL;
	struct server_wish w = { .root = root, .owner = call_option(c, "owner"),
	    .name = call_option(c, "name"), .timezone = call_option(c, "timezone"),
	    .minutes = minutes };
	struct server_setup *first;

	if (w.owner == NULL)
		w.owner = "owner";
	/* look first: nobody is asked for keys of a machine that will be refused */
	first = server_setup_begin(&w, e);
	if (first == NULL)
		return false;
	asks = asks && server_setup_is_new(first);
	server_setup_end(first);
	if (!find_key(c, "owner-key", "The owner's key", asks ?
	    "The owner's public key, one line (such as ~/.ssh/id_ed25519.pub):" : NULL,
	    &owner_key, e) || !find_key(c, "rescue-key", "The break-glass key", asks ?
	    "A public key for the rescue page, kept in a safe (Enter: none):" : NULL,
	    &rescue_key, e) || !two_keys(owner_key, rescue_key, e))
		return false;
	w.owner_key = owner_key;
	w.rescue_key = rescue_key;
	return do_steps(c, &w, e);
}

static bool
undo(const char *root, const char *token, int minutes, struct err *e)
{
	int left;

	/* the process that waits where systemd does not run; it looks whether it still must */
	for (left = 60 * minutes; token != NULL && left > 0 &&
	    server_setup_pending(root, token); left--)
		sleep(1);
	if (!server_setup_undo(root, token, e))
		return false;
	if (token == NULL)
		printf("The logins over ssh and the timers are removed.\n"
		    "The account chairside and the practice are kept.\n");
	return true;
}

static bool
server_setup_run(struct call *c, struct err *e)
{
	const char *root = call_option(c, "root"), *token = call_option(c, "unconfirmed");
	bool confirm = call_option(c, "confirm") != NULL, back = call_option(c, "undo") != NULL;
	int64_t minutes;

	if (c->login != NULL)
		return err_set(e, ERR_DENIED, NULL, "No login sets up a server: that is "
		    "root's.");
	if (!call_number(c, "minutes", 0, MINUTES_MAX, token != NULL ? 0 : SERVER_MINUTES,
	    &minutes, e))
		return false;
	if (confirm + back + (call_option(c, "dry-run") != NULL) > 1 || (token != NULL && !back))
		return err_set(e, ERR_USAGE, NULL, "--confirm, --undo and --dry-run do not "
		    "go together, and --unconfirmed goes with --undo.");
	if (root == NULL)
		root = "";
	if (back)
		return undo(root, token, (int)minutes, e);
	if (!confirm)
		return set_up(c, root, (int)minutes, e);
	if (!server_setup_confirm(root, e))
		return false;
	printf("Confirmed: the logins stay.\n");
	return true;
}

const struct command command_server_setup = {
	.name = "server-setup", .words = "",
	.help = "Make this machine a server where staff log in over ssh.",
	.more = "For root, on Debian. It says what it will do and asks; what touches sshd "
	    "takes itself\nback unless it is confirmed from a second connection. The "
	    "practice lies in\n/var/lib/chairside/practice.\n",
	.options = options, .run = server_setup_run,
};
