/*
 * standing.h - a short summary of a client, for the side pane and the card.
 *
 * Medical facts (skin type, screening, alerts) are blank for a role that may not see
 * them; `alerts` then only says that there are some. Texts are valid UTF-8 and not yet
 * harmless for a terminal.
 */
#ifndef CHAIRSIDE_PRACTICE_STANDING_H
#define CHAIRSIDE_PRACTICE_STANDING_H

#include "base/date.h"
#include "practice/screening.h"

struct client_standing {
	int64_t client;
	char name[1000];	/* as client_display_name() */
	int age;		/* -1: not known */
	date_day born;		/* DATE_NONE: not known */
	char skin[8];		/* "" not known */
	bool archived;
	char do_not_book[900];	/* the reason; "" */

	/* One line: alert, allergies, medicines, what the skin reacted to, a screening that is
	 * expired or does not allow treatment: "ALLERGY latex · warfarin · screening expired 2 Nov
	 * 2026"; "" none. "see screening" for a role that may not see them. */
	char alerts[1000];

	/* The newest screening, its answers evaluated with today's facts. */
	int64_t screening;	/* 0: none, or hidden */
	enum verdict verdict;
	char what[120];		/* "BLOCK keloid", "DEFER until 14 Dec 2026 (toxin)", "OK" */
	date_day screened_on, valid_until;
	date_day eligible_on;	/* DEFER: first day; DATE_NONE: no end, or no DEFER */
	bool expired, overridden;
	const char *changed;	/* "medicines" of the card changed since; NULL: nothing did */

	int64_t sessions_done, no_shows, late_cancels;
	date_day last_visit;	/* newest session done; DATE_NONE */
	char last_service[321];
	int64_t next_session;	/* the first from today on; 0 none */
	date_day next_visit;
	int next_start;		/* -1: none */
	char next_service[321];

	/* The last service with a series: sessions done in the current series (after N
	 * of N the next session starts a new one). */
	int64_t series;		/* the service; 0: none */
	char series_service[321];
	int series_done, series_planned;	/* planned 0: no series */
	date_day series_last;
};

bool client_standing(struct practice *p, int64_t client,
    struct client_standing *out, struct err *e);
/* Fills in only the series of out->client. Checks no right. */
bool standing_series(struct practice *p, struct client_standing *out, struct err *e);

#endif
