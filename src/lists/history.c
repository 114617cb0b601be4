/*
 * history.c - who changed which field of a record, newest first.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "lists/inside.h"
#include "practice/history.h"
#include "practice/picks.h"

#define LOOKS 200		/* newest looks in an emergency */
#define LINES 1000		/* fields of one entry at most, for the rows' ids */

static const struct page_column columns[] = {
	{ .name = "when", .title = "When", .width = 18 },
	{ .name = "who", .title = "Who", .width = 10 },
	{ .name = "field", .title = "Field", .width = 14 },
	{ .name = "before", .title = "Before", .width = 10, .grow = true, .drop = 1 },
	{ .name = "after", .title = "After", .width = 10, .grow = true },
};

struct history_sink {
	struct practice *p;
	struct page_whole *into;
	int64_t entry;
	int64_t line;
};

static const char *
op_word(char op)
{
	return op == 'I' ? "added" : op == 'U' ? "changed" :
	    op == 'D' ? "removed" : "erased";
}

/* A link is shown as the name of its record. */
static void
show_value(struct history_sink *t, const struct field *f, const struct value *v,
    struct buf *out)
{
	const struct record_type *to = f->type == FIELD_LINK ?
	    record_type_find(f->link) : NULL;
	struct err e;

	if (v->kind == VALUE_NULL)
		return;
	if (to == NULL || !pick_name(t->p, to, v->i, out, &e))
		field_show(f, &t->p->context, v, out);
}

static void
add_row(struct history_sink *t, const struct history_line *h, const char *field)
{
	AUTO_BUF struct buf when = BUF_INIT, before = BUF_INIT, after = BUF_INIT;
	struct page_row row = { .key = "" };

	t->line = h->entry == t->entry ? t->line + 1 : 1;
	t->entry = h->entry;
	row.id = h->entry * LINES + LINES - 1 - t->line;
	field_show_instant(&t->p->context, h->at, &when);
	if (h->field != NULL) {
		show_value(t, h->field, h->before, &before);
		show_value(t, h->field, h->after, &after);
	}
	row.cells[0] = when.s;
	row.cells[1] = h->who;
	row.cells[2] = field;
	row.cells[3] = before.s;
	row.cells[4] = after.s;
	page_whole_add(t->into, &row, ARRAY_LEN(columns));
}

static bool
add_line(const struct history_line *h, void *arg)
{
	/* a new record's blank fields are not listed */
	if (h->field == NULL || h->before->kind != VALUE_NULL ||
	    h->after->kind != VALUE_NULL)
		add_row(arg, h, h->field != NULL ? h->field->label : op_word(h->op));
	return true;
}

/* Adds a look in an emergency: the reason, and which owner was told. */
static bool
add_look(const struct history_line *h, void *arg)
{
	if (h->field != NULL && strcmp(h->field->name, "reason") == 0)
		add_row(arg, h, "Emergency look");
	else if (h->field != NULL && strcmp(h->field->name, "seen_by") == 0 &&
	    h->after->kind != VALUE_NULL)
		add_row(arg, h, "Look seen by");
	return true;
}

/* Adds a client's looks, for those with medical rights. */
static bool
add_looks(struct history_sink *t, int64_t client, struct err *e)
{
	int64_t ids[LOOKS];
	struct stmt *st;
	size_t n = 0, i;

	if (!practice_allows(t->p, ACTION_READ_MEDICAL))
		return true;
	st = db_stmt(t->p->db, "emergency_of_client");
	stmt_set_int(st, "client", client);
	while (n < LOOKS && stmt_next(st))
		ids[n++] = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	for (i = 0; i < n; i++)
		if (!practice_history(t->p, record_emergency_view.name, ids[i], add_look,
		    t, e))
			return false;
	return true;
}

/* The newest entry first; the fields of an entry keep their order. */
static int
newest_first(const void *a, const void *b)
{
	const struct page_row *p = a, *q = b;

	return p->id < q->id ? 1 : p->id > q->id ? -1 : 0;
}

static bool
whole(struct practice *p, const struct page_query *q, struct page_whole *into,
    struct err *e)
{
	struct history_sink t = { .p = p, .into = into };

	BUG_IF(q->of_text == NULL);
	if (!practice_history(p, q->of_text, q->of, add_line, &t, e) ||
	    (strcmp(q->of_text, record_client.name) == 0 && !add_looks(&t, q->of, e)))
		return false;
	if (into->n > 0)
		qsort(into->rows, into->n, sizeof(*into->rows), newest_first);
	return true;
}

static const struct page_reader reader = { .whole = whole };

const struct page_list page_history = {
	.name = "record_history", .title = "History",
	.none = "As it came when the practice file was made; nothing has changed since.",
	.columns = columns, .n_columns = ARRAY_LEN(columns),
	.may = ACTION_READ_CLIENTS, .newest_first = true, .reader = &reader,
};
