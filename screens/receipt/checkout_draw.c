/*
 * checkout_draw.c - the check-out form on the canvas.
 *
 * One column of rows: lines, what may be added, the sum to pay, payments, what is left.
 * If the window is too low they scroll with the focus, and the sum to pay stays visible
 * below.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/receipt/checkout.h"

/* A row shown. */
enum part {
	PART_LINE, PART_WRONG, PART_CAUTION, PART_FOLDED, PART_PICK, PART_NONE, PART_OFFER, PART_ADD,
	PART_RULE, PART_TAX, PART_DUE, PART_PAID, PART_PAY, PART_LEFT, PART_PAPER
};

struct part_row {
	enum part part;
	size_t i, nth;		/* nth: of the cautions of a line */
};

struct parts {
	struct part_row *rows;
	size_t n, cap;
	size_t focus;
	int cols;		/* of the window */
	struct receipt_columns w;
};

static void
put(struct parts *p, enum part part, size_t i)
{
	GROW(p->rows, p->cap, p->n + 1);
	p->rows[p->n++] = (struct part_row){ part, i, 0 };
}

/* Wraps to two rows when one is too short. */
static void
put_sentence(struct parts *p, enum part part, size_t i, const char *sentence)
{
	put(p, part, i);
	if (text_width(sentence) > p->cols - 5)
		put(p, PART_FOLDED, i);
}

static void
put_cautions(const struct checkout *c, struct parts *p, size_t line)
{
	AUTO_BUF struct buf words = BUF_INIT;
	size_t nth, at;

	for (nth = 0; checkout_caution(c, line, nth, &words); nth++) {
		at = p->n;
		put_sentence(p, PART_CAUTION, line, words.s);
		p->rows[at].nth = nth;
		buf_cut(&words, 0);
	}
}

/* Adds what is shown under a row: errors, and the matches of its text. */
static void
put_under(const struct checkout *c, struct parts *p, enum checkout_row row,
    size_t i)
{
	size_t k, first = 0;
	bool here = c->at.row == row && (c->at.i == i || row == CHECKOUT_ADD);

	if (here)
		p->focus = p->n - 1;
	for (k = 0; k < c->n_wrong; k++)
		if (c->wrong[k].at.row == row && c->wrong[k].at.i == i)
			put_sentence(p, PART_WRONG, k, c->wrong[k].sentence);
	if (!here || !c->picking)
		return;
	if (c->pick >= CHECKOUT_PICKS)
		first = c->pick - CHECKOUT_PICKS + 1;
	for (k = first; k < c->picks.n && k < first + CHECKOUT_PICKS; k++)
		put(p, PART_PICK, k);
	if (c->picks.n == 0)
		put(p, PART_NONE, 0);
}

static void
lay_out(const struct checkout *c, struct parts *p)
{
	const struct receipt *r = c->receipt;
	size_t i, taxes = receipt_tax_rows(r);

	if (receipt_is_on_paper(r)) {
		put(p, PART_PAPER, 0);
		put_under(c, p, CHECKOUT_PAPER, 0);
	}
	for (i = 0; i < r->n_lines; i++) {
		put(p, PART_LINE, i);
		put_under(c, p, CHECKOUT_LINE, i);
		put_cautions(c, p, i);
	}
	for (i = 0; i < checkout_offered(c); i++)
		put(p, PART_OFFER, i);
	put(p, PART_ADD, 0);
	put_under(c, p, CHECKOUT_ADD, 0);
	put(p, PART_RULE, 0);
	for (i = 0; i < taxes; i++)
		put(p, PART_TAX, i);
	put(p, PART_DUE, 0);
	for (i = 0; i < r->n_payments; i++) {
		put(p, PART_PAID, i);
		put_under(c, p, CHECKOUT_PAID, i);
	}
	put(p, PART_PAY, 0);
	put_under(c, p, CHECKOUT_PAY, 0);
	put(p, PART_LEFT, 0);
}

/* --- parts -------------------------------------------------------------------------- */

/* Draws the cell in focus. A figure stays right-aligned, with the cursor after it, and
 * takes the room it needs. */
static void
draw_edit(const struct checkout *c, struct canvas *canvas, struct area a, int y,
    int x, int cols, bool right)
{
	struct area in = { a.y + y, a.x + x, 1, cols };
	int need = text_width(edit_text(&c->edit)) + 1;

	if (right) {
		canvas_fit(canvas, a, y, x, cols, STYLE_FIELD_ON, "");
		in.cols = need < x + cols ? need : x + cols;
		in.x = a.x + x + cols + 1 - in.cols;
	}
	edit_draw(&c->edit, canvas, in, STYLE_FIELD_ON, true);
}

static bool
is_at(const struct checkout *c, enum checkout_row row, size_t i)
{
	return c->at.row == row && c->at.i == i;
}

static void
draw_line(const struct checkout *c, const struct parts *p, size_t i,
    struct canvas *canvas, struct area a, int y)
{
	const struct record *line = c->receipt->lines[i];
	bool on = is_at(c, CHECKOUT_LINE, i);
	size_t k;

	if (on)
		canvas_select(canvas, a, y, 0);
	receipt_draw_line(canvas, a, y, &p->w, line,
	    staff_code_of(&c->codes, record_int(line, "staff")),
	    on ? STYLE_SELECTED : STYLE_TEXT);
	for (k = 0; k < c->n_wrong; k++) {
		const struct checkout_wrong *w = &c->wrong[k];

		if (w->at.row == CHECKOUT_LINE && w->at.i == i)
			canvas_fit_right(canvas, a, y, p->w.at[w->at.cell].x,
			    p->w.at[w->at.cell].cols, STYLE_BAD, w->text);
	}
	if (!on)
		return;
	draw_edit(c, canvas, a, y, p->w.at[c->at.cell].x,
	    p->w.at[c->at.cell].cols, c->at.cell > CELL_BY);
}

static void
draw_caution(const struct checkout *c, struct part_row r, struct canvas *canvas,
    struct area a, int y)
{
	AUTO_BUF struct buf words = BUF_INIT;

	checkout_caution(c, r.i, r.nth, &words);
	canvas_fold(canvas, a, y, 4, a.cols - 5, 2, STYLE_WARN, words.s);
}

/* In words, since it is in no sum. */
static void
draw_offer(const struct checkout *c, size_t i, struct canvas *canvas, struct area a,
    int y)
{
	const struct record *line = c->waiting->lines[i];
	AUTO_BUF struct buf words = BUF_INIT;
	char price[MONEY_SIZE];

	buf_addf(&words, "not on it: %s", record_text(line, "description"));
	if (record_is_null(line, "price"))
		buf_adds(&words, ", no price");
	else
		buf_addf(&words, ", %s", money_format2(record_int(line, "price"), price));
	canvas_fit(canvas, a, y, 2, a.cols - 3, STYLE_DIM, words.s);
}

static void
draw_add(const struct checkout *c, struct canvas *canvas, struct area a, int y)
{
	bool on = c->at.row == CHECKOUT_ADD;
	size_t offered = on ? checkout_offered(c) : 0;
	const char *ghost = offered == 0 ? "(type or scan to add)" : offered == 1 ?
	    "(Enter adds it, Tab leaves it off; or type or scan)" :
	    "(Enter adds the first, Tab leaves them off; or type)";

	if (on)
		canvas_select(canvas, a, y, 0);
	if (on && c->edit.text.len > 0)
		draw_edit(c, canvas, a, y, 2, a.cols - 3, false);
	else
		canvas_text(canvas, a, y, 2, STYLE_DIM, ghost);
	if (on && c->edit.text.len == 0)
		canvas_cursor(canvas, a, y, 2);
}

static void
draw_pick(const struct checkout *c, size_t i, struct canvas *canvas, struct area a,
    int y)
{
	const struct choice_row *row = &c->picks.rows[i];
	int half = (a.cols - 7) * 6 / 10;

	if (i == c->pick)
		canvas_select(canvas, a, y, 4);
	canvas_fit(canvas, a, y, 6, half - 1, i == c->pick ? STYLE_SELECTED :
	    STYLE_TEXT, row->text);
	if (row->note != NULL)
		canvas_fit(canvas, a, y, 6 + half, a.cols - 7 - half, STYLE_DIM,
		    row->note);
}

#define METHOD_X 8
#define METHOD_COLS 10
#define PAPER_X 13
#define PAPER_COLS 20

static void
draw_paid(const struct checkout *c, size_t i, struct canvas *canvas, struct area a,
    int y)
{
	const struct record *r = c->receipt->payments[i];
	bool on = is_at(c, CHECKOUT_PAID, i), method = c->at.cell == CELL_METHOD;
	const struct checkout_wrong *w = checkout_wrong_at(c,
	    (struct checkout_at){ CHECKOUT_PAID, i, CELL_AMOUNT });
	enum style st = on ? STYLE_STRONG : STYLE_TEXT;
	char amount[MONEY_SIZE];

	if (on)
		canvas_select(canvas, a, y, 0);
	canvas_text(canvas, a, y, 2, on ? STYLE_SELECTED : st, "Paid");
	canvas_fit(canvas, a, y, METHOD_X, METHOD_COLS, on && method ?
	    STYLE_FIELD_ON : st, record_text(r, "method"));
	canvas_fit_right(canvas, a, y, a.cols - 14, 13, w != NULL ? STYLE_BAD : st,
	    w != NULL ? w->text : money_format2(record_int(r, "amount"), amount));
	if (!on)
		return;
	if (method) {
		canvas_text(canvas, a, y, METHOD_X + METHOD_COLS + 2, STYLE_DIM,
		    "a card  c cash  t transfer  o other");
		canvas_cursor(canvas, a, y, METHOD_X);
	} else {
		draw_edit(c, canvas, a, y, a.cols - 14, 13, true);
	}
}

/* The text of the pay row. */
static const char *
pay_words(const struct checkout *c, bool on)
{
	return c->receipt->n_lines == 0 ? "nothing is sold yet" :
	    c->totals.left != 0 && !on ? (checkout_offered(c) > 0 ?
	    "Tab on the blank line above comes here" :
	    "Enter on the blank line above comes here") :
	    c->totals.left != 0 ? "a card  c cash  t transfer  o other" :
	    "Enter closes the receipt";
}

static void
draw_pay(const struct checkout *c, struct canvas *canvas, struct area a, int y)
{
	bool on = c->at.row == CHECKOUT_PAY;
	bool done = c->receipt->n_lines > 0 && c->totals.left == 0;

	if (on)
		canvas_select(canvas, a, y, 0);
	canvas_text(canvas, a, y, 2, on ? STYLE_SELECTED : STYLE_DIM,
	    done ? "Done" : "Pay");
	canvas_fit(canvas, a, y, METHOD_X, a.cols - METHOD_X - 1, STYLE_DIM,
	    pay_words(c, on));
	if (!on)
		return;
	canvas_cursor(canvas, a, y, METHOD_X);
}

static void
draw_left(const struct checkout *c, struct canvas *canvas, struct area a, int y)
{
	const struct receipt_totals *t = &c->totals;

	if (t->change > 0)
		receipt_draw_sum(canvas, a, y, STYLE_GOOD, "change", t->change);
	else if (t->left < 0)
		receipt_draw_sum(canvas, a, y, STYLE_WARN, t->due < 0 ?
		    "to give back" : "too much", -t->left);
	else
		receipt_draw_sum(canvas, a, y, t->left > 0 ? STYLE_WARN : STYLE_GOOD,
		    "left", t->left);
}

static void
draw_paper(const struct checkout *c, struct canvas *canvas, struct area a, int y)
{
	const struct checkout_at at = { CHECKOUT_PAPER, 0, CELL_PAPER };
	const struct checkout_wrong *w = checkout_wrong_at(c, at);
	AUTO_BUF struct buf words = BUF_INIT;
	bool on = c->at.row == CHECKOUT_PAPER;
	char day[24];

	if (on)
		canvas_select(canvas, a, y, 0);
	canvas_text(canvas, a, y, 2, on ? STYLE_SELECTED : STYLE_TEXT, "Paper no.");
	buf_addf(&words, "%s, entered late", date_to_words(date_from_iso(record_text(
	    c->receipt->head, "date")), true, day));
	canvas_fit_right(canvas, a, y, PAPER_X + PAPER_COLS + 1, a.cols - PAPER_X - PAPER_COLS - 2,
	    STYLE_DIM, words.s);
	if (on)
		draw_edit(c, canvas, a, y, PAPER_X, PAPER_COLS, false);
	else
		canvas_fit(canvas, a, y, PAPER_X, PAPER_COLS, w != NULL ? STYLE_BAD :
		    STYLE_TEXT, w != NULL ? w->text :
		    record_text(c->receipt->head, "paper_number"));
}

static void
draw_part(const struct checkout *c, const struct parts *p, struct part_row r,
    struct canvas *canvas, struct area a, int y)
{
	switch (r.part) {
	case PART_LINE:
		draw_line(c, p, r.i, canvas, a, y);
		break;
	case PART_WRONG:
		canvas_fold(canvas, a, y, 4, a.cols - 5, 2, STYLE_BAD,
		    c->wrong[r.i].sentence);
		break;
	case PART_CAUTION:
		draw_caution(c, r, canvas, a, y);
		break;
	case PART_FOLDED:
		break;
	case PART_PICK:
		draw_pick(c, r.i, canvas, a, y);
		break;
	case PART_NONE:
		canvas_text(canvas, a, y, 6, STYLE_DIM, "nothing matches");
		break;
	case PART_OFFER:
		draw_offer(c, r.i, canvas, a, y);
		break;
	case PART_ADD:
		draw_add(c, canvas, a, y);
		break;
	case PART_RULE:
		canvas_hline(canvas, a, y, a.cols - 14, 13);
		break;
	case PART_TAX:
		receipt_draw_tax(canvas, a, y, c->receipt,
		    practice_of(&c->screen)->settings, r.i);
		break;
	case PART_DUE:
		receipt_draw_sum(canvas, a, y, STYLE_STRONG, "to pay", c->totals.due);
		break;
	case PART_PAID:
		draw_paid(c, r.i, canvas, a, y);
		break;
	case PART_PAY:
		draw_pay(c, canvas, a, y);
		break;
	case PART_LEFT:
		draw_left(c, canvas, a, y);
		break;
	case PART_PAPER:
		draw_paper(c, canvas, a, y);
		break;
	}
}

/* --- all of it --------------------------------------------------------------------- */

/* When the window is too low for all rows: the sum to pay, in one line. */
static void
draw_short_sum(const struct checkout *c, struct canvas *canvas, struct area a, int y)
{
	char due[MONEY_SIZE], left[MONEY_SIZE];
	AUTO_BUF struct buf b = BUF_INIT;

	buf_addf(&b, "to pay %s   left %s", money_format2(c->totals.due, due),
	    money_format2(c->totals.left, left));
	canvas_fit_right(canvas, a, y, 2, a.cols - 3, STYLE_STRONG, b.s);
}

void
checkout_draw(const struct screen *s, struct canvas *canvas, struct area a)
{
	const struct checkout *c = (const struct checkout *)s;
	struct parts p = { .n = 0 };
	size_t rows = a.rows > 2 ? (size_t)a.rows - 1 : 1, top = 0, i;

	receipt_columns(a, c->receipt, practice_of(s)->settings, &p.w);
	p.cols = a.cols;
	lay_out(c, &p);
	receipt_draw_heads(canvas, a, 0, &p.w);
	if (p.n > rows) {
		top = p.focus > rows / 2 ? p.focus - rows / 2 : 0;
		if (top >= p.n - rows) {
			top = p.n - rows;
		} else {
			rows--;
			draw_short_sum(c, canvas, a, a.rows - 1);
		}
	}
	for (i = top; i < p.n && i < top + rows; i++)
		draw_part(c, &p, p.rows[i], canvas, a, 1 + (int)(i - top));
	free(p.rows);
}
