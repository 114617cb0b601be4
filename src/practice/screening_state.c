/*
 * screening_state.c - a client's screenings: the newest one, its answers and its
 * review.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
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

/* --- review ------------------------------------------------------------------------------ */

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
