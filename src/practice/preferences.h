/*
 * preferences.h - how the person logged in wants the screens (record staff_setting).
 *
 * Everybody's own: no role is asked, and nobody reads or writes another's.
 */
#ifndef CHAIRSIDE_PRACTICE_PREFERENCES_H
#define CHAIRSIDE_PRACTICE_PREFERENCES_H

#include "practice/drafts.h"

/* The person's row, or a new one (id 0) with the defaults. NULL on failure; free with
 * record_free(). */
struct record *preferences_get(struct practice *p, struct err *e);
/* Saves it; the last choice wins. */
bool preferences_save(struct practice *p, struct record *r, struct draft *draft,
    struct err *e);

/* What the person has said of the printer beside that kind of terminal (TERM), once a test page was
 * sent to it: it came out, without its letters with accents, or all of it. */
enum printer { PRINTER_UNTRIED, PRINTER_PLAIN, PRINTER_GOOD };
enum printer preferences_printer(struct practice *p, const char *kind);
bool preferences_set_printer(struct practice *p, const char *kind, enum printer is,
    struct err *e);

#endif
