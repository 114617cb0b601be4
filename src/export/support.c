/*
 * support.c - see support.h.
 */
#include "export/support.h"

#include "base/mem.h"
#include "db/db.h"
#include "exchange/xlsx.h"
#include "export/export_file.h"

const char *
support_library(size_t i)
{
	return i == 0 ? db_library() : i == 1 ? xlsx_library() : NULL;
}

static void
each_setting(struct practice *p, support_fn fn, void *arg)
{
	const struct record_type *t = p->settings->type;
	size_t i;

	for (i = 0; i < t->n_fields; i++) {
		const struct field *f = &t->fields[i];
		const struct value *v = &p->settings->values[i];
		AUTO_BUF struct buf text = BUF_INIT;

		/* a code is a zone, a currency, a prefix: chosen, not written */
		if (field_is_text(f) && f->type != FIELD_CODE)
			buf_adds(&text, "set");
		else
			field_format(f, v, &text);
		fn(f->name, v->kind == VALUE_NULL ? "blank" : text.s, arg);
	}
}

bool
practice_support(struct practice *p, support_fn fn, void *arg, struct err *e)
{
	size_t i;

	if (!practice_may(p, ACTION_CHECK, e) || !db_facts(p->db, fn, arg, e))
		return false;
	for (i = 0; record_types[i] != NULL; i++) {
		AUTO_FREE char *n = xasprintf("%ld",
		    export_total(p->db, record_types[i]));

		fn(record_types[i]->plural, n, arg);
	}
	each_setting(p, fn, arg);
	return true;
}
