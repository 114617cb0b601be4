/*
 * server_move.c - `chairside server-move`: the practice goes to another server.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"
#include "command/print.h"
#include "server/move.h"
#include "server/setup.h"

static const struct option_spec options[] = {
	{ "to", 0, "FILE", "send the practice there; - is standard output" },
	{ "from", 0, "FILE", "take in what was sent; - is standard input" },
	{ "rehearse", 0, NULL, "do everything but the last step" },
	{ "back", 0, NULL, "it did not move after all: save here again" },
	{ NULL, 0, NULL, NULL }
};

static void
say(const char *sentence, UNUSED void *arg)
{
	print_error("%s", sentence);
}

static void
tell_size(const struct move_told *t)
{
	fprintf(stderr, "%" PRId64 " file%s, %" PRId64 ".%" PRId64 " MB", t->files,
	    text_plural(t->files), t->bytes / 1000000, t->bytes / 100000 % 10);
}

/* What is told goes to standard error: the practice may be on standard output. */
static bool
send(const char *practice, const char *target, bool rehearsal, struct err *e)
{
	struct move_told t;

	if (strcmp(target, "-") == 0 && isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE, "to", "A practice is nothing to read on a "
		    "terminal: name a file, or send it on with \"| ssh …\".");
	if (!move_send(practice, target, rehearsal, &t, e))
		return false;
	tell_size(&t);
	fprintf(stderr, rehearsal ? " were sent to rehearse; nothing has changed here.\n" :
	    " were sent. Nothing is saved here any more; if the other side did not take it, "
	    "`chairside server-move --back` undoes that.\n");
	return true;
}

static bool
receive(const char *practice, const char *source, bool rehearsal, struct err *e)
{
	AUTO_BUF struct buf fingerprint = BUF_INIT;
	struct move_told t;

	if (!move_receive(practice, source, rehearsal, say, NULL, &t, e)) {
		free(t.kept);
		return false;
	}
	tell_size(&t);
	fprintf(stderr, " came and are whole. ");
	if (t.rehearsal) {
		fprintf(stderr, "It was a rehearsal: nothing has changed here.\n");
		return true;
	}
	print_shown(stderr, practice);
	fprintf(stderr, " is the practice now.\n");
	if (t.kept != NULL) {
		fprintf(stderr, "What it replaced is kept: ");
		print_shown(stderr, t.kept);
		fprintf(stderr, "\n");
		free(t.kept);
	}
	if (server_host_key("", &fingerprint))
		fprintf(stderr, "The key of this machine, to compare at the first login:\n  %s\n",
		    fingerprint.s);
	return true;
}

static bool
server_move_run(struct call *c, struct err *e)
{
	const char *to = call_option(c, "to"), *from = call_option(c, "from");
	bool back = call_option(c, "back") != NULL;
	bool rehearsal = call_option(c, "rehearse") != NULL;
	const char *practice = c->db_is_usual ? SERVER_PRACTICE : c->db;

	if (c->login != NULL)
		return err_set(e, ERR_DENIED, NULL, "No login moves the practice: that is "
		    "root's.");
	if ((to != NULL) + (from != NULL) + back != 1 || (back && rehearsal))
		return err_set(e, ERR_USAGE, NULL, "One of --to FILE, --from FILE and --back "
		    "is wanted.");
	if (to != NULL)
		return send(practice, to, rehearsal, e);
	if (from != NULL)
		return receive(practice, from, rehearsal, e);
	if (!move_back(practice, e))
		return false;
	printf("It is saved here again. Where the other server took the practice, only one of "
	    "both may go on.\n");
	return true;
}

const struct command command_server_move = {
	.name = "server-move", .words = "",
	.help = "Move the practice and what belongs to it to another server.",
	.more = "On the old server, by root:\n"
	    "  chairside server-move --to - | ssh root@NEW chairside server-move --from -\n"
	    "The new one was made by server-setup. With --rehearse on the left, nothing "
	    "changes.\n",
	.options = options, .run = server_move_run,
};
