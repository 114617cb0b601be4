/*
 * request_page.h - the words a client is asked for a review with and the link on a line
 * of its own, or the QR code of it on the whole window.
 */
#ifndef CHAIRSIDE_SCREENS_REQUEST_PAGE_H
#define CHAIRSIDE_SCREENS_REQUEST_PAGE_H

#include "screens/desk.h"

enum request_view { REQUEST_WORDS, REQUEST_CODE };

/* Can it be shown as this window is? Else why not: there is no link, or no room for its
 * code. */
bool request_page_can(struct desk *d, enum request_view view, struct err *e);
/* Shows it; the words where the code cannot be shown. */
void request_page_push(struct desk *d, enum request_view view);

#endif
