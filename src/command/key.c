/*
 * key.c - `chairside key add|list|remove`: the public keys by which people log in.
 */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "command/command.h"
#include "command/print.h"
#include "lists/page.h"
#include "server/keys.h"

#define KEY_FILE_MAX 16384	/* bytes */

static const struct option_spec options[] = { { NULL, 0, NULL, NULL } };

static bool
key_list(struct call *c, struct practice *p, struct err *e)
{
	AUTO_RECORD struct record *person = NULL;
	struct page_query q = { .of = 0 };

	if (c->n_words > 1 && (person = keys_person(p, c->words[1], e)) == NULL)
		return false;
	q.of = person != NULL ? person->id : 0;
	return print_list(&page_staff_keys, p, &q, e);
}

/* The key itself, or the file that has it; - is standard input. */
static bool
read_key(const char *word, struct buf *line, struct err *e)
{
	if (strchr(word, ' ') == NULL)
		return file_read(word, KEY_FILE_MAX, line, e);
	buf_adds(line, word);
	return true;
}

static bool
told(bool ok, const struct buf *said)
{
	if (ok) {
		print_shown(stdout, said->s);
		printf("\n");
	}
	return ok;
}

static bool
key_add(struct call *c, struct practice *p, struct err *e)
{
	AUTO_RECORD struct record *person = keys_person(p, c->words[1], e);
	AUTO_BUF struct buf line = BUF_INIT, said = BUF_INIT;

	return person != NULL && read_key(c->words[2], &line, e) &&
	    told(keys_add(p, person->id, line.s, &said, e), &said);
}

static bool
key_remove(struct call *c, struct practice *p, struct err *e)
{
	AUTO_RECORD struct record *person = keys_person(p, c->words[1], e);
	AUTO_BUF struct buf said = BUF_INIT;

	return person != NULL &&
	    told(keys_remove(p, person->id, c->words[2], &said, e), &said);
}

static const struct call_act acts[] = {
	{ "list", 1, 2, "list [LOGIN]", key_list },
	{ "add", 3, 3, "add LOGIN \"TYPE BASE64 COMMENT\" (or a file, or -)", key_add },
	{ "remove", 3, 3, "remove LOGIN FINGERPRINT (or its label)", key_remove },
	{ NULL, 0, 0, NULL, NULL }
};

static bool
key_run(struct call *c, struct err *e)
{
	return call_run(c, acts, e);
}

const struct command command_key = {
	.name = "key", .words = "list|add|remove [LOGIN] [KEY]",
	.help = "List, give and remove the SSH keys by which people log in.",
	.more = "  key list [LOGIN]               the keys that count\n"
	    "  key add LOGIN KEY              KEY is the one line of a .pub file in quotes, such a\n"
	    "                                 file, or - for standard input\n"
	    "  key remove LOGIN FINGERPRINT   or its label, both as key list shows them\n",
	.min_words = 1, .max_words = 3, .options = options, .run = key_run,
};
