/*
 * screening_paper.c - see screening_paper.h.
 */
#include "export/screening_paper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/checklist_languages.h"
#include "practice/screening_form.h"

struct form {
	const struct checklist *c;
	const char *language;	/* NULL: the checklist's own */
};

/* Adds a word of a row in the language, else what stands in the checklist. */
static void
add_word(const struct form *f, const struct record *row, const char *key, const char *own,
    struct buf *out)
{
	AUTO_FREE char *word = f->language != NULL ? checklist_said(row, f->language, key) : NULL;

	buf_adds(out, word != NULL ? word : own);
}

/* Never and not known are said once for all items, or by an item itself. */
static void
add_answer(const struct form *f, const struct screening_item *it,
    const struct screening_choice *choice, struct buf *out)
{
	AUTO_BUF struct buf shared = BUF_INIT;
	bool common = it->is_date || strcmp(choice->key, ANSWER_UNKNOWN) == 0;

	if (common)
		add_word(f, f->c->head, choice->key, choice->label, &shared);
	add_word(f, f->c->items[it->item], choice->key, common ? shared.s : choice->label, out);
}

/* "only if 3 is yes or maybe:  " */
static void
add_condition(const struct form *f, const struct screening_form *all,
    const struct screening_item *it, struct buf *out)
{
	const struct checklist_ask *ask = &f->c->asks[it->item];
	const struct screening_item *other;
	size_t i = 0, k;
	bool more = false;

	while (i < all->n_items && (int)all->items[i].item != ask->only_if)
		i++;
	if (ask->only_if < 0 || i == all->n_items)
		return;
	other = &all->items[i];
	add_word(f, f->c->head, "if", "only if", out);
	buf_addf(out, " %d = ", other->number);
	for (k = 0; k < other->n_choices; k++) {
		if (!text_has_word(ask->only_if_answers, ',', other->choices[k].value))
			continue;
		if (more) {
			buf_addc(out, ' ');
			add_word(f, f->c->head, "or", "or", out);
			buf_addc(out, ' ');
		}
		add_answer(f, other, &other->choices[k], out);
		more = true;
	}
	buf_adds(out, ":  ");
}

static void
print_item(struct paper *x, const struct form *f, const struct screening_form *all,
    const struct screening_item *it)
{
	AUTO_BUF struct buf ask = BUF_INIT, keys = BUF_INIT;
	char left[24];
	size_t i;

	snprintf(left, sizeof(left), "%2d ____ ", it->number);
	add_word(f, f->c->items[it->item], NULL, it->ask, &ask);
	paper_block(x, left, ask.s, "");
	add_condition(f, all, it, &keys);
	if (it->is_date) {
		add_word(f, f->c->head, "day", "a day, a month or a year", &keys);
		buf_adds(&keys, "   ");
	}
	for (i = 0; i < it->n_choices; i++) {
		buf_addf(&keys, "%s%s ", i > 0 ? "   " : "", it->choices[i].key);
		add_answer(f, it, &it->choices[i], &keys);
	}
	paper_line(x, keys.s);
}

void
screening_paper(struct paper *x, const struct checklist *c, const char *who,
    const char *below, const char *language)
{
	static const char *const whose[] = { "name", "born", NULL };
	static const char *const signs[] = { "asked by", "on", NULL };
	struct form f = { c, language };
	struct screening_form *all = screening_form_new(c);
	AUTO_BUF struct buf heading = BUF_INIT, how = BUF_INIT;
	size_t i;

	buf_addf(&heading, "%s%s", who, *who != '\0' ? ": " : "");
	add_word(&f, c->head, NULL, record_text(c->head, "title"), &heading);
	buf_addf(&heading, ", edition %lld", (long long)record_int(c->head, "edition"));
	add_word(&f, c->head, "how", "The letter of one answer on each line; it is typed in this "
	    "order.", &how);
	paper_page(x, heading.s, below);
	paper_block(x, "", how.s, "");
	if (*who == '\0')
		paper_blanks(x, whose);
	for (i = 0; i < all->n_items; i++)
		print_item(x, &f, all, &all->items[i]);
	paper_block(x, "", "", "");
	paper_blanks(x, signs);
	screening_form_free(all);
}

static bool
has_language(const struct checklist *c, const char *language, struct err *e)
{
	AUTO_BUF struct buf has = BUF_INIT, shown = BUF_INIT;

	checklist_languages(c, &has);
	text_show(&shown, language, false);
	return text_has_word(has.s, ' ', language) || err_set(e, ERR_NOTFOUND, NULL,
	    "The checklist %s says nothing in \"%.20s\"; it has %s.",
	    record_text(c->head, "code"), shown.s, has.len > 0 ? has.s : "no other language");
}

bool
screening_paper_print(struct practice *p, const struct checklist *c, const char *language,
    const char *format, const char *target, struct err *e)
{
	const struct paper_format *f = paper_format_named(format, e);
	struct paper x = { .out = NULL };
	struct file_out *out;

	if (f == NULL || (language != NULL && !has_language(c, language, e)) ||
	    (out = file_out_open(target, e)) == NULL)
		return false;
	paper_begin(&x, f, file_out_stream(out), record_text(c->head, "title"));
	screening_paper(&x, c, "", record_text(p->settings, "name"), language);
	paper_end(&x);
	return file_out_commit(out, e);
}
