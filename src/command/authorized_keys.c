/*
 * authorized_keys.c - `chairside authorized-keys`: what sshd asks of a key.
 */
#include <stdio.h>

#include "base/mem.h"
#include "command/command.h"
#include "server/authorized.h"

static const struct option_spec options[] = { { NULL, 0, NULL, NULL } };

static bool
authorized_keys_run(struct call *c, struct err *e)
{
	AUTO_BUF struct buf line = BUF_INIT;

	if (!authorized_line(c->db, c->words[0], c->words[1], &line, e))
		return false;
	fputs(line.s, stdout);
	return true;
}

const struct command command_authorized_keys = {
	.name = "authorized-keys", .words = "TYPE KEY",
	.help = "Answer sshd what a key may do: its AuthorizedKeysCommand, with %t %k.",
	.min_words = 2, .max_words = 2, .options = options, .run = authorized_keys_run,
};
