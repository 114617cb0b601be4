/*
 * task.h - what the palette does by one line: "book tan microneedling mon 2p".
 *
 * The first word is a verb, or the beginning of one alone; who comes next. A booking
 * takes a service, a day and a time too, in any order behind, as their fields read
 * them. Nothing is saved: the form opens, with what was not understood in its field as it
 * was typed.
 */
#ifndef CHAIRSIDE_SCREENS_TASK_H
#define CHAIRSIDE_SCREENS_TASK_H

#include "screens/desk.h"
#include "screens/toolkit/palette.h"

#define TASK_CLIENTS 8

struct task {
	enum act act;
	const char *verb;	/* NULL: none was named */
	bool begins;		/* by one letter alone */
	int64_t clients[TASK_CLIENTS];
	char notes[TASK_CLIENTS][80];	/* phone and birth date */
	size_t n_clients;	/* 0: nobody is called that */
	char who[200], what[200];	/* as typed; what is "" where it is understood */
	int64_t service;	/* 0: not said, or not understood */
	date_day day;		/* DATE_NONE: not said */
	int start;		/* -1: not said */
};

/* Reads a line; `verb` is NULL where it is no task. */
void task_read(struct desk *d, const char *typed, struct task *t);
/* An entry for each client who may be meant: what Enter is going to do. Its id is the
 * client's place. */
void task_add(struct desk *d, const struct task *t, struct palette *p, palette_run run);
/* Does it, for that client of the task. */
void task_run(struct desk *d, const struct task *t, size_t client);

#endif
