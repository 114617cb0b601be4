/*
 * sign_summary.c - what is signed, in a few lines for whoever signs it.
 */
#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "db/db.h"
#include "practice/sign.h"
#include "practice/sign_text.h"

static bool
add_lines(struct practice *p, const struct sign_visit *v, struct buf *out, struct err *e)
{
	struct sign_labels zones = { NULL, 0 };
	struct stmt *st = db_stmt(p->db, "sign_template");
	const char *label;
	bool any = false, ok;

	stmt_set_int(st, "chart", v->chart);
	ok = !stmt_next(st) || sign_labels(p->db, stmt_text(st, "body"), "$.zones", &zones, e);
	ok = stmt_end(st, e) && ok;
	st = db_stmt(p->db, "sign_zones");
	stmt_set_int(st, "chart", v->chart);
	while (stmt_next(st)) {
		label = sign_label(&zones, stmt_text(st, "zone"));
		buf_adds(out, any ? ", " : "");
		text_show(out, *label != '\0' ? label : stmt_text(st, "zone"), false);
		if (!stmt_is_null(st, "depth"))
			buf_addf(out, " %" PRId64 ".%02" PRId64, stmt_int(st, "depth") / 100,
			    stmt_int(st, "depth") % 100);
		any = true;
	}
	buf_adds(out, any ? "\n" : "no zone\n");
	sign_labels_free(&zones);
	return stmt_end(st, e) && ok;
}

bool
sign_summary(struct practice *p, const struct sign_visit *v, struct buf *out, struct err *e)
{
	struct stmt *st;
	bool any = false;

	if (!add_lines(p, v, out, e))
		return false;
	st = db_stmt(p->db, "sign_used");
	stmt_set_int(st, "chart", v->chart);
	while (stmt_next(st)) {
		buf_adds(out, any ? ", " : "");
		text_show(out, stmt_text(st, "name"), false);
		if (!stmt_is_null(st, "number")) {
			buf_adds(out, " ");
			text_show(out, stmt_text(st, "number"), false);
		}
		any = true;
	}
	buf_adds(out, any ? "\n" : "no product\n");
	return stmt_end(st, e);
}
