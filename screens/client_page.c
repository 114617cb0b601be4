/*
 * client_page.c - one client: the overview, and a list for each thing they have.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/history.h"
#include "practice/naming.h"
#include "practice/reviews.h"
#include "practice/sessions.h"
#include "screens/client.h"
#include "screens/client_page.h"
#include "screens/forms.h"
#include "screens/receipt.h"
#include "screens/record_form.h"
#include "screens/screening.h"
#include "screens/toolkit/dialog.h"
#include "screens/visit.h"

#define COUNT_MAX 1000
#define ROOM_FOR_COUNTS 76

static const struct section {
	const char *title;
	const struct page_list *pages;		/* NULL: the overview */
	const struct record_type *type;		/* of its rows */
} sections[SECTIONS] = {
	[SECTION_OVERVIEW] = { "Overview", NULL, NULL },
	[SECTION_VISITS] = { "Visits", &page_client_visits, &record_session },
	[SECTION_SCREENING] = { "Screening", &page_client_screenings,
		&record_screening },
	[SECTION_RECEIPTS] = { "Receipts", &page_client_receipts, &record_receipt },
	[SECTION_REVIEWS] = { "Reviews", &page_client_reviews, &record_review },
	[SECTION_HISTORY] = { "History", &page_history, NULL },
};

static struct client_page *
of(struct screen *s)
{
	return (struct client_page *)s;
}

static struct list *
list_of(const struct client_page *c)
{
	return c->views[c->section].list;	/* NULL: the overview, or not to be seen */
}

static bool
may_see(const struct client_page *c, enum client_section sec)
{
	return sections[sec].pages == NULL || role_may(practice_of(&c->screen)->role,
	    sections[sec].pages->may);
}

/* "Screening is for the owner or a practitioner." */
static void
add_whose(enum client_section sec, struct buf *out)
{
	buf_addf(out, "%s is for ", sections[sec].title);
	action_who_may(sections[sec].pages->may, out);
	buf_addc(out, '.');
}

/* --- sections ------------------------------------------------------------------------- */

static struct page_query
query_of(const struct client_page *c, enum client_section sec)
{
	return (struct page_query){ .of = c->client,
	    .of_text = sec == SECTION_HISTORY ? record_client.name : NULL };
}

static struct area
section_area(struct area body)
{
	body.y += 2;
	body.rows -= 2;
	return body;
}

static void
scroll_to(struct client_page *c, int top)
{
	int most = c->rows - section_area(c->screen.body).rows;

	c->top = top > most ? most : top;
	if (c->top < 0)
		c->top = 0;
}

static void
size_section(struct client_page *c)
{
	struct area in = section_area(c->screen.body);

	if (list_of(c) != NULL) {
		list_sized(list_of(c), in.rows);
	} else if (c->section == SECTION_OVERVIEW) {
		c->rows = client_overview_rows(c, in);
		scroll_to(c, c->top);
	}
}

static void
go_section(struct client_page *c, enum client_section sec)
{
	struct page_view *v = &c->views[sec];
	struct page_query q = query_of(c, sec);

	c->section = sec;
	v->marks = sec == SECTION_VISITS;
	if (sections[sec].pages != NULL && v->list == NULL && may_see(c, sec))
		page_view_begin(v, practice_of(&c->screen), sections[sec].pages, &q);
	if (c->screen.body.rows > 0)
		size_section(c);
}

static void
run_section(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	int way = a == ACT_next_pane ? 1 : SECTIONS - 1;

	go_section(c, (enum client_section)(((int)c->section + way) % SECTIONS));
}

static void
count_section(struct client_page *c, enum client_section sec)
{
	struct page_query q = query_of(c, sec);
	struct err e;
	long n;

	free(c->counts[sec]);
	c->counts[sec] = NULL;
	if (sections[sec].pages == NULL || sec == SECTION_HISTORY || !may_see(c, sec) ||
	    !page_count(sections[sec].pages, practice_of(&c->screen), &q,
	    COUNT_MAX, &n, &e))
		return;
	c->counts[sec] = xasprintf(n < COUNT_MAX ? "%ld" : "%ld+", n);
}

static void
load_counts(struct client_page *c)
{
	int sec;

	for (sec = 0; sec < SECTIONS; sec++)
		count_section(c, (enum client_section)sec);
}

/* Reads again what is shown. */
static void
reload(struct client_page *c)
{
	struct err e;
	int sec;

	if (!client_overview_load(c, &e)) {
		ui_err(c->screen.ui, &e);
		return;
	}
	load_counts(c);
	for (sec = 0; sec < SECTIONS; sec++)
		if (c->views[sec].list != NULL)
			list_reload(c->views[sec].list);
	if (c->screen.body.rows > 0)
		size_section(c);
}

/* --- what is selected ------------------------------------------------------------------- */

/* The row; 0: none. */
static int64_t
selected(const struct client_page *c)
{
	return list_of(c) != NULL ? list_selected(list_of(c)) : 0;
}

/* The visit; 0: none, or another section. */
static int64_t
selected_visit(const struct client_page *c)
{
	return c->section == SECTION_VISITS ? selected(c) : 0;
}

/* What a key is about: the record of the selected row; on the overview the client. */
struct subject {
	const struct record_type *type;
	int64_t id;
};

static struct subject
subject_of(const struct client_page *c)
{
	if (c->section == SECTION_OVERVIEW)
		return (struct subject){ &record_client, c->client };
	return (struct subject){ sections[c->section].type, selected(c) };
}

/* The section of visits with one of them selected; which, is said: the key does
 * nothing until it is pressed again. */
static void
go_visit(struct client_page *c, int64_t session)
{
	AUTO_BUF struct buf name = BUF_INIT;

	go_section(c, SECTION_VISITS);
	if (list_of(c) == NULL || !list_select(list_of(c), session)) {
		ui_complain(c->screen.ui, "No visit is selected.");
		return;
	}
	naming_add_id(practice_of(&c->screen), &record_session, session, &name);
	ui_say(c->screen.ui, "Selected: %s. The same key again is about that visit.",
	    name.s);
}

/* The visit that is selected. On the overview none is: the next one is shown. */
static bool
visit_of(struct client_page *c, struct visit *v)
{
	struct subject on = subject_of(c);

	if (on.type == &record_session && on.id != 0) {
		*v = (struct visit){ on.id,
		    page_view_version(&c->views[SECTION_VISITS]), c->client };
		return true;
	}
	if (on.type == &record_client && c->standing.next_session != 0)
		go_visit(c, c->standing.next_session);
	else if (on.type == &record_client || on.type == &record_session)
		ui_complain(c->screen.ui, "No visit is booked; b books one.");
	else
		ui_complain(c->screen.ui, "No visit is selected: Tab goes to the visits.");
	return false;
}

/* --- keys ----------------------------------------------------------------------------------- */

/* With visits marked: done to all of them, or why not. */
static bool
is_marked(struct client_page *c, enum act a)
{
	return list_of(c) != NULL &&
	    page_view_marked(desk_of(&c->screen), &c->views[c->section], a);
}

static void
run_client(struct screen *s, enum act a)
{
	if (is_marked(of(s), a))
		return;
	client_do(desk_of(s), of(s)->client, a);
}

static void
run_visit(struct screen *s, enum act a)
{
	struct visit v;

	if (!is_marked(of(s), a) && visit_of(of(s), &v))
		visit_do(desk_of(s), &v, a);
}

/* What is changed, or taken out of the lists, is what is selected. */
static void
run_edit(struct screen *s, enum act a)
{
	struct subject on = subject_of(of(s));

	if (is_marked(of(s), a))
		return;
	if (on.type == &record_client)
		run_client(s, a);
	else if (a == ACT_edit && on.type == &record_session && on.id != 0)
		session_form_edit(desk_of(s), on.id);
	else if (a == ACT_edit && on.type == &record_review && on.id != 0)
		review_form_edit(desk_of(s), on.id);
	else
		ui_complain(s->ui, "The client's own card: Tab to the Overview, then %s.",
		    a == ACT_edit ? "e" : "d");
}

/* A booking arrives; on the overview the client has walked in, unless they are booked
 * today. */
static void
run_here(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	struct visit v;

	if (is_marked(c, a))
		return;
	if (subject_of(c).type == &record_client &&
	    c->standing.next_visit != clock_today())
		client_do(desk_of(s), c->client, a);
	else if (visit_of(c, &v))
		visit_here(desk_of(s), &v);
}

/* The receipt of the selected visit's day; elsewhere the client's, of today. */
static void
run_pay(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	int64_t id = selected_visit(c);
	struct visit v = { .session = id, .client = c->client };

	if (is_marked(c, ACT_pay))
		return;
	if (id != 0)
		visit_pay(desk_of(s), &v);
	else
		client_do(desk_of(s), c->client, ACT_pay);
}

static void
run_screening(struct screen *s, enum act a)
{
	if (!is_marked(of(s), ACT_screening))
		screening_push(desk_of(s), of(s)->client, selected_visit(of(s)), NULL,
		    NULL);
}

static void
run_review(struct screen *s, enum act a)
{
	if (!is_marked(of(s), ACT_review))
		client_review(desk_of(s), of(s)->client, selected_visit(of(s)));
}

/* Of what is selected; else the client's own. */
static void
run_history(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	int64_t id = selected(c);

	if (is_marked(c, a))
		return;
	if (sections[c->section].type != NULL && id != 0)
		history_push(desk_of(s), sections[c->section].type, id);
	else if (c->section == SECTION_HISTORY)
		ui_say(s->ui, "This is the client's history; Enter shows a change whole.");
	else
		go_section(c, SECTION_HISTORY);
}

static void
run_new(struct screen *s, enum act a)
{
	struct client_page *c = of(s);

	switch (c->section) {
	case SECTION_OVERVIEW:
		client_form_new(desk_of(s));
		break;
	case SECTION_VISITS:
		client_do(desk_of(s), c->client, ACT_book);
		break;
	case SECTION_SCREENING:
		run_screening(s, a);
		break;
	case SECTION_RECEIPTS:
		run_pay(s, a);
		break;
	case SECTION_REVIEWS:
		run_review(s, a);
		break;
	case SECTION_HISTORY:
	case SECTIONS:
		ui_complain(s->ui, "The history writes itself.");
		break;
	}
}

static void
review_read(struct desk *d, int64_t id)
{
	struct err e;
	AUTO_RECORD struct record *r = review_get(d->p, id, &e);

	if (r == NULL)
		ui_err(d->ui, &e);
	else
		record_read(d, r, "Review");
}

static void
say_whose(const struct client_page *c)
{
	AUTO_BUF struct buf b = BUF_INIT;

	add_whose(c->section, &b);
	ui_complain(c->screen.ui, "%s", b.s);
}

static void
run_open(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	int64_t id = selected(c);

	if (is_marked(c, a))
		return;
	if (c->section == SECTION_OVERVIEW)
		client_form_edit(desk_of(s), c->client);
	else if (!may_see(c, c->section))
		say_whose(c);
	else if (id == 0)
		ui_say(s->ui, "There is nothing to open here.");
	else if (c->section == SECTION_HISTORY)
		history_line_open(s->ui, &c->views[SECTION_HISTORY]);
	else if (c->section == SECTION_SCREENING)
		screening_open(desk_of(s), id);
	else if (c->section == SECTION_REVIEWS)
		review_read(desk_of(s), id);
	else
		record_open(desk_of(s), sections[c->section].type, id);
}

/* What the section's list shows. */
static void
run_export(struct screen *s, enum act a)
{
	struct client_page *c = of(s);

	if (list_of(c) != NULL)
		page_view_export(desk_of(s), &c->views[c->section]);
	else if (!may_see(c, c->section))
		say_whose(c);
	else
		ui_complain(s->ui, "Tab to a list: x writes what it shows.");
}

static void show(struct client_page *c, int64_t client);

static void
run_neighbour(struct screen *s, enum act a)
{
	int64_t id = clients_neighbour(s->below, of(s)->client,
	    a == ACT_later ? 1 : -1);

	if (id != 0)
		show(of(s), id);
	else
		ui_say(s->ui, "There is no other client here; 2 lists all.");
}

static const struct binding bindings[] = {
	{ ACT_open, "open", run_open },
	{ ACT_next_pane, "section", run_section },
	{ ACT_edit, "edit", run_edit },
	{ ACT_book, "book", run_client },
	{ ACT_pay, "pay", run_pay },
	{ ACT_screening, "screening", run_screening },
	{ ACT_here, "here", run_here },
	{ ACT_new, "new", run_new },
	{ ACT_review, "review", run_review },
	{ ACT_newsletter, "newsletter", run_client },
	{ ACT_history, "history", run_history },
	{ ACT_archive, NULL, run_edit },
	{ ACT_same, NULL, run_client },
	{ ACT_emergency, NULL, run_client },
	{ ACT_export, NULL, run_export },
	{ ACT_start, NULL, run_visit },
	{ ACT_move, NULL, run_visit },
	{ ACT_confirm, NULL, run_visit },
	{ ACT_not_happen, NULL, run_visit },
	{ ACT_earlier, NULL, run_neighbour },
	{ ACT_later, NULL, run_neighbour },
	{ ACT_prev_pane, NULL, run_section },
	{ ACT_NONE, NULL, NULL }
};

static bool
page_act(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	int by;

	if (list_of(c) != NULL)
		return list_act(list_of(c), s->ui, a);
	if (a == ACT_mark) {
		ui_say(s->ui, LIST_NO_MARKS);
		return true;
	}
	if (!act_rows(a, section_area(s->body).rows - 1, &by))
		return false;
	scroll_to(c, c->top + by);
	return true;
}

static bool
page_text(struct screen *s, const char *text, size_t n, bool paste)
{
	struct list *l = list_of(of(s));

	return l != NULL && list_text(l, s->ui, text, n);
}

static enum mode
page_mode(const struct screen *s)
{
	const struct list *l = list_of((const struct client_page *)s);

	return l != NULL ? list_mode(l) : MODE_LIST;
}

/* --- painting ---------------------------------------------------------------------------------- */

static void
draw_sections(const struct client_page *p, struct canvas *c, struct area a)
{
	bool on;
	int sec, x = 1;

	for (sec = 0; sec < SECTIONS; sec++) {
		on = sec == (int)p->section;
		x += canvas_textf(c, a, 0, x, on ? STYLE_TAB_ON : STYLE_TAB, " %s%s%s ",
		    sections[sec].title,
		    p->counts[sec] != NULL && a.cols >= ROOM_FOR_COUNTS ? " " : "",
		    p->counts[sec] != NULL && a.cols >= ROOM_FOR_COUNTS ?
		    p->counts[sec] : "");
	}
	canvas_hline(c, a, 1, 0, a.cols);
	if (p->section == SECTION_OVERVIEW && p->rows > p->top + section_area(a).rows)
		canvas_fit_right(c, a, 1, a.cols - 10, 9, STYLE_DIM, " j  more ");
}

static void
draw_whose(const struct client_page *p, struct canvas *c, struct area a)
{
	AUTO_BUF struct buf b = BUF_INIT;

	add_whose(p->section, &b);
	canvas_fold(c, a, 1, 2, a.cols - 4, 3, STYLE_TEXT, b.s);
	canvas_cursor(c, a, 0, 0);
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct client_page *p = (const struct client_page *)s;

	draw_sections(p, c, a);
	if (list_of(p) != NULL)
		list_draw(list_of(p), c, section_area(a), true);
	else if (!may_see(p, p->section))
		draw_whose(p, c, section_area(a));
	else
		client_overview_draw(p, c, section_area(a));
}

static void
title(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct client_page *)s)->standing.name);
}

static void
alert(const struct screen *s, struct buf *out)
{
	const struct client_page *c = (const struct client_page *)s;

	if (*c->standing.alerts != '\0')
		buf_addf(out, " ! %s", c->standing.alerts);
}

static void
sized(struct screen *s, struct area body)
{
	size_section(of(s));
}

static void
shown(struct screen *s)
{
	reload(of(s));
}

/* Rows of this client, or rows that are nobody's: a service, a setting. */
static void
changed(struct screen *s, const void *what)
{
	const struct desk_changes *all = what;
	size_t i;
	bool mine = all == NULL;

	for (i = 0; !mine && i < all->n; i++)
		mine = all->list[i].type == NULL || all->list[i].client == 0 ||
		    all->list[i].client == of(s)->client;
	if (mine)
		reload(of(s));
}

static void
forget(struct client_page *c)
{
	int sec;

	for (sec = 0; sec < SECTIONS; sec++) {
		page_view_end(&c->views[sec]);
		free(c->counts[sec]);
		c->counts[sec] = NULL;
	}
}

static void
page_free(struct screen *s)
{
	struct client_page *c = of(s);

	forget(c);
	client_overview_free(c);
	free(c);
}

static bool
page_shows(const struct screen *s, const struct record_type *t, int64_t id)
{
	const struct client_page *c = (const struct client_page *)s;

	return list_of(c) != NULL && page_view_shows(&c->views[c->section], t, id);
}

static const struct screen_ops ops = {
	.name = "client", .mode = MODE_LIST, .mode_now = page_mode,
	.bindings = bindings, .widget_acts = list_acts, .act = page_act,
	.text = page_text, .draw = draw, .title = title, .alert = alert,
	.sized = sized, .shown = shown, .changed = changed,
	.shows = page_shows, .free = page_free,
};

/* Another client in the same section. */
static void
show(struct client_page *c, int64_t client)
{
	int64_t before = c->client;
	struct err e;

	c->client = client;
	if (!client_overview_load(c, &e) ||
	    !practice_note_read(practice_of(&c->screen), client, &e)) {
		ui_err(c->screen.ui, &e);
		c->client = before;
		return;
	}
	c->top = 0;
	forget(c);
	load_counts(c);
	go_section(c, c->section);
}

void
client_push(struct desk *d, int64_t client)
{
	struct client_page *c = xcalloc(1, sizeof(*c));
	struct err e;

	c->screen.ops = &ops;
	c->screen.ui = d->ui;
	c->client = client;
	if (!client_overview_load(c, &e) || !practice_note_read(d->p, client, &e)) {
		ui_err(d->ui, &e);
		page_free(&c->screen);
		return;
	}
	load_counts(c);
	ui_push(d->ui, &c->screen);
}
