/*
 * request_card.h - a card that asks for a review, as a page to print.
 */
#ifndef CHAIRSIDE_SCREENS_REQUEST_CARD_H
#define CHAIRSIDE_SCREENS_REQUEST_CARD_H

#include <stdbool.h>

#include "base/err.h"
#include "screens/toolkit/qr.h"

/* Writes the words, the code and the full link as HTML; with `q` NULL, no code. */
bool request_card_write(const char *words, const char *link, const struct qr *q,
    const char *target, struct err *e);

#endif
