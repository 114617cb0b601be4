/*
 * keys.c - see keys.h.
 */
#include "screens/keys.h"

#include <stdlib.h>

#include "base/mem.h"
#include "practice/naming.h"
#include "screens/client/client.h"
#include "screens/page_source.h"
#include "screens/toolkit/dialog.h"
#include "server/keys.h"

struct key_list {
	struct page_screen page;
	struct buf name;	/* whose */
};

static struct page_view *
view_of(struct screen *s)
{
	return &((struct page_screen *)s)->view;
}

/* Shows what was done, or why not. */
static bool
tell(struct desk *d, bool ok, const struct buf *said, const struct err *e)
{
	if (ok) {
		desk_catch_up(d);
		ui_say(d->ui, "%s u undoes it.", said->s);
	} else {
		ui_err(d->ui, e);
	}
	return ok;
}

static bool
typed(struct ui *ui, const char *text, void *staff)
{
	AUTO_BUF struct buf said = BUF_INIT;
	struct desk *d = ui_arg(ui);
	struct err e;
	bool ok = keys_add(d->p, *(const int64_t *)staff, text, &said, &e);

	return tell(d, ok, &said, &e);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	int64_t *staff = xmalloc(sizeof(*staff));

	*staff = view_of(s)->query.of;
	line_push(s->ui, "A public key", "Paste the one line of the file that ends in .pub. It "
	    "begins with ssh-ed25519 or the like.", "", typed, staff, free);
}

/* Removes it, or lets it count again. */
static void
run_archive(struct screen *s, UNUSED enum act a)
{
	struct desk *d = desk_of(s);
	int64_t id = list_selected(view_of(s)->list);
	AUTO_BUF struct buf said = BUF_INIT;
	struct err e;
	bool ok;

	if (id == 0) {
		page_view_none(d, view_of(s), "No key selected. n takes one in.");
		return;
	}
	ok = keys_switch(d->p, id, &said, &e);
	tell(d, ok, &said, &e);
}

static void
run_history(struct screen *s, UNUSED enum act a)
{
	int64_t id = list_selected(view_of(s)->list);

	if (id == 0)
		page_view_none(desk_of(s), view_of(s), "No key selected. n takes one in.");
	else
		history_push(desk_of(s), &record_staff_key, id);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct key_list *k = (const struct key_list *)s;

	buf_addf(out, "Keys of %s%s", k->name.s, k->page.view.query.all ? ", removed ones too" : "");
}

static void
free_keys(struct screen *s)
{
	buf_free(&((struct key_list *)s)->name);
	page_screen_free(s);
}

static const struct binding bindings[] = {
	{ ACT_new, "take in", run_new },
	{ ACT_archive, "remove", run_archive },
	{ ACT_scope, "all", page_screen_retired },
	{ ACT_history, "history", run_history },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "keys", .mode = MODE_LIST, .mode_now = page_screen_mode,
	.bindings = bindings, .widget_acts = list_acts, .act = page_screen_act,
	.text = page_screen_text, .draw = page_screen_draw, .title = title,
	.sized = page_screen_sized, .shown = page_screen_shown,
	.changed = page_screen_changed, .shows = page_screen_shows, .free = free_keys,
};

void
keys_push(struct desk *d, int64_t staff)
{
	struct page_query of_them = { .of = staff };
	struct key_list *k;

	if (!desk_may(d, ACTION_WRITE_SETTINGS))
		return;
	k = xcalloc(1, sizeof(*k));
	k->name = (struct buf)BUF_INIT;
	naming_add_id(d->p, &record_staff, staff, &k->name);
	k->page.screen.ops = &ops;
	page_view_begin(&k->page.view, d->p, &page_staff_keys, &of_them);
	ui_push(d->ui, &k->page.screen);
}
