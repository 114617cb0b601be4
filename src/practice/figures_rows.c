/*
 * figures_rows.c - the records behind a figure of the monthly report.
 *
 * A list is a statement and its columns; a figure is a list and a word by which the
 * statement selects its rows. A test compares both with the report.
 */
#include <string.h>

#include "base/bug.h"
#include "base/mem.h"
#include "practice/figures.h"
#include "practice/report.h"

struct row_column {
	const char *title, *from;
	enum field_type type;
	const struct record_type *of;	/* shown as its field of that name */
	bool who;			/* blank without ACTION_READ_CLIENTS */
};

struct row_list {
	const char *query, *parameters;	/* as for report_stmt() */
	const struct record_type *type;	/* what Enter opens */
	enum action needs;		/* besides the report */
	struct row_column columns[FIGURES_CELLS];
};

#define TEXT(title, from) { title, from, FIELD_TEXT, NULL, false }
#define NAME(title, from) { title, from, FIELD_TEXT, NULL, true }
#define DAY(title, from) { title, from, FIELD_DATE, NULL, false }
#define AT(title, from) { title, from, FIELD_INSTANT, NULL, false }
#define WORD(title, from, record) { title, from, FIELD_CHOICE, record, false }
#define NUMBER(title, from, type) { title, from, type, NULL, false }

enum row_list_name {
	LIST_SESSIONS, LIST_CLIENTS, LIST_SALES, LIST_PAYMENTS, LIST_SCREENING,
	LIST_REVIEWS, LIST_ADDRESSES, LIST_CONSENTS
};

static const struct row_list lists[] = {
	[LIST_SESSIONS] = { "figures_rows_sessions", "first last today minutes",
	    &record_session, ACTION_REPORT, {
		DAY("Date", "date"), NUMBER("Start", "start", FIELD_TIME),
		NAME("Client", "who"), TEXT("Service", "service"), TEXT("By", "staff"),
		WORD("Status", "status", &record_session) } },
	[LIST_CLIENTS] = { "figures_rows_clients", "first last",
	    &record_client, ACTION_READ_CLIENTS, {
		NAME("Client", "who"), NAME("Phone", "phone"),
		NUMBER("Visits", "visits", FIELD_INTEGER),
		DAY("Last in the month", "last_visit"),
		DAY("First ever", "first_visit") } },
	[LIST_SALES] = { "figures_rows_sales", "first last",
	    &record_receipt, ACTION_REPORT, {
		DAY("Date", "date"), TEXT("Receipt", "number"), NAME("Client", "who"),
		TEXT("Item", "item"), TEXT("By", "staff"),
		NUMBER("Net", "amount", FIELD_MONEY) } },
	[LIST_PAYMENTS] = { "figures_rows_payments", "first last",
	    &record_receipt, ACTION_REPORT, {
		DAY("Date", "date"), TEXT("Receipt", "number"),
		WORD("Method", "method", &record_payment),
		NUMBER("Amount", "amount", FIELD_MONEY) } },
	[LIST_SCREENING] = { "figures_rows_screening", "first last",
	    &record_screening, ACTION_READ_MEDICAL, {
		DAY("Date", "date"), NAME("Client", "who"),
		WORD("Verdict", "verdict", &record_screening),
		DAY("Not before", "eligible_on"), TEXT("Entered by", "entered_by"),
		TEXT("Overridden by", "override_by") } },
	[LIST_REVIEWS] = { "figures_rows_reviews", "first last from until",
	    &record_review, ACTION_READ_CLIENTS, {
		DAY("Asked", "asked_on"), AT("Received", "received_at"),
		NUMBER("Stars", "stars", FIELD_INTEGER), NAME("From", "who"),
		TEXT("Text", "text"), AT("Replied", "replied_at") } },
	[LIST_ADDRESSES] = { "figures_rows_addresses", "until",
	    &record_subscriber, ACTION_READ_CLIENTS, {
		NAME("E-mail", "email"), WORD("State", "state", &record_consent_event),
		AT("Since", "at"), WORD("Source", "source", &record_consent_event) } },
	[LIST_CONSENTS] = { "figures_rows_consents", "from until",
	    &record_subscriber, ACTION_READ_CLIENTS, {
		AT("At", "at"), NAME("E-mail", "email"),
		WORD("State", "state", &record_consent_event),
		WORD("Source", "source", &record_consent_event), TEXT("By", "staff") } },
};

/* For a share or a mean: the rows it is computed from. */
static const struct row_figure {
	const char *name;
	enum row_list_name list;
	const char *which;
} row_figures[] = {
	{ "sessions_total", LIST_SESSIONS, "all" },
	{ "sessions_booked", LIST_SESSIONS, "booked" },
	{ "sessions_done", LIST_SESSIONS, "done" },
	{ "sessions_cancelled", LIST_SESSIONS, "cancelled" },
	{ "sessions_no_show", LIST_SESSIONS, "no_show" },
	{ "sessions_not_treated", LIST_SESSIONS, "not_treated" },
	{ "sessions_late_cancelled", LIST_SESSIONS, "late" },
	{ "sessions_no_outcome", LIST_SESSIONS, "no_outcome" },
	{ "no_show_percent", LIST_SESSIONS, "no_show" },
	{ "late_cancel_percent", LIST_SESSIONS, "late" },
	{ "hours_done", LIST_SESSIONS, "done" },
	{ "hours_assumed", LIST_SESSIONS, "assumed" },
	{ "visits", LIST_CLIENTS, "all" },
	{ "clients_seen", LIST_CLIENTS, "all" },
	{ "clients_new", LIST_CLIENTS, "new" },
	{ "clients_returning", LIST_CLIENTS, "returning" },
	{ "rebooked_percent", LIST_CLIENTS, "all" },
	{ "retention_30_percent", LIST_CLIENTS, "all" },
	{ "retention_60_percent", LIST_CLIENTS, "all" },
	{ "retention_90_percent", LIST_CLIENTS, "all" },
	{ "retention_180_percent", LIST_CLIENTS, "all" },
	{ "sales_net", LIST_SALES, "all" },
	{ "sales_tax", LIST_SALES, "all" },
	{ "sales_lines", LIST_SALES, "all" },
	{ "average_ticket", LIST_SALES, "all" },
	{ "retail_share_percent", LIST_SALES, "product" },
	{ "collected", LIST_PAYMENTS, "all" },
	{ "screenings_done", LIST_SCREENING, "all" },
	{ "screenings_blocked", LIST_SCREENING, "block" },
	{ "screenings_overridden", LIST_SCREENING, "overridden" },
	{ "treated_without_screening", LIST_SESSIONS, "unscreened" },
	{ "reviews_asked", LIST_REVIEWS, "asked" },
	{ "reviews_conversion_percent", LIST_REVIEWS, "asked" },
	{ "reviews_received", LIST_REVIEWS, "received" },
	{ "reviews_rated", LIST_REVIEWS, "rated" },
	{ "reviews_mean_stars", LIST_REVIEWS, "rated" },
	{ "reviews_replied_percent", LIST_REVIEWS, "replied" },
	{ "reviews_reply_hours_median", LIST_REVIEWS, "timed" },
	{ "newsletter_subscribed", LIST_ADDRESSES, "subscribed" },
	{ "newsletter_pending", LIST_ADDRESSES, "pending" },
	{ "newsletter_unsubscribed", LIST_ADDRESSES, "unsubscribed" },
	{ "newsletter_cleaned", LIST_ADDRESSES, "cleaned" },
	{ "newsletter_net_change", LIST_CONSENTS, "change" },
	{ "newsletter_slowest_opt_out_days", LIST_CONSENTS, "opt_out" },
};

static const struct row_figure *
row_figure_find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(row_figures); i++)
		if (strcmp(row_figures[i].name, name) == 0)
			return &row_figures[i];
	return NULL;
}

const char *const *
figures_row_titles(const struct practice *p, const char *figure)
{
	static const char *titles[ARRAY_LEN(lists)][FIGURES_CELLS + 1];
	const struct row_figure *f = row_figure_find(figure);

	if (f == NULL || !practice_allows(p, lists[f->list].needs))
		return NULL;
	for (size_t i = 0; i < FIGURES_CELLS; i++)
		titles[f->list][i] = lists[f->list].columns[i].title;
	return titles[f->list];
}

/* --- rows ------------------------------------------------------------------------------ */

struct rows {
	struct practice *p;
	const struct row_list *list;
	struct buf cells[FIGURES_CELLS];
	struct value value;
};

static void
fill_cell(struct rows *x, size_t i, struct stmt *st)
{
	const struct row_column *c = &x->list->columns[i];
	const struct field own = { .name = c->from, .type = c->type };
	const struct field *f = c->of != NULL ? record_field(c->of, c->from) : &own;

	buf_cut(&x->cells[i], 0);
	if ((c->who && !practice_allows(x->p, ACTION_READ_CLIENTS)) ||
	    stmt_is_null(st, c->from))
		return;
	if (field_kind(f) == VALUE_INT)
		value_set_int(&x->value, stmt_int(st, c->from));
	else
		value_set_text(&x->value, stmt_text(st, c->from));
	field_show(f, &x->p->context, &x->value, &x->cells[i]);
}

static bool
give_row(struct rows *x, struct stmt *st,
    bool (*fn)(const struct figures_row *, void *), void *arg)
{
	struct figures_row row = { .type = x->list->type, .id = stmt_int(st, "id") };

	for (size_t i = 0; i < FIGURES_CELLS; i++) {
		if (x->list->columns[i].title == NULL)
			break;
		fill_cell(x, i, st);
		row.cells[i] = x->cells[i].s;
	}
	row.key = stmt_text(st, "key");
	row.key_id = stmt_int(st, "key_id");
	return fn(&row, arg);
}

/* The list's statement, month and page bound. */
static struct stmt *
ask(struct practice *p, const struct row_figure *f, const struct figures_query *q,
    const struct report_request *r)
{
	struct report_period period = { .request = r, .db = p->db, .first = r->first,
	    .last = r->last, .from = clock_instant(r->first, 0),
	    .until = clock_instant(date_add_days(r->last, 1), 0) };
	struct stmt *st = report_stmt(&period, lists[f->list].query,
	    lists[f->list].parameters);

	stmt_set_text(st, "which", f->which);
	stmt_set_int(st, "after_id", q->after_id);
	stmt_set_text(st, "after", q->after);
	stmt_set_int(st, "limit", q->limit + 1);
	return st;
}

bool
figures_rows(struct practice *p, const struct figures_query *q,
    bool (*fn)(const struct figures_row *, void *), void *arg, bool *more,
    struct err *e)
{
	const struct row_figure *f = row_figure_find(q->figure);
	struct report_request request;
	struct rows x = { .p = p, .value = VALUE_INIT };
	struct stmt *st;
	bool go_on = true, ok;
	long n = 0;

	BUG_IF(q->limit < 1);
	*more = false;
	if (f == NULL)
		return err_set(e, ERR_INVALID, "figure",
		    "There are no records behind %.60s.", q->figure);
	if (!practice_may(p, ACTION_REPORT, e) ||
	    !practice_may(p, lists[f->list].needs, e) ||
	    !report_asked(p, q->month, &request, e))
		return false;
	x.list = &lists[f->list];
	for (size_t i = 0; i < FIGURES_CELLS; i++)
		x.cells[i] = (struct buf)BUF_INIT;
	st = ask(p, f, q, &request);
	while (go_on && stmt_next(st)) {
		if (n++ == q->limit) {
			*more = true;
			break;
		}
		go_on = give_row(&x, st, fn, arg);
	}
	ok = stmt_end(st, e);
	for (size_t i = 0; i < FIGURES_CELLS; i++)
		buf_free(&x.cells[i]);
	value_clear(&x.value);
	return ok;
}
