/*
 * restore.c - `chairside restore`: restores the practice from a backup, or drills it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/companion.h"
#include "base/mem.h"
#include "base/seal.h"
#include "base/text.h"
#include "base/unseen.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/backup.h"

static const struct option_spec options[] = {
	{ "latest", 0, NULL, "the newest backup, as FILE \"latest\" is too" },
	{ "drill", 0, NULL, "only try it out in a scratch folder and show what it "
	    "holds" },
	{ "key", 0, "FILE|-", "the private key that opens a sealed one; - is standard input" },
	{ NULL, 0, NULL, NULL }
};

/* Reads the private key by no stream and no buffer that would keep it; at a terminal a line of it,
 * unseen. */
static bool
read_key(const char *path, struct seal_secret *key, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	char text[4096], *secret;
	const bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct unseen was = { .terminal = false };
	size_t n = 0;
	ssize_t got = 0;
	bool ok;

	if (standard)
		unseen_begin(&was);
	if (was.terminal)
		fprintf(stderr, "The private key from the safe: ");
	while (fd >= 0 && n < sizeof(text) - 1 &&
	    (got = read(fd, text + n, sizeof(text) - 1 - n)) > 0) {
		n += (size_t)got;
		if (was.terminal && memchr(text, '\n', n) != NULL)
			break;
	}
	unseen_end(&was);
	text_show(&shown, standard ? "Standard input" : path, false);
	if (fd < 0 || got < 0)
		err_set(e, ERR_IO, "key", "%s cannot be read: %s.", shown.s, strerror(errno));
	ok = fd >= 0 && got >= 0;
	if (fd >= 0 && !standard)
		close(fd);
	text[n] = '\0';
	secret = strstr(text, "secret-");
	if (secret != NULL)
		secret[strcspn(secret, " \t\r\n")] = '\0';
	if (ok && (secret == NULL || !seal_secret_read(secret, key)))
		ok = err_set(e, ERR_INVALID, "key", "%s holds no private key as `chairside backup "
		    "keygen` prints it (secret- and 48 letters), or a letter of it is wrong.",
		    shown.s);
	seal_forget(text, sizeof(text));
	return ok;
}

static void
tell(const struct call *c, const struct backup_told *t, bool drill)
{
	if (drill) {
		printf(t->left_out > 0 ? "The backup was tried out: " : "The backup is good: ");
	} else {
		print_shown(stdout, c->db);
		printf(" is restored from ");
	}
	print_shown(stdout, t->path);
	printf("\n%s%s", t->holds, drill ? t->drill : "");
	if (t->key)
		printf("The practice's key was missing here; the one that was in the backup %s.\n",
		    drill ? "fits" : "is in its place");
	if (!t->noted && !t->sealed)
		printf("It has no note; every row was compared with its journal "
		    "instead.\n");
	if (t->kept != NULL) {
		printf("What it replaced is kept: ");
		print_shown(stdout, t->kept);
		printf("\n");
	}
}

/* FILE as it was typed; a bare name that is no file here is one of `backup --list`. */
static char *
source(const struct call *c)
{
	AUTO_FREE char *folder = companion_path(c->db, COMPANION_BACKUPS);
	AUTO_FREE char *listed = xasprintf("%s/%s", folder, c->words[0]);
	bool here = strchr(c->words[0], '/') != NULL || access(c->words[0], F_OK) == 0;

	return xstrdup(here || access(listed, F_OK) != 0 ? c->words[0] : listed);
}

static bool
restore_run(struct call *c, struct err *e)
{
	AUTO_FREE char *named = NULL;
	bool latest = call_option(c, "latest") != NULL;
	struct restore_ask ask = { .path = c->db, .login = c->login, .say = print_sentence };
	const char *key = call_option(c, "key");
	struct seal_secret secret;
	struct backup_told t;
	bool ok;

	ask.drill = call_option(c, "drill") != NULL;
	if (c->n_words > 0 && strcmp(c->words[0], "latest") != 0)
		ask.source = named = source(c);
	if (latest && ask.source != NULL)
		return err_set(e, ERR_USAGE, "latest",
		    "--latest and a FILE do not go together.");
	if (c->n_words == 0 && !ask.drill && !latest)
		return err_set(e, ERR_USAGE, NULL,
		    "Something is missing: restore FILE, or restore --latest.");
	if (key != NULL && !read_key(key, &secret, e))
		return false;
	ask.key = key != NULL ? &secret : NULL;
	ok = practice_restore(&ask, &t, e);
	seal_forget(&secret, sizeof(secret));
	if (ok)
		tell(c, &t, ask.drill);
	if (ok && t.left_out > 0)
		ok = err_set(e, ERR_PROBLEMS, NULL, "All but %zu file%s named above %s.", t.left_out,
		    text_plural(t.left_out), ask.drill ? "can be restored" : "is restored");
	backup_told_clear(&t);
	return ok;
}

const struct command command_restore = {
	.name = "restore", .words = "[FILE]", .max_words = 1,
	.help = "Put a backup in the practice's place; what it replaces is kept.",
	.options = options, .run = restore_run,
};
