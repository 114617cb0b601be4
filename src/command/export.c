/*
 * export.c - `chairside export KIND`: all rows of a kind, archived ones too; and
 * `chairside export LIST --list`: what a list of the screens shows.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "command/command.h"
#include "command/print.h"
#include "lists/page.h"
#include "export/export.h"

#define WORDS_SIZE 400

static const struct option_spec options[] = {
	{ "from", 0, "DAY", "rows of that day, month or year and later" },
	{ "to", 0, "DAY", "rows of that day, month or year and earlier" },
	{ "format", 0, "csv|json|xlsx|ics", "csv when not given; ics of sessions" },
	{ "output", 'o', "FILE|-", "where it goes; - is standard output" },
	PROGRESS_OPTION,
	{ "list", 0, NULL, "what the screens' list of that name shows" },
	{ "words", 0, "TEXT|-", "list: rows with these words; - reads them as a line" },
	{ "of", 0, "N", "list: of that client or other record" },
	{ "which", 0, "TEXT", "record_history: what record N is; day_visits: the day" },
	{ "rows", 0, "N,N...|-", "list: of these numbers alone; - reads them as a line" },
	{ "all", 0, NULL, "list: archived and inactive ones too" },
	{ NULL, 0, NULL, NULL }
};

/* Everybody on the machine can see a command line, so `--words -` reads words that name
 * a client from standard input. */
static bool
read_words(const struct call *c, char line[WORDS_SIZE], const char **words,
    struct err *e)
{
	*words = call_option(c, "words");
	if (*words == NULL || strcmp(*words, "-") != 0)
		return true;
	if (fgets(line, WORDS_SIZE, stdin) == NULL)
		line[0] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	*words = line;
	return text_bad_byte(line, strlen(line)) < 0 || err_set(e, ERR_USAGE, "words",
	    "The words to look for are not UTF-8.");
}

/* Reads "12,15,40", any number of ids, or with `-` such a line from standard input; the
 * caller frees *rows. */
static bool
read_rows(const struct call *c, int64_t **rows, size_t *n, struct err *e)
{
	const char *text = call_option(c, "rows");
	AUTO_FREE char *line = NULL;
	size_t room = 0, cap = 0;
	char *end;

	if (text == NULL)
		return true;
	if (strcmp(text, "-") == 0)
		text = getline(&line, &room, stdin) > 0 ? line : "";
	do {
		GROW(*rows, cap, *n + 1);
		(*rows)[*n] = strtoll(text, &end, 10);
		if (end == text || (*rows)[*n] <= 0 || strchr(",\r\n", *end) == NULL)
			return err_set(e, ERR_USAGE, "rows", "Which rows? Their numbers, "
			    "such as 12,15,40.");
		++*n;
		text = end + 1;
	} while (*end == ',');
	return true;
}

static bool
find_list(const char *name, const struct page_list **l, struct err *e)
{
	AUTO_BUF struct buf names = BUF_INIT;
	size_t i;

	*l = page_list_named(name);
	for (i = 0; page_lists[i] != NULL; i++)
		buf_addf(&names, "%s%s", i > 0 ? ", " : "", page_lists[i]->name);
	return *l != NULL || err_set(e, ERR_USAGE, "list", "There is no list "
	    "\"%.40s\"; there are %s.", name, names.s);
}

static bool
export_list(struct call *c, const struct export_options *o, long *rows,
    struct err *e)
{
	struct page_query q = { .of_text = call_option(c, "which"),
	    .all = call_option(c, "all") != NULL };
	char line[WORDS_SIZE];
	AUTO_FREE int64_t *marked = NULL;
	const struct page_list *l;
	struct practice *p;
	bool ok;

	if (!find_list(o->kind, &l, e) || !read_words(c, line, &q.words, e) ||
	    !read_rows(c, &marked, &q.n_rows, e) ||
	    !call_number(c, "of", 1, INT64_MAX, 0, &q.of, e) ||
	    (p = call_open(c, e)) == NULL)
		return false;
	q.rows = marked;
	ok = page_export(l, p, &q, o, rows, e);
	progress_end();
	practice_close(p);
	return ok;
}

static bool
export_kind(struct call *c, const struct export_options *o, long *rows,
    struct err *e)
{
	static const char *const lists[] = { "words", "of", "which", "rows",
	    "all" };
	struct practice *p;
	size_t i;
	bool ok;

	for (i = 0; i < ARRAY_LEN(lists); i++)
		if (call_option(c, lists[i]) != NULL)
			return err_set(e, ERR_USAGE, lists[i],
			    "--%s is for a list: use --list too.", lists[i]);
	if ((p = call_open(c, e)) == NULL)
		return false;
	ok = practice_export(p, o, rows, e);
	progress_end();
	practice_close(p);
	return ok;
}

static bool
export_run(struct call *c, struct err *e)
{
	static char doing[] = "exporting";
	struct export_options o = {
		.kind = c->words[0],
		.from = call_option(c, "from"), .to = call_option(c, "to"),
		.format = call_option(c, "format"),
		.target = call_option(c, "output"),
		.progress = progress_show, .arg = doing,
	};
	long rows;

	if (!progress_begin(c, o.target, e) || !call_target(o.format, o.target, e))
		return false;
	if (call_option(c, "list") == NULL)
		return export_kind(c, &o, &rows, e);
	if (o.from != NULL || o.to != NULL)
		return err_set(e, ERR_USAGE, "from", "--from and --to are for records "
		    "of a kind; a list is written as it is shown.");
	return export_list(c, &o, &rows, e);
}

const struct command command_export = {
	.name = "export", .words = "KIND",
	.help = "Write out all records of a kind.",
	.more = "  KIND is clients, staff, services, products, sessions, receipts (one row a\n"
	    "  line), subscribers, reviews, rooms, devices, hours, blocks, waiting, lots,\n"
	    "  charts (one row a zone or product used) or consents. Headers are the fields'\n"
	    "  names, so that `chairside import` takes the file again.\n"
	    "  With --list KIND is a list of the screens, such as clients or\n"
	    "  client_visits, and what it shows is written.\n",
	.min_words = 1, .max_words = 1, .options = options, .run = export_run,
};
