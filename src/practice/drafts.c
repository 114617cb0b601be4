/*
 * drafts.c - see drafts.h.
 */
#include "practice/drafts.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/drafts_file.h"
#include "practice/drafts_place.h"

/* --- a draft ------------------------------------------------------------------------ */

void
draft_set_string(char **to, const char *text)
{
	char *copy = text != NULL && *text != '\0' ? xstrdup(text) : NULL;

	free(*to);
	*to = copy;
}

static struct draft_field *
field_of(const struct draft *d, const char *name)
{
	size_t i;

	for (i = 0; i < d->n_fields; i++)
		if (strcmp(d->fields[i].name, name) == 0)
			return &d->fields[i];
	return NULL;
}

void
draft_set(struct draft *d, const char *name, const char *text)
{
	struct draft_field *f = field_of(d, name);
	char *copy = xstrdup(text != NULL ? text : "");

	if (f == NULL) {
		GROW(d->fields, d->cap_fields, d->n_fields + 1);
		f = &d->fields[d->n_fields++];
		f->name = xstrdup(name);
		f->text = NULL;
	}
	free(f->text);
	f->text = copy;
}

const char *
draft_get(const struct draft *d, const char *name)
{
	const struct draft_field *f = field_of(d, name);

	return f != NULL ? f->text : NULL;
}

/* The record that line `i` names, and its type; 0: none. */
static int64_t
linked(const struct draft *d, size_t i, const struct record_type **to)
{
	const struct record_type *t = d->type != NULL ? record_type_find(d->type) : NULL;
	const char *colon = strrchr(d->fields[i].name, ':'), *text = d->fields[i].text;
	const struct field *f = t != NULL ? record_field(t, colon != NULL ? colon + 1 :
	    d->fields[i].name) : NULL;
	int64_t id;
	char *end;

	if (f == NULL || f->type != FIELD_LINK)
		return 0;
	*to = record_type_find(f->link);
	id = strtoll(text + (text[0] == '#'), &end, 10);
	return id > 0 && *end == '\0' ? id : 0;
}

int64_t
draft_client(const struct draft *d, size_t i)
{
	const struct record_type *t;
	int64_t id = linked(d, i, &t);

	return id != 0 && t == &record_client ? id : 0;
}

void
draft_copy(struct draft *to, const struct draft *from)
{
	size_t i;

	*to = (struct draft){ .id = from->id, .slot = from->slot, .at = from->at,
	    .record = from->record, .base_version = from->base_version };
	draft_set_string(&to->form, from->form);
	draft_set_string(&to->type, from->type);
	draft_set_string(&to->title, from->title);
	draft_set_string(&to->place, from->place);
	draft_set_string(&to->extra, from->extra);
	for (i = 0; i < from->n_fields; i++)
		draft_set(to, from->fields[i].name, from->fields[i].text);
}

void
draft_free(struct draft *d)
{
	size_t i;

	for (i = 0; i < d->n_fields; i++) {
		free(d->fields[i].name);
		free(d->fields[i].text);
	}
	free(d->fields);
	free(d->form);
	free(d->type);
	free(d->title);
	free(d->place);
	free(d->extra);
	*d = (struct draft)DRAFT_INIT;
}

/* --- keeping one -------------------------------------------------------------------- */

struct draft_write {
	struct practice *p;
	const struct draft *d;
	const char *fields;
	bool taken_in;		/* from a file that another program left behind */
	bool update;		/* the row d->id is an older state of this draft */
	int64_t id;		/* its row now */
};

static void
set_texts(struct stmt *st, const struct draft_write *k)
{
	const struct draft *d = k->d;

	stmt_set_int(st, "staff", k->p->staff->id);
	stmt_set_int(st, "at", d->at);
	stmt_set_text(st, "form", d->form);
	stmt_set_text(st, "type", d->type);
	stmt_set_int(st, "record", d->record);
	stmt_set_int(st, "base_version", d->base_version);
	stmt_set_text(st, "title", d->title);
	stmt_set_text(st, "place", d->place);
	stmt_set_text(st, "fields", k->fields);
	stmt_set_text(st, "extra", d->extra);
}

/* Runs a statement that gives the row's id. */
static bool
give_id(struct stmt *st, int64_t *id, struct err *e)
{
	while (stmt_next(st))
		*id = stmt_int(st, "id");
	return stmt_end(st, e);
}

static bool
same_there(struct db *db, struct draft_write *k, struct err *e)
{
	struct stmt *st = db_stmt(db, "draft_same");

	stmt_set_int(st, "staff", k->p->staff->id);
	stmt_set_int(st, "at", k->d->at);
	stmt_set_text(st, "form", k->d->form);
	stmt_set_int(st, "record", k->d->record);
	stmt_set_text(st, "fields", k->fields);
	return give_id(st, &k->id, e);
}

/* For a draft from a file: true when the practice file has the same draft, as new or
 * newer. k->id is then its row. */
static bool
find_there(struct db *db, struct draft_write *k, struct err *e)
{
	struct stmt *st = db_stmt(db, "draft_row");

	stmt_set_int(st, "id", k->d->id);
	stmt_set_int(st, "staff", k->p->staff->id);
	stmt_set_text(st, "form", k->d->form);
	stmt_set_int(st, "record", k->d->record);
	while (stmt_next(st)) {
		k->update = stmt_int(st, "at") < k->d->at;
		k->id = k->update ? 0 : k->d->id;
	}
	return stmt_end(st, e) && (k->update || k->id != 0 || same_there(db, k, e));
}

/* Writes its row, or a new one if that is gone: nothing typed is lost. */
static bool
keep_inside(struct db *db, void *arg, struct err *e)
{
	struct draft_write *k = arg;
	struct stmt *st;

	k->id = 0;
	k->update = !k->taken_in;
	if (k->taken_in && (!find_there(db, k, e) || k->id != 0))
		return k->id != 0;
	if (k->update && k->d->id != 0) {
		st = db_stmt(db, "draft_update");
		stmt_set_int(st, "id", k->d->id);
		set_texts(st, k);
		if (!give_id(st, &k->id, e) || k->id != 0)
			return k->id != 0;
	}
	st = db_stmt(db, "draft_insert");
	set_texts(st, k);
	return give_id(st, &k->id, e);
}

bool
practice_draft_erased(struct practice *p, const struct draft *d)
{
	const struct record_type *t = d->type != NULL ? record_type_find(d->type) : NULL;
	int64_t id = d->record;
	size_t i;

	if (t != NULL && id != 0 && db_is_erased(p->db, t, id))
		return true;
	for (i = 0; i < d->n_fields; i++) {
		id = linked(d, i, &t);
		if (id != 0 && db_is_erased(p->db, t, id))
			return true;
	}
	return false;
}

/* Moves it into the practice file, and removes the file beside it. */
static bool
keep(struct practice *p, struct draft *d, bool taken_in, struct err *e)
{
	AUTO_FREE char *fields = drafts_fields_json(d);
	struct draft_write k = { .p = p, .d = d, .fields = fields, .taken_in = taken_in };

	if (practice_draft_erased(p, d))
		return practice_draft_discard(p, d, e);
	if (!db_write_local(p->db, keep_inside, &k, e))
		return false;
	drafts_slot_end(p, d->slot);
	d->slot = 0;
	d->id = k.id;
	return true;
}

/* Stamps it later than before, also within a second or when the clock was set back: the
 * later of two copies counts. */
static void
stamp(struct draft *d)
{
	instant now = clock_now();

	BUG_IF(d->form == NULL);
	d->at = now > d->at ? now : d->at + 1;
}

/* True for an error that is not about the draft itself. */
static bool
file_refuses(const struct err *e)
{
	return e->code == ERR_BUSY || e->code == ERR_IO || e->code == ERR_DB;
}

bool
practice_draft_beside(struct practice *p, struct draft *d, struct err *e)
{
	stamp(d);
	return practice_draft_erased(p, d) ? practice_draft_discard(p, d, e) : drafts_file_write(p, d, e);
}

bool
practice_draft_save(struct practice *p, struct draft *d, struct err *e)
{
	struct err why;

	stamp(d);
	if (keep(p, d, false, &why))
		return true;
	if (file_refuses(&why) && drafts_file_write(p, d, NULL)) {
		/* its form is closed: any login of the person may take it */
		drafts_slot_give_back(p, d->slot);
		return true;
	}
	if (file_refuses(&why))
		err_prefix(&why, "What was typed could not be kept");
	if (e != NULL)
		*e = why;
	return false;
}

static bool
remove_inside(struct db *db, void *arg, struct err *e)
{
	const struct draft_write *k = arg;
	struct stmt *st = db_stmt(db, "draft_end");

	stmt_set_int(st, "id", k->d->id);
	stmt_set_int(st, "staff", k->p->staff->id);
	return stmt_run(st, e);
}

bool
practice_draft_discard(struct practice *p, struct draft *d, struct err *e)
{
	struct draft_write k = { .p = p, .d = d };

	if (d->id != 0 && !db_write_local(p->db, remove_inside, &k, e))
		return false;
	drafts_slot_end(p, d->slot);
	d->id = d->slot = 0;
	return true;
}

/* --- all of a person's -------------------------------------------------------------- */

struct draft_sink {
	struct practice *p;
	struct drafts *out;
	size_t cap;
};

static struct draft *
add_slot(struct draft_sink *l)
{
	GROW(l->out->list, l->cap, l->out->n + 1);
	l->out->list[l->out->n] = (struct draft)DRAFT_INIT;
	return &l->out->list[l->out->n++];
}

/* Moves a draft into the practice file if possible, unless an open form will; the
 * others are listed from their files. */
static void
take_in(struct draft *d, bool living, void *arg)
{
	struct draft_sink *l = arg;
	struct draft *to;

	if (!living && (keep(l->p, d, true, NULL) || practice_draft_erased(l->p, d)))
		return;
	to = add_slot(l);
	*to = *d;
	*d = (struct draft)DRAFT_INIT;
}

/* The same draft read from a file; NULL: none. */
static struct draft *
offered(const struct drafts *ds, const struct draft *d)
{
	size_t i;

	for (i = 0; i < ds->n; i++)
		if (ds->list[i].id == d->id && ds->list[i].record == d->record &&
		    strcmp(ds->list[i].form, d->form) == 0)
			return &ds->list[i];
	return NULL;
}

static void
read_row(struct draft_sink *l, struct stmt *st)
{
	AUTO_DRAFT struct draft d = { .id = stmt_int(st, "id"),
	    .at = stmt_int(st, "at"), .record = stmt_int(st, "record"),
	    .base_version = stmt_int(st, "base_version") };
	struct draft *same, was;

	/* useless if it cannot be read */
	if (!drafts_fields_read(l->p, stmt_text(st, "fields"), "$", &d, NULL))
		return;
	d.form = xstrdup(stmt_text(st, "form"));
	draft_set_string(&d.type, stmt_text(st, "type"));
	draft_set_string(&d.title, stmt_text(st, "title"));
	draft_set_string(&d.place, stmt_text(st, "place"));
	draft_set_string(&d.extra, stmt_text(st, "extra"));
	same = offered(l->out, &d);
	if (same != NULL && same->at >= d.at)
		return;
	if (same == NULL)
		same = add_slot(l);
	/* the file goes with the row when the draft ends */
	d.slot = same->slot;
	was = *same;
	*same = d;
	d = was;
}

static int
newer_first(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;

	return x->at != y->at ? (x->at < y->at) - (x->at > y->at) :
	    (x->id < y->id) - (x->id > y->id);
}

bool
practice_drafts(struct practice *p, struct drafts *out, struct err *e)
{
	struct draft_sink l = { .p = p, .out = out };
	struct stmt *st;

	*out = (struct drafts)DRAFTS_INIT;
	drafts_files(p, take_in, &l);
	st = db_stmt(p->db, "draft_page");
	stmt_set_int(st, "staff", p->staff->id);
	stmt_set_int(st, "most", DRAFTS_MAX);
	while (stmt_next(st))
		read_row(&l, st);
	if (!stmt_end(st, e)) {
		drafts_free(out);
		return false;
	}
	if (out->n > 1)
		qsort(out->list, out->n, sizeof(*out->list), newer_first);
	return true;
}

void
drafts_free(struct drafts *ds)
{
	size_t i;

	for (i = 0; i < ds->n; i++)
		draft_free(&ds->list[i]);
	free(ds->list);
	*ds = (struct drafts)DRAFTS_INIT;
}

bool
practice_draft_shown(struct practice *p, const struct draft *d, struct err *e)
{
	const struct record_type *type = d->type != NULL ? record_type_find(d->type) : NULL;
	size_t i;

	for (i = 0; type != NULL && i < d->n_fields; i++) {
		/* also "was:allergies": the value before */
		const char *colon = strrchr(d->fields[i].name, ':');
		const struct field *f = record_field(type, colon != NULL ? colon + 1 :
		    d->fields[i].name);

		if (*d->fields[i].text != '\0' && f != NULL &&
		    (f->flags & practice_hides(p)) != 0)
			return practice_may(p, ACTION_READ_MEDICAL, e) || err_prefix(e,
			    "Something medical was typed there, and it stays kept");
	}
	return true;
}
