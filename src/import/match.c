/*
 * match.c - matching all columns with fields in one assignment.
 *
 * Every column makes a pair with every field it may feed. The worth of a pair depends
 * on the header (the field's own name, its label, a line of alias.c) and on the cells:
 *
 *   + CONTENT_FITS   the field takes certain words, all cells are such words, and
 *                    the column may feed another field too
 *   never            none of them is, and they are states or provinces of an
 *                    address, or the column may feed another field, or the field
 *                    is who cancelled: a person's name does not show which side
 *   never            not all are, and the header is a LOOSE one
 *   never            the field is a date, no cell is, and the column may feed another
 *
 * The best pair is taken first; each column and each field is used once. A column that
 * fits two fields equally, or none well enough, is kept as a note. A column whose field
 * has another column is read where that one is blank. Pairs are ordered by worth, then
 * by the table, then by the header: the order of columns matters only between those of
 * one name.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/inside.h"

#define CONTENT_FITS 300
#define ALONE_LESS 500		/* puts an ALONE header after all others */
#define LOOK_ROWS 5000		/* rows whose cells are examined */

struct pair {
	size_t columns[2];	/* the second NO_COLUMN: one column */
	size_t target;
	const struct import_alias *alias;	/* NULL: name or label */
	int fit;		/* by the header */
	int worth;		/* … and by the cells */
	int rank;		/* in the table */
	long filled, fitting, places, dated;	/* cells */
	bool rival;		/* its column may feed another field */
};

struct pairs {
	struct import_columns *c;
	struct pair *list;
	size_t n, cap;
	bool own_day;		/* the cells of the start have a day of their own */
};

static struct import_target *
target_of(const struct pairs *v, const struct pair *p)
{
	return &v->c->im->plan.targets[p->target];
}

/* --- the pairs ------------------------------------------------------------------ */

static void
add_pair(struct pairs *v, size_t column, size_t second, size_t target, int fit,
    const struct import_alias *alias, int rank)
{
	GROW(v->list, v->cap, v->n + 1);
	v->list[v->n++] = (struct pair){ .columns = { column, second },
	    .target = target, .alias = alias, .fit = fit, .rank = rank };
}

static void
pair_names(struct pairs *v)
{
	struct import_plan *plan = &v->c->im->plan;
	AUTO_BUF struct buf name = BUF_INIT, label = BUF_INIT;
	size_t i, k;

	for (i = 0; i < plan->n_targets; i++) {
		buf_cut(&name, 0);
		buf_cut(&label, 0);
		import_header_key(&name, plan->targets[i].field->name);
		import_header_key(&label, plan->targets[i].field->label);
		for (k = 0; plan->targets[i].n_parts == 0 && k < v->c->n; k++) {
			if (v->c->used[k])
				continue;
			if (strcmp(v->c->keys[k], name.s) == 0)
				add_pair(v, k, NO_COLUMN, i, IMPORT_NAME, NULL, 0);
			else if (strcmp(v->c->keys[k], label.s) == 0)
				add_pair(v, k, NO_COLUMN, i, IMPORT_LABEL, NULL, 0);
		}
	}
}

/* The free column of this key, the first by its header; NO_COLUMN. */
static size_t
free_column(const struct import_columns *c, const char *key)
{
	size_t i, best = NO_COLUMN;

	for (i = 0; i < c->n; i++)
		if (!c->used[i] && strcmp(c->keys[i], key) == 0 &&
		    (best == NO_COLUMN ||
		    strcmp(import_source_header(c->im->source, i),
		    import_source_header(c->im->source, best)) < 0))
			best = i;
	return best;
}

static void
pair_alias(struct pairs *v, const struct import_alias *a, int rank, size_t target)
{
	const char *plus = strchr(a->header, '+');
	int fit = (int)a->fit - ((a->marks & IMPORT_ALONE) != 0 ? ALONE_LESS : 0);
	size_t i, second;

	if (plus != NULL) {
		AUTO_FREE char *one = xstrndup(a->header, (size_t)(plus - a->header));

		i = free_column(v->c, one);
		second = free_column(v->c, plus + 1);
		if (i != NO_COLUMN && second != NO_COLUMN)
			add_pair(v, i, second, target, fit, a, rank);
		return;
	}
	for (i = 0; i < v->c->n; i++)
		if (!v->c->used[i] && strcmp(v->c->keys[i], a->header) == 0)
			add_pair(v, i, NO_COLUMN, target, fit, a, rank);
}

static void
pair_aliases(struct pairs *v)
{
	struct import_plan *plan = &v->c->im->plan;
	const char *kind = plan->kind->headers != NULL ? plan->kind->headers : plan->kind->name;
	const struct import_alias *a;
	size_t k;
	int at;

	for (k = 0; (a = import_alias_at(k)) != NULL; k++) {
		if (strcmp(a->kind, kind) != 0)
			continue;
		at = import_target_find(plan, a->field);
		if (at < 0)
			bug("%s have no field %s for the header %s", a->kind,
			    a->field, a->header);
		if (plan->targets[at].n_parts == 0)
			pair_alias(v, a, (int)k + 1, (size_t)at);
	}
}

/* --- what the cells say ------------------------------------------------------------ */

static bool
is_date(const struct field *f)
{
	return f->type == FIELD_DATE || f->type == FIELD_BIRTHDAY ||
	    f->type == FIELD_INSTANT;
}

/* True for a field that only accepts certain words. */
static bool
is_closed(const struct pairs *v, const struct pair *p)
{
	const struct field *f = target_of(v, p)->field;

	return f->type == FIELD_CHOICE || f->type == FIELD_BOOL ||
	    (p->alias != NULL && p->alias->words != NULL);
}

static bool
is_word(const struct pairs *v, const struct pair *p, const char *cell)
{
	const struct import_target *t = target_of(v, p);
	const struct import_word *w = p->alias != NULL ? p->alias->words : NULL;
	struct value parsed = VALUE_INIT;
	struct err none;
	bool known;

	if (t->mapped != NULL && t->mapped->n_values > 0)
		cell = mapping_value_of(t->mapped, cell);
	for (; w != NULL && w->from != NULL; w++)
		if (text_is(w->from, cell))
			return true;
	if (t->field->type == FIELD_CHOICE)
		return import_choice_of(v->c->im->plan.kind->name, t->field,
		    cell) != NULL;
	known = t->field->type == FIELD_BOOL &&
	    field_parse(t->field, &field_context_plain, cell, &parsed, &none);
	value_clear(&parsed);
	return known;
}

static void
look_at(struct pairs *v, struct pair *p)
{
	struct import *im = v->c->im;
	const struct import_target *t = target_of(v, p);
	const char *cell = import_source_cell(im->source, p->columns[0]);
	struct import_when when;

	if (*cell == '\0')
		return;
	p->filled++;
	if (is_closed(v, p)) {
		p->fitting += is_word(v, p, cell);
		p->places += import_is_place(cell);
	} else {
		p->dated += import_read_when(im->map, cell, DATE_MDY,
		    im->p->context.today, false, true, &when) ||
		    import_read_when(im->map, cell, DATE_DMY,
		    im->p->context.today, false, true, &when);
		if (t->field->type == FIELD_TIME && p->dated > 0)
			v->own_day = true;
	}
}

/* Cells are examined only for pairs whose worth they can change. */
static bool
is_doubtful(const struct pairs *v, const struct pair *p)
{
	const struct field *f = target_of(v, p)->field;

	if (p->columns[1] != NO_COLUMN)
		return false;
	return is_closed(v, p) || (is_date(f) && p->rival) ||
	    text_is(f->name, "start") || text_is(f->name, "start_at");
}

static bool
look(struct pairs *v)
{
	struct import *im = v->c->im;
	enum import_next got = IMPORT_ROW;
	bool wanted = false;
	size_t i, k;
	long rows;

	for (i = 0; i < v->n; i++)
		for (k = 0; k < v->n; k++)
			if (k != i && v->list[k].columns[0] == v->list[i].columns[0] &&
			    v->list[k].target != v->list[i].target)
				v->list[i].rival = true;
	for (i = 0; i < v->n; i++)
		wanted = wanted || is_doubtful(v, &v->list[i]);
	if (!wanted)
		return true;
	for (rows = 0; rows < LOOK_ROWS && got != IMPORT_END; rows++) {
		got = import_source_next(im->source, v->c->e);
		if (got == IMPORT_FAIL)
			return false;
		for (i = 0; got == IMPORT_ROW && i < v->n; i++)
			if (is_doubtful(v, &v->list[i]))
				look_at(v, &v->list[i]);
	}
	err_clear(v->c->e);
	return import_source_rewind(im->source, v->c->e);
}

static void
weigh(struct pairs *v, struct pair *p)
{
	const struct field *f = target_of(v, p)->field;

	p->worth = p->fit;
	if (text_is(f->name, "start_at") && p->dated > 0)
		v->own_day = true;
	if (p->filled == 0)
		return;
	if (is_closed(v, p)) {
		if (p->fitting == p->filled && p->rival)
			p->worth += CONTENT_FITS;
		else if (p->fitting < p->filled && p->fit == IMPORT_LOOSE)
			p->worth = 0;
		else if (p->fitting == 0 && (p->places * 2 >= p->filled ||
		    p->rival || text_is(f->name, "cancelled_by")))
			p->worth = 0;
	} else if (is_date(f) && p->rival && p->dated == 0) {
		p->worth = 0;
	}
}

static void
weigh_all(struct pairs *v)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		weigh(v, &v->list[i]);
	for (i = 0; i < v->n; i++)
		if (v->own_day && v->list[i].alias != NULL &&
		    (v->list[i].alias->marks & IMPORT_UNDATED) != 0)
			v->list[i].worth = 0;
}

/* --- the assignment ------------------------------------------------------------------ */

static const struct pairs *sorting;

static int
by_worth(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	struct import_source *s = sorting->c->im->source;
	int order;

	if (x->worth != y->worth)
		return x->worth > y->worth ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->target != y->target)
		return x->target < y->target ? -1 : 1;
	order = strcmp(import_source_header(s, x->columns[0]),
	    import_source_header(s, y->columns[0]));
	if (order != 0)
		return order;
	return x->columns[0] < y->columns[0] ? -1 : x->columns[0] > y->columns[0];
}

static bool
is_free(const struct pairs *v, const struct pair *p)
{
	const bool *used = v->c->used;

	return p->worth >= IMPORT_NO_FIT && !used[p->columns[0]] &&
	    (p->columns[1] == NO_COLUMN || !used[p->columns[1]]);
}

/* Another free field that the column fits equally well. */
static const struct pair *
tied_with(const struct pairs *v, const struct pair *p)
{
	size_t i;

	for (i = 0; i < v->n; i++) {
		const struct pair *o = &v->list[i];

		if (o->columns[0] == p->columns[0] && o->target != p->target &&
		    o->worth == p->worth && is_free(v, o) &&
		    target_of(v, o)->n_parts == 0)
			return o;
	}
	return NULL;
}

static enum import_why
why(const struct pair *p)
{
	if (p->worth > p->fit)
		return IMPORT_BY_CONTENT;
	return p->alias != NULL ? IMPORT_BY_ALIAS : IMPORT_BY_NAME;
}

static void
take(struct pairs *v, const struct pair *p)
{
	struct import_target *t = target_of(v, p);
	size_t i, n = p->columns[1] == NO_COLUMN ? 1 : 2;

	t->parts = xcalloc(n, sizeof(*t->parts));
	t->n_parts = n;
	t->words = p->alias != NULL ? p->alias->words : NULL;
	for (i = 0; i < n; i++) {
		t->parts[i].column = p->columns[i];
		import_columns_use(v->c, p->columns[i], why(p), p->target);
	}
}

static void
assign(struct pairs *v)
{
	const struct pair *other;
	size_t i;

	for (i = 0; i < v->n; i++) {
		const struct pair *p = &v->list[i];

		if (target_of(v, p)->n_parts > 0 || !is_free(v, p) ||
		    v->c->fates[p->columns[0]].why == IMPORT_TIED)
			continue;
		other = tied_with(v, p);
		if (other == NULL) {
			take(v, p);
			continue;
		}
		v->c->fates[p->columns[0]] = (struct import_fate){ IMPORT_TIED,
		    (int)p->target };
	}
}

/* Columns left over: read where the field's column is blank, or not needed. */
static void
take_rest(struct pairs *v)
{
	size_t i;

	for (i = 0; i < v->n; i++) {
		const struct pair *p = &v->list[i];
		struct import_target *t = target_of(v, p);

		if (!is_free(v, p) || p->columns[1] != NO_COLUMN ||
		    v->c->fates[p->columns[0]].why == IMPORT_TIED)
			continue;
		if (p->alias != NULL && (p->alias->marks & IMPORT_ALONE) != 0) {
			import_columns_use(v->c, p->columns[0], IMPORT_SAID_ALREADY,
			    p->target);
		} else if (p->fit > IMPORT_LOOSE && t->n_parts == 1 &&
		    (t->n_also == 0 || t->strict || (p->alias != NULL &&
		    p->alias->words != NULL))) {
			import_target_also(t, p->columns[0], p->alias != NULL ?
			    p->alias->words : NULL);
			import_columns_use(v->c, p->columns[0], t->strict ?
			    IMPORT_STRICTER : IMPORT_WHERE_BLANK, p->target);
		}
	}
}

bool
import_match(struct import_columns *c)
{
	struct pairs v = { .c = c };
	bool ok;

	pair_names(&v);
	pair_aliases(&v);
	ok = look(&v);
	if (ok) {
		weigh_all(&v);
		sorting = &v;
		if (v.n > 0)
			qsort(v.list, v.n, sizeof(*v.list), by_worth);
		assign(&v);
		import_columns_pass(c);
		take_rest(&v);
	}
	free(v.list);
	return ok;
}
