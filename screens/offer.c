/*
 * offer.c - services, products, lots, staff, places, hours, time off and settings: lists and
 * forms from the records' own tables.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/cautions.h"
#include "practice/naming.h"
#include "practice/offer.h"
#include "screens/client/client.h"
#include "screens/draft.h"
#include "screens/freed.h"
#include "screens/keys.h"
#include "screens/lots.h"
#include "screens/offer.h"
#include "screens/page_source.h"
#include "screens/record_form.h"
#include "screens/trace.h"

/* --- forms ------------------------------------------------------------------------ */

#define NOBODY_SCREENED "Microneedling without a checklist: nobody is screened before it. "

static void
tell_service(UNUSED struct practice *p, const struct record *r, UNUSED const struct record *base,
    struct buf *said)
{
	if (service_lacks_checklist(r))
		buf_adds(said, NOBODY_SCREENED "e, then ^P in Checklist lists them.");
}

/* What of it can never warn. */
static void
tell_caution(struct practice *p, const struct record *r, UNUSED const struct record *base,
    struct buf *said)
{
	struct err none;

	caution_doubts(p, r, said, &none);
}

/* Puts a number into a blank field. */
static void
put_number(struct form *f, const char *name, int64_t n)
{
	struct value v = VALUE_INIT;

	if (form_value(f, name)->kind != VALUE_NULL)
		return;
	value_set_int(&v, n);
	form_set(f, name, &v);
	value_clear(&v);
}

static const char *
text_of(struct form *f, const char *name)
{
	const struct value *v = form_value(f, name);

	return v->kind == VALUE_TEXT ? v->s : "";
}

/* Proposes the checklist for a needling service; warns when it has none. */
static bool
service_left(struct desk *d, struct form *f, const struct field *field,
    UNUSED struct err *e)
{
	AUTO_BUF struct buf code = BUF_INIT;
	struct value v = VALUE_INIT;
	bool named = strcmp(field->name, "name") == 0 ||
	    strcmp(field->name, "category") == 0;

	if ((!named && strcmp(field->name, "checklist") != 0) ||
	    *text_of(f, "checklist") != '\0' ||
	    !service_is_needling(text_of(f, "name"), text_of(f, "category")))
		return true;
	if (!named || !service_proposal(d->p, text_of(f, "name"),
	    text_of(f, "category"), &code)) {
		ui_say(d->ui, NOBODY_SCREENED "^P in Checklist lists them.");
		return true;
	}
	value_set_text(&v, code.s);
	form_set(f, "checklist", &v);
	value_clear(&v);
	put_number(f, "series_count", PROPOSED_SERIES);
	put_number(f, "series_days", PROPOSED_DAYS);
	put_number(f, "return_months", PROPOSED_MONTHS);
	ui_say(d->ui, "Proposed: its checklist, a series of %d every %d days, due back "
	    "after %d months.", PROPOSED_SERIES, PROPOSED_DAYS, PROPOSED_MONTHS);
	return true;
}

/* Time off that was changed may be shorter now, or not any more. */
static void
block_saved(struct desk *d, const struct record *was, UNUSED const struct record *now)
{
	if (was != NULL && record_int(was, "active") != 0)
		freed_by_block(d, was);
}

#define OFFERED(noun, may_, list_, ...) \
	.form = { .name = #noun, .type = &record_##noun, .may = may_, .make = offer_add, \
	  .change = offer_save, __VA_ARGS__ }, .list = &list_
static const struct offered {
	struct record_form_kind form;
	const struct page_list *list;
	void (*open)(struct desk *d, int64_t id);	/* for Enter; NULL: the form */
} all_offered[] = {
	{ OFFERED(service, ACTION_WRITE_OFFER, page_services, .left = service_left,
	  .tell = tell_service) },
	{ OFFERED(product, ACTION_WRITE_OFFER, page_products, .typed = product_typed) },
	{ OFFERED(staff, ACTION_WRITE_SETTINGS, page_staff,) },
	{ OFFERED(room, ACTION_WRITE_SETTINGS, page_rooms,) },
	{ OFFERED(device, ACTION_WRITE_SETTINGS, page_devices,) },
	{ OFFERED(hours, ACTION_WRITE_SETTINGS, page_hours,) },
	{ OFFERED(certificate, ACTION_WRITE_SETTINGS, page_certificates,) },
	{ OFFERED(device_label, ACTION_WRITE_SETTINGS, page_device_labels,) },
	{ OFFERED(product_caution, ACTION_WRITE_OFFER, page_product_cautions,
	  .tell = tell_caution) },
	{ OFFERED(log_entry, ACTION_WRITE_SESSIONS, page_log_entries,) },
	{ OFFERED(block, ACTION_WRITE_SESSIONS, page_blocks, .saved = block_saved) },
	{ OFFERED(lot, ACTION_WRITE_OFFER, page_lots, .typed = lot_typed, .saved = lot_saved),
	  .open = lot_push },
};

static const struct offered *
offered(const struct record_type *t)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(all_offered); i++)
		if (all_offered[i].form.type == t)
			return &all_offered[i];
	return NULL;
}

static const struct record_form_kind *
kind_of(const struct record_type *t)
{
	return &offered(t)->form;
}

static struct record *
get_settings(struct practice *p, UNUSED int64_t id, struct err *e)
{
	return practice_may(p, ACTION_WRITE_SETTINGS, e) ?
	    record_copy(p->settings) : NULL;
}

const struct record_form_kind settings_form = {
	.name = "settings", .type = &record_practice,
	.may = ACTION_WRITE_SETTINGS, .change = settings_save, .get = get_settings,
};

void
settings_push(struct desk *d)
{
	record_form_edit(d, &settings_form, 0, "Settings of the practice");
}

void
settings_push_at(struct desk *d, const char *field)
{
	settings_push(d);
	record_form_focus(d, field);
}

void
offer_new(struct desk *d, const struct record_type *t)
{
	AUTO_FREE char *words = xasprintf("New: %s", t->label);

	record_form_push(d, kind_of(t), record_new(t), words);
}

void
offer_edit(struct desk *d, const struct record_type *t, int64_t id,
    const char *field)
{
	record_form_edit(d, kind_of(t), id, t->label);
	record_form_focus(d, field);
}

/* --- lists ------------------------------------------------------------------------- */

struct offer {
	struct page_screen page;
	const struct record_type *type;
};

static struct offer *
of(struct screen *s)
{
	return (struct offer *)s;
}

static struct list *
list_of(struct screen *s)
{
	return of(s)->page.view.list;
}

static void
run_open(struct screen *s, enum act a)
{
	int64_t id = list_selected(list_of(s));

	if (id == 0)
		ui_complain(s->ui, "Nothing selected. n adds one.");
	else if (a == ACT_history)
		history_push(desk_of(s), of(s)->type, id);
	else if (a == ACT_open && offered(of(s)->type)->open != NULL)
		offered(of(s)->type)->open(desk_of(s), id);
	else
		record_form_edit(desk_of(s), kind_of(of(s)->type), id,
		    of(s)->type->label);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	offer_new(desk_of(s), of(s)->type);
}

/* Switches one off, or on again. */
static void
run_archive(struct screen *s, enum act a)
{
	struct offer *o = of(s);
	struct desk *d = desk_of(s);
	AUTO_RECORD struct record *base = NULL, *mine = NULL;
	AUTO_BUF struct buf name = BUF_INIT;
	struct err e;

	if (list_selected(o->page.view.list) == 0) {
		run_open(s, a);
		return;
	}
	if (record_field(o->type, "active") == NULL) {
		ui_complain(s->ui, "What stands here stays. e changes it.");
		return;
	}
	base = offer_get(d->p, o->type, list_selected(o->page.view.list), &e);
	if (base == NULL) {
		ui_err(s->ui, &e);
		return;
	}
	mine = record_copy(base);
	record_set_int(mine, "active", record_int(base, "active") == 0);
	if (!offer_save(d->p, mine, base, NULL, NULL, &e)) {
		ui_err(s->ui, &e);
		return;
	}
	desk_catch_up(d);
	naming_add(d->p, mine, &name);
	ui_say(s->ui, "%s: %s. u undoes it.", record_int(mine, "active") ?
	    "Switched on again" : "Switched off, v shows it", name.s);
	if (kind_of(o->type)->saved != NULL)
		kind_of(o->type)->saved(d, base, mine);
}

static void
run_trace(struct screen *s, UNUSED enum act a)
{
	int64_t id = list_selected(list_of(s));

	if (of(s)->type != &record_lot || id == 0)
		ui_complain(s->ui, "Who had a lot is shown: select one on the page Lots.");
	else
		trace_push(desk_of(s), id);
}

static void
run_keys(struct screen *s, UNUSED enum act a)
{
	int64_t id = list_selected(list_of(s));

	if (of(s)->type != &record_staff || id == 0)
		ui_complain(s->ui, "Keys are a person's: select one on the page Staff.");
	else
		keys_push(desk_of(s), id);
}

static void
run_all(struct screen *s, UNUSED enum act a)
{
	struct page_view *v = &of(s)->page.view;

	v->query.all = !v->query.all;
	list_reload(v->list);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct offer *o = (const struct offer *)s;

	buf_addf(out, "%s%s", o->page.view.pages->title, o->page.view.query.all ?
	    ", all" : "");
}

#define OFFER_KEYS \
	{ ACT_open, "open", run_open }, \
	{ ACT_new, "new", run_new }, \
	{ ACT_archive, "off or on", run_archive }, \
	{ ACT_scope, "all", run_all }, \
	{ ACT_edit, NULL, run_open }, \
	{ ACT_history, NULL, run_open }

static const struct binding bindings[] = {
	OFFER_KEYS,
	{ ACT_export, "export", page_screen_export },
	{ ACT_trace, NULL, run_trace },
	{ ACT_keys, NULL, run_keys },
	{ ACT_NONE, NULL, NULL }
};

static const struct binding staff_bindings[] = {
	OFFER_KEYS,
	{ ACT_keys, "SSH keys", run_keys },
	{ ACT_export, "export", page_screen_export },
	{ ACT_trace, NULL, run_trace },
	{ ACT_NONE, NULL, NULL }
};

#define OFFER_SCREEN \
	.name = "offer", .mode = MODE_LIST, .mode_now = page_screen_mode, \
	.widget_acts = list_acts, .act = page_screen_act, .text = page_screen_text, \
	.draw = page_screen_draw, .title = title, .sized = page_screen_sized, \
	.shown = page_screen_shown, .changed = page_screen_changed, .shows = page_screen_shows, \
	.free = page_screen_free

static const struct screen_ops ops = { OFFER_SCREEN, .bindings = bindings };
static const struct screen_ops staff_ops = { OFFER_SCREEN, .bindings = staff_bindings };

static struct offer *
push(struct desk *d, const struct record_type *t)
{
	struct offer *o = xcalloc(1, sizeof(*o));
	struct page_query in_force = { .all = false };

	o->page.screen.ops = t == &record_staff ? &staff_ops : &ops;
	o->type = t;
	page_view_begin(&o->page.view, d->p, offered(t)->list, &in_force);
	ui_push(d->ui, &o->page.screen);
	return o;
}

void
offer_push(struct desk *d, const struct record_type *t)
{
	push(d, t);
}

bool
offer_show(struct desk *d, const struct record_type *t, int64_t id)
{
	struct offer *o;

	if (offered(t) == NULL)
		return false;
	o = push(d, t);
	if (list_select(o->page.view.list, id))
		return true;
	o->page.view.query.all = true;	/* it may be one that is switched off */
	list_reload(o->page.view.list);
	list_select(o->page.view.list, id);
	return true;
}

#define RESUME(noun) \
void \
noun##_resume(struct desk *d, struct draft *draft) \
{ \
	record_form_resume(d, kind_of(&record_##noun), draft); \
}
RESUME(service)
RESUME(product)
RESUME(staff)
RESUME(room)
RESUME(device)
RESUME(hours)
RESUME(block)
RESUME(lot)
RESUME(certificate)
RESUME(device_label)
RESUME(log_entry)
RESUME(product_caution)
