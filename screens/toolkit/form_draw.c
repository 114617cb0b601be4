/*
 * form_draw.c - a form on the canvas.
 *
 * Label on the left, value right of it; the matches under the field in focus, an error
 * under its field. The form scrolls just far enough to show the field in focus.
 */
#include <string.h>

#include "base/text.h"
#include "screens/toolkit/form_inside.h"

#define LABEL_MAX 22
#define GAP 2		/* mark and blank before the label */
#define ERROR_ROWS 4	/* of a sentence under a field, at most */

static int
label_cols(const struct form *f)
{
	int width = 8, w;
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (form_is_hidden(&f->lines[i]))
			continue;
		w = text_width(f->lines[i].field->label);
		if (w > width)
			width = w;
	}
	return width < LABEL_MAX ? width : LABEL_MAX;
}

static int
value_x(const struct form *f)
{
	return GAP + label_cols(f) + 2;
}

int
form_value_cols(const struct form *f)
{
	int cols = f->cols - value_x(f) - 1;

	return cols > 4 ? cols : 4;
}

static int
pick_rows(const struct form *f, size_t i)
{
	int n = (int)f->picks.n, rows, k;

	if (i != f->at || !f->picking)
		return 0;
	if (n == 0)
		return f->lines[i].of == NULL;
	rows = n > FORM_PICKS ? FORM_PICKS : n;
	for (k = 0; k < n; k++)
		rows += f->picks.rows[k].alert != NULL;
	return rows;
}

static int
value_rows(const struct form *f, const struct form_line *l)
{
	int rows;

	if (!l->edit.lines)
		return 1;
	rows = edit_rows(&l->edit, form_value_cols(f));
	return rows < FORM_NOTE_ROWS ? FORM_NOTE_ROWS :
	    rows > FORM_NOTE_ROWS * 2 ? FORM_NOTE_ROWS * 2 : rows;
}

static int
error_rows(const struct form *f, const struct form_line *l)
{
	return l->error == NULL ? 0 : canvas_fold(NULL, (struct area){ 0, 0, 0, 0 }, 0, 0,
	    form_value_cols(f), ERROR_ROWS, STYLE_BAD, l->error);
}

/* The rows a field takes, with what is shown under it. */
static int
line_rows(const struct form *f, size_t i)
{
	const struct form_line *l = &f->lines[i];

	if (form_is_hidden(l))
		return 0;
	return (l->heading != NULL) + value_rows(f, l) + pick_rows(f, i) +
	    error_rows(f, l);
}

static int
row_of(const struct form *f, size_t at)
{
	int row = 0;
	size_t i;

	for (i = 0; i < at; i++)
		row += line_rows(f, i);
	return row;
}

void
form_scroll(struct form *f)
{
	int row = row_of(f, f->at), rows = line_rows(f, f->at);
	int all = row_of(f, f->n);

	if (row + rows > f->top + f->rows)
		f->top = row + rows - f->rows;
	if (row < f->top)
		f->top = row;
	if (f->top > 0 && all - f->top < f->rows)
		f->top = all > f->rows ? all - f->rows : 0;
}

void
form_sized(struct form *f, struct area a)
{
	f->rows = a.rows;
	f->cols = a.cols;
	form_scroll(f);
}

static void
draw_picks(const struct form *f, struct canvas *c, struct area a, int y, int x)
{
	int cols = a.cols - x - 1, row = 0, rows = pick_rows(f, f->at);
	int half = choice_rows_notes(&f->picks, cols, cols * 6 / 10);
	size_t i;

	if (f->picks.n == 0)
		canvas_text(c, a, y, x + 2, STYLE_DIM,
		    f->lines[f->at].field->flags & FIELD_IN_USE ?
		    "a new one" : "nothing matches");
	for (i = f->pick_top; i < f->picks.n && row < rows; i++, row++) {
		const struct choice_row *r = &f->picks.rows[i];
		bool on = r == form_pick_on(f);

		if (on)
			canvas_select(c, a, y + row, x);
		canvas_fit(c, a, y + row, x + 2, r->note != NULL ? half - 3 :
		    cols - 2, on ? STYLE_SELECTED : STYLE_TEXT, r->text);
		if (r->note != NULL)
			canvas_fit(c, a, y + row, x + half, cols - half, STYLE_DIM,
			    r->note);
		if (r->alert != NULL)
			canvas_fit(c, a, y + ++row, x + 4, cols - 4, STYLE_BAD,
			    r->alert);
	}
}

/* The date a line shows, or DATE_NONE. */
static date_day
day_of(const struct form_line *l)
{
	return l->value.kind == VALUE_TEXT && (l->field->type == FIELD_DATE ||
	    l->field->type == FIELD_BIRTHDAY) && form_is_as_put(l) ?
	    date_from_iso(l->value.s) : DATE_NONE;
}

/* After a parsed value: its meaning, if the text does not say it; then that it is only
 * proposed, in the words that fit. */
static void
draw_meaning(const struct form *f, const struct form_line *l, struct canvas *c,
    struct area a, int y, int x)
{
	static const char accepts[] = "offered, Enter accepts";
	date_day day = day_of(l);
	char words[24];

	x += text_width(l->shown) + 2;
	if (day != DATE_NONE) {
		date_to_words(day, true, words);
		x += canvas_textf(c, a, y, x, STYLE_DIM, "%.3s", words) + 2;
	}
	if (form_is_offered(l))
		canvas_text(c, a, y, x, STYLE_DIM, f->lines + f->at == l &&
		    x + (int)strlen(accepts) <= a.cols ? accepts : "offered");
}

static void
draw_line(const struct form *f, size_t i, struct canvas *c, struct area a, int y)
{
	const struct form_line *l = &f->lines[i];
	bool on = i == f->at;
	int x = value_x(f), cols = form_value_cols(f), rows = value_rows(f, l);
	struct area value;

	if (l->heading != NULL)
		canvas_text(c, a, y++, GAP, STYLE_STRONG, l->heading);
	value = (struct area){ a.y + y, a.x + x, rows, cols };
	/* rows above the window are clipped, those below by the area */
	if (y + rows > a.rows)
		value.rows = a.rows - y;
	if (on)
		canvas_select(c, a, y, 0);
	canvas_fit(c, a, y, GAP, label_cols(f), on ? STYLE_SELECTED :
	    l->error != NULL ? STYLE_BAD : STYLE_TEXT, l->field->label);
	if ((l->field->flags & FIELD_REQUIRED) && l->value.kind == VALUE_NULL &&
	    l->edit.text.len == 0)
		canvas_text(c, a, y, x, STYLE_DIM, "needed");
	if (y >= 0 && value.rows > 0 && (on || l->edit.text.len > 0))
		edit_draw(&l->edit, c, value, on ? STYLE_FIELD_ON :
		    form_is_offered(l) ? STYLE_DIM : STYLE_FIELD, on);
	if (!on || form_is_offered(l))
		draw_meaning(f, l, c, a, y, x);
	y += rows;
	if (pick_rows(f, i) > 0)
		draw_picks(f, c, a, y, x);
	y += pick_rows(f, i);
	if (l->error != NULL)
		canvas_fold(c, a, y, x, cols, ERROR_ROWS, STYLE_BAD, l->error);
}

void
form_draw(const struct form *f, struct canvas *c, struct area a)
{
	int y = -f->top;
	size_t i;

	for (i = 0; i < f->n && y < a.rows; i++) {
		if (y + line_rows(f, i) > 0)
			draw_line(f, i, c, a, y);
		y += line_rows(f, i);
	}
}
