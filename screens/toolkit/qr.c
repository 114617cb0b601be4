/*
 * qr.c - a QR code of a text, in cells.
 */
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/toolkit/qr.h"

struct qr {
	QRcode *code;
	bool swapped;
};

static QRcode *
encode(const char *text)
{
	/* in parts, each in the mode that needs the fewest bits */
	return QRcode_encodeString(text, 0, QR_ECLEVEL_L, QR_MODE_8, 1);
}

/* The link with scheme and host in capitals: the meaning is the same, and a capital
 * takes 5.5 bits, a small letter 8. NULL when it is not a link, or names a user. */
static char *
with_capital_host(const char *text)
{
	const char *host = strstr(text, "://");
	char *link, *at;
	size_t n;

	if (host == NULL || host == text ||
	    strspn(text, "abcdefghijklmnopqrstuvwxyz") != (size_t)(host - text))
		return NULL;
	n = (size_t)(host - text) + 3;
	n += strcspn(text + n, "/?#");
	if (memchr(text, '@', n) != NULL)
		return NULL;
	link = xstrdup(text);
	for (at = link; at < link + n; at++)
		if (*at >= 'a' && *at <= 'z')
			*at -= 'a' - 'A';
	return link;
}

struct qr *
qr_new(const char *text, struct err *e)
{
	AUTO_FREE char *capitals = with_capital_host(text);
	QRcode *code = NULL, *smaller = NULL;
	struct qr *q;

	if (*text == '\0') {
		err_set(e, ERR_INVALID, NULL, "There is no text for a QR code.");
		return NULL;
	}
	if (strlen(text) <= 4096)
		code = encode(text);
	if (code != NULL && capitals != NULL)
		smaller = encode(capitals);
	if (code == NULL) {
		err_set(e, ERR_INVALID, NULL, "The text is too long for a QR code.");
		return NULL;
	}
	if (smaller != NULL && smaller->width < code->width) {
		QRcode *as_written = code;

		code = smaller;
		smaller = as_written;
	}
	QRcode_free(smaller);
	q = xcalloc(1, sizeof(*q));
	q->code = code;
	return q;
}

void
qr_free(struct qr *q)
{
	if (q == NULL)
		return;
	QRcode_free(q->code);
	free(q);
}

void
qr_swap(struct qr *q)
{
	q->swapped = !q->swapped;
}

int
qr_size(const struct qr *q)
{
	return q->code->width + 2 * QR_MARGIN;
}

bool
qr_dark(const struct qr *q, int y, int x)
{
	int width = q->code->width;

	y -= QR_MARGIN;
	x -= QR_MARGIN;
	return y >= 0 && x >= 0 && y < width && x < width &&
	    (q->code->data[y * width + x] & 1) != 0;
}

/* Whole cells if there is room, since they need no glyph; else half cells. */
static bool
is_whole(const struct qr *q, bool ascii, struct area room)
{
	int size = qr_size(q);

	return ascii || (size <= room.rows && 2 * size <= room.cols);
}

bool
qr_cells(const struct qr *q, bool ascii, struct area room, int *rows, int *cols)
{
	int size = qr_size(q);
	bool whole = is_whole(q, ascii, room);

	*rows = whole ? size : (size + 1) / 2;
	*cols = whole ? 2 * size : size;
	return *rows <= room.rows && *cols <= room.cols;
}

static enum style
style_of(const struct qr *q, bool dark)
{
	return dark != q->swapped ? STYLE_INK : STYLE_PAPER;
}

static void
draw_whole(const struct qr *q, struct canvas *c, struct area a)
{
	int y, x;

	for (y = 0; y < a.rows; y++)
		for (x = 0; x < a.cols / 2; x++)
			canvas_text(c, a, y, 2 * x, style_of(q, qr_dark(q, y, x)), "  ");
}

/* A cell of one colour is a blank on that background. A cell of two has the lower half
 * block as its glyph: many fonts draw it right down to the next row, but leave a gap
 * above the upper one. */
static void
draw_halves(const struct qr *q, struct canvas *c, struct area a)
{
	int y, x;

	for (y = 0; y < a.rows; y++)
		for (x = 0; x < a.cols; x++) {
			bool upper = qr_dark(q, 2 * y, x);
			bool lower = qr_dark(q, 2 * y + 1, x);

			if (upper == lower)
				canvas_text(c, a, y, x, style_of(q, upper), " ");
			else
				canvas_mark(c, a, y, x, style_of(q, upper), MARK_LOWER);
		}
}

bool
qr_draw(const struct qr *q, struct canvas *c, struct area a)
{
	bool ascii = canvas_is_ascii(c);
	struct area part;

	if (!qr_cells(q, ascii, a, &part.rows, &part.cols))
		return false;
	part.y = a.y + (a.rows - part.rows) / 2;
	part.x = a.x + (a.cols - part.cols) / 2;
	if (is_whole(q, ascii, a))
		draw_whole(q, c, part);
	else
		draw_halves(q, c, part);
	return true;
}
