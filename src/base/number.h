/*
 * number.h - whole numbers as decimal digits.
 *
 * What printf() would make of them, for the many that a file holds.
 */
#ifndef CHAIRSIDE_BASE_NUMBER_H
#define CHAIRSIDE_BASE_NUMBER_H

#include <stdint.h>

#define NUMBER_SIZE 24	/* of any int64_t, with sign and NUL */

/* Writes `n` before `end`, with zeros in front up to `least` digits; where they begin. */
char *number_before(char *end, uint64_t n, int least);
/* The digits in `out`, not always at its beginning. */
const char *number_format(int64_t i, char out[NUMBER_SIZE]);

#endif
