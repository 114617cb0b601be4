/*
 * form_review.c - the form of a review received: its client, and the reply.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/reviews.h"
#include "screens/draft.h"
#include "screens/forms.h"
#include "screens/record_form.h"

/* The reply last objected to: saving it again is allowed. */
static char *asked_about;

/* False, with a message, at the first try to save a reply that reveals that the writer
 * is a client. */
static bool
may_reply(struct practice *p, const struct record *r, struct err *e)
{
	AUTO_BUF struct buf sentence = BUF_INIT;
	const char *reply = record_text(r, "reply");

	if ((asked_about != NULL && strcmp(asked_about, reply) == 0) ||
	    !review_reply_reveals(p, r, reply, &sentence))
		return true;
	free(asked_about);
	asked_about = xstrdup(reply);
	return err_set(e, ERR_INVALID, "reply", "%s ^S again saves it.", sentence.s);
}

static bool
save(struct practice *p, struct record *r, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	if (review_replies(r, base) && !may_reply(p, r, e))
		return false;
	return base != NULL ? review_save(p, r, base, m, draft, e) :
	    review_add(p, r, draft, e);
}

/* Warns, without refusing, when a reply reveals that the writer is a client. */
static bool
left(struct desk *d, struct form *f, const struct field *field, UNUSED struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_review);
	AUTO_BUF struct buf sentence = BUF_INIT;

	if (strcmp(field->name, "reply") != 0 ||
	    form_value(f, "reply")->kind != VALUE_TEXT)
		return true;
	value_copy(record_value(r, "client"), form_value(f, "client"));
	value_copy(record_value(r, "author"), form_value(f, "author"));
	if (review_reply_reveals(d->p, r, form_value(f, "reply")->s, &sentence))
		ui_complain(d->ui, "%s", sentence.s);
	return true;
}

static struct record *
fresh(UNUSED struct practice *p)
{
	struct record *r = record_new(&record_review);

	record_set_int(r, "received_at", clock_now());
	record_set_text(r, "platform", "google");
	return r;
}

const struct record_form_kind review_form = {
	.name = "review", .type = &record_review,
	.may = ACTION_WRITE_REVIEWS, .change = save, .get = review_get, .left = left, .fresh = fresh,
};

void
form_review_new(struct desk *d, int64_t client)
{
	struct record *r = fresh(d->p);

	if (client != 0)
		record_set_int(r, "client", client);
	record_form_push(d, &review_form, r, "A review received");
}

void
form_review_edit(struct desk *d, int64_t review)
{
	record_form_edit(d, &review_form, review, "Review");
}
