/*
 * checkout_picks.c - the matches of the text: services and products in the add row,
 * people in `by`.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "practice/picks.h"
#include "screens/receipt/checkout.h"

#define MATCHES_MAX 20
#define OWN_LINE (-1)		/* the row that adds the text itself as a line */

void
checkout_picks_close(struct checkout *c)
{
	choice_rows_clear(&c->picks);
	c->picking = c->asked = false;
	c->pick = 0;
}

/* One id for services and products. */
static int64_t
sold_id(const struct record_type *t, int64_t id)
{
	return id * 2 + (t == &record_product);
}

struct match_sink {
	struct checkout *c;
	const struct record_type *type;
};

static bool
add(const struct pick *pick, void *arg)
{
	const struct match_sink *f = arg;

	choice_add(&f->c->picks, f->type == &record_staff ? pick->id :
	    sold_id(f->type, pick->id), pick->text, pick->note);
	return true;
}

static void
fill_of(struct checkout *c, const struct record_type *type, const char *typed)
{
	struct match_sink f = { c, type };
	struct err e;

	if (!picks_list(practice_of(&c->screen), type, typed, MATCHES_MAX, add, &f,
	    &c->picks.more, &e))
		ui_err(c->screen.ui, &e);
}

/* Was it typed in full: its name, or the code its note starts with? */
static bool
is_whole(const struct choice_row *row, const char *typed)
{
	AUTO_BUF struct buf note = BUF_INIT, folded = BUF_INIT;

	if (text_fold_cmp(row->text, typed) == 0)
		return true;
	text_fold(&note, row->note != NULL ? row->note : "");
	text_fold(&folded, typed);
	return folded.len > 0 && strncmp(note.s, folded.s, folded.len) == 0 &&
	    (note.s[folded.len] == '\0' || note.s[folded.len] == ' ');
}

/* Selects the match typed in full, such as a scanned code. */
static void
select_whole(struct checkout *c, const char *typed)
{
	size_t i;

	for (i = 0; i < c->picks.n && !is_whole(&c->picks.rows[i], typed); i++)
		;
	c->pick = i < c->picks.n ? i : 0;
}

void
checkout_picks_fill(struct checkout *c)
{
	AUTO_FREE char *typed = text_trim(xstrdup(edit_text(&c->edit)));
	AUTO_FREE char *own = NULL;

	checkout_picks_close(c);
	c->picking = true;
	if (c->at.row == CHECKOUT_LINE) {
		fill_of(c, &record_staff, strcmp(typed, c->shown) == 0 ? "" : typed);
		return;
	}
	fill_of(c, &record_product, typed);
	fill_of(c, &record_service, typed);
	select_whole(c, typed);
	if (*typed == '\0')
		return;
	own = xasprintf("\"%s\"", typed);
	choice_add(&c->picks, OWN_LINE, own, "a line of its own");
}

void
checkout_picks_move(struct checkout *c, int by)
{
	if (c->picks.n == 0)
		return;
	if (by < 0 ? c->pick > 0 : c->pick + 1 < c->picks.n)
		c->pick += (size_t)by;
	c->asked = true;
}

static bool
add_own_line(struct checkout *c, const char *typed, struct err *e)
{
	struct practice *p = practice_of(&c->screen);
	struct record *line = receipt_add_line(c->receipt, NULL);
	size_t at = c->receipt->n_lines - 1;

	if (line == NULL)
		return err_set(e, ERR_INVALID, NULL, "A receipt holds at most %d lines.",
		    RECEIPT_LINES_MAX);
	record_set_int(line, "staff", p->staff->id);
	if (receipt_set_line(c->receipt, at, &p->context, "description", typed, e))
		return true;
	receipt_remove_line(c->receipt, at);
	return false;
}

static bool
add_sold(struct checkout *c, const struct choice_row *row, struct err *e)
{
	return receipt_add(practice_of(&c->screen), c->receipt, row->id % 2 != 0 ?
	    &record_product : &record_service, row->id / 2, e);
}

/* After adding a line: the focus goes to its price if it has none. */
static void
added(struct checkout *c)
{
	size_t at = c->receipt->n_lines - 1;

	receipt_totals(c->receipt, &c->totals);
	checkout_look(c);
	checkout_warn(c, at);
	checkout_go(c, record_is_null(c->receipt->lines[at], "price") ?
	    (struct checkout_at){ CHECKOUT_LINE, at, CELL_PRICE } :
	    (struct checkout_at){ CHECKOUT_ADD, 0, CELL_ITEM });
}

static bool
add_pick(struct checkout *c)
{
	AUTO_FREE char *typed = text_trim(xstrdup(edit_text(&c->edit)));
	const struct choice_row *row = c->pick < c->picks.n ?
	    &c->picks.rows[c->pick] : NULL;
	struct err e;

	if (row == NULL || (row->id == OWN_LINE && !c->asked)) {
		ui_complain(c->screen.ui, "Nothing has that name; Down and Enter add "
		    "it as a line of its own, ^U clears it.");
		return false;
	}
	if (row->id == OWN_LINE ? add_own_line(c, typed, &e) :
	    add_sold(c, row, &e)) {
		added(c);
		return true;
	}
	ui_err(c->screen.ui, &e);
	return false;
}

bool
checkout_picks_take(struct checkout *c)
{
	AUTO_BUF struct buf id = BUF_INIT;

	if (c->at.row == CHECKOUT_ADD)
		return add_pick(c);
	if (!c->picking || c->pick >= c->picks.n || (!c->asked &&
	    (c->edit.text.len == 0 || strcmp(edit_text(&c->edit), c->shown) == 0)))
		return false;
	buf_addf(&id, "#%lld", (long long)c->picks.rows[c->pick].id);
	edit_set(&c->edit, id.s);
	return checkout_read(c);
}
