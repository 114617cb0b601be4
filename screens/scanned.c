/*
 * scanned.c - what a scan in LIST opens: a client, product or receipt.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/picks.h"
#include "practice/scanned.h"
#include "screens/scanned.h"
#include "screens/toolkit/dialog.h"

struct several {
	struct scanned found[SCANNED_MAX];
	size_t n;
};

static void
several_match(struct ui *ui, UNUSED const char *typed, struct choice_rows *into, void *arg)
{
	const struct several *all = arg;
	struct desk *d = ui_arg(ui);
	size_t i;

	for (i = 0; i < all->n; i++) {
		AUTO_BUF struct buf name = BUF_INIT;
		struct err e;

		pick_name(d->p, all->found[i].type, all->found[i].id, &name, &e);
		choice_add(into, (int64_t)i, name.s, all->found[i].type->name);
	}
}

static void
several_chosen(struct ui *ui, const struct choice_row *row, void *arg)
{
	const struct scanned *one = &((const struct several *)arg)->found[row->id];

	record_open(ui_arg(ui), one->type, one->id);
}

static const struct choose_source several = {
	.title = "The scan matches several",
	.none = "Esc goes back.",
	.matches = several_match, .chosen = several_chosen, .arg_free = free,
};

void
desk_scanned(void *arg, struct ui *ui, const char *text)
{
	struct desk *d = arg;
	struct several *all = xcalloc(1, sizeof(*all));
	struct err e;

	ui_dirty(ui);
	if (ui_top(ui)->ops->overlay)
		ui_complain(ui, "Close this first; what was scanned was not looked up.");
	else if (!practice_scanned(d->p, text, all->found, &all->n, &e))
		ui_err(ui, &e);
	else if (all->n == 0)
		ui_complain(ui, "Scanned %s: no client, product or receipt matches.",
		    text);
	else if (all->n == 1)
		record_open(d, all->found[0].type, all->found[0].id);
	else {
		choose_push(ui, &several, all);
		return;
	}
	free(all);
}
