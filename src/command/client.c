/*
 * client.c - `chairside client`: list, show, add, set; client_rights.c has the rest.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "command/client_merge.h"
#include "command/client_rights.h"
#include "command/print.h"
#include "export/card_print.h"
#include "practice/asked.h"
#include "practice/clients.h"
#include "practice/duplicates.h"
#include "practice/reads.h"

static const struct option_spec options[] = {
	{ "format", 0, "text|json", "how list, show, add, set and duplicates answer; duplicates "
	    "csv too; card: text or html" },
	{ "archived", 0, NULL, "list archived clients too" },
	{ "new", 0, NULL, "add one who shares name, phone or e-mail with another" },
	{ "take", 0, "FIELD,...", "merge: whose value is that of the client who goes" },
	{ "number", 0, "N", "merge, erase: do it; the number of the client who goes" },
	{ "output", 'o', "FILE|-", "bundle, card: where it goes; - is standard output" },
	{ "reason", 0, "WHY", "erase: why, without a name; it is kept" },
	PROGRESS_OPTION,
	{ NULL, 0, NULL, NULL }
};

/* --- list -------------------------------------------------------------------- */

struct client_table {
	struct practice *p;
	struct table *table;
};

static void
add_day(struct table *t, const struct practice *p, const char *iso)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	struct value day = { VALUE_TEXT, 0, (char *)(uintptr_t)iso };

	if (*iso != '\0')
		field_show(record_field(&record_client, "first_visit"),
		    &p->context, &day, &shown);
	table_add(t, shown.s);
}

static bool
list_line(const struct client_line *l, void *arg)
{
	struct client_table *to = arg;
	AUTO_RECORD struct record *names = record_new(&record_client);
	AUTO_BUF struct buf name = BUF_INIT;
	char id[24];

	names->id = l->id;
	record_set_text(names, "given", l->given);
	record_set_text(names, "family", l->family);
	record_set_text(names, "preferred", l->preferred);
	client_display_name(names, &name);
	if (l->archived)
		buf_adds(&name, " (archived)");
	snprintf(id, sizeof(id), "%" PRId64, l->id);
	table_add(to->table, id);
	table_add(to->table, name.s);
	table_add(to->table, l->phone);
	table_add(to->table, l->email);
	add_day(to->table, to->p, l->born);
	add_day(to->table, to->p, l->last_visit);
	return true;
}

static bool
list_clients(struct practice *p, const struct client_query *q, struct err *e)
{
	static const char *const headings[] = { ">id", "name", "phone", "e-mail",
	    "born", "last visit" };
	struct client_table to = { .p = p };

	to.table = table_new(headings, ARRAY_LEN(headings));
	return table_print(to.table, clients_list(p, q, list_line, &to, NULL, e),
	    "No client matches.");
}

static bool
client_list(struct call *c, struct practice *p, bool json, struct err *e)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct client_query q = { .archived = call_option(c, "archived") != NULL };
	size_t i;

	for (i = 1; i < c->n_words; i++)
		buf_addf(&words, "%s%s", i > 1 ? " " : "", c->words[i]);
	q.words = words.s;
	return json ? clients_write_json(p, &q, stdout, e) :
	    list_clients(p, &q, e);
}

/* --- show -------------------------------------------------------------------- */

/* Prints a line; further lines of a note are indented below the first. */
static void
print_field(const char *label, int width, const char *text)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	const char *line, *end;

	text_show(&shown, text, true);
	for (line = shown.s; line != NULL; line = end != NULL ? end + 1 : NULL) {
		end = strchr(line, '\n');
		printf("%s%*s  %.*s\n", label, width - text_width(label), "",
		    end != NULL ? (int)(end - line) : (int)strlen(line), line);
		label = "";
	}
}

static void
print_client(struct practice *p, const struct record *r)
{
	size_t i;
	int width = 0, w;
	char id[24];
	bool medical = practice_allows(p, ACTION_READ_MEDICAL);

	for (i = 0; i < r->type->n_fields; i++) {
		w = text_width(r->type->fields[i].label);
		width = r->values[i].kind != VALUE_NULL && w > width ? w : width;
	}
	snprintf(id, sizeof(id), "%" PRId64, r->id);
	print_field(r->type->label, width, id);
	for (i = 0; i < r->type->n_fields; i++) {
		AUTO_BUF struct buf text = BUF_INIT;

		if (medical && (strcmp(r->type->fields[i].name, "allergies") == 0 ||
		    strcmp(r->type->fields[i].name, "medicines") == 0))
			asked_words(p, r, r->type->fields[i].name, &text);
		else
			field_show(&r->type->fields[i], &p->context, &r->values[i],
			    &text);
		if (text.len > 0)
			print_field(r->type->fields[i].label, width, text.s);
	}
}

static bool
show_client(struct practice *p, int64_t id, bool json, struct err *e)
{
	AUTO_RECORD struct record *r = json ? NULL : client_get(p, id, e);

	if (r != NULL)
		print_client(p, r);
	else if (!json || !client_write_json(p, id, stdout, e))
		return false;
	reads_note(p, id, "client");
	return json || print_merges(p, id, e);
}

static bool
client_show(struct call *c, struct practice *p, bool json, struct err *e)
{
	int64_t id;

	return call_id(c->words[1], &id, e) && show_client(p, id, json, e);
}

/* --- add and set --------------------------------------------------------------- */

/* Prints the clients that are like the new one, one a line; false when there are
 * any. */
static bool
nobody_alike(struct practice *p, const struct record *r, struct err *e)
{
	struct alike all[ALIKE_SHOWN];
	size_t i, n;
	bool more;

	/* without the right to write, saving is refused anyway: show nobody */
	if (!practice_allows(p, ACTION_WRITE_CLIENTS))
		return true;
	if (!clients_alike(p, r, all, &n, &more, e))
		return false;
	for (i = 0; i < n; i++) {
		AUTO_BUF struct buf words = BUF_INIT, shown = BUF_INIT;

		alike_words(&all[i], &words);
		text_show(&shown, words.s, false);
		fprintf(stderr, "Client %" PRId64 " %s\n", all[i].client, shown.s);
	}
	return n == 0 || err_set(e, ERR_INVALID, NULL, "%s like this; nothing was "
	    "saved. --new adds a new client all the same.", n > 1 || more ?
	    "There are clients" : "There is a client");
}

static bool
client_add_words(struct call *c, struct practice *p, bool json, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_client);

	bool insists = call_option(c, "new") != NULL;
	int64_t known;

	if (!call_values(c, 1, p, r, e))
		return false;
	known = clients_known(p);
	if (insists ? !client_add(p, r, e) : !nobody_alike(p, r, e) ||
	    !client_add_unlike(p, r, known, NULL, e))
		return false;
	if (json)
		return client_write_json(p, r->id, stdout, e);
	printf("Client %" PRId64 " added.\n", r->id);
	return true;
}

/* After saving: says when the client is now like another one. */
static void
tell_now_alike(struct practice *p, const struct record *r, const struct record *was)
{
	AUTO_BUF struct buf said = BUF_INIT, shown = BUF_INIT;
	struct err e;

	if (!client_now_alike(p, r, was, &said, &e) || said.len == 0)
		return;
	text_show(&shown, said.s, false);
	fprintf(stderr, "%s\n", shown.s);
}

static bool
client_set(struct call *c, struct practice *p, bool json, struct err *e)
{
	AUTO_RECORD struct record *base = NULL, *r = NULL;
	int64_t id, version;

	if (!call_id(c->words[1], &id, e))
		return false;
	base = client_get(p, id, e);
	if (base == NULL)
		return false;
	version = base->version;
	r = record_copy(base);
	if (!call_values(c, 2, p, r, e) || !client_save(p, r, base, NULL, NULL, e))
		return false;
	tell_now_alike(p, r, base);
	if (json)
		return client_write_json(p, id, stdout, e);
	printf("Client %" PRId64 "%s.\n", id, r->version != version ? " changed" :
	    " is as it was");
	return true;
}

static bool
client_card(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	int64_t id;

	return call_id(c->words[1], &id, e) && progress_begin(c, call_option(c, "output"), e) &&
	    card_print(p, id, call_option(c, "format"), call_option(c, "output"), e);
}

/* --- the command ------------------------------------------------------------- */

static const struct {
	const char *name;
	size_t min_words, max_words;	/* with the name itself */
	const char *usage;
	bool (*run)(struct call *c, struct practice *p, bool json, struct err *e);
} acts[] = {
	{ "list", 1, 100, "list [WORD...]", client_list },
	{ "show", 2, 2, "show ID", client_show },
	{ "add", 2, 100, "add NAME=VALUE...", client_add_words },
	{ "set", 3, 100, "set ID NAME=VALUE...", client_set },
	{ "duplicates", 1, 1, "duplicates", client_duplicates },
	{ "apart", 3, 3, "apart ID ID", client_apart },
	{ "merge", 3, 3, "merge ID ID", client_merge_two },
	{ "unmerge", 2, 2, "unmerge ID", client_unmerge_one },
	{ "give", 4, 4, "give ID TYPE ID", client_give },
	{ "card", 2, 2, "card ID", client_card },
	{ "bundle", 2, 2, "bundle ID -o FILE", client_bundle },
	{ "hold", 3, 3, "hold ID REASON", client_hold },
	{ "release", 3, 3, "release ID REASON", client_release },
	{ "erase", 2, 2, "erase ID --number ID --reason WHY", client_erase },
	{ "retention", 1, 2, "retention [ID]", client_retention },
};

static bool
client_run(struct call *c, struct err *e)
{
	struct practice *p;
	size_t i = 0;
	bool json, ok;

	while (i < ARRAY_LEN(acts) && strcmp(acts[i].name, c->words[0]) != 0)
		i++;
	if (i == ARRAY_LEN(acts))
		return err_set(e, ERR_USAGE, NULL, "client needs list, show, add, set, "
		    "duplicates, apart, merge, unmerge, give, card, bundle, hold, release, erase or "
		    "retention, not \"%s\".", c->words[0]);
	if (c->n_words < acts[i].min_words || c->n_words > acts[i].max_words)
		return err_set(e, ERR_USAGE, NULL, "It is written chairside client %s",
		    acts[i].usage);
	json = false;
	if ((acts[i].run != client_duplicates && acts[i].run != client_card &&
	    !call_json(c, &json, e)) ||
	    (p = call_open(c, e)) == NULL)
		return false;
	ok = acts[i].run(c, p, json, e);
	practice_close(p);
	return ok;
}

const struct command command_client = {
	.name = "client", .words = "list|show|add|set|duplicates|apart|merge|unmerge|give|card|bundle|"
	    "hold|release|erase|retention [WORD...]",
	.help = "Find, show, add, change and merge clients.",
	.more = "  client list [WORD...]         those who match all words; without "
	    "words, all\n"
	    "  client show ID                one client\n"
	    "  client add NAME=VALUE...      a new client\n"
	    "                                (--new: also where one like it is there)\n"
	    "  client set ID NAME=VALUE...   changes fields; a blank value clears one\n"
	    "  client duplicates             pairs who may be one person, with score and why\n"
	    "  client apart ID ID            those two are two people\n"
	    "  client merge ID ID            the second becomes the first: what would be done;\n"
	    "                                with --number it is done\n"
	    "  client unmerge ID             takes that apart again, whenever\n"
	    "  client give ID TYPE ID        after it: a record made since goes to the other\n"
	    "  client card ID                the card of the visits to come, to be printed\n"
	    "  client bundle ID -o FILE      all that the practice holds on a person, a tar\n"
	    "                                archive to hand over\n"
	    "  client hold ID REASON         keeps records that may be asked for, such as in a\n"
	    "                                claim; client release ID REASON ends that\n"
	    "  client erase ID --number ID --reason WHY\n"
	    "                                erases a person, for good\n"
	    "  client retention [ID]         whose records need not be kept any more; what keeps\n"
	    "                                those of one\n"
	    "\n"
	    "Words are beginnings of names, of e-mail addresses, of other ids and tags,\n"
	    "or digits of a phone number, in any order, without regard to case and accents.\n",
	.min_words = 1, .max_words = 101, .options = options, .run = client_run,
};
