/*
 * screening.h - what the answers to a checklist mean.
 *
 * Verdicts, worst wins: BLOCK do not treat; INCOMPLETE an item is unanswered or
 * not known, startable by nobody; REFER a written medical clearance is needed;
 * DEFER not before a day (deferred until D means allowed on D); CAUTION
 * acknowledge; OK. Rules are data of the template, each with its source; this
 * file only applies them. It records and warns; it does not diagnose.
 */
#ifndef CHAIRSIDE_PRACTICE_SCREENING_H
#define CHAIRSIDE_PRACTICE_SCREENING_H

#include "base/date.h"
#include "practice/checklists.h"

struct db;
struct practice;

/* Worst first, as checklist_verdicts[] in record/checklist.h. */
enum verdict {
	VERDICT_BLOCK, VERDICT_INCOMPLETE, VERDICT_REFER, VERDICT_DEFER,
	VERDICT_CAUTION, VERDICT_OK
};
const char *verdict_name(enum verdict v);	/* "block", … as stored */
enum verdict verdict_of(const char *name);

/* Answers by item, the order of the checklist: the stored word of a choice, an
 * ISO day, month "2026-03", year "2025" or "never" for a date, "-" for not known,
 * NULL for unanswered. */
#define ANSWER_UNKNOWN "-"
#define ANSWER_NEVER "never"

/* What is known without asking. */
struct screening_facts {
	date_day on;			/* the day of treatment */
	int days_since;			/* … since it was answered */
	date_day born;			/* DATE_NONE: not known */
	const char *fitzpatrick;	/* "I" … "VI"; NULL or "": not known */
	bool guardian_consents;		/* counts under 18 */
	date_day last_on_area;		/* last session on the same area; DATE_NONE */
	bool adverse_event_open;
	/* Sites as bits of one's own numbering; a site rule blocks those affected. */
	uint32_t sites_planned, sites_affected;
};

struct screening_finding {
	const struct record *rule;	/* NULL: the item is unanswered */
	size_t item;			/* index in the checklist */
	enum verdict verdict;
	date_day until;			/* DEFER: first day allowed; DATE_NONE open */
};

struct screening_result {
	enum verdict verdict;
	date_day eligible_on;	/* DEFER: the latest of them; DATE_NONE open or none */
	uint32_t sites_blocked;
	size_t asked, answered;
	size_t counts[VERDICT_OK + 1];
	struct screening_finding *findings;	/* worst first */
	size_t n_findings;
};

/* Pure: the same input gives the same result. Free with screening_result_free(). */
void screening_evaluate(const struct checklist *c, const char *const *answers,
    const struct screening_facts *facts, struct screening_result *out);
void screening_result_free(struct screening_result *r);

/* An item is asked: in force, and its condition is met by the other answers. */
bool screening_item_applies(const struct checklist *c,
    const char *const *answers, size_t item);

/* "Thu 12 Mar 2026", "Mar 2026", "2025"; another answer as it is. */
const char *screening_day_words(const char *answer, char words[24]);

/* May the answer to a date be never? Not where another answer calls for the date. */
bool screening_never_fits(const struct checklist *c, size_t item);

/* Has this edition the answer: a word of the item's choices, a day, a month, a year or
 * never for a date, not known? */
bool screening_has_answer(const struct field *item, const char *answer);

/* Checks one answer as typed and gives its stored form; ERR_INVALID. Owned. */
char *screening_parse(const struct checklist *c, size_t item,
    const struct field_context *context, const char *typed, struct err *e);

/* Answers as a JSON object of item code to answer; owned. */
char *screening_answers_json(const struct checklist *c,
    const char *const *answers);

/*
 * What the card and the visits say for a treatment on that day; texts are borrowed
 * from the card. The last session on the area is that of the newest day before it
 * on which a service with the same checklist was done: visits name no area, so two
 * areas of one checklist count as one, and two visits of a day do not hinder each
 * other. Guardian consent and adverse events are not kept yet: no and none.
 */
bool screening_facts(struct db *db, const struct checklist *c,
    const struct record *card, date_day on, struct screening_facts *out,
    struct err *e);

/* A record ready to be inserted: verdict, first eligible day, last valid day. */
struct record *screening_record(const struct checklist *c, int64_t client,
    const char *const *answers, const struct screening_facts *facts);

/*
 * Saves a screening of a client, with screening_facts() of today. Entered by a
 * practitioner or the owner, it is reviewed by them. `session` 0: none. The id
 * goes to *id, the verdict to *verdict.
 */
bool screening_save(struct practice *p, const struct checklist *c,
    int64_t client, int64_t session, const char *const *answers, int64_t *id,
    enum verdict *verdict, struct err *e);

#endif
