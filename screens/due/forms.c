/*
 * forms.c - the forms of a wish on the waiting list, of a try to reach somebody, and of a
 * follow-up.
 */
#include "base/mem.h"
#include "practice/contact.h"
#include "practice/follow_ups.h"
#include "practice/waiting.h"
#include "screens/forms.h"
#include "screens/draft.h"
#include "screens/record_form.h"

const struct record_form_kind waiting_form = {
	.name = "waiting", .type = &record_waiting, .may = ACTION_WRITE_SESSIONS,
	.make = waiting_add, .change = waiting_save, .get = waiting_get,
};

void
waiting_form_new(struct desk *d, int64_t client)
{
	struct record *r = record_new(&record_waiting);

	if (client != 0)
		record_set_int(r, "client", client);
	record_form_push(d, &waiting_form, r, "Waiting for a time");
	if (client != 0)
		record_form_focus(d, "service");
}

void
waiting_form_edit(struct desk *d, int64_t id)
{
	record_form_edit(d, &waiting_form, id, "Waiting for a time");
}

const struct record_form_kind contact_form = {
	.name = "contact", .type = &record_contact, .may = ACTION_WRITE_SESSIONS,
	.change = contact_save, .get = contact_get,
};

void
contact_form_edit(struct desk *d, int64_t id)
{
	record_form_edit(d, &contact_form, id, "The last try");
	record_form_focus(d, "note");
}

const struct record_form_kind follow_up_form = {
	.name = "follow_up", .type = &record_follow_up, .may = ACTION_WRITE_SESSIONS,
	.change = follow_up_save, .get = follow_up_get,
};

void
follow_up_form_edit(struct desk *d, int64_t id)
{
	record_form_edit(d, &follow_up_form, id, "Follow-up");
}
