/*
 * receipt_print.c - see receipt_print.h.
 */
#include "export/receipt_print.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "db/db.h"
#include "export/paper.h"
#include "practice/naming.h"
#include "receipt/receipts.h"

static void
put_sum(struct paper *x, const char *words, money amount)
{
	char text[MONEY_SIZE];

	paper_block(x, "", words, money_format2(amount, text));
}

/* "2 x 45.00, less 10.00" where that is not what the line comes to anyway. */
static void
put_line(struct paper *x, const struct record *line)
{
	const int64_t quantity = record_int(line, "quantity");
	const money discount = record_int(line, "discount");
	AUTO_BUF struct buf how = BUF_INIT;
	char price[MONEY_SIZE], off[MONEY_SIZE];

	put_sum(x, record_text(line, "description"), record_int(line, "amount"));
	if (quantity == 1 && discount == 0)
		return;
	buf_addf(&how, "%" PRId64 " x %s", quantity,
	    money_format2(record_int(line, "price"), price));
	if (discount != 0)
		buf_addf(&how, ", less %s", money_format2(discount, off));
	paper_line(x, how.s);
}

/* "City tax 6.25 % of 38.00"; the rate is left out unless it is the settings'. */
static void
put_taxes(struct paper *x, const struct receipt *r, const struct record *settings)
{
	static const char *const names[RECEIPT_TAXES] = { "tax_name", "tax2_name" };
	struct receipt_tax taxes[RECEIPT_TAXES];
	char base[MONEY_SIZE], rate[MONEY_SIZE];
	size_t i;

	receipt_taxes(r, taxes);
	for (i = 0; i < RECEIPT_TAXES; i++) {
		const char *name = record_text(settings, names[i]);
		AUTO_BUF struct buf words = BUF_INIT;

		if (taxes[i].n == 0)
			continue;
		buf_adds(&words, *name != '\0' ? name :
		    record_field(settings->type, names[i])->label);
		if (taxes[i].percent >= 0)
			buf_addf(&words, " %s %%", money_format(taxes[i].percent * 10, rate));
		buf_addf(&words, " of %s", money_format2(taxes[i].base, base));
		put_sum(x, words.s, taxes[i].tax);
	}
}

static void
put_payment(struct paper *x, const struct receipt *r, const struct record *payment)
{
	const char *on = record_text(payment, "date");
	const money amount = record_int(payment, "amount");
	AUTO_BUF struct buf words = BUF_INIT;
	char day[24];

	buf_addf(&words, "%s, %s", amount < 0 ? "Given back" : "Paid",
	    record_text(payment, "method"));
	if (strcmp(on, record_text(r->head, "date")) != 0)
		buf_addf(&words, ", %s", date_to_words(date_from_iso(on), true, day));
	put_sum(x, words.s, amount);
}

static void
put_sums(struct paper *x, const struct receipt *r, const struct record *settings)
{
	AUTO_FREE char *total = xasprintf("Total, %s", record_text(settings, "currency"));
	struct receipt_totals t;
	size_t i;

	receipt_totals(r, &t);
	put_taxes(x, r, settings);
	put_sum(x, total, t.due);
	for (i = 0; i < r->n_payments; i++)
		put_payment(x, r, r->payments[i]);
	if (t.left != 0 && strcmp(record_text(r->head, "state"), "void") != 0)
		put_sum(x, "Left to pay", t.left);
}

/* "Receipt 12, Tue 24 Nov 2026", for whom, and what is to be known of it. */
static void
put_head(struct paper *x, struct practice *p, const struct record *head)
{
	AUTO_BUF struct buf title = BUF_INIT, name = BUF_INIT;
	char day[24];

	buf_addf(&title, "Receipt %s, %s", record_text(head, "number"),
	    date_to_words(date_from_iso(record_text(head, "date")), true, day));
	if (strcmp(record_text(head, "state"), "void") == 0)
		buf_adds(&title, ", VOID");
	paper_block(x, "", title.s, "");
	if (naming_add_id(p, &record_client, record_int(head, "client"), &name))
		paper_line(x, name.s);
	if (!record_is_null(head, "paper_number")) {
		AUTO_FREE char *on_paper = xasprintf("Written on paper as %s.",
		    record_text(head, "paper_number"));

		paper_line(x, on_paper);
	}
	if (!record_is_null(head, "note"))
		paper_line(x, record_text(head, "note"));
}

static bool
write_receipt(struct practice *p, const struct receipt *r, const struct paper_format *f,
    const char *target, struct err *e)
{
	struct file_out *out = file_out_open(target, e);
	AUTO_FREE char *title = NULL;
	struct paper x;
	size_t i;

	if (out == NULL)
		return false;
	title = xasprintf("Receipt %s", record_text(r->head, "number"));
	paper_begin(&x, f, file_out_stream(out), title);
	paper_letterhead(&x, p->settings);
	put_head(&x, p, r->head);
	for (i = 0; i < r->n_lines; i++)
		put_line(&x, r->lines[i]);
	put_sums(&x, r, p->settings);
	paper_end(&x);
	return file_out_commit(out, e);
}

bool
receipt_print(struct practice *p, int64_t receipt, const char *format, const char *target,
    struct err *e)
{
	AUTO_FREE char *label = xasprintf("export receipt %" PRId64, receipt);
	const struct paper_format *f = paper_format_named(format, e);
	AUTO_RECEIPT struct receipt *r = f != NULL ? receipt_load(p, receipt, e) : NULL;

	if (r == NULL)
		return false;
	if (strcmp(record_text(r->head, "state"), "open") == 0)
		return err_set(e, ERR_INVALID, NULL, "A receipt is printed once it is closed: it has "
		    "no number yet.");
	return db_note(p->db, "export", label, e) && write_receipt(p, r, f, target, e);
}
