/*
 * newsletter.c - the tab Newsletter: addresses and their answers, the log of each, and
 * files for whoever sends it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/mem.h"
#include "export/newsletter_files.h"
#include "practice/newsletter.h"
#include "screens/child.h"
#include "screens/client/client.h"
#include "screens/month.h"
#include "screens/page_source.h"
#include "screens/toolkit/chart.h"
#include "screens/toolkit/dialog.h"

struct newsletter {
	struct page_screen page;
	int64_t counts[NEWSLETTER_STATES];
	struct newsletter_month trend[NEWSLETTER_MONTHS];
	struct newsletter_waiting waiting;
	bool loaded;
};

static struct newsletter *
of(struct screen *s)
{
	return (struct newsletter *)s;
}

static void
load(struct newsletter *n)
{
	struct practice *p = practice_of(&n->page.screen);
	char month[8];
	struct err e;

	month_iso(month_now(), month);
	n->loaded = newsletter_counts(p, n->counts, &e) &&
	    newsletter_trend(p, month, n->trend, &e) &&
	    newsletter_waiting(p, &n->waiting, &e);
	if (!n->loaded)
		ui_err(n->page.screen.ui, &e);
}

/* --- the log of an address --------------------------------------------------------- */

static const struct binding log_bindings[] = {
	{ ACT_export, "export", page_screen_export },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops log_ops = {
	.name = "consents", .bindings = log_bindings, PAGE_SCREEN
};

static void
log_push(struct desk *d, int64_t subscriber)
{
	struct page_screen *s = xcalloc(1, sizeof(*s));
	struct page_query q = { .of = subscriber };

	s->screen.ops = &log_ops;
	page_view_begin(&s->view, d->p, &page_consents, &q);
	ui_push(d->ui, &s->screen);
}

/* --- the files ---------------------------------------------------------------------- */

static void
file_chosen(struct ui *ui, char key, void *page)
{
	static const char keys[] = "mpr";	/* as enum newsletter_file */
	struct desk *d = ui_arg(ui);
	enum newsletter_file which = NEWSLETTER_FILE_MAILABLE;
	char day[DATE_ISO_SIZE];
	struct err e;
	long rows;

	if (key == 'l') {
		page_screen_export(page, ACT_export);
		return;
	}
	while (keys[which] != key)
		which++;
	{
		AUTO_FREE char *name = xasprintf("newsletter-%s-%s.csv",
		    newsletter_file_name(which), date_to_iso(clock_today(), day));
		AUTO_FREE char *target = child_target(d, name);

		if (target == NULL)
			return;
		if (!newsletter_export(d->p, which, target, &rows, &e)) {
			ui_err(ui, &e);
			return;
		}
		desk_catch_up(d);
		ui_say(ui, "%ld address%s written: %s", rows, rows == 1 ? "" : "es",
		    target);
	}
}

static void
run_files(struct screen *s, UNUSED enum act a)
{
	static const struct ask_answer answers[] = {
		{ 'm', "mailable: everybody who wants it" },
		{ 'p', "pending: to be confirmed by the sender" },
		{ 'r', "to remove: everybody who said no since the last such file" },
		{ 'l', "none of these: the list as it is shown" },
		{ 0, NULL }
	};

	if (desk_may(desk_of(s), ACTION_EXPORT))
		ask_push(s->ui, "Which file for the sender?", answers, file_chosen, s, NULL);
}

/* --- keys ------------------------------------------------------------------------------ */

static void
run_address(struct screen *s, enum act a)
{
	int64_t id = list_selected(of(s)->page.view.list);

	if (a == ACT_new)
		address_newsletter(desk_of(s), 0);
	else if (id == 0)
		page_view_none(desk_of(s), &of(s)->page.view,
		    "No address selected. n adds one.");
	else if (a == ACT_newsletter)
		address_newsletter(desk_of(s), id);
	else if (a == ACT_history)
		history_push(desk_of(s), &record_subscriber, id);
	else
		log_push(desk_of(s), id);
}

static void
run_why(struct screen *s, enum act a)
{
	ui_complain(s->ui, a == ACT_edit ? "An address is changed on its client's card; "
	    "w changes yes or no." : a == ACT_mark ? "Nothing here can be marked: "
	    "consent is recorded for one address at a time (w)." :
	    "An address stays in the records; w records a no.");
}

static const struct binding bindings[] = {
	{ ACT_open, "log", run_address },
	{ ACT_newsletter, "yes or no", run_address },
	{ ACT_new, "new", run_address },
	{ ACT_export, "files for the sender", run_files },
	{ ACT_history, NULL, run_address },
	{ ACT_edit, NULL, run_why },
	{ ACT_archive, NULL, run_why },
	{ ACT_mark, NULL, run_why },
	{ ACT_NONE, NULL, NULL }
};

/* --- painting ---------------------------------------------------------------------------- */

static void
draw_counts(const struct screen *s, struct canvas *c, struct area a)
{
	const struct newsletter *n = (const struct newsletter *)s;
	static const struct { enum newsletter_state state; const char *label; } rows[] = {
		{ NEWSLETTER_SUBSCRIBED, "subscribed" },
		{ NEWSLETTER_PENDING, "pending" },
		{ NEWSLETTER_UNKNOWN, "unknown" },
		{ NEWSLETTER_UNSUBSCRIBED, "unsubscribed" },
		{ NEWSLETTER_CLEANED, "bounced" },
	};
	size_t i;

	canvas_text(c, a, 0, 1, STYLE_HEAD, "Addresses");
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		canvas_fit(c, a, (int)i + 1, 2, 16, STYLE_TEXT, rows[i].label);
		canvas_textf(c, a, (int)i + 1, 18, STYLE_STRONG, "%6lld",
		    (long long)n->counts[rows[i].state]);
	}
	if (n->waiting.overdue)
		canvas_textf(c, a, 6, 2, STYLE_BAD, "%lld to remove, OVERDUE",
		    (long long)n->waiting.n);
	else if (n->waiting.n > 0)
		canvas_textf(c, a, 6, 2, STYLE_WARN, "%lld to remove, %d work days",
		    (long long)n->waiting.n, n->waiting.business_days);
}

static void
draw_trend(const struct screen *s, struct canvas *c, struct area a)
{
	const struct newsletter *n = (const struct newsletter *)s;
	AUTO_BUF struct buf months = BUF_INIT;
	int64_t values[NEWSLETTER_MONTHS];
	size_t i;

	for (i = 0; i < NEWSLETTER_MONTHS; i++)
		values[i] = n->trend[i].subscribed;
	canvas_text(c, a, 0, 0, STYLE_HEAD, "Subscribed, twelve months");
	chart_columns(c, a, 1, 0, 4, 2, values, NULL, NEWSLETTER_MONTHS);
	month_words(n->trend[0].first, &months);
	buf_adds(&months, " to ");
	month_words(n->trend[NEWSLETTER_MONTHS - 1].first, &months);
	canvas_text(c, a, 5, 0, STYLE_DIM, months.s);
	canvas_textf(c, a, 6, 0, STYLE_DIM, "this month %+lld",
	    (long long)n->trend[NEWSLETTER_MONTHS - 1].change);
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	bool known = ((const struct newsletter *)s)->loaded;

	page_screen_draw_headed(s, c, a, known ? draw_counts : NULL, draw_trend);
}

static void
changed(struct screen *s, const void *what)
{
	if (page_view_touched(&of(s)->page.view, what))
		load(of(s));
	page_screen_changed(s, what);
}

static const struct screen_ops ops = {
	.name = "newsletter", .mode = MODE_LIST, .mode_now = page_screen_mode,
	.bindings = bindings, .widget_acts = list_acts, .act = page_screen_act,
	.text = page_screen_text, .draw = draw, .title = page_screen_title,
	.sized = page_screen_sized_headed, .shown = page_screen_shown, .shows = page_screen_shows,
	.root = page_screen_root, .changed = changed, .free = page_screen_free,
};

struct screen *
newsletter_open(struct desk *d)
{
	struct newsletter *n = xcalloc(1, sizeof(*n));
	struct page_query all = { .all = false };

	n->page.screen.ops = &ops;
	n->page.screen.ui = d->ui;
	page_view_begin(&n->page.view, d->p, &page_subscribers, &all);
	load(n);
	return &n->page.screen;
}
