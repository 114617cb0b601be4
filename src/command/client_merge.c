/*
 * client_merge.c - `chairside client duplicates|apart|merge|unmerge|give`.
 */
#include "command/client_merge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "command/print.h"
#include "practice/client_merge.h"
#include "practice/duplicates.h"
#include "practice/naming.h"

static bool
duplicates_text(struct practice *p, struct err *e)
{
	static const char *const headings[] = { ">score", ">id", "name", ">id", "name", "why" };
	struct table *t;
	struct duplicate_pair *list;
	char number[24];
	size_t i, k, n;

	if (!duplicates_all(p, &list, &n, e)) {
		free(list);
		return false;
	}
	t = table_new(headings, ARRAY_LEN(headings));
	for (i = 0; i < n; i++) {
		const int64_t ids[] = { list[i].first, list[i].second };

		snprintf(number, sizeof(number), "%d", list[i].score);
		table_add(t, number);
		for (k = 0; k < ARRAY_LEN(ids); k++) {
			AUTO_BUF struct buf name = BUF_INIT;

			naming_add_id(p, &record_client, ids[k], &name);
			snprintf(number, sizeof(number), "%" PRId64, ids[k]);
			table_add(t, number);
			table_add(t, name.s);
		}
		table_add(t, list[i].why);
	}
	table_print(t, true, "No two clients are alike.");
	free(list);
	if (n == DUPLICATES_MAX)
		fputs("There may be more: settle these first.\n", stderr);
	return true;
}

bool
client_duplicates(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	const char *format = call_option(c, "format");

	if (format == NULL || strcmp(format, "text") == 0)
		return duplicates_text(p, e);
	if (strcmp(format, "json") != 0 && strcmp(format, "csv") != 0)
		return err_set(e, ERR_USAGE, NULL, "--format is text, json or csv, not \"%.80s\".",
		    format);
	return duplicates_write(p, strcmp(format, "json") == 0, stdout, e);
}

bool
client_apart(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	int64_t one, two;

	if (!call_id(c->words[1], &one, e) || !call_id(c->words[2], &two, e) ||
	    !duplicates_apart(p, one, two, e))
		return false;
	puts("They are two people, and not listed as duplicates any more.");
	return true;
}

/* --take born,phone */
static bool
take_fields(struct call *c, struct client_merge *m, struct err *e)
{
	const char *list = call_option(c, "take");
	size_t i, n;

	for (list = list != NULL ? list : ""; *list != '\0'; list += n + (list[n] != '\0')) {
		n = strcspn(list, ",");
		for (i = 0; i < m->n; i++)
			if (strlen(m->fields[i].field->name) == n &&
			    strncmp(m->fields[i].field->name, list, n) == 0 &&
			    m->fields[i].how == MERGED_CHOICE)
				break;
		if (i == m->n)
			return err_set(e, ERR_USAGE, NULL, "There is nothing to choose of "
			    "\"%.*s\"; without --take the fields are listed of which there is.", (int)(n < 80 ? n : 80), list);
		client_merge_choose(m, i, true);
	}
	return true;
}

static bool
merge_or_tell(struct call *c, struct client_merge *m, struct err *e)
{
	const char *number = call_option(c, "number");
	AUTO_BUF struct buf words = BUF_INIT;

	if (!take_fields(c, m, e) || !client_merge_words(m, &words, e) ||
	    (number != NULL && !client_merge_do(m, number, e)))
		return false;
	fputs(words.s, stdout);
	if (number != NULL)
		printf("Merged. `chairside client unmerge %" PRId64 "` takes it apart.\n",
		    m->gone->id);
	else
		printf("Nothing was changed. --number %" PRId64 " merges them; --take FIELD takes "
		    "a value of the one who goes.\n", m->gone->id);
	return true;
}

bool
client_merge_two(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	struct client_merge m;
	int64_t stays, gone;
	bool ok;

	if (!call_id(c->words[1], &stays, e) || !call_id(c->words[2], &gone, e))
		return false;
	ok = client_merge_begin(p, stays, gone, &m, e) && merge_or_tell(c, &m, e);
	client_merge_end(&m);
	return ok;
}

struct telling {
	struct practice *p;
	struct buf *out;
	int64_t gone;
};

static void
add_left(const struct merge_left *l, void *arg)
{
	const struct telling *t = arg;
	AUTO_BUF struct buf why = BUF_INIT, what = BUF_INIT;

	merge_left_words(t->p, l, &why, &what);
	buf_addf(t->out, "%s, stays: %s", why.s, what.s);
	if (merge_left_gives(l))
		buf_addf(t->out, " (client give %" PRId64 " %s %" PRId64 ")", t->gone,
		    l->type->name, l->row);
	buf_addc(t->out, '\n');
}

bool
client_unmerge_one(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct telling t = { p, &words, 0 };

	if (!call_id(c->words[1], &t.gone, e) || !client_unmerge(p, t.gone, add_left, &t, e))
		return false;
	puts("They are two clients again.");
	if (words.len > 0)
		fputs(words.s, stdout);
	return true;
}

bool
client_give(struct call *c, struct practice *p, UNUSED bool json, struct err *e)
{
	int64_t gone, row;

	if (!call_id(c->words[1], &gone, e) || !call_id(c->words[3], &row, e) ||
	    !client_merge_give(p, gone, c->words[2], row, e))
		return false;
	puts("That record is the other client's now.");
	return true;
}

bool
print_merges(struct practice *p, int64_t id, struct err *e)
{
	AUTO_BUF struct buf words = BUF_INIT;

	if (client_leads_to(p, id, &words) != id)
		buf_addc(&words, '\n');
	if (!client_merged_words(p, id, false, &words, e))
		return false;
	if (words.len > 0)
		fputs(words.s, stdout);
	return true;
}
