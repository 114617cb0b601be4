/*
 * invariants.c - what holds in a practice after whatever was done, killed or failed.
 *
 * Each is said in plain SQL, or counted anew, beside the program's own way.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lists/page.h"
#include "practice/history.h"
#include "receipt/receipts.h"
#include "practice/sessions.h"
#include "tests/model/model.h"

static struct practice *
owner(struct model *m)
{
	return m->logins[OWNER].p;
}

/* Fails with the words where the statement finds something. */
static void
none(struct model *m, const char *words, const char *sql)
{
	AUTO_FREE char *found = model_text(m, "%s", sql);

	if (*found != '\0')
		model_fault(m, "%s: %s", words, found);
}

/* --- the file ----------------------------------------------------------------------- */

static void
add_problem(const char *sentence, void *arg)
{
	buf_addf(arg, "%s\n", sentence);
}

static void
check(struct model *m, bool deep)
{
	AUTO_BUF struct buf said = BUF_INIT;
	struct err err;
	long problems;

	if (!practice_check(owner(m), deep, add_problem, &said, &problems, &err))
		model_fault(m, "cannot be checked: %s", err.text);
	if (problems != 0)
		model_fault(m, "%ld problems: %s", problems, said.s);
}

static void
checked(struct model *m)
{
	check(m, false);
}

static void
checked_deep(struct model *m)
{
	check(m, true);
}

static void
head(struct model *m)
{
	struct err err;
	char hex[65];
	int64_t n;

	if (!db_journal_head(owner(m)->db, &n, hex, &err))
		model_fault(m, "%s", err.text);
	if (n != model_int(m, "SELECT max(n) FROM journal"))
		model_fault(m, "the head of the journal is not its newest entry");
	none(m, "an entry is left out", "SELECT n FROM journal WHERE n > 1 AND "
	    "n - 1 NOT IN (SELECT n FROM journal)");
	none(m, "a change without its entry",
	    "SELECT n FROM journal_change WHERE n NOT IN (SELECT n FROM journal)");
}

/* --- visits --------------------------------------------------------------------------- */

#define TAKES_TIME "status NOT IN ('cancelled', 'no_show', 'not_treated')"

struct agenda {
	int64_t n, sum, done, booked, here;
	int64_t before;		/* sum of those that began on the day before */
};

static void
add_visit(struct agenda *a, const struct session_line *s)
{
	if (s->before) {
		a->before += s->id;
		return;
	}
	a->n++;
	a->sum += s->id * (1 + (int64_t)s->status);
	a->done += s->status == SESSION_DONE;
	a->booked += s->status == SESSION_BOOKED || s->status == SESSION_CONFIRMED;
	a->here += s->status == SESSION_HERE || s->status == SESSION_IN_TREATMENT;
}

/* The agenda of a day around today, its numbers, and the visits of the file. */
static void
agenda(struct model *m)
{
	date_day day = m->day - 1 + (date_day)(m->n % 5);
	char iso[DATE_ISO_SIZE];
	AUTO_BUF struct buf cases = BUF_INIT;
	struct agenda a = { 0 };
	AUTO_LINES struct session_lines lines = SESSION_LINES_INIT;
	struct sessions_todo t;
	struct err err;
	size_t i;
	int s;

	date_to_iso(day, iso);
	if (!sessions_day(owner(m), day, 0, &lines, &err) ||
	    !sessions_todo(owner(m), &lines, &t, &err))
		model_fault(m, "%s", err.text);
	for (i = 0; i < lines.n; i++)
		add_visit(&a, &lines.list[i]);
	for (s = 0; s < SESSION_STATUSES; s++)
		buf_addf(&cases, " WHEN '%s' THEN %d",
		    session_status_name((enum session_status)s), s + 1);
	if (a.n != model_int(m, "SELECT count(*) FROM session WHERE date = '%s'", iso) ||
	    a.sum != model_int(m, "SELECT coalesce(sum(id * CASE status%s END), 0) "
	    "FROM session WHERE date = '%s'", cases.s, iso))
		model_fault(m, "the agenda of %s shows other visits than there are", iso);
	if (a.before != model_int(m, "SELECT coalesce(sum(id), 0) FROM session WHERE "
	    "date = date('%s', '-1 day') AND start + coalesce(numbing, 0) + minutes + coalesce(cleanup, 0) > 1440 AND " TAKES_TIME, iso))
		model_fault(m, "the agenda of %s does not show what goes on past midnight", iso);
	if (t.done != a.done || t.booked != a.booked || t.here != a.here ||
	    t.visits != a.done + a.booked + a.here)
		model_fault(m, "the numbers of %s are not those of its visits", iso);
}

/* --- receipts ---------------------------------------------------------------------------- */

#define CLOSED_HERE "origin = 'here' AND number IS NOT NULL AND state <> 'open'"

static void
numbers(struct model *m)
{
	none(m, "a number is missing or given twice",
	    "SELECT group_concat(number) FROM receipt WHERE " CLOSED_HERE
	    " HAVING count(*) <> count(DISTINCT number)"
	    " OR count(*) <> max(CAST(number AS INTEGER)) OR min(CAST(number AS INTEGER)) <> 1");
	none(m, "a closed receipt has no number", "SELECT id FROM receipt "
	    "WHERE state = 'closed' AND origin = 'here' AND number IS NULL");
}

/* A closed receipt is what it was when it was first seen; its client may have been merged. */
static void
closed_stays(struct model *m)
{
	sqlite3_stmt *st = model_stmt(m, "SELECT r.id, r.number || '|' || "
	    "(r.client IS NULL) || '|' || r.date || '|' || coalesce(r.corrects, '') || "
	    "(SELECT coalesce(group_concat(json_array(id, position, service, product, session, "
	    "description, staff, quantity, price, discount, amount, tax, tax2), '|'), '') FROM "
	    "(SELECT * FROM receipt_line WHERE receipt = r.id ORDER BY id)) "
	    "FROM receipt r WHERE " CLOSED_HERE);
	size_t id, seen = 0, known = 0;

	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *is = (const char *)sqlite3_column_text(st, 1);

		id = (size_t)sqlite3_column_int64(st, 0);
		seen++;
		while (m->n_closed <= id) {
			m->closed = xreallocarray(m->closed, m->n_closed + 1,
			    sizeof(*m->closed));
			m->closed[m->n_closed++] = NULL;
		}
		if (m->closed[id] == NULL)
			m->closed[id] = xstrdup(is);
		if (strcmp(m->closed[id], is) != 0)
			model_fault(m, "closed receipt %zu was %s and is %s", id, m->closed[id],
			    is);
	}
	sqlite3_finalize(st);
	for (id = 0; id < m->n_closed; id++)
		known += m->closed[id] != NULL;
	if (known != seen)
		model_fault(m, "a closed receipt is gone or open again");
}

/* What is on hand is what there was less what was sold; void, it was not. */
static void
stock(struct model *m)
{
	AUTO_FREE char *found = model_text(m, "SELECT p.name || ' ' || on_hand FROM product p "
	    "WHERE on_hand IS NOT NULL AND on_hand <> %d - (SELECT coalesce(sum(quantity), 0) "
	    "FROM receipt_line l JOIN receipt r ON r.id = l.receipt WHERE l.product = p.id "
	    "AND r.state = 'closed' AND r.origin = 'here')", STOCK);

	if (*found != '\0')
		model_fault(m, "not what was there less what was sold: %s on hand", found);
}

static bool
add_sum(const struct receipt_row *r, void *arg)
{
	buf_addf(arg, "%lld %lld %lld\n", (long long)r->id, (long long)r->total,
	    (long long)r->paid);
	return true;
}

static void
sums(struct model *m)
{
	struct receipt_query q = { .limit = 0 };
	AUTO_BUF struct buf said = BUF_INIT;
	AUTO_FREE char *plain = model_text(m, "SELECT group_concat(t, '') FROM (SELECT id || ' ' "
	    "|| (SELECT coalesce(sum(amount + tax + tax2), 0) FROM receipt_line "
	    "WHERE receipt = r.id) || ' ' || (SELECT coalesce(sum(amount), 0) FROM payment "
	    "WHERE receipt = r.id) || char(10) AS t FROM receipt r ORDER BY date DESC, id DESC)");
	struct err err;

	if (!receipts_list(owner(m), &q, add_sum, &said, NULL, &err))
		model_fault(m, "%s", err.text);
	if (strcmp(said.len > 0 ? said.s : "", plain) != 0)
		model_fault(m, "receipts are said to be\n%sand are\n%s", said.s, plain);
	none(m, "a line is not price × quantity less discount",
	    "SELECT l.id FROM receipt_line l JOIN receipt r ON r.id = l.receipt "
	    "WHERE r.origin = 'here' AND price IS NOT NULL AND "
	    "amount <> price * quantity - discount");
	none(m, "more came back than was sold", "SELECT o.id FROM receipt_line o "
	    "JOIN receipt_line l ON l.position = o.position "
	    "JOIN receipt r ON r.id = l.receipt AND r.corrects = o.receipt "
	    "WHERE r.state = 'closed' GROUP BY o.id HAVING -sum(l.quantity) > o.quantity");
}

/* --- people -------------------------------------------------------------------------------- */

static void
counts(struct model *m)
{
	none(m, "a client's counts are not those of the visits",
	    "SELECT c.id FROM client c LEFT JOIN client_stat t ON t.client = c.id WHERE "
	    "coalesce(t.sessions_done, 0) <> (SELECT count(*) FROM session WHERE client = c.id "
	    "AND status = 'done') OR coalesce(t.no_shows, 0) <> (SELECT count(*) FROM session "
	    "WHERE client = c.id AND status = 'no_show') OR coalesce(t.late_cancels, 0) <> "
	    "(SELECT count(*) FROM session WHERE client = c.id AND status = 'cancelled' "
	    "AND late = 1)");
}

/* Counted from the visits before each one, without the view. */
static void
series(struct model *m)
{
	none(m, "which of a series a visit is, is not what the visits say",
	    "WITH w AS (SELECT s.client, s.id AS session, (SELECT count(*) FROM session b "
	    "WHERE b.client = s.client AND b.service = s.service AND b.status = 'done' "
	    "AND (b.date < s.date OR b.date = s.date AND b.id < s.id)) % v.series_count + 1 "
	    "AS step FROM session s JOIN service v ON v.id = s.service WHERE s.status = 'done' "
	    "AND s.client IS NOT NULL AND v.series_count > 1 AND v.series_days IS NOT NULL) "
	    "SELECT client || ' visit ' || session || ' as ' || step FROM (SELECT * FROM "
	    "(SELECT * FROM w EXCEPT SELECT client, session, step FROM client_series) UNION ALL "
	    "SELECT * FROM (SELECT client, session, step FROM client_series EXCEPT "
	    "SELECT * FROM w))");
}

static void
consents(struct model *m)
{
	none(m, "an address is not in the state of its newest word",
	    "SELECT s.id FROM subscriber s WHERE s.state <> (SELECT state FROM consent_event e "
	    "WHERE e.subscriber = s.id ORDER BY at DESC, id DESC LIMIT 1)");
}

/* --- lists ------------------------------------------------------------------------------------ */

#define PAGE 7

struct rows {
	int64_t ids[4000];
	size_t n;
	char *key;
};

static bool
add_row(const struct page_row *row, void *arg)
{
	struct rows *r = arg;

	if (r->n < ARRAY_LEN(r->ids))
		r->ids[r->n++] = row->id;
	free(r->key);
	r->key = xstrdup(row->key);
	return true;
}

static void
read_all(struct model *m, const struct page_list *l, struct page_query q, struct rows *r)
{
	struct err err;
	bool more = true;

	q.limit = PAGE;
	while (more) {
		AUTO_FREE char *key = r->key != NULL ? xstrdup(r->key) : NULL;

		q.key = key;
		q.id = r->n > 0 ? r->ids[r->n - 1] : 0;
		if (!page_read(l, owner(m), &q, add_row, r, &more, &err))
			model_fault(m, "%s: %s", l->name, err.text);
	}
	free(r->key);
	r->key = NULL;
}

/* Pages from either end show the same rows, as many as there are. */
static void
compare_list(struct model *m, const struct page_list *l, struct page_query q, int64_t n)
{
	static struct rows on, back;
	struct err err;
	size_t i;
	long count;

	on.n = back.n = 0;
	read_all(m, l, q, &on);
	if (!page_count(l, owner(m), &q, 100000, &count, &err))
		model_fault(m, "%s: %s", l->name, err.text);
	q.backwards = true;
	read_all(m, l, q, &back);
	if (on.n != (size_t)n || back.n != on.n || count != n)
		model_fault(m, "the list %s counts %ld and shows %zu and %zu of %lld rows", l->name,
		    count, on.n, back.n, (long long)n);
	for (i = 0; i < on.n; i++)
		if (on.ids[i] != back.ids[on.n - 1 - i])
			model_fault(m, "the list %s is another one from its end", l->name);
}

static void
lists(struct model *m)
{
	static const struct {
		const struct page_list *l;
		bool all;
		const char *rows;
	} plain[] = {
		{ &page_clients, false, "client WHERE archived = 0" },
		{ &page_clients, true, "client" },
		{ &page_receipts, false, "receipt" },
		{ &page_reviews, false, "review WHERE received_at IS NOT NULL" },
		{ &page_review_requests, false, "review WHERE asked_on IS NOT NULL" },
		{ &page_subscribers, false, "subscriber" },
		{ &page_services, true, "service" },
		{ &page_products, true, "product" },
		{ &page_staff, true, "staff" }, { &page_rooms, true, "room" },
		{ &page_devices, true, "device" }, { &page_hours, true, "hours" },
		{ &page_blocks, true, "block" }, { &page_blocks, false, "block WHERE active" },
	}, of_client[] = {
		{ &page_client_visits, false, "session" },
		{ &page_client_receipts, false, "receipt" },
		{ &page_client_screenings, false, "screening" },
	};
	int64_t client = model_any(m, "client");
	char iso[DATE_ISO_SIZE];
	struct page_query day = { .of_text = date_to_iso(m->day, iso) };
	size_t i;

	for (i = 0; i < ARRAY_LEN(plain); i++)
		compare_list(m, plain[i].l, (struct page_query){ .all = plain[i].all },
		    model_int(m, "SELECT count(*) FROM %s", plain[i].rows));
	for (i = 0; i < ARRAY_LEN(of_client); i++)
		compare_list(m, of_client[i].l, (struct page_query){ .of = client },
		    model_int(m, "SELECT count(*) FROM %s WHERE client = %lld",
		    of_client[i].rows, (long long)client));
	compare_list(m, &page_day_visits, day,
	    model_int(m, "SELECT count(*) FROM session WHERE date = '%s'", iso));
}

/* --- what is medical ------------------------------------------------------------------------- */

struct looking {
	struct model *m;
	const char *list;
};

static bool
look_at_row(const struct page_row *row, void *arg)
{
	const struct looking *k = arg;
	size_t i;

	for (i = 0; i < PAGE_CELLS && row->cells[i] != NULL; i++)
		if (strstr(row->cells[i], MEDICAL) != NULL)
			model_fault(k->m, "the list %s shows %s", k->list, row->cells[i]);
	return true;
}

static void
look_at_record(struct model *m, const struct record *r)
{
	size_t i;

	for (i = 0; r != NULL && i < r->type->n_fields; i++) {
		const char *name = r->type->fields[i].name;
		const struct value *v = record_value(r, name);

		if (v->kind == VALUE_TEXT && strstr(v->s, MEDICAL) != NULL)
			model_fault(m, "%s of a %s is shown", name, r->type->name);
	}
}

/* Who may not see it is shown nothing medical, in no list and on no card. */
static void
hidden(struct model *m)
{
	int64_t client = model_any(m, "client"), visit = model_any(m, "session");
	size_t i, k;

	for (i = 0; i < LOGINS; i++) {
		struct practice *p = m->logins[i].p;
		AUTO_RECORD struct record *c = NULL, *s = NULL;

		if (role_may(p->role, ACTION_READ_MEDICAL) ||
		    !role_may(p->role, ACTION_READ_CLIENTS))
			continue;
		c = client_get(p, client, NULL);
		s = visit != 0 ? session_get(p, visit, NULL) : NULL;
		look_at_record(m, c);
		look_at_record(m, s);
		for (k = 0; page_lists[k] != NULL; k++) {
			const struct page_list *l = page_lists[k];
			struct looking at = { m, l->name };
			struct page_query q = { .all = true, .limit = 50, .of = client,
			    .of_text = l == &page_history || l == &page_trace ? "client" :
			        "2026-03-12" };

			if (l->may == ACTIONS || role_may(p->role, l->may))
				page_read(l, p, &q, look_at_row, &at, NULL, NULL);
		}
	}
}

const struct invariant invariants[] = {
	{ "check", 1, checked },
	{ "deep check", 100, checked_deep },
	{ "head of the journal", 1, head },
	{ "one thing at a time", 1, model_one_at_a_time },
	{ "one coming", 1, model_together },
	{ "agenda", 1, agenda },
	{ "numbers of receipts", 1, numbers },
	{ "closed receipts", 1, closed_stays },
	{ "stock", 1, stock },
	{ "sums", 5, sums },
	{ "counts", 1, counts },
	{ "who is due", 1, model_due },
	{ "who waits no longer", 1, model_waits_no_longer },
	{ "consents", 1, consents },
	{ "what is signed verifies", 1, model_verifies },
	{ "a lot leads to its visits", 2, model_traced },
	{ "series", 1, series },
	{ "lists", 10, lists },
	{ "what is medical", 5, hidden },
};
const size_t n_invariants = ARRAY_LEN(invariants);
