/*
 * lock.c - see lock.h.
 */
#include "screens/lock.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"
#include "practice/pin.h"
#include "practice/reads.h"
#include "practice/room.h"
#include "record/idle.h"
#include "screens/toolkit/dialog_box.h"

#define TYPED_MAX 40	/* bytes */
#define LAST_SECONDS 60	/* in which the count is shown */
#define FIELD_COLS 12

enum step { STEP_WHO, STEP_PIN, STEP_NEW, STEP_AGAIN, STEPS };

static const char *const asked[STEPS] = {
	[STEP_WHO] = "Initials", [STEP_PIN] = "PIN",
	[STEP_NEW] = "Your new PIN, four to eight digits", [STEP_AGAIN] = "The new PIN once more",
};

struct lock {
	struct screen screen;
	enum step step;
	int64_t staff;		/* who wants to go on */
	struct buf who;		/* their name */
	/* what is typed, and what was typed before it: wiped with each step back */
	char typed[TYPED_MAX + 1], old[TYPED_MAX + 1], pin[TYPED_MAX + 1];
};

/* --- the page ------------------------------------------------------------------------- */

static void
draw_typed(const struct lock *l, struct canvas *c, struct area in, int y)
{
	char shown[TYPED_MAX + 1];
	size_t n = strlen(l->typed);

	text_copy(shown, sizeof(shown), l->typed);
	if (l->step != STEP_WHO)
		memset(shown, '*', n);
	canvas_fit(c, in, y, 0, FIELD_COLS, STYLE_FIELD_ON, shown);
	canvas_cursor(c, in, y, (int)n < FIELD_COLS ? (int)n : FIELD_COLS - 1);
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct lock *l = (const struct lock *)s;
	const struct desk *d = desk_of(s);
	const char *message = ui_message(s->ui);
	AUTO_BUF struct buf hint = BUF_INIT, what = BUF_INIT;
	struct area in = dialog_box(c, a, 9, "Locked");

	buf_adds(&hint, "Enter unlocks. Q leaves; what was typed is kept.");
	if (d->idle.left > 0)
		buf_addf(&hint, " Leaves by itself in %d s.", d->idle.left);
	canvas_fit(c, in, 0, 0, in.cols, STYLE_STRONG, record_text(d->p->settings, "name"));
	canvas_fit(c, in, 1, 0, in.cols, STYLE_TEXT,
	    record_text(d->p->room != NULL ? d->p->room : d->p->staff, "name"));
	buf_addf(&what, l->step == STEP_PIN ? "%s of %s" : "%s", asked[l->step], l->who.s);
	canvas_fit(c, in, 3, 0, in.cols, STYLE_TEXT, what.s);
	draw_typed(l, c, in, 4);
	canvas_fold(c, in, 6, 0, in.cols, in.rows - 6, *message != '\0' ? STYLE_WARN : STYLE_DIM,
	    *message != '\0' ? message : hint.s);
}

static void
go_to(struct lock *l, enum step step)
{
	explicit_bzero(l->typed, sizeof(l->typed));
	l->step = step;
}

static void
set_who(struct lock *l, int64_t staff)
{
	l->staff = staff;
	buf_cut(&l->who, 0);
	naming_add_id(practice_of(&l->screen), &record_staff, staff, &l->who);
}

static void
begin_again(struct lock *l)
{
	const struct desk *d = desk_of(&l->screen);

	go_to(l, d->p->room != NULL ? STEP_WHO : STEP_PIN);
	set_who(l, d->p->staff->id);
	explicit_bzero(l->old, sizeof(l->old));
	explicit_bzero(l->pin, sizeof(l->pin));
}

/* --- unlocking ------------------------------------------------------------------------ */

/* Who may not log in any more, or is something else by now, finds out before anything is
 * shown. */
static void
unlock(struct lock *l)
{
	struct desk *d = desk_of(&l->screen);
	AUTO_FREE char *was = xstrdup(record_text(d->p->staff, "role"));
	const char *now;
	struct err e;

	begin_again(l);
	if (!practice_login_again(d->p, NULL, &e)) {
		if (e.code != ERR_DENIED) {
			ui_err(d->ui, &e);
			return;
		}
		d->ended = e;
	} else if (now = record_text(d->p->staff, "role"), strcmp(was, now) != 0) {
		err_set(&d->ended, ERR_DENIED, NULL, "Your role in this practice has changed, to "
		    "%s: log in again. What was typed is kept.",
		    choice_label(record_field(&record_staff, "role")->choices, now));
	} else {
		ui_uncover(d->ui);
		desk_catch_up(d);
		return;
	}
	ui_quit(d->ui);
}

/* Another person's desk begins where this one's drafts are kept. */
static void
enter(struct lock *l)
{
	struct desk *d = desk_of(&l->screen);

	if (l->staff == d->p->staff->id) {
		unlock(l);
	} else if (ui_keep(d->ui)) {
		d->next = l->staff;
		ui_quit(d->ui);
	}
}

static void
name(struct lock *l)
{
	struct err e;
	int64_t staff;

	if (room_who(practice_of(&l->screen), l->typed, &staff, &e)) {
		set_who(l, staff);
		go_to(l, STEP_PIN);
	} else {
		ui_err(l->screen.ui, &e);
		begin_again(l);
	}
}

static void
prove(struct lock *l)
{
	struct desk *d = desk_of(&l->screen);
	struct err e;
	bool given;

	if (!pin_prove(d->p, l->staff, l->typed, &given, &e)) {
		ui_err(d->ui, &e);
		begin_again(l);
	} else if (given) {
		text_copy(l->old, sizeof(l->old), l->typed);
		go_to(l, STEP_NEW);
	} else {
		enter(l);
	}
}

static void
choose(struct lock *l)
{
	struct ui *ui = l->screen.ui;
	struct err e;

	if (!pin_fits(l->typed, &e)) {
		ui_err(ui, &e);
		go_to(l, STEP_NEW);
		return;
	}
	text_copy(l->pin, sizeof(l->pin), l->typed);
	go_to(l, STEP_AGAIN);
}

static void
choose_again(struct lock *l)
{
	struct desk *d = desk_of(&l->screen);
	struct err e;

	if (strcmp(l->typed, l->pin) != 0) {
		ui_complain(d->ui, "That is not the same.");
		go_to(l, STEP_NEW);
	} else if (!pin_change(d->p, l->staff, l->old, l->pin, &e)) {
		ui_err(d->ui, &e);
		begin_again(l);
	} else {
		enter(l);
	}
}

/* --- its keys ------------------------------------------------------------------------- */

static void
run_accept(struct screen *s, UNUSED enum act a)
{
	static void (*const does[STEPS])(struct lock *l) = {
		[STEP_WHO] = name, [STEP_PIN] = prove, [STEP_NEW] = choose, [STEP_AGAIN] = choose_again,
	};
	struct lock *l = (struct lock *)s;

	does[l->step](l);
}

static void
run_back(struct screen *s, UNUSED enum act a)
{
	begin_again((struct lock *)s);
}

static void
run_delete(struct screen *s, enum act a)
{
	struct lock *l = (struct lock *)s;
	size_t n = strlen(l->typed);

	if (a == ACT_delete_left && n > 0)
		l->typed[n - 1] = '\0';
	else
		go_to(l, l->step);
}

/* A capital Q is nobody's PIN, and initials may be small letters. */
static bool
text(struct screen *s, const char *typed, size_t n, UNUSED bool paste)
{
	struct lock *l = (struct lock *)s;
	size_t has = strlen(l->typed);

	if (n == 1 && *typed == 'Q') {
		ui_quit(s->ui);
	} else if (has + n > TYPED_MAX || memchr(typed, '\0', n) != NULL) {
		ui_complain(s->ui, "That is too long.");
		begin_again(l);
	} else {
		memcpy(l->typed + has, typed, n);
	}
	return true;
}

static bool
whole(UNUSED const struct screen *s)
{
	return true;
}

static void
lock_free(struct screen *s)
{
	buf_free(&((struct lock *)s)->who);
	explicit_bzero(s, sizeof(struct lock));
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_accept, NULL, run_accept },
	{ ACT_next_field, NULL, run_accept },
	{ ACT_leave, NULL, run_back },
	{ ACT_prev_field, NULL, run_back },
	{ ACT_delete_left, NULL, run_delete },
	{ ACT_delete_line, NULL, run_delete },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "lock", .mode = MODE_TYPE, .bindings = bindings, .text = text, .whole = whole,
	.draw = draw, .free = lock_free,
};

/* --- locking -------------------------------------------------------------------------- */

/* What cannot be kept stays as it stands beneath. */
void
lock_now(struct desk *d)
{
	struct lock *l = xcalloc(1, sizeof(*l));
	const struct buf empty = BUF_INIT;
	struct err none;

	l->screen.ops = &ops;
	l->who = empty;
	ui_keep(d->ui);
	reads_write(d->p, INT64_MAX, &none);
	ui_cover(d->ui, &l->screen);
	begin_again(l);
}

static bool
has_pin(struct desk *d)
{
	struct err e;
	bool has = false;

	if (!pin_has(d->p, &has, &e))
		ui_err(d->ui, &e);
	return has;
}

void
lock_run(struct screen *s, enum act a)
{
	struct desk *d = desk_of(s);

	if (d->p->room != NULL || has_pin(d))
		lock_now(d);
	else if (a == ACT_lock_now)
		ui_say(d->ui, "The screen locks by a PIN: choose one first (Practice, PIN).");
	else if (ui_act_before(d->ui) == ACT_lock)
		ui_quit(d->ui);
	else
		ui_say(d->ui, "Q again leaves the program.");
}

/* --- where nobody types --------------------------------------------------------------- */

/* Seconds without a key until something happens; INT64_MAX: nothing does. The PIN is looked for
 * once, when the count may begin. */
static int64_t
until(struct desk *d, int64_t idle)
{
	struct idle_times t;
	struct err none;

	idle_times(record_text(d->p->settings, "idle"), record_text(d->p->staff, "role"), &t,
	    &none);
	if (ui_covered(d->ui))
		return practice_nobody(d->p) ? INT64_MAX : t.leave * 60;
	if (idle < t.lock * 60 - LAST_SECONDS)
		return INT64_MAX;
	if (!d->idle.asked) {
		d->idle.asked = true;
		d->idle.locks = d->p->room != NULL || has_pin(d);
	}
	return d->idle.locks ? t.lock * 60 : d->login != NULL ? t.leave * 60 : INT64_MAX;
}

bool
lock_tick(struct desk *d, bool keys)
{
	int64_t now = clock_monotonic_ms(), idle, end;
	int was = d->idle.left;

	if (keys) {
		d->idle.key_at = now;
		d->idle.left = 0;
		d->idle.asked = false;
		return was != 0;
	}
	idle = (now - d->idle.key_at) / 1000;
	end = until(d, idle);
	d->idle.left = end > idle && end - idle <= LAST_SECONDS ? (int)(end - idle) : 0;
	if (idle < end)
		return d->idle.left != was;
	if (!ui_covered(d->ui) && d->idle.locks) {
		lock_now(d);
		return true;
	}
	if (d->p->room != NULL)
		d->next = d->p->room->id;
	d->why = LOGOUT_IDLE;
	ui_quit(d->ui);
	return true;
}

bool
lock_count(const struct desk *d, struct buf *out)
{
	if (d->idle.left > 0)
		buf_addf(out, "%s in %d s: any key stays", d->idle.locks ? "locks" : "leaves",
		    d->idle.left);
	return d->idle.left > 0;
}
