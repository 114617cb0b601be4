/*
 * desk_undo.c - undo and redo by keys: a change that is not visible is named, and the
 * key must be pressed again.
 *
 * One key is enough for a change of the last five minutes that the screen shows or that
 * the previous key made. Screenings, receipts and whole batches always need a second.
 */
#include "base/mem.h"
#include "practice/history.h"
#include "screens/client/duplicates.h"
#include "screens/parked.h"
#include "screens/receipt/receipt.h"

#define SURE_SECONDS 300

/* Was it made by the previous key, and so shown in the message line? */
static bool
just_told(const struct desk *d, const struct undoable *u)
{
	return d->wrote_entry == u->entry && d->wrote_key + 1 == ui_keys(d->ui);
}

static bool
is_weighty(const struct undoable *u)
{
	static const struct record_type *const types[] = {
		&record_screening, &record_receipt, &record_receipt_line,
		&record_payment,
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(types); i++)
		if (u->type == types[i])
			return true;
	return u->batch != 0;
}

static bool
is_shown(const struct screen *s, const struct undoable *u)
{
	if (u->type == NULL || u->row == 0 || u->rows > 1)
		return false;
	if (u->type == &record_client && s->client == u->row)
		return true;
	return s->ops->shows != NULL && s->ops->shows(s, u->type, u->row);
}

static bool
is_sure(const struct desk *d, const struct screen *s, const struct undoable *u)
{
	return d->undo_asked == u->entry || (u->age_seconds <= SURE_SECONDS &&
	    u->stays == NULL && !is_weighty(u) && (just_told(d, u) || is_shown(s, u)));
}

static void
ask(struct desk *d, const struct undoable *u, bool undo, const char *words)
{
	char time[DATE_TIME_SIZE], day[24];
	AUTO_BUF struct buf when = BUF_INIT;
	int minutes, seconds;
	date_day date;

	clock_local(u->at, &date, &minutes, &seconds);
	if (date != clock_today())
		buf_addf(&when, " on %s", date_to_words(date, true, day));
	if (u->age_seconds > SURE_SECONDS)
		buf_addf(&when, " at %s", date_format_time(minutes,
		    d->p->context.twelve_hour, time));
	d->undo_asked = u->entry;
	ui_say(d->ui, "%s%s%s: %s%s%s? %s again does it; any other key cancels.",
	    u->stays != NULL ? u->stays : "", u->stays != NULL ? " " : "", !undo ? "Redo" :
	    u->stays != NULL ? "Undo the change before" : "Undo", words,
	    when.len > 0 ? ", done" : "", when.s, undo ? "u" : "U");
}

static void
told(struct desk *d, bool undo, const struct undone *u, const char *words)
{
	if (undo && u->opposites + u->left_since > 0)
		ui_say(d->ui, "Undone: %s. For %ld address%s the opposite was "
		    "recorded, %ld left.", words, u->opposites, u->opposites == 1 ? "" : "es",
		    u->left_since);
	else
		ui_say(d->ui, undo ? "Undone: %s. U redoes it." :
		    "Redone: %s. u undoes it.", words);
}

void
desk_undo(struct screen *s, enum act a)
{
	struct desk *d = desk_of(s);
	AUTO_BUF struct buf words = BUF_INIT;
	bool undo = a == ACT_undo, ok;
	struct undoable next;
	struct undone u;
	struct err e;

	if (ui_act_before(s->ui) != a)
		d->undo_asked = 0;
	if (undo && draft_bring_back(d)) {
		parked_read(d, NULL);
		return;
	}
	if (!(undo ? practice_undo_next : practice_redo_next)(d->p, &next, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	if (undo && next.receipt != 0 && (next.stays == NULL || d->undo_asked == next.entry)) {
		receipt_ask_void(d, next.receipt);
		return;
	}
	undoable_words(d->p, &next, &words);
	if (!is_sure(d, s, &next)) {
		ask(d, &next, undo, words.s);
		return;
	}
	d->undo_asked = 0;
	if (undo && next.merged != 0) {
		client_unmerge_push(d, next.merged);
		return;
	}
	ok = (undo ? practice_undo_since : practice_redo_since)(d->p, &next, &u, &e);
	desk_catch_up(d);
	if (ok)
		told(d, undo, &u, words.s);
	else
		ui_err(d->ui, &e);
}
