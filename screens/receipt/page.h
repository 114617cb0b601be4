/*
 * page.h - a receipt as it stands, and the goodbye once it is closed.
 */
#ifndef CHAIRSIDE_SCREENS_RECEIPT_PAGE_H
#define CHAIRSIDE_SCREENS_RECEIPT_PAGE_H

#include "practice/receipts.h"
#include "screens/desk.h"
#include "screens/receipt/words.h"

struct receipt_page {
	struct screen screen;
	int64_t id, client;
	struct receipt *receipt;	/* NULL: it was taken back */
	struct receipt_totals totals;
	struct staff_codes codes;
	char *name, *alerts;
	bool goodbye;		/* it was closed just now */
	money change;		/* given out then */
	size_t at;		/* selected line */
	/* the next visit of what was done */
	int64_t session, service;
	/* the receipt it refunds, or the one that refunds it; 0: none */
	int64_t other;
	char other_number[44];
	date_day next;		/* DATE_NONE: nothing says when */
	char *next_words;	/* owned; "" none */
};

/* False, with a message, when it cannot be shown. */
bool receipt_page_push(struct desk *d, int64_t receipt);
/* After closing: with the change to hand out, and a visit that is not on it (NULL: none). */
void receipt_page_goodbye(struct desk *d, int64_t receipt, money change,
    const char *left_off);

/* correct.c: what is left is paid; void and refund. */
void receipt_page_pay(struct screen *s, enum act a);
void receipt_page_correct(struct screen *s, enum act a);

/* page_draw.c */
void receipt_page_draw(const struct screen *s, struct canvas *c, struct area a);

#endif
