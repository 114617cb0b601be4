/*
 * task.h - tasks typed in the palette as one line: "book tan microneedling mon 2p".
 *
 * The first word is a verb, or the start of only one verb; then comes the client. A
 * booking also takes a service, a day and a time, in any order, parsed as in their
 * fields, and with + more services of the same coming; a move takes a day and a time. A block
 * ("block me fri 2p-4p dentist") takes a person, a day, a time and the reason; "catch-up
 * yesterday" a past day alone. Nothing is saved: the form opens, with what was not understood
 * in its field as typed. Only several services of one coming have no form: what the line says
 * is booked by Enter.
 */
#ifndef CHAIRSIDE_SCREENS_TASK_H
#define CHAIRSIDE_SCREENS_TASK_H

#include "screens/desk.h"
#include "screens/toolkit/palette.h"

#define TASK_BLOCK ACT_new	/* time off is new, and no act of a client */
#define TASK_PAPER ACT_earlier	/* a past day that was done on paper: neither is it */
#define TASK_CLIENTS 8
#define TASK_SERVICES 4		/* of one coming */

struct task {
	enum act act;
	const char *verb;	/* NULL: none was named */
	bool begins;		/* the verb is a single letter */
	int64_t clients[TASK_CLIENTS];
	char notes[TASK_CLIENTS][80];	/* phone and birth date */
	size_t n_clients;	/* 0: nobody has that name */
	char who[200], what[200];	/* as typed; `what` "" when understood */
	char and[200];		/* "+ ledd": what is behind a + and was not understood */
	int64_t service;	/* 0: none, or not understood */
	int64_t more[TASK_SERVICES];	/* those after a + */
	size_t n_more;
	int64_t staff;		/* whose time off; 0: the practice's */
	date_day day;		/* DATE_NONE: none */
	int start;		/* -1: none */
	int minutes;		/* of time off; 0: none said */
};

/* Parses a line; `verb` is NULL when it is not a task. */
void task_read(struct desk *d, const char *typed, struct task *t);
/* Adds an entry for each client who may be meant, saying what Enter will do. Its id is
 * the index in `clients`. */
void task_add(struct desk *d, const struct task *t, struct palette *p, palette_run run);
/* Does the task for clients[client]. */
void task_run(struct desk *d, const struct task *t, size_t client);

#endif
