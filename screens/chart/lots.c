/*
 * lots.c - the lots that may be taken, to choose one, and one that is received on the way.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "screens/chart/inside.h"
#include "screens/offer.h"
#include "screens/record_form.h"
#include "screens/toolkit/dialog.h"

/* --- one that is not here yet ---------------------------------------- */

static bool
may_receive(const struct chart_page *p)
{
	return practice_allows(practice_of(&p->screen), ACTION_WRITE_OFFER);
}

/* Its form reads the code, if it is one; then the pieces are asked for. */
static void
receive(struct chart_page *p)
{
	struct desk *d = desk_of(&p->screen);

	p->receiving = true;
	offer_new(d, &record_lot);
	record_form_type(d, "number", p->typed.s);
	record_form_focus(d, "number");
}

static void
answered(UNUSED struct ui *ui, UNUSED char key, void *arg)
{
	receive(arg);
}

bool
chart_page_receive(struct chart_page *p, const struct err *e)
{
	static const struct ask_answer answers[] = {
		{ 'r', "receive it now, and go on here" }, { 0, NULL }
	};

	struct err denied;

	if (e->code != ERR_NOTFOUND || strcmp(e->field, "lot") != 0 || p->typed.len == 0)
		return false;
	if (practice_may(practice_of(&p->screen), ACTION_WRITE_OFFER, &denied))
		ask_push(p->screen.ui, e->text, answers, answered, p, NULL);
	else
		ui_complain(p->screen.ui, "%s %s", e->text, denied.text);
	return true;
}

void
chart_page_received(struct chart_page *p)
{
	p->receiving = false;
	if (chart_page_row(p)->kind == CHART_ROW_USE && chart_page_set(p, p->typed.s))
		chart_page_go(p, p->at, 0);
}

/* --- to choose from ---------------------------------------- */

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

static void
lot_matches(UNUSED struct ui *ui, const char *typed, struct choice_rows *into, void *arg)
{
	struct chart_page *p = arg;
	struct choice_rows all = { NULL, 0, 0, false };
	struct err e;
	size_t i;

	chart_lots(practice_of(&p->screen), p->chart,
	    chart_page_row(p)->item, add_choice, &all, &e);
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
	if (may_receive(p))
		choice_add(into, 0, "Another lot", "that came in: it is received first");
}

static void
lot_chosen(UNUSED struct ui *ui, const struct choice_row *row, void *arg)
{
	struct chart_page *p = arg;

	if (row->id == 0) {
		receive(p);
		return;
	}
	p->chosen = row->id;
	if (chart_page_set(p, ""))
		chart_page_go(p, p->at, 0);
	p->chosen = 0;
}

static const struct choose_source lots = {
	.title = "Which lot?", .none = "No lot is in date and on hand. Lots, in Practice, "
	    "receives one.", .matches = lot_matches, .chosen = lot_chosen,
};

void
chart_run_pick(struct screen *s, UNUSED enum act a)
{
	struct chart_page *p = (struct chart_page *)s;
	const struct chart_row *r = chart_page_row(p);

	if (r->kind == CHART_ROW_USE)
		choose_push(s->ui, &lots, p);
	else if (r->kind == CHART_ROW_TICK && strcmp(r->tick, "photos") == 0)
		chart_photos_push(p);
	else
		chart_page_why(p);
}
