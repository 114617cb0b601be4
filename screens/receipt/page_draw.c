/*
 * page_draw.c - draws a receipt's page.
 */
#include <string.h>

#include "base/clock.h"
#include "practice/naming.h"
#include "screens/receipt/page.h"

#define TAIL_MAX 4		/* lines of the goodbye */

/* "  paper 17, entered Tue 24 Nov, MR" */
static void
add_paper(const struct receipt_page *g, struct buf *out)
{
	const struct record *head = g->receipt->head;
	int minutes, seconds;
	char words[24];
	date_day day;

	if (!receipt_is_on_paper(g->receipt))
		return;
	clock_local(record_int(head, "entered_at"), &day, &minutes, &seconds);
	buf_addf(out, "  %s%s%sentered late, %s, %s", record_is_null(head, "paper_number") ?
	    "" : "paper ", record_text(head, "paper_number"),
	    record_is_null(head, "paper_number") ? "" : ", ",
	    naming_day(day, words),
	    staff_code_of(&g->codes, record_int(head, "entered_by")));
}

static void
draw_state(const struct receipt_page *g, struct canvas *c, struct area a)
{
	const struct record *head = g->receipt->head;
	const char *state = record_text(head, "state");
	AUTO_BUF struct buf b = BUF_INIT;
	char day[24];

	buf_addf(&b, "Receipt%s%s  %s  %s", record_is_null(head, "number") ? "" : " ",
	    record_text(head, "number"), date_to_words(date_from_iso(record_text(head, "date")), true, day),
	    state);
	add_paper(g, &b);
	if (!record_is_null(head, "note"))
		buf_addf(&b, "  %s", record_text(head, "note"));
	canvas_fit(c, a, 0, 2, a.cols - 3, strcmp(state, "closed") == 0 ?
	    STYLE_STRONG : STYLE_WARN, b.s);
}

static void
draw_payment(const struct receipt_page *g, const struct record *r,
    struct canvas *c, struct area a, int y)
{
	AUTO_BUF struct buf words = BUF_INIT;
	money amount = record_int(r, "amount");
	char day[24];

	buf_addf(&words, "%s %s", amount < 0 ? "given back" : "paid",
	    record_text(r, "method"));
	if (strcmp(record_text(r, "date"), record_text(g->receipt->head, "date")) != 0)
		buf_addf(&words, ", %s", date_to_words(
		    date_from_iso(record_text(r, "date")), false, day));
	receipt_draw_sum(c, a, y, STYLE_TEXT, words.s, amount);
}

/* Draws sums and payments from y, as many as there is room for. */
static void
draw_sums(const struct receipt_page *g, struct canvas *c, struct area a, int y)
{
	const struct receipt_totals *t = &g->totals;
	size_t i, taxes = receipt_tax_rows(g->receipt);

	canvas_hline(c, a, y++, a.cols - 14, 13);
	for (i = 0; i < taxes; i++)
		receipt_draw_tax(c, a, y++, g->receipt,
		    practice_of(&g->screen)->settings, i);
	receipt_draw_sum(c, a, y++, STYLE_STRONG, "total", t->due);
	for (i = 0; i < g->receipt->n_payments; i++)
		draw_payment(g, g->receipt->payments[i], c, a, y++);
	if (g->change > 0)
		receipt_draw_sum(c, a, y++, STYLE_GOOD, "change", g->change);
	if (strcmp(record_text(g->receipt->head, "state"), "void") != 0)
		receipt_draw_sum(c, a, y, t->left > 0 ? STYLE_WARN : STYLE_GOOD,
		    "left", t->left);
}

static bool
is_open(const struct receipt_page *g)
{
	return strcmp(record_text(g->receipt->head, "state"), "open") == 0;
}

static void
add_goodbye(const struct receipt_page *g, struct buf *b)
{
	if (is_open(g))
		buf_adds(b, "It is open again: e edits it.");
	else if (g->client == 0)
		buf_adds(b, "Goodbye: P prints it; Enter, done.");
	else
		buf_addf(b, "Goodbye: P prints it; b books the next visit%s%s; r asks for a review; "
		    "w asks about the newsletter; Enter, done.",
		    *g->next_words != '\0' ? " " : "", g->next_words);
}

/* Below the receipt: the goodbye, or which receipt it goes with. Returns the rows it takes;
 * with `c` NULL it only counts them. */
static int
draw_tail(const struct receipt_page *g, struct canvas *c, struct area a)
{
	AUTO_BUF struct buf b = BUF_INIT;
	int rows;

	if (!g->goodbye && g->other == 0)
		return 0;
	if (g->goodbye)
		add_goodbye(g, &b);
	else
		buf_addf(&b, record_is_null(g->receipt->head, "corrects") ?
		    "Refunded by receipt %s: Enter opens it." :
		    "This refunds receipt %s: Enter opens it.", g->other_number);
	rows = canvas_fold(NULL, a, 0, 2, a.cols - 3, TAIL_MAX, STYLE_STRONG, b.s);
	if (c != NULL) {
		canvas_fold(c, a, a.rows - rows, 2, a.cols - 3, rows, g->goodbye ?
		    STYLE_STRONG : STYLE_WARN, b.s);
		if (g->goodbye)
			canvas_hline(c, a, a.rows - rows - 1, 0, a.cols);
	}
	return rows + g->goodbye;
}

void
receipt_page_draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct receipt_page *g = (const struct receipt_page *)s;
	struct receipt_columns w;
	size_t i, rows, sums, top = 0, n;
	int y = 2;

	if (g->receipt == NULL) {
		canvas_text(c, a, 1, 2, STYLE_TEXT,
		    "This receipt was undone. q goes back.");
		return;
	}
	n = g->receipt->n_lines;
	sums = g->receipt->n_payments + 3 + (g->change > 0) +
	    receipt_tax_rows(g->receipt);
	rows = (size_t)(a.rows - 2 - draw_tail(g, NULL, a));
	rows = rows > sums + 1 ? rows - sums : 1;
	if (g->at >= rows)
		top = g->at - rows + 1;
	receipt_columns(a, g->receipt, practice_of(s)->settings, &w);
	draw_state(g, c, a);
	receipt_draw_heads(c, a, 1, &w);
	for (i = top; i < n && i < top + rows; i++, y++) {
		const struct record *line = g->receipt->lines[i];

		if (i == g->at)
			canvas_select(c, a, y, 0);
		receipt_draw_line(c, a, y, &w, line,
		    staff_code_of(&g->codes, record_int(line, "staff")),
		    i == g->at ? STYLE_SELECTED : STYLE_TEXT);
		if (i == g->at)
			canvas_cursor(c, a, y, 0);
	}
	if (n == 0)
		canvas_text(c, a, y++, 2, STYLE_DIM, "It is empty.");
	draw_sums(g, c, a, y);
	draw_tail(g, c, a);
}
