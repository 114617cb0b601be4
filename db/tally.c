/*
 * tally.c - the counts of all clients, from one pass over what they are made from.
 *
 * derive_stat_compute says what the counts of one client are; asked of each client it
 * reads the table in the order of the clients, a page for each visit. Here the visits
 * come in their own order and are put to their clients in memory: four bytes a visit and
 * twelve while they are sorted. What cannot be told so (an id without a place, a day that
 * is none) is not told: the caller then asks of that client.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

#define CLIENT_MAX (INT64_C(1) << 26)

/* A client was in on that day. */
struct visit_day {
	uint32_t client;
	date_day day;
};

struct collect {
	struct tally *t;
	struct visit_day *all;
	size_t n, cap;
};

static struct stat_counts *
place(struct tally *t, uint32_t client)
{
	size_t before = t->cap;

	GROW(t->counts, t->cap, (size_t)client + 1);
	memset(t->counts + before, 0, (t->cap - before) * sizeof(*t->counts));
	return &t->counts[client];
}

static void
add_day(struct collect *c, struct stat_counts *s, uint32_t client, struct stmt *st, int at)
{
	const char *text = (const char *)sqlite3_column_text(st->raw, at);
	date_day day = date_from_iso(text != NULL ? text : "");

	if (day == DATE_NONE)
		s->unsure = true;
	GROW(c->all, c->cap, c->n + 1);
	c->all[c->n++] = (struct visit_day){ client, day };
	stmt_asked(st, at);
	s->end++;
}

enum { SESSION_CLIENT, SESSION_DONE, SESSION_NO_SHOW, SESSION_LATE, SESSION_DATE };

static bool
collect_sessions(struct collect *c, struct err *e)
{
	struct stmt *st = db_stmt(c->t->db, "derive_all_sessions");

	stmt_set_int(st, "most", CLIENT_MAX - 1);
	while (stmt_next(st)) {
		uint32_t client = (uint32_t)stmt_int_at(st, SESSION_CLIENT);
		struct stat_counts *s = place(c->t, client);

		s->no_shows += stmt_int_at(st, SESSION_NO_SHOW);
		s->late_cancels += stmt_int_at(st, SESSION_LATE);
		if (stmt_int_at(st, SESSION_DONE) == 0)
			continue;
		s->sessions_done++;
		add_day(c, s, client, st, SESSION_DATE);
	}
	return stmt_end(st, e);
}

enum { RECEIPT_CLIENT, RECEIPT_DATE };

static bool
collect_receipts(struct collect *c, struct err *e)
{
	struct stmt *st = db_stmt(c->t->db, "derive_all_receipts");

	stmt_set_int(st, "most", CLIENT_MAX - 1);
	while (stmt_next(st)) {
		uint32_t client = (uint32_t)stmt_int_at(st, RECEIPT_CLIENT);

		add_day(c, place(c->t, client), client, st, RECEIPT_DATE);
	}
	return stmt_end(st, e);
}

static int
day_cmp(const void *a, const void *b)
{
	date_day x = *(const date_day *)a, y = *(const date_day *)b;

	return (x > y) - (x < y);
}

/* Sorts the days of one client and counts each once. */
static void
count_days(struct stat_counts *s, date_day *days, size_t n)
{
	size_t i;

	qsort(days, n, sizeof(*days), day_cmp);
	for (i = 0; i < n; i++)
		s->visits += i == 0 || days[i] != days[i - 1];
	s->first_visit = n > 0 ? days[0] : DATE_NONE;
	s->last_visit = n > 0 ? days[n - 1] : DATE_NONE;
}

bool
tally_begin(struct db *db, struct tally *t, struct err *e)
{
	struct collect c = { .t = t };
	date_day *days;
	size_t i, at = 0, n;
	bool ok;

	*t = (struct tally){ .db = db };
	ok = collect_sessions(&c, e) && collect_receipts(&c, e);
	days = xcalloc(c.n + 1, sizeof(*days));
	/* the days of each client lie together, behind those of the one before */
	for (i = 0; i < t->cap; i++) {
		n = t->counts[i].end;
		t->counts[i].end = at;
		at += n;
	}
	for (i = 0; i < c.n; i++)
		days[t->counts[c.all[i].client].end++] = c.all[i].day;
	for (i = 0, at = 0; i < t->cap; at = t->counts[i].end, i++)
		count_days(&t->counts[i], days + at, t->counts[i].end - at);
	free(days);
	free(c.all);
	return ok;
}

const struct stat_counts *
tally_of(const struct tally *t, int64_t client)
{
	static const struct stat_counts none = { .first_visit = DATE_NONE, .last_visit = DATE_NONE };

	if (client <= 0 || client >= CLIENT_MAX)
		return NULL;
	if ((size_t)client >= t->cap)
		return &none;
	return t->counts[client].unsure ? NULL : &t->counts[client];
}

void
tally_end(struct tally *t)
{
	free(t->counts);
}
