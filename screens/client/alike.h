/*
 * alike.h - the question before a new client is saved who resembles another.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_ALIKE_H
#define CHAIRSIDE_SCREENS_CLIENT_ALIKE_H

#include "screens/desk.h"

/* Called with the answer: an existing client, or 0 for a new one all the same. Not
 * called on Esc, which goes back to the screen that asked. */
typedef void alike_decided(struct desk *d, int64_t client, const char *name, void *arg);

/*
 * Asks whether an existing client is meant. True: the question is open and `decided`
 * comes later, or, with a message, the clients could not be read. False: nobody is
 * alike and nothing is asked. `arg` is borrowed: it must live as long as the screen
 * beneath.
 */
bool alike_ask(struct desk *d, const struct record *client, alike_decided *decided,
    void *arg);

#endif
