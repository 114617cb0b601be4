/*
 * Proves that a visit as evidence tells all that the file knows of it, in each format, with
 * the screening's rules as they were on its day, that it says whether what is signed
 * verifies, that a web page asks for nothing and means what it shows, and who may see it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db/db.h"
#include "export/evidence.h"
#include "practice/sign.h"
#include "tests/support/visits.h"

static int64_t visit;

static int
begin(void **state)
{
	struct sign_visit look;
	struct err err;
	static const char *const why[] = { "she did not want any" };

	visits_begin(state);
	visits_now("2026-03-12T12:00");
	visit = visits_add(v.anna, v.needling, v.mara->staff->id, "2026-03-12", "10:00", "done");
	visits_chart(visit);
	visits_screen(v.anna, "keloid", "yes", NULL);
	dbfile_sql(v.path, "UPDATE chart SET screening = (SELECT max(id) FROM screening);"
	    "INSERT INTO document(version, code, edition, language, kind, title, body, state) "
	    "VALUES (1, 'x', 1, 'en', 'consent', 'Consent', 'I agree.' || char(10) || "
	    "'<b>All</b> of it.', 'published');"
	    "INSERT INTO consent(version, client, document, how, name, signed_on) SELECT 1, 1, "
	    "max(id), 'typed', 'Anna Lang', '2026-03-12' FROM document;"
	    "UPDATE chart SET consent = 1;"
	    "INSERT INTO attachment(version, client, session, kind, date, format, size, digest) "
	    "VALUES (1, 1, 1, 'before', '2026-03-12', 'image/jpeg', 10, 'abcd1234')");
	OK(sign_look(v.mara, visit, &look, &err));
	OK(sign_do(v.mara, &look, SIGN_SIGN, NULL, why, NULL, &err));
	OK(sign_look(v.mara, visit, &look, &err));
	OK(sign_do(v.mara, &look, SIGN_ADDENDUM, "She called: well.", NULL, NULL, &err));
	return 0;
}

static int
end(void **state)
{
	return visits_end(state);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static char *
written(const char *format)
{
	static int n;
	AUTO_FREE char *path = test_path("evidence-%d", n++);
	struct err err;

	OK(evidence_write(v.mara, visit, format, path, &err));
	return test_read(path, NULL);
}

static void
has(const char *text, const char *words)
{
	if (strstr(text, words) == NULL)
		fail_msg("%s is not in\n%s", words, text);
}

static void
tells_all_that_is_known(void **state)
{
	AUTO_FREE char *text = written("text");

	(void)state;
	has(text, "Lang, Anna, Thu 12 Mar 10:00, mara");
	has(text, "Every signature verifies.");
	has(text, "Service: Microneedling");
	has(text, "BLOCK keloid");
	has(text, "Source: ");
	has(text, "I agree.");
	has(text, "Device: Dermapen");
	has(text, "Zone: cheek_l");
	has(text, "24K118");
	has(text, "abcd1234");
	has(text, "photos=she did not want any");
	has(text, "She called: well.");
	has(text, "2 of 2: every digest");
	has(text, "Chart made");
	assert_int_equal(dbfile_int(v.path, "SELECT count(*) FROM journal WHERE kind = 'export' "
	    "AND label = 'export session 1'"), 1);
}

static void
a_web_page_stands_alone(void **state)
{
	AUTO_FREE char *page = written("html");

	(void)state;
	has(page, "&#60;b&#62;All&#60;/b&#62; of it.");
	assert_null(strstr(page, "<script"));
	assert_null(strstr(page, "href"));
	assert_null(strstr(page, "src="));
	has(page, "SHA-256");
}

static void
what_is_not_what_was_signed_is_said(void **state)
{
	(void)state;
	dbfile_sql(v.path, "UPDATE chart_line SET depth = 150 WHERE position = 1");
	AUTO_FREE char *text = written(NULL), *json = written("json");
	has(text, "NOT what was signed");
	has(text, "at chart_line: depth.");
	has(json, "\"verifies\": false");
	has(json, "at chart_line: depth.");
}

static void
it_is_for_who_may_see_it(void **state)
{
	struct err err;

	(void)state;
	REFUSED(evidence_write(v.desk, visit, "text", NULL, &err), ERR_DENIED, "");
	REFUSED(evidence_write(v.mara, 99, "text", NULL, &err), ERR_NOTFOUND, "");
	REFUSED(evidence_write(v.mara, visit, "pdf", NULL, &err), ERR_USAGE, "");
}

static void
is(int64_t want, enum err_code code, const char *words)
{
	AUTO_FREE char *all = xstrdup(words);
	const char *list[8];
	char *rest, *word;
	int64_t found = 0;
	struct err err = { 0 };
	size_t n = 0;

	for (word = strtok_r(all, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
		list[n++] = word;
	session_named(v.mara, list, n, &found, &err);
	if (found != want || err.code != code)
		fail_msg("%s: %lld, %s", words, (long long)found, err.text);
}

static void
a_visit_is_named_by_client_day_and_time(void **state)
{
	int64_t later = visits_add(v.anna, v.facial, 0, "2026-03-12", "15:00", "booked");
	int64_t old = visits_add(v.anna, v.facial, 0, "2025-11-03", "09:00", "done");

	(void)state;
	is(visit, ERR_NONE, "lang anna");
	is(old, ERR_NONE, "lang 3 nov 2025");
	is(old, ERR_NONE, "anna 2025-11-03");
	is(0, ERR_INVALID, "lang today");
	is(visit, ERR_NONE, "lang 12 mar 10:00");
	is(later, ERR_NONE, "lang today 15:00");
	is(0, ERR_NOTFOUND, "lang today 15:30");
	is(0, ERR_NOTFOUND, "lang 11 mar");
	is(0, ERR_USAGE, "lang anna 15:30");
	is(0, ERR_INVALID, "nobody 12 mar");
}

TEST_MAIN(
    CASE(tells_all_that_is_known),
    CASE(a_web_page_stands_alone),
    CASE(what_is_not_what_was_signed_is_said),
    CASE(it_is_for_who_may_see_it),
    CASE(a_visit_is_named_by_client_day_and_time))
