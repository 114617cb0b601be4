/*
 * today.h - the day's agenda: what today.c, draw.c and visit.c share.
 *
 * Rows are the visits of the day and the free time between them, in time order. The
 * selection is kept by visit id, so a reload never moves it. The side pane (from 80
 * columns) counts what waits and shows the client in focus.
 */
#ifndef CHAIRSIDE_SCREENS_TODAY_TODAY_H
#define CHAIRSIDE_SCREENS_TODAY_TODAY_H

#include "practice/sessions.h"
#include "practice/standing.h"
#include "screens/desk.h"
#include "screens/toolkit/marks.h"

struct today_row {
	int64_t id, version;	/* 0: free time */
	int64_t client, staff;
	char *name, *service, *service_code, *code, *alert;	/* owned */
	int start, minutes;	/* start -1: not said */
	enum session_status status;
	int late;
	bool no_outcome, to_pay, alerted, blocked, unscreened, walk_in;
	char *insisted;		/* why it was booked all the same; "" */
};

/* What can be chosen in the side pane, in its order. */
enum today_job {
	JOB_LOOKS, JOB_DRAFTS, JOB_NO_OUTCOME, JOB_TO_PAY, JOB_PARKED, JOB_CALLS,
	JOB_UNSCREENED, JOBS
};

struct today {
	struct screen screen;
	date_day day;
	bool mine;
	struct today_row *rows;
	size_t n, cap;
	size_t at;		/* selected row */
	bool chosen;		/* … by a key, not by where a day begins */
	size_t top;		/* first on show */
	size_t height;		/* rows on show */
	bool in_jobs;		/* the side pane has the keys */
	size_t job;		/* of those that wait */
	struct marks marks;	/* visits; of the day on show */
	struct sessions_todo todo;
	long looks;		/* in an emergency, that the owner has not read of */
	long drafts;
	long parked;		/* open receipts, of any day */
	int64_t parked_only;	/* its id where it is one */
	bool read;		/* a day has been read */
	bool is_new;		/* no client is there yet: a list of what comes first */
	bool offering;		/* the newest draft, by Enter, right after the login */
	struct client_standing standing;
	bool has_standing;
};

/* The selected row; NULL: none. */
struct today_row *today_selected(const struct today *t);
/* Goes to another day. */
void today_go(struct today *t, date_day day);
/* Selects a visit, in its day. */
void today_select(struct today *t, int64_t session);
/* The jobs that wait; returns how many. */
size_t today_jobs(const struct today *t, enum today_job jobs[JOBS]);
long today_count(const struct today *t, enum today_job job);

void today_draw(const struct screen *s, struct canvas *c, struct area a);
/* Has the window room for the side pane? */
bool today_has_pane(struct area a);

/* What the visit's keys do (visit.c). */
extern const struct binding today_bindings[];

#endif
