/*
 * judge.c - rules across rows, judged once after a write.
 *
 * A trigger sees one row at a time, in the order in which they are written: it would
 * refuse a swap of two visits, and the undo of one. So a rule about several rows is a
 * view that finds the rows that break it, and after the write function its statement is
 * asked about each row of that type in the changeset, inside the transaction. Save,
 * import, undo, redo and merge all pass here; a load is asked about every row, and
 * `check` names what another program wrote.
 */
#include <string.h>

#include "base/mem.h"
#include "db/internal.h"

static const struct rule {
	const struct record_type *type;
	const char *judge;	/* statement: the row that :id must not be beside */
	const char *check;	/* statement: all such pairs, session and other */
	const char *words;
} rules[] = {
	{ &record_session, "rule_overlap", "check_overlap",
	  "the practitioner has another visit at that time" },
};

static bool
refuse(const struct db *db, const struct rule *r, int64_t id, struct err *e)
{
	if (db->undoes != 0)
		return undo_blocked(r->type->name, id, e);
	return err_set(e, ERR_INVALID, NULL, "Not saved, %s.", r->words);
}

struct judge {
	struct db *db;
	struct err *e;
	bool broken;
};

static bool
judge_row(const struct change *ch, void *arg)
{
	struct judge *j = arg;
	struct stmt *st;
	size_t i;
	bool found;

	for (i = 0; i < ARRAY_LEN(rules) && !j->broken; i++) {
		if (ch->op == 'D' || strcmp(ch->table, rules[i].type->name) != 0)
			continue;
		st = db_stmt(j->db, rules[i].judge);
		stmt_set_int(st, "id", ch->row);
		found = stmt_next(st);
		j->broken = !stmt_end(st, j->e) ||
		    (found && !refuse(j->db, &rules[i], ch->row, j->e));
	}
	return !j->broken;
}

bool
judge_write(struct db *db, const void *changeset, size_t n, struct err *e)
{
	struct judge j = { db, e, false };

	return changeset_split(changeset, n, judge_row, &j) || (!j.broken &&
	    err_set(e, ERR_DB, NULL, "SQLite gave a changeset that cannot be read."));
}

bool
judge_load(struct db *db, struct err *e)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(rules); i++) {
		struct stmt *st = db_stmt(db, rules[i].check);
		int64_t id = stmt_next(st) ? stmt_int(st, "id") : 0;

		if (!stmt_end(st, e) || (id != 0 && !refuse(db, &rules[i], id, e)))
			return false;
	}
	return true;
}

bool
db_check_rules(struct db *db, void (*say)(const char *, void *), void *arg,
    long *problems, struct err *e)
{
	const struct finder f = { say, arg, problems };
	size_t i;

	for (i = 0; i < ARRAY_LEN(rules); i++) {
		struct stmt *st = db_stmt(db, rules[i].check);

		while (stmt_next(st))
			finder_say(&f, "%s %lld and %lld: %s.", rules[i].type->name,
			    (long long)stmt_int(st, "id"), (long long)stmt_int(st, "other"),
			    rules[i].words);
		if (!stmt_end(st, e))
			return false;
	}
	return true;
}
