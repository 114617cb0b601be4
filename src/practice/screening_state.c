/*
 * screening_state.c - a client's screenings: the newest one, its answers, review and
 * override.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/naming.h"
#include "practice/screening_form.h"

/* --- the newest one ------------------------------------------------------------------- */

/* The newest not after `on`; a blank record if there is none. `from` (may be NULL) gets the
 * first day that it allows. */
static bool
newest(struct practice *p, int64_t client, const char *code, date_day on,
    struct record *r, date_day *from, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "screening_newest");
	char iso[DATE_ISO_SIZE];

	stmt_set_int(st, "client", client);
	stmt_set_text(st, "code", code);
	stmt_set_text(st, "on", date_to_iso(on, iso));
	if (stmt_next(st)) {
		db_read_record(st, r);
		if (from != NULL)
			*from = stmt_date(st, "allows_from");
	}
	return stmt_end(st, e);
}

bool
screening_latest(struct practice *p, int64_t client, const char *code,
    date_day on, struct screening_state *out, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_screening);
	date_day from = DATE_NONE;

	*out = (struct screening_state){ .date = DATE_NONE,
	    .valid_until = DATE_NONE, .eligible_on = DATE_NONE,
	    .verdict = VERDICT_INCOMPLETE };
	if (!practice_may(p, ACTION_READ_CLIENTS, e) ||
	    !newest(p, client, code, on, r, &from, e))
		return false;
	if (r->id == 0)
		return true;
	out->id = r->id;
	out->version = r->version;
	out->date = date_from_iso(record_text(r, "date"));
	out->valid_until = date_from_iso(record_text(r, "valid_until"));
	out->eligible_on = date_from_iso(record_text(r, "eligible_on"));
	out->verdict = verdict_of(record_text(r, "verdict"));
	out->reviewed = !record_is_null(r, "reviewed_by");
	out->overridden = !record_is_null(r, "override_by");
	out->holds = on <= out->valid_until;
	out->treatable = out->holds && from != DATE_NONE && from <= on;
	return true;
}

/* --- answers ---------------------------------------------------------------------------- */

struct answer_reader {
	const struct checklist *c;
	char **answers;
	bool again;		/* leave items asked at every visit unanswered */
};

static bool
take_answer(const char *code, const char *text, void *arg)
{
	struct answer_reader *a = arg;
	int i = checklist_item(a->c, code);

	if (i < 0 || text == NULL || !screening_has_answer(&a->c->fields[i], text))
		return true;
	if (a->again && (strcmp(text, ANSWER_UNKNOWN) == 0 ||
	    (strcmp(text, ANSWER_NEVER) == 0 && a->c->fields[i].type != FIELD_CHOICE &&
	    !screening_never_fits(a->c, (size_t)i)) ||
	    !checklist_is_asked(a->c, (size_t)i) ||
	    record_int(a->c->items[i], "every_visit") != 0))
		return true;
	free(a->answers[i]);
	a->answers[i] = xstrdup(text);
	return true;
}

void
screening_answers_free(const struct checklist *c, char **answers)
{
	size_t i;

	for (i = 0; i < c->n_items; i++) {
		free(answers[i]);
		answers[i] = NULL;
	}
}

bool
screening_answers_read(struct db *db, const struct checklist *c,
    const struct record *screening, char **answers, struct err *e)
{
	struct answer_reader a = { c, answers, false };

	memset(answers, 0, c->n_items * sizeof(*answers));
	return db_json_leaves(db, record_text(screening, "answers"), take_answer,
	    &a, e);
}

bool
screening_answers_of(struct practice *p, const struct checklist *c,
    const struct record *screening, char **answers, struct err *e)
{
	return practice_may(p, ACTION_READ_MEDICAL, e) &&
	    screening_answers_read(p->db, c, screening, answers, e);
}

/* Reads the client's newest screening by that checklist into `r`, whose id stays 0 if
 * there is none, and clears all answers. */
static bool
begin_again(struct practice *p, const struct checklist *c, int64_t client,
    char **answers, struct record *r, struct err *e)
{
	memset(answers, 0, c->n_items * sizeof(*answers));
	return practice_may(p, ACTION_READ_MEDICAL, e) &&
	    newest(p, client, record_text(c->head, "code"), p->context.today, r, NULL, e);
}

bool
screening_last(struct practice *p, const struct checklist *c, int64_t client,
    char **answers, bool *found, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_screening);
	struct answer_reader a = { c, answers, true };

	*found = false;
	if (!begin_again(p, c, client, answers, r, e))
		return false;
	*found = r->id != 0;
	return !*found || db_json_leaves(p->db, record_text(r, "answers"),
	    take_answer, &a, e);
}

bool
screening_unfinished(struct practice *p, const struct checklist *c, int64_t client,
    char **answers, bool *found, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_screening);
	struct answer_reader a = { c, answers, false };
	char iso[DATE_ISO_SIZE];

	*found = false;
	if (!begin_again(p, c, client, answers, r, e))
		return false;
	if (r->id == 0 || verdict_of(record_text(r, "verdict")) != VERDICT_INCOMPLETE ||
	    date_from_iso(record_text(r, "valid_until")) < p->context.today)
		return true;
	*found = true;
	a.again = strcmp(record_text(r, "date"),
	    date_to_iso(p->context.today, iso)) != 0;
	return db_json_leaves(p->db, record_text(r, "answers"), take_answer, &a, e);
}

/* --- override ---------------------------------------------------------------------------- */

/* The least override a verdict needs, whatever its rules allow. */
static const enum screening_override least[] = {
	[VERDICT_BLOCK] = OVERRIDE_OWNER, [VERDICT_INCOMPLETE] = OVERRIDE_NEVER,
	[VERDICT_REFER] = OVERRIDE_PRACTITIONER,
	[VERDICT_DEFER] = OVERRIDE_PRACTITIONER,
	[VERDICT_CAUTION] = OVERRIDE_NOT_NEEDED, [VERDICT_OK] = OVERRIDE_NOT_NEEDED,
};

static enum screening_override
of_finding(const struct screening_finding *f)
{
	const char *by = f->rule != NULL ? record_text(f->rule, "override") : "never";

	if (least[f->verdict] == OVERRIDE_NOT_NEEDED)
		return OVERRIDE_NOT_NEEDED;
	return strcmp(by, "owner") == 0 ? OVERRIDE_OWNER :
	    strcmp(by, "never") == 0 ? OVERRIDE_NEVER : OVERRIDE_PRACTITIONER;
}

enum screening_override
screening_override_by(const struct screening_result *r)
{
	enum screening_override by = OVERRIDE_NOT_NEEDED;
	size_t i;

	for (i = 0; i < r->n_findings; i++)
		if (of_finding(&r->findings[i]) > by)
			by = of_finding(&r->findings[i]);
	return by;
}

/* Evaluates the rules again as on its day. Facts known only then, such as an open
 * adverse event, show only in the stored verdict: if that is worse, its least override
 * counts. */
static bool
who_overrides(struct practice *p, const struct record *r,
    enum screening_override *by, struct err *e)
{
	AUTO_RECORD struct record *card = db_get(p->db, &record_client,
	    record_int(r, "client"), e);
	struct checklist *c = card == NULL ? NULL : checklist_load_edition(p->db,
	    record_int(r, "checklist"), e);
	enum verdict stored = verdict_of(record_text(r, "verdict"));
	struct screening_facts facts;
	struct screening_result result;
	char **answers;
	bool ok;

	if (c == NULL)
		return false;
	answers = xcalloc(c->n_items + 1, sizeof(*answers));
	ok = screening_facts(p->db, c, card, date_from_iso(record_text(r, "date")),
	    &facts, e) && screening_answers_of(p, c, r, answers, e);
	if (ok) {
		screening_evaluate(c, (const char *const *)answers, &facts, &result);
		*by = screening_override_by(&result);
		if (stored < result.verdict && least[stored] > *by)
			*by = least[stored];
		screening_result_free(&result);
	}
	screening_answers_free(c, answers);
	free(answers);
	checklist_free(c);
	return ok;
}

static bool
only_the_owner(struct practice *p, const struct record *r, struct err *e)
{
	AUTO_FREE char *label = xasprintf("denied: override screening %lld",
	    (long long)r->id);
	AUTO_BUF struct buf name = BUF_INIT;
	struct err note;

	naming_add(p, r, &name);
	err_set(e, ERR_DENIED, NULL, "Only the owner may override the %s.", name.s);
	if (!db_note_counted(p->db, "denied", label, &note))
		err_prefix(e, "Not in the journal (%s)", note.text);
	return false;
}

static bool
may_override(struct practice *p, const struct record *r, struct err *e)
{
	enum screening_override by;
	AUTO_BUF struct buf name = BUF_INIT;

	if (!who_overrides(p, r, &by, e))
		return false;
	naming_add(p, r, &name);
	switch (by) {
	case OVERRIDE_NOT_NEEDED:
		return err_set(e, ERR_INVALID, NULL,
		    "The %s lets the client be treated; there is nothing to override.",
		    name.s);
	case OVERRIDE_NEVER:
		return err_set(e, ERR_INVALID, NULL,
		    "Nobody may override the %s: a rule in it says never, or something "
		    "is not known.", name.s);
	case OVERRIDE_OWNER:
		return practice_allows(p, ACTION_OVERRIDE) || only_the_owner(p, r, e);
	case OVERRIDE_PRACTITIONER:
		return true;	/* ACTION_WRITE_SCREENINGS is enough */
	}
	return false;
}

static bool
update(struct db *db, void *arg, struct err *e)
{
	return db_update(db, arg, e);
}

/* The screening, if its version is the one the person saw. */
static struct record *
seen(struct practice *p, int64_t id, int64_t version, struct err *e)
{
	struct record *r;

	if (!practice_may(p, ACTION_WRITE_SCREENINGS, e))
		return NULL;
	r = db_get(p->db, &record_screening, id, e);
	if (r != NULL)
		r->version = version;
	return r;
}

bool
screening_override(struct practice *p, int64_t id, int64_t version,
    const char *reason, struct err *e)
{
	AUTO_RECORD struct record *r = seen(p, id, version, e);
	AUTO_FREE char *label = xasprintf("override screening %lld", (long long)id);

	if (r == NULL)
		return false;
	if (!record_is_null(r, "override_by"))
		return err_set(e, ERR_INVALID, "override_reason",
		    "This screening is overridden already; screen the client again "
		    "instead.");
	if (!may_override(p, r, e) || !record_parse(r, &p->context,
	    "override_reason", reason != NULL ? reason : "", e))
		return false;
	record_set_int(r, "override_by", p->staff->id);
	return db_write(p->db, "change", label, update, r, e);
}

bool
screening_review(struct practice *p, int64_t id, int64_t version, struct err *e)
{
	AUTO_RECORD struct record *r = seen(p, id, version, e);
	AUTO_FREE char *label = xasprintf("review screening %lld", (long long)id);

	if (r == NULL)
		return false;
	if (!record_is_null(r, "reviewed_by"))
		return err_set(e, ERR_INVALID, "reviewed_by",
		    "This screening has been reviewed already.");
	record_set_int(r, "reviewed_by", p->staff->id);
	return db_write(p->db, "change", label, update, r, e);
}
