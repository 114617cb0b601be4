/*
 * desk.c - the login's desk: its tabs, its clock, undo and leaving.
 */
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/history.h"
#include "practice/picks.h"
#include "screens/child.h"
#include "screens/client.h"
#include "screens/desk.h"
#include "screens/forms.h"
#include "screens/offer.h"
#include "screens/receipt.h"
#include "screens/toolkit/help.h"
#include "screens/toolkit/palette.h"

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

/* --- the palette --------------------------------------------------------------- */

static void
palette_tab(struct ui *ui, int64_t id, void *arg)
{
	desk_leave_forms(arg);
	desk_go(arg, (enum tab)id);
}

static void
palette_client(struct ui *ui, int64_t id, void *arg)
{
	desk_leave_forms(arg);
	client_push(arg, id);
}

static void
palette_always(struct ui *ui, struct palette *p, void *arg)
{
	char key[2] = "1";
	int i;

	for (i = 0; i < TABS; i++, key[0]++)
		palette_add(p, titles[i], key, NULL, palette_tab, i);
}

static bool
palette_match(const struct pick *pick, void *arg)
{
	palette_add(arg, pick->text, NULL, pick->note, palette_client, pick->id);
	return true;
}

static void
palette_found(struct ui *ui, const char *typed, struct palette *p, void *arg)
{
	struct desk *d = arg;

	if (*typed != '\0' && role_may(d->p->role, ACTION_READ_CLIENTS))
		picks_list(d->p, &record_client, typed, 12, palette_match, p, NULL,
		    NULL);
}

static const struct palette_source palette_source = {
	.always = palette_always, .found = palette_found,
};

/* --- everywhere -------------------------------------------------------------- */

void
desk_go(struct desk *d, enum tab tab)
{
	ui_go(d->ui, tab);
}

/* Forms in front are left as Esc leaves them: what was typed is kept. */
void
desk_leave_forms(struct desk *d)
{
	while (ui_top(d->ui)->below != NULL && ui_mode(d->ui) == MODE_TYPE) {
		struct screen *top = ui_top(d->ui);

		ui_act(d->ui, ACT_leave);
		if (ui_top(d->ui) == top)
			ui_pop(top);
	}
}

static void
run_tab(struct screen *s, enum act a)
{
	desk_go(desk_of(s), (enum tab)(a - ACT_tab1));
}

void
desk_wrote(struct desk *d)
{
	ui_changed(d->ui, NULL);
}

void
record_open(struct desk *d, const struct record_type *t, int64_t id)
{
	if (t == &record_client)
		client_push(d, id);
	else if (t == &record_session)
		session_form_edit(d, id);
	else if (t == &record_receipt)
		receipt_open(d, id);
	else
		ui_say(d->ui, "%s %lld is shown on its client's page.", t->label,
		    (long long)id);
}

/* Says what was taken back, in the words of the journal. */
static void
run_undo(struct screen *s, enum act a)
{
	struct desk *d = desk_of(s);
	AUTO_BUF struct buf label = BUF_INIT;
	struct undone u;
	struct err e;

	if (!(a == ACT_undo ? practice_undo : practice_redo)(d->p, &u, &label, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	desk_wrote(d);
	ui_say(d->ui, a == ACT_undo ? "Taken back: %s. U does it again." :
	    "Done again: %s.", label.s);
}

static void
run_help(struct screen *s, enum act a)
{
	help_push(s->ui);
}

static void
run_palette(struct screen *s, enum act a)
{
	palette_push(s->ui, &palette_source, desk_of(s));
}

static void
run_lock(struct screen *s, enum act a)
{
	if (ui_act_before(s->ui) == ACT_lock)
		ui_quit(s->ui);
	else
		ui_say(s->ui, "Q again leaves.");
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
	{ ACT_undo, NULL, run_undo },
	{ ACT_redo, NULL, run_undo },
	{ ACT_lock, NULL, run_lock },
	{ ACT_help, NULL, run_help },
	{ ACT_palette, NULL, run_palette },
	{ ACT_palette_list, NULL, run_palette },
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
	return child_tick(d) || turned;
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
	child_stop(d);
	import_forget(d);
	ui_free(d->ui);
	record_free(d->last_saved);
	for (i = 0; i < ARRAY_LEN(d->counts); i++)
		buf_free(&d->counts[i]);
	free(d);
}
