/*
 * journal.c - see journal.h.
 */
#include "screens/journal.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/journal.h"
#include "practice/naming.h"
#include "screens/page_source.h"
#include "screens/toolkit/dialog.h"

struct journal_page {
	struct page_screen page;
	struct journal_filter filter;
	char *query;		/* the same as the list's query has it */
	char *words;		/* the same for people, or whom they saw */
};

static struct journal_page *
of(struct screen *s)
{
	return (struct journal_page *)s;
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct journal_page *j = (const struct journal_page *)s;

	buf_addf(out, "%s%s%s", j->page.view.pages->title, *j->words != '\0' ? ", " : "", j->words);
}

static void
journal_free(struct screen *s)
{
	free(of(s)->query);
	free(of(s)->words);
	page_screen_free(s);
}

/* --- what is shown ------------------------------------------------------------------------ */

static void
begin_list(struct journal_page *j, struct practice *p)
{
	struct buf query = BUF_INIT, words = BUF_INIT;
	struct page_query q = { .of = 0 };

	journal_filter_add(&j->filter, &query);
	journal_filter_words(p, &j->filter, &words);
	free(j->query);
	free(j->words);
	q.of_text = j->query = buf_steal(&query);
	j->words = buf_steal(&words);
	page_view_begin(&j->page.view, p, &page_journal, &q);
}

static void
show_filtered(struct journal_page *j)
{
	page_view_end(&j->page.view);
	begin_list(j, practice_of(&j->page.screen));
	page_screen_sized(&j->page.screen, j->page.screen.body);
}

/* Takes a person, a client, days from a typed line (NULL: as it is); what is none of them
 * leaves the list as it was. */
static bool
narrow(struct journal_page *j, const char *who, const char *client, const char *day)
{
	struct journal_filter f = j->filter;
	struct err e;

	if (who != NULL)
		f.who = 0;
	if (client != NULL)
		f.client = 0;
	if (!journal_filter_parse(practice_of(&j->page.screen), who, client, NULL, day, day, &f,
	    &e)) {
		ui_err(j->page.screen.ui, &e);
		return false;
	}
	j->filter = f;
	show_filtered(j);
	return true;
}

static bool
person_typed(UNUSED struct ui *ui, const char *text, void *arg)
{
	return narrow(arg, text, NULL, NULL);
}

static bool
client_typed(UNUSED struct ui *ui, const char *text, void *arg)
{
	return narrow(arg, NULL, text, NULL);
}

static bool
day_typed(UNUSED struct ui *ui, const char *text, void *arg)
{
	return narrow(arg, NULL, NULL, text);
}

static void
kind_chosen(UNUSED struct ui *ui, const struct choice_row *row, void *arg)
{
	struct journal_page *j = arg;

	j->filter.kind = journal_kind((size_t)row->id - 1);
	show_filtered(j);
}

static void
kinds_matching(UNUSED struct ui *ui, const char *typed, struct choice_rows *into,
    UNUSED void *arg)
{
	AUTO_BUF struct buf begins = BUF_INIT;
	size_t i;

	text_fold(&begins, typed);
	for (i = 0; journal_kind(i) != NULL; i++) {
		AUTO_BUF struct buf kind = BUF_INIT;

		text_fold(&kind, journal_kind(i));
		if (strncmp(kind.s, begins.s, begins.len) == 0)
			choice_add(into, (int64_t)i + 1, journal_kind(i), NULL);
	}
}

static const struct choose_source kinds = {
	.title = "Entries of which kind?", .none = "There are no such entries.",
	.matches = kinds_matching, .chosen = kind_chosen,
};

static void
answered(struct ui *ui, char key, void *arg)
{
	struct journal_page *j = arg;

	switch (key) {
	case 'w':
		line_push(ui, "Whose entries?", "A name or a login; blank: everybody's.", "",
		    person_typed, j, NULL);
		break;
	case 'c':
		line_push(ui, "About which client?", "A name or a phone; blank: about all.", "",
		    client_typed, j, NULL);
		break;
	case 'd':
		line_push(ui, "Of which day?", "Such as today, mon or 12 mar; blank: of all.", "",
		    day_typed, j, NULL);
		break;
	case 'k':
		choose_push(ui, &kinds, j);
		break;
	default:
		j->filter = (struct journal_filter){ .from = DATE_NONE, .to = DATE_NONE };
		show_filtered(j);
	}
}

static void
run_scope(struct screen *s, UNUSED enum act a)
{
	static const struct ask_answer answers[] = {
		{ 'w', "whose" }, { 'c', "about a client" }, { 'k', "a kind" }, { 'd', "a day" },
		{ 'a', "all" }, { 0, NULL }
	};

	ask_push(s->ui, "Which entries?", answers, answered, of(s), NULL);
}

/* --- one entry ------------------------------------------------------------------------------ */

static void
run_open(struct screen *s, UNUSED enum act a)
{
	struct page_view *v = &of(s)->page.view;
	int64_t n = list_selected(v->list);
	AUTO_BUF struct buf text = BUF_INIT;
	struct err e;

	if (n == 0)
		page_view_none(desk_of(s), v, "No entry is selected.");
	else if (!journal_entry_page(practice_of(s), n, &text, &e))
		ui_err(s->ui, &e);
	else
		text_page_push(s->ui, "One entry", text.s);
}

static const struct binding bindings[] = {
	{ ACT_open, "whole", run_open },
	{ ACT_scope, "which", run_scope },
	{ ACT_export, NULL, page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "journal", .mode = MODE_LIST, .mode_now = page_screen_mode, .bindings = bindings,
	.widget_acts = list_acts, .act = page_screen_act, .text = page_screen_text,
	.draw = page_screen_draw, .title = title, .sized = page_screen_sized,
	.shown = page_screen_shown, .changed = page_screen_changed, .free = journal_free,
};

void
journal_push(struct desk *d)
{
	struct journal_page *j;

	if (!desk_may(d, ACTION_JOURNAL))
		return;
	j = xcalloc(1, sizeof(*j));
	j->page.screen.ops = &ops;
	j->filter.from = j->filter.to = DATE_NONE;
	begin_list(j, d->p);
	ui_push(d->ui, &j->page.screen);
}

/* --- who saw a client ------------------------------------------------------------------------ */

static const struct binding look_bindings[] = {
	{ ACT_export, NULL, page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops look_ops = {
	.name = "who saw", .mode = MODE_LIST, .mode_now = page_screen_mode,
	.bindings = look_bindings, .widget_acts = list_acts, .act = page_screen_act,
	.text = page_screen_text, .draw = page_screen_draw, .title = title,
	.sized = page_screen_sized, .shown = page_screen_shown, .changed = page_screen_changed,
	.free = journal_free,
};

void
journal_looks_push(struct desk *d, int64_t client)
{
	struct page_query q = { .of = client };
	struct buf name = BUF_INIT;
	struct journal_page *j;

	if (!desk_may(d, ACTION_JOURNAL))
		return;
	j = xcalloc(1, sizeof(*j));
	j->page.screen.ops = &look_ops;
	naming_add_id(d->p, &record_client, client, &name);
	j->words = buf_steal(&name);
	page_view_begin(&j->page.view, d->p, &page_client_looks, &q);
	ui_push(d->ui, &j->page.screen);
}
