/*
 * list_screen.c - passes a screen's calls on to its one list.
 */
#include <stdlib.h>

#include "screens/toolkit/list_screen.h"
#include "base/mem.h"

static struct list_screen *
of(struct screen *s)
{
	return (struct list_screen *)s;
}

void
list_screen_begin(struct list_screen *ls, const struct list_column *columns,
    size_t n_columns, bool header, const char *empty)
{
	struct list_spec spec = { .source = &list_fixed, .arg = &ls->rows,
	    .columns = columns, .n_columns = n_columns, .header = header,
	    .empty = empty };

	ls->list = list_new(&spec);
}

void
list_screen_end(struct list_screen *ls)
{
	list_free(ls->list);
	list_rows_clear(&ls->rows);
}

bool
list_screen_act(struct screen *s, enum act a)
{
	return list_act(of(s)->list, s->ui, a);
}

bool
list_screen_text(struct screen *s, const char *text, size_t n, UNUSED bool paste)
{
	return list_text(of(s)->list, s->ui, text, n);
}

enum mode
list_screen_mode(const struct screen *s)
{
	return list_mode(((const struct list_screen *)s)->list);
}

void
list_screen_draw(const struct screen *s, struct canvas *c, struct area a)
{
	list_draw(((const struct list_screen *)s)->list, c, a, true);
}

void
list_screen_draw_ruled(const struct screen *s, struct canvas *c, struct area a)
{
	struct area in = { a.y + 1, a.x, a.rows - 1, a.cols };

	canvas_hline(c, a, 0, 0, a.cols);
	list_screen_draw(s, c, in);
}

void
list_screen_root(struct screen *s)
{
	list_begin_again(of(s)->list);
}

void
list_screen_sized(struct screen *s, struct area body)
{
	list_sized(of(s)->list, body.rows);
}

void
list_screen_sized_ruled(struct screen *s, struct area body)
{
	list_sized(of(s)->list, body.rows - 1);
}

void
list_screen_free(struct screen *s)
{
	list_screen_end(of(s));
	free(s);
}
