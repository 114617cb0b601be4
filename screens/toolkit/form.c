/*
 * form.c - a form's keys: typing, moving between fields, parsing them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "screens/toolkit/form_inside.h"

const enum act form_acts[] = {
	ACT_accept, ACT_next_field, ACT_prev_field, ACT_save, ACT_leave,
	ACT_discard, ACT_pick, ACT_repeat, ACT_text_undo, ACT_type_help,
	ACT_line_up, ACT_line_down, ACT_char_left, ACT_char_right, ACT_line_start,
	ACT_line_end, ACT_delete_left, ACT_delete_right, ACT_delete_word,
	ACT_delete_line, ACT_delete_end, ACT_type_page_up, ACT_type_page_down,
	ACT_NONE
};

/* Does it show matches? Choices, yes/no, links, codes, values in use, and a new
 * record's lines. */
static bool
form_is_pick(const struct form_line *l)
{
	const struct field *f = l->field;

	return l->of != NULL || f->type == FIELD_CHOICE || f->type == FIELD_BOOL ||
	    form_is_reference(f) || (f->flags & FIELD_IN_USE);
}

/* --- parsing ---------------------------------------------------------------------- */

/* Calls form_ops.left, which may refuse the value. */
static bool
tell_left(struct form *f, struct form_line *l, struct err *e)
{
	if (f->ops->left == NULL || f->ops->left(f->arg, f, l->field, e))
		return true;
	form_line_error(l, e->text);
	return false;
}

/* Parses a line whose text has changed or was refused. */
static bool
read_line(struct form *f, struct form_line *l, struct err *e)
{
	if (l->error == NULL && form_is_as_put(l))
		return true;
	return form_line_read(f, l, e) && tell_left(f, l, e);
}

/* --- moving ----------------------------------------------------------------------------- */

/* Puts an existing record into the link, in place of the new one. */
static void
take_instead(struct form *f, int64_t id)
{
	struct form_line *l = form_line(f)->of;
	struct value v = VALUE_INIT;
	struct err e;

	value_set_int(&v, id);
	form_line_put(f, l, &v);
	f->at = (size_t)(l - f->lines);
	tell_left(f, l, &e);
}

/* Takes the selected match, unless the field is blank or unchanged and none was
 * chosen. */
static bool
take_pick(struct form *f)
{
	struct form_line *l = form_line(f);
	const struct choice_row *on = form_pick_on(f);
	AUTO_FREE char *typed = xstrdup(edit_text(&l->edit));
	struct err e;

	if (on == NULL || (!f->asked && (l->edit.text.len == 0 || form_is_as_put(l))))
		return false;
	if (l->of != NULL) {
		take_instead(f, on->id);
		return true;
	}
	form_pick_take(f);
	tell_left(f, l, &e);
	if (form_is_new_link(l))
		f->ops->offered(f->arg, f, l->field, typed);
	return true;
}

/* Accepts a proposal. */
static bool
take_offered(struct form *f, struct form_line *l)
{
	struct err e;

	if (!form_is_offered(l))
		return false;
	l->offered = false;
	form_line_began(l);
	tell_left(f, l, &e);
	return true;
}

static void
leave_field(struct form *f, bool back)
{
	struct err e;

	if (!take_pick(f) && (back || !take_offered(f, form_line(f))))
		read_line(f, form_line(f), &e);
	form_pick_close(f);
}

static void
go_to(struct form *f, size_t at)
{
	form_pick_close(f);
	f->at = at;
	form_line(f)->edit.at = form_line(f)->edit.text.len;
	form_line(f)->edit.typing = false;
	if (form_line(f)->of != NULL)
		form_pick_open(f);	/* shows at once who is like the new one */
	form_scroll(f);
}

static void
step(struct form *f, long by)
{
	bool outside = form_line(f)->of == NULL;
	size_t was = f->at;
	long at;

	leave_field(f, by < 0);
	/* the focus is in the new record's lines already, or was passed on */
	if ((outside && form_line(f)->of != NULL) || (by > 0 && f->at > was)) {
		go_to(f, f->at);
		return;
	}
	at = (long)(f->at < was ? f->at : was);
	do
		at = (at + by + (long)f->n) % (long)f->n;
	while (form_is_hidden(&f->lines[at]));
	go_to(f, (size_t)at);
}

static void
page(struct form *f, bool up)
{
	size_t at;

	leave_field(f, true);
	at = act_row(f->at, up ? -8 : 8, f->n);
	while (form_is_hidden(&f->lines[at]))
		at--;
	go_to(f, at);
}

static bool
put_text(struct form *f, const char *text, size_t n)
{
	bool all = edit_insert(&form_line(f)->edit, text, n);

	form_scroll(f);
	return all;
}

static enum form_event
accept(struct form *f)
{
	struct form_line *l = form_line(f);

	if (l->edit.lines)
		return put_text(f, "\n", 1) ? FORM_DONE : FORM_BEEP;
	f->asked |= f->opened;
	if (f->at + 1 < f->n) {
		step(f, 1);
		return FORM_DONE;
	}
	leave_field(f, false);
	return l->error == NULL ? FORM_SAVE : FORM_BEEP;
}

static enum form_event
repeat(struct form *f)
{
	AUTO_BUF struct buf text = BUF_INIT;
	struct form_line *l = form_line(f);
	struct err e;

	if (f->ops->repeat != NULL)
		f->ops->repeat(f->arg, l->field, &text);
	if (text.len == 0)
		return FORM_BEEP;
	form_pick_close(f);
	edit_type_over(&l->edit, text.s);
	read_line(f, l, &e);
	form_scroll(f);
	return FORM_DONE;
}

/* Up and Down move among the matches, in the rows of a note, else between fields. */
static enum form_event
up_down(struct form *f, enum act a)
{
	int by = a == ACT_line_up ? -1 : 1;

	if (f->picking && f->picks.n > 0)
		form_pick_move(f, by);
	else if (!form_line(f)->edit.lines ||
	    !edit_act(&form_line(f)->edit, a, form_value_cols(f)))
		step(f, by);
	return FORM_DONE;
}

static enum form_event
edit_field(struct form *f, enum act a)
{
	struct form_line *l = form_line(f);
	AUTO_FREE char *before = xstrdup(edit_text(&l->edit));
	bool known = edit_act(&l->edit, a, form_value_cols(f));

	if (strcmp(before, edit_text(&l->edit)) != 0) {
		if (form_is_pick(l))
			form_pick_open(f);
		form_scroll(f);
	}
	return known ? FORM_DONE : FORM_IGNORED;
}

enum form_event
form_act(struct form *f, enum act a)
{
	switch ((int)a) {
	case ACT_accept:
		return accept(f);
	case ACT_next_field:
		f->asked |= f->opened;
		step(f, 1);
		return FORM_DONE;
	case ACT_prev_field:
		step(f, -1);
		return FORM_DONE;
	case ACT_type_page_up:
	case ACT_type_page_down:
		page(f, a == ACT_type_page_up);
		return FORM_DONE;
	case ACT_save:
		leave_field(f, false);
		return FORM_SAVE;
	case ACT_leave:
		if (f->picking && f->picks.n > 0) {
			form_pick_close(f);
			return FORM_DONE;
		}
		form_pick_close(f);
		return FORM_LEAVE;
	case ACT_discard:
		return FORM_DISCARD;
	case ACT_pick:
		if (!form_is_pick(form_line(f)))
			return FORM_BEEP;
		if (f->picking)
			form_pick_close(f);
		else
			form_pick_open(f);
		f->opened = f->picking;
		return FORM_DONE;
	case ACT_repeat:
		return repeat(f);
	case ACT_line_up:
	case ACT_line_down:
		return up_down(f, a);
	}
	return edit_field(f, a);
}

bool
form_text(struct form *f, const char *text, size_t n)
{
	struct form_line *l = form_line(f);
	bool all;

	/* the first key replaces a picked or parsed value as a whole, but not free
	 * text, nor a value in which the cursor was moved */
	if ((!field_is_text(l->field) || form_is_reference(l->field)) &&
	    l->value.kind != VALUE_NULL && form_is_as_put(l) &&
	    l->edit.at == l->edit.text.len)
		edit_type_over(&l->edit, "");
	all = put_text(f, text, n);
	if (form_is_pick(l))
		form_pick_open(f);
	form_scroll(f);
	return all;
}

bool
form_is_typing(const struct form *f)
{
	const struct form_line *l = &f->lines[f->at];

	return !form_is_as_put(l) && (l->error == NULL ||
	    strcmp(l->typed != NULL ? l->typed : "", edit_text(&l->edit)) != 0);
}

void
form_type_on(struct form *f, const char *text)
{
	struct form_line *l = form_line(f);

	edit_set(&l->edit, text != NULL ? text : "");
	l->edit.at = l->edit.text.len;
	if (form_is_pick(l))
		form_pick_open(f);
	form_scroll(f);
}

/* --- for its screen ------------------------------------------------------------------------ */

bool
form_focus(struct form *f, const char *name, const char *sentence)
{
	struct form_line *l = form_line_named(f, name);

	if (l == NULL)
		return false;
	go_to(f, (size_t)(l - f->lines));
	form_line_error(l, sentence);
	form_scroll(f);
	return true;
}

bool
form_is_new(const struct form *f)
{
	return f->fresh;
}

const struct field *
form_field(const struct form *f)
{
	return f->lines[f->at].field;
}

const char *
form_place(const struct form *f)
{
	return f->lines[f->at].name;
}

/* Parses a line whose value is to be saved. */
static bool
read_for_good(struct form *f, struct form_line *l, struct err *e)
{
	if (form_is_offered(l))
		return err_set(e, ERR_INVALID, l->field->name,
		    "%s is only offered: Enter accepts it, or type another.",
		    l->field->label);
	return read_line(f, l, e);
}

bool
form_read(struct form *f, struct record *r, struct err *e)
{
	size_t i;

	BUG_IF(r->type != f->type);
	for (i = 0; i < f->n; i++) {
		struct form_line *l = &f->lines[i];

		if (!form_is_hidden(l) && !read_for_good(f, l, e)) {
			form_focus(f, l->name, e->text);
			return false;
		}
	}
	for (i = 0; i < f->n; i++)
		if (f->lines[i].of == NULL)
			value_copy(record_value(r, f->lines[i].name), &f->lines[i].value);
	return true;
}

struct record *
form_read_new(const struct form *f, const char *link)
{
	const struct form_line *of = link != NULL ? form_line_named(f, link) : NULL;
	struct record *r;
	size_t i;

	if (of == NULL || !form_is_new_link(of))
		return NULL;
	r = record_new(record_type_find(of->field->link));
	for (i = 0; i < f->n; i++)
		if (f->lines[i].of == of)
			value_copy(record_value(r, f->lines[i].field->name),
			    &f->lines[i].value);
	return r;
}

const struct value *
form_value(const struct form *f, const char *name)
{
	static const struct value none = VALUE_INIT;
	const struct form_line *l = form_line_named(f, name);

	return l != NULL ? &l->value : &none;
}

const char *
form_typed(const struct form *f, const char *name)
{
	const struct form_line *l = form_line_named(f, name);

	return l != NULL && l->typed != NULL ? l->typed : "";
}

void
form_set(struct form *f, const char *name, const struct value *v)
{
	struct form_line *l = form_line_named(f, name);

	if (l != NULL)
		form_line_put(f, l, v);
}

void
form_offer(struct form *f, const char *name, const struct value *v)
{
	struct form_line *l = form_line_named(f, name);

	if (l == NULL || (l->edit.text.len > 0 && !form_is_offered(l)))
		return;
	form_line_put(f, l, v);
	l->offered = v->kind != VALUE_NULL;
}

bool
form_offers(const struct form *f, const char *name)
{
	const struct form_line *l = form_line_named(f, name);

	return l != NULL && form_is_offered(l);
}

void
form_pass(struct form *f, const char *name)
{
	const struct form_line *to = form_line_named(f, name);
	size_t i, at = f->at;

	if (to == NULL || to <= &f->lines[at])
		return;
	for (i = at + 1; &f->lines[i] < to; i++)
		take_offered(f, &f->lines[i]);
	f->at = (size_t)(to - f->lines);
}

void
form_fill(struct form *f, const char *name, const struct value *v)
{
	struct form_line *l = form_line_named(f, name);

	if (l == NULL)
		return;
	form_line_put(f, l, v);
	form_line_began(l);
}

bool
form_changed(const struct form *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (!form_is_offered(&f->lines[i]) &&
		    strcmp(edit_text(&f->lines[i].edit), f->lines[i].began) != 0)
			return true;
	return false;
}

/* --- made and freed --------------------------------------------------------------------------- */

/* "client.phone": the line "client"; NULL: a field of the record itself. */
static struct form_line *
link_of(const struct form *f, const char *name)
{
	const char *dot = strchr(name, '.');
	AUTO_FREE char *link = dot != NULL ? xstrndup(name, (size_t)(dot - name)) : NULL;

	return link != NULL ? form_line_named(f, link) : NULL;
}

static void
add_line(struct form *f, const struct record *r, const char *name,
    const char **heading)
{
	struct form_line *of = link_of(f, name);
	const struct record_type *type = of != NULL ?
	    record_type_find(of->field->link) : r->type;
	const struct field *field = record_field(type, of != NULL ?
	    strchr(name, '.') + 1 : name);
	struct form_line *l = &f->lines[f->n];
	int64_t min, max = 0;

	BUG_IF(field == NULL);
	l->of = of;
	l->name = name;
	f->n++;
	l->heading = *heading;
	*heading = NULL;
	if (field_is_text(field) && !form_is_reference(field))
		field_limits(field, &min, &max);
	l->field = field;
	edit_init(&l->edit, field->type == FIELD_NOTE, (size_t)max);
	l->shown = xstrdup("");
	if (of == NULL)
		form_line_put(f, l, record_value(r, name));
	form_line_began(l);
}

struct form *
form_new(const struct record *r, const char *const *names,
    const struct field_context *context, const struct form_ops *ops, void *arg)
{
	static const struct form_ops no_ops;
	struct form *f = xcalloc(1, sizeof(*f));
	const char *heading = NULL;
	size_t n = 0;

	while (names[n] != NULL)
		n++;
	f->fresh = r->id == 0;
	f->type = r->type;
	f->context = context;
	f->ops = ops != NULL ? ops : &no_ops;
	f->arg = arg;
	f->rows = 20;
	f->cols = 80;
	f->lines = xcalloc(n, sizeof(*f->lines));
	for (n = 0; names[n] != NULL; n++)
		if (names[n][0] == '\t')
			heading = names[n] + 1;
		else if (f->fresh || strchr(names[n], '.') == NULL)
			add_line(f, r, names[n], &heading);
	BUG_IF(f->n == 0);
	return f;
}

void
form_free(struct form *f)
{
	size_t i;

	if (f == NULL)
		return;
	form_pick_close(f);
	for (i = 0; i < f->n; i++) {
		struct form_line *l = &f->lines[i];

		edit_free(&l->edit);
		value_clear(&l->value);
		free(l->began);
		free(l->typed);
		free(l->shown);
		free(l->error);
	}
	free(f->picks.rows);
	free(f->lines);
	free(f);
}
