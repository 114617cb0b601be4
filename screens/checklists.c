/*
 * checklists.c - the screening checklists, to read: items, rules and sources.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/checklists.h"
#include "practice/offer.h"
#include "practice/screening_form.h"
#include "screens/offer.h"
#include "screens/toolkit/dialog.h"

struct wanted {
	struct buf word;		/* folded */
	struct choice_rows *into;
};

static bool
add_checklist(const struct record *r, void *arg)
{
	struct wanted *w = arg;
	const char *title = record_text(r, "title");
	AUTO_BUF struct buf folded = BUF_INIT;
	AUTO_FREE char *note = xasprintf("edition %lld, %s",
	    (long long)record_int(r, "edition"), record_text(r, "state"));

	text_fold(&folded, title);
	if (w->word.len == 0 || strstr(folded.s, w->word.s) != NULL)
		choice_add(w->into, r->id, title, note);
	return true;
}

static void
matches(struct ui *ui, const char *typed, struct choice_rows *into, UNUSED void *arg)
{
	struct desk *d = ui_arg(ui);
	struct wanted w = { BUF_INIT, into };
	struct err e;

	text_fold(&w.word, typed);
	if (!offer_checklists(d->p, add_checklist, &w, &e))
		ui_err(ui, &e);
	buf_free(&w.word);
}

/* Adds every item with the keys of its answers and what each means. */
static void
describe(const struct checklist *c, struct buf *out)
{
	struct screening_form *f = screening_form_new(c);
	size_t i, k;

	for (i = 0; i < f->n_items; i++) {
		const struct screening_item *it = &f->items[i];

		buf_addf(out, "%d. %s%s\n   ", it->number, it->ask,
		    it->every_visit ? " (at every visit)" : "");
		for (k = 0; k < it->n_choices; k++)
			buf_addf(out, "%s%s %s", k > 0 ? ", " : "",
			    it->choices[k].key, it->choices[k].label);
		buf_adds(out, "\n");
		screening_form_why(f, it, out);
		buf_adds(out, "\n");
	}
	screening_form_free(f);
}

static void
chosen(struct ui *ui, const struct choice_row *row, UNUSED void *arg)
{
	struct desk *d = ui_arg(ui);
	AUTO_BUF struct buf text = BUF_INIT;
	struct err e;
	struct checklist *c = checklist_load_edition(d->p->db, row->id, &e);

	if (c == NULL) {
		ui_err(ui, &e);
		return;
	}
	describe(c, &text);
	text_page_push(ui, row->text, text.s);
	checklist_free(c);
}

static const struct choose_source source = {
	.title = "Which checklist?", .none = "No checklist has that name.",
	.matches = matches, .chosen = chosen,
};

void
checklists_push(struct desk *d)
{
	choose_push(d->ui, &source, NULL);
}
