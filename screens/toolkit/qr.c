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
};

struct qr *
qr_new(const char *text, struct err *e)
{
	size_t n = strlen(text);
	QRcode *code = NULL;
	struct qr *q;

	if (n == 0) {
		err_set(e, ERR_INVALID, NULL, "There is no text for a QR code.");
		return NULL;
	}
	if (n <= 4096)
		code = QRcode_encodeData((int)n, (const unsigned char *)text, 0,
		    QR_ECLEVEL_L);
	if (code == NULL) {
		err_set(e, ERR_INVALID, NULL, "The text is too long for a QR code.");
		return NULL;
	}
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

void
qr_cells(const struct qr *q, bool ascii, int *rows, int *cols)
{
	int size = qr_size(q);

	*rows = ascii ? size : (size + 1) / 2;
	*cols = ascii ? 2 * size : size;
}

static void
draw_ascii(const struct qr *q, struct canvas *c, struct area a)
{
	int y, x;

	for (y = 0; y < a.rows; y++)
		for (x = 0; x < a.cols / 2; x++)
			canvas_text(c, a, y, 2 * x, STYLE_PAPER,
			    qr_dark(q, y, x) ? "##" : "  ");
}

static void
draw_halves(const struct qr *q, struct canvas *c, struct area a)
{
	int y, x;

	for (y = 0; y < a.rows; y++)
		for (x = 0; x < a.cols; x++) {
			bool upper = qr_dark(q, 2 * y, x);
			bool lower = qr_dark(q, 2 * y + 1, x);

			if (!upper && !lower)
				canvas_text(c, a, y, x, STYLE_PAPER, " ");
			else
				canvas_mark(c, a, y, x, STYLE_PAPER,
				    upper && lower ? MARK_BLOCK :
				    upper ? MARK_UPPER : MARK_LOWER);
		}
}

bool
qr_draw(const struct qr *q, struct canvas *c, struct area a)
{
	bool ascii = canvas_is_ascii(c);
	struct area part;

	qr_cells(q, ascii, &part.rows, &part.cols);
	if (part.rows > a.rows || part.cols > a.cols)
		return false;
	part.y = a.y + (a.rows - part.rows) / 2;
	part.x = a.x + (a.cols - part.cols) / 2;
	if (ascii)
		draw_ascii(q, c, part);
	else
		draw_halves(q, c, part);
	return true;
}
