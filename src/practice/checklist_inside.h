/*
 * checklist_inside.h - what checklist_look.c and checklist_languages.c share.
 */
#ifndef CHAIRSIDE_PRACTICE_CHECKLIST_INSIDE_H
#define CHAIRSIDE_PRACTICE_CHECKLIST_INSIDE_H

#include "practice/checklist_look.h"

struct checklist_looking {
	const struct checklist *c;
	void (*fn)(const struct checklist_flaw *, void *);	/* may be NULL */
	void *arg;
	size_t refused;
	struct checklist_flaw flaw;	/* its place and row are set */
};

/* Tells one, counted when it is refused. */
void look_tell(struct checklist_looking *l, bool refused, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* checklist_languages.c: of the words in other languages refused is a line that is none; told is
 * a question or an answer that one language has and another lacks. */
void checklist_languages_look(struct checklist_looking *l);

#endif
