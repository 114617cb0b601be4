/*
 * However many clients the words find, pages of them are all of them in the order of the
 * list, both ways, with and without archived ones; and a page runs few statements, where
 * they are spread over the alphabet and where most are at one place of it.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/found.h"
#include "tests/support/clinic.h"
#include "tests/support/dbfile.h"

#define CLIENTS 3000		/* and 405 more */
#define PAGE 20

static char *path;
static struct practice *p;

/* All have a mark of "ev"; every third a name with "sp", wherever in the alphabet; 700
 * are called "Zu…" and 50 others have such a name beside theirs; 40 a mark of "qz", with
 * which no name begins. Five are called "Yx…", and 400 behind all the others have such a
 * name beside theirs. Every 50th is archived. */
static bool
add_many(struct db *db, UNUSED void *arg, struct err *e)
{
	int i;

	for (i = 0; i < CLIENTS + 405; i++) {
		AUTO_RECORD struct record *r = record_new(&record_client);
		bool cluster = i % 30 < 7, beside = i % 60 == 8;
		AUTO_FREE char *family = i >= CLIENTS + 400 ? xasprintf("Yx%d", i) :
		    i >= CLIENTS ? xasprintf("Zz%d", i) : xasprintf("%s%c%c%d",
		    cluster ? "Zu" : "", 'a' + i * 7 % 26, 'a' + i * 11 % 25, i % 40);
		AUTO_FREE char *given = xasprintf("%s%d", i >= CLIENTS ? "Yx" : beside ? "Zu" :
		    i % 3 == 0 ? "Sp" : "No", i % 60);

		record_set_text(r, "family", family);
		record_set_text(r, "given", given);
		record_set_text(r, "tags", i % 75 == 0 && i < CLIENTS ? "every, qzed" :
		    "every");
		record_set_int(r, "archived", i % 50 == 0);
		if (!db_insert(db, r, e))
			return false;
	}
	return true;
}

static int
many_begin(void **state)
{
	struct err err;

	path = clinic_new("many.db");
	p = clinic_open(path, "mara");
	OK(db_write(p->db, "change", "add clients", add_many, NULL, &err));
	return 0;
}

static int
many_end(void **state)
{
	practice_close(p);
	free(path);
	return 0;
}

struct page {
	char *key;
	int64_t id;
	long n;
	int64_t at, sum;	/* place and number of each, multiplied and added */
};

static bool
add_one(int64_t id, const char *key, void *arg)
{
	struct page *g = arg;

	free(g->key);
	g->key = xstrdup(key);
	g->id = id;
	g->n++;
	g->sum += id * ++g->at;
	return true;
}

/* What the file says of the same words. */
static int64_t
sum_of(const char *word, bool archived, bool backwards)
{
	const char *way = backwards ? " DESC" : "";
	AUTO_FREE char *sql = xasprintf("SELECT sum(client * at) FROM (SELECT k.client, "
	    "row_number() OVER (ORDER BY k.sort_key%s, k.client%s) AS at FROM client_search f "
	    "JOIN client_key k ON k.client = f.rowid WHERE client_search MATCH '%s*' "
	    "AND k.archived <= %d)", way, way, word, archived);

	return dbfile_int(path, sql);
}

static const struct {
	const char *word, *match;
	int64_t statements;	/* of a page of 20, at most */
} words[] = {
	/* the numbers, how many clients there are, names */
	{ "ev", "\"ev\" *", 3 },
	{ "sp", "\"sp\" *", 3 },
	/* a walk in vain, a run of names, and where each of the others is: those beside
	 * and the archived */
	{ "zu", "\"zu\" *", 4 + 50 + 14 },
	/* the numbers, and where each is */
	{ "qz", "\"qz\" *", 1 + 40 },
	{ "yx", "\"yx\" *", 4 + 400 + 1 },
	{ "nobody", "\"nobody\" *", 1 },
};

static void
pages_are_all_in_order(void **state)
{
	size_t i;
	int way;
	struct err err;

	for (i = 0; i < ARRAY_LEN(words); i++) {
		for (way = 0; way < 4; way++) {
			struct found_query q = { .match = words[i].match,
			    .begins = words[i].word, .archived = (way & 1) != 0,
			    .backwards = (way & 2) != 0, .limit = PAGE };
			struct page g = { 0 }, whole = { 0 };
			int64_t right = sum_of(words[i].word, q.archived, q.backwards);

			do {
				g.n = 0;
				OK(found_clients(p->db, &q, add_one, &g, &err));
				q.key = g.key;
				q.id = g.id;
			} while (g.n == PAGE);
			assert_int_equal(g.sum, right);
			q.key = NULL;
			q.limit = -1;
			OK(found_clients(p->db, &q, add_one, &whole, &err));
			assert_int_equal(whole.sum, right);
			assert_int_equal(whole.at, g.at);
			free(g.key);
			free(whole.key);
		}
	}
}

/* Some of those whose names begin with the word were walked over already. */
static void
a_page_begins_close_before(void **state)
{
	struct found_query q = { .match = "\"yx\" *", .begins = "yx", .archived = true,
	    .limit = PAGE };
	struct page first = { 0 }, close = { 0 };
	struct err err;

	OK(found_clients(p->db, &q, add_one, &first, &err));
	q.key = "yw";
	OK(found_clients(p->db, &q, add_one, &close, &err));
	assert_int_equal(first.n, PAGE);
	assert_int_equal(close.n, PAGE);
	assert_int_equal(close.sum, first.sum);
	free(first.key);
	free(close.key);
}

static void
a_page_runs_few_statements(void **state)
{
	size_t i;
	int way;
	struct err err;

	for (i = 0; i < ARRAY_LEN(words); i++) {
		for (way = 0; way < 4; way++) {
			struct found_query q = { .match = words[i].match,
			    .begins = words[i].word, .archived = (way & 1) != 0,
			    .backwards = (way & 2) != 0, .limit = PAGE };
			struct page g = { 0 };
			int64_t statements;

			db_work(p->db);
			OK(found_clients(p->db, &q, add_one, &g, &err));
			statements = db_work(p->db).statements;
			assert_in_range(statements, 1, words[i].statements);
			free(g.key);
		}
	}
}

static void
they_are_counted(void **state)
{
	size_t i;
	struct err err;
	int all;

	for (i = 0; i < ARRAY_LEN(words); i++)
		for (all = 0; all < 2; all++) {
			struct found_query q = { .match = words[i].match,
			    .begins = words[i].word, .archived = all != 0, .limit = -1 };
			struct page g = { 0 };
			long n;

			OK(found_clients(p->db, &q, add_one, &g, &err));
			OK(found_count(p->db, &q, 10000, &n, &err));
			assert_int_equal(n, g.n);
			OK(found_count(p->db, &q, 25, &n, &err));
			assert_int_equal(n, g.n < 25 ? g.n : 25);
			free(g.key);
		}
}

/* All have the mark: no more of them are read than are counted. */
static void
counting_stops(void **state)
{
	struct found_query q = { .match = "\"ev\" *", .begins = "ev", .limit = -1 };
	struct err err;
	int64_t some, many;
	long n;

	db_work(p->db);
	OK(found_count(p->db, &q, 25, &n, &err));
	some = db_work(p->db).steps;
	OK(found_count(p->db, &q, 1000, &n, &err));
	many = db_work(p->db).steps;
	assert_int_equal(n, 1000);
	assert_true(many > 20 * some);
}

static bool
stop(UNUSED int64_t id, UNUSED const char *key, void *arg)
{
	++*(int *)arg;
	return false;
}

static void
a_reader_may_stop(void **state)
{
	struct found_query q = { .match = "\"ev\" *", .begins = "ev", .limit = PAGE };
	struct err err;
	int n = 0;

	OK(found_clients(p->db, &q, stop, &n, &err));
	assert_int_equal(n, 1);
	db_idle(p->db);
	q.match = "\"";
	assert_false(found_clients(p->db, &q, stop, &n, &err));
	assert_int_equal(err.code, ERR_DB);
	db_idle(p->db);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(pages_are_all_in_order),
		cmocka_unit_test(a_page_begins_close_before),
		cmocka_unit_test(a_page_runs_few_statements),
		cmocka_unit_test(they_are_counted),
		cmocka_unit_test(counting_stops),
		cmocka_unit_test(a_reader_may_stop),
	};

	return test_end(cmocka_run_group_tests(cases, many_begin, many_end));
}
