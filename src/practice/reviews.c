/*
 * reviews.c - asking for reviews, the reviews that came, and the replies.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/money.h"
#include "base/text.h"
#include "base/words.h"
#include "db/db.h"
#include "practice/reviews.h"
#include "practice/write.h"

#define UNANSWERED_DAYS 180

/* --- asking -------------------------------------------------------------------- */

/* The day of an instant, clinic time. */
static date_day
day_of(instant t)
{
	date_day day;
	int minutes, seconds;

	clock_local(t, &day, &minutes, &seconds);
	return day;
}

/* Depends only on the gap, an earlier review and the client's wish, never on how
 * pleased anybody was. */
static bool
check_rules(struct db *db, int64_t client, date_day today, int64_t gap,
    struct err *e)
{
	AUTO_RECORD struct record *card = db_get(db, &record_client, client, e);
	struct stmt *st;
	date_day asked = DATE_NONE, received = DATE_NONE;
	char words[24];

	if (card == NULL)
		return false;
	if (!record_is_null(card, "do_not_ask_review"))
		return err_set(e, ERR_INVALID, "client",
		    "The client's card says not to ask for a review.");
	st = db_stmt(db, "review_last_of_client");
	stmt_set_int(st, "client", client);
	if (stmt_next(st)) {
		asked = stmt_date(st, "asked_on");
		if (!stmt_is_null(st, "received_at"))
			received = day_of(stmt_int(st, "received_at"));
	}
	if (!stmt_end(st, e))
		return false;
	if (received != DATE_NONE && date_add_months(received, 12) > today)
		return err_set(e, ERR_INVALID, "client", "The client wrote a review on "
		    "%s; ask again after a year.", date_to_words(received, false,
		    words));
	if (asked != DATE_NONE && asked + gap > today)
		return err_set(e, ERR_INVALID, "client", "The client was asked on %s; "
		    "wait %lld day%s between two requests.", date_to_words(asked, false,
		    words), (long long)gap, text_plural(gap));
	return true;
}

static int64_t
gap_days(const struct practice *p)
{
	return record_int(p->settings, "review_gap_days");
}

bool
review_may_ask(struct practice *p, int64_t client, struct err *why)
{
	return practice_may(p, ACTION_READ_CLIENTS, why) &&
	    check_rules(p->db, client, clock_today(), gap_days(p), why);
}

struct review_ask {
	struct record *r;
	date_day today;
	int64_t gap;
};

static bool
check_session(struct db *db, const struct record *r, struct err *e)
{
	AUTO_RECORD struct record *s = NULL;

	if (record_is_null(r, "session"))
		return true;
	s = db_get(db, &record_session, record_int(r, "session"), e);
	if (s == NULL)
		return false;
	if (record_int(s, "client") != record_int(r, "client"))
		return err_set(e, ERR_INVALID, "session",
		    "That visit is another client's.");
	if (strcmp(record_text(s, "status"), "done") != 0)
		return err_set(e, ERR_INVALID, "session",
		    "That visit is not done yet; a review is asked for afterwards.");
	return true;
}

static bool
ask_inside(struct db *db, void *arg, struct err *e)
{
	struct review_ask *a = arg;

	if (!check_rules(db, record_int(a->r, "client"), a->today, a->gap, e) ||
	    !check_session(db, a->r, e) || !db_insert(db, a->r, e))
		return false;
	db_label(db, "ask review %lld", (long long)a->r->id);
	return true;
}

bool
review_ask(struct practice *p, int64_t client, int64_t session, const char *how,
    int64_t *id, struct err *e)
{
	AUTO_RECORD struct record *r = record_new(&record_review);
	struct review_ask a = { r, clock_today(), gap_days(p) };

	if (!practice_may(p, ACTION_WRITE_REVIEWS, e) ||
	    !record_parse(r, &p->context, "asked_how", how, e))
		return false;
	record_set_int(r, "client", client);
	if (session != 0)
		record_set_int(r, "session", session);
	record_set_day(r, "asked_on", a.today);
	record_set_int(r, "asked_by", p->staff->id);
	if (!db_write(p->db, "change", "ask review", ask_inside, &a, e))
		return false;
	*id = r->id;
	return true;
}

const char *
review_link(const struct practice *p)
{
	return record_text(p->settings, "review_link");
}

bool
review_request_text(struct practice *p, struct buf *out, struct err *e)
{
	if (*review_link(p) == '\0')
		return err_set(e, ERR_INVALID, "review_link", "The settings hold no "
		    "link to the page where reviews are written.");
	buf_addf(out, "Thank you for coming to %s. We ask everybody for a review: what "
	    "you write, good or bad, helps others and helps us. It takes a minute:\n"
	    "%s\n", record_text(p->settings, "name"), review_link(p));
	return true;
}

/* --- received ---------------------------------------------------------------------- */

struct record *
review_get(struct practice *p, int64_t id, struct err *e)
{
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return NULL;
	return db_get(p->db, &record_review, id, e);
}

static bool
check_received(const struct record *r, struct err *e)
{
	if (record_is_null(r, "received_at"))
		return record_is_null(r, "stars") && record_is_null(r, "text") &&
		    record_is_null(r, "reply") ? true :
		    err_set(e, ERR_INVALID, "received_at",
		    "When was the review written?");
	if (record_int(r, "received_at") > clock_now())
		return err_set(e, ERR_INVALID, "received_at",
		    "A review was not written in the future.");
	if (record_is_null(r, "platform"))
		return err_set(e, ERR_INVALID, "platform",
		    "Where was the review written?");
	return true;
}

/* Saves it into the request that it answers; false with ERR_NONE: there is none. */
static bool
open_request(struct db *db, const struct record *r, struct record *request,
    struct err *e)
{
	struct stmt *st = db_stmt(db, "review_open_request");

	err_clear(e);
	stmt_set_int(st, "client", record_int(r, "client"));
	if (stmt_next(st))
		db_read_record(st, request);
	return stmt_end(st, e) && request->id != 0 &&
	    date_from_iso(record_text(request, "asked_on")) <=
	    day_of(record_int(r, "received_at"));
}

static bool
add_inside(struct db *db, void *arg, struct err *e)
{
	AUTO_RECORD struct record *request = record_new(&record_review);
	struct record *r = arg;
	struct err failed;
	size_t i;

	if (!record_is_null(r, "client") && open_request(db, r, request, &failed)) {
		for (i = 0; i < r->type->n_fields; i++)
			if (r->values[i].kind == VALUE_NULL)
				value_copy(&r->values[i], &request->values[i]);
		r->id = request->id;
		r->version = request->version;
		db_label(db, "receive review %lld", (long long)r->id);
		return db_update(db, r, e);
	}
	if (!record_is_null(r, "client") && failed.code != ERR_NONE)
		return err_set(e, failed.code, failed.field, "%s", failed.text);
	if (!db_insert(db, r, e))
		return false;
	db_label(db, "add review %lld", (long long)r->id);
	return true;
}

bool
review_replies(const struct record *r, const struct record *base)
{
	return !record_is_null(r, "reply") && (base == NULL ||
	    strcmp(record_text(base, "reply"), record_text(r, "reply")) != 0);
}

/* A new or changed reply gets the present time. */
static void
stamp_reply(struct record *r, const struct record *base)
{
	if (review_replies(r, base))
		record_set_int(r, "replied_at", clock_now());
	else if (record_is_null(r, "reply"))
		record_set_null(r, "replied_at");
}

bool
review_add(struct practice *p, struct record *r, struct draft *draft, struct err *e)
{
	if (!practice_may(p, ACTION_WRITE_REVIEWS, e))
		return false;
	if (record_is_null(r, "received_at"))
		return err_set(e, ERR_INVALID, "received_at",
		    "When was the review written?");
	if (!check_received(r, e))
		return false;
	stamp_reply(r, NULL);
	if (practice_write(p, "add review", add_inside, r, draft, e))
		return true;
	r->id = 0;
	r->version = 0;
	return false;
}

bool
review_save(struct practice *p, struct record *mine, const struct record *base,
    struct merge *m, struct draft *draft, struct err *e)
{
	struct save_rules rules = { .draft = draft };

	if (m != NULL)
		*m = (struct merge){ .fields = NULL };
	stamp_reply(mine, base);
	return check_received(mine, e) &&
	    practice_save(p, ACTION_WRITE_REVIEWS, mine, base, m, &rules, e);
}

/* --- what a reply reveals ------------------------------------------------------------- */

struct reveal {
	const char *draft;	/* folded */
	struct buf *sentence;
};

static bool
found(struct reveal *v, const char *word, const char *what)
{
	AUTO_BUF struct buf shown = BUF_INIT;

	text_show(&shown, word, false);
	buf_addf(v->sentence, "\"%s\" %s; a reply must not reveal that the writer is a "
	    "client.", shown.s, what);
	return true;
}

/* True when the draft has a word of `text` of at least `least` bytes. Scripts without blanks
 * (Han, kana, Hangul begin with E3 or higher) run on into other words. */
static bool
any_word(struct reveal *v, const char *text, size_t least, const char *what)
{
	AUTO_BUF struct buf folded = BUF_INIT;
	const char *at;
	size_t n, there;

	text_fold(&folded, text);
	for (at = folded.s; (at = words_next(at, &n)) != NULL; at += n) {
		AUTO_FREE char *word = xstrndup(at, n);

		if ((unsigned char)*word >= 0xe3 ? strstr(v->draft, word) != NULL :
		    n >= least && strcmp(word, "the") != 0 &&
		    words_find(v->draft, word, n, &there) != NULL)
			return found(v, word, what);
	}
	return false;
}

static bool
names_them(struct practice *p, struct reveal *v, const struct record *review)
{
	static const char *const fields[] = { "given", "family", "preferred" };
	static const char what[] = "is their name";
	AUTO_RECORD struct record *card = NULL;
	size_t i;

	if (any_word(v, record_text(review, "author"), 3, what))
		return true;
	if (record_is_null(review, "client"))
		return false;
	card = db_get(p->db, &record_client, record_int(review, "client"), NULL);
	for (i = 0; card != NULL && i < ARRAY_LEN(fields); i++)
		if (any_word(v, record_text(card, fields[i]), 3, what))
			return true;
	return false;
}

/* A service's whole name, or a long word of it. */
static bool
names_treatment(struct practice *p, struct reveal *v)
{
	struct stmt *st = db_stmt(p->db, "review_service_names");
	bool hit = false;

	while (!hit && stmt_next(st)) {
		const char *name = stmt_text(st, "name");
		AUTO_BUF struct buf folded = BUF_INIT;
		size_t size;

		text_fold(&folded, name);
		hit = words_find(v->draft, folded.s, folded.len, &size) != NULL ?
		    found(v, name, "is a treatment") :
		    any_word(v, name, 6, "is part of a treatment's name");
	}
	stmt_end(st, NULL);
	return hit;
}

bool
review_reply_reveals(struct practice *p, const struct record *review,
    const char *draft, struct buf *sentence)
{
	static const char telling[] = "treatment treatments treated appointment "
	    "appointments session sessions visit visits client patient consultation";
	AUTO_BUF struct buf folded = BUF_INIT;
	struct reveal v = { NULL, sentence };

	if (!practice_may(p, ACTION_READ_CLIENTS, NULL))
		return false;
	text_fold(&folded, draft);
	v.draft = folded.s;
	return names_them(p, &v, review) || names_treatment(p, &v) ||
	    any_word(&v, telling, 1, "reveals that they were here");
}

/* --- counted ------------------------------------------------------------------------------ */

static int
seconds_cmp(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Uses the report's statement, so that the page and the report agree. */
static bool
count_month(struct stmt *st, struct review_month *m, struct err *e)
{
	AUTO_FREE int64_t *seconds = NULL;
	size_t n = 0, cap = 0;
	int64_t sum = 0, stars;

	while (stmt_next(st)) {
		if (stmt_int(st, "asked") != 0) {
			m->asked++;
			m->answered += stmt_int(st, "answered");
		}
		if (stmt_int(st, "received") == 0)
			continue;
		m->received++;
		m->replied += stmt_int(st, "replied");
		if (!stmt_is_null(st, "stars")) {
			stars = stmt_int_in(st, "stars", 1,
			    (int64_t)ARRAY_LEN(m->stars) - 1);
			m->stars[stars]++;
			m->rated++;
			sum += stars;
		}
		if (!stmt_is_null(st, "reply_seconds")) {
			GROW(seconds, cap, n + 1);
			seconds[n++] = stmt_int(st, "reply_seconds");
		}
	}
	m->mean_x10 = m->rated > 0 ? money_muldiv(10, sum, m->rated) : -1;
	m->reply_hours = -1;
	if (n > 0) {
		qsort(seconds, n, sizeof(*seconds), seconds_cmp);
		m->reply_hours = money_muldiv(seconds[(n - 1) / 2] + seconds[n / 2], 1,
		    (int64_t)2 * 60 * 60);
	}
	return stmt_end(st, e);
}

bool
reviews_month(struct practice *p, const char *month, struct review_month *out,
    struct err *e)
{
	char from[DATE_ISO_SIZE], to[DATE_ISO_SIZE];
	date_day first, last;
	struct stmt *st;

	*out = (struct review_month){ 0 };
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	if (!date_month_range(month, &first, &last))
		return err_set(e, ERR_INVALID, "month",
		    "\"%.40s\" is not a month: write it like 2026-03.", month);
	date_to_iso(first, from);
	date_to_iso(last, to);
	st = db_stmt(p->db, "review_eligible");
	stmt_set_text(st, "first", from);
	stmt_set_text(st, "last", to);
	if (stmt_next(st))
		out->eligible = stmt_int(st, "n");
	if (!stmt_end(st, e))
		return false;
	st = db_stmt(p->db, "monthly_reviews");
	stmt_set_text(st, "first", from);
	stmt_set_text(st, "last", to);
	stmt_set_int(st, "from", clock_instant(first, 0));
	stmt_set_int(st, "until", clock_instant(date_add_days(last, 1), 0));
	return count_month(st, out, e);
}

bool
reviews_unanswered(struct practice *p, int64_t most, int64_t *n, struct err *e)
{
	struct stmt *st;

	*n = 0;
	if (!practice_may(p, ACTION_READ_CLIENTS, e))
		return false;
	st = db_stmt(p->db, "review_unanswered");
	stmt_set_int(st, "since", clock_now() -
	    (int64_t)UNANSWERED_DAYS * 24 * 60 * 60);
	stmt_set_int(st, "most", most);
	if (stmt_next(st))
		*n = stmt_int(st, "n");
	return stmt_end(st, e);
}
