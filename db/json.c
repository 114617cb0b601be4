/*
 * json.c - JSON files, read with SQLite's JSON functions.
 */
#include <string.h>

#include "base/text.h"
#include "db/internal.h"

/* Asked before SQLite's functions are: version 3.40.1 does not survive all that is not JSON.
 * Each key of an object is a string that ends. */
static bool
keys_are_strings(const char *json)
{
	bool key = false;	/* of an object, the next value is a key */
	AUTO_BUF struct buf open = BUF_INIT;

	for (; *json != '\0'; json++) {
		if (strchr(" \t\r\n", *json) != NULL)
			continue;
		if (key && *json != '"' && *json != '}')
			return false;
		key = *json == '{' || (*json == ',' && open.len > 0 && open.s[open.len - 1] == '{');
		if (*json == '{' || *json == '[')
			buf_addc(&open, *json);
		else if ((*json == '}' || *json == ']') && open.len > 0)
			buf_cut(&open, open.len - 1);
		else if (*json == '"')
			for (json++; *json != '"'; json++) {
				json += *json == '\\' && json[1] != '\0';
				if (*json == '\0')
					return false;
			}
	}
	return true;
}

/* `path`, or "$" where the whole document is the list. NULL: there is none. */
static const char *
list_path(struct db *db, const char *json, const char *path, struct err *e)
{
	struct stmt *st = db_stmt(db, "json_type");
	const char *list = NULL;
	bool valid;

	stmt_set_text(st, "json", json);
	stmt_set_text(st, "path", path);
	valid = keys_are_strings(json) && stmt_next(st) && stmt_int(st, "valid") != 0;
	if (valid && strcmp(stmt_text(st, "type"), "array") == 0)
		list = path;
	else if (valid && strcmp(stmt_text(st, "root"), "array") == 0)
		list = "$";
	if (!stmt_end(st, e)) {
		if (e->code == ERR_DB)
			err_set(e, ERR_INVALID, NULL,
			    "\"%.80s\" is no path such as $.reviews.", path);
		return NULL;
	}
	if (!valid)
		err_set(e, ERR_INVALID, NULL, "This is not JSON.");
	else if (list == NULL)
		err_set(e, ERR_INVALID, NULL, "There is no list of entries at %s.",
		    path);
	return list;
}

bool
db_json_items(struct db *db, const char *json, const char *path,
    bool (*fn)(const char *item, void *), void *arg, struct err *e)
{
	const char *list = list_path(db, json, path, e);
	struct stmt *st;
	bool more = true;

	if (list == NULL)
		return false;
	st = db_stmt(db, "json_items");
	stmt_set_text(st, "json", json);
	stmt_set_text(st, "path", list);
	while (more && stmt_next(st))
		more = fn(strcmp(stmt_text(st, "type"), "object") == 0 ?
		    stmt_text(st, "value") :
		    strcmp(stmt_text(st, "type"), "null") == 0 ? NULL : "", arg);
	return stmt_end(st, e);
}

/* "$.reviewer.\"a b\"[0]" as reviewer.a b[0]. */
static void
add_path(struct buf *out, const char *fullkey)
{
	if (*fullkey == '$')
		fullkey++;
	if (*fullkey == '.')
		fullkey++;
	for (; *fullkey != '\0'; fullkey++)
		if (*fullkey != '"')
			buf_addc(out, *fullkey);
}

bool
db_json_leaves(struct db *db, const char *json,
    bool (*fn)(const char *path, const char *text, void *), void *arg,
    struct err *e)
{
	struct stmt *st = db_stmt(db, "json_leaves");
	AUTO_BUF struct buf path = BUF_INIT;
	const char *type;
	bool more = true;

	if (!keys_are_strings(json))
		return err_set(e, ERR_INVALID, NULL, "This is not JSON.");
	stmt_set_text(st, "json", json);
	while (more && stmt_next(st)) {
		buf_cut(&path, 0);
		add_path(&path, stmt_text(st, "fullkey"));
		type = stmt_text(st, "type");
		more = fn(path.s, strcmp(type, "null") == 0 ? NULL :
		    strcmp(type, "true") == 0 || strcmp(type, "false") == 0 ? type :
		    stmt_text(st, "atom"), arg);
	}
	return stmt_end(st, e);
}
