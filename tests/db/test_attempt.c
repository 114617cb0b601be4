/*
 * Proves that a part of a write may be taken back alone: the rest stands and is
 * journalled, and a write of which nothing is left leaves no entry. And that JSON
 * is taken apart by dotted paths.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "tests/support/dbfile.h"

/* "a" goes in, "-b" goes in and is taken back, "!" is a rule that is broken. */
static bool
add_part(struct db *db, void *arg, struct err *e)
{
	const char *name = arg;
	AUTO_RECORD struct record *c = record_new(&record_client);

	record_set_text(c, "family", name);
	record_set_text(c, "external_id", strcmp(name, "!") == 0 ? "a" : name);
	if (!db_insert(db, c, e))
		return false;
	return name[0] != '-' || err_set(e, ERR_INVALID, NULL, "no");
}

static bool
add_all(struct db *db, void *arg, struct err *e)
{
	const char *const *names = arg;
	struct err local;

	for (; *names != NULL; names++) {
		bool ok = db_attempt(db, add_part, (void *)(uintptr_t)*names, &local);

		assert_int_equal(ok, (*names)[0] != '-' && (*names)[0] != '!');
		if (!ok)
			assert_int_equal(local.code, ERR_INVALID);
	}
	return true;
}

static void
a_part_is_taken_back_alone(void **state)
{
	static const char *names[] = { "a", "-b", "c", "!", "-d", NULL };
	static const char *none[] = { "-x", "!", NULL };
	char *path = dbfile_new("attempt.db"), *found;
	struct db *db = dbfile_open(path, 1);
	struct err err;
	int64_t entries;

	OK(db_write(db, "change", "add", add_all, names, &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client"), 2);
	assert_int_equal(dbfile_int(path, "SELECT max(id) FROM client"), 2);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client_key"), 2);
	entries = dbfile_int(path, "SELECT count(*) FROM journal");
	OK(db_write(db, "change", "add", add_all, none, &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM journal"), entries);
	db_idle(db);
	db_close(db);
	found = dbfile_check(path, true);
	assert_string_equal(found, "");
	free(found);
	free(path);
}

static bool
add_item(const char *item, void *arg)
{
	buf_addf(arg, "%s;", item != NULL ? item : "null");
	return true;
}

static bool
add_leaf(const char *path, const char *text, void *arg)
{
	buf_addf(arg, "%s=%s;", path, text != NULL ? text : "-");
	return true;
}

static bool
stop(const char *item, void *arg)
{
	++*(int *)arg;
	return false;
}

static void
json_is_taken_apart(void **state)
{
	char *path = dbfile_new("json.db");
	struct db *db = dbfile_open(path, 1);
	AUTO_BUF struct buf out = BUF_INIT;
	struct err err;
	int n = 0;

	OK(db_json_items(db, "{\"a\":[{\"b\":1},null,7,[]]}", "$.a", add_item, &out, &err));
	assert_string_equal(out.s, "{\"b\":1};null;;;");
	OK(db_json_items(db, "[1,2,3]", "$.x", stop, &n, &err));
	assert_int_equal(n, 1);
	buf_cut(&out, 0);
	OK(db_json_leaves(db, "{\"a\":{\"b c\":\"\\u00e9\\\"\",\"d\":[true,null,1.5]},\"e\":0}",
	    add_leaf, &out, &err));
	assert_string_equal(out.s, "a.b c=\xc3\xa9\";a.d[0]=true;a.d[1]=-;a.d[2]=1.5;e=0;");
	assert_false(db_json_items(db, "{", "$.a", add_item, &out, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_false(db_json_items(db, "{}", "$.a", add_item, &out, &err));
	assert_false(db_json_items(db, "{}", "a", add_item, &out, &err));
	assert_int_equal(err.code, ERR_INVALID);
	db_idle(db);
	db_close(db);
	free(path);
}

TEST_MAIN(
    cmocka_unit_test(a_part_is_taken_back_alone),
    cmocka_unit_test(json_is_taken_apart))
