/*
 * rules.h - what the practice says of a visit: who treats, how long it takes, who is late,
 * and whether the client may be treated. Each rule is said here, or in the views of
 * db/schema.sql where statements need it, and nowhere else; when and where a visit can be is
 * in slot.h:
 *
 *   who treats      rules_treats_*(): the staff record says so, is no room, and the role may
 *   usual length    rules_usual_minutes(): the service's, else the practice's
 *   lateness        rules_minutes_late() of who is not here yet, rules_cancels_late() of
 *                   who cancels; once written, visit.cancelled_late, and visit.due for a
 *                   visit that lacks an outcome
 *   may be treated  visit.screening, by the stored verdict of the newest screening and its
 *                   override; the pre-flight and booking evaluate the answers again for
 *                   the day (rescreen.h) and are only ever stricter
 *
 * Moments are minutes since 1970, clinic wall time, as `begins` and `ends` of the view.
 */
#ifndef CHAIRSIDE_PRACTICE_RULES_H
#define CHAIRSIDE_PRACTICE_RULES_H

#include "base/clock.h"
#include "practice/practice.h"

struct stmt;

int64_t rules_moment(date_day day, int minutes);
int64_t rules_now(void);

/* An inactive person may still treat: whom a visit may newly name is another rule. The
 * second one reads the columns treats, room and role. */
bool rules_treats(const struct record *staff);
bool rules_treats_row(struct stmt *st);

/* `service` NULL: none. */
int64_t rules_usual_minutes(const struct practice *p, const struct record *service);

/* For a booking of today, or one of yesterday that still goes on: minutes since it began;
 * 0: the client is not late. */
int rules_minutes_late(int64_t begins, int64_t ends, int64_t now);
/* Whether a client who cancels at `when` does so inside the notice hours before the start,
 * the service's, else the practice's. Nobody is charged by guess: no start is the end of
 * the day. */
bool rules_cancels_late(struct practice *p, const struct record *session,
    instant when);

/* Whether its practitioner is busy meanwhile: visit.takes_time. */
bool rules_takes_time(const struct record *session);

/* visit.screening */
enum rules_screening {
	RULES_NOT_NEEDED, RULES_MISSING, RULES_STOPS, RULES_ALLOWS
};
enum rules_screening rules_screening_of(const char *word);

#endif
