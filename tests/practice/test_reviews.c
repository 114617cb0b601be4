/*
 * Everybody is asked alike: the gap since the last request, a year after a review and
 * the card's wish decide, and nothing else. A review that was asked for lands in its
 * request. A reply is written with its time, and told when it reveals a client. The
 * month's funnel agrees with the monthly report.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "practice/reviews.h"
#include "tests/support/clinic.h"

static char *path;
static struct practice *p;
static int64_t ada;

static int
begin(void **state)
{
	static int n;
	AUTO_FREE char *name = xasprintf("reviews-%d.db", n++);

	path = clinic_new(name);
	p = clinic_open(path, "mara");
	ada = clinic_client(p, "given", "Ada", "family", "Byrne", NULL);
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
at(const char *now)
{
	struct err err;

	OK(clock_fix(now, &err));
}

static int64_t
ask(int64_t client)
{
	struct err err;
	int64_t id;

	OK(review_ask(p, client, 0, "desk", &id, &err));
	return id;
}

static struct record *
received(const char *when, const char *stars, int64_t client)
{
	struct record *r = record_new(&record_review);
	struct err err;

	OK(record_parse(r, &p->context, "received_at", when, &err));
	OK(record_parse(r, &p->context, "stars", stars, &err));
	record_set_text(r, "platform", "google");
	if (client != 0)
		record_set_int(r, "client", client);
	return r;
}

static int64_t
add(const char *when, const char *stars, int64_t client)
{
	AUTO_RECORD struct record *r = received(when, stars, client);
	struct err err;

	OK(review_add(p, r, NULL, &err));
	return r->id;
}

static int64_t
session(int64_t client, const char *date, const char *status, const char *origin)
{
	AUTO_RECORD struct record *r = record_new(&record_session);
	struct err err;

	record_set_int(r, "client", client);
	record_set_text(r, "date", date);
	record_set_int(r, "minutes", 60);
	record_set_text(r, "status", status);
	record_set_text(r, "origin", origin);
	OK(practice_add(p, ACTION_WRITE_SESSIONS, r, NULL, &err));
	return r->id;
}

/* --- asking ----------------------------------------------------------------------- */

static bool
may_on(const char *day)
{
	AUTO_FREE char *now = xasprintf("%sT12:00", day);
	struct err err;
	bool may;

	at(now);
	may = review_may_ask(p, ada, &err);
	if (!may)
		assert_int_equal(err.code, ERR_INVALID);
	return may;
}

static void
waits_between_requests(void **state)
{
	struct err err;
	int64_t id;

	assert_true(may_on("2026-03-12"));
	ask(ada);
	assert_false(may_on("2026-03-12"));
	assert_false(may_on("2026-06-09"));
	assert_false(review_ask(p, ada, 0, "desk", &id, &err));
	assert_int_equal(err.code, ERR_INVALID);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM review"), 1);
	assert_true(may_on("2026-06-10"));
}

static void
waits_a_year_after_a_review(void **state)
{
	add("2026-03-01T12:00:00Z", "1", ada);
	assert_false(may_on("2026-03-12"));
	assert_false(may_on("2027-02-28"));
	assert_true(may_on("2027-03-01"));
}

/* One star or five: the same answer on every day. */
static void
never_asks_who_was_pleased(void **state)
{
	int64_t other = clinic_client(p, "family", "Tan", NULL);
	struct err one, five;
	int day;

	add("2026-03-01T12:00:00Z", "1", ada);
	add("2026-03-01T12:00:00Z", "5", other);
	for (day = 0; day < 400; day += 7) {
		AUTO_FREE char *now = NULL;
		char iso[DATE_ISO_SIZE];

		now = xasprintf("%sT12:00", date_to_iso(date_from_iso("2026-03-12") +
		    day, iso));
		at(now);
		assert_int_equal(review_may_ask(p, ada, &one),
		    review_may_ask(p, other, &five));
	}
}

static void
minds_the_wish(void **state)
{
	struct err err;

	assert_true(may_on("2026-03-12"));
	OK(clinic_set(p, ada, "do_not_ask_review", "yes", &err));
	assert_false(may_on("2026-03-12"));
}

static void
asks_after_a_visit_of_the_client(void **state)
{
	int64_t other = clinic_client(p, "family", "Tan", NULL), id;
	int64_t done = session(ada, "2026-03-12", "done", "booked");
	int64_t booked = session(ada, "2026-03-20", "booked", "booked");
	struct practice *reader;
	struct err err;

	assert_false(review_ask(p, other, done, "desk", &id, &err));
	assert_string_equal(err.field, "session");
	assert_false(review_ask(p, ada, booked, "desk", &id, &err));
	assert_false(review_ask(p, ada, done, "shouting", &id, &err));
	assert_string_equal(err.field, "asked_how");
	assert_false(review_ask(p, ada + 100, 0, "desk", &id, &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	clinic_staff(p, "rita", "read_only");
	reader = clinic_open(path, "rita");
	assert_false(review_ask(reader, ada, done, "desk", &id, &err));
	assert_int_equal(err.code, ERR_DENIED);
	practice_close(reader);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM review"), 0);
	OK(review_ask(p, ada, done, "qr", &id, &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM review WHERE "
	    "asked_on = '2026-03-12' AND asked_by = 1 AND asked_how = 'qr'"), 1);
}

static void
asks_everybody_with_the_same_words(void **state)
{
	AUTO_BUF struct buf text = BUF_INIT;
	struct err err;

	assert_false(review_request_text(p, &text, &err));
	assert_string_equal(err.field, "review_link");
	record_set_text(p->settings, "review_link", "https://g.page/r/abc/review");
	OK(review_request_text(p, &text, &err));
	assert_string_equal(text.s, "Thank you for coming to Test practice. We ask "
	    "everybody for a review: what you write, good or bad, helps others and "
	    "helps us. It takes a minute:\nhttps://g.page/r/abc/review\n");
}

/* --- received ----------------------------------------------------------------------- */

static void
lands_in_its_request(void **state)
{
	int64_t request = ask(ada);

	at("2026-03-14T10:00");
	assert_int_equal(add("2026-03-13T09:00:00Z", "4", ada), request);
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM review WHERE "
	    "asked_on = '2026-03-12' AND stars = 4 AND asked_how = 'desk'"), 1);
	/* the next one, or one from before it was asked for, stands alone */
	assert_int_equal(add("2026-03-14T09:00:00Z", "3", ada), request + 1);
	at("2027-03-20T10:00");
	ask(ada);
	assert_int_equal(add("2027-03-19T09:00:00Z", "3", ada), request + 3);
	assert_int_equal(add("2027-03-20T09:00:00Z", "5", 0), request + 4);
}

static void
refuses_what_cannot_be(void **state)
{
	AUTO_RECORD struct record *future = received("2026-03-12T10:01:00Z", "5", ada);
	AUTO_RECORD struct record *never = received("", "5", ada);
	AUTO_RECORD struct record *nowhere = received("2026-03-01T10:00:00Z", "5", ada);
	AUTO_RECORD struct record *base = NULL, *mine = NULL;
	struct err err;
	int64_t id;

	assert_false(review_add(p, future, NULL, &err));
	assert_string_equal(err.field, "received_at");
	assert_false(review_add(p, never, NULL, &err));
	assert_string_equal(err.field, "received_at");
	record_set_null(nowhere, "platform");
	assert_false(review_add(p, nowhere, NULL, &err));
	assert_string_equal(err.field, "platform");
	assert_false(record_parse(nowhere, &p->context, "stars", "6", &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM review"), 0);

	id = add("2026-03-01T10:00:00Z", "4", ada);
	base = review_get(p, id, &err);
	mine = record_copy(base);
	record_set_null(mine, "received_at");
	assert_false(review_save(p, mine, base, NULL, NULL, &err));
	record_free(mine);
	mine = record_copy(base);
	record_set_text(mine, "author", "Ada B.");
	OK(review_save(p, mine, base, NULL, NULL, &err));
}

static bool
reply(const struct record *base, const char *text, struct err *e)
{
	AUTO_RECORD struct record *mine = record_copy(base);

	return record_parse(mine, &p->context, "reply", text, e) &&
	    review_save(p, mine, base, NULL, NULL, e);
}

static void
replies_once_seen(void **state)
{
	int64_t id = add("2026-03-10T10:00:00Z", "4", ada), n, request;
	AUTO_RECORD struct record *r = NULL;
	struct err err;

	OK(reviews_unanswered(p, 10, &n, &err));
	assert_int_equal(n, 1);
	r = review_get(p, id, &err);
	OK(reply(r, "Thank you for the kind words.", &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM review WHERE "
	    "reply LIKE 'Thank%' AND replied_at = unixepoch('2026-03-12 10:00')"), 1);
	OK(reviews_unanswered(p, 10, &n, &err));
	assert_int_equal(n, 0);
	assert_false(reply(r, "Once more", &err));
	assert_int_equal(err.code, ERR_STALE);
	record_free(r);
	r = review_get(p, id, &err);
	OK(reply(r, "", &err));
	assert_int_equal(dbfile_int(path, "SELECT count(*) FROM review WHERE "
	    "reply IS NULL AND replied_at IS NULL"), 1);
	request = ask(clinic_client(p, "family", "Tan", NULL));
	record_free(r);
	r = review_get(p, request, &err);
	assert_false(reply(r, "Thanks", &err));
	assert_int_equal(err.code, ERR_INVALID);
	record_free(r);
	r = review_get(p, id, &err);
	r->id = request + 1;
	assert_false(reply(r, "Thanks", &err));
	assert_int_equal(err.code, ERR_NOTFOUND);
	add("2026-03-11T10:00:00Z", "1", 0);
	OK(reviews_unanswered(p, 1, &n, &err));
	assert_int_equal(n, 1);
}

static void
tells_what_a_reply_reveals(void **state)
{
	static const struct { const char *draft, *word; } cases[] = {
		{ "Thank you for taking the time to write.", NULL },
		{ "We thank you all, the team", NULL },
		{ "Thank you, ADA!", "\"ada\"" },
		{ "Ms Byrne's words", "\"byrne\"" },
		{ "Happy with the micro-needling? Yes", NULL },
		{ "Happy with microneedling", "\"microneedling\"" },
		{ "After your deep  PEEL", "\"Deep Peel\"" },
		{ "a deep feeling", NULL },
		{ "See you at the next appointment.", "\"appointment\"" },
		{ "谢谢小龙", "\"小龙\"" },
		{ "Bella wrote", "\"bella\"" },
	};
	AUTO_RECORD struct record *service = record_new(&record_service);
	AUTO_RECORD struct record *peel = record_new(&record_service);
	AUTO_RECORD struct record *r = received("2026-03-10T10:00:00Z", "4", ada);
	struct err err;
	size_t i;

	OK(clinic_set(p, ada, "preferred", "小龙", &err));
	record_set_text(service, "name", "Microneedling face");
	OK(practice_add(p, ACTION_WRITE_OFFER, service, NULL, &err));
	record_set_text(peel, "name", "Deep Peel");
	OK(practice_add(p, ACTION_WRITE_OFFER, peel, NULL, &err));
	record_set_text(r, "author", "The Bella");
	for (i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO_BUF struct buf says = BUF_INIT;
		bool reveals = review_reply_reveals(p, r, cases[i].draft, &says);

		if (reveals != (cases[i].word != NULL) || (reveals &&
		    strncmp(says.s, cases[i].word, strlen(cases[i].word)) != 0))
			fail_msg("%s: %s", cases[i].draft, says.s);
	}
}

/* --- counted ---------------------------------------------------------------------------- */

static void
counts_the_month(void **state)
{
	struct review_month m;
	struct err err;
	AUTO_RECORD struct record *r = NULL;

	session(ada, "2026-03-02", "done", "booked");
	session(ada, "2026-03-02", "done", "walk_in");	/* the same visit */
	session(ada, "2026-03-03", "done", "import");
	session(ada, "2026-03-04", "no_show", "booked");
	session(ada, "2026-02-28", "done", "booked");
	at("2026-03-15T10:00");
	ask(ada);
	add("2026-03-15T09:00:00Z", "5", ada);
	add("2026-03-15T08:00:00Z", "4", 0);
	add("2026-03-01T00:00:00Z", "4", 0);
	add("2026-02-28T23:59:59Z", "1", 0);
	r = review_get(p, 1, &err);
	OK(reply(r, "Thank you.", &err));
	OK(reviews_month(p, "2026-03", &m, &err));
	assert_int_equal(m.eligible, 1);
	assert_int_equal(m.asked, 1);
	assert_int_equal(m.answered, 1);
	assert_int_equal(m.received, 3);
	assert_int_equal(m.replied, 1);
	assert_int_equal(m.rated, 3);
	assert_int_equal(m.stars[4], 2);
	assert_int_equal(m.stars[5], 1);
	assert_int_equal(m.mean_x10, 43);
	assert_int_equal(m.reply_hours, 1);
	OK(reviews_month(p, "2026-01", &m, &err));
	assert_int_equal(m.received, 0);
	assert_int_equal(m.mean_x10, -1);
	assert_int_equal(m.reply_hours, -1);
	assert_false(reviews_month(p, "2026-13", &m, &err));
	assert_int_equal(err.code, ERR_INVALID);
}

TEST_MAIN(
    CASE(waits_between_requests),
    CASE(waits_a_year_after_a_review),
    CASE(never_asks_who_was_pleased),
    CASE(minds_the_wish),
    CASE(asks_after_a_visit_of_the_client),
    CASE(asks_everybody_with_the_same_words),
    CASE(lands_in_its_request),
    CASE(refuses_what_cannot_be),
    CASE(replies_once_seen),
    CASE(tells_what_a_reply_reveals),
    CASE(counts_the_month))
