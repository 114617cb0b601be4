/*
 * words.h - how a receipt is shown, open or closed.
 */
#ifndef CHAIRSIDE_SCREENS_RECEIPT_WORDS_H
#define CHAIRSIDE_SCREENS_RECEIPT_WORDS_H

#include "receipt/receipts.h"
#include "screens/toolkit/canvas.h"
#include "screens/toolkit/dialog.h"

/* The staff's short codes, looked up once. */
struct staff_code {
	int64_t id;
	char *code;
};
struct staff_codes {
	struct staff_code *list;
	size_t n, cap;
};
bool staff_codes_load(struct practice *p, struct staff_codes *s, struct err *e);
void staff_codes_free(struct staff_codes *s);
const char *staff_code_of(const struct staff_codes *s, int64_t id);

/* The cells of a line, then those of a payment, then the number on paper. */
enum receipt_cell {
	CELL_ITEM, CELL_BY, CELL_QTY, CELL_PRICE, CELL_OFF, CELL_TAX, CELL_TAX2,
	CELL_DUE, CELL_METHOD, CELL_AMOUNT, CELL_PAPER, CELLS
};

/* Where the columns are; `cols` 0: not shown. */
struct receipt_columns {
	struct {
		int x, cols;
		const char *title;	/* of the practice's settings, borrowed */
	} at[CELLS];
};
/* Amounts are never cut: the item gets what they leave. The tax columns have the names
 * from the settings. */
void receipt_columns(struct area a, const struct receipt *r,
    const struct record *settings, struct receipt_columns *out);
void receipt_draw_heads(struct canvas *c, struct area a, int y,
    const struct receipt_columns *w);
/* A line without the focus. */
void receipt_draw_line(struct canvas *c, struct area a, int y,
    const struct receipt_columns *w, const struct record *line, const char *by,
    enum style st);
/* "to pay        84.90", the amount right-aligned. */
void receipt_draw_sum(struct canvas *c, struct area a, int y, enum style st,
    const char *words, money m);
/* "State tax 6.25 % of 38.00      2.38" for each tax charged: how many rows, and
 * drawing row `i`. The rate is left out unless it is the settings'. */
size_t receipt_tax_rows(const struct receipt *r);
void receipt_draw_tax(struct canvas *c, struct area a, int y, const struct receipt *r,
    const struct record *settings, size_t i);
/* Does any line have a second tax, or do the settings give it a name or a
 * percentage? */
bool receipt_has_tax2(const struct receipt *r, const struct record *settings);

/* A client's name and alerts for a screen's title and frame, owned; client 0: sold
 * over the desk. */
bool receipt_client_words(struct practice *p, int64_t client, char **name,
    char **alerts, struct err *e);

/* The ways to pay: keys and words; and the method of a key, or NULL. */
extern const struct ask_answer receipt_methods[];
const char *receipt_method(char key);

#endif
