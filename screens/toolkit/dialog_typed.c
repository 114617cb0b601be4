/*
 * dialog_typed.c - boxes to type into: a line, and a choice of many.
 */
#include <stdlib.h>
#include <string.h>

#include "base/complete.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/dialog_box.h"
#include "screens/toolkit/edit.h"

#define TYPED_MAX 1000

static void
typed_draw(const struct edit *typed, struct canvas *c, struct area a, int y)
{
	edit_draw(typed, c, (struct area){ a.y + y, a.x, 1, a.cols },
	    STYLE_FIELD_ON, true);
}

/* --- a line -------------------------------------------------------------------- */

struct line {
	struct screen screen;
	char *title, *hint;
	struct edit typed;
	bool (*keep)(struct ui *ui, const char *typed, enum keep why, void *arg, struct err *e);
	bool (*done)(struct ui *ui, const char *text, void *arg);
	void *arg;
	void (*arg_free)(void *arg);
};

/* A star for each character, and none for more than fit. */
static void
secret_draw(const struct edit *typed, struct canvas *c, struct area a, int y)
{
	AUTO_BUF struct buf stars = BUF_INIT;
	size_t i;

	for (i = 0; i < typed->text.len; i++)
		if (((unsigned char)typed->text.s[i] & 0xc0) != 0x80 && (int)stars.len < a.cols - 1)
			buf_addc(&stars, '*');
	canvas_fit(c, a, y, 0, a.cols, STYLE_FIELD_ON, stars.s);
	canvas_cursor(c, a, y, (int)stars.len);
}

static const struct screen_ops secret_ops;

static void
line_draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct line *l = (const struct line *)s;
	int rows = dialog_rows(a, l->hint), y = dialog_rows(a, l->title);
	struct area in;

	/* what is asked about whom is whole: in the box where its edge is too short */
	y = y > 1 ? y : 0;
	in = dialog_box(c, a, y + (rows > 1 ? rows + 3 : 4), y > 0 ? "" : l->title);
	if (y > 0)
		canvas_fold(c, in, 0, 0, in.cols, y, STYLE_STRONG, l->title);
	if (s->ops == &secret_ops)
		secret_draw(&l->typed, c, in, y + 1);
	else
		typed_draw(&l->typed, c, in, y + 1);
	canvas_fold(c, in, y + 3, 0, in.cols, in.rows - y - 3, STYLE_DIM, l->hint);
}

static bool
line_text(struct screen *s, const char *text, size_t n, UNUSED bool paste)
{
	if (!edit_insert(&((struct line *)s)->typed, text, n))
		ui_complain(s->ui, "That is too long for one line.");
	return true;
}

/* A path starting with / typed after the folder shown replaces it, as in other
 * programs. */
static bool
path_text(struct screen *s, const char *text, size_t n, bool paste)
{
	struct line *l = (struct line *)s;
	const char *root;

	line_text(s, text, n, paste);
	root = strstr(edit_text(&l->typed), "//");
	if (root != NULL) {
		AUTO_FREE char *path = xstrdup(root + 1);

		edit_set(&l->typed, path);
		l->typed.at = l->typed.text.len;
	}
	return true;
}

static bool
line_act(struct screen *s, enum act a)
{
	return edit_act(&((struct line *)s)->typed, a, TYPED_MAX);
}

static void
line_accept(struct screen *s, UNUSED enum act a)
{
	struct line *l = (struct line *)s;
	AUTO_FREE char *text = text_trim(xstrdup(edit_text(&l->typed)));

	/* the callback may have pushed a screen: only this one is removed */
	if (l->done(s->ui, text, l->arg))
		ui_drop(s);
	explicit_bzero(text, strlen(text));
}

static void
line_free(struct screen *s)
{
	struct line *l = (struct line *)s;

	if (l->arg_free != NULL)
		l->arg_free(l->arg);
	free(l->title);
	free(l->hint);
	edit_free(&l->typed);
	free(l);
}

static bool
line_keep(struct screen *s, enum keep why, struct err *e)
{
	const struct line *l = (const struct line *)s;

	return l->keep == NULL || l->keep(s->ui, edit_text(&l->typed), why, l->arg, e);
}

static void
line_leave(struct screen *s, enum act a)
{
	struct err e;

	if (line_keep(s, KEEP_LEFT, &e))
		dialog_close(s, a);
	else
		ui_err(s->ui, &e);
}

static void
line_complete(struct screen *s, UNUSED enum act a)
{
	struct line *l = (struct line *)s;
	AUTO_BUF struct buf whole = BUF_INIT, names = BUF_INIT;
	size_t n = complete_path(edit_text(&l->typed), &whole, &names);

	if (n == 0) {
		ui_complain(s->ui, "No file here starts with that.");
		return;
	}
	edit_set(&l->typed, whole.s);
	l->typed.at = l->typed.text.len;
	if (n > 1)
		ui_say(s->ui, "%s", names.s);
}

static const struct binding path_bindings[] = {
	{ ACT_accept, "accept", line_accept },
	{ ACT_next_field, "complete", line_complete },
	{ ACT_leave, "leave", dialog_close },
	{ ACT_pick, NULL, line_complete },
	{ ACT_save, NULL, line_accept },
	{ ACT_NONE, NULL, NULL }
};

static const struct binding line_bindings[] = {
	{ ACT_accept, "accept", line_accept },
	{ ACT_leave, "leave", line_leave },
	{ ACT_save, NULL, line_accept },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops line_ops = {
	.name = "line", .overlay = true, .mode = MODE_TYPE,
	.bindings = line_bindings, .widget_acts = edit_acts, .act = line_act,
	.text = line_text, .draw = line_draw,
	.keep = line_keep, .free = line_free,
};

static const struct screen_ops secret_ops = {
	.name = "secret", .overlay = true, .mode = MODE_TYPE,
	.bindings = line_bindings, .widget_acts = edit_acts, .act = line_act,
	.text = line_text, .draw = line_draw,
	.free = line_free,
};

static const struct screen_ops path_ops = {
	.name = "path", .overlay = true, .mode = MODE_TYPE,
	.bindings = path_bindings, .widget_acts = edit_acts, .act = line_act,
	.text = path_text, .draw = line_draw,
	.free = line_free,
};

static struct line *
push(struct ui *ui, const struct screen_ops *ops, const char *title, const char *hint,
    const char *initial, bool (*done)(struct ui *ui, const char *text, void *arg),
    void *arg, void (*arg_free)(void *arg))
{
	struct line *l = xcalloc(1, sizeof(*l));

	l->screen.ops = ops;
	l->title = xstrdup(title);
	l->hint = xstrdup(hint != NULL ? hint : "");
	edit_init(&l->typed, false, TYPED_MAX);
	edit_set(&l->typed, initial != NULL ? initial : "");
	l->done = done;
	l->arg = arg;
	l->arg_free = arg_free;
	ui_push(ui, &l->screen);
	return l;
}

void
line_push(struct ui *ui, const char *title, const char *hint,
    const char *initial, bool (*done)(struct ui *ui, const char *text, void *arg),
    void *arg, void (*arg_free)(void *arg))
{
	push(ui, &line_ops, title, hint, initial, done, arg, arg_free);
}

void
line_push_kept(struct ui *ui, const char *title, const char *hint, const char *initial,
    bool (*keep)(struct ui *ui, const char *typed, enum keep why, void *arg, struct err *e),
    bool (*done)(struct ui *ui, const char *text, void *arg), void *arg,
    void (*arg_free)(void *arg))
{
	push(ui, &line_ops, title, hint, initial, done, arg, arg_free)->keep = keep;
}

void
secret_push(struct ui *ui, const char *title, const char *hint,
    bool (*done)(struct ui *ui, const char *text, void *arg), void *arg,
    void (*arg_free)(void *arg))
{
	push(ui, &secret_ops, title, hint, "", done, arg, arg_free);
}

void
path_push(struct ui *ui, const char *title, const char *hint,
    const char *initial, bool (*done)(struct ui *ui, const char *text, void *arg),
    void *arg, void (*arg_free)(void *arg))
{
	push(ui, &path_ops, title, hint, initial, done, arg, arg_free);
}

/* --- one of many ------------------------------------------------------------------ */

struct choose {
	struct screen screen;
	const struct choose_source *source;
	void *arg;
	struct edit typed;
	struct choice_rows rows;
	size_t at, top, height;
};

void
choice_add(struct choice_rows *rows, int64_t id, const char *text,
    const char *note)
{
	struct choice_row *r;

	GROW(rows->rows, rows->cap, rows->n + 1);
	r = &rows->rows[rows->n++];
	r->id = id;
	r->text = xstrdup(text);
	r->note = note != NULL ? xstrdup(note) : NULL;
	r->alert = NULL;
}

void
choice_rows_clear(struct choice_rows *rows)
{
	size_t i;

	for (i = 0; i < rows->n; i++) {
		free(rows->rows[i].text);
		free(rows->rows[i].note);
		free(rows->rows[i].alert);
	}
	rows->n = 0;
	rows->more = false;
}

int
choice_rows_notes(const struct choice_rows *rows, int cols, int usual)
{
	int text = 0, note = 0, width;
	size_t i;

	for (i = 0; i < rows->n; i++) {
		if (rows->rows[i].note == NULL)
			continue;
		if ((width = text_width(rows->rows[i].text)) > text)
			text = width;
		if ((width = text_width(rows->rows[i].note)) > note)
			note = width;
	}
	width = cols - note > text + 4 ? cols - note : text + 4;
	return width < usual ? width : usual;
}

static void
refill(struct choose *ch)
{
	choice_rows_clear(&ch->rows);
	ch->at = ch->top = 0;
	ch->source->matches(ch->screen.ui, edit_text(&ch->typed), &ch->rows, ch->arg);
}

static void
choose_draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct choose *ch = (const struct choose *)s;
	struct area in = dialog_box(c, a, (int)ch->height + 2, ch->source->title);
	int half = choice_rows_notes(&ch->rows, in.cols, in.cols * 45 / 100), y;
	size_t i;

	for (i = ch->top; i < ch->rows.n && i < ch->top + ch->height; i++) {
		const struct choice_row *r = &ch->rows.rows[i];
		enum style st = i == ch->at ? STYLE_SELECTED : STYLE_TEXT;

		y = 2 + (int)(i - ch->top);
		if (i == ch->at)
			canvas_select(c, in, y, 0);
		canvas_fit(c, in, y, 2, r->note != NULL ? half - 3 : in.cols - 2,
		    st, r->text);
		if (r->note != NULL)
			canvas_fit(c, in, y, half, in.cols - half, STYLE_DIM,
			    r->note);
	}
	if (ch->rows.n == 0)
		canvas_fold(c, in, 2, 2, in.cols - 2, 2, STYLE_DIM,
		    ch->source->none);
	else if (ch->rows.more)
		canvas_text(c, in, 1, 2, STYLE_DIM, "more match: keep typing");
	typed_draw(&ch->typed, c, in, 0);
}

static bool
choose_text(struct screen *s, const char *text, size_t n, UNUSED bool paste)
{
	struct choose *ch = (struct choose *)s;

	if (!edit_insert(&ch->typed, text, n))
		ui_complain(s->ui, "That is too long for one line.");
	refill(ch);
	return true;
}

static bool
choose_act(struct screen *s, enum act a)
{
	struct choose *ch = (struct choose *)s;
	AUTO_FREE char *was = xstrdup(edit_text(&ch->typed));

	if (!edit_act(&ch->typed, a, TYPED_MAX))
		return false;
	if (strcmp(was, edit_text(&ch->typed)) != 0)
		refill(ch);
	return true;
}

static void
choose_move(struct screen *s, enum act a)
{
	struct choose *ch = (struct choose *)s;
	long page = a == ACT_type_page_up || a == ACT_type_page_down ?
	    (long)ch->height : 1;
	bool up = a == ACT_line_up || a == ACT_type_page_up || a == ACT_prev_field;

	ch->at = act_row(ch->at, up ? -page : page, ch->rows.n);
	if (ch->at < ch->top)
		ch->top = ch->at;
	if (ch->at >= ch->top + ch->height)
		ch->top = ch->at - ch->height + 1;
}

static bool
choose_keep(struct screen *s, enum keep why, struct err *e)
{
	const struct choose *ch = (const struct choose *)s;

	return ch->source->keep == NULL ||
	    ch->source->keep(s->ui, edit_text(&ch->typed), why, ch->arg, e);
}

static void
choose_close(struct screen *s, UNUSED enum act a)
{
	const struct choose *ch = (const struct choose *)s;
	struct err e;

	if (ch->source->keep != NULL && !ch->source->keep(s->ui, NULL, KEEP_LEFT, ch->arg, &e))
		ui_err(s->ui, &e);
	ui_pop(s);
}

static void
choose_accept(struct screen *s, enum act a)
{
	struct choose *ch = (struct choose *)s;
	struct ui *ui = s->ui;

	if (ch->at >= ch->rows.n) {
		ui_complain(ui, "%s", ch->source->none);
		return;
	}
	choose_close(s, a);	/* freed after this key: its rows are still valid */
	ch->source->chosen(ui, &ch->rows.rows[ch->at], ch->arg);
}

static void
choose_discard(struct screen *s, enum act a)
{
	struct choose *ch = (struct choose *)s;
	struct ui *ui = s->ui;

	if (ch->source->discard == NULL) {
		ui_complain(ui, "Nothing in this list can be thrown away.");
	} else if (ch->at < ch->rows.n) {
		choose_close(s, a);
		ch->source->discard(ui, &ch->rows.rows[ch->at], ch->arg);
	}
}

static void
choose_sized(struct screen *s, struct area body)
{
	struct choose *ch = (struct choose *)s;
	int rows = body.rows - 4;

	ch->height = rows > 12 ? 12 : rows > 1 ? (size_t)rows : 1;
	if (ch->at >= ch->top + ch->height)
		ch->top = ch->at - ch->height + 1;
}

static void
choose_free(struct screen *s)
{
	struct choose *ch = (struct choose *)s;

	if (ch->source->arg_free != NULL)
		ch->source->arg_free(ch->arg);
	choice_rows_clear(&ch->rows);
	free(ch->rows.rows);
	edit_free(&ch->typed);
	free(ch);
}

static const struct binding choose_bindings[] = {
	{ ACT_accept, "choose", choose_accept },
	{ ACT_line_down, "down", choose_move },
	{ ACT_leave, "leave", choose_close },
	{ ACT_discard, NULL, choose_discard },
	{ ACT_line_up, NULL, choose_move },
	{ ACT_next_field, NULL, choose_move },
	{ ACT_prev_field, NULL, choose_move },
	{ ACT_type_page_down, NULL, choose_move },
	{ ACT_type_page_up, NULL, choose_move },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops choose_ops = {
	.name = "choose", .overlay = true, .mode = MODE_TYPE,
	.bindings = choose_bindings, .widget_acts = edit_acts, .act = choose_act,
	.text = choose_text, .draw = choose_draw,
	.sized = choose_sized, .keep = choose_keep, .free = choose_free,
};

bool
choose_is(const struct ui *ui, const struct choose_source *source)
{
	const struct screen *top = ui_top(ui);

	return top != NULL && top->ops == &choose_ops &&
	    ((const struct choose *)top)->source == source;
}

void
choose_push(struct ui *ui, const struct choose_source *source, void *arg)
{
	struct choose *ch = xcalloc(1, sizeof(*ch));

	ch->screen.ops = &choose_ops;
	ch->source = source;
	ch->arg = arg;
	edit_init(&ch->typed, false, TYPED_MAX);
	ch->height = 1;
	ui_push(ui, &ch->screen);
	refill(ch);
}
