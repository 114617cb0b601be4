/*
 * series.h - the page on which the rest of a series is looked through and booked.
 */
#ifndef CHAIRSIDE_SCREENS_SERIES_H
#define CHAIRSIDE_SCREENS_SERIES_H

#include "screens/desk.h"

/* Pushes it for a client; `service` 0: the service of the client's open series. Only a
 * message when nothing is left to book. */
void series_push(struct desk *d, int64_t client, int64_t service);

#endif
