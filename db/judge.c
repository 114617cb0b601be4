/*
 * judge.c - rules across rows, judged once after a write.
 *
 * A trigger sees one row at a time, in the order in which they are written: it would
 * refuse a swap of two visits, and the undo of one. So a rule about several rows is a
 * view that finds the rows that break it, and after the write function its statement is
 * asked about each row of that type in the changeset, inside the transaction. Save,
 * import, undo, redo and merge all pass here; a load is asked about every row, and
 * `check` names what another program wrote.
 *
 * Asked of every pair of a large file, a view looks each row up many times. Where a rule
 * is about times, its rows are read once, put in order in memory, and only those that
 * begin before an earlier one of the same place has ended are asked about.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

static const struct rule {
	const struct record_type *type;
	const char *judge;	/* statement: the row that :id must not be beside */
	const char *check;	/* statement: such pairs, id and other, all of them, or with
				 * `times` those of which :other is the second */
	const char *words;
	const char *times;	/* statement: of each row that can be in a pair its id, place,
				 * begins and ends; NULL */
} rules[] = {
	{ &record_session, "rule_overlap_staff", "check_overlap_staff",
	  "the practitioner has another visit at that time", "check_overlap_staff_times" },
	{ &record_session, "rule_overlap_room", "check_overlap_room",
	  "another visit has the room at that time", "check_overlap_room_times" },
	{ &record_session, "rule_overlap_device", "check_overlap_device",
	  "another visit has the device at that time", "check_overlap_device_times" },
};

static bool
refuse(const struct db *db, const struct rule *r, struct err *e)
{
	const bool back = db->undoes != 0;

	return err_set(e, back ? ERR_STALE : ERR_INVALID, NULL, "Not %s, %s.",
	    back ? "undone" : "saved", r->words);
}

struct judge {
	struct db *db;
	struct err *e;
	bool broken;
	int64_t asked;		/* for merge_judge() */
};

/* A row that is there may break a rule; of a visit, what the views of the rules read: a changed
 * client or note breaks none. */
static bool
is_asked(const struct change *ch)
{
	static const char *const reads[] = { "date", "start", "minutes", "status", "staff",
	    "room", "device", "numbing", "cleanup", "overlap_ok", NULL };
	struct change_reader r;

	if (ch->op == 'D' || strcmp(ch->table, record_session.name) != 0)
		return ch->op != 'D';
	change_read(&r, ch);
	return change_touches(&r, &record_session, reads);
}

static bool
judge_row(const struct change *ch, void *arg)
{
	struct judge *j = arg;
	struct stmt *st;
	size_t i;
	bool found, asked = is_asked(ch);

	j->broken = !merge_judge(j->db, ch, &j->asked, j->e);
	for (i = 0; i < ARRAY_LEN(rules) && !j->broken; i++) {
		if (!asked || strcmp(ch->table, rules[i].type->name) != 0)
			continue;
		st = db_stmt(j->db, rules[i].judge);
		stmt_set_int(st, "id", ch->row);
		found = stmt_next(st);
		j->broken = !stmt_end(st, j->e) ||
		    (found && !refuse(j->db, &rules[i], j->e));
	}
	return !j->broken;
}

bool
judge_write(struct db *db, const void *changeset, size_t n, struct err *e)
{
	struct judge j = { .db = db, .e = e };

	return changeset_split(changeset, n, judge_row, &j) || (!j.broken &&
	    changeset_unread(e));
}

/* --- all rows of a file ------------------------------------------------------------ */

/* A row of a rule's `times`. */
struct busy {
	int64_t id, place;
	int64_t begins, ends;
};
enum { BUSY_ID, BUSY_PLACE, BUSY_BEGINS, BUSY_ENDS };

struct pair {
	int64_t id, other;
	int64_t begins;		/* of other */
};

static int
order(int64_t x, int64_t y)
{
	return (x > y) - (x < y);
}

static int
busy_cmp(const void *a, const void *b)
{
	const struct busy *x = a, *y = b;

	return x->place != y->place ? order(x->place, y->place) :
	    x->begins != y->begins ? order(x->begins, y->begins) : order(x->id, y->id);
}

static int
pair_cmp(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return x->id != y->id ? order(x->id, y->id) :
	    x->begins != y->begins ? order(x->begins, y->begins) : order(x->other, y->other);
}

struct pairs {
	struct pair *list;
	size_t n, cap;
};

/* Adds the pairs that the rule's statement gives. */
static bool
ask_pairs(struct stmt *st, int64_t begins, struct pairs *found, struct err *e)
{
	while (stmt_next(st)) {
		GROW(found->list, found->cap, found->n + 1);
		found->list[found->n++] = (struct pair){ stmt_int(st, "id"),
		    stmt_int(st, "other"), begins };
	}
	return stmt_end(st, e);
}

/* Asks about each row that begins before an earlier one of its place has ended. */
static bool
ask_suspects(struct db *db, const struct rule *r, struct busy *rows, size_t n,
    struct pairs *found, struct err *e)
{
	struct stmt *st;
	int64_t until = 0;
	size_t i;

	if (n > 0)
		qsort(rows, n, sizeof(*rows), busy_cmp);
	for (i = 0; i < n; i++) {
		if (i == 0 || rows[i].place != rows[i - 1].place)
			until = rows[i].begins;
		if (rows[i].begins < until) {
			st = db_stmt(db, r->check);
			stmt_set_int(st, "other", rows[i].id);
			if (!ask_pairs(st, rows[i].begins, found, e))
				return false;
		}
		if (rows[i].ends > until)
			until = rows[i].ends;
	}
	if (found->n > 0)
		qsort(found->list, found->n, sizeof(*found->list), pair_cmp);
	return true;
}

static bool
ask_times(struct db *db, const struct rule *r, struct pairs *found, struct err *e)
{
	struct stmt *st = db_stmt(db, r->times);
	struct busy *rows = NULL;
	size_t n = 0, cap = 0;
	bool ok;

	while (stmt_next(st)) {
		GROW(rows, cap, n + 1);
		rows[n++] = (struct busy){ stmt_int_at(st, BUSY_ID), stmt_int_at(st, BUSY_PLACE),
		    stmt_int_at(st, BUSY_BEGINS), stmt_int_at(st, BUSY_ENDS) };
	}
	ok = stmt_end(st, e) && ask_suspects(db, r, rows, n, found, e);
	free(rows);
	return ok;
}

/* All pairs of the file that break the rule; the caller frees the list. */
static bool
broken(struct db *db, const struct rule *r, struct pairs *found, struct err *e)
{
	*found = (struct pairs){ NULL, 0, 0 };
	return r->times != NULL ? ask_times(db, r, found, e) :
	    ask_pairs(db_stmt(db, r->check), 0, found, e);
}

bool
judge_load(struct db *db, struct err *e)
{
	struct pairs found;
	size_t i;
	bool ok = true;

	for (i = 0; ok && i < ARRAY_LEN(rules); i++) {
		ok = broken(db, &rules[i], &found, e) &&
		    (found.n == 0 || refuse(db, &rules[i], e));
		free(found.list);
	}
	return ok;
}

bool
db_check_rules(struct db *db, void (*say)(const char *, void *), void *arg,
    long *problems, struct err *e)
{
	const struct finder f = { say, arg, problems };
	struct pairs found;
	size_t i, k;
	bool ok = true;

	for (i = 0; ok && i < ARRAY_LEN(rules); i++) {
		ok = broken(db, &rules[i], &found, e);
		for (k = 0; ok && k < found.n; k++)
			finder_say(&f, "%s %lld and %lld: %s.", rules[i].type->name,
			    (long long)found.list[k].id, (long long)found.list[k].other,
			    rules[i].words);
		free(found.list);
	}
	return ok && merge_check(db, &f, e);
}
