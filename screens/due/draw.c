/*
 * draw.c - the rows of Due, the counts above them and the facts of the selected one below.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"
#include "screens/due/due.h"

#define WIDE 70		/* columns with room between the counts */

const struct list_column due_columns[] = {
	{ "", 10, 10, 0, false },
	{ "Client", 16, 0, 0, false },
	{ "Phone", 14, 16, 0, false },
	{ "Reach by", 10, 10, 2, false },
	{ "Last try", 19, 24, 3, false },
};
const size_t n_due_columns = ARRAY_LEN(due_columns);

/* --- rows -------------------------------------------------------------------------------- */

/* "2 days", "week 2"; once that day is over "9 d late" */
static void
add_plan(const struct due_row *r, struct buf *out)
{
	static const char *const units[] = { "day", "week", "month" };
	int late = clock_today() - r->seen;
	const char *unit = units[strchr("dwm", r->plan[strlen(r->plan) - 1]) - "dwm"];

	if (late > 0)
		buf_addf(out, "%d d late", late);
	else
		buf_addf(out, "%s %ld", unit, strtol(r->plan, NULL, 10));
}

/* "today", "3 d over", "3 wk over", "5 mo over" */
static void
add_over(int days, struct buf *out)
{
	if (days < 1)
		buf_adds(out, "today");
	else if (days < 14)
		buf_addf(out, "%d d over", days);
	else if (days < 70)
		buf_addf(out, "%d wk over", days / 7);
	else
		buf_addf(out, "%d mo over", days / 30);
}

static void
add_when(const struct practice *p, const struct due_row *r, struct buf *out)
{
	char time[DATE_TIME_SIZE], day[24];

	switch (r->kind) {
	case DUE_MOVES:
		buf_addf(out, "%s %s", date_weekday_name(date_weekday(r->day)),
		    date_format_time(r->start, p->context.twelve_hour, time));
		break;
	case DUE_CALLS:
		buf_adds(out, date_format_time(r->start, p->context.twelve_hour, time));
		break;
	case DUE_BACK:
		if (r->planned > 0)
			buf_addf(out, "series %d/%d", r->done, r->planned);
		else
			add_over(clock_today() - r->day, out);
		break;
	case DUE_WAITING:
	case DUE_WAITING_LATER:
		buf_adds(out, r->urgent ? "urgent" : r->session != 0 ? "sooner" :
		    strchr(naming_day(r->seen, day), ' ') + 1);
		break;
	case DUE_REVIEWS:
		if (r->stars > 0)
			buf_addf(out, "%d star%s", r->stars, text_plural(r->stars));
		break;
	case DUE_FOLLOW_UPS:
		add_plan(r, out);
		break;
	case DUE_ENDS:
		buf_adds(out, naming_day(r->ends, day));
		break;
	case DUE_KINDS:
		break;
	}
}

static enum style
channel_word(const struct due_row *r, struct buf *out)
{
	static const struct { const char *stored, *shown; } words[] = {
		{ "call", "call" }, { "text", "text" }, { "email", "e-mail" },
		{ "none", "no contact" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].stored, r->barred != NULL ? r->barred : r->channel) == 0)
			buf_addf(out, "%s%s", r->barred != NULL ? "no " : "", words[i].shown);
	if (out->len == 0)
		buf_adds(out, *r->phone != '\0' ? "call" : *r->email != '\0' ? "e-mail" :
		    "unknown");
	return strcmp(r->channel, "none") == 0 ? STYLE_WARN :
	    *r->channel == '\0' ? STYLE_DIM : STYLE_TEXT;
}

/* "Tue 24 Nov 1:00p" */
static void
add_moment(const struct practice *p, date_day day, int start, struct buf *out)
{
	char words[24], time[DATE_TIME_SIZE];

	buf_addf(out, "%s %s", naming_day(day, words),
	    date_format_time(start, p->context.twelve_hour, time));
}

/* "clearance immune"; the title of a consent says what it is. */
static void
add_end(const struct due_row *r, struct buf *out)
{
	static const char *const words[] = { "screening", "clearance", "order", "",
	    "patch test", "licence", "certificate", "a medical paper" };

	buf_addf(out, "%s%s%s", words[r->end], *words[r->end] != '\0' && *r->label != '\0' ?
	    " " : "", r->label);
}

static void
add_last(const struct practice *p, const struct due_row *r, struct buf *out)
{
	char day[24];

	if (r->kind == DUE_WAITING) {
		add_moment(p, r->day, r->start, out);
	} else if (r->kind == DUE_REVIEWS) {
		buf_addf(out, "came %s", naming_day(r->day, day));
	} else if (r->kind == DUE_ENDS) {
		add_end(r, out);
	} else if (r->kind == DUE_MOVES && r->last.id == 0) {
		buf_adds(out, r->why);
	} else {
		contact_words(p, &r->last, out);
	}
}

static void
add_cells(struct due_screen *s, const struct due_row *r)
{
	const struct practice *p = practice_of(&s->screen);
	AUTO_BUF struct buf when = BUF_INIT, channel = BUF_INIT, last = BUF_INIT;
	enum style st = channel_word(r, &channel);

	add_when(p, r, &when);
	add_last(p, r, &last);
	list_rows_add(&s->rows, due_row_id(r), "");
	list_rows_cell(&s->rows, STYLE_TEXT, when.s);
	list_rows_cell(&s->rows, STYLE_TEXT, *r->name != '\0' ? r->name : "(not known)");
	list_rows_cell(&s->rows, STYLE_TEXT, r->phone);
	list_rows_cell(&s->rows, st, r->kind == DUE_REVIEWS ||
	    r->kind == DUE_ENDS ? "" : channel.s);
	list_rows_cell(&s->rows, r->kind == DUE_WAITING ? STYLE_GOOD : r->kind == DUE_MOVES ||
	    r->kind == DUE_ENDS ? STYLE_WARN : STYLE_TEXT, last.s);
}

static void
add_heading(struct due_screen *s, enum due_kind kind)
{
	static const char *const words[DUE_KINDS] = { "Calls: visits that cannot stand",
	    "Calls for ",
	    "Follow-ups", "Due back, series not complete",
	    "Waiting: a time is free that fits", "Waiting: nothing free yet",
	    "Reviews without a reply", "Ends before a visit that is booked" };
	AUTO_BUF struct buf out = BUF_INIT;
	char day[24];

	if (s->due.counts[kind] == 0 && (kind >= DUE_WAITING || kind == DUE_MOVES))
		return;
	buf_adds(&out, words[kind]);
	if (kind == DUE_CALLS)
		buf_adds(&out, naming_day(s->due.calls_for, day));
	if (kind == DUE_WAITING_LATER && s->due.unsearched)
		buf_adds(&out, ", or not looked for");
	if (s->due.more[kind])
		buf_addf(&out, ": the first %zu", s->due.counts[kind]);
	else if (s->due.counts[kind] == 0)
		buf_adds(&out, kind == DUE_CALLS ? ": nobody" : ": nobody today");
	list_rows_heading(&s->rows, -1 - (int64_t)kind, out.s);
}

/* The last row of a heading that has more. */
static void
add_more(struct due_screen *s, enum due_kind kind)
{
	char key[16];
	AUTO_FREE char *words = xasprintf("%s shows more", act_key(ACT_open, key));

	if (!s->due.more[kind])
		return;
	list_rows_add(&s->rows, DUE_MORE - (int64_t)kind, "");
	list_rows_cell(&s->rows, STYLE_DIM, "...");
	list_rows_cell(&s->rows, STYLE_DIM, words);
}

void
due_add_rows(struct due_screen *s)
{
	size_t i, kind;

	for (kind = 0, i = 0; kind < DUE_KINDS; kind++) {
		add_heading(s, (enum due_kind)kind);
		for (; i < s->due.n && s->due.rows[i].kind == kind; i++)
			add_cells(s, &s->due.rows[i]);
		add_more(s, (enum due_kind)kind);
	}
}

/* --- counts and facts ---------------------------------------------------------------------- */

static void
draw_counts(const struct due_screen *s, struct canvas *c, struct area a)
{
	const struct due_list *l = &s->due;
	const char *gap = a.cols >= WIDE ? "   " : "  ";
	AUTO_BUF struct buf left = BUF_INIT, right = BUF_INIT;
	char day[24];
	int width;

	buf_addf(&left, "Calls %zu%s%sFollow-ups %zu%s%sDue back %zu%s%sWaiting %zu",
	    l->counts[DUE_MOVES] + l->counts[DUE_CALLS], l->more[DUE_MOVES] ||
	    l->more[DUE_CALLS] ? "+" : "", gap, l->counts[DUE_FOLLOW_UPS],
	    l->more[DUE_FOLLOW_UPS] ? "+" : "", gap, l->counts[DUE_BACK],
	    l->more[DUE_BACK] ? "+" : "", gap, l->counts[DUE_WAITING]);
	if (l->counts[DUE_ENDS] > 0)
		buf_addf(&left, "%sEnds %zu%s", gap, l->counts[DUE_ENDS],
		    l->more[DUE_ENDS] ? "+" : "");
	if (l->hidden > 0)
		buf_addf(&right, "%ld hidden, first %s", l->hidden,
		    naming_day(l->hidden_until, day));
	if (text_width(left.s) + text_width(right.s) + 4 > a.cols && l->hidden > 0) {
		buf_cut(&right, 0);
		buf_addf(&right, "%ld hidden", l->hidden);
	}
	width = text_width(right.s);
	canvas_fit(c, a, 0, 1, a.cols - width - 3, STYLE_TEXT, left.s);
	if (width > 0)
		canvas_fit_right(c, a, 0, a.cols - width - 1, width, STYLE_DIM, right.s);
	canvas_hline(c, a, 1, 0, a.cols);
}

static void
add_fact(struct canvas *c, struct buf *out, const char *s)
{
	if (*s != '\0')
		buf_addf(out, "%s%s", out->len == 0 ? "" : canvas_is_ascii(c) ? " - " : " · ", s);
}

/* "Microneedling on Mon 16 Nov by Mireille, handed to Dana" */
static void
add_treated(const struct due_row *r, struct buf *out)
{
	char day[24];

	buf_addf(out, "%s on %s", r->service_name, naming_day(r->day, day));
	if (*r->staff_code != '\0')
		buf_addf(out, " by %s", r->staff_code);
	if (*r->handed != '\0') {
		buf_adds(out, ", handed to ");
		naming_add_given(r->handed, out);
	}
}

/* "Tue 24 Nov, comes 10:00a, treated 10:30a: Microneedling, MR" */
static void
add_call(const struct practice *p, const struct due_row *r, struct buf *out)
{
	char day[24], time[DATE_TIME_SIZE];
	bool twelve = p->context.twelve_hour;

	buf_adds(out, naming_day(r->day, day));
	if (r->start >= 0)
		buf_addf(out, ", comes %s", date_format_time(r->start, twelve, time));
	if (r->start >= 0 && r->numbing > 0)
		buf_addf(out, ", treated %s", date_format_time((r->start + r->numbing) %
		    DAY_MINUTES, twelve, time));
	buf_addf(out, ": %s%s%s", r->service_name, *r->staff_code != '\0' ? ", " : "",
	    r->staff_code);
}

static void
add_what(const struct practice *p, const struct due_row *r, struct buf *out)
{
	char day[24], last[24];

	if (r->kind == DUE_CALLS || r->kind == DUE_MOVES) {
		add_call(p, r, out);
	} else if (r->kind == DUE_FOLLOW_UPS) {
		add_treated(r, out);
	} else if (r->kind == DUE_BACK) {
		buf_addf(out, "%s, last %s, due %s", r->service_name, naming_day(r->seen, last),
		    naming_day(r->day, day));
	} else if (r->kind == DUE_ENDS) {
		add_end(r, out);
		buf_addf(out, r->ends < clock_today() ? " ended %s" : " ends %s",
		    naming_day(r->ends, day));
		buf_adds(out, r->session != 0 ? "; " : "");
		if (r->session != 0)
			add_call(p, r, out);
	} else if (r->kind != DUE_REVIEWS) {
		buf_addf(out, "%s, wants %s%s%s", r->service_name, r->wish,
		    *r->note != '\0' ? ": " : "", r->note);
	}
}

static void
draw_facts(const struct due_screen *s, struct canvas *c, struct area a)
{
	const struct practice *p = practice_of(&s->screen);
	const struct due_row *r = due_selected(s);
	const struct client_standing *k = &s->standing;
	AUTO_BUF struct buf first = BUF_INIT, second = BUF_INIT, part = BUF_INIT;
	char day[24];

	canvas_hline(c, a, 0, 0, a.cols);
	if (r == NULL)
		return;
	buf_addf(&first, "%s  ", r->name);
	add_what(p, r, &first);
	canvas_fit(c, a, 1, 1, a.cols - 2, STYLE_STRONG, first.s);
	if (r->why != NULL)
		add_fact(c, &second, r->why);
	contact_words(p, &r->last, &part);
	add_fact(c, &second, part.s);
	buf_cut(&part, 0);
	if (k->client != 0 && k->next_session != 0 && k->next_session != r->session) {
		buf_addf(&part, "next %s %s", naming_day(k->next_visit, day), k->next_service);
		add_fact(c, &second, part.s);
		buf_cut(&part, 0);
	}
	if (k->client != 0 && k->series_done > 0 && r->planned == 0) {
		buf_addf(&part, "series %d of %d", k->series_done, k->series_planned);
		add_fact(c, &second, part.s);
		buf_cut(&part, 0);
	}
	if (k->client != 0 && k->no_shows > 0) {
		buf_addf(&part, "%lld no-show%s", (long long)k->no_shows,
		    text_plural(k->no_shows));
		add_fact(c, &second, part.s);
	}
	add_fact(c, &second, *r->email != '\0' ? r->email : "");
	add_fact(c, &second, r->kind == DUE_REVIEWS ? "Enter: read it and reply" :
	    r->kind == DUE_ENDS ? "Enter: renew it" :
	    r->kind == DUE_FOLLOW_UPS ? "Enter: red flags to read out" :
	    "Enter: text to read");
	canvas_fit(c, a, 2, 1, a.cols - 2, STYLE_TEXT, second.s);
}

void
due_draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct due_screen *d = (const struct due_screen *)s;
	struct area list = a, facts = a;

	if (d->err.code != ERR_NONE) {
		canvas_fold(c, a, 1, 2, a.cols - 4, a.rows - 2, STYLE_TEXT, d->err.text);
		canvas_cursor(c, a, 0, 0);
		return;
	}
	draw_counts(d, c, a);
	list.y += 2;
	list.rows -= a.rows > 8 ? 5 : 2;
	if (a.rows > 8) {
		facts.y += a.rows - 3;
		facts.rows = 3;
		draw_facts(d, c, facts);
	}
	list_draw(d->list, c, list, true);
}
