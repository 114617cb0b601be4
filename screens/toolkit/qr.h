/*
 * qr.h - a QR code of a text, in cells. Only qr.c knows libqrencode.
 *
 * Error correction level L, a margin of four modules. Light is STYLE_PAPER and dark
 * STYLE_INK, both as backgrounds. Where there is room, and always in ASCII, a module is
 * two cells wide and one high; else a cell holds two modules, one above the other.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_QR_H
#define CHAIRSIDE_SCREENS_TOOLKIT_QR_H

#include <stdbool.h>

#include "base/err.h"
#include "screens/toolkit/canvas.h"

#define QR_MARGIN 4

struct qr;

/* NULL, with `e`, when the text is empty or too long for a QR code. Scheme and host of
 * a link are written in capitals if that makes the code smaller. */
struct qr *qr_new(const char *text, struct err *e);
void qr_free(struct qr *q);	/* NULL is fine */
/* Swaps dark and light in drawing, or back: without colours nobody knows which of the
 * terminal's two is the light one. */
void qr_swap(struct qr *q);

/* Modules on each side, with the margin; and is that module dark? */
int qr_size(const struct qr *q);
bool qr_dark(const struct qr *q, int y, int x);

/* The rows and columns it takes in `room`; false when it does not fit. */
bool qr_cells(const struct qr *q, bool ascii, struct area room, int *rows, int *cols);
/* Draws it in the middle of the area; false, painting nothing, when it does not fit. */
bool qr_draw(const struct qr *q, struct canvas *c, struct area a);

#endif
