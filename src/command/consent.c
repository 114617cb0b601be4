/*
 * consent.c - `chairside consent list` and `chairside consent print`: what a client agreed to.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "export/papers_print.h"
#include "practice/client_papers.h"
#include "practice/clients.h"

static const struct option_spec options[] = {
	{ "format", 0, "text|html", "print: text when not given" },
	{ "output", 'o', "FILE|-", "print: where it goes; - is standard output" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

static bool
add_consent(const struct client_paper *c, void *arg)
{
	AUTO_FREE char *id = xasprintf("%lld", (long long)c->id);
	struct table *t = arg;
	char day[24];

	if (c->kind != CLIENT_PAPER_CONSENT)
		return true;
	table_add(t, id);
	table_add(t, date_to_words(c->on, false, day));
	table_add(t, c->what);
	table_add(t, date_to_words(c->until, false, day));
	table_add(t, date_to_words(c->revoked, false, day));
	table_add(t, c->without);
	return true;
}

static bool
list(struct practice *p, int64_t client, struct err *e)
{
	static const char *const headings[] = { ">id", "signed", "consent", "to", "withdrawn",
	    "for" };
	AUTO_RECORD struct record *card = client_get(p, client, e);
	AUTO_BUF struct buf none = BUF_INIT;
	struct table *t;

	if (card == NULL)
		return false;
	client_display_name(card, &none);
	buf_adds(&none, " has signed no consent.");
	t = table_new(headings, ARRAY_LEN(headings));
	return table_print(t, client_papers_list(p, client, add_consent, t, e), none.s);
}

static bool
consent_run(struct call *c, struct err *e)
{
	bool prints = strcmp(c->words[0], "print") == 0, ok;
	struct practice *p;
	int64_t id;

	if (!prints && strcmp(c->words[0], "list") != 0)
		return err_set(e, ERR_USAGE, NULL, "It is written chairside consent list CLIENT, or "
		    "chairside consent print ID.");
	if (!call_id(c->words[1], &id, e) ||
	    !progress_begin(c, call_option(c, "output"), e) || (p = call_open(c, e)) == NULL)
		return false;
	ok = prints ? consent_print(p, id, call_option(c, "format"), call_option(c, "output"),
	    e) : list(p, id, e);
	practice_close(p);
	return ok;
}

const struct command command_consent = {
	.name = "consent", .words = "list|print ID",
	.help = "What a client agreed to, and one consent as it was signed.",
	.more = "  consent list CLIENT    a client's consents, by the client's number\n"
	    "  consent print ID       one with the words that were signed, and by whom\n",
	.min_words = 2, .max_words = 2, .options = options, .run = consent_run,
};
