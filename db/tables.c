/*
 * tables.c - what each table is: a record, derived, or local.
 *
 * Records are attached to the change capture and journalled; derived data are
 * made from records and never attached; local tables belong to this file's
 * machinery. A test fails for a table that is none of them.
 */
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

static const struct {
	const char *name;
	enum table_kind kind;
} others[] = {
	{ "draft", TABLE_LOCAL },
	{ "client_key", TABLE_DERIVED },
	{ "client_search", TABLE_DERIVED },
	{ "client_stat", TABLE_DERIVED },
	{ "kept_total", TABLE_DERIVED },
	{ "journal", TABLE_LOCAL },
	{ "journal_change", TABLE_LOCAL },
	{ "journal_head", TABLE_LOCAL },
};

static const struct {
	const char *name;
	const char *instead;
} append_only[] = {
	{ "consent_event", "A newsletter consent is not undone: record the "
	    "opposite instead (subscribe or unsubscribe)." },
};

/* Rows that a trigger keeps as they are, once they say so. */
static const struct {
	const char *name;
	const char *instead;
} frozen[] = {
	{ "screening", "An override stays as it was given: screen the client again "
	    "instead." },
};

bool
table_kind_of(const char *name, enum table_kind *kind)
{
	const struct record_type *t = record_type_find(name);
	size_t i, n;

	if (t != NULL && strcmp(t->name, name) == 0) {
		*kind = TABLE_RECORD;
		return true;
	}
	for (i = 0; i < ARRAY_LEN(others); i++) {
		n = strlen(others[i].name);
		if (strncmp(name, others[i].name, n) != 0)
			continue;
		/* the full-text index keeps its own tables: client_search_data… */
		if (name[n] == '\0' || (name[n] == '_' &&
		    strcmp(others[i].name, "client_search") == 0)) {
			*kind = others[i].kind;
			return true;
		}
	}
	return false;
}

const char *
table_frozen(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(frozen); i++)
		if (strcmp(frozen[i].name, name) == 0)
			return frozen[i].instead;
	return NULL;
}

const char *
table_append_only(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(append_only); i++)
		if (strcmp(append_only[i].name, name) == 0)
			return append_only[i].instead;
	return NULL;
}
