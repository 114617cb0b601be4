/*
 * ui_draw.c - sizes the screens inside the frame, and paints both.
 */
#include "screens/toolkit/frame.h"
#include "screens/toolkit/ui_inside.h"

/* --- sizes ------------------------------------------------------------------------ */

static bool
same_area(struct area a, struct area b)
{
	return a.y == b.y && a.x == b.x && a.rows == b.rows && a.cols == b.cols;
}

/* Tells a screen its size, and those beneath an overlay theirs. False when no size has
 * changed. */
static bool
size_screen(struct screen *s, struct area body)
{
	bool told = s->ops->overlay && s->below != NULL && size_screen(s->below, body);

	if (same_area(s->body, body))
		return told;
	s->body = body;
	if (s->ops->sized != NULL)
		s->ops->sized(s, body);
	return true;
}

/* The frame around the top screen. */
static struct frame
frame_now(const struct ui *ui)
{
	return (struct frame){ .app = ui->app, .top = ui_top(ui), .tab = ui->tab,
	    .mode = ui_mode(ui), .message = ui->message.s,
	    .bad = ui->message_is_bad };
}

static bool
is_whole(const struct screen *s)
{
	return s != NULL && s->ops->whole != NULL && s->ops->whole(s);
}

/* Sizes the screens and returns the body's area. Loading at a new size may show a
 * message, which changes the size: then it is done once more. */
static struct area
size_beside_message(struct ui *ui)
{
	struct area all = ui_window(ui), body;
	struct frame f;
	int tries = 0;

	do {
		f = frame_now(ui);
		body = is_whole(f.top) ? all : frame_body(&f, all);
	} while (f.top != NULL && size_screen(ui_top(ui), body) && ++tries < 3);
	return body;
}

void
ui_size_for_key(struct ui *ui)
{
	struct area all = ui_window(ui);
	const struct screen *top = ui_top(ui);

	if (top != NULL && (top->body.rows == 0 || ui->message.len > 0) &&
	    frame_fits(all))
		size_beside_message(ui);
}

/* --- painting ------------------------------------------------------------------------ */

static void
draw_screen(const struct screen *s, struct canvas *c, struct area body)
{
	if (s->ops->overlay && s->below != NULL) {
		draw_screen(s->below, c, body);
		canvas_unselect(c);	/* the overlay has the focus */
	}
	s->ops->draw(s, c, body);
}

const struct canvas *
ui_draw(struct ui *ui)
{
	struct area all, body;
	struct frame f;

	if (ui->canvas == NULL || canvas_area(ui->canvas).rows != ui->rows ||
	    canvas_area(ui->canvas).cols != ui->cols) {
		canvas_free(ui->canvas);
		ui->canvas = canvas_new(ui->rows, ui->cols, ui->ascii);
	}
	canvas_clear(ui->canvas);
	all = canvas_area(ui->canvas);
	if (!frame_fits(all)) {
		frame_too_small(ui->canvas);
		return ui->canvas;
	}
	body = size_beside_message(ui);
	f = frame_now(ui);
	if (f.top != NULL)
		draw_screen(f.top, ui->canvas, body);
	if (!is_whole(f.top))
		frame_draw(&f, ui->canvas);
	return ui->canvas;
}

const struct canvas *
ui_draw_over(struct ui *ui, const char *text)
{
	struct area all;
	int rows, y;

	if (ui->canvas == NULL || !frame_fits(canvas_area(ui->canvas)))
		return NULL;
	all = canvas_area(ui->canvas);
	rows = canvas_fold(NULL, all, 0, 1, all.cols - 2, 2, STYLE_WARN, text);
	for (y = all.rows - 1 - rows; y < all.rows - 1; y++)
		canvas_fit(ui->canvas, all, y, 0, all.cols, STYLE_TEXT, "");
	canvas_fold(ui->canvas, all, all.rows - 1 - rows, 1, all.cols - 2, rows, STYLE_WARN,
	    text);
	return ui->canvas;
}
