/*
 * desk.c - the login's desk: its tabs, its clock, undo and leaving.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "screens/desk.h"

static const char *const titles[TABS] = {
#define TAB(name, title, narrow) title,
#include "screens/screens.def"
#undef TAB
};

static const char *const narrow_titles[TABS] = {
#define TAB(name, title, narrow) narrow,
#include "screens/screens.def"
#undef TAB
};

static struct screen *(*const opens[TABS])(struct desk *) = {
#define TAB(name, title, narrow) name##_open,
#include "screens/screens.def"
#undef TAB
};

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

/* --- the frame ------------------------------------------------------------- */

static const char *
practice_name(void *arg)
{
	const struct desk *d = arg;

	return record_text(d->p->settings, "name");
}

static void
clock_words(void *arg, struct buf *out)
{
	const struct desk *d = arg;
	char day[24], time[DATE_TIME_SIZE];

	buf_addf(out, "%s  %s %s", date_to_words(clock_today(), true, day),
	    date_format_time(clock_minutes(), d->p->context.twelve_hour, time),
	    record_text(d->p->staff, "login"));
}

static void
tab_count(void *arg, size_t tab, struct buf *out)
{
	const struct desk *d = arg;

	buf_add(out, d->counts[tab].s, d->counts[tab].len);
}

static struct screen *
tab_open(void *arg, struct ui *ui, size_t tab)
{
	return opens[tab](arg);
}

/* --- everywhere -------------------------------------------------------------- */

void
desk_go(struct desk *d, enum tab tab)
{
	ui_go(d->ui, tab);
}

static void
run_tab(struct screen *s, enum act a)
{
	desk_go(desk_of(s), (enum tab)(a - ACT_tab1));
}

static void
run_lock(struct screen *s, enum act a)
{
	struct desk *d = desk_of(s);

	if (d->leaving)
		ui_quit(s->ui);
	else
		ui_say(s->ui, "Q again leaves; what was typed is kept as a draft.");
	d->leaving = true;
}

static void
run_repaint(struct screen *s, enum act a)
{
	ui_repaint(s->ui);
}

static void
run_back(struct screen *s, enum act a)
{
	struct desk *d = desk_of(s);

	if (s->below != NULL)
		ui_pop(s);
	else if (ui_tab(s->ui) != TAB_today)
		desk_go(d, TAB_today);
	else
		ui_say(s->ui, "Press Q twice to leave.");
}

static const struct binding everywhere[] = {
	{ ACT_back, NULL, run_back },
	{ ACT_lock, NULL, run_lock },
	{ ACT_repaint, NULL, run_repaint },
	{ ACT_tab1, NULL, run_tab }, { ACT_tab2, NULL, run_tab },
	{ ACT_tab3, NULL, run_tab }, { ACT_tab4, NULL, run_tab },
	{ ACT_tab5, NULL, run_tab }, { ACT_tab6, NULL, run_tab },
	{ ACT_tab7, NULL, run_tab }, { ACT_tab8, NULL, run_tab },
	{ ACT_NONE, NULL, NULL }
};

/* --- time ---------------------------------------------------------------------- */

static bool
tick(void *arg, struct ui *ui, bool keys)
{
	struct desk *d = arg;
	int minute = clock_minutes();
	bool turned = minute != d->clock;

	d->clock = minute;
	d->p->context.today = clock_today();
	return turned;
}

/* --- the desk --------------------------------------------------------------------- */

static struct ui_app app = {
	.clock = clock_words, .practice = practice_name,
	.n_tabs = TABS, .tabs = titles, .tabs_short = narrow_titles,
	.tab_count = tab_count, .tab_open = tab_open,
	.everywhere = everywhere, .tick = tick,
};

const struct ui_app *
desk_app(void)
{
	return &app;
}

struct desk *
desk_new(struct practice *p, struct terminal *terminal, bool ascii)
{
	struct desk *d = xcalloc(1, sizeof(*d));
	size_t i;

	d->p = p;
	d->terminal = terminal;
	d->clock = clock_minutes();
	for (i = 0; i < ARRAY_LEN(d->counts); i++)
		d->counts[i] = (struct buf)BUF_INIT;
	app.arg = d;
	d->ui = ui_new(&app, ascii);
	ui_go(d->ui, TAB_today);
	return d;
}

void
desk_free(struct desk *d)
{
	size_t i;

	if (d == NULL)
		return;
	ui_free(d->ui);
	for (i = 0; i < ARRAY_LEN(d->counts); i++)
		buf_free(&d->counts[i]);
	free(d);
}
