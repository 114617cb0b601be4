/*
 * checklists.c - the editions of the screening checklists, newest first.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/offer.h"
#include "screens/checklist/inside.h"
#include "screens/client/client.h"
#include "screens/offer.h"
#include "screens/page_source.h"

static int64_t
selected(struct screen *s)
{
	struct page_view *v = &((struct page_screen *)s)->view;

	if (list_selected(v->list) == 0)
		page_view_none(desk_of(s), v, "No checklist selected. n begins one.");
	return list_selected(v->list);
}

static void
run_open(struct screen *s, enum act a)
{
	int64_t id = selected(s);

	if (id != 0 && a == ACT_history)
		history_push(desk_of(s), &record_checklist, id);
	else if (id != 0)
		checklist_push(desk_of(s), id);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	checklist_head_new(desk_of(s));
}

static void
run_edit(struct screen *s, UNUSED enum act a)
{
	int64_t id = selected(s);
	AUTO_RECORD struct record *head = NULL;
	struct err e;

	if (id == 0 || !desk_may(desk_of(s), ACTION_WRITE_SETTINGS))
		return;
	head = offer_get(desk_of(s)->p, &record_checklist, id, &e);
	if (head == NULL)
		ui_err(s->ui, &e);
	else if (strcmp(record_text(head, "state"), "draft") == 0)
		checklist_head_edit(desk_of(s), id);
	else
		checklist_ask_next(desk_of(s), head);
}

static void
run_next(struct screen *s, UNUSED enum act a)
{
	int64_t id = selected(s);

	if (id != 0)
		checklist_begin_next(desk_of(s), id);
}

static void
run_turn(struct screen *s, enum act a)
{
	int64_t id = selected(s);
	AUTO_RECORD struct record *head = NULL;
	struct err e;

	if (id == 0)
		return;
	head = offer_get(desk_of(s)->p, &record_checklist, id, &e);
	if (head == NULL)
		ui_err(s->ui, &e);
	else if (a == ACT_confirm)
		checklist_publish_push(desk_of(s), head);
	else
		checklist_retire_ask(desk_of(s), head);
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_new, "new", run_new },
	{ ACT_edit, "edit", run_edit },
	{ ACT_same, "next edition", run_next },
	{ ACT_confirm, "publish", run_turn },
	{ ACT_archive, "retire", run_turn },
	{ ACT_scope, "all", page_screen_retired },
	{ ACT_history, NULL, run_open },
	{ ACT_export, "export", page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

/* There is no page for it: what comes from elsewhere is looked at first. */
static void
facts(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "chairside checklist import FILE brings one in, as a draft.");
}

static const struct screen_ops ops = {
	.name = "checklists", .bindings = bindings, .facts = facts, PAGE_SCREEN,
};

void
checklists_push(struct desk *d)
{
	struct page_screen *ps = xcalloc(1, sizeof(*ps));
	struct page_query in_force = { .all = false };

	ps->screen.ops = &ops;
	page_view_begin(&ps->view, d->p, &page_checklists, &in_force);
	ui_push(d->ui, &ps->screen);
}
