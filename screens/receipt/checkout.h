/*
 * checkout.h - the check-out form: what the files checkout*.c share.
 *
 * The whole receipt is in memory and is saved at once. One cell has the focus; its text
 * is parsed when it is left. An invalid cell keeps its text, with an error under its
 * line, and can still be left. Below the lines is the add row, for more lines; below
 * the payments the pay row, for more payments. Visits since the receipt was started are
 * shown dim above the add row; Enter in the empty add row adds them one by one.
 */
#ifndef CHAIRSIDE_SCREENS_RECEIPT_CHECKOUT_H
#define CHAIRSIDE_SCREENS_RECEIPT_CHECKOUT_H

#include "practice/cautions.h"
#include "practice/drafts.h"
#include "receipt/receipts.h"
#include "screens/desk.h"
#include "screens/receipt/words.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/edit.h"

/* The last is the first row of a receipt on paper: its number there. */
enum checkout_row { CHECKOUT_LINE, CHECKOUT_ADD, CHECKOUT_PAID, CHECKOUT_PAY, CHECKOUT_PAPER };

struct checkout_at {
	enum checkout_row row;
	size_t i;		/* which line or payment */
	enum receipt_cell cell;
};

/* A cell that could not be parsed. */
struct checkout_wrong {
	struct checkout_at at;
	char *text, *sentence;
};

struct checkout {
	struct screen screen;
	struct receipt *receipt;
	struct receipt *began;	/* as in the file, or as first filled in */
	struct receipt *waiting;	/* lines for visits not on it; NULL: none */
	struct receipt_totals totals;
	struct staff_codes codes;
	char *client, *alerts;
	struct checkout_at at;
	struct edit edit;	/* the cell in focus */
	char *shown;		/* its text when it got the focus */
	bool touched;		/* the cursor was moved in it: typing inserts */
	struct checkout_wrong *wrong;
	size_t n_wrong, cap_wrong;
	/* what matches the text, in the add row and in `by` */
	struct choice_rows picks;
	size_t pick;
	bool picking;
	bool asked;		/* one was chosen by Up and Down, or the list by ^P */
	bool parked;		/* saved open, to be gone on with */
	/* the line removed last, for ^Z */
	struct record *off;
	size_t off_at;
	struct draft draft;	/* as kept last; form NULL: never */
	struct cautions cautions;	/* what the client has against its products */
};

/* checkout.c */
/* Pushes the form for an open receipt, which it owns from now on. NULL: refused. */
struct checkout *checkout_begin(struct desk *d, struct receipt *r, struct err *e);
bool checkout_changed(const struct checkout *c);
bool checkout_same(const struct record *a, const struct record *b);	/* equal rows */
/* Replaces the receipt being typed, keeping `began`; takes ownership. */
void checkout_take(struct checkout *c, struct receipt *typed);

/* checkout_since.c */
/* Looks for the client's visits since the receipt was started, or since `day` if that
 * is earlier, that are not on it. */
void checkout_offer(struct checkout *c, date_day day);
size_t checkout_offered(const struct checkout *c);	/* how many lines */
void checkout_take_offered(struct checkout *c);	/* adds the first of them */
/* The form has a receipt that was parked: tells so, and offers as checkout_offer(). */
void checkout_say_parked(struct checkout *c, date_day day);
/* Reads it again after a colleague changed it, and adds what was typed where it can. */
void checkout_read_again(struct checkout *c);
/* A colleague made of `base` (NULL: not known any more) what `began` is: brings what is typed
 * into `now`, a copy of that, field by field, and names in the message what both changed, with
 * what was typed. The cell in focus and those that were not understood go with their rows. Takes
 * ownership of both. */
void checkout_carry_over(struct checkout *c, struct receipt *now, struct receipt *base);
/* After changes (struct desk_changes): where nothing is typed, reads it again; else says who
 * changed it. */
void checkout_catch_up(struct checkout *c, const void *what);

/* checkout_cells.c */
bool checkout_is_cell(const struct checkout *c, struct checkout_at at);
/* Moves the focus to a cell. */
void checkout_go(struct checkout *c, struct checkout_at at);
/* Where typing starts: in the number on paper, else in the add row. */
struct checkout_at checkout_first(const struct checkout *c);
/* The row below or above; after the last comes the first. */
struct checkout_at checkout_row_by(const struct checkout *c, struct checkout_at at,
    int by);
/* The next cell, or the one before. */
struct checkout_at checkout_next(const struct checkout *c, struct checkout_at at,
    int by);
/* Types that into the cell in focus, over what stands there. */
void checkout_type(struct checkout *c, const char *text);
/* Parses the cell in focus; false, with an error under it, when it is invalid. */
bool checkout_read(struct checkout *c);
const struct checkout_wrong *checkout_wrong_at(const struct checkout *c,
    struct checkout_at at);
void checkout_say_wrong(struct checkout *c, struct checkout_at at,
    const char *text, const char *sentence);
void checkout_forget_wrong(struct checkout *c);
bool checkout_put_back(struct checkout *c);

/* checkout_picks.c */
#define CHECKOUT_PICKS 6	/* shown at once */
void checkout_picks_fill(struct checkout *c);
void checkout_picks_close(struct checkout *c);
void checkout_picks_move(struct checkout *c, int by);
/* Takes the selected match: adds it as a line, or puts it into the cell. False when
 * there is none; in the add row a message says so. */
bool checkout_picks_take(struct checkout *c);

/* checkout_cautions.c */
/* Looks at the products that came onto the receipt. */
void checkout_look(struct checkout *c);
/* Adds "CAUTION allergies, propolis: …", the nth, from 0, that is told of that line; false: there
 * are no more. */
bool checkout_caution(const struct checkout *c, size_t line, size_t nth, struct buf *out);
/* Tells it in the message, with the product and the client; nothing where nothing warns. */
void checkout_warn(struct checkout *c, size_t line);

/* checkout_draft.c */
bool checkout_keep(struct screen *s, enum keep why, struct err *e);
/* Of this client, and of the receipt of that day on paper; DATE_NONE: not one on paper. */
bool checkout_find_draft(struct desk *d, int64_t client, date_day paper, struct draft *out);
/* Is the amount of a payment that is not in the file yet being typed? */
bool checkout_half_paid(const struct checkout *c);

/* checkout_draw.c */
void checkout_draw(const struct screen *s, struct canvas *canvas, struct area a);

#endif
