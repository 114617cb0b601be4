/*
 * The history of a record tells every change field by field, with who and when;
 * undo takes back one's own newest change, or a whole batch newest first; redo
 * does it again; nobody takes back what somebody else did.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "practice/history.h"
#include "tests/support/clinic.h"

struct clinic {
	char *path;
	struct practice *mara, *jon;
};

static int
clinic_begin(void **state)
{
	static int n;
	struct clinic *c = calloc(1, sizeof(*c));
	char name[32];

	snprintf(name, sizeof(name), "history-%d.db", n++);
	c->path = clinic_new(name);
	c->mara = clinic_open(c->path, "mara");
	clinic_staff(c->mara, "jon", "owner");
	c->jon = clinic_open(c->path, "jon");
	*state = c;
	return 0;
}

static int
clinic_end(void **state)
{
	struct clinic *c = *state;

	practice_close(c->mara);
	practice_close(c->jon);
	free(c->path);
	free(c);
	return 0;
}

static bool
add_line(const struct history_line *l, void *arg)
{
	AUTO_BUF struct buf before = BUF_INIT, after = BUF_INIT;

	if (l->field != NULL) {
		field_format(l->field, l->before, &before);
		field_format(l->field, l->after, &after);
	}
	buf_addf(arg, "%s %c %s: %s > %s\n", l->who, l->op,
	    l->field != NULL ? l->field->name : "", before.s, after.s);
	return true;
}

static char *
history_of(struct practice *p, const char *type, int64_t id)
{
	struct buf lines = BUF_INIT;
	struct err err;

	OK(practice_history(p, type, id, add_line, &lines, &err));
	return buf_steal(&lines);
}

static void
a_history_tells_field_by_field(void **state)
{
	struct clinic *c = *state;
	int64_t id = clinic_client(c->mara, "given", "Anna", "born", "1984-03-12",
	    NULL);
	AUTO_FREE char *lines = NULL, *plural = NULL;
	struct err err;

	OK(clinic_set(c->jon, id, "city", "Graz", &err));
	OK(clinic_set(c->jon, id, "city", "", &err));
	lines = history_of(c->mara, "client", id);
	assert_string_equal(lines,
	    "mara I given:  > Anna\n"
	    "mara I born:  > 1984-03-12\n"
	    "mara I archived:  > no\n"
	    "jon U city:  > Graz\n"
	    "jon U city: Graz > \n");
	plural = history_of(c->mara, "clients", id);
	assert_string_equal(plural, lines);
}

static void
what_has_no_history_is_told(void **state)
{
	struct clinic *c = *state;
	AUTO_FREE char *owner = history_of(c->mara, "staff", 1);
	AUTO_BUF struct buf lines = BUF_INIT;
	struct err err;

	/* made with the file: it is there, and nothing has happened to it */
	assert_string_equal(owner, "");
	assert_false(practice_history(c->mara, "client", 4711, add_line, &lines,
	    &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	assert_false(practice_history(c->mara, "journal", 1, add_line, &lines,
	    &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_string_equal(lines.s, "");
}

static void
undo_and_redo_are_in_the_history(void **state)
{
	struct clinic *c = *state;
	int64_t id = clinic_client(c->mara, "given", "Anna", NULL);
	AUTO_BUF struct buf label = BUF_INIT;
	AUTO_FREE char *lines = NULL;
	struct undone u;
	struct err err;

	OK(clinic_set(c->mara, id, "city", "Graz", &err));
	OK(practice_undo(c->mara, &u, &label, &err));
	assert_string_equal(label.s, "change client 1");
	assert_int_equal(u.batch, 0);
	assert_int_equal(u.entries, 1);
	OK(practice_redo(c->mara, &u, NULL, &err));
	lines = history_of(c->mara, "client", id);
	assert_non_null(strstr(lines, "city:  > Graz\nmara U city: Graz > \n"
	    "mara U city:  > Graz\n"));
	assert_false(practice_redo(c->mara, &u, NULL, &err));
	assert_int_equal(u.entries, 0);
}

static void
nobody_undoes_for_others(void **state)
{
	struct clinic *c = *state;
	int64_t id = clinic_client(c->mara, "given", "Anna", NULL);
	AUTO_RECORD struct record *r = NULL;
	struct undone u;
	struct err err;

	assert_false(practice_undo(c->jon, &u, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	r = client_get(c->jon, id, &err);
	OK(r != NULL);
	/* and not one's own, where somebody else went on from it */
	OK(clinic_set(c->jon, id, "given", "Hanna", &err));
	assert_false(practice_undo(c->mara, &u, NULL, &err));
	assert_int_equal(err.code, ERR_STALE);
}

static void
add_batch(struct practice *p, int n)
{
	int i;

	db_batch_begin(p->db);
	for (i = 0; i < n; i++)
		clinic_client(p, "given", "Batch", NULL);
	db_batch_end(p->db);
}

static int64_t
clients(const char *path)
{
	return dbfile_int(path, "SELECT count(*) FROM client");
}

static void
one_undo_takes_one_entry_of_a_batch(void **state)
{
	struct clinic *c = *state;
	struct undone u;
	struct err err;

	add_batch(c->mara, 5);
	OK(practice_undo(c->mara, &u, NULL, &err));
	assert_int_not_equal(u.batch, 0);
	assert_int_equal(u.left, 4);
	assert_int_equal(clients(c->path), 4);
	OK(practice_undo_batch(c->mara, &u, NULL, &err));
	assert_int_equal(u.entries, 4);
	assert_int_equal(u.left, 0);
	assert_int_equal(clients(c->path), 0);
}

static void
a_batch_goes_back_whole_and_alone(void **state)
{
	struct clinic *c = *state;
	struct undone u;
	struct err err;
	char *before, *after;

	clinic_client(c->mara, "given", "Before", NULL);
	before = dbfile_dump(c->path);
	add_batch(c->mara, 7);
	OK(practice_undo_batch(c->mara, &u, NULL, &err));
	assert_int_equal(u.entries, 7);
	after = dbfile_dump(c->path);
	assert_string_equal(before, after);
	/* a change that is no part of a batch is taken back by itself */
	OK(practice_undo_batch(c->mara, &u, NULL, &err));
	assert_int_equal(u.entries, 1);
	assert_int_equal(u.batch, 0);
	assert_int_equal(clients(c->path), 0);
	free(before);
	free(after);
}

static void
a_batch_stops_where_somebody_went_on(void **state)
{
	struct clinic *c = *state;
	struct undone u;
	struct err err;

	add_batch(c->mara, 5);
	OK(clinic_set(c->jon, 3, "given", "Kept", &err));
	assert_false(practice_undo_batch(c->mara, &u, NULL, &err));
	assert_int_equal(err.code, ERR_STALE);
	assert_int_equal(u.entries, 2);
	assert_int_equal(u.left, 3);
	assert_int_equal(clients(c->path), 3);
}

static void
count_sentence(const char *sentence, void *arg)
{
	++*(int *)arg;
}

static void
checks_find_and_rebuild_mends(void **state)
{
	struct clinic *c = *state;
	struct err err;
	long problems;
	int said = 0;

	clinic_client(c->mara, "given", "Anna", NULL);
	OK(practice_check(c->mara, true, count_sentence, &said, &problems, &err));
	assert_int_equal(problems, 0);
	assert_int_equal(said, 0);
	dbfile_sql(c->path, "UPDATE client_key SET sort_key = 'zzz'");
	OK(practice_check(c->mara, false, count_sentence, &said, &problems, &err));
	assert_int_equal(problems, 1);
	assert_int_equal(said, 1);
	OK(practice_rebuild(c->mara, &err));
	OK(practice_check(c->mara, true, count_sentence, &said, &problems, &err));
	assert_int_equal(problems, 0);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, clinic_begin, clinic_end)

TEST_MAIN(CASE(a_history_tells_field_by_field),
    CASE(what_has_no_history_is_told),
    CASE(undo_and_redo_are_in_the_history),
    CASE(nobody_undoes_for_others),
    CASE(one_undo_takes_one_entry_of_a_batch),
    CASE(a_batch_goes_back_whole_and_alone),
    CASE(a_batch_stops_where_somebody_went_on),
    CASE(checks_find_and_rebuild_mends))
