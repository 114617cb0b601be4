/*
 * test_save.c - a save does nothing twice.
 *
 * Proves that the second save of a login prepares no statement that begins, commits or asks
 * for the schema's number, and sets no alarm where nobody holds the lock; that what is derived
 * of a client is written where it changed and nowhere else; and that a client's visits are
 * read only where a field changed that its counts are made of.
 */
#include <string.h>
#include <sys/time.h>

#include "base/mem.h"
#include "db/internal.h"
#include "tests/support/dbfile.h"

static int alarms;

/* Takes the place of the C library's. */
int
setitimer(__itimer_which_t which, const struct itimerval *new, struct itimerval *old)
{
	(void)which;
	(void)new;
	(void)old;
	alarms++;
	return 0;
}

struct prepared {
	int transactions, pragmas;
};

static int
count(void *arg, int what, const char *a, const char *b, const char *c, const char *d)
{
	struct prepared *p = arg;

	(void)b;
	(void)c;
	(void)d;
	p->transactions += what == SQLITE_TRANSACTION;
	p->pragmas += what == SQLITE_PRAGMA && strcmp(a, "user_version") == 0;
	return SQLITE_OK;
}

static void
nothing_is_prepared_again(void **state)
{
	AUTO_FREE char *path = dbfile_new("again.db");
	struct db *db = dbfile_open(path, 1);
	struct prepared p = { 0, 0 };
	struct err err = { 0 };

	(void)state;
	assert_int_not_equal(dbfile_add_client(db, "Ann", "Lee", &err), 0);
	sqlite3_set_authorizer(db->raw, count, &p);
	OK(dbfile_set(db, &record_client, 1, "notes", "one", &err));
	assert_true(p.transactions > 0 && p.pragmas > 0);
	p = (struct prepared){ 0, 0 };
	alarms = 0;
	OK(dbfile_set(db, &record_client, 1, "notes", "two", &err));
	assert_int_equal(p.transactions, 0);
	assert_int_equal(p.pragmas, 0);
	assert_int_equal(alarms, 0);
	db_close(db);
}

#define INDEX "SELECT sum(length(block)) * 1000 + count(*) FROM client_search_data"

/* Rows that a change of the client writes. */
static int64_t
rows_of(struct db *db, const char *field, const char *text)
{
	int64_t before = sqlite3_total_changes64(db->raw);
	struct err err = { 0 };

	OK(dbfile_set(db, &record_client, 1, field, text, &err));
	return sqlite3_total_changes64(db->raw) - before;
}

static void
what_did_not_change_is_not_written(void **state)
{
	AUTO_FREE char *path = dbfile_new("same.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };
	int64_t index, rows;

	(void)state;
	assert_int_not_equal(dbfile_add_client(db, "Ann", "Lee", &err), 0);
	rows = rows_of(db, "notes", "one");
	index = dbfile_int(path, INDEX);
	/* the client, its entry, its change, the head */
	assert_true(rows <= 5);
	assert_int_equal(rows_of(db, "notes", "two"), rows);
	assert_int_equal(dbfile_int(path, INDEX), index);
	assert_int_equal(rows_of(db, "first_visit", "2020-01-02"), rows + 1);
	assert_int_equal(dbfile_int(path, INDEX), index);
	assert_true(rows_of(db, "phone", "604 555 0101") > rows + 1);
	assert_int_not_equal(dbfile_int(path, INDEX), index);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client_search "
	    "WHERE client_search MATCH '6045550101'"), 1);
	AUTO_FREE char *said = dbfile_check(path, true);
	assert_string_equal(said, "");
	db_close(db);
}

/* Reads of what counts are made of, in statements that are prepared. */
static int
count_visits(void *arg, int what, const char *a, const char *b, const char *c, const char *d)
{
	int *reads = arg;

	(void)b;
	(void)c;
	(void)d;
	*reads += what == SQLITE_READ && (strcmp(a, "session") == 0 ||
	    strcmp(a, "receipt") == 0 || strcmp(a, "receipt_line") == 0);
	return SQLITE_OK;
}

static void
visits_are_read_where_counts_may_change(void **state)
{
	AUTO_FREE char *path = dbfile_new("visits.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };
	int reads = 0;

	(void)state;
	assert_int_not_equal(dbfile_add_client(db, "Ann", "Lee", &err), 0);
	db_close(db);
	db = dbfile_open(path, 1);
	sqlite3_set_authorizer(db->raw, count_visits, &reads);
	OK(dbfile_set(db, &record_client, 1, "phone", "604 555 0101", &err));
	OK(dbfile_set(db, &record_client, 1, "notes", "one", &err));
	assert_int_equal(reads, 0);
	OK(dbfile_set(db, &record_client, 1, "first_visit", "2020-01-02", &err));
	assert_true(reads > 0);
	db_close(db);
}

/* Something that a field can be. */
static const char *
some(const struct field *f)
{
	static const struct {
		enum field_type type;
		const char *text;
	} texts[] = {
		{ FIELD_BIRTHDAY, "1990-02-03" }, { FIELD_DATE, "2020-01-02" },
		{ FIELD_PHONE, "604 555 0199" }, { FIELD_EMAIL, "quince@example.org" },
		{ FIELD_BOOL, "yes" }, { FIELD_LINK, "1" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++)
		if (texts[i].type == f->type)
			return texts[i].text;
	return f->choices != NULL ? f->choices[0].value : "Quince";
}

/* Whichever field changes, what is derived is what the record says. */
static void
each_field_is_followed(void **state)
{
	AUTO_FREE char *path = dbfile_new("fields.db");
	struct db *db = dbfile_open(path, 1);
	struct err err = { 0 };
	size_t i;

	(void)state;
	assert_int_not_equal(dbfile_add_client(db, "Ann", "Lee", &err), 0);
	for (i = 0; i < record_client.n_fields; i++) {
		const struct field *f = &record_client.fields[i];
		AUTO_FREE char *said = NULL;

		OK(dbfile_set(db, &record_client, 1, f->name, some(f), &err));
		said = dbfile_check(path, false);
		assert_string_equal(said, "");
	}
	db_close(db);
}

TEST_MAIN(
    cmocka_unit_test(nothing_is_prepared_again),
    cmocka_unit_test(what_did_not_change_is_not_written),
    cmocka_unit_test(visits_are_read_where_counts_may_change),
    cmocka_unit_test(each_field_is_followed))
