/*
 * duplicates.h - the page Duplicates: pairs of clients who may be one person.
 *
 * Enter shows both cards side by side; there < and > choose whose value of a field stays, Tab
 * who stays, and Enter asks for the number of the card that goes. n tells a pair apart.
 * Below them stand the merges; Enter on one asks whether to take it apart, and then lists what
 * stays with the one who stayed, to be given to the other by Enter.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_DUPLICATES_H
#define CHAIRSIDE_SCREENS_CLIENT_DUPLICATES_H

#include "screens/desk.h"

void duplicates_push(struct desk *d);

/* The two cards side by side; `stays` is on the left. */
void client_merge_push(struct desk *d, int64_t stays, int64_t gone);
/* Takes the merge in which that client went apart, and lists what stays, if anything. */
void client_unmerge_push(struct desk *d, int64_t gone);

#endif
