/*
 * form_pick.c - the matches under a pick field.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/form_inside.h"

/* Does a word of `text` start with what was typed? */
static bool
word_begins(const char *text, const char *typed)
{
	AUTO_BUF struct buf a = BUF_INIT, b = BUF_INIT;
	const char *at;

	text_fold(&a, text);
	text_fold(&b, typed);
	for (at = a.s; at != NULL; at = strchr(at, ' ')) {
		at += *at == ' ';
		if (strncmp(at, b.s, b.len) == 0)
			return true;
	}
	return false;
}

static const struct choice yes_no[] = {
	{ "yes", NULL }, { "no", NULL }, { NULL, NULL }
};

static const struct choice *
choices_of(const struct field *f)
{
	return f->type == FIELD_BOOL ? yes_no : f->choices;
}

static void
fixed_matches(const struct field *f, const char *typed, struct choice_rows *into)
{
	const struct choice *c = choices_of(f);
	int64_t i;

	for (i = 0; c[i].value != NULL; i++) {
		const char *label = c[i].label != NULL ? c[i].label : c[i].value;

		if (*typed == '\0' || word_begins(label, typed) ||
		    word_begins(c[i].value, typed) || ((f->flags & FIELD_SCALE) &&
		    typed[0] == '1' + i && typed[1] == '\0'))
			choice_add(into, i, label, NULL);
	}
}

static void
fill(struct form *f)
{
	struct form_line *l = form_line(f);
	AUTO_FREE char *typed = text_trim(xstrdup(edit_text(&l->edit)));

	/* the field's own value, unchanged, shows all matches */
	if (l->of == NULL && strcmp(typed, l->shown) == 0 && l->value.kind != VALUE_NULL)
		typed[0] = '\0';
	if (l->field->type == FIELD_CHOICE || l->field->type == FIELD_BOOL)
		fixed_matches(l->field, typed, &f->picks);
	else if (f->ops->matches != NULL)
		f->ops->matches(f->arg, l->field, typed, &f->picks);
}

static bool
stands_for(const struct field *f, const struct choice_row *row,
    const struct value *v)
{
	if (f->type == FIELD_CHOICE)
		return v->kind == VALUE_TEXT &&
		    strcmp(f->choices[row->id].value, v->s) == 0;
	if (v->kind == VALUE_TEXT)
		return strcmp(form_is_reference(f) ? row->note : row->text, v->s) == 0;
	return v->kind == VALUE_INT &&
	    row->id == (f->type == FIELD_BOOL ? !v->i : v->i);
}

/* The match typed in full, or the present value; else the first. */
static size_t
best(const struct form *f, const struct form_line *l)
{
	bool as_put = form_is_as_put(l);
	size_t i;

	for (i = 0; i < f->picks.n; i++) {
		const struct choice_row *row = &f->picks.rows[i];

		if (as_put ? stands_for(l->field, row, &l->value) :
		    text_fold_cmp(row->text, edit_text(&l->edit)) == 0)
			return i;
	}
	return 0;
}

void
form_pick_close(struct form *f)
{
	choice_rows_clear(&f->picks);
	f->picking = f->opened = f->asked = f->moved = false;
	f->pick = f->pick_top = 0;
}

static void
show_pick(struct form *f)
{
	if (f->pick < f->pick_top)
		f->pick_top = f->pick;
	if (f->pick >= f->pick_top + FORM_PICKS)
		f->pick_top = f->pick - FORM_PICKS + 1;
}

void
form_pick_open(struct form *f)
{
	bool opened = f->opened && form_line(f)->edit.text.len > 0;

	form_pick_close(f);
	f->picking = true;
	f->opened = opened;
	fill(f);
	f->pick = best(f, form_line(f));
	show_pick(f);
	form_scroll(f);
}

/* May the selected match be taken? A choice is taken as soon as it is typed; in a field
 * with suggestions and in a new record's lines only one that was chosen is. */
static bool
takes_pick(const struct form *f)
{
	const struct form_line *l = &f->lines[f->at];

	return f->asked || f->opened || (l->of == NULL &&
	    !(l->field->flags & FIELD_IN_USE));
}

const struct choice_row *
form_pick_on(const struct form *f)
{
	const struct choice_row *row = f->picking && f->pick < f->picks.n ?
	    &f->picks.rows[f->pick] : NULL;

	return row == NULL || !takes_pick(f) || (row->id < 0 && !f->moved) ? NULL : row;
}

/* Up from the first match goes to the last, where FORM_NEW is. */
void
form_pick_move(struct form *f, int by)
{
	bool first = form_pick_on(f) == NULL;

	f->asked = f->moved = true;
	if (f->picks.n == 0 || first)
		;
	else if (by < 0)
		f->pick = f->pick > 0 ? f->pick - 1 : f->picks.n - 1;
	else if (f->pick + 1 < f->picks.n)
		f->pick++;
	show_pick(f);
}

bool
form_pick_take(struct form *f)
{
	struct form_line *l = form_line(f);
	struct value v = VALUE_INIT;
	const struct choice_row *row;

	if (f->pick >= f->picks.n)
		return false;
	row = &f->picks.rows[f->pick];
	if (l->field->type == FIELD_LINK)
		value_set_int(&v, row->id);
	else if (l->field->type == FIELD_BOOL)
		value_set_int(&v, row->id == 0);
	else if (l->field->type == FIELD_CHOICE)
		value_set_text(&v, l->field->choices[row->id].value);
	else
		value_set_text(&v, form_is_reference(l->field) ? row->note : row->text);
	form_line_put(f, l, &v);
	value_clear(&v);
	form_pick_close(f);
	return true;
}
