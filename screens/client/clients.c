/*
 * clients.c - the tab Clients: the list, searched while typing.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "screens/client/client.h"
#include "screens/forms.h"
#include "screens/page_source.h"

static struct page_view *
view_of(struct screen *s)
{
	return &((struct page_screen *)s)->view;
}

static void
run_client(struct screen *s, enum act a)
{
	int64_t id = list_selected(view_of(s)->list);

	if (page_view_marked(desk_of(s), view_of(s), a))
		return;
	if (id == 0)
		page_view_none(desk_of(s), view_of(s), "No client selected. n adds one.");
	else
		client_do(desk_of(s), id, a);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	client_form_new(desk_of(s));
}

/* The list does it anyway; the binding is for `?` and the hint line. */
static void
run_filter(struct screen *s, enum act a)
{
	list_act(view_of(s)->list, s->ui, a);
}

static void
run_all(struct screen *s, UNUSED enum act a)
{
	struct page_view *v = view_of(s);

	v->query.all = !v->query.all;
	list_reload(v->list);
	ui_say(s->ui, v->query.all ? "Archived clients too; v hides them again." :
	    "Archived clients are hidden; v shows them.");
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_client },
	{ ACT_filter, "find", run_filter },
	{ ACT_new, "new", run_new },
	{ ACT_book, "book", run_client },
	{ ACT_pay, "pay", run_client },
	{ ACT_screening, "screening", run_client },
	{ ACT_follow_up, NULL, run_client },
	{ ACT_edit, "edit", run_client },
	{ ACT_scope, "all", run_all },
	{ ACT_mark, NULL, run_filter },
	{ ACT_here, NULL, run_client },
	{ ACT_review, NULL, run_client },
	{ ACT_newsletter, NULL, run_client },
	{ ACT_series, NULL, run_client },
	{ ACT_history, NULL, run_client },
	{ ACT_emergency, NULL, run_client },
	{ ACT_rights, NULL, run_client },
	{ ACT_archive, NULL, run_client },
	{ ACT_export, NULL, page_screen_export },
	{ ACT_print, NULL, run_client },
	{ ACT_NONE, NULL, NULL }
};

static void
title(const struct screen *s, struct buf *out)
{
	const struct page_view *v = &((const struct page_screen *)s)->view;

	buf_adds(out, v->query.all ? "Clients, archived ones too" : "Clients");
}

static const struct screen_ops ops = {
	.name = "clients", .bindings = bindings, .mode = MODE_LIST,
	.mode_now = page_screen_mode, .widget_acts = list_acts,
	.act = page_screen_act, .text = page_screen_text, .draw = page_screen_draw,
	.title = title, .sized = page_screen_sized, .shown = page_screen_shown,
	.root = page_screen_root, .changed = page_screen_changed, .shows = page_screen_shows,
	.free = page_screen_free,
};

struct screen *
clients_open(struct desk *d)
{
	struct page_screen *s = xcalloc(1, sizeof(*s));
	struct page_query all = { .all = false };

	s->screen.ops = &ops;
	s->view.marks = true;
	page_view_begin(&s->view, d->p, &page_clients, &all);
	return &s->screen;
}

int64_t
clients_neighbour(struct screen *s, int64_t client, int way)
{
	struct list *l;

	if (s == NULL || s->ops != &ops)
		return 0;
	l = view_of(s)->list;
	if (list_selected(l) != client && !list_select(l, client))
		return 0;
	list_act(l, s->ui, way > 0 ? ACT_down : ACT_up);
	return list_selected(l) != client ? list_selected(l) : 0;
}
