/*
 * record_form_draft.c - a form's draft: kept and resumed.
 */
#include <string.h>

#include "base/mem.h"
#include "screens/record_form_inside.h"

static void
put_text(const char *field, const char *typed, void *draft)
{
	draft_set(draft, field, typed);
}

/* What the lines of the client in it begin with: of a new client's form, or of one who is
 * new in another's; NULL: there is none. */
static const char *
new_client(const struct record_form *rf)
{
	const char *link = rf->kind->type->client;
	const struct value *v;

	if (rf->kind->type == &record_client)
		return "";
	v = link != NULL ? form_value(rf->form, link) : NULL;
	return v != NULL && v->kind == VALUE_INT && v->i == FORM_NEW ? GUEST : NULL;
}

/* Whom it is about, as typed: a new client, else what comes first. */
static void
add_whom(const struct record_form *rf, const struct draft *draft, struct buf *out)
{
	static const char *const names[] = { "given", "family" };
	const char *before = new_client(rf);
	AUTO_RECORD struct record *who = record_new(&record_client);
	size_t i;

	for (i = 0; before != NULL && i < ARRAY_LEN(names); i++) {
		AUTO_FREE char *line = xasprintf("%s%s", before, names[i]);

		record_set_text(who, names[i], draft_get(draft, line));
	}
	if (*record_text(who, "given") != '\0' || *record_text(who, "family") != '\0')
		client_display_name(who, out);
	else
		buf_adds(out, form_first(rf->form));
}

/* "Booking, Tan, Mei" tells drafts apart. */
static void
name_draft(const struct record_form *rf, struct draft *draft)
{
	AUTO_BUF struct buf title = BUF_INIT, whom = BUF_INIT;

	add_whom(rf, draft, &whom);
	buf_addf(&title, "%s%s%s", rf->base->id == 0 && rf->kind->noun != NULL ?
	    rf->kind->noun : rf->title, whom.len > 0 ? ", " : "", whom.s);
	draft_set_string(&draft->title, title.s);
	draft_set_string(&draft->extra, rf->title);
}

#define TYPING " typing"	/* after the place: its text was not read yet */

static void
put_place(const struct record_form *rf, struct draft *draft)
{
	AUTO_FREE char *place = xasprintf("%s%s", form_place(rf->form),
	    form_is_typing(rf->form) ? TYPING : "");

	draft_set_string(&draft->place, place);
}

#define BEGUN "was:"	/* before a field's name: its value when typing began */

/* Is its value kept? Of a record that is changed what the form has, so that a draft resumed
 * after a colleague's change can still be merged; of a new one what it belongs to. */
static bool
is_begun(const struct record *r, const struct field *f)
{
	return r->id != 0 ? f->form > 0 : f->form == 0 && f->type == FIELD_LINK &&
	    !record_is_null(r, f->name);
}

static void
put_begun(const struct record_form *rf, struct draft *draft)
{
	const struct record_type *t = rf->base->type;
	size_t i;

	for (i = 0; i < t->n_fields; i++) {
		AUTO_FREE char *key = xasprintf(BEGUN "%s", t->fields[i].name);
		AUTO_BUF struct buf was = BUF_INIT;

		if (!is_begun(rf->base, &t->fields[i]))
			continue;
		field_format(&t->fields[i], record_value(rf->base, t->fields[i].name), &was);
		draft_set(draft, key, was.s);
	}
}

/* Restores the record as it was when typing began. */
static bool
take_begun(const struct draft *draft, struct record *r, struct err *e)
{
	size_t i;

	for (i = 0; i < r->type->n_fields; i++) {
		const struct field *f = &r->type->fields[i];
		AUTO_FREE char *key = xasprintf(BEGUN "%s", f->name);
		const char *was = draft_get(draft, key);

		if (was != NULL && !field_parse(f, &field_context_plain, was,
		    record_value(r, f->name), e))
			return false;
	}
	r->version = draft->base_version;
	return true;
}

bool
record_form_keep(struct screen *s, enum keep why, struct err *e)
{
	struct record_form *rf = (struct record_form *)s;
	struct draft now = DRAFT_INIT;

	if (!form_changed(rf->form))
		return draft_keep(desk_of(s), &rf->draft, NULL, why, e);
	draft_copy(&now, &rf->draft);
	form_each(rf->form, put_text, &now);
	put_begun(rf, &now);
	draft_set_string(&now.form, rf->kind->name);
	draft_set_string(&now.type, rf->kind->type->name);
	name_draft(rf, &now);
	put_place(rf, &now);
	now.record = rf->base->id;
	now.base_version = rf->base->version;
	return draft_keep(desk_of(s), &rf->draft, &now, why, e);
}

static void
restore_texts(struct record_form *rf, const struct draft *draft)
{
	const char *end = draft->place != NULL ? strstr(draft->place, TYPING) : NULL;
	AUTO_FREE char *place = end != NULL ? xstrndup(draft->place,
	    (size_t)(end - draft->place)) : xstrdup(draft->place != NULL ? draft->place : "");
	size_t i;

	for (i = 0; i < draft->n_fields; i++)
		if (strcmp(draft->fields[i].name, place) != 0)
			form_restore(rf->form, draft->fields[i].name, draft->fields[i].text);
	/* last, with its error; its line may be on show only now */
	form_focus(rf->form, place, NULL);
	if (end != NULL)
		form_type_on(rf->form, draft_get(draft, place));
	else if (draft_get(draft, place) != NULL)
		form_restore(rf->form, place, draft_get(draft, place));
	if (rf->kind->type->client != NULL &&
	    draft_get(draft, rf->kind->type->client) != NULL)
		record_form_client_chosen(rf, form_value(rf->form, rf->kind->type->client));
}

void
record_form_resume(struct desk *d, const struct record_form_kind *kind,
    struct draft *draft)
{
	struct record_form *rf;
	struct record *r;
	struct err e;

	if (!desk_may(d, kind->may))
		return;
	r = draft->record != 0 ? record_form_get(d->p, kind, draft->record, &e) :
	    kind->fresh != NULL ? kind->fresh(d->p) : record_new(kind->type);
	if (r == NULL || !take_begun(draft, r, &e)) {
		record_free(r);
		ui_err(d->ui, &e);
		return;
	}
	rf = record_form_make(d, kind, r, draft->extra != NULL ? draft->extra :
	    draft->title);
	restore_texts(rf, draft);
	if (kind->begun != NULL && r->id == 0)
		kind->begun(d, rf->form);
	draft_copy(&rf->draft, draft);
	ui_push(d->ui, &rf->screen);
	ui_say(d->ui, DRAFT_AS_LEFT);
}
