/*
 * document.c - `chairside document list` and `chairside document print`: consents, aftercare
 * and other words.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "export/papers_print.h"
#include "practice/papers.h"

static const struct option_spec options[] = {
	{ "edition", 0, "N", "print: which; the newest that is published when not given" },
	{ "language", 0, "WORD", "print: in which language" },
	{ "format", 0, "text|html", "print: text when not given" },
	{ "output", 'o', "FILE|-", "print: where it goes; - is standard output" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

static bool
add_document(const struct record *r, void *arg)
{
	AUTO_FREE char *edition = xasprintf("%lld", (long long)record_int(r, "edition"));
	struct table *t = arg;

	table_add(t, record_text(r, "code"));
	table_add(t, edition);
	table_add(t, record_text(r, "language"));
	table_add(t, record_text(r, "kind"));
	table_add(t, record_text(r, "state"));
	table_add(t, record_text(r, "title"));
	return true;
}

static bool
list(struct practice *p, struct err *e)
{
	static const char *const headings[] = { "code", ">edition", "language", "kind", "state",
	    "title" };
	struct table *t = table_new(headings, ARRAY_LEN(headings));

	return table_print(t, documents_list(p, add_document, t, e), "There are no documents.");
}

static bool
print(struct call *c, struct practice *p, struct err *e)
{
	int64_t edition;

	return call_number(c, "edition", 1, 100000, 0, &edition, e) &&
	    document_print(p, c->words[1], edition, call_option(c, "language"),
	    call_option(c, "format"), call_option(c, "output"), e);
}

static bool
document_run(struct call *c, struct err *e)
{
	bool prints = strcmp(c->words[0], "print") == 0, ok;
	struct practice *p;

	if ((!prints && strcmp(c->words[0], "list") != 0) || prints != (c->n_words == 2))
		return err_set(e, ERR_USAGE, NULL, "It is written chairside document list, or "
		    "chairside document print CODE.");
	if (!progress_begin(c, call_option(c, "output"), e) || (p = call_open(c, e)) == NULL)
		return false;
	ok = prints ? print(c, p, e) : list(p, e);
	practice_close(p);
	return ok;
}

const struct command command_document = {
	.name = "document", .words = "list|print [CODE]",
	.help = "Consents, aftercare and other words, to be signed or given.",
	.more = "  document list          every edition and language\n"
	    "  document print CODE    one on paper; a consent with lines to be signed on\n",
	.min_words = 1, .max_words = 2, .options = options, .run = document_run,
};
