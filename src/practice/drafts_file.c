/*
 * drafts_file.c - see drafts_file.h.
 */
#include "practice/drafts_file.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "exchange/json.h"
#include "practice/drafts_place.h"

#define FILE_MAX (16 << 20)
#define FIELDS_MAX 5000	/* no form has so many */
#define FORMAT 1

/* --- texts as JSON ------------------------------------------------------------- */

static void
write_fields(struct json *j, const struct draft *d)
{
	size_t i;

	json_object(j);
	for (i = 0; i < d->n_fields; i++) {
		json_key(j, d->fields[i].name);
		json_text(j, d->fields[i].text);
	}
	json_close(j);
}

char *
drafts_fields_json(const struct draft *d)
{
	char *text = NULL;
	size_t size;
	FILE *f = open_memstream(&text, &size);
	struct json j;

	if (f == NULL)
		bug("no memory for a draft");
	json_start(&j, f, true);
	write_fields(&j, d);
	json_finish(&j);
	if (fclose(f) != 0)
		bug("no memory for a draft");
	return text;
}

static bool
broken(struct err *e)
{
	return err_set(e, ERR_INVALID, NULL, "This is not a draft.");
}

/* A member's text; NULL when it is not a text, or not one that a person can type. */
static const char *
member_text(struct stmt *st, const char *column)
{
	const char *text = stmt_text(st, column);
	size_t n;
	const void *bytes = stmt_blob(st, column, &n);

	return bytes == NULL || text_bad_byte(bytes, n) >= 0 ? NULL : text;
}

/* An empty text has no bytes. */
static bool
member_read(struct stmt *st, struct draft *d)
{
	const char *name = member_text(st, "key"), *text = member_text(st, "atom");

	if (strcmp(stmt_text(st, "type"), "text") != 0 || name == NULL)
		return false;
	if (text == NULL && *stmt_text(st, "atom") != '\0')
		return false;
	if (d->n_fields == FIELDS_MAX || draft_get(d, name) != NULL)
		return false;
	draft_set(d, name, text);
	return true;
}

bool
drafts_fields_read(struct practice *p, const char *json, const char *path,
    struct draft *d, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "draft_members");
	bool ok = true;

	stmt_set_text(st, "json", json);
	stmt_set_text(st, "path", path);
	while (ok && stmt_next(st))
		ok = member_read(st, d);
	if (!stmt_end(st, e))
		return false;
	return ok || broken(e);
}

/* --- reading a file ------------------------------------------------------------- */

enum member_kind { MEMBER_INT, MEMBER_TEXT, MEMBER_OBJECT };

/* Reads all members of a file; any other is an error. */
enum {
	M_FORMAT, M_STAFF, M_ID, M_AT, M_FORM, M_TYPE, M_RECORD, M_BASE, M_TITLE,
	M_PLACE, M_EXTRA, M_FIELDS, MEMBERS
};
static const struct {
	const char *name;
	enum member_kind kind;
} members[MEMBERS] = {
	[M_FORMAT] = { "chairside_draft", MEMBER_INT },
	[M_STAFF] = { "staff", MEMBER_INT },
	[M_ID] = { "id", MEMBER_INT },
	[M_AT] = { "at", MEMBER_INT },
	[M_FORM] = { "form", MEMBER_TEXT },
	[M_TYPE] = { "type", MEMBER_TEXT },
	[M_RECORD] = { "record", MEMBER_INT },
	[M_BASE] = { "base_version", MEMBER_INT },
	[M_TITLE] = { "title", MEMBER_TEXT },
	[M_PLACE] = { "place", MEMBER_TEXT },
	[M_EXTRA] = { "extra", MEMBER_TEXT },
	[M_FIELDS] = { "fields", MEMBER_OBJECT },
};
static const char *const kind_types[] = {
	[MEMBER_INT] = "integer", [MEMBER_TEXT] = "text", [MEMBER_OBJECT] = "object",
};

struct draft_reader {
	int64_t ints[MEMBERS];
	char *texts[MEMBERS];
	bool seen[MEMBERS];
};

static bool
read_member(struct stmt *st, struct draft_reader *r)
{
	const char *name = member_text(st, "key"), *type = stmt_text(st, "type"), *text;
	size_t i;

	for (i = 0; name != NULL && i < MEMBERS; i++)
		if (strcmp(members[i].name, name) == 0)
			break;
	if (name == NULL || i == MEMBERS || r->seen[i] ||
	    strcmp(type, kind_types[members[i].kind]) != 0)
		return false;
	r->seen[i] = true;
	switch (members[i].kind) {
	case MEMBER_INT:
		r->ints[i] = stmt_int(st, "atom");
		return r->ints[i] >= 0;
	case MEMBER_TEXT:
		text = member_text(st, "atom");
		if (text == NULL && *stmt_text(st, "atom") != '\0')
			return false;
		r->texts[i] = xstrdup(text != NULL ? text : "");
		return true;
	case MEMBER_OBJECT:
		return true;
	}
	bug("no such kind of member");
}

/* True when a text has \u0000, where SQLite would cut it. */
static bool
escapes_nul(const char *json)
{
	for (; *json != '\0'; json++) {
		if (*json != '\\')
			continue;
		if (strncmp(json, "\\u0000", 6) == 0)
			return true;
		if (*++json == '\0')
			break;
	}
	return false;
}

static bool
is_object(struct practice *p, const char *json)
{
	struct stmt *st = db_stmt(p->db, "draft_valid");
	bool yes;

	stmt_set_text(st, "json", json);
	yes = stmt_next(st) && stmt_int(st, "valid") != 0 &&
	    strcmp(stmt_text(st, "root"), "object") == 0;
	return stmt_end(st, NULL) && yes;
}

static bool
read_members(struct practice *p, const char *json, struct draft_reader *r)
{
	struct stmt *st = db_stmt(p->db, "draft_members");
	bool ok = true;
	size_t i;

	stmt_set_text(st, "json", json);
	stmt_set_text(st, "path", "$");
	while (ok && stmt_next(st))
		ok = read_member(st, r);
	ok = stmt_end(st, NULL) && ok;
	for (i = 0; ok && i < MEMBERS; i++)
		ok = r->seen[i];
	return ok && r->ints[M_FORMAT] == FORMAT &&
	    r->ints[M_STAFF] == p->staff->id && *r->texts[M_FORM] != '\0';
}

static bool
parse(struct practice *p, const char *json, struct draft *d)
{
	struct draft_reader r = { .seen = { false } };
	bool ok = !escapes_nul(json) && is_object(p, json) && read_members(p, json, &r) &&
	    drafts_fields_read(p, json, "$.fields", d, NULL);
	size_t i;

	if (ok) {
		d->id = r.ints[M_ID];
		d->at = r.ints[M_AT];
		d->record = r.ints[M_RECORD];
		d->base_version = r.ints[M_BASE];
		draft_set_string(&d->form, r.texts[M_FORM]);
		draft_set_string(&d->type, r.texts[M_TYPE]);
		draft_set_string(&d->title, r.texts[M_TITLE]);
		draft_set_string(&d->place, r.texts[M_PLACE]);
		draft_set_string(&d->extra, r.texts[M_EXTRA]);
	}
	for (i = 0; i < MEMBERS; i++)
		free(r.texts[i]);
	return ok;
}

/* --- the files ---------------------------------------------------------------------- */

static bool
take_slot(struct practice *p, struct draft *d, struct err *e)
{
	if (drafts_slot_take(p, d->slot))
		return true;
	for (d->slot = 1; d->slot <= DRAFTS_SLOTS; d->slot++)
		if (drafts_slot_take_free(p, d->slot))
			return true;
	d->slot = 0;
	return err_set(e, ERR_IO, NULL, "There are too many drafts beside the file.");
}

static void
write_draft(FILE *f, struct practice *p, const struct draft *d)
{
	const int64_t ints[MEMBERS] = { [M_FORMAT] = FORMAT,
	    [M_STAFF] = p->staff->id, [M_ID] = d->id, [M_AT] = d->at,
	    [M_RECORD] = d->record, [M_BASE] = d->base_version };
	const char *const texts[MEMBERS] = { [M_FORM] = d->form, [M_TYPE] = d->type,
	    [M_TITLE] = d->title, [M_PLACE] = d->place, [M_EXTRA] = d->extra };
	struct json j;
	size_t i;

	json_start(&j, f, false);
	json_object(&j);
	for (i = 0; i < MEMBERS; i++) {
		json_key(&j, members[i].name);
		switch (members[i].kind) {
		case MEMBER_INT:
			json_int(&j, ints[i]);
			break;
		case MEMBER_TEXT:
			json_text(&j, texts[i] != NULL ? texts[i] : "");
			break;
		case MEMBER_OBJECT:
			write_fields(&j, d);
			break;
		}
	}
	json_close(&j);
	json_finish(&j);
}

/* Writes the file at one place; on failure the old one is unchanged. */
static bool
put(struct practice *p, int place, const struct draft *d, struct err *e)
{
	AUTO_FREE char *path = drafts_place_path(p, place, d->slot);
	AUTO_FREE char *other = drafts_place_path(p, DRAFTS_PLACES - 1 - place, d->slot);
	struct file_out *o = drafts_place_make(p, place, e) ? file_out_open_own(path, e) :
	    NULL;

	if (o == NULL)
		return false;
	file_out_private(o);
	write_draft(file_out_stream(o), p, d);
	if (!file_out_commit(o, e))
		return false;
	if (drafts_place_is_ours(other))
		unlink(other);
	return true;
}

bool
drafts_file_write(struct practice *p, struct draft *d, struct err *e)
{
	int64_t before = d->slot;
	struct err beside, elsewhere;

	if (!take_slot(p, d, e))
		return false;
	if (put(p, 0, d, &beside) || put(p, 1, d, &elsewhere))
		return true;
	if (e != NULL)
		*e = beside;
	if (d->slot != before)
		drafts_slot_give_back(p, d->slot);
	d->slot = before;
	return false;
}

/* Reads the file at a place; false: it is no draft of this person. */
static bool
read_at(struct practice *p, int place, int64_t slot, struct draft *d)
{
	AUTO_FREE char *path = drafts_place_path(p, place, slot);
	AUTO_BUF struct buf text = BUF_INIT;

	if (!drafts_place_is_ours(path) || !file_read(path, FILE_MAX, &text, NULL) ||
	    text_bad_byte(text.s, text.len) >= 0 || !parse(p, text.s, d))
		return false;
	d->slot = slot;
	return true;
}

/* The newer of two files, when the older could not be removed. */
static bool
read_slot(struct practice *p, int64_t slot, struct draft *d)
{
	AUTO_DRAFT struct draft other = DRAFT_INIT;
	bool beside = read_at(p, 0, slot, d);

	if (!read_at(p, 1, slot, &other))
		return beside;
	if (beside && other.at <= d->at)
		return true;
	draft_free(d);
	*d = other;
	other = (struct draft)DRAFT_INIT;
	return true;
}

void
drafts_files(struct practice *p, void (*fn)(struct draft *d, bool living, void *),
    void *arg)
{
	int64_t slots[DRAFTS_MAX];
	size_t i, n = drafts_slots(p, slots, ARRAY_LEN(slots));

	for (i = 0; i < n; i++) {
		AUTO_DRAFT struct draft d = DRAFT_INIT;
		bool mine = drafts_slot_is_mine(p, slots[i]);
		bool living = mine || !drafts_slot_take(p, slots[i]);

		if (read_slot(p, slots[i], &d))
			fn(&d, living, arg);
		if (!mine)
			drafts_slot_give_back(p, slots[i]);
	}
}
