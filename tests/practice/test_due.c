/*
 * When somebody is due: months and days of a series counted by hand, an open booking, its
 * cancellation and their undo, who is archived or not to be booked, and a service that is
 * changed. Whom the lists name, and what a try hides until when.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/history.h"
#include "practice/offer.h"
#include "tests/support/visits.h"

/* "series 2026-04-08 2/3 since 2026-03-11 · return …" of Anna. */
static void
is_due(const char *wanted)
{
	struct err err;
	AUTO_FREE char *check = NULL;
	AUTO_BUF struct buf is = BUF_INIT;
	struct stmt *st = db_stmt(v.mara->db, "due_of_client");

	stmt_set_int(st, "client", v.anna);
	while (stmt_next(st)) {
		if (is.len > 0)
			buf_adds(&is, " · ");
		buf_addf(&is, "%s %s", stmt_text(st, "kind"), stmt_text(st, "due"));
		if (stmt_int(st, "planned") > 0)
			buf_addf(&is, " %lld/%lld", (long long)stmt_int(st, "done"),
			    (long long)stmt_int(st, "planned"));
		buf_addf(&is, " since %s", stmt_text(st, "last"));
	}
	OK(stmt_end(st, &err));
	assert_string_equal(is.len > 0 ? is.s : "", wanted);
	check = dbfile_check(v.path, false);
	assert_string_equal(check, "");
}

static void
months_end_with_the_month(void **state)
{
	int64_t id;

	visits_set(&record_service, v.facial, "return_months", "6");
	is_due("");
	id = visits_add(v.anna, v.facial, 0, "2025-08-31", "10:00", "done");
	is_due("return 2026-02-28 since 2025-08-31");
	visits_set(&record_session, id, "date", "2023-08-31");
	is_due("return 2024-02-29 since 2023-08-31");
	visits_set(&record_session, id, "date", "2025-08-28");
	is_due("return 2026-02-28 since 2025-08-28");
	visits_set(&record_session, id, "date", "2025-12-31");
	is_due("return 2026-06-30 since 2025-12-31");
	visits_set(&record_session, id, "status", "cancelled");
	is_due("");
}

static void
a_series_goes_on_until_it_is_whole(void **state)
{
	visits_add(v.anna, v.needling, 0, "2026-01-14", "10:00", "done");
	is_due("series 2026-02-11 1/3 since 2026-01-14");
	visits_add(v.anna, v.needling, 0, "2026-02-11", "10:00", "done");
	is_due("series 2026-03-11 2/3 since 2026-02-11");
	visits_set(&record_service, v.needling, "series_count", "4");
	is_due("series 2026-03-11 2/4 since 2026-02-11");
	visits_set(&record_service, v.needling, "series_days", "35");
	is_due("series 2026-03-18 2/4 since 2026-02-11");
	visits_set(&record_service, v.needling, "series_count", "2");
	is_due("");
	visits_set(&record_service, v.needling, "return_months", "12");
	is_due("return 2027-02-11 since 2026-02-11");
	visits_add(v.anna, v.needling, 0, "2026-03-11", "10:00", "done");
	is_due("series 2026-04-15 1/2 since 2026-03-11");
	visits_set(&record_service, v.needling, "active", "no");
	is_due("");
}

static void
a_booking_ends_it_and_its_end_brings_it_back(void **state)
{
	struct undone undone;
	struct err err;
	int64_t id;

	visits_add(v.anna, v.needling, 0, "2026-01-14", "10:00", "done");
	id = visits_add(v.anna, v.needling, 0, "2026-03-20", "10:00", "booked");
	is_due("");
	visits_set(&record_session, id, "service", "");
	is_due("series 2026-02-11 1/3 since 2026-01-14");
	OK(practice_undo(v.mara, &undone, NULL, &err));
	is_due("");
	OK(session_end(v.desk, id, visits_version(id), SESSION_CLIENT_CANCELLED, NULL, NULL,
	    &err));
	is_due("series 2026-02-11 1/3 since 2026-01-14");
	OK(practice_undo(v.desk, &undone, NULL, &err));
	is_due("");
	OK(practice_redo(v.desk, &undone, NULL, &err));
	is_due("series 2026-02-11 1/3 since 2026-01-14");
}

static void
who_is_not_to_be_booked_is_not_due(void **state)
{
	struct err err;

	visits_add(v.anna, v.needling, 0, "2026-01-14", "10:00", "done");
	OK(clinic_set(v.mara, v.anna, "do_not_book", "owes", &err));
	is_due("");
	OK(clinic_set(v.mara, v.anna, "do_not_book", "", &err));
	is_due("series 2026-02-11 1/3 since 2026-01-14");
	OK(clinic_set(v.mara, v.anna, "archived", "yes", &err));
	is_due("");
}

/* What another program wrote there is named, and made anew. */
static void
check_compares_and_rebuilds(void **state)
{
	AUTO_FREE char *said = NULL;
	struct err err;

	visits_add(v.anna, v.needling, 0, "2026-01-14", "10:00", "done");
	dbfile_sql(v.path, "UPDATE client_due SET due = '2026-02-12'");
	said = dbfile_check(v.path, false);
	if (strstr(said, "is due for service") == NULL)
		fail_msg("%s", said);
	OK(db_rebuild(v.mara->db, &err));
	is_due("series 2026-02-11 1/3 since 2026-01-14");
}

TEST_MAIN(
    VISITS_CASE(months_end_with_the_month),
    VISITS_CASE(a_series_goes_on_until_it_is_whole),
    VISITS_CASE(a_booking_ends_it_and_its_end_brings_it_back),
    VISITS_CASE(who_is_not_to_be_booked_is_not_due),
    VISITS_CASE(check_compares_and_rebuilds))
