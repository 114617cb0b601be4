/*
 * lots.h - lots of products: what the code on a box says, and how many are on hand.
 *
 * On hand is what the movements add up to, less what treatments took (view lot_stock).
 */
#ifndef CHAIRSIDE_PRACTICE_LOTS_H
#define CHAIRSIDE_PRACTICE_LOTS_H

#include "practice/save.h"

#define LOT_READINGS 6
#define LOT_SOON_DAYS 30	/* before its last day a lot is told as expiring */

/* A lot that a code could be: product 0 where no product has that item. */
struct lot_reading {
	int64_t product, lot;		/* 0: not here yet */
	char number[44];		/* empty: the code names the product alone */
	char serial[44];
	date_day expires, made;		/* DATE_NONE: not said */
};

/* Reads what was typed or scanned into a lot field. None: it is the number as it stands.
 * ERR_INVALID: a code that is wrong or cut; a second code of HIBC that belongs to another
 * product than `product` (0: not known yet). */
bool lot_read(struct practice *p, const char *text, int64_t product,
    struct lot_reading readings[LOT_READINGS], size_t *n, struct err *e);

/* The item in a code of a product's box: "" where it is no such code. ERR_INVALID alike. */
#define LOT_ITEM_SIZE 32
bool lot_item(const char *text, char item[LOT_ITEM_SIZE], struct err *e);
/* The product that has the item as its GTIN or HIBC; 0: none has. */
bool lot_product(struct practice *p, const char *item, int64_t *product, struct err *e);

/* The product's lot of that number; 0: it has none. */
bool lot_named(struct practice *p, int64_t product, const char *number, int64_t *lot,
    struct err *e);
/* Asked by the save of a lot (struct save_rules): no other of its product has its number. */
bool lot_ask(struct practice *p, struct record *next, const struct record *was, void *arg,
    struct err *e);

/* Pieces on hand. */
bool lot_on_hand(struct practice *p, int64_t lot, int64_t *n, struct err *e);
/* Adds what stands in the way of using it on that day: "expired 31 Aug 2026", "recalled
 * 12 Mar 2026"; nothing where nothing does. */
void lot_stopped(const struct record *lot, date_day on, struct buf *out);

/* A movement: a new one, or one that is changed. Of a count the pieces become by how many
 * the book was wrong; what is wasted or returned goes out. ERR_INVALID where more would go
 * out than are on hand: counting again says what is there. Needs ACTION_WRITE_OFFER. */
bool lot_move_add(struct practice *p, struct record *r, struct draft *draft, struct err *e);
bool lot_move_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e);

/* One line a lot in force, by product and then by expiry. */
struct stock_line {
	int64_t product_id;
	const char *product, *number;
	date_day expires;		/* DATE_NONE: not known */
	int64_t on_hand;
	bool expired, soon, recalled;
	bool low;			/* all lots of the product together */
};
bool stock_list(struct practice *p, bool (*fn)(const struct stock_line *, void *), void *arg,
    struct err *e);
/* Adds what there is to see to: "expired, low"; nothing where there is nothing. */
void stock_words(const struct stock_line *l, struct buf *out);
/* Adds all of it in a line, "1 lot expired, 2 within 30 days, 1 product low"; nothing where
 * there is nothing. */
bool stock_summary(struct practice *p, struct buf *out, struct err *e);

#endif
