/*
 * freed.c - see freed.h.
 */
#include "screens/freed.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/rules.h"

/* True when somebody fits, or when it cannot be told. */
static bool
offer(struct desk *d, int64_t staff, struct slot_span time)
{
	struct due_freed freed = { .staff = staff, .time = time };
	AUTO_BUF struct buf name = BUF_INIT, shown = BUF_INIT;
	AUTO_FREE char *said = xstrdup(ui_message(d->ui));
	char key[16];
	struct err e;

	if (time.until <= rules_now())
		return false;
	if (!due_freed_for(d->p, &freed, &name, &e)) {
		ui_err(d->ui, &e);
		return true;
	}
	if (freed.waiting == 0)
		return false;
	d->freed = freed;
	d->freed_key = ui_keys(d->ui);
	text_show(&shown, name.s, false);
	ui_say(d->ui, "%s Free now: %s waits for this; %s shows where.", said, shown.s,
	    act_key(ACT_tab_due, key));
	return true;
}

void
freed_by_visits(struct desk *d, const struct slot_want *stood, size_t n)
{
	size_t i;

	for (i = 0; d->due.waits && i < n; i++) {
		int64_t comes = slot_moment(&stood[i]);

		if (stood[i].start >= 0 && offer(d, stood[i].staff, (struct slot_span){ comes,
		    comes + stood[i].numbing + stood[i].minutes + stood[i].cleanup }))
			return;
	}
}

size_t
freed_note(struct desk *d, const struct session_move *moves, size_t n, struct slot_want *stood)
{
	size_t i, noted = 0;
	struct err e;

	for (i = 0; d->due.waits && i < n; i++) {
		AUTO_RECORD struct record *r = session_get(d->p, moves[i].session, &e);

		if (r != NULL)
			stood[noted++] = slot_want_of(r);
	}
	return noted;
}

void
freed_by_visit(struct desk *d, int64_t session)
{
	struct session_move it = { .session = session };
	struct slot_want stood;

	freed_by_visits(d, &stood, freed_note(d, &it, 1, &stood));
}

void
freed_by_block(struct desk *d, const struct record *block)
{
	date_day day = date_from_iso(record_text(block, "date"));
	date_day last = record_is_null(block, "until") ? day :
	    date_from_iso(record_text(block, "until"));
	int start = (int)record_int(block, "start");
	int minutes = record_is_null(block, "minutes") ? DAY_MINUTES - start :
	    (int)record_int(block, "minutes");

	if (!d->due.waits || day == DATE_NONE || !record_is_null(block, "repeats"))
		return;
	if (day < clock_today())
		day = clock_today();
	if (last > day + DUE_SEARCH_DAYS)
		last = day + DUE_SEARCH_DAYS;
	for (; day <= last; day++)
		if (offer(d, record_int(block, "staff"), (struct slot_span){
		    rules_moment(day, start), rules_moment(day, start + minutes) }))
			return;
}
