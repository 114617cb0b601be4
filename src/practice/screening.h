/*
 * screening.h - from the answers to a checklist to a verdict.
 *
 * Verdicts, the worst wins: BLOCK: do not treat. INCOMPLETE: an item is unanswered or
 * not known, nobody may start. REFER: a written medical clearance is needed. DEFER: not
 * before a day (deferred until D means allowed on D). CAUTION: to be acknowledged. OK.
 * The rules are data of the checklist, each with its source; this code only applies
 * them. It records and warns; it does not diagnose.
 */
#ifndef CHAIRSIDE_PRACTICE_SCREENING_H
#define CHAIRSIDE_PRACTICE_SCREENING_H

#include "base/date.h"
#include "practice/checklists.h"
#include "practice/drafts.h"

struct db;
struct practice;

/* Worst first, as checklist_verdicts[] in record/checklist.h. */
enum verdict {
	VERDICT_BLOCK, VERDICT_INCOMPLETE, VERDICT_REFER, VERDICT_DEFER,
	VERDICT_CAUTION, VERDICT_OK
};
const char *verdict_name(enum verdict v);	/* "block", … as stored */
enum verdict verdict_of(const char *name);

/* Answers are an array in the order of the checklist's items: the stored word of a
 * choice; an ISO day, month "2026-03", year "2025" or "never" for a date; "-" for not
 * known; NULL for unanswered. */
#define ANSWER_UNKNOWN "-"
#define ANSWER_NEVER "never"

/* The last session on a zone. */
struct screening_area {
	date_day day;
	int depth;			/* hundredths of a millimetre; -1: no chart says */
	char zone[44];			/* "" all of them: no chart says */
};
#define SCREENING_AREAS 64

/* What is known without asking. */
struct screening_facts {
	date_day on;			/* the day of treatment */
	int days_since;			/* from the answers to that day */
	date_day born;			/* DATE_NONE: not known */
	const char *fitzpatrick;	/* "I" … "VI"; NULL or "": not known */
	/* Medicines, allergies, conditions as the card has them; "" asked and none, NULL never
	 * asked. */
	const char *card[CHECKLIST_CARD_TEXTS];
	bool guardian_consents;		/* matters under 18 */
	date_day last_on_area;		/* last session on the same area; DATE_NONE */
	struct screening_area areas[SCREENING_AREAS];	/* the newest first; … */
	size_t n_areas;			/* 0: the last session's depth is not known */
	bool adverse_event_open;
	/* The newest patch test that was read, of one day the worst: when a negative one was put
	 * on; DATE_NONE: there is none, or it was doubtful. */
	date_day patch_tested;
	bool patch_reacted;		/* it was positive */
	/* Sites as bits, numbered by the caller; a site rule blocks those affected. */
	uint32_t sites_planned, sites_affected;
};

struct screening_finding {
	const struct record *rule;	/* NULL: the item is unanswered */
	size_t item;			/* index in the checklist */
	enum verdict verdict;
	date_day until;			/* DEFER: first day allowed; DATE_NONE: no end */
	char found[40];			/* in a text of the card: "warfarin"; "" elsewhere */
};

struct screening_result {
	enum verdict verdict;
	date_day eligible_on;	/* DEFER: the latest of them; DATE_NONE: no end, or none */
	uint32_t sites_blocked;
	size_t asked, answered;
	size_t counts[VERDICT_OK + 1];
	struct screening_finding *findings;	/* worst first */
	size_t n_findings;
};

/*
 * Pure: the same input gives the same result, whatever the order of items and rules. Free with
 * screening_result_free().
 *
 * In a text of the card a rule's words are looked for (words.h). That the text was never asked is no finding unless a rule lists "-": the sheet
 * asks the same, and so does the start of a visit. A rule with a condition counts where that is
 * met or not known.
 */
void screening_evaluate(const struct checklist *c, const char *const *answers,
    const struct screening_facts *facts, struct screening_result *out);
void screening_result_free(struct screening_result *r);

/* Adds the item's name, with what was found in a text of the card: "warfarin in medicines". */
void screening_name(const struct checklist *c, const struct screening_finding *f,
    struct buf *out);

/* True when the item is asked and the other answers meet its condition. */
bool screening_item_applies(const struct checklist *c,
    const char *const *answers, size_t item);

/* "Thu 12 Mar 2026", "Mar 2026", "2025"; another answer as it is. */
const char *screening_day_words(const char *answer, char words[24]);

/* True when a date may be answered "never": not if it is asked because of another
 * answer. */
bool screening_never_fits(const struct checklist *c, size_t item);

/* The first and last day that the answer to a date may mean; the same for a full date.
 * False for any other answer. */
bool screening_day_span(const char *answer, date_day *first, date_day *last);

/* True when `answer` is possible for the item: one of its choices; a day, month, year
 * or "never" for a date; or not known. */
bool screening_has_answer(const struct field *item, const char *answer);

/* The stored form of an answer as typed; the caller frees. NULL and ERR_INVALID. */
char *screening_parse(const struct checklist *c, size_t item,
    const struct field_context *context, const char *typed, struct err *e);

/* Answers as a JSON object from item code to answer; the caller frees. */
char *screening_answers_json(const struct checklist *c,
    const char *const *answers);

/*
 * The facts from the card and the visits for a treatment on that day; texts are
 * borrowed from the card. The last session on the area is the newest one of an earlier
 * day for a service with the same checklist; two visits of one day do not block each other.
 * Charts say which zones it was and how deep; zones that a chart of the day itself has are
 * those that are planned, and else all are. A session without a chart is of all. A guardian's
 * consent in force lets somebody under 18 count as 18. An adverse event counts that is open on
 * that day, a patch test that was read by then.
 */
bool screening_facts(struct db *db, const struct checklist *c,
    const struct record *card, date_day on, struct screening_facts *out,
    struct err *e);

/* A screening record ready to insert, with verdict, first eligible and last valid
 * day. */
struct record *screening_record(const struct checklist *c, int64_t client,
    const char *const *answers, const struct screening_facts *facts);

/*
 * Saves a screening of a client, with screening_facts() of the day `on`: today, or the past
 * one on which it was answered on paper. One entered by a practitioner or the owner counts as
 * reviewed. `session` 0: none. The id goes to *id, the verdict to *verdict.
 */
bool screening_save(struct practice *p, const struct checklist *c,
    int64_t client, int64_t session, date_day on, const char *const *answers,
    int64_t *id, enum verdict *verdict, struct draft *draft, struct err *e);

#endif
