/*
 * udi_inside.h - what the files of the reader of product codes share.
 */
#ifndef CHAIRSIDE_EXCHANGE_UDI_INSIDE_H
#define CHAIRSIDE_EXCHANGE_UDI_INSIDE_H

#include <stddef.h>

#include "exchange/udi.h"

#define UDI_SEPARATOR '\x1d'
#define UDI_CODE_MAX 400	/* longer is no code of one product */
#define UDI_NOTHING ((struct udi){ .expires = DATE_NONE, .made = DATE_NONE })

struct udi_reader {
	date_day today;
	struct udi *readings;	/* UDI_READINGS of them */
	size_t n;
	struct err *e;		/* the first thing that was wrong */
};

bool udi_gs1(struct udi_reader *r, const char *code);
bool udi_hibc(struct udi_reader *r, const char *code);

/* Sets the sentence unless there is one; returns false. */
bool udi_wrong(struct udi_reader *r, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The number of `n` digits; -1: they are not. */
int udi_digits(const char *s, size_t n);
/* The year of two digits: 51 to 99 ahead of this one's are the last century's, 50 to 99
 * behind it the next one's (GS1 7.12). */
int udi_year(const struct udi_reader *r, int two);
/* The day; 0 is the last one of the month. `what` is the field, in the sentence. */
bool udi_day(struct udi_reader *r, const char *what, int year, int month, int day,
    date_day *out);

#endif
