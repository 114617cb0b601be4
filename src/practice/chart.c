/*
 * chart.c - a chart in memory: values, lines, ticks. See chart.h.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/chart_inside.h"

/* --- rows ---------------------------------------------------------------------------------- */

static void
free_list(struct record **list, size_t n)
{
	while (n > 0)
		record_free(list[--n]);
	free(list);
}

void
chart_rows_free(struct chart_rows *rows)
{
	record_free(rows->head);
	free_list(rows->lines, rows->n_lines);
	free_list(rows->products, rows->n_products);
	*rows = (struct chart_rows){ .head = NULL };
}

void
chart_row_add(struct record ***rows, size_t *n, struct record *r)
{
	*rows = xreallocarray(*rows, *n + 1, sizeof(**rows));
	(*rows)[(*n)++] = r;
}

void
chart_row_drop(struct record **rows, size_t *n, size_t at)
{
	record_free(rows[at]);
	memmove(rows + at, rows + at + 1, (--*n - at) * sizeof(*rows));
}

void
chart_rows_copy(struct chart_rows *to, const struct chart_rows *from)
{
	size_t i;

	*to = (struct chart_rows){ .head = from->head != NULL ? record_copy(from->head) : NULL };
	for (i = 0; i < from->n_lines; i++)
		chart_row_add(&to->lines, &to->n_lines, record_copy(from->lines[i]));
	for (i = 0; i < from->n_products; i++)
		chart_row_add(&to->products, &to->n_products, record_copy(from->products[i]));
}

void
chart_free(struct chart *c)
{
	size_t i;

	if (c == NULL)
		return;
	for (i = 0; i < c->n_past; i++)
		chart_rows_free(&c->past[i].rows);
	chart_rows_free(&c->now);
	chart_rows_free(&c->base);
	limits_free(&c->limits);
	cautions_free(&c->cautions);
	record_free(c->session);
	record_free(c->client);
	record_free(c->service);
	free(c);
}

/* --- lines of CODE=VALUE -------------------------------------------------------------------- */

const char *
chart_find_line(const char *text, const char *code, const char **value, size_t *size)
{
	size_t n = strlen(code), line;

	for (; *text != '\0'; text += line + (text[line] == '\n')) {
		line = strcspn(text, "\n");
		if (strncmp(text, code, n) != 0 || (n != line && text[n] != '='))
			continue;
		*value = n == line ? NULL : text + n + 1;
		*size = n == line ? 0 : line - n - 1;
		return text;
	}
	return NULL;
}

/* Adds the line unless the value is NULL; "" is a code alone. */
static void
add_line(struct buf *out, const char *code, const char *value)
{
	if (value == NULL)
		return;
	buf_addf(out, "%s%s", out->len > 0 ? "\n" : "", code);
	if (*value != '\0')
		buf_addf(out, "=%s", value);
}

static const char *
more_of(const struct record *r, const char *code, struct buf *buf)
{
	const char *value = NULL;
	size_t n = 0;

	buf_cut(buf, 0);
	if (record_field_index(r->type, "more") >= 0 &&
	    chart_find_line(record_text(r, "more"), code, &value, &n) != NULL && value != NULL)
		buf_add(buf, value, n);
	return buf->s;
}

/* In the order of the template, whatever was set first. */
static void
set_more(const struct chart *c, struct record *r, const char *code, const char *value)
{
	static const enum chart_part head[] = { CHART_HEAD, CHART_OUTCOME },
	    line[] = { CHART_COLUMNS };
	bool of_head = r->type == &record_chart;
	const enum chart_part *parts = of_head ? head : line;
	size_t n = of_head ? ARRAY_LEN(head) : ARRAY_LEN(line), p, i;
	AUTO_BUF struct buf all = BUF_INIT, was = BUF_INIT;

	for (p = 0; p < n; p++)
		for (i = 0; i < c->t->parts[parts[p]].n; i++) {
			const char *other = c->t->parts[parts[p]].items[i].code;
			const char *is = strcmp(other, code) == 0 ? value :
			    more_of(r, other, &was);

			add_line(&all, other, *is != '\0' ? is : NULL);
		}
	record_set_text(r, "more", all.s);
}

void
chart_settle_more(const struct chart *c, struct record *r)
{
	set_more(c, r, "", "");
}

/* --- values --------------------------------------------------------------------------------- */

/* Columns that stand in fields of their own. */
static bool
has_field(const struct record *r, const char *code)
{
	return r->type == &record_chart_line && (strcmp(code, "zone") == 0 ||
	    strcmp(code, "depth") == 0 || strcmp(code, "passes") == 0 ||
	    strcmp(code, "cartridge") == 0);
}

const char *
chart_value(const struct record *r, const char *code, struct buf *buf)
{
	char depth[DEPTH_SIZE];

	if (!has_field(r, code))
		return more_of(r, code, buf);
	buf_cut(buf, 0);
	if (strcmp(code, "depth") == 0 && !record_is_null(r, code))
		buf_adds(buf, depth_text(record_int(r, code), depth));
	else
		field_format(record_field(r->type, code), record_value(r, code), buf);
	return buf->s;
}

/* "50", "0.5" and "0,50" are half a millimetre. */
static bool
read_depth(const char *typed, int64_t *depth)
{
	size_t whole = strspn(typed, "0123456789"), part;
	const char *point = typed + whole;

	if (whole > 4 || (whole == 0 && *point == '\0'))
		return false;
	*depth = whole > 0 ? strtol(typed, NULL, 10) : 0;
	if (*point == '\0')
		return *depth <= 1000;
	if (*point != '.' && *point != ',')
		return false;
	part = strspn(point + 1, "0123456789");
	if (part == 0 || part > 2 || point[1 + part] != '\0' || *depth > 10)
		return false;
	*depth = *depth * 100 + strtol(point + 1, NULL, 10) * (part == 1 ? 10 : 1);
	return *depth <= 1000;
}

static bool
set_zone(const struct chart *c, struct record *line, const char *typed, struct err *e)
{
	const struct chart_item *z = typed[0] != '\0' && typed[1] == '\0' ?
	    chart_zone_of_key(c->t, typed[0]) : chart_item(c->t, CHART_ZONES, typed);

	if (z == NULL)
		return err_set(e, ERR_INVALID, "zone", "No zone has the letter %.20s: ? lists "
		    "them.", typed);
	record_set_text(line, "zone", z->code);
	return true;
}

static bool
set_depth(const struct chart *c, struct record *line, const char *typed, struct err *e)
{
	int64_t depth;

	if (!read_depth(typed, &depth))
		return err_set(e, ERR_INVALID, "depth", "A depth is digits, 50 for 0.50 mm.");
	if (!limits_allow(&c->limits, depth, e))
		return false;
	record_set_int(line, "depth", depth);
	return true;
}

bool
chart_set(struct chart *c, struct record *r, enum chart_part part, const char *code,
    const char *typed, struct err *e)
{
	const struct chart_item *item = chart_item(c->t, part, code);
	AUTO_FREE char *value = NULL;

	if (item->kind == CHART_ZONE)
		return set_zone(c, r, typed, e);
	if (item->kind == CHART_DEPTH && *typed != '\0')
		return set_depth(c, r, typed, e);
	if (item->kind == CHART_DEPTH || item->kind == CHART_CARTRIDGE)
		return record_parse(r, &field_context_plain, code, typed, e);
	value = chart_item_parse(item, typed, e);
	if (value == NULL)
		return false;
	if (has_field(r, code))
		return record_parse(r, &field_context_plain, code, value, e);
	set_more(c, r, code, value);
	return true;
}

/* --- lines ---------------------------------------------------------------------------------- */

struct record *
chart_add_line(struct chart *c)
{
	struct record *line;

	if (c->now.n_lines >= CHART_LINES_MAX)
		return NULL;
	line = record_new(&record_chart_line);
	chart_row_add(&c->now.lines, &c->now.n_lines, line);
	return line;
}

void
chart_remove_line(struct chart *c, size_t at)
{
	chart_row_drop(c->now.lines, &c->now.n_lines, at);
}

bool
chart_move_line(struct chart *c, size_t at, int by)
{
	size_t to = by < 0 ? at - 1 : at + 1;
	struct record *line = c->now.lines[at];

	if ((by < 0 && at == 0) || to >= c->now.n_lines)
		return false;
	c->now.lines[at] = c->now.lines[to];
	c->now.lines[to] = line;
	return true;
}

static bool
is_zone(const struct record *line, const char *zone)
{
	return strcmp(record_text(line, "zone"), zone) == 0;
}

size_t
chart_nth_of_zone(const struct chart *c, size_t at)
{
	const char *zone = record_text(c->now.lines[at], "zone");
	size_t n = 0, i;

	for (i = 0; i < at; i++)
		n += is_zone(c->now.lines[i], zone);
	return n;
}

const struct record *
chart_last_line(const struct chart *c, const char *zone, size_t nth)
{
	size_t i;

	for (i = 0; c->n_past > 0 && i < c->past[0].rows.n_lines; i++)
		if (is_zone(c->past[0].rows.lines[i], zone) && nth-- == 0)
			return c->past[0].rows.lines[i];
	return NULL;
}

/* Copies a column that is blank; depth too only where it is allowed today. */
static void
take_column(struct chart *c, struct record *to, const struct record *from,
    const struct chart_item *column)
{
	AUTO_BUF struct buf was = BUF_INIT, is = BUF_INIT;
	const char *value = chart_value(from, column->code, &was);
	struct err e;

	if (*chart_value(to, column->code, &is) == '\0' && *value != '\0')
		chart_set(c, to, CHART_COLUMNS, column->code, value, &e);
}

bool
chart_again(struct chart *c, size_t at)
{
	struct record *line = c->now.lines[at];
	const struct record *last = chart_last_line(c, record_text(line, "zone"),
	    chart_nth_of_zone(c, at));
	const struct chart_list *columns = &c->t->parts[CHART_COLUMNS];
	size_t i;

	for (i = 0; last != NULL && i < columns->n; i++)
		if (columns->items[i].again)
			take_column(c, line, last, &columns->items[i]);
	return last != NULL;
}

void
chart_as_above(struct chart *c, size_t at)
{
	const struct chart_list *columns = &c->t->parts[CHART_COLUMNS];
	size_t i;

	for (i = 0; at > 0 && i < columns->n; i++)
		if (columns->items[i].kind != CHART_ZONE && columns->items[i].kind != CHART_DEPTH &&
		    columns->items[i].kind != CHART_TEXT)
			take_column(c, c->now.lines[at], c->now.lines[at - 1], &columns->items[i]);
}

/* --- ticks ---------------------------------------------------------------------------------- */

bool
chart_lines_are_whole(const struct chart *c, size_t n)
{
	bool deep = chart_item(c->t, CHART_COLUMNS, "depth") != NULL;
	size_t i;

	for (i = 0; i < n; i++)
		if (record_is_null(c->now.lines[i], "zone") ||
		    (deep && record_is_null(c->now.lines[i], "depth")))
			return false;
	return n > 0;
}

static bool
lots_are_known(const struct chart *c)
{
	const struct chart_list *uses = &c->t->parts[CHART_USES];
	bool named = chart_item(c->t, CHART_COLUMNS, "cartridge") != NULL;
	size_t i;

	for (i = 0; i < uses->n; i++)
		if (uses->items[i].needed && chart_used(c, uses->items[i].code) == 0)
			return false;
	for (i = 0; i < c->now.n_products; i++)
		if (record_is_null(c->now.products[i], "lot"))
			return false;
	for (i = 0; named && chart_used(c, "cartridge") > 1 && i < c->now.n_lines; i++)
		if (record_is_null(c->now.lines[i], "cartridge"))
			return false;
	return true;
}

static bool
outcome_is_told(const struct chart *c)
{
	const struct chart_list *asks = &c->t->parts[CHART_OUTCOME];
	AUTO_BUF struct buf value = BUF_INIT;
	size_t i;

	for (i = 0; i < asks->n; i++)
		if (*chart_value(c->now.head, asks->items[i].code, &value) == '\0')
			return false;
	return true;
}

/* By hand it is ticked in the head. */
static bool
is_met(const struct chart *c, const char *tick)
{
	if (strcmp(tick, "hist") == 0)
		return c->n_past == 0;
	/* nothing is missing where the service asks for none */
	if (strcmp(tick, "consent") == 0)
		return !record_is_null(c->now.head, "consent") ||
		    c->consent.state == CONSENT_NOT_ASKED;
	if (strcmp(tick, "screen") == 0)
		return !record_is_null(c->now.head, "screening") ||
		    record_is_null(c->service, "checklist");
	if (strcmp(tick, "zones") == 0)
		return chart_lines_are_whole(c, c->now.n_lines);
	if (strcmp(tick, "lots") == 0)
		return lots_are_known(c);
	if (strcmp(tick, "outcome") == 0)
		return outcome_is_told(c);
	if (strcmp(tick, "photos") == 0)
		return c->photos > 0;
	return !record_is_null(c->now.head, "aftercare");
}

bool
chart_tick_by_hand(const char *tick)
{
	return text_has_word("hist photos after", ' ', tick);
}

bool
chart_ticked(const struct chart *c, const char *tick, const char **why)
{
	const char *value = NULL;
	size_t n;
	bool there = chart_find_line(record_text(c->now.head, "ticks"), tick, &value, &n) != NULL;
	bool met = is_met(c, tick) || (chart_tick_by_hand(tick) && there && value == NULL);

	if (why != NULL)
		*why = !met && there ? value : NULL;
	return met;
}

/* All of them anew; `tick` (NULL: none) gets `value`. */
static void
set_ticks(struct chart *c, const char *tick, const char *value)
{
	const struct chart_list *ticks = &c->t->parts[CHART_TICKS];
	AUTO_BUF struct buf all = BUF_INIT;
	size_t i;

	for (i = 0; i < ticks->n; i++) {
		const char *code = ticks->items[i].code, *why;
		bool met = chart_ticked(c, code, &why);
		AUTO_FREE char *reason = why != NULL ? xstrndup(why, strcspn(why, "\n")) : NULL;

		if (tick != NULL && strcmp(code, tick) == 0)
			add_line(&all, code, is_met(c, code) ? "" : value);
		else
			add_line(&all, code, met ? "" : reason);
	}
	record_set_text(c->now.head, "ticks", all.s);
}

void
chart_tick(struct chart *c, const char *tick, bool on, const char *why)
{
	if (strcmp(tick, "after") == 0 && on && *why == '\0' && c->sheet != 0)
		record_set_int(c->now.head, "aftercare", c->sheet);
	else if (strcmp(tick, "after") == 0)
		record_set_null(c->now.head, "aftercare");
	set_ticks(c, tick, !on ? NULL : chart_tick_by_hand(tick) || *why != '\0' ? why : NULL);
}

void
chart_settle_ticks(struct chart *c)
{
	set_ticks(c, NULL, NULL);
}

bool
chart_is_changed(const struct chart *c)
{
	size_t i;

	if (c->base.head == NULL)
		return c->now.n_lines > 0 || c->now.n_products > 0 ||
		    !record_is_null(c->now.head, "more") ||
		    !record_is_null(c->now.head, "note");
	if (!record_equal(c->now.head, c->base.head) || c->now.n_lines != c->base.n_lines ||
	    c->now.n_products != c->base.n_products)
		return true;
	for (i = 0; i < c->now.n_lines; i++)
		if (c->now.lines[i]->id != c->base.lines[i]->id ||
		    !record_equal(c->now.lines[i], c->base.lines[i]))
			return true;
	for (i = 0; i < c->now.n_products; i++)
		if (c->now.products[i]->id != c->base.products[i]->id ||
		    !record_equal(c->now.products[i], c->base.products[i]))
			return true;
	return false;
}
