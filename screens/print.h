/*
 * print.h - the book of a day to be printed.
 */
#ifndef CHAIRSIDE_SCREENS_PRINT_H
#define CHAIRSIDE_SCREENS_PRINT_H

#include "screens/desk.h"

/* Asks which day and as what, then writes it into the exports folder. */
void print_push(struct desk *d);

#endif
