/*
 * link.c - finding the records that a row's cells name.
 *
 * `#12` is our own id; else a cell is what other programs know the record by (a
 * client's other id, a code, a document's code/edition/language), else a name that only
 * one record has.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

/* The first id that a statement yields for `key`, and how many there are (2:
 * several). Of clients, in that file, each is the one that the record leads to. */
static bool
ask(struct stmt *st, struct db *clients, const char *key, int64_t *id, int *n, struct err *e)
{
	stmt_set_text(st, "key", key);
	while (stmt_next(st)) {
		int64_t found = stmt_int(st, "id");

		if (clients != NULL)
			found = db_client_leads_to(clients, found);
		if (*n == 0 || *id != found)
			++*n;
		if (*n == 1)
			*id = found;
	}
	return stmt_end(st, e);
}

static bool
by_number(struct db *db, const struct record_type *t, const char *text,
    int64_t *id, struct err *e)
{
	struct record *r;
	char *end;
	long long n = strtoll(text, &end, 10);

	if (*end != '\0' || n <= 0)
		return true;
	r = db_get(db, t, n, e);
	if (r != NULL)
		*id = t == &record_client ? db_client_leads_to(db, n) : n;
	record_free(r);
	return *id != 0 || e->code == ERR_NOTFOUND;
}

/* Single blanks between words. */
static void
squeeze(const char *text, struct buf *out)
{
	while (*text != '\0') {
		size_t n = strcspn(text, " \t\r\n");

		if (n > 0)
			buf_addf(out, "%s%.*s", out->len > 0 ? " " : "", (int)n, text);
		text += n + strspn(text + n, " \t\r\n");
	}
}

/* Adds clients of that name to those found before. */
static bool
by_names(struct db *db, const char *family, const char *given, int64_t *id, int *n,
    struct err *e)
{
	AUTO_BUF struct buf key = BUF_INIT;

	client_sort_key(family, given, NULL, &key);
	return ask(db_stmt(db, "import_client_by_sort_key"), db, key.s, id, n, e);
}

/* "Family, Given", or "Given Family" split at any blank; also clients with the whole as
 * their family name, as earlier imports read it. */
static bool
by_client_name(struct db *db, const char *text, int64_t *id, int *n,
    struct err *e)
{
	AUTO_BUF struct buf given = BUF_INIT, family = BUF_INIT, whole = BUF_INIT;
	AUTO_BUF struct buf words = BUF_INIT, comma = BUF_INIT;
	char *at;
	bool ok;

	squeeze(text, &words);
	client_name_split(words.s, &given, &family);
	buf_addf(&comma, "%s, %s", family.s, given.s);
	buf_addf(&whole, "%s %s", given.s, family.s);
	ok = by_names(db, words.s, NULL, id, n, e) && (given.len == 0 ||
	    (by_names(db, family.s, given.s, id, n, e) &&
	    by_names(db, comma.s, NULL, id, n, e) &&
	    by_names(db, whole.s, NULL, id, n, e)));
	if (strchr(words.s, ',') != NULL)
		return ok;
	for (at = words.s; ok && (at = strchr(at, ' ')) != NULL; at++) {
		*at = '\0';
		ok = by_names(db, at + 1, words.s, id, n, e);
		*at = ' ';
	}
	return ok;
}

static bool
by_name(struct db *db, const struct record_type *t, const char *text, int64_t *id,
    int *n, struct err *e)
{
	static const struct {
		const struct record_type *type;
		const char *query;
	} queries[] = {
		{ &record_staff, "import_staff_by_name" },
		{ &record_service, "import_service_by_name" },
		{ &record_product, "import_product_by_name" },
		{ &record_document, "import_document_by_title" },
		{ &record_chart_template, "import_template_by_title" },
	};
	size_t i;

	if (t == &record_client)
		return by_client_name(db, text, id, n, e);
	for (i = 0; i < ARRAY_LEN(queries); i++)
		if (queries[i].type == t)
			return ask(db_stmt(db, queries[i].query), NULL, text, id, n, e);
	bug("no statement finds a %s by its name", t->name);
}

/* "needling/7/en" and "needling/7": an edition, in one of its languages or any. */
static bool
by_edition(struct db *db, const struct record_type *t, const char *text, int64_t *id,
    struct err *e)
{
	const char *edition = strchr(text, '/');
	AUTO_FREE char *code = xstrndup(text, strcspn(text, "/"));
	struct stmt *st;
	char *language;

	if (edition == NULL || (t != &record_document && t != &record_chart_template))
		return true;
	st = db_stmt(db, t == &record_document ? "import_document_edition" :
	    "import_template_edition");
	stmt_set_text(st, "code", code);
	stmt_set_int(st, "edition", strtoll(edition + 1, &language, 10));
	stmt_set_text(st, "language", *language == '/' ? language + 1 : NULL);
	*id = stmt_next(st) ? stmt_int(st, "id") : 0;
	return stmt_end(st, e);
}

bool
import_look_up(struct import *im, const struct record_type *t,
    const char *text, int64_t *id, struct err *e)
{
	int n = 0;

	*id = 0;
	if (text[0] == '#' && text[1] != '\0' &&
	    strspn(text + 1, "0123456789") == strlen(text + 1))
		return by_number(im->db, t, text + 1, id, e);
	if (t == &record_consent)	/* it is known by its number alone */
		return true;
	if (!by_edition(im->db, t, text, id, e) || *id != 0 ||
	    !ask(db_finder(im->db, t, NULL), t == &record_client ? im->db : NULL, text, id, &n, e))
		return *id != 0;
	/* what is known by its name alone was looked for */
	if (n > 0 || t == &record_session || strcmp(t->key, "name") == 0)
		return true;
	if (!by_name(im->db, t, text, id, &n, e))
		return false;
	if (n > 1) {
		*id = 0;
		return err_set(e, ERR_INVALID, NULL, "Several %s have that name",
		    t->plural);
	}
	return true;
}

static bool *
may_create(struct import *im, const struct record_type *t, long **made)
{
	const struct {
		const struct record_type *type;
		bool *flag;
		long *made;
	} known[] = {
		{ &record_client, &im->plan.create_client, &im->r->made_clients },
		{ &record_staff, &im->plan.create_staff, &im->r->made_staff },
		{ &record_service, &im->plan.create_service, &im->r->made_services },
		{ &record_product, &im->plan.create_product, &im->r->made_products },
		{ &record_room, &im->plan.create_room, &im->r->made_rooms },
		{ &record_device, &im->plan.create_device, &im->r->made_devices },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(known); i++)
		if (known[i].type == t) {
			*made = known[i].made;
			return known[i].flag;
		}
	return NULL;
}

static const char *
name_field(const struct record_type *t)
{
	return t == &record_client ? "family" : "name";
}

/* A new client from a name that can be split, or from a code alone. */
static bool
name_client(struct import *im, struct record *r, const char *text, struct err *e)
{
	AUTO_BUF struct buf given = BUF_INIT, family = BUF_INIT, note = BUF_INIT;
	enum client_name how = client_name_split(text, &given, &family);

	im->told.names[how]++;
	if (how == CLIENT_NAME_LAST_WORD) {
		buf_addf(&note, "Name: %s", text);
		record_set_text(r, "notes", note.s);
	}
	return record_parse(r, &field_context_plain, "family", family.s, e) &&
	    record_parse(r, &field_context_plain, "given", given.s, e) &&
	    (how != CLIENT_NAME_WHOLE ||
	    !import_fits(record_field(r->type, r->type->key), text) ||
	    record_parse(r, &field_context_plain, r->type->key, text, e));
}

/* Sets the code or, if the text cannot be a code, only the name. */
static bool
name_other(struct record *r, const char *text, struct err *e)
{
	if (!record_parse(r, &field_context_plain, r->type->key, text, e)) {
		if (e->code != ERR_INVALID)
			return false;
		record_set_null(r, r->type->key);
		err_clear(e);
	}
	return record_parse(r, &field_context_plain, "name", text, e);
}

/* Adds a record with only that code or name. */
static bool
create(struct import *im, const struct record_type *t, const char *code,
    int64_t *id, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(t);

	if (!(t == &record_client ? name_client(im, r, code, e) :
	    name_other(r, code, e)) || !db_insert(im->db, r, e) ||
	    (t == &record_client && !db_key_now(im->db, r->id, e)))
		return false;
	if (t == &record_staff || t == &record_room || t == &record_device)
		import_book_forget(im);
	*id = r->id;
	return true;
}

/* The name that an export has beside a link. */
static bool
called(struct db *db, const struct record_type *t, int64_t id, struct buf *out,
    struct err *e)
{
	AUTO_RECORD struct record *r = db_get(db, t, id, e);
	const char *given;

	if (r == NULL)
		return false;
	if (t != &record_client) {
		buf_adds(out, record_text(r, t->name_field));
		return true;
	}
	given = record_text(r, record_is_null(r, "given") ? "preferred" : "given");
	buf_addf(out, "%s%s%s", record_text(r, "family"),
	    *given != '\0' && !record_is_null(r, "family") ? ", " : "", given);
	return true;
}

static bool
has_name(const struct record_type *t)
{
	return t == &record_client || t->name_field != NULL;
}

static bool
is_called(struct db *db, const struct record_type *t, int64_t id, const char *name,
    bool *is, struct err *e)
{
	AUTO_BUF struct buf here = BUF_INIT;

	*is = false;
	if (!called(db, t, id, &here, e))
		return false;
	*is = strcmp(here.s, name) == 0;
	return true;
}

/* The record that an export imported before had under this id, if its name is the one
 * in the row. */
static bool
by_their_number(struct import *im, const struct record_type *t, const char *text,
    const char *name, int64_t *id, struct err *e)
{
	bool same = true;

	if (strspn(text, "0123456789") != strlen(text) || strlen(text) > 18)
		return true;
	if (!import_own_look_up(im, t, strtoll(text, NULL, 10), id, e))
		return false;
	if (*id != 0 && *name != '\0' && has_name(t) &&
	    !is_called(im->db, t, *id, name, &same, e))
		return false;
	if (!same)
		*id = 0;
	return true;
}

/*
 * Our own id, as in our exports: #12, in JSON 12. The file may come from another
 * practice: then the record that its 12 became is remembered, and if the row has a name
 * for it, that must be the name here.
 */
static bool
by_own_number(struct import *im, const struct record_type *t,
    const char *field, const char *text, int64_t *id, struct err *e)
{
	int at = import_target_find(&im->plan, field);
	const char *name = at < 0 || im->plan.targets[at].name == NO_COLUMN ? "" :
	    import_source_cell(im->source, im->plan.targets[at].name);
	AUTO_BUF struct buf shown = BUF_INIT;
	bool same;

	if (*text != '#' && !im->plan.ours)
		return true;
	if (!by_their_number(im, t, text + (*text == '#'), name, id, e))
		return false;
	if (*id != 0)
		return true;
	if (!by_number(im->db, t, text + (*text == '#'), id, e))
		return false;
	if (*id == 0 || *name == '\0' || !has_name(t))
		return true;
	if (!is_called(im->db, t, *id, name, &same, e) || same)
		return same;
	*id = 0;
	if (!import_look_up(im, t, name, id, e) && e->code != ERR_INVALID)
		return false;
	if (*id != 0 || *text != '#')
		return true;
	text_show(&shown, name, false);
	return err_set(e, ERR_INVALID, field, "%s %s is not \"%.80s\" here",
	    t->label, text, shown.s);
}

/* The text cut to the length of a name; the whole is kept in the row's notes. */
static const char *
fit_name(struct import *im, const struct record_type *t, const char *field,
    const char *text)
{
	const struct field *name = record_field(t, name_field(t));
	const char *cut;
	int at = import_target_find(&im->plan, field);

	if (name == NULL || import_fits(name, text))
		return text;
	cut = import_cut(im->row.arena, name, text);
	if (at >= 0)
		import_tell_cut(im, &im->plan.targets[at], name, text);
	return cut;
}

/* The record for the cell before its apostrophe was removed. */
static bool
by_former(struct import *im, const struct record_type *t, const char *field,
    int64_t *id, struct err *e)
{
	int at = import_target_find(&im->plan, field);
	const struct import_value *v = at < 0 ? NULL : &im->row.values[at];

	return v == NULL || v->cleaned != IMPORT_TAKEN_OFF ||
	    import_look_up(im, t, v->said, id, e);
}

bool
import_link(struct import *im, const struct record_type *t,
    const char *field, const char *text, int64_t *id, struct err *e)
{
	AUTO_BUF struct buf shown = BUF_INIT;
	long *made = NULL;
	bool *may = may_create(im, t, &made);

	*id = 0;
	if (*text == '\0')
		return true;
	text = fit_name(im, t, field, text);
	text_show(&shown, text, false);
	if (import_is_spoilt(text))
		return err_set(e, ERR_INVALID, field, "%s \"%.80s\" is a number whose "
		    "digits a spreadsheet has rounded away: export the file again "
		    "with this column as text", t->label, shown.s);
	if (!by_own_number(im, t, field, text, id, e))
		return false;
	if (*id != 0)
		return true;
	if (!import_look_up(im, t, text, id, e) ||
	    (*id == 0 && !by_former(im, t, field, id, e))) {
		if (e->code == ERR_INVALID)
			err_set(e, ERR_INVALID, field, "Several %s have the name "
			    "\"%.80s\": give the %s of the right one",
			    t->plural, shown.s, t == &record_client ? "other id" :
			    "code");
		return false;
	}
	if (*id != 0)
		return true;
	if (may == NULL || !*may)
		return err_set(e, ERR_INVALID, field, "There is no %s \"%.80s\"%s",
		    t->name, shown.s, may == NULL ? "" : "; the mapping can have "
		    "it made (create =)");
	if (*text == '#')
		return err_set(e, ERR_INVALID, field, "There is no %s %.80s",
		    t->name, shown.s);
	if (!create(im, t, text, id, e)) {
		snprintf(e->field, sizeof(e->field), "%s", field);
		return false;
	}
	++*made;
	return true;
}

bool
import_link_of(struct import *im, const struct record_type *t, int64_t *id, struct err *e)
{
	struct import_value *v = import_value(im, t->name);

	if (!import_link(im, t, t->name, v->text, id, e))
		return false;
	if (*id != 0)
		value_set_int(&v->v, *id);
	return true;
}
