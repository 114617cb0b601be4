/*
 * palette.c - go anywhere, do anything, by name.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/help.h"
#include "screens/toolkit/palette.h"

#define MATCHES_MAX 50

enum rank { AT_BEGIN, AT_WORD, FOUND, INSIDE, IN_ORDER, IN_HELP };

struct entry {
	char *name, *note, *help;
	palette_run run;
	int64_t id;
};

struct palette {
	const struct palette_source *source;
	void *arg;
	struct entry *entries;
	size_t n, cap;
	size_t n_always;	/* entries after these were found for the text */
};

/* --- matching ----------------------------------------------------------------- */

static bool
in_order(const char *letters, const char *in)
{
	for (; *letters != '\0'; letters++) {
		if (*letters == ' ')
			continue;
		in = strchr(in, *letters);
		if (in == NULL)
			return false;
		in++;
	}
	return true;
}

int
palette_rank(const char *typed, const char *name, const char *help)
{
	AUTO_BUF struct buf t = BUF_INIT, n = BUF_INIT, h = BUF_INIT;
	const char *at;

	text_fold(&t, typed);
	text_fold(&n, name);
	text_fold(&h, help);
	if (strncmp(n.s, t.s, t.len) == 0)
		return AT_BEGIN;
	for (at = n.s; (at = strstr(at, t.s)) != NULL; at++)
		if (at[-1] == ' ')
			return AT_WORD;
	if (strstr(n.s, t.s) != NULL)
		return INSIDE;
	if (in_order(t.s, n.s))
		return IN_ORDER;
	return strstr(h.s, t.s) != NULL ? IN_HELP : -1;
}

/* --- entries -------------------------------------------------------------------- */

void
palette_add(struct palette *p, const char *name, const char *key,
    const char *help, palette_run run, int64_t id)
{
	struct entry *e;

	if (help == NULL)
		help = "";
	GROW(p->entries, p->cap, p->n + 1);
	e = &p->entries[p->n++];
	e->name = xstrdup(name);
	e->help = xstrdup(help);
	e->note = key != NULL ? xasprintf("%-5s %s", key, help) :
	    *help != '\0' ? xstrdup(help) : NULL;
	e->run = run;
	e->id = id;
}

static void
cut_entries(struct palette *p, size_t n)
{
	while (p->n > n) {
		struct entry *e = &p->entries[--p->n];

		free(e->name);
		free(e->note);
		free(e->help);
	}
}

static void
run_act(struct ui *ui, int64_t id, UNUSED void *arg)
{
	ui_act(ui, (enum act)id);
}

static void
run_help(struct ui *ui, UNUSED int64_t id, UNUSED void *arg)
{
	help_push(ui);
}

/* Moving and deleting need no entry; the program adds the tabs, whose actions do not
 * work in TYPE. */
static bool
has_name(enum act a)
{
	return !(a >= ACT_up && a <= ACT_last) && a != ACT_next_pane &&
	    a != ACT_prev_pane && a != ACT_help && a != ACT_palette &&
	    a != ACT_palette_list && a != ACT_accept && a != ACT_next_field &&
	    a != ACT_prev_field && act_tab(a) < 0 &&
	    a < ACT_line_up;
}

/* Adds the actions of the screen beneath. */
static void
add_acts(const struct ui *ui, struct palette *p)
{
	const struct binding *b;
	char key[16];
	enum act a;

	for (a = ACT_NONE + 1; a < ACTS; a++) {
		if (!has_name(a) || !ui_can(ui, a))
			continue;
		b = ui_binding(ui, a);
		palette_add(p, b != NULL && b->hint != NULL ? b->hint :
		    act_table[a].hint, act_key(a, key), act_table[a].help,
		    run_act, a);
	}
	palette_add(p, "help on keys", act_key(ACT_help, key),
	    act_table[ACT_help].help, run_help, 0);
}

/* --- the choice -------------------------------------------------------------------- */

static void
add_ranked(const struct palette *p, const char *typed, int rank,
    struct choice_rows *into)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		const struct entry *e = &p->entries[i];
		int r = i >= p->n_always ? FOUND :
		    palette_rank(typed, e->name, e->help);

		if (r != rank)
			continue;
		if (into->n == MATCHES_MAX)
			into->more = true;
		else
			choice_add(into, (int64_t)i, e->name, e->note);
	}
}

static void
matches(struct ui *ui, const char *typed, struct choice_rows *into, void *arg)
{
	struct palette *p = arg;
	int rank;

	cut_entries(p, p->n_always);
	if (p->source != NULL && p->source->found != NULL && *typed != '\0')
		p->source->found(ui, typed, p, p->arg);
	for (rank = AT_BEGIN; rank <= IN_HELP; rank++)
		add_ranked(p, typed, rank, into);
}

static void
chosen(struct ui *ui, const struct choice_row *row, void *arg)
{
	const struct palette *p = arg;
	const struct entry *e = &p->entries[row->id];

	e->run(ui, e->id, p->arg);
}

static bool
keep(struct ui *ui, const char *typed, enum keep why, void *arg, struct err *e)
{
	const struct palette *p = arg;

	return p->source == NULL || p->source->keep == NULL ||
	    p->source->keep(ui, typed, why, p->arg, e);
}

static void
palette_free(void *arg)
{
	struct palette *p = arg;

	cut_entries(p, 0);
	free(p->entries);
	free(p);
}

static const struct choose_source choice = {
	.title = "Go to or do",
	.none = "Nothing matches. Esc goes back.",
	.matches = matches, .chosen = chosen, .keep = keep, .arg_free = palette_free,
};

void
palette_push(struct ui *ui, const struct palette_source *source, const char *typed,
    void *arg)
{
	struct screen *top;
	struct palette *p;

	if (choose_is(ui, &choice))
		return;
	p = xcalloc(1, sizeof(*p));
	p->source = source;
	p->arg = arg;
	if (source != NULL && source->always != NULL)
		source->always(ui, p, arg);
	add_acts(ui, p);
	p->n_always = p->n;
	choose_push(ui, &choice, p);
	top = ui_top(ui);
	if (*typed != '\0')
		top->ops->text(top, typed, strlen(typed), false);
}
