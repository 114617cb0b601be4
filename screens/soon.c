/*
 * soon.c - doors to screens that are being built.
 */
#include "screens/client.h"

void
client_push(struct desk *d, int64_t client)
{
	ui_complain(d->ui, "Not here yet.");
}
