/*
 * attach.c - `chairside attach`: a photo or paper is taken in.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "practice/files.h"
#include "practice/naming.h"

static const struct option_spec options[] = {
	{ "kind", 'k', "KIND", "before, after, form or other" },
	{ "angle", 'a', "CODE", "from where, such as front" },
	{ "note", 0, "TEXT", "anything else" },
	{ "client", 0, "ID", "of that client and of no visit" },
	{ "again", 0, NULL, "although the client has it already" },
	{ NULL, 0, NULL, NULL }
};

/* Whose it is; the last word is the file. */
static bool
whose(const struct call *c, struct practice *p, struct take *t, struct err *e)
{
	const char *client = call_option(c, "client");

	if ((client != NULL) == (c->n_words > 1))
		return err_set(e, ERR_USAGE, NULL, "Either a visit, or --client ID; then the file.");
	return client != NULL ? call_id(client, &t->client, e) :
	    call_visit(p, c->words, c->n_words - 1, &t->session, e);
}

static bool
attach_run(struct call *c, struct err *e)
{
	struct take t = { .path = c->words[c->n_words - 1], .kind = call_option(c, "kind"),
	    .angle = call_option(c, "angle"), .note = call_option(c, "note"),
	    .date = DATE_NONE, .again = call_option(c, "again") != NULL };
	AUTO_BUF struct buf said = BUF_INIT, name = BUF_INIT;
	struct practice *p;
	int64_t id;
	bool ok;

	if (t.kind == NULL)
		return err_set(e, ERR_USAGE, "kind", "What is it? --kind before, after, form or "
		    "other.");
	p = call_open(c, e);
	if (p == NULL)
		return false;
	ok = whose(c, p, &t, e) && files_take(p, &t, &id, &said, e);
	if (ok) {
		naming_add_id(p, &record_attachment, id, &name);
		printf("%" PRId64 "  %s.%s\n", id, name.s, said.s);
	} else if (strcmp(e->field, "again") == 0) {
		AUTO_FREE char *why = xstrdup(e->text);

		err_set(e, e->code, "again", "%s --again takes it in all the same.", why);
	}
	practice_close(p);
	return ok;
}

const struct command command_attach = {
	.name = "attach", .words = "VISIT FILE|-",
	.help = "Take in a photo or paper of a visit, or of a client.",
	.more = "  VISIT is its number, or the client, the day and the time, as of session show.\n",
	.min_words = 1, .max_words = 10, .options = options, .run = attach_run,
};
