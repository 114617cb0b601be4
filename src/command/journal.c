/*
 * journal.c - `chairside journal`: who did what, and is the journal the one that was
 * written?
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"
#include "command/print.h"
#include "export/export.h"
#include "lists/page.h"
#include "practice/journal.h"

static const struct option_spec options[] = {
	{ "from", 0, "DAY", "list, export: only of that day and later" },
	{ "to", 0, "DAY", "list, export: only up to that day" },
	{ "who", 0, "PERSON", "list, export: only a person's" },
	{ "client", 0, "CLIENT", "list, export: only what is about a client" },
	{ "kind", 0, "KIND", "list, export: only change, look, login, refused, export…" },
	{ "format", 0, "csv|json|xlsx", "export: as what; csv when not given" },
	{ "output", 'o', "FILE|-", "export: where it goes; - is standard output" },
	{ "head", 0, "N:DIGEST", "verify: also against a head that was noted elsewhere" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

/* --- verify ------------------------------------------------------------------------------ */

static bool
verify(struct call *c, struct practice *p, struct err *e)
{
	struct journal_verdict v;

	if (!journal_check(p, call_option(c, "head"), print_sentence, NULL, &v, e))
		return false;
	if (v.problems > 0)
		return err_set(e, ERR_PROBLEMS, NULL, "The journal has %ld problem%s.", v.problems,
		    text_plural(v.problems));
	printf("The journal is the one that was written: %lld %s.\n", (long long)v.entries,
	    v.entries == 1 ? "entry" : "entries");
	if (v.log.code == ERR_NONE)
		printf("The machine's log has its head.\n");
	else
		printf("The machine's log does not take its head: %s.\n", v.log.text);
	printf("head %s\n", v.head);
	return true;
}

/* --- list and export ------------------------------------------------------------------------ */

static bool
list(struct call *c, struct practice *p, bool to_file, struct err *e)
{
	static char doing[] = "exporting";
	struct export_options o = { .format = call_option(c, "format"),
	    .target = call_option(c, "output"), .progress = progress_show, .arg = doing };
	struct journal_filter f = { .from = DATE_NONE, .to = DATE_NONE };
	AUTO_BUF struct buf which = BUF_INIT;
	struct page_query q = { .of = 0 };
	long rows;

	if (!practice_may(p, ACTION_JOURNAL, e) || !journal_filter_parse(p,
	    call_option(c, "who"), call_option(c, "client"), call_option(c, "kind"),
	    call_option(c, "from"), call_option(c, "to"), &f, e))
		return false;
	journal_filter_add(&f, &which);
	q.of_text = which.s;
	return to_file ? page_export(&page_journal, p, &q, &o, &rows, e) :
	    print_list(&page_journal, p, &q, e);
}

static bool
journal_run(struct call *c, struct err *e)
{
	const char *word = c->words[0], *target = call_option(c, "output");
	bool to_file = strcmp(word, "export") == 0, ok;
	struct practice *p;

	if (!to_file && strcmp(word, "list") != 0 && strcmp(word, "verify") != 0)
		return err_set(e, ERR_USAGE, NULL, "It is written chairside journal list, journal "
		    "export or journal verify.");
	if (!progress_begin(c, target, e) ||
	    (to_file && !call_target(call_option(c, "format"), target, e)) ||
	    (p = call_open(c, e)) == NULL)
		return false;
	ok = strcmp(word, "verify") == 0 ? verify(c, p, e) : list(c, p, to_file, e);
	progress_end();
	practice_close(p);
	return ok;
}

const struct command command_journal = {
	.name = "journal", .words = "list|export|verify",
	.help = "Show who did what and looked at whom, or verify that nothing was changed.",
	.more = "  list prints the entries, the newest first; export writes them to a file.\n"
	    "  verify tells an entry that was edited, deleted, renumbered, swapped, cut off or\n"
	    "  recomputed, and an older copy in the file's place; exit status 3 when there is.\n"
	    "  Its last line is the head: noted elsewhere, it proves later what was there.\n",
	.min_words = 1, .max_words = 1, .options = options, .run = journal_run,
};
