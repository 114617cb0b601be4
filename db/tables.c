/*
 * tables.c - what each table is: a record, derived, or local.
 *
 * Records are attached to the change capture and journalled; derived data are made from
 * records and never attached; local tables serve the file itself, such as the journal
 * and drafts. A test fails for a table in none of these lists.
 */
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

static const struct {
	const char *name;
	enum table_kind kind;
} others[] = {
	{ "draft", TABLE_LOCAL },
	{ "pin", TABLE_LOCAL },
	{ "client_key", TABLE_DERIVED },
	{ "client_search", TABLE_DERIVED },
	{ "client_stat", TABLE_DERIVED },
	{ "client_due", TABLE_DERIVED },
	{ "client_series", TABLE_DERIVED },
	{ "kept_total", TABLE_DERIVED },
	{ "kept_subscribed", TABLE_DERIVED },
	{ "kept_opt_out", TABLE_DERIVED },
	{ "journal", TABLE_LOCAL },
	{ "journal_change", TABLE_LOCAL },
	{ "journal_head", TABLE_LOCAL },
	{ "journal_header", TABLE_LOCAL },
};

/* The protected tables, as the triggers of migrations 0001, 0004 to 0006, 0013, 0014,
 * 0017, 0019 to 0021, 0025 and 0026 have them. */
#define PUBLISHED "checklist IN (SELECT id FROM checklist WHERE state <> 'draft')"
#define CHECKLIST_STAYS "A published checklist stays as it is: begin the next edition, or " \
	"retire this one instead."
#define SIGNED_VISIT "session IN (SELECT session FROM session_signed)"
#define SIGNED_CHART "chart IN (SELECT chart FROM chart_signed)"
#define IN_SIGNED(link) "id IN (SELECT c." link " FROM chart c JOIN chart_signed g ON g.chart = c.id)"
#define CLOSED_HERE "state <> 'open' AND origin = 'here' AND number IS NOT NULL"

static const struct table_kept kept[] = {
	{ .name = "consent_event", .when = "1",
	  .instead = "A newsletter consent is not undone: record the opposite instead "
	    "(subscribe or unsubscribe)." },
	{ .name = "emergency_view", .when = "1",
	  .instead = "An emergency look is never undone." },
	{ .name = "screening", .when = "override_by IS NOT NULL OR " IN_SIGNED("screening"),
	  .instead = "An override stays as it was given: screen the client again "
	    "instead." },
	{ .name = "rule_override", .when = "1",
	  .instead = "An override stays as it was given: screen the client again "
	    "instead." },
	{ .name = "checklist", .when = "state <> 'draft'", .instead = CHECKLIST_STAYS },
	{ .name = "checklist_item", .when = PUBLISHED, .instead = CHECKLIST_STAYS },
	{ .name = "checklist_rule", .when = PUBLISHED, .instead = CHECKLIST_STAYS },
	{ .name = "document", .when = "state <> 'draft'",
	  .instead = "Published words stay as they are: begin the next edition, or retire "
	    "this one instead." },
	{ .name = "chart_template", .when = "state <> 'draft'" },
	{ .name = "session", .when = "id IN (SELECT session FROM session_signed)" },
	{ .name = "chart", .when = SIGNED_VISIT },
	{ .name = "chart_line", .when = SIGNED_CHART },
	{ .name = "chart_product", .when = SIGNED_CHART },
	{ .name = "consent", .when = IN_SIGNED("consent") },
	{ .name = "permission_use", .when = "1",
	  .instead = "Where pictures were used stays as it was written." },
	{ .name = "signature", .when = "1",
	  .instead = "A signature is not undone: write an addendum instead." },
	{ .name = "second_look", .when = "1",
	  .instead = "A second look stays as it was written." },
	{ .name = "receipt", .when = CLOSED_HERE,
	  .instead = "A closed receipt stays as it was written: void or refund it "
	    "instead." },
	{ .name = "receipt_line",
	  .when = "receipt IN (SELECT id FROM receipt WHERE " CLOSED_HERE ")",
	  .instead = "The lines of a closed receipt stay as they were written: void or "
	    "refund it instead." },
	{ .name = "erasure", .when = "1",
	  .instead = "An erasure is not undone: what was erased is gone." },
	/* undo and redo may change them in any way; they are only never replaced */
	{ .name = "payment", .may_go = true },
	{ .name = "client_merge", .when = "1",
	  .instead = "A merge of two clients is not undone: take them apart instead." },
	{ .name = "journal", .when = "1" },
	{ .name = "journal_change", .when = "1" },
	{ .name = "journal_head", .when = "1", .may_change = "n mac" },
	{ .name = "journal_header", .when = "1" },
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
		/* the full-text index has tables of its own: client_search_data… */
		if (name[n] == '\0' || (name[n] == '_' &&
		    strcmp(others[i].name, "client_search") == 0)) {
			*kind = others[i].kind;
			return true;
		}
	}
	return false;
}

const struct table_kept *
table_kept_at(size_t i)
{
	return i < ARRAY_LEN(kept) ? &kept[i] : NULL;
}

static const struct table_kept *
kept_of(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(kept); i++)
		if (strcmp(kept[i].name, name) == 0)
			return &kept[i];
	return NULL;
}

const char *
table_append_only(const char *name)
{
	const struct table_kept *k = kept_of(name);
	const struct record_type *t = record_type_find(name);
	size_t i;

	if (k == NULL || t == NULL || k->when == NULL || strcmp(k->when, "1") != 0)
		return NULL;
	for (i = 0; i < t->n_fields; i++)
		if (t->fields[i].flags & FIELD_FREE)
			return NULL;
	return k->instead;
}

const char *
db_stays(const char *table)
{
	const struct table_kept *k = kept_of(table);

	return k != NULL ? k->instead : NULL;
}
