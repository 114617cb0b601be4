/*
 * kept.c - the months that a login has computed, so that one that is seen again costs
 * nothing.
 *
 * A month is kept as long as it is true, whatever reaches into it from outside: until a
 * journal entry touches a table that the report reads (a colleague's save, an undo, an
 * import), until the minute at which one of its figures changes by itself, midnight at
 * the latest, and for the zone it was computed in. How many there may be is bounded by
 * their number and by the rows of their tables; the two used last always stay.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "report/kept.h"

#define MONTHS_MAX 12
#define ROWS_MAX 2000		/* of all tables, about 200 bytes each */

struct report_kept {
	const struct report *report;	/* NULL: none yet */
	int64_t entry;			/* newest entry that changed a record when it was asked */
	uint64_t turn;			/* of use */
	size_t n;
	struct kept_month {
		struct report_period *p;
		uint64_t used;
		int64_t made;		/* minutes since 1970, clinic time */
		size_t rows;
	} months[MONTHS_MAX + 1];
};

struct report_kept *
report_kept_new(void)
{
	return xcalloc(1, sizeof(struct report_kept));
}

static void
period_free(struct report_period *p)
{
	size_t i;

	for (i = 0; i < p->report->n_tables; i++) {
		free(p->tables[i].cells);
		free(p->tables[i].keys);
		free(p->tables[i].index);
	}
	arena_free(p->arena);
	free(p);
}

static void
remove_month(struct report_kept *k, size_t i)
{
	period_free(k->months[i].p);
	k->months[i] = k->months[--k->n];
}

static void
clear(struct report_kept *k)
{
	while (k->n > 0)
		remove_month(k, k->n - 1);
}

void
report_kept_free(struct report_kept *k)
{
	if (k == NULL)
		return;
	clear(k);
	free(k);
}

/* Has an entry since touched a table that the report reads? */
static bool
touched(const struct report_kept *k, struct db *db, bool *yes, struct err *e)
{
	struct stmt *st = db_stmt(db, "report_touched");

	stmt_set_int(st, "after", k->entry);
	stmt_set_text(st, "reads", k->report->reads);
	*yes = stmt_next(st);
	return stmt_end(st, e);
}

bool
report_kept_check(struct report_kept *k, const struct report *report, struct db *db,
    int64_t entry, bool *gone, struct err *e)
{
	BUG_IF(report->reads == NULL);
	*gone = k->report != report || entry < k->entry;
	if (!*gone && entry > k->entry && !touched(k, db, gone, e))
		return false;
	if (*gone)
		clear(k);
	k->report = report;
	k->entry = entry;
	return true;
}

/* --- months -------------------------------------------------------------------------- */

/* Is it true at the time of that request? */
static bool
is_true(const struct kept_month *m, const struct report_period *asked)
{
	int64_t now = report_now(asked);

	return now >= m->made && now < m->p->good_until;
}

struct report_period *
kept_find(struct report_kept *k, const struct report_period *p)
{
	size_t i;

	for (i = 0; i < k->n; i++) {
		struct kept_month *m = &k->months[i];

		if (m->p->first != p->first || m->p->last != p->last)
			continue;
		if (m->p->from == p->from && m->p->until == p->until && is_true(m, p)) {
			m->used = ++k->turn;
			return m->p;
		}
		remove_month(k, i);
		return NULL;
	}
	return NULL;
}

/* The month that begins where `p` ends. */
static const struct report_period *
month_after(const struct report_kept *k, const struct report_period *p)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (k->months[i].p->from == p->until && is_true(&k->months[i], p))
			return k->months[i].p;
	return NULL;
}

struct report_period *
kept_add(struct report_kept *k, const struct report_period *p)
{
	struct kept_month *m = &k->months[k->n];
	struct report_period *kept = xmalloc(sizeof(*kept));

	BUG_IF(k->n == ARRAY_LEN(k->months));
	*kept = *p;
	kept->arena = arena_new();
	kept->next = month_after(k, p);
	kept->good_until = ((int64_t)p->request->today + 1) * DAY_MINUTES;
	*m = (struct kept_month){ .p = kept, .used = ++k->turn, .made = report_now(p) };
	k->n++;
	return kept;
}

void
kept_drop(struct report_kept *k, const struct report_period *p)
{
	BUG_IF(k->months[k->n - 1].p != p);
	remove_month(k, k->n - 1);
}

/* No row can be looked up any more, and none is added. */
static void
table_done(struct report_table *t)
{
	free(t->index);
	free(t->keys);
	t->index = NULL;
	t->keys = NULL;
	t->cap = t->n_rows * t->decl->n_columns;
	t->cells = xreallocarray(t->cells, t->cap, sizeof(*t->cells));
}

void
kept_done(struct report_kept *k, struct report_period *p)
{
	struct kept_month *m = &k->months[k->n - 1];
	size_t i, rows, oldest;

	BUG_IF(m->p != p);
	p->next = NULL;
	for (i = 0; i < p->report->n_tables; i++) {
		table_done(&p->tables[i]);
		m->rows += p->tables[i].n_rows;
	}
	for (;;) {
		for (i = rows = oldest = 0; i < k->n; i++) {
			rows += k->months[i].rows;
			if (k->months[i].used < k->months[oldest].used)
				oldest = i;
		}
		if (k->n <= 2 || (k->n <= MONTHS_MAX && rows <= ROWS_MAX))
			return;
		remove_month(k, oldest);
	}
}
