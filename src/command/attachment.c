/*
 * attachment.c - `chairside attachment`: a photo or paper that was taken in, as a file.
 */
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "export/attachment.h"

static const struct option_spec options[] = {
	{ "copy", 'c', NULL, "an upright JPEG with nothing in it but the picture" },
	{ "output", 'o', "FILE|-", "where it goes; - is standard output" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

static bool
attachment_run(struct call *c, struct err *e)
{
	const char *target = call_option(c, "output");
	struct practice *p;
	int64_t id;
	bool ok;

	if (!call_id(c->words[0], &id, e) || !progress_begin(c, target, e))
		return false;
	if ((target == NULL || strcmp(target, "-") == 0) && isatty(STDOUT_FILENO))
		return err_set(e, ERR_USAGE, "output", "A picture is nothing to read on a "
		    "terminal; name a file with -o FILE.");
	p = call_open(c, e);
	if (p == NULL)
		return false;
	ok = attachment_write(p, id, call_option(c, "copy") != NULL, target, e);
	practice_close(p);
	return ok;
}

const struct command command_attachment = {
	.name = "attachment", .words = "ID",
	.help = "Write a photo or paper of a client to a file.",
	.min_words = 1, .max_words = 1, .options = options, .run = attachment_run,
};
