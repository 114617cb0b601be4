/*
 * soon.c - doors to screens that are being built.
 */
#include "screens/client.h"
#include "screens/receipt.h"

void
receipt_push(struct desk *d, int64_t client, date_day day)
{
	ui_complain(d->ui, "Not here yet.");
}

void
receipt_open(struct desk *d, int64_t receipt)
{
	ui_complain(d->ui, "Not here yet.");
}

void
client_push(struct desk *d, int64_t client)
{
	ui_complain(d->ui, "Not here yet.");
}

void
client_review(struct desk *d, int64_t client, int64_t session)
{
	ui_complain(d->ui, "Not here yet.");
}

void
client_newsletter(struct desk *d, int64_t client)
{
	ui_complain(d->ui, "Not here yet.");
}
