/*
 * receipts_correct.c - correcting a closed receipt: a later payment, a void on the same
 * day, a refund.
 *
 * A refund names the receipt it refunds, and each of its lines has the position of the
 * line it refunds: earlier refunds of a line are found by that.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "receipt/receipts_file.h"

struct correction {
	int64_t id, version;
	const char *method, *reason;
	money amount;
	const struct receipt_part *parts;
	size_t n_parts;
	int64_t refund;
};

/* --- what its refunds have done ------------------------------------------------------ */

struct refunds {
	struct receipt **list;
	size_t n;
};

static void
refunds_free(struct refunds *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		receipt_free(f->list[i]);
	free(f->list);
}
#define AUTO_REFUNDS __attribute__((cleanup(refunds_free)))

static bool
find_refunds(struct db *db, const struct receipt *r, struct refunds *f,
    struct err *e)
{
	AUTO_FREE int64_t *ids = NULL;
	struct stmt *st = db_stmt(db, "receipt_refunds");
	size_t n;

	stmt_set_int(st, "receipt", r->head->id);
	if (!stmt_ids(st, &ids, &n, e))
		return false;
	f->list = xcalloc(n + 1, sizeof(*f->list));
	for (; f->n < n; f->n++)
		if ((f->list[f->n] = receipts_read(db, ids[f->n], e)) == NULL)
			return false;
	return true;
}

/* How much of a line was refunded, with the line's sign. */
static int64_t
came_back(const struct refunds *f, const struct record *line)
{
	int64_t n = 0;
	size_t i, j;

	for (i = 0; i < f->n; i++)
		for (j = 0; j < f->list[i]->n_lines; j++)
			if (record_int(f->list[i]->lines[j], "position") ==
			    record_int(line, "position"))
				n -= record_int(f->list[i]->lines[j], "quantity");
	return n;
}

/* Due and paid for a receipt and its refunds together. An imported one without payments
 * counts as paid. */
static void
sum_with(const struct receipt *r, const struct refunds *f, money *total,
    money *paid)
{
	struct receipt_totals t;
	size_t i;

	receipt_totals(r, &t);
	*total = t.total;
	*paid = r->n_payments == 0 && strcmp(record_text(r->head, "origin"),
	    "import") == 0 ? t.due : t.paid;
	for (i = 0; i < f->n; i++) {
		receipt_totals(f->list[i], &t);
		*total += t.total;
		*paid += t.paid;
	}
}

/* --- paying later ------------------------------------------------------------------------ */

static struct receipt *
read_closed(struct db *db, const struct correction *c, struct err *e)
{
	struct receipt *r = receipts_read_at(db, c->id, c->version, e);

	if (r == NULL || receipts_is(r, "closed"))
		return r;
	err_set(e, ERR_INVALID, "state", "This receipt is %s, not closed.",
	    record_text(r->head, "state"));
	receipt_free(r);
	return NULL;
}

static bool
insert_payment(struct db *db, struct receipt *r, const char *method,
    money amount, const char *day, struct err *e)
{
	struct record *payment = receipt_add_payment(r, method, amount);

	if (payment == NULL)
		return err_set(e, ERR_INVALID, NULL,
		    "A receipt holds at most %d payments.", RECEIPT_PAYMENTS_MAX);
	record_set_int(payment, "receipt", r->head->id);
	record_set_text(payment, "date", day);
	return db_insert(db, payment, e);
}

static bool
pay_inside(struct db *db, void *arg, struct err *e)
{
	struct correction *c = arg;
	AUTO_RECEIPT struct receipt *r = read_closed(db, c, e);
	AUTO_REFUNDS struct refunds f = { NULL, 0 };
	char text[MONEY_SIZE], today[DATE_ISO_SIZE];
	money total, paid, left;

	if (r == NULL || !find_refunds(db, r, &f, e))
		return false;
	sum_with(r, &f, &total, &paid);
	left = receipt_left(total, paid);
	if (left <= 0)
		return err_set(e, ERR_INVALID, "amount", "Nothing of receipt %.40s "
		    "is left to pay.", record_text(r->head, "number"));
	if (c->amount <= 0 || c->amount > left)
		return err_set(e, ERR_INVALID, "amount",
		    "%s is left to pay: enter an amount up to that.",
		    money_format2(left, text));
	receipts_label(db, "pay", r, false);
	return insert_payment(db, r, c->method, c->amount, date_to_iso(clock_today(), today), e);
}

static bool
correct(struct practice *p, const char *label, db_write_fn fn,
    struct correction *c, struct err *e)
{
	return practice_may(p, ACTION_WRITE_RECEIPTS, e) &&
	    db_write(p->db, "change", label, fn, c, e);
}

bool
receipt_pay(struct practice *p, int64_t id, int64_t version, const char *method,
    money amount, struct err *e)
{
	struct correction c = { .id = id, .version = version, .method = method,
	    .amount = amount };

	return correct(p, "pay receipt", pay_inside, &c, e);
}

/* --- void --------------------------------------------------------------------------------- */

/* Checks the reason as a note is checked. */
static bool
set_note(struct record *head, const char *before, const char *reason,
    const char *after, struct err *e)
{
	AUTO_RECORD struct record *read = record_new(&record_receipt);
	AUTO_FREE char *note = NULL;

	if (!record_parse(read, &field_context_plain, "note",
	    reason != NULL ? reason : "", e))
		return false;
	if (record_is_null(read, "note"))
		return err_set(e, ERR_INVALID, "note", "A reason is needed.");
	note = xasprintf("%s%s%s", before, record_text(read, "note"), after);
	record_set_text(head, "note", note);
	return true;
}

date_day
receipt_closed_on(const struct receipt *r)
{
	date_day day = date_from_iso(record_text(r->head, "date"));
	int minutes, seconds;

	if (receipt_is_on_paper(r))
		clock_local(record_int(r->head, "entered_at"), &day, &minutes, &seconds);
	return day;
}

static bool
may_void(struct db *db, const struct receipt *r, struct err *e)
{
	AUTO_REFUNDS struct refunds f = { NULL, 0 };
	const char *number = record_text(r->head, "number");
	date_day on = receipt_closed_on(r);
	char day[24];

	if (receipts_is(r, "open"))
		return true;
	if (!receipts_is(r, "closed"))
		return err_set(e, ERR_INVALID, "state", "The receipt is void already.");
	if (on != clock_today())
		return err_set(e, ERR_INVALID, "date", "Receipt %.40s is of %s, and "
		    "that day's sales are final: refund it instead.", number,
		    date_to_words(on, true, day));
	if (!find_refunds(db, r, &f, e))
		return false;
	return f.n == 0 || err_set(e, ERR_INVALID, "state", "Receipt %.40s has "
	    "been refunded by receipt %.40s: void that one first.", number,
	    record_text(f.list[0]->head, "number"));
}

/* Gives the sum of each method back by the same method. */
static bool
give_back(struct db *db, struct receipt *r, struct err *e)
{
	size_t n = r->n_payments, i, j;
	char iso[DATE_ISO_SIZE];
	money sum;

	for (i = 0; i < n; i++) {
		const char *method = record_text(r->payments[i], "method");

		for (j = 0, sum = 0; j < n; j++)
			if (strcmp(record_text(r->payments[j], "method"),
			    method) == 0) {
				if (j < i)
					break;
				sum += record_int(r->payments[j], "amount");
			}
		if (j == n && sum != 0 && !insert_payment(db, r, method, -sum,
		    receipts_day(r, iso), e))
			return false;
	}
	return true;
}

static bool
void_inside(struct db *db, void *arg, struct err *e)
{
	struct correction *c = arg;
	AUTO_RECEIPT struct receipt *r = receipts_read_at(db, c->id, c->version, e);
	AUTO_FREE char *before = NULL;
	bool noted;

	if (r == NULL || !may_void(db, r, e))
		return false;
	noted = !record_is_null(r->head, "note");
	before = xasprintf("%s%s", record_text(r->head, "note"),
	    noted ? " (void: " : "Void: ");
	if (!set_note(r->head, before, c->reason, noted ? ")" : "", e) ||
	    (receipts_is(r, "closed") && !receipts_stock(db, r, true, e)) ||
	    !give_back(db, r, e))
		return false;
	record_set_text(r->head, "state", "void");
	receipts_label(db, "void", r, false);
	return db_update(db, r->head, e);
}

bool
receipt_void(struct practice *p, int64_t id, int64_t version, const char *reason,
    struct err *e)
{
	struct correction c = { .id = id, .version = version, .reason = reason };

	return correct(p, "void receipt", void_inside, &c, e);
}

/* --- refund ------------------------------------------------------------------------------- */

/* The share of `n` of a line's `all` pieces in an amount, in cents; for n = all the
 * whole amount. */
static money
share(money amount, int64_t n, int64_t all)
{
	return n == all ? amount : money_share(amount, n, all);
}

/* Refunds `n` pieces of a line, after `before` pieces were refunded. */
static bool
turn_round(struct receipt *to, const struct record *line, int64_t before,
    int64_t n, struct err *e)
{
	static const char *const amounts[] = { "amount", "tax", "tax2", "discount" };
	struct record *back = receipt_add_line(to, NULL);
	int64_t all = record_int(line, "quantity");
	size_t i;

	if (back == NULL)
		return err_set(e, ERR_INVALID, NULL, "A receipt holds at most %d "
		    "lines: refund it in parts.", RECEIPT_LINES_MAX);
	for (i = 0; i < line->type->n_fields; i++)
		value_copy(&back->values[i], &line->values[i]);
	record_set_int(back, "quantity", -n);
	for (i = 0; i < ARRAY_LEN(amounts); i++)
		record_set_int(back, amounts[i],
		    share(record_int(line, amounts[i]), before, all) -
		    share(record_int(line, amounts[i]), before + n, all));
	/* rounded separately it would not give the amount */
	if (record_int(line, "discount") != 0 && record_int(line, "amount") ==
	    record_int(line, "price") * all - record_int(line, "discount"))
		record_set_int(back, "discount", -record_int(line, "price") * n -
		    record_int(back, "amount"));
	return true;
}

static bool
refund_part(struct receipt *to, const struct receipt *r, const struct refunds *f,
    const struct receipt_part *part, struct err *e)
{
	int64_t all, before, rest;
	size_t i;

	for (i = 0; i < r->n_lines && r->lines[i]->id != part->line; i++)
		;
	if (i == r->n_lines)
		return err_set(e, ERR_NOTFOUND, "line", "Receipt %.40s has no such "
		    "line.", record_text(r->head, "number"));
	all = record_int(r->lines[i], "quantity");
	before = came_back(f, r->lines[i]);
	rest = all < 0 ? before - all : all - before;
	if (part->quantity < 1 || part->quantity > rest)
		return err_set(e, ERR_INVALID, "quantity", "Line %zu has %lld left "
		    "that can come back.", i + 1, (long long)(rest > 0 ? rest : 0));
	return turn_round(to, r->lines[i], before,
	    all < 0 ? -part->quantity : part->quantity, e);
}

/* Refunds everything not refunded yet. */
static bool
refund_rest(struct receipt *to, const struct receipt *r, const struct refunds *f,
    struct err *e)
{
	int64_t all, before;
	size_t i;

	for (i = 0; i < r->n_lines; i++) {
		all = record_int(r->lines[i], "quantity");
		before = came_back(f, r->lines[i]);
		if ((all < 0 ? before > all : before < all) &&
		    !turn_round(to, r->lines[i], before, all - before, e))
			return false;
	}
	return true;
}

static bool
refund_lines(struct receipt *to, const struct receipt *r, const struct refunds *f,
    const struct correction *c, struct err *e)
{
	size_t i, j;

	for (i = 0; i < c->n_parts; i++) {
		for (j = 0; j < i; j++)
			if (c->parts[j].line == c->parts[i].line)
				return err_set(e, ERR_INVALID, "line",
				    "A line is named twice.");
		if (!refund_part(to, r, f, &c->parts[i], e))
			return false;
	}
	if (c->n_parts == 0 && !refund_rest(to, r, f, e))
		return false;
	return to->n_lines > 0 || err_set(e, ERR_INVALID, "line", "Nothing of "
	    "receipt %.40s is left to refund.", record_text(r->head, "number"));
}

/* Gives back what was paid beyond the price of what is kept, at most the refund. */
static bool
refund_money(struct receipt *to, const struct receipt *r, const struct refunds *f,
    const char *method, struct err *e)
{
	struct receipt_totals t;
	char text[MONEY_SIZE];
	money total, paid, back;

	receipt_totals(to, &t);
	sum_with(r, f, &total, &paid);
	back = -receipt_left(total + t.total, paid);
	if (back > -t.due)
		back = -t.due;
	if (back <= 0)
		return true;
	if (method == NULL || *method == '\0')
		return err_set(e, ERR_INVALID, "method", "Choose how the %s is given "
		    "back.", money_format2(back, text));
	receipt_add_payment(to, method, -back);
	return true;
}

static bool
refund_inside(struct db *db, void *arg, struct err *e)
{
	struct correction *c = arg;
	AUTO_RECEIPT struct receipt *r = read_closed(db, c, e), *to = NULL;
	AUTO_REFUNDS struct refunds f = { NULL, 0 };
	AUTO_FREE char *before = NULL;

	if (r == NULL)
		return false;
	if (receipts_is_refund(r))
		return err_set(e, ERR_INVALID, "state", "Receipt %.40s is a refund "
		    "itself: void it on its day, or write a new receipt.",
		    record_text(r->head, "number"));
	to = xcalloc(1, sizeof(*to));
	to->head = record_new(&record_receipt);
	before = xasprintf(RECEIPT_REFUND_OF "%s: ", record_text(r->head, "number"));
	value_copy(record_value(to->head, "client"),
	    record_value(r->head, "client"));
	record_set_day(to->head, "date", clock_today());
	record_set_text(to->head, "state", "closed");
	record_set_int(to->head, "corrects", r->head->id);
	if (!set_note(to->head, before, c->reason, "", e) ||
	    !find_refunds(db, r, &f, e) || !refund_lines(to, r, &f, c, e) ||
	    !refund_money(to, r, &f, c->method, e) ||
	    !receipts_give_number(db, to->head, e) ||
	    !receipts_put(db, to, NULL, e) || !receipts_stock(db, to, false, e))
		return false;
	c->refund = to->head->id;
	receipts_label(db, "refund", r, false);
	return true;
}

bool
receipt_refund(struct practice *p, int64_t id, int64_t version,
    const struct receipt_part *parts, size_t n, const char *method,
    const char *reason, int64_t *refund, struct err *e)
{
	struct correction c = { .id = id, .version = version, .method = method,
	    .reason = reason, .parts = parts, .n_parts = n };

	if (!correct(p, "refund receipt", refund_inside, &c, e))
		return false;
	*refund = c.refund;
	return true;
}
