/*
 * cells.c - the cells of a row, as people read them and as a file holds them.
 */
#include <string.h>

#include "base/bug.h"
#include "lists/inside.h"
#include "practice/naming.h"
#include "practice/picks.h"
#include "receipt/receipts.h"

static const struct field day_field = { .name = "day", .type = FIELD_DATE };
static const struct field at_field = { .name = "at", .type = FIELD_INSTANT };
static const struct field money_field = { .name = "money", .type = FIELD_MONEY };
static const struct field count_field = { .name = "count", .type = FIELD_INTEGER };

void
page_reading_begin(struct page_reading *r, const struct page_list *l,
    struct practice *p, const struct page_query *q)
{
	size_t i;

	*r = (struct page_reading){ .p = p, .q = q };
	r->n_extra = page_extra(l, p, r->extra);
	for (i = 0; i < PAGE_CELLS; i++)
		r->cells[i] = (struct buf)BUF_INIT;
}

void
page_reading_end(struct page_reading *r)
{
	size_t i;

	for (i = 0; i < PAGE_CELLS; i++) {
		buf_free(&r->cells[i]);
		value_clear(&r->typed[i].value);
	}
}

/* Starts the next cell, blank; *typed is for its value. */
static struct buf *
next_cell(struct page_reading *r, const struct field *f, struct page_typed **typed)
{
	struct buf *b;

	BUG_IF(r->n == PAGE_CELLS);
	b = &r->cells[r->n];
	buf_cut(b, 0);
	*typed = &r->typed[r->n++];
	(*typed)->field = f;
	value_clear(&(*typed)->value);
	return b;
}

void
page_cell(struct page_reading *r, const char *text)
{
	struct page_typed *typed;

	buf_adds(next_cell(r, NULL, &typed), text);
}

void
page_cell_field(struct page_reading *r, struct stmt *st,
    const struct record_type *t, const char *name)
{
	const struct field *f = record_field(t, name);
	struct page_typed *typed;
	struct buf *b;

	if (f->type == FIELD_LINK) {
		page_cell_value(r, f, &(struct value){ .kind = stmt_is_null(st, name) ?
		    VALUE_NULL : VALUE_INT, .i = stmt_int(st, name) });
		return;
	}
	b = next_cell(r, f, &typed);
	if (stmt_is_null(st, name))
		return;
	if (field_kind(f) == VALUE_INT)
		value_set_int(&typed->value, stmt_int(st, name));
	else
		value_set_text(&typed->value, stmt_text(st, name));
	field_show(f, &r->p->context, &typed->value, b);
}

void
page_cell_value(struct page_reading *r, const struct field *f, const struct value *v)
{
	struct page_typed *typed;
	struct buf *b = next_cell(r, f, &typed);
	struct err none;

	if (v->kind == VALUE_NULL)
		return;
	if (f->type == FIELD_LINK) {
		typed->field = NULL;
		pick_name(r->p, record_type_find(f->link), v->i, b, &none);
		return;
	}
	value_copy(&typed->value, v);
	field_show(f, &r->p->context, v, b);
}

void
page_cell_mark(struct page_reading *r, const char *word)
{
	BUG_IF(r->n == 0);
	buf_addf(&r->cells[r->n - 1], r->cells[r->n - 1].len > 0 ? " (%s)" : "%s", word);
	r->typed[r->n - 1].field = NULL;
}

static void
cell_money(struct page_reading *r, int64_t amount, bool blank)
{
	struct page_typed *typed;
	struct buf *b = next_cell(r, &money_field, &typed);
	char text[MONEY_SIZE];

	if (blank)
		return;
	value_set_int(&typed->value, amount);
	buf_adds(b, money_format2(amount, text));
}

void
page_cell_state(struct page_reading *r, struct stmt *st)
{
	bool closed = strcmp(stmt_text(st, "state"), "closed") == 0;

	if (closed && !stmt_is_null(st, "corrects"))
		page_cell(r, "refund");
	else if (closed && !stmt_is_null(st, "back"))
		page_cell(r, stmt_int(st, "back") == -stmt_int(st, "total") ?
		    "refunded" : "part back");
	else
		page_cell_field(r, st, &record_receipt, "state");
}

void
page_cells_total(struct page_reading *r, struct stmt *st)
{
	int64_t total = stmt_int(st, "total");
	int64_t left = stmt_int(st, "told") != 0 ?
	    receipt_left(total, stmt_int(st, "paid")) : 0;

	cell_money(r, total, false);
	cell_money(r, left, left == 0);
}

void
page_cell_count(struct page_reading *r, int64_t n)
{
	struct page_typed *typed;
	struct buf *b = next_cell(r, &count_field, &typed);

	value_set_int(&typed->value, n);
	if (n != 0)
		buf_addf(b, "%lld", (long long)n);
}

void
page_cell_client(struct page_reading *r, struct stmt *st)
{
	struct page_typed *typed;

	naming_add_row(st, stmt_int(st, "client_id"), next_cell(r, NULL, &typed));
}

void
page_cell_day(struct page_reading *r, struct stmt *st, const char *column)
{
	struct page_typed *typed;
	struct buf *b = next_cell(r, &at_field, &typed);
	char words[24];
	date_day day;
	int minutes, seconds;

	if (stmt_is_null(st, column))
		return;
	value_set_int(&typed->value, stmt_int(st, column));
	clock_local(typed->value.i, &day, &minutes, &seconds);
	buf_adds(b, date_to_words(day, false, words));
}

void
page_cell_date(struct page_reading *r, struct stmt *st, const char *column,
    bool weekday)
{
	struct page_typed *typed;
	struct buf *b = next_cell(r, &day_field, &typed);
	date_day day = stmt_date(st, column);
	char words[24];

	if (day == DATE_NONE)
		return;
	value_set_text(&typed->value, stmt_text(st, column));
	buf_adds(b, date_to_words(day, weekday, words));
}
