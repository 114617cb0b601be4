/*
 * draw.c - one item a line with its answer or its keys; below the list the item in
 * focus, with its keys in words.
 */
#include <string.h>

#include "base/text.h"
#include "practice/verify.h"
#include "record/checklist.h"
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
	size_t item = screening_item_at(s, i)->item;

	return (s->again == 0 || verify_asks(s->checklist, item)) &&
	    screening_item_applies(s->checklist, (const char *const *)s->answers, item);
}

static enum style
verdict_style(enum verdict v)
{
	return v == VERDICT_BLOCK || v == VERDICT_INCOMPLETE ? STYLE_BAD :
	    v == VERDICT_OK ? STYLE_GOOD : STYLE_WARN;
}

void
screening_draw_bar(struct canvas *c, struct area a, int y, int x,
    const struct screening_result *r, const char *bar, const char *count)
{
	int size = text_width(count), room = a.cols - x - size - 1;
	enum style st = verdict_style(r->verdict);
	AUTO_BUF struct buf both = BUF_INIT;

	buf_addf(&both, "%s%s%s", bar, *bar != '\0' ? " · " : "", count);
	if (text_width(both.s) <= a.cols - x) {
		canvas_fit(c, a, y, x, a.cols - x, st, both.s);
		return;
	}
	canvas_fit(c, a, y, x, room, st, bar);
	canvas_text(c, a, y, a.cols - size, st, count);
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

/* What follows from an answer, in a word at the end of its line; returns the columns that
 * are left for the answer. */
static int
draw_mark(const struct screening_screen *s, size_t item, struct canvas *c, struct area a,
    int y, int cols)
{
	enum verdict v = screening_item_verdict(&s->result, item);
	const char *word = checklist_verdicts[v].label;

	if (v == VERDICT_OK || s->answers[item] == NULL)
		return cols;
	canvas_text(c, a, y, a.cols - 1 - text_width(word), verdict_style(v), word);
	return cols - text_width(word) - 1;
}

static void
draw_item(const struct screening_screen *s, size_t i, struct canvas *c,
    struct area a, int y)
{
	const struct screening_item *it = screening_item_at(s, i);
	const char *answer = s->answers[it->item];
	bool on = i == s->at, asked = screening_asks(s, i), typed = on && s->typed[0] != '\0';
	int cols = a.cols >= 80 ? 27 : a.cols >= 60 ? 23 : a.cols / 3 - 1;
	int x = a.cols - 1 - cols;
	AUTO_BUF struct buf right = BUF_INIT;
	enum style st = on ? STYLE_SELECTED : asked ? STYLE_TEXT : STYLE_DIM;

	if (on)
		canvas_select(c, a, y, 0);
	canvas_textf(c, a, y, 2, st, "%2d ", it->number);
	canvas_fit(c, a, y, 5, x - 7, st, it->ask);
	if (typed)
		buf_adds(&right, s->typed);
	else if (answer != NULL)
		screening_form_label(it, answer, &right);
	else if (asked) {
		buf_adds(&right, it->is_date ? "day or month " : "");
		add_keys(it, false, &right);
	}
	if (asked && !typed)
		cols = draw_mark(s, it->item, c, a, y, cols);
	canvas_fit(c, a, y, x, cols, answer != NULL || typed ? STYLE_STRONG : STYLE_DIM,
	    right.s);
	if (on)
		canvas_cursor(c, a, y, typed ? x + text_width(s->typed) : x);
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

	screening_draw_bar(c, a, 0, 1, &s->result, s->bar.s, s->count.s);
	canvas_hline(c, a, 1, 0, a.cols);
	for (i = s->top; i < s->form->n_items && i < s->top + s->height; i++)
		draw_item(s, i, c, a, 2 + (int)(i - s->top));
	draw_focus(s, c, a);
}
