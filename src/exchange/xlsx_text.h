/*
 * xlsx_text.h - strings that a cell may hold.
 *
 * The library writes what it is given. A cell may hold valid UTF-8 of at most 32,767
 * UTF-16 units; XML 1.0 allows few control characters, and spreadsheets read _xHHHH_ as
 * the character of that number. So:
 *
 *   invalid bytes		U+FFFD each
 *   control characters		_x001B_; tab and line feed stay
 *   U+FFFE, U+FFFF		_xFFFE_, _xFFFF_
 *   what begins like _x0041	_x005F_x0041, shown as it was typed
 *   too long			cut, the last character "…"
 *
 * Units are counted as stored, an escape as 7; an escape is never cut in two.
 */
#ifndef CHAIRSIDE_EXCHANGE_XLSX_TEXT_H
#define CHAIRSIDE_EXCHANGE_XLSX_TEXT_H

#include "base/buf.h"

enum { XLSX_TEXT_UNITS = 32767 };

/* `s` cleaned: `s` itself when nothing had to change, else built in `out` and borrowed
 * until that changes. */
const char *xlsx_clean(struct buf *out, const char *s);

#endif
