/*
 * page.c - an edition of a checklist: its items, its rules, and what is to be looked at.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/checklist_edit.h"
#include "practice/checklist_look.h"
#include "practice/checklist_words.h"
#include "practice/offer.h"
#include "record/checklist.h"
#include "screens/checklist/inside.h"
#include "screens/child.h"
#include "screens/client/client.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

#define HEAD 3		/* rows above the list */

/* The sections of the list, and in a row's id which one it is of. */
enum section { ITEMS, RULES, FLAWS, SECTIONS };
#define ROW(section, id) ((id) * SECTIONS + (section) + 1)

struct page {
	struct list_screen ls;
	int64_t id;
	struct checklist *c;		/* NULL: it is gone */
	struct flaw {			/* as checklist_look() tells them */
		enum section section;	/* of the row it is about; FLAWS: the whole */
		size_t at;
		struct checklist_flaw told;
	} *flaws;
	size_t n_flaws, cap_flaws;
	char *head, *more;	/* what stands above the list */
};

static struct page *
of(struct screen *s)
{
	return (struct page *)s;
}

/* --- rows ------------------------------------------------------------------------------------ */

static int64_t
row_of(const struct page *x, enum section section, size_t at)
{
	return ROW(section, section == ITEMS ? x->c->items[at]->id : section == RULES ?
	    x->c->rules[at]->id : (int64_t)at + 1);
}

/* The selected row: its section and its place there; false: none is. */
static bool
selected(const struct page *x, enum section *section, size_t *at)
{
	int64_t row = list_selected(x->ls.list), id = (row - 1) / SECTIONS;
	size_t n;

	if (row <= 0 || x->c == NULL)
		return false;
	*section = (enum section)((row - 1) % SECTIONS);
	n = *section == ITEMS ? x->c->n_items : *section == RULES ? x->c->n_rules : x->n_flaws;
	for (*at = 0; *at < n; ++*at)
		if (row_of(x, *section, *at) == ROW(*section, id))
			return true;
	return false;
}

/* The worst verdict of the rules about it that are in force, "BLOCK"; "" for none. */
static const char *
worst(const struct checklist *c, size_t item)
{
	const struct checklist_rule *found = NULL;
	size_t i;

	for (i = 0; i < c->n_rules; i++)
		if (c->plan[i].enabled && c->plan[i].item == (int)item &&
		    (found == NULL || c->plan[i].verdict < found->verdict))
			found = &c->plan[i];
	return found != NULL ? checklist_verdicts[found->verdict].label : "";
}

static void
add_item(struct page *x, size_t i)
{
	AUTO_FREE char *ask = xasprintf("%2zu %s", i + 1, x->c->fields[i].label);
	AUTO_BUF struct buf answers = BUF_INIT;

	checklist_item_answers(x->c, i, &answers);
	list_rows_add(&x->ls.rows, row_of(x, ITEMS, i), "");
	list_rows_cell(&x->ls.rows, STYLE_TEXT, ask);
	list_rows_cell(&x->ls.rows, STYLE_TEXT, answers.s);
	list_rows_cell(&x->ls.rows, STYLE_TEXT, worst(x->c, i));
	list_rows_cell(&x->ls.rows, STYLE_DIM, record_int(x->c->items[i], "every_visit") != 0 ?
	    "every visit" : "");
}

static void
add_rule(struct page *x, size_t i)
{
	const struct record *r = x->c->rules[i];
	AUTO_BUF struct buf name = BUF_INIT, when = BUF_INIT, who = BUF_INIT;

	if (x->c->plan[i].item >= 0)
		checklist_item_name(x->c, (size_t)x->c->plan[i].item, &name);
	else
		buf_adds(&name, record_text(r, "item"));
	buf_adds(&when, x->c->plan[i].enabled ? "" : "off: ");
	checklist_rule_when(x->c, i, &when);
	buf_adds(&who, choice_label(record_field(r->type, "override")->choices,
	    record_text(r, "override")));
	list_rows_add(&x->ls.rows, row_of(x, RULES, i), "");
	list_rows_cell(&x->ls.rows, STYLE_TEXT, name.s);
	list_rows_cell(&x->ls.rows, STYLE_TEXT, when.s);
	list_rows_cell(&x->ls.rows, STYLE_TEXT, checklist_verdicts[x->c->plan[i].verdict].label);
	list_rows_cell(&x->ls.rows, STYLE_DIM, who.s);
	if (!x->c->plan[i].enabled)
		list_rows_dim(&x->ls.rows);
}

static void
add_flaw(const struct checklist_flaw *flaw, void *arg)
{
	struct page *x = arg;
	struct flaw f = { FLAWS, 0, *flaw };
	size_t i;

	for (i = 0; i < x->c->n_items; i++)
		if (x->c->items[i] == flaw->row)
			f = (struct flaw){ ITEMS, i, *flaw };
	for (i = 0; i < x->c->n_rules; i++)
		if (x->c->rules[i] == flaw->row)
			f = (struct flaw){ RULES, i, *flaw };
	GROW(x->flaws, x->cap_flaws, x->n_flaws + 1);
	x->flaws[x->n_flaws++] = f;
}

static void
add_rows(struct page *x)
{
	size_t i;

	if (x->c->n_items > 0)
		list_rows_heading(&x->ls.rows, -1, "Items");
	for (i = 0; i < x->c->n_items; i++)
		add_item(x, i);
	if (x->c->n_rules > 0)
		list_rows_heading(&x->ls.rows, -2, "Rules");
	for (i = 0; i < x->c->n_rules; i++)
		add_rule(x, i);
	if (x->n_flaws > 0)
		list_rows_heading(&x->ls.rows, -3, "To be looked at");
	for (i = 0; i < x->n_flaws; i++) {
		list_rows_add(&x->ls.rows, row_of(x, FLAWS, i), "");
		list_rows_cell(&x->ls.rows, STYLE_TEXT, x->flaws[i].told.place);
		list_rows_cell(&x->ls.rows, STYLE_WARN, x->flaws[i].told.text);
	}
}

static void
forget(struct page *x)
{
	x->n_flaws = 0;
	list_rows_clear(&x->ls.rows);
	checklist_free(x->c);
	x->c = NULL;
	free(x->head);
	free(x->more);
	x->head = x->more = NULL;
}

static bool
is_draft(const struct page *x)
{
	return strcmp(record_text(x->c->head, "state"), "draft") == 0;
}

static void
add_head(struct page *x, const char *used)
{
	const struct record *head = x->c->head;
	AUTO_BUF struct buf out = BUF_INIT;

	buf_addf(&out, "%s, edition %" PRId64 ", %s  valid %" PRId64 " month%s  %zu item%s, %zu rule%s",
	    record_text(head, "code"), record_int(head, "edition"), record_text(head, "state"),
	    record_int(head, "valid_months"), text_plural(record_int(head, "valid_months")),
	    x->c->n_items, text_plural(x->c->n_items),
	    x->c->n_rules, text_plural(x->c->n_rules));
	x->head = buf_steal(&out);
	x->more = x->n_flaws > 0 ? xasprintf("%zu to be looked at, at the end of the list",
	    x->n_flaws) : *used != '\0' ? xasprintf("asked by %s", used) :
	    xstrdup("No service asks it: a service names it by its code.");
}

static void
load(struct page *x)
{
	struct desk *d = desk_of(&x->ls.screen);
	AUTO_BUF struct buf used = BUF_INIT;
	struct err e;

	forget(x);
	x->c = checklist_load_edition(d->p->db, x->id, &e);
	if (x->c == NULL || !checklist_services(d->p, record_text(x->c->head, "code"), &used, &e)) {
		ui_err(d->ui, &e);
	} else {
		if (is_draft(x) && x->c->n_items > 0)
			checklist_look(x->c, add_flaw, x);
		add_head(x, used.s);
		add_rows(x);
	}
	list_reload(x->ls.list);
}

/* --- moving ---------------------------------------------------------------------------------- */

/* The first row of the next section that has one, or of the one before. */
static void
run_section(struct screen *s, enum act a)
{
	struct page *x = of(s);
	enum section at, to;
	size_t i, k, n[SECTIONS];

	if (!selected(x, &at, &i))
		return;
	n[ITEMS] = x->c->n_items;
	n[RULES] = x->c->n_rules;
	n[FLAWS] = x->n_flaws;
	for (k = 1; k < SECTIONS; k++) {
		to = (enum section)((at + (a == ACT_next_pane ? k : SECTIONS - k)) % SECTIONS);
		for (i = 0; i < n[to]; i++)
			if (list_select(x->ls.list, row_of(x, to, i)))
				return;
	}
	ui_say(s->ui, "There is nothing under the other headings.");
}

/* --- keys -------------------------------------------------------------------------------------- */

static void
run_open(struct screen *s, UNUSED enum act a)
{
	struct page *x = of(s);
	enum section section;
	size_t at;

	if (!selected(x, &section, &at))
		ui_complain(s->ui, "Nothing is in it yet. n begins with a question.");
	else if (section == FLAWS && x->flaws[at].section == FLAWS)
		ui_say(s->ui, "That is about the whole.");
	else if (section == FLAWS)
		list_select(x->ls.list, row_of(x, x->flaws[at].section, x->flaws[at].at));
	else if (section == ITEMS)
		checklist_read_item(desk_of(s), x->c, at);
	else
		checklist_read_rule(desk_of(s), x->c, at);
}

/* What the selected row is, or the row that what is to be looked at is about. */
static bool
target(const struct page *x, enum section *section, size_t *at)
{
	if (!selected(x, section, at))
		return false;
	if (*section == FLAWS) {
		const struct flaw *f = &x->flaws[*at];

		*section = f->section;
		*at = f->at;
	}
	return *section != FLAWS;
}

/* Only a draft is edited; from another one the next edition is begun. */
static bool
may_edit(struct page *x)
{
	struct desk *d = desk_of(&x->ls.screen);

	if (x->c == NULL || !desk_may(d, ACTION_WRITE_SETTINGS))
		return false;
	if (!is_draft(x))
		checklist_ask_next(d, x->c->head);
	return is_draft(x);
}

static void
new_chosen(struct ui *ui, char key, void *arg)
{
	const struct record *row = arg;
	struct desk *d = ui_arg(ui);
	struct err e;
	struct checklist *c = checklist_load_edition(d->p->db, record_int(row, "checklist"), &e);

	if (c == NULL)
		ui_err(ui, &e);
	else if (key == 'q')
		checklist_item_new(d, c);
	else
		checklist_rule_new(d, c, record_text(row, row->type == &record_checklist_item ?
		    "code" : "item"));
	checklist_free(c);
}

static void
row_free(void *arg)
{
	record_free(arg);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	static const struct ask_answer answers[] = {
		{ 'q', "a question" }, { 'r', "a rule about the one selected" }, { 0, NULL }
	};
	struct page *x = of(s);
	enum section section;
	size_t at;

	if (!may_edit(x))
		return;
	if (!target(x, &section, &at))
		checklist_item_new(desk_of(s), x->c);
	else
		ask_push(s->ui, "Add what to this checklist?", answers, new_chosen,
		    record_copy(section == ITEMS ? x->c->items[at] : x->c->rules[at]), row_free);
}

static void
run_edit(struct screen *s, UNUSED enum act a)
{
	struct page *x = of(s);
	enum section section;
	size_t at;

	if (!may_edit(x))
		return;
	if (!target(x, &section, &at))
		checklist_head_edit(desk_of(s), x->id);
	else
		checklist_row_edit(desk_of(s), section == ITEMS ? x->c->items[at] :
		    x->c->rules[at]);
}

static void
run_remove(struct screen *s, UNUSED enum act a)
{
	struct page *x = of(s);
	struct desk *d = desk_of(s);
	AUTO_FREE char *what = NULL;
	const struct record *row;
	enum section section;
	size_t at, rules;
	struct err e;

	if (!may_edit(x))
		return;
	if (!target(x, &section, &at)) {
		ui_complain(s->ui, "No item and no rule is selected.");
		return;
	}
	row = section == ITEMS ? x->c->items[at] : x->c->rules[at];
	what = section == ITEMS ? xasprintf("%s", record_text(row, "code")) :
	    xasprintf("a rule about %s", record_text(row, "item"));
	if (!checklist_row_remove(d->p, row->type, row->id, &rules, &e)) {
		ui_err(s->ui, &e);
		return;
	}
	desk_catch_up(d);
	if (rules > 0)
		ui_say(s->ui, "Removed: %s with its %zu rule%s. u undoes it.", what, rules,
		    rules > 1 ? "s" : "");
	else
		ui_say(s->ui, "Removed: %s. u undoes it.", what);
}

static void
run_publish(struct screen *s, UNUSED enum act a)
{
	if (of(s)->c != NULL)
		checklist_publish_push(desk_of(s), of(s)->c->head);
}

static void
run_next(struct screen *s, UNUSED enum act a)
{
	checklist_begin_next(desk_of(s), of(s)->id);
}

static void
run_text(struct screen *s, UNUSED enum act a)
{
	AUTO_BUF struct buf title = BUF_INIT, text = BUF_INIT;

	if (of(s)->c == NULL)
		return;
	checklist_title(of(s)->c, &title);
	checklist_text(of(s)->c, &text);
	text_page_push(s->ui, title.s, text.s);
}

/* The file that a colleague reviews, and `chairside checklist import` brings in again. */
static void
run_export(struct screen *s, UNUSED enum act a)
{
	struct page *x = of(s);
	const char *code = x->c != NULL ? record_text(x->c->head, "code") : "";
	AUTO_FREE char *edition = xasprintf("%" PRId64, x->c != NULL ? record_int(x->c->head,
	    "edition") : 0);
	const char *words[] = { "checklist", "export", code, "--edition", edition, NULL };
	AUTO_FREE char *name = xasprintf("checklist-%s-%s.json", code, edition);
	AUTO_FREE char *target = x->c != NULL && desk_may(desk_of(s), ACTION_EXPORT) ?
	    child_target(desk_of(s), name) : NULL;

	if (target != NULL)
		child_write(desk_of(s), words, target, NULL);
}

static void
run_history(struct screen *s, UNUSED enum act a)
{
	struct page *x = of(s);
	enum section section;
	size_t at;

	if (!selected(x, &section, &at) || section == FLAWS)
		history_push(desk_of(s), &record_checklist, x->id);
	else if (section == ITEMS)
		history_push(desk_of(s), &record_checklist_item, x->c->items[at]->id);
	else
		history_push(desk_of(s), &record_checklist_rule, x->c->rules[at]->id);
}

/* --- the screen -------------------------------------------------------------------------------- */

static const struct list_column columns[] = {
	{ .min = 20 },
	{ .min = 20 },
	{ .min = 7, .max = 7 },
	{ .min = 11, .max = 12, .drop = 1 },
};

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct page *x = (const struct page *)s;
	struct area in = { a.y + HEAD, a.x, a.rows - HEAD, a.cols };

	canvas_fit(c, a, 0, 2, a.cols - 2, STYLE_TEXT, x->head != NULL ? x->head : "");
	canvas_fit(c, a, 1, 2, a.cols - 2, x->n_flaws > 0 ? STYLE_WARN : STYLE_DIM,
	    x->more != NULL ? x->more : "");
	canvas_hline(c, a, 2, 0, a.cols);
	list_draw(x->ls.list, c, in, true);
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->ls.list, body.rows - HEAD);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct page *x = (const struct page *)s;

	if (x->c != NULL)
		buf_adds(out, record_text(x->c->head, "title"));
}

/* What a row has no room for. */
static void
facts(const struct screen *s, struct buf *out)
{
	const struct page *x = (const struct page *)s;
	enum section section;
	size_t at;

	if (!selected(x, &section, &at))
		return;
	if (section == FLAWS) {
		buf_addf(out, "%s: %s", x->flaws[at].told.place, x->flaws[at].told.text);
	} else if (section == ITEMS) {
		buf_adds(out, x->c->fields[at].label);
	} else {
		const char *guidance = record_text(x->c->rules[at], "guidance");

		checklist_rule_when(x->c, at, out);
		buf_addf(out, "%s%s", *guidance != '\0' ? ": " : "", guidance);
	}
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_checklist,
	    &record_checklist_item, &record_checklist_rule, &record_service, NULL };

	AUTO_RECORD struct record *head = NULL;
	struct err none;

	if (!desk_touches(what, types))
		return;
	head = offer_get(practice_of(s), &record_checklist, of(s)->id, &none);
	if (head == NULL)
		ui_drop(s);	/* its beginning was taken back */
	else
		load(of(s));
}

static bool
shows(const struct screen *s, const struct record_type *t, int64_t id)
{
	const struct page *x = (const struct page *)s;

	return t == &record_checklist ? id == x->id :
	    t == &record_checklist_item ? list_shows(x->ls.list, ROW(ITEMS, id)) :
	    t == &record_checklist_rule && list_shows(x->ls.list, ROW(RULES, id));
}

static void
page_free(struct screen *s)
{
	struct page *x = of(s);

	forget(x);
	free(x->flaws);
	list_screen_end(&x->ls);
	free(x);
}

static const struct binding bindings[] = {
	{ ACT_open, "read", run_open },
	{ ACT_new, "new", run_new },
	{ ACT_edit, "edit", run_edit },
	{ ACT_archive, "remove", run_remove },
	{ ACT_confirm, "publish", run_publish },
	{ ACT_same, "next edition", run_next },
	{ ACT_next_pane, "section", run_section },
	{ ACT_print, "all as text", run_text },
	{ ACT_export, "export", run_export },
	{ ACT_prev_pane, NULL, run_section },
	{ ACT_history, NULL, run_history },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "checklist", LIST_SCREEN, .bindings = bindings, .draw = draw, .title = title,
	.facts = facts, .sized = sized, .changed = changed, .shows = shows, .free = page_free,
};

void
checklist_push(struct desk *d, int64_t edition)
{
	struct page *x = xcalloc(1, sizeof(*x));

	x->ls.screen.ops = &ops;
	x->ls.screen.ui = d->ui;
	x->id = edition;
	list_screen_begin(&x->ls, columns, ARRAY_LEN(columns), false, "Nothing is in it yet. n begins with a question.");
	load(x);
	ui_push(d->ui, &x->ls.screen);
}
