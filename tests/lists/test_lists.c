/*
 * What holds of every list, on a practice that has lived: backwards is forwards turned
 * round, wherever a page ends; a row is found at its key; a page steps no more rows than
 * it shows, at the list's start and in its midst alike; whoever may not read it is
 * refused. And of those that look words up in an index: old rows are found like new ones.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "demo/demo.h"
#include "lists/page.h"
#include "practice/newsletter.h"
#include "practice/reads.h"
#include "practice/watch.h"
#include "tests/support/clinic.h"

#define MOST 6000

static char *path;
static char day[DATE_ISO_SIZE];	/* with many visits */
static struct practice *owner;

struct got {
	size_t n;
	int64_t ids[MOST];
	char *keys[MOST];
	char *first;		/* the cells of the first row, by | */
	const struct page_list *list;
};

static bool
take(const struct page_row *row, void *arg)
{
	struct got *g = arg;
	AUTO_BUF struct buf cells = BUF_INIT;
	size_t i;

	assert_true(g->n < MOST);
	assert_true(*row->key != '\0' || g->list == &page_history);
	for (i = 0; i < row->n_cells; i++)
		buf_addf(&cells, "%s|", row->cells[i]);
	if (g->n == 0)
		g->first = xstrdup(cells.s);
	g->keys[g->n] = xstrdup(row->key);
	g->ids[g->n++] = row->id;
	return true;
}

static void
drop(struct got *g)
{
	while (g->n > 0)
		free(g->keys[--g->n]);
	free(g->first);
	g->first = NULL;
}

static bool
read_list(const struct page_list *l, struct page_query q, struct got *g)
{
	struct err err;
	bool more;

	g->list = l;
	OK(page_read(l, owner, &q, take, g, &more, &err));
	return more;
}

/* --- a practice that has lived ------------------------------------------------------ */

/* Whose list: the one with the most rows. */
static struct page_query
whose(const struct page_list *l)
{
	struct page_query q = { .all = true, .limit = MOST - 1 };
	const char *sql = NULL;

	if (l == &page_client_visits)
		sql = "SELECT client FROM session WHERE client > 0 GROUP BY 1 ORDER BY count(*) DESC";
	else if (l == &page_client_screenings)
		sql = "SELECT client FROM screening GROUP BY 1 ORDER BY count(*) DESC";
	else if (l == &page_client_receipts)
		sql = "SELECT client FROM receipt WHERE client > 0 GROUP BY 1 ORDER BY count(*) DESC";
	else if (l == &page_client_papers)
		sql = "SELECT client FROM permission GROUP BY 1 ORDER BY count(*) DESC";
	else if (l == &page_client_files)
		sql = "SELECT client FROM attachment GROUP BY 1 ORDER BY count(*) DESC";
	else if (l == &page_client_reviews)
		sql = "SELECT client FROM review WHERE client > 0 GROUP BY 1 ORDER BY count(*) DESC";
	else if (l == &page_consents)
		sql = "SELECT subscriber FROM consent_event GROUP BY 1 ORDER BY count(*) DESC";
	else if (l == &page_checklist_rules)
		sql = "SELECT checklist FROM checklist_rule";
	else if (l == &page_lot_moves)
		sql = "SELECT lot FROM lot_move GROUP BY 1 ORDER BY count(*) DESC";
	else if (l == &page_event_reports)
		sql = "SELECT event FROM event_report GROUP BY 1 ORDER BY count(*) DESC";
	else if (l == &page_client_looks)
		sql = "SELECT row FROM journal_change WHERE tbl = 'read'";
	if (sql != NULL)
		q.of = dbfile_int(path, sql);
	if (l == &page_day_visits)
		q.of_text = day;
	if (l == &page_history || l == &page_trace) {
		q.of = 1;
		q.of_text = "client";
	}
	return q;
}

static void
written_down(const struct record_type *t, const char *const values[], size_t n)
{
	AUTO_RECORD struct record *r = record_new(t);
	struct err err;
	size_t i;

	for (i = 0; i + 1 < n; i += 2)
		OK(record_parse(r, &field_context_plain, values[i], values[i + 1], &err));
	OK(practice_add(owner, ACTION_WRITE_SETTINGS, r, NULL, &err));
}
#define WRITTEN_DOWN(type, ...) \
	written_down(type, (const char *const[]){ __VA_ARGS__ }, \
	    ARRAY_LEN(((const char *const[]){ __VA_ARGS__ })))

static int
group_begin(void **state)
{
	struct practice_init init = { .timezone = "UTC", .login = "mara",
	    .fill = demo_fill,
	    .fill_arg = &(struct demo_options){ .clients = 400, .seed = 7 } };
	struct err err;
	struct subscriber_change said = { .source = "paper", .wording = "v1" };
	size_t i;

	OK(clock_fix("2026-03-12T10:00", &err));
	path = test_path("lived.db");
	OK(practice_make(path, &init, &err));
	owner = clinic_open(path, "mara");
	date_to_iso((date_day)dbfile_int(path, "SELECT julianday(date) - 2440587.5 "
	    "FROM session GROUP BY date ORDER BY count(*) DESC"), day);
	for (i = 0; i < 3; i++)	/* a history, and names that are alike */
		OK(clinic_set(owner, 1, "city", i % 2 == 0 ? "Graz" : "Linz", &err));
	said.id = dbfile_int(path, "SELECT id FROM subscriber WHERE state = 'pending'");
	for (i = 0; i < 4; i++) {	/* in one and the same second */
		said.state = i % 2 == 0 ? "subscribed" : "pending";
		OK(subscriber_set(owner, &said, NULL, &err));
	}
	for (i = 0; i < 3; i++) {	/* what a demo has not */
		WRITTEN_DOWN(&record_certificate, "staff", "1", "name", "first aid", "ends",
		    i == 0 ? "" : "2027-01-31");
		WRITTEN_DOWN(&record_certificate, "staff", "2", "name", "hygiene", "ends",
		    "2026-03-12");
		WRITTEN_DOWN(&record_device_label, "device", "1", "zones", "neck", "source", "K1",
		    "active", i == 0 ? "no" : "yes");
		WRITTEN_DOWN(&record_product_caution, "ingredients", "AQUA", "meets", "water",
		    "guidance", "No.", "source", "K1", "active", i == 0 ? "no" : "yes");
		WRITTEN_DOWN(&record_staff_key, "staff", "1", "type", "ssh-ed25519", "key", "AAAA",
		    "label", "desk", "fingerprint", i == 0 ? "a" : i == 1 ? "b" : "c");
		WRITTEN_DOWN(&record_log_entry, "date", "2026-03-10", "text", "cycle");
		WRITTEN_DOWN(&record_attachment, "client", "1", "date", "2026-03-10", "format",
		    "image/jpeg", "size", "5", "digest", "00");
	}
	for (i = 0; i < 4; i++) {	/* two looks in one entry */
		reads_note_always(owner, 1, "client");
		if (i != 1)
			reads_end(owner);
	}
	for (i = 0; i < 5; i++)
		clinic_client(owner, "given", "Ada", "family", "Byrne", NULL);
	OK(clinic_set(owner, clinic_client(owner, "given", "Ada", "family", "Byrne",
	    NULL), "archived", "yes", &err));
	return 0;
}

static int
group_end(void **state)
{
	practice_close(owner);
	free(path);
	return 0;
}

/* --- every list ----------------------------------------------------------------------- */

static void
names_lead_to_lists(void **state)
{
	size_t i, j;

	for (i = 0; page_lists[i] != NULL; i++) {
		const struct page_list *l = page_lists[i];

		assert_ptr_equal(page_list_named(l->name), l);
		assert_true(l->n_columns > 0 && l->n_columns <= PAGE_CELLS);
		assert_true(*l->title != '\0' && *l->none != '\0');
		for (j = 0; l->tables != NULL && l->tables[j] != NULL; j++)
			assert_non_null(record_type_find(l->tables[j]));
	}
	assert_null(page_list_named("elephants"));
}

/* Columns that stay: 60 leave room for what grows, and a blank between each. */
static void
columns_fit_narrow_windows(void **state)
{
	struct page_column columns[PAGE_CELLS];
	size_t i, j, n;

	for (i = 0; page_lists[i] != NULL; i++) {
		const struct page_list *l = page_lists[i];
		int width = 0;	/* a gap of 2 before each */

		n = page_columns(l, owner, columns);
		for (j = 0; j < n; j++)
			if (columns[j].drop == 0)
				width += columns[j].width + 2;
		if (width > 60)
			fail_msg("%s needs %d columns", l->name, width);
	}
}

/* In pages of `limit`, from either end. */
static void
same_in_pages(const struct page_list *l, const struct got *all, long limit,
    bool backwards)
{
	struct page_query q = whose(l);
	struct got g = { 0 };
	size_t n = 0, i;
	bool more = true;

	q.limit = limit;
	q.backwards = backwards;
	while (more) {
		more = read_list(l, q, &g);
		assert_true(!more || g.n == (size_t)limit);
		for (i = 0; i < g.n; i++, n++) {
			size_t at = backwards ? all->n - 1 - n : n;

			assert_true(n < all->n);
			if (g.ids[i] != all->ids[at])
				fail_msg("%s, %ld a page: row %zu", l->name, limit, n);
			q.key = all->keys[at];
			q.id = all->ids[at];
		}
		drop(&g);
	}
	assert_int_equal(n, all->n);
}

static void
backwards_is_forwards_turned_round(void **state)
{
	static const long limits[] = { 1, 2, 23, 50, 1500 };
	size_t i, j;

	for (i = 0; page_lists[i] != NULL; i++) {
		const struct page_list *l = page_lists[i];
		struct got all = { 0 };

		assert_false(read_list(l, whose(l), &all));
		if (all.n < 2 && l != &page_checklists)
			fail_msg("%s has %zu rows here", l->name, all.n);
		for (j = all.n > 300 ? 2 : 0; j < ARRAY_LEN(limits); j++) {
			same_in_pages(l, &all, limits[j], false);
			same_in_pages(l, &all, limits[j], true);
		}
		drop(&all);
	}
}

static bool
take_key(const struct page_row *row, void *arg)
{
	buf_adds(arg, row->key);
	return true;
}

static bool
no_matter(const struct page_row *row, void *arg)
{
	return true;
}

static void
a_row_is_found_at_its_key(void **state)
{
	size_t i, j;

	for (i = 0; page_lists[i] != NULL; i++) {
		const struct page_list *l = page_lists[i];
		struct page_query q = whose(l);
		struct got all = { 0 };
		struct err err;

		read_list(l, q, &all);
		for (j = 0; j < all.n; j += 1 + all.n / 20) {
			AUTO_BUF struct buf key = BUF_INIT;

			OK(page_find(l, owner, &q, all.ids[j], take_key, &key, &err));
			assert_string_equal(key.s, all.keys[j]);
		}
		assert_false(page_find(l, owner, &q, 999999999, take_key, NULL, &err));
		assert_int_equal(err.code, ERR_NOTFOUND);
		if (q.of != 0 && l != &page_history) {
			q.of = 999999999;
			assert_false(page_find(l, owner, &q, all.ids[0], take_key, NULL,
			    &err));
			assert_int_equal(err.code, ERR_NOTFOUND);
		}
		drop(&all);
	}
}

static struct work
work_of(const struct page_list *l, struct page_query q)
{
	struct got g = { 0 };
	struct err err;
	long n;

	practice_work(owner);
	read_list(l, q, &g);
	if (q.words != NULL)
		OK(page_count(l, owner, &q, 1000, &n, &err));
	drop(&g);
	return practice_work(owner);
}

/* A row's place and the row itself, and its record where a field has added a column, for
 * each of the page; of the one behind it its place. */
static void
a_page_steps_no_more_than_it_shows(void **state)
{
	struct page_column columns[PAGE_CELLS];
	size_t i;

	for (i = 0; page_lists[i] != NULL; i++) {
		const struct page_list *l = page_lists[i];
		long most = page_columns(l, owner, columns) > l->n_columns ? 61 : 41;
		struct page_query q = whose(l);
		struct got all = { 0 };
		struct work start, midst, back;

		if (l == &page_history || l == &page_stops)	/* it is read whole */
			continue;
		if (l == &page_journal)		/* what an entry did is named */
			most += 20 * 8;
		read_list(l, q, &all);
		q.limit = 20;
		work_of(l, q);
		start = work_of(l, q);
		q.key = all.keys[all.n / 2];
		q.id = all.ids[all.n / 2];
		midst = work_of(l, q);
		q.backwards = true;
		back = work_of(l, q);
		assert_true(start.rows <= most && midst.rows <= most && back.rows <= most);
		/* a client's key stands in another table and is not looked up again */
		if (l == &page_clients)
			assert_true(start.steps <= 20 * 55);
		/* nothing is stepped over on the way */
		if (all.n > 200 && (midst.steps > 2 * start.steps ||
		    back.steps > 2 * start.steps))
			fail_msg("%s: %lld steps at the start, %lld and %lld in the midst",
			    l->name, (long long)start.steps, (long long)midst.steps,
			    (long long)back.steps);
		drop(&all);
	}
}

static bool
no_row(const struct page_row *row, void *arg)
{
	fail_msg("a row for somebody who may not see it");
	return false;
}

static void
roles_are_asked(void **state)
{
	static const char *const roles[] = { "practitioner", "front_desk",
	    "bookkeeper", "read_only" };
	size_t i, j;
	long n;

	for (j = 0; j < ARRAY_LEN(roles); j++) {
		struct practice *p;

		clinic_staff(owner, roles[j], roles[j]);
		p = clinic_open(path, roles[j]);
		for (i = 0; page_lists[i] != NULL; i++) {
			const struct page_list *l = page_lists[i];
			struct page_query q = whose(l);
			struct got g = { .list = l };
			struct err err;

			if (l->may == ACTIONS || role_may(p->role, l->may)) {
				OK(page_read(l, p, &q, take, &g, NULL, &err));
				drop(&g);
				continue;
			}
			assert_false(page_read(l, p, &q, no_row, NULL, NULL, &err));
			assert_int_equal(err.code, ERR_DENIED);
			assert_false(page_count(l, p, &q, 10, &n, &err));
			assert_int_equal(err.code, ERR_DENIED);
			assert_false(page_find(l, p, &q, 1, no_row, NULL, &err));
			assert_int_equal(err.code, ERR_DENIED);
		}
		practice_close(p);
	}
	assert_false(role_may(ROLE_FRONT_DESK, page_client_screenings.may));
	assert_false(role_may(ROLE_BOOKKEEPER, page_clients.may));
}

static void
nothing_is_a_list_too(void **state)
{
	AUTO_FREE char *empty = clinic_new("empty.db");
	struct practice *lived = owner;
	size_t i;

	owner = clinic_open(empty, "mara");
	for (i = 0; page_lists[i] != NULL; i++) {
		const struct page_list *l = page_lists[i];
		struct page_query q = { .of = 1, .limit = 10,
		    .of_text = l == &page_trace ? "client" : day };
		struct got g = { 0 };
		struct err err;
		long n;

		if (l == &page_history || l == &page_staff || l == &page_checklists ||
		    l == &page_checklist_rules || l == &page_documents ||
		    l == &page_product_cautions)
			continue;	/* never empty */
		assert_false(read_list(l, q, &g));
		q.words = "anna";
		assert_false(read_list(l, q, &g));
		q.backwards = true;
		assert_false(read_list(l, q, &g));
		assert_int_equal(g.n, 0);
		OK(page_count(l, owner, &q, 10, &n, &err));
		assert_int_equal(n, 0);
	}
	practice_close(owner);
	owner = lived;
}

/* --- words ------------------------------------------------------------------------------ */

static size_t
found(const struct page_list *l, const char *words, const char *in_first)
{
	struct page_query q = whose(l);
	struct got g = { 0 }, back = { 0 };
	struct err err;
	size_t n, i;
	long count;

	q.words = words;
	read_list(l, q, &g);
	q.backwards = true;
	read_list(l, q, &back);
	assert_int_equal(back.n, g.n);
	for (i = 0; i < g.n; i++) {
		assert_int_equal(back.ids[back.n - 1 - i], g.ids[i]);
		OK(page_find(l, owner, &q, g.ids[i], no_matter, NULL, &err));
	}
	OK(page_count(l, owner, &q, MOST, &count, &err));
	assert_int_equal(count, g.n);
	if (in_first != NULL && (g.n == 0 || strstr(g.first, in_first) == NULL))
		fail_msg("%s: \"%s\" finds %s", l->name, words,
		    g.n > 0 ? g.first : "nothing");
	n = g.n;
	drop(&g);
	drop(&back);
	return n;
}

static void
old_receipts_are_found_like_new_ones(void **state)
{
	int64_t id = dbfile_int(path, "SELECT id FROM receipt WHERE client IS NOT NULL "
	    "ORDER BY date, id");
	AUTO_FREE char *sql = xasprintf("SELECT CAST(number AS INTEGER) FROM receipt "
	    "WHERE id = %lld", (long long)id);
	AUTO_FREE char *number = xasprintf("%lld", (long long)dbfile_int(path, sql));
	struct err err;
	AUTO_RECORD struct record *r = db_get(owner->db, &record_receipt, id, &err);
	AUTO_RECORD struct record *c = db_get(owner->db, &record_client,
	    record_int(r, "client"), &err);
	AUTO_BUF struct buf name = BUF_INIT;
	struct page_query q = { .words = NULL, .limit = 1 };

	assert_true(found(&page_receipts, number, NULL) >= 1);
	client_display_name(c, &name);
	assert_true(found(&page_receipts, record_text(c, "family"), NULL) >= 1);
	q.words = record_text(c, "family");
	OK(page_find(&page_receipts, owner, &q, id, no_matter, NULL,
	    &err));
	q.words = "Zxqv";
	assert_false(page_find(&page_receipts, owner, &q, id, take_key, NULL, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	assert_int_equal(found(&page_receipts, "!", NULL), 0);
}

static void
addresses_are_found_by_any_part(void **state)
{
	size_t all = found(&page_subscribers, "", NULL);
	size_t in = found(&page_subscribers, "EXAMPLE", "@");
	size_t opted = found(&page_subscribers, "unsub", "unsubscribed");

	assert_true(all > 5 && in > 5 && in <= all);
	assert_true(opted >= 1 && opted < all);
	assert_int_equal(opted, dbfile_int(path, "SELECT count(*) FROM subscriber "
	    "WHERE state = 'unsubscribed'"));
}

static void
hostile_words_find_nothing_and_break_nothing(void **state)
{
	static const char *const words[] = { "\"", "*", "a* OR b", "%", "_", "'; --",
	    "(", ")", "NEAR(a b)", "\xF4\x8F\xBF\xBF", "\x1b[31m", "-", "^", "{}" };
	size_t i, j;

	for (i = 0; page_lists[i] != NULL; i++)
		for (j = 0; j < ARRAY_LEN(words); j++)
			found(page_lists[i], words[j], NULL);
	assert_int_equal(found(&page_subscribers, "%", NULL), 0);
	assert_int_equal(found(&page_clients, "Zxqv", NULL), 0);
}

/* 12,000 addresses, and as many receipts and reviews of a year, that no word finds. */
static void
add_rows(int from, const char *year)
{
	static const char *const inserts[] = {
		"subscriber(version, email, state) SELECT 1, 'n' || i || '@example.net', 'pending'",
		"receipt(version, date, state, origin) SELECT 1, day, 'closed', 'import'",
		"review(version, asked_on, received_at) SELECT 1, day, unixepoch(day)",
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(inserts); i++) {
		AUTO_FREE char *sql = xasprintf("WITH RECURSIVE n(i, day) AS (VALUES (%d, "
		    "'%s-01-01') UNION ALL SELECT i + 1, day FROM n LIMIT 12000) INSERT INTO "
		    "%s FROM n", from, year, inserts[i]);

		dbfile_sql(path, sql);
	}
}

/* A word that nothing has, a letter that much begins with, a state of few. */
static void
words_cost_no_more_as_lists_grow(void **state)
{
	static const struct {
		const struct page_list *l;
		const char *words;
	} asked[] = {
		{ &page_subscribers, "qqq" }, { &page_reviews, "qqq" },
		{ &page_review_requests, "qqq" }, { &page_receipts, "qqq" },
		{ &page_subscribers, "m" }, { &page_receipts, "m" },
		{ &page_receipts, "open" },
	};
	struct work before[ARRAY_LEN(asked)], now;
	size_t i;

	add_rows(0, "2010");
	for (i = 0; i < ARRAY_LEN(asked); i++)
		before[i] = work_of(asked[i].l, (struct page_query){
		    .words = asked[i].words, .limit = 20 });
	add_rows(12000, "2000");
	for (i = 0; i < ARRAY_LEN(asked); i++) {
		now = work_of(asked[i].l, (struct page_query){
		    .words = asked[i].words, .limit = 20 });
		if (now.steps != before[i].steps || now.statements != before[i].statements)
			fail_msg("%s, \"%s\": %lld steps, and %lld beside twice as many rows",
			    asked[i].l->name, asked[i].words, (long long)before[i].steps,
			    (long long)now.steps);
	}
}

static void
what_is_not_in_force_says_so(void **state)
{
	struct got g = { 0 };
	struct page_query q = { .words = "ada byrne", .all = true, .limit = 50 };

	read_list(&page_clients, q, &g);
	assert_int_equal(g.n, 6);
	drop(&g);
	q.key = "byrne\001ada";
	q.id = dbfile_int(path, "SELECT max(id) FROM client") - 1;
	read_list(&page_clients, q, &g);
	assert_int_equal(g.n, 1);
	assert_int_equal(strncmp(g.first, "Byrne, Ada (archived)|", 22), 0);
	drop(&g);
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(names_lead_to_lists),
		cmocka_unit_test(columns_fit_narrow_windows),
		cmocka_unit_test(backwards_is_forwards_turned_round),
		cmocka_unit_test(a_row_is_found_at_its_key),
		cmocka_unit_test(a_page_steps_no_more_than_it_shows),
		cmocka_unit_test(roles_are_asked),
		cmocka_unit_test(nothing_is_a_list_too),
		cmocka_unit_test(old_receipts_are_found_like_new_ones),
		cmocka_unit_test(addresses_are_found_by_any_part),
		cmocka_unit_test(hostile_words_find_nothing_and_break_nothing),
		cmocka_unit_test(what_is_not_in_force_says_so),
		cmocka_unit_test(words_cost_no_more_as_lists_grow),
	};

	return test_end(cmocka_run_group_tests(cases, group_begin, group_end));
}
