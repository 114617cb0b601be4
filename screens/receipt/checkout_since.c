/*
 * checkout_since.c - the check-out form: visits since the receipt was started, and a
 * colleague's changes meanwhile.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/naming.h"
#include "practice/rows.h"
#include "screens/receipt/checkout.h"
#include "screens/receipt/page.h"

/* --- what was done since -------------------------------------------------------------- */

void
checkout_offer(struct checkout *c, date_day day)
{
	struct err e;

	receipt_free(c->waiting);
	c->waiting = receipt_waiting(practice_of(&c->screen), c->receipt, day, &e);
	if (c->waiting == NULL)
		ui_err(c->screen.ui, &e);
}

size_t
checkout_offered(const struct checkout *c)
{
	return c->waiting != NULL ? c->waiting->n_lines : 0;
}

/* Adds a copy of the line; false when the receipt is full. */
static bool
add_copy(struct receipt *r, const struct record *line)
{
	size_t n = r->n_lines;

	if (receipt_add_line(r, NULL) == NULL)
		return false;
	record_free(r->lines[n]);
	r->lines[n] = record_copy(line);
	return true;
}

void
checkout_take_offered(struct checkout *c)
{
	struct receipt *r = c->receipt;

	if (!add_copy(r, c->waiting->lines[0])) {
		ui_complain(c->screen.ui, "A receipt holds at most %d lines.",
		    RECEIPT_LINES_MAX);
		return;
	}
	receipt_remove_line(c->waiting, 0);
	receipt_totals(r, &c->totals);
	ui_say(c->screen.ui, "%s is added.", record_text(r->lines[r->n_lines - 1],
	    "description"));
}

/* "Microneedling face and 1 more are not on it yet: Enter adds them one by one." */
static void
add_offer(const struct checkout *c, struct buf *out)
{
	bool here = c->at.row == CHECKOUT_ADD && c->edit.text.len == 0;
	size_t n = c->waiting->n_lines;

	buf_adds(out, record_text(c->waiting->lines[0], "description"));
	if (n > 1)
		buf_addf(out, " and %zu more", n - 1);
	buf_addf(out, n > 1 ? " are not on it yet: Enter%s adds them one by one." :
	    " is not on it yet: Enter%s adds it.", here ? "" : " on the blank line");
}

void
checkout_say_parked(struct checkout *c, date_day day)
{
	date_day on = date_from_iso(record_text(c->receipt->head, "date"));
	bool earlier = on < clock_today(), on_paper = receipt_is_on_paper(c->receipt);
	AUTO_BUF struct buf words = BUF_INIT;
	char iso[24];

	buf_addf(&words, on_paper ? "The receipt on paper of %s. " : earlier ?
	    "The receipt parked on %s, an earlier day. " : "The receipt parked on %s. ",
	    date_to_words(on, true, iso));
	if (!receipt_taxed_as_now(c->receipt))
		buf_adds(&words, "Its taxes are not those of today's settings: type over what "
		    "is wrong. ");
	checkout_offer(c, day);
	if (checkout_offered(c) > 0)
		add_offer(c, &words);
	else
		buf_addf(&words, "^S closes it%s, Esc parks it again.",
		    earlier && !on_paper ? " today" : "");
	ui_say(c->screen.ui, "%s", words.s);
}

/* --- a colleague was first ---------------------------------------------------------- */

/* Where the row stands; n: nowhere. */
static size_t
place_of(struct record *const *rows, size_t n, int64_t id)
{
	size_t i = 0;

	while (i < n && rows[i]->id != id)
		i++;
	return i;
}

static void
add_lost(struct buf *lost, const char *what)
{
	buf_addf(lost, "%s%s", lost->len > 0 ? ", " : "", what);
}

/* A line that both changed, field by field. Names what both changed, with what was typed. */
static void
meet_line(struct checkout *c, size_t at, const struct record *mine, const struct record *was,
    struct buf *lost)
{
	static const struct { const char *name; bool sums; } each[] = {
		{ "description", false }, { "staff", false }, { "quantity", true },
		{ "price", true }, { "discount", true }, { "tax", true }, { "tax2", true },
	};
	const struct field_context *context = &practice_of(&c->screen)->context;
	AUTO_RECORD struct record *theirs = record_copy(c->receipt->lines[at]);
	/* then its taxes are another's than those that were typed: they follow the amount */
	bool sums = !value_equal(record_value(mine, "amount"), record_value(was, "amount"));
	size_t i;

	for (i = 0; i < ARRAY_LEN(each); i++) {
		const char *name = each[i].name;
		const struct value *typed = record_value(mine, name);
		const struct value *now = record_value(theirs, name);
		bool both = !value_equal(now, record_value(was, name));
		AUTO_BUF struct buf text = BUF_INIT;
		struct err e;

		if (value_equal(typed, record_value(was, name)) || value_equal(typed, now) ||
		    (both && sums && strncmp(name, "tax", 3) == 0))
			continue;
		field_show(record_field(mine->type, name), context, typed, &text);
		if (!both && !each[i].sums)
			value_copy(record_value(c->receipt->lines[at], name), typed);
		else if (both || !receipt_set_line(c->receipt, at, context, name, text.s, &e)) {
			add_lost(lost, record_text(mine, "description"));
			buf_addf(lost, " (you typed %s)", text.s);
		}
	}
}

/* Where that line stands, a new one of a visit: where the visit stands; n_lines: nowhere. */
static size_t
line_at(const struct receipt *r, const struct record *line)
{
	int64_t visit = record_int(line, "session");
	size_t i = 0;

	if (line->id != 0)
		return place_of(r->lines, r->n_lines, line->id);
	while (i < r->n_lines && (visit == 0 || record_int(r->lines[i], "session") != visit))
		i++;
	return i;
}

/* Brings a line that was typed into what a colleague saved. `was`: before both; NULL: not known. */
static void
carry_line(struct checkout *c, const struct record *mine, const struct record *was,
    struct buf *lost)
{
	size_t at = line_at(c->receipt, mine);
	struct record *theirs = at < c->receipt->n_lines ? c->receipt->lines[at] : NULL;

	if (mine->id == 0 && theirs == NULL && add_copy(c->receipt, mine))
		return;
	if (was != NULL && record_equal(mine, was))
		return;
	if (theirs == NULL || was == NULL) {
		if (theirs == NULL || !checkout_same(theirs, mine))
			add_lost(lost, record_text(mine, "description"));
	} else if (record_equal(theirs, was)) {
		size_t i;

		for (i = 0; i < mine->type->n_fields; i++)
			value_copy(&theirs->values[i], &mine->values[i]);
	} else {
		meet_line(c, at, mine, was, lost);
	}
}

static void
carry_payment(struct checkout *c, const struct record *mine, const struct record *was,
    struct buf *lost)
{
	struct receipt *r = c->receipt;
	size_t at = place_of(r->payments, r->n_payments, mine->id);

	if (mine->id == 0) {
		receipt_add_payment(r, record_text(mine, "method"), record_int(mine, "amount"));
	} else if (was != NULL && !record_equal(mine, was)) {
		if (at < r->n_payments && record_equal(r->payments[at], was)) {
			record_set_text(r->payments[at], "method", record_text(mine, "method"));
			record_set_int(r->payments[at], "amount", record_int(mine, "amount"));
		} else {
			add_lost(lost, "a payment");
		}
	}
}

/* What was taken off here is off, unless a colleague changed it. */
static void
carry_removals(struct checkout *c, const struct receipt *typed, const struct receipt *base,
    struct buf *lost)
{
	struct receipt *r = c->receipt;
	size_t i, at;

	for (i = 0; i < base->n_lines; i++) {
		const struct record *was = base->lines[i];

		at = place_of(r->lines, r->n_lines, was->id);
		if (at == r->n_lines || rows_find(typed->lines, typed->n_lines, was->id) != NULL)
			continue;
		if (record_equal(r->lines[at], was))
			receipt_remove_line(r, at);
		else
			add_lost(lost, record_text(was, "description"));
	}
	for (i = 0; i < base->n_payments; i++) {
		const struct record *was = base->payments[i];

		at = place_of(r->payments, r->n_payments, was->id);
		if (at < r->n_payments && record_equal(r->payments[at], was) &&
		    rows_find(typed->payments, typed->n_payments, was->id) == NULL)
			receipt_remove_payment(r, at);
	}
}

/* The newest entry of the journal that wrote a part of it. */
static int64_t
newest_entry(const struct receipt *r)
{
	return rows_newest(r->lines, r->n_lines, rows_newest(r->payments, r->n_payments,
	    r->head->version));
}

/* That by which it became what it is; 0: rows were only taken off, which no row tells. */
static int64_t
since(const struct receipt *now, const struct receipt *base)
{
	int64_t entry = newest_entry(now);

	return base == NULL || entry > newest_entry(base) ? entry : 0;
}

static bool
was_noted(const struct receipt *r, int64_t session)
{
	size_t i = 0;

	while (i < r->n_off && r->off[i] != session)
		i++;
	return i < r->n_off;
}

/* The number on paper. */
static void
carry_head(struct checkout *c, const struct record *typed, const struct record *base,
    struct buf *lost)
{
	const struct value *mine = record_value(typed, "paper_number");
	struct value *theirs = record_value(c->receipt->head, "paper_number");
	const struct value *was = record_value(base, "paper_number");

	if (value_equal(mine, was) || value_equal(mine, theirs))
		return;
	if (value_equal(theirs, was))
		value_copy(theirs, mine);
	else
		add_lost(lost, "the number on paper");
}

static bool
is_new(const struct record *r)
{
	return r->id == 0 &&
	    (r->type != &record_receipt_line || record_is_null(r, "session"));
}

/* Where a row that was typed stands now; n: nowhere. New ones stand behind, in their order. */
static size_t
row_now(struct record *const *typed, size_t at, struct record *const *rows, size_t n)
{
	size_t nth = 0, i;

	for (i = 0; i < at; i++)
		nth += is_new(typed[i]);
	for (i = 0; i < n; i++)
		if (is_new(rows[i]) && nth-- == 0)
			break;
	return i;
}

/* The cell of that row as it stands now. False: it is gone. */
static bool
cell_now(const struct checkout *c, const struct receipt *typed, struct checkout_at *at)
{
	const struct receipt *r = c->receipt;
	const struct record *row;

	if (at->row == CHECKOUT_LINE) {
		row = typed->lines[at->i];
		at->i = is_new(row) ? row_now(typed->lines, at->i, r->lines, r->n_lines) :
		    line_at(r, row);
	} else if (at->row == CHECKOUT_PAID) {
		row = typed->payments[at->i];
		at->i = is_new(row) ? row_now(typed->payments, at->i, r->payments,
		    r->n_payments) : place_of(r->payments, r->n_payments, row->id);
	}
	return checkout_is_cell(c, *at);
}

static void
carry_cells(struct checkout *c, const struct receipt *typed)
{
	AUTO_FREE char *text = xstrdup(edit_text(&c->edit));
	bool typing = strcmp(text, c->shown) != 0;
	struct checkout_wrong *wrong = c->wrong;
	struct checkout_at at = c->at;
	size_t n = c->n_wrong, i;

	c->wrong = NULL;
	c->n_wrong = c->cap_wrong = 0;
	for (i = 0; i < n; i++) {
		if (cell_now(c, typed, &wrong[i].at))
			checkout_say_wrong(c, wrong[i].at, wrong[i].text, wrong[i].sentence);
		free(wrong[i].text);
		free(wrong[i].sentence);
	}
	free(wrong);
	if (!cell_now(c, typed, &at)) {
		checkout_go(c, checkout_first(c));
		return;
	}
	checkout_go(c, at);
	if (typing)
		checkout_type(c, text);
}

void
checkout_carry_over(struct checkout *c, struct receipt *now, struct receipt *base)
{
	AUTO_BUF struct buf lost = BUF_INIT, said = BUF_INIT;
	struct receipt *typed = c->receipt;
	size_t i;

	c->receipt = now;
	record_free(c->off);	/* it may be on the receipt again, or gone from it */
	c->off = NULL;

	naming_add_done(practice_of(&c->screen), since(c->began, base), "changed this receipt",
	    &said);
	for (i = 0; i < typed->n_lines; i++)
		carry_line(c, typed->lines[i], base != NULL ? rows_find(base->lines,
		    base->n_lines, typed->lines[i]->id) : NULL, &lost);
	for (i = 0; i < typed->n_payments; i++)
		carry_payment(c, typed->payments[i], base != NULL ? rows_find(base->payments,
		    base->n_payments, typed->payments[i]->id) : NULL, &lost);
	if (base != NULL) {
		carry_removals(c, typed, base, &lost);
		carry_head(c, typed->head, base->head, &lost);
	}
	for (i = 0; i < typed->n_off; i++)
		if (!was_noted(c->receipt, typed->off[i]))
			receipt_note_off(c->receipt, typed->off[i]);
	receipt_totals(c->receipt, &c->totals);
	carry_cells(c, typed);
	receipt_free(typed);
	receipt_free(base);
	ui_complain(c->screen.ui, lost.len > 0 ? "%s; theirs and yours are shown. Check: %s" :
	    "%s; theirs and yours are shown.%s", said.s, lost.s);
}

void
checkout_read_again(struct checkout *c)
{
	struct desk *d = desk_of(&c->screen);
	int64_t id = c->began->head->id;
	struct err e;
	struct receipt *now = receipt_load(d->p, id, &e), *base;
	char name[RECEIPT_NAME_SIZE];

	if (now == NULL) {
		ui_err(d->ui, &e);
		return;
	}
	if (strcmp(record_text(now->head, "state"), "open") != 0) {
		AUTO_FREE char *did = xasprintf("finished %s", receipt_called(now->head, name));
		AUTO_BUF struct buf said = BUF_INIT;

		naming_add_done(d->p, now->head->version, did, &said);
		ui_drop(&c->screen);
		receipt_page_push(d, id);
		ui_complain(d->ui, "%s; this is how it is now. What you typed is not on it.",
		    said.s);
		receipt_free(now);
		return;
	}
	base = c->began;
	c->began = receipt_copy(now);
	checkout_carry_over(c, now, base);
	checkout_offer(c, clock_today());
}

void
checkout_catch_up(struct checkout *c, const void *what)
{
	static const struct record_type *const types[] = { &record_receipt, &record_receipt_line,
	    &record_payment, NULL };
	struct practice *p = practice_of(&c->screen);
	AUTO_BUF struct buf said = BUF_INIT;
	AUTO_RECEIPT struct receipt *now = NULL;
	struct err e;
	bool open;

	/* under a question, which is about the receipt as it was: the save is refused then */
	if (ui_top(c->screen.ui) != &c->screen || c->began->head->id == 0 ||
	    !desk_touches(what, types) ||
	    (now = receipt_load(p, c->began->head->id, &e)) == NULL ||
	    (newest_entry(now) == newest_entry(c->began) && now->n_lines == c->began->n_lines &&
	    now->n_payments == c->began->n_payments))
		return;
	if (!checkout_changed(c) && strcmp(edit_text(&c->edit), c->shown) == 0) {
		checkout_read_again(c);
		return;
	}
	open = strcmp(record_text(now->head, "state"), "open") == 0;
	naming_add_done(p, since(now, c->began), open ? "changed this receipt" :
	    "finished this receipt", &said);
	ui_say(c->screen.ui, open ? "%s; ^S brings both together." :
	    "%s; what you typed is not on it.", said.s);
}
