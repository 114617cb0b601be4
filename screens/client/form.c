/*
 * form.c - the form of a client's card.
 */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/clients.h"
#include "practice/duplicates.h"
#include "screens/client/client.h"
#include "screens/draft.h"
#include "screens/forms.h"
#include "screens/record_form.h"

/* It is saved, even if similar clients cannot be read. */
static void
tell(struct practice *p, const struct record *r, const struct record *base, struct buf *said)
{
	struct err unread;

	client_now_alike(p, r, base, said, &unread);
}

static bool
add(struct practice *p, struct record *r, UNUSED struct record *guest, int64_t known,
    UNUSED struct buf *said, struct draft *draft, struct err *e)
{
	return client_add_unlike(p, r, known, draft, e);
}

static void
saved(struct desk *d, const struct record *was, const struct record *r)
{
	if (was == NULL)
		client_push(d, r->id);
}

const struct record_form_kind client_form = {
	.name = "client", .type = &record_client,
	.may = ACTION_WRITE_CLIENTS, .change = client_save, .tell = tell, .add = add,
	.get = client_get, .saved = saved,
};

void
client_form_new(struct desk *d)
{
	record_form_push(d, &client_form, record_new(&record_client), "New client");
}

void
client_form_edit(struct desk *d, int64_t client)
{
	record_form_edit(d, &client_form, client, "Client's card");
}

/* "ada byrne": the last word is the family name, the rest the given name. */
struct record *
client_of_words(const char *words)
{
	struct record *r = record_new(&record_client);
	const char *last = strrchr(words, ' ');
	AUTO_FREE char *given = last != NULL ?
	    text_trim(xstrndup(words, (size_t)(last - words))) : NULL;

	if (given != NULL)
		record_set_text(r, "given", given);
	record_set_text(r, "family", last != NULL ? last + 1 : words);
	return r;
}
