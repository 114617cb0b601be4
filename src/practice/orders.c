/*
 * orders.c - see orders.h.
 */
#include "practice/orders.h"

#include "base/text.h"
#include "db/db.h"

static void
say(struct order_answer *out, struct stmt *st)
{
	AUTO_BUF struct buf s = BUF_INIT;
	char words[24];

	text_show(&s, stmt_text(st, "ordered_by"), false);
	if (out->until != DATE_NONE)
		buf_addf(&s, out->met ? ", to %s" : ": ended %s", date_to_words(out->until,
		    false, words));
	text_copy(out->sentence, sizeof(out->sentence), s.s);
}

bool
order_of(struct practice *p, int64_t client, int64_t service, date_day on,
    struct order_answer *out, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "orders_of");
	char iso[DATE_ISO_SIZE];

	*out = (struct order_answer){ .until = DATE_NONE, .max_depth = -1,
	    .sentence = "no order" };
	stmt_set_int(st, "client", client);
	stmt_set_int(st, "service", service);
	stmt_set_text(st, "on", date_to_iso(on, iso));
	while (!out->met && stmt_next(st)) {
		date_day until = stmt_date(st, "expires");

		out->met = until == DATE_NONE || until >= on;
		if (!out->met && out->order != 0)
			continue;
		out->order = stmt_int(st, "id");
		out->until = until;
		out->max_depth = stmt_is_null(st, "max_depth") ? -1 :
		    (int)stmt_int(st, "max_depth");
		say(out, st);
	}
	return stmt_end(st, e);
}

bool
clearances_of(struct db *db, int64_t client, date_day on, struct buf *items, struct err *e)
{
	struct stmt *st = db_stmt(db, "clearance_in_force");
	char iso[DATE_ISO_SIZE];

	stmt_set_int(st, "client", client);
	stmt_set_text(st, "on", date_to_iso(on, iso));
	while (stmt_next(st))
		buf_addf(items, "%s,", stmt_text(st, "item"));
	return stmt_end(st, e);
}
