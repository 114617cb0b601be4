/*
 * preferences.c - the form of the login's preferences: colours, characters.
 */
#include "base/mem.h"
#include "practice/preferences.h"

#include "screens/draft.h"
#include "screens/offer.h"
#include "screens/record_form.h"
#include "screens/toolkit/terminal.h"

static bool
save(struct practice *p, struct record *r, UNUSED const struct record *base,
    UNUSED struct merge *m, struct draft *draft, struct err *e)
{
	return preferences_save(p, r, draft, e);
}

static struct record *
get(struct practice *p, UNUSED int64_t id, struct err *e)
{
	return preferences_get(p, e);
}

static void
apply(struct desk *d, const struct record *r)
{
	enum theme theme = THEME_DEFAULT;

	if (d->terminal == NULL)
		return;
	theme_named(record_text(r, "theme"), &theme);
	terminal_theme(d->terminal, theme);
	ui_set_ascii(d->ui, d->ascii || record_int(r, "ascii") != 0);
}

static void
saved(struct desk *d, UNUSED const struct record *was, const struct record *r)
{
	apply(d, r);
}

static const struct record_form_kind kind = {
	.name = "preferences", .type = &record_staff_setting,
	.may = ACTIONS, .change = save, .get = get, .saved = saved,
};

void
preferences_load(struct desk *d)
{
	struct err e;
	AUTO_RECORD struct record *r = preferences_get(d->p, &e);

	if (r == NULL)
		ui_err(d->ui, &e);
	else
		apply(d, r);
}

void
preferences_push(struct desk *d)
{
	record_form_edit(d, &kind, 0, "Your screens");
}

void
preferences_resume(struct desk *d, struct draft *draft)
{
	draft->record = 1;	/* each login has only one, its own */
	record_form_resume(d, &kind, draft);
}
