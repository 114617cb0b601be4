/*
 * qr.h - a QR code of a text, in cells. The one place that knows libqrencode.
 *
 * Error correction is level L, the margin four modules. Light is STYLE_PAPER and dark
 * STYLE_INK, both painted as grounds. Where there is room, and in ASCII, a module is two
 * cells wide and one high; else a cell holds two modules, one above the other.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_QR_H
#define CHAIRSIDE_SCREENS_TOOLKIT_QR_H

#include <stdbool.h>

#include "base/err.h"
#include "screens/toolkit/canvas.h"

#define QR_MARGIN 4

struct qr;

/* NULL with a sentence: the text is empty, or too long for a QR code. Where that makes
 * the code smaller, scheme and host of a link are written in capitals. */
struct qr *qr_new(const char *text, struct err *e);
void qr_free(struct qr *q);	/* NULL is fine */
/* Draws dark as light and light as dark from now on, or again as they are: without colours
 * nobody knows which of a terminal's two is the light one. */
void qr_swap(struct qr *q);

/* Modules on each side, the margin counted; whether one is dark. */
int qr_size(const struct qr *q);
bool qr_dark(const struct qr *q, int y, int x);

/* The cells it takes in that room; false: it does not fit. */
bool qr_cells(const struct qr *q, bool ascii, struct area room, int *rows, int *cols);
/* In the middle of the area. False, and nothing painted: it does not fit. */
bool qr_draw(const struct qr *q, struct canvas *c, struct area a);

#endif
