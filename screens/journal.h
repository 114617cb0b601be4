/*
 * journal.h - the Journal page: who did what, when and to whom; and who saw a client.
 */
#ifndef CHAIRSIDE_SCREENS_JOURNAL_H
#define CHAIRSIDE_SCREENS_JOURNAL_H

#include "screens/desk.h"

void journal_push(struct desk *d);
void journal_looks_push(struct desk *d, int64_t client);

#endif
