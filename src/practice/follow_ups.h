/*
 * follow_ups.h - asking after a treatment how it heals, by the plan of its service
 * (record/plan.h).
 *
 * They are made in the write that ends the treatment, and go when that is undone. From its
 * day on a follow-up is on Due, in the To do of whom it is handed to, else of who treated.
 * One answer closes all of a visit that are due; a concern that is handed on without an outcome
 * stays open.
 */
#ifndef CHAIRSIDE_PRACTICE_FOLLOW_UPS_H
#define CHAIRSIDE_PRACTICE_FOLLOW_UPS_H

#include "practice/save.h"

/* Inside the write that ends a treatment. What would be due before today, of a visit that
 * is entered late, is left out. */
bool follow_ups_plan(struct practice *p, const struct record *session, struct err *e);

/* In the order of the field's choices in record/after.c. */
enum follow_up_outcome {
	FOLLOW_UP_WELL, FOLLOW_UP_CONCERN, FOLLOW_UP_EVENT, FOLLOW_UP_GIVEN_UP
};
/* Answers these, and with each what else is due of its visit, in one write. One that a
 * colleague has answered meanwhile stays as it is. Needs ACTION_WRITE_SESSIONS. */
bool follow_ups_answer(struct practice *p, const int64_t *ids, size_t n,
    enum follow_up_outcome outcome, struct err *e);
/* Inside a write: answers what is due of a visit. */
bool follow_ups_answer_visit(struct practice *p, int64_t session,
    enum follow_up_outcome outcome, struct err *e);

struct record *follow_up_get(struct practice *p, int64_t id, struct err *e);
/* An outcome closes it, none opens it again. */
bool follow_up_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);

#endif
