/*
 * request_card.h - a card that asks for a review, as a page to print.
 */
#ifndef CHAIRSIDE_SCREENS_REQUEST_CARD_H
#define CHAIRSIDE_SCREENS_REQUEST_CARD_H

#include <stdbool.h>

#include "base/err.h"
#include "screens/toolkit/qr.h"

/* The words, the code and the link whole, as HTML; `q` NULL: the link alone. */
bool request_card_write(const char *words, const char *link, const struct qr *q,
    const char *target, struct err *e);

#endif
