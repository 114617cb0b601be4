/*
 * signing.c - charts in the model: written, signed, and added to afterwards.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/chart.h"
#include "practice/sign.h"
#include "tests/model/model.h"

bool
op_chart(struct model *m, struct login *l, struct err *e)
{
	static const char *const zones[] = { "chin", "nose", "forehead", "cheek_l" };
	static const char *const depths[] = { "25", "50", "0.75", "100", "300", "" };
	int64_t visit = model_any(m, "session WHERE client IS NOT NULL AND service IN (1, 2) "
	    "AND status IN ('done', %s)", dice(m, 3) == 0 ? "'here', 'in_treatment'" : "''");
	AUTO_BUF struct buf note = BUF_INIT;
	struct chart *c;
	struct record *line;
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
	ok = ok && chart_save(l->p, c, NULL, &note, e);
	chart_free(c);
	return ok;
}

bool
op_sign(struct model *m, struct login *l, struct err *e)
{
	const char *reasons[SIGN_TICKS];
	int64_t visit = model_any(m, "session WHERE status = 'done' AND (staff = %lld OR %u) AND "
	    "id IN (SELECT session FROM chart)", (long long)l->p->staff->id, dice(m, 10) == 0);
	struct sign_visit v;
	size_t i;

	if (visit == 0)
		return model_nothing(m);
	for (i = 0; i < SIGN_TICKS; i++)
		reasons[i] = dice(m, 40) == 0 ? "" : "she left early";
	return sign_look(l->p, visit, &v, e) && sign_do(l->p, &v, SIGN_SIGN, NULL, reasons, e);
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
	return sign_look(l->p, visit, &v, e) && sign_do(l->p, &v, ONE_OF(m, acts), "she called: well", NULL, e);
}

static void
hear(const char *sentence, void *arg)
{
	model_fault(arg, "%s", sentence);
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
