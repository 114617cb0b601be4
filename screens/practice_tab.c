/*
 * practice_tab.c - the tab Practice: settings, services and products, staff, when and where
 * there is work, imports, checking the file, and the newest backup.
 */
#include <stdlib.h>

#include "base/companion.h"
#include "base/mem.h"
#include "practice/backups.h"
#include "practice/events.h"
#include "practice/looks.h"
#include "practice/lots.h"
#include "screens/backups.h"
#include "screens/child.h"
#include "screens/client/duplicates.h"
#include "screens/client/emergency.h"
#include "screens/client/rights.h"
#include "screens/forms.h"
#include "screens/journal.h"
#include "screens/looks.h"
#include "screens/offer.h"
#include "screens/papers.h"
#include "screens/practice_tab.h"
#include "screens/receipt/receipt.h"
#include "practice/sign.h"
#include "screens/setup.h"
#include "screens/sign.h"
#include "screens/toolkit/dialog.h"
#include "screens/toolkit/list_screen.h"

#define FOOT 4	/* rows below the menu of the tab: about the file */

struct entry {
	const char *title, *what;
	void (*open)(struct desk *d);		/* NULL: the list of `type` */
	const struct record_type *type;
	/* Adds what is to be seen to, shown in place of `what`; NULL: never anything. */
	bool (*to_do)(struct practice *p, struct buf *out, struct err *e);
};

struct practice_tab {
	struct list_screen ls;
	const struct entry *entries;
	size_t n;
	const char *title;
	int foot;		/* rows below the menu: FOOT, or 0 in a menu of the menu */
	char *backup;		/* a line about the newest backup; NULL without these rows */
	bool stale;		/* that line is a warning */
};

static struct practice_tab *
of(struct screen *s)
{
	return (struct practice_tab *)s;
}

/* --- checks --------------------------------------------------------------------- */

static void
check_file(struct desk *d)
{
	const char *const words[] = { "check", NULL };

	child_start(d, words, &(struct child_words){
	    .title = "Is the practice file whole?", .at_work = "Checking the file",
	    .done = "The practice file is whole." });
}

static void
check_deep(struct desk *d)
{
	const char *const words[] = { "check", "--deep", NULL };

	child_start(d, words, &(struct child_words){
	    .title = "Does every row agree with the journal?",
	    .at_work = "Checking every row", .done = "Every row agrees with the "
	        "journal." });
}

/* --- backups -------------------------------------------------------------------- */

static void
look_for_backup(struct practice_tab *o, struct desk *d)
{
	struct buf words = BUF_INIT;

	if (o->foot == 0)
		return;
	o->stale = !practice_backup_words(d->p, &words);
	free(o->backup);
	o->backup = buf_steal(&words);
}

static bool look_again(struct screen *s, void *arg);

static void
backup_made(struct desk *d, UNUSED int status, UNUSED const char *said)
{
	ui_each(d->ui, look_again, NULL);
}

static void
make_backup(struct desk *d)
{
	const char *const words[] = { "backup", NULL };

	child_start(d, words, &(struct child_words){
	    .title = "A backup of the practice", .at_work = "Making a backup",
	    .done = "The backup is made and checked.", .ended = backup_made });
}

/* --- the menu ------------------------------------------------------------------- */

static void open_when_and_where(struct desk *d);

static const struct entry entries[] = {
	{ "Services", "what is done for clients: prices, times, checklists", .type = &record_service },
	{ "Products", "what is sold or used up", .type = &record_product },
	{ "Staff", "who works here, with login and role; K: SSH keys", .type = &record_staff },
	{ "When and where", "working hours, time off, rooms, devices, who does what",
	    .open = open_when_and_where },
	{ "Checklists", "the screening checklists, each rule with its source",
	    .open = checklists_push },
	{ "Settings", "name, zone, currency, clock, notice, review link",
	    .open = settings_push },
	{ "Your screens", "colours and characters, for you alone",
	    .open = preferences_push },
	{ "Import", "clients, visits, receipts from another program's file",
	    .open = import_push },
	{ "Emergencies", "who used the emergency view, when and why",
	    .open = emergency_list_push },
	{ "Receipts", "everybody's; / finds by number, client, day, or the word open",
	    .open = receipts_push },
	{ "Lots", "what came in of each lot, what is left, what expires", .type = &record_lot,
	    .to_do = stock_summary },
	{ "First steps", "what comes first in a new practice, and what is left of it",
	    .open = setup_push },
	{ "Check", "is the file whole and the journal unbroken", .open = check_file },
	{ "Check deep", "every row against the journal; takes longer", .open = check_deep },
	{ "Backup", "a checked copy of the file; work goes on meanwhile", .open = make_backup },
	{ "Papers", "consents, aftercare and other words, in editions", .open = papers_push },
	{ "Adverse events", "what went wrong, what is open, to whom it was told",
	    .open = events_push, .to_do = events_summary },
	{ "To sign", "charts of yours that are not signed yet, and those to co-sign",
	    .open = sign_list_push, .to_do = sign_waiting_words },
	{ "PIN", "yours: signs, and unlocks the screen; four to eight digits", .open = sign_pin_push },
	{ "Certificates", "of each person, until when; one that has ended stops a start",
	    .type = &record_certificate },
	{ "Device labels", "what each is cleared for: areas, depth, ages, with the source",
	    .type = &record_device_label },
	{ "Logs", "service of devices, sterilisation, sharps injuries", .type = &record_log_entry },
	{ "Cautions", "what a product must not meet: allergies, medicines, pregnancy",
	    .type = &record_product_caution },
	{ "Second looks", "at charts and overrides of those whom you supervise",
	    .open = looks_push, .to_do = looks_waiting_words },
	{ "Journal", "who did what, when, and looked at whom", .open = journal_push },
	{ "Duplicates", "clients who may be one person: made one, or told apart",
	    .open = duplicates_push },
	{ "Retention", "whose years are over, and what still holds their records",
	    .open = retention_push },
	{ "Backups", "those that are kept, checked, tried out; where and how sealed",
	    .open = backups_push, .to_do = practice_drill_words },
};

static const struct entry when_and_where[] = {
	{ "Working hours", "of each person by weekday, and of the practice", .type = &record_hours },
	{ "Time off", "who is away, which room is closed, once or every week", .type = &record_block },
	{ "Rooms", "where clients are treated", .type = &record_room },
	{ "Devices", "what they are treated with", .type = &record_device },
	{ "Who and where", "who does which service, in which rooms, with which devices",
	    .open = who_where_push },
};

static const struct list_column columns[] = {
	{ .title = "", .min = 12, .max = 14 },
	{ .title = "", .min = 20, .max = 0, .drop = 1 },
};

static void
entry_open(const struct entry *x, struct desk *d)
{
	if (x->open != NULL)
		x->open(d);
	else
		offer_push(d, x->type);
}

static void
run_open(struct screen *s, UNUSED enum act a)
{
	int64_t id = list_selected(of(s)->ls.list);

	if (id > 0)
		entry_open(&of(s)->entries[id - 1], desk_of(s));
}

static const struct entry *
entry_at(size_t i)
{
	return i < ARRAY_LEN(entries) ? &entries[i] :
	    i - ARRAY_LEN(entries) < ARRAY_LEN(when_and_where) ?
	    &when_and_where[i - ARRAY_LEN(entries)] : NULL;
}

bool
practice_tab_named(size_t i, const char **name, const char **what)
{
	const struct entry *x = entry_at(i);

	if (x == NULL)
		return false;
	*name = x->title;
	*what = x->what;
	return true;
}

void
practice_tab_go(struct desk *d, size_t i)
{
	entry_open(entry_at(i), d);
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct practice_tab *o = (const struct practice_tab *)s;
	const struct desk *d = desk_of(s);
	AUTO_FREE char *exports = companion_path(d->db, COMPANION_EXPORTS);
	struct area in = { a.y + 1, a.x, a.rows - 1 - o->foot, a.cols };

	canvas_hline(c, a, 0, 0, a.cols);
	list_draw(o->ls.list, c, in, true);
	if (o->foot == 0)
		return;
	canvas_hline(c, a, a.rows - FOOT, 0, a.cols);
	/* on the first screenful */
	if (o->n > (size_t)in.rows && list_selected(o->ls.list) <= in.rows)
		canvas_fit_right(c, a, a.rows - FOOT, a.cols - 10, 9, STYLE_DIM, " G  more ");
	canvas_textf(c, a, a.rows - 3, 2, o->stale ? STYLE_WARN : STYLE_DIM,
	    "last backup    %s", o->backup);
	canvas_textf(c, a, a.rows - 2, 2, STYLE_DIM, "practice file  %s, journal entry "
	    "%lld", d->db, (long long)d->watch.entry);
	canvas_textf(c, a, a.rows - 1, 2, STYLE_DIM, "written files  %s", exports);
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct practice_tab *)s)->title);
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->ls.list, body.rows - 1 - of(s)->foot);
}

static void
fill(struct practice_tab *o, struct desk *d)
{
	struct err none;
	size_t i;

	list_rows_clear(&o->ls.rows);
	for (i = 0; i < o->n; i++) {
		const struct entry *x = &o->entries[i];
		AUTO_BUF struct buf words = BUF_INIT;
		bool to_do = x->to_do != NULL && x->to_do(d->p, &words, &none) &&
		    words.len > 0;

		list_rows_add(&o->ls.rows, (int64_t)i + 1, "");
		list_rows_cell(&o->ls.rows, STYLE_TEXT, x->title);
		list_rows_cell(&o->ls.rows, to_do ? STYLE_WARN : STYLE_DIM,
		    to_do ? words.s : x->what);
	}
}

static void
shown(struct screen *s)
{
	look_for_backup(of(s), desk_of(s));
	fill(of(s), desk_of(s));
	list_reload(of(s)->ls.list);
}

static void
changed(struct screen *s, UNUSED const void *what)
{
	shown(s);
}

static void
practice_tab_free(struct screen *s)
{
	list_screen_end(&of(s)->ls);
	free(of(s)->backup);
	free(s);
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "practice", LIST_SCREEN, .bindings = bindings, .draw = draw,
	.title = title, .sized = sized, .shown = shown, .changed = changed,
	.free = practice_tab_free,
};

static bool
look_again(struct screen *s, UNUSED void *arg)
{
	if (s->ops == &ops)
		shown(s);
	return true;
}

static struct screen *
menu_new(struct desk *d, const char *name, const struct entry *all, size_t n, int foot)
{
	struct practice_tab *o = xcalloc(1, sizeof(*o));

	o->ls.screen.ops = &ops;
	o->title = name;
	o->entries = all;
	o->n = n;
	o->foot = foot;
	look_for_backup(o, d);
	fill(o, d);
	list_screen_begin(&o->ls, columns, ARRAY_LEN(columns), false, "");
	return &o->ls.screen;
}

struct screen *
practice_tab_open(struct desk *d)
{
	return menu_new(d, "Practice", entries, ARRAY_LEN(entries), FOOT);
}

static void
open_when_and_where(struct desk *d)
{
	ui_push(d->ui, menu_new(d, "When and where", when_and_where,
	    ARRAY_LEN(when_and_where), 0));
}
