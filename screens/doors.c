/*
 * doors.c - opens pages from anywhere: tabs, the palette, a record of any type, the
 * keys that mean the same everywhere; and makes and frees a login's desk.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/journal.h"
#include "practice/naming.h"
#include "practice/picks.h"
#include "practice/reads.h"
#include "screens/barred.h"
#include "screens/child.h"
#include "screens/client/client.h"
#include "screens/client/emergency.h"
#include "screens/desk.h"
#include "screens/forms.h"
#include "screens/here.h"
#include "screens/journal.h"
#include "screens/lock.h"
#include "screens/offer.h"
#include "screens/papers.h"
#include "screens/parked.h"
#include "screens/practice_tab.h"
#include "screens/print.h"
#include "screens/receipt/receipt.h"
#include "screens/scanned.h"
#include "screens/setup.h"
#include "screens/task.h"
#include "screens/today/today.h"
#include "screens/toolkit/help.h"
#include "screens/toolkit/palette.h"
#include "screens/toolkit/terminal.h"

#define REST_MS 30000		/* without a key, until memory is given back */
#define HELD_KB 500	/* of the file: fifty logins each hold as much */
#define PATIENCE_SECONDS 10	/* how long a write waits for somebody else's */

static const char *const titles[TABS] = {
#define TAB(digit, name, title, narrow) title,
#include "screens/toolkit/screens.def"
#undef TAB
};

static const char *const narrow_titles[TABS] = {
#define TAB(digit, name, title, narrow) narrow,
#include "screens/toolkit/screens.def"
#undef TAB
};

static struct screen *(*const opens[TABS])(struct desk *) = {
#define TAB(digit, name, title, narrow) name##_open,
#include "screens/toolkit/screens.def"
#undef TAB
};

/* --- the frame ------------------------------------------------------------- */

static const char *
practice_name(void *arg)
{
	const struct desk *d = arg;

	return record_text(d->p->settings, "name");
}

/* A warning that nothing can be saved, shown before somebody types. */
static const char *
nothing_is_saved(void *arg)
{
	return practice_refusal(((const struct desk *)arg)->p);
}

static void
clock_words(void *arg, struct buf *out)
{
	const struct desk *d = arg;
	char day[24], time[DATE_TIME_SIZE];

	if (lock_count(d, out))
		return;
	buf_addf(out, "%s  %s ", date_to_words(clock_today(), true, day),
	    date_format_time(clock_minutes(), d->p->context.twelve_hour, time));
	if (d->p->room != NULL)
		buf_addf(out, ui_is_ascii(d->ui) ? "%s - " : "%s · ",
		    record_text(d->p->room, "name"));
	buf_adds(out, record_text(d->p->staff, "login"));
}

static void
tab_count(void *arg, size_t tab, struct buf *out)
{
	const struct desk *d = arg;

	buf_add(out, d->counts[tab].s, d->counts[tab].len);
}

static struct screen *
tab_open(void *arg, UNUSED struct ui *ui, size_t tab)
{
	return opens[tab](arg);
}

/* --- the palette --------------------------------------------------------------- */

static void
palette_tab(UNUSED struct ui *ui, int64_t id, void *arg)
{
	if (desk_leave_forms(arg))
		desk_go(arg, (enum tab)id);
}

static void
palette_client(UNUSED struct ui *ui, int64_t id, void *arg)
{
	if (desk_leave_forms(arg))
		client_push(arg, id);
}

static void
new_visit(struct desk *d)
{
	form_session_new(d, &(struct session_preset){ .day = DATE_NONE,
	    .start = -1 });
}

/* Whose column, and from when on, is chosen there. */
static void
somebody_ill(struct desk *d)
{
	char key[16];

	desk_go(d, TAB_calendar);
	ui_say(d->ui, "Whose column, and from when on? Then %s gives those visits to others.",
	    act_key(ACT_ill, key));
}

static void
walk_in(struct desk *d)
{
	form_session_new(d, &(struct session_preset){ .day = d->paper_day,
	    .start = -1, .walk_in = true });
}

static void
over_the_desk(struct desk *d)
{
	receipt_push(d, 0, d->paper_day != DATE_NONE ? d->paper_day : clock_today());
}

static void
print_book(struct desk *d)
{
	print_push(d, clock_today(), 0);
}

static void
choose_lot(struct desk *d)
{
	char key[16];

	offer_push(d, &record_lot);
	ui_say(d->ui, "Which lot? %s on it shows who had it.", act_key(ACT_trace, key));
}

/* The day that Today shows. */
static void
catch_up(struct desk *d)
{
	today_catch_up(d, DATE_NONE);
}

/* What can be started from anywhere, by name, beside what the tab Practice lists. */
static const struct {
	const char *name, *help;
	void (*run)(struct desk *d);
} tasks[] = {
	{ "new client", "a client's card", client_form_new },
	{ "book a visit", "for any client", new_visit },
	{ "walk-in", "a client who is here now", walk_in },
	{ "somebody is ill", "give their visits to others", somebody_ill },
	{ "sell over the counter", "a receipt without a client", over_the_desk },
	{ "drafts", "what was begun and waits, open receipts too", parked_push },
	{ "catch-up", "a past day that was done on paper", catch_up },
	{ "print the book", "for a day when the line is down", print_book },
	{ "trace a lot", "who had it, whom to call, who was told", choose_lot },
	{ "takings", "what a day brought in, and how it was paid", takings_push },
	{ "cannot stand", "visits that screening, licence or lot bar", barred_push },
};

static void
palette_task(UNUSED struct ui *ui, int64_t id, void *arg)
{
	if (desk_leave_forms(arg))
		tasks[id].run(arg);
}

static void
palette_practice(UNUSED struct ui *ui, int64_t id, void *arg)
{
	if (desk_leave_forms(arg))
		practice_tab_go(arg, (size_t)id);
}

static void
palette_always(UNUSED struct ui *ui, struct palette *p, UNUSED void *arg)
{
	const char *name, *what;
	char key[16];
	enum act a;
	size_t i;

	for (a = ACT_NONE + 1; a < ACTS; a++)
		if (act_tab(a) >= 0)
			palette_add(p, titles[act_tab(a)], act_key(a, key), NULL, palette_tab,
			    act_tab(a));
	for (i = 0; i < ARRAY_LEN(tasks); i++)
		palette_add(p, tasks[i].name, NULL, tasks[i].help, palette_task,
		    (int64_t)i);
	for (i = 0; practice_tab_named(i, &name, &what); i++)
		palette_add(p, name, NULL, what, palette_practice, (int64_t)i);
}

static void
palette_line(UNUSED struct ui *ui, int64_t id, void *arg)
{
	struct desk *d = arg;

	if (desk_leave_forms(d))
		task_run(d, d->task, (size_t)id);
}

static bool
palette_match(const struct pick *pick, void *arg)
{
	palette_add(arg, pick->text, NULL, pick->note, palette_client, pick->id);
	return true;
}

static void
palette_found(UNUSED struct ui *ui, const char *typed, struct palette *p, void *arg)
{
	struct desk *d = arg;

	task_read(d, typed, d->task);
	/* a single letter is more likely the start of a name */
	if (d->task->verb != NULL && !d->task->begins)
		task_add(d, d->task, p, palette_line);
	if (*typed != '\0' && practice_allows(d->p, ACTION_READ_CLIENTS))
		picks_list(d->p, &record_client, typed, 12, palette_match, p, NULL,
		    NULL);
	if (d->task->verb != NULL && d->task->begins)
		task_add(d, d->task, p, palette_line);
}

/* A line of several words is kept, as a form is: the start of a name is typed again. */
static bool
palette_keep(UNUSED struct ui *ui, const char *typed, enum keep why, void *arg,
    struct err *e)
{
	struct desk *d = arg;
	struct draft now = DRAFT_INIT;

	if (typed != NULL && strchr(typed, ' ') != NULL) {
		AUTO_FREE char *title = xasprintf("Line, %s", typed);

		draft_set_string(&now.form, "palette");
		draft_set_string(&now.title, title);
		draft_set(&now, "line", typed);
	}
	return draft_keep(d, &d->line, now.form != NULL ? &now : NULL, why, e);
}

static const struct palette_source palette_source = {
	.always = palette_always, .found = palette_found, .keep = palette_keep,
};

void
palette_resume(struct desk *d, struct draft *draft)
{
	const char *line = draft_get(draft, "line");

	draft_copy(&d->line, draft);
	palette_push(d->ui, &palette_source, line != NULL ? line : "", d);
	ui_say(d->ui, "As you left it. Enter does it, Esc throws it away.");
}

/* --- everywhere -------------------------------------------------------------- */

static const struct {
	const struct record_type *type;
	void (*open)(struct desk *d, int64_t id);
} openers[] = {
	{ &record_client, client_push },
	{ &record_session, form_session_edit },
	{ &record_receipt, receipt_open },
	{ &record_screening, screening_open },
	{ &record_review, form_review_edit },
	{ &record_document, document_open },
};

void
record_open(struct desk *d, const struct record_type *t, int64_t id)
{
	AUTO_BUF struct buf name = BUF_INIT;
	size_t i;

	for (i = 0; i < ARRAY_LEN(openers); i++)
		if (openers[i].type == t) {
			openers[i].open(d, id);
			return;
		}
	if (offer_show(d, t, id))
		return;
	naming_add_id(d->p, t, id, &name);
	ui_say(d->ui, "On its client's page: %s.", name.s);
}

static void
run_tab(struct screen *s, enum act a)
{
	enum tab tab = (enum tab)act_tab(a);

	if (tab == ui_tab(s->ui))
		ui_root(s->ui);
	else
		desk_go(desk_of(s), tab);
}

static void
run_help(struct screen *s, UNUSED enum act a)
{
	help_push(s->ui);
}

static void
run_palette(struct screen *s, UNUSED enum act a)
{
	palette_push(s->ui, &palette_source, "", desk_of(s));
}

static void
run_repaint(struct screen *s, UNUSED enum act a)
{
	ui_repaint(s->ui);
}

static void
run_back(struct screen *s, UNUSED enum act a)
{
	struct desk *d = desk_of(s);

	if (s->below != NULL)
		ui_pop(s);
	else if (ui_tab(s->ui) != TAB_today)
		desk_go(d, TAB_today);
	else
		ui_say(s->ui, "Press Q twice to leave.");
}

/* Where there are no columns. */
static void
run_sideways(struct screen *s, enum act a)
{
	ui_act(s->ui, a == ACT_left ? ACT_earlier : ACT_later);
}

static const struct binding everywhere[] = {
	{ ACT_back, NULL, run_back },
	{ ACT_left, NULL, run_sideways },
	{ ACT_right, NULL, run_sideways },
	{ ACT_undo, NULL, desk_undo },
	{ ACT_redo, NULL, desk_undo },
	{ ACT_lock, NULL, lock_run },
	{ ACT_lock_now, NULL, lock_run },
	{ ACT_help, NULL, run_help },
	{ ACT_palette, NULL, run_palette },
	{ ACT_palette_list, NULL, run_palette },
	{ ACT_repaint, NULL, run_repaint },
#define TAB(digit, name, title, narrow) { ACT_tab_##name, NULL, run_tab },
#include "screens/toolkit/screens.def"
#undef TAB
	{ ACT_NONE, NULL, NULL }
};

/* --- time ---------------------------------------------------------------------- */

/* If the file is no longer the one opened, keeps what is typed at once. If a newer
 * chairside has upgraded it, the login ends. */
static bool
file_is_lost(struct desk *d)
{
	if (practice_still_there(d->p) || d->lost)
		return false;
	d->lost = true;
	ui_keep(d->ui);
	if (practice_outgrown(d->p)) {
		err_set(&d->ended, ERR_DB, NULL, "%s", practice_refusal(d->p));
		ui_quit(d->ui);
	}
	return true;
}

/* Gives back what is kept for the next key: all of it once nobody types, and now and then,
 * while somebody does, what the last keys did not use. */
static void
rest(struct desk *d, bool busy, bool keys)
{
	int64_t now = clock_monotonic_ms();

	if (!keys && d->busy_at != 0 && now - d->tidied_at >= REST_MS) {
		practice_tidy(d->p);
		d->tidied_at = now;
	}
	if (busy) {
		d->busy_at = now;
	} else if (d->busy_at != 0 && now - d->busy_at >= REST_MS) {
		practice_rest(d->p);
		d->busy_at = 0;
	}
}

/* Whose page is in front is being looked at; what was gathered is written, not by a key. */
static void
note_reads(struct desk *d, bool keys)
{
	const struct screen *s = ui_top(d->ui);
	struct err e;

	if (s->client != 0)
		reads_note(d->p, s->client, s->ops->name);
	if (keys)
		return;
	if (!reads_write(d->p, clock_monotonic_ms(), &e))
		ui_say(d->ui, "%s", e.text);
	journal_head_due(d->p, clock_monotonic_ms(), false);
}

#define LOOKED_AT_A_TICK 25	/* bookings, when nobody types: 5 ms */
#define QUIET_MS 1500		/* after a key or a change */

static bool
is_quiet(const struct desk *d)
{
	return d->busy_at == 0 || clock_monotonic_ms() - d->busy_at >= QUIET_MS;
}

static bool
tick(void *arg, UNUSED struct ui *ui, bool keys)
{
	struct desk *d = arg;
	int minute = clock_minutes();
	bool turned = minute != d->clock, changed, counted = lock_tick(d, keys);

	if (ui_covered(d->ui) || ui_quitting(d->ui))
		return counted;
	if (file_is_lost(d))
		return true;
	d->clock = minute;
	d->p->context.today = clock_today();
	note_reads(d, keys);
	/* a form being typed in loses nothing by this: see the forms' changed(); a key does not
	 * wait for what colleagues changed, which the next second shows */
	changed = (keys ? watch_wrote(d->p, &d->watch) : watch_moved(d->p, &d->watch)) &&
	    desk_catch_up(d);
	changed |= here_look(d);
	if (!keys)
		changed |= desk_count_kept(d) || (is_quiet(d) && barred_look(d, LOOKED_AT_A_TICK));
	rest(d, keys || changed, keys);
	return child_tick(d) || changed || turned || counted;
}

/* --- the desk --------------------------------------------------------------------- */

/* A write waits for somebody else's. */
static bool
waits(const char *sentence, void *arg)
{
	struct desk *d = arg;
	AUTO_FREE char *text = xasprintf("%s Esc gives up.", sentence);

	return d->terminal == NULL || ui_wait_within(d->ui, d->terminal, text);
}

static void
beside(void *arg, struct buf *out)
{
	const struct desk *d = arg;

	if (d->others.len > 0)
		buf_addf(out, "also open: %s", d->others.s);
}

static void
idle(void *arg)
{
	practice_idle(((struct desk *)arg)->p);
}

static const char *
scan_prefix(void *arg)
{
	return record_text(((const struct desk *)arg)->p->settings, "scan_prefix");
}

static const char *
at_home(enum act a)
{
	static const char visit[] = "select a visit on Today (1) or on a client's page";
	static const char client[] = "select a client on Today (1) or in Clients (2)";
	static const char *const homes[ACTS] = {
		[ACT_start] = visit, [ACT_move] = visit, [ACT_confirm] = visit,
		[ACT_not_happen] = visit, [ACT_chart] = visit, [ACT_here] = client, [ACT_book] = client,
		[ACT_pay] = client, [ACT_screening] = client, [ACT_review] = client,
		[ACT_newsletter] = client, [ACT_emergency] = client,
		[ACT_follow_up] = client, [ACT_rights] = client,
		[ACT_ill] = "select a person's column in Calendar (3)",
		[ACT_archive] = "select one in a list of records",
		[ACT_copy] = "it is for the text of a row of Due (4, Enter), or of \"cannot stand\"",
		[ACT_print] = "go to a day in Today (1) or Calendar (3), to a client, a receipt or a paper",
		[ACT_today] = "this page has no date",
		[ACT_earlier] = "this page has no days",
		[ACT_later] = "this page has no days",
		[ACT_discard] = "Tab on Today goes to what was begun",
		[ACT_same] = "it is for a client's page, a screening and a checklist",
		[ACT_scope] = "all is shown",
		[ACT_next_pane] = "this page has one part",
		[ACT_prev_pane] = "this page has one part",
	};

	return homes[a];
}

static struct ui_app app = {
	.clock = clock_words, .practice = practice_name,
	.warning = nothing_is_saved,
	.n_tabs = TABS, .tabs = titles, .tabs_short = narrow_titles,
	.tab_count = tab_count, .tab_open = tab_open,
	.at_home = at_home, .scanned = desk_scanned, .scan_prefix = scan_prefix,
	.everywhere = everywhere, .beside = beside, .tick = tick, .idle = idle,
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
	struct err e;
	size_t i;

	d->task = xcalloc(1, sizeof(*d->task));
	d->parked = xcalloc(1, sizeof(*d->parked));
	d->p = p;
	d->terminal = terminal;
	d->ascii = ascii;
	d->paper_day = DATE_NONE;
	d->clock = clock_minutes();
	d->busy_at = d->tidied_at = d->idle.key_at = clock_monotonic_ms();
	for (i = 0; i < ARRAY_LEN(d->counts); i++)
		d->counts[i] = (struct buf)BUF_INIT;
	d->others = (struct buf)BUF_INIT;
	app.arg = d;
	d->ui = ui_new(&app, ascii);
	practice_patience(p, PATIENCE_SECONDS);
	practice_waiting(p, waits, d);
	practice_hold(p, HELD_KB);
	mem_keep_little();
	if (!watch_begin(p, &d->watch, &e))
		ui_err(d->ui, &e);
	desk_count(d);
	preferences_load(d);
	if (practice_nobody(p)) {
		lock_now(d);
		return d;
	}
	emergency_catch_up(d);
	ui_go(d->ui, TAB_today);
	if (d->parked->drafts == 0)
		setup_begin(d);
	if (practice_notice(p) != NULL)
		ui_complain(d->ui, "%s", practice_notice(p));
	else if (terminal != NULL && terminal_kind(terminal) != NULL)
		ui_say(d->ui, "The terminal %.40s is not known here; taken for %s.",
		    getenv("TERM"), terminal_kind(terminal));
	emergency_tell(d);
	return d;
}

void
desk_free(struct desk *d)
{
	size_t i;

	if (d == NULL)
		return;
	practice_waiting(d->p, NULL, NULL);
	child_leave(d);
	import_forget(d);
	ui_free(d->ui);
	record_free(d->last_saved);
	free(d->task);
	parked_free(d->parked);
	free(d->parked);
	draft_free(&d->thrown);
	draft_free(&d->line);
	buf_free(&d->others);
	for (i = 0; i < ARRAY_LEN(d->counts); i++)
		buf_free(&d->counts[i]);
	free(d);
}
