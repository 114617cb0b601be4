/*
 * receipts.h - writing, closing, correcting and counting receipts.
 *
 * A receipt is edited whole in memory and saved at once, in one entry of the
 * journal. A line's amount is price × quantity less discount, exact. Each of its taxes
 * is that amount times the practice's percentage, none where the service or product
 * says so, rounded half up to cents line by line, so that lines add up to what is paid,
 * parts of a refund to what was sold, and collected to sales and taxes. A tax typed by
 * hand or imported is kept as it is (4.032); then the total is exact and only what is
 * asked for, `due`, is in cents.
 *
 * States. Open: may be saved with nothing in it, changes freely. Closed: its lines
 * and the payments it has never change, and it is never undone; a correction is a void
 * on the same day or a refund, which is a receipt of its own dated today with negative
 * lines that `corrects` it. Void: stays, with its number. Payments are dated the day
 * they are entered. Triggers of db/schema.sql hold the same.
 *
 * Numbers. A receipt gets its number inside the write that closes it: one more than the
 * highest that was given here. None comes back, so they are unique and without gaps,
 * and nothing is kept beside the receipts. Open, it has none. Those of imported receipts
 * are the other system's and are not looked at.
 *
 * Stock. Closing takes each product line's quantity off product.on_hand, void and
 * refund bring it back, in the same entry; a product whose on_hand is blank is not
 * counted.
 *
 * Tips are not kept: the practice file has no place for them yet.
 *
 * Every write is ACTION_WRITE_RECEIPTS; reading is ACTION_READ_CLIENTS.
 */
#ifndef CHAIRSIDE_PRACTICE_RECEIPTS_H
#define CHAIRSIDE_PRACTICE_RECEIPTS_H

#include "base/money.h"
#include "practice/practice.h"

#define RECEIPT_LINES_MAX 500
#define RECEIPT_PAYMENTS_MAX 100
#define RECEIPT_TAXES 2

/* A service or product that a tax is not charged on. */
struct receipt_exempt {
	const struct record_type *type;
	int64_t id;
	bool is[RECEIPT_TAXES];	/* from the first tax, from the second */
};

struct receipt {
	struct record *head;
	struct record **lines;
	size_t n_lines;
	struct record **payments;
	size_t n_payments;
	/* what the settings say, thousandths of a percent */
	int64_t percent, percent2;
	struct receipt_exempt *exempt;
	size_t n_exempt;
};

/* --- in memory: no file is touched ------------------------------------------------ */

struct receipt *receipt_copy(const struct receipt *r);
void receipt_free(struct receipt *r);	/* NULL is fine */
void receipt_auto_free(struct receipt **r);
#define AUTO_RECEIPT __attribute__((cleanup(receipt_auto_free)))

/* Adds one of a service or product, with its name, price and taxes; with NULL a
 * line to be described. The line is borrowed; NULL when the receipt is full. */
struct record *receipt_add_line(struct receipt *r, const struct record *sold);
/* What a person typed into a line's description, staff, quantity, price, discount,
 * tax or tax2. A discount may be a percentage, "10%". Amount and taxes follow; a tax
 * that was set by hand is kept in proportion (none stays none). Refused, ERR_INVALID,
 * nothing has changed: a quantity of 0, a discount that is more than the line. */
bool receipt_set_line(struct receipt *r, size_t line,
    const struct field_context *c, const char *field, const char *typed,
    struct err *e);
void receipt_remove_line(struct receipt *r, size_t line);

/* cash, card, transfer or other; negative: money given back. Borrowed; NULL when
 * the receipt is full. */
struct record *receipt_add_payment(struct receipt *r, const char *method,
    money amount);
/* What a person typed into a payment's method or amount. */
bool receipt_set_payment(struct receipt *r, size_t payment,
    const struct field_context *c, const char *field, const char *typed,
    struct err *e);
void receipt_remove_payment(struct receipt *r, size_t payment);

struct receipt_totals {
	money net, tax, tax2, total;	/* exact */
	money due;	/* total, rounded to cents */
	money paid;
	money left;	/* due - paid, in cents; negative: to be given back */
	money change;	/* of that, what comes out of the cash paid in; ≥ 0 */
};
void receipt_totals(const struct receipt *r, struct receipt_totals *t);
money receipt_left(money total, money paid);

/* What was charged of each tax, and on what. */
struct receipt_tax {
	money base, tax;	/* of the lines that carry it, exact */
	size_t n;		/* of how many lines */
	int64_t percent;	/* the settings' rate, thousandths; -1: another, or typed by hand */
};
void receipt_taxes(const struct receipt *r, struct receipt_tax out[RECEIPT_TAXES]);
/* Is each line taxed as the settings and what is sold say now? Not where a tax was typed
 * by hand, nor where a rate has changed since. */
bool receipt_taxed_as_now(const struct receipt *r);

/* The line or payment of that id; NULL: there is none. Borrowed. */
struct record *receipt_row_of(struct record *const *rows, size_t n, int64_t id);

/* "receipt 12", or "the open receipt" where it has no number. Returns `name`. */
#define RECEIPT_NAME_SIZE 60
const char *receipt_called(const struct record *head, char name[RECEIPT_NAME_SIZE]);

/* --- in the file ------------------------------------------------------------------- */

/* Dated today and open, without a number; client 0: sold over the desk. */
struct receipt *receipt_new(struct practice *p, int64_t client, struct err *e);

/* Adds one line for a service, product or session (with its price and staff). */
bool receipt_add(struct practice *p, struct receipt *r,
    const struct record_type *type, int64_t id, struct err *e);

/* The client's open receipt as it stands, of that day or else the newest of any; else
 * a new one, not saved, filled from the visits of the day that are in treatment or done
 * and on no receipt yet. Asks for the right to write. */
struct receipt *receipt_for_visit(struct practice *p, int64_t client,
    date_day day, struct err *e);
struct receipt *receipt_load(struct practice *p, int64_t id, struct err *e);
/* What waits to be added to an open one: a receipt that is in no file, its lines the
 * visits of that client since it was begun, or since `day` where that is earlier, that
 * are in treatment or done and on no receipt, `r` as it is typed included. */
struct receipt *receipt_waiting(struct practice *p, const struct receipt *r,
    date_day day, struct err *e);

/*
 * Saves an open receipt as it stands. `base` is a copy of it as it was loaded
 * (NULL: a new one): when anybody has changed any part of it since, ERR_STALE and
 * nothing is written. Afterwards `r` holds new rows with their ids and versions, and
 * a copy of it is the next `base`; unchanged when refused.
 */
bool receipt_save(struct practice *p, struct receipt *r,
    const struct receipt *base, struct err *e);
/*
 * The same, and closes it, dated today. Refused, ERR_INVALID: no line; a line
 * without a price; an amount left, unless `unpaid_ok`; more paid than is due and
 * not in cash. Change is no payment: it is taken off the cash.
 */
bool receipt_close(struct practice *p, struct receipt *r,
    const struct receipt *base, bool unpaid_ok, struct err *e);

/* A payment, today, for a closed receipt that has something left. `version` here and
 * below: that of the receipt's head as the person saw it (ERR_STALE). */
bool receipt_pay(struct practice *p, int64_t id, int64_t version,
    const char *method, money amount, struct err *e);
/* An open receipt, or one closed today; what was paid is given back today by the
 * same methods. A closed one of an earlier day is refunded instead. `reason` must
 * say something. */
bool receipt_void(struct practice *p, int64_t id, int64_t version,
    const char *reason, struct err *e);

struct receipt_part {
	int64_t line;		/* id of the line */
	int64_t quantity;	/* how many of it come back, from 1 */
};
/*
 * Takes back those parts of a closed receipt; with n 0 all that is left of it. The
 * new receipt is closed and dated today: the lines' quantities, amounts and taxes
 * turned round, each at the position it had there, note "Refund of receipt 12:
 * reason". Never more of a line than was sold. What was paid beyond what is kept is
 * given back by `method` (may be NULL where nothing is); the rest lowers what is
 * owed. The new id to *refund.
 */
bool receipt_refund(struct practice *p, int64_t id, int64_t version,
    const struct receipt_part *parts, size_t n, const char *method,
    const char *reason, int64_t *refund, struct err *e);

/* The receipt it refunds, or the newest refund of it, with its number; *other 0: none. */
bool receipt_other(struct practice *p, const struct record *head, int64_t *other,
    char number[44], struct err *e);

/* --- lists and sums ------------------------------------------------------------------ */

/* One line of a list. Borrowed until the callback returns. */
struct receipt_row {
	int64_t id, version, client;
	const char *number, *date, *state, *note;	/* date ISO */
	bool imported;
	money total, paid;	/* exact */
	money left;		/* cents, as in receipt_totals; 0 unless closed, and for
				 * an imported one without payments: not known */
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

/* Receipts that are open, of any day, counted up to `most`; *only is the id where it is
 * one, else 0. ACTION_WRITE_RECEIPTS. */
bool receipts_parked(struct practice *p, long most, long *n, int64_t *only,
    struct err *e);

/* What the client owes: the sum of `left` of closed receipts, refunds counted. */
bool client_unpaid(struct practice *p, int64_t client, money *owed,
    struct err *e);

/* A day's sales (closed receipts dated that day) and the money that came in that
 * day, by method, whatever receipt it was for. For everybody who writes receipts or
 * sees reports. */
struct takings_method {
	const char *method, *label;
	int64_t n;
	money amount;
};
struct takings {
	int64_t receipts, open;	/* closed; open ones of that day */
	money net, tax, tax2;
	struct takings_method methods[8];
	size_t n_methods;	/* every method of the field, in its order */
	money paid;
};
bool receipts_day(struct practice *p, date_day day, struct takings *t,
    struct err *e);

#endif
