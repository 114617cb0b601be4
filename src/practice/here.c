/*
 * here.c - see here.h.
 */
#include "practice/here.h"

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"

void
here_is(struct practice *p, int64_t client, enum here what)
{
	p->here = client;
	db_here(p->db, client, what);
}

static void
add_other(const struct db_holder *who, unsigned what, void *arg)
{
	static const char *const at[] = {
		[HERE_PAGE] = "", [HERE_FORM] = " (form)", [HERE_CHART] = " (chart)",
		[HERE_CHECKOUT] = " (check-out)", [HERE_SCREENING] = " (screening)",
	};
	struct buf *out = arg;

	if (out->len > 0)
		buf_adds(out, ", ");
	text_show(out, who->who, false);
	/* a newer chairside may know more */
	buf_adds(out, what < ARRAY_LEN(at) ? at[what] : "");
}

void
here_add_others(struct practice *p, struct buf *out)
{
	if (p->here != 0)
		db_here_others(p->db, p->here, add_other, out);
}
