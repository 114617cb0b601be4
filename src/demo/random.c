/*
 * random.c - chance for the demo: splitmix64, the same on every machine.
 */
#include "base/bug.h"
#include "demo/inside.h"

static uint64_t
demo_next(struct demo_rng *r)
{
	uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

struct demo_rng
demo_rng(uint64_t seed, enum demo_purpose purpose, uint64_t n)
{
	struct demo_rng r = { seed };

	r.state = demo_next(&r) + (uint64_t)purpose;
	r.state = demo_next(&r) + n;
	r.state = demo_next(&r);
	return r;
}

long
demo_below(struct demo_rng *r, long n)
{
	BUG_IF(n < 1);
	return (long)(((demo_next(r) >> 33) * (uint64_t)n) >> 31);
}

long
demo_between(struct demo_rng *r, long low, long high)
{
	return low + demo_below(r, high - low + 1);
}

bool
demo_chance(struct demo_rng *r, long permille)
{
	return demo_below(r, 1000) < permille;
}

size_t
demo_weighted(struct demo_rng *r, const unsigned *weights, size_t n)
{
	long sum = 0, at;
	size_t i;

	for (i = 0; i < n; i++)
		sum += weights[i];
	at = demo_below(r, sum);
	for (i = 0; at >= (long)weights[i]; i++)
		at -= weights[i];
	return i;
}
