/*
 * A list read a page at a time is the list: forwards, backwards, from any row, with
 * words and without, whatever the page's length. A row is found by its number unless
 * it is somebody else's, gone, archived or hidden by the words. Roles are asked.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "lists/page.h"
#include "tests/support/visits.h"

#define MOST 64

static struct kept {
	int64_t id;
	char key[120];
	char cells[PAGE_CELLS][120];
	bool dim;
} kept[MOST], other[MOST];
static size_t n_kept;
static struct practice *reader;

static bool
keep(const struct page_row *row, void *arg)
{
	struct kept *k = &kept[n_kept++];
	size_t i;

	assert_true(n_kept < MOST);
	k->id = row->id;
	k->dim = row->dim;
	snprintf(k->key, sizeof(k->key), "%s", row->key);
	for (i = 0; i < row->n_cells; i++)
		snprintf(k->cells[i], sizeof(k->cells[i]), "%s", row->cells[i]);
	return true;
}

static bool
page(const struct page_list *l, struct page_query q)
{
	struct err err;
	bool more;

	n_kept = 0;
	OK(page_read(l, reader, &q, keep, NULL, &more, &err));
	assert_true((long)n_kept <= q.limit);
	return more;
}

/* The whole list in pages of `limit`, in the order met; its length. */
static size_t
by_pages(const struct page_list *l, struct page_query q, long limit, struct kept *out)
{
	size_t n = 0;
	bool more = true;

	q.limit = limit;
	while (more) {
		more = page(l, q);
		assert_true(!more || n_kept == (size_t)limit);
		memcpy(out + n, kept, n_kept * sizeof(*out));
		n += n_kept;
		if (n == 0)
			break;
		q.key = out[n - 1].key;
		q.id = out[n - 1].id;
	}
	return n;
}

/* All lengths of pages, both ways, and from each row with it and without. */
static void
is_one_list(const struct page_list *l, struct page_query q)
{
	struct kept all[MOST];
	size_t n, m, i;
	long limit;

	q.limit = MOST - 1;
	assert_false(page(l, q));
	n = n_kept;
	memcpy(all, kept, sizeof(all));
	for (limit = 1; limit <= (long)n + 1; limit++) {
		q.backwards = false;
		m = by_pages(l, q, limit, other);
		assert_int_equal(m, n);
		for (i = 0; i < n; i++)
			assert_int_equal(other[i].id, all[i].id);
		q.backwards = true;
		m = by_pages(l, q, limit, other);
		assert_int_equal(m, n);
		for (i = 0; i < n; i++)
			assert_int_equal(other[n - 1 - i].id, all[i].id);
	}
	for (i = 0; i < n; i++) {
		q = (struct page_query){ .words = q.words, .of = q.of,
		    .of_text = q.of_text, .all = q.all, .key = all[i].key,
		    .id = all[i].id, .limit = MOST - 1, .with = true };
		page(l, q);
		assert_int_equal(n_kept, n - i);
		assert_int_equal(kept[0].id, all[i].id);
		q.backwards = true;
		page(l, q);
		assert_int_equal(n_kept, i + 1);
		assert_int_equal(kept[0].id, all[i].id);
	}
}

static long
count(const struct page_list *l, struct page_query q, long max)
{
	struct err err;
	long n;

	OK(page_count(l, reader, &q, max, &n, &err));
	return n;
}

static bool
finds(const struct page_list *l, struct page_query q, int64_t id)
{
	struct err err = { 0 };
	bool found;

	n_kept = 0;
	found = page_find(l, reader, &q, id, keep, NULL, &err);
	assert_int_equal(n_kept, found);
	if (!found)
		assert_int_equal(err.code, ERR_NOTFOUND);
	return found;
}

/* --- clients ----------------------------------------------------------------------- */

static int64_t amy, amos, zed, gone;

static void
more_clients(void)
{
	amy = clinic_client(v.mara, "given", "Amy", "family", "Ålund", "phone",
	    "07700 900123", "born", "1990-04-03", NULL);
	amos = clinic_client(v.mara, "given", "Amos", "family", "Alund", NULL);
	zed = clinic_client(v.mara, "given", "Zed", NULL);
	gone = clinic_client(v.mara, "given", "Gone", "family", "Alund", "archived",
	    "yes", NULL);
}

static void
clients_are_one_list(void **state)
{
	more_clients();
	reader = v.desk;
	is_one_list(&page_clients, (struct page_query){ .limit = 1 });
	is_one_list(&page_clients, (struct page_query){ .all = true });
	is_one_list(&page_clients, (struct page_query){ .words = "a", .all = true });
	is_one_list(&page_clients, (struct page_query){ .words = "alund", .all = true });
	is_one_list(&page_clients, (struct page_query){ .words = "nobody" });
}

static void
words_find_clients(void **state)
{
	more_clients();
	reader = v.desk;
	page(&page_clients, (struct page_query){ .words = "ÅLUND", .limit = 9 });
	assert_int_equal(n_kept, 2);
	assert_int_equal(kept[0].id, amos);
	assert_string_equal(kept[1].cells[0], "Ålund, Amy");
	assert_string_equal(kept[1].cells[1], "07700 900123");
	assert_string_equal(kept[1].cells[2], "3 Apr 1990");
	page(&page_clients, (struct page_query){ .words = "07700 900123", .limit = 9 });
	assert_int_equal(n_kept, 1);
	page(&page_clients, (struct page_query){ .words = "z", .limit = 9 });
	assert_int_equal(n_kept, 1);
	assert_int_equal(kept[0].id, zed);
	page(&page_clients, (struct page_query){ .words = "!", .limit = 9 });
	assert_int_equal(n_kept, 0);
	assert_int_equal(count(&page_clients,
	    (struct page_query){ .words = "alund" }, 100), 2);
	assert_int_equal(count(&page_clients,
	    (struct page_query){ .words = "alund", .all = true }, 100), 3);
	assert_int_equal(count(&page_clients,
	    (struct page_query){ .words = "alund", .all = true }, 2), 2);
}

static void
a_client_is_found_unless_hidden(void **state)
{
	more_clients();
	reader = v.desk;
	assert_true(finds(&page_clients, (struct page_query){ .limit = 1 }, amy));
	assert_true(finds(&page_clients, (struct page_query){ .words = "amy" }, amy));
	assert_true(finds(&page_clients, (struct page_query){ .words = "a" }, amy));
	assert_false(finds(&page_clients, (struct page_query){ .words = "b" }, amy));
	assert_false(finds(&page_clients, (struct page_query){ .words = "zed" }, amy));
	assert_false(finds(&page_clients, (struct page_query){ .limit = 1 }, gone));
	assert_true(finds(&page_clients, (struct page_query){ .all = true }, gone));
	assert_true(kept[0].dim);
	assert_false(finds(&page_clients, (struct page_query){ .limit = 1 }, 9999));
}

/* --- of a client ----------------------------------------------------------------------- */

static void
visits_come_newest_first(void **state)
{
	int64_t mara = v.mara->staff->id, first, last, id;

	first = visits_add(v.anna, v.facial, mara, "2026-03-10", "11:00", "done");
	visits_add(v.anna, v.facial, mara, "2026-03-11", "11:00", "done");
	visits_add(v.anna, 0, 0, "2026-03-11", "", "no_show");
	last = visits_add(v.anna, v.needling, mara, "2026-03-20", "09:00", "booked");
	id = visits_add(0, v.facial, mara, "2026-03-09", "09:00", "done");
	reader = v.desk;
	is_one_list(&page_client_visits, (struct page_query){ .of = v.anna });
	is_one_list(&page_client_visits, (struct page_query){ .of = v.anna,
	    .words = "done facial" });
	page(&page_client_visits, (struct page_query){ .of = v.anna, .limit = 9 });
	assert_int_equal(n_kept, 4);
	assert_int_equal(kept[0].id, last);
	assert_string_equal(kept[0].cells[0], "Fri 20 Mar 2026");
	assert_string_equal(kept[0].cells[5], "booked");
	assert_int_equal(kept[3].id, first);
	page(&page_client_visits, (struct page_query){ .of = v.anna, .limit = 9,
	    .words = "NO-SHOW" });
	assert_int_equal(n_kept, 1);
	assert_int_equal(count(&page_client_visits,
	    (struct page_query){ .of = v.anna }, 3), 3);
	assert_true(finds(&page_client_visits,
	    (struct page_query){ .of = v.anna }, first));
	assert_false(finds(&page_client_visits,
	    (struct page_query){ .of = v.anna }, id));
	assert_false(finds(&page_client_visits,
	    (struct page_query){ .of = v.anna, .words = "booked" }, first));
}

static void
nothing_is_a_list_too(void **state)
{
	static const struct page_list *const lists[] = { &page_client_visits,
	    &page_client_screenings, &page_client_receipts, &page_client_reviews };
	size_t i;

	reader = v.mara;
	for (i = 0; i < ARRAY_LEN(lists); i++) {
		struct page_query q = { .of = v.anna, .limit = 5 };

		assert_false(page(lists[i], q));
		assert_int_equal(n_kept, 0);
		q.backwards = true;
		assert_false(page(lists[i], q));
		assert_int_equal(count(lists[i], q, 9), 0);
		assert_true(lists[i]->n_columns <= PAGE_CELLS);
		assert_non_null(lists[i]->none);
	}
}

static void
screenings_are_not_for_the_desk(void **state)
{
	struct page_query q = { .of = v.anna, .limit = 5 };
	struct err err;
	long n;

	visits_screen(v.anna, NULL);
	visits_screen(v.anna, NULL);
	reader = v.ruth;
	is_one_list(&page_client_screenings, q);
	page(&page_client_screenings, q);
	assert_int_equal(n_kept, 2);
	assert_string_equal(kept[0].cells[0], "Thu 12 Mar 2026");
	assert_false(page_read(&page_client_screenings, v.desk, &q, keep, NULL, NULL,
	    &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(page_count(&page_client_screenings, v.desk, &q, 5, &n, &err));
	assert_int_equal(err.code, ERR_DENIED);
	assert_false(page_find(&page_client_screenings, v.desk, &q, 1, keep, NULL,
	    &err));
	assert_int_equal(err.code, ERR_DENIED);
}

static void
receipts_and_reviews_are_one_list(void **state)
{
	char sql[900];

	snprintf(sql, sizeof(sql),
	    "INSERT INTO review(version, client, asked_on) VALUES (1, %d, '2026-01-01'),"
	    " (1, %d, '2026-02-01'), (1, %d, '2026-01-01');"
	    "INSERT INTO review(version, client, received_at, platform, stars) VALUES"
	    " (1, %d, 1768000000, 'google', 5), (1, NULL, 1768000000, 'google', 4),"
	    " (1, NULL, 1700000000, 'google', 3);"
	    "INSERT INTO receipt(version, number, client, date, state, origin) VALUES"
	    " (1, '1', %d, '2026-01-01', 'closed', 'here'),"
	    " (1, '2', %d, '2026-01-01', 'void', 'here'),"
	    " (1, '3', NULL, '2026-01-01', 'open', 'here'),"
	    " (1, '4', %d, '2025-12-31', 'open', 'here');",
	    (int)v.anna, (int)v.anna, (int)v.anna, (int)v.anna, (int)v.anna,
	    (int)v.anna, (int)v.anna);
	dbfile_sql(v.path, sql);
	reader = v.desk;
	is_one_list(&page_client_reviews, (struct page_query){ .of = v.anna });
	is_one_list(&page_client_receipts, (struct page_query){ .of = v.anna });
	is_one_list(&page_reviews, (struct page_query){ .of = 0 });
	is_one_list(&page_receipts, (struct page_query){ .of = 0 });
	page(&page_client_reviews, (struct page_query){ .of = v.anna, .limit = 9 });
	assert_int_equal(n_kept, 4);
	assert_string_equal(kept[0].cells[0], "1 Feb 2026");
	page(&page_client_receipts, (struct page_query){ .of = v.anna, .limit = 9 });
	assert_int_equal(n_kept, 3);
	assert_string_equal(kept[0].cells[1], "2");
	assert_true(kept[0].dim);
	page(&page_receipts, (struct page_query){ .limit = 9 });
	assert_int_equal(n_kept, 4);
	page(&page_reviews, (struct page_query){ .limit = 9 });
	assert_int_equal(n_kept, 3);
}

/* --- everybody's, and the offer ------------------------------------------------------------ */

static void
other_lists_are_one_list_too(void **state)
{
	static const struct page_list *const lists[] = { &page_services,
	    &page_products, &page_staff, &page_checklists, &page_receipts,
	    &page_reviews, &page_subscribers };
	size_t i;

	visits_set(&record_service, v.facial, "active", "no");
	reader = v.mara;
	for (i = 0; i < ARRAY_LEN(lists); i++) {
		is_one_list(lists[i], (struct page_query){ .of = 0 });
		is_one_list(lists[i], (struct page_query){ .all = true });
	}
	page(&page_services, (struct page_query){ .all = true, .limit = 9 });
	assert_int_equal(n_kept, 2);
	assert_int_equal(kept[1].id, v.facial);
	assert_true(kept[1].dim);
	assert_false(finds(&page_services, (struct page_query){ .of = 0 }, v.facial));
	page(&page_staff, (struct page_query){ .words = "ruth", .limit = 9 });
	assert_int_equal(n_kept, 1);
	assert_int_equal(kept[0].id, v.ruth->staff->id);
}

/* --- history ----------------------------------------------------------------------------- */

static void
history_is_newest_first(void **state)
{
	struct page_query q = { .of = v.anna, .of_text = "client", .limit = 20 };
	struct err err;

	OK(clinic_set(v.mara, v.anna, "phone", "555 0100", &err));
	OK(clinic_set(v.mara, v.anna, "allergies", "latex", &err));
	reader = v.mara;
	is_one_list(&page_history, q);
	page(&page_history, q);
	assert_string_equal(kept[0].cells[2], "Allergies");
	assert_string_equal(kept[0].cells[4], "latex");
	assert_string_equal(kept[1].cells[2], "Allergies asked on");
	assert_string_equal(kept[2].cells[2], "Allergies asked by");
	assert_string_equal(kept[3].cells[2], "Phone");
	assert_true(finds(&page_history, q, kept[0].id));
	reader = v.desk;
	page(&page_history, q);
	assert_string_not_equal(kept[0].cells[2], "Allergies");
	q.words = "555";
	page(&page_history, q);
	assert_int_equal(n_kept, 1);
	q.of = 9999;
	assert_false(page_read(&page_history, v.mara, &q, keep, NULL, NULL, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
}

TEST_MAIN(
    VISITS_CASE(clients_are_one_list),
    VISITS_CASE(words_find_clients),
    VISITS_CASE(a_client_is_found_unless_hidden),
    VISITS_CASE(visits_come_newest_first),
    VISITS_CASE(nothing_is_a_list_too),
    VISITS_CASE(screenings_are_not_for_the_desk),
    VISITS_CASE(receipts_and_reviews_are_one_list),
    VISITS_CASE(other_lists_are_one_list_too),
    VISITS_CASE(history_is_newest_first))
