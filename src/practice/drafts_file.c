/*
 * drafts_file.c - see drafts_file.h.
 */
#include "practice/drafts_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/bug.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "exchange/json.h"

#define FILE_MAX (16 << 20)
#define SLOTS_MAX 1000
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
	return err_set(e, ERR_INVALID, NULL, "This is no draft.");
}

/* A member's text; NULL when it is none, or none that a person can have typed. */
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

/* What a file holds, all of it, nothing else. */
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

struct reading {
	int64_t ints[MEMBERS];
	char *texts[MEMBERS];
	bool seen[MEMBERS];
};

static bool
read_member(struct stmt *st, struct reading *r)
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

/* SQLite ends a text at its escape. */
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
read_members(struct practice *p, const char *json, struct reading *r)
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
	struct reading r = { .seen = { false } };
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

static char *
folder_path(struct practice *p)
{
	return xasprintf("%s.drafts", db_path(p->db));
}

static char *
slot_path(struct practice *p, int64_t slot)
{
	return xasprintf("%s.drafts/%lld-%lld.json", db_path(p->db),
	    (long long)p->staff->id, (long long)slot);
}

/* Nobody else can have written it. */
static bool
is_ours(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid() && st.st_nlink == 1 && (st.st_mode & 077) == 0;
}

static bool
cannot(struct err *e, const char *path, int error)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, path, false);
	return err_set(e, ERR_IO, NULL, "Cannot write %s: %s.", shown.s,
	    strerror(error));
}

/* Takes the first free number. */
static bool
take_slot(struct practice *p, struct draft *d, struct err *e)
{
	AUTO_FREE char *folder = folder_path(p);
	int64_t slot;
	int fd;

	/* shared by a group where the practice file is: each file is one's own */
	if (mkdir(folder, 0770) != 0 && errno != EEXIST)
		return cannot(e, folder, errno);
	for (slot = 1; slot <= SLOTS_MAX; slot++) {
		AUTO_FREE char *path = slot_path(p, slot);

		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
		    0600);
		if (fd >= 0) {
			close(fd);
			d->slot = slot;
			return true;
		}
		if (errno != EEXIST)
			return cannot(e, path, errno);
	}
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

bool
drafts_file_write(struct practice *p, struct draft *d, struct err *e)
{
	AUTO_FREE char *path = slot_path(p, d->slot);
	bool is_new = d->slot == 0 || !is_ours(path);
	struct file_out *o;
	bool ok;

	if (is_new) {
		/* what stood there may have been taken in meanwhile */
		if (!take_slot(p, d, e))
			return false;
		free(path);
		path = slot_path(p, d->slot);
	}
	o = file_out_open(path, e);
	if (o != NULL)
		write_draft(file_out_stream(o), p, d);
	ok = o != NULL && file_out_commit(o, e);
	if (!ok && is_new) {
		drafts_file_remove(p, d->slot);
		d->slot = 0;
	}
	return ok;
}

void
drafts_file_remove(struct practice *p, int64_t slot)
{
	AUTO_FREE char *path = slot == 0 ? NULL : slot_path(p, slot);

	if (path != NULL && is_ours(path))
		unlink(path);
}

/* "3-12.json" of staff 3 as 12; 0 for any other name. */
static int64_t
slot_of(struct practice *p, const char *name)
{
	const char *dash = strchr(name, '-');
	long long slot = dash != NULL ? strtoll(dash + 1, NULL, 10) : 0;
	AUTO_FREE char *same = xasprintf("%lld-%lld.json", (long long)p->staff->id,
	    slot);

	return slot > 0 && slot <= SLOTS_MAX && strcmp(same, name) == 0 ? slot : 0;
}

static void
one_file(struct practice *p, int64_t slot, void (*fn)(struct draft *d, void *),
    void *arg)
{
	AUTO_FREE char *path = slot_path(p, slot);
	AUTO_BUF struct buf text = BUF_INIT;
	AUTO_DRAFT struct draft d = DRAFT_INIT;

	if (!is_ours(path) || !file_read(path, FILE_MAX, &text, NULL) ||
	    text_bad_byte(text.s, text.len) >= 0 || !parse(p, text.s, &d))
		return;
	d.slot = slot;
	fn(&d, arg);
}

void
drafts_files(struct practice *p, void (*fn)(struct draft *d, void *), void *arg)
{
	AUTO_FREE char *folder = folder_path(p);
	DIR *dir = opendir(folder);
	int64_t slots[DRAFTS_MAX];
	const struct dirent *en;
	size_t n = 0, i;

	if (dir == NULL)
		return;
	while (n < ARRAY_LEN(slots) && (en = readdir(dir)) != NULL)
		if ((slots[n] = slot_of(p, en->d_name)) != 0)
			n++;
	closedir(dir);
	for (i = 0; i < n; i++)
		one_file(p, slots[i], fn, arg);
}
