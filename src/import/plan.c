/*
 * plan.c - deciding which column feeds which field.
 *
 * The mapping comes first, then matching by headers and cells (match.c). Other columns
 * become notes, if the record has them. The result is reported for each column.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

/* --- targets ------------------------------------------------------------------ */

static void
add_target(struct import_plan *plan, const struct field *f, int main, int line)
{
	struct import_target *t;

	if (f->flags & (FIELD_NO_IMPORT | FIELD_SECRET))
		return;
	plan->targets = xreallocarray(plan->targets, plan->n_targets + 1,
	    sizeof(*plan->targets));
	t = &plan->targets[plan->n_targets++];
	*t = (struct import_target){ .field = f, .main = main, .line = line,
	    .name = NO_COLUMN,
	    .strict = f == record_field(&record_subscriber, "state") };
}

static bool
in_list(const char *const *list, const char *word)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

static void
add_targets(struct import_plan *plan)
{
	const struct import_kind *k = plan->kind;
	size_t i;

	for (i = 0; !k->extra_only && i < k->type->n_fields; i++)
		if (!in_list(k->leaves_out, k->type->fields[i].name))
			add_target(plan, &k->type->fields[i], (int)i, -1);
	for (i = 0; k->lines != NULL && i < k->lines->n_fields; i++)
		if (!in_list(k->leaves_out, k->lines->fields[i].name))
			add_target(plan, &k->lines->fields[i], -1, (int)i);
	for (i = 0; i < k->n_extra; i++)
		add_target(plan, &k->extra[i], -1, -1);
	plan->notes = import_target_find(plan, "notes");
}

int
import_target_find(const struct import_plan *plan, const char *field)
{
	size_t i;

	for (i = 0; i < plan->n_targets; i++)
		if (text_is(plan->targets[i].field->name, field))
			return (int)i;
	return -1;
}

/* --- columns -------------------------------------------------------------------- */

static void
list_headers(const struct import_columns *c, struct buf *out)
{
	size_t i;

	for (i = 0; i < c->n && out->len < 500; i++) {
		buf_adds(out, i == 0 ? "" : ", ");
		text_show(out, import_source_header(c->im->source, i), false);
	}
}

/* The column called `name`: exactly, else ignoring case and punctuation. */
static size_t
column_named(const struct import_columns *c, const char *name)
{
	AUTO_BUF struct buf key = BUF_INIT;
	size_t i;

	for (i = 0; i < c->n; i++)
		if (strcmp(import_source_header(c->im->source, i), name) == 0)
			return i;
	import_header_key(&key, name);
	for (i = 0; key.len > 0 && i < c->n; i++)
		if (strcmp(c->keys[i], key.s) == 0)
			return i;
	return NO_COLUMN;
}

void
import_columns_use(struct import_columns *c, size_t column, enum import_why why,
    size_t target)
{
	c->used[column] = true;
	c->fates[column] = (struct import_fate){ why, (int)target };
}

void
import_target_also(struct import_target *t, size_t column,
    const struct import_word *words)
{
	t->also = xreallocarray(t->also, t->n_also + 1, sizeof(*t->also));
	t->also[t->n_also++] = (struct import_also){ column, words };
}

/* For a column that the mapping names and a CSV file does not have: ERR_INVALID or,
 * with `may_miss`, a note. */
static bool
no_column(struct import_columns *c, const char *what, const char *name, bool may_miss)
{
	AUTO_BUF struct buf headers = BUF_INIT, shown = BUF_INIT;

	if (import_source_is_json(c->im->source))
		return true;
	text_show(&shown, name, false);
	if (may_miss) {
		import_note(c->im, 0, "The file has no column \"%.80s\" for %s.",
		    shown.s, what);
		return true;
	}
	list_headers(c, &headers);
	return err_set(c->e, ERR_INVALID, NULL, "The file has no column \"%.80s\", "
	    "which the mapping wants for %s; it has: %s.", shown.s, what,
	    headers.s);
}

static bool
bind_parts(struct import_columns *c, const char *what,
    const struct mapping_part *from, size_t n, bool may_miss,
    struct import_part **to, size_t *n_to)
{
	size_t i;

	/* none: a field with a table of values only finds its column later */
	*to = n > 0 ? xcalloc(n, sizeof(**to)) : NULL;
	*n_to = n;
	for (i = 0; i < n; i++) {
		(*to)[i].constant = from[i].kind == MAPPING_CONSTANT;
		(*to)[i].text = from[i].text;
		(*to)[i].column = NO_COLUMN;
		if ((*to)[i].constant)
			continue;
		(*to)[i].column = column_named(c, from[i].text);
		if ((*to)[i].column == NO_COLUMN &&
		    !no_column(c, what, from[i].text, may_miss))
			return false;
	}
	return true;
}

static bool
unknown_field(struct import_columns *c, const struct mapping_field *f)
{
	struct import_plan *plan = &c->im->plan;
	AUTO_BUF struct buf known = BUF_INIT, shown = BUF_INIT;
	size_t i;

	for (i = 0; i < plan->n_targets; i++)
		buf_addf(&known, "%s%s", i == 0 ? "" : ", ",
		    plan->targets[i].field->name);
	text_show(&shown, f->field, false);
	return err_set(c->e, ERR_INVALID, NULL, "Line %d of the mapping: %s have no "
	    "field \"%.40s\"; they have %s.", f->line, plan->kind->name, shown.s,
	    known.s);
}

/* Columns that a mapping lists feed no field. */
static void
use_listed(struct import_columns *c, char *const *names, size_t n, enum import_why why)
{
	size_t i, k, column;

	for (i = 0; i < n; i++)
		if ((column = column_named(c, names[i])) != NO_COLUMN)
			for (k = 0; k < c->n; k++)
				if (strcmp(c->keys[k], c->keys[column]) == 0)
					import_columns_use(c, k, why, NO_COLUMN);
}

static bool
bind_mapping(struct import_columns *c)
{
	struct import_plan *plan = &c->im->plan;
	const struct mapping *m = plan->map;
	struct import_target *t;
	size_t i, k;
	int at;

	for (i = 0; i < m->n_fields; i++) {
		at = import_target_find(plan, m->fields[i].field);
		if (at < 0)
			return unknown_field(c, &m->fields[i]);
		t = &plan->targets[at];
		t->mapped = &m->fields[i];
		if (!bind_parts(c, t->field->name, m->fields[i].parts,
		    m->fields[i].n_parts, m->fields[i].shipped &&
		    ((t->field->flags & FIELD_REQUIRED) == 0 || c->im->looks),
		    &t->parts, &t->n_parts))
			return false;
	}
	/* a column of the key may be a field's as well */
	if (!bind_parts(c, "the key", m->key, m->n_key, false, &plan->key,
	    &plan->n_key))
		return false;
	for (i = 0; i < plan->n_targets; i++)
		for (k = 0; k < plan->targets[i].n_parts; k++)
			if (plan->targets[i].parts[k].column != NO_COLUMN)
				import_columns_use(c,
				    plan->targets[i].parts[k].column,
				    IMPORT_BY_MAPPING, i);
	use_listed(c, m->ignore, m->n_ignore, IMPORT_IGNORED);
	use_listed(c, m->keep, m->n_keep, IMPORT_KEPT);
	return true;
}

/* --- what our own exports say beside ------------------------------------------- */

/* Skips columns called `name` (and `more`), and returns the last of them. */
static size_t
leave_out(struct import_columns *c, const char *name, const char *more)
{
	AUTO_BUF struct buf key = BUF_INIT;
	size_t i, last = NO_COLUMN;

	import_header_key(&key, name);
	import_header_key(&key, more);
	for (i = 0; i < c->n; i++)
		if (strcmp(c->keys[i], key.s) == 0) {
			if (!c->used[i])
				import_columns_use(c, i, IMPORT_OWN, NO_COLUMN);
			last = i;
		}
	return last;
}

/* Our own exports have a column of the name beside a link. */
static void
find_link_names(struct import_columns *c)
{
	struct import_plan *plan = &c->im->plan;
	struct import_target *t;

	for (t = plan->targets; t < plan->targets + plan->n_targets; t++) {
		if (t->field->type != FIELD_LINK || t->n_parts == 0)
			continue;
		t->name = leave_out(c, t->field->name, "name");
		plan->ours = plan->ours || (t->name != NO_COLUMN &&
		    plan->own != NO_COLUMN && import_source_is_json(c->im->source));
	}
}

/* True when every column has exactly a field's name. */
static bool
is_own_export(const struct import_columns *c)
{
	const struct import_plan *plan = &c->im->plan;
	const char *header;
	size_t i;

	for (i = 0; i < c->n; i++) {
		header = import_source_header(c->im->source, i);
		if (c->fates[i].why != IMPORT_OWN &&
		    import_target_find(plan, header) < 0)
			return false;
	}
	return true;
}

void
import_columns_pass(struct import_columns *c)
{
	struct import_plan *plan = &c->im->plan;
	const char *const *own = plan->kind->leaves_out;
	size_t i, made;

	plan->own = column_named(c, "id");
	if (plan->own != NO_COLUMN && c->used[plan->own])
		plan->own = NO_COLUMN;
	for (; own != NULL && *own != NULL; own++)
		leave_out(c, *own, "");
	leave_out(c, "id", "");
	leave_out(c, "version", "");
	for (i = 0; import_refused_columns[i] != NULL; i++)
		leave_out(c, import_refused_columns[i], "");
	find_link_names(c);
	for (i = 0; i < import_source_told(c->im->source); i++) {
		made = import_source_made(c->im->source, i);
		if (made != NO_COLUMN && c->used[made] && !c->used[i])
			import_columns_use(c, i, c->fates[made].why,
			    (size_t)c->fates[made].target);
	}
	plan->own_export = is_own_export(c);
}

/* --- the rest ----------------------------------------------------------------------- */

static void
keep_columns(struct import_columns *c)
{
	struct import_plan *plan = &c->im->plan;
	size_t i;

	plan->kept = xcalloc(c->n + 1, sizeof(*plan->kept));
	for (i = 0; i < c->n; i++)
		if ((!c->used[i] || (plan->fates[i].why == IMPORT_KEPT &&
		    !c->im->as_older)) && plan->notes >= 0)
			plan->kept[plan->n_kept++] = i;
}

static const struct import_columns *sorting;

static int
by_key(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = strcmp(sorting->keys[x], sorting->keys[y]);

	return order != 0 ? order : x < y ? -1 : x > y;
}

static void
sort_columns(struct import_columns *c)
{
	struct import_plan *plan = &c->im->plan;
	size_t i;

	plan->sorted = xcalloc(c->n + 1, sizeof(*plan->sorted));
	plan->n_sorted = import_source_told(c->im->source);
	for (i = 0; i < plan->n_sorted; i++)
		plan->sorted[i] = i;
	sorting = c;
	qsort(plan->sorted, plan->n_sorted, sizeof(*plan->sorted), by_key);
}

bool
import_has_need(const struct import *im, const char *need)
{
	const char *end;
	bool met = false;

	for (;; need = end + 1) {
		end = need + strcspn(need, "|");
		AUTO_FREE char *field = xstrndup(need, (size_t)(end - need));

		met = met || import_bound(im, field);
		if (*end == '\0')
			return met;
	}
}

/* Columns whose headers mention a person. */
static void
list_people(const struct import_columns *c, struct buf *out)
{
	static const char *const words[] = { "name", "client", "customer", "patient",
	    "guest", "member", "invitee", "attendee", "mail", "phone", "mobile", "person",
	    "contact", NULL };
	size_t i, k;

	for (i = 0; i < c->n && out->len < 300; i++) {
		for (k = 0; words[k] != NULL &&
		    strstr(c->keys[i], words[k]) == NULL; k++)
			;
		if (words[k] == NULL || c->used[i])
			continue;
		buf_adds(out, out->len == 0 ? "" : ", ");
		text_show(out, import_source_header(c->im->source, i), false);
	}
}

/* Visits without a client column need an option. */
static bool
check_client(struct import_columns *c)
{
	AUTO_BUF struct buf might = BUF_INIT, headers = BUF_INIT;
	struct import *im = c->im;

	if (im->plan.kind->type != &record_session || im->as_older ||
	    im->o->no_client || import_bound(im, "client"))
		return true;
	list_people(c, &might);
	list_headers(c, &headers);
	return err_set(c->e, ERR_INVALID, NULL, "No column of the file is the client of "
	    "the visits; %s %s. A mapping file can say which it is (client = ...); "
	    "--no-client imports the visits without a client.", might.len > 0 ?
	    "it might be" : "it has:", might.len > 0 ? might.s : headers.s);
}

/* The column of this name that another field has taken; NO_COLUMN. */
static size_t
taken(const struct import_columns *c, const char *field)
{
	size_t i = column_named(c, field);

	return i != NO_COLUMN && c->fates[i].target >= 0 ? i : NO_COLUMN;
}

static bool
miss(struct import_columns *c, const char *need)
{
	AUTO_FREE char *field = xstrndup(need, strcspn(need, "|"));
	AUTO_BUF struct buf headers = BUF_INIT;
	size_t column = taken(c, field);

	if (column != NO_COLUMN) {
		text_show(&headers, import_source_header(c->im->source, column), false);
		return err_set(c->e, ERR_INVALID, NULL, "The file has no column for %s: "
		    "\"%.80s\" feeds %s. A mapping file may give it to both "
		    "(%s = %.80s).", field, headers.s, c->im->plan.targets[
		    c->fates[column].target].field->name, field, headers.s);
	}
	list_headers(c, &headers);
	return err_set(c->e, ERR_INVALID, NULL, "The file has no column for %s; it has: "
	    "%s. A mapping file can say which it is.", field, headers.s);
}

static bool
check_needs(struct import_columns *c)
{
	struct import_plan *plan = &c->im->plan;
	AUTO_BUF struct buf headers = BUF_INIT;
	bool any = false;
	size_t i;

	if (c->im->looks)
		return true;
	list_headers(c, &headers);
	for (i = 0; i < plan->n_targets; i++)
		any = any || plan->targets[i].n_parts > 0;
	if (!any && !import_source_is_json(c->im->source))
		return err_set(c->e, ERR_INVALID, NULL, "None of the file's columns "
		    "is a field of %s; it has: %s. A mapping file can say which is "
		    "which.", plan->kind->name, headers.s);
	for (i = 0; plan->kind->needs != NULL && plan->kind->needs[i] != NULL; i++)
		if (!import_has_need(c->im, plan->kind->needs[i]))
			return miss(c, plan->kind->needs[i]);
	return check_client(c);
}

static bool
set_create(struct import_plan *plan, struct err *e)
{
	const struct {
		const char *name;
		bool *flag;
	} known[] = {
		{ "client", &plan->create_client }, { "staff", &plan->create_staff },
		{ "service", &plan->create_service },
		{ "product", &plan->create_product }, { "room", &plan->create_room },
		{ "device", &plan->create_device },
	};
	size_t i, k;

	for (i = 0; i < plan->map->n_create; i++) {
		for (k = 0; k < ARRAY_LEN(known) &&
		    !text_is(known[k].name, plan->map->create[i]); k++)
			;
		if (k == ARRAY_LEN(known))
			return err_set(e, ERR_INVALID, NULL, "create = accepts client, "
			    "staff, service, product, room, device, not \"%.40s\".",
			    plan->map->create[i]);
		*known[k].flag = true;
	}
	return true;
}

/* A state that every row of the file has: from --status or a constant. */
static bool
set_state(struct import *im, struct err *e)
{
	static const char *const ends[] = { "cancelled", "no_show", "not_treated", NULL };
	struct import_plan *plan = &im->plan;
	struct import_target *t;
	struct value v = VALUE_INIT;
	const char *state = NULL;

	if (im->o->status != NULL && (plan->kind->state == NULL ||
	    strcmp(plan->kind->state, "status") != 0))
		return err_set(e, ERR_USAGE, NULL,
		    "--status belongs to sessions, not to %s.", plan->kind->name);
	if (plan->kind->state == NULL)
		return true;
	t = &plan->targets[import_target_find(plan, plan->kind->state)];
	if (im->o->status != NULL) {
		state = im->o->status;
		t->n_parts = 0;		/* even if the file has such a column */
	} else if (t->n_parts == 1 && t->parts[0].constant) {
		state = mapping_value_of(t->mapped, t->parts[0].text);
	}
	if (state == NULL || *state == '\0')
		return true;
	if (!field_parse(t->field, &field_context_plain, state, &v, e))
		return false;
	snprintf(plan->state, sizeof(plan->state), "%s", v.s);
	value_clear(&v);
	plan->list = plan->kind->type == &record_session &&
	    (in_list(ends, plan->state) || (strcmp(plan->state, "done") == 0 &&
	    !import_bound(im, "start") && !import_bound(im, "start_at") &&
	    !import_bound(im, "external_id")));
	return true;
}

static bool
make(struct import_columns *c)
{
	struct import_plan *plan = &c->im->plan;

	if (!bind_mapping(c) || !(c->im->as_older ? import_older_match(c) :
	    import_match(c)) || !set_create(plan, c->e) ||
	    !set_state(c->im, c->e) || !check_needs(c))
		return false;
	keep_columns(c);
	sort_columns(c);
	snprintf(plan->row_kind, sizeof(plan->row_kind), "%s%s%s", plan->kind->name,
	    plan->list || (plan->kind->type == &record_subscriber &&
	    plan->state[0] != '\0') ? "." : "",
	    plan->list || plan->kind->type == &record_subscriber ? plan->state : "");
	return true;
}

bool
import_plan_make(struct import *im, struct err *e)
{
	struct import_columns c = { .im = im, .n = import_source_width(im->source),
	    .e = e };
	struct import_plan *plan = &im->plan;
	AUTO_BUF struct buf key = BUF_INIT;
	bool ok;
	size_t i, k;

	c.keys = xcalloc(c.n + 1, sizeof(*c.keys));
	c.used = xcalloc(c.n + 1, sizeof(*c.used));
	plan->n_columns = c.n;
	plan->twins = xcalloc(c.n + 1, sizeof(*plan->twins));
	plan->fates = c.fates = xcalloc(c.n + 1, sizeof(*plan->fates));
	for (i = 0; i < c.n; i++) {
		const char *header = import_source_header(im->source, i);

		buf_cut(&key, 0);
		import_header_key(&key, header);
		/* a header of punctuation alone is its own key */
		c.keys[i] = xstrdup(key.len > 0 ? key.s : header);
		plan->fates[i] = (struct import_fate){ IMPORT_KEPT, -1 };
		for (k = 0; k < i; k++)
			plan->twins[i] += strcmp(header,
			    import_source_header(im->source, k)) == 0;
	}
	add_targets(plan);
	ok = make(&c);
	if (ok)
		import_tell_columns(im);
	for (i = 0; i < c.n; i++)
		free(c.keys[i]);
	free(c.keys);
	free(c.used);
	return ok;
}

void
import_plan_free(struct import_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n_targets; i++) {
		free(plan->targets[i].parts);
		free(plan->targets[i].also);
	}
	free(plan->targets);
	free(plan->fates);
	free(plan->twins);
	free(plan->kept);
	free(plan->sorted);
	free(plan->key);
}
