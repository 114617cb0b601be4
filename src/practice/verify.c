/*
 * verify.c - see verify.h.
 */
#include "practice/verify.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "db/db.h"
#include "practice/screening_form.h"
#include "practice/write.h"

bool
verify_wanted(const struct practice *p)
{
	return record_int(p->settings, "verify") != 0;
}

/* Does a rule that is worse than CAUTION read the item? */
static bool
decides(const struct checklist *c, size_t item)
{
	size_t i;

	for (i = 0; i < c->n_rules; i++) {
		const struct checklist_rule *r = &c->plan[i];

		if (r->enabled && r->verdict < VERDICT_CAUTION &&
		    (r->item == (int)item || r->counted_from == (int)item))
			return true;
	}
	return false;
}

bool
verify_asks(const struct checklist *c, size_t item)
{
	size_t i;

	if (!checklist_is_asked(c, item))
		return false;
	if (decides(c, item))
		return true;
	for (i = 0; i < c->n_items; i++)
		if (c->asks[i].only_if == (int)item && decides(c, i))
			return true;
	return false;
}

/* --- how it stands -------------------------------------------------------------------------- */

static bool
is_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void
compare(const struct checklist *c, char *const *first, struct verify *v)
{
	size_t i;

	for (i = 0; i < c->n_items; i++) {
		const char *const *either = (const char *const *)first;
		const char *const *other = (const char *const *)v->again;

		if (!verify_asks(c, i) || (!screening_item_applies(c, either, i) &&
		    !screening_item_applies(c, other, i)))
			continue;
		v->differs[i] = !is_same(first[i], v->again[i]);
		v->n_differ += v->differs[i];
	}
}

bool
verify_of(struct practice *p, const struct checklist *c, const struct record *screening,
    char *const *answers, struct verify *out, struct err *e)
{
	AUTO_RECORD struct record *second = record_copy(screening);

	*out = (struct verify){ .state = VERIFY_MISSING,
	    .again = xcalloc(c->n_items + 1, sizeof(*out->again)),
	    .differs = xcalloc(c->n_items + 1, sizeof(*out->differs)) };
	if (record_is_null(screening, "again_by"))
		return true;
	record_set_text(second, "answers", record_text(screening, "again"));
	if (!screening_answers_read(p->db, c, second, out->again, e))
		return false;
	compare(c, answers, out);
	out->state = out->n_differ > 0 && record_is_null(screening, "settled_by") ?
	    VERIFY_DIFFERS : VERIFY_DONE;
	return true;
}

void
verify_free(const struct checklist *c, struct verify *v)
{
	if (v->again != NULL)
		screening_answers_free(c, v->again);
	free(v->again);
	free(v->differs);
	*v = (struct verify){ .again = NULL };
}

/* --- keyed again ------------------------------------------------------------------------------ */

static bool
update(struct db *db, void *arg, struct err *e)
{
	return db_update(db, arg, e);
}

bool
verify_save(struct practice *p, const struct checklist *c, int64_t screening, int64_t version,
    const char *const *answers, struct draft *draft, struct err *e)
{
	AUTO_FREE char *label = xasprintf("repeat screening %lld", (long long)screening);
	AUTO_FREE char *json = screening_answers_json(c, answers);
	AUTO_RECORD struct record *r = NULL;

	if (!practice_may(p, ACTION_WRITE_SCREENINGS, e) ||
	    (r = db_get(p->db, &record_screening, screening, e)) == NULL)
		return false;
	if (!record_is_null(r, "again_by"))
		return err_set(e, ERR_INVALID, NULL, "This screening has been keyed again already.");
	if (record_int(r, "entered_by") == p->staff->id)
		return err_set(e, ERR_INVALID, NULL, "Somebody else than who entered it keys a "
		    "screening again.");
	r->version = version;
	record_set_text(r, "again", json);
	record_set_int(r, "again_by", p->staff->id);
	record_set_int(r, "again_at", clock_now());
	return practice_write(p, label, update, r, draft, e);
}

/* --- settled ------------------------------------------------------------------------------------ */

/* Takes what was keyed again where it is right, and finds the verdict of its day anew. */
static bool
take_second(struct practice *p, const struct checklist *c, struct record *r, char **answers,
    struct verify *v, const bool *second, struct err *e)
{
	static const char *const found[] = { "answers", "verdict", "eligible_on", "rule" };
	AUTO_RECORD struct record *card = db_get(p->db, &record_client, record_int(r, "client"), e);
	AUTO_RECORD struct record *fresh = NULL;
	struct screening_facts facts;
	bool changed = false;
	size_t i;

	for (i = 0; i < c->n_items; i++)
		if (v->differs[i] && second[i]) {
			free(answers[i]);
			answers[i] = v->again[i];
			v->again[i] = NULL;
			changed = true;
		}
	if (card == NULL || !screening_facts(p->db, c, card, date_from_iso(record_text(r, "date")),
	    &facts, e))
		return false;
	if (!changed)
		return true;
	if (!record_is_null(r, "override_by"))
		return err_set(e, ERR_INVALID, NULL, "This screening is overridden: its answers "
		    "stay. Screen the client again instead.");
	fresh = screening_record(c, card->id, (const char *const *)answers, &facts);
	record_set_text(r, "settled", record_text(r, "answers"));
	for (i = 0; i < ARRAY_LEN(found); i++)
		value_copy(record_value(r, found[i]), record_value(fresh, found[i]));
	return true;
}

static bool
settle(struct practice *p, const struct checklist *c, struct record *r, const bool *second,
    struct err *e)
{
	char **answers = xcalloc(c->n_items + 1, sizeof(*answers));
	struct verify v = { .again = NULL };
	bool ok = screening_answers_read(p->db, c, r, answers, e) &&
	    verify_of(p, c, r, answers, &v, e);

	if (ok && v.state != VERIFY_DIFFERS)
		ok = err_set(e, ERR_INVALID, NULL, "Nothing in this screening is left to settle.");
	ok = ok && take_second(p, c, r, answers, &v, second, e);
	verify_free(c, &v);
	screening_answers_free(c, answers);
	free(answers);
	return ok;
}

bool
verify_settle(struct practice *p, int64_t screening, int64_t version, const bool *second,
    struct err *e)
{
	AUTO_FREE char *label = xasprintf("settle screening %lld", (long long)screening);
	AUTO_RECORD struct record *r = NULL;
	struct checklist *c = NULL;
	bool ok = practice_may(p, ACTION_TREAT, e) &&
	    (r = db_get(p->db, &record_screening, screening, e)) != NULL &&
	    (c = checklist_load_edition(p->db, record_int(r, "checklist"), e)) != NULL;

	if (ok) {
		r->version = version;
		ok = settle(p, c, r, second, e);
	}
	if (ok) {
		record_set_int(r, "settled_by", p->staff->id);
		ok = db_write(p->db, "change", label, update, r, e);
	}
	checklist_free(c);
	return ok;
}
