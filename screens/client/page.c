/*
 * page.c - one client: the overview, and a list for each section.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "practice/client_merge.h"
#include "practice/client_papers.h"
#include "screens/client/client.h"
#include "screens/client/page.h"

#define COUNT_MAX 1000

static const struct section {
	const char *title, *shorter, *narrow;	/* where not all fit; narrow has no counts */
	const struct page_list *pages;		/* NULL: the overview */
	const struct record_type *type;		/* of its rows */
} sections[SECTIONS] = {
	[SECTION_OVERVIEW] = { "Overview", "Over", "Over", NULL, NULL },
	[SECTION_VISITS] = { "Visits", "Visits", "Visits", &page_client_visits, &record_session },
	[SECTION_SCREENING] = { "Screening", "Screen", "Screen", &page_client_screenings,
		&record_screening },
	[SECTION_RECEIPTS] = { "Receipts", "Receipts", "Rec", &page_client_receipts,
		&record_receipt },
	[SECTION_REVIEWS] = { "Reviews", "Reviews", "Rev", &page_client_reviews, &record_review },
	[SECTION_HISTORY] = { "History", "Hist", "Hist", &page_history, NULL },
	[SECTION_FILES] = { "Files", "Files", "Files", &page_client_files, &record_attachment },
	[SECTION_PAPERS] = { "Papers", "Papers", "Papers", &page_client_papers, NULL },
};

static struct client_page *
of(struct screen *s)
{
	return (struct client_page *)s;
}

struct list *
client_page_list(const struct client_page *c)
{
	return c->views[c->section].list;
}

const struct record_type *
client_page_type(const struct client_page *c)
{
	return sections[c->section].type;
}

bool
client_page_may_see(const struct client_page *c, enum client_section sec)
{
	return sections[sec].pages == NULL || practice_allows(practice_of(&c->screen),
	    sections[sec].pages->may);
}

void
client_page_add_whose(enum client_section sec, struct buf *out)
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

	if (client_page_list(c) != NULL) {
		list_sized(client_page_list(c), in.rows);
	} else if (c->section == SECTION_OVERVIEW) {
		c->rows = client_overview_rows(c, in);
		scroll_to(c, c->top);
	}
}

void
client_page_go(struct client_page *c, enum client_section sec)
{
	struct page_view *v = &c->views[sec];
	struct page_query q = query_of(c, sec);

	c->section = sec;
	v->marks = sec == SECTION_VISITS;
	if (sections[sec].pages != NULL && v->list == NULL && client_page_may_see(c, sec))
		page_view_begin(v, practice_of(&c->screen), sections[sec].pages, &q);
	if (c->screen.body.rows > 0)
		size_section(c);
}

static void
count_section(struct client_page *c, enum client_section sec)
{
	struct page_query q = query_of(c, sec);
	struct err e;
	long n;

	free(c->counts[sec]);
	c->counts[sec] = NULL;
	if (sections[sec].pages == NULL || sec == SECTION_HISTORY ||
	    !client_page_may_see(c, sec) || !page_count(sections[sec].pages,
	    practice_of(&c->screen), &q, COUNT_MAX, &n, &e))
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

/* Loads again what is shown. */
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

/* --- keys of a section ----------------------------------------------------------------- */

static bool
page_act(struct screen *s, enum act a)
{
	struct client_page *c = of(s);
	int by;

	if (client_page_list(c) != NULL)
		return list_act(client_page_list(c), s->ui, a);
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
page_text(struct screen *s, const char *text, size_t n, UNUSED bool paste)
{
	struct list *l = client_page_list(of(s));

	return l != NULL && list_text(l, s->ui, text, n);
}

static enum mode
page_mode(const struct screen *s)
{
	const struct list *l = client_page_list((const struct client_page *)s);

	return l != NULL ? list_mode(l) : MODE_LIST;
}

/* --- painting ---------------------------------------------------------------------------------- */

/* How much of the sections' line there is room for. */
enum room { ROOM_NARROW, ROOM_SHORTER, ROOM_TITLES };

static void
section_words(const struct client_page *p, int sec, enum room room, struct buf *out)
{
	bool counted = room != ROOM_NARROW && p->counts[sec] != NULL;

	buf_addf(out, " %s%s%s ", room == ROOM_NARROW ? sections[sec].narrow :
	    room == ROOM_SHORTER ? sections[sec].shorter : sections[sec].title,
	    counted ? " " : "", counted ? p->counts[sec] : "");
}

static enum room
room_for(const struct client_page *p, int cols)
{
	enum room room;
	int sec;

	for (room = ROOM_TITLES; room > ROOM_NARROW; room--) {
		AUTO_BUF struct buf all = BUF_INIT;

		for (sec = 0; sec < SECTIONS; sec++)
			section_words(p, sec, room, &all);
		if ((int)all.len < cols)
			break;
	}
	return room;
}

static void
draw_sections(const struct client_page *p, struct canvas *c, struct area a)
{
	enum room room = room_for(p, a.cols);
	int sec, x = 1;

	for (sec = 0; sec < SECTIONS; sec++) {
		AUTO_BUF struct buf words = BUF_INIT;

		section_words(p, sec, room, &words);
		x += canvas_text(c, a, 0, x, sec == (int)p->section ? STYLE_TAB_ON : STYLE_TAB,
		    words.s);
	}
	canvas_hline(c, a, 1, 0, a.cols);
	if (p->section == SECTION_OVERVIEW && p->rows > p->top + section_area(a).rows)
		canvas_fit_right(c, a, 1, a.cols - 10, 9, STYLE_DIM, " j  more ");
}

static void
draw_whose(const struct client_page *p, struct canvas *c, struct area a)
{
	AUTO_BUF struct buf b = BUF_INIT;

	client_page_add_whose(p->section, &b);
	canvas_fold(c, a, 1, 2, a.cols - 4, 3, STYLE_TEXT, b.s);
	canvas_cursor(c, a, 0, 0);
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct client_page *p = (const struct client_page *)s;

	draw_sections(p, c, a);
	if (client_page_list(p) != NULL)
		list_draw(client_page_list(p), c, section_area(a), true);
	else if (!client_page_may_see(p, p->section))
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
sized(struct screen *s, UNUSED struct area body)
{
	size_section(of(s));
}

static void
shown(struct screen *s)
{
	reload(of(s));
}

/* Rows of this client, or of no client: a service, a setting. */
static void
changed(struct screen *s, const void *what)
{
	const struct desk_changes *all = what;
	struct list *files = of(s)->views[SECTION_FILES].list;
	size_t i;
	bool mine = all == NULL;

	for (i = 0; !mine && i < all->n; i++)
		mine = all->list[i].type == NULL || all->list[i].client == 0 ||
		    all->list[i].client == of(s)->client;
	if (mine)
		reload(of(s));
	/* a key is next about what was just taken in */
	for (i = 0; all != NULL && files != NULL && i < all->n; i++)
		if (all->list[i].mine && all->list[i].type == &record_attachment)
			list_select(files, all->list[i].row);
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
	enum client_paper_kind kind = client_paper_kind(t);

	if (client_page_list(c) == NULL)
		return false;
	if (c->section == SECTION_PAPERS && kind != CLIENT_PAPERS)
		return list_shows(client_page_list(c), client_paper_row(kind, id));
	return page_view_shows(&c->views[c->section], t, id);
}

static const struct screen_ops ops = {
	.name = "client", .mode = MODE_LIST, .mode_now = page_mode,
	.bindings = client_page_bindings, .widget_acts = list_acts, .act = page_act,
	.text = page_text, .draw = draw, .title = title, .alert = alert,
	.sized = sized, .shown = shown, .changed = changed,
	.shows = page_shows, .free = page_free,
};

void
client_page_show(struct client_page *c, int64_t client)
{
	int64_t before = c->client;
	struct err e;

	c->client = client;
	if (!client_overview_load(c, &e)) {
		ui_err(c->screen.ui, &e);
		c->client = before;
		return;
	}
	c->screen.client = client;
	c->top = 0;
	forget(c);
	load_counts(c);
	client_page_go(c, c->section);
}

void
client_push(struct desk *d, int64_t client)
{
	AUTO_BUF struct buf said = BUF_INIT;
	struct client_page *c = xcalloc(1, sizeof(*c));
	struct err e;

	c->screen.ops = &ops;
	c->screen.ui = d->ui;
	client = client_leads_to(d->p, client, &said);
	c->client = c->screen.client = client;
	if (!client_overview_load(c, &e)) {
		ui_err(d->ui, &e);
		page_free(&c->screen);
		return;
	}
	load_counts(c);
	ui_push(d->ui, &c->screen);
	if (said.len > 0)
		ui_say(d->ui, "%s.", said.s);
}
