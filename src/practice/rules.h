/*
 * rules.h - what the practice says of a visit: who treats, how long it takes, who is late,
 * what overlaps, and whether the client may be treated. Each rule is said here, or in the
 * views of migration 0008 where statements need it, and nowhere else:
 *
 *   who treats      rules_treats_*(): the staff record says so and the role may
 *   usual length    rules_usual_minutes(): the service's, else the practice's
 *   lateness        rules_minutes_late() of who is not here yet, rules_cancels_late() of
 *                   who cancels; once written, visit.cancelled_late, and visit.due for a
 *                   visit that lacks an outcome
 *   overlap         rules_first_overlap() for a visit that is not saved yet; visit_overlap for
 *                   those of the file, after every write (db/judge.c)
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
 * second one reads the columns treats and role. */
bool rules_treats(const struct record *staff);
bool rules_treats_row(struct stmt *st);

/* `service` NULL: none. */
int64_t rules_usual_minutes(const struct practice *p, const struct record *service);

/* For a booking of today, or one of yesterday that still goes on: minutes since it began;
 * 0: the client is not late. */
int rules_minutes_late(int64_t begins, int64_t ends, int64_t now);
/* Whether a client who cancels at `when` does so inside the practice's notice hours
 * before the start. Nobody is charged by guess: no start is the end of the day. */
bool rules_cancels_late(const struct practice *p, const struct record *session,
    instant when);

/* Whether its practitioner is busy meanwhile: visit.takes_time. */
bool rules_takes_time(const struct record *session);
/* The first visit that this one, saved or not, overlaps; 0: none, or it has no start, no
 * practitioner, or takes no time. *ends (may be NULL) is when that visit ends. */
bool rules_first_overlap(struct practice *p, const struct record *session, int64_t *other,
    int64_t *ends, struct err *e);

/* visit.screening */
enum rules_screening {
	RULES_NOT_NEEDED, RULES_MISSING, RULES_STOPS, RULES_ALLOWS
};
enum rules_screening rules_screening_of(const char *word);

#endif
