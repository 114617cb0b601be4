/*
 * sink.c - see sink.h.
 */
#include "base/sink.h"

void
sink_flush(struct sink *k)
{
	fwrite_unlocked(k->bytes, 1, k->n, k->f);
	k->n = 0;
}

void
sink_spill(struct sink *k, const char *bytes, size_t n)
{
	sink_flush(k);
	if (n >= SINK_ROOM)
		fwrite_unlocked(bytes, 1, n, k->f);
	else
		sink_add(k, bytes, n);
}
