/*
 * words.c - columns, sums and words of a receipt.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/offer.h"
#include "practice/standing.h"
#include "screens/receipt/words.h"

/* --- who ------------------------------------------------------------------------ */

/* A person's code, else the initials. */
static char *
code_of(const struct record *staff)
{
	AUTO_BUF struct buf out = BUF_INIT;
	const char *name = record_text(staff, "name"), *at;
	size_t len = strlen(name);

	if (!record_is_null(staff, "code"))
		return xstrdup(record_text(staff, "code"));
	for (at = name; *at != '\0'; at++)
		if (*at != ' ' && (at == name || at[-1] == ' '))
			buf_add(&out, at, text_next(name, len, (size_t)(at - name)) -
			    (size_t)(at - name));
	return buf_steal(&out);
}

static bool
add_code(const struct record *staff, void *arg)
{
	struct staff_codes *s = arg;

	GROW(s->list, s->cap, s->n + 1);
	s->list[s->n++] = (struct staff_code){ staff->id, code_of(staff) };
	return true;
}

bool
staff_codes_load(struct practice *p, struct staff_codes *s, struct err *e)
{
	return offer_list(p, &record_staff, true, add_code, s, e);
}

void
staff_codes_free(struct staff_codes *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		free(s->list[i].code);
	free(s->list);
	*s = (struct staff_codes){ NULL, 0, 0 };
}

const char *
staff_code_of(const struct staff_codes *s, int64_t id)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->list[i].id == id)
			return s->list[i].code;
	return "";
}

/* "Okafor, Ngozi", and the alerts. */
bool
receipt_client_words(struct practice *p, int64_t client, char **name, char **alerts,
    struct err *e)
{
	struct client_standing standing;

	if (client == 0) {
		*name = xstrdup("over the counter");
		*alerts = xstrdup("");
		return true;
	}
	if (!client_standing(p, client, &standing, e))
		return false;
	*name = xstrdup(standing.name);
	*alerts = *standing.alerts != '\0' ? xasprintf(" ! %s", standing.alerts) :
	    xstrdup("");
	return true;
}

/* --- ways to pay ------------------------------------------------------------------- */

const struct ask_answer receipt_methods[] = {
	{ 'a', "card" }, { 'c', "cash" }, { 't', "transfer" }, { 'o', "other" },
	{ 0, NULL }
};

const char *
receipt_method(char key)
{
	size_t i;

	for (i = 0; receipt_methods[i].key != 0; i++)
		if (receipt_methods[i].key == key)
			return receipt_methods[i].label;
	return NULL;
}

/* --- columns ------------------------------------------------------------------------ */

static const struct {
	const char *title;
	int wide, narrow;	/* columns; item takes the rest */
} columns[] = {
	[CELL_ITEM] = { "Item", 0, 0 },
	[CELL_BY] = { "by", 4, 3 },
	[CELL_QTY] = { "qty", 4, 3 },
	[CELL_PRICE] = { "price", 9, 8 },
	[CELL_OFF] = { "off", 8, 7 },
	[CELL_TAX] = { "tax", 8, 6 },
	[CELL_TAX2] = { "tax 2", 8, 6 },
	[CELL_DUE] = { "due", 10, 8 },
};

#define WIDE_FROM 76
#define LEFT 2		/* the mark and a blank */
#define TITLE_MAX 10

static money
due_of(const struct record *line)
{
	return record_int(line, "amount") + record_int(line, "tax") +
	    record_int(line, "tax2");
}

static money
amount_of(const struct record *line, enum receipt_cell cell)
{
	return cell == CELL_DUE ? due_of(line) : record_int(line,
	    cell == CELL_PRICE ? "price" : cell == CELL_OFF ? "discount" :
	    cell == CELL_TAX ? "tax" : "tax2");
}

static const char *
title_of(const struct record *settings, int cell)
{
	const char *words = cell == CELL_TAX ? record_text(settings, "tax_name") :
	    cell == CELL_TAX2 ? record_text(settings, "tax2_name") : "";

	return *words != '\0' ? words : columns[cell].title;
}

/* The columns needed by the widest amount and, if `wide`, by the title. */
static int
needed(const struct receipt *r, enum receipt_cell cell, const char *title, bool wide)
{
	char text[MONEY_SIZE];
	int most = wide ? text_width(title) : 0, cols;
	size_t i;

	if (most > TITLE_MAX)
		most = TITLE_MAX;
	for (i = 0; i < r->n_lines && cell >= CELL_PRICE; i++) {
		cols = text_width(money_format2(amount_of(r->lines[i], cell), text));
		most = cols > most ? cols : most;
	}
	return most;
}

void
receipt_columns(struct area a, const struct receipt *r,
    const struct record *settings, struct receipt_columns *out)
{
	bool wide = a.cols >= WIDE_FROM, tax2 = receipt_has_tax2(r, settings);
	int end = a.cols - 1, cols, need, i;

	*out = (struct receipt_columns){ { { 0, 0, NULL } } };
	out->at[CELL_ITEM].title = columns[CELL_ITEM].title;
	for (i = CELL_DUE; i > CELL_ITEM; i--) {
		if (i == CELL_TAX2 && !tax2)
			continue;
		cols = wide ? columns[i].wide : columns[i].narrow;
		out->at[i].title = title_of(settings, i);
		need = needed(r, (enum receipt_cell)i, out->at[i].title, wide);
		cols = need > cols ? need : cols;
		out->at[i].x = end - cols;
		out->at[i].cols = cols;
		end -= cols + 1;
	}
	out->at[CELL_ITEM].x = LEFT;
	out->at[CELL_ITEM].cols = end - LEFT;
}

static bool
is_left(int cell)
{
	return cell == CELL_ITEM || cell == CELL_BY;
}

void
receipt_draw_heads(struct canvas *c, struct area a, int y,
    const struct receipt_columns *w)
{
	int i;

	for (i = CELL_ITEM; i <= CELL_DUE; i++)
		if (w->at[i].cols > 0)
			(is_left(i) ? canvas_fit : canvas_fit_right)(c, a, y,
			    w->at[i].x, w->at[i].cols, STYLE_STRONG,
			    w->at[i].title);
}

static void
draw_money(struct canvas *c, struct area a, int y, const struct receipt_columns *w,
    enum receipt_cell cell, enum style st, money m, bool blank)
{
	char text[MONEY_SIZE];

	canvas_fit_right(c, a, y, w->at[cell].x, w->at[cell].cols,
	    blank ? STYLE_DIM : st, blank ? "-" : money_format2(m, text));
}

void
receipt_draw_line(struct canvas *c, struct area a, int y,
    const struct receipt_columns *w, const struct record *line, const char *by,
    enum style st)
{
	money tax = record_int(line, "tax"), tax2 = record_int(line, "tax2");
	money off = record_int(line, "discount");
	AUTO_BUF struct buf qty = BUF_INIT;
	enum style item = st;

	if (st == STYLE_SELECTED)
		st = STYLE_STRONG;	/* only the item is in the band */
	buf_addf(&qty, "%lld", (long long)record_int(line, "quantity"));
	canvas_fit(c, a, y, w->at[CELL_ITEM].x, w->at[CELL_ITEM].cols, item,
	    record_text(line, "description"));
	canvas_fit(c, a, y, w->at[CELL_BY].x, w->at[CELL_BY].cols, st, by);
	canvas_fit_right(c, a, y, w->at[CELL_QTY].x, w->at[CELL_QTY].cols, st, qty.s);
	draw_money(c, a, y, w, CELL_PRICE, st, record_int(line, "price"),
	    record_is_null(line, "price"));
	draw_money(c, a, y, w, CELL_OFF, st, off, off == 0);
	draw_money(c, a, y, w, CELL_TAX, st, tax, tax == 0);
	if (w->at[CELL_TAX2].cols > 0)
		draw_money(c, a, y, w, CELL_TAX2, st, tax2, tax2 == 0);
	draw_money(c, a, y, w, CELL_DUE, st, due_of(line), false);
}

void
receipt_draw_sum(struct canvas *c, struct area a, int y, enum style st,
    const char *words, money m)
{
	char text[MONEY_SIZE];

	canvas_fit_right(c, a, y, LEFT, a.cols - LEFT - 15, st, words);
	canvas_fit_right(c, a, y, a.cols - 14, 13, st, money_format2(m, text));
}

size_t
receipt_tax_rows(const struct receipt *r)
{
	struct receipt_tax taxes[RECEIPT_TAXES];
	size_t i, n = 0;

	receipt_taxes(r, taxes);
	for (i = 0; i < RECEIPT_TAXES; i++)
		n += taxes[i].n > 0;
	return n;
}

void
receipt_draw_tax(struct canvas *c, struct area a, int y, const struct receipt *r,
    const struct record *settings, size_t i)
{
	struct receipt_tax taxes[RECEIPT_TAXES];
	AUTO_BUF struct buf b = BUF_INIT;
	char base[MONEY_SIZE], rate[MONEY_SIZE];
	size_t k = 0;

	receipt_taxes(r, taxes);
	while (taxes[k].n == 0 || i-- > 0)
		k++;
	buf_adds(&b, title_of(settings, k == 0 ? CELL_TAX : CELL_TAX2));
	if (taxes[k].percent >= 0)
		buf_addf(&b, " %s %%", money_format(taxes[k].percent * 10, rate));
	buf_addf(&b, " of %s", money_format2(taxes[k].base, base));
	receipt_draw_sum(c, a, y, STYLE_TEXT, b.s, taxes[k].tax);
}

bool
receipt_has_tax2(const struct receipt *r, const struct record *settings)
{
	const char *usual = record_field(settings->type, "tax2_name")->initial;
	size_t i;

	for (i = 0; i < r->n_lines; i++)
		if (record_int(r->lines[i], "tax2") != 0)
			return true;
	return r->percent2 != 0 || (!record_is_null(settings, "tax2_name") &&
	    strcmp(record_text(settings, "tax2_name"), usual) != 0);
}
