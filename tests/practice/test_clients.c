/*
 * Clients are found by words in any order, by the beginnings of every name in
 * whatever script, by digits of phone numbers however typed, by e-mail, other id
 * and tags; no character a person types has a meaning to the search index; pages
 * follow one another without a gap; and none of it reads a big table through.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "practice/search.h"
#include "tests/support/clinic.h"

static char *path;
static struct practice *p;

/* What the names below get as numbers. */
enum {
	SEAN = 1, LEE, LI, MUELLER, ZOLTAN, MARY, SORINA, ARCHIE, MONO, BIG
};

static int
clients_begin(void **state)
{
	path = clinic_new("clients.db");
	p = clinic_open(path, "mara");
	assert_int_equal(clinic_client(p, "given", "Seán", "family", "O'Brien",
	    "phone", "(416) 555-0134", "email", "sean.o@example.org",
	    "external_id", "C-77", NULL), SEAN);
	clinic_client(p, "given", "Ödön", "family", "Ångström-Lee", "phone",
	    "+43 660 1234567", NULL);
	clinic_client(p, "given", "小龙", "family", "李", NULL);
	clinic_client(p, "given", "Jörg", "family", "Groß-Müller", "tags",
	    "vip, winter", NULL);
	clinic_client(p, "given", "Zoltán", "family", "Łukasz", "preferred",
	    "Zoli", NULL);
	clinic_client(p, "given", "Mary Ann", "family", "Smith", "phone",
	    "416 555 0199", "external_id", "2018-0042", NULL);
	clinic_client(p, "given", "Сорина", "family", "Петрова", NULL);
	clinic_client(p, "given", "Archie", "family", "Smith", "archived", "yes",
	    NULL);
	clinic_client(p, "preferred", "Mono", "email", "MONO@Example.ORG", NULL);
	assert_int_equal(clinic_client(p, "family", "van der Berg", "given",
	    "Ilse", NULL), BIG);
	return 0;
}

static int
clients_end(void **state)
{
	practice_close(p);
	free(path);
	return 0;
}

/* --- finding ------------------------------------------------------------------- */

static bool
add_id(const struct client_line *l, void *arg)
{
	buf_addf(arg, "%s%lld", ((struct buf *)arg)->len > 0 ? " " : "",
	    (long long)l->id);
	return true;
}

/* The numbers of those found, in the list's order; owned. */
static char *
found(const char *words, bool archived, long limit)
{
	struct client_query q = { .words = words, .archived = archived,
	    .limit = limit };
	struct buf ids = BUF_INIT;
	struct err err;

	OK(clients_list(p, &q, add_id, &ids, NULL, &err));
	return buf_steal(&ids);
}

static const struct {
	const char *words, *ids;
} searches[] = {
	/* any order, beginnings, case */
	{ "sean o'brien", "1" }, { "O'BRIEN SEAN", "1" }, { "bri", "1" },
	{ "obr se", "1" }, { "ob", "1" }, { "o brien", "1" }, { "OBrien", "1" },
	{ "o’brien", "1" }, { "brien sea x", "" }, { "rien", "" },
	/* accents and letters that are no accents */
	{ "seán", "1" }, { "odon", "2" }, { "ångström", "2" }, { "angstrom", "2" },
	{ "ANGSTROMLEE", "2" }, { "lee angs", "2" }, { "gross", "4" },
	{ "groß", "4" }, { "muller", "4" }, { "müll gro jorg", "4" },
	{ "lukasz", "5" }, { "łu zoli", "5" }, { "zolt", "5" },
	/* other scripts */
	{ "李", "3" }, { "小龙 李", "3" }, { "小", "3" }, { "петр", "7" },
	{ "ПЕТРОВА сор", "7" },
	/* several given names, particles, one name only */
	{ "ann", "6" }, { "ann mary smi", "6" }, { "vander", "10" },
	{ "vanderberg", "10" }, { "der berg van", "10" }, { "mono", "9" },
	/* phones: with and without the country, in pieces, from the middle on */
	{ "4165550134", "1" }, { "416-555-0134", "1" }, { "(416) 555-0134", "1" },
	{ "+1 416 555 0134", "1" }, { "1 416 555 0134", "1" }, { "0134", "1" },
	{ "555 0134", "1" }, { "5550134", "1" }, { "555-0134", "1" },
	{ "416555", "1 6" }, { "416 555", "1 6" }, { "sean 416", "1" },
	{ "416 sean 0134", "1" }, { "0134 brien", "1" }, { "+436601234567", "2" },
	{ "0043 660 1234567", "2" }, { "1234567", "2" }, { "9999", "" },
	/* e-mail, other id, tags */
	{ "sean.o@example.org", "1" }, { "sean.o@ex", "1" },
	{ "example.org", "9 1" }, { "mono@example.org", "9" }, { "c-77", "1" },
	{ "77", "1" }, { "7", "1" }, { "2018-0042", "6" }, { "0042", "6" },
	{ "2018 0042", "6" }, { "winter", "4" }, { "vip winter mull", "4" },
	/* blank between */
	{ "  sean\t brien \n", "1" },
};

static void
words_find(void **state)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(searches); i++) {
		AUTO_FREE char *got = found(searches[i].words, false, 0);
		AUTO_FREE char *page = found(searches[i].words, false, 50);

		if (strcmp(got, searches[i].ids) != 0)
			fail_msg("\"%s\" finds [%s], not [%s]", searches[i].words,
			    got, searches[i].ids);
		/* but for one letter, a page finds the same */
		if (text_count(searches[i].words) > 1)
			assert_string_equal(page, got);
	}
}

/* Nothing of it is syntax: it is found as text or not at all, without an error. */
static void
no_character_means_anything(void **state)
{
	static const char *const odd[] = { "\"", "\"\"", "'", "*", "^sean", "-sean",
	    "sean*", "sean\"", "\"sean", "sean AND", "AND", "sean OR jorg", "NOT", "NEAR",
	    "NEAR(sean brien)", "NEAR(", ")", "((", "{names}: sean", "names:sean",
	    "names : sean", "sean + brien", "%", "_", ";", "'; DROP TABLE client;--",
	    "\\", "sean\\", "--", "/*", "a\"b\"c", "+", "(", "()", "+ ( )", "jorg OR 1",
	    "\x1b[2J", "\xff\xfe", "\xe2\x80\xae", ":", "a:b", ",", "^", "{", "}",
	    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(odd); i++) {
		AUTO_FREE char *got = found(odd[i], true, 0);
		AUTO_FREE char *page = found(odd[i], true, 10);
		const char *wanted = "";

		/* a mark at a word's side is passed over: it is no part of it */
		if (strcmp(odd[i], "^sean") == 0 || strcmp(odd[i], "-sean") == 0 ||
		    strcmp(odd[i], "sean*") == 0 || strcmp(odd[i], "sean\"") == 0 ||
		    strcmp(odd[i], "\"sean") == 0 || strcmp(odd[i], "sean\\") == 0 ||
		    strcmp(odd[i], "sean + brien") == 0)
			wanted = "1";
		if (strcmp(got, wanted) != 0)
			fail_msg("[%s] finds [%s]", odd[i], got);
		assert_true(strlen(page) <= strlen(got) || text_count(odd[i]) == 1);
	}
}

static void
long_input_is_bounded(void **state)
{
	struct buf words = BUF_INIT;
	int i;

	for (i = 0; i < 5000; i++)
		buf_addf(&words, "word%d 55%d ", i, i);
	free(found(words.s, false, 0));
	buf_cut(&words, 0);
	for (i = 0; i < 100000; i++)
		buf_addc(&words, i % 7 == 0 ? '"' : 'x');
	free(found(words.s, false, 0));
	buf_cut(&words, 0);
	for (i = 0; i < 20000; i++)
		buf_addc(&words, '7');
	free(found(words.s, false, 0));
	buf_free(&words);
}

/* Any beginning of any word of a name finds its client. */
static void
every_beginning_finds(void **state)
{
	static const char *const fields[] = { "given", "family", "preferred" };
	int64_t id;
	size_t f;

	for (id = SEAN; id <= BIG; id++) {
		struct err err;
		AUTO_RECORD struct record *r = client_get(p, id, &err);
		char needle[24];

		OK(r != NULL);
		snprintf(needle, sizeof(needle), " %lld ", (long long)id);
		for (f = 0; f < ARRAY_LEN(fields); f++) {
			const char *s = record_text(r, fields[f]);
			size_t len = strcspn(s, " "), at = 0;

			while (at < len && (at = text_next(s, len, at)) <= len) {
				AUTO_FREE char *word = xstrndup(s, at);
				AUTO_FREE char *got = found(word, true, 0);
				AUTO_FREE char *around = xasprintf(" %s ", got);

				if (strstr(around, needle) == NULL)
					fail_msg("\"%s\" does not find %s", word,
					    needle);
			}
		}
	}
}

static void
an_index_expression_is_quoted(void **state)
{
	AUTO_BUF struct buf out = BUF_INIT;

	assert_true(search_expression("o'b \"x", "1", &out));
	assert_string_equal(out.s, "\"o'b\" * \"\"\"x\" *");
	buf_cut(&out, 0);
	assert_true(search_expression("lang 0660 12", "43", &out));
	assert_string_equal(out.s, "\"lang\" * AND (\"066012\" * OR \"4366012\" * "
	    "OR (\"0660\" * AND \"12\" *))");
	buf_cut(&out, 0);
	assert_false(search_expression(" \t ( ) + ", "1", &out));
	assert_string_equal(out.s, "");
}

/* --- lists --------------------------------------------------------------------- */

static void
the_list_is_sorted_and_leaves_out_the_archived(void **state)
{
	AUTO_FREE char *all = found(NULL, false, 0);
	AUTO_FREE char *blank = found(" \t", false, 100);
	AUTO_FREE char *both = found("", true, 0);
	AUTO_FREE char *smiths = found("smith", false, 0);
	AUTO_FREE char *all_smiths = found("smith", true, 0);

	/* Ångström, Groß, Łukasz, Mono, O'Brien, Smith, van der Berg, Петрова, 李 */
	assert_string_equal(all, "2 4 5 9 1 6 10 7 3");
	assert_string_equal(blank, all);
	assert_string_equal(both, "2 4 5 9 1 8 6 10 7 3");
	assert_string_equal(smiths, "6");
	assert_string_equal(all_smiths, "8 6");
}

static void
one_letter_seeks_the_sort_keys(void **state)
{
	static const struct { const char *letter, *ids; } seeks[] = {
		{ "o", "1" }, { "O", "1" }, { "Å", "2" }, { "s", "6" }, { "z", "" },
		{ "ł", "5" }, { "李", "3" }, { "П", "7" }, { "m", "9" },
	};
	size_t i;

	for (i = 0; i < ARRAY_LEN(seeks); i++) {
		AUTO_FREE char *got = found(seeks[i].letter, false, 20);

		assert_string_equal(got, seeks[i].ids);
	}
}

struct paging {
	struct buf ids;
	char *after;
	int64_t after_id;
	long n;
};

static bool
page_line(const struct client_line *l, void *arg)
{
	struct paging *g = arg;

	add_id(l, &g->ids);
	free(g->after);
	g->after = xstrdup(l->sort_key);
	g->after_id = l->id;
	g->n++;
	return true;
}

/* All numbers, a page of `limit` at a time; owned. */
static char *
paged(const char *words, long limit, long *pages)
{
	struct paging g = { .ids = BUF_INIT };
	bool more = true;
	struct err err;

	for (*pages = 0; more; ++*pages) {
		struct client_query q = { .words = words, .after = g.after,
		    .after_id = g.after_id, .limit = limit, .archived = true };

		g.n = 0;
		OK(clients_list(p, &q, page_line, &g, &more, &err));
		assert_true(g.n <= limit);
		assert_true(!more || g.n == limit);
	}
	free(g.after);
	return buf_steal(&g.ids);
}

static void
pages_follow_without_gap(void **state)
{
	static const char *const words[] = { NULL, "s", "smith", "example.org", "416" };
	size_t i;
	long limit, pages;

	/* many of one name: their numbers part them */
	for (i = 0; i < 9; i++)
		clinic_client(p, "given", "Same", "family", "Smith", NULL);
	for (i = 0; i < ARRAY_LEN(words); i++) {
		AUTO_FREE char *whole = found(words[i], true, 500);

		for (limit = 1; limit < 25; limit++) {
			AUTO_FREE char *got = paged(words[i], limit, &pages);

			assert_string_equal(got, whole);
		}
	}
}

static bool
stop_at_once(const struct client_line *l, void *arg)
{
	++*(int *)arg;
	return false;
}

static void
a_list_can_be_stopped(void **state)
{
	struct client_query q = { .words = "smith" };
	struct err err;
	int n = 0;

	OK(clients_list(p, &q, stop_at_once, &n, NULL, &err));
	assert_int_equal(n, 1);
	db_idle(p->db);
}

/* --- what the statements read ----------------------------------------------------- */

static void
no_big_table_is_read_through(void **state)
{
	static const char *const names[] = { "client_page", "client_line",
	    "client_place", "clients_found_count" };
	static const char *const big[] = { "client", "client_key", "client_stat",
	    "session", "receipt", "c", "s" };
	size_t i, j;
	struct err err;

	for (i = 0; i < ARRAY_LEN(names); i++) {
		AUTO_BUF struct buf plan = BUF_INIT;

		OK(db_query_plan(p->db, names[i], &plan, &err));
		assert_non_null(strstr(plan.s, "SEARCH"));
		for (j = 0; j < ARRAY_LEN(big); j++) {
			AUTO_FREE char *scan = xasprintf("SCAN %s", big[j]);
			const char *at = strstr(plan.s, scan);

			if (at != NULL && strchr(" \n", at[strlen(scan)]) != NULL)
				fail_msg("%s reads %s through:\n%s", names[i],
				    big[j], plan.s);
		}
	}
}

/* --- JSON -------------------------------------------------------------------------- */

static char *
json_of(const char *words)
{
	struct client_query q = { .words = words };
	char *json = NULL;
	size_t n = 0;
	FILE *f = open_memstream(&json, &n);
	struct err err;

	OK(clients_write_json(p, &q, f, &err));
	fclose(f);
	return json;
}

static void
json_has_every_field(void **state)
{
	AUTO_FREE char *one = json_of("sean");
	AUTO_FREE char *none = json_of("nobody");
	size_t i;

	assert_non_null(strstr(one, "\"id\": 1"));
	assert_non_null(strstr(one, "\"family\": \"O'Brien\""));
	assert_non_null(strstr(one, "\"archived\": false"));
	assert_non_null(strstr(one, "\"born\": null"));
	for (i = 0; i < record_client.n_fields; i++) {
		AUTO_FREE char *key = xasprintf("\"%s\": ",
		    record_client.fields[i].name);

		assert_non_null(strstr(one, key));
	}
	assert_string_equal(none, "[]\n");
}

int
main(void)
{
	const struct CMUnitTest cases[] = {
		cmocka_unit_test(words_find),
		cmocka_unit_test(no_character_means_anything),
		cmocka_unit_test(long_input_is_bounded),
		cmocka_unit_test(every_beginning_finds),
		cmocka_unit_test(an_index_expression_is_quoted),
		cmocka_unit_test(the_list_is_sorted_and_leaves_out_the_archived),
		cmocka_unit_test(one_letter_seeks_the_sort_keys),
		cmocka_unit_test(json_has_every_field),
		cmocka_unit_test(a_list_can_be_stopped),
		cmocka_unit_test(pages_follow_without_gap),
		cmocka_unit_test(no_big_table_is_read_through),
	};

	return test_end(cmocka_run_group_tests(cases, clients_begin, clients_end));
}
