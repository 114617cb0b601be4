/*
 * forms.h - the forms of the practice's records, opened from any screen.
 *
 * Each pushes a form on the current tab, or shows why not. What is typed is kept as a
 * draft; after a save a message says what was done and how to undo it.
 */
#ifndef CHAIRSIDE_SCREENS_FORMS_H
#define CHAIRSIDE_SCREENS_FORMS_H

#include "base/date.h"
#include "screens/desk.h"

/* --- clients (client/form.c) -------------------------------------------------- */

void client_form_new(struct desk *d);
void client_form_edit(struct desk *d, int64_t client);

/* --- sessions (form_session.c) -------------------------------------------------- */

/* For booking a visit. Not known yet: client and staff 0, day DATE_NONE, start -1. */
struct session_preset {
	int64_t client, staff;
	int64_t service, room;	/* 0: not known */
	int64_t likely;		/* a client to propose; 0: none */
	date_day day;
	int start;
	bool walk_in;		/* the client is here already */
};
/* On the day that is caught up (desk.h) it is a visit that was done on paper. */
void form_session_new(struct desk *d, const struct session_preset *preset);
/* A time without am or pm is taken within the practice's hours: 2 is two in the
 * afternoon. */
int form_session_time(struct desk *d, int start, const char *typed);
/* A day without a year is one to come: in March 25 dec is next December's. */
date_day form_session_day(date_day day, const char *typed);
void form_session_edit(struct desk *d, int64_t session);
/* The same, with the focus on the date. */
void form_session_move(struct desk *d, int64_t session);
/* The same with where it is to go typed in, and the focus on why; staff and room 0: as they
 * are. */
void form_session_insist(struct desk *d, const struct session_preset *to, int64_t session);

/* --- reviews (form_review.c) ---------------------------------------------------- */

/* A review received; `client` 0: not known whose. */
void form_review_new(struct desk *d, int64_t client);
void form_review_edit(struct desk *d, int64_t review);

/* --- due (due/forms.c) ------------------------------------------------------------- */

void waiting_form_new(struct desk *d, int64_t client);	/* 0: not known yet */
void waiting_form_edit(struct desk *d, int64_t waiting);
/* The newest try to reach somebody: what was said, and until when it hides them. */
void contact_form_edit(struct desk *d, int64_t contact);
/* How it heals, and to whom it is handed. */
void follow_up_form_edit(struct desk *d, int64_t follow_up);

/* --- adverse events (events.c) -------------------------------------------------------- */

/* After that visit; 0: the newest one. */
void event_form_new(struct desk *d, int64_t client, int64_t session);
void event_form_edit(struct desk *d, int64_t event);
/* The client's open one or a new one, asked where there is one. */
void event_ask(struct desk *d, int64_t client, int64_t session);
void events_push(struct desk *d);

#endif
