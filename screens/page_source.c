/*
 * page_source.c - see page_source.h.
 *
 * A row's key in the list is its version, a blank, and its key in the file.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/child.h"
#include "screens/marked.h"
#include "screens/page_source.h"

struct row_sink {
	const struct page_view *view;
	struct list_rows *into;
	struct buf *key;
};

static void
add_key(const struct page_row *row, struct buf *out)
{
	buf_addf(out, "%" PRId64 " %s", row->version, row->key);
}

static bool
take_row(const struct page_row *row, void *arg)
{
	struct row_sink *t = arg;
	AUTO_BUF struct buf key = BUF_INIT;
	size_t i;

	add_key(row, &key);
	list_rows_add(t->into, row->id, key.s);
	for (i = 0; i < row->n_cells; i++)
		list_rows_cell(t->into, STYLE_TEXT, row->cells[i]);
	if (row->dim)
		list_rows_dim(t->into);
	return true;
}

static bool
page(void *arg, const char *filter, const struct list_seek *from, bool backwards,
    size_t n, struct list_rows *into, bool *more, struct err *e)
{
	const struct page_view *v = arg;
	struct page_query q = v->query;
	struct row_sink t = { v, into, NULL };

	q.words = filter;
	q.key = from->key != NULL ? strchr(from->key, ' ') + 1 : NULL;
	q.id = from->id;
	q.with = from->with;
	q.backwards = backwards;
	q.limit = (long)n;
	return page_read(v->pages, v->p, &q, take_row, &t, more, e);
}

static bool
take_key(const struct page_row *row, void *arg)
{
	add_key(row, ((struct row_sink *)arg)->key);
	return false;
}

static bool
find(void *arg, const char *filter, int64_t id, struct buf *key, struct err *e)
{
	const struct page_view *v = arg;
	struct page_query q = v->query;
	struct row_sink t = { v, NULL, key };

	q.words = filter;
	return page_find(v->pages, v->p, &q, id, take_key, &t, e);
}

static bool
count(void *arg, const char *filter, size_t max, size_t *n, struct err *e)
{
	const struct page_view *v = arg;
	struct page_query q = v->query;
	long found;

	q.words = filter;
	if (!page_count(v->pages, v->p, &q, (long)max, &found, e))
		return false;
	*n = (size_t)found;
	return true;
}

static const struct list_source source = { page, find, count };

void
page_view_begin(struct page_view *v, struct practice *p,
    const struct page_list *pages, const struct page_query *query)
{
	struct page_column columns[PAGE_CELLS];
	struct list_spec spec = { .source = &source, .arg = v,
	    .columns = v->columns, .n_columns = page_columns(pages, p, columns),
	    .header = true, .marks = v->marks, .empty = pages->none };
	size_t i;

	v->p = p;
	v->pages = pages;
	v->query = *query;
	for (i = 0; i < spec.n_columns; i++) {
		const struct page_column *c = &columns[i];

		v->columns[i] = (struct list_column){ .title = c->title,
		    .min = c->width, .max = c->grow ? 0 : c->width,
		    .drop = c->drop, .right = c->right };
	}
	v->list = list_new(&spec);
}

void
page_view_end(struct page_view *v)
{
	list_free(v->list);
	v->list = NULL;
}

int64_t
page_view_version(const struct page_view *v)
{
	const struct list_row *r = list_row(v->list);

	return r != NULL ? strtoll(r->key, NULL, 10) : 0;
}

static void
unmark(void *list)
{
	list_unmark(list);
}

bool
page_view_marked(struct desk *d, struct page_view *v, enum act a)
{
	size_t all = list_marks(v->list);
	struct marked m = { .list = v->pages, .query = &v->query, .unmark = unmark,
	    .arg = v->list };
	AUTO_FREE int64_t *ids = NULL;

	if (all == 0)
		return false;
	ids = xcalloc(all, sizeof(*ids));
	m.ids = ids;
	m.n = list_marked(v->list, ids, &m.hidden);
	marked_do(d, &m, a);
	return true;
}

void
page_view_none(struct desk *d, const struct page_view *v, const char *words)
{
	if (desk_may(d, v->pages->may))
		ui_complain(d->ui, "%s", words);
}

void
page_view_export(struct desk *d, struct page_view *v)
{
	struct page_query q = v->query;

	if (page_view_marked(d, v, ACT_export))
		return;
	q.words = list_filter(v->list);
	child_export_list(d, v->pages, &q);
}

/* --- a screen that is one list ---------------------------------------------------- */

static struct page_view *
view_of(struct screen *s)
{
	return &((struct page_screen *)s)->view;
}

static const struct page_view *
view_in(const struct screen *s)
{
	return &((const struct page_screen *)s)->view;
}

bool
page_screen_act(struct screen *s, enum act a)
{
	return list_act(view_of(s)->list, s->ui, a);
}

bool
page_screen_text(struct screen *s, const char *text, size_t n, UNUSED bool paste)
{
	return list_text(view_of(s)->list, s->ui, text, n);
}

void
page_screen_export(struct screen *s, UNUSED enum act a)
{
	page_view_export(desk_of(s), view_of(s));
}

enum mode
page_screen_mode(const struct screen *s)
{
	return list_mode(view_in(s)->list);
}

void
page_screen_retired(struct screen *s, UNUSED enum act a)
{
	struct page_view *v = &((struct page_screen *)s)->view;

	v->query.all = !v->query.all;
	list_reload(v->list);
	ui_say(s->ui, v->query.all ? "Retired ones too." : "Without those that are retired.");
}

void
page_screen_draw(const struct screen *s, struct canvas *c, struct area a)
{
	list_draw(view_in(s)->list, c, a, true);
}

void
page_screen_title(const struct screen *s, struct buf *out)
{
	buf_adds(out, view_in(s)->pages->title);
}

void
page_screen_sized(struct screen *s, struct area body)
{
	list_sized(view_of(s)->list, body.rows);
}

/* The rows for the figures; a low window shows only the list. */
static int
head_rows(struct area a)
{
	return a.rows >= PAGE_HEAD_ROWS + 6 ? PAGE_HEAD_ROWS : 0;
}

void
page_screen_sized_headed(struct screen *s, struct area body)
{
	body.rows -= head_rows(body);
	page_screen_sized(s, body);
}

void
page_screen_draw_headed(const struct screen *s, struct canvas *c, struct area a,
    void (*left)(const struct screen *s, struct canvas *c, struct area a),
    void (*right)(const struct screen *s, struct canvas *c, struct area a))
{
	int top = head_rows(a), half = a.cols / 2;

	if (top > 0 && left != NULL) {
		left(s, c, (struct area){ a.y, a.x, top, half - 1 });
		right(s, c, (struct area){ a.y, a.x + half, top, a.cols - half - 1 });
		canvas_hline(c, a, top - 1, 0, a.cols);
	}
	page_screen_draw(s, c, (struct area){ a.y + top, a.x, a.rows - top, a.cols });
}

void
page_screen_shown(struct screen *s)
{
	list_reload(view_of(s)->list);
}

bool
page_view_shows(const struct page_view *v, const struct record_type *t, int64_t id)
{
	return v->list != NULL && v->pages->type == t && list_shows(v->list, id);
}

bool
page_screen_shows(const struct screen *s, const struct record_type *t, int64_t id)
{
	return page_view_shows(view_in(s), t, id);
}

void
page_screen_select(struct screen *s, const struct record_type *t, int64_t id)
{
	if (s->ops->shows == page_screen_shows && view_in(s)->list != NULL &&
	    view_in(s)->pages->type == t)
		list_select(view_of(s)->list, id);
}

bool
page_view_touched(const struct page_view *v, const void *changes)
{
	const struct desk_changes *all = changes;
	size_t i;

	for (i = 0; all != NULL && i < all->n; i++)
		if (all->list[i].type == NULL ||
		    page_depends(v->pages, v->p, all->list[i].type))
			return true;
	return all == NULL;
}

void
page_screen_changed(struct screen *s, const void *what)
{
	if (page_view_touched(view_of(s), what))
		list_reload(view_of(s)->list);
}

void
page_screen_root(struct screen *s)
{
	struct page_view *v = &((struct page_screen *)s)->view;

	v->query.all = false;
	list_begin_again(v->list);
}

void
page_screen_free(struct screen *s)
{
	page_view_end(view_of(s));
	free(s);
}
