/*
 * found.c - see found.h.
 *
 * In 100,000 clients a number from the search index costs 0.05 µs, a client walked in the
 * order of names 0.1 µs, and one looked up by its number 1 µs, for it lies on another page
 * of the file. The bounds below are made of these.
 */
#include "practice/found.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

#define FEW 300			/* are looked up */
#define WALK_LEAST 500		/* clients walked for a page */
#define WALK_MOST 8000
#define WALK_FACTOR 4		/* times as many as a page takes if found evenly */

struct place {
	int64_t id;
	const char *key;
};

struct finding {
	struct db *db;
	const struct found_query *q;
	struct arena *keys;
	int64_t *ids;			/* what the words find, ascending */
	bool *taken;			/* one of `places` already */
	size_t n;
	struct place *places;
	size_t n_places, cap;
};

static bool
finding_begin(struct finding *f, struct db *db, const struct found_query *q, struct err *e)
{
	struct stmt *st = db_stmt(db, "clients_found");
	size_t cap = 0;
	int id = -1;

	*f = (struct finding){ .db = db, .q = q, .keys = arena_new() };
	stmt_set_text(st, "match", q->match);
	while (stmt_next(st)) {
		if (id < 0)
			id = stmt_column(st, "id");
		GROW(f->ids, cap, f->n + 1);
		f->ids[f->n++] = stmt_value(st, id, VALUE_INT).i;
	}
	if (!stmt_end(st, e))
		return false;
	f->taken = xcalloc(f->n + 1, sizeof(*f->taken));
	return true;
}

static void
finding_end(struct finding *f)
{
	arena_free(f->keys);
	free(f->places);
	free(f->ids);
	free(f->taken);
}

static int
compare_ids(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Which of the found it is; NULL: none. */
static const int64_t *
found(const struct finding *f, int64_t id)
{
	return f->n == 0 ? NULL : bsearch(&id, f->ids, f->n, sizeof(id), compare_ids);
}

static int
compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : compare_ids(&x->id, &y->id);
}

static int
compare_back(const void *a, const void *b)
{
	return compare(b, a);
}

/* Adds a place if it comes after the query's. */
static void
add_place(struct finding *f, const struct place *one)
{
	const struct found_query *q = f->q;
	const struct place from = { q->id, q->key };
	int order = q->key == NULL ? 0 : compare(one, &from);

	if (q->key != NULL && (q->backwards ? order >= 0 : order <= 0))
		return;
	GROW(f->places, f->cap, f->n_places + 1);
	f->places[f->n_places++] = *one;
}

/* Walks names from a place on, at most `most` or (-1) to the bound, and adds those found,
 * at most `limit` (-1: all). */
static bool
walk(struct finding *f, const char *statement, const struct place *from, const char *bound,
    long most, long limit, long *walked, struct err *e)
{
	struct stmt *st = db_stmt(f->db, statement);
	const int64_t *at;

	stmt_set_text(st, "key", from->key);
	stmt_set_int(st, "id", from->id);
	stmt_set_text(st, "bound", bound);
	stmt_set_int(st, "all", f->q->archived);
	stmt_set_int(st, "limit", most);
	*walked = 0;
	while ((limit < 0 || (long)f->n_places < limit) && stmt_next(st)) {
		++*walked;
		at = found(f, stmt_int(st, "id"));
		if (at != NULL && !f->taken[at - f->ids]) {
			f->taken[at - f->ids] = true;
			add_place(f, &(struct place){ *at,
			    arena_strdup(f->keys, stmt_text(st, "key")) });
		}
	}
	return stmt_end(st, e);
}

/* Looks up those that are not taken yet; then all places are in order. */
static bool
look_up_rest(struct finding *f, struct err *e)
{
	size_t i;
	bool ok = true;

	for (i = 0; ok && i < f->n; i++) {
		struct stmt *st;

		if (f->taken[i])
			continue;
		st = db_stmt(f->db, "client_place");
		stmt_set_int(st, "client", f->ids[i]);
		if (stmt_next(st) && (f->q->archived || stmt_int(st, "archived") == 0))
			add_place(f, &(struct place){ f->ids[i],
			    arena_strdup(f->keys, stmt_text(st, "sort_key")) });
		ok = stmt_end(st, e);
	}
	if (f->n_places > 0)
		qsort(f->places, f->n_places, sizeof(*f->places),
		    f->q->backwards ? compare_back : compare);
	return ok;
}

/* How many names to walk in the hope of a page. */
static long
walk_for(const struct finding *f, int64_t clients)
{
	int64_t n = WALK_FACTOR * f->q->limit * (clients / (int64_t)f->n + 1);

	return n < WALK_LEAST ? WALK_LEAST : n > WALK_MOST ? WALK_MOST : (long)n;
}

static bool
fill(struct finding *f, struct err *e)
{
	const struct found_query *q = f->q;
	AUTO_FREE char *until = xasprintf("%s" TEXT_LAST, q->begins);
	const struct place here = { q->id, q->key }, beginning = { 0, q->begins };
	int64_t clients;
	long walked, most;

	if (q->limit < 0 || f->n <= FEW)
		return look_up_rest(f, e);
	if (!db_total(f->db, &record_client, &clients, e))
		return false;
	most = walk_for(f, clients);
	if (!walk(f, q->backwards ? "page_clients_back" : "page_clients_ahead", &here, NULL,
	    most, q->limit, &walked, e))
		return false;
	if ((long)f->n_places >= q->limit || walked < most)
		return true;
	return walk(f, "page_clients_ahead", &beginning, until, -1, -1, &walked, e) &&
	    look_up_rest(f, e);
}

bool
found_clients(struct db *db, const struct found_query *q,
    bool (*fn)(int64_t id, const char *key, void *), void *arg, struct err *e)
{
	struct finding f;
	bool ok = finding_begin(&f, db, q, e) && fill(&f, e);
	size_t i;

	for (i = 0; ok && i < f.n_places && (q->limit < 0 || (long)i < q->limit); i++)
		if (!fn(f.places[i].id, f.places[i].key, arg))
			break;
	finding_end(&f);
	return ok;
}

bool
found_count(struct db *db, const struct found_query *q, long most, long *n, struct err *e)
{
	struct stmt *st = db_stmt(db, "clients_found_count");

	stmt_set_text(st, "match", q->match);
	stmt_set_int(st, "archived", q->archived);
	stmt_set_int(st, "most", most);
	*n = stmt_next(st) ? (long)stmt_int(st, "n") : 0;
	return stmt_end(st, e);
}
