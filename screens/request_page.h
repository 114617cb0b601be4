/*
 * request_page.h - the words a client is asked for a review with, and the QR code of
 * the link, on a whole screen.
 */
#ifndef CHAIRSIDE_SCREENS_REQUEST_PAGE_H
#define CHAIRSIDE_SCREENS_REQUEST_PAGE_H

#include "screens/desk.h"

/* False, and said: the settings hold no review link. */
bool request_page_push(struct desk *d);

#endif
