/*
 * checklists.c - loading checklists. They come in by checklist_file.c.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/practice.h"
#include "practice/screening.h"
#include "record/checklist.h"

/* --- out --------------------------------------------------------------------- */

static bool
load_rows(struct db *db, const char *query, const struct record_type *t,
    int64_t checklist, struct record ***rows, size_t *n, struct err *e)
{
	struct stmt *st = db_stmt(db, query);
	size_t cap = 0;

	stmt_set_int(st, "checklist", checklist);
	while (stmt_next(st)) {
		GROW(*rows, cap, *n + 1);
		(*rows)[*n] = record_new(t);
		db_read_record(st, (*rows)[*n]);
		++*n;
	}
	return stmt_end(st, e);
}

/* "value=key=label|value=key=label" as a list of choices. */
static struct choice *
choices_of(const char *answers)
{
	struct choice *list = NULL;
	size_t n = 0, cap = 0, size;
	const char *at, *key, *label;

	for (at = answers; *at != '\0'; at += size + (at[size] == '|')) {
		size = strcspn(at, "|");
		key = memchr(at, '=', size);
		label = key == NULL ? NULL :
		    memchr(key + 1, '=', size - (size_t)(key + 1 - at));
		if (label == NULL)
			continue;
		GROW(list, cap, n + 2);
		list[n].value = xstrndup(at, (size_t)(key - at));
		list[n].label = xstrndup(label + 1,
		    size - (size_t)(label + 1 - at));
		n++;
	}
	GROW(list, cap, n + 1);
	list[n] = (struct choice){ NULL, NULL };
	return list;
}

static void
make_fields(struct checklist *c)
{
	size_t i;

	c->fields = xcalloc(c->n_items + 1, sizeof(*c->fields));
	for (i = 0; i < c->n_items; i++) {
		const struct record *item = c->items[i];
		struct field *f = &c->fields[i];

		f->name = record_text(item, "code");
		f->label = f->help = record_text(item, "ask");
		f->flags = FIELD_MEDICAL | FIELD_PAST;
		if (strcmp(record_text(item, "type"), "date") == 0) {
			f->type = FIELD_BIRTHDAY;	/* a day in the past */
		} else {
			f->type = FIELD_CHOICE;
			f->choices = choices_of(record_text(item, "answers"));
		}
	}
}

static enum checklist_source
source_of(const char *type, const char *code)
{
	static const struct { const char *code; enum checklist_source source; }
	    known[] = {
		{ "age", SOURCE_AGE }, { "fitzpatrick", SOURCE_SKIN },
		{ "area_interval", SOURCE_AREA },
		{ "adverse_event", SOURCE_ADVERSE_EVENT }, { "patch_test", SOURCE_PATCH_TEST },
		{ "medicines", SOURCE_MEDICINES }, { "allergies", SOURCE_ALLERGIES },
		{ "conditions", SOURCE_CONDITIONS },
	};
	size_t i;

	if (strcmp(type, "card") == 0 || strcmp(type, "chart") == 0)
		for (i = 0; i < ARRAY_LEN(known); i++)
			if (strcmp(code, known[i].code) == 0)
				return known[i].source;
	return SOURCE_ASKED;
}

/* "item=answer[,answer…]": the item's index, -1 none of that code. */
static int
condition_of(const struct checklist *c, const char *only_if, const char **answers)
{
	size_t n = strcspn(only_if, "=");
	AUTO_FREE char *code = xstrndup(only_if, n);

	*answers = *only_if == '\0' ? NULL : only_if + n + (only_if[n] == '=');
	return only_if[n] == '=' ? checklist_item(c, code) : -1;
}

static void
make_asks(struct checklist *c)
{
	size_t i;

	c->asks = xcalloc(c->n_items + 1, sizeof(*c->asks));
	for (i = 0; i < c->n_items; i++) {
		struct checklist_ask *a = &c->asks[i];

		a->source = source_of(record_text(c->items[i], "type"),
		    c->fields[i].name);
		a->only_if = condition_of(c, record_text(c->items[i], "only_if"),
		    &a->only_if_answers);
	}
}

/* Folded, where the item is a text of the card. */
static char *
words_for(const struct checklist *c, int item, const char *answers)
{
	AUTO_BUF struct buf folded = BUF_INIT;

	if (item < 0 || checklist_card_text(c, (size_t)item) < 0)
		return NULL;
	text_fold(&folded, answers);
	return buf_steal(&folded);
}

static void
make_plan(struct checklist *c)
{
	size_t i;

	c->plan = xcalloc(c->n_rules + 1, sizeof(*c->plan));
	for (i = 0; i < c->n_rules; i++) {
		const struct record *r = c->rules[i];
		const char *from = record_text(r, "counted_from");
		struct checklist_rule *p = &c->plan[i];

		p->enabled = record_int(r, "enabled") != 0;
		p->site = record_int(r, "site") != 0;
		p->item = checklist_item(c, record_text(r, "item"));
		p->counted_from = *from == '\0' ? -1 : checklist_item(c, from);
		p->answers = record_text(r, "answer");
		p->window = (int)record_int(r, "window_n");
		p->months = strcmp(record_text(r, "window_unit"), "months") == 0;
		p->verdict = (int)verdict_of(record_text(r, "verdict"));
		p->only_if = condition_of(c, record_text(r, "only_if"), &p->only_if_answers);
		p->words = words_for(c, p->item, p->answers);
		p->only_if_words = words_for(c, p->only_if, p->only_if_answers);
		if (!p->enabled)
			continue;
		if (p->item >= 0)
			c->asks[p->item].asked = true;
		if (p->counted_from >= 0)
			c->asks[p->counted_from].asked = true;
		if (p->only_if >= 0)
			c->asks[p->only_if].asked = true;
	}
	for (i = 0; i < c->n_items; i++)
		if (c->asks[i].source != SOURCE_ASKED)
			c->asks[i].asked = false;
}

void
checklist_finish(struct checklist *c)
{
	make_fields(c);
	make_asks(c);
	make_plan(c);
}

/* Takes ownership of the head. */
static struct checklist *
load_edition(struct db *db, struct record *head, struct err *e)
{
	struct checklist *c = xcalloc(1, sizeof(*c));

	c->head = head;
	if (!load_rows(db, "checklist_items", &record_checklist_item, head->id,
	    &c->items, &c->n_items, e) ||
	    !load_rows(db, "checklist_rules", &record_checklist_rule, head->id,
	    &c->rules, &c->n_rules, e)) {
		checklist_free(c);
		return NULL;
	}
	checklist_finish(c);
	return c;
}

struct checklist *
checklist_load(struct db *db, const char *code, struct err *e)
{
	struct record *head = db_find(db, &record_checklist, NULL, code, e);

	if (head != NULL)
		return load_edition(db, head, e);
	if (e->code == ERR_NONE)
		err_set(e, ERR_NOTFOUND, NULL,
		    "There is no published checklist called %s.", code);
	return NULL;
}

struct checklist *
checklist_load_edition(struct db *db, int64_t id, struct err *e)
{
	struct record *head = db_get(db, &record_checklist, id, e);

	return head != NULL ? load_edition(db, head, e) : NULL;
}

/* An edition that was read, and those before it. */
struct checklist_kept {
	struct checklist *list;
	struct checklist_kept *next;
};

const struct checklist *
checklist_kept(struct practice *p, int64_t id, struct err *e)
{
	AUTO_RECORD struct record *head = db_get(p->db, &record_checklist, id, e);
	struct checklist_kept *k;
	struct checklist *list;

	if (head == NULL)
		return NULL;
	for (k = p->editions; k != NULL; k = k->next)
		if (k->list->head->id == id && k->list->head->version == head->version)
			return k->list;
	list = checklist_load_edition(p->db, id, e);
	if (list == NULL)
		return NULL;
	k = xmalloc(sizeof(*k));
	*k = (struct checklist_kept){ list, p->editions };
	p->editions = k;
	return list;
}

void
checklists_free(struct practice *p)
{
	struct checklist_kept *next;

	for (; p->editions != NULL; p->editions = next) {
		next = p->editions->next;
		checklist_free(p->editions->list);
		free(p->editions);
	}
}

static void
free_choices(const struct choice *list)
{
	size_t i;

	for (i = 0; list != NULL && list[i].value != NULL; i++) {
		free((char *)(uintptr_t)list[i].value);
		free((char *)(uintptr_t)list[i].label);
	}
	free((struct choice *)(uintptr_t)list);
}

void
checklist_free(struct checklist *c)
{
	size_t i;

	if (c == NULL)
		return;
	for (i = 0; i < c->n_items; i++) {
		if (c->fields != NULL)
			free_choices(c->fields[i].choices);
		record_free(c->items[i]);
	}
	for (i = 0; i < c->n_rules; i++) {
		if (c->plan != NULL) {
			free(c->plan[i].words);
			free(c->plan[i].only_if_words);
		}
		record_free(c->rules[i]);
	}
	free(c->fields);
	free(c->asks);
	free(c->plan);
	free(c->items);
	free(c->rules);
	record_free(c->head);
	free(c);
}

int
checklist_card_text(const struct checklist *c, size_t item)
{
	enum checklist_source source = c->asks[item].source;

	return source < SOURCE_MEDICINES ? -1 : (int)(source - SOURCE_MEDICINES);
}

int
checklist_item(const struct checklist *c, const char *code)
{
	size_t i;

	for (i = 0; i < c->n_items; i++)
		if (strcmp(c->fields[i].name, code) == 0)
			return (int)i;
	return -1;
}

void
checklist_item_name(const struct checklist *c, size_t item, struct buf *out)
{
	static const char date[] = "_date";
	const char *code = c->fields[item].name;
	size_t n = strlen(code), i;

	if (c->asks[item].source == SOURCE_SKIN) {
		buf_adds(out, "skin type");
		return;
	}
	if (n > sizeof(date) - 1 && strcmp(code + n - (sizeof(date) - 1), date) == 0)
		n -= sizeof(date) - 1;
	for (i = 0; i < n; i++)
		buf_addc(out, code[i] == '_' ? ' ' : code[i]);
}

bool
checklist_is_asked(const struct checklist *c, size_t item)
{
	return c->asks[item].asked;
}
