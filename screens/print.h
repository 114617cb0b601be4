/*
 * print.h - the book of a day to be printed, papers, and cards of next visits.
 *
 * As a file in the exports folder; for the printer at the person's own desk
 * (practice/desk_print.h); or through the terminal to the printer beside it, where its description
 * names one. That it does is no proof: a terminal without one shows the text. So nothing of the
 * practice is sent that way before a test page has come out and the person has said so, which is
 * kept for them and that kind of terminal (practice/preferences.h).
 */
#ifndef CHAIRSIDE_SCREENS_PRINT_H
#define CHAIRSIDE_SCREENS_PRINT_H

#include "screens/desk.h"

/* Asks whether that day or the next one with visits, and as what, then writes it into the
 * exports folder or prints it; or the card of a client, who has a visit there (0: nobody). */
void print_push(struct desk *d, date_day day, int64_t client);

/* Asks as what and where, then writes what `chairside COMMAND print WHAT` prints into the exports
 * folder, as NAME.html or NAME.txt, or prints it; or the card of that client (0: of nobody).
 * Texts are copied. */
void print_paper_push(struct desk *d, const char *question, const char *command,
    const char *what, const char *name, int64_t client);
/* The same for the card that a client takes home. */
void print_card_push(struct desk *d, int64_t client);

#endif
