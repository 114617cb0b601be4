/*
 * papers.c - see papers.h.
 */
#include "screens/papers.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/naming.h"
#include "practice/offer.h"
#include "practice/papers.h"
#include "screens/client/client.h"
#include "screens/draft.h"
#include "screens/page_source.h"
#include "screens/print.h"
#include "screens/record_form.h"
#include "screens/toolkit/dialog.h"

/* --- forms ------------------------------------------------------------------------------- */

static void
tell(UNUSED struct practice *p, UNUSED const struct record *r, UNUSED const struct record *base,
    struct buf *said)
{
	char confirm[16];

	buf_addf(said, "A draft yet: %s publishes it.", act_key(ACT_confirm, confirm));
}

const struct record_form_kind document_form = {
	.name = "document", .type = &record_document, .may = ACTION_WRITE_SETTINGS,
	.make = document_add, .change = document_save, .tell = tell,
};

static bool
is(const struct record *document, const char *state)
{
	return strcmp(record_text(document, "state"), state) == 0;
}

static void
read_words(struct desk *d, const struct record *r)
{
	AUTO_FREE char *title = xasprintf("%s, edition %lld, %s", record_text(r, "title"),
	    (long long)record_int(r, "edition"), record_text(r, "state"));

	text_page_push(d->ui, title, record_text(r, "body"));
}

void
document_open(struct desk *d, int64_t document)
{
	struct err e;
	AUTO_RECORD struct record *r = offer_get(d->p, &record_document, document, &e);

	if (r == NULL)
		ui_err(d->ui, &e);
	else if (is(r, "draft"))
		record_form_edit(d, &document_form, document, "Draft of a paper");
	else
		read_words(d, r);
}

/* --- the list ------------------------------------------------------------------------------ */

static int64_t
selected(struct screen *s)
{
	struct page_view *v = &((struct page_screen *)s)->view;

	if (list_selected(v->list) == 0)
		page_view_none(desk_of(s), v, "No paper selected. n writes one.");
	return list_selected(v->list);
}

static struct record *
selected_record(struct screen *s)
{
	int64_t id = selected(s);
	struct record *r;
	struct err e;

	if (id == 0)
		return NULL;
	r = offer_get(desk_of(s)->p, &record_document, id, &e);
	if (r == NULL)
		ui_err(s->ui, &e);
	return r;
}

static void
run_open(struct screen *s, enum act a)
{
	int64_t id = selected(s);

	if (id != 0 && a == ACT_history)
		history_push(desk_of(s), &record_document, id);
	else if (id != 0)
		document_open(desk_of(s), id);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	record_form_push(desk_of(s), &document_form, record_new(&record_document), "New paper");
}

/* Published words do not change: a change begins the next edition. */
static void
run_edit(struct screen *s, enum act a)
{
	AUTO_RECORD struct record *r = selected_record(s);
	struct record *next;
	struct err e;

	if (r == NULL)
		return;
	if (is(r, "draft")) {
		run_open(s, a);
	} else if ((next = document_next(desk_of(s)->p, r->id, &e)) == NULL) {
		ui_err(s->ui, &e);
	} else {
		record_form_push(desk_of(s), &document_form, next, "The next edition");
		record_form_focus(desk_of(s), "body");
	}
}

static void
say(struct desk *d, bool ok, const char *what, int64_t document, const char *then,
    const struct err *e)
{
	AUTO_BUF struct buf name = BUF_INIT;

	if (!ok) {
		ui_err(d->ui, e);
		return;
	}
	desk_catch_up(d);
	naming_add_id(d->p, &record_document, document, &name);
	ui_say(d->ui, "%s: %s. %s", what, name.s, then);
}

static void
publish(struct desk *d, int64_t document)
{
	struct err e;

	say(d, document_publish(d->p, document, &e), "Published", document,
	    "A service names it by its code.", &e);
}

static void
answered(struct ui *ui, UNUSED char key, void *arg)
{
	publish(ui_arg(ui), *(const int64_t *)arg);
}

static void
run_publish(struct screen *s, UNUSED enum act a)
{
	static const struct ask_answer answers[] = { { 'p', "publish it" }, { 0, NULL } };
	AUTO_RECORD struct record *r = selected_record(s);
	AUTO_BUF struct buf name = BUF_INIT;
	AUTO_FREE char *question = NULL;
	int64_t *id;

	if (r == NULL)
		return;
	if (!is(r, "draft")) {
		publish(desk_of(s), r->id);
		return;
	}
	naming_add(desk_of(s)->p, r, &name);
	question = xasprintf("Publish edition %lld of %s? Its words never change again.",
	    (long long)record_int(r, "edition"), name.s);
	id = xmalloc(sizeof(*id));
	*id = r->id;
	ask_push(s->ui, question, answers, answered, id, free);
}

static void
run_retire(struct screen *s, enum act a)
{
	AUTO_RECORD struct record *r = selected_record(s);
	struct err e;

	if (r == NULL)
		return;
	if (is(r, "retired"))
		run_publish(s, a);
	else
		say(desk_of(s), document_retire(desk_of(s)->p, r->id, &e), "Retired, v shows it",
		    r->id, "What was signed on it counts no more. u undoes it.", &e);
}

/* The newest published edition of it: what is signed or given. */
static void
run_print(struct screen *s, UNUSED enum act a)
{
	AUTO_RECORD struct record *r = selected_record(s);
	AUTO_FREE char *question = NULL;

	if (r == NULL)
		return;
	if (!is(r, "published")) {
		ui_complain(s->ui, "This edition is %s: what is published is printed.",
		    record_text(r, "state"));
		return;
	}
	question = xasprintf("Print %s, as it is signed or given now, as what?",
	    record_text(r, "title"));
	print_paper_push(desk_of(s), question, "document", record_text(r, "code"),
	    record_text(r, "code"), 0);
}

static const struct binding bindings[] = {
	{ ACT_open, "read", run_open },
	{ ACT_new, "new", run_new },
	{ ACT_edit, "next edition", run_edit },
	{ ACT_confirm, "publish", run_publish },
	{ ACT_archive, "retire", run_retire },
	{ ACT_print, "print", run_print },
	{ ACT_scope, "all", page_screen_retired },
	{ ACT_history, NULL, run_open },
	{ ACT_export, NULL, page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "papers", .bindings = bindings, PAGE_SCREEN,
};

void
papers_push(struct desk *d)
{
	struct page_screen *ps = xcalloc(1, sizeof(*ps));
	struct page_query in_force = { .all = false };

	ps->screen.ops = &ops;
	page_view_begin(&ps->view, d->p, &page_documents, &in_force);
	ui_push(d->ui, &ps->screen);
}
