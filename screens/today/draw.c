/*
 * draw.c - the agenda and its side pane on the canvas.
 */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"
#include "practice/stops.h"
#include "screens/today/today.h"

#define PANE_COLS 27		/* with the line on its left */
#define BEGUN_ROWS 3		/* of one thing that was begun */
#define PANE_FROM 80		/* columns of a window with room for it */
#define WHAT_NEXT "\n\nb books a visit.\na adds a client who walked in.\n" \
	", goes to the day before, . to the day after."

bool
today_has_pane(struct area a)
{
	return a.cols >= PANE_FROM;
}

/* A visit's status, as a word of at most 9 columns. */
static enum style
status_word(const struct today_row *r, struct buf *out)
{
	if (r->no_outcome) {
		buf_adds(out, "open?");
		return STYLE_BAD;
	}
	if (r->late > 0) {
		if (r->late < 60)
			buf_addf(out, "LATE %dm", r->late);
		else
			buf_addf(out, "LATE %dh", r->late / 60);
		return STYLE_WARN;
	}
	switch (r->status) {
	case SESSION_IN_TREATMENT:
		buf_adds(out, "treating");
		return STYLE_STRONG;
	case SESSION_NOT_TREATED:
		buf_adds(out, "untreated");
		return STYLE_DIM;
	case SESSION_CANCELLED:
	case SESSION_NO_SHOW:
		buf_adds(out, session_status_label(r->status));
		return STYLE_DIM;
	case SESSION_HERE:
		buf_adds(out, "here");
		return STYLE_GOOD;
	case SESSION_BOOKED:
	case SESSION_CONFIRMED:
	case SESSION_DONE:
	case SESSION_STATUSES:
		break;
	}
	buf_adds(out, session_status_label(r->status));
	return STYLE_TEXT;
}

static bool
is_over(const struct today_row *r)
{
	return r->status == SESSION_CANCELLED || r->status == SESSION_NO_SHOW ||
	    r->status == SESSION_NOT_TREATED;
}

/* The widths of a row: mark, time, status and flags are fixed; name and service
 * share the rest. */
struct widths {
	int name, service;
};

static struct widths
widths_of(struct area a)
{
	int rest = a.cols - 23 - 4;

	return (struct widths){ rest - rest * 4 / 10, rest * 4 / 10 };
}

static void
draw_visit(const struct today *t, const struct today_row *r, struct canvas *c, struct area a,
    int y, struct widths w, bool selected)
{
	AUTO_BUF struct buf word = BUF_INIT;
	enum style st = status_word(r, &word);
	enum style text = selected ? STYLE_SELECTED :
	    is_over(r) ? STYLE_DIM : STYLE_TEXT;

	canvas_fit(c, a, y, 10, 9, st, word.s);
	if (r->to_pay)
		canvas_text(c, a, y, 19, STYLE_WARN, "$");
	if (r->alerted || stops_has(practice_of(&t->screen), r->id))
		canvas_text(c, a, y, 20, STYLE_BAD, "!");
	canvas_fit(c, a, y, 22, w.name, text,
	    *r->name != '\0' ? r->name : "(no client)");
	if (*r->insisted != '\0')
		canvas_text(c, a, y, 8, STYLE_WARN, "*");
	canvas_fit(c, a, y, 23 + w.name, w.service - 1,
	    is_over(r) ? STYLE_DIM : STYLE_TEXT, *r->service_code != '\0' &&
	    text_width(r->service) > w.service - 1 ? r->service_code : r->service);
}

static void
draw_row(const struct today *t, size_t i, struct canvas *c, struct area a, int y)
{
	const struct today_row *r = &t->rows[i];
	bool twelve = practice_of(&t->screen)->context.twelve_hour;
	bool selected = i == t->at && !t->in_jobs;
	struct widths w = widths_of(a);
	AUTO_BUF struct buf length = BUF_INIT;
	char time[DATE_TIME_SIZE];

	if (selected)
		canvas_select(c, a, y, 0);
	if (r->id != 0 && marks_has(&t->marks, r->id))
		canvas_text(c, a, y, 1, STYLE_STRONG, "*");
	else if (r->before)
		canvas_text(c, a, y, 1, STYLE_DIM, "<");
	canvas_fit_right(c, a, y, 2, 6, selected ? STYLE_SELECTED : STYLE_TEXT, r->timed ?
	    date_format_time((r->start + DAY_MINUTES) % DAY_MINUTES, twelve, time) : "");
	if (r->id != 0) {
		draw_visit(t, r, c, a, y, w, selected);
	} else {
		buf_adds(&length, "free ");
		naming_add_length(r->minutes, &length);
		canvas_text(c, a, y, 22, selected ? STYLE_SELECTED : STYLE_DIM,
		    length.s);
	}
	canvas_fit(c, a, y, a.cols - 4, 3, STYLE_TEXT, r->code);
	if (selected)
		canvas_cursor(c, a, y, 0);
}

/* "5 booked · 2 done · 1 here · 4.5 of 16.0 h": the visits' hours, of those that are open */
static void
draw_sum(const struct today *t, struct canvas *c, struct area a, int y)
{
	const struct sessions_todo *d = &t->todo;
	const char *dot = canvas_is_ascii(c) ? " - " : " · ";
	AUTO_BUF struct buf b = BUF_INIT, open = BUF_INIT;

	if (d->visits == 0) {
		if (t->n > 0)
			canvas_fit(c, a, y, 2, a.cols - 2, STYLE_DIM,
			    "Nothing is booked on this day.");
		return;
	}
	buf_addf(&b, "%ld booked%s%ld done%s%ld here", d->booked, dot, d->done, dot,
	    d->here);
	if (d->late > 0)
		buf_addf(&b, "%s%ld late", dot, d->late);
	buf_addf(&b, "%s%ld.%ld", dot, d->minutes / 60, d->minutes % 60 / 6);
	if (t->open.minutes > 0)
		buf_addf(&open, " of %ld.%ld", t->open.minutes / 60, t->open.minutes % 60 / 6);
	if (text_width(b.s) + text_width(open.s) + 2 <= a.cols - 3)
		buf_adds(&b, open.s);
	buf_adds(&b, " h");
	canvas_fit(c, a, y, 2, a.cols - 2, STYLE_TEXT, b.s);
}

static void
draw_agenda(const struct today *t, struct canvas *c, struct area a)
{
	size_t i;

	for (i = t->top; i < t->n && i < t->top + t->height; i++)
		draw_row(t, i, c, a, (int)(i - t->top));
	if (t->is_new && t->n == 0) {
		canvas_fold(c, a, 1, 2, a.cols - 4, 4, STYLE_TEXT,
		    "A new practice. Ctrl-G and \"first steps\" shows what comes first.");
		canvas_cursor(c, a, 0, 0);
	} else if (!practice_allows(practice_of(&t->screen), ACTION_READ_CLIENTS)) {
		AUTO_BUF struct buf whose = BUF_INIT;

		buf_adds(&whose, "Visits are for ");
		action_who_may(ACTION_READ_CLIENTS, &whose);
		buf_addc(&whose, '.');
		canvas_fold(c, a, 1, 2, a.cols - 4, 5, STYLE_TEXT, whose.s);
		canvas_cursor(c, a, 0, 0);
	} else if (t->n == 0) {
		canvas_fold(c, a, 1, 2, a.cols - 4, 5, STYLE_TEXT,
		    t->open.works ?
		    "Nothing is booked on this day." WHAT_NEXT :
		    "Closed on this day; nothing is booked." WHAT_NEXT);
		canvas_cursor(c, a, 0, 0);
	}
	draw_sum(t, c, a, a.rows - 1);
}

/* --- the side pane --------------------------------------------------------------- */

static const struct { const char *one, *many; } job_words[JOBS] = {
	[JOB_BEGUN] = { "more was begun", "more were begun" },
	[JOB_LOOKS] = { "emergency look", "emergency looks" },
	[JOB_NO_OUTCOME] = { "booking, no outcome", "bookings, no outcome" },
	[JOB_TO_PAY] = { "visit to check out", "visits to check out" },
	[JOB_CALLS] = { "call to make", "calls to make" },
	[JOB_FOLLOW_UPS] = { "follow-up to ask", "follow-ups to ask" },
	[JOB_BACK] = { "client due back", "clients due back" },
	[JOB_UNSCREENED] = { "visit unscreened", "visits unscreened" },
	[JOB_SIGN] = { "chart to sign", "charts to sign" },
	[JOB_COSIGN] = { "chart to co-sign", "charts to co-sign" },
	[JOB_SECOND] = { "second look", "second looks" },
	[JOB_BARRED] = { "visit cannot stand", "visits cannot stand" },
	[JOB_KEPT] = { "client past keeping", "clients past keeping" },
};

/* How many bytes of the text fit: all, or those up to a comma, else before a blank; 0: not
 * even a word does. */
static size_t
words_that_fit(const char *text, int cols)
{
	size_t at = 0, parts = 0, words = 0;

	while (text[at] != '\0') {
		AUTO_FREE char *piece = NULL;
		size_t n = at += 1 + strcspn(text + at + 1, " ");
		bool ends_part = text[n - 1] == ',' || text[n] == '\0';

		piece = xstrndup(text, n);
		if (text_width(piece) > cols)
			break;
		words = n;
		parts = ends_part ? n : parts;
	}
	return parts > 0 ? parts : words;
}

/* "Check-out, Allen, Claire, 84.90 left" by words on up to BEGUN_ROWS rows; returns how
 * many. */
static int
draw_begun(const char *words, struct canvas *c, struct area a, int y, enum style st)
{
	int row = 0, x = 2;

	do {
		size_t n = row + 1 < BEGUN_ROWS ? words_that_fit(words, a.cols - x) : 0;
		AUTO_FREE char *piece = n > 0 ? xstrndup(words, n) : xstrdup(words);

		canvas_fit(c, a, y + row++, x, a.cols - x, st, piece);
		words += strlen(piece);
		words += strspn(words, " ");
		x = 4;
	} while (*words != '\0');
	return row;
}

static void
draw_job(const struct today *t, enum today_job job, struct canvas *c, struct area a, int y,
    enum style st)
{
	long waits = today_count(t, job);
	char count[16];

	snprintf(count, sizeof(count), waits < SESSIONS_WAITING_MAX ? "%d " : "%d+ ",
	    (int)(waits < SESSIONS_WAITING_MAX ? waits : SESSIONS_WAITING_MAX));
	canvas_fit_right(c, a, y, 1, 4, st, count);
	canvas_fit(c, a, y, 5, a.cols - 6, st, waits == 1 ? job_words[job].one :
	    job_words[job].many);
}

static int
draw_todo(const struct today *t, struct canvas *c, struct area a)
{
	const struct parked *parked = desk_of(&t->screen)->parked;
	enum today_job jobs[JOBS];
	size_t i, begun = today_begun(t), n = begun + today_jobs(t, jobs);
	int y = 1;

	canvas_text(c, a, 0, 1, t->in_jobs ? STYLE_STRONG : STYLE_HEAD, "To do");
	if (n == 0)
		canvas_text(c, a, y++, 2, STYLE_DIM, "nothing to do");
	for (i = 0; i < n; i++) {
		bool on = t->in_jobs && i == t->job;
		enum style st = on ? STYLE_SELECTED : STYLE_TEXT;

		if (on) {
			canvas_select(c, a, y, 0);
			canvas_cursor(c, a, y, 0);
		}
		if (i < begun)
			y += draw_begun(parked->rows[i].words, c, a, y, st);
		else
			draw_job(t, jobs[i - begun], c, a, y++, st);
	}
	return y;
}

/* Draws a line of the card, if there is room. */
static void
card_line(struct canvas *c, struct area a, int *y, enum style st, const char *s)
{
	if (*s == '\0')
		return;
	*y += canvas_fold(c, a, *y, 1, a.cols - 1, a.rows - *y, st, s);
}

/* One that is expired, or older than what the card says, is never shown as OK. */
static void
card_screening(const struct client_standing *s, struct buf *out)
{
	bool old = s->expired || s->changed != NULL;
	char day[24];

	if (!old || s->verdict != VERDICT_OK)
		buf_adds(out, s->what);
	if (s->changed != NULL)
		buf_addf(out, "%s%s changed since the screening", out->len > 0 ? "; " : "",
		    s->changed);
	else if (s->expired)
		buf_addf(out, "%s expired %s",
		    s->verdict == VERDICT_OK ? "screening" : ";",
		    date_to_words(s->valid_until, false, day));
}

static void
draw_card(const struct today *t, struct canvas *c, struct area a)
{
	const struct client_standing *s = &t->standing;
	const struct today_row *row = today_selected(t);
	AUTO_BUF struct buf b = BUF_INIT;
	char day[24], time[DATE_TIME_SIZE];
	int y = 0;

	canvas_fit(c, a, y++, 1, a.cols - 1, STYLE_STRONG, s->name);
	if (s->age >= 0)
		buf_addf(&b, "%d  ", s->age);
	if (*s->skin != '\0')
		buf_addf(&b, "skin %s", s->skin);
	card_line(c, a, &y, STYLE_TEXT, b.s);
	buf_cut(&b, 0);
	if (row != NULL && row->id != 0 && *row->insisted != '\0') {
		buf_addf(&b, "* %s", row->insisted);
		card_line(c, a, &y, STYLE_WARN, b.s);
		buf_cut(&b, 0);
	}
	if (row != NULL && row->id != 0) {
		card_line(c, a, &y, STYLE_DIM, row->entered);
		card_line(c, a, &y, STYLE_DIM, row->signed_by);
	}
	if (row != NULL && row->before) {
		buf_addf(&b, "< since the day before, to %s", date_format_time(row->start +
		    row->minutes, practice_of(&t->screen)->context.twelve_hour, time));
		card_line(c, a, &y, STYLE_TEXT, b.s);
		buf_cut(&b, 0);
	}
	card_screening(s, &b);
	card_line(c, a, &y, s->verdict == VERDICT_BLOCK ? STYLE_BAD :
	    s->verdict == VERDICT_OK && !s->expired && s->changed == NULL ? STYLE_GOOD :
	    STYLE_WARN, b.s);
	buf_cut(&b, 0);
	if (s->series_planned > 0) {
		buf_addf(&b, "series %d/%d", s->series_done, s->series_planned);
		if (s->series_last != DATE_NONE)
			buf_addf(&b, ", last %s",
			    naming_day_short(s->series_last, day));
		card_line(c, a, &y, STYLE_TEXT, b.s);
		buf_cut(&b, 0);
	}
	if (s->last_visit != DATE_NONE && (s->series_planned == 0 ||
	    s->last_visit != s->series_last))
		buf_addf(&b, "last visit %s", naming_day_short(s->last_visit, day));
	card_line(c, a, &y, STYLE_TEXT, b.s);
	buf_cut(&b, 0);
	if (s->no_shows > 0)
		buf_addf(&b, "%lld no-show%s", (long long)s->no_shows,
		    text_plural(s->no_shows));
	card_line(c, a, &y, STYLE_WARN, b.s);
}

static void
draw_pane(const struct today *t, struct canvas *c, struct area a)
{
	struct area inner = { a.y, a.x + 1, a.rows, a.cols - 1 };
	int y;

	canvas_vline(c, a, 0, 0, a.rows);
	y = draw_todo(t, c, inner);
	if (!t->has_standing || y + 2 >= a.rows)
		return;
	canvas_hline(c, inner, y, 1, inner.cols - 2);
	inner.y += y + 1;
	inner.rows -= y + 1;
	draw_card(t, c, inner);
}

void
today_draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct today *t = (const struct today *)s;
	bool pane = today_has_pane(a);
	struct area agenda = a, side = a;

	canvas_hline(c, a, 0, 0, a.cols);
	agenda.y++;
	agenda.rows--;
	side.y++;
	side.rows--;
	if (pane) {
		agenda.cols -= PANE_COLS;
		side.x += agenda.cols;
		side.cols = PANE_COLS;
		canvas_mark(c, a, 0, agenda.cols, STYLE_RULE, MARK_TEE_DOWN);
		draw_pane(t, c, side);
	}
	draw_agenda(t, c, agenda);
}
