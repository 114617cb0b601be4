/*
 * freed.c - see freed.h.
 */
#include "screens/freed.h"

#include "base/clock.h"
#include "base/mem.h"
#include "practice/rules.h"

/* Those of the times that are to come. */
static void
offer(struct desk *d, struct due_freed *all, size_t n)
{
	AUTO_BUF struct buf name = BUF_INIT;
	AUTO_FREE char *said = xstrdup(ui_message(d->ui));
	struct due_freed *found;
	size_t i, kept = 0;
	char key[16];
	struct err e;

	for (i = 0; i < n; i++)
		if (all[i].time.until > rules_now())
			all[kept++] = all[i];
	if (kept == 0)
		return;
	if (!due_freed_for(d->p, all, kept, &found, &name, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	if (found == NULL)
		return;
	d->freed = *found;
	d->freed_key = ui_keys(d->ui);
	ui_say(d->ui, "%s Free now: %s waits for this; %s shows where.", said, name.s,
	    act_key(ACT_tab_due, key));
}

void
freed_by_visits(struct desk *d, const struct slot_want *stood, size_t n)
{
	AUTO_FREE struct due_freed *all = NULL;
	size_t i, kept = 0;

	if (!d->due.waits || n == 0)
		return;
	all = xcalloc(n, sizeof(*all));
	for (i = 0; i < n; i++) {
		int64_t comes = slot_moment(&stood[i]);

		if (stood[i].start >= 0)
			all[kept++] = (struct due_freed){ .staff = stood[i].staff,
			    .time = { comes, comes + stood[i].numbing + stood[i].minutes +
			    stood[i].cleanup } };
	}
	offer(d, all, kept);
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
	struct due_freed all[DUE_SEARCH_DAYS + 1];
	size_t n = 0;

	if (!d->due.waits || day == DATE_NONE || !record_is_null(block, "repeats"))
		return;
	if (day < clock_today())
		day = clock_today();
	if (last > day + DUE_SEARCH_DAYS)
		last = day + DUE_SEARCH_DAYS;
	for (; day <= last; day++)
		all[n++] = (struct due_freed){ .staff = record_int(block, "staff"),
		    .time = { rules_moment(day, start), rules_moment(day, start + minutes) } };
	offer(d, all, n);
}
