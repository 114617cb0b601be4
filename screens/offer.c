/*
 * offer.c - services, products, staff and settings: lists and forms from the
 * records' own tables.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/offer.h"
#include "screens/draft.h"
#include "screens/child.h"
#include "screens/client.h"
#include "screens/offer.h"
#include "screens/record_form.h"
#include "screens/toolkit/list_screen.h"

/* --- forms ------------------------------------------------------------------------ */

static bool
save(struct practice *p, struct record *r, const struct record *base,
    struct merge *m, struct buf *said, struct err *e)
{
	return base != NULL ? offer_save(p, r, base, m, e) : offer_add(p, r, e);
}

static struct record *
get_service(struct practice *p, int64_t id, struct err *e)
{
	return offer_get(p, &record_service, id, e);
}

static struct record *
get_product(struct practice *p, int64_t id, struct err *e)
{
	return offer_get(p, &record_product, id, e);
}

static struct record *
get_staff(struct practice *p, int64_t id, struct err *e)
{
	return offer_get(p, &record_staff, id, e);
}

static const char *const service_names[] = {
	"code", "name", "category", "price", "cost", "minutes", "numbing_minutes",
	"cleanup_minutes", "checklist", "series_count", "series_days",
	"return_months", "active", NULL
};
static const char *const product_names[] = {
	"code", "name", "brand", "kind", "category", "supplier", "price", "cost",
	"on_hand", "active", NULL
};
static const char *const staff_names[] = {
	"name", "code", "login", "role", "licence", "max_depth", "active", NULL
};

static const struct record_form_kind kinds[] = {
	{ .name = "service", .type = &record_service, .names = service_names,
	  .save = save, .get = get_service },
	{ .name = "product", .type = &record_product, .names = product_names,
	  .save = save, .get = get_product },
	{ .name = "staff", .type = &record_staff, .names = staff_names,
	  .save = save, .get = get_staff },
};

static const struct record_form_kind *
kind_of(const struct record_type *t)
{
	size_t i = 0;

	while (kinds[i].type != t)
		i++;
	return &kinds[i];
}

static bool
save_settings(struct practice *p, struct record *r, const struct record *base,
    struct merge *m, struct buf *said, struct err *e)
{
	return settings_save(p, r, base, m, e);
}

static struct record *
get_settings(struct practice *p, int64_t id, struct err *e)
{
	return practice_may(p, ACTION_WRITE_SETTINGS, e) ?
	    record_copy(p->settings) : NULL;
}

static const char *const settings_names[] = {
	"name", "timezone", "currency", "date_order", "twelve_hour", "week_start",
	"opens", "closes", "phone_prefix", "default_minutes", "notice_hours",
	"tax_name", "tax_percent", "tax2_name", "tax2_percent", "review_link", "review_gap_days", "retention_years", NULL
};

static const struct record_form_kind settings_kind = {
	.name = "settings", .type = &record_practice, .names = settings_names,
	.save = save_settings, .get = get_settings,
};

void
settings_push(struct desk *d)
{
	record_form_edit(d, &settings_kind, 0, "Settings of the practice");
}

/* --- lists ------------------------------------------------------------------------- */

struct offer {
	struct list_screen ls;
	const struct record_type *type;
	struct list_column columns[LIST_CELLS];
	size_t fields[LIST_CELLS];
	size_t n_columns;
	bool all;
};

static struct offer *
of(struct screen *s)
{
	return (struct offer *)s;
}

static bool
add(const struct record *r, void *arg)
{
	struct offer *o = arg;
	const struct field_context *context = &practice_of(&o->ls.screen)->context;
	size_t i;

	list_rows_add(&o->ls.rows, r->id, "");
	for (i = 0; i < o->n_columns; i++) {
		AUTO_BUF struct buf cell = BUF_INIT;

		field_show(&o->type->fields[o->fields[i]], context,
		    &r->values[o->fields[i]], &cell);
		list_rows_cell(&o->ls.rows, STYLE_TEXT, cell.s);
	}
	if (record_int(r, "active") == 0)
		list_rows_dim(&o->ls.rows);
	return true;
}

static void
load(struct offer *o)
{
	struct err e;

	list_rows_clear(&o->ls.rows);
	if (!offer_list(practice_of(&o->ls.screen), o->type, o->all, add, o, &e))
		ui_err(o->ls.screen.ui, &e);
	if (o->ls.list != NULL)
		list_reload(o->ls.list);
}

/* As wide as values of a type mostly are; a name takes what is left. */
static int
cols_of(const struct field *f)
{
	return f->type == FIELD_BOOL ? 6 : f->type == FIELD_INTEGER ? 8 :
	    f->type == FIELD_MONEY || f->type == FIELD_MINUTES ? 10 :
	    f->type == FIELD_CODE ? 10 : 14;
}

/* The columns are the record's own: FIELD_LIST, numbers at the right. */
static void
make_columns(struct offer *o)
{
	size_t i;

	for (i = 0; i < o->type->n_fields && o->n_columns < LIST_CELLS; i++) {
		const struct field *f = &o->type->fields[i];
		bool is_name = strcmp(f->name, o->type->name_field) == 0;

		if (!(f->flags & FIELD_LIST) && strcmp(f->name, "active") != 0)
			continue;
		o->fields[o->n_columns] = i;
		o->columns[o->n_columns] = (struct list_column){ .title = f->label,
		    .min = is_name ? 16 : 6, .max = is_name ? 0 : cols_of(f),
		    .drop = is_name ? 0 : (int)o->n_columns + 1,
		    .right = f->type == FIELD_MONEY || f->type == FIELD_INTEGER };
		o->n_columns++;
	}
}

static void
run_open(struct screen *s, enum act a)
{
	int64_t id = list_selected(of(s)->ls.list);

	if (id != 0)
		record_form_edit(desk_of(s), kind_of(of(s)->type), id,
		    of(s)->type->label);
}

static void
run_new(struct screen *s, enum act a)
{
	AUTO_FREE char *words = xasprintf("New: %s", of(s)->type->label);

	record_form_push(desk_of(s), kind_of(of(s)->type),
	    record_new(of(s)->type), words);
}

/* Out of what is offered, or back. */
static void
run_archive(struct screen *s, enum act a)
{
	struct offer *o = of(s);
	struct desk *d = desk_of(s);
	AUTO_RECORD struct record *base = NULL, *mine = NULL;
	struct err e;

	base = offer_get(d->p, o->type, list_selected(o->ls.list), &e);
	if (base == NULL) {
		ui_err(s->ui, &e);
		return;
	}
	mine = record_copy(base);
	record_set_int(mine, "active", record_int(base, "active") == 0);
	if (!offer_save(d->p, mine, base, NULL, &e)) {
		ui_err(s->ui, &e);
		return;
	}
	desk_wrote(d);
	ui_say(s->ui, "%s %s. u takes it back.", record_text(mine, o->type->name_field),
	    record_int(mine, "active") ? "is offered again" : "is kept for the "
	    "history, v shows it");
}

static void
run_all(struct screen *s, enum act a)
{
	of(s)->all = !of(s)->all;
	load(of(s));
}

static void
run_export(struct screen *s, enum act a)
{
	child_export(desk_of(s), of(s)->type->plural);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct offer *o = (const struct offer *)s;

	buf_addf(out, "%c%s%s", o->type->plural[0] - 'a' + 'A', o->type->plural + 1,
	    o->all ? ", all" : "");
}

static void
changed(struct screen *s, const void *what)
{
	load(of(s));
}

static void
offer_free(struct screen *s)
{
	list_screen_end(&of(s)->ls);
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_new, "new", run_new },
	{ ACT_archive, "out or back", run_archive },
	{ ACT_mine, "all", run_all },
	{ ACT_export, "export", run_export },
	{ ACT_edit, NULL, run_open },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "offer", LIST_SCREEN, .bindings = bindings, .draw = list_screen_draw,
	.title = title, .sized = list_screen_sized, .changed = changed,
	.free = offer_free,
};

void
offer_push(struct desk *d, const struct record_type *t)
{
	struct offer *o = xcalloc(1, sizeof(*o));

	o->ls.screen.ops = &ops;
	o->ls.screen.ui = d->ui;
	o->type = t;
	make_columns(o);
	load(o);
	list_screen_begin(&o->ls, o->columns, o->n_columns, true,
	    "Nothing here yet: n adds the first.");
	ui_push(d->ui, &o->ls.screen);
}

bool
service_resume(struct desk *d, struct draft *draft)
{
	return record_form_resume(d, kind_of(&record_service), draft);
}

bool
product_resume(struct desk *d, struct draft *draft)
{
	return record_form_resume(d, kind_of(&record_product), draft);
}

bool
staff_resume(struct desk *d, struct draft *draft)
{
	return record_form_resume(d, kind_of(&record_staff), draft);
}

bool
settings_resume(struct desk *d, struct draft *draft)
{
	return record_form_resume(d, &settings_kind, draft);
}
