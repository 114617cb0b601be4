/*
 * checkout.h - the check-out form: what the files checkout*.c share.
 *
 * The whole receipt is in memory and is saved at once. One cell has the focus;
 * its text is read when it is left. A cell that was not understood keeps its text with
 * a sentence under its line, and nobody is trapped in it. Below the lines is a row in
 * which more is added, below the payments one in which it is paid. What was done since
 * the receipt was begun is shown dim above the row in which more is added, and Enter in
 * that row, empty, adds it.
 */
#ifndef CHAIRSIDE_SCREENS_RECEIPT_CHECKOUT_H
#define CHAIRSIDE_SCREENS_RECEIPT_CHECKOUT_H

#include "practice/drafts.h"
#include "practice/receipts.h"
#include "screens/desk.h"
#include "screens/receipt/words.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/edit.h"

enum checkout_row { CHECKOUT_LINE, CHECKOUT_ADD, CHECKOUT_PAID, CHECKOUT_PAY };

struct checkout_at {
	enum checkout_row row;
	size_t i;		/* which line or payment */
	enum receipt_cell cell;
};

/* A cell that could not be read. */
struct checkout_wrong {
	struct checkout_at at;
	char *text, *sentence;
};

struct checkout {
	struct screen screen;
	struct receipt *receipt;
	struct receipt *began;	/* as it stands in the file, or was filled in */
	struct receipt *waiting;	/* visits that are not on it; NULL: none */
	struct receipt_totals totals;
	struct staff_codes codes;
	char *client, *alerts;
	struct checkout_at at;
	struct edit edit;	/* the cell in focus */
	char *shown;		/* the text it began with */
	bool touched;		/* the cursor was moved in it: typing adds to it */
	struct record *was;	/* the line as it was then; NULL: not of a line */
	struct checkout_wrong *wrong;
	size_t n_wrong, cap_wrong;
	/* what matches the text, in the add row and in `by` */
	struct choice_rows picks;
	size_t pick;
	bool picking;
	bool asked;		/* one was chosen by Up and Down, or the list by ^P */
	/* the line that was taken off last, for ^Z */
	struct record *off;
	size_t off_at;
	struct draft draft;	/* as kept last; form NULL: never */
};

/* checkout.c */
/* Pushes the form; `r`, open, is owned from now on. NULL: refused. */
struct checkout *checkout_begin(struct desk *d, struct receipt *r, struct err *e);
bool checkout_changed(const struct checkout *c);
bool checkout_same(const struct record *a, const struct record *b);	/* the same row */
/* Another receipt is typed on, begun from the same; owned. */
void checkout_take(struct checkout *c, struct receipt *typed);

/* checkout_since.c */
/* Looks for the client's visits since `day`, or since it was begun, that are not on it. */
void checkout_offer(struct checkout *c, date_day day);
size_t checkout_offered(const struct checkout *c);	/* how many */
void checkout_take_offered(struct checkout *c);	/* puts the first of them onto it */
/* Reads it again after a colleague; what was typed goes onto it where it can. */
void checkout_read_again(struct checkout *c);
/* The receipt was changed by a colleague and is as it stands now. The new rows of
 * `typed` (owned) go onto it, and the lines that were changed are named. */
void checkout_carry_over(struct checkout *c, struct receipt *typed);

/* checkout_cells.c */
bool checkout_is_cell(const struct checkout *c, struct checkout_at at);
/* Puts the keys into a cell. */
void checkout_go(struct checkout *c, struct checkout_at at);
/* The row below, or the one above; the last is followed by the first. */
struct checkout_at checkout_row_by(const struct checkout *c, struct checkout_at at,
    int by);
/* The next cell, or the one before. */
struct checkout_at checkout_next(const struct checkout *c, struct checkout_at at,
    int by);
/* Reads the cell in focus; false: not understood, and its sentence stands under it.
 * With `peek` the typing goes on: nothing but the receipt changes. */
bool checkout_read(struct checkout *c, bool peek);
const struct checkout_wrong *checkout_wrong_at(const struct checkout *c,
    struct checkout_at at);
void checkout_say_wrong(struct checkout *c, struct checkout_at at,
    const char *text, const char *sentence);
void checkout_forget_wrong(struct checkout *c);
bool checkout_put_back(struct checkout *c);

/* checkout_picks.c */
#define CHECKOUT_PICKS 6	/* on show at once */
void checkout_picks_fill(struct checkout *c);
void checkout_picks_close(struct checkout *c);
void checkout_picks_move(struct checkout *c, int by);
/* Does with the match selected what Enter means: adds it, or puts it into the cell.
 * False: there is none to take, and in the add row that is said. */
bool checkout_picks_take(struct checkout *c);

/* checkout_draft.c */
bool checkout_keep(struct screen *s, enum keep why, struct err *e);
bool checkout_find_draft(struct desk *d, int64_t client, struct draft *out);

/* checkout_draw.c */
void checkout_draw(const struct screen *s, struct canvas *canvas, struct area a);

#endif
