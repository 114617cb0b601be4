/*
 * keys.c - actions on a client, the same wherever one is selected.
 */
#include "base/clock.h"
#include "base/mem.h"
#include "practice/asked.h"
#include "practice/clients.h"
#include "practice/naming.h"
#include "practice/standing.h"
#include "screens/client/client.h"
#include "screens/client/emergency.h"
#include "screens/client/rights.h"
#include "screens/forms.h"
#include "screens/print.h"
#include "screens/receipt/receipt.h"
#include "screens/screening/screening.h"
#include "screens/series.h"

static void
book(struct desk *d, int64_t client)
{
	struct session_preset preset = { .client = client, .day = DATE_NONE,
	    .start = -1 };

	form_session_new(d, &preset);
}

static void
walk_in(struct desk *d, int64_t client)
{
	struct session_preset preset = { .client = client, .day = clock_today(),
	    .start = -1, .walk_in = true };
	struct client_standing now;
	struct err e;

	/* booked today: the client's page goes to that visit */
	if (client_standing(d->p, client, &now, &e) && now.next_session != 0 &&
	    now.next_visit == clock_today()) {
		client_push(d, client);
		ui_act(d->ui, ACT_here);
		return;
	}
	form_session_new(d, &preset);
}

/* Archives the client, or brings one back; saved at once. */
static void
archive(struct desk *d, int64_t client)
{
	struct err e;
	AUTO_RECORD struct record *was = client_get(d->p, client, &e);
	AUTO_RECORD struct record *r = was != NULL ? record_copy(was) : NULL;
	AUTO_BUF struct buf name = BUF_INIT;
	bool archived;

	if (r != NULL) {
		archived = record_int(r, "archived") == 0;
		record_set_int(r, "archived", archived);
	}
	if (r == NULL || !client_save(d->p, r, was, NULL, NULL, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	client_display_name(r, &name);
	desk_catch_up(d);
	ui_say(d->ui, archived ? "%s is archived, kept in the records. u undoes "
	    "it." : "%s is in the lists again. u undoes it.", name.s);
}

static void
pay(struct desk *d, int64_t client)
{
	receipt_push(d, client, clock_today());
}

static void
screening(struct desk *d, int64_t client)
{
	screening_push(d, client, 0, NULL, NULL);
}

static void
event(struct desk *d, int64_t client)
{
	event_ask(d, client, 0);
}

static void
review(struct desk *d, int64_t client)
{
	client_review(d, client, 0);
}

static void
history(struct desk *d, int64_t client)
{
	history_push(d, &record_client, client);
}

/* Records that allergies and medicines were asked again, and are unchanged. */
static void
still_true(struct desk *d, int64_t client)
{
	AUTO_BUF struct buf name = BUF_INIT;
	struct err e;

	if (!asked_still_true(d->p, client, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	desk_catch_up(d);
	naming_add_id(d->p, &record_client, client, &name);
	ui_say(d->ui, "%s: allergies and medicines asked today, unchanged. u undoes "
	    "it.", name.s);
}

static void
series(struct desk *d, int64_t client)
{
	series_push(d, client, 0);
}

void
client_do(struct desk *d, int64_t client, enum act a)
{
	static void (*const runs[ACTS])(struct desk *, int64_t) = {
		[ACT_open] = client_push, [ACT_edit] = client_form_edit,
		[ACT_archive] = archive, [ACT_book] = book, [ACT_here] = walk_in,
		[ACT_screening] = screening, [ACT_pay] = pay, [ACT_review] = review,
		[ACT_newsletter] = client_newsletter, [ACT_history] = history,
		[ACT_emergency] = emergency_push, [ACT_same] = still_true,
		[ACT_series] = series, [ACT_follow_up] = event, [ACT_rights] = rights_push,
		[ACT_print] = print_card_push,
	};

	runs[a](d, client);
}
