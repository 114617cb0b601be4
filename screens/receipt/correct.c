/*
 * correct.c - paying the rest of a closed receipt, and taking it back: a void on its
 * own day, a refund later. Each asks one-key questions and a line for the reason.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "screens/receipt/page.h"
#include "screens/receipt/receipt.h"
#include "screens/toolkit/dialog.h"

/* A correction being asked about; each question passes on a copy. */
struct correction {
	int64_t receipt, version;
	bool is_void, is_part;
	struct receipt_part part;
	int64_t most;		/* the line's quantity */
	money left;
	char method;
	char reason[600];
};

static struct correction *
copy(const struct correction *k)
{
	struct correction *n = xmalloc(sizeof(*n));

	*n = *k;
	return n;
}

static struct correction
begin(const struct receipt_page *g)
{
	return (struct correction){ .receipt = g->id,
	    .version = g->receipt->head->version, .left = g->totals.left };
}

static bool
is_closed(struct receipt_page *g)
{
	const struct record *head = g->receipt != NULL ? g->receipt->head : NULL;

	if (head == NULL)
		ui_complain(g->screen.ui, "This receipt was undone; q goes back.");
	else if (strcmp(record_text(head, "state"), "closed") == 0)
		return true;
	else
		ui_complain(g->screen.ui, "This receipt is %s.",
		    record_text(head, "state"));
	return false;
}

/* --- paying the rest -------------------------------------------------------------------- */

static bool
amount_typed(struct ui *ui, const char *text, void *arg)
{
	const struct correction *k = arg;
	struct desk *d = ui_arg(ui);
	AUTO_FREE char *said = NULL;
	char words[MONEY_SIZE];
	struct err e;
	money amount;

	if (!money_parse(text, &amount)) {
		ui_complain(ui, "An amount like 250 or 249.50.");
		return false;
	}
	if (!receipt_pay(d->p, k->receipt, k->version, receipt_method(k->method),
	    amount, &e))
		return dialog_ends(ui, &e, NULL);
	said = xasprintf("%s paid, %s", money_format2(amount, words),
	    receipt_method(k->method));
	desk_done(d, &record_receipt, k->receipt, said, "u undoes it.");
	return true;
}

static void
pay_method(struct ui *ui, char key, void *arg)
{
	struct correction *k = copy(arg);
	char left[MONEY_SIZE];

	k->method = key;
	line_push(ui, "How much is paid?", "Enter alone: all that is left.",
	    money_format2(k->left, left), amount_typed, k, free);
}

void
receipt_page_pay(struct screen *s, UNUSED enum act a)
{
	struct receipt_page *g = (struct receipt_page *)s;
	struct correction k;

	if (!is_closed(g))
		return;
	if (g->totals.left <= 0) {
		ui_complain(s->ui, "Nothing is left to pay.");
		return;
	}
	k = begin(g);
	ask_push(s->ui, "How is it paid?", receipt_methods, pay_method, copy(&k),
	    free);
}

/* --- void and refund ---------------------------------------------------------------------- */

static void refund_method(struct ui *ui, char key, void *arg);

/* Does it, or first asks how money is given back. False: the reason may be mended, or given
 * again. */
static bool
correct(struct ui *ui, const struct correction *k)
{
	struct desk *d = ui_arg(ui);
	int64_t refund = 0;
	struct err e;
	bool ok;

	ok = k->is_void ? receipt_void(d->p, k->receipt, k->version, k->reason, &e) :
	    receipt_refund(d->p, k->receipt, k->version, &k->part, k->is_part,
	    k->method != 0 ? receipt_method(k->method) : NULL, k->reason, &refund,
	    &e);
	if (!ok && strcmp(e.field, "method") == 0 && k->method == 0) {
		ask_push(ui, "How is the money given back?", receipt_methods,
		    refund_method, copy(k), free);
		return true;
	}
	if (!ok)
		return dialog_ends(ui, &e, "note");
	if (refund != 0)
		receipt_page_push(d, refund);
	desk_done(d, &record_receipt, refund != 0 ? refund : k->receipt, refund != 0 ?
	    "This is the refund" : "Void", refund != 0 ? "u voids it." :
	    "What was paid is given back as it came.");
	return true;
}

static bool
reason_typed(struct ui *ui, const char *text, void *arg)
{
	struct correction *k = arg;

	if (strlen(text) >= sizeof(k->reason)) {
		ui_complain(ui, "That is too long: use fewer words.");
		return false;
	}
	memcpy(k->reason, text, strlen(text) + 1);
	return correct(ui, k);
}

static void
ask_why(struct ui *ui, const struct correction *k)
{
	line_push(ui, k->is_void ? "Void the receipt" : k->is_part ?
	    "Refund a line" : "Refund all of it",
	    "Why, in a few words: it is shown on the receipt.", k->reason, reason_typed,
	    copy(k), free);
}

static void
refund_method(struct ui *ui, char key, void *arg)
{
	struct correction *k = arg;

	k->method = key;
	if (!correct(ui, k))
		ask_why(ui, k);
}

static bool
quantity_typed(struct ui *ui, const char *text, void *arg)
{
	struct correction *k = arg;
	char *end;
	long long n = strtoll(text, &end, 10);

	if (*end != '\0' || n < 1 || n > k->most) {
		ui_complain(ui, "A number from 1 to %lld.", (long long)k->most);
		return false;
	}
	k->part.quantity = n;
	ask_why(ui, k);
	return true;
}

static void
chosen(struct ui *ui, char key, void *arg)
{
	struct correction *k = arg;
	char all[24];

	k->is_void = key == 'v';
	k->is_part = key == 'l';
	if (!k->is_part || k->most == 1) {
		ask_why(ui, k);
		return;
	}
	snprintf(all, sizeof(all), "%lld", (long long)k->most);
	line_push(ui, "How many are returned?", "Enter alone: all of the line.", all,
	    quantity_typed, copy(k), free);
}

/* For u, when the newest change closed a receipt: nothing is undone; writes a void once
 * a reason is given. */
void
receipt_ask_void(struct desk *d, int64_t receipt)
{
	struct err e;
	AUTO_RECEIPT struct receipt *r = receipt_load(d->p, receipt, &e);
	AUTO_FREE char *who = NULL, *alerts = NULL, *question = NULL;
	struct correction k = { .receipt = receipt, .is_void = true };
	struct receipt_totals t;
	char due[MONEY_SIZE];

	if (r == NULL || !receipt_client_words(d->p, record_int(r->head, "client"),
	    &who, &alerts, &e)) {
		ui_err(d->ui, &e);
		return;
	}
	k.version = r->head->version;
	receipt_totals(r, &t);
	if (receipt_closed_on(r) != clock_today()) {
		receipt_page_push(d, receipt);
		ui_complain(d->ui, "Receipt %s is closed, and its day's sales are final: z "
		    "refunds it.", record_text(r->head, "number"));
		return;
	}
	question = xasprintf("Void receipt %s, %s, %s?", record_text(r->head, "number"),
	    who, money_format2(t.due, due));
	line_push(d->ui, question, "A closed receipt is never undone. Why is it void? "
	    "Esc leaves it.", "", reason_typed, copy(&k), free);
}

void
receipt_page_correct(struct screen *s, UNUSED enum act a)
{
	static const struct ask_answer answers[] = {
		{ 'v', "void: it was written by mistake today" },
		{ 'a', "refund: all that is left of it" },
		{ 'l', "refund: the selected line, or some of it" },
		{ 0, NULL }
	};
	struct receipt_page *g = (struct receipt_page *)s;
	const struct record *line;
	AUTO_FREE char *question = NULL;
	struct correction k;
	bool may_void;

	if (!is_closed(g))
		return;
	may_void = receipt_closed_on(g->receipt) == clock_today() && (g->other == 0 ||
	    !record_is_null(g->receipt->head, "corrects"));
	k = begin(g);
	line = g->at < g->receipt->n_lines ? g->receipt->lines[g->at] : NULL;
	if (line != NULL) {
		k.most = llabs(record_int(line, "quantity"));
		k.part = (struct receipt_part){ line->id, k.most };
	}
	question = xasprintf("Receipt %s: %s?%s%s", record_text(g->receipt->head, "number"),
	    may_void ? "void or refund" : "what is refunded",
	    line != NULL ? " Selected: " : "",
	    line != NULL ? record_text(line, "description") : "");
	ask_push(s->ui, question, may_void ? answers : answers + 1, chosen, copy(&k), free);
}
