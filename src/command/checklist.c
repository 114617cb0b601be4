/*
 * checklist.c - `chairside checklist …`: screening checklists, written out, brought in, looked
 * through, compared, tried and published.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"
#include "command/print.h"
#include "export/checklist_print.h"
#include "export/screening_paper.h"
#include "practice/checklist_effect.h"
#include "practice/checklist_file.h"
#include "practice/checklist_look.h"
#include "practice/offer.h"

static const struct option_spec options[] = {
	{ "edition", 0, "N", "which; the newest that is published when not given" },
	{ "with", 0, "N", "diff: the edition it is compared with; the newest when not given" },
	{ "output", 'o', "FILE|-", "export, print: where it goes; - is standard output" },
	{ "language", 0, "CODE", "print: in that language, as far as the checklist has it" },
	{ "client", 0, "ID", "evaluate: of that client" },
	{ "on", 0, "DATE", "evaluate: for a treatment on that day; today when not given" },
	{ "format", 0, "text|json", "text when not given; print: text or html" },
	{ NULL, 0, NULL, NULL }
};

/* The edition that --edition, or another option, names; of any state where it is given. */
static struct checklist *
named(struct call *c, struct practice *p, const char *option, struct err *e)
{
	int64_t edition;

	return call_number(c, option, 1, 100000, 0, &edition, e) ?
	    checklist_named(p, c->words[1], edition, e) : NULL;
}

/* --- list ----------------------------------------------------------------------------------- */

static bool
add_row(const struct record *r, void *arg)
{
	struct table *t = arg;
	AUTO_FREE char *edition = xasprintf("%" PRId64, record_int(r, "edition"));

	table_add(t, record_text(r, "code"));
	table_add(t, edition);
	table_add(t, record_text(r, "state"));
	table_add(t, record_text(r, "title"));
	return true;
}

static bool
run_list(UNUSED struct call *c, struct practice *p, struct err *e)
{
	static const char *const headings[] = { "code", ">edition", "state", "title" };
	struct table *t = table_new(headings, ARRAY_LEN(headings));

	return table_print(t, offer_checklists(p, add_row, t, e), "There are no checklists.");
}

/* --- export, import --------------------------------------------------------------------------- */

static bool
run_export(struct call *c, struct practice *p, struct err *e)
{
	struct checklist *list = named(c, p, "edition", e);
	bool ok = list != NULL && checklist_write(list, call_option(c, "output"), e);

	checklist_free(list);
	return ok;
}

static bool
run_print(struct call *c, struct practice *p, struct err *e)
{
	struct checklist *list = named(c, p, "edition", e);
	bool ok = list != NULL && screening_paper_print(p, list, call_option(c, "language"),
	    call_option(c, "format"), call_option(c, "output"), e);

	checklist_free(list);
	return ok;
}

static struct checklist *
read_file(struct practice *p, const char *path, struct err *e)
{
	AUTO_BUF struct buf text = BUF_INIT;

	if (!file_read(path, CHECKLIST_FILE_MAX, &text, e))
		return NULL;
	if (strlen(text.s) == text.len)
		return checklist_parse(p->db, text.s, e);
	err_set(e, ERR_INVALID, NULL, "This is not a checklist: it is not text.");
	return NULL;
}

static bool
run_import(struct call *c, struct practice *p, struct err *e)
{
	struct checklist *list = read_file(p, c->words[1], e), *added = NULL;
	int64_t id;
	bool ok = list != NULL && checklist_add(p, list, &id, e) &&
	    (added = checklist_load_edition(p->db, id, e)) != NULL;

	if (ok)
		fprintf(stderr, "%s is here as a draft, edition %" PRId64 ". chairside checklist "
		    "publish %s --edition %" PRId64 " puts it in force.\n",
		    record_text(added->head, "code"), record_int(added->head, "edition"),
		    record_text(added->head, "code"), record_int(added->head, "edition"));
	checklist_free(list);
	checklist_free(added);
	return ok;
}

/* --- lint, diff ----------------------------------------------------------------------------- */

static void
print_flaw(const struct checklist_flaw *flaw, void *arg)
{
	long *n = arg;

	++*n;
	print_shown(stdout, flaw->place);
	printf(": ");
	print_shown(stdout, flaw->text);
	printf("%s\n", flaw->refused ? " (refused)" : "");
}

/* A code, or a file that is not yet in the practice. */
static bool
run_lint(struct call *c, struct practice *p, struct err *e)
{
	bool file = strpbrk(c->words[1], "./") != NULL || strcmp(c->words[1], "-") == 0;
	struct checklist *list = file ? read_file(p, c->words[1], e) : named(c, p, "edition", e);
	long n = 0;

	if (list == NULL)
		return false;
	checklist_look(list, print_flaw, &n);
	checklist_free(list);
	return n == 0 || err_set(e, ERR_PROBLEMS, NULL, "%ld %s to be looked at.", n,
	    n == 1 ? "thing is" : "things are");
}

static void
print_difference(const char *sentence, void *arg)
{
	bool *differ = arg;

	*differ = true;
	puts(sentence);
}

/* The number of the newest edition, whatever its state. */
struct newest {
	const char *code;
	int64_t edition;
};

static bool
keep_newest(const struct record *r, void *arg)
{
	struct newest *n = arg;

	if (strcmp(record_text(r, "code"), n->code) == 0 && record_int(r, "edition") > n->edition)
		n->edition = record_int(r, "edition");
	return true;
}

static bool
run_diff(struct call *c, struct practice *p, struct err *e)
{
	struct newest n = { c->words[1], 0 };
	struct checklist *a = NULL, *b = NULL;
	bool ok, differ = false;

	ok = offer_checklists(p, keep_newest, &n, e) && (a = named(c, p, "edition", e)) != NULL &&
	    (b = call_option(c, "with") != NULL ? named(c, p, "with", e) :
	    checklist_named(p, n.code, n.edition, e)) != NULL;
	if (ok)
		checklist_diff(a, b, print_difference, &differ);
	if (ok && !differ)
		fprintf(stderr, "Editions %" PRId64 " and %" PRId64 " say the same.\n",
		    record_int(a->head, "edition"), record_int(b->head, "edition"));
	checklist_free(a);
	checklist_free(b);
	return ok;
}

/* --- bookings ------------------------------------------------------------------------------- */

static bool
add_stop(const struct checklist_stop *s, void *arg)
{
	struct table *t = arg;
	char day[24];

	table_add(t, s->name);
	table_add(t, s->stops ? "stopped" : "let pass");
	table_add(t, s->until == DATE_NONE ? "" : date_to_words(s->until, false, day));
	table_add(t, s->why);
	return true;
}

static void
tell_effect(const struct checklist_effect *x)
{
	fprintf(stderr, "Of %ld open booking%s it stops %ld now let pass, and lets pass %ld now "
	    "stopped. With a question to answer: %ld; never screened: %ld.\n", x->bookings,
	    text_plural(x->bookings), x->stops, x->freed, x->unanswered, x->unscreened);
}

static bool
run_bookings(struct call *c, struct practice *p, struct err *e)
{
	static const char *const headings[] = { "booking", "then", "first day", "why" };
	struct checklist *list = named(c, p, "edition", e);
	struct table *t = table_new(headings, ARRAY_LEN(headings));
	struct checklist_effect x;
	bool ok = list != NULL && checklist_effect(p, list, add_stop, t, &x, e);

	table_print(t, ok, NULL);
	if (ok)
		tell_effect(&x);
	checklist_free(list);
	return ok;
}

/* --- evaluate, publish, retire -------------------------------------------------------------- */

static bool
run_evaluate(struct call *c, struct practice *p, struct err *e)
{
	const char *client = call_option(c, "client"), *on = call_option(c, "on");
	date_day day = on == NULL ? clock_today() :
	    date_parse(on, p->context.date_order, p->context.today, false);
	struct checklist *list = NULL;
	int64_t id = 0;
	bool json, ok;

	if (day == DATE_NONE)
		return err_set(e, ERR_USAGE, NULL, "\"%.40s\" is not a day, such as "
		    "2026-11-29.", on);
	ok = call_json(c, &json, e) && (client == NULL || call_id(client, &id, e)) &&
	    (list = named(c, p, "edition", e)) != NULL &&
	    checklist_evaluate(p, list, id, day, c->words + 2, c->n_words - 2, json, e);
	checklist_free(list);
	return ok;
}

static bool
turn(struct call *c, struct practice *p, bool (*to)(struct practice *, int64_t, struct err *),
    const char *told, struct err *e)
{
	struct checklist *list;
	bool ok;

	if (call_option(c, "edition") == NULL)
		return err_set(e, ERR_USAGE, NULL, "Which edition? --edition N.");
	list = named(c, p, "edition", e);
	ok = list != NULL && to(p, list->head->id, e);
	if (ok)
		fprintf(stderr, "%s, edition %" PRId64 ", is %s.\n",
		    record_text(list->head, "title"), record_int(list->head, "edition"), told);
	checklist_free(list);
	return ok;
}

static bool
run_publish(struct call *c, struct practice *p, struct err *e)
{
	return turn(c, p, checklist_publish, "asked from now on", e);
}

static bool
run_retire(struct call *c, struct practice *p, struct err *e)
{
	return turn(c, p, checklist_retire, "asked no more", e);
}

static const struct {
	const char *word;
	bool more;		/* it takes a code or a file, and nothing behind it … */
	bool answers;		/* … but these */
	bool (*run)(struct call *, struct practice *, struct err *);
} verbs[] = {
	{ "list", false, false, run_list },
	{ "export", true, false, run_export },
	{ "print", true, false, run_print },
	{ "import", true, false, run_import },
	{ "lint", true, false, run_lint },
	{ "diff", true, false, run_diff },
	{ "bookings", true, false, run_bookings },
	{ "evaluate", true, true, run_evaluate },
	{ "publish", true, false, run_publish },
	{ "retire", true, false, run_retire },
};

static bool
checklist_run(struct call *c, struct err *e)
{
	struct practice *p;
	size_t i = 0;
	bool ok;

	while (i < ARRAY_LEN(verbs) && strcmp(verbs[i].word, c->words[0]) != 0)
		i++;
	if (i == ARRAY_LEN(verbs) || (verbs[i].answers ? c->n_words < 2 :
	    c->n_words != 1 + (size_t)verbs[i].more))
		return err_set(e, ERR_USAGE, NULL, "It is written chairside checklist list, or "
		    "chairside checklist export, print, import, lint, diff, bookings, evaluate, "
		    "publish or retire and what.");
	if ((p = call_open(c, e)) == NULL)
		return false;
	ok = verbs[i].run(c, p, e);
	practice_close(p);
	return ok;
}

const struct command command_checklist = {
	.name = "checklist", .words = "VERB [CODE|FILE] [ITEM=ANSWER...]",
	.help = "Screening checklists: written out, brought in, compared, tried.",
	.more = "  checklist list                 every edition\n"
	    "  checklist export CODE          one as a JSON file\n"
	    "  checklist print CODE           its form, blank, for the waiting room\n"
	    "  checklist import FILE          such a file, as a draft\n"
	    "  checklist lint CODE|FILE       what is wrong with it or worth a second look\n"
	    "  checklist diff CODE            what the newest edition changes\n"
	    "  checklist bookings CODE        open bookings that an edition would stop\n"
	    "  checklist evaluate CODE ITEM=ANSWER...\n"
	    "                                 the verdict on these answers; nothing is kept\n"
	    "  checklist publish|retire CODE  from now on asked, or no more\n",
	.min_words = 1, .max_words = 200, .options = options, .run = checklist_run,
};
