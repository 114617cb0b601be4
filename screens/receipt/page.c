/*
 * page.c - a receipt's page and its keys.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/offer.h"
#include "practice/standing.h"
#include "screens/client/client.h"
#include "screens/forms.h"
#include "screens/receipt/checkout.h"
#include "screens/receipt/page.h"
#include "screens/receipt/receipt.h"
#include "screens/series.h"

static struct receipt_page *
of(struct screen *s)
{
	return (struct receipt_page *)s;
}

/* --- the next visit ------------------------------------------------------------------ */

/* Finds the first visit on the receipt and its service. */
static void
find_visit(struct receipt_page *g)
{
	size_t i;

	g->session = g->service = 0;
	for (i = 0; i < g->receipt->n_lines && g->session == 0; i++) {
		const struct record *line = g->receipt->lines[i];

		g->session = record_int(line, "session");
		if (g->session != 0)
			g->service = record_int(line, "service");
	}
}

/* Finds when the next visit is due: the series' interval after the receipt's day, but
 * never before the screening allows it. */
static bool
find_next(struct receipt_page *g, struct err *e)
{
	struct practice *p = practice_of(&g->screen);
	AUTO_RECORD struct record *service = NULL;
	struct client_standing standing;
	date_day today = clock_today();
	char day[24];

	g->next = DATE_NONE;
	free(g->next_words);
	g->next_words = xstrdup("");
	if (g->client == 0)
		return true;
	if (!client_standing(p, g->client, &standing, e))
		return false;
	if (g->service != 0 && (service = offer_get(p, &record_service, g->service,
	    e)) == NULL)
		return false;
	if (service != NULL && !record_is_null(service, "series_days"))
		g->next = date_add_days(date_from_iso(record_text(g->receipt->head,
		    "date")), (int)record_int(service, "series_days"));
	if (standing.eligible_on != DATE_NONE && standing.eligible_on > g->next)
		g->next = standing.eligible_on;
	if (g->next != DATE_NONE && g->next < today)
		g->next = DATE_NONE;
	if (g->next == DATE_NONE)
		return true;
	free(g->next_words);
	g->next_words = xasprintf("from %s on%s",
	    date_to_words(g->next, true, day), g->next == standing.eligible_on ?
	    ", as the screening allows" : "");
	return true;
}

/* --- reading --------------------------------------------------------------------------- */

static bool
load(struct receipt_page *g, struct err *e)
{
	struct receipt *now = receipt_load(practice_of(&g->screen), g->id, e);

	receipt_free(g->receipt);
	g->receipt = now;
	if (now == NULL)
		return false;
	receipt_totals(now, &g->totals);
	g->client = record_int(now->head, "client");
	if (g->at >= now->n_lines)
		g->at = now->n_lines > 0 ? now->n_lines - 1 : 0;
	find_visit(g);
	free(g->name);
	free(g->alerts);
	g->name = g->alerts = NULL;
	return receipt_client_words(practice_of(&g->screen), g->client, &g->name,
	    &g->alerts, e) && find_next(g, e) && receipt_other(practice_of(&g->screen),
	    now->head, &g->other, g->other_number, e);
}

static void
changed(struct screen *s, UNUSED const void *what)
{
	struct err e;

	if (!load(of(s), &e) && e.code != ERR_NOTFOUND)
		ui_err(s->ui, &e);
}

/* --- keys --------------------------------------------------------------------------------- */

/* Has the receipt a client? False, with a message, when not. */
static bool
has_client(struct receipt_page *g)
{
	if (g->client != 0)
		return true;
	ui_complain(g->screen.ui, "This receipt has no client.");
	return false;
}

static void
run_book(struct screen *s, UNUSED enum act a)
{
	struct receipt_page *g = of(s);
	const struct session_preset preset = { .client = g->client,
	    .service = g->service, .day = g->next, .start = -1 };

	if (has_client(g))
		form_session_new(desk_of(s), &preset);
}

static void
run_review(struct screen *s, UNUSED enum act a)
{
	if (has_client(of(s)))
		client_review(desk_of(s), of(s)->client, of(s)->session);
}

static void
run_newsletter(struct screen *s, UNUSED enum act a)
{
	if (has_client(of(s)))
		client_newsletter(desk_of(s), of(s)->client);
}

static void
run_series(struct screen *s, UNUSED enum act a)
{
	if (has_client(of(s)))
		series_push(desk_of(s), of(s)->client, of(s)->service);
}

static void
run_print(struct screen *s, UNUSED enum act a)
{
	receipt_print_push(desk_of(s), of(s)->id);
}

static void
run_back(struct screen *s, UNUSED enum act a)
{
	if (!of(s)->goodbye && of(s)->other != 0)
		receipt_page_push(desk_of(s), of(s)->other);
	else
		ui_pop(s);
}

static void
run_edit(struct screen *s, UNUSED enum act a)
{
	struct receipt_page *g = of(s);
	const char *state = g->receipt != NULL ?
	    record_text(g->receipt->head, "state") : "gone";
	struct checkout *c;
	struct err e;
	struct receipt *r;

	if (strcmp(state, "open") != 0) {
		ui_complain(s->ui, "A receipt that is %s cannot be changed: z voids or "
		    "refunds it.", state);
		return;
	}
	r = receipt_load(practice_of(s), g->id, &e);
	c = r != NULL ? checkout_begin(desk_of(s), r, &e) : NULL;
	if (c != NULL)
		checkout_offer(c, clock_today());
	else
		ui_err(s->ui, &e);
}

/* Of the day that is caught up another one on paper. */
static struct receipt *
another(struct receipt_page *g, struct err *e)
{
	date_day paper = desk_of(&g->screen)->paper_day;
	struct practice *p = practice_of(&g->screen);
	bool on_it = g->receipt != NULL && paper != DATE_NONE &&
	    date_from_iso(record_text(g->receipt->head, "date")) == paper;

	return on_it ? receipt_on_paper(p, g->client, paper, e) : receipt_new(p, g->client, e);
}

static void
run_new(struct screen *s, UNUSED enum act a)
{
	struct practice *p = practice_of(s);
	struct receipt *r;
	struct err e;

	if (!practice_may(p, ACTION_WRITE_RECEIPTS, &e) ||
	    (r = another(of(s), &e)) == NULL ||
	    checkout_begin(desk_of(s), r, &e) == NULL)
		ui_err(s->ui, &e);
}

static void
run_move(struct screen *s, enum act a)
{
	struct receipt_page *g = of(s);
	int by;

	if (act_rows(a, s->body.rows - 1, &by))
		g->at = act_row(g->at, by,
		    g->receipt != NULL ? g->receipt->n_lines : 0);
}

static const struct binding bindings[] = {
	{ ACT_open, "done", run_back },
	{ ACT_book, "book the next", run_book },
	{ ACT_review, "review", run_review },
	{ ACT_newsletter, "newsletter", run_newsletter },
	{ ACT_series, NULL, run_series },
	{ ACT_print, "print", run_print },
	{ ACT_pay, "pay the rest", receipt_page_pay },
	{ ACT_not_happen, "void, refund", receipt_page_correct },
	{ ACT_new, "another", run_new },
	{ ACT_edit, NULL, run_edit },
	{ ACT_up, NULL, run_move }, { ACT_down, NULL, run_move },
	{ ACT_page_up, NULL, run_move }, { ACT_page_down, NULL, run_move },
	{ ACT_first, NULL, run_move }, { ACT_last, NULL, run_move },
	{ ACT_NONE, NULL, NULL }
};

/* --- the screen ---------------------------------------------------------------------------- */

static void
title(const struct screen *s, struct buf *out)
{
	const struct receipt_page *g = (const struct receipt_page *)s;

	if (g->receipt == NULL)
		buf_adds(out, "Receipt");
	else if (record_is_null(g->receipt->head, "number"))
		buf_addf(out, "Receipt, %s, %s", record_text(g->receipt->head, "state"),
		    g->name);
	else
		buf_addf(out, "Receipt %s, %s",
		    record_text(g->receipt->head, "number"), g->name);
}

static void
alert(const struct screen *s, struct buf *out)
{
	const struct receipt_page *g = (const struct receipt_page *)s;

	if (g->alerts != NULL)
		buf_adds(out, g->alerts);
}

static void
page_free(struct screen *s)
{
	struct receipt_page *g = of(s);

	receipt_free(g->receipt);
	staff_codes_free(&g->codes);
	free(g->name);
	free(g->alerts);
	free(g->next_words);
	free(g);
}

static const struct screen_ops ops = {
	.name = "receipt", .mode = MODE_LIST, .bindings = bindings,
	.draw = receipt_page_draw, .title = title, .alert = alert,
	.changed = changed, .free = page_free,
};

/* --- opening --------------------------------------------------------------------------------- */

static struct receipt_page *
page_push(struct desk *d, int64_t receipt, bool goodbye)
{
	struct receipt_page *g = xcalloc(1, sizeof(*g));
	struct err e;

	g->screen.ops = &ops;
	g->screen.ui = d->ui;
	g->id = receipt;
	g->goodbye = goodbye;
	if (!load(g, &e) || !staff_codes_load(d->p, &g->codes, &e)) {
		page_free(&g->screen);
		ui_err(d->ui, &e);
		return NULL;
	}
	ui_push(d->ui, &g->screen);
	return g;
}

bool
receipt_page_push(struct desk *d, int64_t receipt)
{
	return page_push(d, receipt, false) != NULL;
}

void
receipt_page_goodbye(struct desk *d, int64_t receipt, money change,
    const char *left_off)
{
	struct receipt_page *g = page_push(d, receipt, true);

	if (g == NULL)
		return;
	g->change = change;
	ui_say(d->ui, "Receipt %s is closed%s%s%s. u voids it.",
	    record_text(g->receipt->head, "number"), left_off != NULL ? ", without " : "",
	    left_off != NULL ? left_off : "", left_off != NULL ? ": p on the client writes "
	    "another" : "");
}
