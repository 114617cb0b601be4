/*
 * session.c - `chairside session show|verify|barred`: a visit as evidence; bookings that cannot
 * stand.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"
#include "command/print.h"
#include "export/evidence.h"
#include "export/export.h"
#include "lists/page.h"
#include "practice/sessions.h"
#include "practice/sign.h"

static const struct option_spec options[] = {
	{ "format", 0, "FORMAT", "show: text, html or json; barred: text, csv, json or xlsx; "
	    "text when not given" },
	{ "output", 'o', "FILE|-", "show, barred: where it goes; - is standard output" },
	{ "all", 'a', NULL, "verify: every visit that was ever signed" },
	{ NULL, 0, NULL, NULL }
};

bool
call_visit(struct practice *p, const char *const *words, size_t n, int64_t *session,
    struct err *e)
{
	if (n == 0)
		return err_set(e, ERR_USAGE, NULL, "Whose visit, and on which day?");
	if (n == 1 && strspn(words[0], "#0123456789") == strlen(words[0]))
		return call_id(words[0], session, e);
	return session_named(p, words, n, session, e);
}

static bool
which(const struct call *c, struct practice *p, int64_t *session, struct err *e)
{
	return call_visit(p, c->words + 1, c->n_words - 1, session, e);
}

static bool
show(const struct call *c, struct practice *p, struct err *e)
{
	const char *format = call_option(c, "format"), *target = call_option(c, "output");
	int64_t session;

	if (call_option(c, "all") != NULL)
		return err_set(e, ERR_USAGE, "all", "--all is for session verify.");
	return which(c, p, &session, e) && evidence_write(p, session, format, target, e);
}

static bool
verify(const struct call *c, struct practice *p, struct err *e)
{
	long signatures = 0, problems = 0;
	int64_t session = 0;

	if (call_option(c, "all") != NULL ? c->n_words > 1 : c->n_words < 2)
		return err_set(e, ERR_USAGE, NULL, "Which visit? Name one, or say --all.");
	if ((c->n_words > 1 && !which(c, p, &session, e)) ||
	    !sign_verify(p, session, print_sentence, NULL, &signatures, &problems, e))
		return false;
	if (problems > 0)
		return err_set(e, ERR_PROBLEMS, NULL, "Of %ld signature%s and later words %ld "
		    "%s not verify.", signatures, text_plural(signatures), problems,
		    problems == 1 ? "does" : "do");
	printf(signatures == 0 ? "Nothing is signed.\n" :
	    "All verify: %ld signature%s and later words.\n", signatures,
	    text_plural(signatures));
	return true;
}

static bool
barred(const struct call *c, struct practice *p, struct err *e)
{
	const char *format = call_option(c, "format"), *target = call_option(c, "output");
	struct export_options o = { .format = format, .target = target };
	struct page_query q = { .words = NULL };
	bool text = format == NULL || strcmp(format, "text") == 0;
	long rows;

	if (c->n_words > 1 || call_option(c, "all") != NULL)
		return err_set(e, ERR_USAGE, NULL, "session barred takes no more words.");
	if (text && target != NULL)
		return err_set(e, ERR_USAGE, "output", "--output is for a file: --format csv, json "
		    "or xlsx.");
	return text ? print_list(&page_stops, p, &q, e) :
	    call_target(format, target, e) && page_export(&page_stops, p, &q, &o, &rows, e);
}

static bool
session_run(struct call *c, struct err *e)
{
	bool (*run)(const struct call *, struct practice *, struct err *) =
	    strcmp(c->words[0], "show") == 0 ? show :
	    strcmp(c->words[0], "verify") == 0 ? verify :
	    strcmp(c->words[0], "barred") == 0 ? barred : NULL;
	struct practice *p;
	bool ok;

	if (run == NULL)
		return err_set(e, ERR_USAGE, NULL, "session needs show, verify or barred, not \"%.40s\".",
		    c->words[0]);
	p = call_open(c, e);
	if (p == NULL)
		return false;
	ok = run(c, p, e);
	practice_close(p);
	return ok;
}

const struct command command_session = {
	.name = "session", .words = "show|verify|barred [WHICH]",
	.help = "A visit as evidence, what was signed; bookings that cannot stand.",
	.more = "  session show WHICH      all that the file knows of the visit\n"
	    "  session verify WHICH    whether it still says what was signed\n"
	    "  session verify --all    the same of every visit; exit status 3 when one does not\n"
	    "  session barred          the open bookings that cannot stand: why, and the first day\n"
	    "                          on which they could\n"
	    "\n"
	    "WHICH is the client, then the day, then the time where there are several, such\n"
	    "as: lang anna 12 mar 10:00. Without a day it is the newest visit that was begun.\n",
	.min_words = 1, .max_words = 20, .options = options, .run = session_run,
};
