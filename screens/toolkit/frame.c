/*
 * frame.c - the lines around a screen.
 */
#include <string.h>

#include "base/text.h"
#include "screens/toolkit/frame.h"

#define ROWS_MIN 10
#define COLS_MIN 40
#define BODY_MIN 3	/* rows always left to the screen */
#define PRACTICE_FROM 70	/* columns from which the practice's name is shown */

bool
frame_fits(struct area all)
{
	return all.rows >= ROWS_MIN && all.cols >= COLS_MIN;
}

void
frame_too_small(struct canvas *c)
{
	struct area all = canvas_area(c);

	canvas_fold(c, all, 0, 0, all.cols, all.rows, STYLE_TEXT,
	    "chairside needs a window of 40 columns and 10 rows. What was typed is "
	    "kept.");
}

/* The screen whose client's alerts are shown: the topmost client's screen. */
static const struct screen *
alerted(const struct frame *f)
{
	const struct screen *s = f->top;

	while (s != NULL && s->ops->overlay && s->ops->alert == NULL)
		s = s->below;
	return s != NULL && s->ops->alert != NULL ? s : NULL;
}

static bool
add_alert(const struct frame *f, struct buf *out)
{
	const struct screen *s = alerted(f);

	if (s != NULL)
		s->ops->alert(s, out);
	return out->len > 0;
}

static const char *
warning(const struct frame *f)
{
	return f->app->warning != NULL ? f->app->warning(f->app->arg) : NULL;
}

/* Wraps the warning, without cutting it, from row 2; only in the smallest windows it is
 * cut, to leave BODY_MIN rows. Returns the rows it takes; c may be NULL. */
static int
draw_warning(const struct frame *f, struct canvas *c, struct area a, int alerts)
{
	const char *text = warning(f);
	int most = a.rows - 4 - alerts - BODY_MIN, rows;

	if (text == NULL)
		return 0;
	rows = canvas_fold(NULL, a, 2, 1, a.cols - 2, a.rows, STYLE_WARN, text);
	canvas_fold(c, a, 2, 1, a.cols - 2, most, STYLE_WARN, text);
	if (c != NULL && rows > most)
		canvas_fit_right(c, a, 1 + most, a.cols - 2, 2, STYLE_WARN,
		    canvas_is_ascii(c) ? "~" : "…");
	return rows < most ? rows : most;
}

/* The message is right above the keys, in as many rows as it needs; it is cut only to
 * leave the screen BODY_MIN rows. Returns the rows it takes, at least one; c may be
 * NULL. */
static int
draw_message(const struct frame *f, struct canvas *c, struct area a, int above)
{
	enum style st = f->bad ? STYLE_WARN : STYLE_TEXT;
	int most = a.rows - 1 - above - BODY_MIN, rows;

	rows = canvas_fold(NULL, a, 0, 1, a.cols - 2, a.rows, st, f->message);
	if (rows <= 1 || most < 1) {
		if (c != NULL && *f->message != '\0')
			canvas_fit(c, a, a.rows - 2, 1, a.cols - 2, st, f->message);
		return 1;
	}
	if (most > rows)
		most = rows;
	canvas_fold(c, a, a.rows - 1 - most, 1, a.cols - 2, most, st, f->message);
	if (c != NULL && rows > most)
		canvas_fit_right(c, a, a.rows - 2, a.cols - 3, 2, st,
		    canvas_is_ascii(c) ? "~" : "…");
	return most;
}

struct area
frame_body(const struct frame *f, struct area all)
{
	AUTO_BUF struct buf alert = BUF_INIT;
	int alerts = add_alert(f, &alert);
	int above = 2 + draw_warning(f, NULL, all, alerts) + alerts;
	int below = 1 + draw_message(f, NULL, all, above);

	return (struct area){ all.y + above, all.x, all.rows - above - below, all.cols };
}

/* Where there is no message: what the screen says, else what is cut of the row selected. */
static void
draw_facts(const struct frame *f, struct canvas *c, struct area a)
{
	AUTO_BUF struct buf facts = BUF_INIT;

	if (*f->message != '\0' || f->top == NULL)
		return;
	if (f->top->ops->facts != NULL)
		f->top->ops->facts(f->top, &facts);
	canvas_fit(c, a, a.rows - 2, 1, a.cols - 2, STYLE_TEXT, facts.len > 0 ? facts.s :
	    canvas_cut_text(c));
}

/* At the right end of that line; a message is not covered, facts are cut. */
static void
draw_beside(const struct frame *f, struct canvas *c, struct area a)
{
	AUTO_BUF struct buf beside = BUF_INIT;
	int width;

	if (f->app->beside != NULL)
		f->app->beside(f->app->arg, &beside);
	width = text_width(beside.s);
	if (beside.len == 0 || (*f->message != '\0' &&
	    text_width(f->message) + width + 4 > a.cols))
		return;
	if (width > a.cols - 2)
		width = a.cols - 2;
	canvas_text(c, a, a.rows - 2, a.cols - 3 - width, STYLE_TEXT, "  ");
	canvas_fit(c, a, a.rows - 2, a.cols - 1 - width, width, STYLE_TEXT, beside.s);
}

static void
draw_head(const struct frame *f, struct canvas *c, struct area a)
{
	AUTO_BUF struct buf left = BUF_INIT, right = BUF_INIT;
	const struct screen *s = f->top;
	const char *all;
	size_t name;
	int width;

	while (s != NULL && s->ops->title == NULL)
		s = s->below;
	if (f->app->clock != NULL)
		f->app->clock(f->app->arg, &right);
	width = a.cols - text_width(right.s) - 2;
	if (f->app->practice != NULL && (s == NULL || a.cols >= PRACTICE_FROM))
		buf_adds(&left, f->app->practice(f->app->arg));
	if (left.len > 0 && s != NULL)
		buf_adds(&left, canvas_is_ascii(c) ? " - " : " · ");
	name = left.len;
	if (s != NULL)
		s->ops->title(s, &left);
	/* whose page it is is worth more than the practice's name */
	all = s != NULL && 1 + text_width(left.s) > width ? left.s + name : left.s;
	canvas_text(c, a, 0, 0, STYLE_HEAD, " ");
	canvas_fit(c, a, 0, 1, width - 1, STYLE_HEAD, all);
	canvas_text(c, a, 0, width + 1, STYLE_HEAD, right.s);
}

/* A tab as " 1Today 2"; digits are shown only where they act. */
static void
add_tab(const struct frame *f, const char *const *names, size_t i,
    struct buf *out)
{
	size_t before;

	buf_addc(out, f->mode == MODE_LIST ? (char)('1' + i) : ' ');
	buf_adds(out, names[i]);
	before = out->len;
	if (f->app->tab_count != NULL) {
		buf_addc(out, ' ');
		f->app->tab_count(f->app->arg, i, out);
		if (out->len == before + 1)
			buf_cut(out, before);
	}
}

static int
tabs_width(const struct frame *f, const char *const *names)
{
	int width = 0;
	size_t i;

	for (i = 0; i < f->app->n_tabs; i++) {
		AUTO_BUF struct buf tab = BUF_INIT;

		add_tab(f, names, i, &tab);
		width += 1 + text_width(tab.s);
	}
	return width;
}

static void
draw_tabs(const struct frame *f, struct canvas *c, struct area a)
{
	const char *const *names = f->app->tabs;
	int x = 1;
	size_t i;

	if (f->app->tabs_short != NULL && tabs_width(f, names) > a.cols)
		names = f->app->tabs_short;
	for (i = 0; i < f->app->n_tabs; i++) {
		AUTO_BUF struct buf tab = BUF_INIT;

		add_tab(f, names, i, &tab);
		x += 1 + canvas_text(c, a, 1, x,
		    i == f->tab ? STYLE_TAB_ON : STYLE_TAB, tab.s);
	}
}

/* One key and its word, "" when the next key has the word for both: ", . day"; returns the
 * columns it takes. */
static int
draw_hint(struct canvas *c, struct area a, int y, int x, enum act act,
    const char *word)
{
	char key[16];
	int used;

	act_key(act, key);
	used = text_width(key) + 1 + (*word != '\0' ? text_width(word) + 2 : 0);
	if (c != NULL) {
		canvas_text(c, a, y, x, STYLE_KEY, key);
		canvas_text(c, a, y, x + text_width(key) + 1, STYLE_TEXT, word);
	}
	return used;
}

/* The mode and the keys that work now, in the order of the screen's bindings; the key
 * for all others is at the end. */
static void
draw_hints(const struct frame *f, struct canvas *c, struct area a)
{
	static const struct { enum act act; const char *word; } tails[][2] = {
		[MODE_LIST] = { { ACT_palette, "go" }, { ACT_help, "keys" } },
		[MODE_TYPE] = { { ACT_palette, "go" }, { ACT_type_help, "help" } },
	};
	const struct binding *b = f->top != NULL ? f->top->ops->bindings : NULL;
	int y = a.rows - 1, x, end = a.cols - 1, tail = 0, need, i;

	x = 1 + canvas_text(c, a, y, 1, STYLE_HEAD,
	    f->mode == MODE_LIST ? "LIST" : "TYPE") + 2;
	if (f->top != NULL && f->top->ops->overlay)
		end = a.cols;
	else
		for (i = 0; i < 2; i++)
			tail += draw_hint(NULL, a, y, 0, tails[f->mode][i].act,
			    tails[f->mode][i].word);
	for (; b != NULL && b->act != ACT_NONE; b++) {
		if (b->hint == NULL || !(act_table[b->act].modes & (1u << f->mode)))
			continue;
		need = draw_hint(NULL, a, y, 0, b->act, b->hint);
		if (*b->hint == '\0')
			need += draw_hint(NULL, a, y, 0, b[1].act, b[1].hint);
		if (x + need - 2 > end - tail)
			break;
		x += draw_hint(c, a, y, x, b->act, b->hint);
	}
	for (i = 0; tail > 0 && i < 2; i++)
		x += draw_hint(c, a, y, x, tails[f->mode][i].act,
		    tails[f->mode][i].word);
}

void
frame_draw(const struct frame *f, struct canvas *c)
{
	struct area all = canvas_area(c);
	AUTO_BUF struct buf alert = BUF_INIT;
	int alerts = add_alert(f, &alert), rows;

	draw_head(f, c, all);
	draw_tabs(f, c, all);
	rows = draw_warning(f, c, all, alerts);
	if (alerts)
		canvas_fit(c, all, 2 + rows, 0, all.cols, STYLE_ALERT, alert.s);
	draw_message(f, c, all, 2 + rows + alerts);
	draw_facts(f, c, all);
	draw_beside(f, c, all);
	draw_hints(f, c, all);
}
