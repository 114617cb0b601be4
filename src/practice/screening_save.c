/*
 * screening_save.c - a screening with what is known without asking, and saving it.
 */
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/consents.h"
#include "practice/events.h"
#include "practice/screening.h"
#include "practice/write.h"
#include "record/patch_test.h"

/* --- what is known ------------------------------------------------------------------------ */

/* Each zone counts by its last session. */
static void
add_area(struct screening_facts *f, date_day day, const char *zone, int depth)
{
	size_t i;

	if (f->last_on_area == DATE_NONE)
		f->last_on_area = day;
	for (i = 0; i < f->n_areas; i++)
		if (strcmp(f->areas[i].zone, zone) == 0)
			return;
	if (f->n_areas == SCREENING_AREAS)
		return;
	f->areas[f->n_areas] = (struct screening_area){ .day = day, .depth = depth };
	text_copy(f->areas[f->n_areas].zone, sizeof(f->areas[0].zone), zone);
	f->n_areas++;
}

static bool
read_patch_test(struct db *db, int64_t client, struct screening_facts *out, struct err *e)
{
	struct stmt *st = db_stmt(db, "patch_test_newest");
	char iso[DATE_ISO_SIZE];

	stmt_set_int(st, "client", client);
	stmt_set_text(st, "on", date_to_iso(out->on, iso));
	if (stmt_next(st)) {
		const char *word = patch_test_word(stmt_text(st, "result"));

		out->patch_reacted = strcmp(word, "positive") == 0;
		if (strcmp(word, "negative") == 0)
			out->patch_tested = stmt_date(st, "tested_on");
	}
	return stmt_end(st, e);
}

/* A text of the card; NULL: nobody has asked yet. */
static const char *
card_text(const struct record *card, const char *field, const char *asked_on)
{
	return record_is_null(card, field) && (asked_on == NULL || record_is_null(card, asked_on)) ?
	    NULL : record_text(card, field);
}

bool
screening_facts(struct db *db, const struct checklist *c,
    const struct record *card, date_day on, struct screening_facts *out,
    struct err *e)
{
	struct stmt *st = db_stmt(db, "session_areas");
	char iso[DATE_ISO_SIZE];
	int64_t event;

	*out = (struct screening_facts){ .on = on, .last_on_area = DATE_NONE,
	    .patch_tested = DATE_NONE,
	    .born = date_from_iso(record_text(card, "born")),
	    .fitzpatrick = record_text(card, "fitzpatrick"),
	    .card = { card_text(card, "medicines", "medicines_on"),
	    card_text(card, "allergies", "allergies_on"), card_text(card, "conditions", NULL) } };
	stmt_set_int(st, "client", card->id);
	stmt_set_text(st, "before", date_to_iso(on, iso));
	stmt_set_text(st, "code", record_text(c->head, "code"));
	while (stmt_next(st))
		add_area(out, stmt_date(st, "date"), stmt_text(st, "zone"),
		    stmt_is_null(st, "depth") ? -1 : (int)stmt_int(st, "depth"));
	if (!stmt_end(st, e) || !read_patch_test(db, card->id, out, e) ||
	    !event_open(db, card->id, on, &event, NULL, e))
		return false;
	out->adverse_event_open = event != 0;
	return out->born == DATE_NONE || date_years_between(out->born, on) >= CONSENT_AGE ||
	    consent_by_guardian(db, card->id, on, &out->guardian_consents, e);
}

/* --- the record --------------------------------------------------------------------------- */

struct record *
screening_record(const struct checklist *c, int64_t client,
    const char *const *answers, const struct screening_facts *facts)
{
	struct record *r = record_new(&record_screening);
	AUTO_FREE char *json = screening_answers_json(c, answers);
	struct screening_result result;

	screening_evaluate(c, answers, facts, &result);
	record_set_int(r, "client", client);
	record_set_int(r, "checklist", c->head->id);
	record_set_day(r, "date", facts->on);
	record_set_text(r, "answers", json);
	record_set_text(r, "verdict", verdict_name(result.verdict));
	if (result.verdict == VERDICT_DEFER && result.eligible_on != DATE_NONE)
		record_set_day(r, "eligible_on", result.eligible_on);
	record_set_day(r, "valid_until", date_add_months(facts->on,
	    (int)record_int(c->head, "valid_months")));
	if (result.n_findings > 0 && result.findings[0].rule != NULL)
		record_set_int(r, "rule", result.findings[0].rule->id);
	screening_result_free(&result);
	return r;
}

static bool
insert_screening(struct db *db, void *arg, struct err *e)
{
	struct record *r = arg;
	bool late = date_from_iso(record_text(r, "date")) < clock_today();

	if (!db_insert(db, r, e))
		return false;
	db_label(db, "add screening %lld%s", (long long)r->id, late ? ", entered late" : "");
	return true;
}

bool
screening_save(struct practice *p, const struct checklist *c, int64_t client,
    int64_t session, date_day on, const char *const *answers, int64_t *id,
    enum verdict *verdict, struct draft *draft, struct err *e)
{
	AUTO_RECORD struct record *card = NULL, *r = NULL;
	struct screening_facts facts;

	BUG_IF(on > clock_today());
	if (!practice_may(p, ACTION_WRITE_SCREENINGS, e) ||
	    (card = db_get(p->db, &record_client, client, e)) == NULL ||
	    !screening_facts(p->db, c, card, on, &facts, e))
		return false;
	r = screening_record(c, client, answers, &facts);
	if (session != 0)
		record_set_int(r, "session", session);
	record_set_int(r, "entered_by", p->staff->id);
	/* by somebody who treats, entering it counts as a review */
	if (practice_allows(p, ACTION_TREAT))
		record_set_int(r, "reviewed_by", p->staff->id);
	if (!practice_write(p, "add screening", insert_screening, r, draft, e))
		return false;
	*id = r->id;
	*verdict = verdict_of(record_text(r, "verdict"));
	return true;
}
