/*
 * What a list shows goes into a file whole: beyond the first thousand, with its filter
 * and its columns, in each format; a formula is made harmless and nothing else touched;
 * dates and money are plain. Only who may export does, and the journal tells of the list
 * and never of the words.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "demo/demo.h"
#include "lists/page.h"
#include "export/export.h"
#include "tests/support/visits.h"

static char *
export(const struct page_list *l, struct page_query q, const char *format, long *rows)
{
	AUTO_FREE char *target = test_path("out.%s", format);
	struct export_options o = { .format = format, .target = target };
	struct err err;

	OK(page_export(l, v.mara, &q, &o, rows, &err));
	return test_read(target, NULL);
}

static void
has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("%s\ndoes not hold: %s", text, part);
}

static void
a_visit_is_written_as_it_is(void **state)
{
	int64_t id = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-10",
	    "09:30", "no_show");
	AUTO_FREE char *head = xasprintf("%lld,2026-03-10,09:30,Microneedling,",
	    (long long)id);
	AUTO_FREE char *csv = NULL, *json = NULL, *xlsx = NULL;
	struct page_query q = { .of = v.anna };
	long rows;

	visits_set(&record_session, id, "price", "249.995");
	visits_set(&record_session, id, "reason", "=1+1");
	csv = export(&page_client_visits, q, "csv", &rows);
	assert_int_equal(rows, 1);
	has(csv, "id,date,start,service,staff,minutes,status,price,reason,insisted,room,device\r\n");
	has(csv, head);
	has(csv, ",60,no_show,249.995,'=1+1,,,\r\n");
	json = export(&page_client_visits, q, "json", &rows);
	has(json, "\"date\": \"2026-03-10\",");
	has(json, "\"minutes\": 60,");
	has(json, "\"price\": 249.995,");
	has(json, "\"reason\": \"=1+1\"");
	xlsx = export(&page_client_visits, q, "xlsx", &rows);
	assert_int_equal(strncmp(xlsx, "PK", 2), 0);
}

static void
wide_and_hostile_names_pass_untouched(void **state)
{
	static const char name[] = "\xE7\x94\xB0\xE4\xB8\xAD\xE2\x80\xAE\"x\"";
	AUTO_FREE char *csv = NULL, *json = NULL;
	struct page_query q = { .all = true };
	long rows;

	clinic_client(v.mara, "given", name, "family", "-Lind", "archived", "yes",
	    NULL);
	csv = export(&page_clients, q, "csv", &rows);
	assert_int_equal(rows, 2);
	has(csv, "\"'-Lind, \xE7\x94\xB0\xE4\xB8\xAD\xE2\x80\xAE\"\"x\"\" (archived)\",");
	json = export(&page_clients, q, "json", &rows);
	has(json, "\"name\": \"-Lind, \xE7\x94\xB0\xE4\xB8\xAD\\u202e\\\"x\\\" (archived)\"");
	has(json, "\"last_visit\": null");
	has(json, "\"sessions_done\": 0,");
}

static int lines;

static void
count_line(int permille, void *arg)
{
	assert_in_range(permille, 0, 1000);
	lines++;
}

static bool
count_row(const struct page_row *row, void *arg)
{
	++*(long *)arg;
	return true;
}

/* A screen looks at so many rows; a file holds all. */
static void
a_file_holds_more_than_a_screen(void **state)
{
	AUTO_FREE char *path = test_path("many.db"), *target = test_path("many.csv");
	struct practice_init init = { .timezone = "UTC", .login = "mara",
	    .fill = demo_fill,
	    .fill_arg = &(struct demo_options){ .clients = 1600, .seed = 3 } };
	struct page_query q = { .words = "example", .all = true, .limit = 5000 };
	struct export_options o = { .target = target, .progress = count_line };
	struct practice *p;
	int64_t wanted;
	struct err err;
	long rows, n;

	OK(practice_make(path, &init, &err));
	p = clinic_open(path, "mara");
	wanted = dbfile_int(path, "SELECT count(*) FROM client_search "
	    "WHERE client_search MATCH 'example*'");
	assert_true(wanted > 1000);
	n = 0;
	OK(page_read(&page_clients, p, &q, count_row, &n, NULL, &err));
	assert_int_equal(n, wanted);
	OK(page_export(&page_clients, p, &q, &o, &rows, &err));
	assert_int_equal(rows, wanted);
	q.words = NULL;
	OK(page_export(&page_clients, p, &q, &o, &rows, &err));
	assert_int_equal(rows, 1600);
	assert_true(lines > 0);
	/* among cells: a screen looks at the newest 1,000, a file at all */
	dbfile_sql(path, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
	    "WHERE i < 2500) INSERT INTO session (version, client, date, minutes, "
	    "minutes_assumed, status, origin, overlap_ok, late, reason) SELECT 1, 1600, "
	    "date('1990-01-01', i || ' days'), 30, 0, 'no_show', 'import', 1, 0, "
	    "iif(i = 1, 'oldest of all', NULL) FROM n");
	q = (struct page_query){ .words = "oldest all", .of = 1600 };
	OK(page_count(&page_client_visits, p, &q, 10, &n, &err));
	assert_int_equal(n, 0);
	OK(page_export(&page_client_visits, p, &q, &o, &rows, &err));
	assert_int_equal(rows, 1);
	practice_close(p);
}

static void
every_list_is_written(void **state)
{
	AUTO_FREE char *services = NULL;
	size_t i;
	long rows;

	visits_set(&record_service, v.facial, "active", "no");
	services = export(&page_services, (struct page_query){ .all = true }, "csv",
	    &rows);
	has(services, ",,Facial (inactive),,,45,\r\n");

	visits_add(v.anna, v.facial, 0, "2026-03-10", "09:30", "done");
	visits_screen(v.anna, NULL);
	for (i = 0; page_lists[i] != NULL; i++) {
		struct page_query q = { .of = 1, .of_text =
		    page_lists[i] == &page_day_visits ? "2026-03-10" : "client" };

		free(export(page_lists[i], q, "csv", &rows));
		free(export(page_lists[i], q, "json", &rows));
		free(export(page_lists[i], q, "xlsx", &rows));
	}
}

static void
only_who_may_and_who_asks_well(void **state)
{
	AUTO_FREE char *target = test_path("denied.csv");
	struct export_options o = { .target = target };
	struct page_query q = { .words = "secretname" };
	struct err err;
	long rows;

	REFUSED(page_export(&page_clients, v.ruth, &q, &o, &rows, &err), ERR_DENIED,
	    "may not export");
	REFUSED(page_export(&page_client_visits, v.mara, &q, &o, &rows, &err),
	    ERR_USAGE, "Whose Visits");
	q.of = v.anna;
	q.of_text = "nonsense";
	REFUSED(page_export(&page_history, v.mara, &q, &o, &rows, &err), ERR_USAGE,
	    "Of which type");
	o.format = "pdf";
	REFUSED(page_export(&page_clients, v.mara, &q, &o, &rows, &err), ERR_USAGE,
	    "csv, json or xlsx");
	q.of_text = "client";
	q.of = 9999;
	o.format = "csv";
	REFUSED(page_export(&page_history, v.mara, &q, &o, &rows, &err), ERR_NOTFOUND,
	    "");
	assert_int_not_equal(access(target, F_OK), 0);
	q.of = 0;
	OK(page_export(&page_clients, v.mara, &q, &o, &rows, &err));
	visits_label("export list clients");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM journal "
	    "WHERE label LIKE '%secretname%'"), 0);
}

TEST_MAIN(
    VISITS_CASE(a_visit_is_written_as_it_is),
    VISITS_CASE(wide_and_hostile_names_pass_untouched),
    VISITS_CASE(a_file_holds_more_than_a_screen),
    VISITS_CASE(every_list_is_written),
    VISITS_CASE(only_who_may_and_who_asks_well))
