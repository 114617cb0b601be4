/*
 * To whom an adverse event was told: each once, what is owed is counted; and what they are
 * given: what the practice knows, blanks for the rest, never the client's name.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "export/event_pack.h"
#include "practice/events.h"
#include "tests/support/visits.h"

static int64_t
told(int64_t event, const char *whom, const char *on)
{
	AUTO_RECORD struct record *r = record_new(&record_event_report);
	struct err err;

	record_set_int(r, "event", event);
	record_set_text(r, "sent_to", whom);
	record_set_text(r, "sent_on", on);
	OK(event_report_add(v.ruth, r, NULL, &err));
	return r->id;
}

static int64_t
happened(void)
{
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	r = event_begin(v.ruth, v.anna, 0, &err);
	assert_non_null(r);
	record_set_text(r, "what", "blisters <big>");
	record_set_int(r, "grade", 2);
	record_set_int(r, "serious", 1);
	OK(event_add(v.ruth, r, NULL, &err));
	return r->id;
}

static void
summary_is(struct practice *p, const char *wanted)
{
	AUTO_BUF struct buf words = BUF_INIT;
	struct err err;

	OK(events_summary(p, &words, &err));
	assert_string_equal(words.s == NULL ? "" : words.s, wanted);
}

static void
what_is_owed_is_counted(void **state)
{
	AUTO_RECORD struct record *again = record_new(&record_event_report), *base = NULL,
	    *mine = NULL;
	struct err err;
	int64_t event, maker;

	summary_is(v.mara, "");
	event = happened();
	summary_is(v.mara, "1 open");
	maker = told(event, "maker", "");
	told(event, "authority", "2026-03-12");
	summary_is(v.mara, "1 open, 1 report owed");
	summary_is(v.desk, "");
	record_set_int(again, "event", event);
	record_set_text(again, "sent_to", "maker");
	REFUSED(event_report_add(v.ruth, again, NULL, &err), ERR_INVALID, "already");
	REFUSED(event_report_add(v.desk, again, NULL, &err), ERR_DENIED, "");
	base = event_report_get(v.ruth, maker, &err);
	mine = record_copy(base);
	record_set_text(mine, "sent_on", "2026-03-12");
	record_set_text(mine, "reference", "M-77");
	OK(event_report_save(v.ruth, mine, base, NULL, NULL, &err));
	visits_set(&record_adverse_event, event, "resolved", "2026-03-12");
	summary_is(v.mara, "");
}

static char *
printed(int64_t event, const char *format)
{
	AUTO_FREE char *path = test_path("pack.%s", format);
	struct err err;

	OK(event_pack_print(v.ruth, event, format, path, &err));
	return test_read(path, NULL);
}

static void
the_pack_tells_what_is_known_and_no_name(void **state)
{
	AUTO_FREE char *text = NULL, *html = NULL;
	struct err err;
	int64_t event = happened(), pen = visits_new(&record_device, "name", "Pen 2", "make",
	    "Crown", "serial", "S-9", NULL);
	AUTO_FREE char *device = xasprintf("%lld", (long long)pen);

	visits_set(&record_adverse_event, event, "device", device);
	told(event, "maker", "");
	text = printed(event, "text");
	assert_non_null(strstr(text, "Identifier, in confidence: A.L."));
	assert_non_null(strstr(text, "Age at the event: 40 years"));
	assert_non_null(strstr(text, "blisters <big>, grade 2"));
	assert_non_null(strstr(text, "Maker: Crown"));
	assert_non_null(strstr(text, "Serial number: S-9"));
	assert_non_null(strstr(text, "Model ____"));
	assert_non_null(strstr(text, "Other visits that used the lot ____"));
	assert_non_null(strstr(text, "Policy, number of the claim ____"));
	assert_non_null(strstr(text, "maker: still owed"));
	assert_non_null(strstr(text, "insurer: nothing is written down"));
	assert_null(strstr(text, "Lang"));
	html = printed(event, "html");
	assert_non_null(strstr(html, "blisters &#60;big&#62;"));
	assert_null(strstr(html, "Lang"));
	visits_label("export adverse_event 1");
	REFUSED(event_pack_print(v.desk, event, NULL, "-", &err), ERR_DENIED, "");
	REFUSED(event_pack_print(v.ruth, 99, NULL, "-", &err), ERR_NOTFOUND, "99");
	REFUSED(event_pack_print(v.ruth, event, "pdf", "-", &err), ERR_USAGE, "html");
}

/* What maker, brand and insurer ask comes from the visit's chart. */
static void
the_pack_reads_the_chart(void **state)
{
	AUTO_FREE char *text = NULL;
	int64_t event = happened(), visit = visits_add(v.anna, v.facial, 1, "2026-03-02", "10:00",
	    "done"), other = visits_add(v.anna, v.facial, 1, "2026-03-03", "10:00", "done");
	AUTO_FREE char *of = xasprintf("%lld", (long long)visit);

	visits_chart(visit);
	dbfile_sql(v.path, "INSERT INTO document(id, version, code, edition, language, kind, title, "
	    "body, state) VALUES (900, 1, 'n', 3, 'en', 'consent', 'Needling', 'x', 'published');"
	    "INSERT INTO consent(id, version, client, document, how, name, signed_on) "
	    "VALUES (900, 1, 1, 900, 'paper', 'Anna', '2026-03-01');"
	    "UPDATE chart SET consent = 900, indication = 'acne_scars'");
	AUTO_FREE char *sql = xasprintf("INSERT INTO chart(version, session, template) SELECT 1, %lld, "
	    "template FROM chart; INSERT INTO chart_product(version, chart, position, used_as, lot, "
	    "quantity) SELECT 1, 2, 1, 'cartridge', lot, 1 FROM chart_product;"
	    "INSERT INTO signature(version, session, act, staff, at, form, text, digest) VALUES "
	    "(1, %lld, 'sign', 1, 1772445600, 1, 'x', 'x')", (long long)other, (long long)visit);
	dbfile_sql(v.path, sql);
	visits_set(&record_adverse_event, event, "session", of);
	visits_set(&record_adverse_event, event, "lot", "1");
	text = printed(event, "text");
	assert_non_null(strstr(text, "Used on: 2 Mar 2026"));
	assert_non_null(strstr(text, "For what: acne scars"));
	assert_non_null(strstr(text, "Other visits that used the lot: 1"));
	assert_non_null(strstr(text, "Consent signed on: 1 Mar 2026"));
	assert_non_null(strstr(text, "Words of the consent: Needling, edition 3"));
	assert_non_null(strstr(text, "Chart signed by: mara"));
}

TEST_MAIN(
    VISITS_CASE(what_is_owed_is_counted),
    VISITS_CASE(the_pack_reads_the_chart),
    VISITS_CASE(the_pack_tells_what_is_known_and_no_name))
