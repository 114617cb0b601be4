/*
 * printed.h - a text as the printer beside a terminal gets it, through the terminal.
 *
 * The terminal passes on what comes between two strings of its description (terminfo's mc5 and
 * mc4), so nothing in the text may be the second one: each line passes text_show(), and no letter
 * ends in the byte 0x9B, which some terminals take for the beginning of one, before "4". Lines
 * end with carriage return and line feed and are PRINTED_COLUMNS wide at most; form feeds stay,
 * and one ends the text.
 */
#ifndef CHAIRSIDE_SCREENS_TOOLKIT_PRINTED_H
#define CHAIRSIDE_SCREENS_TOOLKIT_PRINTED_H

#include <stdbool.h>

#include "base/buf.h"

#define PRINTED_COLUMNS 80

/* Adds the text, which may be raw. `plain`: in ASCII, letters without their accents. */
void printed_add(struct buf *out, const char *text, bool plain);

#endif
