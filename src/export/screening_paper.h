/*
 * screening_paper.h - the blank form of a checklist: the questions in the order of the screen,
 * each with the letters that are typed for its answers.
 */
#ifndef CHAIRSIDE_EXPORT_SCREENING_PAPER_H
#define CHAIRSIDE_EXPORT_SCREENING_PAPER_H

#include "export/paper.h"
#include "practice/practice.h"

struct checklist;

/* Prints one as a page; `who` ("": nobody yet) and `below` stand in its heading. In that
 * language (NULL: its own) as far as the checklist has its words; letters stay. */
void screening_paper(struct paper *x, const struct checklist *c, const char *who,
    const char *below, const char *language);

/* The same as a file of that format, with room for who it is of. ERR_NOTFOUND: no word of it
 * is there in that language. */
bool screening_paper_print(struct practice *p, const struct checklist *c, const char *language,
    const char *format, const char *target, struct err *e);

#endif
