/*
 * dialog.c - boxes over a screen.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/dialog_box.h"

#define BOX_COLS 96
#define PAGE_ROWS 10000	/* of one paragraph */
#define KEY_COLS 15

static void
blank(struct canvas *c, struct area a)
{
	int y;

	for (y = 0; y < a.rows; y++)
		canvas_fit(c, a, y, 0, a.cols, STYLE_TEXT, "");
}

static int
inside_cols(struct area a)
{
	return a.cols < BOX_COLS + 4 ? a.cols - 4 : BOX_COLS;
}

/* A band from edge to edge, so that nothing of the screen beneath is beside it. */
struct area
dialog_box(struct canvas *c, struct area a, int rows, const char *title)
{
	struct area box = a;

	box.rows = rows + 2 < a.rows ? rows + 2 : a.rows;
	box.y += (a.rows - box.rows) / 3;
	blank(c, box);
	canvas_hline(c, box, 0, 0, box.cols);
	canvas_hline(c, box, box.rows - 1, 0, box.cols);
	if (*title != '\0')
		canvas_textf(c, box, 0, 2, STYLE_STRONG, " %s ", title);
	return (struct area){ box.y + 1, box.x + 2, box.rows - 2, inside_cols(a) };
}

int
dialog_rows(struct area a, const char *text)
{
	return canvas_fold(NULL, a, 0, 0, inside_cols(a), a.rows, STYLE_TEXT, text);
}

void
dialog_close(struct screen *s, UNUSED enum act a)
{
	ui_pop(s);
}

/* --- a page of text ------------------------------------------------------------ */

struct text_page {
	struct screen screen;
	char *title, *text;
	int top, rows, height;
};

/* Draws one line of the text from row `y`; returns its rows. */
static int
page_line(const char *line, struct canvas *c, struct area a, int y)
{
	const char *tab = strchr(line, '\t');
	AUTO_FREE char *key = NULL;
	int cols = a.cols - 4, rows;

	if (tab == NULL)
		rows = canvas_fold(c, a, y, 2, cols, PAGE_ROWS, STYLE_TEXT, line);
	else if (tab == line)
		rows = canvas_fold(c, a, y, 2, cols, PAGE_ROWS, STYLE_STRONG,
		    tab + 1);
	else {
		key = xstrndup(line, (size_t)(tab - line));
		canvas_fit(c, a, y, 2, KEY_COLS - 1, STYLE_KEY, key);
		rows = canvas_fold(c, a, y, 2 + KEY_COLS, cols - KEY_COLS,
		    PAGE_ROWS, STYLE_TEXT, tab + 1);
	}
	return rows > 0 ? rows : 1;
}

/* Draws the text, clipping rows outside the area; returns its rows. */
static int
page_paint(const struct text_page *p, struct canvas *c, struct area a, int y)
{
	const char *at = p->text;
	int begin = y;
	size_t n;

	while (*at != '\0') {
		AUTO_FREE char *line = NULL;

		n = strcspn(at, "\n");
		line = xstrndup(at, n);
		y += page_line(line, c, a, y);
		at += n + (at[n] == '\n');
	}
	return y - begin;
}

static void
page_draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct text_page *p = (const struct text_page *)s;
	struct area in = a;

	blank(c, a);
	canvas_fit(c, a, 0, 2, a.cols - 2, STYLE_STRONG, p->title);
	canvas_hline(c, a, 1, 0, a.cols);
	in.y += 2;
	in.rows -= 2;
	page_paint(p, c, in, -p->top);
	canvas_cursor(c, in, 0, 0);
}

static void
page_scroll(struct text_page *p, int to)
{
	int last = p->rows - p->height;

	p->top = to > last ? last : to;
	if (p->top < 0)
		p->top = 0;
}

static void
page_move(struct screen *s, enum act a)
{
	struct text_page *p = (struct text_page *)s;
	int by;

	if (act_rows(a, p->height > 1 ? p->height - 1 : 1, &by))
		page_scroll(p, p->top + by);
}

static void
page_sized(struct screen *s, struct area body)
{
	struct text_page *p = (struct text_page *)s;
	struct canvas *c = canvas_new(1, 1, true);

	p->height = body.rows - 2;
	p->rows = page_paint(p, c, (struct area){ 0, 0, 0, body.cols }, 0);
	canvas_free(c);
	page_scroll(p, p->top);
}

static void
page_free(struct screen *s)
{
	struct text_page *p = (struct text_page *)s;

	free(p->title);
	free(p->text);
	free(p);
}

static const struct binding page_bindings[] = {
	{ ACT_down, "down", page_move },
	{ ACT_up, "up", page_move },
	{ ACT_page_down, "page", page_move },
	{ ACT_back, "back", dialog_close },
	{ ACT_page_up, NULL, page_move },
	{ ACT_first, NULL, page_move },
	{ ACT_last, NULL, page_move },
	{ ACT_open, NULL, dialog_close },
	{ ACT_help, NULL, dialog_close },
	{ ACT_NONE, NULL, NULL }
};

/* Covers the screen beneath, which stays on the stack. */
static const struct screen_ops page_ops = {
	.name = "text", .overlay = true, .mode = MODE_LIST,
	.bindings = page_bindings, .draw = page_draw, .sized = page_sized,
	.free = page_free,
};

void
text_page_push(struct ui *ui, const char *title, const char *text)
{
	struct text_page *p = xcalloc(1, sizeof(*p));

	p->screen.ops = &page_ops;
	p->title = xstrdup(title);
	p->text = xstrdup(text);
	ui_push(ui, &p->screen);
}

/* --- a question ---------------------------------------------------------------------- */

struct ask {
	struct screen screen;
	char *question;
	const struct ask_answer *answers;
	void (*answered)(struct ui *ui, char key, void *arg);
	void *arg;
	void (*arg_free)(void *arg);
};

static void
ask_draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct ask *q = (const struct ask *)s;
	int rows = dialog_rows(a, q->question), y;
	const struct ask_answer *w;
	struct area in;
	char key[2] = "";

	for (w = q->answers; w->key != 0; w++)
		rows++;
	in = dialog_box(c, a, rows + 3, "");
	y = 1 + canvas_fold(c, in, 0, 0, in.cols, in.rows, STYLE_STRONG,
	    q->question);
	for (w = q->answers; w->key != 0; w++, y++) {
		key[0] = w->key;
		canvas_text(c, in, y, 1, STYLE_KEY, key);
		canvas_fit(c, in, y, 4, in.cols - 4, STYLE_TEXT, w->label);
	}
	canvas_text(c, in, y + 1, 1, STYLE_KEY, "Esc");
	canvas_text(c, in, y + 1, 5, STYLE_TEXT, "or ^C: go back");
	canvas_cursor(c, in, y > 1 ? 1 : 0, 1);
}

static bool
ask_text(struct screen *s, const char *text, size_t n, bool paste)
{
	struct ask *q = (struct ask *)s;
	const struct ask_answer *w;

	for (w = q->answers; w->key != 0; w++)
		if (!paste && n == 1 && text[0] == w->key) {
			struct ui *ui = s->ui;

			ui_pop(s);
			q->answered(ui, w->key, q->arg);
			return true;
		}
	ui_complain(s->ui, "One of the keys shown, or Esc.");
	return true;
}

static void
ask_free(struct screen *s)
{
	struct ask *q = (struct ask *)s;

	if (q->arg_free != NULL)
		q->arg_free(q->arg);
	free(q->question);
	free(q);
}

static const struct binding ask_bindings[] = {
	{ ACT_leave, "back", dialog_close },
	{ ACT_NONE, NULL, NULL }
};

/* TYPE, so that letters and digits come as text, not as actions. */
static const struct screen_ops ask_ops = {
	.name = "question", .overlay = true, .mode = MODE_TYPE,
	.bindings = ask_bindings, .text = ask_text, .draw = ask_draw,
	.free = ask_free,
};

bool
dialog_again(struct ui *ui, const struct err *e)
{
	ui_err(ui, e);
	return e->code == ERR_BUSY || e->code == ERR_IO;
}

bool
dialog_ends(struct ui *ui, const struct err *e, const char *field)
{
	return !dialog_again(ui, e) && (e->code != ERR_INVALID ||
	    (field != NULL && strcmp(e->field, field) != 0));
}

void
ask_push(struct ui *ui, const char *question, const struct ask_answer *answers,
    void (*answered)(struct ui *ui, char key, void *arg), void *arg,
    void (*arg_free)(void *arg))
{
	struct ask *q = xcalloc(1, sizeof(*q));

	q->screen.ops = &ask_ops;
	q->question = xstrdup(question);
	q->answers = answers;
	q->answered = answered;
	q->arg = arg;
	q->arg_free = arg_free;
	ui_push(ui, &q->screen);
}
