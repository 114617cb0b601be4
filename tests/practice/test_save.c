/*
 * Two people with one file: what they changed in different fields is merged, what
 * they changed differently in one field is refused and told field by field, and a
 * refused save leaves the file as it was. A role that may not see a field can
 * neither change nor lose it.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/db.h"
#include "tests/support/clinic.h"

struct two {
	char *path;
	struct practice *mara, *jon;
	int64_t client;
};

static int
two_begin(void **state)
{
	static int n;
	struct two *t = calloc(1, sizeof(*t));
	char name[32];

	snprintf(name, sizeof(name), "save-%d.db", n++);
	t->path = clinic_new(name);
	t->mara = clinic_open(t->path, "mara");
	clinic_staff(t->mara, "jon", "owner");
	clinic_staff(t->mara, "desk", "front_desk");
	t->jon = clinic_open(t->path, "jon");
	t->client = clinic_client(t->mara, "given", "Anna", "family", "Lang",
	    "phone", "555 0100", "allergies", "nickel", NULL);
	*state = t;
	return 0;
}

static int
two_end(void **state)
{
	struct two *t = *state;

	practice_close(t->mara);
	practice_close(t->jon);
	free(t->path);
	free(t);
	return 0;
}

static struct record *
get(struct practice *p, int64_t id)
{
	struct err err;
	struct record *r = client_get(p, id, &err);

	OK(r != NULL);
	return r;
}

static void
assert_text(struct practice *p, int64_t id, const char *field, const char *text)
{
	AUTO_RECORD struct record *r = get(p, id);

	assert_string_equal(record_text(r, field), text);
}

static int64_t
entries(const char *path)
{
	return dbfile_int(path, "SELECT count(*) FROM journal");
}

static void
different_fields_merge(void **state)
{
	struct two *t = *state;
	AUTO_RECORD struct record *base = get(t->mara, t->client);
	AUTO_RECORD struct record *mine = record_copy(base);
	struct merge m;
	struct err err;

	OK(clinic_set(t->jon, t->client, "phone", "555 0199", &err));
	record_set_text(mine, "city", "Graz");
	OK(client_save(t->mara, mine, base, &m, NULL, &err));
	assert_string_equal(record_text(mine, "phone"), "555 0199");
	assert_text(t->jon, t->client, "phone", "555 0199");
	assert_text(t->jon, t->client, "city", "Graz");
	assert_int_equal(m.n, 2);
	assert_int_equal(m.conflicts, 0);
	merge_free(&m);
	/* what came back is whole: it can be changed and saved again */
	record_free(base);
	base = record_copy(mine);
	record_set_text(mine, "city", "Linz");
	OK(client_save(t->mara, mine, base, NULL, NULL, &err));
	assert_text(t->jon, t->client, "city", "Linz");
}

static void
one_field_differently_is_refused(void **state)
{
	struct two *t = *state;
	AUTO_RECORD struct record *base = get(t->mara, t->client);
	AUTO_RECORD struct record *mine = record_copy(base);
	struct merge m;
	struct err err;
	char *before, *after;

	OK(clinic_set(t->jon, t->client, "phone", "555 0199", &err));
	before = dbfile_dump(t->path);
	record_set_text(mine, "phone", "555 0142");
	record_set_text(mine, "city", "Graz");
	assert_false(client_save(t->mara, mine, base, &m, NULL, &err));
	assert_int_equal(err.code, ERR_STALE);
	assert_string_equal(err.field, "phone");
	assert_non_null(strstr(err.text, "Phone"));
	assert_null(strstr(err.text, "City"));
	assert_int_equal(m.n, 2);
	assert_int_equal(m.conflicts, 1);
	assert_string_equal(m.fields[0].field->name, "phone");
	assert_string_equal(m.fields[0].original.s, "555 0100");
	assert_string_equal(m.fields[0].mine.s, "555 0142");
	assert_string_equal(m.fields[0].theirs.s, "555 0199");
	assert_true(m.fields[0].conflict);
	assert_false(m.fields[1].conflict);
	merge_free(&m);
	after = dbfile_dump(t->path);
	assert_string_equal(before, after);
	/* the person's own text is still there */
	assert_string_equal(record_text(mine, "phone"), "555 0142");
	free(before);
	free(after);
}

static void
the_same_change_twice_is_no_conflict(void **state)
{
	struct two *t = *state;
	AUTO_RECORD struct record *base = get(t->mara, t->client);
	AUTO_RECORD struct record *mine = record_copy(base);
	struct err err;
	int64_t n;

	OK(clinic_set(t->jon, t->client, "phone", "555 0199", &err));
	n = entries(t->path);
	record_set_text(mine, "phone", "555 0199");
	OK(client_save(t->mara, mine, base, NULL, NULL, &err));
	assert_int_equal(entries(t->path), n);
}

static void
an_unchanged_record_writes_nothing(void **state)
{
	struct two *t = *state;
	AUTO_RECORD struct record *base = get(t->mara, t->client);
	AUTO_RECORD struct record *mine = record_copy(base);
	struct err err;
	int64_t n = entries(t->path);

	OK(client_save(t->mara, mine, base, NULL, NULL, &err));
	assert_int_equal(entries(t->path), n);
	assert_int_equal(mine->version, base->version);
}

static void
what_two_made_together_must_still_be_valid(void **state)
{
	struct two *t = *state;
	AUTO_RECORD struct record *base = get(t->mara, t->client);
	AUTO_RECORD struct record *mine = record_copy(base);
	struct err err;

	OK(clinic_set(t->jon, t->client, "family", "", &err));
	record_set_null(mine, "given");
	assert_false(client_save(t->mara, mine, base, NULL, NULL, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_text(t->jon, t->client, "given", "Anna");
}

static void
a_record_that_is_gone_is_told(void **state)
{
	struct two *t = *state;
	int64_t id = clinic_client(t->jon, "given", "Brief", NULL);
	AUTO_RECORD struct record *base = get(t->mara, id);
	AUTO_RECORD struct record *mine = record_copy(base);
	struct err err;

	OK(db_undo(t->jon->db, 0, NULL, NULL, NULL, &err));
	record_set_text(mine, "city", "Graz");
	assert_false(client_save(t->mara, mine, base, NULL, NULL, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
}

static void
a_refused_new_record_has_no_number(void **state)
{
	struct two *t = *state;
	AUTO_RECORD struct record *r = record_new(&record_client);
	struct err err;

	record_set_text(r, "given", "Twin");
	record_set_text(r, "external_id", "X1");
	clinic_client(t->jon, "given", "First", "external_id", "X1", NULL);
	assert_false(client_add(t->mara, r, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_int_equal(r->id, 0);
	record_set_text(r, "external_id", "X2");
	OK(client_add(t->mara, r, &err));
	assert_int_not_equal(r->id, 0);
}

static void
hidden_fields_are_kept_and_not_told(void **state)
{
	struct two *t = *state;
	struct practice *desk = clinic_open(t->path, "desk");
	AUTO_RECORD struct record *base = get(desk, t->client);
	AUTO_RECORD struct record *mine = record_copy(base);
	struct merge m;
	struct err err;

	assert_true(record_is_null(base, "allergies"));
	OK(clinic_set(t->mara, t->client, "medicines", "aspirin", &err));
	record_set_text(mine, "city", "Graz");
	OK(client_save(desk, mine, base, &m, NULL, &err));
	assert_int_equal(m.n, 1);
	merge_free(&m);
	assert_true(record_is_null(mine, "allergies"));
	assert_true(record_is_null(mine, "medicines"));
	assert_text(t->mara, t->client, "allergies", "nickel");
	assert_text(t->mara, t->client, "medicines", "aspirin");
	assert_text(t->mara, t->client, "city", "Graz");
	practice_close(desk);
}

static void
hidden_fields_cannot_be_written(void **state)
{
	struct two *t = *state;
	struct practice *desk = clinic_open(t->path, "desk");
	AUTO_RECORD struct record *r = record_new(&record_client);
	struct err err;

	assert_false(clinic_set(desk, t->client, "allergies", "latex", &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_text(t->mara, t->client, "allergies", "nickel");
	record_set_text(r, "given", "New");
	record_set_text(r, "alert", "careful");
	assert_false(client_add(desk, r, &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(desk);
}

/* One of two processes: adds a mark to its own field, again and again. */
static void
save_often(const char *path, const char *login, int64_t client,
    const char *field)
{
	struct practice *p = practice_open(path, login, NULL);
	char text[16];
	int i;

	if (p == NULL)
		_exit(1);
	for (i = 1; i <= 50; i++) {
		snprintf(text, sizeof(text), "%d", i);
		if (!clinic_set(p, client, field, text, NULL))
			_exit(2);
	}
	practice_close(p);
	_exit(0);
}

static void
two_programs_lose_nothing(void **state)
{
	static const char *const who[][2] = { { "mara", "city" },
	    { "jon", "region" } };
	struct two *t = *state;
	int64_t n = entries(t->path);
	pid_t pids[2];
	int i, status;

	/* a child must not inherit an open file */
	practice_close(t->mara);
	practice_close(t->jon);
	t->mara = t->jon = NULL;
	for (i = 0; i < 2; i++) {
		pids[i] = fork();
		assert_int_not_equal(pids[i], -1);
		if (pids[i] == 0)
			save_often(t->path, who[i][0], t->client, who[i][1]);
	}
	for (i = 0; i < 2; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	t->mara = clinic_open(t->path, "mara");
	assert_text(t->mara, t->client, "city", "50");
	assert_text(t->mara, t->client, "region", "50");
	assert_int_equal(entries(t->path), n + 100);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, two_begin, two_end)

TEST_MAIN(CASE(different_fields_merge),
    CASE(one_field_differently_is_refused),
    CASE(the_same_change_twice_is_no_conflict),
    CASE(an_unchanged_record_writes_nothing),
    CASE(what_two_made_together_must_still_be_valid),
    CASE(a_record_that_is_gone_is_told),
    CASE(a_refused_new_record_has_no_number),
    CASE(hidden_fields_are_kept_and_not_told),
    CASE(hidden_fields_cannot_be_written),
    CASE(two_programs_lose_nothing))
