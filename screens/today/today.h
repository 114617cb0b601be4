/*
 * today.h - the day's agenda: what today.c, todo.c, draw.c and visit.c share.
 *
 * Rows are the visits of the day and the free time between them, in time order. The
 * selection is kept by visit id, so a reload never moves it. The side pane (from 80
 * columns) names what was begun and waits, counts what else is to do and shows the selected
 * visit's client. While it has the keys the screen's ops are todo_ops.
 */
#ifndef CHAIRSIDE_SCREENS_TODAY_TODAY_H
#define CHAIRSIDE_SCREENS_TODAY_TODAY_H

#include "practice/due.h"
#include "practice/sessions.h"
#include "practice/sign.h"
#include "practice/standing.h"
#include "screens/parked.h"
#include "screens/toolkit/marks.h"

struct today_row {
	int64_t id, version;	/* 0: free time */
	int64_t client, staff;
	int start, minutes;	/* since the day's midnight; below 0 with `before` */
	bool timed;		/* the start is known */
	bool before;		/* it began on the day before */
	enum session_status status;
	int late;
	bool to_pay, alerted, unscreened;
	/* Of a visit that is not on show these are NULL and false: today_show(). */
	char *name, *service, *service_code, *code;	/* owned; of free time only the code */
	char *insisted;		/* why it was booked despite a warning; "" if none */
	char *entered;		/* when and by whom, if late; else "" */
	char *signed_by;	/* the same of its signature */
	bool no_outcome;
};

/* What can be selected in the side pane, in its order: after the first TODAY_BEGUN of
 * d->parked (today_begun()) what is counted. */
#define TODAY_BEGUN 4
enum today_job {
	JOB_BEGUN, JOB_LOOKS, JOB_NO_OUTCOME, JOB_TO_PAY, JOB_CALLS, JOB_FOLLOW_UPS, JOB_BACK,
	JOB_UNSCREENED, JOB_SIGN, JOB_COSIGN, JOB_SECOND, JOB_BARRED, JOB_KEPT, JOBS
};

struct today {
	struct screen screen;
	date_day day;
	bool mine;
	struct today_row *rows;
	size_t n, cap;
	size_t at;		/* selected row */
	bool chosen;		/* … by a key, not by opening the day */
	size_t top;		/* first row shown */
	size_t height;		/* rows shown */
	bool in_jobs;		/* the side pane has the focus */
	size_t job;		/* selected: today_begun() and today_jobs() */
	int64_t begun;		/* parked_key() of the selected one; 0: a job is */
	struct marks marks;	/* visits of the day shown */
	struct sessions_todo todo;
	struct due_counts due;
	struct sign_counts sign;
	long second;		/* second looks of this login */
	long looks;		/* emergency views the owner has not read of */
	bool read;		/* a day has been loaded */
	int minute;		/* … at that minute of the day: who is late depends on it */
	bool stale;		/* something has changed since, while another tab was shown */
	struct session_open open;	/* of the day; without clients not read */
	bool is_new;		/* there are no clients yet: shows the first steps */
	bool offering;		/* after the login, Enter resumes the newest draft */
	struct client_standing standing;
	bool has_standing;
};

/* The selected row, or NULL. It is one of those on show. */
struct today_row *today_selected(const struct today *t);
/* Reads what is shown of a visit, unless that is known. */
void today_show(struct today *t, struct today_row *r);
/* Goes to another day. */
void today_go(struct today *t, date_day day);
/* Catches up a past day, DATE_NONE: the one that Today shows: what is entered of it from now
 * on was done on paper (desk.h). Says so, or why not. */
void today_catch_up(struct desk *d, date_day day);
/* A visit was entered from paper: selects it, where Today is in front. */
void today_entered(struct desk *d, int64_t session);
/* Selects a visit of the day. */
void today_select(struct today *t, int64_t session);
/* To the side pane, or back to the day. */
void today_turn(struct today *t, bool to_jobs);

/* todo.c */
/* How many rows of d->parked are shown; the jobs with something to do, and how many. */
size_t today_begun(const struct today *t);
size_t today_jobs(const struct today *t, enum today_job jobs[JOBS]);
long today_count(const struct today *t, enum today_job job);
void today_job_move(struct today *t, long by);
/* After a reading the same is selected, as far as it is there. */
void today_job_again(struct today *t);
void todo_facts(const struct screen *s, struct buf *out);

void today_draw(const struct screen *s, struct canvas *c, struct area a);
/* Is there room for the side pane? */
bool today_has_pane(struct area a);

/* The agenda's keys (visit.c), and the side pane's (todo.c). */
extern const struct binding today_bindings[];
extern const struct binding todo_bindings[];
/* Those that are the same in both. */
void today_book(struct screen *s, enum act a);
void today_find(struct screen *s, enum act a);

#endif
