/*
 * print.h - the book of a day to be printed, and papers.
 *
 * As a file in the exports folder, or for the printer at the person's own desk
 * (practice/desk_print.h).
 */
#ifndef CHAIRSIDE_SCREENS_PRINT_H
#define CHAIRSIDE_SCREENS_PRINT_H

#include "screens/desk.h"

/* Asks whether that day or the next one with visits, and as what, then writes it into the
 * exports folder. */
void print_push(struct desk *d, date_day day);

/* Asks as what, then writes what `chairside COMMAND print WHAT` prints into the exports
 * folder, as NAME.html or NAME.txt. Texts are copied. */
void print_paper_push(struct desk *d, const char *question, const char *command,
    const char *what, const char *name);

#endif
