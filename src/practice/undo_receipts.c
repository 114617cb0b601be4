/*
 * undo_receipts.c - see undo_receipts.h.
 */
#include "practice/undo_receipts.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "db/db.h"

struct closed {
	int64_t id;		/* 0: none */
	bool is_void;
	char number[44];
};

static bool
closed_of(struct practice *p, int64_t n, struct closed *c, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "journal_receipt");

	*c = (struct closed){ .id = 0 };
	stmt_set_int(st, "n", n);
	if (stmt_next(st)) {
		c->id = stmt_int(st, "id");
		c->is_void = strcmp(stmt_text(st, "state"), "void") == 0;
		snprintf(c->number, sizeof(c->number), "%.40s",
		    stmt_text(st, "number"));
	}
	return stmt_end(st, e);
}

/* *why: the reason why the entry can never be undone; NULL: it can. */
static bool
why_stays(struct practice *p, int64_t n, const char **why, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "journal_stays");

	stmt_set_int(st, "n", n);
	*why = stmt_next(st) ? db_stays(stmt_text(st, "tbl")) : NULL;
	return stmt_end(st, e);
}

bool
undo_next_entry(struct practice *p, int64_t after, int64_t *n, int64_t *receipt,
    const char **stays, struct err *e)
{
	struct closed c;
	const char *why;

	*receipt = 0;
	*stays = NULL;
	for (*n = 0;;) {
		if (!db_undo_next(p->db, after, *n, n, e))
			return false;
		if (*n == 0)
			return true;
		if (!closed_of(p, *n, &c, e) || !why_stays(p, *n, &why, e))
			return false;
		if (*stays == NULL)
			*stays = why;
		if (why == NULL && (c.id == 0 || !c.is_void)) {
			*receipt = c.id;
			return true;
		}
	}
}

bool
undo_leaves_money(struct practice *p, int64_t n, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "journal_payment");
	char iso[DATE_ISO_SIZE], day[DATE_ISO_SIZE] = "";
	struct closed c;

	if (!closed_of(p, n, &c, e))
		return false;
	if (c.id != 0)
		return err_set(e, ERR_INVALID, "receipt", c.is_void ?
		    "Receipt %s is void and stays so: nothing of it is undone." :
		    "Receipt %s is closed and is never undone: void or refund it "
		    "instead.", c.number);
	stmt_set_text(st, "today", date_to_iso(clock_today(), iso));
	stmt_set_int(st, "n", n);
	if (stmt_next(st))
		snprintf(day, sizeof(day), "%.10s", stmt_text(st, "date"));
	if (!stmt_end(st, e))
		return false;
	return *day == '\0' || err_set(e, ERR_INVALID, "receipt", "The money of %s "
	    "stays as it was taken and is not undone.", day);
}
