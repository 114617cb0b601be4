/*
 * Proves that charts and consents of another program come in: the visit is the client's of
 * that day, a zone, a depth and an item of the template are understood as people write them,
 * what was deeper than is allowed is kept and told, a lot beside a zone is its cartridge's and
 * takes no piece, what cannot be is refused with a sentence, a signed chart stays, and the
 * same file changes nothing. (Our own exports: test_own.c.) The clinic's day is 12 March 2026.
 */
#include <string.h>

#include "base/mem.h"
#include "practice/chart_template.h"
#include "tests/support/importing.h"

static struct practice *p;

static int
begin(void **state)
{
	static int n;
	AUTO_FREE char *name = xasprintf("charts-%d.db", n++);
	struct err err;

	(void)state;
	p = importing_new(name);
	OK(chart_templates_publish(p, &err));
	importing(p, "clients", "given,family\nAnna,Lang\nBo,Lee\n", NULL);
	importing(p, "services", "code,name\nMN,Microneedling\nWAX,Waxing\n", NULL);
	importing(p, "products", "code,name,kind\nC12,Cartridge 12,cartridge\nSER,Serum,serum\n", NULL);
	importing(p, "lots", "product,lot,on hand\nC12,B77,9\nSER,S1,4\nSER,B77,4\n", NULL);
	importing(p, "sessions", "external_id,client,service,date,start,status\n"
	    "V1,\"Lang, Anna\",MN,2026-03-02,10:00,done\n"
	    "V2,\"Lang, Anna\",WAX,2026-03-02,11:00,done\n"
	    "V3,\"Lee, Bo\",MN,2026-03-03,10:00,done\n"
	    "V4,\"Lee, Bo\",MN,2026-03-04,10:00,cancelled\n", NULL);
	dbfile_sql(importing_path(), "UPDATE service SET chart = 'microneedling' WHERE code = 'MN';"
	    "UPDATE staff SET max_depth = 150;"
	    "UPDATE session SET staff = 1 WHERE external_id = 'V1';"
	    "INSERT INTO document(version, code, edition, language, kind, title, body, state) VALUES "
	    "(1, 'needling', 1, 'en', 'consent', 'Consent to needling', 'I agree.', 'published'),"
	    "(1, 'needling', 2, 'en', 'consent', 'Consent to needling', 'I do.', 'published');"
	    "UPDATE service SET consent = 'needling' WHERE code = 'MN'");
	return 0;
}

static int
end(void **state)
{
	(void)state;
	practice_close(p);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static void
lines_are(const char *text)
{
	is_text("SELECT group_concat(l, '; ') FROM (SELECT s.external_id || ' ' || zone || ' ' || "
	    "coalesce(depth, '-') || ' ' || coalesce(passes, '-') || ' ' || coalesce(cartridge, '-') "
	    "|| ' ' || coalesce(replace(l.more, char(10), ','), '-') AS l FROM chart_line l JOIN chart "
	    "c ON c.id = l.chart JOIN session s ON s.id = c.session ORDER BY l.chart, l.position)", text);
}

static void
another_programs_chart(void **state)
{
	static const char file[] =
	    "Patient,Treatment date,Treatment,Area,Needle depth (mm),Passes,Technique,Pain,Lot no,"
	    "Concern,Weather,Comments\n"
	    "Anna Lang,2026-03-02,Microneedling,Left cheek,1.0,4,glide,3,,Acne scars,sunny,ran late\n"
	    "Anna Lang,2026-03-02,Microneedling,cheek (R),\"0,75 mm\",4,s,3,,Acne scars,sunny,ran late\n"
	    "Anna Lang,2026-03-02,Microneedling,FOREHEAD,500 um,,,,,,,\n";

	(void)state;
	importing(p, "charts", file, NULL);
	counted(3, 3, 0, 0, 0);
	lines_are("V1 cheek_l 100 4 - technique=glide; V1 cheek_r 75 4 - technique=stamp; "
	    "V1 forehead 50 - - -");
	is_text("SELECT indication || '|' || more || '|' || note FROM chart",
	    "acne_scars|pain=3|ran late\nWeather: sunny");
	importing(p, "charts", file, NULL);
	counted(3, 0, 0, 3, 0);
	assert_int_equal(number_of("SELECT count(*) FROM chart"), 1);
}

static void
a_corrected_row_changes_its_line(void **state)
{
	(void)state;
	importing(p, "charts", "session,zone,depth\nV1,chin,1.00\nV1,nose,0.50\n", NULL);
	importing(p, "charts", "session,zone,depth\nV1,chin,0.75\nV1,nose,0.50\n", NULL);
	counted(2, 0, 1, 1, 0);
	lines_are("V1 chin 75 - - -; V1 nose 50 - - -");
}

static void
a_lot_beside_a_zone_is_its_cartridges(void **state)
{
	(void)state;
	importing(p, "charts", "session,zone,depth,product,lot\nV1,chin,1.00,C12,B77\n"
	    "V1,nose,0.50,C12,B77\n", NULL);
	counted(2, 2, 0, 0, 0);
	lines_are("V1 chin 100 - 1 -; V1 nose 50 - 1 -");
	importing(p, "charts", "session,used_as,product,lot\nV1,serum,SER,S1\n", NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT group_concat(used_as || ' ' || position || ' ' || number || ' ' || quantity, "
	    "'; ') FROM chart_product q JOIN lot l ON l.id = q.lot",
	    "cartridge 1 B77 0; serum 1 S1 0");
	is_text("SELECT group_concat(on_hand) FROM lot_stock", "9,4,4");
}

static void
what_was_too_deep_is_kept_and_told(void **state)
{
	(void)state;
	importing(p, "charts", "session,zone,depth\nV1,chin,1.50\n", NULL);
	if (strstr(imported.said.s, "deeper") != NULL)
		fail_msg("%s", imported.said.s);
	importing(p, "charts", "session,zone,depth\nV1,nose,1.75\n", NULL);
	counted(1, 1, 0, 0, 0);
	said("1.75 mm is deeper than the licence of ");
	lines_are("V1 chin 150 - - -; V1 nose 175 - - -");
}

static void
what_an_item_does_not_take_stands_in_the_note(void **state)
{
	(void)state;
	importing(p, "charts", "session,zone,pain,technique\nV1,chin,70,laser\n", NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT coalesce(more, '-') || '|' || note FROM chart",
	    "-|pain: 70\ntechnique: laser");
	said("It stands in the chart's note");
}

static void
what_cannot_be_is_refused(void **state)
{
	static const struct { const char *row, *why; } bad[] = {
		{ ",Anna Lang,2026-03-02,,chin,,,", "Lang, Anna was treated more than once on" },
		{ ",Anna Lang,2026-03-05,,chin,,,", "Lang, Anna was not treated on" },
		{ ",Bo Lee,2026-03-04,,chin,,,", "Lee, Bo was not treated on" },
		{ ",Anna Lang,2026-03-02,12:00,chin,,,", "was not treated on 2 Mar 2026 at that time" },
		{ ",Bo Lee,,,chin,,,", "Date is missing" },
		{ ",Cy Poe,2026-03-02,,chin,,,", "Cy Poe" },
		{ "V9,,,,chin,,,", "V9" },
		{ "V2,,,,chin,,,", "The visit's service has no chart" },
		{ "V1,,,,earlobe,,,", "A chart of Microneedling has no zone \"earlobe\"" },
		{ "V1,,,,chin,deep,,", "\"deep\" is no depth" },
		{ "V1,,,,chin,12,,", "\"12\" is no depth" },
		{ "V1,,,,chin,-1,,", "\"-1\" is no depth" },
		{ "V1,,,,chin,1.0 in,,", "\"1.0 in\" is no depth" },
		{ "V1,,,,chin,,B99,", "There is no lot \"B99\"" },
		{ "V1,,,,chin,,B77,", "Several products have a lot \"B77\"" },
		{ "V1,,,,,,S1,balm", "A chart of Microneedling has no use \"balm\"" },
	};
	AUTO_FREE char *was = dbfile_dump(importing_path()), *is = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		AUTO_FREE char *text = xasprintf("session,client,date,start,zone,depth,lot,used_as\n%s\n",
		    bad[i].row);

		importing(p, "charts", text, NULL);
		counted(1, 0, 0, 0, 1);
		said(bad[i].why);
	}
	is = dbfile_dump(importing_path());
	assert_string_equal(was, is);
}

static void
a_dry_run_writes_nothing(void **state)
{
	static const char file[] = "session,zone,depth\nV1,chin,1.00\nV1,earlobe,1.00\n";
	struct import_options o = { .kind = "charts", .dry_run = true };
	AUTO_FREE char *was = dbfile_dump(importing_path()), *is = NULL;

	(void)state;
	importing_as(p, &o, file, strlen(file), NULL);
	counted(2, 1, 0, 0, 1);
	is = dbfile_dump(importing_path());
	assert_string_equal(was, is);
}

static void
a_signed_chart_stays(void **state)
{
	AUTO_FREE char *was = NULL, *is = NULL;

	(void)state;
	importing(p, "charts", "session,zone,depth\nV1,chin,1.00\n", NULL);
	dbfile_sql(importing_path(), "INSERT INTO signature(version, session, act, staff, at, form, "
	    "text, digest) SELECT 1, session, 'sign', 1, 1772445600, 1, 'x', 'x' FROM chart");
	was = dbfile_dump(importing_path());
	importing(p, "charts", "session,zone,depth\nV1,chin,1.25\n", NULL);
	counted(1, 0, 0, 0, 1);
	said("is signed (mara, 2 Mar 2026): what it says stays");
	importing(p, "charts", "session,zone,depth\nV1,nose,0.50\n", NULL);
	counted(1, 0, 0, 0, 1);
	said("is signed (mara, 2 Mar 2026): what it says stays");
	is = dbfile_dump(importing_path());
	assert_string_equal(was, is);
}

static void
signed_are(const char *text)
{
	is_text("SELECT group_concat(c, '; ') FROM (SELECT k.family || ' ' || d.edition || ' ' || "
	    "coalesce(v.code, '-') || ' ' || c.signed_on || ' ' || how || ' ' || c.name || ' ' || "
	    "coalesce(c.revoked_on, '-') AS c FROM consent c JOIN client k ON k.id = c.client JOIN "
	    "document d ON d.id = c.document LEFT JOIN service v ON v.id = c.service ORDER BY c.id)",
	    text);
}

static void
another_programs_consents(void **state)
{
	static const char file[] =
	    "Patient,Consent form,Treatment,Date signed,Method,Signed by,Withdrawn\n"
	    "Anna Lang,needling/1/en,,2025-03-02,Paper,A. Lang,\n"
	    "Bo Lee,Consent to needling,,2025-03-02,e-signature,,yes\n"
	    "Anna Lang,,MN,2025-03-02,,,\n";

	(void)state;
	importing(p, "consents", file, NULL);
	counted(3, 3, 0, 0, 0);
	signed_are("Lang 1 - 2025-03-02 paper A. Lang -; Lee 2 - 2025-03-02 typed Bo Lee 2026-03-12; "
	    "Lang 2 MN 2025-03-02 typed Anna Lang -");
	importing(p, "consents", file, NULL);
	counted(3, 0, 0, 3, 0);
	importing(p, "consents", "client,document,signed_on,revoked_on\n"
	    "\"Lang, Anna\",needling/1,2025-03-02,2026-03-01\n", NULL);
	counted(1, 0, 1, 0, 0);
	assert_int_equal(number_of("SELECT count(*) FROM consent"), 3);
}

static void
consents_that_cannot_be(void **state)
{
	static const struct { const char *row, *why; } bad[] = {
		{ "Anna Lang,needling/3/en,2025-03-02,,", "needling/3/en" },
		{ "Anna Lang,needling/1/de,2025-03-02,,", "needling/1/de" },
		{ "Anna Lang,waiver,2025-03-02,,", "There is no document \"waiver\"" },
		{ "Anna Lang,microneedling_aftercare,2025-03-02,,", "is not a consent" },
		{ "Anna Lang,,2025-03-02,,", "Document is missing" },
		{ ",needling,2025-03-02,,", "Client is missing" },
		{ "Anna Lang,needling,,,", "Signed on is missing" },
		{ "Anna Lang,needling,2026-04-02,,", "Signed on is a day that is still to come" },
		{ "Anna Lang,needling,2025-03-02,2025-03-01,", "It ends before it was signed" },
		{ "Anna Lang,needling,2025-03-02,,00ff", "their digests differ" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		AUTO_FREE char *text = xasprintf("client,document,signed_on,expires,digest\n%s\n",
		    bad[i].row);

		importing(p, "consents", text, NULL);
		counted(1, 0, 0, 0, 1);
		said(bad[i].why);
	}
	assert_int_equal(number_of("SELECT count(*) FROM consent"), 0);
}

TEST_MAIN(
    CASE(another_programs_chart),
    CASE(a_corrected_row_changes_its_line),
    CASE(a_lot_beside_a_zone_is_its_cartridges),
    CASE(what_was_too_deep_is_kept_and_told),
    CASE(what_an_item_does_not_take_stands_in_the_note),
    CASE(what_cannot_be_is_refused),
    CASE(a_dry_run_writes_nothing),
    CASE(a_signed_chart_stays),
    CASE(another_programs_consents),
    CASE(consents_that_cannot_be))
