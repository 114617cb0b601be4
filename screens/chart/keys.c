/*
 * keys.c - typing in the cells, and the chart's keys.
 *
 * The mode is TYPE, yet keys act as in a screening: in the grid a capital letter begins a
 * line for that zone, digits are depth or a number, small letters are the answers shown.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "screens/chart/inside.h"
#include "screens/toolkit/dialog.h"

#define TYPED_MAX 300

static struct chart_page *
of(struct screen *s)
{
	return (struct chart_page *)s;
}

/* --- moving ---------------------------------------- */

void
chart_page_in_view(struct chart_page *p)
{
	size_t rows = (size_t)chart_list_rows(p->screen.body);

	if (p->screen.body.rows == 0)	/* not on show yet */
		return;
	if (p->at < p->top)
		p->top = p->at;
	while (p->at >= p->top + rows)
		p->top++;
}

void
chart_page_go(struct chart_page *p, size_t at, size_t column)
{
	chart_page_focus(p, at, column);
	chart_page_in_view(p);
}

static size_t
new_row(const struct chart_page *p)
{
	return p->chart->now.n_lines;
}

/* The next blank cell of the same column below: what last time left open. */
static bool
go_below(struct chart_page *p)
{
	size_t at;

	for (at = p->at + 1; at < new_row(p); at++) {
		if (!chart_page_has_value(p, &p->rows[at], p->column)) {
			chart_page_go(p, at, p->column);
			return true;
		}
	}
	return false;
}

/* After an answer: the next cell, or the next row. */
static void
advance(struct chart_page *p)
{
	const struct chart_row *r = chart_page_row(p);

	if (p->again && r->kind == CHART_ROW_LINE && go_below(p))
		return;
	if (r->kind == CHART_ROW_LINE && p->column + 1 < chart_page_columns(p, r))
		chart_page_go(p, p->at, p->column + 1);
	else if (r->kind == CHART_ROW_USE && r->product != NULL && r->item->numbered)
		chart_page_go(p, p->at, p->column);
	else
		chart_page_go(p, p->at + 1, 0);
}

/* A line for that zone, at its depth. */
static bool
begin_line(struct chart_page *p, const struct chart_item *zone)
{
	struct record *line;
	struct err e;

	if (!chart_page_commit(p))
		return true;
	chart_page_state(p);
	line = chart_add_line(p->chart);
	if (line == NULL || !chart_set(p->chart, line, CHART_COLUMNS, "zone", zone->code, &e)) {
		ui_complain(p->screen.ui, "A chart has %d lines at most.", CHART_LINES_MAX);
		return true;
	}
	chart_page_rows(p);
	chart_page_go(p, new_row(p) - 1, 1);
	p->begun = true;
	return true;
}

/* --- last time ---------------------------------------- */

static void
set_dim(struct chart_page *p)
{
	p->n_dim = p->chart->now.n_lines;
	p->dim = xreallocarray(p->dim, p->n_dim + 1, sizeof(*p->dim));
	memset(p->dim, true, p->n_dim * sizeof(*p->dim));
}

/* All lines of last time in a chart without any. */
static void
take_all_again(struct chart_page *p)
{
	const struct chart_rows *last = &p->chart->past[0].rows;
	size_t i, column;
	struct err e;

	for (i = 0; i < last->n_lines; i++) {
		struct record *line = chart_add_line(p->chart);

		if (chart_set(p->chart, line, CHART_COLUMNS, "zone",
		    record_text(last->lines[i], "zone"), &e))
			chart_again(p->chart, i);
		else
			chart_remove_line(p->chart, p->chart->now.n_lines - 1);
	}
	chart_page_rows(p);
	set_dim(p);
	p->again = true;
	for (column = 1; column + 1 < p->chart->t->parts[CHART_COLUMNS].n; column++)
		if (!chart_page_has_value(p, &p->rows[0], column))
			break;
	p->at = new_row(p);	/* none was passed over yet */
	chart_page_go(p, 0, column);
}

static void
take_again(struct chart_page *p)
{
	const struct chart_row *r = chart_page_row(p);
	char day[24];

	if (p->chart->n_past == 0) {
		ui_complain(p->screen.ui, "There is no earlier chart of this client.");
		return;
	}
	date_to_words(p->chart->past[0].date, false, day);
	chart_page_state(p);
	chart_tick(p->chart, "hist", true, "");
	if (p->chart->now.n_lines == 0) {
		take_all_again(p);
		ui_say(p->screen.ui, "As on %s. Down passes a line over; ^Z takes it back.", day);
	} else if (r->kind == CHART_ROW_LINE && chart_again(p->chart, r->line)) {
		chart_page_rows(p);
		chart_page_go(p, p->at, p->column);
		ui_say(p->screen.ui, "As on %s.", day);
	} else {
		ui_complain(p->screen.ui, "This zone was not treated on %s.", day);
	}
}

/* --- typing ---------------------------------------- */

static bool
add_typed(struct chart_page *p, const char *text, size_t n)
{
	if (p->typed.len + n > TYPED_MAX || memchr(text, '\n', n) != NULL ||
	    text_bad_byte(text, n) >= 0)
		return false;
	p->refused = false;
	buf_add(&p->typed, text, n);
	return true;
}

void
chart_page_why(struct chart_page *p)
{
	const struct chart *c = p->chart;
	const struct chart_list *zones = &c->t->parts[CHART_ZONES];
	AUTO_BUF struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; i < zones->n; i++) {
		const struct chart_item *z = &zones->items[i];
		AUTO_BUF struct buf usual = BUF_INIT;

		usual_words(c->t, z->code, record_text(c->now.head, "indication"), -1, &usual);
		buf_addf(&out, "%c\t%s%s%s%s%s\n", z->key, z->label, usual.len > 0 ? ": " : "",
		    usual.s, z->source != NULL ? ". " : "", z->source != NULL ? z->source : "");
	}
	buf_adds(&out, "\n=\tas last time\n/\tthe client ended it here\n+ -\tthe line down, up\n"
	    "M\tthe map of the face, of the body\nDel\ttakes the line out, ^Z brings it back\n");
	text_page_push(p->screen.ui, "Zones", out.s);
}

/* The client ended the line, now; again: not. */
static void
end_line(struct chart_page *p, struct record *line)
{
	chart_page_state(p);
	if (record_is_null(line, "ended_at"))
		record_set_int(line, "ended_at", clock_now());
	else
		record_set_null(line, "ended_at");
	ui_say(p->screen.ui, record_is_null(line, "ended_at") ? "It was done." :
	    "The client ended it here. / takes that back.");
}

static void
move_line(struct chart_page *p, int by)
{
	size_t line = chart_page_row(p)->line;

	chart_page_state(p);
	if (chart_move_line(p->chart, line, by)) {
		chart_page_rows(p);
		chart_page_go(p, by < 0 ? p->at - 1 : p->at + 1, p->column);
	}
}

static void
turn_map(struct chart_page *p)
{
	bool wide = p->screen.body.cols >= CHART_WIDE;

	p->map = p->map == CHART_MAP_NONE ? CHART_MAP_FACE :
	    p->map == CHART_MAP_FACE ? CHART_MAP_BODY : wide ? CHART_MAP_FACE : CHART_MAP_NONE;
}

/* Keys that mean the same in every cell of the grid but a note's. */
static bool
grid_key(struct chart_page *p, char key)
{
	const struct chart_row *r = chart_page_row(p);
	struct record *line = r->kind == CHART_ROW_LINE ? p->chart->now.lines[r->line] : NULL;

	if (key == '=' && p->typed.len == 0)
		take_again(p);
	else if (key == '?')
		chart_page_why(p);
	else if (key == 'M')
		turn_map(p);
	else if (key == '/' && line != NULL)
		end_line(p, line);
	else if ((key == '+' || key == '-') && line != NULL && chart_page_commit(p))
		move_line(p, key == '+' ? 1 : -1);
	else
		return false;
	return true;
}

/* Digits of a number: taken as soon as no other can follow. */
static bool
add_digit(struct chart_page *p, const char *text, size_t n, int64_t max)
{
	if (n != 1 || *text < '0' || *text > '9' || !add_typed(p, text, n))
		return false;
	if (!chart_number_goes_on(p->typed.s, max) && chart_page_commit(p))
		advance(p);
	return true;
}

static bool
answer(struct chart_page *p, const struct chart_item *ask, const char *word)
{
	size_t i;

	for (i = 0; i < ask->n_answers; i++)
		if (strcmp(ask->answers[i].key, word) == 0) {
			if (chart_page_set(p, word))
				advance(p);
			return true;
		}
	return false;
}

static bool
line_text(struct chart_page *p, const char *text, size_t n, const char *word)
{
	const struct chart_row *r = chart_page_row(p);
	const struct chart_item *column = chart_page_column(p, p->column);
	const struct chart_item *zone = n == 1 ? chart_zone_of_key(p->chart->t, *text) : NULL;
	bool capital = n == 1 && *text >= 'A' && *text <= 'Z';

	if (column->kind == CHART_TEXT && r->kind == CHART_ROW_LINE)
		return add_typed(p, text, n);
	if (n == 1 && grid_key(p, *text))
		return true;
	if (r->kind == CHART_ROW_LINE && column->kind == CHART_CHOICE && !capital)
		return answer(p, column, word);
	if (zone != NULL && r->kind == CHART_ROW_LINE && p->column == 0) {
		if (chart_page_set(p, word))
			advance(p);
		return true;
	}
	if (zone != NULL)
		return begin_line(p, zone);
	if (r->kind == CHART_ROW_LINE && column->kind == CHART_DEPTH &&
	    n == 1 && strchr("0123456789.,", *text) != NULL)
		return add_typed(p, text, n);
	return r->kind == CHART_ROW_LINE && p->column > 0 &&
	    add_digit(p, text, n, column->kind == CHART_CARTRIDGE ?
	    (int64_t)chart_used(p->chart, "cartridge") : column->max);
}

static bool
ask_text(struct chart_page *p, const struct chart_item *ask, const char *text, size_t n,
    const char *word)
{
	if (ask->kind == CHART_CHOICE)
		return answer(p, ask, word);
	return ask->kind == CHART_NUMBER ? add_digit(p, text, n, ask->max) :
	    add_typed(p, text, n);
}

/* A letter that is an answer of its own, where nothing is typed. */
static bool
letter(struct chart_page *p, const char *word, const char *letters)
{
	if (p->typed.len > 0 || word[0] == '\0' || word[1] != '\0' ||
	    strchr(letters, word[0]) == NULL)
		return false;
	if (chart_page_set(p, word))
		advance(p);
	return true;
}

bool
chart_page_text(struct screen *s, const char *text, size_t n, bool paste)
{
	struct chart_page *p = of(s);
	const struct chart_row *r = chart_page_row(p);
	AUTO_FREE char *word = xstrndup(text, n);
	bool ok = false;

	p->hist = p->receiving = false;
	switch (r->kind) {
	case CHART_ROW_LINE:
	case CHART_ROW_NEW:
		ok = line_text(p, text, n, word);
		break;
	case CHART_ROW_ASK:
		ok = ask_text(p, r->item, text, n, word);
		break;
	case CHART_ROW_INDICATION:
		ok = letter(p, word, "abcdefghijklmnopqrstuvwxyz");
		break;
	case CHART_ROW_WRAP:
		ok = letter(p, word, "yn");
		break;
	case CHART_ROW_TICK:
		ok = (!paste && letter(p, word, "ydn")) ||
		    add_typed(p, text, n);
		break;
	case CHART_ROW_USE:
	case CHART_ROW_NOTE:
	case CHART_ROW_WHY:
		ok = add_typed(p, text, n);
		break;
	}
	if (!ok) {
		AUTO_BUF struct buf keys = BUF_INIT;

		chart_facts(s, &keys);
		ui_complain(s->ui, "%s", keys.s);
	}
	return true;
}

/* --- keys ---------------------------------------- */

/* Blank in a row for a product takes the first lot that there is. */
static void
run_next(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = of(s);
	const struct chart_row *r = chart_page_row(p);

	if (r->kind == CHART_ROW_USE && r->product == NULL && p->typed.len == 0 &&
	    r->item->needed && (!r->item->numbered || chart_used(p->chart, r->item->code) == 0)) {
		/* within the section: Tab goes on to the next in any case */
		if (chart_page_set(p, ""))
			chart_page_go(p, p->at + (strcmp(p->rows[p->at + 1].tick, "lots") == 0), 0);
	} else if (p->typed.len == 0 && chart_photos_offered(p, r)) {
		chart_photos_push(p);
	} else if (chart_page_commit(p)) {
		advance(p);
	}
}

/* On the last line: the rest as above, and a new line. */
static void
run_down(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = of(s);
	const struct chart_row *r = chart_page_row(p);

	if (!chart_page_commit(p))
		return;
	r = chart_page_row(p);
	if (r->kind == CHART_ROW_LINE && r->line + 1 == new_row(p)) {
		if (!p->again) {
			chart_page_state(p);
			chart_as_above(p->chart, r->line);
		}
		chart_page_go(p, new_row(p), 0);
	} else if (p->at + 1 < p->n_rows) {
		chart_page_go(p, p->at + 1, r->kind == CHART_ROW_LINE ? p->column : 0);
	}
}

static void
run_up(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = of(s);

	if (chart_page_commit(p) && p->at > 0)
		chart_page_go(p, p->at - 1, p->rows[p->at].kind == CHART_ROW_LINE ? p->column : 0);
}

static void
run_side(struct screen *s, enum act a)
{
	struct chart_page *p = of(s);

	if (!chart_page_commit(p))
		return;
	if (a == ACT_char_left && p->column > 0)
		chart_page_go(p, p->at, p->column - 1);
	else if (a == ACT_char_right)
		chart_page_go(p, p->at, p->column + 1);
}

/* Past charts are read when they are looked at. */
static void
look_back(struct chart_page *p)
{
	struct err e;

	if (!chart_read_past(practice_of(&p->screen), p->chart, &e)) {
		ui_err(p->screen.ui, &e);
		return;
	}
	p->hist = true;
	chart_page_state(p);
	chart_tick(p->chart, "hist", true, "");
}

/* The row at which a section begins. */
static size_t
section_at(const struct chart_page *p, const char *tick)
{
	size_t i;

	for (i = 0; i < p->n_rows; i++)
		if (strcmp(p->rows[i].tick, tick) == 0)
			return strcmp(tick, "zones") == 0 ? new_row(p) : i;
	return p->n_rows;
}

static void
run_section(struct screen *s, enum act a)
{
	struct chart_page *p = of(s);
	const struct chart_list *ticks = &p->chart->t->parts[CHART_TICKS];
	const char *now = p->hist ? "hist" : chart_page_row(p)->tick;
	size_t at = 0, i, n = ticks->n, to = p->n_rows;

	if (!chart_page_commit(p))
		return;
	for (i = 0; i < n; i++)
		if (strcmp(ticks->items[i].code, now) == 0)
			at = i;
	for (i = 1; i <= n; i++) {
		const char *code;

		at = a == ACT_next_field ? (at + 1) % n : (at + n - 1) % n;
		code = ticks->items[at].code;
		to = section_at(p, code);
		if (strcmp(code, "hist") == 0 || to < p->n_rows)
			break;
	}
	p->hist = false;
	if (strcmp(ticks->items[at].code, "photos") == 0)
		chart_photos_look(p);
	if (strcmp(ticks->items[at].code, "hist") == 0)
		look_back(p);
	else {
		p->top = 0;
		chart_page_go(p, to, 0);
	}
}

static void
run_delete(struct screen *s, enum act a)
{
	struct chart_page *p = of(s);
	const struct chart_row *r = chart_page_row(p);

	p->refused = false;
	if (p->typed.len > 0) {
		buf_cut(&p->typed, a == ACT_delete_left ? text_prev(p->typed.s, p->typed.len,
		    p->typed.len) : 0);
	} else if (a == ACT_delete_right && r->kind == CHART_ROW_LINE) {
		chart_page_state(p);
		chart_remove_line(p->chart, r->line);
		p->n_dim = 0;
		chart_page_rows(p);
		chart_page_go(p, p->at, 0);
		ui_say(s->ui, "Taken out. ^Z brings it back.");
	} else if (r->kind == CHART_ROW_USE && r->product != NULL && p->column == 0) {
		size_t named;

		chart_page_state(p);
		named = chart_remove_product(p->chart, r->product);
		chart_page_fresh(p);
		ui_say(s->ui, named == 0 ? "Taken out. ^Z brings it back." : named == 1 ?
		    "Taken out, and the line that named it names none now. ^Z brings it back." :
		    "Taken out, and the lines that named it name none now. ^Z brings it back.");
	} else if (r->kind != CHART_ROW_NEW && !(r->kind == CHART_ROW_LINE && p->column == 0) &&
	    r->kind != CHART_ROW_USE) {
		chart_page_set(p, "");
	}
}

static void
run_undo(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = of(s);

	if (p->typed.len > 0)
		chart_page_go(p, p->at, p->column);
	else if (!chart_page_undo(p))
		ui_complain(s->ui, "Nothing is left to take back.");
	else
		chart_page_in_view(p);
}

static void
run_why(struct screen *s, UNUSED enum act a)
{
	chart_page_why(of(s));
}

const struct binding chart_page_bindings[] = {
	{ ACT_accept, "next", run_next },
	{ ACT_line_down, "rest as above", run_down },
	{ ACT_next_field, "section", run_section },
	{ ACT_save, "save", chart_run_save },
	{ ACT_leave, "leave", chart_run_leave },
	{ ACT_prev_field, NULL, run_section },
	{ ACT_line_up, NULL, run_up },
	{ ACT_char_left, NULL, run_side },
	{ ACT_char_right, NULL, run_side },
	{ ACT_delete_left, NULL, run_delete },
	{ ACT_delete_right, NULL, run_delete },
	{ ACT_delete_line, NULL, run_delete },
	{ ACT_pick, NULL, chart_run_pick },
	{ ACT_text_undo, NULL, run_undo },
	{ ACT_type_help, NULL, run_why },
	{ ACT_discard, NULL, chart_run_discard },
	{ ACT_NONE, NULL, NULL }
};
