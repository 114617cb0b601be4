/*
 * older.c - reading a file as the first release did.
 *
 * That release matched fields with columns by name, then by label, then by the lines
 * marked FIRST in alias.c in their order, and stored a digest of each row as it read
 * it. Importing such a file again writes nothing, although some of its columns feed
 * other fields now: an unchanged row is left alone. With a mapping file the rows are
 * imported anew.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

struct import_older {
	struct import_plan plan;
	struct import_seen *seen;
};

/* --- as columns were matched -------------------------------------------------------- */

/* That release only read a column if no other had its name. */
static bool
bind_column(struct import_columns *c, struct import_target *t, size_t column)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (i != column && strcmp(c->keys[i], c->keys[column]) == 0)
			return false;
	t->parts = xcalloc(1, sizeof(*t->parts));
	t->parts[0].column = column;
	t->n_parts = 1;
	import_columns_use(c, column, IMPORT_BY_NAME, NO_COLUMN);
	return true;
}

/* A field that the first release did not have, or did not read. */
static bool
is_newer(const struct import_plan *plan, const struct field *f)
{
	const char *const *newer = plan->kind->newer;

	for (; newer != NULL && *newer != NULL; newer++)
		if (strcmp(*newer, f->name) == 0)
			return true;
	return false;
}

static bool
bind_names(struct import_columns *c, bool labels)
{
	struct import_plan *plan = &c->im->plan;
	AUTO_BUF struct buf key = BUF_INIT;
	struct import_target *t;
	size_t i, k;

	for (i = 0; i < plan->n_targets; i++) {
		t = &plan->targets[i];
		if (t->n_parts > 0 || is_newer(plan, t->field))
			continue;
		buf_cut(&key, 0);
		import_header_key(&key, labels ? t->field->label : t->field->name);
		for (k = 0; k < c->n && t->n_parts == 0; k++)
			if (!c->used[k] && strcmp(c->keys[k], key.s) == 0 &&
			    !bind_column(c, t, k))
				return false;
	}
	return true;
}

/* A second column of a field was read where the first was blank, a third was not. */
static bool
bind_alias(struct import_columns *c, const struct import_alias *a, bool *by_alias,
    size_t column)
{
	struct import_plan *plan = &c->im->plan;
	size_t at = (size_t)import_target_find(plan, a->field);
	struct import_target *t = &plan->targets[at];

	if (t->n_parts == 0) {
		t->words = a->words;
		by_alias[at] = true;
		return bind_column(c, t, column);
	}
	if ((a->marks & IMPORT_ALONE) != 0)
		c->used[column] = true;
	if (!by_alias[at] || t->n_also > 0 || c->used[column])
		return true;
	import_target_also(t, column, a->words);
	c->used[column] = true;
	return true;
}

bool
import_older_match(struct import_columns *c)
{
	struct import_plan *plan = &c->im->plan;
	bool *by_alias = xcalloc(plan->n_targets + 1, sizeof(*by_alias));
	bool ok = bind_names(c, false) && bind_names(c, true);
	const struct import_alias *a;
	size_t i, k;

	for (k = 0; ok && (a = import_alias_at(k)) != NULL; k++) {
		if ((a->marks & IMPORT_FIRST) == 0 ||
		    strcmp(a->kind, plan->kind->name) != 0)
			continue;
		for (i = 0; ok && i < c->n; i++)
			if (!c->used[i] && strcmp(c->keys[i], a->header) == 0)
				ok = bind_alias(c, a, by_alias, i);
	}
	for (i = 0; i < plan->n_targets; i++)
		plan->targets[i].strict = false;
	free(by_alias);
	import_columns_pass(c);
	return ok;
}

/* --- the plan beside today's ----------------------------------------------------------- */

static bool
same_target(const struct import_target *a, const struct import_target *b)
{
	size_t i;

	if (a->n_parts != b->n_parts || a->n_also != b->n_also ||
	    a->words != b->words)
		return false;
	for (i = 0; i < a->n_parts; i++)
		if (a->parts[i].column != b->parts[i].column)
			return false;
	for (i = 0; i < a->n_also; i++)
		if (a->also[i].column != b->also[i].column)
			return false;
	return true;
}

static bool
same_plan(const struct import_plan *a, const struct import_plan *b)
{
	size_t i;

	for (i = 0; i < a->n_targets; i++)
		if (!same_target(&a->targets[i], &b->targets[i]))
			return false;
	if (a->n_kept != b->n_kept)
		return false;	/* both 0 where there are no notes */
	for (i = 0; i < a->n_kept; i++)
		if (a->kept[i] != b->kept[i] || a->twins[a->kept[i]] > 0)
			return false;
	return true;
}

static void
swap(struct import *im)
{
	struct import_plan plan = im->plan;
	struct import_seen *seen = im->seen;

	im->plan = im->older->plan;
	im->seen = im->older->seen;
	im->older->plan = plan;
	im->older->seen = seen;
	im->as_older = !im->as_older;
}

bool
import_older_make(struct import *im, struct err *e)
{
	struct err none;
	bool made;

	im->older = xcalloc(1, sizeof(*im->older));
	im->older->seen = import_seen_new();
	im->older->plan.kind = im->plan.kind;
	im->older->plan.map = im->plan.map;
	swap(im);
	made = import_plan_make(im, &none);
	if (made && !import_survey(im, e)) {
		swap(im);
		return false;
	}
	swap(im);
	if (!made || same_plan(&im->plan, &im->older->plan))
		import_older_free(im);
	return true;
}

void
import_older_free(struct import *im)
{
	if (im->older == NULL)
		return;
	import_plan_free(&im->older->plan);
	import_seen_free(im->older->seen);
	free(im->older);
	im->older = NULL;
}

/* A row that cannot be read that way was not imported then. */
bool
import_older_said(struct import *im, bool *same, struct err *e)
{
	bool ok;

	*same = false;
	if (im->older == NULL)
		return true;
	swap(im);
	ok = import_row_read(im, e) && import_identify(im, same, e);
	swap(im);
	if (!ok && e->code != ERR_INVALID && e->code != ERR_NOTFOUND)
		return false;
	err_clear(e);
	return true;
}
