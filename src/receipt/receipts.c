/*
 * receipts.c - a receipt in memory: lines, taxes, payments, totals. No file is
 * touched here.
 */
#include "receipt/receipts.h"

#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"

/* The two taxes of a line: field and percentage. */
static const struct {
	const char *field;
	size_t percent;		/* offset in struct receipt */
} taxes[RECEIPT_TAXES] = {
	{ "tax", offsetof(struct receipt, percent) },
	{ "tax2", offsetof(struct receipt, percent2) },
};

/* --- making --------------------------------------------------------------------- */

static struct record **
copy_rows(struct record *const *rows, size_t n)
{
	struct record **copy = xcalloc(n + 1, sizeof(*copy));
	size_t i;

	for (i = 0; i < n; i++)
		copy[i] = record_copy(rows[i]);
	return copy;
}

struct receipt *
receipt_copy(const struct receipt *r)
{
	struct receipt *copy = xcalloc(1, sizeof(*copy));
	size_t i;

	*copy = *r;
	copy->head = record_copy(r->head);
	copy->lines = copy_rows(r->lines, r->n_lines);
	copy->payments = copy_rows(r->payments, r->n_payments);
	copy->exempt = xcalloc(r->n_exempt + 1, sizeof(*copy->exempt));
	for (i = 0; i < r->n_exempt; i++)
		copy->exempt[i] = r->exempt[i];
	copy->off = NULL;
	copy->n_off = copy->cap_off = 0;
	for (i = 0; i < r->n_off; i++)
		receipt_note_off(copy, r->off[i]);
	return copy;
}

void
receipt_free(struct receipt *r)
{
	size_t i;

	if (r == NULL)
		return;
	for (i = 0; i < r->n_lines; i++)
		record_free(r->lines[i]);
	for (i = 0; i < r->n_payments; i++)
		record_free(r->payments[i]);
	record_free(r->head);
	free(r->lines);
	free(r->payments);
	free(r->exempt);
	free(r->off);
	free(r);
}

void
receipt_auto_free(struct receipt **r)
{
	receipt_free(*r);
}

static struct record *
add_row(struct record ***rows, size_t *n, size_t most,
    const struct record_type *type)
{
	if (*n >= most)
		return NULL;
	*rows = xreallocarray(*rows, *n + 1, sizeof(**rows));
	return (*rows)[(*n)++] = record_new(type);
}

static void
remove_row(struct record **rows, size_t *n, size_t at)
{
	BUG_IF(at >= *n);
	record_free(rows[at]);
	memmove(rows + at, rows + at + 1, (*n - at - 1) * sizeof(*rows));
	--*n;
}

/* --- lines ------------------------------------------------------------------------ */

/* True when the line's service or product is exempt from this tax. */
static bool
is_exempt(const struct receipt *r, const struct record *line, size_t tax)
{
	const struct receipt_exempt *x = r->exempt;
	size_t i;

	for (i = 0; i < r->n_exempt; i++, x++)
		if (x->id == record_int(line, x->type->name))
			return x->is[tax];
	return false;
}

static int64_t
percent_of(const struct receipt *r, size_t i)
{
	return *(const int64_t *)(const void *)((const char *)r + taxes[i].percent);
}

static int64_t
at_rate(const struct receipt *r, size_t i, money amount)
{
	return money_share(amount, percent_of(r, i), FIELD_WHOLE_PERCENT);
}

static int64_t
tax_of(const struct receipt *r, const struct record *line, size_t i, money amount)
{
	return is_exempt(r, line, i) ? 0 : at_rate(r, i, amount);
}

static bool
fits(money m)
{
	return m >= -MONEY_MAX && m <= MONEY_MAX;
}

static money
gross_of(const struct record *line)
{
	return money_muldiv(record_int(line, "price"),
	    record_int(line, "quantity"), 1);
}

/* Computes amount and taxes after `field` was typed. A tax that differed from the
 * percentage keeps its proportion to the amount. */
static bool
recompute(const struct receipt *r, struct record *line, const char *field,
    struct err *e)
{
	money before = record_int(line, "amount"), gross = gross_of(line);
	money discount = record_int(line, "discount"), amount, tax;
	size_t i;

	if (gross < 0 ? discount > 0 || discount < gross :
	    discount < 0 || discount > gross)
		return err_set(e, ERR_INVALID, field,
		    "The discount is from 0 to the whole line.");
	amount = gross - discount;
	if (!fits(amount))
		return err_set(e, ERR_INVALID, field,
		    "Price times quantity is more than a receipt can hold.");
	record_set_int(line, "amount", amount);
	for (i = 0; i < ARRAY_LEN(taxes); i++) {
		tax = record_int(line, taxes[i].field);
		if (tax == tax_of(r, line, i, before))
			tax = tax_of(r, line, i, amount);
		else if (before != 0)
			tax = money_share(tax, amount, before);
		if (!fits(tax))
			return err_set(e, ERR_INVALID, field,
			    "The tax is more than a receipt can hold.");
		record_set_int(line, taxes[i].field, tax);
	}
	return true;
}

struct record *
receipt_add_line(struct receipt *r, const struct record *sold)
{
	struct record *line = add_row(&r->lines, &r->n_lines, RECEIPT_LINES_MAX,
	    &record_receipt_line);

	if (line == NULL)
		return NULL;
	record_set_int(line, "position", (int64_t)r->n_lines);
	if (sold == NULL)
		return line;
	BUG_IF(sold->type != &record_service && sold->type != &record_product);
	record_set_int(line, sold->type->name, sold->id);
	record_set_text(line, "description", record_text(sold, "name"));
	if (!record_is_null(sold, "price"))
		record_set_int(line, "price", record_int(sold, "price"));
	recompute(r, line, "price", NULL);	/* quantity 1, no discount: cannot fail */
	return line;
}

/* Parses a discount: an amount, or a percentage of the line. */
static bool
parse_discount(struct record *line, const struct field_context *c,
    const char *typed, struct err *e)
{
	AUTO_FREE char *s = text_trim(xstrdup(typed));
	size_t n = strlen(s);
	money percent;

	if (n == 0 || s[n - 1] != '%') {
		if (!record_parse(line, c, "discount", typed, e))
			return false;
		/* a negative quantity has a negative discount */
		if (gross_of(line) < 0 && record_int(line, "discount") > 0)
			record_set_int(line, "discount",
			    -record_int(line, "discount"));
		return true;
	}
	s[n - 1] = '\0';
	if (!money_parse(text_trim(s), &percent) || percent < 0 ||
	    percent > 100 * (money)MONEY_UNIT)
		return err_set(e, ERR_INVALID, "discount",
		    "%s", "A discount in percent is from 0% to 100%.");
	record_set_int(line, "discount", money_share(gross_of(line),
	    percent, 100 * (int64_t)MONEY_UNIT));
	return true;
}

static bool
parse_quantity(struct record *line, const struct field_context *c,
    const char *typed, struct err *e)
{
	int64_t before = record_int(line, "quantity"), now;

	if (!record_parse(line, c, "quantity", typed, e))
		return false;
	now = record_int(line, "quantity");
	if (now == 0)
		return err_set(e, ERR_INVALID, "quantity",
		    "The quantity is 0: take the line off instead.");
	if ((now < 0) != (before < 0))
		record_set_int(line, "discount", -record_int(line, "discount"));
	return true;
}

/* Parses the field into a copy of the line, and computes what depends on it. */
static bool
parse_line(const struct receipt *r, struct record *line,
    const struct field_context *c, const char *field, const char *typed,
    struct err *e)
{
	const struct field *f = record_field(&record_receipt_line, field);
	bool ok, sums = true;

	BUG_IF(f == NULL);
	if (strcmp(field, "discount") == 0) {
		ok = parse_discount(line, c, typed, e);
	} else if (strcmp(field, "quantity") == 0) {
		ok = parse_quantity(line, c, typed, e);
	} else {
		ok = record_parse(line, c, field, typed, e);
		sums = strcmp(field, "price") == 0;
	}
	if (!ok)
		return false;
	if (record_is_null(line, field) && (f->flags & FIELD_REQUIRED)) {
		if (f->type != FIELD_MONEY)
			return err_set(e, ERR_INVALID, field, "%s is missing",
			    f->label);
		record_set_int(line, field, 0);
	}
	return !sums || recompute(r, line, field, e);
}

bool
receipt_set_line(struct receipt *r, size_t at, const struct field_context *c,
    const char *field, const char *typed, struct err *e)
{
	struct record *line;

	BUG_IF(at >= r->n_lines);
	line = record_copy(r->lines[at]);
	if (!parse_line(r, line, c, field, typed, e)) {
		record_free(line);
		return false;
	}
	record_free(r->lines[at]);
	r->lines[at] = line;
	return true;
}

void
receipt_note_off(struct receipt *r, int64_t session)
{
	GROW(r->off, r->cap_off, r->n_off + 1);
	r->off[r->n_off++] = session;
}

void
receipt_remove_line(struct receipt *r, size_t line)
{
	if (line < r->n_lines && !record_is_null(r->lines[line], "session"))
		receipt_note_off(r, record_int(r->lines[line], "session"));
	remove_row(r->lines, &r->n_lines, line);
}

/* --- payments ----------------------------------------------------------------------- */

struct record *
receipt_add_payment(struct receipt *r, const char *method, money amount)
{
	struct record *payment = add_row(&r->payments, &r->n_payments,
	    RECEIPT_PAYMENTS_MAX, &record_payment);

	if (payment == NULL)
		return NULL;
	record_set_day(payment, "date", clock_today());
	record_set_text(payment, "method", method);
	record_set_int(payment, "amount", amount);
	return payment;
}

bool
receipt_set_payment(struct receipt *r, size_t at, const struct field_context *c,
    const char *field, const char *typed, struct err *e)
{
	AUTO_RECORD struct record *payment = NULL;

	BUG_IF(at >= r->n_payments);
	payment = record_copy(r->payments[at]);
	if (!record_parse(payment, c, field, typed, e))
		return false;
	if (record_is_null(payment, field))
		return err_set(e, ERR_INVALID, field, "%s is missing",
		    record_field(&record_payment, field)->label);
	value_copy(record_value(r->payments[at], field),
	    record_value(payment, field));
	return true;
}

void
receipt_remove_payment(struct receipt *r, size_t payment)
{
	remove_row(r->payments, &r->n_payments, payment);
}

/* --- totals -------------------------------------------------------------------------- */

void
receipt_totals(const struct receipt *r, struct receipt_totals *t)
{
	money cash = 0, amount;
	size_t i;

	*t = (struct receipt_totals){ 0 };
	for (i = 0; i < r->n_lines; i++) {
		t->net += record_int(r->lines[i], "amount");
		t->tax += record_int(r->lines[i], "tax");
		t->tax2 += record_int(r->lines[i], "tax2");
	}
	for (i = 0; i < r->n_payments; i++) {
		amount = record_int(r->payments[i], "amount");
		t->paid += amount;
		if (strcmp(record_text(r->payments[i], "method"), "cash") == 0)
			cash += amount;
	}
	t->total = t->net + t->tax + t->tax2;
	t->due = money_round(t->total);
	t->left = receipt_left(t->total, t->paid);
	if (t->left < 0 && cash > 0)
		t->change = -t->left < cash ? -t->left : cash;
}

money
receipt_left(money total, money paid)
{
	return money_round(total) - money_round(paid);
}

bool
receipt_taxed_as_now(const struct receipt *r)
{
	size_t i, k;

	for (i = 0; i < r->n_lines; i++)
		for (k = 0; k < RECEIPT_TAXES; k++)
			if (record_int(r->lines[i], taxes[k].field) != tax_of(r,
			    r->lines[i], k, record_int(r->lines[i], "amount")))
				return false;
	return true;
}

void
receipt_taxes(const struct receipt *r, struct receipt_tax out[RECEIPT_TAXES])
{
	money tax, amount;
	size_t i, k;

	for (k = 0; k < RECEIPT_TAXES; k++) {
		out[k] = (struct receipt_tax){ .percent = percent_of(r, k) };
		for (i = 0; i < r->n_lines; i++) {
			tax = record_int(r->lines[i], taxes[k].field);
			amount = record_int(r->lines[i], "amount");
			if (tax == 0)
				continue;
			out[k].n++;
			out[k].base += amount;
			out[k].tax += tax;
			if (tax != at_rate(r, k, amount))
				out[k].percent = -1;
		}
	}
}
