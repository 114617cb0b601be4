/*
 * ill.h - somebody is ill: who could take their visits, or what becomes of these some minutes
 * later.
 *
 * Proposed is only what is free and usual (slot.h): of a service's people in the order of
 * lists the first who works then and is free, with the room and device it has, else the next
 * that is free. Visits of one coming stay together: all of them go to the same person, or
 * none. A visit that cannot go keeps what it has, so that none is proposed into its place.
 */
#ifndef CHAIRSIDE_PRACTICE_ILL_H
#define CHAIRSIDE_PRACTICE_ILL_H

#include "practice/sessions.h"
#include "practice/slot.h"

struct ill_offer {
	struct session_move move;	/* for sessions_move() */
	bool goes;
	/* Harmless for a terminal: "9:00a", "Byrne, Ada", and "Jonas, room B", or why it
	 * stays. */
	char time[16], client[80], to[240];
};

/* Of each visit, by time, in `out`. `later` 0: to others; else so many minutes later, or
 * earlier, with the same person. */
bool ill_offers(struct practice *p, const int64_t *ids, size_t n, int later,
    struct ill_offer *out, struct err *e);

#endif
