/*
 * erase_drafts.c - the drafts of a person who is erased: of a record of theirs, or with a name,
 * an address or a telephone number of one of their cards in it.
 */
#include <string.h>

#include "base/mem.h"
#include "db/erase_inside.h"

#define WORD_MIN 5		/* bytes by which a draft is taken for theirs */

bool
db_is_erased(struct db *db, const struct record_type *t, int64_t row)
{
	int64_t client = row_owner(db, t, row);
	struct stmt *st;
	bool erased;

	if (client == 0)
		return false;
	st = db_stmt(db, "erasure_of_client");
	stmt_set_int(st, "client", db_client_leads_to(db, client));
	erased = stmt_next(st);
	return stmt_end(st, NULL) && erased;
}

static void
add_word(struct erasing *x, char *word)
{
	GROW(x->words, x->cap_words, x->n_words + 1);
	x->words[x->n_words++] = word;
}

static bool
add_words(struct record *card, void *arg, UNUSED struct err *e)
{
	static const char *const first[] = { "given", "preferred" };
	const char *family = record_text(card, "family");
	struct erasing *x = arg;
	size_t i;

	for (i = 0; i < ARRAY_LEN(first); i++) {
		const char *name = record_text(card, first[i]);

		if (*name == '\0' || *family == '\0')
			continue;
		add_word(x, xasprintf("%s %s", name, family));
		add_word(x, xasprintf("%s, %s", family, name));
	}
	add_word(x, xstrdup(record_text(card, "email")));
	add_word(x, xstrdup(record_text(card, "phone")));
	return true;
}

void
erasing_find_words(struct erasing *x, struct db *db)
{
	struct err none;

	(void)db_owned(db, &record_client, x->client, add_words, x, &none);
}

static bool
has_word(const char *text, const char *word)
{
	return strlen(word) >= WORD_MIN && strstr(text, word) != NULL;
}

bool
erasing_is_draft(struct db *db, const struct erasing *x, const char *type, int64_t record,
    const char *text)
{
	const struct record_type *t = record_type_find(type);
	size_t i;

	if (t != NULL && record != 0 &&
	    db_client_leads_to(db, row_owner(db, t, record)) == x->client)
		return true;
	for (i = 0; i < x->n_words; i++)
		if (has_word(text, x->words[i]))
			return true;
	return false;
}

bool
erase_drafts(struct db *db, const struct erasing *x, struct err *e)
{
	AUTO_FREE int64_t *ids = NULL;
	struct stmt *st = db_stmt(db, "export_drafts");
	size_t i, n = 0, cap = 0;
	bool ok;

	while (stmt_next(st)) {
		if (!erasing_is_draft(db, x, stmt_text(st, "type"), stmt_int(st, "record"),
		    stmt_text(st, "text")))
			continue;
		GROW(ids, cap, n + 1);
		ids[n++] = stmt_int(st, "id");
	}
	ok = stmt_end(st, e);
	for (i = 0; ok && i < n; i++) {
		st = db_stmt(db, "erase_draft");
		stmt_set_int(st, "id", ids[i]);
		ok = stmt_run(st, e);
	}
	return ok;
}
