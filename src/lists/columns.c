/*
 * columns.c - the columns of a list: its own, and those that its records' fields ask for.
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "lists/inside.h"

#define LAST 100		/* above the `drop` of any list's own column */

/* The field that a list's own column shows; NULL: it is no field's. */
static const struct field *
field_of(const struct page_list *l, const struct page_column *c)
{
	const struct record_type *t = c->of != NULL ? c->of : l->type;

	return t != NULL ? record_field(t, c->name) : NULL;
}

static bool
is_without(const struct page_list *l, const struct field *f)
{
	AUTO_FREE char *words = xasprintf(" %s ", l->without != NULL ? l->without : "");
	AUTO_FREE char *word = xasprintf(" %s ", f->name);

	return strstr(words, word) != NULL;
}

static bool
is_own(const struct page_list *l, const struct field *f)
{
	size_t i;

	for (i = 0; i < l->n_columns; i++)
		if (l->columns[i].of == NULL && strcmp(l->columns[i].name, f->name) == 0)
			return true;
	return false;
}

size_t
page_extra(const struct page_list *l, const struct practice *p,
    const struct field *extra[PAGE_CELLS])
{
	const struct field *f;
	size_t i, n = 0;

	for (i = 0; l->type != NULL && i < l->type->n_fields; i++) {
		f = &l->type->fields[i];
		if (f->list == 0 || is_own(l, f) || is_without(l, f) ||
		    (f->flags & practice_hides(p)) != 0)
			continue;
		BUG_IF(l->n_columns + n == PAGE_CELLS);
		extra[n++] = f;
	}
	return n;
}

/* Title, width and side as the field has them, where the column has none of its own. */
static struct page_column
completed(struct page_column c, const struct field *f)
{
	if (f == NULL)
		return c;
	if (c.title == NULL)
		c.title = f->heading != NULL ? f->heading : f->label;
	if (c.width == 0)
		c.width = f->list;
	c.right = field_is_number(f);
	return c;
}

size_t
page_columns(const struct page_list *l, const struct practice *p,
    struct page_column columns[PAGE_CELLS])
{
	const struct field *extra[PAGE_CELLS];
	size_t i, n = page_extra(l, p, extra);

	for (i = 0; i < l->n_columns; i++)
		columns[i] = completed(l->columns[i], field_of(l, &l->columns[i]));
	for (i = 0; i < n; i++)
		columns[l->n_columns + i] = completed((struct page_column){
		    .name = extra[i]->name, .drop = LAST + (int)i }, extra[i]);
	return l->n_columns + n;
}

bool
page_depends(const struct page_list *l, const struct practice *p,
    const struct record_type *t)
{
	const struct field *extra[PAGE_CELLS];
	size_t i, n;

	if (l->tables == NULL)	/* a history may be of any table */
		return true;
	for (i = 0; l->tables[i] != NULL; i++)
		if (strcmp(l->tables[i], t->name) == 0)
			return true;
	n = page_extra(l, p, extra);
	for (i = 0; i < n; i++)
		if (extra[i]->link != NULL && strcmp(extra[i]->link, t->name) == 0)
			return true;
	return false;
}

bool
page_read_extra(struct page_reading *r, const struct record_type *t, int64_t id,
    struct err *e)
{
	AUTO_RECORD struct record *of = r->n_extra > 0 ? db_get(r->p->db, t, id, e) : NULL;
	size_t i;

	for (i = 0; of != NULL && i < r->n_extra; i++)
		page_cell_value(r, r->extra[i], record_value(of, r->extra[i]->name));
	return r->n_extra == 0 || of != NULL;
}
