/*
 * udi.h - codes of a product's unit: which item it is, of which lot, to when.
 *
 * Two systems write them: GS1 (General Specifications: 3 the application identifiers,
 * 7.8 how they are strung together, 7.9 check digits, 7.11 characters, 7.12 the century)
 * and HIBC (ANSI/HIBC 2.6, the supplier labelling standard). Read is what a scanner sends,
 * with or without the symbology identifier in front (]C1, ]d2, ]Q3…) and the separators
 * (GS, byte 29, or ^] as it stands in a field), and the line under the symbol as it is typed: with parentheses, or
 * asterisks round an HIBC code. A blank at the end is kept: it may be a check character.
 *
 * Where a scanner drops separators, a code can say two things. Then all of its readings are
 * given, the longest lot first, and a person chooses: a lot is never guessed.
 */
#ifndef CHAIRSIDE_EXCHANGE_UDI_H
#define CHAIRSIDE_EXCHANGE_UDI_H

#include "base/date.h"
#include "base/err.h"

#define UDI_READINGS 6
#define UDI_TEXT_SIZE 32
#define UDI_GTIN_DIGITS 14

struct udi {
	/* GS1: the fourteen digits of the GTIN; HIBC: labeler, product and unit of measure,
	 * such as A999PEN1230; empty: the code does not say. */
	char item[UDI_TEXT_SIZE];
	char lot[UDI_TEXT_SIZE];	/* as it stands: Lot and LOT differ; empty: none */
	char serial[UDI_TEXT_SIZE];
	date_day expires;		/* its last good day; DATE_NONE: not said */
	date_day made;
	/* HIBC in two codes: the first one's check character; in the second the same stands
	 * as its link. Else NUL. */
	char check, link;
	int32_t quantity;		/* pieces it stands for; 0: not said */
};

/* Reads `text`; *n readings. None: it is no such code, but a lot as it is printed on the
 * box. ERR_INVALID with a sentence: a code that is wrong or cut; nothing of it counts. The
 * year of two digits is the nearest to `today`. */
bool udi_read(const char *text, date_day today, struct udi readings[UDI_READINGS],
    size_t *n, struct err *e);

/* The check digit of a GTIN over its other digits (GS1 7.9). */
char udi_gtin_check(const char *digits, size_t len);
/* The check character of a primary code of HIBC for that item, "A999PEN1230", by which its
 * second code is linked to it. */
char udi_hibc_check(const char *item);

#endif
