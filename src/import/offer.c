/*
 * offer.c - importing staff and services, with the rules for saving them.
 *
 * Only an owner imports. A file never changes the importer's own role, login or right
 * to log in, and never leaves the practice without an owner who can log in.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"
#include "practice/offer.h"

/* --- people ------------------------------------------------------------------------ */

static bool
skip_own_rights(const struct record *r, const char *field, void *arg)
{
	struct import *im = arg;
	static const char *const rights[] = { "role", "login", "active" };
	const struct value *v = &import_value(im, field)->v;
	size_t i;

	for (i = 0; i < ARRAY_LEN(rights); i++) {
		if (r->id != im->p->staff->id || strcmp(field, rights[i]) != 0)
			continue;
		if (v->kind != VALUE_NULL && !value_equal(v, record_value(r, field)))
			import_note(im, import_source_line(im->source), "This is you: "
			    "your %s stays as it is.", rights[i]);
		return true;
	}
	return false;
}

bool
import_apply_staff(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	AUTO_RECORD struct record *r = import_find(im, e), *was = NULL;
	const struct value *login = &import_value(im, "login")->v;
	bool changed = false;

	/* a login is one person's */
	if (r != NULL && r->id == 0 && login->kind == VALUE_TEXT) {
		struct record *same = db_find(im->db, &record_staff, "login", login->s, e);

		if (same == NULL && e->code != ERR_NONE)
			return false;
		if (same != NULL) {
			record_free(r);
			r = same;
		}
	}
	if (r == NULL || !practice_may(im->p, ACTION_WRITE_SETTINGS, e))
		return false;
	was = r->id != 0 ? record_copy(r) : NULL;
	if (!import_put(im, r, false, skip_own_rights, im, &changed, e))
		return false;
	if (record_is_null(r, "name"))
		record_set_text(r, "name", record_text(r, r->type->key));
	return offer_keep_an_owner(im->p, r, was, e) && import_save(im, r, changed, e);
}

/* --- services ------------------------------------------------------------------------ */

static bool
skip_unknown_template(UNUSED const struct record *r, const char *field, void *arg)
{
	struct import *im = arg;
	const struct value *v = &import_value(im, field)->v;
	const struct record_type *t = strcmp(field, "checklist") == 0 ? &record_checklist :
	    strcmp(field, "chart") == 0 ? &record_chart_template : NULL;
	AUTO_RECORD struct record *found = NULL;
	struct err none, why;

	if (t == NULL || v->kind == VALUE_NULL)
		return false;
	found = db_find(im->db, t, NULL, v->s, &none);
	if (found != NULL)
		return false;
	no_such_template(im->p, t, v->s, &why);
	import_note(im, import_source_line(im->source), "%s The service asks for none.",
	    why.text);
	return true;
}

bool
import_apply_service(struct import *im, UNUSED struct import_row *row, struct err *e)
{
	AUTO_RECORD struct record *r = import_find(im, e);
	bool changed = false;

	if (r == NULL ||
	    !import_put(im, r, false, skip_unknown_template, im, &changed, e))
		return false;
	if (record_is_null(r, "name"))
		record_set_text(r, "name", record_text(r, r->type->key));
	return import_save(im, r, changed, e);
}
