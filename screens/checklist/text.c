/*
 * text.c - a checklist as pages of text: the whole, an item, a rule.
 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "practice/checklist_words.h"
#include "practice/screening_form.h"
#include "record/checklist.h"
#include "screens/checklist/inside.h"
#include "screens/record_form.h"
#include "screens/toolkit/dialog.h"

void
checklist_title(const struct checklist *c, struct buf *out)
{
	buf_addf(out, "%s, edition %" PRId64 ", %s", record_text(c->head, "title"),
	    record_int(c->head, "edition"), record_text(c->head, "state"));
}

void
checklist_text(const struct checklist *c, struct buf *out)
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

/* "DEFER TAB tan, for 14 days. Guidance. Source: …" */
static void
add_rule(const struct checklist *c, size_t rule, struct buf *out)
{
	const struct record *r = c->rules[rule];

	buf_addf(out, "%s\t", checklist_verdicts[c->plan[rule].verdict].label);
	checklist_rule_when(c, rule, out);
	buf_adds(out, c->plan[rule].enabled ? "." : " (off).");
	if (!record_is_null(r, "guidance"))
		buf_addf(out, " %s", record_text(r, "guidance"));
	if (!record_is_null(r, "source"))
		buf_addf(out, " Source: %s", record_text(r, "source"));
	buf_adds(out, "\n");
}

void
checklist_read_item(struct desk *d, const struct checklist *c, size_t item)
{
	const struct record *r = c->items[item];
	AUTO_FREE char *title = xasprintf("Item %zu, %s", item + 1, c->fields[item].name);
	AUTO_BUF struct buf text = BUF_INIT;
	size_t i;

	buf_addf(&text, "Question\t%s\nAnswers\t", record_text(r, "ask"));
	checklist_item_answers(c, item, &text);
	buf_adds(&text, "\n");
	if (!record_is_null(r, "only_if"))
		buf_addf(&text, "Only if\t%s\n", record_text(r, "only_if"));
	buf_addf(&text, "Every visit\t%s\n\n\tRules\n", record_int(r, "every_visit") != 0 ?
	    "yes" : "no");
	for (i = 0; i < c->n_rules; i++)
		if (c->plan[i].item == (int)item)
			add_rule(c, i, &text);
		else if (c->plan[i].counted_from == (int)item && c->plan[i].item >= 0)
			buf_addf(&text, "counts for\t%s\n", c->fields[c->plan[i].item].label);
	text_page_push(d->ui, title, text.s);
}

void
checklist_read_rule(struct desk *d, const struct checklist *c, size_t rule)
{
	const struct record *r = c->rules[rule];
	int item = c->plan[rule].item;
	AUTO_FREE char *title = xasprintf("Rule %zu, %s", rule + 1, record_text(r, "item"));
	AUTO_BUF struct buf text = BUF_INIT;

	if (item >= 0)
		buf_addf(&text, "Question\t%s\n", c->fields[item].label);
	buf_adds(&text, "Fires on\t");
	checklist_rule_when(c, rule, &text);
	buf_adds(&text, "\n\n");
	record_facts(d, r, &text);
	text_page_push(d->ui, title, text.s);
}
