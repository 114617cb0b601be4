/*
 * receipts.h - writing, closing, correcting and counting receipts.
 *
 * A receipt is edited whole in memory and saved at once, in one journal entry. A line's
 * amount is price × quantity less discount, exact. Each of its taxes is that amount
 * times the practice's percentage, or none for an exempt service or product, rounded
 * half up to cents line by line, so that the lines add up to the total and the parts of
 * a refund to what was sold. A tax typed by hand or imported is kept as it is (4.032);
 * the total is then exact and only `due` is rounded to cents.
 *
 * States. Open: may be empty, changes freely. Closed: its lines and payments never
 * change and it is never undone; it is corrected by a void on the same day or by a
 * refund, a receipt of its own dated today with negative lines, whose `corrects` names
 * it. Void: kept, with its number. Payments are dated the day they are entered.
 * Triggers of db/schema.sql enforce the same.
 *
 * Numbers. A receipt gets its number inside the write that closes it: one more than the
 * highest given here. Numbers are never given back, so they are unique and without
 * gaps, and no counter is stored. Open receipts have none. Imported receipts keep the
 * other system's numbers, which are ignored here.
 *
 * Stock. Closing subtracts each product line's quantity from product.on_hand, void and
 * refund add it back, in the same entry; a product with a blank on_hand is not counted.
 *
 * On paper. A receipt of a past day, written on paper then, is entered with the number it has
 * there. It and its payments are of that day, whenever it is closed; it keeps who entered it,
 * and when. Its own number is given by closing.
 *
 * Late fees. What the desk agreed to when a visit was cancelled late or missed is proposed
 * as a line of that visit until it is on a receipt. Saving a receipt off which the line was
 * taken waives the fee: the visit has none any more, in the same entry.
 *
 * Tips are not kept: the practice file has no place for them yet.
 *
 * Writing needs ACTION_WRITE_RECEIPTS, reading ACTION_READ_CLIENTS unless noted.
 */
#ifndef CHAIRSIDE_RECEIPT_RECEIPTS_H
#define CHAIRSIDE_RECEIPT_RECEIPTS_H

#include "base/money.h"
#include "practice/drafts.h"

#define RECEIPT_LINES_MAX 500
#define RECEIPT_PAYMENTS_MAX 100
#define RECEIPT_TAXES 2

/* A service or product exempt from a tax. */
struct receipt_exempt {
	const struct record_type *type;
	int64_t id;
	bool is[RECEIPT_TAXES];	/* exempt from the first, the second */
};

struct receipt {
	struct record *head;
	struct record **lines;
	size_t n_lines;
	struct record **payments;
	size_t n_payments;
	/* tax rates of the settings, thousandths of a percent */
	int64_t percent, percent2;
	struct receipt_exempt *exempt;
	size_t n_exempt;
	int64_t *off;		/* visits whose lines were taken off it */
	size_t n_off, cap_off;
};

/* --- in memory: no file is touched ------------------------------------------------ */

struct receipt *receipt_copy(const struct receipt *r);
void receipt_free(struct receipt *r);	/* NULL is fine */
void receipt_auto_free(struct receipt **r);
#define AUTO_RECEIPT __attribute__((cleanup(receipt_auto_free)))

/* Adds a line for one service or product, with its name, price and taxes; NULL: a blank
 * line. The result is borrowed; NULL when the receipt is full. */
struct record *receipt_add_line(struct receipt *r, const struct record *sold);
/* Sets a line's description, staff, quantity, price, discount, tax or tax2 from what a
 * person typed. A discount may be a percentage, "10%". Amount and taxes are computed
 * again; a tax set by hand is kept in proportion (none stays none). ERR_INVALID, and
 * nothing changed, for a quantity of 0 or a discount of more than the line. */
bool receipt_set_line(struct receipt *r, size_t line,
    const struct field_context *c, const char *field, const char *typed,
    struct err *e);
void receipt_remove_line(struct receipt *r, size_t line);
/* The same of a line of that visit which is not on it (any more). */
void receipt_note_off(struct receipt *r, int64_t session);
/* Is a visit of those taken off not on it again? */
bool receipt_has_off(const struct receipt *r);

/* `method`: cash, card, transfer or other; a negative amount is money given back. The
 * result is borrowed; NULL when the receipt is full. */
struct record *receipt_add_payment(struct receipt *r, const char *method,
    money amount);
/* Sets a payment's method or amount from what a person typed. */
bool receipt_set_payment(struct receipt *r, size_t payment,
    const struct field_context *c, const char *field, const char *typed,
    struct err *e);
void receipt_remove_payment(struct receipt *r, size_t payment);

struct receipt_totals {
	money net, tax, tax2, total;	/* exact */
	money due;	/* total, rounded to cents */
	money paid;
	money left;	/* due - paid, in cents; negative: to give back */
	money change;	/* the part of that to give back in cash; ≥ 0 */
};
void receipt_totals(const struct receipt *r, struct receipt_totals *t);
money receipt_left(money total, money paid);

/* What was charged for one tax, and on which amount. */
struct receipt_tax {
	money base, tax;	/* of the lines with this tax, exact */
	size_t n;		/* how many lines have it */
	int64_t percent;	/* the settings' rate, thousandths; -1: another, or typed by hand */
};
void receipt_taxes(const struct receipt *r, struct receipt_tax out[RECEIPT_TAXES]);
/* True when every line's taxes are those of today's settings and exemptions; false when
 * a tax was typed by hand or a rate has changed. */
bool receipt_taxed_as_now(const struct receipt *r);

/* "receipt 12", or "the open receipt" where it has no number. Returns `name`. */
#define RECEIPT_NAME_SIZE 60
const char *receipt_called(const struct record *head, char name[RECEIPT_NAME_SIZE]);

/* --- in the file ------------------------------------------------------------------- */

/* A new open receipt dated today, not saved; client 0: nobody in particular. */
struct receipt *receipt_new(struct practice *p, int64_t client, struct err *e);

/* Adds one line for a service, product or session (with its price and staff). */
bool receipt_add(struct practice *p, struct receipt *r,
    const struct record_type *type, int64_t id, struct err *e);

/* The client's open receipt, of that day or else the newest; else a new one, not saved,
 * with the visits of the day that are in treatment or done and on no receipt yet, and with
 * late fees of any day. Needs ACTION_WRITE_RECEIPTS. */
struct receipt *receipt_for_visit(struct practice *p, int64_t client,
    date_day day, struct err *e);
/* The receipt of a past day that was written on paper then: the client's open one of that
 * day, else a new one, not saved, with the visits of that day as above; client 0: a new one,
 * over the counter. ERR_INVALID when that day is not past. */
struct receipt *receipt_on_paper(struct practice *p, int64_t client, date_day day,
    struct err *e);
bool receipt_is_on_paper(const struct receipt *r);
struct receipt *receipt_load(struct practice *p, int64_t id, struct err *e);
/* What may be added to the open receipt `r`: an unsaved receipt whose lines are the
 * client's visits since its date, or since `day` if that is earlier (of one on paper those of
 * its day), that are in treatment or done and on no receipt, `r` as typed included, and
 * late fees alike, but for those taken off it. */
struct receipt *receipt_waiting(struct practice *p, const struct receipt *r,
    date_day day, struct err *e);

/*
 * Saves an open receipt. `base` is a copy of it as loaded (NULL: a new one): ERR_STALE,
 * and nothing written, when anybody has changed any part of it since. Afterwards `r`
 * has the ids and versions of its rows, and a copy of it is the next `base`; on failure
 * `r` is unchanged.
 */
bool receipt_save(struct practice *p, struct receipt *r,
    const struct receipt *base, struct draft *draft, struct err *e);
/*
 * The same, and closes it, dated today, or the day it was written on paper. ERR_INVALID for:
 * no line; a line without a price; an amount left to pay, unless `unpaid_ok`; more paid than
 * due, other than in cash; a number on paper that another receipt of that day has. Change is
 * subtracted from the cash payment.
 */
bool receipt_close(struct practice *p, struct receipt *r,
    const struct receipt *base, bool unpaid_ok, struct draft *draft, struct err *e);

/* Charges no late fee of the visits whose lines were taken off a receipt on which nothing is
 * left, without writing it. There is one at least. */
bool receipt_waive(struct practice *p, struct receipt *r, struct draft *draft, struct err *e);

/* Adds a payment, today, to a closed receipt with an amount left. `version` here and
 * below: of the receipt's head as the person saw it (ERR_STALE). */
bool receipt_pay(struct practice *p, int64_t id, int64_t version,
    const char *method, money amount, struct err *e);
/* The day on which a closed one was closed: its own, or that on which it was entered. */
date_day receipt_closed_on(const struct receipt *r);
/* Voids an open receipt, or one closed today; payments are given back today by the same
 * methods, of one on paper that was entered today on its own day. One closed earlier is
 * refunded instead. `reason` must not be blank. */
bool receipt_void(struct practice *p, int64_t id, int64_t version,
    const char *reason, struct err *e);

struct receipt_part {
	int64_t line;		/* id of the line */
	int64_t quantity;	/* how many come back, from 1 */
};
/*
 * Refunds those parts of a closed receipt; with n 0 all that is left of it. The refund
 * is a new receipt, closed and dated today: quantities, amounts and taxes of the lines
 * are negated, each at the position it had, with the note "Refund of receipt 12:
 * reason". Never more of a line than was sold. Money paid beyond the price of what the
 * client keeps is given back by `method` (may be NULL if there is none); the rest
 * lowers what is owed. *refund gets the new id.
 */
bool receipt_refund(struct practice *p, int64_t id, int64_t version,
    const struct receipt_part *parts, size_t n, const char *method,
    const char *reason, int64_t *refund, struct err *e);

/* For a refund the receipt it refunds, else the newest refund of it, with its number;
 * *other 0: none. */
bool receipt_other(struct practice *p, const struct record *head, int64_t *other,
    char number[44], struct err *e);

/* --- lists and sums ------------------------------------------------------------------ */

/* One line of a list. Borrowed until the callback returns. */
struct receipt_row {
	int64_t id, version, client;
	const char *number, *date, *state, *note;	/* date ISO */
	bool imported;
	money total, paid;	/* exact */
	money left;		/* cents, as in receipt_totals; 0 unless closed, and 0 for
				 * an imported one without payments */
};
/* Newest first. `client` 0: everybody's. `after` (ISO date) and `after_id` continue
 * a page, NULL: from the newest; `limit` 0: all. fn returns false to stop. *more
 * (may be NULL): there are others. */
struct receipt_query {
	int64_t client;
	const char *after;
	int64_t after_id;
	long limit;
};
bool receipts_list(struct practice *p, const struct receipt_query *q,
    bool (*fn)(const struct receipt_row *, void *), void *arg, bool *more,
    struct err *e);

/* An open receipt. */
struct receipt_open {
	int64_t id, version;
	const char *client;	/* as client_display_name(), "" nobody's; borrowed until the
				 * callback returns */
	money left, paid;	/* as in receipt_totals */
};
/* Those of any day, the newest first, at most so many. ACTION_WRITE_RECEIPTS. */
bool receipts_parked(struct practice *p, long most,
    bool (*fn)(const struct receipt_open *, void *), void *arg, struct err *e);

/* What the client owes: the sum of `left` of closed receipts, refunds counted. */
bool client_unpaid(struct practice *p, int64_t client, money *owed,
    struct err *e);

#endif
