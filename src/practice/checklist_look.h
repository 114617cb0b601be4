/*
 * checklist_look.h - what is wrong with a checklist, or worth a second look.
 *
 * Refused, so that no such edition is added or published: two items of one code, a condition
 * that goes round in a circle or names nothing, two answers with one key, a rule about
 * something that is not asked, a window without its unit. Told: a rule that can never fire, an
 * item that no rule reads, two rules that contradict, a source that nobody can look up.
 *
 * A source can be looked up when it names a work with an edition, a date or an address, and
 * ends with the day on which somebody did: "…, checked 29 Nov 2026".
 */
#ifndef CHAIRSIDE_PRACTICE_CHECKLIST_LOOK_H
#define CHAIRSIDE_PRACTICE_CHECKLIST_LOOK_H

#include "practice/checklists.h"

struct checklist_flaw {
	bool refused;
	const struct record *row;	/* the item or rule it is about; NULL: the whole */
	char place[80];		/* "item 4, acne", "rule 12, acne" */
	char text[240];		/* a sentence without its first capital and with its stop */
};

/* Calls fn for each; how many of them are refused. */
size_t checklist_look(const struct checklist *c,
    void (*fn)(const struct checklist_flaw *, void *), void *arg);

#endif
