/*
 * record_form_guest.c - a new client in the form of another record, to book a new
 * caller.
 *
 * The new client's lines are shown once *new client* was chosen in the client field,
 * with similar clients below the line in focus. Client and record are saved in one
 * write.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/duplicates.h"
#include "screens/record_form_inside.h"

const char *const *
record_form_guest(const struct record_form_kind *kind, const struct field *f)
{
	static const char *const lines[] = { GUEST "given", GUEST "family", GUEST "phone", NULL };

	return kind->add != NULL && kind->type != &record_client &&
	    strcmp(f->name, kind->type->client) == 0 ? lines : NULL;
}

bool
record_form_of_guest(const struct record_form *rf, const struct field *f)
{
	return rf->kind->type != &record_client &&
	    record_field(&record_client, f->name) == f;
}

/* Fills in the name typed and moves to the phone number, which a caller gives next. */
void
record_form_offered(UNUSED void *arg, struct form *form, UNUSED const struct field *f,
    const char *typed)
{
	static const char *const names[] = { "given", "family" };
	AUTO_RECORD struct record *r = client_of_words(typed);
	size_t i;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_FREE char *line = xasprintf(GUEST "%s", names[i]);

		form_set(form, line, record_value(r, names[i]));
	}
	form_focus(form, GUEST "phone", NULL);
}

void
record_form_guest_focus(struct record_form *rf, const struct err *e)
{
	AUTO_FREE char *line = xasprintf(GUEST "%s", e->field);

	form_focus(rf->form, line, e->text);
}

/* "Lang, Anna (archived), 416 555 0100, born 3 May 1986: same phone" */
static void
add_alike(const struct alike *one, struct choice_rows *into)
{
	AUTO_BUF struct buf who = BUF_INIT;

	buf_addf(&who, "%s%s", one->name, one->archived ? " (archived)" : "");
	if (*one->phone != '\0')
		buf_addf(&who, ", %s", one->phone);
	if (*one->born != '\0')
		buf_addf(&who, ", born %s", one->born);
	buf_addf(&who, ": %s", one->why);
	choice_add(into, one->client, who.s, NULL);
	if (*one->alerts != '\0')
		into->rows[into->n - 1].alert = xasprintf("! %s", one->alerts);
}

void
record_form_alike(struct record_form *rf, const struct field *f, const char *typed,
    struct choice_rows *into)
{
	struct practice *p = practice_of(&rf->screen);
	AUTO_RECORD struct record *who = form_read_new(rf->form, rf->kind->type->client);
	struct alike all[ALIKE_SHOWN];
	struct err e;
	size_t i, n;

	if (who == NULL)
		return;
	/* what cannot be parsed yet matches nobody */
	if (!field_parse(f, &p->context, typed, record_value(who, f->name), &e))
		record_set_null(who, f->name);
	if (!clients_alike(p, who, all, &n, &into->more, &e)) {
		ui_err(rf->screen.ui, &e);
		return;
	}
	for (i = 0; i < n; i++)
		add_alike(&all[i], into);
}

void
record_form_take(struct record_form *rf, int64_t client)
{
	const char *field = rf->kind->type->client;
	struct value v = VALUE_INIT;

	form_focus(rf->form, field, NULL);
	value_set_int(&v, client);
	record_form_set(desk_of(&rf->screen), field, &v);
	form_act(rf->form, ACT_next_field);
}
