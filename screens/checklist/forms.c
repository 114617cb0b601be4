/*
 * forms.c - the forms of a draft: its head, an item, a rule.
 *
 * In them an item is named by its code or number, an answer by its key, its words or its value;
 * answers are written as "n No; y Yes" (practice/checklist_words.h).
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/checklist_edit.h"
#include "practice/checklist_words.h"
#include "practice/offer.h"
#include "screens/checklist/inside.h"
#include "screens/draft.h"
#include "screens/record_form.h"
#include "screens/toolkit/dialog.h"

/* The edition that the form in front belongs to; NULL: none is in front, or it is gone. The
 * caller frees. */
static struct checklist *
edition_of(struct desk *d)
{
	const struct record *row = record_form_base(d);
	struct err none;

	return row != NULL ? checklist_load_edition(d->p->db, record_int(row, "checklist"), &none) :
	    NULL;
}

static void
put(struct form *f, const char *field, const char *text)
{
	struct value v = VALUE_INIT;

	value_set_text(&v, text);
	form_set(f, field, &v);
	value_clear(&v);
}

static void
offer(struct form *f, const char *field, const char *text)
{
	struct value v = VALUE_INIT;

	value_set_text(&v, text);
	form_offer(f, field, &v);
	value_clear(&v);
}

static const char *
text_of(struct form *f, const char *field)
{
	const struct value *v = form_value(f, field);

	return v->kind == VALUE_TEXT ? v->s : "";
}

/* --- what is typed ---------------------------------------------------------------------------- */

/* A code or a number is put there as the code. */
static bool
item_named(const struct checklist *c, struct form *f, const char *field, const char *typed,
    struct err *e)
{
	int item = checklist_item_typed(c, typed);
	AUTO_BUF struct buf quoted = BUF_INIT;

	if (*typed == '\0')
		return true;
	if (item < 0) {
		field_quote(&quoted, typed);
		return err_set(e, ERR_INVALID, field, "There is no item \"%s\"; ^P lists them.",
		    quoted.s);
	}
	put(f, field, c->fields[item].name);
	return true;
}

/* "sun=t,s" is put there as "sun=tan,self_tan"; what is written otherwise stays for the look at
 * the whole. */
static bool
condition(const struct checklist *c, struct form *f, const char *field, const char *typed,
    struct err *e)
{
	size_t n = strcspn(typed, "=");
	AUTO_FREE char *name = text_trim(xstrndup(typed, n));
	int item = checklist_item_typed(c, name);
	AUTO_BUF struct buf named = BUF_INIT;

	if (*typed != '\0' && typed[n] == '\0')
		return err_set(e, ERR_INVALID, field, "It names an item and those of its answers that "
		    "count, such as sun=t.");
	if (item < 0 || strchr(typed + n + 1, '=') != NULL)
		return true;
	buf_addf(&named, "%s=", c->fields[item].name);
	if (!checklist_answers_named(c, (size_t)item, typed + n + 1, &named, e))
		return false;
	put(f, field, named.s);
	return true;
}

static bool
understand(const struct checklist *c, struct form *f, const char *field, const char *typed,
    struct err *e)
{
	AUTO_BUF struct buf out = BUF_INIT;
	int item;

	if (strcmp(field, "only_if") == 0)
		return condition(c, f, field, typed, e);
	if (strcmp(field, "item") == 0 || strcmp(field, "counted_from") == 0)
		return item_named(c, f, field, typed, e);
	if (strcmp(field, "answers") == 0)
		return checklist_answers_parse(typed, "", &out, e);
	if (strcmp(field, "answer") != 0 || (item = checklist_item(c, text_of(f, "item"))) < 0)
		return true;
	if (!checklist_answers_named(c, (size_t)item, typed, &out, e))
		return false;
	put(f, field, out.s);
	return true;
}

static bool
typed(struct desk *d, struct form *f, const struct field *field, const char *text, struct err *e)
{
	AUTO_FREE char *trimmed = xstrdup(text);
	struct checklist *c = edition_of(d);
	bool ok = c == NULL || understand(c, f, field->name, text_trim(trimmed), e);

	checklist_free(c);
	return ok;
}

/* --- a list to choose from ---------------------------------------------------------------------- */

struct choosing {
	struct checklist *c;
	const char *field;
	int item;		/* whose answers; -1: items */
};

static void
choosing_free(void *arg)
{
	struct choosing *x = arg;

	checklist_free(x->c);
	free(x);
}

static void
add_if(const char *typed, int64_t id, const char *text, const char *note,
    struct choice_rows *into)
{
	AUTO_BUF struct buf word = BUF_INIT, folded = BUF_INIT;

	text_fold(&word, typed);
	text_fold(&folded, text);
	if (word.len == 0 || strstr(folded.s, word.s) != NULL || strstr(note, word.s) != NULL)
		choice_add(into, id, text, note);
}

static void
matches(UNUSED struct ui *ui, const char *text, struct choice_rows *into, void *arg)
{
	const struct choosing *x = arg;
	const struct choice *choice = x->item >= 0 ? x->c->fields[x->item].choices : NULL;
	bool dates = strcmp(x->field, "counted_from") == 0;
	size_t i;

	for (i = 0; choice != NULL && choice[i].value != NULL; i++)
		add_if(text, (int64_t)i, choice[i].label, choice[i].value, into);
	for (i = 0; x->item < 0 && i < x->c->n_items; i++)
		if (!dates || x->c->fields[i].type == FIELD_BIRTHDAY ||
		    x->c->asks[i].source == SOURCE_AREA)
			add_if(text, (int64_t)i, x->c->fields[i].label, x->c->fields[i].name, into);
}

static void
chosen(struct ui *ui, const struct choice_row *row, void *arg)
{
	const struct choosing *x = arg;
	struct desk *d = ui_arg(ui);
	struct form *f = record_form_front(d);
	AUTO_BUF struct buf text = BUF_INIT;
	struct value v = VALUE_INIT;

	if (f == NULL)
		return;
	if (x->item >= 0 && *text_of(f, x->field) != '\0')
		buf_addf(&text, "%s,", text_of(f, x->field));
	buf_adds(&text, row->note);
	value_set_text(&v, text.s);
	record_form_set(d, x->field, &v);
	value_clear(&v);
}

static const struct choose_source source = {
	.title = "Which of this checklist?", .none = "There is none.",
	.matches = matches, .chosen = chosen, .arg_free = choosing_free,
};

static bool
choose(struct desk *d, struct form *f)
{
	const char *field = form_field(f)->name;
	bool answer = strcmp(field, "answer") == 0;
	struct checklist *c;
	struct choosing *x;
	int item = -1;

	if (!answer && strcmp(field, "item") != 0 && strcmp(field, "counted_from") != 0)
		return false;
	if ((c = edition_of(d)) == NULL)
		return false;
	if (answer)
		item = checklist_item(c, text_of(f, "item"));
	if (answer && (item < 0 || c->fields[item].choices == NULL)) {
		checklist_free(c);
		return false;
	}
	x = xmalloc(sizeof(*x));
	*x = (struct choosing){ c, field, item };
	choose_push(d->ui, &source, x);
	return true;
}

/* --- the head ------------------------------------------------------------------------------------ */

static void
head_saved(struct desk *d, const struct record *was, const struct record *now)
{
	if (was == NULL)
		checklist_push(d, now->id);
}

const struct record_form_kind checklist_form = {
	.name = "checklist", .type = &record_checklist, .may = ACTION_WRITE_SETTINGS,
	.change = checklist_save, .saved = head_saved,
};

void
checklist_head_new(struct desk *d)
{
	record_form_push(d, &checklist_form, record_new(&record_checklist), "New checklist");
}

void
checklist_head_edit(struct desk *d, int64_t edition)
{
	record_form_edit(d, &checklist_form, edition, "Draft of a checklist");
}

/* --- a rule -------------------------------------------------------------------------------------- */

/* Tells how its item is answered; what a rule about a date needs is proposed. */
static void
item_known(struct desk *d, struct form *f)
{
	struct checklist *c = edition_of(d);
	int item = c != NULL ? checklist_item(c, text_of(f, "item")) : -1;
	AUTO_BUF struct buf answers = BUF_INIT;

	if (item >= 0) {
		checklist_item_answers(c, (size_t)item, &answers);
		ui_say(d->ui, "%s  %s", c->fields[item].label, answers.s);
	}
	if (item >= 0 && c->fields[item].type == FIELD_BIRTHDAY && form_is_new(f)) {
		offer(f, "window_unit", "days");
		offer(f, "counted_from", c->fields[item].name);
	}
	checklist_free(c);
}

static bool
rule_left(struct desk *d, struct form *f, const struct field *field, UNUSED struct err *e)
{
	if (strcmp(field->name, "item") == 0)
		item_known(d, f);
	return true;
}

const struct record_form_kind checklist_rule_form = {
	.name = "checklist_rule", .type = &record_checklist_rule, .may = ACTION_WRITE_SETTINGS,
	.change = checklist_row_save, .typed = typed, .left = rule_left, .choose = choose,
	.begun = item_known,
};

void
checklist_rule_new(struct desk *d, const struct checklist *c, const char *item)
{
	struct record *r = checklist_row_new(c, &record_checklist_rule);
	AUTO_FREE char *title = xasprintf("Rule about %s", item);

	record_set_text(r, "item", item);
	record_form_push(d, &checklist_rule_form, r, title);
	record_form_focus(d, "answer");
}

/* --- an item ------------------------------------------------------------------------------------- */

/* The stored form of the answers in a form. */
static bool
put_answers(struct record *r, const char *was, struct err *e)
{
	AUTO_BUF struct buf stored = BUF_INIT;

	if (!checklist_answers_parse(record_text(r, "answers"), was, &stored, e))
		return false;
	record_set_text(r, "answers", stored.s);
	return true;
}

static bool
save_item(struct practice *p, struct record *r, const struct record *base, struct merge *m,
    struct draft *draft, struct err *e)
{
	AUTO_RECORD struct record *mine = record_copy(r);
	AUTO_RECORD struct record *was = base != NULL ? record_copy(base) : NULL;
	AUTO_RECORD struct record *now = base != NULL ?
	    offer_get(p, &record_checklist_item, base->id, e) : record_copy(r);
	const char *stored = base != NULL && now != NULL ? record_text(now, "answers") : "";

	if (now == NULL || !put_answers(mine, stored, e) ||
	    (was != NULL && !put_answers(was, stored, e)) ||
	    !checklist_row_save(p, mine, was, m, draft, e))
		return false;
	r->id = mine->id;
	return true;
}

static struct record *
get_item(struct practice *p, int64_t id, struct err *e)
{
	struct record *r = offer_get(p, &record_checklist_item, id, e);
	AUTO_BUF struct buf words = BUF_INIT;

	if (r == NULL)
		return NULL;
	checklist_answers_words(record_text(r, "answers"), &words);
	record_set_text(r, "answers", words.s);
	return r;
}

/* A code is made from the question. */
static bool
item_left(struct desk *d, struct form *f, const struct field *field, UNUSED struct err *e)
{
	struct checklist *c;
	AUTO_BUF struct buf code = BUF_INIT;

	if (strcmp(field->name, "ask") != 0 || !form_is_new(f) || *text_of(f, "ask") == '\0' ||
	    (c = edition_of(d)) == NULL)
		return true;
	checklist_code_for(c, text_of(f, "ask"), &code);
	offer(f, "code", code.s);
	checklist_free(c);
	return true;
}

/* A new question is asked once a rule reads it. */
static void
item_saved(struct desk *d, const struct record *was, const struct record *now)
{
	struct checklist *c;
	struct err e;

	if (was != NULL)
		return;
	c = checklist_load_edition(d->p->db, record_int(now, "checklist"), &e);
	if (c != NULL)
		checklist_rule_new(d, c, record_text(now, "code"));
	checklist_free(c);
}

const struct record_form_kind checklist_item_form = {
	.name = "checklist_item", .type = &record_checklist_item, .may = ACTION_WRITE_SETTINGS,
	.change = save_item, .get = get_item, .typed = typed, .left = item_left, .choose = choose,
	.saved = item_saved,
};

void
checklist_item_new(struct desk *d, const struct checklist *c)
{
	record_form_push(d, &checklist_item_form, checklist_row_new(c, &record_checklist_item),
	    "New question");
}

void
checklist_row_edit(struct desk *d, const struct record *row)
{
	bool item = row->type == &record_checklist_item;
	AUTO_FREE char *title = xasprintf("%s about %s", item ? "Question" : "Rule",
	    record_text(row, item ? "code" : "item"));

	record_form_edit(d, item ? &checklist_item_form : &checklist_rule_form, row->id, title);
}
