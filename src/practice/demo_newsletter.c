/*
 * demo_newsletter.c - subscribers of the demo and their consent.
 */
#include "practice/demo.h"

bool
demo_subscribe(struct demo *d, const struct demo_client *c,
    const struct record *card, struct err *e)
{
	return true;
}
