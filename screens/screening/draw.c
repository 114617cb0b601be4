/*
 * draw.c - one item a line with its answer or its keys; below the list the item in
 * focus, with its keys in words.
 */
#include <string.h>

#include "base/text.h"
#include "screens/screening/inside.h"

#define LOW_ROWS 2		/* below the list of a low window: keys only */
#define FOLD_ROWS 10

const struct screening_item *
screening_item_at(const struct screening_screen *s, size_t i)
{
	return &s->form->items[i];
}

bool
screening_asks(const struct screening_screen *s, size_t i)
{
	return screening_item_applies(s->checklist,
	    (const char *const *)s->answers, screening_item_at(s, i)->item);
}

static enum style
bar_style(enum verdict v)
{
	return v == VERDICT_BLOCK || v == VERDICT_INCOMPLETE ? STYLE_BAD :
	    v == VERDICT_OK ? STYLE_GOOD : STYLE_WARN;
}

static void
add_keys(const struct screening_item *it, bool words, struct buf *out)
{
	size_t i;

	for (i = 0; i < it->n_choices; i++)
		if (words)
			buf_addf(out, "%s%s %s", i > 0 ? "  " : "",
			    it->choices[i].key, it->choices[i].label);
		else
			buf_addf(out, "%s%s", i > 0 ? " " : "", it->choices[i].key);
}

static void
draw_item(const struct screening_screen *s, size_t i, struct canvas *c,
    struct area a, int y)
{
	const struct screening_item *it = screening_item_at(s, i);
	const char *answer = s->answers[it->item];
	bool on = i == s->at, asked = screening_asks(s, i);
	int answers = a.cols >= 80 ? 28 : a.cols / 3;
	AUTO_BUF struct buf right = BUF_INIT;
	enum style st = on ? STYLE_SELECTED : asked ? STYLE_TEXT : STYLE_DIM;

	if (on)
		canvas_select(c, a, y, 0);
	canvas_textf(c, a, y, 2, st, "%2d ", it->number);
	canvas_fit(c, a, y, 5, a.cols - answers - 7, st, it->ask);
	if (on && s->typed[0] != '\0')
		buf_adds(&right, s->typed);
	else if (answer != NULL)
		screening_form_label(it, answer, &right);
	else if (asked) {
		buf_adds(&right, it->is_date ? "day or month " : "");
		add_keys(it, false, &right);
	}
	canvas_fit(c, a, y, a.cols - answers, answers - 1,
	    answer != NULL || (on && s->typed[0] != '\0') ? STYLE_STRONG :
	    STYLE_DIM, right.s);
	if (on)
		canvas_cursor(c, a, y, s->typed[0] != '\0' ?
		    a.cols - answers + text_width(s->typed) : a.cols - answers);
}

/* The keys of a question in words, from row y; with `ask`, the whole question above them.
 * Returns the rows they take; with `c` NULL they are only counted. */
static int
draw_question(const struct screening_item *it, bool ask, struct canvas *c, struct area a,
    int y)
{
	AUTO_BUF struct buf keys = BUF_INIT;
	int rows = !ask ? 0 : canvas_fold(c, a, y, 2, a.cols - 3, FOLD_ROWS, STYLE_STRONG,
	    it->ask);

	add_keys(it, true, &keys);
	if (it->is_date)
		buf_adds(&keys, "  or a day (12 mar, 3 weeks ago), month (mar 2026), year");
	buf_adds(&keys, "  = last time  ? why");
	return rows + canvas_fold(c, a, y + rows, 2, a.cols - 3, FOLD_ROWS, STYLE_TEXT,
	    keys.s);
}

int
screening_focus_rows(const struct screening_screen *s, struct area a)
{
	int most = 0, rows;
	size_t i;

	for (i = 0; i < s->form->n_items; i++) {
		rows = 1 + draw_question(screening_item_at(s, i), true, NULL, a, 0);
		most = rows > most ? rows : most;
	}
	return a.rows >= 2 + 3 + most ? most : LOW_ROWS;
}

static void
draw_focus(const struct screening_screen *s, struct canvas *c, struct area a)
{
	bool ask = s->focus > LOW_ROWS;
	int y = a.rows - s->focus;

	if (ask)
		canvas_hline(c, a, y, 0, a.cols);
	draw_question(screening_item_at(s, s->at), ask, c, a, y + ask);
}

void
screening_draw(const struct screen *screen, struct canvas *c, struct area a)
{
	const struct screening_screen *s = (const struct screening_screen *)screen;
	size_t i;

	canvas_fit(c, a, 0, 1, a.cols - 1, bar_style(s->result.verdict), s->bar.s);
	canvas_hline(c, a, 1, 0, a.cols);
	for (i = s->top; i < s->form->n_items && i < s->top + s->height; i++)
		draw_item(s, i, c, a, 2 + (int)(i - s->top));
	draw_focus(s, c, a);
}
