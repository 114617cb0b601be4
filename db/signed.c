/*
 * signed.c - the sentence of what is refused because it is signed.
 *
 * That it is refused is said by triggers alone (migration 0017); their words cannot name
 * anybody.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/internal.h"

static void
add_name(struct db *db, const struct record_type *t, int64_t id, struct buf *out)
{
	AUTO_RECORD struct record *r = db_get(db, t, id, NULL);
	AUTO_BUF struct buf name = BUF_INIT;

	if (r != NULL && t == &record_client)
		client_display_name(r, &name);
	else if (r != NULL)
		buf_adds(&name, record_text(r, t->name_field));
	text_show(out, name.len > 0 ? name.s : "somebody", false);
}

bool
signed_row(struct db *db, const char *table, int64_t row, struct err *e)
{
	struct stmt *st = db_stmt(db, "signed_row");
	AUTO_BUF struct buf who = BUF_INIT, by = BUF_INIT;
	char visit[24], at[24];
	int64_t session = 0, staff = 0;
	date_day day = DATE_NONE;
	int minutes, seconds;

	stmt_set_text(st, "tbl", table);
	stmt_set_int(st, "id", row);
	if (stmt_next(st)) {
		session = stmt_int(st, "session");
		staff = stmt_int(st, "staff");
		clock_local(stmt_int(st, "at"), &day, &minutes, &seconds);
	}
	if (!stmt_end(st, NULL) || session == 0)
		return false;
	AUTO_RECORD struct record *s = db_get(db, &record_session, session, NULL);
	if (s == NULL)
		return false;
	add_name(db, &record_client, record_int(s, "client"), &who);
	add_name(db, &record_staff, staff, &by);
	err_set(e, ERR_INVALID, NULL, "The visit of %s on %s is signed (%s, %s): what it says "
	    "stays; write an addendum instead.", who.s,
	    date_to_words(date_from_iso(record_text(s, "date")), false, visit), by.s,
	    date_to_words(day, false, at));
	return true;
}

bool
signed_refusal(struct db *db, const struct record *r, struct err *e)
{
	static const char *const parents[] = { "session", "chart" };
	const struct field *f;
	size_t i;

	if (sqlite3_extended_errcode(db->raw) != SQLITE_CONSTRAINT_TRIGGER ||
	    !txn_stands(db, NULL) || (r->id != 0 && signed_row(db, r->type->name, r->id, e)))
		return false;
	for (i = 0; i < ARRAY_LEN(parents); i++) {
		f = record_field(r->type, parents[i]);
		if (f != NULL && signed_row(db, f->link, record_int(r, f->name), e))
			break;
	}
	return false;
}
