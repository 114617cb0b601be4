/*
 * record_form.c - the form of a record: typing, saving, and the questions in between.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "practice/clients.h"
#include "practice/naming.h"
#include "practice/offer.h"
#include "practice/picks.h"
#include "screens/barred.h"
#include "screens/here.h"
#include "screens/merge.h"
#include "screens/page_source.h"
#include "screens/record_form_inside.h"
#include "screens/toolkit/dialog.h"

#define MATCHES_MAX 30
#define FIELDS_MAX 60		/* of a form, without a new client's */
#define GUEST_MAX 3

static struct record_form *
of(struct screen *s)
{
	return (struct record_form *)s;
}

/* --- what the form asks for ------------------------------------------------------ */

static bool
add_match(const struct pick *pick, void *arg)
{
	choice_add(arg, pick->id, pick->text, pick->note);
	return true;
}

static bool
add_value(const char *text, void *arg)
{
	struct choice_rows *into = arg;

	into->more = into->n >= MATCHES_MAX;
	if (!into->more)
		choice_add(into, (int64_t)into->n, text, NULL);
	return !into->more;
}

static void
matches(void *arg, const struct field *f, const char *typed,
    struct choice_rows *into)
{
	struct record_form *rf = arg;
	const struct record_type *t = f->link != NULL ? record_type_find(f->link) : NULL;
	struct err e;

	if (record_form_of_guest(rf, f)) {
		record_form_alike(rf, f, typed, into);
		return;
	}
	if (t == NULL) {
		if (!pick_in_use(practice_of(&rf->screen), rf->kind->type, f, typed,
		    add_value, into, &e))
			ui_err(rf->screen.ui, &e);
		return;
	}
	if (pick_has(t) && !picks_list(practice_of(&rf->screen), t, typed,
	    MATCHES_MAX, add_match, into, &into->more, &e))
		ui_err(rf->screen.ui, &e);
	/* even if others match: two clients may share a name */
	if (*typed != '\0' && rf->base->id == 0 && record_form_guest(rf->kind, f) != NULL) {
		AUTO_FREE char *offer = xasprintf("new client \"%s\"", typed);

		choice_add(into, FORM_NEW, offer, "Up, then Enter");
	}
}

static bool
resolve(void *arg, const struct field *f, const char *typed, struct value *v,
    struct err *e)
{
	struct record_form *rf = arg;
	struct practice *p = practice_of(&rf->screen);
	const struct record_type *t = record_type_find(f->link);
	AUTO_BUF struct buf code = BUF_INIT;
	int64_t id = 0;

	if (f->type == FIELD_LINK ? !pick_resolve(p, t, typed, &id, e) :
	    !pick_code(p, t, typed, &code, e))
		return false;
	if (f->type == FIELD_LINK)
		value_set_int(v, id);
	else
		value_set_text(v, code.s);
	return true;
}

static void
name(void *arg, const struct field *f, const struct value *v, struct buf *out)
{
	struct record_form *rf = arg;
	struct practice *p = practice_of(&rf->screen);
	const struct record_type *t = record_type_find(f->link);
	struct err e;

	if (f->type == FIELD_LINK && v->i == FORM_NEW)
		buf_adds(out, "new client");
	else if (f->type == FIELD_CODE)
		pick_code_name(p, t, v->s, out);
	else if (!pick_name(p, t, v->i, out, &e))
		buf_adds(out, e.code == ERR_DENIED ? "not shown to you" : "gone");
}

static void
repeat(void *arg, const struct field *f, struct buf *out)
{
	struct record_form *rf = arg;
	const struct desk *d = desk_of(&rf->screen);
	const struct record *last = d->last_saved;

	if (last == NULL || record_field(last->type, f->name) != f)
		return;
	if (f->type == FIELD_LINK && !record_is_null(last, f->name))
		buf_addf(out, "#%lld", (long long)record_int(last, f->name));
	else if (f->type != FIELD_LINK)
		field_format(f, record_value(last, f->name), out);
}

/* Whose record it is; 0: no client's, or not known yet. */
static int64_t
client_of(const struct record *r)
{
	if (r->type == &record_client)
		return r->id;
	if (r->type->client != NULL && strcmp(r->type->client, "client") == 0)
		return record_int(r, "client");
	return 0;
}

static void
show_alerts(struct record_form *rf, int64_t client)
{
	free(rf->alerts);
	rf->alerts = desk_alerts(desk_of(&rf->screen), client);
	rf->alerted = client;
}

void
record_form_client_chosen(struct record_form *rf, const struct value *client)
{
	show_alerts(rf, client->kind == VALUE_INT ? client->i : 0);
}

static bool
left(void *arg, struct form *form, const struct field *f, struct err *e)
{
	struct record_form *rf = arg;

	if (rf->kind->type->client != NULL &&
	    strcmp(f->name, rf->kind->type->client) == 0)
		record_form_client_chosen(rf, form_value(form, f->name));
	return rf->kind->left == NULL ||
	    rf->kind->left(desk_of(&rf->screen), form, f, e);
}

static bool
typed(void *arg, struct form *form, const struct field *f, const char *text, struct err *e)
{
	struct record_form *rf = arg;

	return rf->kind->typed == NULL ||
	    rf->kind->typed(desk_of(&rf->screen), form, f, text, e);
}

static const struct form_ops form_ops = {
	.matches = matches, .offered = record_form_offered, .resolve = resolve, .name = name, .repeat = repeat,
	.typed = typed, .left = left,
};

/* --- saving ------------------------------------------------------------------------- */

static void save(struct record_form *rf, bool as_new);

struct record *
record_form_get(struct practice *p, const struct record_form_kind *kind, int64_t id,
    struct err *e)
{
	return kind->get != NULL ? kind->get(p, id, e) : offer_get(p, kind->type, id, e);
}

/* Puts the values chosen in the merge into the form, whose record is then the one that was
 * shown: what somebody saves meanwhile is met by the next save. */
static void
decided(UNUSED struct desk *d, const struct merge *m, const bool *mine, void *arg)
{
	struct record_form *rf = arg;
	size_t i;

	for (i = 0; i < m->n; i++) {
		const struct merge_field *f = &m->fields[i];

		value_copy(record_value(rf->base, f->field->name), &f->theirs);
		form_set(rf->form, f->field->name, mine[i] ? &f->mine : &f->theirs);
	}
	save(rf, false);
}

static void
refused(struct record_form *rf, struct merge *m, const struct err *e)
{
	struct desk *d = desk_of(&rf->screen);

	if (e->code == ERR_STALE && m->conflicts > 0) {
		merge_push(d, m, decided, rf);
		return;
	}
	if (e->code == ERR_INVALID && e->field[0] != '\0' &&
	    !form_focus(rf->form, e->field, e->text))
		record_form_guest_focus(rf, e);
	ui_err(d->ui, e);
}

static void
done(struct record_form *rf, struct record *r, const char *said)
{
	struct desk *d = desk_of(&rf->screen);
	const struct record_form_kind *kind = rf->kind;
	AUTO_BUF struct buf name = BUF_INIT, barred = BUF_INIT;
	bool is_new = rf->base->id == 0;
	const char *verb = kind->done != NULL ?
	    kind->done(is_new ? NULL : rf->base, r) : is_new ? "Added" : "Saved";

	ui_pop(&rf->screen);
	desk_catch_up(d);
	naming_add(d->p, r, &name);
	barred_add(d, &barred);
	ui_say(d->ui, "%s: %s. u undoes it.%s%s%s", verb, name.s,
	    *said != '\0' ? "  " : "", said, barred.s);
	record_free(d->last_saved);
	d->last_saved = record_copy(r);
	if (is_new)
		page_screen_select(ui_top(d->ui), r->type, r->id);
	if (kind->saved != NULL)
		kind->saved(d, is_new ? NULL : rf->base, r);
}

/* Closes the form and drops its draft. */
static bool
drop(struct record_form *rf)
{
	struct err e;

	if (!draft_drop(practice_of(&rf->screen), &rf->draft, &e)) {
		ui_err(rf->screen.ui, &e);
		return false;
	}
	ui_pop(&rf->screen);
	return true;
}

/* After the question: an existing client replaces the new one in the form, or is
 * opened, with what was typed kept as a draft; 0 saves the new one. */
static void
taken(struct desk *d, int64_t client, const char *who, void *arg)
{
	struct record_form *rf = arg;
	struct err e;

	if (client == 0) {
		save(rf, true);
		return;
	}
	if (rf->kind->type != &record_client) {
		record_form_take(rf, client);
		ui_say(d->ui, "%s was a client already. ^S books.", who);
		return;
	}
	if (!record_form_keep(&rf->screen, KEEP_LEFT, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	ui_pop(&rf->screen);
	record_open(d, rf->kind->type, client);
	ui_say(d->ui, "%s was a client already. What you typed is kept as a "
	    "draft.", who);
}

/* Asks whether an existing client is meant; if true, taken() comes later. */
static bool
is_alike(struct record_form *rf, const struct record *who)
{
	rf->known = clients_known(practice_of(&rf->screen));
	return alike_ask(desk_of(&rf->screen), who, taken, rf);
}

static bool
save_record(struct record_form *rf, struct record *r, struct merge *m, struct buf *said,
    struct err *e)
{
	const struct record_form_kind *kind = rf->kind;
	const struct record *base = rf->base->id != 0 ? rf->base : NULL;
	struct practice *p = practice_of(&rf->screen);

	if (kind->save != NULL)
		return kind->save(p, r, base, m, said, &rf->draft, e);
	if (base == NULL && kind->make != NULL ? !kind->make(p, r, &rf->draft, e) :
	    !kind->change(p, r, base, m, &rf->draft, e))
		return false;
	if (kind->tell != NULL)
		kind->tell(p, r, base, said);
	return true;
}

/* Saves the form. `as_new`: without asking about similar clients. */
static void
save(struct record_form *rf, bool as_new)
{
	struct desk *d = desk_of(&rf->screen);
	AUTO_RECORD struct record *r = record_copy(rf->base);
	AUTO_RECORD struct record *guest = NULL;
	struct record *who;
	AUTO_BUF struct buf said = BUF_INIT;
	struct merge m = { .fields = NULL };
	struct err e;
	bool ok;

	if (!form_read(rf->form, r, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	if (rf->base->id != 0 && record_equal(rf->base, r)) {
		if (drop(rf))
			ui_say(d->ui, "Nothing was changed.");
		return;
	}
	guest = form_read_new(rf->form, rf->kind->type->client);
	who = guest == NULL && rf->base->id == 0 && r->type == &record_client ? r : guest;
	if (who != NULL && !as_new && is_alike(rf, who))
		return;
	ok = who != NULL ?
	    rf->kind->add(d->p, r, guest, rf->known, &said, &rf->draft, &e) :
	    save_record(rf, r, &m, &said, &e);
	if (ok)
		done(rf, r, said.s);
	/* ERR_STALE: a colleague has added a similar client since, so asks again */
	else if (who == NULL || e.code != ERR_STALE || !is_alike(rf, who))
		refused(rf, &m, &e);
	merge_free(&m);
}

/* --- keys ------------------------------------------------------------------------------ */

static void
leave(struct record_form *rf)
{
	struct ui *ui = rf->screen.ui;
	struct err e;

	if (!record_form_keep(&rf->screen, KEEP_LEFT, &e)) {
		ui_err(ui, &e);
		return;
	}
	ui_pop(&rf->screen);
	if (rf->draft.form != NULL)
		ui_say(ui, "Kept as a draft; Today opens it again.");
}

static void
discard(struct record_form *rf)
{
	struct ui *ui = rf->screen.ui;
	bool typed = form_changed(rf->form);

	if (!draft_leave(&rf->screen, &rf->draft))
		return;
	ui_pop(&rf->screen);
	ui_say(ui, typed ? "Thrown away. u brings it back." : "Nothing was typed.");
}

static bool
act(struct screen *s, enum act a)
{
	struct record_form *rf = of(s);

	if (a == ACT_type_help) {
		ui_say(s->ui, "%s", form_field(rf->form)->help);
		return true;
	}
	switch (form_act(rf->form, a)) {
	case FORM_IGNORED:
		return false;
	case FORM_DONE:
		break;
	case FORM_BEEP:
		if (a == ACT_pick && rf->kind->choose != NULL &&
		    rf->kind->choose(desk_of(s), rf->form))
			break;
		ui_complain(s->ui, "%s", form_field(rf->form)->help);
		break;
	case FORM_SAVE:
		save(rf, false);
		break;
	case FORM_LEAVE:
		leave(rf);
		break;
	case FORM_DISCARD:
		discard(rf);
		break;
	}
	return true;
}

static bool
text(struct screen *s, const char *typed, size_t n, UNUSED bool paste)
{
	if (!form_text(of(s)->form, typed, n))
		ui_complain(s->ui, "%s has no room for more.",
		    form_field(of(s)->form)->label);
	return true;
}

/* --- the screen ---------------------------------------------------------------------------- */

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct record_form *rf = (const struct record_form *)s;
	struct area in = { a.y + 1, a.x, a.rows - 1, a.cols };

	canvas_hline(c, a, 0, 0, a.cols);
	form_draw(rf->form, c, in);
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct record_form *)s)->title);
}

static void
alert(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct record_form *)s)->alerts);
}

static void
sized(struct screen *s, struct area body)
{
	body.rows--;
	form_sized(of(s)->form, body);
}

/* A colleague saved this record: only a message, since saving merges. */
static void
changed(struct screen *s, const void *what)
{
	struct record_form *rf = of(s);
	const struct desk_changes *all = what;
	AUTO_BUF struct buf said = BUF_INIT;
	size_t i;

	if (desk_touches_client(what, rf->alerted))
		show_alerts(rf, rf->alerted);
	for (i = 0; all != NULL && rf->base->id != 0 && i < all->n; i++) {
		const struct desk_change *c = &all->list[i];

		if (c->type != rf->kind->type || c->mine || c->row != rf->base->id)
			continue;
		here_add_change(desk_of(s), c, &said);
		ui_say(s->ui, "%s; ^S brings both together.", said.s);
		return;
	}
}

static void
form_screen_free(struct screen *s)
{
	struct record_form *rf = of(s);

	form_free(rf->form);
	record_free(rf->base);
	free(rf->title);
	free(rf->alerts);
	draft_free(&rf->draft);
	free(rf);
}

/* Only for the hint line: act() handles them all. */
static void
run(struct screen *s, enum act a)
{
	act(s, a);
}

static const struct binding bindings[] = {
	{ ACT_accept, "next", run },
	{ ACT_save, "save", run },
	{ ACT_leave, "leave", run },
	{ ACT_prev_field, "before", run },
	{ ACT_pick, "choose", run },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "form", .mode = MODE_TYPE, .bindings = bindings,
	.widget_acts = form_acts, .act = act, .text = text, .draw = draw,
	.title = title, .alert = alert, .sized = sized, .keep = record_form_keep,
	.changed = changed, .free = form_screen_free,
};

/* --- opening ----------------------------------------------------------------------------------- */

/* The line after `f`, the first after NULL; NULL: there is none. */
static const struct field *
next_line(const struct record_form_kind *kind, const struct field *f, size_t i)
{
	if (kind->lines == NULL)
		return record_next_typed(kind->type, f);
	return kind->lines[i] != NULL ? record_field(kind->type, kind->lines[i]) : NULL;
}

/* The form's lines, without those this login may not see. */
static void
shown_names(const struct practice *p, const struct record_form_kind *kind,
    const char **shown)
{
	const struct field *f = NULL;
	const char *const *guest;
	size_t n = 0, i = 0;

	while ((f = next_line(kind, f, i++)) != NULL) {
		BUG_IF(n >= FIELDS_MAX);
		if ((f->flags & practice_hides(p)) == 0)
			shown[n++] = f->name;
		for (guest = record_form_guest(kind, f); guest != NULL && *guest != NULL; guest++)
			shown[n++] = *guest;
	}
	shown[n] = NULL;
}

struct record_form *
record_form_make(struct desk *d, const struct record_form_kind *kind,
    struct record *r, const char *words)
{
	struct record_form *rf = xcalloc(1, sizeof(*rf));
	const char *names[FIELDS_MAX + GUEST_MAX + 1];

	shown_names(d->p, kind, names);
	rf->screen.ops = &ops;
	rf->screen.ui = d->ui;
	rf->kind = kind;
	rf->base = r;
	rf->title = xstrdup(words);
	rf->screen.client = client_of(r);
	show_alerts(rf, rf->screen.client);
	rf->draft = (struct draft)DRAFT_INIT;
	rf->form = form_new(r, names, &d->p->context, &form_ops, rf);
	return rf;
}

void
record_form_push(struct desk *d, const struct record_form_kind *kind,
    struct record *r, const char *words)
{
	struct record_form *rf;

	if (!desk_may(d, kind->may)) {
		record_free(r);
		return;
	}
	rf = record_form_make(d, kind, r, words);
	ui_push(d->ui, &rf->screen);
	if (kind->begun != NULL && r->id == 0)
		kind->begun(d, rf->form);
}

/* The top screen's form; NULL when it is not a form. */
static struct record_form *
front(struct desk *d)
{
	struct screen *top = ui_top(d->ui);

	return top != NULL && top->ops == &ops ? of(top) : NULL;
}

struct form *
record_form_front(struct desk *d)
{
	struct record_form *rf = front(d);

	return rf != NULL ? rf->form : NULL;
}

const struct record *
record_form_base(struct desk *d)
{
	struct record_form *rf = front(d);

	return rf != NULL ? rf->base : NULL;
}

void
record_form_focus(struct desk *d, const char *field)
{
	struct record_form *rf = front(d);

	if (rf != NULL)
		form_focus(rf->form, field, NULL);
}

void
record_form_offer(struct desk *d, const struct record *r, const char *const *fields)
{
	struct record_form *rf = front(d);

	for (; rf != NULL && *fields != NULL; fields++)
		form_offer(rf->form, *fields, record_value(r, *fields));
}

void
record_form_set(struct desk *d, const char *field, const struct value *v)
{
	struct record_form *rf = front(d);
	struct err e;

	if (rf == NULL)
		return;
	form_set(rf->form, field, v);
	if (!left(rf, rf->form, record_field(rf->kind->type, field), &e))
		form_focus(rf->form, field, e.text);
}

void
record_form_set_int(struct desk *d, const char *field, int64_t n)
{
	struct value v = VALUE_INIT;

	value_set_int(&v, n);
	record_form_set(d, field, &v);
}

void
record_form_set_day(struct desk *d, const char *field, date_day day)
{
	struct value v = VALUE_INIT;
	char iso[DATE_ISO_SIZE];

	value_set_text(&v, date_to_iso(day, iso));
	record_form_set(d, field, &v);
	value_clear(&v);
}

void
record_form_type(struct desk *d, const char *field, const char *text)
{
	struct record_form *rf = front(d);

	if (rf == NULL)
		return;
	form_restore(rf->form, field, text);
	form_focus(rf->form, field, NULL);
}

void
record_form_edit(struct desk *d, const struct record_form_kind *kind,
    int64_t id, const char *words)
{
	struct err e;
	struct record *r = record_form_get(d->p, kind, id, &e);

	if (r == NULL) {
		ui_err(d->ui, &e);
	} else if (!desk_may(d, kind->may)) {
		record_read(d, r, words);
		record_free(r);
	} else {
		record_form_push(d, kind, r, words);
	}
}
