/*
 * inbox.c - `chairside inbox`: the photos and papers that wait to be taken in.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "export/attachment.h"
#include "practice/files.h"

static const struct option_spec options[] = {
	{ "format", 0, "text|json|csv", "text when not given" },
	{ NULL, 0, NULL, NULL }
};

/* A moment by the clinic's clock. */
static void
add_moment(struct table *t, const struct practice *p, instant at)
{
	AUTO_BUF struct buf words = BUF_INIT;

	field_show_instant(&p->context, at, &words);
	table_add(t, words.s);
}

static void
add_entry(struct table *t, const struct practice *p, const struct inbox_entry *en)
{
	AUTO_BUF struct buf size = BUF_INIT;
	instant taken;

	file_size_words(en->size, &size);
	table_add(t, en->shown);
	table_add(t, size.s);
	add_moment(t, p, en->came);
	table_add(t, en->refused != NULL ? en->refused : en->format);
	if (en->refused == NULL && inbox_taken(&en->photo, &taken))
		add_moment(t, p, taken);
	else
		table_add(t, "");
}

static bool
print_inbox(struct practice *p, struct err *e)
{
	static const char *const headings[] = { "name", ">size", "came", "format", "taken" };
	struct table *t = table_new(headings, ARRAY_LEN(headings));
	AUTO_FREE char *none = NULL;
	struct inbox in;
	bool ok = inbox_look(p, &in, e);
	size_t i;

	for (i = 0; ok && i < in.n; i++)
		add_entry(t, p, &in.entries[i]);
	none = xasprintf("Nothing waits in %s.", ok ? in.folder : "");
	table_print(t, ok, none);
	if (ok && in.n > 0 && in.n < in.waiting + in.others) {
		fprintf(stderr, "These are the newest %zu of %zu.\n", in.n,
		    in.waiting + in.others);
	}
	inbox_free(&in);
	return ok;
}

static bool
inbox_run(struct call *c, struct err *e)
{
	const char *format = call_option(c, "format");
	struct practice *p;
	bool ok;

	if (format != NULL && strcmp(format, "text") != 0 && strcmp(format, "csv") != 0 &&
	    strcmp(format, "json") != 0)
		return err_set(e, ERR_USAGE, "format", "--format is text, json or csv, not "
		    "\"%.40s\".", format);
	p = call_open(c, e);
	if (p == NULL)
		return false;
	ok = format == NULL || strcmp(format, "text") == 0 ? print_inbox(p, e) :
	    inbox_export(p, format, e);
	practice_close(p);
	return ok;
}

const struct command command_inbox = {
	.name = "inbox", .words = "",
	.help = "Print the photos and papers that wait to be taken in, newest first.",
	.options = options, .run = inbox_run,
};
