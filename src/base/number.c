/*
 * number.c - see number.h.
 */
#include "base/number.h"

char *
number_before(char *end, uint64_t n, int least)
{
	for (; n > 0 || least > 0; n /= 10, least--)
		*--end = (char)('0' + n % 10);
	return end;
}

const char *
number_format(int64_t i, char out[NUMBER_SIZE])
{
	char *at = out + NUMBER_SIZE - 1;

	*at = '\0';
	at = number_before(at, i < 0 ? -(uint64_t)i : (uint64_t)i, 1);
	if (i < 0)
		*--at = '-';
	return at;
}
