/*
 * cells.c - the rows of the page, what stands in their cells, and taking what is typed.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "screens/chart/inside.h"

/* --- rows ---------------------------------------- */

static void
add_row(struct chart_page *p, struct chart_row row)
{
	GROW(p->rows, p->cap_rows, p->n_rows + 1);
	p->rows[p->n_rows++] = row;
}

static void
add_asks(struct chart_page *p, enum chart_part part, const char *tick)
{
	const struct chart_list *list = &p->chart->t->parts[part];
	size_t i;

	for (i = 0; i < list->n; i++)
		add_row(p, (struct chart_row){ CHART_ROW_ASK, part, tick, &list->items[i], 0,
		    NULL });
}

/* What there is of a use, and one to take where there may be more. */
static void
add_use(struct chart_page *p, const struct chart_item *use)
{
	size_t n = chart_used(p->chart, use->code), i;

	for (i = 0; i < n; i++) {
		struct record *product = chart_product_at(&p->chart->now, use->code,
		    (int64_t)i + 1);

		add_row(p, (struct chart_row){ CHART_ROW_USE, CHART_USES, "lots", use, 0, product });
		if (use->wrap != NULL)
			add_row(p, (struct chart_row){ CHART_ROW_WRAP, CHART_USES, "lots", use, 0,
			    product });
	}
	if (n == 0 || use->numbered)
		add_row(p, (struct chart_row){ CHART_ROW_USE, CHART_USES, "lots", use, 0, NULL });
}

static void
add_tick(struct chart_page *p, const char *code)
{
	const struct chart_item *it = chart_item(p->chart->t, CHART_TICKS, code);

	if (it != NULL)
		add_row(p, (struct chart_row){ CHART_ROW_TICK, CHART_TICKS, it->code, it, 0, NULL });
}

/* Past charts need no reason: to look at them is one key. */
static void
add_missing(struct chart_page *p)
{
	const struct chart_list *ticks = &p->chart->t->parts[CHART_TICKS];
	size_t i;

	for (i = 0; i < ticks->n; i++) {
		const struct chart_item *it = &ticks->items[i];

		if (!chart_tick_by_hand(it->code) && !chart_ticked(p->chart, it->code, NULL))
			add_row(p, (struct chart_row){ CHART_ROW_WHY, CHART_TICKS, it->code, it, 0,
			    NULL });
	}
}

void
chart_page_rows(struct chart_page *p)
{
	const struct chart_list *uses = &p->chart->t->parts[CHART_USES];
	size_t i;

	p->n_rows = 0;
	for (i = 0; i < p->chart->now.n_lines; i++)
		add_row(p, (struct chart_row){ CHART_ROW_LINE, CHART_COLUMNS, "zones", NULL, i,
		    NULL });
	add_row(p, (struct chart_row){ CHART_ROW_NEW, CHART_COLUMNS, "zones", NULL, i, NULL });
	for (i = 0; i < uses->n; i++)
		add_use(p, &uses->items[i]);
	if (p->chart->t->parts[CHART_INDICATIONS].n > 0)
		add_row(p, (struct chart_row){ CHART_ROW_INDICATION, CHART_INDICATIONS, "", NULL, 0,
		    NULL });
	add_asks(p, CHART_HEAD, "");
	add_asks(p, CHART_OUTCOME, "outcome");
	add_tick(p, "photos");
	add_tick(p, "after");
	add_row(p, (struct chart_row){ CHART_ROW_NOTE, CHART_HEAD, "after", NULL, 0, NULL });
	add_missing(p);
}

const struct chart_row *
chart_page_row(const struct chart_page *p)
{
	return &p->rows[p->at];
}

const struct chart_item *
chart_page_column(const struct chart_page *p, size_t column)
{
	return &p->chart->t->parts[CHART_COLUMNS].items[column];
}

size_t
chart_page_columns(const struct chart_page *p, const struct chart_row *r)
{
	if (r->kind == CHART_ROW_LINE)
		return p->chart->t->parts[CHART_COLUMNS].n;
	if (r->kind == CHART_ROW_USE && r->product != NULL)
		return 1 + (size_t)r->item->area + 2 * (size_t)r->item->timed;
	return 1;
}

enum chart_cell
chart_page_cell(const struct chart_row *r, size_t column)
{
	if (column == 0)
		return CHART_CELL_LOT;
	if (r->item->area && column-- == 1)
		return CHART_CELL_AREA;
	return column == 1 ? CHART_CELL_ON : CHART_CELL_OFF;
}

/* --- what stands in a cell ---------------------------------------- */

static void
add_time(const struct record *r, const char *field, const struct field_context *context,
    struct buf *out)
{
	static const struct field time = { .name = "time", .type = FIELD_TIME };
	struct value v = { VALUE_INT, 0, NULL };
	date_day day;
	int minutes, seconds;

	if (record_is_null(r, field))
		return;
	clock_local((instant)record_int(r, field), &day, &minutes, &seconds);
	v.i = minutes;
	field_show(&time, context, &v, out);
}

void
chart_page_words(struct chart_page *p)
{
	const struct chart_rows *now = &p->chart->now;
	size_t i;

	while (p->n_words > 0)
		free(p->words[--p->n_words]);
	p->words = xreallocarray(p->words, now->n_products + 1, sizeof(*p->words));
	for (i = 0; i < now->n_products; i++) {
		AUTO_BUF struct buf words = BUF_INIT;

		chart_product_words(practice_of(&p->screen), now->products[i], &words);
		p->words[p->n_words++] = buf_steal(&words);
	}
}

static void
add_lot(const struct chart_page *p, const struct record *product, struct buf *out)
{
	size_t i;

	for (i = 0; i < p->n_words; i++)
		if (p->chart->now.products[i] == product)
			buf_adds(out, p->words[i]);
}

static void
add_product(const struct chart_page *p, const struct chart_row *r, size_t column,
    struct buf *out)
{
	const struct field_context *context = &practice_of(&p->screen)->context;

	if (r->product == NULL)
		return;
	switch (chart_page_cell(r, column)) {
	case CHART_CELL_LOT:
		add_lot(p, r->product, out);
		break;
	case CHART_CELL_AREA:
		buf_adds(out, record_text(r->product, "area"));
		break;
	case CHART_CELL_ON:
		add_time(r->product, "began", context, out);
		break;
	default:
		add_time(r->product, "ended", context, out);
		break;
	}
}

static void
add_tick_words(const struct chart_page *p, const char *tick, struct buf *out)
{
	const char *why;

	if (chart_ticked(p->chart, tick, &why)) {
		if (strcmp(tick, "photos") == 0 && p->chart->photos > 0)
			buf_addf(out, "%ld kept", p->chart->photos);
		else if (strcmp(tick, "photos") == 0)
			buf_adds(out, "taken");
		else
			buf_adds(out, !record_is_null(p->chart->now.head, "aftercare") ?
			    "given, the sheet of the service" : "given");
	} else if (why != NULL) {
		buf_add(out, why, strcspn(why, "\n"));
	}
}

void
chart_page_value(const struct chart_page *p, const struct chart_row *r, size_t column,
    struct buf *out)
{
	const struct chart *c = p->chart;
	AUTO_BUF struct buf value = BUF_INIT;
	const struct chart_item *item;

	switch (r->kind) {
	case CHART_ROW_LINE:
		item = chart_page_column(p, column);
		chart_value(c->now.lines[r->line], item->code, &value);
		if (item->kind == CHART_ZONE)
			item = chart_item(c->t, CHART_ZONES, value.s);
		buf_adds(out, column == 0 ? item != NULL ? item->label : value.s :
		    chart_item_show(item, value.s));
		break;
	case CHART_ROW_USE:
		add_product(p, r, column, out);
		break;
	case CHART_ROW_WRAP:
		buf_adds(out, chart_value(r->product, "wrap", &value));
		break;
	case CHART_ROW_INDICATION:
		item = chart_item(c->t, CHART_INDICATIONS, record_text(c->now.head, "indication"));
		buf_adds(out, item != NULL ? item->label : record_text(c->now.head, "indication"));
		break;
	case CHART_ROW_ASK:
		buf_adds(out, chart_item_show(r->item, chart_value(c->now.head, r->item->code,
		    &value)));
		break;
	case CHART_ROW_TICK:
	case CHART_ROW_WHY:
		add_tick_words(p, r->tick, out);
		break;
	case CHART_ROW_NOTE:
		buf_adds(out, record_text(c->now.head, "note"));
		break;
	case CHART_ROW_NEW:
		break;
	}
}

bool
chart_page_has_value(const struct chart_page *p, const struct chart_row *r, size_t column)
{
	AUTO_BUF struct buf value = BUF_INIT;

	chart_page_value(p, r, column, &value);
	return value.len > 0;
}

/* --- focus ---------------------------------------- */

/* Typing goes on at the end of what stands there, else it replaces it. */
static bool
is_text(const struct chart_page *p, const struct chart_row *r, size_t column)
{
	return r->kind == CHART_ROW_NOTE || r->kind == CHART_ROW_WHY ||
	    (r->kind == CHART_ROW_LINE && chart_page_column(p, column)->kind == CHART_TEXT) ||
	    (r->kind == CHART_ROW_ASK && r->item->kind == CHART_TEXT) ||
	    (r->kind == CHART_ROW_USE && r->product != NULL &&
	    chart_page_cell(r, column) == CHART_CELL_AREA);
}

/* The map shows the side that the line in focus is on, or, where one is begun, the last. */
static void
turn_map(struct chart_page *p)
{
	const struct chart_row *r = chart_page_row(p);
	size_t n = r->kind == CHART_ROW_LINE ? r->line + 1 :
	    r->kind == CHART_ROW_NEW ? p->chart->now.n_lines : 0;
	const struct chart_item *zone = n == 0 ? NULL : chart_item(p->chart->t, CHART_ZONES,
	    record_text(p->chart->now.lines[n - 1], "zone"));

	if (p->map != CHART_MAP_NONE && zone != NULL && zone->row >= 0)
		p->map = zone->body ? CHART_MAP_BODY : CHART_MAP_FACE;
}

void
chart_page_focus(struct chart_page *p, size_t at, size_t column)
{
	const struct chart_row *before = &p->rows[p->at];
	size_t n;

	/* passed over: it is as meant */
	if (p->n_rows > p->at && before->kind == CHART_ROW_LINE && at != p->at &&
	    before->line < p->n_dim)
		p->dim[before->line] = false;
	p->at = at < p->n_rows ? at : p->n_rows - 1;
	n = chart_page_columns(p, chart_page_row(p));
	p->column = column < n ? column : n - 1;
	p->refused = p->begun = false;
	turn_map(p);
	buf_cut(&p->typed, 0);
	if (is_text(p, chart_page_row(p), p->column))
		chart_page_value(p, chart_page_row(p), p->column, &p->typed);
	free(p->shown);
	p->shown = xstrdup(p->typed.s);
	if (p->at < p->top)
		p->top = p->at;
}

/* --- states ---------------------------------------- */

void
chart_page_state(struct chart_page *p)
{
	if (p->n_states == CHART_STATES) {
		chart_rows_free(&p->states[0]);
		memmove(p->states, p->states + 1, (--p->n_states) * sizeof(*p->states));
	}
	chart_rows_copy(&p->states[p->n_states++], &p->chart->now);
}

bool
chart_page_undo(struct chart_page *p)
{
	if (p->n_states == 0)
		return false;
	chart_rows_free(&p->chart->now);
	p->chart->now = p->states[--p->n_states];
	chart_page_fresh(p);
	return true;
}

void
chart_page_forget_states(struct chart_page *p)
{
	while (p->n_states > 0)
		chart_rows_free(&p->states[--p->n_states]);
}

void
chart_page_fresh(struct chart_page *p)
{
	p->n_dim = 0;
	chart_page_words(p);
	chart_page_rows(p);
	chart_page_focus(p, p->at, p->column);
}

static const struct record *
record_of(const struct chart_page *p, const struct chart_row *r)
{
	return r->kind == CHART_ROW_LINE ? p->chart->now.lines[r->line] : r->product;
}

struct chart_place
chart_page_place(const struct chart_page *p)
{
	const struct chart_row *r = chart_page_row(p);
	const struct record *record = record_of(p, r);

	return (struct chart_place){ *r, record, record != NULL ? record->id : 0, p->column };
}

/* By the id; a row gets one when it is saved, and a new one has none any more where a colleague
 * took it out. */
static bool
is_record(const struct record *r, const struct chart_place *to)
{
	if (r == NULL || to->record == NULL)
		return r == to->record;
	return to->id != 0 && r->id != 0 ? r->id == to->id : r == to->record;
}

void
chart_page_return(struct chart_page *p, const struct chart_place *to)
{
	size_t i;

	for (i = 0; i < p->n_rows; i++) {
		const struct chart_row *r = &p->rows[i];

		if (r->kind == to->row.kind && r->part == to->row.part &&
		    r->item == to->row.item && strcmp(r->tick, to->row.tick) == 0 &&
		    is_record(record_of(p, r), to))
			break;
	}
	if (i < p->n_rows)
		chart_page_go(p, i, to->column);
}

/* --- taking what is typed ---------------------------------------- */

bool
chart_number_goes_on(const char *typed, int64_t max)
{
	long long n = strtoll(typed, NULL, 10);

	return *typed != '\0' && n > 0 && n * 10 <= max;
}

/* A time of the visit's day, as it is typed; blank: not known. */
static bool
set_time(struct chart_page *p, struct record *r, const char *name, const char *typed,
    struct err *e)
{
	static const struct field time = { .name = "time", .label = "Time", .type = FIELD_TIME };
	struct value v = VALUE_INIT;

	if (!field_parse(&time, &practice_of(&p->screen)->context, typed, &v, e))
		return false;
	if (v.kind == VALUE_NULL)
		record_set_null(r, name);
	else
		record_set_int(r, name, clock_instant(date_from_iso(
		    record_text(p->chart->session, "date")), (int)v.i));
	return true;
}

static bool
set_lot(struct chart_page *p, const struct chart_row *r, const char *typed, struct err *e)
{
	AUTO_BUF struct buf note = BUF_INIT;
	struct practice *practice = practice_of(&p->screen);
	struct record *taken;

	if (!(p->chosen != 0 ? chart_take_lot(practice, p->chart, r->item, r->product, p->chosen,
	    &taken, &note, e) : chart_take(practice, p->chart, r->item, r->product, typed, &taken,
	    &note, e)))
		return false;
	if (note.len > 0)
		ui_say(p->screen.ui, "CAUTION %s", note.s);
	chart_page_words(p);
	return true;
}

static bool
set_product(struct chart_page *p, const struct chart_row *r, const char *typed, struct err *e)
{
	switch (chart_page_cell(r, p->column)) {
	case CHART_CELL_LOT:
		return set_lot(p, r, typed, e);
	case CHART_CELL_AREA:
		return record_parse(r->product, &field_context_plain, "area", typed, e);
	case CHART_CELL_ON:
		return set_time(p, r->product, "began", typed, e);
	default:
		return set_time(p, r->product, "ended", typed, e);
	}
}

static bool
set_indication(struct chart_page *p, const char *typed, struct err *e)
{
	const struct chart_list *list = &p->chart->t->parts[CHART_INDICATIONS];
	size_t n = typed[0] >= 'a' && typed[0] <= 'z' ? (size_t)(typed[0] - 'a') : list->n;

	if (typed[0] != '\0' && n >= list->n)
		return err_set(e, ERR_INVALID, "indication", "One of the letters shown.");
	record_set_text(p->chart->now.head, "indication",
	    typed[0] != '\0' ? list->items[n].code : "");
	return true;
}

static bool
set_tick(struct chart_page *p, const char *tick, const char *typed)
{
	bool given = strcmp(typed, "y") == 0;
	const char *why = strcmp(typed, "d") == 0 ? "the client declined" :
	    strcmp(typed, "n") == 0 ? "not needed" : typed;

	chart_tick(p->chart, tick, *typed != '\0', given ? "" : why);
	return true;
}

static bool
set_wrap(struct chart_page *p, const struct chart_row *r, const char *typed)
{
	bool yes = strcmp(typed, "y") == 0;

	chart_set_wrap(r->product, yes ? "yes" : *typed != '\0' ? "no" : "");
	if (yes)
		ui_say(p->screen.ui, "CAUTION Under wrap more of it is taken up, above all on a "
		    "large area (%s).", r->item->wrap);
	return true;
}

static bool
set(struct chart_page *p, const struct chart_row *r, const char *typed, struct err *e)
{
	struct chart *c = p->chart;

	switch (r->kind) {
	case CHART_ROW_LINE:
		return chart_set(c, c->now.lines[r->line], CHART_COLUMNS,
		    chart_page_column(p, p->column)->code, typed, e);
	case CHART_ROW_USE:
		return set_product(p, r, typed, e);
	case CHART_ROW_WRAP:
		return set_wrap(p, r, typed);
	case CHART_ROW_INDICATION:
		return set_indication(p, typed, e);
	case CHART_ROW_ASK:
		return chart_set(c, c->now.head, r->part, r->item->code, typed, e);
	case CHART_ROW_TICK:
		return set_tick(p, r->tick, typed);
	case CHART_ROW_WHY:
		chart_tick(c, r->tick, *typed != '\0', typed);
		return true;
	case CHART_ROW_NOTE:
		return record_parse(c->now.head, &field_context_plain, "note", typed, e);
	case CHART_ROW_NEW:
		break;
	}
	return true;
}

bool
chart_page_set(struct chart_page *p, const char *typed)
{
	const struct chart_row row = *chart_page_row(p);
	struct err e;

	chart_page_state(p);
	if (!set(p, &row, typed, &e)) {
		chart_rows_free(&p->states[--p->n_states]);
		if (p->refused || !chart_page_receive(p, &e))
			ui_err(p->screen.ui, &e);
		return false;
	}
	chart_page_rows(p);
	return true;
}

bool
chart_page_commit(struct chart_page *p)
{
	if (strcmp(p->typed.s, p->shown) == 0)
		return true;
	if (chart_page_set(p, p->typed.s)) {
		free(p->shown);
		p->shown = xstrdup(p->typed.s);
		return true;
	}
	if (!p->refused) {
		p->refused = true;
		return false;
	}
	ui_complain(p->screen.ui, "%s was not taken.", p->typed.s);
	chart_page_focus(p, p->at, p->column);
	return true;
}
