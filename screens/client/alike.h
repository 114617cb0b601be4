/*
 * alike.h - the question before a new client is saved who is like another.
 */
#ifndef CHAIRSIDE_SCREENS_CLIENT_ALIKE_H
#define CHAIRSIDE_SCREENS_CLIENT_ALIKE_H

#include "screens/desk.h"

/* What was decided: another client, or 0 for a new one all the same. Esc calls nobody:
 * whoever asked is in front again. */
typedef void alike_decided(struct desk *d, int64_t client, const char *name, void *arg);

/*
 * Asks whether somebody who is there is meant. True: the question is in front and
 * `decided` comes later, or the clients could not be read, which was said. False:
 * nobody is alike, and nothing is asked. `arg` is borrowed: it must live as long as
 * the screen beneath.
 */
bool alike_ask(struct desk *d, const struct record *client, alike_decided *decided,
    void *arg);

#endif
