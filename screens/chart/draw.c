/*
 * draw.c - the chart: its head and ticks, the grid and the rows below it, the map beside.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/calendar.h"
#include "practice/naming.h"
#include "practice/standing.h"
#include "screens/chart/inside.h"

#define HEAD_ROWS 3		/* what is treated, the ticks, a rule */
#define TICKS_WIDE 78
#define WAIT_WIDE 86		/* from so many columns on "3 wait" has room among them */
#define LABEL 12
#define ZONE_COLUMNS 16
#define NUMBER 4
#define NOTE 24		/* columns of a note that is typed where there are fewer */

/* --- what stands above ---------------------------------------- */

static void
add_name(struct practice *practice, const struct record_type *t, int64_t id, const char *before,
    struct buf *out)
{
	if (id == 0)
		return;
	buf_adds(out, before);
	naming_add_id(practice, t, id, out);
}

void
chart_page_load(struct chart_page *p, struct practice *practice)
{
	const struct chart *c = p->chart;
	struct client_standing standing;
	AUTO_BUF struct buf head = BUF_INIT, name = BUF_INIT;
	char day[24];
	struct err e;

	client_display_name(c->client, &name);
	text_show(&head, record_text(c->service, "name"), false);
	calendar_add_nth(practice, c->session->id, &head, &e);
	buf_addf(&head, ", %s", naming_day(date_from_iso(record_text(c->session, "date")), day));
	add_name(practice, &record_staff, record_int(c->session, "staff"), ", ", &head);
	add_name(practice, &record_room, record_int(c->session, "room"), ", room ", &head);
	add_name(practice, &record_device, record_int(c->now.head, "device"), ", ", &head);
	if (!record_is_null(c->session, "stopped")) {
		buf_adds(&head, ", stopped: ");
		text_show(&head, record_text(c->session, "stopped"), false);
	}
	free(p->name);
	free(p->alerts);
	free(p->head);
	free(p->consent);
	p->name = buf_steal(&name);
	p->head = buf_steal(&head);
	p->alerts = xstrdup("");
	p->consent = xasprintf("consent %s", c->consent.state == CONSENT_NOT_ASKED ? "not asked" :
	    c->consent.sentence);
	if (client_standing(practice, c->client->id, &standing, &e)) {
		free(p->alerts);
		p->alerts = *standing.alerts != '\0' ? xasprintf(" ! %s", standing.alerts) :
		    xstrdup("");
	}
}

/* A line that is being typed does not count yet: else each would take the tick away. */
static bool
is_ticked(const struct chart_page *p, const char *tick, const char **why)
{
	return chart_ticked(p->chart, tick, why) || (p->begun && strcmp(tick, "zones") == 0 &&
	    chart_lines_are_whole(p->chart, p->chart->now.n_lines - 1));
}

bool
chart_page_missing(const struct chart_page *p, struct buf *out)
{
	const struct chart_list *ticks = &p->chart->t->parts[CHART_TICKS];
	bool any = false;
	const char *why;
	size_t i;

	for (i = 0; i < ticks->n; i++)
		if (!is_ticked(p, ticks->items[i].code, &why) && why == NULL) {
			buf_addf(out, "%s %s", any ? "," : "missing:", ticks->items[i].code);
			if (p->waiting > 0 && strcmp(ticks->items[i].code, "photos") == 0)
				buf_addf(out, " (%zu wait)", p->waiting);
			any = true;
		}
	if (!any)
		buf_adds(out, "nothing is missing");
	return any;
}

/* Where there is no room for all of them: what is missing. */
static void
draw_missing(const struct chart_page *p, struct canvas *c, struct area a)
{
	AUTO_BUF struct buf out = BUF_INIT;
	bool any = chart_page_missing(p, &out);

	canvas_fit(c, a, 1, 1, a.cols - 2, any ? STYLE_WARN : STYLE_GOOD, out.s);
}

static void
draw_head(const struct chart_page *p, struct canvas *c, struct area a)
{
	const struct chart_list *ticks = &p->chart->t->parts[CHART_TICKS];
	const char *outside = record_text(p->chart->now.head, "off_label"), *why;
	const char *now = p->hist ? "hist" : chart_page_row(p)->tick;
	int x = 1, right;
	size_t i;

	right = *outside != '\0' || p->chart->base.head == NULL ? 11 : 0;
	canvas_fit(c, a, 0, 1, a.cols - 2 - right, STYLE_TEXT, p->head);
	if (right > 0)
		canvas_fit_right(c, a, 0, a.cols - right - 1, right, *outside != '\0' ?
		    STYLE_WARN : STYLE_DIM, *outside != '\0' ? "off-label" : "not saved");
	if (a.cols < TICKS_WIDE)
		draw_missing(p, c, a);
	for (i = 0; i < ticks->n && a.cols >= TICKS_WIDE; i++) {
		bool on = is_ticked(p, ticks->items[i].code, &why);

		x += canvas_textf(c, a, 1, x, on ? STYLE_GOOD : why != NULL ? STYLE_DIM :
		    STYLE_WARN, "[%s]", on ? "x" : why != NULL ? "-" : " ");
		x += canvas_text(c, a, 1, x, strcmp(now, ticks->items[i].code) == 0 ?
		    STYLE_TAB_ON : STYLE_TEXT, ticks->items[i].code) + 1;
		if (p->waiting > 0 && strcmp(ticks->items[i].code, "photos") == 0 &&
		    (!on || a.cols >= WAIT_WIDE))
			x += canvas_textf(c, a, 1, x, STYLE_TEXT, a.cols >= WAIT_WIDE ? "%zu wait" :
			    "%zu", p->waiting) + 1;
	}
	if (a.cols >= CHART_WIDE)
		canvas_fit_right(c, a, 1, x + 1, a.cols - x - 2, STYLE_DIM, p->consent);
	canvas_hline(c, a, 2, 0, a.cols);
}

/* --- rows ---------------------------------------- */

/* What the widest of its answers takes. */
static int
answer_width(const struct chart_item *it, int cols)
{
	int most = NUMBER, w;
	size_t i;

	if (it->kind == CHART_TEXT)
		return cols;	/* what is left */
	for (i = 0; i < it->n_answers; i++) {
		w = text_width(it->answers[i].label);
		most = w > most ? w : most;
	}
	return most < cols ? most : cols;
}

static int
column_width(const struct chart_page *p, size_t column, int cols)
{
	const struct chart_item *it = chart_page_column(p, column);
	int title = text_width(it->label), w = answer_width(it, cols);

	if (it->kind == CHART_ZONE)
		return ZONE_COLUMNS;
	return w > title ? w : title;
}

/* "Lidocaine cream 4 %, 30 g, lot L77, to 21 Jul 2027": the day goes first, then the name is
 * cut, never the lot. */
static void
fit_lot(struct buf *words, int width, bool ascii)
{
	const char *lot = strstr(words->s, ", lot ");
	AUTO_FREE char *name = NULL, *number = NULL;

	if (lot == NULL || text_width(words->s) <= width)
		return;
	name = xstrndup(words->s, (size_t)(lot - words->s));
	number = xstrndup(lot, 2 + strcspn(lot + 2, ","));
	width -= text_width(number);
	if (width < 2)
		return;
	buf_cut(words, 0);
	if (text_width(name) > width)
		text_fit(words, name, width, ascii);
	else
		buf_adds(words, name);
	buf_adds(words, number);
}

static void
draw_cell(const struct chart_page *p, const struct chart_row *r, size_t column, bool on,
    struct canvas *c, struct area a, int y, int x, int width, enum style st)
{
	AUTO_BUF struct buf value = BUF_INIT, shown = BUF_INIT;
	bool typing = on && (p->typed.len > 0 || strcmp(p->typed.s, p->shown) != 0);
	const struct chart_item *it = r->kind == CHART_ROW_LINE ? chart_page_column(p, column) : NULL;
	bool right = it != NULL && (it->kind == CHART_DEPTH || it->kind == CHART_NUMBER ||
	    it->kind == CHART_CARTRIDGE);

	if (typing)
		buf_adds(&value, p->typed.s);
	else
		chart_page_value(p, r, column, &value);
	if (!typing && r->kind == CHART_ROW_USE && chart_page_cell(r, column) == CHART_CELL_LOT)
		fit_lot(&value, width, canvas_is_ascii(c));
	text_show(&shown, value.s, false);
	if (on)
		st = STYLE_FIELD_ON;
	if (right)
		canvas_fit_right(c, a, y, x, width, st, shown.s);
	else
		canvas_fit(c, a, y, x, width, st, shown.s);
	if (on)
		canvas_cursor(c, a, y, right ? x + width - 1 : x + (text_width(shown.s) < width ?
		    text_width(shown.s) : width - 1));
}

static char
key_of(const struct chart *c, const struct record *line)
{
	const struct chart_item *z = chart_item(c->t, CHART_ZONES, record_text(line, "zone"));

	return z != NULL ? z->key : ' ';
}

static void
draw_line(const struct chart_page *p, const struct chart_row *r, bool on, struct canvas *c,
    struct area a, int y)
{
	const struct chart *chart = p->chart;
	const struct record *line = chart->now.lines[r->line];
	size_t nth = chart_nth_of_zone(chart, r->line), i;
	enum style st = r->line < p->n_dim && p->dim[r->line] ? STYLE_DIM : STYLE_TEXT;
	enum style name = on && st == STYLE_TEXT ? STYLE_STRONG : st;
	int x = 4, width;

	canvas_textf(c, a, y, 2, name, "%c ", key_of(chart, line));
	for (i = 0; i < chart->t->parts[CHART_COLUMNS].n; i++, x += width + 1) {
		width = column_width(p, i, a.cols - x - 1);
		if (x + width > a.cols)
			width = a.cols - x - 1;
		/* over what stands before it */
		if (on && p->column == i && width < NOTE &&
		    chart_page_column(p, i)->kind == CHART_TEXT) {
			x = a.cols - NOTE - 1;
			width = NOTE;
		}
		if (width <= 0)
			break;
		draw_cell(p, r, i, on && p->column == i, c, a, y, x, width, i == 0 ? name : st);
		if (i == 0 && nth > 0 && !(on && p->column == 0))
			canvas_textf(c, a, y, x + ZONE_COLUMNS - 4, st, "%zu%s", nth + 1,
			    nth == 1 ? "nd" : nth == 2 ? "rd" : "th");
	}
	if (!record_is_null(line, "ended_at"))
		canvas_text(c, a, y, a.cols - 7, STYLE_WARN, "ended");
}

static void
draw_titles(const struct chart_page *p, struct canvas *c, struct area a, int y)
{
	size_t i;
	int x = 4, width;

	for (i = 0; i < p->chart->t->parts[CHART_COLUMNS].n; i++, x += width + 1) {
		const struct chart_item *it = chart_page_column(p, i);

		width = column_width(p, i, a.cols - x - 1);
		if (x + width > a.cols)
			width = a.cols - x - 1;
		if (it->kind == CHART_DEPTH || it->kind == CHART_NUMBER || it->kind == CHART_CARTRIDGE)
			canvas_fit_right(c, a, y, x, width, STYLE_DIM, it->label);
		else if (width > 0)
			canvas_fit(c, a, y, x, width, STYLE_DIM, it->label);
	}
}

/* A product: its lot, and where it was on from when to when. */
static void
draw_use(const struct chart_page *p, const struct chart_row *r, bool on, struct canvas *c,
    struct area a, int y)
{
	static const char *const words[CHART_CELLS] = { "", " ", " on ", " off " };
	size_t n = chart_page_columns(p, r), i;
	int x = 2 + LABEL, width;

	if (r->item->numbered && r->product != NULL)
		canvas_textf(c, a, y, 2, STYLE_TEXT, "%.9s %lld", r->item->label,
		    (long long)record_int(r->product, "position"));
	else
		canvas_fit(c, a, y, 2, LABEL - 1, STYLE_TEXT, r->item->label);
	for (i = 0; i < n; i++) {
		enum chart_cell cell = chart_page_cell(r, i);

		width = n == 1 ? a.cols - x - 1 : cell == CHART_CELL_LOT ? a.cols - x - 32 :
		    cell == CHART_CELL_AREA ? 8 : 6;
		if (x + width >= a.cols)
			break;
		x += canvas_text(c, a, y, x, STYLE_DIM, words[cell]);
		draw_cell(p, r, i, on && p->column == i, c, a, y, x, width, on ? STYLE_STRONG :
		    STYLE_TEXT);
		x += width;
	}
	if (r->product == NULL && !(on && p->typed.len > 0) && (on || (r->item->needed &&
	    chart_used(p->chart, r->item->code) == 0)))
		canvas_fit(c, a, y, 2 + LABEL, a.cols - LABEL - 3, STYLE_DIM,
		    r->item->needed && chart_used(p->chart, r->item->code) == 0 ?
		    "Enter takes the lot that expires first" : "type or scan a lot");
}

static void
draw_row(const struct chart_page *p, const struct chart_row *r, bool on, struct canvas *c,
    struct area a, int y)
{
	const char *label = r->kind == CHART_ROW_INDICATION ? "For" :
	    r->kind == CHART_ROW_NOTE ? "Note" : r->kind == CHART_ROW_WRAP ? "  wrapped" : r->item != NULL ? r->item->label : "";
	int width = a.cols - LABEL - 3;

	if (on)
		canvas_mark(c, a, y, 0, STYLE_TEXT, MARK_CURSOR);
	if (r->kind == CHART_ROW_LINE) {
		draw_line(p, r, on, c, a, y);
	} else if (r->kind == CHART_ROW_NEW) {
		canvas_fit(c, a, y, 4, a.cols - 5, STYLE_DIM, p->chart->now.n_lines > 0 ? "" :
		    p->chart->n_past > 0 ? "a zone by its letter, = as last time, ? lists them" :
		    "a zone by its letter, ? lists them");
		if (on)
			canvas_cursor(c, a, y, 4);
	} else if (r->kind == CHART_ROW_USE) {
		draw_use(p, r, on, c, a, y);
	} else {
		canvas_fit(c, a, y, 2, LABEL - 1, STYLE_TEXT, label);
		if (r->kind == CHART_ROW_ASK)
			width = answer_width(r->item, width);
		else if (r->kind == CHART_ROW_WRAP)
			width = NUMBER;
		draw_cell(p, r, 0, on, c, a, y, 2 + LABEL, width, STYLE_TEXT);
		if (r->kind == CHART_ROW_WHY && !on && !chart_page_has_value(p, r, 0))
			canvas_fit(c, a, y, 2 + LABEL, width, STYLE_DIM, "missing: type why");
		if (chart_photos_offered(p, r) && p->chart->photos == 0 &&
		    !(on && p->typed.len > 0))
			canvas_textf(c, a, y, 2 + LABEL, STYLE_DIM, "%zu wait", p->waiting);
	}
}

/* The column titles take a row of their own above the first line. */
int
chart_list_rows(struct area body)
{
	int rows = body.rows - HEAD_ROWS - 1;

	return rows > 1 ? rows : 1;
}

static void
draw_rows(const struct chart_page *p, struct canvas *c, struct area a)
{
	size_t i, n = (size_t)chart_list_rows(a);
	int y = HEAD_ROWS;

	if (p->top <= p->chart->now.n_lines)
		draw_titles(p, c, a, y);
	for (i = p->top; i < p->n_rows && i < p->top + n; i++)
		draw_row(p, &p->rows[i], i == p->at, c, a, ++y);
}

void
chart_draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct chart_page *p = (const struct chart_page *)s;
	bool beside = a.cols >= CHART_WIDE && p->map != CHART_MAP_NONE;
	struct area left = a, map = a;

	draw_head(p, c, a);
	if (p->hist) {
		left.y += HEAD_ROWS;
		left.rows -= HEAD_ROWS;
		chart_hist_draw(p, c, left);
		return;
	}
	map.y += HEAD_ROWS;
	map.rows -= HEAD_ROWS;
	if (beside) {
		left.cols -= CHART_MAP_COLUMNS + 3;
		map.x += left.cols + 2;
		map.cols = CHART_MAP_COLUMNS;
		canvas_vline(c, a, HEAD_ROWS, left.cols, a.rows - HEAD_ROWS);
	} else if (p->map != CHART_MAP_NONE) {
		chart_map_draw(p, c, map, p->map == CHART_MAP_BODY);
		return;
	}
	draw_rows(p, c, left);
	if (beside)
		chart_map_draw(p, c, map, p->map == CHART_MAP_BODY);
}

/* --- what the cell in focus takes ---------------------------------------- */

static void
add_keys(const struct chart_item *it, struct buf *out)
{
	size_t i;

	for (i = 0; i < it->n_answers; i++)
		buf_addf(out, "%s%s %s", i > 0 ? "  " : "", it->answers[i].key,
		    it->answers[i].label);
	if (it->kind == CHART_NUMBER)
		buf_addf(out, "%s: %lld to %lld", it->label, (long long)it->min,
		    (long long)it->max);
}

/* The limits come first: they stay where they are from line to line. */
static void
add_limits(const struct chart *c, struct buf *out)
{
	limits_words(&c->limits, out);
	buf_adds(out, out->len > 0 ? "; " : "");
}

static void
add_depth(const struct chart_page *p, const struct record *line, struct buf *out)
{
	const struct chart *c = p->chart;
	size_t limits;

	if (consent_without(c->consent.withdrawn, record_text(line, "zone"))) {
		buf_adds(out, "the client withdrew the consent for this zone");
		return;
	}
	add_limits(c, out);
	limits = out->len;
	usual_words(c->t, record_text(line, "zone"), record_text(c->now.head, "indication"),
	    record_is_null(line, "depth") ? -1 : record_int(line, "depth"), out);
	if (out->len == limits)
		buf_adds(out, "50 is 0.50 mm");
}

static void
add_zone(const struct chart_page *p, const struct chart_row *r, struct buf *out)
{
	const struct chart *c = p->chart;
	bool last = r->kind == CHART_ROW_NEW ? c->now.n_lines == 0 && c->n_past > 0 :
	    chart_last_line(c, record_text(c->now.lines[r->line], "zone"),
	    chart_nth_of_zone(c, r->line)) != NULL;

	add_limits(c, out);
	buf_addf(out, "a zone's letter%s, ? keys", last ? ", = as last time" : "");
}

static void
add_indications(const struct chart *c, struct buf *out)
{
	const struct chart_list *list = &c->t->parts[CHART_INDICATIONS];
	size_t i;

	for (i = 0; i < list->n && i < 26; i++)
		buf_addf(out, "%s%c %s", i > 0 ? "  " : "", (char)('a' + (int)i),
		    list->items[i].label);
}

void
chart_facts(const struct screen *s, struct buf *out)
{
	const struct chart_page *p = (const struct chart_page *)s;
	const struct chart_row *r = chart_page_row(p);
	const struct chart_item *it = r->kind == CHART_ROW_LINE ?
	    chart_page_column(p, p->column) : r->item;

	if (p->hist)
		buf_adds(out, "Tab goes on, Esc goes back to the chart");
	else if (r->kind == CHART_ROW_LINE && it->kind == CHART_DEPTH)
		add_depth(p, p->chart->now.lines[r->line], out);
	else if (r->kind == CHART_ROW_NEW || (r->kind == CHART_ROW_LINE && it->kind == CHART_ZONE))
		add_zone(p, r, out);
	else if (r->kind == CHART_ROW_LINE && it->kind == CHART_CARTRIDGE)
		buf_addf(out, "The number of its cartridge: %zu so far",
		    chart_used(p->chart, "cartridge"));
	else if (r->kind == CHART_ROW_INDICATION)
		add_indications(p->chart, out);
	else if (r->kind == CHART_ROW_TICK && strcmp(r->tick, "photos") == 0)
		buf_addf(out, "%s  y taken  d declined  n not needed  or type why there are none",
		    chart_photos_offered(p, r) ? "Enter shows" : "^P shows");
	else if (r->kind == CHART_ROW_TICK)
		buf_adds(out, "y given  d declined  n not needed  or type why it was not");
	else if (r->kind == CHART_ROW_WRAP)
		buf_adds(out, "Did it lie under wrap?  y yes  n no");
	else if (r->kind == CHART_ROW_WHY)
		buf_addf(out, "%s: why is it missing? Else signing asks.", it->label);
	else if (r->kind == CHART_ROW_LINE || r->kind == CHART_ROW_ASK)
		add_keys(it, out);
	else if (r->kind == CHART_ROW_USE)
		buf_adds(out, r->product == NULL ? "Type or scan the lot; ^P lists those in date and on hand" :
		    "Del takes it out; typing takes another lot; right: where, on, off");
}
