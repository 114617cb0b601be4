/*
 * sink.h - small pieces gathered on their way into a stream.
 *
 * A piece costs a copy instead of a call of the C library. The stream gets what was
 * gathered when there is no more room, and at sink_flush(); after a failure its ferror()
 * is set. `struct sink k = { .f = f };` is ready for use and owns nothing.
 */
#ifndef CHAIRSIDE_BASE_SINK_H
#define CHAIRSIDE_BASE_SINK_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { SINK_ROOM = 4000 };

struct sink {
	FILE *f;
	size_t n;		/* bytes gathered */
	char bytes[SINK_ROOM];
};

void sink_flush(struct sink *k);
/* sink_add() of a piece that does not fit. */
void sink_spill(struct sink *k, const char *bytes, size_t n);

static inline void
sink_add(struct sink *k, const char *bytes, size_t n)
{
	if (n > SINK_ROOM - k->n) {
		sink_spill(k, bytes, n);
		return;
	}
	memcpy(k->bytes + k->n, bytes, n);
	k->n += n;
}

static inline void
sink_addc(struct sink *k, char c)
{
	if (k->n == SINK_ROOM)
		sink_flush(k);
	k->bytes[k->n++] = c;
}

#endif
