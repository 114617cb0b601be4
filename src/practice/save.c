/*
 * save.c - saving a record that somebody else may have saved meanwhile.
 *
 * Three versions of each field: the one the person began from (base), the
 * person's (mine) and the one in the file (theirs). A field that only one side
 * changed takes that side; one that both changed alike is no conflict; one that
 * both changed differently is, and then nothing is written. Because only fields
 * that differ from base count as changed, a record with hidden fields (base and
 * mine blank) keeps what stands in the file.
 */
#include <stdlib.h>

#include "base/bug.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/save.h"
#include "practice/write.h"

void
merge_free(struct merge *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		value_clear(&m->fields[i].original);
		value_clear(&m->fields[i].mine);
		value_clear(&m->fields[i].theirs);
	}
	free(m->fields);
	*m = (struct merge){ .fields = NULL };
}

static void
merge_add(struct merge *m, size_t *cap, const struct field *f,
    const struct value *original, const struct value *mine,
    const struct value *theirs)
{
	struct merge_field *to;

	GROW(m->fields, *cap, m->n + 1);
	to = &m->fields[m->n++];
	*to = (struct merge_field){ .field = f };
	value_copy(&to->original, original);
	value_copy(&to->mine, mine);
	value_copy(&to->theirs, theirs);
	to->conflict = !value_equal(original, mine) &&
	    !value_equal(original, theirs) && !value_equal(mine, theirs);
	m->conflicts += to->conflict;
}

/* The merged record; `m` gets the fields that either changed, without hidden ones. */
static struct record *
merge_three(const struct record *base, const struct record *mine,
    const struct record *theirs, bool medical, struct merge *m)
{
	struct record *merged = record_copy(theirs);
	size_t i, cap = 0;

	for (i = 0; i < base->type->n_fields; i++) {
		const struct field *f = &base->type->fields[i];
		const struct value *o = &base->values[i];
		bool changed = !value_equal(o, &mine->values[i]);

		if ((f->flags & FIELD_MEDICAL) && !medical)
			continue;
		if (changed)
			value_copy(&merged->values[i], &mine->values[i]);
		if (changed || !value_equal(o, &theirs->values[i]))
			merge_add(m, &cap, f, o, &mine->values[i],
			    &theirs->values[i]);
	}
	return merged;
}

static bool
refuse_conflicts(struct practice *p, const struct merge *m, const struct record *mine,
    struct err *e)
{
	AUTO_BUF struct buf names = BUF_INIT, did = BUF_INIT, said = BUF_INIT;
	const char *first = NULL;
	size_t i, n = 0;

	for (i = 0; i < m->n; i++) {
		if (!m->fields[i].conflict)
			continue;
		if (first == NULL)
			first = m->fields[i].field->name;
		n++;
		buf_adds(&names, n == 1 ? "" : n == m->conflicts ? " and " : ", ");
		buf_adds(&names, m->fields[i].field->label);
	}
	buf_adds(&did, "has saved ");
	naming_add(p, mine, &did);
	naming_add_done(p, m->entry, did.s, &said);
	return err_set(e, ERR_STALE, first, "%s, and changed %s too; nothing was saved.", said.s,
	    names.s);
}

/* A code, login or other id belongs to one record: checked inside the write, so that
 * when two people enter it at once the second is told whose it is. */
static bool
ask_unique(struct practice *p, const struct record *r, const struct record *was,
    struct err *e)
{
	size_t i;

	for (i = 0; i < r->type->n_fields; i++) {
		const struct field *f = &r->type->fields[i];
		AUTO_RECORD struct record *other = NULL;
		AUTO_BUF struct buf name = BUF_INIT, value = BUF_INIT;

		if (!(f->flags & FIELD_UNIQUE) || !field_is_text(f) ||
		    record_is_null(r, f->name) || (was != NULL &&
		    value_equal(&r->values[i], &was->values[i])))
			continue;
		other = db_find(p->db, r->type, f->name, record_text(r, f->name), e);
		if (other == NULL && e->code != ERR_NONE)
			return false;
		if (other == NULL || other->id == r->id)
			continue;
		naming_add(p, other, &name);
		field_quote(&value, record_text(r, f->name));
		return err_set(e, ERR_INVALID, f->name, "%s \"%s\" is taken: %s has it.",
		    f->label, value.s, name.s);
	}
	return true;
}

/* Those of the record type come first or later, in db_insert() and db_update(). */
static const struct save_rules no_rules;

static bool
ask_rules(struct practice *p, const struct save_rules *rules, struct record *next,
    const struct record *was, struct err *e)
{
	return rules->ask == NULL || rules->ask(p, next, was, rules->arg, e);
}

static bool
do_then(struct practice *p, const struct save_rules *rules, const struct record *now,
    const struct record *was, struct err *e)
{
	return rules->then == NULL || rules->then(p, now, was, rules->arg, e);
}

struct record_write {
	struct practice *p;
	const struct save_rules *rules;
	struct record *mine;
	const struct record *base;
	bool medical;
	struct merge merge;
	struct record *saved;
};

static bool
save_inside(struct db *db, void *arg, struct err *e)
{
	struct record_write *s = arg;
	AUTO_RECORD struct record *theirs = NULL;

	theirs = db_get(db, s->mine->type, s->mine->id, e);
	if (theirs == NULL)
		return false;
	s->merge.entry = theirs->version;
	s->saved = merge_three(s->base, s->mine, theirs, s->medical, &s->merge);
	if (s->merge.conflicts > 0 && db_is_erased(db, s->mine->type, s->mine->id))
		return err_set(e, ERR_INVALID, NULL, "Not saved: " DB_ERASED);
	if (s->merge.conflicts > 0)
		return refuse_conflicts(s->p, &s->merge, s->mine, e);
	if (!ask_rules(s->p, s->rules, s->saved, theirs, e))
		return false;
	return record_equal(theirs, s->saved) || (ask_unique(s->p, s->saved, theirs, e) &&
	    db_update(db, s->saved, e) && do_then(s->p, s->rules, s->saved, theirs, e));
}

/* Without medical rights the medical fields are blank, so a value there was put in. */
static bool
medical_untouched(struct practice *p, const struct record *mine,
    const struct record *base, struct err *e)
{
	size_t i;

	for (i = 0; i < mine->type->n_fields; i++)
		if ((mine->type->fields[i].flags & FIELD_MEDICAL) &&
		    !value_equal(&mine->values[i], &base->values[i]))
			return practice_may(p, ACTION_READ_MEDICAL, e);
	return true;
}

bool
practice_save(struct practice *p, enum action a, struct record *mine,
    const struct record *base, struct merge *m, const struct save_rules *rules,
    struct err *e)
{
	AUTO_FREE char *label = xasprintf("change %s %lld", mine->type->name,
	    (long long)mine->id);
	struct record_write s = { .p = p, .rules = rules != NULL ? rules : &no_rules,
	    .mine = mine, .base = base,
	    .medical = practice_allows(p, ACTION_READ_MEDICAL) };
	size_t i;
	bool ok;

	BUG_IF(mine->type != base->type || mine->id != base->id || mine->id == 0);
	if (!practice_may(p, a, e) || !medical_untouched(p, mine, base, e))
		return false;
	ok = practice_write(p, label, save_inside, &s, s.rules->draft, e);
	if (ok) {
		mine->version = s.saved->version;
		for (i = 0; i < mine->type->n_fields; i++)
			if (s.medical || !(mine->type->fields[i].flags & FIELD_MEDICAL))
				value_copy(&mine->values[i], &s.saved->values[i]);
	}
	record_free(s.saved);
	if (m != NULL)
		*m = s.merge;
	else
		merge_free(&s.merge);
	return ok;
}

struct record_addition {
	struct practice *p;
	const struct save_rules *rules;
	const char *verb;
	struct record *r;
};

static bool
add_inside(struct db *db, void *arg, struct err *e)
{
	struct record_addition *a = arg;

	if (!ask_rules(a->p, a->rules, a->r, NULL, e) ||
	    !ask_unique(a->p, a->r, NULL, e) || !db_insert(db, a->r, e))
		return false;
	db_label(db, "%s %s %lld", a->verb, a->r->type->name, (long long)a->r->id);
	return do_then(a->p, a->rules, a->r, NULL, e);
}

bool
practice_add(struct practice *p, enum action a, struct record *r,
    const struct save_rules *rules, struct err *e)
{
	struct record_addition adding = { .p = p, .rules = rules != NULL ? rules : &no_rules,
	    .verb = "add", .r = r };
	AUTO_RECORD struct record *blank = record_new(r->type);

	BUG_IF(r->id != 0);
	if (adding.rules->verb != NULL)
		adding.verb = adding.rules->verb;
	AUTO_FREE char *label = xasprintf("%s %s", adding.verb, r->type->name);
	if (!practice_may(p, a, e) || !medical_untouched(p, r, blank, e))
		return false;
	if (practice_write(p, label, add_inside, &adding, adding.rules->draft, e))
		return true;
	r->id = 0;	/* not saved, so it has no id */
	r->version = 0;
	return false;
}
