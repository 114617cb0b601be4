/*
 * page.c - the chart's keys, its draft, and opening it.
 *
 * The mode is TYPE, yet keys act as in a screening: in the grid a capital letter begins a
 * line for that zone, digits are depth or a number, small letters are the answers shown.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/offer.h"
#include "practice/sessions.h"
#include "practice/sign.h"
#include "screens/chart/chart.h"
#include "screens/chart/inside.h"
#include "screens/sign.h"
#include "screens/toolkit/dialog.h"

#define TYPED_MAX 300

static struct chart_page *
of(struct screen *s)
{
	return (struct chart_page *)s;
}

/* --- moving ---------------------------------------- */

static void
keep_in_view(struct chart_page *p)
{
	size_t rows = (size_t)chart_list_rows(p->screen.body);

	if (p->screen.body.rows == 0)	/* not on show yet */
		return;
	if (p->at < p->top)
		p->top = p->at;
	while (p->at >= p->top + rows)
		p->top++;
}

static void
go(struct chart_page *p, size_t at, size_t column)
{
	chart_page_focus(p, at, column);
	keep_in_view(p);
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
		AUTO_BUF struct buf value = BUF_INIT;

		chart_page_value(p, &p->rows[at], p->column, &value);
		if (value.len == 0) {
			go(p, at, p->column);
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
		go(p, p->at, p->column + 1);
	else if (r->kind == CHART_ROW_USE && r->product != NULL && r->item->numbered)
		go(p, p->at, p->column);
	else
		go(p, p->at + 1, 0);
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
	go(p, new_row(p) - 1, 1);
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
	for (column = 1; column + 1 < p->chart->t->parts[CHART_COLUMNS].n; column++) {
		AUTO_BUF struct buf value = BUF_INIT;

		chart_page_value(p, &p->rows[0], column, &value);
		if (value.len == 0)
			break;
	}
	p->at = new_row(p);	/* none was passed over yet */
	go(p, 0, column);
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
		go(p, p->at, p->column);
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

static void
say_why(struct chart_page *p)
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
		go(p, by < 0 ? p->at - 1 : p->at + 1, p->column);
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
		say_why(p);
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

static bool
page_text(struct screen *s, const char *text, size_t n, bool paste)
{
	struct chart_page *p = of(s);
	const struct chart_row *r = chart_page_row(p);
	AUTO_FREE char *word = xstrndup(text, n);
	bool ok = false;

	if (p->hist)
		p->hist = false;
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
	case CHART_ROW_TICK:
		ok = (!paste && letter(p, word, "ydn")) ||
		    add_typed(p, text, n);
		break;
	case CHART_ROW_USE:
	case CHART_ROW_NOTE:
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
			go(p, p->at + (strcmp(p->rows[p->at + 1].tick, "lots") == 0), 0);
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
		go(p, new_row(p), 0);
	} else if (p->at + 1 < p->n_rows) {
		go(p, p->at + 1, r->kind == CHART_ROW_LINE ? p->column : 0);
	}
}

static void
run_up(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = of(s);

	if (chart_page_commit(p) && p->at > 0)
		go(p, p->at - 1, p->rows[p->at].kind == CHART_ROW_LINE ? p->column : 0);
}

static void
run_side(struct screen *s, enum act a)
{
	struct chart_page *p = of(s);

	if (!chart_page_commit(p))
		return;
	if (a == ACT_char_left && p->column > 0)
		go(p, p->at, p->column - 1);
	else if (a == ACT_char_right)
		go(p, p->at, p->column + 1);
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
	if (strcmp(ticks->items[at].code, "hist") == 0)
		look_back(p);
	else {
		p->top = 0;
		go(p, to, 0);
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
		go(p, p->at, 0);
		ui_say(s->ui, "Taken out. ^Z brings it back.");
	} else if (r->kind == CHART_ROW_USE && r->product != NULL && p->column == 0) {
		chart_page_state(p);
		chart_remove_product(p->chart, r->product);
		chart_page_fresh(p);
		ui_say(s->ui, "Taken out. ^Z brings it back.");
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
		go(p, p->at, p->column);
	else if (!chart_page_undo(p))
		ui_complain(s->ui, "Nothing is left to take back.");
	else
		keep_in_view(p);
}

static void
run_why(struct screen *s, UNUSED enum act a)
{
	say_why(of(s));
}

/* --- lots to choose from ---------------------------------------- */

static bool
add_choice(const struct chart_lot *l, void *arg)
{
	struct choice_rows *into = arg;
	AUTO_BUF struct buf note = BUF_INIT;
	char day[24];

	buf_addf(&note, "lot %s, %lld on hand", l->number, (long long)l->on_hand);
	if (l->expires != DATE_NONE)
		buf_addf(&note, ", to %s", date_to_words(l->expires, false, day));
	choice_add(into, l->id, l->product_name, note.s);
	return true;
}

struct lots_of {
	struct chart_page *page;
	struct choice_rows all;
};

static void
lot_matches(UNUSED struct ui *ui, const char *typed, struct choice_rows *into, void *arg)
{
	struct lots_of *l = arg;
	struct choice_rows all = { NULL, 0, 0, false };
	struct err e;
	size_t i;

	chart_lots(practice_of(&l->page->screen), l->page->chart,
	    chart_page_row(l->page)->item, add_choice, &all, &e);
	for (i = 0; i < all.n; i++) {
		AUTO_BUF struct buf text = BUF_INIT, word = BUF_INIT;

		text_fold(&text, all.rows[i].text);
		text_fold(&text, all.rows[i].note);
		text_fold(&word, typed);
		if (strstr(text.s, word.s) != NULL)
			choice_add(into, all.rows[i].id, all.rows[i].text, all.rows[i].note);
	}
	choice_rows_clear(&all);
	free(all.rows);
}

static void
lot_chosen(UNUSED struct ui *ui, const struct choice_row *row, void *arg)
{
	struct lots_of *l = arg;
	/* "lot A1, 3 on hand" */
	AUTO_FREE char *number = xstrndup(row->note + 4, strcspn(row->note + 4, ","));

	if (chart_page_set(l->page, number))
		go(l->page, l->page->at, 0);
}

static const struct choose_source lots = {
	.title = "Which lot?", .none = "No lot is in date and on hand. Lots, in Practice, "
	    "receives one.", .matches = lot_matches, .chosen = lot_chosen, .arg_free = free,
};

static void
run_pick(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = of(s);
	struct lots_of *l;

	if (chart_page_row(p)->kind != CHART_ROW_USE) {
		say_why(p);
		return;
	}
	l = xcalloc(1, sizeof(*l));
	l->page = p;
	choose_push(s->ui, &lots, l);
}

/* --- saving ---------------------------------------- */

static void save(struct chart_page *p);

static bool
insisted(struct ui *ui, const char *text, void *arg)
{
	struct chart_page *p = arg;

	if (*text == '\0') {
		ui_complain(ui, "Why was it there, although the book has none?");
		return false;
	}
	record_set_text(p->chart->short_of, "insisted", text);
	ui_pop(ui_top(ui));
	save(p);
	return false;
}

static bool
is_done(const struct chart_page *p)
{
	return session_status_of(p->chart->session) == SESSION_DONE;
}

static void
save(struct chart_page *p)
{
	struct ui *ui = p->screen.ui;
	AUTO_BUF struct buf note = BUF_INIT;
	struct err e;

	if (!chart_save(practice_of(&p->screen), p->chart, &p->draft, &note, &e)) {
		chart_page_fresh(p);
		if (strcmp(e.field, "insisted") == 0)
			line_push(ui, "None is left by the book", e.text, "", insisted, p, NULL);
		else
			ui_err(ui, &e);
		return;
	}
	chart_page_load(p, practice_of(&p->screen));
	chart_page_fresh(p);
	desk_done(desk_of(&p->screen), &record_session, p->session, "Chart saved",
	    note.len > 0 ? note.s : is_done(p) ? "^S once more signs it." :
	    "u on the visit undoes it.");
}

static void
run_save(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = of(s);

	if (!chart_page_commit(p))
		return;
	if (p->chart->base.head != NULL && !chart_is_changed(p->chart) && is_done(p))
		sign_push(desk_of(s), p->session);
	else
		save(p);
}

/* --- drafts ---------------------------------------- */

#define DRAFT_CELL "cell"

static bool
is_typed(const struct chart_page *p)
{
	return strcmp(p->typed.s, p->shown) != 0 || chart_is_changed(p->chart);
}

static bool
keep(struct screen *s, enum keep why, struct err *e)
{
	struct chart_page *p = of(s);
	AUTO_FREE char *cell = xasprintf("%zu %zu %s", p->at, p->column, p->typed.s);
	AUTO_FREE char *name = xasprintf("Chart, %s", p->name);
	struct draft now = DRAFT_INIT;

	if (is_typed(p)) {
		chart_keep(p->chart, &now);
		draft_set_string(&now.form, "chart");
		draft_set_string(&now.type, "session");
		draft_set_string(&now.title, name);
		draft_set(&now, DRAFT_CELL, cell);
	}
	return draft_keep(practice_of(s), &p->draft, is_typed(p) ? &now : NULL, why, e);
}

static void
run_leave(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = of(s);
	struct ui *ui = s->ui;
	struct err e;

	if (p->hist) {
		p->hist = false;
		return;
	}
	if (!keep(s, KEEP_LEFT, &e)) {
		ui_err(ui, &e);
		return;
	}
	ui_pop(s);
	if (p->draft.form != NULL)
		ui_say(ui, "Kept as a draft; Today opens it again.");
}

static void
run_discard(struct screen *s, UNUSED enum act a)
{
	struct ui *ui = s->ui;
	bool typed = is_typed(of(s));

	if (!draft_leave(s, &of(s)->draft))
		return;
	ui_pop(s);
	ui_say(ui, typed ? "Thrown away. u brings it back." : "Nothing was typed.");
}

static const struct binding bindings[] = {
	{ ACT_accept, "next", run_next },
	{ ACT_line_down, "rest as above", run_down },
	{ ACT_next_field, "section", run_section },
	{ ACT_save, "save", run_save },
	{ ACT_leave, "leave", run_leave },
	{ ACT_prev_field, NULL, run_section },
	{ ACT_line_up, NULL, run_up },
	{ ACT_char_left, NULL, run_side },
	{ ACT_char_right, NULL, run_side },
	{ ACT_delete_left, NULL, run_delete },
	{ ACT_delete_right, NULL, run_delete },
	{ ACT_delete_line, NULL, run_delete },
	{ ACT_pick, NULL, run_pick },
	{ ACT_text_undo, NULL, run_undo },
	{ ACT_type_help, NULL, run_why },
	{ ACT_discard, NULL, run_discard },
	{ ACT_NONE, NULL, NULL }
};

/* --- the screen ---------------------------------------- */

static void
title(const struct screen *s, struct buf *out)
{
	buf_addf(out, "Chart, %s", ((const struct chart_page *)s)->name);
}

static void
alert(const struct screen *s, struct buf *out)
{
	buf_adds(out, ((const struct chart_page *)s)->alerts);
}

static void
sized(struct screen *s, struct area body)
{
	struct chart_page *p = of(s);

	if (body.cols < CHART_WIDE && p->map == CHART_MAP_FACE && !p->hist && p->top == 0)
		p->map = CHART_MAP_NONE;
	else if (body.cols >= CHART_WIDE && p->map == CHART_MAP_NONE)
		p->map = CHART_MAP_FACE;
	p->top = 0;
	keep_in_view(p);
}

/* A colleague's save comes in where nothing is typed; else when this one is saved. */
static void
changed(struct screen *s, UNUSED const void *what)
{
	struct chart_page *p = of(s);
	struct chart *fresh;
	struct err e;

	if (is_typed(p) || (fresh = chart_open(practice_of(s), p->session, &e)) == NULL)
		return;
	chart_free(p->chart);
	p->chart = fresh;
	chart_page_load(p, practice_of(s));
	chart_page_fresh(p);
}

static bool
shows(const struct screen *s, const struct record_type *t, int64_t id)
{
	const struct chart_page *p = (const struct chart_page *)s;

	return (t == &record_session && id == p->session) ||
	    (t == &record_chart && id == p->chart->now.head->id);
}

static void
page_free(struct screen *s)
{
	struct chart_page *p = of(s);

	while (p->n_states > 0)
		chart_rows_free(&p->states[--p->n_states]);
	while (p->n_words > 0)
		free(p->words[--p->n_words]);
	free(p->words);
	free(p->rows);
	free(p->dim);
	free(p->shown);
	free(p->name);
	free(p->alerts);
	free(p->head);
	free(p->consent);
	buf_free(&p->typed);
	draft_free(&p->draft);
	chart_free(p->chart);
	free(p);
}

static const struct screen_ops ops = {
	.name = "chart", .mode = MODE_TYPE, .bindings = bindings, .text = page_text,
	.draw = chart_draw, .title = title, .alert = alert, .facts = chart_facts,
	.sized = sized, .changed = changed, .shows = shows, .keep = keep, .free = page_free,
};

/* --- opening ---------------------------------------- */

static struct chart_page *
open_page(struct desk *d, int64_t session)
{
	struct chart_page *p = xcalloc(1, sizeof(*p));
	struct err e;

	p->screen.ops = &ops;
	p->screen.ui = d->ui;
	p->session = session;
	p->typed = (struct buf)BUF_INIT;
	p->shown = xstrdup("");
	p->chart = chart_open(d->p, session, &e);
	if (p->chart == NULL) {
		ui_err(d->ui, &e);
		page_free(&p->screen);
		return NULL;
	}
	p->screen.client = p->chart->client->id;
	chart_page_load(p, d->p);
	chart_page_words(p);
	chart_page_rows(p);
	return p;
}

bool
chart_offered(struct desk *d, int64_t session)
{
	AUTO_RECORD struct record *visit = NULL, *service = NULL;
	struct err e;

	if (!practice_allows(d->p, ACTION_READ_MEDICAL) ||
	    (visit = session_get(d->p, session, &e)) == NULL ||
	    session_status_of(visit) != SESSION_IN_TREATMENT || record_is_null(visit, "service"))
		return false;
	service = offer_get(d->p, &record_service, record_int(visit, "service"), &e);
	return service != NULL && !record_is_null(service, "chart");
}

/* Before anything is typed in vain. */
static void
tell_signed(struct chart_page *p)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct sign_visit v;
	struct err none;

	if (!sign_look(practice_of(&p->screen), p->session, &v, &none) || v.signature == 0)
		return;
	sign_words(&v, &words);
	ui_say(p->screen.ui, "This chart is %s, and stays as it is. S on the visit adds to it.",
	    words.s);
}

void
chart_push(struct desk *d, int64_t session)
{
	struct chart_page *p = open_page(d, session);

	if (p == NULL)
		return;
	ui_push(d->ui, &p->screen);
	go(p, new_row(p), 0);
	tell_signed(p);
}

void
chart_resume(struct desk *d, struct draft *draft)
{
	struct chart_page *p = open_page(d, draft->record);
	const char *cell = draft_get(draft, DRAFT_CELL);
	size_t at = 0, column = 0;
	int end = 0;
	bool newer;

	if (p == NULL)
		return;
	chart_take_up(p->chart, draft, &newer);
	chart_page_fresh(p);
	ui_push(d->ui, &p->screen);
	if (cell != NULL && sscanf(cell, "%9zu %9zu %n", &at, &column, &end) == 2) {
		go(p, at, column);
		buf_cut(&p->typed, 0);
		buf_adds(&p->typed, cell + end);
	}
	p->draft = *draft;
	*draft = (struct draft)DRAFT_INIT;
	ui_say(d->ui, newer ? "As you left it; a colleague has saved this chart since." :
	    DRAFT_AS_LEFT);
}
