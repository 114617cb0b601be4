/*
 * help.c - the page of `?`, from the table of actions.
 */
#include <string.h>

#include "screens/toolkit/dialog.h"
#include "screens/toolkit/help.h"

static void
add_line(enum act a, const char *word, struct buf *out)
{
	const struct act_entry *e = &act_table[a];

	buf_addf(out, "%s\t", e->keys);
	if (word != NULL && *word != '\0' && strcmp(word, e->hint) != 0)
		buf_addf(out, "%s: ", word);
	buf_addf(out, "%s.\n", e->help);
}

static bool
in_acts(const enum act *acts, enum act a)
{
	for (; acts != NULL && *acts != ACT_NONE; acts++)
		if (*acts == a)
			return true;
	return false;
}

/* Does the screen, or one of its widgets, have that action? */
static bool
of_screen(const struct ui *ui, enum act a)
{
	return ui_binding(ui, a) != NULL ||
	    in_acts(ui_top(ui)->ops->widget_acts, a);
}

/* Adds the top screen's actions, its own first, in their order. */
static void
add_here(const struct ui *ui, struct buf *out)
{
	const struct screen_ops *ops = ui_top(ui)->ops;
	const struct binding *b;
	const enum act *w;

	for (b = ops->bindings; b != NULL && b->act != ACT_NONE; b++)
		add_line(b->act, b->hint, out);
	for (w = ops->widget_acts; w != NULL && *w != ACT_NONE; w++)
		if (ui_binding(ui, *w) == NULL)
			add_line(*w, NULL, out);
}

enum group { EVERYWHERE, OTHER_LIST, OTHER_TYPE, GROUPS };

static enum group
group_of(const struct ui *ui, enum act a)
{
	if (ui_can(ui, a))
		return EVERYWHERE;
	return act_table[a].modes & (1u << MODE_LIST) ? OTHER_LIST : OTHER_TYPE;
}

static void
add_group(const struct ui *ui, enum group g, const char *title, struct buf *out)
{
	size_t begin = out->len, head;
	enum act a;

	buf_addf(out, "\n\t%s\n", title);
	head = out->len;
	for (a = ACT_NONE + 1; a < ACTS; a++)
		if (!of_screen(ui, a) && group_of(ui, a) == g)
			add_line(a, NULL, out);
	if (out->len == head)
		buf_cut(out, begin);
}

void
help_text(const struct ui *ui, struct buf *out)
{
	static const char *const titles[GROUPS] = {
		[EVERYWHERE] = "Everywhere",
		[OTHER_LIST] = "On other pages (LIST)",
		[OTHER_TYPE] = "While typing (TYPE)",
	};
	enum group g;

	buf_adds(out, "\tHere\n");
	add_here(ui, out);
	for (g = EVERYWHERE; g < GROUPS; g++)
		add_group(ui, g, titles[g], out);
}

void
help_push(struct ui *ui)
{
	AUTO_BUF struct buf text = BUF_INIT;

	help_text(ui, &text);
	text_page_push(ui, "What the keys do", text.s);
}
