/*
 * The demo is believable and repeatable: the same seed and clock give the same
 * records, another seed others; exactly so many clients, about ten sessions
 * each; every status, verdict and state is there; nobody and nothing is booked twice, what
 * is paid is what the lines say, and the file passes its own deep check.
 */
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "demo/demo.h"
#include "practice/practice.h"
#include "practice/screening.h"
#include "practice/slot.h"
#include "tests/support/dbfile.h"

/* A Wednesday in opening hours, and one in the night before a holiday. */
#define WEDNESDAY "2026-03-11T14:05"
#define NIGHT "2025-12-25T02:30"
#define CLIENTS 300

static void
make(const char *path, const char *now, long clients, unsigned long seed)
{
	struct practice_init init = { .timezone = "America/New_York",
	    .login = "mara", .fill = demo_fill,
	    .fill_arg = &(struct demo_options){ .clients = clients, .seed = seed } };
	struct err err;

	OK(clock_fix(now, &err));
	OK(practice_make(path, &init, &err));
}

/* The practice most cases look at. */
static char *
demo(void)
{
	static bool made;
	char *path = test_path("demo.db");

	if (!made)
		make(path, WEDNESDAY, CLIENTS, 1);
	made = true;
	return path;
}

static void
none(const char *path, const char *sql)
{
	int64_t n = dbfile_int(path, sql);

	if (n != 0)
		fail_msg("%lld: %s", (long long)n, sql);
}

static void
between(const char *path, int64_t low, int64_t high, const char *sql)
{
	int64_t n = dbfile_int(path, sql);

	if (n < low || n > high)
		fail_msg("%lld, not %lld to %lld: %s", (long long)n,
		    (long long)low, (long long)high, sql);
}

/* --- the same again -------------------------------------------------------------- */

static void
same_seed_and_clock_same_records(void **state)
{
	AUTO_FREE char *a = test_path("a.db"), *b = test_path("b.db");
	AUTO_FREE char *c = test_path("c.db"), *d = test_path("d.db");

	make(a, WEDNESDAY, 60, 7);
	make(b, WEDNESDAY, 60, 7);
	make(c, WEDNESDAY, 60, 8);
	make(d, NIGHT, 60, 7);
	AUTO_FREE char *of_a = dbfile_dump(a), *of_b = dbfile_dump(b);
	AUTO_FREE char *of_c = dbfile_dump(c), *of_d = dbfile_dump(d);
	assert_true(strlen(of_a) > 100000);
	assert_int_equal(strcmp(of_a, of_b), 0);
	assert_int_not_equal(strcmp(of_a, of_c), 0);
	assert_int_not_equal(strcmp(of_a, of_d), 0);
}

static void
any_number_of_clients(void **state)
{
	static const struct { long n; const char *now; unsigned long seed; } sizes[] = {
		{ 1, WEDNESDAY, 1 }, { 2, NIGHT, 0 }, { 17, "2024-02-29T18:00", 4294967295 },
		{ 150, "2026-03-08T12:00", 3 },		/* a Sunday */
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(sizes); i++) {
		AUTO_FREE char *path = test_path("size-%zu.db", i);
		AUTO_FREE char *said = NULL;

		make(path, sizes[i].now, sizes[i].n, sizes[i].seed);
		assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client"),
		    sizes[i].n);
		said = dbfile_check(path, true);
		assert_string_equal(said, "");
	}
}

/* --- whole ------------------------------------------------------------------------- */

static void
passes_the_deep_check(void **state)
{
	AUTO_FREE char *path = demo(), *said = dbfile_check(path, true);

	assert_string_equal(said, "");
}

static void
has_its_size(void **state)
{
	AUTO_FREE char *path = demo();

	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM client"), CLIENTS);
	between(path, 9 * CLIENTS, 11 * CLIENTS, "SELECT count(*) FROM session");
	none(path, "SELECT count(*) FROM client c WHERE NOT EXISTS "
	    "(SELECT 1 FROM session WHERE client = c.id)");
	/* the last weeks were written one by one */
	between(path, 20, 301, "SELECT count(*) FROM journal");
	assert_int_equal(dbfile_int(path,
	    "SELECT count(*) FROM journal WHERE kind = 'load'"), 1);
	between(path, 1, 300, "SELECT count(DISTINCT tbl || row) FROM "
	    "journal_change WHERE tbl = 'session'");
}

/* Every word of a choice occurs. */
static void
every_choice(const char *path, const struct record_type *t, const char *name,
    const char *const *but)
{
	const struct choice *o = record_field(t, name)->choices;
	size_t i;

	for (; o->value != NULL; o++) {
		AUTO_FREE char *sql = xasprintf("SELECT count(*) FROM %s "
		    "WHERE %s = '%s'", t->name, name, o->value);

		for (i = 0; but != NULL && but[i] != NULL &&
		    strcmp(but[i], o->value) != 0; i++)
			;
		if (but != NULL && but[i] != NULL)
			none(path, sql);
		else if (dbfile_int(path, sql) == 0)
			fail_msg("no %s has %s %s", t->name, name, o->value);
	}
}

static void
has_some_of_everything(void **state)
{
	static const char *const no_import[] = { "import", NULL };
	static const char *const readers[] = { "read_only", NULL };
	static const char *const not_state[] = { "unknown", NULL };
	AUTO_FREE char *path = demo();

	every_choice(path, &record_session, "status", NULL);
	every_choice(path, &record_session, "cancelled_by", NULL);
	every_choice(path, &record_session, "not_treated_for", NULL);
	every_choice(path, &record_session, "origin", no_import);
	every_choice(path, &record_screening, "verdict", NULL);
	every_choice(path, &record_receipt, "state", NULL);
	every_choice(path, &record_payment, "method", NULL);
	every_choice(path, &record_review, "platform", NULL);
	every_choice(path, &record_review, "asked_how", NULL);
	every_choice(path, &record_subscriber, "state", NULL);
	every_choice(path, &record_consent_event, "state", not_state);
	every_choice(path, &record_product, "kind", NULL);
	every_choice(path, &record_staff, "role", readers);
	every_choice(path, &record_client, "fitzpatrick", NULL);
	between(path, 1, 100, "SELECT count(*) FROM screening WHERE override_by IS NOT NULL");
	between(path, 1, 100, "SELECT count(*) FROM rule_override WHERE rule IS NOT NULL");
	between(path, 1, 100, "SELECT count(*) FROM patch_test WHERE read_on IS NULL");
	between(path, 1, 100, "SELECT count(*) FROM screening n JOIN checklist_rule r ON r.id = "
	    "n.rule JOIN clearance c ON c.client = n.client AND c.item = r.item "
	    "WHERE n.verdict = 'refer'");
	between(path, 1, 1000, "SELECT count(*) FROM receipt_line WHERE quantity < 0");
	between(path, 1, 1000, "SELECT count(*) FROM receipt_line WHERE discount > 0");
	between(path, 1, 1000, "SELECT count(*) FROM receipt_line WHERE tax > 0 AND tax2 > 0");
	between(path, 1, 1000, "SELECT count(*) FROM receipt WHERE client IS NULL");
	between(path, 1, 1000, "SELECT count(*) FROM review WHERE reply IS NOT NULL");
	between(path, 1, 1000, "SELECT count(*) FROM review WHERE client IS NULL");
	between(path, 1, 1000, "SELECT count(*) FROM review WHERE asked_on IS NOT NULL "
	    "AND received_at IS NULL");
	between(path, 1, 100, "SELECT count(*) FROM client WHERE alert IS NOT NULL");
	between(path, 5, 300, "SELECT count(*) FROM session WHERE date > '2026-03-11' "
	    "AND status IN ('booked', 'confirmed')");
}

/* Names in several scripts: a letter of each is somewhere first. */
static void
has_names_in_several_scripts(void **state)
{
	static const struct { const char *what; int low, high; } scripts[] = {
		{ "accented Latin", 0xc0, 0x24f }, { "Greek", 0x370, 0x3ff },
		{ "Cyrillic", 0x400, 0x4ff }, { "Arabic", 0x600, 0x6ff },
		{ "Devanagari", 0x900, 0x97f }, { "Han", 0x4e00, 0x9fff },
		{ "Hangul", 0xac00, 0xd7a3 },
	};
	AUTO_FREE char *path = demo();
	size_t i;

	for (i = 0; i < ARRAY_LEN(scripts); i++) {
		AUTO_FREE char *sql = xasprintf("WITH RECURSIVE n(i) AS (VALUES (1) "
		    "UNION ALL SELECT i + 1 FROM n WHERE i < 12) SELECT count(*) "
		    "FROM client, n WHERE unicode(substr(given || family, i, 1)) "
		    "BETWEEN %d AND %d", scripts[i].low, scripts[i].high);

		if (dbfile_int(path, sql) == 0)
			fail_msg("no name has a letter in %s", scripts[i].what);
	}
}

/* --- believable ------------------------------------------------------------------------ */

static void
books_nobody_twice(void **state)
{
	AUTO_FREE char *path = demo();

	none(path, "SELECT count(*) FROM visit a JOIN visit b "
	    "ON a.staff = b.staff AND a.date = b.date AND a.id < b.id "
	    "AND a.treats < b.ends AND b.treats < a.ends");
	none(path, "SELECT count(*) FROM visit_overlap");
	none(path, "SELECT count(*) FROM session WHERE overlap_ok <> 0");
	none(path, "SELECT count(*) FROM session WHERE staff IS NULL OR start IS NULL");
	/* Monday to Saturday, 9 to 18, and nobody who has left */
	none(path, "SELECT count(*) FROM session WHERE start < 540 OR start + minutes > 1080 "
	    "OR strftime('%w', date) = '0'");
	none(path, "SELECT count(*) FROM session JOIN staff ON staff.id = session.staff "
	    "WHERE role NOT IN ('owner', 'practitioner')");
	none(path, "SELECT count(*) FROM session JOIN staff ON staff.id = session.staff "
	    "WHERE active = 0 AND date >= '2026-01-01'");
}

/* Every booking of the days to come is as slot.h would have it. */
static void
comes_when_and_where_there_is_time(void **state)
{
	AUTO_FREE char *path = demo();
	struct practice *p;
	struct err err;
	date_day today = date_from_iso("2026-03-11");
	AUTO_BOOK struct slot_book book;
	AUTO_USES struct slot_uses uses = { .list = NULL };
	int64_t id, last = dbfile_int(path, "SELECT max(id) FROM session");
	long n = 0;

	p = practice_open(path, "mara", &err);
	OK(p != NULL);
	OK(slot_book_read(p, today, &book, &err));
	OK(slot_uses_read(p, today, today + 60, &uses, &err));
	for (id = 1; id <= last; id++) {
		AUTO_RECORD struct record *r = db_get(p->db, &record_session, id, &err);
		AUTO_BUF struct buf unusual = BUF_INIT;
		struct slot_want w;
		struct slot_use by;
		enum slot_kind kind;

		if (r == NULL || date_from_iso(record_text(r, "date")) <= today)
			continue;
		w = slot_want_of(r);
		assert_false(slot_taken(&uses, &w, &by));
		slot_unusual(&book, &w, &unusual);
		assert_string_equal(unusual.s, "");
		for (kind = SLOT_ROOM; kind < SLOT_KINDS; kind++)
			assert_int_equal((kind == SLOT_ROOM ? w.room : w.device) != 0,
			    slot_needs(&book, w.service, kind));
		n++;
	}
	assert_true(n > 20);
	practice_close(p);
	between(path, 5, 300, "SELECT count(*) FROM session WHERE numbing > 0 AND date > '2026-03-11'");
	none(path, "SELECT count(*) FROM session WHERE date < '2026-03-11' AND "
	    "(room IS NOT NULL OR numbing IS NOT NULL OR device IS NOT NULL)");
	between(path, 2, 2, "SELECT count(*) FROM room");
	between(path, 2, 2, "SELECT count(*) FROM hours WHERE since IS NOT NULL OR staff IS NULL");
	between(path, 1, 1, "SELECT count(*) FROM block WHERE reason = 'Vacation'");
}

static void
knows_the_past_from_what_is_to_come(void **state)
{
	AUTO_FREE char *path = demo();

	none(path, "SELECT count(*) FROM session WHERE date < '2026-03-11' "
	    "AND status IN ('booked', 'confirmed', 'here', 'in_treatment')");
	none(path, "SELECT count(*) FROM session WHERE date > '2026-03-11' "
	    "AND status NOT IN ('booked', 'confirmed')");
	none(path, "SELECT count(*) FROM session WHERE status = 'done' AND date = '2026-03-11' "
	    "AND start + minutes > 845");
	none(path, "SELECT count(*) FROM session WHERE status = 'in_treatment' "
	    "AND NOT (date = '2026-03-11' AND start <= 845 AND start + minutes > 845)");
	none(path, "SELECT count(*) FROM session WHERE booked_on > date OR booked_on > '2026-03-11' "
	    "OR cancelled_on > date OR cancelled_on < booked_on");
	none(path, "SELECT count(*) FROM session WHERE (status = 'cancelled') <> "
	    "(cancelled_on IS NOT NULL AND cancelled_by IS NOT NULL)");
	none(path, "SELECT count(*) FROM session WHERE (status = 'not_treated') <> "
	    "(not_treated_for IS NOT NULL)");
	none(path, "SELECT count(*) FROM session WHERE late <> 0 AND "
	    "(status <> 'cancelled' OR cancelled_by <> 'client')");
	none(path, "SELECT count(*) FROM receipt WHERE date > '2026-03-11'");
	none(path, "SELECT count(*) FROM review WHERE received_at > unixepoch('2026-03-11 18:05') "
	    "OR replied_at > unixepoch('2026-03-11 18:05') OR replied_at < received_at "
	    "OR asked_on > '2026-03-11'");
	none(path, "SELECT count(*) FROM consent_event WHERE at > unixepoch('2026-03-11 18:05')");
	between(path, 30, 90, "SELECT 1000 * sum(status = 'no_show') / count(*) FROM session");
}

static void
sums_are_sums(void **state)
{
	AUTO_FREE char *path = demo();

	none(path, "SELECT count(*) FROM receipt_line WHERE amount <> quantity * price - discount");
	none(path, "SELECT count(*) FROM receipt r WHERE state = 'closed' AND "
	    "(SELECT sum(amount + tax + tax2) FROM receipt_line WHERE receipt = r.id) <> "
	    "(SELECT coalesce(sum(amount), 0) FROM payment WHERE receipt = r.id)");
	none(path, "SELECT count(*) FROM payment p JOIN receipt r ON r.id = p.receipt "
	    "WHERE r.state <> 'closed' OR p.date <> r.date");
	none(path, "SELECT count(*) FROM receipt r WHERE NOT EXISTS "
	    "(SELECT 1 FROM receipt_line WHERE receipt = r.id)");
	none(path, "SELECT count(*) FROM receipt_line WHERE service IS NOT NULL AND (tax <> 0 OR tax2 <> 0)");
	none(path, "SELECT count(*) FROM receipt_line WHERE (tax + tax2) % 100 <> 0");
	none(path, "SELECT count(*) FROM service WHERE taxed OR taxed2");
	none(path, "SELECT count(*) FROM product WHERE NOT (taxed AND taxed2)");
	none(path, "SELECT count(*) FROM practice WHERE tax_percent IS NOT 625 OR "
	    "tax2_percent IS NOT 150");
	/* numbers without gaps, rising with the days */
	none(path, "SELECT max(CAST(number AS INTEGER)) - count(number) FROM receipt");
	none(path, "SELECT count(*) FROM receipt WHERE (number IS NULL) <> (state = 'open')");
	none(path, "SELECT count(*) FROM (SELECT date, lag(date) OVER "
	    "(ORDER BY CAST(number AS INTEGER)) AS before FROM receipt WHERE number IS NOT NULL) "
	    "WHERE before > date");
	/* each visit done is on one closed receipt, and no other visit is */
	none(path, "SELECT count(*) FROM session s WHERE (status = 'done') <> "
	    "(SELECT count(*) FROM receipt_line l JOIN receipt r ON r.id = l.receipt "
	    " WHERE l.session = s.id AND r.state = 'closed' AND r.client = s.client "
	    " AND r.date = s.date AND l.amount + l.discount = s.price)");
	/* goods come back after they were bought */
	none(path, "SELECT count(*) FROM receipt_line l JOIN receipt r ON r.id = l.receipt "
	    "WHERE l.quantity < 0 AND NOT EXISTS (SELECT 1 FROM receipt_line o JOIN receipt q "
	    "ON q.id = o.receipt WHERE o.product = l.product AND q.client IS r.client "
	    "AND q.date < r.date AND o.quantity > 0)");
}

static void
treats_nobody_without_a_valid_screening(void **state)
{
	AUTO_FREE char *path = demo();

	none(path, "SELECT count(*) FROM session s JOIN service v ON v.id = s.service "
	    "WHERE v.checklist IS NOT NULL AND s.status IN ('done', 'in_treatment') "
	    "AND NOT EXISTS (SELECT 1 FROM screening c WHERE c.client = s.client "
	    "AND c.date <= s.date AND c.valid_until >= s.date "
	    "AND (c.verdict IN ('ok', 'caution') OR c.override_by IS NOT NULL))");
	none(path, "SELECT count(*) FROM session s WHERE not_treated_for = 'screening' "
	    "AND NOT EXISTS (SELECT 1 FROM screening c WHERE c.session = s.id "
	    "AND c.verdict NOT IN ('ok', 'caution') AND c.override_by IS NULL)");
	none(path, "SELECT count(*) FROM screening WHERE json_valid(answers) = 0");
	none(path, "SELECT count(*) FROM screening WHERE override_by IS NOT NULL "
	    "AND override_reason IS NULL");
	/* the owner alone overrides a BLOCK */
	none(path, "SELECT count(*) FROM screening c JOIN staff s ON s.id = override_by "
	    "WHERE verdict = 'block' AND s.role <> 'owner'");
}

/* Of the last year; with what was on hand, in date, and no deeper than the licence. */
static void
charts_what_was_done(void **state)
{
	AUTO_FREE char *path = demo();

	none(path, "SELECT count(*) FROM session s JOIN service v ON v.id = s.service "
	    "WHERE v.chart IS NOT NULL AND s.status = 'done' AND s.date > '2025-03-11' "
	    "AND NOT EXISTS (SELECT 1 FROM chart c WHERE c.session = s.id)");
	none(path, "SELECT count(*) FROM chart c JOIN session s ON s.id = c.session "
	    "WHERE s.status <> 'done'");
	none(path, "SELECT count(*) FROM lot_stock WHERE on_hand < 0");
	none(path, "SELECT count(*) FROM chart_product p JOIN lot l ON l.id = p.lot "
	    "JOIN chart c ON c.id = p.chart JOIN session s ON s.id = c.session "
	    "WHERE l.expires < s.date OR l.product <> p.product");
	none(path, "SELECT count(*) FROM chart_line l JOIN chart c ON c.id = l.chart "
	    "JOIN session s ON s.id = c.session JOIN staff f ON f.id = s.staff "
	    "WHERE l.depth > f.max_depth");
	none(path, "SELECT count(*) FROM chart_line WHERE depth IS NOT NULL AND cartridge IS NULL");
	between(path, 100, 100000, "SELECT count(*) FROM chart");
	between(path, 1, 100000, "SELECT count(*) FROM chart WHERE ticks NOT LIKE '%after'");
	between(path, 5, 5, "SELECT count(DISTINCT template) + 1 FROM chart");
}

static void
asks_for_reviews_by_the_rules(void **state)
{
	AUTO_FREE char *path = demo();

	none(path, "SELECT count(*) FROM review a JOIN review b ON a.client = b.client "
	    "AND a.asked_on < b.asked_on AND julianday(b.asked_on) - julianday(a.asked_on) < 90");
	none(path, "SELECT count(*) FROM review a JOIN review b ON a.client = b.client "
	    "WHERE unixepoch(b.asked_on) > a.received_at AND unixepoch(b.asked_on) < a.received_at + 364 * 86400");
	none(path, "SELECT count(*) FROM review r WHERE session IS NOT NULL AND NOT EXISTS "
	    "(SELECT 1 FROM session s WHERE s.id = r.session AND s.status = 'done' AND s.client = r.client)");
}

static void
subscribers_are_what_they_last_said(void **state)
{
	AUTO_FREE char *path = demo();

	none(path, "SELECT count(*) FROM subscriber s WHERE state <> coalesce((SELECT e.state "
	    "FROM consent_event e WHERE e.subscriber = s.id ORDER BY e.at DESC, e.id DESC LIMIT 1), 'unknown')");
	none(path, "SELECT count(*) FROM subscriber s JOIN client c ON c.id = s.client "
	    "WHERE c.email IS NOT s.email");
}

/* --- usable ----------------------------------------------------------------------------- */

static void
belongs_to_whoever_made_it(void **state)
{
	AUTO_FREE char *path = test_path("mine.db");
	struct practice *p;
	struct err err;
	int64_t undone;

	make(path, WEDNESDAY, 60, 1);
	p = practice_open(path, "mara", &err);
	OK(p != NULL);
	assert_int_equal(p->role, ROLE_OWNER);
	assert_string_equal(record_text(p->settings, "name"), "Beauty Made Simply");
	assert_string_equal(record_text(p->settings, "timezone"), "America/New_York");
	assert_true(p->context.twelve_hour);
	/* the newest entry is one to try undo on */
	OK(db_undo(p->db, 0, NULL, &undone, NULL, &err));
	assert_true(undone > 1);
	practice_close(p);
}

static void
tells_how_far_it_is(int permille, void *arg)
{
	int *last = arg;

	assert_true(permille > *last && permille <= 1000);
	*last = permille;
}

static void
takes_a_name_and_tells_its_progress(void **state)
{
	AUTO_FREE char *path = test_path("named.db");
	int last = -1;
	struct practice_init init = { .name = "Studio Övre", .timezone = "UTC",
	    .login = "jon", .fill = demo_fill,
	    .fill_arg = &(struct demo_options){ .clients = 40, .seed = 2 },
	    .progress = tells_how_far_it_is, .arg = &last };
	struct err err;
	struct practice *p;

	OK(clock_fix(WEDNESDAY, &err));
	OK(practice_make(path, &init, &err));
	assert_int_equal(last, 1000);
	p = practice_open(path, "jon", &err);
	OK(p != NULL);
	assert_string_equal(record_text(p->settings, "name"), "Studio Övre");
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(same_seed_and_clock_same_records),
    cmocka_unit_test(any_number_of_clients),
    cmocka_unit_test(passes_the_deep_check),
    cmocka_unit_test(has_its_size),
    cmocka_unit_test(has_some_of_everything),
    cmocka_unit_test(has_names_in_several_scripts),
    cmocka_unit_test(books_nobody_twice),
    cmocka_unit_test(comes_when_and_where_there_is_time),
    cmocka_unit_test(knows_the_past_from_what_is_to_come),
    cmocka_unit_test(sums_are_sums),
    cmocka_unit_test(treats_nobody_without_a_valid_screening),
    cmocka_unit_test(charts_what_was_done),
    cmocka_unit_test(asks_for_reviews_by_the_rules),
    cmocka_unit_test(subscribers_are_what_they_last_said),
    cmocka_unit_test(belongs_to_whoever_made_it),
    cmocka_unit_test(takes_a_name_and_tells_its_progress))
