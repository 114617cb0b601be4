/*
 * fetch_backup.c - `chairside fetch-backup`: the newest backup for a second machine.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "command/command.h"
#include "server/fetch_backup.h"

#define HAD_MAX ((size_t)64 << 20)

static const struct option_spec options[] = { { NULL, 0, NULL, NULL } };

static bool
fetch_backup_run(struct call *c, struct err *e)
{
	AUTO_BUF struct buf had = BUF_INIT;

	if (c->login != NULL)
		return err_set(e, ERR_USAGE, NULL, "fetch-backup does not go with --login.");
	if (isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE, NULL, "An archive is nothing to read on a terminal.");
	return file_read("-", HAD_MAX, &had, e) && fetch_backup(c->db, &had, stdout, e);
}

const struct command command_fetch_backup = {
	.name = "fetch-backup", .words = "",
	.help = "Give a second machine the newest sealed backup, as a tar archive.",
	.options = options, .run = fetch_backup_run,
};
