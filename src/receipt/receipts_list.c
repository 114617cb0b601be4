/*
 * receipts_list.c - receipts as lists, and what a client owes.
 */
#include <stdio.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/naming.h"
#include "receipt/receipts.h"

static void
read_row(struct stmt *st, struct receipt_row *row)
{
	row->id = stmt_int(st, "id");
	row->version = stmt_int(st, "version");
	row->client = stmt_int(st, "client");
	row->number = stmt_text(st, "number");
	row->date = stmt_text(st, "date");
	row->state = stmt_text(st, "state");
	row->note = stmt_text(st, "note");
	row->imported = strcmp(stmt_text(st, "origin"), "import") == 0;
	row->total = stmt_int(st, "total");
	row->paid = stmt_int(st, "paid");
	/* an imported one without payments is not unpaid */
	row->left = strcmp(row->state, "closed") != 0 ||
	    (row->imported && stmt_is_null(st, "paid")) ? 0 :
	    receipt_left(row->total, row->paid);
}

bool
receipts_list(struct practice *p, const struct receipt_query *q,
    bool (*fn)(const struct receipt_row *, void *), void *arg, bool *more,
    struct err *e)
{
	struct receipt_row row;
	struct stmt *st;
	bool others;
	long n = 0;

	if (more == NULL)
		more = &others;
	*more = false;
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	st = db_stmt(p->db, q->client != 0 ? "receipt_page" : "receipt_page_all");
	if (q->client != 0)
		stmt_set_int(st, "client", q->client);
	stmt_set_text(st, "after", q->after);
	stmt_set_int(st, "after_id", q->after_id);
	stmt_set_int(st, "limit", q->limit > 0 ? q->limit + 1 : -1);
	while (stmt_next(st)) {
		if (q->limit > 0 && n++ == q->limit) {
			*more = true;
			break;
		}
		read_row(st, &row);
		if (!fn(&row, arg))
			break;
	}
	return stmt_end(st, e);
}

bool
receipts_parked(struct practice *p, long most,
    bool (*fn)(const struct receipt_open *, void *), void *arg, struct err *e)
{
	struct stmt *st;
	bool on = true;

	if (!practice_may(p, ACTION_WRITE_RECEIPTS, e))
		return false;
	st = db_stmt(p->db, "receipt_parked");
	stmt_set_int(st, "most", most);
	while (on && stmt_next(st)) {
		AUTO_BUF struct buf name = BUF_INIT;
		money paid = stmt_int(st, "paid");
		struct receipt_open r = { .id = stmt_int(st, "id"),
		    .version = stmt_int(st, "version"), .paid = paid,
		    .left = receipt_left(stmt_int(st, "total"), paid) };

		naming_add_row(st, stmt_int(st, "client"), &name);
		r.client = name.s;
		on = fn(&r, arg);
	}
	return stmt_end(st, e);
}

bool
receipt_other(struct practice *p, const struct record *head, int64_t *other,
    char number[44], struct err *e)
{
	AUTO_RECORD struct record *there = NULL;
	struct stmt *st;

	err_clear(e);
	*other = record_int(head, "corrects");
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	if (*other == 0) {
		st = db_stmt(p->db, "receipt_refunds");
		stmt_set_int(st, "receipt", head->id);
		while (stmt_next(st))
			*other = stmt_int(st, "id");
		if (!stmt_end(st, e) || *other == 0)
			return e->code == ERR_NONE;
	}
	there = db_get(p->db, &record_receipt, *other, e);
	if (there != NULL)
		snprintf(number, 44, "%.40s", record_text(there, "number"));
	return there != NULL;
}

static bool
add_left(const struct receipt_row *row, void *arg)
{
	money *owed = arg;

	*owed += row->left;
	return true;
}

bool
client_unpaid(struct practice *p, int64_t client, money *owed, struct err *e)
{
	struct receipt_query q = { .client = client };

	BUG_IF(client == 0);
	*owed = 0;
	return receipts_list(p, &q, add_left, owed, NULL, e);
}
