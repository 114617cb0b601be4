/*
 * setup.c - the first steps of a new practice. Each line opens the form for its step,
 * and is ticked once the records show that it is done.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "base/clock.h"
#include "practice/setup.h"
#include "screens/forms.h"
#include "screens/offer.h"
#include "screens/setup.h"
#include "screens/toolkit/list_screen.h"

#define HEAD 3		/* rows above the list */

struct setup_screen {
	struct list_screen ls;
	struct setup setup;
};

static struct setup_screen *
of(struct screen *s)
{
	return (struct setup_screen *)s;
}

/* --- what each line opens ----------------------------------------------------------- */

static void
open_services(struct desk *d, int64_t id)
{
	if (id == 0)
		offer_new(d, &record_service);
	else
		offer_edit(d, &record_service, id, "checklist");
}

static void
open_staff(struct desk *d, int64_t id)
{
	if (id == 0)
		offer_push(d, &record_staff);
	else
		offer_edit(d, &record_staff, id, "code");
}

static void
open_hours(struct desk *d, UNUSED int64_t id)
{
	offer_push(d, &record_hours);
}

static void
open_import(struct desk *d, UNUSED int64_t id)
{
	import_push(d);
}

static void
open_client(struct desk *d, UNUSED int64_t id)
{
	client_form_new(d);
}

static void
open_visit(struct desk *d, UNUSED int64_t id)
{
	form_session_new(d, &(struct session_preset){ .day = clock_today(),
	    .start = -1 });
}

static const struct {
	void (*open)(struct desk *d, int64_t id);
	const char *field;	/* of the settings, for a step that is one */
} openers[SETUP_STEPS] = {
	[SETUP_SERVICES] = { open_services, NULL }, [SETUP_STAFF] = { open_staff, NULL },
	[SETUP_HOURS] = { open_hours, NULL }, [SETUP_TAXES] = { NULL, "tax_percent" },
	[SETUP_REVIEW] = { NULL, "review_link" }, [SETUP_IMPORT] = { open_import, NULL },
	[SETUP_CLIENT] = { open_client, NULL }, [SETUP_VISIT] = { open_visit, NULL },
};

/* --- rows --------------------------------------------------------------------------- */

static const struct list_column columns[] = {
	{ .title = "", .min = 16, .max = 18 },
	{ .title = "", .min = 20, .max = 0, .drop = 1 },
};

static void
fill(struct setup_screen *s)
{
	int i;

	list_rows_clear(&s->ls.rows);
	for (i = 0; i < SETUP_STEPS; i++) {
		AUTO_FREE char *line = xasprintf("%s %s", s->setup.steps[i].done ?
		    "[x]" : "[ ]", setup_title((enum setup_step)i));

		list_rows_add(&s->ls.rows, i + 1, "");
		list_rows_cell(&s->ls.rows, STYLE_TEXT, line);
		list_rows_cell(&s->ls.rows, s->setup.steps[i].id != 0 ? STYLE_WARN :
		    STYLE_DIM, s->setup.steps[i].sentence);
	}
}

/* Selects the next step that is not done, from the selected one on. */
static void
select_next(struct setup_screen *s)
{
	size_t at = (size_t)list_selected(s->ls.list), i;

	at = at > 0 ? at - 1 : 0;
	for (i = 0; i < SETUP_STEPS; i++, at = (at + 1) % SETUP_STEPS)
		if (!s->setup.steps[at].done) {
			list_select(s->ls.list, (int64_t)at + 1);
			return;
		}
}

static void
read_again(struct screen *s)
{
	struct setup_screen *screen = of(s);
	struct err e;

	if (!practice_setup(practice_of(s), &screen->setup, &e)) {
		ui_err(s->ui, &e);
		return;
	}
	fill(screen);
	list_reload(screen->ls.list);
	select_next(screen);
}

/* --- keys --------------------------------------------------------------------------- */

static void
run_open(struct screen *s, UNUSED enum act a)
{
	int64_t row = list_selected(of(s)->ls.list);

	if (row <= 0 || !desk_may(desk_of(s), setup_needs((enum setup_step)(row - 1))))
		return;
	if (openers[row - 1].field != NULL)
		settings_push_at(desk_of(s), openers[row - 1].field);
	else
		openers[row - 1].open(desk_of(s), of(s)->setup.steps[row - 1].id);
}

#define COMES_BACK "Ctrl-G and \"first steps\" brings the list back."

static void
run_later(struct screen *s, UNUSED enum act a)
{
	struct ui *ui = s->ui;

	ui_pop(s);
	ui_say(ui, COMES_BACK);
}

/* --- the screen ------------------------------------------------------------------------ */

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct setup_screen *screen = (const struct setup_screen *)s;
	struct area in = { a.y + HEAD, a.x, a.rows - HEAD, a.cols };

	canvas_hline(c, a, 0, 0, a.cols);
	canvas_textf(c, a, 1, 2, STYLE_STRONG, "The first hour: %zu of %d done. Enter "
	    "opens a line.", screen->setup.n_done, SETUP_STEPS);
	list_draw(screen->ls.list, c, in, true);
}

static void
title(UNUSED const struct screen *s, struct buf *out)
{
	buf_adds(out, "First steps");
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->ls.list, body.rows - HEAD);
	if (list_selected(of(s)->ls.list) <= 1)
		select_next(of(s));
}

static void
shown(struct screen *s)
{
	struct ui *ui = s->ui;

	read_again(s);
	if (of(s)->setup.n_done == SETUP_STEPS) {
		ui_pop(s);
		ui_say(ui, "All first steps are done.");
	}
}

static void
changed(struct screen *s, const void *what)
{
	if (what == NULL || ((const struct desk_changes *)what)->n > 0)
		read_again(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_back, "later", run_later },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "setup", LIST_SCREEN, .bindings = bindings, .draw = draw, .title = title,
	.sized = sized, .shown = shown, .changed = changed, .free = list_screen_free,
};

/* Tells others than the owner what is left for the owner to do. */
static void
tell(struct desk *d, const struct setup *setup)
{
	AUTO_BUF struct buf left = BUF_INIT;

	setup_left(setup, &left);
	if (setup->n_done == SETUP_STEPS)
		ui_say(d->ui, "All first steps are done.");
	else
		ui_say(d->ui, "The owner still has to do: %s.", left.s);
}

static void
show(struct desk *d, const struct setup *setup)
{
	struct setup_screen *s;

	if (!practice_allows(d->p, ACTION_WRITE_SETTINGS) || setup->n_done == SETUP_STEPS) {
		tell(d, setup);
		return;
	}
	s = xcalloc(1, sizeof(*s));
	s->ls.screen.ops = &ops;
	s->setup = *setup;
	fill(s);
	list_screen_begin(&s->ls, columns, ARRAY_LEN(columns), false, "");
	ui_push(d->ui, &s->ls.screen);
}

void
setup_push(struct desk *d)
{
	struct setup setup;
	struct err e;

	if (practice_setup(d->p, &setup, &e))
		show(d, &setup);
	else
		ui_err(d->ui, &e);
}

void
setup_begin(struct desk *d)
{
	struct setup setup;
	struct err e;
	bool is_new;

	if (practice_is_new(d->p, &is_new, &e) && is_new &&
	    practice_setup(d->p, &setup, &e))
		show(d, &setup);
}
