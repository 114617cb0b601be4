/*
 * desk.c - the login's desk as every page uses it; doors.c opens the pages.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/emergency.h"
#include "practice/naming.h"
#include "practice/reviews.h"
#include "practice/rights.h"
#include "practice/standing.h"
#include "screens/barred.h"
#include "screens/desk.h"
#include "screens/draft.h"
#include "screens/here.h"

#define WAITING_MAX 99		/* counts on tabs stop there */

struct desk *
desk_of(const struct screen *s)
{
	return ui_arg(s->ui);
}

struct practice *
practice_of(const struct screen *s)
{
	return desk_of(s)->p;
}

void
desk_go(struct desk *d, enum tab tab)
{
	ui_go(d->ui, tab);
}

/* Leaves one screen; false, with a message, when it stays. */
static bool
leave(struct screen *s)
{
	struct ui *ui = s->ui;
	struct err e;

	if (s->ops->park != NULL)
		return s->ops->park(s);
	if (s->ops->keep != NULL && !s->ops->keep(s, KEEP_LEFT, &e)) {
		ui_err(ui, &e);
		return false;
	}
	if (s->ops->overlay) {
		ui_pop(s);
		return true;
	}
	/* the first ACT_leave may close only a list of matches or a filter */
	ui_act(ui, ACT_leave);
	if (ui_top(ui) == s && ui_mode(ui) == MODE_TYPE && s->below != NULL)
		ui_pop(s);
	else if (ui_top(ui) == s)
		return false;
	return true;
}

bool
desk_leave_forms(struct desk *d)
{
	while (ui_top(d->ui)->ops->overlay || ui_mode(d->ui) == MODE_TYPE)
		if (!leave(ui_top(d->ui)))
			break;
	return !ui_top(d->ui)->ops->overlay && ui_mode(d->ui) == MODE_LIST;
}

static bool
is_among(const struct record_type *t, const struct record_type *const *types)
{
	while (*types != NULL && *types != t)
		types++;
	return t == NULL || *types == t;
}

static bool
touches(const struct desk_changes *all, const struct record_type *const *types,
    bool new_clients)
{
	size_t i;

	for (i = 0; all != NULL && i < all->n; i++)
		if (is_among(all->list[i].type, types) && (new_clients ||
		    !all->list[i].fresh || all->list[i].type != &record_client))
			return true;
	return all == NULL;
}

bool
desk_touches(const void *changes, const struct record_type *const *types)
{
	return touches(changes, types, true);
}

bool
desk_touches_visits(const void *changes, const struct record_type *const *types)
{
	return touches(changes, types, false);
}

bool
desk_touches_client(const void *changes, int64_t client)
{
	static const struct record_type *const none[] = { NULL };
	const struct desk_changes *all = changes;
	size_t i;

	for (i = 0; all != NULL && i < all->n; i++)
		if (client != 0 && all->list[i].client == client)
			return true;
	return desk_touches(changes, none);
}

char *
desk_alerts(struct desk *d, int64_t client)
{
	struct client_standing standing;
	struct err e;

	if (client == 0 || !client_standing(d->p, client, &standing, &e) ||
	    *standing.alerts == '\0')
		return xstrdup("");
	return xasprintf(" ! %s", standing.alerts);
}

static void
note_change(const struct watch_change *w, void *arg)
{
	struct desk_changes *all = arg;
	struct desk_change *c;

	GROW(all->list, all->cap, all->n + 1);
	c = &all->list[all->n++];
	*c = (struct desk_change){ w->type, w->row, w->client, w->entry, w->mine,
	    w->fresh, "" };
	text_copy(c->who, sizeof(c->who), w->who);
	if (w->mine)
		all->mine = w->entry;
}

static void
show_count(struct buf *b, int64_t n)
{
	buf_cut(b, 0);
	if (n > 0)
		buf_addf(b, n > WAITING_MAX ? "%d+" : "%d",
		    n > WAITING_MAX ? WAITING_MAX : (int)n);
}

void
desk_count(struct desk *d)
{
	struct err e;
	int64_t n = 0;

	d->due = (struct due_counts){ .whole = true };
	if (practice_allows(d->p, ACTION_READ_CLIENTS) &&
	    (!reviews_unanswered(d->p, WAITING_MAX + 1, &n, &e) ||
	    !due_count_all(d->p, &d->due, &e)))
		ui_err(d->ui, &e);
	show_count(&d->counts[TAB_reviews], n);
	show_count(&d->counts[TAB_due], d->due.calls + d->due.follow_ups + d->due.back);
}

bool
desk_count_kept(struct desk *d)
{
	long was = d->kept;
	struct err e;

	if (d->kept_on == clock_today())
		return false;
	d->kept_on = clock_today();
	if (!rights_over_count(d->p, WAITING_MAX + 1, &d->kept, &e))
		ui_err(d->ui, &e);
	return d->kept != was;
}

bool
desk_may(struct desk *d, enum action a)
{
	struct err e;

	if (a == ACTIONS || practice_may(d->p, a, &e))
		return true;
	ui_err(d->ui, &e);
	return false;
}

/* Tells the owner of an emergency look at once. */
static void
say_looks(struct desk *d)
{
	struct err e;
	long n;

	if (emergency_waiting(d->p, 1, &n, &e) && n > 0)
		ui_say(d->ui, "Somebody looked at medical records in an emergency: Today, To "
		    "do, shows who and why.");
}

bool
desk_catch_up(struct desk *d)
{
	static const struct record_type *const counted[] = { &record_review, &record_session,
	    &record_contact, &record_client, &record_service, &record_waiting,
	    &record_follow_up, NULL };
	static const struct record_type *const looks[] = { &record_emergency_view, NULL };
	static const struct record_type *const erased[] = { &record_erasure, NULL };
	static const struct record_type *const keeps[] = { &record_hold, &record_erasure,
	    &record_practice, NULL };
	struct desk_changes all = { NULL, 0, 0, 0 };
	struct err e;
	bool any;

	if (!watch_changes(d->p, &d->watch, note_change, &all, &e))
		ui_err(d->ui, &e);
	any = all.n > 0;
	if (all.mine != 0) {
		d->wrote_entry = all.mine;
		d->wrote_key = ui_keys(d->ui);
	}
	if (any && !practice_refresh(d->p, NULL, &e)) {
		ui_err(d->ui, &e);
		if (e.code == ERR_DENIED) {	/* the login has ended */
			d->ended = e;
			ui_quit(d->ui);
		}
	}
	if (any) {
		if (desk_touches_visits(&all, counted))
			desk_count(d);
		barred_catch_up(d, all.mine != 0);
		ui_changed(d->ui, &all);
		here_tell(d, &all);
		if (desk_touches(&all, erased))
			draft_tell_erased(d);
		if (desk_touches(&all, keeps))
			d->kept_on = DATE_NONE;
		if (all.mine == 0 && desk_touches(&all, looks))
			say_looks(d);
	}
	free(all.list);
	return any;
}

void
desk_done(struct desk *d, const struct record_type *t, int64_t id, const char *said,
    const char *next)
{
	AUTO_BUF struct buf name = BUF_INIT, more = BUF_INIT;

	desk_catch_up(d);
	naming_add_id(d->p, t, id, &name);
	barred_add(d, &more);
	ui_say(d->ui, "%s: %s. %s%s", said, name.s, next, more.s);
}
