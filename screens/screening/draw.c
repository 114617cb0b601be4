/*
 * draw.c - one item a line with its answer or its keys; below the list the item in
 * focus, with its keys in words.
 */
#include <string.h>

#include "base/text.h"
#include "screens/screening/inside.h"

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

#define FOCUS_ROWS 4		/* the full question and its keys */

int		/* fewer in a low window, for the keys only */
screening_focus_rows(struct area a)
{
	return a.rows >= 2 + 3 + FOCUS_ROWS ? FOCUS_ROWS : 2;
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

static void
draw_focus(const struct screening_screen *s, struct canvas *c, struct area a)
{
	const struct screening_item *it = screening_item_at(s, s->at);
	AUTO_BUF struct buf keys = BUF_INIT;
	int rows = screening_focus_rows(a), y = a.rows - rows;

	if (rows == FOCUS_ROWS) {
		canvas_hline(c, a, y++, 0, a.cols);
		y += canvas_fold(c, a, y, 2, a.cols - 3, 2, STYLE_STRONG, it->ask);
	}
	add_keys(it, true, &keys);
	if (it->is_date)
		buf_adds(&keys, "  or a day (12 mar, 3 weeks ago), month (mar 2026), year");
	buf_adds(&keys, "  = last time  ? why");
	canvas_fold(c, a, y, 2, a.cols - 3, a.rows - y, STYLE_TEXT, keys.s);
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
