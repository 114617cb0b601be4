/*
 * lots.c - see lots.h.
 */
#include "screens/lots.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "practice/lots.h"
#include "practice/naming.h"
#include "practice/offer.h"
#include "screens/client/client.h"
#include "screens/draft.h"
#include "screens/page_source.h"
#include "screens/toolkit/dialog.h"
#include "screens/trace.h"

#define HEAD 2		/* rows above the movements */

/* --- a code in a lot's form ------------------------------------------------------------- */

static void
put(struct desk *d, const struct lot_reading *l)
{
	struct value number = VALUE_INIT;

	value_set_text(&number, l->number);
	record_form_set(d, "number", &number);
	value_clear(&number);
	if (l->product != 0)
		record_form_set_int(d, "product", l->product);
	if (l->expires != DATE_NONE)
		record_form_set_day(d, "expires", l->expires);
	if (l->made != DATE_NONE)
		record_form_set_day(d, "made", l->made);
}

struct several {
	struct lot_reading readings[LOT_READINGS];
	struct ask_answer answers[LOT_READINGS + 1];
	char labels[LOT_READINGS][80];
};

static void
answered(struct ui *ui, char key, void *arg)
{
	put(ui_arg(ui), &((const struct several *)arg)->readings[key - '1']);
}

static void
ask_which(struct desk *d, const struct lot_reading *readings, size_t n)
{
	struct several *s = xcalloc(1, sizeof(*s));
	size_t i;

	for (i = 0; i < n; i++) {
		AUTO_BUF struct buf label = BUF_INIT;
		char day[24];

		s->readings[i] = readings[i];
		buf_addf(&label, "lot %s", readings[i].number);
		if (readings[i].expires != DATE_NONE)
			buf_addf(&label, ", to %s", date_to_words(readings[i].expires, false, day));
		if (readings[i].serial[0] != '\0')
			buf_addf(&label, ", serial %s", readings[i].serial);
		text_copy(s->labels[i], sizeof(s->labels[i]), label.s);
		s->answers[i] = (struct ask_answer){ (char)('1' + i), s->labels[i] };
	}
	ask_push(d->ui, "The code has no separators and could say:", s->answers, answered, s,
	    free);
}

bool
lot_typed(struct desk *d, struct form *f, const struct field *field, const char *text,
    struct err *e)
{
	const struct value *product = form_value(f, "product");
	struct lot_reading readings[LOT_READINGS];
	size_t n;

	if (strcmp(field->name, "number") != 0)
		return true;
	if (!lot_read(d->p, text, product->kind == VALUE_INT ? product->i : 0, readings, &n, e))
		return false;
	if (n == 0)
		return true;
	if (n > 1) {
		ask_which(d, readings, n);
		return err_set(e, ERR_INVALID, "number", "Which lot is it?");
	}
	if (readings[0].number[0] == '\0') {
		if (readings[0].product != 0)
			record_form_set_int(d, "product", readings[0].product);
		return err_set(e, ERR_INVALID, "number", readings[0].product != 0 ?
		    "That code names the product alone: its lot is in the other code." :
		    "That code names a product that is not here yet, and no lot.");
	}
	put(d, &readings[0]);
	if (readings[0].product == 0)
		ui_say(d->ui, "Read: lot %s. No product has that item: write it there as GTIN or "
		    "HIBC.", readings[0].number);
	return true;
}

bool
product_typed(struct desk *d, UNUSED struct form *f, const struct field *field,
    const char *text, struct err *e)
{
	bool gtin = strcmp(field->name, "gtin") == 0;
	struct value v = VALUE_INIT;
	char item[LOT_ITEM_SIZE];

	if ((!gtin && strcmp(field->name, "hibc") != 0) || *text == '\0')
		return true;
	if (!lot_item(text, item, e))
		return false;
	if (*item == '\0')
		return !gtin || err_set(e, ERR_INVALID, field->name, "A GTIN is the number under "
		    "the bars, 12 to 14 digits; one of them is wrong.");
	value_set_text(&v, item);
	record_form_set(d, strspn(item, "0123456789") == strlen(item) ? "gtin" : "hibc", &v);
	value_clear(&v);
	return true;
}

/* --- movements ---------------------------------------------------------------------------- */

static void
tell_left(struct practice *p, const struct record *r, UNUSED const struct record *base,
    struct buf *said)
{
	struct err unread;
	int64_t left;

	if (lot_on_hand(p, record_int(r, "lot"), &left, &unread))
		buf_addf(said, "%" PRId64 " on hand. ", left);
}

static struct record *
get_move(struct practice *p, int64_t id, struct err *e)
{
	return offer_get(p, &record_lot_move, id, e);
}

const struct record_form_kind lot_move_form = {
	.name = "lot_move", .type = &record_lot_move, .may = ACTION_WRITE_OFFER,
	.make = lot_move_add, .change = lot_move_save, .tell = tell_left,
	.get = get_move,
};

static void
move_new(struct desk *d, int64_t lot)
{
	struct record *r = record_new(&record_lot_move);
	AUTO_BUF struct buf title = BUF_INIT;

	record_set_int(r, "lot", lot);
	record_set_day(r, "date", clock_today());
	buf_adds(&title, "Pieces of lot ");
	naming_add_id(d->p, &record_lot, lot, &title);
	record_form_push(d, &lot_move_form, r, title.s);
	record_form_focus(d, "quantity");
}

void
lot_saved(struct desk *d, const struct record *was, const struct record *lot)
{
	if (was == NULL)
		move_new(d, lot->id);
}

/* --- one lot -------------------------------------------------------------------------------- */

struct lot_page {
	struct page_screen page;
	char *name;		/* the lot's */
	char *facts;		/* product, days, what is on hand */
	bool stopped;
};

static struct lot_page *
of(struct screen *s)
{
	return (struct lot_page *)s;
}

static void
load(struct lot_page *l)
{
	struct desk *d = desk_of(&l->page.screen);
	struct err e;
	AUTO_RECORD struct record *lot = offer_get(d->p, &record_lot, l->page.view.query.of, &e);
	AUTO_BUF struct buf name = BUF_INIT, facts = BUF_INIT, stopped = BUF_INIT;
	date_day expires;
	int64_t left;
	char day[24];

	if (lot == NULL || !lot_on_hand(d->p, lot->id, &left, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	expires = date_from_iso(record_text(lot, "expires"));
	naming_add_id(d->p, &record_product, record_int(lot, "product"), &facts);
	buf_addf(&facts, "  %" PRId64 " on hand", left);
	lot_stopped(lot, clock_today(), &stopped);
	if (stopped.len > 0)
		buf_addf(&facts, "  %s", stopped.s);
	else if (expires != DATE_NONE)
		buf_addf(&facts, "  to %s", date_to_words(expires, false, day));
	l->stopped = stopped.len > 0;
	naming_add(d->p, lot, &name);
	free(l->name);
	l->name = buf_steal(&name);
	free(l->facts);
	l->facts = buf_steal(&facts);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	move_new(desk_of(s), of(s)->page.view.query.of);
}

static void
run_open(struct screen *s, enum act a)
{
	int64_t id = list_selected(of(s)->page.view.list);

	if (id == 0)
		ui_complain(s->ui, "Nothing came in yet. n writes down what did.");
	else if (a == ACT_history)
		history_push(desk_of(s), &record_lot_move, id);
	else
		record_form_edit(desk_of(s), &lot_move_form, id, record_lot_move.label);
}

static void
run_trace(struct screen *s, UNUSED enum act a)
{
	trace_push(desk_of(s), of(s)->page.view.query.of);
}

static void
draw(const struct screen *s, struct canvas *c, struct area a)
{
	const struct lot_page *l = (const struct lot_page *)s;
	struct area in = { a.y + HEAD, a.x, a.rows - HEAD, a.cols };

	canvas_text(c, a, 0, 2, l->stopped ? STYLE_ALERT : STYLE_TEXT,
	    l->facts != NULL ? l->facts : "");
	canvas_hline(c, a, 1, 0, a.cols);
	list_draw(l->page.view.list, c, in, true);
}

static void
sized(struct screen *s, struct area body)
{
	list_sized(of(s)->page.view.list, body.rows - HEAD);
}

static void
title(const struct screen *s, struct buf *out)
{
	const struct lot_page *l = (const struct lot_page *)s;

	buf_addf(out, "Lot %s", l->name != NULL ? l->name : "");
}

static void
changed(struct screen *s, const void *what)
{
	static const struct record_type *const types[] = { &record_lot, &record_lot_move,
	    &record_product, &record_chart_product, NULL };

	page_screen_changed(s, what);
	if (desk_touches(what, types))
		load(of(s));
}

static void
lot_page_free(struct screen *s)
{
	free(of(s)->name);
	free(of(s)->facts);
	page_screen_free(s);
}

static const struct binding bindings[] = {
	{ ACT_new, "pieces", run_new },
	{ ACT_open, "change", run_open },
	{ ACT_trace, "who had it", run_trace },
	{ ACT_export, "export", page_screen_export },
	{ ACT_edit, NULL, run_open },
	{ ACT_history, NULL, run_open },
	{ ACT_NONE, NULL, NULL }
};

static const struct screen_ops ops = {
	.name = "lot", .mode = MODE_LIST, .mode_now = page_screen_mode, .bindings = bindings,
	.widget_acts = list_acts, .act = page_screen_act, .text = page_screen_text,
	.draw = draw, .title = title, .sized = sized, .shown = page_screen_shown,
	.changed = changed, .shows = page_screen_shows, .free = lot_page_free,
};

void
lot_push(struct desk *d, int64_t lot)
{
	struct lot_page *l = xcalloc(1, sizeof(*l));
	struct page_query q = { .of = lot };

	l->page.screen.ops = &ops;
	page_view_begin(&l->page.view, d->p, &page_lot_moves, &q);
	ui_push(d->ui, &l->page.screen);
	load(l);
}
