/*
 * sign_summary.c - what is signed, in a few lines for whoever signs it.
 */
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/sign.h"
#include "practice/sign_text.h"

/* What the chart's template calls its zones or ticks. */
static bool
labels(struct practice *p, int64_t chart, const char *path, struct sign_labels *out,
    struct err *e)
{
	struct stmt *st = db_stmt(p->db, "sign_template");
	bool ok;

	stmt_set_int(st, "chart", chart);
	ok = !stmt_next(st) || sign_labels(p->db, stmt_text(st, "body"), path, out, e);
	return stmt_end(st, e) && ok;
}

static bool
add_lines(struct practice *p, const struct sign_visit *v, struct buf *out, struct err *e)
{
	struct sign_labels zones = { NULL, 0 };
	bool any = false, ok = labels(p, v->chart, "$.zones", &zones, e);
	struct stmt *st;
	const char *label;

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

/* Why something is missing, where the chart says it: a line of its ticks, CODE=why. */
static bool
add_reasons(struct practice *p, const struct sign_visit *v, struct buf *out, struct err *e)
{
	AUTO_RECORD struct record *chart = db_get(p->db, &record_chart, v->chart, e);
	struct sign_labels ticks = { NULL, 0 };
	bool ok = chart != NULL && labels(p, v->chart, "$.ticks", &ticks, e);
	const char *at = ok ? record_text(chart, "ticks") : "";
	size_t n;

	for (; *at != '\0'; at += n + (at[n] == '\n')) {
		AUTO_FREE char *code = NULL, *why = NULL;
		size_t len = strcspn(at, "=\n");

		n = strcspn(at, "\n");
		if (len == n)
			continue;
		code = xstrndup(at, len);
		why = xstrndup(at + len + 1, n - len - 1);
		buf_addf(out, "without %s: ", sign_label(&ticks, code));
		text_show(out, why, false);
		buf_addc(out, '\n');
	}
	sign_labels_free(&ticks);
	return ok;
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
		buf_adds(out, any ? "; " : "");	/* a product's name may have a comma */
		text_show(out, stmt_text(st, "name"), false);
		if (!stmt_is_null(st, "number")) {
			buf_adds(out, ", lot ");
			text_show(out, stmt_text(st, "number"), false);
		}
		any = true;
	}
	buf_adds(out, any ? "\n" : "no product\n");
	return stmt_end(st, e) && add_reasons(p, v, out, e);
}
