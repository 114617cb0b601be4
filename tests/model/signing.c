/*
 * signing.c - charts in the model: written, signed, and added to afterwards; lots that they use,
 * and that are recalled.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/chart.h"
#include "practice/files.h"
#include "practice/offer.h"
#include "practice/sign.h"
#include "practice/trace.h"
#include "tests/model/model.h"

/* Now and then a cartridge of some lot. */
static bool
take_lot(struct model *m, struct login *l, struct chart *c, struct record **taken,
    struct err *e)
{
	const struct chart_item *use = chart_item(c->t, CHART_USES, "cartridge");
	AUTO_FREE char *number = NULL;
	AUTO_BUF struct buf note = BUF_INIT;

	*taken = NULL;
	if (use == NULL || dice(m, 2) == 0)
		return true;
	number = model_text(m, "SELECT number FROM lot WHERE id = %lld", (long long)model_any(m,
	    "lot"));
	return chart_take(l->p, c, use, NULL, number, taken, &note, e);
}

bool
op_chart(struct model *m, struct login *l, struct err *e)
{
	static const char *const zones[] = { "chin", "nose", "forehead", "cheek_l" };
	static const char *const depths[] = { "25", "50", "0.75", "100", "300", "" };
	int64_t visit = model_any(m, "session WHERE client IS NOT NULL AND service IN (1, 2) "
	    "AND status IN ('done', %s) AND (staff = %lld OR %u)",
	    dice(m, 3) == 0 ? "'here', 'in_treatment'" : "''", (long long)l->p->staff->id,
	    dice(m, 3) == 0);
	AUTO_BUF struct buf note = BUF_INIT;
	struct chart *c;
	struct record *line, *taken;
	int64_t lot = 0;
	bool ok;

	if (visit == 0)
		return model_nothing(m);
	c = chart_open(l->p, visit, e);
	if (c == NULL)
		return false;
	line = c->now.n_lines > 0 && dice(m, 3) == 0 ?
	    c->now.lines[dice(m, (unsigned)c->now.n_lines)] : chart_add_line(c);
	ok = line == NULL || (chart_set(c, line, CHART_COLUMNS, "zone", ONE_OF(m, zones), e) &&
	    (chart_item(c->t, CHART_COLUMNS, "depth") == NULL ||
	    chart_set(c, line, CHART_COLUMNS, "depth", ONE_OF(m, depths), e)));
	chart_tick(c, "hist", dice(m, 2) == 0, "");
	ok = ok && take_lot(m, l, c, &taken, e);
	if (ok && taken != NULL)
		lot = record_int(taken, "lot");
	ok = ok && chart_save(l->p, c, NULL, &note, e);
	chart_free(c);
	if (ok && lot != 0 && model_int(m, "SELECT recalled_on IS NOT NULL FROM lot WHERE id = %lld",
	    (long long)lot) != 0)
		model_fault(m, "lot %lld is recalled, and was used", (long long)lot);
	return ok;
}

/* Recalled, or taken back. */
bool
op_recall(struct model *m, struct login *l, struct err *e)
{
	AUTO_RECORD struct record *base = offer_get(l->p, &record_lot, model_any(m, "lot"), e);
	AUTO_RECORD struct record *mine = base != NULL ? record_copy(base) : NULL;

	if (mine == NULL)
		return false;
	if (record_is_null(base, "recalled_on"))
		record_set_day(mine, "recalled_on", clock_today());
	else
		record_set_null(mine, "recalled_on");
	return offer_save(l->p, mine, base, NULL, NULL, e);
}

bool
op_sign(struct model *m, struct login *l, struct err *e)
{
	const char *reasons[SIGN_TICKS];
	int64_t visit = model_any(m, "session WHERE status = 'done' AND (staff = %lld OR %u) AND "
	    "id IN (SELECT session FROM chart)", (long long)l->p->staff->id, dice(m, 4) == 0);
	struct sign_visit v;
	size_t i;

	if (visit == 0)
		return model_nothing(m);
	for (i = 0; i < SIGN_TICKS; i++)
		reasons[i] = dice(m, 40) == 0 ? "" : "she left early";
	return sign_look(l->p, visit, &v, e) && sign_do(l->p, &v, SIGN_SIGN, NULL, reasons, NULL, e);
}

bool
op_amend(struct model *m, struct login *l, struct err *e)
{
	static const enum sign_act acts[] = { SIGN_ADDENDUM, SIGN_ADDENDUM, SIGN_COSIGN,
	    SIGN_WRONG_CLIENT, SIGN_INVALID };
	int64_t visit = model_any(m, "session WHERE id IN (SELECT session FROM signature)");
	struct sign_visit v;

	if (visit == 0)
		return model_nothing(m);
	return sign_look(l->p, visit, &v, e) &&
	    sign_do(l->p, &v, ONE_OF(m, acts), "she called: well", NULL, NULL, e);
}

/* Papers, some of them the same; what is cut off waits in the inbox for the next. */
bool
op_attach(struct model *m, struct login *l, struct err *e)
{
	AUTO_FREE char *folder = xasprintf("%s.inbox", m->path);
	AUTO_FREE char *paper = xasprintf("%s/scan.pdf", folder);
	AUTO_FREE char *bytes = xasprintf("%%PDF-1.4 %u", dice(m, 60));
	const struct take t = { .inbox = "scan.pdf", .kind = "form", .note = MEDICAL,
	    .client = model_any(m, "client"), .by_day = true, .date = DATE_NONE,
	    .again = dice(m, 3) == 0 };
	FILE *f;

	if (t.client == 0)
		return model_nothing(m);
	mkdir(folder, 0700);
	f = fopen(paper, "w");	/* which may be cut off too */
	if (f != NULL) {
		fputs(bytes, f);
		fclose(f);
	}
	return files_take(l->p, &t, NULL, NULL, e);
}

static void
hear(const char *sentence, void *arg)
{
	model_fault(arg, "%s", sentence);
}

static bool
add_traced(const struct trace_row *r, void *arg)
{
	struct buf *out = arg;

	if (!r->booked)
		buf_addf(out, "%lld ", (long long)r->session);
	return true;
}

/* A lot leads to the visits that used it and to no other, recalled or not. */
void
model_traced(struct model *m)
{
	int64_t lots = model_int(m, "SELECT max(id) FROM lot"), lot;
	struct err e;

	for (lot = 1; lot <= lots; lot++) {
		struct trace_cause cause = { TRACE_LOT, lot, DATE_NONE, DATE_NONE };
		AUTO_BUF struct buf found = BUF_INIT;
		AUTO_FREE char *used = model_text(m, "SELECT group_concat(id || ' ', '') FROM (SELECT "
		    "s.id FROM session s WHERE s.status IN ('here', 'in_treatment', 'done') AND s.id "
		    "IN (SELECT session FROM chart h JOIN chart_product q ON q.chart = h.id WHERE "
		    "q.lot = %lld) ORDER BY s.date DESC, coalesce(s.start, -1) DESC, s.id DESC)",
		    (long long)lot);

		if (!trace_list(m->logins[OWNER].p, &cause, add_traced, &found, &e))
			model_fault(m, "%s", e.text);
		if (strcmp(found.s, used) != 0)
			model_fault(m, "lot %lld leads to %s, not to %s", (long long)lot, found.s, used);
	}
}

void
model_verifies(struct model *m)
{
	long signatures = 0, problems = 0;
	struct err e;

	if (!sign_verify(m->logins[OWNER].p, 0, hear, m, &signatures, &problems, &e))
		model_fault(m, "%s", e.text);
	if (signatures != model_int(m, "SELECT count(*) FROM signature"))
		model_fault(m, "%ld signatures were looked at", signatures);
}
