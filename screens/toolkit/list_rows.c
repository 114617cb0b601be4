/*
 * list_rows.c - rows of lists, and the source of a fixed list.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/list_inside.h"

void
list_rows_add(struct list_rows *to, int64_t id, const char *key)
{
	GROW(to->rows, to->cap, to->n + 1);
	to->rows[to->n++] = (struct list_row){ .id = id, .key = xstrdup(key) };
}

void
list_rows_cell(struct list_rows *to, enum style st, const char *text)
{
	struct list_row *r;

	BUG_IF(to->n == 0);
	r = &to->rows[to->n - 1];
	BUG_IF(r->n_cells == LIST_CELLS);
	r->styles[r->n_cells] = (unsigned char)st;
	r->cells[r->n_cells++] = xstrdup(text != NULL ? text : "");
}

void
list_rows_dim(struct list_rows *to)
{
	BUG_IF(to->n == 0);
	to->rows[to->n - 1].dim = true;
}

void
list_rows_heading(struct list_rows *to, int64_t id, const char *text)
{
	list_rows_add(to, id, "");
	list_rows_cell(to, STYLE_STRONG, text);
	to->rows[to->n - 1].heading = true;
}

static void
row_free(struct list_row *r)
{
	size_t i;

	for (i = 0; i < r->n_cells; i++)
		free(r->cells[i]);
	free(r->key);
}

void
list_rows_drop(struct list_rows *r, size_t from, size_t n)
{
	size_t i;

	for (i = from; i < from + n; i++)
		row_free(&r->rows[i]);
	if (n > 0)
		memmove(r->rows + from, r->rows + from + n,
		    (r->n - from - n) * sizeof(*r->rows));
	r->n -= n;
}

void
list_rows_clear(struct list_rows *r)
{
	list_rows_drop(r, 0, r->n);
	free(r->rows);
	*r = (struct list_rows){ NULL, 0, 0 };
}

void
list_rows_take(struct list_rows *to, struct list_rows *from, bool in_front)
{
	size_t i, n = from->n;

	GROW(to->rows, to->cap, to->n + n);
	if (in_front && to->n > 0)
		memmove(to->rows + n, to->rows, to->n * sizeof(*to->rows));
	for (i = 0; i < n; i++)
		to->rows[in_front ? n - 1 - i : to->n + i] = from->rows[i];
	to->n += n;
	free(from->rows);
	*from = (struct list_rows){ NULL, 0, 0 };
}

/* --- a fixed list ------------------------------------------------------------- */

/* Does the folded word occur in a cell? */
static bool
word_matches(const struct list_row *r, const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < r->n_cells; i++) {
		AUTO_BUF struct buf folded = BUF_INIT;

		text_fold(&folded, r->cells[i]);
		if (memmem(folded.s, folded.len, word, n) != NULL)
			return true;
	}
	return false;
}

static bool
list_row_matches(const struct list_row *r, const char *filter)
{
	AUTO_BUF struct buf folded = BUF_INIT;
	const char *at;
	size_t n;

	text_fold(&folded, filter);
	if (r->heading && folded.len > 0)
		return false;
	for (at = folded.s; *(at += strspn(at, " ")) != '\0'; at += n) {
		n = strcspn(at, " ");
		if (!word_matches(r, at, n))
			return false;
	}
	return true;
}

static bool
fixed_place(const struct list_rows *all, int64_t id, size_t *i)
{
	for (*i = 0; *i < all->n; ++*i)
		if (all->rows[*i].id == id)
			return true;
	return false;
}

static void
fixed_copy(struct list_rows *into, const struct list_row *r)
{
	size_t i;

	list_rows_add(into, r->id, r->key);
	for (i = 0; i < r->n_cells; i++)
		list_rows_cell(into, r->styles[i], r->cells[i]);
	into->rows[into->n - 1].dim = r->dim;
	into->rows[into->n - 1].heading = r->heading;
}

static bool
fixed_page(void *arg, const char *filter, const struct list_seek *from,
    bool backwards, size_t n, struct list_rows *into, bool *more, UNUSED struct err *e)
{
	const struct list_rows *all = arg;
	size_t i = backwards ? all->n : 0, taken = 0;

	/* i: the next row going forwards, the row after it going backwards */
	if (from->key != NULL && fixed_place(all, from->id, &i))
		i += backwards == from->with;
	*more = false;
	for (; backwards ? i > 0 : i < all->n; i += backwards ? (size_t)-1 : 1) {
		const struct list_row *r = &all->rows[backwards ? i - 1 : i];

		if (!list_row_matches(r, filter))
			continue;
		*more = taken == n;
		if (taken++ == n)
			break;
		fixed_copy(into, r);
	}
	return true;
}

static bool
fixed_find(void *arg, const char *filter, int64_t id, struct buf *key,
    struct err *e)
{
	const struct list_rows *all = arg;
	size_t i;

	if (!fixed_place(all, id, &i) || !list_row_matches(&all->rows[i], filter))
		return err_set(e, ERR_NOTFOUND, NULL, "That row is not there.");
	buf_adds(key, all->rows[i].key);
	return true;
}

const struct list_source list_fixed = { .page = fixed_page, .find = fixed_find };
