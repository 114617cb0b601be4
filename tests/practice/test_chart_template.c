/*
 * Proves that a chart's template is data: those that ship are whole and agree with each
 * other, one for a treatment that nobody thought of is read, and a broken one is refused with
 * the place that is wrong. A practice that was made before they shipped gets them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/chart_template.h"
#include "practice/papers.h"
#include "practice/offer.h"
#include "practice/shipped.h"
#include "tests/support/clinic.h"

static char *path;
static struct practice *p;

static int
begin(void **state)
{
	static int n;
	AUTO_FREE char *name = xasprintf("template-%d.db", n++);

	path = clinic_new(name);
	p = clinic_open(path, "mara");
	return 0;
}

static int
end(void **state)
{
	practice_close(p);
	free(path);
	return 0;
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)

static void
is_usual(const struct chart_template *t, enum chart_part part, const char *code, int64_t from,
    int64_t to)
{
	const struct chart_item *it = chart_item(t, part, code);

	assert_non_null(it);
	assert_int_equal(it->from, from);
	assert_int_equal(it->to, to);
	assert_non_null(it->source);
}

/* --- those that ship ---------------------------------------------------------------------- */

struct letters {
	const char *code[26];
	long n;
};

/* A zone has one letter in all of them: hands know them by heart. */
static bool
look(const char *code, const char *json, void *arg, struct err *e)
{
	struct letters *l = arg;
	struct chart_template *t = chart_template_parse(p->db, json, e);
	size_t i;

	if (t == NULL)
		fail_msg("%s: %s", code, e->text);
	assert_string_equal(t->code, code);
	for (i = 0; i < t->parts[CHART_ZONES].n; i++) {
		const struct chart_item *z = &t->parts[CHART_ZONES].items[i];
		const char **known = &l->code[z->key - 'A'];

		if (*known == NULL)
			*known = xstrdup(z->code);
		assert_string_equal(*known, z->code);
	}
	chart_template_free(t);
	l->n++;
	return true;
}

static void
test_shipped_templates_are_whole_and_agree(void **state)
{
	struct letters l = { .n = 0 };
	struct err err;
	size_t i;

	OK(shipped_each("charts/", look, &l, &err));
	assert_int_equal(l.n, 5);
	for (i = 0; i < ARRAY_LEN(l.code); i++)
		free((char *)(uintptr_t)l.code[i]);
}

static void
test_the_usual_depths_are_data_with_a_source(void **state)
{
	struct err err;
	const struct chart_template *t = chart_template_newest(p, "microneedling", &err);
	const struct chart_item *z;

	OK(t != NULL);
	assert_true(t->id != 0);
	is_usual(t, CHART_ZONES, "cheek_l", 50, 150);
	is_usual(t, CHART_ZONES, "forehead", 25, 75);
	is_usual(t, CHART_ZONES, "periorbital_r", 20, 50);
	is_usual(t, CHART_INDICATIONS, "stretch_marks", 150, 200);
	z = chart_zone_of_key(t, 'l');
	assert_string_equal(z->code, "cheek_l");
	assert_ptr_equal(z, chart_zone_of_key(t, 'L'));
	assert_null(chart_zone_of_key(t, 'M'));
	assert_null(chart_zone_of_key(t, '1'));
	assert_ptr_equal(chart_template_kept(p, t->id, &err), t);
	z = chart_item(t, CHART_INDICATIONS, "acne_scars");
	assert_true(text_has_word(z->zones, ' ', "cheek_r") && !text_has_word(z->zones, ' ', "cheek"));
	assert_null(chart_template_newest(p, "tattoo", &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
}

/* Also what a service may name. */
static void
test_a_service_names_one(void **state)
{
	AUTO_RECORD struct record *r = record_new(&record_service);
	struct err err;

	OK(record_parse(r, &p->context, "name", "Microneedling", &err));
	record_set_text(r, "chart", "tattoo");
	assert_false(offer_add(p, r, NULL, &err));
	assert_string_equal(err.field, "chart");
	assert_non_null(strstr(err.text, "no published chart called \"tattoo\"; there is peel"));
	record_set_text(r, "chart", "microneedling");
	OK(offer_add(p, r, NULL, &err));
}

/* --- an older practice ---------------------------------------------------------------------- */

static bool
load_bare(struct db *db, void *arg, struct err *e)
{
	const struct practice_init *init = arg;
	AUTO_RECORD struct record *settings = record_new(&record_practice);
	AUTO_RECORD struct record *owner = record_new(&record_staff);

	settings->id = 1;
	record_set_text(settings, "name", "Older");
	record_set_text(settings, "timezone", init->timezone);
	record_set_text(owner, "name", "Mara");
	record_set_text(owner, "login", init->login);
	record_set_text(owner, "role", "owner");
	return db_insert(db, settings, e) && db_insert(db, owner, e);
}

static bool
is_draft(const struct record *r, void *arg)
{
	long *drafts = arg;

	assert_string_equal(record_text(r, "state"), "draft");
	++*drafts;
	return true;
}

static bool
fill_bare(struct db *db, const struct practice_init *init, struct err *e)
{
	struct practice_init whole = *init;

	return db_load(db, "make practice 1", load_bare, &whole, e);
}

static void
test_an_older_practice_gets_them_once(void **state)
{
	struct practice_init init = { .timezone = "UTC", .login = "mara", .fill = fill_bare };
	AUTO_FREE char *older = xasprintf("%s-older", path);
	struct practice *old;
	struct err err;
	long drafts = 0;
	int64_t n, head;

	OK(practice_make(older, &init, &err));
	old = practice_open(older, "mara", &err);
	OK(old != NULL);
	OK(db_total(old->db, &record_chart_template, &n, &err));
	assert_int_equal(n, 0);
	OK(chart_templates_publish(old, &err));
	OK(db_total(old->db, &record_chart_template, &n, &err));
	assert_int_equal(n, 5);
	OK(db_journal_head(old->db, &head, NULL, &err));
	OK(chart_templates_publish(old, &err));
	OK(db_journal_head(old->db, &n, NULL, &err));
	assert_int_equal(n, head);
	/* the sample papers come in too, but nobody has published them */
	OK(documents_offer(old, &err));
	OK(documents_list(old, is_draft, &drafts, &err));
	assert_int_equal(drafts, 2);
	OK(db_journal_head(old->db, &head, NULL, &err));
	OK(documents_offer(old, &err));
	OK(db_journal_head(old->db, &n, NULL, &err));
	assert_int_equal(n, head);
	/* nobody did it: undo does not mean it */
	OK(db_undo_next(old->db, 1, 0, &n, &err));
	assert_int_equal(n, 0);
	practice_close(old);
}

/* --- one that nobody thought of ---------------------------------------------------------------- */

#define HEAD "{\"code\": \"dermaplaning\", \"title\": \"Dermaplaning\", "
#define ZONE "\"zones\": [{\"code\": \"face\", \"label\": \"face\", \"key\": \"F\"}]"
#define COLUMN "\"columns\": [{\"code\": \"zone\", \"label\": \"Zone\"}]"

static void
test_another_treatment_is_data_alone(void **state)
{
	struct err err;
	struct chart_template *t = chart_template_parse(p->db, HEAD
	    "\"uses\": [{\"code\": \"blade\", \"label\": \"Blade\", \"kind\": \"any\","
	    " \"needed\": true, \"single_use\": true}],"
	    "\"columns\": [{\"code\": \"zone\", \"label\": \"Zone\"},"
	    "{\"code\": \"angle\", \"label\": \"°\", \"type\": \"number\", \"min\": 30,"
	    " \"max\": 60, \"again\": true},"
	    "{\"code\": \"hair\", \"label\": \"hair\", \"answers\": \"vellus=v=vellus|none=n=none\"}],"
	    ZONE "}", &err);
	const struct chart_item *angle, *hair;
	AUTO_FREE char *a = NULL, *b = NULL, *none = NULL;

	OK(t != NULL);
	angle = chart_item(t, CHART_COLUMNS, "angle");
	hair = chart_item(t, CHART_COLUMNS, "hair");
	assert_true(angle->again && !hair->again);
	assert_true(chart_item(t, CHART_USES, "blade")->needed);
	a = chart_item_parse(angle, "45", &err);
	assert_string_equal(a, "45");
	b = chart_item_parse(hair, "v", &err);
	assert_string_equal(b, "vellus");
	assert_string_equal(chart_item_show(hair, b), "vellus");
	none = chart_item_parse(angle, "", &err);
	assert_string_equal(none, "");
	assert_null(chart_item_parse(angle, "61", &err));
	assert_string_equal(err.text, "°: a whole number from 30 to 60.");
	assert_null(chart_item_parse(hair, "x", &err));
	assert_string_equal(err.text, "hair: v vellus, n none.");
	chart_template_free(t);
}

/* --- broken ones ---------------------------------------------------------------------------------- */

static void
test_a_broken_template_names_the_place(void **state)
{
	static const struct { const char *json, *words; } broken[] = {
		{ "{", "is not JSON" },
		{ "[]", "at code: it is small letters" },
		{ "{\"code\": \"A b\"}", "at code: it is small letters" },
		{ "{\"code\": \"a\"}", "at title" },
		{ HEAD ZONE "}", "has columns and zones" },
		{ HEAD COLUMN "}", "has columns and zones" },
		{ HEAD COLUMN ", \"modality\": \"sonic\", " ZONE "}", "at modality: \"sonic\"" },
		{ HEAD COLUMN ", \"step\": \"deep\", " ZONE "}", "at step" },
		{ HEAD COLUMN ", \"depth\": 3, " ZONE "}", "at depth: nothing there" },
		{ HEAD COLUMN ", \"ticks\": [{\"code\": \"hair\", \"label\": \"x\"}], " ZONE "}",
		    "at ticks 1: a tick is one of" },
		{ HEAD COLUMN ", \"zones\": {\"code\": \"face\"}}", "at zones.code: nothing there" },
		{ HEAD COLUMN ", \"zones\": [{\"code\": \"face\", \"label\": \"face\"}]}",
		    "at zones 1: a zone has a letter" },
		{ HEAD COLUMN ", \"zones\": [{\"code\": \"map\", \"label\": \"x\", \"key\": \"M\"}]}",
		    "at zones 1, key: a zone has a capital letter other than M" },
		{ HEAD COLUMN ", \"zones\": [{\"code\": \"a\", \"label\": \"a\", \"key\": \"A\"},"
		    "{\"code\": \"b\", \"label\": \"b\", \"key\": \"A\"}]}",
		    "at zones 2: two zones have the letter A" },
		{ HEAD COLUMN ", \"zones\": [{\"code\": \"a\", \"label\": \"a\", \"key\": \"A\","
		    " \"from\": 75, \"to\": 25, \"source\": \"x\"}]}",
		    "at zones 1: the usual depth ends before it begins" },
		{ HEAD COLUMN ", \"zones\": [{\"code\": \"a\", \"label\": \"a\", \"key\": \"A\","
		    " \"from\": 25, \"to\": 75}]}", "at zones 1: a usual depth says where" },
		{ HEAD COLUMN ", \"zones\": [{\"code\": \"a\", \"label\": \"a\", \"key\": \"A\","
		    " \"from\": \"shallow\"}]}", "at zones 1, from: a whole number" },
		{ HEAD COLUMN ", \"zones\": [{\"code\": \"a\", \"label\": \"a\", \"key\": \"A\","
		    " \"map\": \"leg 1 2\"}]}", "at zones 1, map: a place is face or body" },
		{ HEAD COLUMN ", \"zones\": [{\"code\": \"a\", \"label\": \"a\", \"key\": \"A\","
		    " \"again\": true}]}", "at zones 1, again: nothing there" },
		{ HEAD ZONE ", \"columns\": [{\"code\": \"depth\", \"label\": \"mm\"}]}",
		    "at columns 1: the first column is zone" },
		{ HEAD ZONE ", \"columns\": [{\"code\": \"zone\", \"label\": \"Zone\"},"
		    "{\"code\": \"n\", \"label\": \"n\", \"type\": \"number\", \"min\": 9, \"max\": 2}]}",
		    "at columns 2: a number has min and max" },
		{ HEAD ZONE ", \"columns\": [{\"code\": \"zone\", \"label\": \"Zone\"},"
		    "{\"code\": \"n\", \"label\": \"n\", \"answers\": \"a=x=a|b=x=b\"}]}",
		    "at columns 2: two answers have the key x" },
		{ HEAD ZONE ", \"columns\": [{\"code\": \"zone\", \"label\": \"Zone\"},"
		    "{\"code\": \"n\", \"label\": \"n\", \"answers\": \"a\"}]}",
		    "at columns 2, answers" },
		{ HEAD ZONE ", \"columns\": [{\"code\": \"zone\", \"label\": \"Zone\"},"
		    "{\"code\": \"n\", \"label\": \"n\", \"type\": \"colour\"}]}",
		    "at columns 2, type: a type is number or text" },
		{ HEAD COLUMN ", " ZONE ", \"outcome\": [{\"code\": \"pain\", \"label\": \"Pain\","
		    " \"scale\": \"nrs\", \"max\": 10}]}", "at outcome 1: what has a scale is" },
		{ HEAD COLUMN ", " ZONE ", \"uses\": [{\"code\": \"x\", \"label\": \"x\", \"kind\": \"soup\"}]}",
		    "at uses 1: \"soup\" is no kind of product" },
		{ HEAD COLUMN ", " ZONE ", \"indications\": [{\"code\": \"x\", \"label\": \"x\", \"zones\": \"moon\"}]}",
		    "at indications 1: there is no zone \"moon\"" },
	};
	size_t i;
	struct err err;

	for (i = 0; i < ARRAY_LEN(broken); i++) {
		err_clear(&err);
		if (chart_template_parse(p->db, broken[i].json, &err) != NULL)
			fail_msg("read: %s", broken[i].json);
		if (strstr(err.text, broken[i].words) == NULL)
			fail_msg("%s: %s", broken[i].json, err.text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(test_shipped_templates_are_whole_and_agree),
		CASE(test_the_usual_depths_are_data_with_a_source),
		CASE(test_a_service_names_one),
		CASE(test_an_older_practice_gets_them_once),
		CASE(test_another_treatment_is_data_alone),
		CASE(test_a_broken_template_names_the_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
