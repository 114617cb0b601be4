/*
 * Proves that Google Business Profile reviews come in from JSON: null entries,
 * anonymous ones, ones without comment, doubled and edited ones; and that what is
 * no JSON is said so.
 */
#include <string.h>

#include "base/mem.h"
#include "tests/support/importing.h"

static bool
google(struct practice *p, const char *json)
{
	struct import_options o = { .kind = "reviews", .preset = "google-reviews" };

	return importing_as(p, &o, json, strlen(json), NULL);
}

static const char page[] = "{\"reviews\": [\n"
    "null,\n"
    "{\"reviewId\": \"r1\", \"reviewer\": {\"displayName\": \"Zo\\u00eb, A.\", "
    "\"profilePhotoUrl\": \"x\"}, \"starRating\": \"FIVE\", \"comment\": \"Good.\\nVery \\\"good\\\".\", "
    "\"createTime\": \"2020-01-02T03:04:05.678Z\", \"updateTime\": \"2020-01-02T03:04:05.678Z\", "
    "\"reviewReply\": {\"comment\": \"Thanks\", \"updateTime\": \"2020-01-03T00:00:00Z\"}, "
    "\"name\": \"accounts/1/locations/2/reviews/r1\"},\n"
    "{\"reviewId\": \"r2\", \"reviewer\": {\"isAnonymous\": true}, \"starRating\": \"ONE\", "
    "\"createTime\": \"2020-02-02T00:00:00Z\", \"updateTime\": \"2020-02-02T00:00:00Z\", "
    "\"reviewReply\": null},\n"
    "{\"reviewId\": \"r2\", \"reviewer\": {\"isAnonymous\": true}, \"starRating\": \"ONE\", "
    "\"createTime\": \"2020-02-02T00:00:00Z\", \"updateTime\": \"2020-02-02T00:00:00Z\"},\n"
    "{\"reviewId\": \"r3\", \"starRating\": \"STAR_RATING_UNSPECIFIED\", \"comment\": \"Fine\", "
    "\"createTime\": \"2020-03-02\"},\n"
    "17,\n"
    "{\"reviewId\": \"r4\", \"starRating\": \"SIX\", \"createTime\": \"2020-03-02T00:00:00Z\"},\n"
    "{\"starRating\": \"TWO\", \"createTime\": \"2020-04-02T00:00:00Z\", "
    "\"name\": \"accounts/1/locations/2/reviews/r5\"}\n"
    "], \"averageRating\": 4.5}";

static void
reviews_come_in(void **state)
{
	struct practice *p = importing_new("google.db");
	int64_t entries;

	google(p, page);
	counted(7, 4, 0, 1, 2);
	is_text("SELECT author || '|' || stars || '|' || text || '|' || reply || '|' || platform "
	    "|| '|' || datetime(received_at, 'unixepoch') || '|' || datetime(replied_at, "
	    "'unixepoch') FROM review WHERE external_id = 'r1'",
	    "Zo\xc3\xab, A.|5|Good.\nVery \"good\".|Thanks|google|2020-01-02 03:04:05|"
	    "2020-01-03 00:00:00");
	is_text("SELECT coalesce(author, '-') || stars || coalesce(text, '-') FROM review "
	    "WHERE external_id = 'r2'", "-1-");
	is_text("SELECT coalesce(stars, '-') || datetime(received_at, 'unixepoch') FROM review "
	    "WHERE external_id = 'r3'", "-2020-03-02 00:00:00");
	is_text("SELECT stars FROM review WHERE external_id IS NULL", "2");
	said("refused 6:0 This entry is not an object.");
	said("refused 7:");
	entries = number_of("SELECT count(*) FROM journal");
	google(p, page);
	counted(7, 0, 0, 5, 2);
	assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
	practice_close(p);
}

#define EDITED(stars, text, when) "{\"reviewId\": \"r\", \"starRating\": \"" stars "\", " \
	"\"comment\": \"" text "\", \"createTime\": \"2020-01-01T00:00:00Z\", " \
	"\"updateTime\": \"" when "\"}"

/* The newest edit stands, wherever it is in the list, and in whichever file. */
static void
edits_are_taken_by_their_time(void **state)
{
	static const char both[] = "[" EDITED("FIVE", "new", "2020-03-01T00:00:00Z") ", "
	    EDITED("TWO", "old", "2020-02-01T00:00:00Z") "]";
	struct practice *p = importing_new("edited.db");
	int64_t entries;

	google(p, both);
	counted(2, 1, 0, 1, 0);
	is_text("SELECT stars || text FROM review", "5new");
	entries = number_of("SELECT count(*) FROM journal");
	google(p, both);
	counted(2, 0, 0, 2, 0);
	google(p, "[" EDITED("TWO", "old", "2020-02-01T00:00:00Z") "]");
	counted(1, 0, 0, 1, 0);
	is_text("SELECT stars || text FROM review", "5new");
	assert_int_equal(number_of("SELECT count(*) FROM journal"), entries);
	google(p, "[" EDITED("ONE", "angry", "2020-04-01T00:00:00Z") "]");
	counted(1, 0, 1, 0, 0);
	is_text("SELECT stars || text FROM review", "1angry");
	practice_close(p);
}

static void
what_is_no_json_is_said(void **state)
{
	struct practice *p = importing_new("nojson.db");

	assert_false(google(p, "{\"reviews\": ["));
	assert_non_null(strstr(imported.e.text, "This is not JSON."));
	assert_false(google(p, "reviews"));
	assert_false(google(p, " \n"));
	assert_non_null(strstr(imported.e.text, "The file is empty."));
	assert_false(google(p, "{\"other\": []}"));
	assert_non_null(strstr(imported.e.text, "There is no list of entries at $.reviews."));
	assert_false(google(p, "[\"\xff\"]"));
	assert_non_null(strstr(imported.e.text, "not valid UTF-8 text: byte 3"));
	assert_true(google(p, "{\"reviews\": []}"));
	counted(0, 0, 0, 0, 0);
	said("noted 0 The file has no rows.");
	/* a path that is none */
	assert_false(importing(p, "reviews", "{\"reviews\": []}",
	    "[reviews]\nformat = json\nitems = $..x[\n"));
	practice_close(p);
}

/* Without a mapping: a list, or a list under the kind's name; a CSV has headers. */
static void
other_shapes(void **state)
{
	struct practice *p = importing_new("shapes.db");

	importing(p, "clients", " [{\"family\": \"Lee\", \"tags\": \"a\", \"archived\": true, "
	    "\"dog\": {\"name\": \"Rex\", \"age\": 3}}]", NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT family || tags || archived || notes FROM client",
	    "Leea1dog.name: Rex\ndog.age: 3");
	importing(p, "services", "{\"services\": [{\"name\": \"Peel\", \"price\": 82.5}]}", NULL);
	counted(1, 1, 0, 0, 0);
	assert_int_equal(number_of("SELECT price FROM service"), 825000);
	importing(p, "reviews", "Date,Rating,Reviewer,Review\n2020-05-06,4,Ann,Nice\n", NULL);
	counted(1, 1, 0, 0, 0);
	is_text("SELECT stars || author || text FROM review", "4AnnNice");
	practice_close(p);
}

/* Places with their own lists, comments that are objects, replies that are none. */
static void
places_have_reviews(void **state)
{
	static const char places[] = "[{\"name\":\"accounts/1/locations/1\",\"reviews\":["
	    "{\"reviewId\":\"a1\",\"starRating\":\"FIVE\",\"comment\":{\"text\":\"Nice\","
	    "\"languageCode\":\"en\"},\"createTime\":\"2020-01-02T03:04:05Z\",\"reviewReply\":"
	    "{\"comment\":\"Thanks\",\"updateTime\":\"2020-01-03T03:04:05Z\","
	    "\"reviewReplyState\":\"REJECTED\"}},"
	    "{\"reviewId\":\"a2\",\"starRating\":\"FOUR\",\"comment\":\"Good\","
	    "\"createTime\":\"2020-01-02T03:04:05Z\",\"reviewReply\":{\"comment\":\"Danke\","
	    "\"updateTime\":\"2020-01-03T03:04:05Z\",\"reviewReplyState\":\"APPROVED\"}}]},"
	    "{\"name\":\"accounts/1/locations/2\"},"
	    "{\"name\":\"accounts/1/locations/3\",\"reviews\":[{\"reviewId\":\"c1\","
	    "\"starRating\":\"ONE\",\"createTime\":\"2020-01-02T03:04:05Z\",\"reviewReply\":"
	    "{\"comment\":\"Oh\",\"deleted\":true}}]}]";
	struct practice *p = importing_new("places.db");
	AUTO_FREE char *under = xasprintf("{\"locations\":%s}", places);
	int i;

	for (i = 0; i < 2; i++) {
		google(p, places);
		counted(3, i == 0 ? 3 : 0, 0, i == 0 ? 0 : 3, 0);
		is_text("SELECT group_concat(external_id || stars || coalesce(text, '-') || "
		    "coalesce(reply, '-') || (replied_at IS NULL), ' ') FROM review",
		    "a15Nice-1 a24GoodDanke0 c11--1");
		said("noted 1 The platform did not keep the reply, so it is left out.");
	}
	importing(p, "reviews", under, NULL);
	counted(3, 0, 0, 3, 0);
	practice_close(p);
}

/* Both texts are kept, the original first; lists show it alone. */
static void
translations_are_kept(void **state)
{
	static const char *const texts[] = {
		"(Translated by Google) Good work\\n\\n(Original)\\nGute Arbeit",
		"Gute Arbeit\\n\\n(Translated by Google)\\nGood work"
	};
	struct practice *p = importing_new("translated.db");
	size_t i;

	for (i = 0; i < ARRAY_LEN(texts); i++) {
		AUTO_FREE char *json = xasprintf("[{\"reviewId\":\"t%zu\",\"starRating\":"
		    "\"FIVE\",\"comment\":\"%s\",\"createTime\":\"2020-01-02T03:04:05Z\"}]",
		    i, texts[i]);
		AUTO_FREE char *stored = NULL;
		AUTO_BUF struct buf shown = BUF_INIT;

		google(p, json);
		counted(1, 1, 0, 0, 0);
		stored = text_of("SELECT text FROM review ORDER BY id DESC LIMIT 1");
		assert_string_equal(stored,
		    "Gute Arbeit\n\n(Translated by Google) Good work");
		review_original(&shown, stored);
		assert_string_equal(shown.s, "Gute Arbeit");
		google(p, json);
		counted(1, 0, 0, 1, 0);
	}
	practice_close(p);
}

static void
other_places_stars(void **state)
{
	static const struct {
		const char *cell, *stars;
	} cells[] = {
		{ "5", "5" }, { "5/5", "5" }, { "5 stars", "5" }, { "1 star", "1" },
		{ "4.0", "4" }, { "4.5", "5" }, { "4,4", "4" }, { "4 out of 5", "4" },
		{ "8/10", "4" }, { "7 / 10", "4" }, { "3 of 5 stars", "3" },
		{ "\xe2\x98\x85\xe2\x98\x85\xe2\x98\x85\xe2\x98\x86\xe2\x98\x86", "3" },
	};
	static const char *const bad[] = { "0", "6", "6/5", "five-ish", "5 apples", "5/0" };
	struct practice *p = importing_new("stars.db");
	size_t i;

	for (i = 0; i < ARRAY_LEN(cells); i++) {
		AUTO_FREE char *rows = xasprintf("Date,Rating,Source\n2026-01-05,\"%s\",%s\n",
		    cells[i].cell, i % 2 == 0 ? "Google Maps" : "Trustpilot");

		importing(p, "reviews", rows, NULL);
		counted(1, 1, 0, 0, 0);
		is_text("SELECT stars FROM review ORDER BY id DESC LIMIT 1", cells[i].stars);
		is_text("SELECT platform FROM review ORDER BY id DESC LIMIT 1",
		    i % 2 == 0 ? "google" : "other");
		if (i % 2 != 0)
			said("noted 2 \"Trustpilot\" is kept as another platform.");
	}
	importing(p, "reviews", "Date,Rating\n2026-01-06,4.5\n", NULL);
	said("noted 2 \"4.5\" is kept as 5 stars: halves are rounded up.");
	for (i = 0; i < ARRAY_LEN(bad); i++) {
		AUTO_FREE char *rows = xasprintf("Date,Rating\n2026-01-05,%s\n", bad[i]);

		importing(p, "reviews", rows, NULL);
		counted(1, 0, 0, 0, 1);
	}
	practice_close(p);
}

TEST_MAIN(
    cmocka_unit_test(reviews_come_in),
    cmocka_unit_test(edits_are_taken_by_their_time),
    cmocka_unit_test(what_is_no_json_is_said),
    cmocka_unit_test(other_shapes),
    cmocka_unit_test(places_have_reviews),
    cmocka_unit_test(translations_are_kept),
    cmocka_unit_test(other_places_stars))
