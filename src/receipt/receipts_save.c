/*
 * receipts_save.c - beginning, loading, saving and closing a receipt.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "base/clock.h"
#include "base/mem.h"
#include "practice/naming.h"
#include "practice/sessions.h"
#include "practice/write.h"
#include "receipt/receipts_file.h"

/* --- beginning ------------------------------------------------------------------------ */

/* Reads tax rates and exemptions from settings, services and products. */
static bool
know_taxes(struct practice *p, struct receipt *r, struct err *e)
{
	struct stmt *st = db_stmt(p->db, "receipt_exempt");
	size_t cap = 0;

	r->percent = field_thousandths(record_int(p->settings, "tax_percent"));
	r->percent2 = field_thousandths(record_int(p->settings, "tax2_percent"));
	while (stmt_next(st)) {
		GROW(r->exempt, cap, r->n_exempt + 1);
		r->exempt[r->n_exempt++] = (struct receipt_exempt){
		    stmt_int(st, "product") != 0 ? &record_product : &record_service,
		    stmt_int(st, "id"), { stmt_int(st, "taxed") == 0,
		    stmt_int(st, "taxed2") == 0 } };
	}
	return stmt_end(st, e);
}

struct receipt *
receipt_new(struct practice *p, int64_t client, struct err *e)
{
	struct receipt *r = xcalloc(1, sizeof(*r));

	r->head = record_new(&record_receipt);
	record_set_day(r->head, "date", clock_today());
	if (client != 0)
		record_set_int(r->head, "client", client);
	if (know_taxes(p, r, e))
		return r;
	receipt_free(r);
	return NULL;
}

static bool
add_sold(struct practice *p, struct receipt *r, const struct record_type *type,
    int64_t id, struct record **line, struct err *e)
{
	AUTO_RECORD struct record *sold = NULL;

	if (id != 0 && (sold = db_get(p->db, type, id, e)) == NULL)
		return false;
	*line = receipt_add_line(r, sold);
	if (*line == NULL)
		return err_set(e, ERR_INVALID, NULL,
		    "A receipt holds at most %d lines.", RECEIPT_LINES_MAX);
	record_set_int(*line, "staff", p->staff->id);
	return true;
}

static bool
is_late_fee(const struct record *session)
{
	enum session_status is = session_status_of(session);

	return (is == SESSION_CANCELLED || is == SESSION_NO_SHOW) &&
	    record_int(session, "late_fee") > 0;
}

/* "Late fee, Microneedling face, Tue 1 Dec" */
static void
name_fee(const struct record *session, struct record *line)
{
	char day[24];
	AUTO_FREE char *what = xasprintf("Late fee, %s, %s", record_text(line, "description"),
	    naming_day(date_from_iso(record_text(session, "date")), day));

	record_set_text(line, "description", what);
}

/* Adds a line of a visit with its staff: its service at its price or, where it was
 * cancelled or missed, its late fee. */
static bool
add_session(struct practice *p, struct receipt *r, int64_t id, struct err *e)
{
	AUTO_RECORD struct record *s = db_get(p->db, &record_session, id, e);
	AUTO_BUF struct buf price = BUF_INIT;
	const char *field = "price";
	struct record *line;

	if (s == NULL)
		return false;
	if (record_int(s, "client") != record_int(r->head, "client"))
		return err_set(e, ERR_INVALID, "session",
		    "That visit belongs to another client.");
	if (!add_sold(p, r, &record_service, record_int(s, "service"), &line, e))
		return false;
	record_set_int(line, "session", id);
	if (record_is_null(line, "description"))
		record_set_text(line, "description", "Visit");
	if (!record_is_null(s, "staff"))
		record_set_int(line, "staff", record_int(s, "staff"));
	if (is_late_fee(s)) {
		field = "late_fee";
		name_fee(s, line);
	}
	if (record_is_null(s, field))
		return true;
	field_format(record_field(s->type, field), record_value(s, field), &price);
	if (receipt_set_line(r, r->n_lines - 1, &field_context_plain, "price",
	    price.s, e))
		return true;
	receipt_remove_line(r, r->n_lines - 1);
	return false;
}

bool
receipt_add(struct practice *p, struct receipt *r,
    const struct record_type *type, int64_t id, struct err *e)
{
	struct record *line;

	if (!practice_may(p, ACTION_WRITE_RECEIPTS, e))
		return false;
	if (type == &record_session)
		return add_session(p, r, id, e);
	BUG_IF(type != &record_service && type != &record_product);
	return add_sold(p, r, type, id, &line, e);
}

static struct receipt *
load(struct practice *p, int64_t id, struct err *e)
{
	struct receipt *r = receipts_read(p->db, id, e);

	if (r == NULL || know_taxes(p, r, e))
		return r;
	receipt_free(r);
	return NULL;
}

struct receipt *
receipt_load(struct practice *p, int64_t id, struct err *e)
{
	return practice_may(p, ACTION_READ_CLIENTS, e) ? load(p, id, e) : NULL;
}

/* The ids that a statement yields for a client and a day; the caller frees *ids. */
static bool
ids_of(struct db *db, const char *query, int64_t client, date_day day,
    int64_t **ids, size_t *n, struct err *e)
{
	struct stmt *st = db_stmt(db, query);
	char iso[DATE_ISO_SIZE];

	stmt_set_int(st, "client", client);
	stmt_set_text(st, "day", date_to_iso(day, iso));
	return stmt_ids(st, ids, n, e);
}

static bool
has_visit(const struct receipt *r, int64_t session)
{
	size_t i;

	for (i = 0; i < r->n_lines; i++)
		if (record_int(r->lines[i], "session") == session)
			return true;
	return false;
}

bool
receipt_has_off(const struct receipt *r)
{
	size_t i;

	for (i = 0; i < r->n_off; i++)
		if (!has_visit(r, r->off[i]))
			return true;
	return false;
}

static bool
was_taken_off(const struct receipt *r, int64_t session)
{
	size_t i;

	for (i = 0; i < r->n_off; i++)
		if (r->off[i] == session)
			return true;
	return false;
}

/* Adds to `out` the visits that `query` finds and `on` (NULL: nothing) does not have; those
 * taken off it only `again`. */
static bool
add_visits(struct practice *p, struct receipt *out, const char *query, date_day day,
    const struct receipt *on, bool again, struct err *e)
{
	AUTO_FREE int64_t *visits = NULL;
	size_t n = 0, i;

	if (!ids_of(p->db, query, record_int(out->head, "client"), day, &visits, &n, e))
		return false;
	for (i = 0; i < n; i++)
		if ((on == NULL || (!has_visit(on, visits[i]) &&
		    (again || !was_taken_off(on, visits[i])))) &&
		    !add_session(p, out, visits[i], e))
			return false;
	return true;
}

/* Late fees of any day, without those that were taken off `on`. */
static bool
add_fees(struct practice *p, struct receipt *out, const struct receipt *on, struct err *e)
{
	return add_visits(p, out, "receipt_late_fees", 0, on, false, e);
}

/* The open one of a client and a day, else a new one with the visits and, unless it is on
 * paper, with late fees. */
static struct receipt *
for_visit(struct practice *p, int64_t client, date_day day, bool on_paper, struct err *e)
{
	AUTO_FREE int64_t *open = NULL;
	AUTO_RECORD struct record *card = NULL;
	struct receipt *r;
	size_t n = 0;

	if ((card = db_get(p->db, &record_client, client, e)) == NULL ||
	    !ids_of(p->db, on_paper ? "receipt_open_on_paper" : "receipt_open", client, day,
	    &open, &n, e))
		return NULL;
	if (n > 0)
		return load(p, open[0], e);
	r = receipt_new(p, client, e);
	if (r == NULL || (add_visits(p, r, "receipt_visits", day, NULL, true, e) &&
	    (on_paper || add_fees(p, r, NULL, e))))
		return r;
	receipt_free(r);
	return NULL;
}

struct receipt *
receipt_for_visit(struct practice *p, int64_t client, date_day day, struct err *e)
{
	return practice_may(p, ACTION_WRITE_RECEIPTS, e) ?
	    for_visit(p, client, day, false, e) : NULL;
}

struct receipt *
receipt_on_paper(struct practice *p, int64_t client, date_day day, struct err *e)
{
	struct receipt *r;

	if (!practice_may(p, ACTION_WRITE_RECEIPTS, e) || !practice_ask_past(day, e))
		return NULL;
	r = client != 0 ? for_visit(p, client, day, true, e) : receipt_new(p, 0, e);
	if (r != NULL && r->head->id == 0) {
		record_set_day(r->head, "date", day);
		practice_enter_late(p, r->head);
	}
	return r;
}

struct receipt *
receipt_waiting(struct practice *p, const struct receipt *r, date_day day,
    struct err *e)
{
	int64_t client = record_int(r->head, "client");
	date_day begun = date_from_iso(record_text(r->head, "date"));
	bool on_paper = receipt_is_on_paper(r);
	struct receipt *out;

	if (!practice_may(p, ACTION_WRITE_RECEIPTS, e) ||
	    (out = receipt_new(p, client, e)) == NULL)
		return NULL;
	if (client == 0 || (add_visits(p, out, on_paper ? "receipt_visits" :
	    "receipt_visits_since", on_paper || begun < day ? begun : day, r, true, e) &&
	    (on_paper || add_fees(p, out, r, e))))
		return out;
	receipt_free(out);
	return NULL;
}

/* --- may it be saved? -------------------------------------------------------------------- */

static bool
same_rows(struct record *const *a, size_t n, struct record *const *b, size_t m)
{
	size_t i;

	if (n != m)
		return false;
	for (i = 0; i < n; i++)
		if (a[i]->id != b[i]->id || a[i]->version != b[i]->version)
			return false;
	return true;
}

/* False unless it is open and nobody has changed any part of it. */
static bool
check_base(struct db *db, const struct receipt *base, struct err *e)
{
	AUTO_RECEIPT struct receipt *now = receipts_read_at(db, base->head->id,
	    base->head->version, e);
	char name[RECEIPT_NAME_SIZE];

	if (now == NULL)
		return false;
	if (!same_rows(now->lines, now->n_lines, base->lines, base->n_lines) ||
	    !same_rows(now->payments, now->n_payments, base->payments,
	    base->n_payments))
		return err_set(e, ERR_STALE, NULL, "Somebody else has changed %s in the "
		    "meantime; nothing was saved.", receipt_called(now->head, name));
	if (!receipts_is(now, "open"))
		return err_set(e, ERR_INVALID, "state", "Receipt %.40s is %s and "
		    "does not change: void or refund it instead.",
		    record_text(now->head, "number"),
		    record_text(now->head, "state"));
	return true;
}

/* Payments of another day must not change. */
static bool
check_payments(const struct receipt *r, const struct receipt *base,
    const char *today, struct err *e)
{
	size_t i, j;

	for (i = 0; base != NULL && i < base->n_payments; i++) {
		const struct record *was = base->payments[i];
		char day[24];
		bool kept = false;

		if (strcmp(record_text(was, "date"), today) == 0)
			continue;
		for (j = 0; j < r->n_payments; j++)
			kept = kept || (r->payments[j]->id == was->id &&
			    record_int(r->payments[j], "amount") ==
			    record_int(was, "amount") &&
			    strcmp(record_text(r->payments[j], "method"),
			    record_text(was, "method")) == 0);
		if (!kept)
			return err_set(e, ERR_INVALID, "amount", "A payment made on %s "
			    "stays as it is: add one today that gives it "
			    "back.", date_to_words(date_from_iso(record_text(was,
			    "date")), true, day));
	}
	return true;
}

static bool
check_lines(const struct receipt *r, struct err *e)
{
	size_t i;

	if (r->n_lines == 0)
		return err_set(e, ERR_INVALID, "line",
		    "A receipt without a line is not closed: add what was sold.");
	for (i = 0; i < r->n_lines; i++)
		if (record_is_null(r->lines[i], "price"))
			return err_set(e, ERR_INVALID, "price", "Line %zu has no "
			    "price yet; 0 gives it away.", i + 1);
	return true;
}

/* Subtracts the change from today's cash payments, the newest first. */
static money
take_change(struct receipt *r, money change, const char *today)
{
	size_t i;
	money cash;

	for (i = r->n_payments; i-- > 0 && change > 0;) {
		cash = record_int(r->payments[i], "amount");
		if (strcmp(record_text(r->payments[i], "method"), "cash") != 0 ||
		    strcmp(record_text(r->payments[i], "date"), today) != 0 ||
		    cash <= 0)
			continue;
		if (cash > change) {
			record_set_int(r->payments[i], "amount", cash - change);
			return 0;
		}
		change -= cash;
		receipt_remove_payment(r, i);
	}
	return change;
}

static bool
check_paid(struct receipt *r, bool unpaid_ok, const char *today, struct err *e)
{
	struct receipt_totals t;
	char amount[MONEY_SIZE];
	money rest;

	receipt_totals(r, &t);
	if (t.left > 0 && !unpaid_ok)
		return err_set(e, ERR_INVALID, "amount", "%s is left to pay: enter "
		    "the payment, or close the receipt unpaid.",
		    money_format2(t.left, amount));
	if (t.left >= 0)
		return true;
	rest = -t.left - t.change + take_change(r, t.change, today);
	if (rest == 0)
		return true;
	money_format2(rest, amount);
	if (t.due < 0)
		return err_set(e, ERR_INVALID, "amount", "%s is to be given back: "
		    "enter it as a payment of -%s.", amount, amount);
	return err_set(e, ERR_INVALID, "amount", "%s more is paid than is due, and "
	    "not in cash: correct the payment.", amount);
}

/* It is of a past day, and no other one of that day has the same number on paper. */
static bool
check_paper(struct db *db, const struct receipt *r, struct err *e)
{
	const char *date = record_text(r->head, "date");
	const char *number = record_text(r->head, "paper_number");
	struct stmt *st;
	bool ok = true;

	if (!practice_ask_past(date_from_iso(date), e))
		return false;
	if (*number == '\0')
		return true;
	st = db_stmt(db, "receipt_of_paper");
	stmt_set_text(st, "date", date);
	stmt_set_text(st, "paper", number);
	stmt_set_int(st, "but", r->head->id);
	if (stmt_next(st)) {
		AUTO_RECORD struct record *other = record_new(&record_receipt);
		char name[RECEIPT_NAME_SIZE], words[24];

		record_set_text(other, "number", stmt_text(st, "number"));
		record_set_text(other, "state", stmt_text(st, "state"));
		ok = err_set(e, ERR_INVALID, "paper_number", "Paper %.40s of %s is entered "
		    "already: %s.", number, date_to_words(date_from_iso(date), true, words),
		    receipt_called(other, name));
	}
	return stmt_end(st, ok ? e : NULL) && ok;
}

/* --- saving --------------------------------------------------------------------------- */

struct receipt_write {
	struct receipt *r;		/* a copy: on failure the caller's is unchanged */
	const struct receipt *base;
	bool close, unpaid_ok;
};

/* Sets state, origin, number, line positions and payment dates; drops payments of 0. */
static void
complete(struct receipt *r, const struct receipt *base, const char *today)
{
	size_t i;

	record_set_text(r->head, "state", "open");
	record_set_text(r->head, "origin", base != NULL ?
	    record_text(base->head, "origin") : "here");
	record_set_text(r->head, "number", base != NULL ?
	    record_text(base->head, "number") : NULL);
	for (i = 0; i < r->n_lines; i++)
		record_set_int(r->lines[i], "position", (int64_t)i + 1);
	for (i = r->n_payments; i-- > 0;) {
		if (r->payments[i]->id != 0)
			continue;
		record_set_text(r->payments[i], "date", today);
		if (record_int(r->payments[i], "amount") == 0)
			receipt_remove_payment(r, i);
	}
}

/* Who took a late fee off the receipt does not charge it. One that is on a receipt, this one
 * or a colleague's, is charged. */
static bool
waive(struct db *db, const struct receipt *r, struct err *e)
{
	AUTO_FREE int64_t *fees = NULL;
	size_t n = 0, i;

	if (r->n_off > 0 && !ids_of(db, "receipt_late_fees", record_int(r->head, "client"), 0,
	    &fees, &n, e))
		return false;
	for (i = 0; i < n; i++) {
		AUTO_RECORD struct record *session = NULL;

		if (!was_taken_off(r, fees[i]))
			continue;
		session = db_get(db, &record_session, fees[i], e);
		if (session == NULL)
			return false;
		record_set_null(session, "late_fee");
		if (!db_update(db, session, e))
			return false;
	}
	return true;
}

static bool
waive_inside(struct db *db, void *arg, struct err *e)
{
	const struct receipt *r = arg;

	db_label(db, "change session %" PRId64, r->off[0]);
	return waive(db, r, e);
}

bool
receipt_waive(struct practice *p, struct receipt *r, struct draft *draft, struct err *e)
{
	BUG_IF(r->n_off == 0);
	return practice_may(p, ACTION_WRITE_RECEIPTS, e) &&
	    practice_write(p, "change session", waive_inside, r, draft, e);
}

/* A visit that a colleague has charged since is not charged twice. */
static bool
check_visits(struct db *db, const struct receipt *r, struct err *e)
{
	size_t i;

	for (i = 0; i < r->n_lines; i++) {
		AUTO_RECORD struct record *other = record_new(&record_receipt);
		struct stmt *st;
		bool ok = true;

		if (r->lines[i]->id != 0 || record_is_null(r->lines[i], "session"))
			continue;
		st = db_stmt(db, "receipt_of_session");
		stmt_set_int(st, "session", record_int(r->lines[i], "session"));
		stmt_set_int(st, "but", r->head->id);
		if (stmt_next(st)) {
			char name[RECEIPT_NAME_SIZE];

			db_read_record(st, other);
			ok = err_set(e, ERR_INVALID, "line", "%s is on %s already: take its "
			    "line off here.", record_text(r->lines[i], "description"),
			    receipt_called(other, name));
		}
		if (!stmt_end(st, ok ? e : NULL) || !ok)
			return false;
	}
	return true;
}

static bool
save_inside(struct db *db, void *arg, struct err *e)
{
	struct receipt_write *s = arg;
	struct receipt *r = s->r;
	bool on_paper = receipt_is_on_paper(r);
	char iso[DATE_ISO_SIZE];
	const char *today = receipts_day(r, iso);

	if ((s->base != NULL && !check_base(db, s->base, e)) ||
	    (on_paper && !check_paper(db, r, e)) || !check_visits(db, r, e))
		return false;
	complete(r, s->base, today);
	if (receipts_is_refund(r))
		return err_set(e, ERR_INVALID, "note", "\"" RECEIPT_REFUND_OF
		    "…\" is what a refund's note says: use other words.");
	if (s->close) {
		if (!check_lines(r, e) ||
		    !check_paid(r, s->unpaid_ok, today, e))
			return false;
		record_set_text(r->head, "state", "closed");
		record_set_text(r->head, "date", today);
		if (record_is_null(r->head, "number") &&
		    !receipts_give_number(db, r->head, e))
			return false;
	}
	if (!check_payments(r, s->base, today, e) ||
	    !receipts_put(db, r, s->base, e) || !waive(db, r, e) ||
	    (s->close && !receipts_stock(db, r, false, e)))
		return false;
	receipts_label(db, s->close ? "close" : "write", r, on_paper);
	return true;
}

static bool
save(struct practice *p, struct receipt *r, const struct receipt *base,
    bool close, bool unpaid_ok, struct draft *draft, struct err *e)
{
	AUTO_RECEIPT struct receipt *work = NULL;
	struct receipt_write s = { .base = base, .close = close,
	    .unpaid_ok = unpaid_ok };
	struct receipt was;

	BUG_IF(base != NULL ? r->head->id != base->head->id : r->head->id != 0);
	if (!practice_may(p, ACTION_WRITE_RECEIPTS, e))
		return false;
	s.r = work = receipt_copy(r);
	if (receipt_is_on_paper(work))
		practice_enter_late(p, work->head);
	if (!practice_write(p, close ? "close receipt" : "write receipt", save_inside, &s,
	    draft, e))
		return false;
	was = *r;
	*r = *work;
	*work = was;
	return true;
}

bool
receipt_save(struct practice *p, struct receipt *r, const struct receipt *base,
    struct draft *draft, struct err *e)
{
	return save(p, r, base, false, false, draft, e);
}

bool
receipt_close(struct practice *p, struct receipt *r, const struct receipt *base,
    bool unpaid_ok, struct draft *draft, struct err *e)
{
	return save(p, r, base, true, unpaid_ok, draft, e);
}
