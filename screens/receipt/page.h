/*
 * page.h - the page of a receipt, and the goodbye right after it is closed.
 */
#ifndef CHAIRSIDE_SCREENS_RECEIPT_PAGE_H
#define CHAIRSIDE_SCREENS_RECEIPT_PAGE_H

#include "receipt/receipts.h"
#include "screens/desk.h"
#include "screens/receipt/words.h"

struct receipt_page {
	struct screen screen;
	int64_t id, client;
	struct receipt *receipt;	/* NULL: no longer in the file */
	struct receipt_totals totals;
	struct staff_codes codes;
	char *name, *alerts;
	bool goodbye;		/* it was just closed */
	money change;		/* to hand out then */
	size_t at;		/* selected line */
	/* a visit and service on it, to book the next from; 0: none */
	int64_t session, service;
	/* the receipt it refunds, or the one that refunds it; 0: none */
	int64_t other;
	char other_number[44];
	date_day next;		/* of the next visit; DATE_NONE: not known */
	char *next_words;	/* owned; "" when not known */
};

/* False, with a message, when it cannot be shown. */
bool receipt_page_push(struct desk *d, int64_t receipt);
/* After closing: with the change to hand out, and a visit left off it (NULL: none). */
void receipt_page_goodbye(struct desk *d, int64_t receipt, money change,
    const char *left_off);

/* correct.c: pays the rest; voids or refunds. */
void receipt_page_pay(struct screen *s, enum act a);
void receipt_page_correct(struct screen *s, enum act a);

/* page_draw.c */
void receipt_page_draw(const struct screen *s, struct canvas *c, struct area a);

#endif
