/*
 * table.c - tables of a report, filled by key.
 *
 * A key finds its row through a hash, so that a hundred thousand lines are added up in
 * one pass.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "report/report.h"

#define NO_ROW SIZE_MAX

struct report_table *
report_table(struct report_period *p, const char *table)
{
	size_t i;

	for (i = 0; i < p->report->n_tables; i++) {
		if (strcmp(p->report->tables[i].name, table) == 0)
			return &p->tables[i];
	}
	bug("report %s has no table %s", p->report->name, table);
}

size_t
report_column_index(const struct report_table_decl *t, const char *column)
{
	size_t i;

	for (i = 0; i < t->n_columns; i++) {
		if (strcmp(t->columns[i].name, column) == 0)
			return i;
	}
	bug("table %s has no column %s", t->name, column);
}

/* FNV-1a. */
static size_t
hash(const char *s)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *s != '\0'; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return (size_t)h;
}

/* Slot of the key in the index, or the free one for it. */
static size_t
slot_of(const struct report_table *t, const char *key)
{
	size_t i = hash(key) & (t->index_size - 1);

	while (t->index[i] != NO_ROW && strcmp(t->keys[t->index[i]], key) != 0)
		i = (i + 1) & (t->index_size - 1);
	return i;
}

static void
index_grow(struct report_table *t)
{
	size_t i;

	if (2 * (t->n_rows + 1) <= t->index_size)
		return;
	t->index_size = t->index_size == 0 ? 32 : 2 * t->index_size;
	free(t->index);
	t->index = xreallocarray(NULL, t->index_size, sizeof(*t->index));
	for (i = 0; i < t->index_size; i++)
		t->index[i] = NO_ROW;
	for (i = 0; i < t->n_rows; i++)
		t->index[slot_of(t, t->keys[i])] = i;
}

static struct report_cell *
row_new(struct report_table *t, const char *key)
{
	size_t n = t->decl->n_columns;
	struct report_cell *row;
	size_t i;

	GROW(t->cells, t->cap, (t->n_rows + 1) * n);
	GROW(t->keys, t->keys_cap, t->n_rows + 1);
	t->keys[t->n_rows] = arena_strdup(t->arena, key);
	row = &t->cells[t->n_rows++ * n];
	for (i = 0; i < n; i++) {
		row[i].q = report_quantity(0, t->decl->columns[i].unit);
		row[i].text = "";
	}
	return row;
}

struct report_cell *
report_row(struct report_table *t, const char *key)
{
	size_t slot;

	index_grow(t);
	slot = slot_of(t, key);
	if (t->index[slot] != NO_ROW)
		return &t->cells[t->index[slot] * t->decl->n_columns];
	t->index[slot] = t->n_rows;
	return row_new(t, key);
}

void
report_cell_text(struct report_table *t, struct report_cell *c, const char *s)
{
	c->text = arena_strdup(t->arena, s);
}

struct order {
	const struct report_table_decl *decl;
	size_t column;
};

static int
cell_cmp(const struct report_cell *a, const struct report_cell *b,
    enum report_unit unit)
{
	int64_t x = 0, y = 0;

	if (unit == REPORT_TEXT || unit == REPORT_DATE)
		return strcmp(a->text, b->text);
	report_rounded(a->q, unit, &x);
	report_rounded(b->q, unit, &y);
	return x < y ? 1 : x > y ? -1 : 0;
}

static int
row_cmp(const void *a, const void *b, void *arg)
{
	const struct order *o = arg;
	const struct report_cell *x = a, *y = b;
	int c = cell_cmp(x + o->column, y + o->column,
	    o->decl->columns[o->column].unit);
	size_t i;

	for (i = 0; c == 0 && i < o->decl->n_columns; i++)
		c = cell_cmp(x + i, y + i, o->decl->columns[i].unit);
	return c;
}

void
report_sort(struct report_table *t, const char *column)
{
	struct order o = { t->decl, report_column_index(t->decl, column) };

	if (t->n_rows > 1)
		qsort_r(t->cells, t->n_rows, t->decl->n_columns * sizeof(*t->cells),
		    row_cmp, &o);
	free(t->index);
	t->index = NULL;
	t->index_size = 0;
}

const char *
report_word(const struct report_column *c, const char *word)
{
	const struct choice *choice;

	if (c->of == NULL)
		return word;
	for (choice = record_field(c->of, c->field)->choices; choice->value != NULL;
	    choice++) {
		if (strcmp(choice->value, word) == 0)
			return choice->label != NULL ? choice->label : word;
	}
	return word;
}
