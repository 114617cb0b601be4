/*
 * draw.c - the page of the calendar on the canvas.
 *
 * A column has a bar on its left, ░ while the client is numb and ▌ while they are treated, or
 * the mark of the cell. What a picture says with a bar its words say too.
 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/naming.h"
#include "practice/rules.h"
#include "screens/calendar/calendar.h"

#define COLS_MONTH 10		/* of a day of a month, with its words */
#define WORDS_FROM 16		/* columns with room for a word on the right */

void
calendar_add_hours(struct buf *out, int64_t minutes)
{
	if (minutes % 60 < 6)
		buf_addf(out, "%d h", (int)minutes / 60);
	else
		buf_addf(out, "%d.%d h", (int)minutes / 60, (int)minutes % 60 / 6);
}

void
calendar_add_time(const struct calendar_screen *s, struct buf *out, int64_t moment)
{
	char time[DATE_TIME_SIZE];

	buf_adds(out, date_format_time((int)(moment % DAY_MINUTES), s->page.book.twelve_hour,
	    time));
}

enum style
calendar_state(const struct calendar_visit *v, const char **word)
{
	static const struct { const char *word; enum style style; } states[SESSION_STATUSES] = {
		[SESSION_HERE] = { "here", STYLE_GOOD },
		[SESSION_IN_TREATMENT] = { "treating", STYLE_STRONG },
	};

	if (v->no_outcome || v->late) {
		*word = v->no_outcome ? "no outcome" : "LATE";
		return v->no_outcome ? STYLE_BAD : STYLE_WARN;
	}
	*word = states[v->status].word != NULL ? states[v->status].word :
	    session_status_label(v->status);
	return states[v->status].style;
}

/* --- one cell --------------------------------------------------------------------------- */

/* Where a cell is painted, and what it is of. */
struct brush {
	const struct calendar_screen *s;
	struct canvas *c;
	struct area a;		/* of the cell, without the line on its left */
	int64_t row;		/* its moment */
	bool first;		/* the first row on the page: what goes on is named again */
};

/* Text from the bar on, and a word at the right end. */
static void
put(const struct brush *l, enum style st, const char *text, enum style right_style,
    const char *right)
{
	int w = l->a.cols - 1, n = *right != '\0' && w >= WORDS_FROM ? text_width(right) : 0;

	if (n > w - 8)
		n = w - 8;
	canvas_fit(l->c, l->a, 0, 1, n > 0 ? w - n - 1 : w, st, text);
	if (n > 0)
		canvas_fit_right(l->c, l->a, 0, 1 + w - n, n, right_style, right);
}

static const char *
place_name(const struct calendar_screen *s, enum slot_kind kind, int64_t id)
{
	const struct slot_place *at = slot_place(&s->page.book, kind, id);

	return at == NULL ? "" : kind == SLOT_STAFF ? at->code : at->name;
}

/* "!Okafor, Ngozi", "9:15a Byrne, Ada", "+ LED" */
static void
add_name(const struct brush *l, const struct calendar_visit *v, struct buf *out)
{
	if (marks_has(&l->s->marks, v->id))
		buf_adds(out, "*");
	if (v->comes > l->row && v->comes < l->row + CALENDAR_ROW) {
		calendar_add_time(l->s, out, v->comes);
		buf_adds(out, " ");
	}
	buf_adds(out, v->alert ? "! " : "");
	if (v->joins)
		buf_addf(out, "+ %s", v->code);
	else
		buf_adds(out, *v->name != '\0' ? v->name : "(no client)");
}

/* In the first row who, in the second what. The word beside who is the state, unless the
 * client is being made numb: then it stands beside what. */
static void
put_visit(const struct brush *l, const struct calendar_item *it, bool more)
{
	const struct calendar_visit *v = &l->s->page.visits[it->visit];
	bool of_room = l->s->view == CALENDAR_ROOMS;
	int64_t begun = it->from - it->from % CALENDAR_ROW;
	int nth = l->first ? 0 : (int)((l->row - begun) / CALENDAR_ROW);
	bool numb = v->treats > it->from && l->row < v->treats, numbed = v->treats > it->from &&
	    begun + CALENDAR_ROW <= v->treats;
	bool narrow = l->a.cols - 1 < WORDS_FROM;
	AUTO_BUF struct buf text = BUF_INIT, right = BUF_INIT;
	const char *state;
	enum style st = calendar_state(v, &state), right_style = STYLE_TEXT;
	const char *where = of_room ? place_name(l->s, SLOT_STAFF, v->staff) :
	    place_name(l->s, SLOT_ROOM, v->room);

	canvas_mark(l->c, l->a, 0, 0, STYLE_BAR, numb || l->row >= v->ends ? MARK_SHADE :
	    MARK_HALF);
	if (nth == 0) {
		add_name(l, v, &text);
		if (numbed && !more)
			buf_addf(&right, "numbing %s", where);
		else
			buf_adds(&right, more ? "and more" : state);
		right_style = numbed || more ? STYLE_DIM : st;
	} else if (nth == 1) {
		buf_adds(&text, narrow ? state : text_width(v->what) > l->a.cols - 12 ?
		    v->brief : v->what);
		buf_adds(&right, numbed ? state : where);
		right_style = numbed ? st : STYLE_TEXT;
	} else if (l->row >= v->ends) {
		buf_adds(&text, "clean-up");
	}
	put(l, nth == 1 && narrow ? st : STYLE_TEXT, text.s, right_style, right.s);
}

/* ", room A", ", room A to 4:00p" as far as that fits */
static void
add_room(const struct brush *l, const struct calendar_item *it, struct buf *out)
{
	AUTO_BUF struct buf room = BUF_INIT, until = BUF_INIT;

	if (it->room == 0)
		return;
	buf_addf(&room, ", room %s", place_name(l->s, SLOT_ROOM, it->room));
	if (text_width(out->s) + text_width(room.s) >= l->a.cols)
		return;
	buf_adds(out, room.s);
	if (it->room_until < it->until) {
		buf_adds(&until, " to ");
		calendar_add_time(l->s, &until, it->room_until);
	}
	if (text_width(out->s) + text_width(until.s) < l->a.cols)
		buf_adds(out, until.s);
}

/* "free 30 min, room A", "no room to 5:00p"; in a narrow column "free 2 h", "45 min". */
static void
put_free(const struct brush *l, const struct calendar_item *it)
{
	int64_t minutes = it->until - (it->from < l->row ? l->row : it->from);
	AUTO_BUF struct buf text = BUF_INIT;
	bool narrow = l->a.cols - 1 < WORDS_FROM;

	if (it->from < l->row && !l->first)
		return;
	if (it->from > l->row && !narrow) {
		calendar_add_time(l->s, &text, it->from);
		buf_addc(&text, ' ');
	}
	if (it->room_until != 0 && it->room == 0) {
		buf_adds(&text, narrow ? "no room" : "no room to ");
		if (!narrow)
			calendar_add_time(l->s, &text, it->room_until);
	} else if (narrow) {
		buf_adds(&text, minutes % 60 == 0 ? "free " : "");
		naming_add_length((int)minutes, &text);
	} else {
		buf_adds(&text, "free ");
		naming_add_length((int)minutes, &text);
		add_room(l, it, &text);
	}
	put(l, STYLE_DIM, text.s, STYLE_DIM, "");
}

static void
put_off(const struct brush *l, const struct calendar_item *it)
{
	AUTO_BUF struct buf text = BUF_INIT;

	if (it->from < l->row && !l->first)
		return;
	if (it->from > l->row && l->a.cols - 1 >= WORDS_FROM) {
		calendar_add_time(l->s, &text, it->from);
		buf_addc(&text, ' ');
	}
	buf_adds(&text, *it->text != '\0' ? it->text : "away");
	put(l, STYLE_DIM, text.s, STYLE_DIM, "");
}

/* Outside the hours: the first row says from when on there are any. */
static void
put_closed(const struct brush *l, const struct calendar_column *col)
{
	AUTO_BUF struct buf text = BUF_INIT;

	if (!l->first || col->place == 0)
		return;
	if (col->hours.until == 0)
		buf_adds(&text, col->kind == SLOT_STAFF ? "not in" : "closed");
	else if (l->row < col->hours.from && l->a.cols - 1 >= WORDS_FROM)
		buf_adds(&text, "from ");
	if (l->row < col->hours.from)
		calendar_add_time(l->s, &text, col->hours.from);
	put(l, STYLE_DIM, text.s, STYLE_DIM, "");
}

static void
put_cell(struct brush *l, const struct calendar_column *col, int minute, bool selected)
{
	const struct calendar_item *in[CALENDAR_IN_CELL], *it;
	size_t n = calendar_items(&l->s->page, col, minute, in), at, begin = 0;

	l->row = rules_moment(col->day, minute);
	while (begin < n && in[begin]->kind == CALENDAR_VISIT && in[begin]->from >= l->row)
		begin++;
	at = selected && l->s->nth < n ? l->s->nth : 0;
	it = n > 0 ? in[at] : NULL;
	if (it == NULL)
		put_closed(l, col);
	else if (it->kind == CALENDAR_VISIT)
		put_visit(l, it, begin > 1);
	else if (it->kind == CALENDAR_FREE)
		put_free(l, it);
	else
		put_off(l, it);
}

/* --- the page -------------------------------------------------------------------------------- */

/* "9-6", "9:30-18" */
static void
add_clock(const struct calendar_screen *s, struct buf *out, int64_t moment)
{
	int minutes = (int)(moment % DAY_MINUTES), hour = minutes / 60;

	if (s->page.book.twelve_hour)
		hour = (hour + 11) % 12 + 1;
	buf_addf(out, "%d", hour);
	if (minutes % 60 != 0)
		buf_addf(out, ":%02d", minutes % 60);
}

/* "Mireille 9-6  free 2 h" */
static void
draw_heading(const struct calendar_screen *s, const struct calendar_column *col,
    struct canvas *c, struct area a)
{
	AUTO_BUF struct buf text = BUF_INIT, free_time = BUF_INIT;
	enum style st = s->view == CALENDAR_WEEK && col->day == clock_today() ? STYLE_STRONG :
	    STYLE_HEAD;
	bool narrow = a.cols < WORDS_FROM;

	if (col->kind == SLOT_ROOM && col->place != 0)
		buf_adds(&text, "room ");
	buf_adds(&text, col->name);
	if (col->place != 0 && col->hours.until > 0 && !narrow) {
		buf_adds(&text, " ");
		add_clock(s, &text, col->hours.from);
		buf_addc(&text, '-');
		add_clock(s, &text, col->hours.until);
		buf_adds(&free_time, "  free ");
		calendar_add_hours(&free_time, col->free);
		buf_adds(&text, free_time.s + (text_width(text.s) +
		    text_width(free_time.s) >= a.cols));
	}
	canvas_fit(c, a, 0, 1, a.cols - 1, st, text.s);
}

static void
draw_times(const struct calendar_screen *s, struct canvas *c, struct area a)
{
	int minute = s->page.begins + s->top * CALENDAR_ROW, y;
	int now = s->day == clock_today() ? clock_minutes() : -CALENDAR_ROW;

	for (y = 2; y < a.rows && minute < s->page.ends; y++, minute += CALENDAR_ROW) {
		char time[DATE_TIME_SIZE];

		canvas_fit_right(c, a, y, 0, CALENDAR_TIMES - 1,
		    now >= minute && now < minute + CALENDAR_ROW ? STYLE_STRONG : STYLE_TEXT,
		    date_format_time(minute % DAY_MINUTES, s->page.book.twelve_hour, time));
	}
}

static void
draw_column(const struct calendar_screen *s, const struct calendar_column *col,
    struct canvas *c, struct area a)
{
	struct brush l = { .s = s, .c = c, .a = { a.y, a.x + 1, 1, a.cols - 1 }, .first = true };
	struct area inner = { a.y, a.x + 1, a.rows, a.cols - 1 };
	int minute = s->page.begins + s->top * CALENDAR_ROW, y;
	bool here = calendar_column(s) == col;

	canvas_vline(c, a, 0, 0, a.rows);
	canvas_mark(c, a, 1, 0, STYLE_RULE, MARK_CROSS);
	draw_heading(s, col, c, (struct area){ a.y, a.x + 1, 1, a.cols - 1 });
	for (y = 2; y < a.rows && minute < s->page.ends; y++, minute += CALENDAR_ROW) {
		bool selected = here && minute == s->minute;

		l.a.y = a.y + y;
		put_cell(&l, col, minute, selected);
		l.first = false;
		if (selected) {
			canvas_mark(c, inner, y, 0, STYLE_TEXT, MARK_CURSOR);
			canvas_cursor(c, inner, y, 0);
		}
	}
}

static void
draw_columns(const struct calendar_screen *s, struct canvas *c, struct area a)
{
	size_t i, shown;
	int width;

	shown = calendar_shown(s, &width);
	canvas_hline(c, a, 1, 0, a.cols);
	draw_times(s, c, a);
	for (i = 0; i < shown && s->left + i < s->page.n_columns; i++) {
		struct area col = { a.y, a.x + CALENDAR_TIMES + (int)i * width, a.rows, width };

		if (i + 1 == shown)	/* the last takes what is over */
			col.cols = a.x + a.cols - col.x;
		draw_column(s, &s->page.columns[s->left + i], c, col);
	}
	if (s->left > 0)
		canvas_textf(c, a, 0, 0, STYLE_DIM, "< %zu", s->left);
	if (s->left + shown < s->page.n_columns)
		canvas_textf(c, a, 1, a.cols - 10, STYLE_DIM, " %zu more > ",
		    s->page.n_columns - s->left - shown);
}

/* "23  8.5 h" */
static void
draw_day(const struct calendar_screen *s, date_day day, int64_t minutes, struct canvas *c,
    struct area a)
{
	AUTO_BUF struct buf text = BUF_INIT;
	int y, m, d, of_y, of_m, of_d;
	bool selected = day == s->day;

	date_split(day, &y, &m, &d);
	date_split(s->day, &of_y, &of_m, &of_d);
	buf_addf(&text, a.cols < COLS_MONTH ? "%2d " : "%2d  ", d);
	if (minutes >= 0) {
		calendar_add_hours(&text, minutes);
		if (a.cols < COLS_MONTH)
			buf_cut(&text, text.len - strlen(" h"));
	} else if (a.cols >= COLS_MONTH) {
		buf_adds(&text, "closed");
	}
	if (selected) {
		canvas_mark(c, a, 0, 0, STYLE_STRONG, MARK_CURSOR);
		canvas_cursor(c, a, 0, 0);
	}
	canvas_fit(c, a, 0, 1, a.cols - 1, m != of_m || minutes < 0 ? STYLE_DIM :
	    day == clock_today() ? STYLE_STRONG : STYLE_TEXT, text.s);
}

static void
draw_month(const struct calendar_screen *s, struct canvas *c, struct area a)
{
	int width = (a.cols - 1) / 7, high = (a.rows - 2) / CALENDAR_WEEKS, i;

	if (high < 1)
		high = 1;
	canvas_hline(c, a, 1, 0, a.cols);
	for (i = 0; i < 7 * CALENDAR_WEEKS; i++) {
		date_day day = date_add_days(s->page.first, i);
		struct area cell = { a.y + 2 + i / 7 * high, a.x + 1 + i % 7 * width, 1, width };

		if (i < 7)
			canvas_fit(c, (struct area){ a.y, cell.x, 1, width }, 0, 1, width - 1,
			    STYLE_HEAD, date_weekday_name(date_weekday(day)));
		if (2 + i / 7 * high < a.rows)
			draw_day(s, day, s->page.free[i], c, cell);
	}
}

void
calendar_draw(const struct screen *screen, struct canvas *c, struct area a)
{
	const struct calendar_screen *s = (const struct calendar_screen *)screen;
	AUTO_BUF struct buf whose = BUF_INIT;

	if (!s->may) {
		buf_adds(&whose, "Visits are for ");
		action_who_may(ACTION_READ_CLIENTS, &whose);
		buf_addc(&whose, '.');
		canvas_fold(c, a, 1, 2, a.cols - 4, 5, STYLE_TEXT, whose.s);
		canvas_cursor(c, a, 0, 0);
	} else if (s->view == CALENDAR_MONTH) {
		draw_month(s, c, a);
	} else if (s->page.n_columns == 0) {
		canvas_fold(c, a, 1, 2, a.cols - 4, 5, STYLE_TEXT, s->view == CALENDAR_ROOMS ?
		    "No room has been entered yet. Tab goes on to the week." :
		    "Nobody who treats has been entered yet; 8, then Staff adds somebody.");
		canvas_cursor(c, a, 0, 0);
	} else {
		draw_columns(s, c, a);
	}
}
