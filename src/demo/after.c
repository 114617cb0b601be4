/*
 * after.c - what comes after needling in the demo: follow-ups of the last days, and a few
 * adverse events.
 */
#include "base/mem.h"
#include "demo/inside.h"
#include "record/plan.h"

#define DAYS 9			/* back from today */
#define LONG_AGO 70		/* days: what went wrong then is over */
#define EVENT_EVERY 300		/* so many visits to one of these */

static const char *const notes[] = { "Red for two days, well since.", NULL, "A little dry.",
    NULL, NULL };

/* Those of before today were asked, but for one in six. */
static bool
follow_ups(struct demo *d, const struct demo_visit *v, struct err *e)
{
	const char *plan = DEMO_FOLLOW_UPS;
	struct plan_step step;

	while (plan_next(&plan, &step)) {
		AUTO_RECORD struct record *r = record_new(&record_follow_up);
		date_day due = plan_day(&step, v->date);

		record_set_int(r, "session", v->id);
		record_set_text(r, "plan", step.word);
		record_set_day(r, "due", due);
		if (due < d->today && v->id % 6 != 0) {
			record_set_day(r, "done_on", due);
			record_set_int(r, "done_by", d->staff[v->staff].id);
			record_set_text(r, "outcome", v->id % 11 == 0 ? "concern" : "well");
			record_set_text(r, "note", notes[v->id % ARRAY_LEN(notes)]);
		}
		if (!db_insert(d->db, r, e))
			return false;
	}
	return true;
}

/* The brand was told of all, the maker is still owed what is open. */
static bool
told(struct demo *d, const struct record *event, bool open, struct err *e)
{
	static const char *const whom[] = { "brand", "maker" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(whom); i++) {
		AUTO_RECORD struct record *r = record_new(&record_event_report);

		record_set_int(r, "event", event->id);
		record_set_text(r, "sent_to", whom[i]);
		if (i == 0 || !open)
			record_set_text(r, "sent_on", record_text(event, "onset"));
		if (!db_insert(d->db, r, e))
			return false;
	}
	return true;
}

/* Long over, but for the newest. */
static bool
event(struct demo *d, const struct demo_visit *v, bool open, struct err *e)
{
	static const struct {
		const char *what, *zone, *done;
		int grade, days;
	} all[] = {
		{ "redness on day 8", "cheek_left", "Cool compresses, seen again on day 12.", 1, 8 },
		{ "cold sores", "upper_lip", "Antiviral by the physician.", 2, 3 },
		{ "dark spots", "cheek_right", "Sun protection, seen again after six weeks.", 2, 40 },
	};
	AUTO_RECORD struct record *r = record_new(&record_adverse_event);
	size_t k = open ? 0 : v->id / EVENT_EVERY % ARRAY_LEN(all);

	record_set_int(r, "client", d->clients[v->client].id);
	record_set_int(r, "session", v->id);
	record_set_text(r, "what", all[k].what);
	record_set_int(r, "grade", all[k].grade);
	record_set_int(r, "serious", 0);
	record_set_day(r, "onset", v->date + all[k].days);
	if (!open)
		record_set_day(r, "resolved", v->date + all[k].days + 20);
	record_set_text(r, "zone", all[k].zone);
	record_set_text(r, "done", all[k].done);
	return db_insert(d->db, r, e) && told(d, r, open, e);
}

bool
demo_after(struct demo *d, const struct demo_visit *v, struct err *e)
{
	date_day ago = d->today - v->date;

	if (demo_services[v->service].needled != AREA_FACE)
		return true;
	if (ago < DAYS && !follow_ups(d, v, e))
		return false;
	if (!d->event_open && ago >= 8 && ago < 8 + DAYS)
		return event(d, v, d->event_open = true, e);
	return ago < LONG_AGO || v->id % EVENT_EVERY != 0 || event(d, v, false, e);
}
