/*
 * checkout_draft.c - a receipt being typed, kept as a draft and resumed.
 *
 * A row is one text of lines "name TAB value", values as field_format() has them. The
 * draft also has every row it started from: if a colleague has changed one since, what was
 * typed is brought into the receipt as it is now, field by field.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/client_merge.h"
#include "screens/draft.h"
#include "screens/receipt/checkout.h"
#include "screens/receipt/receipt.h"

/* --- keeping --------------------------------------------------------------------- */

static void
put_record(struct draft *d, const char *kind, size_t at, const struct record *r)
{
	AUTO_BUF struct buf text = BUF_INIT;
	char name[40];
	size_t i;

	buf_addf(&text, "id\t%lld\nversion\t%lld\n", (long long)r->id,
	    (long long)r->version);
	for (i = 0; i < r->type->n_fields; i++) {
		if (r->values[i].kind == VALUE_NULL)
			continue;
		buf_addf(&text, "%s\t", r->type->fields[i].name);
		field_format(&r->type->fields[i], &r->values[i], &text);
		buf_addc(&text, '\n');
	}
	snprintf(name, sizeof(name), "%s %zu", kind, at);
	draft_set(d, name, text.s);
}

static void
add_version(struct buf *out, const struct record *r)
{
	buf_addf(out, "%lld:%lld ", (long long)r->id, (long long)r->version);
}

static void
add_versions(const struct receipt *r, struct buf *out)
{
	size_t i;

	add_version(out, r->head);
	for (i = 0; i < r->n_lines; i++)
		add_version(out, r->lines[i]);
	for (i = 0; i < r->n_payments; i++)
		add_version(out, r->payments[i]);
}

static void
put_cell(struct draft *d, const char *name, struct checkout_at at,
    const char *typed, const char *sentence)
{
	AUTO_BUF struct buf b = BUF_INIT;

	buf_addf(&b, "%d %zu %d\n%s\n%s", (int)at.row, at.i, (int)at.cell, typed,
	    sentence);
	draft_set(d, name, b.s);
}

static bool
is_typing(const struct checkout *c)
{
	return strcmp(edit_text(&c->edit), c->shown) != 0;
}

bool
checkout_half_paid(const struct checkout *c)
{
	return c->at.row == CHECKOUT_PAID && is_typing(c) &&
	    c->receipt->payments[c->at.i]->id == 0;
}

static void
put_rows(struct draft *d, const char *head, const char *line, const char *payment,
    const struct receipt *r)
{
	size_t i;

	put_record(d, head, 0, r->head);
	for (i = 0; i < r->n_lines; i++)
		put_record(d, line, i, r->lines[i]);
	for (i = 0; i < r->n_payments; i++)
		put_record(d, payment, i, r->payments[i]);
}

static void
put_all(const struct checkout *c, struct draft *d)
{
	const struct receipt *r = c->receipt;
	money half = checkout_half_paid(c) ? record_int(r->payments[c->at.i], "amount") : 0;
	char name[40], left[MONEY_SIZE], client[24];
	AUTO_FREE char *title = xasprintf("Check-out, %s, %s left", c->client,
	    money_format2(c->totals.left + half, left));
	AUTO_BUF struct buf versions = BUF_INIT, off = BUF_INIT;
	size_t i;

	draft_set_string(&d->form, "receipt");
	draft_set_string(&d->type, "receipt");
	draft_set_string(&d->title, title);
	d->record = c->began->head->id;
	d->base_version = c->began->head->version;
	snprintf(client, sizeof(client), "#%lld", (long long)record_int(r->head, "client"));
	draft_set(d, "client", client);	/* whose it is, for who reads no heads */
	put_rows(d, "head", "line", "payment", r);
	if (d->record != 0)
		put_rows(d, "was-head", "was-line", "was-payment", c->began);
	for (i = 0; i < c->n_wrong; i++) {
		snprintf(name, sizeof(name), "wrong %zu", i);
		put_cell(d, name, c->wrong[i].at, c->wrong[i].text,
		    c->wrong[i].sentence);
	}
	put_cell(d, "cell", c->at, edit_text(&c->edit), "");
	for (i = 0; i < r->n_off; i++)
		buf_addf(&off, "%lld ", (long long)r->off[i]);
	draft_set(d, "off", off.s);
	add_versions(c->began, &versions);
	draft_set(d, "began", versions.s);
}

#define PLACE "place"	/* of a draft without changes */

bool
receipt_is_place(const struct draft *d)
{
	return d->form != NULL && strcmp(d->form, "receipt") == 0 && d->extra != NULL &&
	    strcmp(d->extra, PLACE) == 0;
}

bool
checkout_keep(struct screen *s, enum keep why, struct err *e)
{
	struct checkout *c = (struct checkout *)s;
	bool typed = checkout_changed(c) || is_typing(c);
	struct draft now = DRAFT_INIT;

	/* one that was only looked at leaves nothing, nor one in which typing starts anew */
	if (!typed && (c->at.row == checkout_first(c).row ||
	    (!c->parked && c->draft.form == NULL)))
		return draft_keep(desk_of(s), &c->draft, NULL, why, e);
	if (!typed && why == KEEP_TYPING)
		return true;
	put_all(c, &now);
	draft_set_string(&now.extra, typed ? NULL : PLACE);
	return draft_keep(desk_of(s), &c->draft, &now, why, e);
}

/* --- resuming --------------------------------------------------------------------- */

/* The next line of a text, without its end; NULL after the last. */
static char *
next_line(char **at)
{
	char *line = *at, *end;

	if (line == NULL || *line == '\0')
		return NULL;
	end = strchr(line, '\n');
	if (end != NULL)
		*end++ = '\0';
	*at = end;
	return line;
}

static void
get_record(const char *text, struct record *r)
{
	AUTO_FREE char *copy = xstrdup(text);
	char *at = copy, *line, *value;
	struct err e;

	while ((line = next_line(&at)) != NULL) {
		value = strchr(line, '\t');
		if (value == NULL)
			continue;
		*value++ = '\0';
		if (strcmp(line, "id") == 0)
			r->id = strtoll(value, NULL, 10);
		else if (strcmp(line, "version") == 0)
			r->version = strtoll(value, NULL, 10);
		else if (record_field(r->type, line) != NULL)
			record_parse(r, &field_context_plain, line, value, &e);
	}
}

static const char *
row_text(const struct draft *d, const char *kind, size_t at)
{
	char name[40];

	snprintf(name, sizeof(name), "%s %zu", kind, at);
	return draft_get(d, name);
}

/* Visits whose lines were taken off: "12 15 ". */
static void
get_off(const char *text, struct receipt *r)
{
	char *end;

	for (; text != NULL && *text != '\0'; text = end) {
		int64_t session = strtoll(text, &end, 10);

		if (end == text)
			return;
		receipt_note_off(r, session);
		end += *end == ' ';
	}
}

/* Of a client who was merged since it is the one's who stays. */
static void
lead(struct practice *p, struct record *head)
{
	AUTO_BUF struct buf said = BUF_INIT;

	if (!record_is_null(head, "client"))
		record_set_int(head, "client", client_leads_to(p, record_int(head, "client"),
		    &said));
}

static void
get_rows(const struct draft *d, const char *head, const char *line, const char *payment,
    struct receipt *r)
{
	const char *text = row_text(d, head, 0);
	struct record *row;
	size_t i;

	if (text != NULL)
		get_record(text, r->head);
	for (i = 0; (text = row_text(d, line, i)) != NULL; i++)
		if ((row = receipt_add_line(r, NULL)) != NULL)
			get_record(text, row);
	for (i = 0; (text = row_text(d, payment, i)) != NULL; i++)
		if ((row = receipt_add_payment(r, "card", 0)) != NULL)
			get_record(text, row);
}

/* The receipt as it was typed. */
static struct receipt *
typed_receipt(struct practice *p, const struct draft *d, struct err *e)
{
	struct receipt *r = receipt_new(p, 0, e);

	if (r == NULL)
		return NULL;
	get_rows(d, "head", "line", "payment", r);
	lead(p, r->head);
	get_off(draft_get(d, "off"), r);
	return r;
}

/* As it was when typing began; NULL: the draft does not have it. */
static struct receipt *
begun_receipt(struct practice *p, const struct draft *d)
{
	struct err e;
	struct receipt *r = row_text(d, "was-head", 0) != NULL ? receipt_new(p, 0, &e) : NULL;

	if (r != NULL)
		get_rows(d, "was-head", "was-line", "was-payment", r);
	return r;
}

static bool
get_cell(const struct checkout *c, const char *text, struct checkout_at *at,
    char **typed, char **sentence)
{
	AUTO_FREE char *copy = xstrdup(text);
	char *rest = copy, *place = next_line(&rest), *line;
	int row, cell;
	size_t i;

	if (place == NULL || sscanf(place, "%d %zu %d", &row, &i, &cell) != 3 ||
	    row < CHECKOUT_LINE || row > CHECKOUT_PAPER || cell < CELL_ITEM ||
	    cell > CELL_PAPER || cell == CELL_DUE)
		return false;
	*at = (struct checkout_at){ (enum checkout_row)row, i,
	    (enum receipt_cell)cell };
	if (!checkout_is_cell(c, *at))
		return false;
	/* a blank text is valid too */
	line = rest != NULL ? rest : copy + strlen(copy);
	rest = strchr(line, '\n');
	if (rest != NULL)
		*rest++ = '\0';
	*typed = xstrdup(line);
	*sentence = xstrdup(rest != NULL ? rest : "");
	return true;
}

static void
restore_cells(struct checkout *c, const struct draft *d)
{
	AUTO_FREE char *typed = NULL, *sentence = NULL;
	struct checkout_at at;
	const char *text;
	size_t i;

	for (i = 0; (text = row_text(d, "wrong", i)) != NULL; i++) {
		AUTO_FREE char *bad = NULL, *why = NULL;

		if (get_cell(c, text, &at, &bad, &why))
			checkout_say_wrong(c, at, bad, why);
	}
	text = draft_get(d, "cell");
	if (text == NULL || !get_cell(c, text, &at, &typed, &sentence))
		return;
	checkout_go(c, at);
	if (strcmp(typed, c->shown) != 0)
		checkout_type(c, typed);
}

/* A new receipt as it was begun: one on paper is of its day. */
static struct receipt *
begin_again(struct practice *p, const struct receipt *typed, struct err *e)
{
	struct receipt *r = receipt_new(p, record_int(typed->head, "client"), e);
	static const char *const late[] = { "date", "entered_at", "entered_by" };
	size_t i;

	for (i = 0; r != NULL && receipt_is_on_paper(typed) && i < ARRAY_LEN(late); i++)
		value_copy(record_value(r->head, late[i]), record_value(typed->head, late[i]));
	return r;
}

/* Pushes the form with what was typed; `now` is the receipt in the file, NULL if it is
 * not there yet. Takes over both. */
static void
resume(struct desk *d, struct draft *draft, struct receipt *now)
{
	struct receipt *typed;
	AUTO_BUF struct buf versions = BUF_INIT;
	const char *began = draft_get(draft, "began");
	struct checkout *c = NULL;
	bool same = false, place = receipt_is_place(draft);
	struct err e;

	typed = typed_receipt(d->p, draft, &e);
	if (now == NULL) {
		now = typed != NULL ? begin_again(d->p, typed, &e) : NULL;
		same = true;
	} else {
		add_versions(now, &versions);
		same = began != NULL && strcmp(began, versions.s) == 0;
	}
	if (typed != NULL && now != NULL)
		c = checkout_begin(d, now, &e);
	else
		receipt_free(now);
	if (c == NULL) {
		receipt_free(typed);
		ui_err(d->ui, &e);
		return;
	}
	draft_copy(&c->draft, draft);
	if (!same && place) {
		receipt_free(typed);
	} else {
		AUTO_FREE char *paper = xstrdup(record_text(typed->head, "paper_number"));

		record_free(typed->head);
		typed->head = record_copy(c->began->head);
		record_set_text(typed->head, "paper_number", paper);
		checkout_take(c, typed);
		restore_cells(c, draft);
	}
	if (!same && !place)
		checkout_carry_over(c, receipt_copy(c->began), begun_receipt(d->p, draft));
	if (place) {
		checkout_say_parked(c, clock_today());
		return;
	}
	checkout_offer(c, clock_today());
	if (same)
		ui_say(d->ui, "As you left it. ^S closes the receipt, ^X throws away what was "
		    "typed.");
}

void
receipt_resume(struct desk *d, struct draft *draft)
{
	struct receipt *now = NULL;
	char name[RECEIPT_NAME_SIZE];
	struct err e;

	if (!practice_may(d->p, ACTION_WRITE_RECEIPTS, &e) || (draft->record != 0 &&
	    (now = receipt_load(d->p, draft->record, &e)) == NULL)) {
		ui_err(d->ui, &e);
		return;
	}
	if (now == NULL || strcmp(record_text(now->head, "state"), "open") == 0) {
		resume(d, draft, now);
		return;
	}
	ui_complain(d->ui, "The draft for %s is gone: the receipt is %s.",
	    receipt_called(now->head, name), record_text(now->head, "state"));
	practice_draft_discard(d->p, draft, &e);
	receipt_free(now);
}

static bool
is_of(const struct record *head, int64_t client, date_day paper)
{
	return record_int(head, "client") == client && (record_is_null(head, "entered_at") ?
	    paper == DATE_NONE : date_from_iso(record_text(head, "date")) == paper);
}

bool
checkout_find_draft(struct desk *d, int64_t client, date_day paper, struct draft *out)
{
	struct drafts all = DRAFTS_INIT;
	bool found = false;
	struct err e;
	size_t i;

	if (!practice_drafts(d->p, &all, &e))
		return false;
	for (i = 0; i < all.n && !found; i++) {
		AUTO_RECORD struct record *head = record_new(&record_receipt);
		const char *text = row_text(&all.list[i], "head", 0);

		if (strcmp(all.list[i].form, "receipt") != 0 || text == NULL)
			continue;
		get_record(text, head);
		found = is_of(head, client, paper);
		if (found)
			draft_copy(out, &all.list[i]);
	}
	drafts_free(&all);
	return found;
}
