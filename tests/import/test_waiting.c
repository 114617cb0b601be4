/*
 * Proves that a waiting list comes in under the headers people use, that a row is one wish
 * of a client and a service however often the file is read, that what was typed here is found
 * and what is twice is told, that each field that is not understood refuses its row with a
 * sentence of its own, and that the rules of the waiting list hold.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "practice/waiting.h"
#include "tests/support/importing.h"

static int64_t anna, facial;

static struct practice *
with_clients(const char *name)
{
	struct practice *p = importing_new(name);
	AUTO_RECORD struct record *service = record_new(&record_service);
	struct err err;

	clinic_staff(p, "jonas", "practitioner");
	anna = clinic_client(p, "given", "Anna", "family", "Lang", NULL);
	clinic_client(p, "given", "Eva", "family", "Lind", NULL);
	record_set_text(service, "name", "Facial");
	record_set_text(service, "code", "FAC");
	OK(practice_add(p, ACTION_WRITE_OFFER, service, NULL, &err));
	facial = service->id;
	return p;
}

static void
newest_is(const char *text)
{
	is_text("SELECT c.given || '|' || coalesce(w.staff, '-') || '|' || coalesce(w.days, '-') || "
	    "'|' || coalesce(w.after, '-') || '|' || coalesce(w.before, '-') || '|' || "
	    "coalesce(w.until, '-') || '|' || w.urgent || '|' || coalesce(w.note, '-') || '|' || "
	    "w.added_on FROM waiting w JOIN client c ON c.id = w.client ORDER BY w.id DESC LIMIT 1",
	    text);
}

/* One row each of the ways in which lists say it. */
static void
lists_come_in(void **state)
{
	static const struct { const char *text, *is; } ways[] = {
		{ "client,service,practitioner,days,from,to,sooner,urgent,until,note\n"
		  "\"Lang, Anna\",FAC,jonas,\"Tue, Thu\",13:00,17:00,no,yes,2026-04-01,short\n",
		  "Anna|2|10|780|1020|2026-04-01|1|short|2026-03-12" },
		{ "Client name,Treatment,Therapist,Preferred days,Earliest,Latest,Priority,"
		  "Expires,Comments,Requested on\n"
		  "Eva Lind,Facial,No preference,weekdays,any,5pm,High,15/04/2026,call first,"
		  "20/02/2026\n",
		  "Eva|-|31|-|1020|2026-04-15|1|call first|2026-02-20" },
		{ "First name,Last name,Service,Day\nAnna,Lang,facial,any\n",
		  "Anna|-|-|-|-|-|0|-|2026-03-12" },
		{ "who,for,with,weekdays,start,end\nEva Lind,FAC,jonas,sat sun,9,12:30\n",
		  "Eva|2|96|540|750|-|0|-|2026-03-12" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(ways); i++) {
		AUTO_FREE char *name = xasprintf("list-%zu.db", i);
		struct practice *p = with_clients(name);
		int64_t entries;

		importing(p, "waiting", ways[i].text, NULL);
		counted(1, 1, 0, 0, 0);
		newest_is(ways[i].is);
		entries = number_of("SELECT count(*) FROM journal");
		importing(p, "waiting", ways[i].text, NULL);
		counted(1, 0, 0, 1, 0);
		assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
		practice_close(p);
	}
}

static void
each_field_says_what_is_wrong(void **state)
{
	static const char head[] = "client,service,practitioner,days,from,before,until,urgent,"
	    "sooner,since\n";
	static const struct { const char *row, *says; } wrong[] = {
		{ ",FAC,,,,,,,,", "refused 2:1 Client is missing" },
		{ "Zoe,FAC,,,,,,,,", "refused 2:1 There is no client \"Zoe\"" },
		{ "Eva Lind,,,,,,,,,", "refused 2:2 Service is missing" },
		{ "Eva Lind,Wax,,,,,,,,", "refused 2:2 There is no service \"Wax\"" },
		{ "Eva Lind,FAC,Zoe,,,,,,,", "refused 2:3 There is no staff \"Zoe\"" },
		{ "Eva Lind,FAC,,someday,,,,,,", "refused 2:4 Days" },
		{ "Eva Lind,FAC,,,noonish,,,,,", "refused 2:5 From must be a time of day" },
		{ "Eva Lind,FAC,,,,late,,,,", "refused 2:6 Before must be a time of day" },
		{ "Eva Lind,FAC,,,14:00,12:00,,,,", "refused 2:6 Before is later than From" },
		{ "Eva Lind,FAC,,,,,2026-02-30,,,", "refused 2:7 Until must be a date that exists" },
		{ "Eva Lind,FAC,,,,,2026-03-11,,,",
		  "refused 2:7 Wed 11 Mar 2026 is past; until then nobody can come." },
		{ "Eva Lind,FAC,,,,,,perhaps,,", "refused 2:8 Urgent must be yes or no" },
		{ "Eva Lind,FAC,,,,,,,someday,", "refused 2:9 There is no session \"someday\"" },
		{ "Eva Lind,FAC,,,,,,,,soon", "refused 2:10 Since must be a date that exists" },
	};
	struct practice *p = with_clients("wrong.db");
	size_t i;

	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		AUTO_FREE char *text = xasprintf("%s%s\n", head, wrong[i].row);

		importing(p, "waiting", text, NULL);
		counted(1, 0, 0, 0, 1);
		said(wrong[i].says);
	}
	assert_false(importing(p, "waiting", "client,days\nEva Lind,mon\n", NULL));
	assert_int_equal(number_of("SELECT count(*) FROM waiting"), 0);
	practice_close(p);
}

/* A second row of the same wish is the same wish; so is what was typed here before. */
static void
a_wish_is_found_again(void **state)
{
	struct practice *p = with_clients("again.db");
	AUTO_RECORD struct record *r = record_new(&record_waiting);
	struct err err;

	record_set_int(r, "client", anna);
	record_set_int(r, "service", facial);
	OK(record_parse(r, &p->context, "note", "typed here", &err));
	OK(waiting_add(p, r, NULL, &err));
	importing(p, "waiting", "client,service,days,note\nAnna Lang,FAC,mon,\nEva Lind,FAC,tue,\n"
	    "Eva Lind,FAC,wed,later\n", NULL);
	counted(3, 1, 2, 0, 0);
	said("noted 2 Lang, Anna waited already for Facial: what the row says counts.");
	said("noted 4 Lind, Eva stands here twice for Facial: what the row says counts.");
	is_text("SELECT group_concat(days || ' ' || note, '; ') FROM waiting",
	    "1 typed here; 4 later");
	/* the list of the next month: what has changed is changed, a wish that is over begins anew */
	importing(p, "waiting", "client,service,days,note\nAnna Lang,FAC,fri,\n", NULL);
	counted(1, 0, 1, 0, 0);
	OK(waiting_end(p, &r->id, 1, "not_wanted", &err));
	importing(p, "waiting", "client,service,days,note\nAnna Lang,FAC,fri,\n", NULL);
	counted(1, 0, 0, 1, 0);
	importing(p, "waiting", "client,service,days,note\nAnna Lang,FAC,thu,\n", NULL);
	counted(1, 1, 0, 0, 0);
	assert_int_equal(number_of("SELECT count(*) FROM waiting WHERE ended_on IS NULL"), 2);
	practice_close(p);
}

static void
the_rules_hold(void **state)
{
	struct practice *p = with_clients("rules.db");
	struct import_options dry = { .kind = "waiting", .dry_run = true };
	static const char list[] = "client,service,sooner\nAnna Lang,FAC,yes\nEva Lind,FAC,yes\n";
	struct err err;
	AUTO_FREE char *sql = xasprintf("INSERT INTO session(version, client, service, date, start, "
	    "minutes, minutes_assumed, status, origin, overlap_ok, late) VALUES (1, %lld, %lld, "
	    "'2026-03-20', 600, 60, 0, 'booked', 'booked', 0, 0)", (long long)anna,
	    (long long)facial);

	dbfile_sql(importing_path(), sql);
	importing_as(p, &dry, list, strlen(list), NULL);
	counted(2, 2, 0, 0, 0);
	assert_int_equal(number_of("SELECT count(*) FROM waiting"), 0);
	importing(p, "waiting", list, NULL);
	counted(2, 2, 0, 0, 0);
	said("noted 3 No booking of that service is to come");
	assert_int_equal(number_of("SELECT count(*) FROM waiting WHERE sooner IS NOT NULL"), 1);
	OK(clinic_set(p, anna, "do_not_book", "owes money", &err));
	OK(clinic_set(p, anna + 1, "archived", "yes", &err));
	importing(p, "waiting", "client,service,note\nAnna Lang,FAC,x\nEva Lind,FAC,x\n", NULL);
	counted(2, 0, 0, 0, 2);
	said("refused 2:1 Lang, Anna is not to be booked: owes money");
	said("refused 3:1 Lind, Eva is archived; bring the client back first.");
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(lists_come_in),
    cmocka_unit_test(each_field_says_what_is_wrong),
    cmocka_unit_test(a_wish_is_found_again),
    cmocka_unit_test(the_rules_hold))
