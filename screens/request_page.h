/*
 * request_page.h - the words that ask a client for a review, with the link on its own
 * line, or the link's QR code on the whole window.
 */
#ifndef CHAIRSIDE_SCREENS_REQUEST_PAGE_H
#define CHAIRSIDE_SCREENS_REQUEST_PAGE_H

#include "screens/desk.h"

enum request_view { REQUEST_WORDS, REQUEST_CODE };

/* Can it be shown in this window? If not, `e` says why: no link, or no room for its
 * code. */
bool request_page_can(struct desk *d, enum request_view view, struct err *e);
/* Shows it; the words if the code does not fit. */
void request_page_push(struct desk *d, enum request_view view);

#endif
