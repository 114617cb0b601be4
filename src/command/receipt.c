/*
 * receipt.c - `chairside receipt print`: a receipt on paper.
 */
#include <string.h>

#include "command/command.h"
#include "command/print.h"
#include "export/receipt_print.h"

static const struct option_spec options[] = {
	{ "format", 0, "text|html", "text when not given" },
	{ "output", 'o', "FILE|-", "where it goes; - is standard output" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

static bool
receipt_run(struct call *c, struct err *e)
{
	struct practice *p;
	int64_t id;
	bool ok;

	if (strcmp(c->words[0], "print") != 0)
		return err_set(e, ERR_USAGE, NULL, "It is written chairside receipt print ID.");
	if (!call_id(c->words[1], &id, e) ||
	    !progress_begin(c, call_option(c, "output"), e) || (p = call_open(c, e)) == NULL)
		return false;
	ok = receipt_print(p, id, call_option(c, "format"), call_option(c, "output"), e);
	practice_close(p);
	return ok;
}

const struct command command_receipt = {
	.name = "receipt", .words = "print ID",
	.help = "A receipt on paper, by its id, which export receipts tells.",
	.min_words = 2, .max_words = 2, .options = options, .run = receipt_run,
};
