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

TEST_MAIN(
    cmocka_unit_test(reviews_come_in),
    cmocka_unit_test(edits_are_taken_by_their_time),
    cmocka_unit_test(what_is_no_json_is_said),
    cmocka_unit_test(other_shapes))
