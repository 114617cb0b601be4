/*
 * Proves how a visit ended, in the words of other programs: late cancellations, who
 * cancelled, moved and waiting rows, charged no-shows; and that a word that is not
 * known is refused by name. The clock stands at 2026-03-12 10:00.
 */
#include <string.h>

#include "base/mem.h"
#include "tests/support/importing.h"

static const struct {
	const char *word, *expected;	/* "": passed over, NULL: refused */
} words[] = {
	{ "Booked", "booked - 0 -" }, { "Upcoming", "booked - 0 -" },
	{ "Checked-in", "here - 0 -" }, { "Service in progress", "in_treatment - 0 -" },
	{ "Completed", "done - 0 -" }, { "Checked Out", "done - 0 -" },
	{ "Show", "done - 0 -" }, { "Signed-in", "done - 0 -" }, { "FINAL", "done - 0 -" },
	{ "Cancelled", "cancelled - 0 -" }, { "Canceled", "cancelled - 0 -" },
	{ "Late Cancel", "cancelled client 1 -" },
	{ "Late cancelled", "cancelled client 1 -" },
	{ "Late Cancellation", "cancelled client 1 -" },
	{ "late_cancelled", "cancelled client 1 -" },
	{ "Cancelled (late)", "cancelled client 1 -" },
	{ "CLIENT_LATE_CANCEL", "cancelled client 1 -" },
	{ "Same-day cancellation", "cancelled client 1 -" },
	{ "Last minute cancellation", "cancelled client 1 -" },
	{ "Late cancel by clinic", "cancelled clinic 0 -" },
	{ "Early Cancelled", "cancelled - 0 -" },
	{ "CANCELLED_BY_CUSTOMER", "cancelled client 0 -" },
	{ "CANCELLED_BY_SELLER", "cancelled clinic 0 -" },
	{ "Cancelled by patient", "cancelled client 0 -" },
	{ "Client Cancelled", "cancelled client 0 -" },
	{ "MERCHANT_CANCEL", "cancelled clinic 0 -" },
	{ "Cancelled by staff", "cancelled clinic 0 -" },
	{ "Late cancel - charged", "cancelled client 1 Status: Late cancel - charged" },
	{ "No Show", "no_show - 0 -" }, { "NO_SHOW", "no_show - 0 -" },
	{ "Did not arrive", "no_show - 0 -" }, { "DNA", "no_show - 0 -" },
	{ "No-Show (charged)", "no_show - 0 Status: No-Show (charged)" },
	{ "No show with fee", "no_show - 0 Status: No show with fee" },
	{ "Rescheduled", "" }, { "Cancelled / Rescheduled", "" }, { "Waitlisted", "" },
	{ "Waiting list", "" }, { "On Waitlist", "" },
	{ "Vanished", NULL }, { "Late", NULL }, { "Client", NULL },
	{ "No show, late cancel", NULL }, { "Cancellation requested", NULL },
};

static void
words_are_known(void **state)
{
	struct practice *p = importing_new("words.db");
	size_t i;

	for (i = 0; i < ARRAY_LEN(words); i++) {
		AUTO_FREE char *rows = xasprintf("Client,Date,Status\n,2025-01-05,\"%s\"\n",
		    words[i].word);
		AUTO_FREE char *unknown = xasprintf("not \"%s\"", words[i].word);
		int64_t entries = number_of("SELECT count(*) FROM journal");

		importing(p, "sessions", rows, NULL);
		if (words[i].expected != NULL && *words[i].expected != '\0') {
			counted(1, 1, 0, 0, 0);
			is_text("SELECT status || ' ' || coalesce(cancelled_by, '-') || "
			    "' ' || late || ' ' || coalesce(notes, '-') FROM session "
			    "ORDER BY id DESC LIMIT 1", words[i].expected);
			continue;
		}
		counted(1, 0, 0, 0, words[i].expected == NULL);
		assert_int_equal(imported.r.passed, words[i].expected != NULL);
		assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
		said(words[i].expected == NULL ? unknown : "noted 2 ");
	}
	practice_close(p);
}

/* A moved visit is one row with its newest times, in whichever order they come. */
static void
moved_is_one_visit(void **state)
{
	struct practice *p = importing_new("moved.db");

	importing(p, "sessions", "id,Client,start_at,status\n"
	    "1,,2026-01-05 10:00,Rescheduled\n1,,2026-01-08 11:00,Completed\n"
	    "2,,2026-01-09 11:00,Completed\n2,,2026-01-06 10:00,Rescheduled\n", NULL);
	counted(4, 2, 0, 0, 0);
	assert_int_equal(imported.r.passed, 2);
	is_text("SELECT group_concat(external_id || ' ' || date || ' ' || status, ';') "
	    "FROM session", "1 2026-01-08 done;2 2026-01-09 done");
	practice_close(p);
}

/* The fields say it better than the word. */
static void
columns_say_it_too(void **state)
{
	struct practice *p = importing_new("columns.db");

	importing(p, "sessions", "Client,Date,Status,Cancelled by,Late Cancel,Cancellation "
	    "Reason,No Show\n"
	    ",2026-01-05,Cancelled,Customer,yes,ill,\n"
	    ",2026-01-06,Late cancel,clinic,,,\n"
	    ",2026-01-07,,,,,yes\n,2026-01-08,,,,,no\n", NULL);
	counted(4, 4, 0, 0, 0);
	is_text("SELECT group_concat(status || ' ' || coalesce(cancelled_by, '-') || late "
	    "|| coalesce(reason, '-'), ';') FROM session",
	    "cancelled client1ill;cancelled clinic0-;no_show -0-;done -0-");
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(words_are_known),
    cmocka_unit_test(moved_is_one_visit),
    cmocka_unit_test(columns_say_it_too))
