/*
 * papers.h - the words that are signed or given: their list, editions, publishing.
 */
#ifndef CHAIRSIDE_SCREENS_PAPERS_H
#define CHAIRSIDE_SCREENS_PAPERS_H

#include "screens/desk.h"

/* The list, on the tab Practice. */
void papers_push(struct desk *d);
/* A draft's form; of any other edition a page to read. */
void document_open(struct desk *d, int64_t document);

#endif
