/*
 * form_client.c - the client's card, typed.
 */
#include "practice/clients.h"
#include "screens/draft.h"
#include "screens/client.h"
#include "screens/forms.h"
#include "screens/record_form.h"

/* The order does not change between versions: fingers know it. */
static const char *const names[] = {
	"given", "family", "preferred", "born", "phone", "email", "alert",
	"allergies", "medicines", "conditions", "fitzpatrick", "address", "city",
	"region", "postcode", "country", "emergency", "referral", "tags", "notes",
	"do_not_book", "first_visit", "external_id", "archived", NULL
};

static bool
save(struct practice *p, struct record *r, const struct record *base,
    struct merge *m, struct buf *said, struct err *e)
{
	return base != NULL ? client_save(p, r, base, m, e) : client_add(p, r, e);
}

static void
saved(struct desk *d, const struct record *r, bool is_new)
{
	if (is_new)
		client_push(d, r->id);
}

static const struct record_form_kind kind = {
	.name = "client", .type = &record_client, .names = names, .save = save,
	.get = client_get, .saved = saved,
};

void
client_form_new(struct desk *d)
{
	record_form_push(d, &kind, record_new(&record_client), "New client");
}

void
client_form_edit(struct desk *d, int64_t client)
{
	record_form_edit(d, &kind, client, "Client's card");
}

bool
client_resume(struct desk *d, struct draft *draft)
{
	return record_form_resume(d, &kind, draft);
}
