/*
 * monthly_compute.c - the figures of a month.
 *
 * Sessions and receipt lines of the month are read once each; both give the clients
 * seen, who are looked up once each. Everything else is counted by the database.
 */
#include <stdlib.h>
#include <string.h>

#include "base/bug.h"
#include "report/monthly.h"

/* A client seen on a day, and what was sold to them that day. */
struct seen {
	int64_t client;
	date_day day;
	money net;
};

/* A table that sessions or lines are counted in; its columns are found once. */
#define COLUMNS_MAX 12
struct counted {
	struct report_table *t;
	size_t at[COLUMNS_MAX];
};

struct month {
	struct report_period *p;
	struct counted services, practitioners;		/* sessions */
	struct counted items, staff, days;		/* lines */
	struct counted sources;
	struct buf key;
	struct seen *seen;
	size_t n_seen, cap_seen;
	money no_client_net;
	int64_t done;		/* sessions */
};

/* Client 0: nobody is named. */
static void
see(struct month *m, const struct seen *s)
{
	if (s->client == 0) {
		m->no_client_net = money_sum(m->no_client_net, s->net);
		return;
	}
	GROW(m->seen, m->cap_seen, m->n_seen + 1);
	m->seen[m->n_seen++] = *s;
}

static struct counted
counted(struct report_period *p, const char *table, const char *const *columns, size_t n)
{
	struct counted c = { .t = report_table(p, table) };
	size_t i;

	BUG_IF(n > COLUMNS_MAX);
	for (i = 0; i < n; i++)
		c.at[i] = report_column_index(c.t->decl, columns[i]);
	return c;
}

/* Adds n to the cell of the table's column i. */
static void
count(const struct counted *c, struct report_cell *row, size_t i, int64_t n)
{
	struct quantity *q = &row[c->at[i]].q;

	q->num = money_sum(q->num, n);
}

void
monthly_add(struct report_table *t, struct report_cell *row, const char *column, int64_t n)
{
	struct quantity *q = &row[report_column_index(t->decl, column)].q;

	q->num = money_sum(q->num, n);
}

/* A key for a link that may be blank, in `out`. (By hand: there are two of each session.) */
static const char *
link_key(struct stmt *st, const char *column, char out[32])
{
	uint64_t n = (uint64_t)stmt_int(st, column);
	char *at = out + 31;

	*at = '\0';
	do
		*--at = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	return at;
}

bool
monthly_names(struct report_period *p, struct report_table *t,
    const struct record_type *type, const char *field, const char *column,
    struct err *e)
{
	size_t at = report_column_index(t->decl, column);
	size_t i;

	for (i = 0; i < t->n_rows; i++) {
		int64_t id = strtoll(t->keys[i], NULL, 10);
		AUTO_RECORD struct record *r = NULL;

		if (id == 0)
			continue;
		r = db_get(p->db, type, id, e);
		if (r == NULL)
			return false;
		report_cell_text(t, &t->cells[i * t->decl->n_columns + at],
		    record_text(r, field));
	}
	return true;
}

/* --- sessions ---------------------------------------------------------------- */

/* The figure, and column of the tables, that counts each state of a session. */
static const struct choice statuses[] = {
	{ "booked", "sessions_booked" }, { "confirmed", "sessions_booked" },
	{ "here", "sessions_booked" }, { "in_treatment", "sessions_booked" },
	{ "done", "sessions_done" }, { "cancelled", "sessions_cancelled" },
	{ "no_show", "sessions_no_show" }, { "not_treated", "sessions_not_treated" },
	{ NULL, NULL }
};

#define N_STATUSES (ARRAY_LEN(statuses) - 1)

struct session_counts {
	int64_t by_status[N_STATUSES];
	int64_t minutes, assumed, late, no_outcome, unscreened, stopped;
	money late_fees;
};

/* The index of a state; an unknown one is a bug(). */
static size_t
status_index(const char *status)
{
	size_t i;

	for (i = 0; i < N_STATUSES; i++) {
		if (strcmp(statuses[i].value, status) == 0)
			return i;
	}
	bug("no report counts sessions that are %s", status);
}

/* Columns of a table of sessions; a state's is behind them. */
enum { IN_ALL, IN_HOURS, IN_STATUS };

static struct counted
counted_sessions(struct report_period *p, const char *table)
{
	const char *columns[IN_STATUS + N_STATUSES] = { "sessions", "hours" };
	size_t i;

	for (i = 0; i < N_STATUSES; i++)
		columns[IN_STATUS + i] = statuses[i].label + strlen("sessions_");
	return counted(p, table, columns, ARRAY_LEN(columns));
}

static void
count_in_table(const struct counted *c, const char *key, size_t status, int64_t minutes)
{
	struct report_cell *row = report_row(c->t, key);

	count(c, row, IN_ALL, 1);
	count(c, row, IN_STATUS + status, 1);
	count(c, row, IN_HOURS, minutes);
}

/* An open session lacks an outcome from the minute on that its `due` is. */
static void
count_due(struct month *m, struct session_counts *n, struct stmt *st)
{
	int64_t due = stmt_int(st, "due");

	if (stmt_is_null(st, "due"))
		return;
	if (due <= report_now(m->p))
		n->no_outcome++;
	else if (due < m->p->good_until)
		m->p->good_until = due;
}

/* The columns are asked for in their order: so they are found at once. */
static void
count_session(struct month *m, struct session_counts *n, struct stmt *st)
{
	char services[32], people[32];
	struct seen seen = { .client = stmt_int(st, "client") };
	const char *service = link_key(st, "service", services);
	const char *staff = link_key(st, "staff", people);
	int64_t minutes, assumed;
	struct report_table *t;
	size_t status;
	bool done;

	minutes = stmt_int(st, "minutes");
	assumed = stmt_int(st, "minutes_assumed");
	status = (size_t)stmt_choice(st, "status", statuses);
	done = status == status_index("done");
	minutes = done ? minutes : 0;
	n->by_status[status]++;
	n->minutes = money_sum(n->minutes, minutes);
	if (assumed != 0)
		n->assumed = money_sum(n->assumed, minutes);
	n->late += stmt_int(st, "cancelled_late");
	if (status == status_index("not_treated")) {
		t = report_table(m->p, "not_treated_by_reason");
		monthly_add(t, report_row(t, stmt_text(st, "not_treated_for")), "sessions", 1);
	}
	count_due(m, n, st);
	n->unscreened += stmt_int(st, "unscreened");
	n->late_fees = money_sum(n->late_fees, stmt_int(st, "late_fee"));
	n->stopped += done && stmt_int(st, "stopped") != 0;
	count_in_table(&m->services, service, status, minutes);
	count_in_table(&m->practitioners, staff, status, minutes);
	if (!done)
		return;
	seen.day = stmt_date(st, "date");
	see(m, &seen);
}

static void
session_figures(struct report_period *p, const struct session_counts *n)
{
	struct report_table *t = report_table(p, "sessions_by_status");
	int64_t sum[N_STATUSES] = { 0 }, total = 0, met;
	size_t i;

	for (i = 0; i < N_STATUSES; i++) {
		struct report_cell *row = report_row(t, statuses[i].value);

		report_cell_text(t, &row[0], statuses[i].value);
		monthly_add(t, row, "sessions", n->by_status[i]);
		total += n->by_status[i];
		/* states counted together are adjacent */
		sum[i] = n->by_status[i];
		if (i > 0 && strcmp(statuses[i].label, statuses[i - 1].label) == 0)
			sum[i] += sum[i - 1];
		report_set(p, statuses[i].label, sum[i]);
	}
	report_set(p, "sessions_total", total);
	met = money_sum(n->by_status[status_index("done")] +
	    n->by_status[status_index("no_show")], n->late);
	report_set(p, "sessions_late_cancelled", n->late);
	report_ratio(p, "no_show_percent", n->by_status[status_index("no_show")], met);
	report_ratio(p, "late_cancel_percent", n->late, met);
	report_set(p, "sessions_no_outcome", n->no_outcome);
	report_set(p, "sessions_stopped", n->stopped);
	report_set(p, "late_fees", n->late_fees);
	report_set(p, "hours_done", n->minutes);
	report_set(p, "hours_assumed", n->assumed);
	report_set(p, "treated_without_screening", n->unscreened);
}

static bool
count_sessions(struct month *m, struct err *e)
{
	struct stmt *st = report_stmt(m->p, "monthly_sessions", "first last");
	struct session_counts n = { 0 };
	struct report_table *t;
	size_t i;

	m->services = counted_sessions(m->p, "sessions_by_service");
	m->practitioners = counted_sessions(m->p, "sessions_by_practitioner");
	while (stmt_next(st))
		count_session(m, &n, st);
	if (!stmt_end(st, e))
		return false;
	session_figures(m->p, &n);
	m->done = n.by_status[status_index("done")];
	if (!monthly_hours(m->p, e))
		return false;
	t = report_table(m->p, "not_treated_by_reason");
	for (i = 0; i < t->n_rows; i++)
		report_cell_text(t, &t->cells[i * t->decl->n_columns], t->keys[i]);
	report_sort(t, "sessions");
	if (!monthly_names(m->p, m->services.t, &record_service, "name", "service", e) ||
	    !monthly_names(m->p, m->practitioners.t, &record_staff, "name", "practitioner", e))
		return false;
	report_sort(m->services.t, "sessions");
	report_sort(m->practitioners.t, "sessions");
	return true;
}

/* --- sales ---------------------------------------------------------------------- */

struct sale {
	int64_t lines;
	money net, tax, products;
	bool unpaid;
};

/* A line of a closed receipt. */
struct line {
	struct seen seen;
	int64_t quantity;
	money tax;
};

enum { OF_LINES, OF_NET, OF_TAX, OF_QUANTITY };
static const char *const line_columns[] = {
	[OF_LINES] = "lines", [OF_NET] = "net", [OF_TAX] = "tax", [OF_QUANTITY] = "quantity",
};

static struct report_cell *
sell(const struct counted *c, const char *key, const struct line *l)
{
	struct report_cell *row = report_row(c->t, key);

	count(c, row, OF_LINES, 1);
	count(c, row, OF_NET, l->seen.net);
	count(c, row, OF_TAX, l->tax);
	return row;
}

/* The key of an item is the number of its service or product, else its words. */
static const char *
item_key(struct month *m, struct stmt *st, bool product)
{
	bool service = !stmt_is_null(st, "service");
	char number[32];

	buf_cut(&m->key, 0);
	buf_adds(&m->key, service ? "service " : product ? "product " : "other ");
	buf_adds(&m->key, service ? link_key(st, "service", number) :
	    product ? link_key(st, "product", number) : stmt_text(st, "description"));
	return m->key.s;
}

static void
count_line(struct month *m, struct sale *n, struct stmt *st)
{
	struct line l = { .seen.client = stmt_int(st, "client") };
	bool product = !stmt_is_null(st, "product");
	const char *item = item_key(m, st, product);
	char people[32];
	const char *staff = link_key(st, "staff", people);

	l.quantity = stmt_int(st, "quantity");
	l.seen.net = stmt_int(st, "amount");
	l.tax = stmt_int(st, "tax");
	n->lines++;
	n->net = money_sum(n->net, l.seen.net);
	n->tax = money_sum(n->tax, l.tax);
	if (product)
		n->products = money_sum(n->products, l.seen.net);
	n->unpaid |= stmt_int(st, "unpaid") != 0;
	count(&m->items, sell(&m->items, item, &l), OF_QUANTITY, l.quantity);
	sell(&m->staff, staff, &l);
	sell(&m->days, stmt_text(st, "date"), &l);
	if (l.seen.client != 0)
		l.seen.day = stmt_date(st, "date");
	see(m, &l.seen);
}

/* Names the items, and sums them by category. */
static bool
name_items(struct report_period *p, struct err *e)
{
	static const struct {
		const char *kind;
		const struct record_type *type;
	} kinds[] = { { "service", &record_service }, { "product", &record_product } };
	struct report_table *t = report_table(p, "sales_by_service");
	struct report_table *categories = report_table(p, "sales_by_category");
	size_t i;

	for (i = 0; i < t->n_rows; i++) {
		struct report_cell *row = &t->cells[i * t->decl->n_columns], *sum;
		char *rest = strchr(t->keys[i], ' ');
		AUTO_RECORD struct record *r = NULL;
		const char *category = "";
		size_t k;

		BUG_IF(rest == NULL);
		row[1].text = "other";
		for (k = 0; k < ARRAY_LEN(kinds); k++) {
			if (strncmp(t->keys[i], kinds[k].kind, strlen(kinds[k].kind)) != 0)
				continue;
			r = db_get(p->db, kinds[k].type, strtoll(rest, NULL, 10), e);
			if (r == NULL)
				return false;
			row[1].text = kinds[k].kind;
			category = record_text(r, "category");
		}
		report_cell_text(t, &row[0], r != NULL ? record_text(r, "name") : rest + 1);
		sum = report_row(categories, category);
		report_cell_text(categories, &sum[0], category);
		for (k = 1; k < categories->decl->n_columns; k++)
			monthly_add(categories, sum, categories->decl->columns[k].name,
			    row[report_column_index(t->decl,
			    categories->decl->columns[k].name)].q.num);
	}
	report_sort(t, "net");
	report_sort(categories, "net");
	return true;
}

static bool
count_sales(struct month *m, struct sale *n, struct err *e)
{
	struct report_period *p = m->p;
	struct stmt *st;
	char day[DATE_ISO_SIZE];
	date_day d;

	m->items = counted(p, "sales_by_service", line_columns, OF_QUANTITY + 1);
	m->staff = counted(p, "sales_by_staff", line_columns, OF_QUANTITY);
	m->days = counted(p, "sales_by_day", line_columns, OF_QUANTITY);
	for (d = p->first; d <= p->last; d++) {
		struct report_cell *row = report_row(m->days.t, date_to_iso(d, day));

		report_cell_text(m->days.t, &row[0], day);
	}
	st = report_stmt(p, "monthly_lines", "first last");
	while (stmt_next(st))
		count_line(m, n, st);
	if (!stmt_end(st, e))
		return false;
	report_set(p, "sales_net", n->net);
	report_set(p, "sales_tax", n->tax);
	report_set(p, "sales_lines", n->lines);
	report_ratio(p, "retail_share_percent", n->products, n->net);
	if (!name_items(p, e) ||
	    !monthly_names(p, m->staff.t, &record_staff, "name", "staff", e))
		return false;
	report_sort(m->staff.t, "net");
	return true;
}

static bool
count_payments(struct report_period *p, bool unpaid, struct err *e)
{
	struct report_table *t = report_table(p, "payments_by_method");
	struct stmt *st = report_stmt(p, "monthly_payments", "first last");
	money collected = 0;

	while (stmt_next(st)) {
		struct report_cell *row = report_row(t, stmt_text(st, "method"));

		report_cell_text(t, &row[0], stmt_text(st, "method"));
		monthly_add(t, row, "payments", stmt_int(st, "n"));
		monthly_add(t, row, "amount", stmt_int(st, "amount"));
		collected = money_sum(collected, stmt_int(st, "amount"));
	}
	report_set(p, "collected", collected);
	if (unpaid)
		report_none(p, "collected", NULL);
	return stmt_end(st, e);
}

/* --- clients seen ------------------------------------------------------------------ */

static const int windows[] = { 30, 60, 90, 180 };

struct client_counts {
	int64_t visits, clients, new, rebooked;
	bool rebooked_unknown;
	int64_t back[ARRAY_LEN(windows)];
};

static int
seen_cmp(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->client != y->client)
		return x->client < y->client ? -1 : 1;
	return x->day < y->day ? -1 : x->day > y->day;
}

enum { OF_CLIENTS, OF_CLIENTS_NET };
static const char *const source_columns[] = {
	[OF_CLIENTS] = "clients", [OF_CLIENTS_NET] = "net",
};

static void
add_source(struct month *m, const char *referral, int64_t n_clients, money net)
{
	struct report_cell *row = report_row(m->sources.t, referral);

	if (*row[0].text == '\0')
		report_cell_text(m->sources.t, &row[0], referral);
	count(&m->sources, row, OF_CLIENTS, n_clients);
	count(&m->sources, row, OF_CLIENTS_NET, net);
}

/* One client seen: last visit of the month, and what was sold in it. */
static bool
count_client(struct month *m, struct client_counts *n, int64_t id,
    date_day visit, money net, struct err *e)
{
	struct report_period *p = m->p;
	struct stmt *st = report_stmt(p, "monthly_client", "last");
	char day[DATE_ISO_SIZE];
	date_day next, receipt;
	size_t i;

	stmt_set_int(st, "client", id);
	stmt_set_text(st, "visit", date_to_iso(visit, day));
	if (stmt_next(st)) {
		n->clients++;
		n->new += stmt_date(st, "first_visit") >= p->first;
		add_source(m, stmt_text(st, "referral"), 1, net);
		next = stmt_date(st, "next_session");
		receipt = stmt_date(st, "next_receipt");
		if (next == DATE_NONE || (receipt != DATE_NONE && receipt < next))
			next = receipt;
		for (i = 0; i < ARRAY_LEN(windows); i++)
			n->back[i] += next != DATE_NONE && next - visit <= windows[i];
		n->rebooked += stmt_int(st, "rebooked");
		n->rebooked_unknown |= stmt_is_null(st, "rebooked");
	}
	return stmt_end(st, e);
}

static void
client_figures(struct report_period *p, const struct client_counts *n)
{
	struct report_table *t = report_table(p, "retention");
	size_t i;

	report_set(p, "visits", n->visits);
	report_set(p, "clients_seen", n->clients);
	report_set(p, "clients_new", n->new);
	report_set(p, "clients_returning", n->clients - n->new);
	report_ratio(p, "rebooked_percent", n->rebooked, n->clients);
	if (n->rebooked_unknown)
		report_none(p, "rebooked_percent", NULL);
	for (i = 0; i < ARRAY_LEN(windows); i++) {
		AUTO_FREE char *figure = xasprintf("retention_%d_percent", windows[i]);
		struct report_cell *row = report_row(t, figure);
		bool whole = p->request->today > p->last + windows[i];

		row[0].q.num = windows[i];
		row[1].q.num = n->clients;
		row[2].q.num = n->back[i];
		row[3].text = whole ? "complete" : "incomplete";
		report_ratio(p, figure, n->back[i], n->clients);
		if (!whole)
			report_none(p, figure, "incomplete");
	}
}

static bool
count_clients(struct month *m, const struct sale *sold, struct err *e)
{
	struct client_counts n = { 0 };
	size_t i, from;

	m->sources = counted(m->p, "sales_by_source", source_columns, ARRAY_LEN(source_columns));
	if (m->n_seen > 0)
		qsort(m->seen, m->n_seen, sizeof(*m->seen), seen_cmp);
	for (i = 0, from = 0; i < m->n_seen; from = i) {
		money net = 0;

		for (; i < m->n_seen && m->seen[i].client == m->seen[from].client; i++) {
			net = money_sum(net, m->seen[i].net);
			n.visits += i == from || m->seen[i].day != m->seen[i - 1].day;
		}
		if (!count_client(m, &n, m->seen[from].client, m->seen[i - 1].day, net, e))
			return false;
	}
	if (m->no_client_net != 0)
		add_source(m, "", 0, m->no_client_net);
	report_sort(m->sources.t, "net");
	client_figures(m->p, &n);
	report_ratio(m->p, "average_ticket", sold->net, n.visits);
	return true;
}

/* --- a month ------------------------------------------------------------------------ */

bool
monthly_compute(struct report_period *p, struct err *e)
{
	struct month m = { .p = p, .key = BUF_INIT };
	struct sale sold = { 0 };
	bool ok = count_sessions(&m, e) && count_sales(&m, &sold, e) &&
	    count_payments(p, sold.unpaid, e) && count_clients(&m, &sold, e) &&
	    monthly_series(p, e) && monthly_due(p, e) && monthly_screenings(p, e) &&
	    monthly_after(p, m.done, e) && monthly_reviews(p, e) && monthly_newsletter(p, e);

	free(m.seen);
	buf_free(&m.key);
	return ok;
}
