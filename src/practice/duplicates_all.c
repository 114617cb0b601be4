/*
 * duplicates_all.c - the pairs of a whole practice that may be one client twice.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "exchange/csv.h"
#include "exchange/json.h"
#include "practice/duplicates.h"
#include "practice/naming.h"

#define GROUPS_MAX 2000		/* of clients who share one thing */
#define GROUP_MAX 24

struct pairs {
	struct practice *p;
	struct duplicate_pair *list;
	size_t n, cap;
	struct record *group[GROUP_MAX];	/* clients who share one thing */
	size_t n_group;
};

static bool
is_apart(struct db *db, int64_t first, int64_t second)
{
	struct stmt *st = db_stmt(db, "apart_of");
	bool yes;

	stmt_set_int(st, "first", first);
	stmt_set_int(st, "second", second);
	yes = stmt_next(st);
	return stmt_end(st, NULL) && yes;
}

static bool
is_known(const struct pairs *all, int64_t first, int64_t second)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->list[i].first == first && all->list[i].second == second)
			return true;
	return false;
}

/* Adds the two unless they share too little, are there already, or are two people. */
static void
add_pair(struct pairs *all, const struct record *one, const struct record *two)
{
	int64_t a = one->id < two->id ? one->id : two->id;
	int64_t b = one->id < two->id ? two->id : one->id;
	struct duplicate d;
	struct duplicate_pair *to;

	if (!duplicate_listed(one, two, record_text(all->p->settings, "phone_prefix"), &d) ||
	    is_known(all, a, b) || is_apart(all->p->db, a, b))
		return;
	GROW(all->list, all->cap, all->n + 1);
	to = &all->list[all->n++];
	*to = (struct duplicate_pair){ .first = a, .second = b, .score = d.score };
	text_copy(to->why, sizeof(to->why), d.why);
}

static void
add_group(struct pairs *all)
{
	size_t i, k;

	for (i = 0; i < all->n_group; i++)
		for (k = i + 1; k < all->n_group && all->n < DUPLICATES_MAX; k++)
			add_pair(all, all->group[i], all->group[k]);
	for (i = 0; i < all->n_group; i++)
		record_free(all->group[i]);
	all->n_group = 0;
}

/* The clients of one group; those who were merged are not among them. */
static bool
read_group(struct pairs *all, const char *statement, const char *key, struct err *e)
{
	struct stmt *st = db_stmt(all->p->db, statement);
	int64_t ids[GROUP_MAX];
	size_t i, n = 0;

	stmt_set_text(st, "key", key);
	stmt_set_int(st, "not", 0);
	while (n < GROUP_MAX && stmt_next(st))
		ids[n++] = stmt_int(st, "id");
	if (!stmt_end(st, e))
		return false;
	for (i = 0; i < n; i++) {
		struct record *r;

		if (db_client_leads_to(all->p->db, ids[i]) != ids[i])
			continue;
		r = db_get(all->p->db, &record_client, ids[i], e);
		if (r != NULL)
			all->group[all->n_group++] = r;
		else if (e->code != ERR_NOTFOUND)
			return false;
	}
	err_clear(e);
	return true;
}

static bool
read_groups(struct pairs *all, const char *groups, const char *members, struct err *e)
{
	struct stmt *st = db_stmt(all->p->db, groups);
	bool ok = true;

	stmt_set_int(st, "most", GROUPS_MAX);
	while (ok && all->n < DUPLICATES_MAX && stmt_next(st)) {
		ok = read_group(all, members, stmt_text(st, "key"), e);
		add_group(all);
	}
	return stmt_end(st, ok ? e : NULL) && ok;
}

static int
pair_cmp(const void *a, const void *b)
{
	const struct duplicate_pair *x = a, *y = b;

	if (x->score != y->score)
		return y->score - x->score;
	return x->first != y->first ? (x->first > y->first) - (x->first < y->first) :
	    (x->second > y->second) - (x->second < y->second);
}

bool
duplicates_all(struct practice *p, struct duplicate_pair **list, size_t *n, struct err *e)
{
	struct pairs all = { .p = p };
	bool ok = practice_may(p, ACTION_READ_CLIENTS, e) &&
	    read_groups(&all, "duplicate_phones", "duplicate_by_phone", e) &&
	    read_groups(&all, "duplicate_emails", "duplicate_by_email", e) &&
	    read_groups(&all, "duplicate_names", "duplicate_by_name", e);

	if (ok && all.n > 1)
		qsort(all.list, all.n, sizeof(*all.list), pair_cmp);
	*list = all.list;
	*n = all.n;
	return ok;
}

static void
write_json(struct practice *p, const struct duplicate_pair *list, size_t n, FILE *f)
{
	struct json json;
	size_t i;

	json_start(&json, f, false);
	json_array(&json);
	for (i = 0; i < n; i++) {
		AUTO_BUF struct buf one = BUF_INIT, two = BUF_INIT;

		naming_add_id(p, &record_client, list[i].first, &one);
		naming_add_id(p, &record_client, list[i].second, &two);
		json_object(&json);
		json_key(&json, "score");
		json_int(&json, list[i].score);
		json_key(&json, "why");
		json_text(&json, list[i].why);
		json_key(&json, "first");
		json_int(&json, list[i].first);
		json_key(&json, "first_name");
		json_text(&json, one.s);
		json_key(&json, "second");
		json_int(&json, list[i].second);
		json_key(&json, "second_name");
		json_text(&json, two.s);
		json_close(&json);
	}
	json_close(&json);
	json_finish(&json);
}

static void
write_csv(struct practice *p, const struct duplicate_pair *list, size_t n, FILE *f)
{
	static const char *const heads[] = { "score", "why", "first", "first_name", "second",
	    "second_name" };
	struct csv_writer w = { .sink = { .f = f } };
	char number[24];
	size_t i;

	for (i = 0; i < ARRAY_LEN(heads); i++)
		csv_write_plain(&w, heads[i]);
	csv_write_end(&w);
	for (i = 0; i < n; i++) {
		AUTO_BUF struct buf one = BUF_INIT, two = BUF_INIT;

		naming_add_id(p, &record_client, list[i].first, &one);
		naming_add_id(p, &record_client, list[i].second, &two);
		snprintf(number, sizeof(number), "%d", list[i].score);
		csv_write_plain(&w, number);
		csv_write_text(&w, list[i].why);
		snprintf(number, sizeof(number), "%" PRId64, list[i].first);
		csv_write_plain(&w, number);
		csv_write_text(&w, one.s);
		snprintf(number, sizeof(number), "%" PRId64, list[i].second);
		csv_write_plain(&w, number);
		csv_write_text(&w, two.s);
		csv_write_end(&w);
	}
}

bool
duplicates_write(struct practice *p, bool json, FILE *f, struct err *e)
{
	struct duplicate_pair *list;
	size_t n;
	bool ok = duplicates_all(p, &list, &n, e);

	if (ok)
		(json ? write_json : write_csv)(p, list, n, f);
	free(list);
	return ok;
}

struct apart {
	struct practice *p;
	int64_t first, second;
};

static bool
apart_inside(struct db *db, void *arg, struct err *e)
{
	const struct apart *a = arg;
	AUTO_RECORD struct record *one = db_get(db, &record_client, a->first, e);
	AUTO_RECORD struct record *two = one != NULL ? db_get(db, &record_client, a->second, e) :
	    NULL;
	AUTO_RECORD struct record *r = record_new(&record_client_apart);

	if (two == NULL)
		return false;
	if (is_apart(db, a->first, a->second))
		return true;
	record_set_int(r, "first", a->first);
	record_set_int(r, "second", a->second);
	record_set_int(r, "at", clock_now());
	record_set_int(r, "staff", a->p->staff->id);
	return db_insert(db, r, e);
}

bool
duplicates_apart(struct practice *p, int64_t one, int64_t two, struct err *e)
{
	struct apart a = { p, one < two ? one : two, one < two ? two : one };

	if (!practice_may(p, ACTION_WRITE_CLIENTS, e))
		return false;
	if (one == two)
		return err_set(e, ERR_INVALID, NULL, "That is one client, not two.");
	return db_write(p->db, "change", "tell clients apart", apart_inside, &a, e);
}
